//! Keys, each stored once and replaced by a number.

use super::hash::QuickMap;
use std::sync::Arc;

/// Keys by number, in the order of their first mention.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    numbers: QuickMap<Arc<str>, u32>,
    keys: Vec<Arc<str>>,
}

impl Interner {
    /// Returns the number of a key, assigning one if the key is new.
    pub(crate) fn number(&mut self, key: &str) -> u32 {
        if let Some(&number) = self.numbers.get(key) {
            return number;
        }
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let key: Arc<str> = key.into();
        self.keys.push(Arc::clone(&key));
        self.numbers.insert(key, number);
        number
    }

    /// The key with this number.
    pub(crate) fn key(&self, number: u32) -> &str {
        self.keys.get(number as usize).map_or("", |key| key)
    }

    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }
}
