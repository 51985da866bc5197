//! Whom a statement ties, in one form for relations and events.

use super::sides::Sides;
use crate::model::id_list::IdList;
use crate::model::ids::ActorId;

/// Whom a statement ties with whom.
///
/// # Examples
///
/// ```
/// use factions::{ActorId, Ends};
///
/// let [army, wagner, csp] = [0, 1, 2].map(ActorId::new);
/// let ends = Ends::Directed { from: [army, wagner].into(), to: [csp].into() };
/// assert_eq!(ends.pairs(), [(army, csp), (wagner, csp)]);
/// assert!(ends.is_directed());
/// assert_eq!(Ends::Mutual([army, wagner, csp].into()).pairs().len(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ends {
    /// `from` → `to`: each actor of `from` is tied to each actor of `to`.
    Directed {
        /// The actors who act, join, support, or are what others leave.
        from: IdList<ActorId>,
        /// The actors who are hit, joined or supported, or who leave.
        to: IdList<ActorId>,
    },
    /// `between`: each actor is tied to each other one, without a direction.
    Mutual(IdList<ActorId>),
    /// `sides`: each actor is tied to each actor of the other sides, and to none of its own side.
    Sided(Sides),
    /// `actor`: the statement ties nobody; only an event can have this form.
    Alone(IdList<ActorId>),
}

impl Ends {
    /// Every tie as a pair (from, to); if it has no direction, the lower number comes first.
    pub fn pairs(&self) -> Vec<(ActorId, ActorId)> {
        let mut pairs = Vec::new();
        self.each_pair(|from, to| pairs.push((from, to)));
        pairs
    }

    /// Hands over every tie, as [`Ends::pairs`] has them, without a list of them.
    pub(crate) fn each_pair(&self, mut take: impl FnMut(ActorId, ActorId)) {
        match self {
            Self::Directed { from, to } => across(from, to).for_each(|(a, b)| take(a, b)),
            Self::Mutual(all) => {
                for (i, &a) in all.iter().enumerate() {
                    for &b in &all[i + 1..] {
                        take(a.min(b), a.max(b));
                    }
                }
            }
            Self::Sided(sides) => {
                let mut behind = sides.iter();
                while let Some(side) = behind.next() {
                    for other in behind.clone() {
                        across(side, other).for_each(|(a, b)| take(a.min(b), a.max(b)));
                    }
                }
            }
            Self::Alone(_) => {}
        }
    }

    /// Its ties that have an actor at one end, without a walk over the others.
    ///
    /// # Complexity
    ///
    /// O(actors named).
    pub(crate) fn pairs_with(&self, actor: ActorId) -> Vec<(ActorId, ActorId)> {
        let sorted = |other: &ActorId| (actor.min(*other), actor.max(*other));
        match self {
            Self::Directed { from, to } if from.contains(&actor) => {
                to.iter().map(|&other| (actor, other)).collect()
            }
            Self::Directed { from, to } if to.contains(&actor) => {
                from.iter().map(|&other| (other, actor)).collect()
            }
            Self::Mutual(all) if all.contains(&actor) => {
                let others = all.iter().filter(|&&other| other != actor);
                others.map(sorted).collect()
            }
            Self::Sided(sides) if sides.iter().any(|side| side.contains(&actor)) => {
                let others = sides.iter().filter(|side| !side.contains(&actor));
                others.flatten().map(sorted).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether the ties lead from one end to the other.
    pub const fn is_directed(&self) -> bool {
        matches!(self, Self::Directed { .. })
    }

    /// Every actor that the statement names, in the order in which it names them.
    pub fn actors(&self) -> impl Iterator<Item = ActorId> + '_ {
        self.groups().flatten().copied()
    }

    /// The actors in groups: the two ends, or the sides; in the mutual form each actor alone.
    ///
    /// [`Statement::joint_sides`](crate::Statement::joint_sides) says which of them stood together.
    pub fn groups(&self) -> impl Iterator<Item = &[ActorId]> + '_ {
        let (two, each, sides): ([&[ActorId]; 2], &[ActorId], &[IdList<ActorId>]) = match self {
            Self::Directed { from, to } => ([from, to], &[], &[]),
            Self::Mutual(all) | Self::Alone(all) => ([&[], &[]], all, &[]),
            Self::Sided(sides) => {
                let (each, sides) = sides.parts();
                ([&[], &[]], each, sides)
            }
        };
        let two = two.into_iter().filter(|group| !group.is_empty());
        two.chain(each.chunks(1))
            .chain(sides.iter().map(|side| &**side))
    }

    /// Returns the same form with every actor replaced by the result of `change`.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(ActorId) -> ActorId) -> Self {
        let mut all = |list: &[ActorId]| list.iter().map(|&a| change(a)).collect::<IdList<_>>();
        match self {
            Self::Directed { from, to } => Self::Directed {
                from: all(from),
                to: all(to),
            },
            Self::Mutual(list) => Self::Mutual(all(list)),
            Self::Sided(sides) => Self::Sided(sides.iter().map(&mut all).collect()),
            Self::Alone(list) => Self::Alone(all(list)),
        }
    }
}

fn across<'a>(
    from: &'a [ActorId],
    to: &'a [ActorId],
) -> impl Iterator<Item = (ActorId, ActorId)> + 'a {
    from.iter()
        .flat_map(move |&a| to.iter().map(move |&b| (a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u32]) -> IdList<ActorId> {
        numbers.iter().copied().map(ActorId::new).collect()
    }

    #[test]
    fn sides_are_tied_across_and_never_within() {
        let ends = Ends::Sided(vec![ids(&[0, 1]), ids(&[2]), ids(&[3])].into());
        assert_eq!(ends.pairs().len(), 2 + 2 + 1);
        assert_eq!(ends.groups().map(<[_]>::len).collect::<Vec<_>>(), [2, 1, 1]);
    }

    #[test]
    fn the_ties_of_one_actor_are_those_of_all_that_name_it() {
        let forms = [
            Ends::Directed {
                from: ids(&[3, 1]),
                to: ids(&[2, 0]),
            },
            Ends::Mutual(ids(&[2, 0, 3])),
            Ends::Sided(vec![ids(&[2, 0]), ids(&[3]), ids(&[1])].into()),
            Ends::Alone(ids(&[0, 1])),
        ];
        for ends in forms {
            for actor in (0..5).map(ActorId::new) {
                let mut slow = ends.pairs();
                slow.retain(|pair| [pair.0, pair.1].contains(&actor));
                let mut fast = ends.pairs_with(actor);
                slow.sort_unstable();
                fast.sort_unstable();
                assert_eq!(fast, slow, "{actor:?} of {ends:?}");
            }
        }
    }

    #[test]
    fn an_event_alone_ties_nobody() {
        let ends = Ends::Alone(ids(&[4, 5]));
        assert!(ends.pairs().is_empty());
        assert_eq!(ends.actors().count(), 2);
        assert!(ends.groups().all(|group| group.len() == 1));
    }
}
