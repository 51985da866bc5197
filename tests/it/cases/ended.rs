//! Who has ended is tied to nobody: ends of actors, mergers and renamings bound what is tied to them.

use super::*;
use factions::{ConflictRule, RelationKind, StanceWord};

/// It certainly held on a day on which the coalition had been gone for years, which cannot be.
#[test]
fn an_ongoing_membership_of_who_has_dissolved_is_a_mistake() {
    let text = text_of("dissolved-coalition");
    assert_eq!(codes(&text), ["outside-active-period"]);
}

/// The end of the coalition bounds its memberships: certain is the day on which they begin, and that
/// they were over by then.
#[test]
fn a_dissolved_coalition_has_no_members() {
    let text = text_of("dissolved-coalition").replace("end=\"..\"", "");
    let graph = told(&text);
    let both = |how: &str| vec![format!("a {how} reported"), format!("b {how} reported")];
    assert_eq!(members(on(&graph, "1990-01-01"), "c"), both("certainly"));
    assert_eq!(members(on(&graph, "1990-01-02"), "c"), both("possibly"));
    assert_eq!(members(on(&graph, "2014-03-12"), "c"), both("possibly"));
    assert_eq!(members(on(&graph, "2014-03-13"), "c"), [""; 0]);
    assert_eq!(members(on(&graph, "2018-05-01"), "c"), [""; 0]);
    assert_eq!(
        changes(during(&graph, "2000-01-01", "2020-01-01")),
        [
            "dissolved c 2014-03-13 certainly reported",
            "left a c 1990-01-02..2014-03-13 possibly reported by the end of c",
            "left b c 1990-01-02..2014-03-13 possibly reported by the end of c",
        ],
    );
}

/// The one began the year after the other had ended: no day was there for them to be rivals on.
#[test]
fn rivals_that_never_met_are_a_mistake() {
    let text = text_of("rivals-that-never-met");
    assert_eq!(codes(&text), ["never-met"]);
}

/// The stated start of the coalition is the first day on which anybody can be its member.
#[test]
fn nobody_is_a_member_of_what_has_not_begun() {
    let graph = told(
        r#"
        relations = [{ kind = "membership", from = "a", to = "c", end = ".." }]
        [record]
        as_of = "2020-01-01"
        [actors]
        a = { name = "Aster Front", kind = "armed-group" }
        c = { name = "Cedar Pact", kind = "coalition", active = { start = "2015-01-01", end = ".." } }
        "#,
    );
    assert_eq!(members(on(&graph, "2000-01-01"), "c"), [""; 0]);
    assert_eq!(members(on(&graph, "2014-12-31"), "c"), [""; 0]);
    assert_eq!(
        members(on(&graph, "2015-01-01"), "c"),
        ["a possibly reported"]
    );
    assert_eq!(
        members(on(&graph, "2019-12-31"), "c"),
        ["a possibly reported"]
    );
    assert_eq!(
        members(on(&graph, "2020-01-01"), "c"),
        ["a certainly reported"]
    );
}

