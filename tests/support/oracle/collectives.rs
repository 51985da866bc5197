//! Several actors asked as one: event by event, participant by participant, day by day.
//!
//! "*a collective*: several actors asked as one, chosen by hand or as *a coalition with whoever was its
//! member (or part) on the day of each event*."

use std::collections::{BTreeMap, BTreeSet};

use factions::{ActorId, Certainty, Holds, Statement};

use super::Lens;
use super::Oracle;
use super::courses::Runs;
use super::evidence::actors;
use super::happenings::Happening;
use super::members::{Step, Towards, shared_core, shared_spans};
use super::said::{Figures, losses};
use super::ties::Tie;
use super::time::Days;
use super::told::{Ladder, Ways};
use super::tolls::Total;

/// Who is asked as one.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    Chosen(BTreeSet<ActorId>),
    Coalition(ActorId),
}

/// Who belongs to a collective, day by day.
#[derive(Debug)]
pub(crate) struct Belonging {
    /// Those who belong to it always: who was chosen, or the coalition: "The coalition belongs to it".
    pub(crate) always: BTreeSet<ActorId>,
    /// How each of the others does on a day, by memberships that are at least so sure.
    days: BTreeMap<(ActorId, Certainty, i64), Holds>,
}

/// Every day that a record of a test can tell from the day before, and one before and after them all.
pub(super) fn all_days() -> impl Iterator<Item = i64> {
    // from December 2022 to January 2024
    (19_327..19_753).chain([-1_000_000, 1_000_000])
}

impl Belonging {
    pub(crate) fn is_never(&self, actor: ActorId) -> bool {
        !self.always.contains(&actor) && self.days.keys().all(|key| key.0 != actor)
    }

    pub(crate) fn on(&self, actor: ActorId, certainty: Certainty, day: i64) -> Option<Holds> {
        if self.always.contains(&actor) {
            return Some(Holds::Certainly);
        }
        self.days.get(&(actor, certainty, day)).copied()
    }
}

impl Runs {
    /// How a relation holds on a day by tellings that are at least so sure.
    pub(super) fn on(&self, certainty: Certainty, day: i64) -> Option<Holds> {
        let is_certain = |certainty| {
            let core = self.core(certainty);
            core.is_some_and(|(s1, e0)| s1 <= day && day < e0)
        };
        let is_possible = |certainty| {
            let mut spans = self.spans(certainty).into_iter();
            spans.any(|span| span.s0 <= day && day < span.e1)
        };
        if self.best < certainty {
            return None;
        }
        let mut surer = Certainty::ALL.iter().filter(|&&one| one >= certainty);
        if is_certain(Certainty::Denied) && surer.clone().any(|&one| is_certain(one)) {
            Some(Holds::Certainly)
        } else {
            surer
                .any(|&one| is_possible(one))
                .then_some(Holds::Possibly)
        }
    }
}

/// How a chain of memberships holds on a day by tellings that are at least so sure.
pub(super) fn chain_on(chain: &[Step], certainty: Certainty, day: i64) -> Option<Holds> {
    let is_certain = |certainty| {
        let core = shared_core(chain, certainty);
        core.is_some_and(|(s1, e0)| s1 <= day && day < e0)
    };
    let is_possible = |certainty| {
        let mut spans = shared_spans(chain, certainty).into_iter();
        spans.any(|(s0, e1)| s0 <= day && day < e1)
    };
    let weakest = chain.iter().map(|step| step.runs.best).min()?;
    if weakest < certainty {
        return None;
    }
    let mut surer = Certainty::ALL.iter().filter(|&&one| one >= certainty);
    if is_certain(Certainty::Denied) && surer.clone().any(|&one| is_certain(one)) {
        Some(Holds::Certainly)
    } else {
        surer
            .any(|&one| is_possible(one))
            .then_some(Holds::Possibly)
    }
}

