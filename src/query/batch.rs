//! The same question for many actors or pairs at once: columns in, columns out.

use super::holds_count::HoldsCount;
use super::toll::TollTotal;
use crate::graph::FoundPlaces;
use crate::model::{ActorId, Day, Holds, TieId, Window};
use crate::view::View;

/// The ties of many actors, each on a day of its own, in columns.
///
/// Filled by [`View::neighbors_of_all`]. The answers to the question with number `i` lie from
/// `starts[i]` up to `starts[i + 1]` in the other columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NeighborColumns {
    /// Where the answers to each question start, and the end of the last.
    pub starts: Vec<usize>,
    /// The actors at the other ends.
    pub actors: Vec<ActorId>,
    /// The ties.
    pub ties: Vec<TieId>,
    /// How they hold.
    pub holds: Vec<Holds>,
}

/// # Many at once
///
/// Each question has its own days, which stand in for the view's; its filters hold for all.
impl View<'_, '_> {
    /// The ties of many actors, each on its day: what [`neighbors`](View::neighbors) gives one by one.
    ///
    /// What the columns held before goes; their memory is used again.
    ///
    /// # Complexity
    ///
    /// As one by one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Day, NeighborColumns, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # start = 2023-01-01
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let a = graph.actor("a")?.id();
    /// let days = [date(2022, 1, 1), date(2023, 1, 1)].map(|date| (a, Day::from(date)));
    /// let mut columns = NeighborColumns::default();
    /// graph.ever().neighbors_of_all(&days, &mut columns);
    /// assert_eq!(columns.starts, [0, 0, 1]);
    /// assert_eq!(columns.actors, [graph.actor("b")?.id()]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn neighbors_of_all(self, questions: &[(ActorId, Day)], columns: &mut NeighborColumns) {
        let NeighborColumns {
            starts,
            actors,
            ties,
            holds,
        } = columns;
        starts.clear();
        actors.clear();
        ties.clear();
        holds.clear();
        starts.reserve(questions.len() + 1);
        starts.push(0);
        let mut found = FoundPlaces::default();
        for &(actor, day) in questions {
            let window = Window {
                from: day,
                to: day.next(),
            };
            let view = View {
                window,
                event_window: window,
                ..self
            };
            view.neighbors(actor)
                .collect_into(&mut found, (actors, ties, holds));
            starts.push(actors.len());
        }
    }

    /// The tolls of many pairs: what [`toll_between`](View::toll_between) gives one by one.
    pub fn tolls_between(self, questions: &[(ActorId, ActorId, Window)]) -> Vec<TollTotal> {
        let each = questions.iter().map(|&(one, other, event_window)| {
            let view = View {
                event_window,
                ..self
            };
            view.toll_between(one, other)
        });
        each.collect()
    }

    /// The counts of many actors: what [`event_count_of`](View::event_count_of) gives one by one.
    pub fn event_counts_of(self, questions: &[(ActorId, Window)]) -> Vec<HoldsCount> {
        let each = questions.iter().map(|&(actor, event_window)| {
            let view = View {
                event_window,
                ..self
            };
            view.event_count_of(actor)
        });
        each.collect()
    }
}
