//! The pages that explain the format hold: every record in them loads.

use factions::Record;

const FORMAT: &str = include_str!("../../docs/FORMAT.md");

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

#[test]
fn every_record_of_the_format_loads_without_a_warning() {
    let blocks = blocks(FORMAT, "toml");
    assert!(blocks.len() > 10, "only {} blocks were found", blocks.len());
    for (line, text) in blocks {
        match Record::from_toml(&text) {
            Ok(record) => assert!(
                record.warnings().is_empty(),
                "docs/FORMAT.md, the block at line {line}:\n{}",
                record.warnings(),
            ),
            Err(problems) => panic!("docs/FORMAT.md, the block at line {line}:\n{problems}"),
        }
    }
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
