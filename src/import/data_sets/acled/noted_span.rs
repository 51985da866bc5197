//! The days between which an event happened, as its notes give them.
//!
//! If only the week is known, ACLED's notes may begin *Around 3 March 2022 (between 24 February - 10 March)*, or
//! *(month of)*; such a span is wider than the week of ACLED's codebook.

use crate::import::data_sets::kit::cells::{DateCell, date};
use jiff::civil::Date;

/// The most days in such a span.
const LONGEST: i32 = 92;

/// Returns the first and last possible day of an event dated `day`, if its notes give them.
pub(super) fn noted_span(notes: &str, day: Date) -> Option<(Date, Date)> {
    let open = notes.find('(')?;
    let inside = notes.get(open + 1..)?;
    let inside = inside.get(..inside.find(')')?)?.trim().to_lowercase();
    if inside == "month of" {
        return Some((day.first_of_month(), day.last_of_month()));
    }
    let span = inside.strip_prefix("between ")?;
    let ends = [" - ", " – ", " and ", "-", "–"];
    let (from, to) = ends.iter().find_map(|between| span.split_once(between))?;
    // a day without a year has the year that lets the span contain the event's day
    let first = near(from.trim(), day).filter(|first| *first <= day)?;
    let last = near(to.trim(), day).filter(|last| day <= *last)?;
    let length = (last - first).get_days();
    (length <= LONGEST).then_some((first, last))
}

/// Reads a day; without a year, the one nearest to `day`.
fn near(text: &str, day: Date) -> Option<Date> {
    let read = |text: &str| match date(text) {
        DateCell::Day(day) => Some(day),
        _ => None,
    };
    if let Some(day) = read(text) {
        return Some(day);
    }
    let years = (-1..=1).filter_map(|more| read(&format!("{text} {}", day.year() + more)));
    years.min_by_key(|other| (*other - day).get_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn a_span_stands_between_brackets() {
        let about = day(2022, 3, 3);
        let span = |notes| noted_span(notes, about);
        let both = Some((day(2022, 2, 24), day(2022, 3, 10)));
        assert_eq!(
            span("Around 3 March 2022 (between 24 February - 10 March), men came."),
            both
        );
        assert_eq!(
            span("Around 3 March 2022 (between 24 February and 10 March 2022)"),
            both
        );
        let month = Some((day(2022, 3, 1), day(2022, 3, 31)));
        assert_eq!(span("Around 3 March 2022 (month of), men came."), month);
        for other in [
            "Around 3 March 2022, men came.",
            "Around 3 March 2022 (between the hills), men came.",
            // the day is not in it, or it is longer than any
            "Around 3 March 2022 (between 4 March - 10 March)",
            "Around 3 March 2022 (between 1 January 2020 - 10 March 2022)",
            "(",
            "",
        ] {
            assert_eq!(span(other), None, "{other}");
        }
    }

    #[test]
    fn a_span_may_pass_the_end_of_a_year() {
        let span = noted_span(
            "Around 1 January 2022 (between 28 December - 4 January)",
            day(2022, 1, 1),
        );
        assert_eq!(span, Some((day(2021, 12, 28), day(2022, 1, 4))));
    }
}
