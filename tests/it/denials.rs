//! Whatever an answer rests on, it says who denies it.

use crate::support::strategies::record as any_record;
use crate::support::tiny::actor_of as actor;
use factions::{
    ActorGraph, ActorId, Certainty, ConflictRule, Grounds, Record, Statement, StatementId,
    StatementRef, Step, date,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

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

#[test]
fn what_counts_or_chains_several_things_says_what_is_denied_of_it() {
    let graph = contested();
    let series = graph.ever().series(Step::Month);
    let of_january = &series.steps[0].tally;
    assert_eq!(of_january.denied[0].key(), "no-merger");
    let lines = series.to_string();
    assert!(lines.contains("in part denied by A"), "{lines}");
    assert!(lines.contains("in part denied by B"), "{lines}");
    let signed = graph.ever().signed(ConflictRule::NegativeWins);
    let enemies = signed.common_enemies();
    let pair = enemies.pairs.iter().find(|one| !one.denied.is_empty());
    assert!(
        pair.expect("a and d fought b")
            .to_string()
            .contains("in part denied by B")
    );
}

/// Whether a statement and a denial tie one pair the same way round, if both are directed.
fn is_of_one_pair(said: &Statement, denied: &Statement, asked: Option<(ActorId, ActorId)>) -> bool {
    let turned = |(a, b): (ActorId, ActorId)| (b, a);
    let is_asked = |&pair: &(ActorId, ActorId)| {
        asked.is_none_or(|asked| pair == asked || turned(pair) == asked)
    };
    let mut own = said.ends.pairs();
    if own.iter().any(is_asked) {
        own.retain(is_asked);
    }
    let are_directed = said.ends.is_directed() && denied.ends.is_directed();
    let others = denied.ends.pairs();
    own.into_iter()
        .any(|pair| others.contains(&pair) || !are_directed && others.contains(&turned(pair)))
}

/// Whether a statement and a denial of its kind can be of one day by their own dates.
fn can_meet(record: &Record, said: &Statement, denied: &Statement) -> bool {
    let span = |one: &Statement| {
        let as_of = record.as_of_day(&one.evidence);
        one.relation().map(|it| it.period.bounds(as_of).span())
    };
    if let (Some(one), Some(two)) = (span(said), span(denied)) {
        return one.from.max(two.from) < one.to.min(two.to);
    }
    let when = |one: &'_ Statement| one.event().and_then(|event| event.when.clone());
    match (when(said), when(denied)) {
        (Some(one), Some(two)) => one.meets(&two),
        _ => true,
    }
}

/// Everyone told with a statement, by `same_as`, whoever names whom.
fn told_with(graph: &ActorGraph, id: StatementId) -> BTreeSet<StatementId> {
    let mut all = BTreeSet::from([id]);
    loop {
        let before = all.len();
        for one in graph.statements() {
            let names = |other: StatementRef<'_>| {
                let own = &one.record().same_as;
                own.iter().any(|id| **id == *other.key())
            };
            for other in graph.statements().filter(|other| names(*other)) {
                if all.contains(&one.id()) || all.contains(&other.id()) {
                    all.extend([one.id(), other.id()]);
                }
            }
        }
        if all.len() == before {
            return all;
        }
    }
}

fn is_withdrawn(graph: &ActorGraph, one: StatementRef<'_>) -> bool {
    let evidence = |one: StatementRef<'_>| one.record().evidence.clone();
    let by_itself = evidence(one).withdrawn.is_some();
    let mut others = graph.statements().map(evidence);
    by_itself || others.any(|other| other.withdraws.iter().any(|id| **id == *one.key()))
}

