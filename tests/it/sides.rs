//! Who stood together in an event, and who was merely hit by the same one.

use crate::support::tiny::actor_of as actor;
use factions::{ActorGraph, Record};

fn graph() -> ActorGraph {
    let record = Record::from_toml(
        r#"
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "armed-group" }
        d = { name = "D", kind = "armed-group" }
        e = { name = "E", kind = "armed-group" }
        f = { name = "F", kind = "armed-group" }
        v = { name = "V", kind = "civilians" }
        w = { name = "W", kind = "civilians" }
        [[events]]
        id = "strike-on-two"
        kind = "strike"
        when = 2023-01-01
        from = ["e", "f"]
        to = ["a", "b"]
        [[events]]
        id = "convoy"
        kind = "clash"
        when = 2023-01-02
        from = "e"
        to = ["b", "c"]
        jointly = true
        [[events]]
        id = "battle"
        kind = "clash"
        when = 2023-01-03
        sides = [["c", "d"], ["e"]]
        [[events]]
        id = "massacre"
        kind = "violence-against-civilians"
        when = 2023-01-04
        from = ["a", "e"]
        to = ["v", "w"]
        [[events]]
        id = "parade"
        kind = "seizure"
        when = 2023-01-05
        actor = ["a", "d"]
        [[events]]
        id = "talks"
        kind = "signing"
        when = 2023-01-06
        from = ["a", "f"]
        to = ["b", "d"]
        "#,
    );
    ActorGraph::new(record.expect("it is in order"))
}

#[test]
fn fellow_targets_are_not_thereby_partners() {
    let graph = graph();
    let partners = |key| -> String {
        let all = graph.ever().partners(actor(&graph, key));
        all.iter().map(|one| one.other.key()).collect()
    };
    let told: Vec<(&str, String)> = ["a", "b", "c", "d", "e", "f", "v", "w"]
        .into_iter()
        .map(|key| (key, partners(key)))
        .collect();
    let right = [
        ("a", "e"), // the massacre's
        ("b", "c"), // the convoy's
        ("c", "bd"),
        ("d", "c"),
        ("e", "fa"),
        ("f", "e"),
        ("v", ""),
        ("w", ""),
    ];
    assert_eq!(told, right.map(|(key, others)| (key, others.to_owned())));
}

#[test]
fn a_network_of_partners_and_a_dyad_say_the_same() {
    let graph = graph();
    let pairs = graph.ever().co_belligerents();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|pair| format!("{}{}", pair.one.key(), pair.other.key()))
        .collect();
    assert_eq!(pairs, ["ae", "bc", "cd", "ef"]);
    let beside = |one, other| -> Vec<&str> {
        let dyad = graph.ever().dyad(actor(&graph, one), actor(&graph, other));
        let events = dyad.on_one_side.iter().map(|event| event.surest().key());
        events.collect()
    };
    assert_eq!(beside("a", "b"), [""; 0]);
    assert_eq!(beside("v", "w"), [""; 0]);
    assert_eq!(beside("a", "d"), [""; 0]);
    assert_eq!(beside("b", "c"), ["convoy"]);
    // what was not hostile makes no partners, but the two did it on one side
    assert_eq!(beside("a", "f"), ["talks"]);
    assert_eq!(beside("b", "d"), [""; 0]);
}

#[test]
fn a_joint_target_is_said_to_be_one() {
    let graph = graph();
    let events = graph.ever().events();
    assert_eq!(
        events[1].to_string(),
        "clash by E → B and C (jointly) on 2023-01-02; deaths unknown \
         (certainly; reported; no source)",
    );
}
