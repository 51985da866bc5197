//! The parts of a text that could not be read, and may have declared anything.

use std::collections::HashSet;

/// The words of all parts of a text that could not be read.
#[derive(Debug, Default)]
pub(crate) struct Lost {
    words: HashSet<Box<str>>,
}

impl Lost {
    /// Adds a part that could not be read.
    pub(crate) fn add(&mut self, text: &str) {
        for word in words(text) {
            if !self.words.contains(word) {
                self.words.insert(word.into());
            }
        }
    }

    /// Whether a lost part may have named this key or id.
    pub(crate) fn may_name(&self, name: &str) -> bool {
        !self.words.is_empty() && words(name).all(|word| self.words.contains(word))
    }
}

/// Splits a text into words of letters, digits, hyphens and underscores.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')));
    words.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_may_have_named_what_stands_in_it() {
        let mut lost = Lost::default();
        assert!(!lost.may_name("army"), "nothing is lost");
        lost.add("to = [\"mali-army\", \"un:2023/4\"");
        assert!(lost.may_name("mali-army") && lost.may_name("un:2023/4"));
        assert!(!lost.may_name("army") && !lost.may_name("un:2024/4"));
    }
}
