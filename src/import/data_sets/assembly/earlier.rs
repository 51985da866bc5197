//! Rows that the earlier record has already, in the same or in an earlier version.

use super::assemble::Assembly;
use super::kept::actors_of;
use super::new_actor::entry_of;
use super::versions::{Versions, content_of, is_one_thing, stem};
use crate::import::data_sets::kit::ages::Age;
use crate::import::report::Treatment;
use crate::model::{ActorId, Evidence, SourceId, Statement};
use crate::record::{At, QuickSet};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The statements of one id, without what tells versions apart: those of the record, and new ones.
#[derive(Debug, Default)]
struct OfOneId {
    earlier: Vec<usize>,
    new: Vec<usize>,
}

/// What statements of other ids say of those of the record: what people joined and withdrew by hand.
#[derive(Debug, Default)]
struct ByHand {
    joined: BTreeSet<Box<str>>,
    withdrawn: BTreeSet<Box<str>>,
}

/// What a version of a row is, beside what the record has of its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// The record has the same.
    Same,
    /// The record has it by this release, and it says otherwise there.
    Otherwise,
    /// It is of a release before what the record has.
    Earlier,
    /// The record has withdrawn it.
    Withdrawn,
    /// A later version.
    Later,
}

impl Beside {
    /// The code and words by which a report tells of what is left out.
    const fn reason(self) -> (&'static str, &'static str) {
        match self {
            Self::Same => ("in-the-record", "the record beside has the same already"),
            Self::Otherwise => (
                "otherwise-in-the-record",
                "the record beside has the row of this release otherwise, corrected by hand or read by other \
                 choices: it stays as it is there (if the file is a new download of the same name, say when it \
                 came out: `published`)",
            ),
            Self::Earlier => (
                "earlier-than-the-record",
                "the record beside has the row of a later release: it stays as it is there",
            ),
            Self::Withdrawn => (
                "withdrawn-in-the-record",
                "the record beside has withdrawn the row: it stays so, and what the files say of it is left out",
            ),
            Self::Later => (
                "later-than-the-record",
                "a later version of what the record beside has: it withdraws the earlier (files that tell no \
                 release are taken to be later than the record)",
            ),
        }
    }
}

/// What the record says under one id.
#[derive(Debug)]
struct OfRecord {
    /// What each statement says, and its number.
    told: Vec<(String, usize)>,
    /// What those say that no other withdraws, and what of that people withdrew.
    own: BTreeSet<String>,
    withdrawn: BTreeSet<String>,
    latest: Option<usize>,
}

impl OfRecord {
    /// The statement that says the same.
    fn of(&self, said: &str) -> Option<usize> {
        let mut told = self.told.iter();
        told.find(|one| one.0 == said).map(|one| one.1)
    }

    /// What a version is that says all of this, by one of its statements.
    fn beside(&self, age: Option<Ordering>, all: &BTreeSet<String>, said: &str) -> Beside {
        // what the record has withdrawn of a version is no part of it
        let rest: BTreeSet<&String> = all.difference(&self.withdrawn).collect();
        let left: BTreeSet<&String> = self.own.difference(&self.withdrawn).collect();
        let is_same = *all == self.own || (!rest.is_empty() && rest == left);
        match age {
            _ if is_same => Beside::Same,
            Some(Ordering::Less | Ordering::Equal) if self.of(said).is_some() => Beside::Same,
            Some(Ordering::Less) => Beside::Earlier,
            Some(Ordering::Equal) => Beside::Otherwise,
            _ if left.is_empty() || self.withdrawn.contains(said) => Beside::Withdrawn,
            _ => Beside::Later,
        }
    }
}

/// What is to become of the statements that follow others.
#[derive(Debug, Default)]
struct Plan {
    left: BTreeMap<usize, Beside>,
    /// Statements of the record that count, each with one of a later release that says the same.
    same: Vec<(usize, usize)>,
    changed: Vec<(usize, Change)>,
}

impl Assembly {
    /// Lets new statements follow those of the record beside that have their ids: what says the same is left
    /// out, and its sources are named there; what says otherwise in a later release is a later version and
    /// withdraws them.
    pub(super) fn follow_earlier(&mut self, versions: &Versions) {
        let all = self.of_each_id();
        if all.is_empty() {
            return;
        }
        let plan = self.plan(versions, &all);
        for (number, change) in plan.changed {
            let Some((statement, at)) = self.reader.statements_from(number).next() else {
                continue;
            };
            change.make(statement);
            let (code, message) = Beside::Later.reason();
            let report = &mut self.report;
            report.note(Treatment::Changed, code, message, entry_of(at), &change.id);
        }
        self.add_sources(&plan.same);
        self.leave_out(&plan.left);
    }

