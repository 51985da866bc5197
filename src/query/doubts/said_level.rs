//! The days of a tie by its surer tellings alone and by all, and how surely two ties meet.

use crate::model::{Certainty, Spans, Window};

/// The days of a tie by the tellings of one certainty and of higher ones; a denial counts as confirmed.
pub(super) struct SaidLevel {
    pub(super) certainty: Certainty,
    pub(super) spans: Spans,
    /// The days on which a relation certainly holds, or the day on which an event certainly was.
    pub(super) core: Option<Window>,
}

/// Returns the certainty with which two ties meet in a window, certainly or possibly: the highest one at which they
/// still meet when all weaker tellings are left out.
pub(super) fn meeting_certainty(
    [one, two]: [&[SaidLevel]; 2],
    window: Window,
    is_certain: bool,
) -> Option<Certainty> {
    let each = one.iter().flat_map(|a| two.iter().map(move |b| (a, b)));
    let still_so = each.filter(|(a, b)| {
        if is_certain {
            let core = a.core.zip(b.core);
            core.is_some_and(|(a, b)| !a.meet(b).meet(window).is_empty())
        } else {
            a.spans.meet(&b.spans).meets(window)
        }
    });
    still_so.map(|(a, b)| a.certainty.min(b.certainty)).max()
}
