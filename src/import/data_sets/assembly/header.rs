//! The header of the imported part of a record: its title, its day, and the days that its events cover.

use super::assemble::Assembly;
use super::kept::is_of;
use crate::import::data_sets::kit::spans::when_between;
use crate::import::report::Treatment;
use crate::model::{Bounds, Coverage, Day, Source, SourceId, When};
use crate::record::At;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeSet;

impl Assembly {
    /// Records that the data set covers all days up to this one.
    pub(in crate::import::data_sets) fn speaks_until(&mut self, day: Date) {
        self.spoken.until(day);
    }

    /// Records that the data set covers these days, even without events on them.
    pub(in crate::import::data_sets) fn speaks_of(&mut self, first: Date, last: Date) {
        self.spoken.of(Day::from(first), Day::from(last));
    }

    /// Records that only some types of event were read: then no day is covered wholly.
    pub(in crate::import::data_sets) const fn speaks_in_part(&mut self) {
        self.spoken.in_part();
    }

    /// Reports events of the record that rest on another of these data sets (each a publisher and a title) and lie on
    /// the days that the rows cover: an event in both data sets counts twice.
    pub(in crate::import::data_sets) fn tell_other_sets(&mut self, sets: &[(&str, &str)]) {
        let is_other = |source: &Source| {
            !self.spoken.has(source) && sets.iter().any(|set| is_of(source, *set))
        };
        let others = self.known_releases(is_other);
        let Some((first, last)) = self.spoken.days().filter(|_| !others.is_empty()) else {
            return;
        };
        let mut found: Vec<Box<str>> = Vec::new();
        for number in 0..self.first_statement {
            let Some(one) = self.reader.statement_at(number) else {
                continue;
            };
            let when = one.event().and_then(|event| event.when.as_ref());
            let is_then =
                when.is_some_and(|when| first <= when.last_day() && when.first_day() <= last);
            if is_then && one.evidence.sources.iter().any(|one| others.contains(one)) {
                found.push((*one.id).into());
            }
        }
        found.sort_unstable();
        let message = "events of another data set that the record beside has, on days of which the rows speak: \
                       what both tell is not joined, and its dead count in each (ask of one source, or join the \
                       two by `same_as`)";
        for id in found {
            let at = At::in_text(0, 0);
            self.report
                .note(Treatment::Guessed, "in-another-data-set", message, at, &id);
        }
    }

    /// Writes the days that the rows cover.
    pub(super) fn header(&mut self, title: &str, as_of: Option<Date>) {
        let last = self.spoken.last_day();
        let is_beside = self.first_statement > 0;
        if is_beside && last.is_none() && self.report.counts().made == 0 {
            return; // no row was added: the record's coverage stays
        }
        let at = At::in_text(0, 0);
        if as_of.is_none()
            && let Some(last) = last
        {
            let message = "the rows are taken to speak of all days up to the last that one of them \
                           names (say `as_of` where that is otherwise)";
            let what = last.to_string();
            let report = &mut self.report;
            report.note(Treatment::Guessed, "last-day-covered", message, at, &what);
        }
        let last = as_of.or(last);
        // relations alone do not show coverage of events
        let own = self.spoken.days().zip(last).map(|((first, _), last)| {
            let end = Day::from(last).next();
            let first = first.min(Day::from(last));
            if self.spoken.is_in_part() {
                in_part(first, end)
            } else {
                Bounds::new(first, first, end, end)
            }
        });
        if own.is_some() && self.spoken.is_in_part() {
            let message = "some types of event alone were asked for: the record covers no day wholly, and \
                           the days of all rows partly";
            let report = &mut self.report;
            report.note(Treatment::Beyond, "covered-in-part", message, at, title);
        }
        let earlier = own.and_then(|_| self.earlier_part());
        let covers = own.map(|own| match &earlier {
            Some((part, _)) => coverage(both(part.bounds(), own)),
            None => coverage(own),
        });
        // days that another part covers as well stay as they are
        let replaced = earlier.filter(|(_, is_of_others)| !is_of_others);
        let replaced = replaced.map(|(part, _)| part);
        let day = last.map(Day::from);
        self.reader
            .part_header(title, day, (covers, replaced.as_ref()));
    }

