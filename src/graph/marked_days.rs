//! The days of exact events and of the marks of spans in one column, so that one search finds both.

use super::dated::{Stretch, Track};
use super::dated_read::within;
use crate::model::{Day, Window};

/// So many items share one entry.
const BLOCK: usize = 32;

/// How many spans have begun, and how many have ended; of all owners before, too: of each of them as many
/// have begun as have ended, so that the difference of the two is of the owner alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct MarkCounts {
    pub(crate) begun: u32,
    pub(crate) ended: u32,
}

impl MarkCounts {
    /// How many marks there are before.
    #[inline]
    pub(crate) const fn mark(self) -> usize {
        self.begun as usize + self.ended as usize
    }

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

impl Marked {
    /// Exact events alone.
    #[inline]
    pub(crate) fn exact(exact: Stretch) -> Self {
        Self {
            exact,
            ends: Default::default(),
        }
    }
}

/// What lies before so many items, and which of them are marks.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    begun: u32,
    ended: u32,
    begins: u32,
    ends: u32,
}

/// The items of each owner, a pair or an actor, in time: its exact events, and its marks.
#[derive(Debug, Clone, Default)]
pub(super) struct MarkedDays {
    first_day: i32,
    /// The first item of each owner, and the end.
    starts: Vec<u32>,
    days: Vec<u16>,
    blocks: Vec<Block>,
}

impl MarkedDays {
    /// Puts marks among the exact events of a track: the owner, the day, and whether it is an end, in order.
    pub(super) fn new(
        owners: usize,
        track: Track<'_>,
        marks: impl ExactSizeIterator<Item = (usize, Day, bool)> + Clone,
    ) -> Self {
        let first_mark = marks.clone().map(|(_, day, _)| day.number()).min();
        let first_day = first_mark.map_or(track.first_day, |first| first.min(track.first_day));
        let first_day = match first_mark {
            Some(first) if track.len() == 0 => first,
            _ => first_day,
        };
        let count = track.len() + marks.len();
        let mut own = Self {
            first_day,
            starts: Vec::with_capacity(owners + 1),
            days: Vec::with_capacity(count),
            blocks: Vec::with_capacity(count / BLOCK + 1),
        };
        let mut so_far = MarkCounts::default();
        let mut marks = marks.peekable();
        for owner in 0..owners {
            own.starts.push(own.len());
            let mut exact = track.days_of(owner).peekable();
            loop {
                let mark = marks.peek().filter(|mark| mark.0 == owner);
                let is_exact = match (exact.peek(), mark) {
                    (None, None) => break,
                    (Some(day), Some(mark)) => *day < mark.1,
                    (day, _) => day.is_some(),
                };
                if is_exact {
                    own.push(exact.next(), None, &mut so_far);
                } else if let Some((_, day, is_end)) = marks.next() {
                    own.push(Some(day), Some(is_end), &mut so_far);
                }
            }
        }
        own.starts.push(own.len());
        if own.days.len().is_multiple_of(BLOCK) {
            own.blocks.push(Block::before(so_far));
        }
        own
    }

    fn len(&self) -> u32 {
        u32::try_from(self.days.len()).unwrap_or(u32::MAX)
    }

    fn push(&mut self, day: Option<Day>, mark: Option<bool>, so_far: &mut MarkCounts) {
        let Some(day) = day else {
            return;
        };
        let place = self.days.len() % BLOCK;
        if place == 0 {
            self.blocks.push(Block::before(*so_far));
        }
        let days = day.number().saturating_sub(self.first_day);
        self.days.push(u16::try_from(days).unwrap_or(u16::MAX));
        if let (Some(is_end), Some(block)) = (mark, self.blocks.last_mut()) {
            let (count, bits) = if is_end {
                (&mut so_far.ended, &mut block.ends)
            } else {
                (&mut so_far.begun, &mut block.begins)
            };
            *count += 1;
            *bits |= 1 << place;
        }
    }

    /// How many have begun and ended before an item.
    #[inline]
    fn before(&self, item: usize) -> MarkCounts {
        let Some(block) = self.blocks.get(item / BLOCK) else {
            return MarkCounts::default();
        };
        let below = (1_u32 << (item % BLOCK)) - 1;
        MarkCounts {
            begun: block.begun + (block.begins & below).count_ones(),
            ended: block.ended + (block.ends & below).count_ones(),
        }
    }

    /// How many had begun, and ended, before an owner's first item.
    pub(super) fn before_all_of(&self, owner: usize) -> MarkCounts {
        let start = self.starts.get(owner).copied().unwrap_or(0);
        self.before(start as usize)
    }

    /// What of an owner's lies in a window.
    #[inline]
    pub(super) fn of(&self, owner: usize, window: Window) -> Marked {
        let (Some(&from), Some(&to)) = (self.starts.get(owner), self.starts.get(owner + 1)) else {
            return Marked::exact(Stretch::NONE);
        };
        let offset = |day: Day| {
            let days = i64::from(day.number()) - i64::from(self.first_day);
            u16::try_from(days.clamp(0, i64::from(u16::MAX))).unwrap_or(u16::MAX)
        };
        let (first, after) = (offset(window.from), offset(window.to));
        let items = within(
            &self.days,
            from as usize,
            to as usize,
            (first, after.max(first)),
        );
        let ends = [self.before(items.from), self.before(items.to)];
        Marked {
            exact: Stretch {
                from: items.from - ends[0].mark(),
                to: items.to - ends[1].mark(),
            },
            ends,
        }
    }

    /// What has begun and ended before a mark, where there are no exact events.
    #[inline]
    pub(super) fn before_mark(&self, mark: usize) -> MarkCounts {
        self.before(mark)
    }
}

impl Block {
    const fn before(so_far: MarkCounts) -> Self {
        Self {
            begun: so_far.begun,
            ended: so_far.ended,
            begins: 0,
            ends: 0,
        }
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
            let track = Track {
                starts: &starts,
                days: &days,
                first_day,
            };
            let marked = MarkedDays::new(3, track, marks.iter().copied());
            for owner in 0..3 {
                let exact: Vec<Day> = track.days_of(owner).collect();
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
                        let found = marked.of(owner, window);
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
                let ever = marked.of(owner, Window::ALL);
                let all_days = starts[owner] as usize..starts[owner + 1] as usize;
                assert_eq!(ever.exact.from..ever.exact.to, all_days);
                assert_eq!(ever.ends[1].open(), 0);
            }
            assert_eq!(marked.of(3, Window::ALL).exact.to, 0);
        }
    }

    #[test]
    fn marks_alone_are_found_by_their_number() {
        let days = (0..64).map(|at| (0, Day::new(at), at % 2 == 1));
        let marked = MarkedDays::new(1, Track::NONE, days);
        let last = marked.before_mark(64);
        assert_eq!((last.begun, last.ended, last.open()), (32, 32, 0));
        assert_eq!(marked.before_mark(33).open(), 1);
    }
}
