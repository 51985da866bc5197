//! What cannot all be right, and what is denied: by whom, and what it speaks against.
//!
//! Without arguments: a made-up quarrel of two fronts, in `examples/data/contested.toml`.
//!
//! ```text
//! cargo run --example contradictions
//! cargo run --example contradictions -- my_record.toml --actor KEY --certainly --format json
//! ```
//!
//! Two statements that contradict each other both stay in the record: none is dropped, and none wins.
//! What the first command prints stands in `examples/expected/contradictions.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{
    ActorRef, Contradiction, ContradictionKind, Covered, Denial, Record, StatementRef, View,
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
use support::table::Table;
use support::words::{HOW_SURE, how_sure_of, statement_in_words};

const SPEC: Spec = Spec {
    help: "\
What cannot all be right, and what is denied: by whom, and what it speaks
against.

Usage: contradictions [FILE] [OPTIONS]

  FILE                   a record: .toml, .json or .jsonl; without it the
                         embedded one, a made-up quarrel

  --from DAY             the first day
  --to DAY               the day after the last: nothing on it counts
  --actor KEY            only what concerns this actor
  --format text|json     a table, or an object of two lists
  --warnings             list the warnings of FILE on stderr
  -h, --help             this text

{sources}
{filters}
DAY is an exact day: 2023-10-15. Without --from and --to, all of time counts. A
certainty that is asked for hides no denial.
",
    values: &["--from", "--to", "--actor", "--format"],
    flags: &["--warnings"],
};

/// A made-up quarrel.
const EMBEDDED: &str = include_str!("data/contested.toml");

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 4] = [
    ("WHAT", 20),
    ("WHICH STATEMENTS", 28),
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
    let graph = support::record::load_or(options, || Record::from_toml(EMBEDDED))?;
    let actor = support::record::actor(&graph, options, "--actor")?;

    let view = filters.of(span.view(&graph));
    let mut answer = Answer {
        covered: view.covered(),
        contradictions: view.contradictions(),
        denied: view.denied(),
    };
    if let Some(actor) = actor {
        let concerns = |one: &StatementRef<'_>| names(*one, actor);
        let rows = &mut answer.contradictions;
        rows.retain(|row| row.grounds.statements.iter().any(concerns));
        answer.denied.retain(|row| names(row.statement, actor));
    }

    match format {
        Format::Json => print(&support::json(&answer)),
        Format::Text => {
            let around = actor.map(|actor| format!(" of {}", actor.name()));
            let question = format!(
                "What cannot all be right, and what is denied{} {}{}",
                around.unwrap_or_default(),
                span.in_words(),
                filters.in_words(),
            );
            page(view, &question, &answer).print()
        }
    }
}

/// What cannot all be right, and what is denied.
#[derive(Serialize)]
struct Answer<'g> {
    /// Whether the record speaks of the events of the days.
    covered: Covered,
    contradictions: Vec<Contradiction<'g>>,
    denied: Vec<Denial<'g>>,
}

/// Whether a statement is about an actor.
fn names(statement: StatementRef<'_>, actor: ActorRef<'_>) -> bool {
    let mut named = statement.record().ends.actors();
    named.any(|one| one == actor.id())
}

fn page(view: View<'_, '_>, question: &str, answer: &Answer<'_>) -> Page {
    let mut page = Page::for_stdout();
    let title = view.graph().record().title();
    let title = title.unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    page.paragraph(question, Style::Plain, 2);
    coverage::remark(&mut page, view);
    page.blank();
    if answer.contradictions.is_empty() && answer.denied.is_empty() {
        let text = "Nothing in these days contradicts anything else, and nothing is denied. This \
                    says nothing of whether it is right.";
        page.paragraph(text, Style::Plain, 0);
        return page;
    }
    let mut citations = Citations::default();
    let mut table = Table::new(&COLUMNS).airy();
    if !answer.contradictions.is_empty() {
        table.heading("Cannot all be right");
    }
    for row in &answer.contradictions {
        let said = row.grounds.statements.iter();
        let said: Vec<String> = said.map(|&one| telling(one)).collect();
        table.row([
            what(row).into(),
            said.join("; ").into(),
            how_sure_of(&row.grounds),
            citations.cite(row.grounds.sources.iter().copied()).into(),
        ]);
    }
    if !answer.denied.is_empty() {
        table.heading("Denied");
    }
    for row in &answer.denied {
        table.row([
            denied(row).into(),
            telling(row.statement).into(),
            how_sure_of(&row.grounds),
            citations.cite(row.grounds.sources.iter().copied()).into(),
        ]);
    }
    table.print(&mut page);
    page.blank();
    page.paragraph(HOW_SURE, Style::Faint, 0);
    citations.print(&mut page);
    page
}

/// Why the statements cannot all be right, of whom, and on which days.
fn what(row: &Contradiction<'_>) -> String {
    let why = match row.kind {
        ContradictionKind::OppositeSigns => "with and against each other",
        ContradictionKind::MemberAtWar => "a member, and at war",
        ContradictionKind::SaidAndDenied => "said and denied",
        ContradictionKind::DaysCannotMeet => "told of days that cannot meet",
        ContradictionKind::MemberAfterSplit => "split, and still in",
        ContradictionKind::RelationAfterMerger => "merged or renamed, and still tied",
        kind => kind.as_str(),
    };
    match (row.actor, row.other) {
        (Some(actor), Some(other)) => format!("{actor} and {other}: {why} {}", row.days),
        _ => format!("{why} {}", row.days),
    }
}

/// What is denied: a whole statement, or the figures of an event that is not.
fn denied(row: &Denial<'_>) -> String {
    let ends = row.statement.record().ends.actors();
    let graph = row.statement.graph();
    let names = ends.filter_map(|id| graph.actor_by_id(id));
    let names: Vec<&str> = names.map(ActorRef::label).collect();
    let names = names.join(", ");
    match row.toll {
        Some(_) => format!("the deaths in the {} of {names}", row.kind),
        None => format!("{} of {names}", row.kind),
    }
}

/// A statement by its id and in words, and how sure it is by itself.
fn telling(statement: StatementRef<'_>) -> String {
    let said = statement_in_words(statement);
    let by: Vec<&str> = statement.by().map(ActorRef::label).collect();
    let by = if by.is_empty() {
        String::new()
    } else {
        format!(" by {}", by.join(", "))
    };
    let known = statement.certainty();
    format!("`{}`: {said} ({known}{by})", statement.key())
}
