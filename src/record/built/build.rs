//! Makes a record of checked rows: numbers the entries by key, orders the statements, makes ids.

use super::digest::Digest;
use super::record::{Record, as_of_day};
use super::write::Tables;
use crate::model::{
    Actor, ActorId, Content, Coverage, Day, End, Ends, Evidence, IdList, Kind, Place, PlaceId,
    ShortText, Source, SourceId, Statement, Toll, When, time_order,
};
use crate::record::problems::Problems;
use crate::record::unchecked::{ActorRow, Changes, Keys, Quick, QuickMap, Rows};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

/// Maps the number of a key in the rows to its number in the record.
#[derive(Debug)]
struct Numbers {
    sources: Vec<u32>,
    actors: Vec<u32>,
    places: Vec<u32>,
}

/// Takes a statement that is kept outside the record, or returns it.
pub(crate) type Apart<'a> = &'a mut dyn FnMut(Statement) -> Option<Statement>;

/// Makes the record from rows without a mistake, without the statements that `apart` takes.
///
/// It is not offered statements that others name.
pub(in crate::record) fn build(
    rows: Rows,
    warnings: Problems,
    mut apart: Option<Apart<'_>>,
) -> Record {
    let Rows {
        header,
        sources,
        actors,
        places,
        statements,
        keys,
        ..
    } = rows;
    let mut numbers = Numbers::of(&keys);
    let sources = sources
        .into_iter()
        .map(|row| (row.number, row.source))
        .collect();
    let sources: Vec<Source> = by_key(sources, |source| &source.key, &mut numbers.sources);
    let places = places
        .into_iter()
        .map(|row| (row.number, row.place))
        .collect();
    let places: Vec<Place> = by_key(places, |place| &place.key, &mut numbers.places);
    let actors = actors
        .into_iter()
        .map(|row| (row.number, row.actor))
        .collect();
    let mut actors: Vec<Actor> = by_key(actors, |actor| &actor.key, &mut numbers.actors);
    for actor in &mut actors {
        numbers.evidence_of(actor);
    }
    let mut changes = Changes::default();
    let all = statements.iter().filter(|_| apart.is_some());
    let named = all.flat_map(|row| {
        let withdraws = row.statement.evidence.withdraws.iter();
        withdraws.chain(row.statement.same_as.iter()).cloned()
    });
    let named: HashSet<Box<str>> = named.collect();
    let statements = statements.into_iter().filter_map(|row| {
        let mut statement = row.statement;
        numbers.statement(&mut statement, &mut changes);
        match &mut apart {
            Some(take) if !named.contains(&*statement.id) => take(statement),
            _ => Some(statement),
        }
    });
    let mut statements: Vec<Statement> = statements.collect();
    drop(changes);
    // the list is reused from the rows, which were larger
    statements.shrink_to_fit();
    let mut source = header.sources;
    numbers.sources(&mut source);
    let mut covers = header.covers;
    covers.sort_unstable();
    covers.dedup();
    drop((numbers, keys));
    let mut record = Record {
        title: header.title,
        as_of: header.as_of,
        source,
        covers,
        native: header.native,
        sources,
        actors,
        places,
        statements,
        warnings,
    };
    record.put_in_order();
    record.name_the_nameless();
    record
}

/// Sorts entries by key, and writes the new place of each into `places` under the number of its
/// key.
fn by_key<T>(mut entries: Vec<(u32, T)>, key: impl Fn(&T) -> &str, places: &mut [u32]) -> Vec<T> {
    entries.sort_by(|a, b| key(&a.1).cmp(key(&b.1)));
    for (place, (number, _)) in entries.iter().enumerate() {
        if let Some(slot) = places.get_mut(*number as usize) {
            *slot = u32::try_from(place).unwrap_or(u32::MAX);
        }
    }
    entries.into_iter().map(|(_, entry)| entry).collect()
}

impl Numbers {
    fn of(keys: &Keys) -> Self {
        Self {
            sources: vec![u32::MAX; keys.sources.len()],
            actors: vec![u32::MAX; keys.actors.len()],
            places: vec![u32::MAX; keys.places.len()],
        }
    }

    fn actor(&self, id: ActorId) -> ActorId {
        ActorId::new(self.actors[id.index()])
    }

    fn actors(&self, list: &mut IdList<ActorId>) {
        for id in list.as_mut() {
            *id = self.actor(*id);
        }
        list.sort_each_once();
    }

