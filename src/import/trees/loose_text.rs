//! Texts and words of broken JSON and TOML.

use super::loose::{Form, Loose, Path, closing, closing_triple};
use super::toml_tree::scalar;
use crate::model::{When, is_date};
use crate::record::{Value, shown};
use serde_json::value::RawValue;
use toml::de::DeValue;

impl Loose<'_, '_> {
    /// Reads a key, dotted or not; returns `None` and reads nothing if there is none.
    pub(super) fn key(&mut self) -> Option<Path> {
        let mut path = Path::new();
        loop {
            let start = self.pos;
            let place = (self.at)(start);
            match self.peek() {
                Some('"' | '\'') => path.push((place, self.string()?)),
                Some(c) if is_of_word(c) => {
                    let rest = self.rest();
                    let length = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
                    let word = &rest[..length];
                    self.pos += length;
                    let is_bare = self.form == Form::Toml && word.is_ascii();
                    if !is_bare {
                        if self.form == Form::Json && !self.has_sign() {
                            self.pos = start;
                            return None;
                        }
                        let word = shown(word);
                        let message = format!("the key `{word}` stands without quotes");
                        self.fault(start, message, format!("write `\"{word}\"`"));
                    }
                    path.push((place, word.to_owned()));
                }
                _ => {
                    self.pos = start;
                    // a dot without a key after it
                    return (!path.is_empty()).then_some(path);
                }
            }
            if self.form == Form::Json {
                return Some(path);
            }
            let rest = self.rest();
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            if !rest[blanks..].starts_with('.') {
                return Some(path);
            }
            let rest = &rest[blanks + 1..];
            let after = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            self.pos += blanks + 1 + after;
        }
    }

    /// Whether a sign between key and value follows.
    fn has_sign(&self) -> bool {
        self.rest()
            .trim_start_matches([' ', '\t'])
            .starts_with([':', '='])
    }

    /// Reads a text in quotes; reports a text that cannot be read, and returns `None`.
    pub(super) fn string(&mut self) -> Option<String> {
        let start = self.pos;
        let rest = self.rest();
        let quote = self.peek()?;
        let triple = [quote; 3].iter().collect::<String>();
        let length = if self.form == Form::Toml && rest.starts_with(&triple) {
            let Some(length) = closing_triple(rest, &triple) else {
                return self.open_text(start, &triple);
            };
            length
        } else {
            let Some(length) = closing(rest, quote) else {
                return self.open_text(start, &quote.to_string());
            };
            length
        };
        let raw = &rest[..length];
        self.pos += length;
        let (message, offset) = match self.form {
            Form::Json if quote == '\'' => {
                let inner = &raw[1..length - 1];
                let help = format!("write `\"{}\"`", shown(inner));
                self.fault(start, "a text of JSON stands in double quotes", help);
                return Some(inner.to_owned());
            }
            Form::Json => match serde_json::from_str::<String>(raw) {
                Ok(text) => return Some(text),
                Err(error) => {
                    let message = error.to_string();
                    let message = message.split(" at line ").next().unwrap_or_default();
                    (message.to_owned(), error.column().saturating_sub(1))
                }
            },
            Form::Toml => match DeValue::parse(raw).map(toml::Spanned::into_inner) {
                Ok(DeValue::String(text)) => return Some(text.into_owned()),
                Ok(_) => ("this is no text".to_owned(), 0),
                Err(error) => {
                    let offset = error.span().map_or(0, |span| span.start);
                    (error.message().replace('\n', ", "), offset)
                }
            },
        };
        let mut place = (start + offset).min(self.pos);
        while !self.text.is_char_boundary(place) {
            place -= 1;
        }
        let help = match self.form {
            Form::Json => "write `\\\\` for a backslash, `\\n` for a new line, `\\t` for a tab",
            Form::Toml => {
                "write `\\\\` for a backslash, `\\n` for a new line, or the text in single quotes"
            }
        };
        self.fault(place, message, help);
        Some(as_meant(raw.trim_matches(quote), quote == '"'))
    }

    /// Reports that a text has no closing quote. Closing brackets, commas and blanks at the end of its line are not
    /// taken as part of the text.
    fn open_text(&mut self, start: usize, quotes: &str) -> Option<String> {
        let rest = self.rest();
        let line = rest.find('\n').unwrap_or(rest.len());
        let within = rest[..line].trim_end_matches([',', '}', ']', ' ', '\t', '\r']);
        let length = within.len().max(quotes.len());
        self.lost.push(start..start + line);
        self.pos += length.min(rest.len());
        let message = format!("this text has no closing `{quotes}`");
        self.fault(start, message, format!("write `{quotes}` where it ends"));
        None
    }

