//! Sound TOML as a tree with places.

use crate::record::{At, Entry, Node, Value};
use jiff::civil::Date;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::DeValue;

/// Returns a value without others in it, or `None` for a list or table.
pub(super) fn scalar(value: DeValue<'_>) -> Option<Value> {
    Some(match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(integer) => {
            match i64::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) => Value::Integer(number),
                // beyond 64 bits: no key accepts it, and no count accepts a float
                Err(_) => Value::Float(f64::INFINITY),
            }
        }
        DeValue::Float(float) => Value::Float(float.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(truth) => Value::Bool(truth),
        // an unquoted date is an exact day; a time of day is kept as it was written
        DeValue::Datetime(time) => match time.date {
            Some(date) if time.time.is_none() && time.offset.is_none() => {
                let small = |number: u8| i8::try_from(number).unwrap_or_default();
                let year = i16::try_from(date.year).unwrap_or_default();
                let day = Date::new(year, small(date.month), small(date.day));
                day.map_or_else(|_| Value::OtherTime(time.to_string()), Value::Day)
            }
            _ => Value::OtherTime(time.to_string()),
        },
        DeValue::Array(_) | DeValue::Table(_) => return None,
    })
}

/// Returns the tree of a value; `at` places an offset of the text.
pub(in crate::import) fn node(at: &dyn Fn(usize) -> At, value: DeValue<'_>, start: usize) -> Node {
    let place = at(start);
    let value = match value {
        DeValue::Array(elements) => {
            let element = |element: Spanned<DeValue<'_>>| {
                let start = element.span().start;
                node(at, element.into_inner(), start)
            };
            Value::Array(elements.into_iter().map(element).collect())
        }
        DeValue::Table(entries) => {
            let entry = |(key, value): (Spanned<Cow<'_, str>>, Spanned<DeValue<'_>>)| {
                let start = value.span().start;
                Entry {
                    at: at(key.span().start),
                    key: key.into_inner().into_owned(),
                    node: node(at, value.into_inner(), start),
                }
            };
            let mut entries: Vec<Entry> = entries.into_iter().map(entry).collect();
            // the map is sorted by key; the order of the text decides
            entries.sort_by_key(|entry| entry.at);
            Value::Table(entries)
        }
        plain => scalar(plain).unwrap_or(Value::Lost),
    };
    Node { at: place, value }
}
