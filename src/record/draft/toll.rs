//! Tolls, made in code.

use super::Words;
use super::setters::{Entries, setters, words};
use crate::model::Deaths;
use crate::record::tree::{Node, Value};

/// A toll that is being made.
///
/// # Examples
///
/// ```
/// use factions::Deaths;
/// use factions::record::TollDraft;
///
/// let toll = TollDraft::new(10).low(8).high(12);
/// assert_eq!(toll, TollDraft::from(Deaths { low: 8, best: 10, high: 12 }));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TollDraft {
    pub(super) entries: Entries,
}

impl TollDraft {
    /// A toll with this best figure.
    ///
    /// # Units
    ///
    /// People.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::TollDraft;
    ///
    /// assert_eq!(TollDraft::new(10), TollDraft::from(10));
    /// ```
    pub fn new(best: u64) -> Self {
        let mut entries = Entries::default();
        entries.set("best", number(best));
        Self { entries }
    }

    /// The lowest figure.
    ///
    /// # Units
    ///
    /// People.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::TollDraft;
    ///
    /// assert_ne!(TollDraft::new(10).low(8), TollDraft::new(10));
    /// ```
    #[must_use]
    pub fn low(mut self, low: u64) -> Self {
        self.entries.set("low", number(low));
        self
    }

    /// The highest figure.
    ///
    /// # Units
    ///
    /// People.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::TollDraft;
    ///
    /// assert_ne!(TollDraft::new(10).high(12), TollDraft::new(10));
    /// ```
    #[must_use]
    pub fn high(mut self, high: u64) -> Self {
        self.entries.set("high", number(high));
        self
    }

    setters! { "TollDraft::new(10)":
        /// How sure the figure is, if not as sure as its event.
        word certainty("Certainty::Claimed")
        /// Who claims the figure.
        words by("\"jnim\"")
        /// The source's own hedge word.
        word hedge("\"at least\"")
    }
}

/// Figures beyond 63 bits are no count of people; the largest stands for them.
fn number(count: u64) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

impl From<u64> for TollDraft {
    fn from(best: u64) -> Self {
        Self::new(best)
    }
}

impl From<Deaths> for TollDraft {
    fn from(deaths: Deaths) -> Self {
        Self::new(deaths.best).low(deaths.low).high(deaths.high)
    }
}
