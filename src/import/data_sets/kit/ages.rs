//! The order of a data set's releases in time.

use crate::model::{Source, When};
use std::cmp::Ordering;

/// The words between the release and the day in the title of a source of articles.
pub(in crate::import::data_sets) const BY_ARTICLES: &str = ", by articles up to ";

/// The largest number in a version.
const LARGEST: u64 = 9999;

/// The month number that a yearly release gets, so that it sorts after every month of its year.
const OF_YEARS: u64 = 99;

/// Returns a number that sorts releases by time, or `None` if the version does not show an order.
pub(in crate::import::data_sets) fn order_of(version: &str) -> Option<u64> {
    let parts = version.split('.');
    let parts = parts.map(|part| part.parse().ok().filter(|part| *part <= LARGEST));
    // a part that is not a small number is no part of a release's version
    let parts: Vec<u64> = parts.collect::<Option<_>>()?;
    let order = match parts[..] {
        // a yearly release covers the years before it
        [year, _] => (year.saturating_sub(1)) * 100 + OF_YEARS,
        // the candidate release of a month, and the one that holds all months up to it
        [year, _, month] | [_, _, year, month] => year * 100 + month,
        _ => return None,
    };
    Some((order * 2 + u64::from(parts.len() == 4)) << 16)
}

/// The place of a release in time, by its number and its day of publication if the source gives them.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import::data_sets) struct Age {
    order: Option<u64>,
    published: Option<When>,
}

impl Age {
    /// Reads the number and the day of publication of a source.
    pub(in crate::import::data_sets) fn of(source: &Source) -> Self {
        let title = source.title.as_deref().unwrap_or_default();
        let words = title.split([' ', ',']);
        let is_number = |word: &&str| {
            word.contains('.')
                && word
                    .bytes()
                    .all(|byte| byte == b'.' || byte.is_ascii_digit())
        };
        Self {
            order: words.filter(is_number).find_map(order_of),
            // the day of an article does not date the release that names it
            published: (source.published.clone()).filter(|_| !title.contains(BY_ARTICLES)),
        }
    }

    /// Whether neither a number nor a day is known.
    pub(in crate::import::data_sets) const fn is_unknown(&self) -> bool {
        self.order.is_none() && self.published.is_none()
    }

    /// Returns the order of a yearly release, which covers all the years before it; `None` for other releases.
    pub(in crate::import::data_sets) fn order_of_years(&self) -> Option<u64> {
        self.order.filter(|order| (order >> 17) % 100 == OF_YEARS)
    }

    /// Returns the order by the release's number.
    pub(in crate::import::data_sets) const fn order(&self) -> Option<u64> {
        self.order
    }

    /// Compares two releases in time, or returns `None` if they give neither two numbers nor two days that do not
    /// overlap.
    pub(in crate::import::data_sets) fn compared(&self, other: &Self) -> Option<Ordering> {
        if let (Some(one), Some(other)) = (self.order, other.order) {
            return Some(one.cmp(&other));
        }
        let (one, other) = (self.published.as_ref()?, other.published.as_ref()?);
        if one.last_day() < other.first_day() {
            Some(Ordering::Less)
        } else if other.last_day() < one.first_day() {
            Some(Ordering::Greater)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_follow_each_other_by_number_or_else_by_day() {
        let age = |title: &str, published: Option<&str>| {
            let published = published.map(|day| day.parse().expect("it is a date"));
            Age::of(&Source {
                title: Some(title.into()),
                published,
                ..Source::default()
            })
        };
        for (one, other, wanted) in [
            (
                age("UCDP GED 26.0.5", None),
                age("UCDP GED 26.0.6, by articles up to 2026-05-02", None),
                Some(Ordering::Less),
            ),
            (
                age("UCDP GED 26.1", Some("2026")),
                age("UCDP GED 26.1", Some("2026-06-02")),
                Some(Ordering::Equal),
            ),
            (
                age("ACLED", Some("2024-05-01")),
                age("ACLED", Some("2024-04")),
                Some(Ordering::Greater),
            ),
            (
                age("ACLED", Some("2024-04-01")),
                age("ACLED", Some("2024-04")),
                None,
            ),
            (age("ACLED", None), age("ACLED", Some("2024-04")), None),
        ] {
            assert_eq!(one.compared(&other), wanted, "{one:?} {other:?}");
        }
    }
}
