//! What the columns say of when, asked as `docs/COLUMNS.md` tells to: the answers of the views.

use super::read::{Row, rows};
use crate::support::strategies;
use factions::export::ColumnTables;
use factions::{ActorGraph, Certainty, Day, Holds, Kind, Record};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How something is by its levels, the surest first, of which the last is by all that tells of it.
fn best(levels: &[(Certainty, Option<Holds>)]) -> Option<(Holds, Certainty)> {
    let is_certain = levels.last()?.1 == Some(Holds::Certainly);
    levels.iter().find_map(|&(certainty, holds)| match holds? {
        Holds::Certainly if is_certain => Some((Holds::Certainly, certainty)),
        _ if is_certain => None,
        _ => Some((Holds::Possibly, certainty)),
    })
}

fn certainty(row: &Row) -> Certainty {
    let certainty: Certainty = row.text("certainty").parse().expect("it is one");
    let rank = row.count("certainty_rank").expect("it has one");
    assert_eq!(
        Certainty::ALL[usize::try_from(rank).expect("small")],
        certainty
    );
    certainty
}

/// The levels of some rows, the surest first: each asked of its rows.
fn levels<'r>(
    rows: impl Iterator<Item = &'r Row>,
    ask: impl Fn(&[&Row]) -> Option<Holds>,
) -> Vec<(Certainty, Option<Holds>)> {
    let mut by: BTreeMap<Certainty, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        by.entry(certainty(row)).or_default().push(row);
    }
    let levels = by.into_iter().rev();
    levels
        .map(|(certainty, rows)| (certainty, ask(&rows)))
        .collect()
}

fn of(certainly: bool, possibly: bool) -> Option<Holds> {
    match (certainly, possibly) {
        (true, _) => Some(Holds::Certainly),
        (_, true) => Some(Holds::Possibly),
        _ => None,
    }
}

/// How a tie is on the days from `a` up to `b`, by its ways.
fn tied(ways: &[&Row], a: i32, b: i32) -> Option<Holds> {
    let possibly = |row: &&Row| {
        row.day("start_min").is_none_or(|day| day < b)
            && row.day("end_max").is_none_or(|day| a < day)
    };
    let certainly = |row: &&Row| {
        row.day("start_max").is_some_and(|day| day < b)
            && (row.truth("goes_on") || row.day("end_min").is_some_and(|day| a < day))
    };
    of(ways.iter().all(certainly), ways.iter().any(possibly))
}

/// The days on which something begins or ends in the tables, and those beside them.
fn days(tables: &ColumnTables) -> Vec<i32> {
    let mut days = BTreeSet::from([0]);
    for (table, names) in [
        (
            "ties",
            &["start_min", "start_max", "end_min", "end_max"][..],
        ),
        ("events", &["day_min", "day_max"]),
        ("event_days", &["day_min", "day_max"]),
        ("members", &["day_min", "day_max"]),
    ] {
        for row in rows(tables, table) {
            days.extend(names.iter().filter_map(|name| row.day(name)));
        }
    }
    let near = days.iter().flat_map(|day| [day - 1, *day, day + 1]);
    let near: BTreeSet<i32> = near.collect();
    // of very many a few are enough
    let step = near.len() / 40 + 1;
    near.into_iter().step_by(step).collect()
}

fn ties_are_those_of_the_views(graph: &ActorGraph, tables: &ColumnTables) {
    let all = rows(tables, "ties");
    let mut by_tie: BTreeMap<i64, Vec<&Row>> = BTreeMap::new();
    for row in &all {
        let tie = row.count("tie").expect("it has a number");
        by_tie.entry(tie).or_default().push(row);
    }
    for day in days(tables) {
        for length in [1, 40] {
            let window = Day::new(day)..Day::new(day + length);
            let view = graph.during(window);
            let mut expected = BTreeMap::new();
            for actor in graph.actors() {
                for neighbor in view.neighbors(actor) {
                    if let Kind::Relation(_) = neighbor.tie.kind() {
                        let standing = (neighbor.holds, view.certainty_of(neighbor.tie));
                        let number = i64::from(neighbor.tie.id().number());
                        expected.insert(number, standing);
                    }
                }
            }
            let found = by_tie.iter().filter_map(|(&tie, rows)| {
                let ask = |ways: &[&Row]| tied(ways, day, day + length);
                Some((tie, best(&levels(rows.iter().copied(), ask))?))
            });
            assert_eq!(
                found.collect::<BTreeMap<_, _>>(),
                expected,
                "{day}, {length} days"
            );
        }
    }
}

/// How a range of days is in a window.
fn range(row: &Row, a: i32, b: i32) -> (bool, bool) {
    let (first, last) = (row.day("day_min"), row.day("day_max"));
    let is_inside = first.is_some_and(|day| a <= day) && last.is_some_and(|day| day < b);
    let is_in_part = first.is_none_or(|day| day < b) && last.is_none_or(|day| a <= day);
    (is_inside, is_in_part)
}

