//! Tooltips that describe an event or a departure in full.

use super::scene::{Deed, Departure};
use crate::export::kit::words::{dates_of, tip};
use crate::query::Cause;

/// Describes an event in full.
pub(in crate::export::dot) fn deed_tip(deed: &Deed<'_>) -> String {
    let happening = &deed.happening;
    tip(
        &format!("{}: {happening}", dates_of(happening)),
        &happening.grounds,
    )
}

/// Describes a departure in full, with the fact from which it is derived.
pub(in crate::export::dot) fn departure_tip(departure: &Departure<'_>) -> String {
    let change = &departure.change;
    let derived = match change.cause {
        Some(Cause::Event(event)) => {
            format!("Derived from the {} `{}`.", event.kind(), event.key())
        }
        Some(cause) => format!("Derived from {cause}."),
        None => String::from("Derived from the end of the membership."),
    };
    tip(&format!("{change}\n{derived}"), &change.grounds)
}
