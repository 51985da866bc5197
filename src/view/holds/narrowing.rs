//! Narrowing of an actor's active periods by statements that are certainly known.

use crate::graph::{Lived, Runs, Spanned};
use crate::model::{
    ActorId, Bounds, Day, End, EventKind, Holds, Period, StatedPeriod, Statement, StatementId,
    Window,
};
use crate::view::View;

/// The bounds of something certainly known, and whether it may lie on the very day on which the
/// actor ends.
pub(super) type CertainBounds = (Bounds, bool);

/// The events that narrow one active period the most.
#[derive(Debug)]
struct Edges<'l> {
    /// All periods in this way, and the place of the period among them.
    lives: &'l [KnownLife],
    place: usize,
    span: Window,
    /// The last day on which the period can begin and the first on which it can end, and the events
    /// that say so.
    last_start: Day,
    first_end: Day,
    by: [Option<CertainBounds>; 2],
}

impl<'l> Edges<'l> {
    fn of_all(ways: &'l [Vec<KnownLife>]) -> Vec<Self> {
        let each = ways.iter().flat_map(|lives| {
            let places = lives.iter().enumerate();
            places.map(|(place, life)| Self {
                lives,
                place,
                span: life.span(),
                last_start: Day::AFTER_ALL,
                first_end: Day::BEFORE_ALL,
                by: [None; 2],
            })
        });
        each.collect()
    }

    /// The days of the period that are in no other period of the actor, as windows in order.
    fn alone(&self) -> impl Iterator<Item = Window> {
        let others = || {
            let all = self.lives.iter().enumerate();
            let others = all.filter(|&(place, _)| place != self.place);
            others.map(|(_, life)| life.span())
        };
        let mut from = self.span.from;
        std::iter::from_fn(move || {
            while let Some(other) = others().find(|other| other.contains(from)) {
                from = other.to;
            }
            let next = others().map(|other| other.from).filter(|&day| from < day);
            let window = Window {
                from,
                to: next
                    .min()
                    .map_or(self.span.to, |next| next.min(self.span.to)),
            };
            from = window.to;
            (!window.is_empty()).then_some(window)
        })
    }

    /// Whether something on these days can lie in the period.
    fn reaches(&self, first: Day, last: Day) -> bool {
        first <= self.span.to && self.span.from <= last
    }

    /// Whether something on these days can make the last possible start earlier, or the first
    /// possible end later.
    fn may_narrow(&self, first: Day, last: Day, is_start: bool) -> bool {
        let is_edge = if is_start {
            first < self.last_start
        } else {
            self.first_end < last.next()
        };
        is_edge && self.reaches(first, last)
    }

    fn narrow(&mut self, one: CertainBounds) {
        let (start, end) = narrowing(one);
        let is_edge = start < self.last_start || self.first_end < end;
        if !is_edge || only_home(one, self.lives) != Some(self.place) {
            return;
        }
        if start < self.last_start {
            (self.last_start, self.by[0]) = (start, Some(one));
        }
        if self.first_end < end {
            (self.first_end, self.by[1]) = (end, Some(one));
        }
    }
}

/// # Active periods
impl View<'_, '_> {
    /// The active periods of each way, narrowed by the given bounds and by the events with one
    /// telling.
    pub(super) fn narrowed_by(
        self,
        actor: ActorId,
        certain: &[CertainBounds],
        ways: &[Vec<KnownLife>],
    ) -> Vec<Lived> {
        let mut edges = Edges::of_all(ways);
        let graph = self.graph;
        self.narrow(&mut edges, &graph.events, actor, |entry| {
            graph.statement_of_tie(entry.tie)
        });
        self.narrow(&mut edges, &graph.companies, actor, |moment| {
            moment.statement
        });
        self.narrow_by_exact_events(&mut edges, actor);
        let by_events = edges.iter().flat_map(|edges| edges.by).flatten();
        narrowed(&certain.iter().copied().chain(by_events), ways)
    }

