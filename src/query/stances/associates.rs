//! Associates of an actor by its own ties: allies, partners, adversaries and others.

use crate::graph::{ActorRef, IntoId, StatementRef};
use crate::model::word::words;
use crate::model::{ActorId, Certainty, Holds, Kind, RelationKind, Sign, Statement, StatementId};
use crate::query::kit::{DaySpan, Grounds};
use crate::view::{Neighbor, View};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

words! {
    /// What one actor is to another by their own ties.
    pub enum Role("role") {
        /// It is allied with the actor by a pact.
        Ally = "ally",
        /// It operates jointly with the actor, or stood on its side in a hostile event.
        Partner = "partner",
        /// It is at odds with the actor by a negative tie that is not one-sided.
        Adversary = "adversary",
        /// It supports or hosts the actor.
        Supporter = "supporter",
        /// The actor supports or hosts it.
        Client = "client",
        /// The actor is affiliated with it.
        Patron = "patron",
        /// It is affiliated with the actor.
        Affiliate = "affiliate",
        /// The actor's one-sided violence hit it.
        Victim = "victim",
        /// Its one-sided violence hit the actor.
        Attacker = "attacker",
    }
}

/// One actor that stands in a role to another, with every statement that says so.
///
/// It prints as a sentence and serialises with its days and [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Associate<'g> {
    /// The role: what `other` is to `actor`.
    pub role: Role,
    /// The actor that was asked about.
    pub actor: ActorRef<'g>,
    /// The actor that stands in the role.
    pub other: ActorRef<'g>,
    /// The kinds of relations and events that say so, in the order of [`Kind::all`].
    pub kinds: Vec<Kind>,
    /// The span of days that the statements can touch.
    #[serde(flatten)]
    pub days: DaySpan,
    /// What the answer rests on.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for Associate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (other, actor) = (self.other, self.actor);
        let is_hosting = self.kinds == [Kind::Relation(RelationKind::Hosting)];
        match self.role {
            Role::Supporter if is_hosting => write!(f, "{other} hosts {actor}"),
            Role::Client if is_hosting => write!(f, "{other} is hosted by {actor}"),
            Role::Ally => write!(f, "{other} is an ally of {actor}"),
            Role::Partner => write!(f, "{other} is a partner of {actor}"),
            Role::Adversary => write!(f, "{other} is an adversary of {actor}"),
            Role::Supporter => write!(f, "{other} supports {actor}"),
            Role::Client => write!(f, "{other} is supported by {actor}"),
            Role::Patron => write!(f, "{other} is the patron of {actor}"),
            Role::Affiliate => write!(f, "{other} is an affiliate of {actor}"),
            Role::Victim => write!(f, "{other} is a victim of {actor}"),
            Role::Attacker => write!(f, "{other} attacks {actor}"),
        }?;
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.as_str()).collect();
        write!(f, " ({}; {})", kinds.join(", "), self.grounds)
    }
}

/// Declares the questions that look at an actor's own ties.
macro_rules! questions {
    ($( $(#[$meta:meta])* $name:ident => $role:ident; )+) => {
        /// # Who stands with or against an actor
        ///
        /// Answers are sorted by time, kind and actor: (first day, last day, first kind, other actor).
        impl<'g> View<'g, '_> {
            $(
                $(#[$meta])*
                ///
                /// # Complexity
                ///
                /// O(ties of the actor in the view).
                #[track_caller]
                pub fn $name(self, actor: impl IntoId<ActorId>) -> Vec<Associate<'g>> {
                    self.associates(actor.id_in(self.graph), Role::$role)
                }
            )+
        }
    };
}

questions! {
    /// The actors allied with an actor.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # wagner = { name = "Wagner Group", kind = "private-military" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["wagner", "army"]
    /// # seen = [2023-10-10]
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let wagner = graph.actor("wagner")?;
    /// let allies = graph.at(date(2023, 10, 10)).allies(wagner);
    /// assert_eq!(
    ///     allies[0].to_string(),
    ///     "Malian Armed Forces is an ally of Wagner Group (alliance; certainly; reported; no source)",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    allies => Ally;
    /// The actors that operate jointly with an actor, or stood on its side in a hostile event.
    ///
    /// Two actors stood on one side of an event of a negative kind if they are in the same one of its
    /// `sides`, both at its `from` end, or both at a `to` end that is marked `jointly`. Two targets of one
    /// attack are not partners for that reason, and the victims of one-sided violence are on no side.
    partners => Partner;
    /// The actors at odds with an actor, by any negative tie that is not one-sided.
    adversaries => Adversary;
    /// The actors that support or host an actor.
    supporters => Supporter;
    /// The actors that an actor supports or hosts.
    clients => Client;
    /// The actors that an actor is affiliated with.
    patrons => Patron;
    /// The actors that are affiliated with an actor.
    affiliates => Affiliate;
    /// The actors hit by an actor's one-sided violence.
    victims => Victim;
    /// The actors that hit an actor by one-sided violence.
    attackers => Attacker;
}

/// The statements that put one actor in a role to another.
struct RoleGrounds<'g> {
    days: DaySpan,
    holds: Holds,
    certainty: Certainty,
    statements: Vec<StatementRef<'g>>,
}

