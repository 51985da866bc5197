//! Who is above and below whom, and what came of whom: what an answer about an actor rests on beside its own.

use crate::cells::{Lists, texts};
use crate::engine::Engine;
use crate::error::ScaleError;
use datafusion::arrow::array::RecordBatch;
use factions::export::SqlRows;
use std::collections::{BTreeMap, BTreeSet};

/// The memberships, parts, splits, mergers and renamings of a folder, whenever they were.
#[derive(Debug, Default)]
pub(crate) struct Kin {
    above: BTreeMap<String, BTreeSet<String>>,
    below: BTreeMap<String, BTreeSet<String>>,
    /// The id and the actors of each split, merger and renaming.
    turns: Vec<(String, Vec<String>)>,
}

impl Kin {
    pub(crate) fn read(engine: &Engine) -> Result<Self, ScaleError> {
        let mut kin = Self::default();
        let links = "SELECT r.side_a, r.side_b FROM relations r WHERE r.kind = 'membership' OR r.kind = 'part-of'";
        engine.each_batch(links, |batch| {
            let [members, wholes] = sides(&batch)?;
            for row in 0..batch.num_rows() {
                let wholes = wholes.of_row(row);
                for member in members.of_row(row) {
                    for whole in &wholes {
                        let below = kin.below.entry(whole.clone()).or_default();
                        below.insert(member.clone());
                        let above = kin.above.entry(member.clone()).or_default();
                        above.insert(whole.clone());
                    }
                }
            }
            Ok(())
        })?;
        let turns = "SELECT e.id, e.side_a, e.side_b FROM events e WHERE e.kind = 'split' OR e.kind = 'merger' OR e.kind = 'rename'";
        engine.each_batch(turns, |batch| {
            let (ids, [old, new]) = (texts(&batch, "id")?, sides(&batch)?);
            for row in 0..batch.num_rows() {
                let actors = [old.of_row(row), new.of_row(row)].concat();
                kin.turns.push((ids.value(row).to_owned(), actors));
            }
            Ok(())
        })?;
        Ok(kin)
    }

    /// A question about actors and pairs as one about those above and below them, too: these act for each other.
    pub(crate) fn widened(&self, of: &SqlRows) -> SqlRows {
        let both = |key: &String| self.above_and_below(BTreeSet::from([key.clone()]));
        let actors: BTreeSet<String> = of.actors.iter().flat_map(both).collect();
        let pairs = of.dyads.iter().flat_map(|(one, other)| {
            let (one, other) = (both(one), both(other));
            let with = move |one: String| {
                let others = other.clone().into_iter();
                others.map(move |other| (one.clone(), other))
            };
            one.into_iter().flat_map(with)
        });
        SqlRows {
            actors: actors.into_iter().collect(),
            dyads: pairs.collect(),
            ..of.clone()
        }
    }

    fn above_and_below(&self, actors: BTreeSet<String>) -> BTreeSet<String> {
        let below = closed(actors.clone(), &self.below);
        let mut all = closed(actors, &self.above);
        all.extend(below);
        all
    }

    /// These actors, all that they came of and that came of them, and all above and below any of these.
    pub(crate) fn of(&self, actors: BTreeSet<String>) -> BTreeSet<String> {
        let mut all = actors;
        loop {
            let before = all.len();
            for (_, own) in &self.turns {
                if own.iter().any(|actor| all.contains(actor)) {
                    all.extend(own.iter().cloned());
                }
            }
            if all.len() == before {
                return self.above_and_below(all);
            }
        }
    }

    /// The ids of the splits, mergers and renamings of which one of some actors is; of all of them without.
    pub(crate) fn turns_of(&self, actors: Option<&BTreeSet<String>>) -> BTreeSet<String> {
        let is_one = |own: &[String]| {
            actors.is_none_or(|actors| own.iter().any(|actor| actors.contains(actor)))
        };
        let own = self.turns.iter().filter(|(_, own)| is_one(own));
        own.map(|(id, _)| id.clone()).collect()
    }
}

fn sides(batch: &RecordBatch) -> Result<[Lists; 2], ScaleError> {
    Ok([Lists::of(batch, "side_a")?, Lists::of(batch, "side_b")?])
}

/// All that links lead to from some actors, and these.
fn closed(
    mut all: BTreeSet<String>,
    links: &BTreeMap<String, BTreeSet<String>>,
) -> BTreeSet<String> {
    let mut left: Vec<String> = all.iter().cloned().collect();
    while let Some(one) = left.pop() {
        for next in links.get(&one).into_iter().flatten() {
            if all.insert(next.clone()) {
                left.push(next.clone());
            }
        }
    }
    all
}
