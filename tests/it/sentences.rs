//! Answers read as sentences that say no more, and no less, than the record does.

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
        "clash of A against B at Idlib on every day from 2023-10-02 to 2023-10-05, “reportedly”; \
         deaths unknown (certainly; reported; no source)",
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
