//! Events and deaths by month or another step of the calendar.

use crate::graph::{IntoId, StatementRef};
use crate::model::{ActorId, Covered, Day, Source, SourceId, StatementId, Step, Window};
use crate::query::happenings::TollTotal;
use crate::query::happenings::names;
use crate::query::happenings::{Claims, Outline};
use crate::query::kit::{DaySpan, as_keys, denied_in_part};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// Events and deaths by month or another step of the calendar.
///
/// Each happening counts in the one step that holds all its possible days. A happening that no one step holds
/// counts in `not_dated`. The steps and `not_dated` add up to the total. The total of each row says whether
/// the record [covers](TollTotal::covered) its days. It prints one line for each step and serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Series<'g> {
    /// The length of a step.
    pub step: Step,
    /// The steps in time, without a gap, cut to the window of the view.
    pub steps: Vec<StepCount<'g>>,
    /// The happenings that no single step holds.
    pub not_dated: Tally<'g>,
}

/// One step of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepCount<'g> {
    /// The name of the step: `2023-10`.
    pub label: String,
    /// The days of the step, cut to the view's window.
    pub window: Window,
    /// The events and deaths of the step.
    #[serde(flatten)]
    pub tally: Tally<'g>,
}

/// The events and deaths in one row of a series, with the statements that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Tally<'g> {
    /// How many happenings and deaths there are.
    #[serde(flatten)]
    pub total: TollTotal,
    /// The deaths that the actor or collective of the series suffered; `None` if the series is not about one.
    ///
    /// They include deaths in happenings in which it took no part; `total` does not count these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub losses: Option<TollTotal>,
    /// The surest statement of each happening, and those that give the figures of its toll, in storage order.
    pub statements: Vec<StatementRef<'g>>,
    /// The memberships by which the happenings belong to a [collective](crate::Collective), in
    /// storage order. Empty in any other series.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub memberships: Vec<StatementRef<'g>>,
    /// The sources of `statements` and `memberships` that the view admits, by key.
    #[serde(serialize_with = "as_keys")]
    pub sources: Vec<&'g Source>,
    /// The known denials of the happenings, in the order of the happenings.
    pub denied: Vec<StatementRef<'g>>,
    /// What of it is only planned, alleged or claimed; in the order of the happenings.
    #[serde(skip_serializing_if = "Claims::is_empty")]
    pub claims: Claims<'g>,
}

impl<'g> Series<'g> {
    /// The sum of all rows: the toll of the view.
    pub fn total(&self) -> TollTotal {
        self.tallies().map(|tally| tally.total).sum()
    }

    /// The sum of the losses of all rows; `None` if the series is not about an actor or collective.
    pub fn losses(&self) -> Option<TollTotal> {
        self.tallies().map(|tally| tally.losses).sum()
    }

    /// What of all rows is only claimed, row by row.
    pub fn claims(&self) -> Claims<'g> {
        let mut all = Claims::default();
        self.tallies().for_each(|tally| all.extend(&tally.claims));
        all
    }

    /// The known denials of all rows, each once.
    pub fn denied(&self) -> Vec<StatementRef<'g>> {
        let all = self
            .tallies()
            .flat_map(|tally| tally.denied.iter().copied());
        let mut all: Vec<StatementRef<'g>> = all.collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The sources of all rows, by key.
    pub fn sources(&self) -> Vec<&'g Source> {
        let all = self.tallies().flat_map(|tally| tally.sources.iter());
        by_key(all.copied().collect())
    }

    fn tallies(&self) -> impl Iterator<Item = &Tally<'g>> {
        let steps = self.steps.iter().map(|step| &step.tally);
        steps.chain([&self.not_dated])
    }
}

/// Sources by key, each once.
fn by_key(mut sources: Vec<&Source>) -> Vec<&Source> {
    sources.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    sources.dedup_by(|a, b| a.key == b.key);
    sources
}

/// Prints the total, the part that is only claimed, and who denies a part.
impl fmt::Display for Tally<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let denied = denied_in_part(&self.denied);
        write!(f, "{}{}{denied}", self.total, self.claims.and_claims())
    }
}

impl fmt::Display for Series<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps {
            writeln!(f, "{}: {}", step.label, step.tally)?;
        }
        writeln!(f, "not dated to a {}: {}", self.step, self.not_dated)
    }
}

