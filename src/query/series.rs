//! Events and deaths by steps of the calendar.

use super::events::Happening;
use super::outline::Outline;
use super::step::Step;
use super::toll::TollTotal;
use crate::graph::StatementRef;
use crate::model::{ActorId, Day, Window};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// Events and deaths by steps of the calendar; the steps and the last row sum to the total.
///
/// Each happening is in the one step that holds all its possible days, else it is not dated to a
/// step. The total of each row says whether the record [covers](TollTotal::covered) its days. Prints a line a step; serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Series<'g> {
    /// The step.
    pub step: Step,
    /// The steps without a gap, in time, cut to the window.
    pub steps: Vec<StepCount<'g>>,
    /// What is not dated to a step.
    pub not_dated: Tally<'g>,
}

/// One step of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepCount<'g> {
    /// Its name: `2023-10`.
    pub label: String,
    /// Its days, cut to the view's window.
    pub days: Window,
    /// What happened in it.
    #[serde(flatten)]
    pub tally: Tally<'g>,
}

/// What a row of a series counts, with the statements that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Tally<'g> {
    /// The happenings and deaths.
    #[serde(flatten)]
    pub total: TollTotal,
    /// The surest statement of each happening, in their order, and those whose figures enter its toll.
    pub statements: Vec<StatementRef<'g>>,
}

impl Series<'_> {
    /// The sum of all rows: the toll of the view.
    pub fn total(&self) -> TollTotal {
        let steps = self.steps.iter().map(|step| step.tally.total);
        steps.fold(self.not_dated.total, TollTotal::plus)
    }
}

impl fmt::Display for Series<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps {
            writeln!(f, "{}: {}", step.label, step.tally.total)?;
        }
        writeln!(f, "not dated to a {}: {}", self.step, self.not_dated.total)
    }
}

/// # By steps of the calendar
impl<'g> View<'g, '_> {
    /// Events and deaths by steps of the calendar.
    ///
    /// Steps without events are there too. Where the window is unbounded they run from the first to
    /// the last step that has an event.
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
        let mut outlines: Vec<Outline<'g>> = self.outlines().collect();
        outlines.sort_by_key(|one| (one.days, one.surest.kind(), one.surest));
        self.in_steps(step, outlines)
    }

    /// The events of one actor, and the deaths in them, by steps of the calendar.
    ///
    /// Of an actor are the events that name it, whatever its part in them: as [`series`](Self::series)
    /// otherwise.
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
    pub fn series_of(self, actor: impl Into<ActorId>, step: Step) -> Series<'g> {
        let events = self.events_of(actor.into());
        self.in_steps(step, events.iter().map(Outline::of).collect())
    }

    /// The happenings of the view that name an actor, in the order of [`View::events`].
    pub(crate) fn events_of(self, actor: ActorId) -> Vec<Happening<'g>> {
        // one of its tellings may name the actor, and another bring it into the view
        let wide = View {
            event_window: Window::ALL,
            certainly: false,
            among: None,
            ..self
        };
        let tied = wide.event_neighbors(actor);
        let tied = tied.map(|neighbor| neighbor.tie.statement().id());
        let beside = wide.companies(actor).map(|(id, _)| id);
        let mut events = self.each_once(tied.chain(beside).collect());
        events.retain(|event| event.actors.iter().any(|one| one.id() == actor));
        events
    }

    /// Happenings of the view by steps of the calendar.
    fn in_steps(self, step: Step, happenings: Vec<Outline<'g>>) -> Series<'g> {
        let window = self.event_window();
        let mut dated = Vec::new();
        let mut not_dated = Tally::default();
        for happening in happenings {
            let (first, last) = (happening.days.first, happening.days.last);
            let is_in_window =
                window.from <= first && (last < window.to || window.to == Day::AFTER_ALL);
            let is_in_step = first.is_finite() && last.is_finite() && last < step.next(first);
            if is_in_window && is_in_step {
                dated.push((step.start(first), happening));
            } else {
                not_dated.add(&happening);
            }
        }
        let starts = || dated.iter().map(|(start, _)| *start);
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
        if let (Some(mut start), Some(to), false) = (from, to, window.is_empty()) {
            while start < to {
                let next = step.next(start);
                steps.push(StepCount {
                    label: step.label(start),
                    days: Window {
                        from: start.max(window.from),
                        to: next.min(window.to),
                    },
                    tally: Tally::default(),
                });
                start = next;
            }
        }
        for (start, happening) in dated {
            let at = steps.partition_point(|one| step.start(one.days.from) < start);
            match steps.get_mut(at) {
                Some(one) => one.tally.add(&happening),
                None => not_dated.add(&happening),
            }
        }
        for one in &mut steps {
            one.tally.total = one.tally.total.of_days(self.covered_in(one.days));
        }
        not_dated.total = not_dated.total.of_days(self.covered());
        Series {
            step,
            steps,
            not_dated,
        }
    }
}

impl<'g> Tally<'g> {
    fn add(&mut self, happening: &Outline<'g>) {
        self.total.add(happening);
        self.statements.push(happening.surest);
        let others = happening.tolls.iter();
        let others = others.filter(|&&one| one != happening.surest);
        self.statements.extend(others);
    }
}