/// How an event is in a window by the ranges of one way.
fn way(ranges: &[&Row], a: i32, b: i32) -> Option<Holds> {
    let each: Vec<(bool, bool)> = ranges.iter().map(|row| range(row, a, b)).collect();
    let is_in_part = each.iter().any(|one| one.1);
    let is_several = ranges.iter().all(|row| row.truth("is_several"));
    of(
        each.iter().all(|one| one.0) || is_several && is_in_part,
        is_in_part,
    )
}

fn happened(level: &[&Row], a: i32, b: i32) -> Option<Holds> {
    let mut ways: BTreeMap<(&str, i64), Vec<&Row>> = BTreeMap::new();
    for &row in level {
        let way = row.count("way").expect("it has a number");
        ways.entry((row.text("statement"), way))
            .or_default()
            .push(row);
    }
    let each: Vec<Option<Holds>> = ways.values().map(|ranges| way(ranges, a, b)).collect();
    of(
        each.iter().all(|holds| *holds == Some(Holds::Certainly)),
        each.iter().any(Option::is_some),
    )
}

fn events_are_those_of_the_views(graph: &ActorGraph, tables: &ColumnTables) {
    let (events, ranges) = (rows(tables, "events"), rows(tables, "event_days"));
    let mut by_happening: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in events.iter().filter(|row| !row.is_null("holds")) {
        by_happening
            .entry(row.text("happening"))
            .or_default()
            .push(row);
    }
    let shown: BTreeSet<&str> = by_happening
        .values()
        .flatten()
        .map(|row| row.text("id"))
        .collect();
    for day in days(tables) {
        for length in [1, 40] {
            let (a, b) = (day, day + length);
            let view = graph.during(Day::new(a)..Day::new(b));
            let mut expected = BTreeMap::new();
            for happening in view.events() {
                let first = happening.grounds.statements[0].key();
                let row = events.iter().find(|row| row.text("id") == first);
                let id = row.expect("it has a row").text("happening");
                expected.insert(id, happening.grounds.holds);
            }
            let found = by_happening.iter().filter_map(|(&id, tellings)| {
                let one = tellings[0];
                let own = ranges.iter().filter(|row| row.text("happening") == id);
                let own = own.filter(|row| shown.contains(row.text("statement")));
                let holds = if one.count("tellings") > Some(1) {
                    let levels = levels(own, |level| happened(level, a, b));
                    best(&levels)?.0
                } else {
                    match one.text("day_state") {
                        "unknown" => Holds::Possibly,
                        "day" | "range" => {
                            let (certainly, possibly) = range(one, a, b);
                            of(certainly, possibly)?
                        }
                        _ => happened(&own.collect::<Vec<_>>(), a, b)?,
                    }
                };
                Some((id, holds))
            });
            assert_eq!(
                found.collect::<BTreeMap<_, _>>(),
                expected,
                "{day}, {length} days"
            );
        }
    }
}

fn members_are_those_of_the_views(graph: &ActorGraph, tables: &ColumnTables) {
    let all = rows(tables, "members");
    let any: Vec<&Row> = all
        .iter()
        .filter(|row| row.text("links") == "any")
        .collect();
    for day in days(tables) {
        let view = graph.at(Day::new(day));
        for whole in graph.actors() {
            let members = view.coalition_as_one(whole).members().into_iter();
            let expected = members.filter_map(|member| {
                let grounds = member.grounds?;
                Some((member.actor.key(), (grounds.holds, grounds.certainty)))
            });
            let mut by_member: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
            for &row in any.iter().filter(|row| row.text("whole") == whole.key()) {
                by_member.entry(row.text("member")).or_default().push(row);
            }
            let found = by_member.iter().filter_map(|(&member, rows)| {
                let levels = levels(rows.iter().copied(), |level| {
                    let is = |word: &str| {
                        let mut own = level.iter().filter(|row| row.text("holds") == word);
                        own.any(|row| range(row, day, day + 1).1)
                    };
                    of(is("certainly"), is("possibly"))
                });
                // by what is less sure it is no less so
                let holds = levels.last()?.1?;
                let surest = levels.iter().find(|level| level.1 >= Some(holds))?;
                Some((member, (holds, surest.0)))
            });
            assert_eq!(
                found.collect::<BTreeMap<_, _>>(),
                expected.collect::<BTreeMap<_, _>>(),
                "{whole} on {day}"
            );
        }
    }
}

fn deaths_are_summed_once(graph: &ActorGraph, tables: &ColumnTables) {
    let mut expected = [0_i64; 3];
    for happening in graph.ever().events() {
        let Some(killed) = happening.killed else {
            continue;
        };
        let figures = [
            Some(killed.deaths.low),
            killed.deaths.best,
            Some(killed.deaths.high),
        ];
        for (sum, figure) in expected.iter_mut().zip(figures) {
            *sum += i64::try_from(figure.unwrap_or_default()).expect("it is small");
        }
    }
    let all = rows(tables, "events");
    let sum = |name: &str| all.iter().filter_map(|row| row.count(name)).sum::<i64>();
    assert_eq!(["toll_low", "toll_best", "toll_high"].map(sum), expected);
}

