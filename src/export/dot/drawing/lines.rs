//! Lines: relations, memberships that no frame shows, departures, and participation in events.

use super::boxes::{address, event_id, frame_id, id_of, line_words};
use super::plan::Plan;
use crate::export::dot::scenes::Frame;
use crate::export::dot::scenes::tips;
use crate::export::dot::scenes::{Deed, Involvement, MOST_PAIRS, actor};
use crate::export::dot::writing::Attributes;
use crate::export::dot::writing::Ink;
use crate::export::dot::writing::Value;
use crate::export::dot::writing::style::{self, Arrows, Look};
use crate::export::dot::writing::wrap;
use crate::export::kit::words;
use crate::model::{self, ActorId, Certainty, EventKind};
use crate::query::Grounds;
use std::collections::BTreeSet;

/// The most characters in a line of words beside an edge.
pub(in crate::export::dot) const WORDS: usize = 32;

/// A line, ready to be written.
#[derive(Debug)]
pub(super) struct Wire {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) look: Look,
    pub(super) certainty: Certainty,
    pub(super) attributes: Attributes,
    pub(super) is_folded: bool,
}

/// Returns every line of a picture that is not folded, in writing order.
pub(super) fn wires(plan: &Plan<'_, '_, '_>) -> Vec<Wire> {
    let mut wires = relations(plan);
    wires.extend(displaced(plan));
    wires.extend(departures(plan));
    wires.extend(deeds(plan));
    wires
}

/// The ends of a line in the direction that the layout needs.
pub(in crate::export::dot) struct Ends {
    /// Whether the line is written from the second actor to the first.
    is_turned: bool,
    pub(in crate::export::dot) from: ActorId,
    pub(in crate::export::dot) to: ActorId,
}

impl Ends {
    pub(in crate::export::dot) fn new(plan: &Plan<'_, '_, '_>, from: ActorId, to: ActorId) -> Self {
        if plan.layout.is_forward(from, to) {
            Self {
                is_turned: false,
                from,
                to,
            }
        } else {
            Self {
                is_turned: true,
                from: to,
                to: from,
            }
        }
    }

    pub(in crate::export::dot) const fn arrows(&self) -> Arrows {
        if self.is_turned {
            Arrows::Against
        } else {
            Arrows::Along
        }
    }
}

/// Returns the words beside a line.
///
/// Inside a column they are an external label, which Graphviz places after everything else. As a label of the
/// line they would lie on it, and two such lines of one pair make Graphviz fail ("triangulation failed", seen
/// in 2.43 and 16.1).
pub(in crate::export::dot) fn label(
    plan: &Plan<'_, '_, '_>,
    ends: &Ends,
    look: Look,
    all: &[String],
) -> Attributes {
    let lines: Vec<String> = all.iter().flat_map(|text| wrap(text, WORDS, 3)).collect();
    if lines.is_empty() {
        return Attributes::default();
    }
    let lines = lines.into_iter().map(|line| format!(" {line} "));
    let text = Value::Text(lines.collect::<Vec<_>>().join("\n"));
    beside(plan, ends, look, text)
}

/// Returns a label beside a line, placed as [`label`] places its words.
pub(in crate::export::dot) fn beside(
    plan: &Plan<'_, '_, '_>,
    ends: &Ends,
    look: Look,
    text: Value,
) -> Attributes {
    let is_flat = plan.layout.column(ends.from) == plan.layout.column(ends.to);
    Attributes::default()
        .with(if is_flat { "xlabel" } else { "label" }, text)
        .ink("fontcolor", Ink::Words(look.stroke().text))
}

