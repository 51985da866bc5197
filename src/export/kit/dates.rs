//! Dates in words, as exact as their source and no more.

use crate::model::{Day, End, When, Window};
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A date for the cells of a table or the attributes of a graph: an exact day, or the text of the source together with
/// the same date in strict EDTF.
pub(in crate::export) enum DateCells {
    Day(Day),
    Other { written: String, edtf: String },
}

impl DateCells {
    pub(in crate::export) fn of(when: &When) -> Self {
        match when.exact_day() {
            Some(day) => Self::Day(day),
            None => Self::Other {
                written: when.to_string(),
                edtf: when.to_edtf(),
            },
        }
    }
}

/// Returns whether a start is known, however roughly.
pub(in crate::export) const fn start_state(start: Option<&When>) -> &'static str {
    if start.is_some() { "known" } else { "unknown" }
}

/// Returns the state of an end as a word.
pub(in crate::export) const fn end_state(end: &End) -> &'static str {
    match end {
        End::On(_) => "known",
        End::Ongoing => "ongoing",
        End::Unknown => "unknown",
    }
}

/// A date in words: `7 Oct 2023`, `2 or 4 Oct 2023`, `late Sep 2023`, `about 2021`.
pub(in crate::export) fn when_in_words(when: &When) -> String {
    let text = when.to_string();
    read(&text).unwrap_or(text)
}

/// Returns a day in words, or `None` for an infinite day.
pub(in crate::export) fn day_in_words(day: Day) -> Option<String> {
    Some(words(day.date()?))
}

/// Returns a window in words, such as `21 Sep to 31 Oct 2023`, or `None` if it is all of time.
pub(in crate::export) fn window_in_words(window: Window) -> Option<String> {
    let (first, last) = (window.from.date(), window.to.previous().date());
    Some(match (first, last) {
        (Some(first), Some(last)) if first == last => words(first),
        (Some(first), Some(last)) if last < first => format!("no day from {} on", words(first)),
        (Some(first), Some(last)) => join(
            &[DatePart::from(first), DatePart::from(last)],
            " to ",
            " to ",
        ),
        (Some(first), None) => format!("{} and later", words(first)),
        (None, Some(last)) => format!("{} and earlier", words(last)),
        (None, None) => return None,
    })
}

/// Describes all days from the first to the last: `2 to 16 Oct 2023`. Returns `None` if either day is infinite.
pub(in crate::export) fn run_in_words(first: Day, last: Day) -> Option<String> {
    first.date()?;
    last.date()?;
    let to = last.next();
    window_in_words(Window { from: first, to })
}

/// Describes one unknown day between the first and the last. Returns `None` if either day is infinite.
pub(in crate::export) fn span_in_words(first: Day, last: Day) -> Option<String> {
    let (first, last) = (DatePart::from(first.date()?), DatePart::from(last.date()?));
    if first == last {
        return Some(first.full());
    }
    Some(format!(
        "between {}",
        join(&[first, last], " and ", " and ")
    ))
}

/// Returns the first of the written dates that means exactly these days; otherwise describes one unknown day between
/// the first and the last.
pub(in crate::export) fn written_or_span<'w>(
    written: impl IntoIterator<Item = &'w When>,
    first: Day,
    last: Day,
) -> String {
    let is_whole = |when: &&When| (when.first_day(), when.last_day()) == (first, last);
    match written.into_iter().find(is_whole) {
        Some(when) => when_in_words(when),
        None => days_in_words(first, last),
    }
}

/// Describes one unknown day between the first and the last; either day, or both, may be infinite.
pub(in crate::export) fn days_in_words(first: Day, last: Day) -> String {
    let span = || match (day_in_words(first), day_in_words(last)) {
        (None, Some(last)) => format!("{last} or earlier"),
        (Some(first), None) => format!("{first} or later"),
        _ => String::from("day unknown"),
    };
    span_in_words(first, last).unwrap_or_else(span)
}

fn words(date: Date) -> String {
    DatePart::from(date).full()
}

/// A year, a month or a day, with its qualifier.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DatePart {
    year: String,
    month: Option<&'static str>,
    day: Option<String>,
    qualifier: Option<char>,
}

impl From<Date> for DatePart {
    fn from(date: Date) -> Self {
        Self {
            year: date.year().to_string(),
            month: month(date.month()),
            day: Some(date.day().to_string()),
            qualifier: None,
        }
    }
}

fn month(number: i8) -> Option<&'static str> {
    let place = usize::try_from(number.checked_sub(1)?).ok()?;
    MONTHS.get(place).copied()
}

impl DatePart {
    fn read(text: &str) -> Option<Self> {
        let (body, qualifier) = match text.strip_suffix(['?', '~', '%']) {
            Some(body) => (body, text.chars().next_back()),
            None => (text, None),
        };
        let mut fields = body.splitn(3, '-');
        let year = fields.next()?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(year) {
            return None;
        }
        let month = match fields.next() {
            Some(text) => Some(month(text.parse().ok()?)?),
            None => None,
        };
        let day = match fields.next() {
            Some(text) if is_number(text) => Some(text.trim_start_matches('0').to_owned()),
            Some(_) => return None,
            None => None,
        };
        Some(Self {
            year: year.to_owned(),
            month,
            day,
            qualifier,
        })
    }

    fn full(&self) -> String {
        self.until(None)
    }

