//! Finds the differences between an old record and a new one.

use super::comparison::{EntryChange, EntryType, EntryWord, KeyChange, RecordComparison};
use super::value::EntryValue;
use crate::model::{Day, Kind, Statement};
use crate::record::Record;
use crate::record::built::{Digest, Tables, place_entries, source_entries};
use crate::record::format::{Entry, Value};
use crate::record::unchecked::QuickMap;
use std::cmp::Ordering;

/// # Comparing
impl Record {
    /// Compares an old record with a new one: which entries were added, removed or changed.
    ///
    /// Two sources, actors or places are the same entry if they have the same key. Two statements
    /// are the same entry if they have the same id. A statement without an id of its own is
    /// identified by its content: once its content changes, it counts as another statement.
    ///
    /// Three things are not a change: the order, spelling and layout of the entries; whether a
    /// statement names its sources itself or leaves them to the header; and a new `as_of` of the
    /// record for what is *ongoing*.
    ///
    /// [`RecordComparison::apply`] makes the new record from the old one.
    ///
    /// # Complexity
    ///
    /// O(both records), and O(log changes) for each change.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let old = Record::from_toml(r#"
    ///     [actors]
    ///     csp = { name = "Permanent Strategic Framework", kind = "coalition" }
    ///     msa = { name = "Movement for the Salvation of Azawad", kind = "armed-group" }
    ///     [[relations]]
    ///     id = "msa-in-csp"
    ///     kind = "membership"
    ///     from = "msa"
    ///     to = "csp"
    ///     start = "2021-05"
    /// "#)?;
    /// let new = Record::from_toml(r#"
    ///     [[relations]]
    ///     from = "msa"
    ///     to = "csp"
    ///     id = "msa-in-csp"
    ///     kind = "membership"
    ///     start = "2021-05"
    ///     end = "late 2023-09"
    ///     [actors]
    ///     msa = { name = "Movement for the Salvation of Azawad", kind = "armed-group" }
    ///     csp = { name = "Permanent Strategic Framework", kind = "coalition" }
    /// "#)?;
    /// let comparison = Record::compare(&old, &new);
    /// assert_eq!(
    ///     comparison.to_string(),
    ///     "~ relation msa-in-csp: end: nothing → \"late 2023-09\"",
    /// );
    /// assert_eq!(comparison.apply(&old)?, new);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compare(old: &Self, new: &Self) -> RecordComparison {
        let mut rows = Vec::new();
        changed(
            &mut rows,
            EntryType::Record,
            None,
            old.header(),
            new.header(),
        );
        let (of_old, of_new) = (old.full_tables(), new.full_tables());
        keyed(
            &mut rows,
            EntryType::Source,
            [&old.sources, &new.sources],
            |one| &one.key,
            [&source_entries, &source_entries],
        );
        keyed(
            &mut rows,
            EntryType::Actor,
            [&old.actors, &new.actors],
            |one| &one.key,
            [&|one| of_old.actor(one), &|one| of_new.actor(one)],
        );
        keyed(
            &mut rows,
            EntryType::Place,
            [&old.places, &new.places],
            |one| &one.key,
            [&place_entries, &place_entries],
        );
        rows.extend(statements(old, new));
        RecordComparison { rows }
    }

    /// The header of the record as a table.
    pub(super) fn header(&self) -> Vec<Entry> {
        self.header_entries()
    }

    /// The tables that write every source in full, and leave the *as of* day to the header.
    pub(super) fn full_tables(&self) -> Tables<'_> {
        Tables {
            default: (self.as_of, &[]),
            ..self.tables()
        }
    }
}

/// Returns whether a statement is a relation or an event.
pub(super) fn type_of(statement: &Statement) -> EntryType {
    match statement.kind() {
        Kind::Relation(_) => EntryType::Relation,
        Kind::Event(_) => EntryType::Event,
    }
}

/// Returns the entries of an item, as they are written.
type Written<'t, T> = &'t dyn Fn(&T) -> Vec<Entry>;

/// Compares two lists of entries that are identified by key.
fn keyed<T>(
    rows: &mut Vec<EntryChange>,
    kind: EntryType,
    [old, new]: [&[T]; 2],
    key: impl Fn(&T) -> &str,
    [of_old, of_new]: [Written<'_, T>; 2],
) {
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (Some(one), Some(other)) => key(one).cmp(key(other)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return,
        };
        let one = if order.is_le() { old.next() } else { None };
        let other = if order.is_ge() { new.next() } else { None };
        let name = one.or(other).map(&key);
        match (one.map(of_old), other.map(of_new)) {
            (Some(one), Some(other)) => changed(rows, kind, name, one, other),
            (Some(only), None) => rows.push(alone(EntryWord::Removed, kind, name, only)),
            (None, Some(only)) => rows.push(alone(EntryWord::Added, kind, name, only)),
            (None, None) => {}
        }
    }
}

/// One statement of a record, by its number.
type Found<'r> = (&'r Record, &'r Statement);

