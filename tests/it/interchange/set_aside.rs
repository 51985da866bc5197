//! What of a machine's file breaks a rule is set aside and told; the rest is read.

use super::made::{adds_up, aside, ftm, group, id, link, member, object, organization, stix, tie};
use factions::import::{Import, Treatment};
use factions::{ActorGraph, Record, date};
use serde_json::{Value, json};

#[test]
fn a_link_to_nothing_is_set_aside_and_the_rest_is_read() {
    let import = ftm(&[
        organization("a"),
        member("m", "a", "nobody", [&[], &[]]),
        link(
            "s",
            "Succession",
            &json!({"predecessor": ["a"], "successor": ["nobody"]}),
        ),
        link("e", "Event", &json!({"involved": ["nobody"]})),
        link("o", "Ownership", &json!({"owner": ["a"]})),
    ]);
    assert_eq!(aside(&import.report, "dangling-link"), 3);
    assert_eq!(aside(&import.report, "missing-key"), 1);
    assert_eq!(import.record.actors().len(), 1);
    assert!(import.record.statements().is_empty());
    let missing = json!({"object_refs": [id("malware", 9)], "name": "R"});
    let import = stix(&[
        group(1),
        tie(3, "member-of", [1, 2], &json!({})),
        object("report", 4, &missing),
    ]);
    assert_eq!(aside(&import.report, "dangling-link"), 1);
    let note = import.report.note(Treatment::Beyond, "dangling-refs");
    assert_eq!(note.map(|note| note.count), Some(1));
}

#[test]
fn of_several_who_are_named_those_in_the_file_are_tied() {
    let import = ftm(&[
        organization("a"),
        organization("b"),
        link("v", "Vessel", &json!({"name": ["V"]})),
        link(
            "m",
            "Membership",
            &json!({"member": ["a", "nobody"], "organization": ["b"]}),
        ),
        link(
            "e",
            "Event",
            &json!({"involved": ["a", "v"], "date": ["2020-02-02"]}),
        ),
    ]);
    assert_eq!(import.record.statements().len(), 2);
    for code in ["dangling-link", "not-all-actors"] {
        assert!(
            import.report.note(Treatment::Changed, code).is_some(),
            "{code}"
        );
    }
}

#[test]
fn what_breaks_a_rule_of_a_record_is_set_aside() {
    let import = ftm(&[
        link(
            "gone",
            "Company",
            &json!({"name": ["Gone"], "dissolutionDate": ["2014"]}),
        ),
        link("p", "Person", &json!({"name": ["P"]})),
        organization("a"),
        organization("b"),
        member("self", "a", "a", [&[], &[]]),
        member("of-a-person", "a", "p", [&[], &[]]),
        member("too-late", "a", "gone", [&["2016"], &[]]),
        member("there", "a", "b", [&[], &[]]),
        member("and-back", "b", "a", [&[], &[]]),
        member("backwards", "a", "b", [&["2016"], &["2014"]]),
    ]);
    let report = &import.report;
    for code in [
        "self-tie",
        "no-members",
        "outside-active-period",
        "membership-cycle",
        "empty-period",
    ] {
        assert_eq!(aside(report, code), 1, "{code}: {report}");
    }
    assert_eq!(import.record.statements().len(), 1);
    let import = stix(&[
        object(
            "identity",
            9,
            &json!({"name": "P", "identity_class": "individual"}),
        ),
        group(1),
        group(2),
        tie(3, "member-of", [1, 1], &json!({})),
        tie(4, "member-of", [1, 2], &json!({})),
        tie(5, "member-of", [2, 1], &json!({})),
        object("threat-actor", 6, &json!({"name": ""})),
        tie(7, "allied-with", [1, 6], &json!({})),
    ]);
    let report = &import.report;
    for code in [
        "self-tie",
        "membership-cycle",
        "missing-key",
        "undeclared-actor",
    ] {
        assert_eq!(aside(report, code), 1, "{code}: {report}");
    }
}

