//! Answers read as sentences that say no more, and no less, than the record does.

mod said;

use factions::{ActorGraph, Record};

fn graph() -> ActorGraph {
    let record = Record::from_toml(
        r#"
        format = 1
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "armed-group" }
        [places]
        idlib = { name = "Idlib", region = "Idlib" }
        [[events]]
        id = "days"
        kind = "clash"
        when = "2023-10-02/2023-10-05"
        sides = [["a"], ["b"]]
        hedge = "reportedly"
        place = "idlib"
        [[events]]
        id = "day"
        kind = "clash"
        when = "2023-10-06"
        from = "a"
        to = "b"
        certainty = "denied"
        by = "b"
        [[relations]]
        kind = "hosting"
        from = "c"
        to = "a"
        start = 2023-10-01
        end = 2023-10-11
        "#,
    );
    ActorGraph::new(record.expect("it is in order"))
}

#[test]
fn a_happening_of_several_days_says_all_of_them() {
    let graph = graph();
    let events = graph.ever().events();
    assert_eq!(
        events[0].to_string(),
        "clash of A against B at Idlib on every day from 2023-10-02 to 2023-10-05; \
         deaths unknown (certainly; reported, “reportedly”; no source)",
    );
    let json = serde_json::to_value(&events[0]).expect("it serialises");
    assert_eq!(json["when"][0], "2023-10-02/2023-10-05");
    assert_eq!(json["hedge"], "reportedly");
    assert_eq!(
        graph.ever().toll().to_string(),
        "certainly deaths unknown in 1 violent happening",
    );
}

#[test]
fn a_denial_says_who_is_to_have_done_what_and_when() {
    let graph = graph();
    assert_eq!(
        graph.ever().denied()[0].to_string(),
        "clash by A → B on 2023-10-06 is denied (certainly; denied by B; no source)",
    );
}

#[test]
fn a_host_hosts_for_as_long_as_is_stated() {
    let graph = graph();
    let [a, c] = ["a", "c"].map(|key| graph.actor(key).expect("it is declared"));
    assert_eq!(
        graph.ever().supporters(a)[0].to_string(),
        "C hosts A (hosting; certainly; reported; no source)",
    );
    assert_eq!(
        graph.ever().clients(c)[0].to_string(),
        "A is hosted by C (hosting; certainly; reported; no source)",
    );
    assert_eq!(
        graph.ever().dyad(a, c).relations[0].to_string(),
        "hosting C → A from 2023-10-01 up to 2023-10-10 (certainly; reported; no source)",
    );
    assert_eq!(
        graph.ever().lineage(a).to_string(),
        "A has no ancestor and no descendant in this view\n",
    );
}

/// A clash told by one source, its toll denied; and the same clash denied by others.
fn contested() -> ActorGraph {
    let record = Record::from_toml(
        r#"
        [sources.wire]
        publisher = "The Wire"
        published = "2023-10-20"
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "coalition" }
        [[events]]
        id = "raid"
        kind = "clash"
        when = "2023-10-06"
        from = "a"
        to = "b"
        killed = { low = 5, best = 10, high = 20, certainty = "denied", by = "b" }
        [[events]]
        kind = "clash"
        when = "2023-10-06"
        from = "a"
        to = "b"
        same_as = "raid"
        killed = { best = 3, certainty = "claimed", by = "a", hedge = "at least" }
        [[events]]
        kind = "clash"
        when = "2023-10-06"
        from = "a"
        to = "b"
        same_as = "raid"
        certainty = "denied"
        by = "b"
        [[events]]
        kind = "clash"
        when = "2023-10-06"
        from = "a"
        to = "b"
        same_as = "raid"
        certainty = "denied"
        source = "wire"
        [[relations]]
        kind = "membership"
        from = "a"
        to = "c"
        start = "2020"
        hedge = "loosely"
        "#,
    );
    ActorGraph::new(record.expect("it is in order"))
}

#[test]
fn a_denied_toll_is_listed_and_its_event_is_not() {
    let graph = contested();
    let denied = graph.ever().denied();
    let tolls: Vec<String> = denied
        .iter()
        .filter(|one| one.toll.is_some())
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        tolls,
        [
            "10 killed (5 to 20) in clash by A → B on 2023-10-06 is denied \
             (certainly; denied by B; no source)"
        ],
    );
    assert_eq!(denied.len(), 3);
    let json = serde_json::to_value(&denied).expect("it serialises");
    let tolls = json.as_array().expect("a list").iter();
    assert_eq!(tolls.filter(|one| one["toll"]["best"] == 10).count(), 1);
    // a filter of certainty hides no denial
    let confirmed = graph.ever().at_least(factions::Certainty::Confirmed);
    assert_eq!(confirmed.denied().len(), 3);
}

#[test]
fn whoever_denies_a_happening_is_named_and_a_hedge_is_printed() {
    let graph = contested();
    let events = graph.ever().events();
    assert_eq!(
        events[0].to_string(),
        "clash by A → B on 2023-10-06; 3 killed, claimed by A, “at least” \
         (certainly; reported; no source; denied by B and The Wire)",
    );
    let a = graph.actor("a").expect("it is declared");
    assert_eq!(
        graph.ever().coalitions(a)[0].to_string(),
        "A is a member of C (certainly; reported, “loosely”; no source)",
    );
}

#[test]
fn of_two_dates_the_one_that_the_other_allows_is_said_as_it_is_written() {
    let record = Record::from_toml(
        r#"
        format = 1
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        [[events]]
        id = "year"
        kind = "clash"
        when = "2023"
        sides = ["a", "b"]
        [[events]]
        kind = "clash"
        when = "2023-10"
        sides = ["a", "b"]
        same_as = "year"
        "#,
    );
    let graph = ActorGraph::new(record.expect("it is in order"));
    let told = graph.ever().events()[0].to_string();
    assert!(
        told.starts_with("clash of A against B in 2023-10;"),
        "{told}"
    );
}
