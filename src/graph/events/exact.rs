//! Events of one exact day and one telling, in columns: the plain case.

use super::facts::Told;
use super::packing::{ExactRow, Packed, Packing, Parts, bits_of};
use super::run_column::{RunColumn, RunItem};
use super::sort;
use super::time_order::{EventInTime, TimeOrder};
use crate::graph::evidence::class::Class;
use crate::graph::evidence::class_counts::{ClassColumn, ClassDays};
use crate::graph::evidence::class_order::ClassOrder;
use crate::graph::evidence::event_sums::{EventSums, KilledSums};
use crate::graph::evidence::figure_column::FigureColumn;
use crate::graph::evidence::table::EvidenceTable;
use crate::model::{ActorId, Day};

/// How many rows there are, the first and the last day, and the largest numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExactExtent {
    pub(crate) count: usize,
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) killed: KilledSums,
    pub(crate) tie: u32,
    /// Whether an event has several rows.
    pub(crate) has_companies: bool,
}

/// The columns. A *place* is the number of a row in the order of pair, day, class and toll.
#[derive(Debug, Clone, Default)]
pub(crate) struct ExactEvents {
    pub(super) classes: Vec<Class>,
    pub(super) first_day: i32,
    pub(in crate::graph) days: Vec<u16>,
    pub(super) class_of: Vec<u16>,
    /// Deaths before each place, and of all: differences count, modulo 2^32. Empty where tolls are ranges:
    /// there they stand with what tells events apart.
    pub(super) deaths: Vec<u32>,
    pub(super) pairs: Vec<(ActorId, ActorId)>,
    pub(super) pair_starts: Vec<u32>,
    pub(super) slots: Vec<u32>,
    pub(super) actor_starts: Vec<u32>,
    pub(super) run_days: Vec<u16>,
    pub(super) run: RunColumn,
    pub(super) day_starts: Vec<u32>,
    pub(super) by_day: Vec<u32>,
    pub(super) deaths_by_day: Vec<u32>,
    /// What lies before each day, where events are not all alike.
    pub(super) sums_by_day: Vec<EventSums>,
    /// What tells events apart, along the places and the runs.
    pub(super) figures_of_places: FigureColumn,
    pub(super) figures_of_runs: FigureColumn,
    /// The tie of each place, where some have numbers of their own.
    pub(super) ties: Vec<u32>,
    /// The place of each tie from `first_tie` on, where some have numbers of their own.
    pub(super) places: Vec<u32>,
    pub(super) first_tie: u32,
    /// Whether an event has several rows.
    pub(super) has_companies: bool,
    /// A bit for each item of the runs whose event has several rows: in their order, so that the places,
    /// which are in another, are asked of these alone.
    pub(super) companies_of_runs: Box<[u64]>,
    /// The classes as filters see them.
    pub(super) order: ClassOrder,
    /// The rank of the class of each item of the runs, where there are several.
    pub(super) run_ranks: Vec<u16>,
    /// Prefix sums by class along the places, the runs, and the days.
    pub(super) classes_of_places: ClassColumn,
    pub(super) classes_of_runs: ClassColumn,
    pub(super) classes_by_day: ClassDays,
    /// Along the run of time, where there are none by day.
    pub(super) classes_in_time: ClassColumn,
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
    pub(in crate::graph) days: [usize; 2],
}

impl DayStretch {
    pub(crate) const NONE: Self = Self {
        stretch: Stretch::NONE,
        days: [0; 2],
    };
}

pub(in crate::graph) const NO_PAIR: u32 = u32::MAX;
/// Stands for an actor whose run has the event by another row.
const NOBODY: u32 = u32::MAX;
/// Days beyond this many from the first do not fit the column.
pub(crate) const SPAN: i32 = 0xFFF0;

pub(in crate::graph) fn index(number: u32) -> usize {
    number as usize
}

