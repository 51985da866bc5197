//! How it holds and how sure it is are words of one thing, and not of two.

use super::*;
use factions::{Certainty, ConflictRule, Grounds, Holds, ReachRule, RelationKind, SpellRule};

const CERTAIN: (Holds, Certainty) = (Holds::Certainly, Certainty::Alleged);

fn words(grounds: &Grounds<'_>) -> (Holds, Certainty) {
    (grounds.holds, grounds.certainty)
}

fn graph() -> ActorGraph {
    case("certain-and-confirmed-apart")
}

/// On the day of the alleged clash and pact, both are certain on an allegation.
#[test]
fn who_stood_with_whom_is_as_sure_as_what_is_certain() {
    let graph = graph();
    let view = on(&graph, "2019-03-10");
    let merle = actor(&graph, "merle");
    for one in [
        view.allies(merle),
        view.adversaries(merle),
        view.partners(merle),
    ] {
        assert_eq!(words(&one[0].grounds), CERTAIN, "{}", one[0]);
    }
    let stance = view.stance(merle, actor(&graph, "wren"));
    assert_eq!(
        stance.grounds.as_ref().map(words),
        Some(CERTAIN),
        "{stance}"
    );
    for edge in view.signed(ConflictRule::Ambivalent).edges() {
        assert_eq!(words(&edge.grounds), CERTAIN, "{edge}");
    }
}

/// One event between the two is certain, and that is the alleged one; the same of those who stood on
/// one side.
#[test]
fn pairs_in_events_are_as_sure_as_what_is_certain() {
    let graph = graph();
    let view = on(&graph, "2019-03-10");
    for pair in view.opponents().iter().chain(&view.co_belligerents()) {
        assert_eq!((pair.certainly, pair.possibly), (1, 1), "{pair}");
        assert_eq!(words(&pair.grounds), CERTAIN, "{pair}");
    }
}

/// By the end of March the alleged split had certainly been, and the confirmed one possibly: the
/// descent is certain on an allegation.
#[test]
fn descent_is_as_sure_as_what_is_certain() {
    let graph = graph();
    let view = on(&graph, "2019-03-31");
    let lineage = view.lineage(actor(&graph, "tern"));
    let parent = &lineage.ancestors[0];
    assert_eq!((parent.holds, parent.certainty), CERTAIN, "{parent}");
    let lineage = view.lineage(actor(&graph, "stilt"));
    let child = &lineage.descendants[0];
    assert_eq!((child.holds, child.certainty), CERTAIN, "{child}");
}

/// That they had fought by 10 March is alleged: the confirmed clash may have been later in the month.
#[test]
fn a_first_clash_is_as_sure_as_what_dates_it() {
    let graph = graph();
    let firsts = graph.ever().firsts_on_record(factions::EventKind::Clash);
    let first = firsts
        .iter()
        .find(|one| one.alliance.is_none())
        .expect("they clashed");
    if days(first.days) == "2019-03-01..2019-03-10" {
        assert_eq!(first.grounds.certainty, Certainty::Alleged, "{first}");
    } else {
        assert_eq!(days(first.days), "2019-03-01..2019-03-31", "{first}");
    }
}

