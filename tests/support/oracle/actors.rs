//! The actors of a view, and when they existed.

use std::collections::{BTreeMap, BTreeSet};

use factions::{ActorId, Certainty, Holds, Kind, Statement};

use super::Oracle;
use super::evidence::actors;
use super::lives::Life;
use super::time::{Days, INF, Span, Stated, StatedEnd, after, before, tightened};
use super::told::push_new;

/// What certain statements say of an active period: the latest day on which it can have begun, the
/// earliest on which it can end.
pub(super) type Narrowed = (i64, i64);

impl Oracle<'_> {
    /// An active period in this view, in one of the ways in which it may have been.
    ///
    /// "An actor's active period: an end that is not stated is unknown, and each certainly known
    /// counted statement narrows it: s1 ← min(s1, the latest day it can begin), e0 ← max(e0, the
    /// earliest it can end)."
    ///
    /// CHOICE: an active period with stated ends. (1) Statements narrow a stated end, too, as far
    /// as its own days go: s0 ≤ s1 and e0 ≤ e1 stay true ("A split … may lie on the very day on
    /// which an actor's active period ends"; "a stated end of an active period is narrowed by certain
    /// statements, too"). (2) "it" is only the end that is not stated. Taken: (1).
    pub(super) fn existence(
        life: &Life,
        stated: Option<&Stated>,
        narrowed: Option<Narrowed>,
    ) -> Span {
        // what it says beside its ends is of the period; its own ends, as far as they are admitted
        let mut seen: Option<Stated> = stated.cloned();
        if let Some(seen) = &mut seen {
            seen.start = life.start;
            if let StatedEnd::On(..) = seen.end {
                seen.end = StatedEnd::Unknown;
            }
        }
        let mut end = life.end;
        for merger in &life.mergers {
            // CHOICE: a merger beside a stated end, or another merger. (1) The end lies in the days that
            // they share; where they share none, the earlier one ends it. (2) The stated end stands.
            // Taken: (1): it ends the period "as a stated end does".
            let (first, last) = (merger.days.first(), merger.days.last());
            end = Some(match end {
                Some((a, b)) if first.max(a) <= last.min(b) => (first.max(a), last.min(b)),
                Some((a, b)) if b < first => (a, b),
                _ => (first, last),
            });
        }
        if let (Some(seen), Some((_, last)), false) = (&mut seen, end, life.mergers.is_empty()) {
            // CHOICE: days of the period on or after that of the merger, on which it was seen or was
            // ongoing. (1) The merger ends it all the same. (2) It goes on. Taken: (1).
            seen.seen.retain(|&day| day < last);
            match seen.end {
                StatedEnd::Ongoing(Some(as_of)) if as_of < last => {}
                _ => seen.end = StatedEnd::Unknown,
            }
        }
        let mut span = seen.map_or_else(
            || {
                let (s0, s1) = life.start.unwrap_or((-INF, INF));
                Span {
                    s0,
                    s1,
                    e0: -INF,
                    e1: INF,
                }
            },
            |seen| seen.loose(),
        );
        if let Some((first, last)) = end {
            span.e1 = last;
            span.e0 = span.e0.max(first);
        }
        if let Some((latest_begin, earliest_end)) = narrowed {
            span.s1 = span.s1.min(latest_begin).max(span.s0);
            span.e0 = span.e0.max(earliest_end).min(span.e1);
        }
        tightened(span)
    }

    /// "A statement narrows the one period in which alone it can lie": for each number of a period
    /// what certainly known counted statements say of it.
    ///
    /// An event can begin at the latest on its last possible day, and end at the earliest on the
    /// day after its first; one of several days begins on its first and ends after its last.
    ///
    /// CHOICE: a relation of several pairs under `.among(&actors)`. (1) It narrows by the pairs whose
    /// two actors are among them. (2) By all of its pairs. Taken: (1).
    pub(super) fn narrowed(&self, actor: ActorId) -> BTreeMap<usize, Narrowed> {
        let mut narrowed: BTreeMap<usize, Narrowed> = BTreeMap::new();
        let mut narrow = |number: usize, latest_begin: i64, earliest_end: i64| {
            let one = narrowed.entry(number).or_insert((INF, -INF));
            one.0 = one.0.min(latest_begin);
            one.1 = one.1.max(earliest_end);
        };
        for pair in self.all_pairs() {
            let place = [pair.a, pair.b].iter().position(|&end| end == actor);
            let counts = self.counting(&pair.thing, |one| pair.is_named_by(one));
            let is_among = self.is_among(pair.a) && self.is_among(pair.b);
            let (Some(place), true, false, Some(runs)) =
                (place, is_among, counts.is_empty(), self.runs(&pair))
            else {
                continue;
            };
            let ways = runs.all();
            let mut numbers = BTreeSet::new();
            let (mut latest_begin, mut earliest_end) = (-INF, INF);
            for way in ways {
                let Some(course) = way else {
                    numbers.insert(None);
                    continue;
                };
                numbers.insert(course.lives[place]);
                latest_begin = latest_begin.max(course.span().s1);
                earliest_end = earliest_end.min(course.span().e0);
            }
            if let [Some(number)] = numbers.into_iter().collect::<Vec<_>>()[..] {
                narrow(number, latest_begin, earliest_end);
            }
        }
        for thing in self.things(|one| one.event().is_some()) {
            let named = |one: &Statement| actors(&one.ends).contains(&actor);
            let is_lineage = |one: &Statement| is_lineage(one.kind());
            let is_lineage = thing
                .iter()
                .any(|&id| is_lineage(self.record.statement(id)));
            let ladder = self.days_of(&thing, named);
            let mut numbers = BTreeSet::new();
            let (mut latest_begin, mut earliest_end) = (-INF, INF);
            for way in ladder.last().expect("a ladder has a step").1.iter() {
                // one without `when` may be on any day, and narrows nothing
                let Some(days) = way.as_ref().filter(|days| **days != Days::any()) else {
                    numbers.insert(None);
                    continue;
                };
                numbers.insert(self.only_life(actor, days, is_lineage));
                let (begin, end) = if days.is_several {
                    (days.first(), after(days.last()))
                } else {
                    (days.last(), after(days.first()))
                };
                // "A split, merger or renaming may lie on the very day on which an actor's active period
                // ends"
                let end = if is_lineage { before(end) } else { end };
                latest_begin = latest_begin.max(begin);
                earliest_end = earliest_end.min(end);
            }
            if let [Some(number)] = numbers.into_iter().collect::<Vec<_>>()[..] {
                narrow(number, latest_begin, earliest_end);
            }
        }
        narrowed
    }

    /// The one active period in which alone an event on these days can lie, whatever the way.
    fn only_life(&self, actor: ActorId, days: &Days, is_lineage: bool) -> Option<usize> {
        let mut numbers = BTreeSet::new();
        for lives in &*self.lives(actor, Certainty::Denied) {
            let here = lives.lives.iter();
            let here = here.filter(|life| life.can_be_in(days, is_lineage));
            let here: Vec<usize> = here.map(|life| life.number).collect();
            numbers.insert(match here[..] {
                [number] => Some(number),
                _ => None,
            });
        }
        match numbers.into_iter().collect::<Vec<_>>()[..] {
            [number] => number,
            _ => None,
        }
    }

    /// Every way in which the active periods of an actor may lie in this view, each by its bounds.
    pub(crate) fn active(&self, actor: ActorId) -> Vec<Vec<(usize, Span)>> {
        let stated = self.stated_periods(actor);
        let narrowed = self.narrowed(actor);
        let mut ways = Vec::new();
        for lives in &*self.lives(actor, Certainty::Denied) {
            let spans: Vec<(usize, Span)> = { lives.lives.iter() }
                .map(|life| {
                    let stated = stated.iter().find(|one| one.0 == life.number);
                    let stated = stated.filter(|_| life.rest).map(|one| &one.1);
                    let narrowed = narrowed.get(&life.number).copied();
                    (life.number, Self::existence(life, stated, narrowed))
                })
                .collect();
            push_new(&mut ways, spans);
        }
        ways
    }

    /// How an active period of the actor is in a window.
    pub(crate) fn exists(&self, actor: ActorId, window: (i64, i64)) -> Option<Holds> {
        let ways = self.active(actor);
        let in_each: Vec<Option<Holds>> = { ways.iter() }
            .map(|lives| {
                { lives.iter() }
                    .filter_map(|life| life.1.in_window(window))
                    .max()
            })
            .collect();
        if in_each.iter().all(|one| *one == Some(Holds::Certainly)) {
            Some(Holds::Certainly)
        } else {
            { in_each.iter().any(Option::is_some) }.then_some(Holds::Possibly)
        }
    }

    /// "An actor is in a view if it exists in the window or has a counted tie or event there."
    ///
    /// "Actors are always known": no filter of evidence hides one.
    ///
    /// CHOICE: `.among(&actors)`. (1) An actor that is not among them is not in the view. (2) The
    /// filter is of ties and events alone. Taken: (1).
    pub(crate) fn actors(&self) -> BTreeMap<ActorId, Holds> {
        let mut found: BTreeMap<ActorId, Holds> = BTreeMap::new();
        let mut add = |actor: ActorId, holds: Option<Holds>| {
            if let Some(holds) = holds
                && self.is_among(actor)
            {
                let best = found.entry(actor).or_insert(holds);
                *best = holds.max(*best);
            }
        };
        for actor in self.all_actors() {
            add(actor, self.exists(actor, self.lens.window));
        }
        for tie in self.ties() {
            add(tie.a, Some(tie.holds));
            add(tie.b, Some(tie.holds));
        }
        for thing in self.things(|one| one.event().is_some()) {
            for actor in self.all_actors() {
                let named = |one: &Statement| actors(&one.ends).contains(&actor);
                add(actor, self.told_of(&thing, named).map(|told| told.0));
            }
        }
        found.retain(|_, holds| self.shows(*holds));
        found
    }
}

/// "`split` `merger` `rename`".
pub(crate) fn is_lineage(kind: Kind) -> bool {
    use factions::EventKind::{Merger, Rename, Split};
    [Split, Merger, Rename]
        .into_iter()
        .any(|one| kind == Kind::from(one))
}
