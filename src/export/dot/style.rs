//! What the picture looks like, as plain data: strokes of lines, tints of frames, text colours.
//!
//! The hues are those of Okabe and Ito (2008), which colour-blind readers can tell apart; text is a
//! darker tone of the same hue. No meaning is carried by colour alone.

use super::label::Value;
use super::writer::Attributes;
use crate::model::Certainty;

/// What a line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Look {
    /// An act of violence against someone who fights, too.
    Attack,
    /// Something that happened without being hostile.
    Happened,
    /// A split, merger or renaming.
    Lineage,
    /// An alliance.
    Alliance,
    /// Joint operations without a pact.
    Cooperation,
    /// A membership that no frame can show.
    Membership,
    /// A membership that has ended.
    Departure,
    /// Part of a whole.
    PartOf,
    /// An affiliation.
    Affiliation,
    /// Support.
    Support,
    /// Hosting.
    Hosting,
    /// A rivalry or a state of war.
    Rivalry,
    /// An agreement, ceasefire, neutrality or other tie without a sign.
    Neutral,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    /// The colour of the line; of a double line both and what is between them.
    pub(super) color: &'static str,
    /// The colour of words beside it.
    pub(super) text: &'static str,
    /// How wide it is.
    pub(super) width: &'static str,
    /// The arrow at the end that it leads to.
    pub(super) head: &'static str,
    /// The arrow at the end that it comes from.
    pub(super) tail: &'static str,
    /// What the key calls the two ends.
    pub(super) ends: [&'static str; 2],
}

impl Look {
    /// How such a line is drawn.
    pub(super) const fn stroke(self) -> Stroke {
        STROKES[self as usize]
    }
}

/// The strokes, in the order of [`Look`]: colours of line and text, width, head, tail, ends.
#[rustfmt::skip]
const STROKES: [Stroke; 13] = [
    // attack
    stroke("#D55E00", "#963F00", "1.8", "normal", "none", ["attacker", "attacked"]),
    // happened
    stroke("#666666", "#444444", "1.2", "vee", "none", ["who acts", "whom it concerns"]),
    // lineage
    stroke("#AA4A86", "#8A3B68", "1.8", "normal", "ocrow", ["whole or old", "split off or new"]),
    // alliance
    stroke("#0072B2:#FFFFFF:#0072B2", "#004D73", "1.6", "none", "none", ["group", "ally"]),
    // cooperation
    stroke("#0072B2", "#004D73", "1.6", "none", "none", ["group", "partner in operations"]),
    // membership
    stroke("#009E73", "#00664A", "1.6", "odiamond", "none", ["member", "coalition"]),
    // departure
    stroke("#AA4A86", "#8A3B68", "1.8", "ocrow", "none", ["who left", "coalition"]),
    // part of
    stroke("#009E73", "#00664A", "1.6", "diamond", "none", ["part", "whole"]),
    // affiliation
    stroke("#333333", "#333333", "1.2", "onormal", "none", ["affiliate", "patron"]),
    // support
    stroke("#0072B2", "#004D73", "1.6", "vee", "none", ["supporter", "supported"]),
    // hosting
    stroke("#0072B2", "#004D73", "1.6", "odot", "none", ["host", "hosted"]),
    // rivalry
    stroke("#D55E00", "#963F00", "1.8", "tee", "tee", ["rival or enemy", "rival or enemy"]),
    // neutral
    stroke("#666666", "#444444", "1.2", "none", "none", ["tied otherwise", "as the words say"]),
];

const fn stroke(
    color: &'static str,
    text: &'static str,
    width: &'static str,
    head: &'static str,
    tail: &'static str,
    ends: [&'static str; 2],
) -> Stroke {
    Stroke {
        color,
        text,
        width,
        head,
        tail,
        ends,
    }
}

/// Which arrows a line has, as it is written from left to right or from below upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrows {
    /// As the stroke has them.
    Along,
    /// The other way round.
    Against,
    /// The head at both ends.
    Both,
    /// None.
    None,
}

/// The attributes of a line.
pub(super) fn line(look: Look, arrows: Arrows, certainty: Certainty) -> Attributes {
    let Stroke { head, tail, .. } = look.stroke();
    match arrows {
        Arrows::Along => ends(look, tail, head, certainty),
        Arrows::Against => ends(look, head, tail, certainty),
        Arrows::Both => ends(look, head, head, certainty),
        Arrows::None => ends(look, "none", "none", certainty),
    }
}

/// The attributes of a line with these arrows at its first and its last end.
pub(super) fn ends(
    look: Look,
    first: &'static str,
    last: &'static str,
    certainty: Certainty,
) -> Attributes {
    let Stroke { color, width, .. } = look.stroke();
    let line = Attributes::default()
        .word("color", color)
        .word("penwidth", width);
    let line = match (first, last) {
        ("none", "none") => line.word("dir", "none"),
        ("none", last) => line.word("arrowhead", last),
        (first, "none") => line.word("dir", "back").word("arrowtail", first),
        (first, last) => line
            .word("dir", "both")
            .word("arrowtail", first)
            .word("arrowhead", last),
    };
    match pen(certainty) {
        "solid" => line,
        pen => line.word("style", pen),
    }
}

