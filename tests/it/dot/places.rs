//! Where things lie in pictures of a record of thirty actors: no words on others, no tangle, one page.

use super::render::{areas, buried, texts};
use super::{autumn, graph, mali, shuffled, sound};
use crate::support::strategies::record as any_record;
use factions::{ActorGraph, Drawing, DrawingWarning, Record, date};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const COAST: &str = include_str!("../../../examples/data/marl_coast.toml");
const JNIM: &str = include_str!("../../../examples/data/jnim.toml");

fn read(text: &str) -> ActorGraph {
    ActorGraph::new(Record::from_toml(text).expect("the record is right"))
}

/// No words lie on other words, or on a box that is not theirs.
#[track_caller]
fn legible(drawing: &Drawing<'_>) {
    sound(drawing);
    if let Some(buried) = buried(&drawing.text) {
        assert!(buried.is_empty(), "{}\n{drawing}", buried.join("\n"));
    }
}

/// How wide and how high a picture is, in points.
fn size(text: &str) -> Option<[f64; 2]> {
    let areas = areas(text)?;
    let most = |axis: usize| areas.iter().map(|(_, area)| area[axis]).fold(0.0, f64::max);
    let least = |axis: usize| {
        let all = areas.iter().map(|(_, area)| area[axis]);
        all.fold(f64::INFINITY, f64::min)
    };
    Some([0, 1].map(|axis| 72.0 * (most(axis + 2) - least(axis))))
}

#[test]
fn words_that_lie_on_others_are_found() {
    let drawn = |second: &str, label: &str| {
        let text = format!(
            "digraph \"g\" {{ layout=\"nop2\" \"a\" [pos=\"0,0\" label=\"one\"] \"b\" [pos=\"{second}\" label=\"two\"] \
             \"a\" -> \"b\" [pos=\"0,20 0,40 200,40 200,20\" label=\"three\" lp=\"{label}\"] }}"
        );
        buried(&text).map(|found| found.len())
    };
    let Some(none) = drawn("200,0", "100,60") else {
        return;
    };
    assert_eq!(none, 0);
    // two nodes on each other: their words, and each one's on the other's box
    assert_eq!(drawn("5,0", "100,60"), Some(3));
    // the words of a line on a node: on its words, and on its box
    assert_eq!(drawn("200,0", "200,0"), Some(2));
}

#[test]
fn no_words_of_a_genealogy_lie_on_others() {
    let (coast, jnim, mali) = (read(COAST), read(JNIM), mali());
    for graph in [&coast, &jnim, &mali] {
        legible(&graph.ever().to_genealogy().side_families(true).draw());
        legible(&graph.ever().to_genealogy().side_families(false).draw());
    }
    let reeds = coast.actor("reed-movement").expect("it is there");
    legible(&coast.ever().to_genealogy().of([reeds]).draw());
}

