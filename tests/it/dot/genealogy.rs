//! Genealogies: straight lanes, a column per date, what is derived and uncertain marked as such.

use super::hostile::{HOSTILE, says};
use super::render::{areas, seen};
use super::tokens::skeleton;
use super::{graph, member, shuffled, sound};
use crate::support::strategies::record as any_record;
use factions::{ActorGraph, Drawing, DrawingWarning, Record, Theme, date};
use proptest::prelude::*;
use std::collections::BTreeMap;

const JNIM: &str = include_str!("../../../examples/data/jnim.toml");

fn jnim() -> ActorGraph {
    ActorGraph::new(Record::from_toml(JNIM).expect("the record of the example is right"))
}

fn event(kind: &str, from: &str, to: &str, more: &str) -> String {
    format!("[[events]]\nkind = \"{kind}\"\nfrom = {from}\nto = \"{to}\"\n{more}\n")
}

/// The edges from one lane to another, or along one, with their attributes.
fn lines<'a>(drawing: &'a Drawing<'_>, from: &str, to: &str) -> Vec<&'a str> {
    let text = drawing.text.lines();
    text.filter(|line| line.trim_start().starts_with(&format!("\"l_{from}_")))
        .filter(|line| line.contains(&format!("-> \"l_{to}_")) && !line.contains("invis"))
        .collect()
}

#[test]
fn jnims_descent_is_drawn_whole_and_readable() {
    let graph = jnim();
    let drawing = graph.ever().to_genealogy().draw();
    assert!(drawing.warnings.is_empty());
    sound(&drawing);
    let Some(seen) = seen(&drawing.text) else {
        return;
    };
    let texts: Vec<&str> = seen
        .values()
        .flat_map(|one| &one.lines)
        .map(String::as_str)
        .collect();
    for word in [
        "GIA",
        "GSPC",
        "AQIM",
        "MUJAO",
        "Al-Mourabitoun",
        "JNIM",
        "1998",
        "2007",
        "Mar",
        "2017",
    ] {
        assert!(texts.contains(&word), "{word} in {texts:?}");
    }
    let count = |word: &str| {
        texts
            .iter()
            .filter(|text| text.trim_matches(['\u{a0}', ' ']) == word)
            .count()
    };
    // those of the key beside those of the lines
    assert_eq!(
        (count("splits off"), count("merges"), count("is renamed")),
        (3 + 1, 6 + 1, 0)
    );
    // what AQIM was called before stands in its row
    assert_eq!((count("old name"), count("new name")), (1, 1 + 1));
    assert_eq!(count("no end on record"), 3);
}

/// The lane and the column of a node: `l_hll_north_7.1` is of `l_hll_north` and 7.
pub(super) fn station(name: &str) -> Option<(&str, usize)> {
    let (lane, column) = name.rsplit_once('_')?;
    let (column, _) = column.split_once('.').unwrap_or((column, ""));
    let is_lane = lane.starts_with("l_") || lane.starts_with("l.");
    Some((lane, column.parse().ok().filter(|_| is_lane)?))
}

/// The axis straight, each lane on one height, each column right of its date and left of the next.
#[track_caller]
fn in_rows_and_columns(drawing: &Drawing<'_>) {
    let Some(areas) = areas(&drawing.text) else {
        return;
    };
    let mut ticks: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
    let mut heights: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let middle =
        |[left, low, right, high]: [f64; 4]| [f64::midpoint(left, right), f64::midpoint(low, high)];
    for (name, area) in &areas {
        if let Some(column) = name.strip_prefix("t_") {
            ticks.insert(column.parse().expect("a column"), middle(*area));
        }
        if let Some((lane, _)) = station(name) {
            heights.entry(lane).or_default().push(middle(*area)[1]);
        }
    }
    let is_one = |all: &Vec<f64>| all.iter().all(|one| (one - all[0]).abs() < 0.02);
    assert!(heights.values().all(is_one), "{heights:?}\n{drawing}");
    let axis: Vec<f64> = ticks.values().map(|tick| tick[1]).collect();
    assert!(is_one(&axis), "{ticks:?}\n{drawing}");
    let along: Vec<f64> = ticks.values().map(|tick| tick[0]).collect();
    assert!(along.is_sorted_by(|a, b| a < b), "{ticks:?}\n{drawing}");
    for (name, [left, ..]) in &areas {
        let Some((_, column)) = station(name) else {
            continue;
        };
        // a box reaches ten points to the left of its date
        let own = ticks.range(..=column).next_back();
        let next = ticks.range(column + 1..).next();
        let is_right = own.is_none_or(|(_, tick)| tick[0] - 10.5 / 72.0 < *left);
        let is_left = next.is_none_or(|(_, tick)| *left < tick[0]);
        assert!(is_right && is_left, "{name} {left} {ticks:?}\n{drawing}");
    }
}

