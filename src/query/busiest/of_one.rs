//! The events of one actor, and the events at one place.

use super::subject::Subject;
use crate::graph::{IntoId, StatementRef};
use crate::model::{ActorId, Kind, PlaceId, Statement, StatementId};
use crate::query::counting::ColumnOwner;
use crate::query::happenings::Happening;
use crate::query::kit::DaySpan;
use crate::view::View;

/// # The events of one actor or place
impl<'g, 'f> View<'g, 'f> {
    /// The events in which an actor takes part, each happening once, in the order of
    /// [`events`](Self::events).
    ///
    /// The actor's part does not matter. If an event has several tellings, how it holds and how
    /// sure it is come from the tellings that name the actor. The iterator makes each event when
    /// you take it; for their number ask [`event_count_of`](Self::event_count_of).
    ///
    /// # Complexity
    ///
    /// O(events of the actor × log of their number) before the first event comes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # cma = { name = "CMA", kind = "coalition" }
    /// # [[events]]
    /// # kind = "seizure"
    /// # when = 2023-10-31
    /// # actor = "cma"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = 16
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let events: Vec<_> = graph.ever().events_of(graph.actor("CMA")?).collect();
    /// assert_eq!(events.len(), 1);
    /// assert_eq!(events[0].to_string(), "seizure by CMA on 2023-10-31; deaths unknown \
    ///     (certainly; reported; no source)");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn events_of<T: IntoId<ActorId>>(
        self,
        actor: T,
    ) -> impl Iterator<Item = Happening<'g>> + use<'g, 'f, T> {
        let actor = actor.id_in(self.graph);
        let own = self.column_events(ColumnOwner::Actor(actor));
        let own = own.map(|event| event.statement);
        let all = own.chain(self.other_statements_of(actor)).collect();
        self.events_in_order(Subject::Actor(actor), all)
    }

    /// The events at a place, each happening once, in the order of [`events`](Self::events).
    ///
    /// Tellings count as in [`events_of`](Self::events_of). The first question about any place
    /// sorts all events of the graph by place.
    ///
    /// # Complexity
    ///
    /// O(events at the place × log of their number) before the first event comes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [places]
    /// # gao = { name = "Gao" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "jnim"
    /// # to = "army"
    /// # place = "gao"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-08
    /// # from = "jnim"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let gao = graph.record().place_by_key("gao").expect("it is declared");
    /// assert_eq!(graph.ever().events_at(gao).count(), 1);
    /// assert_eq!(graph.at(date(2023, 10, 8)).events_at(gao).count(), 0);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    #[track_caller]
    pub fn events_at<T: IntoId<PlaceId>>(
        self,
        place: T,
    ) -> impl Iterator<Item = Happening<'g>> + use<'g, 'f, T> {
        let place = place.id_in(self.graph);
        let visits = self.graph.events_by_place().run(place.index());
        let all = visits.iter().map(|one| one.statement).collect();
        self.events_in_order(Subject::Place(place), all)
    }

    /// The events of these statements that are a subject's, in the order of happenings.
    fn events_in_order(
        self,
        subject: Subject,
        statements: Vec<StatementId>,
    ) -> impl Iterator<Item = Happening<'g>> + use<'g, 'f> {
        /// A happening that is made already, or the statement to make it of.
        enum Coming<'g> {
            Whole(Box<Happening<'g>>),
            Told(StatementId),
        }
        let graph = self.graph;
        let says_it = move |told: &Statement| subject.is_in(told);
        // sorted by storage order within a day and kind; numbers of rows do not follow it
        let mut coming: Vec<((DaySpan, Kind, StatementRef<'g>), Coming<'g>)> = Vec::new();
        for id in self.firsts_of(statements) {
            if graph.told_with(id).is_some() {
                // its days and its surest statement come from the whole happening
                let whole = self.happening_as(id, says_it);
                coming.extend(whole.map(|whole| {
                    let (days, kind, surest) = whole.order();
                    ((days, kind, surest), Coming::Whole(Box::new(whole)))
                }));
            } else if self.event_holds(id).is_some() {
                let days = DaySpan::from(graph.days_of(id));
                let order = (days, graph.kind_of(id), graph.statement_ref(id));
                coming.push((order, Coming::Told(id)));
            }
        }
        coming.sort_unstable_by_key(|one| one.0);
        let events = coming.into_iter().map(|one| one.1);
        events.filter_map(move |one| match one {
            Coming::Whole(whole) => Some(*whole),
            Coming::Told(id) => self.happening_as(id, says_it),
        })
    }
}
