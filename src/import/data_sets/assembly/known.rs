//! Lookup of a record's actors by the ids and names that data sets use.

use crate::import::data_sets::kit::names::single_spaced;
use crate::import::{Crosswalk, CrosswalkRow};
use crate::model::{Actor, Bounds, Day, End, Period, When};
use crate::record::Record;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// The least similarity at which two names are reported as a near miss.
const NEAR: f64 = 0.9;

/// The most near misses to report for one name.
const MOST: usize = 3;

/// The actors that the record or a crosswalk gives for a name or id.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import::data_sets) enum Match {
    /// No known actor.
    Nobody,
    /// These actors, each on the given days, or on any day for `None`.
    These(Vec<(Option<Bounds>, Box<str>)>),
}

/// An actor with a name.
#[derive(Debug, Clone)]
struct Named {
    key: Box<str>,
    /// The time of the name; `None` if the actor had the name as long as it existed.
    period: Option<Bounds>,
}

/// The actors of a record by their ids and names in data sets.
#[derive(Debug, Default)]
pub(in crate::import::data_sets) struct Known {
    by_id: BTreeMap<(Box<str>, Box<str>), Box<str>>,
    by_name: BTreeMap<Box<str>, Vec<Named>>,
    /// The active periods of each actor that has any.
    lives: BTreeMap<Box<str>, Vec<Bounds>>,
    /// The names that contain each word.
    by_word: BTreeMap<Box<str>, BTreeSet<Box<str>>>,
    keys: BTreeSet<Box<str>>,
    /// Pairs of an actor and a data set in which the actor has a number as its id.
    numbered: BTreeSet<(Box<str>, Box<str>)>,
    crosswalk: Crosswalk,
}

impl Known {
    pub(in crate::import::data_sets) fn new(record: Option<&Record>, crosswalk: Crosswalk) -> Self {
        let mut known = Self {
            crosswalk,
            ..Self::default()
        };
        for actor in record.map_or(&[][..], Record::actors) {
            known.add(actor, record);
        }
        known
    }

    fn add(&mut self, actor: &Actor, record: Option<&Record>) {
        let as_of = record.and_then(Record::as_of);
        self.keys.insert(actor.key.clone());
        for (data_set, id) in actor.ids.iter() {
            let slot = (data_set.into(), id.into());
            self.by_id.insert(slot, actor.key.clone());
            if is_number(id) {
                let slot = (actor.key.clone(), data_set.into());
                self.numbered.insert(slot);
            }
        }
        let mut named = |name: &str, period: Option<Bounds>| {
            for word in words(&folded(name)) {
                let of_word = self.by_word.entry(word.into()).or_default();
                of_word.insert(folded(name));
            }
            let all = self.by_name.entry(folded(name)).or_default();
            let key = actor.key.clone();
            if !all.iter().any(|one| one.key == key && one.period == period) {
                all.push(Named { key, period });
            }
        };
        named(&actor.name, None);
        if let Some(short) = &actor.short {
            named(short, None);
        }
        for alias in &actor.aliases {
            let period = (!alias.period.is_unknown()).then(|| alias.period.bounds(as_of));
            named(&alias.name, period);
        }
        let lives = actor.active.iter();
        let lives: Vec<Bounds> = lives.map(|one| one.period.bounds(as_of)).collect();
        if !lives.is_empty() {
            self.lives.insert(actor.key.clone(), lives);
        }
    }

    /// Finds the actors with this id of a data set, or else with the first of these names that any actor has.
    ///
    /// An actor with another number in the data set is not found by name: two actors may share a name.
    pub(in crate::import::data_sets) fn find(
        &self,
        data_set: &str,
        id: &str,
        names: &[&str],
    ) -> Match {
        let rows = self.said_of(data_set, id, names);
        if !rows.is_empty() {
            let of_row = |row: &CrosswalkRow| (bounds(row), row.actor.clone());
            return Match::These(rows.iter().map(of_row).collect());
        }
        if let Some(key) = self.by_id.get(&(data_set.into(), id.into())) {
            return Match::These(vec![(None, key.clone())]);
        }
        let bearers = names.iter().find_map(|name| {
            let all = self.by_name.get(&*folded(name))?.iter();
            let all: Vec<&Named> = all
                .filter(|one| !self.is_another(&one.key, data_set, id))
                .collect();
            (!all.is_empty()).then_some(all)
        });
        let Some(bearers) = bearers else {
            return Match::Nobody;
        };
        let mut all = Vec::new();
        for one in bearers {
            match self.lives.get(&one.key) {
                // a name means its bearer only while the bearer exists
                Some(lives) => all.extend(lives.iter().filter_map(|life| {
                    let both = match one.period {
                        Some(period) => meet(period, *life)?,
                        None => *life,
                    };
                    Some((Some(both), one.key.clone()))
                })),
                None => all.push((one.period, one.key.clone())),
            }
        }
        Match::These(all)
    }

    /// Whether an actor without this number in a data set has another number there.
    fn is_another(&self, key: &str, data_set: &str, id: &str) -> bool {
        is_number(id) && self.numbered.contains(&(key.into(), data_set.into()))
    }

    /// Returns an actor of the record, limited to its active periods.
    pub(super) fn whole(&self, key: &str) -> Match {
        let lives = self.lives.get(key);
        let lives = lives.map(|lives| lives.iter().map(|life| (Some(*life), key.into())).collect());
        Match::These(lives.unwrap_or_else(|| vec![(None, key.into())]))
    }

    /// Returns the rows of the crosswalk for an id, or else for the first of these names that has any.
    pub(super) fn said_of(&self, data_set: &str, id: &str, names: &[&str]) -> &[CrosswalkRow] {
        let stated = self.crosswalk.of(data_set, id);
        let mut names = names.iter();
        let by_name = || names.find_map(|name| self.crosswalk.of(data_set, name));
        stated.or_else(by_name).unwrap_or_default()
    }

