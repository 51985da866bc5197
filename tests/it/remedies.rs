//! Remedies: what one names can be written where it is offered.

use factions::{Problems, Record};
use proptest::prelude::*;

/// Where a date may stand, each as a line of a record with `DATE` in its place.
const PLACES: &[(&str, &str)] = &[
    (
        "when",
        "[[events]]\nkind = \"clash\"\nfrom = \"a\"\nto = \"b\"\nwhen = DATE\n",
    ),
    (
        "start",
        "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a\", \"b\"]\nstart = DATE\n",
    ),
    (
        "end",
        "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a\", \"b\"]\nend = DATE\n",
    ),
    (
        "seen",
        "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a\", \"b\"]\nseen = DATE\n",
    ),
    (
        "withdrawn",
        "[[events]]\nkind = \"protest\"\nactor = \"a\"\nwithdrawn = DATE\n",
    ),
    (
        "published",
        "[sources.s]\ntitle = \"S\"\npublished = DATE\n",
    ),
    ("as_of", "[record]\nas_of = DATE\n"),
    (
        "end",
        "[actors.c]\nname = \"C\"\nkind = \"militia\"\n[actors.c.active]\nend = DATE\n",
    ),
];

/// What is wrong with a line of a record, of the dates in it.
fn wrong(place: &str, line: &str) -> Option<Problems> {
    let actors = "[actors.a]\nname = \"A\"\nkind = \"militia\"\n[actors.b]\nname = \"B\"\nkind = \"militia\"\n";
    let text = format!("{}\n{actors}", place.replace("KEY = DATE", line));
    Record::from_toml(&text).err()
}

