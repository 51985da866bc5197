//! When an actor existed, and on what evidence.

use super::evidence::Evidence;
use crate::model::days::Bounds;
use crate::model::days::Day;
use crate::model::time::Period;
use crate::model::words::Certainty;

/// A period in which an actor existed, with its own evidence if the record states some.
///
/// An actor may have several such periods: it ceased to exist and came back later.
///
/// # Examples
///
/// ```
/// use factions::Record;
///
/// let record = Record::from_toml(
///     r#"
///     [sources.archive]
///     title = "Archive"
///     published = "2001"
///     [sources.report]
///     title = "Report"
///     published = "2012"
///     [actors.front]
///     name = "Front"
///     kind = "armed-group"
///     source = "archive"
///     active = [
///         { start = "1990", end = "2000" },
///         { start = "2011", certainty = "alleged", source = "report" },
///     ]
///     "#,
/// )?;
/// let front = &record.actors()[0];
/// assert_eq!(front.active.len(), 2);
/// assert!(front.active[0].evidence.is_none());
/// let certainties: Vec<_> = front.periods().map(|(_, evidence)| evidence.certainty).collect();
/// assert_eq!(certainties[0].as_str(), "reported");
/// assert_eq!(certainties[1].as_str(), "alleged");
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct ActivePeriod {
    /// When the actor existed, as far as the record says.
    pub period: Period,
    /// The evidence for this period; `None` if it is the evidence of the actor's entry.
    ///
    /// If the period's evidence names no sources of its own, this field holds those of the entry.
    pub evidence: Option<Evidence>,
}

impl ActivePeriod {
    /// A period that rests on what its actor's entry rests on.
    pub(crate) const fn new(period: Period, evidence: Option<Evidence>) -> Self {
        Self { period, evidence }
    }

    /// What it rests on: its own evidence, else that of the entry.
    pub(crate) fn evidence_or<'e>(&'e self, of_entry: &'e Evidence) -> &'e Evidence {
        self.evidence.as_ref().unwrap_or(of_entry)
    }
}

/// A number by which periods that lie apart in time are sorted, whatever their exact days.
///
/// The earlier of two periods is the one that leaves more room for the other: it can end early, or
/// has to begin early.
pub(crate) fn time_order(bounds: Bounds) -> i64 {
    i64::from(bounds.first_end().number()) + i64::from(bounds.last_start().number())
}

/// Narrows the bounds of periods, given in order, so that at least one day lies between two of
/// them.
///
/// It returns `false` if that is impossible; then the bounds mean nothing.
pub(crate) fn keep_apart(periods: &mut [Bounds]) -> bool {
    let cut = |one: Bounds, first_start: Day, last_end: Day| {
        let [s0, e1] = [
            one.first_start().max(first_start),
            one.last_end().min(last_end),
        ];
        Bounds::new(s0, one.last_start(), one.first_end(), e1).tightened()
    };
    let mut first_start = Day::BEFORE_ALL;
    for one in periods.iter_mut() {
        *one = cut(*one, first_start, Day::AFTER_ALL);
        first_start = one.first_end().next();
    }
    let mut last_end = Day::AFTER_ALL;
    for one in periods.iter_mut().rev() {
        *one = cut(*one, Day::BEFORE_ALL, last_end);
        last_end = one.last_start().previous();
    }
    periods.iter().all(|one| one.is_possible())
}

impl Evidence {
    /// Whether it says nothing that a reader would not take for granted, its sources apart.
    pub(crate) fn says_only_sources(&self) -> bool {
        self.certainty == Certainty::default() && self.by.is_empty() && self.hedge.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds() -> impl Strategy<Value = Bounds> {
        let pair = || (0..9, 0..4).prop_map(|(first, more)| [first, first + more]);
        (pair(), pair()).prop_filter_map("it has a day", |([s0, s1], [e0, e1])| {
            let days = [s0, s1, e0, e1].map(Day::new);
            let bounds = Bounds::new(days[0], days[1], days[2], days[3]).tightened();
            bounds.is_possible().then_some(bounds)
        })
    }

    /// Every start and end of a period.
    fn readings(bounds: Bounds) -> Vec<(i32, i32)> {
        let [s0, s1] = [bounds.first_start().number(), bounds.last_start().number()];
        let [e0, e1] = [bounds.first_end().number(), bounds.last_end().number()];
        let starts = (s0..=s1).flat_map(|start| (e0..=e1).map(move |end| (start, end)));
        starts.filter(|(start, end)| start < end).collect()
    }

    proptest! {
        #[test]
        fn what_is_kept_apart_is_what_trying_every_start_and_end_leaves(
            one in bounds(),
            other in bounds(),
        ) {
            let mut all = vec![one, other];
            all.sort_by_key(|one| time_order(*one));
            let mut kept = Vec::new();
            for first in readings(all[0]) {
                let later = readings(all[1]).into_iter();
                kept.extend(later.filter(|later| first.1 < later.0).map(|later| [first, later]));
            }
            // in the other order nothing more is possible
            if kept.is_empty() {
                for first in readings(all[1]) {
                    prop_assert!(readings(all[0]).iter().all(|later| first.1 >= later.0));
                }
            }
            let is_possible = keep_apart(&mut all);
            prop_assert_eq!(is_possible, !kept.is_empty());
            if kept.is_empty() {
                return Ok(());
            }
            for (place, one) in all.iter().enumerate() {
                let starts = kept.iter().map(|pair| pair[place].0);
                let ends = kept.iter().map(|pair| pair[place].1);
                let hull = [
                    starts.clone().min(), starts.max(), ends.clone().min(), ends.max(),
                ];
                let hull = hull.map(|day| Day::new(day.expect("there is one")));
                let wanted = Bounds::new(hull[0], hull[1], hull[2], hull[3]);
                prop_assert_eq!(*one, wanted);
            }
        }
    }
}
