//! A bit set of ids that end in a number.

use crate::record::QuickMap;

/// The number of bits in a page.
const PAGE: u32 = 1 << 12;

/// A bit set of ids that end in a number, with separate pages for each text before the number.
///
/// The ids of a data set lie close together, so that the bits of a million ids fit into the processor's cache.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    /// The index in `pages` for each text before a number.
    by_start: QuickMap<Box<str>, usize>,
    pages: Vec<QuickMap<u32, Box<Page>>>,
    /// The text before the number in the last id, and its index.
    last: Option<(Box<str>, usize)>,
    /// The number of ids that were met, and the number of pages.
    met: usize,
    page_count: usize,
}

type Page = [u64; PAGE as usize / 64];

impl Numbered {
    /// Adds an id; returns whether it ends in a number and was new.
    ///
    /// Also returns `false` for an id whose bit would take more memory than an entry of a table.
    pub(super) fn is_new(&mut self, id: &str) -> bool {
        let Some((start, number)) = split(id) else {
            return false;
        };
        let place = self.place_of(start);
        let pages = &mut self.pages[place];
        let page = match pages.get_mut(&(number / PAGE)) {
            Some(page) => page,
            None if self.page_count > 64 + self.met / 32 => return false,
            None => {
                self.page_count += 1;
                let page = pages.entry(number / PAGE);
                page.or_insert_with(|| Box::new([0; PAGE as usize / 64]))
            }
        };
        let (word, bit) = bit_of(number);
        let is_new = page[word] & bit == 0;
        page[word] |= bit;
        self.met += usize::from(is_new);
        is_new
    }

    /// Whether an id may have been met: `false` only for an id that ends in a number and was not.
    pub(super) fn has(&self, id: &str) -> bool {
        let Some((start, number)) = split(id) else {
            return true;
        };
        let pages = self.by_start.get(start).map(|place| &self.pages[*place]);
        let page = pages.and_then(|pages| pages.get(&(number / PAGE)));
        let (word, bit) = bit_of(number);
        page.is_some_and(|page| page[word] & bit != 0)
    }

    fn place_of(&mut self, start: &str) -> usize {
        match &self.last {
            Some((last, place)) if **last == *start => *place,
            _ => {
                let place = self.by_start.get(start).copied().unwrap_or_else(|| {
                    self.pages.push(QuickMap::default());
                    self.by_start.insert(start.into(), self.pages.len() - 1);
                    self.pages.len() - 1
                });
                self.last = Some((start.into(), place));
                place
            }
        }
    }
}

/// Returns the word and the bit of a number in its page.
const fn bit_of(number: u32) -> (usize, u64) {
    let place = number % PAGE;
    (place as usize / 64, 1 << (place % 64))
}

/// Splits an id into the text before its number, and the number, if it has no leading zeros.
fn split(id: &str) -> Option<(&str, u32)> {
    let start = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &id[start.len()..];
    let has_zeros = digits.len() > 1 && digits.starts_with('0');
    let number = digits.parse().ok().filter(|_| !has_zeros)?;
    Some((start, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_ends_in_a_number_is_new_once() {
        let mut met = Numbered::default();
        for id in [
            "ged-1",
            "ged-2",
            "ged-10",
            "acled-mli1",
            "ged-0",
            "7",
            "ged-4294967295",
        ] {
            assert!(!met.has(id), "{id}");
            assert!(met.is_new(id), "{id}");
            assert!(met.has(id) && !met.is_new(id), "{id}");
        }
    }

    #[test]
    fn ids_without_a_number_of_their_own_may_have_been_met() {
        let mut met = Numbered::default();
        for id in ["", "ged", "ged-01", "ged-4294967296", "ged-1a"] {
            assert!(met.has(id) && !met.is_new(id), "{id}");
        }
    }

    #[test]
    fn ids_far_apart_take_no_room_each() {
        let mut met = Numbered::default();
        let new = (0..10_000_u32).filter(|number| met.is_new(&format!("x-{}", number * PAGE)));
        assert!(new.count() < 200);
    }
}
