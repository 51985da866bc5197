//! The map on the page: where events were, and when.

use super::chromium::used;
use super::{data, mali, no_complaint, use_autumn};
use crate::support::strategies::record as any_record;
use factions::{ActorGraph, Certainty, Place, Record, View};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Which events a page has at which places on its map, at a level.
fn on_the_map(page: &Value, level: usize) -> BTreeSet<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let place = |of: &Value| usize::try_from(of.as_u64().expect("a number")).expect("a place");
    let events = list(&page["events"]).iter().filter(|event| {
        let levels = event["l"].as_u64();
        levels.is_none_or(|mask| mask >> level & 1 == 1)
    });
    let pairs = events.flat_map(|event| {
        let first = &page["statements"][place(&event["st"][0])]["id"];
        let at = list(&event["at"]).iter();
        at.map(move |at| (text(first), text(&page["places"][place(at)]["key"])))
    });
    pairs.collect()
}

/// The same as the view has it.
fn in_the_view(view: View<'_, '_>) -> BTreeSet<(String, String)> {
    let is_located = |place: &&Place| place.latitude.is_some() && place.longitude.is_some();
    let happenings = view.events();
    let pairs = happenings.iter().flat_map(|happening| {
        let first = happening.grounds.statements[0].key();
        let places = happening.places.iter().copied().filter(is_located);
        places.map(move |place| (first.to_owned(), place.key.to_string()))
    });
    pairs.collect()
}

/// At each level that the reader may ask for, the map has what the view has.
fn agrees(graph: &ActorGraph) {
    let page = data(&graph.ever().to_timeline().to_html().content);
    for (level, word) in list(&page["levels"]).iter().enumerate() {
        let word = word.as_str().expect("a word");
        let certainty: Certainty = word.parse().expect("a certainty");
        let view = graph.ever().at_least(certainty);
        assert_eq!(on_the_map(&page, level), in_the_view(view), "at {word}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_map_has_every_event_at_a_place_with_coordinates(record in any_record()) {
        agrees(&ActorGraph::new(record));
    }
}

#[test]
fn malis_map_has_every_event_at_a_place_with_coordinates() {
    let graph = mali();
    agrees(&graph);
    assert!(in_the_view(graph.ever()).len() > 7);
    let page = data(&graph.ever().to_timeline().to_html().content);
    assert_eq!(list(&page["places"]).len(), 6);
}

#[test]
fn what_is_not_on_the_map_is_told_where_there_is_one() {
    let left_out = mali().ever().to_timeline().to_html().left_out.to_string();
    let line = "events at no place with coordinates, listed and not on the map: ";
    assert!(left_out.contains(line), "{left_out}");
}

/// Events at places with these coordinates, a day after the other, of which the first killed nine.
fn at(places: &[(f64, f64)]) -> String {
    let mut toml = String::from(
        "[actors]\na = { name = \"A\", kind = \"armed-group\" }\nb = { name = \"B\", kind = \"crowd\" }\n",
    );
    for (number, (latitude, longitude)) in places.iter().enumerate() {
        let _ = write!(
            toml,
            "[places.p{number}]\nname = \"Place {number}\"\nlatitude = {latitude:?}\nlongitude = {longitude:?}\n\
             [[events]]\nkind = \"clash\"\nwhen = \"2024-05-0{}\"\nfrom = \"a\"\nto = \"b\"\n\
             place = \"p{number}\"\nkilled = {}\n",
            number + 1,
            if number == 0 { 9 } else { 1 },
        );
    }
    let graph = ActorGraph::new(Record::from_toml(&toml).expect("it has no mistake"));
    graph.ever().to_timeline().to_html().content
}

const CENTRES: &str =
    "const centres = () => [...document.querySelectorAll('#map .spot')].map((one) =>
    ['cx', 'cy'].map((name) => Number(one.getAttribute(name))));";

