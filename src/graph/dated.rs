//! Events of one exact day and one pair, told once: the plain case, in columns.

use super::class::Class;
use super::class_counts::{ClassCounts, ClassRows};
use super::class_order::ClassOrder;
use super::evidence_table::EvidenceTable;
use super::packing::{Packed, Packing, bits_of};
use super::radix;
use crate::model::{ActorId, Day};

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
    pub(super) first_day: i32,
    pub(super) days: Vec<u16>,
    pub(super) class_of: Vec<u16>,
    /// Deaths before each place, and of all: differences count, modulo 2^32.
    pub(super) deaths: Vec<u32>,
    pub(super) pairs: Vec<(ActorId, ActorId)>,
    pub(super) pair_starts: Vec<u32>,
    pub(super) slots: Vec<u32>,
    pub(super) actor_starts: Vec<u32>,
    pub(super) run_days: Vec<u16>,
    /// The place, and the deaths before it in all runs.
    pub(super) run: Vec<RunItem>,
    pub(super) day_starts: Vec<u32>,
    pub(super) by_day: Vec<u32>,
    pub(super) deaths_by_day: Vec<u32>,
    /// The tie of each place, where some have numbers of their own.
    pub(super) ties: Vec<u32>,
    /// The place of each tie from `first_tie` on, where some have numbers of their own.
    pub(super) places: Vec<u32>,
    pub(super) first_tie: u32,
    /// The classes as filters see them.
    pub(crate) order: ClassOrder,
    /// The rank of the class of each item of the runs, where there are several.
    pub(super) run_ranks: Vec<u16>,
    /// Running counts of each class along the places, the runs, and the days.
    pub(super) counts_of_places: ClassCounts,
    pub(super) counts_of_runs: ClassCounts,
    pub(super) counts_by_day: ClassRows,
    /// Along the run of time, where there are none by day.
    pub(super) counts_in_time: ClassCounts,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RunItem {
    pub(super) place: u32,
    pub(super) deaths: u32,
}

/// An event in the order of days: its lower and its higher end, its place, its deaths. Numbers alone need
/// not be cleared before they are filled in.
type EventInTime = [u32; 4];

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
    pub(super) days: [usize; 2],
}

impl DayStretch {
    pub(crate) const NONE: Self = Self {
        stretch: Stretch::NONE,
        days: [0; 2],
    };
}

pub(super) const NO_PAIR: u32 = u32::MAX;
/// Days beyond this many from the first do not fit the column.
pub(crate) const SPAN: i32 = 0xFFF0;

pub(super) fn index(number: u32) -> usize {
    number as usize
}

