//! Relations and events, made in code.

use super::Words;
use super::setters::{Entries, setters, words};
use super::toll::TollDraft;
use crate::record::format::{Node, Value};
use std::fmt::Display;

/// A relation that is being made.
///
/// The methods are named as the keys of the format. Each takes words and typed values alike, and
/// replaces what was said before; mistakes come to light when the record is built.
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

/// An event that is being made.
///
/// The methods are named as the keys of the format. Each takes words and typed values alike, and
/// replaces what was said before; mistakes come to light when the record is built.
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

/// What relations and events have in common.
macro_rules! common {
    ($draft:ident, $new:literal) => {
        /// # Who is tied, and on what it rests
        impl $draft {
            setters! { $new:
                /// The id, by which other statements name it.
                word id("\"msa-1\"")
                /// Who acts, joins, supports: one actor or several.
                words from("[\"jnim\", \"csp\"]")
                /// Whom it hits, what is joined or supported: one actor or several.
                words to("\"mali-army\"")
                /// Every unordered pair of these is tied.
                words between("[\"russia\", \"mali-gov\"]")
                /// The sources, in place of the record's own.
                words source("\"crisiswatch-2023-10\"")
                /// How sure it is; `reported` if it is not said.
                word certainty("Certainty::Alleged")
                /// Who claims, alleges, plans or announced it.
                words by("\"cma\"")
                /// The source's own hedge word.
                word hedge("\"reportedly\"")
                /// Why it came to it.
                word reason("\"the CMA's bellicose stance\"")
                /// A remark.
                word note("\"the source names both days\"")
                /// The ids of statements about the same.
                words same_as("\"msa-2\"")
                /// The day from which it counts as withdrawn.
                word withdrawn("\"2023-12\"")
                /// The ids of earlier statements that this one withdraws.
                words withdraws("[\"msa-0\"]")
                /// The day for which *ongoing* speaks, in place of the record's own.
                word as_of("\"2023-10-31\"")
                /// Adds what another format said of it beyond this model.
                texts native("\"ftm\", \"{}\"")
            }

            /// Adds a side: every pair across sides is tied, none within a side.
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
    /// A relation of this kind.
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
        /// The role of a member, or what a tie of kind `other` is.
        word role("\"founding member\"")
        /// What support consists of.
        words forms("[SupportForm::Troops, SupportForm::Weapons]")
        /// The first day on which it held, as exact as it is known.
        word start("\"2021-05\"")
        /// The first day on which it no longer held, as exact as it is known.
        word end("\"late 2023-09\"")
        /// Days on which it is known to have held.
        words seen("[\"2023-10-10\", \"2023-10-12\"]")
    }

    /// It goes on, as of the day of the record or of its sources.
    pub fn ongoing(self) -> Self {
        self.end("..")
    }
}

/// # What happened, when and where
impl EventDraft {
    /// An event of this kind.
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
        /// When it happened, as exact as it is known.
        word when("\"[2023-10-02,2023-10-04]\"")
        /// Who is in it, without a tie.
        words actor("\"msa\"")
        /// Where it happened.
        words place("[\"agumeimin\", \"tichilit\"]")
    }

    /// Those of the `to` end stood together: a joint convoy.
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

    /// How many were killed: a number, or figures with evidence of their own.
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
