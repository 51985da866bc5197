//! The lines between the lanes of a genealogy: splits, mergers, renamings, joins and departures.

use super::descent::{Lane, Turn};
use super::sheet::Sheet;
use crate::export::dot::drawing::address;
use crate::export::dot::writing::Attributes;
use crate::export::dot::writing::Value;
use crate::export::dot::writing::style;
use crate::export::dot::writing::wrap;
use crate::export::dot::writing::{Ink, Tone};
use crate::export::kit::words;
use crate::model::Certainty;
use crate::query::{Cause, ChangeKind};
use std::collections::{BTreeMap, BTreeSet};

/// How a kind of change is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    tone: Tone,
    /// The arrow at the actor of the change, and at the other.
    arrows: [&'static str; 2],
    word: &'static str,
    /// What the key calls the two ends.
    pub(super) ends: [&'static str; 2],
}

/// How a kind of change is drawn; `None`: not as a line.
///
/// What is stated has filled arrowheads, what is derived open ones.
pub(super) const fn stroke(kind: ChangeKind) -> Option<Stroke> {
    let (tone, arrows, word, ends) = match kind {
        ChangeKind::Split => (
            Tone::Parted,
            ["normal", "crow"],
            "splits off",
            ["splits off", "from"],
        ),
        ChangeKind::Merged => (
            Tone::Allied,
            ["none", "normal"],
            "merges",
            ["merges", "into"],
        ),
        ChangeKind::Renamed => (
            Tone::Plain,
            ["none", "vee"],
            "is renamed",
            ["old name", "new name"],
        ),
        ChangeKind::Joined => (
            Tone::Belonging,
            ["none", "odiamond"],
            "joins",
            ["joins", "coalition (derived)"],
        ),
        ChangeKind::Left => (
            Tone::Parted,
            ["onormal", "ocrow"],
            "leaves",
            ["leaves", "coalition (derived)"],
        ),
        ChangeKind::Integrated => (
            Tone::Belonging,
            ["none", "ediamond"],
            "becomes part",
            ["becomes part", "of the whole (derived)"],
        ),
        ChangeKind::Separated => (
            Tone::Parted,
            ["onormal", "ocrow"],
            "separates",
            ["separates", "from the whole (derived)"],
        ),
        _ => return None,
    };
    Some(Stroke {
        tone,
        arrows,
        word,
        ends,
    })
}

impl<'g> Sheet<'_, 'g, '_> {
    /// The lines between lanes, each in the pieces of which it is written.
    pub(super) fn lines(&self) -> Vec<Piece> {
        let mut lines: BTreeMap<(usize, usize, usize), Vec<&Turn<'g>>> = BTreeMap::new();
        for turn in &self.descents.turns {
            let other = turn
                .change
                .other
                .and_then(|other| self.descents.lane(other.id()));
            if let (Some(one), Some(other)) = (self.descents.lane(turn.change.actor.id()), other) {
                let key = (turn.column, one.min(other), one.max(other));
                lines.entry(key).or_default().push(turn);
            }
        }
        // two lines of one pair of neighbours make Graphviz fail ("triangulation failed", seen in 2.43)
        let mut taken: BTreeSet<(usize, usize, usize)> = lines.keys().copied().collect();
        let mut pieces = Vec::new();
        for ((column, upper, lower), turns) in lines {
            if let Some(&first) = turns.first() {
                let (way, is_whole) = self.way(column, (upper, lower), first, &taken);
                taken.extend(
                    way.windows(2)
                        .map(|pair| (column, pair[0].min(pair[1]), pair[0].max(pair[1]))),
                );
                pieces.extend(self.pieces(column, &way, is_whole, &turns));
            }
        }
        pieces
    }

    /// The lanes that a line touches, from the actor of its change on, and whether it leads all the
    /// way: straight through lanes on which nothing happens, up to one that goes the same way; else
    /// around them.
    fn way(
        &self,
        column: usize,
        (upper, lower): (usize, usize),
        first: &Turn<'g>,
        taken: &BTreeSet<(usize, usize, usize)>,
    ) -> (Vec<usize>, bool) {
        let lanes = &self.descents.lanes;
        let mut way: Vec<usize> = (upper..=lower)
            .filter(|&place| self.stations(&lanes[place]).contains(&column))
            .collect();
        if first.change.actor.id() != lanes[upper].actor {
            way.reverse();
        }
        let around = (vec![way[0], way[way.len() - 1]], true);
        let goes_too = |lane: &Lane| {
            let mut others = self
                .descents
                .turns
                .iter()
                .filter(|turn| turn.column == column);
            let is_alone = lane.start != column && first.change.kind != ChangeKind::Split;
            is_alone
                && others.any(|turn| {
                    (turn.change.kind, turn.change.other) == (first.change.kind, first.change.other)
                        && turn.change.actor.id() == lane.actor
                })
        };
        let is_free = |lane: &Lane| {
            column != lane.start && column != lane.end && !lane.points.contains_key(&column)
        };
        let between = &way[1..way.len() - 1];
        if between.is_empty() {
            return around;
        }
        let stop = between.iter().position(|&place| goes_too(&lanes[place]));
        let passed = &between[..stop.unwrap_or(between.len())];
        if !passed.iter().all(|&place| is_free(&lanes[place])) {
            return around;
        }
        if let Some(stop) = stop {
            way.truncate(stop + 2);
        }
        let mut steps = way.windows(2);
        if steps.any(|pair| taken.contains(&(column, pair[0].min(pair[1]), pair[0].max(pair[1])))) {
            return around;
        }
        (way, stop.is_none())
    }

    fn pieces(
        &self,
        column: usize,
        way: &[usize],
        is_whole: bool,
        turns: &[&Turn<'g>],
    ) -> Vec<Piece> {
        let Some(&first) = turns.first() else {
            return Vec::new();
        };
        let Some(stroke) = stroke(first.change.kind) else {
            return Vec::new();
        };
        let lanes = &self.descents.lanes;
        let is_downward = way[0] < way[1];
        let (top, bottom) = (way[0].min(way[1]), way[0].max(way[1]));
        let mut inner = lanes[top + 1..bottom].iter();
        let is_around = inner.any(|lane| self.stations(lane).contains(&column));
        let certainty = turns
            .iter()
            .map(|turn| words::drawn(&turn.change.grounds))
            .max();
        let tips: Vec<String> = turns.iter().map(|turn| tip(turn)).collect();
        let whole = line(
            stroke,
            !is_downward,
            certainty.unwrap_or(Certainty::Alleged),
        )
        .with("tooltip", Value::Tip(tips.join("\n\n")))
        .and(address(&first.change.grounds));
        let last = way.len() - 2;
        let (near, far) = if is_downward {
            ("arrowtail", "arrowhead")
        } else {
            ("arrowhead", "arrowtail")
        };
        let pieces = way.windows(2).enumerate().map(|(place, pair)| {
            let mut part = whole.clone();
            if place > 0 {
                part = part.word(near, "none");
            } else {
                part = part.and(Self::label(turns, stroke, column > 0 && !is_around));
            }
            if place < last || !is_whole {
                part = part.word(far, "none");
            }
            let ends = [
                self.id(&lanes[pair[0]], column),
                self.id(&lanes[pair[1]], column),
            ];
            let [from, to] = ends;
            if is_downward {
                Piece {
                    from,
                    to,
                    attributes: part,
                }
            } else {
                Piece {
                    from: to,
                    to: from,
                    attributes: part,
                }
            }
        });
        pieces.collect()
    }

    /// The words beside a line; those inside a column lie on it, so they are pushed to its right.
    fn label(turns: &[&Turn<'g>], own: Stroke, is_close: bool) -> Attributes {
        let mut lines: Vec<String> = Vec::new();
        for turn in turns {
            let word = stroke(turn.change.kind).map_or("", |stroke| stroke.word);
            lines.push(word.to_owned());
            if let Some(doubt) = words::doubt(&turn.change.grounds) {
                lines.extend(wrap(&doubt, 22, 3));
            }
        }
        // Graphviz puts the label of a line inside a column into the column before, and fails where
        // there is none or where the line goes around others ("trouble in init_rank", seen in 2.43)
        let pushed = lines.iter().map(|line| {
            let pad = if is_close {
                line.chars().count() * 5 / 2 + 7
            } else {
                1
            };
            format!("{}{line}", "\u{a0}".repeat(pad))
        });
        let text = Value::Text(pushed.collect::<Vec<_>>().join("\n"));
        Attributes::default()
            .with(if is_close { "label" } else { "xlabel" }, text)
            .ink("fontcolor", Ink::Words(own.tone))
    }
}

/// A piece of a line between lanes, from the upper to the lower one.
pub(super) struct Piece {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) attributes: Attributes,
}

/// The attributes of a line from the upper to the lower lane.
pub(super) fn line(stroke: Stroke, is_turned: bool, certainty: Certainty) -> Attributes {
    let [mut tail, mut head] = stroke.arrows;
    if is_turned {
        (tail, head) = (head, tail);
    }
    let line = Attributes::default()
        .ink("color", Ink::Line(stroke.tone))
        .word("penwidth", "1.8")
        .word("dir", "both")
        .word("arrowtail", tail)
        .word("arrowhead", head);
    match style::pen(certainty) {
        "solid" => line,
        pen => line.word("style", pen),
    }
}

/// All that is known of a change, and from what it is derived.
pub(super) fn tip(turn: &Turn<'_>) -> String {
    let change = &turn.change;
    let derived = match (change.kind, change.cause) {
        (ChangeKind::Left | ChangeKind::Separated, Some(Cause::Event(event))) => {
            format!("\nDerived from the {} `{}`.", event.kind(), event.key())
        }
        (ChangeKind::Left | ChangeKind::Separated, Some(cause)) => {
            format!("\nDerived from {cause}.")
        }
        (ChangeKind::Left, None) => String::from("\nDerived from the end of the membership."),
        (ChangeKind::Joined, _) => String::from("\nDerived from the start of the membership."),
        (ChangeKind::Integrated, _) => String::from("\nDerived from the start of the part-of."),
        (ChangeKind::Separated, None) => String::from("\nDerived from the end of the part-of."),
        (ChangeKind::Formed | ChangeKind::Dissolved, _) => {
            String::from("\nDerived from the actor's active period.")
        }
        _ => String::new(),
    };
    words::tip(
        &format!("{}: {change}{derived}", turn.when),
        &change.grounds,
    )
}
