//! The rows of a view: its actors, and its statements with their ties.

use super::dates::end_state;
use super::left_out::LeftOut;
use crate::graph::{ActorGraph, ActorRef, Lived, StatementRef, TieRef};
use crate::model::{
    Bounds, Certainty, Day, End, Holds, Kind, Period, PlaceId, SourceId, Spans, StatementId, TieId,
    Window,
};
use crate::query::{Cause, Killed};
use crate::view::View;
use std::collections::BTreeSet;

/// The actors and statements of a view, sorted as the formats need them.
///
/// The row of a statement is built on request, so that a million rows need not be held in memory.
#[derive(Debug)]
pub(in crate::export) struct Rows<'g, 'f> {
    pub(in crate::export) graph: &'g ActorGraph,
    view: View<'g, 'f>,
    /// The actors of the view and all others that a written statement names, sorted by key.
    pub(in crate::export) actors: Vec<ActorRow<'g>>,
    pub(in crate::export) left_out: LeftOut,
    /// The statements of the view and how they hold, sorted.
    shown: Vec<(StatementId, Holds)>,
    ties: Vec<Tied>,
}

/// A tie of a statement of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Tied {
    statement: StatementId,
    tie: TieId,
    /// The tie that represents all statements of the same tie.
    leading: TieId,
    holds: Holds,
}

/// All rows of a view in memory, for formats that read them several times.
#[derive(Debug)]
pub(in crate::export) struct Gathered<'g> {
    pub(in crate::export) actors: Vec<ActorRow<'g>>,
    pub(in crate::export) statements: Vec<StatementRow<'g>>,
}

#[derive(Debug)]
pub(in crate::export) struct ActorRow<'g> {
    pub(in crate::export) actor: ActorRef<'g>,
    /// The days on which the actor existed, as the view has them.
    pub(in crate::export) bounds: Bounds,
    /// Its active periods, as the view knows them.
    pub(in crate::export) lives: Vec<Lived>,
    /// `None` if the actor is not in the view, and a statement of the view only names it.
    pub(in crate::export) holds: Option<Holds>,
}

#[derive(Debug)]
pub(in crate::export) struct StatementRow<'g> {
    pub(in crate::export) statement: StatementRef<'g>,
    pub(in crate::export) holds: Holds,
    /// The ties that the view shows: an event may have none.
    pub(in crate::export) ties: Vec<TieRow<'g>>,
    /// Whether this is an event with too many ties to list, so that `ties` is empty.
    pub(in crate::export) is_crowded: bool,
    /// The first statement of the view about the same happening; `None` for relations.
    pub(in crate::export) happening: Option<StatementRef<'g>>,
    /// The deaths of the happening; set on its first statement in the view only, so that nobody is counted twice.
    pub(in crate::export) killed: Option<Killed<'g>>,
    /// Whether the view's filters admit the statement's own toll, if it has one.
    pub(in crate::export) admits_toll: bool,
    /// Statements that the view knows and that deny this one.
    pub(super) denied: Vec<StatementRef<'g>>,
}

#[derive(Debug)]
pub(in crate::export) struct TieRow<'g> {
    pub(in crate::export) tie: TieRef<'g>,
    pub(in crate::export) holds: Holds,
    pub(in crate::export) bounds: Bounds,
    /// The event or dissolution that ended the tie, if the statement's own end did not.
    pub(in crate::export) ended_by: Option<Cause<'g>>,
    /// The days on which it can hold.
    pub(in crate::export) spans: Spans,
    /// The days on which the answer about the tie can change.
    pub(in crate::export) cuts: Vec<Day>,
    /// The certainty of the tie, by all its statements.
    pub(in crate::export) certainty: Certainty,
    /// All statements about the same tie, including this one.
    pub(in crate::export) tellings: Vec<StatementRef<'g>>,
    /// Whether this row represents all of `tellings`.
    pub(in crate::export) is_first: bool,
    /// Statements that the view knows and that deny this tie.
    pub(in crate::export) denied: Vec<StatementRef<'g>>,
}

impl TieRow<'_> {
    /// Returns the state of the tie's end as a word: `known` if its bounds have a last day, whichever statement or
    /// event gives it.
    pub(in crate::export) fn end_state(&self, period: &Period) -> &'static str {
        match period.end() {
            _ if self.bounds.last_end().is_finite() => "known",
            End::Ongoing if self.ended_by.is_some() => "unknown",
            end => end_state(end),
        }
    }
}

