//! Who is tied: one form for relations and events.

use super::sides::Sides;
use crate::model::id_list::IdList;
use crate::model::ids::ActorId;

/// Who is tied by a statement.
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
    /// `from` → `to`: every pair across is a tie.
    Directed {
        /// Who acts, joins, supports, leaves something behind.
        from: IdList<ActorId>,
        /// Whom it hits, what is joined or supported.
        to: IdList<ActorId>,
    },
    /// `between`: every unordered pair is a tie.
    Mutual(IdList<ActorId>),
    /// `sides`: every pair across sides is a tie, none within a side.
    Sided(Sides),
    /// `actor`: no tie, of events only.
    Alone(IdList<ActorId>),
}

impl Ends {
    /// Every tie as (from, to); of a mutual or sided statement the lower number first.
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

    /// Whether its ties read from one end to the other.
    pub const fn is_directed(&self) -> bool {
        matches!(self, Self::Directed { .. })
    }

    /// Everyone named, in the order as written.
    pub fn actors(&self) -> impl Iterator<Item = ActorId> + '_ {
        self.groups().flatten().copied()
    }

    /// Those named in one place: the two ends, or each side; of a mutual form each alone.
    ///
    /// Who of them stood together is told by [`Statement::companies`](crate::Statement::companies).
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

    /// The same form with every actor replaced.
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
    fn an_event_alone_ties_nobody() {
        let ends = Ends::Alone(ids(&[4, 5]));
        assert!(ends.pairs().is_empty());
        assert_eq!(ends.actors().count(), 2);
        assert!(ends.groups().all(|group| group.len() == 1));
    }
}
