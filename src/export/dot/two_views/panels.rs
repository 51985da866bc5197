//! The panels of a comparison, put together: the same boxes and words in each, some unseen.

use super::comparison::Comparison;
use super::turned::{Turned, sign, turned};
use crate::export::dot::drawing::Plan;
use crate::export::dot::drawing::ease;
use crate::export::dot::drawing::title;
use crate::export::dot::drawing::{Drawing, DrawingWarning, MANY};
use crate::export::dot::drawing::{Ends, label};
use crate::export::dot::drawing::{Portrait, address, id_of};
use crate::export::dot::scenes::Frames;
use crate::export::dot::scenes::Layout;
use crate::export::dot::scenes::{Scene, actor};
use crate::export::dot::writing::key::{self, Row};
use crate::export::dot::writing::style::{self, Arrows, Look};
use crate::export::dot::writing::wrap;
use crate::export::dot::writing::{Attributes, Writer};
use crate::export::dot::writing::{Face, Html, Lines, Set, Value};
use crate::export::dot::writing::{Ink, Tone};
use crate::export::kit::words;
use crate::model::{ActorId, Certainty};
use crate::query::DiffWord;
use std::collections::BTreeSet;

/// One of the three pictures of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panel {
    Before,
    After,
    Changes,
}

/// # Drawing
impl<'g> Comparison<'g, '_> {
    /// Draws what changed: both views in one, with a sign and a colour to each change.
    ///
    /// # Complexity
    ///
    /// O(n log n) in the relations of both views, and the cube of the sides that they form.
    pub fn draw(&self) -> Drawing<'g> {
        self.panel(Panel::Changes)
    }

    /// Draws the first view, leaving room for what the second one has.
    ///
    /// # Complexity
    ///
    /// As [`draw`](Self::draw).
    pub fn draw_before(&self) -> Drawing<'g> {
        self.panel(Panel::Before)
    }

    /// Draws the second view, leaving room for what the first one had.
    ///
    /// # Complexity
    ///
    /// As [`draw`](Self::draw).
    pub fn draw_after(&self) -> Drawing<'g> {
        self.panel(Panel::After)
    }

    fn panel(&self, panel: Panel) -> Drawing<'g> {
        let mut all = turned(self.before, self.after);
        let ends = |all: &[Turned<'g>]| -> BTreeSet<ActorId> {
            let ends = all.iter().flat_map(|one| [one.line.from, one.line.to]);
            ends.collect()
        };
        let mut warnings = Vec::new();
        let kept = all.iter().filter(|one| one.word.is_none()).count();
        let is_crowded = ends(&all).len() + all.len() > MANY;
        if !self.unchanged.unwrap_or(!is_crowded) {
            all.retain(|one| one.word.is_some());
            if self.unchanged.is_none() && kept > 0 {
                warnings.push(DrawingWarning::UnchangedLeftOut { relations: kept });
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
        // the layout is that of a picture of all lines together
        let (mut lines, mut rows) = (Vec::new(), Vec::new());
        for one in all {
            let Turned { line, .. } = one;
            rows.push(Turned {
                line: line.clone(),
                ..one
            });
            lines.push(line);
        }
        let scene = Scene {
            last: None,
            actors,
            lines,
            belongings: Vec::new(),
            departures: Vec::new(),
            deeds: Vec::new(),
        };
        let (frames, none, nobody) = (Frames::default(), BTreeSet::new(), BTreeSet::new());
        let layout = Layout::new(&scene, &frames, &none, &nobody);
        let plan = Plan {
            view: self.after,
            scene: &scene,
            frames: &frames,
            layout: &layout,
            boxes: &none,
            hidden: &nobody,
            groups: &[],
            egos: &nobody,
            camps: None,
        };
        let sheet = Sheet {
            asked: self,
            plan: &plan,
            rows: &rows,
            kept,
            panel,
        };
        Drawing {
            text: sheet.written(is_crowded),
            displaced: Vec::new(),
            warnings,
        }
    }
}

/// What all parts of a panel look at.
struct Sheet<'a, 'g, 'f> {
    asked: &'a Comparison<'g, 'f>,
    plan: &'a Plan<'a, 'g, 'f>,
    rows: &'a [Turned<'g>],
    /// How many relations are unchanged, drawn or not.
    kept: usize,
    panel: Panel,
}

