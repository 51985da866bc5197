//! What all parts of a picture look at.

use super::frames::Frames;
use super::layout::Layout;
use super::scene::Scene;
use crate::model::ActorId;
use crate::view::View;
use std::collections::BTreeSet;

/// What all parts of a picture look at.
#[derive(Debug)]
pub(super) struct Plan<'a, 'g, 'f> {
    pub(super) view: View<'g, 'f>,
    pub(super) scene: &'a Scene<'g>,
    pub(super) frames: &'a Frames,
    pub(super) layout: &'a Layout,
    /// The events that are boxes; the others are folded.
    pub(super) boxes: &'a BTreeSet<usize>,
    /// The coalitions in a frame that are drawn as a box of their own, too.
    pub(super) anchors: &'a BTreeSet<ActorId>,
    /// The frames that the caller named.
    pub(super) groups: &'a [(String, BTreeSet<ActorId>)],
}
