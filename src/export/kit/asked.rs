//! The filters of a view in words.

use super::dates::day_in_words;
use crate::model::{Certainty, Covered, Holds, Window};
use crate::view::View;

/// Describes the filters of time and evidence: `only what is certain in time`, `as known on 5 Oct 2023`.
pub(in crate::export) fn filters(view: View<'_, '_>) -> Vec<String> {
    let sure = view
        .certainly
        .then(|| String::from("only what is certain in time"));
    let known = view.known_on.and_then(day_in_words);
    let known = known.map(|day| format!("as known on {day}"));
    let level = view.at_least != Certainty::Alleged;
    let level = level.then(|| format!("at least {}", view.at_least));
    sure.into_iter().chain(known).chain(level).collect()
}

/// Describes how far the record covers the events of the view's days; `None` if it covers them all, or if it covers a
/// part of unbounded days, since no record covers all of time.
pub(in crate::export) fn coverage(view: View<'_, '_>) -> Option<String> {
    let days = view.event_window();
    match view.covered() {
        Covered::Partly if !(days.from.is_finite() && days.to.is_finite()) => None,
        Covered::Yes => None,
        Covered::Partly => Some(String::from("events of these days are partly covered")),
        Covered::No => Some(String::from("events of these days are not covered")),
    }
}

/// Returns how something holds in a window, unless the window is all of time and it certainly holds, which says
/// nothing.
pub(in crate::export) fn stated(window: Window, holds: Holds) -> Option<Holds> {
    (window != Window::ALL || holds != Holds::Certainly).then_some(holds)
}
