//! Events, each happening once, with the number of people killed.

use super::in_order::Met;
use super::killed::Killed;
use crate::graph::{ActorRef, StatementRef};
use crate::model::{Certainty, EventKind, Holds, Kind, Place, StatementId, When};
use crate::query::kit::{DaySpan, Grounds, list};
use crate::query::kit::{when_of, when_told, who_did_what};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// Something that happened, described by one statement or several.
///
/// It prints as a sentence. The sentence has the date as it is written if all statements give the
/// same date, else the days. It serialises with its days, dates, deaths and [`Grounds`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Happening<'g> {
    /// The kind of event, by its surest statement.
    pub kind: Kind,
    /// Everyone who takes part by one of its statements, by key.
    pub actors: Vec<ActorRef<'g>>,
    /// The places where it happened, by key.
    #[serde(serialize_with = "as_keys")]
    pub places: Vec<&'g Place>,
    /// The days on which it can have happened, by all its counted statements.
    #[serde(flatten)]
    pub days: DaySpan,
    /// The date of each counted statement as it is written; `None` if the statement has no date.
    ///
    /// The dates stand in the order of the statements. Only here can you tell an event that lasted
    /// several days from one whose day is not known.
    pub when: Vec<Option<&'g When>>,
    /// The hedge word of its surest statement, as the source has it: `reportedly`.
    pub hedge: Option<&'g str>,
    /// How many were killed, each death counted once; `None` means unknown, not zero.
    pub killed: Option<Killed<'g>>,
    /// What the happening rests on: its counted statements.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
    /// Its surest statement, which gives the printed sentence.
    #[serde(skip)]
    surest: StatementRef<'g>,
    /// Its first and last possible day, including days that only a weaker telling excludes.
    #[serde(skip)]
    widest: DaySpan,
}

impl<'g> Happening<'g> {
    /// Its first and last possible day, including days that only a weaker telling excludes.
    pub(crate) const fn widest(&self) -> DaySpan {
        self.widest
    }

    /// Sets how it holds and how sure it is.
    pub(crate) fn stands_as(&mut self, view: View<'g, '_>, (holds, certainty): (Holds, Certainty)) {
        let grounds = &self.grounds;
        if (grounds.holds, grounds.certainty) != (holds, certainty) {
            let statements = grounds.statements.iter().copied();
            self.grounds = Grounds::new(view, holds, certainty, statements);
        }
    }

    /// The statement with the highest certainty; of equal ones the first.
    pub fn surest(&self) -> StatementRef<'g> {
        self.surest
    }

    /// The sort key among happenings: days, kind, surest statement.
    pub(crate) fn order(&self) -> (DaySpan, Kind, StatementRef<'g>) {
        (self.days, self.kind, self.surest)
    }

    /// Whether totals of deaths expect a figure of it, because one of its statements is of a violent kind.
    pub fn is_violent(&self) -> bool {
        let mut kinds = self.grounds.statements.iter().map(|one| one.kind());
        kinds.any(|kind| kind.event().is_some_and(EventKind::is_violent))
    }
}

fn as_keys<S: serde::Serializer>(places: &[&Place], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(places.iter().map(|place| &place.key))
}

impl fmt::Display for Happening<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&who_did_what(self.surest))?;
        if !self.places.is_empty() {
            write!(f, " at {}", list(&self.places))?;
        }
        write!(f, " {}", when_told(&self.grounds.statements, self.days))?;
        match &self.killed {
            Some(killed) => write!(f, "; {killed}")?,
            None if self.is_violent() => f.write_str("; deaths unknown")?,
            None => {}
        }
        write!(f, " ({})", self.grounds)
    }
}

