//! The active periods of actors, each bound with the days from which it is known.

use super::evidence_table::Span;
use crate::model::{ActorId, Bounds, Certainty, Day, End, SourceId, When};
use crate::record::Record;

/// One active period of an actor, as stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Life {
    /// As stated: what is certainly known of the actor narrows it further.
    pub(crate) bounds: Bounds,
    /// The days of its start and of its end, as stated; without a meaning where none is.
    pub(crate) start: (Day, Day),
    pub(crate) end: (Day, Day),
    /// From when its start is known; `None`: no start is stated.
    pub(crate) start_known: Option<Span>,
    /// From when its end is known; `None`: no day of an end is stated.
    pub(crate) end_known: Option<Span>,
    pub(crate) certainty: Certainty,
}

impl Life {
    /// Whether a start or a day of an end is stated.
    pub(crate) const fn has_dates(&self) -> bool {
        self.start_known.is_some() || self.end_known.is_some()
    }
}

/// One active period of an actor, as a view knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lived {
    /// Its number in the order of the actor's entry; `None`: nothing is known of any.
    pub(crate) number: Option<usize>,
    /// The number of the way in which it may have been.
    pub(crate) way: usize,
    pub(crate) bounds: Bounds,
}

/// The active periods of every actor, in the order of its entry.
///
/// An actor of whose activity nothing is stated has none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lives {
    offsets: Vec<u32>,
    lives: Vec<Life>,
}

impl Lives {
    /// The active periods of a record's actors.
    pub(crate) fn new(record: &Record) -> Self {
        let mut all = Self {
            offsets: vec![0],
            lives: Vec::new(),
        };
        for actor in record.actors() {
            for (period, evidence) in actor.periods() {
                let bounds = period.bounds(record.as_of_day(evidence));
                let known = |day| known_of_bound(record, evidence.sources.iter().copied(), day);
                let unknown = (Day::BEFORE_ALL, Day::AFTER_ALL);
                let days = |when: &When| (when.first_day(), when.last_day());
                let start = period.start().map(days);
                let end = match period.end() {
                    End::On(when) => Some(days(when)),
                    End::Unknown | End::Ongoing => None,
                };
                all.lives.push(Life {
                    bounds,
                    start: start.unwrap_or(unknown),
                    end: end.unwrap_or(unknown),
                    start_known: start.map(|start| known(start.0)),
                    end_known: end.map(|end| known(end.0)),
                    certainty: evidence.certainty,
                });
            }
            let count = u32::try_from(all.lives.len()).unwrap_or(u32::MAX);
            all.offsets.push(count);
        }
        all
    }

    /// The active periods of an actor.
    #[inline]
    pub(crate) fn of(&self, actor: ActorId) -> &[Life] {
        let at = |place: usize| self.offsets.get(place).map(|&at| at as usize);
        match (at(actor.index()), at(actor.index() + 1)) {
            (Some(from), Some(to)) => &self.lives[from..to],
            _ => &[],
        }
    }

    /// Whether a relation of an actor, with these bounds, may be bounded or moved by its active
    /// periods in a view.
    pub(crate) fn may_limit(&self, actor: ActorId, bounds: Bounds) -> bool {
        let lives = self.of(actor);
        let holds_whole = |life: &&Life| {
            life.bounds.first_start() <= bounds.first_start()
                && bounds.last_end() <= life.bounds.last_end()
        };
        let is_apart = |life: &&Life| bounds.span().meet(life.bounds.span()).is_empty();
        let whole = lives.iter().filter(holds_whole).count();
        let apart = lives.iter().filter(is_apart).count();
        !lives.is_empty() && whole + apart < lives.len() || whole > 1
    }
}

/// From when a bound is known that can first lie on a day: from the publication of the first of its
/// sources that came out on that day or later.
///
/// If all came out before it, or none has a date: from that day, or always.
pub(crate) fn known_of_bound(
    record: &Record,
    sources: impl Iterator<Item = SourceId>,
    day: Day,
) -> Span {
    let mut is_dated = false;
    // of the sources that certainly came out later, and of those that may have
    let (mut later, mut perhaps): (Option<Span>, Option<Span>) = (None, None);
    for id in sources {
        let Some(published) = record.source(id).published.as_ref() else {
            continue;
        };
        is_dated = true;
        let (first, last) = (published.first_day(), published.last_day());
        if day <= first {
            let span = Span { first, last };
            later = Some(later.map_or(span, |so_far| so_far.earlier(span)));
        } else if day <= last {
            let first = perhaps.map_or(day, |so_far| so_far.first.min(day));
            let last = perhaps.map_or(last, |so_far| so_far.last.max(last));
            perhaps = Some(Span { first, last });
        }
    }
    match (later, perhaps) {
        _ if !is_dated => Span::ALWAYS,
        (Some(later), Some(perhaps)) => Span {
            first: later.first.min(perhaps.first),
            last: later.last,
        },
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Span {
            first: day,
            last: day,
        },
    }
}
