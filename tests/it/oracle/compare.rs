//! Two views compared, dyads, series.

use super::*;
use crate::support::oracle::diff;

fn told_by_all() -> Record {
    record(
        "",
        &["a", "b", "c"],
        r#"
        [[relations]]
        id = "ends"
        kind = "alliance"
        between = ["b", "a"]
        start = "2020-01-01"
        end = "2022-01-01"
        [[relations]]
        id = "begins"
        kind = "support"
        from = "c"
        to = "a"
        start = "2021-06"
        end = "2023-01-01"
        [[relations]]
        id = "stays"
        kind = "rivalry"
        between = ["b", "c"]
        start = "2020-01-01"
        end = "[2021-12-01..2023-01-01]"
        [[events]]
        id = "clash"
        kind = "clash"
        when = "2021-03-05"
        from = "a"
        to = "c"
        killed = 4
        [[events]]
        id = "months"
        kind = "strike"
        when = "[2021-03-30..2021-04-02]"
        from = "a"
        to = "c"
        killed = 2
        "#,
    )
}

fn rows(record: &Record, first: Lens, second: Lens) -> Vec<String> {
    let rows = diff(&Oracle::new(record, first), &Oracle::new(record, second));
    let key = |actor| &*record.actor(actor).key;
    let tell = |((kind, a, b, _), row): (_, crate::support::oracle::Row)| {
        let (first, second) = (row.first.is_some(), row.second.is_some());
        assert_eq!((row.word == "come", row.word == "gone"), (!first, !second));
        format!("{} {kind} {} {} {}", row.word, key(a), key(b), row.holds)
    };
    rows.into_iter().map(tell).collect()
}

#[test]
fn a_diff_says_what_came_what_went_and_what_changed() {
    let told = told_by_all();
    assert_eq!(
        rows(&told, on("2021-01-01"), on("2022-06-01")),
        [
            "gone alliance a b certainly",
            "come support c a certainly",
            "changed rivalry b c possibly",
        ],
    );
    assert_eq!(
        rows(&told, on("2021-06-10"), on("2022-06-01")),
        [
            "gone alliance a b certainly",
            "changed support c a possibly",
            "changed rivalry b c possibly",
        ],
    );
    let certain = |date: &str| Lens {
        certainly: true,
        ..on(date)
    };
    assert_eq!(
        rows(&told, certain("2021-06-10"), certain("2022-06-01")),
        [
            "gone alliance a b certainly",
            "come support c a possibly",
            "gone rivalry b c possibly",
        ],
    );
}

#[test]
fn a_dyad_has_the_ties_of_two_and_their_happenings() {
    let told = told_by_all();
    let oracle = Oracle::new(&told, Lens::ever());
    let (ties, events) = oracle.dyad(actor(&told, "c"), actor(&told, "a"));
    let statements: BTreeSet<_> = ties.iter().map(|tie| tie.statement).collect();
    assert_eq!(statements, ids(&told, &["begins", "clash", "months"]));
    assert_eq!(events.len(), 2);
}

#[test]
fn steps_and_the_row_without_a_step_sum_to_the_total() {
    let told = told_by_all();
    let oracle = Oracle::new(&told, during("2021-03-01", "2021-05-01"));
    let months = [("2021-03-01", "2021-04-01"), ("2021-04-01", "2021-05-01")];
    let (rows, undated) = oracle.series(&months.map(|(from, to)| (day(from), day(to))));
    assert_eq!(
        rows.iter().map(|row| row.best).collect::<Vec<_>>(),
        [4, 0]
    );
    assert_eq!((undated.best, undated.happenings_possibly), (2, 0));
    assert_eq!(oracle.toll().0.best, 6);
    // cut by the window, its days are not all in a step
    let oracle = Oracle::new(&told, during("2021-03-01", "2021-04-01"));
    let (rows, undated) = oracle.series(&[(day("2021-03-01"), day("2021-05-01"))]);
    assert_eq!(
        (
            rows[0].best,
            undated.best,
            undated.violent_possibly
        ),
        (4, 2, 1)
    );
}