/// How certainty is drawn: solid, dashed or dotted.
pub(super) const fn pen(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Reported | Certainty::Confirmed => "solid",
        Certainty::Claimed => "dashed",
        Certainty::Alleged | Certainty::Planned | Certainty::Denied => "dotted",
    }
}

/// The colours of a frame and of the actors in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tint {
    /// The frame's border.
    pub(super) border: &'static str,
    /// What fills the frame.
    pub(super) ground: &'static str,
    /// The frame's title.
    pub(super) text: &'static str,
    /// The border of an actor in it.
    pub(super) edge: &'static str,
    /// What fills an actor in it.
    pub(super) fill: &'static str,
}

const fn tint(
    border: &'static str,
    ground: &'static str,
    text: &'static str,
    edge: &'static str,
    fill: &'static str,
) -> Tint {
    Tint {
        border,
        ground,
        text,
        edge,
        fill,
    }
}

/// Frames of coalitions, in turn.
pub(super) const COALITIONS: [Tint; 4] = [
    tint("#0072B2", "#EAF4FA", "#004D73", "#0072B2", "#CFE6F3"),
    tint("#009E73", "#E5F5F0", "#00664A", "#009E73", "#C4E8DC"),
    tint("#AA4A86", "#FBF0F6", "#8A3B68", "#AA4A86", "#F0D6E5"),
    tint("#2A8FC4", "#E6F4FB", "#004D73", "#2A8FC4", "#C9E6F6"),
];

/// Frames that the caller asks for, in turn.
pub(super) const CALLERS: [Tint; 4] = [
    tint("#E69F00", "#FDF5E4", "#6B4A00", "#B87F00", "#FBE3B0"),
    tint("#555555", "#F2F2F2", "#333333", "#555555", "#D9D9D9"),
    tint("#009E73", "#E5F5F0", "#00664A", "#009E73", "#C4E8DC"),
    tint("#AA4A86", "#FBF0F6", "#8A3B68", "#AA4A86", "#F0D6E5"),
];

/// An actor in no frame.
pub(super) const ALONE: Tint = tint("#333333", "#FFFFFF", "#333333", "#333333", "#FFFFFF");

/// An actor that has left its coalition.
pub(super) const LEFT: Tint = tint("#AA4A86", "#FFFFFF", "#8A3B68", "#AA4A86", "#F7E6EF");

/// What all graphs have.
pub(super) fn graph() -> Attributes {
    Attributes::default()
        .word("rankdir", "LR")
        .word("compound", "true")
        .word("newrank", "true")
        // a second pass would swap the lanes inside frames, whatever their lines say
        .word("remincross", "false")
        .word("outputorder", "edgesfirst")
        .word("splines", "true")
        .word("fontname", FONT)
        .word("bgcolor", "#FFFFFF")
        .word("pad", "0.3")
        .word("nodesep", "0.28")
        .word("ranksep", "0.55")
        .word("labelloc", "t")
        .word("labeljust", "l")
}

/// What all nodes have that do not say otherwise.
pub(super) fn node() -> Attributes {
    Attributes::default()
        .word("fontname", FONT)
        .word("fontsize", "12")
        .word("shape", "box")
        .word("style", "rounded,filled")
        .word("color", "#333333")
        .word("fillcolor", "#FFFFFF")
        .word("penwidth", "1.2")
        .word("margin", "0.16,0.09")
}

/// What all edges have that do not say otherwise.
pub(super) fn edge() -> Attributes {
    Attributes::default()
        .word("fontname", FONT)
        .word("fontsize", "10")
        .word("color", "#333333")
        .word("fontcolor", "#333333")
        .word("arrowsize", "0.8")
}

const FONT: &str = "Helvetica,Arial,sans-serif";

/// The attributes of a frame.
pub(super) fn frame(tint: Tint) -> Attributes {
    Attributes::default()
        .word("labeljust", "l")
        .word("fontsize", "12")
        .word("fontcolor", tint.text)
        .word("style", "rounded,filled")
        .word("color", tint.border)
        .word("fillcolor", tint.ground)
        .word("penwidth", "1.6")
        .word("margin", "14")
}

/// The attributes of an actor's box.
pub(super) fn actor(tint: Tint) -> Attributes {
    Attributes::default()
        .word("color", tint.edge)
        .word("fillcolor", tint.fill)
}

/// The attributes of an event's box.
pub(super) fn event(look: Look, certainty: Certainty) -> Attributes {
    let style = match pen(certainty) {
        "dashed" => "filled,dashed",
        "dotted" => "filled,dotted",
        _ => "filled",
    };
    Attributes::default()
        .word("style", style)
        .word("color", look.stroke().color)
        .word("penwidth", "1.3")
        .word("margin", "0.09,0.05")
        .word("fontsize", "10")
}

/// A colour or width as a value.
pub(super) const fn word(word: &'static str) -> Value {
    Value::Word(word)
}
