//! The spans of days within which a relation can lie: its actors' active periods, up to their
//! mergers.

use super::enders::Admitted;
use super::trial::{Alternatives, Doubt, LifePart, Trial, of_life};
use crate::graph::{Life, LifeKnown};
use crate::model::{
    ActorId, Certainty, Day, EndCause, Happened, Holds, SourceId, StatementId, Told, Window,
};
use crate::view::View;

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

/// What a view may know of an active period.
struct LifeBounds {
    number: usize,
    /// The first day of its start and the last of its end.
    start: Option<Day>,
    end: Option<Day>,
    /// The ways in which it may know them.
    ways: Vec<LifeKnown>,
}

impl LifeBounds {
    /// Its bounds; of a period without one, that it was.
    fn parts(&self) -> &'static [LifePart] {
        if self.start.is_some() || self.end.is_some() {
            &[LifePart::Start, LifePart::End]
        } else {
            &[LifePart::Rest]
        }
    }
}

impl ActorEnds {
    /// What is only possibly known of the periods.
    pub(super) fn doubts(&self) -> Vec<Alternatives> {
        let lives = self.lives.iter();
        lives
            .filter_map(|life| of_life((self.actor, life.number), &life.ways, life.parts()))
            .collect()
    }

    /// The periods with the bounds that are not left out.
    fn frames(&self, without: &[Doubt]) -> Vec<Frame> {
        let frame = |life: &LifeBounds| {
            let counts =
                |part: LifePart| !without.contains(&Doubt::Life(self.actor, life.number, part));
            let start = life.start.filter(|_| counts(LifePart::Start));
            let end = life.end.filter(|_| counts(LifePart::End));
            let is_dated = life.start.is_some() || life.end.is_some();
            let number = u32::try_from(life.number).unwrap_or(u32::MAX);
            let cause = EndCause::Dissolution(self.actor, number);
            let is_there = start.is_some() || end.is_some() || !is_dated && counts(LifePart::Rest);
            is_there.then(|| Frame {
                span: Window {
                    from: start.unwrap_or(Day::BEFORE_ALL),
                    to: end.unwrap_or(Day::AFTER_ALL),
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
        in_ways(&self.life_ways(actor, number, life), |way| way.start)
    }

    /// How the end of an actor's active period is known; `None`: it is not, or none is stated.
    pub(crate) fn end_known(self, actor: ActorId, number: usize, life: &Life) -> Option<Holds> {
        in_ways(&self.life_ways(actor, number, life), |way| way.end)
    }

    /// The ways in which the parts of an actor's active period may be known together; empty: the
    /// filters of evidence hide it.
    pub(super) fn life_ways(self, actor: ActorId, number: usize, life: &Life) -> Vec<LifeKnown> {
        if life.certainty < self.at_least || life.certainty == Certainty::Denied {
            return Vec::new();
        }
        if self.sources.is_none() && self.known_on.is_none() {
            return vec![life.all_known()];
        }
        let record = self.graph.record();
        let Some((_, evidence)) = record.actor(actor).periods().nth(number) else {
            return Vec::new();
        };
        let is_asked = |id: &SourceId| self.sources.is_none_or(|set| set.contains(*id));
        let mut asked = evidence.sources.iter().copied().filter(is_asked).peekable();
        if self.sources.is_some() && asked.peek().is_none() {
            return Vec::new();
        }
        match self.known_on {
            Some(day) => life.known_on(record, asked, day),
            None => vec![life.all_known()],
        }
    }

    /// What this view knows of an actor's active periods and of what became of it.
    pub(super) fn ends_of(self, actor: ActorId) -> ActorEnds {
        let graph = self.graph;
        let successions = graph.limits.successions(actor).iter();
        let lives = graph.lives.of(actor).iter().enumerate();
        let lives = lives.filter_map(|(number, life)| {
            let ways = self.life_ways(actor, number, life);
            let is_start_known = ways.iter().any(|way| way.start);
            let is_end_known = ways.iter().any(|way| way.end);
            let is_known = ways.iter().any(|way| way.rest) && !life.has_dates();
            (is_start_known || is_end_known || is_known).then_some(LifeBounds {
                number,
                start: is_start_known.then(|| life.bounds.first_start()),
                end: is_end_known.then(|| life.bounds.last_end()),
                ways,
            })
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
        let lives = ends.frames(&trial.without);
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
                    // it holds a day at least
                    days.any(|&(first, last)| frame.span.from < last && first <= frame.span.to)
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
            let mut with: Vec<Frame> = ways.collect();
            if !happened.is_in_every_way() {
                with.append(&mut frames);
            }
            frames = with;
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

/// How what some ways have is known.
pub(super) fn in_ways(ways: &[LifeKnown], has: impl Fn(&LifeKnown) -> bool) -> Option<Holds> {
    Holds::from_tests(
        !ways.is_empty() && ways.iter().all(&has),
        ways.iter().any(has),
    )
}
