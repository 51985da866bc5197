//! The frames around actors: nested coalitions, and groups that the caller names.

use super::scene::Scene;
use crate::model::{ActorId, Day};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A frame around actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::export::dot) enum Frame {
    /// A group that the caller named, by its position.
    Caller(usize),
    /// A coalition and its members.
    Coalition(ActorId),
}

/// The frame of each actor.
#[derive(Debug, Default)]
pub(in crate::export::dot) struct Frames {
    /// The frame that an actor is in, if any; a coalition's own frame lies in this one.
    home: BTreeMap<ActorId, Frame>,
    /// The coalitions that have a frame.
    coalitions: BTreeSet<ActorId>,
    /// Memberships that no frame shows, as (member, coalition).
    pub(in crate::export::dot) displaced: Vec<(ActorId, ActorId)>,
    /// Actors that belong to a group of the caller but are drawn in another frame, as (position of the group,
    /// actor).
    pub(in crate::export::dot) refused: Vec<(usize, ActorId)>,
}

impl Frames {
    /// Chooses a frame for every actor of a scene.
    ///
    /// If an actor is in several coalitions, it goes to the innermost, then to the one that it joined first,
    /// then to the first by key. A coalition takes precedence over a group of the caller.
    pub(in crate::export::dot) fn new(scene: &Scene<'_>, groups: &[BTreeSet<ActorId>]) -> Self {
        let mut above: BTreeMap<ActorId, Vec<(ActorId, Day)>> = BTreeMap::new();
        for one in &scene.belongings {
            let all = above.entry(one.member).or_default();
            all.push((one.coalition, one.start));
        }
        let depths = depths(&above);
        let mut frames = Self::default();
        for (&member, coalitions) in &above {
            let mut coalitions = coalitions.clone();
            coalitions.sort_by_key(|&(id, start)| (Reverse(depths.get(&id).copied()), start, id));
            let fits = |id: ActorId| id != member && !frames.is_inside(id, member);
            let home = coalitions.into_iter().find(|&(id, _)| fits(id));
            if let Some((id, _)) = home {
                frames.home.insert(member, Frame::Coalition(id));
                frames.coalitions.insert(id);
            }
        }
        for (member, coalitions) in &above {
            for &(coalition, _) in coalitions {
                if !frames.is_inside(*member, coalition) {
                    frames.displaced.push((*member, coalition));
                }
            }
        }
        for (place, group) in groups.iter().enumerate() {
            for &actor in group.intersection(&scene.actors) {
                if let std::collections::btree_map::Entry::Vacant(home) = frames.home.entry(actor) {
                    home.insert(Frame::Caller(place));
                } else {
                    frames.refused.push((place, actor));
                }
            }
        }
        frames
    }

    /// Returns the frame around an actor's box, or around a coalition's own frame.
    pub(in crate::export::dot) fn home(&self, actor: ActorId) -> Option<Frame> {
        self.home.get(&actor).copied()
    }

    /// Whether a coalition has a frame of its own.
    pub(in crate::export::dot) fn has_frame(&self, actor: ActorId) -> bool {
        self.coalitions.contains(&actor)
    }

    /// Returns the frame around another one.
    pub(super) fn around(&self, frame: Frame) -> Option<Frame> {
        match frame {
            Frame::Caller(_) => None,
            Frame::Coalition(id) => self.home(id),
        }
    }

    /// Returns the frames around an actor's box from the inside out; a coalition's box is in its own frame.
    pub(in crate::export::dot) fn chain(&self, actor: ActorId) -> Vec<Frame> {
        let own = Frame::Coalition(actor);
        let first = if self.has_frame(actor) {
            Some(own)
        } else {
            self.home(actor)
        };
        std::iter::successors(first, |&frame| self.around(frame)).collect()
    }

    /// Whether an actor is drawn inside a coalition's frame, at any depth.
    pub(in crate::export::dot) fn is_inside(&self, actor: ActorId, coalition: ActorId) -> bool {
        let first = self.home(actor);
        let mut around = std::iter::successors(first, |&frame| self.around(frame));
        around.any(|frame| frame == Frame::Coalition(coalition))
    }
}

/// Returns the number of coalitions around each coalition; if they form a circle, the number of all
/// coalitions.
fn depths(above: &BTreeMap<ActorId, Vec<(ActorId, Day)>>) -> BTreeMap<ActorId, usize> {
    let all = above.values().flatten().map(|&(id, _)| id);
    let mut waits: BTreeMap<ActorId, usize> = all.map(|id| (id, 0)).collect();
    let limit = waits.len();
    // a coalition gets its depth after all coalitions around it
    let mut below: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
    for (id, count) in &mut waits {
        for &(parent, _) in above.get(id).into_iter().flatten() {
            *count += 1;
            below.entry(parent).or_default().push(*id);
        }
    }
    let free = waits.iter().filter(|(_, count)| **count == 0);
    let mut free: Vec<ActorId> = free.map(|(&id, _)| id).collect();
    let mut depths: BTreeMap<ActorId, usize> = free.iter().map(|&id| (id, 0)).collect();
    while let Some(id) = free.pop() {
        let depth = depths.get(&id).map_or(0, |depth| (depth + 1).min(limit));
        for inner in below.remove(&id).unwrap_or_default() {
            let deepest = depths.entry(inner).or_default();
            *deepest = depth.max(*deepest);
            if let Some(count) = waits.get_mut(&inner) {
                *count -= 1;
                if *count == 0 {
                    free.push(inner);
                }
            }
        }
    }
    // the rest lies in a circle, or below one
    let circles = waits.into_iter().filter(|&(_, count)| count > 0);
    depths.extend(circles.map(|(id, _)| (id, limit)));
    depths
}
