//! A short list of ids that needs no memory elsewhere.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// How many ids are kept in place.
const IN_PLACE: usize = 3;

/// A list of ids in sixteen bytes, which dereferences to a slice.
///
/// Up to three ids are stored in the value itself, longer lists on the heap. Nearly all statements
/// name one actor at each end, one place and one source.
///
/// # Examples
///
/// ```
/// use factions::ActorId;
/// use factions::model::IdList;
///
/// let list: IdList<ActorId> = [3, 1, 2].map(ActorId::new).into();
/// assert_eq!(list.len(), 3);
/// assert_eq!(list[1], ActorId::new(1));
/// assert_eq!(size_of::<IdList<ActorId>>(), 16);
/// ```
#[derive(Clone)]
pub struct IdList<I>(Form<I>);

#[derive(Clone)]
enum Form<I> {
    Few(u8, [I; IN_PLACE]),
    #[expect(
        clippy::box_collection,
        reason = "a vector itself would make all lists longer"
    )]
    Many(Box<Vec<I>>),
}

impl<I: Copy + Default> IdList<I> {
    /// Keeps only the ids for which `keep` returns true.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::ActorId;
    /// use factions::model::IdList;
    ///
    /// let mut list: IdList<ActorId> = [3, 1, 2].map(ActorId::new).into();
    /// list.retain(|id| id.number() > 1);
    /// assert_eq!(list, [3, 2].map(ActorId::new));
    /// ```
    pub fn retain(&mut self, keep: impl Fn(&I) -> bool) {
        *self = self.iter().filter(|id| keep(id)).copied().collect();
    }

    /// The ids as a slice that may be changed.
    pub(crate) fn as_mut(&mut self) -> &mut [I] {
        match &mut self.0 {
            Form::Few(count, few) => &mut few[..usize::from(*count)],
            Form::Many(many) => many,
        }
    }

    /// Sorts the ids; each then stands once.
    pub(crate) fn sort_each_once(&mut self)
    where
        I: Ord,
    {
        if self.windows(2).all(|pair| pair[0] < pair[1]) {
            return; // nearly all are so, or have one id alone
        }
        let mut list = self.to_vec();
        list.sort_unstable();
        list.dedup();
        *self = list.into();
    }
}

impl<I> Deref for IdList<I> {
    type Target = [I];

    fn deref(&self) -> &[I] {
        match &self.0 {
            Form::Few(count, few) => &few[..usize::from(*count)],
            Form::Many(many) => many,
        }
    }
}

impl<I> Borrow<[I]> for IdList<I> {
    fn borrow(&self) -> &[I] {
        self
    }
}

impl<I: Copy + Default> Default for IdList<I> {
    fn default() -> Self {
        Self(Form::Few(0, [I::default(); IN_PLACE]))
    }
}

impl<I: Copy + Default> FromIterator<I> for IdList<I> {
    fn from_iter<T: IntoIterator<Item = I>>(ids: T) -> Self {
        let mut ids = ids.into_iter();
        let mut few = [I::default(); IN_PLACE];
        let mut count = 0;
        for slot in &mut few {
            let Some(id) = ids.next() else {
                return Self(Form::Few(count, few));
            };
            *slot = id;
            count += 1;
        }
        match ids.next() {
            None => Self(Form::Few(count, few)),
            Some(next) => {
                let all = few.into_iter().chain([next]).chain(ids);
                let mut all: Vec<I> = all.collect();
                all.shrink_to_fit();
                Self(Form::Many(Box::new(all)))
            }
        }
    }
}

impl<I: Copy + Default> From<Vec<I>> for IdList<I> {
    fn from(ids: Vec<I>) -> Self {
        ids.into_iter().collect()
    }
}

impl<I: Copy + Default, const N: usize> From<[I; N]> for IdList<I> {
    fn from(ids: [I; N]) -> Self {
        ids.into_iter().collect()
    }
}

impl<'l, I> IntoIterator for &'l IdList<I> {
    type Item = &'l I;
    type IntoIter = std::slice::Iter<'l, I>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<I: fmt::Debug> fmt::Debug for IdList<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<I: PartialEq> PartialEq for IdList<I> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<I: PartialEq, const N: usize> PartialEq<[I; N]> for IdList<I> {
    fn eq(&self, other: &[I; N]) -> bool {
        **self == *other
    }
}

impl<I: PartialEq> PartialEq<&[I]> for IdList<I> {
    fn eq(&self, other: &&[I]) -> bool {
        **self == **other
    }
}

impl<I: Eq> Eq for IdList<I> {}

impl<I: PartialOrd> PartialOrd for IdList<I> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}

impl<I: Ord> Ord for IdList<I> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<I: Hash> Hash for IdList<I> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::super::ids::ActorId;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_list_that_it_was_made_of(
            one in prop::collection::vec(0..9_u32, 0..7),
            other in prop::collection::vec(0..9_u32, 0..7),
        ) {
            let list = |ids: &[u32]| -> IdList<ActorId> {
                ids.iter().map(|id| ActorId::new(*id)).collect()
            };
            let ids: Vec<u32> = list(&one).iter().map(|id| id.number()).collect();
            prop_assert_eq!(&ids, &one);
            prop_assert_eq!(list(&one).cmp(&list(&other)), one.cmp(&other));
            prop_assert_eq!(list(&one) == list(&other), one == other);
            let mut sorted = one.clone();
            sorted.sort_unstable();
            sorted.dedup();
            let mut once = list(&one);
            once.sort_each_once();
            prop_assert_eq!(once, list(&sorted));
        }
    }
}
