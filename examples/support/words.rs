//! What answers have in common, in words.

use super::page::Style;
use super::table::Cell;
use factions::{
    ActorGraph, ActorRef, Certainty, End, Event, Grounds, Holds, Relation, StatementRef, When,
};

/// How sure something is, in words: in time, by its source, and who says so.
pub(crate) fn how_sure(holds: Holds, certainty: Certainty, by: &[ActorRef<'_>]) -> Cell {
    let names: Vec<&str> = by.iter().map(|actor| actor.label()).collect();
    let names = names.join(", ");
    let known = match certainty {
        _ if names.is_empty() => certainty.to_string(),
        Certainty::Reported | Certainty::Confirmed => format!("{certainty}, on {names}'s own word"),
        _ => format!("{certainty} by {names}"),
    };
    let style = match holds {
        Holds::Certainly => Style::Sure,
        Holds::Possibly => Style::Unsure,
    };
    Cell::new(format!("{holds}; {known}"), style)
}

/// How sure an answer is.
pub(crate) fn how_sure_of(grounds: &Grounds<'_>) -> Cell {
    how_sure(grounds.holds, grounds.certainty, &grounds.by)
}

/// What the words of [`how_sure`] mean, for below a table.
pub(crate) const HOW_SURE: &str = "How sure: certainly or possibly is about the dates alone; \
     the word behind it says how well it is known.";

/// A date as exact as its source, in words.
pub(crate) fn when_in_words(when: &When) -> String {
    if let Some(day) = when.as_date() {
        return format!(
            "on {day}{}",
            if when.is_uncertain() {
                " (uncertain)"
            } else {
                ""
            }
        );
    }
    let ranges: Vec<_> = when.possible_ranges().collect();
    let days: Vec<String> = ranges.iter().map(|(first, _)| first.to_string()).collect();
    if ranges.iter().all(|(first, last)| first == last) && ranges.len() > 1 {
        let word = if when.is_several() { " and " } else { " or " };
        return format!("on {}", days.join(word));
    }
    let text = when.to_string();
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) && !text.contains('/') {
        return format!("in {text}");
    }
    match (when.earliest(), when.latest()) {
        (Some(first), Some(last)) if when.is_several() => format!("from {first} to {last}"),
        (Some(first), Some(last)) => format!("between {first} and {last}"),
        (Some(first), None) => format!("on or after {first}"),
        (None, Some(last)) => format!("on or before {last}"),
        (None, None) => "on a day unknown".to_owned(),
    }
}

/// What a statement says, without its ends: kind, time, place.
pub(crate) fn statement_in_words(statement: StatementRef<'_>) -> String {
    let graph = statement.graph();
    match (statement.record().event(), statement.record().relation()) {
        (Some(event), _) => event_in_words(graph, event),
        (None, Some(relation)) => relation_in_words(graph, statement, relation),
        (None, None) => statement.kind().to_string(),
    }
}

fn event_in_words(graph: &ActorGraph, event: &Event) -> String {
    let when = event
        .when
        .as_ref()
        .map_or("on a day unknown".to_owned(), when_in_words);
    let mut text = format!("{} {when}", event.kind);
    for (at, &place) in event.places.iter().enumerate() {
        let word = if at == 0 { " at " } else { ", " };
        text.extend([word, &graph.record().place(place).name]);
    }
    text
}

fn relation_in_words(
    graph: &ActorGraph,
    statement: StatementRef<'_>,
    relation: &Relation,
) -> String {
    let forms: Vec<&str> = relation.forms.iter().map(|form| form.as_str()).collect();
    let period = &relation.period;
    let mut parts = vec![match (&relation.role, forms.is_empty()) {
        (Some(role), _) => format!("{} ({role})", relation.kind),
        (None, false) => format!("{} ({})", relation.kind, forms.join(", ")),
        (None, true) => relation.kind.to_string(),
    }];
    parts.extend(period.start().map(|start| format!("since {start}")));
    match period.end() {
        End::On(end) => parts.push(format!("until {end}")),
        End::Ongoing => parts.push(
            match graph.record().as_of_day(&statement.record().evidence) {
                Some(day) => format!("ongoing on {day}"),
                None => "ongoing".to_owned(),
            },
        ),
        End::Unknown => {}
    }
    if !period.seen().is_empty() {
        let days: Vec<String> = period.seen().iter().map(ToString::to_string).collect();
        parts.push(format!("seen on {}", days.join(", ")));
    }
    if parts.len() == 1 {
        parts.push("undated".to_owned());
    }
    parts.join(", ")
}
