//! The ties of a view.

use std::collections::{BTreeMap, BTreeSet};

use factions::{ActorId, Certainty, Ends, Holds, Kind, Statement, StatementId};

use super::Oracle;
use super::courses::Pair;
use super::evidence::pairs;
use super::time::Days;
use super::told::{Ladder, Thing, Ways, days_certainty, days_in_window};

/// A tie that counts in the view: "one statement, or (**new**) several joined by `same_as`, between
/// one ordered or unordered pair of actors".
///
/// Of an unordered pair, the lower actor stands first.
///
/// CHOICE: a happening told several times makes (1) one tie of each kind and pair that its tellings
/// name, or (2) one tie a telling. Taken: (1): "it is joined, left, counted and drawn once, with all
/// its sources".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tie {
    /// The first telling of the record that names the pair.
    pub(crate) statement: StatementId,
    pub(crate) kind: Kind,
    pub(crate) a: ActorId,
    pub(crate) b: ActorId,
    pub(crate) is_directed: bool,
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
    /// The tellings that count and name it.
    pub(crate) statements: BTreeSet<StatementId>,
    pub(crate) thing: Thing,
}

impl Tie {
    /// Whether a telling of its thing names it.
    pub(crate) fn is_named_by(&self, statement: &Statement) -> bool {
        let is_directed = matches!(statement.ends, Ends::Directed { .. });
        statement.kind() == self.kind
            && is_directed == self.is_directed
            && pairs(&statement.ends).iter().any(|&(a, b)| {
                (a, b) == (self.a, self.b) || (!is_directed && (b, a) == (self.a, self.b))
            })
    }

    /// Whether it is the tie of an event's pair.
    pub(crate) fn is_of(&self, pair: &EventPair) -> bool {
        (&self.thing, self.kind, self.is_directed) == (&pair.thing, pair.kind, pair.is_directed)
            && (self.a, self.b) == (pair.a, pair.b)
    }

    /// The relation that it is of.
    pub(crate) fn pair(&self) -> Option<Pair> {
        Some(Pair {
            thing: self.thing.clone(),
            kind: self.kind.relation()?,
            a: self.a,
            b: self.b,
            is_directed: self.is_directed,
        })
    }
}

/// An event between two actors, as its tellings of one kind have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EventPair {
    pub(crate) thing: Thing,
    pub(crate) kind: Kind,
    pub(crate) a: ActorId,
    pub(crate) b: ActorId,
    pub(crate) is_directed: bool,
}

impl EventPair {
    pub(crate) fn is_named_by(&self, statement: &Statement) -> bool {
        let is_directed = matches!(statement.ends, Ends::Directed { .. });
        statement.kind() == self.kind
            && is_directed == self.is_directed
            && pairs(&statement.ends).iter().any(|&(a, b)| {
                (a, b) == (self.a, self.b) || (!is_directed && (b, a) == (self.a, self.b))
            })
    }
}

