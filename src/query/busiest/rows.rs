//! The row of one of the first: its events, deaths, losses and statements.

use super::pass::Others;
use super::ranking::Activity;
use super::subject::Subject;
use crate::graph::StatementRef;
use crate::model::ActorId;
use crate::query::happenings::{Claims, TollTotal};
use crate::view::View;

/// # The row of a subject
impl<'g> View<'g, '_> {
    /// Returns a subject's events and losses in the view's window.
    ///
    /// # Complexity
    ///
    /// O(events of the subject in the window + the subject's events in `others`).
    pub(super) fn activity(self, subject: Subject, rank: usize, others: &Others) -> Activity<'g> {
        let (mut toll, mut losses) = (TollTotal::default(), TollTotal::default());
        let mut statements: Vec<StatementRef<'g>> = Vec::new();
        let mut claims = Claims::default();
        let columns = subject.owner().into_iter();
        for event in columns.flat_map(|owner| self.column_events(owner)) {
            let Some(holds) = self.column_holds(&event, self.event_window) else {
                continue;
            };
            toll.add_column_event(holds, event.sums);
            let is_violent = event.sums.violent > 0;
            let loss = self.loss_in_columns(subject, &event);
            losses.add_one(holds, is_violent, loss);
            let statement = self.graph.statement_ref(event.statement);
            statements.push(statement);
            let [said, toll] = self.said_once(event.statement);
            let killed = self.graph.stated_toll(event.statement);
            claims.add(statement, [said.as_ref(), toll.as_ref()], killed);
            claims.add_loss(statement, toll.as_ref(), loss);
        }
        for id in others.of(subject) {
            let Some(part) = self.part_of(subject, id) else {
                continue;
            };
            let [said, figure] = part.said.each_ref().map(Option::as_ref);
            if let Some(holds) = part.own {
                toll.add_one(holds, part.is_violent, part.killed);
                claims.add(part.surest, [said, figure], part.killed);
            }
            if let Some(holds) = part.lost {
                losses.add_one(holds, part.is_violent, part.loss);
                claims.add_loss(part.surest, figure, part.loss);
            }
            statements.extend(part.statements);
        }
        statements.sort_unstable();
        statements.dedup();
        claims.sort();
        let pair = match subject {
            Subject::Dyad(one, other) => Some((one, other)),
            Subject::Actor(_) | Subject::Place(_) => None,
        };
        let covered = self.covered();
        Activity {
            rank,
            toll: toll.of_days(covered),
            losses: losses.of_days(covered),
            sources: self.sources_of(&statements),
            denied: self.denied_of(&statements, pair),
            statements,
            claims,
        }
    }

    fn denied_of(
        self,
        statements: &[StatementRef<'g>],
        pair: Option<(ActorId, ActorId)>,
    ) -> Vec<StatementRef<'g>> {
        self.denials(statements.iter().map(|one| one.id()), pair)
    }
}
