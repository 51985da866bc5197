//! The questions W2 to W9 through the public API, and the sum of their answers.

use crate::clock::{Clock, median};
use crate::data::{Data, Query, first_day, last_day};
use factions::model::Window;
use factions::{
    ActorGraph, ActorId, Day, DiffWord, EventKind, NeighborColumns, RelationKind, Step, View,
};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// A kind of question.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    /// Allies of an actor on a day.
    Allies,
    /// Members of a coalition on a day.
    Members,
    /// Clashes of two actors in a window, and their deaths.
    Dyad,
    /// Clashes of an actor in a window.
    Clashes,
    /// Relations that hold on a day.
    Relations,
    /// Groups of allies on a day.
    Groups,
    /// Who joined and left between two days.
    Turnover,
    /// Clashes month by month.
    Months,
}

impl Question {
    pub(crate) const ALL: [Self; 8] = [
        Self::Allies,
        Self::Members,
        Self::Dyad,
        Self::Clashes,
        Self::Relations,
        Self::Groups,
        Self::Turnover,
        Self::Months,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Allies => "W2",
            Self::Members => "W3",
            Self::Dyad => "W4",
            Self::Clashes => "W5",
            Self::Relations => "W6",
            Self::Groups => "W7",
            Self::Turnover => "W8",
            Self::Months => "W9",
        }
    }

    pub(crate) fn queries(self, data: &Data) -> &[Query] {
        match self {
            Self::Months => &[],
            _ => &data.queries[self as usize + 2],
        }
    }

    pub(crate) fn count(self, data: &Data) -> usize {
        self.queries(data).len().max(1)
    }

    /// The answers of the whole batch, one sum of all.
    pub(crate) fn sum(self, graph: &ActorGraph, data: &Data) -> u64 {
        self.sum_of(graph, data, |view| view)
    }

    /// The same under the filters that are set on each view.
    pub(crate) fn sum_of<'g>(
        self,
        graph: &'g ActorGraph,
        data: &Data,
        narrow: impl Fn(View<'g, 'static>) -> View<'g, 'static>,
    ) -> u64 {
        if self == Self::Months {
            return months(graph, narrow);
        }
        let mut sum = 0_u64;
        for (place, query) in (0_u64..).zip(self.queries(data)) {
            let value = self.answer(graph, *query, &narrow);
            sum = sum.wrapping_add(value.wrapping_mul(place % 1000 + 1));
        }
        sum
    }

    /// What enters the sum for one question.
    #[inline]
    pub(crate) fn answer<'g>(
        self,
        graph: &'g ActorGraph,
        query: Query,
        narrow: impl Fn(View<'g, 'static>) -> View<'g, 'static>,
    ) -> u64 {
        let [a, b] = [query.a, query.b].map(ActorId::new);
        let (from, to) = (Day::new(query.t1), Day::new(query.t2));
        let day = || narrow(graph.at(from));
        let window = || narrow(graph.during(Window { from, to }));
        match self {
            Self::Allies => neighbors(day().only(RelationKind::Alliance), a),
            Self::Members => neighbors(day().only(RelationKind::Membership), a),
            Self::Dyad => {
                let toll = window().toll_between(a, b).all();
                toll.happenings * 31 + toll.best().unwrap_or(0)
            }
            Self::Clashes => window().event_count_of(a).all(),
            Self::Relations => day().relation_count().all(),
            Self::Groups => {
                let groups = day().only(RelationKind::Alliance).connected();
                (groups.count() * 31 + groups.largest()) as u64
            }
            Self::Turnover => {
                let date = |day: Day| day.date().expect("a day of the data");
                let ever = narrow(graph.ever());
                let turns = ever.turnover(RelationKind::Membership, date(from), date(to));
                let terms = turns.map(|turn| {
                    let (actor, coalition) = (turn.from.id().number(), turn.to.id().number());
                    let (actor, coalition) = (u64::from(actor), u64::from(coalition));
                    match turn.word {
                        DiffWord::Come => actor * 7 + coalition * 3 + 1,
                        _ => actor * 5 + coalition * 11 + 1,
                    }
                });
                terms.sum()
            }
            Self::Months => 0,
        }
    }

    /// The whole batch in one call, for the questions that can be asked so.
    pub(crate) fn sum_at_once(
        self,
        graph: &ActorGraph,
        data: &Data,
        columns: &mut NeighborColumns,
    ) -> Option<u64> {
        let queries = self.queries(data);
        let window = |query: &Query| Window {
            from: Day::new(query.t1),
            to: Day::new(query.t2),
        };
        let id = ActorId::new;
        let values: Vec<u64> = match self {
            Self::Allies | Self::Members => {
                let kind = match self {
                    Self::Allies => RelationKind::Alliance,
                    _ => RelationKind::Membership,
                };
                let asked: Vec<_> = queries
                    .iter()
                    .map(|one| (id(one.a), Day::new(one.t1)))
                    .collect();
                graph.ever().only(kind).batch().neighbors(&asked, columns);
                sums_of(columns)
            }
            Self::Dyad => {
                let asked: Vec<_> = queries
                    .iter()
                    .map(|one| (id(one.a), id(one.b), window(one)))
                    .collect();
                let tolls = graph
                    .ever()
                    .batch()
                    .toll_between(asked)
                    .into_iter()
                    .map(|toll| {
                        let toll = toll.all();
                        toll.happenings * 31 + toll.best().unwrap_or(0)
                    });
                tolls.collect()
            }
            Self::Clashes => {
                let asked: Vec<_> = queries.iter().map(|one| (id(one.a), window(one))).collect();
                let counts = graph.ever().batch().event_count_of(asked);
                counts.into_iter().map(factions::HoldsCount::all).collect()
            }
            _ => return None,
        };
        Some(weighed(values))
    }

    /// The whole batch one by one, what is found written into the same columns.
    pub(crate) fn sum_written(
        self,
        graph: &ActorGraph,
        data: &Data,
        columns: &mut NeighborColumns,
    ) -> Option<u64> {
        let kind = match self {
            Self::Allies => RelationKind::Alliance,
            Self::Members => RelationKind::Membership,
            _ => return None,
        };
        columns.starts.clear();
        columns.actors.clear();
        columns.ties.clear();
        columns.holds.clear();
        columns.starts.push(0);
        for query in self.queries(data) {
            let day = graph.at(Day::new(query.t1)).only(kind);
            for other in day.neighbors(ActorId::new(query.a)) {
                columns.actors.push(other.actor.id());
                columns.ties.push(other.tie.id());
                columns.holds.push(other.holds);
            }
            columns.starts.push(columns.actors.len());
        }
        Some(weighed(sums_of(columns)))
    }
}

