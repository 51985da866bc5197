//! Reading the columns of events of exact days.

use super::exact::{DayColumn, DayStretch, ExactEvents, NO_PAIR, Stretch, index, number, slot_of};
use crate::graph::evidence::class::{Class, Figure};
use crate::graph::evidence::class_order::{Bits, ClassOrder, EventClasses, Ranks};
use crate::graph::evidence::event_sums::{ClassCount, EventSums, KilledSums};
use crate::model::{ActorId, Day, Deaths, Window};

/// Where the events of a pair, of an actor, or of all lie in a window.
#[derive(Debug, Clone, Copy)]
pub(crate) enum EventSlice {
    /// The number of the pair, the pair, and its places.
    Pair(usize, (ActorId, ActorId), Stretch),
    /// The actor, and the items of its run.
    Actor(ActorId, Stretch),
    /// The items of the run of time.
    Time(DayStretch),
}

impl EventSlice {
    #[inline]
    const fn stretch(self) -> Stretch {
        match self {
            Self::Pair(.., stretch) | Self::Actor(_, stretch) => stretch,
            Self::Time(days) => days.stretch,
        }
    }

    /// How many events there are.
    #[inline]
    pub(crate) const fn len(self) -> usize {
        let Stretch { from, to } = self.stretch();
        to.saturating_sub(from)
    }

    /// Whether it is the slice of a pair.
    pub(crate) const fn is_of_pair(self) -> bool {
        matches!(self, Self::Pair(..))
    }
}

/// # Reading
impl ExactEvents {
    pub(crate) fn len(&self) -> usize {
        self.days.len()
    }

    /// How many of them have ties that are numbered here, from `first_tie` on.
    pub(crate) fn own_ties(&self) -> usize {
        if self.ties.is_empty() {
            self.len()
        } else {
            self.places.len()
        }
    }

    pub(crate) fn day(&self, place: usize) -> Day {
        Day::new(self.first_day + i32::from(self.days[place]))
    }

    /// The class of a place.
    #[inline]
    pub(crate) fn class_at(&self, place: usize) -> &Class {
        &self.classes[self.class(place)]
    }

    /// The classes of all, in order.
    pub(in crate::graph) fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The classes as filters see them.
    pub(crate) const fn order(&self) -> &ClassOrder {
        &self.order
    }

    #[inline]
    pub(crate) fn class(&self, place: usize) -> usize {
        self.class_of.get(place).copied().map_or(0, usize::from)
    }

    /// The deaths of a place.
    #[inline]
    fn killed(&self, place: usize) -> KilledSums {
        let best_before = |at: usize| self.deaths[at];
        self.figures_of_places.killed(place, best_before)
    }

    /// The toll of a place as it was given; `None`: it has no figure.
    pub(crate) fn toll(&self, place: usize) -> Option<Deaths> {
        let killed = self.killed(place);
        let best = u64::from(killed.best);
        let (low, high) = (
            best.saturating_sub(killed.below.into()),
            best.saturating_add(killed.above.into()),
        );
        match self.class_at(place).figure {
            Figure::Unknown => None,
            Figure::Best => Some(Deaths::new(low, best, high)),
            Figure::Range => Some(Deaths::between(low, high)),
        }
    }

    /// Whether the class of a place is in a set.
    pub(in crate::graph) fn is_of(&self, place: usize, bits: &Bits) -> bool {
        Bits::of(bits.words(), self.order.rank(self.class(place)))
    }

    /// What the event of a place counts.
    pub(crate) fn sums_of_place(&self, place: usize) -> EventSums {
        EventSums::of_class(self.class_at(place)).killing(self.killed(place))
    }

    /// Whether the event of a place has several rows: it is listed by the runs of those that have.
    #[inline]
    pub(crate) fn is_company(&self, place: usize) -> bool {
        self.has_companies && self.class_at(place).is_company
    }

