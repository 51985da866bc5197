//! GeoJSON, read back.

use super::{MALI, hostile, is_the_same_in_any_order, shuffled};
use crate::support::{strategies, tiny};
use factions::{ActorGraph, Certainty, Happening, Record, View};
use geojson::feature::Id;
use geojson::{Feature, FeatureCollection, GeoJson, GeometryValue};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// The features of a text, held to what RFC 7946 asks of a file of points.
#[track_caller]
fn features(text: &str) -> Vec<Feature> {
    let json: Value = serde_json::from_str(text).expect("it is JSON");
    // an older version had it, and readers of the new one take it for an error
    assert!(json.get("crs").is_none(), "a `crs`");
    for word in ["coordinates", "geometry", "properties"] {
        assert!(json.get(word).is_none(), "a collection with `{word}`");
    }
    let read: GeoJson = text.parse().expect("it is GeoJSON");
    let collection = FeatureCollection::try_from(read).expect("a collection");
    let mut ids = BTreeSet::new();
    let mut columns: Option<Vec<(String, &str)>> = None;
    for feature in &collection.features {
        let Some(Id::String(id)) = &feature.id else {
            panic!("an id that is no text: {:?}", feature.id);
        };
        assert!(ids.insert(id.clone()), "{id} twice");
        for [longitude, latitude] in positions(feature) {
            assert!((-180.0..=180.0).contains(&longitude), "{id}: {longitude}");
            assert!((-90.0..=90.0).contains(&latitude), "{id}: {latitude}");
        }
        let properties = feature.properties.as_ref().expect("properties");
        let kinds = properties.iter().map(|(name, value)| {
            let is_count = ["killed_low", "killed_best", "killed_high"].contains(&&**name);
            let fits = value.is_null()
                || if is_count {
                    value.is_u64()
                } else {
                    value.is_string()
                };
            assert!(fits, "{id}: {name} is {value}");
            (name.clone(), if is_count { "count" } else { "text" })
        });
        let kinds: Vec<_> = kinds.collect();
        match &columns {
            Some(columns) => assert_eq!(*columns, kinds, "{id}"),
            None => columns = Some(kinds),
        }
    }
    collection.features
}

/// The positions of a feature.
fn positions(feature: &Feature) -> Vec<[f64; 2]> {
    let geometry = feature.geometry.as_ref().expect("a geometry");
    let pair = |position: &geojson::Position| -> [f64; 2] {
        position
            .as_slice()
            .try_into()
            .expect("longitude and latitude")
    };
    match &geometry.value {
        GeometryValue::Point { coordinates } => vec![pair(coordinates)],
        GeometryValue::MultiPoint { coordinates } => coordinates.iter().map(pair).collect(),
        other => panic!("{other:?}"),
    }
}

fn of<'f>(feature: &'f Feature, name: &str) -> &'f Value {
    feature.property(name).expect(name)
}

/// The best figures of all features, or the lowest where there is no best one.
fn deaths(features: &[Feature]) -> u64 {
    let best = |one| {
        of(one, "killed_best")
            .as_u64()
            .or(of(one, "killed_low").as_u64())
    };
    features.iter().filter_map(best).sum()
}

#[test]
fn mali_as_geojson() {
    let written = MALI.ever().at_least(Certainty::Planned).to_geojson();
    features(&written.content);
    insta::assert_snapshot!(written.content);
    insta::assert_snapshot!("mali_as_geojson_left_out", written.left_out);
}

/// Two clashes told by three statements; one was at two places.
fn two_clashes() -> ActorGraph {
    let text = r#"
[record]
title = "Two clashes"
[actors]
army = { name = "Army", kind = "state-force" }
allies = { name = "Allies; and others", kind = "militia" }
front = { name = "Northern Front", short = "NF", kind = "armed-group" }
[places]
bridge = { name = "West Bridge", region = "River", country = "ML", latitude = 10.5, longitude = -3.25 }
ford = { name = "Ford", region = "River", country = "ML", latitude = 10.0, longitude = -3 }
hill = { name = "Hill" }
[[events]]
id = "at-the-bridge"
kind = "clash"
when = "[2024-06-02..2024-06-04]"
from = "front"
to = ["army", "allies"]
place = "bridge"
killed = { low = 2, best = 3, high = 5 }
certainty = "claimed"
by = "front"
[[events]]
id = "again"
kind = "clash"
when = "2024-06-03"
from = "front"
to = "army"
place = "bridge"
killed = 4
same_as = "at-the-bridge"
[[events]]
id = "on-two-sides"
kind = "clash"
sides = [["army"], ["front"], ["allies"]]
place = ["bridge", "ford", "hill"]
killed = { low = 10, high = 20 }
[[events]]
id = "on-the-hill"
kind = "clash"
from = "front"
to = "army"
place = "hill"
killed = 7
"#;
    ActorGraph::new(Record::from_toml(text).expect("it has no mistake"))
}

