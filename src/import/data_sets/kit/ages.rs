//! How late releases of data sets are.

use crate::model::{Source, When};
use std::cmp::Ordering;

/// What stands in the title of a source of articles, between the release and the day.
pub(in crate::import::data_sets) const BY_ARTICLES: &str = ", by articles up to ";

/// The largest number in a version.
const LARGEST: u64 = 9999;

/// What stands in the place of a month for a release of a year.
const OF_YEARS: u64 = 99;

/// How late a release with this number is among others; `None`: it tells no order.
pub(in crate::import::data_sets) fn order_of(version: &str) -> Option<u64> {
    let parts = version.split('.');
    let parts = parts.map(|part| part.parse().ok().filter(|part| *part <= LARGEST));
    // digits that are no number of a release tell no order
    let parts: Vec<u64> = parts.collect::<Option<_>>()?;
    let order = match parts[..] {
        // a release of a year speaks of the years before
        [year, _] => (year.saturating_sub(1)) * 100 + OF_YEARS,
        // the candidate of a month, and one that holds all months up to it
        [year, _, month] | [_, _, year, month] => year * 100 + month,
        _ => return None,
    };
    Some((order * 2 + u64::from(parts.len() == 4)) << 16)
}

/// How late a release is, as far as it says.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import::data_sets) struct Age {
    order: Option<u64>,
    published: Option<When>,
}

impl Age {
    /// How late this source is among the releases of its data set.
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
            // the day of an article says nothing of the release that names it
            published: (source.published.clone()).filter(|_| !title.contains(BY_ARTICLES)),
        }
    }

    /// Whether it tells neither a number nor a day.
    pub(in crate::import::data_sets) const fn is_unknown(&self) -> bool {
        self.order.is_none() && self.published.is_none()
    }

    /// How late it is, if it is a release of a year, which speaks of all the years before.
    pub(in crate::import::data_sets) fn order_of_years(&self) -> Option<u64> {
        self.order.filter(|order| (order >> 17) % 100 == OF_YEARS)
    }

    /// How late it is by its number.
    pub(in crate::import::data_sets) const fn order(&self) -> Option<u64> {
        self.order
    }

    /// Whether it is earlier or later than another, or the same release; `None`: nobody says.
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
