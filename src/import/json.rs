//! JSON, the form that programs write: one object.

use super::trees::Locator;
use crate::import::print::json as print_json;
use crate::import::trees::json_tree;
use crate::record::{Direct, Problems, Reader, Record, SECTIONS};
use std::io::{self, Write};

/// # JSON
impl Record {
    /// Reads a record from JSON, which has the same keys as TOML.
    ///
    /// # Errors
    ///
    /// All mistakes of the text at once, in the order of their places. If the text is not
    /// well-formed: each place where it is not, and all mistakes in what can be read of it.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::from_json(
    ///     r#"{ "actors": { "csp": { "name": "Permanent Strategic Framework", "kind": "coalition" } } }"#,
    /// )?;
    /// assert_eq!(&*record.actors()[0].key, "csp");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        read(Reader::default(), text)
    }

    /// Writes the record as JSON, one entry on each line; it reads back as the same record.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::from_toml("[places]\ngao = { name = \"Gao\", country = \"ML\" }")?;
    /// let json = record.to_json();
    /// assert!(json.contains(r#""gao": {"name": "Gao", "country": "ML"}"#));
    /// assert_eq!(Record::from_json(&json)?, record);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_json(&self) -> String {
        let mut out = Vec::new();
        // writing to a vector cannot fail, and the result is text
        let written = self.write_json(&mut out);
        let out = written.ok().and_then(|()| String::from_utf8(out).ok());
        out.unwrap_or_default()
    }

    /// Writes the record as JSON to a stream, statement by statement.
    ///
    /// # Errors
    ///
    /// The error of the stream, if it cannot be written to.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::from_toml("[places]\ngao = { name = \"Gao\" }").expect("it loads");
    /// let mut file = Vec::new();
    /// record.write_json(&mut file)?;
    /// assert_eq!(file, record.to_json().as_bytes());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_json(&self, mut to: impl Write) -> io::Result<()> {
        let head = print_json::document(&self.head_entries());
        // the sections of statements go before the last brace
        to.write_all(head.trim_end_matches("\n}\n").as_bytes())?;
        let mut text = String::new();
        for (name, is_event) in SECTIONS {
            let mut is_first = true;
            for node in self.statement_nodes(is_event) {
                text.clear();
                if is_first {
                    text.extend([",\n  \"", name, "\": [\n    "]);
                } else {
                    text.push_str(",\n    ");
                }
                is_first = false;
                print_json::inline(&mut text, &node);
                to.write_all(text.as_bytes())?;
            }
            if !is_first {
                to.write_all(b"\n  ]")?;
            }
        }
        to.write_all(b"\n}\n")?;
        to.flush()
    }
}

/// Reads a whole text.
pub(super) fn read(mut reader: Reader, text: &str) -> Result<Record, Problems> {
    // some editors begin a file with a byte order mark
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let locator = Locator::new(text);
    let at = |offset: usize| locator.at(offset);
    if let Some(document) = json_tree::document(text, &mut reader.desk, &at) {
        let mut direct = Direct::default();
        reader.document(&document.rest);
        for (section, elements) in document.statements {
            for element in elements {
                let place = at(json_tree::offset(text, element));
                if !direct.element(&mut reader, element.get(), place, section) {
                    let node = json_tree::element(text, element, &mut reader.desk, &at);
                    reader.statement(section, &node);
                }
            }
        }
        return reader.finish();
    }
    let (root, lost) = json_tree::parse_all(text, &mut reader.desk, &at);
    for range in lost {
        reader.rows.lost.add(text.get(range).unwrap_or_default());
    }
    reader.document(&root);
    reader.finish()
}
