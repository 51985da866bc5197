//! The contents of a picture: lines, deeds, memberships and departures.

use super::joint;
use super::line::Line;
use crate::export::dot::writing::style::Look;
use crate::export::kit::written_or_span;
use crate::graph::{ActorRef, StatementRef};
use crate::model::{
    ActorId, Certainty, Day, End, Ends, EventKind, Holds, RelationKind, Sign, TieId, When, Window,
};
use crate::query::{Cause, Change, ChangeKind, Grounds, Happening};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// The contents of a picture.
#[derive(Debug)]
pub(in crate::export::dot) struct Scene<'g> {
    /// The last day of the picture, for which frames are drawn; `None` is all of time.
    pub(in crate::export::dot) last: Option<Day>,
    /// All actors that are drawn.
    pub(in crate::export::dot) actors: BTreeSet<ActorId>,
    /// Relations other than memberships; those of one pair with the same look are one line.
    pub(in crate::export::dot) lines: Vec<Line<'g>>,
    /// Memberships that can hold on the last day, one for each pair.
    pub(in crate::export::dot) belongings: Vec<Belonging<'g>>,
    /// Memberships that ended in the days of the picture.
    pub(in crate::export::dot) departures: Vec<Departure<'g>>,
    /// The positions of each actor's departures in `departures`.
    left: BTreeMap<ActorId, Vec<usize>>,
    /// The events.
    pub(in crate::export::dot) deeds: Vec<Deed<'g>>,
    /// The number of events with too many actors on one side for lines between them.
    pub(in crate::export::dot) crowded: usize,
}

/// A membership of an actor in a coalition.
#[derive(Debug)]
pub(in crate::export::dot) struct Belonging<'g> {
    pub(in crate::export::dot) member: ActorId,
    pub(in crate::export::dot) coalition: ActorId,
    /// The first day on which it can have begun.
    pub(in crate::export::dot) start: Day,
    pub(in crate::export::dot) grounds: Grounds<'g>,
}

/// A membership that ended.
#[derive(Debug)]
pub(in crate::export::dot) struct Departure<'g> {
    pub(in crate::export::dot) member: ActorId,
    pub(in crate::export::dot) coalition: ActorId,
    /// The date in words.
    pub(in crate::export::dot) when: String,
    pub(in crate::export::dot) change: Change<'g>,
}

/// An event, and the part of each actor in it.
#[derive(Debug)]
pub(in crate::export::dot) struct Deed<'g> {
    pub(in crate::export::dot) look: Look,
    pub(in crate::export::dot) happening: Happening<'g>,
    pub(in crate::export::dot) parts: BTreeMap<ActorId, Involvement>,
    /// The number of actors with a part in the event that the view does not show.
    pub(in crate::export::dot) hidden: usize,
}

/// The part of an actor in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::export::dot) enum Involvement {
    /// It took part, at neither end of the event.
    Beside,
    /// It acted.
    Acts,
    /// It was acted upon.
    Hit,
    /// It acted and was acted upon, as in a clash of sides.
    Both,
}

impl<'g> Scene<'g> {
    /// Collects the contents of a view; actors without ties are included if `is_with_isolated`.
    pub(in crate::export::dot) fn new(view: View<'g, '_>, is_with_isolated: bool) -> Self {
        let last = last_day(view);
        let (mut lines, belongings) = relations(view, last);
        let (beside, crowded) = joint::lines(view, &lines);
        lines.extend(beside);
        let departures = departures(view, last);
        let deeds = deeds(view, &departures);
        let mut actors = BTreeSet::new();
        actors.extend(lines.iter().flat_map(|line| [line.from, line.to]));
        actors.extend(
            belongings
                .iter()
                .flat_map(|one| [one.member, one.coalition]),
        );
        actors.extend(
            departures
                .iter()
                .flat_map(|one| [one.member, one.coalition]),
        );
        actors.extend(deeds.iter().flat_map(|deed| deed.parts.keys().copied()));
        if is_with_isolated {
            actors.extend(view.actors().map(|present| present.actor.id()));
        }
        let mut left: BTreeMap<ActorId, Vec<usize>> = BTreeMap::new();
        for (place, one) in departures.iter().enumerate() {
            left.entry(one.member).or_default().push(place);
        }
        Self {
            last,
            actors,
            lines,
            belongings,
            departures,
            left,
            deeds,
            crowded,
        }
    }

