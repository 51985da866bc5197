//! Who fought on one side, who on opposite sides, and in how many events.

use crate::graph::{ActorRef, StatementRef};
use crate::model::{ActorId, Certainty, Ends, Holds, Kind, Sign, Statement, StatementId};
use crate::query::{DaySpan, Grounds, Happening, Outline, TollTotal};
use crate::view::View;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

type Pair = (ActorId, ActorId);

/// Two actors and the events that they took part in together, each counted once.
///
/// It prints as `CMA – CSP: 2 events, 1 more possibly, between 2023-10-07 and 2023-10-31; certainly 9 killed
/// in 2 violent happenings (…)` and serialises with its days and [`Grounds`]. For the single events ask
/// [`dyad`](View::dyad): [`on_one_side`](crate::Dyad::on_one_side) has those in which the two acted together,
/// [`events`](crate::Dyad::events) those in which they stood against each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EventPair<'g> {
    /// The actor whose key comes first.
    pub one: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// How many of the events are certainly in the window.
    pub certainly: u64,
    /// How many more events are possibly in it.
    pub possibly: u64,
    /// The first and the last day on which one of the events can have happened.
    #[serde(flatten)]
    pub days: DaySpan,
    /// The deaths in the events, each counted once, whoever died.
    ///
    /// Do not add up the deaths of different pairs: an event of three actors belongs to three pairs.
    pub toll: TollTotal,
    /// Every telling of the events, also one that does not name the two actors: the deaths are those of
    /// all tellings.
    pub tellings: Vec<StatementRef<'g>>,
    /// The tellings that name both actors, and how the pair holds: certainly if one of the events does.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for EventPair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, other, certainly) = (self.one, self.other, self.certainly);
        let events = if certainly == 1 { "event" } else { "events" };
        write!(f, "{one} – {other}: {certainly} {events}")?;
        if self.possibly > 0 {
            write!(f, ", {} more possibly", self.possibly)?;
        }
        write!(f, ", {}; {} ({})", self.days, self.toll, self.grounds)
    }
}

/// What the search has found of a pair so far.
#[derive(Debug)]
struct PairSoFar<'g> {
    toll: TollTotal,
    days: DaySpan,
    standing: (Holds, Certainty),
    tellings: Vec<StatementRef<'g>>,
    naming: Vec<StatementRef<'g>>,
}

/// An event of a pair.
struct Event<'a, 'g> {
    outline: &'a Outline<'g>,
    standing: (Holds, Certainty),
    tellings: &'a [StatementRef<'g>],
    /// Those of the tellings that name the pair.
    naming: &'a [StatementRef<'g>],
}

/// What the search has found of each pair.
#[derive(Debug, Default)]
struct FoundPairs<'g>(BTreeMap<Pair, PairSoFar<'g>>);

impl<'g> FoundPairs<'g> {
    fn add(&mut self, pair: Pair, event: &Event<'_, 'g>) {
        let (days, standing) = (event.outline.days, event.standing);
        let all = self.0.entry(pair).or_insert_with(|| PairSoFar {
            toll: TollTotal::default(),
            days,
            standing,
            tellings: Vec::new(),
            naming: Vec::new(),
        });
        let Outline {
            is_violent, killed, ..
        } = *event.outline;
        all.toll.add_one(standing.0, is_violent, killed);
        all.days = all.days.or(days);
        // how it holds and how sure it is come from one happening: the surest of those that hold best
        all.standing = all.standing.max(standing);
        all.tellings.extend(event.tellings);
        all.naming.extend(event.naming);
    }
}

/// All pairs of those who stood together.
fn together(company: &[ActorId]) -> Vec<Pair> {
    Ends::Mutual(company.iter().copied().collect()).pairs()
}

/// How many pairs stood together.
fn pair_count(companies: &[Vec<ActorId>]) -> usize {
    let pairs = companies.iter().map(|all| {
        let count = all.len();
        count.saturating_mul(count.saturating_sub(1)) / 2
    });
    pairs.fold(0, usize::saturating_add)
}

