//! One statement as one line of JSON that needs no context, for files that are joined with others.

use super::record::Record;
use super::sink::Sink;
use crate::model::Statement;
use crate::record::format::{Node, json_quoted, json_tree};
use std::fmt::{self, Write};

/// Which other statements a line names, and whether it has its toll.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineLinks<'l> {
    pub(crate) withdraws: &'l [String],
    pub(crate) same_as: &'l [String],
    pub(crate) has_toll: bool,
}

impl LineLinks<'_> {
    /// No other statements, and the toll that there is.
    pub(crate) const NONE: Self = Self {
        withdraws: &[],
        same_as: &[],
        has_toll: true,
    };
}

impl Record {
    /// Writes the line of a statement with its own sources and `as_of`, even if the record says the
    /// same.
    pub(crate) fn write_line(&self, out: &mut String, statement: &Statement, links: LineLinks<'_>) {
        let kind = if statement.event().is_some() {
            "event"
        } else {
            "relation"
        };
        out.extend(["{\"type\":\"", kind, "\""]);
        let mut line = Line {
            out,
            depth: 0,
            has_toll: links.has_toll,
        };
        let tables = self.tables();
        tables.write_statement(&mut line, statement);
        line.depth = 1;
        line.texts("withdraws", links.withdraws.iter().map(String::as_str));
        line.texts("same_as", links.same_as.iter().map(String::as_str));
        line.texts("source", tables.sources(&statement.evidence.sources));
        line.some("as_of", statement.evidence.as_of);
        out.push('}');
    }
}

/// The entries of a line; at the top level it leaves out those that `write_line` writes afterwards.
struct Line<'o> {
    out: &'o mut String,
    depth: usize,
    has_toll: bool,
}

impl Line<'_> {
    /// Begins an entry, if it is to be written.
    fn key(&mut self, key: &str) -> bool {
        let is_later = matches!(key, "withdraws" | "same_as" | "source" | "as_of");
        if self.depth == 0 && (is_later || (key == "killed" && !self.has_toll)) {
            return false;
        }
        let is_first = self.out.ends_with('{');
        self.out.push_str(if is_first { "" } else { "," });
        json_quoted(self.out, key);
        self.out.push(':');
        true
    }
}

impl Sink for Line<'_> {
    fn node(&mut self, key: &str, node: Node) {
        if self.key(key) {
            json_tree(self.out, &node);
        }
    }

    fn text(&mut self, key: &str, text: &str) {
        if self.key(key) {
            json_quoted(self.out, text);
        }
    }

    fn display(&mut self, key: &str, value: &dyn fmt::Display) {
        if self.key(key) {
            // values printed here are dates, words and numbers, which need no escape
            let _ = write!(self.out, "\"{value}\"");
        }
    }

    fn texts<'t>(&mut self, key: &str, mut texts: impl ExactSizeIterator<Item = &'t str>) {
        let count = texts.len();
        if count == 0 || !self.key(key) {
            return;
        }
        if count == 1 {
            json_quoted(self.out, texts.next().unwrap_or_default());
            return;
        }
        for (at, text) in texts.enumerate() {
            self.out.push(if at == 0 { '[' } else { ',' });
            json_quoted(self.out, text);
        }
        self.out.push(']');
    }

    fn table(&mut self, key: &str, write: impl FnOnce(&mut Self)) {
        if self.key(key) {
            self.out.push('{');
            self.depth += 1;
            write(self);
            self.depth -= 1;
            self.out.push('}');
        }
    }
}
