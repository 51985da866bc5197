//! Actors that lost somebody in an event without taking part in it.

use super::stated_rows::{StatedRows, UnpackedRow};
use crate::model::{ActorId, StatementId};
use crate::record::Record;

/// Actors that a toll names and the event does not, with the statement of each; by actor and statement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bystanders(Vec<(ActorId, StatementId)>);

impl Bystanders {
    /// Those of a record and of rows.
    pub(in crate::graph) fn new(record: &Record, loose: &StatedRows) -> Self {
        let mut all = Vec::new();
        for (number, statement) in (0_u32..).zip(record.statements()) {
            let event = statement.event();
            let toll = event.and_then(|event| event.killed.as_ref());
            for loss in toll.into_iter().flat_map(|toll| toll.of.iter()) {
                if !statement.ends.actors().any(|actor| actor == loss.actor) {
                    all.push((loss.actor, StatementId::new(number)));
                }
            }
        }
        for (id, actor) in loose.all_losses() {
            let is_part = match (loose.company(id), loose.odd(id)) {
                (Some(ends), _) => ends.actors().any(|one| one == actor),
                (None, Some(UnpackedRow::Event(row))) => {
                    let mut own = std::iter::once(row.from).chain(row.to);
                    own.any(|end| end.number() == actor.number())
                }
                _ => false,
            };
            if !is_part {
                all.push((actor, id));
            }
        }
        all.sort_unstable();
        Self(all)
    }

    /// The statements by which an actor lost somebody without taking part.
    pub(crate) fn of(&self, actor: ActorId) -> impl Iterator<Item = StatementId> {
        let first = self.0.partition_point(|one| one.0 < actor);
        let own = self.0[first..].iter();
        own.take_while(move |one| one.0 == actor).map(|one| one.1)
    }
}
