//! The event ties of an actor in a view, in the order of time: with everybody, or with one other actor.

use super::neighbor::Neighbor;
use crate::graph::{Entry, Meeting, Stretch};
use crate::model::{ActorId, TieId};
use crate::view::{Filter, View};
use std::iter::Peekable;

/// The events of an actor by time: the plain ones and the others.
#[derive(Debug, Clone)]
pub(super) struct ActorEvents<'g> {
    plain: Stretch,
    places: Places,
    other: Option<Peekable<Meeting<'g, Entry>>>,
    /// The only other actor to look for; `None` for all.
    with: Option<ActorId>,
}

/// The meaning of the numbers in a stretch of plain events.
#[derive(Debug, Clone)]
enum Places {
    /// Items of the actor's run.
    Run,
    /// Places of the pair.
    Pair,
    /// Numbers in a list of places, sorted by day and tie.
    List(Box<[usize]>),
}

impl<'g> ActorEvents<'g> {
    pub(super) fn of(view: View<'g, '_>, actor: ActorId) -> Self {
        Self {
            other: others(view, actor),
            ..Self::plain_of(view, actor)
        }
    }

    /// The events of an actor with one other actor, by time.
    pub(super) fn between(view: View<'g, '_>, actor: ActorId, with: ActorId) -> Self {
        let exact = &view.graph.exact;
        let mut events = Self {
            other: others(view, actor),
            ..Self::plain_between(view, actor, with)
        };
        let Stretch { from, to } = events.plain;
        let by_time = |place: usize| (exact.day(place), exact.tie(place));
        // the places of a pair on one day are sorted by class, and ties by their number, which is rarely another order
        if exact.has_own_ties() && !(from..to).is_sorted_by_key(by_time) {
            let mut places: Box<[usize]> = (from..to).collect();
            places.sort_unstable_by_key(|&place| by_time(place));
            events.plain = Stretch {
                from: 0,
                to: places.len(),
            };
            events.places = Places::List(places);
        }
        events
    }

    /// The plain events of an actor.
    pub(super) fn plain_of(view: View<'g, '_>, actor: ActorId) -> Self {
        Self {
            plain: view.graph.exact.of_actor(actor, view.event_window),
            places: Places::Run,
            other: None,
            with: None,
        }
    }

    /// The plain events of an actor with one other actor, by day.
    pub(super) fn plain_between(view: View<'g, '_>, actor: ActorId, with: ActorId) -> Self {
        let exact = &view.graph.exact;
        let number = exact.pair_number(actor, with);
        let pair = number.map(|number| exact.of_pair(number, view.event_window));
        Self {
            plain: pair.unwrap_or(Stretch::NONE),
            places: Places::Pair,
            other: None,
            with: Some(with),
        }
    }

    #[inline]
    fn place(&self, view: View<'g, '_>, at: usize) -> usize {
        match &self.places {
            Places::Run => view.graph.exact.place_in_run(at),
            Places::Pair => at,
            Places::List(places) => places[at],
        }
    }
}

impl<'g> ActorEvents<'g> {
    /// The next tie that the view shows, by time.
    pub(super) fn next(&mut self, filter: &Filter<'g, '_>, actor: ActorId) -> Option<Neighbor<'g>> {
        let view = filter.view;
        let dated = &view.graph.exact;
        loop {
            let at = self.plain.from;
            let place = (at < self.plain.to).then(|| self.place(view, at));
            if place.is_some_and(|place| dated.is_company(place)) {
                // all ties of the event are among the others
                self.plain.from += 1;
                continue;
            }
            let is_other = |entry: &&Entry| self.with.is_some_and(|with| with != entry.other);
            if let Some(other) = &mut self.other
                && other.next_if(is_other).is_some()
            {
                continue;
            }
            let place = match (place, self.other.as_mut().and_then(Peekable::peek)) {
                (None, None) => return None,
                (Some(place), Some(entry)) => {
                    let day = dated.day(place);
                    let tie = TieId::new(dated.tie(place));
                    ((day, day, tie) < (entry.first, entry.last, entry.tie)).then_some(place)
                }
                (place, _) => place,
            };
            let found = if let Some(place) = place {
                self.plain.from += 1;
                view.plain_event(filter, actor, place, self.with)
            } else {
                let entry = self.other.as_mut().and_then(Iterator::next);
                entry.and_then(|entry| view.other_tie(entry))
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// The events of an actor that are not plain, by time.
fn others<'g>(view: View<'g, '_>, actor: ActorId) -> Option<Peekable<Meeting<'g, Entry>>> {
    let events = &view.graph.events;
    let meeting = || events.meeting(actor.index(), view.event_window);
    (!events.is_empty()).then(|| meeting().peekable())
}
