//! Certainty, days and statements of a tie in a view.

use crate::graph::{IntoId, StatementRef};
use crate::model::{Bounds, Certainty, Holds, Kind, TieId, Window};
use crate::view::View;

/// # One tie
impl<'g> View<'g, '_> {
    /// The certainty of a tie that the view shows: that of the statements on which its answer
    /// rests.
    ///
    /// For a tie of one statement, it is the certainty of that statement. For a tie of several
    /// statements, it is the highest certainty at which the tie still holds in the same way, when
    /// all weaker statements are left out.
    ///
    /// # Complexity
    ///
    /// O(log n) for a plain tie. For a tie of several statements, or one that the end of an actor
    /// bounds, the cost is that of [`neighbors`](Self::neighbors).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Certainty, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # [[relations]]
    /// # id = "pact"
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # start = "2022"
    /// # end = "2024"
    /// # certainty = "confirmed"
    /// # [[relations]]
    /// # id = "rumour"
    /// # same_as = "pact"
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # start = "2022-06-15"
    /// # certainty = "alleged"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let a = graph.actor("a")?;
    /// let sure = |day| {
    ///     let view = graph.at(day);
    ///     view.neighbors(a).map(|one| (one.holds.as_str(), view.certainty_of(one.tie))).next()
    /// };
    /// assert_eq!(sure(date(2022, 12, 31)), Some(("certainly", Certainty::Confirmed)));
    /// assert_eq!(sure(date(2022, 12, 1)), Some(("certainly", Certainty::Alleged)));
    /// assert_eq!(sure(date(2022, 2, 1)), Some(("possibly", Certainty::Confirmed)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn certainty_of(self, tie: impl IntoId<TieId>) -> Certainty {
        self.tie_certainty(tie.id_in(self.graph))
    }

    /// The [tellings](crate#terms) of a tie that the view admits, in order; usually there is one.
    ///
    /// If `same_as` joins several statements, they make one tie.
    ///
    /// # Complexity
    ///
    /// O(log n + statements about the tie).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # [[relations]]
    /// # id = "pact"
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # start = "2022"
    /// # [[relations]]
    /// # id = "rumour"
    /// # same_as = "pact"
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let view = graph.ever();
    /// let ties: Vec<_> = view.neighbors(graph.actor("a")?).map(|one| one.tie).collect();
    /// assert_eq!(ties.len(), 1);
    /// let mut told: Vec<&str> = view.tellings_of(ties[0]).map(|one| one.key()).collect();
    /// told.sort_unstable();
    /// assert_eq!(told, ["pact", "rumour"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn tellings_of<T: IntoId<TieId>>(
        self,
        tie: T,
    ) -> impl Iterator<Item = StatementRef<'g>> + use<'g, T> {
        self.tie_statements(self.graph.tie_ref(tie.id_in(self.graph)))
    }

    /// The bounds of a tie's days, at the certainty that the tie has in the view.
    pub(crate) fn bounds_of_tie(self, tie: TieId) -> Bounds {
        let id = self.graph.tie_row(tie).statement;
        match self.graph.kind_of(id) {
            Kind::Relation(_) => self.tie_time(tie).bounds_in(self.window),
            Kind::Event(_) => match self.told_time_of_tie(tie) {
                Some(told) => told.bounds_in(self.event_window),
                None => self.graph.bounds_of(id),
            },
        }
    }

    /// Returns how a tie holds in another window, and with which certainty; `None` if it does not.
    pub(crate) fn standing_in(self, tie: TieId, window: Window) -> Option<(Holds, Certainty)> {
        let view = View {
            window,
            event_window: window,
            certainly: false,
            ..self
        };
        view.tie_standing(tie)
    }
}
