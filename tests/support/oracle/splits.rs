//! "A split ends memberships": one membership and one split.

use std::collections::BTreeSet;

use factions::StatementId;

use super::bounds::{Course, Ended};
use super::lives::Cause;
use super::time::{Days, INF, Span};
use super::told::Thing;

/// A split of a pair, as it may have been.
#[derive(Debug, Clone)]
pub(crate) struct Split {
    pub(crate) thing: Thing,
    pub(crate) tellers: BTreeSet<StatementId>,
    pub(crate) days: Days,
}

/// How a membership and a split of its pair go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meeting {
    /// "A membership that certainly begins on or after the split is untouched", and so is one that
    /// was over before it.
    Untouched,
    /// "not ended, and it begins on or after the split's first day".
    Return(Box<Course>),
    /// The split ends it.
    End(Box<Course>),
    /// "Else it may be either".
    Either { end: Box<Course>, back: Box<Course> },
    /// "An end or seen day that the split's days cannot meet stays as it is, and the two are a
    /// contradiction."
    Stays,
}

impl Course {
    /// Every way in which it runs on, given the split.
    pub(crate) fn meets(self, split: &Split, has_other: bool) -> Vec<Self> {
        match self.meeting(split, has_other) {
            Meeting::Untouched | Meeting::Stays => vec![self],
            Meeting::Return(course) | Meeting::End(course) => vec![*course],
            Meeting::Either { end, back } => vec![*end, *back],
        }
    }

    /// "**New, returns**: of an *ongoing* membership or part-of let s1 be the last day on which it
    /// can begin, seen days and *as of* counted. If s1 lies before the split's first day, the split
    /// ends it …. Else, if *as of* is on or after the split's last day, it is a return: not ended,
    /// and it begins on or after the split's first day. Else it may be either"; "A membership of
    /// unknown or later end that can begin on or after the split is treated so, too, if another of
    /// the pair certainly began before the split."
    ///
    /// CHOICE: the *as of* of what is treated so but is not ongoing. (1) Whatever shows that it goes
    /// on after the split's last day has its place: a seen day, or an end that is certainly later.
    /// (2) It has none, and may always be either. Taken: (1): what is known to hold after the split
    /// was not ended by it.
    ///
    /// CHOICE: "later end". (1) A stated end that can lie after the split's first day. (2) One that
    /// certainly lies after its last. Taken: (1): of a stated end that can meet the split and can lie
    /// after it, either may be so.
    ///
    /// CHOICE: *ongoing* without any *as of*. (1) No day is known on which it went on, so it may be
    /// either. (2) It goes on for ever, and is a return. Taken: (1).
    pub(crate) fn meeting(&self, split: &Split, has_other: bool) -> Meeting {
        let Span { s0, e0, e1, .. } = self.loose();
        // "ends the membership … of X in Y that can hold on the day before one of its days"
        if !can_hold_before(s0, e1, &split.days) {
            return Meeting::Untouched;
        }
        let (first, last) = (split.days.first(), split.days.last());
        let is_later = self.told.end.is_none() || e1 > first;
        let is_treated_so = self.told.is_ongoing || (has_other && is_later);
        let begins = s0.max(first);
        let can_return = self.last_start() >= first && begins < e1;
        if is_treated_so && can_return {
            let back = Box::new(Self {
                s0: begins,
                ..self.clone()
            });
            let goes_on = e0 > last;
            return match self.ended_by(split) {
                Some(end) if !goes_on => {
                    let end = Box::new(end);
                    Meeting::Either { end, back }
                }
                _ => Meeting::Return(back),
            };
        }
        let ended = self.ended_by(split).map(Box::new);
        ended.map_or(Meeting::Stays, Meeting::End)
    }

    /// "a stated end meets the split's days and becomes their intersection, an open or unknown one
    /// becomes the split's days, and the end carries the split as its cause"; "Of what a split ends,
    /// *as of* stays a seen day where the split's days allow it."
    ///
    /// CHOICE: a split on one of several days with gaps between them. (1) The end becomes the span
    /// of those days that the stated end allows; rules 2 and 3 then narrow the span. (2) The end
    /// becomes only those days that the end, the seen days and the start allow, and then their span
    /// (a split on the 2nd or the 10th of what starts on the 3rd: (1) ends on 4–10, (2) on the
    /// 10th). (3) The span of all the split's days meets the span of the end. Taken: (1): "In a
    /// period `[a,b]` stands for its span".
    fn ended_by(&self, split: &Split) -> Option<Self> {
        let Span { s0, e1, .. } = self.loose();
        let stated_first = self.told.end.map_or(-INF, |end| end.0);
        let mut met = Vec::new();
        for &(first, last) in &split.days.ranges {
            let (first, last) = (first.max(stated_first), last.min(e1));
            if first <= last {
                met.push((first, last));
            }
        }
        // one of the days must come after the start and after every seen day
        let mut told = self.told.clone();
        if !told.is_ongoing {
            told.seen.append(&mut told.as_of);
        }
        let latest_seen = told.seen.iter().copied().max().unwrap_or(-INF);
        if !met.iter().any(|&(_, last)| s0 < last && latest_seen < last) {
            return None;
        }
        let first = met.iter().map(|range| range.0).min()?;
        let last = met.iter().map(|range| range.1).max()?;
        told.as_of.retain(|&day| day < last);
        told.end = Some((first, last));
        told.is_ongoing = false;
        told.is_endless = false;
        let causes = split.tellers.iter().map(|&id| Cause::Statement(id));
        Some(Self {
            told,
            e1: last,
            // "(where a split ends it, the split)"
            ended: Ended::By(causes.collect()),
            split: Some(split.thing.clone()),
            ..self.clone()
        })
    }

    /// "a split and a membership that certainly goes on after it": whether the two contradict each
    /// other, and whether for certain.
    ///
    /// CHOICE: "certainly". (1) It certainly began before the split's first day and certainly goes
    /// on after its last; else, where the split cannot meet it all the same, possibly. (2) Whenever
    /// the split cannot meet it. Taken: (1): a membership of unknown start, seen after the split,
    /// may have begun after it.
    pub(crate) fn clash_with(&self, split: &Split, has_other: bool) -> Option<bool> {
        let began_before = self.last_start() < split.days.first();
        let goes_on = self.loose().e0 > split.days.last();
        match self.meeting(split, has_other) {
            Meeting::Stays => Some(began_before && goes_on),
            // "(a contradiction where *as of* is on or after the split's last day)"
            Meeting::End(_) if goes_on => Some(began_before),
            _ => None,
        }
    }
}

/// Whether what runs from s0 to e1 at most can hold on the day before one of the days.
pub(crate) fn can_hold_before(s0: i64, e1: i64, days: &Days) -> bool {
    // s0 ≤ d − 1 < e1, that is: s0 < d ≤ e1
    days.ranges
        .iter()
        .any(|&(first, last)| first <= e1 && s0 < last && s0 < e1)
}
