//! The figures of a toll are in order, and whose the dead were fits into it.

use super::checked::Checked;
use crate::model::{Deaths, Matter, Toll};
use crate::record::at::{At, Spots};
use crate::record::code::Code;
use crate::record::desk::Desk;
use crate::record::key::Key;
use std::collections::HashMap;

/// Every toll with the places of its statement.
fn tolls<'r>(checked: &Checked<'r>) -> impl Iterator<Item = (&'r Toll, &'r Spots)> {
    checked.rows.statements.iter().filter_map(|row| {
        let Matter::Event(event) = &row.statement.matter else {
            return None;
        };
        Some((event.killed.as_ref()?, &row.spots))
    })
}

pub(super) fn inverted_tolls(checked: &Checked<'_>, desk: &mut Desk) {
    for (toll, spots) in tolls(checked) {
        let keys = [Key::KilledLow, Key::KilledHigh].map(|key| spots.of(key));
        in_order(desk, toll.deaths, keys);
        for (index, loss) in toll.of.iter().enumerate() {
            let keys = [Key::KilledOfLow, Key::KilledOfHigh];
            in_order(desk, loss.deaths, keys.map(|key| spots.element(key, index)));
        }
    }
}

/// Lays down the figures that are out of order, at the place of the low or the high one.
fn in_order(desk: &mut Desk, deaths: Deaths, [of_low, of_high]: [At; 2]) {
    let Deaths { low, best, high } = deaths;
    let mut inverted = |at: At, message: String| {
        let help = "the figures stand in the order low, best, high".to_owned();
        desk.error(at, Code::InvertedToll, message, help);
    };
    match best {
        None if low > high => inverted(of_low, format!("low {low} is more than high {high}")),
        None => {}
        Some(best) => {
            if low > best {
                inverted(of_low, format!("low {low} is more than best {best}"));
            }
            if best > high {
                inverted(of_high, format!("best {best} is more than high {high}"));
            }
        }
    }
}

pub(super) fn losses_above_tolls(checked: &Checked<'_>, desk: &mut Desk) {
    let mut above = |at: At, message: String| {
        let help = "they are part of the toll: correct the one or the other";
        desk.error(at, Code::LossesAboveToll, message, help.to_owned());
    };
    for (toll, spots) in tolls(checked) {
        let (deaths, at) = (toll.deaths, spots.of(Key::KilledOf));
        for (index, loss) in toll.of.iter().enumerate() {
            let (own, all) = (loss.deaths.high, deaths.high);
            if own > all {
                let key = checked.key(loss.actor);
                let message = format!("`{key}` lost up to {own}, of a toll of {all} at most");
                above(spots.element(Key::KilledOf, index), message);
            }
        }
        let sum = |of: fn(Deaths) -> u64| {
            let figures = toll.of.iter().map(|loss| of(loss.deaths));
            figures.fold(0_u64, u64::saturating_add)
        };
        let lows = sum(|deaths| deaths.low);
        if lows > deaths.high {
            let high = deaths.high;
            let message = format!("of a toll of {high} at most, {lows} are named at least");
            above(at, message);
        }
        let bests = sum(|deaths| deaths.best.unwrap_or(0));
        if let Some(best) = deaths.best.filter(|&best| bests > best) {
            let message = format!("the best figures of `of` sum to {bests}, of a toll of {best}");
            above(at, message);
        }
    }
}

pub(super) fn repeated_losses(checked: &Checked<'_>, desk: &mut Desk) {
    for (toll, spots) in tolls(checked) {
        let mut named = HashMap::new();
        for (index, loss) in toll.of.iter().enumerate() {
            if named.insert(loss.actor, index).is_some() {
                let key = checked.key(loss.actor);
                let at = spots.element(Key::KilledOfActor, index);
                let message = format!("`of` names `{key}` twice");
                let help = "write one row for each actor, with its low, best and high figure; \
                    what another source says stands in a statement of its own";
                desk.error(at, Code::RepeatedLosses, message, help.to_owned());
            }
        }
    }
}
