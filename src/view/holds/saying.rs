//! Statements about a happening that say what a question asks for, and how it holds by them.

use crate::model::{ActorId, Certainty, Happened, Holds, Statement, StatementId, SureDays, Window};
use crate::view::View;

/// # What tellings of a happening say
impl View<'_, '_> {
    /// The tellings of a happening that all filters except the window admit, each with how it is
    /// known.
    pub(crate) fn counted_tellings(self, id: StatementId) -> Vec<(StatementId, Holds)> {
        let tellings = self.graph.tellings(id);
        let admitted = tellings.filter(|&id| self.is_statement_among(id));
        let events = admitted.filter(|&id| self.graph.kind_of(id).event().is_some());
        events
            .filter_map(|id| Some((id, self.counted(id)?)))
            .collect()
    }

    /// The tellings of a happening that count and for which `says_it` returns true.
    pub(crate) fn saying(
        self,
        id: StatementId,
        says_it: impl Fn(&Statement) -> bool,
    ) -> Vec<StatementId> {
        let counted = self.counted_tellings(id).into_iter().map(|one| one.0);
        let record = self.graph.record();
        counted
            .filter(|&id| says_it(record.statement(id)))
            .collect()
    }

    /// Returns how a happening with several tellings lies in the view by these of its statements, and with which
    /// certainty.
    pub(crate) fn said_by(self, saying: &[StatementId]) -> Option<(Holds, Certainty)> {
        let (holds, certainty) = self.told_time(saying)?.in_window(self.event_window)?;
        Some((self.shown(holds)?, certainty))
    }

    /// How a happening, by these of its statements, lies on days on which something else holds.
    ///
    /// It certainly does if the other thing certainly holds on all its possible days. For a
    /// happening of several days, one such day is enough.
    pub(crate) fn said_on(self, saying: &[StatementId], days: &SureDays) -> Option<Holds> {
        if let Some(told) = self.told_time(saying) {
            return told.on_days(days);
        }
        let &id = saying.first()?;
        let known = self.known(id)?;
        let (first, last) = self.graph.days_of(id);
        let is_plain = first == last || self.graph.is_of_row(id);
        let on_days = if is_plain {
            days.holds_of(first, last)
        } else {
            let event = self.graph.statement_ref(id).record().event()?;
            Happened::of([(event.when.as_ref(), true)]).on_days(days)
        };
        Some(known.and(on_days?))
    }

    /// The happenings with several tellings that can lie in a window of days and name an actor.
    ///
    /// Each is represented by its first statement.
    pub(crate) fn several_tellings_of(self, actor: ActorId, window: Window) -> Vec<StatementId> {
        let graph = self.graph;
        if !graph.is_any_told_twice() {
            return Vec::new();
        }
        let tied = graph.events.meeting(actor.index(), window);
        let tied = tied.map(|entry| graph.statement_of_tie(entry.tie));
        let beside = graph.companies.meeting(actor.index(), window);
        let all = tied.chain(beside.map(|moment| moment.statement));
        let firsts = all.filter_map(|id| graph.told_with(id)?.first().copied());
        let mut firsts: Vec<StatementId> = firsts.collect();
        firsts.sort_unstable();
        firsts.dedup();
        firsts
    }
}
