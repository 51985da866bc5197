//! Rolling windows over a series, and whether the series escalates.

use crate::graph::StatementRef;
use crate::model::word::words;
use crate::model::{Covered, Window};
use crate::query::{Count, Series, StepCount, TollTotal, denied_in_part};
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// Some consecutive steps of a series, and their sum.
///
/// It serialises with its window, total, statements and denials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RollingWindow<'s, 'g> {
    /// The steps.
    pub steps: &'s [StepCount<'g>],
    /// The days of all of them.
    pub window: Window,
    /// The sum of the steps; it says whether the record covers the days of all of them.
    pub total: TollTotal,
}

impl<'s, 'g> RollingWindow<'s, 'g> {
    /// The statements that the steps rest on, by step.
    pub fn statements(self) -> impl Iterator<Item = StatementRef<'g>> + use<'s, 'g> {
        let tallies = self.steps.iter().map(|step| &step.tally);
        tallies.flat_map(|tally| tally.statements.iter().copied())
    }

    /// The known denials of the happenings in the steps, by step.
    pub fn denied(self) -> impl Iterator<Item = StatementRef<'g>> + use<'s, 'g> {
        let tallies = self.steps.iter().map(|step| &step.tally);
        tallies.flat_map(|tally| tally.denied.iter().copied())
    }

    /// Whether a step is silent, as the record does not cover it and nothing is counted: then no
    /// mean is known.
    pub fn has_silence(self) -> bool {
        self.steps.iter().any(|step| step.tally.total.is_silent())
    }
}

impl fmt::Display for RollingWindow<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.steps {
            [one] => write!(f, "{}", one.label)?,
            [first, .., last] => write!(f, "{} to {}", first.label, last.label)?,
            [] => {}
        }
        let denied: Vec<StatementRef<'_>> = self.denied().collect();
        write!(f, ": {}{}", self.total, denied_in_part(&denied))
    }
}

impl Serialize for RollingWindow<'_, '_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("RollingWindow", 4)?;
        fields.serialize_field("window", &self.window)?;
        fields.serialize_field("total", &self.total)?;
        fields.serialize_field("statements", &self.statements().collect::<Vec<_>>())?;
        fields.serialize_field("denied", &self.denied().collect::<Vec<_>>())?;
        fields.end()
    }
}

words! {
    /// What to count in each step of a series.
    pub enum Measure("measure") {
        /// Happenings of every kind.
        Happenings = "happenings",
        /// Happenings of a violent kind.
        Violent = "violent",
        /// Deaths, at the best figures.
        Killed = "killed",
    }
}

impl Measure {
    /// The measure of a count; `None` if unknown.
    const fn of(self, count: &Count) -> Option<u64> {
        match self {
            _ if count.is_silent() => None,
            Self::Happenings => Some(count.happenings),
            Self::Violent => Some(count.violent),
            Self::Killed => count.best(),
        }
    }
}

/// The mean of some steps, compared with the mean of as many steps before them.
///
/// It prints as one line and serialises whole. Only happenings dated to a step count; those in
/// [`not_dated`](Series::not_dated) count in none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Escalation<'g> {
    /// The name of the last step: `2023-10`.
    pub label: String,
    /// The days of the later steps.
    pub window: Window,
    /// The means of what is certainly in the window.
    pub certainly: MeanChange,
    /// The means of what is possibly in the window, too.
    pub possibly: MeanChange,
    /// The statements that both the later and the earlier steps rest on.
    pub statements: Vec<StatementRef<'g>>,
    /// The known denials of these statements.
    pub denied: Vec<StatementRef<'g>>,
}

/// Two means of a measure for a step, before and now.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MeanChange {
    /// The mean of the steps before, or `None` if unknown.
    ///
    /// It is unknown if violent happenings in these steps have no figure at all, or if a step
    /// without a happening is not covered.
    pub before: Option<f64>,
    /// The mean of the later steps; `None` if unknown.
    pub now: Option<f64>,
}

impl MeanChange {
    /// How much larger the mean is now than before; `None` if one of the two is unknown.
    pub fn difference(self) -> Option<f64> {
        Some(self.now? - self.before?)
    }

    /// How many times the mean before is the mean now; `None` if one is unknown, or the mean before is 0.
    pub fn ratio(self) -> Option<f64> {
        let (before, now) = (self.before?, self.now?);
        (before > 0.0).then(|| now / before)
    }
}

/// Prints as `0.50, then 2.00`.
impl fmt::Display for MeanChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mean = |mean: Option<f64>| match mean {
            Some(mean) => format!("{mean:.2}"),
            None => String::from("unknown"),
        };
        write!(f, "{}, then {}", mean(self.before), mean(self.now))
    }
}

