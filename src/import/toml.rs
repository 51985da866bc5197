//! TOML: what people write.

use super::locate::Locator;
use super::print_toml;
use crate::model::When;
use crate::record::{Code, Entry, Node, Problems, Reader, Record, Value};
use jiff::civil::Date;
use std::borrow::Cow;
use std::ops::Range;
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
    let (document, errors) = DeTable::parse_recoverable(text);
    let locator = Locator::new(text);
    let has_syntax_errors = !errors.is_empty();
    let mut errors: Vec<(Range<usize>, String)> = errors
        .into_iter()
        .map(|error| {
            let span = error.span().unwrap_or(text.len()..text.len());
            (span, error.message().to_owned())
        })
        .collect();
    errors.sort_by_key(|(span, _)| span.start);
    // where the keys of a table end that stands twice: they are not twice themselves
    let mut twice_until = 0;
    for (span, message) in errors {
        if message == "duplicate key" {
            if span.start < twice_until {
                continue;
            }
            if line(text, span.start).trim_start().starts_with('[') {
                let rest = text.get(span.end..).unwrap_or_default();
                twice_until = rest.find("\n[").map_or(text.len(), |at| span.end + at);
            }
            let key = crate::record::shown(text.get(span.clone()).unwrap_or_default());
            let message = format!("the key `{key}` stands twice in its table");
            let help = "keep one of the two".to_owned();
            let at = locator.at(span.start);
            reader.desk.error(at, Code::DuplicateKey, message, help);
        } else if let Some((start, message, help)) = unquoted(text, span.start) {
            reader
                .desk
                .error(locator.at(start), Code::Syntax, message, help);
        } else {
            let (at, help) = (locator.at(span.start), help(&message).to_owned());
            let message = message.replace('\n', ", ");
            reader.desk.error(at, Code::Syntax, message, help);
        }
    }
    let root = DeValue::Table(document.into_inner());
    reader.document(&node(&locator, root, 0));
    if has_syntax_errors {
        Err(reader.into_broken())
    } else {
        reader.finish()
    }
}

/// The line of a text that an offset lies in.
fn line(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// A date at an offset that ought to stand in quotes: where it begins, what is wrong, the way out.
fn unquoted(text: &str, offset: usize) -> Option<(usize, String, String)> {
    let before = text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let value = start + text.get(start..offset)?.rfind('=')? + 1;
    let value = value + text.get(value..)?.find(|c: char| c != ' ' && c != '\t')?;
    let rest = text.get(value..)?.lines().next()?;
    let ends = [
        rest.find('#'),
        rest.find(" }"),
        rest.find('}'),
        rest.find(','),
        Some(rest.len()),
    ];
    let dates = ends.into_iter().flatten().map(|end| rest[..end].trim());
    let date = dates
        .into_iter()
        .find(|date| date.parse::<When>().is_ok())?;
    Some((
        value,
        format!("`{date}` stands without quotes, as exact days alone may"),
        format!("write it in quotes: `\"{date}\"`"),
    ))
}

/// The way out of a syntax error.
fn help(message: &str) -> &'static str {
    if message.contains("inline table") {
        "put the key inside the braces `{ … }`, or write the whole as tables, `[actors.a]`"
    } else if message.contains("invalid date") {
        "write an exact day such as `2023-10-07`, or any other date in double quotes"
    } else if message.contains("string") || message.contains("quote") {
        "write texts and uncertain dates in double quotes"
    } else {
        "correct the TOML here: `key = value`, `[section]` or `[[list]]`"
    }
}

fn node(locator: &Locator<'_>, value: DeValue<'_>, start: usize) -> Node {
    let value = match value {
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
        DeValue::Array(elements) => {
            let element = |element: Spanned<DeValue<'_>>| {
                let start = element.span().start;
                node(locator, element.into_inner(), start)
            };
            Value::Array(elements.into_iter().map(element).collect())
        }
        DeValue::Table(entries) => {
            let entry = |(key, value): (Spanned<Cow<'_, str>>, Spanned<DeValue<'_>>)| {
                let start = value.span().start;
                Entry {
                    at: locator.at(key.span().start),
                    key: key.into_inner().into_owned(),
                    node: node(locator, value.into_inner(), start),
                }
            };
            let mut entries: Vec<Entry> = entries.into_iter().map(entry).collect();
            // the map is sorted by key; the order of the text decides what comes first
            entries.sort_by_key(|entry| entry.at);
            Value::Table(entries)
        }
    };
    let at = locator.at(start);
    Node { at, value }
}
