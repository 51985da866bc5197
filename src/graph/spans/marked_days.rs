//! The days of exact events and of the marks of spans in one column, so that one search finds both.

use crate::graph::events::exact::{DayColumn, Stretch};
use crate::model::{Day, Window};

/// So many items share one line of memory.
const LINE: usize = 22;
/// Owners without marks that stand side by side are left out, if they have so many items together.
const LEFT_OUT: usize = 4 * LINE;

/// How many spans have begun, and how many have ended; of all owners before, too: of each of them as many
/// have begun as have ended, so that the difference of the two is of the owner alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct MarkCounts {
    pub(crate) begun: u32,
    pub(crate) ended: u32,
}

impl MarkCounts {
    /// How many have begun and not ended.
    #[inline]
    pub(crate) const fn open(self) -> u32 {
        self.begun.wrapping_sub(self.ended)
    }
}

/// What lies in a window: the exact events, and what has begun and ended before it and before its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marked {
    pub(crate) exact: Stretch,
    pub(crate) ends: [MarkCounts; 2],
}

/// A few items, what lies before them, and which of them are marks: as much as one line of memory holds.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Line {
    exact: u32,
    begun: u32,
    ended: u32,
    begins: u32,
    ends: u32,
    days: [u16; LINE],
}

impl Line {
    const fn after(exact: u32, so_far: MarkCounts) -> Self {
        Self {
            exact,
            begun: so_far.begun,
            ended: so_far.ended,
            begins: 0,
            ends: 0,
            days: [u16::MAX; LINE],
        }
    }

    /// How many have begun and ended before an item of the line, or after its last one.
    #[inline]
    const fn before(&self, place: usize) -> MarkCounts {
        let below = (1_u32 << place) - 1;
        MarkCounts {
            begun: self.begun + (self.begins & below).count_ones(),
            ended: self.ended + (self.ends & below).count_ones(),
        }
    }

    /// How many exact events there are before an item.
    #[inline]
    const fn exact_before(&self, place: usize) -> usize {
        let below = (1_u32 << place) - 1;
        let marks = ((self.begins | self.ends) & below).count_ones();
        self.exact as usize + place - marks as usize
    }

    /// The first of some items that is not before a day.
    #[inline]
    fn first_from(&self, (from, to): (usize, usize), day: u16) -> usize {
        let own = self.days.get(from..to).unwrap_or_default();
        from + own.partition_point(|&own| own < day)
    }
}

/// The items of each owner, a pair or an actor, in time: its exact events, and its marks.
///
/// Many owners side by side that have no marks are left out.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct MarkedDays {
    first_day: i32,
    /// The first item of each owner, and the end: of one that is left out both are the same.
    starts: Vec<u32>,
    lines: Vec<Line>,
    /// The day of the first item of each line: they tell which to look at.
    firsts: Vec<u16>,
}

impl MarkedDays {
    /// Puts marks among the exact events of a track: the owner, the day, and whether it is an end, in order.
    pub(in crate::graph) fn new(
        owners: usize,
        track: DayColumn<'_>,
        marks: impl ExactSizeIterator<Item = (usize, Day, bool)> + Clone,
    ) -> Self {
        let first_exact = (track.len() > 0).then_some(track.first_day);
        let firsts = marks.clone().map(|(_, day, _)| day.number());
        let mut own = Self {
            first_day: firsts.chain(first_exact).min().unwrap_or(0),
            starts: Vec::with_capacity(owners + 1),
            lines: Vec::new(),
            firsts: Vec::new(),
        };
        // no exact event lies before the first day
        let shift = i64::from(track.first_day) - i64::from(own.first_day);
        let shift = u16::try_from(shift.max(0)).unwrap_or(u16::MAX);
        let (mut count, mut exact_before, mut so_far) = (0_usize, 0_u32, MarkCounts::default());
        let mut marks = marks.peekable();
        // up to here no owner has a mark
        let mut bare = 0;
        for owner in 0..owners {
            if owner >= bare {
                bare = marks.peek().map_or(owners, |mark| mark.0);
                if track.items_between(owner, bare) >= LEFT_OUT {
                    // the next owner begins a line of its own
                    count = count.next_multiple_of(LINE);
                    let start = u32::try_from(count).unwrap_or(u32::MAX);
                    own.starts.resize(bare, start);
                    let left_out = track.items_between(owner, bare);
                    exact_before += u32::try_from(left_out).unwrap_or(u32::MAX);
                }
                bare = bare.max(owner + 1);
            }
            if owner < own.starts.len() {
                continue;
            }
            own.starts.push(u32::try_from(count).unwrap_or(u32::MAX));
            let mut exact = track.offsets_of(owner);
            while let Some(mark) = marks.next_if(|mark| mark.0 == owner) {
                // a mark stands before the events of its day
                let day = i64::from(mark.1.number()) - i64::from(track.first_day);
                let is_before = |&&offset: &&u16| i64::from(offset) < day;
                let (before, after) = exact.split_at(exact.iter().take_while(is_before).count());
                own.put_exact(&mut count, (before, shift), (&mut exact_before, so_far));
                exact = after;
                own.put_mark(count, (mark.1, mark.2), (exact_before, &mut so_far));
                count += 1;
            }
            own.put_exact(&mut count, (exact, shift), (&mut exact_before, so_far));
        }
        own.starts.push(u32::try_from(count).unwrap_or(u32::MAX));
        if count.is_multiple_of(LINE) {
            own.lines.push(Line::after(exact_before, so_far));
            own.firsts.push(u16::MAX);
        }
        own.lines.shrink_to_fit();
        own.firsts.shrink_to_fit();
        own
    }

