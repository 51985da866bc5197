//! Two records beside each other: what was added, removed and changed, and the one made of the other.

use crate::support::cases::cases;
use crate::support::strategies;
use factions::record::{EntryType, EntryWord, NotApplied};
use factions::{Record, RecordComparison};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use std::collections::BTreeMap;

const MALI: &str = include_str!("../../examples/data/mali.toml");

fn read(text: &str) -> Record {
    Record::from_toml(text).expect("the record of a test loads")
}

/// What a line says, without its type and key.
type Said = BTreeMap<String, Value>;

/// The entries of a record as its JSON Lines have them, by type and by key or id; those of statements
/// without an id by all that they say, with how often it is said.
fn entries(record: &Record) -> BTreeMap<(String, String), (Said, usize)> {
    let mut all: BTreeMap<(String, String), (Said, usize)> = BTreeMap::new();
    for line in record.to_json_lines().lines() {
        let mut said: Said = serde_json::from_str(line).expect("a line of JSON Lines is an object");
        let text = |value: Option<Value>| Some(value?.as_str()?.to_owned());
        let kind = text(said.remove("type")).expect("each line has a type");
        // the last line counts the others
        if kind == "end" {
            continue;
        }
        let id = said.get("id").cloned();
        let key = text(said.remove("key").or(id));
        let key = key.unwrap_or_else(|| match &*kind {
            "record" => String::new(),
            _ => serde_json::to_string(&said).expect("it was read from JSON"),
        });
        all.entry((kind, key)).or_insert((said, 0)).1 += 1;
    }
    all
}

/// How many rows of each word and type there have to be, by these entries alone.
fn slow(old: &Record, new: &Record) -> BTreeMap<(EntryWord, String), usize> {
    let (old, new) = (entries(old), entries(new));
    let mut counts = BTreeMap::new();
    let mut tell = |word, kind: &str, count: usize| {
        if count > 0 {
            *counts.entry((word, kind.to_owned())).or_insert(0) += count;
        }
    };
    for (name, (said, count)) in &new {
        let (before, times) = old.get(name).cloned().unwrap_or_default();
        tell(EntryWord::Added, &name.0, count.saturating_sub(times));
        tell(
            EntryWord::Changed,
            &name.0,
            usize::from(times > 0 && before != *said),
        );
    }
    for (name, (_, count)) in &old {
        let times = new.get(name).map_or(0, |found| found.1);
        tell(EntryWord::Removed, &name.0, count.saturating_sub(times));
    }
    counts
}

fn fast(comparison: &RecordComparison) -> BTreeMap<(EntryWord, String), usize> {
    let mut counts = BTreeMap::new();
    for row in comparison.rows() {
        *counts.entry((row.word, row.kind.to_string())).or_insert(0) += 1;
    }
    counts
}

