//! Actors in a view.

use super::bounding::in_ways;
use super::narrowing::KnownLife;
use super::trial::{Alternatives, Doubt, LifePart, choices, of_life};
use crate::graph::{ActorRef, IntoId, LifeKnown, Lived};
use crate::model::{ActorId, Bounds, End, Holds, Kinds, Period, Statement, StatementId, Window};
use crate::view::View;
use std::borrow::Cow;

/// An actor in a view, and whether it is there certainly or possibly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Present<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// Whether the actor is there certainly or possibly.
    ///
    /// It is there if it exists in the window, or has a tie or an event there.
    pub holds: Holds,
}

/// # Actors
impl<'g, 'f> View<'g, 'f> {
    /// The actors of the view, by key: those that exist in its window or have a tie or event there.
    ///
    /// # Complexity
    ///
    /// O(actors); with filters, and the first time without, O(actors + their statements).
    pub fn actors(self) -> impl Iterator<Item = Present<'g>> + use<'g, 'f> {
        let all = self.graph.actors();
        all.filter_map(move |actor| {
            let holds = self.actor_holds(actor.id())?;
            Some(Present { actor, holds })
        })
    }

    /// Whether an actor is in the view certainly or possibly; `None` if it is not there.
    ///
    /// # Complexity
    ///
    /// O(statements of the actor).
    #[track_caller]
    pub fn actor_holds(self, actor: impl IntoId<ActorId>) -> Option<Holds> {
        let actor = actor.id_in(self.graph);
        if !self.is_among(actor) {
            return None;
        }
        let exists = self.exists(actor);
        let exists = exists.and_then(|holds| self.shown(holds));
        if exists == Some(Holds::Certainly) {
            return exists;
        }
        let tied = self.neighbors(actor).map(|neighbor| neighbor.holds);
        let there = self.companies(actor).map(|(_, holds)| holds);
        let several = self.several_tellings_of(actor, self.event_window);
        let told = several.into_iter().filter_map(|id| {
            let names = |one: &Statement| one.ends.actors().any(|one| one == actor);
            let (holds, _) = self.said_by(&self.saying(id, names))?;
            Some(holds)
        });
        let mut best = exists;
        for holds in tied.chain(there).chain(told) {
            best = best.max(Some(holds));
            if holds == Holds::Certainly {
                break;
            }
        }
        best
    }

    /// The bounds of the time from an actor's first active period to its last.
    pub(crate) fn active_bounds(self, actor: ActorId) -> Bounds {
        let lives = self.lives(actor);
        let first = lives.iter().map(|life| life.bounds);
        let last = first.clone();
        let first = first.min_by_key(|bounds| (bounds.first_start(), bounds.last_start()));
        let last = last.max_by_key(|bounds| (bounds.last_end(), bounds.first_end()));
        first.zip(last).map_or(Bounds::UNKNOWN, |(first, last)| {
            Bounds::new(
                first.first_start(),
                first.last_start(),
                last.first_end(),
                last.last_end(),
            )
        })
    }

    /// Returns the active periods of an actor as this view certainly knows them, by time; there is at least one.
    ///
    /// Statements that are certainly known of the actor narrow the stated periods, as far as their own days allow.
    pub(crate) fn lives(self, actor: ActorId) -> Cow<'g, [Lived]> {
        if !self.is_unfiltered() {
            return Cow::Owned(self.narrowed_lives(actor, Holds::Certainly));
        }
        let kept = &self.graph.active[actor.index()];
        Cow::Borrowed(kept.get_or_init(|| {
            let lives = self.narrowed_lives(actor, Holds::Certainly);
            lives.into_boxed_slice()
        }))
    }

    /// Returns how an actor exists in the window, with and without the statements that the view knows only possibly.
    fn exists(self, actor: ActorId) -> Option<Holds> {
        // certainly if all ways of the periods certainly are in the window, possibly if one way may be
        let in_window = |lives: &[Lived]| {
            let ways = lives
                .chunk_by(|one, next| one.way == next.way)
                .map(|lives| {
                    let each = lives.iter().map(|life| life.bounds.in_window(self.window));
                    each.max().flatten()
                });
            let ways: Vec<Option<Holds>> = ways.collect();
            Holds::from_tests(
                ways.iter().all(|way| *way == Some(Holds::Certainly)),
                ways.iter().any(Option::is_some),
            )
        };
        if self.window == Window::ALL {
            // whatever its days are, they are some of all
            return Some(Holds::Certainly);
        }
        if self.known_on.is_none() {
            return in_window(&self.lives(actor));
        }
        let certain = self.certain_bounds(actor);
        let choices = choices(&self.doubts_of(actor)).into_iter().map(|without| {
            let ways = self.lives_known_by(actor, &|known, part| {
                known.is_some() && !without.contains(&part)
            });
            in_window(&self.narrowed_by(actor, &certain, &ways))
        });
        let choices: Vec<Option<Holds>> = choices.collect();
        Holds::from_tests(
            choices
                .iter()
                .all(|choice| *choice == Some(Holds::Certainly)),
            choices.iter().any(Option::is_some),
        )
    }

    /// Returns the parts of an actor's active periods that the view knows only possibly.
    fn doubts_of(self, actor: ActorId) -> Vec<Alternatives> {
        let parts = [LifePart::Start, LifePart::End, LifePart::Rest];
        let lives = self.graph.lives.of(actor).iter().enumerate();
        let lives = lives.filter_map(|(number, life)| {
            let ways = self.life_ways(actor, number, life);
            of_life((actor, number), &ways, &parts)
        });
        let mergers = self.graph.limits.successions(actor).iter();
        let mergers = mergers.filter_map(|ender| self.admitted_ender(ender));
        let tellings = mergers.flat_map(|ender| ender.tellings);
        let in_doubt = tellings.filter(|one| one.holds == Holds::Possibly);
        let mergers = in_doubt.map(|one| Doubt::Statement(one.id).alternatives());
        lives.chain(mergers).collect()
    }

    /// Whether the view has no filter except the window.
    fn is_unfiltered(self) -> bool {
        self.admits_all_evidence() && self.kinds() == Kinds::ALL && self.among.is_none()
    }

    /// The narrowed active periods, with the bounds that the view knows at least this well.
    ///
    /// If the tellings of a merger or renaming do not meet, the periods of each way are returned.
    pub(crate) fn narrowed_lives(self, actor: ActorId, least: Holds) -> Vec<Lived> {
        self.narrowed(actor, &self.known_lives(actor, least))
    }

    /// An active period as stated, without mergers and renamings, narrowed by what is certainly
    /// known.
    ///
    /// Only the ways count in which the view knows this part of the period.
    pub(crate) fn stated_life(
        self,
        actor: ActorId,
        number: usize,
        part: LifePart,
    ) -> Option<Lived> {
        let life = self.graph.lives.of(actor).get(number)?;
        // what is known of the period wherever this part of it is
        let all = self.life_ways(actor, number, life);
        let known: Vec<&LifeKnown> = all.iter().filter(|way| way.has(part)).collect();
        let mut ways = self.lives_known_by(actor, &|holds, doubt| match doubt {
            Doubt::Life(one, at, other) if (one, at) == (actor, number) => {
                known.iter().all(|way| way.has(other))
            }
            _ => holds == Some(Holds::Certainly),
        });
        ways.truncate(1);
        for life in ways.iter_mut().flatten() {
            life.mergers.clear();
        }
        let lives = self.narrowed(actor, &ways);
        lives.into_iter().find(|lived| lived.number == Some(number))
    }

    fn narrowed(self, actor: ActorId, ways: &[Vec<KnownLife>]) -> Vec<Lived> {
        self.narrowed_by(actor, &self.certain_bounds(actor), ways)
    }

    /// The active periods with the bounds that the view knows at least this well, and what ends
    /// them.
    ///
    /// If the view knows no bound, there is one period without any.
    fn known_lives(self, actor: ActorId, least: Holds) -> Vec<Vec<KnownLife>> {
        self.lives_known_by(actor, &|known, _| known >= Some(least))
    }

    /// The active periods with the parts for which `counts` returns true, and what ends them.
    fn lives_known_by(
        self,
        actor: ActorId,
        counts: &dyn Fn(Option<Holds>, Doubt) -> bool,
    ) -> Vec<Vec<KnownLife>> {
        let record = self.graph.record();
        let periods = record.actor(actor).periods();
        let mut lives = Vec::new();
        let stated = self.graph.lives.of(actor).iter().zip(periods).enumerate();
        for (number, (life, (period, evidence))) in stated {
            let ways = self.life_ways(actor, number, life);
            let counts = |part: LifePart, has: fn(&LifeKnown) -> bool| {
                counts(in_ways(&ways, has), Doubt::Life(actor, number, part))
            };
            let has_start = counts(LifePart::Start, |way| way.start);
            let has_end = counts(LifePart::End, |way| way.end);
            let has_rest = counts(LifePart::Rest, |way| way.rest);
            if !(has_start || has_end || has_rest && !life.has_dates()) {
                continue;
            }
            let mut rest = Period::UNKNOWN;
            if has_rest {
                let is_ongoing = *period.end() == End::Ongoing;
                let end = if is_ongoing {
                    End::Ongoing
                } else {
                    End::Unknown
                };
                let start = period.start().filter(|_| has_start).cloned();
                rest = Period::new(start, end, period.seen().to_vec());
            }
            lives.push(KnownLife {
                number: Some(number),
                start: has_start.then_some(life.start),
                end: has_end.then_some(life.end),
                rest,
                as_of: record.as_of_day(evidence),
                mergers: Vec::new(),
            });
        }
        if lives.is_empty() {
            lives.push(KnownLife::default());
        }
        let mut ways = vec![lives];
        for ender in self.graph.limits.successions(actor) {
            let Some(ender) = self.admitted_ender(ender) else {
                continue;
            };
            let tellings = ender.tellings.iter();
            let tellings = tellings.filter(|one| counts(Some(one.holds), Doubt::Statement(one.id)));
            let tellings = tellings.map(|one| (one.id, ender.naming.contains(one)));
            if !tellings.clone().any(|(_, names_it)| names_it) {
                continue;
            }
            let happened = self.happened(tellings);
            let each = happened.ways().iter().flat_map(|days| {
                ways.iter().cloned().map(|mut lives: Vec<KnownLife>| {
                    let mut homes = lives.iter_mut().filter(|life| {
                        let span = life.span();
                        let mut days = days.ranges().iter();
                        // it holds a day at least
                        days.any(|&(first, last)| span.from < last && first <= span.to)
                    });
                    if let (Some(life), None) = (homes.next(), homes.next()) {
                        life.mergers.push((days.first(), days.last()));
                    }
                    lives
                })
            });
            let mut with: Vec<Vec<KnownLife>> = each.collect();
            if !happened.is_in_every_way() {
                with.append(&mut ways);
            }
            ways = with;
        }
        ways
    }
    /// The events of the view with one telling in which an actor stands alone or together with
    /// others.
    pub(crate) fn companies(
        self,
        actor: ActorId,
    ) -> impl Iterator<Item = (StatementId, Holds)> + use<'g, 'f> {
        let moments = self
            .graph
            .companies
            .meeting(actor.index(), self.event_window);
        let ids = moments.map(|moment| moment.statement);
        let once = ids.filter(move |&id| self.graph.told_with(id).is_none());
        once.filter_map(move |id| Some((id, self.event_holds(id)?)))
    }
}
