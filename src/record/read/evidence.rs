//! What an entry or a statement rests on.

use super::fields::Fields;
use crate::model::{ActorId, Evidence, SourceId};
use crate::record::desk::Desk;
use crate::record::key::Key;
use crate::record::rows::Keys;

/// Certainty, claimants, hedge word and sources; the rest is of statements.
pub(super) fn read(desk: &mut Desk, keys: &mut Keys, fields: &mut Fields<'_>) -> Evidence {
    Evidence {
        certainty: fields.word(desk, Key::Certainty).unwrap_or_default(),
        by: actors(desk, keys, fields, Key::By),
        hedge: fields.own_text(desk, Key::Hedge),
        sources: sources(desk, keys, fields),
        as_of: fields.day(desk, Key::AsOf),
        ..Evidence::default()
    }
}

/// The sources that are named.
pub(super) fn sources(desk: &mut Desk, keys: &mut Keys, fields: &mut Fields<'_>) -> Vec<SourceId> {
    let named = fields.set(desk, Key::Source);
    let number = |key| SourceId::new(keys.sources.number(key));
    named.into_iter().map(number).collect()
}

/// The actors that a key names.
pub(super) fn actors(
    desk: &mut Desk,
    keys: &mut Keys,
    fields: &mut Fields<'_>,
    key: Key,
) -> Vec<ActorId> {
    let named = fields.set(desk, key);
    let number = |key| ActorId::new(keys.actors.number(key));
    named.into_iter().map(number).collect()
}
