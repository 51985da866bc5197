//! How many plain events there are, and how many were killed, from the columns of the graph.

use super::holds_count::HoldsCount;
use super::toll::{Count, TollTotal};
use crate::graph::{
    Admitted, Bits, ClassCount, ClassOrder, Dated, DayStretch, Figure, MarkCounts, Marked,
    SpanGroup, Spans, Stretch, Weights,
};
use crate::model::{ActorId, Holds, StatementId, Window};
use crate::view::View;

/// Where plain events lie: in the columns of pairs, of actors, or of time.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whereabouts {
    /// The number of the pair, the pair, and where its events are.
    Pair(usize, (ActorId, ActorId), Stretch),
    Actor(ActorId, Stretch),
    Time(DayStretch),
}

impl Whereabouts {
    #[inline]
    pub(super) fn of_pair(dated: &Dated, pair: (ActorId, ActorId), window: Window) -> Option<Self> {
        let number = dated.pair_number(pair.0, pair.1)?;
        Some(Self::Pair(number, pair, dated.of_pair(number, window)))
    }

    #[inline]
    pub(super) fn of_actor(dated: &Dated, actor: ActorId, window: Window) -> Self {
        Self::Actor(actor, dated.of_actor(actor, window))
    }

    pub(super) fn in_time(dated: &Dated, window: Window) -> Self {
        Self::Time(dated.in_time(window))
    }

    #[inline]
    const fn stretch(self) -> Stretch {
        match self {
            Self::Pair(.., stretch) | Self::Actor(_, stretch) => stretch,
            Self::Time(days) => days.stretch,
        }
    }

    /// The same in other columns, and another window; `None`: they know no such pair.
    fn again(self, dated: &Dated, window: Window) -> Option<Self> {
        match self {
            Self::Pair(_, pair, _) => Self::of_pair(dated, pair, window),
            Self::Actor(actor, _) => Some(Self::of_actor(dated, actor, window)),
            Self::Time(_) => Some(Self::in_time(dated, window)),
        }
    }

    /// How many there are of the classes in a set, or of all, and their deaths.
    #[inline]
    fn sum(self, dated: &Dated, bits: Option<&[u64]>) -> ClassCount {
        match (self, bits) {
            (Self::Pair(.., stretch), Some(bits)) => dated.sum_of_places(stretch, bits),
            (Self::Actor(_, stretch), Some(bits)) => dated.sum_of_run(stretch, bits),
            (Self::Time(stretch), Some(bits)) => dated.sum_in_time(stretch, bits),
            (_, None) => {
                let Stretch { from, to } = self.stretch();
                let deaths = match self {
                    Self::Pair(.., stretch) => dated.deaths_of_places(stretch),
                    Self::Actor(_, stretch) => dated.deaths_of_run(stretch),
                    Self::Time(stretch) => dated.deaths_in_time(stretch),
                };
                ClassCount {
                    count: u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX),
                    deaths,
                }
            }
        }
    }

    /// The places of its items.
    fn places(self, dated: &Dated) -> impl Iterator<Item = usize> {
        let Stretch { from, to } = self.stretch();
        (from..to).map(move |at| match self {
            Self::Pair(..) => at,
            Self::Actor(..) => dated.place_in_run(at),
            Self::Time(_) => dated.place_in_time(at),
        })
    }
}

/// What spans have begun and ended before a window, and before its end.
pub(super) type SpanEnds = [MarkCounts; 2];

/// How much an event of all classes weighs: those who count need not ask which it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Alike {
    is_violent: bool,
}

