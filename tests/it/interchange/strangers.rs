//! What others wrote is written back as it was: under one id and time of modification one content.

use super::made::{adds_up, aside, group, id, object, organization, stix, tie};
use crate::support::reports;
use factions::import::{Import, Treatment};
use factions::{ActorGraph, Record};
use serde_json::{Value, json};

/// The objects of a bundle, each as one line of text, keys in their order.
fn objects(bundle: &str) -> Vec<String> {
    let start = bundle.find("\"objects\":").expect("it has objects");
    let list = bundle[start..].lines().skip(1);
    let list = list.take_while(|line| line.starts_with('{'));
    list.map(|line| line.trim_end_matches(',').to_owned())
        .collect()
}

fn written(record: &Record) -> String {
    ActorGraph::new(record.clone()).ever().to_stix().content
}

#[test]
fn an_object_of_others_comes_back_as_it_was() {
    let all = [
        object(
            "threat-actor",
            1,
            &json!({"name": "Grey Heron", "threat_actor_types": ["crime-syndicate"], "aliases": ["Zeta", "Alpha"]}),
        ),
        object(
            "threat-actor",
            2,
            &json!({"name": "River Front", "confidence": 30}),
        ),
        object(
            "threat-actor",
            3,
            &json!({"name": "Dust", "confidence": 85, "labels": ["criminal"], "country": "ML", "description": "d"}),
        ),
        // a key that another has, too
        object("threat-actor", 4, &json!({"name": "Dust"})),
        object(
            "identity",
            5,
            &json!({"name": "P", "identity_class": "individual", "description": ""}),
        ),
        object(
            "location",
            6,
            &json!({"region": "western-africa", "country": "ml", "latitude": 10, "longitude": 2.5}),
        ),
        tie(11, "cooperates-with", [1, 2], &json!({"confidence": 0})),
        tie(12, "cooperates-with", [1, 2], &json!({"confidence": 45})),
        tie(13, "cooperates-with", [2, 1], &json!({"confidence": 100})),
        tie(
            14,
            "part-of",
            [1, 3],
            &json!({"start_time": "2023-08-21T13:45:10.123Z", "stop_time": "2023-09-21T13:45:10.123Z", "description": "seen together"}),
        ),
        object(
            "report",
            15,
            &json!({"name": "R", "object_refs": [id("threat-actor", 1)]}),
        ),
    ];
    let import = stix(&all);
    assert_eq!(import.report.set_aside, 0, "{}", import.report);
    let text = written(&import.record);
    let again = objects(&text);
    assert_eq!(again.len(), all.len(), "{text}");
    for one in &all {
        let parsed = |text: &str| serde_json::from_str::<Value>(text).ok();
        let same = |other: &&String| parsed(other).is_some_and(|other| &other == one);
        assert!(again.iter().any(|other| same(&other)), "{one}\n{text}");
    }
    let read = Import::from_stix(&text).expect("it reads").record;
    assert_eq!(read, import.record);
}

#[test]
fn an_object_whose_entry_was_changed_is_a_later_version() {
    let of_others = object(
        "threat-actor",
        1,
        &json!({"name": "Old", "goals": ["x"], "description": "d"}),
    );
    let record = stix(&[
        of_others,
        group(2),
        tie(3, "allied-with", [1, 2], &json!({})),
    ])
    .record;
    let toml = record.to_toml();
    let changed = toml.replacen("name = \"Old\"", "name = \"New\"", 1);
    assert_ne!(changed, toml);
    let changed = Record::from_toml(&changed).expect("it is in order");
    let text = written(&changed);
    let again = objects(&text);
    let found = again
        .iter()
        .find(|one| one.contains(&format!("\"id\":\"{}\"", id("threat-actor", 1))));
    let found: Value = serde_json::from_str(found.expect("it is there")).expect("it is JSON");
    assert_eq!(found["name"], "New");
    assert_eq!(found["goals"], json!(["x"]));
    assert_eq!(found["created"], "2020-02-03T00:00:00.000Z");
    assert_eq!(found["modified"], "2021-02-03T00:00:00.001Z");
    assert_eq!(Import::from_stix(&text).expect("it reads").record, changed);
    // the others are as they were
    assert!(
        again
            .iter()
            .any(|one| one.contains("Group 2") && !one.contains("extensions"))
    );
}

#[test]
fn the_keys_of_a_kept_object_keep_their_order() {
    let text = "{\"type\":\"bundle\",\"id\":\"bundle--11111111-1111-4111-8111-111111111111\",\"objects\":[\n\
                {\"type\":\"report\",\"id\":\"report--11111111-1111-4111-8111-111111111119\",\"name\":\"R\",\"a\":{\"z\":1,\"b\":[2.5,null,true]}},\n\
                {\"type\":\"identity\",\"name\":\"N\",\"id\":\"identity--11111111-1111-4111-8111-111111111118\"}\n]}";
    let record = Import::from_stix(text).expect("it reads").record;
    assert_eq!(
        objects(&written(&record))
            .iter()
            .collect::<std::collections::BTreeSet<_>>(),
        objects(text).iter().collect()
    );
    let text = "{\"schema\":\"Vessel\",\"id\":\"v\",\"z\":1,\"a\":2,\"properties\":{\"z\":[\"1\"],\"b\":[\"2\"]}}";
    let record = Import::from_follow_the_money(text)
        .expect("it reads")
        .record;
    let again = ActorGraph::new(record).ever().to_follow_the_money().content;
    let order = |text: &str| ["\"z\":1", "\"a\":2", "{\"z\"", "\"b\""].map(|key| text.find(key));
    assert!(order(&again).is_sorted(), "{again}");
    assert!(order(&again).iter().all(Option::is_some), "{again}");
}

