//! Happenings as those of their tellings have them that say what is asked for.

use super::events::Happening;
use crate::model::{ActorId, Certainty, Holds, Statement, StatementId};
use crate::view::View;

/// # Happenings as some tellings have them
impl<'g> View<'g, '_> {
    /// How a happening of the view is as those of its statements say it that a test finds to, and how
    /// sure that is; `None`: none of them does, or not in the window.
    pub(crate) fn standing_as(
        self,
        happening: &Happening<'g>,
        says_it: impl Fn(&Statement) -> bool,
    ) -> Option<(Holds, Certainty)> {
        let grounds = &happening.grounds;
        let saying = grounds.statements.iter();
        let saying = saying.filter(|one| says_it(one.record()));
        let saying: Vec<StatementId> = saying.map(|one| one.id()).collect();
        if saying.len() == grounds.statements.len() {
            return Some((grounds.holds, grounds.certainty));
        }
        let (holds, certainty) = self.said_by(&saying)?;
        Some((holds, certainty.min(grounds.certainty)))
    }

    /// The happening that a statement tells of, as those of its statements have it that a test finds to
    /// say what is asked for; its days and deaths are whole.
    pub(crate) fn happening_as(
        self,
        id: StatementId,
        says_it: impl Fn(&Statement) -> bool,
    ) -> Option<Happening<'g>> {
        let mut tellings = self.graph.tellings(id);
        tellings.find(|&id| says_it(self.graph.statement_ref(id).record()))?;
        let mut happening = self.happening(id)?;
        let standing = self.standing_as(&happening, says_it)?;
        happening.stands_as(self, standing);
        Some(happening)
    }

    /// The happenings of these statements as far as a test finds what is asked for, each once, in the
    /// order of [`View::events`].
    pub(crate) fn each_once_as(
        self,
        statements: Vec<StatementId>,
        says_it: impl Fn(&Statement) -> bool,
    ) -> Vec<Happening<'g>> {
        let firsts = self.firsts_of(statements).into_iter();
        let happenings = firsts.filter_map(|id| self.happening_as(id, &says_it));
        let mut events: Vec<Happening<'g>> = happenings.collect();
        events.sort_by_key(Happening::order);
        events
    }

    /// The happenings of these statements, each once, in the order of [`View::events`].
    pub(crate) fn each_once(self, statements: Vec<StatementId>) -> Vec<Happening<'g>> {
        self.each_once_as(statements, |_| true)
    }

    /// The first statements of the happenings of these, each once.
    pub(crate) fn firsts_of(self, statements: Vec<StatementId>) -> Vec<StatementId> {
        let firsts = statements.into_iter().map(|id| self.graph.first_of(id));
        let mut firsts: Vec<StatementId> = firsts.collect();
        firsts.sort_unstable();
        firsts.dedup();
        firsts
    }

    /// Whether a statement names an actor, as one that takes part or in its toll.
    pub(crate) fn concerns(self, statement: &Statement, actor: ActorId) -> bool {
        let toll = statement.event().and_then(|event| event.killed.as_ref());
        let certainty =
            |toll: &crate::model::Toll| toll.certainty.unwrap_or(statement.evidence.certainty);
        let toll = toll.filter(|toll| self.admits_toll_of(certainty(toll)));
        names(statement, actor)
            || toll.is_some_and(|toll| toll.of.iter().any(|loss| loss.actor == actor))
    }
}

/// Whether an actor takes part in what a statement tells.
pub(crate) fn names(statement: &Statement, actor: ActorId) -> bool {
    statement.ends.actors().any(|one| one == actor)
}

/// Whether a statement ties two actors.
pub(crate) fn ties(statement: &Statement, (one, other): (ActorId, ActorId)) -> bool {
    let mut pairs = statement.ends.pairs().into_iter();
    pairs.any(|pair| pair == (one, other) || pair == (other, one))
}
