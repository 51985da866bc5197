//! Events of one exact day and one telling, in columns: the plain case.

use super::packing::{ExactRow, Packed, Packing, Parts, bits_of};
use super::sort;
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

#[derive(Debug, Clone, Copy, Default)]
pub(in crate::graph) struct RunItem {
    pub(super) place: u32,
    pub(super) deaths: u32,
}

/// A row in the order of days: its lower and its higher end, or [`NOBODY`], its place, its deaths. Numbers
/// alone need not be cleared before they are filled in.
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
        let has_margins = extent.killed.margins() != [0; 2];
        let mut margins = Vec::with_capacity(if has_margins { rows.len() } else { 0 });
        let mut parts = Vec::with_capacity(if extent.has_companies { rows.len() } else { 0 });
        let rows = rows.inspect(|row| {
            if has_margins {
                margins.push([row.killed.below, row.killed.above]);
            }
            if extent.has_companies {
                parts.push(row.parts);
            }
        });
        let in_time = self.fill_places(rows, &starts.rows, extent);
        self.fill_rest(starts, (in_time, margins, parts), extent);
    }

    /// Fills what is left of the columns; apart, so that it is compiled once and not for each way to list rows.
    fn fill_rest(
        &mut self,
        starts: Starts,
        (mut in_time, margins, parts): (Vec<EventInTime>, Vec<[u32; 2]>, Vec<Parts>),
        extent: &ExactExtent,
    ) {
        self.actor_starts = starts.actors;
        let has_margins = extent.killed.margins() != [0; 2];
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
        self.fill_runs(&in_time);
        if extent.has_companies {
            in_time.retain(|&[_, _, place, _]| in_time_of(index(place)));
        }
        drop(parts);
        self.day_starts = starts.days.unwrap_or(starts.rows);
        self.fill_days(&in_time);
        drop(in_time);
        self.sum_runs();
        self.hash_pairs();
        self.sum_figures(&margins);
        self.sum_classes(has_margins);
        if self.has_companies {
            self.mark_companies();
        }
    }

    /// Fills the columns of places, and gives their rows in the order of days and places.
    #[inline(never)]
    fn fill_places(
        &mut self,
        rows: impl ExactSizeIterator<Item = ExactRow>,
        day_starts: &[u32],
        extent: &ExactExtent,
    ) -> Vec<EventInTime> {
        let has_classes = self.classes.len() > 1;
        let has_ties = extent.tie > 0;
        let count = rows.len();
        let mut in_time = vec![[0; 4]; count];
        let mut next_of_day = day_starts.to_vec();
        let mut days = Vec::with_capacity(count);
        let mut deaths_before = Vec::with_capacity(count + 1);
        let (mut pairs, mut pair_starts) = (Vec::new(), Vec::new());
        let (mut total, mut last) = (0_u32, None);
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
            deaths_before.push(total);
            total = total.wrapping_add(row.killed.best);
            let next = &mut next_of_day[index(day)];
            in_time[index(*next)] = [row.low.number(), row.high.number(), place, row.killed.best];
            *next += 1;
        }
        deaths_before.push(total);
        pair_starts.push(number(count));
        pairs.shrink_to_fit();
        pair_starts.shrink_to_fit();
        (self.days, self.deaths) = (days, deaths_before);
        (self.pairs, self.pair_starts) = (pairs, pair_starts);
        in_time
    }

    /// Fills the runs of actors with the deaths of each event.
    #[inline(never)]
    fn fill_runs(&mut self, in_time: &[EventInTime]) {
        let count = self.actor_starts.last().map_or(0, |&end| index(end));
        let mut run = Vec::with_capacity(count + 1);
        run.resize(count, RunItem::default());
        let mut next_of_actor = self.actor_starts.clone();
        for &[low, high, place, deaths] in in_time {
            for actor in [low, high] {
                if let Some(next) = next_of_actor.get_mut(index(actor)) {
                    run[index(*next)] = RunItem { place, deaths };
                    *next += 1;
                }
            }
        }
        self.run = run;
    }

    /// Fills the run of time, and the deaths before each day.
    fn fill_days(&mut self, in_time: &[EventInTime]) {
        self.by_day = in_time.iter().map(|&[_, _, place, _]| place).collect();
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

    /// Sums what tells events apart along the places, the runs, and the days; `margins` of each place.
    fn sum_figures(&mut self, margins: &[[u32; 2]]) {
        let of_classes: Vec<EventSums> = self.classes.iter().map(EventSums::of_class).collect();
        let item = |place: usize| {
            let [below, above] = margins.get(place).copied().unwrap_or_default();
            let killed = KilledSums {
                best: self.deaths(place),
                below,
                above,
            };
            of_classes[self.class(place)].killing(killed)
        };
        let column = |length: usize, place: &dyn Fn(usize) -> usize| {
            let item = |at: usize| item(place(at));
            FigureColumn::new(&self.classes, !margins.is_empty(), length, item)
        };
        let of_places = column(self.len(), &|at| at);
        let of_runs = column(self.run_days.len(), &|at| self.place_in_run(at));
        if !of_places.are_alike() {
            let mut before = EventSums::default();
            let mut by_day = Vec::with_capacity(self.day_starts.len());
            by_day.push(before);
            for day in self.day_starts.windows(2) {
                for at in index(day[0])..index(day[1]) {
                    before = before.plus(item(self.place_in_time(at)));
                }
                by_day.push(before);
            }
            self.sums_by_day = by_day;
        }
        (self.figures_of_places, self.figures_of_runs) = (of_places, of_runs);
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

    fn sum_classes(&mut self, has_margins: bool) {
        let classes = self.order.len();
        if classes < 2 {
            return;
        }
        let items = self.run_days.len();
        let rank = |item: &RunItem| self.order.rank(self.class(index(item.place)));
        let in_run = self.run[..items].iter().map(rank);
        self.run_ranks = in_run
            .map(|rank| u16::try_from(rank).unwrap_or(u16::MAX))
            .collect();
        let column = |length, of: &dyn Fn(usize) -> Option<(usize, KilledSums)>| {
            ClassColumn::new(classes, has_margins, length, of)
        };
        self.classes_of_places = column(self.len(), &self.item_of_place());
        self.classes_of_runs = column(items, &self.item_of_run());
        let by_day = ClassDays::new(classes, has_margins, &self.day_starts, self.item_in_time());
        if by_day.is_empty() {
            self.classes_in_time = column(self.by_day.len(), &self.item_in_time());
        }
        self.classes_by_day = by_day;
    }

    /// Makes sure of these pairs, in order, that each has a number, if without a place.
    pub(in crate::graph) fn add_pairs(&mut self, more: &[(ActorId, ActorId)]) {
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

    /// The days of an owner's items.
    pub(in crate::graph) fn days_of(&self, owner: usize) -> impl Iterator<Item = Day> {
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
pub(in crate::graph) fn slot_of((low, high): (ActorId, ActorId), size: usize) -> usize {
    let key = u64::from(low.number()) << 32 | u64::from(high.number());
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // the upper bits are the well mixed ones
    let bits = size.trailing_zeros();
    usize::try_from(mixed >> (64 - bits).min(63)).unwrap_or(0) & (size - 1)
}
