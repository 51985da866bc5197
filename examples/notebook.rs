//! Answers as tables and charts of HTML, as a notebook shows them: what changed, members, counts.
//!
//! Without arguments: Mali's record from July to October 2023.
//!
//! ```text
//! cargo run --example notebook -- -o mali.html
//! cargo run --example notebook -- my_record.toml --from 2023-01-01 --to 2024-01-01 -o mine.html
//! ```
//!
//! Each answer is one fragment (`ToHtml`); this program sets them one below the other in a page, so that a
//! browser shows what a notebook would. What it prints without arguments stands in
//! `examples/expected/notebook.html`.

#[path = "support/mod.rs"]
mod support;

use factions::{ActorKind, RankBy, Step, ToHtml, View, date};
use std::process::ExitCode;
use support::filters::Filters;
use support::options::{Options, Spec};
use support::span::Span;
use support::stop::{Stop, print};

const SPEC: Spec = Spec {
    help: "\
Answers as tables and charts of HTML, as a notebook shows them, in one page.

Usage: notebook [FILE] [OPTIONS]

  FILE          a record: .toml, .json or .jsonl; without it the embedded one,
                Mali in autumn 2023

  --by STEP     day, week (of ISO 8601), month (without this option), quarter
                or year
  --from DAY    the first day
  --to DAY      the day after the last: nothing on it counts
  -o FILE.html  write the page there, not on stdout
  --warnings    list the warnings of FILE on stderr
  -h, --help    this text

{filters}
DAY is an exact day: 2023-10-15. Without a day all of time is asked; of the
embedded record, 2023-07-01 to 2023-11-01.
",
    values: &["--by", "--from", "--to", "-o"],
    flags: &["--warnings"],
};

/// The page around the fragments: no script, and nothing that is fetched.
const HEAD: &str = "\
<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<title>Answers</title>
<style>
body { font: 14px system-ui, sans-serif; margin: 2em }
table { border-collapse: collapse; margin: 0 0 2em }
caption { font-weight: 600; text-align: left; padding: .4em 0 }
th, td { border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top }
.possibly { font-style: italic }
tfoot td { font-size: smaller }
svg { display: block; margin: 0 0 2em }
</style>
</head>
<body>
";

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let filters = Filters::read(options)?;
    let span = Span::read(options, Some((date(2023, 7, 1), date(2023, 11, 1))))?;
    let step = match options.value("--by") {
        None => Step::Month,
        Some(word) => word.parse().map_err(|error: factions::UnknownWord| {
            Stop::usage(format!("--by: unknown step `{word}`"), error.remedy())
        })?,
    };
    let graph = support::record::load(options)?;
    let page = page(filters.of(span.view(&graph)), filters, step);
    match options.value("-o") {
        Some(path) => support::record::write(options, path, page.as_bytes()),
        None => print(&page),
    }
}

fn page(view: View<'_, '_>, filters: Filters, step: Step) -> String {
    let mut parts = vec![view.changes().to_html()];
    let actors = view.graph().actors();
    let coalitions = actors.filter(|actor| actor.record().kind == ActorKind::Coalition);
    let members = coalitions.map(|coalition| view.members(coalition));
    let members = members.filter(|members| !members.is_empty());
    parts.extend(members.map(|members| members.to_html()));
    parts.push(view.series(step).to_html());
    parts.push(view.to_series_chart(step).by_dyad().to_html());
    parts.push(view.to_series_chart(step).deaths().by_dyad().to_html());
    parts.push(view.top_actors(RankBy::Events, 5).to_html());
    parts.push(view.top_dyads(RankBy::Deaths, 5).to_html());
    parts.push(view.top_places(RankBy::Events, 5).to_html());
    // what is certain beside what is possible
    parts.push(view.certainly().diff(view.possibly()).to_html());
    let parts: String = parts.into_iter().map(|part| part.content).collect();
    // words of ours and days: nothing of the record
    let asked = filters.in_words();
    format!("{HEAD}<p>What the record says{asked}.</p>\n{parts}</body>\n</html>\n")
}
