//! How long spells last, as Kaplan and Meier estimate it.

use super::history::{Spell, SpellRule};
use crate::analysis::signed_graph::DyadSign;
use crate::model::{Day, Holds, Window};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// How long one thing lasted, and whether its end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Lifetime {
    /// How many days it is known to have lasted.
    pub length_in_days: u32,
    /// Whether it ended then. If not, it is censored: it lasted this long or longer.
    pub is_ended: bool,
}

/// The share that still lasts after a number of days, as Kaplan and Meier (1958) estimate it.
///
/// S(t) = Π (1 − dᵢ/nᵢ), over the lengths tᵢ ≤ t at which something ended: dᵢ is the number that
/// ended at tᵢ, and nᵢ the number that lasted at least until tᵢ. What is censored at tᵢ still
/// counts in nᵢ. It prints as a table.
///
/// # Units
///
/// Days.
///
/// # Examples
///
/// ```
/// use factions::{Lifetime, SurvivalCurve};
///
/// let seen = |days| Lifetime { length_in_days: days, is_ended: true };
/// let censored = |days| Lifetime { length_in_days: days, is_ended: false };
/// let curve = SurvivalCurve::new([seen(2), censored(3), seen(5), seen(5)]);
/// assert_eq!(curve.at(4), 0.75);
/// assert_eq!(curve.at(5), 0.0);
/// assert_eq!(curve.median(), Some(5));
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct SurvivalCurve {
    /// The number of lifetimes.
    pub count: usize,
    /// How many of them ended.
    pub ended: usize,
    /// A step for each length at which something ended, in order.
    pub steps: Vec<SurvivalStep>,
}

/// One step down in a survival curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SurvivalStep {
    /// The length at which something ended.
    pub length_in_days: u32,
    /// How many lasted at least this long.
    pub at_risk: usize,
    /// How many ended at this length.
    pub ended: usize,
    /// The share that lasts longer, from 0 to 1.
    pub survival: f64,
}

impl SurvivalCurve {
    /// The curve of these lifetimes.
    ///
    /// # Complexity
    ///
    /// O(n log n) for n lifetimes.
    pub fn new(lifetimes: impl IntoIterator<Item = Lifetime>) -> Self {
        let mut all: Vec<Lifetime> = lifetimes.into_iter().collect();
        all.sort_unstable();
        let mut curve = Self {
            count: all.len(),
            ..Self::default()
        };
        let (mut at_risk, mut survival) = (all.len(), 1.0);
        for group in all.chunk_by(|a, b| a.length_in_days == b.length_in_days) {
            let ended = group.iter().filter(|one| one.is_ended).count();
            if ended > 0 {
                survival *= ratio(at_risk - ended, at_risk);
                curve.ended += ended;
                curve.steps.push(SurvivalStep {
                    length_in_days: group[0].length_in_days,
                    at_risk,
                    ended,
                    survival,
                });
            }
            at_risk -= group.len();
        }
        curve
    }

    /// The share that lasts longer than a number of days, from 0 to 1.
    pub fn at(&self, days: u32) -> f64 {
        let passed = self
            .steps
            .partition_point(|step| step.length_in_days <= days);
        let step = passed.checked_sub(1).map(|last| self.steps[last].survival);
        step.unwrap_or(1.0)
    }

    /// The shortest length after which at most half still last; `None` if more than half outlast every end.
    ///
    /// # Units
    ///
    /// Days.
    pub fn median(&self) -> Option<u32> {
        // a product of shares that is one half may come out slightly larger
        let at_most_half = |step: &&SurvivalStep| step.survival <= 0.5 + 1e-12;
        self.steps
            .iter()
            .find(at_most_half)
            .map(|step| step.length_in_days)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// A part of a whole as a share.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(in crate::analysis) fn share(part: u64, whole: usize) -> f64 {
    part as f64 / whole as f64
}

impl fmt::Display for SurvivalCurve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, ended) = (self.count, self.ended);
        let spells = if count == 1 { "spell" } else { "spells" };
        match self.median() {
            Some(1) => writeln!(f, "{count} {spells}, {ended} ended; median 1 day"),
            Some(days) => writeln!(f, "{count} {spells}, {ended} ended; median {days} days"),
            None => writeln!(f, "{count} {spells}, {ended} ended; no median"),
        }?;
        for step in &self.steps {
            let (days, survival) = (step.length_in_days, step.survival);
            let word = if days == 1 { "day " } else { "days" };
            writeln!(f, "{days:>8} {word} {survival:.4}")?;
        }
        Ok(())
    }
}

