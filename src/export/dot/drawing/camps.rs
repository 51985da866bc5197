//! Camps and the ties in their way, as a picture takes them from an analysis.

use crate::analysis::{DyadSign, Frustration, Partition, SignedEdge};
use crate::graph::{ActorGraph, ActorRef, IntoId, Origin};
use crate::model::ActorId;
use crate::query::list;
use std::collections::BTreeMap;

/// Camps and the ties in their way, to be marked in a picture.
///
/// Make it from a [`Frustration`] or a [`Partition`] and give it to [`Dot::camps`](crate::Dot::camps). Each
/// component of the signed graph has its own camps. If there are several components, the name of a camp
/// includes its component, and each camp has its own colour as long as there are enough colours. An actor
/// without a positive or negative edge is in no camp.
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
/// // three actors who are all at odds do not fall into two camps
/// assert_eq!((camps.count(), camps.components(), camps.frustrated()), (2, 1, 1));
/// let picture = graph.ever().to_dot().camps(camps).draw();
/// assert!(picture.text.contains("camp 2") && picture.text.contains("against the camps"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Camps {
    /// The component of each actor, and its camp in that component, both counted from 0.
    of: BTreeMap<ActorId, (usize, usize)>,
    components: Vec<Settled>,
    frustrated: BTreeMap<(ActorId, ActorId), DyadSign>,
    origin: Origin,
}

/// The proven facts about the camps of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Settled {
    camps: usize,
    is_proven: bool,
    is_unique: Option<bool>,
}

/// # What it has
impl Camps {
    /// The camp of an actor, counted from 0 over the camps of all components; `None` if the actor is in none.
    #[track_caller]
    pub fn camp(&self, actor: impl IntoId<ActorId>) -> Option<usize> {
        let &(component, camp) = self.of.get(&self.id_of(actor))?;
        let before = self.components.iter().take(component);
        Some(before.map(|one| one.camps).sum::<usize>() + camp)
    }

    /// The component of an actor's camp, counted from 0; `None` if the actor is in no camp.
    #[track_caller]
    pub fn component(&self, actor: impl IntoId<ActorId>) -> Option<usize> {
        self.of.get(&self.id_of(actor)).map(|of| of.0)
    }

    #[track_caller]
    fn id_of(&self, actor: impl IntoId<ActorId>) -> ActorId {
        self.origin.id_of(actor, "an actor")
    }

    /// Panics if the camps belong to another graph.
    #[track_caller]
    pub(super) fn check_in(&self, graph: &ActorGraph) {
        let _ = Origin::of(graph).and(self.origin, "an answer about camps");
    }

    /// The number of camps of all components.
    pub fn count(&self) -> usize {
        self.components.iter().map(|one| one.camps).sum()
    }

    /// The number of components. Nothing says how the camps of one stand to those of another.
    pub const fn components(&self) -> usize {
        self.components.len()
    }

    /// The number of pairs in the way: foes within a camp, or friends across camps.
    pub fn frustrated(&self) -> usize {
        self.frustrated.len()
    }

    /// Returns the sign of a pair that is in the way of the camps.
    pub(super) fn in_the_way(&self, one: ActorId, other: ActorId) -> Option<DyadSign> {
        let pair = (one.min(other), one.max(other));
        self.frustrated.get(&pair).copied()
    }

    /// Names an actor's camp: `camp 2` or, with several components, `camp 2.1`, the first camp of the second
    /// component.
    pub(super) fn word(&self, actor: ActorId) -> Option<String> {
        let &(component, camp) = self.of.get(&actor)?;
        Some(match self.components.len() {
            1 => format!("camp {}", camp + 1),
            _ => format!("camp {}.{}", component + 1, camp + 1),
        })
    }

    /// Describes the number of camps, the ties in their way, and whether other camps would be as good.
    pub(super) fn in_words(&self) -> Vec<String> {
        let number = |count: usize, word: &str| match count {
            1 => format!("1 {word}"),
            _ => format!("{count} {word}s"),
        };
        let (count, components) = (self.count(), self.components.len());
        let camps = match components {
            0 => return vec![String::from("no camps, as nobody has a tie of one sign")],
            1 => number(count, "camp"),
            _ => format!(
                "{} of {components} components, camp 2.1 the first of the second: nothing says how those of \
                 one stand to those of another",
                number(count, "camp")
            ),
        };
        let mut all = vec![format!(
            "{camps}; {} against them",
            number(self.frustrated.len(), "pair")
        )];
        for (is_so, words) in [
            (
                Self::is_only as fn(&Settled) -> bool,
                "no other camps do as well",
            ),
            (|one| one.is_unique == Some(false), "other camps do as well"),
            (
                |one| one.is_proven && one.is_unique.is_none(),
                "other camps may do as well",
            ),
            (|one| !one.is_proven, "these are the best found, not proven"),
        ] {
            let numbered = (1..).zip(&self.components).filter(|(_, one)| is_so(one));
            let numbers: Vec<usize> = numbered.map(|(number, _)| number).collect();
            match &numbers[..] {
                [] => {}
                all_of_them if all_of_them.len() == components => all.push(words.to_owned()),
                [one] => all.push(format!("in component {one} {words}")),
                several => all.push(format!("in components {} {words}", list(several))),
            }
        }
        all
    }

    fn is_only(one: &Settled) -> bool {
        one.is_unique == Some(true)
    }

    fn add(
        &mut self,
        settled: Settled,
        camps: &[Vec<ActorRef<'_>>],
        frustrated: &[SignedEdge<'_>],
    ) {
        let component = self.components.len();
        self.components.push(settled);
        for (camp, actors) in camps.iter().enumerate() {
            if let Some(one) = actors.first() {
                self.origin = Origin::of(one.graph());
            }
            let actors = actors.iter().map(|one| (one.id(), (component, camp)));
            self.of.extend(actors);
        }
        self.frustrated.extend(frustrated.iter().map(|edge| {
            let (one, other) = (edge.one.id(), edge.other.id());
            ((one.min(other), one.max(other)), edge.sign)
        }));
    }
}

impl From<&Frustration<'_>> for Camps {
    fn from(answer: &Frustration<'_>) -> Self {
        let mut camps = Self::default();
        for one in &answer.components {
            let settled = Settled {
                camps: one.camps.iter().filter(|camp| !camp.is_empty()).count(),
                is_proven: one.is_proven(),
                is_unique: one.is_unique,
            };
            camps.add(settled, &one.camps, &one.frustrated);
        }
        camps
    }
}

impl From<&Partition<'_>> for Camps {
    fn from(answer: &Partition<'_>) -> Self {
        let mut camps = Self::default();
        for one in &answer.components {
            let settled = Settled {
                camps: one.camps.len(),
                is_proven: one.is_proven,
                is_unique: one.is_unique,
            };
            camps.add(settled, &one.camps, &one.frustrated);
        }
        camps
    }
}
