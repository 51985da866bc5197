//! Laws of what machines export, faults and all: nothing is lost, nothing errs, no order matters.

use super::made::id;
use crate::support::reports::adds_up;
use crate::support::strategies;
use factions::Record;
use factions::import::Import;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// A line and another order of the same lines.
fn in_two_orders<T: Clone + std::fmt::Debug>(
    lines: impl Strategy<Value = Vec<T>>,
) -> impl Strategy<Value = (Vec<T>, Vec<T>)> {
    lines.prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle()))
}

/// Each entry is made, merged, beyond the model or set aside, and no order changes the record.
fn holds(one: &Import, other: &Import) -> Result<(), TestCaseError> {
    for import in [one, other] {
        let report = &import.report;
        adds_up(report);
        prop_assert!(report.changed <= report.made, "{}", report);
    }
    let counts = |import: &Import| {
        let report = &import.report;
        [
            report.made,
            report.merged,
            report.beyond,
            report.set_aside,
            report.changed,
        ]
    };
    prop_assert_eq!(
        counts(one),
        counts(other),
        "{}\n{}",
        one.report,
        other.report
    );
    prop_assert_eq!(one.record.to_toml(), other.record.to_toml());
    Ok(())
}

/// The entries of a record. What is kept with the whole of it may link to what was set aside: then it
/// is itself set aside when it is read again.
fn entries(record: &Record) -> String {
    let lines = record.to_json_lines();
    let entries = lines
        .lines()
        .filter(|line| !line.contains("\"type\": \"record\""));
    entries.collect::<Vec<_>>().join("\n")
}

/// Dates, some of them none.
fn dates() -> impl Strategy<Value = Vec<&'static str>> {
    let date = select(vec![
        "2014",
        "2014-05",
        "2014-05-03",
        "2015-02-01",
        "2016",
        "2016-07-08T10:00:00",
        "",
        "2016-13",
        "soon",
    ]);
    prop::collection::vec(date, 0..3)
}

/// The id of an entity, or of none.
fn names() -> impl Strategy<Value = Vec<&'static str>> {
    let name = select(vec!["a", "b", "c", "d", "e", "p", "v", "doc", "nobody", ""]);
    prop::collection::vec(name, 0..3)
}

/// A line of entities; one in ten is none.
fn entity() -> impl Strategy<Value = String> {
    let actor = (
        select(vec!["a", "b", "c", "d", "e"]),
        select(vec!["Organization", "Company", "LegalEntity", "PublicBody"]),
        select(vec![
            json!(["A"]),
            json!(["B", "A"]),
            json!([""]),
            json!([]),
            json!("C"),
            json!([1]),
            json!(null),
        ]),
        [dates(), dates()],
    );
    let actor = actor.prop_map(|(id, schema, name, [start, end])| {
        let properties = json!({"name": name, "incorporationDate": start, "dissolutionDate": end});
        json!({"id": id, "schema": schema, "properties": properties})
    });
    let other = select(vec![
        json!({"id": "p", "schema": "Person", "properties": {"name": ["P"]}}),
        json!({"id": "v", "schema": "Vessel", "properties": {"name": ["V"]}}),
        json!({"id": "doc", "schema": "Document", "properties": {"title": ["D"], "publishedAt": ["2016"]}}),
        json!({"id": "a", "schema": "Person", "properties": {"name": ["A"]}}),
        json!({"id": "", "schema": "Person"}),
        json!({"id": "x", "schema": "Person", "properties": []}),
        json!(7),
    ]);
    let schema = select(vec![
        ("Membership", "member", "organization"),
        ("Membership", "member", "organization"),
        ("UnknownLink", "subject", "object"),
        ("Succession", "predecessor", "successor"),
        ("Ownership", "owner", "asset"),
        ("Payment", "payer", "beneficiary"),
        ("Event", "involved", "location"),
        ("Sanction", "entity", "authority"),
    ]);
    let role = select(vec![
        json!(["alliance"]),
        json!(["split", "x"]),
        json!([]),
        json!(["r"]),
    ]);
    let link = (
        0..9_u8,
        schema,
        [names(), names()],
        [dates(), dates(), dates()],
        role,
    );
    let link = link.prop_map(|(n, (schema, from, to), ends, dates, role)| {
        let [start, end, date] = dates;
        let mut properties = json!({"startDate": start, "endDate": end, "date": date, "role": role, "proof": ["doc"]});
        properties[from] = json!(ends[0]);
        properties[to] = json!(ends[1]);
        json!({"id": format!("{schema}-{n}"), "schema": schema, "properties": properties})
    });
    let whole = prop_oneof![4 => actor, 2 => other, 6 => link];
    (whole, 0..10_u8).prop_map(|(entity, fault)| {
        let text = entity.to_string();
        match fault {
            0 => text[..text.len() / 2].to_owned(),
            _ => text,
        }
    })
}

