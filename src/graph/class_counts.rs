//! Running counts of each class of events, so that a filter of classes need not look at each event.

/// More classes than this have no running counts.
const MOST_CLASSES: usize = 256;
/// The fewest items between two rows of running counts in a run.
const STRIDE: usize = 64;

/// How many events of a class there are before a place, and their deaths, modulo 2^32.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ClassCount {
    pub(crate) count: u32,
    pub(crate) deaths: u32,
}

impl ClassCount {
    /// What lies between two places.
    #[inline]
    pub(crate) const fn since(self, before: Self) -> Self {
        Self {
            count: self.count.wrapping_sub(before.count),
            deaths: self.deaths.wrapping_sub(before.deaths),
        }
    }
}

/// Rows of running counts: at each day of time, and at every so many items of each actor's run.
///
/// They are kept where there are several classes, and not so many that they outweigh the events.
#[derive(Debug, Clone, Default)]
pub(crate) struct ClassCounts {
    classes: usize,
    by_day: Vec<ClassCount>,
    stride: usize,
    /// The first row of each actor, and the end.
    starts: Vec<u32>,
    rows: Vec<ClassCount>,
}

impl ClassCounts {
    /// Counts `count` events of so many classes; `of_day` and `of_run` give class and deaths by item.
    pub(super) fn new(
        classes: usize,
        (day_starts, of_day): (&[u32], impl Fn(usize) -> (usize, u32)),
        (actor_starts, of_run): (&[u32], impl Fn(usize) -> (usize, u32)),
    ) -> Self {
        if !(2..=MOST_CLASSES).contains(&classes) {
            return Self::default();
        }
        let mut counts = Self {
            classes,
            stride: classes.next_power_of_two().max(STRIDE),
            ..Self::default()
        };
        let events = day_starts.last().map_or(0, |&end| end as usize);
        if day_starts.len() * classes <= 2 * events {
            counts.by_day.reserve_exact(day_starts.len() * classes);
            let mut so_far = vec![ClassCount::default(); classes];
            let mut at = 0;
            for &start in day_starts {
                while at < start as usize {
                    add(&mut so_far, of_day(at));
                    at += 1;
                }
                counts.by_day.extend_from_slice(&so_far);
            }
        }
        counts.starts.reserve_exact(actor_starts.len());
        for pair in actor_starts.windows(2) {
            counts.starts.push(number(counts.rows.len()));
            let (from, to) = (pair[0] as usize, pair[1] as usize);
            if to - from < 2 * counts.stride {
                continue;
            }
            let mut so_far = vec![ClassCount::default(); classes];
            for at in from..to {
                if (at - from).is_multiple_of(counts.stride) {
                    counts.rows.extend_from_slice(&so_far);
                }
                add(&mut so_far, of_run(at));
            }
        }
        counts.starts.push(number(counts.rows.len()));
        counts.rows.shrink_to_fit();
        counts
    }

    /// What is before a day, class by class; `None`: no such counts are kept.
    #[inline]
    pub(crate) fn before_day(&self, day: usize) -> Option<&[ClassCount]> {
        let from = day.checked_mul(self.classes)?;
        self.by_day
            .get(from..from + self.classes)
            .filter(|row| !row.is_empty())
    }

    /// The rows of an actor's run nearest inside a stretch of it, with the items that they stand at.
    ///
    /// `None`: no two rows lie in it.
    #[inline]
    pub(crate) fn inside(
        &self,
        actor: usize,
        run: (usize, usize),
        stretch: (usize, usize),
    ) -> Option<[(usize, &[ClassCount]); 2]> {
        let first = *self.starts.get(actor)? as usize;
        let end = *self.starts.get(actor + 1)? as usize;
        let rows = (end - first).checked_div(self.classes)?;
        let low = (stretch.0 - run.0).div_ceil(self.stride);
        let high = ((stretch.1 - run.0) / self.stride).min(rows.checked_sub(1)?);
        if low >= high {
            return None;
        }
        let row = |place: usize| {
            let at = first + place * self.classes;
            (
                run.0 + place * self.stride,
                &self.rows[at..at + self.classes],
            )
        };
        Some([row(low), row(high)])
    }
}

fn add(so_far: &mut [ClassCount], (class, deaths): (usize, u32)) {
    if let Some(own) = so_far.get_mut(class) {
        own.count += 1;
        own.deaths = own.deaths.wrapping_add(deaths);
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_counts_are_those_of_a_loop() {
        let of = |at: usize| (at * 7 % 3, u32::try_from(at % 5).unwrap_or(0));
        let days: Vec<u32> = (0..=100).map(|day| day * 10).collect();
        let runs = [0, 30, 700, 1_000];
        let counts = ClassCounts::new(3, (&days, of), (&runs, of));
        let slow = |from: usize, to: usize, class: usize| {
            let own = (from..to).map(of).filter(|one| one.0 == class);
            let own: Vec<u32> = own.map(|one| one.1).collect();
            (own.len(), own.iter().sum::<u32>())
        };
        for day in 0..=100 {
            let row = counts.before_day(day).expect("several classes");
            for (class, own) in row.iter().enumerate() {
                let fast = (own.count as usize, own.deaths);
                assert_eq!(fast, slow(0, day * 10, class));
            }
        }
        assert!(counts.inside(0, (0, 30), (0, 30)).is_none());
        for from in (30..700).step_by(11) {
            for to in (from..=700).step_by(13) {
                let Some([low, high]) = counts.inside(1, (30, 700), (from, to)) else {
                    assert!(to - from < 2 * STRIDE);
                    continue;
                };
                assert!(from <= low.0 && low.0 < high.0 && high.0 <= to);
                for class in 0..3 {
                    let between = high.1[class].since(low.1[class]);
                    let fast = (between.count as usize, between.deaths);
                    assert_eq!(fast, slow(low.0, high.0, class));
                }
            }
        }
    }
}
