//! When a relation's tie holds in a view: by its tellings, its actors' periods, and what ended it.

use super::View;
use super::bounding::Frame;
use super::enders::{Admitted, EndCause, Trial};
use super::levels::{Known, Levels, certainties, left_out};
use crate::model::{
    ActorId, Bounds, Certainty, Day, Happened, Holds, Kind, Readings, RelationKind, SplitMeets,
    StatementId, TieId, Told, Window,
};
use std::collections::BTreeMap;

/// When a relation's tie holds, by tellings of one certainty and surer ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TieLevel {
    /// The certainty of the weakest telling.
    pub(crate) certainty: Certainty,
    /// Whether one of the tellings is certainly known.
    pub(crate) known: Holds,
    pub(crate) readings: Readings,
    /// The first and the last day of its start; `None`: no start is stated.
    pub(crate) start: Option<(Day, Day)>,
    /// The first and the last day of its end, with and without what is only possibly known;
    /// `None`: no end is stated or derived.
    pub(crate) end: Option<(Day, Day)>,
    /// Whether it has such an end in every way in which it may have been.
    pub(crate) is_ended: bool,
    /// The earliest split that may end it, or else what bounds it.
    pub(crate) cause: Option<EndCause>,
    /// The splits, mergers and renamings that should have ended it: each certainly or possibly.
    pub(crate) unmet: Vec<(StatementId, Holds)>,
    /// Whether its tellings can all be right.
    pub(crate) meets: bool,
}

/// When a relation's tie holds in a view.
pub(crate) type TieTime = Levels<TieLevel>;

impl TieTime {
    /// How it holds in a window, and how sure that is.
    pub(crate) fn in_window(&self, window: Window) -> Option<(Holds, Certainty)> {
        let holds = |level: &TieLevel| Some(level.known.and(level.readings.in_window(window)?));
        let (holds, level) = self.best(holds)?;
        Some((holds, level.certainty))
    }

    /// The first and the last of each bound, by all its tellings.
    pub(crate) fn bounds(&self) -> Bounds {
        self.all.readings.hull()
    }
}

/// One way in which a tie may have been.
struct Way {
    bounds: Bounds,
    /// The days of its end and what brings it about, if one is stated or derived.
    end: Option<((Day, Day), Option<EndCause>)>,
}

/// # Time of relations
impl View<'_, '_> {
    /// When a relation's tie holds, with what this view knows of its end.
    ///
    /// Of a tie that it does not admit: as its own statement has it.
    pub(crate) fn tie_time(self, tie: TieId) -> TieTime {
        let limited = self.graph.limits.is_limited(tie);
        let limited = limited.then(|| self.limited_time(tie)).flatten();
        limited.unwrap_or_else(|| self.simple_time(tie))
    }

    /// Of a tie that nothing else ends or bounds, and that is told once.
    fn simple_time(self, tie: TieId) -> TieTime {
        let id = self.graph.tie_row(tie).statement;
        let bounds = self.own_bounds(id);
        let stated = self.graph.stated(id);
        let end = (bounds.first_end(), bounds.last_end());
        Levels::one(TieLevel {
            certainty: self.graph.evidence_of(id).certainty,
            known: self.known(id).unwrap_or(Holds::Possibly),
            readings: Readings::One(bounds),
            start: stated
                .start
                .map(|_| (bounds.first_start(), bounds.last_start())),
            end: stated.has_end.then_some(end),
            is_ended: stated.has_end,
            cause: None,
            unmet: Vec::new(),
            meets: true,
        })
    }

