//! Where an actor came from and what came of it: splits, mergers, renamings, and its names in time.
//!
//! Without arguments: the MSA of Mali, which left a coalition and descends from nobody on record.
//!
//! ```text
//! cargo run --example lineage -- examples/data/jnim.toml --actor jnim
//! cargo run --example lineage -- my_record.toml --actor KEY --format json
//! ```
//!
//! A split that ends a membership is a departure, not descent; what somebody was part of stands
//! apart. What the first command prints stands
//! in `examples/expected/lineage_jnim.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{
    ActorGraph, ActorRef, Date, Descent, EventKind, Holds, Lineage, NameInTime, Relative,
    StatementRef, View,
};
use serde::Serialize;
use std::process::ExitCode;
use support::citations::Citations;
use support::filters::Filters;
use support::options::{Format, Options, Spec};
use support::page::{Page, Style};
use support::stop::{Stop, print};
use support::table::Table;
use support::words::{HOW_SURE, how_sure, how_sure_of, statement_in_words};

const SPEC: Spec = Spec {
    help: "\
Where an actor came from and what came of it: splits, mergers, renamings, and
its names in time.

Usage: lineage [FILE] --actor KEY [OPTIONS]

  FILE                  a record: .toml, .json or .jsonl; without it the
                        embedded one, Mali in autumn 2023

  --actor KEY           the actor; of the embedded record msa, if none is given
  --on DAY              what is up to this day; without it, up to the end of the
                        record
  --format text|json    a table, or an object
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{sources}
{filters}
DAY is an exact day: 2023-10-15.
",
    values: &["--actor", "--on", "--format"],
    flags: &["--warnings"],
};

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 4] = [("WHO", 20), ("WHAT", 26), ("HOW SURE", 14), ("SOURCES", 7)];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let on = options.day("--on")?;
    let filters = Filters::read(options)?;
    let format = options.format()?;
    let graph = support::record::load(options)?;
    let actor = actor(&graph, options)?;

    let view = on.map_or(graph.ever(), |day| graph.at(day));
    let answer = Answer::of(filters.of(view), actor);

    match format {
        Format::Json => print(&support::json(&answer)),
        Format::Text => page(graph.record().title(), (on, filters), &answer).print(),
    }
}

/// The actor; of the embedded record the MSA, if none is named.
fn actor<'g>(graph: &'g ActorGraph, options: &Options) -> Result<ActorRef<'g>, Stop> {
    match support::record::actor(graph, options, "--actor")? {
        Some(actor) => Ok(actor),
        None if options.file().is_none() => support::record::actor_called(graph, "--actor", "msa"),
        None => Err(Stop::usage(
            "`--actor` is missing",
            "say whose descent: `--actor KEY`",
        )),
    }
}

/// The lineage of an actor, and what it was called.
#[derive(Serialize)]
struct Answer<'g> {
    #[serde(flatten)]
    lineage: Lineage<'g>,
    names: Vec<NameInTime<'g>>,
}

impl<'g> Answer<'g> {
    fn of(view: View<'g, '_>, actor: ActorRef<'g>) -> Self {
        Self {
            lineage: view.lineage(actor),
            names: view.names(actor),
        }
    }
}

fn page(title: Option<&str>, (on, filters): (Option<Date>, Filters), answer: &Answer<'_>) -> Page {
    let mut page = Page::for_stdout();
    let title = title.unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    let lineage = &answer.lineage;
    let name = lineage.actor.name();
    let until = on.map_or_else(String::new, |day| format!(", up to {day}"));
    let question = format!("Where {name} came from and what came of it{until}");
    let question = question + &filters.in_words();
    page.paragraph(&question, Style::Plain, 2);
    let names: Vec<String> = answer.names.iter().map(called).collect();
    page.paragraph(&format!("Called {}", names.join(", ")), Style::Plain, 2);
    page.blank();
    if lineage.links.is_empty() {
        let text = format!(
            "No split, merger or renaming on record leads to {name} or away from it. A split \
             that ends a membership is a departure, not descent."
        );
        page.paragraph(&text, Style::Plain, 0);
        if lineage.parts.is_empty() {
            return page;
        }
        page.blank();
    }
    let mut citations = Citations::default();
    let mut table = Table::new(&COLUMNS);
    for (heading, relatives) in [
        ("Came from", &lineage.ancestors),
        ("Became", &lineage.descendants),
    ] {
        if !relatives.is_empty() {
            table.heading(heading);
        }
        for relative in relatives {
            let who = relative.actor.name();
            let how = how_sure(relative.holds, relative.certainty, &[], &relative.denied);
            table.row([who.into(), generation(relative).into(), how, "".into()]);
        }
    }
    if !lineage.links.is_empty() {
        table.heading("Link by link");
    }
    for link in &lineage.links {
        let (ancestor, descendant) = (link.ancestor, link.descendant);
        let verb = match link.kind {
            EventKind::Split => format!("split from {ancestor}"),
            EventKind::Merger => format!("of {ancestor}"),
            _ => format!("was {ancestor}"),
        };
        let tellings = link.grounds.statements.iter();
        let tellings: Vec<String> = tellings.map(|&one| telling(one)).collect();
        table.row([
            descendant.label().into(),
            format!("{verb}: {}{}", tellings.join("; "), part_until_then(link)).into(),
            how_sure_of(&link.grounds),
            citations.cite(link.grounds.sources.iter().copied()).into(),
        ]);
    }
    if !lineage.parts.is_empty() {
        table.heading("Part of, which is no descent");
    }
    for part in &lineage.parts {
        let tellings = part.grounds.statements.iter();
        let tellings: Vec<String> = tellings.map(|&one| telling(one)).collect();
        table.row([
            part.member.label().into(),
            format!("{}: {}", part.whole, tellings.join("; ")).into(),
            how_sure_of(&part.grounds),
            citations.cite(part.grounds.sources.iter().copied()).into(),
        ]);
    }
    table.print(&mut page);
    page.blank();
    page.paragraph(HOW_SURE, Style::Faint, 0);
    citations.print(&mut page);
    page
}

fn called(name: &NameInTime<'_>) -> String {
    let lang = name
        .lang
        .map_or_else(String::new, |lang| format!(" ({lang})"));
    match name.holds {
        Holds::Certainly => format!("{}{lang}", name.name),
        Holds::Possibly => format!("possibly {}{lang}", name.name),
    }
}

fn generation(relative: &Relative<'_>) -> String {
    match relative.generation {
        1 => "1 step away".to_owned(),
        more => format!("{more} steps away"),
    }
}

/// What a splinter was part of until it split.
fn part_until_then(link: &Descent<'_>) -> String {
    let part_of = link.part_of.iter().map(|&one| statement_in_words(one));
    let part_of: Vec<String> = part_of.collect();
    if part_of.is_empty() {
        String::new()
    } else {
        format!(", until then {}", part_of.join("; "))
    }
}

/// What a statement says, and why it came to it.
fn telling(statement: StatementRef<'_>) -> String {
    let said = statement_in_words(statement);
    match statement.record().reason.as_deref() {
        Some(reason) => format!("{said} ({reason})"),
        None => said,
    }
}
