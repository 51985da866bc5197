//! One of several files that make a record together.

use super::record::Record;
use crate::record::problems::Problems;

/// One of several files that make a record together; it may refer to statements of the others.
///
/// A part obeys every rule of a record except one: its `same_as` and `withdraws` may name the `id`
/// of a statement in another file. Like a record, it has to declare the actors, sources and places
/// that it names. [`Record::merge`] makes a record of parts; then every id has to be there.
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

    /// The warnings: entries that are not mistakes, but that somebody should look at.
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
