//! Who joined, left, split, merged, formed, dissolved or allied between two days, why, and how sure.
//!
//! Without arguments: what changed in Mali between 1 September and 1 November 2023.
//!
//! ```text
//! cargo run --example coalition_changes
//! cargo run --example coalition_changes -- my_record.toml --coalition KEY --format json
//! ```
//!
//! `--help` names the options; what the first command prints stands in
//! `examples/expected/coalition_changes.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{ActorRef, Cause, Change, Source, View, date};
use std::process::ExitCode;
use support::citations::Citations;
use support::coverage;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::span::Span;
use support::stop::{Stop, print};
use support::table::Table;
use support::words::{HOW_SURE, change_in_words, how_sure_of, when_in_words};

const SPEC: Spec = Spec {
    help: "\
What changed between two days: who joined, left, split, merged, formed,
dissolved or allied.

Usage: coalition_changes [FILE] [OPTIONS]

  FILE                   a record: .toml, .json or .jsonl; without it the
                         embedded one, Mali in autumn 2023

  --from DAY             the first day
  --to DAY               the day after the last: nothing on it counts
  --coalition KEY        only what concerns this coalition, or any other actor
  --format text|json     a table, or a list of objects
  --warnings             list the warnings of FILE on stderr
  -h, --help             this text

{sources}
{filters}
DAY is an exact day: 2023-10-15. Without --from and --to, all of time counts; of
the embedded record, 2023-09-01 to 2023-11-01.
",
    values: &["--from", "--to", "--coalition", "--format"],
    flags: &["--warnings"],
};

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 5] = [
    ("WHEN", 18),
    ("WHAT", 14),
    ("WHY", 18),
    ("HOW SURE", 14),
    ("SOURCES", 10),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let span = Span::read(options, Some((date(2023, 9, 1), date(2023, 11, 1))))?;
    let format = options.format()?;
    let filters = Filters::read(options)?;
    let graph = support::record::load(options)?;
    let coalition = support::record::actor(&graph, options, "--coalition")?;

    let view = filters.of(span.view(&graph));
    let mut changes = view.changes();
    changes.retain(|change| coalition.is_none_or(|one| concerns(change, one)));

    match format {
        Format::Json => print(&support::json(&changes)),
        Format::Text => page(view, (span, filters), coalition, &changes).print(),
    }
}

/// Whether an actor changes, or what it is left or joined by.
fn concerns(change: &Change<'_>, actor: ActorRef<'_>) -> bool {
    change.actor == actor || change.other == Some(actor)
}

fn page(
    view: View<'_, '_>,
    (span, filters): (Span, Filters),
    coalition: Option<ActorRef<'_>>,
    changes: &[Change<'_>],
) -> Page {
    let mut page = Page::for_stdout();
    let title = view
        .graph()
        .record()
        .title()
        .unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    page.paragraph(&question(span, filters, coalition), Style::Plain, 2);
    coverage::remark(&mut page, view);
    page.blank();
    if changes.is_empty() {
        page.paragraph(
            "The record tells of no change here: of no start, end, split, merger or renaming.",
            Style::Plain,
            0,
        );
        return page;
    }
    let mut citations = Citations::default();
    let mut table = Table::new(&COLUMNS).airy();
    for change in changes {
        table.row([
            when(change).into(),
            change_in_words(change).into(),
            why(change).into(),
            how_sure_of(&change.grounds),
            sources(change, &mut citations).into(),
        ]);
    }
    table.print(&mut page);
    page.blank();
    page.paragraph(HOW_SURE, Style::Faint, 0);
    citations.print(&mut page);
    page
}

/// What was asked, in words.
fn question(span: Span, filters: Filters, coalition: Option<ActorRef<'_>>) -> String {
    let around = coalition.map(|one| format!(" around {}", one.name()));
    let days = format!(" {}", span.in_words());
    let around = around.unwrap_or_default();
    ["What changed", &around, &days, &filters.in_words()].concat()
}

/// When: in the words of the event that brought it about, if these are more exact than its span.
fn when(change: &Change<'_>) -> String {
    let event = change
        .cause
        .and_then(|cause| cause.event()?.record().event());
    let when = event.and_then(|event| event.when.as_ref()).filter(|when| {
        let span = (when.first_day(), when.last_day());
        when.possible_ranges().count() > 1 && span == (change.days.first, change.days.last)
    });
    when.map_or_else(|| change.days.to_string(), when_in_words)
}

/// Why it came to it, by which event, and what speaks against it.
fn why(change: &Change<'_>) -> String {
    let mut parts = Vec::new();
    parts.extend(change.reason().map(str::to_owned));
    if let Some(cause) = change.cause {
        parts.push(match change.reason() {
            Some(_) => format!("({cause})"),
            None => cause.to_string(),
        });
    }
    for statement in &change.despite {
        parts.push(format!("despite `{}`, which goes on", statement.key()));
    }
    if parts.is_empty() {
        parts.push("not stated".to_owned());
    }
    parts.join(" ")
}

/// The sources of the change; those that tell only of what it ended are named apart.
fn sources<'g>(change: &Change<'g>, citations: &mut Citations<'g>) -> String {
    let all = change.grounds.sources.iter().copied();
    let Some(cause) = change.cause.and_then(Cause::event) else {
        return citations.cite(all);
    };
    let is_of_cause = |source: &&Source| cause.sources().any(|one| one.key == source.key);
    let (of_cause, others): (Vec<&Source>, Vec<&Source>) = all.partition(is_of_cause);
    let ended = change.grounds.statements.iter().find(|one| **one != cause);
    match (ended, others.is_empty()) {
        (Some(ended), false) => {
            let of_cause = citations.cite(of_cause);
            format!("{of_cause}, {} {}", ended.kind(), citations.cite(others))
        }
        _ => citations.cite(of_cause.into_iter().chain(others)),
    }
}
