//! What a table of columns is, and what a column.

use std::fmt;

/// What the values of a column are: one type for all rows, whatever a record leaves out.
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
    /// A list of texts, which may be empty, and none of which is missing.
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
    /// How Arrow names it.
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
    /// Its name, which needs no quotes in SQL.
    pub name: &'static str,
    /// What its values are.
    pub of: ColumnType,
    /// Whether a value may be missing: then it is not known, or not bounded, or does not apply.
    pub is_nullable: bool,
    /// In what it counts; empty: in nothing.
    pub unit: &'static str,
    /// What it says.
    pub meaning: &'static str,
}

impl ColumnSchema {
    /// Of which no value is missing.
    pub(super) const fn always(name: &'static str, of: ColumnType, meaning: &'static str) -> Self {
        Self {
            name,
            of,
            is_nullable: false,
            unit: "",
            meaning,
        }
    }

    /// Of which values may be missing.
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

/// A table: its name, what a row is, and its columns in their order.
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
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub row: &'static str,
    /// Its columns, in their order.
    pub columns: &'static [ColumnSchema],
}

impl TableSchema {
    /// The column with this name.
    pub fn column(&self, name: &str) -> Option<ColumnSchema> {
        let mut columns = self.columns.iter();
        columns.find(|column| column.name == name).copied()
    }
}
