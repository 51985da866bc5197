//! Bounds of periods and days of events.

use super::*;
use factions::{ActorGraph, Certainty, date};

/// One alliance of x and y with these keys.
fn alliance(header: &str, keys: &str) -> Record {
    let body =
        format!("[[relations]]\nid = \"r\"\nkind = \"alliance\"\nbetween = [\"x\", \"y\"]\n{keys}");
    record(header, &["x", "y"], &body)
}

/// One clash of x and y with this `when`.
fn clash(when: &str) -> Record {
    let body =
        format!("[[events]]\nid = \"e\"\nkind = \"clash\"\nfrom = \"x\"\nto = \"y\"\n{when}");
    record("", &["x", "y"], &body)
}

#[test]
fn a_period_holds_from_its_start_up_to_and_not_on_its_end() {
    let told = alliance("", "start = \"2023-01-10\"\nend = \"2023-01-20\"");
    assert_eq!(holds(&told, on("2023-01-09"), "r"), None);
    assert_eq!(holds(&told, on("2023-01-10"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-01-19"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-01-20"), "r"), None);
}

#[test]
fn an_unknown_end_is_not_an_ongoing_one() {
    let unknown = alliance("as_of = \"2023-10-31\"", "start = \"2023-01-10\"");
    assert_eq!(
        holds(&unknown, on("2023-01-10"), "r"),
        CERTAINLY,
        "it holds at least one day"
    );
    assert_eq!(holds(&unknown, on("2023-01-11"), "r"), POSSIBLY);
    assert_eq!(holds(&unknown, on("2023-10-31"), "r"), POSSIBLY);
    let ongoing = alliance(
        "as_of = \"2023-10-31\"",
        "start = \"2023-01-10\"\nend = \"..\"",
    );
    assert_eq!(holds(&ongoing, on("2023-10-31"), "r"), CERTAINLY);
    assert_eq!(holds(&ongoing, on("2023-11-01"), "r"), POSSIBLY);
}

