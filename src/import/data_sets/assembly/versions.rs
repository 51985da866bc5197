//! Versions of one row, which share an id.

use super::cast::Cast;
use super::gazetteer::Gazetteer;
use super::new_actor::{behind, entry_of};
use crate::import::report::{ReportWriter, Treatment};
use crate::model::{
    ActorId, Content, Ends, Evidence, IdList, Kind, Place, PlaceId, ShortText, SourceId, Statement,
};
use crate::record::{At, Reader};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The distance in columns between a row and the place of a statement that repeats it.
const RETURNS: usize = 1000;

/// The character that marks the temporary id of a later version until all versions are known.
const APART: char = '\u{1F}';

/// Versions of rows: the order of each statement in time, and the statements that share an id.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// The order of each statement, by its place among the added ones.
    orders: Vec<u64>,
    /// The label of a version in ids, by its order.
    labels: BTreeMap<u64, String>,
    /// The statements of each shared id.
    shared: BTreeMap<Box<str>, Vec<usize>>,
    /// The releases that contain a statement, as sources by order; only for statements that several releases contain.
    told: BTreeMap<usize, BTreeMap<u64, BTreeSet<SourceId>>>,
}

/// Returns an id without its version.
pub(in crate::import::data_sets) fn stem(id: &str) -> &str {
    id.split([APART, '@']).next().unwrap_or(id)
}

impl Versions {
    /// Reserves memory for more statements, if there is enough.
    pub(super) fn expect_more(&mut self, statements: usize) {
        drop(self.orders.try_reserve_exact(statements));
    }

    /// Whether no two statements share an id.
    pub(super) fn are_none(&self) -> bool {
        self.shared.is_empty()
    }

    /// Records the order of the statement that is added next.
    pub(super) fn take(&mut self, order: u64, label: &str) {
        if self.orders.last() != Some(&order) {
            self.is_called(order, label);
        }
        self.orders.push(order);
    }

    /// Sets the label for an order; among several labels the first by letters is kept.
    pub(super) fn is_called(&mut self, order: u64, label: &str) {
        let slot = self.labels.entry(order);
        let slot = slot.or_insert_with(|| label.to_owned());
        if label < slot.as_str() {
            label.clone_into(slot);
        }
    }

    /// Records that a statement from the sources `before` occurs again in the sources `now`: its order becomes the
    /// later of the two.
    pub(super) fn again(
        &mut self,
        place: usize,
        (order, label): (u64, &str),
        [before, now]: [&IdList<SourceId>; 2],
    ) {
        self.is_called(order, label);
        let Some(own) = self.orders.get_mut(place) else {
            return;
        };
        // as long as one release has the statement, all its sources are of that release
        let is_of_one = order == *own && !self.told.contains_key(&place);
        if !is_of_one {
            let told = self.told.entry(place).or_insert_with(|| {
                let before = before.iter().copied().collect();
                BTreeMap::from([(*own, before)])
            });
            told.entry(order).or_default().extend(now.iter().copied());
        }
        *own = order.max(*own);
    }

    /// Returns the order of a statement, by its place among the added ones.
    pub(super) fn order(&self, place: usize) -> Option<u64> {
        self.orders.get(place).copied()
    }

    /// Returns the label for an order.
    pub(super) fn label(&self, order: u64) -> &str {
        self.labels.get(&order).map_or("2", |label| label)
    }

    /// Returns the statements that share this id, if there are several.
    pub(super) fn of(&self, id: &str) -> Option<&[usize]> {
        self.shared.get(id).map(Vec::as_slice)
    }

    /// Records that a statement has the id of an earlier one, and returns a temporary id.
    pub(super) fn share(&mut self, id: &str, earlier: usize, number: usize) -> ShortText {
        let all = self
            .shared
            .entry(id.into())
            .or_insert_with(|| vec![earlier]);
        all.push(number);
        format!("{id}{APART}{number}").into()
    }

