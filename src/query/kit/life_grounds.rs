//! The grounds of answers that rest on an actor's active period.

use super::answer::Grounds;
use crate::graph::ActorRef;
use crate::model::{ActorId, Evidence, Holds, Source};
use crate::view::View;

impl<'g> Grounds<'g> {
    /// The grounds of the start or end of one active period of an actor, given its number.
    pub(crate) fn of_life(view: View<'g, '_>, holds: Holds, actor: ActorId, number: u32) -> Self {
        let evidence = evidence_of(view, actor, number);
        let mut grounds = Self::new(view, holds, evidence.certainty, []);
        grounds.by = claimants(view, evidence);
        grounds.sources = sources(view, evidence);
        grounds
    }

    /// Adds the grounds of the end of one of the actor's active periods.
    pub(crate) fn with_life(mut self, view: View<'g, '_>, actor: ActorId, number: u32) -> Self {
        let evidence = evidence_of(view, actor, number);
        if evidence.certainty == self.certainty {
            self.by.extend(claimants(view, evidence));
            self.by.sort_unstable();
            self.by.dedup();
        }
        self.sources.extend(sources(view, evidence));
        self.sources.sort_by(|a, b| a.key.cmp(&b.key));
        self.sources.dedup_by(|a, b| a.key == b.key);
        self
    }
}

fn evidence_of<'g>(view: View<'g, '_>, actor: ActorId, number: u32) -> &'g Evidence {
    let entry = view.graph().record().actor(actor);
    let period = entry.periods().nth(number as usize);
    period.map_or(&entry.evidence, |(_, evidence)| evidence)
}

fn claimants<'g>(view: View<'g, '_>, evidence: &Evidence) -> Vec<ActorRef<'g>> {
    let by = evidence.by.iter();
    by.map(|&id| view.graph().actor_ref(id)).collect()
}

fn sources<'g>(view: View<'g, '_>, evidence: &Evidence) -> Vec<&'g Source> {
    let named = evidence.sources.iter().copied();
    let admitted = named.filter(|&id| view.admits_source(id));
    admitted
        .map(|id| view.graph().record().source(id))
        .collect()
}
