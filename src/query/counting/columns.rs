//! Counts of the view's events from the columns of the graph.

use crate::graph::{
    AdmittedClasses, ClassOrder, DayStretch, EventClasses, EventSlice, EventSums, ExactEvents,
    SpanGroup, SpanSlice, Stretch,
};
use crate::model::{ActorId, Day, Holds, StatementId, Window};
use crate::query::happenings::TollTotal;
use crate::query::kit::HoldsCount;
use crate::view::View;

/// The events of columns that a view's filters admit, worked out once when a question begins.
#[derive(Debug, Clone)]
pub(super) enum EventFilter {
    /// All events, certainly known.
    All,
    /// The events of some classes.
    Classes(Box<AdmittedEvents>),
    /// The events of some actors: each event must be looked at.
    Each,
}

/// The classes of exact events, and of spans, that a view's filters let pass.
#[derive(Debug, Clone)]
pub(super) struct AdmittedEvents {
    pub(super) exact: AdmittedClasses,
    pub(super) spans: AdmittedClasses,
}

impl EventFilter {
    /// Returns the admitted classes of exact events, each with how it is known; `None` in place of classes means all.
    /// The iterator is empty if each event must be looked at.
    pub(super) fn exact_parts(&self) -> impl Iterator<Item = (Option<&EventClasses>, Holds)> {
        let all = matches!(self, Self::All).then_some((None, Holds::Certainly));
        let classes = match self {
            Self::Classes(admitted) => Some(admitted.exact.parts()),
            Self::All | Self::Each => None,
        };
        let classes = classes.into_iter().flatten();
        let classes = classes.map(|(classes, known)| (Some(classes), known));
        all.into_iter().chain(classes)
    }
}

/// Whether the events of one actor or of a pair are looked up in the columns.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) enum ColumnOwner {
    Actor(ActorId),
    Pair((ActorId, ActorId)),
}

/// An event in the columns.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) struct ColumnEvent {
    pub(in crate::query) statement: StatementId,
    /// Its first and last possible day.
    pub(in crate::query) days: (Day, Day),
    /// Whether it is certainly or possibly known.
    pub(in crate::query) known: Holds,
    /// The numbers that the event adds to a total.
    pub(in crate::query) sums: EventSums,
}

/// Counts events in columns for many actors or pairs, under the filters of a view.
#[derive(Debug)]
pub(in crate::query) struct ColumnCounter<'g, 'f> {
    view: View<'g, 'f>,
    filter: EventFilter,
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
        slice.map_or_else(TollTotal::default, |slice| {
            view.toll_by(&self.filter, slice)
        })
    }
}

/// # What the columns count
impl<'g, 'f> View<'g, 'f> {
    /// Returns which events of the columns the filters admit.
    #[inline]
    pub(super) fn event_filter(self) -> EventFilter {
        if self.filter().lets_all_events_pass() {
            EventFilter::All
        } else if self.among.is_some() {
            EventFilter::Each
        } else {
            EventFilter::Classes(Box::new(self.admitted_events()))
        }
    }

