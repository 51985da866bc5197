//! Tolls, made in code.

use super::Words;
use super::setters::{Entries, setters, words};
use crate::model::Deaths;
use crate::record::format::{Node, Value};
use std::fmt::Display;

/// A toll that is being made.
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

    /// A range alone, without a best figure.
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

    /// The best figure.
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
    pub fn high(mut self, high: u64) -> Self {
        self.entries.set("high", number(high));
        self
    }

    /// Adds whose the dead were: of an actor so many, as far as known.
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
