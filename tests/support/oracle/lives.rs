//! The active periods of an actor in this view: what begins and ends them, and what is in them.

use std::collections::BTreeSet;
use std::rc::Rc;

use factions::{ActorId, Certainty, EventKind, Evidence, Holds, Statement, StatementId};

use super::Oracle;
use super::evidence::pairs;
use super::said::active_periods;
use super::time::{Days, INF, Stated, StatedEnd, after, as_of_day, before, first_and_last};
use super::told::{Ladder, Thing, Ways, push_new};

/// What bounds or ends a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// A split, a merger or a renaming.
    Statement(StatementId),
    /// The end of an active period of this actor.
    EndOf(ActorId),
}

/// A merger or a renaming of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Merger {
    pub(crate) thing: Thing,
    pub(crate) days: Days,
    /// Its tellings that say it of this actor.
    pub(crate) tellers: BTreeSet<StatementId>,
}

/// One active period, as far as the view admits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Life {
    /// Its place among the actor's periods.
    pub(crate) number: usize,
    /// As stated; `None`: unknown, or hidden.
    pub(crate) start: Option<(i64, i64)>,
    pub(crate) end: Option<(i64, i64)>,
    /// Whether it is known what it says beside these: that it is ongoing, its seen days.
    pub(crate) rest: bool,
    /// What ends it as a stated end does.
    pub(crate) mergers: Vec<Merger>,
}

/// The active periods of an actor, in one of the ways in which they may be known and have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lives {
    pub(crate) lives: Vec<Life>,
    /// What ends the actor and can lie in none of them.
    pub(crate) outside: Vec<Merger>,
}

/// How the two ends of an active period, and what else it says, are known in the view.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownEnds {
    pub(crate) start: Option<Holds>,
    pub(crate) end: Option<Holds>,
    pub(crate) rest: Option<Holds>,
}

