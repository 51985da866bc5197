//! What all parts of a picture look at.

use super::camps::Camps;
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
    /// The coalitions that are nothing but a frame.
    pub(super) hidden: &'a BTreeSet<ActorId>,
    /// The frames that the caller named.
    pub(super) groups: &'a [(String, BTreeSet<ActorId>)],
    /// Those around whom it is drawn, if it is drawn around anybody.
    pub(super) egos: &'a BTreeSet<ActorId>,
    /// The camps to be marked.
    pub(super) camps: Option<&'a Camps>,
}

impl Plan<'_, '_, '_> {
    /// The actor at whose box a line to this one ends: of a mere frame one inside it.
    pub(super) fn stand_in(&self, id: ActorId) -> ActorId {
        if !self.hidden.contains(&id) {
            return id;
        }
        let mut drawn = self.layout.columns.iter().flatten().copied();
        drawn
            .find(|&other| self.frames.is_inside(other, id))
            .unwrap_or(id)
    }
}
