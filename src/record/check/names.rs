//! Two actors ought not to share a name.

use super::checked::Checked;
use crate::record::code::Code;
use crate::record::desk::{Desk, shown};
use crate::record::key::Key;
use std::collections::HashMap;

/// A name is looked up in any case, so that it ought to be of one actor.
pub(super) fn duplicate_aliases(checked: &Checked<'_>, desk: &mut Desk) {
    let mut owners: HashMap<String, &str> = HashMap::new();
    for row in &checked.rows.actors {
        let (actor, spots) = (&row.actor, &row.spots);
        let mut names = vec![
            (&*actor.key, spots.whole),
            (&*actor.name, spots.of(Key::Name)),
        ];
        names.extend(
            actor
                .short
                .as_deref()
                .map(|short| (short, spots.of(Key::Short))),
        );
        let aliases = actor
            .aliases
            .iter()
            .map(|alias| (&*alias.name, spots.of(Key::Aliases)));
        names.extend(aliases);
        for (name, at) in names.into_iter().filter(|(name, _)| !name.is_empty()) {
            let owner = *owners.entry(name.to_lowercase()).or_insert(&actor.key);
            if owner != &*actor.key {
                let message = format!(
                    "`{}` is a name of the actor `{}`, too",
                    shown(name),
                    shown(owner)
                );
                let help = "a look-up by this name finds both: give one of them another name";
                desk.warning(at, Code::DuplicateAlias, message, help.to_owned());
            }
        }
    }
}
