//! Whether the record speaks of the days that are asked for: silence about others is no zero.

use super::page::{Page, Style};
use factions::{Covered, View};

/// What stands where a figure is unknown.
pub(crate) const UNKNOWN: &str = "—";

/// Whether the record speaks of the events of the days of an answer.
pub(crate) fn sentence(covered: Covered) -> &'static str {
    match covered {
        Covered::Yes => "Covered: yes, the record speaks of the events of all these days.",
        Covered::Partly => {
            "Covered: partly, the record need not speak of the events of all these days; where it tells of \
             none, that is no sign that nothing happened."
        }
        Covered::No => {
            "Covered: no, the record does not speak of the events of these days; that it tells of none is \
             no sign that nothing happened."
        }
    }
}

/// The same where something is not covered, as a paragraph; of all of time no record speaks.
pub(crate) fn remark(page: &mut Page, view: View<'_, '_>) {
    let window = view.event_window();
    let is_bounded = window.from.is_finite() && window.to.is_finite();
    let covered = view.covered();
    if covered == Covered::No || (covered == Covered::Partly && is_bounded) {
        page.paragraph(sentence(covered), Style::Plain, 2);
    }
}

/// The same of a table in which each row says it, if one is not covered whole.
pub(crate) const NOTE: &str = "Covered: whether the record speaks of the events of the days; where it does \
     not, and tells of none, nothing is known. ";

/// A number, or a dash where nothing is known.
pub(crate) fn number(count: u64, is_silent: bool) -> String {
    if is_silent {
        UNKNOWN.to_owned()
    } else {
        count.to_string()
    }
}
