//! What is refused, and what is read all the same and comes back as it was.

use super::*;

const ACTORS: &str = r#"
[actors]
a = { name = "A", kind = "coalition" }
b = { name = "B", kind = "coalition" }
c = { name = "C", kind = "armed-group" }
"#;

/// Each form of the text is refused for the same reason, with a way out.
#[test]
fn a_claim_by_nobody_is_refused() {
    assert_eq!(codes(&text_of("claim-by-nobody")), ["unnamed-claimant"]);
    let text = |keys: &str| format!("{keys}{ACTORS}");
    let event = "[[events]]\nkind = \"clash\"\nwhen = 2023-01-01\nfrom = \"a\"\nto = \"b\"\n";
    for keys in [
        "certainty = \"claimed\"\n",
        "certainty = \"claimed\"\nby = []\n",
        "killed = { best = 3, certainty = \"claimed\" }\n",
        "killed = { best = 3, certainty = \"claimed\", by = [] }\n",
    ] {
        assert_eq!(
            codes(&text(&format!("{event}{keys}"))),
            ["unnamed-claimant"],
            "{keys}"
        );
    }
    for active in [
        "certainty = \"claimed\"",
        "certainty = \"claimed\", by = []",
    ] {
        let own = format!(
            "[actors]\nd = {{ name = \"D\", kind = \"militia\", active = {{ start = \"2001\", {active} }} }}"
        );
        assert_eq!(codes(&own), ["unnamed-claimant"], "{active}");
    }
    let json = r#"{"actors":{"a":{"name":"A","kind":"armed-group"},"b":{"name":"B","kind":"armed-group"}},
        "events":[{"kind":"clash","from":"a","to":"b","certainty":"claimed","by":[]}]}"#;
    let problems = Record::from_json(json).expect_err("nobody claims it");
    assert!(
        problems.to_string().contains("error[unnamed-claimant]"),
        "{problems}"
    );
}

/// The accuser may be unnamed, and who claims the clash claims the toll.
#[test]
fn an_accusation_without_a_name_is_read_and_comes_back() {
    let event = "[[events]]\nkind = \"clash\"\nwhen = 2023-01-01\nfrom = \"a\"\nto = \"b\"\n";
    for keys in [
        "certainty = \"alleged\"\nby = []\n",
        "by = []\n",
        "certainty = \"claimed\"\nby = [\"a\"]\nkilled = { best = 3, certainty = \"claimed\" }\n",
    ] {
        let record = Record::from_toml(&format!("{event}{keys}{ACTORS}"));
        let record = record.unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(
            Record::from_toml(&record.to_toml()).as_ref(),
            Ok(&record),
            "{keys}"
        );
        assert_eq!(
            Record::from_json(&record.to_json()).as_ref(),
            Ok(&record),
            "{keys}"
        );
    }
}

/// An actor that stands twice on one side is one actor, and one side is no clash; nor has a split two
/// wholes because one of them stands twice.
#[test]
fn an_actor_that_stands_twice_makes_no_second_end() {
    assert_eq!(codes(&text_of("one-side")), ["wrong-ends"]);
    assert_eq!(codes(&text_of("split-of-two-wholes")), ["wrong-ends"]);
    let text = |kind: &str, ends: &str| {
        format!("[[events]]\nkind = \"{kind}\"\nwhen = 2023-10-07\n{ends}\n{ACTORS}")
    };
    for (kind, ends) in [
        ("clash", "sides = [[\"b\"]]"),
        ("clash", "sides = [[\"a\", \"a\", \"a\"]]"),
        ("rename", "from = \"a\"\nto = [\"b\", \"c\", \"b\"]"),
        ("rename", "from = [\"a\", \"c\", \"a\"]\nto = \"b\""),
        ("merger", "from = \"a\"\nto = [\"b\", \"c\", \"c\"]"),
    ] {
        assert_eq!(codes(&text(kind, ends)), ["wrong-ends"], "{kind} {ends}");
    }
}

/// Where it is only a repetition, it is read with a warning, and what is written of it reads back.
#[test]
fn a_repetition_alone_is_read_and_comes_back() {
    let text = |kind: &str, ends: &str| {
        format!("[[events]]\nkind = \"{kind}\"\nwhen = 2023-10-07\n{ends}\n{ACTORS}")
    };
    for (kind, ends) in [
        ("clash", "sides = [[\"a\", \"a\"], [\"b\"]]"),
        ("rename", "from = [\"a\", \"a\"]\nto = \"b\""),
        (
            "merger",
            "from = [\"a\", \"b\", \"a\"]\nto = [\"c\", \"c\"]",
        ),
        ("split", "from = [\"a\", \"a\"]\nto = [\"c\", \"c\"]"),
        ("clash", "actor = [\"a\", \"a\"]"),
    ] {
        let record = Record::from_toml(&text(kind, ends));
        let record = record.unwrap_or_else(|problems| panic!("{kind} {ends}: {problems}"));
        assert!(
            record
                .warnings()
                .iter()
                .any(|one| one.code.as_str() == "repeated-entry"),
            "{ends}"
        );
        assert_eq!(
            Record::from_toml(&record.to_toml()).as_ref(),
            Ok(&record),
            "{ends}"
        );
        let lines = Record::from_json_lines(record.to_json_lines().as_bytes());
        assert_eq!(lines.expect("they are read"), record, "{ends}");
    }
}
