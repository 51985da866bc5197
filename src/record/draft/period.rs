//! Drafts of the active periods of actors.

use super::Words;
use super::setters::{Entries, setters, words};
use crate::record::format::Node;

/// An active period of an actor that a program is making.
///
/// An actor that ceased to exist and came back has several such periods, with days between them. A
/// period without evidence of its own has the evidence of the actor's entry.
///
/// # Examples
///
/// ```
/// use factions::Record;
/// use factions::record::{ActorDraft, PeriodDraft, SourceDraft};
///
/// let front = ActorDraft::new("front", "Front", "armed-group")
///     .active(PeriodDraft::new().start("1990").end("2000"))
///     .active(PeriodDraft::new().start("2011").certainty("alleged").source("report"));
/// let record = Record::draft()
///     .source(SourceDraft::new("report").published("2012"))
///     .actor(front)
///     .build()?;
/// assert_eq!(record.actors()[0].active.len(), 2);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use = "a draft is in no record until it is handed to one"]
pub struct PeriodDraft {
    pub(super) entries: Entries,
}

impl PeriodDraft {
    /// Makes a period about which nothing is said yet.
    pub fn new() -> Self {
        Self::default()
    }

    setters! { "PeriodDraft::new()":
        /// Sets the first day on which the actor existed, as exactly as it is known.
        word start("\"2021-05\"")
        /// Sets the first day on which the actor no longer existed, as exactly as it is known.
        word end("\"late 2023-09\"")
        /// Sets days on which the actor is known to have existed.
        words seen("[\"2023-10-10\", \"2023-10-12\"]")
        /// Sets the sources, instead of those of the actor's entry.
        words source("\"crisiswatch-2023-10\"")
        /// Sets how well the period is known; `reported` if it is not set.
        word certainty("Certainty::Alleged")
        /// Sets the actors who claim, allege or announced it.
        words by("\"cma\"")
        /// Sets the words with which the source itself limits what it says.
        word hedge("\"reportedly\"")
    }

    /// Says that the period goes on, as of the day of the record or of its sources.
    pub fn ongoing(self) -> Self {
        self.end("..")
    }
}