    fn sources(&self, list: &mut IdList<SourceId>) {
        for id in list.as_mut() {
            *id = SourceId::new(self.sources[id.index()]);
        }
        list.sort_each_once();
    }

    fn evidence(&self, evidence: &mut Evidence) {
        self.actors(&mut evidence.by);
        self.sources(&mut evidence.sources);
    }

    fn evidence_of(&self, actor: &mut Actor) {
        self.evidence(&mut actor.evidence);
        for one in &mut actor.active {
            if let Some(own) = &mut one.evidence {
                self.evidence(own);
            }
        }
    }

    fn statement(&self, statement: &mut Statement, changes: &mut Changes) {
        changes.make(&mut statement.evidence, true, |evidence| {
            self.evidence(evidence);
        });
        match &mut statement.ends {
            Ends::Directed { from, to } => {
                self.actors(from);
                self.actors(to);
            }
            Ends::Mutual(all) | Ends::Alone(all) => self.actors(all),
            Ends::Sided(sides) => {
                sides.replace_each(|id| self.actor(id));
                sides.sort_each_once();
            }
        }
        if let Content::Event(event) = &mut statement.content {
            for place in event.places.as_mut() {
                *place = PlaceId::new(self.places[place.index()]);
            }
            event.places.sort_each_once();
            let names_actors = |toll: &&mut Arc<Toll>| !toll.by.is_empty() || !toll.of.is_empty();
            if let Some(toll) = event.killed.as_mut().filter(names_actors) {
                changes.make_toll(toll, |toll| {
                    self.actors(&mut toll.by);
                    toll.of.renumber(|id| self.actor(id));
                });
            }
        }
    }
}

impl Rows {
    /// Gives entries the sources and the *as of* day that they leave to the record.
    ///
    /// It also sets the end of the coverage, if none is stated.
    pub(in crate::record) fn fill(&mut self) {
        let as_of = self.header.as_of;
        self.fill_covers();
        let own_as_of = |end: &End, evidence: &mut Evidence| {
            if *end == End::Ongoing && evidence.as_of.is_none() {
                evidence.as_of = as_of;
            }
        };
        for row in &mut self.actors {
            let Actor {
                active,
                aliases,
                evidence,
                ..
            } = &mut row.actor;
            if evidence.sources.is_empty() {
                evidence.sources.clone_from(&self.header.sources);
            }
            for one in &mut *active {
                own_as_of(one.period.end(), evidence);
            }
            for alias in &*aliases {
                own_as_of(alias.period.end(), evidence);
            }
            for own in active.iter_mut().filter_map(|one| one.evidence.as_mut()) {
                if own.sources.is_empty() {
                    own.sources.clone_from(&evidence.sources);
                }
                own.as_of = evidence.as_of;
            }
        }
        self.sort_active_periods();
        let mut changes = Changes::default();
        for row in &mut self.statements {
            let Statement {
                content, evidence, ..
            } = &mut row.statement;
            let is_open = match content {
                Content::Relation(relation) => *relation.period.end() == End::Ongoing,
                Content::Event(_) => false,
            };
            let needs_sources = evidence.sources.is_empty() && !self.header.sources.is_empty();
            let needs_as_of = is_open && evidence.as_of.is_none() && as_of.is_some();
            if needs_sources || needs_as_of {
                changes.make(evidence, needs_as_of, |evidence| {
                    if needs_sources {
                        evidence.sources.clone_from(&self.header.sources);
                    }
                    if needs_as_of {
                        evidence.as_of = as_of;
                    }
                });
            }
        }
    }
}

impl Rows {
    /// Puts the active periods of each actor in the order of time.
    fn sort_active_periods(&mut self) {
        let mut published = vec![None; self.keys.sources.len()];
        for row in &self.sources {
            let day = row.source.published.as_ref().map(When::first_day);
            if let Some(slot) = published.get_mut(row.number as usize) {
                *slot = slot.or(day);
            }
        }
        let published = |id: SourceId| published.get(id.index()).copied().flatten();
        for row in self
            .actors
            .iter_mut()
            .filter(|row| row.actor.active.len() > 1)
        {
            let ActorRow {
                actor,
                active_spots,
                ..
            } = row;
            let periods = std::mem::take(&mut actor.active);
            let mut all: Vec<_> = periods
                .into_iter()
                .zip(std::mem::take(active_spots))
                .collect();
            all.sort_by_cached_key(|(one, _)| {
                let as_of = as_of_day(one.evidence_or(&actor.evidence), published);
                let bounds = one.period.bounds(as_of);
                let days = (bounds.first_start(), bounds.last_end());
                (time_order(bounds), days, one.clone())
            });
            (actor.active, *active_spots) = all.into_iter().unzip();
        }
    }

