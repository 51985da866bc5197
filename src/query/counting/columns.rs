//! What the columns of the graph count of the events that a view shows.

use crate::graph::{
    AdmittedClasses, ClassOrder, EventSlice, EventSums, ExactEvents, SpanGroup, SpanSlice,
};
use crate::model::{ActorId, Day, Holds, StatementId};
use crate::query::happenings::{Count, TollTotal};
use crate::query::kit::HoldsCount;
use crate::view::View;

/// The classes of exact events, and of spans, that a view's filters let pass.
#[derive(Debug, Clone)]
pub(super) struct AdmittedEvents {
    pub(super) exact: AdmittedClasses,
    pub(super) spans: AdmittedClasses,
}

/// Whether the events of one actor or of a pair are looked up in the columns.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) enum ColumnOwner {
    Actor(ActorId),
    Pair((ActorId, ActorId)),
}

/// An event that stands in the columns.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) struct ColumnEvent {
    pub(in crate::query) statement: StatementId,
    /// Its first and last possible day.
    pub(in crate::query) days: (Day, Day),
    /// How it is known.
    pub(in crate::query) known: Holds,
    /// What the event adds to a total.
    pub(in crate::query) sums: EventSums,
}

/// Counts events in columns for many actors or pairs, under the filters of a view.
#[derive(Debug)]
pub(in crate::query) struct ColumnCounter<'g, 'f> {
    view: View<'g, 'f>,
    /// The classes that the filters admit; `None` if they admit all.
    admitted: Option<AdmittedEvents>,
}

impl ColumnCounter<'_, '_> {
    /// The deaths of the events in columns of one actor or pair.
    ///
    /// # Complexity
    ///
    /// O(log n); with filters O([classes](crate#terms)).
    pub(in crate::query) fn toll(&self, of: ColumnOwner) -> TollTotal {
        let view = self.view;
        let slice = match of {
            ColumnOwner::Actor(actor) => Some(view.columns_of_actor(actor)),
            ColumnOwner::Pair(pair) => view.columns_of_pair(pair),
        };
        match (slice, &self.admitted) {
            (None, _) => TollTotal::default(),
            (Some(slice), None) => view.toll_of_columns(slice),
            (Some(slice), Some(admitted)) => {
                let mut total = TollTotal::default();
                view.add_exact(slice, admitted, &mut total);
                view.add_spans(slice, admitted, true, &mut total);
                total
            }
        }
    }
}

/// # What the columns count
impl<'g, 'f> View<'g, 'f> {
    /// Whether the filters admit every event in the columns.
    #[inline]
    pub(super) fn has_free_events(self) -> bool {
        let plain = self.graph.summary;
        self.among.is_none()
            && plain.kinds.minus(self.kinds()).is_empty()
            && self.admits_all_plain()
    }

    /// The classes that the filters admit.
    pub(super) fn admitted_events(self) -> AdmittedEvents {
        let of = |order: &ClassOrder| {
            let admitted = self.admitted(order);
            AdmittedClasses {
                certainly: order.prepared(admitted.certainly),
                possibly: order.prepared(admitted.possibly),
            }
        };
        AdmittedEvents {
            exact: of(self.graph.exact.order()),
            spans: of(self.graph.spans.order()),
        }
    }

    /// Where the events of a pair stand in the columns; `None` if there are none.
    #[inline]
    pub(super) fn columns_of_pair(self, pair: (ActorId, ActorId)) -> Option<SpanSlice> {
        let (graph, window) = (self.graph, self.event_window);
        let number = graph.exact.pair_number(pair.0, pair.1)?;
        let marked = graph.spans.slice_of_pair(number, pair, window);
        Some(marked.unwrap_or_else(|| {
            let exact = graph.exact.of_pair(number, window);
            SpanSlice::exact(EventSlice::Pair(number, pair, exact))
        }))
    }

    /// Where the events of an actor stand in the columns.
    #[inline]
    pub(super) fn columns_of_actor(self, actor: ActorId) -> SpanSlice {
        let (graph, window) = (self.graph, self.event_window);
        let marked = graph.spans.slice_of_actor(actor, window);
        marked.unwrap_or_else(|| {
            let exact = graph.exact.of_actor(actor, window);
            SpanSlice::exact(EventSlice::Actor(actor, exact))
        })
    }