/// The one enemy that they certainly share is an alleged one, and the confirmed one they share
/// possibly.
#[test]
fn common_enemies_are_as_sure_as_what_is_certain() {
    let graph = told(
        r#"
        relations = [
          { kind = "rivalry", sides = [["a"], ["x"]], start = 2019-03-01, end = 2019-04-01, certainty = "alleged" },
          { kind = "rivalry", sides = [["b"], ["x"]], start = 2019-03-01, end = 2019-04-01, certainty = "alleged" },
          { kind = "rivalry", sides = [["a"], ["y"]], start = "2019", end = 2020-06-01, certainty = "confirmed" },
          { kind = "rivalry", sides = [["b"], ["y"]], start = "2019", end = 2020-06-01, certainty = "confirmed" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        x = { name = "X", kind = "armed-group" }
        y = { name = "Y", kind = "armed-group" }
        "#,
    );
    let signed = on(&graph, "2019-03-10").signed(ConflictRule::Ambivalent);
    let common = signed.common_enemies();
    let pair = common
        .pairs
        .iter()
        .find(|one| one.one.key() == "a")
        .expect("they share two");
    assert_eq!((pair.holds, pair.certainty), CERTAIN, "{pair}");
}

/// Confirmed is that it may have reached the other from the first of January on; certain, from March
/// on, it is by the alleged pact.
#[test]
fn what_is_certainly_reached_is_as_sure_as_that() {
    let graph = graph();
    let reached = graph
        .ever()
        .reach(actor(&graph, "wren"), ReachRule::default());
    let merle = reached
        .iter()
        .find(|one| one.actor.key() == "merle")
        .expect("they are allied");
    let from = merle.certainly.and_then(factions::Day::date);
    if from == Some(day("2019-03-01")) {
        assert_eq!(merle.certainty, Certainty::Alleged, "{merle}");
    }
}

/// A spell that begins by the first of March at the latest does so on an allegation.
#[test]
fn a_spell_is_as_sure_as_what_dates_it() {
    let graph = graph();
    let (merle, wren) = (actor(&graph, "merle"), actor(&graph, "wren"));
    let history = graph.ever().dyad_history(merle, wren, SpellRule::default());
    for spell in history.spells.iter().filter(|spell| spell.sign.is_some()) {
        if spell.starts.latest() == Some(day("2019-03-01")) {
            let grounds = spell.grounds.as_ref().expect("they are allied");
            assert_eq!(grounds.certainty, Certainty::Alleged, "{spell}");
        }
    }
}

/// That the pact held on both days is as sure as the weaker of the two.
#[test]
fn what_held_on_two_days_is_as_sure_as_on_the_less_sure_one() {
    let graph = told(
        r#"
        relations = [
          { kind = "alliance", between = ["a", "b"], start = 2019-03-01, end = 2019-04-01, certainty = "confirmed" },
          { kind = "alliance", between = ["a", "b"], start = 2019-03-05, end = 2020-06-01, certainty = "alleged" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        "#,
    );
    let rows = on(&graph, "2019-03-10").diff(on(&graph, "2019-12-31"));
    assert_eq!(
        (rows[0].before, rows[0].after),
        (Some(Holds::Certainly), Some(Holds::Certainly))
    );
    assert_eq!(rows[0].grounds.certainty, Certainty::Alleged, "{}", rows[0]);
}

/// The line between two that certainly holds is drawn as alleged.
#[test]
fn a_line_is_drawn_as_sure_as_what_is_certain() {
    let graph = graph();
    let view = on(&graph, "2019-03-10").only(RelationKind::Alliance);
    let picture = view.to_dot().draw().text;
    let is_drawn = |line: &&str| line.contains(" -> ") && line.contains("Wren Militia\\n");
    let line = picture.lines().find(is_drawn).expect("they are allied");
    assert!(line.contains("label=\" alleged \""), "{line}");
}

/// A clash confirmed for 2022 and alleged for 15 June, and a membership of the one side.
fn clash_of_a_whole(membership: &str) -> ActorGraph {
    told(&format!(
        r#"
        events = [
          {{ id = "one", kind = "clash", sides = [["whole"], ["foe"]], when = "2022", certainty = "confirmed" }},
          {{ kind = "clash", sides = [["whole"], ["foe"]], when = 2022-06-15, certainty = "alleged", same_as = "one" }},
        ]
        relations = [{{ kind = "membership", from = "part", to = "whole", certainty = "confirmed", {membership} }}]
        [actors]
        part = {{ name = "Part", kind = "armed-group" }}
        whole = {{ name = "Whole", kind = "coalition" }}
        foe = {{ name = "Foe", kind = "armed-group" }}
        "#
    ))
}

/// A way through a membership is certain only by the allegation where the member was no member all year;
/// where it is only possible, that is confirmed, whatever the allegation makes certain of the clash.
#[test]
fn a_way_is_as_sure_as_what_it_says() {
    let (all_year, a_part, may) = (
        "start = 2021-01-01, end = 2023-01-01",
        "start = 2022-03-01, end = 2023-01-01",
        "end = \"2022\"",
    );
    let (certain, possible) = (Holds::Certainly, Holds::Possibly);
    let (alleged, confirmed) = (Certainty::Alleged, Certainty::Confirmed);
    for (membership, from, to, right) in [
        (all_year, "2022-01-01", "2023-01-01", (certain, confirmed)),
        (a_part, "2022-01-01", "2023-01-01", (certain, alleged)),
        (may, "2022-01-01", "2023-01-01", (possible, confirmed)),
        (all_year, "2022-06-01", "2022-07-01", (certain, alleged)),
        (a_part, "2022-06-01", "2022-07-01", (certain, alleged)),
        (may, "2022-06-01", "2022-07-01", (possible, confirmed)),
        (a_part, "2022-05-01", "2022-06-01", (possible, confirmed)),
    ] {
        let graph = clash_of_a_whole(membership);
        let (part, foe) = (actor(&graph, "part"), actor(&graph, "foe"));
        let view = during(&graph, from, to);
        let stance = view.stance(part, foe);
        let way = &stance.ways[0];
        let about = format!("{membership}, {from} to {to}: {stance}");
        assert_eq!((way.holds, way.certainty), right, "{about}");
        assert_eq!(stance.grounds.as_ref().map(words), Some(right), "{about}");
        let certainly = view.certainly().stance(part, foe);
        assert_eq!(!certainly.ways.is_empty(), right.0 == certain, "{about}");
    }
}

/// A clash that is told twice for the same days was on one of them, and not on all: another may have been before it.
#[test]
fn a_clash_told_twice_for_some_days_is_not_the_first_for_sure() {
    let graph = told(
        r#"
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        [[events]]
        id = "some-day"
        kind = "clash"
        when = "[2023-10-01..2023-10-05]"
        sides = ["a", "b"]
        [[events]]
        id = "told-again"
        kind = "clash"
        when = "[2023-10-01..2023-10-05]"
        sides = ["a", "b"]
        same_as = "some-day"
        [[events]]
        id = "third"
        kind = "clash"
        when = 2023-10-03
        sides = ["a", "b"]
        "#,
    );
    let firsts = graph.ever().firsts_on_record(factions::EventKind::Clash);
    assert_eq!(firsts.len(), 1);
    let told = &firsts[0].grounds.statements;
    assert_eq!(told.len(), 3, "{}", firsts[0]);
    assert_eq!(
        firsts[0].days.to_string(),
        "between 2023-10-01 and 2023-10-03"
    );
}