    /// Finds the actor's first and last plain event that can lie only in one of its periods, for
    /// each period; only days that are in no other period are looked at.
    fn narrow_by_exact_events(self, edges: &mut [Edges<'_>], actor: ActorId) {
        let (exact, filter) = (&self.graph.exact, self.filter());
        let certainly = |at: usize| {
            let known = filter.exact_event(exact.place_in_run(at));
            let day = exact.day_in_run(at);
            (known == Some(Holds::Certainly))
                .then(|| (Bounds::new(day, day, day.next(), day.next()), false))
        };
        for edges in edges {
            let runs = || edges.alone().map(|days| exact.of_actor(actor, days));
            let first = runs().find_map(|run| (run.from..run.to).find_map(certainly));
            let lasts = runs().filter_map(|run| (run.from..run.to).rev().find_map(certainly));
            for one in first.into_iter().chain(lasts.last()) {
                edges.narrow(one);
            }
        }
    }

    /// Finds the events of an actor's run that narrow its periods the most.
    ///
    /// It searches from both ends of the run and skips what lies between the events that it has
    /// found.
    fn narrow<T: Spanned>(
        self,
        edges: &mut [Edges<'_>],
        runs: &Runs<T>,
        actor: ActorId,
        statement: impl Fn(&T) -> StatementId,
    ) {
        let may_narrow = |edges: &[Edges<'_>], first: Day, last: Day, is_start: bool| {
            let mut edges = edges.iter();
            edges.any(|one| one.may_narrow(first, last, is_start))
        };
        let mut look = |(latest, block): (Day, &[T]), is_start: bool| {
            let Some(first) = block.first() else {
                return;
            };
            if !may_narrow(edges, first.first(), latest, is_start) {
                return;
            }
            let mut look_at = |item: &T| {
                if may_narrow(edges, item.first(), item.last(), is_start)
                    && let Some(one) = self.certainly_once(statement(item))
                {
                    for edges in edges.iter_mut() {
                        edges.narrow(one);
                    }
                }
            };
            if is_start {
                block.iter().for_each(&mut look_at);
            } else {
                block.iter().rev().for_each(&mut look_at);
            }
        };
        for block in runs.blocks(actor.index()) {
            look(block, true);
        }
        for block in runs.blocks(actor.index()).rev() {
            look(block, false);
        }
    }

    /// The bounds of an event that is certainly known and has one telling.
    fn certainly_once(self, id: StatementId) -> Option<CertainBounds> {
        let graph = self.graph;
        let is_certain = self.counted(id) == Some(Holds::Certainly)
            && graph.told_with(id).is_none()
            && self.is_statement_among(id);
        let kind = graph.kind_of(id).event();
        let is_lineage = kind.is_some_and(EventKind::is_lineage);
        is_certain.then(|| (graph.bounds_of(id), is_lineage))
    }

    /// The bounds of everything certainly known of an actor, except events with one telling.
    pub(super) fn certain_bounds(self, actor: ActorId) -> Vec<CertainBounds> {
        let graph = self.graph;
        let is_certain = |id: StatementId| self.counted(id) == Some(Holds::Certainly);
        let relations = graph
            .relation_entries(actor, Window::ALL)
            .filter(|&(tie, _)| {
                self.has_ends_among(tie) && is_certain(graph.statement_of_tie(tie))
            });
        let relations = relations.filter_map(|(tie, _)| {
            let bounds = if graph.limits.is_limited(tie) {
                self.tie_time(tie).all.narrows?
            } else {
                self.own_bounds(graph.statement_of_tie(tie))
            };
            Some((bounds, false))
        });
        let is_lineage = |id: StatementId| {
            let kind = graph.kind_of(id).event();
            kind.is_some_and(EventKind::is_lineage)
        };
        let several = self.several_tellings_of(actor, Window::ALL).into_iter();
        let several = several.filter_map(|id| {
            let names = |one: &Statement| one.ends.actors().any(|one| one == actor);
            let told = self.told_time(&self.saying(id, names))?;
            let all = &told.all;
            let is_certain = all.known == Holds::Certainly && all.happened.is_in_every_way();
            let is_lineage = graph.tellings(id).any(is_lineage);
            is_certain.then(|| (all.happened.bounds(), is_lineage))
        });
        relations.chain(several).collect()
    }
}

/// Whether something with these bounds can lie within an active period, or on the day on which it
/// ends.
fn can_lie_within(bounds: Bounds, life: Window, may_end_it: bool) -> bool {
    let to = if may_end_it { life.to.next() } else { life.to };
    let within = Bounds::new(
        bounds.first_start().max(life.from),
        bounds.last_start(),
        bounds.first_end(),
        bounds.last_end().min(to),
    );
    within.is_possible()
}

/// The only active period in which a thing can lie; `None` if there is none, or there are several.
fn only_home((bounds, may_end_it): CertainBounds, lives: &[KnownLife]) -> Option<usize> {
    let can_lie = |life: &KnownLife| can_lie_within(bounds, life.span(), may_end_it);
    let mut homes = (0..lives.len()).filter(|&place| can_lie(&lives[place]));
    let home = homes.next()?;
    homes.next().is_none().then_some(home)
}

/// The last day on which a period that contains this can begin, and the first on which it can end.
fn narrowing((bounds, may_end_it): CertainBounds) -> (Day, Day) {
    // what may lie on its last day does not put its end off by a day
    let is_over = if may_end_it {
        bounds.first_end().previous()
    } else {
        bounds.first_end()
    };
    (bounds.last_start(), is_over)
}

/// The active periods of each way, narrowed by what is certainly known of the actor.
fn narrowed(
    certain: &(impl Iterator<Item = CertainBounds> + Clone),
    ways: &[Vec<KnownLife>],
) -> Vec<Lived> {
    let each = ways.iter().zip(0..).flat_map(|(known, way)| {
        let mut narrow = vec![(Day::AFTER_ALL, Day::BEFORE_ALL); known.len()];
        for one in certain.clone() {
            if let Some(place) = only_home(one, known) {
                let (start, end) = narrowing(one);
                let (last_start, first_end) = &mut narrow[place];
                *last_start = (*last_start).min(start);
                *first_end = (*first_end).max(end);
            }
        }
        let lived = known.iter().zip(narrow).map(|(life, narrow)| Lived {
            number: life.number,
            way,
            bounds: life.narrowed(narrow),
        });
        let mut sorted: Vec<Lived> = lived.collect();
        sorted.sort_by_key(|life| (life.bounds, life.number));
        sorted
    });
    each.collect()
}

/// An active period, as far as a view admits it.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownLife {
    pub(super) number: Option<usize>,
    /// The first and last possible day of its start, if stated.
    pub(super) start: Option<(Day, Day)>,
    pub(super) end: Option<(Day, Day)>,
    /// The rest of the stated period besides start and end: whether it goes on, and the days on which it was seen.
    pub(super) rest: Period,
    pub(super) as_of: Option<Day>,
    /// The first and the last possible day of each merger and renaming that ends it.
    pub(super) mergers: Vec<(Day, Day)>,
}

impl KnownLife {
    /// The days from the first possible start to the last possible end, without mergers.
    pub(super) fn span(&self) -> Window {
        Window {
            from: self.start.map_or(Day::BEFORE_ALL, |start| start.0),
            to: self.end.map_or(Day::AFTER_ALL, |end| end.1),
        }
    }

