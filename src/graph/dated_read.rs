//! Reading the columns of events of exact days.

use super::class_counts::ClassCount;
use super::dated::{Dated, DayStretch, NO_PAIR, Stretch, Track, index, number, slot_of};
use crate::model::{ActorId, Day, Window};

/// # Reading
impl Dated {
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

    #[inline]
    pub(crate) fn class(&self, place: usize) -> usize {
        self.class_of.get(place).copied().map_or(0, usize::from)
    }

    pub(crate) fn deaths(&self, place: usize) -> u32 {
        self.deaths[place + 1].wrapping_sub(self.deaths[place])
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
        if size == 0 {
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

    /// The deaths of a stretch of the run of time.
    pub(crate) fn deaths_in_time(&self, stretch: DayStretch) -> u32 {
        let before = |day: usize| self.deaths_by_day.get(day).copied().unwrap_or(0);
        before(stretch.days[1]).wrapping_sub(before(stretch.days[0]))
    }

    /// How many events there are before a day, and their deaths.
    #[inline]
    pub(crate) fn before(&self, day: Day) -> ClassCount {
        let day = self.day_number(day);
        match (self.day_starts.get(day), self.deaths_by_day.get(day)) {
            (Some(&count), Some(&deaths)) => ClassCount { count, deaths },
            _ => ClassCount::default(),
        }
    }

    /// The same of the classes in a set; `None`: no such counts are kept.
    #[inline]
    pub(crate) fn classes_before(&self, day: Day, bits: &[u64]) -> Option<ClassCount> {
        self.counts_by_day.before(self.day_number(day), bits)
    }

    #[inline]
    fn day_number(&self, day: Day) -> usize {
        let last = self.day_starts.len().saturating_sub(1);
        let days = day.number().saturating_sub(self.first_day);
        usize::try_from(days).unwrap_or(0).min(last)
    }

    /// How many events of the classes in a set there are among some places, and their deaths.
    #[inline]
    pub(crate) fn sum_of_places(&self, stretch: Stretch, bits: &[u64]) -> ClassCount {
        let (from, to) = (stretch.from, stretch.to);
        self.counts_of_places
            .sum((from, to), bits, self.item_of_place())
    }

    /// The same in a stretch of an actor's run.
    #[inline]
    pub(crate) fn sum_of_run(&self, stretch: Stretch, bits: &[u64]) -> ClassCount {
        let (from, to) = (stretch.from, stretch.to);
        self.counts_of_runs
            .sum((from, to), bits, self.item_of_run())
    }

    /// The same in a stretch of the run of time.
    #[inline]
    pub(crate) fn sum_in_time(&self, stretch: DayStretch, bits: &[u64]) -> ClassCount {
        let rows = stretch.days.map(|day| self.counts_by_day.before(day, bits));
        if let [Some(before), Some(after)] = rows {
            return after.minus(before);
        }
        let Stretch { from, to } = stretch.stretch;
        self.counts_in_time
            .sum((from, to), bits, self.item_in_time())
    }

    /// Rank and deaths of each place, item of the runs, item of the run of time.
    #[inline]
    pub(super) fn item_of_place(&self) -> impl Fn(usize) -> Option<(usize, u32)> + Copy + '_ {
        |place| Some((self.order.rank(self.class(place)), self.deaths(place)))
    }

    #[inline]
    pub(super) fn item_of_run(&self) -> impl Fn(usize) -> Option<(usize, u32)> + Copy + '_ {
        |at| {
            let rank = self.run_ranks.get(at).copied().map_or(0, usize::from);
            let deaths = self.run[at + 1].deaths.wrapping_sub(self.run[at].deaths);
            Some((rank, deaths))
        }
    }

    #[inline]
    pub(super) fn item_in_time(&self) -> impl Fn(usize) -> Option<(usize, u32)> + Copy + '_ {
        |at| {
            let place = self.place_in_time(at);
            Some((self.order.rank(self.class(place)), self.deaths(place)))
        }
    }

    /// The pairs that have a number, in order.
    pub(super) fn pairs(&self) -> &[(ActorId, ActorId)] {
        &self.pairs
    }

    /// Where the items of each pair, and of each actor, stand, and their days.
    pub(super) fn tracks(&self) -> [Track<'_>; 2] {
        let track = |starts, days| Track {
            starts,
            days,
            first_day: self.first_day,
        };
        [
            track(&*self.pair_starts, &*self.days),
            track(&*self.actor_starts, &*self.run_days),
        ]
    }

    pub(crate) fn deaths_of_places(&self, stretch: Stretch) -> u32 {
        match stretch.to.checked_sub(stretch.from) {
            None | Some(0) => 0,
            Some(_) => self.deaths[stretch.to].wrapping_sub(self.deaths[stretch.from]),
        }
    }

    pub(crate) fn deaths_of_run(&self, stretch: Stretch) -> u32 {
        match stretch.to.checked_sub(stretch.from) {
            None | Some(0) => 0,
            Some(_) => {
                let before = self.run[stretch.from].deaths;
                self.run[stretch.to].deaths.wrapping_sub(before)
            }
        }
    }

    #[inline]
    pub(crate) fn place_in_run(&self, at: usize) -> usize {
        index(self.run[at].place)
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