/// Texts that are nearly dates: pieces of dates in any order.
fn nearly() -> impl Strategy<Value = String> {
    let pieces = [
        "2023-10-07",
        "2023-10-05",
        "2023-10",
        "2023",
        "1990-11-00",
        "2024-02-30",
        "2023-13",
        "0000",
        "9999",
        "9999-12-31",
        "2023-24",
        "2023-W40",
        "2023-Q4",
        "20231007",
        "07/10/2023",
        "12",
        "..",
        "/",
        ",",
        "-",
        " ",
        "[",
        "]",
        "{",
        "}",
        "?",
        "~",
        "X",
        "early ",
        "late ",
        "winter ",
        "summer ",
        "October ",
        "7 ",
        " to ",
        " and ",
        " or ",
        "since ",
        "before ",
        "c. ",
        "1990s",
        "T00:00:00Z",
        "+",
        "ongoing",
        "unknown",
        "é",
    ];
    let piece = prop::sample::select(pieces.to_vec());
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// The words of remedies that are keys, and no texts to be written.
fn is_key(named: &str) -> bool {
    [
        "start",
        "end",
        "when",
        "seen",
        "published",
        "withdrawn",
        "as_of",
        "Y",
    ]
    .contains(&named)
}

/// The first remedy that is itself refused.
fn refused(key: &str, place: &str, date: &str) -> Option<String> {
    let place = place.replace(&format!("{key} = DATE"), "KEY = DATE");
    let problems = wrong(&place, &format!("{key} = {date}"))?;
    for problem in problems.errors() {
        let help = problem.help.as_deref().unwrap_or_default();
        if help.is_empty() {
            return Some(format!("no remedy: {problem}"));
        }
        for named in help
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|named| !is_key(named))
        {
            let line = if named.contains(" = ") {
                named.to_owned()
            } else if named.starts_with('"') {
                format!("{key} = {named}")
            } else {
                format!("{key} = \"{named}\"")
            };
            // a remedy for an end is of a period, whose other end may be named
            if let Some(again) = wrong(&place, &line) {
                return Some(format!("{problem}\n`{line}`: {again}"));
            }
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_date_that_a_remedy_names_is_taken_where_it_is_offered(
        text in nearly(),
        (key, place) in prop::sample::select(PLACES.to_vec()),
    ) {
        let quoted = serde_json::Value::from(text.as_str()).to_string();
        prop_assert_eq!(refused(key, place, &quoted), None);
    }

    #[test]
    fn every_list_of_dates_has_a_remedy_that_is_taken(
        texts in prop::collection::vec(nearly(), 1..4),
        (key, place) in prop::sample::select(PLACES.to_vec()),
    ) {
        let list = serde_json::Value::from(texts).to_string();
        prop_assert_eq!(refused(key, place, &list), None);
    }

    #[test]
    fn a_period_of_an_event_is_answered_by_a_day_that_is_taken(start in nearly(), end in nearly()) {
        let [start, end] = [start, end].map(|text| serde_json::Value::from(text).to_string());
        let place = "[[events]]\nkind = \"clash\"\nfrom = \"a\"\nto = \"b\"\nKEY = DATE\n";
        let line = format!("start = {start}\nend = {end}");
        let problems = wrong(place, &line).expect("an event has no start");
        prop_assert_eq!(problems.errors().count(), 2);
        let help = problems.iter().next().and_then(|problem| problem.help.clone());
        let help = help.expect("it has a way out");
        let offered = help.split('`').skip(1).step_by(2).filter(|named| named.contains(" = "));
        for line in offered {
            prop_assert!(wrong(place, line).is_none(), "{} {}: {}", start, end, help);
        }
    }

    #[test]
    fn a_day_of_a_relation_is_answered_by_a_period_that_is_taken(when in nearly()) {
        let when = serde_json::Value::from(when).to_string();
        let place = "[[relations]]\nkind = \"rivalry\"\nbetween = [\"a\", \"b\"]\nKEY = DATE\n";
        let problems = wrong(place, &format!("when = {when}")).expect("a relation has no `when`");
        let help = problems.iter().next().and_then(|problem| problem.help.clone());
        let help = help.expect("it has a way out");
        for line in help.split('`').skip(1).step_by(2).filter(|named| named.contains(" = ")) {
            prop_assert!(wrong(place, line).is_none(), "{}: {}", when, help);
        }
    }
}

#[test]
fn the_ends_that_a_remedy_names_are_taken() {
    let kinds = factions::EventKind::ALL
        .iter()
        .map(|kind| ("events", kind.as_str()));
    let relations = factions::RelationKind::ALL
        .iter()
        .map(|kind| ("relations", kind.as_str()));
    let ends = [
        "from = \"a\"\nto = \"b\"",
        "between = [\"a\", \"b\"]",
        "between = [[\"a\"], [\"b\"]]",
        "sides = [[\"a\"], [\"b\"]]",
        "actor = [\"a\", \"b\"]",
    ];
    let mut tried = 0;
    for (section, kind) in kinds.chain(relations) {
        for ends in ends {
            let place = format!("[[{section}]]\nkind = \"{kind}\"\nKEY = DATE\n");
            let Some(problems) = wrong(&place, ends) else {
                continue;
            };
            let problem = problems.errors().next().expect("there is a mistake");
            let help = problem.help.as_deref().expect("it has a way out");
            // `from` and `to` are two texts of one remedy
            let help = help.replace("` and `to", "\nto");
            for line in help
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|named| named.contains(" = "))
            {
                let again = wrong(&place, line);
                assert!(
                    again.is_none(),
                    "{kind} {ends}: `{line}`\n{}",
                    again.unwrap_or_default()
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 80, "only {tried} remedies were tried");
}

#[test]
fn a_denial_is_written_as_what_it_denies() {
    let denial = "kind = \"denial\"\nfrom = \"a\"\nto = \"b\"\nwhen = 2024-05-03\n";
    let wrong = wrong("[[events]]\nKEY = DATE", denial).expect("it is no kind of event");
    let remedy = "a denial has the kind of what it denies: write that event with `certainty = \"denied\"`, and who denies it as `by`";
    assert!(wrong.to_string().contains(remedy), "{wrong}");
    let denied = "kind = \"clash\"\nfrom = \"a\"\nto = \"b\"\nwhen = 2024-05-03\ncertainty = \"denied\"\nby = \"b\"\n";
    assert!(self::wrong("[[events]]\nKEY = DATE", denied).is_none());
}
