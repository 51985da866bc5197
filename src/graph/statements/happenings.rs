//! Which statements are tellings of the same thing: `same_as` joins them, over the whole record.

use super::marks::Marks;
use crate::graph::evidence::named;
use crate::model::{HappeningTime, StatementId};
use crate::record::Record;
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The groups of statements that tell of the same, where there is more than one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Happenings {
    /// Sorted by statement: the group of each statement that is told with others.
    group_of: Vec<(StatementId, u32)>,
    groups: Vec<Box<[StatementId]>>,
    /// The statements of all groups.
    is_told: Marks,
    /// When the happening of each such statement was, as it says it, in a view without filters of
    /// evidence, once one has asked.
    kept: Vec<OnceLock<Option<Box<HappeningTime>>>>,
    /// The same of each group, as all its statements say it.
    kept_whole: Vec<OnceLock<Option<Box<HappeningTime>>>>,
}

impl Happenings {
    /// Joins the statements of a record, transitively.
    pub(crate) fn new(record: &Record) -> Self {
        let statements = record.statements();
        if statements
            .iter()
            .all(|statement| statement.same_as.is_empty())
        {
            return Self::default();
        }
        let named = statements.iter().flat_map(|statement| &statement.same_as);
        // of a large record few are told several times: nothing is laid down of the others
        let by_id = named::places(record, named.map(|id| &**id));
        let mut joined = UnionFind::<u32>::new(statements.len());
        let mut met = Vec::new();
        for (place, statement) in (0_u32..).zip(statements) {
            for id in &statement.same_as {
                if let Some(&other) = by_id.get(&**id) {
                    joined.union(place, other);
                    met.extend([place, other]);
                }
            }
        }
        met.sort_unstable();
        met.dedup();
        let mut members: BTreeMap<u32, Vec<StatementId>> = BTreeMap::new();
        for place in met {
            let root = joined.find_mut(place);
            let group = members.entry(root).or_default();
            group.push(StatementId::new(place));
        }
        let mut groups: Vec<Box<[StatementId]>> = members
            .into_values()
            .filter(|group| group.len() > 1)
            .map(Vec::into_boxed_slice)
            .collect();
        groups.sort_unstable();
        let mut group_of: Vec<(StatementId, u32)> = (0_u32..)
            .zip(&groups)
            .flat_map(|(number, group)| group.iter().map(move |&statement| (statement, number)))
            .collect();
        group_of.sort_unstable();
        Self {
            is_told: Marks::new(group_of.iter().map(|pair| pair.0.index())),
            kept: vec![OnceLock::new(); group_of.len()],
            kept_whole: vec![OnceLock::new(); groups.len()],
            group_of,
            groups,
        }
    }

    /// Whether nothing is told several times.
    pub(crate) const fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Of all that is told several times the first statement each.
    pub(crate) fn firsts(&self) -> impl Iterator<Item = StatementId> {
        self.groups.iter().map(|group| group[0])
    }

    /// The statement that stands for all that tell of the same as this one: the first of them.
    pub(crate) fn first_of(&self, statement: StatementId) -> StatementId {
        self.told_with(statement)
            .map_or(statement, |group| group[0])
    }

    /// The statements that tell of the same as this one, itself among them, in their order.
    ///
    /// `None`: it stands alone.
    pub(crate) fn told_with(&self, statement: StatementId) -> Option<&[StatementId]> {
        let (_, group) = self.group_of[self.place(statement)?];
        Some(&self.groups[group as usize])
    }

    /// Where it is kept when a happening was as one of its statements says it, or as all of them do;
    /// `None`: it is not kept.
    pub(crate) fn kept_time(
        &self,
        saying: &[StatementId],
    ) -> Option<&OnceLock<Option<Box<HappeningTime>>>> {
        let place = self.place(*saying.first()?)?;
        let group = self.group_of[place].1 as usize;
        if saying.len() == self.groups[group].len() {
            return self.kept_whole.get(group);
        }
        let is_one = saying.len() == 1;
        is_one.then(|| self.kept.get(place)).flatten()
    }

    /// Whether statements are told with others: asked of each in their order.
    pub(crate) fn in_order(&self) -> impl FnMut(StatementId) -> bool + '_ {
        let mut told = self.group_of.iter().map(|pair| pair.0).peekable();
        move |id| {
            while told.next_if(|&own| own < id).is_some() {}
            told.peek() == Some(&id)
        }
    }

    fn place(&self, statement: StatementId) -> Option<usize> {
        if !self.is_told.has(statement.index()) {
            return None;
        }
        let at = self
            .group_of
            .binary_search_by_key(&statement, |pair| pair.0);
        at.ok()
    }
}