/// # By steps of the calendar
impl<'g> View<'g, '_> {
    /// Events and deaths by month or another step of the calendar.
    ///
    /// Steps without events are listed too. If the window is unbounded, they run from the first
    /// step that has an event to the last.
    ///
    /// # Complexity
    ///
    /// O(events of the window + steps).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, Step};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-08-07
    /// # from = "jnim"
    /// # to = "army"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = "[2023-09-30..2023-10-01]"
    /// # from = "jnim"
    /// # to = "army"
    /// # [[events]]
    /// # kind = "clash"
    /// # when = "mid 2023-10"
    /// # from = "jnim"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let series = graph.ever().series(Step::Month);
    /// let counts: Vec<u64> = series.steps.iter().map(|s| s.tally.total.all().happenings).collect();
    /// assert_eq!(counts, [1, 0, 1]);
    /// assert_eq!(series.not_dated.total.all().happenings, 1);
    /// assert_eq!(series.total(), graph.ever().toll());
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn series(self, step: Step) -> Series<'g> {
        let rows = self.outlines_in_order().map(Row::from);
        self.in_steps(step, rows, false)
    }

    /// The events of one actor, and the deaths in them, by month or another step of the calendar.
    ///
    /// It is a [`series`](Self::series) of the events in which the actor takes part, whatever its
    /// part. Beside the deaths in these events it counts the deaths that the actor itself
    /// [suffered](Self::losses_of).
    ///
    /// # Complexity
    ///
    /// O(events of the actor + steps).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, Step};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # cma = { name = "Coordination of Azawad Movements", short = "CMA", kind = "coalition" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "jnim"
    /// # to = "army"
    /// # [[events]]
    /// # kind = "seizure"
    /// # when = 2023-10-31
    /// # actor = "cma"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let series = graph.ever().series_of(graph.actor("CMA")?, Step::Month);
    /// assert_eq!(series.total().all().happenings, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn series_of(self, actor: impl IntoId<ActorId>, step: Step) -> Series<'g> {
        let actor = actor.id_in(self.graph);
        let rows = self.firsts_of(self.all_that_concern(actor)).into_iter();
        let rows = rows.filter_map(|id| {
            let mut happening = self.happening(id)?;
            let part = self.standing_as(&happening, |told| names(told, actor));
            let lost = self.standing_as(&happening, |told| self.concerns(told, actor))?;
            let mut losses = TollTotal::default();
            happening.stands_as(self, lost);
            happening.add_losses(actor, &mut losses);
            if let Some(part) = part {
                happening.stands_as(self, part);
            }
            let row = Row {
                outline: Outline::of(&happening),
                is_counted: part.is_some(),
                losses: Some(losses),
                memberships: Vec::new(),
            };
            // the happenings in which it took part, then those in which it only lost somebody
            Some(((part.is_none(), happening.order()), row))
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|row| row.0);
        let rows = rows.into_iter().map(|row| row.1);
        self.in_steps(step, rows, true)
    }

    /// The events of two actors with a tie between them, and the deaths in these, by steps of the calendar.
    ///
    /// Otherwise as [`series`](Self::series): its total is that of
    /// [`toll_between`](Self::toll_between).
    ///
    /// # Complexity
    ///
    /// O(ties of the first actor in the view + steps).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, Step};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # wagner = { name = "Wagner Group", kind = "private-military" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # from = "jnim"
    /// # to = ["army", "wagner"]
    /// # killed = 7
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-31
    /// # from = "jnim"
    /// # to = "wagner"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let (jnim, army) = (graph.actor("JNIM")?, graph.actor("army")?);
    /// let series = graph.ever().series_between(jnim, army, Step::Month);
    /// assert_eq!(series.total(), graph.ever().toll_between(jnim, army));
    /// assert_eq!(series.steps[0].tally.total.certainly.best(), Some(7));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn series_between(
        self,
        one: impl IntoId<ActorId>,
        other: impl IntoId<ActorId>,
        step: Step,
    ) -> Series<'g> {
        let dyad = self.dyad(one, other);
        let rows = dyad
            .events
            .iter()
            .map(|event| Row::from(Outline::of(event)));
        self.in_steps(step, rows, false)
    }

    /// The statements that may bring in a happening in which an actor took part or lost somebody.
    fn all_that_concern(self, actor: ActorId) -> Vec<StatementId> {
        // one telling may name the actor while another brings the happening into the view
        let wide = View {
            event_window: Window::ALL,
            certainly: false,
            among: None,
            ..self
        };
        let tied = wide.event_neighbors(actor);
        let tied = tied.map(|neighbor| neighbor.tie.statement().id());
        let beside = wide.companies(actor).map(|(id, _)| id);
        let several = wide.several_tellings_of(actor, Window::ALL);
        let all = tied.chain(beside).chain(several);
        all.chain(self.graph.bystanders.of(actor)).collect()
    }

    /// The sources of some statements that the view admits, by key.
    pub(in crate::query) fn sources_of(self, statements: &[StatementRef<'g>]) -> Vec<&'g Source> {
        let graph = self.graph();
        // many statements rest on the same few evidences
        let numbers = statements.iter().map(|one| graph.evidence_number(one.id()));
        let mut numbers: Vec<u32> = numbers.collect();
        numbers.sort_unstable();
        numbers.dedup();
        let rows = numbers.iter().map(|&number| graph.evidence.row(number));
        let mut named: Vec<SourceId> = rows.flat_map(|row| row.sources.iter().copied()).collect();
        named.sort_unstable();
        named.dedup();
        let admitted = named.into_iter().filter(|&id| self.admits_source(id));
        let record = self.graph().record();
        by_key(admitted.map(|id| record.source(id)).collect())
    }

    /// Returns the start of the one step that contains all these days, if all of them are in the view's window.
    pub(in crate::query) fn step_of(self, step: Step, days: DaySpan) -> Option<Day> {
        let is_in_step = self.has_whole(days) && days.last < step.next(days.first);
        is_in_step.then(|| step.start(days.first))
    }

    /// Whether these days are bounded and all lie in the view's window.
    fn has_whole(self, DaySpan { first, last }: DaySpan) -> bool {
        let window = self.event_window();
        let is_in_window =
            window.from <= first && (last < window.to || window.to == Day::AFTER_ALL);
        is_in_window && first.is_finite() && last.is_finite()
    }

    /// Happenings of the view by steps of the calendar, with the losses of an actor or without.
    pub(in crate::query) fn in_steps(
        self,
        step: Step,
        rows: impl IntoIterator<Item = Row<'g>>,
        has_losses: bool,
    ) -> Series<'g> {
        let window = self.event_window();
        let tally = || Tally {
            losses: has_losses.then(TollTotal::default),
            ..Tally::default()
        };
        let mut not_dated = tally();
        // the steps that have a happening, and the step of the latest one
        let mut dated: Vec<(Window, Tally<'g>)> = Vec::new();
        let mut at = 0;
        for row in rows {
            let own = row.outline.days;
            let is_here = |days: Window| days.contains(own.first) && own.last < days.to;
            // most happenings are in the step of the one before
            let is_as_before = dated.get(at).is_some_and(|one| is_here(one.0));
            let start = if is_as_before {
                self.has_whole(own).then(|| dated[at].0.from)
            } else {
                self.step_of(step, own)
            };
            let Some(from) = start else {
                not_dated.add(&row);
                continue;
            };
            if !is_as_before {
                at = dated.partition_point(|one| one.0.from < from);
                if dated.get(at).is_none_or(|one| one.0.from != from) {
                    let to = step.next(from);
                    dated.insert(at, (Window { from, to }, tally()));
                }
            }
            dated[at].1.add(&row);
        }
        let starts = || dated.iter().map(|(days, _)| days.from);
        let from = if window.from.is_finite() {
            Some(step.start(window.from))
        } else {
            starts().min()
        };
        let to = if window.to.is_finite() {
            Some(window.to)
        } else {
            starts().max().map(Day::next)
        };
        let mut steps = Vec::new();
        let mut dated = dated.into_iter().peekable();
        if let (Some(mut start), Some(to), false) = (from, to, window.is_empty()) {
            while start < to {
                let next = step.next(start);
                let own = dated.next_if(|(days, _)| days.from == start);
                steps.push(StepCount {
                    label: step.label(start),
                    window: Window {
                        from: start.max(window.from),
                        to: next.min(window.to),
                    },
                    tally: own.map_or_else(tally, |own| own.1),
                });
                start = next;
            }
        }
        for one in &mut steps {
            one.tally.cover(self.covered_in(one.window));
        }
        not_dated.cover(self.covered());
        let tallies = steps.iter_mut().map(|one| &mut one.tally);
        for tally in tallies.chain([&mut not_dated]) {
            tally.memberships.sort_unstable();
            tally.memberships.dedup();
            tally.sources = if tally.memberships.is_empty() {
                self.sources_of(&tally.statements)
            } else {
                self.sources_of(&[&tally.statements[..], &tally.memberships].concat())
            };
        }
        Series {
            step,
            steps,
            not_dated,
        }
    }
}

/// A happening on its way into a step.
#[derive(Debug)]
pub(in crate::query) struct Row<'g> {
    pub(in crate::query) outline: Outline<'g>,
    /// Whether the total counts it; if not, only the losses do.
    pub(in crate::query) is_counted: bool,
    pub(in crate::query) losses: Option<TollTotal>,
    /// The memberships by which it belongs to a collective.
    pub(in crate::query) memberships: Vec<StatementRef<'g>>,
}

impl<'g> From<Outline<'g>> for Row<'g> {
    fn from(outline: Outline<'g>) -> Self {
        Self {
            outline,
            is_counted: true,
            losses: None,
            memberships: Vec::new(),
        }
    }
}

impl<'g> Tally<'g> {
    /// Notes whether the record covers the days of the row.
    fn cover(&mut self, covered: Covered) {
        self.total = self.total.of_days(covered);
        self.losses = self.losses.map(|losses| losses.of_days(covered));
    }

    fn add(&mut self, row: &Row<'g>) {
        let happening = &row.outline;
        let (statement, toll) = (happening.surest, happening.toll_said.as_ref());
        if row.is_counted {
            self.total.add(happening);
            let said = [happening.said.as_ref(), toll];
            self.claims.add(statement, said, happening.killed);
        }
        if let (Some(all), Some(own)) = (&mut self.losses, row.losses) {
            *all = all.plus(own);
            self.claims.add_loss(statement, toll, own.figure());
        }
        self.statements.push(happening.surest);
        let others = happening.tolls.iter();
        let others = others.filter(|&&one| one != happening.surest);
        self.statements.extend(others);
        self.denied.extend(&happening.denied);
        self.memberships.extend(&row.memberships);
    }
}