/// # Networks of events
impl<'g> View<'g, '_> {
    /// The pairs that acted on one side in events of the window, by key, with the number of their events.
    ///
    /// Two actors act on one side in an event of a negative kind if they are in the same one of its `sides`,
    /// both at its `from` end, or both at a `to` end that is marked `jointly`. Two targets of one attack are
    /// not on one side for that reason. Each pair has the deaths in its events, all tellings of them, and
    /// which of these name the two.
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
    ///     killed = 9
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let together = graph.ever().co_belligerents();
    /// assert_eq!((together.len(), together[0].certainly), (1, 1));
    /// assert_eq!(
    ///     together[0].to_string(),
    ///     "Army – Wagner Group: 1 event, on 2023-10-07; certainly 9 killed in 1 violent happening \
    ///      (certainly; reported; no source)",
    /// );
    /// let against = graph.ever().opponents();
    /// let pairs: Vec<_> = against.iter().map(|p| (p.one.key(), p.other.key())).collect();
    /// assert_eq!(pairs, [("army", "csp"), ("csp", "wagner")]);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn co_belligerents(self) -> Vec<EventPair<'g>> {
        self.pairs_in_companies(together)
    }

    /// The pairs of [`co_belligerents`](Self::co_belligerents) that a statement of at most so many pairs on one
    /// side names, each with all of its events; and how many events have a statement of more.
    ///
    /// # Complexity
    ///
    /// O((participants of events + `most` × events + answer) log): a crowd costs its participants, not its pairs.
    pub(crate) fn co_belligerents_but_of_crowds(self, most: usize) -> (Vec<EventPair<'g>>, usize) {
        let graph = self.graph();
        let mut near: BTreeMap<ActorId, BTreeSet<ActorId>> = BTreeMap::new();
        let mut crowds = 0;
        for first in self.first_tellings() {
            let alone = [first];
            let mut is_crowded = false;
            for &id in graph.told_with(first).unwrap_or(&alone) {
                let companies = self.own_companies(id);
                if pair_count(&companies) > most {
                    is_crowded = true;
                    continue;
                }
                for (one, other) in companies.iter().flat_map(|all| together(all)) {
                    near.entry(one).or_default().insert(other);
                    near.entry(other).or_default().insert(one);
                }
            }
            crowds += usize::from(is_crowded);
        }
        let known = |company: &[ActorId]| {
            let pairs = company.len().saturating_mul(company.len()) / 2;
            if pairs <= most {
                return together(company);
            }
            let all: BTreeSet<ActorId> = company.iter().copied().collect();
            let beside = |one: &ActorId| near.get(one).map(|others| (*one, others));
            let beside = all.iter().filter_map(beside);
            beside
                .flat_map(|(one, others)| {
                    let (few, many) = if others.len() < all.len() {
                        (others, &all)
                    } else {
                        (&all, others)
                    };
                    let both = few.range(one..).filter(|other| many.contains(*other));
                    both.map(move |&other| (one, other)).collect::<Vec<_>>()
                })
                .collect()
        };
        (self.pairs_in_companies(known), crowds)
    }

    /// Who of the view stood together by a hostile statement.
    fn own_companies(self, id: StatementId) -> Vec<Vec<ActorId>> {
        let graph = self.graph();
        if graph.kind_of(id).sign() != Sign::Negative {
            return Vec::new();
        }
        let mut all = if graph.is_of_row(id) {
            graph.companies_of_row(id)
        } else {
            let told = graph.statement_ref(id).record();
            told.joint_sides().map(<[ActorId]>::to_vec).collect()
        };
        for company in &mut all {
            company.retain(|&actor| self.is_among(actor));
        }
        all
    }

    /// The pairs on one side in events, as they are found in those who stood together.
    fn pairs_in_companies(self, pairs_of: impl Fn(&[ActorId]) -> Vec<Pair>) -> Vec<EventPair<'g>> {
        self.pairs_in_events(
            |told| told.joint_sides().flat_map(&pairs_of).collect(),
            |row| {
                let companies = self.graph().companies_of_row(row);
                companies.iter().flat_map(|all| pairs_of(all)).collect()
            },
        )
    }

    /// The pairs that stood on opposite sides in events of the window, by key, with the number of
    /// their events.
    ///
    /// Only events of negative kinds count, and not one-sided violence: its victims are no opponents.
    ///
    /// # Complexity
    ///
    /// As [`co_belligerents`](Self::co_belligerents).
    pub fn opponents(self) -> Vec<EventPair<'g>> {
        let is_hostile = |kind: Kind| kind.event().is_some_and(|kind| !kind.is_one_sided());
        self.pairs_in_events(
            |told| {
                if is_hostile(told.kind()) {
                    told.ends.pairs()
                } else {
                    Vec::new()
                }
            },
            |row| {
                if is_hostile(self.graph().kind_of(row)) {
                    self.graph().pairs_of(row).0
                } else {
                    Vec::new()
                }
            },
        )
    }

    /// The pairs in events of negative kinds, read from statements, and from rows without making
    /// statements of these.
    fn pairs_in_events(
        self,
        pairs_of: impl Fn(&Statement) -> Vec<Pair>,
        pairs_of_row: impl Fn(StatementId) -> Vec<Pair>,
    ) -> Vec<EventPair<'g>> {
        let graph = self.graph();
        let mut found = FoundPairs::default();
        let own = |(a, b): Pair| {
            let is_own = a != b && self.is_among(a) && self.is_among(b);
            is_own.then_some((a.min(b), a.max(b)))
        };
        let hostile = |id: StatementId| graph.kind_of(id).sign() == Sign::Negative;
        let pairs_of = |id: StatementId| {
            let pairs = match (hostile(id), graph.is_of_row(id)) {
                (false, _) => Vec::new(),
                (true, true) => pairs_of_row(id),
                (true, false) => pairs_of(graph.statement_ref(id).record()),
            };
            let mut pairs: Vec<Pair> = pairs.into_iter().filter_map(own).collect();
            pairs.sort_unstable();
            pairs.dedup();
            pairs
        };
        for id in self.first_tellings() {
            if graph.told_with(id).is_some() {
                self.add_told(id, &pairs_of, &mut found);
                continue;
            }
            let pairs = pairs_of(id);
            let Some(outline) = (!pairs.is_empty()).then(|| self.outline(id)).flatten() else {
                continue;
            };
            let certainty = graph.evidence_of(id).certainty;
            let alone = [outline.surest];
            for pair in pairs {
                let event = Event {
                    outline: &outline,
                    standing: (outline.holds, certainty),
                    tellings: &alone,
                    naming: &alone,
                };
                found.add(pair, &event);
            }
        }
        let pairs = found.0.into_iter().map(|(pair, mut found)| {
            found.tellings.sort_unstable();
            found.tellings.dedup();
            let [one, other] = [pair.0, pair.1].map(|id| graph.actor_ref(id));
            let (holds, certainty) = found.standing;
            EventPair {
                one,
                other,
                certainly: found.toll.certainly.happenings,
                possibly: found.toll.possibly.happenings,
                days: found.days,
                toll: found.toll.of_days(self.covered()),
                tellings: found.tellings,
                grounds: Grounds::between(self, pair, holds, certainty, found.naming),
            }
        });
        pairs.collect()
    }

    /// Adds a happening with several tellings to each pair, as the tellings that name the pair have
    /// it.
    fn add_told(
        self,
        id: StatementId,
        pairs_of: &impl Fn(StatementId) -> Vec<Pair>,
        found: &mut FoundPairs<'g>,
    ) {
        let Some(happening) = self.happening(id) else {
            return;
        };
        let tellings = &happening.grounds.statements;
        let mut named: BTreeMap<Pair, Vec<StatementRef<'g>>> = BTreeMap::new();
        for &statement in tellings {
            for pair in pairs_of(statement.id()) {
                named.entry(pair).or_default().push(statement);
            }
        }
        let outline = Outline::of(&happening);
        for (pair, naming) in named {
            if let Some(standing) = self.standing_of(&happening, naming.iter().copied()) {
                let event = Event {
                    outline: &outline,
                    standing,
                    tellings,
                    naming: &naming,
                };
                found.add(pair, &event);
            }
        }
    }

    /// How a happening holds in the window by some of its statements, and how sure that is.
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
