//! Camps of components, and ties that are in nobody's way: what is never set side by side.

use super::network::{graph, letters};
use crate::support::tiny;
use factions::{
    ActorGraph, ConflictRule, DyadSign, Frustration, PartitionRule, SearchBudget, SignRule, date,
};

fn tiny_graph(actors: &[&str], body: &str) -> ActorGraph {
    ActorGraph::new(tiny::record("", actors, body))
}

fn relation(kind: &str, one: &str, other: &str) -> String {
    format!("[[relations]]\nkind = \"{kind}\"\nbetween = [\"{one}\", \"{other}\"]\n")
}

fn violence(from: &str, to: &str) -> String {
    format!(
        "[[events]]\nkind = \"violence-against-civilians\"\nwhen = 2023-10-07\nfrom = \"{from}\"\nto = \"{to}\"\n"
    )
}

/// The camps of each component, `a b | c`, with `!` where they are the only ones.
fn camps(found: &Frustration<'_>) -> Vec<String> {
    let each = found.components.iter().map(|component| {
        let sides = component.camps.iter().map(|camp| {
            let keys: Vec<&str> = camp.iter().map(|one| one.key()).collect();
            keys.join(" ")
        });
        let mark = match component.is_unique {
            Some(true) => "!",
            Some(false) => "",
            None => "?",
        };
        sides.collect::<Vec<_>>().join(" | ") + mark
    });
    each.collect()
}

#[test]
fn two_pairs_that_nothing_ties_have_camps_of_their_own() {
    let text = relation("alliance", "a", "b") + &relation("rivalry", "c", "d");
    let graph = tiny_graph(&["a", "b", "c", "d"], &text);
    let signed = graph.at(date(2020, 6, 1)).signed(ConflictRule::Ambivalent);
    let found = signed.frustration(SearchBudget::default());
    assert_eq!(camps(&found), ["a b | !", "c | d!"]);
    assert_eq!(
        found.to_string(),
        "0 of 2 edges are frustrated at least (proven)\n\
         The a and The b together: 0 of 1 edge frustrated (proven; no other camps do as well)\n\
         The c against The d: 0 of 1 edge frustrated (proven; no other camps do as well)\n",
    );
    let json = serde_json::to_value(&found).expect("plain");
    assert_eq!(
        json["components"][1]["camps"],
        serde_json::json!([["c"], ["d"]])
    );
    assert!(json.get("camps").is_none() && json.get("is_unique").is_none());
    // several camps, too: each pair for itself, and no two pairs make three
    let free = signed.partition(PartitionRule::default(), SearchBudget::default());
    let free = free.expect("there are actors");
    let each = free
        .components
        .iter()
        .map(|one| (one.camps.len(), one.is_unique));
    assert!(each.eq([(1, Some(true)), (2, Some(true))]));
    let three = signed.partition(PartitionRule::camps(3), SearchBudget::default());
    assert_eq!(three, None);
}

#[test]
fn a_dyad_that_is_ambivalent_or_neutral_joins_no_components() {
    let both = |one, other| relation("alliance", one, other) + &relation("rivalry", one, other);
    let text = relation("alliance", "a", "b")
        + &both("b", "c")
        + &relation("alliance", "c", "d")
        + &relation("neutrality", "d", "e")
        + &relation("rivalry", "e", "f")
        + &both("f", "g");
    let graph = tiny_graph(&["a", "b", "c", "d", "e", "f", "g"], &text);
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    let found = signed.frustration(SearchBudget::default());
    assert_eq!(camps(&found), ["a b | !", "c d | !", "e | f!"]);
    // a rule that settles the dyad makes it an edge, and the two components one
    let signed = graph.ever().signed(ConflictRule::NegativeWins);
    let found = signed.frustration(SearchBudget::default());
    assert_eq!(camps(&found), ["a b | c d!", "e g | f!"]);
    // actors with such ties alone are in no camp, as are those without any
    let all = SignRule::default().with_all_actors();
    let found = graph
        .ever()
        .signed(all)
        .frustration(SearchBudget::default());
    let alone: Vec<&str> = found.alone.iter().map(|one| one.key()).collect();
    assert_eq!((camps(&found).len(), alone), (3, vec!["g"]));
    assert!(found.to_string().contains("in no camp: The g\n"));
}

#[test]
fn each_component_says_whether_others_would_do() {
    // a ring of five with one foe, a balanced triad, a pair
    let found = graph(&letters("12+ 23+ 34+ 45+ 15- 67+ 68- 78- ab-"));
    let signed = found.ever().signed(ConflictRule::Ambivalent);
    let found = signed.frustration(SearchBudget::default());
    let each = found
        .components
        .iter()
        .map(|one| (one.index(), one.is_unique));
    assert!(each.eq([
        (Some(1), Some(false)),
        (Some(0), Some(true)),
        (Some(0), Some(true)),
    ]));
    assert_eq!(found.index(), Some(1));
    let only = found.frustrated().map(|edge| edge.one.key());
    assert_eq!(only.count(), 1);
    let first = found.components[0].normalised().expect("it has edges");
    assert!((first - 0.6).abs() < 1e-12);
}

#[test]
fn victims_are_in_nobodys_camp_and_make_no_allies_of_their_attackers() {
    // two rivals hit the same civilians
    let text = relation("rivalry", "a", "b") + &violence("a", "v") + &violence("b", "v");
    let graph = tiny_graph(&["a", "b", "v:civilians", "w:civilians"], &text);
    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    assert_eq!((signed.edges().len(), signed.ambivalent().len()), (1, 0));
    let found = signed.frustration(SearchBudget::default());
    assert_eq!(camps(&found), ["a | b!"]);
    assert!(signed.common_enemies().pairs.is_empty());
    let asked = SignRule::from(ConflictRule::Ambivalent).with_one_sided();
    let signed = graph.ever().signed(asked);
    assert_eq!(signed.count(DyadSign::Negative), 3);
    let found = signed.frustration(SearchBudget::default());
    assert_eq!((found.index(), found.components.len()), (Some(1), 1));
    // nor does an attack on a friend make an enemy of it
    let text = relation("alliance", "a", "v") + &violence("a", "v");
    let graph = tiny_graph(&["a", "v:civilians"], &text);
    let [by_default, asked] = [SignRule::default(), asked].map(|rule| {
        let signed = graph.ever().signed(rule);
        (signed.edges().len(), signed.ambivalent().len())
    });
    assert_eq!((by_default, asked), ((1, 0), (0, 1)));
}

#[test]
fn an_edge_is_as_sure_as_the_surest_of_its_ties_that_hold_best() {
    let text = "[[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\nstart = 2020-01-01\nend = 2024-01-01\ncertainty = \"alleged\"\nby = \"c\"\n\
                [[relations]]\nkind = \"cooperation\"\nbetween = [\"a\", \"b\"]\nstart = 2020-01-01\ncertainty = \"confirmed\"\n";
    let graph = tiny_graph(&["a", "b", "c"], text);
    let signed = graph.at(date(2023, 1, 1)).signed(ConflictRule::Ambivalent);
    let said: Vec<String> = signed.edges().iter().map(ToString::to_string).collect();
    // that it is confirmed is said of its first day alone
    assert_eq!(
        said,
        ["The a – The b: positive (certainly; alleged by The c; no source)"]
    );
}
