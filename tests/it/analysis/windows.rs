//! Networks by year: each window has the edges of its year, and says which it has only possibly.

use crate::support::tiny;
use factions::{
    ActorGraph, ConflictRule, DyadSign, Holds, SearchBudget, SignRule, SignedGraph, View, date,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const FIRST: i16 = 1946;
const YEARS: i16 = 51;
const ACTORS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

/// A year, the places of two actors, whether they are at odds.
type Row = (i16, usize, usize, bool);

/// An edge: keys of its ends, whether negative.
type Edge = (&'static str, &'static str, bool);

fn rows() -> impl Strategy<Value = BTreeSet<Row>> {
    let row = (0..YEARS, 0..ACTORS.len(), 1..ACTORS.len(), any::<bool>());
    let row = row.prop_map(|(year, one, step, is_negative)| {
        let other = (one + step) % ACTORS.len();
        (FIRST + year, one.min(other), one.max(other), is_negative)
    });
    proptest::collection::vec(row, 1..160).prop_map(|rows| {
        // one sign a dyad and year
        let by_dyad: BTreeMap<_, _> = rows
            .into_iter()
            .map(|row| ((row.0, row.1, row.2), row.3))
            .collect();
        by_dyad
            .into_iter()
            .map(|((year, one, other), sign)| (year, one, other, sign))
            .collect()
    })
}

/// How the year of a relation is written: its start and its end.
type Written = fn(i16) -> (String, String);

fn by_days(year: i16) -> (String, String) {
    (format!("{year}-01-01"), format!("{}-01-01", year + 1))
}

fn by_year(year: i16) -> (String, String) {
    (format!("{year}"), format!("{year}"))
}

fn by_next_year(year: i16) -> (String, String) {
    (format!("{year}"), format!("{}", year + 1))
}

fn graph(rows: &BTreeSet<Row>, written: Written) -> ActorGraph {
    let mut body = String::new();
    for &(year, one, other, is_negative) in rows {
        let kind = if is_negative {
            "belligerence"
        } else {
            "alliance"
        };
        let (start, end) = written(year);
        let (one, other) = (ACTORS[one], ACTORS[other]);
        writeln!(
            body,
            "[[relations]]\nkind = \"{kind}\"\nbetween = [\"{one}\", \"{other}\"]\nstart = \"{start}\"\nend = \"{end}\""
        )
        .expect("text");
    }
    ActorGraph::new(tiny::record("", &ACTORS, &body))
}

fn year(graph: &ActorGraph, year: i16) -> View<'_, 'static> {
    graph.during(date(year, 1, 1)..date(year + 1, 1, 1))
}

fn edges<'g>(signed: &SignedGraph<'g>) -> BTreeSet<(&'g str, &'g str, bool)> {
    let edges = signed.edges().iter();
    let edge = |edge: &factions::SignedEdge<'g>| {
        let is_negative = edge.sign == DyadSign::Negative;
        (edge.one.key(), edge.other.key(), is_negative)
    };
    edges.map(edge).collect()
}

fn of_year(rows: &BTreeSet<Row>, year: i16) -> BTreeSet<Edge> {
    let of_year = rows.iter().filter(|row| row.0 == year);
    of_year
        .map(|row| (ACTORS[row.1], ACTORS[row.2], row.3))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_window_has_the_edges_of_its_year_and_no_others(rows in rows()) {
        for written in [by_days as Written, by_year] {
            let graph = graph(&rows, written);
            for now in FIRST - 1..=FIRST + YEARS {
                let signed = year(&graph, now).signed(ConflictRule::Ambivalent);
                let expected = of_year(&rows, now);
                prop_assert_eq!(edges(&signed), expected.clone());
                prop_assert!(signed.edges().iter().all(|edge| edge.grounds.holds == Holds::Certainly));
                let actors: BTreeSet<&str> = expected.iter().flat_map(|edge| [edge.0, edge.1]).collect();
                let own: BTreeSet<&str> = signed.actors().iter().map(|actor| actor.key()).collect();
                prop_assert_eq!(own, actors);
            }
        }
    }

    #[test]
    fn an_end_in_the_next_year_reaches_into_it_only_possibly(rows in rows()) {
        let graph = graph(&rows, by_next_year);
        for now in FIRST..=FIRST + YEARS {
            let certain = year(&graph, now).certainly().signed(ConflictRule::Ambivalent);
            prop_assert_eq!(edges(&certain), of_year(&rows, now));
            let possible = year(&graph, now).signed(ConflictRule::Ambivalent);
            let all = possible.edges().iter().chain(possible.ambivalent());
            for edge in all {
                let key = |sign| (edge.one.key(), edge.other.key(), sign);
                let both = [now - 1, now].map(|year| of_year(&rows, year));
                let is_in = |year: &BTreeSet<Edge>, sign| year.iter().any(|one| *one == key(sign));
                let signs = [false, true].map(|sign| (is_in(&both[0], sign), is_in(&both[1], sign)));
                prop_assert!(signs.iter().any(|sign| sign.0 || sign.1));
                // certain only if it is of this year and the year before says nothing else
                let is_certain = [0, 1].into_iter().any(|sign| signs[sign].1 && !signs[1 - sign].0);
                prop_assert_eq!(edge.grounds.holds == Holds::Certainly, is_certain);
            }
        }
    }
}

