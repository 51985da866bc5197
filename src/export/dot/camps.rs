//! Camps, and the ties that stand in their way, as an analysis hands them to a picture.

use crate::analysis::{DyadSign, Frustration, Partition, SignedEdge};
use crate::graph::ActorRef;
use crate::model::ActorId;
use std::collections::BTreeMap;

/// Camps, and the ties that stand in their way, to be marked in a picture.
///
/// Made from a [`Frustration`] or a [`Partition`]; handed to [`Dot::camps`](crate::Dot::camps).
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Camps, ConflictRule, Record, SearchBudget};
///
/// # let record = Record::from_toml(r#"
/// # format = 1
/// # [actors]
/// # a = { name = "A", kind = "armed-group" }
/// # b = { name = "B", kind = "armed-group" }
/// # c = { name = "C", kind = "armed-group" }
/// # [[relations]]
/// # kind = "rivalry"
/// # between = ["a", "b", "c"]
/// # "#)?;
/// let graph = ActorGraph::new(record);
/// let signed = graph.ever().signed(ConflictRule::Ambivalent);
/// let camps = Camps::from(&signed.frustration(SearchBudget::default()));
/// assert_eq!(camps.camp(graph.actor("a")?), Some(0));
/// // three who are all at odds do not fall into two camps
/// assert_eq!(camps.frustrated(), 1);
/// let picture = graph.ever().to_dot().camps(camps).draw();
/// assert!(picture.text.contains("camp 2") && picture.text.contains("against the camps"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Camps {
    of: BTreeMap<ActorId, usize>,
    count: usize,
    frustrated: BTreeMap<(ActorId, ActorId), DyadSign>,
}

/// # What it says
impl Camps {
    /// The camp of an actor, from 0; `None`: it is in none.
    pub fn camp(&self, actor: impl Into<ActorId>) -> Option<usize> {
        self.of.get(&actor.into()).copied()
    }

    /// How many camps there are.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// How many pairs stand in the way: at odds within a camp, or friends across.
    pub fn frustrated(&self) -> usize {
        self.frustrated.len()
    }

    /// The sign by which a pair stands in the way, if it does.
    pub(super) fn in_the_way(&self, one: ActorId, other: ActorId) -> Option<DyadSign> {
        let pair = (one.min(other), one.max(other));
        self.frustrated.get(&pair).copied()
    }

    fn new(camps: &[Vec<ActorRef<'_>>], frustrated: &[SignedEdge<'_>]) -> Self {
        let of = camps.iter().enumerate();
        let of = of.flat_map(|(camp, actors)| actors.iter().map(move |one| (one.id(), camp)));
        let frustrated = frustrated.iter().map(|edge| {
            let (one, other) = (edge.one.id(), edge.other.id());
            ((one.min(other), one.max(other)), edge.sign)
        });
        Self {
            of: of.collect(),
            count: camps.iter().filter(|camp| !camp.is_empty()).count(),
            frustrated: frustrated.collect(),
        }
    }
}

impl From<&Frustration<'_>> for Camps {
    fn from(answer: &Frustration<'_>) -> Self {
        Self::new(&answer.camps, &answer.frustrated)
    }
}

impl From<&Partition<'_>> for Camps {
    fn from(answer: &Partition<'_>) -> Self {
        Self::new(&answer.camps, &answer.frustrated)
    }
}
