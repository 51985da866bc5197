//! The fields of a happening that totals and series need.

use super::claims::Said;
use super::events::Happening;
use super::in_order::Met;
use crate::graph::StatementRef;
use crate::model::{Deaths, Holds, StatementId};
use crate::query::kit::DaySpan;
use crate::view::View;

/// The fields of a happening that totals and series need.
#[derive(Debug, Clone)]
pub(crate) struct Outline<'g> {
    pub(crate) surest: StatementRef<'g>,
    pub(crate) days: DaySpan,
    pub(crate) holds: Holds,
    pub(crate) is_violent: bool,
    pub(crate) killed: Option<Deaths>,
    /// The statements that give the deaths, if the happening has several tellings.
    pub(crate) tolls: Vec<StatementRef<'g>>,
    /// The known denials of the happening.
    pub(crate) denied: Vec<StatementRef<'g>>,
    /// Who says that it happened, if it is only claimed.
    pub(crate) said: Option<Said<'g>>,
    /// Who says how many were killed, if that is only claimed.
    pub(crate) toll_said: Option<Said<'g>>,
}

impl<'g> Outline<'g> {
    /// The outline of a happening that was made whole.
    pub(crate) fn of(happening: &Happening<'g>) -> Self {
        Self {
            surest: happening.surest(),
            days: happening.widest(),
            holds: happening.grounds.holds,
            is_violent: happening.is_violent(),
            killed: happening.killed.as_ref().map(|killed| killed.deaths),
            tolls: match &happening.killed {
                Some(killed) if happening.grounds.statements.len() > 1 => killed.statements.clone(),
                _ => Vec::new(),
            },
            denied: happening.grounds.denied.clone(),
            said: Said::of_event(happening),
            toll_said: Said::of_toll(happening),
        }
    }
}

impl<'g, 'f> View<'g, 'f> {
    /// The outline of a statement's happening. With one telling it needs no list; with several it
    /// is made whole.
    pub(crate) fn outline(self, id: StatementId) -> Option<Outline<'g>> {
        if self.graph.told_with(id).is_some() {
            return self.happening(id).as_ref().map(Outline::of);
        }
        self.outline_once(id, self.event_holds(id)?)
    }

    /// The outlines of all happenings, by days, then kind, then the surest statement.
    ///
    /// # Complexity
    ///
    /// O(n log n) for n events of the window.
    pub(crate) fn outlines_in_order(self) -> impl Iterator<Item = Outline<'g>> + use<'g, 'f> {
        let met = self.met_in_order(move |id| {
            let outline = Outline::of(&self.happening(id)?);
            let order = (outline.days, outline.surest.kind(), outline.surest);
            Some((order, outline))
        });
        met.filter_map(move |one| match one {
            Met::Once(_, holds, Some(place)) => Some(self.exact_outline(place, holds)),
            Met::Once(id, holds, None) => self.outline_once(id, holds),
            Met::Several(outline) => Some(outline),
        })
    }

    /// Returns the outline of an event of an exact day, which is wholly in the columns.
    fn exact_outline(self, place: usize, holds: Holds) -> Outline<'g> {
        let (graph, exact) = (self.graph, &self.graph.exact);
        let (id, day) = (graph.statement_at(place), exact.day(place));
        let [said, toll_said] = self.said_once(id);
        Outline {
            surest: graph.statement_ref(id),
            days: DaySpan::new(day, day),
            holds,
            is_violent: exact.class_at(place).kind.is_violent(),
            killed: exact.toll(place),
            tolls: Vec::new(),
            denied: self.denials_of(id),
            said,
            toll_said,
        }
    }

    fn outline_once(self, id: StatementId, holds: Holds) -> Option<Outline<'g>> {
        let statement = self.graph.statement_ref(id);
        let kind = statement.kind().event()?;
        let (first, last) = self.graph.days_of(id);
        let killed = if self.graph.is_of_row(id) {
            self.graph.deaths_of_row(id)
        } else {
            let toll = statement.record().event()?.killed.as_ref();
            let admitted = toll.filter(|toll| self.admits_toll(id, toll));
            admitted.map(|toll| toll.deaths)
        };
        let [said, toll_said] = self.said_once(id);
        Some(Outline {
            surest: statement,
            days: DaySpan::new(first, last),
            holds,
            is_violent: kind.is_violent(),
            killed,
            tolls: Vec::new(),
            denied: self.denials_of(id),
            said,
            toll_said,
        })
    }
}
