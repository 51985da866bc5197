//! One thing told several times: its tellings, and what they allow together.

use std::collections::BTreeSet;

use factions::{Certainty, Holds, Record, Statement, StatementId};

use super::Oracle;
use super::time::{Days, INF, OPEN, Span, Stated, StatedEnd, after};

/// What tellings are of: for each statement all of the same thing, itself included.
pub(crate) type Thing = BTreeSet<StatementId>;

/// A certainty with what is told at least so surely: the surest first, the last one is all.
pub(crate) type Ladder<T> = Vec<(Certainty, T)>;

/// The ways in which something may have happened that tellings say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ways {
    /// The days of each; none: it is not told of in it, or is not so.
    pub(crate) each: Vec<Option<Days>>,
    /// Whether it is told of with and without each telling that is only possibly known.
    pub(crate) is_told_always: bool,
}

impl Ways {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Option<Days>> {
        self.each.iter()
    }

    /// The days of those in which it was.
    pub(crate) fn days(&self) -> impl Iterator<Item = &Days> {
        self.each.iter().flatten()
    }
}

impl Oracle<'_> {
    /// "`same_as` joins relations as it joins events" — "(transitive over the whole record, before
    /// any filter …)": for each statement all of its thing, itself included.
    pub(crate) fn same(&self, id: StatementId) -> Thing {
        self.same[id.index()].clone()
    }

    /// Every thing of the record that the test admits a telling of.
    pub(crate) fn things(&self, admits: impl Fn(&Statement) -> bool) -> BTreeSet<Thing> {
        let all = self.numbered().filter(|(_, statement)| admits(statement));
        all.map(|(id, _)| self.same(id)).collect()
    }

    /// "*Its tellings* are all that the filters of evidence admit, whatever kinds or actors the view
    /// shows": each with how it is known.
    pub(crate) fn tellings(
        &self,
        thing: &Thing,
        of_it: impl Fn(&Statement) -> bool,
    ) -> Vec<(StatementId, Holds)> {
        let mut tellings = Vec::new();
        for &id in thing {
            let statement = self.record.statement(id);
            if let (true, Some(known)) = (of_it(statement), self.admitted(statement)) {
                tellings.push((id, known));
            }
        }
        tellings
    }

    /// The certainties at which tellings can be left out, the surest first.
    ///
    /// "the certainty of an answer is the highest at which what it says is still so … when all
    /// weaker tellings are left out".
    ///
    /// CHOICE: "all weaker tellings". (1) Of each thing that the answer rests on those that are
    /// weaker than that certainty; but a thing whose surest telling is weaker stays as that one has
    /// it, for it is not *told weaker* than by itself: a reported split ends a confirmed
    /// membership. (2) Weaker statements of whatever sort, so that a confirmed membership, ended by
    /// a reported split, would be a possible, confirmed one for ever. Taken: (1).
    pub(crate) fn steps_of(&self, things: &[&Thing]) -> Vec<Certainty> {
        let mut steps = BTreeSet::from([Certainty::Confirmed]);
        for thing in things {
            let all = self.tellings(thing, |_| true);
            if all.len() > 1 {
                steps.extend(all.iter().map(|&(id, _)| self.certainty_of(id)));
            }
        }
        steps.into_iter().rev().collect()
    }

    /// The tellings that are at least so sure, or as sure as the surest that tells what is looked for.
    pub(crate) fn at_least_as_sure(
        &self,
        tellings: &[(StatementId, Holds)],
        best: Option<Certainty>,
        certainty: Certainty,
    ) -> Vec<(StatementId, Holds)> {
        let least = best.map_or(certainty, |best| best.min(certainty));
        let mut sure = tellings.to_vec();
        sure.retain(|&(id, _)| self.certainty_of(id) >= least);
        sure
    }

    pub(crate) fn certainty_of(&self, id: StatementId) -> Certainty {
        self.record.statement(id).evidence.certainty
    }

    /// Every way in which the days of a happening may lie, by these of its tellings, each time with
    /// and without each telling that is only possibly known; none where what the test looks for is
    /// not so, or not told of then.
    ///
    /// "What holds with and without a telling that is only possibly known holds certainly, what
    /// holds in one of the two possibly."
    ///
    /// CHOICE: tellings that cannot meet and do not tell the same of it: a split on the 5th, a renaming
    /// of another actor on the 7th, joined by `same_as`. (1) "Whatever rests on it … uses these days":
    /// each may have been on either day. (2) On the 5th nobody was renamed, for "each telling as a whole
    /// is one way". (3) The renaming was on the 7th for certain, for no other telling speaks of it.
    /// Taken: (2): what a telling does not name is not so in its way. In `ever()` it is certain all the
    /// same, as every statement is.
    ///
    /// CHOICE: several tellings that are only possibly known, of one source. (1) Each of them is
    /// there or not by itself. (2) They are known together or not at all. Taken: (1), as "with and
    /// without a telling" reads.
    pub(crate) fn ways_of_days(
        &self,
        tellings: &[(StatementId, Holds)],
        looks_for: impl Fn(&Statement) -> bool,
    ) -> Ways {
        let mut ways = Ways {
            each: vec![],
            is_told_always: true,
        };
        for some in with_and_without(tellings) {
            let told = some.iter().map(|&id| self.record.statement(id));
            let told: Vec<(Days, bool)> = told
                .map(|one| {
                    let event = one.event().expect("tellings of a happening are events");
                    (Days::of(event), looks_for(one))
                })
                .collect();
            if !told.iter().any(|one| one.1) {
                ways.is_told_always = false;
                push_new(&mut ways.each, None);
                continue;
            }
            for way in days_together(&told) {
                push_new(&mut ways.each, way);
            }
        }
        ways
    }

    /// How the days of a happening may lie, at each certainty.
    pub(crate) fn days_ladder(
        &self,
        thing: &Thing,
        looks_for: impl Fn(&Statement) -> bool + Copy,
    ) -> Ladder<Ways> {
        let tellings = self.tellings(thing, |_| true);
        let best = self.best_of(thing, looks_for);
        let mut ladder = Vec::new();
        for certainty in self.steps_of(&[thing]) {
            let sure = self.at_least_as_sure(&tellings, best, certainty);
            ladder.push((certainty, self.ways_of_days(&sure, looks_for)));
        }
        ladder
    }

    /// The surest of the admitted tellings for which the test looks.
    pub(crate) fn best_of(
        &self,
        thing: &Thing,
        looks_for: impl Fn(&Statement) -> bool,
    ) -> Option<Certainty> {
        let all = self.tellings(thing, looks_for);
        all.iter().map(|&(id, _)| self.certainty_of(id)).max()
    }
}

