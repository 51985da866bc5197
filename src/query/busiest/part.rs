//! What one event means for one subject in a window of days.

use super::subject::Subject;
use crate::graph::StatementRef;
use crate::model::{Deaths, Holds, StatementId};
use crate::query::counting::ColumnEvent;
use crate::query::happenings::Said;
use crate::view::View;

/// What an event that stands in no columns means for a subject, in a window.
#[derive(Debug, Clone)]
pub(super) struct SubjectShare<'g> {
    /// How it holds as an event of the subject; `None` if the subject only lost somebody in it.
    pub(super) own: Option<Holds>,
    /// How it holds as an event in which the subject took part or lost somebody.
    pub(super) lost: Option<Holds>,
    pub(super) is_violent: bool,
    pub(super) killed: Option<Deaths>,
    /// What the subject lost; `None` if unknown.
    pub(super) loss: Option<Deaths>,
    pub(super) statements: Vec<StatementRef<'g>>,
    pub(super) surest: StatementRef<'g>,
    /// Who says that it happened, and how many it killed, if these are only claimed.
    pub(super) said: [Option<Said<'g>>; 2],
}

/// # Events of a subject
impl<'g> View<'g, '_> {
    /// What an event means for a subject in the view's window; `None` if it is not there or not the
    /// subject's.
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

    /// What a subject lost in an event with one telling, given the deaths that the view shows of it.
    fn loss_told_once(
        self,
        subject: Subject,
        id: StatementId,
        killed: Option<Deaths>,
    ) -> Option<Deaths> {
        // where the toll does not count, its shares do not either
        killed?;
        let losses = self.graph.stated_losses(id);
        subject.lost(losses.into_iter(), killed)
    }

    /// What a subject lost in an event that stands in columns.
    pub(super) fn loss_in_columns(self, subject: Subject, event: &ColumnEvent) -> Option<Deaths> {
        let killed = self.graph.stated_toll(event.statement)?;
        self.loss_told_once(subject, event.statement, Some(killed))
    }
}