/// Years after the end of one, the end of the coalition and the new name of the third, nothing is
/// left of what tied them.
#[test]
fn nothing_ties_those_who_have_ended_or_go_by_another_name() {
    let graph = case("ended-actors");
    let view = on(&graph, "2019-06-01");
    for key in ["a", "b", "c", "d"] {
        assert_eq!(ties(view, key), [""; 0], "{key}");
        assert_eq!(graph.ever().partners(actor(&graph, key)), [], "{key}");
        for other in ["a", "b", "c", "d"]
            .into_iter()
            .filter(|other| *other != key)
        {
            let stance = view.stance(actor(&graph, key), actor(&graph, other));
            assert_eq!(stance.word, StanceWord::None, "{stance}");
        }
    }
    assert!(view.signed(ConflictRule::Ambivalent).edges().is_empty());
    assert_eq!(view.actor_holds(actor(&graph, "a")), None);
    assert_eq!(
        members(on(&graph, "2010-12-31"), "c"),
        ["a possibly reported", "b possibly reported"]
    );
    assert_eq!(
        members(on(&graph, "2011-01-01"), "c"),
        ["b possibly reported"]
    );
    assert_eq!(members(on(&graph, "2012-01-01"), "c"), [""; 0]);
    // two were struck by the third: that makes no friends of them
    let dyad = graph.ever().dyad(actor(&graph, "a"), actor(&graph, "b"));
    assert!(dyad.on_one_side.is_empty(), "{dyad}");
    assert_eq!(
        changes_of(graph.ever(), "alliance-ended"),
        ["a d 2010-01-02..2010-06-01 certainly reported by new-name"],
    );
    assert_eq!(
        changes_of(graph.ever(), "left"),
        [
            "a c 2010-01-02..2011-01-01 certainly reported by the end of a",
            "b c 2010-01-02..2012-01-01 certainly reported by the end of c",
        ],
    );
}

/// Of a pact whose end nobody tells it is certain only that it was over when the ally was.
#[test]
fn a_bound_is_not_the_end() {
    let graph = case("bound-is-not-the-end");
    let both = ["aid possibly", "pact possibly"];
    assert_eq!(ties(on(&graph, "2016-04-08"), "brook"), both);
    assert_eq!(ties(on(&graph, "2016-04-09"), "brook"), [""; 0]);
    assert_eq!(ties(on(&graph, "2003-02-01"), "brook"), ["pact certainly"]);
    assert_eq!(ties(on(&graph, "2003-02-02"), "brook"), ["pact possibly"]);
    assert_eq!(
        ties(on(&graph, "2005-01-01"), "brook"),
        ["aid certainly", "pact possibly"]
    );
    assert_eq!(
        ties(on(&graph, "2013-12-31"), "brook"),
        ["aid certainly", "pact possibly"]
    );
    assert_eq!(ties(on(&graph, "2014-01-01"), "brook"), both);
    assert_eq!(
        changes(graph.ever()),
        [
            "alliance-ended alder brook 2003-02-02..2016-04-09 certainly reported by the end of alder",
            "alliance-made alder brook 2003-02-01 certainly reported",
            "dissolved alder 2016-04-09 certainly reported",
        ],
    );
    let last = on(&graph, "2016-04-08");
    assert_eq!(last.allies(actor(&graph, "brook")).len(), 1);
    assert_eq!(last.clients(actor(&graph, "brook")).len(), 1);
    assert_eq!(last.certainly().allies(actor(&graph, "brook")), []);
}

/// A member of a member is one no longer when what lies between them has ended.
#[test]
fn who_is_in_what_has_dissolved_is_not_in_what_that_was_in() {
    let graph = told(
        r#"
        relations = [
          { kind = "membership", from = "band", to = "wing", start = "1990-01-01" },
          { kind = "membership", from = "wing", to = "front", start = "1995-01-01" },
        ]
        [actors]
        band  = { name = "Band", kind = "armed-group" }
        wing  = { name = "Wing", kind = "coalition", active = { end = "2000-01-01" } }
        front = { name = "Front", kind = "coalition", active = { end = "2005" } }
        "#,
    );
    let first = on(&graph, "1995-01-01");
    assert_eq!(
        members(first, "front"),
        ["band possibly reported", "wing certainly reported"]
    );
    let last = on(&graph, "1999-12-31");
    assert_eq!(
        members(last, "front"),
        ["band possibly reported", "wing possibly reported"]
    );
    assert_eq!(members(on(&graph, "2000-01-01"), "front"), [""; 0]);
    assert_eq!(members(on(&graph, "2000-01-01"), "wing"), [""; 0]);
    assert_eq!(
        changes_of(graph.ever(), "left"),
        [
            "band wing 1990-01-02..2000-01-01 certainly reported by the end of wing",
            "wing front 1995-01-02..2000-01-01 certainly reported by the end of wing",
        ],
    );
}

