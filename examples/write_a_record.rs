//! A record made in code, checked as a file is, and asked.
//!
//! ```text
//! cargo run --example write_a_record
//! ```
//!
//! The armed movements of northern Mali, from the coordination of 2014 to the front of 2024. What it
//! prints stands in `examples/expected/write_a_record.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::record::{ActorDraft, Draft, EventDraft, RelationDraft, SourceDraft};
use factions::{ActorGraph, ActorKind, EventKind, Problems, Record, RelationKind, date};
use std::process::ExitCode;
use support::options::{Options, Spec};
use support::page::{Page, Style};
use support::stop::Stop;
use support::words::counted;

const SPEC: Spec = Spec {
    help: "\
Makes a record in code, as another Rust program would, and asks it.

Usage: write_a_record

  -h, --help    this text
",
    values: &[],
    flags: &[],
};

/// The three movements of the coordination: key, name, short name.
const MOVEMENTS: [(&str, &str, &str); 3] = [
    (
        "mnla",
        "National Movement for the Liberation of Azawad",
        "MNLA",
    ),
    ("hcua", "High Council for the Unity of Azawad", "HCUA"),
    ("maa", "Arab Movement of Azawad", "MAA"),
];

/// The record, not yet checked.
fn draft() -> Draft {
    let coalition =
        |key, name, short| ActorDraft::new(key, name, ActorKind::Coalition).short(short);
    let mut draft = Record::draft()
        .title("Northern Mali, 2014 to 2024")
        .as_of("2024-12-31")
        .source(
            SourceDraft::new("algiers-2014")
                .title("Declaration of Algiers")
                .published("2014-06-09"),
        )
        .source(
            SourceDraft::new("rome-2021")
                .title("Rome declaration on the Permanent Strategic Framework")
                .published("2021-05"),
        )
        .source(
            SourceDraft::new("fla-2024")
                .title("Communiqué on the Azawad Liberation Front")
                .published(date(2024, 11, 30)),
        )
        .actor(
            coalition("csp", "Permanent Strategic Framework", "CSP")
                .active_start("2021-05")
                .source("rome-2021"),
        )
        .actor(coalition("cma", "Coordination of Azawad Movements", "CMA"))
        .actor(
            ActorDraft::new("fla", "Azawad Liberation Front", ActorKind::ArmedGroup).short("FLA"),
        )
        .relation(
            // no end: the merger below ends it, and is known only once it is published
            RelationDraft::new(RelationKind::Membership)
                .id("cma-in-csp")
                .from("cma")
                .to("csp")
                .start("2021-05")
                .source("rome-2021"),
        );
    for (key, name, short) in MOVEMENTS {
        let membership = RelationDraft::new(RelationKind::Membership)
            .id(format!("{key}-in-cma"))
            .from(key)
            .to("cma")
            .start("2014")
            .source("algiers-2014");
        draft = draft
            .actor(ActorDraft::new(key, name, ActorKind::ArmedGroup).short(short))
            .relation(membership);
    }
    draft.event(
        EventDraft::new(EventKind::Merger)
            .id("fla-founded")
            .when("2024-11-30")
            .from(["cma", "mnla", "hcua", "maa"])
            .to("fla")
            .by("fla")
            .source("fla-2024"),
    )
}

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    if options.file().is_some() {
        return Err(Stop::usage(
            "no file is read here",
            "the record is made in code",
        ));
    }
    let record = draft()
        .build()
        .map_err(|problems| Stop::Record(problems.to_string()))?;
    let mut page = Page::for_stdout();
    let copy = Record::from_toml(&record.to_toml());
    page.paragraph(record.title().unwrap_or_default(), Style::Strong, 0);
    page.paragraph(
        &format!(
            "{}, {}; written as TOML, it reads back {}.",
            counted(record.actors().len(), "actor"),
            counted(record.statements().len(), "statement"),
            if copy.as_ref() == Ok(&record) {
                "the same"
            } else {
                "otherwise"
            },
        ),
        Style::Plain,
        0,
    );
    let graph = ActorGraph::new(record);
    if let Ok(csp) = graph.actor("CSP") {
        let members = graph.at(date(2024, 6, 1)).members(csp);
        answers(&mut page, "Who was in the CSP on 1 June 2024?", &members);
    }
    let year = graph.during(date(2024, 1, 1)..date(2025, 1, 1));
    answers(&mut page, "What changed in 2024?", &year.changes());
    let known = year.known_on(date(2024, 11, 1)).changes();
    answers(&mut page, "And what of it was known on 1 November?", &known);
    if let Err(problems) = misspelt().build() {
        report(&mut page, "What does a mistake look like?", &problems);
    }
    page.print()
}

/// The same record with one more relation, in which a key is misspelt.
fn misspelt() -> Draft {
    let alliance = RelationDraft::new(RelationKind::Alliance).between(["cma", "hcau"]);
    draft().relation(alliance.source("rome-2021"))
}

/// A question, and its answers as sentences.
fn answers(page: &mut Page, question: &str, answers: &[impl std::fmt::Display]) {
    page.blank();
    page.paragraph(question, Style::Strong, 0);
    for answer in answers {
        page.paragraph(&format!("- {answer}"), Style::Plain, 2);
    }
    if answers.is_empty() {
        page.paragraph("Nothing.", Style::Plain, 0);
    }
}

fn report(page: &mut Page, question: &str, problems: &Problems) {
    page.blank();
    page.paragraph(question, Style::Strong, 0);
    for line in problems.to_string().lines() {
        page.paragraph(line, Style::Plain, 4);
    }
}
