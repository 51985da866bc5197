//! The layering and the house rules, held by reading the sources.
//!
//! Every rule is a function from source texts to findings, one line each with file and line. It
//! is asked about the crate itself, and about a small made-up text in which it must find something.

mod cycles;
mod floors;
mod form;
mod paths;
mod source;
mod tokens;
mod words;

use source::SourceFile;

/// A rule: what it finds wrong in the sources.
type Rule = fn(&[SourceFile]) -> Vec<String>;

#[track_caller]
fn holds_in_this_crate(rule: Rule) {
    let files = source::of_this_crate();
    assert!(files.len() > 20, "only {} sources were found", files.len());
    let findings = rule(&files);
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

/// Asserts that the rule finds exactly this in the made-up files.
#[track_caller]
fn finds(rule: Rule, files: &[(&str, &str)], expected: &[&str]) {
    let made_up = |(path, text): &(&str, &str)| SourceFile::new(path, text);
    let files: Vec<SourceFile> = files.iter().map(made_up).collect();
    assert_eq!(rule(&files), expected);
}

#[test]
fn no_floor_uses_a_higher_one() {
    holds_in_this_crate(floors::findings);
}

#[test]
fn no_file_uses_itself_through_others() {
    holds_in_this_crate(cycles::findings);
}

#[test]
fn no_folder_uses_itself_through_others() {
    holds_in_this_crate(cycles::of_folders);
}

#[test]
fn no_folder_is_crowded() {
    holds_in_this_crate(form::crowded);
}

#[test]
fn no_file_is_longer_than_the_wall() {
    holds_in_this_crate(form::too_long);
}

#[test]
fn every_file_begins_with_its_caption() {
    holds_in_this_crate(form::without_caption);
}

#[test]
fn nobody_outside_a_room_of_the_graph_names_its_columns() {
    holds_in_this_crate(form::open_columns);
}

#[test]
fn the_library_neither_prints_nor_is_unsafe_nor_unfinished() {
    holds_in_this_crate(words::forbidden);
}

#[test]
fn days_have_their_last_day_and_windows_have_it_not() {
    holds_in_this_crate(words::days_of_two_kinds);
}

#[test]
fn the_library_looks_at_no_clock_and_nothing_else_outside() {
    holds_in_this_crate(words::outside);
}

#[test]
fn one_file_names_the_visit_traits_of_petgraph() {
    holds_in_this_crate(words::petgraph_visit);
}