pub(super) fn number(index: usize) -> u32 {
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
            class: bits_of(classes.len().saturating_sub(1) as u64),
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

    fn fill<W: Packed>(
        &mut self,
        actors: usize,
        span: usize,
        count: usize,
        packing: Packing,
        rows: impl Iterator<Item = DatedRow>,
    ) {
        let mut words: Vec<W> = Vec::with_capacity(count);
        let mut day_starts = vec![0_u32; span + 1];
        let mut actor_starts = vec![0_u32; actors + 1];
        rows.for_each(|row| {
            let day = row.day.number().abs_diff(self.first_day);
            day_starts[index(day) + 1] += 1;
            actor_starts[row.low.index() + 1] += 1;
            actor_starts[row.high.index() + 1] += 1;
            let word = W::default()
                .push(u64::from(row.low.number()), packing.actor)
                .push(u64::from(row.high.number()), packing.actor)
                .push(u64::from(day), packing.day)
                .push(u64::from(row.class), packing.class)
                .push(u64::from(row.deaths), packing.deaths)
                .push(u64::from(row.tie), packing.tie);
            words.push(word);
        });
        radix::sort(&mut words, packing.tail(), packing.bits());
        for starts in [&mut day_starts, &mut actor_starts] {
            for i in 1..starts.len() {
                starts[i] += starts[i - 1];
            }
        }
        self.day_starts = day_starts;
        self.actor_starts = actor_starts;
        let mut in_time = self.fill_places(&words, packing);
        drop(words);
        if packing.tie > 0 {
            self.number_ties();
            for day in self.day_starts.windows(2) {
                let (from, to) = (index(day[0]), index(day[1]));
                in_time[from..to].sort_by_key(|&[_, _, place, _]| self.ties[index(place)]);
            }
        }
        self.fill_runs(&in_time);
        drop(in_time);
        self.sum_runs();
        self.hash_pairs();
        self.count_classes();
    }

    /// Fills the columns of places, and gives their events in the order of days and places.
    #[inline(never)]
    fn fill_places<W: Packed>(&mut self, words: &[W], packing: Packing) -> Vec<EventInTime> {
        let has_classes = self.classes.len() > 1;
        let has_ties = packing.tie > 0;
        let mut in_time = vec![[0; 4]; words.len()];
        let mut next_of_day = self.day_starts.clone();
        let mut days = Vec::with_capacity(words.len());
        let mut deaths_before = Vec::with_capacity(words.len() + 1);
        let (mut pairs, mut pair_starts) = (Vec::new(), Vec::new());
        let (mut total, mut last) = (0_u32, None);
        for (place, mut word) in (0_u32..).zip(words.iter().copied()) {
            let tie = word.pop(packing.tie);
            let deaths = word.pop(packing.deaths);
            let class = word.pop(packing.class);
            let day = word.pop(packing.day);
            let high = word.pop(packing.actor);
            let low = word.pop(packing.actor);
            if last != Some((low, high)) {
                last = Some((low, high));
                pairs.push((ActorId::new(low), ActorId::new(high)));
                pair_starts.push(place);
            }
            days.push(u16::try_from(day).unwrap_or(u16::MAX));
            if has_classes {
                self.class_of.push(u16::try_from(class).unwrap_or(u16::MAX));
            }
            if has_ties {
                self.ties.push(tie);
            }
            deaths_before.push(total);
            total = total.wrapping_add(deaths);
            let next = &mut next_of_day[index(day)];
            in_time[index(*next)] = [low, high, place, deaths];
            *next += 1;
        }
        deaths_before.push(total);
        pair_starts.push(number(words.len()));
        pairs.shrink_to_fit();
        pair_starts.shrink_to_fit();
        (self.days, self.deaths) = (days, deaths_before);
        (self.pairs, self.pair_starts) = (pairs, pair_starts);
        in_time
    }

    /// Fills the run of time, and the runs of actors with the deaths of each event.
    #[inline(never)]
    fn fill_runs(&mut self, in_time: &[EventInTime]) {
        let mut run = Vec::with_capacity(2 * in_time.len() + 1);
        run.resize(2 * in_time.len(), RunItem::default());
        let mut next_of_actor = self.actor_starts.clone();
        self.by_day = in_time.iter().map(|&[_, _, place, _]| place).collect();
        for &[low, high, place, deaths] in in_time {
            for actor in [low, high] {
                let next = &mut next_of_actor[index(actor)];
                run[index(*next)] = RunItem { place, deaths };
                *next += 1;
            }
        }
        self.run = run;
        self.deaths_by_day = Vec::with_capacity(self.day_starts.len());
        self.deaths_by_day.push(0);
        let mut deaths = 0_u32;
        for day in self.day_starts.windows(2) {
            for &[_, _, _, own] in &in_time[index(day[0])..index(day[1])] {
                deaths = deaths.wrapping_add(own);
            }
            self.deaths_by_day.push(deaths);
        }
    }

    /// Puts the days of the runs beside them, and the deaths before each item in place of its own.
    #[inline(never)]
    fn sum_runs(&mut self) {
        let days = &*self.days;
        let mut before = 0_u32;
        let dated = self.run.iter_mut().map(|item| {
            let own = item.deaths;
            item.deaths = before;
            before = before.wrapping_add(own);
            days[index(item.place)]
        });
        self.run_days = dated.collect();
        self.run.push(RunItem {
            place: 0,
            deaths: before,
        });
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
        if self.counts_by_day.is_empty() {
            self.counts_in_time = ClassCounts::new(classes, self.len(), self.item_in_time());
        }
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
    pub(super) starts: &'d [u32],
    pub(super) days: &'d [u16],
    pub(super) first_day: i32,
}

impl Track<'_> {
    /// Of nobody.
    pub(super) const NONE: Self = Self {
        starts: &[],
        days: &[],
        first_day: 0,
    };

    pub(super) fn len(&self) -> usize {
        self.days.len()
    }

    /// How many items some owners have, up to another.
    pub(super) fn items_between(&self, from: usize, to: usize) -> usize {
        match (self.starts.get(from), self.starts.get(to)) {
            (Some(&from), Some(&to)) => index(to.saturating_sub(from)),
            _ => 0,
        }
    }

    /// The days of an owner's items.
    pub(super) fn days_of(&self, owner: usize) -> impl Iterator<Item = Day> {
        let own = match (self.starts.get(owner), self.starts.get(owner + 1)) {
            (Some(&from), Some(&to)) => &self.days[index(from)..index(to)],
            _ => &[],
        };
        let first_day = self.first_day;
        own.iter()
            .map(move |&offset| Day::new(first_day + i32::from(offset)))
    }
}

#[inline]
pub(super) fn slot_of((low, high): (ActorId, ActorId), size: usize) -> usize {
    let key = u64::from(low.number()) << 32 | u64::from(high.number());
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // the upper bits are the well mixed ones
    let bits = size.trailing_zeros();
    usize::try_from(mixed >> (64 - bits).min(63)).unwrap_or(0) & (size - 1)
}
