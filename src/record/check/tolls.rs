//! Rules: the figures of a toll are in order, and the losses of single actors fit into it.

use super::checked::Checked;
use crate::model::{ActorId, Content, Deaths, Loss, Toll};
use crate::record::format::Key;
use crate::record::format::Spots;
use crate::record::problems::Code;
use crate::record::problems::{Desk, shown};
use std::collections::HashSet;

/// A mistake in a toll, and the figure or row that has it.
#[derive(Debug)]
pub(crate) struct TollProblem {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: &'static str,
    at: TollPart,
}

/// The figure or row that breaks a rule.
#[derive(Debug, Clone, Copy)]
enum TollPart {
    Low,
    High,
    /// All rows of `of` together, or one of them.
    Of(Option<usize>),
    Actor(usize),
    LowOf(usize),
    HighOf(usize),
}

pub(super) fn inverted_tolls(checked: &Checked<'_>, desk: &mut Desk) {
    for (toll, spots) in tolls(checked) {
        lay(desk, spots, order_problems(toll.deaths, None));
    }
}

pub(super) fn losses(checked: &Checked<'_>, desk: &mut Desk) {
    for (toll, spots) in tolls(checked) {
        if surely_fit(toll.deaths, &toll.of.iter()) {
            continue; // nearly all, and nothing is to be said of them
        }
        let key = |actor: ActorId| checked.rows.keys.actors.key(actor.number());
        let of = toll.of.iter().map(|loss| (key(loss.actor), loss.deaths));
        let of: Vec<(&str, Deaths)> = of.collect();
        lay(desk, spots, losses_problems(toll.deaths, &of));
    }
}

/// Whether the deaths of single actors obviously fit into the toll; otherwise the rules decide.
fn surely_fit(toll: Deaths, of: &(impl Iterator<Item = Loss> + Clone)) -> bool {
    let (mut lows, mut bests) = (0_u64, 0_u64);
    for (place, Loss { actor, deaths }) in of.clone().enumerate() {
        let is_named = of.clone().take(place).any(|one| one.actor == actor);
        if place >= FEW || is_named || !deaths.is_in_order() || deaths.high > toll.high {
            return false;
        }
        lows = lows.saturating_add(deaths.low);
        bests = bests.saturating_add(deaths.best.unwrap_or(0));
    }
    lows <= toll.high && toll.best.is_none_or(|best| bests <= best)
}

/// The number of actors up to which each is compared with each other.
const FEW: usize = 8;

/// Every toll with the places of its statement.
fn tolls<'r>(checked: &Checked<'r>) -> impl Iterator<Item = (&'r Toll, &'r Spots)> {
    checked.statements().iter().filter_map(|row| {
        let Content::Event(event) = &row.statement.content else {
            return None;
        };
        Some((event.killed.as_deref()?, &row.spots))
    })
}

fn lay(desk: &mut Desk, spots: &Spots, problems: Vec<TollProblem>) {
    for problem in problems {
        let at = match problem.at {
            TollPart::Low => spots.of(Key::KilledLow),
            TollPart::High => spots.of(Key::KilledHigh),
            TollPart::Of(None) => spots.of(Key::KilledOf),
            TollPart::Of(Some(row)) => spots.element(Key::KilledOf, row),
            TollPart::Actor(row) => spots.element(Key::KilledOfActor, row),
            TollPart::LowOf(row) => spots.element(Key::KilledOfLow, row),
            TollPart::HighOf(row) => spots.element(Key::KilledOfHigh, row),
        };
        desk.error(at, problem.code, problem.message, problem.help.to_owned());
    }
}

/// The figures of a toll, or of a row of `of`, that are out of order.
fn order_problems(deaths: Deaths, row: Option<usize>) -> Vec<TollProblem> {
    let Deaths { low, best, high } = deaths;
    let of_low = row.map_or(TollPart::Low, TollPart::LowOf);
    let of_high = row.map_or(TollPart::High, TollPart::HighOf);
    let inverted = |at: TollPart, message: String| TollProblem {
        code: Code::InvertedToll,
        message,
        help: "the figures stand in the order low, best, high",
        at,
    };
    let mut found = Vec::new();
    match best {
        None if low > high => {
            found.push(inverted(
                of_low,
                format!("low {low} is more than high {high}"),
            ));
        }
        None => {}
        Some(best) => {
            if low > best {
                found.push(inverted(
                    of_low,
                    format!("low {low} is more than best {best}"),
                ));
            }
            if best > high {
                found.push(inverted(
                    of_high,
                    format!("best {best} is more than high {high}"),
                ));
            }
        }
    }
    found
}

/// The mistakes in the deaths of single actors that are part of a toll, each with its key.
pub(crate) fn losses_problems(toll: Deaths, of: &[(&str, Deaths)]) -> Vec<TollProblem> {
    let mut found = Vec::new();
    let mut named = HashSet::new();
    let above = |at: TollPart, message: String| TollProblem {
        code: Code::LossesAboveToll,
        message,
        help: "they are part of the toll: correct the one or the other",
        at,
    };
    let all = toll.high;
    for (row, &(key, deaths)) in of.iter().enumerate() {
        found.extend(order_problems(deaths, Some(row)));
        let own = deaths.high;
        if own > all {
            let message = format!(
                "`{}` lost up to {own}, of a toll of {all} at most",
                shown(key)
            );
            found.push(above(TollPart::Of(Some(row)), message));
        }
        if !named.insert(key) {
            found.push(TollProblem {
                code: Code::RepeatedLosses,
                message: format!("`of` names `{}` twice", shown(key)),
                help: "write one row for each actor, with its low, best and high figure; what \
                       another source says stands in a statement of its own",
                at: TollPart::Actor(row),
            });
        }
    }
    let sum = |figure: fn(Deaths) -> u64| {
        let figures = of.iter().map(|&(_, deaths)| figure(deaths));
        figures.fold(0_u64, u64::saturating_add)
    };
    let lows = sum(|deaths| deaths.low);
    if lows > all {
        let message = format!("of a toll of {all} at most, {lows} are named at least");
        found.push(above(TollPart::Of(None), message));
    }
    let bests = sum(|deaths| deaths.best.unwrap_or(0));
    if let Some(best) = toll.best.filter(|&best| bests > best) {
        let message = format!("the best figures of `of` sum to {bests}, of a toll of {best}");
        found.push(above(TollPart::Of(None), message));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_surely_fits_breaks_no_rule(
            toll in (0..6_u64, prop::option::of(0..6_u64), 0..9_u64),
            of in prop::collection::vec((0..4_u32, 0..4_u64, prop::option::of(0..4_u64), 0..5_u64), 0..11),
        ) {
            let deaths = |low, best, high| Deaths { low, best, high };
            let toll = deaths(toll.0, toll.1, toll.2);
            let losses = of.iter().map(|&(actor, low, best, high)| Loss {
                actor: ActorId::new(actor),
                deaths: deaths(low, best, high),
            });
            let keys = ["a", "b", "c", "d"];
            let named = losses.clone().map(|loss| (keys[loss.actor.index()], loss.deaths));
            let named: Vec<(&str, Deaths)> = named.collect();
            let is_right = losses_problems(toll, &named).is_empty();
            let is_sure = surely_fit(toll, &losses);
            prop_assert!(is_right || !is_sure);
            prop_assert!(is_sure || !is_right || of.len() > FEW);
        }
    }
}
