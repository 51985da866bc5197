//! The pages hold: every record in them loads, and what a command prints is what they show.

use factions::record::CsvTables;
use factions::{ActorGraph, Record};
use std::collections::BTreeSet;
use std::path::Path;

const FORMAT: &str = include_str!("../../docs/FORMAT.md");
const DATA_SETS: &str = include_str!("../../docs/DATASETS.md");
const README: &str = include_str!("../../README.md");
const CHANGES: &str = include_str!("../../examples/expected/coalition_changes.txt");

/// The blocks of a page in a language, each with the number of its first line.
fn blocks(page: &str, language: &str) -> Vec<(usize, String)> {
    let fence = format!("```{language}");
    let mut blocks = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.trim_end() == fence {
            let inside = lines.by_ref().map(|(_, line)| line);
            let text: Vec<&str> = inside.take_while(|line| line.trim_end() != "```").collect();
            blocks.push((at + 2, text.join("\n")));
        }
    }
    blocks
}

/// Loads every record of a page, and says how many there are.
fn load_all(name: &str, page: &str) -> usize {
    let blocks = blocks(page, "toml");
    for (line, text) in &blocks {
        match Record::from_toml(text) {
            Ok(record) => assert!(
                record.warnings().is_empty(),
                "{name}, the block at line {line}:\n{}",
                record.warnings(),
            ),
            Err(problems) => panic!("{name}, the block at line {line}:\n{problems}"),
        }
    }
    blocks.len()
}

#[test]
fn every_record_of_the_format_loads_without_a_warning() {
    let count = load_all("docs/FORMAT.md", FORMAT);
    assert!(count > 10, "only {count} blocks were found");
}

#[test]
fn every_record_of_the_readme_loads_without_a_warning() {
    assert_eq!(load_all("README.md", README), 1);
}

#[test]
fn the_readme_shows_what_its_first_command_prints() {
    let shown = README
        .split_once("<!-- the output of the first command: begin -->")
        .and_then(|(_, rest)| rest.split_once("<!-- the output of the first command: end -->"))
        .map(|(shown, _)| shown.trim())
        .expect("the output is marked");
    assert_eq!(shown, format!("```text\n{CHANGES}```"));
}

#[test]
fn every_code_of_a_problem_is_explained() {
    let list = FORMAT
        .split_once("<!-- codes: begin -->")
        .and_then(|(_, rest)| rest.split_once("<!-- codes: end -->"))
        .map(|(list, _)| list)
        .expect("the list is marked");
    for code in factions::record::Code::ALL {
        assert!(
            list.contains(&format!("| `{code}` |")),
            "`{code}` is not explained"
        );
    }
}

/// The columns that the page names, table by table.
fn columns_of_the_page() -> Vec<(String, Vec<String>)> {
    let list = FORMAT
        .split_once("<!-- columns: begin -->")
        .and_then(|(_, rest)| rest.split_once("<!-- columns: end -->"))
        .map(|(list, _)| list)
        .expect("the tables are marked");
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for line in list.lines() {
        if let Some(name) = line.strip_prefix("### `") {
            let name = name.trim_end_matches(".csv`");
            tables.push((name.to_owned(), Vec::new()));
        } else if let Some(row) = line.strip_prefix("| `") {
            let (column, rest) = row.split_once("` | ").expect("a column");
            let (kind, meaning) = rest.split_once(" | ").expect("a type and a meaning");
            assert!(!kind.is_empty() && meaning.len() > 4, "{line}");
            let (_, columns) = tables.last_mut().expect("a heading stands before");
            columns.push(column.to_owned());
        }
    }
    tables
}

