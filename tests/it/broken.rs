//! Broken texts: one mistake of the text hides no other, and makes none of its own.

use factions::import::Import;
use factions::record::Code;
use factions::{Problems, Record};
use std::collections::BTreeSet;

/// What is wrong with a text besides the text itself: code and message.
fn others(problems: &Problems) -> BTreeSet<(Code, String)> {
    let others = problems.iter();
    let others = others.filter(|problem| problem.code != Code::Syntax);
    others
        .map(|problem| (problem.code, problem.message.clone()))
        .collect()
}

/// Every way to break one line that has a value, each with what it does.
fn breaks(line: &str) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let mut add = |what: &'static str, broken: Option<String>| {
        all.extend(
            broken
                .filter(|broken| broken != line)
                .map(|broken| (what, broken)),
        );
    };
    let without = |at: Option<usize>, length: usize| {
        at.map(|at| format!("{}{}", &line[..at], &line[at + length..]))
    };
    add("a closing quote is missing", without(line.rfind('"'), 1));
    add("an opening quote is missing", without(line.find('"'), 1));
    add("the first closing quote is missing", {
        let first = line.find('"').map(|at| at + 1);
        without(
            first.and_then(|at| line[at..].find('"').map(|end| at + end)),
            1,
        )
    });
    add("the sign is missing", without(line.find('='), 1));
    add("the sign stands twice", Some(line.replacen('=', "==", 1)));
    add(
        "a bracket is not closed",
        without(line.rfind([']', '}']), 1),
    );
    add("a bracket is not opened", without(line.find(['[', '{']), 1));
    add("a comma is missing", without(line.find(','), 1));
    add("a comma stands twice", Some(line.replacen(',', ",,", 1)));
    add("the quotes are missing", Some(line.replace('"', "")));
    add(
        "it ends with the sign",
        line.find('=').map(|at| line[..=at].to_owned()),
    );
    // a header that ends within its key names another entry
    let is_keyed_header = line.starts_with('[') && line.contains('.');
    add(
        "it ends within",
        (!is_keyed_header).then(|| line.chars().take(line.len() / 2).collect()),
    );
    add(
        "a backslash stands in it",
        line.find('"')
            .map(|at| format!("{}\\q{}", &line[..=at], &line[at + 1..])),
    );
    all
}

/// Where the entries of a text of TOML begin, by lines: a header, or a key of a section.
fn entries(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut in_table_of_entries = false;
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('[') {
            in_table_of_entries = matches!(line.trim(), "[actors]" | "[places]" | "[sources]");
            starts.push(number);
        } else if in_table_of_entries && line.contains('=') && !line.starts_with([' ', '}']) {
            starts.push(number);
        }
    }
    starts
}

#[test]
fn one_mistake_of_a_sound_text_is_told_alone() {
    let text = include_str!("../../examples/data/mali.toml");
    Record::from_toml(text).expect("it has no mistake");
    let lines: Vec<&str> = text.lines().collect();
    let mut tried = 0;
    // some lines of it, so that it takes seconds
    for number in (0..lines.len()).filter(|number| number % 12 == 3) {
        for (what, broken) in breaks(lines[number]) {
            if !lines[number].contains(['=', '[']) || lines[number].starts_with('#') {
                continue;
            }
            let mut broken_lines = lines.clone();
            broken_lines[number] = &broken;
            let Err(problems) = Record::from_toml(&broken_lines.join("\n")) else {
                continue; // it may still be sound
            };
            tried += 1;
            let has_syntax = problems.iter().any(|problem| problem.code == Code::Syntax);
            if !has_syntax {
                continue; // it is sound TOML that says something else
            }
            let mut made = others(&problems);
            // what the broken line itself says
            made.retain(|(code, message)| {
                let of_line = message.split('`').skip(1).step_by(2).any(|named| {
                    named
                        .split([' ', ','])
                        .all(|word| broken.contains(word.trim_matches('"')))
                });
                !(of_line
                    && matches!(
                        code,
                        Code::UnknownWord
                            | Code::UndeclaredActor
                            | Code::UndeclaredSource
                            | Code::UndeclaredPlace
                            | Code::UnknownKey
                            | Code::MalformedDate
                            | Code::RefusedDate
                            | Code::MalformedKey
                            | Code::MalformedCountry
                            | Code::WrongType
                            | Code::UnknownSameAs
                    ))
            });
            assert!(
                made.is_empty(),
                "line {}, {what}: {broken}\n{problems}",
                number + 1
            );
        }
    }
    assert!(tried > 150, "only {tried} were tried");
}

#[test]
fn one_mistake_of_the_text_hides_no_other() {
    let text = include_str!("../data/bad/twenty-mistakes.toml");
    let whole = Record::from_toml(text).expect_err("it has twenty mistakes");
    let lines: Vec<&str> = text.lines().collect();
    let starts = entries(text);
    for number in 0..lines.len() {
        if !lines[number].contains(['=', '[']) {
            continue;
        }
        // the lines of the entry that is broken
        let first = starts.iter().rev().find(|start| **start <= number).copied();
        let next = starts.iter().find(|start| **start > number).copied();
        let within = first.unwrap_or(0) + 1..=next.unwrap_or(lines.len());
        for (what, broken) in breaks(lines[number]) {
            let mut broken_lines = lines.clone();
            broken_lines[number] = &broken;
            let broken_text = broken_lines.join("\n");
            let problems = Record::from_toml(&broken_text).expect_err("it has a mistake more");
            if !problems.iter().any(|problem| problem.code == Code::Syntax) {
                continue; // it is sound TOML that says something else
            }
            let told = others(&problems);
            for problem in &whole {
                let is_own = within.contains(&(problem.location.line as usize));
                // what is named in the broken entry may be what is missing, or the one that is meant
                let names = problem.message.split('`').skip(1).step_by(2);
                let is_named = { names }.any(|name| {
                    within
                        .clone()
                        .any(|line| lines.get(line - 1).is_some_and(|line| line.contains(name)))
                });
                let is_header = first.is_some_and(|first| lines[first].starts_with("[record"));
                let said = (problem.code, problem.message.clone());
                assert!(
                    is_own || is_named || is_header || told.contains(&said),
                    "line {}, {what}: {broken}\nhides {problem}\n\n{problems}",
                    number + 1,
                );
            }
        }
    }
}

