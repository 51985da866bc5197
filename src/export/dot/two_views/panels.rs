//! The panels of a comparison: each has the same boxes and words, of which some are unseen.

use super::comparison::Comparison;
use super::sheet::Sheet;
use super::turned::{Panel, Turned, turned, usual_doubt};
use crate::export::dot::drawing::{Drawing, DrawingWarning, MANY};
use crate::export::dot::drawing::{Plan, displaced};
use crate::export::dot::scenes::{Belonging, Frames, Layout, Line, Scene};
use crate::model::{ActorId, Day, RelationKind};
use crate::query::DiffWord;
use std::collections::BTreeSet;

/// # Drawing
impl<'g> Comparison<'g, '_> {
    /// Draws the changes: both views in one picture, with a sign and a colour for each change.
    ///
    /// # Complexity
    ///
    /// O(n log n) for n relations of both views, and O(s³) for the s sides that they form.
    pub fn draw(&self) -> Drawing<'g> {
        self.panel(Panel::Changes)
    }

    /// Draws the first view, with room for what the second view has.
    ///
    /// # Complexity
    ///
    /// As [`draw`](Self::draw).
    pub fn draw_before(&self) -> Drawing<'g> {
        self.panel(Panel::Before)
    }

    /// Draws the second view, with room for what the first view had.
    ///
    /// # Complexity
    ///
    /// As [`draw`](Self::draw).
    pub fn draw_after(&self) -> Drawing<'g> {
        self.panel(Panel::After)
    }

    fn panel(&self, panel: Panel) -> Drawing<'g> {
        let mut all = turned(self.before, self.after);
        let is = |word: Option<DiffWord>| all.iter().filter(|one| one.word == word).count();
        let (kept, otherwise) = (is(None), is(Some(DiffWord::Changed)));
        if !self.otherwise {
            for one in &mut all {
                one.word = one.word.filter(|&word| word != DiffWord::Changed);
            }
        }
        let ends = |all: &[Turned<'g>]| -> BTreeSet<ActorId> {
            let ends = all.iter().flat_map(|one| [one.line.from, one.line.to]);
            ends.collect()
        };
        let mut warnings = Vec::new();
        let is_crowded = ends(&all).len() + all.len() > MANY;
        if !self.unchanged.unwrap_or(!is_crowded) {
            let whole = all.len();
            all.retain(|one| one.word.is_some());
            let relations = whole - all.len();
            if self.unchanged.is_none() && relations > 0 {
                warnings.push(DrawingWarning::UnchangedLeftOut { relations });
            }
        }
        let actors = ends(&all);
        let is_crowded = actors.len() + all.len() > MANY;
        if is_crowded {
            warnings.push(DrawingWarning::Crowded {
                actors: actors.len(),
                events: 0,
            });
        }
        let scene = scene(actors, &all, panel);
        let frames = Frames::new(&scene, &[]);
        // a coalition with ties other than memberships has a box of its own; a member's line ends at its
        // frame
        let is_whole = |id: ActorId| {
            let mut others = all
                .iter()
                .filter(|one| one.kind != RelationKind::Membership);
            others.any(|one| [one.line.from, one.line.to].contains(&id))
        };
        let coalitions = scene.actors.iter().copied();
        let hidden: BTreeSet<ActorId> = coalitions
            .filter(|&id| frames.has_frame(id) && !is_whole(id))
            .collect();
        let layout = Layout::new(&scene, &frames, &BTreeSet::new(), &hidden);
        let (none, nobody) = (BTreeSet::new(), BTreeSet::new());
        let plan = Plan {
            view: self.after,
            scene: &scene,
            frames: &frames,
            layout: &layout,
            boxes: &none,
            hidden: &hidden,
            groups: &[],
            egos: &nobody,
            camps: None,
        };
        let sheet = Sheet {
            asked: self,
            plan: &plan,
            rows: &all,
            kept,
            otherwise,
            usual: usual_doubt(&all),
            panel,
        };
        Drawing {
            text: sheet.written(is_crowded),
            displaced: displaced(self.after, &frames),
            warnings,
        }
    }
}

/// Collects the contents of all panels, so that their layouts are equal. Memberships that both views hold are
/// frames; they hold as in the panel's view or, in the panel of changes, as in the weaker view.
fn scene<'g>(actors: BTreeSet<ActorId>, rows: &[Turned<'g>], panel: Panel) -> Scene<'g> {
    let is_framed = |row: &&Turned<'g>| row.is_framed();
    let line = |row: &Turned<'g>| -> Line<'g> { row.line.clone() };
    let belonging = |row: &Turned<'g>| Belonging {
        member: row.line.from,
        coalition: row.line.to,
        start: row.start().unwrap_or(Day::BEFORE_ALL),
        grounds: row.grounds(panel).clone(),
    };
    let lines = rows.iter().filter(|row| !row.is_framed()).map(line);
    let belongings = rows.iter().filter(is_framed).map(belonging);
    Scene::of_lines(actors, lines.collect(), belongings.collect())
}
