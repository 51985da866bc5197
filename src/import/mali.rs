//! The record that comes with the crate.

use crate::record::Record;

/// The text of the record, with its comments.
const MALI: &str = include_str!("../../examples/data/mali.toml");

/// # The record that comes with the crate
impl Record {
    /// Mali in the autumn of 2023: the armed groups, their coalitions, the army and its partners.
    ///
    /// A small record of 21 actors, to try the crate on. The facts come from the International
    /// Crisis Group's `CrisisWatch` of October 2023 and from official announcements, and every statement
    /// names its source. It speaks for 2023-10-31 and says nothing of later days. The text, with a
    /// comment on each choice, is `examples/data/mali.toml`.
    ///
    /// # Complexity
    ///
    /// The text, 20 KB of TOML, is read at each call.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record, date};
    ///
    /// let graph = ActorGraph::new(Record::mali());
    /// let autumn = graph.during(date(2023, 9, 1)..date(2023, 11, 1));
    /// let left = autumn.changes()[0].to_string();
    /// assert!(left.starts_with("MSA left CSP between 2023-09-21 and 2023-09-30"), "{left}");
    /// ```
    #[must_use]
    #[expect(
        clippy::missing_panics_doc,
        reason = "its text is ours, and a test reads it"
    )]
    pub fn mali() -> Self {
        Self::from_toml(MALI).expect("a test reads the record that comes with the crate")
    }
}