impl Oracle<'_> {
    /// "and a bound is known from the first of its sources that was published on or after the first
    /// day on which it can lie (a book of 2011 does not know the end of 2014; if all were published
    /// before it: known from that first day)": whether each of the two ends, and what it says beside them,
    /// may be known, of all days on which the sources may have been published.
    ///
    /// "formation, dissolution and all that follows from them are filtered like a statement
    /// (`known_on`, `at_least`, `from_sources`)".
    ///
    /// CHOICE: a publication that is itself uncertain, and may lie before that first day. (1) It may
    /// have been on each of its days: on those before the first day the source does not count. (2)
    /// It is judged by its first, or by its last, possible day alone. Taken: (1); the two ends of one
    /// period rest on the same sources, and are known by the same days.
    ///
    /// CHOICE: without a dated source. (1) Known always, as a statement is. (2) "if all were
    /// published before it", of none: known from that first day. Taken: (1).
    pub(crate) fn known_choices(
        &self,
        evidence: &Evidence,
        first_days: [Option<i64>; 2],
    ) -> BTreeSet<[bool; 3]> {
        let never = BTreeSet::from([[false; 3]]);
        let Some(published) = self.admitted_publications(evidence) else {
            return never;
        };
        let stated = first_days.map(|first| first.is_some());
        let Some(day) = self.lens.known_on else {
            return if evidence.withdrawn.is_some() {
                never
            } else {
                BTreeSet::from([[stated[0], stated[1], true]])
            };
        };
        // one day of each publication is like another, but for these
        let mut turns = vec![day];
        turns.extend(first_days.into_iter().flatten());
        let mut worlds: Vec<Vec<i64>> = vec![vec![]];
        for (first, last) in published {
            let mut days = BTreeSet::from([first, last]);
            for &turn in &turns {
                days.extend([before(turn), turn, after(turn)]);
            }
            days.retain(|&day| first <= day && day <= last);
            worlds = { worlds.iter() }
                .flat_map(|world| days.iter().map(|&day| [&world[..], &[day]].concat()))
                .collect();
        }
        let mut choices = BTreeSet::new();
        for world in worlds {
            let known = first_days.map(|first_day| {
                first_day.is_some_and(|first_day| {
                    let later = world.iter().copied().filter(|&one| one >= first_day);
                    let from = match later.min() {
                        _ if world.is_empty() => -INF,
                        Some(first) => first,
                        None => first_day,
                    };
                    from <= day
                })
            });
            let rest = world.is_empty() || world.iter().any(|&one| one <= day);
            choices.insert([known[0], known[1], rest]);
        }
        let Some(withdrawn) = evidence.withdrawn.as_ref().map(first_and_last) else {
            return choices;
        };
        // "until it is withdrawn"
        if withdrawn.1 <= day {
            return never;
        }
        if withdrawn.0 <= day {
            choices.extend(never);
        }
        choices
    }

    /// How each end of an active period is known in the view.
    ///
    /// CHOICE: what a period says beside its stated ends (that it is ongoing, its seen days). (1) It
    /// is known as a statement with that evidence is: so it is wherever one of its ends is. (2) "Actors are always known": no filter hides
    /// it. Taken: (1).
    pub(crate) fn known_ends(&self, stated: &Stated, evidence: &Evidence) -> KnownEnds {
        let choices = self.known_choices(evidence, stated.first_days());
        let known = |place: usize| {
            if choices.iter().all(|choice| choice[place]) {
                Some(Holds::Certainly)
            } else {
                { choices.iter().any(|choice| choice[place]) }.then_some(Holds::Possibly)
            }
        };
        KnownEnds {
            start: known(0),
            end: known(1),
            rest: known(2),
        }
    }

    /// Every active period that is stated, with its evidence and its number.
    pub(crate) fn stated_periods(&self, actor: ActorId) -> Vec<(usize, Stated, &Evidence)> {
        let entry = self.record.actor(actor);
        let mut periods = Vec::new();
        for (number, (period, evidence)) in active_periods(entry).into_iter().enumerate() {
            let mut carried = evidence.clone();
            if let Some(sources) = &self.lens.sources {
                carried.sources.retain(|id| sources.contains(id));
            }
            let as_of = as_of_day(self.record, &carried);
            periods.push((number, Stated::new(period, as_of), evidence));
        }
        periods
    }

    /// The active periods of an actor in each of the ways in which the view may have them: with and
    /// without each end, merger and renaming that is only possibly known, and the latter by each way
    /// in which their days may lie.
    ///
    /// "In a view that hides an end of an active period, a relation that none of the admitted periods
    /// allows is not bound by them."
    ///
    /// CHOICE: a period with an end that is hidden. (1) That end is unknown in the view; a period
    /// without anything that is admitted is none of the admitted ones, and where no period is
    /// admitted the actor has one of which nothing is known. (2) A period of which one end is hidden
    /// is hidden whole. Taken: (1).
    pub(crate) fn lives(&self, actor: ActorId, certainty: Certainty) -> Rc<Vec<Lives>> {
        if let Some(lived) = self.lived.borrow().get(&(actor, certainty)) {
            return Rc::clone(lived);
        }
        let all = Rc::new(self.all_lives(actor, certainty));
        let mut lived = self.lived.borrow_mut();
        Rc::clone(lived.entry((actor, certainty)).or_insert(all))
    }

    fn all_lives(&self, actor: ActorId, certainty: Certainty) -> Vec<Lives> {
        let mut all: Vec<Vec<Life>> = vec![vec![]];
        for (number, stated, evidence) in self.stated_periods(actor) {
            let end = match stated.end {
                StatedEnd::On(first, last) => Some((first, last)),
                _ => None,
            };
            let has_dates = stated.start.is_some() || end.is_some();
            let mut longer = Vec::new();
            for before in all {
                for known in self.known_choices(evidence, stated.first_days()) {
                    let [has_start, has_end, rest] = known;
                    let is_admitted = has_start || has_end || !has_dates && rest;
                    let mut lives = before.clone();
                    if is_admitted {
                        lives.push(Life {
                            number,
                            start: stated.start.filter(|_| has_start),
                            end: end.filter(|_| has_end),
                            rest,
                            mergers: vec![],
                        });
                    }
                    push_new(&mut longer, lives);
                }
            }
            all = longer;
        }
        for lives in &mut all {
            if lives.is_empty() {
                lives.push(Life {
                    number: 0,
                    start: None,
                    end: None,
                    rest: false,
                    mergers: vec![],
                });
            }
        }
        let mut all: Vec<Lives> = { all.into_iter() }
            .map(|lives| Lives {
                lives,
                outside: vec![],
            })
            .collect();
        for (thing, ladder) in self.mergers(actor) {
            let ways = at(&ladder, certainty);
            let tellers = self.tellers(&thing, |statement| ends(statement, actor));
            let mut longer = Vec::new();
            for lives in &all {
                for way in ways.iter() {
                    let mut lives = lives.clone();
                    if let Some(days) = way {
                        lives.end_by(Merger {
                            thing: thing.clone(),
                            days: days.clone(),
                            tellers: tellers.clone(),
                        });
                    }
                    push_new(&mut longer, lives);
                }
            }
            all = longer;
        }
        all
    }

    /// The mergers and renamings of an old actor that the view admits: "whatever kinds or actors the
    /// view shows", as of a split.
    pub(crate) fn mergers(&self, actor: ActorId) -> Vec<(Thing, Ladder<Ways>)> {
        let mut mergers = Vec::new();
        for thing in self.things(|statement| ends(statement, actor)) {
            let ladder = self.days_ladder(&thing, |statement| ends(statement, actor));
            if ladder
                .iter()
                .any(|(_, ways)| ways.iter().any(Option::is_some))
            {
                mergers.push((thing, ladder));
            }
        }
        mergers
    }

    /// The admitted tellings of a thing that say it.
    pub(crate) fn tellers(
        &self,
        thing: &Thing,
        says_it: impl Fn(&Statement) -> bool,
    ) -> BTreeSet<StatementId> {
        let all = self.tellings(thing, says_it);
        all.into_iter().map(|(id, _)| id).collect()
    }
}

