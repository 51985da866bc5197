//! What of a view is written: its actors, and its statements with their ties.

use super::left_out::LeftOut;
use crate::graph::{ActorGraph, ActorRef, Lived, StatementRef, TieRef};
use crate::model::{
    Bounds, Certainty, Day, Holds, PlaceId, SourceId, Spans, StatementId, TieId, Window,
};
use crate::query::{Cause, Killed};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// The actors and statements of a view, in their stated orders.
#[derive(Debug)]
pub(in crate::export) struct Rows<'g> {
    pub(in crate::export) graph: &'g ActorGraph,
    /// Those of the view, and whoever else a written statement names; by key.
    pub(in crate::export) actors: Vec<ActorRow<'g>>,
    pub(in crate::export) statements: Vec<StatementRow<'g>>,
    pub(in crate::export) left_out: LeftOut,
}

#[derive(Debug)]
pub(in crate::export) struct ActorRow<'g> {
    pub(in crate::export) actor: ActorRef<'g>,
    /// When it existed, as the view has it.
    pub(in crate::export) bounds: Bounds,
    /// Its active periods, as the view knows them.
    pub(in crate::export) lives: Vec<Lived>,
    /// `None`: it is not in the view, and merely named by what is.
    pub(in crate::export) holds: Option<Holds>,
}

#[derive(Debug)]
pub(in crate::export) struct StatementRow<'g> {
    pub(in crate::export) statement: StatementRef<'g>,
    pub(in crate::export) holds: Holds,
    /// The ties of the view: an event may have none.
    pub(in crate::export) ties: Vec<TieRow<'g>>,
    /// The first statement of the view that tells of the same; of events alone.
    pub(in crate::export) happening: Option<StatementRef<'g>>,
    /// The deaths of the happening, on its first statement of the view alone.
    pub(in crate::export) killed: Option<Killed<'g>>,
    /// Whether the view's filters admit the statement's own toll, if it has one.
    pub(in crate::export) admits_toll: bool,
    /// Its known denials.
    pub(super) denied: Vec<StatementRef<'g>>,
}

#[derive(Debug)]
pub(in crate::export) struct TieRow<'g> {
    pub(in crate::export) tie: TieRef<'g>,
    pub(in crate::export) holds: Holds,
    pub(in crate::export) bounds: Bounds,
    /// What ended it apart from its own end.
    pub(in crate::export) ended_by: Option<Cause<'g>>,
    /// The days on which it can hold.
    pub(in crate::export) spans: Spans,
    /// The days on which an answer about it can change.
    pub(in crate::export) cuts: Vec<Day>,
    /// How sure it is.
    pub(in crate::export) certainty: Certainty,
    /// The statements that tell of the same tie, itself among them.
    pub(in crate::export) tellings: Vec<StatementRef<'g>>,
    /// Whether it stands for all of these: the others say the same of it.
    pub(in crate::export) is_first: bool,
    /// The known denials of it.
    pub(in crate::export) denied: Vec<StatementRef<'g>>,
}

