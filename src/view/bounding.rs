//! The spans of days within which a relation can lie: its actors' periods, up to their mergers.

use super::View;
use super::enders::Admitted;
use super::trial::{LifeBound, LifePart, Trial};
use crate::graph::{Life, known_of_bound};
use crate::model::{ActorId, Day, EndCause, Happened, Holds, StatementId, Told, Window};

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
    actor: ActorId,
    lives: Vec<LifeBounds>,
    pub(super) successions: Vec<Admitted>,
}

/// What a view knows of an active period, with how it knows it.
struct LifeBounds {
    number: usize,
    /// The first day of its start.
    start: Option<(Day, Holds)>,
    /// The last day of its end.
    end: Option<(Day, Holds)>,
    /// Of a period without a stated bound: that it was.
    rest: Option<Holds>,
}

impl ActorEnds {
    /// The bounds that are only possibly known.
    pub(super) fn doubtful(&self) -> Vec<LifeBound> {
        let mut doubtful = Vec::new();
        for life in &self.lives {
            let parts = [
                (LifePart::Start, life.start.map(|start| start.1)),
                (LifePart::End, life.end.map(|end| end.1)),
                (LifePart::Rest, life.rest),
            ];
            let in_doubt = parts
                .into_iter()
                .filter(|part| part.1 == Some(Holds::Possibly));
            doubtful.extend(in_doubt.map(|(part, _)| LifeBound {
                actor: self.actor,
                number: life.number,
                part,
            }));
        }
        doubtful
    }

    /// The periods with the bounds that are not left out.
    fn frames(&self, without: &[LifeBound]) -> Vec<Frame> {
        let frame = |life: &LifeBounds| {
            let counts = |part: LifePart| {
                let bound = LifeBound {
                    actor: self.actor,
                    number: life.number,
                    part,
                };
                !without.contains(&bound)
            };
            let start = life.start.filter(|_| counts(LifePart::Start));
            let end = life.end.filter(|_| counts(LifePart::End));
            let rest = life.rest.filter(|_| counts(LifePart::Rest));
            let number = u32::try_from(life.number).unwrap_or(u32::MAX);
            let cause = EndCause::Dissolution(self.actor, number);
            let is_there = start.is_some() || end.is_some() || rest.is_some();
            is_there.then(|| Frame {
                span: Window {
                    from: start.map_or(Day::BEFORE_ALL, |start| start.0),
                    to: end.map_or(Day::AFTER_ALL, |end| end.0),
                },
                causes: end.map(|_| cause).into_iter().collect(),
                mergers: Vec::new(),
                unmet: Vec::new(),
                life: Some(life.number),
            })
        };
        self.lives.iter().filter_map(frame).collect()
    }
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
        let successions = graph.limits.successions(actor).iter();
        let periods = graph.record().actor(actor).periods();
        let lives = graph.lives.of(actor).iter().zip(periods).enumerate();
        let lives = lives.map(|(number, (life, (_, evidence)))| {
            let start = self.start_known(actor, number, life);
            let end = self.end_known(actor, number, life);
            LifeBounds {
                number,
                start: start.map(|known| (life.bounds.first_start(), known)),
                end: end.map(|known| (life.bounds.last_end(), known)),
                rest: self.life_known(evidence).filter(|_| !life.has_dates()),
            }
        });
        ActorEnds {
            actor,
            lives: lives.collect(),
            successions: successions
                .filter_map(|ender| self.admitted_ender(ender))
                .collect(),
        }
    }

    /// The spans of an actor within which a relation can lie; one of all days, if it can in none.
    pub(super) fn frames(self, ends: &ActorEnds, told: &Told, trial: &Trial) -> Vec<Frame> {
        let lives = ends.frames(&trial.without_bounds);
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
