//! Divides columns into slots, so that lines in the same column do not lie on each other.

use super::descent::Lane;
use super::rows::Rows;
use super::strands::Strand;
use std::collections::{BTreeMap, BTreeSet};

/// Positions from left to right for lines and points, one or more for each column.
#[derive(Debug)]
pub(super) struct Slots {
    /// The column of each slot.
    pub(super) columns: Vec<usize>,
    /// The slot of each strand; for a strand within a row, the slot in which it starts.
    pub(super) of: Vec<usize>,
    /// The slots in which each lane has a point, a box or the end of a line.
    pub(super) stations: Vec<BTreeSet<usize>>,
}

/// An element of a slot: lines that share an end, or a point without a line.
#[derive(Debug)]
struct Item {
    column: usize,
    /// Whether it comes after a renaming in the same column, because it belongs to the new name.
    is_behind: bool,
    top: usize,
    bottom: usize,
    strands: Vec<usize>,
    lanes: BTreeSet<usize>,
}

/// The rows that the items of a slot span, from top to bottom; no two overlap.
#[derive(Debug, Default)]
struct Filled(BTreeSet<(usize, usize)>);

impl Filled {
    /// Whether an item overlaps none of the others.
    fn has_room(&self, item: &Item) -> bool {
        // among those that begin above its bottom, the last one reaches furthest down
        let mut above = self.0.range(..(item.bottom, 0));
        above
            .next_back()
            .is_none_or(|&(_, bottom)| bottom <= item.top)
    }
}

impl Slots {
    pub(super) fn new(
        lanes: &[Lane],
        rows: &Rows,
        strands: &[Strand<'_, '_>],
        columns: usize,
    ) -> Self {
        let items = items(lanes, rows, strands);
        let mut slots = Self {
            columns: Vec::new(),
            of: vec![0; strands.len()],
            stations: vec![BTreeSet::new(); lanes.len()],
        };
        for column in 0..columns {
            let first = slots.columns.len();
            slots.columns.push(column);
            let mut filled = vec![Filled::default()];
            let mut least = 0;
            let here = items.get(&column).map_or(&[][..], Vec::as_slice);
            for (number, item) in here.iter().enumerate() {
                if item.is_behind && (number == 0 || !here[number - 1].is_behind) {
                    least = filled.len();
                }
                let fits = |slot: &usize| filled[*slot].has_room(item);
                let slot = (least..filled.len()).find(fits).unwrap_or(filled.len());
                if slot == filled.len() {
                    filled.push(Filled::default());
                    slots.columns.push(column);
                }
                filled[slot].0.insert((item.top, item.bottom));
                for &strand in &item.strands {
                    slots.of[strand] = first + slot;
                }
                for &lane in &item.lanes {
                    slots.stations[lane].insert(first + slot);
                }
            }
        }
        slots.end_lanes(lanes);
        for (number, strand) in strands.iter().enumerate() {
            if strand.is_level(rows) {
                slots.of[number] = slots.last(strand.from);
            }
        }
        slots
    }

    /// Adds the last slot to every lane that reaches it.
    fn end_lanes(&mut self, lanes: &[Lane]) {
        let last = self.columns.len().saturating_sub(1);
        for (lane, stations) in lanes.iter().zip(&mut self.stations) {
            if lane.end == self.columns.get(last).copied().unwrap_or_default() {
                stations.insert(last);
            }
        }
    }

    /// Returns the first slot of a lane.
    pub(super) fn first(&self, lane: usize) -> usize {
        self.stations[lane].first().copied().unwrap_or_default()
    }

    /// Returns the last slot of a lane.
    pub(super) fn last(&self, lane: usize) -> usize {
        self.stations[lane].last().copied().unwrap_or_default()
    }
}

/// Collects the items of each column in the order in which they get slots: long ones first, since boxes
/// extend to the right.
fn items(lanes: &[Lane], rows: &Rows, strands: &[Strand<'_, '_>]) -> BTreeMap<usize, Vec<Item>> {
    let begins_anew: BTreeSet<(usize, usize)> = strands
        .iter()
        .filter(|strand| strand.is_level(rows))
        .map(|strand| (strand.to, strand.column))
        .collect();
    let mut whole: BTreeMap<usize, Item> = BTreeMap::new();
    for (number, strand) in strands.iter().enumerate() {
        if strand.is_level(rows) {
            continue;
        }
        let ends = [strand.from, strand.to];
        let [one, other] = ends.map(|lane| rows.of[lane]);
        let item = whole.entry(strand.root).or_insert(Item {
            column: strand.column,
            is_behind: false,
            top: one,
            bottom: one,
            strands: Vec::new(),
            lanes: BTreeSet::new(),
        });
        item.top = item.top.min(one).min(other);
        item.bottom = item.bottom.max(one).max(other);
        item.strands.push(number);
        item.lanes.extend(ends);
        item.is_behind |= ends
            .iter()
            .any(|&lane| begins_anew.contains(&(lane, strand.column)));
    }
    let mut all: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
    for item in whole.into_values() {
        all.entry(item.column).or_default().push(item);
    }
    let tied = all.iter().flat_map(|(&column, here)| {
        let lanes = here.iter().flat_map(|item| &item.lanes);
        lanes.map(move |&lane| (lane, column))
    });
    let tied: BTreeSet<(usize, usize)> = tied.collect();
    // a lane also has a point where it begins, or changes without a tie to another lane
    for (number, lane) in lanes.iter().enumerate() {
        let places = lane.points.keys().copied().chain([lane.start]);
        for column in places.collect::<BTreeSet<_>>() {
            if !tied.contains(&(number, column)) {
                all.entry(column).or_default().push(Item {
                    column,
                    is_behind: begins_anew.contains(&(number, column)),
                    top: rows.of[number],
                    bottom: rows.of[number],
                    strands: Vec::new(),
                    lanes: BTreeSet::from([number]),
                });
            }
        }
    }
    for here in all.values_mut() {
        here.sort_by_key(|item| {
            let length = item.bottom - item.top;
            (
                item.is_behind,
                usize::MAX - length,
                item.top,
                item.strands.clone(),
            )
        });
    }
    all
}
