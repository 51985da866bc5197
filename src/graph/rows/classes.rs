//! The classes of plain events among rows, and how far these reach: noted while the rows are checked.

use super::evidence::{RowEvidence, place_of};
use super::row::{EventRow, RowActor};
use crate::graph::evidence::class::{Class, Figure, Orientation, RecentClasses};
use crate::graph::evidence::event_sums::KilledSums;
use crate::model::{ActorId, Certainty, Day, SourceId};
use std::collections::BTreeSet;

/// What an event row needs beside the columns of events of exact days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) enum RowShape {
    /// Nothing: it has two actors, and nothing is said of it beside its fields.
    Bare,
    /// A statement of its own: more is said of it.
    Pair,
    /// The same: it has several actors on a side, or one alone.
    Company,
}

/// What one pass over rows tells of the plain events among them.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct RowClasses {
    /// Each with the place of its evidence, which has no number yet.
    classes: BTreeSet<Class>,
    recent: RecentClasses<()>,
    pub(in crate::graph) count: usize,
    pub(in crate::graph) first: Option<Day>,
    pub(in crate::graph) last: Option<Day>,
    /// The most deaths of one, figure by figure, and the highest figures of all.
    pub(in crate::graph) most: KilledSums,
    pub(in crate::graph) all_deaths: u64,
}

impl RowClasses {
    /// Notes a row, if it is of an exact day.
    ///
    /// One that says more than its fields has a statement of its own, and is not counted here.
    #[inline]
    pub(in crate::graph) fn add(&mut self, row: &EventRow, ids: &[ActorId], shape: RowShape) {
        // an actor that there is not is told as a mistake elsewhere
        let id = |actor: RowActor| ids.get(actor.index()).copied().unwrap_or(ActorId::new(0));
        let place = |certainty, source| u32::try_from(place_of(certainty, source));
        let evidence = |certainty, source| place(certainty, source).unwrap_or(u32::MAX);
        let Some((mut class, killed)) = class_of(row, id, evidence) else {
            return;
        };
        if shape == RowShape::Bare {
            self.count += 1;
        } else {
            class.by = None;
        }
        if shape == RowShape::Company {
            class.orientation = Orientation::Sided;
            class.is_company = true;
        }
        self.first = Some(self.first.map_or(row.first, |day| day.min(row.first)));
        self.last = self.last.max(Some(row.first));
        self.most = self.most.max(killed);
        self.all_deaths = self.all_deaths.saturating_add(killed.highest());
        let classes = &mut self.classes;
        self.recent.get(&class, || {
            classes.insert(class);
        });
    }

    /// The classes, with the numbers of their evidence.
    pub(in crate::graph) fn classes(&self, numbers: &RowEvidence) -> impl Iterator<Item = Class> {
        self.classes.iter().map(|class| Class {
            evidence: numbers.at(class.evidence as usize),
            ..*class
        })
    }
}

/// The class and the deaths of a row, if it is plain: of one exact day.
#[inline]
pub(in crate::graph) fn class_of(
    row: &EventRow,
    id: impl Fn(RowActor) -> ActorId,
    evidence: impl Fn(Certainty, Option<SourceId>) -> u32,
) -> Option<(Class, KilledSums)> {
    let killed = KilledSums::of(row.killed)?;
    let is_plain =
        row.first == row.last && row.first.is_finite() && row.certainty != Certainty::Denied;
    if !is_plain {
        return None;
    }
    let class = Class {
        kind: row.kind,
        orientation: Orientation::of(
            row.is_directed,
            id(row.from),
            id(row.to.unwrap_or(row.from)),
        ),
        evidence: evidence(row.certainty, row.source),
        by: row.by.map(id),
        figure: Figure::of(row.killed),
        is_company: false,
    };
    Some((class, killed))
}
