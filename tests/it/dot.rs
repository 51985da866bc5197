//! Pictures: what is in them, that nothing breaks them, and that Graphviz draws them well.

mod comparison;
mod genealogy;
mod hostile;
mod places;
mod readme;
pub(crate) mod render;
mod tokens;

use crate::support::strategies::record as any_record;
use crate::support::tiny;
use factions::{ActorGraph, Drawing, DrawingWarning, EventStyle, Record, View, date};
use proptest::prelude::*;
use render::{areas, overlaps, seen};
use std::collections::BTreeSet;
use std::fmt::Write;
use tokens::skeleton;

const MALI: &str = include_str!("../../examples/data/mali.toml");

fn mali() -> ActorGraph {
    ActorGraph::new(Record::from_toml(MALI).expect("the embedded record is right"))
}

fn graph(actors: &[&str], body: &str) -> ActorGraph {
    ActorGraph::new(tiny::record("as_of = \"2023-10-31\"", actors, body))
}

fn autumn(graph: &ActorGraph) -> View<'_, '_> {
    graph.during(date(2023, 9, 21)..date(2023, 11, 1))
}

/// Draws it, and holds what every picture must hold: it reads as DOT, Graphviz has nothing to say
/// and no two boxes lie on each other.
#[track_caller]
fn sound(drawing: &Drawing<'_>) {
    skeleton(&drawing.text).unwrap_or_else(|error| panic!("{error}\n{drawing}"));
    if let Some(areas) = areas(&drawing.text) {
        assert!(
            overlaps(&areas).is_empty(),
            "{:?}\n{drawing}",
            overlaps(&areas)
        );
    }
}

fn member(from: &str, to: &str, more: &str) -> String {
    format!("[[relations]]\nkind = \"membership\"\nfrom = \"{from}\"\nto = \"{to}\"\n{more}\n")
}

fn clash(from: &str, to: &str, day: u32) -> String {
    format!(
        "[[events]]\nkind = \"clash\"\nwhen = 2023-10-{day:02}\nfrom = \"{from}\"\nto = \"{to}\"\n"
    )
}

#[test]
fn malis_october_is_drawn_whole_and_readable() {
    let graph = mali();
    let drawing = autumn(&graph).to_dot().draw();
    assert!(drawing.warnings.is_empty() && drawing.displaced.is_empty());
    sound(&drawing);
    let Some(seen) = seen(&drawing.text) else {
        return;
    };
    let boxes: Vec<String> = seen
        .iter()
        .filter(|(name, _)| name.starts_with("e_") && !name.contains("->"))
        .map(|(_, seen)| seen.lines.join(" "))
        .collect();
    let expected: [&[&str]; 13] = [
        &["2 or 4 Oct 2023", "Bamba", "claimed by CMA"],
        &["2 or 4 Oct 2023", "Taoussa", "claimed by CMA"],
        &["7 Oct 2023", "Strike and seizure", "Anefis", "reported"],
        &["7 Oct 2023", "Batouma", "16 killed", "reported"],
        &["8 Oct 2023", "Declaration", "reported, on MSA's own word"],
        &["8 Oct 2023", "Takoukate", "7 killed", "alleged"],
        &["9 Oct 2023", "Bamako", "reported"],
        &["10 Oct 2023", "Sibo", "reported 10 killed, claimed by JNIM"],
        &["mid Oct 2023", "Withdrawal", "Tessalit", "reported"],
        &[
            "15 Oct 2023",
            "Agumeimin",
            "Tichilit",
            "6 killed",
            "reported",
        ],
        &["16 Oct 2023", "Tessalit", "reported"],
        &["31 Oct 2023", "Kidal", "claimed by CSP"],
        &["31 Oct 2023 or earlier", "talks", "possibly in these days"],
    ];
    for words in expected {
        let has = |text: &&String| words.iter().all(|word| text.contains(word));
        assert!(
            boxes.iter().any(|text| has(&text)),
            "{words:?} in {boxes:#?}"
        );
    }
    let events = autumn(&graph).events().len();
    // the split is not a box of its own: it is what MSA left by
    assert_eq!(boxes.len(), events - 1);
    let msa = seen["a_msa"].lines.join(" ");
    assert!(
        msa.contains("founding member of CSP, left late Sep 2023"),
        "{msa}"
    );
    assert!(seen["a_msa->a_csp"].tips[0].contains("Derived from the split `msa-leaves-csp`"));
}

