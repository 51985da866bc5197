//! What may lie on the very day on which an actor ends does not put the end off by a day.

use super::*;

/// X, which ended in May, and what happened to it on the tenth.
fn ended(end: &str, kind: &str, ends: &str) -> ActorGraph {
    told(&format!(
        r#"
        events = [{{ id = "tenth", kind = "{kind}", when = "2018-05-10", {ends} }}]
        [actors]
        x = {{ name = "X", kind = "armed-group", active = {{ end = "{end}" }} }}
        y = {{ name = "Y", kind = "armed-group" }}
        "#
    ))
}

const LAST_EVENTS: [(&str, &str); 3] = [
    ("merger", "from = \"x\", to = \"y\""),
    ("rename", "from = \"x\", to = \"y\""),
    ("split", "from = \"x\", to = \"y\""),
];

/// A split, merger or renaming may lie on the last day itself, so that day is one of those on which
/// an end in May can lie.
#[test]
fn an_end_may_lie_on_the_day_of_the_last_event() {
    for (kind, ends) in LAST_EVENTS {
        let graph = ended("2018-05-10", kind, ends);
        assert_eq!(
            changes_of(graph.ever(), "dissolved"),
            ["x 2018-05-10 certainly reported"],
            "{kind}"
        );
        let graph = ended("2018-05", kind, ends);
        for change in graph
            .ever()
            .changes()
            .iter()
            .filter(|one| one.kind.as_str() == "dissolved")
        {
            let tenth = Some(day("2018-05-10"));
            assert!(
                change.days.earliest() <= tenth && tenth <= change.days.latest(),
                "{kind}: {change}"
            );
        }
    }
    let graph = ended("2018-05", "split", "from = \"x\", to = \"y\"");
    assert_eq!(
        changes_of(graph.ever(), "dissolved"),
        ["x 2018-05-10..2018-05-31 certainly reported"],
    );
}

/// A clash is of a day on which it was still there.
#[test]
fn an_end_lies_behind_the_day_of_a_clash() {
    let graph = ended("2018-05", "clash", "from = \"x\", to = \"y\"");
    assert_eq!(
        changes_of(graph.ever(), "dissolved"),
        ["x 2018-05-11..2018-05-31 certainly reported"],
    );
}
