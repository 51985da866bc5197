//! Actors inside their frames, which may be nested.

use super::boxes::{frame_id, id_of};
use super::plan::Plan;
use crate::export::dot::scenes::Frame;
use crate::export::dot::writing::style::{self, Tint};
use crate::export::dot::writing::{Attributes, Writer};
use crate::model::ActorId;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the box of an actor, in a frame of this tint or in none.
type OfActor<'a> = &'a dyn Fn(ActorId, Option<Tint>) -> Attributes;
/// Returns a frame of this tint.
type OfFrame<'a> = &'a dyn Fn(Frame, Tint) -> Attributes;

/// An element of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Actor(ActorId),
    Frame(Frame),
}

impl Plan<'_, '_, '_> {
    /// Writes every actor inside its frame, in column order.
    pub(in crate::export::dot) fn write_framed(
        &self,
        text: &mut Writer,
        actor: OfActor<'_>,
        frame: OfFrame<'_>,
    ) {
        let mut inside: BTreeMap<Option<Frame>, Vec<Item>> = BTreeMap::new();
        let mut placed: BTreeSet<Item> = BTreeSet::new();
        let in_order = self.layout.columns.iter().flatten().copied();
        for id in in_order {
            let chain = self.frames.chain(id);
            let mut item = Item::Actor(id);
            for frame in chain.into_iter().map(Some).chain([None]) {
                // once an item has a place, all frames around it have theirs
                if !placed.insert(item) {
                    break;
                }
                inside.entry(frame).or_default().push(item);
                if let Some(frame) = frame {
                    item = Item::Frame(frame);
                }
            }
        }
        let mut tints: BTreeMap<Frame, Tint> = BTreeMap::new();
        let mut frames: Vec<Frame> = inside.keys().copied().flatten().collect();
        frames.sort_unstable();
        let (mut callers, mut coalitions) = (0, 0);
        for frame in frames {
            let (list, count) = match frame {
                Frame::Caller(_) => (&style::CALLERS, &mut callers),
                Frame::Coalition(_) => (&style::COALITIONS, &mut coalitions),
            };
            tints.insert(frame, list[*count % list.len()]);
            *count += 1;
        }
        let all = Nested {
            plan: self,
            inside: &inside,
            tints: &tints,
            actor,
            frame,
        };
        all.write(text, None);
    }
}

/// The elements of each frame, ready to be written.
struct Nested<'a> {
    plan: &'a Plan<'a, 'a, 'a>,
    inside: &'a BTreeMap<Option<Frame>, Vec<Item>>,
    tints: &'a BTreeMap<Frame, Tint>,
    actor: OfActor<'a>,
    frame: OfFrame<'a>,
}

impl Nested<'_> {
    fn write(&self, text: &mut Writer, frame: Option<Frame>) {
        let tint = |frame: &Frame| self.tints.get(frame).copied();
        for item in self.inside.get(&frame).into_iter().flatten() {
            match *item {
                Item::Actor(id) => {
                    let attributes = (self.actor)(id, frame.as_ref().and_then(tint));
                    text.node(&id_of(self.plan.view, id), &attributes);
                }
                Item::Frame(inner) => {
                    text.open_cluster(&frame_id(self.plan.view, inner));
                    let tint = tint(&inner).unwrap_or(style::ALONE);
                    text.defaults("graph", &(self.frame)(inner, tint));
                    self.write(text, Some(inner));
                    text.close();
                }
            }
        }
    }
}