#[test]
fn what_is_told_twice_or_was_at_two_places_is_one_feature_and_its_dead_count_once() {
    let graph = two_clashes();
    let written = graph.ever().to_geojson();
    let features = features(&written.content);
    assert_eq!(features.len(), 2);
    let [at_two, told_twice] = &features[..] else {
        panic!("two features");
    };
    assert_eq!(positions(told_twice), [[-3.25, 10.5]]);
    assert_eq!(of(told_twice, "statements"), "at-the-bridge; again");
    assert_eq!(of(told_twice, "earliest"), "2024-06-03");
    assert_eq!(of(told_twice, "side_1"), "NF");
    assert_eq!(of(told_twice, "killed_low"), 2);
    assert_eq!(of(told_twice, "killed_best"), 4);
    assert_eq!(of(told_twice, "region"), "River");
    assert_eq!(positions(at_two), [[-3.25, 10.5], [-3.0, 10.0]]);
    assert_eq!(of(at_two, "place"), "West Bridge; Ford; Hill");
    assert_eq!(of(at_two, "earliest"), &Value::Null);
    assert_eq!(of(at_two, "ends"), "sides");
    assert_eq!(of(at_two, "side_1"), "Allies; and others");
    assert_eq!(of(at_two, "other_sides"), "NF");
    assert_eq!(of(at_two, "actors"), "allies; army; front");
    assert_eq!(of(at_two, "killed_best"), &Value::Null);
    // the seven on the hill are said to be missing
    assert_eq!(
        deaths(&features) + 7,
        graph.ever().toll().all().best().unwrap_or(0)
    );
    assert_eq!(
        written.left_out.to_string(),
        "events at places without coordinates: 1 (on-the-hill)\n\
         deaths in events without coordinates: 1 (on-the-hill)\n\
         places without coordinates, of events at others too: 1 (hill)",
    );
}

#[test]
fn a_claim_is_not_labelled_as_a_fact() {
    let view = two_clashes();
    let known = view.ever().to_geojson().content;
    assert!(
        !known.contains("\"label\":\"clash (claimed)\""),
        "the surer telling stands"
    );
    let record = tiny::record(
        "[places]\nhere = { name = \"Here\", latitude = 1, longitude = 2 }\n",
        &["a", "b"],
        "[[events]]\nid = \"x\"\nkind = \"clash\"\nfrom = \"a\"\nto = \"b\"\nplace = \"here\"\n\
         certainty = \"claimed\"\nby = \"a\"\n",
    );
    let graph = ActorGraph::new(record);
    let read = features(&graph.ever().to_geojson().content);
    assert_eq!(of(&read[0], "label"), "clash (claimed)");
    assert_eq!(of(&read[0], "by"), "a");
}

#[test]
fn a_view_without_events_is_a_collection_all_the_same() {
    let graph = ActorGraph::new(Record::from_toml("").expect("it is empty"));
    let written = graph.ever().to_geojson();
    assert_eq!(features(&written.content), []);
    assert!(written.left_out.is_empty());
}

#[test]
fn hostile_texts_stay_texts() {
    let graph = hostile::graph();
    let read = features(&graph.ever().to_geojson().content);
    assert_eq!(read.len(), 1);
    assert_eq!(of(&read[0], "place"), hostile::NAME);
    assert_eq!(of(&read[0], "note"), hostile::NAME);
    assert_eq!(read[0].id, Some(Id::String(format!("{}2", hostile::NAME))));
}

/// Whether a happening is at a place with coordinates.
fn is_located(happening: &Happening<'_>) -> bool {
    let mut places = happening.places.iter();
    places.any(|place| place.latitude.is_some() && place.longitude.is_some())
}

proptest! {
    // each writes and reads whole files
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_the_record_says_nothing(records in shuffled()) {
        is_the_same_in_any_order(records, |view: View<'_, '_>| view.to_geojson().content)?;
    }

    #[test]
    fn every_happening_is_a_feature_or_left_out(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        let view = graph.ever();
        let written = view.to_geojson();
        let read = features(&written.content);
        let happenings = view.events();
        let (located, others): (Vec<_>, Vec<_>) = happenings.into_iter().partition(is_located);
        prop_assert_eq!(read.len(), located.len());
        let count = |of: &str| {
            let omissions = written.left_out.iter();
            omissions.filter(|one| one.what.starts_with(of)).map(|one| one.count).sum::<usize>()
        };
        prop_assert_eq!(count("events "), others.len());
        let missing = others.iter().filter_map(|one| Some(one.killed.as_ref()?.deaths.best_or_low()));
        let missing: u64 = missing.sum();
        prop_assert_eq!(deaths(&read) + missing, view.toll().all().best().unwrap_or(0));
    }
}
