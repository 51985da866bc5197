//! The stroke and the words for each kind of change.

use crate::export::dot::writing::Attributes;
use crate::export::dot::writing::style;
use crate::export::dot::writing::{Ink, Tone};
use crate::model::Certainty;
use crate::query::ChangeKind;

/// The stroke and the words for a kind of change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) tone: Tone,
    /// The arrow at the changing actor, and the one at the other actor.
    pub(super) arrows: [&'static str; 2],
    pub(super) word: &'static str,
    /// The verb of a sentence, before the name of the other actor.
    pub(super) to_other: &'static str,
    /// The names of the two ends in the key.
    pub(super) ends: [&'static str; 2],
}

/// Returns the stroke for a kind of change; `None` if it is not drawn as a line.
///
/// Stated changes have filled arrowheads, derived changes open ones.
pub(super) const fn stroke(kind: ChangeKind) -> Option<Stroke> {
    let (tone, arrows, word, to_other, ends) = match kind {
        ChangeKind::Split => (
            Tone::Parted,
            ["normal", "crow"],
            "splits off",
            "splits off from",
            ["splits off", "from"],
        ),
        ChangeKind::Merged => (
            Tone::Allied,
            ["none", "normal"],
            "merges",
            "merges into",
            ["merges", "into"],
        ),
        ChangeKind::Renamed => (
            Tone::Plain,
            ["none", "vee"],
            "is renamed",
            "is renamed",
            ["old name", "new name"],
        ),
        ChangeKind::Joined => (
            Tone::Belonging,
            ["none", "odiamond"],
            "joins",
            "joins",
            ["joins", "coalition (derived)"],
        ),
        ChangeKind::Left => (
            Tone::Parted,
            ["onormal", "ocrow"],
            "leaves",
            "leaves",
            ["leaves", "coalition (derived)"],
        ),
        ChangeKind::Integrated => (
            Tone::Belonging,
            ["none", "ediamond"],
            "becomes part",
            "becomes part of",
            ["becomes part", "of the whole (derived)"],
        ),
        ChangeKind::Separated => (
            Tone::Parted,
            ["onormal", "ocrow"],
            "separates",
            "separates from",
            ["separates", "from the whole (derived)"],
        ),
        _ => return None,
    };
    Some(Stroke {
        tone,
        arrows,
        word,
        to_other,
        ends,
    })
}

/// Returns the attributes of a line.
pub(super) fn line(stroke: Stroke, certainty: Certainty) -> Attributes {
    let [tail, head] = stroke.arrows;
    let line = Attributes::default()
        .ink("color", Ink::Line(stroke.tone))
        .word("penwidth", "1.6")
        .word("dir", "both")
        .word("arrowtail", tail)
        .word("arrowhead", head);
    match style::pen(certainty) {
        "solid" => line,
        pen => line.word("style", pen),
    }
}

/// Returns the length of an arrow in points.
pub(super) fn arrow_length(arrow: &str) -> f64 {
    match arrow {
        "none" => 0.0,
        "odiamond" | "ediamond" => 9.0,
        _ => 7.5,
    }
}