impl<'g> Rows<'g> {
    /// What a view shows.
    pub(in crate::export) fn of(view: View<'g, '_>) -> Self {
        let graph = view.graph();
        let mut ties: BTreeMap<StatementId, Vec<TieRow<'g>>> = BTreeMap::new();
        for (id, holds) in view.tie_ids() {
            let tie = graph.tie_ref(id);
            let statement = tie.statement();
            let certainty = view.tie_certainty(id);
            let row = |tie, bounds, spans, cause, cuts| TieRow {
                tie,
                holds,
                bounds,
                spans,
                ended_by: cause,
                cuts,
                certainty,
                tellings: vec![statement],
                is_first: true,
                denied: view.denials_of_ties([tie]),
            };
            if statement.kind().event().is_some() {
                let bounds = view.bounds_of_tie(id);
                let (spans, cuts) = view.days_of_happening(id, bounds);
                let tellings: Vec<StatementRef<'g>> = view.tie_statements(tie).collect();
                for telling in view.tellings_of_tie(id) {
                    let tie = graph.tie_ref(telling);
                    let mut own = row(tie, bounds, spans.clone(), None, cuts.clone());
                    own.tellings.clone_from(&tellings);
                    own.is_first = telling == id;
                    let of_statement = ties.entry(tie.statement().id()).or_default();
                    of_statement.push(own);
                }
                continue;
            }
            let course = view.tie_time(id);
            let cause = course
                .all
                .causes
                .first()
                .map(|&cause| Cause::of(graph, cause));
            let readings = course.iter().flat_map(|level| level.readings.as_slice());
            let all: Vec<Day> = readings.clone().flat_map(|bounds| cuts(*bounds)).collect();
            let spans = Spans::of(readings.map(|bounds| bounds.span()).collect());
            let tellings: Vec<StatementRef<'g>> = view.tie_statements(tie).collect();
            for telling in view.tellings_of_tie(id) {
                let tie = graph.tie_ref(telling);
                let mut own = row(
                    tie,
                    course.bounds_in(view.window()),
                    spans.clone(),
                    cause,
                    all.clone(),
                );
                own.tellings.clone_from(&tellings);
                own.is_first = telling == id;
                let of_statement = ties.entry(tie.statement().id()).or_default();
                of_statement.push(own);
            }
        }
        let mut statements = Vec::new();
        for number in (0_u32..).take(graph.statements().len()) {
            let id = StatementId::new(number);
            let mut ties = ties.remove(&id).unwrap_or_default();
            ties.sort_by_key(|row| row.tie);
            statements.extend(statement_row(view, id, ties));
        }
        statements.sort_by_key(|row| row.statement);
        let mut left_out = LeftOut::default();
        let denied = view.denied().into_iter();
        let denied = denied.filter(|denial| denial.toll.is_none());
        let denied = denied.map(|denial| denial.statement.key());
        left_out.note("denied statements, which no view shows", denied);
        let withdrawn = withdrawn(view);
        left_out.note(
            "withdrawn statements, which the view does not show",
            withdrawn,
        );
        Self {
            graph,
            actors: actor_rows(view, &statements),
            statements,
            left_out,
        }
    }
}

impl Rows<'_> {
    /// The places where its events were.
    pub(in crate::export) fn places(&self) -> BTreeSet<PlaceId> {
        let events = self.statements.iter();
        let events = events.filter_map(|row| row.statement.record().event());
        events
            .flat_map(|event| event.places.iter().copied())
            .collect()
    }

    /// The sources that actors and statements name.
    pub(in crate::export) fn sources(&self) -> BTreeSet<SourceId> {
        let actors = self.actors.iter();
        let actors = actors.flat_map(|row| row.actor.record().all_evidence());
        let statements = self.statements.iter();
        let all = actors.chain(statements.map(|row| &*row.statement.record().evidence));
        all.flat_map(|evidence| evidence.sources.iter().copied())
            .collect()
    }
}

/// The keys of those that the view would show, had nobody withdrawn them. No row is withdrawn.
fn withdrawn(view: View<'_, '_>) -> Vec<String> {
    let graph = view.graph();
    let own = u32::try_from(graph.record().statements().len()).unwrap_or(u32::MAX);
    let ids = (0..own).map(StatementId::new);
    let withdrawn = ids.filter(|&id| view.is_withdrawn(id));
    withdrawn
        .map(|id| graph.statement_ref(id).key().to_owned())
        .collect()
}

