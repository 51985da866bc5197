//! Merges several records into one.

use super::built::Part;
use super::built::Record;
use super::built::{Tables, covers_node, native_node, place_entries, source_entries};
use super::format::Key;
use super::format::{At, CodeAt, Section};
use super::format::{Entry, Node, Value};
use super::problems::Code;
use super::problems::Problems;
use super::problems::shown;
use super::read::Reader;
use crate::model::{Certainty, Coverage, Day};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// # Merging
impl Record {
    /// Merges several records into one; each comes with the name of its file.
    ///
    /// Each statement and each actor gets its record's default sources and `as_of` as its own, so
    /// the order of merging does not matter, and merging is associative. Entries with the same key
    /// and the same content become one, and so do statements with the same id and the same content.
    /// The merged record has a title and default sources only if all records agree on them. Its
    /// `as_of` is the latest of theirs, if all have one.
    ///
    /// If several records say that an actor is *ongoing*, it is so as of the latest of their days.
    ///
    /// A statement of one file can name statements of another file in `same_as` and `withdraws`, if
    /// the files are read as [parts](super::Part). [`Record::load_all`] reads them that way.
    ///
    /// # Errors
    ///
    /// Returns all mistakes at once, each with the file and the path of its entry. There are two
    /// kinds: the same key or id has different content in two records; or the records break a rule
    /// only together.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let north = Record::from_toml("[actors]\ncsp = { name = \"CSP\", kind = \"coalition\" }")?;
    /// let south = Record::from_toml("[actors]\nmsa = { name = \"MSA\", kind = \"armed-group\" }")?;
    /// let both = Record::merge([("north.toml", north), ("south.toml", south.clone())])?;
    /// assert_eq!(both.actors().len(), 2);
    ///
    /// let other = Record::from_toml("[actors]\nmsa = { name = \"MSA\", kind = \"militia\" }")?;
    /// let problems = Record::merge([("south.toml", south), ("other.toml", other)]).unwrap_err();
    /// assert_eq!(
    ///     problems.iter().next().map(|problem| problem.to_string()).as_deref(),
    ///     Some(
    ///         "south.toml: actors.msa: error[duplicate-key]: \
    ///          `msa` has other content in `other.toml`: `kind`\n  \
    ///          help: give both the same content, or one of them another key"
    ///     )
    /// );
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn merge<N: AsRef<str>, P: Into<Part>>(
        records: impl IntoIterator<Item = (N, P)>,
    ) -> Result<Self, Problems> {
        Merger::of(records).finish()
    }
}

/// # Merging
impl Part {
    /// Merges several parts into one part, in the way of [`Record::merge`]; more parts may follow.
    ///
    /// # Errors
    ///
    /// Returns all mistakes at once, as [`Record::merge`] does, except that an id may be missing.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::record::Part;
    ///
    /// let part = |text| Part::from_toml(text);
    /// let gao = part("[places]\ngao = { name = \"Gao\" }")?;
    /// let kidal = part("[places]\nkidal = { name = \"Kidal\" }")?;
    /// let sibo = part("[places]\nsibo = { name = \"Sibo\" }")?;
    /// let north = Part::merge([("gao", gao), ("kidal", kidal)])?;
    /// assert_eq!(Record::merge([("north", north), ("south", sibo)])?.places().len(), 3);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn merge<N: AsRef<str>, P: Into<Self>>(
        parts: impl IntoIterator<Item = (N, P)>,
    ) -> Result<Self, Problems> {
        let merger = Merger::of(parts);
        Ok(Self::new(merger.of_part().finish()?))
    }

    /// Makes a record of this part alone, which has to contain every id that it names.
    ///
    /// # Errors
    ///
    /// Returns one error for each id that it names and does not contain.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::Part;
    ///
    /// let part = Part::from_toml("[places]\ngao = { name = \"Gao\" }")?;
    /// assert_eq!(part.into_record()?.places().len(), 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn into_record(self) -> Result<Record, Problems> {
        Merger::alone(&self).finish()
    }
}