fn relations(plan: &Plan<'_, '_, '_>) -> Vec<Wire> {
    let mut deeds = plan.scene.deeds.iter().enumerate();
    let are_boxes =
        deeds.all(|(number, deed)| plan.boxes.contains(&number) || pairs(deed).next().is_none());
    let wire = |line: &crate::export::dot::scenes::Line<'_>| {
        let ends = Ends::new(plan, line.from, line.to);
        let arrows = if line.is_directed || line.look == Look::Rivalry {
            ends.arrows()
        } else {
            Arrows::None
        };
        let arrows = match line.look {
            Look::Rivalry | Look::Beside if !line.is_directed => Arrows::Both,
            _ => arrows,
        };
        let mut said = line_words(line);
        let (from, to) = (actor(plan.view, line.from), actor(plan.view, line.to));
        let word = if line.is_directed { "→" } else { "–" };
        let mut sentence = format!("{from} {word} {to}");
        if line.look == Look::Beside {
            sentence = format!("{sentence}: {}", said.join("; "));
            // the boxes of the events already say so
            said.retain(|_| !are_boxes);
        }
        Wire {
            from: id_of(plan.view, ends.from),
            to: id_of(plan.view, ends.to),
            look: line.look,
            certainty: words::drawn(&line.grounds),
            attributes: style::line(line.look, arrows, words::drawn(&line.grounds))
                .and(label(plan, &ends, line.look, &said))
                .and(tip(&sentence, &line.grounds)),
            is_folded: false,
        }
    };
    plan.scene.lines.iter().map(wire).collect()
}

fn tip(sentence: &str, grounds: &Grounds<'_>) -> Attributes {
    Attributes::default()
        .with("tooltip", Value::Tip(words::tip(sentence, grounds)))
        .and(address(grounds))
}

/// Returns lines for memberships whose member is drawn in another frame.
fn displaced(plan: &Plan<'_, '_, '_>) -> Vec<Wire> {
    let wire = |&(member, coalition): &(ActorId, ActorId)| {
        let mut here = plan
            .scene
            .belongings_of(member)
            .filter(|one| one.coalition == coalition);
        let grounds = &here.next()?.grounds;
        let names = (actor(plan.view, member), actor(plan.view, coalition));
        let sentence = format!("{} is a member of {}", names.0, names.1);
        let mut said = vec![String::from("member")];
        said.extend(words::doubt(grounds));
        to_frame(
            plan,
            (member, coalition),
            Look::Membership,
            grounds,
            &said,
            &sentence,
        )
    };
    plan.frames.displaced.iter().filter_map(wire).collect()
}

/// Returns lines for memberships that ended, unless the member is in the coalition's frame again.
fn departures(plan: &Plan<'_, '_, '_>) -> Vec<Wire> {
    let displaced: BTreeSet<_> = plan.frames.displaced.iter().copied().collect();
    let gone = plan.scene.departures.iter();
    let gone = gone.filter(|left| {
        let is_back = plan.frames.is_inside(left.member, left.coalition);
        let is_back = is_back || displaced.contains(&(left.member, left.coalition));
        !is_back && left.member != left.coalition
    });
    let wire = |left: &crate::export::dot::scenes::Departure<'_>| {
        let ends = (left.member, left.coalition);
        let sentence = tips::departure_tip(left);
        to_frame(
            plan,
            ends,
            Look::Departure,
            &left.change.grounds,
            &[],
            &sentence,
        )
    };
    gone.filter_map(wire).collect()
}

/// Returns a line from a member to its coalition, which ends at the coalition's frame if there is one.
fn to_frame(
    plan: &Plan<'_, '_, '_>,
    (member, coalition): (ActorId, ActorId),
    look: Look,
    grounds: &Grounds<'_>,
    said: &[String],
    sentence: &str,
) -> Option<Wire> {
    let (from, to) = (plan.stand_in(member), plan.stand_in(coalition));
    if from == to {
        return None;
    }
    let ends = Ends::new(plan, from, to);
    let frames = plan.frames;
    let is_nested = frames.is_inside(member, coalition) || frames.is_inside(coalition, member);
    let frame = |end: ActorId| {
        let id = if end == to { coalition } else { member };
        let is_needed = id == coalition || plan.hidden.contains(&id);
        let is_framed = frames.has_frame(id) && is_needed && !is_nested;
        is_framed.then(|| Value::Own(frame_id(plan.view, Frame::Coalition(id))))
    };
    Some(Wire {
        from: id_of(plan.view, ends.from),
        to: id_of(plan.view, ends.to),
        look,
        certainty: words::drawn(grounds),
        attributes: style::line(look, ends.arrows(), words::drawn(grounds))
            .maybe("ltail", frame(ends.from))
            .maybe("lhead", frame(ends.to))
            .and(label(plan, &ends, look, said))
            .and(tip(sentence, grounds)),
        is_folded: false,
    })
}

