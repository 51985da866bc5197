//! "who has ended is tied to nobody": a relation within the active periods of its actors.

use std::collections::BTreeSet;

use factions::ActorId;

use super::lives::{Cause, Life, Lives, Merger};
use super::time::{INF, Span, before, tightened};
use super::told::{Thing, Told, is_possible};

/// What ended a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Its end is unknown or ongoing.
    Not,
    /// Its own end, as stated.
    AsStated,
    /// "An end that is bounded so is a derived one".
    By(BTreeSet<Cause>),
}

/// How a relation runs, in one of the ways in which it may have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Course {
    pub(crate) told: Told,
    /// The first day on which it can begin, the last on which it can end.
    pub(crate) s0: i64,
    pub(crate) e1: i64,
    pub(crate) ended: Ended,
    /// The active periods of its two actors within which it lies; none: it is not bound by them.
    pub(crate) lives: [Option<usize>; 2],
    /// The mergers and renamings after which it goes on or begins.
    pub(crate) after: Vec<Thing>,
    /// The split that ends it.
    pub(crate) split: Option<Thing>,
}

impl Course {
    pub(crate) fn new(told: Told) -> Self {
        let Span { s0, e1, .. } = told.loose();
        Self {
            s0,
            e1,
            ended: if told.end.is_some() {
                Ended::AsStated
            } else {
                Ended::Not
            },
            told,
            lives: [None, None],
            after: vec![],
            split: None,
        }
    }

    /// Its bounds by rules 1 and 2.
    pub(crate) fn loose(&self) -> Span {
        Span {
            s0: self.s0,
            e1: self.e1,
            ..self.told.loose()
        }
    }

    /// Its bounds by rules 1 to 3.
    pub(crate) fn span(&self) -> Span {
        let mut span = tightened(self.loose());
        if self.told.is_endless && self.e1 >= INF {
            // "(both +∞ where there is no *as of* at all)"
            span.e0 = INF;
        }
        span
    }

    /// "let s1 be the last day on which it can begin, seen days and *as of* counted".
    pub(crate) fn last_start(&self) -> i64 {
        let Span { s1, e1, .. } = self.loose();
        s1.min(before(e1))
    }

    /// "e1 ← min(e1, that day)": a bound with this last day.
    ///
    /// "An end that is bounded so is a derived one, with the bound whose last day it takes as its
    /// cause …; a stated end that cannot lie after the bound keeps its own; of several bounds all
    /// apply."
    ///
    /// CHOICE: two bounds with the same last day. (1) Both are the cause. (2) The first. Taken: (1).
    fn bound(&mut self, last: i64, causes: impl IntoIterator<Item = Cause>) {
        if last < self.e1 {
            self.e1 = last;
            self.ended = Ended::By(causes.into_iter().collect());
        } else if let (true, Ended::By(all)) = (last == self.e1, &mut self.ended) {
            all.extend(causes);
        }
    }

    /// "A stated start of an active period bounds the start of its relations: s0 ← max(s0, its first
    /// day)"; "The end of an active period … bound[s] every relation of the actor".
    fn within(&mut self, actor: ActorId, life: &Life) {
        if let Some(start) = life.start {
            self.s0 = self.s0.max(start.0);
        }
        if let Some(end) = life.end {
            self.bound(end.1, [Cause::EndOf(actor)]);
        }
    }

    /// "a merger and a renaming *bound* every relation of the actor, of whatever kind, that can begin
    /// before their last day: e1 ← min(e1, that day); e0, seen days and the day of *ongoing* stay.
    /// What certainly begins, ends, is seen or goes on after a merger or renaming is not bounded by
    /// it."
    ///
    /// CHOICE: *ongoing* without any *as of*. (1) It names no day on which it went on, and is bounded.
    /// (2) It goes on for ever ("both +∞"), and so after it. Taken: (1): who has ended is tied to nobody.
    ///
    /// CHOICE: what begins on the very last day. (1) It cannot begin before that day, so it is not
    /// bounded, and the two are a contradiction. (2) It is not *after*, and no contradiction. Taken:
    /// (1): on that day the old actor is no more.
    fn merge(&mut self, merger: &Merger) {
        let last = merger.days.last();
        let Span { s0, e0, .. } = self.loose();
        if s0 < last && e0 <= last {
            self.bound(last, merger.tellers.iter().map(|&id| Cause::Statement(id)));
        } else {
            self.after.push(merger.thing.clone());
        }
    }

    fn is_possible(&self) -> bool {
        is_possible(self.loose())
    }
}

/// "A relation lies within one active period of each of its actors, any that its dates allow; it
/// certainly holds where it does in all of them".
///
/// CHOICE: two actors each of whom has a period that allows it, but none of which do together. (1)
/// It is bound by neither. (2) By one of them. Taken: (1): "a relation that none of the admitted
/// periods allows is not bound by them".
pub(crate) fn within_lives(told: &Told, actors: [ActorId; 2], lives: [&Lives; 2]) -> Vec<Course> {
    let plain = Course::new(told.clone());
    // per actor the periods that allow it, or none of them
    let mut allowed: [Vec<Option<&Life>>; 2] = [vec![], vec![]];
    for end in [0, 1] {
        for life in &lives[end].lives {
            let mut course = plain.clone();
            course.within(actors[end], life);
            if course.is_possible() {
                allowed[end].push(Some(life));
            }
        }
        if allowed[end].is_empty() {
            allowed[end].push(None);
        }
    }
    let mut courses = Vec::new();
    for one in &allowed[0] {
        for two in &allowed[1] {
            let mut course = plain.clone();
            for (end, life) in [(0, one), (1, two)] {
                if let Some(life) = life {
                    course.within(actors[end], life);
                    course.lives[end] = Some(life.number);
                }
            }
            if course.is_possible() {
                courses.push((course, [*one, *two]));
            }
        }
    }
    if courses.is_empty() {
        courses.push((plain, [None, None]));
    }
    let mut bounded = Vec::new();
    for (mut course, within) in courses {
        for end in [0, 1] {
            let mergers = match within[end] {
                Some(life) => &life.mergers,
                None => &lives[end].outside,
            };
            for merger in mergers {
                course.merge(merger);
            }
        }
        bounded.push(course);
    }
    bounded
}