    /// Reads a value without quotes.
    pub(super) fn bare(&mut self) -> Value {
        let start = self.pos;
        let rest = self.rest();
        let ends = |c: char| {
            matches!(c, ',' | ']' | '}' | '[' | '{' | '\n' | '"')
                || self.form == Form::Toml && matches!(c, '=' | '#')
        };
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        // without a comment, which JSON does not have
        let word = word.split(" //").next().unwrap_or(word).trim_end();
        self.pos += word.len().max(1).min(rest.len());
        let value = match self.form {
            Form::Json => json_word(word),
            Form::Toml => DeValue::parse(word)
                .ok()
                .and_then(|value| scalar(value.into_inner())),
        };
        value.unwrap_or_else(|| self.unquoted(start, word))
    }

    /// Returns the length of a date in brackets here that lacks quotes and is not a list.
    pub(super) fn unquoted_choice(&self) -> Option<usize> {
        let rest = self.rest();
        let close = match rest.chars().next()? {
            '[' => ']',
            '{' => '}',
            _ => return None,
        };
        let is_end = |c: char| c == close || matches!(c, '\n' | '"' | '=' | ':');
        let length = rest.find(is_end)? + 1;
        let text = rest.get(..length).filter(|text| text.ends_with(close))?;
        let is_list = match self.form {
            Form::Json => serde_json::from_str::<&RawValue>(text).is_ok(),
            Form::Toml => DeValue::parse(text).is_ok(),
        };
        (!is_list && is_date(text)).then_some(length)
    }

    /// Reports that a text lacks quotes, and reads it as if it had them, if possible.
    pub(super) fn unquoted(&mut self, start: usize, word: &str) -> Value {
        let known = match (self.form, word.to_ascii_lowercase().as_str()) {
            (_, "none" | "nil" | "null" | "undefined" | "nan" | "n/a") => {
                Some("leave the key out where nothing is known".to_owned())
            }
            (_, "true" | "yes") => Some("write `true`".to_owned()),
            (_, "false" | "no") => Some("write `false`".to_owned()),
            _ => None,
        };
        let quoted = shown(word);
        let is_date = is_date(word);
        if let (None, false, true) = (&known, is_date, word.contains(|c: char| c.is_ascii_digit()))
            && let Err(error) = word.parse::<When>()
            && let [date, ..] = &error.dates()[..]
        {
            // it would not be a date in quotes either
            let message = format!("{}, and stands without quotes", error.message());
            self.fault(start, message, format!("write it in quotes: `\"{date}\"`"));
            self.lost.push(start..self.pos);
            return Value::Lost;
        }
        let message = match (&known, is_date) {
            (Some(_), _) => format!("`{quoted}` is no value here"),
            (_, true) => format!("`{quoted}` stands without quotes, as exact days alone may"),
            (_, false) => format!("`{quoted}` stands without quotes"),
        };
        let message = match self.form {
            Form::Json if is_date => format!("`{quoted}` stands without quotes"),
            _ => message,
        };
        let help = known.unwrap_or_else(|| format!("write it in quotes: `\"{quoted}\"`"));
        self.fault(start, message, help);
        self.lost.push(start..self.pos);
        // a word or date is read as if it had quotes
        if is_date
            || word
                .split(['-', '_', ' '])
                .all(|part| part.chars().all(is_of_word))
        {
            Value::Text(word.to_owned())
        } else {
            Value::Lost
        }
    }
}

/// Reads a word of JSON: a number, a truth value, null.
fn json_word(word: &str) -> Option<Value> {
    Some(match word {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "null" => Value::Null,
        _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
            serde_json::from_str::<&RawValue>(word).ok()?;
            match word.parse() {
                Ok(number) => Value::Integer(number),
                Err(_) => Value::Float(word.parse().ok()?),
            }
        }
        _ => return None,
    })
}

/// Returns the probable meaning of a text with escapes or characters that are not allowed.
fn as_meant(raw: &str, has_escapes: bool) -> String {
    let mut text = String::new();
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' || !has_escapes {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some(c @ ('"' | '\\' | '/')) => text.push(c),
            Some(c) => text.extend(['\\', c]),
            None => text.push('\\'),
        }
    }
    text
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}
