//! The report of everything in a view that a file could not carry.

use crate::model::shown::visible;
use serde::Serialize;
use std::fmt;

/// A written file, with a report of the parts of the view that are not in it.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record};
///
/// # let record = Record::from_toml(r#"
/// # [actors]
/// # msa = { name = "MSA", kind = "armed-group" }
/// # [[events]]
/// # id = "speech"
/// # kind = "declaration"
/// # actor = "msa"
/// # "#)?;
/// let graph = ActorGraph::new(record);
/// let written = graph.ever().to_graphml();
/// assert!(written.content.starts_with("<?xml"));
/// assert_eq!(
///     written.left_out.to_string(),
///     "events without a tie, which no edge can show: 1 (speech)",
/// );
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "what is written goes somewhere, and says what it leaves out"]
pub struct Written<T = String> {
    /// The content of the file or files.
    pub content: T,
    /// The parts of the view that are not in it.
    pub left_out: LeftOut,
}

impl<T> Written<T> {
    pub(in crate::export) const fn new(content: T, left_out: LeftOut) -> Self {
        Self { content, left_out }
    }
}

/// The parts of a view that a format could not carry: one line for each reason.
///
/// It prints as these lines, or as nothing.
///
/// # Examples
///
/// ```
/// use factions::export::LeftOut;
///
/// assert!(LeftOut::default().is_empty());
/// assert_eq!(LeftOut::default().to_string(), "");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct LeftOut {
    omissions: Vec<Omission>,
}

impl LeftOut {
    /// Whether the file carries everything in the view.
    pub fn is_empty(&self) -> bool {
        self.omissions.is_empty()
    }

    /// The reasons, always in the same order.
    pub fn iter(&self) -> impl Iterator<Item = &Omission> {
        self.omissions.iter()
    }

    /// Reports a number of items without keys, unless it is 0.
    pub(in crate::export) fn note_count(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            let keys = Vec::new();
            self.omissions.push(Omission { what, count, keys });
        }
    }

    /// Reports items by key, unless there are none.
    pub(in crate::export) fn note<K: Into<String>>(
        &mut self,
        what: &'static str,
        keys: impl IntoIterator<Item = K>,
    ) {
        let keys: Vec<String> = keys.into_iter().map(Into::into).collect();
        if !keys.is_empty() {
            let count = keys.len();
            self.omissions.push(Omission { what, count, keys });
        }
    }
}

/// One reason why items are not in a file, and which.
///
/// It prints as `events without a tie, which no edge can show: 2 (first-coup, second-coup)`, with
/// the first five keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Omission {
    /// The items left out, and the reason.
    pub what: &'static str,
    /// The number of things left out.
    pub count: usize,
    /// The keys of the actors or statements left out, in storage order, if they have keys.
    pub keys: Vec<String>,
}

impl fmt::Display for Omission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.count)?;
        if self.keys.is_empty() {
            return Ok(());
        }
        let few = self.keys.iter().take(5);
        let few = few.map(|key| visible(key)).collect::<Vec<_>>().join(", ");
        let more = if self.keys.len() > 5 { ", …" } else { "" };
        write!(f, " ({few}{more})")
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, omission) in self.omissions.iter().enumerate() {
            let before = if at == 0 { "" } else { "\n" };
            write!(f, "{before}{omission}")?;
        }
        Ok(())
    }
}