/// How long the spells of one sign last: by the shortest lives that the dates allow, and by the longest.
///
/// Spells that start before the window, or on an unknown day, are left out. Spells that go on after
/// it are censored. It prints both curves and serialises whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Survival<'g> {
    /// The sign.
    pub sign: DyadSign,
    /// The curve of certain spells, each from its last possible start to its first possible end.
    pub certainly: SurvivalCurve,
    /// The curve of possible spells, each from its first possible start to its last possible end.
    pub possibly: SurvivalCurve,
    /// How many spells are left out because they start before the window or on an unknown day.
    pub left_out: usize,
    /// The spells, by time and key.
    pub spells: Vec<Spell<'g>>,
}

impl fmt::Display for Survival<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, left_out) = (self.sign, self.left_out);
        writeln!(
            f,
            "{sign} spells; {left_out} that begin before the window are left out"
        )?;
        write!(f, "certainly: {}", self.certainly)?;
        write!(f, "possibly: {}", self.possibly)
    }
}

/// # Durations
impl<'g> View<'g, '_> {
    /// How long the spells of one sign last.
    ///
    /// The two curves show the shortest and the longest lives that the dates allow. Because of
    /// censoring, other readings of the dates may have curves that are not between the two.
    ///
    /// # Complexity
    ///
    /// As [`dyad_histories`](Self::dyad_histories).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, DyadSign, Record, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "b"]
    ///     start = 2022-01-01
    ///     end = "2022-02"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let year = graph.during(date(2021, 7, 1)..date(2022, 7, 1));
    /// let survival = year.survival(DyadSign::Positive, ConflictRule::Ambivalent);
    /// assert_eq!(survival.certainly.median(), Some(31));
    /// assert_eq!(survival.possibly.median(), Some(58));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn survival(self, sign: DyadSign, rule: impl Into<SpellRule>) -> Survival<'g> {
        let histories = self.dyad_histories(rule).into_iter();
        let spells = histories.flat_map(|history| history.spells);
        let mut spells: Vec<Spell<'g>> = spells.filter(|spell| spell.sign == Some(sign)).collect();
        let all = spells.len();
        spells.retain(|spell| !spell.begins_before);
        spells.sort_by_key(|spell| (spell.window, spell.one, spell.other));
        let sure = spells
            .iter()
            .filter(|spell| spell.holds() == Holds::Certainly);
        let certainly = sure.map(|spell| {
            let certain = spell.certain.map(days_in);
            lifetime(spell, certain.unwrap_or(Some(1)))
        });
        let possibly = spells.iter().map(|spell| {
            let known = spell
                .certain
                .map_or(spell.window.from.next(), |certain| certain.to);
            let until_known = Window {
                from: spell.window.from,
                to: known,
            };
            lifetime(spell, days_in(spell.window).or(days_in(until_known)))
        });
        Survival {
            sign,
            certainly: SurvivalCurve::new(certainly),
            possibly: SurvivalCurve::new(possibly),
            left_out: all - spells.len(),
            spells,
        }
    }
}

fn lifetime(spell: &Spell<'_>, days: Option<u32>) -> Lifetime {
    Lifetime {
        length_in_days: days.unwrap_or(1),
        is_ended: !spell.goes_on,
    }
}

/// How many days a window has; `None` if it is unbounded.
pub(super) fn days_in(window: Window) -> Option<u32> {
    let number = |day: Day| day.is_finite().then(|| i64::from(day.number()));
    u32::try_from(number(window.to)? - number(window.from)?).ok()
}
