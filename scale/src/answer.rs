//! The rows of an answer.

use datafusion::arrow::array::cast::AsArray;
use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::arrow::compute::{cast, sum};
use datafusion::arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type};
use factions::{Date, Day};
use std::fmt;

/// A value of an answer.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub enum Cell {
    /// Unknown, or not bounded: never zero.
    Null,
    /// Whether something is so.
    Truth(bool),
    /// How many.
    Number(i64),
    /// A figure with a fraction: a latitude.
    Real(f64),
    /// A day.
    Day(Date),
    /// A key or a word.
    Text(String),
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Real(number) => write!(f, "{number}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// The answer to a query, as columns in memory.
#[derive(Debug, Clone)]
pub struct Answer {
    columns: Vec<String>,
    batches: Vec<RecordBatch>,
}

impl Answer {
    pub(crate) fn new(columns: Vec<String>, batches: Vec<RecordBatch>) -> Self {
        Self { columns, batches }
    }

    /// The names of its columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Its rows as the engine has them.
    pub fn batches(&self) -> &[RecordBatch] {
        &self.batches
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its rows, one by one.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Cell>> + '_ {
        self.batches.iter().flat_map(|batch| {
            let columns: Vec<Vec<Cell>> = batch.columns().iter().map(|one| cells(one)).collect();
            (0..batch.num_rows())
                .map(move |row| columns.iter().map(|column| column[row].clone()).collect())
        })
    }

    /// The sum of the columns of these names, as far as it has them.
    pub(crate) fn sum_of(&self, names: &[&str]) -> i64 {
        let places = (0..).zip(&self.columns);
        let places = places.filter(|(_, column)| names.contains(&column.as_str()));
        let sum_in = |place: usize| {
            let columns = self.batches.iter().map(move |batch| batch.column(place));
            let numbers = columns.filter_map(|column| cast(column, &DataType::Int64).ok());
            numbers
                .filter_map(|one| sum(one.as_primitive::<Int64Type>()))
                .sum::<i64>()
        };
        places.map(|(place, _)| sum_in(place)).sum()
    }
}

/// The values of a column, whichever way the engine keeps them: it may hand out a text in three.
fn cells(column: &dyn Array) -> Vec<Cell> {
    let as_type = |of: DataType| cast(column, &of).ok();
    let each = |cell: &dyn Fn(usize) -> Cell| -> Vec<Cell> {
        let one = |row| {
            if column.is_null(row) {
                Cell::Null
            } else {
                cell(row)
            }
        };
        (0..column.len()).map(one).collect()
    };
    match column.data_type() {
        DataType::Boolean => each(&|row| Cell::Truth(column.as_boolean().value(row))),
        DataType::Date32 => each(&|row| {
            let number = column.as_primitive::<Date32Type>().value(row);
            Day::new(number).date().map_or(Cell::Null, Cell::Day)
        }),
        DataType::Float64 => {
            each(&|row| Cell::Real(column.as_primitive::<Float64Type>().value(row)))
        }
        of if of.is_integer() => match as_type(DataType::Int64) {
            Some(numbers) => {
                each(&|row| Cell::Number(numbers.as_primitive::<Int64Type>().value(row)))
            }
            None => each(&|_| Cell::Null),
        },
        _ => match as_type(DataType::Utf8) {
            Some(texts) => each(&|row| Cell::Text(texts.as_string::<i32>().value(row).to_owned())),
            None => each(&|_| Cell::Null),
        },
    }
}

/// The rows as lines of CSV, the names of the columns first.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.columns.join(","))?;
        for row in self.rows() {
            let cells: Vec<String> = row.iter().map(quoted).collect();
            writeln!(f, "{}", cells.join(","))?;
        }
        Ok(())
    }
}

fn quoted(cell: &Cell) -> String {
    let text = cell.to_string();
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