    /// Ends the coverage on the day after `as_of`, if no end is stated.
    fn fill_covers(&mut self) {
        let covers = &mut self.header.covers;
        if covers.is_empty() {
            covers.push(Coverage::default());
        }
        let after = self.header.as_of.and_then(|day| day.next().date());
        for one in &mut *covers {
            if one.end.is_none() {
                one.end = after.map(When::from);
            }
        }
    }
}

impl Record {
    /// The first and the last day on which a statement may hold or have happened.
    pub(in crate::record) fn days_of(&self, statement: &Statement) -> (Day, Day) {
        match &statement.content {
            Content::Relation(relation) => {
                let bounds = relation.period.bounds(self.as_of_day(&statement.evidence));
                (bounds.first_start(), bounds.last_end())
            }
            Content::Event(event) => match &event.when {
                Some(when) => (when.first_day(), when.last_day()),
                None => (Day::BEFORE_ALL, Day::AFTER_ALL),
            },
        }
    }

    /// Sorts the statements by time, kind, ends and content, and merges those with the same id and
    /// content.
    fn put_in_order(&mut self) {
        let keys = self.statements.iter().zip(0..).map(|(statement, place)| {
            let (first, last) = self.days_of(statement);
            let content = (first_of_content(statement), next_of_content(statement));
            (first, last, content, place)
        });
        let mut order: Vec<(Day, Day, (u64, u64), u32)> = keys.collect();
        let content = |place: u32| &self.statements[place as usize];
        // nearly all comparisons are decided by keys in the sorted list: this saves a third of the time
        order.sort_unstable_by(|a, b| {
            let by_key = (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2));
            by_key.then_with(|| by_content(content(a.3), content(b.3)))
        });
        permute(
            &mut self.statements,
            order.into_iter().map(|one| one.3).collect(),
        );
        self.statements.dedup_by(|a, b| a.has_own_id && a == b);
    }

    /// Gives each statement without an id one that is made from its content.
    fn name_the_nameless(&mut self) {
        let nameless = self.statements.iter().filter(|s| !s.has_own_id).count();
        if nameless == 0 {
            return;
        }
        let mut statements = std::mem::take(&mut self.statements);
        let given = statements
            .iter()
            .filter(|s| s.has_own_id && may_be_made(&s.id));
        let given: HashSet<ShortText> = given.map(|s| s.id.clone()).collect();
        let mut uses = QuickMap::with_capacity_and_hasher(nameless, Quick::default());
        let mut digest = Digest::default();
        for statement in statements.iter_mut().filter(|s| !s.has_own_id) {
            let content = self.content_by(&mut digest, statement);
            let count = uses.entry(content).or_insert(0);
            loop {
                *count += 1;
                let mut id = name_of_content(statement.kind(), content);
                if *count > 1 {
                    id = format!("{id}-{count}");
                }
                if !given.contains(id.as_str()) {
                    statement.id = id.into();
                    break;
                }
            }
        }
        self.statements = statements;
    }
}

/// Builds the id of a statement with this content: its kind, and sixteen hexadecimal digits.
fn name_of_content(kind: Kind, content: u64) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let kind = kind.as_str();
    let mut id = String::with_capacity(kind.len() + 17);
    id.push_str(kind);
    id.push('-');
    for byte in content.to_be_bytes() {
        for half in [byte >> 4, byte & 15] {
            id.push(char::from(DIGITS[usize::from(half)]));
        }
    }
    id
}

/// Whether an id may have been made from content: it has sixteen hexadecimal digits in a row.
fn may_be_made(id: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
    let mut run = 0;
    id.bytes().any(|byte| {
        run = if is_hex(byte) { run + 1 } else { 0 };
        run == 16
    })
}

impl Record {
    /// Hashes everything that a statement says, without its id.
    pub(crate) fn content_of(&self, statement: &Statement) -> u64 {
        self.content_by(&mut Digest::default(), statement)
    }

    fn content_by(&self, digest: &mut Digest, statement: &Statement) -> u64 {
        // the hash covers the content in full, including defaults that the record states
        let tables = Tables {
            default: (None, &[]),
            ..self.tables()
        };
        digest.of(|digest| tables.write_statement(digest, statement))
    }

