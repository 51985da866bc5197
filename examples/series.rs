//! Events and deaths by steps of the calendar, each happening counted once.
//!
//! Without arguments: Mali from July to October 2023, by month.
//!
//! ```text
//! cargo run --example series
//! cargo run --example series -- my_record.toml --by quarter --actor KEY --format json
//! ```
//!
//! A happening stands in the one step that holds all its possible days, else in the row *not dated
//! to a step*; the rows sum to the total. What the first command prints stands in
//! `examples/expected/series.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{ActorRef, Count, Covered, Series, Step, StepCount, Tally, TollTotal, View, date};
use serde::Serialize;
use std::process::ExitCode;
use support::citations::Citations;
use support::coverage;
use support::figures::figures;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::span::Span;
use support::stop::{Stop, print};
use support::table::{Cell, Table};

const SPEC: Spec = Spec {
    help: "\
Events and deaths by steps of the calendar, each happening counted once.

Usage: series [FILE] [OPTIONS]

  FILE                  a record in TOML; without it, the embedded one: Mali, autumn 2023

  --by STEP             day, week (of ISO 8601), month (without this option), quarter or year
  --from DAY            the first day
  --to DAY              the day after the last: it is not looked at itself
  --actor KEY           only events that name this actor
  --format text|json    a table, or an object
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{filters}
DAY is an exact day: 2023-10-15. Without --from and --to, all of time is looked at; of the embedded
record, 2023-07-01 to 2023-11-01.
",
    values: &["--by", "--from", "--to", "--actor", "--format"],
    flags: &["--warnings"],
};

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 8] = [
    ("STEP", 10),
    ("IN IT", 9),
    ("EVENTS", 6),
    ("VIOLENT", 7),
    ("KILLED", 12),
    ("REPORTED", 12),
    ("NO FIGURE", 9),
    ("SOURCES", 10),
];

/// The same, where a step is not covered whole.
const WITH_COVERED: [(&str, usize); 9] = [
    ("STEP", 10),
    ("COVERED", 7),
    ("IN IT", 9),
    ("EVENTS", 6),
    ("VIOLENT", 7),
    ("KILLED", 12),
    ("REPORTED", 12),
    ("NO FIGURE", 9),
    ("SOURCES", 10),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let embedded = Some((date(2023, 7, 1), date(2023, 11, 1)));
    let span = Span::read(options, embedded)?;
    let step = step(options)?;
    let filters = Filters::read(options)?;
    let format = options.format()?;
    let graph = support::record::load(options)?;
    let actor = support::record::actor(&graph, options, "--actor")?;

    let view = span.view(&graph);
    let series = ask(filters.of(view), actor, step);
    // a claim is no fact: the deaths without those that are only claimed or alleged stand beside
    let reported = ask(filters.at_least_reported().of(view), actor, step);

    match format {
        Format::Json => print(&support::json(&Answer {
            actor,
            total: series.total(),
            total_at_least_reported: reported.total(),
            series,
        })),
        Format::Text => {
            let title = graph.record().title();
            page(title, (span, filters), actor, (&series, &reported)).print()
        }
    }
}

fn ask<'g>(view: View<'g, '_>, actor: Option<ActorRef<'g>>, step: Step) -> Series<'g> {
    match actor {
        Some(actor) => view.series_of(actor, step),
        None => view.series(step),
    }
}

fn step(options: &Options) -> Result<Step, Stop> {
    let given = options.value("--by").map(str::parse::<Step>).transpose();
    let given = given.map_err(|error| {
        let wrong = format!("--by: unknown {} `{}`", error.list, error.word);
        Stop::usage(wrong, error.remedy())
    });
    Ok(given?.unwrap_or(Step::Month))
}

/// The series, whose it is, and what it sums to.
#[derive(Serialize)]
struct Answer<'g> {
    actor: Option<ActorRef<'g>>,
    #[serde(flatten)]
    series: Series<'g>,
    total: TollTotal,
    total_at_least_reported: TollTotal,
}