impl<'g> View<'g, '_> {
    fn associates(self, actor: ActorId, role: Role) -> Vec<Associate<'g>> {
        let mut found: BTreeMap<ActorId, RoleGrounds<'g>> = BTreeMap::new();
        let mut add = |other, statements: Vec<StatementRef<'g>>, certainty, days, holds| {
            let new = || RoleGrounds {
                days,
                holds,
                certainty,
                statements: Vec::new(),
            };
            let all = found.entry(other).or_insert_with(new);
            all.days = all.days.or(days);
            // the answer takes holding and certainty from one statement: the surest of those that hold best
            (all.holds, all.certainty) = (all.holds, all.certainty).max((holds, certainty));
            all.statements.extend(statements);
        };
        for neighbor in self.neighbors(actor) {
            if is_in_role(actor, neighbor, role) {
                let days = self.tie_days(neighbor);
                add(
                    neighbor.actor.id(),
                    self.tie_statements(neighbor.tie).collect(),
                    self.tie_certainty(neighbor.tie.id()),
                    days,
                    neighbor.holds,
                );
            }
        }
        if role == Role::Partner {
            self.each_company(actor, |other, statement, holds| {
                let certainty = statement.certainty();
                let days = self.graph.days_of(statement.id());
                add(other, vec![statement], certainty, days.into(), holds);
            });
            self.each_company_told_twice(actor, |other, saying, (holds, certainty), days| {
                let statements = saying.iter().map(|&id| self.graph.statement_ref(id));
                add(other, statements.collect(), certainty, days, holds);
            });
        }
        let mut answers: Vec<Associate<'g>> = found
            .into_iter()
            .map(|(other, found)| {
                let (holds, certainty) = (found.holds, found.certainty);
                let pair = (actor, other);
                let grounds = Grounds::between(self, pair, holds, certainty, found.statements);
                let mut kinds: Vec<Kind> = grounds.statements.iter().map(|s| s.kind()).collect();
                kinds.sort_unstable();
                kinds.dedup();
                Associate {
                    role,
                    actor: self.graph.actor_ref(actor),
                    other: self.graph.actor_ref(other),
                    kinds,
                    days: found.days,
                    grounds,
                }
            })
            .collect();
        answers.sort_by_key(|answer| (answer.days, answer.kinds.first().copied(), answer.other));
        answers
    }

    /// Calls a function with each actor that stood on the actor's side in a hostile event with one telling.
    pub(in crate::query) fn each_company(
        self,
        actor: ActorId,
        mut call: impl FnMut(ActorId, StatementRef<'g>, Holds),
    ) {
        for (id, holds) in self.companies(actor) {
            let statement = self.graph.statement_ref(id);
            if statement.kind().sign() == Sign::Negative {
                for other in self.beside(actor, statement.record()) {
                    call(other, statement, holds);
                }
            }
        }
    }

    /// Calls a function for each actor on the same side of an event with several tellings, with the statements that
    /// show it.
    pub(in crate::query) fn each_company_told_twice(
        self,
        actor: ActorId,
        mut call: impl FnMut(ActorId, &[StatementId], (Holds, Certainty), DaySpan),
    ) {
        let record = self.graph.record();
        for id in self.several_tellings_of(actor, self.event_window) {
            let hostile = |told: &Statement| told.kind().sign() == Sign::Negative;
            let counted = self.saying(id, hostile).into_iter();
            let others = counted.flat_map(|id| self.beside(actor, record.statement(id)));
            for other in others.collect::<BTreeSet<ActorId>>() {
                let together =
                    |told: &Statement| hostile(told) && told.stood_together(actor, other);
                let saying = self.saying(id, together);
                let standing = self.said_by(&saying);
                if let (Some(standing), Some(told)) = (standing, self.told_time(&saying)) {
                    let span = told.bounds_in(self.event_window).span();
                    let days = DaySpan::new(span.from, span.to.previous());
                    call(other, &saying, standing, days);
                }
            }
        }
    }

    /// The actors of the view that one statement puts on the actor's side.
    fn beside(self, actor: ActorId, told: &Statement) -> impl Iterator<Item = ActorId> {
        let sides = told.joint_sides();
        let own = sides.filter(move |side| side.contains(&actor));
        let others = own.flat_map(|side| side.iter().copied());
        let others = others.filter(move |&other| other != actor);
        others.filter(move |&other| self.is_among(other) && self.is_among(actor))
    }

    /// The span of days that a tie can touch, at the certainty that it has in the view.
    pub(crate) fn tie_days(self, neighbor: Neighbor<'g>) -> DaySpan {
        let span = self.bounds_of_tie(neighbor.tie.id()).span();
        DaySpan::new(span.from, span.to.previous())
    }
}

/// Whether a tie, seen from an actor, puts the other end in a role.
pub(in crate::query) fn is_in_role(actor: ActorId, neighbor: Neighbor<'_>, role: Role) -> bool {
    let is_from = neighbor.tie.from().id() == actor;
    let kind = match neighbor.tie.kind() {
        Kind::Event(kind) => {
            let is_hostile = kind.sign() == Sign::Negative;
            return match role {
                Role::Victim => kind.is_one_sided() && is_from,
                Role::Attacker => kind.is_one_sided() && !is_from,
                Role::Adversary => is_hostile && !kind.is_one_sided(),
                _ => false,
            };
        }
        Kind::Relation(kind) => kind,
    };
    match role {
        Role::Ally => kind == RelationKind::Alliance,
        Role::Partner => kind == RelationKind::Cooperation,
        Role::Patron => kind == RelationKind::Affiliation && is_from,
        Role::Affiliate => kind == RelationKind::Affiliation && !is_from,
        Role::Client => is_support(kind) && is_from,
        Role::Supporter => is_support(kind) && !is_from,
        Role::Adversary => kind.sign() == Sign::Negative,
        Role::Victim | Role::Attacker => false,
    }
}

const fn is_support(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::Support | RelationKind::Hosting)
}
