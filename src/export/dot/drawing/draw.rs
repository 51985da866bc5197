//! Draws the parts of a picture in order: key, frames, actors, events, columns, lines.

use super::boxes::{self, Portrait, event_id, id_of};
use super::fold;
use super::lines::{self, Wire};
use super::picture::{BOXES, Dot, Drawing, DrawingWarning, EventStyle, MANY};
use super::plan::Plan;
use super::title;
use crate::analysis::DyadSign;
use crate::export::dot::scenes::Layout;
use crate::export::dot::scenes::around;
use crate::export::dot::scenes::{Frame, Frames};
use crate::export::dot::scenes::{Scene, actor};
use crate::export::dot::writing::Value;
use crate::export::dot::writing::key;
use crate::export::dot::writing::style::{self, Look, Tint};
use crate::export::dot::writing::{Attributes, Writer};
use crate::export::kit::words;
use crate::model::{ActorId, Certainty};
use crate::query::Membership;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// # Drawing
impl<'g> Dot<'g, '_> {
    /// Draws the picture.
    ///
    /// # Complexity
    ///
    /// O(n log n) for n ties, events of the view and participants of each event.
    pub fn draw(&self) -> Drawing<'g> {
        draw(self)
    }
}

fn draw<'g>(dot: &Dot<'g, '_>) -> Drawing<'g> {
    let near = dot
        .around
        .as_ref()
        .map(|(actors, steps)| around(dot.view, actors, *steps));
    let view = match &near {
        Some(near) => dot.view.among(near),
        None => dot.view,
    };
    let mut scene = Scene::new(view, dot.is_with_isolated);
    let mut egos = BTreeSet::new();
    if let (Some((actors, _)), Some(near)) = (&dot.around, &near) {
        egos.extend(actors.iter().copied().filter(|&id| near.contains(id)));
        scene.actors.extend(egos.iter().copied());
    }
    let groups: Vec<BTreeSet<ActorId>> = dot.groups.iter().map(|group| group.1.clone()).collect();
    let frames = Frames::new(&scene, &groups);
    let events = scene.deeds.len();
    let is_folded = match dot.events {
        Some(style) => style == EventStyle::Edge,
        None => events > BOXES || dot.camps.is_some(),
    };
    let boxes: BTreeSet<usize> = (0..events)
        .filter(|&number| {
            let deed = &scene.deeds[number];
            !(deed.parts.is_empty() || is_folded && lines::is_folded(deed))
        })
        .collect();
    let hidden = hidden(&scene, &frames);
    let layout = Layout::new(&scene, &frames, &boxes, &hidden);
    let plan = Plan {
        view,
        scene: &scene,
        frames: &frames,
        layout: &layout,
        boxes: &boxes,
        hidden: &hidden,
        groups: &dot.groups,
        egos: &egos,
        camps: dot.camps.as_ref(),
    };
    let mut wires = lines::wires(&plan);
    wires.extend(fold::wires(&plan));
    let has_frustrated = plan.mark_frustrated(&mut wires);
    let mut warnings = Vec::new();
    for &(place, id) in &frames.refused {
        let cluster = dot.groups[place].0.clone();
        warnings.push(DrawingWarning::Elsewhere {
            actor: actor(view, id),
            cluster,
        });
    }
    if events > BOXES && dot.events.is_none() {
        warnings.push(DrawingWarning::Folded { events });
    }
    if scene.crowded > 0 {
        let events = scene.crowded;
        warnings.push(DrawingWarning::CrowdOnOneSide { events });
    }
    let folds = wires.iter().filter(|wire| wire.is_folded).count();
    let shown = boxes.len() + folds;
    let is_crowded = scene.actors.len() + shown + wires.len() / 2 > MANY;
    if is_crowded {
        warnings.push(DrawingWarning::Crowded {
            actors: scene.actors.len(),
            events: shown,
        });
    }
    let text = written(
        dot,
        &plan,
        &wires,
        (is_crowded, has_frustrated),
        &mut warnings,
    );
    Drawing {
        text,
        displaced: displaced(view, &frames),
        warnings,
    }
}