#[test]
fn a_genealogy_of_thirty_is_one_page() {
    let coast = read(COAST);
    let drawing = coast.ever().to_genealogy().side_families(true).draw();
    let Some([wide, high]) = size(&drawing.text) else {
        return;
    };
    assert!(wide < 1_500.0 && high < 1_200.0, "{wide} × {high}");
    // thirty that split, merge and are renamed, one thing a year
    let keys: Vec<String> = (0..30).map(|number| format!("g{number:02}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut body = String::new();
    for number in 1..30 {
        let (kind, from, to) = match number % 5 {
            4 => ("rename", number - 1, number),
            3 => ("merger", number - 1, (number * 7) % (number - 1)),
            _ => ("split", (number * 5 + 1) % number, number),
        };
        let _ = writeln!(
            body,
            "[[events]]\nkind = \"{kind}\"\nwhen = \"{}\"\nfrom = \"g{from:02}\"\nto = \"g{to:02}\"",
            1990 + number
        );
    }
    let graph = graph(&keys, &body);
    let drawing = graph.ever().to_genealogy().draw();
    legible(&drawing);
    let [wide, high] = size(&drawing.text).expect("as before");
    assert!(wide < 1_700.0 && high < 1_300.0, "{wide} × {high}");
}

#[test]
fn families_aside_are_told_in_words_and_counted() {
    let coast = read(COAST);
    let genealogy = coast.ever().to_genealogy();
    let drawing = genealogy.draw();
    assert_eq!(
        drawing.warnings,
        [DrawingWarning::FamiliesAside {
            families: 1,
            actors: 6
        }]
    );
    assert!(
        drawing
            .text
            .contains("East Quay splits off from Kiln Band (2011 (uncertain))"),
        "{drawing}"
    );
    assert!(!drawing.text.contains("\"l_kiln_"));
    let whole = genealogy.clone().side_families(true).draw();
    assert!(whole.warnings.is_empty() && whole.text.contains("\"l_kiln_"));
    // nobody is lost: who has no lane is named
    for actor in coast.actors() {
        let is_drawn =
            |drawing: &Drawing<'_>| drawing.text.contains(&format!("\"l_{}_", actor.key()));
        let is_told = drawing.text.contains(&actor.label().replace('\'', "&#39;"))
            || drawing.text.contains(actor.label());
        assert!(
            is_drawn(&drawing) || is_told || !is_drawn(&whole),
            "{actor}"
        );
    }
}

#[test]
fn families_aside_are_told_in_words_of_those_asked_for_too() {
    let coast = read(COAST);
    let both = ["reed-army", "kiln"].map(|key| coast.actor(key).expect("it is there"));
    let genealogy = coast.ever().to_genealogy().of(both);
    assert!(genealogy.draw().text.contains("\"l_kiln_"));
    let drawing = genealogy.side_families(false).draw();
    assert!(!drawing.text.contains("\"l_kiln_"), "{drawing}");
    assert!(
        matches!(*drawing.warnings, [DrawingWarning::FamiliesAside { .. }]),
        "{:?}",
        drawing.warnings
    );
}

#[test]
fn a_crowd_on_one_side_is_one_box_and_no_line_for_each_of_its_pairs() {
    let actors: Vec<String> = (0..30).map(|number| format!("a{number}")).collect();
    let list = |keys: &[String]| format!("{keys:?}");
    let clash = |from: &str, day: u32| {
        format!("[[events]]\nkind = \"clash\"\nwhen = 2020-01-0{day}\nfrom = {from}\nto = \"b\"\n")
    };
    let body = clash(&list(&actors), 1) + &clash(&list(&actors[..2]), 2);
    let keys: Vec<&str> = actors.iter().map(String::as_str).chain(["b"]).collect();
    let graph = graph(&keys, &body);
    let drawing = graph.ever().to_dot().draw();
    sound(&drawing);
    let lines = drawing.text.lines();
    let beside = lines.filter(|line| line.contains("->") && line.contains("on one side in"));
    let beside: Vec<&str> = beside.collect();
    assert!(
        beside.len() == 1 && beside[0].contains("2 events"),
        "{beside:?}"
    );
    let crowd = DrawingWarning::CrowdOnOneSide { events: 1 };
    assert!(drawing.warnings.contains(&crowd), "{:?}", drawing.warnings);
}

#[test]
fn a_coalition_keeps_its_names_where_one_actor_is_asked_for() {
    let coast = read(COAST);
    let ever = coast.ever();
    // it was in the Delta Council alone, which goes on as the Delta Congress
    let pans = coast.actor("salt-front-old").expect("it is there");
    let drawing = ever.to_genealogy().of([pans]).draw();
    sound(&drawing);
    assert!(drawing.text.contains("\"l_council_") && drawing.text.contains("\"l_congress_"));
    let reeds = coast.actor("reed-army").expect("it is there");
    let drawing = ever.to_genealogy().of([reeds]).draw();
    assert!(drawing.text.contains("\"l_reed-movement_"));
}

#[test]
fn the_order_of_a_record_never_changes_a_place() {
    let draw = |text: &str| read(text).ever().to_genealogy().draw().text;
    for by in [1, 13, 40] {
        assert_eq!(draw(&shuffled(COAST, by)), draw(COAST));
    }
}

#[test]
fn no_words_of_a_view_or_a_comparison_lie_on_others() {
    let (coast, jnim, mali) = (read(COAST), read(JNIM), mali());
    let spring = date(2024, 3, 1)..date(2024, 7, 1);
    legible(&coast.during(spring).to_dot().draw());
    legible(&jnim.ever().to_dot().draw());
    legible(&autumn(&mali).to_dot().draw());
    for (graph, from, to) in [
        (&mali, date(2023, 9, 1), date(2023, 10, 31)),
        (&coast, date(2023, 10, 1), date(2024, 6, 30)),
        (&coast, date(2010, 1, 1), date(2020, 1, 1)),
    ] {
        let (before, after) = (graph.at(from), graph.at(to));
        let both = before.to_comparison(after).expect("one graph");
        for marked in [false, true] {
            let both = both.clone().otherwise(marked);
            for panel in [both.draw_before(), both.draw_after(), both.draw()] {
                legible(&panel);
            }
        }
    }
}

#[test]
fn who_fought_on_one_side_is_tied_unless_a_pact_says_so() {
    let coast = read(COAST);
    let drawing = coast
        .during(date(2024, 3, 1)..date(2024, 7, 1))
        .to_dot()
        .draw();
    let tie = |one: &str, other: &str| {
        let both = [one, other].map(|key| format!("\"a_{key}\""));
        let mut lines = drawing.text.lines();
        let tie = lines.find(|line| {
            let ends = line.split(" [").next().unwrap_or_default();
            ends.contains("->") && both.iter().all(|end| ends.contains(end))
        });
        tie.unwrap_or_default().to_owned()
    };
    // their pact ended in February
    let army = tie("army", "greycloak");
    assert!(
        army.contains("\"dot\"") && army.contains("on one side in 1 event, 17 Mar 2024"),
        "{army}"
    );
    let herons = tie("heron-union", "hll-north");
    assert!(
        herons.contains("on one side in 2 events, 17 to 28 Mar 2024"),
        "{herons}"
    );
    // they operate jointly by a statement of its own, and need no second line
    assert!(!tie("army", "coast-guard").contains("on one side"));
    // targets of one event are no partners
    assert!(tie("army", "lantern").is_empty());
}

/// The lanes of a genealogy by the height of their row, each with its first and last column, and the
/// lines between rows with their columns.
struct Drawn {
    rows: BTreeMap<i64, (usize, usize, String)>,
    lines: BTreeSet<(i64, i64, usize)>,
}

impl Drawn {
    fn read(text: &str) -> Self {
        let value = |line: &str, name: &str| {
            let (_, behind) = line.split_once(&format!(" {name}=\""))?;
            Some(behind.split('"').next().unwrap_or_default().to_owned())
        };
        let height = |line: &str| {
            let place = value(line, "pos")?;
            let y: f64 = place.rsplit(',').next()?.parse().ok()?;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a height in tenths of points"
            )]
            Some((y * 10.0).round() as i64)
        };
        let mut rows: BTreeMap<i64, (usize, usize, String)> = BTreeMap::new();
        let mut places: BTreeMap<String, i64> = BTreeMap::new();
        for line in text.lines().map(str::trim_start) {
            let Some((name, rest)) = line.strip_prefix('"').and_then(|line| line.split_once('"'))
            else {
                continue;
            };
            let Some((lane, column)) = super::genealogy::station(name) else {
                continue;
            };
            if let (true, Some(y)) = (rest.starts_with(" ["), height(line)) {
                places.insert(name.to_owned(), y);
                let row = rows.entry(y).or_insert((column, column, lane.to_owned()));
                if column < row.0 {
                    *row = (column, row.1, lane.to_owned());
                }
                row.1 = row.1.max(column);
            }
        }
        // a line that ends at another without an arrow goes on with it
        let mut steps: BTreeMap<(i64, usize, String), (i64, bool)> = BTreeMap::new();
        for line in text.lines().map(str::trim_start) {
            let mut names = line.split('"').skip(1).step_by(2);
            let (Some(from), Some(to)) = (names.next(), names.next()) else {
                continue;
            };
            let ends = (places.get(from), places.get(to));
            let (Some(&one), Some(&other)) = ends else {
                continue;
            };
            if one != other {
                let (_, column) = super::genealogy::station(from).expect("a lane");
                let word = value(line, "label").expect("it has words");
                let goes_on = value(line, "arrowhead").as_deref() == Some("none");
                steps.insert((one, column, format!("{word} {other}")), (other, goes_on));
            }
        }
        let mut lines = BTreeSet::new();
        for ((from, column, _), &(to, goes_on)) in &steps {
            let (mut end, mut is_open) = (to, goes_on);
            while is_open {
                let next = steps.iter().find(|((one, place, _), step)| {
                    (*one, *place) == (end, *column) && (step.0 > end) == (to > *from)
                });
                let Some((_, &(further, goes_on))) = next else {
                    break;
                };
                (end, is_open) = (further, goes_on);
            }
            lines.insert((*from.min(&end), *from.max(&end), *column));
        }
        Self { rows, lines }
    }

    /// How many lines cross rows in an order of rows.
    fn crossings(&self, order: &[i64]) -> usize {
        let place = |row: i64| order.iter().position(|&one| one == row).expect("a row");
        let crossed = |&(one, other, column): &(i64, i64, usize)| {
            let (one, other) = (place(one), place(other));
            let between = &order[one.min(other) + 1..one.max(other)];
            let is_there = |row: &&i64| {
                let (first, last, _) = &self.rows[*row];
                (*first..=*last).contains(&column)
            };
            between.iter().filter(is_there).count()
        };
        self.lines.iter().map(crossed).sum()
    }

    /// The drawn order from top to bottom, and the naive one: who was there first, then by key.
    fn orders(&self) -> [Vec<i64>; 2] {
        let drawn: Vec<i64> = self.rows.keys().rev().copied().collect();
        let mut naive = drawn.clone();
        naive.sort_by_key(|row| {
            let (first, _, lane) = &self.rows[row];
            (*first, lane.clone())
        });
        [drawn, naive]
    }
}

