//! A reader of broken TOML: it reads each expression by itself, so that no mistake hides another.

use super::loose::{DEEPEST, Form, Loose, Path, TOO_DEEP};
use super::toml_lines::{SECTIONS, end_of_expression};
use super::toml_tree::node;
use crate::model::word::nearest;
use crate::record::{At, Code, Desk, Entry, Node, Value, shown, stands_first};
use std::collections::HashMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Returns the tree of a broken text, and the ranges of it that could not be read.
///
/// # Complexity
///
/// O(length), however many mistakes there are.
pub(in crate::import) fn tree(
    text: &str,
    desk: &mut Desk,
    at: &dyn Fn(usize) -> At,
) -> (Node, Vec<Range<usize>>) {
    let mut builder = Builder {
        text,
        desk,
        at,
        lost: Vec::new(),
        tables: vec![Table::default()],
        here: 0,
        is_lost: false,
    };
    // some editors begin a file with a byte order mark
    let mut from = if text.starts_with('\u{feff}') { 3 } else { 0 };
    while from < text.len() {
        let to = end_of_expression(text, from);
        builder.expression(from..to);
        from = to;
    }
    // a broken end may mean that the text was cut off there
    let end = text.trim_end().len();
    if builder.lost.iter().any(|lost| lost.end >= end) {
        builder.tables[0].doubt = Some(at(end));
    }
    let root = builder.node(0, at(0));
    (root, builder.lost)
}

/// A table under construction.
#[derive(Debug, Default)]
struct Table {
    entries: Vec<(At, String, Slot)>,
    /// The index of the last entry with each key.
    index: HashMap<String, usize>,
    /// The place of the header that opened the table, if there is one.
    header: Option<At>,
    /// A place where keys of the table may be lost.
    doubt: Option<At>,
}

/// The content of a key; tables are indexes into the arena.
#[derive(Debug)]
enum Slot {
    Value(Node),
    Table(usize),
    List(Vec<usize>),
}

struct Builder<'b> {
    text: &'b str,
    desk: &'b mut Desk,
    at: &'b dyn Fn(usize) -> At,
    lost: Vec<Range<usize>>,
    /// The arena of tables: the root, and every table below it.
    tables: Vec<Table>,
    /// The table that keys are added to.
    here: usize,
    /// Whether the place of that table in the tree is unknown.
    is_lost: bool,
}

