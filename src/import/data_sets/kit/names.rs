//! Keys made of names.

use crate::record::{QuickMap, QuickSet, slug};
use deunicode::deunicode;
use std::borrow::Cow;

/// Returns the slug of a name without accents, with other scripts transliterated.
pub(in crate::import::data_sets) fn slug_of(name: &str) -> String {
    if name.is_ascii() {
        slug(name)
    } else {
        slug(&deunicode(name))
    }
}

/// Returns a name with single spaces between its words, so that names which differ only in spaces become equal.
pub(in crate::import::data_sets) fn single_spaced(name: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_whitespace() && c != ' ';
    if name.contains("  ") || name.contains(is_odd) || name.trim().len() < name.len() {
        let words: Vec<&str> = name.split_whitespace().collect();
        return Cow::Owned(words.join(" "));
    }
    Cow::Borrowed(name)
}

/// A set of unique keys.
#[derive(Debug, Default)]
pub(in crate::import::data_sets) struct Keys {
    taken: QuickSet<String>,
    /// The last number appended to each stem: all numbers up to it are taken.
    numbers: QuickMap<String, u64>,
}

impl Keys {
    /// Marks a key as taken.
    pub(in crate::import::data_sets) fn take(&mut self, key: &str) {
        self.taken.insert(key.to_owned());
    }

    /// Returns a new key made from `stem`, or from `otherwise` if the stem is empty, with a number appended if needed.
    ///
    /// A caller that asks in an order of content gets the same keys whatever the order of the file.
    pub(in crate::import::data_sets) fn new_like(&mut self, stem: &str, otherwise: &str) -> String {
        // a name without letters leaves a hyphen at the end
        let stem = stem.trim_matches('-');
        let stem = if stem.is_empty() { otherwise } else { stem };
        if !self.taken.contains(stem) {
            self.taken.insert(stem.to_owned());
            return stem.to_owned();
        }
        let number = self.numbers.entry(stem.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let key = format!("{stem}-{number}");
            if self.taken.insert(key.clone()) {
                return key;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_no_part_of_a_key() {
        assert_eq!(
            slug_of("Mouvement pour le Salut de l’Azawad"),
            "mouvement-pour-le-salut-de-l-azawad"
        );
        assert_eq!(slug_of("Côte d'Ivoire"), "cote-d-ivoire");
        assert_eq!(slug_of("Łódź"), "lodz");
        assert_eq!(slug_of("—"), "");
    }

    #[test]
    fn keys_are_each_given_once() {
        let mut keys = Keys::default();
        keys.take("gao");
        assert_eq!(keys.new_like("gao", "place"), "gao-2");
        assert_eq!(keys.new_like("gao", "place"), "gao-3");
        assert_eq!(keys.new_like("", "place"), "place");
    }
}
