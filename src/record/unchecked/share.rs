//! What many statements have alike, kept once.

use super::hash::{QuickMap, QuickSet};
use crate::model::Evidence;
use std::hash::Hash;
use std::sync::Arc;

/// Keeps each value once, however many statements have it.
#[derive(Debug)]
pub(crate) struct Shared<T>(QuickSet<Arc<T>>);

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(QuickSet::default())
    }
}

impl<T: Eq + Hash> Shared<T> {
    /// The one value that is the same as this one.
    pub(crate) fn of(&mut self, value: T) -> Arc<T> {
        if let Some(known) = self.0.get(&value) {
            return Arc::clone(known);
        }
        let new = Arc::new(value);
        self.0.insert(Arc::clone(&new));
        new
    }
}

/// Changes shared evidence: what several statements share is changed once, and stays shared.
#[derive(Debug, Default)]
pub(in crate::record) struct Changes {
    shared: Shared<Evidence>,
    /// By the address of what was changed and the sort of change: the old, held so that no other
    /// comes to lie there, and the new.
    done: QuickMap<(usize, bool), (Arc<Evidence>, Arc<Evidence>)>,
}

impl Changes {
    /// Changes evidence; of one sort the change is the same for all that share it.
    pub(in crate::record) fn make(
        &mut self,
        evidence: &mut Arc<Evidence>,
        sort: bool,
        change: impl FnOnce(&mut Evidence),
    ) {
        if let Some(own) = Arc::get_mut(evidence) {
            change(own);
            *evidence = self.shared.of(std::mem::take(own));
            return;
        }
        let key = (Arc::as_ptr(evidence).addr(), sort);
        if let Some((_, new)) = self.done.get(&key) {
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
