//! One file of several that make a record together.

use super::record::Record;
use crate::record::problems::Problems;

/// One file of several that make a record together: it may name statements of the others.
///
/// A part meets every rule of a record but one: `same_as` and `withdraws` may name an `id` that is not
/// its own. [`Record::merge`] makes a record of parts, in which every id has to be found. It declares
/// the actors, sources and places that it names, as a record does.
///
/// # Examples
///
/// ```
/// use factions::Record;
/// use factions::record::Part;
///
/// let first = r#"
///     [actors]
///     a = { name = "A", kind = "armed-group" }
///     [[events]]
///     id = "ambush"
///     kind = "clash"
///     actor = "a"
/// "#;
/// let later = r#"
///     [actors]
///     a = { name = "A", kind = "armed-group" }
///     [[events]]
///     id = "correction"
///     kind = "declaration"
///     actor = "a"
///     withdraws = "ambush"
/// "#;
/// // alone it names what nobody has said
/// let problems = Record::from_toml(later).unwrap_err();
/// assert!(problems.to_string().contains("error[unknown-withdraws]"));
///
/// let parts = [("first.toml", Part::from_toml(first)?), ("later.toml", Part::from_toml(later)?)];
/// assert_eq!(Record::merge(parts)?.statements().len(), 2);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    record: Record,
}

/// # Parts
impl Part {
    pub(crate) const fn new(record: Record) -> Self {
        Self { record }
    }

    /// What is not a mistake but ought to be looked at.
    pub const fn warnings(&self) -> &Problems {
        self.record.warnings()
    }

    pub(in crate::record) const fn content(&self) -> &Record {
        &self.record
    }
}

impl From<Record> for Part {
    fn from(record: Record) -> Self {
        Self::new(record)
    }
}
