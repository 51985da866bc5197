//! One departure is one change, whatever part of it a window shows.

use super::*;

/// The split ends both memberships: one departure, on some day of the month, of which the window shows
/// a half.
#[test]
fn a_departure_is_not_cut_to_the_window() {
    let graph = case("departure-of-two-memberships");
    let row = |holds: &str| format!("left part whole 2023-01-01..2023-01-31 {holds} reported by s");
    assert_eq!(
        changes(during(&graph, "2023-01-01", "2023-01-16")),
        [row("possibly")]
    );
    assert_eq!(
        changes(during(&graph, "2023-01-16", "2023-02-01")),
        [row("possibly")]
    );
    assert_eq!(
        changes(during(&graph, "2023-01-01", "2023-02-01")),
        [row("certainly")]
    );
    assert_eq!(changes(on(&graph, "2023-01-05")), [row("possibly")]);
    assert_eq!(
        changes(during(&graph, "2023-01-01", "2023-01-16").certainly()),
        [""; 0]
    );
    assert_eq!(changes(during(&graph, "2023-02-01", "2023-03-01")), [""; 0]);
}

/// A membership without an end leaves by the split on any of its days, and another that ended before
/// is a departure of its own.
#[test]
fn only_what_the_split_ends_is_part_of_the_departure() {
    let graph = told(
        r#"
        relations = [
          { id = "before", kind = "membership", from = "part", to = "whole", start = "2015", end = "2018-06" },
          { id = "open", kind = "membership", from = "part", to = "whole", start = "2021-03-01" },
          { id = "late", kind = "membership", from = "part", to = "whole", start = "2022", end = "late 2023-01" },
        ]
        events = [{ id = "walkout", kind = "split", when = "2023-01", from = "whole", to = "part" }]
        [actors]
        part  = { name = "Part", kind = "armed-group" }
        whole = { name = "Whole", kind = "coalition" }
        "#,
    );
    let left = "part whole 2023-01-01..2023-01-31";
    assert_eq!(
        changes_of(graph.ever(), "left"),
        [
            "part whole 2018-06-01..2018-06-30 certainly reported".to_owned(),
            format!("{left} certainly reported by walkout"),
        ],
    );
    let late = during(&graph, "2023-01-21", "2023-02-01");
    assert_eq!(
        changes_of(late, "left"),
        [format!("{left} possibly reported by walkout")]
    );
    let row = late.changes();
    let keys = sorted(
        row[0]
            .grounds
            .statements
            .iter()
            .map(|one| one.key().to_owned()),
    );
    assert_eq!(keys, ["late", "open", "walkout"]);
}

/// Who leaves by one membership and certainly stays by another left *despite* that.
#[test]
fn a_departure_names_what_holds_on() {
    let graph = told(
        r#"
        relations = [
          { id = "council", kind = "membership", from = "part", to = "whole", start = "2010-01-01", end = "2015-06-01" },
          { id = "staff", kind = "membership", from = "part", to = "whole", start = "2012-01-01", end = "[2018-01-01..2018-03-01]" },
        ]
        [actors]
        part  = { name = "Part", kind = "armed-group" }
        whole = { name = "Whole", kind = "coalition" }
        "#,
    );
    assert_eq!(
        changes_of(graph.ever(), "left"),
        [
            "part whole 2015-06-01 certainly reported despite staff",
            "part whole 2018-01-01..2018-03-01 certainly reported",
        ],
    );
}

/// Two statements of one split are one departure, on the days that both allow.
#[test]
fn a_split_told_twice_is_one_departure() {
    let graph = told(
        r#"
        relations = [{ id = "m", kind = "membership", from = "part", to = "whole", start = "2021-03-01" }]
        events = [
          { id = "one", kind = "split", when = "2023-01", from = "whole", to = "part" },
          { id = "two", kind = "split", when = "[2023-01-20..2023-02-10]", from = "whole", to = "part", same_as = "one" },
        ]
        [actors]
        part  = { name = "Part", kind = "armed-group" }
        whole = { name = "Whole", kind = "coalition" }
        "#,
    );
    let left = changes_of(graph.ever(), "left");
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(
        left[0].starts_with("part whole 2023-01-20..2023-01-31 certainly reported by "),
        "{left:?}"
    );
    assert_eq!(
        members(on(&graph, "2023-01-19"), "whole"),
        ["part certainly reported"]
    );
    assert_eq!(
        members(on(&graph, "2023-01-20"), "whole"),
        ["part possibly reported"]
    );
    assert_eq!(members(on(&graph, "2023-01-31"), "whole"), [""; 0]);
    assert_eq!(contradictions(graph.ever()), [""; 0]);
}

