//! Of two tellings that cannot meet each as a whole is one way, with its own actors.

use super::*;
use factions::{EventKind, Holds, Step};

/// Whom the tellings are of.
const ACTORS: &str = r#"
    [actors]
    army    = { name = "Army", kind = "state-force" }
    police  = { name = "Police", kind = "state-force" }
    rebels  = { name = "Rebels", kind = "armed-group" }
    militia = { name = "Militia", kind = "militia" }
    front   = { name = "Front", kind = "coalition" }
"#;

fn graph(events: &str) -> ActorGraph {
    told(&format!("events = [{events}]\n{ACTORS}"))
}

const TWO_OPPONENTS: &str = r#"
    { id = "one", kind = "clash", when = "2023-01-01", from = "army", to = "rebels", killed = 7 },
    { id = "two", kind = "clash", when = "2023-02-01", from = ["army", "police"], to = "militia",
      killed = { best = 9, of = [{ actor = "militia", best = 4 }] }, same_as = "one" },
"#;

/// How many happenings are certainly and possibly between the army and these.
fn between(view: View<'_, '_>, others: [&str; 2]) -> [(u64, u64); 2] {
    let army = actor(view.graph(), "army");
    others.map(|other| happenings(view.toll_between(army, actor(view.graph(), other))))
}

fn both_months(graph: &ActorGraph) -> View<'_, 'static> {
    during(graph, "2023-01-01", "2023-03-01")
}

/// In a window of the day of the one telling, nothing was between those whom only the other names.
#[test]
fn nothing_was_between_two_on_a_day_on_which_no_telling_has_them() {
    let graph = graph(TWO_OPPONENTS);
    let (no, may) = ((0, 0), (0, 1));
    let opponents = ["rebels", "militia"];
    assert_eq!(between(on(&graph, "2023-01-01"), opponents), [may, no]);
    assert_eq!(between(on(&graph, "2023-02-01"), opponents), [no, may]);
    assert_eq!(ties(on(&graph, "2023-02-01"), "rebels"), [""; 0]);
}

/// In a window of both days the happening is certain and one, and of each pair it is possible; in all
/// time whatever is told is certain.
#[test]
fn the_happening_is_certain_where_each_of_its_pairs_is_possible() {
    let graph = graph(TWO_OPPONENTS);
    let opponents = ["rebels", "militia"];
    let both = both_months(&graph);
    assert_eq!(happenings(both.toll()), (1, 0));
    assert_eq!(killed(both.toll().all()), Some((7, 9, 9)));
    assert_eq!(both.events().len(), 1);
    assert_eq!(between(both, opponents), [(0, 1); 2]);
    assert_eq!(between(both.certainly(), opponents), [(0, 0); 2]);
    assert_eq!(happenings(both.certainly().toll()), (1, 0));
    assert_eq!(ties(both, "militia"), ["two possibly"; 2]);
    let dyad = both.dyad(actor(&graph, "army"), actor(&graph, "rebels"));
    assert_eq!(dyad.events[0].grounds.holds, Holds::Possibly);
    let ever = graph.ever();
    assert_eq!(between(ever, opponents), [(1, 0); 2]);
    assert_eq!(happenings(ever.toll()), (1, 0));
    assert_eq!(ties(ever, "rebels"), ["one certainly"]);
}

