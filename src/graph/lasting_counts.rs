//! How many relations of each kind and evidence hold in a window.

use crate::model::{Kinds, RelationKind};

/// For each kind and evidence the starts and ends of its relations, each list in order.
#[derive(Debug, Clone, Default)]
pub(super) struct LastingCounts {
    classes: Vec<Class>,
    starts: Vec<u16>,
    ends: Vec<u16>,
    sure_ends: Vec<u16>,
}

#[derive(Debug, Clone, Copy)]
struct Class {
    kind: RelationKind,
    evidence: u32,
    from: usize,
    to: usize,
}

/// After every day of the columns.
const NEVER: u16 = u16::MAX;

/// A relation: its kind and evidence, and the days of the columns on which it begins, ends, and
/// from which on it holds no longer certainly; `None`: it is open there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Counted {
    pub(super) kind: RelationKind,
    pub(super) evidence: u32,
    pub(super) start: u16,
    pub(super) end: Option<u16>,
    pub(super) sure_end: Option<u16>,
}

impl LastingCounts {
    /// Sorts the starts and ends of relations.
    pub(super) fn new(mut rows: Vec<Counted>) -> Self {
        rows.sort_unstable();
        let mut counts = Self::default();
        for class in rows.chunk_by(|a, b| (a.kind, a.evidence) == (b.kind, b.evidence)) {
            let from = counts.starts.len();
            counts.starts.extend(class.iter().map(|row| row.start));
            let ends = class.iter().map(|row| row.end.unwrap_or(NEVER));
            counts.ends.extend(ends);
            let sure_ends = class.iter().map(|row| row.sure_end.unwrap_or(NEVER));
            counts.sure_ends.extend(sure_ends);
            let to = counts.starts.len();
            counts.ends[from..to].sort_unstable();
            counts.sure_ends[from..to].sort_unstable();
            counts.classes.push(Class {
                kind: class[0].kind,
                evidence: class[0].evidence,
                from,
                to,
            });
        }
        counts
    }

    /// Gives, for each evidence of each of some kinds, how many hold in a window: certainly, and in all.
    ///
    /// The window is one of the columns; `is_from_ever`: it has no beginning.
    pub(super) fn each(
        &self,
        kinds: Kinds,
        (from, to): (u16, u16),
        is_from_ever: bool,
        mut give: impl FnMut(u32, u64, u64),
    ) {
        for class in self
            .classes
            .iter()
            .filter(|class| kinds.contains(class.kind))
        {
            let own = class.from..class.to;
            let begun = self.starts[own.clone()].partition_point(|&day| day < to) as u64;
            let gone = |list: &[u16]| {
                if is_from_ever {
                    return 0;
                }
                list[own.clone()].partition_point(|&day| day <= from) as u64
            };
            let all = begun.saturating_sub(gone(&self.ends));
            let sure = begun.saturating_sub(gone(&self.sure_ends));
            give(class.evidence, sure, all);
        }
    }
}
