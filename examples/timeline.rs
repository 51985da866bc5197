//! Who stood with and against whom over time, as one page to look at, step through and ask.
//!
//! Without arguments: Mali in the autumn of 2023, as in `docs/pictures/timeline.png`.
//!
//! ```text
//! cargo run --example timeline -- -o page.html
//! cargo run --example timeline -- my_record.toml --from 2023-01-01 -o page.html
//! cargo run --example timeline -- --of csp --through members -o csp.html
//! ```
//!
//! `--help` names the options. Without `-o` the page is printed.

#[path = "support/mod.rs"]
mod support;

use factions::{ActorGraph, ActorRef, ActorSet, Timeline, View, date};
use std::process::ExitCode;
use support::filters::Filters;
use support::options::{Options, Spec};
use support::span::Span;
use support::stop::{Stop, warn};
use support::whose::Whose;

const SPEC: Spec = Spec {
    help: "\
A timeline as one HTML page: lanes, bars, marks, and a slider through the
changes.

Usage: timeline [FILE] [OPTIONS]

  FILE          a record: .toml, .json or .jsonl; without it the embedded one,
                Mali in autumn 2023

  --of KEY      only this actor, and whoever has a tie to it
  --through members
                of a coalition also its members and parts in these days, and
                whoever has a tie to one of them
  --from DAY    the first day
  --to DAY      the day after the last: nothing on it counts
  -o FILE.html  write the page there, not on stdout
  --warnings    list the warnings of FILE on stderr
  -h, --help    this text

{filters}
DAY is an exact day: 2023-10-15. Without a day all of time is shown; of the
embedded record, 2023-09-15 to 2023-11-01. The page needs no network. Where
places have coordinates it has a map: points on a grid of degrees, without
outlines of countries.
",
    values: &["--of", "--through", "--from", "--to", "-o"],
    flags: &["--warnings"],
};

/// The groups that the embedded record's page frames beside its coalitions.
const GROUPS: [(&str, &[&str]); 2] = [
    (
        "Government and partners",
        &[
            "mali-gov",
            "mali-army",
            "wagner",
            "dan-na-ambassagou",
            "russia",
        ],
    ),
    ("Jihadist", &["jnim", "al-qaeda"]),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let filters = Filters::read(options)?;
    let span = Span::read(options, Some((date(2023, 9, 15), date(2023, 11, 1))))?;
    let graph = support::record::load(options)?;
    let view = filters.of(span.view(&graph));
    let shown = Whose::read(&graph, options)?.map(|whose| around(whose, view));
    let view = shown.as_ref().map_or(view, |shown| view.among(shown));
    let mut timeline = view.to_timeline();
    if options.file().is_none() && shown.is_none() {
        timeline = framed(timeline, &graph)?;
    }
    let page = timeline.to_html();
    for omission in page.left_out.iter() {
        warn(&format!("note: {omission}"));
    }
    support::record::write_or_print(options, &page.content)
}

/// An actor, or a coalition with its members, and whoever has a tie to one of them.
fn around(whose: Whose<'_>, view: View<'_, '_>) -> ActorSet {
    let own: Vec<ActorRef<'_>> = match whose.as_one(view) {
        Some(as_one) => {
            let members = as_one.members().into_iter();
            members.map(|member| member.actor).collect()
        }
        None => vec![whose.actor()],
    };
    let tied = own.iter().flat_map(|&one| view.neighbors(one));
    let tied = tied.map(|neighbor| neighbor.actor);
    tied.chain(own.iter().copied()).collect()
}

/// The page with the groups of the embedded record.
fn framed<'g, 'f>(
    timeline: Timeline<'g, 'f>,
    graph: &'g ActorGraph,
) -> Result<Timeline<'g, 'f>, Stop> {
    GROUPS.iter().try_fold(timeline, |timeline, (title, keys)| {
        let actors = keys
            .iter()
            .map(|key| support::record::actor_called(graph, "group", key));
        let actors: Vec<ActorRef<'_>> = actors.collect::<Result<_, _>>()?;
        Ok(timeline.group(*title, actors))
    })
}
