//! The sources on which statements rest.

use super::native::Native;
use crate::model::dates::When;

/// A source: a report, a page, a data set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Source {
    /// The key, unique among the sources of a record.
    pub key: Box<str>,
    /// Who published the source.
    pub publisher: Option<Box<str>>,
    /// The title of the source.
    pub title: Option<Box<str>>,
    /// When the source was published.
    ///
    /// If it is `None`, then whatever rests on this source alone counts as always known.
    pub published: Option<When>,
    /// The address where the source can be read.
    pub url: Option<Box<str>>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// What a file of another format said about the source that this model cannot express.
    pub native: Native,
}

impl std::fmt::Display for Source {
    /// Writes publisher and title, as far as the record states them, else the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.publisher, &self.title) {
            (Some(publisher), Some(title)) => write!(f, "{publisher}, {title}"),
            (Some(one), None) | (None, Some(one)) => f.write_str(one),
            (None, None) => f.write_str(&self.key),
        }
    }
}
