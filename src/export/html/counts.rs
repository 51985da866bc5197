//! Tables of events and deaths by calendar step, with a row for undated events and a total.

use super::cells::{HOW_SURE, NOTE_OF_COUNTS, SOURCES, holds, how_sure_of, sources};
use super::fragment::ToHtml;
use super::table::{Cell, Table};
use crate::export::kit::Written;
use crate::export::{SeriesChart, SizeChart};
use crate::model::{Covered, Holds};
use crate::query::{Series, Tally, TollTotal};

impl ToHtml for Series<'_> {
    fn to_html(&self) -> Written {
        let has_losses = self.losses().is_some();
        let mut head = vec!["Step", "Events", "Deaths", HOW_SURE, SOURCES];
        if has_losses {
            head.insert(3, "Losses");
        }
        let title = format!("Events and deaths by {}", self.step);
        let mut table = Table::new(title, &head);
        let not_dated = format!("not dated to a {}", self.step);
        let steps = self.steps.iter().map(|step| (&*step.label, &step.tally));
        for (label, tally) in steps.chain([(&*not_dated, &self.not_dated)]) {
            table.row(holds_of(tally), row(label, tally));
            table.cite(&tally.sources);
        }
        let whole = Tally {
            total: self.total(),
            losses: self.losses(),
            denied: self.denied(),
            claims: self.claims(),
            ..Tally::default()
        };
        let mut cells = figures("in all", &whole);
        cells.push("those of all rows".into());
        table.row(holds_of(&whole), cells);
        table.note(
            "Each event is counted once. Where an event is possibly there, the dates leave open whether it happened in \
             these days.",
        );
        table.note(NOTE_OF_COUNTS);
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
    let mut cells = figures(label, tally);
    let mut statements = tally.statements.clone();
    statements.extend(&tally.memberships);
    cells.push(sources(&statements, &tally.denied, &tally.sources));
    cells
}

/// Builds all cells of a row except the sources.
fn figures(label: &str, tally: &Tally<'_>) -> Vec<Cell> {
    let total = tally.total;
    let mut cells = vec![label.into(), events(total).into(), deaths(total).into()];
    cells.extend(tally.losses.map(|losses| deaths(losses).into()));
    let mut totals = [Some(total), tally.losses].into_iter().flatten();
    let has_any = totals.any(|total| total.all().happenings > 0);
    cells.push(how_sure_of(has_any, &tally.claims, &tally.denied));
    cells
}

fn holds_of(tally: &Tally<'_>) -> Holds {
    holds([tally.total, tally.losses.unwrap_or_default()])
}

/// Returns the number of happenings in words: `7`, `7, possibly 2 more`, `not covered`.
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

/// Returns the number of deaths in words, with the number of events that have no figure.
pub(super) fn deaths(total: TollTotal) -> String {
    total.to_string()
}

/// As [`SeriesChart::to_svg`], a part of a page and no file.
impl ToHtml for SeriesChart<'_, '_> {
    fn to_html(&self) -> Written {
        self.in_a_page()
    }
}

/// As [`SizeChart::to_svg`], a part of a page and no file.
impl ToHtml for SizeChart<'_, '_> {
    fn to_html(&self) -> Written {
        self.in_a_page()
    }
}