    /// Its bounds, narrowed by the last day on which it can have begun and the first on which it
    /// can have ended.
    fn narrowed(&self, (last_start, first_end): (Day, Day)) -> Bounds {
        let mut end = self.end;
        for &(first, last) in &self.mergers {
            end = Some(match end {
                // both end it: on the days that they share, or else the earlier one
                Some((a, b)) if first.max(a) <= last.min(b) => (first.max(a), last.min(b)),
                Some((a, b)) if b < first => (a, b),
                _ => (first, last),
            });
        }
        let mut rest = self.rest.clone();
        if let (Some((_, last)), false) = (end, self.mergers.is_empty()) {
            // a merger ends it, whatever is told of later days
            let seen = rest.seen().iter().copied();
            let seen = seen.filter(|day| Day::from(*day) < last).collect();
            let goes_on = self.as_of.is_some_and(|as_of| as_of < last);
            let is_ongoing = goes_on && *rest.end() == End::Ongoing;
            let open = if is_ongoing {
                End::Ongoing
            } else {
                End::Unknown
            };
            rest = Period::new(rest.start().cloned(), open, seen);
        }
        let is_endless = *rest.end() == End::Ongoing && self.as_of.is_none();
        let seen = StatedPeriod::new(&rest, self.as_of).loose(Window::ALL);
        let (s0, s1) = self.start.unwrap_or((Day::BEFORE_ALL, Day::AFTER_ALL));
        let (s1, mut e0) = (s1.min(seen.last_start()), seen.first_end());
        let mut e1 = Day::AFTER_ALL;
        if let Some((first, last)) = end {
            e1 = last;
            e0 = e0.max(first);
        } else if is_endless {
            e0 = Day::AFTER_ALL;
        }
        let s1 = s1.min(last_start).max(s0);
        let e0 = e0.max(first_end).min(e1);
        Bounds::new(s0, s1, e0, e1).tightened()
    }
}
