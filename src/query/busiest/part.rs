//! The part of one subject in one event, in a window of days.

use super::subject::Subject;
use crate::graph::StatementRef;
use crate::model::{Deaths, Holds, StatementId};
use crate::query::counting::ColumnEvent;
use crate::query::happenings::Said;
use crate::view::View;

/// The part of a subject in an event outside the columns, in a window.
#[derive(Debug, Clone)]
pub(super) struct SubjectShare<'g> {
    /// Whether it holds as an event of the subject; `None` if the subject only lost somebody in it.
    pub(super) own: Option<Holds>,
    /// Whether it holds as an event in which the subject took part or lost somebody.
    pub(super) lost: Option<Holds>,
    pub(super) is_violent: bool,
    pub(super) killed: Option<Deaths>,
    /// The subject's losses; `None` if unknown.
    pub(super) loss: Option<Deaths>,
    pub(super) statements: Vec<StatementRef<'g>>,
    pub(super) surest: StatementRef<'g>,
    /// The claimants of the event and of its toll, if these are only claimed.
    pub(super) said: [Option<Said<'g>>; 2],
}

/// # Events of a subject
impl<'g> View<'g, '_> {
    /// Returns the part of a subject in an event in the view's window; `None` if the event is not in the view or not
    /// the subject's.
    pub(super) fn part_of(self, subject: Subject, id: StatementId) -> Option<SubjectShare<'g>> {
        let graph = self.graph;
        if graph.told_with(id).is_none() {
            let outline = self.outline(id)?;
            let own = subject.is_of(graph, id).then_some(outline.holds);
            // a subject that did not take part lost somebody, if the toll counts
            let lost = own.or(outline.killed.and(Some(outline.holds)));
            lost?;
            return Some(SubjectShare {
                own,
                lost,
                is_violent: outline.is_violent,
                killed: outline.killed,
                loss: self.loss_told_once(subject, id, outline.killed),
                statements: vec![outline.surest],
                surest: outline.surest,
                said: [outline.said, outline.toll_said],
            });
        }
        let mut happening = self.happening(id)?;
        let own = self.standing_as(&happening, |told| subject.is_in(told));
        let lost = match subject {
            Subject::Actor(actor) => {
                self.standing_as(&happening, |told| self.concerns(told, actor))
            }
            Subject::Dyad(..) | Subject::Place(_) => own,
        };
        if let Some(standing) = own {
            happening.stands_as(self, standing);
        }
        let [own, lost] = [own, lost].map(|standing| Some(standing?.0));
        let killed = happening.killed.as_ref();
        let losses = killed.into_iter().flat_map(|killed| &killed.of);
        let losses = losses.map(|loss| (loss.actor.id(), loss.deaths));
        let deaths = killed.map(|killed| killed.deaths);
        (own.is_some() || lost.is_some()).then(|| SubjectShare {
            own,
            lost,
            is_violent: happening.is_violent(),
            killed: deaths,
            loss: subject.lost(losses, deaths),
            statements: happening.grounds.statements.clone(),
            surest: happening.surest(),
            said: [Said::of_event(&happening), Said::of_toll(&happening)],
        })
    }

    /// Returns a subject's losses in an event with one telling, given the deaths that the view shows.
    fn loss_told_once(
        self,
        subject: Subject,
        id: StatementId,
        killed: Option<Deaths>,
    ) -> Option<Deaths> {
        // if the toll does not count, neither do its shares
        killed?;
        let losses = self.graph.stated_losses(id);
        subject.lost(losses.into_iter(), killed)
    }

    /// Returns a subject's losses in an event in the columns.
    pub(super) fn loss_in_columns(self, subject: Subject, event: &ColumnEvent) -> Option<Deaths> {
        let killed = self.graph.stated_toll(event.statement)?;
        self.loss_told_once(subject, event.statement, Some(killed))
    }
}
