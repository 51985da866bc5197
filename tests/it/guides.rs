//! Guides: each page is a whole program, and says what that program prints.

use crate::support::example::{crate_folder, guides, run};
use std::fs;
use std::path::PathBuf;

fn read(name: &str) -> String {
    let path = crate_folder().join("docs/guide").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The page of a program.
fn page(program: &str) -> String {
    read(&format!("{}.md", program.replace('_', "-")))
}

/// The pieces of a page that are written in a language.
fn pieces<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    let begun = page.split(&*fence).skip(1);
    let ended = begun.map(|rest| rest.split_once("```").expect("a fence that ends"));
    ended.map(|(piece, _)| piece).collect()
}

/// A file of its own in the folder for what passes, taken away at the end.
struct Written(PathBuf);

impl Written {
    fn new(name: &str) -> Self {
        let name = format!("factions-guide-{}-{name}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.0).expect("the program has written it")
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn the_pieces_of_each_page_are_its_program() {
    let all = guides();
    assert_eq!(all.len(), 3, "{all:?}");
    for name in all {
        let program = read(&format!("{name}.rs"));
        // before the code stand what the file is, and that it may print
        let parts: Vec<&str> = program.splitn(3, "\n\n").collect();
        let [caption, may_print, code] = parts[..] else {
            panic!("{name}: no caption");
        };
        assert!(caption.starts_with("//! ") && may_print.starts_with("#![expect("));
        let page = page(&name);
        assert_eq!(pieces(&page, "rust").join("\n"), code, "{name}");
        let links = [format!("({name}.rs)"), format!("--example {name}")];
        assert!(links.iter().all(|link| page.contains(link)), "{name}");
    }
}

#[test]
fn each_program_prints_what_its_page_says() {
    for name in guides() {
        let written = Written::new(&name);
        let path = written.0.to_str().expect("a path of a test is a text");
        let said = run(&name, path);
        assert!(said.succeeded && said.stderr.is_empty(), "{said:?}");
        let page = page(&name);
        let stated = pieces(&page, "text");
        assert_eq!(stated.len(), 1, "{name}");
        assert_eq!(said.stdout, stated[0], "{name}");
    }
}

#[test]
fn a_program_without_a_file_to_write_says_how_to_name_one() {
    for name in ["download_to_picture", "notes_to_page"] {
        let said = run(name, "");
        assert!(
            said.succeeded && said.stdout.contains("Name a file"),
            "{said:?}"
        );
    }
}

#[test]
fn the_picture_of_the_download_is_the_one_on_the_page() {
    let written = Written::new("deaths.svg");
    run("download_to_picture", written.0.to_str().expect("a text"));
    assert_eq!(written.text(), read("deaths.svg"));
}

#[test]
fn the_page_of_the_notes_says_as_of_which_day_it_was_known() {
    let written = Written::new("page.html");
    run("notes_to_page", written.0.to_str().expect("a text"));
    let page = written.text();
    assert!(page.starts_with("<!DOCTYPE html>"));
    let (_, about) = page
        .split_once("<p id=\"about\">")
        .expect("it says what it is");
    let (about, _) = about.split_once("</p>").expect("a paragraph that ends");
    assert!(about.contains("as known on 10 Nov 2023"), "{about}");
    assert!(page.contains("msa-leaves-csp") && page.contains("claimed"));
}

#[test]
fn the_table_of_the_study_is_the_record_that_published_values_are_tested_on() {
    let table = read("highland_tribes.csv");
    let record = factions::Record::load("tests/data/good/highland_tribes.toml");
    let graph = factions::ActorGraph::new(record.expect("a good record"));
    let mut stated: Vec<(String, String, bool)> = Vec::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let (one, other) = (cells[0].min(cells[1]), cells[0].max(cells[1]));
        stated.push((one.to_owned(), other.to_owned(), cells[2] == "rova"));
    }
    let signed = graph.ever().signed(factions::ConflictRule::Ambivalent);
    let edges = signed.edges().iter();
    let mut known: Vec<(String, String, bool)> = edges
        .map(|edge| {
            let (one, other) = (edge.one.key(), edge.other.key());
            let is_ally = edge.sign == factions::DyadSign::Positive;
            (
                one.min(other).to_owned(),
                one.max(other).to_owned(),
                is_ally,
            )
        })
        .collect();
    stated.sort();
    known.sort();
    assert_eq!(stated, known);
}
