//! Rules: two actors should not share a name, and must not share an id.

use super::checked::Checked;
use crate::model::Bounds;
use crate::record::format::Key;
use crate::record::problems::Code;
use crate::record::problems::{Desk, shown};
use std::collections::HashMap;

/// Reports names that two actors share at one time; letter case does not count.
pub(super) fn duplicate_aliases(checked: &Checked<'_>, desk: &mut Desk) {
    let mut owners: HashMap<String, Vec<(&str, Bounds)>> = HashMap::new();
    for row in &checked.rows.actors {
        let (actor, spots) = (&row.actor, &row.spots);
        let mut names = vec![
            (&*actor.key, spots.whole, Bounds::UNKNOWN),
            (&*actor.name, spots.of(Key::Name), Bounds::UNKNOWN),
        ];
        names.extend(
            actor
                .short
                .as_deref()
                .map(|short| (short, spots.of(Key::Short), Bounds::UNKNOWN)),
        );
        let aliases = actor.aliases.iter().map(|alias| {
            (
                &*alias.name,
                spots.of(Key::Aliases),
                alias.period.bounds(None),
            )
        });
        names.extend(aliases);
        for (name, at, bounds) in names.into_iter().filter(|(name, ..)| !name.is_empty()) {
            let owners = owners.entry(name.to_lowercase()).or_default();
            let shares = |(owner, other): &&(&str, Bounds)| {
                *owner != &*actor.key && can_overlap(bounds, *other)
            };
            let owner = owners.iter().find(shares).map(|(owner, _)| *owner);
            // if another name covers its days, it overlaps nothing that the other name does not
            if !owners.iter().any(|(_, other)| covers(*other, bounds)) {
                owners.push((&actor.key, bounds));
            }
            if let Some(owner) = owner {
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

/// Reports ids of a data set that two actors share.
pub(super) fn shared_ids(checked: &Checked<'_>, desk: &mut Desk) {
    let mut owners: HashMap<(&str, &str), &str> = HashMap::new();
    for row in &checked.rows.actors {
        for id in row.actor.ids.iter() {
            let key = &*row.actor.key;
            let owner = *owners.entry(id).or_insert(key);
            if owner != key {
                let (data_set, id) = (shown(id.0), shown(id.1));
                let message = format!(
                    "`{id}` of `{data_set}` is an id of the actor `{}`, too",
                    shown(owner)
                );
                let help = "one id is of one actor: name both by one entry, or correct the id";
                let at = row.spots.of(Key::Ids);
                desk.error(at, Code::SharedId, message, help.to_owned());
            }
        }
    }
}

/// Whether two names may be in use on one day.
fn can_overlap(one: Bounds, other: Bounds) -> bool {
    one.first_start() < other.last_end() && other.first_start() < one.last_end()
}

/// Whether every day of one name may be a day of the other.
fn covers(one: Bounds, other: Bounds) -> bool {
    one.first_start() <= other.first_start() && other.last_end() <= one.last_end()
}
