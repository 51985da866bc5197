//! Data shared by all parts of a picture.

use super::camps::Camps;
use crate::export::dot::scenes::Frames;
use crate::export::dot::scenes::Layout;
use crate::export::dot::scenes::Scene;
use crate::model::ActorId;
use crate::view::View;
use std::collections::BTreeSet;

/// Data shared by all parts of a picture.
#[derive(Debug)]
pub(in crate::export::dot) struct Plan<'a, 'g, 'f> {
    pub(in crate::export::dot) view: View<'g, 'f>,
    pub(in crate::export::dot) scene: &'a Scene<'g>,
    pub(in crate::export::dot) frames: &'a Frames,
    pub(in crate::export::dot) layout: &'a Layout,
    /// The events drawn as boxes; all others are folded.
    pub(in crate::export::dot) boxes: &'a BTreeSet<usize>,
    /// The coalitions drawn as a frame only.
    pub(in crate::export::dot) hidden: &'a BTreeSet<ActorId>,
    /// The frames that the caller named.
    pub(in crate::export::dot) groups: &'a [(String, BTreeSet<ActorId>)],
    /// The actors at the centre, if the picture is limited to their surroundings.
    pub(in crate::export::dot) egos: &'a BTreeSet<ActorId>,
    /// The camps to be shown.
    pub(in crate::export::dot) camps: Option<&'a Camps>,
}

impl Plan<'_, '_, '_> {
    /// Returns the actor at whose box a line to `id` ends: the actor itself or, for a coalition without a
    /// box, an actor inside its frame.
    pub(in crate::export::dot) fn stand_in(&self, id: ActorId) -> ActorId {
        if !self.hidden.contains(&id) {
            return id;
        }
        let mut drawn = self.layout.columns.iter().flatten().copied();
        drawn
            .find(|&other| self.frames.is_inside(other, id))
            .unwrap_or(id)
    }
}
