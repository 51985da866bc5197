//! Numbers of happenings, relations and deaths, without listing each.

use crate::graph::IntoId;
use crate::model::{ActorId, Covered, Holds, Kind, Kinds, Statement, StatementId, Window};
use crate::query::happenings::Outline;
use crate::query::happenings::TollTotal;
use crate::query::happenings::{names, ties};
use crate::query::kit::HoldsCount;
use crate::view::View;
use std::collections::BTreeMap;

/// # How many, without naming each
///
/// Each of these methods returns the count that you get from the listed [`events`](View::events) or
/// ties, at a cost that does not grow with their number.
///
/// [Plain](crate#terms) statements are found by their place in the columns, also under filters of kinds and
/// evidence. All others are looked at one by one, within the slice of the actor or pair; so are plain ones
/// under [`among`](View::among). Spans of days longer than the window are counted apart.
impl<'g> View<'g, '_> {
    /// The deaths in all events that tie two actors, each happening counted once.
    ///
    /// # Complexity
    ///
    /// O(log n + events of the two that are not [plain](crate#terms)). Filters of kinds and
    /// evidence add O([classes](crate#terms)).
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
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "jnim"
    /// # to = "army"
    /// # killed = 16
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let (jnim, army) = (graph.actor("JNIM")?, graph.actor("army")?);
    /// let october = graph.during(date(2023, 10, 1)..date(2023, 11, 1));
    /// let toll = october.toll_between(army, jnim);
    /// assert_eq!(toll.certainly.happenings, 1);
    /// assert_eq!(toll.certainly.best(), Some(16));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    #[track_caller]
    pub fn toll_between(self, one: impl IntoId<ActorId>, other: impl IntoId<ActorId>) -> TollTotal {
        let (one, other) = (one.id_in(self.graph), other.id_in(self.graph));
        let is_among = self.is_among(one) && self.is_among(other);
        let columns = is_among.then(|| self.columns_of_pair((one, other)));
        let mut total = match columns.flatten() {
            Some(slice) => self.toll_of_columns(slice),
            None => TollTotal::default(),
        };
        let has_other =
            |actor: ActorId| !self.graph.uncounted_events().run(actor.index()).is_empty();
        if has_other(one) && has_other(other) {
            self.add_other_between(one, other, &mut total);
        }
        total.cover(self.covered());
        total
    }

    /// The deaths in all events that an actor takes part in, each happening counted once.
    ///
    /// # Complexity
    ///
    /// O(log n + events of the actor that are not [plain](crate#terms)). Filters of kinds and
    /// evidence add O([classes](crate#terms)). With [`among`](Self::among) each event of the actor
    /// in the window is looked at.
    #[inline]
    #[track_caller]
    pub fn toll_of(self, actor: impl IntoId<ActorId>) -> TollTotal {
        let actor = actor.id_in(self.graph);
        let mut total = self.toll_of_columns(self.columns_of_actor(actor));
        if self.has_other_events(actor) {
            self.add_other_of(actor, &mut total);
        }
        total.cover(self.covered());
        total
    }

    /// How many happenings an actor takes part in.
    ///
    /// # Complexity
    ///
    /// As [`toll_of`](Self::toll_of).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # cma = { name = "CMA", kind = "coalition" }
    /// # [[events]]
    /// # kind = "seizure"
    /// # when = 2023-10-31
    /// # actor = "cma"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// assert_eq!(graph.ever().event_count_of(graph.actor("cma")?).all(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    #[track_caller]
    pub fn event_count_of(self, actor: impl IntoId<ActorId>) -> HoldsCount {
        let actor = actor.id_in(self.graph);
        let count = if self.filter().lets_all_events_pass() && !self.has_other_events(actor) {
            self.count_free(actor)
        } else {
            let total = self.toll_of(actor);
            HoldsCount::new(total.certainly.happenings, total.possibly.happenings)
        };
        if count.all() == 0 && self.covered() == Covered::No {
            HoldsCount::SILENT
        } else {
            count
        }
    }

    /// How many relations hold in the view; a relation of several pairs counts once.
    ///
    /// # Complexity
    ///
    /// O(kinds + relations that are not [plain](crate#terms)). Filters of evidence add
    /// O([classes](crate#terms)). With [`among`](Self::among) each relation of the window is looked at.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # start = 2023-01-01
    /// # end = 2023-06-01
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// assert_eq!(graph.at(date(2023, 5, 31)).relation_count().certainly, 1);
    /// assert_eq!(graph.at(date(2023, 6, 1)).relation_count().all(), 0);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn relation_count(self) -> HoldsCount {
        let graph = self.graph;
        let mut count = HoldsCount::default();
        let add = |holds: Holds| match holds {
            Holds::Certainly => count.certainly += 1,
            Holds::Possibly => count.possibly += 1,
        };
        let mut several: BTreeMap<StatementId, Holds> = BTreeMap::new();
        for entry in graph.relation_ties.meeting(0, self.window) {
            if let Some(holds) = self.tie_holds(entry.tie) {
                let best = several
                    .entry(graph.first_of(graph.statement_of_tie(entry.tie)))
                    .or_insert(holds);
                *best = (*best).max(holds);
            }
        }
        several.into_values().for_each(add);
        let (certainly, possibly) = self.filter().count_relations();
        HoldsCount::new(count.certainly + certainly, count.possibly + possibly)
    }

    #[inline]
    fn has_other_events(self, actor: ActorId) -> bool {
        let graph = self.graph;
        let index = actor.index();
        !graph.uncounted_events().run(index).is_empty()
            || !graph.uncounted_companies().run(index).is_empty()
    }

    /// Adds the happenings that tie two actors and are not plain.
    fn add_other_between(self, one: ActorId, other: ActorId, total: &mut TollTotal) {
        let graph = self.graph;
        let events = graph.uncounted_events();
        let is_fewer = events.run(other.index()).len() < events.run(one.index()).len();
        let (here, there) = if is_fewer { (other, one) } else { (one, other) };
        // a tie that the view hides brings in no happening, whatever its other tellings say
        let run = events.meeting(here.index(), self.event_window);
        let tied = run.filter(|entry| entry.other == there);
        let statements = tied.filter_map(|entry| {
            let id = graph.statement_of_tie(entry.tie);
            let is_shown = if graph.told_with(id).is_some() {
                self.has_ends_among(entry.tie)
            } else {
                self.tie_holds(entry.tie).is_some()
            };
            is_shown.then_some(id)
        });
        self.add_others(statements, total, |told| ties(told, (one, other)));
    }

    /// Adds the happenings of an actor that are not plain.
    fn add_other_of(self, actor: ActorId, total: &mut TollTotal) {
        let statements = self.other_statements_of(actor);
        self.add_others(statements, total, |told| names(told, actor));
    }

    /// Returns the statements of an actor's events outside the columns that may bring a happening into the window. Each
    /// occurs once, although an event of several actors has a tie for each pair.
    pub(in crate::query) fn other_statements_of(self, actor: ActorId) -> Vec<StatementId> {
        let graph = self.graph;
        let window = self.told_window();
        let tied = graph.uncounted_events().meeting(actor.index(), window);
        let tied = tied.map(|entry| graph.statement_of_tie(entry.tie));
        let beside = graph.uncounted_companies().meeting(actor.index(), window);
        let all = tied.chain(beside.map(|entry| entry.statement));
        let mut all: Vec<StatementId> = all.collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Returns the days to search for statements that may bring in a happening: all days, if any happening has several
    /// tellings.
    pub(in crate::query) fn told_window(self) -> Window {
        if self.graph.is_any_told_twice() {
            Window::ALL
        } else {
            self.event_window
        }
    }

    fn add_others(
        self,
        statements: impl IntoIterator<Item = StatementId>,
        total: &mut TollTotal,
        says_it: impl Fn(&Statement) -> bool,
    ) {
        let mut written = Vec::new();
        for id in statements {
            if self.graph.is_of_row(id) {
                if let Some(outline) = self.outline(id) {
                    total.add(&outline);
                }
            } else {
                written.push(id);
            }
        }
        if written.is_empty() {
            return;
        }
        for event in &self.each_once_as(written, says_it) {
            total.add(&Outline::of(event));
        }
    }

    /// The outlines of the happenings that are not plain.
    pub(crate) fn other_outlines(self) -> impl Iterator<Item = Outline<'g>> {
        let kinds = self.kinds().and(Kinds::EVENTS);
        let ids = self.other_event_statements(kinds);
        ids.filter_map(move |id| self.outline(id))
    }

    /// The first counted statement of each happening that is not plain.
    fn other_event_statements(self, kinds: Kinds) -> impl Iterator<Item = StatementId> {
        let graph = self.graph;
        let mut told = std::collections::BTreeSet::new();
        let moments = graph.uncounted_event_times().meeting(0, self.event_window);
        let ids = moments.map(|moment| moment.statement);
        let ids = ids.filter(move |&id| {
            matches!(graph.kind_of(id), Kind::Event(kind) if kinds.contains(kind))
                && self.counted(id).is_some()
                && self.is_statement_among(id)
                && self.event_time(id, self.event_window).is_some()
        });
        ids.filter(move |&id| {
            let group = graph.told_with(id);
            group.is_none_or(|group| told.insert(group[0]))
        })
    }
}
