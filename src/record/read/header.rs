//! What speaks for the whole record.

use super::evidence;
use super::fields::Fields;
use crate::record::code::Code;
use crate::record::desk::Desk;
use crate::record::key::Key;
use crate::record::rows::{Header, Keys};
use crate::record::tree::{Node, Value};

/// The keys of the header; a line of JSON Lines has two more, which stand last.
pub(super) const LINE: &[Key] = &[
    Key::Title,
    Key::AsOf,
    Key::Source,
    Key::Native,
    Key::Type,
    Key::Format,
];
pub(super) const KEYS: &[Key] = LINE.split_at(LINE.len() - 2).0;

pub(super) fn read(desk: &mut Desk, keys: &mut Keys, node: &Node, known: &[Key]) -> Option<Header> {
    let mut fields = Fields::open(desk, node, "the header", known)?;
    Some(Header {
        title: fields.own_text(desk, Key::Title),
        as_of: fields.day(desk, Key::AsOf),
        sources: evidence::sources(desk, keys, &mut fields),
        native: fields.native(desk),
        spots: fields.into_spots(),
    })
}

/// The format has to be the one that this reader knows.
pub(super) fn format(desk: &mut Desk, node: &Node) {
    if node.value != Value::Integer(1) {
        let message = "the format of this record is not known here".to_owned();
        let help = "write `format = 1`".to_owned();
        desk.error(node.at, Code::UnsupportedFormat, message, help);
    }
}