/// A record, and one that came of it: some lines are gone, the header may say another day.
fn revised() -> impl Strategy<Value = (Record, Record)> {
    let gone = proptest::collection::vec(any::<Index>(), 0..3);
    let day = proptest::option::of(1..28_u8);
    (strategies::record(), strategies::record(), gone, day).prop_map(|(old, more, gone, day)| {
        let text = old.to_json_lines();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for index in gone {
            lines.remove(index.index(lines.len()));
            if lines.len() < 2 {
                break;
            }
        }
        if let Some(day) = day
            && let Some(header) = lines
                .iter_mut()
                .find(|line| line.contains(r#""type": "record""#))
        {
            let mut said: Said = serde_json::from_str(header).expect("it was written");
            said.insert("as_of".to_owned(), format!("2023-11-{day:02}").into());
            *header = serde_json::to_string(&said).expect("it was read from JSON");
        }
        let new = Record::from_json_lines(lines.join("\n").as_bytes());
        (old, new.unwrap_or(more))
    })
}

/// Two records, near each other or not.
fn two() -> impl Strategy<Value = (Record, Record)> {
    prop_oneof![(strategies::record(), strategies::record()), revised()]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_is_applied_to_the_old_gives_the_new((old, new) in two()) {
        let comparison = Record::compare(&old, &new);
        let made = comparison.apply(&old).map_err(|error| {
            TestCaseError::fail(format!("{error}\n{}\n---\n{}", old.to_toml(), new.to_toml()))
        })?;
        prop_assert_eq!(made.to_toml(), new.to_toml());
        prop_assert_eq!(made.to_json(), new.to_json());
        prop_assert_eq!(&made, &new);
        prop_assert_eq!(comparison.is_empty(), old == new);
        let back = Record::compare(&new, &old).apply(&made).expect("it fits the way back, too");
        prop_assert_eq!(back, old);
    }

    #[test]
    fn rows_are_those_that_a_loop_over_the_lines_finds((old, new) in two()) {
        let names = |record: &Record| {
            let ids = record.default_sources().iter();
            ids.map(|id| record.source(*id).key.to_string()).collect::<Vec<_>>()
        };
        // a line leaves out the sources that the header has: of other ones it says more than it shows
        if names(&old) == names(&new) {
            prop_assert_eq!(fast(&Record::compare(&old, &new)), slow(&old, &new));
        }
    }

    #[test]
    fn the_order_and_the_form_of_a_text_are_no_change(
        (record, order) in strategies::record().prop_flat_map(|record| {
            let count = record.to_json_lines().lines().count();
            (Just(record), Just((0..count).collect::<Vec<_>>()).prop_shuffle())
        })
    ) {
        prop_assert!(Record::compare(&record, &record).is_empty());
        let lines = record.to_json_lines();
        let lines: Vec<&str> = lines.lines().collect();
        let shuffled: Vec<&str> = order.iter().map(|at| lines[*at]).collect();
        let other = Record::from_json_lines(shuffled.join("\n").as_bytes());
        let other = other.expect("the lines are as good in any order");
        prop_assert!(Record::compare(&record, &other).is_empty());
        let toml = read(&record.to_toml());
        prop_assert!(Record::compare(&toml, &other).is_empty());
    }
}

/// The rows of a comparison, a line each.
fn rows(old: &str, new: &str) -> Vec<String> {
    let comparison = Record::compare(&read(old), &read(new));
    comparison.rows().iter().map(ToString::to_string).collect()
}

const ACTORS: &str = r#"
    [actors]
    a = { name = "A", kind = "armed-group" }
    c = { name = "C", kind = "coalition" }
"#;

#[test]
fn a_change_is_told_key_by_key() {
    let event = |killed: &str| {
        format!(
            "{ACTORS}\n[[events]]\nid = \"e\"\nkind = \"clash\"\nwhen = \"2023-10\"\n\
             from = \"a\"\nto = \"c\"\nkilled = {killed}"
        )
    };
    assert_eq!(
        rows(
            &event("{ best = 3, high = 5 }"),
            &event("{ best = 4, high = 5, by = \"a\" }")
        ),
        ["~ event e: killed.best: 3 → 4, killed.by: nothing → \"a\""]
    );
    assert_eq!(
        rows(&event("3"), ACTORS),
        ["− event e: id \"e\", kind \"clash\", when \"2023-10\", from \"a\", to \"c\", killed 3"]
    );
}

#[test]
fn what_is_ongoing_moves_with_the_day_of_the_record() {
    let as_of = |day: &str, id: &str| {
        format!(
            "[record]\nas_of = {day}\n{ACTORS}\n[[relations]]\n{id}kind = \"membership\"\n\
             from = \"a\"\nto = \"c\"\nstart = \"2021\"\nend = \"..\""
        )
    };
    for id in ["", "id = \"m\"\n"] {
        assert_eq!(
            rows(&as_of("2023-10-31", id), &as_of("2023-11-30", id)),
            ["~ record: as_of: \"2023-10-31\" → \"2023-11-30\""]
        );
        // one that speaks for the old day still is another one
        let kept = as_of("2023-11-30", id) + "\nas_of = 2023-10-31";
        assert_eq!(
            rows(&as_of("2023-10-31", id), &kept).len(),
            if id.is_empty() { 3 } else { 2 }
        );
    }
}

#[test]
fn who_names_a_source_makes_no_difference() {
    let sources = "[sources.x]\ntitle = \"X\"\n";
    let whole = format!("[record]\nsource = \"x\"\n{sources}{ACTORS}");
    let own = sources.to_owned()
        + &ACTORS
            .replace("group\" }", "group\", source = \"x\" }")
            .replace("coalition\" }", "coalition\", source = \"x\" }");
    assert_eq!(rows(&whole, &own), ["~ record: source: \"x\" → nothing"]);
}

#[test]
fn a_comparison_does_not_fit_another_record() {
    let with = |id: &str, kind: &str| {
        let end = if kind == "rivalry" {
            "between = [\"a\", \"c\"]"
        } else {
            "from = \"a\"\nto = \"c\""
        };
        read(&format!(
            "{ACTORS}\n[[relations]]\nid = \"{id}\"\nkind = \"{kind}\"\n{end}"
        ))
    };
    let (bare, one, other) = (read(ACTORS), with("m", "membership"), with("m", "support"));
    let added = Record::compare(&bare, &one);
    assert!(matches!(
        added.apply(&other),
        Err(NotApplied::Present { .. })
    ));
    let removed = Record::compare(&one, &bare);
    assert!(matches!(
        removed.apply(&bare),
        Err(NotApplied::Missing { .. })
    ));
    assert!(matches!(
        removed.apply(&other),
        Err(NotApplied::Differs { .. })
    ));
    // who is gone is named no more: with another statement that names it nothing comes out
    let gone = Record::compare(
        &bare,
        &read("[actors]\nc = { name = \"C\", kind = \"coalition\" }"),
    );
    assert!(matches!(gone.apply(&one), Err(NotApplied::Problems(_))));
}

/// Both ways round, what is applied to one record gives the other, by this many rows.
#[track_caller]
fn gives_the_other(one: &Record, other: &Record, rows: usize) {
    for (old, new) in [(one, other), (other, one)] {
        assert_ne!(old, new);
        let comparison = Record::compare(old, new);
        assert_eq!(comparison.rows().len(), rows, "{comparison}");
        let made = comparison.apply(old).expect("it is the one it was made of");
        assert_eq!(&made, new);
        assert_eq!(made.to_toml(), new.to_toml());
    }
}

#[test]
fn an_id_of_its_own_may_be_the_one_that_another_has_without() {
    let pact = "kind = \"alliance\"\nbetween = [\"a\", \"c\"]";
    let nameless = read(&format!("{ACTORS}\n[[relations]]\n{pact}"));
    let id = &nameless.statements()[0].id;
    for said in [pact, "kind = \"rivalry\"\nbetween = [\"a\", \"c\"]"] {
        let named = read(&format!("{ACTORS}\n[[relations]]\nid = \"{id}\"\n{said}"));
        gives_the_other(&named, &nameless, 2);
    }
}

#[test]
fn a_relation_is_no_event_that_says_the_same() {
    let as_one = |section: &str| {
        read(&format!(
            "{ACTORS}\n[[{section}]]\nkind = \"other\"\nbetween = [\"a\", \"c\"]"
        ))
    };
    gives_the_other(&as_one("relations"), &as_one("events"), 2);
}

#[test]
fn an_edit_of_the_embedded_record_is_told_in_its_order() {
    let old = read(MALI);
    let lines = old.to_json_lines();
    let mut lines: Vec<&str> = lines.lines().rev().collect();
    let event = lines
        .iter()
        .position(|line| line.contains("\"event\""))
        .expect("it has events");
    lines.remove(event);
    let place = r#"{"type":"place","key":"zz-new","name":"Somewhere new"}"#;
    lines.push(place);
    let new = Record::from_json_lines(lines.join("\n").as_bytes()).expect("it still loads");
    let comparison = Record::compare(&old, &new);
    let told: Vec<_> = comparison
        .rows()
        .iter()
        .map(|row| (row.word, row.kind))
        .collect();
    assert_eq!(
        told,
        [
            (EntryWord::Added, EntryType::Place),
            (EntryWord::Removed, EntryType::Event)
        ]
    );
    assert_eq!(
        comparison.apply(&old).expect("it fits").to_toml(),
        new.to_toml()
    );
}
