//! A reader of broken JSON and TOML, which reads as much as it can and reports each place that it cannot read.
//!
//! Lost parts are marked in the tree: a value by [`Value::Lost`], a table of which keys may be lost by an entry without
//! a key. Every step goes forward, so reading takes O(length).

use crate::record::{At, Code, Desk, Entry, Node, Value};
use std::ops::Range;

/// The greatest depth of nesting. No key of the format is deeper, and a deeper text could exhaust the stack.
pub(super) const DEEPEST: usize = 32;

/// The message and the remedy for a text that is nested too deep.
pub(super) const TOO_DEEP: (&str, &str) = (
    "this is nested too deep for a record",
    "no key of the format takes lists or tables nested so: take the brackets around it away",
);

/// The form that a text should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Toml,
}

/// A reader of a broken text.
pub(super) struct Loose<'p, 't> {
    pub(super) text: &'t str,
    pub(super) form: Form,
    /// The place of the next character to read.
    pub(super) pos: usize,
    /// The end of the text to read.
    pub(super) end: usize,
    pub(super) desk: &'p mut Desk,
    pub(super) at: &'p dyn Fn(usize) -> At,
    /// The parts that could not be read.
    pub(super) lost: Vec<Range<usize>>,
    /// Whether a table read a comma after the place where it turned out to have ended.
    has_comma: bool,
    /// The beginning of each line, if lines within brackets are indented: the indents show which bracket is not closed.
    lines: Vec<usize>,
}

/// The parts of a dotted key, each with its place.
pub(super) type Path = Vec<(At, String)>;

impl<'p, 't> Loose<'p, 't> {
    pub(super) fn new(
        (text, form): (&'t str, Form),
        range: Range<usize>,
        desk: &'p mut Desk,
        at: &'p dyn Fn(usize) -> At,
    ) -> Self {
        let mut keys = text
            .lines()
            .filter(|line| line.trim_start().starts_with('"'));
        let is_indented = form == Form::Json && keys.next().is_some_and(|line| indent(line) > 0);
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = if is_indented {
            std::iter::once(0).chain(breaks).collect()
        } else {
            Vec::new()
        };
        Self {
            text,
            form,
            pos: range.start,
            end: range.end,
            desk,
            at,
            lost: Vec::new(),
            has_comma: false,
            lines,
        }
    }

    /// Reads the tree of a whole text of JSON.
    pub(super) fn document(&mut self) -> Node {
        self.blank();
        let root = if self.peek().is_none() {
            let help = "write one object, such as `{ \"actors\": {} }`";
            self.fault(self.pos, "the text is empty", help);
            Node::lost((self.at)(self.pos))
        } else {
            self.value(0)
        };
        self.blank();
        if self.peek().is_some() {
            let help = "take it out, or put what it closes or holds into the one before it";
            self.fault(self.pos, "this stands behind the end of the object", help);
            self.lost.push(self.pos..self.end);
        }
        root
    }

    /// Reports a mistake in the text.
    pub(super) fn fault(
        &mut self,
        offset: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let at = (self.at)(offset);
        self.desk.error(at, Code::Syntax, message, help.into());
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.pos..self.end).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) {
        self.pos += self.peek().map_or(0, char::len_utf8);
    }

    /// Skips white space and comments.
    pub(super) fn blank(&mut self) {
        loop {
            let rest = self.rest();
            let Some(c) = rest.chars().next() else { return };
            if matches!(c, ' ' | '\t' | '\n' | '\r') {
                self.pos += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
                continue;
            }
            let is_comment = match self.form {
                Form::Toml => c == '#',
                Form::Json => c == '#' || rest.starts_with("//") || rest.starts_with("/*"),
            };
            if is_comment {
                if self.form == Form::Json {
                    let help = "take it out; a remark belongs in `note`";
                    self.fault(self.pos, "JSON has no comments", help);
                }
                let long = rest.starts_with("/*");
                let close = if long { "*/" } else { "\n" };
                let length = rest.find(close).map_or(rest.len(), |at| at + close.len());
                self.pos += length;
            } else if c.is_whitespace() || c == '\u{feff}' {
                let message = format!("`{c}` is no white space here");
                self.fault(self.pos, message, "write a plain blank");
                self.bump();
            } else {
                return;
            }
        }
    }

