//! When an actor existed, and what that rests on.

use super::certainty::Certainty;
use super::evidence::Evidence;
use super::period::Period;

/// A time in which an actor existed, with evidence of its own if it has some.
///
/// An actor may have several, apart in time: it ceased, and came back.
///
/// # Examples
///
/// ```
/// use factions::Record;
///
/// let record = Record::from_toml(
///     r#"
///     [sources.archive]
///     title = "Archive"
///     published = "2001"
///     [sources.report]
///     title = "Report"
///     published = "2012"
///     [actors.front]
///     name = "Front"
///     kind = "armed-group"
///     source = "archive"
///     active = [
///         { start = "1990", end = "2000" },
///         { start = "2011", certainty = "alleged", source = "report" },
///     ]
///     "#,
/// )?;
/// let front = &record.actors()[0];
/// assert_eq!(front.active.len(), 2);
/// assert!(front.active[0].evidence.is_none());
/// let certainties: Vec<_> = front.periods().map(|(_, evidence)| evidence.certainty).collect();
/// assert_eq!(certainties[0].as_str(), "reported");
/// assert_eq!(certainties[1].as_str(), "alleged");
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct ActivePeriod {
    /// From when to when, as far as stated.
    pub period: Period,
    /// What it rests on; `None`: on what the actor's entry rests on.
    ///
    /// Its sources stand here in full: where it names none, they are those of the entry.
    pub evidence: Option<Evidence>,
}

impl ActivePeriod {
    /// A period that rests on what its actor's entry rests on.
    pub(crate) const fn new(period: Period, evidence: Option<Evidence>) -> Self {
        Self { period, evidence }
    }

    /// What it rests on: its own evidence, else that of the entry.
    pub(crate) fn evidence_or<'e>(&'e self, of_entry: &'e Evidence) -> &'e Evidence {
        self.evidence.as_ref().unwrap_or(of_entry)
    }
}

impl Evidence {
    /// Whether it says nothing that a reader would not take for granted, its sources apart.
    pub(crate) fn says_only_sources(&self) -> bool {
        self.certainty == Certainty::default() && self.by.is_empty() && self.hedge.is_none()
    }
}