/// Who stands on which side, by the long table.
fn sides_are_those_of_the_long_table(tables: &ColumnTables) {
    let participants = rows(tables, "participants");
    let pairs = rows(tables, "pairs");
    for (table, class) in [("relations", "relation"), ("events", "event")] {
        for row in rows(tables, table) {
            let id = row.text("id");
            let own = participants.iter();
            let own = own.filter(|one| one.text("statement") == id && one.text("class") == class);
            let mut sides: BTreeMap<i64, Vec<String>> = BTreeMap::new();
            for one in own {
                let side = one.count("side").expect("it has a side");
                sides
                    .entry(side)
                    .or_default()
                    .push(one.text("actor").to_owned());
            }
            assert!(!sides.is_empty(), "{id}: nobody");
            if row.is_null("side_a") {
                assert!(sides.len() > 2 && row.is_null("side_b"), "{id}");
            } else {
                let lists = [row.texts("side_a"), row.texts("side_b")];
                let mut lists: Vec<Vec<String>> = lists.map(<[String]>::to_vec).into();
                lists.retain(|list| !list.is_empty());
                assert_eq!(lists, sides.values().cloned().collect::<Vec<_>>(), "{id}");
            }
            if class == "event" {
                let own = pairs.iter().filter(|pair| pair.text("statement") == id);
                let own: Vec<&Row> = own.collect();
                assert_eq!(row.count("pairs"), i64::try_from(own.len()).ok(), "{id}");
                match &*own {
                    [one] => {
                        assert_eq!(one.text("actor_a"), row.text("pair_a"));
                        assert_eq!(one.text("actor_b"), row.text("pair_b"));
                    }
                    _ => assert!(row.is_null("pair_a") && row.is_null("pair_b"), "{id}"),
                }
            }
        }
    }
}

fn are_as_the_page_says(tables: &ColumnTables) {
    for (table, batches) in tables.iter() {
        assert!(!batches.is_empty(), "{}: no batch", table.name);
        for batch in batches {
            assert_eq!(batch.schema(), table.arrow());
        }
    }
}

/// Each line of the record says what it is of, and by which key or id.
fn lines_are_named(tables: &ColumnTables) {
    let mut ids = [BTreeSet::new(), BTreeSet::new()];
    for row in rows(tables, "entries") {
        let (class, line) = (row.text("class"), row.text("entry"));
        let begin = format!("{{\"type\": \"{class}\"");
        assert!(line.starts_with(&begin), "{class}: {line}");
        match class {
            "source" | "actor" | "place" => {
                let key = format!("{begin}, \"key\": \"{}\"", row.text("key"));
                assert!(line.starts_with(&key), "{key}: {line}");
            }
            "relation" => assert!(ids[0].insert(row.text("key").to_owned())),
            "event" => assert!(ids[1].insert(row.text("key").to_owned())),
            _ => assert!(row.is_null("key"), "{line}"),
        }
    }
    for (table, ids) in ["relations", "events"].into_iter().zip(ids) {
        let own = rows(tables, table);
        let own: BTreeSet<String> = own.iter().map(|row| row.text("id").to_owned()).collect();
        assert_eq!(own, ids, "{table}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn columns_give_the_answers_of_the_views(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        let tables = graph.to_columns();
        are_as_the_page_says(&tables);
        sides_are_those_of_the_long_table(&tables);
        deaths_are_summed_once(&graph, &tables);
        ties_are_those_of_the_views(&graph, &tables);
        events_are_those_of_the_views(&graph, &tables);
        members_are_those_of_the_views(&graph, &tables);
        lines_are_named(&tables);
    }
}

#[test]
fn columns_of_mali_give_the_answers_of_the_views() {
    let graph = ActorGraph::new(Record::mali());
    let tables = graph.to_columns();
    are_as_the_page_says(&tables);
    sides_are_those_of_the_long_table(&tables);
    deaths_are_summed_once(&graph, &tables);
    ties_are_those_of_the_views(&graph, &tables);
    events_are_those_of_the_views(&graph, &tables);
    members_are_those_of_the_views(&graph, &tables);
    lines_are_named(&tables);
}

#[test]
fn a_view_writes_what_it_shows() {
    let graph = ActorGraph::new(Record::mali());
    let view = graph
        .during(Day::from(factions::date(2023, 10, 1))..Day::from(factions::date(2023, 11, 1)));
    let tables = view.to_columns();
    are_as_the_page_says(&tables);
    let events = rows(&tables, "events");
    let shown: BTreeSet<&str> = events.iter().map(|row| row.text("happening")).collect();
    assert_eq!(shown.len(), view.events().len());
    assert!(events.iter().all(|row| !row.is_null("holds")));
    assert!(rows(&tables, "entries").is_empty());
}
