//! "Words of answers": who is what to whom.

use std::collections::{BTreeMap, BTreeSet};

use factions::{
    ActorId, Certainty, Ends, Event, EventKind, Holds, Kind, RelationKind, Sign, Statement,
    StatementId,
};

use super::Oracle;
use super::said::is_jointly;

/// What the view says of one other actor: how it holds at best, how sure that is, and by which
/// statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    pub(crate) holds: Holds,
    /// "the certainty of an answer is that of the surest of those that hold best".
    pub(crate) certainty: Certainty,
    pub(crate) statements: BTreeSet<StatementId>,
}

pub(crate) type Others = BTreeMap<ActorId, Other>;

impl Other {
    pub(crate) fn add(&mut self, other: &Self) {
        let best = (self.holds, self.certainty).max((other.holds, other.certainty));
        (self.holds, self.certainty) = best;
        self.statements.extend(other.statements.iter().copied());
    }
}

impl Oracle<'_> {
    /// The others to whom a stands in a tie that the test admits; it is given the tie's kind and
    /// whether a stands at its first end.
    fn others(&self, a: ActorId, admits: impl Fn(Kind, bool) -> bool) -> Others {
        let mut others = Others::new();
        for tie in self.ties() {
            let said = Other {
                holds: tie.holds,
                certainty: tie.certainty,
                statements: tie.statements,
            };
            if tie.a == a && tie.b != a && admits(tie.kind, true) {
                add(&mut others, tie.b, &said);
            }
            if tie.b == a && tie.a != a && admits(tie.kind, false) {
                add(&mut others, tie.a, &said);
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
    pub(crate) fn partners(&self, a: ActorId) -> Others {
        let mut partners = self.others(a, |kind, _| kind == Kind::from(RelationKind::Cooperation));
        for thing in self.things(|statement| statement.event().is_some()) {
            for b in self.all_actors() {
                if b == a || !self.is_among(a) || !self.is_among(b) {
                    continue;
                }
                let together = |one: &Statement| stood_together(one, a, b);
                if let Some((holds, certainty)) = self.told_of(&thing, together) {
                    let said = Other {
                        holds,
                        certainty,
                        statements: self.counting(&thing, together),
                    };
                    add(&mut partners, b, &said);
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
}

/// "fellow targets are not thereby partners: the actors of one side, or of the `from` end, acted
/// together; those of the `to` end were hit, and that they stood together is said by `sides` or by
/// `jointly = true` …, and not otherwise"; "Several `actor`s of an event alone are not partners."
pub(crate) fn stood_together(statement: &Statement, a: ActorId, b: ActorId) -> bool {
    statement.kind().sign() == Sign::Negative && were_on_one_side(statement, a, b)
}

/// The same of an event of whatever kind: "together in one side, in the `from` end, or in a `to` end that is
/// `jointly`".
pub(crate) fn were_on_one_side(statement: &Statement, a: ActorId, b: ActorId) -> bool {
    let Some(event) = statement.event() else {
        return false;
    };
    let sides: Vec<&[ActorId]> = match &statement.ends {
        Ends::Directed { from, to } if is_joint(event) => vec![from, to],
        Ends::Directed { from, .. } => vec![from],
        Ends::Sided(sides) => sides.iter().collect(),
        Ends::Mutual(_) | Ends::Alone(_) => vec![],
    };
    let mut sides = sides.into_iter();
    sides.any(|side| side.contains(&a) && side.contains(&b))
}

fn is_joint(event: &Event) -> bool {
    is_jointly(event) && event.kind != EventKind::ViolenceAgainstCivilians
}

fn add(others: &mut Others, other: ActorId, said: &Other) {
    match others.get_mut(&other) {
        Some(entry) => entry.add(said),
        None => {
            others.insert(other, said.clone());
        }
    }
}

fn is_one_sided(kind: Kind) -> bool {
    kind == Kind::from(EventKind::ViolenceAgainstCivilians)
}

fn is_support(kind: Kind) -> bool {
    kind == Kind::from(RelationKind::Support) || kind == Kind::from(RelationKind::Hosting)
}
