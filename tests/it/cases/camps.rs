//! Camps are of one component, and of those whom something ties.

use super::*;
use factions::{ConflictRule, SearchBudget};

/// The camps of each component, `a b | c`, with `!` where no others do as well.
fn camps(view: View<'_, '_>) -> Vec<String> {
    let signed = view.signed(ConflictRule::Ambivalent);
    let found = signed.frustration(SearchBudget::default());
    sorted(found.components.iter().map(|component| {
        let camps = component.camps.iter().map(|camp| {
            let keys: Vec<&str> = camp.iter().map(|one| one.key()).collect();
            keys.join(" ")
        });
        let camps: Vec<String> = camps.filter(|camp| !camp.is_empty()).collect();
        let mark = if component.is_unique == Some(true) {
            "!"
        } else {
            ""
        };
        camps.join(" | ") + mark
    }))
}

/// Two allies and two rivals, whom nothing ties to the allies: whose side the rivals are on nobody
/// says.
#[test]
fn two_pairs_have_camps_of_their_own() {
    let graph = case("two-pairs");
    assert_eq!(camps(on(&graph, "2020-06-01")), ["a b!", "c | d!"]);
    assert_eq!(camps(on(&graph, "2021-01-01")), [""; 0]);
}

/// Three mutual enemies fall into two camps in three ways that are as good; the pair and the victims
/// beside them are no part of it.
#[test]
fn each_component_says_for_itself_whether_its_camps_are_the_only_ones() {
    let graph = told(
        r#"
        relations = [
          { kind = "rivalry", sides = [["a"], ["b"], ["c"]], start = 2020-01-01, end = 2021-01-01 },
          { kind = "alliance", between = ["d", "e"], start = 2020-01-01, end = 2021-01-01 },
          { kind = "rivalry", between = ["e", "f"], start = 2020-01-01, end = 2021-01-01 },
        ]
        events = [
          { kind = "violence-against-civilians", when = 2020-06-01, from = ["a", "d"], to = "v" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "armed-group" }
        d = { name = "D", kind = "armed-group" }
        e = { name = "E", kind = "armed-group" }
        f = { name = "F", kind = "armed-group" }
        v = { name = "V", kind = "civilians" }
        "#,
    );
    let found = camps(on(&graph, "2020-05-31"));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        !found[0].ends_with('!') && found[0].contains('|'),
        "{found:?}"
    );
    assert_eq!(found[1], "d e | f!");
    // who hit the same victims thereby stand together, and with nobody in the victims' camp: "a" and
    // "d" are partners of that day, which joins the two components
    let together = camps(on(&graph, "2020-06-01"));
    assert!(
        together.iter().all(|one| !one.contains('v')),
        "{together:?}"
    );
}

/// When the one between them is gone, nothing is left that ties its ally and its enemy.
#[test]
fn who_has_ended_is_in_nobodys_camp() {
    let graph = told(
        r#"
        relations = [
          { kind = "alliance", between = ["a", "b"], start = 2010-01-01, seen = 2014-01-01 },
          { kind = "rivalry", between = ["b", "c"], start = 2010-01-01, seen = 2014-01-01 },
          { kind = "rivalry", between = ["a", "d"], start = 2010-01-01, end = 2020-01-01 },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group", active = { end = "2015-01-01" } }
        c = { name = "C", kind = "armed-group" }
        d = { name = "D", kind = "armed-group" }
        "#,
    );
    assert_eq!(camps(on(&graph, "2014-01-01")), ["a b | c d!"]);
    assert_eq!(camps(on(&graph, "2014-12-31")), ["a b | c d!"]);
    assert_eq!(camps(on(&graph, "2015-01-01")), ["a | d!"]);
    assert_eq!(camps(on(&graph, "2014-12-31").certainly()), ["a | d!"]);
}