#[test]
fn the_title_has_the_days_the_filters_and_the_sources() {
    let graph = mali();
    let text = |view: View<'_, '_>| view.to_dot().title("Who").draw().text;
    let picture = text(
        graph
            .at(date(2023, 10, 31))
            .events_during(date(2023, 10, 1)..date(2023, 11, 1)),
    );
    assert!(picture.contains("Relations as of 31 Oct 2023, events of 1 to 31 Oct 2023."));
    assert!(picture.contains("International Crisis Group, CrisisWatch: Mali, October 2023"));
    let narrowed = graph
        .at(date(2023, 10, 7))
        .certainly()
        .known_on(date(2023, 12, 1));
    let picture = text(narrowed.at_least(factions::Certainty::Reported));
    let filters = "As of 7 Oct 2023; only what is certain in time; as known on 1 Dec 2023; at least reported.";
    assert!(picture.contains(filters), "{picture}");
}

#[test]
fn a_coalition_in_another_is_a_frame_in_a_frame() {
    let body = [
        member("inner", "outer", ""),
        member("a", "inner", ""),
        member("b", "outer", ""),
    ];
    let graph = graph(
        &["outer:coalition", "inner:coalition", "a", "b"],
        &body.concat(),
    );
    let drawing = graph.ever().to_dot().draw();
    sound(&drawing);
    let at = |text: &str| {
        drawing
            .text
            .find(text)
            .unwrap_or_else(|| panic!("{text}\n{drawing}"))
    };
    let (outer, inner) = (
        at("subgraph \"cluster_outer\""),
        at("subgraph \"cluster_inner\""),
    );
    assert!(outer < inner && inner < at("\"a_a\" [label"));
    assert!(drawing.displaced.is_empty());
    assert!(
        drawing.text[inner..].contains("\n    }\n"),
        "the inner frame ends in the outer one"
    );
}

#[test]
fn of_two_coalitions_the_one_joined_first_is_home_and_the_other_is_told() {
    let body = [
        member("both", "late", "start = 2020"),
        member("both", "soon", "start = 2019"),
        member("x", "late", ""),
    ]
    .concat()
    .replace("= 2020", "= \"2020\"")
    .replace("= 2019", "= \"2019\"");
    let graph = graph(&["late:coalition", "soon:coalition", "both", "x"], &body);
    let drawing = graph.ever().to_dot().draw();
    sound(&drawing);
    let displaced: Vec<_> = drawing
        .displaced
        .iter()
        .map(|one| (one.member.key(), one.whole.key()))
        .collect();
    assert_eq!(displaced, [("both", "late")]);
    assert!(
        drawing.text.contains("also in late") || drawing.text.contains("also in The late"),
        "{drawing}"
    );
    assert!(
        drawing.text.contains("lhead=\"cluster_late\"")
            || drawing.text.contains("ltail=\"cluster_late\"")
    );
}

#[test]
fn coalitions_that_hold_each_other_are_drawn_too() {
    let body = [
        member("a", "b", ""),
        member("b", "a", ""),
        member("c", "a", ""),
    ];
    let record = Record::from_toml(&format!(
        "format = 1\n[actors]\na = {{ name = \"A\", kind = \"coalition\" }}\nb = {{ name = \"B\", kind = \
         \"coalition\" }}\nc = {{ name = \"C\", kind = \"militia\" }}\n{}",
        body.concat(),
    ));
    // a circle at one time may be a mistake of the record: then nothing is to be drawn
    if let Ok(record) = record {
        let graph = ActorGraph::new(record);
        let drawing = graph.ever().to_dot().draw();
        sound(&drawing);
        assert_eq!(drawing.displaced.len(), 1);
    }
}

