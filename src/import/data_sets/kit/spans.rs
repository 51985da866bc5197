//! Days that are as exact as their cells, and years joined to spells.

use super::cells::{self, DateCell};
use crate::model::{End, Period, When};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Returns a day, or some day of a range, written as a year or a month if the range is exactly that.
pub(in crate::import::data_sets) fn when_between(first: Date, last: Date) -> When {
    if first == last {
        return When::from(first);
    }
    let is_month = first.day() == 1 && last == first.last_of_month();
    let is_year = first.day_of_year() == 1 && last == first.last_of_year();
    let text = match (is_year, is_month) {
        (true, _) => format!("{:04}", first.year()),
        (_, true) => format!("{:04}-{:02}", first.year(), first.month()),
        _ => format!("[{first}..{last}]"),
    };
    text.parse().unwrap_or_else(|_| When::from(first))
}

/// Returns "some day up to this one".
pub(in crate::import::data_sets) fn when_up_to(last: Date) -> Option<When> {
    format!("[..{last}]").parse().ok()
}

/// Returns the year if the number is a plausible year, and `None` for numbers such as -9, 20050 or 9999.
///
/// The first plausible year is 1000, because some data sets list alliances from centuries before 1816. A caller can do
/// arithmetic with the result without overflow.
pub(in crate::import::data_sets) fn year_of(number: i64) -> Option<i16> {
    (1000..=2200)
        .contains(&number)
        .then(|| i16::try_from(number).ok())
        .flatten()
}

/// Returns the first day of a year.
pub(in crate::import::data_sets) fn first_of_year(year: i16) -> Date {
    Date::new(year, 1, 1).unwrap_or(Date::ZERO)
}

/// A day as exact as its source: a day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::import::data_sets) struct Rough {
    pub(in crate::import::data_sets) first: Date,
    pub(in crate::import::data_sets) last: Date,
}

impl Rough {
    /// Makes an exact day.
    pub(in crate::import::data_sets) const fn day(day: Date) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// Makes some day of a year.
    pub(in crate::import::data_sets) fn year(year: i16) -> Self {
        let first = first_of_year(year);
        Self {
            first,
            last: first.last_of_year(),
        }
    }

    /// Reads the numbers of three cells: a date without a day is a month, a date without a month is a year.
    ///
    /// Returns `None` without a year, and an error if the numbers are no date.
    pub(in crate::import::data_sets) fn of_parts(
        [year, month, day]: [Option<i64>; 3],
    ) -> Result<Option<Self>, ()> {
        // a number of 0 or less, such as -9 or -8, marks an unknown part
        let [year, month, day] = [year, month, day].map(|one| one.filter(|number| *number > 0));
        let Some(year) = year else {
            return Ok(None);
        };
        let year = year_of(year).ok_or(())?;
        let Some(month) = month else {
            return Ok(Some(Self::year(year)));
        };
        let month = i8::try_from(month).map_err(|_| ())?;
        let first = Date::new(year, month, 1).map_err(|_| ())?;
        let Some(day) = day else {
            let last = first.last_of_month();
            return Ok(Some(Self { first, last }));
        };
        let day = i8::try_from(day).map_err(|_| ())?;
        let day = Date::new(year, month, day).map_err(|_| ())?;
        Ok(Some(Self::day(day)))
    }

    /// Reads a cell such as `2005-00-00`, `2005-03-00`, `2005-03-07`, `2005`.
    pub(in crate::import::data_sets) fn of_text(cell: &str) -> Result<Option<Self>, ()> {
        if cells::is_missing(cell) {
            return Ok(None);
        }
        let mut parts = cell.split('-').map(|part| part.parse::<i64>().ok());
        let year = parts.next().flatten().ok_or(())?;
        let mut next = || match parts.next() {
            None => Ok(None),
            Some(None) => Err(()),
            Some(number) => Ok(number),
        };
        let (month, day) = (next()?, next()?);
        Self::of_parts([Some(year), month, day])
    }

    /// Returns the day as the start of something.
    pub(in crate::import::data_sets) fn when(self) -> When {
        when_between(self.first, self.last)
    }

    /// Returns the end of something that still held on this day: the first day on which it no longer does.
    pub(in crate::import::data_sets) fn end_behind(self) -> When {
        let behind = |day: Date| day.tomorrow().unwrap_or(day);
        when_between(behind(self.first), behind(self.last))
    }
}

/// A run of consecutive years in which something held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::data_sets) struct Spell {
    pub(in crate::import::data_sets) first: i16,
    pub(in crate::import::data_sets) last: i16,
    /// Whether the source covers the year after the last, in which it no longer held.
    pub(in crate::import::data_sets) is_closed: bool,
}

/// Joins consecutive years to spells; `looked_at` returns whether the source covers a year.
pub(in crate::import::data_sets) fn spells(
    held: &BTreeSet<i16>,
    looked_at: impl Fn(i16) -> bool,
) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    for year in held {
        match spells.last_mut() {
            Some(spell) if spell.last + 1 == *year => spell.last = *year,
            _ => spells.push(Spell {
                first: *year,
                last: *year,
                is_closed: false,
            }),
        }
    }
    for spell in &mut spells {
        spell.is_closed = looked_at(spell.last + 1);
    }
    spells
}

