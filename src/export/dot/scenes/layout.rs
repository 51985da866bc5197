//! Assigns actors to columns, and events to the gaps between columns.
//!
//! A side is a group of actors with ties that are not hostile. Sides are put into columns, with the side that
//! has most ties in the middle and the others to its left and right, so that most lines join neighbouring
//! columns. Events are put into the gaps between columns. Graphviz does the rest.

use super::frames::{Frame, Frames};
use super::lanes;
use super::scene::Scene;
use crate::export::dot::writing::style::Look;
use crate::model::ActorId;
use petgraph::unionfind::UnionFind;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Columns of actors from left to right, and the gap for each event.
#[derive(Debug)]
pub(in crate::export::dot) struct Layout {
    /// The actors of each column, from top to bottom.
    pub(in crate::export::dot) columns: Vec<Vec<ActorId>>,
    /// The column and the lane of each actor.
    place: BTreeMap<ActorId, (usize, usize)>,
    /// The gap of each event that is a box, as the column to its left.
    pub(in crate::export::dot) gaps: BTreeMap<usize, usize>,
}

impl Layout {
    /// Lays out a scene in which events with these numbers are boxes; hidden coalitions get no place.
    pub(in crate::export::dot) fn new(
        scene: &Scene<'_>,
        frames: &Frames,
        boxes: &BTreeSet<usize>,
        hidden: &BTreeSet<ActorId>,
    ) -> Self {
        let sides = Sides::new(scene, frames);
        let placed = sides.place();
        let least = placed.iter().copied().min().unwrap_or(0);
        let count = placed
            .iter()
            .copied()
            .max()
            .map_or(0, |most| steps(least, most) + 1);
        let mut columns = vec![Vec::new(); count];
        for (&actor, &side) in &sides.of {
            columns[steps(least, placed[side])].push(actor);
        }
        for column in &mut columns {
            *column = lanes::order(column, scene, frames);
            column.retain(|actor| !hidden.contains(actor));
        }
        let columns: Vec<Vec<ActorId>> = columns
            .into_iter()
            .flat_map(|column| parted(column, frames))
            .collect();
        let mut place = BTreeMap::new();
        for (column, actors) in columns.iter().enumerate() {
            for (lane, &actor) in actors.iter().enumerate() {
                place.insert(actor, (column, lane));
            }
        }
        let gaps = gaps(scene, boxes, &place, columns.len());
        Self {
            columns,
            place,
            gaps,
        }
    }

    /// Returns the column of an actor.
    pub(in crate::export::dot) fn column(&self, actor: ActorId) -> usize {
        self.place.get(&actor).map_or(0, |place| place.0)
    }

    /// Returns the gap for each box that ties these actors, as the column to its left.
    pub(in crate::export::dot) fn between(
        &self,
        ties: Vec<Vec<ActorId>>,
    ) -> BTreeMap<usize, usize> {
        let ties = ties.into_iter().enumerate().collect();
        between(ties, &self.place, self.columns.len())
    }

    /// Whether a line from the first to the second actor follows the layout: from left to right and, in one
    /// column, upwards.
    pub(in crate::export::dot) fn is_forward(&self, from: ActorId, to: ActorId) -> bool {
        let (from, to) = (self.place.get(&from), self.place.get(&to));
        match (from, to) {
            (Some(from), Some(to)) if from.0 == to.0 => from.1 >= to.1,
            (from, to) => from <= to,
        }
    }
}

/// The most actors of a column before it is split.
const TALL: usize = 24;

/// Splits a column into parts of similar height, without splitting an outermost frame.
fn parted(column: Vec<ActorId>, frames: &Frames) -> Vec<Vec<ActorId>> {
    let height = column.len().div_ceil(column.len().div_ceil(TALL).max(1));
    let mut parts: Vec<Vec<ActorId>> = vec![Vec::new()];
    let mut last: Option<Frame> = None;
    for actor in column {
        let frame = frames.chain(actor).last().copied();
        let is_apart = frame.is_none() || frame != last;
        match parts.last_mut() {
            Some(part) if part.len() < height || !is_apart => part.push(actor),
            _ => parts.push(vec![actor]),
        }
        last = frame;
    }
    parts
}

/// With more sides than this, an event does not link every pair of sides.
const MANY_SIDES: usize = 32;