impl Sheet<'_, '_, '_> {
    fn written(&self, is_crowded: bool) -> String {
        let mut text = Writer::new(self.asked.theme);
        text.open_graph();
        let name = title::title(self.plan.view, self.asked.title.as_deref());
        let graph = Attributes::default()
            .with("label", Value::Html(self.heading()))
            .and(style::graph())
            .word("ranksep", "1.1")
            .word("nodesep", "0.4")
            .with("tooltip", Value::Tip(name));
        let graph = if is_crowded { ease(graph) } else { graph };
        text.defaults("graph", &graph);
        text.defaults("node", &style::node());
        text.defaults("edge", &style::edge());
        if self.asked.has_key && !self.rows.is_empty() {
            text.gap();
            key::write_rows(&mut text, &self.key(), None);
        }
        text.gap();
        for &id in self.plan.layout.columns.iter().flatten() {
            text.node(&id_of(self.plan.view, id), &self.node(id));
        }
        text.gap();
        for column in self.plan.layout.columns.iter().filter(|all| all.len() > 1) {
            let ids: Vec<String> = column.iter().map(|&id| id_of(self.plan.view, id)).collect();
            text.same_rank(&ids);
        }
        for columns in self.plan.layout.columns.windows(2) {
            if let (Some(&left), Some(&right)) = (columns[0].first(), columns[1].first()) {
                let [left, right] = [left, right].map(|id| id_of(self.plan.view, id));
                let unseen = Attributes::default()
                    .word("style", "invis")
                    .word("weight", "0");
                text.edge(&left, &right, &unseen);
            }
        }
        text.gap();
        for row in self.rows {
            let ends = Ends::new(self.plan, row.line.from, row.line.to);
            let [from, to] = [ends.from, ends.to].map(|id| id_of(self.plan.view, id));
            text.edge(&from, &to, &self.line(row, &ends));
        }
        text.close();
        text.finish()
    }

    /// Whether this panel shows what the views hold so.
    fn shows(&self, is_held: [bool; 2]) -> bool {
        match self.panel {
            Panel::Before => is_held[0],
            Panel::After => is_held[1],
            Panel::Changes => true,
        }
    }

    /// What became of an actor, and whether each view has it.
    fn fate(&self, id: ActorId) -> (Option<DiffWord>, [bool; 2]) {
        let views = [self.asked.before, self.asked.after];
        let mut is_here = views.map(|view| view.actor_holds(id).is_some());
        for row in self.rows {
            if [row.line.from, row.line.to].contains(&id) {
                for (is_here, holds) in is_here.iter_mut().zip(row.holds) {
                    *is_here |= holds.is_some();
                }
            }
        }
        let word = match is_here {
            [true, false] => Some(DiffWord::Gone),
            [false, true] => Some(DiffWord::Come),
            _ => None,
        };
        (word, is_here)
    }

    fn node(&self, id: ActorId) -> Attributes {
        let actor = actor(self.plan.view, id);
        let (word, is_here) = self.fate(id);
        let mut lines = Lines::default();
        let name = format!("{}{}", sign(word), actor.label());
        lines.extend(Face::Strong, wrap(&name, 26, 3));
        let entry = actor.record();
        if entry.short.is_some() {
            lines.extend(Face::Small, wrap(&entry.name, 30, 3));
        } else {
            lines.push(Face::Small, words::actor_kind(entry.kind));
        }
        let portrait = Portrait {
            view: self.plan.view,
            scene: self.plan.scene,
            frames: self.plan.frames,
            actor,
        };
        let tone = match (self.panel, word) {
            (Panel::Changes, Some(word)) => tone(word),
            _ => Tone::Plain,
        };
        let node = Attributes::default()
            .with("label", Value::Html(lines.to_html(Set::Centred)))
            .ink("color", Ink::Line(tone))
            .ink("fillcolor", Ink::Ground(tone));
        let node = match (self.shows(is_here), self.panel, word) {
            (false, ..) => return node.word("style", "invis"),
            (_, Panel::Changes, Some(DiffWord::Gone)) => {
                node.word("style", "rounded,filled,dashed")
            }
            _ => node,
        };
        node.and(portrait.tip())
    }

    fn line(&self, row: &Turned<'_>, ends: &Ends) -> Attributes {
        let arrows = match row.line.look {
            Look::Rivalry if !row.line.is_directed => Arrows::Both,
            _ if row.has_arrow() => ends.arrows(),
            _ => Arrows::None,
        };
        let mut said = vec![format!("{}{}", row.sign(), words::relation_kind(row.kind))];
        if let Some(turn) = row.turn() {
            said = vec![format!("{}, {turn}", said.concat())];
        }
        let known = words::how_known(row.line.grounds.certainty, &row.line.grounds.by);
        let known = (row.line.grounds.certainty != Certainty::Reported).then_some(known);
        let doubt = (row.is_doubtful && row.word != Some(DiffWord::Changed)).then_some("possibly");
        let doubt = doubt.map(str::to_owned).into_iter().chain(known);
        let doubt: Vec<String> = doubt.chain(words::denial(&row.line.grounds)).collect();
        if !doubt.is_empty() {
            said.push(doubt.join("; "));
        }
        let line = style::line(row.line.look, arrows, Certainty::Reported)
            .and(label(self.plan, ends, row.line.look, &said))
            .and(match self.panel {
                Panel::Changes => paint(row.word),
                _ => Attributes::default()
                    .ink("color", Ink::Edge)
                    .word("penwidth", "1.6")
                    .ink("fontcolor", Ink::Text),
            });
        if !self.shows(row.holds.map(|holds| holds.is_some())) {
            return line.word("style", "invis");
        }
        let (from, to) = (
            actor(self.plan.view, row.line.from),
            actor(self.plan.view, row.line.to),
        );
        let word = if row.line.is_directed { "→" } else { "–" };
        let sentence = format!("{}: {from} {word} {to}", said.join("; "));
        line.with(
            "tooltip",
            Value::Tip(words::tip(&sentence, &row.line.grounds)),
        )
        .and(address(&row.line.grounds))
    }

    fn words(&self) -> BTreeSet<Option<DiffWord>> {
        let lines = self.rows.iter().map(|row| row.word);
        let ends = self.plan.scene.actors.iter();
        lines
            .chain(ends.filter_map(|&id| self.fate(id).0).map(Some))
            .collect()
    }

    fn key(&self) -> Vec<Row> {
        let row = |word: Option<DiffWord>| {
            let (sign, what) = match word {
                Some(DiffWord::Come) => ("+", "only in the second view: it came"),
                Some(DiffWord::Gone) => ("−", "only in the first view: it went"),
                Some(DiffWord::Changed) => ("~", "in both, but held otherwise"),
                None => ("no sign", "unchanged"),
            };
            let line = match self.panel {
                Panel::Changes => paint(word),
                _ => Attributes::default()
                    .ink("color", Ink::Edge)
                    .word("penwidth", "1.6"),
            };
            ([sign, what], line.word("dir", "none"))
        };
        self.words().into_iter().map(row).collect()
    }

    /// The heading, in each panel as wide and as high as in the others: else the boxes would move.
    fn heading(&self) -> Html {
        let all = [Panel::Before, Panel::After, Panel::Changes].map(|panel| self.said(panel));
        let width = |(face, text): &(Face, String)| {
            let each = match face {
                Face::Title => 16,
                Face::Strong => 11,
                _ => 8,
            };
            let wide = text.chars().filter(|one| *one > '\u{2E7F}').count();
            (text.chars().count() + wide) * each
        };
        let widest = all.iter().flatten().map(width).max().unwrap_or_default();
        let most = all.iter().map(Vec::len).max().unwrap_or_default();
        let mut lines = Lines::default();
        let mut own = self.said(self.panel);
        own.resize(most, (Face::Subtitle, String::from(" ")));
        for (face, text) in own {
            lines.push(face, text);
        }
        lines.to_html(Set::Left).at_least(widest)
    }

    fn said(&self, panel: Panel) -> Vec<(Face, String)> {
        let asked = self.asked;
        let mut all: Vec<(Face, String)> = Vec::new();
        let mut put = |face: Face, texts: Vec<String>| {
            all.extend(texts.into_iter().map(|text| (face, text)));
        };
        let name = title::title(self.plan.view, asked.title.as_deref());
        put(Face::Title, wrap(&name, 50, 3));
        let [before, after] = [asked.before, asked.after].map(title::asked_for);
        put(
            Face::Strong,
            wrap(
                &match panel {
                    Panel::Before => format!("Before: {before}"),
                    Panel::After => format!("After: {after}"),
                    Panel::Changes => format!("What changed: from {before} to {after}"),
                },
                90,
                3,
            ),
        );
        let count = |word: DiffWord| {
            self.rows
                .iter()
                .filter(|row| row.word == Some(word))
                .count()
        };
        let [come, gone, changed] = [DiffWord::Come, DiffWord::Gone, DiffWord::Changed].map(count);
        let kept = self.kept;
        let counts = if come + gone + changed == 0 {
            format!("Nothing changed: {kept} relations in both. Events are not compared.")
        } else {
            format!(
                "Relations: + {come} new, − {gone} gone, ~ {changed} held otherwise, {kept} \
                 unchanged. Events are not compared."
            )
        };
        put(Face::Subtitle, wrap(&counts, 110, 2));
        let grounds = self.rows.iter().map(|row| &row.line.grounds);
        put(Face::Subtitle, wrap(&title::sources(grounds), 110, 5));
        all
    }
}

const fn tone(word: DiffWord) -> Tone {
    match word {
        DiffWord::Come => Tone::Belonging,
        DiffWord::Gone => Tone::Hostile,
        DiffWord::Changed => Tone::Amber,
    }
}

/// How what became of a line is drawn.
fn paint(word: Option<DiffWord>) -> Attributes {
    let Some(word) = word else {
        return Attributes::default()
            .ink("color", Ink::Rule)
            .word("penwidth", "1.2")
            .ink("fontcolor", Ink::Faint);
    };
    let line = Attributes::default()
        .ink("color", Ink::Line(tone(word)))
        .ink("fontcolor", Ink::Words(tone(word)));
    match word {
        DiffWord::Come => line.word("penwidth", "2.4"),
        DiffWord::Gone => line.word("penwidth", "2").word("style", "dashed"),
        DiffWord::Changed => line.word("penwidth", "2").word("style", "dotted"),
    }
}
