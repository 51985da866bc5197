//! Values that many statements have in common, kept from one statement to the next.

use crate::model::{Evidence, Toll, When};
use crate::record::unchecked::{QuickMap, Shared};

/// How many dates are kept by their text.
const MOST: usize = 1 << 16;

/// What many statements have alike: evidence, tolls, and dates that are no single days.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pub(super) evidence: Shared<Evidence>,
    pub(super) tolls: Shared<Toll>,
    pub(super) dates: Dates,
}

/// Dates by their text: those that are no single days take long to read, and memory to hold.
#[derive(Debug, Default)]
pub(super) struct Dates(QuickMap<Box<str>, When>);

impl Dates {
    /// The date of a text, if it is one.
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
