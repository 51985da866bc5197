//! Who stands with and against whom on a day, given what happened before it, and by which ways.
//!
//! Without arguments: Mali on 15 October 2023, given the events since 1 July.
//!
//! ```text
//! cargo run --example stances
//! cargo run --example stances -- --actor FAMa
//! cargo run --example stances -- my_record.toml --on 2023-10-15 --format json
//! ```
//!
//! Each line is one statement, or one way through members and wholes, with its own certainty and
//! sources. What these commands print stands in `examples/expected/`.

#[path = "support/mod.rs"]
mod support;

use factions::{ActorRef, Date, View, date};
use std::process::ExitCode;
use support::citations::Citations;
use support::coverage;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::standing::Standing;
use support::standing_as_one::StandingAsOne;
use support::stop::{Stop, print};
use support::table::{Cell, Table};
use support::whose::Whose;
use support::words::HOW_SURE;

const SPEC: Spec = Spec {
    help: "\
Who stands with and against whom on a day: allies, partners, adversaries,
coalitions, and by what.

Usage: stances [FILE] --on DAY [OPTIONS]

  FILE                 a record: .toml, .json or .jsonl; without it the
                       embedded one, Mali in autumn 2023

  --on DAY             the day; of the embedded record 2023-10-15, if none is
                       given
  --events-since DAY   count the events from this day on; without it, those of
                       the day alone (of the embedded record, without --on:
                       since 2023-07-01)
  --actor KEY          only this actor (or --of KEY), with every way to every
                       other
  --through members    of a coalition, with its members and parts on the days
                       on which they were that: to whom they stand as one, by
                       the ways that decide
  --format text|json   a table, or a list of objects
  --warnings           list the warnings of FILE on stderr
  -h, --help           this text

{sources}
{filters}
DAY is an exact day: 2023-10-15.
",
    values: &[
        "--on",
        "--events-since",
        "--actor",
        "--of",
        "--through",
        "--format",
    ],
    flags: &["--warnings"],
};

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 5] = [
    ("ROLE", 11),
    ("WHO", 14),
    ("BY WHAT", 18),
    ("HOW SURE", 14),
    ("SOURCES", 7),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let (on, since) = days(options)?;
    let filters = Filters::read(options)?;
    let format = options.format()?;
    let graph = support::record::load(options)?;
    let whose = Whose::read(&graph, options)?;
    let one = whose.map(Whose::actor);

    let view = filters.of(graph.at(on).events_during(since..=on));
    if let Some(as_one) = whose.and_then(|whose| whose.as_one(view)) {
        let standing = StandingAsOne::of(&as_one);
        return match format {
            Format::Json => print(&support::json(&standing)),
            Format::Text => {
                let mut page = titled(view, (on, since), filters);
                standing.print(&mut page);
                page.print()
            }
        };
    }
    let actors = graph
        .actors()
        .filter(|actor| one.is_none_or(|one| *actor == one));
    let standings: Vec<Standing<'_>> = actors.map(|actor| Standing::of(view, actor)).collect();

    match format {
        Format::Json => print(&support::json(&standings)),
        Format::Text => page(view, (on, since), filters, one.is_some(), &standings).print(),
    }
}

/// The day, and the first day whose events count.
fn days(options: &Options) -> Result<(Date, Date), Stop> {
    match (options.day("--on")?, options.day("--events-since")?) {
        (Some(on), Some(since)) if on < since => Err(Stop::usage(
            format!("the events since {since} begin after {on}"),
            "write a day for `--events-since` that is not later than that of `--on`",
        )),
        (Some(on), since) => Ok((on, since.unwrap_or(on))),
        (None, None) if options.file().is_none() => Ok((date(2023, 10, 15), date(2023, 7, 1))),
        (None, _) => Err(Stop::usage(
            "`--on` is missing",
            "say on which day: `--on 2023-10-15`",
        )),
    }
}

fn page(
    view: View<'_, '_>,
    (on, since): (Date, Date),
    filters: Filters,
    has_every_way: bool,
    standings: &[Standing<'_>],
) -> Page {
    let mut page = titled(view, (on, since), filters);
    let mut citations = Citations::default();
    let mut table = Table::new(&COLUMNS);
    let mut apart = Vec::new();
    for standing in standings {
        let lines = standing.lines(view, has_every_way);
        if lines.is_empty() {
            apart.push(standing.actor.label());
            continue;
        }
        table.heading(heading(standing.actor));
        let mut before = None;
        for line in lines {
            let is_same = before.replace((line.role, line.who)) == Some((line.role, line.who));
            table.row([
                Cell::from(line.role).repeated(is_same),
                Cell::from(line.who.label()).repeated(is_same),
                line.by.into(),
                line.how_sure,
                citations
                    .cite(line.statements.iter().flat_map(|one| one.sources()))
                    .into(),
            ]);
        }
    }
    if apart.len() < standings.len() {
        table.print(&mut page);
        page.blank();
        page.paragraph(HOW_SURE, Style::Faint, 0);
    }
    if !apart.is_empty() {
        let text = format!("The record tells of no tie here for: {}.", apart.join(", "));
        page.paragraph(&text, Style::Plain, 0);
    }
    citations.print(&mut page);
    page
}

/// A page with its title and question.
fn titled(view: View<'_, '_>, (on, since): (Date, Date), filters: Filters) -> Page {
    let mut page = Page::for_stdout();
    let title = view
        .graph()
        .record()
        .title()
        .unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    let events = if since == on {
        "the events of that day".to_owned()
    } else {
        format!("the events since {since}")
    };
    page.paragraph(
        &format!(
            "Who stood where on {on}, given {events}{}",
            filters.in_words()
        ),
        Style::Plain,
        2,
    );
    coverage::remark(&mut page, view);
    page.blank();
    page
}

fn heading(actor: ActorRef<'_>) -> String {
    match &actor.record().short {
        Some(short) => format!("{} ({short}), {}", actor.name(), actor.record().kind),
        None => format!("{}, {}", actor.name(), actor.record().kind),
    }
}
