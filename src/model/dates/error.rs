//! The error for a text that is not a date: what is wrong, and what to write instead.

use super::remedy::Remedy;
use crate::model::words::shown;
use thiserror::Error;

/// The error for a text that [`When`](crate::When) refuses: what is wrong, and what to write
/// instead.
///
/// # Examples
///
/// ```
/// use factions::model::{When, WhenMistake};
///
/// let error = "2023-21".parse::<When>().unwrap_err();
/// assert_eq!(error.mistake(), WhenMistake::Season);
/// assert_eq!(error.mistake().code(), "season");
/// assert_eq!(error.message(), "`2023-21` is a season");
/// assert_eq!(
///     error.remedy(),
///     "write its months, north of the equator `[2023-03..2023-05]`"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}: {words}")]
#[non_exhaustive]
pub struct WhenError {
    mistake: WhenMistake,
    message: String,
    remedy: Remedy,
    /// The remedy as it prints.
    words: String,
}

impl WhenError {
    /// The kind of mistake, as a value that a program can match on.
    pub const fn mistake(&self) -> WhenMistake {
        self.mistake
    }

    /// A sentence that says what is wrong; it quotes the text in backticks.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// A sentence that says what to write instead.
    pub fn remedy(&self) -> &str {
        &self.words
    }

    /// What to write instead, of those dates alone that are wanted; none if no date is left.
    pub(crate) fn remedy_if(&self, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
        let remedy = self.remedy.only(is_wanted)?;
        Some(remedy.to_string())
    }

    /// The dates that can be written instead.
    pub(crate) fn dates(&self) -> Vec<String> {
        let choices = self.remedy.choices().iter();
        choices.map(|choice| choice.text.clone()).collect()
    }

    pub(super) fn new(mistake: WhenMistake, written: &str, remedy: impl Into<Remedy>) -> Self {
        let remedy = remedy.into();
        Self {
            mistake,
            message: mistake.message(&shown(written)),
            words: remedy.to_string(),
            remedy,
        }
    }

    /// The way out, as it is told from its words.
    pub(super) const fn way(&self) -> &Remedy {
        &self.remedy
    }

    /// The same mistake with another way out.
    pub(super) fn with_way(self, remedy: Remedy) -> Self {
        let words = remedy.to_string();
        Self {
            remedy,
            words,
            ..self
        }
    }
}

/// The kinds of mistake for which [`When`](crate::When) refuses a text.
///
/// The list may grow, but a kind keeps its meaning and its [code](Self::code).
///
/// # Examples
///
/// ```
/// use factions::model::{When, WhenMistake};
///
/// let error = "2023-02-30".parse::<When>().unwrap_err();
/// assert_eq!(error.mistake(), WhenMistake::NoSuchDay);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WhenMistake {
    /// The text is empty, or an element of a list is missing.
    Empty,
    /// The text is not a date in any notation that the library recognises.
    NotADate,
    /// The text is a word for an unknown or open time, such as "ongoing". A record says that with
    /// its keys instead.
    NotATime,
    /// The text has spaces in a place where no space is allowed.
    Spaces,
    /// The text is a date, but not in the notation of ISO 8601.
    NotIso,
    /// The calendar has no such day or month.
    NoSuchDay,
    /// The first day of a range comes after its last day.
    Inverted,
    /// The text is a season or another EDTF grouping of months.
    Season,
    /// The text is a quarter of a year.
    Quarter,
    /// The text is a week.
    Week,
    /// The text is a `Y…` year, or its year has more than four digits.
    LongYear,
    /// The year has a sign.
    SignedYear,
    /// The text leaves a digit open, for example with `X`.
    UnspecifiedDigit,
    /// The year names its significant digits (`S`).
    SignificantDigits,
    /// The text has a time of day.
    TimeOfDay,
    /// A qualifier (`?`, `~` or `%`) is in the middle of the text, or the text has several; it may
    /// have one, at its end.
    Qualifier,
    /// The text says early, mid or late, but the rest is not a month.
    PartOfNoMonth,
    /// The text is an interval or a range that lacks its first or its last day.
    OpenInterval,
    /// The text is an interval or a set of days, but one of its elements is not an exact day.
    InexactDays,
    /// The text is a choice or a range of dates without the brackets that it needs.
    NoBrackets,
    /// The brackets contain a date that brackets cannot contain, such as a part of a month or
    /// another choice.
    WithinBrackets,
}

impl WhenMistake {
    /// The code of this kind, in kebab-case; it never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotADate => "not-a-date",
            Self::NotATime => "not-a-time",
            Self::Spaces => "spaces",
            Self::NotIso => "not-iso",
            Self::NoSuchDay => "no-such-day",
            Self::Inverted => "inverted",
            Self::Season => "season",
            Self::Quarter => "quarter",
            Self::Week => "week",
            Self::LongYear => "long-year",
            Self::SignedYear => "signed-year",
            Self::UnspecifiedDigit => "unspecified-digit",
            Self::SignificantDigits => "significant-digits",
            Self::TimeOfDay => "time-of-day",
            Self::Qualifier => "qualifier",
            Self::PartOfNoMonth => "part-of-no-month",
            Self::OpenInterval => "open-interval",
            Self::InexactDays => "inexact-days",
            Self::NoBrackets => "no-brackets",
            Self::WithinBrackets => "within-brackets",
        }
    }

    fn message(self, text: &str) -> String {
        match self {
            Self::Empty if text.is_empty() => "the date is empty".to_owned(),
            Self::Empty => format!("`{text}` has an empty element"),
            Self::NotADate => format!("`{text}` is not a date"),
            Self::NotATime => format!("`{text}` names no time"),
            Self::Spaces => format!("`{text}` has a space where none may stand"),
            Self::NotIso => format!("`{text}` is not an ISO date"),
            Self::NoSuchDay => format!("`{text}` is not in the calendar"),
            Self::Inverted => format!("`{text}` ends before it begins"),
            Self::Season => format!("`{text}` is a season"),
            Self::Quarter => format!("`{text}` is a quarter of a year"),
            Self::Week => format!("`{text}` is a week"),
            Self::LongYear => format!("`{text}` has a year of other than four digits"),
            Self::SignedYear => format!("`{text}` has a year with a sign"),
            Self::UnspecifiedDigit => format!("`{text}` leaves a digit open"),
            Self::SignificantDigits => format!("`{text}` has significant digits"),
            Self::TimeOfDay => format!("`{text}` has a time of day"),
            Self::Qualifier => format!("`{text}` has its qualifier in the wrong place"),
            Self::PartOfNoMonth => format!("`{text}` is not a part of a month"),
            Self::OpenInterval => format!("`{text}` is open on one side"),
            Self::InexactDays => format!("`{text}` does not name exact days"),
            Self::NoBrackets => format!("`{text}` lacks its brackets"),
            Self::WithinBrackets => format!("`{text}` cannot stand within brackets"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_in_part() {
        let error = WhenError::new(WhenMistake::NotADate, &"é\n".repeat(500), "");
        assert!(error.message().chars().count() < 120);
        assert!(!error.message().contains('\n'));
    }
}
