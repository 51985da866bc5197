//! Relations as bars, and the days on which each actor existed.

use super::book::{Book, end_word, more_of, start_word};
use super::data::{Life, RelationItem};
use super::levels::Collected;
use crate::export::kit::words::{capital, known, relation_kind};
use crate::export::kit::{Gathered, StatementRow, TieRow, cuts};
use crate::export::kit::{rank, runs};
use crate::graph::StatementRef;
use crate::model::{ActorId, Bounds, Day, Period, Relation, Window};
use crate::query::{Cause, ChangeKind, DaySpan, Grounds};
use crate::view::View;
use std::collections::BTreeMap;

/// Adds the relations of a view at one level of certainty.
pub(super) fn add<'g>(
    book: &mut Book<'g, '_>,
    view: View<'g, '_>,
    rows: &Gathered<'g>,
    level: usize,
    all: &mut Collected<RelationItem>,
) {
    for row in &rows.statements {
        let Some(relation) = row.statement.record().relation() else {
            continue;
        };
        // an event or the end of an actor may end only some of a statement's ties
        let mut alike: BTreeMap<_, Vec<&TieRow<'g>>> = BTreeMap::new();
        for tie in row.ties.iter().filter(|tie| tie.is_first) {
            let ended_by = tie.ended_by.and_then(Cause::event);
            let key = (
                numbers(tie.bounds),
                tie.cuts.clone(),
                ended_by.map(StatementRef::id),
            );
            alike.entry(key).or_default().push(tie);
        }
        for ties in alike.values() {
            let item = item(book, view, row, relation, ties);
            all.add(level, item);
        }
    }
}

fn item<'g>(
    book: &mut Book<'g, '_>,
    view: View<'g, '_>,
    row: &StatementRow<'g>,
    relation: &Relation,
    ties: &[&TieRow<'g>],
) -> RelationItem {
    let statement = row.statement;
    let first = ties[0];
    let asked = view_of_window(view);
    let found = runs(view.window(), first.cuts.iter().copied(), |day| {
        asked(day).tie_holds(first.tie.id()).map(rank)
    });
    let pairs: Vec<(usize, usize)> = ties
        .iter()
        .map(|tie| {
            let (from, to) = (tie.tie.from().id(), tie.tie.to().id());
            (book.actor(from), book.actor(to))
        })
        .collect();
    let is_whole = ties.len() == row.ties.len();
    let who = if is_whole {
        book.who(&statement.record().ends)
    } else {
        let names = |tie: &&TieRow<'g>| format!("{} → {}", tie.tie.from(), tie.tie.to());
        ties.iter().map(names).collect::<Vec<_>>().join("; ")
    };
    let more = more_of(relation);
    let more = if more.is_empty() {
        String::new()
    } else {
        format!(" ({more})")
    };
    let mut when = book.period(&relation.period, &statement.record().evidence);
    if let Some(cause) = first.ended_by {
        when = match cause.event() {
            Some(event) => format!("{when}; ended by the {} `{}`", event.kind(), event.key()),
            None => format!("{when}; over by {cause}"),
        };
    }
    let certainty = view.tie_certainty(first.tie.id());
    let told = ties.iter().map(|row| row.tie);
    let grounds = Grounds::of_ties(view, first.holds, certainty, told);
    RelationItem {
        kind: relation.kind.as_str(),
        statement: book.statement(statement),
        pairs,
        is_directed: first.tie.is_directed(),
        bounds: numbers(first.bounds),
        runs: found,
        start: start_word(&relation.period),
        end: match first.ended_by {
            Some(_) => "derived",
            None => end_word(&relation.period),
        },
        by: first
            .ended_by
            .and_then(Cause::event)
            .map(|event| book.statement(event)),
        certainty: certainty.as_str(),
        title: format!("{}: {who}{more}", capital(relation_kind(relation.kind))),
        when,
        known: known(&grounds),
        denied: book.statement_list(grounds.denied.iter().copied()),
    }
}

/// Adds the days on which the actors of a view existed, at one level of certainty.
pub(super) fn add_lives<'g>(
    book: &mut Book<'g, '_>,
    view: View<'g, '_>,
    rows: &Gathered<'g>,
    level: usize,
    all: &mut Collected<Life>,
) {
    let turns = turns(view);
    for row in rows.actors.iter().filter(|row| row.holds.is_some()) {
        let entry = row.actor.record();
        for lived in &row.lives {
            let bounds = lived.bounds;
            let found = runs(view.window(), cuts(bounds), |day| {
                let window = Window {
                    from: day,
                    to: day.next(),
                };
                let holds = bounds.in_window(window)?;
                view.shown(holds).map(rank)
            });
            let stated = lived.number.and_then(|number| entry.periods().nth(number));
            let unknown = Period::UNKNOWN;
            let (period, evidence) = stated.unwrap_or((&unknown, &entry.evidence));
            let (mut end, mut when) = (end_word(period), book.period(period, evidence));
            let own = turns.get(&row.actor.id()).into_iter().flatten();
            let (first, last) = (bounds.first_end(), bounds.last_end());
            let by = |(days, _): &&(DaySpan, StatementRef<'_>)| {
                days.first <= last && first <= days.last.next()
            };
            if let Some((_, turn)) = own.filter(|_| end != "stated").find(by) {
                end = "derived";
                when = format!("{when}; ended by the {} `{}`", turn.kind(), turn.key());
            }
            let life = Life {
                actor: book.actor(row.actor.id()),
                bounds: numbers(bounds),
                runs: found,
                start: start_word(period),
                end,
                when,
            };
            all.add(level, life);
        }
    }
}

/// Returns the mergers and renamings of each actor, at any time.
fn turns<'g>(view: View<'g, '_>) -> BTreeMap<ActorId, Vec<(DaySpan, StatementRef<'g>)>> {
    let ever = View {
        window: Window::ALL,
        event_window: Window::ALL,
        ..view
    };
    let mut turns: BTreeMap<ActorId, Vec<(DaySpan, StatementRef<'g>)>> = BTreeMap::new();
    for change in ever.changes() {
        let is_turn = matches!(change.kind, ChangeKind::Merged | ChangeKind::Renamed);
        if let Some(event) = change.cause.and_then(Cause::event).filter(|_| is_turn) {
            let own = turns.entry(change.actor.id()).or_default();
            own.push((change.days, event));
        }
    }
    turns
}

/// Returns a function that narrows the view to one day.
pub(super) fn view_of_window<'g, 'f>(view: View<'g, 'f>) -> impl Fn(Day) -> View<'g, 'f> {
    move |day| {
        let window = Window {
            from: day,
            to: day.next(),
        };
        View {
            window,
            event_window: window,
            ..view
        }
    }
}

fn numbers(bounds: Bounds) -> [i32; 4] {
    cuts(bounds).map(Day::number)
}
