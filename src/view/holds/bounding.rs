//! The spans of days within which a relation can lie: its actors' active periods, up to their mergers.

use super::enders::Admitted;
use super::trial::{Alternatives, Doubt, LifePart, Trial, of_life};
use crate::graph::{Life, LifeKnown};
use crate::model::{
    ActorId, Certainty, Day, EndCause, Happened, Holds, SourceId, StatedPeriod, StatementId, Window,
};
use crate::view::View;

/// A span of days within which a relation can lie, and the causes that end the relation with that span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    /// The relation begins in this window, and it is over on the first day after the window.
    pub(super) span: Window,
    /// The causes that end the span, if it has an end.
    pub(super) causes: Vec<EndCause>,
    /// The mergers and renamings of the actor within the span, each with its last day in this way.
    mergers: Vec<(StatementId, Day, Happened)>,
    /// The mergers and renamings outside all active periods of the actor, if the span is an active period.
    outside: Vec<(StatementId, Day, Happened)>,
    /// The mergers and renamings after which the relation nevertheless goes on or begins.
    pub(super) unmet: Vec<(StatementId, Happened)>,
    /// The number of the active period that is this span; `None` if the span is not an active
    /// period.
    life: Option<usize>,
    /// Whether each actor has a period that allows the relation, but no two of them together do.
    pub(super) is_unbound: bool,
}

/// The active periods of an actor in a view, and the mergers and renamings that end them.
pub(super) struct ActorEnds {
    actor: ActorId,
    lives: Vec<LifeBounds>,
    pub(super) successions: Vec<Admitted>,
}

/// The bounds of one active period that a view may know.
struct LifeBounds {
    number: usize,
    /// The first possible day of the start; `None` if the view does not know a start.
    start: Option<Day>,
    end: Option<Day>,
    /// The combinations of start, end and rest that the view may know.
    ways: Vec<LifeKnown>,
}

impl LifeBounds {
    /// The parts that bound the period; for a period without dates, the rest.
    fn parts(&self) -> &'static [LifePart] {
        if self.start.is_some() || self.end.is_some() {
            &[LifePart::Start, LifePart::End]
        } else {
            &[LifePart::Rest]
        }
    }
}

impl ActorEnds {
    /// The parts of the active periods that the view knows only possibly.
    pub(super) fn doubts(&self) -> Vec<Alternatives> {
        let lives = self.lives.iter();
        lives
            .filter_map(|life| of_life((self.actor, life.number), &life.ways, life.parts()))
            .collect()
    }

    /// The active periods as spans, without the parts that `without` leaves out.
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
                outside: Vec::new(),
                unmet: Vec::new(),
                life: Some(life.number),
                is_unbound: false,
            })
        };
        self.lives.iter().filter_map(frame).collect()
    }
}

/// # Bounds of active periods
impl View<'_, '_> {
    /// Returns how the view knows the start of an actor's active period; `None` if it does not, or none is stated.
    pub(crate) fn start_known(self, actor: ActorId, number: usize, life: &Life) -> Option<Holds> {
        in_ways(&self.life_ways(actor, number, life), |way| way.start)
    }

    /// Returns how the view knows the end of an actor's active period; `None` if it does not, or none is stated.
    pub(crate) fn end_known(self, actor: ActorId, number: usize, life: &Life) -> Option<Holds> {
        in_ways(&self.life_ways(actor, number, life), |way| way.end)
    }

    /// The combinations of start, end and rest of an active period that the view may know.
    ///
    /// It is empty if the filters of evidence hide the period.
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

    /// Returns the active periods of an actor that this view knows, and the mergers and renamings that ended it.
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

    /// The spans of one actor within which a relation can lie; if there are none, one span of all
    /// time.
    pub(super) fn frames(self, ends: &ActorEnds, told: &StatedPeriod, trial: &Trial) -> Vec<Frame> {
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
                    } else if home == Some(None) {
                        frame.outside.push(merger.clone());
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
            outside: Vec::new(),
            unmet: Vec::new(),
            life: None,
            is_unbound: false,
        }
    }

    /// Whether the relation can lie in this span.
    fn allows(&self, told: &StatedPeriod) -> bool {
        told.bounds(self.span).is_possible()
    }

    /// The spans within which a relation can lie for both its actors; if there are none, all time, up to
    /// the mergers and renamings that lie in no active period either.
    pub(super) fn both(one: &[Self], other: &[Self], told: &StatedPeriod) -> Vec<Self> {
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
                    outside: Vec::new(),
                    unmet: Vec::new(),
                    life: None,
                    is_unbound: false,
                };
                if frame.allows(told) {
                    both.push(frame);
                }
            }
        }
        if both.is_empty() {
            let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
            both.extend(pairs.map(|(a, b)| Self {
                mergers: [&a.outside[..], &b.outside[..]].concat(),
                is_unbound: true,
                ..Self::all()
            }));
        }
        for frame in &mut both {
            frame.merge(told);
        }
        both
    }

    /// Ends the span with its mergers and renamings, except those after which the relation
    /// certainly goes on or begins.
    fn merge(&mut self, told: &StatedPeriod) {
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

/// Returns how the view knows a part that some of the ways have: certainly if all of them have it.
pub(super) fn in_ways(ways: &[LifeKnown], has: impl Fn(&LifeKnown) -> bool) -> Option<Holds> {
    Holds::from_tests(
        !ways.is_empty() && ways.iter().all(&has),
        ways.iter().any(has),
    )
}
