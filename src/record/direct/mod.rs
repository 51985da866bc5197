//! Reads JSON statements into rows directly, without a tree in between.
//!
//! Nearly all statements of a large file are correct, and making a tree of each would cost more
//! than everything else. So a cursor reads each statement first, and accepts only what is usual. If
//! it meets anything wrong or merely rare, it drops the whole statement and leaves it to the reader
//! of trees. Only that reader reports mistakes. Both readers make the same rows of the same text.

mod cursor;
mod kept;
mod row;
mod values;

use crate::record::format::Key;
use crate::record::format::{At, Section};
use crate::record::read::Reader;
use cursor::Cursor;
use kept::Kept;
use values::Values;

/// Reads statements for a reader, and caches values between them.
#[derive(Debug, Default)]
pub(crate) struct Direct {
    places: Vec<(Key, u16, At)>,
    kept: Kept,
}

impl Direct {
    /// Reads one line of JSON Lines, if it is a statement without anything wrong or unusual.
    ///
    /// If it returns false it has read nothing, and [`Reader::line`] must read the line.
    pub(crate) fn line(&mut self, reader: &mut Reader, text: &str, number: usize) -> bool {
        self.read(reader, text, (number, 1), None).is_some()
    }

    /// Reads one element of a list of statements in the same way, given its place.
    ///
    /// If it returns false it has read nothing, and [`Reader::statement`] must read the element.
    pub(crate) fn element(
        &mut self,
        reader: &mut Reader,
        text: &str,
        at: At,
        section: Section,
    ) -> bool {
        let (line, column) = at.text().unwrap_or_default();
        let place = (line as usize, column as usize);
        self.read(reader, text, place, Some(section)).is_some()
    }

    fn read(
        &mut self,
        reader: &mut Reader,
        text: &str,
        place: (usize, usize),
        section: Option<Section>,
    ) -> Option<()> {
        let mut cursor = Cursor::new(text, place);
        let whole = cursor.place();
        self.places.clear();
        let mut values = Values::new();
        values.take(&mut cursor, &mut self.places, &mut self.kept.dates)?;
        cursor.end()?;
        let (keys, places) = (&mut reader.rows.keys, (whole, &*self.places));
        let row = row::of(keys, &mut self.kept, &mut values, section, places)?;
        reader.rows.statements.push(row);
        Some(())
    }
}
