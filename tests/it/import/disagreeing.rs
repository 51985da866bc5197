//! Of files that disagree about an entry, the order in which they are merged decides nothing.

use crate::support::cases::cases;
use crate::support::disagree::Values;
use crate::support::strategies::record;
use factions::record::Part;
use factions::{Problems, Record};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The codes of the mistakes, in order.
fn codes(problems: &Problems) -> Vec<&'static str> {
    let mut codes: Vec<_> = problems.errors().map(|one| one.code.as_str()).collect();
    codes.sort_unstable();
    codes
}

/// The mistakes of both orders.
fn of_both_orders(texts: [&str; 2]) -> [Vec<&'static str>; 2] {
    let [one, two] = texts.map(|text| Part::from_toml(text).expect("each is in order"));
    let files = [("one", one), ("two", two)];
    let [one, two] = files.clone();
    [files, [two, one]].map(|files| codes(&Record::merge(files).expect_err("they disagree")))
}

/// By the day of the first file the membership went on before Alder ended, by that of the second long after.
#[test]
fn which_day_of_publication_comes_first_decides_nothing() {
    let one = r#"
        [record]
        as_of = 2024-06-01
        [sources.book]
        published = 2023-01-01
        [actors]
        alder = { name = "Alder", kind = "armed-group", active = { end = "2023-06" } }
        ring  = { name = "Ring", kind = "coalition" }
        [[relations]]
        kind = "membership"
        from = "alder"
        to = "ring"
        end = ".."
        source = "book"
    "#;
    let two = "[sources.book]\npublished = 2024-01-01";
    let only = vec!["duplicate-key"];
    assert_eq!(of_both_orders([one, two]), [only.clone(), only]);
}

/// One file has an event under the id, the other a relation: of which of the two a clash is told again is not known.
#[test]
fn which_statement_of_an_id_comes_first_decides_nothing() {
    let one = r#"
        [actors]
        alder = { name = "Alder", kind = "armed-group" }
        ring  = { name = "Ring", kind = "coalition" }
        [[relations]]
        id = "tie"
        kind = "membership"
        from = "alder"
        to = "ring"
    "#;
    let two = r#"
        [actors]
        alder = { name = "Alder", kind = "armed-group" }
        [[events]]
        id = "tie"
        kind = "protest"
        actor = "alder"
        [[events]]
        kind = "protest"
        actor = "alder"
        same_as = "tie"
    "#;
    let only = vec!["conflicting-id"];
    assert_eq!(of_both_orders([one, two]), [only.clone(), only]);
}

/// Each field of each sort of entry, given by another file as it stands elsewhere, or not given.
#[test]
fn which_of_two_values_of_a_field_comes_first_decides_nothing() {
    let folder = std::fs::read_dir("tests/data/good").expect("it is there");
    let paths = folder.map(|entry| entry.expect("it can be read").path());
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    let texts = paths
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok());
    let records = texts.filter_map(|text| Record::from_toml(&text).ok());
    let records: Vec<Record> = records.collect();
    let jsons: Vec<String> = records.iter().map(Record::to_json).collect();
    let values = Values::of(jsons.iter().map(|json| &**json));
    let mut disagreements = BTreeSet::new();
    for (section, key) in values.fields() {
        let pairs = records.iter().zip(&jsons);
        for ((record, json), is_left_out) in pairs.flat_map(|pair| [(pair, false), (pair, true)]) {
            let other = values.instead(json, |of, name, count| {
                let choice = if is_left_out { count } else { 0 };
                ((of, name) == (section, key)).then_some(choice)
            });
            let Ok(other) = Part::from_json(&other) else {
                continue;
            };
            let own = Part::from(record.clone());
            let merged = [
                Record::merge([("one", own.clone()), ("two", other.clone())]),
                Record::merge([("two", other), ("one", own)]),
            ];
            if merged.iter().all(Result::is_err) {
                disagreements.insert((section, key));
            }
            are_alike(merged).expect("neither order decides");
        }
    }
    let wanted = [
        ("sources", "published"),
        ("sources", "url"),
        ("actors", "kind"),
        ("actors", "active"),
        ("places", "note"),
        ("relations", "start"),
        ("events", "when"),
    ];
    for field in wanted {
        assert!(disagreements.contains(&field), "{field:?}");
    }
}

fn are_alike(merged: [Result<Record, Problems>; 2]) -> Result<(), TestCaseError> {
    match merged {
        [Ok(one), Ok(two)] => prop_assert_eq!(one.to_toml(), two.to_toml()),
        [Err(one), Err(two)] => prop_assert_eq!(codes(&one), codes(&two), "{}\n{}", one, two),
        [one, two] => prop_assert!(false, "{:?}\n{:?}", one.err(), two.err()),
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(128))]

    /// Of one field, or of several: what is merged in either order is the same record, or has the same mistakes, those
    /// too that only the two files together have.
    #[test]
    fn the_order_of_disagreeing_files_decides_nothing(
        one in record(), other in record(), share in 3..60_u32, mut dice in any::<u32>()
    ) {
        let mut below = |end: u32| {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (dice >> 8) % end
        };
        let [text, others] = [&one, &other].map(Record::to_json);
        let two = Values::of([&*text, &*others]).instead(&text, |_, _, count| {
            let is_other = below(share) == 0;
            let place = below(u32::try_from(count).expect("they are few") + 1);
            is_other.then_some(place as usize)
        });
        let Ok(two) = Part::from_json(&two) else {
            return Ok(());
        };
        let merged = [
            Record::merge([("one", Part::from(one.clone())), ("two", two.clone())]),
            Record::merge([("two", two), ("one", Part::from(one))]),
        ];
        are_alike(merged)?;
    }
}