#[test]
fn as_of_is_a_seen_day_of_what_is_ongoing() {
    let told = alliance("as_of = \"2023-10-31\"", "end = \"..\"");
    assert_eq!(holds(&told, on("2023-10-31"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-10-30"), "r"), POSSIBLY);
    assert_eq!(holds(&told, on("2023-11-01"), "r"), POSSIBLY);
}

#[test]
fn ongoing_without_as_of_goes_on_for_ever() {
    let told = alliance("", "start = \"2023-01-10\"\nend = \"..\"");
    assert_eq!(holds(&told, on("2093-01-10"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-01-09"), "r"), None);
}

#[test]
fn ongoing_speaks_of_the_publication_if_that_is_earlier() {
    let keys = "source = [\"a\", \"b\"]\nstart = \"2020\"\nend = \"..\"\n\
                [sources.a]\npublished = \"2023-02\"\n[sources.b]\npublished = \"2023-04\"";
    let told = alliance("as_of = \"2023-10-31\"", keys);
    // of several the latest, on its first possible day
    assert_eq!(holds(&told, on("2023-04-01"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-04-02"), "r"), POSSIBLY);
    let told = alliance(
        "as_of = \"2023-03-10\"",
        &keys.replace("2023-04", "2023-11"),
    );
    assert_eq!(holds(&told, on("2023-03-10"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-03-11"), "r"), POSSIBLY);
}

#[test]
fn seen_days_narrow_what_is_unknown() {
    let told = alliance("", "seen = [\"2023-03-01\", \"2023-03-05\"]");
    assert_eq!(holds(&told, on("2023-02-28"), "r"), POSSIBLY);
    assert_eq!(holds(&told, on("2023-03-01"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-03-03"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-03-05"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-03-06"), "r"), POSSIBLY);
}

#[test]
fn bounds_are_tightened_by_each_other() {
    // it starts before it ends: on 9 January at the latest
    let told = alliance("", "start = \"2023\"\nend = \"2023-01-10\"");
    assert_eq!(holds(&told, on("2023-01-09"), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-01-08"), "r"), POSSIBLY);
    assert_eq!(holds(&told, on("2023-01-10"), "r"), None);
}

#[test]
fn in_a_window_it_can_hold_certainly_though_on_no_day_certainly() {
    let told = alliance(
        "",
        "start = \"[2023-01-01..2023-01-10]\"\nend = \"[2023-01-05..2023-01-20]\"",
    );
    assert_eq!(holds(&told, on("2023-01-07"), "r"), POSSIBLY);
    assert_eq!(
        holds(&told, during("2023-01-01", "2023-02-01"), "r"),
        CERTAINLY
    );
    assert_eq!(
        holds(&told, during("2023-01-07", "2023-01-10"), "r"),
        POSSIBLY
    );
}

#[test]
fn in_ever_everything_holds_certainly() {
    let told = alliance("", "");
    assert_eq!(holds(&told, Lens::ever(), "r"), CERTAINLY);
    assert_eq!(holds(&told, on("2023-01-01"), "r"), POSSIBLY);
    assert_eq!(
        holds(&told, Lens::during((day("2023-01-01"), EVER.1)), "r"),
        POSSIBLY
    );
    assert_eq!(holds(&clash(""), Lens::ever(), "e"), CERTAINLY);
    assert_eq!(holds(&clash(""), on("2023-01-01"), "e"), POSSIBLY);
}

#[test]
fn an_event_is_certainly_in_a_window_that_has_all_its_possible_days() {
    let told = clash("when = \"late 2023-09\"");
    assert_eq!(
        holds(&told, during("2023-09-21", "2023-10-01"), "e"),
        CERTAINLY
    );
    assert_eq!(
        holds(&told, during("2023-09-22", "2023-10-01"), "e"),
        POSSIBLY
    );
    assert_eq!(holds(&told, during("2023-10-01", "2023-10-02"), "e"), None);
}

#[test]
fn one_of_two_days_is_not_a_day_between_them() {
    let told = clash("when = \"[2023-10-02,2023-10-04]\"");
    assert_eq!(holds(&told, on("2023-10-02"), "e"), POSSIBLY);
    assert_eq!(holds(&told, on("2023-10-03"), "e"), None);
    assert_eq!(
        holds(&told, during("2023-10-02", "2023-10-05"), "e"),
        CERTAINLY
    );
}

#[test]
fn an_event_of_several_days_is_in_if_one_of_them_is() {
    for when in [
        "when = \"{2023-10-02,2023-10-04}\"",
        "when = \"2023-10-01/2023-10-04\"",
    ] {
        let told = clash(when);
        assert_eq!(holds(&told, on("2023-10-02"), "e"), CERTAINLY);
        assert_eq!(holds(&told, on("2023-10-05"), "e"), None);
        let all = Oracle::new(&told, during("2023-10-01", "2023-11-01")).events();
        assert_eq!(all.len(), 1, "it counts once");
    }
}

#[test]
fn counted_statements_narrow_an_active_period() {
    let told = record(
        "",
        &["x", "y", "z"],
        r#"
        [[events]]
        id = "first"
        kind = "clash"
        when = "2020-05"
        from = "x"
        to = "y"
        [[events]]
        id = "last"
        kind = "clash"
        when = "2023-05-10"
        from = "x"
        to = "y"
        certainty = "alleged"
        "#,
    );
    let x = |lens: Lens| {
        let actors = Oracle::new(&told, lens).actors();
        actors.get(&actor(&told, "x")).copied()
    };
    assert_eq!(x(on("2020-05-31")), CERTAINLY);
    assert_eq!(
        x(on("2020-05-15")),
        POSSIBLY,
        "it may have begun on the 31st"
    );
    assert_eq!(x(on("2022-01-01")), CERTAINLY);
    assert_eq!(x(on("2023-05-10")), CERTAINLY);
    assert_eq!(x(on("2023-05-11")), POSSIBLY);
    // the second clash does not count: only the first is a sign of life
    let mut sure = on("2022-01-01");
    sure.at_least = Certainty::Reported;
    assert_eq!(x(sure), POSSIBLY);
}

#[test]
fn an_actor_is_in_the_view_as_long_as_it_exists_or_does_something() {
    let told = record(
        "",
        &["y"],
        r#"
        x = { name = "X", kind = "armed-group", active = { start = "2020", end = "2022-06-01" } }
        [[relations]]
        id = "r"
        kind = "alliance"
        between = ["x", "y"]
        start = "2021"
        end = "2022-03"
        "#,
    );
    let names = |lens: Lens| keys(&told, &Oracle::new(&told, lens).actors());
    assert_eq!(names(on("2019-12-31")), ["y possibly"]);
    assert_eq!(names(on("2020-06-01")), ["x possibly", "y possibly"]);
    assert_eq!(names(on("2021-12-31")), ["x certainly", "y certainly"]);
    assert_eq!(names(on("2022-05-31")), ["x certainly", "y possibly"]);
    assert_eq!(names(on("2022-06-01")), ["y possibly"]);
}

/// Of two planned days one lies in no active period: so the event can lie in none, and says nothing of their ends.
#[test]
fn what_is_planned_partly_outside_every_period_narrows_none() {
    for (days, holds) in [
        ("{2023-09-03,2023-10-05}", POSSIBLY),
        ("{2023-10-03,2023-10-05}", CERTAINLY),
    ] {
        let body = format!(
            r#"
            x = {{ name = "X", kind = "armed-group", active = [
              {{ end = 2023-08-31 }}, {{ start = 2023-10-01 }},
            ] }}
            [[events]]
            kind = "declaration"
            between = ["x", "y"]
            when = "{days}"
            certainty = "planned"
            "#
        );
        let told = record("", &["y"], &body);
        let (x, lens) = (actor(&told, "x"), on("2023-10-02"));
        let planned = Lens {
            at_least: Certainty::Planned,
            ..lens.clone()
        };
        let exists = |lens: Lens| Oracle::new(&told, lens).actors().get(&x).copied();
        assert_eq!(exists(planned), holds, "{days}");
        assert_eq!(exists(lens), POSSIBLY, "{days}");
        let graph = ActorGraph::new(told.clone());
        let view = graph.at(date(2023, 10, 2));
        let by_planned = view.at_least(Certainty::Planned);
        assert_eq!(by_planned.actor_holds(x), holds, "{days}");
        assert_eq!(view.actor_holds(x), POSSIBLY, "{days}");
    }
}