fn statement_row<'g>(
    view: View<'g, '_>,
    id: StatementId,
    ties: Vec<TieRow<'g>>,
) -> Option<StatementRow<'g>> {
    let graph = view.graph();
    let statement = graph.statement_ref(id);
    let Some(event) = statement.record().event() else {
        let holds = ties.iter().map(|tie| tie.holds).max()?;
        return Some(StatementRow {
            statement,
            holds,
            ties,
            happening: None,
            killed: None,
            admits_toll: true,
            denied: view.denials_of(id),
        });
    };
    let holds = view.holds_as_told(id)?;
    let mut tellings = graph.tellings(id);
    let first = tellings.find(|&id| view.holds_as_told(id).is_some())?;
    let killed = || view.happening(id)?.killed;
    let toll = event.killed.as_ref();
    Some(StatementRow {
        statement,
        holds,
        ties,
        happening: Some(graph.statement_ref(first)),
        killed: if first == id { killed() } else { None },
        admits_toll: toll.is_none_or(|toll| view.admits_toll(id, toll)),
        denied: view.denials_of(id),
    })
}

fn actor_rows<'g>(view: View<'g, '_>, statements: &[StatementRow<'g>]) -> Vec<ActorRow<'g>> {
    let graph = view.graph();
    let mut named = BTreeSet::new();
    for row in statements {
        let statement = row.statement.record();
        named.extend(statement.ends.actors());
        named.extend(&statement.evidence.by);
        let toll = statement.event().and_then(|event| event.killed.as_ref());
        named.extend(toll.into_iter().flat_map(|toll| &toll.by));
        let of = toll.into_iter().flat_map(|toll| toll.of.iter());
        named.extend(of.map(|loss| loss.actor));
    }
    named.extend(view.actors().map(|present| present.actor.id()));
    // an entry names its claimants, whose entries may name others
    let mut unread: Vec<_> = named.iter().copied().collect();
    while let Some(actor) = unread.pop() {
        let all = graph.record().actor(actor).all_evidence();
        let by = all.flat_map(|evidence| &evidence.by);
        unread.extend(by.filter(|&&id| named.insert(id)));
    }
    let row = |id| ActorRow {
        actor: graph.actor_ref(id),
        bounds: view.active_bounds(id),
        lives: view.lives(id).into_owned(),
        holds: view.actor_holds(id),
    };
    named.into_iter().map(row).collect()
}

impl View<'_, '_> {
    /// How the happening holds that an event's statement tells of, if it can be as this statement has it.
    fn holds_as_told(self, id: StatementId) -> Option<Holds> {
        let own = self.possibly().event_holds(id)?;
        let holds = if self.graph().told_with(id).is_some() {
            let counted = self.counted_tellings(id);
            let (_, holds, _) = self.happening_in(&counted, self.event_window())?;
            holds.and(self.known(id)?)
        } else {
            own
        };
        self.shown(holds)
    }

    /// All days on which an event's tie can have been, those that only a weaker telling excludes among
    /// them, and the days on which an answer about it can change.
    fn days_of_happening(self, tie: TieId, bounds: Bounds) -> (Spans, Vec<Day>) {
        let Some(told) = self.told_time_of_tie(tie) else {
            return (Spans::One(bounds.span()), cuts(bounds).to_vec());
        };
        let each = told.iter().map(|level| level.happened.bounds());
        let ways = told.iter().flat_map(|level| level.happened.ways());
        let ranges = ways.flat_map(|days| days.ranges().iter().copied());
        let spans = ranges.map(|(first, last)| Window {
            from: first,
            to: last.next(),
        });
        (Spans::of(spans.collect()), each.flat_map(cuts).collect())
    }
}

/// The days on which an answer about a period can change.
pub(in crate::export) fn cuts(bounds: Bounds) -> [Day; 4] {
    [
        bounds.first_start(),
        bounds.last_start(),
        bounds.first_end(),
        bounds.last_end(),
    ]
}

/// What ended a tie, in a word for a cell: the id of an event, or `end of KEY` of an actor.
pub(in crate::export) fn ender_key(cause: Cause<'_>) -> String {
    match cause {
        Cause::Event(event) => event.key().to_owned(),
        Cause::Dissolution(actor) => format!("end of {}", actor.key()),
    }
}
