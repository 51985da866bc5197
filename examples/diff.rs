//! What is different between two days: the lasting ties that have come, gone or changed.
//!
//! Without arguments: Mali on 1 September and on 15 October 2023.
//!
//! ```text
//! cargo run --example diff
//! cargo run --example diff -- my_record.toml --from 2023-09-01 --to 2023-10-15 --format json
//! ```
//!
//! A tie that only one day certainly holds, and the other not even possibly, has certainly come or
//! gone. What the first command prints stands in `examples/expected/diff.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{Date, DiffWord, Difference, Holds, Kind, RelationKind, date};
use std::process::ExitCode;
use support::citations::Citations;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::stop::{Stop, print};
use support::table::{Cell, Table};
use support::words::{HOW_SURE, how_sure_of, statement_in_words};

const SPEC: Spec = Spec {
    help: "\
What is different between two days: the lasting ties that have come, gone or
changed.

Usage: diff [FILE] --from DAY --to DAY [OPTIONS]

  FILE                  a record: .toml, .json or .jsonl; without it the
                        embedded one, Mali in autumn 2023

  --from DAY            the one day; of the embedded record 2023-09-01, if none
                        is given
  --to DAY              the other day; of the embedded record 2023-10-15, if
                        none is given
  --format text|json    a table, or a list of objects
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{sources}
{filters}
DAY is an exact day: 2023-10-15.
",
    values: &["--from", "--to", "--format"],
    flags: &["--warnings"],
};

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 5] = [
    ("", 1),
    ("WHAT", 26),
    ("HELD", 14),
    ("HOW SURE", 14),
    ("SOURCES", 8),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let from = day(options, "--from", date(2023, 9, 1))?;
    let to = day(options, "--to", date(2023, 10, 15))?;
    let filters = Filters::read(options)?;
    let format = options.format()?;
    let graph = support::record::load(options)?;

    let on = |day| filters.of_evidence(graph.at(day));
    let mut rows = on(from).diff(on(to));
    if filters.is_certain {
        rows.retain(|row| row.grounds.holds == Holds::Certainly);
    }

    match format {
        Format::Json => print(&support::json(&rows)),
        Format::Text => page(graph.record().title(), (from, to), filters, &rows).print(),
    }
}

/// The day of an option; of the embedded record another, if none is given.
fn day(options: &Options, name: &str, embedded: Date) -> Result<Date, Stop> {
    match options.day(name)? {
        Some(day) => Ok(day),
        None if options.file().is_none() => Ok(embedded),
        None => Err(Stop::usage(
            format!("`{name}` is missing"),
            format!("say which day: `{name} 2023-10-15`"),
        )),
    }
}

fn page(
    title: Option<&str>,
    (from, to): (Date, Date),
    filters: Filters,
    rows: &[Difference<'_>],
) -> Page {
    let mut page = Page::for_stdout();
    let title = title.unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    let question = format!("What lasting ties differ between {from} and {to}");
    let question = question + &filters.in_words();
    page.paragraph(&question, Style::Plain, 2);
    page.blank();
    if rows.is_empty() {
        let text = "Nothing is different: both days hold the same ties by the same statements.";
        page.paragraph(text, Style::Plain, 0);
        return page;
    }
    let mut citations = Citations::default();
    let mut table = Table::new(&COLUMNS).airy();
    for row in rows {
        let sign = match row.word {
            DiffWord::Come => "+",
            DiffWord::Gone => "−",
            _ => "~",
        };
        table.row([
            sign.into(),
            what(row).into(),
            held(row, (from, to)),
            how_sure_of(&row.grounds),
            citations.cite(row.grounds.sources.iter().copied()).into(),
        ]);
    }
    table.print(&mut page);
    page.blank();
    let note =
        "+ has come, − has gone, ~ holds on both days, but otherwise or by other statements.";
    page.paragraph(note, Style::Faint, 0);
    page.paragraph(HOW_SURE, Style::Faint, 0);
    citations.print(&mut page);
    page
}

/// The tie, with what each of its statements says.
fn what(row: &Difference<'_>) -> String {
    let (actor, other) = (row.actor, row.other);
    let pair = match row.kind {
        Kind::Relation(RelationKind::Membership) => format!("{actor} in {other}"),
        Kind::Relation(RelationKind::PartOf) => format!("{actor} of {other}"),
        Kind::Relation(kind) if kind.is_directed() => format!("{actor} → {other}"),
        _ => format!("{actor} and {other}"),
    };
    let statements = row.grounds.statements.iter();
    let statements: Vec<String> = statements.map(|one| statement_in_words(*one)).collect();
    format!("{pair}: {}", statements.join("; "))
}

/// How each day holds it.
fn held(row: &Difference<'_>, (from, to): (Date, Date)) -> Cell {
    let how = |holds: Option<Holds>| holds.map_or("not", Holds::as_str);
    let text = format!("{} on {from}, {} on {to}", how(row.before), how(row.after));
    text.into()
}