/// A merger bounds what its constituents were tied to, and what certainly goes on after it is left as
/// it is, and contradicts it; to the successor nothing passes.
#[test]
fn a_merger_bounds_what_can_have_ended_by_it() {
    let graph = told(
        r#"
        relations = [
          { id = "pact", kind = "alliance", between = ["x", "w"], start = "2008-01-01", seen = "2010-05-01" },
          { id = "feud", kind = "rivalry", between = ["y", "w"], start = "2009-01-01", end = ".." },
        ]
        events = [{ id = "union", kind = "merger", when = "2012-03", from = ["x", "y"], to = "z" }]
        [record]
        as_of = "2015-06-30"
        [actors]
        w = { name = "W", kind = "militia" }
        x = { name = "X", kind = "armed-group" }
        y = { name = "Y", kind = "armed-group" }
        z = { name = "Z", kind = "armed-group" }
        "#,
    );
    assert_eq!(ties(on(&graph, "2010-05-01"), "x"), ["pact certainly"]);
    assert_eq!(ties(on(&graph, "2010-05-02"), "x"), ["pact possibly"]);
    let w = |text: &str| ties(on(&graph, text), "w");
    assert_eq!(w("2012-03-30"), ["feud certainly", "pact possibly"]);
    assert_eq!(w("2012-03-31"), ["feud certainly"]);
    assert_eq!(w("2014-01-01"), ["feud certainly"]);
    let stance = on(&graph, "2014-01-01").stance(actor(&graph, "z"), actor(&graph, "w"));
    assert_eq!(stance.word, StanceWord::None, "{stance}");
    assert_eq!(
        contradictions(graph.ever()),
        ["relation-after-merger feud union certainly"]
    );
    assert_eq!(
        changes(graph.ever()),
        [
            "alliance-ended w x 2010-05-02..2012-03-31 certainly reported by union",
            "alliance-made w x 2008-01-01 certainly reported",
            "merged x z 2012-03-01..2012-03-31 certainly reported by union",
            "merged y z 2012-03-01..2012-03-31 certainly reported by union",
        ],
    );
}

/// What can begin before the last day of a renaming is over by then; what begins on it or later is
/// of an actor that was no more, and stays as it is told.
#[test]
fn what_begins_when_the_old_name_is_gone_contradicts_the_renaming() {
    let graph = told(
        r#"
        relations = [
          { id = "oath", kind = "affiliation", from = "old", to = "patron", start = "2015-06" },
          { id = "late-oath", kind = "affiliation", from = "old", to = "patron", start = "2015-09-30" },
        ]
        events = [{ id = "new-name", kind = "rename", when = "[2015-03-01..2015-09-30]", from = "old", to = "fresh" }]
        [actors]
        old    = { name = "Old", kind = "armed-group" }
        fresh  = { name = "Fresh", kind = "armed-group" }
        patron = { name = "Patron", kind = "armed-group" }
        "#,
    );
    let patron = |text: &str| ties(on(&graph, text), "patron");
    assert_eq!(patron("2015-05-31"), [""; 0]);
    assert_eq!(patron("2015-06-30"), ["oath possibly"]);
    assert_eq!(patron("2015-09-29"), ["oath possibly"]);
    assert_eq!(patron("2015-09-30"), ["late-oath certainly"]);
    assert_eq!(patron("2016-09-30"), ["late-oath possibly"]);
    assert_eq!(
        contradictions(graph.ever()),
        ["relation-after-merger late-oath new-name certainly"],
    );
    assert_eq!(
        on(&graph, "2016-01-01")
            .affiliates(actor(&graph, "patron"))
            .len(),
        1
    );
    assert_eq!(on(&graph, "2016-01-01").patrons(actor(&graph, "fresh")), []);
}

