//! Events of one exact day and one pair, told once: the plain case, in columns.

use super::class_counts::{ClassCount, ClassCounts, ClassRows};
use super::class_order::ClassOrder;
use super::evidence_table::EvidenceTable;
use super::packing::{Packed, Packing, bits_of};
use super::radix;
use crate::model::{ActorId, Day, EventKind, Window};

/// Which way an event reads between the lower and the higher number of its pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Orientation {
    /// Two sides, neither before the other.
    Sided,
    /// From the lower to the higher.
    Up,
    /// From the higher to the lower.
    Down,
}

/// All of an event but its day, pair and toll: what filters look at. Equal ones are one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Class {
    pub(crate) kind: EventKind,
    pub(crate) orientation: Orientation,
    /// The row in the table of evidence.
    pub(crate) evidence: u32,
    /// Who claims or announced it, if one does.
    pub(crate) by: Option<ActorId>,
    /// Whether a toll is given.
    pub(crate) has_figure: bool,
}

/// An event on its way into the columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatedRow {
    pub(crate) low: ActorId,
    pub(crate) high: ActorId,
    pub(crate) day: Day,
    pub(crate) class: u16,
    pub(crate) deaths: u32,
    /// Its tie, if it has a number already; 0: it has none, else one more than the number.
    pub(crate) tie: u32,
}

/// How many rows there are, the first and the last day, and the largest numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatedExtent {
    pub(crate) count: usize,
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) deaths: u32,
    pub(crate) tie: u32,
}

/// The columns. A *place* is the number of an event in the order of pair, day, class and toll.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dated {
    pub(crate) classes: Vec<Class>,
    first_day: i32,
    days: Vec<u16>,
    class_of: Vec<u16>,
    /// Deaths before each place, and of all: differences count, modulo 2^32.
    deaths: Vec<u32>,
    pairs: Vec<(ActorId, ActorId)>,
    pair_starts: Vec<u32>,
    slots: Vec<u32>,
    actor_starts: Vec<u32>,
    run_days: Vec<u16>,
    /// The place, and the deaths before it in all runs.
    run: Vec<RunItem>,
    day_starts: Vec<u32>,
    by_day: Vec<u32>,
    deaths_by_day: Vec<u32>,
    /// The tie of each place, where some have numbers of their own.
    ties: Vec<u32>,
    /// The place of each tie from `first_tie` on, where some have numbers of their own.
    places: Vec<u32>,
    first_tie: u32,
    /// The classes as filters see them.
    pub(crate) order: ClassOrder,
    /// The rank of the class of each item of the runs, where there are several.
    run_ranks: Vec<u16>,
    /// Running counts of each class along the places, the runs, and the days.
    counts_of_places: ClassCounts,
    counts_of_runs: ClassCounts,
    counts_by_day: ClassRows,
}

#[derive(Debug, Clone, Copy, Default)]
struct RunItem {
    place: u32,
    deaths: u32,
}

/// A run of places: those of a pair, or of an actor, in time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Stretch {
    pub(crate) const NONE: Self = Self { from: 0, to: 0 };
}

/// A stretch of the run of time, and the numbers of the days that it lies between.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DayStretch {
    pub(crate) stretch: Stretch,
    days: [usize; 2],
}

const NO_PAIR: u32 = u32::MAX;
/// Days beyond this many from the first do not fit the column.
pub(crate) const SPAN: i32 = 0xFFF0;

