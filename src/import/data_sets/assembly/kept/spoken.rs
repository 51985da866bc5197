//! The days that rows cover, and the data sets that the rows come from.

use crate::model::{Day, Source};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The days that rows cover.
#[derive(Debug, Default)]
pub(in crate::import::data_sets::assembly) struct Spoken {
    /// The first and last day of events, including days that are covered without events.
    days: Option<(Day, Day)>,
    /// The last day that the data set says it covers.
    until: Option<Date>,
    /// Whether only some types of event were read.
    is_in_part: bool,
    /// Publisher and title of each data set.
    sets: BTreeSet<(Box<str>, Box<str>)>,
}

impl Spoken {
    /// Records that the rows cover the events of these days.
    pub(in crate::import::data_sets::assembly) fn of(&mut self, first: Day, last: Day) {
        self.days = Some(match self.days {
            Some(days) => (days.0.min(first), days.1.max(last)),
            None => (first, last),
        });
    }

    /// Records that rows come from this data set, whatever its release.
    pub(in crate::import::data_sets::assembly) fn is_of(&mut self, source: &Source, set: &str) {
        let publisher = source.publisher.clone().unwrap_or_default();
        self.sets.insert((publisher, set.into()));
    }

    /// Records that the data set covers all days up to this one.
    pub(in crate::import::data_sets::assembly) fn until(&mut self, day: Date) {
        self.until = self.until.max(Some(day));
    }

    /// Records that only some types of event were read.
    pub(in crate::import::data_sets::assembly) const fn in_part(&mut self) {
        self.is_in_part = true;
    }

    /// Whether only some types of event were read.
    pub(in crate::import::data_sets::assembly) const fn is_in_part(&self) -> bool {
        self.is_in_part
    }

    /// Returns the first and last day of events.
    pub(in crate::import::data_sets::assembly) const fn days(&self) -> Option<(Day, Day)> {
        self.days
    }

    /// Returns the last day that the rows cover.
    pub(in crate::import::data_sets::assembly) fn last_day(&self) -> Option<Date> {
        self.days.and_then(|days| days.1.date()).max(self.until)
    }

    /// Whether a source is a release of one of the data sets, or articles of some days that a release cites.
    pub(in crate::import::data_sets::assembly) fn has(&self, source: &Source) -> bool {
        let mut sets = self.sets.iter();
        sets.any(|(publisher, set)| is_of(source, (publisher, set)))
    }
}

/// Whether a source is a release of a publisher's data set, or articles of some days that a release cites.
pub(in crate::import::data_sets::assembly) fn is_of(
    source: &Source,
    (publisher, set): (&str, &str),
) -> bool {
    let title = source.title.as_deref().unwrap_or_default();
    let articles = format!("{publisher}, ");
    let own = match &source.publisher {
        Some(own) if **own == *publisher => title.strip_prefix(set),
        Some(_) => None,
        None => title
            .strip_prefix(&articles)
            .and_then(|title| title.strip_prefix(set)),
    };
    own.is_some_and(|rest| {
        let version = rest.trim_start_matches(' ');
        rest.is_empty()
            || rest.starts_with(',')
            || version.starts_with(|c: char| c.is_ascii_digit())
    })
}
