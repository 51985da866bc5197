//! JSON Lines: one object on each line, in any order, read as a stream.

use super::load_error::LoadError;
use super::trees::Locator;
use crate::import::print::json as print_json;
use crate::import::trees::json_tree;
use crate::record::{At, Code, Desk, Direct, Entry, Node, Part, Reader, Record, Value};
use std::fmt;
use std::io::{self, BufRead, Write};

/// The number of lines between two reports of progress.
const STRIDE: u64 = 4096;

/// How much of a stream has been read.
///
/// # Examples
///
/// ```
/// use factions::import::JsonLines;
///
/// let text = r#"{"type":"place","key":"gao","name":"Gao"}"#;
/// let mut last = None;
/// JsonLines::new(text.as_bytes()).on_progress(|progress| last = Some(progress)).read()?;
/// let last = last.expect("it is called at the end at least");
/// assert_eq!((last.lines, last.bytes), (1, text.len() as u64));
/// # Ok::<(), factions::import::LoadError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The number of lines read so far.
    pub lines: u64,
    /// The number of bytes read so far.
    pub bytes: u64,
}

/// A reader that makes a record of a stream of JSON Lines.
///
/// Each line is one object with `type` (`record`, `source`, `actor`, `place`, `relation`, `event`)
/// and, where TOML has a table name, `key`. The last line, `{"type": "end", "entries": 57}`, says
/// how many entries there are. If the header has `format` and the last line or some entries are
/// missing, a warning says so. The reader holds no more than one line of the text in memory.
///
/// # Examples
///
/// ```
/// use factions::import::JsonLines;
///
/// let text = r#"{"type":"event","kind":"declaration","actor":"msa","when":"2023-10-08"}
/// {"type":"actor","key":"msa","name":"MSA","kind":"armed-group"}"#;
/// let record = JsonLines::new(text.as_bytes()).read()?;
/// assert_eq!(record.statements().len(), 1);
/// # Ok::<(), factions::import::LoadError>(())
/// ```
pub struct JsonLines<'p, R> {
    stream: R,
    progress: Box<dyn FnMut(Progress) + 'p>,
    /// The number of bytes in the stream, if it is known.
    length: Option<u64>,
}

impl<R: fmt::Debug> fmt::Debug for JsonLines<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("JsonLines");
        debug.field("stream", &self.stream).finish_non_exhaustive()
    }
}

impl<'p, R: BufRead> JsonLines<'p, R> {
    /// A reader of the lines of this stream.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::JsonLines;
    ///
    /// let record = JsonLines::new(&b""[..]).read()?;
    /// assert!(record.statements().is_empty());
    /// # Ok::<(), factions::import::LoadError>(())
    /// ```
    pub fn new(stream: R) -> Self {
        let progress = Box::new(|_| {});
        Self {
            stream,
            progress,
            length: None,
        }
    }

    /// Calls a function with its progress, every few thousand lines and at the end.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::JsonLines;
    ///
    /// let mut calls = 0;
    /// JsonLines::new(&b"\n\n"[..]).on_progress(|_| calls += 1).read()?;
    /// assert_eq!(calls, 1);
    /// # Ok::<(), factions::import::LoadError>(())
    /// ```
    #[must_use]
    pub fn on_progress(self, progress: impl FnMut(Progress) + 'p) -> Self {
        let progress = Box::new(progress);
        Self { progress, ..self }
    }

    /// Reads the stream and returns the record.
    ///
    /// # Errors
    ///
    /// An error if the stream cannot be read, or all mistakes of all lines.
    ///
    /// # Complexity
    ///
    /// One pass over the text, and O(s log s) to sort s statements.
    pub fn read(self) -> Result<Record, LoadError> {
        self.read_by(Reader::default())
    }

    /// Reads the stream as a part of a record, whose lines may name statements of other parts.
    ///
    /// # Errors
    ///
    /// An error if the stream cannot be read, or all mistakes of all lines.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::JsonLines;
    ///
    /// let text = r#"{"type":"place","key":"gao","name":"Gao"}"#;
    /// assert!(JsonLines::new(text.as_bytes()).read_part()?.warnings().is_empty());
    /// # Ok::<(), factions::import::LoadError>(())
    /// ```
    pub fn read_part(self) -> Result<Part, LoadError> {
        self.read_by(Reader::default().of_part()).map(Part::from)
    }

    /// Returns the same reader for a stream with this number of bytes.
    pub(super) fn of_length(self, length: u64) -> Self {
        let length = Some(length);
        Self { length, ..self }
    }

