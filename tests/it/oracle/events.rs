//! Happenings and tolls.

use super::*;
use factions::Certainty;

fn told_by(body: &str) -> Record {
    let sources =
        "[sources.early]\npublished = \"2023-02\"\n[sources.late]\npublished = \"2023-03\"\n";
    record("", &["x", "y", "p:crowd"], &format!("{body}\n{sources}"))
}

/// Two tellings of one clash, with these keys each.
fn twice(first: &str, second: &str) -> Record {
    let event = |id: &str, keys: &str| {
        format!("[[events]]\nid = \"{id}\"\nkind = \"clash\"\nfrom = \"x\"\nto = \"y\"\n{keys}\n")
    };
    told_by(&(event("e1", first) + &event("e2", &format!("same_as = \"e1\"\n{second}"))))
}

fn deaths(record: &Record, lens: Lens) -> (u64, u64, u64) {
    let all = Oracle::new(record, lens).toll().0;
    all.deaths().expect("a figure is told")
}

#[test]
fn the_best_toll_is_the_most_certain_then_the_latest_known_then_the_higher() {
    let told = twice(
        "killed = { low = 2, best = 4, high = 9 }\ncertainty = \"confirmed\"",
        "killed = { low = 1, best = 8 }",
    );
    assert_eq!(deaths(&told, Lens::ever()), (1, 4, 9));
    let told = twice(
        "killed = 4\nsource = \"late\"",
        "killed = 8\nsource = \"early\"",
    );
    assert_eq!(deaths(&told, Lens::ever()), (4, 4, 8));
    let told = twice(
        "killed = 4\nsource = \"late\"",
        "killed = 8\nsource = \"late\"",
    );
    assert_eq!(deaths(&told, Lens::ever()), (4, 8, 8));
}

#[test]
fn a_toll_is_filtered_by_its_own_certainty_and_becomes_unknown() {
    let told = told_by(
        r#"
        [[events]]
        id = "e"
        kind = "clash"
        when = "2023-01-05"
        from = "x"
        to = "y"
        killed = { best = 10, certainty = "claimed", by = "x" }
        "#,
    );
    let sure = Lens {
        at_least: Certainty::Reported,
        ..Lens::ever()
    };
    let (all, certain) = Oracle::new(&told, sure).toll();
    assert_eq!(
        (all.happenings, all.best, all.violent_without_figure),
        (1, 0, 1)
    );
    assert_eq!(all, certain);
    assert_eq!(deaths(&told, Lens::ever()), (10, 10, 10));
}

#[test]
fn a_happening_counts_once_and_has_the_toll_of_all_its_counted_statements() {
    let told = twice(
        "when = \"2023-01-05\"\nkilled = 3",
        "when = \"2023-01-07\"\nkilled = 5",
    );
    let both = Oracle::new(&told, during("2023-01-01", "2023-02-01"));
    assert_eq!(both.toll().0.happenings, 1);
    assert_eq!(both.toll().1.happenings, 1);
    let one = Oracle::new(&told, on("2023-01-05"));
    let (all, certain) = one.toll();
    assert_eq!(
        (all.low, all.best, all.high),
        (0, 5, 5),
        "the low counts only what is certainly in"
    );
    assert_eq!(
        (all.violent, all.violent_possibly),
        (1, 1),
        "one of its days is not in"
    );
    assert_eq!(certain.happenings, 0);
    assert_eq!(
        holds(&told, on("2023-01-05"), "e1"),
        POSSIBLY,
        "its tellings cannot meet, and each is one way"
    );
    assert_eq!(
        one.events().first().map(|event| event.statements.len()),
        Some(2)
    );
}

#[test]
fn a_happening_is_as_known_as_its_best_known_statement() {
    let told = twice(
        "source = \"early\"\nkilled = 3",
        "source = \"late\"\nkilled = 5\ncertainty = \"alleged\"",
    );
    let known = |date: &str| {
        let lens = Lens {
            known_on: Some(day(date)),
            ..Lens::ever()
        };
        let events = Oracle::new(&told, lens).events();
        events
            .first()
            .map(|event| (event.holds, event.statements.len(), event.certainty))
    };
    assert_eq!(known("2023-01-31"), None);
    assert_eq!(
        known("2023-02-10"),
        Some((Holds::Possibly, 1, Certainty::Reported))
    );
    assert_eq!(
        known("2023-03-10"),
        Some((Holds::Certainly, 2, Certainty::Reported))
    );
}

#[test]
fn same_as_is_transitive_over_statements_that_a_filter_hides() {
    let told = told_by(
        r#"
        [[events]]
        id = "a"
        kind = "clash"
        from = "x"
        to = "y"
        [[events]]
        id = "b"
        kind = "clash"
        from = "x"
        to = "y"
        same_as = "a"
        certainty = "alleged"
        [[events]]
        id = "c"
        kind = "clash"
        from = "x"
        to = "y"
        same_as = "b"
        "#,
    );
    let sure = Lens {
        at_least: Certainty::Reported,
        ..Lens::ever()
    };
    let events = Oracle::new(&told, sure).events();
    assert_eq!(events.len(), 1);
    assert_eq!(
        events.first().map(|event| event.statements.clone()),
        Some(ids(&told, &["a", "c"]))
    );
}

#[test]
fn arrests_and_protests_are_not_asked_for_a_figure() {
    let told = told_by(
        r#"
        [[events]]
        id = "arrest"
        kind = "arrest"
        when = "2023-01"
        from = "x"
        to = "y"
        [[events]]
        id = "protest"
        kind = "protest"
        actor = "p"
        killed = 2
        [[events]]
        id = "strike"
        kind = "strike"
        when = "2023-01"
        from = "x"
        to = "y"
        "#,
    );
    let (all, certain) = Oracle::new(&told, during("2023-01-01", "2023-02-01")).toll();
    assert_eq!(
        (all.happenings, all.violent, all.violent_without_figure),
        (3, 1, 1)
    );
    assert_eq!(
        (
            all.best,
            all.happenings_possibly,
            all.violent_possibly
        ),
        (2, 1, 0)
    );
    assert_eq!((certain.happenings, certain.best), (2, 0));
}
