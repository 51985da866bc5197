//! The same question for many actors or pairs at once: columns in, columns out.

use crate::graph::TieColumns;
use crate::model::{ActorId, Day, Holds, TieId, Window};
use crate::query::happenings::TollTotal;
use crate::query::kit::HoldsCount;
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

/// So many runs are looked up before the first of them is gone through: memory finds them side by side.
const TOGETHER: usize = 16;

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
    #[track_caller]
    pub fn neighbors_of_all(self, questions: &[(ActorId, Day)], columns: &mut NeighborColumns) {
        for &(actor, _) in questions {
            let _ = self.graph.id_of(actor);
        }
        let NeighborColumns {
            starts,
            actors,
            ties,
            holds,
        } = columns;
        starts.clear();
        starts.reserve(questions.len() + 1);
        starts.push(0);
        let on = |day: Day| Window {
            from: day,
            to: day.next(),
        };
        if self.has_plain_ties_alone() {
            let (lasting, kinds) = (&self.graph.lasting, self.kinds());
            let mut found = TieColumns::new((actors, ties, holds), lasting.is_all_sure());
            let mut runs = Vec::with_capacity(TOGETHER);
            for some in questions.chunks(TOGETHER) {
                let own = some.iter();
                runs.extend(
                    own.map(|&(actor, day)| lasting.of_actor(actor, kinds, on(day)).ready()),
                );
                for run in runs.drain(..) {
                    run.write_into(&mut found);
                    starts.push(found.len());
                }
            }
            found.finish();
            return;
        }
        actors.clear();
        ties.clear();
        holds.clear();
        for &(actor, day) in questions {
            let view = View {
                window: on(day),
                event_window: on(day),
                ..self
            };
            view.neighbors(actor).for_each(|one| {
                actors.push(one.actor.id());
                ties.push(one.tie.id());
                holds.push(one.holds);
            });
            starts.push(actors.len());
        }
    }

    /// The tolls of many pairs: what [`toll_between`](View::toll_between) gives one by one.
    #[track_caller]
    pub fn tolls_between(self, questions: &[(ActorId, ActorId, Window)]) -> Vec<TollTotal> {
        let mut tolls = Vec::with_capacity(questions.len());
        for &(one, other, event_window) in questions {
            let view = View {
                event_window,
                ..self
            };
            tolls.push(view.toll_between(one, other));
        }
        tolls
    }

    /// The counts of many actors: what [`event_count_of`](View::event_count_of) gives one by one.
    #[track_caller]
    pub fn event_counts_of(self, questions: &[(ActorId, Window)]) -> Vec<HoldsCount> {
        let mut counts = Vec::with_capacity(questions.len());
        for &(actor, event_window) in questions {
            let view = View {
                event_window,
                ..self
            };
            counts.push(view.event_count_of(actor));
        }
        counts
    }
}