/// Compares the relations, then the events.
fn statements(old: &Record, new: &Record) -> Vec<EntryChange> {
    let mut laid = [Digest::default(), Digest::default()];
    let [lay_old, lay_new] = &mut laid;
    let mut write = |(one, other): (&Statement, &Statement)| {
        let one = lay_old.bytes_of(|to| old.full_tables().write_statement(to, one));
        one == lay_new.bytes_of(|to| new.full_tables().write_statement(to, other))
    };
    let mut by_id: QuickMap<&str, &Statement> = QuickMap::default();
    by_id.extend(old.statements.iter().map(|one| (&*one.id, one)));
    let mut rows: Vec<(Order<'_>, EntryChange)> = Vec::new();
    // statements without an id are compared by all that they say
    let mut nameless: Vec<&Statement> = Vec::new();
    for other in &new.statements {
        let one = by_id.get(&*other.id).copied();
        let is_same =
            |one: &&Statement| one.has_own_id == other.has_own_id && type_of(one) == type_of(other);
        match one.filter(is_same) {
            Some(one) if write((one, other)) => drop(by_id.remove(&*other.id)),
            Some(one) if other.has_own_id => {
                by_id.remove(&*other.id);
                let [one, two] = [(old, one), (new, other)].map(entries);
                let mut changes = Vec::new();
                changed(&mut changes, type_of(other), Some(&other.id), one, two);
                rows.extend(changes.pop().map(|row| (order((new, other)), row)));
            }
            _ if other.has_own_id => rows.push(one_alone(EntryWord::Added, (new, other))),
            _ => nameless.push(other),
        }
    }
    // a relation and an event may have equal entries
    let mut said: QuickMap<(EntryType, Vec<u8>), Vec<&Statement>> = QuickMap::default();
    for one in old
        .statements
        .iter()
        .filter(|one| by_id.contains_key(&*one.id))
    {
        if one.has_own_id {
            rows.push(one_alone(EntryWord::Removed, (old, one)));
        } else {
            let mut to = Digest::default();
            let laid = to.bytes_of(|to| old.full_tables().write_statement(to, one));
            let name = (type_of(one), laid.to_vec());
            said.entry(name).or_default().push(one);
        }
    }
    for other in nameless {
        let mut to = Digest::default();
        let laid = to.bytes_of(|to| new.full_tables().write_statement(to, other));
        let name = (type_of(other), laid.to_vec());
        let same = said.get_mut(&name).and_then(Vec::pop);
        if same.is_none() {
            rows.push(one_alone(EntryWord::Added, (new, other)));
        }
    }
    let mut gone: Vec<&Statement> = said.into_values().flatten().collect();
    gone.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let gone = gone.into_iter();
    rows.extend(gone.map(|one| one_alone(EntryWord::Removed, (old, one))));
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows.into_iter().map(|row| row.1).collect()
}

/// The order of statements: relations before events, then days, kind, id.
type Order<'r> = (EntryType, (Day, Day), Kind, &'r str);

fn order((record, statement): Found<'_>) -> Order<'_> {
    let days = record.days_of(statement);
    (type_of(statement), days, statement.kind(), &statement.id)
}

fn entries((record, statement): Found<'_>) -> Vec<Entry> {
    record.full_tables().statement(statement)
}

fn one_alone(word: EntryWord, found: Found<'_>) -> (Order<'_>, EntryChange) {
    let id = Some(&*found.1.id);
    (
        order(found),
        alone(word, type_of(found.1), id, entries(found)),
    )
}

/// The row of an entry that only one record has.
fn alone(word: EntryWord, kind: EntryType, key: Option<&str>, said: Vec<Entry>) -> EntryChange {
    let keys = said.into_iter().map(|entry| {
        let value = Some(EntryValue::new(entry.node));
        let (old, new) = match word {
            EntryWord::Removed => (value, None),
            EntryWord::Added | EntryWord::Changed => (None, value),
        };
        KeyChange {
            key: entry.key.clone(),
            old,
            new,
            path: vec![entry.key],
        }
    });
    EntryChange {
        word,
        kind,
        key: key.map(Into::into),
        keys: keys.collect(),
    }
}

/// The row of an entry that both records have, if it says something different.
fn changed(
    rows: &mut Vec<EntryChange>,
    kind: EntryType,
    key: Option<&str>,
    old: Vec<Entry>,
    new: Vec<Entry>,
) {
    if old == new {
        return;
    }
    let mut keys = Vec::new();
    differing(&mut keys, &[], old, new);
    rows.push(EntryChange {
        word: EntryWord::Changed,
        kind,
        key: key.map(Into::into),
        keys,
    });
}

/// Adds the keys under which two tables differ: in the order of the new one, then those that it
/// lacks.
fn differing(keys: &mut Vec<KeyChange>, outer: &[String], mut old: Vec<Entry>, new: Vec<Entry>) {
    let mut tell = |key: String, old: Option<Entry>, new: Option<Entry>| {
        let path: Vec<String> = outer.iter().cloned().chain([key]).collect();
        keys.push(KeyChange {
            key: path.join("."),
            old: old.map(|entry| EntryValue::new(entry.node)),
            new: new.map(|entry| EntryValue::new(entry.node)),
            path,
        });
    };
    let mut inner = Vec::new();
    for entry in new {
        let place = old.iter().position(|one| one.key == entry.key);
        match place.map(|place| old.remove(place)) {
            Some(one) if one.node == entry.node => {}
            Some(one) => match (one.node.value, entry.node.value) {
                (Value::Table(one), Value::Table(other)) => {
                    inner.push((entry.key, one, other));
                }
                (one, other) => {
                    let [one, other] = [one, other].map(|value| Entry::new("", value));
                    tell(entry.key, Some(one), Some(other));
                }
            },
            None => tell(entry.key.clone(), None, Some(entry)),
        }
    }
    for entry in old {
        tell(entry.key.clone(), Some(entry), None);
    }
    for (key, old, new) in inner {
        let path: Vec<String> = outer.iter().cloned().chain([key]).collect();
        differing(keys, &path, old, new);
    }
}
