//! Which statements about a happening say what a question asks for, and how it holds by them.

use crate::model::{ActorId, Certainty, Happened, Holds, Statement, StatementId, SureDays, Window};
use crate::view::View;

/// # What tellings of a happening say
impl View<'_, '_> {
    /// The statements of a happening that every filter but the window admits, and how each is known.
    pub(crate) fn counted_tellings(self, id: StatementId) -> Vec<(StatementId, Holds)> {
        let tellings = self.graph.tellings(id);
        let admitted = tellings.filter(|&id| self.is_statement_among(id));
        let events = admitted.filter(|&id| self.graph.kind_of(id).event().is_some());
        events
            .filter_map(|id| Some((id, self.counted(id)?)))
            .collect()
    }

    /// Those of them that a test finds to say what is asked for.
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

    /// How a happening that is told several times is in the view as these of its statements say it, and
    /// how sure that is.
    pub(crate) fn said_by(self, saying: &[StatementId]) -> Option<(Holds, Certainty)> {
        let (holds, certainty) = self.told_time(saying)?.in_window(self.event_window)?;
        Some((self.shown(holds)?, certainty))
    }

    /// How a happening is, as these of its statements say it, on days on which something else is so:
    /// certainly if that certainly is so on all its possible days, or on one of its several.
    pub(crate) fn said_on(self, saying: &[StatementId], days: &SureDays) -> Option<Holds> {
        if let Some(told) = self.told_time(saying) {
            return told.on_days(days);
        }
        let &id = saying.first()?;
        let known = self.known(id)?;
        let (first, last) = self.graph.days_of(id);
        let is_plain = first == last || self.graph.is_of_row(id);
        let on_days = if is_plain {
            Holds::from_tests(
                days.certainly.contains_range(first, last),
                days.possibly.meets_range(first, last),
            )
        } else {
            let event = self.graph.statement_ref(id).record().event()?;
            Happened::of([(event.when.as_ref(), true)]).on_days(days)
        };
        Some(known.and(on_days?))
    }

    /// The happenings told several times that can lie in a window of days, and of which a statement
    /// names an actor: the first statement of each.
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