fn record(body: &str) -> ActorGraph {
    ActorGraph::new(tiny::record("as_of = 2003-06-30", &["a", "b", "c"], body))
}

/// Each year's edges of 2000 to 2004: `+` or `−`, in brackets if only possible.
fn by_window(graph: &ActorGraph, rule: SignRule) -> Vec<String> {
    let window = |now: i16| {
        let signed = year(graph, now).signed(rule);
        let edges = signed.edges().iter().chain(signed.ambivalent());
        let edges = edges.map(|edge| {
            let sign = match edge.sign {
                DyadSign::Positive => "+",
                DyadSign::Negative => "−",
                _ => "±",
            };
            match edge.grounds.holds {
                Holds::Certainly => format!("{}{}{sign}", edge.one.key(), edge.other.key()),
                Holds::Possibly => format!("({}{}{sign})", edge.one.key(), edge.other.key()),
            }
        });
        edges.collect::<Vec<_>>().join(" ")
    };
    (2000..=2004).map(window).collect()
}

#[test]
fn an_end_that_is_unknown_or_ongoing_stays_open_after_what_is_known() {
    let relation = |end: &str| {
        format!(
            "[[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\nstart = \"2001\"\n{end}\n"
        )
    };
    let rule = SignRule::default();
    // nobody knows the end: certainly in the year in which it began, possibly in each after
    let unknown = record(&relation(""));
    assert_eq!(
        by_window(&unknown, rule),
        ["", "ab+", "(ab+)", "(ab+)", "(ab+)"]
    );
    // seen in 2002: certainly up to then
    let seen = record(&relation("seen = [\"2002-05-01\"]"));
    assert_eq!(by_window(&seen, rule), ["", "ab+", "ab+", "(ab+)", "(ab+)"]);
    // going on on the day of the record, in the middle of 2003
    let ongoing = record(&relation("end = \"..\""));
    assert_eq!(
        by_window(&ongoing, rule),
        ["", "ab+", "ab+", "ab+", "(ab+)"]
    );
    let ended = record(&relation("end = \"2003\""));
    assert_eq!(by_window(&ended, rule), ["", "ab+", "ab+", "(ab+)", ""]);
}

#[test]
fn a_split_dated_by_its_year_is_of_that_year_alone_and_of_its_months_possibly() {
    let body = "[[events]]\nkind = \"split\"\nwhen = \"2001\"\nfrom = \"a\"\nto = \"b\"\n\
                [[events]]\nkind = \"merger\"\nwhen = \"[2002..2003]\"\nfrom = \"b\"\nto = \"c\"\n\
                [[events]]\nkind = \"clash\"\nwhen = \"2002-05\"\nsides = [[\"a\"], [\"b\"]]\n";
    let graph = record(body);
    let lineage = SignRule::default().with_positive_lineage();
    assert_eq!(
        by_window(&graph, SignRule::default()),
        ["", "", "ab−", "", ""]
    );
    assert_eq!(
        by_window(&graph, lineage),
        ["", "ab+", "ab− (bc+)", "(bc+)", ""],
    );
    let may = graph.during(date(2001, 5, 1)..date(2001, 6, 1));
    let signed = may.signed(lineage);
    assert_eq!(signed.edges()[0].grounds.holds, Holds::Possibly);
    assert!(may.certainly().signed(lineage).edges().is_empty());
    // an answer says of each edge in the way how it holds
    let both = graph
        .during(date(2001, 1, 1)..date(2004, 1, 1))
        .signed(SignRule::from(ConflictRule::NegativeWins).with_positive_lineage());
    let found = both.frustration(SearchBudget::default());
    assert_eq!(found.index(), Some(0));
    let holds = both.edges().iter().map(|edge| edge.grounds.holds);
    assert!(holds.eq([Holds::Certainly, Holds::Certainly]));
}

#[test]
fn all_actors_count_only_if_asked_for() {
    let body = "[[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\nstart = 2001-01-01\nend = 2002-01-01\n";
    let graph = record(body);
    let view = year(&graph, 2001);
    let (tied, all) = (
        view.signed(ConflictRule::Ambivalent),
        view.signed(SignRule::default().with_all_actors()),
    );
    assert_eq!((tied.actors().len(), all.actors().len()), (2, 3));
    let density = |signed: &SignedGraph<'_>| signed.cohesion().density.expect("two actors");
    assert!((density(&tied) - 1.0).abs() < 1e-12);
    assert!((density(&all) - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!((tied.degrees().len(), all.degrees().len()), (2, 3));
    // d = 1, 1, 0: (0 + 0 + 1) / 2
    assert_eq!(all.cohesion().centralisation, Some(0.5));
    // who has no tie is in no camp
    let found = all.frustration(SearchBudget::default());
    assert_eq!(
        (found.components.len(), found.components[0].actors()),
        (1, 2)
    );
    assert_eq!(found.alone, [graph.actor("c").expect("declared")]);
    let none = year(&graph, 2004).signed(SignRule::default().with_all_actors());
    assert_eq!((none.actors().len(), none.edges().len()), (3, 0));
    assert_eq!(none.frustration(SearchBudget::default()).normalised(), None);
}
