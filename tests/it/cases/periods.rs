//! Actors that ceased and came back.

use super::*;
use factions::Certainty;

/// A state that was abolished and founded again has two active periods, and between them it was not.
#[test]
fn an_actor_may_have_ceased_and_come_back() {
    let graph = case("two-lives");
    let holds = |text: &str| {
        let holds = on(&graph, text).actor_holds(actor(&graph, "veld"));
        holds.map_or_else(String::new, |holds| holds.to_string())
    };
    assert_eq!(holds("1815-12-31"), "");
    assert_eq!(holds("1816-01-01"), "certainly");
    assert_eq!(holds("1945-05-08"), "certainly");
    assert_eq!(holds("1945-05-09"), "");
    assert_eq!(holds("1990-10-02"), "");
    assert_eq!(holds("1990-10-03"), "certainly");
    // of its end nothing is told
    assert_eq!(holds("1990-10-04"), "possibly");
    assert_eq!(
        changes(graph.ever()),
        [
            "dissolved veld 1945-05-09 certainly reported",
            "formed veld 1816-01-01 certainly reported",
            "formed veld 1990-10-03 certainly reported",
        ],
    );
}

/// A relation lies in one period of its actor, any that its dates allow, and never between them.
#[test]
fn a_relation_lies_in_one_of_the_periods_and_never_between_them() {
    let graph = case("over-two-periods");
    let karst = |text: &str| ties(on(&graph, text), "karst");
    assert_eq!(karst("1994-12-31"), [""; 0]);
    assert_eq!(karst("1998-12-31"), ["whenever possibly"]);
    assert_eq!(
        karst("1999-01-01"),
        ["early certainly", "whenever possibly"]
    );
    assert_eq!(karst("2000-01-01"), ["early possibly", "whenever possibly"]);
    assert_eq!(karst("2001-05-31"), ["early possibly", "whenever possibly"]);
    assert_eq!(karst("2001-06-01"), [""; 0]);
    assert_eq!(karst("2005-01-01"), [""; 0]);
    assert_eq!(karst("2009-12-31"), [""; 0]);
    assert_eq!(karst("2012-01-01"), ["later possibly", "whenever possibly"]);
    assert_eq!(
        karst("2014-07-01"),
        ["later certainly", "whenever possibly"]
    );
    assert_eq!(karst("2014-07-02"), ["later possibly", "whenever possibly"]);
    assert_eq!(
        ties(during(&graph, "2001-06-01", "2010-01-01"), "lynx"),
        [""; 0]
    );
}

/// A pact that may have been made with the old state or with the new one did not outlive the old one
/// for certain, nor did it end with it for certain.
#[test]
fn what_may_lie_in_either_period_ends_with_the_first_only_possibly() {
    let graph = told(
        r#"
        relations = [
          { id = "old", kind = "alliance", between = ["veld", "ohm"], start = "1930" },
          { id = "either", kind = "alliance", between = ["veld", "ohm"], start = "[1944-01-01..1991-12-31]" },
        ]
        [actors]
        veld = { name = "Veld", kind = "state", active = [{ start = "1816-01-01", end = "1945-05-09" }, { start = "1990-10-03" }] }
        ohm  = { name = "Ohm", kind = "state" }
        "#,
    );
    let veld = |text: &str| ties(on(&graph, text), "veld");
    assert_eq!(veld("1940-01-01"), ["old possibly"]);
    assert_eq!(veld("1945-05-08"), ["either possibly", "old possibly"]);
    assert_eq!(veld("1945-05-09"), [""; 0]);
    assert_eq!(veld("1990-10-02"), [""; 0]);
    assert_eq!(veld("1992-01-01"), ["either possibly"]);
    assert_eq!(
        changes_of(graph.ever(), "alliance-made"),
        [
            "ohm veld 1930-01-01..1930-12-31 certainly reported",
            "ohm veld 1944-01-01..1991-12-31 certainly reported",
        ],
    );
    assert_eq!(
        changes_of(graph.ever(), "alliance-ended"),
        [
            "ohm veld 1930-01-02..1945-05-09 certainly reported by the end of veld",
            "ohm veld 1944-01-02..1945-05-09 possibly reported by the end of veld",
        ],
    );
    // seen in 1991, it was made with the new one
    let graph = told(
        r#"
        relations = [
          { id = "either", kind = "alliance", between = ["veld", "ohm"], start = "[1944-01-01..1991-12-31]", seen = "1991-06-01" },
        ]
        [actors]
        veld = { name = "Veld", kind = "state", active = [{ start = "1816-01-01", end = "1945-05-09" }, { start = "1990-10-03" }] }
        ohm  = { name = "Ohm", kind = "state" }
        "#,
    );
    assert_eq!(ties(on(&graph, "1945-01-01"), "veld"), [""; 0]);
    assert_eq!(ties(on(&graph, "1990-10-03"), "veld"), ["either possibly"]);
    assert_eq!(ties(on(&graph, "1991-06-01"), "veld"), ["either certainly"]);
    assert_eq!(
        changes_of(graph.ever(), "alliance-made"),
        ["ohm veld 1990-10-03..1991-06-01 certainly reported"],
    );
    assert_eq!(changes_of(graph.ever(), "alliance-ended"), [""; 0]);
}