    /// Rests statements of the record on the releases of new ones, too, that say the same: else nobody could tell
    /// later how late it was said last.
    fn add_sources(&mut self, same: &[(usize, usize)]) {
        for &(known, new) in same {
            let of_new = self.sources_of(&[new]).into_iter();
            let is_told = |one: &SourceId| self.ages.get(one).is_some_and(|age| !age.is_unknown());
            let mut all: BTreeSet<SourceId> = of_new.filter(is_told).collect();
            all.extend(self.sources_of(&[known]));
            let Some((statement, _)) = self.reader.statements_from(known).next() else {
                continue;
            };
            if statement.evidence.sources.len() < all.len() {
                statement.evidence = self.joined.of(Evidence {
                    sources: all.into_iter().collect(),
                    ..(*statement.evidence).clone()
                });
            }
        }
    }

    /// What is to become of the new statements of ids that the record has.
    fn plan(&self, versions: &Versions, all: &BTreeMap<Box<str>, OfOneId>) -> Plan {
        let first = self.first_statement;
        let places = self.gazetteer.by_number();
        let content = |number: &usize| {
            let statement = self.reader.statement_at(*number);
            statement.map_or_else(String::new, |one| content_of(&self.cast, &places, one))
        };
        let by_hand = self.by_hand();
        let releases = self.known_releases(|source| self.spoken.has(source));
        let orders: BTreeMap<&str, u64> = all
            .values()
            .flat_map(|one| &one.new)
            .filter_map(|number| Some((self.id(*number), versions.order(number - first)?)))
            .collect();
        let mut plan = Plan::default();
        for (stem, one) in all {
            let mut new: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
            for number in &one.new {
                let id = self.id(*number);
                // one of several who may be meant is as late as the first of them
                let base = orders.get(id).or_else(|| orders.get(base_of(id)));
                new.entry(base.copied().unwrap_or(0))
                    .or_default()
                    .push(*number);
            }
            let is_withdrawn = |number: &usize| {
                let statement = self.reader.statement_at(*number);
                let by_itself = statement.is_some_and(|one| one.evidence.withdrawn.is_some());
                by_itself || by_hand.withdrawn.contains(self.id(*number))
            };
            let latest = self.latest(&one.earlier);
            let known = OfRecord {
                told: one.earlier.iter().map(|n| (content(n), *n)).collect(),
                own: latest.iter().map(content).collect(),
                withdrawn: latest
                    .iter()
                    .filter(|n| is_withdrawn(n))
                    .map(content)
                    .collect(),
                latest: latest.first().copied(),
            };
            let before: Vec<Box<str>> = one.earlier.iter().map(|n| self.id(*n).into()).collect();
            let joined = one.earlier.iter().copied();
            let joined: Vec<usize> = joined
                .filter(|number| by_hand.joined.contains(self.id(*number)))
                .collect();
            let mut taken: BTreeSet<Box<str>> = before.iter().cloned().collect();
            let mut names: BTreeMap<Box<str>, Box<str>> = BTreeMap::new();
            let mut has_followed = false;
            let from = plan.changed.len();
            for (order, numbers) in new {
                let said: BTreeSet<String> = numbers.iter().map(content).collect();
                let age = if has_followed {
                    None
                } else {
                    self.compared((versions, order), &numbers, (&one.earlier, &releases))
                };
                for number in numbers {
                    let own = content(&number);
                    let beside = if has_followed {
                        Beside::Later
                    } else {
                        known.beside(age, &said, &own)
                    };
                    let old = self.id(number);
                    if beside != Beside::Later {
                        if age.is_none() && beside == Beside::Same {
                            let mut standing = latest.iter().filter(|one| !is_withdrawn(one));
                            let same = standing.find(|one| content(one) == own);
                            plan.same.extend(same.map(|same| (*same, number)));
                        }
                        let same = known.of(&own).or(known.latest);
                        let id = same.map_or_else(|| stem.clone(), |same| self.id(same).into());
                        names.insert(old.into(), id);
                        plan.left.insert(number, beside);
                        continue;
                    }
                    let id = new_id((stem, old), versions.label(order), &taken);
                    taken.insert(id.clone());
                    names.insert(old.into(), id.clone());
                    let joined = joined.iter().filter(|n| self.can_be_one(**n, number));
                    let change = Change {
                        id,
                        before: before.clone(),
                        joined: joined.map(|n| self.id(*n).into()).collect(),
                        names: BTreeMap::new(),
                    };
                    plan.changed.push((number, change));
                }
                has_followed |= plan.changed.len() > from;
            }
            for (_, change) in &mut plan.changed[from..] {
                change.names.clone_from(&names);
            }
        }
        plan
    }
}

