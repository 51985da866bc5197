//! Two actors in time: what ties them, what happened between them, and how many were killed.
//!
//! Without arguments: JNIM and the Malian Armed Forces.
//!
//! ```text
//! cargo run --example dyad
//! cargo run --example dyad -- --between cma,msa --from 2023-09-01
//! cargo run --example dyad -- my_record.toml --between KEY,KEY --format json
//! ```
//!
//! What the first command prints stands in `examples/expected/dyad.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{
    ActorGraph, ActorRef, Count, Dyad, DyadRelation, Grounds, Happening, Losses, TollTotal, View,
};
use serde::Serialize;
use std::process::ExitCode;
use support::citations::Citations;
use support::coverage;
use support::ends::ends_in_words;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::span::Span;
use support::stop::{Stop, print};
use support::table::Table;
use support::tolls::{figures, losses};
use support::words::{HOW_SURE, how_sure_of, statement_in_words};

const SPEC: Spec = Spec {
    help: "\
Two actors in time: what ties them, what happened between them, and how many were killed.

Usage: dyad [FILE] --between KEY,KEY [OPTIONS]

  FILE                  a record in TOML; without it, the embedded one: Mali, autumn 2023

  --between KEY,KEY     the two actors; of the embedded record jnim,mali-army, if none are given
  --from DAY            the first day
  --to DAY              the day after the last: it is not looked at itself
  --format text|json    a table, or an object
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{filters}
DAY is an exact day: 2023-10-15. Without --from and --to, all of time is looked at.
",
    values: &["--between", "--from", "--to", "--format"],
    flags: &["--warnings"],
};

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 4] = [
    ("WHAT", 30),
    ("KILLED", 12),
    ("HOW SURE", 14),
    ("SOURCES", 7),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let span = Span::read(options, None)?;
    let filters = Filters::read(options)?;
    let format = options.format()?;
    let graph = support::record::load(options)?;
    let (one, other) = pair(&graph, options)?;

    let view = filters.of(span.view(&graph));
    let dyad = view.dyad(one, other);
    // a claim is no fact: the deaths without those that are only claimed or alleged stand beside
    let reported = filters.at_least_reported().of(view).dyad(one, other).toll;

    match format {
        Format::Json => print(&support::json(&Answer {
            dyad,
            toll_at_least_reported: reported,
        })),
        Format::Text => page(view, (span, filters), &dyad, &reported).print(),
    }
}

/// The dyad, and its deaths without those that are only claimed or alleged.
#[derive(Serialize)]
struct Answer<'g> {
    #[serde(flatten)]
    dyad: Dyad<'g>,
    toll_at_least_reported: TollTotal,
}

/// The two actors; of the embedded record JNIM and the army, if none are named.
fn pair<'g>(
    graph: &'g ActorGraph,
    options: &Options,
) -> Result<(ActorRef<'g>, ActorRef<'g>), Stop> {
    let words = match options.value("--between") {
        Some(words) => words,
        None if options.file().is_none() => "jnim,mali-army",
        None => {
            return Err(Stop::usage(
                "`--between` is missing",
                "name two actors: `--between KEY,KEY`",
            ));
        }
    };
    let Some((one, other)) = words.split_once(',') else {
        return Err(Stop::usage(
            format!("--between: `{words}` is not two actors"),
            "name two, with a comma between them: `--between KEY,KEY`",
        ));
    };
    let one = support::record::actor_called(graph, "--between", one.trim())?;
    let other = support::record::actor_called(graph, "--between", other.trim())?;
    if one == other {
        return Err(Stop::usage(
            format!("--between: `{words}` is one actor twice"),
            "name two different ones: `--between KEY,KEY`",
        ));
    }
    Ok((one, other))
}