impl fmt::Display for Escalation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} a step", self.label, self.certainly)?;
        if self.possibly != self.certainly {
            write!(f, " (possibly {})", self.possibly)?;
        }
        Ok(())
    }
}

/// How many of the first steps of a series are covered wholly, and how many not at all.
struct Coverages {
    whole: Vec<usize>,
    none: Vec<usize>,
}

impl Coverages {
    fn new(steps: &[StepCount<'_>]) -> Self {
        let count = |wanted: Covered| {
            let mut sums = vec![0];
            for step in steps {
                let is_so = step.tally.total.covered() == wanted;
                sums.push(sums[sums.len() - 1] + usize::from(is_so));
            }
            sums
        };
        Self {
            whole: count(Covered::Yes),
            none: count(Covered::No),
        }
    }

    /// Whether the record covers the steps from one index to another.
    fn of(&self, from: usize, to: usize) -> Covered {
        match to - from {
            all if self.whole[to] - self.whole[from] == all => Covered::Yes,
            all if self.none[to] - self.none[from] == all => Covered::No,
            _ => Covered::Partly,
        }
    }
}

impl<'g> Series<'g> {
    /// Every run of a number of consecutive steps with its sum, in time.
    ///
    /// The happenings in `not_dated` are in no run. There is no run if the series is shorter than
    /// `steps`, or if `steps` is 0.
    ///
    /// # Complexity
    ///
    /// O(steps), however wide the runs are: each sum comes from the one before.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Measure, Record, Step};
    /// # let event = |day| format!("[[events]]\nkind = \"clash\"\nwhen = {day}\nfrom = \"a\"\nto = \"b\"\nkilled = 2\n");
    /// # let record = Record::from_toml(&format!(r#"
    /// # format = 1
    /// # [actors]
    /// # a = {{ name = "A", kind = "armed-group" }}
    /// # b = {{ name = "B", kind = "armed-group" }}
    /// # {}{}{}"#, event("2023-08-07"), event("2023-09-07"), event("2023-09-08")))?;
    /// let graph = ActorGraph::new(record);
    /// let series = graph.ever().series(Step::Month);
    /// let sums: Vec<Option<u64>> = series.rolling(2).map(|w| w.total.certainly.best()).collect();
    /// assert_eq!(sums, [Some(6)]);
    /// let escalation = series.escalation(Measure::Killed, 1);
    /// assert_eq!(escalation[0].certainly.ratio(), Some(2.0));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn rolling(&self, steps: usize) -> impl Iterator<Item = RollingWindow<'_, 'g>> {
        let mut total = TollTotal::default();
        let coverage = Coverages::new(&self.steps);
        let windows = if steps == 0 {
            [].windows(1)
        } else {
            self.steps.windows(steps)
        };
        windows.enumerate().filter_map(move |(place, run)| {
            let (first, last) = (run.first()?, run.last()?);
            total = if place == 0 {
                let totals = run.iter().map(|step| step.tally.total);
                totals.fold(TollTotal::default(), TollTotal::plus)
            } else {
                let passed = self.steps[place - 1].tally.total;
                total.plus(last.tally.total).minus(passed)
            };
            let total = total.of_days(coverage.of(place, place + run.len()));
            Some(RollingWindow {
                steps: run,
                window: Window {
                    from: first.window.from,
                    to: last.window.to,
                },
                total,
            })
        })
    }

    /// The mean of every run of consecutive steps, compared with that of the run before it, in time.
    ///
    /// # Complexity
    ///
    /// O(steps × width of a run), for the statements.
    pub fn escalation(&self, measure: Measure, steps: usize) -> Vec<Escalation<'g>> {
        let windows: Vec<RollingWindow<'_, 'g>> = self.rolling(steps).collect();
        let mean = |count: Count| {
            Some(crate::analysis::histories::share(
                measure.of(&count)?,
                steps,
            ))
        };
        let known = |window: &RollingWindow<'_, 'g>, count: Count| {
            (!window.has_silence()).then_some(count).and_then(mean)
        };
        let pairs = windows.iter().zip(windows.iter().skip(steps));
        let rows = pairs.filter_map(|(before, now)| {
            Some(Escalation {
                label: now.steps.last()?.label.clone(),
                window: now.window,
                certainly: MeanChange {
                    before: known(before, before.total.certainly),
                    now: known(now, now.total.certainly),
                },
                possibly: MeanChange {
                    before: known(before, before.total.all()),
                    now: known(now, now.total.all()),
                },
                statements: before.statements().chain(now.statements()).collect(),
                denied: before.denied().chain(now.denied()).collect(),
            })
        });
        rows.collect()
    }
}