    /// Puts the days of exact events that follow each other, a line at once.
    fn put_exact(
        &mut self,
        count: &mut usize,
        (mut offsets, shift): (&[u16], u16),
        (exact, so_far): (&mut u32, MarkCounts),
    ) {
        while let Some(&first) = offsets.first() {
            let place = *count % LINE;
            if place == 0 {
                self.lines.push(Line::after(*exact, so_far));
                self.firsts.push(first.saturating_add(shift));
            }
            let Some(line) = self.lines.last_mut() else {
                return;
            };
            let (own, rest) = offsets.split_at(offsets.len().min(LINE - place));
            for (day, &offset) in line.days[place..].iter_mut().zip(own) {
                *day = offset.saturating_add(shift);
            }
            *count += own.len();
            *exact += u32::try_from(own.len()).unwrap_or(u32::MAX);
            offsets = rest;
        }
    }

    /// Puts the day of a mark.
    fn put_mark(
        &mut self,
        at: usize,
        (day, is_end): (Day, bool),
        (exact, so_far): (u32, &mut MarkCounts),
    ) {
        let place = at % LINE;
        let days = day.number().saturating_sub(self.first_day);
        let day = u16::try_from(days).unwrap_or(u16::MAX);
        if place == 0 {
            self.lines.push(Line::after(exact, *so_far));
            self.firsts.push(day);
        }
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        line.days[place] = day;
        if is_end {
            line.ends |= 1 << place;
            so_far.ended += 1;
        } else {
            line.begins |= 1 << place;
            so_far.begun += 1;
        }
    }

    /// How many have begun and ended before an item.
    #[inline]
    pub(in crate::graph) fn before(&self, item: usize) -> MarkCounts {
        let line = self.lines.get(item / LINE);
        line.map_or_else(MarkCounts::default, |line| line.before(item % LINE))
    }

    /// How many had begun, and ended, before an owner's first item.
    pub(in crate::graph) fn before_all_of(&self, owner: usize) -> MarkCounts {
        let start = self.starts.get(owner).copied().unwrap_or(0);
        self.before(start as usize)
    }

    /// What of an owner's lies in a window; `None`: it is left out.
    ///
    /// # Complexity
    ///
    /// O(log items of the owner); one line of memory at each end, after the days of the lines' first items.
    #[inline]
    pub(in crate::graph) fn of(&self, owner: usize, window: Window) -> Option<Marked> {
        let (from, to) = match (self.starts.get(owner), self.starts.get(owner + 1)) {
            (Some(&from), Some(&to)) if from < to => (from as usize, to as usize),
            _ => return None,
        };
        let (first, before) = self.first_from((from, to), window.from);
        let (end, after) = self.first_from((from, to), window.to);
        Some(Marked {
            exact: Stretch {
                from: first,
                to: end,
            },
            ends: [before, after],
        })
    }