    /// `None`: the filters of evidence admit none of its tellings.
    fn limited_time(self, tie: TieId) -> Option<TieTime> {
        let graph = self.graph;
        let joined = graph.limits.joined(tie);
        let ties = if joined.is_empty() {
            std::slice::from_ref(&tie)
        } else {
            joined
        };
        let row = graph.tie_row(tie);
        let statements = ties.iter().map(|&tie| graph.tie_row(tie).statement);
        let tellings: Vec<(Known, Told)> = statements
            .filter_map(|id| Some((self.as_known(id)?, self.told(id))))
            .collect();
        let surest = tellings.iter().map(|(known, _)| known.certainty).max()?;
        let kind = graph.kind_of(row.statement).relation()?;
        let splits: Vec<Admitted> = if kind.is_step() {
            let all = graph.limits.splits(row.from, row.to).iter();
            all.filter_map(|ender| self.admitted_ender(ender)).collect()
        } else {
            Vec::new()
        };
        let ends = [row.from, row.to].map(|actor| self.ends_of(actor));
        let others = if splits.is_empty() {
            None
        } else {
            self.earliest_other(kind, (row.from, row.to), ties)
        };

        let of_events = || {
            let enders = ends.iter().flat_map(|ends| &ends.successions);
            splits.iter().chain(enders)
        };
        let told_twice = of_events().filter(|event| event.tellings.len() > 1);
        let own = tellings.iter().map(|(known, _)| known);
        let mut levels = certainties(own.chain(told_twice.flat_map(|event| &event.tellings)));
        for level in &mut levels {
            *level = surest.min(*level);
        }
        levels.dedup();

        let in_doubt = |one: &&Known| one.known == Holds::Possibly;
        let own = tellings.iter().map(|(known, _)| known);
        let events = of_events().flat_map(|event| &event.tellings);
        let doubtful = own.chain(events).filter(in_doubt).map(|one| one.id);
        let mut doubtful: Vec<StatementId> = doubtful.collect();
        doubtful.sort_unstable();
        doubtful.dedup();
        let has_doubtful_life = ends.iter().any(|ends| ends.has_doubtful_life);
        let items = doubtful.len() + usize::from(has_doubtful_life);
        let sets = left_out(items);

        let level = |least: Certainty| {
            let counting: Vec<&(Known, Told)> = tellings
                .iter()
                .filter(|(known, _)| least <= known.certainty)
                .collect();
            let mut found = Found::default();
            for set in &sets {
                let is_left_out = |place: usize| place < 63 && set >> place & 1 == 1;
                let without = (0..doubtful.len()).filter(|&place| is_left_out(place));
                let without: Vec<StatementId> = without.map(|place| doubtful[place]).collect();
                let trial = Trial {
                    least,
                    without: &without,
                };
                let there = counting
                    .iter()
                    .filter(|(known, _)| !without.contains(&known.id));
                let told: Vec<Told> = there.map(|(_, told)| *told).collect();
                let lives_known = !(has_doubtful_life && is_left_out(doubtful.len()));
                for told in together(&told, &mut found.meets) {
                    let frames = ends
                        .iter()
                        .map(|ends| self.frames(ends, told, trial, lives_known, &mut found.unmet));
                    let frames: Vec<Vec<Frame>> = frames.collect();
                    for frame in Frame::both(&frames[0], &frames[1], told) {
                        found.run(told, frame, &self.dated(&splits, trial), others);
                    }
                }
            }
            let known = counting.iter().map(|(known, _)| known.known).max();
            found.level(least, known.unwrap_or(Holds::Possibly))
        };
        let mut levels: Vec<TieLevel> = levels.into_iter().filter_map(level).collect();
        let all = levels.pop()?;
        Some(Levels { all, surer: levels })
    }

    /// The time of one telling of a relation; *ongoing* speaks for the day of the view's sources.
    pub(crate) fn told(self, id: StatementId) -> Told {
        let (period, as_of) = self.period_of(id);
        Told::new(&period, as_of)
    }

    /// The last day on which another membership or part-of of a pair can have begun, of the one that
    /// certainly began first; `None`: there is no other that is certainly known.
    fn earliest_other(
        self,
        kind: RelationKind,
        (from, to): (ActorId, ActorId),
        own: &[TieId],
    ) -> Option<Day> {
        let graph = self.graph;
        let all = graph.relation_entries(from, Window::ALL);
        let others = all.filter(|&(tie, other)| {
            let row = graph.tie_row(tie);
            other == to
                && row.from == from
                && !own.contains(&tie)
                && graph.kind_of(row.statement) == Kind::Relation(kind)
                && self.known(row.statement) == Some(Holds::Certainly)
        });
        let starts = others.map(|(tie, _)| {
            let told = self.told(graph.tie_row(tie).statement);
            told.bounds(Window::ALL).last_start()
        });
        starts.min()
    }
}