/// The sum of the others' numbers of each question.
fn sums_of(columns: &NeighborColumns) -> Vec<u64> {
    let each = columns.starts.windows(2).map(|ends| {
        let own = &columns.actors[ends[0]..ends[1]];
        own.iter().map(|actor| u64::from(actor.number()) + 1).sum()
    });
    each.collect()
}

fn weighed(values: Vec<u64>) -> u64 {
    let terms = (0_u64..)
        .zip(values)
        .map(|(place, value)| value.wrapping_mul(place % 1000 + 1));
    terms.fold(0, u64::wrapping_add)
}

#[inline]
fn neighbors(day: View<'_, '_>, actor: ActorId) -> u64 {
    let all = day.neighbors(actor);
    all.map(|other| u64::from(other.actor.id().number()) + 1)
        .sum()
}

fn months<'g>(
    graph: &'g ActorGraph,
    narrow: impl Fn(View<'g, 'static>) -> View<'g, 'static>,
) -> u64 {
    let window = Window {
        from: Day::new(first_day()),
        to: Day::new(last_day()),
    };
    let view = narrow(graph.during(window)).only(EventKind::Clash);
    let months = view.tolls_by(Step::Month);
    let counts = months.steps.iter().map(|(_, toll)| toll.all().happenings);
    let terms = (1_u64..)
        .zip(counts)
        .map(|(month, count)| count.wrapping_mul(month));
    terms.sum()
}

/// Asks a batch again and again: the median of its CPU seconds, and its sum.
///
/// A batch that takes long is asked as often as wanted, a short one until half a second is over or
/// three hundred times.
pub(crate) fn timed(repeat: usize, mut ask: impl FnMut() -> u64) -> (f64, u64) {
    let begin = Instant::now();
    let mut times = Vec::new();
    loop {
        let clock = Clock::start();
        let sum = black_box(ask());
        times.push(clock.seconds());
        let is_long = begin.elapsed() > Duration::from_millis(500);
        if times.len() >= repeat && (is_long || times.len() >= 300) {
            return (median(times), sum);
        }
    }
}