fn index(number: u32) -> usize {
    number as usize
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl Dated {
    /// Puts rows into columns, in any order.
    ///
    /// Rows without a tie get the numbers from `first_tie` on, in their order.
    ///
    /// # Complexity
    ///
    /// One sort by digits of a word each row, then passes over it.
    pub(crate) fn new(
        actors: usize,
        (classes, evidence): (Vec<Class>, &EvidenceTable),
        rows: impl Iterator<Item = DatedRow>,
        extent: DatedExtent,
        first_tie: usize,
    ) -> Self {
        let DatedExtent {
            count,
            first,
            last,
            deaths,
            tie,
        } = extent;
        if count == 0 {
            return Self {
                order: ClassOrder::new(&classes, evidence),
                classes,
                first_tie: number(first_tie),
                ..Self::default()
            };
        }
        let (first, last) = (first.number(), last.number());
        let packing = Packing {
            actor: bits_of(actors as u64),
            day: bits_of(u64::from(last.abs_diff(first))),
            class: bits_of(classes.len() as u64),
            deaths: bits_of(u64::from(deaths)),
            tie: bits_of(u64::from(tie)),
        };
        let mut dated = Self {
            order: ClassOrder::new(&classes, evidence),
            classes,
            first_day: first,
            first_tie: number(first_tie),
            ..Self::default()
        };
        let span = last.abs_diff(first) as usize + 1;
        if packing.bits() <= 64 {
            dated.fill::<u64>(actors, span, count, packing, rows);
        } else {
            dated.fill::<u128>(actors, span, count, packing, rows);
        }
        dated
    }

    #[expect(clippy::too_many_lines, reason = "one pass fills all columns")]
    fn fill<W: Packed>(
        &mut self,
        actors: usize,
        span: usize,
        count: usize,
        packing: Packing,
        rows: impl Iterator<Item = DatedRow>,
    ) {
        let mut words: Vec<W> = Vec::with_capacity(count);
        let mut day_counts = vec![0_u32; span + 1];
        let mut actor_counts = vec![0_u32; actors + 1];
        words.extend(rows.map(|row| {
            let day = row.day.number().abs_diff(self.first_day);
            day_counts[index(day) + 1] += 1;
            actor_counts[row.low.index() + 1] += 1;
            actor_counts[row.high.index() + 1] += 1;
            W::default()
                .push(u64::from(row.low.number()), packing.actor)
                .push(u64::from(row.high.number()), packing.actor)
                .push(u64::from(day), packing.day)
                .push(u64::from(row.class), packing.class)
                .push(u64::from(row.deaths), packing.deaths)
                .push(u64::from(row.tie), packing.tie)
        }));
        radix::sort(&mut words, packing.bits());
        for counts in [&mut day_counts, &mut actor_counts] {
            for i in 1..counts.len() {
                counts[i] += counts[i - 1];
            }
        }
        let has_ties = packing.tie > 0;
        let has_classes = self.classes.len() > 1;
        let mut in_time = vec![TimeItem::default(); count];
        let mut day_places = day_counts.clone();
        self.days.reserve_exact(count);
        self.deaths.reserve_exact(count + 1);
        self.deaths.push(0);
        let mut total = 0_u32;
        for (place, mut word) in (0_u32..).zip(words.iter().copied()) {
            let tie = word.pop(packing.tie);
            let deaths = word.pop(packing.deaths);
            let class = word.pop(packing.class);
            let day = word.pop(packing.day);
            let high = word.pop(packing.actor);
            let low = word.pop(packing.actor);
            let pair = (ActorId::new(low), ActorId::new(high));
            if self.pairs.last() != Some(&pair) {
                self.pairs.push(pair);
                self.pair_starts.push(place);
            }
            self.days.push(u16::try_from(day).unwrap_or(u16::MAX));
            if has_classes {
                self.class_of.push(u16::try_from(class).unwrap_or(u16::MAX));
            }
            if has_ties {
                self.ties.push(tie);
            }
            total = total.wrapping_add(deaths);
            self.deaths.push(total);
            let at = &mut day_places[index(day)];
            in_time[index(*at)] = TimeItem {
                low,
                high,
                place,
                deaths,
            };
            *at += 1;
        }
        drop(words);
        self.pair_starts.push(number(count));
        self.pairs.shrink_to_fit();
        self.pair_starts.shrink_to_fit();
        if has_ties {
            self.number_ties();
            for day in 0..span {
                let (from, to) = (index(day_counts[day]), index(day_counts[day + 1]));
                in_time[from..to].sort_by_key(|item| self.ties[index(item.place)]);
            }
        }
        self.run_days = vec![0; 2 * count];
        self.run.reserve_exact(2 * count + 1);
        self.run.resize(2 * count, RunItem::default());
        let mut actor_places = actor_counts.clone();
        self.by_day.reserve_exact(count);
        self.deaths_by_day.reserve_exact(span + 1);
        let mut deaths = 0_u32;
        for day in 0..span {
            self.deaths_by_day.push(deaths);
            let (from, to) = (index(day_counts[day]), index(day_counts[day + 1]));
            let offset = u16::try_from(day).unwrap_or(u16::MAX);
            for item in &in_time[from..to] {
                self.by_day.push(item.place);
                deaths = deaths.wrapping_add(item.deaths);
                for actor in [item.low, item.high] {
                    let at = &mut actor_places[index(actor)];
                    self.run_days[index(*at)] = offset;
                    self.run[index(*at)] = RunItem {
                        place: item.place,
                        deaths: item.deaths,
                    };
                    *at += 1;
                }
            }
        }
        self.deaths_by_day.push(deaths);
        drop(in_time);
        let mut before = 0_u32;
        for item in &mut self.run {
            let own = item.deaths;
            item.deaths = before;
            before = before.wrapping_add(own);
        }
        self.run.push(RunItem {
            place: 0,
            deaths: before,
        });
        self.actor_starts = actor_counts;
        self.day_starts = day_counts;
        self.hash_pairs();
        self.count_classes();
    }

    /// Gives the ties without a number theirs, and notes where each new one lies.
    fn number_ties(&mut self) {
        let mut next = self.first_tie;
        for (place, tie) in (0_u32..).zip(&mut self.ties) {
            if *tie == 0 {
                *tie = next;
                next += 1;
                self.places.push(place);
            } else {
                *tie -= 1;
            }
        }
    }

    fn count_classes(&mut self) {
        let classes = self.classes.len();
        if classes < 2 {
            return;
        }
        let rank = |item: &RunItem| self.order.rank(self.class(index(item.place)));
        let in_run = self.run[..2 * self.len()].iter().map(rank);
        self.run_ranks = in_run
            .map(|rank| u16::try_from(rank).unwrap_or(u16::MAX))
            .collect();
        self.counts_of_places = ClassCounts::new(classes, self.len(), self.item_of_place());
        self.counts_of_runs = ClassCounts::new(classes, 2 * self.len(), self.item_of_run());
        self.counts_by_day = ClassRows::by_day(classes, &self.day_starts, self.item_in_time());
    }

    /// Makes sure of these pairs, in order, that each has a number, if without a place.
    pub(super) fn add_pairs(&mut self, more: &[(ActorId, ActorId)]) {
        let is_new = |pair: &&(ActorId, ActorId)| self.pairs.binary_search(pair).is_err();
        let mut new = more.iter().filter(is_new).copied().peekable();
        if new.peek().is_none() {
            return;
        }
        let new: Vec<(ActorId, ActorId)> = new.collect();
        let mut pairs = Vec::with_capacity(self.pairs.len() + new.len());
        let mut starts = Vec::with_capacity(pairs.capacity() + 1);
        let mut new = new.into_iter().peekable();
        for (own, &pair) in self.pairs.iter().enumerate() {
            while let Some(before) = new.next_if(|&one| one < pair) {
                pairs.push(before);
                starts.push(self.pair_starts[own]);
            }
            pairs.push(pair);
            starts.push(self.pair_starts[own]);
        }
        let end = number(self.len());
        for pair in new {
            pairs.push(pair);
            starts.push(end);
        }
        starts.push(end);
        (self.pairs, self.pair_starts) = (pairs, starts);
        self.hash_pairs();
    }

    fn hash_pairs(&mut self) {
        let size = (self.pairs.len() * 2).next_power_of_two();
        self.slots = vec![NO_PAIR; size];
        for (place, &pair) in (0_u32..).zip(&self.pairs) {
            let mut slot = slot_of(pair, size);
            while self.slots[slot] != NO_PAIR {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = place;
        }
    }
}

/// The days of items, owner by owner: those of a pair, or of an actor, in time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Track<'d> {
    starts: &'d [u32],
    days: &'d [u16],
    first_day: i32,
}

impl<'d> Track<'d> {
    /// Of nobody.
    pub(super) const NONE: Self = Self {
        starts: &[],
        days: &[],
        first_day: 0,
    };

    #[cfg(test)]
    pub(super) fn new(starts: &'d [u32], days: &'d [u16], first_day: i32) -> Self {
        Self {
            starts,
            days,
            first_day,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.days.len()
    }

    /// The first item of an owner that is not before a day, or the end of the owner's.
    pub(super) fn first_from(&self, owner: usize, day: Day) -> usize {
        let (Some(&from), Some(&to)) = (self.starts.get(owner), self.starts.get(owner + 1)) else {
            return 0;
        };
        let own = &self.days[index(from)..index(to)];
        let is_before = |&offset: &u16| self.first_day + i32::from(offset) < day.number();
        index(from) + own.partition_point(is_before)
    }
}

/// An event on its way into the runs of time and actors.
#[derive(Debug, Clone, Copy, Default)]
struct TimeItem {
    low: u32,
    high: u32,
    place: u32,
    deaths: u32,
}

#[inline]
fn slot_of((low, high): (ActorId, ActorId), size: usize) -> usize {
    let key = u64::from(low.number()) << 32 | u64::from(high.number());
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // the upper bits are the well mixed ones
    let bits = size.trailing_zeros();
    usize::try_from(mixed >> (64 - bits).min(63)).unwrap_or(0) & (size - 1)
}

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
            return DayStretch {
                stretch: Stretch::NONE,
                days: [0; 2],
            };
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
        // no row is kept: one by one
        ClassCounts::default().sum((from, to), bits, self.item_in_time())
    }

    /// Rank and deaths of each place, item of the runs, item of the run of time.
    #[inline]
    fn item_of_place(&self) -> impl Fn(usize) -> Option<(usize, u32)> + Copy + '_ {
        |place| Some((self.order.rank(self.class(place)), self.deaths(place)))
    }

    #[inline]
    fn item_of_run(&self) -> impl Fn(usize) -> Option<(usize, u32)> + Copy + '_ {
        |at| {
            let rank = self.run_ranks.get(at).copied().map_or(0, usize::from);
            let deaths = self.run[at + 1].deaths.wrapping_sub(self.run[at].deaths);
            Some((rank, deaths))
        }
    }

    #[inline]
    fn item_in_time(&self) -> impl Fn(usize) -> Option<(usize, u32)> + Copy + '_ {
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

    /// The bytes of its columns.
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
