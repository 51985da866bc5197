//! Every possible world of a small record, made one by one.
//!
//! A world is what was: on which day a relation began and ended, on which days something happened,
//! which active periods there were. The rules of time are formulas over bounds; here there are no
//! bounds and no formulas, but sets of worlds from which those are taken away that a statement does
//! not allow. *Certainly* must be what holds in all that are left, *possibly* what holds in one.
//!
//! Unknown starts and ends lie on any day of a short horizon, which reaches a few days beyond all
//! days that the record names; its edges stand for the time before and after all of them.

mod lives;

use std::collections::BTreeSet;

use factions::model::Evidence;
use factions::{Certainty, End, EventKind, Holds, Record, Statement, StatementId};

use lives::Lives;

use super::oracle::Oracle;
use super::oracle::courses::Pair;
use super::oracle::evidence::pairs;
use super::oracle::time::{INF, as_of_day, date_number, first_and_last, number};

/// A relation as it was: its first day, and the first day on which it was no more.
pub(crate) type Run = (i64, i64);

/// Some worlds of a relation.
type Runs = BTreeSet<Run>;

/// A split in some worlds: its first and its last day, who says so, and its days.
type SplitIn = (i64, i64, Vec<StatementId>, BTreeSet<i64>);

/// Worlds in which a relation is not known at all are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    pub(crate) worlds: Option<Runs>,
    /// Whether its start is stated, or something bounds it; whether its end is.
    pub(crate) has_start: bool,
    pub(crate) has_end: bool,
}

/// A record, and the days that its worlds are made of.
pub(crate) struct Worlds<'r> {
    record: &'r Record,
    oracle: &'r Oracle<'r>,
    /// The first and the last day of the horizon.
    pub(crate) horizon: (i64, i64),
}

impl<'r> Worlds<'r> {
    /// The oracle is asked for nothing but what the filters of evidence say of a statement.
    pub(crate) fn new(oracle: &'r Oracle<'r>, days: (i64, i64)) -> Self {
        Self {
            record: oracle.record,
            oracle,
            horizon: (days.0 - 4, days.1 + 4),
        }
    }

    fn any_day(&self) -> BTreeSet<i64> {
        (self.horizon.0..=self.horizon.1).collect()
    }

    /// These days, as far as the horizon goes.
    fn days(&self, (first, last): (i64, i64)) -> BTreeSet<i64> {
        let (from, to) = self.horizon;
        (first.max(from)..=last.min(to)).collect()
    }

    /// A day of the horizon as a bound: its edges are infinite.
    pub(crate) fn bound(&self, day: i64) -> i64 {
        if day <= self.horizon.0 + 1 {
            -INF
        } else if day >= self.horizon.1 - 1 {
            INF
        } else {
            day
        }
    }

    /// Each set of tellings that may be known, without those that are weaker.
    fn known_sets(
        &self,
        all: &[StatementId],
        certainty: Certainty,
        looks_for: &dyn Fn(&Statement) -> bool,
    ) -> Vec<Vec<StatementId>> {
        let known = |&id: &StatementId| {
            let statement = self.record.statement(id);
            Some((id, statement, self.oracle.admitted(statement)?))
        };
        let mut known: Vec<_> = all.iter().filter_map(known).collect();
        let told = known.iter().filter(|one| looks_for(one.1));
        let best = told.map(|one| one.1.evidence.certainty).max();
        let least = best.map_or(certainty, |best| best.min(certainty));
        known.retain(|one| one.1.evidence.certainty >= least);
        let mut sets = Vec::new();
        for choice in 0..1_u32 << known.len() {
            let is_in = |place: usize| choice & (1 << place) != 0;
            let all_certain_are_in = { known.iter().enumerate() }
                .all(|(place, one)| is_in(place) || one.2 == Holds::Possibly);
            if all_certain_are_in {
                let set = known.iter().enumerate().filter(|(place, _)| is_in(*place));
                sets.push(set.map(|(_, one)| one.0).collect());
            }
        }
        sets
    }

    /// The worlds that one telling of a relation allows.
    fn allowed(&self, id: StatementId, with_as_of: bool) -> Runs {
        let statement = self.record.statement(id);
        let period = &statement.relation().expect("a relation").period;
        let mut worlds = Runs::new();
        for s in self.any_day() {
            for e in s + 1..=self.horizon.1 {
                let start = period.start().map(first_and_last);
                let is_start = start.is_none_or(|(first, last)| first <= s && s <= last);
                let holds_on = |day: i64| s <= day && day < e;
                let is_seen = period.seen().iter().all(|&day| holds_on(date_number(day)));
                let is_end = match period.end() {
                    End::Unknown => true,
                    End::On(when) => {
                        let (first, last) = first_and_last(when);
                        first <= e && e <= last
                    }
                    End::Ongoing => self.as_of(id).is_none_or(|as_of| {
                        !with_as_of || holds_on(as_of) || start.is_some_and(|one| as_of < one.0)
                    }),
                };
                if is_start && is_seen && is_end {
                    worlds.insert((s, e));
                }
            }
        }
        worlds
    }

