//! Where everything in a genealogy lies: rows from top to bottom, slots from left to right.
//!
//! Things stand as close to each other as the boxes, the lines and the words beside them allow, and
//! Graphviz is told every place. Left to itself it bends lanes and slants the axis where there are many.

use super::descent::{Column, Death, Descents, Lane};
use super::rows::Rows;
use super::slots::Slots;
use super::strands::Strand;
use crate::export::dot::writing::{Face, Lines};
use std::collections::{BTreeMap, VecDeque};

/// How many points two things side by side are apart at least.
const GAP: f64 = 5.0;
/// How far the centre of a column is from that of the last one, where there are many and where there
/// are few, and that of a slot from the last one.
const PITCH: (f64, f64, f64) = (14.0, 56.0, 9.0);
/// How wide all columns are together, where there are few.
const BREADTH: f64 = 700.0;
/// How far a box reaches to the left of the point at which its lane begins.
const HANG: f64 = 10.0;
/// Half the width of a point.
pub(super) const POINT: f64 = 4.7;
/// The size of the font: of names, of words beside lines, of dates.
pub(super) const FONTS: (f64, f64, f64) = (11.0, 9.0, 9.0);
/// In how many lines of the axis dates stand.
const LEVELS: usize = 2;
/// How many characters a line of a date has, if its words are no longer.
const NARROW: usize = 7;
/// Over how many slots words are looked at for what they would push aside.
const AHEAD: usize = 8;

/// A place in points, from the top left.
pub(super) type Spot = (f64, f64);

/// Where everything lies.
#[derive(Debug)]
pub(super) struct Chart {
    /// The centre of each slot.
    pub(super) x: Vec<f64>,
    /// The centre of each row.
    pub(super) y: Vec<f64>,
    /// Where the words beside each line stand: their centre.
    pub(super) words: Vec<Spot>,
    /// The height of the axis.
    pub(super) axis: f64,
    /// The centre of each column's heading.
    pub(super) headings: Vec<Spot>,
    /// The first slot of each column.
    pub(super) firsts: Vec<usize>,
    /// The bottom of it all.
    pub(super) bottom: f64,
}

/// What is laid out.
#[derive(Debug)]
pub(super) struct Parts<'a, 'g> {
    pub(super) descents: &'a Descents<'g>,
    pub(super) rows: &'a Rows,
    pub(super) strands: &'a [Strand<'a, 'g>],
    pub(super) slots: &'a Slots,
    /// How much room the box takes with which each lane begins, and the name at its end.
    pub(super) starts: &'a [Spot],
    pub(super) ends: &'a [Spot],
}

/// Something that takes room in bands of a slot: row 0, below row 0, row 1, …
#[derive(Debug, Clone, Copy)]
struct Thing {
    first: usize,
    last: usize,
    left: f64,
    right: f64,
}

