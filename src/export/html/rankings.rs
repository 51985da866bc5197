//! The busiest: a row each, and who is not among them.

use super::cells::{SOURCES, denied_in_part, sources};
use super::counts::{deaths, events};
use super::fragment::ToHtml;
use super::table::Table;
use crate::export::kit::Written;
use crate::model::{Covered, Holds};
use crate::query::{Activity, BusyActor, BusyDyad, BusyPlace, RankBy, Ranking};

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
    let head = [who, "Rank", "Events", "Deaths", "Losses", SOURCES];
    let mut table = Table::new(format!("The busiest by {}", ranking.by), &head);
    for row in &ranking.rows {
        let (name, own) = of(row);
        let toll = deaths(own.toll) + &denied_in_part(&own.denied);
        let cells = [
            name.into(),
            own.rank.to_string().into(),
            events(own.toll).into(),
            toll.into(),
            deaths(own.losses).into(),
            sources(&own.statements, &own.denied, &own.sources),
        ];
        let holds = match own.toll.certainly.happenings {
            0 => Holds::Possibly,
            _ => Holds::Certainly,
        };
        table.row(holds, cells);
        table.cite(&own.sources);
    }
    let what = match ranking.by {
        RankBy::Losses => "losses",
        RankBy::Events | RankBy::Deaths => "deaths",
    };
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
        "In all, each event counted once: {}.",
        ranking.total
    ));
    table.note("An event of several is in the row of each: rows are not to be added.");
    match ranking.total.covered() {
        Covered::Yes => {}
        Covered::Partly => table.note("The record covers these days only in part."),
        Covered::No => table.note("The record does not cover these days."),
    }
    table.finish()
}
