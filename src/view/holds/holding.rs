//! The time of a relation's tie in a view: by its statements, its actors' periods, and the events that ended it.

use super::bounding::{ActorEnds, Frame};
use super::enders::Admitted;
use super::trial::{Alternatives, Doubt, Known, Trial, certainties, choices};
use crate::model::{
    ActorId, Bounds, Certainty, Day, EndCause, Happened, Holds, Kind, Levels, Readings,
    RelationKind, SplitMeets, StatedPeriod, StatementId, TieId, TieLevel, TieTime, Window,
};
use crate::view::View;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One way in which a tie may have been.
struct Way {
    bounds: Bounds,
    /// The possible days of its end, if one is stated or follows from other statements.
    end: Option<(Day, Day)>,
    /// The causes that end the tie, other than its own end.
    causes: Vec<EndCause>,
    is_split: bool,
}

/// # Time of relations
impl<'g> View<'g, '_> {
    /// When a relation's tie holds, with what this view knows of its end.
    ///
    /// If the view does not admit the tie, the tie's own statement decides. For a view without
    /// filters of evidence, the graph keeps the answer.
    pub(crate) fn tie_time(self, tie: TieId) -> Cow<'g, TieTime> {
        let worked_out = || {
            let limited = self.limited_time(tie);
            limited.unwrap_or_else(|| self.simple_time(tie))
        };
        match self.graph.limits.kept_time(tie) {
            None => Cow::Owned(self.simple_time(tie)),
            Some(kept) if self.admits_all_evidence() => {
                Cow::Borrowed(kept.get_or_init(|| Box::new(worked_out())))
            }
            Some(_) => Cow::Owned(worked_out()),
        }
    }

    /// The time of a tie with one telling that nothing else ends or bounds.
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
            starts: Vec::new(),
            end: stated.has_end.then_some(end),
            ends: Vec::new(),
            is_started: stated.start.is_some(),
            is_ended: stated.has_end,
            causes: Vec::new(),
            may_be_ended_by: Vec::new(),
            meets: true,
            narrows: Some(bounds),
        })
    }

    /// The time of any other tie; `None` if the filters of evidence admit none of its tellings.
    fn limited_time(self, tie: TieId) -> Option<TieTime> {
        let ground = self.ground_of(tie)?;
        let level = |least: Certainty| {
            let mut found = FoundWays::default();
            for trial in ground.trials(least) {
                for told in ground.told(&trial, &mut found) {
                    for frame in self.frames_of(&ground, &told, &trial) {
                        let splits = self.dated(&ground.splits, &trial);
                        found.run(&told, &frame, &splits, ground.other);
                    }
                }
            }
            // the events that end it may be surer than the tie: the answer is no surer than the tie
            found.level(ground.surest.min(least), ground.known(least))
        };
        let levels = ground.levels().into_iter();
        let mut levels: Vec<TieLevel> = levels.filter_map(level).collect();
        levels.dedup();
        let all = levels.pop()?;
        Some(Levels { all, surer: levels })
    }

    /// The splits, mergers and renamings that should have ended a relation of the view, but
    /// contradict it.
    ///
    /// Each comes with how it and the relation lie in the view's windows and contradict each other.
    /// Splits do not end the relation in this computation.
    pub(crate) fn unmet_enders(self, tie: TieId) -> Vec<(StatementId, Holds)> {
        let Some(ground) = self.ground_of(tie) else {
            return Vec::new();
        };
        let Some(&least) = ground.levels().last() else {
            return Vec::new();
        };
        // of each event how many ways there are, in how many the two contradict each other, and how
        // far for certain
        let mut unmet: BTreeMap<StatementId, (usize, Vec<Holds>)> = BTreeMap::new();
        let (mut ways, mut found) = (0, FoundWays::default());
        for trial in ground.trials(least) {
            let told = ground.told(&trial, &mut found);
            ways += usize::from(told.is_empty());
            for told in told {
                for frame in self.frames_of(&ground, &told, &trial) {
                    ways += 1;
                    let in_window = told.bounds(frame.span).in_window(self.window);
                    for (place, (event, happened)) in frame.unmet.iter().enumerate() {
                        // one that ends both its actors is one
                        if frame.unmet[..place].iter().any(|one| one.0 == *event) {
                            continue;
                        }
                        let days = happened.ways().iter();
                        let days = days.map(|days| days.in_window(self.event_window)).max();
                        let both = in_window.min(days.flatten());
                        unmet.entry(*event).or_default().1.extend(both);
                    }
                    for (event, happened) in self.dated(&ground.splits, &trial) {
                        let own = unmet.entry(event).or_default();
                        // every way of its days is one more, and so is that in which it was not
                        own.0 += happened.ways().len() - usize::from(happened.is_in_every_way());
                        for days in happened.ways() {
                            let is_before = ground.other.is_some_and(|day| day < days.first());
                            let word = match told.split(frame.span, days.ranges(), is_before) {
                                SplitMeets::Contradicts { is_certain } => Some(is_certain),
                                SplitMeets::Ends { contradicted, .. } => contradicted,
                                _ => None,
                            };
                            let Some(is_certain) = word else {
                                continue;
                            };
                            let both = in_window.min(days.in_window(self.event_window));
                            let word = Holds::from_tests(is_certain, true);
                            own.1.extend(both.min(word));
                        }
                    }
                }
            }
        }
        let known = ground.known(least);
        let words = unmet.into_iter().filter_map(|(event, (more, words))| {
            let is_certain =
                words.len() >= ways + more && words.iter().all(|word| *word == Holds::Certainly);
            let holds = Holds::from_tests(is_certain, !words.is_empty())?;
            Some((event, holds.and(known).and(self.known(event)?)))
        });
        words.collect()
    }

    /// Whether a split of its pair can end a membership or part-of, or contradicts it.
    ///
    /// The split's dates and the active periods of the two actors decide.
    pub(crate) fn touches(self, split: StatementId, tie: TieId) -> bool {
        let first = |id| self.graph.first_of(id);
        let split = first(split);
        let Some(ground) = self.ground_of(tie) else {
            return false;
        };
        let Some(&least) = ground.levels().last() else {
            return false;
        };
        let mut found = FoundWays::default();
        ground.trials(least).any(|trial| {
            let splits = self.dated(&ground.splits, &trial);
            let days = splits.iter().filter(|(event, _)| first(*event) == split);
            let days: Vec<_> = days.flat_map(|(_, happened)| happened.ways()).collect();
            ground.told(&trial, &mut found).iter().any(|told| {
                let frames = self.frames_of(&ground, told, &trial);
                frames.iter().any(|frame| {
                    days.iter().any(|days| {
                        let is_before = ground.other.is_some_and(|day| day < days.first());
                        let met = told.split(frame.span, days.ranges(), is_before);
                        !matches!(met, SplitMeets::Untouched | SplitMeets::Returns { .. })
                    })
                })
            })
        })
    }

    /// Everything that decides when a relation holds; `None` if the filters of evidence admit none
    /// of its tellings.
    fn ground_of(self, tie: TieId) -> Option<Ground> {
        let graph = self.graph;
        let joined = graph.limits.joined(tie);
        let ties = if joined.is_empty() {
            std::slice::from_ref(&tie)
        } else {
            joined
        };
        let row = graph.tie_row(tie);
        let statements = ties.iter().map(|&tie| graph.tie_row(tie).statement);
        let tellings: Vec<(Known, StatedPeriod)> = statements
            .filter_map(|id| Some((self.as_known(id)?, self.told(id))))
            .collect();
        let surest = tellings.iter().map(|(known, _)| known.certainty).max()?;
        let kind = graph.kind_of(row.statement).relation()?;
        let mut splits: Vec<Admitted> = Vec::new();
        if kind.is_step() {
            let all = graph.limits.splits(row.from, row.to).iter();
            splits.extend(all.filter_map(|ender| self.admitted_ender(ender)));
        }
        let ends = [row.from, row.to].map(|actor| self.ends_of(actor));
        let other = if splits.is_empty() {
            None
        } else {
            self.earliest_other(kind, (row.from, row.to), ties, &ends)
        };
        let mut ground = Ground {
            surest,
            tellings,
            splits,
            ends,
            other,
            doubts: Vec::new(),
        };
        let in_doubt = |one: &&Known| one.holds == Holds::Possibly;
        let doubtful = ground.all_known().filter(in_doubt).map(|one| one.id);
        let mut doubtful: Vec<StatementId> = doubtful.collect();
        doubtful.sort_unstable();
        doubtful.dedup();
        let doubts = doubtful.into_iter();
        let doubts = doubts.map(|id| Doubt::Statement(id).alternatives());
        let of_lives = ground.ends.iter().flat_map(ActorEnds::doubts);
        ground.doubts = doubts.chain(of_lives).collect();
        Some(ground)
    }

    /// The spans of days within which a relation can lie for both its actors.
    fn frames_of(self, ground: &Ground, told: &StatedPeriod, trial: &Trial) -> Vec<Frame> {
        let [one, other] = &ground.ends;
        let frames = [one, other].map(|ends| self.frames(ends, told, trial));
        Frame::both(&frames[0], &frames[1], told)
    }

    /// The time of one telling of a relation; *ongoing* refers to the day of the view's sources.
    pub(crate) fn told(self, id: StatementId) -> StatedPeriod {
        let (period, as_of) = self.period_of(id);
        StatedPeriod::new(&period, as_of)
    }

    /// The day by which another membership or part-of of the pair certainly began.
    ///
    /// If there are several, the earliest such day counts. `None` if no other one is certainly
    /// known.
    fn earliest_other(
        self,
        kind: RelationKind,
        (from, to): (ActorId, ActorId),
        own: &[TieId],
        ends: &[ActorEnds; 2],
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
            let trial = Trial {
                least: Certainty::Denied,
                without: least_known(ends),
            };
            let frames = [0, 1].map(|end| self.frames(&ends[end], &told, &trial));
            let frames = Frame::both(&frames[0], &frames[1], &told);
            let starts = frames
                .iter()
                .map(|frame| told.bounds(frame.span).last_start());
            starts.max()
        });
        starts.flatten().min()
    }
}

