//! A weaker telling lends no date to a surer one, in whatever answer.

use super::*;
use crate::support::example;
use factions::{Certainty, Holds, ReachRule, SpellRule};

fn graph() -> ActorGraph {
    case("alleged-day")
}

/// The pact is confirmed from some day of the year on, and alleged from 10 March: whoever says
/// *confirmed* says the year.
#[test]
fn a_dyad_and_an_ally_are_dated_as_surely_as_they_say() {
    let graph = graph();
    let (merle, wren) = (actor(&graph, "merle"), actor(&graph, "wren"));
    for view in [
        graph.ever(),
        during(&graph, "2019-01-01", "2020-01-01"),
        on(&graph, "2019-12-01"),
    ] {
        let allies = view.allies(wren);
        let dyad = view.dyad(merle, wren);
        let relation = &dyad.relations[0];
        for (days, grounds) in [
            (allies[0].days, &allies[0].grounds),
            (relation.days, &relation.grounds),
        ] {
            let first = days.earliest().map(|day| day.to_string());
            let right = match grounds.certainty {
                Certainty::Confirmed => "2019-01-01",
                _ => "2019-03-10",
            };
            assert_eq!(first.as_deref(), Some(right), "{}\n{dyad}", allies[0]);
        }
    }
}

/// On a day that only the rumour excludes, the answer is of days that it is asked about.
#[test]
fn the_days_of_an_answer_hold_the_day_that_is_asked() {
    let graph = graph();
    let view = on(&graph, "2019-02-01");
    let allies = view.allies(actor(&graph, "wren"));
    let dyad = view.dyad(actor(&graph, "merle"), actor(&graph, "wren"));
    assert_eq!(
        (allies[0].grounds.holds, allies[0].grounds.certainty),
        (Holds::Possibly, Certainty::Confirmed)
    );
    for days in [allies[0].days, dyad.relations[0].days] {
        assert!(
            days.earliest() <= Some(day("2019-02-01")),
            "{}\n{dyad}",
            allies[0]
        );
    }
    let view = on(&graph, "2019-03-20");
    let adversaries = view.adversaries(actor(&graph, "stilt"));
    assert!(
        adversaries[0].days.latest() >= Some(day("2019-03-20")),
        "{:?}",
        adversaries[0].days
    );
}

/// By 10 March the split is confirmed only for the whole month: certain by then on an allegation.
#[test]
fn descent_by_a_day_is_as_sure_as_what_dates_it() {
    let graph = graph();
    for text in ["2019-03-10", "2019-03-30"] {
        let lineage = on(&graph, text).lineage(actor(&graph, "tern"));
        let link = &lineage.links[0];
        let words = (link.grounds.holds, link.grounds.certainty);
        assert_eq!(
            words,
            (Holds::Certainly, Certainty::Alleged),
            "{text}: {link}"
        );
        let parent = &lineage.ancestors[0];
        assert_eq!((parent.holds, parent.certainty), words, "{text}: {parent}");
    }
    let lineage = on(&graph, "2019-03-31").lineage(actor(&graph, "tern"));
    assert_eq!(lineage.ancestors[0].certainty, Certainty::Confirmed);
}

/// That the clash was on 10 March is alleged, of the pair as of the clash itself.
#[test]
fn opponents_on_a_day_are_as_sure_as_what_dates_them() {
    let graph = graph();
    let pairs = on(&graph, "2019-03-10").opponents();
    let words = (pairs[0].grounds.holds, pairs[0].grounds.certainty);
    assert_eq!(
        words,
        (Holds::Certainly, Certainty::Alleged),
        "{}",
        pairs[0]
    );
    let pairs = on(&graph, "2019-03-20").opponents();
    let words = (pairs[0].grounds.holds, pairs[0].grounds.certainty);
    assert_eq!(
        words,
        (Holds::Possibly, Certainty::Confirmed),
        "{}",
        pairs[0]
    );
}

