//! Turns an old record into the new one, by a comparison of the two.

use super::compare::type_of;
use super::comparison::{EntryChange, EntryType, EntryWord, KeyChange, RecordComparison};
use super::value::EntryValue;
use crate::record::Record;
use crate::record::built::{place_entries, source_entries};
use crate::record::format::{Entry, Value};
use crate::record::problems::Problems;
use crate::record::read::Reader;
use std::collections::HashMap;
use thiserror::Error;

/// The error for a comparison that does not fit the record to which it is applied.
///
/// # Examples
///
/// ```
/// use factions::Record;
///
/// let old = Record::from_toml("[places]\ngao = { name = \"Gao\" }")?;
/// let new = Record::from_toml("[places]\ngao = { name = \"Gawgaw\" }")?;
/// let comparison = Record::compare(&old, &new);
/// let error = comparison.apply(&new).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "place gao: `name` is not what the comparison was made with \
///      (apply it to the record that it was made of)",
/// );
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum NotApplied {
    /// The comparison removes or changes an entry that the record does not have.
    #[error("{entry} is not in the record (apply it to the record that it was made of)")]
    Missing {
        /// The type and key of the entry.
        entry: String,
    },
    /// The comparison adds an entry that the record already has.
    #[error("{entry} is in the record already (apply it to the record that it was made of)")]
    Present {
        /// The type and key of the entry.
        entry: String,
    },
    /// The comparison changes or removes an entry that says something else in this record.
    #[error(
        "{entry}: `{key}` is not what the comparison was made with \
         (apply it to the record that it was made of)"
    )]
    Differs {
        /// The type and key of the entry.
        entry: String,
        /// The key under which the record says something else.
        key: String,
    },
    /// The result breaks rules of a record.
    #[error("what comes out is no record: {0}")]
    Problems(#[from] Problems),
}

/// The rows that are not yet applied, by type and key.
type Rows<'c> = HashMap<(EntryType, Option<&'c str>), &'c EntryChange>;

/// # Applying
impl RecordComparison {
    /// Makes the new record from the old one.
    ///
    /// If `old` is the record that was compared, the result is the new record in all that it says:
    /// the two are equal, and are written alike byte for byte. Another record can be given, too. It
    /// must have everything that the comparison removes or changes, exactly as the old record had
    /// it, and nothing that the comparison adds.
    ///
    /// # Errors
    ///
    /// Returns an error for the first row that does not fit, or all mistakes of the result.
    ///
    /// # Complexity
    ///
    /// The same as for reading the record again.
    pub fn apply(&self, old: &Record) -> Result<Record, NotApplied> {
        let own = self.rows.iter().filter(|row| row.word != EntryWord::Added);
        let mut rows: Rows<'_> = own
            .map(|row| ((row.kind, row.key.as_deref()), row))
            .collect();
        let mut added: Rows<'_> = HashMap::new();
        for row in self.with(EntryWord::Added) {
            added.insert((row.kind, row.key.as_deref()), row);
        }
        let mut reader = Reader::default();
        if let Some(header) = patched(&mut rows, EntryType::Record, None, old.header())?
            && !header.is_empty()
        {
            reader.made_header(Value::Table(header).into());
        }
        let tables = old.full_tables();
        let sources = old.sources.iter();
        let sources = sources.map(|one| (EntryType::Source, &*one.key, source_entries(one)));
        let actors = old.actors.iter();
        let actors = actors.map(|one| (EntryType::Actor, &*one.key, tables.actor(one)));
        let places = old.places.iter();
        let places = places.map(|one| (EntryType::Place, &*one.key, place_entries(one)));
        for (kind, key, said) in sources.chain(actors).chain(places) {
            if let Some(row) = added.get(&(kind, Some(key))) {
                return Err(NotApplied::Present { entry: row.name() });
            }
            if let Some(said) = patched(&mut rows, kind, Some(key), said)? {
                reader.made_entry(kind.section(), key, Value::Table(said).into());
            }
        }
        let (mut statements, mut places) = (Vec::new(), [0, 0]);
        for one in &old.statements {
            let kind = type_of(one);
            // an added row may have the id of a statement without an id of its own, or of one that is removed
            let name = (kind, Some(&*one.id));
            let row = added.get(&name);
            if let Some(row) = row.filter(|_| one.has_own_id && !rows.contains_key(&name)) {
                return Err(NotApplied::Present { entry: row.name() });
            }
            let said = tables.statement(one);
            let said = patched(&mut rows, kind, Some(&*one.id), said)?;
            statements.extend(said.map(|said| (kind, said)));
        }
        if let Some(row) = rows
            .into_values()
            .min_by_key(|row| (row.kind, row.key.clone()))
        {
            return Err(NotApplied::Missing { entry: row.name() });
        }
        for row in self.with(EntryWord::Added) {
            let said = row.keys.iter().filter_map(|one| {
                let new = one.new.as_ref()?;
                Some(Entry::new(one.path.first()?.clone(), new.node().clone()))
            });
            let said: Vec<Entry> = said.collect();
            match (row.kind, &row.key) {
                (kind @ (EntryType::Relation | EntryType::Event), _) => {
                    statements.push((kind, said));
                }
                (kind, Some(key)) => {
                    reader.made_entry(kind.section(), key, Value::Table(said).into());
                }
                (_, None) => {}
            }
        }
        for (kind, said) in statements {
            let place = &mut places[usize::from(kind == EntryType::Event)];
            reader.made_statement(kind.section(), *place, Value::Table(said).into());
            *place += 1;
        }
        Ok(reader.finish()?)
    }
}

/// What remains of an entry of the old record after its row; `None` if the row removes it.
fn patched<'c>(
    rows: &mut Rows<'c>,
    kind: EntryType,
    key: Option<&'c str>,
    mut said: Vec<Entry>,
) -> Result<Option<Vec<Entry>>, NotApplied> {
    let Some(row) = rows.remove(&(kind, key)) else {
        return Ok(Some(said));
    };
    for one in &row.keys {
        if !put(&mut said, &one.path, one) {
            return Err(NotApplied::Differs {
                entry: row.name(),
                key: one.key.clone(),
            });
        }
    }
    let is_gone = row.word == EntryWord::Removed;
    match said.first() {
        Some(rest) if is_gone => Err(NotApplied::Differs {
            entry: row.name(),
            key: rest.key.clone(),
        }),
        _ => Ok((!is_gone).then_some(said)),
    }
}

/// Replaces the old value by the new one; `false` if the old one is not there.
fn put(said: &mut Vec<Entry>, path: &[String], change: &KeyChange) -> bool {
    let [key, inner @ ..] = path else {
        return false;
    };
    let place = said.iter().position(|entry| entry.key == *key);
    if !inner.is_empty() {
        return match place.map(|place| &mut said[place].node.value) {
            Some(Value::Table(said)) => put(said, inner, change),
            _ => false,
        };
    }
    let now = place.map(|place| &said[place].node);
    if now != change.old.as_ref().map(EntryValue::node) {
        return false;
    }
    match (place, &change.new) {
        (Some(place), Some(new)) => said[place].node = new.node().clone(),
        (Some(place), None) => drop(said.remove(place)),
        (None, Some(new)) => said.push(Entry::new(key.clone(), new.node().clone())),
        (None, None) => {}
    }
    true
}