    /// Returns the coverage of an earlier import of the data set in the given record, and whether another part of the
    /// record covers those days, too.
    ///
    /// A part has no name. Each part that has all events of the data set meets the others at those events, so that with
    /// the rows that are read now all of them cover the same days, whichever of them goes on. The part that begins last
    /// is taken as the earlier import, unless somebody wrote a part by hand that begins on the day of the first event.
    fn earlier_part(&self) -> Option<(Coverage, bool)> {
        let sources: BTreeSet<SourceId> = self.known_releases(|source| self.spoken.has(source));
        let mut days: Option<(Day, Day)> = None;
        let mut has_others = false;
        for number in 0..self.first_statement {
            let statement = self.reader.statement_at(number)?;
            let Some(event) = statement.event() else {
                continue;
            };
            let own = &statement.evidence.sources;
            if !own.iter().any(|source| sources.contains(source)) {
                has_others = true;
                continue;
            }
            if let Some(when) = &event.when {
                let own = days.unwrap_or((when.first_day(), when.last_day()));
                days = Some((own.0.min(when.first_day()), own.1.max(when.last_day())));
            }
        }
        let (first, last) = days?;
        let all = self.reader.covers();
        let parts = all.iter().filter(|part| {
            let bounds = part.bounds();
            let is_bounded = part.start.is_some() && part.end.is_some();
            is_bounded && bounds.first_start() <= first && last < bounds.last_end()
        });
        let shortest = parts.max_by_key(|part| {
            let bounds = part.bounds();
            (bounds.first_start(), Reverse(bounds.last_end()))
        })?;
        Some((shortest.clone(), has_others && all.len() == 1))
    }
}

/// Returns bounds for "some unknown days of these": all days are partly covered, and none wholly.
fn in_part(first: Day, end: Day) -> Bounds {
    let last = end.previous();
    if first < last {
        Bounds::new(first, last, first.next(), end)
    } else {
        // a part covers at least a day: this one or the day before
        Bounds::new(first.previous(), first, first, end)
    }
}

/// Joins the coverage of two parts of one data set, as if one import had read both.
fn both(one: Bounds, other: Bounds) -> Bounds {
    let first = one.first_start().min(other.first_start());
    let end = one.last_end().max(other.last_end());
    let wholly = [one, other].map(|part| (part.last_start(), part.first_end()));
    let wholly = wholly.into_iter().filter(|(start, end)| start < end);
    let wholly = wholly.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    match wholly {
        Some((start, stop)) => Bounds::new(first, start, stop, end),
        None => in_part(first, end),
    }
}

fn coverage(bounds: Bounds) -> Coverage {
    let when =
        |first: Day, last: Day| -> Option<When> { Some(when_between(first.date()?, last.date()?)) };
    Coverage {
        start: when(bounds.first_start(), bounds.last_start()),
        end: when(bounds.first_end(), bounds.last_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Covered, Window};

    #[test]
    fn what_was_asked_for_in_part_covers_no_day_wholly() {
        let day = |number| Day::new(19_000 + number);
        for (first, end) in [(0, 1), (0, 2), (0, 40)] {
            let part = coverage(in_part(day(first), day(end)));
            for from in first..end {
                let window = Window {
                    from: day(from),
                    to: day(from + 1),
                };
                assert_eq!(part.covered(window), Covered::Partly, "{part:?} {from}");
            }
            let after = Window {
                from: day(end),
                to: day(end + 1),
            };
            assert_eq!(part.covered(after), Covered::No, "{part:?}");
            let again = both(part.bounds(), in_part(day(first), day(end)));
            assert_eq!(coverage(again), part);
        }
    }

    #[test]
    fn parts_of_one_data_set_cover_what_both_do() {
        let day = |number| Day::new(19_000 + number);
        let whole = |first, end| Bounds::new(day(first), day(first), day(end), day(end));
        // a day on which nothing happened lies between
        assert_eq!(
            coverage(both(whole(0, 30), whole(32, 60))),
            coverage(whole(0, 60))
        );
        let mixed = both(whole(0, 30), in_part(day(30), day(60)));
        let wanted = Bounds::new(day(0), day(0), day(30), day(60));
        assert_eq!(coverage(mixed), coverage(wanted));
    }
}
