//! What readers of other formats share: what became of each entry, and keys for what has none.

use crate::import::outcome::Import;
use crate::import::print::json as print_json;
use crate::import::report::{ReportWriter, Treatment};
use crate::record::{
    At, Code, Desk, Entry, KeyMaker, Node, Problems, Reader, SetAside, Value, shown,
};
use std::collections::BTreeMap;

/// A record that is being read from a file of another format.
///
/// Each entry of the file is counted once: as [`made`](Self::made), [`wrong`](Self::wrong),
/// [`merged`](Self::merged) or [`beyond`](Self::beyond) the model.
#[derive(Debug)]
pub(super) struct Foreign {
    pub(super) reader: Reader,
    /// The format's name among those of `native`.
    format: &'static str,
    /// The keys of actors by the ids that the file has for them.
    pub(super) actors: BTreeMap<String, String>,
    /// The keys of sources, likewise.
    pub(super) sources: BTreeMap<String, String>,
    /// The keys of places, likewise.
    pub(super) places: BTreeMap<String, String>,
    pub(super) keys: KeyMaker,
    /// What was carried: the same entry may stand beside several objects.
    pub(super) carried: BTreeMap<(String, String), String>,
    pub(super) header: Option<Node>,
    pub(super) end: End,
    /// What is of no entry.
    natives: Vec<Node>,
    pub(super) entries: Entries,
    notes: Vec<Note>,
    read: u64,
    made: u64,
    merged: u64,
    beyond: u64,
}

/// Where the entries of the file begin, and their ids.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// In the order of their places.
    starts: Vec<At>,
    /// The entry as one of which another is read, and its id.
    of: BTreeMap<At, (At, String)>,
}

impl Entries {
    /// Where the entry begins that a place belongs to.
    fn start(&self, place: At) -> At {
        let before = self.starts.partition_point(|start| *start <= place);
        let start = before.checked_sub(1).map_or(place, |at| self.starts[at]);
        self.of.get(&start).map_or(start, |of| of.0)
    }

    /// Its id, if it has one.
    fn id(&self, start: At) -> String {
        self.of
            .get(&start)
            .map_or_else(String::new, |of| of.1.clone())
    }

    /// The entry at a place has this id, and is read as the one at another place.
    pub(super) fn name(&mut self, place: At, read_as: At, id: &str) {
        self.of.insert(place, (read_as, id.to_owned()));
    }
}

/// Whether all entities came that this crate wrote.
#[derive(Debug, Default)]
pub(super) struct End {
    /// How many there should be; files may be joined.
    announced: Option<u64>,
    /// How many files say so.
    files: u64,
    is_expected: bool,
}

impl End {
    /// Looks at what an entity carries.
    pub(super) fn look(&mut self, mark: &Node) {
        if let Some(Value::Integer(count)) = mark.get("entities").map(|node| &node.value) {
            let count = u64::try_from(*count).unwrap_or(0);
            self.announced = Some(self.announced.unwrap_or(0).saturating_add(count));
            self.files += 1;
        }
    }

    /// How many entities there are, each of which stands in so many lines: as often as there are files,
    /// and not as often as it was cut in fragments.
    pub(super) fn count(&self, times: impl Iterator<Item = u64>) -> u64 {
        times.map(|times| times.min(self.files.max(1))).sum()
    }

    /// The file is of those that end with a number.
    pub(super) const fn expect(&mut self) {
        self.is_expected = true;
    }

    /// Warns if there are fewer.
    pub(super) fn check(&self, desk: &mut Desk, at: At, entities: u64) {
        let message = match self.announced {
            Some(count) if entities < count => format!("of {count} entities {entities} are there"),
            None if self.is_expected => {
                "no last entity says how many entities there are".to_owned()
            }
            _ => return,
        };
        let help = "the file may be cut: get it again, or write it anew".to_owned();
        desk.warning(at, Code::CutShort, message, help);
    }
}

/// Something that was done with an entry that is not set aside.
#[derive(Debug)]
struct Note {
    treatment: Treatment,
    code: &'static str,
    message: String,
    at: At,
    what: String,
}

/// What is wrong where a key stands twice in one table, and the way out.
pub(super) fn told_twice(key: &str) -> (String, &'static str) {
    let message = format!("`{}` stands twice in one table", shown(key));
    (message, "keep one of the two")
}

/// The text of a tree, in one line.
pub(super) fn printed(node: &Node) -> String {
    let mut out = String::new();
    print_json::inline(&mut out, node);
    out
}

/// A list at a place.
pub(super) fn list(place: At, nodes: Vec<Node>) -> Node {
    Node::made_at(place, Value::Array(nodes))
}

/// What a reader has of a file: what came of it, and what is wrong with what was set aside.
pub(super) type ImportOutcome = Result<(Import, Problems), Problems>;

/// # Counting
impl Foreign {
    pub(super) fn new(format: &'static str) -> Self {
        Self {
            reader: Reader::default(),
            format,
            actors: BTreeMap::new(),
            sources: BTreeMap::new(),
            places: BTreeMap::new(),
            keys: KeyMaker::default(),
            carried: BTreeMap::new(),
            header: None,
            end: End::default(),
            natives: Vec::new(),
            entries: Entries::default(),
            notes: Vec::new(),
            read: 0,
            made: 0,
            merged: 0,
            beyond: 0,
        }
    }

