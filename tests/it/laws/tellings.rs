//! Of many tellings of one event those contradict each other that would do so alone.

use factions::{ActorGraph, ContradictionKind, Record};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// A day, a range, days of which it was one, days that it was on all of, or no date.
fn when() -> impl Strategy<Value = Option<String>> {
    let day = || (1..10_u32).prop_map(|day| format!("2023-10-0{day}"));
    let days = || vec(day(), 2..4).prop_map(|days| days.join(","));
    let range = || (1..6_u32, 0..4_u32).prop_map(|(first, more)| (first, first + more));
    prop_oneof![
        4 => day().prop_map(Some),
        2 => range().prop_map(|(a, b)| Some(format!("[2023-10-0{a}..2023-10-0{b}]"))),
        1 => range().prop_map(|(a, b)| Some(format!("2023-10-0{a}/2023-10-0{b}"))),
        1 => days().prop_map(|days| Some(format!("[{days}]"))),
        1 => days().prop_map(|days| Some(format!("{{{days}}}"))),
        1 => Just(None),
    ]
}

/// Which tellings cannot meet, by their numbers.
fn apart(tellings: &[(usize, Option<String>)]) -> Result<BTreeSet<(usize, usize)>, TestCaseError> {
    let mut text = String::from(
        "[actors]\na = { name = \"A\", kind = \"state\" }\nb = { name = \"B\", kind = \"state\" }\n",
    );
    for (number, when) in tellings {
        let _ = writeln!(
            text,
            "[[events]]\nid = \"{number}\"\nkind = \"clash\"\nsides = [\"a\", \"b\"]"
        );
        if let Some(when) = when {
            let _ = writeln!(text, "when = \"{when}\"");
        }
        if *number != tellings[0].0 {
            let _ = writeln!(text, "same_as = \"{}\"", tellings[0].0);
        }
    }
    let record = Record::from_toml(&text);
    let record = record.map_err(|problems| TestCaseError::reject(problems.to_string()))?;
    let graph = ActorGraph::new(record);
    let found = graph.ever().contradictions();
    let pairs = found.iter().map(|one| {
        assert_eq!(one.kind, ContradictionKind::DaysCannotMeet);
        let [one, two] = &*one.grounds.statements else {
            panic!("of two tellings: {one}");
        };
        let [one, two] = [one, two].map(|one| one.key().parse::<usize>().expect("a number"));
        (one.min(two), one.max(two))
    });
    let all: BTreeSet<(usize, usize)> = pairs.collect();
    assert_eq!(all.len(), found.len(), "each once");
    Ok(all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn two_of_many_tellings_contradict_each_other_as_they_do_alone(tellings in vec(when(), 2..8)) {
        let tellings: Vec<_> = tellings.into_iter().enumerate().collect();
        let mut alone = BTreeSet::new();
        let mut each = BTreeSet::new();
        for (place, one) in tellings.iter().enumerate() {
            for two in &tellings[place + 1..] {
                each.insert((one.0, two.0));
                alone.extend(apart(&[one.clone(), two.clone()])?);
            }
        }
        let together = apart(&tellings)?;
        let of_several = |when: &Option<String>| when.as_ref().is_some_and(|when| when.contains(['/', '{']));
        if together.is_empty() {
            // what was on several days can meet two that cannot meet each other
            let is_any = tellings.iter().any(|one| of_several(&one.1));
            prop_assert!(alone.is_empty() || is_any, "{alone:?}");
        } else if alone.is_empty() {
            // each two can meet, and not all of them
            prop_assert_eq!(together, each);
        } else {
            prop_assert_eq!(together, alone);
        }
    }
}
