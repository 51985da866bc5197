//! How two actors stood in each month or another step of the calendar.

use super::history::{DyadHistory, Spell};
use crate::analysis::signed_graph::DyadSign;
use crate::graph::StatementRef;
use crate::model::{Holds, Step, Window};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// How two actors stood in one step of the calendar.
///
/// It prints as `2023-10: negative (certainly)` and serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepStanding<'g> {
    /// The name of the step: `2023-10`.
    pub label: String,
    /// The days of the step, cut to those of the history.
    pub window: Window,
    /// How the two stood; `None` if no signed tie can hold, which says nothing more.
    ///
    /// `Ambivalent` also if they stood with each other on some days of the step and against each
    /// other on others.
    pub sign: Option<DyadSign>,
    /// `Certainly` if this sign certainly holds on one of the step's days.
    ///
    /// `Ambivalent` is also certain if on one day they certainly stand with each other and on one
    /// against each other.
    pub holds: Holds,
    /// The statements of the step's spells, in storage order.
    pub statements: Vec<StatementRef<'g>>,
}

impl fmt::Display for StepStanding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sign {
            Some(sign) => write!(f, "{}: {sign} ({})", self.label, self.holds),
            None => write!(f, "{}: no tie", self.label),
        }
    }
}

impl<'g> DyadHistory<'g> {
    /// How the two stood in each step of the calendar: who stood with whom, month by month.
    ///
    /// In a history [through coalitions](crate::SpellRule::through_coalitions) it is the stance of the two.
    ///
    /// Steps without a tie are listed too. The steps run from the first to the last day on which a
    /// spell with a sign starts or ends, or starts or ends to be certain; the first and the last step
    /// are cut to these days. In an unbounded window, a spell without an end extends them to the end
    /// of the step of that last day; a spell without a start extends them back to the start of the
    /// step of the day before the first. A history in which no spell has such a day has no steps.
    ///
    /// # Complexity
    ///
    /// O(steps + spells), and for each step O(log days) for each spell that touches it and
    /// O(n log n) for the statements of these. The graph is not asked again.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record, SpellRule, Step, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     army = { name = "Army", kind = "state-force" }
    ///     front = { name = "Front", kind = "coalition" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "army"]
    ///     start = 2021-01-01
    ///     end = 2021-02-10
    ///     [[relations]]
    ///     kind = "belligerence"
    ///     between = ["front", "army"]
    ///     start = 2021-01-01
    ///     end = 2022-01-01
    ///     [[relations]]
    ///     kind = "membership"
    ///     from = "a"
    ///     to = "front"
    ///     start = "2021-04"
    ///     end = 2021-06-01
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let view = graph.during(date(2021, 1, 1)..date(2022, 1, 1));
    /// let rule = SpellRule::from(ConflictRule::Ambivalent).through_coalitions();
    /// let history = view.dyad_history(graph.actor("a")?, graph.actor("army")?, rule);
    /// let months: Vec<String> = history.by_step(Step::Month).iter().map(|one| one.to_string()).collect();
    /// assert_eq!(
    ///     months,
    ///     [
    ///         "2021-01: positive (certainly)",
    ///         "2021-02: positive (certainly)",
    ///         "2021-03: no tie",
    ///         "2021-04: negative (certainly)",
    ///         "2021-05: negative (certainly)",
    ///     ],
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn by_step(&self, step: Step) -> Vec<StepStanding<'g>> {
        let signed = || self.spells.iter().filter(|spell| spell.sign.is_some());
        let days = signed().flat_map(|spell| spell.surely.iter().chain([&spell.window]));
        let edges = days.flat_map(|days| [days.from, days.to]);
        let edges = edges.filter(|day| day.is_finite());
        let (Some(mut first), Some(mut last)) = (edges.clone().min(), edges.max()) else {
            return Vec::new();
        };
        // an unbounded spell goes beyond every day on which a spell starts or ends
        if signed().any(|spell| spell.window.from < first) {
            first = step.start(first.previous());
        }
        if signed().any(|spell| spell.window.to > last) {
            last = step.next(last);
        }
        let mut steps = Vec::new();
        let mut from = first;
        let mut at = 0;
        while from < last {
            let to = step.next(from).min(last);
            let window = Window { from, to };
            while self
                .spells
                .get(at)
                .is_some_and(|spell| spell.window.to <= from)
            {
                at += 1;
            }
            let touching = self.spells[at..].iter();
            let touching = touching.take_while(|spell| spell.window.from < to);
            steps.push(standing(
                step,
                window,
                touching.filter(|one| one.sign.is_some()),
            ));
            from = to;
        }
        steps
    }
}

/// How two actors stood in a step that some spells touch.
fn standing<'s, 'g: 's>(
    step: Step,
    window: Window,
    spells: impl Iterator<Item = &'s Spell<'g>>,
) -> StepStanding<'g> {
    // how each sign holds at best, and the sign that they give together
    let mut best: BTreeMap<DyadSign, Holds> = BTreeMap::new();
    let mut statements = Vec::new();
    for (sign, spell) in spells.filter_map(|spell| Some((spell.sign?, spell))) {
        let next = spell.surely.partition_point(|days| days.to <= window.from);
        let is_sure = { spell.surely.get(next) }.is_some_and(|days| days.from < window.to);
        let own = if is_sure {
            Holds::Certainly
        } else {
            Holds::Possibly
        };
        let held = best.entry(sign).or_insert(own);
        *held = own.max(*held);
        let grounds = spell.grounds.iter();
        statements.extend(grounds.flat_map(|grounds| grounds.statements.iter().copied()));
    }
    statements.sort_unstable();
    statements.dedup();
    let of = |sign: DyadSign| best.get(&sign).copied();
    let apart = of(DyadSign::Positive).zip(of(DyadSign::Negative));
    let both = of(DyadSign::Ambivalent).max(apart.map(|(with, against)| with.and(against)));
    let (sign, holds) = match (both, best.first_key_value()) {
        (Some(holds), _) => (Some(DyadSign::Ambivalent), holds),
        (None, Some((&sign, &holds))) => (Some(sign), holds),
        (None, None) => (None, Holds::Certainly),
    };
    StepStanding {
        label: step.label(window.from),
        window,
        sign,
        holds,
        statements,
    }
}
