//! Splits, mergers and renamings end memberships.

use super::*;
use factions::{Certainty, EventKind, Kinds, RelationKind};

const ACTORS: [&str; 4] = ["x", "z", "y:coalition", "w:coalition"];

/// A membership of x in y with these keys.
fn membership(id: &str, keys: &str) -> String {
    format!(
        "[[relations]]\nid = \"{id}\"\nkind = \"membership\"\nfrom = \"x\"\nto = \"y\"\n{keys}\n"
    )
}

/// A split of x from y with these keys.
fn split(id: &str, keys: &str) -> String {
    format!("[[events]]\nid = \"{id}\"\nkind = \"split\"\nfrom = \"y\"\nto = \"x\"\n{keys}\n")
}

fn with_split(keys: &str) -> Record {
    let body = membership("m", keys) + &split("s", "when = \"late 2023-09\"");
    record("as_of = \"2023-10-31\"", &ACTORS, &body)
}

#[test]
fn a_split_is_the_end_of_an_open_or_unknown_one() {
    for end in ["", "end = \"..\""] {
        let told = with_split(&format!("start = \"2021-05\"\n{end}"));
        assert_eq!(member(&told, on("2023-09-20"), "x", "y"), CERTAINLY);
        assert_eq!(member(&told, on("2023-09-21"), "x", "y"), POSSIBLY);
        assert_eq!(member(&told, on("2023-09-29"), "x", "y"), POSSIBLY);
        assert_eq!(member(&told, on("2023-09-30"), "x", "y"), None);
    }
}

#[test]
fn a_split_meets_a_stated_end() {
    let told = with_split("start = \"2021-05\"\nend = \"[2023-09-25..2023-10-15]\"");
    assert_eq!(member(&told, on("2023-09-24"), "x", "y"), CERTAINLY);
    assert_eq!(member(&told, on("2023-09-25"), "x", "y"), POSSIBLY);
    assert_eq!(member(&told, on("2023-09-30"), "x", "y"), None);
    assert_eq!(
        changes(&told, during("2023-09-01", "2023-10-01")),
        ["left x y 2023-09-25..2023-09-30 certainly reported"],
    );
}

#[test]
fn an_end_that_the_split_cannot_meet_stays() {
    let told = with_split("start = \"2021-05\"\nend = \"2023-10-20\"");
    assert_eq!(member(&told, on("2023-10-19"), "x", "y"), CERTAINLY);
    assert_eq!(
        changes(&told, during("2023-09-01", "2023-11-01")),
        ["left x y 2023-10-20 certainly reported"],
    );
}

#[test]
fn a_seen_day_that_the_split_cannot_meet_stays() {
    let told = with_split("start = \"2021-05\"\nseen = [\"2023-10-05\"]");
    assert_eq!(member(&told, on("2023-10-05"), "x", "y"), CERTAINLY);
    assert_eq!(member(&told, on("2023-10-06"), "x", "y"), POSSIBLY);
    // one that it can meet narrows the end
    let told = with_split("start = \"2021-05\"\nseen = [\"2023-09-25\"]");
    assert_eq!(member(&told, on("2023-09-25"), "x", "y"), CERTAINLY);
    assert_eq!(member(&told, on("2023-09-26"), "x", "y"), POSSIBLY);
}

#[test]
fn what_ended_before_the_split_is_not_touched() {
    let body = membership("old", "start = \"2010\"\nend = \"2012\"")
        + &membership("m", "start = \"2021-05\"")
        + &split("s", "when = \"late 2023-09\"");
    let told = record("as_of = \"2023-10-31\"", &ACTORS, &body);
    let ends: Vec<_> = changes(&told, Lens::ever())
        .into_iter()
        .filter(|change| change.starts_with("left"))
        .collect();
    assert_eq!(
        ends,
        [
            "left x y 2012-01-01..2012-12-31 certainly reported",
            "left x y 2023-09-21..2023-09-30 certainly reported",
        ],
    );
}

#[test]
fn a_member_can_rejoin() {
    let body = membership("first", "start = \"2010\"")
        + &split("out", "when = \"2015-03-01\"")
        + &membership("again", "start = \"2016-01-01\"")
        + &split("out-again", "when = \"2020-03-01\"");
    let told = record("", &ACTORS, &body);
    assert_eq!(member(&told, on("2015-02-28"), "x", "y"), CERTAINLY);
    assert_eq!(member(&told, on("2015-03-01"), "x", "y"), None);
    assert_eq!(member(&told, on("2016-01-01"), "x", "y"), CERTAINLY);
    assert_eq!(member(&told, on("2020-02-29"), "x", "y"), CERTAINLY);
    assert_eq!(member(&told, on("2020-03-01"), "x", "y"), None);
    assert_eq!(
        changes(&told, during("2011-01-01", "2024-01-01")),
        [
            "left x y 2015-03-01 certainly reported",
            "joined x y 2016-01-01 certainly reported",
            "left x y 2020-03-01 certainly reported",
        ],
    );
}

