//! The ties and actors of a view, and who is what to whom.

use std::collections::{BTreeMap, BTreeSet};

use factions::{ActorId, Ends, EventKind, Holds, Kind, RelationKind, Sign, Statement, StatementId};

use super::Oracle;
use super::evidence::{actors, pairs};
use super::time::{Days, Span, Stated, as_of_day, tightened};

/// A tie that counts in the view: "one statement between one ordered or unordered pair of actors".
///
/// Of an unordered pair, the lower actor stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tie {
    pub(crate) statement: StatementId,
    pub(crate) a: ActorId,
    pub(crate) b: ActorId,
    pub(crate) is_directed: bool,
    pub(crate) holds: Holds,
}

/// What the view says of one other actor: how it holds at best, and by which statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    pub(crate) holds: Holds,
    pub(crate) statements: BTreeSet<StatementId>,
}

pub(crate) type Others = BTreeMap<ActorId, Other>;

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

    /// How the statement holds in the view as a tie of a and b, both among the actors of the view.
    ///
    /// CHOICE: a tie of an event that is told several times. (1) It holds by the days of its own
    /// statement ("An event is certainly in a window if all its possible days are"). (2) As its
    /// happening does. Taken: (1).
    fn tie_holds(&self, statement: &Statement, a: ActorId, b: ActorId) -> Option<Holds> {
        let known = self.counted(statement)?;
        if !self.is_among(a) || !self.is_among(b) {
            return None;
        }
        let in_window = match statement.event() {
            Some(event) => Days::of(event).in_window(self.events_window()),
            None => self.span(statement, a, b).in_window(self.lens.window),
        };
        Some(in_window?.min(known)).filter(|&holds| self.shows(holds))
    }

    /// "tie: an edge of the graph"; "view: … says which actors and ties count".
    pub(crate) fn ties(&self) -> BTreeSet<Tie> {
        let mut ties = BTreeSet::new();
        for (id, statement) in self.numbered() {
            let is_directed = matches!(statement.ends, Ends::Directed { .. });
            for (from, to) in pairs(&statement.ends) {
                let Some(holds) = self.tie_holds(statement, from, to) else {
                    continue;
                };
                let (a, b) = if is_directed || from < to {
                    (from, to)
                } else {
                    (to, from)
                };
                ties.insert(Tie {
                    statement: id,
                    a,
                    b,
                    is_directed,
                    holds,
                });
            }
        }
        ties
    }

    pub(crate) fn kind_of(&self, id: StatementId) -> Kind {
        self.record.statement(id).kind()
    }

    /// "An actor's active period: an end that is not stated is unknown, and each certainly known
    /// counted statement narrows it: s1 ← min(s1, the latest day it can begin), e0 ← max(e0, the
    /// earliest it can end)."
    ///
    /// An event can begin at the latest on its last possible day, and end at the earliest on the
    /// day after its first; one of several days begins on its first and ends after its last.
    ///
    /// CHOICE: an active period with stated ends. (1) Statements narrow a stated end, too, as far
    /// as its own days go: s0 ≤ s1 and e0 ≤ e1 stay true ("A split … may lie on the very day on
    /// which an actor's active period ends"). (2) "it" is only the end that is not stated.
    /// Taken: (1).
    ///
    /// CHOICE: a relation of several pairs under `.among(&actors)`. (1) It narrows by the pairs whose
    /// two actors are among them. (2) By all of its pairs. Taken: (1).
    pub(crate) fn active(&self, actor: ActorId) -> Span {
        let entry = self.record.actor(actor);
        let as_of = as_of_day(self.record, &entry.evidence);
        let mut span = Stated::new(&entry.whole_period(), as_of).loose();
        for (_, statement) in self.numbered() {
            let is_named = actors(&statement.ends).contains(&actor);
            if !is_named || self.counted(statement) != Some(Holds::Certainly) {
                continue;
            }
            let mut narrow = |latest_begin: i64, earliest_end: i64| {
                span.s1 = span.s1.min(latest_begin).max(span.s0);
                span.e0 = span.e0.max(earliest_end).min(span.e1);
            };
            if let Some(event) = statement.event() {
                let days = Days::of(event);
                // one without `when` may be on any day, and narrows nothing
                if event.when.is_none() {
                } else if days.is_several {
                    narrow(days.first(), super::time::after(days.last()));
                } else {
                    narrow(days.last(), super::time::after(days.first()));
                }
            } else {
                for (a, b) in pairs(&statement.ends) {
                    let is_counted = self.is_among(a) && self.is_among(b);
                    if is_counted && (a == actor || b == actor) {
                        let tie = self.span(statement, a, b);
                        narrow(tie.s1, tie.e0);
                    }
                }
            }
        }
        tightened(span)
    }

    /// "An actor is in a view if it exists in the window or has a counted tie or event there."
    ///
    /// "Actors are always known": no filter of evidence hides one.
    ///
    /// CHOICE: `.among(&actors)`. (1) An actor that is not among them is not in the view. (2) The
    /// filter is of ties and events alone. Taken: (1).
    pub(crate) fn actors(&self) -> BTreeMap<ActorId, Holds> {
        let mut found: BTreeMap<ActorId, Holds> = BTreeMap::new();
        let mut add = |actor: ActorId, holds: Option<Holds>| {
            if let Some(holds) = holds
                && self.is_among(actor)
            {
                let best = found.entry(actor).or_insert(holds);
                *best = holds.max(*best);
            }
        };
        for actor in self.all_actors() {
            add(actor, self.active(actor).in_window(self.lens.window));
        }
        for tie in self.ties() {
            add(tie.a, Some(tie.holds));
            add(tie.b, Some(tie.holds));
        }
        for (_, statement) in self.numbered() {
            if let (Some(event), Some(known)) = (statement.event(), self.counted(statement)) {
                let in_window = Days::of(event).in_window(self.events_window());
                for actor in actors(&statement.ends) {
                    add(actor, in_window.map(|holds| holds.min(known)));
                }
            }
        }
        found.retain(|_, holds| self.shows(*holds));
        found
    }

    /// The others to whom a stands in a tie that the test admits; it is given the tie's kind and
    /// whether a stands at its first end.
    fn others(&self, a: ActorId, admits: impl Fn(Kind, bool) -> bool) -> Others {
        let mut others = Others::new();
        for tie in self.ties() {
            let kind = self.kind_of(tie.statement);
            if tie.a == a && tie.b != a && admits(kind, true) {
                add(&mut others, tie.b, tie.holds, tie.statement);
            }
            if tie.b == a && tie.a != a && admits(kind, false) {
                add(&mut others, tie.a, tie.holds, tie.statement);
            }
        }
        others
    }

    /// "*allies* = alliance".
    pub(crate) fn allies(&self, a: ActorId) -> Others {
        self.others(a, |kind, _| kind == Kind::from(RelationKind::Alliance))
    }

    /// "*partners* = cooperation, or same side of an event of negative kind (together in one side,
    /// in the `from` end, or in a `to` end that is `jointly`; the victims of a one-sided event are on
    /// no side)".
    ///
    /// CHOICE: several actors of an event written alone (`actor = […]`). (1) They are together in
    /// no side and no end. (2) They acted together. Taken: (1).
    pub(crate) fn partners(&self, a: ActorId) -> Others {
        let mut partners = self.others(a, |kind, _| kind == Kind::from(RelationKind::Cooperation));
        for (id, statement) in self.numbered() {
            let (Some(event), Some(known)) = (statement.event(), self.counted(statement)) else {
                continue;
            };
            let Some(in_window) = Days::of(event).in_window(self.events_window()) else {
                continue;
            };
            if event.kind.sign() != Sign::Negative || !self.shows(in_window.min(known)) {
                continue;
            }
            let sides: Vec<&Vec<ActorId>> = match &statement.ends {
                Ends::Directed { from, .. }
                    if event.kind == EventKind::ViolenceAgainstCivilians =>
                {
                    vec![from]
                }
                Ends::Directed { from, to } if event.jointly => vec![from, to],
                Ends::Directed { from, .. } => vec![from],
                Ends::Sided(sides) => sides.iter().collect(),
                Ends::Mutual(_) | Ends::Alone(_) => vec![],
            };
            for side in sides {
                for &b in side {
                    if b != a && side.contains(&a) && self.is_among(a) && self.is_among(b) {
                        add(&mut partners, b, in_window.min(known), id);
                    }
                }
            }
        }
        partners
    }

    /// "*adversaries* = any negative tie that is not one-sided".
    pub(crate) fn adversaries(&self, a: ActorId) -> Others {
        self.others(a, |kind, _| {
            kind.sign() == Sign::Negative && !is_one_sided(kind)
        })
    }

    /// "*supporters*/*clients* = support or hosting, in/out".
    pub(crate) fn supporters(&self, a: ActorId) -> Others {
        self.others(a, |kind, is_first| is_support(kind) && !is_first)
    }

    pub(crate) fn clients(&self, a: ActorId) -> Others {
        self.others(a, |kind, is_first| is_support(kind) && is_first)
    }

    /// "*patrons*/*affiliates* = affiliation" (affiliate → patron).
    pub(crate) fn patrons(&self, a: ActorId) -> Others {
        let affiliation = Kind::from(RelationKind::Affiliation);
        self.others(a, |kind, is_first| kind == affiliation && is_first)
    }

    pub(crate) fn affiliates(&self, a: ActorId) -> Others {
        let affiliation = Kind::from(RelationKind::Affiliation);
        self.others(a, |kind, is_first| kind == affiliation && !is_first)
    }

    /// "*victims*/*attackers* = one-sided ties".
    pub(crate) fn victims(&self, a: ActorId) -> Others {
        self.others(a, |kind, is_first| is_one_sided(kind) && is_first)
    }

    pub(crate) fn attackers(&self, a: ActorId) -> Others {
        self.others(a, |kind, is_first| is_one_sided(kind) && !is_first)
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
    /// CHOICE: splits and denied memberships. (1) What is denied is no membership, so a split does
    /// not end it. (2) It does. Taken: (1).
    ///
    /// CHOICE: a toll that is denied of an event that is not. (1) It is no denied statement, and not
    /// here. (2) It is. Taken: (1); the library lists it with its figures.
    pub(crate) fn denied(&self) -> BTreeMap<StatementId, Holds> {
        let mut denied = BTreeMap::new();
        for (id, statement) in self.numbered() {
            let is_denied = statement.evidence.certainty == factions::Certainty::Denied;
            if !is_denied || !self.is_of_kinds(statement) || !self.is_among_actors(statement) {
                continue;
            }
            let in_window = match (statement.event(), statement.relation()) {
                (Some(event), _) => Days::of(event).in_window(self.events_window()),
                (_, Some(relation)) => self
                    .stated(statement, relation)
                    .bounds()
                    .in_window(self.lens.window),
                _ => None,
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

fn add(others: &mut Others, other: ActorId, holds: Holds, statement: StatementId) {
    let entry = others.entry(other).or_insert(Other {
        holds,
        statements: BTreeSet::new(),
    });
    entry.holds = entry.holds.max(holds);
    entry.statements.insert(statement);
}

fn is_one_sided(kind: Kind) -> bool {
    kind == Kind::from(EventKind::ViolenceAgainstCivilians)
}

fn is_support(kind: Kind) -> bool {
    kind == Kind::from(RelationKind::Support) || kind == Kind::from(RelationKind::Hosting)
}
