//! One pass over the events: how busy every subject is in each of some windows.

use super::part::SubjectShare;
use super::ranking::RankBy;
use super::score::{Order, Score};
use super::subject::{Ranked, Subject};
use crate::graph::ActorRef;
use crate::model::{ActorId, Day, Deaths, Holds, Kind, PlaceId, StatementId, Window};
use crate::query::counting::ColumnEvent;
use crate::view::View;

/// The events that are in no columns, or not under these subjects; by subject, then by statement.
#[derive(Debug)]
pub(super) struct Others(Vec<(Subject, StatementId)>);

impl Others {
    /// The events of a subject; of an event with several tellings its first statement.
    pub(super) fn of(&self, subject: Subject) -> impl Iterator<Item = StatementId> {
        let from = self.0.partition_point(|one| one.0 < subject);
        let own = self.0[from..].iter();
        own.take_while(move |one| one.0 == subject).map(|one| one.1)
    }
}

/// # One pass over the events
impl View<'_, '_> {
    /// The events that can be in the view and that the columns do not hold under some subjects.
    ///
    /// # Complexity
    ///
    /// O(such events in the window + all statements that share a happening with others).
    pub(super) fn others(self, ranked: Ranked) -> Others {
        let graph = self.graph;
        let mut found = Vec::new();
        let window = self.told_window();
        let first = |id: StatementId| graph.first_of(id);
        let can_be_in = |id: StatementId| {
            let is_shown =
                matches!(graph.kind_of(id), Kind::Event(kind) if self.kinds().contains(kind));
            let (from, to) = graph.days_of(id);
            let is_in_time = || self.event_window.meets_range(from, to);
            graph.told_with(id).is_some() || is_shown && is_in_time()
        };
        if ranked == Ranked::Places {
            let visits = graph.events_by_place();
            for number in (0..).take(graph.record().places().len()) {
                let place = PlaceId::new(number);
                let own = visits.meeting(place.index(), window);
                let own = own.map(|one| one.statement).filter(|&id| can_be_in(id));
                found.extend(own.map(|id| (Subject::Place(place), first(id))));
            }
        } else {
            let all = graph.uncounted_event_times().meeting(0, window);
            for id in all.map(|one| one.statement).filter(|&id| can_be_in(id)) {
                if ranked == Ranked::Actors {
                    let own = graph.actors_of(id).into_iter();
                    let own = own.filter(|&actor| self.is_among(actor));
                    found.extend(own.map(|actor| (Subject::Actor(actor), first(id))));
                } else {
                    let (pairs, _) = graph.pairs_of(id);
                    let own = pairs.into_iter();
                    let own = own.filter(|&(a, b)| self.is_among(a) && self.is_among(b));
                    let own = own.filter_map(Subject::dyad);
                    found.extend(own.map(|dyad| (dyad, first(id))));
                }
            }
        }
        if ranked == Ranked::Actors {
            for actor in graph.actors().map(ActorRef::id) {
                let own = graph.bystanders.of(actor).filter(|&id| can_be_in(id));
                let own = own.filter(|_| self.is_among(actor));
                found.extend(own.map(|id| (Subject::Actor(actor), first(id))));
            }
        }
        found.sort_unstable();
        found.dedup();
        Others(found)
    }

    /// Returns the other events for the rows of several windows: of each row, the subjects with events that can be in
    /// its window.
    ///
    /// # Complexity
    ///
    /// O(events of the subjects of rows × windows that each can lie in).
    pub(super) fn others_of_rows(
        self,
        others: &Others,
        windows: &[Window],
        orders: &[Order],
    ) -> Vec<Others> {
        let mut found: Vec<Others> = windows.iter().map(|_| Others(Vec::new())).collect();
        let rows = orders.iter().enumerate();
        let rows = rows.flat_map(|(at, order)| order.first.iter().map(move |one| (one.0, at)));
        let mut rows: Vec<(Subject, usize)> = rows.collect();
        rows.sort_unstable();
        for own in rows.chunk_by(|one, next| one.0 == next.0) {
            let subject = own[0].0;
            for id in others.of(subject) {
                each_window(windows, self.days_told(id), |at, _| {
                    if own.binary_search(&(subject, at)).is_ok() {
                        found[at].0.push((subject, id));
                    }
                });
            }
        }
        found
    }