    /// The events of several rows in stretches of the runs of actors, by place.
    ///
    /// # Complexity
    ///
    /// O(length / 64 + those events).
    pub(crate) fn companies_in(
        &self,
        runs: impl Iterator<Item = Stretch>,
    ) -> impl Iterator<Item = usize> {
        let items = runs.flat_map(move |Stretch { from, to }| {
            let words = (from / 64)..to.div_ceil(64);
            words.flat_map(move |word| {
                let own = self.companies_of_runs.get(word).copied().unwrap_or(0);
                let next = |rest: &u64| Some(rest & rest.checked_sub(1)?);
                let items = std::iter::successors(Some(own), next);
                let items = items.take_while(|&rest| rest != 0);
                let items = items.map(move |rest| word * 64 + rest.trailing_zeros() as usize);
                items.filter(move |at| (from..to).contains(at))
            })
        });
        items.map(|at| self.place_in_run(at))
    }

    /// Whether some events have several rows.
    pub(crate) const fn has_companies(&self) -> bool {
        self.has_companies
    }

    /// The pair of a place.
    ///
    /// # Complexity
    ///
    /// O(log pairs).
    pub(crate) fn pair(&self, place: usize) -> (ActorId, ActorId) {
        let after = self
            .pair_starts
            .partition_point(|&start| index(start) <= place);
        self.pairs[after - 1]
    }

    /// The first place of the pair that a place is of.
    pub(crate) fn first_of_pair(&self, place: usize) -> usize {
        let after = self
            .pair_starts
            .partition_point(|&start| index(start) <= place);
        index(self.pair_starts[after - 1])
    }

    /// Whether its ties have numbers of their own: of one day, then, runs stand by these.
    pub(crate) const fn has_own_ties(&self) -> bool {
        !self.ties.is_empty()
    }

    #[inline]
    pub(crate) fn tie(&self, place: usize) -> u32 {
        self.ties
            .get(place)
            .copied()
            .unwrap_or(self.first_tie + number(place))
    }

    /// The place of a tie that is numbered here.
    pub(crate) fn place_of_tie(&self, tie: u32) -> Option<usize> {
        let own = index(tie.checked_sub(self.first_tie)?);
        if self.ties.is_empty() {
            (own < self.len()).then_some(own)
        } else {
            self.places.get(own).copied().map(index)
        }
    }

    /// The first and the day after the last day of a window, as the column has them.
    fn offsets(&self, window: Window) -> (u16, u16) {
        let offset = |day: Day| {
            let days = i64::from(day.number()) - i64::from(self.first_day);
            u16::try_from(days.clamp(0, i64::from(u16::MAX))).unwrap_or(u16::MAX)
        };
        let (from, to) = (offset(window.from), offset(window.to));
        (from, to.max(from))
    }

    /// The number of a pair that has one.
    ///
    /// # Complexity
    ///
    /// O(1).
    #[inline]
    pub(crate) fn pair_number(&self, one: ActorId, other: ActorId) -> Option<usize> {
        let size = self.slots.len();
        // an actor with itself has the events in which it stands alone
        if size == 0 || one == other {
            return None;
        }
        let pair = (one.min(other), one.max(other));
        let mut slot = slot_of(pair, size);
        loop {
            let found = self.slots[slot];
            if found == NO_PAIR {
                return None;
            }
            if self.pairs[index(found)] == pair {
                return Some(index(found));
            }
            slot = (slot + 1) & (size - 1);
        }
    }

    /// The slice of the same pair, actor or time in another window; of a slice of other columns `None`, if
    /// these know no such pair.
    #[inline]
    pub(crate) fn again(&self, slice: EventSlice, window: Window) -> Option<EventSlice> {
        let EventSlice::Pair(_, pair, _) = slice else {
            return Some(self.within(slice, window));
        };
        let number = self.pair_number(pair.0, pair.1)?;
        let own = EventSlice::Pair(number, pair, Stretch::NONE);
        Some(self.within(own, window))
    }