#[test]
fn every_actor_has_a_lane_and_every_date_a_column() {
    let graph = jnim();
    in_rows_and_columns(&graph.ever().to_genealogy().draw());
}

#[test]
fn what_is_derived_has_open_arrows_and_says_from_what() {
    let body = [
        member("a", "c", "start = \"2020\""),
        event("split", "\"c\"", "a", "id = \"out\"\nwhen = \"2021\""),
        event("split", "\"a\"", "b", "when = \"2022\""),
    ];
    let graph = graph(&["a", "b", "c:coalition"], &body.concat());
    let drawing = graph.ever().to_genealogy().draw();
    sound(&drawing);
    let between: Vec<&str> = [lines(&drawing, "a", "c"), lines(&drawing, "c", "a")].concat();
    assert_eq!(between.len(), 2, "{drawing}");
    assert!(
        between
            .iter()
            .any(|line| line.contains("odiamond") && line.contains("joins"))
    );
    assert!(
        between
            .iter()
            .any(|line| line.contains("Derived from the start of the membership."))
    );
    assert!(
        between
            .iter()
            .any(|line| line.contains("onormal") && line.contains("leaves"))
    );
    assert!(
        between
            .iter()
            .any(|line| line.contains("Derived from the split `out`."))
    );
    let split = [lines(&drawing, "a", "b"), lines(&drawing, "b", "a")].concat();
    assert_eq!(split.len(), 1, "{drawing}");
    assert!(
        split[0].contains("\"normal\"") && !split[0].contains("Derived"),
        "{split:?}"
    );
}

#[test]
fn uncertain_dates_are_marked_and_their_order_left_open() {
    let body = [
        event("split", "\"a\"", "b", "when = \"2022~\""),
        event("split", "\"a\"", "c", "when = \"2022-03\""),
        event("split", "\"a\"", "d", "when = \"2019\""),
    ];
    let graph = graph(&["a", "b", "c", "d"], &body.concat());
    let drawing = graph.ever().to_genealogy().draw();
    sound(&drawing);
    let node = |id: &str| {
        let start = format!("\"{id}\" [");
        let mut all = drawing
            .text
            .lines()
            .filter(|line| line.trim_start().starts_with(&start));
        all.next().unwrap_or_else(|| panic!("{id} in {drawing}"))
    };
    // before, 2019, about 2022, March 2022
    assert!(node("l_a_2").contains("fillcolor=\"#FFFFFF\""));
    assert!(!node("l_a_3").contains("fillcolor=\"#FFFFFF\""));
    assert!(node("t_2").contains("about 2022") && node("t_3").contains("Mar 2022"));
    let axis = |number: usize| {
        let start = format!("\"t_{}\" -> \"t_{number}\"", number - 1);
        drawing
            .text
            .lines()
            .find(|line| line.contains(&start))
            .expect("the axis is drawn")
    };
    assert!(axis(3).contains("dotted") && !axis(2).contains("dotted"));
    assert!(drawing.text.contains("leave open which came first"));
}

#[test]
fn a_claim_is_dashed_and_named() {
    let more = "when = \"2022\"\ncertainty = \"claimed\"\nby = \"b\"";
    let graph = graph(&["a", "b"], &event("split", "\"a\"", "b", more));
    let drawing = graph.ever().to_genealogy().draw();
    sound(&drawing);
    let line = lines(&drawing, "b", "a")
        .into_iter()
        .chain(lines(&drawing, "a", "b"))
        .next();
    let line = line.expect("they are tied");
    assert!(
        line.contains("dashed") && line.contains("claimed by"),
        "{line}"
    );
}

#[test]
fn who_was_there_before_its_first_change_starts_before_it() {
    let body = [
        event("merger", "[\"a\", \"b\"]", "c", "when = \"2017-03\""),
        member("d", "e", "start = \"2016\""),
    ];
    let graph = graph(&["a", "b", "c", "d", "e:coalition"], &body.concat());
    let drawing = graph.ever().to_genealogy().draw();
    sound(&drawing);
    in_rows_and_columns(&drawing);
    let text = &drawing.text;
    // before 2016, 2016, before March 2017, March 2017
    assert!(
        text.contains("\"l_d_0\"") && text.contains("\"l_e_1\"") && !text.contains("\"l_e_0\"")
    );
    assert!(
        text.contains("\"l_a_2\"") && text.contains("\"l_b_2\"") && !text.contains("\"l_a_1\"")
    );
    assert!(text.contains("\"l_c_3\"") && !text.contains("\"l_c_2\""));
    // ended by the merger
    assert!(!text.contains("\"l_a_4\"") && text.contains("\"l_c_4\""));
}