    /// Returns the score of every subject in each of some consecutive windows, by subject.
    ///
    /// # Complexity
    ///
    /// For one window O(subjects × log n + events that are not plain). For several windows, and among some actors,
    /// O(events × windows that each can lie in), once for each of the event's subjects.
    pub(super) fn scores(
        self,
        (ranked, by): (Ranked, RankBy),
        windows: &[Window],
        others: &Others,
    ) -> Vec<Vec<(Subject, Score)>> {
        let mut scores = vec![Vec::new(); windows.len()];
        // for a single window, the columns know the counts without a pass
        let counter = match *windows {
            [event_window] if by != RankBy::Losses => {
                let view = Self {
                    event_window,
                    ..self
                };
                view.column_counter()
            }
            _ => None,
        };
        let mut row = Row::default();
        for subject in self.subjects(ranked, others) {
            match (&counter, subject.owner()) {
                (Some(counter), Some(owner)) => {
                    row.add(0, Score::of_total(by, &counter.toll(owner)));
                }
                (None, Some(owner)) => {
                    for event in self.column_events(owner) {
                        each_window(windows, event.days, |at, window| {
                            let Some(holds) = self.column_holds(&event, window) else {
                                return;
                            };
                            let score = self.column_score(by, subject, &event, holds);
                            row.add(at, score);
                        });
                    }
                }
                (_, None) => {}
            }
            for id in others.of(subject) {
                each_window(windows, self.days_told(id), |at, event_window| {
                    let view = View {
                        event_window,
                        ..self
                    };
                    let part = view.part_of(subject, id);
                    if let Some(score) = part.and_then(|part| part_score(by, &part)) {
                        row.add(at, score);
                    }
                });
            }
            row.move_into(subject, &mut scores);
        }
        scores
    }

    /// Returns the score that an event in the columns adds to a subject, given how it holds.
    fn column_score(
        self,
        by: RankBy,
        subject: Subject,
        event: &ColumnEvent,
        holds: Holds,
    ) -> Score {
        let is_violent = event.sums.violent > 0;
        let figure = match by {
            RankBy::Events => return Score::of_event(holds),
            RankBy::Deaths => {
                let best = u64::from(event.sums.killed.best);
                (event.sums.with_figure > 0).then_some(best)
            }
            RankBy::Losses => {
                let loss = self.loss_in_columns(subject, event);
                loss.map(Deaths::best_or_low)
            }
        };
        Score::of_figure(holds, is_violent, figure)
    }

    /// Every subject that can have an event, in order.
    fn subjects(self, ranked: Ranked, others: &Others) -> Vec<Subject> {
        let graph = self.graph;
        let mut all: Vec<Subject> = match ranked {
            Ranked::Actors => {
                let actors = graph.actors().map(ActorRef::id);
                let actors = actors.filter(|&actor| self.is_among(actor));
                return actors.map(Subject::Actor).collect();
            }
            Ranked::Dyads => {
                let is_among = |actor: ActorId| self.is_among(actor);
                let pairs = graph.exact.pairs().iter().copied();
                let pairs = pairs.filter(|&(one, other)| is_among(one) && is_among(other));
                pairs.filter_map(Subject::dyad).collect()
            }
            Ranked::Places => Vec::new(),
        };
        all.extend(others.0.iter().map(|one| one.0));
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The first and the last day that any telling of an event can touch.
    pub(super) fn days_told(self, id: StatementId) -> (Day, Day) {
        let tellings = self.graph.tellings(id);
        let days = tellings.map(|id| self.graph.days_of(id));
        let hull = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        hull.unwrap_or_else(|| self.graph.days_of(id))
    }
}

/// Returns the score that any other event adds; `None` if the ranking does not count it.
fn part_score(by: RankBy, part: &SubjectShare<'_>) -> Option<Score> {
    let (holds, figure) = match by {
        RankBy::Events => return part.own.map(Score::of_event),
        RankBy::Deaths => (part.own?, part.killed),
        RankBy::Losses => (part.lost?, part.loss),
    };
    let figure = figure.map(Deaths::best_or_low);
    Some(Score::of_figure(holds, part.is_violent, figure))
}

/// Calls a function with each window in which these days can lie, and the window's index.
fn each_window(windows: &[Window], (first, last): (Day, Day), mut call: impl FnMut(usize, Window)) {
    let from = if windows.len() == 1 {
        0
    } else {
        windows.partition_point(|window| window.to <= first)
    };
    for (at, &window) in windows.iter().enumerate().skip(from) {
        if window.from > last {
            break;
        }
        call(at, window);
    }
}

/// The scores of one subject by the index of the window.
#[derive(Debug, Default)]
struct Row(Vec<(usize, Score)>);

impl Row {
    fn add(&mut self, at: usize, score: Score) {
        match self.0.last_mut() {
            Some(last) if last.0 == at => last.1 = last.1.plus(score),
            _ => self.0.push((at, score)),
        }
    }

    /// Moves the scores to their windows, one for each window.
    fn move_into(&mut self, subject: Subject, scores: &mut [Vec<(Subject, Score)>]) {
        self.0.sort_by_key(|one| one.0);
        for own in self.0.chunk_by(|one, other| one.0 == other.0) {
            let all = own.iter().map(|one| one.1);
            let score = all.fold(Score::default(), Score::plus);
            if let (Some(&(at, _)), true) = (own.first(), score.is_any()) {
                scores[at].push((subject, score));
            }
        }
        self.0.clear();
    }
}
