//! The active periods of an actor in every world, and within which of them a relation lies.

use std::collections::BTreeSet;

use factions::{ActorId, Certainty, End, EventKind, Statement, StatementId};

use super::super::oracle::evidence::pairs;
use super::super::oracle::said::{active_periods, published};
use super::super::oracle::time::{INF, first_and_last};
use super::{Happened, Run, Worlds};

/// What a period may have been, as far as the view knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Life {
    pub(super) starts: BTreeSet<i64>,
    pub(super) ends: BTreeSet<i64>,
    pub(super) mergers: Vec<BTreeSet<i64>>,
}

/// The periods of an actor, and mergers that lie in none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lives {
    pub(super) lives: Vec<Life>,
    pub(super) outside: Vec<BTreeSet<i64>>,
}

/// The periods within which a relation lies, and the mergers that bound it.
pub(super) struct Within<'l> {
    pub(super) lives: Vec<&'l Life>,
    pub(super) mergers: Vec<&'l BTreeSet<i64>>,
}

impl Worlds<'_> {
    /// Every way in which the periods of an actor may have been known.
    pub(super) fn lives(&self, actor: ActorId, certainty: Certainty) -> Vec<Lives> {
        let entry = self.record.actor(actor);
        let mut all: Vec<Vec<Life>> = vec![vec![]];
        for (period, evidence) in active_periods(entry) {
            let start = period.start().map(first_and_last);
            let end = match period.end() {
                End::On(when) => Some(first_and_last(when)),
                _ => None,
            };
            let is_dated = start.is_some() || end.is_some();
            let admits = self.oracle.admitted_publications(evidence).is_some();
            let mut next = Vec::new();
            for before in &all {
                for [has_start, has_end] in self.known_or_not(evidence, [start, end], admits) {
                    let mut lives = before.clone();
                    let rest = self.oracle.admitted_evidence(evidence).is_some();
                    if has_start || has_end || !is_dated && rest {
                        let days =
                            |is_known: bool, stated: Option<(i64, i64)>, edge: i64| match stated
                                .filter(|_| is_known)
                            {
                                Some(range) => self.days(range),
                                None => BTreeSet::from([edge]),
                            };
                        lives.push(Life {
                            starts: days(has_start, start, self.horizon.0),
                            ends: days(has_end, end, self.horizon.1),
                            mergers: vec![],
                        });
                    }
                    next.push(lives);
                }
            }
            all = next;
        }
        let mut all: Vec<Lives> = { all.into_iter() }
            .map(|mut lives| {
                if lives.is_empty() {
                    lives.push(Life {
                        starts: BTreeSet::from([self.horizon.0]),
                        ends: BTreeSet::from([self.horizon.1]),
                        mergers: vec![],
                    });
                }
                Lives {
                    lives,
                    outside: vec![],
                }
            })
            .collect();
        let ends = |one: &Statement| {
            one.event().is_some_and(|event| {
                matches!(event.kind, EventKind::Merger | EventKind::Rename)
                    && pairs(&one.ends).iter().any(|&(old, _)| old == actor)
            })
        };
        for thing in self.oracle.things(ends) {
            let mut next = Vec::new();
            for lives in &all {
                for way in self.days_of(&thing, certainty, &ends) {
                    let mut lives = lives.clone();
                    if let Some(worlds) = way {
                        let days: BTreeSet<i64> = worlds.iter().flat_map(Happened::days).collect();
                        lives.end_on(&days);
                    }
                    next.push(lives);
                }
            }
            all = next;
        }
        all
    }

    /// Whether the ends of a period are known, in each world of the days of publication.
    fn known_or_not(
        &self,
        evidence: &factions::Evidence,
        stated: [Option<(i64, i64)>; 2],
        admits: bool,
    ) -> BTreeSet<[bool; 2]> {
        if !admits {
            return BTreeSet::from([[false; 2]]);
        }
        let mut carried = evidence.clone();
        if let Some(sources) = &self.oracle.lens.sources {
            carried.sources.retain(|id| sources.contains(id));
        }
        let Some(day) = self.oracle.lens.known_on else {
            return BTreeSet::from([stated.map(|end| end.is_some())]);
        };
        // "a bound is known from the first of its sources that was published on or after the first
        // day on which it can lie …; if all were published before it: known from that first day"
        let mut worlds: Vec<Vec<i64>> = vec![vec![]];
        for (first, last) in published(self.record, &carried) {
            let mut next = Vec::new();
            for world in &worlds {
                for day in first..=last {
                    next.push([&world[..], &[day]].concat());
                }
            }
            worlds = next;
        }
        let known = |days: Vec<i64>| {
            stated.map(|end| {
                end.is_some_and(|(first_day, _)| {
                    let later = days.iter().copied().filter(|&day| day >= first_day).min();
                    let from = if days.is_empty() {
                        -INF
                    } else {
                        later.unwrap_or(first_day)
                    };
                    from <= day
                })
            })
        };
        worlds.into_iter().map(known).collect()
    }

    /// Each choice of the periods within which a relation may lie; of none, where none allows it.
    pub(super) fn within<'l>(
        &self,
        tellings: &[StatementId],
        lives: [&'l Lives; 2],
    ) -> Vec<Within<'l>> {
        let worlds = self.all_allow(tellings, true);
        let mut allowed: [Vec<Option<&Life>>; 2] = [vec![], vec![]];
        for end in [0, 1] {
            for life in &lives[end].lives {
                if worlds.iter().any(|&run| life.keeps(run)) {
                    allowed[end].push(Some(life));
                }
            }
            if allowed[end].is_empty() {
                allowed[end].push(None);
            }
        }
        let mut choices: Vec<Within<'l>> = Vec::new();
        for &one in &allowed[0] {
            for &two in &allowed[1] {
                let within = Within {
                    lives: [one, two].into_iter().flatten().collect(),
                    mergers: [(one, lives[0]), (two, lives[1])]
                        .into_iter()
                        .flat_map(|(life, all)| life.map_or(&all.outside, |life| &life.mergers))
                        .collect(),
                };
                if worlds
                    .iter()
                    .any(|&run| within.lives.iter().all(|life| life.keeps(run)))
                {
                    choices.push(within);
                }
            }
        }
        if choices.is_empty() {
            choices.push(Within {
                lives: vec![],
                mergers: lives.iter().flat_map(|all| &all.outside).collect(),
            });
        }
        // a merger after which the relation goes on for certain does not bound it
        for choice in &mut choices {
            let possible: Vec<Run> = { worlds.iter().copied() }
                .filter(|&run| choice.lives.iter().all(|life| life.keeps(run)))
                .collect();
            let bounds = |days: &&BTreeSet<i64>| {
                possible
                    .iter()
                    .any(|run| days.iter().any(|&day| run.1 <= day))
            };
            choice.mergers.retain(bounds);
        }
        choices
    }
}

impl Within<'_> {
    pub(super) fn keep(&self, run: Run) -> bool {
        self.lives.iter().all(|life| life.keeps(run)) && { self.mergers.iter() }
            .all(|days| days.iter().any(|&day| run.1 <= day))
    }
}

impl Life {
    /// Whether a relation can lie within it.
    fn keeps(&self, (s, e): Run) -> bool {
        self.starts.iter().any(|&start| start <= s) && self.ends.iter().any(|&end| e <= end)
    }
}

impl Lives {
    /// "end the one active period of the old actors in which they can lie".
    fn end_on(&mut self, days: &BTreeSet<i64>) {
        let can_lie = |life: &Life| {
            days.iter().any(|&day| {
                let mut starts = life.starts.iter();
                // it holds a day at least
                starts.any(|&start| start < day) && life.ends.iter().any(|&end| day <= end)
            })
        };
        let places: Vec<usize> = { self.lives.iter().enumerate() }
            .filter(|(_, life)| can_lie(life))
            .map(|(place, _)| place)
            .collect();
        match places[..] {
            [] => self.outside.push(days.clone()),
            [place] => self.lives[place].mergers.push(days.clone()),
            _ => {}
        }
    }
}
