//! Reads the evidence of an entry or a statement.

use super::fields::Fields;
use crate::model::{ActorId, Evidence, IdList, SourceId};
use crate::record::format::Key;
use crate::record::problems::Desk;
use crate::record::unchecked::Keys;

/// Reads certainty, claimants, hedge and sources; only statements have the other parts.
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

/// The keys for the evidence of an active period.
const OF_PERIOD: &[Key] = &[
    Key::ActiveCertainty,
    Key::ActiveBy,
    Key::ActiveHedge,
    Key::ActiveSource,
];

/// Reads the evidence of an active period, if it has any of its own.
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

/// Reads the sources that a key names.
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

/// Reads the actors that a key names.
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
