//! "what a record covers".

use super::Oracle;
use super::said::{Covers, covers};
use super::time::{INF, Span, tightened};

/// "A step, window or column says so (`covered`: yes, partly, no)".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Covered {
    No,
    Partly,
    Yes,
}

impl Oracle<'_> {
    /// "A merged record covers what all its parts do, partly what some do."
    pub(crate) fn covered(&self, window: (i64, i64)) -> Covered {
        let parts: Vec<Covered> = { covers(self.record).into_iter() }
            .map(|part| covered_by(&span(&part), self.lens.known_on, window))
            .collect();
        if parts.iter().all(|&part| part == Covered::Yes) {
            Covered::Yes
        } else if parts.iter().all(|&part| part == Covered::No) {
            Covered::No
        } else {
            Covered::Partly
        }
    }
}

/// "`[record] covers = { start, end }` says for which days it speaks of events; the end (as of any
/// period the first day that is not covered) is the day after `as_of` where none is stated, also of
/// a record without `covers`."
///
/// CHOICE: a start that is not stated. (1) It covers all days before its end. (2) Its start is
/// unknown, as that of a period: partly. Taken: (1): a record without `covers` covers its days.
///
/// CHOICE: a start that can lie on or after the end. (1) Each end by itself. (2) "As of any period",
/// which holds at least one day: only the pairs of ends count between which a day lies. Taken: (2).
fn span(covers: &Covers) -> Span {
    let (s0, s1) = covers.start.unwrap_or((-INF, -INF));
    let (e0, e1) = covers.end.unwrap_or((INF, INF));
    tightened(Span { s0, s1, e0, e1 })
}

/// "Inexact ends: yes and no where certain, else partly. In a view known on a day nothing after that
/// day is covered."
fn covered_by(covers: &Span, known_on: Option<i64>, (from, to): (i64, i64)) -> Covered {
    // beyond every day there is none
    let (from, to) = (from.max(-INF), to.min(INF));
    let last = known_on.map_or(INF, |day| day + 1);
    let (e0, e1) = (covers.e0.min(last), covers.e1.min(last));
    if e1 <= covers.s0 {
        Covered::No
    } else if covers.s1 <= from && to <= e0 {
        Covered::Yes
    } else if to <= covers.s0 || e1 <= from {
        Covered::No
    } else {
        Covered::Partly
    }
}