#[test]
fn without_coordinates_there_is_no_map() {
    let record = Record::from_toml(
        "[actors]\na = { name = \"A\", kind = \"crowd\" }\n[places]\np = { name = \"P\" }\n\
         [[events]]\nkind = \"protest\"\nactor = \"a\"\nplace = \"p\"\nwhen = \"2024\"\n",
    );
    let graph = ActorGraph::new(record.expect("it has no mistake"));
    let written = graph.ever().to_timeline().to_html();
    assert!(written.left_out.is_empty(), "{}", written.left_out);
    let script = "return document.getElementById('map').childElementCount;";
    let Some(seen) = used(&written.content, script) else {
        return;
    };
    no_complaint(&seen.complaints);
    assert_eq!(seen.answer, 0);
}

#[test]
fn places_lie_as_on_a_map_and_lines_are_labelled() {
    // north-west, south-east
    let page = at(&[(20.0, -5.0), (10.0, 5.0)]);
    let script = format!(
        "{CENTRES} return {{ centres: centres(), view: document.querySelector('#map svg').getAttribute('viewBox'),
         degrees: [...document.querySelectorAll('#map .degrees')].map((one) => one.textContent),
         names: [...document.querySelectorAll('#map .node-name')].map((one) => one.textContent).sort() }};"
    );
    let Some(seen) = used(&page, &script) else {
        return;
    };
    no_complaint(&seen.complaints);
    let answer = seen.answer;
    let number = |value: &Value| value.as_f64().expect("a number");
    // the first happened, and is the larger
    let mut centres: Vec<[f64; 2]> = list(&answer["centres"])
        .iter()
        .map(|one| [number(&one[0]), number(&one[1])])
        .collect();
    centres.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let [[west, north], [east, south]] = centres[..] else {
        panic!("{answer}");
    };
    assert!(west < east && north < south, "{answer}");
    // ten degrees at 15 degrees north are narrower than high
    let ratio = (east - west) / (south - north);
    assert!((ratio - 15_f64.to_radians().cos()).abs() < 0.01, "{ratio}");
    let degrees: Vec<&str> = list(&answer["degrees"])
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for label in ["0°", "5° W", "5° E", "10° N", "20° N"] {
        assert!(degrees.contains(&label), "{degrees:?}");
    }
    assert_eq!(answer["names"], json!(["Place 0", "Place 1"]));
}

#[test]
fn neighbours_across_the_date_line_stay_neighbours() {
    let page = at(&[(-17.0, 179.5), (-16.5, -179.5), (-18.0, 178.0)]);
    let script = format!(
        "{CENTRES} return {{ xs: centres().map((one) => Math.round(one[0])).sort((a, b) => a - b),
         degrees: [...document.querySelectorAll('#map .degrees')].map((one) => one.textContent) }};"
    );
    let Some(seen) = used(&page, &script) else {
        return;
    };
    no_complaint(&seen.complaints);
    let xs: Vec<f64> = list(&seen.answer["xs"])
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    // 178, 179.5 and 180.5 degrees
    let ratio = (xs[1] - xs[0]) / (xs[2] - xs[1]);
    assert!((ratio - 1.5).abs() < 0.1, "{xs:?}");
    let degrees = seen.answer["degrees"].to_string();
    assert!(
        degrees.contains("180°") && degrees.contains("° E"),
        "{degrees}"
    );
}

#[test]
fn a_single_place_and_the_poles_have_a_map_too() {
    for places in [
        &[(90.0, 0.0)][..],
        &[(-90.0, 180.0), (90.0, -180.0)],
        &[(0.0, 0.0)],
    ] {
        let script = format!("{CENTRES} return centres();");
        let Some(seen) = used(&at(places), &script) else {
            return;
        };
        no_complaint(&seen.complaints);
        let centres = list(&seen.answer).iter().flat_map(list);
        let all: Vec<f64> = centres.filter_map(Value::as_f64).collect();
        assert_eq!(all.len(), places.len() * 2, "{}", seen.answer);
        assert!(all.iter().all(|one| (0.0..=360.0).contains(one)), "{all:?}");
    }
}

