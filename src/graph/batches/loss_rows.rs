//! Whose the dead of events were, out of a batch.

use super::cells::{Columns, Counts, Mistakes, unknown};
use crate::graph::Bulk;
use crate::graph::rows::row::RowActor;
use crate::model::Deaths;
use crate::record::{Code, QuickMap};
use arrow_array::RecordBatch;

/// The losses of a batch: the event, the actor, and how many.
pub(super) fn read(
    batch: &RecordBatch,
    bulk: &Bulk,
    events: &QuickMap<Box<str>, usize>,
    mistakes: &mut Mistakes,
) -> Vec<(usize, RowActor, Deaths)> {
    let columns = Columns::of(batch);
    let mut out = Vec::new();
    for name in ["statement", "actor", "low", "high"] {
        columns.need(name, mistakes);
    }
    let [statements, actors] = ["statement", "actor"].map(|name| columns.texts(name, mistakes));
    let [low, best, high] = ["low", "best", "high"].map(|name| columns.counts(name, mistakes));
    let (Some(statements), Some(actors)) = (statements, actors) else {
        return out;
    };
    for row in 0..columns.rows() {
        let statement = statements.get(row).unwrap_or_default();
        let event = events.get(statement).copied();
        if event.is_none() {
            let message = unknown(statement, "id of an event that was given");
            let help = "give the batches of `events` first, with their column `id`";
            mistakes.cell((row, "statement"), Code::MissingKey, message, help);
        }
        let key = actors.get(row).unwrap_or_default();
        let actor = bulk.actor_of_key(key);
        if actor.is_none() {
            let message = unknown(key, "actor that is declared");
            let help = "give the batches of `actors` first, or correct the key";
            mistakes.cell((row, "actor"), Code::UndeclaredActor, message, help);
        }
        let figure = |cells: &Option<Counts<'_>>| {
            let cells = cells.as_ref()?;
            cells.get(row).ok().flatten()
        };
        let (low, best, high) = (figure(&low), figure(&best), figure(&high));
        let (Some(low), Some(high)) = (low.or(best), high.or(best)) else {
            let message = "there is no figure";
            mistakes.cell(
                (row, "low"),
                Code::MissingKey,
                message,
                "write low and high",
            );
            continue;
        };
        let (Some(event), Some(actor)) = (event, actor) else {
            continue;
        };
        out.push((event, actor, Deaths { low, best, high }));
    }
    out
}
