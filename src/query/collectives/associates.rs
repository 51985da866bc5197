//! Associates of a collective, by the ties of the actors that belong to it.

use super::belonging_days::DaysBySurety;
use super::collective::{Collective, CollectiveMember};
use crate::graph::{ActorRef, StatementRef};
use crate::model::{ActorId, Certainty, Holds, Kind, Spans, StatementId, SureDays};
use crate::query::kit::{DaySpan, Grounds, list};
use crate::query::stances::{Role, is_in_role};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// One actor that stands in a role to a collective, with every statement that says so.
///
/// It is an [`Associate`](crate::Associate) by the ties of all actors that belong to the collective. A tie
/// counts on the days on which its one end belongs to the collective and the other end does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CollectiveAssociate<'g> {
    /// The role: what `other` is to the collective.
    pub role: Role,
    /// The actor that stands in the role.
    pub other: ActorRef<'g>,
    /// The kinds of relations and events that say so, in the order of [`Kind::all`].
    pub kinds: Vec<Kind>,
    /// The span of days that the statements can touch.
    #[serde(flatten)]
    pub days: DaySpan,
    /// The actors of the collective that have these ties, by key, with their memberships.
    pub members: Vec<CollectiveMember<'g>>,
    /// What the answer rests on, without the memberships.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for CollectiveAssociate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.as_str()).collect();
        let (role, other, members) = (self.role, self.other, list(&self.members));
        let kinds = kinds.join(", ");
        write!(
            f,
            "{other} is {role} ({kinds}; {}), by way of {members}",
            self.grounds
        )
    }
}

/// Declares the questions that look at the ties of the actors in a collective.
macro_rules! questions {
    ($( $(#[$meta:meta])* $name:ident => $role:ident; )+) => {
        /// # Who stands with or against it
        ///
        /// A tie counts on the days on which its one end belongs to the collective and its other end does
        /// not. Answers are sorted by time, kind and actor: (first day, last day, first kind, other actor).
        impl<'g> Collective<'g, '_> {
            $(
                $(#[$meta])*
                ///
                /// # Complexity
                ///
                /// O(ties of all that belong to the collective).
                pub fn $name(&self) -> Vec<CollectiveAssociate<'g>> {
                    self.associates(Role::$role)
                }
            )+
        }
    };
}

questions! {
    /// The actors allied with a member of the collective.
    allies => Ally;
    /// The actors that operated jointly with a member, or stood on its side in a hostile event.
    ///
    /// An actor that itself belonged to the collective on that day is not listed.
    partners => Partner;
    /// The actors at odds with a member, by any negative tie that is not one-sided.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # cma = { name = "CMA", kind = "coalition" }
    /// # army = { name = "Malian Armed Forces", short = "FAMa", kind = "state-force" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "cma"
    /// # to = "csp"
    /// # start = 2021-05-06
    /// # end = 2024-11-30
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-16
    /// # from = "cma"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let csp = graph.ever().coalition_as_one(graph.actor("CSP")?);
    /// assert_eq!(
    ///     csp.adversaries()[0].to_string(),
    ///     "FAMa is adversary (clash; certainly; reported; no source), \
    ///      by way of CMA (certainly; reported; no source)",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    adversaries => Adversary;
    /// The actors that supported or hosted a member.
    supporters => Supporter;
    /// The actors that a member supported or hosted.
    clients => Client;
    /// The actors that a member was affiliated with.
    patrons => Patron;
    /// The actors that were affiliated with a member.
    affiliates => Affiliate;
    /// The actors hit by a member's one-sided violence.
    victims => Victim;
    /// The actors that hit a member by one-sided violence.
    attackers => Attacker;
}

/// The findings that put one actor in a role.
struct RoleGrounds<'g> {
    days: DaySpan,
    standing: (Holds, Certainty),
    statements: Vec<StatementRef<'g>>,
    /// The actors of the collective that have the ties, with how the role holds by them and on which days.
    members: BTreeMap<ActorId, (Holds, Certainty, Spans)>,
}

/// One tie, or one event on the same side, that puts an actor in a role to an actor of the collective.
struct Said<'g> {
    statements: Vec<StatementRef<'g>>,
    days: DaySpan,
    standing: (Holds, Certainty),
    /// The certainty of the days of belonging, and these days.
    surest: Certainty,
    on: Spans,
}