/// # What the columns hold
impl<'g> View<'g, '_> {
    /// Whether the filters let every plain event pass.
    #[inline]
    pub(super) fn has_free_events(self) -> bool {
        let plain = self.graph.plainness;
        self.among.is_none()
            && plain.kinds.minus(self.kinds()).is_empty()
            && self.admits_all_plain()
    }

    /// What plain events have in common, if every one passes and weighs the same.
    #[inline]
    pub(super) fn alike(self) -> Option<Alike> {
        let plain = self.graph.plainness;
        let is_free = plain.has_exact_figures && self.has_free_events();
        let violent = plain.violent.filter(|_| is_free);
        violent.map(|is_violent| Alike { is_violent })
    }

    /// Where the columns hold the events of a pair; `None`: they hold none.
    #[inline]
    pub(super) fn columns_of_pair(
        self,
        pair: (ActorId, ActorId),
    ) -> Option<(Whereabouts, SpanEnds)> {
        let (graph, window) = (self.graph, self.event_window);
        let number = graph.dated.pair_number(pair.0, pair.1)?;
        let marked = graph.spans.of_pairs.of(number, window);
        let exact = || Marked::exact(graph.dated.of_pair(number, window));
        let Marked { exact, ends } = marked.unwrap_or_else(exact);
        Some((Whereabouts::Pair(number, pair, exact), ends))
    }

    /// Where the columns hold the events of an actor.
    #[inline]
    pub(super) fn columns_of_actor(self, actor: ActorId) -> (Whereabouts, SpanEnds) {
        let (graph, window) = (self.graph, self.event_window);
        let marked = graph.spans.of_actors.of(actor.index(), window);
        let exact = || Marked::exact(graph.dated.of_actor(actor, window));
        let Marked { exact, ends } = marked.unwrap_or_else(exact);
        (Whereabouts::Actor(actor, exact), ends)
    }

    /// Where the columns hold all events.
    pub(super) fn columns_in_time(self) -> (Whereabouts, SpanEnds) {
        let (graph, window) = (self.graph, self.event_window);
        let there = Whereabouts::in_time(&graph.dated, window);
        (there, graph.spans.ends_in_time(window))
    }

    /// Adds what the columns hold in the view's window.
    #[inline]
    pub(super) fn add_columns(self, (there, ends): (Whereabouts, SpanEnds), total: &mut TollTotal) {
        self.add_exact(there, total);
        if !self.graph.spans.is_empty() {
            self.add_spans(there, ends, true, total);
        }
    }

    /// How many events of an actor the columns hold in the view's window, where the filters let all pass.
    #[inline]
    pub(super) fn count_free(self, actor: ActorId) -> HoldsCount {
        let (graph, window) = (self.graph, self.event_window);
        if !graph.spans.is_empty() {
            return self.count_free_beside_spans(actor);
        }
        HoldsCount::new(how_many(graph.dated.of_actor(actor, window)), 0)
    }

    /// The same where there are spans: apart, so that it costs nothing where there are none.
    fn count_free_beside_spans(self, actor: ActorId) -> HoldsCount {
        if self.event_window.is_empty() {
            return HoldsCount::default();
        }
        let (there, ends) = self.columns_of_actor(actor);
        // that none is there at all is seldom, and known late: it is cheaper not to ask
        let all = possibly_within(ends);
        let covering = self.covering(&self.graph.spans, there, ends, None).count;
        let certainly = ends[1].ended.wrapping_sub(ends[0].begun);
        let certainly = certainly.wrapping_add(covering);
        let possibly = if self.certainly {
            0
        } else {
            u64::from(all - certainly)
        };
        HoldsCount::new(how_many(there.stretch()) + u64::from(certainly), possibly)
    }

    /// Adds the events of exact days.
    #[inline]
    fn add_exact(self, there: Whereabouts, total: &mut TollTotal) {
        let dated = &self.graph.dated;
        let Stretch { from, to } = there.stretch();
        if from >= to {
            return;
        }
        if let Some(alike) = self.alike() {
            alike.add(there.sum(dated, None), &mut total.certainly);
        } else if self.among.is_none() || matches!(there, Whereabouts::Pair(..)) {
            let admitted = self.admitted(&dated.order);
            self.add_admitted(&dated.order, &admitted, total, |bits| {
                let all = there.sum(dated, bits);
                (all, all)
            });
        } else {
            let exact = |_| Some(Holds::Certainly);
            for (place, holds) in self.shown_places(dated, there.places(dated), exact) {
                add_one(part(total, holds), dated, place);
            }
        }
    }

    /// Adds the events of spans that are in the view's window, or those that are certainly.
    #[inline]
    pub(super) fn add_spans(
        self,
        there: Whereabouts,
        ends: SpanEnds,
        has_possible: bool,
        total: &mut TollTotal,
    ) {
        let spans = &self.graph.spans;
        if possibly_within(ends) == 0 || self.event_window.is_empty() {
            return;
        }
        if self.among.is_some() && !matches!(there, Whereabouts::Pair(..)) {
            self.add_spans_one_by_one(there, has_possible, total);
            return;
        }
        let sum = |bits: Option<&[u64]>| self.sum_of(spans, there, ends, has_possible, bits);
        if let Some(alike) = self.alike() {
            let (certainly, all) = sum(None);
            alike.add(certainly, &mut total.certainly);
            if !self.certainly {
                alike.add(all.minus(certainly), &mut total.possibly);
            }
        } else {
            let admitted = self.admitted(&spans.order);
            self.add_admitted(&spans.order, &admitted, total, sum);
            self.add_margins(there, has_possible, total);
        }
    }

    /// How many spans are certainly in the window, and how many at all, with their deaths; or of both
    /// those that are certainly in it.
    #[inline]
    fn sum_of(
        self,
        spans: &Spans,
        there: Whereabouts,
        ends: SpanEnds,
        has_possible: bool,
        bits: Option<&[u64]>,
    ) -> (ClassCount, ClassCount) {
        let (marks, owner) = match there {
            Whereabouts::Pair(pair, ..) => (&spans.of_pairs, pair),
            Whereabouts::Actor(actor, _) => (&spans.of_actors, actor.index()),
            Whereabouts::Time(_) => (&spans.in_time, 0),
        };
        let (certainly, possibly) = spans.in_window(marks, owner, ends, bits);
        let certainly = certainly.plus(self.covering(spans, there, ends, bits));
        (certainly, if has_possible { possibly } else { certainly })
    }

    /// Lowers the lowest figures and raises the highest, where a toll is no one figure.
    fn add_margins(self, there: Whereabouts, has_possible: bool, total: &mut TollTotal) {
        for (side, spans) in self.graph.spans.margins().into_iter().flatten().enumerate() {
            let marked = match there {
                Whereabouts::Pair(pair, ..) => spans.of_pairs.of(pair, self.event_window),
                Whereabouts::Actor(actor, _) => {
                    spans.of_actors.of(actor.index(), self.event_window)
                }
                Whereabouts::Time(_) => None,
            };
            let ends = match (marked, there) {
                (Some(marked), _) => marked.ends,
                (None, Whereabouts::Time(_)) => spans.ends_in_time(self.event_window),
                (None, _) => continue,
            };
            if possibly_within(ends) == 0 {
                continue;
            }
            let admitted = self.admitted(&spans.order);
            for (bits, known) in [
                (&admitted.certainly, Holds::Certainly),
                (&admitted.possibly, Holds::Possibly),
            ] {
                if bits.is_empty() {
                    continue;
                }
                // what is of one class needs no running counts
                let bits = (spans.order.len() > 1).then(|| bits.words());
                let (certainly, all) = self.sum_of(spans, there, ends, has_possible, bits);
                for (holds, own) in [(known, certainly), (Holds::Possibly, all.minus(certainly))] {
                    if self.shown(holds).is_some() {
                        part(total, holds).add_margin(side, own.deaths.into());
                    }
                }
            }
        }
    }

    /// The spans that begin before the window and end after its last day.
    #[inline]
    fn covering(
        self,
        spans: &Spans,
        there: Whereabouts,
        ends: SpanEnds,
        bits: Option<&[u64]>,
    ) -> ClassCount {
        let window = self.event_window;
        // the window is known at once, what is open at its ends after a look into memory; one that
        // covers it is open at both
        if !spans.can_cover(window) || ends[0].open() == 0 || ends[1].open() == 0 {
            return ClassCount::default();
        }
        let groups = spans.covering(window);
        groups.fold(ClassCount::default(), |sum, (group, firsts)| {
            sum.plus(self.covering_of(group, firsts, there, bits))
        })
    }

    /// The spans of a group that cover a window, of all actors and classes.
    pub(super) fn covering_in_time(self, group: &SpanGroup, event_window: Window) -> ClassCount {
        let own = View {
            event_window,
            ..self
        };
        let there = Whereabouts::Time(DayStretch::NONE);
        let firsts = group.covering(event_window);
        firsts.map_or_else(ClassCount::default, |firsts| {
            own.covering_of(group, firsts, there, None)
        })
    }

    fn covering_of(
        self,
        group: &SpanGroup,
        [sure, asked]: [Window; 2],
        there: Whereabouts,
        bits: Option<&[u64]>,
    ) -> ClassCount {
        let dated = &group.dated;
        let Some(sure) = there.again(dated, sure) else {
            return ClassCount::default();
        };
        let mut sum = sure.sum(dated, bits);
        if asked.is_empty() {
            return sum;
        }
        let last = self.event_window.to;
        let places = there.again(dated, asked).map(|there| there.places(dated));
        for place in places.into_iter().flatten() {
            let rank = dated.order.rank(dated.class(place));
            let is_in = bits.is_none_or(|bits| Bits::of(bits, rank));
            if is_in && group.last_day(place) >= last {
                let deaths = dated.deaths(place);
                sum = sum.plus(ClassCount { count: 1, deaths });
            }
        }
        sum
    }

    /// Adds what is admitted, where `sum` tells how many of a set, or of all, are certainly in the window,
    /// and how many are at all.
    #[inline]
    fn add_admitted(
        self,
        order: &ClassOrder,
        admitted: &Admitted,
        total: &mut TollTotal,
        sum: impl Fn(Option<&[u64]>) -> (ClassCount, ClassCount),
    ) {
        // what is of one class needs no running counts
        let of = |bits: &Bits| {
            if bits.is_empty() {
                return Default::default();
            }
            sum((order.len() > 1).then(|| bits.words()))
        };
        let parts = [
            (&admitted.certainly, Holds::Certainly),
            (&admitted.possibly, Holds::Possibly),
        ];
        for (bits, known) in parts {
            let weights = order.weights(bits, of);
            let (certainly, all) = weights.all;
            if all.count == 0 {
                continue;
            }
            let mut add = |holds: Holds, of: &dyn Fn((ClassCount, ClassCount)) -> ClassCount| {
                if self.shown(holds).is_some() {
                    part(total, holds).add_plain(weights.map(of));
                }
            };
            add(known, &|(certainly, _)| certainly);
            if all != certainly {
                add(Holds::Possibly, &|(certainly, all)| all.minus(certainly));
            }
        }
    }

    /// The places whose events the view shows, each asked by itself, and how they are in it.
    fn shown_places(
        self,
        dated: &Dated,
        places: impl Iterator<Item = usize>,
        in_time: impl Fn(usize) -> Option<Holds>,
    ) -> impl Iterator<Item = (usize, Holds)> {
        places.filter_map(move |place| {
            let known = self.known_class(&dated.classes[dated.class(place)])?;
            let (low, high) = dated.pair(place);
            if !(self.is_among(low) && self.is_among(high)) {
                return None;
            }
            let holds = self.shown(known.and(in_time(place)?))?;
            Some((place, holds))
        })
    }

    /// The spans that the view shows, each asked by itself, with its group and place.
    fn shown_spans(
        self,
        there: Whereabouts,
        has_possible: bool,
    ) -> impl Iterator<Item = (&'g SpanGroup, usize, Holds)> {
        let window = self.event_window;
        let groups = self.graph.spans.groups.iter();
        groups.flat_map(move |group| {
            let dated = &group.dated;
            let firsts = if has_possible {
                group.possibly(window)
            } else {
                group.within(window)
            };
            let in_time = move |place: usize| {
                let (first, last) = (dated.day(place), group.last_day(place));
                let holds = Holds::from_tests(
                    window.contains_range(first, last),
                    window.meets_range(first, last),
                );
                holds.filter(|&holds| has_possible || holds == Holds::Certainly)
            };
            let there = there.again(dated, firsts).into_iter();
            let places = there.flat_map(move |there| there.places(dated));
            let shown = self.shown_places(dated, places, in_time);
            shown.map(move |(place, holds)| (group, place, holds))
        })
    }

    fn add_spans_one_by_one(self, there: Whereabouts, has_possible: bool, total: &mut TollTotal) {
        let spans = &self.graph.spans;
        for (group, place, holds) in self.shown_spans(there, has_possible) {
            let count = part(total, holds);
            add_one(count, &group.dated, place);
            if spans.has_margins()
                && let Some(id) = group.statement(place)
                && let Some(toll) = self.graph.stated_toll(id)
            {
                let best = toll.best_or_low();
                count.add_margin(0, best.saturating_sub(toll.low));
                count.add_margin(1, toll.high.saturating_sub(best));
            }
        }
    }

    /// The events of an actor that columns hold and the view shows: the statement of each, and how it is
    /// in the view.
    pub(super) fn column_events_of(
        self,
        actor: ActorId,
    ) -> impl Iterator<Item = (StatementId, Holds)> {
        let graph = self.graph;
        let dated = &graph.dated;
        let there = Whereabouts::of_actor(dated, actor, self.event_window);
        let exact = self.shown_places(dated, there.places(dated), |_| Some(Holds::Certainly));
        let exact = exact.map(|(place, holds)| (graph.statement_at(place), holds));
        let spans = self.shown_spans(there, true);
        let spans =
            spans.filter_map(|(group, place, holds)| Some((group.statement(place)?, holds)));
        exact.chain(spans)
    }

    /// The deaths of the events of the view that columns hold.
    pub(super) fn plain_toll(self) -> TollTotal {
        let mut total = TollTotal::default();
        self.add_columns(self.columns_in_time(), &mut total);
        total
    }

    /// The deaths of those of them that are of one exact day.
    pub(super) fn exact_toll(self) -> TollTotal {
        let mut total = TollTotal::default();
        let there = Whereabouts::in_time(&self.graph.dated, self.event_window);
        self.add_exact(there, &mut total);
        total
    }
}

