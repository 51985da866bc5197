//! Lines of a record: what each is of, and what it names.

use crate::answer::Cell;
use crate::error::ScaleError;
use factions::Record;
use serde_json::{Map, Number, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A line of JSON Lines.
#[derive(Debug)]
pub(crate) struct Line {
    number: i64,
    /// The id of a statement.
    pub(crate) id: Option<String>,
    /// The statements that it names: those that it tells the same as, or withdraws.
    pub(crate) named: Vec<String>,
    texts: BTreeSet<String>,
    entry: String,
}

impl Line {
    pub(crate) fn read(number: i64, key: Option<String>, entry: &str) -> Result<Self, ScaleError> {
        let value: Value = serde_json::from_str(entry).map_err(std::io::Error::from)?;
        let class = value.get("type").and_then(Value::as_str);
        let is_statement = matches!(class, Some("relation" | "event"));
        let mut named = BTreeSet::new();
        for link in ["same_as", "withdraws"] {
            add_texts(value.get(link).unwrap_or(&Value::Null), &mut named);
        }
        let mut texts = BTreeSet::new();
        add_texts(&value, &mut texts);
        Ok(Self {
            number,
            id: key.filter(|_| is_statement),
            named: named.into_iter().collect(),
            texts,
            entry: entry.to_owned(),
        })
    }
}

/// All texts of a value.
fn add_texts(value: &Value, all: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            all.insert(text.clone());
        }
        Value::Array(list) => list.iter().for_each(|one| add_texts(one, all)),
        Value::Object(table) => table.values().for_each(|one| add_texts(one, all)),
        _ => {}
    }
}

/// Lines in the order of their record, each once.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    all: BTreeMap<i64, String>,
    statements: BTreeSet<String>,
    named: BTreeSet<String>,
    texts: BTreeSet<String>,
}

impl Lines {
    pub(crate) fn add(&mut self, line: Line) {
        self.statements.extend(line.id);
        self.named.extend(line.named);
        self.texts.extend(line.texts);
        self.all.insert(line.number, line.entry);
    }

    /// An entry of a class with these keys, as cells have it.
    pub(crate) fn add_entry<'k>(
        &mut self,
        class: &str,
        keys: impl Iterator<Item = &'k &'k str>,
        cells: Vec<Cell>,
    ) {
        let mut entry = Map::new();
        entry.insert("type".to_owned(), Value::from(class));
        for (key, cell) in keys.zip(cells) {
            let value = match cell {
                Cell::Null => continue,
                Cell::Truth(truth) => Value::from(truth),
                Cell::Number(number) => Value::from(number),
                Cell::Real(number) => Number::from_f64(number).map_or(Value::Null, Value::Number),
                Cell::Day(_) | Cell::Text(_) => Value::from(cell.to_string()),
            };
            entry.insert((*key).to_owned(), value);
        }
        let number = self.all.len();
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.all.insert(number, Value::Object(entry).to_string());
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether the statement of an id is among them.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.statements.contains(id)
    }

    /// The statements that these name.
    pub(crate) fn named(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(String::as_str)
    }

    /// All texts in them: keys of actors, sources and places among others.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    pub(crate) fn record(&self) -> Result<Record, ScaleError> {
        let mut text = String::new();
        for line in self.all.values() {
            text.push_str(line);
            text.push('\n');
        }
        // so many are all of them
        let end = serde_json::json!({ "type": "end", "entries": self.all.len() });
        text.push_str(&end.to_string());
        Ok(Record::from_json_lines(text.as_bytes())?)
    }
}