#[test]
fn a_broken_line_among_good_ones_is_set_aside_with_its_place() {
    let text = format!(
        "{}\n{{\"id\":\n\n{}\n",
        organization("a"),
        organization("b")
    );
    let import = adds_up(Import::from_follow_the_money(&text).expect("two are in order"));
    assert_eq!(import.record.actors().len(), 2);
    let note = import
        .report
        .note(Treatment::SetAside, "syntax")
        .expect("it is told");
    assert_eq!(note.first[0].location.line, 2);
    for text in ["nothing of the kind", "{}", "[]\n{}", "{\"id\": \"a\"}"] {
        assert!(Import::from_follow_the_money(text).is_err(), "{text}");
    }
    assert!(
        Import::from_follow_the_money("\n\n")
            .expect("of nothing")
            .report
            .is_empty()
    );
}

#[test]
fn a_line_that_is_not_in_utf_8_is_set_aside_with_its_place() {
    let mut text = format!("{}\n", organization("a")).into_bytes();
    text.extend(b"{\"id\":\"\xff\",\"schema\":\"Person\"}\n");
    text.extend(format!("{}\n", organization("b")).into_bytes());
    let path = std::env::temp_dir().join("factions-not-utf-8.ftm.json");
    std::fs::write(&path, text).expect("it can be written");
    let import = adds_up(Import::load(&path).expect("two are in order"));
    std::fs::remove_file(&path).expect("it can be removed");
    assert_eq!(import.record.actors().len(), 2);
    let note = import.report.note(Treatment::SetAside, "syntax");
    assert_eq!(note.map(|note| note.first[0].location.line), Some(2));
}

#[test]
fn what_is_set_aside_of_a_file_that_is_loaded_is_warned_of() {
    let text = format!(
        "{}\n{}\n",
        organization("a"),
        member("m", "a", "nobody", [&[], &[]])
    );
    let path = std::env::temp_dir().join("factions-set-aside.ftm.jsonl");
    std::fs::write(&path, text).expect("it can be written");
    let record = Record::load(&path).expect("it is read");
    let import = Import::load(&path).expect("it is read");
    let name = path.display().to_string();
    std::fs::remove_file(&path).expect("it can be removed");
    let warnings = record.warnings().to_string();
    let told = format!("{name}:2:1: warning[dangling-link]: `organization` names `nobody`");
    assert!(warnings.starts_with(&told), "{warnings}");
    assert!(warnings.ends_with("0 errors, 1 warning"), "{warnings}");
    assert!(import.record.warnings().is_empty());
    assert_eq!(import.report.file.as_deref(), Some(&*name));
    let own = Import::load("examples/data/mali.toml").expect("it is in order");
    assert!(own.report.is_empty());
}

#[test]
fn an_empty_text_is_an_absent_one() {
    let import = stix(&[
        object(
            "threat-actor",
            1,
            &json!({"name": "A", "description": "", "aliases": ["", "Z"]}),
        ),
        group(2),
        tie(3, "member-of", [1, 2], &json!({"description": "  "})),
    ]);
    assert_eq!(import.report.made, 3, "{}", import.report);
    assert!(import.record.actors()[0].note.is_none());
    assert_eq!(import.record.actors()[0].aliases.len(), 1);
    let mut a = organization("a");
    a["properties"]["notes"] = json!([""]);
    a["properties"]["incorporationDate"] = json!(["", null]);
    a["properties"]["alias"] = json!(null);
    let import = ftm(&[a]);
    assert_eq!(import.report.made, 1, "{}", import.report);
}

#[test]
fn an_actor_without_a_name_is_called_by_what_makes_one() {
    let import = ftm(&[
        link(
            "p",
            "Person",
            &json!({"firstName": ["Ada"], "lastName": ["Example"]}),
        ),
        link("o", "Organization", &json!({"alias": ["The O"]})),
    ]);
    let names: Vec<&str> = import
        .record
        .actors()
        .iter()
        .map(|one| &*one.name)
        .collect();
    assert_eq!(names, ["The O", "Ada Example"]);
    let guessed = import.report.note(Treatment::Guessed, "actor-name");
    assert_eq!(guessed.map(|note| note.count), Some(2));
}

#[test]
fn what_starts_and_stops_at_one_time_held_on_that_day() {
    let noon = json!({"start_time": "2023-08-21T12:00:00Z", "stop_time": "2023-08-21T12:00:00Z"});
    let midnight =
        json!({"start_time": "2023-08-21T00:00:00.000Z", "stop_time": "2023-08-21T00:00:00Z"});
    for times in [noon, midnight] {
        let import = stix(&[group(1), group(2), tie(3, "member-of", [1, 2], &times)]);
        held_on_one_day(import, "group-1", "group-2");
    }
    let day = &["2023-08-21"];
    let import = ftm(&[
        organization("a"),
        organization("b"),
        member("m", "a", "b", [day, day]),
    ]);
    held_on_one_day(import, "a", "b");
}