impl Assembly {
    /// Tells of rows of earlier releases that a release of years does not have, on the days of which it speaks:
    /// they are in the record, and count.
    pub(super) fn tell_gone(&mut self) {
        let of_years = |source: &SourceId| self.ages.get(source)?.order_of_years();
        let latest = self.read.iter().filter_map(of_years).max();
        let (Some(latest), false) = (latest, self.spoken.is_in_part()) else {
            return;
        };
        let order = |source: &SourceId| self.ages.get(source)?.order();
        if !self.ages.keys().any(|source| order(source) < Some(latest)) {
            return; // there are no earlier ones
        }
        let releases = self.known_releases(|source| self.spoken.has(source));
        let is_of_set = |source: &SourceId| {
            releases.contains(source) || self.articles.values().any(|one| one == source)
        };
        let all = || {
            let all = 0..self.reader.statement_count();
            let all = all.filter_map(|number| Some((number, self.reader.statement_at(number)?)));
            all.filter_map(|(number, one)| Some((number, one, one.event()?.when.as_ref()?)))
        };
        let (mut has, mut days) = (QuickSet::default(), None);
        for (number, one, when) in all() {
            let sources = &one.evidence.sources;
            if number >= self.first_statement
                && sources.iter().any(|one| order(one) == Some(latest))
            {
                has.insert(stem_of(&one.id));
                let (first, last) = days.unwrap_or((when.first_day(), when.last_day()));
                days = Some((first.min(when.first_day()), last.max(when.last_day())));
            }
        }
        let Some((first, last)) = days else {
            return;
        };
        let by_hand = self.by_hand();
        let mut gone: BTreeSet<&str> = BTreeSet::new();
        for (_, one, when) in all() {
            let sources = one.evidence.sources.iter();
            let mut sources = sources.filter(|source| is_of_set(source)).peekable();
            let is_of_earlier = sources.peek().is_some()
                && sources.all(|source| order(source).is_some_and(|order| order < latest));
            let is_withdrawn =
                one.evidence.withdrawn.is_some() || by_hand.withdrawn.contains(&*one.id);
            if is_of_earlier
                && !is_withdrawn
                && first <= when.first_day()
                && when.last_day() <= last
                && !has.contains(stem_of(&one.id))
            {
                gone.insert(stem_of(&one.id));
            }
        }
        let gone: Vec<Box<str>> = gone.into_iter().map(Into::into).collect();
        let message = "rows of an earlier release that a release of years does not have, though it speaks of their \
                       days: its makers took them out or gave them other ids, or it is a part of the release; they \
                       are in the record, and their dead count (leave out the earlier release if they should not)";
        for id in gone {
            let at = At::in_text(0, 0);
            self.report.note(
                Treatment::Guessed,
                "gone-from-a-later-release",
                message,
                at,
                &id,
            );
        }
    }

    /// Leaves out what the record has already.
    fn leave_out(&mut self, left: &BTreeMap<usize, Beside>) {
        for (number, beside) in left {
            let Some((statement, at)) = self.reader.statements_from(*number).next() else {
                continue;
            };
            let (code, message) = beside.reason();
            let id = statement.id.to_string();
            let report = &mut self.report;
            report.note(Treatment::Merged, code, message, at, &id);
            if !self.derived.contains(&at) {
                report.is_unmade(at);
                let counts = report.counts();
                counts.made = counts.made.saturating_sub(1);
                counts.merged += 1;
            }
        }
        let named = left
            .keys()
            .filter_map(|number| self.reader.statement_at(*number));
        let mut idle: BTreeSet<ActorId> = named.flat_map(actors_of).collect();
        self.reader.leave_out(&left.keys().copied().collect());
        for (statement, _) in self.reader.statements_from(0) {
            for actor in actors_of(statement) {
                idle.remove(&actor);
            }
        }
        // who stands in nothing else is no actor of the record
        let seats = idle
            .into_iter()
            .filter_map(|id| self.cast.seat_of_number(id));
        let seats = seats.filter(|seat| !self.cast.is_listed(*seat));
        for seat in seats.collect::<Vec<_>>() {
            self.cast.is_replaced(seat);
        }
    }

