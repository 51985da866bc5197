//! Scores of subjects by one measure, and the order of the subjects with the highest ones.

use super::ranking::RankBy;
use super::subject::Subject;
use crate::model::Holds;
use crate::query::happenings::{Count, TollTotal};
use std::cmp::Reverse;

/// The score of a subject.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Score {
    certainly: u64,
    possibly: u64,
    /// Whether at least one event counts.
    is_any: bool,
    has_figure: bool,
    has_unknown: bool,
}

/// The sort key of a rank: what the view shows, then what is certain; the smallest key is first.
pub(super) type Rank = (Reverse<u64>, Reverse<u64>);

impl Score {
    /// Returns the score of a total from the columns.
    pub(super) fn of_total(by: RankBy, total: &TollTotal) -> Self {
        let figure = |count: &Count| match by {
            RankBy::Events => count.happenings,
            RankBy::Deaths | RankBy::Losses => count.best().unwrap_or(0),
        };
        let both = [&total.certainly, &total.possibly];
        Self {
            certainly: figure(&total.certainly),
            possibly: figure(&total.possibly),
            is_any: both.iter().any(|count| count.happenings > 0),
            has_figure: both.iter().any(|count| count.with_figure > 0),
            has_unknown: both.iter().any(|count| count.without_figure > 0),
        }
    }

    /// The score of an event that holds in this way.
    pub(super) fn of_event(holds: Holds) -> Self {
        let (certainly, possibly) = apart(holds, 1);
        Self {
            certainly,
            possibly,
            is_any: true,
            ..Self::default()
        }
    }

    /// The score of an event that holds in this way and has this figure, or none.
    pub(super) fn of_figure(holds: Holds, is_violent: bool, figure: Option<u64>) -> Self {
        let (certainly, possibly) = apart(holds, figure.unwrap_or(0));
        Self {
            certainly,
            possibly,
            is_any: true,
            has_figure: figure.is_some(),
            has_unknown: figure.is_none() && is_violent,
        }
    }

    /// The score of these events and others together.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            certainly: self.certainly.saturating_add(other.certainly),
            possibly: self.possibly.saturating_add(other.possibly),
            is_any: self.is_any || other.is_any,
            has_figure: self.has_figure || other.has_figure,
            has_unknown: self.has_unknown || other.has_unknown,
        }
    }

    pub(super) const fn is_any(self) -> bool {
        self.is_any
    }

    /// Whether the score is unknown: events should have figures and none has.
    const fn is_unknown(self, by: RankBy) -> bool {
        !matches!(by, RankBy::Events) && self.has_unknown && !self.has_figure
    }

    /// The sort key of its rank.
    pub(super) fn rank(self) -> Rank {
        let all = self.certainly.saturating_add(self.possibly);
        (Reverse(all), Reverse(self.certainly))
    }

    /// Whether there is nothing to rank it by.
    const fn is_nothing(self) -> bool {
        self.certainly == 0 && self.possibly == 0
    }
}

const fn apart(holds: Holds, figure: u64) -> (u64, u64) {
    match holds {
        Holds::Certainly => (figure, 0),
        Holds::Possibly => (0, figure),
    }
}

/// The subjects that rank first, and the numbers of all subjects.
#[derive(Debug)]
pub(super) struct Order {
    /// The first subjects, by rank.
    pub(super) first: Vec<(Subject, Score)>,
    /// certainly if all ways of the periods certainly are in the window, possibly if one way may be
    pub(super) ranked: usize,
    /// The number of subjects without anything to be ranked by.
    pub(super) none: usize,
    /// The number of subjects with only unknown figures.
    pub(super) unknown: usize,
}

impl Order {
    /// The first `count` subjects, and those that share the last rank.
    pub(super) fn new(by: RankBy, count: usize, mut scores: Vec<(Subject, Score)>) -> Self {
        let unknown = scores.iter().filter(|one| one.1.is_unknown(by)).count();
        let all = scores.len();
        scores.retain(|one| !one.1.is_nothing());
        let ranked = scores.len();
        Self {
            first: first(scores, count),
            ranked,
            none: all - ranked - unknown,
            unknown,
        }
    }
}

/// Returns the first items, and those that share the rank of the last one; by rank, then in their own order.
///
/// # Complexity
///
/// O(all + answer × log answer).
fn first<T: Ord + Copy>(mut all: Vec<(T, Score)>, count: usize) -> Vec<(T, Score)> {
    let order = |one: &(T, Score)| (one.1.rank(), one.0);
    if count == 0 {
        return Vec::new();
    }
    if count < all.len() {
        all.select_nth_unstable_by_key(count - 1, order);
        let last = all[count - 1].1.rank();
        let behind = all.split_off(count);
        all.extend(behind.into_iter().filter(|one| one.1.rank() == last));
    }
    all.sort_unstable_by_key(order);
    all
}