    /// Where all events stand in the columns, in time.
    pub(super) fn columns_in_time(self) -> SpanSlice {
        let (graph, window) = (self.graph, self.event_window);
        let exact = EventSlice::Time(graph.exact.in_time(window));
        graph.spans.slice_in_time(exact, window)
    }

    /// The deaths of the events of a slice that lie in the view's window.
    #[inline]
    pub(super) fn toll_of_columns(self, slice: SpanSlice) -> TollTotal {
        if !self.has_free_events() {
            let mut total = TollTotal::default();
            self.add_filtered(slice, &mut total);
            return total;
        }
        let mut total = TollTotal::of_sums(self.graph.exact.sums(slice.exact, None));
        if !self.graph.spans.is_empty() {
            self.add_free_spans(slice, &mut total);
        }
        total
    }

    /// Adds the events of a slice where the filters admit only some classes.
    #[inline(never)]
    fn add_filtered(self, slice: SpanSlice, total: &mut TollTotal) {
        if self.among.is_some() && !slice.exact.is_of_pair() {
            self.add_each_exact(slice, total);
            self.add_each_span(slice, true, total);
            return;
        }
        let admitted = self.admitted_events();
        self.add_exact(slice, &admitted, total);
        self.add_spans(slice, &admitted, true, total);
    }

    /// How many events of an actor lie in the view's window, where the filters admit all classes.
    #[inline]
    pub(super) fn count_free(self, actor: ActorId) -> HoldsCount {
        let (graph, window) = (self.graph, self.event_window);
        if !graph.spans.is_empty() {
            return self.count_free_beside_spans(actor);
        }
        let exact = EventSlice::Actor(actor, graph.exact.of_actor(actor, window));
        HoldsCount::new(exact.len() as u64, 0)
    }

    /// The same where there are spans; apart, so that it costs nothing where there are none.
    fn count_free_beside_spans(self, actor: ActorId) -> HoldsCount {
        if self.event_window.is_empty() {
            return HoldsCount::default();
        }
        let slice = self.columns_of_actor(actor);
        // an actor without spans is rare and is recognised late: not asking is cheaper
        let certainly = self.graph.spans.count(slice, self.event_window);
        let possibly = if self.certainly {
            0
        } else {
            u64::from(slice.possibly() - certainly)
        };
        HoldsCount::new(slice.exact.len() as u64 + u64::from(certainly), possibly)
    }

    /// Adds the events of exact days of the classes that are admitted.
    fn add_exact(self, slice: SpanSlice, admitted: &AdmittedEvents, total: &mut TollTotal) {
        let dated = &self.graph.exact;
        let exact = &admitted.exact;
        for (classes, known) in exact.parts() {
            if self.shown(known).is_some() {
                part(total, known).add_sums(dated.sums(slice.exact, Some(classes)));
            }
        }
    }

    /// Adds all spans in the view's window; apart, so that it costs nothing where there are none.
    #[inline(never)]
    fn add_free_spans(self, slice: SpanSlice, total: &mut TollTotal) {
        if slice.possibly() == 0 || self.event_window.is_empty() {
            return;
        }
        let sums = self.graph.spans.sums(slice, self.event_window, None);
        self.add_held(sums, Holds::Certainly, total);
    }

    /// Adds the spans that are certainly in the view's window.
    pub(super) fn add_certain_spans(self, slice: SpanSlice, total: &mut TollTotal) {
        if slice.possibly() > 0 && !self.event_window.is_empty() {
            let [certainly, _] = self.graph.spans.sums(slice, self.event_window, None);
            total.certainly.add_sums(certainly);
        }
    }

    /// Adds the spans of the admitted classes that are in the view's window, or only those that
    /// certainly are.
    pub(super) fn add_spans(
        self,
        slice: SpanSlice,
        admitted: &AdmittedEvents,
        has_possible: bool,
        total: &mut TollTotal,
    ) {
        if slice.possibly() == 0 || self.event_window.is_empty() {
            return;
        }
        for (classes, known) in admitted.spans.parts() {
            let [certainly, all] = self
                .graph
                .spans
                .sums(slice, self.event_window, Some(classes));
            let all = if has_possible { all } else { certainly };
            self.add_held([certainly, all], known, total);
        }
    }