pub(in crate::graph) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Where the items of each day and of each actor start.
#[derive(Debug)]
struct Starts {
    actors: Vec<u32>,
    /// Of all rows by day.
    rows: Vec<u32>,
    /// Of those in the run of time by day; `None`: all are.
    days: Option<Vec<u32>>,
}

impl Starts {
    /// Counts rows.
    #[inline]
    fn of(
        rows: impl Iterator<Item = ExactRow>,
        first_day: i32,
        &(actor_count, day_count, extent): &(usize, usize, &ExactExtent),
    ) -> Self {
        let mut all = vec![0_u32; day_count + 1];
        let mut actors = vec![0_u32; actor_count + 1];
        let mut days = extent.has_companies.then(|| vec![0_u32; day_count + 1]);
        rows.for_each(|row| {
            let day = row.day.number().abs_diff(first_day);
            all[index(day) + 1] += 1;
            actors[row.low.index() + 1] += u32::from(row.parts.low());
            actors[row.high.index() + 1] += u32::from(row.parts.high());
            if let Some(days) = &mut days {
                days[index(day) + 1] += u32::from(row.parts.time());
            }
        });
        for starts in [&mut all, &mut actors].into_iter().chain(&mut days) {
            for at in 1..starts.len() {
                starts[at] += starts[at - 1];
            }
        }
        Self {
            actors,
            rows: all,
            days,
        }
    }
}

impl ExactEvents {
    /// Puts rows into columns, in any order. No pair is found before they are [hashed](Self::hash_pairs).
    ///
    /// Rows without a tie get the numbers from `first_tie` on, in their order.
    ///
    /// # Complexity
    ///
    /// One sort by digits of a word each row, then passes over it.
    pub(crate) fn new(
        actors: usize,
        (classes, evidence): (Vec<Class>, &EvidenceTable),
        rows: impl Iterator<Item = ExactRow>,
        extent: ExactExtent,
        first_tie: usize,
    ) -> Self {
        let mut dated = Self {
            order: ClassOrder::new(&classes, evidence),
            classes,
            first_tie: number(first_tie),
            ..Self::default()
        };
        if extent.count == 0 {
            return dated;
        }
        let (first, last) = (extent.first.number(), extent.last.number());
        let killed = extent.killed;
        let packing = Packing {
            actor: bits_of(actors as u64),
            day: bits_of(u64::from(last.abs_diff(first))),
            class: bits_of(dated.classes.len().saturating_sub(1) as u64),
            best: bits_of(u64::from(killed.best)),
            below: bits_of(u64::from(killed.below)),
            above: bits_of(u64::from(killed.above)),
            tie: bits_of(u64::from(extent.tie)),
            parts: if extent.has_companies { 3 } else { 0 },
        };
        dated.first_day = first;
        dated.has_companies = extent.has_companies;
        let counted = (actors, last.abs_diff(first) as usize + 1, &extent);
        match packing.bits() {
            0..=64 => dated.fill_packed::<u64>(counted, packing, rows),
            65..=128 => dated.fill_packed::<u128>(counted, packing, rows),
            // so wide a row has many actors, classes and large tolls at once: it is sorted as it is
            _ => {
                let mut all: Vec<ExactRow> = rows.collect();
                all.sort_unstable_by_key(|row| {
                    let ends = (row.low, row.high, row.day, row.class);
                    (
                        ends,
                        row.killed.best,
                        row.killed.margins(),
                        row.tie,
                        row.parts,
                    )
                });
                let starts = Starts::of(all.iter().copied(), first, &counted);
                dated.fill(starts, all.iter().copied(), counted);
            }
        }
        dated
    }

    fn fill_packed<W: Packed>(
        &mut self,
        counted: (usize, usize, &ExactExtent),
        packing: Packing,
        rows: impl Iterator<Item = ExactRow>,
    ) {
        let first_day = self.first_day;
        let mut words: Vec<W> = Vec::with_capacity(counted.2.count);
        let rows = rows.inspect(|row| words.push(packing.pack(row, first_day)));
        let starts = Starts::of(rows, first_day, &counted);
        sort::sort(&mut words, packing.tail(), packing.bits());
        // the words go as soon as the places are filled
        let rows = words.into_iter();
        let rows = rows.map(|word| packing.unpack(word, first_day));
        self.fill(starts, rows, counted);
    }