fn steps(from: i32, to: i32) -> usize {
    usize::try_from(to.saturating_sub(from)).unwrap_or(0)
}

/// Groups of actors without hostile ties, and the links between groups.
#[derive(Debug)]
struct Sides {
    of: BTreeMap<ActorId, usize>,
    /// The number of actors in each group.
    sizes: Vec<usize>,
    /// The weight of the links between two groups, the lower number first.
    links: BTreeMap<(usize, usize), usize>,
}

impl Sides {
    fn new(scene: &Scene<'_>, frames: &Frames) -> Self {
        let actors: Vec<ActorId> = scene.actors.iter().copied().collect();
        let number = |actor: ActorId| actors.binary_search(&actor).ok();
        let mut joined = UnionFind::<usize>::new(actors.len());
        let mut join = |a: ActorId, b: ActorId| {
            if let (Some(a), Some(b)) = (number(a), number(b)) {
                joined.union(a, b);
            }
        };
        // actors in events, departures or frames; a line puts both its ends on one side only if both of them, or
        // neither, are in here
        let mut core: BTreeSet<ActorId> = BTreeSet::new();
        core.extend(
            scene
                .deeds
                .iter()
                .flat_map(|deed| deed.parts.keys().copied()),
        );
        core.extend(
            scene
                .departures
                .iter()
                .flat_map(|left| [left.member, left.coalition]),
        );
        core.extend(
            actors
                .iter()
                .filter(|&&actor| !frames.chain(actor).is_empty()),
        );
        let mut first_in: BTreeMap<Frame, ActorId> = BTreeMap::new();
        for &actor in &actors {
            for frame in frames.chain(actor) {
                join(actor, *first_in.entry(frame).or_insert(actor));
            }
        }
        for left in &scene.departures {
            join(left.member, left.coalition);
        }
        for line in &scene.lines {
            let is_alike = core.contains(&line.from) == core.contains(&line.to);
            if is_alike && !matches!(line.look, Look::Rivalry | Look::Neutral) {
                join(line.from, line.to);
            }
        }
        let mut names: BTreeMap<usize, usize> = BTreeMap::new();
        let mut of = BTreeMap::new();
        let mut heads: Vec<usize> = Vec::new();
        for (place, &actor) in actors.iter().enumerate() {
            let side = *names.entry(joined.find(place)).or_insert(heads.len());
            if side == heads.len() {
                heads.push(0);
            }
            heads[side] += 1;
            of.insert(actor, side);
        }
        let mut sides = Self {
            of,
            sizes: heads,
            links: BTreeMap::new(),
        };
        for line in &scene.lines {
            sides.link(&[line.from, line.to], 1);
        }
        for (member, coalition) in &frames.displaced {
            sides.link(&[*member, *coalition], 1);
        }
        for deed in &scene.deeds {
            let all: Vec<ActorId> = deed.parts.keys().copied().collect();
            sides.link(&all, 2);
        }
        sides
    }

    fn link(&mut self, actors: &[ActorId], weight: usize) {
        let sides: BTreeSet<usize> = actors
            .iter()
            .filter_map(|a| self.of.get(a))
            .copied()
            .collect();
        // with many sides, link each to the first only, because all pairs would exceed the picture
        let many = sides.len() > MANY_SIDES;
        for &one in sides.iter().take(if many { 1 } else { sides.len() }) {
            for &other in sides.range(one + 1..) {
                *self.links.entry((one, other)).or_default() += weight;
            }
        }
    }

    /// Returns the column of each side; 0 is the middle.
    ///
    /// # Complexity
    ///
    /// O((sides + links) log sides).
    fn place(&self) -> Vec<i32> {
        let count = self.sizes.len();
        // the neighbours of each side, with weights
        let mut near: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
        for (&(one, other), &weight) in &self.links {
            near[one].push((other, weight));
            near[other].push((one, weight));
        }
        let total = |side: usize| near[side].iter().map(|tie| tie.1).sum::<usize>();
        let rank = |side: usize| (total(side), self.sizes[side], Reverse(side));
        // a priority queue by the strongest tie to a side that has its column; a side is queued again when
        // this grows
        let mut strongest = vec![0; count];
        let mut open: BinaryHeap<_> = (0..count).map(|side| (0, rank(side))).collect();
        let mut columns: Vec<Option<i32>> = vec![None; count];
        let mut heights: BTreeMap<i32, usize> = BTreeMap::new();
        while let Some((tie, (_, size, Reverse(side)))) = open.pop() {
            if columns[side].is_some() || tie < strongest[side] {
                continue;
            }
            let column = best_column(&near[side], &columns, &heights);
            columns[side] = Some(column);
            *heights.entry(column).or_default() += 2 * size;
            for &(other, weight) in &near[side] {
                if columns[other].is_none() && weight > strongest[other] {
                    strongest[other] = weight;
                    open.push((weight, rank(other)));
                }
            }
        }
        columns.into_iter().map(Option::unwrap_or_default).collect()
    }
}

