//! Shared parts of the readers of other formats: the fate of each entry, and keys for entries without one.

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
    /// The keys of actors by their ids in the file.
    pub(super) actors: BTreeMap<String, String>,
    /// The keys of sources by their ids in the file.
    pub(super) sources: BTreeMap<String, String>,
    /// The keys of places by their ids in the file.
    pub(super) places: BTreeMap<String, String>,
    pub(super) keys: KeyMaker,
    /// The entries that were carried: several objects may carry an equal entry.
    pub(super) carried: BTreeMap<(String, String), String>,
    pub(super) header: Option<Node>,
    pub(super) end: End,
    /// The objects that belong to no entry.
    natives: Vec<Node>,
    pub(super) entries: Entries,
    notes: Vec<Note>,
    read: u64,
    made: u64,
    merged: u64,
    beyond: u64,
}

/// The places where the entries of the file begin, and their ids.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// The beginnings, sorted.
    starts: Vec<At>,
    /// For each entry: the place and the id of the entry that it is read as.
    of: BTreeMap<At, (At, String)>,
}

impl Entries {
    /// Returns the beginning of the entry that a place belongs to.
    fn start(&self, place: At) -> At {
        let before = self.starts.partition_point(|start| *start <= place);
        let start = before.checked_sub(1).map_or(place, |at| self.starts[at]);
        self.of.get(&start).map_or(start, |of| of.0)
    }

    /// Returns the id of the entry, or an empty text.
    fn id(&self, start: At) -> String {
        self.of
            .get(&start)
            .map_or_else(String::new, |of| of.1.clone())
    }

    /// Records the id of an entry, and the place of the entry that it is read as.
    pub(super) fn name(&mut self, place: At, read_as: At, id: &str) {
        self.of.insert(place, (read_as, id.to_owned()));
    }
}

/// A check that all entities arrived that this crate wrote.
#[derive(Debug, Default)]
pub(super) struct End {
    /// The announced number of entities, a sum if files were joined.
    announced: Option<u64>,
    /// The number of files that announce one.
    files: u64,
    is_expected: bool,
}

impl End {
    /// Adds the number that a mark announces.
    pub(super) fn look(&mut self, mark: &Node) {
        if let Some(Value::Integer(count)) = mark.get("entities").map(|node| &node.value) {
            let count = u64::try_from(*count).unwrap_or(0);
            self.announced = Some(self.announced.unwrap_or(0).saturating_add(count));
            self.files += 1;
        }
    }

    /// Counts the entities, given the number of lines of each. An entity counts once for each file, even if it was cut
    /// into more fragments.
    pub(super) fn count(&self, times: impl Iterator<Item = u64>) -> u64 {
        times.map(|times| times.min(self.files.max(1))).sum()
    }

    /// Records that the file is one that ends with a number of entities.
    pub(super) const fn expect(&mut self) {
        self.is_expected = true;
    }

    /// Warns if there are fewer entities than announced.
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

/// A note about an entry that is not set aside.
#[derive(Debug)]
struct Note {
    treatment: Treatment,
    code: &'static str,
    message: String,
    at: At,
    what: String,
}

/// Describes a key that occurs twice in one table, with the remedy.
pub(super) fn told_twice(key: &str) -> (String, &'static str) {
    let message = format!("`{}` stands twice in one table", shown(key));
    (message, "keep one of the two")
}

/// Prints a tree in one line.
pub(super) fn printed(node: &Node) -> String {
    let mut out = String::new();
    print_json::inline(&mut out, node);
    out
}

/// Makes a list at a place.
pub(super) fn list(place: At, nodes: Vec<Node>) -> Node {
    Node::made_at(place, Value::Array(nodes))
}

/// The result of reading a file: the import, and the problems of the entries that were set aside.
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

    /// Starts an entry at this place, which has to be after the earlier entries.
    pub(super) fn begin(&mut self, place: At) {
        self.read += 1;
        self.entries.starts.push(place);
    }

    /// Whether the file has any entry.
    pub(super) const fn has_entries(&self) -> bool {
        self.read > 0
    }

    /// Counts an entry of the file that became one of the record.
    pub(super) const fn made(&mut self) {
        self.made += 1;
    }

    /// Counts an entry that breaks a rule, with the problems already reported to `desk`.
    pub(super) fn lost(&mut self, desk: Desk) {
        // an entry that is made and then set aside is counted as set aside
        self.made += 1;
        self.reader.desk.add(desk);
    }

    /// Reports and counts an entry that breaks a rule.
    pub(super) fn wrong(&mut self, place: At, code: Code, message: String, help: &str) {
        let mut desk = Desk::default();
        desk.error(place, code, message, help.to_owned());
        self.lost(desk);
    }

    /// Reports an entry with a key twice in one table: nobody can know which value is meant.
    pub(super) fn repeated(&mut self, again: &Entry) {
        let (message, help) = told_twice(&again.key);
        self.wrong(again.at, Code::DuplicateKey, message, help);
    }

    /// Counts an entry that was merged with another.
    pub(super) fn merged(&mut self, code: &'static str, message: &str, at: At, what: &str) {
        self.merged += 1;
        self.note(Treatment::Merged, code, message, at, what);
    }

    /// Counts an entry that belongs to the frame that this crate writes around a record.
    pub(super) const fn of_the_file(&mut self) {
        self.merged += 1;
    }

    /// Counts an entry outside the model, and keeps it unchanged.
    pub(super) fn beyond(&mut self, code: &'static str, message: &str, object: &Node, what: &str) {
        self.beyond += 1;
        self.natives.push(Node::text_at(object.at, printed(object)));
        self.note(Treatment::Beyond, code, message, object.at, what);
    }

    /// Records the treatment of an entry, unless it is set aside.
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
    /// Returns the `native` entry with the rest of an object.
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

    /// Returns the problems of a file without any entry of the format.
    pub(super) fn refused(self) -> Problems {
        self.reader.into_broken()
    }

    /// Returns the record, the report, and the problems of the entries that were set aside.
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

    /// Reads the carried header, and adds the objects that belong to no entry.
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

    /// Reports a link to an id that the file does not contain.
    pub(super) fn dangling(&mut self, place: At, key: &str, id: &str) {
        let message = format!("`{key}` names `{}`, which is not in the file", shown(id));
        let help = "export it, too, or take the link out";
        self.wrong(place, Code::DanglingLink, message, help);
    }
}
