//! Where statements come from.

use super::native::Native;
use crate::model::dates::When;

/// A source: a report, a page, a data set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Source {
    /// The key, unique among the sources of a record.
    pub key: Box<str>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// Its title.
    pub title: Option<Box<str>>,
    /// When it was published; `None`: what rests on it alone counts as always known.
    pub published: Option<When>,
    /// Where it can be read.
    pub url: Option<Box<str>>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// What another format said of it beyond this model.
    pub native: Native,
}

impl std::fmt::Display for Source {
    /// Publisher and title, as far as there are any, else the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.publisher, &self.title) {
            (Some(publisher), Some(title)) => write!(f, "{publisher}, {title}"),
            (Some(one), None) | (None, Some(one)) => f.write_str(one),
            (None, None) => f.write_str(&self.key),
        }
    }
}