fn page(
    view: View<'_, '_>,
    (span, filters): (Span, Filters),
    dyad: &Dyad<'_>,
    reported: &TollTotal,
) -> Page {
    let mut page = Page::for_stdout();
    let title = view.graph().record().title();
    let title = title.unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    let (one, other) = (dyad.one, dyad.other);
    let question = format!("{} and {} {}", one.name(), other.name(), span.in_words());
    let question = question + &filters.in_words();
    page.paragraph(&question, Style::Plain, 2);
    coverage::remark(&mut page, view);
    let happened = dyad.events.len() + dyad.on_one_side.len();
    if dyad.relations.is_empty() && happened == 0 {
        page.blank();
        let text = "The record has no tie and no event of the two in these days. This says \
                    nothing of how they stand.";
        page.paragraph(text, Style::Plain, 0);
        return page;
    }
    if let Some(killed) = toll(&dyad.toll, reported) {
        page.paragraph(&killed, Style::Plain, 2);
    }
    if let Some(whose) = whose(dyad) {
        page.paragraph(&whose, Style::Plain, 2);
    }
    page.blank();
    let mut citations = Citations::default();
    let mut table = Table::new(&COLUMNS);
    section(&mut table, "Lasting ties", &dyad.relations, |table, one| {
        row(table, tie(one), String::new(), &one.grounds, &mut citations);
    });
    let between = format!("Between {one} and {other}");
    let beside = format!("{one} and {other} on one side");
    for (heading, events) in [(between, &dyad.events), (beside, &dyad.on_one_side)] {
        section(&mut table, &heading, events, |table, event| {
            row(
                table,
                what(event),
                killed(event),
                &event.grounds,
                &mut citations,
            );
        });
    }
    table.print(&mut page);
    page.blank();
    page.paragraph(HOW_SURE, Style::Faint, 0);
    citations.print(&mut page);
    page
}

fn section<T>(table: &mut Table, heading: &str, items: &[T], mut row: impl FnMut(&mut Table, &T)) {
    if !items.is_empty() {
        table.heading(heading);
    }
    for item in items {
        row(table, item);
    }
}

fn row<'g>(
    table: &mut Table,
    what: String,
    killed: String,
    grounds: &Grounds<'g>,
    citations: &mut Citations<'g>,
) {
    let sources = citations.cite(grounds.sources.iter().copied());
    table.row([
        what.into(),
        killed.into(),
        how_sure_of(grounds),
        sources.into(),
    ]);
}

fn tie(relation: &DyadRelation<'_>) -> String {
    let arrow = if relation.tie().is_directed() {
        "→"
    } else {
        "–"
    };
    let text = statement_in_words(relation.tie().statement());
    format!("{} {arrow} {}: {text}", relation.from, relation.to)
}

/// Every telling of a happening: who, what, when, where.
fn what(event: &Happening<'_>) -> String {
    let tellings = event.grounds.statements.iter();
    let tellings =
        tellings.map(|&one| format!("{}: {}", ends_in_words(one), statement_in_words(one)));
    tellings.collect::<Vec<_>>().join("; ")
}

fn killed(event: &Happening<'_>) -> String {
    match &event.killed {
        Some(killed) => killed.to_string(),
        None if event.is_violent() => "unknown".to_owned(),
        None => String::new(),
    }
}

/// The deaths between the two, each happening counted once; none where nothing violent happened.
fn toll(toll: &TollTotal, reported: &TollTotal) -> Option<String> {
    let of = |all: Count, reported: Count| {
        let mut text = figures(all);
        if reported.killed() != all.killed() {
            let figures = figures(reported);
            text.extend([" (", &figures, " without what is only claimed or alleged)"]);
        }
        for (count, without) in [
            (all.without_figure, "without a figure"),
            (all.without_best, "without a best figure"),
        ] {
            match count {
                0 => {}
                1 => text.extend([", 1 happening ", without]),
                more => text.extend([", ", &more.to_string(), " happenings ", without]),
            }
        }
        text
    };
    let text = if toll.possibly.violent == 0 {
        of(toll.certainly, reported.certainly)
    } else {
        let certainly = of(toll.certainly, reported.certainly);
        let possibly = of(toll.possibly, reported.possibly);
        let all = figures(toll.all());
        format!("{all}; certainly in these days {certainly}; possibly {possibly} more")
    };
    let is_told = toll.all().violent > 0 || toll.is_silent();
    is_told.then(|| format!("Killed in what happened between them: {text}"))
}

/// Whose the dead were, as far as that is known.
fn whose(dyad: &Dyad<'_>) -> Option<String> {
    let of = |of: &Losses<'_>| format!("{} {}", of.actor, losses(of.total.all()));
    let [one, other] = &dyad.losses;
    let is_known = one.is_known() || other.is_known();
    is_known.then(|| format!("Of them: {}; {}", of(one), of(other)))
}