    /// Creates a scene of lines and memberships only, for all of time.
    pub(in crate::export::dot) fn of_lines(
        actors: BTreeSet<ActorId>,
        lines: Vec<Line<'g>>,
        mut belongings: Vec<Belonging<'g>>,
    ) -> Self {
        belongings.sort_by_key(|one| (one.member, one.coalition));
        Self {
            last: None,
            actors,
            lines,
            belongings,
            departures: Vec::new(),
            left: BTreeMap::new(),
            deeds: Vec::new(),
            crowded: 0,
        }
    }

    /// Iterates over the memberships of an actor that can hold on the last day.
    pub(in crate::export::dot) fn belongings_of(
        &self,
        member: ActorId,
    ) -> impl Iterator<Item = &Belonging<'g>> {
        // sorted by member
        let first = self.belongings.partition_point(|one| one.member < member);
        let rest = self.belongings[first..].iter();
        rest.take_while(move |one| one.member == member)
    }

    /// Iterates over the memberships of an actor that ended.
    pub(in crate::export::dot) fn departures_of(
        &self,
        member: ActorId,
    ) -> impl Iterator<Item = &Departure<'g>> {
        let places = self.left.get(&member).into_iter().flatten();
        places.map(|&place| &self.departures[place])
    }

    /// Iterates over the grounds of everything that is drawn.
    pub(in crate::export::dot) fn grounds(&self) -> impl Iterator<Item = &Grounds<'g>> {
        let lines = self.lines.iter().map(|line| &line.grounds);
        let belongings = self.belongings.iter().map(|one| &one.grounds);
        let departures = self.departures.iter().map(|one| &one.change.grounds);
        let deeds = self.deeds.iter().map(|deed| &deed.happening.grounds);
        lines.chain(belongings).chain(departures).chain(deeds)
    }
}

/// Returns the last day of the view's window; if the window is endless, the day for which the record speaks.
pub(in crate::export::dot) fn last_day(view: View<'_, '_>) -> Option<Day> {
    let end = view.window().to;
    if end.is_finite() {
        return Some(end.previous());
    }
    view.graph().record().as_of()
}

/// Ties of one pair, and how each holds.
pub(in crate::export::dot) type Ties = Vec<(TieId, Holds)>;

/// Returns the relations of a view as lines, and as memberships that can hold on the last day.
fn relations<'g>(view: View<'g, '_>, last: Option<Day>) -> (Vec<Line<'g>>, Vec<Belonging<'g>>) {
    let graph = view.graph();
    let mut folded: BTreeMap<(ActorId, ActorId, Look, bool), Ties> = BTreeMap::new();
    let mut members: BTreeMap<(ActorId, ActorId), Ties> = BTreeMap::new();
    for (id, holds) in view.relation_ties() {
        let tie = graph.tie_ref(id);
        let (from, to) = (tie.from().id(), tie.to().id());
        let Some(kind) = tie.kind().relation() else {
            continue;
        };
        if kind == RelationKind::Membership {
            if is_on(view, id, last) {
                members.entry((from, to)).or_default().push((id, holds));
            }
        } else if tie.is_directed() {
            let key = (from, to, look(kind), true);
            folded.entry(key).or_default().push((id, holds));
        } else {
            let key = (from.min(to), from.max(to), look(kind), false);
            folded.entry(key).or_default().push((id, holds));
        }
    }
    // allies need no second line for joint operations
    let allied: Vec<_> = folded
        .keys()
        .filter(|key| key.2 == Look::Alliance)
        .copied()
        .collect();
    for (from, to, _, is_directed) in allied {
        if let Some(more) = folded.remove(&(from, to, Look::Cooperation, is_directed)) {
            let key = (from, to, Look::Alliance, is_directed);
            folded.entry(key).or_default().extend(more);
        }
    }
    let lines = folded
        .into_iter()
        .map(|((from, to, look, is_directed), ties)| Line {
            look,
            from,
            to,
            is_directed,
            until: until(view, &ties, last),
            events: None,
            grounds: grounds(view, &ties, look),
        });
    let belongings = members
        .into_iter()
        .map(|((member, coalition), ties)| Belonging {
            member,
            coalition,
            start: ties
                .iter()
                .map(|&(tie, _)| view.tie_time(tie).bounds().first_start())
                .min()
                .unwrap_or(Day::BEFORE_ALL),
            grounds: grounds(view, &ties, Look::Membership),
        });
    (lines.collect(), belongings.collect())
}