/// The doubts to leave out so that as little as possible is known of the active periods.
fn least_known(ends: &[ActorEnds]) -> Vec<Doubt> {
    let doubts = ends.iter().flat_map(ActorEnds::doubts);
    let most = doubts.filter_map(|mut alternatives| alternatives.pop());
    most.flatten().collect()
}

/// Everything that decides when a relation holds in a view.
struct Ground {
    /// The highest certainty of its tellings.
    surest: Certainty,
    tellings: Vec<(Known, StatedPeriod)>,
    splits: Vec<Admitted>,
    ends: [ActorEnds; 2],
    /// The day by which another relation of the pair certainly began.
    other: Option<Day>,
    /// The statements that the view knows only possibly.
    doubts: Vec<Alternatives>,
}

impl Ground {
    /// The splits, mergers and renamings that may end the relation.
    fn events(&self) -> impl Iterator<Item = &Admitted> {
        let successions = self.ends.iter().flat_map(|ends| &ends.successions);
        self.splits.iter().chain(successions)
    }

    fn all_known(&self) -> impl Iterator<Item = &Known> {
        let events = self.events().flat_map(|event| &event.tellings);
        self.tellings.iter().map(|(known, _)| known).chain(events)
    }

    /// Returns the certainties at which tellings may be left out, from the highest down: those of the tie's tellings,
    /// and of the tellings of events that end it.
    fn levels(&self) -> Vec<Certainty> {
        let own = self.tellings.iter().map(|(known, _)| known);
        let told_twice = self.events().filter(|event| event.tellings.len() > 1);
        let of_events = told_twice.flat_map(|event| &event.tellings);
        certainties(own.chain(of_events))
    }

