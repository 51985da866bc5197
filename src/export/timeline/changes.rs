//! Changes, as links between lanes: what the record tells, and what follows from it.

use super::book::Book;
use super::data::ChangeItem;
use super::levels::Collected;
use crate::export::kit::rank;
use crate::export::kit::words::how_sure;
use crate::export::kit::{span_in_words, when_in_words};
use crate::model::When;
use crate::query::{Cause, Change, ChangeKind};
use crate::view::View;

/// The changes of a view at one level.
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
        title: sentence(change),
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

fn sentence(change: &Change<'_>) -> String {
    let actor = change.actor;
    match (change.kind, change.other) {
        (ChangeKind::Joined, Some(other)) => format!("{actor} joined {other}"),
        (ChangeKind::Left, Some(other)) => format!("{actor} left {other}"),
        (ChangeKind::Split, Some(other)) => format!("{actor} split from {other}"),
        (ChangeKind::Integrated, Some(other)) => format!("{actor} became part of {other}"),
        (ChangeKind::Separated, Some(other)) => format!("{actor} separated from {other}"),
        (ChangeKind::Merged, Some(other)) => format!("{actor} merged into {other}"),
        (ChangeKind::Renamed, Some(other)) => format!("{actor} was renamed {other}"),
        (ChangeKind::AllianceMade, Some(other)) => format!("{actor} and {other} allied"),
        (ChangeKind::AllianceEnded, Some(other)) => {
            format!("{actor} and {other} ended their alliance")
        }
        (kind, _) => format!("{actor} {kind}"),
    }
}

/// When it was: as its event has it, else by its first and last day.
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

/// From what a change follows; none: a statement tells of the change itself.
fn derived(change: &Change<'_>) -> Option<String> {
    let from = match (change.kind, change.cause) {
        (ChangeKind::Split | ChangeKind::Merged | ChangeKind::Renamed, _) => return None,
        (_, Some(Cause::Event(event))) => format!("the {} `{}`", event.kind(), event.key()),
        (_, Some(cause)) => cause.to_string(),
        (ChangeKind::Joined, None) => String::from("the start of the membership"),
        (ChangeKind::Left, None) => String::from("the end of the membership"),
        (ChangeKind::Integrated, None) => String::from("the start of the part-of"),
        (ChangeKind::Separated, None) => String::from("the end of the part-of"),
        (ChangeKind::AllianceMade, None) => String::from("the start of the alliance"),
        (ChangeKind::AllianceEnded, None) => String::from("the end of the alliance"),
        (ChangeKind::Formed, None) => String::from("the start of the actor's active period"),
        (ChangeKind::Dissolved, None) => String::from("the end of the actor's active period"),
    };
    Some(format!("Derived from {from}."))
}