    /// The slice of the same pair, actor or time of these columns in another window.
    #[inline]
    pub(crate) fn within(&self, slice: EventSlice, window: Window) -> EventSlice {
        match slice {
            EventSlice::Pair(number, pair, _) => {
                EventSlice::Pair(number, pair, self.of_pair(number, window))
            }
            EventSlice::Actor(actor, _) => EventSlice::Actor(actor, self.of_actor(actor, window)),
            EventSlice::Time(_) => EventSlice::Time(self.in_time(window)),
        }
    }

    /// The pairs in which an actor is the lower, and the number of the first of them.
    ///
    /// # Complexity
    ///
    /// O(log pairs).
    pub(crate) fn pairs_from(&self, low: ActorId) -> (usize, &[(ActorId, ActorId)]) {
        let first = self.pairs.partition_point(|pair| pair.0 < low);
        let own = &self.pairs[first..];
        (first, &own[..own.partition_point(|pair| pair.0 == low)])
    }

    /// The places of a pair, by its number, within a window.
    ///
    /// # Complexity
    ///
    /// O(log events of the pair).
    #[inline]
    pub(crate) fn of_pair(&self, pair: usize, window: Window) -> Stretch {
        let (from, to) = self.pair_places(pair);
        within(&self.days, from, to, self.offsets(window))
    }

    /// Where the places of a pair begin and end.
    #[inline]
    fn pair_places(&self, pair: usize) -> (usize, usize) {
        (
            index(self.pair_starts[pair]),
            index(self.pair_starts[pair + 1]),
        )
    }

    /// The items of an actor's run within a window.
    ///
    /// # Complexity
    ///
    /// O(log events of the actor).
    #[inline]
    pub(crate) fn of_actor(&self, actor: ActorId, window: Window) -> Stretch {
        let at = actor.index();
        let (Some(&from), Some(&to)) = (self.actor_starts.get(at), self.actor_starts.get(at + 1))
        else {
            return Stretch::NONE;
        };
        within(&self.run_days, index(from), index(to), self.offsets(window))
    }

    /// The items of the run of time within a window.
    pub(crate) fn in_time(&self, window: Window) -> DayStretch {
        if self.day_starts.is_empty() {
            return DayStretch::NONE;
        }
        let (from, to) = self.offsets(window);
        let last = self.day_starts.len() - 1;
        let days = [from, to].map(|offset| usize::from(offset).min(last));
        let [from, to] = days.map(|day| index(self.day_starts[day]));
        DayStretch {
            stretch: Stretch { from, to },
            days,
        }
    }

    /// The first and the last day within a window that can have an event; `None`: none has.
    pub(crate) fn days_of(&self, window: Window) -> Option<(Day, Day)> {
        let [from, to] = self.in_time(window).days;
        let last = to.checked_sub(1).filter(|&last| from <= last)?;
        let day = |number: usize| Some(Day::new(self.first_day + i32::try_from(number).ok()?));
        Some((day(from)?, day(last)?))
    }

    /// Whether all events are alike, but for their deaths.
    pub(super) const fn are_alike(&self) -> bool {
        self.figures_of_places.are_alike()
    }

    /// What so many events count where all are alike, given the sum of their best figures.
    #[inline]
    pub(super) const fn all_alike(&self, count: u32, best: u32) -> EventSums {
        self.figures_of_places.all_alike(count, best)
    }

    /// How many events lie before a day, and the sum of their best figures.
    #[inline]
    pub(super) fn count_before(&self, day: Day) -> (u32, u32) {
        let day = self.day_number(day);
        match (self.day_starts.get(day), self.deaths_by_day.get(day)) {
            (Some(&count), Some(&best)) => (count, best),
            _ => (0, 0),
        }
    }