    pub(super) fn read_by(mut self, mut reader: Reader) -> Result<Record, LoadError> {
        let mut line = Vec::new();
        let mut direct = Direct::default();
        let mut room = Room {
            length: self.length,
            first: None,
        };
        let mut read = Progress { lines: 0, bytes: 0 };
        let mut end = End::default();
        loop {
            line.clear();
            let length = self
                .stream
                .read_until(b'\n', &mut line)
                .map_err(LoadError::Stream)?;
            if length == 0 {
                break;
            }
            read.lines += 1;
            read.bytes += length as u64;
            let number = usize::try_from(read.lines).unwrap_or(usize::MAX);
            end.look(one_line(&mut reader, &mut direct, &line, number));
            room.look(&mut reader, read.bytes);
            if read.lines.is_multiple_of(STRIDE) {
                (self.progress)(read);
            }
        }
        (self.progress)(read);
        end.check(&mut reader.desk, read.lines);
        reader.finish().map_err(LoadError::Problems)
    }
}

/// Reserves memory for all statements of a file at once, judging by the length of the first ones.
///
/// A list that grows step by step is copied, and then its old and new memory exist together. That took a tenth of the
/// time and a fifth of the memory of a million statements (2026-11-30).
struct Room {
    length: Option<u64>,
    /// The number of bytes read before the first statement.
    first: Option<u64>,
}

impl Room {
    /// The number of statements in the sample.
    const SAMPLE: usize = 4096;

    fn look(&mut self, reader: &mut Reader, bytes: u64) {
        let statements = &mut reader.rows.statements;
        let Some(length) = self.length.filter(|_| !statements.is_empty()) else {
            return;
        };
        let first = *self.first.get_or_insert(bytes);
        if statements.len() < Self::SAMPLE {
            return;
        }
        self.length = None;
        let each = (bytes - first) / Self::SAMPLE as u64;
        let more = length.saturating_sub(bytes) / each.max(1);
        // lines differ in length; if memory does not suffice, the list grows as it can
        let more = usize::try_from(more + more / 64).unwrap_or(0);
        drop(statements.try_reserve_exact(more));
    }
}

/// The kind of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Empty,
    Entry,
    /// The header with the number of the format: a program wrote it that also writes a last line.
    Head,
    /// The last line, with the number of entries before it.
    End(u64),
}

/// A check that no line of the stream is missing.
#[derive(Debug, Default)]
struct End {
    entries: u64,
    /// The announced number of entries, a sum if several files were joined.
    announced: Option<u64>,
    has_head: bool,
}

impl End {
    fn look(&mut self, line: Line) {
        match line {
            Line::Empty => {}
            Line::Entry => self.entries += 1,
            Line::Head => {
                self.entries += 1;
                self.has_head = true;
            }
            Line::End(count) => {
                self.announced = Some(self.announced.unwrap_or(0).saturating_add(count));
            }
        }
    }

    fn check(&self, desk: &mut Desk, lines: u64) {
        let message = match self.announced {
            Some(count) if self.entries < count => {
                format!("of {count} entries {} are there", self.entries)
            }
            None if self.has_head => "no last line says how many entries there are".to_owned(),
            _ => return,
        };
        let at = At::in_text(usize::try_from(lines).unwrap_or(usize::MAX), 1);
        let help = format!(
            "the file may be cut: get it again, or end it with `{{\"type\": \"end\", \"entries\": {}}}`",
            self.entries
        );
        desk.warning(at, Code::CutShort, message, help);
    }
}

/// Reads the number of entries from the last line.
fn announced(desk: &mut Desk, node: &Node) -> Line {
    let count = node.get("entries").map(|node| (node.at, &node.value));
    if let Some((_, Value::Integer(count))) = count
        && let Ok(count) = u64::try_from(*count)
    {
        return Line::End(count);
    }
    let message = "the last line says in `entries` how many there are".to_owned();
    let help = "write `{\"type\": \"end\", \"entries\": 3}`, or take the line out".to_owned();
    let at = count.map_or(node.at, |count| count.0);
    desk.error(at, Code::WrongType, message, help);
    Line::Empty
}