/// Every member of a coalition leaves it when it ends, and whoever is in it again has joined again.
#[test]
fn members_of_the_first_life_are_none_of_the_second() {
    let graph = told(
        r#"
        relations = [
          { id = "then", kind = "membership", from = "a", to = "c", start = "2001-01-01" },
          { id = "again", kind = "membership", from = "a", to = "c", start = "2011-02-01" },
          { id = "some-day", kind = "membership", from = "b", to = "c" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group", active = { start = "2003-07-01" } }
        c = { name = "C", kind = "coalition", active = [{ start = "2000", end = "2005-01-01" }, { start = "2010", end = "2015-01-01" }] }
        "#,
    );
    let all = |text: &str| members(on(&graph, text), "c");
    assert_eq!(all("2001-01-01"), ["a certainly reported"]);
    assert_eq!(all("2003-06-30"), ["a possibly reported"]);
    assert_eq!(
        all("2004-12-31"),
        ["a possibly reported", "b possibly reported"]
    );
    assert_eq!(all("2005-01-01"), [""; 0]);
    assert_eq!(all("2007-01-01"), [""; 0]);
    assert_eq!(all("2010-06-01"), ["b possibly reported"]);
    assert_eq!(
        all("2011-02-01"),
        ["a certainly reported", "b possibly reported"]
    );
    assert_eq!(all("2015-01-01"), [""; 0]);
    assert_eq!(
        members(during(&graph, "2005-01-01", "2010-01-01"), "c"),
        [""; 0]
    );
    let left = changes_of(graph.ever(), "left");
    let of_a: Vec<&String> = left.iter().filter(|one| one.starts_with("a ")).collect();
    assert_eq!(
        of_a,
        [
            "a c 2001-01-02..2005-01-01 certainly reported by the end of c",
            "a c 2011-02-02..2015-01-01 certainly reported by the end of c",
        ],
    );
}

/// A merger ends the one period in which it can lie, and leaves the pacts of the other to that one's
/// own end.
#[test]
fn a_merger_ends_the_period_in_which_it_lies() {
    let graph = told(
        r#"
        relations = [
          { id = "then", kind = "alliance", between = ["x", "w"], start = "1995-01-01" },
          { id = "now", kind = "alliance", between = ["x", "w"], start = "2006-01-01" },
        ]
        events = [{ id = "union", kind = "merger", when = "2008-05-01", from = "x", to = "y" }]
        [actors]
        w = { name = "W", kind = "armed-group" }
        x = { name = "X", kind = "armed-group", active = [{ start = "1990-01-01", end = "2000-01-01" }, { start = "2005-01-01" }] }
        y = { name = "Y", kind = "armed-group" }
        "#,
    );
    assert_eq!(ties(on(&graph, "1999-12-31"), "w"), ["then possibly"]);
    assert_eq!(ties(on(&graph, "2000-01-01"), "w"), [""; 0]);
    assert_eq!(ties(on(&graph, "2008-04-30"), "w"), ["now possibly"]);
    assert_eq!(ties(on(&graph, "2008-05-01"), "w"), [""; 0]);
    assert_eq!(
        on(&graph, "2008-05-02").actor_holds(actor(&graph, "x")),
        None
    );
    assert_eq!(
        changes(graph.ever()),
        [
            "alliance-ended w x 1995-01-02..2000-01-01 certainly reported by the end of x",
            "alliance-ended w x 2006-01-02..2008-05-01 certainly reported by union",
            "alliance-made w x 1995-01-01 certainly reported",
            "alliance-made w x 2006-01-01 certainly reported",
            "dissolved x 2000-01-01 certainly reported",
            "formed x 1990-01-01 certainly reported",
            "formed x 2005-01-01 certainly reported",
            "merged x y 2008-05-01 certainly reported by union",
        ],
    );
}

/// Each period rests on its own sources: while the second is not known, what is seen in it is bound by
/// no period, and what began in the first ends with that.
#[test]
fn a_period_is_known_from_its_own_source() {
    let graph = told(
        r#"
        relations = [
          { id = "feud", kind = "rivalry", between = ["karst", "lynx"], seen = "2014-07-01", source = "wire" },
          { id = "pact", kind = "alliance", between = ["karst", "lynx"], start = "1999-01-01", source = "history" },
        ]
        [sources.history]
        published = "2003-01-01"
        [sources.wire]
        published = "2015-01-01"
        [sources.desk]
        published = "2020-01-01"
        [actors]
        karst = { name = "Karst", kind = "armed-group", active = [
          { start = "1995-01-01", end = "2001-06-01", source = "history" },
          { start = "2010-01-01", source = "desk" },
        ] }
        lynx = { name = "Lynx", kind = "armed-group" }
        "#,
    );
    let known = |text: &str, on_day: &str| ties(on(&graph, on_day).known_on(day(text)), "lynx");
    assert_eq!(known("2016-01-01", "2014-07-01"), ["feud certainly"]);
    assert_eq!(known("2016-01-01", "2008-01-01"), ["feud possibly"]);
    assert_eq!(
        known("2016-01-01", "2000-01-01"),
        ["feud possibly", "pact possibly"]
    );
    assert_eq!(known("2020-01-01", "2008-01-01"), [""; 0]);
    assert_eq!(known("2020-01-01", "2000-01-01"), ["pact possibly"]);
    assert_eq!(known("2020-01-01", "2014-07-01"), ["feud certainly"]);
    let formed = |text: &str| changes_of(graph.ever().known_on(day(text)), "formed");
    assert_eq!(
        formed("2016-01-01"),
        ["karst 1995-01-01 certainly reported"]
    );
    assert_eq!(formed("2020-01-01").len(), 2);
}

/// Between two periods lies a day at least, and a relation that no period allows is a mistake, each
/// with a way out.
#[test]
fn periods_that_touch_and_relations_over_the_gap_are_mistakes() {
    let text = |active: &str, keys: &str| {
        format!(
            r#"
            relations = [{{ kind = "rivalry", between = ["x", "y"], {keys} }}]
            [record]
            as_of = "2020-01-01"
            [actors]
            x = {{ name = "X", kind = "armed-group", active = {active} }}
            y = {{ name = "Y", kind = "armed-group" }}
            "#
        )
    };
    let touching = r#"[{ end = "2001-01-01" }, { start = "2001-01-01" }]"#;
    let apart = r#"[{ end = "2001-01-01" }, { start = "2001-01-02" }]"#;
    let overlap = r#"[{ start = "1990", end = "2001" }, { start = "2000", end = "2003" }]"#;
    let free = "note = \"of its dates nothing is told\"";
    assert_eq!(codes(&text(touching, free)), ["overlapping-periods"]);
    assert_eq!(codes(&text(overlap, free)), ["overlapping-periods"]);
    told(&text(apart, free));
    for keys in [
        "start = \"2000-06-01\", end = \"..\"",
        "start = \"2000-06-01\", seen = \"2002-01-01\"",
        "seen = [\"2000-06-01\", \"2002-01-01\"]",
        "seen = \"2001-01-01\"",
    ] {
        assert_eq!(
            codes(&text(apart, keys)),
            ["outside-active-period"],
            "{keys}"
        );
    }
    told(&text(apart, "end = \"..\""));
}

/// The guest's second period is only planned, and hidden by default. Its first one ends before the front can
/// begin: so no two periods that are admitted allow the membership, it is bound by none, and narrows none.
#[test]
fn what_no_two_periods_allow_together_narrows_neither() {
    let graph = told(
        r#"
        relations = [{ id = "m", kind = "membership", from = "guest", to = "front", end = "[2023-08-27..2023-10-02]" }]
        [actors]
        guest = { name = "Guest", kind = "armed-group", active = [
          { end = 2023-08-29 }, { start = 2023-10-01, certainty = "planned" },
        ] }
        front = { name = "Front", kind = "coalition", active = { start = "2023-10%" } }
        "#,
    );
    let formed = |view: View<'_, '_>| changes_of(view, "formed");
    assert_eq!(
        formed(graph.ever()),
        ["front 2023-09-01..2023-11-30 certainly reported"]
    );
    // within the second it begins with October at the earliest, and is over by the 2nd
    assert_eq!(
        formed(graph.ever().at_least(Certainty::Planned)),
        [
            "front 2023-09-01..2023-10-01 certainly reported",
            "guest 2023-10-01 certainly planned",
        ]
    );
}

/// The front's second period is only planned, and hidden by default, so that its renaming lies in no period that
/// is admitted, and no two of these allow the wing in it. None of them bounds the relation; the renaming does.
#[test]
fn what_no_two_periods_allow_together_is_over_by_a_renaming() {
    let graph = told(
        r#"
        relations = [{ id = "w", kind = "part-of", from = "wing", to = "front" }]
        events = [{ kind = "rename", when = "2023-10-03", from = "front", to = "new" }]
        [actors]
        new = { name = "New", kind = "coalition" }
        wing = { name = "Wing", kind = "armed-group", active = { start = 2023-08-29 } }
        front = { name = "Front", kind = "coalition", active = [
          { end = 2023-08-29 }, { start = 2023-10-01, end = 2023-10-05, certainty = "planned" },
        ] }
        "#,
    );
    assert_eq!(ties(on(&graph, "2023-10-02"), "wing"), ["w possibly"]);
    assert_eq!(ties(on(&graph, "2023-10-03"), "wing"), [""; 0]);
}