    /// What all events before a day count.
    #[inline]
    fn before(&self, day: usize) -> EventSums {
        if let Some(&sums) = self.sums_by_day.get(day) {
            return sums;
        }
        let (count, deaths) = (self.day_starts.get(day), self.deaths_by_day.get(day));
        match (count, deaths) {
            (Some(&count), Some(&deaths)) => self.figures_of_places.all_alike(count, deaths),
            _ => EventSums::default(),
        }
    }

    /// What the events of a set of classes before a day count; `None`: no such sums are kept.
    #[inline]
    pub(in crate::graph) fn sums_before(
        &self,
        day: Day,
        classes: Option<&EventClasses>,
    ) -> Option<EventSums> {
        let day = self.day_number(day);
        let Some(classes) = classes.filter(|classes| !classes.is_whole()) else {
            return Some(self.before(day));
        };
        if classes.is_empty() {
            return Some(EventSums::default());
        }
        if self.classes_by_day.is_empty() {
            return None;
        }
        let of = |ranks: &Ranks| [self.classes_by_day.before(day, ranks).unwrap_or_default()];
        let [sums] = classes.sums(of);
        Some(sums)
    }

    #[inline]
    fn day_number(&self, day: Day) -> usize {
        let last = self.day_starts.len().saturating_sub(1);
        let days = day.number().saturating_sub(self.first_day);
        usize::try_from(days).unwrap_or(0).min(last)
    }

    /// What the events of a slice count: of a set of classes, or of all.
    ///
    /// # Complexity
    ///
    /// O(1) for all; for a set O(ranges of ranks + stride).
    #[inline]
    pub(crate) fn sums(&self, slice: EventSlice, classes: Option<&EventClasses>) -> EventSums {
        match classes {
            Some(classes) if classes.is_empty() => EventSums::default(),
            Some(classes) if !classes.is_whole() => {
                let [sums] = classes.sums(|ranks| [self.count(slice, ranks)]);
                sums
            }
            _ => self.sums_of_all(slice),
        }
    }

    #[inline]
    fn sums_of_all(&self, slice: EventSlice) -> EventSums {
        let Stretch { from, to } = slice.stretch();
        match slice {
            EventSlice::Pair(..) => {
                let best_before = |at: usize| self.deaths[at];
                self.figures_of_places.between(from, to, best_before)
            }
            EventSlice::Actor(..) => {
                let best_before = |at| self.run.deaths_before(at);
                self.figures_of_runs.between(from, to, best_before)
            }
            EventSlice::Time(DayStretch { days, .. }) => {
                self.before(days[1]).minus(self.before(days[0]))
            }
        }
    }

    /// How many events of a set of classes a slice has, and their deaths.
    pub(in crate::graph) fn count(&self, slice: EventSlice, ranks: &Ranks) -> ClassCount {
        if self.order.len() < 2 {
            let EventSums { count, killed, .. } = self.sums_of_all(slice);
            return ClassCount { count, killed };
        }
        let (bits, Stretch { from, to }) = (ranks.bits().words(), slice.stretch());
        match slice {
            EventSlice::Pair(..) => {
                self.classes_of_places
                    .sum((from, to), bits, self.item_of_place())
            }
            EventSlice::Actor(..) => self
                .classes_of_runs
                .sum((from, to), bits, self.item_of_run()),
            EventSlice::Time(DayStretch { days, .. }) => {
                let rows = days.map(|day| self.classes_by_day.before(day, ranks));
                if let [Some(before), Some(after)] = rows {
                    return after.minus(before);
                }
                self.classes_in_time
                    .sum((from, to), bits, self.item_in_time())
            }
        }
    }

    /// The places of the events of a slice.
    pub(crate) fn places(&self, slice: EventSlice) -> impl DoubleEndedIterator<Item = usize> {
        let Stretch { from, to } = slice.stretch();
        (from..to).map(move |at| match slice {
            EventSlice::Pair(..) => at,
            EventSlice::Actor(..) => self.place_in_run(at),
            EventSlice::Time(_) => self.place_in_time(at),
        })
    }

