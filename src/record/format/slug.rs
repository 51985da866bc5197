//! Slugs: the form that keys have.

use std::collections::{BTreeMap, BTreeSet};

/// Whether a key is a slug: lower-case letters, digits and single hyphens between them.
pub(crate) fn is_slug(key: &str) -> bool {
    let is_plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(is_plain);
    !key.is_empty() && key.split('-').all(is_part)
}

/// Returns the nearest slug: any other character becomes a hyphen. It is empty if the text has no letter or
/// digit.
pub(crate) fn slug(key: &str) -> String {
    let mut slug = String::new();
    for c in key.chars().take(60) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Makes keys for entries of other formats, which have none; keys are unique in their section.
#[derive(Debug, Default)]
pub(crate) struct KeyMaker {
    taken: BTreeSet<(&'static str, String)>,
    /// The number of times that a stem was requested, so that the next request need not try every number.
    wanted: BTreeMap<(&'static str, String), usize>,
}

impl KeyMaker {
    /// Reserves a key, so that it is not made.
    pub(crate) fn reserve(&mut self, section: &'static str, key: &str) {
        self.taken.insert((section, key.to_owned()));
    }

    /// Makes a new key of this section, from the first of these texts that gives a slug.
    pub(crate) fn make(&mut self, section: &'static str, texts: [&str; 2]) -> String {
        let stems = texts.map(slug).into_iter();
        let mut stems = stems.filter(|stem| !stem.is_empty());
        let stem = stems.next().unwrap_or_else(|| section.to_owned());
        let count = self.wanted.entry((section, stem.clone())).or_insert(0);
        loop {
            *count += 1;
            let key = match *count {
                1 => stem.clone(),
                count => format!("{stem}-{count}"),
            };
            if self.taken.insert((section, key.clone())) {
                return key;
            }
        }
    }
}
