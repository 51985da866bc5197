//! The styles of a picture: strokes of lines and tints of frames, with the tones of its theme.
//!
//! Colour alone never carries a meaning.

use super::theme::{Ink, Tone};
use super::writer::Attributes;
use crate::analysis::DyadSign;
use crate::model::Certainty;

/// The meaning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::export::dot) enum Look {
    /// An act of violence, also against someone who fights.
    Attack,
    /// An event that was not hostile.
    Happened,
    /// A split, merger or renaming.
    Lineage,
    /// An alliance.
    Alliance,
    /// Joint operations without a pact.
    Cooperation,
    /// Events in which both were on one side.
    Beside,
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

/// The style of a line.
#[derive(Debug, Clone, Copy)]
pub(in crate::export::dot) struct Stroke {
    /// The colour of the line.
    pub(super) color: Ink,
    /// The tone of words beside it.
    pub(in crate::export::dot) text: Tone,
    /// The width of the line.
    pub(super) width: &'static str,
    /// The arrow at the end of the line.
    pub(in crate::export::dot) head: &'static str,
    /// The arrow at the start of the line.
    pub(in crate::export::dot) tail: &'static str,
    /// The names of both ends in the key.
    pub(in crate::export::dot) ends: [&'static str; 2],
}

impl Look {
    /// Returns the sign of ties with this look.
    pub(in crate::export::dot) const fn sign(self) -> Option<DyadSign> {
        match self {
            Self::Attack | Self::Rivalry => Some(DyadSign::Negative),
            Self::Alliance
            | Self::Cooperation
            | Self::Membership
            | Self::PartOf
            | Self::Affiliation
            | Self::Support
            | Self::Hosting => Some(DyadSign::Positive),
            Self::Happened | Self::Lineage | Self::Beside | Self::Departure | Self::Neutral => None,
        }
    }

