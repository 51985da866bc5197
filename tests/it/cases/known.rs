//! What is known of the ends of actors, when and by whom, and what follows from it.

use super::*;
use factions::Certainty;

/// A book of 2011, a paper of July 2014, and a league that ended in June; of its pact the book tells.
fn league(sources: &str, end: &str) -> ActorGraph {
    told(&format!(
        r#"
        relations = [{{ id = "pact", kind = "alliance", between = ["alder", "brook"], start = "2005-01-01", source = "book" }}]
        [sources.book]
        published = "2011-05-01"
        [sources.paper]
        published = "2014-07-01"
        [sources.monthly]
        published = "2014-07"
        [actors]
        alder = {{ name = "Alder", kind = "armed-group", active = {{ start = "2001", end = "{end}", source = {sources} }} }}
        brook = {{ name = "Brook", kind = "militia" }}
        "#
    ))
}

/// A book of 2011 does not know the end of 2014: until the paper tells of it, the pact is not bound.
#[test]
fn an_end_is_known_from_the_first_source_that_can_know_it() {
    let graph = league("[\"book\", \"paper\"]", "2014-06-01");
    let later = on(&graph, "2015-01-01");
    assert_eq!(ties(later, "brook"), [""; 0]);
    assert_eq!(ties(later.known_on(day("2014-07-01")), "brook"), [""; 0]);
    assert_eq!(
        ties(later.known_on(day("2014-06-30")), "brook"),
        ["pact possibly"]
    );
    let formed = "formed alder 2001-01-01..2001-12-31 certainly reported";
    let made = "alliance-made alder brook 2005-01-01 certainly reported";
    let known = |text: &str| changes(graph.ever().known_on(day(text)));
    assert_eq!(known("2011-04-30"), [""; 0]);
    assert_eq!(known("2011-05-01"), [made, formed]);
    assert_eq!(known("2014-06-30"), [made, formed]);
    assert_eq!(
        known("2014-07-01"),
        [
            "alliance-ended alder brook 2005-01-02..2014-06-01 certainly reported by the end of alder",
            made,
            "dissolved alder 2014-06-01 certainly reported",
            formed,
        ],
    );
}

/// If every source was published before the end, it is known from the first day on which it can lie.
#[test]
fn an_end_that_no_source_can_have_known_is_known_when_it_can_come() {
    let graph = league("\"book\"", "2014-06");
    let later = on(&graph, "2015-01-01");
    assert_eq!(
        ties(later.known_on(day("2014-05-31")), "brook"),
        ["pact possibly"]
    );
    assert_eq!(ties(later.known_on(day("2014-06-01")), "brook"), [""; 0]);
    assert_eq!(
        changes_of(graph.ever().known_on(day("2014-05-31")), "dissolved"),
        [""; 0]
    );
    assert_eq!(
        changes_of(graph.ever().known_on(day("2014-06-01")), "dissolved"),
        ["alder 2014-06-01..2014-06-30 certainly reported"],
    );
}

/// In the month in which the source came out, the end is possibly known: what only it ends, and what
/// only it makes certain, is possible.
#[test]
fn an_end_that_is_possibly_known_bounds_possibly() {
    let graph = league("\"monthly\"", "2014-06-01");
    let known = |text: &str, on_day: &str| ties(on(&graph, on_day).known_on(day(text)), "brook");
    assert_eq!(known("2014-06-30", "2015-01-01"), ["pact possibly"]);
    assert_eq!(known("2014-07-15", "2015-01-01"), ["pact possibly"]);
    assert_eq!(known("2014-07-31", "2015-01-01"), [""; 0]);
    assert_eq!(known("2014-07-15", "2005-01-01"), ["pact certainly"]);
    let mid = graph.ever().known_on(day("2014-07-15"));
    assert_eq!(
        changes_of(mid, "dissolved"),
        ["alder 2014-06-01 possibly reported"]
    );
    assert_eq!(
        changes_of(mid, "alliance-ended"),
        ["alder brook 2005-01-02..2014-06-01 possibly reported by the end of alder"],
    );
    assert_eq!(changes_of(mid.certainly(), "alliance-ended"), [""; 0]);
}

/// The source of the record stands in where an actor names none: nothing is formed before it is known.
#[test]
fn formations_are_known_from_the_source_of_the_record() {
    let graph = told(
        r#"
        relations = [{ kind = "membership", from = "a", to = "c", start = "2018-03-01" }]
        [record]
        source = "yearbook"
        [sources.yearbook]
        published = "2019-02-10"
        [actors]
        a = { name = "A", kind = "armed-group", active = { start = "2017-05" } }
        c = { name = "C", kind = "coalition", active = { start = "2018-03-01" } }
        "#,
    );
    assert_eq!(changes(graph.ever().known_on(day("2019-02-09"))), [""; 0]);
    assert_eq!(
        changes(graph.ever().known_on(day("2019-02-10"))),
        [
            "formed a 2017-05-01..2017-05-31 certainly reported",
            "formed c 2018-03-01 certainly reported",
            "joined a c 2018-03-01 certainly reported",
        ],
    );
}

