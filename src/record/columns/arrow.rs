//! The tables of columns as Arrow schemas.

use super::schema::{ColumnType, TableSchema};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

impl ColumnType {
    /// The data type in Arrow.
    pub fn arrow(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Texts => DataType::List(Arc::new(text_of_list())),
            Self::Count => DataType::Int64,
            Self::Number => DataType::Float64,
            Self::Truth => DataType::Boolean,
            Self::Day => DataType::Date32,
        }
    }
}

impl TableSchema {
    /// The schema in Arrow: each column with its name, type and nullability.
    ///
    /// # Examples
    ///
    /// ```
    /// use arrow_schema::DataType;
    /// use factions::record::TableSchema;
    ///
    /// let events = TableSchema::named("events").expect("there is such a table").arrow();
    /// let day = events.field_with_name("day_min")?;
    /// assert_eq!((day.data_type(), day.is_nullable()), (&DataType::Date32, true));
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    pub fn arrow(&self) -> SchemaRef {
        let columns = self.columns.iter();
        let fields =
            columns.map(|column| Field::new(column.name, column.of.arrow(), column.is_nullable));
        Arc::new(Schema::new(fields.collect::<Vec<_>>()))
    }
}

/// The element of a list of texts, which is never null.
pub(crate) fn text_of_list() -> Field {
    Field::new_list_field(DataType::Utf8, false)
}
