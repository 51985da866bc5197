//! A place in a text or in an entry made in code, in eight bytes.

use super::key::Key;

/// The parts of a record, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum Section {
    Header,
    Sources,
    Actors,
    Places,
    Relations,
    Events,
}

impl Section {
    const ALL: [Self; 6] = [
        Self::Header,
        Self::Sources,
        Self::Actors,
        Self::Places,
        Self::Relations,
        Self::Events,
    ];

    /// The name of the section in a file.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Header => "record",
            Self::Sources => "sources",
            Self::Actors => "actors",
            Self::Places => "places",
            Self::Relations => "relations",
            Self::Events => "events",
        }
    }
}

/// A place: the line and column of a text, or a key of an entry made in code.
///
/// Places compare in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct At {
    line: u32,
    column: u32,
}

/// The bit of `line` that marks places in code.
const IN_CODE: u32 = 1 << 31;
/// The bits of `line` below the section.
const INDEX_BITS: u32 = 28;
/// The bits of `column` below the key.
const PART_BITS: u32 = 24;

/// A place in an entry that was made in code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CodeAt {
    pub(crate) section: Section,
    /// The number of the entry among those of its section.
    pub(crate) index: usize,
    pub(crate) key: Key,
    /// The number of the element, if the key has a list.
    pub(crate) part: Option<usize>,
}

impl At {
    /// A place in a text.
    ///
    /// # Units
    ///
    /// Lines and columns from 1; columns in characters.
    pub(crate) fn in_text(line: usize, column: usize) -> Self {
        let limit = IN_CODE - 1;
        let small = |number: usize| u32::try_from(number).unwrap_or(limit).min(limit);
        Self {
            line: small(line),
            column: small(column),
        }
    }

    /// A place in an entry made in code.
    pub(crate) fn in_code(at: CodeAt) -> Self {
        let cut = |number: usize, bits: u32| {
            let limit = (1 << bits) - 1;
            u32::try_from(number).unwrap_or(limit).min(limit)
        };
        let part = at.part.map_or(0, |part| part + 1);
        Self {
            line: IN_CODE | (at.section as u32) << INDEX_BITS | cut(at.index, INDEX_BITS),
            column: u32::from(at.key as u8) << PART_BITS | cut(part, PART_BITS),
        }
    }

    /// Returns the same column of another line.
    pub(crate) fn on_line(self, line: usize) -> Self {
        Self::in_text(line, self.column as usize)
    }

    /// Line and column, if it is a place in a text.
    pub(crate) const fn text(self) -> Option<(u32, u32)> {
        if self.line & IN_CODE == 0 {
            Some((self.line, self.column))
        } else {
            None
        }
    }

    /// The entry and its key, if it was made in code.
    pub(crate) fn code(self) -> Option<CodeAt> {
        if self.line & IN_CODE == 0 {
            return None;
        }
        let section = (self.line & !IN_CODE) >> INDEX_BITS;
        let part = (self.column & ((1 << PART_BITS) - 1)) as usize;
        Some(CodeAt {
            section: *Section::ALL.get(section as usize)?,
            index: (self.line & ((1 << INDEX_BITS) - 1)) as usize,
            key: Key::from_number(u8::try_from(self.column >> PART_BITS).ok()?),
            part: part.checked_sub(1),
        })
    }
}

/// Up to this number of places they are searched one by one.
const SHORT: usize = 16;

/// The places of the keys of one entry, and of the elements of their lists.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spots {
    /// The place at which the entry begins.
    pub(crate) whole: At,
    list: Box<[(Key, u16, At)]>,
    /// Whether keys may be lost.
    is_doubtful: bool,
}

impl Spots {
    pub(crate) fn new(whole: At, mut list: Vec<(Key, u16, At)>, is_doubtful: bool) -> Self {
        if list.len() > SHORT {
            list.sort_by_key(|spot| (spot.0, spot.1));
        }
        let list = list.into_boxed_slice();
        Self {
            whole,
            list,
            is_doubtful,
        }
    }

    /// Creates the places of an entry that has lost no key.
    pub(crate) fn of_slice(whole: At, list: &[(Key, u16, At)]) -> Self {
        let mut list: Box<[_]> = list.into();
        if list.len() > SHORT {
            list.sort_by_key(|spot| (spot.0, spot.1));
        }
        Self {
            whole,
            list,
            is_doubtful: false,
        }
    }

    /// Returns the place of this key's value, or that of the whole entry if it has none.
    pub(crate) fn of(&self, key: Key) -> At {
        self.part(key, 0)
    }

    /// Returns the place of an element, numbered from 0.
    pub(crate) fn element(&self, key: Key, index: usize) -> At {
        self.part(key, u16::try_from(index + 1).unwrap_or(u16::MAX))
    }

    /// Whether the key was written at all.
    pub(crate) fn has(&self, key: Key) -> bool {
        self.list.iter().any(|spot| spot.0 == key)
    }

    /// Whether the key was written, or may be among lost keys.
    pub(crate) fn may_have(&self, key: Key) -> bool {
        self.is_doubtful || self.has(key)
    }

    fn part(&self, key: Key, part: u16) -> At {
        let same = |wanted: u16| {
            let found = if self.list.len() > SHORT {
                let order = |spot: &(Key, u16, At)| (spot.0, spot.1) < (key, wanted);
                self.list.get(self.list.partition_point(order))
            } else {
                self.list
                    .iter()
                    .find(|spot| (spot.0, spot.1) == (key, wanted))
            };
            let found = found.filter(|spot| (spot.0, spot.1) == (key, wanted));
            found.map(|spot| spot.2)
        };
        same(part).or_else(|| same(0)).unwrap_or(self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_code_comes_back_as_it_was() {
        let at = CodeAt {
            section: Section::Relations,
            index: 3,
            key: Key::From,
            part: Some(1),
        };
        assert_eq!(At::in_code(at).code(), Some(at));
        assert_eq!(At::in_code(at).text(), None);
    }

    #[test]
    fn places_compare_in_their_order() {
        assert!(At::in_text(2, 1) > At::in_text(1, 99));
        assert_eq!(At::in_text(2, 1).code(), None);
    }
}