/// An end that is merely alleged binds nothing in a view that asks for what is reported.
#[test]
fn an_alleged_end_is_hidden_with_all_that_follows_from_it() {
    let graph = told(
        r#"
        relations = [{ id = "pact", kind = "alliance", between = ["alder", "brook"], start = "2005-01-01" }]
        [actors]
        alder = { name = "Alder", kind = "armed-group", active = { end = "2014-06-01", certainty = "alleged", by = "brook" } }
        brook = { name = "Brook", kind = "militia" }
        "#,
    );
    let (all, sure) = (graph.ever(), graph.ever().at_least(Certainty::Reported));
    assert_eq!(
        changes_of(all, "dissolved"),
        ["alder 2014-06-01 certainly alleged"]
    );
    assert_eq!(changes_of(all, "alliance-ended").len(), 1);
    assert_eq!(changes_of(sure, "dissolved"), [""; 0]);
    assert_eq!(changes_of(sure, "alliance-ended"), [""; 0]);
    let later = on(&graph, "2015-01-01").at_least(Certainty::Reported);
    assert_eq!(ties(later, "brook"), ["pact possibly"]);
}

/// Of several sources only those that are asked date and carry an end.
#[test]
fn an_end_of_other_sources_binds_nothing() {
    let graph = league("\"paper\"", "2014-06-01");
    let book = graph.source_set(["book"]).expect("it is a source");
    let view = on(&graph, "2015-01-01").from_sources(&book);
    assert_eq!(ties(view, "brook"), ["pact possibly"]);
    let ever = graph.ever().from_sources(&book);
    assert_eq!(
        changes(ever),
        ["alliance-made alder brook 2005-01-01 certainly reported"]
    );
}

/// A part-of without a start began by the day for which its sources speak. Of the one source that says no day that is the
/// last day of the record, and so a later one.
#[test]
fn a_start_that_an_actor_makes_may_be_later_of_fewer_sources() {
    let graph = told(
        r#"
format = 1

[record]
title = "An illustration"
as_of = "2023-10-29"

[sources.early]
published = "2023-09-01"

[sources.undated]

[actors]
alder = { name = "Alder", kind = "armed-group", active = { start = "2023-09", source = "undated" } }
oak = { name = "Oak", kind = "armed-group" }

[[relations]]
id = "alder-in-oak"
kind = "part-of"
from = "alder"
to = "oak"
end = ".."
source = ["early", "undated"]
"#,
    );
    let undated = graph.source_set(["undated"]).expect("it is a source");
    for (from, to) in [
        ("2023-09-01", "2023-10-01"),
        ("2023-09-19", "2023-09-20"),
        ("2023-09-30", "2023-10-01"),
    ] {
        let view = during(&graph, from, to).from_sources(&undated);
        let integrated = changes_of(view, "integrated");
        assert_eq!(integrated.len(), 1, "{from}: {integrated:?}");
    }
}

/// A split that is known later leaves the member in until then; in the month in which it came out it
/// takes away what is certain, and adds nothing.
#[test]
fn a_split_is_known_from_its_source() {
    let graph = told(
        r#"
        relations = [{ id = "first", kind = "membership", from = "a", to = "c", start = "2021-05", end = "..", source = "wire" }]
        events = [{ id = "walkout", kind = "split", when = "2023-09-10", from = "c", to = "a", source = "monthly" }]
        [sources.wire]
        published = "2022-01-10"
        [sources.monthly]
        published = "2023-10"
        [record]
        as_of = "2023-12-31"
        [actors]
        a = { name = "A", kind = "armed-group" }
        c = { name = "C", kind = "coalition" }
        "#,
    );
    let known = |text: &str, on_day: &str| members(on(&graph, on_day).known_on(day(text)), "c");
    assert_eq!(known("2023-09-30", "2022-01-10"), ["a certainly reported"]);
    assert_eq!(known("2023-09-30", "2023-09-09"), ["a possibly reported"]);
    assert_eq!(known("2023-09-30", "2023-09-10"), ["a possibly reported"]);
    assert_eq!(known("2023-10-15", "2023-09-09"), ["a possibly reported"]);
    assert_eq!(known("2023-10-15", "2023-09-10"), ["a possibly reported"]);
    assert_eq!(known("2023-10-31", "2023-09-09"), ["a certainly reported"]);
    assert_eq!(known("2023-10-31", "2023-09-10"), [""; 0]);
}