    /// The classes that the filters admit.
    fn admitted_events(self) -> AdmittedEvents {
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

    /// Returns the slice of a pair's events in the columns, or `None` without any.
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

    /// Returns the slice of an actor's events in the columns.
    #[inline]
    pub(super) fn columns_of_actor(self, actor: ActorId) -> SpanSlice {
        let (graph, window) = (self.graph, self.event_window);
        let marked = graph.spans.slice_of_actor(actor, window);
        marked.unwrap_or_else(|| {
            let exact = graph.exact.of_actor(actor, window);
            SpanSlice::exact(EventSlice::Actor(actor, exact))
        })
    }

    /// Returns the slice of all events in the columns, in time.
    pub(super) fn columns_in_time(self) -> SpanSlice {
        let (graph, window) = (self.graph, self.event_window);
        let exact = EventSlice::Time(graph.exact.in_time(window));
        graph.spans.slice_in_time(exact, window)
    }

    /// The deaths of the events of a slice that lie in the view's window.
    #[inline]
    pub(super) fn toll_of_columns(self, slice: SpanSlice) -> TollTotal {
        if self.filter().lets_all_events_pass() {
            self.toll_by(&EventFilter::All, slice)
        } else {
            self.filtered_toll(slice)
        }
    }

    /// The deaths of a slice where the filters admit only some events. Where both actors of a pair are
    /// among the view's, so are all their events.
    #[inline(never)]
    fn filtered_toll(self, slice: SpanSlice) -> TollTotal {
        let among = self.among.filter(|_| !slice.exact.is_of_pair());
        let filter = View { among, ..self }.event_filter();
        self.toll_by(&filter, slice)
    }

    /// Returns the toll of the events in the columns that are in the view's window and pass a filter.
    #[inline]
    fn toll_by(self, filter: &EventFilter, slice: SpanSlice) -> TollTotal {
        let mut total = TollTotal::default();
        self.add_exact(slice.exact, filter, &mut total);
        if !self.graph.spans.is_empty() {
            self.add_spans(slice, filter, true, &mut total);
        }
        total
    }

    /// Returns the number of an actor's events in the view's window, if the filters admit all classes.
    #[inline]
    pub(super) fn count_free(self, actor: ActorId) -> HoldsCount {
        let (graph, window) = (self.graph, self.event_window);
        if !graph.spans.is_empty() {
            return self.count_free_beside_spans(actor);
        }
        let exact = EventSlice::Actor(actor, graph.exact.of_actor(actor, window));
        HoldsCount::new(exact.len() as u64, 0)
    }

    /// Counts an actor's events in a graph with spans; a separate function, so that it costs nothing in a graph without
    /// spans.
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

    /// Adds the events of exact days that a filter lets pass.
    #[inline]
    fn add_exact(self, slice: EventSlice, filter: &EventFilter, total: &mut TollTotal) {
        let exact = &self.graph.exact;
        match filter {
            EventFilter::All => total.certainly.add_sums(exact.sums(slice, None)),
            EventFilter::Classes(admitted) => {
                for (classes, known) in admitted.exact.parts() {
                    if self.shown(known).is_some() {
                        total.add_column_event(known, exact.sums(slice, Some(classes)));
                    }
                }
            }
            EventFilter::Each => {
                for event in self.exact_events(slice) {
                    total.add_column_event(event.known, event.sums);
                }
            }
        }
    }

    /// Adds the spans that a filter admits and that are in the view's window, or only those that
    /// certainly are; apart, so that it costs nothing where there are none.
    #[inline(never)]
    pub(super) fn add_spans(
        self,
        slice: SpanSlice,
        filter: &EventFilter,
        has_possible: bool,
        total: &mut TollTotal,
    ) {
        if slice.possibly() == 0 || self.event_window.is_empty() {
            return;
        }
        let sums = |classes| {
            let [certainly, all] = self.graph.spans.sums(slice, self.event_window, classes);
            [certainly, if has_possible { all } else { certainly }]
        };
        match filter {
            EventFilter::All => self.add_held(sums(None), Holds::Certainly, total),
            EventFilter::Classes(admitted) => {
                for (classes, known) in admitted.spans.parts() {
                    self.add_held(sums(Some(classes)), known, total);
                }
            }
            EventFilter::Each => {
                for event in self.span_events(slice.exact) {
                    let in_time = self.event_window.holds_of(event.days.0, event.days.1);
                    let is_asked = has_possible || in_time == Some(Holds::Certainly);
                    let holds = self.column_holds(&event, self.event_window);
                    if let Some(holds) = holds.filter(|_| is_asked) {
                        total.add_column_event(holds, event.sums);
                    }
                }
            }
        }
    }

    /// Adds the events that are certainly in the window and those that possibly are, given how they are known.
    #[inline]
    fn add_held(self, [certainly, all]: [EventSums; 2], known: Holds, total: &mut TollTotal) {
        if self.shown(known).is_some() {
            total.add_column_event(known, certainly);
        }
        if !self.certainly {
            total.possibly.add_sums(all.minus(certainly));
        }
    }

    /// The events at some places of columns that kinds, evidence and actors admit; each event is looked
    /// at.
    fn passing(
        self,
        dated: &'g ExactEvents,
        places: impl DoubleEndedIterator<Item = usize>,
        told: impl Fn(usize) -> Option<(StatementId, Day)>,
    ) -> impl DoubleEndedIterator<Item = ColumnEvent> {
        let filter = self.filter();
        places.filter_map(move |place| {
            let known = self.shown(filter.class(dated.class_at(place))?)?;
            let (statement, last) = told(place)?;
            let is_among = if self.among.is_none() || dated.is_company(place) {
                self.is_statement_among(statement)
            } else {
                let (low, high) = dated.pair(place);
                filter.pair(low, high)
            };
            is_among.then(|| ColumnEvent {
                statement,
                days: (dated.day(place), last),
                known,
                sums: dated.sums_of_place(place),
            })
        })
    }

    /// The events of exact days in a slice that the filters admit; each event is looked at.
    fn exact_events(self, slice: EventSlice) -> impl DoubleEndedIterator<Item = ColumnEvent> {
        let (graph, dated) = (self.graph, &self.graph.exact);
        let told = move |place| Some((graph.statement_at(place), dated.day(place)));
        self.passing(dated, dated.places(slice), told)
    }

    /// Returns the events of exact days in the view's window, in the order of time.
    pub(super) fn exact_events_in_time(self) -> impl DoubleEndedIterator<Item = ColumnEvent> {
        let window = self.event_window;
        self.exact_events(EventSlice::Time(self.graph.exact.in_time(window)))
    }

    /// The spans of a slice's owner that the filters admit and that can lie in the view's window; each
    /// span is looked at.
    fn span_events(self, slice: EventSlice) -> impl Iterator<Item = ColumnEvent> {
        let groups = self.graph.spans.groups().iter();
        groups.flat_map(move |group| self.spans_of(group, slice))
    }

    /// Returns the spans of at most this many days that the filters admit, spans of about one length together, in the
    /// order in which they begin.
    pub(super) fn spans_by_length(
        self,
        most_days: u64,
    ) -> impl Iterator<Item = impl DoubleEndedIterator<Item = ColumnEvent>> {
        let all = EventSlice::Time(DayStretch::NONE);
        let groups = self.graph.spans.groups().iter();
        let groups = groups.filter(move |group| group.least_days() <= most_days);
        groups.map(move |group| self.spans_of(group, all))
    }

    fn spans_of(
        self,
        group: &'g SpanGroup,
        slice: EventSlice,
    ) -> impl DoubleEndedIterator<Item = ColumnEvent> {
        let dated = &group.exact;
        let own = dated.again(slice, group.possibly(self.event_window));
        let places = own.into_iter().flat_map(move |own| dated.places(own));
        let told = move |place| Some((group.statement(place)?, group.last_day(place)));
        self.passing(dated, places, told)
    }

    /// Returns whether an event in the columns holds in a window of days.
    pub(in crate::query) fn column_holds(
        self,
        event: &ColumnEvent,
        window: Window,
    ) -> Option<Holds> {
        let (first, last) = event.days;
        self.shown(event.known.and(window.holds_of(first, last)?))
    }

    /// Returns the events of an actor in the columns that the view shows: each statement with how it holds.
    pub(in crate::query) fn column_events_of(
        self,
        actor: ActorId,
    ) -> impl Iterator<Item = (StatementId, Holds)> {
        let all = self.column_events(ColumnOwner::Actor(actor));
        all.filter_map(move |event| {
            let holds = self.column_holds(&event, self.event_window)?;
            Some((event.statement, holds))
        })
    }

    /// Returns the events of an actor in the columns with a span of days that the view shows.
    pub(in crate::query) fn span_events_of(
        self,
        actor: ActorId,
    ) -> impl Iterator<Item = ColumnEvent> {
        let all = self.span_events(EventSlice::Actor(actor, Stretch::NONE));
        all.filter(move |event| self.column_holds(event, self.event_window).is_some())
    }

    /// Returns the events of an actor or a pair in the columns that pass the view's filters: all that can lie in its
    /// window.
    pub(in crate::query) fn column_events(
        self,
        of: ColumnOwner,
    ) -> impl Iterator<Item = ColumnEvent> {
        let (dated, window) = (&self.graph.exact, self.event_window);
        let slice = match of {
            ColumnOwner::Actor(actor) => {
                Some(EventSlice::Actor(actor, dated.of_actor(actor, window)))
            }
            ColumnOwner::Pair(pair) => dated
                .pair_number(pair.0, pair.1)
                .map(|number| EventSlice::Pair(number, pair, dated.of_pair(number, window))),
        };
        let slices = slice.into_iter();
        slices.flat_map(move |slice| self.exact_events(slice).chain(self.span_events(slice)))
    }

    /// A counter of the events in columns of many actors or pairs in the view's window; `None` if
    /// the filters must look at each event.
    pub(in crate::query) fn column_counter(self) -> Option<ColumnCounter<'g, 'f>> {
        self.among.is_none().then(|| ColumnCounter {
            view: self,
            filter: self.event_filter(),
        })
    }

    /// The deaths of the events in columns that the view shows.
    pub(in crate::query) fn plain_toll(self) -> TollTotal {
        self.toll_of_columns(self.columns_in_time())
    }

    /// Returns the toll of those events in the view's window that happened on one exact day and that a filter admits.
    pub(super) fn exact_toll(self, filter: &EventFilter) -> TollTotal {
        let mut total = TollTotal::default();
        let exact = EventSlice::Time(self.graph.exact.in_time(self.event_window));
        self.add_exact(exact, filter, &mut total);
        total
    }
}
