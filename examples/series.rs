//! Events and deaths by steps of the calendar, each happening counted once.
//!
//! Without arguments: Mali from July to October 2023, by month.
//!
//! ```text
//! cargo run --example series
//! cargo run --example series -- --of csp --through members
//! cargo run --example series -- my_record.toml --by quarter --of KEY --format json
//! ```
//!
//! A happening stands in the one step that holds all its possible days, else in the row *not dated
//! to a step*; the rows sum to the total. What the first command prints stands in
//! `examples/expected/series.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{
    ActorRef, CollectiveMember, Count, Covered, Series, Step, StepCount, Tally, TollTotal, View,
    date,
};
use serde::Serialize;
use std::process::ExitCode;
use support::citations::Citations;
use support::coverage;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::span::Span;
use support::stop::{Stop, print};
use support::table::{Cell, Table};
use support::tolls::{figures, losses};
use support::whose::{Whose, print_members};

const SPEC: Spec = Spec {
    help: "\
Events and deaths by steps of the calendar, each happening counted once.

Usage: series [FILE] [OPTIONS]

  FILE                  a record: .toml, .json or .jsonl; without it the
                        embedded one, Mali in autumn 2023

  --by STEP             day, week (of ISO 8601), month (without this option),
                        quarter or year
  --from DAY            the first day
  --to DAY              the day after the last: it is not looked at itself
  --of KEY              only events that name this actor (as --actor)
  --through members     of a coalition also those of its members and parts, on
                        the days on which they were that: each event counts once
  --format text|json    a table, or an object
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{sources}
{filters}
DAY is an exact day: 2023-10-15. Without --from and --to, all of time is looked
at; of the embedded record, 2023-07-01 to 2023-11-01.
",
    values: &[
        "--by",
        "--from",
        "--to",
        "--of",
        "--actor",
        "--through",
        "--format",
    ],
    flags: &["--warnings"],
};

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let embedded = Some((date(2023, 7, 1), date(2023, 11, 1)));
    let span = Span::read(options, embedded)?;
    let step = options.word("--by")?.unwrap_or(Step::Month);
    let filters = Filters::read(options)?;
    let format = options.format()?;
    let graph = support::record::load(options)?;
    let whose = Whose::read(&graph, options)?;

    let view = span.view(&graph);
    let series = ask(filters.of(view), whose, step);
    // a claim is no fact: the deaths without those that are only claimed or alleged stand beside
    let reported = ask(filters.at_least_reported().of(view), whose, step);
    let as_one = whose.and_then(|whose| whose.as_one(filters.of(view)));
    let members = as_one.map(|as_one| as_one.members());

    match format {
        Format::Json => print(&support::json(&Answer {
            actor: whose.map(Whose::actor),
            members,
            total: series.total(),
            total_at_least_reported: reported.total(),
            losses: series.losses(),
            sources: series.sources().iter().map(|one| &*one.key).collect(),
            series,
        })),
        Format::Text => {
            let title = graph.record().title();
            let whose = whose.map(Whose::in_words);
            let whose = (whose, members.as_deref());
            page(title, (span, filters), whose, (&series, &reported)).print()
        }
    }
}

fn ask<'g>(view: View<'g, '_>, whose: Option<Whose<'g>>, step: Step) -> Series<'g> {
    match whose {
        Some(whose) => match whose.as_one(view) {
            Some(as_one) => as_one.series(step),
            None => view.series_of(whose.actor(), step),
        },
        None => view.series(step),
    }
}

/// The series, whose it is, and what it sums to.
#[derive(Serialize)]
struct Answer<'g> {
    actor: Option<ActorRef<'g>>,
    /// Who counts for the actor, with the memberships; of `--through members` alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<CollectiveMember<'g>>>,
    #[serde(flatten)]
    series: Series<'g>,
    total: TollTotal,
    total_at_least_reported: TollTotal,
    /// What the actor lost in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    losses: Option<TollTotal>,
    /// Those of the total.
    sources: Vec<&'g str>,
}

