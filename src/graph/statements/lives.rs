//! The active periods of actors, each bound with the days from which on it is known.

use crate::model::{ActorId, Bounds, Certainty, Day, End, SourceId, When};
use crate::record::Record;
use std::collections::BTreeSet;

/// One active period of an actor, as stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Life {
    /// As stated: what is certainly known of the actor narrows it further.
    pub(crate) bounds: Bounds,
    /// The days of its start and of its end, as stated; without a meaning where none is.
    pub(crate) start: (Day, Day),
    pub(crate) end: (Day, Day),
    /// Whether a start and a day of an end are stated.
    pub(crate) has_start: bool,
    pub(crate) has_end: bool,
    pub(crate) certainty: Certainty,
}

impl Life {
    /// Whether a start or a day of an end is stated.
    pub(crate) const fn has_dates(&self) -> bool {
        self.has_start || self.has_end
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
                    has_start: start.is_some(),
                    has_end: end.is_some(),
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

/// What of an active period may be known together: its start, its end, what it says beside them.
///
/// The order is that of how little is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LifeKnown {
    pub(crate) start: bool,
    pub(crate) end: bool,
    pub(crate) rest: bool,
}

/// On which side of a day sources came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Since {
    /// One came out on that day or later.
    is_later: bool,
    /// One of these had come out when it was asked.
    is_known: bool,
}

impl Life {
    /// All that it says.
    pub(crate) const fn all_known(&self) -> LifeKnown {
        LifeKnown {
            start: self.has_start,
            end: self.has_end,
            rest: true,
        }
    }

    /// What of it may be known on a day from some of its sources, in each way in which these may have
    /// come out.
    ///
    /// A bound is known from the publication of the first source that came out on or after the first
    /// day on which it can lie; if all came out before it, from that day. Where none has a date, all
    /// is known.
    pub(crate) fn known_on(
        &self,
        record: &Record,
        sources: impl Iterator<Item = SourceId>,
        day: Day,
    ) -> Vec<LifeKnown> {
        let published = sources.filter_map(|id| record.source(id).published.as_ref());
        let mut published = published
            .map(|when| (when.first_day(), when.last_day()))
            .peekable();
        if published.peek().is_none() {
            return vec![self.all_known()];
        }
        let bounds = [self.start.0, self.end.0];
        let mut ways = BTreeSet::from([([Since::default(); 2], false)]);
        for (first, last) in published {
            // one day of publication is like another, but for the side on which it lies of these
            let turns = [first, day.next(), bounds[0], bounds[1]];
            let days = turns.map(|turn| turn.max(first).min(last));
            ways = ways
                .iter()
                .flat_map(|&(since, is_any)| {
                    days.map(|one| {
                        let mut since = since;
                        for (since, bound) in since.iter_mut().zip(bounds) {
                            since.is_later |= bound <= one;
                            since.is_known |= bound <= one && one <= day;
                        }
                        (since, is_any || one <= day)
                    })
                })
                .collect();
        }
        let known = |since: Since, bound: Day| since.is_known || !since.is_later && bound <= day;
        let ways = ways.into_iter().map(|(since, is_any)| LifeKnown {
            start: self.has_start && known(since[0], bounds[0]),
            end: self.has_end && known(since[1], bounds[1]),
            rest: is_any,
        });
        let mut ways: Vec<LifeKnown> = ways.collect();
        ways.sort_unstable();
        ways.dedup();
        ways
    }
}