/// Returns the grounds of several ties with one look; their certainty is the highest among the ties whose
/// kind gives the look.
fn grounds<'g>(view: View<'g, '_>, ties: &[(TieId, Holds)], kind: Look) -> Grounds<'g> {
    let graph = view.graph();
    let tie = |&(tie, _): &(TieId, Holds)| graph.tie_ref(tie);
    let of_kind = |one: &&(TieId, Holds)| {
        let own = tie(one).kind().relation().map(look);
        kind == Look::Membership || own == Some(kind)
    };
    let leading = ties.iter().filter(of_kind);
    // both come from one tie: the most certain among those that hold best
    let standing = leading.map(|&(tie, holds)| (holds, view.tie_certainty(tie)));
    let (holds, certainty) = standing
        .max()
        .unwrap_or((Holds::Possibly, Certainty::Alleged));
    Grounds::new(
        view,
        holds,
        certainty,
        ties.iter().flat_map(|one| view.tie_statements(tie(one))),
    )
}

/// Whether a tie can hold on the last day.
fn is_on(view: View<'_, '_>, tie: TieId, last: Option<Day>) -> bool {
    last.is_none_or(|day| view.tie_time(tie).all.readings.on(day).is_some())
}

/// Describes the end of a relation, if none of the ties can hold on the last day.
pub(in crate::export::dot) fn until(
    view: View<'_, '_>,
    ties: &[(TieId, Holds)],
    last: Option<Day>,
) -> Option<String> {
    if ties.iter().any(|&(tie, _)| is_on(view, tie, last)) {
        return None;
    }
    let mut ends = ties.iter().map(|&(tie, _)| {
        let statement = view.graph().tie_ref(tie).statement();
        let course = view.tie_time(tie);
        let cause = course
            .all
            .causes
            .first()
            .map(|&cause| Cause::of(view.graph(), cause));
        let cause = cause.and_then(|cause| cause.event()?.record().event()?.when.as_ref());
        let bounds = course.bounds();
        let written = cause.into_iter().chain(end_of(statement));
        written_or_span(written, bounds.first_end(), bounds.last_end())
    });
    Some(match ends.next_back() {
        Some(end) => format!("ended {end}"),
        None => String::from("ended"),
    })
}

/// Returns the stated end of a relation.
fn end_of(statement: StatementRef<'_>) -> Option<&When> {
    match statement.record().relation()?.period.end() {
        End::On(when) => Some(when),
        _ => None,
    }
}

pub(in crate::export::dot) const fn look(kind: RelationKind) -> Look {
    match kind {
        RelationKind::Membership => Look::Membership,
        RelationKind::PartOf => Look::PartOf,
        RelationKind::Alliance => Look::Alliance,
        RelationKind::Cooperation => Look::Cooperation,
        RelationKind::Affiliation => Look::Affiliation,
        RelationKind::Support => Look::Support,
        RelationKind::Hosting => Look::Hosting,
        RelationKind::Rivalry | RelationKind::Belligerence => Look::Rivalry,
        RelationKind::Agreement
        | RelationKind::Ceasefire
        | RelationKind::Neutrality
        | RelationKind::Other => Look::Neutral,
    }
}

