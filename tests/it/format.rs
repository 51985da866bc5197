//! The pages hold: every record in them loads, and what a command prints is what they show.

use factions::record::CsvTables;
use factions::{ActorGraph, Record};

const FORMAT: &str = include_str!("../../docs/FORMAT.md");
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
