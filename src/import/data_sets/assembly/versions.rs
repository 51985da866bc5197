//! Versions of one row, which share an id.

use super::cast::Cast;
use super::gazetteer::Gazetteer;
use crate::import::report::{Measure, ReportWriter};
use crate::model::{ActorId, Ends, Kind, Matter, Place, PlaceId, ShortText, Statement};
use crate::record::{At, Reader};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands in the id of a later version until all are known.
const APART: char = '\u{1F}';

/// Versions of rows: how late each statement is, and which share an id.
#[derive(Debug, Default)]
pub(super) struct Versions {
    /// How late each statement is, in the order in which they were taken.
    orders: Vec<u64>,
    /// What a version is called in an id, by how late it is.
    labels: BTreeMap<u64, String>,
    /// The statements of each id that several have.
    shared: BTreeMap<Box<str>, Vec<usize>>,
}

/// An id without what tells versions apart.
pub(in crate::import::data_sets) fn stem(id: &str) -> &str {
    id.split([APART, '@']).next().unwrap_or(id)
}

impl Versions {
    /// Makes room for so many more, where there is memory for them.
    pub(super) fn expect_more(&mut self, statements: usize) {
        drop(self.orders.try_reserve_exact(statements));
    }

    /// Whether no two statements had one id.
    pub(super) fn are_none(&self) -> bool {
        self.shared.is_empty()
    }

    /// Notes how late the statement is that is taken next.
    pub(super) fn take(&mut self, order: u64, label: &str) {
        if self.orders.last() != Some(&order) {
            self.is_called(order, label);
        }
        self.orders.push(order);
    }

    /// Says what a version is called that is so late: of several names the first by its letters.
    pub(super) fn is_called(&mut self, order: u64, label: &str) {
        let slot = self.labels.entry(order);
        let slot = slot.or_insert_with(|| label.to_owned());
        if label < slot.as_str() {
            label.clone_into(slot);
        }
    }

    /// A statement says what one did before: it is as late as the later of the two.
    pub(super) fn again(&mut self, place: usize, order: u64, label: &str) {
        self.is_called(order, label);
        if let Some(before) = self.orders.get_mut(place) {
            *before = order.max(*before);
        }
    }

    /// The statements that have this id, if several do.
    pub(super) fn of(&self, id: &str) -> Option<&[usize]> {
        self.shared.get(id).map(Vec::as_slice)
    }

    /// Says that a statement has the id of an earlier one; hands back one of its own for the time being.
    pub(super) fn share(&mut self, id: &str, earlier: usize, number: usize) -> ShortText {
        let all = self
            .shared
            .entry(id.into())
            .or_insert_with(|| vec![earlier]);
        all.push(number);
        format!("{id}{APART}{number}").into()
    }

    /// Gives each version its id: the earliest keeps it, a later one withdraws those before it, and
    /// several of one version tell of one thing.
    ///
    /// `first` is the number of the first statement that was taken.
    pub(super) fn settle(
        &self,
        reader: &mut Reader,
        report: &mut ReportWriter,
        (cast, gazetteer): (&Cast, &Gazetteer),
        first: usize,
    ) {
        if self.shared.is_empty() {
            return;
        }
        let places = gazetteer.by_number();
        let order = |number: usize| self.orders.get(number - first).copied().unwrap_or(0);
        for (id, numbers) in &self.shared {
            let mut versions: Vec<(u64, String, usize)> = Vec::new();
            for number in numbers {
                let content = reader.statement_at(*number);
                let content = content.map(|statement| content_of(cast, &places, statement));
                versions.push((order(*number), content.unwrap_or_default(), *number));
            }
            versions.sort();
            let mut ids: Vec<Box<str>> = Vec::new();
            let mut kinds: Vec<Kind> = Vec::new();
            for (place, (order, _, number)) in versions.iter().enumerate() {
                let label = self.labels.get(order).map_or("2", |label| label);
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
                // the id says that it is one event: its dead are counted once
                let mut told = versions.iter().zip(&kinds).zip(&ids);
                let told = told.find(|((version, other), _)| {
                    version.0 == *order && is_one_thing(**other, kind)
                });
                tell(report, at, id, (told.is_some(), !withdraws.is_empty()));
                statement.same_as = told.map(|(_, id)| id.clone()).into_iter().collect();
                statement.id = own.clone().into();
                if !withdraws.is_empty() {
                    Arc::make_mut(&mut statement.evidence).withdraws = withdraws.into();
                }
                ids.push(own);
                kinds.push(kind);
            }
        }
    }
}

/// Notes what a statement is that has the id of an earlier one.
fn tell(report: &mut ReportWriter, at: At, id: &str, (is_again, is_later): (bool, bool)) {
    if is_again {
        let message = "rows of one version share an id and say different things: they are taken to \
                       tell of one event";
        report.note(Measure::Changed, "id-of-two-rows", message, at, id);
    } else if is_later {
        let message = "a later version of a row is in the files: it withdraws the earlier";
        report.note(Measure::Changed, "later-version", message, at, id);
    }
}

/// Whether statements of these kinds can tell of one thing.
fn is_one_thing(one: Kind, other: Kind) -> bool {
    match (one, other) {
        (Kind::Event(_), Kind::Event(_)) => true,
        (one, other) => one == other,
    }
}

/// What a statement says, in words that do not depend on the order of rows.
fn content_of(cast: &Cast, places: &BTreeMap<PlaceId, &Place>, statement: &Statement) -> String {
    let name = |id: ActorId| cast.name_of(id);
    let matter = match &statement.matter {
        Matter::Event(event) => {
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
        Matter::Relation(relation) => {
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
    let (note, evidence, native) = (&statement.note, &statement.evidence, &statement.native);
    let sure = (evidence.certainty, &evidence.hedge);
    format!("{matter} {groups:?} {note:?} {sure:?} {native:?}")
}

fn sorted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts
}