impl Spell {
    /// Returns the period of a spell: it begins in the first year and, if closed, ends after the last year began.
    ///
    /// A row for a year shows only that something held on some day of that year.
    pub(in crate::import::data_sets) fn period(self) -> Period {
        let start = Rough::year(self.first).when();
        let end = if self.is_closed {
            let first = first_of_year(self.last);
            let first = first.tomorrow().unwrap_or(first);
            End::On(when_between(
                first,
                first_of_year(self.last + 1).last_of_year(),
            ))
        } else {
            End::Unknown
        };
        Period::new(Some(start), end, Vec::new())
    }
}

/// The order of day and month in the dates of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import::data_sets) enum DayOrder {
    /// `29-5-1997`.
    DayFirst,
    /// `5-29-1997`.
    MonthFirst,
}

impl DayOrder {
    /// Returns the order shown by those dates of a file that can be read in only one way, or `None` if they disagree or
    /// are missing.
    pub(in crate::import::data_sets) fn of<'c>(
        cells: impl IntoIterator<Item = &'c str>,
    ) -> Option<Self> {
        let mut found = None;
        for cell in cells {
            let own = match two_numbers(cell) {
                Some((13..=31, 1..=12)) => Self::DayFirst,
                Some((1..=12, 13..=31)) => Self::MonthFirst,
                _ => continue,
            };
            match found {
                Some(found) if found != own => return None,
                _ => found = Some(own),
            }
        }
        found
    }

    /// Reads a date; where day and month could be exchanged, the order of the file decides.
    pub(in crate::import::data_sets) fn date(order: Option<Self>, cell: &str) -> DateCell {
        match (cells::date(cell), order, two_numbers(cell)) {
            (DateCell::Ambiguous, Some(order), Some((first, second))) => {
                let (day, month) = match order {
                    Self::DayFirst => (first, second),
                    Self::MonthFirst => (second, first),
                };
                let year = cell.rsplit(['-', '/', '.']).next().unwrap_or_default();
                cells::date(&format!("{year}/{month}/{day}"))
            }
            (other, _, _) => other,
        }
    }
}

/// Returns the two numbers before the year of a date such as `29-5-1997`.
fn two_numbers(cell: &str) -> Option<(u8, u8)> {
    let mut parts = cell.split(['-', '/', '.']);
    let (first, second) = (parts.next()?, parts.next()?);
    (first.len() <= 2).then_some(())?;
    Some((first.parse().ok()?, second.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_inclusive_end_is_the_day_before_ours() {
        let end = |parts| {
            Rough::of_parts(parts)
                .expect("it is a date")
                .map(Rough::end_behind)
        };
        let text = |parts| end(parts).map(|when| when.to_string());
        assert_eq!(
            text([Some(1939), Some(9), Some(1)]).as_deref(),
            Some("1939-09-02")
        );
        assert_eq!(
            text([Some(1939), Some(9), Some(-9)]).as_deref(),
            Some("[1939-09-02..1939-10-01]")
        );
        assert_eq!(
            text([Some(1939), None, None]).as_deref(),
            Some("[1939-01-02..1940-01-01]")
        );
        assert_eq!(text([Some(-8), Some(-8), Some(-8)]), None);
        assert_eq!(Rough::of_parts([Some(1939), Some(13), None]), Err(()));
        assert_eq!(Rough::of_text("0000-00-00"), Ok(None));
        let month = Rough::of_text("2005-03-00").expect("it is a month");
        assert_eq!(month.map(|month| month.last), Some(date(2005, 3, 31)));
    }

    #[test]
    fn years_are_joined_and_the_last_is_open() {
        let held: BTreeSet<i16> = [1990, 1991, 1994, 1999].into();
        let spells = spells(&held, |year| year <= 1999);
        let texts: Vec<String> = spells
            .iter()
            .map(|spell| {
                let period = spell.period();
                format!(
                    "{} to {}",
                    period.start().expect("it is known"),
                    period.end()
                )
            })
            .collect();
        assert_eq!(
            texts,
            [
                "1990 to [1991-01-02..1992-12-31]",
                "1994 to [1994-01-02..1995-12-31]",
                "1999 to unknown"
            ]
        );
    }

    #[test]
    fn the_dates_of_a_file_say_which_number_is_the_day() {
        let order = DayOrder::of(["5-6-1967", "29-5-1997"]);
        assert_eq!(order, Some(DayOrder::DayFirst));
        let day = DayOrder::date(order, "5-6-1967");
        assert_eq!(day, DateCell::Day(date(1967, 6, 5)));
        assert_eq!(DayOrder::of(["29-5-1997", "5/29/1997"]), None);
        assert_eq!(DayOrder::date(None, "5-6-1967"), DateCell::Ambiguous);
    }
}
