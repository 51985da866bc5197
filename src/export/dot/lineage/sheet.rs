//! Data shared by all parts of a genealogy: its options, contents, positions and node ids.

use super::chart::Chart;
use super::descent::{Birth, Death, Descents, Lane};
use super::genealogy::Genealogy;
use super::rows::Rows;
use super::slots::Slots;
use super::strands::Strand;
use crate::export::dot::writing::{Face, Lines, Tone, Value};
use crate::export::dot::writing::{escape, wrap};
use crate::export::kit::words;
use crate::graph::ActorRef;
use crate::model::ActorId;
use crate::query::ChangeKind;

/// The colours of families, in rotation.
const FAMILIES: [Tone; 4] = [Tone::Allied, Tone::Amber, Tone::Parted, Tone::Sky];

/// Data shared by all parts of a genealogy.
pub(super) struct Sheet<'a, 'g, 'f> {
    pub(super) asked: &'a Genealogy<'g, 'f>,
    pub(super) descents: &'a Descents<'g>,
    pub(super) rows: &'a Rows,
    pub(super) strands: &'a [Strand<'a, 'g>],
    pub(super) slots: &'a Slots,
    pub(super) chart: &'a Chart,
    /// The size of the box at the start of each lane, and of the name at its end.
    pub(super) starts: &'a [(f64, f64)],
    pub(super) ends: &'a [(f64, f64)],
}

/// An actor's lane, without its position.
pub(super) struct Name<'a, 'g, 'f> {
    pub(super) asked: &'a Genealogy<'g, 'f>,
    pub(super) descents: &'a Descents<'g>,
    pub(super) rows: &'a Rows,
    pub(super) lane: &'a Lane,
}

impl<'g> Name<'_, 'g, '_> {
    pub(super) fn actor(&self) -> ActorRef<'g> {
        self.asked.view.graph().actor_ref(self.lane.actor)
    }

    pub(super) fn tone(&self) -> Tone {
        self.lane
            .family
            .map_or(Tone::Plain, |family| FAMILIES[family % FAMILIES.len()])
    }

    /// Returns the lines of the box at the start of the lane.
    pub(super) fn start(&self) -> Lines {
        let lane = self.lane;
        let mut lines = Lines::default();
        lines.extend(Face::Strong, wrap(self.actor().label(), 20, 4));
        match lane.birth {
            Birth::Told => {}
            Birth::Formed => lines.extend(Face::Tiny, wrap(&self.formed(), 24, 3)),
            Birth::Unknown => lines.push(Face::Tiny, "no start on record"),
        }
        for turn in self.descents.turns_of(lane.actor) {
            // a renaming within its row has no line with words
            let other = turn.change.other.map(ActorRef::id);
            let is_its = turn.change.kind == ChangeKind::Renamed && other == Some(lane.actor);
            if is_its && self.row_of(turn.change.actor.id()) == self.row_of(lane.actor) {
                lines.push(Face::Tiny, "new name");
                let doubt = words::doubt(&turn.change.grounds).unwrap_or_default();
                lines.extend(Face::Tiny, wrap(&doubt, 24, 3));
            }
        }
        if lane.end == lane.start {
            lines.push(Face::Tiny, "ends in the same column");
        }
        lines
    }

    fn row_of(&self, actor: ActorId) -> Option<usize> {
        Some(self.rows.of[self.descents.lane(actor)?])
    }

    /// Returns the certainty of a stated start in words.
    fn formed(&self) -> String {
        let mut turns = self.descents.turns_of(self.lane.actor);
        let formed = turns.find(|turn| turn.change.kind == ChangeKind::Formed);
        match formed.and_then(|turn| words::doubt(&turn.change.grounds)) {
            Some(doubt) => format!("formed; {doubt}"),
            None => String::from("formed"),
        }
    }

    /// Returns the lines at the end of the lane.
    pub(super) fn end(&self) -> Lines {
        let mut lines = Lines::default();
        lines.extend(Face::Tinted(self.tone()), wrap(self.actor().label(), 22, 3));
        if self.lane.death == Death::Unknown {
            lines.push(Face::Tiny, "no end on record");
        }
        lines
    }
}

impl<'a, 'g, 'f> Sheet<'a, 'g, 'f> {
    pub(super) fn name(&self, lane: usize) -> Name<'a, 'g, 'f> {
        Name {
            asked: self.asked,
            descents: self.descents,
            rows: self.rows,
            lane: &self.descents.lanes[lane],
        }
    }

    /// Returns the id of a lane's node in a slot: its column and, if that has several slots, the number of
    /// the slot.
    pub(super) fn id(&self, lane: usize, slot: usize) -> String {
        let actor = self.name(lane).actor();
        let column = self.slots.columns[slot];
        let lane = escape::id("l", actor.key(), actor.id().number());
        match slot - self.chart.firsts[column] {
            0 => format!("{lane}_{column}"),
            more => format!("{lane}_{column}.{more}"),
        }
    }

    /// Returns the slot of the node at which a line ends on a lane, and its distance above or below the lane.
    pub(super) fn landing(&self, lane: usize, slot: usize) -> (usize, f64) {
        let first = self.slots.first(lane);
        if slot == first || self.is_at_the_start(lane, slot) {
            (first, self.starts[lane].1 / 2.0)
        } else {
            (slot, super::chart::POINT)
        }
    }

    /// Whether a slot lies within the box at the start of a lane.
    pub(super) fn is_at_the_start(&self, lane: usize, slot: usize) -> bool {
        let first = self.slots.first(lane);
        let (left, wide) = (self.chart.x[first], self.starts[lane].0);
        slot == first
            || self.slots.columns[slot] == self.slots.columns[first]
                && self.chart.x[slot] < super::chart::start_centre(left, wide) + wide / 2.0 - 3.0
    }

    /// Returns the y coordinate of a lane.
    pub(super) fn y(&self, lane: usize) -> f64 {
        self.chart.y[self.rows.of[lane]]
    }
}

/// Converts a position for Graphviz, whose y axis points upwards.
pub(super) fn spot((x, y): (f64, f64)) -> Value {
    Value::Own(format!("{x:.1},{:.1}", 0.0 - y))
}

/// Converts points into inches, the unit of Graphviz for node sizes.
pub(super) fn inches(points: f64) -> Value {
    Value::Own(format!("{:.3}", points / 72.0))
}

/// Returns a straight line with arrows of these lengths at its start and end.
pub(super) fn straight(from: (f64, f64), to: (f64, f64), arrows: [f64; 2]) -> Value {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let length = across.hypot(down).max(0.1);
    let along = |distance: f64| {
        let part = distance / length;
        let (x, y) = (from.0 + across * part, from.1 + down * part);
        format!("{x:.1},{:.1}", 0.0 - y)
    };
    let [tail, head] = arrows;
    // a line shorter than its arrows shrinks to a short stroke between them
    let (first, last) = if tail + head + 0.5 > length {
        let middle = length * (tail + 0.1) / (tail + head + 0.2);
        (middle - 0.1, middle + 0.1)
    } else {
        (tail, length - head)
    };
    let mut parts = Vec::new();
    if tail > 0.0 {
        parts.push(format!("s,{}", along(0.0)));
    }
    if head > 0.0 {
        parts.push(format!("e,{}", along(length)));
    }
    let step = (last - first) / 3.0;
    parts.extend([first, first + step, last - step, last].map(along));
    Value::Own(parts.join(" "))
}
