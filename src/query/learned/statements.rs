//! The statements that became known, and those that were withdrawn.

use super::answer::LearnedStatement;
use crate::graph::StatementRef;
use crate::model::{Certainty, Day, Holds, Kind, StatementId};
use crate::query::kit::{DaySpan, Grounds};
use crate::view::{Learnt, Since, View};
use std::collections::BTreeMap;

/// Whether a statement was published or withdrawn, certainly or possibly, and on which days.
type ShownSpan = Option<(Holds, (Day, Day))>;

/// # Statements that came or went
impl<'g> View<'g, '_> {
    /// The statements that became known between two days, and those that were withdrawn, in this
    /// view, which is known on the later day.
    pub(super) fn learnt_statements(self, since: Since) -> [Vec<LearnedStatement<'g>>; 2] {
        let graph = self.graph;
        let learnt = |id: StatementId| self.learnt(graph.evidence_of(id), since);
        let is_any = |learnt: Learnt| learnt.known.is_some() || learnt.withdrawn.is_some();
        let ids = graph.statements_of(|row| is_any(self.learnt(row, since)));
        let of = |told: fn(Learnt) -> ShownSpan| {
            let all = ids
                .iter()
                .filter_map(|&id| self.learnt_statement(id, told(learnt(id))?));
            let mut all: Vec<LearnedStatement<'g>> = all.collect();
            all.sort_by_key(|one| (one.days, one.statement));
            all
        };
        let (known, mut withdrawn) = (of(|learnt| learnt.known), of(|learnt| learnt.withdrawn));
        if !withdrawn.is_empty() {
            self.name_withdrawers(&mut withdrawn, since.to);
        }
        [known, withdrawn]
    }

    fn learnt_statement(
        self,
        id: StatementId,
        (holds, days): (Holds, (Day, Day)),
    ) -> Option<LearnedStatement<'g>> {
        let graph = self.graph;
        let (certainty, kind) = (graph.evidence_of(id).certainty, graph.kind_of(id));
        let is_denial = certainty == Certainty::Denied;
        if !(is_denial || certainty >= self.at_least)
            || !self.kinds().contains(kind)
            || !self.is_statement_among(id)
        {
            return None;
        }
        let in_time = match kind {
            Kind::Relation(_) => self.own_bounds(id).in_window(self.window)?,
            Kind::Event(_) => self.own_time(id, self.event_window)?,
        };
        let holds = self.shown(holds.and(in_time))?;
        let statement = graph.statement_ref(id);
        let grounds = if is_denial {
            Grounds::undenied(self, holds, certainty, [statement])
        } else {
            Grounds::new(self, holds, certainty, [statement])
        };
        Some(LearnedStatement {
            statement,
            kind,
            days: DaySpan::from(days),
            withdrawn_by: Vec::new(),
            grounds,
        })
    }

    /// Records the statements that withdraw these, among those that can be published by a day.
    fn name_withdrawers(self, withdrawn: &mut [LearnedStatement<'g>], until: Day) {
        let mut takers: BTreeMap<&str, Vec<StatementRef<'g>>> = BTreeMap::new();
        // rows withdraw nothing
        let count = u32::try_from(self.graph.record().statements().len()).unwrap_or(u32::MAX);
        let all = (0..count).map(|number| self.graph.statement_ref(StatementId::new(number)));
        for by in all.filter(|by| self.graph.evidence_of(by.id()).known.first <= until) {
            for id in &by.record().evidence.withdraws {
                takers.entry(id).or_default().push(by);
            }
        }
        for one in withdrawn {
            let by = takers.get(one.statement.key());
            one.withdrawn_by = by.cloned().unwrap_or_default();
        }
    }
}
