//! A plain relation as it stands in the run of one of its ends.

use crate::model::ActorId;

/// Who is at the other end, and from when until when, in days of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) struct Item {
    pub(super) other: ActorId,
    pub(super) start: u16,
    pub(super) end: u16,
}

/// Ends from here on are open: each stands for a day until which the relation certainly holds.
pub(in crate::graph) const OPEN: u16 = 0xF000;

pub(in crate::graph) fn index(number: u32) -> usize {
    number as usize
}
