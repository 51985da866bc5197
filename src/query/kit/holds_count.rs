//! A count in two parts: what is certainly there, and what possibly is.

use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// How many there are, those that are certainly there apart from those that possibly are.
///
/// Both serialise as `null` if the count [is silent](Self::is_silent).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct HoldsCount {
    /// How many are certainly there.
    pub certainly: u64,
    /// How many are only possibly there.
    pub possibly: u64,
    is_silent: bool,
}

impl HoldsCount {
    /// No event, counted in days that the record does not cover.
    pub(crate) const SILENT: Self = Self {
        certainly: 0,
        possibly: 0,
        is_silent: true,
    };

    pub(crate) const fn new(certainly: u64, possibly: u64) -> Self {
        Self {
            certainly,
            possibly,
            is_silent: false,
        }
    }

    /// Whether the record covers none of the days and no event is counted: then its 0 is not a real zero.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record, date};
    ///
    /// let record = Record::from_toml(r#"
    ///     [record]
    ///     as_of = 2019-12-31
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let count = |day| graph.at(day).event_count_of(graph.actor("a").expect("declared"));
    /// assert!(!count(date(2019, 12, 31)).is_silent());
    /// assert!(count(date(2020, 1, 1)).is_silent());
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub const fn is_silent(self) -> bool {
        self.is_silent
    }

    /// How many there are in all, certainly or possibly.
    pub const fn all(self) -> u64 {
        self.certainly + self.possibly
    }
}

impl Serialize for HoldsCount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = |count: u64| (!self.is_silent).then_some(count);
        let mut fields = serializer.serialize_struct("HoldsCount", 2)?;
        fields.serialize_field("certainly", &known(self.certainly))?;
        fields.serialize_field("possibly", &known(self.possibly))?;
        fields.end()
    }
}

impl fmt::Display for HoldsCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_silent {
            return f.write_str("not covered");
        }
        write!(f, "certainly {}", self.certainly)?;
        match self.possibly {
            0 => Ok(()),
            more => write!(f, ", possibly {more} more"),
        }
    }
}
