//! Coalition changes.

use super::*;

const ACTORS: [&str; 4] = ["x", "z", "y:coalition", "w:coalition"];

#[test]
fn several_memberships_of_a_pair_that_end_by_one_split_are_one_departure() {
    let told = record(
        "",
        &ACTORS,
        r#"
        [[relations]]
        id = "m1"
        kind = "membership"
        from = "x"
        to = "y"
        start = "2020"
        [[relations]]
        id = "m2"
        kind = "membership"
        from = "x"
        to = "y"
        end = "2023-09-25"
        [[events]]
        id = "s"
        kind = "split"
        when = "late 2023-09"
        from = "y"
        to = "x"
        [[events]]
        id = "s2"
        kind = "split"
        when = "2023-09-25"
        from = "y"
        to = "x"
        same_as = "s"
        certainty = "confirmed"
        "#,
    );
    let all = Oracle::new(&told, during("2023-09-01", "2023-10-01")).changes();
    let all: Vec<_> = all.into_iter().collect();
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].cause, causes(&told, &["s", "s2"]));
    assert_eq!(all[0].statements, ids(&told, &["m1", "m2"]));
    assert_eq!(
        super::told(&told, &all[0]),
        "left x y 2023-09-25 certainly reported",
        "the days that both tellings of the split allow"
    );
}

#[test]
fn unknown_and_ongoing_ends_are_no_changes() {
    let told = record(
        "as_of = \"2023-10-31\"",
        &ACTORS,
        r#"
        [[relations]]
        id = "m"
        kind = "membership"
        from = "x"
        to = "y"
        end = ".."
        [[relations]]
        id = "a"
        kind = "alliance"
        between = ["x", "z"]
        seen = ["2023-05-01"]
        "#,
    );
    assert_eq!(changes(&told, Lens::ever()), Vec::<String>::new());
}

#[test]
fn alliances_are_made_and_end_despite_others() {
    let told = record(
        "",
        &ACTORS,
        r#"
        [[relations]]
        id = "a1"
        kind = "alliance"
        between = ["z", "x"]
        start = "2020-03"
        end = "2022-05-10"
        [[relations]]
        id = "a2"
        kind = "alliance"
        between = ["x", "z"]
        start = "2019-01-01"
        end = "2023-01-01"
        "#,
    );
    let all = Oracle::new(&told, Lens::ever()).changes();
    let lines: Vec<_> = all
        .iter()
        .map(|change| super::told(&told, change))
        .collect();
    assert_eq!(
        lines,
        [
            "alliance-made x z 2019-01-01 certainly reported",
            "alliance-made x z 2020-03-01..2020-03-31 certainly reported",
            "alliance-ended x z 2022-05-10 certainly reported",
            "alliance-ended x z 2023-01-01 certainly reported",
        ],
    );
    let despite: Vec<_> = all.iter().map(|change| change.despite.clone()).collect();
    assert_eq!(despite[2], ids(&told, &["a2"]));
    assert!(despite[0].is_empty() && despite[1].is_empty() && despite[3].is_empty());
}

#[test]
fn actors_form_and_dissolve_and_lineage_is_told_once() {
    let told = record(
        "",
        &["x"],
        r#"
        old = { name = "Old", kind = "armed-group", active = { start = "2010-05", end = "2020-02-01" } }
        new = { name = "New", kind = "armed-group", active = { start = "2020-02-01", end = ".." } }
        [[events]]
        id = "r"
        kind = "rename"
        when = "2020-02-01"
        from = "old"
        to = "new"
        [[events]]
        id = "r2"
        kind = "rename"
        when = "2020-02"
        from = "old"
        to = "new"
        same_as = "r"
        [[events]]
        id = "s"
        kind = "split"
        when = "2021"
        from = "new"
        to = "x"
        "#,
    );
    assert_eq!(
        changes(&told, Lens::ever()),
        [
            "formed old - 2010-05-01..2010-05-31 certainly reported",
            "dissolved old - 2020-02-01 certainly reported",
            "formed new - 2020-02-01 certainly reported",
            "renamed old new 2020-02-01 certainly reported",
            "split x new 2021-01-01..2021-12-31 certainly reported",
        ],
    );
    assert_eq!(
        changes(&told, during("2020-02-02", "2020-03-01")),
        Vec::<String>::new(),
        "by both tellings it was on the first"
    );
}

#[test]
fn a_change_is_certain_if_all_its_days_are_in_the_window() {
    let told = record(
        "",
        &ACTORS,
        r#"
        [[relations]]
        id = "m"
        kind = "membership"
        from = "x"
        to = "y"
        start = "2020-03"
        end = "2020-06"
        "#,
    );
    assert_eq!(
        changes(&told, during("2020-03-01", "2020-06-10")),
        [
            "joined x y 2020-03-01..2020-03-31 certainly reported",
            "left x y 2020-06-01..2020-06-30 possibly reported",
        ],
    );
    assert_eq!(
        changes(&told, during("2020-04-01", "2020-06-01")),
        Vec::<String>::new()
    );
}
