//! Who stands in which column, and where the events lie between them.
//!
//! Sides, those tied by what is not hostile, stand in columns; the side with most ties stands in
//! the middle and the others left and right of it, so that most lines join neighbours. Events
//! stand in the gaps between columns. Graphviz does the rest.

use super::frames::{Frame, Frames};
use super::lanes;
use super::scene::Scene;
use crate::export::dot::writing::style::Look;
use crate::model::ActorId;
use petgraph::unionfind::UnionFind;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Columns of actors from left to right, and the gap that each event lies in.
#[derive(Debug)]
pub(in crate::export::dot) struct Layout {
    /// The actors of each column, from top to bottom.
    pub(in crate::export::dot) columns: Vec<Vec<ActorId>>,
    /// The column and the lane in it.
    place: BTreeMap<ActorId, (usize, usize)>,
    /// Of each event that is a box: the column that its gap lies to the right of.
    pub(in crate::export::dot) gaps: BTreeMap<usize, usize>,
}

impl Layout {
    /// Lays out a scene whose events of these numbers are boxes; the hidden get no place.
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

    /// The column of an actor.
    pub(in crate::export::dot) fn column(&self, actor: ActorId) -> usize {
        self.place.get(&actor).map_or(0, |place| place.0)
    }

    /// The gap of each box that ties these actors: the column that it lies to the right of.
    pub(in crate::export::dot) fn between(
        &self,
        ties: Vec<Vec<ActorId>>,
    ) -> BTreeMap<usize, usize> {
        let ties = ties.into_iter().enumerate().collect();
        between(ties, &self.place, self.columns.len())
    }

    /// Whether a line is written from the first to the second of these, so that it keeps the layout:
    /// from left to right, and in one column from below upwards.
    pub(in crate::export::dot) fn is_forward(&self, from: ActorId, to: ActorId) -> bool {
        let (from, to) = (self.place.get(&from), self.place.get(&to));
        match (from, to) {
            (Some(from), Some(to)) if from.0 == to.0 => from.1 >= to.1,
            (from, to) => from <= to,
        }
    }
}

/// How many actors a column has before it is parted into several.
const TALL: usize = 24;

/// A column in parts of much the same height, each frame whole in one of them.
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

/// From how many sides of one event on not every pair of them is linked.
const MANY_SIDES: usize = 32;

fn steps(from: i32, to: i32) -> usize {
    usize::try_from(to.saturating_sub(from)).unwrap_or(0)
}

/// Actors that stand together, and what ties the groups of them.
#[derive(Debug)]
struct Sides {
    of: BTreeMap<ActorId, usize>,
    /// How many actors each has.
    sizes: Vec<usize>,
    /// How strongly two are tied, the smaller number first.
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
        // those in the thick of it: the rest may stand aside
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
        // of many each is linked to the first alone: pairs of them would be more than the picture
        let many = sides.len() > MANY_SIDES;
        for &one in sides.iter().take(if many { 1 } else { sides.len() }) {
            for &other in sides.range(one + 1..) {
                *self.links.entry((one, other)).or_default() += weight;
            }
        }
    }

    /// The column of each side, the middle being 0.
    ///
    /// # Complexity
    ///
    /// O((sides + links) log sides).
    fn place(&self) -> Vec<i32> {
        let count = self.sizes.len();
        // what each side is tied to, and how strongly
        let mut near: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
        for (&(one, other), &weight) in &self.links {
            near[one].push((other, weight));
            near[other].push((one, weight));
        }
        let total = |side: usize| near[side].iter().map(|tie| tie.1).sum::<usize>();
        let rank = |side: usize| (total(side), self.sizes[side], Reverse(side));
        // the strongest tie to what has its place; one that grows stronger is put in once more
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

/// The cheapest column for a side tied to these, beside those that have their place.
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
            // a tie within a column needs a detour, one across several crosses what is there
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

/// The gap of each event that is a box.
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

/// The gap of each box that ties actors: the column that it lies to the right of.
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
        // as many on its left as on its right
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