/// A coalition that ended in some year was there on each day on which somebody certainly joined it;
/// what ends in that year ends with it at the latest, and what ended before needs no other cause.
#[test]
fn an_end_in_some_year_lies_behind_what_is_known_and_before_nothing_else() {
    let graph = told(
        r#"
        relations = [
          { kind = "membership", from = "a", to = "league", start = "2014-06-01" },
          { kind = "membership", from = "b", to = "league", start = "2005-01-01", end = "[2013-06-01..2015-06-30]" },
          { kind = "membership", from = "d", to = "league", start = "2005-01-01", end = "2013" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        d = { name = "D", kind = "armed-group" }
        league = { name = "League", kind = "coalition", active = { start = "1998", end = "2014" } }
        "#,
    );
    let all = |text: &str| members(on(&graph, text), "league");
    assert_eq!(
        all("2013-05-31"),
        ["b certainly reported", "d possibly reported"]
    );
    assert_eq!(
        all("2013-06-01"),
        ["b possibly reported", "d possibly reported"]
    );
    assert_eq!(
        all("2014-06-01"),
        ["a certainly reported", "b possibly reported"]
    );
    assert_eq!(
        all("2014-12-30"),
        ["a possibly reported", "b possibly reported"]
    );
    assert_eq!(all("2014-12-31"), [""; 0]);
    assert_eq!(
        changes(graph.ever()),
        [
            "dissolved league 2014-06-02..2014-12-31 certainly reported",
            "formed league 1998-01-01..1998-12-31 certainly reported",
            "joined a league 2014-06-01 certainly reported",
            "joined b league 2005-01-01 certainly reported",
            "joined d league 2005-01-01 certainly reported",
            "left a league 2014-06-02..2014-12-31 certainly reported by the end of league",
            "left b league 2013-06-01..2014-12-31 certainly reported by the end of league",
            "left d league 2013-01-01..2013-12-31 certainly reported",
        ],
    );
}

/// The end of an active period bounds relations of every kind, at either end.
#[test]
fn no_tie_of_any_kind_outlives_its_actor() {
    for &kind in RelationKind::ALL {
        let ends = if kind.is_directed() {
            [
                r#"from = "gone", to = "other""#,
                r#"from = "other", to = "gone""#,
            ]
        } else {
            [
                r#"between = ["gone", "other"]"#,
                r#"sides = [["other"], ["gone"]]"#,
            ]
        };
        for ends in ends {
            let graph = told(&format!(
                r#"
                relations = [{{ id = "tie", kind = "{kind}", {ends}, start = "2011-01-01", seen = "2012-01-01" }}]
                [actors]
                gone  = {{ name = "Gone", kind = "armed-group", active = {{ end = "early 2013-05" }} }}
                other = {{ name = "Other", kind = "militia" }}
                "#
            ));
            let tie = |text: &str| ties(on(&graph, text), "other");
            assert_eq!(tie("2012-01-01"), ["tie certainly"], "{kind}");
            assert_eq!(tie("2012-01-02"), ["tie possibly"], "{kind}");
            assert_eq!(tie("2013-05-09"), ["tie possibly"], "{kind}");
            assert_eq!(tie("2013-05-10"), [""; 0], "{kind}");
        }
    }
}

/// Of two bounds both apply, and the one whose last day the end takes is its cause.
#[test]
fn of_two_ends_the_earlier_is_the_cause() {
    let graph = told(
        r#"
        relations = [{ id = "pact", kind = "alliance", between = ["x", "y"], start = "2009-01-01" }]
        events = [{ id = "union", kind = "merger", when = "2010-06", from = "y", to = "z" }]
        [actors]
        x = { name = "X", kind = "armed-group", active = { end = "2010" } }
        y = { name = "Y", kind = "armed-group" }
        z = { name = "Z", kind = "armed-group" }
        "#,
    );
    assert_eq!(ties(on(&graph, "2010-06-29"), "x"), ["pact possibly"]);
    assert_eq!(ties(on(&graph, "2010-06-30"), "x"), [""; 0]);
    assert_eq!(
        changes_of(graph.ever(), "alliance-ended"),
        ["x y 2009-01-02..2010-06-30 certainly reported by union"],
    );
}

/// *Ongoing* speaks of the day of its source, on which the ally was still there.
#[test]
fn what_was_ongoing_when_it_was_told_is_over_with_the_actor() {
    let graph = told(
        r#"
        relations = [{ id = "pact", kind = "alliance", between = ["alder", "brook"], start = "2010-01-01", end = "..", source = "wire" }]
        [record]
        as_of = "2020-01-01"
        [sources.wire]
        published = "2013-06"
        [actors]
        alder = { name = "Alder", kind = "armed-group", active = { end = "2014-03-13" } }
        brook = { name = "Brook", kind = "militia" }
        "#,
    );
    assert_eq!(ties(on(&graph, "2013-06-01"), "brook"), ["pact certainly"]);
    assert_eq!(ties(on(&graph, "2013-06-02"), "brook"), ["pact possibly"]);
    assert_eq!(ties(on(&graph, "2014-03-12"), "brook"), ["pact possibly"]);
    assert_eq!(ties(on(&graph, "2014-03-13"), "brook"), [""; 0]);
    assert_eq!(
        changes_of(graph.ever(), "alliance-ended"),
        ["alder brook 2013-06-02..2014-03-13 certainly reported by the end of alder"],
    );
}

/// What is seen on the last day leaves no other day for the end, and what may have been over before
/// is only possibly gone on it.
#[test]
fn what_is_seen_on_the_last_day_ends_with_the_actor_to_the_day() {
    let graph = told(
        r#"
        relations = [
          { id = "seen", kind = "membership", from = "a", to = "c", start = "1990-01-01", seen = "2014-03-12" },
          { id = "unseen", kind = "membership", from = "b", to = "c", start = "1990-01-01" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        c = { name = "C", kind = "coalition", active = { end = "2014-03-13" } }
        "#,
    );
    let rows = on(&graph, "2014-03-12").diff(on(&graph, "2014-03-13"));
    let rows = sorted(rows.iter().map(|row| {
        let (word, actor, holds) = (row.word, row.actor.key(), row.grounds.holds);
        format!("{word} {actor} {holds}")
    }));
    assert_eq!(rows, ["gone a certainly", "gone b possibly"]);
    assert_eq!(
        changes_of(during(&graph, "2014-03-13", "2014-03-14"), "left"),
        [
            "a c 2014-03-13 certainly reported by the end of c",
            "b c 1990-01-02..2014-03-13 possibly reported by the end of c",
        ],
    );
}

/// Seen on the last day on which it can still have been there, a league ended on the next.
#[test]
fn a_seen_day_dates_the_end_of_the_actor() {
    let graph = told(&league(
        "active = { end = \"2014-06\" }",
        "seen = \"2014-06-29\"",
    ));
    assert_eq!(
        changes_of(graph.ever(), "dissolved"),
        ["league 2014-06-30 certainly reported"],
    );
}

/// A league with this active period, and a membership in it with these keys.
fn league(active: &str, keys: &str) -> String {
    format!(
        r#"
        relations = [{{ kind = "membership", from = "a", to = "league", {keys} }}]
        [record]
        as_of = "2020-01-01"
        [actors]
        a = {{ name = "A", kind = "armed-group" }}
        league = {{ name = "League", kind = "coalition", {active} }}
        "#
    )
}

/// An end, a seen day or an *as of* that certainly lies outside of the active period is a mistake; one
/// that need not is none.
#[test]
fn what_certainly_lies_outside_of_the_active_period_is_a_mistake() {
    let june = "active = { start = \"2010\", end = \"2014-06\" }";
    for keys in [
        "seen = \"2014-06-30\"",
        "end = \"2014-07-01\"",
        "start = \"2014-06-30\"",
        "start = \"2012\", end = \"..\"",
        "end = \"2010-01-01\"",
        "seen = \"2009-12-31\"",
        "start = \"2009\"",
        "end = \"2015\"",
    ] {
        assert_eq!(
            codes(&league(june, keys)),
            ["outside-active-period"],
            "{keys}"
        );
    }
    for keys in [
        "seen = \"2014-06-29\"",
        "end = \"2014-06-30\"",
        "start = \"2014-06-29\"",
        "start = \"2012\"",
        "end = \"2010-01-02\"",
        "seen = \"2010-01-01\"",
        "start = \"2010\", end = \"2014\"",
    ] {
        told(&league(june, keys));
    }
}

/// Two who can have met only in one year are tied in it at most, and two of whom one was there only
/// while the other was not are never tied.
#[test]
fn two_are_tied_only_while_both_can_have_been_there() {
    let text = |one: &str, two: &str| {
        format!(
            r#"
            relations = [{{ id = "tie", kind = "cooperation", between = ["x", "y"] }}]
            [actors]
            x = {{ name = "X", kind = "armed-group", active = {one} }}
            y = {{ name = "Y", kind = "armed-group", active = {two} }}
            "#
        )
    };
    let graph = told(&text("{ end = \"2014\" }", "{ start = \"2014\" }"));
    assert_eq!(ties(on(&graph, "2013-12-31"), "x"), [""; 0]);
    assert_eq!(ties(on(&graph, "2014-01-01"), "x"), ["tie possibly"]);
    assert_eq!(ties(on(&graph, "2014-12-30"), "x"), ["tie possibly"]);
    assert_eq!(ties(on(&graph, "2014-12-31"), "x"), [""; 0]);
    let never = text("{ end = \"2014-01-01\" }", "{ start = \"2014-01-01\" }");
    assert_eq!(codes(&never), ["never-met"]);
    let by_turns = text(
        r#"[{ start = "1990", end = "1995-01-01" }, { start = "2000-01-01", end = "2005" }]"#,
        r#"{ start = "1995-01-01", end = "2000-01-01" }"#,
    );
    assert_eq!(codes(&by_turns), ["never-met"]);
    let touching = text(
        r#"[{ start = "1990", end = "1995-01-02" }, { start = "2000-01-01", end = "2005" }]"#,
        r#"{ start = "1995-01-01", end = "2000-01-01" }"#,
    );
    let graph = told(&touching);
    assert_eq!(ties(on(&graph, "1994-12-31"), "x"), [""; 0]);
    // this is the one day on which it can have held, and a relation holds at least a day
    assert_eq!(ties(on(&graph, "1995-01-01"), "x"), ["tie certainly"]);
    assert_eq!(ties(on(&graph, "1995-01-02"), "x"), [""; 0]);
}

/// A member acts for its coalition while both are there, and then no longer.
#[test]
fn a_stance_through_a_coalition_ends_with_it() {
    let graph = told(
        r#"
        relations = [
          { kind = "membership", from = "band", to = "front", start = "2010-01-01", seen = "2012-06-01" },
          { kind = "belligerence", between = ["front", "army"], start = "2011-01-01", seen = "2012-06-01" },
        ]
        [actors]
        band  = { name = "Band", kind = "armed-group" }
        front = { name = "Front", kind = "coalition", active = { end = "2013-01-01" } }
        army  = { name = "Army", kind = "state-force" }
        "#,
    );
    let stance = |text: &str| {
        let stance = on(&graph, text).stance(actor(&graph, "band"), actor(&graph, "army"));
        let holds = stance
            .grounds
            .map_or_else(String::new, |one| one.holds.to_string());
        format!("{} {holds}", stance.word)
    };
    assert_eq!(stance("2012-06-01"), "negative certainly");
    assert_eq!(stance("2012-12-31"), "negative possibly");
    assert_eq!(stance("2013-01-01"), "none ");
}