    /// An entry begins at this place, which lies behind those of the entries before.
    pub(super) fn begin(&mut self, place: At) {
        self.read += 1;
        self.entries.starts.push(place);
    }

    /// Whether the file has any entry.
    pub(super) const fn has_entries(&self) -> bool {
        self.read > 0
    }

    /// An entry of the file became one of the record.
    pub(super) const fn made(&mut self) {
        self.made += 1;
    }

    /// An entry breaks a rule, and what is wrong with it was laid down.
    pub(super) fn lost(&mut self, desk: Desk) {
        // what is made and then set aside is counted as set aside
        self.made += 1;
        self.reader.desk.add(desk);
    }

    /// An entry breaks a rule.
    pub(super) fn wrong(&mut self, place: At, code: Code, message: String, help: &str) {
        let mut desk = Desk::default();
        desk.error(place, code, message, help.to_owned());
        self.lost(desk);
    }

    /// An entry has a key twice in one table: which of the two values is meant nobody can say.
    pub(super) fn repeated(&mut self, again: &Entry) {
        let (message, help) = told_twice(&again.key);
        self.wrong(again.at, Code::DuplicateKey, message, help);
    }

    /// An entry is one with another that was made.
    pub(super) fn merged(&mut self, code: &'static str, message: &str, at: At, what: &str) {
        self.merged += 1;
        self.note(Treatment::Merged, code, message, at, what);
    }

    /// An entry that belongs to what this crate writes around a record.
    pub(super) const fn of_the_file(&mut self) {
        self.merged += 1;
    }

    /// An entry is of no entry of a record, and kept as it is.
    pub(super) fn beyond(&mut self, code: &'static str, message: &str, object: &Node, what: &str) {
        self.beyond += 1;
        self.natives.push(Node::text_at(object.at, printed(object)));
        self.note(Treatment::Beyond, code, message, object.at, what);
    }

    /// Says what was done with an entry, if it is not set aside.
    pub(super) fn note(
        &mut self,
        treatment: Treatment,
        code: &'static str,
        message: &str,
        at: At,
        what: &str,
    ) {
        self.notes.push(Note {
            treatment,
            code,
            message: message.to_owned(),
            at,
            what: what.to_owned(),
        });
    }
}

/// # Reading
impl Foreign {
    /// What an entry had beyond the model.
    pub(super) fn native(&self, object: &Node) -> Entry {
        let text = Node::text_at(object.at, printed(object));
        let formats = vec![Entry::of(self.format, text)];
        Entry::of("native", Node::made_at(object.at, Value::Table(formats)))
    }

    /// Reads an entry as a line of a record.
    pub(super) fn line(&mut self, place: At, of_type: &str, entries: Vec<Entry>) {
        self.made();
        let mut line = vec![Entry::of("type", Node::text_at(place, of_type))];
        line.extend(entries);
        self.reader.line(&Node::made_at(place, Value::Table(line)));
    }

    /// All that is wrong with what is not of the format at all.
    pub(super) fn refused(self) -> Problems {
        self.reader.into_broken()
    }

    /// The record, the report, and what is wrong with what was set aside.
    pub(super) fn finish(
        mut self,
        format: &str,
        unit: (&'static str, &'static str),
    ) -> ImportOutcome {
        self.read_header();
        let Self {
            reader,
            entries,
            mut notes,
            ..
        } = self;
        notes.sort_by_key(|note| note.at);
        let report = |aside: &[SetAside]| {
            let mut report = ReportWriter::new(format, unit);
            let counts = report.counts();
            counts.read = self.read;
            counts.made = self.made;
            counts.merged = self.merged;
            counts.beyond = self.beyond;
            for note in notes {
                let start = entries.start(note.at);
                let is_aside = aside.binary_search_by(|one| one.entry.cmp(&start));
                if is_aside.is_err() {
                    let Note {
                        treatment,
                        code,
                        message,
                        at,
                        what,
                    } = note;
                    report.note(treatment, code, &message, at, &what);
                }
            }
            report
        };
        let start = |at| entries.start(at);
        let id = |at| entries.id(at);
        Import::with_what_was_set_aside((reader, None), start, id, |_| true, report)
    }

    /// Reads the header that was carried, and what is of no entry with it.
    fn read_header(&mut self) {
        if self.header.is_none() && self.natives.is_empty() {
            return;
        }
        let place = self.natives.first().map_or_else(At::default, |one| one.at);
        let of_type = || vec![Entry::of("type", Node::text_at(place, "record"))];
        let header = self.header.take();
        let mut header = header.unwrap_or_else(|| Node::made_at(place, Value::Table(of_type())));
        if let Value::Table(entries) = &mut header.value
            && !self.natives.is_empty()
        {
            let texts = list(place, std::mem::take(&mut self.natives));
            let formats = vec![Entry::of(self.format, texts)];
            entries.push(Entry::of(
                "native",
                Node::made_at(place, Value::Table(formats)),
            ));
        }
        self.reader.line(&header);
    }

    /// What lies under an id that the file does not have.
    pub(super) fn dangling(&mut self, place: At, key: &str, id: &str) {
        let message = format!("`{key}` names `{}`, which is not in the file", shown(id));
        let help = "export it, too, or take the link out";
        self.wrong(place, Code::DanglingLink, message, help);
    }
}