/// The header of the merged record, as far as the records agree.
#[derive(Debug)]
struct Common {
    title: Option<Box<str>>,
    as_of: Option<Day>,
    sources: Vec<String>,
    /// The coverages of all records.
    covers: BTreeSet<Coverage>,
    /// The native texts of all records.
    native: BTreeSet<(String, String)>,
}

/// A source, actor or place of the merged record.
#[derive(Debug)]
struct Kept {
    section: Section,
    key: Box<str>,
    entries: Vec<Entry>,
    /// The keys that another file has otherwise.
    disputed: BTreeSet<String>,
}

impl Kept {
    /// Returns the entries against which statements are checked. A value about which files disagree is taken as lost,
    /// so that the order of files decides nothing.
    fn agreed(mut self) -> Vec<Entry> {
        self.entries
            .retain(|entry| !self.disputed.contains(&entry.key));
        let lost = self.disputed.into_iter();
        self.entries
            .extend(lost.map(|key| Entry::new(key, Value::Lost)));
        self.entries
    }
}

#[derive(Debug, Default)]
pub(super) struct Merger {
    reader: Reader,
    kept: Vec<Kept>,
    /// The position in `kept` of each key, and its number in its section.
    places: HashMap<(Section, Box<str>), (usize, usize)>,
    /// The number of entries in each section.
    counts: [usize; 6],
    common: Option<Common>,
}

impl Merger {
    /// Creates a merger of these parts.
    pub(super) fn of<N: AsRef<str>, P: Into<Part>>(
        parts: impl IntoIterator<Item = (N, P)>,
    ) -> Self {
        let mut merger = Self::default();
        for (name, part) in parts {
            let file = name.as_ref().into();
            merger.reader.now_from(Arc::clone(&file), merger.counts);
            merger.add(&file, part.into().content());
        }
        merger
    }

    /// Creates a merger of one part without a file name.
    pub(super) fn alone(part: &Part) -> Self {
        let mut merger = Self::default();
        merger.add(&"".into(), part.content());
        merger
    }

    /// Declares that further parts will follow.
    pub(super) fn of_part(mut self) -> Self {
        self.reader = self.reader.of_part();
        self
    }

    fn add(&mut self, file: &Arc<str>, record: &Record) {
        let tables = Tables {
            default: (None, &[]),
            ..record.tables()
        };
        let sources = tables.sources(&record.source).map(ToOwned::to_owned);
        self.agree(record, sources.collect());
        for source in &record.sources {
            self.keyed(Section::Sources, &source.key, source_entries(source), file);
        }
        for actor in &record.actors {
            self.keyed(Section::Actors, &actor.key, tables.actor(actor), file);
        }
        for place in &record.places {
            self.keyed(Section::Places, &place.key, place_entries(place), file);
        }
        for statement in &record.statements {
            let section = match statement.event() {
                Some(_) => Section::Events,
                None => Section::Relations,
            };
            let node = Value::Table(tables.statement(statement)).into();
            let index = self.next(section);
            self.reader.made_statement(section, index, node);
        }
    }

    fn next(&mut self, section: Section) -> usize {
        let count = &mut self.counts[section as usize];
        *count += 1;
        *count - 1
    }