/// The ways in which tellings may be together: as all of them allow, or else each by itself.
fn together(tellings: &[Told], meets: &mut bool) -> Vec<Told> {
    let Some((&first, rest)) = tellings.split_first() else {
        return Vec::new();
    };
    let all = rest
        .iter()
        .try_fold(first, |so_far, told| so_far.and(*told));
    if let Some(all) = all {
        return vec![all];
    }
    *meets = false;
    let each = tellings.iter().filter(|told| !told.says_nothing());
    each.copied().collect()
}

/// The ways that were found, and what contradicts them.
struct Found {
    ways: Vec<Way>,
    start: Option<(Day, Day)>,
    /// Of each event that should have ended it: in how many ways, and whether certainly.
    unmet: BTreeMap<StatementId, (usize, bool)>,
    runs: usize,
    meets: bool,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            ways: Vec::new(),
            start: None,
            unmet: BTreeMap::new(),
            runs: 0,
            meets: true,
        }
    }
}

impl Found {
    /// Adds the ways of one telling within one frame, with the splits by time.
    fn run(
        &mut self,
        told: Told,
        frame: Frame,
        splits: &[(StatementId, Happened)],
        others: Option<Day>,
    ) {
        self.runs += 1;
        let mut open = vec![frame.span];
        for (event, happened) in splits {
            let mut next = Vec::new();
            for within in open {
                for days in happened.ways() {
                    let is_another_before = others.is_some_and(|start| start < days.first());
                    let met = told.split(within, days.ranges(), is_another_before);
                    let later = |first: Day| Window {
                        from: within.from.max(first),
                        ..within
                    };
                    match met {
                        SplitMeets::Untouched => next.push(within),
                        SplitMeets::Contradicts { is_certain } => {
                            self.contradicts(*event, is_certain);
                            next.push(within);
                        }
                        SplitMeets::Ends {
                            bounds,
                            is_contradicted,
                        } => {
                            if is_contradicted {
                                self.contradicts(*event, true);
                            }
                            self.ended(told, bounds, *event);
                        }
                        SplitMeets::Returns { first } => next.push(later(first)),
                        SplitMeets::Either { bounds, first } => {
                            self.ended(told, bounds, *event);
                            next.push(later(first));
                        }
                    }
                }
            }
            next.sort_unstable();
            next.dedup();
            open = next;
        }
        for within in open {
            let bounds = told.bounds(within);
            let days = (bounds.first_end(), bounds.last_end());
            let is_own = told.end().is_some_and(|(_, last)| last <= within.to);
            let end = if is_own {
                Some((days, None))
            } else if within.to < Day::AFTER_ALL {
                Some((days, frame.cause))
            } else {
                None
            };
            self.add(told, Way { bounds, end });
        }
    }

    fn ended(&mut self, told: Told, bounds: Bounds, event: StatementId) {
        let days = (bounds.first_end(), bounds.last_end());
        let end = Some((days, Some(EndCause::Event(event))));
        self.add(told, Way { bounds, end });
    }

    fn add(&mut self, told: Told, way: Way) {
        if told.start().is_some() {
            let days = (way.bounds.first_start(), way.bounds.last_start());
            let hull = |a: (Day, Day)| (a.0.min(days.0), a.1.max(days.1));
            self.start = Some(self.start.map_or(days, hull));
        }
        self.ways.push(way);
    }

    fn contradicts(&mut self, event: StatementId, is_certain: bool) {
        let found = self.unmet.entry(event).or_insert((0, true));
        found.0 += 1;
        found.1 &= is_certain;
    }

    /// `None`: there is no way.
    fn level(self, certainty: Certainty, known: Holds) -> Option<TieLevel> {
        let ends = self.ways.iter().filter_map(|way| way.end);
        let days = ends.clone().map(|end| end.0);
        let runs = self.runs;
        let unmet = self.unmet.into_iter().map(|(event, (count, is_certain))| {
            let holds = if is_certain && count >= runs {
                Holds::Certainly
            } else {
                Holds::Possibly
            };
            (event, holds)
        });
        Some(TieLevel {
            certainty,
            known,
            start: self.start,
            end: days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))),
            is_ended: self.ways.iter().all(|way| way.end.is_some()),
            cause: ends.clone().find_map(|end| end.1),
            unmet: unmet.collect(),
            meets: self.meets,
            readings: Readings::of(self.ways.iter().map(|way| way.bounds).collect())?,
        })
    }
}
