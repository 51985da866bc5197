//! On which days an actor belongs to a collective, how surely, and by which memberships.

use crate::graph::TieRef;
use crate::model::{Certainty, Holds, Spans, StatementId, SureDays};
use crate::view::View;

/// The days of a fact, by certainty: each entry has the days by everything that is at least as sure. The surest entry
/// comes first.
#[derive(Debug, Clone)]
pub(super) struct DaysBySurety(Vec<(Certainty, SureDays)>);

impl DaysBySurety {
    /// Days of something that is always so, as sure as can be.
    pub(super) fn always() -> Self {
        Self(vec![(Certainty::Confirmed, SureDays::ALWAYS)])
    }

    /// The days on which at least one of several things is so.
    pub(super) fn of(mut all: Vec<(Certainty, SureDays)>) -> Self {
        all.sort_by_key(|(certainty, _)| std::cmp::Reverse(*certainty));
        let mut levels: Vec<(Certainty, [Vec<_>; 2])> = Vec::new();
        for (certainty, days) in all {
            let own = [&days.certainly, &days.possibly].map(|spans| spans.as_slice().to_vec());
            match levels.last_mut() {
                Some((last, so_far)) if *last == certainty => {
                    for (so_far, own) in so_far.iter_mut().zip(own) {
                        so_far.extend(own);
                    }
                }
                _ => levels.push((certainty, own)),
            }
        }
        let mut so_far = SureDays::NEVER;
        let levels = levels
            .into_iter()
            .map(|(certainty, [certainly, possibly])| {
                so_far = SureDays {
                    certainly: so_far.certainly.or(&Spans::of(certainly)),
                    possibly: so_far.possibly.or(&Spans::of(possibly)),
                };
                (certainty, so_far.clone())
            });
        Self(levels.collect())
    }

    /// Removes the days of another fact, however sure that fact is.
    pub(super) fn without(&self, other: &Self) -> Self {
        self.within(&other.all().not())
    }

    /// Whether it is certainly so on all days.
    pub(super) fn is_always(&self) -> bool {
        *self.all() == SureDays::ALWAYS
    }

    /// Returns each certainty, the surest first, with the days by everything at least as sure.
    #[cfg(feature = "arrow")]
    pub(super) fn into_levels(self) -> Vec<(Certainty, SureDays)> {
        self.0
    }

    /// The days by everything, however sure.
    pub(super) fn all(&self) -> &SureDays {
        self.0.last().map_or(&SureDays::NEVER, |level| &level.1)
    }

    /// Returns the days by everything at least this sure.
    fn at_least(&self, certainty: Certainty) -> &SureDays {
        let mut levels = self.0.iter().rev();
        let level = levels.find(|level| level.0 >= certainty);
        level.map_or(&SureDays::NEVER, |level| &level.1)
    }

    /// The days that are also among other days.
    pub(super) fn within(&self, days: &SureDays) -> Self {
        let levels = self.0.iter();
        let within = levels.map(|(certainty, own)| (*certainty, own.and(days)));
        Self(within.collect())
    }

    /// The days on which both are so, as sure as the weaker one.
    pub(super) fn and(&self, other: &Self) -> Self {
        let own = self.0.iter().chain(&other.0).map(|level| level.0);
        let mut certainties: Vec<Certainty> = own.collect();
        certainties.sort_unstable();
        certainties.dedup();
        let levels = certainties.into_iter().rev().map(|certainty| {
            let days = self.at_least(certainty).and(other.at_least(certainty));
            (certainty, days)
        });
        Self(levels.collect())
    }

    /// Returns the answer to a question about the days, and the highest certainty with this answer.
    pub(super) fn surest(
        &self,
        ask: impl Fn(&SureDays) -> Option<Holds>,
    ) -> Option<(Holds, Certainty)> {
        let (lowest, all) = self.0.last()?;
        let holds = ask(all)?;
        let mut levels = self.0.iter();
        let surest = levels.find(|level| ask(&level.1) >= Some(holds));
        Some((holds, surest.map_or(*lowest, |level| level.0)))
    }

    /// Returns whether a happening is on the days, by these of its statements, and with which certainty.
    ///
    /// The certainty is the lower one of the tellings needed for the answer and of the days needed for it.
    pub(super) fn surest_of(
        &self,
        view: View<'_, '_>,
        saying: &[StatementId],
    ) -> Option<(Holds, Certainty)> {
        let Some(told) = view.told_time(saying) else {
            let (holds, surest) = self.surest(|days| view.said_on(saying, days))?;
            let own = view.graph().evidence_of(*saying.first()?).certainty;
            return Some((holds, own.min(surest)));
        };
        let is_certain = told.all.on_days(self.all()) == Some(Holds::Certainly);
        let tellings = told.iter();
        let each = tellings.flat_map(|level| self.0.iter().map(move |days| (level, days)));
        let each = each.filter_map(|(level, (surest, days))| {
            let holds = level.on_days(days)?;
            let counts = !is_certain || holds == Holds::Certainly;
            counts.then_some(level.certainty.min(*surest))
        });
        let holds = if is_certain {
            Holds::Certainly
        } else {
            Holds::Possibly
        };
        Some((holds, each.max()?))
    }
}

/// The belonging of one actor to a collective.
#[derive(Debug, Clone)]
pub(super) struct Belonging<'g> {
    /// The days on which it belongs.
    pub(super) days: DaysBySurety,
    /// The days within the view's window of events.
    pub(super) in_window: DaysBySurety,
    /// Chains of memberships that are alike: the days on which they can hold, and their links.
    chains: Vec<(Spans, Vec<TieRef<'g>>)>,
}

impl<'g> Belonging<'g> {
    /// The belonging of an actor that was chosen by hand or is the coalition itself.
    pub(super) fn always(window: &SureDays) -> Self {
        let days = DaysBySurety::always();
        Self {
            in_window: days.within(window),
            days,
            chains: Vec::new(),
        }
    }

    /// The belonging of an actor by chains of memberships, each with its certainty, days and links.
    pub(super) fn through(
        all: Vec<(Certainty, SureDays, Vec<TieRef<'g>>)>,
        window: &SureDays,
    ) -> Self {
        let (mut days, mut chains) = (Vec::new(), Vec::new());
        for (certainty, own, links) in all {
            chains.push((own.possibly.clone(), links));
            days.push((certainty, own));
        }
        let days = DaysBySurety::of(days);
        Self {
            in_window: days.within(window),
            days,
            chains,
        }
    }

    /// Whether the actor belongs to the collective without a membership.
    pub(super) fn is_always(&self) -> bool {
        self.chains.is_empty()
    }

    /// The links of the chains that can hold on one of these days.
    pub(super) fn links_on(&self, days: &Spans) -> Vec<TieRef<'g>> {
        let meeting = self.chains.iter();
        let meeting = meeting.filter(|(own, _)| !own.meet(days).is_empty());
        let mut links: Vec<TieRef<'g>> = meeting.flat_map(|one| one.1.iter().copied()).collect();
        links.sort_unstable();
        links.dedup();
        links
    }
}