    /// Adds what is certainly in the window and what possibly is, given how it is known.
    #[inline]
    fn add_held(self, [certainly, all]: [EventSums; 2], known: Holds, total: &mut TollTotal) {
        if self.shown(known).is_some() {
            part(total, known).add_sums(certainly);
        }
        if !self.certainly {
            total.possibly.add_sums(all.minus(certainly));
        }
    }

    /// The places of the events that the view shows, with how they hold in it; each event is looked at.
    fn shown_places(
        self,
        dated: &ExactEvents,
        places: impl Iterator<Item = usize>,
        statement: impl Fn(usize) -> Option<StatementId>,
        in_time: impl Fn(usize) -> Option<Holds>,
    ) -> impl Iterator<Item = (usize, Holds)> {
        places.filter_map(move |place| {
            let known = self.known_class(dated.class_at(place))?;
            let is_among = if self.among.is_none() {
                true
            } else if dated.is_company(place) {
                self.is_statement_among(statement(place)?)
            } else {
                let (low, high) = dated.pair(place);
                self.is_among(low) && self.is_among(high)
            };
            let holds = is_among.then(|| in_time(place)).flatten()?;
            Some((place, self.shown(known.and(holds))?))
        })
    }

    /// The events of exact days that the view shows; each event is looked at.
    fn shown_exact(self, slice: SpanSlice) -> impl Iterator<Item = (usize, Holds)> {
        let dated = &self.graph.exact;
        let statement = move |place| Some(self.graph.statement_at(place));
        let exact = |_| Some(Holds::Certainly);
        self.shown_places(dated, dated.places(slice.exact), statement, exact)
    }

    /// The spans that the view shows, with their groups and places; each span is looked at.
    fn shown_spans(
        self,
        slice: SpanSlice,
        has_possible: bool,
    ) -> impl Iterator<Item = (&'g SpanGroup, usize, Holds)> {
        let window = self.event_window;
        self.spans_in(slice.exact, has_possible, move |group, place| {
            let (first, last) = (group.exact.day(place), group.last_day(place));
            let holds = window.holds_of(first, last);
            holds.filter(|&holds| has_possible || holds == Holds::Certainly)
        })
    }

    /// The spans that can meet the view's window, or that can lie in it, and that pass the view's
    /// filters and a test of their days.
    fn spans_in(
        self,
        slice: EventSlice,
        has_possible: bool,
        in_time: impl Fn(&SpanGroup, usize) -> Option<Holds> + Copy,
    ) -> impl Iterator<Item = (&'g SpanGroup, usize, Holds)> {
        let groups = self.graph.spans.groups().iter();
        groups.flat_map(move |group| {
            let dated = &group.exact;
            let firsts = if has_possible {
                group.possibly(self.event_window)
            } else {
                group.within(self.event_window)
            };
            let own = dated.again(slice, firsts).into_iter();
            let places = own.flat_map(move |own| dated.places(own));
            let statement = move |place| group.statement(place);
            let in_time = move |place| in_time(group, place);
            let shown = self.shown_places(dated, places, statement, in_time);
            shown.map(move |(place, holds)| (group, place, holds))
        })
    }

    fn add_each_exact(self, slice: SpanSlice, total: &mut TollTotal) {
        for (place, holds) in self.shown_exact(slice) {
            part(total, holds).add_sums(self.graph.exact.sums_of_place(place));
        }
    }

    /// Adds the spans that the view shows; each span is looked at.
    pub(super) fn add_each_span(self, slice: SpanSlice, has_possible: bool, total: &mut TollTotal) {
        for (group, place, holds) in self.shown_spans(slice, has_possible) {
            part(total, holds).add_sums(group.exact.sums_of_place(place));
        }
    }

