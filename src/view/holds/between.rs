//! Which statements became known between two days, and which were withdrawn.

use crate::graph::{EvidenceRow, Span};
use crate::model::{ActorId, Certainty, Day, Holds, SourceId};
use crate::view::View;

/// From when to when something is learnt: after the first day, up to the second and on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Since {
    pub(crate) from: Day,
    pub(crate) to: Day,
}

/// What becomes of evidence in between: how, and on which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Learnt {
    /// It is published then.
    pub(crate) known: Option<(Holds, (Day, Day))>,
    /// It is withdrawn then.
    pub(crate) withdrawn: Option<(Holds, (Day, Day))>,
}

/// # Between two days on which something was known
impl View<'_, '_> {
    /// What becomes of evidence between two days, whatever this view itself knows.
    ///
    /// Nothing is published that was withdrawn before or on that day, and nothing withdrawn that was
    /// never known.
    pub(crate) fn learnt(self, row: &EvidenceRow, since: Since) -> Learnt {
        let Some(known) = self.since_known(row) else {
            return Learnt::default();
        };
        let Since { from, to } = since;
        let withdrawn = row.withdrawn;
        let is_within = |span: Span| from < span.first && span.last <= to;
        // it is known at all, whichever days it is of
        let is_sure = known.last < withdrawn.first;
        let first = known.first.max(from.next());
        let is_known = first <= known.last.min(to) && first < withdrawn.last;
        let last = withdrawn.last.min(to);
        let is_withdrawn = withdrawn != Span::NEVER
            && last >= withdrawn.first.max(from.next())
            && known.first < last;
        let told = |is_so: bool, span: Span| {
            let holds = Holds::from_tests(is_sure && is_within(span), is_so)?;
            Some((holds, (span.first, span.last)))
        };
        Learnt {
            known: told(is_known, known),
            withdrawn: told(is_withdrawn, withdrawn),
        }
    }

    /// Whether another view of the same filters knows evidence otherwise.
    pub(crate) fn knows_otherwise(self, other: Self, row: &EvidenceRow) -> bool {
        self.published(row) != other.published(row)
    }

    /// The same, or has it from other sources; `false` of what is not sure enough to be asked.
    pub(crate) fn hears_otherwise(self, other: Self, row: &EvidenceRow) -> bool {
        let is_asked = row.certainty == Certainty::Denied || row.certainty >= self.at_least;
        let is_other = self.knows_otherwise(other, row);
        is_asked && (is_other || self.has_others(other, row.sources.iter().copied()))
    }

    /// Whether another view of the same filters knows the active periods of an actor otherwise.
    pub(crate) fn knows_lives_otherwise(self, other: Self, actor: ActorId) -> bool {
        let mut lives = self.graph.lives.of(actor).iter().enumerate();
        lives.any(|(number, life)| {
            let of = |view: Self| view.life_ways(actor, number, life);
            of(self) != of(other)
        })
    }

    /// The same, or has them from other sources.
    pub(crate) fn hears_of_lives_otherwise(self, other: Self, actor: ActorId) -> bool {
        let periods = self.graph.record().actor(actor).periods();
        let sources = periods.flat_map(|(_, evidence)| evidence.sources.iter().copied());
        self.knows_lives_otherwise(other, actor) || self.has_others(other, sources)
    }

    /// Whether one of two views alone admits one of these sources.
    fn has_others(self, other: Self, mut sources: impl Iterator<Item = SourceId>) -> bool {
        sources.any(|id| self.admits_source(id) != other.admits_source(id))
    }
}