    fn as_of(&self, id: StatementId) -> Option<i64> {
        let mut evidence = Evidence::clone(&self.record.statement(id).evidence);
        if let Some(sources) = &self.oracle.lens.sources {
            evidence.sources.retain(|id| sources.contains(id));
        }
        as_of_day(self.record, &evidence)
    }

    fn says_nothing(&self, id: StatementId) -> bool {
        let period = &self
            .record
            .statement(id)
            .relation()
            .expect("a relation")
            .period;
        period.is_unknown()
    }

    /// Each way in which tellings of a relation go together, as the tellings that are true in it.
    fn together(&self, tellings: &[StatementId]) -> Vec<Vec<StatementId>> {
        if tellings.len() < 2 || !self.all_allow(tellings, true).is_empty() {
            return vec![tellings.to_vec()];
        }
        let mut alone = tellings.to_vec();
        alone.retain(|&id| !self.says_nothing(id));
        alone.into_iter().map(|id| vec![id]).collect()
    }

    fn all_allow(&self, tellings: &[StatementId], with_as_of: bool) -> Runs {
        let mut worlds = self.allowed(tellings[0], with_as_of);
        for &id in &tellings[1..] {
            let other = self.allowed(id, with_as_of);
            worlds.retain(|world| other.contains(world));
        }
        worlds
    }

    /// The sets of days on which a happening may have been, each way; none where it is not known, or
    /// where what is looked for is not told or not so.
    fn days_of(
        &self,
        thing: &BTreeSet<StatementId>,
        certainty: Certainty,
        looks_for: &dyn Fn(&Statement) -> bool,
    ) -> Vec<Option<Vec<Happened>>> {
        let all: Vec<StatementId> = thing.iter().copied().collect();
        let mut ways = Vec::new();
        for set in self.known_sets(&all, certainty, looks_for) {
            if !set.iter().any(|&id| looks_for(self.record.statement(id))) {
                ways.push(None);
                continue;
            }
            let told: Vec<(Option<Happened>, bool)> = { set.iter() }
                .map(|&id| (self.told_day(id), looks_for(self.record.statement(id))))
                .collect();
            let dated: Vec<&Happened> = told.iter().filter_map(|one| one.0.as_ref()).collect();
            let worlds = self
                .every_day()
                .into_iter()
                .filter(|world| dated.iter().all(|told| told.allows(world)));
            let mut worlds: Vec<Happened> = worlds.collect();
            // one of several days is on those that a telling names
            for told in &dated {
                if let Happened::OnAll(_) = told
                    && dated.iter().all(|other| other.allows(told))
                {
                    worlds.push((*told).clone());
                }
            }
            if worlds.is_empty() {
                // in the world of a telling what it does not name is not so; one without a day fits all
                let is_said_anyway = told.iter().any(|one| one.0.is_none() && one.1);
                for (told, says_it) in &told {
                    if let Some(told) = told {
                        ways.push((*says_it || is_said_anyway).then(|| told.each()));
                    }
                }
            } else {
                ways.push(Some(worlds));
            }
        }
        ways
    }

    fn every_day(&self) -> Vec<Happened> {
        let all = self.any_day().into_iter();
        all.map(|day| Happened::OnOne(BTreeSet::from([day])))
            .collect()
    }

    /// What a telling says of the day, if it says something.
    fn told_day(&self, id: StatementId) -> Option<Happened> {
        let event = self.record.statement(id).event().expect("an event");
        let when = event.when.as_ref()?;
        let mut days = BTreeSet::new();
        for (first, last) in when.possible_ranges() {
            days.extend(self.days((number(first), number(last))));
        }
        Some(if when.is_several() {
            Happened::OnAll(days)
        } else {
            Happened::OnOne(days)
        })
    }

