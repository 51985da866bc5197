//! On which days a signed tie counts, and which gaps between events are filled.

use crate::analysis::signed_graph::DyadSign;
use crate::graph::TieRef;
use crate::model::{Certainty, Day, Happened, Holds, Kind, Spans, Window};
use crate::view::View;

/// A signed tie, or a way through others to it, with its days in a view.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct TieDays<'g> {
    pub(in crate::analysis) tie: TieRef<'g>,
    /// The memberships and part-of relations at either end of a way.
    pub(in crate::analysis) steps: Vec<TieRef<'g>>,
    /// The length of the way: on each day the shortest ways decide.
    pub(in crate::analysis) rank: usize,
    /// The sign; `None` for a stated neutrality.
    pub(in crate::analysis) sign: Option<DyadSign>,
    /// The certainty of the weakest step.
    pub(in crate::analysis) of_steps: Certainty,
    /// The days on which it possibly holds; in time.
    pub(in crate::analysis) can: Vec<Window>,
    /// The days on which it certainly holds; each window lies within one of `can`.
    pub(in crate::analysis) surely: Vec<Window>,
    /// The days on which its steps certainly hold; all days if it has no steps.
    pub(in crate::analysis) core: Window,
    /// For an event: whether it happened on each of its days.
    pub(in crate::analysis) is_several: bool,
}

impl<'g> TieDays<'g> {
    pub(super) fn is_event(&self) -> bool {
        self.tie.kind().event().is_some()
    }

    /// The tie and the steps of a way.
    pub(super) fn ties(&self) -> impl Iterator<Item = TieRef<'g>> {
        std::iter::once(self.tie).chain(self.steps.iter().copied())
    }
}

/// The days that two windows share.
pub(in crate::analysis) fn meet(one: Window, other: Window) -> Window {
    Window {
        from: one.from.max(other.from),
        to: one.to.min(other.to),
    }
}

/// No day.
pub(in crate::analysis) const NO_DAY: Window = Window {
    from: Day::BEFORE_ALL,
    to: Day::BEFORE_ALL,
};

/// How many days lie between two days; the infinities are very far away.
fn distance(from: Day, to: Day) -> i64 {
    i64::from(to.number()) - i64::from(from.number())
}

impl<'g> View<'g, '_> {
    /// The days of a tie in the view; `None` if it does not count on any day.
    pub(in crate::analysis) fn days_of_tie(
        self,
        tie: TieRef<'g>,
        sign: Option<DyadSign>,
    ) -> Option<TieDays<'g>> {
        let id = tie.statement().id();
        let known = self.counted(id)?;
        if !self.has_ends_among(tie.id()) || self.first_telling_of(tie.id()) != Some(tie.id()) {
            return None;
        }
        let mut days = TieDays {
            tie,
            steps: Vec::new(),
            rank: 0,
            sign,
            of_steps: Certainty::Confirmed,
            can: Vec::new(),
            surely: Vec::new(),
            core: Window::ALL,
            is_several: false,
        };
        match tie.kind() {
            Kind::Relation(_) => {
                let course = self.tie_time(tie.id());
                let each = course.iter().flat_map(|level| level.readings.as_slice());
                let spans = Spans::of(each.map(|bounds| bounds.span()).collect());
                days.can.extend(spans.as_slice());
                days.surely.extend(course.all.readings.core());
                if course.all.known == Holds::Possibly {
                    days.surely.clear();
                }
            }
            Kind::Event(_) => {
                let whole = |(from, last): (Day, Day)| Window {
                    from,
                    to: last.next(),
                };
                if let Some(course) = self.told_time_of_tie(tie.id()) {
                    let happened = course.iter().map(|level| &level.happened);
                    let ways = happened.flat_map(Happened::ways);
                    let ranges = ways.flat_map(|days| days.ranges().iter().copied());
                    let spans = Spans::of(ranges.map(whole).collect());
                    days.can.extend(spans.as_slice());
                    days.is_several = course.all.happened.is_several();
                    let (first, last) = course.all.happened.hull();
                    let is_one_day = course.all.happened.is_in_every_way() && first == last;
                    if days.is_several || is_one_day {
                        let ways = course.all.happened.ways().iter();
                        let ranges = ways.flat_map(|days| days.ranges().iter().copied());
                        days.surely.extend(ranges.map(whole));
                    }
                } else {
                    match tie.statement().record().event()?.when.as_ref() {
                        None => days.can.push(Window::ALL),
                        Some(when) => {
                            days.can.extend(when.possible_ranges().map(whole));
                            days.is_several = when.is_several();
                            if days.is_several || when.first_day() == when.last_day() {
                                days.surely.clone_from(&days.can);
                            }
                        }
                    }
                }
            }
        }
        let window = match tie.kind() {
            Kind::Relation(_) => self.window(),
            Kind::Event(_) => meet(self.window(), self.event_window()),
        };
        for all in [&mut days.can, &mut days.surely] {
            for one in all.iter_mut() {
                *one = meet(*one, window);
            }
            all.retain(|one| !one.is_empty());
        }
        if known == Holds::Possibly {
            days.surely.clear();
        }
        (!days.can.is_empty()).then_some(days)
    }

    /// How a tie or a way holds in a window of days, and how sure that is.
    pub(super) fn standing(self, tie: &TieDays<'g>, window: Window) -> (Holds, Certainty) {
        let in_days = |window| self.standing_in(tie.tie.id(), window);
        let certain = meet(window, tie.core);
        let by_core = (!certain.is_empty()).then(|| in_days(certain)).flatten();
        let (holds, certainty) = match by_core {
            Some(standing) if standing.0 == Holds::Certainly => standing,
            _ => {
                let certainty = in_days(window).map(|(_, certainty)| certainty);
                let own = || self.tie_certainty(tie.tie.id());
                (Holds::Possibly, certainty.unwrap_or_else(own))
            }
        };
        (holds, certainty.min(tie.of_steps))
    }
}

