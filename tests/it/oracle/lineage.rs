//! Descent, names, contradictions.

use super::*;

#[test]
fn descent_is_by_splinters_mergers_and_renamings_and_not_by_departures() {
    let told = record(
        "",
        &["a", "b", "c", "d", "member", "whole:coalition"],
        r#"
        [[events]]
        id = "splinter"
        kind = "split"
        when = "2010-01-01"
        from = "a"
        to = "b"
        [[events]]
        id = "merger"
        kind = "merger"
        when = "2012"
        from = ["b", "c"]
        to = "d"
        [[events]]
        id = "back"
        kind = "rename"
        when = "2014-01-01"
        from = "d"
        to = "a"
        [[relations]]
        id = "m"
        kind = "membership"
        from = "member"
        to = "whole"
        start = "2010"
        [[events]]
        id = "departure"
        kind = "split"
        when = "2013-01-01"
        from = "whole"
        to = "member"
        "#,
    );
    let down = |lens: Lens, key: &str| {
        keys(
            &told,
            &Oracle::new(&told, lens).descendants(actor(&told, key)),
        )
    };
    let up = |lens: Lens, key: &str| {
        keys(
            &told,
            &Oracle::new(&told, lens).ancestors(actor(&told, key)),
        )
    };
    assert_eq!(down(on("2009-12-31"), "a"), Vec::<String>::new());
    assert_eq!(down(on("2011-06-01"), "a"), ["b certainly"]);
    assert_eq!(down(on("2012-06-01"), "a"), ["b certainly", "d possibly"]);
    assert_eq!(down(on("2013-06-01"), "a"), ["b certainly", "d certainly"]);
    assert_eq!(
        up(on("2013-06-01"), "d"),
        ["a certainly", "b certainly", "c certainly"]
    );
    assert_eq!(
        up(on("2015-01-01"), "d"),
        ["a certainly", "b certainly", "c certainly"]
    );
    assert_eq!(down(Lens::ever(), "whole"), Vec::<String>::new());
}

#[test]
fn a_name_is_had_in_its_period() {
    let told = record(
        "",
        &["b"],
        r#"
        [actors.a]
        name = "New"
        kind = "armed-group"
        aliases = [{ name = "Old", start = "2010-01-01", end = "2015" }]
        "#,
    );
    let oracle = Oracle::new(&told, Lens::ever());
    let on_day = |date: &str| oracle.names_on(actor(&told, "a"), day(date));
    assert_eq!(
        on_day("2014-12-31"),
        BTreeMap::from([("Old".to_owned(), Holds::Certainly)])
    );
    assert_eq!(
        on_day("2015-06-01"),
        BTreeMap::from([("Old".to_owned(), Holds::Possibly)])
    );
    assert!(on_day("2016-01-01").is_empty());
}

#[test]
fn contradictions_are_found() {
    let told = record(
        "",
        &["a", "b", "x", "y:coalition"],
        r#"
        [[relations]]
        id = "allied"
        kind = "alliance"
        between = ["a", "b"]
        start = "2020-01-01"
        end = "2022-01-01"
        [[relations]]
        id = "rivals"
        kind = "rivalry"
        between = ["b", "a"]
        start = "2021-12-31"
        end = "2023-01-01"
        [[relations]]
        id = "not-allied"
        kind = "alliance"
        between = ["b", "a"]
        start = "2021"
        certainty = "denied"
        [[events]]
        id = "told"
        kind = "clash"
        when = "2020-05"
        from = "a"
        to = "b"
        [[events]]
        id = "told-otherwise"
        kind = "clash"
        when = "[2020-04-01,2020-06-01]"
        from = "a"
        to = "b"
        same_as = "told"
        [[relations]]
        id = "member"
        kind = "membership"
        from = "x"
        to = "y"
        start = "2019-01-01"
        end = "2023-06-01"
        [[relations]]
        id = "war"
        kind = "belligerence"
        from = "y"
        to = "x"
        start = "2022"
        [[events]]
        id = "split"
        kind = "split"
        when = "2022-05"
        from = "y"
        to = "x"
        "#,
    );
    let found = Oracle::new(&told, Lens::ever()).contradictions();
    let tell = |found: &crate::support::oracle::Contradiction| {
        let id = |id| &*told.statement(id).id;
        let mut names = [id(found.statements.0), id(found.statements.1)];
        names.sort_unstable();
        assert_eq!(found.pair.is_none(), found.kind == "days-cannot-meet");
        format!("{} {} {} {}", found.kind, names[0], names[1], found.holds)
    };
    assert_eq!(
        found.iter().map(tell).collect::<Vec<_>>(),
        [
            "days-cannot-meet told told-otherwise certainly",
            "member-after-split member split certainly",
            "member-at-war member war possibly",
            "opposite-signs allied rivals certainly",
            "said-and-denied allied not-allied possibly",
        ],
    );
}
