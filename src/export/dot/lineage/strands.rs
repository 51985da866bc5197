//! The lines between the lanes of a genealogy: splits, mergers, renamings, joins and departures.

use super::descent::{Descents, Lane, Turn};
use super::rows::Rows;
use super::stroke::{Stroke, line, stroke};
use crate::export::dot::drawing::address;
use crate::export::dot::writing::Attributes;
use crate::export::dot::writing::Value;
use crate::export::dot::writing::wrap;
use crate::export::dot::writing::{Ink, Tone};
use crate::export::kit::words;
use crate::model::Certainty;
use crate::query::{Cause, ChangeKind};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A line between two lanes, or between two names in one row.
#[derive(Debug)]
pub(super) struct Strand<'a, 'g> {
    pub(super) column: usize,
    /// The lane of the actor that changes.
    pub(super) from: usize,
    /// The lane at which the line ends: that of the other actor, or of an actor on the way whose line joins
    /// it.
    pub(super) to: usize,
    /// The position, among all lines, of the one that leads on to the other actor; its own if it does so
    /// itself.
    pub(super) root: usize,
    pub(super) turns: Vec<&'a Turn<'g>>,
    /// The words beside the line.
    pub(super) words: Vec<String>,
}

impl<'a, 'g> Strand<'a, 'g> {
    /// Collects the lines between lanes, sorted by column.
    pub(super) fn all(descents: &'a Descents<'g>, rows: &Rows) -> Vec<Self> {
        let mut lines: BTreeMap<(usize, usize, usize), Vec<&Turn<'g>>> = BTreeMap::new();
        for turn in &descents.turns {
            let other = turn
                .change
                .other
                .and_then(|other| descents.lane(other.id()));
            if let (Some(one), Some(other)) = (descents.lane(turn.change.actor.id()), other) {
                let key = (turn.column, one.min(other), one.max(other));
                lines.entry(key).or_default().push(turn);
            }
        }
        let mut all: Vec<Self> = Vec::new();
        for ((column, one, other), turns) in lines {
            let is_first = descents.lanes[one].actor == turns[0].change.actor.id();
            let (from, to) = if is_first { (one, other) } else { (other, one) };
            all.push(Self {
                column,
                from,
                to,
                root: all.len(),
                words: said(&turns),
                turns,
            });
        }
        let joined = joined(&all, &descents.lanes, rows);
        for (number, next) in joined.iter().enumerate() {
            if let Some(next) = *next {
                all[number].to = all[next].from;
                let mut root = next;
                while let Some(further) = joined[root] {
                    root = further;
                }
                all[number].root = root;
            }
        }
        all
    }

    /// Whether the line leads all the way to the other actor, and so has an arrow there.
    pub(super) const fn is_whole(&self, own: usize) -> bool {
        self.root == own
    }

    /// Whether both ends are in one row, as when an actor is renamed.
    pub(super) fn is_level(&self, rows: &Rows) -> bool {
        rows.of[self.from] == rows.of[self.to]
    }

    pub(super) fn stroke(&self) -> Option<Stroke> {
        stroke(self.turns.first()?.change.kind)
    }

    fn certainty(&self) -> Certainty {
        let all = self.turns.iter();
        let certainty = all.map(|turn| words::drawn(&turn.change.grounds)).max();
        certainty.unwrap_or(Certainty::Alleged)
    }

    /// Returns the attributes of the line, with its arrows at the changing actor and at the other one.
    pub(super) fn attributes(&self, arrows: [&'static str; 2]) -> Attributes {
        let Some(stroke) = self.stroke() else {
            return Attributes::default();
        };
        let tips: Vec<String> = self.turns.iter().map(|turn| tip(turn)).collect();
        let line = line(Stroke { arrows, ..stroke }, self.certainty())
            .with("tooltip", Value::Tip(tips.join("\n\n")));
        match self.turns.first() {
            Some(first) => line.and(address(&first.change.grounds)),
            None => line,
        }
    }

    /// Returns the colour of the words beside the line.
    pub(super) fn ink(&self) -> Ink {
        Ink::Words(self.stroke().map_or(Tone::Plain, |stroke| stroke.tone))
    }
}

/// Returns for each line the nearest one on its way that goes to the same lane in the same way on the same
/// day, if any.
fn joined(all: &[Strand<'_, '_>], lanes: &[Lane], rows: &Rows) -> Vec<Option<usize>> {
    let way = |strand: &Strand<'_, '_>| {
        let [turn] = &strand.turns[..] else {
            return None;
        };
        let kind = turn.change.kind;
        // joined lines of two splits would look as if one group split off from the other
        (kind != ChangeKind::Split).then(|| {
            let looks = (strand.certainty(), strand.words.clone());
            (strand.column, strand.to, kind, looks)
        })
    };
    let ways: Vec<_> = all.iter().map(way).collect();
    // lines by the row from which they come
    let mut others: BTreeMap<_, BTreeMap<usize, usize>> = BTreeMap::new();
    for (number, (strand, way)) in all.iter().zip(&ways).enumerate() {
        if let Some(way) = way
            && lanes[strand.from].start != strand.column
        {
            let of_way = others.entry(way).or_default();
            of_way.entry(rows.of[strand.from]).or_insert(number);
        }
    }
    let nearest = all.iter().zip(&ways).map(|(strand, way)| {
        let of_way = others.get(&way.as_ref()?)?;
        let [from, to] = [strand.from, strand.to].map(|lane| rows.of[lane]);
        let nearest = match from.cmp(&to) {
            Ordering::Less => of_way.range(from + 1..to).next(),
            Ordering::Greater => of_way.range(to + 1..from).next_back(),
            Ordering::Equal => None,
        };
        nearest.map(|(_, &number)| number)
    });
    nearest.collect()
}

/// Returns the words beside a line.
fn said(turns: &[&Turn<'_>]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for turn in turns {
        let word = stroke(turn.change.kind).map_or("", |stroke| stroke.word);
        lines.push(word.to_owned());
        if let Some(doubt) = words::doubt(&turn.change.grounds) {
            lines.extend(wrap(&doubt, 22, 3));
        }
    }
    lines
}

/// Describes a change in full, and the facts from which it is derived.
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
