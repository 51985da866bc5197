//! Reads the evidence of an entry or a statement.

use super::fields::Fields;
use crate::model::{ActorId, Evidence, IdList, SourceId};
use crate::record::format::Key;
use crate::record::problems::Desk;
use crate::record::unchecked::Keys;

/// Certainty, claimants, hedge word and sources; the rest is of statements.
pub(super) fn read(desk: &mut Desk, keys: &mut Keys, fields: &mut Fields<'_>) -> Evidence {
    Evidence {
        certainty: fields.word(desk, Key::Certainty).unwrap_or_default(),
        by: actors(desk, keys, fields, Key::By),
        hedge: fields.own_text(desk, Key::Hedge),
        sources: sources(desk, keys, fields, Key::Source),
        as_of: fields.day(desk, Key::AsOf),
        ..Evidence::default()
    }
}

/// The keys of an active period that tell what it rests on.
const OF_PERIOD: &[Key] = &[
    Key::ActiveCertainty,
    Key::ActiveBy,
    Key::ActiveHedge,
    Key::ActiveSource,
];

/// What an active period rests on, if it says so.
pub(super) fn of_period(
    desk: &mut Desk,
    keys: &mut Keys,
    fields: &mut Fields<'_>,
) -> Option<Evidence> {
    if !fields.has_any(OF_PERIOD) {
        return None;
    }
    Some(Evidence {
        certainty: fields.word(desk, Key::ActiveCertainty).unwrap_or_default(),
        by: actors(desk, keys, fields, Key::ActiveBy),
        hedge: fields.own_text(desk, Key::ActiveHedge),
        sources: sources(desk, keys, fields, Key::ActiveSource),
        ..Evidence::default()
    })
}

/// The sources that a key names.
pub(super) fn sources(
    desk: &mut Desk,
    keys: &mut Keys,
    fields: &mut Fields<'_>,
    key: Key,
) -> IdList<SourceId> {
    let named = fields.set(desk, key);
    let number = |key| SourceId::new(keys.sources.number(key));
    named.into_iter().map(number).collect()
}

/// The actors that a key names.
pub(super) fn actors(
    desk: &mut Desk,
    keys: &mut Keys,
    fields: &mut Fields<'_>,
    key: Key,
) -> IdList<ActorId> {
    let named = fields.set(desk, key);
    let number = |key| ActorId::new(keys.actors.number(key));
    named.into_iter().map(number).collect()
}