    /// Returns the record with more statements, in order; those without an id get one.
    pub(crate) fn with_statements(mut self, more: Vec<Statement>) -> Self {
        self.statements.extend(more);
        self.put_in_order();
        self.name_the_nameless();
        self
    }

    /// Returns the record with more actors, whose keys must be new; all are sorted by key.
    ///
    /// It also returns the number that each of the given actors then has.
    pub(crate) fn with_actors(mut self, more: Vec<Actor>) -> (Self, Vec<ActorId>) {
        let own = self.actors.len();
        let given = std::mem::take(&mut self.actors).into_iter().chain(more);
        let given = (0_u32..).zip(given).collect();
        let mut numbers = Numbers {
            sources: (0..).take(self.sources.len()).collect(),
            actors: Vec::new(),
            places: (0..).take(self.places.len()).collect(),
        };
        let all: Vec<(u32, Actor)> = given;
        numbers.actors = vec![u32::MAX; all.len()];
        self.actors = by_key(all, |actor| &actor.key, &mut numbers.actors);
        for actor in &mut self.actors {
            // the evidence of a new one names nobody
            numbers.evidence_of(actor);
        }
        let mut changes = Changes::default();
        for statement in &mut self.statements {
            numbers.statement(statement, &mut changes);
        }
        let new = numbers.actors.split_off(own);
        (self, new.into_iter().map(ActorId::new).collect())
    }
}

/// Returns a number whose order is that of kind, form of ends and first actor, with which content begins.
fn first_of_content(statement: &Statement) -> u64 {
    let (form, first) = match &statement.ends {
        Ends::Directed { from, .. } => (0, from.first()),
        Ends::Mutual(all) => (1, all.first()),
        Ends::Sided(sides) => (2, sides.get(0).and_then(<[_]>::first)),
        Ends::Alone(all) => (3, all.first()),
    };
    let kind = u64::from(statement.kind().code());
    // an empty list comes before all others
    let first = first.map_or(0, |actor| u64::from(actor.number()) + 1);
    kind << 48 | form << 40 | first
}

/// Returns a number whose order is that of the second actor, among ends with the same form and first actor.
fn next_of_content(statement: &Statement) -> u64 {
    // a list of one actor comes before those that go on with another
    let behind = |list: &[ActorId], next: Option<&ActorId>| {
        let (longer, actor) = match list.get(1) {
            Some(second) => (1, Some(second)),
            None => (0, next),
        };
        longer << 40 | actor.map_or(0, |actor| u64::from(actor.number()) + 1)
    };
    match &statement.ends {
        Ends::Directed { from, to } => behind(from, to.first()),
        Ends::Mutual(all) | Ends::Alone(all) => behind(all, None),
        Ends::Sided(sides) => {
            let [one, other] = [0, 1].map(|place| sides.get(place));
            let next = other.and_then(|side| side.first());
            one.map_or(0, |side| behind(side, next))
        }
    }
}

/// Compares by kind, ends and the rest of the content, and last by id, if both have their own.
pub(crate) fn by_content(a: &Statement, b: &Statement) -> Ordering {
    a.kind()
        .cmp(&b.kind())
        .then_with(|| a.ends.cmp(&b.ends))
        .then_with(|| a.content.cmp(&b.content))
        .then_with(|| a.evidence.cmp(&b.evidence))
        .then_with(|| a.note.cmp(&b.note))
        .then_with(|| a.reason.cmp(&b.reason))
        .then_with(|| a.same_as.cmp(&b.same_as))
        .then_with(|| a.native.cmp(&b.native))
        .then_with(|| b.has_own_id.cmp(&a.has_own_id))
        .then_with(|| {
            let by_id = || a.id.cmp(&b.id);
            a.has_own_id.then(by_id).unwrap_or(Ordering::Equal)
        })
}

/// Puts `list[order[i]]` at `i` for every `i`, without a second list.
fn permute<T>(list: &mut [T], mut order: Vec<u32>) {
    for start in 0..list.len() {
        let mut at = start;
        loop {
            let from = order[at] as usize;
            order[at] = u32::try_from(at).unwrap_or(u32::MAX);
            if from == start || from == at {
                break;
            }
            list.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_permutation_puts_everything_where_the_order_says(
            order in Just((0..20_u32).collect::<Vec<_>>()).prop_shuffle()
        ) {
            let mut list: Vec<u32> = (100..120).collect();
            permute(&mut list, order.clone());
            let wanted: Vec<u32> = order.iter().map(|number| number + 100).collect();
            prop_assert_eq!(list, wanted);
        }
    }
}