/// An alliance of one with two others, which is two ties.
const TWO_TIES: &str = r#"
[actors]
a = { name = "A", kind = "armed-group" }
b = { name = "B", kind = "armed-group" }
c = { name = "C", kind = "armed-group" }

[[relations]]
kind = "alliance"
sides = [["a"], ["b", "c"]]
"#;

#[test]
fn where_one_mark_is_lost_what_is_written_reads_back() {
    let record = Record::from_toml(TWO_TIES).expect("it is in order");
    let graph = ActorGraph::new(record);
    let entities = graph.ever().to_follow_the_money().content;
    let mut lines: Vec<Value> = entities
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let last = lines
        .iter_mut()
        .rfind(|line| line["schema"] == "UnknownLink");
    let last = last.and_then(Value::as_object_mut).expect("a tie");
    let last = last["properties"].as_object_mut().expect("a table");
    last.remove("indexText").expect("it has a mark");
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let read = adds_up(Import::from_follow_the_money(&lines.join("\n")).expect("it reads"));
    assert_eq!(read.record.statements().len(), 2);
    let again = ActorGraph::new(read.record.clone())
        .ever()
        .to_follow_the_money()
        .content;
    let again = adds_up(Import::from_follow_the_money(&again).expect("it reads"));
    assert_eq!(again.record, read.record, "{}", again.report);

    let bundle = graph.ever().to_stix().content;
    let mut bundle: Value = serde_json::from_str(&bundle).expect("JSON");
    let all = bundle["objects"].as_array_mut().expect("a list");
    let last = all.iter_mut().rfind(|one| one["type"] == "relationship");
    let last = last.and_then(Value::as_object_mut).expect("a tie");
    last.remove("extensions").expect("it has a mark");
    let read = adds_up(Import::from_stix(&bundle.to_string()).expect("it reads"));
    assert_eq!(read.record.statements().len(), 2);
    let again = adds_up(Import::from_stix(&written(&read.record)).expect("it reads"));
    assert_eq!(again.record, read.record, "{}", again.report);
}

#[test]
fn an_object_with_an_empty_mark_is_read_by_what_else_it_says() {
    for mark in [
        json!({"seal": "x"}),
        json!({"x": 1}),
        json!([]),
        json!({"entries": []}),
    ] {
        let mut actor = organization("a");
        actor["factions"] = mark.clone();
        let event = json!({"id": "e", "schema": "Event", "properties": {"involved": ["a"], "date": ["2020-05-05"]}});
        let import =
            adds_up(Import::from_follow_the_money(&format!("{actor}\n{event}")).expect("it reads"));
        assert_eq!(import.record.actors().len(), 1, "{mark}");
        assert_eq!(import.record.statements().len(), 1, "{mark}");
        let again = ActorGraph::new(import.record.clone())
            .ever()
            .to_follow_the_money()
            .content;
        let again = Import::from_follow_the_money(&again).expect("it reads");
        assert_eq!(again.record, import.record);

        let key = "extension-definition--033a390c-0fb4-540b-965c-9d2a1f992ad4";
        let mut all = vec![
            group(1),
            group(2),
            tie(3, "allied-with", [1, 2], &json!({})),
        ];
        for one in &mut all {
            one["extensions"] = json!({key: mark});
        }
        let import = stix(&all);
        assert_eq!(import.record.actors().len(), 2, "{mark}");
        assert_eq!(import.record.statements().len(), 1, "{mark}");
        let again = Import::from_stix(&written(&import.record)).expect("it reads");
        assert_eq!(again.record, import.record);
        assert!(
            again
                .report
                .note(Treatment::SetAside, "missing-key")
                .is_none()
        );
    }
}

