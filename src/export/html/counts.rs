//! Events and deaths by steps: a row each, what is not dated to a step, and the whole.

use super::cells::{SOURCES, denied_in_part, sources};
use super::fragment::ToHtml;
use super::table::{Cell, Table};
use crate::export::chart;
use crate::export::kit::Written;
use crate::export::{SeriesChart, SizeChart};
use crate::model::{Covered, Holds};
use crate::query::{Series, Tally, TollTotal};

impl ToHtml for Series<'_> {
    fn to_html(&self) -> Written {
        let has_losses = self.losses().is_some();
        let mut head = vec!["Step", "Events", "Deaths", SOURCES];
        if has_losses {
            head.insert(3, "Losses");
        }
        let title = format!("Events and deaths by {}", self.step);
        let mut table = Table::new(title, &head);
        for step in &self.steps {
            let cells = row(&step.label, &step.tally);
            table.row(Holds::Certainly, cells);
            table.cite(&step.tally.sources);
        }
        let label = format!("not dated to a {}", self.step);
        table.row(Holds::Certainly, row(&label, &self.not_dated));
        table.cite(&self.not_dated.sources);
        let total = self.total();
        let mut whole = vec!["in all".into(), events(total).into(), deaths(total).into()];
        whole.extend(self.losses().map(|losses| deaths(losses).into()));
        whole.push("those of all rows".into());
        table.row(Holds::Certainly, whole);
        table.note("Each event is counted once. Of what is possibly there it is only open whether it was then.");
        if has_losses {
            table.note(
                "Deaths are those in the events, whosever they were; losses those that were suffered. \
                 They are not to be added.",
            );
        }
        table.finish()
    }
}

fn row(label: &str, tally: &Tally<'_>) -> Vec<Cell> {
    let mut cells = vec![label.into(), events(tally.total).into()];
    let toll = deaths(tally.total);
    cells.push(format!("{toll}{}", denied_in_part(&tally.denied)).into());
    cells.extend(tally.losses.map(|losses| deaths(losses).into()));
    let mut statements = tally.statements.clone();
    statements.extend(&tally.memberships);
    cells.push(sources(&statements, &tally.denied, &tally.sources));
    cells
}

/// How many happenings there are: `7`, `7, possibly 2 more`, `not covered`.
pub(super) fn events(total: TollTotal) -> String {
    if total.is_silent() {
        return String::from("not covered");
    }
    let (sure, more) = (total.certainly.happenings, total.possibly.happenings);
    let count = match (sure, more) {
        (sure, 0) => sure.to_string(),
        (0, more) => format!("possibly {more}"),
        (sure, more) => format!("{sure}, possibly {more} more"),
    };
    match total.covered() {
        Covered::Yes => count,
        Covered::Partly => format!("{count}; days partly covered"),
        Covered::No => format!("{count}; days not covered"),
    }
}

/// How many were killed, in words: it names what has no figure.
pub(super) fn deaths(total: TollTotal) -> String {
    total.to_string()
}

/// As [`SeriesChart::to_svg`], without the declaration of a file.
impl ToHtml for SeriesChart<'_, '_> {
    fn to_html(&self) -> Written {
        chart::in_a_page(self.to_svg())
    }
}

/// As [`SizeChart::to_svg`], without the declaration of a file.
impl ToHtml for SizeChart<'_, '_> {
    fn to_html(&self) -> Written {
        chart::in_a_page(self.to_svg())
    }
}