impl Builder<'_> {
    /// Reads one expression: a header, a key with its value, or nothing.
    fn expression(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let bare = text.trim_start();
        let start = range.start + (text.len() - bare.len());
        if bare.starts_with('#') {
            let is_hidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
            if let Some(at) = text.find(is_hidden) {
                let message = "a control character stands in a comment";
                self.fault(range.start + at, message, "take it out");
            }
        } else if bare.starts_with('[') || is_header_without_bracket(bare) {
            self.header(start..range.end);
        } else if !bare.is_empty() {
            self.key_and_value(start..range.end);
        }
    }

    fn fault(&mut self, offset: usize, message: impl Into<String>, help: impl Into<String>) {
        let at = (self.at)(offset);
        self.desk.error(at, Code::Syntax, message, help.into());
    }

    fn loose(&mut self, range: Range<usize>) -> Loose<'_, '_> {
        Loose::new((self.text, Form::Toml), range, self.desk, self.at)
    }

    /// Returns a dotted key, or reports that it is nested too deep.
    fn not_too_deep(&mut self, path: Option<Path>, offset: usize) -> Option<Path> {
        if path.as_ref().is_some_and(|path| path.len() > DEEPEST) {
            self.fault(offset, TOO_DEEP.0, TOO_DEEP.1);
            return None;
        }
        path
    }

    fn new_table(&mut self, header: Option<At>) -> usize {
        let header = Table {
            header,
            ..Table::default()
        };
        self.tables.push(header);
        self.tables.len() - 1
    }

    fn push(&mut self, table: usize, (at, key): (At, String), slot: Slot) {
        let table = &mut self.tables[table];
        table.index.insert(key.clone(), table.entries.len());
        table.entries.push((at, key, slot));
    }

    fn find(&self, table: usize, key: &str) -> Option<usize> {
        self.tables[table].index.get(key).copied()
    }

    /// Follows keys from a table, and makes missing tables; returns `None` if a key holds a value.
    fn way(&mut self, from: usize, path: &[(At, String)]) -> Option<usize> {
        let mut table = from;
        for (at, key) in path {
            table = match self
                .find(table, key)
                .map(|n| &self.tables[table].entries[n].2)
            {
                Some(Slot::Table(inner)) => *inner,
                Some(Slot::List(list)) => *list.last()?,
                Some(Slot::Value(_)) => return None,
                None => {
                    let inner = self.new_table(None);
                    self.push(table, (*at, key.clone()), Slot::Table(inner));
                    inner
                }
            };
        }
        Some(table)
    }

    fn header(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let brackets = text.len() - text.trim_start_matches('[').len();
        let first = range.start + brackets.min(2);
        let is_sound = DeTable::parse(text).is_ok();
        let before = self.desk.mistakes();
        let mut loose = self.loose(first..range.end);
        loose.blank();
        let path = loose.key();
        let behind = loose.pos;
        let Some(mut path) = self.not_too_deep(path, range.start) else {
            if self.desk.mistakes() == before {
                let help = "write `[record]`, `[actors]`, `[actors.some-key]`, `[[events]]`, …";
                self.fault(range.start, "this header names no table", help);
            }
            self.lost.push(range);
            self.is_lost = true;
            self.here = self.new_table(None);
            return;
        };
        let mut is_list = brackets >= 2;
        if !is_sound && let Some((_, section)) = path.first_mut() {
            let begun = SECTIONS.iter().find(|known| known.starts_with(&**section));
            let meant = begun.copied().or_else(|| nearest(section, SECTIONS));
            if let Some(meant) = meant {
                meant.clone_into(section);
            }
        }
        if !is_sound && let [(_, section)] = &path[..] {
            // in a broken header, the section's name decides whether it is a list
            is_list = match section.as_str() {
                "relations" | "events" => true,
                "record" | "sources" | "actors" | "places" => false,
                _ => is_list || text.contains("]]"),
            };
        }
        if !is_sound && self.desk.mistakes() == before {
            let names: Vec<String> = path.iter().map(|part| shown(&part.1)).collect();
            let (open, close) = if is_list { ("[[", "]]") } else { ("[", "]") };
            let name = names.join(".");
            let has_open = text.starts_with(open) && !text.starts_with("[[[");
            let (message, place) = if has_open {
                (
                    format!("the header `{open}{name}` does not end with `{close}`"),
                    behind,
                )
            } else {
                (
                    format!("the header of `{name}` does not begin with `{open}`"),
                    range.start,
                )
            };
            let help = format!("write `{open}{name}{close}` on a line of its own");
            self.fault(place, message, help);
        }
        self.is_lost = false;
        let at = (self.at)(range.start);
        self.here = self.open(path, is_list, at).unwrap_or_else(|| {
            self.lost.push(range);
            self.is_lost = true;
            self.new_table(None)
        });
    }

    /// Returns the table that a header opens, or reports that a value has its key.
    fn open(&mut self, mut path: Path, is_list: bool, at: At) -> Option<usize> {
        let (key_at, key) = path.pop()?;
        let Some(outer) = self.way(0, &path) else {
            let message = format!(
                "`{}` stands in what is a value above, and no table",
                shown(&key)
            );
            let help = "write the value as a table of its own, or what is here into the value";
            self.desk.error(at, Code::Syntax, message, help.to_owned());
            return None;
        };
        let is_section = path.is_empty();
        let list_of = matches!(&*key, "relations" | "events") && is_section;
        let table_of = matches!(&*key, "sources" | "actors" | "places") && is_section;
        let known = self.find(outer, &key);
        let inner = self.new_table(Some(at));
        let Some(number) = known else {
            let slot = if is_list {
                Slot::List(vec![inner])
            } else {
                Slot::Table(inner)
            };
            self.push(outer, (key_at, key), slot);
            return Some(inner);
        };
        let entry = &mut self.tables[outer].entries[number];
        let first_key = entry.0;
        match &mut entry.2 {
            Slot::List(list) if is_list => {
                list.push(inner);
                return Some(inner);
            }
            Slot::List(list) if list_of => {
                list.push(inner);
                self.one_for_list(&key, at, at);
                return Some(inner);
            }
            slot @ Slot::Table(_) if list_of => {
                let Slot::Table(old) = *slot else { return None };
                *slot = Slot::List(vec![old, inner]);
                let first = self.tables[old].header.unwrap_or(first_key);
                self.one_for_list(&key, first, at);
                return Some(inner);
            }
            Slot::Table(old) if !is_list => {
                let old = *old;
                match self.tables[old].header {
                    None => {
                        self.tables[old].header = Some(at);
                        return Some(old);
                    }
                    Some(first) if table_of => {
                        let message = format!("the section `[{key}]` stands twice");
                        let help = format!("{}: put both into one", stands_first(first, at));
                        self.desk.error(at, Code::DuplicateKey, message, help);
                        return Some(old);
                    }
                    Some(_) => {}
                }
            }
            Slot::List(_) | Slot::Table(_) | Slot::Value(_) => {}
        }
        // the record's reader reports a repeated key at its first occurrence
        let slot = if is_list {
            Slot::List(vec![inner])
        } else {
            Slot::Table(inner)
        };
        self.push(outer, (key_at, key), slot);
        Some(inner)
    }

    /// Reports that a section of several statements was written as a single table.
    fn one_for_list(&mut self, key: &str, single: At, second: At) {
        let message = format!("`[{key}]` is one table, and `[[{key}]]` one of several");
        let place = match single.text() {
            Some((line, _)) if single != second => format!(" in line {line}"),
            _ => String::new(),
        };
        let help = format!("write `[[{key}]]`{place}");
        self.desk.error(second, Code::DuplicateKey, message, help);
    }

    fn key_and_value(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let before = self.desk.mistakes();
        if self.is_lost {
            self.lost.push(range.clone());
        }
        let mut loose = self.loose(range.clone());
        let path = loose.key();
        let behind = loose.pos;
        let Some(path) = self.not_too_deep(path, range.start) else {
            if self.desk.mistakes() == before {
                let help = "write `key = value`, or `#` before a remark";
                self.fault(
                    range.start,
                    "this is neither a key with its value nor a header",
                    help,
                );
            }
            self.lost.push(range.clone());
            let at = (self.at)(range.start);
            self.tables[self.here].doubt = Some(at);
            return;
        };
        let value = match DeTable::parse(text) {
            Ok(document) if self.desk.mistakes() == before => {
                let offset = range.start;
                let at = |inner: usize| (self.at)(offset + inner);
                let root = node(&at, DeValue::Table(document.into_inner()), 0);
                path.iter().try_fold(root, |node, _| match node.value {
                    Value::Table(entries) => Some(entries.into_iter().next()?.node),
                    _ => None,
                })
            }
            parsed => Some(self.broken_value(&path, behind..range.end, parsed.err())),
        };
        let value = value.unwrap_or_else(|| Node::lost((self.at)(range.start)));
        let mut path = path;
        let Some((at, key)) = path.pop() else { return };
        if let Some(table) = self.way(self.here, &path) {
            self.push(table, (at, key), Slot::Value(value));
        } else if let Some((at, key)) = path.into_iter().next() {
            // the record's reader reports the first of these keys as repeated
            self.push(self.here, (at, key), Slot::Value(Node::lost(at)));
        }
    }

    /// Reads as much as possible of the value after a key.
    fn broken_value(
        &mut self,
        path: &Path,
        range: Range<usize>,
        error: Option<toml::de::Error>,
    ) -> Node {
        let before = self.desk.mistakes();
        let mut loose = self.loose(range.clone());
        let mut value = loose.keyed_value(path, 0);
        loose.blank();
        let (end, mut lost) = (loose.pos, std::mem::take(&mut loose.lost));
        let has_rest = loose.peek().is_some();
        self.lost.append(&mut lost);
        if has_rest {
            if self.desk.mistakes() == before {
                let help = "put each key on a line of its own, and every text in quotes";
                self.fault(end, "this cannot follow the value before it", help);
                value.value = Value::Lost;
            }
            self.lost.push(range.clone());
        } else if let Some(error) = error
            && self.desk.mistakes() == before
            && error.message() != "duplicate key"
        {
            // the range begins after the key, but the error's offset counts from the beginning of the key's line
            let line = self
                .text
                .get(..range.start)
                .and_then(|before| before.rfind('\n'));
            let start = line.map_or(0, |at| at + 1);
            let offset = error.span().map_or(0, |span| span.start);
            let message = error.message().replace('\n', ", ");
            let (message, help) = if message.contains("recurs") {
                (TOO_DEEP.0.to_owned(), TOO_DEEP.1)
            } else {
                (message, "correct the TOML here: `key = value`")
            };
            self.fault(start + offset, message, help);
            self.lost.push(range);
            value.value = Value::Lost;
        }
        value
    }

    /// Returns the finished tree of a table.
    fn node(&mut self, table: usize, at: At) -> Node {
        let Table {
            entries,
            header,
            doubt,
            ..
        } = std::mem::take(&mut self.tables[table]);
        let mut done = Vec::with_capacity(entries.len());
        for (at, key, slot) in entries {
            let node = match slot {
                Slot::Value(node) => node,
                Slot::Table(inner) => self.node(inner, at),
                Slot::List(list) => {
                    let tables = list.into_iter().map(|inner| self.node(inner, at));
                    let tables: Vec<Node> = tables.collect();
                    Node {
                        at: tables.first().map_or(at, |first| first.at),
                        value: Value::Array(tables),
                    }
                }
            };
            done.push(Entry { at, key, node });
        }
        done.extend(doubt.map(Entry::lost));
        Node {
            at: header.unwrap_or(at),
            value: Value::Table(done),
        }
    }
}

/// Whether a line is a header whose opening bracket is missing: `actors]`.
fn is_header_without_bracket(line: &str) -> bool {
    let line = line.lines().next().unwrap_or_default();
    let line = line.split('#').next().unwrap_or_default().trim_end();
    let name = line.trim_end_matches(']');
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"');
    name.len() < line.len() && !name.is_empty() && name.chars().all(is_of_name)
}