impl Alike {
    #[inline]
    pub(super) fn add(self, sum: ClassCount, count: &mut Count) {
        let none = ClassCount::default();
        count.add_plain(Weights {
            all: sum,
            violent: if self.is_violent { sum } else { none },
            without_figure: none,
            with_figure: sum,
            without_best: none,
        });
    }
}

/// Adds the event at a place, without its margins.
fn add_one(count: &mut Count, dated: &Dated, place: usize) {
    let class = &dated.classes[dated.class(place)];
    let deaths = dated.deaths(place);
    let one = |is_so| ClassCount {
        count: u32::from(is_so),
        deaths,
    };
    let (is_violent, figure) = (class.kind.is_violent(), class.figure);
    count.add_plain(Weights {
        all: one(true),
        violent: one(is_violent),
        without_figure: one(is_violent && !figure.is_known()),
        with_figure: one(figure.is_known()),
        without_best: one(figure == Figure::Range),
    });
}

#[inline]
fn how_many(stretch: Stretch) -> u64 {
    u64::try_from(stretch.to.saturating_sub(stretch.from)).unwrap_or(u64::MAX)
}

/// How many spans are in a window at all, but where the window is empty.
#[inline]
const fn possibly_within(ends: SpanEnds) -> u32 {
    ends[1].begun.wrapping_sub(ends[0].ended)
}

fn part(total: &mut TollTotal, holds: Holds) -> &mut Count {
    match holds {
        Holds::Certainly => &mut total.certainly,
        Holds::Possibly => &mut total.possibly,
    }
}
