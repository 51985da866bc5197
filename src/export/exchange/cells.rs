//! The cells of a row by column, taken from the entries of a record.

use crate::export::kit::{DateCells, end_state};
use crate::model::{Bounds, Period, When};
use crate::record::{Column, Entry, Node, Value, list_cell};
use std::collections::BTreeMap;

/// The texts of a row by column; a list stays a list until its column's form is known.
#[derive(Debug, Default)]
pub(super) struct Cells(pub(super) BTreeMap<String, Vec<String>>);

impl Cells {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut cells = Self::default();
        cells.add("", entries);
        cells
    }

    fn add(&mut self, before: &str, entries: &[Entry]) {
        for entry in entries {
            let name = format!("{before}{}", entry.key);
            match &entry.node.value {
                Value::Table(formats) if matches!(&*entry.key, "native" | "ids") => {
                    let texts = formats.iter().flat_map(native);
                    self.0.insert(name, texts.collect());
                }
                Value::Table(_) if entry.key == "covers" => self.set(&name, span(&entry.node)),
                Value::Array(list) if entry.key == "covers" => {
                    self.0.insert(name, list.iter().map(span).collect());
                }
                Value::Table(inner) => self.add(&format!("{name}."), inner),
                Value::Array(list) => {
                    self.0.insert(name, list.iter().map(plain).collect());
                }
                _ => self.set(&name, plain(&entry.node)),
            }
        }
    }

    /// Whether any cell in these columns is filled.
    pub(super) fn has_any(&self, columns: &[(&str, Column)]) -> bool {
        let cells = columns.iter().filter_map(|(name, _)| self.0.get(*name));
        cells.flatten().any(|text| !text.is_empty())
    }

    pub(super) fn set(&mut self, name: &str, text: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![text.into()]);
    }

    pub(super) fn shown(&mut self, name: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.set(name, value.to_string());
        }
    }

    pub(super) fn bounds(&mut self, bounds: Bounds) {
        self.shown("start_min", bounds.earliest_start());
        self.shown("start_max", bounds.latest_start());
        self.shown("end_min", bounds.earliest_end());
        self.shown("end_max", bounds.latest_end());
    }

    /// Adds a date to its three columns.
    pub(super) fn date(&mut self, name: &str, when: Option<&When>) {
        self.0.remove(name);
        let Some(when) = when else {
            return;
        };
        let edtf = match DateCells::of(when) {
            DateCells::Day(day) => {
                self.shown(name, day.date());
                when.to_string()
            }
            DateCells::Other { written, edtf } => {
                self.set(&format!("{name}_written"), written);
                edtf
            }
        };
        self.set(&format!("{name}_edtf"), edtf);
    }

    /// Adds a period to its columns.
    pub(super) fn period(&mut self, before: &str, period: &Period) {
        self.date(&format!("{before}start"), period.start());
        self.date(&format!("{before}end"), period.end().date());
        self.set(&format!("{before}end_state"), end_state(period.end()));
    }

    /// Writes the text of a cell in the form of its column.
    pub(super) fn write(&self, cell: &mut String, name: &str, column: Column) {
        let list = self.0.get(name).map_or(&[][..], Vec::as_slice);
        match column {
            Column::List | Column::Native | Column::Spans => {
                list_cell(cell, list.iter().map(String::as_str));
            }
            _ => cell.extend(list.iter().map(String::as_str)),
        }
    }
}

/// Lists native texts, or ids in data sets, each with the name of the format or data set.
fn native(format: &Entry) -> Vec<String> {
    let named = |node: &Node| format!("{}={}", format.key, plain(node));
    match &format.node.value {
        Value::Array(texts) => texts.iter().map(named).collect(),
        _ => vec![named(&format.node)],
    }
}

/// Formats a span in one cell: `start/end`.
fn span(node: &Node) -> String {
    let entries = match &node.value {
        Value::Table(entries) => entries.as_slice(),
        _ => &[],
    };
    let of = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key);
        entry.map_or_else(String::new, |entry| plain(&entry.node))
    };
    format!("{}/{}", of("start"), of("end"))
}

fn plain(node: &Node) -> String {
    match &node.value {
        Value::Text(text) | Value::OtherTime(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Bool(truth) => truth.to_string(),
        Value::Day(day) => day.to_string(),
        // lists of tables have their own table
        Value::Null | Value::Lost | Value::Array(_) | Value::Table(_) => String::new(),
    }
}
