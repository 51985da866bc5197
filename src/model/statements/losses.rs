//! Which actors the dead of an event belonged to.

use super::deaths::{Deaths, Loss};
use crate::model::ids::ActorId;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// How many losses stand in place.
const IN_PLACE: usize = 3;

/// The deaths of single actors within one event, in a stated order.
///
/// Up to three losses with figures below four thousand million are stored in the value itself,
/// others on the heap. [`iter`](Losses::iter) makes each [`Loss`] when you ask for it.
///
/// # Examples
///
/// ```
/// use factions::ActorId;
/// use factions::model::{Deaths, Loss, Losses};
///
/// let deaths = Deaths::new(1, 2, 4);
/// let losses = Losses::from(vec![Loss { actor: ActorId::new(7), deaths }]);
/// assert_eq!(losses.len(), 1);
/// assert!(losses.iter().all(|loss| loss.deaths == deaths));
/// assert!(Losses::default().is_empty());
/// ```
#[derive(Clone)]
pub struct Losses(Form);

#[derive(Clone)]
enum Form {
    Few(u8, [Small; IN_PLACE]),
    #[expect(
        clippy::box_collection,
        reason = "a vector itself would make all tolls longer"
    )]
    Many(Box<Vec<Loss>>),
}

/// A loss of figures that fit into four bytes each.
#[derive(Debug, Clone, Copy, Default)]
struct Small {
    actor: ActorId,
    low: u32,
    /// `NONE`: there is no best figure.
    best: u32,
    high: u32,
}

/// No figure.
const NONE: u32 = u32::MAX;

impl Small {
    fn of(Loss { actor, deaths }: Loss) -> Option<Self> {
        let small = |figure: u64| u32::try_from(figure).ok().filter(|own| *own != NONE);
        Some(Self {
            actor,
            low: small(deaths.low)?,
            best: match deaths.best {
                Some(best) => small(best)?,
                None => NONE,
            },
            high: small(deaths.high)?,
        })
    }

    fn loss(self) -> Loss {
        Loss {
            actor: self.actor,
            deaths: Deaths {
                low: self.low.into(),
                best: (self.best != NONE).then_some(self.best.into()),
                high: self.high.into(),
            },
        }
    }
}

impl Losses {
    /// Every loss, in order.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::Losses;
    ///
    /// assert_eq!(Losses::default().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = Loss> + Clone {
        let (few, many): (&[Small], &[Loss]) = match &self.0 {
            Form::Few(count, few) => (few.get(..usize::from(*count)).unwrap_or_default(), &[]),
            Form::Many(many) => (&[], many),
        };
        few.iter()
            .map(|small| small.loss())
            .chain(many.iter().copied())
    }

    /// The number of losses.
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Few(count, _) => usize::from(*count),
            Form::Many(many) => many.len(),
        }
    }

    /// Whether there are no losses.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts another actor in the place of each, and then the losses in their order.
    pub(crate) fn renumber(&mut self, number: impl Fn(ActorId) -> ActorId) {
        match &mut self.0 {
            Form::Few(count, few) => {
                let own = few.get_mut(..usize::from(*count)).unwrap_or_default();
                for small in &mut *own {
                    small.actor = number(small.actor);
                }
                own.sort_unstable_by_key(|small| small.loss());
            }
            Form::Many(many) => {
                for loss in &mut **many {
                    loss.actor = number(loss.actor);
                }
                many.sort_unstable();
            }
        }
    }
}

impl Default for Losses {
    fn default() -> Self {
        Self(Form::Few(0, [Small::default(); IN_PLACE]))
    }
}

impl FromIterator<Loss> for Losses {
    fn from_iter<I: IntoIterator<Item = Loss>>(losses: I) -> Self {
        let mut losses = losses.into_iter();
        let mut few = [Small::default(); IN_PLACE];
        let mut count = 0;
        while let Some(loss) = losses.next() {
            if let (Some(slot), Some(small)) = (few.get_mut(usize::from(count)), Small::of(loss)) {
                *slot = small;
                count += 1;
                continue;
            }
            let before = few.iter().take(usize::from(count));
            let before = before.map(|small| small.loss());
            let many: Vec<Loss> = before.chain([loss]).chain(losses).collect();
            return Self(Form::Many(Box::new(many)));
        }
        Self(Form::Few(count, few))
    }
}

impl From<Vec<Loss>> for Losses {
    fn from(losses: Vec<Loss>) -> Self {
        losses.into_iter().collect()
    }
}

impl fmt::Debug for Losses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Losses {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<const N: usize> PartialEq<[Loss; N]> for Losses {
    fn eq(&self, other: &[Loss; N]) -> bool {
        self.iter().eq(other.iter().copied())
    }
}

impl Eq for Losses {}

impl PartialOrd for Losses {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Losses {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl Hash for Losses {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_usize(self.len());
        for Loss { actor, deaths } in self.iter() {
            state.write_u32(actor.number());
            state.write_u64(deaths.low);
            state.write_u64(deaths.best.unwrap_or(u64::MAX));
            state.write_u64(deaths.high);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Figures = (u32, u64, Option<u64>, u64);

    fn loss(&(actor, low, best, high): &Figures) -> Loss {
        Loss {
            actor: ActorId::new(actor),
            deaths: Deaths { low, best, high },
        }
    }

    fn figures() -> impl Strategy<Value = Vec<Figures>> {
        let figure = || prop::sample::select(vec![0, 1, 4_294_967_294, 4_294_967_295, u64::MAX]);
        let one = (0..3_u32, figure(), prop::option::of(figure()), figure());
        prop::collection::vec(one, 0..5)
    }

    proptest! {
        #[test]
        fn they_are_the_losses_that_they_were_made_of(one in figures(), other in figures()) {
            let lists = [&one, &other].map(|list| list.iter().map(loss).collect::<Vec<Loss>>());
            let [own, others] = lists.clone().map(Losses::from);
            prop_assert_eq!(own.iter().collect::<Vec<Loss>>(), lists[0].clone());
            prop_assert_eq!(own.len(), one.len());
            prop_assert_eq!(own.cmp(&others), lists[0].cmp(&lists[1]));
            prop_assert_eq!(own == others, lists[0] == lists[1]);
            let mut renumbered = own.clone();
            renumbered.renumber(|id| ActorId::new(2 - id.number()));
            let mut wanted = lists[0].clone();
            for loss in &mut wanted {
                loss.actor = ActorId::new(2 - loss.actor.number());
            }
            wanted.sort_unstable();
            prop_assert_eq!(renumbered.iter().collect::<Vec<Loss>>(), wanted);
        }
    }
}
