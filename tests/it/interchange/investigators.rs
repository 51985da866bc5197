//! `FollowTheMoney` and STIX.

use super::{MALI, hostile, is_the_same_in_any_order, shuffled};
use crate::support::{strategies, tiny};
use factions::{ActorGraph, Certainty};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// The entities of a text in JSON Lines.
fn entities(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

/// The objects of a bundle.
fn objects(text: &str) -> Vec<Value> {
    let mut bundle: Value = serde_json::from_str(text).expect("it is JSON");
    serde_json::from_value(bundle["objects"].take()).expect("a list")
}

fn first<'v>(entity: &'v Value, property: &str) -> Option<&'v str> {
    entity["properties"][property][0].as_str()
}

#[test]
fn mali_as_follow_the_money() {
    let written = MALI
        .ever()
        .at_least(Certainty::Planned)
        .to_follow_the_money();
    insta::assert_snapshot!(written.content);
    insta::assert_snapshot!("mali_as_follow_the_money_left_out", written.left_out);
}

#[test]
fn mali_as_stix() {
    let written = MALI.ever().at_least(Certainty::Planned).to_stix();
    insta::assert_snapshot!(written.content);
    insta::assert_snapshot!("mali_as_stix_left_out", written.left_out);
}

#[test]
fn no_uncertain_date_reaches_a_date_field() {
    let event = |id: &str, when: &str| {
        format!(
            "[[events]]\nid = \"{id}\"\nkind = \"clash\"\nwhen = \"{when}\"\nfrom = \"a\"\nto = \"b\"\n"
        )
    };
    let dates = [
        ("2023-10-07", Some("2023-10-07")),
        ("late 2023-09", Some("2023-09")),
        ("[2023-10-02,2023-10-04]", Some("2023-10")),
        ("[2023-09-30..2023-10-02]", Some("2023")),
        ("[2022-12-31..2023-01-01]", None),
        ("[..2023-10-31]", None),
        ("2023?", Some("2023")),
    ];
    let body: String = dates.iter().map(|(when, _)| event(when, when)).collect();
    let graph = ActorGraph::new(tiny::record("", &["a", "b"], &body));
    let written = graph.ever().to_follow_the_money();
    let all = entities(&written.content);
    for (when, date) in dates {
        let found = all
            .iter()
            .find(|entity| first(entity, "recordId") == Some(when));
        let found = found.unwrap_or_else(|| panic!("no event {when}"));
        assert_eq!(first(found, "date"), date, "{when}");
        let summary = first(found, "summary").unwrap_or_default();
        assert!(summary.contains(&format!("when: {when}")), "{summary}");
    }
    let said = written.left_out.to_string();
    let undated = "dates within no single year, in the summary alone: 2 \
                   ([..2023-10-31], [2022-12-31..2023-01-01])";
    assert!(said.contains(undated), "{said}");
}

#[test]
fn no_claim_is_named_as_a_fact() {
    let event =
        "certainty = \"claimed\"\nby = \"a\"\nkind = \"seizure\"\nfrom = \"a\"\nto = \"b\"\n";
    let tie = "certainty = \"alleged\"\nkind = \"support\"\nfrom = \"a\"\nto = \"b\"\n";
    let body = format!("[[events]]\n{event}[[relations]]\n{tie}");
    let graph = ActorGraph::new(tiny::record("", &["a", "b"], &body));
    let all = entities(&graph.ever().to_follow_the_money().content);
    assert!(
        all.iter()
            .any(|one| first(one, "name") == Some("seizure (claimed)"))
    );
    assert!(
        all.iter()
            .any(|one| first(one, "role") == Some("support (alleged)"))
    );
    let all = objects(&graph.ever().to_stix().content);
    assert!(all.iter().any(|one| one["name"] == "seizure (claimed)"));
    assert!(
        graph
            .ever()
            .to_gexf()
            .content
            .contains("label=\"seizure (claimed)\"")
    );
}

#[test]
fn a_day_stops_at_the_next_midnight() {
    let event = "[[events]]\nkind = \"clash\"\nwhen = \"2023-10-07\"\nfrom = \"a\"\nto = \"b\"\n";
    let graph = ActorGraph::new(tiny::record("", &["a", "b"], event));
    let all = objects(&graph.ever().to_stix().content);
    let links = all.iter().filter(|one| one["type"] == "relationship");
    for link in links {
        assert_eq!(link["start_time"], "2023-10-07T00:00:00.000Z");
        assert_eq!(link["stop_time"], "2023-10-08T00:00:00.000Z");
    }
}

#[test]
fn who_acts_and_whom_it_hits_are_told_apart() {
    let event = "[[events]]\nkind = \"clash\"\nfrom = \"a\"\nto = [\"b\", \"c\"]\n";
    let graph = ActorGraph::new(tiny::record("", &["a", "b", "c"], event));
    let all = objects(&graph.ever().to_stix().content);
    let words: Vec<&str> = all
        .iter()
        .filter_map(|one| one["relationship_type"].as_str())
        .collect();
    assert_eq!(words, ["attributed-to", "targets", "targets"]);
}

#[test]
fn hostile_names_stay_names() {
    let graph = hostile::graph();
    let all = entities(&graph.ever().to_follow_the_money().content);
    let named = all
        .iter()
        .filter(|one| first(one, "name") == Some(hostile::NAME));
    assert_eq!(named.count(), 2);
    let ids = all.iter().filter_map(|one| one["id"].as_str());
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    assert!(ids.clone().all(|id| id.chars().all(is_plain)));
    // no program should follow what is no address
    assert!(all.iter().all(|one| first(one, "sourceUrl").is_none()));
    let all = objects(&graph.ever().to_stix().content);
    assert!(all.iter().any(|one| one["name"] == hostile::NAME));
    assert!(
        all.iter()
            .all(|one| one["external_references"][0]["url"].is_null())
    );
}

proptest! {
    // each writes and reads whole files
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_the_record_says_nothing(records in shuffled()) {
        is_the_same_in_any_order(records.clone(), |view| view.to_stix().content)?;
        is_the_same_in_any_order(records, |view| view.to_follow_the_money().content)?;
    }

    #[test]
    fn every_reference_leads_to_an_entity(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        let all = entities(&graph.ever().to_follow_the_money().content);
        let ids: BTreeSet<&str> = all.iter().filter_map(|one| one["id"].as_str()).collect();
        prop_assert_eq!(ids.len(), all.len());
        for property in ["member", "organization", "subject", "object", "predecessor", "successor", "involved", "proof"] {
            for id in all.iter().filter_map(|one| one["properties"][property].as_array()).flatten() {
                prop_assert!(ids.contains(id.as_str().expect("an id")));
            }
        }
    }

    #[test]
    fn every_ref_leads_to_an_object_and_stops_after_it_starts(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        let all = objects(&graph.ever().to_stix().content);
        let ids: BTreeSet<&str> = all.iter().filter_map(|one| one["id"].as_str()).collect();
        prop_assert_eq!(ids.len(), all.len());
        for one in &all {
            for end in ["source_ref", "target_ref"] {
                if let Some(id) = one[end].as_str() {
                    prop_assert!(ids.contains(id));
                }
            }
            if let (Some(start), Some(stop)) = (one["start_time"].as_str(), one["stop_time"].as_str()) {
                prop_assert!(start < stop);
            }
        }
    }
}
