//! Reads the header, which applies to the whole record.

use super::evidence;
use super::fields::{Fields, one_or_several};
use crate::model::{Coverage, End};
use crate::record::format::Key;
use crate::record::format::Spots;
use crate::record::format::{Node, Value};
use crate::record::problems::Code;
use crate::record::problems::Desk;
use crate::record::unchecked::{Header, Keys};

/// The keys of the header; a line of JSON Lines has two more, at the end.
pub(super) const LINE: &[Key] = &[
    Key::Title,
    Key::AsOf,
    Key::Source,
    Key::Covers,
    Key::Native,
    Key::Type,
    Key::Format,
];
pub(super) const KEYS: &[Key] = LINE.split_at(LINE.len() - 2).0;

/// The keys of the table within the header.
pub(super) const COVERS_KEYS: &[Key] = &[Key::CoversStart, Key::CoversEnd];

pub(super) fn read(desk: &mut Desk, keys: &mut Keys, node: &Node, known: &[Key]) -> Option<Header> {
    let before = desk.mistakes();
    let mut fields = Fields::open(desk, node, "the header", known)?;
    let (covers, covers_spots) = covers(desk, &mut fields).into_iter().unzip();
    Some(Header {
        title: fields.own_text(desk, Key::Title),
        as_of: fields.day(desk, Key::AsOf),
        sources: evidence::sources(desk, keys, &mut fields, Key::Source),
        covers,
        covers_spots,
        native: fields.native(desk),
        is_doubtful: desk.mistakes() != before,
        spots: fields.into_spots(),
    })
}

/// Reads the coverage of the record, or of each of its parts.
fn covers(desk: &mut Desk, fields: &mut Fields<'_>) -> Vec<(Coverage, Spots)> {
    let elements = fields.get(Key::Covers).map_or(&[][..], one_or_several);
    let mut all = Vec::new();
    for element in elements {
        let what = "a coverage";
        let Some(mut inner) = Fields::open(desk, element, what, COVERS_KEYS) else {
            continue;
        };
        let period = inner.period(desk, Key::CoversStart, Key::CoversEnd, None);
        let end = match period.end() {
            End::On(end) => Some(end.clone()),
            // an open end means the record's own day, as if no end were stated
            End::Ongoing | End::Unknown => None,
        };
        let start = period.start().cloned();
        all.push((Coverage { start, end }, inner.into_spots()));
    }
    all
}

/// Reports a format version that this reader does not know.
pub(super) fn format(desk: &mut Desk, node: &Node) {
    if node.value == Value::Lost {
        desk.pass_over();
    } else if node.value != Value::Integer(1) {
        let message = "the format of this record is not known here".to_owned();
        let help = "write `format = 1`".to_owned();
        desk.error(node.at, Code::UnsupportedFormat, message, help);
    }
}