#[test]
fn a_group_of_the_caller_takes_whom_no_coalition_has() {
    let body = [member("a", "c", ""), clash("a", "b", 1), clash("a", "d", 2)].concat();
    let graph = graph(&["c:coalition", "a", "b", "d"], &body);
    let [a, b, d] = ["a", "b", "d"].map(|key| graph.actor(key).expect("it is there"));
    let picture = graph
        .ever()
        .to_dot()
        .cluster("North", [a, b])
        .cluster("South", [b, d]);
    let drawing = picture.draw();
    sound(&drawing);
    let elsewhere: Vec<_> = drawing
        .warnings
        .iter()
        .map(|warning| match warning {
            DrawingWarning::Elsewhere { actor, cluster } => (actor.key(), cluster.as_str()),
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(elsewhere, [("a", "North"), ("b", "South")]);
}

#[test]
fn one_actor_alone_and_none_at_all_are_pictures() {
    let graph = graph(
        &["a", "b"],
        "[[events]]\nkind = \"protest\"\nactor = \"a\"\nwhen = 2023-10-01\n",
    );
    for view in [
        graph.ever(),
        graph.at(date(2023, 10, 1)),
        graph.at(date(1999, 1, 1)),
    ] {
        for style in [EventStyle::Box, EventStyle::Edge] {
            sound(&view.to_dot().events(style).draw());
        }
    }
    let with = |shown| {
        graph
            .ever()
            .to_dot()
            .isolated_actors(shown)
            .draw()
            .text
            .contains("\"a_b\"")
    };
    assert!(with(true) && !with(false));
}

#[test]
fn a_picture_without_events_shows_who_stands_together() {
    let graph = mali();
    let drawing = autumn(&graph)
        .only(factions::Kinds::RELATIONS)
        .to_dot()
        .draw();
    sound(&drawing);
    assert!(drawing.text.contains("a_wagner") && !drawing.text.contains("\"e_"));
}

/// Thirty actors in three coalitions and outside of them, sixty events.
fn crowd() -> ActorGraph {
    let mut keys: Vec<String> = (0..27).map(|number| format!("g{number}")).collect();
    keys.extend(["x:coalition", "y:coalition", "z:coalition"].map(String::from));
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut body = String::new();
    for number in 0..12 {
        body += &member(&format!("g{number}"), ["x", "y", "z"][number % 3], "");
    }
    body += &member("g0", "y", "");
    for number in 0..60_u32 {
        let (from, to) = (number * 7 % 27, (number * 11 + 3) % 27);
        let to = if from == to { (to + 1) % 27 } else { to };
        body += &clash(&format!("g{from}"), &format!("g{to}"), number % 28 + 1);
    }
    graph(&keys, &body)
}

#[test]
fn thirty_actors_and_sixty_events_are_folded_and_drawn() {
    let graph = crowd();
    let drawing = graph.ever().to_dot().draw();
    sound(&drawing);
    assert!(
        drawing
            .warnings
            .contains(&DrawingWarning::Folded { events: 60 })
    );
    assert_eq!(drawing.displaced.len(), 1);
    let boxes = graph.ever().to_dot().events(EventStyle::Box).draw();
    sound(&boxes);
    assert!(
        !boxes
            .warnings
            .contains(&DrawingWarning::Folded { events: 60 })
    );
}

#[test]
fn folded_events_say_how_many_when_and_how_sure() {
    let claimed = clash("a", "b", 16) + "certainty = \"claimed\"\nby = \"a\"\n";
    let graph = graph(
        &["a", "b"],
        &[clash("a", "b", 2), clash("b", "a", 7), claimed].concat(),
    );
    let drawing = graph.ever().to_dot().events(EventStyle::Edge).draw();
    sound(&drawing);
    let mut line = drawing
        .text
        .lines()
        .filter(|line| line.contains("\"a_b\"") && line.contains("->"));
    let line = line.next().expect("they are tied");
    assert!(
        line.contains("3 clashes, 2 to 16 Oct 2023") || line.contains("3 clashes, 2 to 16"),
        "{line}"
    );
    assert!(line.contains("2 reported, 1 claimed by"), "{line}");
    assert!(line.contains("dir=\"both\""), "{line}");
}

#[test]
fn only_harmless_addresses_become_links() {
    let sources = "[sources.bad]\nurl = \"javascript:alert(1)\"\n[sources.good]\nurl = \"https://a.org/?b=1&lt;=2\"\n";
    let body = format!(
        "{sources}{}source = \"bad\"\n{}source = [\"bad\", \"good\"]\n",
        clash("a", "b", 1),
        clash("b", "a", 2)
    );
    let graph = graph(&["a", "b"], &body);
    let drawing = graph.ever().to_dot().draw();
    sound(&drawing);
    assert!(!drawing.text.contains("URL=\"javascript"));
    if let Some(seen) = seen(&drawing.text) {
        let links: BTreeSet<&String> = seen.values().flat_map(|one| &one.links).collect();
        assert_eq!(links.len(), 1);
        assert!(
            links.iter().all(|link| *link == "https://a.org/?b=1&lt;=2"),
            "{links:?}"
        );
    }
}

#[test]
fn a_raw_attribute_cannot_break_the_file() {
    let graph = mali();
    let picture = autumn(&graph).to_dot().raw_attr("rankdir", "TB");
    let picture = picture
        .raw_attr("comment", "a\" b=\"c\\")
        .raw_attr("x=1]", "y");
    let drawing = picture.draw();
    skeleton(&drawing.text).expect("it reads as DOT");
    assert!(drawing.text.contains("rankdir=\"TB\"") && !drawing.text.contains("rankdir=\"LR\""));
    let name = String::from("x=1]");
    assert_eq!(drawing.warnings, [DrawingWarning::NoAttribute { name }]);
    render::render(&drawing.text, "plain");
}

#[test]
fn the_key_explains_what_is_used_and_no_more() {
    let graph = graph(&["a", "b"], &clash("a", "b", 1));
    let drawing = graph.ever().to_dot().draw();
    assert!(drawing.text.contains("attacker") && !drawing.text.contains("affiliate"));
    assert!(
        !graph
            .ever()
            .to_dot()
            .key(false)
            .draw()
            .text
            .contains("attacker")
    );
}

/// The same tables in another order.
fn shuffled(text: &str, by: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') || parts.is_empty() {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            writeln!(part, "{line}").expect("a string takes all");
        }
    }
    let head = parts.remove(0);
    let count = parts.len();
    parts.rotate_left(by % count);
    parts.reverse();
    head + &parts.concat()
}

