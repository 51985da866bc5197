//! The positions of a genealogy: rows from top to bottom, slots from left to right.
//!
//! Items are as close to each other as boxes, lines and the words beside lines allow. Graphviz gets every
//! position, because its own layout bends lanes and slants the axis when there are many.

use super::descent::{Column, Death, Descents, Lane};
use super::rows::Rows;
use super::slots::Slots;
use super::strands::Strand;
use crate::export::dot::writing::{Face, Lines};
use std::collections::{BTreeMap, VecDeque};

/// The least distance in points between two things side by side.
const GAP: f64 = 5.0;
/// The least distance between the centres of two columns, in a picture of many columns and of few, and
/// between those of two slots.
const PITCH: (f64, f64, f64) = (14.0, 56.0, 9.0);
/// The width of all columns together, if there are few.
const BREADTH: f64 = 700.0;
/// The distance from the left edge of a box to the point at which its lane begins.
const HANG: f64 = 10.0;
/// Half the width of a point.
pub(super) const POINT: f64 = 4.7;
/// Font sizes: of names, of words beside lines, and of dates.
pub(super) const FONTS: (f64, f64, f64) = (11.0, 9.0, 9.0);
/// The number of levels on which the axis has dates.
const LEVELS: usize = 2;
/// The most characters in a line of a date, unless one word is longer.
const NARROW: usize = 7;
/// The number of following slots that are checked for things that words would push aside.
const AHEAD: usize = 8;

/// A position in points, from the top left.
pub(super) type Spot = (f64, f64);

/// The positions of everything.
#[derive(Debug)]
pub(super) struct Chart {
    /// The centre of each slot.
    pub(super) x: Vec<f64>,
    /// The centre of each row.
    pub(super) y: Vec<f64>,
    /// The centre of the words beside each line.
    pub(super) words: Vec<Spot>,
    /// The height of the axis.
    pub(super) axis: f64,
    /// The centre of each column's heading.
    pub(super) headings: Vec<Spot>,
    /// The first slot of each column.
    pub(super) firsts: Vec<usize>,
    /// The bottom of the picture.
    pub(super) bottom: f64,
}

/// The parts to lay out.
#[derive(Debug)]
pub(super) struct Parts<'a, 'g> {
    pub(super) descents: &'a Descents<'g>,
    pub(super) rows: &'a Rows,
    pub(super) strands: &'a [Strand<'a, 'g>],
    pub(super) slots: &'a Slots,
    /// The size of the box at the start of each lane, and of the name at its end.
    pub(super) starts: &'a [Spot],
    pub(super) ends: &'a [Spot],
}

/// A thing that takes room in bands of a slot. The bands are row 0, the gap below it, row 1, …
#[derive(Debug, Clone, Copy)]
struct Thing {
    first: usize,
    last: usize,
    left: f64,
    right: f64,
}

/// Returns the date of a column as lines for the axis; empty for a column that is not a date.
pub(super) fn heading(column: &Column) -> Lines {
    let mut lines = Lines::default();
    if column.is_date {
        let mut line = String::new();
        for word in column.heading.split_whitespace() {
            // a year, or any long word, gets a line of its own
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

/// Returns the centre of a lane's first box, from its first point and the width of the box.
pub(super) fn start_centre(x: f64, width: f64) -> f64 {
    x - HANG + width / 2.0
}

/// Returns the centre of the name at the end of a lane.
pub(super) fn end_centre(x: f64, width: f64) -> f64 {
    x + 2.0 + width / 2.0
}

impl Lane {
    /// Whether the lane repeats its name at its end.
    pub(super) fn is_named_at_its_end(&self) -> bool {
        self.death != Death::Told
    }
}

impl Parts<'_, '_> {
    /// # Complexity
    ///
    /// O(things × rows that they span).
    pub(super) fn chart(&self) -> Chart {
        let slots = self.slots.columns.len();
        let bands = 2 * self.rows.count.max(1);
        let things = self.things();
        // for each slot, the lines in it that have words
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
        // the right edge of what each band holds so far; after the bands of rows come those of the axis
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

    /// Collects the things that take room in each slot, except the words beside lines.
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
                // leave room for the arrow to the new name
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

    /// Chooses the gap and the x coordinate for the words beside a line.
    ///
    /// It takes the gap in which the words push other things aside least and, among equals, the one nearest
    /// to the actor that changes. The words go to the left of the line if they would push something aside
    /// only on its right.
    ///
    /// `ahead` has the left edges of the things in the next slots.
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

    /// Returns the centre of each row, the centre of the gap below each row, and the bottom of the last one.
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

/// Returns how far to the left the things of a slot reach in each gap between rows.
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

/// Returns the size of the words beside a line.
pub(super) fn words_size(strand: &Strand<'_, '_>) -> Spot {
    let mut lines = Lines::default();
    lines.extend(Face::Plain, strand.words.iter().cloned());
    lines.size(FONTS.1)
}

/// Chooses the position and the level of a date on the axis, so that it is moved least.
fn dated(taken: &mut [f64], at: f64, (wide, _): Spot) -> (f64, usize) {
    // a tick crosses the levels above its date
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
