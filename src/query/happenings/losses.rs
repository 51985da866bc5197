//! Deaths that an actor suffered, as distinct from deaths in events in which it took part.

use super::toll::TollTotal;
use crate::graph::{ActorRef, IntoId};
use crate::model::{ActorId, Covered, Deaths, EventKind, Statement, StatementId};
use crate::query::Happening;
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// The deaths that one actor suffered in several happenings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Losses<'g> {
    /// The actor that lost these people.
    pub actor: ActorRef<'g>,
    /// The total, over the happenings in which the actor took part or lost somebody.
    #[serde(flatten)]
    pub total: TollTotal,
}

impl fmt::Display for Losses<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "of {}: {}", self.actor, self.total)
    }
}

impl<'g> Losses<'g> {
    /// Whether a figure of the actor's deaths is known.
    pub fn is_known(&self) -> bool {
        self.total.all().with_figure > 0
    }

    /// The losses of an actor in some happenings, on days that the record covers as `covered` says.
    pub(crate) fn among<'h>(
        actor: ActorRef<'g>,
        happenings: impl Iterator<Item = &'h Happening<'g>>,
        covered: Covered,
    ) -> Self
    where
        'g: 'h,
    {
        let mut total = TollTotal::default();
        happenings.for_each(|happening| happening.add_losses(actor.id(), &mut total));
        let total = total.of_days(covered);
        Self { actor, total }
    }
}

impl Happening<'_> {
    /// Adds an actor's losses in the happening, if it took part or lost somebody.
    pub(crate) fn add_losses(&self, actor: ActorId, total: &mut TollTotal) {
        let killed = self.killed.as_ref();
        let is_named = killed.is_some_and(|killed| killed.names(actor));
        if is_named || self.is_part(actor) {
            let deaths = killed.and_then(|killed| killed.of(actor));
            total.add_one(self.grounds.holds, self.is_violent(), deaths);
        }
    }

    /// Whether an actor took part in the happening.
    pub(crate) fn is_part(&self, actor: ActorId) -> bool {
        self.actors.iter().any(|one| one.id() == actor)
    }
}

/// # How many were killed
impl View<'_, '_> {
    /// The deaths that an actor suffered, each happening counted once.
    ///
    /// It counts the happenings in which the actor took part, and those whose toll says that some
    /// of the dead were the actor's own. ([`toll_of`](Self::toll_of) counts all deaths of the
    /// happenings in which the actor took part, whoever died.) If no statement says whose the dead
    /// were, the actor's losses are unknown, and the happening counts among those [without a
    /// figure](crate::query::Count::without_figure). If nobody died, the losses are 0.
    ///
    /// # Complexity
    ///
    /// O(events of the actor).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Deaths, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = { best = 16, of = [{ actor = "army", low = 10, high = 12 }] }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-08
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = 7
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let losses = graph.ever().losses_of(graph.actor("army")?).certainly;
    /// assert_eq!(losses.killed(), Some(Deaths::new(10, 10, 12)));
    /// assert_eq!((losses.without_best, losses.without_figure), (1, 1));
    /// let losses = graph.ever().losses_of(graph.actor("jnim")?).certainly;
    /// assert_eq!((losses.killed(), losses.without_figure), (None, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn losses_of(self, actor: impl IntoId<ActorId>) -> TollTotal {
        let actor = actor.id_in(self.graph);
        let mut total = TollTotal::default();
        for (id, holds) in self.column_events_of(actor) {
            let is_violent = self
                .graph
                .kind_of(id)
                .event()
                .is_some_and(EventKind::is_violent);
            let deaths = self.graph.stated_loss(id, actor).or_else(|| {
                let toll = self.graph.stated_toll(id)?;
                (toll.high == 0).then(Deaths::default)
            });
            total.add_one(holds, is_violent, deaths);
        }
        let concern = |told: &Statement| self.concerns(told, actor);
        for happening in self.each_once_as(self.other_losses(actor), concern) {
            happening.add_losses(actor, &mut total);
        }
        total.of_days(self.covered())
    }

    /// Returns the statements of the actor's events outside the columns, and all those in which it lost somebody
    /// without taking part.
    fn other_losses(self, actor: ActorId) -> Vec<StatementId> {
        let mut all = self.other_statements_of(actor);
        all.extend(self.graph.bystanders.of(actor));
        all
    }
}

/// The sum of some losses; it has no best figure where one of them has none. `None` if there are no losses.
pub(in crate::query) fn sum_of_losses(all: impl IntoIterator<Item = Deaths>) -> Option<Deaths> {
    all.into_iter().reduce(|sum, more| Deaths {
        low: sum.low.saturating_add(more.low),
        best: sum
            .best
            .zip(more.best)
            .map(|(one, two)| one.saturating_add(two)),
        high: sum.high.saturating_add(more.high),
    })
}