/// The same by a loop over all statements.
fn naive(
    graph: &ActorGraph,
    said: &[StatementRef<'_>],
    asked: Option<(ActorId, ActorId)>,
) -> BTreeSet<StatementId> {
    let is_denied = |one: &StatementRef<'_>| one.certainty() == Certainty::Denied;
    let mut found = BTreeSet::new();
    for denied in graph.statements().filter(is_denied) {
        for one in said.iter().filter(|one| !is_denied(one)) {
            let (own, other) = (one.record(), denied.record());
            let is_same = own.kind() == other.kind()
                && is_of_one_pair(own, other, asked)
                && can_meet(graph.record(), own, other);
            if is_same || told_with(graph, one.id()).contains(&denied.id()) {
                found.insert(denied.id());
            }
        }
    }
    found.retain(|&id| {
        let one = graph.statements().nth(id.index()).expect("it is there");
        !is_withdrawn(graph, one) && said.iter().all(|own| own.id() != id)
    });
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn denials_are_those_of_a_loop_over_all_statements(record in any_record()) {
        let graph = ActorGraph::new(record);
        let view = graph.ever();
        let ids = |all: &[StatementRef<'_>]| all.iter().map(|one| one.id()).collect::<BTreeSet<_>>();
        for statement in graph.statements() {
            let slow = naive(&graph, &[statement], None);
            prop_assert_eq!(ids(&view.denials_of(statement)), slow);
        }
        for a in graph.actors() {
            for all in [view.allies(a), view.adversaries(a), view.supporters(a)] {
                for one in all {
                    let said = &one.grounds.statements;
                    let slow = naive(&graph, said, Some((a.id(), one.other.id())));
                    prop_assert_eq!(ids(&one.grounds.denied), slow);
                }
            }
            for b in graph.actors().filter(|b| a < *b) {
                for event in view.dyad(a, b).events {
                    let slow = naive(&graph, &event.grounds.statements, None);
                    prop_assert_eq!(ids(&event.grounds.denied), slow);
                }
            }
        }
    }
}

/// The split told in September is not that of nobody knows when, and the denial is of all the year.
const SPLITS: &str = r#"
[actors]
army = { name = "Army", kind = "state-force" }
front = { name = "Front", kind = "coalition" }
[[events]]
id = "some-day"
kind = "split"
from = "front"
to = "army"
[[events]]
id = "in-september"
kind = "split"
when = 2023-09-03
from = "front"
to = "army"
[[events]]
id = "never"
kind = "split"
when = "2023"
from = "front"
to = "army"
certainty = "denied"
by = "front"
same_as = "in-september"
"#;

#[test]
fn a_denial_speaks_of_its_own_days_and_not_of_those_that_it_is_told_with() {
    let graph = ActorGraph::new(Record::from_toml(SPLITS).expect("it is in order"));
    let october = graph.during(date(2023, 10, 7)..date(2023, 10, 9));
    let found = october.contradictions();
    let keys = |at: usize| -> Vec<&str> {
        let statements = found[at].grounds.statements.iter();
        statements.map(|one| one.key()).collect()
    };
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(keys(0), ["some-day", "never"]);
}

/// B descends from A by a split and, two steps longer, by one that is denied: so does D, which descends from B.
#[test]
fn what_is_denied_on_a_longer_line_is_said_of_all_who_come_behind() {
    let split = |from: &str, to: &str, more: &str| {
        format!(
            "[[events]]\nkind = \"split\"\nwhen = 2023-01-07\nfrom = \"{from}\"\nto = \"{to}\"\n{more}"
        )
    };
    let denied_by_c = "id = \"no-split\"\ncertainty = \"denied\"\nby = \"c\"\n";
    let graph = graph(
        &[
            split("a", "b", ""),
            split("b", "d", ""),
            split("a", "c", ""),
            split("c", "b", ""),
            split("c", "b", denied_by_c),
        ]
        .concat(),
    );
    let lineage = graph.ever().lineage(actor(&graph, "a"));
    let told = lineage.descendants.iter().map(|one| {
        let denied: Vec<&str> = one.denied.iter().map(|one| one.key()).collect();
        (one.actor.key(), one.generation, denied)
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("b", 1, vec!["no-split"]),
            ("c", 1, vec![]),
            ("d", 2, vec!["no-split"]),
        ]
    );
}
