//! The spans of days within which a relation can lie: its actors' periods, up to their mergers.

use super::View;
use super::enders::{Admitted, EndCause, Trial};
use crate::graph::{Life, known_of_bound};
use crate::model::{ActorId, Day, Happened, Holds, StatementId, Told, Window};

/// One span of days within which a relation can lie, and what ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    /// A relation begins on its first day at the earliest, and is over on the day it goes up to.
    pub(super) span: Window,
    /// What its last day comes from, if it has one.
    pub(super) causes: Vec<EndCause>,
    /// The mergers and renamings of the actor in it, each with its last day in this way.
    mergers: Vec<(StatementId, Day, Happened)>,
    /// Those after which the relation goes on or begins.
    pub(super) unmet: Vec<(StatementId, Happened)>,
    /// The number of the active period that it is; `None`: it is none.
    life: Option<usize>,
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
        self.bound_known(actor, number, life, known, life.start.0)
    }

    /// How the end of an actor's active period is known; `None`: it is not, or none is stated.
    pub(crate) fn end_known(self, actor: ActorId, number: usize, life: &Life) -> Option<Holds> {
        let known = life.end_known?;
        self.bound_known(actor, number, life, known, life.end.0)
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
        let periods = graph.record().actor(actor).periods();
        let lives = graph.lives.of(actor).iter().zip(periods).enumerate();
        for (number, (life, (_, evidence))) in lives {
            let start = self.start_known(actor, number, life);
            let end = self.end_known(actor, number, life);
            let rest = self.life_known(evidence);
            let cause = EndCause::Dissolution(actor, u32::try_from(number).unwrap_or(u32::MAX));
            let frame = |least: Holds| {
                let is_known = |known: Option<Holds>| known >= Some(least);
                let (has_start, has_end) = (is_known(start), is_known(end));
                let is_admitted = has_start || has_end || !life.has_dates() && is_known(rest);
                is_admitted.then(|| Frame {
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
                    causes: has_end.then_some(cause).into_iter().collect(),
                    mergers: Vec::new(),
                    unmet: Vec::new(),
                    life: Some(number),
                })
            };
            ends.certain.extend(frame(Holds::Certainly));
            ends.possible.extend(frame(Holds::Possibly));
        }
        ends.has_doubtful_life = ends.certain != ends.possible;
        ends
    }

    /// The spans of an actor within which a relation can lie; one of all days, if it can in none.
    pub(super) fn frames(self, ends: &ActorEnds, told: &Told, trial: &Trial) -> Vec<Frame> {
        let lives = if trial.has_doubtful_lives {
            &ends.possible
        } else {
            &ends.certain
        };
        let allowed = lives.iter().filter(|frame| frame.allows(told));
        let mut frames: Vec<Frame> = allowed.cloned().collect();
        if frames.is_empty() {
            frames.push(Frame::all());
        }
        for (event, happened) in self.dated(&ends.successions, trial) {
            // each way of its days is one way for the relation
            let ways = happened.ways().iter().flat_map(|days| {
                let can_lie = |frame: &&Frame| {
                    let mut days = days.ranges().iter();
                    days.any(|&(first, last)| frame.span.from <= last && first <= frame.span.to)
                };
                let mut homes = lives.iter().filter(can_lie);
                let home = match (homes.next(), homes.next()) {
                    (Some(home), None) => Some(home.life),
                    (None, _) => Some(None),
                    _ => None,
                };
                let merger = (event, days.last(), happened.clone());
                frames.iter().cloned().map(move |mut frame| {
                    if home == Some(frame.life) {
                        frame.mergers.push(merger.clone());
                    }
                    frame
                })
            });
            frames = ways.collect();
        }
        frames
    }
}

impl Frame {
    fn all() -> Self {
        Self {
            span: Window::ALL,
            causes: Vec::new(),
            mergers: Vec::new(),
            unmet: Vec::new(),
            life: None,
        }
    }

    /// Whether a relation can lie in it.
    fn allows(&self, told: &Told) -> bool {
        told.bounds(self.span).is_possible()
    }

    /// The spans within which a relation can lie for both its actors; one of all days, if it cannot.
    pub(super) fn both(one: &[Self], other: &[Self], told: &Told) -> Vec<Self> {
        let mut both: Vec<Self> = Vec::new();
        for a in one {
            for b in other {
                let mut causes = Vec::new();
                if a.span.to <= b.span.to {
                    causes.extend(&a.causes);
                }
                if b.span.to <= a.span.to {
                    causes.extend(&b.causes);
                }
                let frame = Self {
                    span: a.span.meet(b.span),
                    causes,
                    mergers: [&a.mergers[..], &b.mergers[..]].concat(),
                    unmet: Vec::new(),
                    life: None,
                };
                if frame.allows(told) {
                    both.push(frame);
                }
            }
        }
        if both.is_empty() {
            both.push(Self::all());
        }
        for frame in &mut both {
            frame.merge(told);
        }
        both
    }

    /// Bounds it by its mergers and renamings, but for those after which the relation certainly goes
    /// on or begins.
    fn merge(&mut self, told: &Told) {
        for (event, last, happened) in std::mem::take(&mut self.mergers) {
            let bounds = told.loose(self.span);
            if bounds.first_start() < last && bounds.first_end() <= last {
                if last < self.span.to {
                    self.span.to = last;
                    self.causes.clear();
                }
                if last == self.span.to && last < Day::AFTER_ALL {
                    self.causes.push(EndCause::Event(event));
                }
            } else {
                self.unmet.push((event, happened));
            }
        }
    }
}
