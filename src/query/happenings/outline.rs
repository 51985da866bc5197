//! What totals and series need of a happening, and no more.

use super::events::Happening;
use crate::graph::StatementRef;
use crate::model::{Deaths, EventKind, Holds, StatementId};
use crate::query::kit::DaySpan;
use crate::view::View;

/// What totals and series need of a happening.
#[derive(Debug, Clone)]
pub(crate) struct Outline<'g> {
    pub(crate) surest: StatementRef<'g>,
    pub(crate) days: DaySpan,
    pub(crate) holds: Holds,
    pub(crate) is_violent: bool,
    pub(crate) killed: Option<Deaths>,
    /// The statements whose figures the deaths are, where it is told several times.
    pub(crate) tolls: Vec<StatementRef<'g>>,
    /// Its known denials.
    pub(crate) denied: Vec<StatementRef<'g>>,
}

impl<'g> Outline<'g> {
    /// What totals need of a happening that is there whole.
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
        }
    }
}

impl<'g, 'f> View<'g, 'f> {
    /// The outline of each happening of the view, each once, in the order of what brings it in.
    pub(crate) fn outlines(self) -> impl Iterator<Item = Outline<'g>> + use<'g, 'f> {
        self.first_tellings().filter_map(move |id| self.outline(id))
    }

    /// A happening told once needs nothing collected; one told with others is made whole.
    pub(crate) fn outline(self, id: StatementId) -> Option<Outline<'g>> {
        if self.graph.told_with(id).is_some() {
            return self.happening(id).as_ref().map(Outline::of);
        }
        let holds = self.event_holds(id)?;
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
        Some(Outline {
            surest: statement,
            days: DaySpan::new(first, last),
            holds,
            is_violent: EventKind::is_violent(kind),
            killed,
            tolls: Vec::new(),
            denied: self.denials_of(id),
        })
    }
}