/// Writes the picture as DOT, once it is known whether it is crowded and whether lines are marked.
fn written<'g>(
    dot: &Dot<'g, '_>,
    plan: &Plan<'_, 'g, '_>,
    wires: &[Wire],
    (is_crowded, has_frustrated): (bool, bool),
    warnings: &mut Vec<DrawingWarning<'g>>,
) -> String {
    let mut text = Writer::new(dot.theme);
    text.open_graph();
    let mut graph = Attributes::default()
        .with(
            "label",
            Value::Html(title::label(plan, dot.title.as_deref())),
        )
        .and(style::graph())
        .with(
            "tooltip",
            Value::Tip(title::title(plan.view, dot.title.as_deref())),
        );
    if is_crowded {
        graph = ease(graph);
    }
    for (name, value) in &dot.raw {
        if is_attribute(name) {
            graph = graph.with(name.clone(), Value::Raw(value.clone()));
        } else {
            warnings.push(DrawingWarning::NoAttribute { name: name.clone() });
        }
    }
    text.defaults("graph", &graph);
    text.defaults("node", &style::node());
    text.defaults("edge", &style::edge());
    if dot.has_key && !plan.scene.actors.is_empty() {
        text.gap();
        let used = key::Used {
            has_frustrated,
            ..used(plan, wires)
        };
        key::write(&mut text, &used);
    }
    text.gap();
    plan.write_actors(&mut text);
    text.gap();
    for &number in plan.boxes {
        text.node(&event_id(number), &boxes::event(&plan.scene.deeds[number]));
    }
    text.gap();
    let ranks = plan.write_columns(&mut text);
    text.gap();
    for wire in wires {
        text.edge(&wire.from, &wire.to, &wire.attributes);
    }
    write_spine(&mut text, &ranks, wires);
    text.close();
    text.finish()
}

/// Returns the coalitions that are drawn as a frame only, because they have no ties as a whole.
fn hidden(scene: &Scene<'_>, frames: &Frames) -> BTreeSet<ActorId> {
    let mut active: BTreeSet<ActorId> = BTreeSet::new();
    active.extend(scene.deeds.iter().flat_map(|deed| deed.parts.keys()));
    active.extend(scene.lines.iter().flat_map(|line| [line.from, line.to]));
    let all = scene.actors.iter().copied();
    all.filter(|id| frames.has_frame(*id) && !active.contains(id))
        .collect()
}

/// Lets Graphviz lay out a large picture in reasonable time, with fewer rounds of improvement.
pub(in crate::export::dot) fn ease(graph: Attributes) -> Attributes {
    graph
        .word("nslimit", "2")
        .word("nslimit1", "2")
        .word("mclimit", "0.3")
}

pub(super) fn is_attribute(name: &str) -> bool {
    let mut all = name.bytes();
    let is_begun = all
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_');
    is_begun && all.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Returns the memberships that no frame shows, as answers of the view.
pub(in crate::export::dot) fn displaced<'g>(
    view: View<'g, '_>,
    frames: &Frames,
) -> Vec<Membership<'g>> {
    let mut all = Vec::new();
    for &(member, coalition) in &frames.displaced {
        let coalitions = view.coalitions(member).into_iter();
        let mut here = coalitions.filter(|one| one.whole.id() == coalition && one.is_direct());
        all.extend(here.next());
    }
    all
}

/// Collects the styles that the key has to explain.
fn used(plan: &Plan<'_, '_, '_>, wires: &[Wire]) -> key::Used {
    let boxes = plan.boxes.iter().map(|&number| &plan.scene.deeds[number]);
    let certainties: BTreeSet<Certainty> = boxes
        .map(|deed| words::drawn(&deed.happening.grounds))
        .chain(wires.iter().map(|wire| wire.certainty))
        .collect();
    let looks: BTreeSet<Look> = wires.iter().map(|wire| wire.look).collect();
    key::Used {
        looks,
        certainties,
        has_frames: plan
            .scene
            .actors
            .iter()
            .any(|&id| plan.frames.has_frame(id)),
        has_boxes: !plan.boxes.is_empty(),
        has_frustrated: false,
        has_denied: plan
            .scene
            .grounds()
            .any(|grounds| !grounds.denied.is_empty()),
    }
}