#[test]
fn stepping_through_time_fills_the_places_of_the_days() {
    let Some(answer) = use_autumn(
        "const slider = document.getElementById('slider');
         const on = async (day) => {
           slider.value = String(day);
           slider.dispatchEvent(new window.Event('input', { bubbles: true }));
           await tick();
           const has = (of) => [...document.querySelectorAll('#map .place')].filter((one) => one.querySelector(of)).map((one) => one.querySelector('title').textContent.split(':')[0]).sort();
           return { filled: has('.step'), today: has('.today'), maybe: has('.maybe'), said: document.querySelector('#map svg').getAttribute('aria-label') };
         };
         return { before: await on(19620), after: await on(19646) };",
    ) else {
        return;
    };
    // 19620 is 20 September 2023, before the first change; 19646 is 16 October
    assert_eq!(answer["before"]["filled"], json!([]));
    let said = answer["before"]["said"].as_str().expect("a text");
    assert!(
        said.starts_with("Map of 6 places.") && said.contains("none"),
        "{said}"
    );
    let after = &answer["after"];
    assert_eq!(list(&after["filled"]).len(), 6, "{after}");
    assert_eq!(after["today"], json!(["Tessalit (Kidal)"]));
    assert_eq!(after["maybe"], json!(["Aguelhok (Kidal)", "Bamba (Gao)"]));
    let said = after["said"].as_str().expect("a text");
    assert!(said.contains("Tessalit (Kidal)"), "{said}");
}

#[test]
fn a_place_is_chosen_by_key_or_click_and_is_marked_with_what_is_chosen() {
    let Some(answer) = use_autumn(
        "const marked = () => [...document.querySelectorAll('#map .place.chosen title')].map((one) => one.textContent.split(':')[0]).sort();
         const list = document.querySelector('#map details');
         list.open = true;
         const one = document.querySelector('#map [data-at=kidal]');
         one.focus();
         const focused = document.activeElement === one;
         one.click();
         await tick();
         const byKey = [document.querySelector('#details h2').textContent, marked(), document.querySelectorAll('#details .item').length];
         document.querySelector('#details .close').click();
         await tick();
         const closed = marked();
         const spot = [...document.querySelectorAll('#map .place')].find((one) => one.textContent.startsWith('Tessalit'));
         spot.dispatchEvent(new window.MouseEvent('click', { bubbles: true }));
         await tick();
         const byClick = [document.querySelector('#details h2').textContent, marked()];
         document.querySelector('#details [data-go]').click();
         await tick();
         return { focused, byKey, closed, byClick, event: marked() };",
    ) else {
        return;
    };
    assert_eq!(answer["focused"], true);
    assert_eq!(answer["byKey"], json!(["Kidal", ["Kidal"], 1]));
    assert_eq!(answer["closed"], json!([]));
    assert_eq!(
        answer["byClick"],
        json!(["Tessalit (Kidal)", ["Tessalit (Kidal)"]])
    );
    // its first event was at two places
    assert_eq!(
        answer["event"],
        json!(["Aguelhok (Kidal)", "Tessalit (Kidal)"])
    );
}

#[test]
fn the_size_is_that_of_events_or_of_deaths() {
    let page = at(&[(20.0, -5.0), (10.0, 5.0)]);
    let Some(seen) = used(
        &page,
        "const sizes = () => Object.fromEntries([...document.querySelectorAll('#map .place')].map((one) => [one.textContent.split(':')[0], Number(one.querySelector('.whole').getAttribute('r'))]));
         const events = sizes();
         const by = document.getElementById('map-size');
         by.value = 'deaths';
         by.dispatchEvent(new window.Event('change'));
         document.getElementById('tables').open = true;
         await tick();
         return { events, deaths: sizes(), labelled: by.labels.length,
           rows: [...document.querySelectorAll('table')].filter((one) => one.caption.textContent.startsWith('Places')).map((one) => [...one.tBodies[0].rows].map((row) => row.textContent)) };",
    ) else {
        return;
    };
    no_complaint(&seen.complaints);
    let answer = seen.answer;
    assert_eq!(answer["labelled"], 1);
    assert_eq!(answer["events"]["Place 0"], answer["events"]["Place 1"]);
    // beyond the smallest radius the area is as the deaths: nine to one
    let radius = |name: &str| answer["deaths"][name].as_f64().expect("a number") - 4.0;
    assert!(
        (radius("Place 0") / radius("Place 1") - 3.0).abs() < 0.1,
        "{answer}"
    );
    assert_eq!(
        answer["rows"],
        json!([["Place 020°-5°19", "Place 110°5°11"]])
    );
}
