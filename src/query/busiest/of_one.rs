//! The events of one actor, and of one place.

use super::subject::Subject;
use crate::graph::{IntoId, StatementRef};
use crate::model::{ActorId, Kind, PlaceId, Statement, StatementId};
use crate::query::counting::ColumnOwner;
use crate::query::happenings::Happening;
use crate::query::kit::DaySpan;
use crate::view::View;

/// # What happened to one, and at one place
impl<'g, 'f> View<'g, 'f> {
    /// The events that name an actor, whatever its part in them, each happening once, in the order of
    /// [`events`](Self::events).
    ///
    /// An event that is told several times holds as those of its tellings have it that name the actor.
    /// What is told once is made whole as it is taken: to count them, ask
    /// [`event_count_of`](Self::event_count_of).
    ///
    /// # Complexity
    ///
    /// O(events of the actor × log of them) before the first.
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

    /// The events that were at a place, each happening once, in the order of [`events`](Self::events).
    ///
    /// As [`events_of`](Self::events_of) otherwise. The first question of a place to a graph sorts all events
    /// by their places.
    ///
    /// # Complexity
    ///
    /// O(events at the place × log of them) before the first.
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

    /// The events that these statements tell of, those of a subject, in the order of happenings.
    fn events_in_order(
        self,
        subject: Subject,
        statements: Vec<StatementId>,
    ) -> impl Iterator<Item = Happening<'g>> + use<'g, 'f> {
        /// One that is made, or the statement that it is made of.
        enum Coming<'g> {
            Whole(Box<Happening<'g>>),
            Told(StatementId),
        }
        let graph = self.graph;
        let says_it = move |told: &Statement| subject.is_in(told);
        // of one day and kind the statements stand in their stated order, which of rows is not their numbers'
        let mut coming: Vec<((DaySpan, Kind, StatementRef<'g>), Coming<'g>)> = Vec::new();
        for id in self.firsts_of(statements) {
            if graph.told_with(id).is_some() {
                // its days and its surest statement are known of the whole
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
