//! Values that many statements share, cached from one statement to the next.

use crate::model::{Evidence, Toll, When};
use crate::record::unchecked::{QuickMap, Shared};

/// The most dates in the cache.
const MOST: usize = 1 << 16;

/// Caches of evidence, tolls, and dates that are not single days.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) evidence: Shared<Evidence>,
    pub(super) tolls: Shared<Toll>,
    pub(super) dates: Dates,
}

/// A cache of dates by text. Dates that are not single days take long to parse, and memory to hold.
#[derive(Debug, Default)]
pub(super) struct Dates(QuickMap<Box<str>, When>);

impl Dates {
    /// Returns the date of a text, if it is one.
    pub(super) fn of(&mut self, text: &str) -> Option<When> {
        if let Some(known) = self.0.get(text) {
            return Some(known.clone());
        }
        let when: When = text.parse().ok()?;
        if when.exact_day().is_none() && self.0.len() < MOST {
            self.0.insert(text.into(), when.clone());
        }
        Some(when)
    }
}
