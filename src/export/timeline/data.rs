//! The data of a page, as its JSON has them.
//!
//! Days are numbers as in [`Day::number`](crate::model::Day::number). Actors, statements and sources are
//! positions in their lists. Names are short, because they are repeated thousands of times.

use super::levels::Leveled;
use crate::export::kit::Run;
use serde::Serialize;

/// All data of a page.
#[derive(Debug, Serialize)]
pub(super) struct Data {
    pub(super) title: String,
    /// The days and filters of the view in words.
    pub(super) about: Vec<String>,
    /// The first day shown, and the day after the last.
    pub(super) axis: [i32; 2],
    /// The windows of the view for relations and for events.
    pub(super) windows: [[i32; 2]; 2],
    /// The days of the axis whose events the record does not cover.
    pub(super) gaps: Vec<[i32; 2]>,
    #[serde(rename = "asOf")]
    pub(super) as_of: Option<i32>,
    /// The certainties that the reader may choose from, the lowest first.
    pub(super) levels: Vec<&'static str>,
    pub(super) pens: Vec<(&'static str, &'static str)>,
    pub(super) kinds: Vec<KindWords>,
    pub(super) groups: Vec<Group>,
    pub(super) actors: Vec<ActorItem>,
    pub(super) lives: Vec<Leveled<Life>>,
    pub(super) relations: Vec<Leveled<RelationItem>>,
    pub(super) events: Vec<Leveled<EventItem>>,
    pub(super) changes: Vec<Leveled<ChangeItem>>,
    pub(super) members: Vec<Leveled<MemberItem>>,
    pub(super) denied: Vec<DeniedItem>,
    /// The places of events that have coordinates.
    pub(super) places: Vec<PlaceItem>,
    pub(super) statements: Vec<StatementItem>,
    pub(super) sources: Vec<SourceItem>,
}

/// A kind of relation, event or change, in words.
#[derive(Debug, Serialize)]
pub(super) struct KindWords {
    pub(super) k: &'static str,
    /// `relation`, `event` or `change`.
    pub(super) of: &'static str,
    pub(super) word: &'static str,
    /// The style of its bars or marks.
    pub(super) look: &'static str,
    /// For a relation: the word before the other actor's name, as seen from the start and from the end of the
    /// tie.
    pub(super) out: &'static str,
    pub(super) into: &'static str,
    /// Whether the relation is drawn only in the lane of its start.
    pub(super) once: bool,
}

/// Lanes with a common frame.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    /// The title of the frame; `None` for a coalition, whose own lane is titled.
    pub(super) title: Option<String>,
    /// Lanes from top to bottom: the actor, and its depth of nesting.
    pub(super) lanes: Vec<(usize, usize)>,
}

#[derive(Debug, Serialize)]
pub(super) struct ActorItem {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) kind: &'static str,
    /// Further facts, each with a label.
    pub(super) lines: Vec<(&'static str, String)>,
    #[serde(rename = "src")]
    pub(super) sources: Vec<usize>,
}

/// The days on which an actor existed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Life {
    #[serde(rename = "a")]
    pub(super) actor: usize,
    #[serde(rename = "b")]
    pub(super) bounds: [i32; 4],
    #[serde(rename = "r")]
    pub(super) runs: Vec<Run<u8>>,
    pub(super) start: &'static str,
    pub(super) end: &'static str,
    pub(super) when: String,
}

/// A relation of some pairs over the same days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct RelationItem {
    #[serde(rename = "k")]
    pub(super) kind: &'static str,
    /// The statement behind it.
    #[serde(rename = "s")]
    pub(super) statement: usize,
    /// The tied actors.
    #[serde(rename = "p")]
    pub(super) pairs: Vec<(usize, usize)>,
    #[serde(rename = "d")]
    pub(super) is_directed: bool,
    #[serde(rename = "b")]
    pub(super) bounds: [i32; 4],
    #[serde(rename = "r")]
    pub(super) runs: Vec<Run<u8>>,
    /// `stated` or `unknown`.
    pub(super) start: &'static str,
    /// `stated`, `derived`, `ongoing` or `unknown`.
    pub(super) end: &'static str,
    /// The split, merger or renaming that ends it.
    pub(super) by: Option<usize>,
    #[serde(rename = "c")]
    pub(super) certainty: &'static str,
    /// A sentence with both actors and the relation.
    #[serde(rename = "t")]
    pub(super) title: String,
    pub(super) when: String,
    /// The certainty in words.
    #[serde(rename = "n")]
    pub(super) known: String,
    #[serde(rename = "no", skip_serializing_if = "Vec::is_empty")]
    pub(super) denied: Vec<usize>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct EventItem {
    #[serde(rename = "k")]
    pub(super) kind: &'static str,
    /// The first and last possible day.
    #[serde(rename = "d")]
    pub(super) days: [i32; 2],
    /// The days on which it certainly or possibly happened.
    #[serde(rename = "r")]
    pub(super) runs: Vec<Run<u8>>,
    /// The actors: those who act, those who are hit, and all others.
    #[serde(rename = "a")]
    pub(super) acting: Vec<usize>,
    #[serde(rename = "o")]
    pub(super) hit: Vec<usize>,
    #[serde(rename = "z")]
    pub(super) beside: Vec<usize>,
    #[serde(rename = "c")]
    pub(super) certainty: &'static str,
    #[serde(rename = "t")]
    pub(super) title: String,
    /// The names of the actors.
    #[serde(rename = "w")]
    pub(super) who: String,
    pub(super) when: String,
    pub(super) places: String,
    /// Positions of the places that have coordinates.
    #[serde(rename = "at", skip_serializing_if = "Vec::is_empty")]
    pub(super) located: Vec<usize>,
    #[serde(rename = "n")]
    pub(super) known: String,
    pub(super) killed: Option<String>,
    /// The number of deaths by the best figure, otherwise by the lowest.
    #[serde(rename = "x")]
    pub(super) dead: Option<u64>,
    /// The remarks of its statements.
    #[serde(rename = "st")]
    pub(super) statements: Vec<usize>,
    #[serde(rename = "no", skip_serializing_if = "Vec::is_empty")]
    pub(super) denied: Vec<usize>,
}

