//! TOML: what people write.

use super::locate::Locator;
use super::print_toml;
use super::toml_loose;
use crate::record::{At, Code, Entry, Node, Problems, Reader, Record, Value};
use jiff::civil::Date;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// # TOML
impl Record {
    /// Reads a record from TOML, the form that people write.
    ///
    /// # Errors
    ///
    /// All mistakes of the text at once, in the order of their places, warnings among them. Nothing
    /// is loaded by halves.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::from_toml(
    ///     r#"
    ///     [actors]
    ///     csp = { name = "Permanent Strategic Framework", kind = "coalition" }
    ///     msa = { name = "Movement for the Salvation of Azawad", kind = "armed-group" }
    ///
    ///     [[relations]]
    ///     kind = "membership"
    ///     from = "msa"
    ///     to = "csp"
    ///     start = "2021-05"
    ///     "#,
    /// )?;
    /// assert_eq!(record.statements().len(), 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        read(Reader::by_hand(), text)
    }

    /// Writes the record as TOML that reads back as the same record.
    ///
    /// The text is the same from run to run, and whatever order the record was given in.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let text = "[actors]\ncsp = { name = \"CSP\", kind = \"coalition\" }\n";
    /// let record = Record::from_toml(text)?;
    /// assert_eq!(record.to_toml(), format!("format = 1\n\n{text}"));
    /// assert_eq!(Record::from_toml(&record.to_toml())?, record);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_toml(&self) -> String {
        print_toml::print(&self.to_tree())
    }
}

/// Reads a whole text.
pub(super) fn read(mut reader: Reader, text: &str) -> Result<Record, Problems> {
    let locator = Locator::new(text);
    let at = |offset: usize| locator.at(offset);
    match DeTable::parse(text) {
        Ok(document) => {
            let root = DeValue::Table(document.into_inner());
            reader.document(&node(&at, root, 0));
        }
        Err(error) => {
            let (root, lost) = toml_loose::tree(text, &mut reader.desk, &at);
            for range in lost {
                reader.rows.lost.add(text.get(range).unwrap_or_default());
            }
            reader.document(&root);
            if !reader.desk.has_errors() {
                // what nothing here has a word for
                let place = error.span().map_or(text.len(), |span| span.start);
                let message = error.message().replace('\n', ", ");
                let help = "correct the TOML here: `key = value`, `[section]` or `[[list]]`";
                reader
                    .desk
                    .error(at(place), Code::Syntax, message, help.to_owned());
            }
        }
    }
    reader.finish()
}

/// A value that holds no others; `None`: it holds some.
pub(super) fn scalar(value: DeValue<'_>) -> Option<Value> {
    Some(match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(integer) => {
            match i64::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) => Value::Integer(number),
                // beyond 64 bits: no key takes it, and none takes a fraction for a count
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

/// A value with those that it holds; `at` places an offset of the text.
pub(super) fn node(at: &dyn Fn(usize) -> At, value: DeValue<'_>, start: usize) -> Node {
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
            // the map is sorted by key; the order of the text decides what comes first
            entries.sort_by_key(|entry| entry.at);
            Value::Table(entries)
        }
        plain => scalar(plain).unwrap_or(Value::Lost),
    };
    Node { at: place, value }
}
