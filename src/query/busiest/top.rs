//! Rankings of actors, pairs and places with the most events, deaths or losses.

use super::pass::Others;
use super::ranking::{Activity, BusyActor, BusyDyad, BusyPlace, RankBy, Ranking, StepRanking};
use super::score::Order;
use super::subject::{Ranked, Subject};
use crate::model::{Certainty, Step, Window};
use crate::view::View;

/// # The busiest
///
/// Of a whole view, and of each step of the calendar by itself. [`Ranking`] says how they are ranked.
impl<'g> View<'g, '_> {
    /// The actors with the most events, deaths or losses: the first `count`, and all that share the
    /// last rank.
    ///
    /// An actor's events are those in which it takes part, whatever its part. In a view
    /// [among](Self::among) some actors only these are ranked.
    ///
    /// # Complexity
    ///
    /// By events or deaths: O(actors × log n + events that are not [plain](crate#terms) + events of the
    /// rows). By losses, and with [`among`](Self::among): O(events of the window × actors in each).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, RankBy, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # wagner = { name = "Wagner Group", kind = "private-military" }
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-10
    /// # from = "jnim"
    /// # to = ["army", "wagner"]
    /// # killed = 10
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-12
    /// # from = "csp"
    /// # to = "army"
    /// # killed = 3
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let top = graph.ever().top_actors(RankBy::Events, 2);
    /// let rows = top.rows.iter().map(|row| (row.activity.rank, row.actor.key()));
    /// // three more have one event each: they share the second rank
    /// assert_eq!(rows.collect::<Vec<_>>(), [(1, "army"), (2, "csp"), (2, "jnim"), (2, "wagner")]);
    /// assert_eq!(top.rows[0].activity.toll.certainly.best(), Some(13));
    /// assert_eq!(top.rows[0].activity.statements.len(), 2);
    ///
    /// let deadly = graph.ever().top_actors(RankBy::Deaths, 1);
    /// assert_eq!(deadly.rows[0].to_string(), "1. Malian Armed Forces: 2 events; \
    ///     certainly 13 killed in 2 violent happenings");
    /// // no source says whose the dead were
    /// let losses = graph.ever().top_actors(RankBy::Losses, 5);
    /// assert_eq!((losses.rows.len(), losses.unknown), (0, 4));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn top_actors(self, by: RankBy, count: usize) -> Ranking<BusyActor<'g>> {
        self.top(Ranked::Actors, by, count, |view, subject, own| {
            view.busy_actor(subject, own)
        })
    }

    /// The pairs of actors with the most events, deaths or losses: the first `count`, and all that
    /// share the last rank.
    ///
    /// A pair is any two actors with a tie in an event, of whatever sign. Its losses are the deaths
    /// that the two suffered in the events between them.
    ///
    /// # Complexity
    ///
    /// As [`top_actors`](Self::top_actors), with pairs in place of actors.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, RankBy, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-10
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = { best = 10, of = [{ actor = "army", best = 4 }, { actor = "jnim", best = 3 }] }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-12
    /// # from = "csp"
    /// # to = "army"
    /// # killed = 30
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let deaths = graph.ever().top_dyads(RankBy::Deaths, 1);
    /// let pair = (deaths.rows[0].one.key(), deaths.rows[0].other.key());
    /// assert_eq!((pair, deaths.ranked), (("army", "csp"), 2));
    ///
    /// let losses = graph.ever().top_dyads(RankBy::Losses, 1);
    /// let pair = (losses.rows[0].one.key(), losses.rows[0].other.key());
    /// assert_eq!(pair, ("army", "jnim"));
    /// assert_eq!(losses.rows[0].activity.losses.certainly.best(), Some(7));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn top_dyads(self, by: RankBy, count: usize) -> Ranking<BusyDyad<'g>> {
        self.top(Ranked::Dyads, by, count, |view, subject, own| {
            view.busy_dyad(subject, own)
        })
    }

    /// The places with the most events, deaths or losses: the first `count`, and all that share the
    /// last rank.
    ///
    /// The losses of a place are the deaths there of which a statement says whose they were.
    ///
    /// # Complexity
    ///
    /// O(events of the window that have a place).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, RankBy, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [places]
    /// # gao = { name = "Gao" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-10
    /// # from = "jnim"
    /// # to = "army"
    /// # place = "gao"
    /// # killed = 10
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let top = graph.ever().top_places(RankBy::Deaths, 10);
    /// assert_eq!(
    ///     top.to_string(),
    ///     "1. Gao: 1 event; certainly 10 killed in 1 violent happening\n",
    /// );
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn top_places(self, by: RankBy, count: usize) -> Ranking<BusyPlace<'g>> {
        self.top(Ranked::Places, by, count, |view, subject, own| {
            view.busy_place(subject, own)
        })
    }

    /// The busiest actors of each step of the calendar, as [`top_actors`](Self::top_actors) ranks them.
    ///
    /// Steps without events are listed too. If the window is unbounded, they run from the first to
    /// the last step that holds all possible days of an event. An event that can lie in several
    /// steps is possibly in each.
    ///
    /// # Complexity
    ///
    /// O(events of the window × steps that each can lie in + steps × log n + events of the rows).
    /// The events are read once, however many steps there are.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, RankBy, Record, Step};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-08-07
    /// # from = "jnim"
    /// # to = "army"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "csp"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let months = graph.ever().top_actors_by(Step::Month, RankBy::Events, 10);
    /// let rows = months.iter().map(|month| (&*month.label, month.ranking.rows.len()));
    /// assert_eq!(rows.collect::<Vec<_>>(), [("2023-08", 2), ("2023-09", 0), ("2023-10", 2)]);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn top_actors_by(
        self,
        step: Step,
        by: RankBy,
        count: usize,
    ) -> Vec<StepRanking<BusyActor<'g>>> {
        let row = |view: Self, subject, own| view.busy_actor(subject, own);
        self.top_by(Ranked::Actors, step, by, count, row)
    }

    /// The busiest pairs of each step of the calendar, as [`top_dyads`](Self::top_dyads) ranks them.
    ///
    /// # Complexity
    ///
    /// As [`top_actors_by`](Self::top_actors_by).
    pub fn top_dyads_by(
        self,
        step: Step,
        by: RankBy,
        count: usize,
    ) -> Vec<StepRanking<BusyDyad<'g>>> {
        let row = |view: Self, subject, own| view.busy_dyad(subject, own);
        self.top_by(Ranked::Dyads, step, by, count, row)
    }

    /// The busiest places of each step of the calendar, as [`top_places`](Self::top_places) ranks them.
    ///
    /// # Complexity
    ///
    /// As [`top_actors_by`](Self::top_actors_by).
    pub fn top_places_by(
        self,
        step: Step,
        by: RankBy,
        count: usize,
    ) -> Vec<StepRanking<BusyPlace<'g>>> {
        let row = |view: Self, subject, own| view.busy_place(subject, own);
        self.top_by(Ranked::Places, step, by, count, row)
    }

    fn top<T>(
        self,
        ranked: Ranked,
        by: RankBy,
        count: usize,
        row: impl Fn(Self, Subject, Activity<'g>) -> Option<T>,
    ) -> Ranking<T> {
        let others = self.others(ranked);
        let mut scores = self.scores((ranked, by), &[self.event_window], &others);
        let order = Order::new(by, count, scores.pop().unwrap_or_default());
        self.ranking(by, order, &others, row)
    }

    fn top_by<T>(
        self,
        ranked: Ranked,
        step: Step,
        by: RankBy,
        count: usize,
        row: impl Fn(Self, Subject, Activity<'g>) -> Option<T>,
    ) -> Vec<StepRanking<T>> {
        let steps = self.tolls_by(step).steps;
        let windows: Vec<Window> = steps.into_iter().map(|one| one.0).collect();
        let others = self.others(ranked);
        let scores = self.scores((ranked, by), &windows, &others).into_iter();
        let orders: Vec<Order> = scores.map(|own| Order::new(by, count, own)).collect();
        let others = self.others_of_rows(&others, &windows, &orders);
        let steps = windows.into_iter().zip(orders).zip(others);
        let steps = steps.map(|((window, order), others)| {
            let view = View {
                event_window: window,
                ..self
            };
            StepRanking {
                label: step.label(window.from),
                window,
                ranking: view.ranking(by, order, &others, &row),
            }
        });
        steps.collect()
    }

    fn ranking<T>(
        self,
        by: RankBy,
        order: Order,
        others: &Others,
        row: impl Fn(Self, Subject, Activity<'g>) -> Option<T>,
    ) -> Ranking<T> {
        let mut rows = Vec::with_capacity(order.first.len());
        let (mut rank, mut last) = (0, None);
        for (place, (subject, score)) in (1..).zip(order.first) {
            if last != Some(score.rank()) {
                (rank, last) = (place, Some(score.rank()));
            }
            rows.extend(row(self, subject, self.activity(subject, rank, others)));
        }
        let total = self.toll();
        let reported = if self.at_least < Certainty::Reported {
            self.at_least(Certainty::Reported).toll()
        } else {
            total
        };
        Ranking {
            by,
            rows,
            ranked: order.ranked,
            none: order.none,
            unknown: order.unknown,
            total,
            reported,
        }
    }

    fn busy_actor(self, subject: Subject, activity: Activity<'g>) -> Option<BusyActor<'g>> {
        let Subject::Actor(actor) = subject else {
            return None;
        };
        let actor = self.graph().actor_ref(actor);
        Some(BusyActor { actor, activity })
    }

    fn busy_dyad(self, subject: Subject, activity: Activity<'g>) -> Option<BusyDyad<'g>> {
        let Subject::Dyad(one, other) = subject else {
            return None;
        };
        let [one, other] = [one, other].map(|id| self.graph().actor_ref(id));
        Some(BusyDyad {
            one,
            other,
            activity,
        })
    }

    fn busy_place(self, subject: Subject, activity: Activity<'g>) -> Option<BusyPlace<'g>> {
        let Subject::Place(place) = subject else {
            return None;
        };
        let place = self.graph().record().place(place);
        Some(BusyPlace { place, activity })
    }
}