/// From 10 March on it is certain on an allegation, and confirmed from the end of the year on.
#[test]
fn reach_and_spells_are_as_sure_as_what_dates_them() {
    let graph = graph();
    let (merle, wren) = (actor(&graph, "merle"), actor(&graph, "wren"));
    let reached = graph.ever().reach(wren, ReachRule::default());
    let one = reached
        .iter()
        .find(|one| one.actor == merle)
        .expect("they are allied");
    if one.certainly.and_then(factions::Day::date) == Some(day("2019-03-10")) {
        assert_eq!(one.certainty, Certainty::Alleged, "{one}");
    }
    let history = graph.ever().dyad_history(merle, wren, SpellRule::default());
    for spell in history.spells.iter().filter(|spell| spell.sign.is_some()) {
        if spell.starts.latest() == Some(day("2019-03-10")) {
            let grounds = spell.grounds.as_ref().expect("they are allied");
            assert_eq!(grounds.certainty, Certainty::Alleged, "{spell}");
        }
    }
}

/// A clash that may have been on any day of the month is shown on all of them.
#[test]
fn a_spell_of_gexf_has_every_day_that_stays_possible() {
    let graph = graph();
    let written = graph.ever().to_gexf().content;
    let edge = written
        .split("<edge id=")
        .find(|edge| edge.starts_with("\"month:"));
    let edge = edge.expect("the clash is an edge");
    assert!(
        edge.contains("<spell start=\"2019-03-01\" end=\"2019-03-31\"/>"),
        "{edge}"
    );
    // and what it says of its days is as sure as it says
    let is_confirmed = edge.contains("for=\"certainty\" value=\"confirmed\"");
    let is_of_the_day = edge.contains("for=\"day_max\" value=\"2019-03-10\"");
    assert!(!(is_confirmed && is_of_the_day), "{edge}");
}

/// On 10 March nothing is confirmed, and a pact is one line and no event.
#[test]
fn the_table_of_stances_says_of_no_day_more_than_is_sure() {
    let run = example::run(
        "stances",
        "tests/data/cases/alleged-day.toml --on 2019-03-10",
    );
    let words: Vec<&str> = run.stdout.split_whitespace().collect();
    let text = words.join(" ");
    let is_alleged = text.contains("certainly;") && text.contains("alleged");
    assert!(run.succeeded && is_alleged, "{}", run.stdout);
    assert!(!text.contains("confirmed"), "{}", run.stdout);
    assert!(!text.contains("together in alliance"), "{}", run.stdout);
}

/// Two sources tell of a pact and of a clash: what contradicts them is as sure as the surer of the
/// two, whichever of them is told first.
#[test]
fn what_contradicts_a_thing_told_twice_is_as_sure_as_the_surer_telling() {
    let graph = told(
        r#"
        relations = [
          { id = "told", kind = "alliance", between = ["x", "w"], start = "2014", end = "2017-01-01", certainty = "alleged" },
          { id = "sure", same_as = "told", kind = "alliance", between = ["x", "w"], start = "2014-06-01", end = "2017-01-01", certainty = "confirmed" },
          { id = "foes", kind = "rivalry", between = ["x", "w"], start = "2015-01-01", end = "2016-01-01", certainty = "confirmed" },
          { id = "no-pact", kind = "alliance", between = ["x", "w"], start = "2015-01-01", end = "2016-01-01", certainty = "denied" },
        ]
        events = [
          { id = "a-clash", kind = "clash", from = "x", to = "y", when = "2015-03-01", certainty = "alleged" },
          { id = "b-clash", same_as = "a-clash", kind = "clash", from = "x", to = "y", when = "2015-03-01", certainty = "confirmed" },
          { id = "no-clash", kind = "clash", from = "x", to = "y", when = "2015-03-01", certainty = "denied" },
        ]
        [actors]
        w = { name = "W", kind = "armed-group" }
        x = { name = "X", kind = "armed-group" }
        y = { name = "Y", kind = "armed-group" }
        "#,
    );
    let found = graph.ever().contradictions();
    assert_eq!(found.len(), 3);
    for one in found {
        let words = (one.grounds.holds, one.grounds.certainty);
        assert_eq!(words, (Holds::Certainly, Certainty::Confirmed), "{one}");
    }
}

/// That the split was on the 5th is only reported, and so is the membership: confirmed is some day up to the 10th,
/// on which it may still have held.
#[test]
fn a_weaker_day_of_a_split_does_not_end_a_membership_that_is_as_weak() {
    for certainty in ["confirmed", "reported", "alleged"] {
        let graph = told(&format!(
            r#"
            relations = [{{ kind = "membership", from = "x", to = "y", start = 2023-01-01, certainty = "{certainty}" }}]
            events = [
              {{ id = "sure", kind = "split", from = "y", to = "x", when = "[2023-09-01..2023-09-10]", certainty = "confirmed" }},
              {{ id = "weak", kind = "split", from = "y", to = "x", when = 2023-09-05, same_as = "sure" }},
            ]
            [actors]
            x = {{ name = "X", kind = "armed-group" }}
            y = {{ name = "Y", kind = "coalition" }}
            "#
        ));
        let there = |day| members(on(&graph, day), "y").concat();
        assert_eq!(there("2023-09-07"), format!("x possibly {certainty}"));
        assert_eq!(there("2023-09-10"), "");
    }
}