    /// Reads the value that begins here.
    pub(super) fn value(&mut self, depth: usize) -> Node {
        let start = self.pos;
        let at = (self.at)(start);
        let opens = matches!(self.peek(), Some('{' | '['));
        if opens && depth > DEEPEST {
            self.fault(start, TOO_DEEP.0, TOO_DEEP.1);
            self.skip_balanced();
            self.lost.push(start..self.pos);
            return Node::lost(at);
        }
        if let Some(length) = self.unquoted_choice() {
            let word = self.rest()[..length].to_owned();
            self.pos += length;
            let value = self.unquoted(start, &word);
            return Node { at, value };
        }
        let value = match self.peek() {
            Some('{') => self.table(depth),
            Some('[') => self.list(depth),
            Some('"' | '\'') => self.string().map_or(Value::Lost, Value::Text),
            _ => self.bare(),
        };
        Node { at, value }
    }

    /// Reads the table whose opening brace is here.
    fn table(&mut self, depth: usize) -> Value {
        let open = self.pos;
        let depth_of_line = self.indent_at(open);
        self.pos += 1;
        let mut entries: Vec<Entry> = Vec::new();
        let mut is_doubtful = false;
        loop {
            self.blank();
            let is_outside = self.is_outdented(depth_of_line, open);
            match self.peek() {
                Some('}') if !is_outside => {
                    self.pos += 1;
                    break;
                }
                Some(',') => {
                    let help = "take one comma out, or write what is missing between them";
                    self.fault(
                        self.pos,
                        "a comma stands here without a key before it",
                        help,
                    );
                    self.pos += 1;
                    continue;
                }
                Some(c) if !is_outside && !matches!(c, '}' | ']' | '{' | '[') => {}
                _ => {
                    self.unclosed(open, ('{', '}'), is_doubtful);
                    is_doubtful = true;
                    break;
                }
            }
            let start = self.pos;
            let Some(path) = self.key() else {
                let help = match self.form {
                    Form::Json => "a key stands in double quotes, with `:` behind it",
                    Form::Toml => "write `key = value`",
                };
                self.fault(start, "a key is missing here", help);
                is_doubtful = true;
                self.skip_to_next();
                if self.pos == start {
                    self.bump();
                }
                self.lost.push(start..self.pos);
                self.comma('}');
                continue;
            };
            let node = self.keyed_value(&path, depth);
            put(&mut entries, path, node);
            self.blank();
            let is_outside = self.is_outdented(depth_of_line, open);
            match self.peek() {
                Some(',') => self.comma('}'),
                Some('}' | ']') | None => {}
                Some(_) if std::mem::take(&mut self.has_comma) || is_outside => {}
                Some(_) if self.is_at_key() => {
                    let help = "write a comma between what stands in braces";
                    self.fault(self.pos, "a comma is missing before this key", help);
                }
                Some('{' | '[') => {}
                Some(_) => {
                    // the value before may have ended too early
                    if let Some(last) = entries.last_mut() {
                        last.node.value = Value::Lost;
                    }
                    is_doubtful = true;
                    self.behind_value(start);
                    self.comma('}');
                }
            }
        }
        if is_doubtful {
            entries.push(Entry::lost((self.at)(open)));
        }
        Value::Table(entries)
    }

    /// Reads the sign and the value after a key.
    pub(super) fn keyed_value(&mut self, path: &Path, depth: usize) -> Node {
        let sign = match self.form {
            Form::Json => ':',
            Form::Toml => '=',
        };
        let place = self.pos;
        self.blank();
        let key = path.last().map_or("", |part| &*part.1);
        let lost = Node::lost((self.at)(place));
        match self.peek() {
            Some(c) if c == sign => self.pos += 1,
            Some(c @ (':' | '=')) => {
                let message = format!("`{c}` stands here, and `{sign}` belongs behind a key");
                self.fault(self.pos, message, format!("write `{sign}`"));
                self.pos += 1;
            }
            _ => {
                let message = format!("`{sign}` is missing behind the key `{}`", shown(key));
                let help = format!("write `{sign}` and the value behind the key");
                self.fault(place, message, help);
                if !matches!(self.peek(), Some('"' | '\'' | '{' | '[')) || self.is_at_key() {
                    return lost;
                }
            }
        }
        self.blank();
        while let Some(c @ ('=' | ':')) = self.peek() {
            self.fault(self.pos, format!("`{c}` stands twice"), "write it once");
            self.bump();
            self.blank();
        }
        if matches!(self.peek(), None | Some(',' | '}' | ']')) || self.is_at_key() {
            let message = format!("the key `{}` has no value", shown(key));
            let help = "write the value, or leave the key out where nothing is known";
            self.fault(place, message, help);
            return lost;
        }
        self.value(depth + 1)
    }