    /// Its own tellings that count at a level; the surest count at every level.
    fn counting(&self, least: Certainty) -> impl Iterator<Item = &(Known, StatedPeriod)> {
        let least = self.surest.min(least);
        let tellings = self.tellings.iter();
        tellings.filter(move |(known, _)| least <= known.certainty)
    }

    /// Every combination of doubts at a level, the one that leaves out least first.
    fn trials(&self, least: Certainty) -> impl Iterator<Item = Trial> {
        let choices = choices(&self.doubts).into_iter();
        choices.map(move |without| Trial { least, without })
    }

    /// Returns how the view knows the tellings of a level.
    fn known(&self, least: Certainty) -> Holds {
        let known = self.counting(least).map(|(known, _)| known.holds).max();
        known.unwrap_or(Holds::Possibly)
    }

    /// The ways in which the counting tellings may be true: all together, or else each by itself.
    fn told(&self, trial: &Trial, found: &mut FoundWays) -> Vec<StatedPeriod> {
        let counting = self.counting(trial.least);
        let there = counting.filter(|(known, _)| !trial.leaves_out(*known));
        let there: Vec<&StatedPeriod> = there.map(|one| &one.1).collect();
        let Some((&first, rest)) = there.split_first() else {
            found.is_absent_once = true;
            return Vec::new();
        };
        let all = rest
            .iter()
            .fold(first.clone(), |so_far, told| so_far.and(told));
        if rest.is_empty() || all.is_possible() {
            return vec![all];
        }
        found.meets = false;
        let each = there.into_iter().filter(|told| !told.says_nothing());
        each.cloned().collect()
    }
}

