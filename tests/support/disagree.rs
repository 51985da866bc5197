//! Two files that disagree about an entry: a record, and the same with some fields as they stand elsewhere.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The sections whose entries stand under keys.
const KEYED: [&str; 3] = ["sources", "actors", "places"];
const LISTED: [&str; 2] = ["relations", "events"];

/// What few records say of themselves or of an entry.
const RARE: &str = r#"{
  "record": { "title": "Of another title", "as_of": "2023-10-09", "covers": { "start": "2023-09-04", "end": "2023-10-20" } },
  "sources": { "any": {
    "publisher": "A house", "title": "A book", "published": "2023-08-15", "url": "https://example.org/b", "note": "Lent." } },
  "actors": { "any": {
    "name": "Another name", "short": "AN", "kind": "militia", "aliases": ["Old name", { "name": "New name", "start": "2023-09-20" }],
    "active": [{ "end": "2023-09-10" }, { "start": "2023-10-01", "end": ".." }], "ids": { "ucdp": "12" }, "country": "ML", "tags": ["north"],
    "note": "Seen.", "certainty": "denied", "by": "a1", "hedge": "it is said", "as_of": "2023-09-08" } },
  "places": { "any": {
    "name": "Another place", "region": "North", "country": "NE", "latitude": 1.5, "longitude": 2.5, "note": "Dry." } }
}"#;

/// The values of each field of each section, as they stand in records.
#[derive(Debug, Clone)]
pub(crate) struct Values(BTreeMap<(&'static str, String), Vec<Value>>);

impl Values {
    /// Those of some records in JSON, and rare ones.
    pub(crate) fn of<'t>(records: impl IntoIterator<Item = &'t str>) -> Self {
        let mut all: BTreeMap<_, Vec<Value>> = BTreeMap::new();
        for text in records.into_iter().chain([RARE]) {
            let mut record = read(text);
            for (section, entry) in entries(&mut record) {
                for (key, value) in entry.iter().filter(|(key, _)| *key != "id") {
                    let known = all.entry((section, key.clone())).or_default();
                    if !known.contains(value) {
                        known.push(value.clone());
                    }
                }
            }
        }
        Self(all)
    }

    /// The sections with the fields that are known of them.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.keys().map(|(section, key)| (*section, &**key))
    }

    /// A record in JSON, of which each field may be given otherwise: `choose` says by which of so many values, and
    /// for the number behind the last the field is left out. With `None` it stays as it is.
    pub(crate) fn instead(
        &self,
        json: &str,
        mut choose: impl FnMut(&str, &str, usize) -> Option<usize>,
    ) -> String {
        let mut record = read(json);
        for (section, entry) in entries(&mut record) {
            let is_named = section == "record" || KEYED.contains(&section);
            if !is_named && !entry.contains_key("id") {
                continue;
            }
            for ((_, key), values) in self.0.iter().filter(|one| one.0.0 == section) {
                let Some(place) = choose(section, key, values.len()) else {
                    continue;
                };
                match values.get(place) {
                    Some(value) => entry.insert(key.clone(), value.clone()),
                    None => entry.remove(key),
                };
            }
        }
        record.to_string()
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("a record is written as JSON")
}

/// The header and all entries, each with its section.
fn entries(record: &mut Value) -> Vec<(&'static str, &mut Map<String, Value>)> {
    let mut all = Vec::new();
    let sections = record.as_object_mut().into_iter().flatten();
    for (section, value) in sections {
        let name = |names: &[&'static str]| names.iter().find(|name| *name == section).copied();
        if let Some(section) = name(&["record"]) {
            all.extend(value.as_object_mut().map(|entry| (section, entry)));
        } else if let Some(section) = name(&KEYED) {
            let each = value.as_object_mut().into_iter().flatten();
            let each = each.filter_map(|(_, entry)| entry.as_object_mut());
            all.extend(each.map(|entry| (section, entry)));
        } else if let Some(section) = name(&LISTED) {
            let each = value.as_array_mut().into_iter().flatten();
            let each = each.filter_map(Value::as_object_mut);
            all.extend(each.map(|entry| (section, entry)));
        }
    }
    all
}
