//! How two actors stood in each step of the calendar.

use super::history::{DyadHistory, Spell};
use crate::analysis::signed_graph::DyadSign;
use crate::graph::StatementRef;
use crate::model::{Holds, Step, Window};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// How two actors stood in one step of the calendar.
///
/// Prints as `2023-10: negative (certainly)`; serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StepStanding<'g> {
    /// Its name: `2023-10`.
    pub label: String,
    /// Its days, cut to those of the history.
    pub window: Window,
    /// How they stood: ambivalent, too, if they stood with each other on some of its days and against each
    /// other on others; `None`: no signed tie can hold, which says nothing more.
    pub sign: Option<DyadSign>,
    /// Certainly: on one of its days this sign certainly holds; ambivalent, too, if on one they certainly stand
    /// with each other, and on one against.
    pub holds: Holds,
    /// What it rests on: the statements of its spells, in their order.
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
    /// Of a history [through coalitions](crate::SpellRule::through_coalitions) that is the stance of the two.
    /// Steps without a tie are there too. They run from the first to the last day on which a spell with a sign
    /// begins or ends, or begins or ends to be certain. Where the window is unbounded and a spell goes on without
    /// end, they run on to the end of the step of that last day, and where one goes back without end, from the
    /// beginning of the step before. Spells that have no such day at all make no step.
    ///
    /// # Complexity
    ///
    /// O(steps + spells, and for each step those that touch it).
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
        // a spell without end goes beyond every day on which one begins or ends
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

/// How two stood in a step that some spells touch.
fn standing<'s, 'g: 's>(
    step: Step,
    window: Window,
    spells: impl Iterator<Item = &'s Spell<'g>>,
) -> StepStanding<'g> {
    // how each sign holds at best, and what they make together
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
