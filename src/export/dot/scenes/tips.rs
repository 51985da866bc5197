//! Tooltips: all that is known of an event and of a departure.

use super::scene::{Deed, Departure};
use crate::export::kit::words::{dates_of, tip};
use crate::query::Cause;

/// All that is known of an event.
pub(in crate::export::dot) fn deed_tip(deed: &Deed<'_>) -> String {
    let happening = &deed.happening;
    tip(
        &format!("{}: {happening}", dates_of(happening)),
        &happening.grounds,
    )
}

/// All that is known of a departure; it is derived, and says from what.
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
