//! Rows that the earlier record already has, in the same or in an earlier version.

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

/// The statements of one stem (an id without its version and part): those of the record, and new ones.
#[derive(Debug, Default)]
struct OfOneId {
    earlier: Vec<usize>,
    new: Vec<usize>,
}

/// Statements of the record that people joined with or withdrew by statements of other ids.
#[derive(Debug, Default)]
struct ByHand {
    joined: BTreeSet<Box<str>>,
    withdrawn: BTreeSet<Box<str>>,
}

/// The relation of a row's version to the record's statements of the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// The record has an equal version.
    Same,
    /// The record has this release's version with other content.
    Otherwise,
    /// The version is from a release before the record's.
    Earlier,
    /// The record has withdrawn this version.
    Withdrawn,
    /// A later version.
    Later,
}

impl Beside {
    /// Returns the code and the sentence that report why a version is left out.
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

/// The record's statements under one id.
#[derive(Debug)]
struct OfRecord {
    /// The content of each statement, and its number.
    told: Vec<(String, usize)>,
    /// The contents that no other of the statements withdraws, and those among them that people withdrew.
    own: BTreeSet<String>,
    withdrawn: BTreeSet<String>,
    latest: Option<usize>,
}

impl OfRecord {
    /// Returns the statement with this content.
    fn of(&self, said: &str) -> Option<usize> {
        let mut told = self.told.iter();
        told.find(|one| one.0 == said).map(|one| one.1)
    }

    /// Classifies a version with the contents `all`, by its statement with the content `said`.
    fn beside(&self, age: Option<Ordering>, all: &BTreeSet<String>, said: &str) -> Beside {
        // contents that the record has withdrawn do not count in the comparison
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

/// The changes to statements that follow others.
#[derive(Debug, Default)]
struct Plan {
    left: BTreeMap<usize, Beside>,
    /// Pairs of a statement of the record that counts and an equal one of a later release.
    same: Vec<(usize, usize)>,
    changed: Vec<(usize, Change)>,
}

impl Assembly {
    /// Attaches new statements to the record's statements of the same ids. An equal statement is left out, and its
    /// sources are added to the record's. A different statement of a later release becomes a later version and
    /// withdraws the earlier ones.
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

    /// Adds the releases of new statements to the equal statements of the record, so that a later import can see which
    /// release had the statement last.
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

    /// Plans the changes to new statements whose ids the record has.
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
                // an alternative has the order of the row's first statement
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
    /// Reports rows of earlier releases that a yearly release lacks although it covers their days: these rows stay in
    /// the record and count.
    pub(super) fn tell_gone(&mut self) {
        let of_years = |source: &SourceId| self.ages.get(source)?.order_of_years();
        let latest = self.read.iter().filter_map(of_years).max();
        let (Some(latest), false) = (latest, self.spoken.is_in_part()) else {
            return;
        };
        let order = |source: &SourceId| self.ages.get(source)?.order();
        if !self.ages.keys().any(|source| order(source) < Some(latest)) {
            return; // there are no earlier releases
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

    /// Removes statements that the record already has.
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
        // an actor that no other statement names does not become an actor of the record
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

    /// Groups all statements by stem, for the stems that new statements have.
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

    /// Collects the record's statements that people joined or withdrew by statements of other ids.
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

    /// Returns those of some statements of one id that none of the others withdraws.
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

    /// Compares a version of a row with the record's by release, or returns `None` if the order is unknown.
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
        // the ids themselves have numbers of versions
        if let (Some(own), Some(latest)) = (own.filter(|own| *own == order), of_record.max()) {
            return Some(own.cmp(&latest));
        }
        let [new, earlier] = [new, earlier].map(|numbers| self.sources_of(numbers));
        let is_shared = !new.is_disjoint(&earlier);
        // sources that people added by hand do not date a row
        let of_releases: BTreeSet<SourceId> = earlier.intersection(releases).copied().collect();
        let is_behind = |one: &SourceId, other: &SourceId| {
            let ages = self.ages.get(one).zip(self.ages.get(other));
            let order = ages.and_then(|(one, other)| one.compared(other));
            !matches!(order, Some(Ordering::Less | Ordering::Equal))
        };
        // a release after all others may repeat what one of them said before
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

    /// Whether two statements can describe one thing.
    fn can_be_one(&self, one: usize, other: usize) -> bool {
        let [one, other] = [one, other].map(|number| self.reader.statement_at(number));
        one.zip(other)
            .is_some_and(|(one, other)| is_one_thing(one.kind(), other.kind()))
    }
}

/// The changes to a statement that follows others.
#[derive(Debug)]
struct Change {
    id: Box<str>,
    /// The ids of the record's statements that this one withdraws.
    before: Vec<Box<str>>,
    /// The ids in `before` that people joined with others; the new statement is joined with these ids.
    joined: Vec<Box<str>>,
    /// The new ids of renamed statements with the same stem, by their old ids.
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

/// Returns the old id if it is free and not the row's own, else a free id with the version's label.
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

/// Reads the version in an id, if it is a number.
fn version_of(id: &str) -> Option<u64> {
    let (_, version) = base_of(id).split_once('@')?;
    version.split('-').next()?.parse().ok()
}

/// Returns the part of the id of a row's further statement, such as `/2`, or an empty text.
fn part_of(id: &str) -> &str {
    let Some(place) = id.rfind('/') else {
        return "";
    };
    let number = &id[place + 1..];
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { &id[place..] } else { "" }
}

/// Returns the id of the row's first statement.
fn base_of(id: &str) -> &str {
    &id[..id.len() - part_of(id).len()]
}

/// Returns an id without its version and part.
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
