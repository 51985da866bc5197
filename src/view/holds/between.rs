//! Statements that became known or were withdrawn between two days.

use crate::graph::{EvidenceRow, Span};
use crate::model::{ActorId, Certainty, Day, Holds, SourceId};
use crate::view::View;

/// The days of publication that a question about news looks at: after `from`, up to and including
/// `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Since {
    pub(crate) from: Day,
    pub(crate) to: Day,
}

/// Whether something with some evidence became known or was withdrawn between two days, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Learnt {
    /// Whether it was published in between, and on which days; `None` if it was not.
    pub(crate) known: Option<(Holds, (Day, Day))>,
    /// Whether it was withdrawn in between, and on which days; `None` if it was not.
    pub(crate) withdrawn: Option<(Holds, (Day, Day))>,
}

/// # Between two days on which something was known
impl View<'_, '_> {
    /// Whether a statement with this evidence was published or withdrawn between two days.
    ///
    /// The answer does not depend on `known_on` of this view. A statement does not become known if
    /// it was withdrawn on or before the day of its publication, and a statement that was never
    /// known is not withdrawn.
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

    /// Whether a view with the same filters but another `known_on` knows this evidence in another
    /// way.
    pub(crate) fn knows_otherwise(self, other: Self, row: &EvidenceRow) -> bool {
        self.published(row) != other.published(row)
    }

    /// Whether such a view knows this evidence in another way, or from other sources.
    ///
    /// It is `false` if the certainty is too low for this view, so that no answer rests on the
    /// evidence.
    pub(crate) fn hears_otherwise(self, other: Self, row: &EvidenceRow) -> bool {
        let is_asked = row.certainty == Certainty::Denied || row.certainty >= self.at_least;
        let is_other = self.knows_otherwise(other, row);
        is_asked && (is_other || self.has_others(other, row.sources.iter().copied()))
    }

    /// Whether a view with the same filters but another `known_on` knows an actor's active periods
    /// in another way.
    pub(crate) fn knows_lives_otherwise(self, other: Self, actor: ActorId) -> bool {
        let mut lives = self.graph.lives.of(actor).iter().enumerate();
        lives.any(|(number, life)| {
            let of = |view: Self| view.life_ways(actor, number, life);
            of(self) != of(other)
        })
    }

    /// Whether such a view knows an actor's active periods in another way, or from other sources.
    pub(crate) fn hears_of_lives_otherwise(self, other: Self, actor: ActorId) -> bool {
        let periods = self.graph.record().actor(actor).periods();
        let sources = periods.flat_map(|(_, evidence)| evidence.sources.iter().copied());
        self.knows_lives_otherwise(other, actor) || self.has_others(other, sources)
    }

    /// Whether only one of the two views admits some of these sources.
    fn has_others(self, other: Self, mut sources: impl Iterator<Item = SourceId>) -> bool {
        sources.any(|id| self.admits_source(id) != other.admits_source(id))
    }
}
