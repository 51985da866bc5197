//! How late releases of data sets are.

use crate::model::{Source, When};
use std::cmp::Ordering;

/// The largest number in a version.
const LARGEST: u64 = 9999;

/// How late a release with this number is among others; `None`: it tells no order.
pub(in crate::import::data_sets) fn order_of(version: &str) -> Option<u64> {
    let parts = version.split('.');
    let parts = parts.map(|part| part.parse().ok().filter(|part| *part <= LARGEST));
    // digits that are no number of a release tell no order
    let parts: Vec<u64> = parts.collect::<Option<_>>()?;
    let order = match parts[..] {
        // a release of a year speaks of the years before
        [year, _] => (year.saturating_sub(1)) * 100 + 99,
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
            published: source.published.clone(),
        }
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
