//! Wording that several answers share: actions and actors, days, lengths of time.

use super::answer::{DaySpan, list};
use crate::graph::StatementRef;
use crate::model::{ActorId, Bounds, Day, Ends, Kind, When};
use std::fmt;

/// A number and its noun: `1 event`, `2 events`.
pub(crate) fn counted<N: Copy + fmt::Display + PartialEq + From<u8>>(
    count: N,
    thing: &str,
) -> String {
    let s = if count == N::from(1) { "" } else { "s" };
    format!("{count} {thing}{s}")
}

/// Describes a statement and its actors: `clash by A → B`, `alliance of A and B`.
pub(in crate::query) fn who_did_what(statement: StatementRef<'_>) -> String {
    let graph = statement.graph();
    let names = |ids: &[ActorId]| {
        let names: Vec<&str> = ids.iter().map(|&id| graph.actor_ref(id).label()).collect();
        list(&names)
    };
    let kind = statement.kind();
    match (&statement.record().ends, kind) {
        (Ends::Directed { from, to }, Kind::Event(_)) => {
            let event = statement.record().event();
            let is_joint = event.is_some_and(|event| event.jointly);
            let jointly = if is_joint { " (jointly)" } else { "" };
            format!("{kind} by {} → {}{jointly}", names(from), names(to))
        }
        (Ends::Directed { from, to }, Kind::Relation(_)) => {
            format!("{kind} {} → {}", names(from), names(to))
        }
        (Ends::Mutual(all), _) => format!("{kind} of {}", names(all)),
        (Ends::Alone(all), _) => format!("{kind} by {}", names(all)),
        (Ends::Sided(sides), _) => {
            let sides: Vec<String> = sides.iter().map(names).collect();
            format!("{kind} of {}", sides.join(" against "))
        }
    }
}

/// The date of an event's statement; `None` if it has none or the statement is a relation.
pub(in crate::query) fn when_of(statement: StatementRef<'_>) -> Option<&When> {
    statement.record().event()?.when.as_ref()
}

/// The date of several statements: as it is written if they agree, else the span of their days.
///
/// An event of several days is never shown as a span: that would read like one unknown day.
pub(in crate::query) fn when_told(statements: &[StatementRef<'_>], days: DaySpan) -> String {
    let mut dates: Vec<Option<&When>> = statements.iter().map(|one| when_of(*one)).collect();
    dates.sort_unstable();
    dates.dedup();
    match &*dates {
        [Some(when)] => as_written(when),
        several if together(several, days).is_some() => {
            together(several, days).map_or_else(String::new, as_written)
        }
        several if several.iter().flatten().any(|when| when.is_several()) => {
            let dates = several
                .iter()
                .map(|when| when.map_or_else(|| String::from("on a day unknown"), as_written));
            dates.collect::<Vec<_>>().join(" or ")
        }
        _ => days.to_string(),
    }
}

/// The date that all other dates allow: its span is the days that all tellings allow together.
fn together<'w>(dates: &[Option<&'w When>], days: DaySpan) -> Option<&'w When> {
    let mut all = dates.iter().flatten().copied();
    let exact = all.clone().find(|when| {
        let own = DaySpan::new(when.first_day(), when.last_day());
        own == days && (when.is_several() || dates.iter().flatten().all(|one| !one.is_several()))
    })?;
    let is_met = all.all(|when| when == exact || !when.is_several() && when.meets(exact));
    is_met.then_some(exact)
}

/// A date in a sentence: `on 2023-10-07`, `in late 2023-09`, `on every day from … to …`.
fn as_written(when: &When) -> String {
    let text = when.to_string();
    if when.is_several() {
        let ranges = when.possible_ranges().flat_map(|(first, last)| {
            if last == first.next() {
                vec![first.to_string(), last.to_string()]
            } else if first == last {
                vec![first.to_string()]
            } else {
                vec![format!("every day from {first} to {last}")]
            }
        });
        let doubt = if when.is_uncertain() {
            ", as far as known"
        } else {
            ""
        };
        return format!("on {}{doubt}", list(&ranges.collect::<Vec<_>>()));
    }
    match text.chars().next() {
        Some('[') if when.possible_ranges().count() == 1 && !when.is_uncertain() => {
            DaySpan::new(when.first_day(), when.last_day()).to_string()
        }
        Some('[') => format!("on a day of {text}"),
        _ if text.matches('-').count() == 2 => format!("on {text}"),
        _ => format!("in {text}"),
    }
}

