//! Who fought beside whom in the events of a picture.

use super::line::Line;
use crate::analysis::EventPair;
use crate::export::dot::writing::style::Look;
use crate::export::kit::{run_in_words, when_in_words};
use crate::view::View;

/// A line for each pair that stood on one side of an event, unless a line says already that they are
/// allies or partners.
pub(super) fn lines<'g>(view: View<'g, '_>, known: &[Line<'g>]) -> Vec<Line<'g>> {
    let is_known = |pair: &EventPair<'g>| {
        let (one, other) = (pair.one.id(), pair.other.id());
        known.iter().any(|line| {
            matches!(line.look, Look::Alliance | Look::Cooperation)
                && line.until.is_none()
                && [(one, other), (other, one)].contains(&(line.from, line.to))
        })
    };
    let pairs = view.co_belligerents().into_iter();
    pairs
        .filter(|pair| !is_known(pair))
        .map(|pair| Line {
            look: Look::Beside,
            from: pair.one.id(),
            to: pair.other.id(),
            is_directed: false,
            until: Some(said(&pair)),
            grounds: pair.grounds,
        })
        .collect()
}

/// How many events, and when: `on one side in 3 events, 7 to 15 Oct 2023`.
fn said(pair: &EventPair<'_>) -> String {
    let all = pair.certainly + pair.possibly;
    let mut text = match all {
        1 => String::from("on one side in 1 event"),
        all => format!("on one side in {all} events"),
    };
    if pair.certainly > 0 && pair.possibly > 0 {
        text = format!("{text}, {} of them possibly", pair.possibly);
    }
    let mut events = pair.grounds.statements.iter();
    let when = match &mut events {
        // a single date as its source has it
        all if pair.grounds.statements.len() == 1 => all
            .next()
            .and_then(|one| one.record().event()?.when.as_ref())
            .map(when_in_words),
        _ => run_in_words(pair.days.first, pair.days.last),
    };
    match when {
        Some(when) => format!("{text}, {when}"),
        None => text,
    }
}