/// Days of an event: which days, of which tie, and whether it may be joined with other days of its own.
type Item = (Window, usize, bool);

/// Fills gaps of at most `gap` days between two events of one sign: both then hold in the gap.
///
/// A gap is possibly filled if a possible day of one event lies before it and one of another event
/// after it, at most `gap` days apart. It is certainly filled if these days are certain.
pub(in crate::analysis) fn bridge(ties: &mut [TieDays<'_>], gap: u32) {
    for sign in [DyadSign::Positive, DyadSign::Negative] {
        let (mut possible, mut sure): (Vec<Item>, Vec<Item>) = (Vec::new(), Vec::new());
        for (at, tie) in ties.iter().enumerate() {
            if tie.is_event() && tie.sign == Some(sign) {
                possible.extend(tie.can.iter().map(|&days| (days, at, tie.is_several)));
                sure.extend(tie.surely.iter().map(|&days| (days, at, tie.is_several)));
            }
        }
        for (hole, ends) in bridges(possible, gap) {
            for at in ends {
                ties[at].can.push(hole);
            }
        }
        for (hole, ends) in bridges(sure, gap) {
            for at in ends {
                ties[at].surely.push(hole);
            }
        }
    }
}

/// The gaps that are filled, each with the two ties that come nearest to each other across it.
fn bridges(mut items: Vec<Item>, gap: u32) -> Vec<(Window, [usize; 2])> {
    items.sort_unstable();
    let mut bridges = Vec::new();
    // the event that ends last so far, and the last one of another tie
    let mut ended: Vec<(Day, usize)> = Vec::new();
    for (place, &(days, at, is_several)) in items.iter().enumerate() {
        let reach = ended.first().map_or(days.from, |last| last.0);
        if reach < days.from {
            let next = items[place..].iter().find(|item| item.1 != at);
            let coming = [
                Some((days.from, at, is_several)),
                next.map(|n| (n.0.from, n.1, n.2)),
            ];
            let mut nearest: Option<(i64, [usize; 2])> = None;
            for &(end, left) in &ended {
                for (start, right, is_several) in coming.into_iter().flatten() {
                    let apart = (distance(end, start) + 1, [left, right]);
                    let can_bridge = left != right || is_several;
                    if can_bridge && apart.0 <= i64::from(gap) {
                        nearest = Some(nearest.map_or(apart, |so_far| so_far.min(apart)));
                    }
                }
            }
            let hole = Window {
                from: reach,
                to: days.from,
            };
            bridges.extend(nearest.map(|(_, ends)| (hole, ends)));
        }
        let before = ended.iter().find(|last| last.1 == at);
        let end = before.map_or(days.to, |last| last.0.max(days.to));
        ended.retain(|last| last.1 != at);
        ended.push((end, at));
        ended.sort_unstable_by_key(|last| std::cmp::Reverse(*last));
        ended.truncate(2);
    }
    bridges
}