    /// Fills the columns with rows in their order.
    fn fill(
        &mut self,
        starts: Starts,
        rows: impl ExactSizeIterator<Item = ExactRow>,
        (.., extent): (usize, usize, &ExactExtent),
    ) {
        let mut parts = Vec::with_capacity(if extent.has_companies { rows.len() } else { 0 });
        let rows = rows.inspect(|row| {
            if extent.has_companies {
                parts.push(row.parts);
            }
        });
        let filled = self.fill_places(rows, &starts.rows, extent);
        self.fill_rest(starts, filled, parts, extent);
    }

    /// Fills what is left of the columns; apart, so that it is compiled once and not for each way to list rows.
    fn fill_rest(
        &mut self,
        starts: Starts,
        (mut in_time, mut told): (Vec<EventInTime>, Told),
        parts: Vec<Parts>,
        extent: &ExactExtent,
    ) {
        self.actor_starts = starts.actors;
        let has_margins = extent.killed.margins() != [0; 2];
        self.sum_places(&told, has_margins);
        told.facts = Vec::new();
        let in_time_of = |at: usize| parts.get(at).is_none_or(|parts| parts.time());
        if extent.tie > 0 {
            self.number_ties();
            for day in starts.rows.windows(2) {
                let (from, to) = (index(day[0]), index(day[1]));
                in_time[from..to].sort_by_key(|&[_, _, place, _]| self.ties[index(place)]);
            }
        }
        if extent.has_companies {
            for one in &mut in_time {
                let parts = parts[index(one[2])];
                one[0] = if parts.low() { one[0] } else { NOBODY };
                one[1] = if parts.high() { one[1] } else { NOBODY };
            }
        }
        let run = self.fill_runs(&in_time, &starts.rows);
        if extent.has_companies {
            in_time.retain(|&[_, _, place, _]| in_time_of(index(place)));
        }
        drop(parts);
        self.day_starts = starts.days.unwrap_or(starts.rows);
        self.fill_days(&in_time, &told, has_margins);
        drop(in_time);
        self.sum_runs(run, &told, has_margins);
        if self.has_companies {
            self.mark_companies();
        }
    }

    /// Fills the columns of places, and gives their rows in the order of days and places, with what they count.
    #[inline(never)]
    fn fill_places(
        &mut self,
        rows: impl ExactSizeIterator<Item = ExactRow>,
        day_starts: &[u32],
        extent: &ExactExtent,
    ) -> (Vec<EventInTime>, Told) {
        let has_classes = self.classes.len() > 1;
        let has_ties = extent.tie > 0;
        let count = rows.len();
        let has_margins = extent.killed.margins() != [0; 2];
        let mut told = Told::new(&self.classes, &self.order, count, has_margins);
        let mut in_time = TimeOrder::new(day_starts);
        let mut days = Vec::with_capacity(count);
        let mut deaths_before = Vec::with_capacity(if has_margins { 0 } else { count + 1 });
        let (mut pairs, mut pair_starts) = (Vec::new(), Vec::new());
        let (mut total, mut last) = (0_u32, None);
        if has_classes {
            self.class_of.reserve_exact(count);
        }
        if has_ties {
            self.ties.reserve_exact(count);
        }
        for (place, row) in (0_u32..).zip(rows) {
            let pair = (row.low, row.high);
            if last != Some(pair) {
                last = Some(pair);
                pairs.push(pair);
                pair_starts.push(place);
            }
            let day = row.day.number().abs_diff(self.first_day);
            days.push(u16::try_from(day).unwrap_or(u16::MAX));
            if has_classes {
                self.class_of.push(row.class);
            }
            if has_ties {
                self.ties.push(row.tie);
            }
            if !has_margins {
                deaths_before.push(total);
                total = total.wrapping_add(row.killed.best);
            }
            let facts = told.note(place, row.class, row.killed);
            let ends = [row.low, row.high].map(ActorId::number);
            in_time.put(index(day), [ends[0], ends[1], place, facts]);
        }
        if !has_margins {
            deaths_before.push(total);
        }
        pair_starts.push(number(count));
        pairs.shrink_to_fit();
        pair_starts.shrink_to_fit();
        (self.days, self.deaths) = (days, deaths_before);
        (self.pairs, self.pair_starts) = (pairs, pair_starts);
        (in_time.sorted(), told)
    }

