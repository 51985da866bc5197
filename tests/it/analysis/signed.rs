//! The signed graph of a view.

use factions::{ActorGraph, ConflictRule, DyadSign, Holds, Record, SignRule, View, date};

const RECORD: &str = r#"
format = 1
[actors]
a = { name = "A", kind = "armed-group" }
b = { name = "B", kind = "armed-group" }
c = { name = "C", kind = "armed-group" }
d = { name = "D", kind = "armed-group" }
[[relations]]
id = "pact"
kind = "alliance"
between = ["a", "b"]
start = 2023-01-01
end = 2024-01-01
[[events]]
id = "clash"
kind = "clash"
when = 2023-10-07
sides = [["a"], ["b"]]
[[events]]
id = "clash-again"
kind = "clash"
when = 2023-10-07
sides = [["a"], ["b"]]
same_as = "clash"
[[events]]
id = "perhaps"
kind = "strike"
when = "[2023-12-30..2024-01-05]"
from = "a"
to = "b"
[[relations]]
id = "aid"
kind = "support"
from = "c"
to = "a"
start = "[2023-05..2024-05]"
end = ".."
[[relations]]
id = "apart"
kind = "neutrality"
between = ["b", "c"]
[[events]]
id = "offshoot"
kind = "split"
when = 2023-06-01
from = "c"
to = "d"
"#;

fn graph() -> ActorGraph {
    ActorGraph::new(Record::from_toml(RECORD).expect("a good record"))
}

/// Every dyad: `a-b negative certainly`.
fn dyads(view: View<'_, '_>, rule: impl Into<SignRule>) -> Vec<String> {
    let signed = view.signed(rule);
    let all = signed.edges().iter().chain(signed.ambivalent());
    all.map(|edge| {
        let (one, other) = (edge.one.key(), edge.other.key());
        format!("{one}-{other} {} {}", edge.sign, edge.grounds.holds)
    })
    .collect()
}

#[test]
fn a_conflict_is_settled_by_the_rule_of_the_caller() {
    let graph = graph();
    let year = graph.during(date(2023, 1, 1)..date(2024, 1, 1));
    let by = |rule: ConflictRule| dyads(year, rule).swap_remove(0);
    assert_eq!(
        dyads(year, ConflictRule::Ambivalent),
        ["a-c positive possibly", "a-b ambivalent certainly"],
    );
    assert_eq!(by(ConflictRule::LatestWins), "a-b negative certainly");
    assert_eq!(by(ConflictRule::NegativeWins), "a-b negative certainly");
    // two hostile happenings against one pact, but one of them only possibly in the year
    assert_eq!(by(ConflictRule::Majority), "a-b negative possibly");
}

#[test]
fn a_happening_told_twice_is_one_voice_of_the_majority() {
    let graph = graph();
    let view = graph.during(date(2023, 10, 1)..date(2023, 11, 1));
    let signed = view.signed(ConflictRule::Majority);
    assert_eq!(signed.count(DyadSign::Ambivalent), 1);
    let edge = &signed.ambivalent()[0];
    assert_eq!((edge.ties.len(), edge.grounds.statements.len()), (2, 3));
}

#[test]
fn an_ambivalent_dyad_is_listed_and_counts_in_neither_sign() {
    let graph = graph();
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let counts = DyadSign::ALL.iter().map(|&sign| signed.count(sign));
    assert!(counts.eq([1, 0, 1]));
    let (a, b) = (graph.actor("a").expect("a"), graph.actor("b").expect("b"));
    let dyad = signed.dyad(b, a).expect("it is listed");
    assert_eq!(dyad.sign, DyadSign::Ambivalent);
    let keys: Vec<&str> = dyad
        .grounds
        .statements
        .iter()
        .map(|one| one.key())
        .collect();
    assert_eq!(keys, ["pact", "clash", "clash-again", "perhaps"]);
    let actors: Vec<&str> = signed.actors().iter().map(|actor| actor.key()).collect();
    assert_eq!(actors, ["a", "c"]);
}

#[test]
fn lineage_has_a_sign_only_where_the_caller_gives_it_one() {
    let graph = graph();
    let june = graph.at(date(2023, 6, 1));
    assert!(
        !dyads(june, ConflictRule::Ambivalent)
            .iter()
            .any(|one| one.starts_with("c-d"))
    );
    let rule = SignRule::default().with_positive_lineage();
    assert!(dyads(june, rule).contains(&String::from("c-d positive certainly")));
}

#[test]
fn a_certain_sign_is_one_that_no_possible_tie_can_change() {
    let graph = graph();
    let turn = graph.during(date(2023, 12, 31)..date(2024, 1, 2));
    let by = |rule| dyads(turn, rule);
    assert!(by(ConflictRule::Ambivalent).contains(&"a-b ambivalent possibly".into()));
    assert!(by(ConflictRule::NegativeWins).contains(&"a-b negative possibly".into()));
    let certain = turn.certainly().signed(ConflictRule::Ambivalent);
    assert_eq!(certain.edges()[0].sign, DyadSign::Positive);
    assert_eq!(certain.edges()[0].grounds.holds, Holds::Certainly);
}
