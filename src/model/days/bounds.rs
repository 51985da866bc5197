//! The four bounds of a period, and how the period holds on a day or in a window.

use jiff::civil::Date;
use serde::Serialize;

use super::day::Day;
use super::window::{Holds, Window};

/// The four bounds of a period: the first and last possible day of its start, and of its end.
///
/// The end is the first day on which the period no longer holds. An unknown bound is an infinity.
/// Any start and any end within the bounds may be the true ones, as long as the start comes before
/// the end. The methods below give the same answers as trying out every such start and end.
///
/// # Units
///
/// All days are civil days; start and end bounds are inclusive.
///
/// # Examples
///
/// A membership that began in May 2021 and ended in late September 2023:
///
/// ```
/// use factions::model::{Bounds, Day, Holds};
/// use jiff::civil::date;
///
/// let day = |year, month, day| Day::from(date(year, month, day));
/// let bounds = Bounds::new(
///     day(2021, 5, 1), day(2021, 5, 31),
///     day(2023, 9, 21), day(2023, 9, 30),
/// );
/// assert_eq!(bounds.on(day(2022, 1, 1)), Some(Holds::Certainly));
/// assert_eq!(bounds.on(day(2023, 9, 25)), Some(Holds::Possibly));
/// assert_eq!(bounds.on(day(2023, 9, 30)), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Bounds {
    #[serde(rename = "earliest_start")]
    s0: Day,
    #[serde(rename = "latest_start")]
    s1: Day,
    #[serde(rename = "earliest_end")]
    e0: Day,
    #[serde(rename = "latest_end")]
    e1: Day,
}

impl Bounds {
    /// The bounds of a period about which nothing is known: any start and any end are possible.
    pub const UNKNOWN: Self = Self {
        s0: Day::BEFORE_ALL,
        s1: Day::AFTER_ALL,
        e0: Day::BEFORE_ALL,
        e1: Day::AFTER_ALL,
    };

    /// Makes bounds from the first and last possible day of the start, and of the end.
    ///
    /// The four days are kept as they are; [`Bounds::tightened`] removes what cannot be.
    pub const fn new(first_start: Day, last_start: Day, first_end: Day, last_end: Day) -> Self {
        Self {
            s0: first_start,
            s1: last_start,
            e0: first_end,
            e1: last_end,
        }
    }

    /// The first possible day of the start (s0).
    pub const fn first_start(self) -> Day {
        self.s0
    }

    /// The last possible day of the start (s1).
    pub const fn last_start(self) -> Day {
        self.s1
    }

    /// The first possible day of the end (e0).
    pub const fn first_end(self) -> Day {
        self.e0
    }

    /// The last possible day of the end (e1).
    pub const fn last_end(self) -> Day {
        self.e1
    }

    /// The date of the first possible start; `None` if there is no earliest bound.
    pub fn earliest_start(self) -> Option<Date> {
        self.s0.date()
    }

    /// The date of the last possible start; `None` if there is no latest bound.
    pub fn latest_start(self) -> Option<Date> {
        self.s1.date()
    }

    /// The date of the first possible end; `None` if the bound is an infinity.
    ///
    /// `None` stands for minus infinity if the end is unknown, and for plus infinity if the period
    /// is ongoing and no *as of* day is known. [`Bounds::first_end`] tells the two apart.
    pub fn earliest_end(self) -> Option<Date> {
        self.e0.date()
    }

    /// The date of the last possible end; `None` if there is no latest bound.
    pub fn latest_end(self) -> Option<Date> {
        self.e1.date()
    }

    /// How the period holds on this day: certainly, possibly or not at all (`None`).
    ///
    /// It holds certainly if every possible start is on or before the day and every possible end is
    /// after the day. It holds possibly if at least one possible start and end fulfil this.
    pub fn on(self, day: Day) -> Option<Holds> {
        Holds::from_tests(
            self.s1 <= day && day < self.e0,
            self.s0 <= day && day < self.e1,
        )
    }