    fn keyed(&mut self, section: Section, key: &str, entries: Vec<Entry>, file: &Arc<str>) {
        let Some(&(place, index)) = self.places.get(&(section, key.into())) else {
            let index = self.next(section);
            self.places
                .insert((section, key.into()), (self.kept.len(), index));
            self.kept.push(Kept {
                section,
                key: key.into(),
                entries,
                disputed: BTreeSet::new(),
            });
            return;
        };
        let kept = &mut self.kept[place];
        let mut other = latest_as_of(&mut kept.entries, entries);
        if section == Section::Actors {
            join_sources(&mut kept.entries, &mut other);
        }
        let differing = differing_keys(&kept.entries, &other);
        if differing.is_empty() {
            return;
        }
        let (key, other_file) = (shown(key), shown(file));
        let disputed: Vec<String> = differing.iter().map(|&key| key.to_owned()).collect();
        let differing = differing.join("`, `");
        kept.disputed.extend(disputed);
        let message = format!("`{key}` has other content in `{other_file}`: `{differing}`");
        let help = "give both the same content, or one of them another key".to_owned();
        let at = At::in_code(CodeAt {
            section,
            index,
            key: Key::Whole,
            part: None,
        });
        self.reader
            .desk
            .error(at, Code::DuplicateKey, message, help);
    }

    /// Adds a record's header, and keeps only values on which all records agree.
    fn agree(&mut self, record: &Record, sources: Vec<String>) {
        let native = record.native.iter();
        let native = native.map(|(format, text)| (format.to_owned(), text.to_owned()));
        let Some(common) = &mut self.common else {
            self.common = Some(Common {
                title: record.title.clone(),
                as_of: record.as_of,
                sources,
                covers: record.covers.iter().cloned().collect(),
                native: native.collect(),
            });
            return;
        };
        common.native.extend(native);
        common.covers.extend(record.covers.iter().cloned());
        if common.title != record.title {
            common.title = None;
        }
        if common.sources != sources {
            common.sources = Vec::new();
        }
        common.as_of = match (common.as_of, record.as_of) {
            (Some(one), Some(other)) => Some(one.max(other)),
            _ => None,
        };
    }

    pub(super) fn finish(self) -> Result<Record, Problems> {
        self.into_reader().finish()
    }

    /// Returns a reader that has read the merged entries.
    fn into_reader(mut self) -> Reader {
        for kept in self.kept {
            let (section, key) = (kept.section, kept.key.clone());
            let node = Value::Table(kept.agreed()).into();
            self.reader.made_entry(section, &key, node);
        }
        if let Some(common) = self.common {
            let mut header = Vec::new();
            header.extend(
                common
                    .title
                    .map(|title| Entry::new("title", Node::text(title))),
            );
            let as_of = common
                .as_of
                .map(|day| Entry::new("as_of", Node::text(day.to_string())));
            header.extend(as_of);
            if !common.sources.is_empty() {
                header.push(Entry::new("source", Node::texts(common.sources)));
            }
            // each coverage states its end, since the parts have different days
            let covers: Vec<Coverage> = common.covers.into_iter().collect();
            let covers = covers_node(&covers, None);
            header.extend(covers.map(|covers| Entry::new("covers", covers)));
            let native = common.native.iter();
            let native = native_node(native.map(|(format, text)| (&**format, &**text)));
            header.extend(native.map(|native| Entry::new("native", native)));
            if !header.is_empty() {
                self.reader.made_header(Value::Table(header).into());
            }
        }
        self.reader
    }
}

#[cfg(feature = "data-sets")]
impl Reader {
    /// Returns a reader that has read this record from a file with this name, ready for more entries.
    pub(crate) fn beside(name: &str, record: &Record) -> Self {
        let mut merger = Merger::default();
        let file: Arc<str> = name.into();
        merger.reader.now_from(Arc::clone(&file), merger.counts);
        merger.add(&file, record);
        let mut reader = merger.into_reader();
        reader.is_first_part();
        reader
    }
}

