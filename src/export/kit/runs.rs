//! Answers over time, computed once for each run of days on which they cannot change.

use crate::model::{Day, Holds, Window};
use std::collections::BTreeSet;

/// The first day of a run, the day after its last, and the answer on these days.
///
/// Days are numbers as in [`Day::number`].
pub(in crate::export) type Run<T> = (i32, i32, T);

/// Computes the answers on all days of a window, where the answer can change only on the days in `cuts`.
///
/// Consecutive runs with equal answers are merged; days without an answer have no run.
pub(in crate::export) fn runs<T: PartialEq>(
    window: Window,
    cuts: impl IntoIterator<Item = Day>,
    mut ask: impl FnMut(Day) -> Option<T>,
) -> Vec<Run<T>> {
    if window.is_empty() {
        return Vec::new();
    }
    let is_inside = |day: &Day| day.is_finite() && window.from < *day && *day < window.to;
    let mut starts: BTreeSet<Day> = cuts.into_iter().filter(is_inside).collect();
    starts.insert(window.from);
    let starts: Vec<Day> = starts.into_iter().collect();
    let mut found: Vec<Run<T>> = Vec::new();
    for (at, &from) in starts.iter().enumerate() {
        let to = starts.get(at + 1).copied().unwrap_or(window.to);
        let Some(answer) = ask(any_day(from, to)) else {
            continue;
        };
        match found.last_mut() {
            Some(last) if last.1 == from.number() && last.2 == answer => last.1 = to.number(),
            _ => found.push((from.number(), to.number(), answer)),
        }
    }
    found
}

/// Returns some finite day from `from` up to, but not including, `to`.
fn any_day(from: Day, to: Day) -> Day {
    match (from.is_finite(), to.is_finite()) {
        (true, _) => from,
        (false, true) => to.previous(),
        (false, false) => Day::new(0),
    }
}

/// Encodes how something holds for the page: 2 is certainly, 1 possibly.
pub(in crate::export) const fn rank(holds: Holds) -> u8 {
    match holds {
        Holds::Possibly => 1,
        Holds::Certainly => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_run_is_asked_once_and_like_neighbours_are_one() {
        let mut asked = Vec::new();
        let cuts = [30, 10, 20, 99].map(Day::new);
        let window = Window {
            from: Day::BEFORE_ALL,
            to: Day::new(40),
        };
        let found = runs(window, cuts, |day| {
            asked.push(day.number());
            (day.number() >= 10).then_some(day.number() < 30)
        });
        assert_eq!(asked, [9, 10, 20, 30]);
        assert_eq!(found, [(10, 30, true), (30, 40, false)]);
    }

    #[test]
    fn all_of_time_is_asked_on_some_day() {
        assert_eq!(
            runs(Window::ALL, [], Some),
            [(i32::MIN, i32::MAX, Day::new(0))]
        );
        let none = Window {
            from: Day::new(3),
            to: Day::new(3),
        };
        assert_eq!(runs(none, [], Some), []);
    }
}