fn page(
    title: Option<&str>,
    (span, filters): (Span, Filters),
    (whose, members): (Option<String>, Option<&[CollectiveMember<'_>]>),
    (series, reported): (&Series<'_>, &Series<'_>),
) -> Page {
    let mut page = Page::for_stdout();
    let title = title.unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    let of = whose.map_or_else(String::new, |whose| format!(" of {whose}"));
    let question = format!("Events{of} by {} {}", series.step, span.in_words());
    let question = question + &filters.in_words();
    page.paragraph(&question, Style::Plain, 2);
    page.blank();
    let mut citations = Citations::default();
    let mut steps = series.steps.iter();
    let columns = Columns {
        has_losses: series
            .losses()
            .is_some_and(|losses| losses.all().with_figure > 0),
        has_ranges: series.total().all().without_best > 0,
        has_covered: series.total().covered() == Covered::No
            || steps.any(|step| step.tally.total.covered() != Covered::Yes),
    };
    let mut table = Table::new(&columns.headings());
    for StepCount { label, tally, .. } in &series.steps {
        let same = reported.steps.iter().find(|step| step.label == *label);
        let reported = same.map(|step| step.tally.total);
        let sources = cite(&mut citations, tally);
        columns.rows(&mut table, label, &Row::of(tally, reported), &sources);
    }
    let not_dated = &series.not_dated;
    if !not_dated.statements.is_empty() {
        let label = format!("no one {}", series.step);
        let sources = cite(&mut citations, not_dated);
        let row = Row::of(not_dated, Some(reported.not_dated.total));
        columns.rows(&mut table, &label, &row, &sources);
    }
    let all = Row {
        all: series.total(),
        reported: Some(reported.total()),
        losses: series.losses(),
    };
    columns.rows(&mut table, "all", &all, "");
    if all.has(|total| total.possibly) {
        let how = Cell::new("together", Style::Plain);
        let blank = || Cell::from("");
        let part = all.part(TollTotal::all);
        columns.row(&mut table, [blank(), blank()], how, part, "");
    }
    table.print(&mut page);
    page.blank();
    page.paragraph(&columns.note(series.step), Style::Faint, 0);
    if let Some(members) = members {
        print_members(&mut page, &mut citations, members);
    }
    if let Some(denied) = denied(series) {
        page.paragraph(&denied, Style::Faint, 0);
    }
    page.paragraph(
        coverage::sentence(series.total().covered()),
        Style::Plain,
        0,
    );
    citations.print(&mut page);
    page
}

/// Which of the happenings that are counted somebody denies, and who.
fn denied(series: &Series<'_>) -> Option<String> {
    let denied = tallies(series).flat_map(|tally| &tally.denied);
    let mut denied: Vec<String> = denied
        .map(|one| format!("`{}` by {}", one.key(), one.who_says()))
        .collect();
    denied.sort_unstable();
    denied.dedup();
    (!denied.is_empty()).then(|| format!("Denied of what is counted: {}.", denied.join("; ")))
}

fn tallies<'a, 'g>(series: &'a Series<'g>) -> impl Iterator<Item = &'a Tally<'g>> {
    let steps = series.steps.iter().map(|step| &step.tally);
    steps.chain([&series.not_dated])
}

fn cite<'g>(citations: &mut Citations<'g>, tally: &Tally<'g>) -> String {
    if tally.statements.is_empty() {
        String::new()
    } else {
        citations.cite(tally.sources.iter().copied())
    }
}

/// What a row tells: the deaths, those reported, and those that the actor suffered.
#[derive(Clone, Copy)]
struct Row {
    all: TollTotal,
    /// `None`: nothing that is reported brings the step into the series.
    reported: Option<TollTotal>,
    losses: Option<TollTotal>,
}

/// The same of what is certainly in a step, or possibly, or together.
type Part = (Count, Option<Count>, Option<Count>);

impl Row {
    fn of(tally: &Tally<'_>, reported: Option<TollTotal>) -> Self {
        Self {
            all: tally.total,
            reported,
            losses: tally.losses,
        }
    }

    fn part(&self, of: impl Fn(TollTotal) -> Count) -> Part {
        let is_told = self.all.covered() != Covered::No;
        let none = is_told.then(Count::default);
        let reported = self.reported.map(&of).or(none);
        (of(self.all), reported, self.losses.map(of))
    }

    /// Whether a part has anything to tell.
    fn has(&self, of: impl Fn(TollTotal) -> Count) -> bool {
        let (all, _, losses) = self.part(of);
        all.happenings > 0 || losses.is_some_and(|losses| losses.happenings > 0)
    }
}

/// Which columns there are, beside those that always are.
#[derive(Clone, Copy)]
struct Columns {
    /// What the actor of the series lost, if anything is known of it.
    has_losses: bool,
    /// How many have a range alone.
    has_ranges: bool,
    /// Whether the record speaks of the days, if it does not of those of each row.
    has_covered: bool,
}

impl Columns {
    /// Each with the width that it had better have.
    fn headings(self) -> Vec<(&'static str, usize)> {
        let mut all = vec![("STEP", 10)];
        all.extend(self.has_covered.then_some(("COVERED", 7)));
        all.extend([
            ("IN IT", 9),
            ("EVENTS", 6),
            ("VIOLENT", 7),
            ("KILLED", 12),
            ("REPORTED", 12),
        ]);
        all.extend(self.has_losses.then_some(("LOST", 12)));
        all.push(("NO TOLL", 7));
        all.extend(self.has_ranges.then_some(("NO BEST", 7)));
        all.push(("SOURCES", 10));
        all
    }

    /// What is certainly in a step and what is possibly in it stand in lines of their own.
    fn rows(self, table: &mut Table, label: &str, row: &Row, sources: &str) {
        let [has_certain, has_possible] = [
            row.has(|total| total.certainly),
            row.has(|total| total.possibly),
        ];
        let first = [label, row.all.covered().as_str()];
        if has_certain || !has_possible {
            let how = if has_certain { "certainly" } else { "" };
            let how = Cell::new(how, Style::Sure);
            let part = row.part(|total| total.certainly);
            self.row(table, first.map(Cell::from), how, part, sources);
        }
        if has_possible {
            let first = first.map(|text| Cell::from(text).repeated(has_certain));
            let how = Cell::new("possibly", Style::Unsure);
            let sources = Cell::from(sources).repeated(has_certain);
            let part = row.part(|total| total.possibly);
            self.row(table, first, how, part, sources);
        }
    }

    fn row(
        self,
        table: &mut Table,
        [label, covered]: [Cell; 2],
        how: Cell,
        (all, reported, lost): Part,
        sources: impl Into<Cell>,
    ) {
        let number = |count: u64| Cell::from(coverage::number(count, all.is_silent()));
        let mut cells: Vec<Cell> = vec![label];
        cells.extend(self.has_covered.then_some(covered));
        cells.extend([
            how,
            number(all.happenings),
            number(all.violent),
            figures(all).into(),
            reported
                .map_or_else(|| coverage::UNKNOWN.to_owned(), figures)
                .into(),
        ]);
        let lost = lost.filter(|_| self.has_losses);
        cells.extend(lost.map(|lost| losses(lost).into()));
        cells.push(number(all.without_figure));
        cells.extend(self.has_ranges.then(|| number(all.without_best)));
        cells.push(sources.into());
        table.row(cells);
    }

    /// What the columns mean.
    fn note(self, step: Step) -> String {
        let mut note = String::new();
        if self.has_covered {
            note.push_str(coverage::NOTE);
        }
        note.push_str(
            "In it: certainly or possibly in these days, by the dates alone. Reported: deaths that \
             are reported or confirmed, not merely claimed or alleged. ",
        );
        if self.has_losses {
            note.push_str(
                "Lost: deaths of the actor itself, as far as the sources tell whose the dead \
                 were. ",
            );
        }
        note.push_str("No toll: violent happenings whose deaths are unknown, which is not zero. ");
        if self.has_ranges {
            note.push_str("No best: happenings with a range alone, whose lowest figure counts. ");
        }
        note + &format!(
            "No one {step}: the possible days lie in several, or not all in the span. A dash: \
             unknown. Where a figure covers certain and possible events, its lowest counts the certain alone."
        )
    }
}
