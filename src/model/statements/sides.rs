//! Which actors stand against which, one list for each side.

use crate::model::id_list::IdList;
use crate::model::ids::ActorId;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Index;

/// Two or more sides, each a list of actors, in sixteen bytes.
///
/// Two sides of one actor each, which nearly all statements have, are stored in the value itself. A
/// side is a slice of actors. You can iterate over the sides, count them, and index them like a
/// list.
///
/// # Examples
///
/// ```
/// use factions::ActorId;
/// use factions::model::{IdList, Sides};
///
/// let [a, b, c] = [0, 1, 2].map(ActorId::new);
/// let sides = Sides::from(vec![IdList::from([a, b]), [c].into()]);
/// assert_eq!((sides.len(), &sides[0]), (2, &[a, b][..]));
/// assert!(sides.iter().any(|side| *side == [c]));
/// assert_eq!(size_of::<Sides>(), 16);
/// ```
#[derive(Clone)]
pub struct Sides(Form);

#[derive(Clone)]
enum Form {
    /// One actor on each of two sides.
    Pair([ActorId; 2]),
    #[expect(
        clippy::box_collection,
        reason = "a vector itself would make all ends longer"
    )]
    Many(Box<Vec<IdList<ActorId>>>),
}

impl Sides {
    /// One actor against another.
    pub(crate) const fn pair(one: ActorId, other: ActorId) -> Self {
        Self(Form::Pair([one, other]))
    }

    /// The actors each of whom is a side, or the sides.
    pub(super) fn parts(&self) -> (&[ActorId], &[IdList<ActorId>]) {
        match &self.0 {
            Form::Pair(pair) => (pair, &[]),
            Form::Many(sides) => (&[], sides),
        }
    }

    /// Every side, in order.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::ActorId;
    /// use factions::model::Sides;
    ///
    /// let [a, b] = [0, 1].map(ActorId::new);
    /// let sides = Sides::from(vec![[a].into(), [b].into()]);
    /// assert_eq!(sides.iter().collect::<Vec<_>>(), [[a], [b]]);
    /// ```
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &[ActorId]> + Clone {
        let (each, sides) = self.parts();
        each.chunks(1).chain(sides.iter().map(|side| &**side))
    }

    /// The number of sides.
    pub const fn len(&self) -> usize {
        match &self.0 {
            Form::Pair(pair) => pair.len(),
            Form::Many(sides) => sides.len(),
        }
    }

    /// Whether there are no sides.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The side with this number, counted from 0; `None` if there is none.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::ActorId;
    /// use factions::model::Sides;
    ///
    /// let [a, b] = [0, 1].map(ActorId::new);
    /// let sides = Sides::from(vec![[a].into(), [b].into()]);
    /// assert_eq!((sides.get(1), sides.get(2)), (Some(&[b][..]), None));
    /// ```
    pub fn get(&self, number: usize) -> Option<&[ActorId]> {
        match &self.0 {
            Form::Pair(pair) => pair.chunks(1).nth(number),
            Form::Many(sides) => sides.get(number).map(|side| &**side),
        }
    }

    /// Puts another actor in the place of each, in their order.
    pub(crate) fn replace_each(&mut self, mut number: impl FnMut(ActorId) -> ActorId) {
        match &mut self.0 {
            Form::Pair(pair) => *pair = pair.map(number),
            Form::Many(sides) => {
                for id in sides.iter_mut().flat_map(IdList::as_mut) {
                    *id = number(*id);
                }
            }
        }
    }

    /// Sorts the sides, and the actors of each, of whom each then stands once.
    pub(crate) fn sort_each_once(&mut self) {
        match &mut self.0 {
            Form::Pair(pair) => pair.sort_unstable(),
            Form::Many(sides) => {
                sides.iter_mut().for_each(IdList::sort_each_once);
                sides.sort_unstable();
                *self = std::mem::take(&mut **sides).into();
            }
        }
    }

    /// Adds an actor to the side of this number; `false`: there is no such side.
    #[cfg(feature = "data-sets")]
    pub(crate) fn add(&mut self, number: usize, actor: ActorId) -> bool {
        if number >= self.len() {
            return false;
        }
        let longer = self.iter().enumerate().map(|(own, side)| {
            let more = (own == number).then_some(actor);
            side.iter().copied().chain(more).collect()
        });
        *self = longer.collect();
        true
    }
}

impl From<Vec<IdList<ActorId>>> for Sides {
    fn from(sides: Vec<IdList<ActorId>>) -> Self {
        if let [one, other] = &sides[..]
            && let ([one], [other]) = (&one[..], &other[..])
        {
            return Self::pair(*one, *other);
        }
        Self(Form::Many(Box::new(sides)))
    }
}

impl FromIterator<IdList<ActorId>> for Sides {
    fn from_iter<I: IntoIterator<Item = IdList<ActorId>>>(sides: I) -> Self {
        sides.into_iter().collect::<Vec<_>>().into()
    }
}

impl Index<usize> for Sides {
    type Output = [ActorId];

    /// The side with this number, counted from 0.
    ///
    /// # Panics
    ///
    /// Panics if there is no such side.
    fn index(&self, number: usize) -> &[ActorId] {
        match &self.0 {
            Form::Pair(pair) => &pair[number..=number],
            Form::Many(sides) => &sides[number],
        }
    }
}

impl fmt::Debug for Sides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Sides {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Pair(one), Form::Pair(other)) => one == other,
            _ => self.iter().eq(other.iter()),
        }
    }
}

impl Eq for Sides {}

impl PartialOrd for Sides {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sides {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Pair(one), Form::Pair(other)) => one.cmp(other),
            _ => self.iter().cmp(other.iter()),
        }
    }
}

impl Hash for Sides {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        self.iter().for_each(|side| side.hash(state));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lists(numbers: &[Vec<u32>]) -> Vec<IdList<ActorId>> {
        let list = |side: &Vec<u32>| side.iter().map(|id| ActorId::new(*id)).collect();
        numbers.iter().map(list).collect()
    }

    proptest! {
        #[test]
        fn they_are_the_lists_that_they_were_made_of(
            one in prop::collection::vec(prop::collection::vec(0..4_u32, 0..3), 0..4),
            other in prop::collection::vec(prop::collection::vec(0..4_u32, 0..3), 0..4),
        ) {
            let sides = [&one, &other].map(|sides| Sides::from(lists(sides)));
            let back = |sides: &Sides| -> Vec<Vec<u32>> {
                sides.iter().map(|side| side.iter().map(|id| id.number()).collect()).collect()
            };
            prop_assert_eq!(back(&sides[0]), one.clone());
            prop_assert_eq!(sides[0].len(), one.len());
            prop_assert_eq!(sides[0].cmp(&sides[1]), one.cmp(&other));
            prop_assert_eq!(sides[0] == sides[1], one == other);
            let mut renumbered = sides[0].clone();
            renumbered.replace_each(|id| ActorId::new(3 - id.number()));
            renumbered.sort_each_once();
            let mut wanted: Vec<Vec<u32>> = one.clone();
            for side in &mut wanted {
                for id in side.iter_mut() {
                    *id = 3 - *id;
                }
                side.sort_unstable();
                side.dedup();
            }
            wanted.sort();
            prop_assert_eq!(back(&renumbered), wanted);
        }
    }
}