/// Returns the memberships that ended in the days of the picture, by relations or by events.
fn departures<'g>(view: View<'g, '_>, last: Option<Day>) -> Vec<Departure<'g>> {
    let mut wide = view;
    let (one, other) = (view.window, view.event_window);
    wide.window = match (one.is_empty(), other.is_empty()) {
        (false, false) => Window {
            from: one.from.min(other.from),
            to: one.to.max(other.to),
        },
        (true, _) => other,
        (false, true) => one,
    };
    let changes = wide.changes().into_iter();
    let left = changes.filter(|change| change.kind == ChangeKind::Left);
    let by_then = left.filter(|change| last.is_none_or(|day| change.days.first <= day));
    let departure = by_then.filter_map(|change| {
        let cause = change
            .cause
            .and_then(|cause| cause.event()?.record().event()?.when.as_ref());
        let stated = change.grounds.statements.iter();
        let written = cause
            .into_iter()
            .chain(stated.filter_map(|one| end_of(*one)));
        let when = written_or_span(written, change.days.first, change.days.last);
        Some(Departure {
            member: change.actor.id(),
            coalition: change.other?.id(),
            when,
            change,
        })
    });
    departure.collect()
}

/// Returns the happenings of a view, except splits that are already drawn as a departure.
fn deeds<'g>(view: View<'g, '_>, departures: &[Departure<'g>]) -> Vec<Deed<'g>> {
    let deed = |happening: Happening<'g>| {
        let mut parts: BTreeMap<ActorId, Involvement> = BTreeMap::new();
        for statement in &happening.grounds.statements {
            let is_signed = statement.kind().sign() == Sign::Negative;
            for (actor, part) in parts_of(&statement.record().ends, is_signed) {
                let known = parts.entry(actor).or_insert(part);
                *known = known.with(part);
            }
        }
        let all = parts.len();
        parts.retain(|&actor, _| view.is_among(actor));
        let kinds = || {
            happening
                .grounds
                .statements
                .iter()
                .filter_map(|one| one.kind().event())
        };
        let look = if kinds().any(|kind| kind.sign() == Sign::Negative) {
            Look::Attack
        } else if kinds().any(EventKind::is_lineage) {
            Look::Lineage
        } else {
            Look::Happened
        };
        Deed {
            look,
            hidden: all - parts.len(),
            parts,
            happening,
        }
    };
    let left: BTreeSet<(ActorId, ActorId)> = departures
        .iter()
        .map(|left| (left.coalition, left.member))
        .collect();
    let is_departure = |happening: &Happening<'g>| {
        let mut statements = happening.grounds.statements.iter();
        statements.all(|one| {
            one.kind() == EventKind::Split.into()
                && one
                    .record()
                    .ends
                    .pairs()
                    .into_iter()
                    .all(|pair| left.contains(&pair))
        })
    };
    let all = view.events().into_iter();
    all.filter(|happening| !is_departure(happening))
        .map(deed)
        .collect()
}

impl Involvement {
    /// Combines two parts of the same actor.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Acts, Self::Hit) | (Self::Hit, Self::Acts) => Self::Both,
            (one, other) => one.max(other),
        }
    }
}

fn parts_of(ends: &Ends, is_signed: bool) -> Vec<(ActorId, Involvement)> {
    let each = if is_signed {
        Involvement::Both
    } else {
        Involvement::Beside
    };
    match ends {
        Ends::Directed { from, to } => {
            let acts = from.iter().map(|&actor| (actor, Involvement::Acts));
            acts.chain(to.iter().map(|&actor| (actor, Involvement::Hit)))
                .collect()
        }
        Ends::Mutual(_) | Ends::Sided(_) => ends.actors().map(|actor| (actor, each)).collect(),
        Ends::Alone(all) => all
            .iter()
            .map(|&actor| (actor, Involvement::Acts))
            .collect(),
    }
}

/// Returns an actor of the view's graph.
pub(in crate::export::dot) fn actor<'g>(view: View<'g, '_>, id: ActorId) -> ActorRef<'g> {
    view.graph().actor_ref(id)
}