#[test]
fn lines_cross_far_fewer_lanes_than_in_the_order_of_time() {
    let coast = read(COAST);
    let drawing = coast.ever().to_genealogy().side_families(true).draw();
    let drawn = Drawn::read(&drawing.text);
    assert!(drawn.rows.len() > 15 && drawn.lines.len() > 30);
    let [own, naive] = drawn.orders().map(|order| drawn.crossings(&order));
    assert!(3 * own < naive, "{own} of {naive}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn lines_cross_no_more_lanes_than_in_the_order_of_time(record in any_record()) {
        let graph = ActorGraph::new(record);
        let drawing = graph.ever().to_genealogy().side_families(true).draw();
        let drawn = Drawn::read(&drawing.text);
        let [own, naive] = drawn.orders().map(|order| drawn.crossings(&order));
        prop_assert!(own <= naive, "{} of {}\n{}", own, naive, drawing);
    }

    #[test]
    fn words_of_any_genealogy_survive_and_lie_on_nothing(record in any_record()) {
        let graph = ActorGraph::new(record);
        let drawing = graph.ever().to_genealogy().side_families(true).draw();
        legible(&drawing);
        let Some(said) = texts(&drawing.text) else {
            return Ok(());
        };
        // every actor that has a lane is named where it begins
        for line in drawing.text.lines().map(str::trim_start) {
            let is_box = line.contains("fillcolor=") && line.contains(" label=<");
            let Some((name, _)) = line.strip_prefix('"').and_then(|line| line.split_once("\" [")) else {
                continue;
            };
            if is_box && super::genealogy::station(name).is_some() {
                prop_assert!(said.iter().any(|one| one.owner == name), "{name}");
            }
        }
    }
}