    /// Rank and deaths of each place, item of the runs, item of the run of time.
    #[inline]
    pub(in crate::graph) fn item_of_place(
        &self,
    ) -> impl Fn(usize) -> Option<(usize, KilledSums)> + Copy + '_ {
        |place| Some((self.order.rank(self.class(place)), self.killed(place)))
    }

    #[inline]
    pub(in crate::graph) fn item_of_run(
        &self,
    ) -> impl Fn(usize) -> Option<(usize, KilledSums)> + Copy + '_ {
        |at| {
            let rank = self.run_ranks.get(at).copied().map_or(0, usize::from);
            let best_before = |at| self.run.deaths_before(at);
            Some((rank, self.figures_of_runs.killed(at, best_before)))
        }
    }

    #[inline]
    pub(in crate::graph) fn item_in_time(
        &self,
    ) -> impl Fn(usize) -> Option<(usize, KilledSums)> + Copy + '_ {
        |at| {
            let place = self.place_in_time(at);
            Some((self.order.rank(self.class(place)), self.killed(place)))
        }
    }

    /// The sum of the highest figures of all events.
    pub(in crate::graph) fn highest(&self) -> u64 {
        self.before(self.day_starts.len().saturating_sub(1))
            .killed
            .highest()
    }

    /// The ranks of the classes of what lies in a window, and what it counts: rank by rank where there are sums by
    /// day, else event by event.
    pub(in crate::graph) fn ranked_in(
        &self,
        window: Window,
    ) -> impl Iterator<Item = (usize, EventSums)> {
        let DayStretch { stretch, days } = self.in_time(window);
        let of_ranks = self.classes_by_day.each_between(days);
        let Stretch { from, to } = match &*of_ranks {
            [] => stretch,
            _ => Stretch::NONE,
        };
        let of_ranks = of_ranks.into_iter().enumerate();
        let of_ranks = of_ranks.map(|(rank, ClassCount { count, killed })| {
            let sums = self.order.sums_of(rank).times(count);
            (rank, sums.killing(killed))
        });
        let places = (from..to).map(|at| self.place_in_time(at));
        of_ranks.chain(places.map(|place| {
            (
                self.order.rank(self.class(place)),
                self.sums_of_place(place),
            )
        }))
    }

    /// The pairs that have a number, in order.
    pub(crate) fn pairs(&self) -> &[(ActorId, ActorId)] {
        &self.pairs
    }

    /// Where the items of each pair, and of each actor, stand, and their days.
    pub(in crate::graph) fn tracks(&self) -> [DayColumn<'_>; 2] {
        let track = |starts, days| DayColumn {
            starts,
            days,
            first_day: self.first_day,
        };
        [
            track(&*self.pair_starts, &*self.days),
            track(&*self.actor_starts, &*self.run_days),
        ]
    }

    #[inline]
    pub(crate) fn place_in_run(&self, at: usize) -> usize {
        self.run.place(at)
    }

    pub(crate) fn day_in_run(&self, at: usize) -> Day {
        Day::new(self.first_day + i32::from(self.run_days[at]))
    }

    pub(crate) fn place_in_time(&self, at: usize) -> usize {
        index(self.by_day[at])
    }

    /// How many events an actor is in.
    pub(crate) fn how_many_of(&self, actor: ActorId) -> usize {
        let at = actor.index();
        match (self.actor_starts.get(at), self.actor_starts.get(at + 1)) {
            (Some(&from), Some(&to)) => index(to - from),
            _ => 0,
        }
    }
}

#[inline]
fn within(days: &[u16], from: usize, to: usize, (first, after): (u16, u16)) -> Stretch {
    let run = &days[from..to];
    // the last offset stands for all days after: none of a column lies there
    Stretch {
        from: from + run.partition_point(|&day| day < first),
        to: from + run.partition_point(|&day| day < after),
    }
}