    fn id(&self, number: usize) -> &str {
        self.reader.statement_at(number).map_or("", |one| &one.id)
    }

    /// The statements of each id that new ones have.
    fn of_each_id(&self) -> BTreeMap<Box<str>, OfOneId> {
        let mut all: BTreeMap<Box<str>, OfOneId> = BTreeMap::new();
        let first = self.first_statement;
        if first == 0 {
            return all;
        }
        let count = self.reader.statement_count();
        let own: QuickSet<&str> = (0..first).map(|number| stem_of(self.id(number))).collect();
        for number in first..count {
            let stem = stem_of(self.id(number));
            if own.contains(stem) {
                all.entry(stem.into()).or_default().new.push(number);
            }
        }
        for number in 0..first {
            if let Some(one) = all.get_mut(stem_of(self.id(number))) {
                one.earlier.push(number);
            }
        }
        all
    }

    /// What statements of the record say of those of other ids.
    fn by_hand(&self) -> ByHand {
        let mut by_hand = ByHand::default();
        for number in 0..self.first_statement {
            let Some(statement) = self.reader.statement_at(number) else {
                continue;
            };
            let own = stem_of(&statement.id);
            let others = |ids: &[Box<str>]| -> Vec<Box<str>> {
                let ids = ids.iter().filter(|id| stem_of(id) != own);
                ids.cloned().collect()
            };
            let joined = others(&statement.same_as);
            if !joined.is_empty() {
                by_hand.joined.insert((*statement.id).into());
            }
            by_hand.joined.extend(joined);
            let withdraws = &statement.evidence.withdraws;
            by_hand.withdrawn.extend(others(withdraws));
        }
        by_hand
    }

    /// Those of some statements of one id that no other of them withdraws.
    fn latest(&self, numbers: &[usize]) -> Vec<usize> {
        let all = numbers
            .iter()
            .filter_map(|number| self.reader.statement_at(*number));
        let withdrawn: BTreeSet<&str> = all
            .flat_map(|one| one.evidence.withdraws.iter().map(|id| &**id))
            .collect();
        let is_latest = |number: &&usize| !withdrawn.contains(self.id(**number));
        numbers.iter().filter(is_latest).copied().collect()
    }

    /// Whether a version of a row is earlier than what the record has of it, later, or of the same release;
    /// `None`: nobody says.
    fn compared(
        &self,
        (versions, order): (&Versions, u64),
        new: &[usize],
        (earlier, releases): (&[usize], &BTreeSet<SourceId>),
    ) -> Option<Ordering> {
        let own: Option<u64> = versions.label(order).parse().ok();
        let of_record = earlier
            .iter()
            .filter_map(|number| version_of(self.id(*number)));
        // rows that tell their version themselves
        if let (Some(own), Some(latest)) = (own.filter(|own| *own == order), of_record.max()) {
            return Some(own.cmp(&latest));
        }
        let [new, earlier] = [new, earlier].map(|numbers| self.sources_of(numbers));
        let is_shared = !new.is_disjoint(&earlier);
        // what people rest a row on besides says nothing of its release
        let of_releases: BTreeSet<SourceId> = earlier.intersection(releases).copied().collect();
        let is_behind = |one: &SourceId, other: &SourceId| {
            let ages = self.ages.get(one).zip(self.ages.get(other));
            let order = ages.and_then(|(one, other)| one.compared(other));
            !matches!(order, Some(Ordering::Less | Ordering::Equal))
        };
        // a release behind all others may say what one of them did before
        let mut own = new.difference(&earlier);
        if own.any(|one| of_releases.iter().all(|other| is_behind(one, other))) {
            return None;
        }
        if is_shared {
            return Some(Ordering::Equal);
        }
        let earlier = of_releases;
        let ages = |sources: BTreeSet<SourceId>| {
            let ages = sources.into_iter();
            ages.map(|source| self.ages.get(&source))
                .collect::<Vec<_>>()
        };
        let [new, earlier] = [new, earlier].map(ages);
        let of = |one: Option<&Age>, wanted: Ordering| {
            let mut others = earlier.iter().flatten();
            one.is_some_and(|one| others.any(|other| one.compared(other) == Some(wanted)))
        };
        if new.iter().any(|one| of(*one, Ordering::Equal)) {
            return Some(Ordering::Equal);
        }
        let is_earlier = new.iter().all(|one| of(*one, Ordering::Less));
        is_earlier.then_some(Ordering::Less)
    }

