//! Drafts of relations and events.

use super::Words;
use super::setters::{Entries, setters, words};
use super::toll::TollDraft;
use crate::record::format::{Node, Value};
use std::fmt::Display;

/// A relation that a program is making.
///
/// The methods are named after the keys of the format. Each accepts texts as well as typed values.
/// A second call of a setter replaces the first. [`Draft::build`](super::Draft::build) reports
/// mistakes.
///
/// # Examples
///
/// ```
/// use factions::record::RelationDraft;
/// use factions::{Certainty, RelationKind, date};
///
/// let relation = RelationDraft::new(RelationKind::Support)
///     .from("russia")
///     .to(["mali-gov", "mali-army"])
///     .forms(["weapons", "training"])
///     .start(date(2021, 12, 1))
///     .ongoing()
///     .certainty(Certainty::Confirmed);
/// assert_eq!(relation, relation.clone().start("2021-12-01"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a draft is in no record until it is handed to one"]
pub struct RelationDraft {
    pub(super) entries: Entries,
}

/// An event that a program is making.
///
/// The methods are named after the keys of the format. Each accepts texts as well as typed values.
/// A second call of a setter replaces the first. [`Draft::build`](super::Draft::build) reports
/// mistakes.
///
/// # Examples
///
/// ```
/// use factions::record::{EventDraft, TollDraft};
/// use factions::{EventKind, date};
///
/// let event = EventDraft::new(EventKind::Clash)
///     .when("2023-10-10")
///     .from("jnim")
///     .to(["mali-army", "wagner"])
///     .place("sibo")
///     .killed(TollDraft::new(10).certainty("claimed").by("jnim"));
/// assert_eq!(event, event.clone().when(date(2023, 10, 10)));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a draft is in no record until it is handed to one"]
pub struct EventDraft {
    pub(super) entries: Entries,
}

/// Declares the setters that relations and events share.
macro_rules! common {
    ($draft:ident, $new:literal) => {
        /// # Who is tied, and the evidence
        impl $draft {
            setters! { $new:
                /// Sets the id, by which other statements can name this one.
                word id("\"msa-1\"")
                /// Sets who acts, joins or supports: one actor or several.
                words from("[\"jnim\", \"csp\"]")
                /// Sets who is hit, joined or supported: one actor or several.
                words to("\"mali-army\"")
                /// Ties each of these actors to each other one, without a direction.
                words between("[\"russia\", \"mali-gov\"]")
                /// Sets the sources, instead of the record's default sources.
                words source("\"crisiswatch-2023-10\"")
                /// Sets how well the statement is known; `reported` if it is not set.
                word certainty("Certainty::Alleged")
                /// Sets the actors who claim, allege, plan or announced it.
                words by("\"cma\"")
                /// Sets the words with which the source itself limits what it says.
                word hedge("\"reportedly\"")
                /// Sets why the thing came about.
                word reason("\"the CMA's bellicose stance\"")
                /// Sets a remark.
                word note("\"the source names both days\"")
                /// Sets the ids of other statements about the same thing.
                words same_as("\"msa-2\"")
                /// Sets the day from which the statement counts as withdrawn.
                word withdrawn("\"2023-12\"")
                /// Sets the ids of earlier statements that this one withdraws.
                words withdraws("[\"msa-0\"]")
                /// Sets the day for which *ongoing* speaks, instead of the record's `as_of`.
                word as_of("\"2023-10-31\"")
                /// Adds data about the statement, from a file of another format, that this model cannot
                /// express.
                texts native("\"ftm\", \"{}\"")
            }

            /// Adds a side: each of its actors is tied to each actor of the other sides, and to
            /// none of its own.
            ///
            /// # Examples
            ///
            /// ```
            /// use factions::record::*;
            /// use factions::*;
            ///
            /// let clash = EventDraft::new(EventKind::Clash);
            /// let sided = clash.clone().side(["mali-army", "wagner"]).side("csp");
            /// assert_ne!(sided, clash);
            /// ```
            pub fn side(mut self, side: impl Words) -> Self {
                let side = side.into_words().into_iter().map(Node::text).collect();
                self.entries.push("sides", Value::Array(side));
                self
            }
        }
    };
}

common!(RelationDraft, "RelationDraft::new(RelationKind::Support)");
common!(EventDraft, "EventDraft::new(EventKind::Signing)");

/// # What held, and when
impl RelationDraft {
    /// Makes a relation of this kind.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::RelationKind;
    /// use factions::record::RelationDraft;
    ///
    /// let typed = RelationDraft::new(RelationKind::PartOf);
    /// assert_eq!(typed, RelationDraft::new("part-of"));
    /// ```
    pub fn new(kind: impl Display) -> Self {
        let mut entries = Entries::default();
        entries.set("kind", Node::text(kind.to_string()));
        Self { entries }
    }

    setters! { "RelationDraft::new(RelationKind::Membership)":
        /// Sets the role of the member or, for the kind `other`, a description of the relation.
        word role("\"founding member\"")
        /// Sets the forms of the support.
        words forms("[SupportForm::Troops, SupportForm::Weapons]")
        /// Sets the first day on which the relation held, as exactly as it is known.
        word start("\"2021-05\"")
        /// Sets the first day on which the relation no longer held, as exactly as it is known.
        word end("\"late 2023-09\"")
        /// Sets days on which the relation is known to have held.
        words seen("[\"2023-10-10\", \"2023-10-12\"]")
    }

    /// Says that the relation goes on, as of the day of the record or of its sources.
    pub fn ongoing(self) -> Self {
        self.end("..")
    }
}

/// # What happened, when and where
impl EventDraft {
    /// Makes an event of this kind.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::EventKind;
    /// use factions::record::EventDraft;
    ///
    /// assert_eq!(EventDraft::new(EventKind::Split), EventDraft::new("split"));
    /// ```
    pub fn new(kind: impl Display) -> Self {
        let mut entries = Entries::default();
        entries.set("kind", Node::text(kind.to_string()));
        Self { entries }
    }

    setters! { "EventDraft::new(EventKind::Clash)":
        /// Sets when the event happened, as exactly as it is known.
        word when("\"[2023-10-02,2023-10-04]\"")
        /// Sets the actors of an event that ties nobody.
        words actor("\"msa\"")
        /// Sets the places where the event happened.
        words place("[\"agumeimin\", \"tichilit\"]")
    }

    /// Says that the actors of the `to` end stood together, as in a joint convoy.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::EventKind;
    /// use factions::record::EventDraft;
    ///
    /// let ambush = EventDraft::new(EventKind::Clash).from("jnim").to(["mali-army", "wagner"]);
    /// assert_ne!(ambush.clone().jointly(), ambush);
    /// ```
    pub fn jointly(mut self) -> Self {
        self.entries.set("jointly", Value::Bool(true));
        self
    }

    /// Sets how many people were killed: one number, or a [`TollDraft`] with its own evidence.
    ///
    /// # Units
    ///
    /// People.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::EventKind;
    /// use factions::record::{EventDraft, TollDraft};
    ///
    /// let clash = EventDraft::new(EventKind::Clash);
    /// assert_eq!(clash.clone().killed(16), clash.killed(TollDraft::new(16)));
    /// ```
    pub fn killed(mut self, toll: impl Into<TollDraft>) -> Self {
        self.entries.set("killed", toll.into().entries.into_node());
        self
    }
}