#[test]
fn the_order_of_the_record_never_changes_a_byte() {
    let draw = |text: &str| {
        let graph = ActorGraph::new(Record::from_toml(text).expect("it is right"));
        let picture = autumn(&graph).to_dot();
        (
            picture.draw().text,
            picture.events(EventStyle::Edge).draw().text,
        )
    };
    let as_written = draw(MALI);
    for by in [0, 7, 31] {
        assert_eq!(draw(&shuffled(MALI, by)), as_written);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_record_is_a_picture(record in any_record()) {
        let graph = ActorGraph::new(record);
        for style in [EventStyle::Box, EventStyle::Edge] {
            let drawing = graph.ever().to_dot().events(style).draw();
            skeleton(&drawing.text).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn graphviz_draws_any_record_without_a_word(record in any_record()) {
        let graph = ActorGraph::new(record);
        for style in [EventStyle::Box, EventStyle::Edge] {
            sound(&graph.ever().to_dot().events(style).isolated_actors(true).draw());
        }
    }

    #[test]
    fn displaced_are_exactly_those_who_share_an_actor(
        pairs in proptest::collection::btree_set((0..5_u32, 0..3_u32), 0..9),
    ) {
        let body: Vec<String> = pairs
            .iter()
            .map(|(actor, coalition)| member(&format!("g{actor}"), &format!("c{coalition}"), ""))
            .collect();
        let keys = ["g0", "g1", "g2", "g3", "g4", "c0:coalition", "c1:coalition", "c2:coalition"];
        let graph = graph(&keys, &body.concat());
        let drawing = graph.ever().to_dot().draw();
        // of all that start at one unknown time the first by key is home
        let homes: BTreeSet<(u32, u32)> = (0..5)
            .filter_map(|actor| pairs.iter().find(|pair| pair.0 == actor).copied())
            .collect();
        let displaced: BTreeSet<(u32, u32)> = drawing
            .displaced
            .iter()
            .map(|one| {
                let number = |key: &str| key[1..].parse().expect("a number");
                (number(one.member.key()), number(one.whole.key()))
            })
            .collect();
        prop_assert_eq!(displaced, pairs.difference(&homes).copied().collect());
    }
}