    /// Gives each version its id: the earliest keeps the id, a later one withdraws those before it, and several
    /// statements of one version describe one event.
    ///
    /// `first` is the number of the first added statement. A version that returns after others is written again: the
    /// places of such statements are returned.
    pub(super) fn settle(
        &mut self,
        reader: &mut Reader,
        report: &mut ReportWriter,
        (cast, gazetteer): (&Cast, &Gazetteer),
        first: usize,
    ) -> BTreeSet<At> {
        let mut derived = BTreeSet::new();
        if self.shared.is_empty() {
            return derived;
        }
        let places = gazetteer.by_number();
        let shared = std::mem::take(&mut self.shared);
        for (id, numbers) in &shared {
            let mut all = numbers.clone();
            for number in numbers {
                for (again, at) in self.tell_returns(reader, first, (*number, numbers)) {
                    let message = "a row is as it was again after another version of it: it is told once more";
                    let row = entry_of(at);
                    report.note(Treatment::Changed, "version-returns", message, row, id);
                    derived.insert(at);
                    all.push(again);
                }
            }
            let order = |number: usize| self.order(number - first).unwrap_or(0);
            let mut versions: Vec<(u64, String, usize)> = Vec::new();
            for number in &all {
                let content = reader.statement_at(*number);
                let content = content.map(|statement| {
                    let content = content_of(cast, &places, statement);
                    format!("{content} {:?}", statement.native)
                });
                versions.push((order(*number), content.unwrap_or_default(), *number));
            }
            versions.sort();
            let mut ids: Vec<Box<str>> = Vec::new();
            let mut kinds: Vec<Kind> = Vec::new();
            for (place, (order, _, number)) in versions.iter().enumerate() {
                let label = self.label(*order);
                let mut own: Box<str> = match place {
                    0 => id.clone(),
                    _ => format!("{id}@{label}").into(),
                };
                let mut count = 2;
                while ids.contains(&own) {
                    own = format!("{id}@{label}-{count}").into();
                    count += 1;
                }
                let earlier = versions.iter().zip(&ids);
                let earlier = earlier.filter(|(version, _)| version.0 < *order);
                let withdraws: Vec<Box<str>> = earlier.map(|(_, id)| id.clone()).collect();
                let Some((statement, at)) = reader.statements_from(*number).next() else {
                    continue;
                };
                let kind = statement.kind();
                // the id shows that it is one event, so its dead are counted once
                let mut told = versions.iter().zip(&kinds).zip(&ids);
                let told = told.find(|((version, other), _)| {
                    version.0 == *order && is_one_thing(**other, kind)
                });
                tell(
                    report,
                    entry_of(at),
                    id,
                    (told.is_some(), !withdraws.is_empty()),
                );
                statement.same_as = told.map(|(_, id)| id.clone()).into_iter().collect();
                statement.id = own.clone().into();
                if !withdraws.is_empty() {
                    Arc::make_mut(&mut statement.evidence).withdraws = withdraws.into();
                }
                ids.push(own);
                kinds.push(kind);
            }
        }
        self.shared = shared;
        derived
    }