    /// Every way in which a relation may have been, by the tellings that are at least so sure.
    pub(crate) fn relation(&self, pair: &Pair, certainty: Certainty) -> Vec<Relation> {
        let named = |id: &&StatementId| pair.is_named_by(self.record.statement(**id));
        let tellings: Vec<StatementId> = pair.thing.iter().filter(named).copied().collect();
        let [one, two] = [pair.a, pair.b].map(|actor| self.lives(actor, certainty));
        let mut ways = Vec::new();
        for set in self.known_sets(&tellings, certainty, &|_| true) {
            if set.is_empty() {
                ways.push(Relation {
                    worlds: None,
                    has_start: false,
                    has_end: false,
                });
                continue;
            }
            for way in self.together(&set) {
                for one in &one {
                    for two in &two {
                        ways.extend(self.runs(pair, &way, [one, two], certainty));
                    }
                }
            }
        }
        ways
    }

    /// The worlds of a relation within the periods of its two actors, and after splits.
    fn runs(
        &self,
        pair: &Pair,
        tellings: &[StatementId],
        lives: [&Lives; 2],
        certainty: Certainty,
    ) -> Vec<Relation> {
        let mut ways = Vec::new();
        for keeps in self.within(tellings, lives) {
            let all = self.all_allow(tellings, true);
            let free = self.all_allow(tellings, false);
            let bounded: Runs = all.iter().copied().filter(|&run| keeps.keep(run)).collect();
            let is_stated = |is: &dyn Fn(&factions::Period) -> bool| {
                let mut all = tellings.iter();
                all.any(|&id| is(&self.record.statement(id).relation().expect("one").period))
            };
            let has_start = is_stated(&|period| period.start().is_some());
            let has_stated_end = is_stated(&|period| matches!(period.end(), End::On(_)));
            let latest = |runs: &Runs| runs.iter().map(|run| run.1).max();
            let earliest = |runs: &Runs| runs.iter().map(|run| run.0).min();
            let has_start = has_start || earliest(&all) < earliest(&bounded);
            let has_end = has_stated_end || latest(&bounded) < latest(&all);
            let free: Runs = free.into_iter().filter(|&run| keeps.keep(run)).collect();
            let is_ongoing =
                !has_stated_end && is_stated(&|period| matches!(period.end(), End::Ongoing));
            let unbounded = earliest(&all);
            for splits in self.splits(pair, certainty) {
                // with its *as of* days, and without them
                let mut open = Some((bounded.clone(), free.clone()));
                for days in splits {
                    let (Some(first), Some((all, free))) = (days.first(), open.clone()) else {
                        continue;
                    };
                    // a return before it bounds the start, too
                    let has_start = has_start || unbounded < earliest(&all);
                    let is_before = |&(s, e): &Run| days.iter().any(|&d| s < d && d <= e);
                    if !all.iter().any(is_before) {
                        continue;
                    }
                    let on_them = |runs: &Runs| -> Runs {
                        let ended = runs
                            .iter()
                            .filter(|run| run.0 < run.1 && days.contains(&run.1));
                        ended.copied().collect()
                    };
                    let back = |runs: &Runs| -> Runs {
                        runs.iter().filter(|run| run.0 >= *first).copied().collect()
                    };
                    let may_be_back = is_ongoing || self.began_before(pair, *first, certainty);
                    let ended = on_them(&all);
                    let returned = if may_be_back { back(&all) } else { Runs::new() };
                    open = if !returned.is_empty() {
                        Some((returned, back(&free)))
                    } else if !ended.is_empty() {
                        None
                    } else if is_ongoing && !on_them(&free).is_empty() {
                        ways.push(self.way(on_them(&free), has_start, true));
                        None
                    } else {
                        Some((all, free))
                    };
                    if !ended.is_empty() {
                        ways.push(self.way(ended, has_start, true));
                    }
                }
                if let Some((open, _)) = open {
                    let has_start = has_start || unbounded < earliest(&open);
                    ways.push(self.way(open, has_start, has_end));
                }
            }
        }
        ways
    }

    fn way(&self, worlds: Runs, has_start: bool, has_end: bool) -> Relation {
        debug_assert!(!worlds.is_empty(), "{:?}", self.horizon);
        Relation {
            worlds: Some(worlds),
            has_start,
            has_end,
        }
    }

