//! What answers have in common, in words.

use super::page::Style;
use super::table::Cell;
use factions::{
    ActorGraph, ActorRef, Certainty, Change, ChangeKind, End, Event, Grounds, Holds, Relation,
    StatementRef, When,
};

/// So many of a thing: `1 event`, `2 events`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        count => format!("{count} {thing}s"),
    }
}

/// How sure something is, in words: in time, by its source, who says so, and who denies it.
pub(crate) fn how_sure(
    holds: Holds,
    certainty: Certainty,
    by: &[ActorRef<'_>],
    denied: &[StatementRef<'_>],
) -> Cell {
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
    let mut who: Vec<String> = denied.iter().map(|one| one.who_says()).collect();
    who.sort_unstable();
    who.dedup();
    let denied = if who.is_empty() {
        String::new()
    } else {
        format!("; denied by {}", who.join(", "))
    };
    Cell::new(format!("{holds}; {known}{denied}"), style)
}

/// How sure an answer is.
pub(crate) fn how_sure_of(grounds: &Grounds<'_>) -> Cell {
    how_sure(
        grounds.holds,
        grounds.certainty,
        &grounds.by,
        &grounds.denied,
    )
}

/// What the words of [`how_sure`] mean, for below a table.
pub(crate) const HOW_SURE: &str = "How sure: certainly or possibly is about the dates alone; \
     the word behind it says how well it is known.";

/// A date as exact as its source, as a sentence has it: "on 2023-10-07", "in late 2023-09".
pub(crate) fn when_in_words(when: &When) -> String {
    let text = date_in_words(when);
    if when.is_exact() || when.possible_ranges().count() > 1 {
        format!("on {text}")
    } else if when.is_several() || text.starts_with("some day") {
        text
    } else {
        format!("in {text}")
    }
}

/// A date as exact as its source, to stand behind "since" or "until".
fn date_in_words(when: &When) -> String {
    let written = when.to_string();
    let plain = written.trim_end_matches(['~', '?', '%']);
    let is_about = written.ends_with(['~', '%']);
    let ranges: Vec<_> = when.possible_ranges().collect();
    let days = ranges.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first} to {last}")
        }
    });
    let text = match (when.earliest(), when.latest()) {
        _ if ranges.len() > 1 => {
            let word = if when.is_several() { " and " } else { " or " };
            days.collect::<Vec<_>>().join(word)
        }
        (Some(first), Some(last)) if when.is_several() => format!("from {first} to {last}"),
        _ if plain.starts_with(|c: char| c.is_ascii_alphanumeric()) => plain.to_owned(),
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("some day from {first} to {last}"),
        (Some(first), None) => format!("some day from {first} on"),
        (None, Some(last)) => format!("some day up to {last}"),
        (None, None) => "some day".to_owned(),
    };
    let about = if is_about { "about " } else { "" };
    let unsure = if when.is_uncertain() {
        " (not sure)"
    } else {
        ""
    };
    format!("{about}{text}{unsure}")
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
    let mut parts = vec![match (relation.role.as_deref(), forms.is_empty()) {
        (Some(role), _) => format!("{} ({role})", relation.kind),
        (None, false) => format!("{} ({})", relation.kind, forms.join(", ")),
        (None, true) => relation.kind.to_string(),
    }];
    parts.extend(
        period
            .start()
            .map(|start| format!("since {}", date_in_words(start))),
    );
    match period.end() {
        End::On(end) => parts.push(format!("until {}", date_in_words(end))),
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

/// What happened, with the word of the change in it.
pub(crate) fn change_in_words(change: &Change<'_>) -> String {
    let actor = change.actor;
    let other = change.other.map_or("", ActorRef::label);
    match change.kind {
        ChangeKind::Split => format!("{actor} split from {other}"),
        ChangeKind::Merged => format!("{actor} merged into {other}"),
        ChangeKind::Renamed => format!("{actor} renamed {other}"),
        ChangeKind::Formed | ChangeKind::Dissolved => format!("{actor} {}", change.kind),
        ChangeKind::Joined | ChangeKind::Left => format!("{actor} {} {other}", change.kind),
        ChangeKind::Integrated => format!("{actor} became part of {other}"),
        ChangeKind::Separated => format!("{actor} separated from {other}"),
        kind => format!("{kind}: {actor} and {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_as_exactly_as_they_are_written() {
        let words = |text: &str| when_in_words(&text.parse::<When>().expect("it is a date"));
        assert_eq!(words("2023-10-07"), "on 2023-10-07");
        assert_eq!(words("late 2023-09"), "in late 2023-09");
        assert_eq!(words("2023-10~"), "in about 2023-10");
        assert_eq!(words("2023-10-07?"), "on 2023-10-07 (not sure)");
        assert_eq!(words("2023%"), "in about 2023 (not sure)");
        assert_eq!(
            words("[2023-10-02,2023-10-04]"),
            "on 2023-10-02 or 2023-10-04"
        );
        assert_eq!(
            words("{2023-10-02,2023-10-04}"),
            "on 2023-10-02 and 2023-10-04"
        );
        assert_eq!(
            words("2023-10-02/2023-10-05"),
            "from 2023-10-02 to 2023-10-05"
        );
        assert_eq!(
            words("[2023-09-21..2023-09-30]"),
            "some day from 2023-09-21 to 2023-09-30"
        );
        assert_eq!(words("[2023-09-21..]"), "some day from 2023-09-21 on");
        assert_eq!(words("[..2023-09-30]"), "some day up to 2023-09-30");
    }
}