    /// Reads the list whose opening bracket is here.
    fn list(&mut self, depth: usize) -> Value {
        let open = self.pos;
        let depth_of_line = self.indent_at(open);
        self.pos += 1;
        let mut elements = Vec::new();
        let mut is_broken = false;
        loop {
            self.blank();
            let is_outside = self.is_outdented(depth_of_line, open) || self.is_at_key();
            match self.peek() {
                Some(']') if !self.is_outdented(depth_of_line, open) => {
                    self.pos += 1;
                    break;
                }
                Some(',') => {
                    let help = "take one comma out, or write what is missing between them";
                    self.fault(
                        self.pos,
                        "a comma stands here without a value before it",
                        help,
                    );
                    self.pos += 1;
                    continue;
                }
                Some(c @ ('=' | ':')) => {
                    let help = "a list has values alone, with commas between";
                    self.fault(self.pos, format!("`{c}` stands in a list"), help);
                    self.pos += 1;
                    continue;
                }
                Some(c) if !is_outside && !matches!(c, '}' | ']') => {}
                _ => {
                    self.unclosed(open, ('[', ']'), is_broken);
                    elements.push(Node::lost((self.at)(open)));
                    break;
                }
            }
            let start = self.pos;
            elements.push(self.value(depth + 1));
            self.blank();
            match self.peek() {
                Some(',') => self.comma(']'),
                Some(']' | '}' | '=' | ':') | None => {}
                Some(_) if std::mem::take(&mut self.has_comma) => {}
                Some(_) if self.is_outdented(depth_of_line, open) || self.is_at_key() => {}
                Some('"' | '\'' | '{' | '[') => {
                    let help = "write a comma between the values of a list";
                    self.fault(self.pos, "a comma is missing before this value", help);
                }
                Some(_) => {
                    if let Some(last) = elements.last_mut() {
                        last.value = Value::Lost;
                    }
                    is_broken = true;
                    self.behind_value(start);
                    self.comma(']');
                }
            }
        }
        Value::Array(elements)
    }

    /// Skips a comma, and reports one before a closing bracket in JSON.
    fn comma(&mut self, close: char) {
        if self.peek() != Some(',') {
            return;
        }
        let place = self.pos;
        self.pos += 1;
        if self.form == Form::Json {
            self.blank();
            if self.peek() == Some(close) {
                let message = format!("a comma stands before `{close}`");
                self.fault(
                    place,
                    message,
                    "take the comma out: none comes last in JSON",
                );
            }
        }
    }

    /// Reports that a value goes on where it should have ended, and skips the rest of it.
    fn behind_value(&mut self, start: usize) {
        let help = "close every text with its quote, and put a comma before what comes next";
        self.fault(self.pos, "this cannot follow the value before it", help);
        let before = self.pos;
        self.skip_to_next();
        if self.pos == before {
            self.bump();
        }
        self.lost.push(start..self.pos);
    }

    /// Reports that a bracket is not closed, unless `is_told` (the mistake there was reported, and may be the cause).
    fn unclosed(&mut self, open: usize, (bracket, close): (char, char), is_told: bool) {
        if !is_told {
            let message = format!("`{bracket}` has no closing `{close}`");
            self.fault(open, message, format!("write `{close}` where it ends"));
        }
        self.has_comma = self.peek().is_some_and(|c| !matches!(c, '}' | ']'));
    }