    /// Sums what tells events apart along the places.
    fn sum_places(&mut self, told: &Told, has_margins: bool) {
        let facts = |at: usize| (number(at), told.facts[at]);
        self.figures_of_places = FigureColumn::new(&self.classes, has_margins, self.len(), |at| {
            let (place, facts) = facts(at);
            told.sums(place, facts)
        });
        let classes = self.order.len();
        if classes > 1 {
            self.classes_of_places = ClassColumn::new(classes, has_margins, self.len(), |at| {
                let (place, facts) = facts(at);
                Some((told.rank(facts), told.killed(place, facts)))
            });
        }
    }

    /// Fills the runs of actors with the days of each event, and gives their items, with the facts in the place of
    /// deaths.
    #[inline(never)]
    fn fill_runs(&mut self, in_time: &[EventInTime], day_starts: &[u32]) -> Vec<RunItem> {
        let count = self.actor_starts.last().map_or(0, |&end| index(end));
        let mut run = Vec::with_capacity(count + 1);
        run.resize(count, RunItem::default());
        let mut days = vec![0; count];
        let mut next_of_actor = self.actor_starts.clone();
        for (day, ends) in (0_u16..).zip(day_starts.windows(2)) {
            for &[low, high, place, facts] in &in_time[index(ends[0])..index(ends[1])] {
                for actor in [low, high] {
                    if let Some(next) = next_of_actor.get_mut(index(actor)) {
                        let at = index(*next);
                        let deaths = facts;
                        run[at] = RunItem { place, deaths };
                        days[at] = day;
                        *next += 1;
                    }
                }
            }
        }
        self.run_days = days;
        run
    }

    /// Fills the run of time, and what lies before each day.
    #[inline(never)]
    fn fill_days(&mut self, in_time: &[EventInTime], told: &Told, has_margins: bool) {
        self.by_day = in_time.iter().map(|&[_, _, place, _]| place).collect();
        let are_alike = self.are_alike();
        let days = self.day_starts.len();
        let mut deaths_by_day = Vec::with_capacity(days);
        let mut sums_by_day = Vec::with_capacity(if are_alike { 0 } else { days });
        let of_day = |day: &[u32]| in_time[index(day[0])..index(day[1])].iter();
        deaths_by_day.push(0);
        if are_alike {
            let mut before = 0_u32;
            for day in self.day_starts.windows(2) {
                for &[_, _, place, facts] in of_day(day) {
                    before = before.wrapping_add(told.killed(place, facts).best);
                }
                deaths_by_day.push(before);
            }
        } else {
            let mut before = EventSums::default();
            sums_by_day.push(before);
            for day in self.day_starts.windows(2) {
                for &[_, _, place, facts] in of_day(day) {
                    before = before.plus(told.sums(place, facts));
                }
                deaths_by_day.push(before.killed.best);
                sums_by_day.push(before);
            }
        }
        (self.deaths_by_day, self.sums_by_day) = (deaths_by_day, sums_by_day);
        let classes = self.order.len();
        if classes < 2 {
            return;
        }
        let item = |at: usize| {
            let [_, _, place, facts] = in_time[at];
            Some((told.rank(facts), told.killed(place, facts)))
        };
        let by_day = ClassDays::new(classes, has_margins, &self.day_starts, item);
        if by_day.is_empty() {
            self.classes_in_time = ClassColumn::new(classes, has_margins, in_time.len(), item);
        }
        self.classes_by_day = by_day;
    }

