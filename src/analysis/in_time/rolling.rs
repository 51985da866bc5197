//! Rolling windows over a series, and whether it escalates.

use crate::graph::StatementRef;
use crate::model::word::words;
use crate::model::{Covered, Window};
use crate::query::{Count, Series, StepCount, TollTotal, denied_in_part};
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

/// Some steps of a series one behind the other, and what they sum to.
///
/// Serialises with its window, total, statements and their denials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RollingWindow<'s, 'g> {
    /// The steps.
    pub steps: &'s [StepCount<'g>],
    /// The days of all of them.
    pub window: Window,
    /// What they sum to; it says whether the record covers the days of all of them.
    pub total: TollTotal,
}

impl<'s, 'g> RollingWindow<'s, 'g> {
    /// The statements that its steps rest on, by step.
    pub fn statements(self) -> impl Iterator<Item = StatementRef<'g>> + use<'s, 'g> {
        let tallies = self.steps.iter().map(|step| &step.tally);
        tallies.flat_map(|tally| tally.statements.iter().copied())
    }

    /// The known denials of what happened in its steps, by step.
    pub fn denied(self) -> impl Iterator<Item = StatementRef<'g>> + use<'s, 'g> {
        let tallies = self.steps.iter().map(|step| &step.tally);
        tallies.flat_map(|tally| tally.denied.iter().copied())
    }

    /// Whether nothing is counted in a step that the record does not cover: no mean is known then.
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
    /// What of a series is looked at.
    pub enum Measure("measure") {
        /// Happenings of every kind.
        Happenings = "happenings",
        /// The violent ones among them.
        Violent = "violent",
        /// Deaths by the best figures.
        Killed = "killed",
    }
}

impl Measure {
    /// What it is of a count; `None`: unknown.
    const fn of(self, count: &Count) -> Option<u64> {
        match self {
            _ if count.is_silent() => None,
            Self::Happenings => Some(count.happenings),
            Self::Violent => Some(count.violent),
            Self::Killed => count.best(),
        }
    }
}

/// The mean of some steps against the mean of as many before them.
///
/// Prints as a line; serialises whole. What is counted are the happenings dated to a step; those of
/// the row *not dated* are in none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Escalation<'g> {
    /// The name of the last step.
    pub label: String,
    /// The days of the later steps.
    pub window: Window,
    /// By what is certainly in the window.
    pub certainly: MeanChange,
    /// By what is possibly in it too.
    pub possibly: MeanChange,
    /// The statements that the steps rest on, those before among them.
    pub statements: Vec<StatementRef<'g>>,
    /// The known denials of these.
    pub denied: Vec<StatementRef<'g>>,
}

/// Two means of a measure a step, one behind the other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MeanChange {
    /// The mean of the steps before; `None`: unknown, as nothing violent in them has a figure, or one of
    /// them is not covered and has nothing.
    pub before: Option<f64>,
    /// The mean of the steps; `None`: unknown.
    pub now: Option<f64>,
}

impl MeanChange {
    /// How much more it is than before; `None`: one of the two is unknown.
    pub fn difference(self) -> Option<f64> {
        Some(self.now? - self.before?)
    }

    /// How many times as much as before; `None`: one is unknown, or there was nothing before.
    pub fn ratio(self) -> Option<f64> {
        let (before, now) = (self.before?, self.now?);
        (before > 0.0).then(|| now / before)
    }
}

/// `0.50, then 2.00`
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

/// How many of the first steps of a series are covered whole, and how many not at all.
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

    /// Whether the steps from one place to another are covered.
    fn of(&self, from: usize, to: usize) -> Covered {
        match to - from {
            all if self.whole[to] - self.whole[from] == all => Covered::Yes,
            all if self.none[to] - self.none[from] == all => Covered::No,
            _ => Covered::Partly,
        }
    }
}

impl<'g> Series<'g> {
    /// Every run of so many steps and what it sums to, in time; each from the one before it.
    ///
    /// The row *not dated to a step* is in none of them. None where the series is shorter, or of
    /// no steps.
    ///
    /// # Complexity
    ///
    /// O(steps), however wide the windows are.
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

    /// The mean a step of every run of so many steps against that of the run before it, in time.
    ///
    /// # Complexity
    ///
    /// O(steps × width), for the statements.
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
