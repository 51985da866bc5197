//! Values that many statements share, stored once.

use super::hash::{Quick, QuickMap, QuickSet};
use crate::model::{Evidence, Toll};
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

/// Stores equal values once.
///
/// It looks values up by their hashes, because a set of the values would fetch each one from memory whenever
/// it grows.
#[derive(Debug)]
pub(crate) struct Shared<T> {
    hasher: Quick,
    by_hash: QuickMap<u64, Arc<T>>,
    /// Values whose hash collides with that of another value.
    others: QuickSet<Arc<T>>,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self {
            hasher: Quick::default(),
            by_hash: QuickMap::default(),
            others: QuickSet::default(),
        }
    }
}

impl<T: Eq + Hash> Shared<T> {
    /// Returns the shared copy of a value.
    pub(crate) fn of(&mut self, value: T) -> Arc<T> {
        match self.by_hash.entry(self.hasher.hash_one(&value)) {
            Entry::Vacant(slot) => Arc::clone(slot.insert(Arc::new(value))),
            Entry::Occupied(slot) if **slot.get() == value => Arc::clone(slot.get()),
            Entry::Occupied(_) => {
                if let Some(known) = self.others.get(&value) {
                    return Arc::clone(known);
                }
                let new = Arc::new(value);
                self.others.insert(Arc::clone(&new));
                new
            }
        }
    }
}

/// Changes shared evidence once, so that statements that shared it share the result.
#[derive(Debug, Default)]
pub(in crate::record) struct Changes {
    shared: Shared<Evidence>,
    /// The old and the new evidence, by the address of the old one and the sort of change. The old one is
    /// kept, so that no other value gets its address.
    done: QuickMap<(usize, bool), (Arc<Evidence>, Arc<Evidence>)>,
    /// The last change, since consecutive rows often share their evidence.
    last: Option<(bool, Arc<Evidence>, Arc<Evidence>)>,
    /// The changes of shared tolls, in the same way.
    tolls: QuickMap<usize, (Arc<Toll>, Arc<Toll>)>,
}

impl Changes {
    /// Changes a toll; all statements that share it must be changed alike.
    pub(in crate::record) fn make_toll(
        &mut self,
        toll: &mut Arc<Toll>,
        change: impl FnOnce(&mut Toll),
    ) {
        if let Some(own) = Arc::get_mut(toll) {
            change(own);
            return;
        }
        let key = Arc::as_ptr(toll).addr();
        if let Some((_, new)) = self.tolls.get(&key) {
            *toll = Arc::clone(new);
            return;
        }
        let mut new = Toll::clone(toll);
        change(&mut new);
        let new = Arc::new(new);
        let old = std::mem::replace(toll, Arc::clone(&new));
        self.tolls.insert(key, (old, new));
    }

    /// Changes evidence; changes of the same sort must be equal for all statements that share it.
    pub(in crate::record) fn make(
        &mut self,
        evidence: &mut Arc<Evidence>,
        sort: bool,
        change: impl FnOnce(&mut Evidence),
    ) {
        if let Some((of, old, new)) = &self.last
            && *of == sort
            && Arc::ptr_eq(old, evidence)
        {
            *evidence = Arc::clone(new);
            return;
        }
        if let Some(own) = Arc::get_mut(evidence) {
            change(own);
            *evidence = self.shared.of(std::mem::take(own));
            return;
        }
        let key = (Arc::as_ptr(evidence).addr(), sort);
        if let Some((old, new)) = self.done.get(&key) {
            self.last = Some((sort, Arc::clone(old), Arc::clone(new)));
            *evidence = Arc::clone(new);
            return;
        }
        let mut new = Evidence::clone(evidence);
        change(&mut new);
        let new = self.shared.of(new);
        let old = std::mem::replace(evidence, Arc::clone(&new));
        self.done.insert(key, (old, new));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Certainty, SourceId};

    #[test]
    fn what_is_shared_is_changed_once_and_stays_shared() {
        let mut shared = Shared::default();
        let of = |certainty| Evidence {
            certainty,
            ..Evidence::default()
        };
        let mut one = shared.of(of(Certainty::Claimed));
        let mut other = shared.of(of(Certainty::Claimed));
        assert!(Arc::ptr_eq(&one, &other));
        let (mut alone, mut changes) = (Arc::new(of(Certainty::Claimed)), Changes::default());
        let mut count = 0;
        for evidence in [&mut one, &mut other, &mut alone] {
            changes.make(evidence, true, |evidence| {
                count += 1;
                evidence.sources = [SourceId::new(4)].into();
            });
        }
        assert_eq!(count, 2);
        assert!(Arc::ptr_eq(&one, &other) && Arc::ptr_eq(&one, &alone));
        assert_eq!(one.sources.len(), 1);
    }
}