/// For each statement of a record all that `same_as` joins with it.
pub(crate) fn things_of(record: &Record) -> Vec<Thing> {
    let all = record.statements();
    let number = |place: usize| StatementId::new(u32::try_from(place).expect("a small record"));
    let mut things: Vec<Thing> = (0..all.len()).map(|id| Thing::from([number(id)])).collect();
    loop {
        let before = things.clone();
        for (one, first) in all.iter().enumerate() {
            for (other, second) in all.iter().enumerate() {
                if first.same_as.iter().any(|id| **id == *second.id) {
                    let both: Thing = things[one].union(&things[other]).copied().collect();
                    for id in &both {
                        things[id.index()].clone_from(&both);
                    }
                }
            }
        }
        if things == before {
            return things;
        }
    }
}

/// The statements that are certainly known, with each choice of the others.
pub(crate) fn with_and_without(tellings: &[(StatementId, Holds)]) -> Vec<Vec<StatementId>> {
    let mut choices = vec![vec![]];
    for &(id, known) in tellings {
        let without = choices.clone();
        for choice in &mut choices {
            choice.push(id);
        }
        if known == Holds::Possibly {
            choices.extend(without);
        }
    }
    choices
}

pub(crate) fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// "a happening's possible days are those that all its tellings allow ("2023-10" and "2023-10-07"
/// together are 7 October; an undated telling says nothing; several days, `{…}` or `a/b`, stay if
/// each of the one-day tellings can be one of them; two tellings of several days meet only if they
/// name the same days)"; "Where they cannot meet, each telling as a whole is one way in which it
/// may have been (one that says nothing is none)".
///
/// With each telling stands whether it says what is asked for. Where they cannot meet, it is so in the
/// ways of those that do.
///
/// CHOICE: an undated telling that says what is asked for, beside others that cannot meet. (1) It
/// fits each of their ways, and so what it says is so in each. (2) It is none of the ways, and what
/// it alone says is so in none. Taken: (1).
///
/// CHOICE: two tellings of the same day with different actors, beside one of another day. (1) Each is
/// a way of its own. (2) The two are one. Taken: (1), as "each telling as a whole" reads.
pub(crate) fn days_together(tellings: &[(Days, bool)]) -> Vec<Option<Days>> {
    let (undated, dated): (Vec<_>, Vec<_>) =
        { tellings.iter().cloned() }.partition(|(days, _)| *days == Days::any());
    let all: Vec<Days> = dated.iter().map(|one| one.0.clone()).collect();
    if let Some(days) = all_allow(&all) {
        return vec![Some(days)];
    }
    let is_said_anyway = undated.iter().any(|one| one.1);
    let mut ways = Vec::new();
    for (days, says_it) in dated {
        push_new(&mut ways, (says_it || is_said_anyway).then_some(days));
    }
    ways
}