/// Returns the column with the least cost for a side, given the sides that already have one.
fn best_column(
    near: &[(usize, usize)],
    columns: &[Option<i32>],
    heights: &BTreeMap<i32, usize>,
) -> i32 {
    let tied = || {
        let tied = near.iter();
        tied.filter_map(|&(other, weight)| Some((other, weight, columns[other]?)))
    };
    let anchor = tied().max_by_key(|&(other, weight, _)| (weight, Reverse(other)));
    let Some((_, _, anchor)) = anchor else {
        return 0;
    };
    let load = |column: i32| -> usize {
        let own = tied().filter(|&(_, _, at)| at == column);
        let own = own.map(|(_, weight, _)| weight).sum::<usize>();
        heights.get(&column).copied().unwrap_or(0) + own
    };
    let cost = |column: i32| -> usize {
        let stretch = tied().map(|(_, weight, at)| {
            let distance = usize::try_from(at.abs_diff(column)).unwrap_or(usize::MAX);
            // a tie within a column takes a detour, and one over several columns crosses their contents
            let detour = if distance == 0 { 1 } else { 3 * (distance - 1) };
            detour.saturating_mul(weight)
        });
        load(column) + stretch.sum::<usize>()
    };
    let choices = [anchor - 1, anchor + 1];
    let outward = choices.into_iter().filter(|&column| {
        anchor == 0 || column.signum() == anchor.signum() && column.abs() > anchor.abs()
    });
    outward
        .min_by_key(|&column| (cost(column), column))
        .unwrap_or(anchor + 1)
}

/// Returns the gap of each event that is a box.
fn gaps(
    scene: &Scene<'_>,
    boxes: &BTreeSet<usize>,
    place: &BTreeMap<ActorId, (usize, usize)>,
    count: usize,
) -> BTreeMap<usize, usize> {
    let ties = boxes.iter().filter_map(|&number| {
        let deed = scene.deeds.get(number)?;
        Some((number, deed.parts.keys().copied().collect::<Vec<_>>()))
    });
    between(ties.collect(), place, count)
}

/// Returns the gap of each box, as the column to its left.
fn between(
    ties: Vec<(usize, Vec<ActorId>)>,
    place: &BTreeMap<ActorId, (usize, usize)>,
    count: usize,
) -> BTreeMap<usize, usize> {
    let mut gaps = BTreeMap::new();
    let mut load = vec![0_usize; count.max(1)];
    let mut free = Vec::new();
    for (number, actors) in ties {
        let columns = actors
            .iter()
            .filter_map(|actor| place.get(actor))
            .map(|place| place.0);
        let columns: Vec<usize> = columns.collect();
        let (Some(&least), Some(&most)) = (columns.iter().min(), columns.iter().max()) else {
            continue;
        };
        if least == most {
            free.push((number, least));
            continue;
        }
        // as many of its actors on the left as on the right
        let balance = |gap: usize| {
            let left = columns.iter().filter(|&&column| column <= gap).count();
            left.abs_diff(columns.len() - left)
        };
        let gap = (least..most)
            .min_by_key(|&gap| (balance(gap), load[gap]))
            .unwrap_or(least);
        load[gap] += 1;
        gaps.insert(number, gap);
    }
    for (number, column) in free {
        let last = count.saturating_sub(1);
        let left = column.checked_sub(1);
        let right = (column < last || left.is_none()).then_some(column);
        let choices = [right, left].into_iter().flatten();
        let gap = choices.min_by_key(|&gap| load[gap]).unwrap_or(column);
        load[gap] += 1;
        gaps.insert(number, gap);
    }
    gaps
}