impl<'g, 'f> Rows<'g, 'f> {
    /// Collects the rows of a view.
    pub(in crate::export) fn of(view: View<'g, 'f>) -> Self {
        let graph = view.graph();
        let mut ties = Vec::new();
        for (leading, holds) in view.tie_ids() {
            for tie in view.tellings_of_tie(leading) {
                ties.push(Tied {
                    statement: graph.statement_of_tie(tie),
                    tie,
                    leading,
                    holds,
                });
            }
        }
        ties.sort_unstable();
        let mut shown = Vec::new();
        let mut rest = &ties[..];
        for number in (0_u32..).take(graph.statements().len()) {
            let id = StatementId::new(number);
            let count = rest.iter().take_while(|tied| tied.statement == id).count();
            let (own, others) = rest.split_at(count);
            rest = others;
            let holds = match graph.kind_of(id) {
                Kind::Event(_) => view.holds_as_told(id),
                Kind::Relation(_) => own.iter().map(|tied| tied.holds).max(),
            };
            shown.extend(holds.map(|holds| (id, holds)));
        }
        shown.sort_by_key(|(id, _)| graph.statement_ref(*id));
        let mut left_out = LeftOut::default();
        let denied = view.denied().into_iter();
        let denied = denied.filter(|denial| denial.toll.is_none());
        let denied = denied.map(|denial| denial.statement.key());
        left_out.note(
            "denied statements, which are not written in this form",
            denied,
        );
        let withdrawn = withdrawn(view);
        left_out.note(
            "withdrawn statements, which the view does not show",
            withdrawn,
        );
        Self {
            graph,
            view,
            actors: actor_rows(view, &shown),
            left_out,
            shown,
            ties,
        }
    }

    /// Returns the view whose rows these are.
    pub(in crate::export) const fn view(&self) -> View<'g, 'f> {
        self.view
    }

    /// Iterates over the statements without their ties.
    pub(in crate::export) fn statement_refs(&self) -> impl Iterator<Item = StatementRef<'g>> {
        let graph = self.graph;
        self.shown
            .iter()
            .map(move |(id, _)| graph.statement_ref(*id))
    }

    /// Iterates over the statements with their ties; each row is built when the iterator reaches it.
    pub(in crate::export) fn statements(&self) -> impl Iterator<Item = StatementRow<'g>> {
        self.shown
            .iter()
            .map(|&(id, holds)| self.statement(id, holds))
    }

    /// Iterates over the statements with their ties, but gives an event that is written as a whole only its first tie:
    /// an event of n actors against n needs no n² ties.
    pub(in crate::export) fn statements_of_whole_events(
        &self,
    ) -> impl Iterator<Item = StatementRow<'g>> {
        self.shown.iter().map(|&(id, holds)| {
            let is_whole =
                matches!(self.graph.kind_of(id), Kind::Event(kind) if !kind.is_lineage());
            let own = self.ties_of(id);
            let first = || own.iter().min_by_key(|tied| self.graph.tie_ref(tied.tie));
            match is_whole.then(first).flatten() {
                Some(first) => self.row(id, holds, std::slice::from_ref(first)),
                None => self.row(id, holds, own),
            }
        })
    }

    /// Iterates over the statements with their ties; an event with more than `most` ties gets none.
    pub(in crate::export) fn statements_of_few_ties(
        &self,
        most: usize,
    ) -> impl Iterator<Item = StatementRow<'g>> {
        self.shown.iter().map(move |&(id, holds)| {
            let own = self.ties_of(id);
            let is_crowded = own.len() > most && matches!(self.graph.kind_of(id), Kind::Event(_));
            let row = self.row(id, holds, if is_crowded { &[] } else { own });
            StatementRow { is_crowded, ..row }
        })
    }

    /// Returns the statements of the view and how they hold, sorted.
    #[cfg(feature = "arrow")]
    pub(in crate::export) fn shown(&self) -> &[(StatementId, Holds)] {
        &self.shown
    }

    /// Iterates over the rows of those statements for which `is_wanted` returns true.
    pub(in crate::export) fn statements_that(
        &self,
        is_wanted: impl Fn(StatementRef<'g>) -> bool,
    ) -> impl Iterator<Item = StatementRow<'g>> {
        let graph = self.graph;
        let wanted = self.shown.iter();
        let wanted = wanted.filter(move |(id, _)| is_wanted(graph.statement_ref(*id)));
        wanted.map(|&(id, holds)| self.statement(id, holds))
    }

    /// Builds all rows.
    pub(in crate::export) fn gathered(self) -> Gathered<'g> {
        Gathered {
            statements: self.statements().collect(),
            actors: self.actors,
        }
    }

    /// Builds the row of a statement, given how it holds.
    pub(in crate::export) fn statement(&self, id: StatementId, holds: Holds) -> StatementRow<'g> {
        self.row(id, holds, self.ties_of(id))
    }

    /// Returns the ties of a statement.
    fn ties_of(&self, id: StatementId) -> &[Tied] {
        let first = self.ties.partition_point(|tied| tied.statement < id);
        let rest = &self.ties[first..];
        &rest[..rest.partition_point(|tied| tied.statement == id)]
    }

    /// Builds the row of a statement, given how it holds, with some of its ties.
    fn row(&self, id: StatementId, holds: Holds, ties: &[Tied]) -> StatementRow<'g> {
        let (graph, view) = (self.graph, self.view);
        let statement = graph.statement_ref(id);
        let mut ties: Vec<TieRow<'g>> = ties.iter().map(|tied| tie_row(view, *tied)).collect();
        ties.sort_by_key(|row| row.tie);
        let Some(event) = statement.record().event() else {
            return StatementRow {
                statement,
                holds,
                ties,
                is_crowded: false,
                happening: None,
                killed: None,
                admits_toll: true,
                denied: view.denials_of(id),
            };
        };
        let mut tellings = graph.tellings(id);
        let first = tellings.find(|&id| view.holds_as_told(id).is_some());
        let first = first.unwrap_or(id);
        let toll = event.killed.as_ref();
        // saves the lookup of the deaths if no statement of the happening gives a figure
        let has_toll = || {
            let mut tellings = graph.tellings(id);
            tellings.any(|id| graph.statement_ref(id).deaths().is_some())
        };
        let killed = || view.happening(id)?.killed;
        StatementRow {
            statement,
            holds,
            ties,
            is_crowded: false,
            happening: Some(graph.statement_ref(first)),
            killed: (first == id && has_toll()).then(killed).flatten(),
            admits_toll: toll.is_none_or(|toll| view.admits_toll(id, toll)),
            denied: view.denials_of(id),
        }
    }
}