/// A change, either stated in the record or derived from other statements.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct ChangeItem {
    #[serde(rename = "k")]
    pub(super) kind: &'static str,
    #[serde(rename = "a")]
    pub(super) actor: usize,
    #[serde(rename = "o")]
    pub(super) other: Option<usize>,
    #[serde(rename = "d")]
    pub(super) days: [i32; 2],
    /// How the change lies in the window: 2 certainly, 1 possibly.
    #[serde(rename = "h")]
    pub(super) holds: u8,
    #[serde(rename = "c")]
    pub(super) certainty: &'static str,
    #[serde(rename = "t")]
    pub(super) title: String,
    pub(super) when: String,
    #[serde(rename = "n")]
    pub(super) known: String,
    /// The fact from which the change follows; `None` if a statement reports the change itself.
    pub(super) derived: Option<String>,
    pub(super) reason: Option<String>,
    #[serde(rename = "st")]
    pub(super) statements: Vec<usize>,
    #[serde(rename = "no", skip_serializing_if = "Vec::is_empty")]
    pub(super) denied: Vec<usize>,
    /// Statements against the change, by which the tie or actor goes on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) despite: Vec<usize>,
    #[serde(rename = "src")]
    pub(super) sources: Vec<usize>,
}

/// A membership during one run of days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct MemberItem {
    #[serde(rename = "w")]
    pub(super) whole: usize,
    #[serde(rename = "m")]
    pub(super) member: usize,
    /// The days, and how the membership holds on them.
    #[serde(rename = "r")]
    pub(super) run: Run<u8>,
    #[serde(rename = "c")]
    pub(super) certainty: &'static str,
    #[serde(rename = "n")]
    pub(super) known: String,
    /// The actors through which it holds; empty if it is direct.
    #[serde(rename = "v", skip_serializing_if = "Vec::is_empty")]
    pub(super) through: Vec<usize>,
    #[serde(rename = "st")]
    pub(super) statements: Vec<usize>,
    #[serde(rename = "no", skip_serializing_if = "Vec::is_empty")]
    pub(super) denied: Vec<usize>,
}

#[derive(Debug, Serialize)]
pub(super) struct DeniedItem {
    #[serde(rename = "s")]
    pub(super) statement: usize,
    #[serde(rename = "t")]
    pub(super) title: String,
}

/// A statement in words.
#[derive(Debug, Serialize)]
pub(super) struct StatementItem {
    pub(super) id: String,
    pub(super) what: String,
    pub(super) when: String,
    #[serde(rename = "n")]
    pub(super) known: String,
    /// Further details, each with a label.
    pub(super) lines: Vec<(&'static str, String)>,
    /// The deaths that it reports, and the levels of certainty that admit them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) toll: Option<(String, u8)>,
    #[serde(rename = "src")]
    pub(super) sources: Vec<usize>,
}

/// A place on the map.
#[derive(Debug, Serialize)]
pub(super) struct PlaceItem {
    pub(super) key: String,
    /// The name with its region, and the name alone.
    pub(super) name: String,
    pub(super) short: String,
    #[serde(rename = "lat")]
    pub(super) latitude: f64,
    #[serde(rename = "lon")]
    pub(super) longitude: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct SourceItem {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) published: Option<String>,
    pub(super) url: Option<String>,
    /// An address that is shown as text only, because it is not a web address.
    pub(super) address: Option<String>,
    pub(super) note: Option<String>,
}