#[test]
fn a_split_counts_whatever_kinds_or_actors_the_view_shows() {
    let told = with_split("start = \"2021-05\"");
    let mut lens = on("2023-10-15");
    assert_eq!(member(&told, lens.clone(), "x", "y"), None);
    lens.without = Some(EventKind::Split.into());
    assert_eq!(member(&told, lens.clone(), "x", "y"), None);
    lens.only = Some(Kinds::from([RelationKind::Membership]));
    assert_eq!(member(&told, lens, "x", "y"), None);
}

#[test]
fn a_split_that_the_evidence_filters_hide_ends_nothing() {
    let body = membership("m", "start = \"2021-05\"")
        + &split("s", "when = \"late 2023-09\"\ncertainty = \"alleged\"");
    let told = record("as_of = \"2023-10-31\"", &ACTORS, &body);
    assert_eq!(member(&told, on("2023-10-15"), "x", "y"), None);
    let sure = Lens {
        at_least: Certainty::Reported,
        ..on("2023-10-15")
    };
    assert_eq!(member(&told, sure, "x", "y"), POSSIBLY);
}

#[test]
fn a_split_that_is_only_possibly_known_limits_certainly_alone() {
    let body = membership("m", "start = \"2021-05\"\nend = \"..\"")
        + &split("s", "when = \"2023-09-25\"\nsource = \"report\"")
        + "[sources.report]\npublished = \"2023-10\"";
    let told = record("as_of = \"2023-10-31\"", &ACTORS, &body);
    let known = |lens: Lens, date: &str| {
        let lens = Lens {
            known_on: Some(day(date)),
            ..lens
        };
        member(&told, lens, "x", "y")
    };
    assert_eq!(known(on("2023-09-28"), "2023-09-30"), CERTAINLY);
    assert_eq!(known(on("2023-09-24"), "2023-10-15"), CERTAINLY);
    assert_eq!(known(on("2023-09-28"), "2023-10-15"), POSSIBLY);
    assert_eq!(known(on("2023-09-28"), "2023-10-31"), None);
    // it never adds: an unknown end is not made certain by what is not certainly known
    let unknown = record("", &ACTORS, &body.replace("end = \"..\"", ""));
    let lens = Lens {
        known_on: Some(day("2023-10-15")),
        ..on("2023-09-24")
    };
    assert_eq!(member(&unknown, lens, "x", "y"), POSSIBLY);
}

#[test]
fn the_earliest_admitted_split_applies() {
    let body = membership("m", "start = \"2021-05\"")
        + &split("early", "when = \"2023-09-10\"\ncertainty = \"alleged\"")
        + &split("late", "when = \"2023-09-25\"");
    let told = record("", &ACTORS, &body);
    assert_eq!(member(&told, on("2023-09-15"), "x", "y"), None);
    let sure = Lens {
        at_least: Certainty::Reported,
        ..on("2023-09-15")
    };
    assert_eq!(member(&told, sure, "x", "y"), CERTAINLY);
}

#[test]
fn a_merger_or_renaming_bounds_the_memberships_of_the_old_actors() {
    for (kind, from) in [("merger", "[\"x\", \"z\"]"), ("rename", "\"x\"")] {
        let body = membership("m", "start = \"2021-05\"")
            + &format!(
                "[[events]]\nid = \"e\"\nkind = \"{kind}\"\nwhen = \"2023-09-25\"\nfrom = {from}\nto = \"w\""
            );
        let told = record("", &ACTORS, &body);
        // it bounds the membership, and is not its end
        let may = during("2021-05-01", "2021-06-01");
        assert_eq!(member(&told, may, "x", "y"), CERTAINLY);
        assert_eq!(member(&told, on("2023-09-24"), "x", "y"), POSSIBLY);
        assert_eq!(member(&told, on("2023-09-25"), "x", "y"), None);
        assert_eq!(
            member(&told, on("2023-09-25"), "w", "y"),
            None,
            "nothing passes on"
        );
        let all = changes(&told, during("2023-09-01", "2023-10-01"));
        assert!(
            all.contains(&"left x y 2021-05-02..2023-09-25 possibly reported".to_owned()),
            "{all:?}"
        );
    }
}

#[test]
fn a_split_ends_a_part_of_and_that_is_descent() {
    let body = membership("m", "start = \"2021-05\"").replace("membership", "part-of")
        + &split("s", "when = \"late 2023-09\"");
    let told = record("", &ACTORS, &body);
    assert_eq!(holds(&told, on("2023-10-01"), "m"), None);
    assert_eq!(holds(&told, on("2023-09-20"), "m"), CERTAINLY);
    assert_eq!(
        changes(&told, Lens::ever()),
        [
            "integrated x y 2021-05-01..2021-05-31 certainly reported",
            "split x y 2023-09-21..2023-09-30 certainly reported"
        ],
    );
}

#[test]
fn a_split_on_one_of_two_days_ends_it_between_them() {
    let body =
        membership("m", "start = \"2021-05\"") + &split("s", "when = \"[2023-09-02,2023-09-10]\"");
    let told = record("", &ACTORS, &body);
    assert_eq!(member(&told, on("2023-09-01"), "x", "y"), CERTAINLY);
    assert_eq!(member(&told, on("2023-09-05"), "x", "y"), POSSIBLY);
    assert_eq!(member(&told, on("2023-09-10"), "x", "y"), None);
}