    /// The first exact event of a run that is not before a day, and what has begun and ended before the day.
    #[inline]
    fn first_from(&self, (from, to): (usize, usize), day: Day) -> (usize, MarkCounts) {
        let days = i64::from(day.number()) - i64::from(self.first_day);
        // the last offset stands for all days after: none of a column lies there
        let day = u16::try_from(days.clamp(0, i64::from(u16::MAX))).unwrap_or(u16::MAX);
        let first = from / LINE;
        let inner = self.firsts.get(first + 1..to.div_ceil(LINE));
        let number = first + inner.map_or(0, |days| days.partition_point(|&own| own < day));
        let Some(line) = self.lines.get(number) else {
            return (0, MarkCounts::default());
        };
        let [from, to] = [from, to].map(|item| item.saturating_sub(number * LINE).min(LINE));
        let place = line.first_from((from, to), day);
        (line.exact_before(place), line.before(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three owners, of whom the second has no exact events; the blocks end within the first and the third.
    fn marks() -> Vec<(usize, Day, bool)> {
        let mut marks = Vec::new();
        for owner in [0, 1, 2] {
            for span in 0..60 + 10 * i32::try_from(owner).unwrap_or(0) {
                let first = span * 13 % 170 - 40;
                marks.push((owner, Day::new(first), false));
                marks.push((owner, Day::new(first + 1 + span % 50), true));
            }
        }
        marks.sort_unstable();
        marks
    }

    #[test]
    fn what_lies_in_a_window_is_what_a_loop_finds() {
        let starts = [0, 100, 100, 250];
        let days: Vec<u16> = (0..250)
            .map(|at| if at < 100 { at } else { (at - 100) / 2 })
            .collect();
        let marks = marks();
        for first_day in [-50, 0, 7] {
            let track = DayColumn {
                starts: &starts,
                days: &days,
                first_day,
            };
            let marked = MarkedDays::new(3, track, marks.iter().copied());
            for owner in 0..3 {
                let exact = track.offsets_of(owner).iter();
                let exact = exact.map(|&day| Day::new(first_day + i32::from(day)));
                let exact: Vec<Day> = exact.collect();
                let before = |day: Day| {
                    let count = |end: bool| {
                        let own = marks.iter().filter(|one| one.0 == owner && one.2 == end);
                        own.filter(|one| one.1 < day).count()
                    };
                    let exact = exact.iter().filter(|&&one| one < day).count();
                    (exact, count(false), count(true))
                };
                let all = marked.before_all_of(owner);
                assert_eq!(all.open(), 0);
                for from in -70..200 {
                    for length in [0, 1, 9, 300] {
                        let window = Window {
                            from: Day::new(from),
                            to: Day::new(from + length),
                        };
                        let found = marked.of(owner, window).expect("it has marks");
                        let own = |end: usize, place: usize| {
                            let ends = found.ends[end];
                            let first = starts[owner] as usize;
                            let begun = ends.begun - all.begun;
                            let ended = ends.ended - all.ended;
                            (place - first, begun as usize, ended as usize)
                        };
                        assert_eq!(own(0, found.exact.from), before(window.from));
                        assert_eq!(own(1, found.exact.to), before(window.to));
                    }
                }
                let ever = marked.of(owner, Window::ALL).expect("it has marks");
                let all_days = starts[owner] as usize..starts[owner + 1] as usize;
                assert_eq!(ever.exact.from..ever.exact.to, all_days);
                assert_eq!(ever.ends[1].open(), 0);
            }
            assert!(marked.of(3, Window::ALL).is_none());
        }
    }

    #[test]
    fn many_without_marks_are_left_out() {
        // of forty owners with ten exact events each a few have a mark on the first and the last day
        let starts: Vec<u32> = (0..=40).map(|owner| owner * 10).collect();
        let days: Vec<u16> = (0..400).map(|at| at % 10).collect();
        let track = DayColumn {
            starts: &starts,
            days: &days,
            first_day: 0,
        };
        for with in [
            vec![],
            vec![0],
            vec![39],
            vec![3, 5, 25],
            vec![9, 19, 20, 38],
        ] {
            let marks = with
                .iter()
                .flat_map(|&owner| [(owner, Day::new(0), false), (owner, Day::new(9), true)]);
            let marks: Vec<(usize, Day, bool)> = marks.collect();
            let marked = MarkedDays::new(40, track, marks.iter().copied());
            assert!(marked.lines.len() < 10);
            assert_eq!(marked.starts.len(), 41);
            for owner in 0..40 {
                for (from, to) in [(-3, 4), (0, 1), (4, 20), (9, 10), (10, 11)] {
                    let window = Window {
                        from: Day::new(from),
                        to: Day::new(to),
                    };
                    let Some(found) = marked.of(owner, window) else {
                        assert!(!with.contains(&owner));
                        continue;
                    };
                    let first = owner * 10;
                    let place = |day: i32| first + usize::try_from(day.clamp(0, 10)).unwrap_or(0);
                    assert_eq!(found.exact.from, place(from), "{owner} {window:?}");
                    assert_eq!(found.exact.to, place(to), "{owner} {window:?}");
                    let has = u32::from(with.contains(&owner));
                    let is_open = u32::from(from > 0 && from < 10);
                    assert_eq!(found.ends[0].open(), has * is_open);
                }
            }
        }
    }

    #[test]
    fn marks_alone_are_found_by_their_number() {
        let days = (0..64).map(|at| (0, Day::new(at), at % 2 == 1));
        let marked = MarkedDays::new(1, DayColumn::NONE, days);
        let last = marked.before(64);
        assert_eq!((last.begun, last.ended, last.open()), (32, 32, 0));
        assert_eq!(marked.before(33).open(), 1);
    }
}
