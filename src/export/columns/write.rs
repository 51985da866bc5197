//! A graph or a view written as batches: one table after another, those of statements together.

use super::entries::{self, ActorTables};
use super::rows::{Rows, Take};
use super::statements::{ShownStatement, Statements};
use super::times;
use crate::export::kit;
use crate::graph::ActorGraph;
use crate::model::{ActorId, Holds, StatementId};
use crate::record::TableSchema;
use crate::view::View;
use std::collections::HashMap;
use std::io;

/// Writes every statement of a graph, with the days that the view of all time gives it.
pub(super) fn whole(graph: &ActorGraph, take: Take<'_>) -> io::Result<()> {
    let view = graph.ever();
    let shown = kit::Rows::of(view);
    let actors = graph.actors().map(|actor| {
        let holds = view.actor_holds(actor.id());
        (actor.id(), holds)
    });
    let actors: Vec<_> = actors.collect();
    let holds: HashMap<StatementId, Holds> = shown.shown().iter().copied().collect();
    let mut statements: Vec<_> = graph.statements().collect();
    statements.sort();
    let statements = statements.into_iter().map(|one| {
        let id = one.id();
        (id, holds.get(&id).copied())
    });
    write("graph", &shown, actors, statements, take)?;
    let mut lines = table("entries");
    entries::lines(&mut lines, graph, take)?;
    lines.finish(take)
}

/// Writes the rows of a view.
pub(super) fn view(view: View<'_, '_>, take: Take<'_>) -> io::Result<()> {
    let shown = kit::Rows::of(view);
    let actors = shown.actors.iter();
    let actors = actors.map(|row| (row.actor.id(), row.holds)).collect();
    let statements = shown.shown().iter().map(|&(id, holds)| (id, Some(holds)));
    write("view", &shown, actors, statements, take)?;
    table("entries").finish(take)
}

fn write(
    written: &str,
    shown: &kit::Rows<'_, '_>,
    actors: Vec<(ActorId, Option<Holds>)>,
    statements: impl Iterator<Item = (StatementId, Option<Holds>)>,
    take: Take<'_>,
) -> io::Result<()> {
    let view = shown.view();
    let graph = view.graph();
    let record = graph.record();
    each("record", take, |rows, take| {
        entries::record(rows, record, written, take)
    })?;
    each("coverage", take, |rows, take| {
        entries::coverage(rows, record, take)
    })?;
    each("sources", take, |rows, take| {
        entries::sources(rows, record, take)
    })?;
    each("places", take, |rows, take| {
        entries::places(rows, record, take)
    })?;
    let mut all = ActorTables {
        actors: table("actors"),
        aliases: table("aliases"),
        periods: table("periods"),
    };
    for (id, holds) in actors {
        all.write(view, id, holds, take)?;
    }
    for rows in [all.actors, all.aliases, all.periods] {
        rows.finish(take)?;
    }
    let mut all = Statements {
        relations: table("relations"),
        events: table("events"),
        participants: table("participants"),
        losses: table("losses"),
        event_places: table("event_places"),
        statement_sources: table("statement_sources"),
        pairs: table("pairs"),
    };
    let mut days = table("event_days");
    for (id, holds) in statements {
        let row = holds.map(|holds| shown.statement(id, holds));
        let told = ShownStatement {
            statement: graph.statement_ref(id),
            row: row.as_ref(),
        };
        all.write(&told, take)?;
        times::event_days(&mut days, view, told.statement, take)?;
    }
    for rows in [
        all.relations,
        all.events,
        all.participants,
        all.losses,
        all.event_places,
        all.statement_sources,
        all.pairs,
        days,
    ] {
        rows.finish(take)?;
    }
    each("ties", take, |rows, take| times::ties(rows, view, take))?;
    each("members", take, |rows, take| {
        times::members(rows, view, take)
    })
}

/// Writes one table.
fn each(
    name: &str,
    take: Take<'_>,
    write: impl FnOnce(&mut Rows, Take<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let mut rows = table(name);
    write(&mut rows, take)?;
    rows.finish(take)
}

/// The rows of the table with a name.
fn table(name: &str) -> Rows {
    let known = TableSchema::named(name);
    debug_assert!(known.is_some(), "{name}: no such table");
    Rows::new(known.unwrap_or(TableSchema::ALL[0]))
}
