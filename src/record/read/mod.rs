//! Reads the tree into rows.

mod beside;
mod dates;
mod ends;
mod entries;
mod evidence;
mod fields;
#[cfg(feature = "data-sets")]
mod given;
mod header;
mod statement;
mod strays;
mod toll;

use super::check;
use crate::record::built::Record;
use crate::record::built::build;
use crate::record::format::Key;
use crate::record::format::{At, Section};
use crate::record::format::{Entry, Node, Value, stamp};
use crate::record::problems::Code;
use crate::record::problems::Problems;
use crate::record::problems::{Desk, did_you_mean, shown, stands_first};
use crate::record::unchecked::Rows;
pub(in crate::record) use ends::fits;
use entries::Keyed;
pub(in crate::record) use statement::{EVENT_LINE, RELATION_LINE, ROLE_KINDS};
use std::collections::HashMap;
use std::sync::Arc;
pub(in crate::record) use toll::{TOLL_KEYS, figures};

/// Reads trees into rows, and reports every mistake in them.
///
/// Records in every form pass through here: whole documents by [`Reader::document`], entries one by one by
/// [`Reader::line`] and [`Reader::entry`].
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub(crate) desk: Desk,
    pub(crate) rows: Rows,
    /// The place of each key's first declaration.
    declared: HashMap<(Section, u32), At>,
    /// The place of the header, if there is one.
    header_at: Option<At>,
    is_of_another_format: bool,
    /// Whether parts with headers of their own were read.
    #[cfg(feature = "data-sets")]
    has_parts: bool,
}

/// The types of the lines of JSON Lines.
const TYPES: &[&str] = &[
    "record", "source", "actor", "place", "relation", "event", "end",
];

fn one_of_the_types() -> String {
    format!("write one of {}", TYPES.join(", "))
}

const DOCUMENT_KEYS: &[Key] = &[
    Key::Format,
    Key::Record,
    Key::Sources,
    Key::Actors,
    Key::Places,
    Key::Relations,
    Key::Events,
];

/// The keys that the reader accepts in each table, by the table's name in the schema.
pub(super) const TABLES: [(&str, &[Key]); 12] = [
    ("document", DOCUMENT_KEYS),
    ("record", header::KEYS),
    ("covers", header::COVERS_KEYS),
    ("source", entries::SOURCE_KEYS),
    ("actor", entries::ACTOR_KEYS),
    ("alias", entries::ALIAS_KEYS),
    ("active", entries::ACTIVE_KEYS),
    ("place", entries::PLACE_KEYS),
    ("relation", statement::RELATION_KEYS),
    ("event", statement::EVENT_KEYS),
    ("toll", toll::TOLL_KEYS),
    ("loss", toll::LOSS_KEYS),
];

/// The keys that the reader accepts in each type of line.
pub(super) const LINES: [(&str, &[Key]); 6] = [
    ("record", header::LINE),
    ("source", entries::SOURCE_LINE),
    ("actor", entries::ACTOR_LINE),
    ("place", entries::PLACE_LINE),
    ("relation", statement::RELATION_LINE),
    ("event", statement::EVENT_LINE),
];

impl Reader {
    /// Creates a reader of a record that somebody wrote by hand.
    pub(crate) fn by_hand() -> Self {
        let mut reader = Self::default();
        reader.rows.is_by_hand = true;
        reader
    }

    /// Declares that this is a part, and that others will follow.
    pub(crate) fn of_part(mut self) -> Self {
        self.rows.is_part = true;
        self
    }

    /// Checks the rows, and returns the record or all problems.
    pub(crate) fn finish(mut self) -> Result<Record, Problems> {
        self.rows.fill();
        check::all(&self.rows, &mut self.desk);
        if self.desk.has_errors() {
            return Err(self.into_problems());
        }
        let problems = self.desk.into_problems(&self.rows);
        Ok(build::build(self.rows, problems, None))
    }

    /// Returns all problems of a text in which a mistake was already reported.
    pub(crate) fn into_broken(mut self) -> Problems {
        self.rows.fill();
        check::all(&self.rows, &mut self.desk);
        self.into_problems()
    }

