//! The happenings of a view in the order of answers: first found and sorted, then each made in its turn.

use crate::graph::StatementRef;
use crate::model::{Holds, Kind, StatementId};
use crate::query::kit::DaySpan;
use crate::view::View;
use std::collections::BTreeSet;

/// The sort key: days, then kind, then the surest statement.
pub(super) type Order<'g> = (DaySpan, Kind, StatementRef<'g>);

/// A happening that the search met.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Met<T> {
    /// It has one telling: how it holds, and its place among the events of exact days.
    Once(StatementId, Holds, Option<usize>),
    /// It has several tellings: the happening as it was made.
    Several(T),
}

/// The sorted part of each happening: few bytes, as there may be many.
#[derive(Debug)]
struct SortEntry<'g> {
    order: Order<'g>,
    holds: Holds,
    at: At,
}

/// The place of the rest of the happening.
#[derive(Debug, Clone, Copy)]
enum At {
    Statement,
    Exact(u32),
    Several(u32),
}

impl<'g, 'f> View<'g, 'f> {
    /// Each happening of the view, in the order of answers; `made` makes one that has several tellings.
    ///
    /// # Complexity
    ///
    /// O(n log n) for n events of the window.
    pub(super) fn met_in_order<T, M>(
        self,
        made: M,
    ) -> impl Iterator<Item = Met<T>> + use<'g, 'f, T, M>
    where
        M: Fn(StatementId) -> Option<(Order<'g>, T)>,
    {
        let graph = self.graph;
        let mut found: Vec<SortEntry<'g>> = Vec::new();
        let mut several: Vec<Option<T>> = Vec::new();
        let mut told = BTreeSet::new();
        for moment in graph.event_times.meeting(0, self.event_window) {
            let id = moment.statement;
            if let Some(group) = graph.told_with(id) {
                if self.is_event_in_window(id)
                    && told.insert(group[0])
                    && let Some((order, one)) = made(id)
                {
                    let at = At::Several(u32::try_from(several.len()).unwrap_or(u32::MAX));
                    let holds = Holds::Certainly;
                    found.push(SortEntry { order, holds, at });
                    several.push(Some(one));
                }
            } else if let Some(holds) = self.event_holds(id) {
                let days = DaySpan::from(graph.days_of(id));
                let order = (days, graph.kind_of(id), graph.statement_ref(id));
                let at = At::Statement;
                found.push(SortEntry { order, holds, at });
            }
        }
        let stated = found.len();
        self.each_exact_event(|place, known| {
            if let Some(holds) = self.shown(known) {
                let day = graph.exact.day(place);
                let kind = graph.exact.class_at(place).kind;
                let statement = graph.statement_ref(graph.statement_at(place));
                let at = At::Exact(u32::try_from(place).unwrap_or(u32::MAX));
                found.push(SortEntry {
                    order: (DaySpan::new(day, day), kind.into(), statement),
                    holds,
                    at,
                });
            }
        });
        // these are two runs, each in order or nearly so; they are merged at once
        let by_day = found[stated..].chunk_by_mut(|one, next| one.order.0 == next.order.0);
        by_day.for_each(|of_day| of_day.sort_by(|one, other| one.order.cmp(&other.order)));
        found.sort_by(|one, other| one.order.cmp(&other.order));
        found.into_iter().filter_map(move |one| {
            let id = one.order.2.id();
            Some(match one.at {
                At::Statement => Met::Once(id, one.holds, None),
                At::Exact(place) => Met::Once(id, one.holds, Some(place as usize)),
                At::Several(at) => Met::Several(several.get_mut(at as usize)?.take()?),
            })
        })
    }
}