/// Whether a merger or renaming has this actor as an old one: "the constituents → the successor;
/// the old → the new".
pub(crate) fn ends(statement: &Statement, actor: ActorId) -> bool {
    statement.event().is_some_and(|event| {
        matches!(event.kind, EventKind::Merger | EventKind::Rename)
            && pairs(&statement.ends).iter().any(|&(old, _)| old == actor)
    })
}

/// What stands on a ladder for a certainty: the lowest step that is not below it.
pub(crate) fn at<T>(ladder: &Ladder<T>, certainty: Certainty) -> &T {
    let step = ladder.iter().rev().find(|step| step.0 >= certainty);
    &step.unwrap_or(&ladder[0]).1
}

impl Lives {
    /// "A merger and a renaming end the one active period of the old actors in which they can lie".
    ///
    /// CHOICE: one that can lie in several of them. (1) It may have been in each, so it ends none
    /// for certain, and bounds none: what lies in one of them may be bounded by nothing. (2) It ends
    /// the first, or each. Taken: (1).
    fn end_by(&mut self, merger: Merger) {
        let mut places: Vec<usize> = Vec::new();
        for (place, life) in self.lives.iter().enumerate() {
            if life.can_end_on(&merger.days) {
                places.push(place);
            }
        }
        match places[..] {
            [] => self.outside.push(merger),
            [place] => self.lives[place].mergers.push(merger),
            _ => {}
        }
    }
}

impl Life {
    /// Whether it can end on one of the days: after its first day, for it holds a day at least.
    fn can_end_on(&self, days: &Days) -> bool {
        let first = self.start.map_or(-INF, |start| after(start.0));
        let last = self.end.map_or(INF, |end| end.1);
        days.one_in((first, last + 1))
    }

    /// Whether an event on these days can lie in it; "A split, merger or renaming may lie on the very day
    /// on which an actor's active period ends."
    ///
    /// CHOICE: an event of several days, some of which are in no active period, as only what is planned may
    /// have. (1) It lies in none: it "narrows the one period in which alone it can lie". (2) In that of the
    /// others, as it is in a window "if one of them is". Taken: (1); of what is asserted, it is a mistake.
    pub(crate) fn can_be_in(&self, days: &Days, is_lineage: bool) -> bool {
        let first = self.start.map_or(-INF, |start| start.0);
        let end = self.end.map_or(INF, |end| end.1);
        let end = if is_lineage && end < INF {
            end + 1
        } else {
            end
        };
        let end = if end == INF { INF + 1 } else { end };
        if days.is_several {
            days.all_in((first, end))
        } else {
            days.one_in((first, end))
        }
    }
}
