//! Drafts of tolls.

use super::Words;
use super::setters::{Entries, setters, words};
use crate::model::Deaths;
use crate::record::format::{Node, Value};
use std::fmt::Display;

/// The toll of an event that a program is making.
///
/// # Examples
///
/// ```
/// use factions::Deaths;
/// use factions::record::TollDraft;
///
/// let toll = TollDraft::from(Deaths::new(8, 10, 12));
/// assert_eq!(toll.clone().best(11), Deaths::new(8, 11, 12).into());
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a draft is in no record until it is handed to one"]
pub struct TollDraft {
    pub(super) entries: Entries,
}

impl TollDraft {
    /// Makes a toll with this best figure.
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

    /// Makes a toll with a range only, without a best figure.
    ///
    /// # Units
    ///
    /// People.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Deaths;
    /// use factions::record::TollDraft;
    ///
    /// assert_eq!(TollDraft::between(20, 30), TollDraft::from(Deaths::between(20, 30)));
    /// ```
    pub fn between(low: u64, high: u64) -> Self {
        Deaths::between(low, high).into()
    }

    /// Sets the best figure.
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
    /// assert_eq!(TollDraft::new(10).best(12), TollDraft::new(12));
    /// ```
    pub fn best(mut self, best: u64) -> Self {
        self.entries.set("best", number(best));
        self
    }

    /// Sets the lowest figure.
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
    pub fn low(mut self, low: u64) -> Self {
        self.entries.set("low", number(low));
        self
    }

    /// Sets the highest figure.
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
    pub fn high(mut self, high: u64) -> Self {
        self.entries.set("high", number(high));
        self
    }

    /// Adds how many of the dead belonged to this actor, as far as known.
    ///
    /// # Units
    ///
    /// People.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Deaths;
    /// use factions::record::TollDraft;
    ///
    /// let toll = TollDraft::new(10).of("army", Deaths::between(6, 8));
    /// assert_ne!(toll.clone().of("jnim", 2), toll);
    /// ```
    pub fn of(mut self, actor: impl Display, deaths: impl Into<Deaths>) -> Self {
        let mut row = figures(deaths.into());
        row.set("actor", Node::text(actor.to_string()));
        self.entries.push("of", row.into_node());
        self
    }

    setters! { "TollDraft::new(10)":
        /// Sets how well the figure is known, if not as well as its event.
        word certainty("Certainty::Claimed")
        /// Sets the actors who claim the figure.
        words by("\"jnim\"")
        /// Sets the words with which the source itself limits the figure.
        word hedge("\"at least\"")
    }
}

/// Converts a figure; one beyond 63 bits is no count of people, and becomes the largest number.
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
        let entries = figures(deaths);
        Self { entries }
    }
}

/// The figures of deaths, each under its key.
fn figures(deaths: Deaths) -> Entries {
    let mut entries = Entries::default();
    entries.set("low", number(deaths.low));
    if let Some(best) = deaths.best {
        entries.set("best", number(best));
    }
    entries.set("high", number(deaths.high));
    entries
}