    /// The events of an actor that stand in columns and that the view shows: each statement with
    /// how it holds.
    pub(in crate::query) fn column_events_of(
        self,
        actor: ActorId,
    ) -> impl Iterator<Item = (StatementId, Holds)> {
        let graph = self.graph;
        let exact = graph.exact.of_actor(actor, self.event_window);
        let slice = SpanSlice::exact(EventSlice::Actor(actor, exact));
        let exact = self.shown_exact(slice);
        let exact = exact.map(|(place, holds)| (graph.statement_at(place), holds));
        let spans = self.shown_spans(slice, true);
        let spans =
            spans.filter_map(|(group, place, holds)| Some((group.statement(place)?, holds)));
        exact.chain(spans)
    }

    /// The same for the events of spans of days alone.
    pub(in crate::query) fn span_events_of(
        self,
        actor: ActorId,
    ) -> impl Iterator<Item = ColumnEvent> {
        let exact = self.graph.exact.of_actor(actor, self.event_window);
        let slice = SpanSlice::exact(EventSlice::Actor(actor, exact));
        let spans = self.shown_spans(slice, true);
        spans.filter_map(move |(group, place, _)| {
            Some(ColumnEvent {
                statement: group.statement(place)?,
                days: (group.exact.day(place), group.last_day(place)),
                known: self.known_class(group.exact.class_at(place))?,
                sums: group.exact.sums_of_place(place),
            })
        })
    }

    /// The events of an actor or a pair that stand in columns and pass the view's filters, whatever
    /// their days: all that can lie in its window.
    pub(in crate::query) fn column_events(
        self,
        of: ColumnOwner,
    ) -> impl Iterator<Item = ColumnEvent> {
        let graph = self.graph;
        let dated = &graph.exact;
        let slice = match of {
            ColumnOwner::Actor(actor) => {
                let run = dated.of_actor(actor, self.event_window);
                Some(EventSlice::Actor(actor, run))
            }
            ColumnOwner::Pair(pair) => dated.pair_number(pair.0, pair.1).map(|number| {
                EventSlice::Pair(number, pair, dated.of_pair(number, self.event_window))
            }),
        };
        slice.into_iter().flat_map(move |slice| {
            let statement = move |place| Some(graph.statement_at(place));
            let any_day = |_| Some(Holds::Certainly);
            let exact = self.shown_places(dated, dated.places(slice), statement, any_day);
            let exact = exact.map(move |(place, known)| ColumnEvent {
                statement: graph.statement_at(place),
                days: (dated.day(place), dated.day(place)),
                known,
                sums: dated.sums_of_place(place),
            });
            let spans = self.spans_in(slice, true, |_, _| Some(Holds::Certainly));
            exact.chain(spans.filter_map(|(group, place, known)| {
                Some(ColumnEvent {
                    statement: group.statement(place)?,
                    days: (group.exact.day(place), group.last_day(place)),
                    known,
                    sums: group.exact.sums_of_place(place),
                })
            }))
        })
    }

    /// A counter of the events in columns of many actors or pairs in the view's window; `None` if
    /// the filters must look at each event.
    pub(in crate::query) fn column_counter(self) -> Option<ColumnCounter<'g, 'f>> {
        self.among.is_none().then(|| ColumnCounter {
            view: self,
            admitted: (!self.has_free_events()).then(|| self.admitted_events()),
        })
    }

    /// The deaths of the events in columns that the view shows.
    pub(in crate::query) fn plain_toll(self) -> TollTotal {
        self.toll_of_columns(self.columns_in_time())
    }

    /// The deaths of those of them that happened on one exact day.
    pub(super) fn exact_toll(self) -> TollTotal {
        let mut total = TollTotal::default();
        let exact = EventSlice::Time(self.graph.exact.in_time(self.event_window));
        let slice = SpanSlice::exact(exact);
        if self.has_free_events() {
            total.certainly.add_sums(self.graph.exact.sums(exact, None));
        } else if self.among.is_some() {
            self.add_each_exact(slice, &mut total);
        } else {
            self.add_exact(slice, &self.admitted_events(), &mut total);
        }
        total
    }
}

fn part(total: &mut TollTotal, holds: Holds) -> &mut Count {
    match holds {
        Holds::Certainly => &mut total.certainly,
        Holds::Possibly => &mut total.possibly,
    }
}
