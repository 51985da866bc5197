//! Events, deaths or the size of a coalition over time, as a small picture in SVG.
//!
//! Without arguments: the events of Mali's record from July to October 2023, stacked by dyad.
//!
//! ```text
//! cargo run --example chart -- -o events.svg
//! cargo run --example chart -- my_record.toml --deaths --by quarter --by-actor -o deaths.svg
//! cargo run --example chart -- --size csp -o csp.svg
//! cargo run --example chart -- --of csp --through members -o csp_events.svg
//! ```
//!
//! `--help` names the options; what the example prints without arguments stands in
//! `examples/expected/chart.svg`.

#[path = "support/mod.rs"]
mod support;

use factions::{ActorSet, Step, View, date};
use std::process::ExitCode;
use support::filters::Filters;
use support::options::{Options, Spec};
use support::span::Span;
use support::stop::Stop;
use support::whose::Whose;

const SPEC: Spec = Spec {
    help: "\
Events, deaths or the size of a coalition over time, as a picture in SVG.

Usage: chart [FILE] [OPTIONS]

  FILE          a record: .toml, .json or .jsonl; without it the embedded one,
                Mali in autumn 2023

  --deaths      deaths by the best figure, not events
  --by-actor    stacked by who acts; without it and --whole, by dyad
  --whole       not stacked
  --by STEP     day, week (of ISO 8601), month (without this option), quarter
                or year
  --size ACTOR  how many members this coalition had, not events
  --of KEY      only events that name this actor
  --through members
                of a coalition also those of its members and parts, on the days
                on which they were that: each event counts once
  --from DAY    the first day
  --to DAY      the day after the last: nothing on it counts
  -o FILE.svg   write the picture there, not on stdout
  --warnings    list the warnings of FILE on stderr
  -h, --help    this text

{filters}
DAY is an exact day: 2023-10-15. Without a day all of time is counted; of the
embedded record, 2023-07-01 to 2023-11-01.
",
    values: &[
        "--by",
        "--size",
        "--of",
        "--through",
        "--from",
        "--to",
        "-o",
    ],
    flags: &["--deaths", "--by-actor", "--whole", "--warnings"],
};

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let filters = Filters::read(options)?;
    let span = Span::read(options, Some((date(2023, 7, 1), date(2023, 11, 1))))?;
    let step = options.word("--by")?.unwrap_or(Step::Month);
    let graph = support::record::load(options)?;
    let view = filters.of(span.view(&graph));
    let chart = match support::record::actor(&graph, options, "--size")? {
        Some(coalition) => view.to_size_chart(coalition).to_svg(),
        None => columns(view, Whose::read(&graph, options)?, step, options),
    };
    support::record::write_or_print(options, &chart.content)
}

fn columns<'g>(
    view: View<'g, '_>,
    whose: Option<Whose<'g>>,
    step: Step,
    options: &Options,
) -> factions::export::Written {
    let of = whose.map(|whose| {
        let alone = || view.collective(&ActorSet::from_iter([whose.actor()]));
        whose.as_one(view).unwrap_or_else(alone)
    });
    let mut chart = match of {
        Some(of) => of.to_series_chart(step),
        None => view.to_series_chart(step),
    };
    if options.has("--deaths") {
        chart = chart.deaths();
    }
    if options.has("--by-actor") {
        chart = chart.by_actor();
    } else if !options.has("--whole") {
        chart = chart.by_dyad();
    }
    chart.to_svg()
}