/// Describes the time of a relation: exactly, or as far as its bounds allow.
pub(in crate::query) fn how_long(bounds: Bounds) -> String {
    let (start, last_start) = (bounds.first_start(), bounds.last_start());
    // the sentence names the last day on which it held, not the first day after it
    let (end, last_end) = (bounds.first_end().previous(), bounds.last_end().previous());
    if start == last_start && end == last_end && start.is_finite() && end.is_finite() {
        return if start == end {
            format!("on {start}")
        } else {
            format!("from {start} up to {end}")
        };
    }
    let from = match (
        start.is_finite(),
        last_start.is_finite() && last_start < last_end,
    ) {
        (true, true) if start == last_start => format!("from {start}"),
        (true, true) => format!("from some day between {start} and {last_start}"),
        (true, false) => format!("from {start} or later"),
        (false, true) => format!("from {last_start} or before"),
        (false, false) => String::new(),
    };
    let up_to = match (end.is_finite() && end > start, last_end.is_finite()) {
        _ if bounds.first_end() == Day::AFTER_ALL => String::from("and still so"),
        (true, true) if end == last_end => format!("up to {end}"),
        (true, true) => format!("up to some day between {end} and {last_end}"),
        (true, false) => format!("up to {end} or later"),
        (false, true) => format!("up to {last_end} at the latest"),
        (false, false) => String::new(),
    };
    match (&*from, &*up_to) {
        ("", "") => String::from("on days unknown"),
        ("", one) | (one, "") => format!("{one}, as far as known"),
        (from, up_to) => format!("{from} {up_to}, as far as known"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{End, Period};

    fn held(start: &str, end: &str) -> String {
        let start = start.parse().expect("a date");
        let end: End = end.parse().expect("an end");
        how_long(Period::since(start).until(end).bounds(None))
    }

    #[test]
    fn a_certain_period_reads_as_exact() {
        assert_eq!(
            held("2023-10-07", "2023-10-10"),
            "from 2023-10-07 up to 2023-10-09"
        );
        assert_eq!(held("2023-10-07", "2023-10-08"), "on 2023-10-07");
    }

    #[test]
    fn an_open_period_says_what_is_known_of_it() {
        let open = Period::since("2023-10".parse().expect("a date"));
        assert_eq!(
            how_long(open.bounds(None)),
            "from some day between 2023-10-01 and 2023-10-31, as far as known"
        );
        assert_eq!(
            held("2021", "late 2023-09"),
            "from some day between 2021-01-01 and 2021-12-31 \
             up to some day between 2023-09-20 and 2023-09-29, as far as known"
        );
        assert_eq!(
            held("2021-05-01", ".."),
            "from 2021-05-01 and still so, as far as known"
        );
        assert_eq!(how_long(Bounds::UNKNOWN), "on days unknown");
        let ended = Period::UNKNOWN.until("2023-10-08".parse::<End>().expect("an end"));
        assert_eq!(
            how_long(ended.bounds(None)),
            "up to 2023-10-07, as far as known"
        );
        let seen = Bounds::UNKNOWN.see(Day::from(jiff::civil::date(2023, 10, 7)));
        assert_eq!(
            how_long(seen),
            "from 2023-10-07 or before up to 2023-10-07 or later, as far as known"
        );
    }

    #[test]
    fn several_days_do_not_read_like_one_that_is_not_known() {
        let words = |text: &str| as_written(&text.parse().expect("a date"));
        assert_eq!(
            words("2023-10-02/2023-10-05"),
            "on every day from 2023-10-02 to 2023-10-05"
        );
        assert_eq!(
            words("{2023-10-02,2023-10-04}"),
            "on 2023-10-02 and 2023-10-04"
        );
    }

    #[test]
    fn a_date_stands_as_it_is_written() {
        let words = |text: &str| as_written(&text.parse().expect("a date"));
        assert_eq!(words("late 2023-09"), "in late 2023-09");
        assert_eq!(words("2017-07-20?"), "on 2017-07-20?");
        assert_eq!(words("[..2023-10-07]"), "on or before 2023-10-07");
        assert_eq!(
            words("[2023-10-02,2023-10-04]"),
            "on a day of [2023-10-02,2023-10-04]"
        );
    }
}
