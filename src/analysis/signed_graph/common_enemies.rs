//! The enemy of my enemy: how actors with a common enemy stand to each other.

use super::signed::{DyadSign, SignedEdge, SignedGraph};
use crate::graph::{ActorRef, StatementRef};
use crate::model::{ActorId, Certainty, Holds};
use crate::query::{Grounds, denied_in_part};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// Two actors that have an enemy in common, and how they stand to each other.
///
/// It prints as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CommonEnemy<'g> {
    /// The actor whose key comes first.
    pub one: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// How the two stand to each other; `None` if no signed tie is between them: they might ally.
    pub sign: Option<DyadSign>,
    /// Their common enemies, by key.
    pub enemies: Vec<ActorRef<'g>>,
    /// `Certainly` if both certainly have one of the enemies, and certainly stand to each other as
    /// `sign` says.
    pub holds: Holds,
    /// The certainty: for each enemy the weaker of the two enmities, of these the surest; and no
    /// more than that of their own tie.
    pub certainty: Certainty,
    /// The statements behind the enmities and the two actors' own tie, in storage order.
    pub statements: Vec<StatementRef<'g>>,
    /// The known denials of these statements, in storage order.
    pub denied: Vec<StatementRef<'g>>,
}

impl fmt::Display for CommonEnemy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = self.sign.map_or("no tie", DyadSign::as_str);
        let enemies: Vec<&str> = self.enemies.iter().map(|one| one.label()).collect();
        let (one, other, enemies) = (self.one, self.other, enemies.join(", "));
        let (holds, certainty) = (self.holds, self.certainty);
        write!(
            f,
            "{one} – {other}: {sign}; against {enemies} ({holds}; {certainty}{})",
            denied_in_part(&self.denied)
        )
    }
}

/// How many pairs of actors stand with, against, or without a tie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct PairCount {
    /// The pairs that stand with each other.
    pub allied: u64,
    /// The pairs that stand against each other.
    pub hostile: u64,
    /// The pairs that do both.
    pub ambivalent: u64,
    /// The pairs without a signed tie.
    pub untied: u64,
}

impl PairCount {
    /// The number of all pairs.
    pub const fn all(self) -> u64 {
        self.allied + self.hostile + self.ambivalent + self.untied
    }

    /// The share of pairs that are allied, from 0 to 1; `None` if there is no pair.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn allied_share(self) -> Option<f64> {
        (self.all() > 0).then(|| self.allied as f64 / self.all() as f64)
    }

    fn add(&mut self, sign: Option<DyadSign>) {
        match sign {
            Some(DyadSign::Positive) => self.allied += 1,
            Some(DyadSign::Negative) => self.hostile += 1,
            Some(DyadSign::Ambivalent) => self.ambivalent += 1,
            None => self.untied += 1,
        }
    }
}

/// Whether enemies of an enemy are friends: pairs with a common enemy, compared with all pairs.
///
/// What is certain is counted apart. It prints the two rates, then one line for each pair. It
/// serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CommonEnemies<'g> {
    /// The pairs that have a common enemy, by their keys.
    pub pairs: Vec<CommonEnemy<'g>>,
    /// How those pairs stand that certainly have a common enemy and certainly stand so.
    pub certainly: PairCount,
    /// How the other pairs with a common enemy stand.
    pub possibly: PairCount,
    /// How pairs of any two actors stand, if they certainly stand so: the base rate.
    pub base_certainly: PairCount,
    /// How all other pairs stand.
    pub base_possibly: PairCount,
}

impl<'g> CommonEnemies<'g> {
    /// The pairs with a common enemy and no tie: they might ally.
    pub fn candidates(&self) -> impl Iterator<Item = &CommonEnemy<'g>> {
        self.pairs.iter().filter(|pair| pair.sign.is_none())
    }
}

impl fmt::Display for CommonEnemies<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rates = [
            ("with a common enemy, certainly", self.certainly),
            ("with a common enemy, possibly", self.possibly),
            ("all pairs, certainly", self.base_certainly),
            ("all pairs, possibly", self.base_possibly),
        ];
        for (words, count) in rates {
            let PairCount {
                allied,
                hostile,
                ambivalent,
                untied,
            } = count;
            writeln!(
                f,
                "{words}: {allied} allied, {hostile} hostile, {ambivalent} ambivalent, {untied} untied",
            )?;
        }
        self.pairs.iter().try_for_each(|pair| writeln!(f, "{pair}"))
    }
}

/// The common enemies of a pair, each with the two edges that lead to it.
type Shared<'a, 'g> = Vec<(ActorId, &'a SignedEdge<'g>, &'a SignedEdge<'g>)>;

