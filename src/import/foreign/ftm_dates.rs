//! Dates of FollowTheMoney: one date from a property with several values.

use super::shared::list;
use crate::model::When;
use crate::record::{Entry, Node, Value};
use jiff::civil::Date;

/// The date that several values agree on.
#[derive(Debug)]
pub(super) struct Agreed {
    /// The date.
    pub(super) date: Node,
    /// The original values, unless the date is the only one, as written.
    pub(super) values: Option<Node>,
    /// Whether the values differ, or some are no dates.
    pub(super) is_of_several: bool,
}

/// Returns the day of a value, without a time of day.
fn day_of(text: &str) -> &str {
    text.split(['T', ' ']).next().unwrap_or_default()
}

/// Reads a value that has a first and a last possible day.
fn parsed(node: &Node) -> Option<When> {
    let when: When = day_of(node.as_text()?).parse().ok()?;
    let is_bounded = when.earliest().is_some() && when.latest().is_some();
    (is_bounded && !when.is_several()).then_some(when)
}

/// Returns the most exact of the dates that agree, whatever their order; if they do not agree, some day of the span
/// that contains them all.
pub(super) fn agreed(values: Vec<Node>) -> Option<Agreed> {
    let first = values.first()?;
    let place = first.at;
    if let [only] = values.as_slice() {
        let text = only.as_text().unwrap_or_default();
        let date = Node::text_at(place, day_of(text));
        let has_time = text != day_of(text);
        return Some(Agreed {
            date,
            values: has_time.then(|| list(place, values)),
            is_of_several: false,
        });
    }
    let span = |when: &When| (when.first_day(), when.last_day());
    let mut dates: Vec<When> = values.iter().filter_map(parsed).collect();
    dates.sort_by_cached_key(|when| (span(when), when.to_string()));
    dates.dedup_by_key(|when| when.to_string());
    let is_within = |inner: &When, outer: &When| {
        span(inner) != span(outer)
            && outer.first_day() <= inner.first_day()
            && inner.last_day() <= outer.last_day()
    };
    let exact = dates.iter();
    let exact = exact.filter(|one| !dates.iter().any(|other| is_within(other, one)));
    let exact: Vec<&When> = exact.collect();
    let text = match exact.as_slice() {
        // if none is a date, the mistake is reported for one of them, whatever the order
        [] => values.iter().filter_map(Node::as_text).min()?.to_owned(),
        [one] => one.to_string(),
        [one, ..] => {
            let last = exact.iter().map(|when| when.last_day()).max()?;
            format!("[{}..{last}]", one.first_day())
        }
    };
    Some(Agreed {
        date: Node::text_at(place, text),
        values: Some(list(place, values)),
        is_of_several: true,
    })
}

/// Returns the day after, if a period starts and ends on one exact day.
pub(super) fn day_after_same(start: Option<&Node>, end: Option<&Node>) -> Option<Node> {
    let (start, end) = (start?, end?);
    let day: Date = end.as_text()?.parse().ok()?;
    if start.as_text() != end.as_text() {
        return None;
    }
    Some(Node::text_at(end.at, day.tomorrow().ok()?.to_string()))
}

/// Returns all days from a start to an end, if both are days; else some day within, and `true`.
pub(super) fn from_to(start: &Node, end: &Node) -> Option<(String, bool)> {
    let (start, end) = (start.as_text()?, end.as_text()?);
    let is_day = |text: &str| text.parse::<Date>().is_ok();
    if is_day(start) && is_day(end) {
        return Some((format!("{start}/{end}"), false));
    }
    let dates = (start.parse::<When>(), end.parse::<When>());
    if let (Ok(start), Ok(end)) = dates
        && let (Some(first), Some(last)) = (start.earliest(), end.latest())
    {
        return Some((format!("[{first}..{last}]"), true));
    }
    // the reader of the line reports the mistake in this date
    Some((format!("{start}/{end}"), false))
}

/// Makes a property with these values.
pub(super) fn property(name: &str, values: Node) -> Entry {
    let values = match values.value {
        Value::Array(_) => values,
        _ => list(values.at, vec![values]),
    };
    Entry::of(name, values)
}