/// Reads one line.
fn one_line(reader: &mut Reader, direct: &mut Direct, line: &[u8], number: usize) -> Line {
    let line = match number {
        1 => line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line),
        _ => line,
    };
    let line = line.trim_ascii_end();
    if line.is_empty() {
        return Line::Empty;
    }
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => {
            not_utf8(&mut reader.desk, line, error.valid_up_to(), number);
            reader.rows.lost.add(&String::from_utf8_lossy(line));
            return Line::Entry;
        }
    };
    if direct.line(reader, text, number) {
        return Line::Entry;
    }
    let (node, lost) = if text.is_ascii() {
        let at = |offset: usize| At::in_text(number, offset + 1);
        json_tree::parse_all(text, &mut reader.desk, &at)
    } else {
        let locator = Locator::new(text);
        let at = |offset: usize| locator.at(offset).on_line(number);
        json_tree::parse_all(text, &mut reader.desk, &at)
    };
    if !lost.is_empty() {
        reader.rows.lost.add(text);
    }
    match node.text_of("type") {
        Some("end") => announced(&mut reader.desk, &node),
        of_type => {
            let is_head = of_type == Some("record") && node.get("format").is_some();
            reader.line(&node);
            if is_head { Line::Head } else { Line::Entry }
        }
    }
}

/// Reports bytes that are not UTF-8, at the first one.
pub(super) fn not_utf8(desk: &mut Desk, bytes: &[u8], valid: usize, first_line: usize) {
    let text = String::from_utf8_lossy(&bytes[..valid]);
    let at = Locator::new(&text).at(text.len());
    let line = at.text().map_or(1, |(line, _)| line as usize);
    let at = at.on_line(first_line + line - 1);
    let message = "this is no UTF-8 text".to_owned();
    let help = "save the file as UTF-8".to_owned();
    desk.error(at, Code::Syntax, message, help);
}

/// # JSON Lines
impl Record {
    /// Reads a record from JSON Lines; to follow the progress, use [`JsonLines`].
    ///
    /// # Errors
    ///
    /// An error if the stream cannot be read, or all mistakes of all lines.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let text = r#"{"type":"actor","key":"csp","name":"CSP","kind":"coalition"}"#;
    /// let record = Record::from_json_lines(text.as_bytes())?;
    /// assert_eq!(&*record.actors()[0].name, "CSP");
    /// # Ok::<(), factions::import::LoadError>(())
    /// ```
    pub fn from_json_lines(stream: impl BufRead) -> Result<Self, LoadError> {
        JsonLines::new(stream).read()
    }

    /// Writes the record as JSON Lines that read back as the same record.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let text = "{\"type\": \"place\", \"key\": \"gao\", \"name\": \"Gao\"}\n";
    /// let record = Record::from_json_lines(text.as_bytes())?;
    /// let head = "{\"type\": \"record\", \"format\": 1}\n";
    /// // a reader that misses the last line warns that the file may be cut off
    /// let end = "{\"type\": \"end\", \"entries\": 2}\n";
    /// assert_eq!(record.to_json_lines(), format!("{head}{text}{end}"));
    /// # Ok::<(), factions::import::LoadError>(())
    /// ```
    pub fn to_json_lines(&self) -> String {
        let mut out = String::new();
        for line in self.to_lines() {
            print_json::inline(&mut out, &line);
            out.push('\n');
        }
        out.push_str(&self.last_line());
        out
    }

    /// Writes the record as JSON Lines to a stream, one line at a time.
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
    /// let mut out = Vec::new();
    /// record.write_json_lines(&mut out)?;
    /// assert_eq!(out, record.to_json_lines().as_bytes());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_json_lines(&self, mut stream: impl Write) -> io::Result<()> {
        let mut text = String::new();
        for line in self.to_lines() {
            text.clear();
            print_json::inline(&mut text, &line);
            text.push('\n');
            stream.write_all(text.as_bytes())?;
        }
        stream.write_all(self.last_line().as_bytes())?;
        stream.flush()
    }

    /// Returns the last line, by which a reader knows that all lines arrived.
    fn last_line(&self) -> String {
        let count = 1
            + self.sources().len()
            + self.actors().len()
            + self.places().len()
            + self.statements().len();
        format!("{{\"type\": \"end\", \"entries\": {count}}}\n")
    }

    /// Iterates over the lines: the header, sources, actors, places, statements.
    fn to_lines(&self) -> impl Iterator<Item = Node> {
        let line = |(kind, key, entries): (&'static str, Option<&str>, Vec<Entry>)| {
            let mut list = vec![Entry::new("type", Node::text(kind))];
            list.extend(key.map(|key| Entry::new("key", Node::text(key))));
            list.extend(entries);
            crate::record::Value::Table(list).into()
        };
        self.each_entry().map(line)
    }
}