    /// Sums along the runs what tells events apart, and the deaths: those of the items stand for their facts.
    #[inline(never)]
    fn sum_runs(&mut self, run: Vec<RunItem>, told: &Told, has_margins: bool) {
        self.figures_of_runs = FigureColumn::new(&self.classes, has_margins, run.len(), |at| {
            told.sums(run[at].place, run[at].deaths)
        });
        let classes = self.order.len();
        if classes > 1 {
            let ranks = run.iter().map(|item| told.rank(item.deaths));
            let ranks = ranks.map(|rank| u16::try_from(rank).unwrap_or(u16::MAX));
            self.run_ranks = ranks.collect();
            self.classes_of_runs = ClassColumn::new(classes, has_margins, run.len(), |at| {
                let RunItem { place, deaths } = run[at];
                Some((told.rank(deaths), told.killed(place, deaths)))
            });
        }
        self.run = if has_margins {
            RunColumn::places(run)
        } else {
            RunColumn::with_deaths(run, |item| told.killed(item.place, item.deaths).best)
        };
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

    fn mark_companies(&mut self) {
        let items = self.run_days.len();
        let mut bits = vec![0_u64; items.div_ceil(64)];
        for at in 0..items {
            let is_company = self.is_company(self.place_in_run(at));
            bits[at / 64] |= u64::from(is_company) << (at % 64);
        }
        self.companies_of_runs = bits.into();
    }

    /// Makes sure of these pairs, in order, that each has a number, if without a place.
    pub(in crate::graph) fn add_pairs(&mut self, more: &[(ActorId, ActorId)]) {
        let mut own = self.pairs.iter().peekable();
        let is_new = |pair: &&(ActorId, ActorId)| {
            while own.next_if(|own| own < pair).is_some() {}
            own.peek() != Some(pair)
        };
        let new: Vec<(ActorId, ActorId)> = more.iter().filter(is_new).copied().collect();
        if new.is_empty() {
            return;
        }
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
    }

    /// Makes pairs be found, now that there are no more: before, none is.
    pub(in crate::graph) fn hash_pairs(&mut self) {
        if self.pairs.is_empty() {
            return;
        }
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
pub(in crate::graph) struct DayColumn<'d> {
    pub(in crate::graph) starts: &'d [u32],
    pub(in crate::graph) days: &'d [u16],
    pub(in crate::graph) first_day: i32,
}

impl DayColumn<'_> {
    /// Of nobody.
    pub(in crate::graph) const NONE: Self = Self {
        starts: &[],
        days: &[],
        first_day: 0,
    };

    pub(in crate::graph) fn len(&self) -> usize {
        self.days.len()
    }

    /// How many items some owners have, up to another.
    pub(in crate::graph) fn items_between(&self, from: usize, to: usize) -> usize {
        match (self.starts.get(from), self.starts.get(to)) {
            (Some(&from), Some(&to)) => index(to.saturating_sub(from)),
            _ => 0,
        }
    }

    /// The days of an owner's items, counted from the first.
    pub(in crate::graph) fn offsets_of(&self, owner: usize) -> &[u16] {
        match (self.starts.get(owner), self.starts.get(owner + 1)) {
            (Some(&from), Some(&to)) => &self.days[index(from)..index(to)],
            _ => &[],
        }
    }
}

#[inline]
pub(in crate::graph) fn slot_of((low, high): (ActorId, ActorId), size: usize) -> usize {
    let key = u64::from(low.number()) << 32 | u64::from(high.number());
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // the upper bits are the well mixed ones
    let bits = size.trailing_zeros();
    usize::try_from(mixed >> (64 - bits).min(63)).unwrap_or(0) & (size - 1)
}