impl Oracle<'_> {
    /// "Memberships are those that the filters of evidence admit, whatever kinds, actors or days the
    /// view shows"; "members of members and parts of them, too".
    pub(crate) fn belonging(&self, who: &Who) -> Belonging {
        let mut days = BTreeMap::new();
        let coalition = match who {
            Who::Chosen(always) => {
                let always = always.clone();
                return Belonging { always, days };
            }
            Who::Coalition(coalition) => *coalition,
        };
        let lens = Lens {
            known_on: self.lens.known_on,
            at_least: self.lens.at_least,
            sources: self.lens.sources.clone(),
            ..Lens::ever()
        };
        let steps = Oracle::new(self.record, lens).steps();
        for chain in Self::chains(&steps, coalition, Towards::Down) {
            let actor = chain.last().expect("a step").reaches(Towards::Down);
            for &certainty in Certainty::ALL {
                for day in all_days() {
                    if let Some(holds) = chain_on(&chain, certainty, day) {
                        let best = days.entry((actor, certainty, day)).or_insert(holds);
                        *best = holds.max(*best);
                    }
                }
            }
        }
        Belonging {
            always: BTreeSet::from([coalition]),
            days,
        }
    }

    /// How a happening is, if it was on a day that a test admits: "certainly if someone who took part
    /// certainly was a member on all its possible days; possibly if someone who took part possibly was a
    /// member on a possible day that is in the window (of an event of several days one that is in the
    /// window suffices, for either)".
    ///
    /// CHOICE: of an event of two possible days one who took part was a member on the first, another on
    /// the second. (1) It is possibly the collective's: no one was a member on both. (2) Certainly: on
    /// either day someone was. Taken: (1), as "someone … on all its possible days" reads.
    ///
    /// "The certainty of an answer is the highest at which what it says is still so … when all weaker
    /// tellings are left out": those of the event, and those of the memberships.
    pub(super) fn on_days(
        &self,
        ladder: &Ladder<Ways>,
        best: Certainty,
        on: impl Fn(Certainty, i64) -> Option<Holds>,
    ) -> Option<(Holds, Certainty)> {
        let at = |ways: &Ways, sure: Certainty| self.on_days_of(ways, |day| on(sure, day));
        let all = &ladder.last().expect("a ladder has a step").1;
        let holds = if at(all, Certainty::Denied) == Some(Holds::Certainly) {
            Holds::Certainly
        } else {
            Holds::Possibly
        };
        let mut found = None;
        for (told, ways) in ladder {
            let mut steps = Certainty::ALL.iter().rev();
            let surest = steps.find(|&&sure| at(ways, sure) >= Some(holds));
            found = found.max(surest.map(|&surest| surest.min(*told)));
        }
        self.shows(holds).then_some((holds, found?.min(best)))
    }

    fn on_days_of(&self, ways: &Ways, on: impl Fn(i64) -> Option<Holds>) -> Option<Holds> {
        let (a, b) = self.events_window();
        let on = |day: &i64| on(*day).filter(|_| a <= *day && *day < b);
        let each = |days: &Days| -> Vec<Option<Holds>> {
            let is_possible = |day: &i64| days.ranges.iter().any(|(c, d)| c <= day && day <= d);
            let days = all_days().filter(is_possible);
            days.map(|day| on(&day)).collect()
        };
        let is_certain = |days: &Days| {
            let each = each(days);
            let mut certain = each.iter().map(|&holds| holds == Some(Holds::Certainly));
            if days.is_several {
                certain.any(|is_certain| is_certain)
            } else {
                certain.all(|is_certain| is_certain)
            }
        };
        if ways.iter().all(|way| way.as_ref().is_some_and(is_certain)) {
            return Some(Holds::Certainly);
        }
        let is_possible = |days: &Days| each(days).iter().any(Option::is_some);
        ways.days().any(is_possible).then_some(Holds::Possibly)
    }

    /// How a happening is as one of those who belong to a collective has it, as its tellings say that say
    /// what is asked for.
    ///
    /// "The certainty is the weaker of the event's and the surest membership's."
    pub(crate) fn part(
        &self,
        event: &Happening,
        says_it: impl Fn(&Statement) -> bool + Copy,
        needs_no_membership: bool,
        on: impl Fn(Certainty, i64) -> Option<Holds>,
    ) -> Option<(Holds, Certainty)> {
        let (holds, certainty) = if needs_no_membership {
            self.told_of(&event.thing, says_it)?
        } else {
            let counts = |one: &Statement| says_it(one) && self.counted(one).is_some();
            let best = self.best_of(&event.thing, counts)?;
            self.on_days(&self.days_of(&event.thing, says_it), best, on)?
        };
        Some((holds, certainty.min(event.certainty)))
    }

    /// "An event counts once, however many members take part".
    ///
    /// CHOICE: two tellings that cannot meet, one of which names one member and the other another. (1)
    /// Each possibly took part, and so did the collective. (2) One of them certainly did. Taken: (1), as
    /// "someone who took part" reads.
    pub(crate) fn events_of_all(&self, who: &Who) -> BTreeSet<Happening> {
        let belonging = self.belonging(who);
        let mut found = BTreeSet::new();
        for event in self.events() {
            let parts = self.all_actors().filter_map(|actor| {
                let names = |one: &Statement| actors(&one.ends).contains(&actor);
                let is_always = belonging.always.contains(&actor);
                self.part(&event, names, is_always, |sure, day| {
                    belonging.on(actor, sure, day)
                })
            });
            if let Some((holds, certainty)) = parts.max() {
                found.insert(Happening {
                    holds,
                    certainty,
                    ..event
                });
            }
        }
        found
    }

    /// "*losses*: deaths that an actor suffered", of all who belong to a collective: "several actors' rows
    /// are added". What is so for certain, and all.
    ///
    /// CHOICE: the dead of one who only possibly belonged to it, in an event that is certainly the
    /// collective's. (1) They count as what is only possibly in a view: in the best and high, not in the
    /// low. (2) They count in all three, as the event is certain. Taken: (1).
    pub(crate) fn losses_of_all(&self, who: &Who) -> (Total, Total) {
        let belonging = self.belonging(who);
        let (mut all, mut certain) = (Total::default(), Total::default());
        for event in self.events() {
            let mut best = None;
            let mut rows = [vec![], vec![]];
            for actor in self.all_actors() {
                let has_row = |one: &Statement| {
                    let killed = one.event().and_then(|event| event.killed.as_ref());
                    let killed = killed.filter(|killed| self.admits_toll(one, killed));
                    killed.is_some_and(|killed| losses(killed).iter().any(|row| row.0 == actor))
                };
                let concerns = |one: &Statement| actors(&one.ends).contains(&actor) || has_row(one);
                let is_always = belonging.always.contains(&actor);
                let on = |sure, day| belonging.on(actor, sure, day);
                if let Some((holds, certainty)) = self.part(&event, concerns, is_always, on) {
                    best = best.max(Some((holds, certainty)));
                    let row = self.row_of(&event.statements, actor);
                    rows[usize::from(holds == Holds::Possibly)].extend(row);
                }
            }
            let Some((holds, certainty)) = best else {
                continue;
            };
            let [sure, unsure] = rows.map(|rows| sum(&rows));
            let zero = event.toll.filter(|toll| toll.high == 0).map(|_| Figures {
                best: Some(0),
                ..Figures::default()
            });
            let own = if holds == Holds::Certainly {
                sure
            } else {
                unsure
            };
            let lost = Happening {
                holds,
                certainty,
                toll: own.or(zero),
                ..event
            };
            all.add(&lost);
            if holds == Holds::Certainly {
                certain.add(&lost);
                if let Some(more) = unsure {
                    all.with_figure += 1;
                    all.high += more.high;
                    all.best += more.best.unwrap_or(more.low);
                    all.without_best += usize::from(more.best.is_none());
                }
            }
        }
        (all, certain)
    }

    /// "In a dyad or stance the other end is never its member": whether two actors belong to two ends on a
    /// day, and neither to the end of the other.
    ///
    /// CHOICE: one that belongs to both collectives. (1) It is on neither end: of either the other end is
    /// never a member. (2) It is on one of them. Taken: (1).
    pub(crate) fn ends_on(
        [one, other]: [&Belonging; 2],
        (a, b): (ActorId, ActorId),
        (sure, day): (Certainty, i64),
    ) -> Option<Holds> {
        let not_in = |end: &Belonging, actor: ActorId| match end.on(actor, Certainty::Denied, day) {
            None => Some(Holds::Certainly),
            Some(Holds::Possibly) => Some(Holds::Possibly),
            Some(Holds::Certainly) => None,
        };
        let belong = one.on(a, sure, day)?.min(other.on(b, sure, day)?);
        Some(belong.min(not_in(one, b)?).min(not_in(other, a)?))
    }

    /// What two collectives did that is said of one of each: what ties them, or that they stood together.
    pub(crate) fn dyad_of_all(
        &self,
        ends: [&Who; 2],
        says_it: impl Fn(&Statement, ActorId, ActorId) -> bool,
    ) -> BTreeSet<Happening> {
        let belonging = ends.map(|who| self.belonging(who));
        let both = [&belonging[0], &belonging[1]];
        let mut found = BTreeSet::new();
        for event in self.events() {
            let mut best = None;
            for a in self.all_actors() {
                for b in self.all_actors().filter(|&b| b != a) {
                    let says_it = |one: &Statement| says_it(one, a, b);
                    let needs_none = both[0].always.contains(&a)
                        && both[1].always.contains(&b)
                        && both[0].is_never(b)
                        && both[1].is_never(a);
                    let on = |sure, day| Self::ends_on(both, (a, b), (sure, day));
                    best = best.max(self.part(&event, says_it, needs_none, on));
                }
            }
            if let Some((holds, certainty)) = best {
                found.insert(Happening {
                    holds,
                    certainty,
                    ..event
                });
            }
        }
        found
    }

    /// The lasting ties of two collectives: each with how it holds on a day on which both ends are so.
    ///
    /// "All links of a chain hold on one common day": so the tie and the memberships of its ends.
    pub(crate) fn ties_of_all(&self, ends: [&Who; 2]) -> BTreeMap<Tie, (Holds, Certainty)> {
        let belonging = ends.map(|who| self.belonging(who));
        let both = [&belonging[0], &belonging[1]];
        let mut found = BTreeMap::new();
        for tie in self.ties() {
            let Some(runs) = tie.pair().and_then(|pair| self.runs(&pair)) else {
                continue;
            };
            for (a, b) in [(tie.a, tie.b), (tie.b, tie.a)] {
                let is_always = both[0].always.contains(&a)
                    && both[1].always.contains(&b)
                    && both[0].is_never(b)
                    && both[1].is_never(a);
                let at = |sure: Certainty| {
                    let (from, to) = self.lens.window;
                    let days = all_days().filter(|&day| from <= day && day < to);
                    let each = days.filter_map(|day| {
                        let ends = Self::ends_on(both, (a, b), (sure, day))?;
                        Some(ends.min(runs.on(sure, day)?))
                    });
                    each.max()
                };
                let standing = if is_always {
                    Some((tie.holds, tie.certainty))
                } else {
                    at(Certainty::Denied).and_then(|holds| {
                        let mut steps = Certainty::ALL.iter().rev();
                        let surest = *steps.find(|&&sure| at(sure) >= Some(holds))?;
                        self.shows(holds).then_some((holds, surest.min(runs.best)))
                    })
                };
                if let Some(standing) = standing {
                    let best = found.entry(tie.clone()).or_insert(standing);
                    *best = standing.max(*best);
                }
            }
        }
        found
    }
}

/// CHOICE, as of the losses of one actor: of rows of which one has no best figure the sum has none.
fn sum(rows: &[Figures]) -> Option<Figures> {
    (!rows.is_empty()).then(|| Figures {
        low: rows.iter().map(|row| row.low).sum(),
        best: rows.iter().map(|row| row.best).sum(),
        high: rows.iter().map(|row| row.high).sum(),
    })
}