#[test]
fn what_is_missing_elsewhere_is_told_beside_a_mistake_of_the_text() {
    let text = r#"
[actors]
army = { name = "Army", kind = "state-force }
msa  = { kind = "armed-group" }
[[relations]]
kind = "membership"
from = "msa"
[[events]]
kind = "clash"
from = "msa"
to = "army"
certainty = "claimed"
same_as = "nothing"
withdraws = "nobody"
[[events]]
kind = "clash"
"#;
    let problems = Record::from_toml(text).expect_err("it has mistakes");
    let found: Vec<(u32, &str)> = problems
        .iter()
        .map(|problem| (problem.location.line, problem.code.as_str()))
        .collect();
    let wanted = [
        (3, "syntax"),
        (4, "missing-key"),
        (7, "wrong-ends"),
        (12, "unnamed-claimant"),
        (13, "unknown-same-as"),
        (14, "unknown-withdraws"),
        (15, "wrong-ends"),
    ];
    assert_eq!(found, wanted, "{problems}");
}

#[test]
fn json_tells_every_mistake_of_its_text_beside_those_of_the_record() {
    let text = r#"{
  "record": {"as_of": "2024-06-30",},
  "actors": {
    "army": {"name": "Army", "kind": "state-force"},
    "csp": {"name": "CSP", "kind": "coalition"
    "msa": {"name": "MSA" "kind": "armed-group"},
    "jnim": {'name': 'JNIM', kind: "armed-group"},
    "wagner": {"name": "W, "kind": "private-military"},
    "front": {"name": "F", "kind": "militia}
  },
  "relations": [
    {"kind": "alliance", "between": ["army", "csp", "start": "2024-13"},
    {"kind": "alliance", "between": ["army", "msa"], "start": 2024-01 // about
    }
    {"kind": "support", "from": "army", "certainty": "claimed", "by": None},
  ],
  "events": [
    {"kind": "clash", "from": "army", "to": "nobody", "same_as": "nothing"},
    {"kind": "clash", "from": "army" "to": ["msa", "csp",]},
    {"kind": "claash", "from": , "to": "front"},
    {"kind": "clash", "from": "army", "note": "a	tab", "to": "wgner", "certainty": "claimed"}
  ]
"#;
    insta::assert_snapshot!(Record::from_json(text).expect_err("it has many mistakes"));
}

#[test]
fn toml_tells_every_mistake_of_its_text_beside_those_of_the_record() {
    let text = r#"
[record]
title = "x
as_of = "2024-06-30"

[actors]
army = { name = "Army", kind = "state-force" }
csp = { name = "CSP", kind = coalition, active = { start = 2021-05, end = ".." } }
msa = { name = "MSA" kind = "armed-group" }
jnim = { name = "JNIM", kind = "armed-group"
wagner = { name = "W, kind = "private-military" }
front { name = "F", kind = "militia" }
lone
tag = = "x"

[[relations]]
kind = "alliance"
between = ["army", "csp"
start = "2024-13"

[[events]
kind = "clash"
from = "jnim"
certainty = "claimed"
same_as = "nothing"

[[events]]
kind = "clash
from = "nobody"
to = ["army", "front"]
when = [2023-09-01..2023-09-30]

[]
kind = "split"

[[events]]
kind = "claash"
from = "a" to = "b"
when = 2024-W5
withdraws = "lone-id"

[events]
kind = "protest"
actor = "msa"
note = """
never closed

[actors]
more = { name = "More", kind = "army" }
army = { name = "Army 2", kind = "state-force" }
"#;
    insta::assert_snapshot!(Record::from_toml(text).expect_err("it has many mistakes"));
}

#[test]
fn what_is_nested_too_deep_has_a_way_out() {
    let json = format!("{{\"actors\": {}1{}}}", "[".repeat(100), "]".repeat(100));
    let toml = format!("actors = {}1{}", "[".repeat(100), "]".repeat(100));
    let dotted = format!("{}b = 1", "a.".repeat(100));
    let bundle = format!(
        "{{\"type\": \"bundle\", \"objects\": {}1{}}}",
        "[".repeat(60),
        "]".repeat(60)
    );
    let all = [
        Record::from_json(&json),
        Record::from_toml(&toml),
        Record::from_toml(&dotted),
        Import::from_stix(&bundle).map(|import| import.record),
    ];
    for result in all {
        let problems = result.expect_err("it is nested too deep");
        let deep = problems
            .iter()
            .find(|problem| problem.message.contains("nested too deep"));
        let deep = deep.unwrap_or_else(|| panic!("{problems}"));
        assert!(deep.help.is_some(), "{problems}");
    }
}