/// Returns lines between actors and the boxes of their events.
fn deeds(plan: &Plan<'_, '_, '_>) -> Vec<Wire> {
    let mut wires = Vec::new();
    for &number in plan.boxes {
        let deed = &plan.scene.deeds[number];
        let gap = plan.layout.gaps.get(&number).copied().unwrap_or_default();
        for (&id, &part) in &deed.parts {
            let is_left = plan.layout.column(id) <= gap;
            let (node, event) = (id_of(plan.view, id), event_id(number));
            let (from, to) = if is_left {
                (node, event)
            } else {
                (event, node)
            };
            let at_actor = arrow(deed, part);
            let (first, last) = if is_left {
                (at_actor, "none")
            } else {
                ("none", at_actor)
            };
            let certainty = words::drawn(&deed.happening.grounds);
            let name = actor(plan.view, id).name();
            let tip = format!("{name}: {}", part_words(part));
            wires.push(Wire {
                from,
                to,
                look: deed.look,
                certainty,
                attributes: style::ends(deed.look, first, last, certainty)
                    .with("tooltip", Value::Tip(tip)),
                is_folded: false,
            });
        }
    }
    wires
}

/// Returns the arrow at the actor's end of a line to an event.
fn arrow(deed: &Deed<'_>, part: Involvement) -> &'static str {
    let stroke = deed.look.stroke();
    let is_split = deed.happening.kind == EventKind::Split.into();
    match part {
        Involvement::Hit | Involvement::Both => stroke.head,
        Involvement::Acts if is_split => stroke.tail,
        Involvement::Acts | Involvement::Beside => "none",
    }
}

const fn part_words(part: Involvement) -> &'static str {
    match part {
        Involvement::Acts => "acts",
        Involvement::Hit => "is acted upon",
        Involvement::Both => "acts and is acted upon",
        Involvement::Beside => "takes part",
    }
}

/// Whether an event can be drawn as lines between pairs: it ties at least one pair, and at most
/// [`MOST_PAIRS`]. Otherwise it has a box.
pub(super) fn is_folded(deed: &Deed<'_>) -> bool {
    let statements = deed.happening.grounds.statements.iter();
    let mut count = 0;
    for one in statements {
        count += pair_count(&one.record().ends);
        if count > MOST_PAIRS {
            return false;
        }
    }
    pairs(deed).next().is_some()
}

/// Returns the number of pairs that a statement ties.
fn pair_count(ends: &model::Ends) -> usize {
    let others = |all: usize, own: usize| (all * all).saturating_sub(own) / 2;
    match ends {
        model::Ends::Directed { from, to } => from.len().saturating_mul(to.len()),
        model::Ends::Mutual(all) => others(all.len(), all.len()),
        model::Ends::Sided(sides) => {
            let all = sides.iter().flatten().count();
            others(all, sides.iter().map(|side| side.len() * side.len()).sum())
        }
        model::Ends::Alone(_) => 0,
    }
}

/// Iterates over the pairs that an event ties, without repetitions.
pub(super) fn pairs(deed: &Deed<'_>) -> impl Iterator<Item = (ActorId, ActorId)> {
    let statements = deed.happening.grounds.statements.iter();
    let all = statements.flat_map(|one| one.record().ends.pairs());
    let mut all: Vec<_> = all
        .filter(|(a, b)| a != b && deed.parts.contains_key(a) && deed.parts.contains_key(b))
        .collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter()
}
