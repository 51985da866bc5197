//! One target a reader: what is read is written and read again, what is refused is told of.

use super::laws::{are_told, comes_back, is_accounted_for, is_harmless, load_error, sort, text};
use factions::import::{Crosswalk, Import};
use factions::model::When;
use factions::record::Part;
use factions::{Problems, Record};

fn record(read: Result<Record, Problems>, text: &str) -> u64 {
    match read {
        Ok(record) => comes_back(&record),
        Err(problems) => are_told(&problems, text),
    }
}

pub(crate) fn toml(bytes: &[u8]) -> u64 {
    text(bytes).map_or(0, |text| record(Record::from_toml(text), text))
}

pub(crate) fn json(bytes: &[u8]) -> u64 {
    text(bytes).map_or(0, |text| record(Record::from_json(text), text))
}

/// Lines need not be UTF-8: a stream is bytes.
pub(crate) fn json_lines(bytes: &[u8]) -> u64 {
    match Record::from_json_lines(bytes) {
        Ok(record) => comes_back(&record),
        Err(error) => load_error(&error, &String::from_utf8_lossy(bytes)),
    }
}

fn import(read: Result<Import, Problems>, text: &str) -> u64 {
    match read {
        Ok(import) => is_accounted_for(&import),
        Err(problems) => are_told(&problems, text),
    }
}

pub(crate) fn follow_the_money(bytes: &[u8]) -> u64 {
    text(bytes).map_or(0, |text| import(Import::from_follow_the_money(text), text))
}

pub(crate) fn stix(bytes: &[u8]) -> u64 {
    text(bytes).map_or(0, |text| import(Import::from_stix(text), text))
}

pub(crate) fn crosswalk(bytes: &[u8]) -> u64 {
    let Some(text) = text(bytes) else { return 0 };
    match Crosswalk::from_toml(text) {
        Ok(read) => {
            let written = read.to_toml();
            let again = Crosswalk::from_toml(&written);
            let again = again.unwrap_or_else(|problems| panic!("{problems}\n{written}"));
            assert_eq!(again.to_toml(), written);
            sort(["read", if read.is_empty() { "empty" } else { "full" }])
        }
        Err(problems) => are_told(&problems, text),
    }
}

/// A date prints as it was read, and what a remedy offers is a date.
pub(crate) fn when(bytes: &[u8]) -> u64 {
    let Some(text) = text(bytes) else { return 0 };
    match text.parse::<When>() {
        Ok(when) => {
            assert_eq!(when.to_string(), text);
            let again: When = when.to_string().parse().expect("it was read");
            assert_eq!(again, when);
            assert!(when.first_day() <= when.last_day(), "{text}");
            let ranges: Vec<_> = when.possible_ranges().collect();
            assert!(!ranges.is_empty(), "{text}");
            assert!(ranges.iter().all(|(first, last)| first <= last), "{text}");
            assert!(
                ranges.windows(2).all(|pair| pair[0].1 < pair[1].0),
                "{text}: {ranges:?}"
            );
            let is_told = [
                when.is_exact(),
                when.is_several(),
                when.is_uncertain(),
                ranges.len() > 1,
            ];
            sort(
                is_told
                    .iter()
                    .enumerate()
                    .filter(|one| *one.1)
                    .map(|one| one.0.to_string()),
            )
        }
        Err(error) => {
            is_harmless(&error.to_string());
            assert!(!error.remedy().is_empty(), "{error}");
            let offered = error.remedy().split('`').skip(1).step_by(2);
            for one in
                offered.filter(|one| one.starts_with(|c: char| c.is_ascii_digit() || c == '['))
            {
                if let Err(again) = one.parse::<When>() {
                    panic!("{error}: {again}");
                }
            }
            sort([error.mistake().code()])
        }
    }
}

/// Two records in one, in either order; a record with itself is itself.
pub(crate) fn merge(bytes: &[u8]) -> u64 {
    let Some(text) = text(bytes) else { return 0 };
    let (one, other) = text.split_once("\n=====\n").unwrap_or((text, ""));
    let parts = [one, other].map(Part::from_toml);
    let [Ok(one), Ok(other)] = parts else {
        return sort(["refused"]);
    };
    let merged = Record::merge([("one", one.clone()), ("other", other.clone())]);
    let turned = Record::merge([("other", other), ("one", one)]);
    match (merged, turned) {
        (Ok(merged), Ok(turned)) => {
            assert_eq!(merged.to_toml(), turned.to_toml());
            assert_eq!(merged, turned);
            let again = Record::merge([("a", merged.clone()), ("b", merged.clone())]);
            let again = again.unwrap_or_else(|problems| panic!("{problems}\n{}", merged.to_toml()));
            // of statements without ids both count
            let text = merged.to_toml();
            let has_id = |block: &str| block.lines().any(|line| line.starts_with("id = "));
            if text.split("\n[[").skip(1).all(has_id) {
                assert_eq!(again.statements(), merged.statements(), "{text}");
            }
            assert_eq!(again.actors(), merged.actors());
            comes_back(&merged)
        }
        (Err(merged), Err(turned)) => {
            is_harmless(&merged.to_string());
            let codes = |problems: &Problems| {
                let mut codes: Vec<String> =
                    problems.errors().map(|one| one.code.to_string()).collect();
                codes.sort();
                codes
            };
            assert_eq!(codes(&merged), codes(&turned), "{merged}\n{turned}");
            sort(codes(&merged))
        }
        (one, other) => panic!("the order decides: {:?}\n{:?}", one.err(), other.err()),
    }
}