#[test]
fn only_the_kin_of_whom_is_asked_for_is_drawn() {
    let graph = jnim();
    let mujao = graph.actor("mujao").expect("it is there");
    let drawing = graph.ever().to_genealogy().of([mujao]).draw();
    sound(&drawing);
    assert!(drawing.text.contains("l_gia_") && drawing.text.contains("l_jnim_"));
    assert!(!drawing.text.contains("l_macina_"));
}

#[test]
fn a_view_in_which_nothing_changed_says_so() {
    let graph = jnim();
    // the Sahara branch may have ceased to be a part of AQIM on any day up to the merger
    let drawing = graph.at(date(1990, 1, 1)).certainly().to_genealogy().draw();
    sound(&drawing);
    assert!(
        drawing
            .text
            .contains("No split, merger, renaming, join or departure")
    );
}

#[test]
fn the_order_of_the_record_never_changes_a_lane() {
    let draw = |text: &str| {
        let graph = ActorGraph::new(Record::from_toml(text).expect("it is right"));
        graph.ever().to_genealogy().theme(Theme::DARK).draw().text
    };
    for by in [0, 7, 31] {
        assert_eq!(draw(&shuffled(JNIM, by)), draw(JNIM));
    }
}

#[test]
fn strange_names_come_out_of_a_genealogy_as_they_were_put_in() {
    for text in HOSTILE {
        let tables = serde_json::json!({
            "format": 1,
            "actors": {
                "a": { "name": format!("name {text}"), "kind": "armed-group" },
                "b": { "name": format!("other {text}"), "kind": "armed-group" },
                "c": { "name": format!("whole {text}"), "kind": "coalition" },
            },
            "relations": [
                { "kind": "membership", "from": "b", "to": "c", "start": "2021", "note": format!("note {text}"),
                  "certainty": "claimed", "by": "a" },
            ],
            "events": [
                { "kind": "split", "when": "2020", "from": "a", "to": "b", "reason": format!("because {text}") },
            ],
        });
        let record = Record::from_json(&tables.to_string());
        let graph = ActorGraph::new(record.unwrap_or_else(|problems| panic!("{problems}")));
        let drawing = graph
            .ever()
            .to_genealogy()
            .title(format!("Title {text}"))
            .draw();
        sound(&drawing);
        let Some(seen) = seen(&drawing.text) else {
            return;
        };
        // before 2020, 2020, 2021
        for (node, name) in [
            ("l_a_0", "name"),
            ("l_b_1", "other"),
            ("l_c_2", "whole"),
            ("factions", "Title"),
        ] {
            assert!(
                says(&seen[node].lines, &format!("{name} {text}")),
                "{text:?}: {:?}",
                seen[node]
            );
        }
    }
}

