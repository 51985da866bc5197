//! Answers as tables and charts of HTML, as a notebook shows them: changes, members, counts, two days.
//!
//! Without arguments: Mali's record from July to October 2023.
//!
//! ```text
//! cargo run --example notebook -- -o mali.html
//! cargo run --example notebook -- my_record.toml --from 2023-01-01 --to 2024-01-01 -o mine.html
//! ```
//!
//! Each answer is one fragment (`ToHtml`); this program sets them one below the other in a page, each below the
//! question that it answers, so that a browser shows what a notebook would. What it prints without arguments stands in
//! `examples/expected/notebook.html`.

#[path = "support/mod.rs"]
mod support;

use factions::{ActorGraph, ActorKind, Date, Difference, Holds, RankBy, Step, ToHtml, date};
use std::process::ExitCode;
use support::filters::Filters;
use support::options::{Options, Spec};
use support::span::Span;
use support::stop::{Stop, warn};

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
embedded record, 2023-07-01 to 2023-11-01. What is different is asked of two
days alone: without --from or --to it is left out.
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
<title>{title}</title>
<style>
body { font: 14px system-ui, sans-serif; margin: 2em }
h2 { font-size: 1.2em; margin: 2em 0 .2em }
table { border-collapse: collapse }
caption { text-align: left; padding: .4em 0; color: #555 }
th, td { border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top }
.possibly { font-style: italic }
tfoot td { font-size: smaller }
svg { display: block }
</style>
</head>
<body>
<h1>{title}</h1>
";

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let filters = Filters::read(options)?;
    let span = Span::read(options, Some((date(2023, 7, 1), date(2023, 11, 1))))?;
    let step = options.word("--by")?.unwrap_or(Step::Month);
    let graph = support::record::load(options)?;
    let page = page(&graph, (span, filters), step);
    support::record::write_or_print(options, &page)
}

fn page(graph: &ActorGraph, (span, filters): (Span, Filters), step: Step) -> String {
    let view = filters.of(span.view(graph));
    let title = graph.record().title().unwrap_or("A record without a title");
    let mut page = Page {
        html: HEAD.replace("{title}", &as_text(title)),
        asked: format!("{}{}", span.in_words(), filters.in_words()),
    };
    page.put("What changed", &*view.changes());
    let coalitions = graph.actors();
    let coalitions = coalitions.filter(|actor| actor.record().kind == ActorKind::Coalition);
    for coalition in coalitions {
        let members = view.members(coalition);
        if !members.is_empty() {
            page.put(&format!("Members of {coalition}"), &*members);
        }
    }
    page.put(&format!("Events and deaths by {step}"), &view.series(step));
    let chart = view.to_series_chart(step).by_dyad();
    page.put("The events as a chart, stacked by pair", &chart);
    page.put("The deaths as a chart, stacked by pair", &chart.deaths());
    let top = view.top_actors(RankBy::Events, 5);
    page.put("The actors with the most events", &top);
    let top = view.top_dyads(RankBy::Deaths, 5);
    page.put("The pairs with the most deaths", &top);
    let top = view.top_places(RankBy::Events, 5);
    page.put("The places with the most events", &top);
    if let (Some(first), Some(after)) = (span.from, span.to) {
        let last = after.yesterday().unwrap_or(after);
        page.asked = format!("between {first} and {last}{}", filters.in_words());
        let differences = differences(graph, filters, (first, last));
        page.put("Which lasting ties are different", &*differences);
    }
    page.html + "</body>\n</html>\n"
}

/// The ties that one of two days holds and the other does not, or otherwise.
fn differences(
    graph: &ActorGraph,
    filters: Filters,
    (first, last): (Date, Date),
) -> Vec<Difference<'_>> {
    let on = |day| filters.of_evidence(graph.at(day));
    let mut rows = on(first).diff(on(last));
    if filters.is_certain {
        rows.retain(|row| row.grounds.holds == Holds::Certainly);
    }
    rows
}

/// A page that is being made.
struct Page {
    html: String,
    /// Of which days it is asked, and by what filters.
    asked: String,
}

impl Page {
    /// Adds an answer below its question.
    fn put<A: ToHtml + ?Sized>(&mut self, question: &str, answer: &A) {
        let fragment = answer.to_html();
        for omission in fragment.left_out.iter() {
            warn(&format!("note: {omission}"));
        }
        let question = as_text(&format!("{question} {}", self.asked));
        self.html
            .extend(["<h2>", &question, "</h2>\n", &fragment.content]);
    }
}

/// What somebody wrote, as a text of HTML.
fn as_text(written: &str) -> String {
    let held = |c: char| match c {
        c if c.is_whitespace() => ' ',
        // what HTML cannot hold
        '\u{FDD0}'..='\u{FDEF}' => '\u{FFFD}',
        c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => '\u{FFFD}',
        c => c,
    };
    let text: String = written.chars().map(held).collect();
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}
