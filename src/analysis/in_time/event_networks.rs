//! Who fought on one side, and who on opposite sides, and in how many events.

use crate::graph::{ActorRef, StatementRef};
use crate::model::{ActorId, Certainty, Ends, Holds, Sign, Statement, StatementId};
use crate::query::{Grounds, Happening};
use crate::view::View;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Two actors and the events that they were in together, each counted once.
///
/// Prints as `CMA – CSP: 2 events, 1 more possibly (…)`; serialises with its [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EventPair<'g> {
    /// The first of the two by key.
    pub one: ActorRef<'g>,
    /// The other.
    pub other: ActorRef<'g>,
    /// How many of the events are certainly in the window.
    pub certainly: u64,
    /// How many more are possibly in it.
    pub possibly: u64,
    /// What it rests on: certainly if one of the events is.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for EventPair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, other, certainly) = (self.one, self.other, self.certainly);
        write!(f, "{one} – {other}: {certainly} events")?;
        if self.possibly > 0 {
            write!(f, ", {} more possibly", self.possibly)?;
        }
        write!(f, " ({})", self.grounds)
    }
}

/// What is found of a pair while events are read.
#[derive(Debug)]
struct Found<'g> {
    certainly: u64,
    possibly: u64,
    standing: (Holds, Certainty),
    statements: Vec<StatementRef<'g>>,
}

/// # Networks of events
impl<'g> View<'g, '_> {
    /// Who acted on one side in events of the window, by key; weights count an event once.
    ///
    /// One side is one side or the `from` end of an event of a negative kind, or a `to` end that is
    /// `jointly`: fellow targets are not thereby on one.
    ///
    /// # Complexity
    ///
    /// O(events of the window × pairs in them).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     army = { name = "Army", kind = "state-force" }
    ///     wagner = { name = "Wagner Group", kind = "private-military" }
    ///     csp = { name = "CSP", kind = "coalition" }
    ///     [[events]]
    ///     kind = "strike"
    ///     when = 2023-10-07
    ///     from = ["army", "wagner"]
    ///     to = "csp"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let together = graph.ever().co_belligerents();
    /// assert_eq!((together.len(), together[0].certainly), (1, 1));
    /// let against = graph.ever().opponents();
    /// let pairs: Vec<_> = against.iter().map(|p| (p.one.key(), p.other.key())).collect();
    /// assert_eq!(pairs, [("army", "csp"), ("csp", "wagner")]);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn co_belligerents(self) -> Vec<EventPair<'g>> {
        self.pairs_in_events(|told| {
            let companies = told.companies();
            let pairs = companies
                .flat_map(|company| Ends::Mutual(company.iter().copied().collect()).pairs());
            pairs.collect()
        })
    }

    /// Who stood on opposite sides in events of the window, by key; weights count an event once.
    ///
    /// Of events of negative kinds, one-sided violence apart: victims are no opponents.
    ///
    /// # Complexity
    ///
    /// As [`co_belligerents`](Self::co_belligerents).
    pub fn opponents(self) -> Vec<EventPair<'g>> {
        self.pairs_in_events(|told| match told.event() {
            Some(event) if !event.kind.is_one_sided() => told.ends.pairs(),
            _ => Vec::new(),
        })
    }

    fn pairs_in_events(
        self,
        pairs_of: impl Fn(&Statement) -> Vec<(ActorId, ActorId)>,
    ) -> Vec<EventPair<'g>> {
        let mut found: BTreeMap<(ActorId, ActorId), Found<'g>> = BTreeMap::new();
        for happening in self.happenings() {
            let mut told: BTreeMap<(ActorId, ActorId), BTreeSet<StatementRef<'g>>> =
                BTreeMap::new();
            for &statement in &happening.grounds.statements {
                if statement.kind().sign() != Sign::Negative {
                    continue;
                }
                for (a, b) in pairs_of(statement.record()) {
                    if a != b && self.is_among(a) && self.is_among(b) {
                        let pair = (a.min(b), a.max(b));
                        told.entry(pair).or_default().insert(statement);
                    }
                }
            }
            for (pair, statements) in told {
                let Some((holds, certainty)) =
                    self.standing_of(&happening, statements.iter().copied())
                else {
                    continue;
                };
                let all = found.entry(pair).or_insert_with(|| Found {
                    certainly: 0,
                    possibly: 0,
                    standing: (holds, certainty),
                    statements: Vec::new(),
                });
                match holds {
                    Holds::Certainly => all.certainly += 1,
                    Holds::Possibly => all.possibly += 1,
                }
                // both words are of one happening: the surest of those that hold best
                all.standing = all.standing.max((holds, certainty));
                all.statements.extend(statements);
            }
        }
        let pairs = found.into_iter().map(|((one, other), found)| {
            let (holds, certainty) = found.standing;
            EventPair {
                one: self.graph().actor_ref(one),
                other: self.graph().actor_ref(other),
                certainly: found.certainly,
                possibly: found.possibly,
                grounds: Grounds::between(self, (one, other), holds, certainty, found.statements),
            }
        });
        pairs.collect()
    }

    /// How a happening is in the window as these of its statements tell it, and how sure that is.
    fn standing_of(
        self,
        happening: &Happening<'g>,
        saying: impl Iterator<Item = StatementRef<'g>> + Clone,
    ) -> Option<(Holds, Certainty)> {
        let ids: Vec<StatementId> = saying.clone().map(StatementRef::id).collect();
        let surest = saying.map(StatementRef::certainty).max()?;
        let (holds, certainty) = match self.told_time(&ids) {
            Some(told) => told.in_window(self.event_window())?,
            None => (happening.grounds.holds, surest),
        };
        Some((self.shown(holds)?, surest.min(certainty)))
    }
}