    /// The days of the splits of a pair that may apply together, the earliest first.
    fn splits(&self, pair: &Pair, certainty: Certainty) -> Vec<Vec<BTreeSet<i64>>> {
        if !pair.kind.is_step() {
            return vec![vec![]];
        }
        let splits_it = |one: &Statement| {
            one.event()
                .is_some_and(|event| event.kind == EventKind::Split)
                && pairs(&one.ends).contains(&(pair.b, pair.a))
        };
        let mut all: Vec<Vec<SplitIn>> = vec![vec![]];
        for thing in self.oracle.things(splits_it) {
            let mut tellers: Vec<StatementId> = thing.iter().copied().collect();
            tellers.retain(|&id| {
                let statement = self.record.statement(id);
                splits_it(statement) && self.oracle.admitted(statement).is_some()
            });
            let mut next = Vec::new();
            for before in &all {
                for way in self.days_of(&thing, certainty, &splits_it) {
                    let mut splits = before.clone();
                    if let Some(worlds) = way {
                        let days: BTreeSet<i64> = worlds.iter().flat_map(Happened::days).collect();
                        let first = days.first().copied().unwrap_or(INF);
                        let last = days.last().copied().unwrap_or(INF);
                        splits.push((first, last, tellers.clone(), days));
                    }
                    next.push(splits);
                }
            }
            all = next;
        }
        let sorted = |mut splits: Vec<_>| {
            splits.sort();
            splits
        };
        let days = |splits: Vec<(_, _, _, BTreeSet<i64>)>| splits.into_iter().map(|one| one.3);
        all.into_iter()
            .map(|splits| days(sorted(splits)).collect())
            .collect()
    }

    /// "if another of the pair certainly began before the split".
    fn began_before(&self, pair: &Pair, first_day: i64, certainty: Certainty) -> bool {
        let mut others = self.oracle.all_pairs().into_iter();
        others.any(|other| {
            if other.thing == pair.thing
                || (other.kind, other.a, other.b) != (pair.kind, pair.a, pair.b)
            {
                return false;
            }
            let named = |id: &&StatementId| other.is_named_by(self.record.statement(**id));
            let tellings: Vec<StatementId> = other.thing.iter().filter(named).copied().collect();
            let [one, two] = [other.a, other.b].map(|actor| self.lives(actor, certainty));
            let mut runs = Vec::new();
            for set in self.known_sets(&tellings, certainty, &|_| true) {
                if set.is_empty() {
                    return false;
                }
                for way in self.together(&set) {
                    let all = self.all_allow(&way, true);
                    for one in &one {
                        for two in &two {
                            for within in self.within(&way, [one, two]) {
                                runs.extend(all.iter().copied().filter(|&run| within.keep(run)));
                            }
                        }
                    }
                }
            }
            !runs.is_empty() && runs.iter().all(|run| run.0 < first_day)
        })
    }

    /// The worlds of a happening that the test finds told, as the days on which it was.
    pub(crate) fn happening(
        &self,
        thing: &BTreeSet<StatementId>,
        certainty: Certainty,
        looks_for: &dyn Fn(&Statement) -> bool,
    ) -> Vec<Option<BTreeSet<i64>>> {
        let mut worlds = Vec::new();
        for way in self.days_of(thing, certainty, looks_for) {
            match way {
                None => worlds.push(None),
                Some(all) => worlds.extend(all.iter().map(|world| Some(world.days()))),
            }
        }
        worlds
    }
}

/// When something happened: on one of these days, or on all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Happened {
    OnOne(BTreeSet<i64>),
    OnAll(BTreeSet<i64>),
}

impl Happened {
    fn days(&self) -> BTreeSet<i64> {
        match self {
            Self::OnOne(days) | Self::OnAll(days) => days.clone(),
        }
    }

    /// Each world in which it may have been.
    fn each(&self) -> Vec<Self> {
        match self {
            Self::OnOne(days) => { days.iter() }
                .map(|&day| Self::OnOne(BTreeSet::from([day])))
                .collect(),
            Self::OnAll(_) => vec![self.clone()],
        }
    }

    /// Whether what a telling says is so in a world: "several days … stay if each of the one-day
    /// tellings can be one of them; two tellings of several days meet only if they name the same
    /// days".
    fn allows(&self, world: &Self) -> bool {
        match (self, world) {
            (Self::OnOne(one), Self::OnOne(day)) => day.is_subset(one),
            (Self::OnOne(one), Self::OnAll(days)) => !one.is_disjoint(days),
            (Self::OnAll(all), Self::OnAll(days)) => all == days,
            (Self::OnAll(_), Self::OnOne(_)) => false,
        }
    }
}

/// How something is in a window, of all its worlds.
pub(crate) fn in_all_or_one(mut worlds: impl Iterator<Item = bool> + Clone) -> Option<Holds> {
    if worlds.clone().all(|holds| holds) && worlds.clone().next().is_some() {
        Some(Holds::Certainly)
    } else {
        { worlds.any(|holds| holds) }.then_some(Holds::Possibly)
    }
}
