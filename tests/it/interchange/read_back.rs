//! What is written for others comes back; what others write is read, and nothing of it is lost.

use super::{MALI, hostile};
use crate::support::{strategies, tiny};
use factions::import::Import;
use factions::{ActorGraph, Certainty, EventKind, Problems, Record, View, date};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Everything that a view can show, written and read again.
fn ftm_again(graph: &ActorGraph) -> Result<Record, Problems> {
    let view = graph.ever().at_least(Certainty::Planned);
    Import::from_follow_the_money(&view.to_follow_the_money().content).map(|import| import.record)
}

fn ftm_lines(lines: &[Value]) -> String {
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn stix_again(graph: &ActorGraph) -> Result<Record, Problems> {
    let view = graph.ever().at_least(Certainty::Planned);
    Import::from_stix(&view.to_stix().content).map(|import| import.record)
}

/// Whether no statement is denied or withdrawn.
fn is_whole(graph: &ActorGraph) -> bool {
    let record = graph.record();
    let mut evidence = record.statements().iter().map(|one| &one.evidence);
    let mut tolls = record
        .statements()
        .iter()
        .filter_map(|one| one.event()?.killed.as_ref());
    evidence.all(|of| {
        of.certainty != Certainty::Denied && of.withdrawn.is_none() && of.withdraws.is_empty()
    }) && tolls.all(|toll| toll.certainty != Some(Certainty::Denied))
}

#[test]
fn mali_comes_back_from_follow_the_money() {
    assert_eq!(ftm_again(&MALI).as_ref(), Ok(MALI.record()));
}

#[test]
fn hostile_texts_come_back_from_follow_the_money() {
    let graph = hostile::graph();
    assert_eq!(ftm_again(&graph).as_ref(), Ok(graph.record()));
    // a graph has no room for what another format said
    let said = graph.ever().to_gexf().left_out.to_string();
    assert!(
        said.contains("what other formats said beyond the model"),
        "{said}"
    );
}

#[test]
fn a_changed_entity_is_told_of() {
    let record = tiny::record("", &["a", "b"], "");
    let written = ActorGraph::new(record).ever().to_follow_the_money().content;
    assert!(
        Import::from_follow_the_money(&written)
            .expect("it reads")
            .record
            .warnings()
            .is_empty()
    );
    let changed = written.replacen("\"name\":[\"The a\"]", "\"name\":[\"Renamed\"]", 1);
    assert_ne!(changed, written);
    let read = Import::from_follow_the_money(&changed)
        .expect("it reads")
        .record;
    insta::assert_snapshot!(read.warnings());
}

#[test]
fn mali_and_hostile_texts_come_back_from_stix() {
    assert_eq!(stix_again(&MALI).as_ref(), Ok(MALI.record()));
    let graph = hostile::graph();
    assert_eq!(stix_again(&graph).as_ref(), Ok(graph.record()));
}

/// A bundle as another program has it.
fn foreign_bundle() -> Value {
    let id = |of_type: &str, n: u8| format!("{of_type}--00000000-0000-4000-8000-0000000000{n:02}");
    let object = |of_type: &str, n: u8, more: Value| {
        let mut object = json!({"type": of_type, "spec_version": "2.1", "id": id(of_type, n),
            "created": "2020-02-03T04:05:06.789Z", "modified": "2021-02-03T04:05:06.789Z"});
        let members = object.as_object_mut().expect("a table");
        members.extend(more.as_object().expect("a table").clone());
        object
    };
    let link = |n: u8, word: &str, from: String, to: String, more: Value| {
        let mut link = object("relationship", n, more);
        link["relationship_type"] = json!(word);
        link["source_ref"] = json!(from);
        link["target_ref"] = json!(to);
        link
    };
    let (set, actor, state) = (
        id("intrusion-set", 1),
        id("threat-actor", 2),
        id("identity", 3),
    );
    json!({"type": "bundle", "id": id("bundle", 0), "objects": [
        object("intrusion-set", 1, json!({"name": "APT 0", "aliases": ["Zero"], "goals": ["x"],
            "external_references": [{"source_name": "mitre-attack", "external_id": "G0000"}]})),
        object("threat-actor", 2, json!({"name": "Brigade", "labels": ["armed-group", "north"],
            "threat_actor_types": ["nation-state"], "first_seen": "2012-05-06T07:08:09Z"})),
        object("identity", 3, json!({"name": "A person", "identity_class": "individual",
            "description": "a note"})),
        object("location", 4, json!({"region": "western-africa", "country": "ml"})),
        object("malware", 5, json!({"name": "M", "is_family": false})),
        link(6, "part-of", set.clone(), actor.clone(), json!({"start_time": "2019-01-02T03:04:05Z",
            "stop_time": "2019-06-07T08:09:10Z", "confidence": 30})),
        link(7, "allied-with", state, actor.clone(), json!({})),
        link(8, "uses", set, id("malware", 5), json!({})),
        object("incident", 9, json!({"name": "I"})),
        link(10, "attributed-to", id("incident", 9), actor, json!({})),
    ]})
}

#[test]
fn a_foreign_bundle_is_read_and_nothing_of_it_is_lost() {
    let bundle = foreign_bundle();
    let record = Import::from_stix(&bundle.to_string())
        .expect("it reads")
        .record;
    insta::assert_snapshot!(record.to_toml());
    let graph = ActorGraph::new(record.clone());
    let written = graph.ever().to_stix().content;
    let again: Value = serde_json::from_str(&written).expect("it is JSON");
    let again = again["objects"].as_array().expect("a list");
    for one in bundle["objects"].as_array().expect("a list") {
        let found = again.iter().find(|other| other["id"] == one["id"]);
        let found = found.unwrap_or_else(|| panic!("{} is lost", one["id"]));
        for (key, value) in one.as_object().expect("a table") {
            let (found, value) = (&found[key], value);
            let is_there = match (found.as_array(), value.as_array()) {
                (Some(all), Some(some)) => some.iter().all(|one| all.contains(one)),
                // certainty and period stand behind the note
                _ if key == "description" => found.to_string().contains("a note"),
                _ => found == value,
            };
            assert!(is_there, "{key}: {value} is now {found}");
        }
    }
    assert_eq!(stix_again(&graph).as_ref(), Ok(&record));
}

#[test]
fn the_mistakes_of_a_bundle_are_set_aside_at_once() {
    let mut bundle = foreign_bundle();
    let objects = bundle["objects"].as_array_mut().expect("a list");
    objects.push(objects[0].clone());
    objects.push(json!({"type": "identity"}));
    objects[2]["name"] = json!(7);
    objects[3]["latitude"] = json!(91.5);
    objects[5]["start_time"] = json!("2019-13-01T00:00:00Z");
    let text = serde_json::to_string_pretty(&bundle).expect("it is JSON");
    let import = Import::from_stix(&text).expect("others are in order");
    insta::assert_snapshot!(import.report);
    assert_eq!(import.record.actors().len(), 2);
    assert!(import.record.statements().is_empty());
    for text in ["[]", "{", "7", "{\"objects\": [1]}", "{\"objects\": 1}"] {
        assert!(Import::from_stix(text).is_err(), "{text}");
    }
}

/// Entities as another program has them.
fn foreign_entities() -> String {
    ftm_lines(&[
        json!({"id": "NK-1", "schema": "Organization", "caption": "Wagner", "datasets": ["eu"],
            "properties": {"name": ["Wagner Group", "ЧВК Вагнера"], "alias": ["PMC Wagner"],
            "classification": ["private-military"], "country": ["ru"], "topics": ["sanction"],
            "incorporationDate": ["2014"], "notes": ["a note"], "sourceUrl": ["https://example.org"]}}),
        json!({"id": "NK-2", "schema": "Person", "properties": {"name": ["Jevgenij Prigožin"],
            "birthDate": ["1961-06-01"], "nationality": ["ru"]}}),
        json!({"id": "NK-3", "schema": "PublicBody", "properties": {"name": ["GRU"]}}),
        json!({"id": "m1", "schema": "Membership", "properties": {"member": ["NK-2"],
            "organization": ["NK-1"], "role": ["founder"], "startDate": ["2014-05-01T12:00:00"],
            "endDate": ["2023-08-23"], "proof": ["d1"], "summary": ["s"]}}),
        json!({"id": "l1", "schema": "UnknownLink", "properties": {"subject": ["NK-3"],
            "object": ["NK-1"], "role": ["support"], "date": ["2016"]}}),
        json!({"id": "l2", "schema": "UnknownLink", "properties": {"subject": ["NK-3"],
            "object": ["NK-1"], "role": ["linked to"]}}),
        json!({"id": "s1", "schema": "Succession", "properties": {"predecessor": ["NK-1"],
            "successor": ["NK-3"], "role": ["merger"], "date": ["2023-09"]}}),
        json!({"id": "e1", "schema": "Event", "properties": {"name": ["March on Moscow"],
            "involved": ["NK-1", "NK-2"], "startDate": ["2023-06-23"], "endDate": ["2023-06-24"],
            "location": ["Rostov"]}}),
        json!({"id": "d1", "schema": "Document", "properties": {"title": ["A report"],
            "publishedAt": ["2023-09-01"], "sourceUrl": ["https://example.org/r"], "mimeType": ["text/plain"]}}),
        json!({"id": "v1", "schema": "Vessel", "properties": {"name": ["Sparta"], "imoNumber": ["9268710"]}}),
        json!({"id": "o1", "schema": "UnknownLink", "properties": {"subject": ["NK-1"], "object": ["v1"]}}),
    ])
}

#[test]
fn foreign_entities_are_read() {
    let record = Import::from_follow_the_money(&foreign_entities())
        .expect("it reads")
        .record;
    insta::assert_snapshot!(record.to_toml());
}

#[test]
fn nothing_of_foreign_entities_is_lost() {
    let text = foreign_entities();
    let record = Import::from_follow_the_money(&text)
        .expect("it reads")
        .record;
    let graph = ActorGraph::new(record.clone());
    let written = graph.ever().to_follow_the_money();
    let again: Vec<Value> = written
        .content
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    for line in text.lines() {
        let one: Value = serde_json::from_str(line).expect("a line is JSON");
        let found = again.iter().find(|other| other["id"] == one["id"]);
        let found = found.unwrap_or_else(|| panic!("{} is lost", one["id"]));
        assert_eq!(found["schema"], one["schema"]);
        for (name, values) in one["properties"].as_object().expect("a table") {
            for value in values.as_array().expect("a list") {
                let values = found["properties"][name].as_array();
                assert!(
                    values.is_some_and(|all| all.contains(value)),
                    "{name}: {value} of {found}"
                );
            }
        }
        for (key, value) in one.as_object().expect("a table") {
            assert!(
                key == "properties" || found[key] == *value,
                "{key} of {found}"
            );
        }
    }
    assert_eq!(ftm_again(&graph).as_ref(), Ok(&record));
}

#[test]
fn the_mistakes_of_entities_are_set_aside_at_once() {
    let mut text = ftm_lines(&[
        json!({"id": "a", "schema": "Organization", "properties": {"name": ["A"], "incorporationDate": ["2023-13"]}}),
        json!({"id": "b", "schema": "Organization", "properties": {"name": ["B"]}}),
        json!({"id": "b", "schema": "Person", "properties": {"name": ["B"]}}),
        json!({"schema": "Organization"}),
        json!({"id": "n", "schema": "Organization", "properties": {"name": [1]}}),
        json!({"id": "c", "schema": "Organization", "properties": ["name"]}),
        json!({"id": "d", "schema": "Organization", "properties": {}}),
        json!({"id": "m", "schema": "Membership", "properties": {"member": ["e"], "organization": ["nobody"]}}),
        json!({"id": "o", "schema": "Membership", "properties": {"member": ["e"], "organization": ["a"]}}),
        json!({"id": "e", "schema": "Organization", "properties": {"name": ["E"]}, "factions": {"x": 1}}),
    ]);
    text.push_str("\n{\"id\":\"a\",}\n");
    let import = Import::from_follow_the_money(&text).expect("others are in order");
    insta::assert_snapshot!(import.report);
    assert_eq!(import.record.actors().len(), 1);
    let broken = Import::from_follow_the_money("{\"id\":\"a\",}").expect_err("it is no JSON");
    assert!(
        broken.to_string().starts_with("1:11: error[syntax]"),
        "{broken}"
    );
}

proptest! {
    // each writes and reads whole files
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_record_of_which_nothing_is_hidden_comes_back(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        if is_whole(&graph) {
            let read = ftm_again(&graph);
            prop_assert_eq!(read.as_ref(), Ok(graph.record()));
            let read = stix_again(&graph);
            prop_assert_eq!(read.as_ref(), Ok(graph.record()));
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "[a-z0-9\"{}\\[\\],: \n]{0,200}") {
        let _ = Import::from_follow_the_money(&text);
        let _ = Import::from_stix(&text);
    }
}

/// What was withdrawn is in a record's own forms alone: every other says that it is missing.
#[test]
fn what_was_withdrawn_is_a_line_of_the_report() {
    let record = tiny::record(
        "[sources.s]\ntitle = \"S\"\npublished = 2020-06-01\n",
        &["a", "b", "c"],
        r#"
        [[relations]]
        id = "pact"
        kind = "alliance"
        between = ["a", "b"]
        start = "2020"
        source = "s"
        withdrawn = 2021-01-01
        [[relations]]
        id = "no-pact"
        kind = "alliance"
        between = ["a", "c"]
        start = "2020"
        certainty = "denied"
        withdrawn = 2021-01-01
        [[events]]
        id = "clash"
        kind = "clash"
        when = 2020-03-01
        from = "a"
        to = "c"
        [[events]]
        id = "correction"
        kind = "declaration"
        when = 2020-04-01
        actor = "b"
        withdraws = "clash"
        "#,
    );
    let graph = ActorGraph::new(record);
    let lines = |view: View<'_, '_>| {
        let all = [
            view.to_csv().left_out,
            view.to_follow_the_money().left_out,
            view.to_stix().left_out,
            view.to_gexf().left_out,
            view.to_graphml().left_out,
            view.to_cytoscape().left_out,
            view.to_geojson().left_out,
        ];
        all.map(|left_out| {
            let text = left_out.to_string();
            let mut lines = text.lines();
            let line = lines.find(|line| line.starts_with("withdrawn statements"));
            line.unwrap_or_default().to_owned()
        })
    };
    let are = |view, right: &str| assert_eq!(lines(view), [right; 7]);
    let what = "withdrawn statements, which the view does not show";
    // by time: of one start the denial comes after
    are(graph.ever(), &format!("{what}: 3 (pact, no-pact, clash)"));
    are(
        graph.during(date(2020, 3, 1)..date(2020, 3, 2)),
        &format!("{what}: 3 (pact, no-pact, clash)"),
    );
    are(graph.during(date(2019, 3, 1)..date(2019, 3, 2)), "");
    let relations = graph.ever().without(EventKind::Clash);
    are(relations, &format!("{what}: 2 (pact, no-pact)"));
    // on this day nobody had withdrawn the pact, and it was not known before June
    are(
        graph.ever().known_on(date(2020, 12, 1)),
        &format!("{what}: 1 (clash)"),
    );
}