#[test]
fn every_column_of_the_tables_is_told_in_its_order() {
    let graph = ActorGraph::new(Record::from_toml("").expect("it is empty"));
    let tables = graph.ever().to_csv().content;
    let written: Vec<(String, Vec<String>)> = CsvTables::NAMES
        .iter()
        .map(|name| {
            let head = tables.get(name).and_then(|text| text.lines().next());
            let columns = head.unwrap_or_default().split(',').map(str::to_owned);
            ((*name).to_owned(), columns.collect())
        })
        .collect();
    assert_eq!(columns_of_the_page(), written);
}

/// Texts with hyphens in the readers that are no reasons of a report.
const NO_REASONS: [&str; 14] = [
    "data-set",
    "external-forces",
    "heavy-weapons",
    "identity-militia",
    "machine-coded",
    "mapping-militants",
    "non-state",
    "one-sided",
    "part-of",
    "political-militia",
    "rebel-group",
    "state-based",
    "state-forces",
    "ucdp-ged",
];

/// What stands before a reason in the code, of those that are one word, too.
const BEFORE_A_REASON: [&str; 4] = ["Refused::new(", "set_aside(", ".merged(", ".beyond("];

/// Whether a text is in lower case, of letters, digits and single hyphens.
fn is_slug(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.split('-')
        .all(|part| !part.is_empty() && part.chars().all(is_letter))
}

/// The texts of a file of the library that are reasons of a report, or look like one.
fn reasons_in(code: &str, reasons: &mut BTreeSet<String>) {
    let code = code.split("#[cfg(test)]\nmod tests").next().unwrap_or(code);
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code: Vec<&str> = code.lines().filter(is_code).collect();
    let code = code.join("\n");
    // between quotes; a text with a quote or a break in it is no reason
    let parts: Vec<&str> = code.split('"').collect();
    for pair in parts.windows(2).filter(|pair| is_slug(pair[1])) {
        let before = pair[0].trim_end();
        let is_value = before.ends_with('=') || before.ends_with("=>");
        let argument = before.trim_end_matches(',');
        let word = argument.rsplit(|c: char| !c.is_alphanumeric() && c != ':');
        let is_told = word.take(1).any(|word| word.starts_with("Treatment::"))
            || BEFORE_A_REASON.iter().any(|call| before.ends_with(call));
        let has_hyphen = pair[1].contains('-');
        if !is_value && (is_told || has_hyphen) && !NO_REASONS.contains(&pair[1]) {
            reasons.insert(pair[1].to_owned());
        }
    }
}

fn reasons_of_the_code(folder: &Path, reasons: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            reasons_of_the_code(&path, reasons);
        } else {
            reasons_in(
                &std::fs::read_to_string(&path).expect("it is a text"),
                reasons,
            );
        }
    }
}

/// The reasons that a page explains, each with what it means and what to do.
fn reasons_of_the_page(page: &str, reasons: &mut BTreeSet<String>) {
    let (_, list) = page
        .split_once("<!-- reasons: begin -->")
        .expect("the list is marked");
    let (list, _) = list
        .split_once("<!-- reasons: end -->")
        .expect("the list is marked");
    for line in list.lines().filter_map(|line| line.strip_prefix("| `")) {
        let (reason, rest) = line.split_once("` | ").expect("a reason");
        let cells: Vec<&str> = rest.trim_end_matches(" |").split(" | ").collect();
        assert!(
            cells.len() == 3 && cells.iter().all(|cell| cell.len() > 3),
            "{line}"
        );
        reasons.insert(reason.to_owned());
    }
}

#[test]
fn every_reason_of_a_report_is_explained() {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/import");
    let (mut given, mut explained) = (BTreeSet::new(), BTreeSet::new());
    reasons_of_the_code(&library, &mut given);
    reasons_of_the_page(FORMAT, &mut explained);
    reasons_of_the_page(DATA_SETS, &mut explained);
    let missing: Vec<_> = given.difference(&explained).collect();
    assert!(missing.is_empty(), "not explained: {missing:?}");
    let idle: Vec<_> = explained.difference(&given).collect();
    assert!(
        idle.is_empty(),
        "explained, and given by no reader: {idle:?}"
    );
}