    fn sources_of(&self, numbers: &[usize]) -> BTreeSet<SourceId> {
        let all = numbers
            .iter()
            .filter_map(|number| self.reader.statement_at(*number));
        all.flat_map(|one| one.evidence.sources.iter().copied())
            .collect()
    }

    /// Whether two statements can tell of one thing.
    fn can_be_one(&self, one: usize, other: usize) -> bool {
        let [one, other] = [one, other].map(|number| self.reader.statement_at(number));
        one.zip(other)
            .is_some_and(|(one, other)| is_one_thing(one.kind(), other.kind()))
    }
}

/// What becomes of a statement that follows others.
#[derive(Debug)]
struct Change {
    id: Box<str>,
    /// The ids of the record that it withdraws.
    before: Vec<Box<str>>,
    /// Those of them that people joined with others: it tells of the same.
    joined: Vec<Box<str>>,
    /// What others of its id are called now.
    names: BTreeMap<Box<str>, Box<str>>,
}

impl Change {
    fn make(&self, statement: &mut Statement) {
        let name = |id: &str| self.names.get(id).map_or_else(|| id.into(), Clone::clone);
        statement.id = (*self.id).into();
        let same_as = statement.same_as.iter().map(|id| name(id));
        let same_as: BTreeSet<Box<str>> = same_as.chain(self.joined.iter().cloned()).collect();
        statement.same_as = same_as.into_iter().collect();
        let evidence = Arc::make_mut(&mut statement.evidence);
        let withdraws = evidence.withdraws.iter().map(|id| name(id));
        let withdraws: BTreeSet<Box<str>> = withdraws.chain(self.before.iter().cloned()).collect();
        evidence.withdraws = withdraws.into_iter().collect();
    }
}

/// The id of a statement that was called otherwise, as one of its version.
fn new_id((stem, old): (&str, &str), label: &str, taken: &BTreeSet<Box<str>>) -> Box<str> {
    let part = part_of(old);
    let mut id: Box<str> = old.into();
    let mut count = 1;
    while taken.contains(&id) || base_of(&id) == stem {
        let again = if count > 1 {
            format!("-{count}")
        } else {
            String::new()
        };
        id = format!("{stem}@{label}{again}{part}").into();
        count += 1;
    }
    id
}

/// The version in an id that is a number.
fn version_of(id: &str) -> Option<u64> {
    let (_, version) = base_of(id).split_once('@')?;
    version.split('-').next()?.parse().ok()
}

/// What stands behind the id of a row in that of a further statement of it: `/2`; or nothing.
fn part_of(id: &str) -> &str {
    let Some(place) = id.rfind('/') else {
        return "";
    };
    let number = &id[place + 1..];
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { &id[place..] } else { "" }
}

/// The id of the row of a further statement.
fn base_of(id: &str) -> &str {
    &id[..id.len() - part_of(id).len()]
}

/// An id without what tells versions, and statements of one row, apart.
fn stem_of(id: &str) -> &str {
    base_of(stem(base_of(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_further_statements_of_a_row_have_one_stem() {
        for id in [
            "ged-1",
            "ged-1@26.0.6",
            "ged-1/2",
            "ged-1@26.0.6/2",
            "ged-1@26.0.6-2",
        ] {
            assert_eq!(stem_of(id), "ged-1", "{id}");
        }
        assert_eq!(stem_of("acled-a/b"), "acled-a/b");
        assert_eq!(version_of("acled-1@1700000000-2/3"), Some(1_700_000_000));
        assert_eq!(version_of("ged-1@26.0.6"), None);
        assert_eq!(version_of("ged-1"), None);
    }
}
