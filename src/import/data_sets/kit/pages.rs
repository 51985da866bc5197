//! Pages of an API in JSON, as rows of a table.

use super::line::{Cells, Line, name_of};
use crate::import::LoadError;
use crate::import::trees::Locator;
use crate::record::At;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of JSON pages, their columns sorted by name.
pub(super) struct Pages {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Line>,
}

/// A page: ACLED has the rows in `data`, UCDP in `Result`.
#[derive(Deserialize)]
struct Page<'t> {
    #[serde(borrow, alias = "Result", alias = "result")]
    data: Vec<&'t RawValue>,
}

/// One row; each value is a text, a number, a truth value or null.
type Object = BTreeMap<String, serde_json::Value>;

/// Reads one page, a list of rows, or several pages in a row.
pub(super) fn rows(text: &str) -> Result<Pages, LoadError> {
    let unfit = |what: String| LoadError::Unfit {
        what,
        help: "give the pages of the API as they came, or their rows as one list".to_owned(),
    };
    let mut raw: Vec<&RawValue> = Vec::new();
    if text.trim_start().starts_with('[') {
        raw = serde_json::from_str(text).map_err(|error| unfit(error.to_string()))?;
    } else {
        for page in serde_json::Deserializer::from_str(text).into_iter::<Page<'_>>() {
            raw.extend(page.map_err(|error| unfit(error.to_string()))?.data);
        }
    }
    let locator = Locator::new(text);
    let mut objects: Vec<(Object, At)> = Vec::with_capacity(raw.len());
    let mut columns = BTreeSet::new();
    for row in raw {
        let object: Object =
            serde_json::from_str(row.get()).map_err(|error| unfit(error.to_string()))?;
        let object: Object = object
            .into_iter()
            .map(|(name, value)| (name_of(name.as_bytes()), value))
            .collect();
        for name in object.keys() {
            if !columns.contains(name) {
                columns.insert(name.clone());
            }
        }
        let offset = row.get().as_ptr().addr() - text.as_ptr().addr();
        objects.push((object, locator.at(offset)));
    }
    let columns: Vec<String> = columns.into_iter().collect();
    let cell = |value: Option<&serde_json::Value>| match value {
        None | Some(serde_json::Value::Null) => String::new(),
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let rows = objects.iter().map(|(object, at)| {
        let cells = columns.iter().map(|name| cell(object.get(name)));
        let cells: Vec<String> = cells.collect();
        (Cells::of(cells.iter().map(String::as_bytes)), *at)
    });
    let rows = rows.collect();
    Ok(Pages { columns, rows })
}
