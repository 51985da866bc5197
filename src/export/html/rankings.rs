//! Tables of the busiest actors and dyads: a row each, and a note on events that belong to none.

use super::cells::{HOW_SURE, NOTE_OF_COUNTS, SOURCES, holds, how_sure_of, sources};
use super::counts::{deaths, events};
use super::fragment::ToHtml;
use super::table::Table;
use crate::export::kit::Written;
use crate::model::Covered;
use crate::query::{Activity, BusyActor, BusyDyad, BusyPlace, RankBy, Ranking, TollTotal};

impl ToHtml for Ranking<BusyActor<'_>> {
    fn to_html(&self) -> Written {
        table(self, "Actor", |row| (row.actor.to_string(), &row.activity))
    }
}

impl ToHtml for Ranking<BusyDyad<'_>> {
    fn to_html(&self) -> Written {
        table(self, "Pair", |row| {
            (format!("{} – {}", row.one, row.other), &row.activity)
        })
    }
}

impl ToHtml for Ranking<BusyPlace<'_>> {
    fn to_html(&self) -> Written {
        table(self, "Place", |row| (row.place.to_string(), &row.activity))
    }
}

fn table<'g: 'r, 'r, T>(
    ranking: &'r Ranking<T>,
    who: &'static str,
    of: impl Fn(&'r T) -> (String, &'r Activity<'g>),
) -> Written {
    let head = [who, "Rank", "Events", "Deaths", "Losses", HOW_SURE, SOURCES];
    let mut table = Table::new(format!("The busiest by {}", ranking.by), &head);
    for row in &ranking.rows {
        let (name, own) = of(row);
        let cells = [
            name.into(),
            own.rank.to_string().into(),
            events(own.toll).into(),
            deaths(own.toll).into(),
            deaths(own.losses).into(),
            how_sure_of(true, &own.claims, &own.denied),
            sources(&own.statements, &own.denied, &own.sources),
        ];
        table.row(holds([own.toll, own.losses]), cells);
        table.cite(&own.sources);
    }
    let what = match ranking.by {
        RankBy::Losses => "losses",
        RankBy::Events | RankBy::Deaths => "deaths",
    };
    // an empty table must not claim that nothing happened
    if ranking.total.is_silent() {
        table.nothing("Not covered: the record says nothing of these days, which is not none.");
    } else if ranking.unknown > 0 {
        table.nothing(format!(
            "Nobody can be ranked: the {what} of {} are unknown, which is not none.",
            ranking.unknown
        ));
    } else if ranking.none > 0 {
        table.nothing(format!("Nobody: by the best figures there are no {what}."));
    }
    let more = ranking.ranked - ranking.rows.len();
    if more > 0 {
        table.note(format!("{more} more come after them."));
    }
    if ranking.none > 0 {
        table.note(format!("{} more without {what}.", ranking.none));
    }
    if ranking.unknown > 0 {
        table.note(format!(
            "{} more whose {what} are unknown.",
            ranking.unknown
        ));
    }
    table.note(format!(
        "In all, each event counted once: {}.{}",
        ranking.total,
        reported(ranking)
    ));
    table.note(NOTE_OF_COUNTS);
    table.note("An event of several is in the row of each: rows are not to be added.");
    match ranking.total.covered() {
        Covered::Yes => {}
        Covered::Partly => table.note("The record covers these days only in part."),
        Covered::No => table.note("The record does not cover these days."),
    }
    table.finish()
}

/// Says the total of reported and confirmed events alone, if it differs from the total with claims.
fn reported<T>(ranking: &Ranking<T>) -> String {
    let counts = |total: TollTotal| {
        let all = total.all();
        (all.happenings, all.killed(), all.without_figure)
    };
    if counts(ranking.total) == counts(ranking.reported) {
        return String::new();
    }
    format!(
        " Of what is reported or confirmed alone: {}.",
        ranking.reported
    )
}
