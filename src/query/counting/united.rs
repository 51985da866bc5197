//! The events in columns of several actors together, each actor on its own days, each event counted once.

use super::columns::EventFilter;
use crate::graph::{EventClasses, EventSlice, EventSums, ExactEvents, Stretch};
use crate::model::{ActorId, Day, Holds, Spans, StatementId, SureDays, Window};
use crate::query::happenings::TollTotal;
use crate::view::View;

/// Several actors, each on its own days, in the columns of events of exact days.
///
/// Their events together are the sum over the actors, minus the events of each pair of them, as the sum counts these
/// twice. For events of more than two actors the columns note how often the sum counts each.
#[derive(Debug)]
pub(in crate::query) struct United<'g, 'f> {
    view: View<'g, 'f>,
    /// The counts for the days on which the actors certainly belong together.
    certainly: Together,
    /// The counts for the days on which they possibly do, if these are other days.
    possibly: Option<Together>,
    /// The events that the view admits.
    filter: EventFilter,
}

/// The counts for one set of days of each actor.
#[derive(Debug, Default)]
struct Together {
    actors: Vec<(ActorId, Spans)>,
    /// The pairs of actors that have events with each other, by their numbers, with their common days.
    pairs: Vec<(usize, (ActorId, ActorId), Spans)>,
    /// By day, the places of events of more than two actors, and how many times too often each is counted.
    several: Vec<(Day, usize, i32)>,
}

impl<'g, 'f> View<'g, 'f> {
    /// Several actors together, each on its own days; `None` if the view's filters look at each actor.
    ///
    /// # Complexity
    ///
    /// O(actors² or events of the actors, whichever is less); where some events are of more than two, O(events
    /// of the actors).
    pub(in crate::query) fn united(self, all: &[(ActorId, SureDays)]) -> Option<United<'g, 'f>> {
        if self.among.is_some() {
            return None;
        }
        let of = |days: &dyn Fn(&SureDays) -> &Spans| {
            let actors = all.iter().map(|(actor, own)| (*actor, days(own).clone()));
            let actors: Vec<_> = actors.filter(|(_, days)| !days.is_empty()).collect();
            self.together(actors)
        };
        let are_sure = all.iter().all(|(_, days)| days.certainly == days.possibly);
        let is_asked = !are_sure && !self.certainly;
        Some(United {
            view: self,
            certainly: of(&|days| &days.certainly),
            possibly: is_asked.then(|| of(&|days| &days.possibly)),
            filter: self.event_filter(),
        })
    }

    fn together(self, mut actors: Vec<(ActorId, Spans)>) -> Together {
        let dated = &self.graph.exact;
        actors.sort_unstable_by_key(|one| one.0);
        let mut pairs = Vec::new();
        for (at, one) in actors.iter().enumerate() {
            // the pairs are sorted, and so are the actors
            let (first, run) = dated.pairs_from(one.0);
            let mut others = actors[at + 1..].iter().peekable();
            for (number, &(_, high)) in (first..).zip(run) {
                while others.next_if(|other| other.0 < high).is_some() {}
                let Some(other) = others.peek() else {
                    break;
                };
                if other.0 == high {
                    let days = one.1.meet(&other.1);
                    if !days.is_empty() {
                        pairs.push((number, (one.0, high), days));
                    }
                }
            }
        }
        let several = self.counted_too_often(&actors);
        Together {
            actors,
            pairs,
            several,
        }
    }

    /// The events of more than two actors, with how many times too often each is counted.
    fn counted_too_often(self, actors: &[(ActorId, Spans)]) -> Vec<(Day, usize, i32)> {
        let (graph, dated) = (self.graph, &self.graph.exact);
        if !dated.has_companies() {
            return Vec::new();
        }
        let runs = actors.iter().flat_map(|(actor, days)| {
            let windows = days.as_slice().iter();
            windows.map(|window| dated.of_actor(*actor, *window))
        });
        let places = dated.companies_in(runs);
        let mut met: Vec<(StatementId, usize)> = places
            .map(|place| (graph.statement_at(place), place))
            .collect();
        met.sort_by_key(|one| one.0);
        met.dedup_by_key(|one| one.0);
        let mut several = Vec::new();
        for (statement, place) in met {
            let day = dated.day(place);
            let is_there = |actor: ActorId| {
                let at = actors.binary_search_by_key(&actor, |one| one.0);
                at.is_ok_and(|at| actors[at].1.contains_range(day, day))
            };
            let (mut own, mut both) = (0, 0);
            let Some(ends) = graph.company_of(statement) else {
                continue;
            };
            ends.actors()
                .for_each(|actor| own += i32::from(is_there(actor)));
            // an actor alone has no event with another
            if own > 1 {
                ends.each_pair(|one, other| {
                    both += i32::from(is_there(one) && is_there(other));
                });
            }
            if own - both != 1 {
                several.push((day, place, own - both - 1));
            }
        }
        several.sort_unstable();
        several
    }
}

