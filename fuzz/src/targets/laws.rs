//! Laws of a record, of a report, and of what is written.

use crate::campaign::hash;
use crate::support::reports;
use factions::import::{Import, ImportReport, LoadError};
use factions::{ActorGraph, Certainty, Problems, Record};
use std::collections::BTreeSet;

/// The text of an input; bytes that are no UTF-8 are none.
pub(crate) fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The sort of an outcome: the words that tell it.
pub(crate) fn sort(words: impl IntoIterator<Item = impl AsRef<str>>) -> u64 {
    let words: BTreeSet<String> = words
        .into_iter()
        .map(|word| word.as_ref().to_owned())
        .collect();
    hash(words.into_iter().collect::<Vec<_>>().join(" ").as_bytes())
}

/// A text for a terminal has no character that steers it, nor one that turns what is read.
pub(crate) fn is_harmless(text: &str) {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(steers), "it reaches the terminal: {text:?}");
}

/// What is wrong is said where it is, with a way out, and harms no terminal.
pub(crate) fn are_told(problems: &Problems, text: &str) -> u64 {
    assert!(problems.errors().count() > 0, "refused without a mistake");
    is_harmless(&problems.to_string());
    let lines = text.split('\n').count().max(1);
    for problem in problems {
        let (line, help) = (problem.location.line as usize, problem.help.as_deref());
        assert!(line <= lines + 1, "line {line} of {lines}: {problem}");
        assert!(!problem.message.is_empty(), "{problem:?}");
        assert!(
            help.is_some_and(|help| !help.is_empty()),
            "no way out: {problem}"
        );
    }
    sort(problems.iter().map(|problem| problem.code.to_string()))
}

/// Where it was read from: the file as a whole, if it was no text.
pub(crate) fn load_error(error: &LoadError, text: &str) -> u64 {
    is_harmless(&error.to_string());
    match error {
        LoadError::Problems(problems) => are_told(problems, text),
        other => sort([format!("{other:?}")
            .split([' ', '('])
            .next()
            .unwrap_or_default()]),
    }
}

/// A record comes back from its own forms, and from every other one that says that it leaves nothing out.
pub(crate) fn comes_back(record: &Record) -> u64 {
    is_harmless(&record.warnings().to_string());
    same(&Record::from_toml(&record.to_toml()), record, "TOML");
    same(&Record::from_json(&record.to_json()), record, "JSON");
    let lines = record.to_json_lines();
    same(
        &Record::from_json_lines(lines.as_bytes()),
        record,
        "JSON Lines",
    );
    let graph = ActorGraph::new(record.clone());
    let view = graph.ever().at_least(Certainty::Planned);
    let csv = view.to_csv();
    is_harmless(&csv.left_out.to_string());
    if csv.left_out.iter().next().is_none() {
        same(&Record::from_csv(&csv.content), record, "CSV");
    }
    let written = view.to_follow_the_money();
    is_harmless(&written.left_out.to_string());
    if is_whole(record) && record.actors().len() + record.sources().len() > 0 {
        let read = Import::from_follow_the_money(&written.content);
        entries_come_back(read, record, "FollowTheMoney");
        let written = view.to_stix();
        is_harmless(&written.left_out.to_string());
        let read = Import::from_stix(&written.content);
        entries_come_back(read, record, "STIX");
    }
    let kinds = record
        .statements()
        .iter()
        .map(|one| format!("{:?}", one.kind()));
    sort(
        kinds.chain(
            record
                .warnings()
                .iter()
                .map(|problem| problem.code.to_string()),
        ),
    )
}

/// Whether no statement is denied or withdrawn: other formats show what a view shows.
fn is_whole(record: &Record) -> bool {
    let mut evidence = record.statements().iter().map(|one| &one.evidence);
    let mut tolls = record
        .statements()
        .iter()
        .filter_map(|one| one.event()?.killed.as_ref());
    evidence.all(|of| {
        of.certainty != Certainty::Denied && of.withdrawn.is_none() && of.withdraws.is_empty()
    }) && tolls.all(|toll| toll.certainty != Some(Certainty::Denied))
}

/// The entries come back. What another program said that is kept with the whole of a record may link to what
/// was set aside: then it is itself set aside when it is read again, and the report says so.
fn entries_come_back(read: Result<Import, Problems>, record: &Record, form: &str) {
    let import = read.unwrap_or_else(|problems| {
        panic!(
            "{form} of a record is refused: {problems}\n{}",
            record.to_toml()
        )
    });
    if import.record == *record {
        return;
    }
    let entries = |record: &Record| -> Vec<String> {
        let lines = record.to_json_lines();
        let entries = lines
            .lines()
            .filter(|line| !line.contains("\"type\": \"record\""));
        entries.map(str::to_owned).collect()
    };
    let (one, other) = (entries(record), entries(&import.record));
    let differs = one.iter().zip(&other).find(|(one, other)| one != other);
    let is_same = one.len() == other.len() && differs.is_none();
    assert!(
        is_same,
        "{form} gives another record: {differs:?}\n{}\n{}",
        import.report,
        record.to_toml()
    );
    assert!(
        import.report.has_set_aside(),
        "{form} loses what is kept with the record\n{}",
        record.to_toml()
    );
}

fn same<E: std::fmt::Display>(read: &Result<Record, E>, record: &Record, form: &str) {
    match read {
        Ok(read) if read == record => {}
        Ok(read) => {
            let (one, other) = (record.to_toml(), read.to_toml());
            let lines = one
                .lines()
                .zip(other.lines())
                .find(|(one, other)| one != other);
            panic!("{form} gives another record: {lines:?}\n{one}");
        }
        Err(problems) => panic!(
            "{form} of a record is refused: {problems}\n{}",
            record.to_toml()
        ),
    }
}

/// Every row or entry is made, merged, beyond or set aside, and what is made is a record that comes back.
pub(crate) fn is_accounted_for(import: &Import) -> u64 {
    let report = &import.report;
    adds_up(report);
    let read = comes_back(&import.record);
    let notes = report.notes.iter().map(|note| note.code.to_owned());
    sort(notes.chain([read.to_string()]))
}

fn adds_up(report: &ImportReport) {
    reports::adds_up(report);
    assert!(report.changed <= report.made, "{report}");
    is_harmless(&report.to_string());
}
