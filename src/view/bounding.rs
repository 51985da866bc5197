//! The spans of days within which a relation can lie: its actors' periods, up to their mergers.

use super::View;
use super::enders::{Admitted, EndCause, Trial};
use crate::graph::{Life, known_of_bound};
use crate::model::{ActorId, Day, Holds, StatementId, Told, Window};
use std::collections::BTreeMap;

/// One span of days within which a relation can lie, and what ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    /// A relation begins on its first day at the earliest, and is over on the day it goes up to.
    pub(super) span: Window,
    /// What its last day comes from, if it has one.
    pub(super) cause: Option<EndCause>,
}

/// The active periods of an actor in a view, and the mergers and renamings that end them.
pub(super) struct ActorEnds {
    /// The periods of which a bound is certainly known, each with the bounds that are.
    certain: Vec<Frame>,
    /// The periods of which a bound is possibly known.
    possible: Vec<Frame>,
    /// Whether there is a bound that is only possibly known.
    pub(super) has_doubtful_life: bool,
    pub(super) successions: Vec<Admitted>,
}

/// # Bounds of active periods
impl View<'_, '_> {
    /// How the start of an actor's active period is known; `None`: it is not, or none is stated.
    pub(crate) fn start_known(self, actor: ActorId, number: usize, life: &Life) -> Option<Holds> {
        let known = life.start_known?;
        self.bound_known(actor, number, life, known, life.bounds.first_start())
    }

    /// How the end of an actor's active period is known; `None`: it is not, or none is stated.
    pub(crate) fn end_known(self, actor: ActorId, number: usize, life: &Life) -> Option<Holds> {
        let known = life.end_known?;
        self.bound_known(actor, number, life, known, life.bounds.first_end())
    }

    fn bound_known(
        self,
        actor: ActorId,
        number: usize,
        life: &Life,
        known: crate::graph::Span,
        day: Day,
    ) -> Option<Holds> {
        if life.certainty < self.at_least || life.certainty == crate::model::Certainty::Denied {
            return None;
        }
        let mut known = known;
        if let Some(set) = self.sources {
            let record = self.graph.record();
            let (_, evidence) = record.actor(actor).periods().nth(number)?;
            let named = evidence.sources.iter().copied();
            let mut asked = named.filter(|id| set.contains(*id)).peekable();
            asked.peek()?;
            known = known_of_bound(record, asked, day);
        }
        let Some(on) = self.known_on else {
            return Some(Holds::Certainly);
        };
        Holds::from_tests(known.last <= on, known.first <= on)
    }

    /// What this view knows of an actor's active periods and of what became of it.
    pub(super) fn ends_of(self, actor: ActorId) -> ActorEnds {
        let graph = self.graph;
        let mut ends = ActorEnds {
            certain: Vec::new(),
            possible: Vec::new(),
            has_doubtful_life: false,
            successions: graph
                .limits
                .successions(actor)
                .iter()
                .filter_map(|ender| self.admitted_ender(ender))
                .collect(),
        };
        for (number, life) in graph.lives.of(actor).iter().enumerate() {
            let start = self.start_known(actor, number, life);
            let end = self.end_known(actor, number, life);
            let cause = EndCause::Dissolution(actor, u32::try_from(number).unwrap_or(u32::MAX));
            let frame = |least: Holds| {
                let is_known = |known: Option<Holds>| known >= Some(least);
                let (has_start, has_end) = (is_known(start), is_known(end));
                let frame = Frame {
                    span: Window {
                        from: if has_start {
                            life.bounds.first_start()
                        } else {
                            Day::BEFORE_ALL
                        },
                        to: if has_end {
                            life.bounds.last_end()
                        } else {
                            Day::AFTER_ALL
                        },
                    },
                    cause: has_end.then_some(cause),
                };
                (has_start || has_end).then_some(frame)
            };
            ends.certain.extend(frame(Holds::Certainly));
            ends.possible.extend(frame(Holds::Possibly));
        }
        ends.has_doubtful_life = ends.certain != ends.possible;
        ends
    }

    /// The spans of an actor within which a relation can lie; one of all days, if it can in none.
    pub(super) fn frames(
        self,
        ends: &ActorEnds,
        told: Told,
        trial: Trial<'_>,
        lives_known: bool,
        unmet: &mut BTreeMap<StatementId, (usize, bool)>,
    ) -> Vec<Frame> {
        let lives = if lives_known {
            &ends.possible
        } else {
            &ends.certain
        };
        let successions = self.dated(&ends.successions, trial);
        let mut frames: Vec<Frame> = lives
            .iter()
            .filter(|frame| frame.allows(told))
            .copied()
            .collect();
        if frames.is_empty() {
            frames.push(Frame::ALL);
        }
        for (event, happened) in &successions {
            let (first, last) = happened.hull();
            let can_lie = |frame: &Frame| frame.span.from <= last && first <= frame.span.to;
            let mut homes = lives.iter().filter(|frame| can_lie(frame));
            let home = match (homes.next(), homes.next()) {
                (Some(home), None) => home.span,
                (None, None) if lives.is_empty() => Window::ALL,
                _ => continue,
            };
            let is_only = frames.len() == 1;
            for frame in &mut frames {
                if frame.span.from != home.from {
                    continue;
                }
                let bounds = told.bounds(frame.span);
                if bounds.first_start() < last && bounds.first_end() <= last {
                    if last <= frame.span.to {
                        frame.span.to = last;
                        frame.cause = Some(EndCause::Event(*event));
                    }
                } else if last < bounds.first_end() && last < Day::AFTER_ALL {
                    let found = unmet.entry(*event).or_insert((0, true));
                    found.0 = usize::MAX;
                    found.1 &= is_only;
                }
            }
        }
        frames
    }
}

impl Frame {
    const ALL: Self = Self {
        span: Window::ALL,
        cause: None,
    };

    /// Whether a relation can lie in it.
    fn allows(&self, told: Told) -> bool {
        told.bounds(self.span).is_possible()
    }

    /// The spans within which a relation can lie for both its actors; one of all days, if it cannot.
    pub(super) fn both(one: &[Self], other: &[Self], told: Told) -> Vec<Self> {
        let mut both: Vec<Self> = Vec::new();
        for a in one {
            for b in other {
                let is_first = a.span.to <= b.span.to;
                let frame = Self {
                    span: a.span.meet(b.span),
                    cause: if is_first { a.cause } else { b.cause },
                };
                if frame.allows(told) && !both.contains(&frame) {
                    both.push(frame);
                }
            }
        }
        if both.is_empty() {
            both.push(Self::ALL);
        }
        both
    }
}
