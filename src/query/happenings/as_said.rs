//! Happenings by those of their tellings that state what a question asks for.

use super::events::Happening;
use crate::model::{ActorId, Certainty, Holds, Statement, StatementId};
use crate::view::View;

/// # Happenings by some of their tellings
impl<'g> View<'g, '_> {
    /// Returns whether a happening holds, and with which certainty, by those of its statements that pass a test. `None`
    /// if no statement passes, or none of these lies in the window.
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

    /// The happening of a statement, if one of its tellings passes a test. How it holds and how
    /// sure it is come from the tellings that pass; its days and deaths come from all.
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

    /// The happenings of these statements that have a telling which passes a test, each once, in
    /// the order of [`View::events`].
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

    /// For each happening of these statements its first statement, each once.
    pub(crate) fn firsts_of(self, statements: Vec<StatementId>) -> Vec<StatementId> {
        let firsts = statements.into_iter().map(|id| self.graph.first_of(id));
        let mut firsts: Vec<StatementId> = firsts.collect();
        firsts.sort_unstable();
        firsts.dedup();
        firsts
    }

    /// Whether a statement names an actor, as a participant or among the dead of its toll.
    pub(crate) fn concerns(self, statement: &Statement, actor: ActorId) -> bool {
        let toll = statement.event().and_then(|event| event.killed.as_ref());
        let certainty =
            |toll: &crate::model::Toll| toll.certainty.unwrap_or(statement.evidence.certainty);
        let toll = toll.filter(|toll| self.admits_toll_of(certainty(toll)));
        names(statement, actor)
            || toll.is_some_and(|toll| toll.of.iter().any(|loss| loss.actor == actor))
    }
}

/// Whether an actor takes part in the relation or event of a statement.
pub(crate) fn names(statement: &Statement, actor: ActorId) -> bool {
    statement.ends.actors().any(|one| one == actor)
}

/// Whether a statement ties two actors.
pub(crate) fn ties(statement: &Statement, (one, other): (ActorId, ActorId)) -> bool {
    let mut pairs = statement.ends.pairs().into_iter();
    pairs.any(|pair| pair == (one, other) || pair == (other, one))
}
