//! What a page knows, as it is written into it.
//!
//! Days are numbers as in [`Day::number`](crate::model::Day::number); actors, statements and sources
//! are places in their lists. Names are short, as they come thousands of times.

use super::levels::Leveled;
use crate::export::kit::Run;
use serde::Serialize;

/// All that a page knows.
#[derive(Debug, Serialize)]
pub(super) struct Data {
    pub(super) title: String,
    /// What of the record is shown: its days, its filters.
    pub(super) about: Vec<String>,
    /// The first day shown, and the day after the last.
    pub(super) axis: [i32; 2],
    /// The days that the view asks relations for, and events.
    pub(super) windows: [[i32; 2]; 2],
    /// The days of the axis of whose events the record does not speak.
    pub(super) gaps: Vec<[i32; 2]>,
    #[serde(rename = "asOf")]
    pub(super) as_of: Option<i32>,
    /// The certainties that the reader may ask for, the least first.
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
    /// The places with coordinates where its events were.
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
    /// What it is drawn like.
    pub(super) look: &'static str,
    /// For a relation: what stands before the other, for who is at its start and at its end.
    pub(super) out: &'static str,
    pub(super) into: &'static str,
    /// Whether it is drawn at its start alone.
    pub(super) once: bool,
}

/// Lanes with a common frame.
#[derive(Debug, Serialize)]
pub(super) struct Group {
    /// What the frame is called; of a coalition's it is the coalition's lane that says so.
    pub(super) title: Option<String>,
    /// Lanes from above: an actor, and how deep it is nested.
    pub(super) lanes: Vec<(usize, usize)>,
}

#[derive(Debug, Serialize)]
pub(super) struct ActorItem {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) kind: &'static str,
    /// What else is known of it, each line with a word that says what it is.
    pub(super) lines: Vec<(&'static str, String)>,
    #[serde(rename = "src")]
    pub(super) sources: Vec<usize>,
}

/// When an actor existed.
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
    /// Its statement.
    #[serde(rename = "s")]
    pub(super) statement: usize,
    /// Who is tied to whom.
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
    /// Who does what to whom.
    #[serde(rename = "t")]
    pub(super) title: String,
    pub(super) when: String,
    /// How sure it is.
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
    /// Its first and last possible day.
    #[serde(rename = "d")]
    pub(super) days: [i32; 2],
    /// The days on which it was or may have been.
    #[serde(rename = "r")]
    pub(super) runs: Vec<Run<u8>>,
    /// Who acts, who is hit, and who is in it otherwise.
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
    /// Between whom.
    #[serde(rename = "w")]
    pub(super) who: String,
    pub(super) when: String,
    pub(super) places: String,
    /// Those with coordinates, in the list of places.
    #[serde(rename = "at", skip_serializing_if = "Vec::is_empty")]
    pub(super) located: Vec<usize>,
    #[serde(rename = "n")]
    pub(super) known: String,
    pub(super) killed: Option<String>,
    /// How many by the best figure, else the lowest.
    #[serde(rename = "x")]
    pub(super) dead: Option<u64>,
    /// What its statements remark.
    #[serde(rename = "st")]
    pub(super) statements: Vec<usize>,
    #[serde(rename = "no", skip_serializing_if = "Vec::is_empty")]
    pub(super) denied: Vec<usize>,
}

/// A change, as the record states it or as it follows from what it states.
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
    /// How it lies in the view: 2 certainly, 1 possibly.
    #[serde(rename = "h")]
    pub(super) holds: u8,
    #[serde(rename = "c")]
    pub(super) certainty: &'static str,
    #[serde(rename = "t")]
    pub(super) title: String,
    pub(super) when: String,
    #[serde(rename = "n")]
    pub(super) known: String,
    /// From what it follows; not said of what a statement tells itself.
    pub(super) derived: Option<String>,
    pub(super) reason: Option<String>,
    #[serde(rename = "st")]
    pub(super) statements: Vec<usize>,
    #[serde(rename = "no", skip_serializing_if = "Vec::is_empty")]
    pub(super) denied: Vec<usize>,
    /// Statements that say that it goes on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) despite: Vec<usize>,
    #[serde(rename = "src")]
    pub(super) sources: Vec<usize>,
}

/// Who belonged to what on some days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct MemberItem {
    #[serde(rename = "w")]
    pub(super) whole: usize,
    #[serde(rename = "m")]
    pub(super) member: usize,
    /// Its days, and how it holds on them.
    #[serde(rename = "r")]
    pub(super) run: Run<u8>,
    #[serde(rename = "c")]
    pub(super) certainty: &'static str,
    #[serde(rename = "n")]
    pub(super) known: String,
    /// Through whom; empty: directly.
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
    /// What else it says, each line with a word that says what it is.
    pub(super) lines: Vec<(&'static str, String)>,
    /// Its toll, and the levels that admit it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) toll: Option<(String, u8)>,
    #[serde(rename = "src")]
    pub(super) sources: Vec<usize>,
}

/// A place on the map.
#[derive(Debug, Serialize)]
pub(super) struct PlaceItem {
    pub(super) key: String,
    /// Its name with its region, and alone.
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
    /// An address that is shown, but leads nowhere: it is none of the web.
    pub(super) address: Option<String>,
    pub(super) note: Option<String>,
}
