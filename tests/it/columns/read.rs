//! The cells of tables, read without the crate's own reader.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use factions::export::ColumnTables;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    Text(String),
    Texts(Vec<String>),
    Count(i64),
    Number(f64),
    Truth(bool),
    Day(i32),
}

/// A row by the names of its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row(BTreeMap<String, Cell>);

impl Row {
    fn cell(&self, name: &str) -> &Cell {
        self.0
            .get(name)
            .unwrap_or_else(|| panic!("there is no column `{name}`"))
    }

    pub(super) fn is_null(&self, name: &str) -> bool {
        *self.cell(name) == Cell::Null
    }

    pub(super) fn text(&self, name: &str) -> &str {
        match self.cell(name) {
            Cell::Text(text) => text,
            other => panic!("{name}: {other:?}"),
        }
    }

    pub(super) fn texts(&self, name: &str) -> &[String] {
        match self.cell(name) {
            Cell::Texts(texts) => texts,
            other => panic!("{name}: {other:?}"),
        }
    }

    pub(super) fn count(&self, name: &str) -> Option<i64> {
        match self.cell(name) {
            Cell::Null => None,
            Cell::Count(count) => Some(*count),
            other => panic!("{name}: {other:?}"),
        }
    }

    pub(super) fn truth(&self, name: &str) -> bool {
        match self.cell(name) {
            Cell::Truth(truth) => *truth,
            other => panic!("{name}: {other:?}"),
        }
    }

    pub(super) fn day(&self, name: &str) -> Option<i32> {
        match self.cell(name) {
            Cell::Null => None,
            Cell::Day(day) => Some(*day),
            other => panic!("{name}: {other:?}"),
        }
    }
}

/// The rows of a table.
pub(super) fn rows(tables: &ColumnTables, name: &str) -> Vec<Row> {
    tables.get(name).iter().flat_map(of_batch).collect()
}

pub(super) fn of_batch(batch: &RecordBatch) -> Vec<Row> {
    let schema = batch.schema();
    let row = |row: usize| {
        let cells = schema.fields().iter().zip(batch.columns());
        let cells = cells.map(|(field, column)| (field.name().clone(), cell(column, row)));
        Row(cells.collect())
    };
    (0..batch.num_rows()).map(row).collect()
}

fn cell(column: &dyn Array, row: usize) -> Cell {
    if column.is_null(row) {
        return Cell::Null;
    }
    match column.data_type() {
        DataType::Utf8 => Cell::Text(column.as_string::<i32>().value(row).to_owned()),
        DataType::Int64 => Cell::Count(column.as_primitive::<Int64Type>().value(row)),
        DataType::Float64 => Cell::Number(column.as_primitive::<Float64Type>().value(row)),
        DataType::Boolean => Cell::Truth(column.as_boolean().value(row)),
        DataType::Date32 => Cell::Day(column.as_primitive::<Date32Type>().value(row)),
        DataType::List(_) => {
            let list = column.as_list::<i32>().value(row);
            let list = list.as_string::<i32>();
            Cell::Texts(list.iter().flatten().map(str::to_owned).collect())
        }
        other => panic!("no column holds {other}"),
    }
}