    /// Returns all problems; in an unknown format, only this one.
    fn into_problems(mut self) -> Problems {
        if self.is_of_another_format {
            self.desk.keep_only(Code::UnsupportedFormat);
        }
        self.desk.into_problems(&self.rows)
    }

    /// Reads a whole document.
    pub(crate) fn document(&mut self, node: &Node) {
        let what = "a record";
        let Some(mut fields) = fields::Fields::open(&mut self.desk, node, what, DOCUMENT_KEYS)
        else {
            return;
        };
        if let Some(format) = fields.get(Key::Format) {
            self.format(format);
        }
        if let Some(header) = fields.get(Key::Record) {
            self.header(header, header.at, header::KEYS);
        }
        for (key, section) in [
            (Key::Sources, Section::Sources),
            (Key::Actors, Section::Actors),
            (Key::Places, Section::Places),
        ] {
            match fields.get(key) {
                Some(node) => self.table_of(node, key, section),
                // the section may be in the part that was cut off
                None if fields.is_doubtful => {
                    self.rows.cut.insert(section);
                }
                None => {}
            }
        }
        for (key, section) in [
            (Key::Relations, Section::Relations),
            (Key::Events, Section::Events),
        ] {
            let Some(node) = fields.get(key) else {
                continue;
            };
            let Value::Array(elements) = &node.value else {
                let name = key.name();
                let help = format!("write each as a table under `[[{name}]]`");
                fields::wrong_type(&mut self.desk, node, name, "a list of tables", &help);
                continue;
            };
            for element in elements {
                self.statement(section, element);
            }
        }
    }

    /// Declares the file of the following entries made in code; `firsts` are their first numbers.
    pub(crate) fn now_from(&mut self, file: Arc<str>, firsts: [usize; 6]) {
        self.rows.origins.push((file, firsts));
    }

    /// Reads the header of a record made in code.
    pub(crate) fn made_header(&mut self, mut node: Node) {
        stamp(&mut node, Section::Header, 0);
        self.header(&node, node.at, header::KEYS);
    }

    /// Reads one source, actor or place made in code.
    pub(crate) fn made_entry(&mut self, section: Section, key: &str, mut node: Node) {
        let rows = &self.rows;
        let index = match section {
            Section::Sources => rows.sources.len(),
            Section::Places => rows.places.len(),
            _ => rows.actors.len(),
        };
        stamp(&mut node, section, index);
        let at = node.at;
        let node = &node;
        self.keyed(section, &Keyed { key, at, node }, None);
    }

    /// Reads one relation or event made in code, with its number among those of its section.
    pub(crate) fn made_statement(&mut self, section: Section, index: usize, mut node: Node) {
        stamp(&mut node, section, index);
        self.statement(section, &node);
    }

    /// Reads a table of entries, each under its key.
    fn table_of(&mut self, node: &Node, key: Key, section: Section) {
        let Value::Table(entries) = &node.value else {
            let name = key.name();
            let help = format!("write each under its key: `[{name}.some-key]`");
            fields::wrong_type(&mut self.desk, node, name, "a table of tables", &help);
            return;
        };
        for Entry { at, key, node } in entries.iter().filter(|entry| !entry.is_lost()) {
            self.keyed(section, &Keyed { key, at: *at, node }, None);
        }
    }

    /// Reads one source, actor or place; `known` are the keys that it accepts, if not the usual ones.
    fn keyed(&mut self, section: Section, keyed: &Keyed<'_>, known: Option<&[Key]>) {
        let Self { desk, rows, .. } = self;
        let keys = &mut rows.keys;
        let number = match section {
            Section::Sources => keys.sources.number(keyed.key),
            Section::Places => keys.places.number(keyed.key),
            _ => keys.actors.number(keyed.key),
        };
        if let Some(first) = self.declared.get(&(section, number)) {
            let (key, section) = (shown(keyed.key), section.as_str());
            let message = format!("the key `{key}` stands twice in `{section}`");
            let help = format!("{}: keep one of the two", stands_first(*first, keyed.at));
            desk.error(keyed.at, Code::DuplicateKey, message, help);
        } else {
            self.declared.insert((section, number), keyed.at);
        }
        let is_read = match section {
            Section::Sources => {
                let known = known.unwrap_or(entries::SOURCE_KEYS);
                let row = entries::source(desk, keys, keyed, known);
                row.map(|row| rows.sources.push(row)).is_some()
            }
            Section::Places => {
                let known = known.unwrap_or(entries::PLACE_KEYS);
                let row = entries::place(desk, keys, keyed, known);
                row.map(|row| rows.places.push(row)).is_some()
            }
            _ => {
                let known = known.unwrap_or(entries::ACTOR_KEYS);
                let row = entries::actor(desk, keys, keyed, known);
                row.map(|row| rows.actors.push(row)).is_some()
            }
        };
        if !is_read {
            rows.unread.insert((section, number));
        }
    }