impl<'g> Collective<'g, '_> {
    fn associates(&self, role: Role) -> Vec<CollectiveAssociate<'g>> {
        let mut found: BTreeMap<ActorId, RoleGrounds<'g>> = BTreeMap::new();
        for &actor in self.belonging.keys() {
            self.each_in_role(actor, role, |other, said| {
                let all = found.entry(other).or_insert_with(|| RoleGrounds {
                    days: said.days,
                    standing: said.standing,
                    statements: Vec::new(),
                    members: BTreeMap::new(),
                });
                all.days = all.days.or(said.days);
                // the answer takes holding and certainty from one statement: the surest of those that hold best
                all.standing = all.standing.max(said.standing);
                all.statements.extend(said.statements);
                let own = (said.standing.0, said.surest, said.on);
                let best = all.members.entry(actor).or_insert_with(|| own.clone());
                let on = best.2.or(&own.2);
                (best.0, best.1) = (best.0, best.1).max((own.0, own.1));
                best.2 = on;
            });
        }
        let mut answers: Vec<CollectiveAssociate<'g>> = found
            .into_iter()
            .map(|(other, found)| self.associate(role, other, found))
            .collect();
        answers.sort_by_key(|answer| (answer.days, answer.kinds.first().copied(), answer.other));
        answers
    }

    fn associate(
        &self,
        role: Role,
        other: ActorId,
        found: RoleGrounds<'g>,
    ) -> CollectiveAssociate<'g> {
        let (holds, certainty) = found.standing;
        let mut grounds = Grounds::undenied(self.view, holds, certainty, found.statements);
        let ids: Vec<StatementId> = grounds.statements.iter().map(|one| one.id()).collect();
        // the answer leaves out denials that concern only other actors
        let pairs = found.members.keys().map(|&actor| (actor, other));
        let denied = pairs.flat_map(|pair| self.view.denials(ids.iter().copied(), Some(pair)));
        grounds.denied = denied.collect();
        grounds.denied.sort_unstable();
        grounds.denied.dedup();
        let mut kinds: Vec<Kind> = grounds.statements.iter().map(|one| one.kind()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let members = found.members.into_iter();
        let members =
            members.map(|(actor, (holds, sure, on))| self.member(actor, (holds, sure), &on));
        CollectiveAssociate {
            role,
            other: self.view.graph().actor_ref(other),
            kinds,
            days: found.days,
            members: members.collect(),
            grounds,
        }
    }

    /// Calls a function with everything that puts another actor in a role to an actor of the collective.
    fn each_in_role(&self, actor: ActorId, role: Role, mut call: impl FnMut(ActorId, Said<'g>)) {
        let view = self.view;
        for neighbor in view.neighbors(actor) {
            if !is_in_role(actor, neighbor, role) {
                continue;
            }
            let other = neighbor.actor.id();
            let Some(days) = self.days_without(actor, other) else {
                continue;
            };
            let tie = neighbor.tie;
            let days_of_tie = view.tie_days(neighbor);
            let said = match tie.kind() {
                Kind::Relation(_) => view.held_on(neighbor, &days).map(|standing| Said {
                    statements: Vec::new(),
                    days: days_of_tie,
                    standing,
                    surest: standing.1,
                    on: days.all().possibly.clone(),
                }),
                Kind::Event(_) => {
                    let saying = view.statements_of_tie(tie.id());
                    self.said(&days, &saying, days_of_tie)
                }
            };
            if let Some(said) = said {
                let statements = view.tie_statements(tie).collect();
                call(other, Said { statements, ..said });
            }
        }
        if role != Role::Partner {
            return;
        }
        view.each_company(actor, |other, statement, _| {
            let days = view.graph().days_of(statement.id()).into();
            let own = self.days_without(actor, other);
            let said = own.and_then(|own| self.said(&own, &[statement.id()], days));
            if let Some(said) = said {
                let statements = vec![statement];
                call(other, Said { statements, ..said });
            }
        });
        view.each_company_told_twice(actor, |other, saying, _, days| {
            let own = self.days_without(actor, other);
            let said = own.and_then(|own| self.said(&own, saying, days));
            if let Some(said) = said {
                let statements = saying.iter().map(|&id| view.graph().statement_ref(id));
                let statements = statements.collect();
                call(other, Said { statements, ..said });
            }
        });
    }

    /// Returns the role that some statements of an event give on some days.
    fn said(
        &self,
        days: &DaysBySurety,
        saying: &[StatementId],
        of_event: DaySpan,
    ) -> Option<Said<'g>> {
        let view = self.view;
        let own = days.within(&SureDays::within(view.event_window()));
        let (holds, certainty) = own.surest_of(view, saying)?;
        let (_, surest) = own.surest(|days| view.said_on(saying, days))?;
        let holds = view.shown(holds)?;
        Some(Said {
            statements: Vec::new(),
            days: of_event,
            standing: (holds, certainty),
            surest,
            on: own.all().possibly.meet(&of_event.spans()),
        })
    }
}