fn held_on_one_day(import: Import, member: &str, whole: &str) {
    assert!(import.report.note(Treatment::Changed, "one-day").is_some());
    let graph = ActorGraph::new(import.record);
    let [member, whole] = [member, whole].map(|name| graph.actor(name).expect("an actor"));
    for (day, count) in [(20, 0), (21, 1), (22, 0)] {
        let members = graph.at(date(2023, 8, day)).members(whole);
        assert_eq!(members.len(), count, "on {day}");
    }
    let members = graph.at(date(2023, 8, 21)).certainly().members(whole);
    assert_eq!(members[0].member, member);
}

#[test]
fn several_values_of_a_date_are_one_whatever_their_order() {
    let cases: [([&[&str]; 2], &str, &str); 6] = [
        (
            [&["2014-05-03"], &["2015-02-01", "2018-07-01"]],
            "2014-05-03",
            "[2015-02-01..2018-07-01]",
        ),
        ([&["2014", "2014-05-03"], &["2016"]], "2014-05-03", "2016"),
        (
            [&["2014", "2014-05", "2015"], &[]],
            "[2014-05-01..2015-12-31]",
            "",
        ),
        (
            [&["2014-05-03T10:00:00", "2014-05-03"], &[]],
            "2014-05-03",
            "",
        ),
        ([&["2014-05-03", "someday"], &[]], "2014-05-03", ""),
        ([&[], &["2016", "2016-03-04", "2016-03"]], "", "2016-03-04"),
    ];
    for ([starts, ends], start, end) in cases {
        for is_turned in [false, true] {
            let order = |list: &[&'static str]| {
                let mut list = list.to_vec();
                if is_turned {
                    list.reverse();
                }
                list
            };
            let tie = member("m", "a", "b", [&order(starts), &order(ends)]);
            let import = ftm(&[organization("a"), organization("b"), tie]);
            let period = &import.record.statements()[0]
                .relation()
                .expect("a tie")
                .period;
            let text =
                |when: Option<&factions::When>| when.map_or(String::new(), ToString::to_string);
            assert_eq!(text(period.start()), start);
            assert_eq!(text(period.end().date()), end);
            assert!(
                import
                    .report
                    .note(Treatment::Changed, "several-dates")
                    .is_some()
            );
            // they are written back
            let graph = ActorGraph::new(import.record);
            let written = graph.ever().to_follow_the_money().content;
            for value in starts.iter().chain(ends) {
                assert!(written.contains(value), "{value}: {written}");
            }
        }
    }
}

#[test]
fn an_event_of_months_or_years_was_on_some_day_of_these() {
    let cases = [
        (
            json!({"startDate": ["2016-05"], "endDate": ["2017"]}),
            "[2016-05-01..2017-12-31]",
        ),
        (json!({"startDate": ["2016"], "endDate": ["2016"]}), "2016"),
        (
            json!({"startDate": ["2016-05-01"], "endDate": ["2016-05-04"]}),
            "2016-05-01/2016-05-04",
        ),
        (json!({"date": ["2016", "2016-05"]}), "2016-05"),
        (json!({"startDate": ["2016-05-01"]}), "[2016-05-01..]"),
    ];
    for (mut dates, when) in cases {
        dates["involved"] = json!(["a"]);
        let import = ftm(&[organization("a"), link("e", "Event", &dates)]);
        let event = import.record.statements()[0].event().expect("an event");
        assert_eq!(
            event.when.as_ref().map(ToString::to_string).as_deref(),
            Some(when)
        );
    }
}

#[test]
fn fragments_of_one_entity_are_joined_in_any_order() {
    let mut fragments = vec![
        link(
            "a",
            "LegalEntity",
            &json!({"name": ["A", "B"], "alias": ["Z"]}),
        ),
        link(
            "a",
            "Company",
            &json!({"name": ["C"], "incorporationDate": ["2010"]}),
        ),
        link(
            "a",
            "Organization",
            &json!({"alias": ["Y"], "incorporationDate": ["2010-03"]}),
        ),
    ];
    let import = ftm(&fragments);
    assert_eq!((import.report.made, import.report.merged), (1, 2));
    assert!(import.report.note(Treatment::Merged, "fragments").is_some());
    fragments.reverse();
    assert_eq!(ftm(&fragments).record, import.record);
    let period = &import.record.actors()[0].active[0].period;
    assert_eq!(
        period.start().map(ToString::to_string).as_deref(),
        Some("2010-03")
    );
    // a person is no company
    fragments.push(link("a", "Person", &json!({"name": ["A"]})));
    fragments.push(organization("b"));
    assert_eq!(aside(&ftm(&fragments).report, "conflicting-id"), 4);
}