    /// Reads one line of JSON Lines.
    pub(crate) fn line(&mut self, node: &Node) {
        let Value::Table(entries) = &node.value else {
            if node.value == Value::Lost {
                return;
            }
            let message = format!("a line is an object, and this is {}", node.value.what());
            let help = "write one object a line, each with `type`".to_owned();
            self.desk.error(node.at, Code::WrongType, message, help);
            return;
        };
        let find = |key: Key| entries.iter().find(|entry| entry.key == key.name());
        let is_doubtful = entries.iter().any(Entry::is_lost);
        let Some(kind) = find(Key::Type) else {
            if is_doubtful {
                return;
            }
            let message = "a line needs `type`".to_owned();
            self.desk
                .error(node.at, Code::MissingKey, message, one_of_the_types());
            return;
        };
        let Some(kind_text) = fields::text_of(&mut self.desk, &kind.node, "type") else {
            return;
        };
        let (section, known) = match kind_text {
            "record" => {
                if let Some(format) = find(Key::Format) {
                    self.format(&format.node);
                }
                self.header(node, node.at, header::LINE);
                return;
            }
            "relation" => {
                return self.statement_of(Section::Relations, node, statement::RELATION_LINE);
            }
            "event" => return self.statement_of(Section::Events, node, statement::EVENT_LINE),
            "source" => (Section::Sources, entries::SOURCE_LINE),
            "actor" => (Section::Actors, entries::ACTOR_LINE),
            "place" => (Section::Places, entries::PLACE_LINE),
            other => {
                let message = format!("unknown type `{}`", shown(other));
                let help = did_you_mean(other, TYPES.iter().copied(), one_of_the_types);
                self.desk
                    .error(kind.node.at, Code::UnknownWord, message, help);
                return;
            }
        };
        let Some(key) = find(Key::EntryKey) else {
            if is_doubtful {
                return;
            }
            let message = format!("a line of type `{kind_text}` needs `key`");
            let help = "write the key by which statements name it".to_owned();
            self.desk.error(node.at, Code::MissingKey, message, help);
            return;
        };
        if let Some(text) = fields::text_of(&mut self.desk, &key.node, "key") {
            let at = key.node.at;
            let keyed = Keyed {
                key: text,
                at,
                node,
            };
            self.keyed(section, &keyed, Some(known));
        }
    }

    /// Reads one element of a list of statements.
    pub(crate) fn statement(&mut self, section: Section, node: &Node) {
        let known = match section {
            Section::Relations => statement::RELATION_KEYS,
            _ => statement::EVENT_KEYS,
        };
        self.statement_of(section, node, known);
    }

    fn statement_of(&mut self, section: Section, node: &Node, known: &[Key]) {
        let Self { desk, rows, .. } = self;
        let row = match section {
            Section::Relations => statement::relation(desk, &mut rows.keys, node, known),
            _ => statement::event(desk, &mut rows.keys, node, known),
        };
        rows.statements.extend(row);
    }

    fn format(&mut self, node: &Node) {
        header::format(&mut self.desk, node);
        self.is_of_another_format |= matches!(node.value, Value::Integer(number) if number != 1);
    }

    fn header(&mut self, node: &Node, at: At, known: &[Key]) {
        if let Some(first) = self.header_at {
            let message = "the record has two headers".to_owned();
            let help = format!("{}: keep one of the two", stands_first(first, at));
            self.desk.error(at, Code::DuplicateKey, message, help);
        }
        self.header_at = Some(at);
        let header = header::read(&mut self.desk, &mut self.rows.keys, node, known);
        self.rows.header = header.unwrap_or_default();
    }
}