/// The days that all allow; none if they cannot meet.
///
/// CHOICE: several one-day tellings beside one of several days. (1) Each of them can be one of the
/// days; they need not be the same one. (2) All of them must meet on one of the days. Taken: (1),
/// as "each of the one-day tellings can be one of them" reads.
pub(crate) fn all_allow(dated: &[Days]) -> Option<Days> {
    let several: Vec<&Days> = dated.iter().filter(|days| days.is_several).collect();
    let one_day = dated.iter().filter(|days| !days.is_several);
    if let [first, rest @ ..] = &several[..] {
        let same = rest.iter().all(|other| merged(other) == merged(first));
        let mut stay = one_day.map(|days| !days.shared(first).is_empty());
        return (same && stay.all(|stays| stays)).then(|| (*first).clone());
    }
    let mut days = Days::any();
    for other in one_day {
        days.ranges = days.shared(other);
    }
    (!days.ranges.is_empty()).then_some(days)
}

/// The days as the longest ranges that there are: "the same days", however they are written.
fn merged(days: &Days) -> Vec<(i64, i64)> {
    let mut ranges = days.ranges.clone();
    ranges.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (first, last) in ranges {
        match merged.last_mut() {
            Some(before) if first <= after(before.1) => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// What tellings of a relation say together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// As stated; `None` is unknown.
    pub(crate) start: Option<(i64, i64)>,
    pub(crate) end: Option<(i64, i64)>,
    pub(crate) seen: Vec<i64>,
    /// The days for which *ongoing* speaks, those of them on which it was seen.
    pub(crate) as_of: Vec<i64>,
    /// Whether it is ongoing, and no telling states an end.
    pub(crate) is_ongoing: bool,
    /// Ongoing without any *as of* day: "(both +∞ where there is no *as of* at all)".
    pub(crate) is_endless: bool,
}

impl Told {
    fn of(stated: &Stated) -> Self {
        let (is_ongoing, is_endless) = match stated.end {
            StatedEnd::Ongoing(as_of) => (true, as_of.is_none()),
            _ => (false, false),
        };
        Self {
            start: stated.start,
            end: match stated.end {
                StatedEnd::On(first, last) => Some((first, last)),
                _ => None,
            },
            seen: stated.seen.clone(),
            as_of: stated.seen_as_of().into_iter().collect(),
            is_ongoing,
            is_endless,
        }
    }

    fn says_nothing(&self) -> bool {
        self.start.is_none() && self.end.is_none() && self.seen.is_empty() && !self.is_ongoing
    }

    /// The bounds by rules 1 and 2. What is ongoing without any *as of* is left open here: see
    /// [`Course`](super::courses::Course).
    pub(crate) fn loose(&self) -> Span {
        let (s0, mut s1) = self.start.unwrap_or((-INF, INF));
        let (mut e0, e1) = self.end.unwrap_or((-INF, INF));
        for &d in self.seen.iter().chain(&self.as_of) {
            s1 = s1.min(d);
            e0 = e0.max(d + 1);
        }
        Span { s0, s1, e0, e1 }
    }

    /// Both together, whether they can meet or not.
    fn and(&self, other: &Self) -> Self {
        let narrower = |one: Option<(i64, i64)>, two: Option<(i64, i64)>| match (one, two) {
            (Some(one), Some(two)) => Some((one.0.max(two.0), one.1.min(two.1))),
            (one, two) => one.or(two),
        };
        let end = narrower(self.end, other.end);
        Self {
            start: narrower(self.start, other.start),
            end,
            seen: [&self.seen[..], &other.seen].concat(),
            as_of: [&self.as_of[..], &other.as_of].concat(),
            is_ongoing: end.is_none() && (self.is_ongoing || other.is_ongoing),
            is_endless: end.is_none() && (self.is_endless || other.is_endless),
        }
    }
}

/// Whether there is a start and an end within these bounds: "it holds from its start up to, and not
/// on, its end, and at least one day".
pub(crate) fn is_possible(span: Span) -> bool {
    span.s0 <= span.s1 && span.e0 <= span.e1 && span.s0 < span.e1
}

/// "A relation holds as all its tellings allow together (starts and ends intersected, an unknown end
/// says nothing, *ongoing* and `seen` are seen days)"; "Where they cannot meet, each telling as a
/// whole is one way in which it may have been (one that says nothing is none)".
///
/// CHOICE: an *ongoing* without any *as of*, beside a telling that states an end. (1) It names no
/// day on which it was seen, and the stated end stands. (2) It goes on for ever, and the two cannot
/// meet. Taken: (1); so it is where a bound or a split ends it.
///
/// CHOICE: "cannot meet" of three tellings, two of which can. (1) Each of the three is a way. (2)
/// The two are one. Taken: (1), as "each telling as a whole" reads.
pub(crate) fn told_together(tellings: &[Stated]) -> Vec<Told> {
    let all: Vec<Told> = tellings.iter().map(Told::of).collect();
    let together = all
        .iter()
        .skip(1)
        .fold(all[0].clone(), |sum, one| sum.and(one));
    if all.len() == 1 || is_possible(together.loose()) {
        return vec![together];
    }
    let mut ways = Vec::new();
    for one in all {
        if !one.says_nothing() {
            push_new(&mut ways, one);
        }
    }
    ways
}

/// How days are in a window, of all the ways in which they may lie: "certainly is what holds in all
/// of them, possibly what holds in one"; "What only a weaker telling excludes stays possible"; "In
/// `ever()` every statement holds certainly".
pub(crate) fn days_in_window(ladder: &Ladder<Ways>, window: (i64, i64)) -> Option<Holds> {
    let all = &ladder.last().expect("a ladder has a step").1;
    if are_certain(all, window) {
        return Some(Holds::Certainly);
    }
    let mut steps = ladder.iter();
    { steps.any(|(_, ways)| are_possible(ways, window)) }.then_some(Holds::Possibly)
}

/// "the certainty of an answer is the highest at which what it says is still so".
pub(crate) fn days_certainty(
    ladder: &Ladder<Ways>,
    best: Certainty,
    holds: Holds,
    window: (i64, i64),
) -> Certainty {
    let still_so = |ways: &Ways| match holds {
        Holds::Certainly => are_certain(ways, window),
        Holds::Possibly => are_possible(ways, window),
    };
    let mut steps = ladder.iter();
    let highest = steps.find(|(_, ways)| still_so(ways)).map(|step| step.0);
    highest.map_or(best, |highest| highest.min(best))
}

/// Whether a window is that of `ever()`.
pub(crate) fn is_ever(window: (i64, i64)) -> bool {
    window == (-OPEN, OPEN)
}

fn are_certain(ways: &Ways, window: (i64, i64)) -> bool {
    if is_ever(window) {
        return ways.is_told_always && ways.days().next().is_some();
    }
    let in_window = |way: &Option<Days>| way.as_ref()?.in_window(window);
    !ways.each.is_empty()
        && ways
            .iter()
            .all(|way| in_window(way) == Some(Holds::Certainly))
}

fn are_possible(ways: &Ways, window: (i64, i64)) -> bool {
    ways.days().any(|days| days.in_window(window).is_some())
}
