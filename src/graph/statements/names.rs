//! What people call the actors.

use crate::model::{Actor, ActorId};
use std::collections::BTreeMap;

/// Every name of every actor in lower case, with who goes by it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub(in crate::graph) by_name: BTreeMap<Box<str>, Vec<ActorId>>,
}

impl Names {
    /// Collects keys, names, short names and other names.
    pub(crate) fn new(actors: &[Actor]) -> Self {
        let mut names = Self::default();
        for (number, actor) in (0_u32..).zip(actors) {
            let id = ActorId::new(number);
            let aliases = actor.aliases.iter().map(|alias| &*alias.name);
            let own = [&*actor.key, &*actor.name].into_iter();
            for name in own.chain(actor.short.as_deref()).chain(aliases) {
                let name = name.trim().to_lowercase().into_boxed_str();
                let all = names.by_name.entry(name).or_default();
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        }
        names
    }
}