impl<'g> SignedGraph<'g> {
    /// The pairs with a common enemy, how they stand to each other, and how all pairs stand.
    ///
    /// An enemy of an actor is the actor at the other end of a negative edge. The base rate counts
    /// all pairs of the graph's actors.
    ///
    /// # Complexity
    ///
    /// O(Σ d² log d + m log n), where d are the negative degrees, m is the number of edges and n of actors.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     c = { name = "C", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "rivalry"
    ///     sides = [["a", "b"], ["c"]]
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let answer = graph.ever().signed(ConflictRule::Ambivalent).common_enemies();
    /// let candidates: Vec<_> = answer.candidates().map(|p| (p.one.key(), p.other.key())).collect();
    /// assert_eq!(candidates, [("a", "b")]);
    /// assert_eq!(answer.base_certainly.hostile, 2);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn common_enemies(&self) -> CommonEnemies<'g> {
        let mut enemies: BTreeMap<ActorId, Vec<&SignedEdge<'g>>> = BTreeMap::new();
        for edge in self
            .edges()
            .iter()
            .filter(|edge| edge.sign == DyadSign::Negative)
        {
            enemies.entry(edge.one.id()).or_default().push(edge);
            enemies.entry(edge.other.id()).or_default().push(edge);
        }
        let mut shared: BTreeMap<(ActorId, ActorId), Shared<'_, 'g>> = BTreeMap::new();
        for (&enemy, edges) in &enemies {
            for (place, &one) in edges.iter().enumerate() {
                for &other in &edges[place + 1..] {
                    let (a, b) = (one.other_end(enemy), other.other_end(enemy));
                    if let (Some(a), Some(b)) = (a, b) {
                        let pair = (a.id().min(b.id()), a.id().max(b.id()));
                        shared.entry(pair).or_default().push((enemy, one, other));
                    }
                }
            }
        }
        let mut answer = CommonEnemies {
            pairs: Vec::new(),
            certainly: PairCount::default(),
            possibly: PairCount::default(),
            base_certainly: PairCount::default(),
            base_possibly: PairCount::default(),
        };
        for (pair, shared) in shared {
            let own = self.dyad(pair.0, pair.1);
            let edges = || shared.iter().map(|&(_, one, other)| (one, other));
            // how it holds and how sure it is come from one enemy: the surest of those that hold best
            let standing = edges().map(|(a, b)| {
                let holds = a.grounds.holds.and(b.grounds.holds);
                (holds, a.grounds.certainty.min(b.grounds.certainty))
            });
            let Some((mut holds, mut certainty)) = standing.max() else {
                continue;
            };
            if let Some(own) = own {
                holds = holds.and(own.grounds.holds);
                certainty = certainty.min(own.grounds.certainty);
            }
            let behind = edges().flat_map(|(a, b)| [a, b]).chain(own);
            let behind: Vec<&SignedEdge<'g>> = behind.collect();
            let of_all = |of: for<'a> fn(&'a Grounds<'g>) -> &'a Vec<StatementRef<'g>>| {
                let all = behind.iter().flat_map(|edge| of(&edge.grounds).iter());
                let mut all: Vec<StatementRef<'g>> = all.copied().collect();
                all.sort_unstable();
                all.dedup();
                all
            };
            let statements = of_all(|grounds| &grounds.statements);
            let denied = of_all(|grounds| &grounds.denied);
            let sign = own.map(|edge| edge.sign);
            match holds {
                Holds::Certainly => answer.certainly.add(sign),
                Holds::Possibly => answer.possibly.add(sign),
            }
            answer.pairs.push(CommonEnemy {
                one: self.graph().actor_ref(pair.0),
                other: self.graph().actor_ref(pair.1),
                sign,
                enemies: shared
                    .iter()
                    .map(|one| self.graph().actor_ref(one.0))
                    .collect(),
                holds,
                certainty,
                statements,
                denied,
            });
        }
        let is_actor = |one: &ActorRef<'g>| self.actors().binary_search(one).is_ok();
        for edge in self.edges().iter().chain(self.ambivalent()) {
            if is_actor(&edge.one) && is_actor(&edge.other) {
                match edge.grounds.holds {
                    Holds::Certainly => answer.base_certainly.add(Some(edge.sign)),
                    Holds::Possibly => answer.base_possibly.add(Some(edge.sign)),
                }
            }
        }
        let actors = self.actors().len() as u64;
        let tied = answer.base_certainly.all() + answer.base_possibly.all();
        answer.base_certainly.untied += actors * actors.saturating_sub(1) / 2 - tied;
        answer
    }
}