/// # What happened
impl<'g, 'f> View<'g, 'f> {
    /// The events of the view, each happening once, sorted by days, kind and surest statement.
    ///
    /// A statement is *counted* if every filter of the view admits it; the days of the window do not matter
    /// for this. The counted statements of a happening together allow some days. The happening is in the view
    /// if one of these days is in the window, and certainly so if all are. Where the statements contradict
    /// each other and allow no common day, the days of each are possible.
    ///
    /// # Complexity
    ///
    /// O(events of the window + answer × log answer).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[events]]
    /// # id = "batouma"
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = 16
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let events = graph.ever().events();
    /// assert_eq!(
    ///     events[0].to_string(),
    ///     "clash by JNIM → Malian Armed Forces on 2023-10-07; 16 killed, reported \
    ///      (certainly; reported; no source)",
    /// );
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn events(self) -> Vec<Happening<'g>> {
        let met = self.met_in_order(|id| {
            let happening = self.happening(id)?;
            Some((happening.order(), happening))
        });
        let made = met.map(|one| match one {
            Met::Once(id, holds, _) => self.happening_once(id, holds),
            Met::Several(happening) => happening,
        });
        made.collect()
    }

    /// Iterates over the happenings of the view, each once, in the order of its first counted statement in the window.
    pub(crate) fn happenings(self) -> impl Iterator<Item = Happening<'g>> + use<'g, 'f> {
        self.first_tellings()
            .filter_map(move |id| self.happening(id))
    }

    /// The first counted statement in the window of each happening that has one.
    pub(crate) fn first_tellings(self) -> impl Iterator<Item = StatementId> + use<'g, 'f> {
        let mut told = BTreeSet::new();
        self.event_statements_in_window().filter(move |&id| {
            let group = self.graph.told_with(id);
            group.is_none_or(|group| told.insert(group[0]))
        })
    }

    /// The happening of a statement; `None` if the view does not show it.
    pub(crate) fn happening(self, id: StatementId) -> Option<Happening<'g>> {
        if self.graph.told_with(id).is_none() {
            return Some(self.happening_once(id, self.event_holds(id)?));
        }
        let counted = self.counted_tellings(id);
        let (days, holds, sure) = self.happening_in(&counted, self.event_window)?;
        let saying: Vec<StatementId> = counted.iter().map(|&(id, _)| id).collect();
        let widest = self.told_time(&saying).map(|time| time.widest());
        let widest = widest.map_or(days, DaySpan::from);
        let graph = self.graph;
        let surest = counted
            .iter()
            .copied()
            .max_by_key(|&(id, _)| (graph.statement_ref(id).certainty(), std::cmp::Reverse(id)))?;
        let surest = graph.statement_ref(surest.0);
        let statements: Vec<StatementRef<'g>> = counted
            .iter()
            .map(|&(id, _)| graph.statement_ref(id))
            .collect();
        let mut actors: Vec<_> = statements
            .iter()
            .flat_map(|one| one.record().ends.actors())
            .collect();
        actors.sort_unstable();
        actors.dedup();
        let events = statements.iter().filter_map(|one| one.record().event());
        let mut places: Vec<_> = events
            .flat_map(|event| event.places.iter().copied())
            .collect();
        places.sort_unstable();
        places.dedup();
        let killed = self.killed_in(&statements);
        let certainty = surest.certainty().min(sure);
        let grounds = Grounds::new(self, holds, certainty, statements);
        Some(Happening {
            kind: surest.kind(),
            actors: actors.into_iter().map(|id| graph.actor_ref(id)).collect(),
            places: places
                .into_iter()
                .map(|id| graph.record().place(id))
                .collect(),
            days,
            when: grounds.statements.iter().map(|&one| when_of(one)).collect(),
            hedge: surest.record().evidence.hedge.as_deref(),
            killed,
            grounds,
            surest,
            widest,
        })
    }

    /// The happening of a statement that is its only telling.
    fn happening_once(self, id: StatementId, holds: Holds) -> Happening<'g> {
        let graph = self.graph;
        let told = graph.statement_ref(id);
        let statement = told.record();
        let mut actors: Vec<ActorRef<'g>> = statement
            .ends
            .actors()
            .map(|actor| graph.actor_ref(actor))
            .collect();
        actors.sort_unstable();
        actors.dedup();
        let event = statement.event();
        let mut places = event.map_or_else(Vec::new, |event| event.places.to_vec());
        places.sort_unstable();
        places.dedup();
        let days = DaySpan::from(graph.days_of(id));
        Happening {
            kind: told.kind(),
            actors,
            places: places
                .into_iter()
                .map(|id| graph.record().place(id))
                .collect(),
            days,
            when: vec![when_of(told)],
            hedge: statement.evidence.hedge.as_deref(),
            killed: self.killed_in(&[told]),
            grounds: Grounds::new(self, holds, told.certainty(), [told]),
            surest: told,
            widest: days,
        }
    }

    /// The days of a happening by its counted statements, how it lies in a window, and how sure
    /// these days are; `None` if it does not lie in the window.
    ///
    /// It is as known as its best known statement.
    pub(crate) fn happening_in(
        self,
        counted: &[(StatementId, Holds)],
        window: crate::model::Window,
    ) -> Option<(DaySpan, Holds, Certainty)> {
        let &(first, _) = counted.first()?;
        let known = counted.iter().map(|&(_, known)| known).max()?;
        let saying: Vec<StatementId> = counted.iter().map(|&(id, _)| id).collect();
        let (days, in_time, certainty) = match self.told_time(&saying) {
            Some(time) => time.dated_in(window)?,
            None => (
                self.graph.days_of(first),
                self.event_time(first, window)?,
                self.graph.evidence_of(first).certainty,
            ),
        };
        let holds = self.shown(in_time.and(known))?;
        Some((DaySpan::from(days), holds, certainty))
    }
}
