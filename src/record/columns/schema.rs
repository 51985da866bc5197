//! The schema of a table of columns, and of a column.

use std::fmt;

/// The type of a column's values: one type for all rows, whatever a record leaves out.
///
/// # Examples
///
/// ```
/// use factions::record::{ColumnType, TableSchema};
///
/// let events = TableSchema::named("events").expect("there is such a table");
/// let deaths = events.column("killed_best").expect("it has such a column");
/// assert_eq!(deaths.of, ColumnType::Count);
/// // what is not known is `NULL`, and not zero
/// assert!(deaths.is_nullable);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColumnType {
    /// A text: `Utf8`, never a dictionary.
    Text,
    /// A list of texts, which may be empty, and contains no nulls.
    Texts,
    /// A whole number: `Int64`.
    Count,
    /// A number: `Float64`.
    Number,
    /// True or false: `Boolean`.
    Truth,
    /// A day: `Date32`.
    Day,
}

impl ColumnType {
    /// The name of the type in Arrow.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "Utf8",
            Self::Texts => "List<Utf8>",
            Self::Count => "Int64",
            Self::Number => "Float64",
            Self::Truth => "Boolean",
            Self::Day => "Date32",
        }
    }
}

impl fmt::Display for ColumnType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnSchema {
    /// The name, which needs no quotes in SQL.
    pub name: &'static str,
    /// The type of the values.
    pub of: ColumnType,
    /// Whether a value may be missing, because it is unknown, unbounded or does not apply.
    pub is_nullable: bool,
    /// The unit of the values; empty if they have none.
    pub unit: &'static str,
    /// The meaning of the values.
    pub meaning: &'static str,
}

impl ColumnSchema {
    /// A column in which no value is missing.
    pub(super) const fn always(name: &'static str, of: ColumnType, meaning: &'static str) -> Self {
        Self {
            name,
            of,
            is_nullable: false,
            unit: "",
            meaning,
        }
    }

    /// A column in which values may be missing.
    pub(super) const fn maybe(name: &'static str, of: ColumnType, meaning: &'static str) -> Self {
        Self {
            is_nullable: true,
            ..Self::always(name, of, meaning)
        }
    }

    pub(super) const fn in_unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }
}

/// The schema of a table.
///
/// # Examples
///
/// ```
/// use factions::record::TableSchema;
///
/// let names: Vec<&str> = TableSchema::ALL.iter().map(|table| table.name).collect();
/// assert!(names.contains(&"events") && names.contains(&"members"));
/// let places = TableSchema::named("places").expect("there is such a table");
/// let columns: Vec<&str> = places.columns.iter().map(|column| column.name).collect();
/// assert_eq!(columns, ["key", "name", "region", "country", "latitude", "longitude", "note"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableSchema {
    /// The name.
    pub name: &'static str,
    /// The meaning of a row.
    pub row: &'static str,
    /// The columns in order.
    pub columns: &'static [ColumnSchema],
}

impl TableSchema {
    /// The column with this name.
    pub fn column(&self, name: &str) -> Option<ColumnSchema> {
        let mut columns = self.columns.iter();
        columns.find(|column| column.name == name).copied()
    }
}