#[test]
fn fifty_groups_that_split_are_drawn_and_more_are_warned_of() {
    let keys: Vec<String> = (0..50).map(|number| format!("g{number}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let splits = (1..50).map(|number| {
        let from = format!("\"g{}\"", (number - 1) / 2);
        event(
            "split",
            &from,
            keys[number],
            &format!("when = \"{}\"", 1970 + number),
        )
    });
    let graph = graph(&keys, &splits.collect::<String>());
    let drawing = graph.ever().to_genealogy().draw();
    sound(&drawing);
    in_rows_and_columns(&drawing);
    assert!(matches!(
        *drawing.warnings,
        [DrawingWarning::Crowded {
            actors: 50,
            events: 49
        }]
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_record_is_a_genealogy(record in any_record()) {
        let graph = ActorGraph::new(record);
        let drawing = graph.ever().to_genealogy().draw();
        skeleton(&drawing.text).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn graphviz_draws_any_genealogy_without_a_word(record in any_record()) {
        let graph = ActorGraph::new(record);
        let drawing = graph.ever().to_genealogy().draw();
        sound(&drawing);
        in_rows_and_columns(&drawing);
    }
}

/// The lines of a lane with a word in them, and its nodes of a shape.
fn lane<'a>(drawing: &'a Drawing<'_>, actor: &str, what: &str) -> Vec<&'a str> {
    let start = format!("\"l_{actor}_");
    let all = drawing.text.lines().map(str::trim_start);
    all.filter(|line| line.starts_with(&start) && line.contains(what))
        .collect()
}

#[test]
fn a_renaming_is_the_end_of_the_lane_of_the_old_name() {
    let body = [
        event("rename", "\"old\"", "new", "when = \"2007-01\""),
        // it left within the month of the renaming, and what the new name does goes on
        member("old", "c", "start = \"2001\"\nend = \"2007-01-24\""),
        member("new", "c", "start = \"2008\""),
    ];
    let graph = graph(&["old", "new", "c:coalition"], &body.concat());
    let drawing = graph.ever().to_genealogy().draw();
    sound(&drawing);
    let squares = lane(&drawing, "old", "shape=\"square\"");
    assert_eq!(squares.len(), 2, "{drawing}");
    // nothing of the old name is drawn after it left: before 2001, 2001, Jan 2007, 24 Jan 2007, 2008
    let last = lane(&drawing, "old", "shape=").len();
    assert_eq!(last, 3, "{drawing}");
    assert!(lane(&drawing, "old", "no end on record").is_empty());
    assert!(!lane(&drawing, "new", "no end on record").is_empty());
}

#[test]
fn a_new_name_is_told_in_its_box_of_the_old_one_in_its_row_alone() {
    let rename = |from: &str| {
        event(
            "rename",
            &format!("\"{from}\""),
            "new",
            "when = \"2007-01\"",
        )
    };
    let graph = graph(&["one", "two", "new"], &(rename("one") + &rename("two")));
    let drawing = graph.ever().to_genealogy().key(false).draw();
    sound(&drawing);
    assert_eq!(drawing.text.matches("new name").count(), 1, "{drawing}");
    assert_eq!(
        drawing.text.matches("\"is renamed\"").count(),
        1,
        "{drawing}"
    );
}

#[test]
fn who_ceased_and_came_back_has_a_gap_in_its_lane() {
    let actors = r#"
        [actors]
        a = { name = "A", kind = "armed-group", active = [
            { start = "2001", end = "2004" }, { start = "2009", end = "2012" },
        ] }
        c = { name = "C", kind = "coalition" }
        [[relations]]
        kind = "membership"
        from = "a"
        to = "c"
        start = "2010"
    "#;
    let graph = ActorGraph::new(Record::from_toml(actors).expect("it is in order"));
    let drawing = graph.ever().to_genealogy().draw();
    sound(&drawing);
    assert_eq!(
        lane(&drawing, "a", "shape=\"square\"").len(),
        2,
        "{drawing}"
    );
    let unseen = lane(&drawing, "a", "style=\"invis\"");
    let gaps = unseen.iter().filter(|line| line.contains("-> \"l_a_"));
    assert_eq!(gaps.count(), 1, "{drawing}");
}

#[test]
fn what_becomes_and_ceases_to_be_a_part_is_drawn() {
    let body = r#"
        [[relations]]
        kind = "part-of"
        from = "a"
        to = "w"
        start = "2001"
        end = "2005"
        [[relations]]
        id = "until-the-split"
        kind = "part-of"
        from = "b"
        to = "w"
        start = "2002"
        [[events]]
        id = "out"
        kind = "split"
        when = "2006"
        from = "w"
        to = "b"
    "#;
    let graph = graph(&["a", "b", "w"], body);
    let view = graph.ever();
    let drawing = view.to_genealogy().draw();
    sound(&drawing);
    for word in ["becomes part", "separates", "splits off"] {
        assert!(drawing.text.contains(word), "{word} in {drawing}");
    }
    assert!(
        drawing
            .text
            .contains("Derived from the start of the part-of.")
    );
    // the split is descent and says what it ended; whoever only was a part is no descendant
    let lineage = view.lineage(graph.actor("w").expect("it is there"));
    let descendants: Vec<&str> = lineage
        .descendants
        .iter()
        .map(|one| one.actor.key())
        .collect();
    assert_eq!(descendants, ["b"]);
    assert_eq!(lineage.links[0].part_of[0].key(), "until-the-split");
    assert_eq!(
        lineage.links[0].to_string(),
        "The b split from The w between 2006-01-01 and 2006-12-31 in `out`, a part by `until-the-split` \
         (certainly; reported; no source)",
    );
    let parts: Vec<&str> = lineage.parts.iter().map(|one| one.member.key()).collect();
    assert_eq!(parts, ["a", "b"]);
}

#[test]
fn what_is_denied_is_drawn_dashed_and_says_by_whom() {
    let denied = "when = \"2022\"\ncertainty = \"denied\"\nby = \"a\"";
    let body = [
        event("merger", "\"a\"", "b", "when = 2022-03-01"),
        event("merger", "\"a\"", "b", denied),
    ];
    let graph = graph(&["a", "b"], &body.concat());
    let drawing = graph.ever().to_genealogy().draw();
    sound(&drawing);
    let all = [lines(&drawing, "a", "b"), lines(&drawing, "b", "a")].concat();
    let merges = all.first().expect("it is drawn");
    assert!(
        merges.contains("dashed") && merges.contains("denied by The a"),
        "{merges}"
    );
    assert!(drawing.text.contains("dashed: claimed by a party, or"));
}