/// An object of a bundle, or none.
fn bundled() -> impl Strategy<Value = Value> {
    let times = select(vec![
        json!(null),
        json!("2019-01-02T00:00:00Z"),
        json!("2019-01-02T03:04:05.678Z"),
        json!("2020-01-02T00:00:00.000Z"),
        json!("2020-13-02T00:00:00Z"),
        json!(""),
        json!(7),
    ]);
    let of_type = select(vec![
        "threat-actor",
        "threat-actor",
        "threat-actor",
        "identity",
        "location",
        "malware",
    ]);
    let name = select(vec![
        json!("A"),
        json!("B"),
        json!(""),
        json!(null),
        json!(3),
    ]);
    let state = select(vec![
        "revoked",
        "x_mitre_deprecated",
        "lang",
        "lang",
        "lang",
    ]);
    let thing = (of_type, 0..4_u8, name, times.clone(), state.clone());
    let thing = thing.prop_map(|(of_type, n, name, modified, state)| {
        json!({"type": of_type, "id": id(of_type, n), "name": name, "modified": modified, state: true,
            "description": "", "country": "ML", "labels": ["militia"]})
    });
    let word = select(vec![
        "member-of",
        "part-of",
        "allied-with",
        "uses",
        "related-to",
    ]);
    let link = (
        word,
        10..16_u8,
        [0..5_u8, 0..5_u8],
        [times.clone(), times.clone(), times],
        state,
    );
    let link = link.prop_map(|(word, n, ends, times, state)| {
        let [start, stop, modified] = times;
        let [from, to] = ends.map(|end| id("threat-actor", end));
        json!({"type": "relationship", "id": id("relationship", n), "relationship_type": word,
            "source_ref": from, "target_ref": to, "start_time": start, "stop_time": stop,
            "modified": modified, state: true})
    });
    let other = select(vec![
        json!(7),
        json!({"type": "identity"}),
        json!({"type": "relationship", "id": id("relationship", 20)}),
        json!({"type": "report", "id": id("report", 21), "object_refs": [id("threat-actor", 1), "x"]}),
    ]);
    prop_oneof![5 => thing, 6 => link, 1 => other]
}

proptest! {
    // each reads whole files several times
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn entities_with_faults_are_read(orders in in_two_orders(prop::collection::vec(entity(), 1..24))) {
        // one that is in order, so that it is a file of entities at all
        let sound = json!({"id": "sound", "schema": "Organization", "properties": {"name": ["S"]}});
        let read = |mut lines: Vec<String>| {
            lines.push(sound.to_string());
            Import::from_follow_the_money(&lines.join("\n")).expect("entities are set aside one by one")
        };
        let (one, other) = (read(orders.0), read(orders.1));
        holds(&one, &other)?;
        // what is written of it reads back with nothing set aside
        let graph = factions::ActorGraph::new(one.record.clone());
        let again = graph.ever().to_follow_the_money().content;
        let again = Import::from_follow_the_money(&again).expect("it reads");
        prop_assert_eq!(entries(&again.record), entries(&one.record), "{}", again.report);
    }

    #[test]
    fn objects_with_faults_are_read(orders in in_two_orders(prop::collection::vec(bundled(), 1..24))) {
        let read = |mut objects: Vec<Value>| {
            objects.push(json!({"type": "malware", "id": id("malware", 99)}));
            let bundle = json!({"type": "bundle", "objects": objects});
            Import::from_stix(&bundle.to_string()).expect("objects are set aside one by one")
        };
        let (one, other) = (read(orders.0), read(orders.1));
        holds(&one, &other)?;
        let record = &one.record;
        if record.statements().iter().all(|one| one.evidence.withdrawn.is_none()) {
            let graph = factions::ActorGraph::new(record.clone());
            let again = Import::from_stix(&graph.ever().to_stix().content).expect("it reads");
            prop_assert_eq!(entries(&again.record), entries(record), "{}", again.report);
        }
    }

    #[test]
    fn what_is_left_of_our_own_files_is_read(
        record in strategies::record(),
        lost in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
    ) {
        let graph = factions::ActorGraph::new(record);
        let entities = graph.ever().to_follow_the_money().content;
        let mut lines: Vec<&str> = entities.lines().collect();
        let bundle: Value = serde_json::from_str(&graph.ever().to_stix().content).expect("JSON");
        let mut objects = bundle["objects"].as_array().cloned().unwrap_or_default();
        for index in lost {
            if lines.len() > 1 {
                lines.remove(index.index(lines.len()));
            }
            if objects.len() > 1 {
                objects.remove(index.index(objects.len()));
            }
        }
        // nothing is lost, and no order matters
        let read = |lines: &[&str]| {
            Import::from_follow_the_money(&lines.join("\n")).expect("the rest is read")
        };
        let one = read(&lines);
        lines.reverse();
        holds(&one, &read(&lines))?;
        let read = |objects: &[Value]| {
            let bundle = json!({"type": "bundle", "objects": objects});
            Import::from_stix(&bundle.to_string()).expect("the rest is read")
        };
        let one = read(&objects);
        objects.reverse();
        holds(&one, &read(&objects))?;
    }
}
