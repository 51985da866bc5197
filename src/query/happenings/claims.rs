//! The part of a count that is only planned, alleged or claimed.

use super::events::Happening;
use crate::graph::{ActorRef, StatementRef};
use crate::model::{Certainty, Deaths, StatementId};
use crate::query::kit::{counted, how_known};
use crate::view::View;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

/// The part of a count that is only planned, alleged or claimed; the rest is reported or confirmed.
///
/// Counts include claims: a claimed event counts as an event, and a claimed figure counts as deaths.
/// [`View::at_least`] leaves claims out.
///
/// Prints as `1 event alleged; of the deaths 10 claimed by JNIM`, or as nothing.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, Step, date};
///
/// let graph = ActorGraph::new(Record::mali());
/// let october = graph.during(date(2023, 10, 1)..date(2023, 11, 1)).series(Step::Month);
/// let claims = &october.steps[0].tally.claims;
/// // the ambush of the 10th is reported, its toll is claimed by who did it
/// let ambush = &claims.deaths[1];
/// assert_eq!((ambush.statement.key(), ambush.by[0].key()), ("ambush-near-sibo", "jnim"));
/// assert_eq!(ambush.deaths.and_then(|deaths| deaths.best), Some(10));
/// assert!(claims.to_string().ends_with("of the deaths 10 claimed by JNIM, 7 alleged"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Claims<'g> {
    /// The happenings, one each.
    pub events: Vec<Claim<'g>>,
    /// The figures of deaths, one a happening; it may be reported itself.
    pub deaths: Vec<Claim<'g>>,
    /// The same of the losses, where the count has these.
    pub losses: Vec<Claim<'g>>,
}

/// A happening, or a figure of it, that is only planned, alleged or claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Claim<'g> {
    /// The surest statement of the happening.
    pub statement: StatementRef<'g>,
    /// How sure it is: less than reported.
    pub certainty: Certainty,
    /// Who claims, alleges or plans it, as far as known; by key.
    pub by: Vec<ActorRef<'g>>,
    /// The figure; `None`: it is the happening itself that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deaths: Option<Deaths>,
}

/// The certainty and the claimants of something that is only claimed.
#[derive(Debug, Clone)]
pub(crate) struct Said<'g> {
    certainty: Certainty,
    by: Vec<ActorRef<'g>>,
}

impl<'g> Said<'g> {
    /// `None` if it is reported or confirmed.
    fn new(certainty: Certainty, by: impl IntoIterator<Item = ActorRef<'g>>) -> Option<Self> {
        (certainty < Certainty::Reported).then(|| Self {
            certainty,
            by: by.into_iter().collect(),
        })
    }

    /// Returns who says that it happened, if it is only claimed.
    pub(crate) fn of_event(happening: &Happening<'g>) -> Option<Self> {
        let grounds = &happening.grounds;
        Self::new(grounds.certainty, grounds.by.iter().copied())
    }

    /// Returns who says how many were killed, if that is only claimed.
    pub(crate) fn of_toll(happening: &Happening<'g>) -> Option<Self> {
        let killed = happening.killed.as_ref()?;
        Self::new(killed.certainty, killed.by.iter().copied())
    }

    fn of(&self, statement: StatementRef<'g>, deaths: Option<Deaths>) -> Claim<'g> {
        Claim {
            statement,
            certainty: self.certainty,
            by: self.by.clone(),
            deaths,
        }
    }
}

/// # What is only claimed
impl<'g> View<'g, '_> {
    /// Returns who says that an event with one telling happened, and how many it killed, if these are only claimed.
    pub(crate) fn said_once(self, id: StatementId) -> [Option<Said<'g>>; 2] {
        let graph = self.graph;
        let (statement, own) = (graph.statement_ref(id), graph.evidence_of(id).certainty);
        let event = || Said::new(own, statement.by());
        // the figures of a row have no evidence of their own
        let toll = if graph.is_of_row(id) {
            None
        } else {
            let event = graph.record().statement(id).event();
            event.and_then(|event| event.killed.as_deref())
        };
        match toll {
            Some(toll) => {
                let by = self.who_says_toll(statement, toll);
                [event(), Said::new(self.toll_certainty(id, toll), by)]
            }
            None => [event(), event()],
        }
    }
}

impl<'g> Claims<'g> {
    /// Whether nothing that is counted is only claimed.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.deaths.is_empty() && self.losses.is_empty()
    }

    /// Adds a happening that is counted, and its figure, if they are only claimed.
    pub(in crate::query) fn add(
        &mut self,
        statement: StatementRef<'g>,
        [event, toll]: [Option<&Said<'g>>; 2],
        killed: Option<Deaths>,
    ) {
        self.events
            .extend(event.map(|said| said.of(statement, None)));
        let toll = toll.filter(|_| killed.is_some());
        self.deaths
            .extend(toll.map(|said| said.of(statement, killed)));
    }

    /// Adds an actor's losses in a happening, if they are only claimed.
    pub(in crate::query) fn add_loss(
        &mut self,
        statement: StatementRef<'g>,
        toll: Option<&Said<'g>>,
        loss: Option<Deaths>,
    ) {
        let toll = toll.filter(|_| loss.is_some());
        self.losses
            .extend(toll.map(|said| said.of(statement, loss)));
    }

    /// Adds the claims about other happenings.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.events.extend_from_slice(&other.events);
        self.deaths.extend_from_slice(&other.deaths);
        self.losses.extend_from_slice(&other.losses);
    }

    /// Puts them in the order of statements.
    pub(in crate::query) fn sort(&mut self) {
        for all in [&mut self.events, &mut self.deaths, &mut self.losses] {
            all.sort_by_key(|one| one.statement);
        }
    }

    /// Returns the claims as the end of a sentence, or an empty text without claims.
    pub(in crate::query) fn and_claims(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        format!("; {self}")
    }
}

/// Groups claims by certainty and claimants, the surest first.
fn by_who<'c, 'g>(claims: &'c [Claim<'g>]) -> impl Iterator<Item = (String, Vec<&'c Claim<'g>>)> {
    let mut all: BTreeMap<_, Vec<&Claim<'g>>> = BTreeMap::new();
    for one in claims {
        let by: Vec<&str> = one.by.iter().map(|actor| actor.key()).collect();
        all.entry((Reverse(one.certainty), by))
            .or_default()
            .push(one);
    }
    all.into_values()
        .map(|own| (how_known(own[0].certainty, &own[0].by), own))
}

/// Formats deaths with their claimants: `10 claimed by JNIM, 7 alleged`.
fn deaths(claims: &[Claim<'_>]) -> String {
    let each = by_who(claims).map(|(known, own)| {
        let figures = || own.iter().filter_map(|one| one.deaths);
        let at_least = if figures().any(|deaths| deaths.best.is_none()) {
            "at least "
        } else {
            ""
        };
        let sum = figures()
            .map(Deaths::best_or_low)
            .fold(0, u64::saturating_add);
        format!("{at_least}{sum} {known}")
    });
    each.collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Claims<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let events = by_who(&self.events)
            .map(|(known, own)| format!("{} {known}", counted(own.len(), "event")));
        let events = events.collect::<Vec<_>>().join(", ");
        let mut all = vec![events];
        for (what, claims) in [("deaths", &self.deaths), ("losses", &self.losses)] {
            if !claims.is_empty() {
                all.push(format!("of the {what} {}", deaths(claims)));
            }
        }
        all.retain(|words| !words.is_empty());
        f.write_str(&all.join("; "))
    }
}