    /// Returns the words of this part without those that it shares with the next part.
    fn until(&self, next: Option<&Self>) -> String {
        let both_plain = |next: &&Self| self.qualifier.is_none() && next.qualifier.is_none();
        let next = next.filter(both_plain);
        let same_year = next.is_some_and(|next| next.year == self.year && next.month.is_some());
        let same_month =
            same_year && next.is_some_and(|next| next.month == self.month && next.day.is_some());
        let mut all: Vec<&str> = Vec::new();
        all.extend(self.day.as_deref());
        if !(same_month && self.day.is_some()) {
            all.extend(self.month);
        }
        if !(same_year && self.month.is_some()) {
            all.push(&self.year);
        }
        let plain = all.join(" ");
        match self.qualifier {
            Some('~') => format!("about {plain}"),
            Some('?') => format!("{plain} (uncertain)"),
            Some(_) => format!("about {plain} (uncertain)"),
            None => plain,
        }
    }
}

/// Joins parts, leaving out of each the words that it shares with the next one.
fn join(parts: &[DatePart], between: &str, before_last: &str) -> String {
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        out.push_str(&part.until(parts.get(at + 1)));
        match parts.len() - at {
            1 => {}
            2 => out.push_str(before_last),
            _ => out.push_str(between),
        }
    }
    out
}

fn read(text: &str) -> Option<String> {
    for word in ["early", "mid", "late"] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some(format!("{word} {}", DatePart::read(rest.trim())?.full()));
        }
    }
    if let Some((first, last)) = text.split_once('/') {
        return Some(join(
            &[DatePart::read(first)?, DatePart::read(last)?],
            " to ",
            " to ",
        ));
    }
    if let Some(inner) = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
    {
        return choice(inner, " or ", true);
    }
    if let Some(inner) = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
    {
        return choice(inner, " and ", false);
    }
    Some(DatePart::read(text)?.full())
}

fn choice(inner: &str, word: &str, is_one_of: bool) -> Option<String> {
    let elements: Vec<&str> = inner.split(',').map(str::trim).collect();
    let plain: Option<Vec<DatePart>> = elements.iter().map(|text| DatePart::read(text)).collect();
    if let Some(parts) = plain {
        return Some(join(&parts, ", ", word));
    }
    let is_alone = elements.len() == 1 && is_one_of;
    let each = elements.iter().map(|text| range(text, is_alone));
    let each: Vec<String> = each.collect::<Option<_>>()?;
    Some(each.join(word))
}

fn range(text: &str, is_alone: bool) -> Option<String> {
    let Some((first, last)) = text.split_once("..") else {
        return Some(DatePart::read(text)?.full());
    };
    match (first.trim(), last.trim()) {
        ("", last) => Some(format!("{} or earlier", DatePart::read(last)?.full())),
        (first, "") => Some(format!("{} or later", DatePart::read(first)?.full())),
        (first, last) => {
            let parts = [DatePart::read(first)?, DatePart::read(last)?];
            if is_alone {
                return Some(format!("between {}", join(&parts, " and ", " and ")));
            }
            Some(join(&parts, " to ", " to "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_form_reads_as_its_source_has_it() {
        let cases = [
            ("2023-10-07", "7 Oct 2023"),
            ("2023-10", "Oct 2023"),
            ("2023", "2023"),
            ("0987", "0987"),
            ("2023-10~", "about Oct 2023"),
            ("2023?", "2023 (uncertain)"),
            ("2023-10-07%", "about 7 Oct 2023 (uncertain)"),
            ("late 2023-09", "late Sep 2023"),
            ("mid 2023-10", "mid Oct 2023"),
            ("[2023-10-02,2023-10-04]", "2 or 4 Oct 2023"),
            ("[2023-09-30, 2023-10-04]", "30 Sep or 4 Oct 2023"),
            ("[2022-09-30,2023-10-04]", "30 Sep 2022 or 4 Oct 2023"),
            ("[2023-10-01,2023-10-02,2023-10-04]", "1, 2 or 4 Oct 2023"),
            ("[2023-09-21..2023-09-30]", "between 21 and 30 Sep 2023"),
            ("[..2023-10-07]", "7 Oct 2023 or earlier"),
            ("[2022-11-14..]", "14 Nov 2022 or later"),
            (
                "[2023-09..2023-10-04,2023-10-09]",
                "Sep to 4 Oct 2023 or 9 Oct 2023",
            ),
            ("[2023-09,2023-10-04]", "Sep or 4 Oct 2023"),
            ("[2023,2024-01]", "2023 or Jan 2024"),
            (
                "[2023-10-02?,2023-10-04]",
                "2 Oct 2023 (uncertain) or 4 Oct 2023",
            ),
            ("{2023-10-02,2023-10-04}", "2 and 4 Oct 2023"),
            ("2023-10-02/2023-10-05", "2 to 5 Oct 2023"),
            ("2023-09-28/2023-10-02", "28 Sep to 2 Oct 2023"),
        ];
        for (text, expected) in cases {
            let when: When = text.parse().expect("a date in one of our forms");
            assert_eq!(when_in_words(&when), expected, "{text}");
        }
    }

    #[test]
    fn windows_name_their_last_day() {
        let autumn = Window::from_range(date(2023, 9, 21)..date(2023, 11, 1));
        assert_eq!(
            window_in_words(autumn).as_deref(),
            Some("21 Sep to 31 Oct 2023")
        );
        let day = Window::on(date(2023, 10, 31));
        assert_eq!(window_in_words(day).as_deref(), Some("31 Oct 2023"));
        assert_eq!(window_in_words(Window::ALL), None);
    }
}
