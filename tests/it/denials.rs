//! Whatever an answer rests on, it says who denies it.

use factions::{ActorGraph, ActorRef, Certainty, ConflictRule, Grounds, Record, date};

fn graph(text: &str) -> ActorGraph {
    let actors = r#"
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "coalition" }
        d = { name = "D", kind = "armed-group" }
    "#;
    ActorGraph::new(Record::from_toml(&format!("{text}\n{actors}")).expect("it is in order"))
}

fn actor<'g>(graph: &'g ActorGraph, key: &str) -> ActorRef<'g> {
    graph.actor(key).expect("it is declared")
}

fn denied<'g>(grounds: &Grounds<'g>) -> Vec<&'g str> {
    grounds.denied.iter().map(|one| one.key()).collect()
}

/// A merger, a membership, an alliance and a clash, each denied by one of the two.
fn contested() -> ActorGraph {
    graph(
        r#"
        [[events]]
        id = "merger"
        kind = "merger"
        when = 2023-01-07
        from = "a"
        to = "b"
        certainty = "claimed"
        by = "b"
        [[events]]
        id = "no-merger"
        kind = "merger"
        when = "2023-01"
        from = "a"
        to = "b"
        certainty = "denied"
        by = "a"
        [[relations]]
        id = "member"
        kind = "membership"
        from = ["d", "b"]
        to = "c"
        start = 2022-01-01
        end = 2023-06-01
        [[relations]]
        id = "no-member"
        kind = "membership"
        from = "d"
        to = "c"
        start = 2023-01-01
        certainty = "denied"
        by = "d"
        [[relations]]
        id = "pact"
        kind = "alliance"
        between = ["b", "d"]
        start = 2022-01-01
        end = 2022-03-01
        [[relations]]
        id = "no-pact"
        kind = "alliance"
        between = ["b", "d"]
        start = 2022-02-01
        end = 2022-03-01
        certainty = "denied"
        by = "d"
        [[events]]
        id = "clash"
        kind = "clash"
        when = 2023-02-01
        sides = [["a", "d"], ["b"]]
        [[events]]
        id = "no-clash"
        kind = "clash"
        when = 2023-02-01
        from = "b"
        to = "a"
        certainty = "denied"
        by = "b"
        "#,
    )
}

#[test]
fn changes_descent_and_dyads_say_who_denies_them() {
    let graph = contested();
    let view = graph.ever();
    let (a, b) = (actor(&graph, "a"), actor(&graph, "b"));
    let said: Vec<String> = view.changes().iter().map(ToString::to_string).collect();
    let merged = "A merged into B on 2023-01-07 in `merger` (certainly; claimed by B; no source; denied by A)";
    assert!(said.iter().any(|line| line == merged), "{said:?}");
    let lineage = view.lineage(b);
    assert_eq!(denied(&lineage.links[0].grounds), ["no-merger"]);
    assert_eq!(lineage.ancestors[0].denied[0].key(), "no-merger");
    let lines = lineage.to_string();
    assert!(
        lines.contains("(generation 1; certainly; claimed; denied by A)"),
        "{lines}"
    );
    let dyad = view.dyad(a, b);
    let events: Vec<_> = dyad.events.iter().map(|one| denied(&one.grounds)).collect();
    assert_eq!(events, [["no-merger"], ["no-clash"]]);
    let json = serde_json::to_value(&dyad).expect("it serialises");
    assert_eq!(json["events"][0]["denied"][0], "no-merger");
}

#[test]
fn a_denial_is_of_the_pair_that_it_names() {
    let graph = contested();
    let (b, c, d) = (actor(&graph, "b"), actor(&graph, "c"), actor(&graph, "d"));
    let members = graph.at(date(2022, 6, 1)).members(c);
    let of = |who| {
        let member = members.iter().find(|one| one.member == who);
        denied(&member.expect("it is a member").grounds)
    };
    assert_eq!((of(b), of(d)), (vec![], vec!["no-member"]));
    let left = graph.ever().changes();
    let left = |who| {
        let change = left
            .iter()
            .find(|one| one.kind == factions::ChangeKind::Left && one.actor == who);
        denied(&change.expect("it left").grounds)
    };
    assert_eq!((left(b), left(d)), (vec![], vec!["no-member"]));
    // a ∧ d stand on one side: whoever denies the clash, denies that too
    let partners = graph.ever().partners(d);
    assert_eq!(denied(&partners[0].grounds), ["no-clash"]);
}