fn tie_row<'g>(view: View<'g, '_>, tied: Tied) -> TieRow<'g> {
    let graph = view.graph();
    let (tie, id) = (graph.tie_ref(tied.tie), tied.leading);
    let (bounds, spans, ended_by, all) = match graph.kind_of(tied.statement) {
        Kind::Event(_) => {
            let bounds = view.bounds_of_tie(id);
            let (spans, cuts) = view.days_of_happening(id, bounds);
            (bounds, spans, None, cuts)
        }
        Kind::Relation(_) => {
            let course = view.tie_time(id);
            let cause = course.all.causes.first();
            let cause = cause.map(|&cause| Cause::of(graph, cause));
            let readings = course.iter().flat_map(|level| level.readings.as_slice());
            let all: Vec<Day> = readings.clone().flat_map(|bounds| cuts(*bounds)).collect();
            let spans = Spans::of(readings.map(|bounds| bounds.span()).collect());
            (course.bounds_in(view.window()), spans, cause, all)
        }
    };
    TieRow {
        tie,
        holds: tied.holds,
        bounds,
        ended_by,
        spans,
        cuts: all,
        certainty: view.tie_certainty(id),
        tellings: view.tie_statements(graph.tie_ref(id)).collect(),
        is_first: tied.tie == id,
        denied: view.denials_of_ties([tie]),
    }
}

impl Rows<'_, '_> {
    /// Collects the places of the events.
    pub(in crate::export) fn places(&self) -> BTreeSet<PlaceId> {
        let events = self.statement_refs();
        let events = events.filter_map(|statement| statement.record().event());
        events
            .flat_map(|event| event.places.iter().copied())
            .collect()
    }

    /// Collects the sources that actors and statements name.
    pub(in crate::export) fn sources(&self) -> BTreeSet<SourceId> {
        let actors = self.actors.iter();
        let actors = actors.flat_map(|row| row.actor.record().all_evidence());
        let statements = self.statement_refs();
        let all = actors.chain(statements.map(|statement| &*statement.record().evidence));
        all.flat_map(|evidence| evidence.sources.iter().copied())
            .collect()
    }
}

/// Returns the keys of the withdrawn statements that the view would show otherwise. Bulk rows are never withdrawn.
fn withdrawn(view: View<'_, '_>) -> Vec<String> {
    let graph = view.graph();
    let own = u32::try_from(graph.record().statements().len()).unwrap_or(u32::MAX);
    let ids = (0..own).map(StatementId::new);
    let withdrawn = ids.filter(|&id| view.is_withdrawn(id));
    withdrawn
        .map(|id| graph.statement_ref(id).key().to_owned())
        .collect()
}

fn actor_rows<'g>(view: View<'g, '_>, shown: &[(StatementId, Holds)]) -> Vec<ActorRow<'g>> {
    let graph = view.graph();
    let mut named = BTreeSet::new();
    for (id, _) in shown {
        let statement = graph.statement_ref(*id).record();
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
    /// Returns how the happening of an event statement holds; `None` if it cannot have been as this statement says.
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

    /// Returns all days on which the tie of an event can have been, including those that only a less certain statement
    /// excludes, and the days on which an answer about it can change.
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

/// Names in a table cell what ended a tie: the id of an event, or `end of KEY` for an actor.
pub(in crate::export) fn ender_key(cause: Cause<'_>) -> String {
    match cause {
        Cause::Event(event) => event.key().to_owned(),
        Cause::Dissolution(actor) => format!("end of {}", actor.key()),
    }
}