impl<'r> Oracle<'r> {
    /// Every statement with its number: its place in the stated order.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (StatementId, &'r Statement)> + use<'r> {
        let all = self.record.statements().iter().enumerate();
        all.map(|(place, statement)| {
            let number = u32::try_from(place).expect("a record of a test is small");
            (StatementId::new(number), statement)
        })
    }

    pub(crate) fn all_actors(&self) -> impl Iterator<Item = ActorId> + use<> {
        let count = u32::try_from(self.record.actors().len()).expect("a record of a test is small");
        (0..count).map(ActorId::new)
    }

    /// "tie: an edge of the graph"; "view: … says which actors and ties count".
    pub(crate) fn ties(&self) -> BTreeSet<Tie> {
        let mut ties = BTreeSet::new();
        for pair in self.all_pairs() {
            ties.extend(self.tie(&pair));
        }
        for pair in self.event_pairs() {
            ties.extend(self.event_tie(&pair));
        }
        ties
    }

    /// The relation of the pair, if it counts and is in the window.
    pub(crate) fn tie(&self, pair: &Pair) -> Option<Tie> {
        if !self.is_among(pair.a) || !self.is_among(pair.b) {
            return None;
        }
        let named = |statement: &Statement| pair.is_named_by(statement);
        let statements = self.counting(&pair.thing, named);
        if statements.is_empty() {
            return None;
        }
        let runs = self.runs(pair)?;
        let window = self.lens.window;
        let holds = runs.in_window(window).filter(|&holds| self.shows(holds))?;
        Some(Tie {
            statement: self.first(&pair.thing, named)?,
            kind: Kind::from(pair.kind),
            a: pair.a,
            b: pair.b,
            is_directed: pair.is_directed,
            holds,
            certainty: runs.certainty(holds, window),
            statements,
            thing: pair.thing.clone(),
        })
    }

    /// Every pair that an event names, of each kind in which a telling has it.
    pub(crate) fn event_pairs(&self) -> BTreeSet<EventPair> {
        let mut all = BTreeSet::new();
        for (id, statement) in self.numbered() {
            if statement.event().is_none() {
                continue;
            }
            let is_directed = matches!(statement.ends, Ends::Directed { .. });
            for (from, to) in pairs(&statement.ends) {
                let (a, b) = if is_directed || from < to {
                    (from, to)
                } else {
                    (to, from)
                };
                all.insert(EventPair {
                    thing: self.same(id),
                    kind: statement.kind(),
                    a,
                    b,
                    is_directed,
                });
            }
        }
        all
    }

    fn event_tie(&self, pair: &EventPair) -> Option<Tie> {
        if !self.is_among(pair.a) || !self.is_among(pair.b) {
            return None;
        }
        let named = |statement: &Statement| pair.is_named_by(statement);
        let statements = self.counting(&pair.thing, named);
        let (holds, certainty) = self.told_of(&pair.thing, named)?;
        Some(Tie {
            statement: self.first(&pair.thing, named)?,
            kind: pair.kind,
            a: pair.a,
            b: pair.b,
            is_directed: pair.is_directed,
            holds,
            certainty,
            statements,
            thing: pair.thing.clone(),
        })
    }

    /// How a happening is in the span of events by the counted tellings that say it, if it is shown,
    /// and how sure that is: its days are those "that its tellings allow together".
    pub(crate) fn told_of(
        &self,
        thing: &Thing,
        says_it: impl Fn(&Statement) -> bool,
    ) -> Option<(Holds, Certainty)> {
        let counts = |one: &Statement| says_it(one) && self.counted(one).is_some();
        let best = self.best_of(thing, counts)?;
        let ladder = self.days_ladder(thing, counts);
        let window = self.events_window();
        let holds = days_in_window(&ladder, window).filter(|&holds| self.shows(holds))?;
        Some((holds, days_certainty(&ladder, best, holds, window)))
    }

    /// The days of a happening, by the counted tellings that say it.
    pub(crate) fn days_of(
        &self,
        thing: &Thing,
        says_it: impl Fn(&Statement) -> bool,
    ) -> Ladder<Ways> {
        let counts = |one: &Statement| says_it(one) && self.counted(one).is_some();
        self.days_ladder(thing, counts)
    }

    /// The counted tellings that say it.
    pub(crate) fn counting(
        &self,
        thing: &Thing,
        says_it: impl Fn(&Statement) -> bool,
    ) -> BTreeSet<StatementId> {
        let counts = |id: &&StatementId| {
            let statement = self.record.statement(**id);
            says_it(statement) && self.counted(statement).is_some()
        };
        thing.iter().filter(counts).copied().collect()
    }

    /// The first telling of the record that says it, whatever the view.
    fn first(&self, thing: &Thing, says_it: impl Fn(&Statement) -> bool) -> Option<StatementId> {
        let mut all = thing.iter().copied();
        all.find(|&id| says_it(self.record.statement(id)))
    }

    /// "`view.components()` is ours": the actors of the view that its ties join.
    ///
    /// CHOICE: (1) Ties of every kind and sign join, and an actor without ties is a component of
    /// its own. (2) Neutral ties do not join, or lone actors are left out. Taken: (1).
    pub(crate) fn components(&self) -> BTreeSet<BTreeSet<ActorId>> {
        let mut parts: Vec<BTreeSet<ActorId>> = self
            .actors()
            .keys()
            .map(|&actor| BTreeSet::from([actor]))
            .collect();
        for tie in self.ties() {
            let (mut joined, rest): (Vec<_>, Vec<_>) = parts
                .into_iter()
                .partition(|part| part.contains(&tie.a) || part.contains(&tie.b));
            parts = rest;
            parts.push(joined.drain(..).flatten().collect());
        }
        parts.into_iter().collect()
    }

    /// "they are listed as denied": the denied statements in the view, each with how it holds.
    ///
    /// CHOICE: `at_least`. (1) It does not hide them ("whatever the filter; they are listed as
    /// denied"), all other filters do. (2) It does, so that they are listed only with
    /// `at_least(denied)`. Taken: (1).
    ///
    /// CHOICE: splits, bounds and denied relations. (1) What is denied is no relation, so that
    /// neither a split nor the end of an actor ends it. (2) They do. Taken: (1).
    ///
    /// CHOICE: a toll that is denied of an event that is not. (1) It is no denied statement, and not
    /// here. (2) It is. Taken: (1); the library lists it with its figures.
    pub(crate) fn denied(&self) -> BTreeMap<StatementId, Holds> {
        let mut denied = BTreeMap::new();
        for (id, statement) in self.numbered() {
            let is_denied = statement.evidence.certainty == Certainty::Denied;
            if !is_denied || !self.is_of_kinds(statement) || !self.is_among_actors(statement) {
                continue;
            }
            let in_window = match statement.event() {
                Some(event) => Days::of(event).in_window(self.events_window()),
                None => self.stated(statement).bounds().in_window(self.lens.window),
            };
            if let (Some(holds), Some(known)) = (in_window, self.known(statement))
                && self.shows(holds.min(known))
            {
                denied.insert(id, holds.min(known));
            }
        }
        denied
    }
}