/// The ways that were found.
struct FoundWays {
    ways: Vec<Way>,
    /// The possible days of the start in the ways that have one, and the number of these ways.
    start: Option<(Day, Day)>,
    starts: Vec<(Day, Day)>,
    started: usize,
    is_absent_once: bool,
    is_unbound: bool,
    meets: bool,
}

impl Default for FoundWays {
    fn default() -> Self {
        Self {
            ways: Vec::new(),
            start: None,
            starts: Vec::new(),
            started: 0,
            is_absent_once: false,
            is_unbound: false,
            meets: true,
        }
    }
}

impl FoundWays {
    /// Adds the ways of one telling within one frame, with the splits in the order of time.
    fn run(
        &mut self,
        told: &StatedPeriod,
        frame: &Frame,
        splits: &[(StatementId, Happened)],
        other: Option<Day>,
    ) {
        self.is_unbound |= frame.is_unbound;
        let mut open = vec![frame.span];
        for (event, happened) in splits {
            let mut next = Vec::new();
            for within in open {
                if !happened.is_in_every_way() {
                    next.push(within);
                }
                for days in happened.ways() {
                    let is_another_before = other.is_some_and(|start| start < days.first());
                    let later = |first: Day| Window {
                        from: within.from.max(first),
                        ..within
                    };
                    match told.split(within, days.ranges(), is_another_before) {
                        SplitMeets::Untouched | SplitMeets::Contradicts { .. } => next.push(within),
                        SplitMeets::Ends { bounds, .. } => self.ended(told, bounds, *event),
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
            let is_bounded = within.to < Day::AFTER_ALL;
            let way = Way {
                bounds,
                end: (is_own || is_bounded).then_some(days),
                causes: if is_own {
                    Vec::new()
                } else {
                    frame.causes.clone()
                },
                is_split: false,
            };
            self.add(told, way);
        }
    }

    fn ended(&mut self, told: &StatedPeriod, bounds: Bounds, event: StatementId) {
        let way = Way {
            bounds,
            end: Some((bounds.first_end(), bounds.last_end())),
            causes: vec![EndCause::Event(event)],
            is_split: true,
        };
        self.add(told, way);
    }

    fn add(&mut self, told: &StatedPeriod, way: Way) {
        if told.start().is_some() || way.bounds.first_start() > Day::BEFORE_ALL {
            let days = (way.bounds.first_start(), way.bounds.last_start());
            let hull = |a: (Day, Day)| (a.0.min(days.0), a.1.max(days.1));
            self.start = Some(self.start.map_or(days, hull));
            self.starts.push(days);
            self.started += 1;
        }
        self.ways.push(way);
    }

    /// Returns the result of the found ways at this certainty; `None` if there is no way.
    fn level(mut self, certainty: Certainty, known: Holds) -> Option<TieLevel> {
        let starts = std::mem::take(&mut self.starts);
        let ended = || self.ways.iter().filter(|way| way.end.is_some());
        let days = ended().filter_map(|way| way.end);
        let latest = days.clone().map(|days| days.1).max();
        let causes = if let Some(split) = ended().find(|way| way.is_split) {
            split.causes.clone()
        } else {
            let is_latest = |way: &&Way| way.end.map(|days| days.1) == latest;
            let bounds = ended().filter(is_latest);
            let mut causes: Vec<EndCause> =
                bounds.flat_map(|way| way.causes.iter().copied()).collect();
            causes.sort_unstable();
            causes.dedup();
            causes
        };
        let all = ended().flat_map(|way| way.causes.iter().copied());
        let mut may_be_ended_by: Vec<EndCause> = all.collect();
        may_be_ended_by.sort_unstable();
        may_be_ended_by.dedup();
        let readings = Readings::of(self.ways.iter().map(|way| way.bounds).collect())?;
        Some(TieLevel {
            certainty,
            known,
            start: self.start,
            starts: if_they_differ(starts),
            ends: if_they_differ(days.clone().collect()),
            is_started: self.started == self.ways.len() && !self.is_absent_once,
            end: days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))),
            is_ended: self.ways.iter().all(|way| way.end.is_some()) && !self.is_absent_once,
            causes,
            may_be_ended_by,
            meets: self.meets,
            narrows: (!self.is_unbound).then(|| readings.hull()),
            readings,
        })
    }
}

/// The ranges, sorted and without duplicates; empty if all are the same.
fn if_they_differ(mut ranges: Vec<(Day, Day)>) -> Vec<(Day, Day)> {
    ranges.sort_unstable();
    ranges.dedup();
    if ranges.len() < 2 {
        ranges.clear();
    }
    ranges
}