#[test]
fn each_tie_of_an_entity_that_names_several_says_whom_it_ties() {
    let text = [
        json!({"id": "a", "schema": "Person", "properties": {"name": ["A"]}}),
        json!({"id": "b", "schema": "Person", "properties": {"name": ["B"]}}),
        json!({"id": "c", "schema": "Company", "properties": {"name": ["C"]}}),
        json!({"id": "o", "schema": "Ownership", "properties": {"owner": ["a", "b"], "asset": ["c"]}}),
    ];
    let text = text.map(|one| format!("{one}\n")).concat();
    let record = Import::from_follow_the_money(&text)
        .expect("entities")
        .record;
    assert_eq!(record.statements().len(), 1);
    let key = record.statements()[0].id.to_string();
    let written = ActorGraph::new(record.clone()).ever().to_follow_the_money();
    let lines = written.content.lines();
    let lines: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let of = |schema: &str| {
        let all = lines.iter().filter(|one| one["schema"] == schema);
        all.collect::<Vec<&Value>>()
    };
    // the first of the three is as it came, and each of the others is a link
    let came = of("Ownership");
    assert_eq!(came.len(), 1);
    assert_eq!(came[0]["properties"]["owner"], json!(["a", "b"]));
    let text = |link: &Value, name: &str| link["properties"][name][0].as_str().map(str::to_owned);
    let others = of("UnknownLink").into_iter();
    let others = others.map(|link| ["subject", "object", "role"].map(|name| text(link, name)));
    let tie = |one: &str| [one, "c", "ownership"].map(|word| Some(word.to_owned()));
    assert_eq!(others.collect::<Vec<_>>(), [tie("a"), tie("b")]);
    assert_eq!(
        written.left_out.to_string(),
        format!(
            "statements written as the entities that they came with, whose properties say no more: 1 ({key})"
        )
    );
    let again = Import::from_follow_the_money(&written.content).expect("entities");
    assert_eq!(again.record, record);
}

/// An object of which a key stands twice, in it or in what it holds.
const REPEATED: [&str; 3] = [
    r#""name":"North","name":"South""#,
    r#""name":"North","x_a":{"b":1,"b":2}"#,
    r#""name":"North","x_a":[{"b":[]},{"b":1,"c":2,"b":3}]"#,
];

#[test]
fn an_object_with_a_key_twice_is_set_aside_with_a_word_and_does_not_grow() {
    for repeated in REPEATED {
        let [one, other, bundle] = [id("identity", 1), id("identity", 2), id("bundle", 3)];
        let text = format!(
            "{{\"type\":\"bundle\",\"id\":\"{bundle}\",\"objects\":[\n\
             {{\"type\":\"identity\",\"id\":\"{one}\",{repeated}}},\n\
             {{\"type\":\"identity\",\"id\":\"{other}\",\"name\":\"East\"}}]}}"
        );
        let import = Import::from_stix(&text).expect("one of them reads");
        reports::adds_up(&import.report);
        assert_eq!(
            aside(&import.report, "duplicate-key"),
            1,
            "{}",
            import.report
        );
        let first = &import.report.notes[0].first[0];
        assert_eq!((first.location.line, &*first.what), (2, &*one));
        let names = import.record.actors().iter().map(|actor| &*actor.name);
        assert_eq!(names.collect::<Vec<_>>(), ["East"]);
        let again = Import::from_stix(&written(&import.record)).expect("it reads");
        assert_eq!(again.record, import.record);
        assert_eq!(again.report.set_aside, 0, "{}", again.report);

        let entity = r#"{"schema":"Organization","id":"e","properties":{"name":["East"]}}"#;
        let text = format!(
            "{{\"schema\":\"Organization\",\"id\":\"n\",{repeated},\
             \"properties\":{{\"name\":[\"North\"]}}}}\n{entity}"
        );
        let import = Import::from_follow_the_money(&text).expect("one of them reads");
        reports::adds_up(&import.report);
        assert_eq!(
            aside(&import.report, "duplicate-key"),
            1,
            "{}",
            import.report
        );
        assert_eq!(import.record.actors().len(), 1);
    }
}

#[test]
fn the_values_of_a_property_that_stands_twice_are_values_of_one() {
    let text = r#"{"schema":"Organization","id":"n","properties":{"name":["A"],"topics":["crime"],"topics":["gov"]}}"#;
    let import = Import::from_follow_the_money(text).expect("it reads");
    assert_eq!(import.report.set_aside, 0, "{}", import.report);
    let again = ActorGraph::new(import.record).ever().to_follow_the_money();
    assert!(
        again.content.contains(r#""topics":["crime","gov"]"#),
        "{}",
        again.content
    );
}

#[test]
fn a_bundle_with_two_lists_of_objects_is_refused() {
    let bundle = r#"{"type":"bundle","objects":[],"objects":[]}"#;
    let problems = Import::from_stix(bundle).expect_err("which list is meant?");
    assert!(
        problems.to_string().contains("`objects` stands twice"),
        "{problems}"
    );
}

/// What was kept by hand, or by another program, with a key twice: what stands last is written.
#[test]
fn what_is_kept_with_a_key_twice_is_written_with_it_once() {
    let text = r#"
        [actors]
        a = { name = "A", kind = "armed-group", native = { stix = '{"type":"identity","id":"identity--11111111-1111-4111-8111-111111111118","x_a":1,"x_b":2,"x_a":3}' } }
    "#;
    let record = Record::from_toml(text).expect("it is in order");
    let bundle = written(&record);
    assert!(bundle.contains("\"x_b\":2,\"x_a\":3"), "{bundle}");
    assert!(!bundle.contains("\"x_a\":1,"), "{bundle}");
    let read = Import::from_stix(&bundle).expect("it reads");
    assert_eq!(read.report.set_aside, 0, "{}", read.report);
    assert_eq!(read.record, record);
}