    /// How the period holds on some day of the window; `None` also if the window is empty.
    ///
    /// Every period that is possible at all holds certainly in [`Window::ALL`].
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Bounds, Holds, Window};
    /// use jiff::civil::date;
    ///
    /// let year = Window::from_range(date(2023, 1, 1)..date(2024, 1, 1));
    /// assert_eq!(Bounds::UNKNOWN.in_window(year), Some(Holds::Possibly));
    /// assert_eq!(Bounds::UNKNOWN.in_window(Window::ALL), Some(Holds::Certainly));
    /// ```
    pub fn in_window(self, window: Window) -> Option<Holds> {
        if window.is_empty() {
            return None;
        }
        let Window { from, to } = window;
        // a bound that is infinite stands for finite days that are unbounded,
        // each of them inside an infinite edge
        let begins_before = |start: Day| start < to || to == Day::AFTER_ALL;
        let ends_after = |end: Day| from < end || from == Day::BEFORE_ALL;
        Holds::from_tests(
            begins_before(self.s1) && ends_after(self.e0),
            begins_before(self.s0) && ends_after(self.e1),
        )
    }

    /// The days on which the period may hold.
    pub const fn span(self) -> Window {
        Window {
            from: self.s0,
            to: self.e1,
        }
    }

    /// The days on which the period certainly holds; `None` if there is no such day.
    pub fn core(self) -> Option<Window> {
        let core = Window {
            from: self.s1,
            to: self.e0,
        };
        (!core.is_empty()).then_some(core)
    }

    /// Returns these bounds, narrowed by a day on which the period is known to have held.
    ///
    /// An infinity is not a day and narrows nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Bounds, Day, Holds};
    /// use jiff::civil::date;
    ///
    /// let day = Day::from(date(2023, 10, 7));
    /// let seen = Bounds::UNKNOWN.see(day);
    /// assert_eq!(seen.on(day), Some(Holds::Certainly));
    /// assert_eq!(seen.on(day.next()), Some(Holds::Possibly));
    /// ```
    #[must_use]
    pub fn see(self, day: Day) -> Self {
        if !day.is_finite() {
            return self;
        }
        Self {
            s1: self.s1.min(day),
            e0: self.e0.max(day.next()),
            ..self
        }
    }

    /// Returns these bounds without the days that cannot be, because a start comes before its end.
    ///
    /// The last possible start becomes at most the day before the last possible end. The first
    /// possible end becomes at least the day after the first possible start.
    #[must_use]
    pub fn tightened(self) -> Self {
        Self {
            s1: self.s1.min(self.e1.previous()),
            e0: self.e0.max(self.s0.next()),
            ..self
        }
    }

    /// Whether at least one start and one end are possible.
    pub fn is_possible(self) -> bool {
        let Self { s0, s1, e0, e1 } = self.tightened();
        s0 <= s1 && e0 <= e1 && s0 < e1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAYS: i32 = 9;

    fn bounds() -> impl Strategy<Value = Bounds> {
        (0..DAYS, 0..DAYS, 0..DAYS, 0..DAYS).prop_map(|(a, b, c, d)| {
            Bounds::new(
                Day::new(a.min(b)),
                Day::new(a.max(b)),
                Day::new(c.min(d)),
                Day::new(c.max(d)),
            )
        })
    }

    /// Every possible (start, end), by trying all.
    fn readings(bounds: Bounds, seen: &[i32]) -> Vec<(i32, i32)> {
        let mut all = Vec::new();
        for start in bounds.s0.number()..=bounds.s1.number() {
            for end in bounds.e0.number()..=bounds.e1.number() {
                if start < end && seen.iter().all(|day| (start..end).contains(day)) {
                    all.push((start, end));
                }
            }
        }
        all
    }

    fn by_trying(all: &[(i32, i32)], holds: impl Fn(i32, i32) -> bool) -> Option<Holds> {
        let count = all
            .iter()
            .filter(|(start, end)| holds(*start, *end))
            .count();
        Holds::from_tests(count == all.len(), count > 0)
    }

    proptest! {
        #[test]
        fn the_answers_are_those_of_trying_every_start_and_end(
            bounds in bounds(),
            seen in proptest::collection::vec(0..DAYS, 0..3),
        ) {
            let all = readings(bounds, &seen);
            let narrowed = seen
                .iter()
                .fold(bounds, |bounds, day| bounds.see(Day::new(*day)))
                .tightened();
            prop_assert_eq!(narrowed.is_possible(), !all.is_empty());
            if all.is_empty() {
                return Ok(());
            }
            for day in -1..=DAYS {
                let expected = by_trying(&all, |start, end| start <= day && day < end);
                prop_assert_eq!(narrowed.on(Day::new(day)), expected);
                prop_assert_eq!(
                    narrowed.core().is_some_and(|core| core.contains(Day::new(day))),
                    expected == Some(Holds::Certainly)
                );
                prop_assert_eq!(narrowed.span().contains(Day::new(day)), expected.is_some());
                for last in day..=DAYS {
                    let window = Window { from: Day::new(day), to: Day::new(last + 1) };
                    let expected = by_trying(&all, |start, end| start <= last && day < end);
                    prop_assert_eq!(narrowed.in_window(window), expected);
                }
            }
        }

        #[test]
        fn tightening_twice_is_tightening_once(bounds in bounds()) {
            let once = bounds.tightened();
            prop_assert_eq!(once.tightened(), once);
        }
    }

    #[test]
    fn infinities_stay_infinite() {
        assert_eq!(Bounds::UNKNOWN.tightened(), Bounds::UNKNOWN);
        assert!(Bounds::UNKNOWN.is_possible());
        assert_eq!(Bounds::UNKNOWN.core(), None);
        assert_eq!(Bounds::UNKNOWN.see(Day::BEFORE_ALL), Bounds::UNKNOWN);
        assert_eq!(Bounds::UNKNOWN.span(), Window::ALL);
    }

    #[test]
    fn a_half_open_window_asks_only_for_its_finite_edge() {
        let day = Day::new(10);
        let ended = Bounds::new(Day::BEFORE_ALL, Day::AFTER_ALL, day, day).tightened();
        let since = |from| Window {
            from,
            to: Day::AFTER_ALL,
        };
        let until = |to| Window {
            from: Day::BEFORE_ALL,
            to,
        };
        assert_eq!(ended.in_window(since(Day::new(9))), Some(Holds::Certainly));
        assert_eq!(ended.in_window(since(day)), None);
        assert_eq!(ended.in_window(until(Day::new(9))), Some(Holds::Possibly));
        assert_eq!(ended.in_window(until(day)), Some(Holds::Certainly));
    }

    #[test]
    fn nothing_holds_in_an_empty_window() {
        let day = Day::new(3);
        let empty = Window { from: day, to: day };
        assert_eq!(Bounds::UNKNOWN.see(day).in_window(empty), None);
    }
}
