//! Events that become rows of a graph, apart from the statements of their record.

use crate::model::{Certainty, Content, Ends, Statement, When};

/// The events of an import that become rows of a graph, and not statements of its record.
///
/// [`ActorGraph::with_rows`](crate::ActorGraph::with_rows) makes the graph of both.
///
/// # Examples
///
/// ```
/// use factions::import::Import;
///
/// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"]}}"#;
/// // only readers of data sets keep rows, if you ask for them
/// assert!(Import::from_follow_the_money(text)?.rows.is_none());
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedRows(Vec<Statement>);

impl ImportedRows {
    /// The number of events.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(factions::import::ImportedRows::default().len(), 0);
    /// ```
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no event.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(factions::import::ImportedRows::default().is_empty());
    /// ```
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes a statement whose actors, places and sources have the numbers of the record; returns it if it
    /// says more than a row can hold.
    pub(crate) fn take(&mut self, statement: Statement) -> Option<Statement> {
        if !fits_a_row(&statement) {
            return Some(statement);
        }
        self.0.push(statement);
        None
    }

    /// Returns the rows as statements.
    pub(crate) fn into_statements(self) -> Vec<Statement> {
        self.0
    }
}

/// Whether a statement is an event that a row and the fields beside it can hold completely.
fn fits_a_row(statement: &Statement) -> bool {
    let Content::Event(event) = &statement.content else {
        return false;
    };
    let evidence = &*statement.evidence;
    let has_more = evidence.hedge.is_some()
        || evidence.withdrawn.is_some()
        || evidence.as_of.is_some()
        || !evidence.by.is_empty()
        || !evidence.withdraws.is_empty()
        || evidence.sources.len() > 1
        || evidence.certainty < Certainty::Reported;
    let is_joined = !statement.same_as.is_empty() || !statement.native.is_empty();
    let has_words = statement.reason.as_deref().is_some() || !statement.has_own_id;
    let has_doubts = event.killed.as_ref().is_some_and(|toll| {
        toll.certainty.is_some() || toll.hedge.is_some() || !toll.by.is_empty()
    });
    let has_ends = match &statement.ends {
        Ends::Directed { from, to } => !from.is_empty() && !to.is_empty(),
        Ends::Sided(sides) => sides.len() == 2,
        Ends::Alone(all) => !all.is_empty(),
        Ends::Mutual(_) => false,
    };
    let is_plain = !event.jointly && !event.kind.is_lineage();
    let has_more = has_more || is_joined || has_words || has_doubts;
    !has_more && is_plain && has_ends && event.when.as_ref().is_some_and(is_span)
}

/// Whether a date is a day, or some day from one to another.
fn is_span(when: &When) -> bool {
    if when.exact_day().is_some() {
        return true;
    }
    let is_bounded = when.first_day().is_finite() && when.last_day().is_finite();
    is_bounded
        && when.possible_ranges().count() == 1
        && !when.is_several()
        && !when.to_string().contains(['?', '~', '%'])
}