impl<'g> Plan<'_, 'g, '_> {
    fn portrait(&self, id: ActorId) -> Portrait<'_, 'g, '_> {
        Portrait {
            view: self.view,
            scene: self.scene,
            frames: self.frames,
            actor: actor(self.view, id),
        }
    }

    /// Writes every actor in its frame.
    fn write_actors(&self, text: &mut Writer) {
        let actor = |id: ActorId, tint: Option<Tint>| self.box_of(id, tint);
        let frame = |frame: Frame, tint: Tint| match frame {
            Frame::Caller(place) => boxes::named_frame(&self.groups[place].0, tint),
            Frame::Coalition(id) => {
                let tint = self.camp_tint(id).unwrap_or(tint);
                let mut more: Vec<String> = self.camp_word(id).into_iter().collect();
                more.extend(self.frustrated_memberships(id));
                self.portrait(id).frame(tint, &more)
            }
        };
        self.write_framed(text, &actor, &frame);
    }

    fn box_of(&self, id: ActorId, tint: Option<Tint>) -> Attributes {
        let is_gone = self.scene.departures_of(id).next().is_some();
        let tint = match tint {
            Some(tint) => tint,
            None if is_gone => style::LEFT,
            None => style::ALONE,
        };
        let tint = self.camp_tint(id).unwrap_or(tint);
        let mut more: Vec<String> = self.camp_word(id).into_iter().collect();
        more.extend(self.frustrated_memberships(id));
        let node = self.portrait(id).node(tint, &more);
        if self.egos.contains(&id) {
            node.word("penwidth", "3.5")
        } else {
            node
        }
    }

    /// Returns the colour of an actor's camp.
    fn camp_tint(&self, id: ActorId) -> Option<Tint> {
        let camp = self.camps?.camp(id)?;
        Some(style::CAMPS[camp % style::CAMPS.len()])
    }

    /// Names an actor's camp.
    fn camp_word(&self, id: ActorId) -> Option<String> {
        self.camps?.word(id)
    }

    /// Marks the lines of pairs that are in the way of the camps, and returns whether there are any.
    fn mark_frustrated(&self, wires: &mut [Wire]) -> bool {
        let Some(camps) = self.camps else {
            return false;
        };
        let ids: BTreeMap<String, ActorId> = self
            .scene
            .actors
            .iter()
            .map(|&id| (id_of(self.view, id), id))
            .collect();
        let mut has_marked = false;
        for wire in wires {
            let (Some(&from), Some(&to)) = (ids.get(&wire.from), ids.get(&wire.to)) else {
                continue;
            };
            let sign = camps.in_the_way(from, to);
            if sign.is_some_and(|sign| wire.look.sign() == Some(sign)) {
                has_marked = true;
                let marked = std::mem::take(&mut wire.attributes);
                wire.attributes = marked
                    .word("penwidth", style::FRUSTRATED)
                    .saying(" against the camps ");
            }
        }
        has_marked
    }

    /// Names the memberships in the way of the camps that a frame shows.
    fn frustrated_memberships(&self, id: ActorId) -> Vec<String> {
        let own = self.scene.belongings_of(id);
        let framed = own.filter(|one| self.frames.is_inside(id, one.coalition));
        let in_the_way = framed.filter(|one| {
            let sign = self
                .camps
                .and_then(|camps| camps.in_the_way(id, one.coalition));
            sign == Some(DyadSign::Positive)
        });
        let words = in_the_way.map(|one| {
            let name = actor(self.view, one.coalition).label();
            format!("member of {name} against the camps")
        });
        words.collect()
    }

    /// Writes columns of actors and, between them, of events, and returns the nodes of each from left to
    /// right.
    fn write_columns(&self, text: &mut Writer) -> Vec<Vec<String>> {
        let mut gaps: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (&number, &place) in &self.layout.gaps {
            gaps.entry(place).or_default().push(event_id(number));
        }
        let mut ranks = Vec::new();
        for (place, column) in self.layout.columns.iter().enumerate() {
            ranks.push(
                column
                    .iter()
                    .map(|&id| id_of(self.view, id))
                    .collect::<Vec<_>>(),
            );
            ranks.push(gaps.remove(&place).unwrap_or_default());
        }
        for rank in ranks.iter().filter(|rank| rank.len() > 1) {
            text.same_rank(rank);
        }
        ranks
    }
}

/// Writes unseen edges between columns that no line connects, to keep them apart.
fn write_spine(text: &mut Writer, ranks: &[Vec<String>], wires: &[Wire]) {
    let full: Vec<(usize, &Vec<String>)> = ranks
        .iter()
        .enumerate()
        .filter(|(_, rank)| !rank.is_empty())
        .collect();
    let nodes = |&(place, rank): &(usize, _)| -> Vec<(&str, usize)> {
        let rank: &Vec<String> = rank;
        rank.iter().map(|node| (&**node, place)).collect()
    };
    let places: BTreeMap<&str, usize> = full.iter().flat_map(nodes).collect();
    let rank_of = |node: &str| places.get(node).copied();
    let tied: BTreeSet<(Option<usize>, Option<usize>)> = wires
        .iter()
        .map(|wire| (rank_of(&wire.from), rank_of(&wire.to)))
        .collect();
    for pair in full.windows(2) {
        let ((one, left), (other, right)) = (pair[0], pair[1]);
        let is_near = other == one + 1;
        if is_near && tied.contains(&(Some(one), Some(other))) {
            continue;
        }
        if let (Some(from), Some(to)) = (left.first(), right.first()) {
            let invisible = Attributes::default()
                .word("style", "invis")
                .word("weight", "0");
            let invisible = if is_near {
                invisible
            } else {
                invisible.word("minlen", "2")
            };
            text.edge(from, to, &invisible);
        }
    }
}
