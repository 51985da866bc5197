//! The pictures of README.md: what they say is what the examples draw now.

use super::render::{Seen, is_at_hand, seen, seen_in};
use crate::support::example::{crate_folder, run};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Each picture, with what the example `picture` is asked for it; `docs/pictures/draw.sh` draws them.
const PICTURES: [(&str, &str); 3] = [
    ("mali_2023_10.svg", ""),
    (
        "marl_coast_genealogy.svg",
        "examples/data/marl_coast.toml --genealogy",
    ),
    (
        "marl_coast_changes.svg",
        "examples/data/marl_coast.toml --diff --from 2023-10-01 --to 2024-06-30",
    ),
];

/// The tooltips of what a text of DOT shows, read without Graphviz.
fn tips(dot: &str) -> BTreeSet<String> {
    let shown = dot.lines().filter(|line| !line.contains("style=\"invis\""));
    let values = shown
        .filter_map(|line| line.split_once("tooltip=\""))
        .map(|(_, value)| {
            let (mut text, mut rest) = (String::new(), value.chars());
            while let Some(c) = rest.next() {
                match c {
                    '"' => break,
                    '\\' => text.push(match rest.next() {
                        Some('n') => '\n',
                        other => other.expect("an escaped character"),
                    }),
                    c => text.push(c),
                }
            }
            text.replace("&amp;", "&")
        });
    values.collect()
}

/// What a reader sees, in words that can be compared.
fn words(seen: &BTreeMap<String, Seen>) -> Vec<String> {
    let all = seen.iter().map(|(name, seen)| format!("{name}: {seen:?}"));
    all.collect()
}

#[test]
fn pictures_of_the_readme_say_what_the_examples_draw() {
    for (file, arguments) in PICTURES {
        let drawn = run("picture", arguments);
        assert!(drawn.succeeded, "{}", drawn.stderr);
        let path = crate_folder().join("docs/pictures").join(file);
        let svg = fs::read_to_string(path).expect("it is there");
        let committed = seen_in(&svg);
        let shown = committed
            .values()
            .flat_map(|seen| seen.tips.iter().cloned());
        let (shown, now) = (shown.collect::<BTreeSet<_>>(), tips(&drawn.stdout));
        let differ: Vec<&String> = shown.symmetric_difference(&now).collect();
        assert!(
            !now.is_empty() && differ.is_empty(),
            "{file} is old: run docs/pictures/draw.sh\n{differ:#?}"
        );
        // Graphviz tells of every word, wherever it puts it
        if is_at_hand() {
            let now = seen(&drawn.stdout).expect("it is at hand");
            assert_eq!(
                words(&committed),
                words(&now),
                "{file} is old: run docs/pictures/draw.sh"
            );
        }
    }
}