#[test]
fn the_version_that_was_modified_last_counts_wherever_it_stands() {
    let version = |name: &str, modified: &str| {
        object(
            "threat-actor",
            1,
            &json!({"name": name, "modified": modified}),
        )
    };
    let mut objects = vec![
        version("Newest", "2023-01-01T00:00:00.500Z"),
        version("Old", "2022-12-31T00:00:00.000Z"),
        version("Newer", "2023-01-01T00:00:00Z"),
        version("Unknown", "lately"),
    ];
    for _ in 0..objects.len() {
        objects.rotate_left(1);
        let import = stix(&objects);
        assert_eq!(&*import.record.actors()[0].name, "Newest");
        assert_eq!((import.report.made, import.report.merged), (1, 3));
    }
    objects.push(version("Revoked", "2024-01-01T00:00:00Z"));
    objects[4]["revoked"] = json!(true);
    assert!(stix(&objects).record.actors().is_empty());
}

#[test]
fn what_is_revoked_or_deprecated_is_no_fact() {
    for key in ["revoked", "x_mitre_deprecated"] {
        let mut gone = group(1);
        gone[key] = json!(true);
        let import = stix(&[
            gone,
            group(2),
            tie(3, "member-of", [1, 2], &json!({})),
            tie(4, "revoked-by", [1, 2], &json!({})),
        ]);
        assert_eq!(aside(&import.report, "revoked"), 3, "{}", import.report);
        assert_eq!(import.record.actors().len(), 1);

        let mut tie = tie(
            3,
            "member-of",
            [1, 2],
            &json!({"start_time": "2019-01-01T00:00:00Z"}),
        );
        tie[key] = json!(true);
        let import = stix(&[group(1), group(2), tie.clone()]);
        assert!(import.report.note(Treatment::Changed, "revoked").is_some());
        let graph = ActorGraph::new(import.record);
        assert!(graph.ever().changes().is_empty());
        // the record still has what was known before
        let before = graph.ever().known_on(date(2021, 2, 2));
        assert_eq!(before.changes().len(), 1);
        assert!(graph.ever().known_on(date(2021, 2, 3)).changes().is_empty());
        // nobody says since when
        tie["modified"] = json!("lately");
        assert_eq!(
            aside(&stix(&[group(1), group(2), tie]).report, "revoked"),
            1
        );
    }
}

#[test]
fn links_of_every_schema_become_ties_with_their_role() {
    let ends = |one: &str, other: &str| json!({one: ["p"], other: ["c"]});
    let mut owned = ends("owner", "asset");
    owned["role"] = json!(["shareholder"]);
    owned["startDate"] = json!(["2005"]);
    let mut family = ends("person", "relative");
    family["relationship"] = json!(["sister"]);
    let links = [
        ("Ownership", owned, "ownership: shareholder"),
        ("Family", family, "family: sister"),
        ("Associate", ends("person", "associate"), "associate"),
        (
            "Directorship",
            ends("director", "organization"),
            "directorship",
        ),
        ("Employment", ends("employee", "employer"), "employment"),
        ("Representation", ends("agent", "client"), "representation"),
        ("Debt", ends("debtor", "creditor"), "debt"),
        ("Control", ends("controller", "controlled"), "control"),
        ("Occupancy", ends("holder", "post"), "occupancy"),
        (
            "ProjectParticipant",
            ends("participant", "project"),
            "participation",
        ),
    ];
    let mut all = vec![
        link("p", "Person", &json!({"name": ["P"]})),
        link("c", "Company", &json!({"name": ["C"]})),
    ];
    for (schema, properties, _) in &links {
        all.push(link(schema, schema, properties));
    }
    let import = ftm(&all);
    assert_eq!(import.report.made, 12, "{}", import.report);
    for (schema, properties, role) in &links {
        let mut told = import.record.statements().iter();
        let found = told.find(|one| &*one.id == *schema).expect("it is read");
        let relation = found.relation().expect("a relation");
        assert_eq!(relation.kind, factions::RelationKind::Other);
        assert_eq!(relation.role.as_deref(), Some(*role));
        // and it is written back as it was, with nothing that its schema does not have
        let graph = ActorGraph::new(import.record.clone());
        let written = graph.ever().to_follow_the_money().content;
        let line = written
            .lines()
            .find(|line| line.contains(&format!("{{\"id\":\"{schema}\"")));
        let line: Value = serde_json::from_str(line.expect("it is written")).expect("JSON");
        assert_eq!(
            (&line["schema"], &line["properties"]),
            (&json!(schema), properties)
        );
        let again = Import::from_follow_the_money(&written).expect("it reads");
        assert_eq!(again.record, import.record);
    }
}

