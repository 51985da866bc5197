//! Levels of certainty that a page's reader may choose, and answers marked with them.

use crate::model::Certainty;
use crate::view::View;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the certainties at which answers differ: the view's, and each higher one in the record.
pub(super) fn levels(view: View<'_, '_>) -> Vec<Certainty> {
    let mut found: BTreeSet<Certainty> = BTreeSet::new();
    for statement in view.graph().statements() {
        found.insert(statement.certainty());
        let toll = statement.record().event();
        let toll = toll.and_then(|event| event.killed.as_ref());
        found.extend(toll.and_then(|toll| toll.certainty));
    }
    // the lowest certainty in the record admits the same statements as the view's
    let lowest = found.iter().copied().find(|&one| one >= view.at_least);
    found.retain(|&one| Some(one) > lowest);
    let mut levels = vec![view.at_least];
    levels.extend(found);
    levels
}

/// An item with its levels of certainty as bits; `None` if it holds at all levels.
#[derive(Debug, Serialize)]
pub(super) struct Leveled<T> {
    #[serde(flatten)]
    pub(super) item: T,
    #[serde(rename = "l", skip_serializing_if = "Option::is_none")]
    pub(super) levels: Option<u8>,
}

/// Items collected level by level; equal items are stored once.
#[derive(Debug)]
pub(super) struct Collected<T>(BTreeMap<T, (usize, u8)>);

impl<T: Ord> Collected<T> {
    pub(super) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Adds an item at this level.
    pub(super) fn add(&mut self, level: usize, item: T) {
        let next = self.0.len();
        self.0.entry(item).or_insert((next, 0)).1 |= 1 << level;
    }

    /// Returns all items in the order in which they were first added.
    pub(super) fn all(self, count: usize) -> Vec<Leveled<T>> {
        let every = u8::MAX >> (u8::BITS as usize - count.clamp(1, 8));
        let mut items: Vec<(T, (usize, u8))> = self.0.into_iter().collect();
        items.sort_by_key(|(_, (order, _))| *order);
        let leveled = |(item, (_, levels)): (T, (usize, u8))| Leveled {
            item,
            levels: (levels != every).then_some(levels),
        };
        items.into_iter().map(leveled).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_answer_is_kept_once_with_its_levels() {
        let mut all = Collected::new();
        for (level, item) in [(0, "b"), (0, "a"), (1, "b"), (2, "c"), (2, "b")] {
            all.add(level, item);
        }
        let all: Vec<_> = all
            .all(3)
            .into_iter()
            .map(|one| (one.item, one.levels))
            .collect();
        assert_eq!(all, [("b", None), ("a", Some(1)), ("c", Some(4))]);
    }
}