/// A merger that is only alleged bounds the alliance with its day. It does so too where a surer clash
/// is told as the same happening, for that clash says nothing of who merged.
#[test]
fn what_tells_of_something_else_does_not_outweigh_a_merger() {
    for (merged_on, same) in [
        ("when = 2023-08-29,", ""),
        ("when = 2023-08-29,", "same_as = \"merger\","),
        ("", "same_as = \"merger\","),
    ] {
        let graph = told(&format!(
            r#"
            relations = [{{ kind = "alliance", between = ["old", "new"] }}]
            events = [
              {{ id = "merger", kind = "merger", from = "old", to = "new", {merged_on} certainty = "alleged" }},
              {{ kind = "clash", sides = [["old"], ["new"]], when = 2023-08-29, {same} }},
            ]
            [actors]
            old = {{ name = "Old", kind = "armed-group" }}
            new = {{ name = "New", kind = "armed-group" }}
            "#
        ));
        let allies = |day| on(&graph, day).allies(actor(&graph, "old")).len();
        let days = ["2023-08-28", "2023-08-29"].map(allies);
        assert_eq!(days, [1, 0], "{merged_on} {same}");
    }
}

/// What ended in September, beside what goes on until May, and a split.
fn ended_in_september(split: &str) -> ActorGraph {
    told(&format!(
        r#"
        relations = [
          {{ id = "own", kind = "membership", from = "x", to = "y", start = 2023-01-01, end = "2023-09" }},
          {{ id = "other", kind = "membership", from = "x", to = "y", start = 2023-01-01, end = 2024-05-01 }},
        ]
        events = [{split}]
        [actors]
        x = {{ name = "X", kind = "armed-group" }}
        y = {{ name = "Y", kind = "coalition" }}
        "#
    ))
}

/// All tellings of the split together are of October, too late to end what ended in September; that the surer one
/// alone might have ended it is no cause of a departure of these days.
#[test]
fn what_all_tellings_do_not_end_has_no_cause_of_the_surer_ones() {
    let graph = ended_in_september(
        r#"
        { id = "sure", kind = "split", from = "y", to = "x", when = "[2023-09-04..2023-10-03]" },
        { id = "weak", kind = "split", from = "y", to = "x", when = 2023-10-01, certainty = "alleged", same_as = "sure" },
        "#,
    );
    let september = during(&graph, "2023-09-01", "2023-10-01");
    let row = "x y 2023-09-01..2023-09-30 certainly reported despite other";
    for view in [september, september.certainly()] {
        assert_eq!(changes_of(view, "left"), [row]);
        let left = view.changes().into_iter();
        let left = left.filter(|one| one.kind.as_str() == "left");
        let keys = left.flat_map(|one| one.grounds.statements);
        assert_eq!(sorted(keys.map(|one| one.key().to_owned())), ["own"]);
    }
    assert_eq!(
        changes_of(september.at_least(Certainty::Reported), "left"),
        ["x y 2023-09-04..2023-09-30 certainly reported by sure despite other"]
    );
}

/// That the split was in September, and so ended what ended then, is alleged, however sure its end and the split are.
#[test]
fn a_cause_that_a_weaker_telling_makes_is_as_weak() {
    let graph = ended_in_september(
        r#"
        { id = "sure", kind = "split", from = "y", to = "x", when = "2023-10" },
        { id = "weak", kind = "split", from = "y", to = "x", when = "2023-09", certainty = "alleged", same_as = "sure" },
        "#,
    );
    let september = during(&graph, "2023-09-01", "2023-10-01");
    assert_eq!(
        changes_of(september, "left"),
        ["x y 2023-09-01..2023-09-30 certainly alleged by weak despite other"]
    );
    assert_eq!(
        changes_of(september.at_least(Certainty::Reported), "left"),
        ["x y 2023-09-01..2023-09-30 certainly reported despite other"]
    );
}
