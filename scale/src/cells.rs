//! Texts and lists of a batch, whichever way the engine keeps them.

use crate::error::ScaleError;
use datafusion::arrow::array::cast::AsArray;
use datafusion::arrow::array::{Array, BooleanArray, ListArray, RecordBatch, StringArray};
use datafusion::arrow::compute::{cast, filter_record_batch};
use datafusion::arrow::datatypes::{DataType, Field, Int64Type};
use datafusion::error::DataFusionError;
use std::sync::Arc;

fn column(batch: &RecordBatch, name: &str, of: &DataType) -> Result<Arc<dyn Array>, ScaleError> {
    let missing = || DataFusionError::Plan(format!("there is no column `{name}`"));
    let column = batch.column_by_name(name).ok_or_else(missing)?;
    Ok(cast(column, of).map_err(DataFusionError::from)?)
}

/// The texts of a column.
pub(crate) fn texts(batch: &RecordBatch, name: &str) -> Result<StringArray, ScaleError> {
    Ok(column(batch, name, &DataType::Utf8)?.as_string().clone())
}

/// The numbers of a column; 0 where one is missing.
pub(crate) fn numbers(batch: &RecordBatch, name: &str) -> Result<Vec<i64>, ScaleError> {
    let column = column(batch, name, &DataType::Int64)?;
    let numbers = column.as_primitive::<Int64Type>().iter();
    Ok(numbers.map(Option::unwrap_or_default).collect())
}

/// The lists of a column.
#[derive(Debug)]
pub(crate) struct Lists(ListArray);

impl Lists {
    pub(crate) fn of(batch: &RecordBatch, name: &str) -> Result<Self, ScaleError> {
        let item = Arc::new(Field::new("item", DataType::Utf8, true));
        let lists = column(batch, name, &DataType::List(item))?;
        Ok(Self(lists.as_list().clone()))
    }

    /// The texts of a row; none where its list is missing.
    pub(crate) fn of_row(&self, row: usize) -> Vec<String> {
        if self.0.is_null(row) {
            return Vec::new();
        }
        let own = self.0.value(row);
        let own = own.as_string::<i32>().iter().flatten();
        own.map(str::to_owned).collect()
    }

    /// All texts of all rows.
    pub(crate) fn all(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.0.len()).flat_map(move |row| self.of_row(row))
    }
}

/// The rows of a batch that stay.
pub(crate) fn kept(
    batch: &RecordBatch,
    stays: impl Fn(usize) -> bool,
) -> Result<RecordBatch, ScaleError> {
    let stays: BooleanArray = (0..batch.num_rows()).map(|row| Some(stays(row))).collect();
    Ok(filter_record_batch(batch, &stays).map_err(DataFusionError::from)?)
}
