//! Words and paths that the library does not write, or in one file only.

use super::paths::Named;
use super::source::SourceFile;

/// Macros that print, and those that leave work undone.
const MACROS: [&str; 7] = [
    "dbg",
    "eprint",
    "eprintln",
    "print",
    "println",
    "todo",
    "unimplemented",
];

pub(crate) fn forbidden(files: &[SourceFile]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_library()) {
        let tokens = file.tokens();
        for (at, token) in tokens.iter().enumerate() {
            let text = |at: usize| tokens.get(at).map(|token| token.text);
            let called = text(at + 1) == Some("!") && text(at + 2) != Some("=");
            if token.text == "unsafe" || called && MACROS.contains(&token.text) {
                let what = format!("`{}` has no place in the library", token.text);
                findings.push(file.finding(token.line, &what));
            }
        }
    }
    findings
}

/// Public fields that answers share mean one thing: `days` have their last day, a `window` has it not.
pub(crate) fn days_of_two_kinds(files: &[SourceFile]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_library()) {
        for four in file.tokens().windows(4) {
            let [public, name, colon, kind] = four else {
                continue;
            };
            let expected = match name.text {
                "days" => "DaySpan",
                "window" => "Window",
                _ => continue,
            };
            if public.text == "pub" && colon.text == ":" && kind.text != expected {
                let what = format!("`{}` is called what a `{expected}` is", name.text);
                findings.push(file.finding(name.line, &what));
            }
        }
    }
    findings
}

/// The library is told everything: the day, the text, the settings.
pub(crate) fn outside(files: &[SourceFile]) -> Vec<String> {
    let looks_outside = |path: &Named| {
        let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
        matches!(names[..], ["std", "env" | "net" | "process" | "thread", ..])
            || matches!(names[..], [.., _, "now"])
            || names
                .iter()
                .any(|name| matches!(*name, "Instant" | "SystemTime"))
    };
    named_in_library(files, looks_outside, |path| {
        format!("`{path}` looks outside: the caller passes in what is needed")
    })
}

pub(crate) fn petgraph_visit(files: &[SourceFile]) -> Vec<String> {
    let names_visit = |path: &Named| {
        path.names
            .windows(2)
            .any(|two| two == ["petgraph", "visit"])
    };
    let mut findings = named_in_library(files, names_visit, |path| {
        format!("`{path}` belongs in src/view/walks/visit.rs")
    });
    findings.retain(|finding| !finding.starts_with("src/view/walks/visit.rs:"));
    findings
}

fn named_in_library(
    files: &[SourceFile],
    is_meant: impl Fn(&Named) -> bool,
    what: impl Fn(&str) -> String,
) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_library()) {
        for path in file.named().iter().filter(|path| is_meant(path)) {
            findings.push(file.finding(path.line, &what(&path.shown())));
        }
    }
    findings
}

#[test]
fn printing_and_unsafe_are_found() {
    let text = "//! println!\nfn f() {\n    println!(\"unsafe\");\n    unsafe { g() }\n}\nfn h(print: u8) -> bool { print != 1 }";
    super::finds(
        forbidden,
        &[("src/a.rs", text), ("examples/b.rs", text)],
        &[
            "src/a.rs:3: `println` has no place in the library",
            "src/a.rs:4: `unsafe` has no place in the library",
        ],
    );
}

#[test]
fn a_field_that_is_called_what_another_type_is_is_found() {
    let text = "pub struct A { pub days: Window, pub window: Window }\n\
                pub struct B { pub days: DaySpan,\npub window: Option<Window>, days: u32 }\n\
                fn f(days: Window) {}";
    super::finds(
        days_of_two_kinds,
        &[("src/query/a.rs", text)],
        &[
            "src/query/a.rs:1: `days` is called what a `DaySpan` is",
            "src/query/a.rs:3: `window` is called what a `Window` is",
        ],
    );
}

#[test]
fn clocks_and_settings_are_found() {
    let text =
        "use std::time::{Duration, Instant};\nfn f() { jiff::Zoned::now(); std::env::var(A) }";
    super::finds(
        outside,
        &[("src/a.rs", text), ("benches/b.rs", text)],
        &[
            "src/a.rs:1: `std::time::Instant` looks outside: the caller passes in what is needed",
            "src/a.rs:2: `jiff::Zoned::now` looks outside: the caller passes in what is needed",
            "src/a.rs:2: `std::env::var` looks outside: the caller passes in what is needed",
        ],
    );
}

#[test]
fn visit_traits_elsewhere_are_found() {
    let text = "use petgraph::{Graph, visit::EdgeRef};";
    super::finds(
        petgraph_visit,
        &[
            ("src/view/walks/visit.rs", text),
            ("src/query/way.rs", text),
        ],
        &["src/query/way.rs:1: `petgraph::visit::EdgeRef` belongs in src/view/walks/visit.rs"],
    );
}