/// The first split, of a source of the 26th at the latest, is only possibly known on the 21st: the
/// faction may have left by it or, without it, by the second. Each of the two rests on the part-of then.
#[test]
fn either_of_two_splits_may_end_a_part_of() {
    let graph = told(
        r#"
        relations = [{ id = "faction", kind = "part-of", from = "part", to = "whole", end = "2023-09%", seen = 2023-08-29 }]
        events = [
          { id = "first", kind = "split", when = "2023", from = "whole", to = "part", source = "report" },
          { id = "second", kind = "split", when = "[2023-09-02..]", from = "whole", to = "part" },
        ]
        [sources.report]
        published = "[..2023-09-26]"
        [actors]
        part  = { name = "Part", kind = "armed-group" }
        whole = { name = "Whole", kind = "armed-group" }
        "#,
    );
    let splits = |view: View<'_, '_>| {
        let all = view.changes().into_iter();
        let all = all.map(|one| {
            let keys = one.grounds.statements.iter();
            let keys = sorted(keys.map(|one| one.key().to_owned()));
            format!("{} by {}", one.kind, keys.join(" and "))
        });
        sorted(all)
    };
    assert_eq!(
        splits(graph.ever().known_on(day("2023-09-21"))),
        ["split by faction and first", "split by faction and second"],
    );
    // as soon as the first is known for certain, the second finds nothing to end
    assert_eq!(
        splits(graph.ever().known_on(day("2023-09-26"))),
        ["split by faction and first", "split by second"],
    );
}

/// A split is told to have been in June and in July: between the two nobody left.
#[test]
fn between_the_days_of_two_tellings_of_a_split_nobody_left() {
    let graph = told(
        r#"
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "coalition" }
        [[relations]]
        kind = "membership"
        from = "a"
        to = "b"
        start = 2023-01-01
        [[events]]
        id = "june"
        kind = "split"
        when = 2023-06-01
        from = "b"
        to = "a"
        [[events]]
        kind = "split"
        when = 2023-07-01
        from = "b"
        to = "a"
        same_as = "june"
        "#,
    );
    let left = |from, to| changes_of(during(&graph, from, to), "left").len();
    assert_eq!(left("2023-05-30", "2023-06-02"), 1);
    assert_eq!(left("2023-06-10", "2023-06-20"), 0);
    assert_eq!(left("2023-06-30", "2023-07-02"), 1);
}

/// Two tellings of a merger, from May on and in June, allow June alone: in May nobody merged.
#[test]
fn what_two_tellings_date_to_june_is_no_change_of_may() {
    let graph = told(
        r#"
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "armed-group" }
        [[events]]
        id = "merger"
        kind = "merger"
        when = "[2023-05-20..2023-06-10]"
        from = "a"
        to = "b"
        [[events]]
        kind = "merger"
        when = "2023-06"
        from = "a"
        to = "b"
        same_as = "merger"
        "#,
    );
    let merged = |from, to| changes_of(during(&graph, from, to), "merged").len();
    assert_eq!(merged("2023-05-01", "2023-06-01"), 0);
    assert_eq!(merged("2023-05-01", "2023-06-02"), 1);
}

/// The window's own end is the first day that is not in it.
#[test]
fn what_may_be_of_the_first_day_behind_a_window_is_possibly_in_it() {
    let graph = told(
        r#"
        relations = [
          { kind = "membership", from = "a", to = "b", start = "[2023-05-20..2023-06-01]" },
        ]
        [actors]
        a = { name = "A", kind = "armed-group" }
        b = { name = "B", kind = "coalition" }
        "#,
    );
    let joined = |to| changes_of(during(&graph, "2023-05-01", to), "joined");
    let days = "a b 2023-05-20..2023-06-01";
    assert_eq!(joined("2023-06-01"), [format!("{days} possibly reported")]);
    assert_eq!(joined("2023-06-02"), [format!("{days} certainly reported")]);
}