/// The army took part whichever telling is right; the rebels, the police and the militia may have.
#[test]
fn an_actor_took_part_in_the_ways_of_the_tellings_that_name_it() {
    let graph = graph(TWO_OPPONENTS);
    let of = |view: View<'_, '_>| {
        ["army", "rebels", "militia"].map(|key| happenings(view.toll_of(actor(&graph, key))))
    };
    let (no, may, yes) = ((0, 0), (0, 1), (1, 0));
    assert_eq!(of(both_months(&graph)), [yes, may, may]);
    assert_eq!(of(on(&graph, "2023-01-01")), [may, may, no]);
    assert_eq!(of(graph.ever()), [yes, yes, yes]);
    let militia = actor(&graph, "militia");
    let lost = |view: View<'_, '_>| killed(view.losses_of(militia).all());
    assert_eq!(lost(on(&graph, "2023-01-01")), Some((0, 0, 0)));
    assert_eq!(lost(both_months(&graph)), Some((0, 4, 4)));
    assert_eq!(lost(graph.ever()), Some((4, 4, 4)));
    let series = both_months(&graph).series_of(militia, Step::Month);
    assert_eq!(happenings(series.total()), may);
    let army = actor(&graph, "army");
    let partners = |view: View<'_, '_>| {
        let all = view.partners(army);
        sorted(
            all.iter()
                .map(|one| format!("{} {}", one.other.key(), one.grounds.holds)),
        )
    };
    assert_eq!(partners(on(&graph, "2023-01-01")), [""; 0]);
    assert_eq!(partners(on(&graph, "2023-02-01")), ["police possibly"]);
    assert_eq!(partners(graph.ever()), ["police certainly"]);
}

/// A telling without a day says nothing of the day, and what it says is so in the ways of all others.
#[test]
fn what_an_undated_telling_names_is_so_in_every_way() {
    let undated =
        r#"{ id = "three", kind = "clash", from = "army", to = "militia", same_as = "one" },"#;
    let graph = graph(&format!("{TWO_OPPONENTS}{undated}"));
    let opponents = ["rebels", "militia"];
    let (may, yes) = ((0, 1), (1, 0));
    assert_eq!(between(on(&graph, "2023-01-01"), opponents), [may, may]);
    assert_eq!(between(both_months(&graph), opponents), [may, yes]);
}

/// A kind that the view hides is what the other telling has it to be.
#[test]
fn a_telling_of_a_hidden_kind_is_a_way_in_which_it_was_not_so() {
    let graph = graph(
        r#"
        { id = "one", kind = "clash", when = "2023-01-01", from = "army", to = "rebels" },
        { id = "two", kind = "strike", when = "2023-02-01", from = "army", to = "rebels", same_as = "one" },
        "#,
    );
    let clashes = |view: View<'_, '_>| happenings(view.only(EventKind::Clash).toll());
    assert_eq!(clashes(on(&graph, "2023-01-01")), (0, 1));
    assert_eq!(clashes(on(&graph, "2023-02-01")), (0, 0));
    assert_eq!(clashes(both_months(&graph)), (0, 1));
    assert_eq!(clashes(graph.ever()), (1, 0));
    assert_eq!(
        between(both_months(&graph), ["rebels", "militia"]),
        [(1, 0), (0, 0)]
    );
}

/// A split of the one or of the other: of neither is it certain that it left.
#[test]
fn a_relation_goes_on_in_the_way_of_a_telling_that_does_not_end_it() {
    let graph = told(&format!(
        r#"
        record = {{ as_of = "2023-06-01" }}
        relations = [
          {{ kind = "membership", from = "rebels", to = "front", start = "2022-01-01", end = ".." }},
          {{ kind = "membership", from = "militia", to = "front", start = "2022-01-01", end = ".." }},
        ]
        events = [
          {{ id = "one", kind = "split", when = "2023-01-01", from = "front", to = "rebels" }},
          {{ id = "two", kind = "split", when = "2023-02-01", from = "front", to = "militia", same_as = "one" }},
        ]
        {ACTORS}"#
    ));
    let at = |text: &str| members(on(&graph, text), "front");
    let word = |militia: &str, rebels: &str| {
        [
            format!("militia {militia} reported"),
            format!("rebels {rebels} reported"),
        ]
    };
    assert_eq!(at("2022-12-31"), word("certainly", "certainly"));
    assert_eq!(at("2023-01-15"), word("certainly", "possibly"));
    assert_eq!(at("2023-02-01"), word("possibly", "possibly"));
}