    /// Whether a key with its sign begins here.
    pub(super) fn is_at_key(&self) -> bool {
        let rest = self.rest();
        let behind = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let Some(length) = closing(rest, quote) else {
                    return false;
                };
                &rest[length..]
            }
            _ => rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_')),
        };
        let behind = match self.form {
            Form::Json => behind.trim_start(),
            Form::Toml => behind.trim_start_matches([' ', '\t']),
        };
        behind.len() < rest.len()
            && match self.form {
                Form::Json => behind.starts_with(':'),
                Form::Toml => behind.starts_with('='),
            }
    }

    /// Returns the beginning of an offset's line, if lines are indented.
    fn line_of(&self, offset: usize) -> Option<usize> {
        let line = self.lines.partition_point(|start| *start <= offset);
        self.lines.get(line.checked_sub(1)?).copied()
    }

    /// Returns the indent of an offset's line.
    fn indent_at(&self, offset: usize) -> usize {
        let line = self
            .line_of(offset)
            .and_then(|start| self.text.get(start..));
        line.map_or(0, indent)
    }

    /// Whether this line is indented less than the content of these brackets, which then ended before it.
    fn is_outdented(&self, depth: usize, open: usize) -> bool {
        let Some(start) = self.line_of(self.pos).filter(|start| *start > open) else {
            return false;
        };
        let here = self.text.get(start..).map_or(0, indent);
        let is_first = start + here == self.pos;
        let closes = matches!(self.peek(), Some('}' | ']'));
        is_first && (here < depth || here == depth && !closes)
    }

    /// Skips to the next comma or closing bracket at this level, or to a line that begins with a key.
    pub(super) fn skip_to_next(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                ',' | '}' | ']' => return,
                '{' | '[' => self.skip_balanced(),
                '"' | '\'' if self.is_quote(c) => self.skip_string(c),
                '\n' => {
                    self.pos += 1;
                    let rest = self.rest();
                    self.pos += rest.len() - rest.trim_start().len();
                    if self.is_at_key() {
                        return;
                    }
                }
                c => self.pos += c.len_utf8(),
            }
        }
    }

    /// Skips to the bracket that closes the one here.
    fn skip_balanced(&mut self) {
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '"' | '\'' if self.is_quote(c) => {
                    self.skip_string(c);
                    continue;
                }
                '{' | '[' => open += 1,
                '}' | ']' => open = open.saturating_sub(1),
                _ => {}
            }
            self.pos += c.len_utf8();
            if open == 0 {
                return;
            }
        }
    }

    /// Skips a text in quotes, or the rest of its line if it has no end there.
    fn skip_string(&mut self, quote: char) {
        let rest = self.rest();
        self.pos += match closing(rest, quote) {
            Some(length) => length,
            None => rest.find('\n').unwrap_or(rest.len()),
        };
    }

    /// Whether a quote opens a text here: one within a word is an apostrophe.
    fn is_quote(&self, c: char) -> bool {
        let before = self.text.get(..self.pos).unwrap_or_default();
        c == '"' || c == '\'' && !before.ends_with(char::is_alphanumeric)
    }
}

/// Returns the length of the quoted text at the beginning of a line, including the quotes.
pub(super) fn closing(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return None,
            '\\' if quote == '"' => is_escaped = !is_escaped,
            c if c == quote && !is_escaped => return Some(at + c.len_utf8()),
            _ => is_escaped = false,
        }
    }
    None
}

/// Returns the length of the triple-quoted text at the beginning of a text, including the quotes.
pub(super) fn closing_triple(text: &str, triple: &str) -> Option<usize> {
    let mut from = triple.len();
    loop {
        let at = from + text.get(from..)?.find(triple)?;
        let before = text.get(..at)?;
        let slashes = before.len() - before.trim_end_matches('\\').len();
        if triple.starts_with('"') && !slashes.is_multiple_of(2) {
            from = at + 1;
            continue;
        }
        // the text may end with up to two quotes before the closing ones
        let quote = triple.chars().next()?;
        let more = text[at + 3..]
            .chars()
            .take(2)
            .take_while(|c| *c == quote)
            .count();
        return Some(at + 3 + more);
    }
}

/// Returns the number of blanks at the beginning of a line.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn shown(text: &str) -> String {
    crate::record::shown(text)
}

/// Puts a value under a dotted key.
fn put(entries: &mut Vec<Entry>, path: Path, node: Node) {
    let mut entries = entries;
    let mut parts = path.into_iter().peekable();
    while let Some((at, key)) = parts.next() {
        if parts.peek().is_none() {
            entries.push(Entry { at, key, node });
            return;
        }
        // only the latest 64 are searched, to bound the time; an older table of this key is reported as a repeated key
        let known = entries
            .iter()
            .rev()
            .take(64)
            .position(|entry| entry.key == key);
        let known = known.map(|behind| entries.len() - 1 - behind);
        let is_table = |entry: &Entry| matches!(entry.node.value, Value::Table(_));
        let known = known.filter(|place| is_table(&entries[*place]));
        let place = known.unwrap_or(entries.len());
        if known.is_none() {
            let value = Value::Table(Vec::new());
            let node = Node { at, value };
            entries.push(Entry { at, key, node });
        }
        let Value::Table(inner) = &mut entries[place].node.value else {
            return;
        };
        entries = inner;
    }
}