/// Gives two ongoing actors the later *as of* day, and returns the second.
///
/// Two files in which an actor is ongoing on different days do not contradict each other. If one of them has
/// no *as of* day, the actor is ongoing without end.
fn latest_as_of(kept: &mut Vec<Entry>, mut other: Vec<Entry>) -> Vec<Entry> {
    let is_open = |period: &Node| {
        let end = value_of(inner(period), "end");
        matches!(end, Some(Value::Text(end)) if end == "..")
    };
    let is_ongoing = |entries: &[Entry]| {
        let aliases = match value_of(entries, "aliases") {
            Some(Value::Array(aliases)) => &aliases[..],
            _ => &[],
        };
        periods(entries).iter().chain(aliases).any(is_open)
    };
    if !is_ongoing(kept) || !is_ongoing(&other) {
        return other;
    }
    let day = |entries: &[Entry]| match value_of(entries, "as_of") {
        Some(Value::Text(day)) => day.parse::<Date>().ok(),
        _ => None,
    };
    let latest = match (day(kept), day(&other)) {
        (Some(one), Some(other)) => Some(one.max(other)),
        _ => None,
    };
    for entries in [kept, &mut other] {
        entries.retain(|entry| entry.key != "as_of");
        let entry = latest.map(|day| Entry::new("as_of", Node::text(day.to_string())));
        entries.extend(entry);
    }
    other
}

/// Gives two actors, and their active periods, the sources of both.
///
/// Two files that say the same about an actor from different sources do not contradict each other.
fn join_sources(kept: &mut Vec<Entry>, other: &mut Vec<Entry>) {
    join_sources_of(kept, other);
    let (kept, other) = (periods_mut(kept), periods_mut(other));
    if kept.len() != other.len() {
        return;
    }
    for pair in kept.iter_mut().zip(other) {
        if let (Value::Table(one), Value::Table(other)) = (&mut pair.0.value, &mut pair.1.value) {
            let is_own =
                |entry: &Entry| matches!(&*entry.key, "certainty" | "by" | "hedge" | "source");
            if one.iter().any(is_own) && other.iter().any(is_own) {
                join_sources_of(one, other);
            }
        }
    }
}

fn join_sources_of(one: &mut Vec<Entry>, other: &mut Vec<Entry>) {
    let mut all = BTreeSet::new();
    for entries in [&*one, &*other] {
        match value_of(entries, "source") {
            Some(Value::Text(source)) => all.extend([source.clone()]),
            Some(Value::Array(list)) => {
                all.extend(list.iter().filter_map(|node| match &node.value {
                    Value::Text(source) => Some(source.clone()),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    if all.is_empty() {
        return;
    }
    let all = Node::texts(all.into_iter().collect());
    let usual = Value::Text(Certainty::default().to_string());
    for entries in [one, other] {
        // the usual certainty is written only to show that a period has evidence of its own, as its sources now do
        entries.retain(|entry| {
            entry.key != "source" && !(entry.key == "certainty" && entry.node.value == usual)
        });
        entries.push(Entry::new("source", all.clone()));
    }
}

fn value_of<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Value> {
    let entry = entries.iter().find(|entry| entry.key == key);
    entry.map(|entry| &entry.node.value)
}

/// Returns the active periods in an actor's entries.
fn periods(entries: &[Entry]) -> &[Node] {
    let active = entries.iter().find(|entry| entry.key == "active");
    active.map_or(&[][..], |entry| match &entry.node.value {
        Value::Array(list) => list,
        _ => std::slice::from_ref(&entry.node),
    })
}

fn periods_mut(entries: &mut [Entry]) -> &mut [Node] {
    let active = entries.iter_mut().find(|entry| entry.key == "active");
    let Some(Entry { node, .. }) = active else {
        return &mut [];
    };
    if !matches!(node.value, Value::Array(_)) {
        return std::slice::from_mut(node);
    }
    match &mut node.value {
        Value::Array(list) => list,
        _ => &mut [],
    }
}

/// The entries of a table.
fn inner(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Table(entries) => entries,
        _ => &[],
    }
}

/// Returns the keys under which two entries differ.
fn differing_keys<'e>(one: &'e [Entry], other: &'e [Entry]) -> Vec<&'e str> {
    let value = |entries: &'e [Entry], key: &str| value_of(entries, key);
    let mut keys: Vec<&str> = one.iter().chain(other).map(|entry| &*entry.key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| value(one, key) != value(other, key));
    keys
}