fn page(
    title: Option<&str>,
    (span, filters): (Span, Filters),
    actor: Option<ActorRef<'_>>,
    (series, reported): (&Series<'_>, &Series<'_>),
) -> Page {
    let mut page = Page::for_stdout();
    let title = title.unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    let of = actor.map_or_else(String::new, |actor| format!(" of {}", actor.name()));
    let question = format!("Events{of} by {} {}", series.step, span.in_words());
    let question = question + &filters.in_words();
    page.paragraph(&question, Style::Plain, 2);
    page.blank();
    let mut citations = Citations::default();
    let totals = series.steps.iter().map(|step| step.tally.total);
    let mut all = totals.chain([series.total()]);
    let is_whole = all.all(|total| total.covered() == Covered::Yes);
    let mut table = if is_whole {
        Table::new(&COLUMNS)
    } else {
        Table::new(&WITH_COVERED)
    };
    for StepCount { label, tally, .. } in &series.steps {
        let same = reported.steps.iter().find(|step| step.label == *label);
        let reported = same.map_or_else(TollTotal::default, |step| step.tally.total);
        let sources = cite(&mut citations, tally);
        rows(&mut table, label, (tally.total, reported), sources);
    }
    let not_dated = &series.not_dated;
    if not_dated.total.all().happenings > 0 {
        let label = format!("no one {}", series.step);
        let sources = cite(&mut citations, not_dated);
        let totals = (not_dated.total, reported.not_dated.total);
        rows(&mut table, &label, totals, sources);
    }
    let totals = (series.total(), reported.total());
    rows(&mut table, "all", totals, String::new());
    table.print(&mut page);
    page.blank();
    let note = format!(
        "In it: certainly or possibly in these days, by the dates alone. Reported: \
         deaths that are reported or confirmed, not merely claimed or alleged. No figure: violent \
         happenings whose deaths are unknown, which is not zero. No one {}: the possible days lie \
         in several, or not all in the span.",
        series.step
    );
    page.paragraph(&note, Style::Faint, 0);
    if !is_whole {
        page.paragraph(coverage::NOTE, Style::Faint, 0);
    }
    page.paragraph(
        coverage::sentence(series.total().covered()),
        Style::Plain,
        0,
    );
    citations.print(&mut page);
    page
}

fn cite<'g>(citations: &mut Citations<'g>, tally: &Tally<'g>) -> String {
    match &*tally.statements {
        [] => String::new(),
        all => citations.cite(all.iter().flat_map(|one| one.sources())),
    }
}

/// What is certainly in a step and what is possibly in it stand in lines of their own.
fn rows(table: &mut Table, label: &str, (all, reported): (TollTotal, TollTotal), sources: String) {
    let covered = all.covered();
    let certainly = (all.certainly, reported.certainly);
    let possibly = (all.possibly, reported.possibly);
    let has = |counts: (Count, Count)| counts.0.happenings > 0;
    if has(certainly) || !has(possibly) {
        let how = if has(certainly) { "certainly" } else { "" };
        let how = Cell::new(how, Style::Sure);
        row(
            table,
            (label.into(), covered),
            how,
            certainly,
            sources.clone(),
        );
    }
    if has(possibly) {
        let label = Cell::from(label).repeated(has(certainly));
        let how = Cell::new("possibly", Style::Unsure);
        let sources = Cell::from(sources).repeated(has(certainly));
        row(table, (label, covered), how, possibly, sources);
    }
}

fn row(
    table: &mut Table,
    (label, covered): (Cell, Covered),
    how: Cell,
    (all, reported): (Count, Count),
    sources: impl Into<Cell>,
) {
    let number = |count: u64| coverage::number(count, all.is_silent());
    let cells = [
        label,
        covered.to_string().into(),
        how,
        number(all.happenings).into(),
        number(all.violent).into(),
        figures(all).into(),
        figures(reported).into(),
        number(all.without_figure).into(),
        sources.into(),
    ];
    let has_covered = table.columns() == cells.len();
    let shown = cells.into_iter().enumerate();
    table.row(
        shown
            .filter(|(at, _)| has_covered || *at != 1)
            .map(|(_, cell)| cell),
    );
}
