//! Changes as links between lanes, both stated and derived from other statements.

use super::book::Book;
use super::data::ChangeItem;
use super::levels::Collected;
use crate::export::kit::words::{derived, how_sure};
use crate::export::kit::{rank, span_in_words, when_in_words};
use crate::model::When;
use crate::query::Change;
use crate::view::View;

/// Adds the changes of a view at one level of certainty.
pub(super) fn add<'g>(
    book: &mut Book<'g, '_>,
    view: View<'g, '_>,
    level: usize,
    all: &mut Collected<ChangeItem>,
) {
    for change in view.changes() {
        let item = item(book, &change);
        all.add(level, item);
    }
}

fn item<'g>(book: &mut Book<'g, '_>, change: &Change<'g>) -> ChangeItem {
    let sources: Vec<usize> = change
        .grounds
        .sources
        .iter()
        .map(|source| book.source(source))
        .collect();
    ChangeItem {
        kind: change.kind.as_str(),
        actor: book.actor(change.actor.id()),
        other: change.other.map(|other| book.actor(other.id())),
        days: [change.days.first.number(), change.days.last.number()],
        holds: rank(change.grounds.holds),
        certainty: change.grounds.certainty.as_str(),
        title: change.what(),
        when: when(change),
        known: how_sure(&change.grounds),
        derived: derived(change),
        reason: change.reason().map(str::to_owned),
        statements: book.statement_list(change.grounds.statements.iter().copied()),
        denied: book.statement_list(change.grounds.denied.iter().copied()),
        despite: book.statement_list(change.despite.iter().copied()),
        sources,
    }
}

/// Describes the date of a change: as its event gives it, otherwise by its first and last possible day.
fn when(change: &Change<'_>) -> String {
    let cause = change
        .cause
        .and_then(|cause| cause.event()?.record().event());
    let stated = cause.and_then(|event| event.when.as_ref());
    let is_whole =
        |when: &&When| (when.first_day(), when.last_day()) == (change.days.first, change.days.last);
    match stated.filter(is_whole) {
        Some(when) => when_in_words(when),
        None => span_in_words(change.days.first, change.days.last)
            .unwrap_or_else(|| change.days.to_string()),
    }
}