impl Together {
    /// The counts of the admitted classes in each of some consecutive windows.
    ///
    /// If a spell has fewer events than there are windows, each event is looked at.
    fn sums_by(
        &self,
        dated: &ExactEvents,
        windows: &[Window],
        classes: Option<&EventClasses>,
        is_admitted: impl Fn(usize) -> bool,
    ) -> Vec<EventSums> {
        let mut sums = vec![EventSums::default(); windows.len()];
        let (Some(first), Some(last)) = (windows.first(), windows.last()) else {
            return sums;
        };
        let whole = Window {
            from: first.from,
            to: last.to,
        };
        let actors = self.actors.iter();
        let actors = actors.map(|(actor, days)| (EventSlice::Actor(*actor, Stretch::NONE), days));
        let pairs = self.pairs.iter();
        let pairs = pairs
            .map(|(number, pair, days)| (EventSlice::Pair(*number, *pair, Stretch::NONE), days));
        for (slice, days) in actors.chain(pairs) {
            let is_pair = slice.is_of_pair();
            let mut add = |at: usize, own: EventSums| {
                sums[at] = if is_pair {
                    sums[at].minus(own)
                } else {
                    sums[at].plus(own)
                };
            };
            for own in days.as_slice() {
                let own = own.meet(whole);
                if own.is_empty() {
                    continue;
                }
                let spell = dated.within(slice, own);
                let mut at = windows.partition_point(|window| window.to <= own.from);
                let after = windows.partition_point(|window| window.from < own.to);
                if spell.len() <= 2 * (after - at) {
                    for place in dated.places(spell) {
                        let day = dated.day(place);
                        while windows[at].to <= day {
                            at += 1;
                        }
                        if is_admitted(place) {
                            add(at, dated.sums_of_place(place));
                        }
                    }
                } else {
                    for (at, window) in (at..).zip(&windows[at..after]) {
                        add(
                            at,
                            dated.sums(dated.within(slice, own.meet(*window)), classes),
                        );
                    }
                }
            }
        }
        for &(day, place, often) in &self.several {
            let at = windows.partition_point(|window| window.to <= day);
            let is_there = windows.get(at).is_some_and(|window| window.contains(day));
            if is_there && is_admitted(place) {
                sums[at] = less_often(sums[at], dated.sums_of_place(place), often);
            }
        }
        sums
    }

    /// The first and the last day on which one of the actors has an event.
    fn days(&self, dated: &ExactEvents) -> Option<(Day, Day)> {
        let runs = self.actors.iter().flat_map(|(actor, days)| {
            let own = days.as_slice().iter();
            own.map(|&window| dated.of_actor(*actor, window))
        });
        let runs = runs.filter(|run| run.from < run.to);
        let days = runs.map(|run| (dated.day_in_run(run.from), dated.day_in_run(run.to - 1)));
        days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }
}

/// The sums without an event that they count too often, given how many times.
fn less_often(mut sums: EventSums, one: EventSums, often: i32) -> EventSums {
    for _ in 0..often.unsigned_abs() {
        sums = if often > 0 {
            sums.minus(one)
        } else {
            sums.plus(one)
        };
    }
    sums
}

impl United<'_, '_> {
    /// The deaths of the actors' events of exact days in each of some consecutive windows, each
    /// event counted once.
    ///
    /// # Complexity
    ///
    /// O(log n) for each spell and step that meet, or O(events of the spell), whichever is less.
    pub(in crate::query) fn tolls_in(&self, windows: &[Window]) -> Vec<TollTotal> {
        let mut tolls = vec![TollTotal::default(); windows.len()];
        let (dated, filter) = (&self.view.graph.exact, self.view.filter());
        for (classes, known) in self.filter.exact_parts() {
            let is_admitted = |place| filter.class(dated.class_at(place)) == Some(known);
            let sums = |own: &Together| own.sums_by(dated, windows, classes, is_admitted);
            let certain = sums(&self.certainly);
            let all = self.possibly.as_ref().map(sums);
            let all = all.as_ref().unwrap_or(&certain);
            for ((total, certain), all) in tolls.iter_mut().zip(&certain).zip(all) {
                match known {
                    Holds::Certainly => {
                        total.certainly.add_sums(*certain);
                        total.possibly.add_sums(all.minus(*certain));
                    }
                    Holds::Possibly if self.view.certainly => {}
                    Holds::Possibly => total.possibly.add_sums(*all),
                }
            }
        }
        tolls
    }

    /// The first and the last day on which one of the actors possibly has an event of an exact day.
    pub(in crate::query) fn days(&self) -> Option<(Day, Day)> {
        let own = self.possibly.as_ref().unwrap_or(&self.certainly);
        own.days(&self.view.graph.exact)
    }
}