#[test]
fn payments_are_events_and_links_to_no_actor_are_beyond() {
    let paid =
        json!({"payer": ["a"], "beneficiary": ["b"], "date": ["2011-12-29"], "amountEur": ["1"]});
    let import = ftm(&[
        organization("a"),
        organization("b"),
        link("pay", "Payment", &paid),
        link("post", "Position", &json!({"name": ["Minister"]})),
        link(
            "o",
            "Occupancy",
            &json!({"holder": ["a"], "post": ["post"]}),
        ),
        link(
            "s",
            "Sanction",
            &json!({"entity": ["a"], "authority": ["UN"]}),
        ),
    ]);
    let event = &import.record.statements()[0];
    assert_eq!(
        event.event().and_then(|one| one.when.as_ref()?.as_date()),
        Some(date(2011, 12, 29))
    );
    assert_eq!(event.note.as_deref(), Some("payment"));
    assert_eq!((import.report.made, import.report.beyond), (3, 3));
    for code in ["link-to-no-actor", "no-such-entry"] {
        assert!(
            import.report.note(Treatment::Beyond, code).is_some(),
            "{code}"
        );
    }
}

#[test]
fn a_succession_is_a_descent() {
    let succession = |id: &str, from: &str, to: &str| {
        link(
            id,
            "Succession",
            &json!({"predecessor": [from], "successor": [to], "date": ["2019"]}),
        )
    };
    let all: Vec<Value> = ["a", "b", "c", "d", "e", "f", "g", "h"]
        .map(organization)
        .to_vec();
    let mut lines = all.clone();
    lines.extend([
        succession("new-name", "a", "b"),
        succession("one", "c", "d"),
        succession("other", "e", "d"),
        succession("left", "f", "g"),
        succession("right", "f", "h"),
    ]);
    let import = ftm(&lines);
    let guessed = import.report.note(Treatment::Guessed, "descent-kind");
    assert_eq!(guessed.map(|note| note.count), Some(5));
    let graph = ActorGraph::new(import.record);
    let kind = |id: &str| {
        let mut all = graph.record().statements().iter();
        let found = all.find(|one| &*one.id == id).expect("it is read");
        found.kind().to_string()
    };
    let kinds = ["new-name", "one", "other", "left", "right"].map(kind);
    assert_eq!(kinds, ["rename", "merger", "merger", "split", "split"]);
    let [a, b] = ["a", "b"].map(|name| graph.actor(name).expect("an actor"));
    let lineage = graph.ever().lineage(a);
    assert_eq!(lineage.descendants[0].actor, b);
}

/// A header that names a source which is not there is set aside, and what entries had of it goes with it.
#[test]
fn what_entries_had_of_a_header_that_is_set_aside_goes_with_it() {
    let text = r#"{"id":"d","schema":"t","properties":{},"factions":{"entries":[{"type":"record","format":1,"title":"n","as_of":"2024-06-30","source":"e"},{"type":"source","key":"t","publisher":"n","published":"2024-07-01"}]}}
{"id":"t","schema":"t","properties":{},"factions":{"entries":[{"type":"actor","key":"b","name":"d","kind":"state-force"}]}}"#;
    let import = Import::from_follow_the_money(text).expect("the actor is in order");
    let record = &import.record;
    assert_eq!(record.actors().len(), 1, "{}", import.report);
    assert!(record.actors()[0].evidence.sources.is_empty());
    assert_eq!(Record::from_toml(&record.to_toml()).as_ref(), Ok(record));
}