    /// Returns the crosswalk that people wrote.
    pub(super) const fn crosswalk(&self) -> &Crosswalk {
        &self.crosswalk
    }

    /// Whether an actor of the record has this id.
    pub(in crate::import::data_sets) fn has_id(&self, data_set: &str, id: &str) -> bool {
        self.by_id.contains_key(&(data_set.into(), id.into()))
    }

    /// Whether the record has an actor with this key.
    pub(in crate::import::data_sets) fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// Returns the actors with a similar name, the most similar first. An actor with another number in the data set is
    /// returned only for an equal name.
    ///
    /// # Complexity
    ///
    /// O(names × length²).
    pub(in crate::import::data_sets) fn near(
        &self,
        data_set: &str,
        id: &str,
        name: &str,
    ) -> Vec<(Box<str>, Box<str>)> {
        let name = folded(name);
        let mut all: Vec<(f64, &Box<str>, &Box<str>)> = Vec::new();
        // only names with an equal beginning or a common word are compared
        let start: String = name.chars().take(3).collect();
        let from = (Bound::Included(&*start), Bound::Unbounded);
        let alike = self.by_name.range::<str, _>(from);
        let alike = alike.take_while(|(other, _)| other.starts_with(&*start));
        let words = words(&name).filter_map(|word| self.by_word.get(word));
        let sharing = words
            .flatten()
            .filter_map(|other| self.by_name.get_key_value(other));
        let mut met: BTreeSet<&str> = BTreeSet::new();
        for (other, named) in alike.chain(sharing) {
            if !met.insert(other) {
                continue;
            }
            let likeness = strsim::jaro_winkler(&name, other);
            let is_within = name.len() > 4 && (other.contains(&*name) || within(&name, other));
            if likeness >= NEAR || is_within {
                let named = named
                    .iter()
                    .filter(|one| **other == *name || !self.is_another(&one.key, data_set, id));
                all.extend(named.map(|one| (likeness, &one.key, other)));
            }
        }
        all.sort_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
        });
        let mut near: Vec<(Box<str>, Box<str>)> = Vec::new();
        for (_, key, other) in all {
            if near.len() < MOST && !near.iter().any(|one| one.0 == *key) {
                near.push((key.clone(), other.clone()));
            }
        }
        near
    }
}

/// Whether an id is a number, which identifies one actor of its data set, rather than a name.
fn is_number(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the time for which a row of a crosswalk holds, or `None` for always.
fn bounds(row: &CrosswalkRow) -> Option<Bounds> {
    if row.start.is_none() && row.end.is_none() {
        return None;
    }
    let end = row.end.clone().map_or(End::Unknown, End::On);
    Some(Period::new(row.start.clone(), end, Vec::new()).bounds(None))
}

/// Iterates over the distinctive words of a name.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() > 2 && !COMMON.contains(word))
}

/// Words that very many names contain.
const COMMON: [&str; 14] = [
    "the",
    "for",
    "and",
    "armed",
    "group",
    "front",
    "forces",
    "military",
    "police",
    "militia",
    "movement",
    "government",
    "unidentified",
    "civilians",
];

/// Whether a name contains another as a whole word: `JNIM: Group for …` contains `jnim`.
fn within(name: &str, other: &str) -> bool {
    other.len() > 2
        && name
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == other)
}

/// Normalises a name for comparison: lower case, single spaces between words, none around them.
fn folded(name: &str) -> Box<str> {
    single_spaced(name).to_lowercase().into()
}

/// Returns the days on which both possibly hold.
fn meet(one: Bounds, other: Bounds) -> Option<Bounds> {
    let first = one.first_start().max(other.first_start());
    let last = one.last_end().min(other.last_end());
    (first < last).then(|| Bounds::new(first, first, last, last))
}

/// Whether something with these bounds possibly holds on one of the days of a row.
fn admits(bounds: Option<Bounds>, (first, last): (Day, Day)) -> bool {
    bounds.is_none_or(|bounds| bounds.first_start() <= last && first < bounds.last_end())
}

impl Match {
    /// Returns the keys of the matching actors on these days.
    pub(in crate::import::data_sets) fn on(&self, days: (Day, Day)) -> Vec<&str> {
        let Self::These(all) = self else {
            return Vec::new();
        };
        let mut keys: Vec<&str> = Vec::new();
        for (bounds, key) in all {
            if admits(*bounds, days) && !keys.contains(&&**key) {
                keys.push(key);
            }
        }
        keys
    }

    /// Returns the rows of a crosswalk that would give this match.
    pub(super) fn rows(&self) -> Vec<CrosswalkRow> {
        let Self::These(all) = self else {
            return Vec::new();
        };
        let row = |(bounds, key): &(Option<Bounds>, Box<str>)| {
            let mut row = CrosswalkRow::new(key);
            let day = |day: Day| day.date().map(When::from);
            row.start = bounds.and_then(|bounds| day(bounds.first_start()));
            row.end = bounds.and_then(|bounds| day(bounds.last_end()));
            row
        };
        all.iter().map(row).collect()
    }

    /// Returns the single actor that matches on any day, if there is one.
    pub(super) fn always(&self) -> Option<&str> {
        match self {
            Self::These(all) => match &all[..] {
                [(None, key)] => Some(key),
                _ => None,
            },
            Self::Nobody => None,
        }
    }

    /// Adds the matches of another name of the same id.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nobody, other) => other,
            (one, Self::Nobody) => one,
            (Self::These(mut all), Self::These(more)) => {
                for one in more {
                    if !all.contains(&one) {
                        all.push(one);
                    }
                }
                Self::These(all)
            }
        }
    }
}
