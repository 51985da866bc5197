//! Active periods of actors, made in code.

use super::Words;
use super::setters::{Entries, setters, words};
use crate::record::format::Node;

/// One of the active periods of an actor that is being made.
///
/// An actor that ceased and came back has several, apart in time. Without evidence of its own a
/// period rests on what the actor's entry rests on.
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
    /// A period of which nothing is said yet.
    pub fn new() -> Self {
        Self::default()
    }

    setters! { "PeriodDraft::new()":
        /// The first day on which the actor existed, as exact as it is known.
        word start("\"2021-05\"")
        /// The first day on which it no longer existed, as exact as it is known.
        word end("\"late 2023-09\"")
        /// Days on which it is known to have existed.
        words seen("[\"2023-10-10\", \"2023-10-12\"]")
        /// The sources, in place of those of the actor's entry.
        words source("\"crisiswatch-2023-10\"")
        /// How sure it is; `reported` if it is not said.
        word certainty("Certainty::Alleged")
        /// Who claims, alleges or announced it.
        words by("\"cma\"")
        /// The source's own hedge word.
        word hedge("\"reportedly\"")
    }

    /// It goes on, as of the day of the record or of its sources.
    pub fn ongoing(self) -> Self {
        self.end("..")
    }
}
