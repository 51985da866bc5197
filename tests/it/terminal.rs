//! No character of a file steers the terminal of an example, whatever is asked and however it answers.

use crate::support::example::{Run, all, run};
use std::fs;

/// What a terminal would obey: colours, a title, eight-bit sequences, a bell, a line that turns around.
const STEERS: &str = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{7f}\u{0}\r\u{202e}\u{2066}";

/// A record, every text of which is [`STEERS`] behind a word.
fn record() -> String {
    let text = |word: &str| {
        // TOML takes no control character as it is
        let strange = STEERS.chars().map(|c| format!("\\u{:04x}", u32::from(c)));
        format!("\"{word}{}\"", strange.collect::<String>())
    };
    let parts = [
        format!("[record]\ntitle = {}\nas_of = 2023-12-31\n", text("Title")),
        format!(
            "[sources.s]\ntitle = {}\npublisher = {}\npublished = 2023-11-01\nurl = {}\nnote = {}\n",
            text("Source"),
            text("Publisher"),
            text("https://example.org/"),
            text("note")
        ),
        format!(
            "[actors.a]\nname = {}\nshort = {}\nkind = \"armed-group\"\naliases = [{}]\nnote = {}\nhedge = {}\n",
            text("Alpha"),
            text("A"),
            text("Old"),
            text("note"),
            text("so")
        ),
        format!(
            "[actors.b]\nname = {}\nkind = \"armed-group\"\n",
            text("Beta")
        ),
        format!(
            "[actors.c]\nname = {}\nkind = \"coalition\"\n",
            text("Gamma")
        ),
        format!(
            "[places.p]\nname = {}\nregion = {}\n",
            text("Place"),
            text("Region")
        ),
        format!(
            "[[relations]]\nid = {}\nkind = \"membership\"\nfrom = \"a\"\nto = \"c\"\nstart = 2023-01-01\n\
             end = 2023-10-20\nrole = {}\nreason = {}\nhedge = {}\nnote = {}\nsource = \"s\"\n",
            text("m"),
            text("role"),
            text("reason"),
            text("so"),
            text("note")
        ),
        format!(
            "[[relations]]\nid = {}\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\nstart = 2023-01-01\n",
            text("pact")
        ),
        "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a\", \"b\"]\nstart = 2023-02-01\n"
            .to_owned(),
        format!(
            "[[events]]\nid = {}\nkind = \"clash\"\nwhen = 2023-10-07\nfrom = \"a\"\nto = \"b\"\nplace = \"p\"\n\
             reason = {}\nhedge = {}\nnote = {}\nsource = \"s\"\nkilled = {{ best = 3, hedge = {} }}\n",
            text("e"),
            text("reason"),
            text("so"),
            text("note"),
            text("about")
        ),
        format!(
            "[[events]]\nid = {}\nkind = \"split\"\nwhen = 2023-10-20\nfrom = \"c\"\nto = \"a\"\n",
            text("split")
        ),
    ];
    parts.concat()
}

/// What each example is asked besides the file.
fn questions(example: &str) -> Vec<String> {
    let asked: &[&str] = match example {
        "diff" => &["--from 2023-09-01 --to 2023-11-01"],
        "dyad" => &["--between a,b", "--between a,b --format json"],
        "lineage" => &["--actor a", "--actor c"],
        "load" | "write_a_record" => return Vec::new(),
        "news" => &[
            "--since 2023-10-01 --all",
            "examples/data/news_new.toml --all",
        ],
        "stances" => &["--on 2023-10-10", "--on 2023-10-10 --actor a"],
        "turning_points" => &["--from 2023-01-01 --to 2023-12-01"],
        _ => &[""],
    };
    let asked = asked.iter().map(|one| (*one).to_owned());
    let mut asked: Vec<String> = asked
        .flat_map(|one| [one.clone(), format!("{one} --warnings")])
        .collect();
    if !matches!(
        example,
        "picture" | "chart" | "timeline" | "notebook" | "convert"
    ) {
        asked.extend(
            asked
                .clone()
                .iter()
                .filter(|one| !one.contains("--format"))
                .map(|one| format!("{one} --format json")),
        );
    }
    asked
}

fn is_harmless(said: &Run, text: &str) {
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let at = text.find(steers);
    let near = at.map(|at| text[at..].chars().take(40).collect::<String>());
    assert_eq!(near, None, "{}", said.command);
}

#[test]
fn no_example_lets_a_file_steer_the_terminal() {
    let path = std::env::temp_dir().join(format!("factions-terminal-{}.toml", std::process::id()));
    fs::write(&path, record()).expect("it can be written");
    let name = path.to_str().expect("a path of a test is a text");
    let mut tried = 0;
    for example in all() {
        for question in questions(&example) {
            let said = run(&example, &format!("{name} {question}"));
            assert!(said.succeeded, "{}: {}", said.command, said.stderr);
            assert!(!said.stdout.is_empty(), "{}", said.command);
            for text in [&said.stdout, &said.stderr] {
                is_harmless(&said, text);
                // pictures and pages go to files and browsers: there the mark is a part of the name
                let is_for_eyes =
                    !matches!(&*example, "picture" | "chart" | "timeline" | "notebook");
                let turned = is_for_eyes && text.contains(['\u{202e}', '\u{2066}']);
                assert!(!turned, "{}: a line turns around", said.command);
            }
            tried += 1;
        }
    }
    assert!(tried > 30, "only {tried} were tried");
    fs::remove_file(path).expect("it is ours");
}

/// A record with a mistake in every entry: its report is as harmless.
#[test]
fn no_report_lets_a_file_steer_the_terminal() {
    let path = std::env::temp_dir().join(format!("factions-broken-{}.toml", std::process::id()));
    let broken = record().replace(
        "\"armed-group\"",
        &serde_json::Value::from(STEERS).to_string(),
    );
    fs::write(&path, broken).expect("it can be written");
    let name = path.to_str().expect("a path of a test is a text");
    let said = run("coalition_changes", name);
    assert!(!said.succeeded && said.stderr.contains("unknown actor kind"));
    is_harmless(&said, &said.stderr);
    assert!(!said.stderr.contains('\u{202e}'), "{}", said.stderr);
    fs::remove_file(path).expect("it is ours");
}