/// The date of a column as it stands on the axis; nothing of what lies before one.
pub(super) fn heading(column: &Column) -> Lines {
    let mut lines = Lines::default();
    if column.is_date {
        let mut line = String::new();
        for word in column.heading.split_whitespace() {
            // a year, or any long word, on a line of its own
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > NARROW {
                lines.push(Face::Strong, std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(Face::Strong, line);
    }
    lines
}

/// The centre of a lane's first box, from the place of its first point and the width of the box.
pub(super) fn start_centre(x: f64, width: f64) -> f64 {
    x - HANG + width / 2.0
}

/// The centre of the name at the end of a lane.
pub(super) fn end_centre(x: f64, width: f64) -> f64 {
    x + 2.0 + width / 2.0
}

impl Lane {
    /// Whether its name stands at its end once more.
    pub(super) fn is_named_at_its_end(&self) -> bool {
        self.death != Death::Told
    }
}

impl Parts<'_, '_> {
    /// # Complexity
    ///
    /// O(things × rows that they reach over).
    pub(super) fn chart(&self) -> Chart {
        let slots = self.slots.columns.len();
        let bands = 2 * self.rows.count.max(1);
        let things = self.things();
        // of the lines that end in each slot those that have words beside them
        let mut said: Vec<Vec<usize>> = vec![Vec::new(); slots];
        for (number, strand) in self.strands.iter().enumerate() {
            if !strand.is_level(self.rows) {
                said[self.slots.of[number]].push(number);
            }
        }
        let mut ahead: VecDeque<BTreeMap<usize, f64>> = VecDeque::new();
        ahead.extend(things.iter().take(AHEAD).map(|things| lefts(things)));
        let many = u32::try_from(slots.max(1)).map_or(f64::INFINITY, f64::from);
        let pitch = (BREADTH / many).clamp(PITCH.0, PITCH.1);
        let headings: Vec<Spot> = (self.descents.columns.iter())
            .map(|column| heading(column).size(FONTS.2))
            .collect();
        // how far to the right each band is taken; behind those of rows, those of the axis
        let mut taken = vec![f64::NEG_INFINITY; bands + LEVELS];
        let mut x = vec![0.0; slots];
        let mut gaps = vec![0; self.strands.len()];
        let mut words = vec![(0.0, 0.0); self.strands.len()];
        let mut dates = vec![(0.0, 0); self.descents.columns.len()];
        let mut firsts = vec![0; self.descents.columns.len()];
        for slot in 0..slots {
            let column = self.slots.columns[slot];
            let is_first = slot == 0 || self.slots.columns[slot - 1] != column;
            let pitch = if is_first { pitch } else { PITCH.2 };
            let mut at = if slot == 0 { 0.0 } else { x[slot - 1] + pitch };
            for thing in &things[slot] {
                for band in &taken[thing.first..=thing.last] {
                    at = at.max(band + GAP - thing.left);
                }
            }
            if is_first {
                firsts[column] = slot;
                let (place, level) = dated(&mut taken[bands..], at, headings[column]);
                at = at.max(place);
                dates[column] = (at, level);
            }
            x[slot] = at;
            for thing in &things[slot] {
                for band in &mut taken[thing.first..=thing.last] {
                    *band = band.max(at + thing.right);
                }
            }
            ahead.pop_front();
            for &number in &said[slot] {
                let (gap, spot) = self.say(number, at, &ahead, &mut taken);
                gaps[number] = gap;
                words[number].0 = spot;
            }
            ahead.extend(things.get(slot + AHEAD).map(|things| lefts(things)));
        }
        let (y, below, bottom) = self.heights(&gaps);
        for (number, spot) in words.iter_mut().enumerate() {
            spot.1 = below.get(gaps[number]).copied().unwrap_or_default();
        }
        let axis = bottom + 8.0;
        let mut levels = [0.0_f64; LEVELS];
        for (&(_, level), size) in dates.iter().zip(&headings) {
            levels[level] = levels[level].max(size.1);
        }
        let top = |level: usize| {
            let above: f64 = levels[..level].iter().map(|high| high + 4.0).sum();
            axis + 6.0 + above
        };
        let placed = dates.iter().zip(&headings);
        let headings = placed.map(|(&(x, level), size)| (x, top(level) + size.1 / 2.0));
        Chart {
            headings: headings.collect(),
            x,
            y,
            words,
            axis,
            firsts,
            bottom: top(LEVELS - 1) + levels[LEVELS - 1],
        }
    }

    /// What takes room in each slot, the words beside lines aside.
    fn things(&self) -> Vec<Vec<Thing>> {
        let mut all: Vec<Vec<Thing>> = vec![Vec::new(); self.slots.columns.len()];
        for (number, lane) in self.descents.lanes.iter().enumerate() {
            let row = 2 * self.rows.of[number];
            let mut put = |slot: usize, left: f64, right: f64| {
                all[slot].push(Thing {
                    first: row,
                    last: row,
                    left,
                    right,
                });
            };
            let (first, last) = (self.slots.first(number), self.slots.last(number));
            for &slot in &self.slots.stations[number] {
                if slot == first {
                    put(slot, -HANG, self.starts[number].0 - HANG);
                } else if slot == last && lane.is_named_at_its_end() {
                    put(slot, 0.0, 2.0 + self.ends[number].0);
                } else {
                    put(slot, -POINT, POINT);
                }
            }
        }
        for (number, strand) in self.strands.iter().enumerate() {
            let slot = self.slots.of[number];
            let [one, other] = [strand.from, strand.to].map(|lane| self.rows.of[lane]);
            if one == other {
                // room for the arrow to the new name
                all[slot].push(Thing {
                    first: 2 * one,
                    last: 2 * one,
                    left: -POINT,
                    right: POINT + 14.0,
                });
                continue;
            }
            all[slot].push(Thing {
                first: 2 * one.min(other) + 1,
                last: 2 * one.max(other) - 1,
                left: -2.0,
                right: 2.0,
            });
        }
        all
    }

    /// Where the words beside a line stand: in the gap below which row, and around which place.
    ///
    /// Of the gaps that the line passes, that in which least lies in their way; of equals the nearest to
    /// the actor that changes. They stand to the left of the line where they would push something aside
    /// on its right and nothing on its left.
    ///
    /// `ahead` has what the next slots hold.
    fn say(
        &self,
        number: usize,
        at: f64,
        ahead: &VecDeque<BTreeMap<usize, f64>>,
        taken: &mut [f64],
    ) -> (usize, f64) {
        let strand = &self.strands[number];
        let wide = words_size(strand).0;
        let [from, to] = [strand.from, strand.to].map(|lane| self.rows.of[lane]);
        let gaps: Vec<usize> = if from < to {
            (from..to).collect()
        } else {
            (to..from).rev().collect()
        };
        let pushed = |gap: usize| -> f64 {
            let near = (1_usize..).zip(ahead);
            let in_the_way = near.filter_map(|(steps, lefts)| {
                let left = lefts.get(&(2 * gap + 1))?;
                Some((steps, left))
            });
            let pushes = in_the_way.map(|(steps, left): (usize, &f64)| {
                let steps = i32::try_from(steps).map_or(0.0, f64::from);
                (wide + 2.0 * GAP - left - steps * 1.5 * PITCH.0).max(0.0)
            });
            pushes.fold(0.0, f64::max)
        };
        let free_on_the_left = |gap: usize| taken[2 * gap + 1] + GAP <= at - GAP - wide;
        let choices = gaps.iter().flat_map(|&gap| {
            let left = free_on_the_left(gap).then_some((gap, true, 0.0));
            [Some((gap, false, pushed(gap))), left]
        });
        let best = choices
            .flatten()
            .min_by(|a, b| a.2.total_cmp(&b.2).then_with(|| a.1.cmp(&b.1)));
        let (gap, is_left, _) = best.unwrap_or((from.min(to), false, 0.0));
        let band = &mut taken[2 * gap + 1];
        if is_left {
            *band = band.max(at + 2.0);
            (gap, at - GAP - wide / 2.0)
        } else {
            *band = band.max(at + GAP + wide);
            (gap, at + GAP + wide / 2.0)
        }
    }

    /// The centre of each row, that of the gap below each, and the bottom of the last.
    fn heights(&self, gaps: &[usize]) -> (Vec<f64>, Vec<f64>, f64) {
        let mut high = vec![7.0_f64; self.rows.count];
        for (strand, &gap) in self.strands.iter().zip(gaps) {
            if !strand.is_level(self.rows) {
                high[gap] = high[gap].max(words_size(strand).1 + 3.0);
            }
        }
        let mut tall = vec![2.0 * POINT; self.rows.count];
        for (number, lane) in self.descents.lanes.iter().enumerate() {
            let row = &mut tall[self.rows.of[number]];
            *row = row.max(self.starts[number].1);
            if lane.is_named_at_its_end() {
                *row = row.max(self.ends[number].1);
            }
        }
        let (mut y, mut below, mut top) = (Vec::new(), Vec::new(), 0.0);
        for (tall, high) in tall.iter().zip(&high) {
            y.push(top + tall / 2.0);
            below.push(top + tall + high / 2.0);
            top += tall + high;
        }
        (y, below, top)
    }
}

/// How far to the left what stands in a slot reaches in each band below a row.
fn lefts(things: &[Thing]) -> BTreeMap<usize, f64> {
    let mut lefts: BTreeMap<usize, f64> = BTreeMap::new();
    for thing in things {
        for band in (thing.first..=thing.last).filter(|band| band % 2 == 1) {
            let known = lefts.entry(band).or_insert(thing.left);
            *known = known.min(thing.left);
        }
    }
    lefts
}

/// How much room the words beside a line take.
pub(super) fn words_size(strand: &Strand<'_, '_>) -> Spot {
    let mut lines = Lines::default();
    lines.extend(Face::Plain, strand.words.iter().cloned());
    lines.size(FONTS.1)
}

/// Where a date may stand on the axis, and on which level: where it is pushed least.
fn dated(taken: &mut [f64], at: f64, (wide, _): Spot) -> (f64, usize) {
    // a tick leads through the levels above to its date
    let place = |level: usize| {
        let above = taken[..level].iter().map(|band| band + 2.0);
        above
            .fold(taken[level] + 4.0 + wide / 2.0, f64::max)
            .max(at)
    };
    if wide == 0.0 {
        return (at, 0);
    }
    let level = (0..taken.len())
        .min_by(|&a, &b| place(a).total_cmp(&place(b)))
        .unwrap_or_default();
    let place = place(level);
    taken[level] = place + wide / 2.0;
    for band in &mut taken[..level] {
        *band = band.max(place + 1.0);
    }
    (place, level)
}