    /// Returns the stroke of lines with this look.
    pub(in crate::export::dot) const fn stroke(self) -> Stroke {
        STROKES[self as usize]
    }
}

/// The strokes in the order of [`Look`]: colour, width, head, tail, ends.
#[rustfmt::skip]
const STROKES: [Stroke; 14] = [
    // attack
    stroke(Tone::Hostile, "1.8", "normal", "none", ["attacker", "attacked"]),
    // happened
    stroke(Tone::Plain, "1.2", "vee", "none", ["who acts", "whom it concerns"]),
    // lineage
    stroke(Tone::Parted, "1.8", "normal", "ocrow", ["whole or old", "split off or new"]),
    // alliance
    Stroke { color: Ink::Double(Tone::Allied), ..stroke(Tone::Allied, "1.6", "none", "none", ["group", "ally"]) },
    // cooperation
    stroke(Tone::Allied, "1.6", "none", "none", ["group", "partner in operations"]),
    // beside
    stroke(Tone::Allied, "1.2", "dot", "dot", ["fought on one side", "in events drawn"]),
    // membership
    stroke(Tone::Belonging, "1.6", "odiamond", "none", ["member", "coalition"]),
    // departure
    stroke(Tone::Parted, "1.8", "ocrow", "none", ["who left", "coalition"]),
    // part of
    stroke(Tone::Belonging, "1.6", "diamond", "none", ["part", "whole"]),
    // affiliation
    stroke(Tone::Ink, "1.2", "onormal", "none", ["affiliate", "patron"]),
    // support
    stroke(Tone::Allied, "1.6", "vee", "none", ["supporter", "supported"]),
    // hosting
    stroke(Tone::Allied, "1.6", "odot", "none", ["host", "hosted"]),
    // rivalry
    stroke(Tone::Hostile, "1.8", "tee", "tee", ["rival or enemy", "rival or enemy"]),
    // neutral
    stroke(Tone::Plain, "1.2", "none", "none", ["tied otherwise", "as the words say"]),
];

const fn stroke(
    tone: Tone,
    width: &'static str,
    head: &'static str,
    tail: &'static str,
    ends: [&'static str; 2],
) -> Stroke {
    Stroke {
        color: Ink::Line(tone),
        text: tone,
        width,
        head,
        tail,
        ends,
    }
}

/// The arrows of a line, which is written from left to right or upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export::dot) enum Arrows {
    /// The arrows of the stroke.
    Along,
    /// The arrows of the stroke, exchanged.
    Against,
    /// The head at both ends.
    Both,
    /// No arrows.
    None,
}

/// Returns the attributes of a line.
pub(in crate::export::dot) fn line(look: Look, arrows: Arrows, certainty: Certainty) -> Attributes {
    let Stroke { head, tail, .. } = look.stroke();
    match arrows {
        Arrows::Along => ends(look, tail, head, certainty),
        Arrows::Against => ends(look, head, tail, certainty),
        Arrows::Both => ends(look, head, head, certainty),
        Arrows::None => ends(look, "none", "none", certainty),
    }
}

/// Returns the attributes of a line with these arrows at its start and end.
pub(in crate::export::dot) fn ends(
    look: Look,
    first: &'static str,
    last: &'static str,
    certainty: Certainty,
) -> Attributes {
    let Stroke { color, width, .. } = look.stroke();
    let line = Attributes::default()
        .ink("color", color)
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

/// Returns the pen for a certainty: solid, dashed or dotted.
pub(in crate::export) const fn pen(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Reported | Certainty::Confirmed => "solid",
        Certainty::Claimed => "dashed",
        Certainty::Alleged | Certainty::Planned | Certainty::Denied => "dotted",
    }
}

/// The colours of a frame and of the actors in it.
pub(in crate::export::dot) type Tint = Tone;

/// The tints of coalitions, in rotation.
pub(in crate::export::dot) const COALITIONS: [Tint; 4] =
    [Tone::Allied, Tone::Belonging, Tone::Parted, Tone::Sky];

/// The tints of the caller's groups, in rotation.
pub(in crate::export::dot) const CALLERS: [Tint; 4] =
    [Tone::Amber, Tone::Plain, Tone::Belonging, Tone::Parted];

/// The tints of camps, in rotation.
pub(in crate::export::dot) const CAMPS: [Tint; 6] = [
    Tone::Sky,
    Tone::Amber,
    Tone::Parted,
    Tone::Belonging,
    Tone::Hostile,
    Tone::Plain,
];

/// The width of a line whose tie is in the way of the camps.
pub(in crate::export::dot) const FRUSTRATED: &str = "4.5";

/// The tint of an actor in no frame.
pub(in crate::export::dot) const ALONE: Tint = Tone::Ink;

/// The tint of an actor that has left its coalition.
pub(in crate::export::dot) const LEFT: Tint = Tone::Parted;

/// Returns the attributes of all graphs.
pub(in crate::export::dot) fn graph() -> Attributes {
    Attributes::default()
        .word("rankdir", "LR")
        .word("compound", "true")
        .word("newrank", "true")
        // a second pass would swap lanes inside frames, against their lines
        .word("remincross", "false")
        .word("outputorder", "edgesfirst")
        .word("splines", "true")
        .word("fontname", FONT)
        .ink("bgcolor", Ink::Background)
        .ink("fontcolor", Ink::Text)
        .word("pad", "0.3")
        .word("nodesep", "0.28")
        .word("ranksep", "0.55")
        .word("labelloc", "t")
        .word("labeljust", "l")
}

/// Returns the default attributes of nodes.
pub(in crate::export::dot) fn node() -> Attributes {
    Attributes::default()
        .word("fontname", FONT)
        .word("fontsize", "12")
        .word("shape", "box")
        .word("style", "rounded,filled")
        .ink("color", Ink::Edge)
        .ink("fillcolor", Ink::Paper)
        .ink("fontcolor", Ink::Text)
        .word("penwidth", "1.2")
        .word("margin", "0.16,0.09")
}

/// Returns the default attributes of edges.
pub(in crate::export::dot) fn edge() -> Attributes {
    Attributes::default()
        .word("fontname", FONT)
        .word("fontsize", "10")
        .ink("color", Ink::Edge)
        .ink("fontcolor", Ink::Edge)
        .word("arrowsize", "0.8")
}

const FONT: &str = "Helvetica,Arial,sans-serif";

/// The attributes of a frame.
pub(in crate::export::dot) fn frame(tint: Tint) -> Attributes {
    Attributes::default()
        .word("labeljust", "l")
        .word("fontsize", "12")
        .ink("fontcolor", Ink::Words(tint))
        .word("style", "rounded,filled")
        .ink("color", Ink::Line(tint))
        .ink("fillcolor", Ink::Ground(tint))
        .word("penwidth", "1.6")
        .word("margin", "14")
}

/// The attributes of an actor's box.
pub(in crate::export::dot) fn actor(tint: Tint) -> Attributes {
    Attributes::default()
        .ink("color", Ink::Line(tint))
        .ink("fillcolor", Ink::Fill(tint))
}

/// The attributes of an event's box.
pub(in crate::export::dot) fn event(look: Look, certainty: Certainty) -> Attributes {
    let style = match pen(certainty) {
        "dashed" => "filled,dashed",
        "dotted" => "filled,dotted",
        _ => "filled",
    };
    Attributes::default()
        .word("style", style)
        .ink("color", look.stroke().color)
        .word("penwidth", "1.3")
        .word("margin", "0.09,0.05")
        .word("fontsize", "10")
}