    /// Writes a statement again for each time that its version returned after others of its id; returns the numbers and
    /// places of the new statements.
    fn tell_returns(
        &mut self,
        reader: &mut Reader,
        first: usize,
        (number, all): (usize, &[usize]),
    ) -> Vec<(usize, At)> {
        let Some(told) = self.told.remove(&(number - first)) else {
            return Vec::new();
        };
        let is_between = |from: u64, to: u64| {
            let others = all.iter().filter(|other| **other != number);
            others.into_iter().any(|other| {
                let own = self.order(*other - first).into_iter();
                let more = self.told.get(&(*other - first)).into_iter().flatten();
                own.chain(more.map(|one| *one.0))
                    .any(|order| from < order && order < to)
            })
        };
        // consecutive releases with an equal statement count as one
        let mut tellings: Vec<(u64, Vec<SourceId>)> = Vec::new();
        for (order, sources) in &told {
            let sources = sources.iter().copied();
            match tellings.last_mut() {
                Some(last) if !is_between(last.0, *order) => {
                    last.0 = *order;
                    last.1.extend(sources);
                }
                _ => tellings.push((*order, sources.collect())),
            }
        }
        self.told.insert(number - first, told);
        let Some((statement, at)) = reader.statements_from(number).next() else {
            return Vec::new();
        };
        let mut more = Vec::new();
        for (place, (order, sources)) in tellings.into_iter().enumerate() {
            let with = |evidence: &mut Arc<Evidence>| {
                Arc::make_mut(evidence).sources = sources.into_iter().collect();
            };
            if place == 0 {
                with(&mut statement.evidence);
                self.orders[number - first] = order;
            } else {
                let mut other = statement.clone();
                with(&mut other.evidence);
                more.push((other, order));
            }
        }
        let mut places = Vec::new();
        for (place, (statement, order)) in more.into_iter().enumerate() {
            let at = behind(at, RETURNS + place);
            places.push((reader.statement_count(), at));
            reader.given(statement, at);
            self.orders.push(order);
        }
        places
    }
}

/// Reports a statement that has the id of an earlier one.
fn tell(report: &mut ReportWriter, at: At, id: &str, (is_again, is_later): (bool, bool)) {
    if is_again {
        let message = "rows of one version share an id and say different things: they are taken to \
                       tell of one event";
        report.note(Treatment::Changed, "id-of-two-rows", message, at, id);
    } else if is_later {
        let message = "a later version of a row is in the files: it withdraws the earlier";
        report.note(Treatment::Changed, "later-version", message, at, id);
    }
}

/// Whether statements of these kinds can describe one thing.
pub(super) fn is_one_thing(one: Kind, other: Kind) -> bool {
    match (one, other) {
        (Kind::Event(_), Kind::Event(_)) => true,
        (one, other) => one == other,
    }
}

/// Whether two statements of one id are equal.
pub(super) fn is_same(one: &Statement, other: &Statement) -> bool {
    let Evidence {
        certainty, hedge, ..
    } = &*one.evidence;
    one.content == other.content
        && one.ends == other.ends
        && one.note == other.note
        && one.native == other.native
        && (certainty, hedge) == (&other.evidence.certainty, &other.evidence.hedge)
}

/// Returns the content of a statement as a text that does not depend on the order of rows, without the fields that are
/// only carried along.
pub(super) fn content_of(
    cast: &Cast,
    places: &BTreeMap<PlaceId, &Place>,
    statement: &Statement,
) -> String {
    let name = |id: ActorId| cast.name_of(id);
    let content = match &statement.content {
        Content::Event(event) => {
            let when = event.when.as_ref().map(ToString::to_string);
            let toll = event.killed.as_deref();
            let losses = toll.into_iter().flat_map(|toll| toll.of.iter());
            let losses = losses.map(|loss| (name(loss.actor), loss.deaths));
            let losses = sorted(losses.map(|loss| format!("{loss:?}")));
            let own = event.places.iter().map(|place| places.get(place));
            let own = sorted(own.map(|place| format!("{place:?}")));
            let deaths = toll.map(|toll| toll.deaths);
            format!("{} {when:?} {deaths:?} {losses:?} {own:?}", event.kind)
        }
        Content::Relation(relation) => {
            let (period, forms) = (&relation.period, &relation.forms);
            format!("{} {period:?} {forms:?}", relation.kind)
        }
    };
    let groups = statement.ends.groups();
    let groups = groups.map(|group| format!("{:?}", sorted(group.iter().map(|id| name(*id)))));
    let groups = match &statement.ends {
        Ends::Directed { .. } => groups.collect(),
        _ => sorted(groups),
    };
    let (note, evidence) = (&statement.note, &statement.evidence);
    let sure = (evidence.certainty, &evidence.hedge);
    format!("{content} {groups:?} {note:?} {sure:?}")
}

fn sorted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts
}
