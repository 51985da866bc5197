//! One question about many actors or pairs at once: columns in, columns out.

use crate::graph::{IntoId, TieColumns};
use crate::model::{ActorId, Day, Holds, TieId, Window};
use crate::query::happenings::TollTotal;
use crate::query::kit::HoldsCount;
use crate::view::View;

/// The ties of many actors, each on a day of its own, in columns.
///
/// [`Batch::neighbors`] fills them. The answers to question number `i` are those from `starts[i]`
/// up to, and without, `starts[i + 1]` in the other columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct NeighborColumns {
    /// The index where the answers to each question start, and at the end the number of all answers.
    pub starts: Vec<usize>,
    /// The actor at the other end of each tie.
    pub actors: Vec<ActorId>,
    /// Each tie.
    pub ties: Vec<TieId>,
    /// How each tie holds.
    pub holds: Vec<Holds>,
}

/// The number of runs that are looked up before the first of them is read, so that memory loads them side by side.
const TOGETHER: usize = 16;

/// A view that takes one question about many actors or pairs at once.
///
/// [`View::batch`] makes it. Each method has the name of the method of [`View`] that asks about
/// one. Each question has its own days: they replace the view's days for events, and for
/// [`neighbors`](Self::neighbors) its days for relations, too. Kinds, evidence, actors and whether
/// only what is certain counts are the view's. Actors are given as handles or ids, days as a
/// [`Window`], a range of dates or a day. Answers stand in the order of the questions, one for
/// each.
///
/// # Complexity
///
/// Only [`neighbors`](Self::neighbors) is faster than its questions one by one, and only where all
/// ties are relations of exact days and the filters hide none of them. The other methods ask one by
/// one and allocate one list.
///
/// # Panics
///
/// Every method panics if an actor is one of another graph.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, date};
///
/// let graph = ActorGraph::new(Record::mali());
/// let (army, jnim) = (graph.actor("FAMa")?, graph.actor("JNIM")?);
/// let days = date(2023, 10, 1)..date(2023, 11, 1);
/// let counts = graph.ever().batch().event_count_of([army, jnim].map(|actor| (actor, days.clone())));
/// let october = graph.during(days);
/// assert_eq!(counts, [october.event_count_of(army), october.event_count_of(jnim)]);
/// # Ok::<(), factions::UnknownActor>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use = "a batch answers nothing until it is asked"]
pub struct Batch<'g, 'f> {
    view: View<'g, 'f>,
}

/// # Many at once
impl<'g, 'f> View<'g, 'f> {
    /// The view, ready to take one question about many actors or pairs.
    pub const fn batch(self) -> Batch<'g, 'f> {
        Batch { view: self }
    }
}

/// # Many at once
///
/// One question has one name, for one actor as for many: `view.toll_of(actor)` and
/// `view.batch().toll_of(actors)`.
impl<'g, 'f> Batch<'g, 'f> {
    /// Fills columns with the ties of many actors, each on its own day, as
    /// [`neighbors`](View::neighbors) lists them.
    ///
    /// The former content of the columns is dropped and their memory is used again.
    ///
    /// # Complexity
    ///
    /// As much as the questions cost one by one, or [less](Batch#complexity).
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
    /// graph.ever().batch().neighbors(&days, &mut columns);
    /// assert_eq!(columns.starts, [0, 0, 1]);
    /// assert_eq!(columns.actors, [graph.actor("b")?.id()]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn neighbors(self, questions: &[(ActorId, Day)], columns: &mut NeighborColumns) {
        let view = self.view;
        for &(actor, _) in questions {
            let _ = view.graph.id_of(actor);
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
        if view.filter().lets_columns_alone_pass() {
            let (lasting, kinds) = (&view.graph.lasting, view.kinds());
            let mut found = TieColumns::new((actors, ties, holds), lasting.is_all_sure());
            let mut runs = Vec::with_capacity(TOGETHER);
            for some in questions.chunks(TOGETHER) {
                let own = some.iter();
                runs.extend(own.map(|&(actor, day)| {
                    lasting.of_actor(actor, kinds, Window::from(day)).ready()
                }));
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
            let on_day = View {
                window: day.into(),
                event_window: day.into(),
                ..view
            };
            on_day.neighbors(actor).for_each(|one| {
                actors.push(one.actor.id());
                ties.push(one.tie.id());
                holds.push(one.holds);
            });
            starts.push(actors.len());
        }
    }

    /// The deaths between many pairs, as [`toll_between`](View::toll_between) counts them for one.
    ///
    /// # Complexity
    ///
    /// As much as the questions cost one by one.
    #[track_caller]
    pub fn toll_between<A: IntoId<ActorId>, B: IntoId<ActorId>, W: Into<Window>>(
        self,
        questions: impl IntoIterator<Item = (A, B, W)>,
    ) -> Vec<TollTotal> {
        let questions = questions.into_iter();
        let mut tolls = Vec::with_capacity(questions.size_hint().0);
        for (one, other, days) in questions {
            tolls.push(self.on(days).toll_between(one, other));
        }
        tolls
    }

    /// The deaths in the events of many actors, as [`toll_of`](View::toll_of) counts them for one.
    ///
    /// # Complexity
    ///
    /// As much as the questions cost one by one.
    #[track_caller]
    pub fn toll_of<A: IntoId<ActorId>, W: Into<Window>>(
        self,
        questions: impl IntoIterator<Item = (A, W)>,
    ) -> Vec<TollTotal> {
        let questions = questions.into_iter();
        let mut tolls = Vec::with_capacity(questions.size_hint().0);
        for (actor, days) in questions {
            tolls.push(self.on(days).toll_of(actor));
        }
        tolls
    }

    /// The deaths that many actors suffered, as [`losses_of`](View::losses_of) counts them for one.
    ///
    /// # Complexity
    ///
    /// As much as the questions cost one by one.
    #[track_caller]
    pub fn losses_of<A: IntoId<ActorId>, W: Into<Window>>(
        self,
        questions: impl IntoIterator<Item = (A, W)>,
    ) -> Vec<TollTotal> {
        let questions = questions.into_iter();
        let mut losses = Vec::with_capacity(questions.size_hint().0);
        for (actor, days) in questions {
            losses.push(self.on(days).losses_of(actor));
        }
        losses
    }

    /// How many events many actors have, as [`event_count_of`](View::event_count_of) counts them for one.
    ///
    /// # Complexity
    ///
    /// As much as the questions cost one by one.
    #[track_caller]
    pub fn event_count_of<A: IntoId<ActorId>, W: Into<Window>>(
        self,
        questions: impl IntoIterator<Item = (A, W)>,
    ) -> Vec<HoldsCount> {
        let questions = questions.into_iter();
        let mut counts = Vec::with_capacity(questions.size_hint().0);
        for (actor, days) in questions {
            counts.push(self.on(days).event_count_of(actor));
        }
        counts
    }

    /// The view, with a question's days for its events.
    #[inline]
    fn on(self, days: impl Into<Window>) -> View<'g, 'f> {
        View {
            event_window: days.into(),
            ..self.view
        }
    }
}
