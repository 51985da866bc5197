//! TOML, the form that people write.

use super::trees::Locator;
use super::trees::node;
use crate::import::print::toml as print_toml;
use crate::import::trees::toml_loose;
use crate::record::{Code, Problems, Reader, Record, SECTIONS};
use std::io::{self, Write};
use toml::de::{DeTable, DeValue};

/// # TOML
impl Record {
    /// Reads a record from TOML, the form that people write.
    ///
    /// # Errors
    ///
    /// All mistakes of the text at once, warnings included, in the order of their places. A record
    /// with a mistake is not loaded at all.
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

    /// Writes the record as TOML, which reads back as the same record.
    ///
    /// The text is the same in every run, in whatever order the record was given. It is TOML 1.0,
    /// which every reader takes, Python's `tomllib` included. The crate also reads TOML 1.1.
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
        let mut out = print_toml::print(&self.head_entries());
        for (name, is_event) in SECTIONS {
            for node in self.statement_nodes(is_event) {
                print_toml::statement(&mut out, name, &node);
            }
        }
        out
    }

    /// Writes the record as TOML to a stream, statement by statement.
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
    /// record.write_toml(&mut file)?;
    /// assert_eq!(file, record.to_toml().as_bytes());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_toml(&self, mut to: impl Write) -> io::Result<()> {
        let mut text = print_toml::print(&self.head_entries());
        for (name, is_event) in SECTIONS {
            for node in self.statement_nodes(is_event) {
                to.write_all(text.as_bytes())?;
                text.clear();
                print_toml::statement(&mut text, name, &node);
            }
        }
        to.write_all(text.as_bytes())?;
        to.flush()
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
                // a mistake that the reader of broken TOML has no words for
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
