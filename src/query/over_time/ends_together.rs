//! The common end of several relations that end together.

use crate::model::{Certainty, Day, EndCause, Holds, Levels, TieTime};

/// The end of one or several relations, by the tellings of one certainty and of higher ones.
pub(super) struct EndLevel {
    pub(super) certainty: Certainty,
    pub(super) days: Option<(Day, Day)>,
    /// The days on which each relation can end, in each reading.
    pub(super) ranges: Vec<(Day, Day)>,
    /// `Certainly` if one of the relations is certainly known to end.
    pub(super) holds: Holds,
    pub(super) causes: Vec<EndCause>,
}

/// The common end of relations that end together.
pub(super) fn merged_ends<'t>(times: impl Iterator<Item = &'t TieTime>) -> Levels<EndLevel> {
    let times: Vec<&TieTime> = times.collect();
    let levels = times.iter().flat_map(|time| time.iter());
    let mut certainties: Vec<Certainty> = levels.map(|level| level.certainty).collect();
    certainties.sort_unstable_by(|a, b| b.cmp(a));
    certainties.dedup();
    let level = |certainty: Certainty| {
        let mut end = EndLevel {
            certainty,
            days: None,
            ranges: Vec::new(),
            holds: Holds::Possibly,
            causes: Vec::new(),
        };
        for time in &times {
            // the last level that is no weaker, or else the surest one
            let no_weaker = time.iter().filter(|level| certainty <= level.certainty);
            let Some(level) = no_weaker.last().or_else(|| time.iter().next()) else {
                continue;
            };
            let Some(days) = level.end else {
                continue;
            };
            let hull = |a: (Day, Day)| (a.0.min(days.0), a.1.max(days.1));
            end.days = Some(end.days.map_or(days, hull));
            end.holds = end.holds.or(level.end_known());
            if level.ends.is_empty() {
                end.ranges.push(days);
            }
            end.ranges.extend(&level.ends);
            end.causes.extend(&level.causes);
        }
        end.causes.sort_unstable();
        end.causes.dedup();
        end
    };
    let mut levels: Vec<EndLevel> = certainties.into_iter().map(level).collect();
    let all = levels.pop().unwrap_or_else(|| level(Certainty::Denied));
    Levels { all, surer: levels }
}