#[test]
fn stances_differences_signed_graphs_and_networks_say_it_too() {
    let graph = contested();
    let view = graph.at(date(2022, 2, 10));
    let (a, b, d) = (actor(&graph, "a"), actor(&graph, "b"), actor(&graph, "d"));
    let stance = view.stance(b, d);
    assert_eq!(
        denied(stance.grounds.as_ref().expect("they are allied")),
        ["no-pact"]
    );
    assert_eq!(stance.ways[0].denied[0].key(), "no-pact");
    let rows = graph.at(date(2021, 12, 1)).diff(view);
    let pact = rows
        .iter()
        .find(|row| row.kind == factions::RelationKind::Alliance.into());
    assert_eq!(denied(&pact.expect("it came").grounds), ["no-pact"]);
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let edge = signed.dyad(a, b).expect("they clashed");
    assert_eq!(denied(&edge.grounds), ["no-clash"]);
    // the denied pact and the clash are of the two that stand on both
    let ambivalent = signed.dyad(b, d).expect("they are tied");
    assert_eq!(denied(&ambivalent.grounds), ["no-pact"]);
    let opponents = graph.ever().opponents();
    assert_eq!(denied(&opponents[0].grounds), ["no-clash"]);
}

#[test]
fn a_denial_of_other_days_or_the_other_way_round_is_none() {
    let graph = graph(
        r#"
        [[relations]]
        id = "hostile"
        kind = "rivalry"
        from = "a"
        to = "b"
        start = 2023-01-01
        end = 2023-06-01
        [[relations]]
        kind = "rivalry"
        from = "b"
        to = "a"
        start = 2023-01-01
        end = 2023-06-01
        certainty = "denied"
        [[relations]]
        kind = "rivalry"
        from = "a"
        to = "b"
        start = 2023-06-01
        certainty = "denied"
        [[events]]
        id = "raid"
        kind = "strike"
        when = 2023-03-01
        from = "a"
        to = "b"
        [[events]]
        kind = "strike"
        when = "[2023-02-27,2023-03-02]"
        from = "a"
        to = "b"
        certainty = "denied"
        [[events]]
        kind = "strike"
        when = 2023-03-01
        from = "b"
        to = "a"
        certainty = "denied"
        "#,
    );
    for statement in graph.statements() {
        assert_eq!(graph.ever().denials_of(statement), [], "{statement:?}");
    }
}

#[test]
fn a_denial_is_seen_from_when_it_is_known_and_by_whom_it_is_asked_for() {
    let graph = graph(
        r#"
        [sources.first]
        publisher = "The Wire"
        published = 2023-02-01
        [sources.second]
        publisher = "The Post"
        published = 2023-03-01
        [[relations]]
        id = "pact"
        kind = "alliance"
        between = ["a", "b"]
        start = 2023-01-01
        source = "first"
        certainty = "confirmed"
        [[relations]]
        id = "no-pact"
        kind = "alliance"
        between = ["a", "b"]
        certainty = "denied"
        source = "second"
        "#,
    );
    let a = actor(&graph, "a");
    let known_on = |day| {
        let allies = graph.ever().known_on(day).allies(a);
        allies[0].to_string()
    };
    assert_eq!(
        known_on(date(2023, 2, 10)),
        "B is an ally of A (alliance; certainly; confirmed; source: first)"
    );
    assert_eq!(
        known_on(date(2023, 3, 10)),
        "B is an ally of A (alliance; certainly; confirmed; source: first; denied by The Post)"
    );
    let first = graph.source_set(["first"]).expect("it is a source");
    assert_eq!(
        denied(&graph.ever().from_sources(&first).allies(a)[0].grounds),
        [""; 0]
    );
    // a filter of certainty hides no denial
    let sure = graph.ever().at_least(Certainty::Confirmed);
    assert_eq!(denied(&sure.allies(a)[0].grounds), ["no-pact"]);
}

#[test]
fn what_is_denied_is_no_denial_of_itself_and_a_contradiction_names_the_others() {
    let graph = contested();
    for denial in graph.ever().denied() {
        assert_eq!(denied(&denial.grounds), [""; 0], "{denial}");
    }
    for one in graph.ever().contradictions() {
        assert_eq!(denied(&one.grounds), [""; 0], "{one}");
    }
}
