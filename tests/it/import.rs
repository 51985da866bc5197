//! The three forms: each back and forth, and the same report in each.

mod direct;
mod disagreeing;

use crate::support::strategies;
use factions::import::{JsonLines, LoadError};
use factions::record::Part;
use factions::{Problems, Record};
use proptest::prelude::*;

/// The problems of a text in JSON Lines.
fn lines_problems(text: &str) -> Problems {
    match Record::from_json_lines(text.as_bytes()) {
        Ok(record) => record.warnings().clone(),
        Err(LoadError::Problems(problems)) => problems,
        Err(other) => panic!("a text in memory can be read: {other}"),
    }
}

proptest! {
    #[test]
    fn the_three_forms_hold_the_same_record(record in strategies::record()) {
        let json = record.to_json();
        let read = Record::from_json(&json).expect("what is written reads back");
        prop_assert_eq!(&read, &record, "{}", json);
        let lines = record.to_json_lines();
        let read = Record::from_json_lines(lines.as_bytes()).expect("what is written reads back");
        prop_assert_eq!(&read, &record, "{}", lines);
        // and the text is the same, whichever way the record has gone
        let toml = read.to_toml();
        let read = Record::from_toml(&toml).expect("what is written reads back");
        prop_assert_eq!(&read, &record, "{}", toml);
        prop_assert_eq!(toml, record.to_toml());
    }

    #[test]
    fn the_order_of_lines_never_changes_the_record(
        (record, order) in strategies::record().prop_flat_map(|record| {
            let count = record.to_json_lines().lines().count();
            (Just(record), Just((0..count).collect::<Vec<_>>()).prop_shuffle())
        })
    ) {
        let lines = record.to_json_lines();
        let lines: Vec<&str> = lines.lines().collect();
        let shuffled: Vec<&str> = order.iter().map(|i| lines[*i]).collect();
        let read = Record::from_json_lines(shuffled.join("\r\n").as_bytes());
        prop_assert_eq!(read.expect("the lines are as good in any order"), record);
    }

    #[test]
    fn merging_is_associative_and_no_order_matters(plan in strategies::plan()) {
        let parts: Vec<Record> = plan.deal(3).iter().map(strategies::Plan::build).collect();
        let merge = |records: &[&Record]| {
            Record::merge(records.iter().map(|record| ("part", (*record).clone())))
        };
        let [a, b, c] = &parts[..] else { return Ok(()) };
        prop_assert_eq!(&merge(&[a]).expect("it loads alone"), a);
        let Ok(all) = merge(&[a, b, c]) else { return Ok(()) };
        prop_assert_eq!(&merge(&[c, a, b]).expect("it loads in one order"), &all);
        let text = all.to_json_lines();
        let read = Record::from_json_lines(text.as_bytes()).expect("what is written reads back");
        prop_assert_eq!(&read, &all, "{}", text);
        if let (Ok(ab), Ok(bc)) = (merge(&[a, b]), merge(&[b, c])) {
            prop_assert_eq!(&merge(&[&ab, c]).expect("it loads in one order"), &all);
            prop_assert_eq!(&merge(&[a, &bc]).expect("it loads in one order"), &all);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Record::from_json_lines(&*bytes);
        let text = String::from_utf8_lossy(&bytes);
        let _ = Record::from_json(&text);
        let _ = Record::from_toml(&text);
    }

    #[test]
    fn no_tree_makes_a_reader_panic(text in any_json()) {
        let _ = Record::from_json(&text);
        let _ = Record::from_json_lines(text.as_bytes());
    }
}

/// Objects with the keys of the format and values of any type.
fn any_json() -> impl Strategy<Value = String> {
    let keys = [
        "type",
        "key",
        "format",
        "record",
        "sources",
        "actors",
        "places",
        "relations",
        "events",
        "kind",
        "from",
        "to",
        "between",
        "sides",
        "actor",
        "start",
        "end",
        "seen",
        "when",
        "killed",
        "best",
        "low",
        "by",
        "certainty",
        "id",
        "same_as",
        "withdraws",
        "active",
        "aliases",
        "name",
        "latitude",
        "longitude",
        "a",
        "b",
    ];
    let words = [
        "a",
        "b",
        "clash",
        "split",
        "membership",
        "coalition",
        "..",
        "2023-10",
        "event",
        "actor",
        "claimed",
        "",
    ];
    let leaf = prop_oneof![
        4 => prop::sample::select(words.to_vec()).prop_map(|word| format!("\"{word}\"")),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => prop::sample::select(vec!["null", "true", "1e999", "-0.5", "1e3"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        let key = prop::sample::select(keys.to_vec());
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|list| format!("[{}]", list.join(","))),
            prop::collection::vec((key, inner), 0..8).prop_map(|list| {
                let members = list.iter().map(|(key, value)| format!("\"{key}\":{value}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

#[test]
fn json_has_the_same_report_with_its_own_places() {
    let text = r#"{
  "format": 1,
  "actors": {
    "army": {"name": "Army", "kind": "state-forces"},
    "army": {"name": "Ärmee", "kind": "state-force", "note": null}
  },
  "events": [
    {"kind": "clash", "when": "2024-02-30", "from": "army", "to": ["arny", 7], "kind": "strike"}
  ],
  "relation": []
}"#;
    let problems = Record::from_json(text)
        .expect_err("it has mistakes")
        .named("army.json");
    insta::assert_snapshot!(problems);
}

#[test]
fn json_lines_have_the_same_report_with_their_own_places() {
    let text = r#"{"type":"record","as_of":"2024-06-30"}
{"type":"actor","key":"army","name":"Army","kind":"state-forces"}

{"type":"event","kind":"clash","when":"2024-02-30","from":"army","to":"ärmy"}
{"type":"event","kind":"clash","when":"2024-07-02","actor":"army","key":"x"}
{"type":"evnt"}
[1]
{"key":"gao"}
{"type":"place","name":"Gao"}
{"type":"actor","key":"army","name":"Army","kind":"state-force"}
"#;
    insta::assert_snapshot!(lines_problems(text).named("army.jsonl"));
}

#[test]
fn a_byte_order_mark_is_passed_over_in_every_form() {
    let toml = Record::from_toml("\u{feff}[places]\ngao = { name = \"Gao\" }");
    let json = Record::from_json("\u{feff}{\"places\": {\"gao\": {\"name\": \"Gao\"}}}");
    let lines = "\u{feff}{\"type\": \"place\", \"key\": \"gao\", \"name\": \"Gao\"}";
    let lines = Record::from_json_lines(lines.as_bytes()).expect("it loads");
    assert_eq!(toml.expect("it loads"), lines);
    assert_eq!(json.expect("it loads"), lines);
}

#[test]
fn a_broken_line_hides_no_mistake_of_another() {
    let text = r#"{"type":"place","name":"Gao"}
{"type":"place","key":"kidal",}
{"name":"Timbuktu"}
{"type":"actor","key":"army","name":"Army"}"#;
    let problems = lines_problems(text);
    let codes: Vec<&str> = problems
        .iter()
        .map(|problem| problem.code.as_str())
        .collect();
    assert_eq!(
        codes,
        [
            "missing-key",
            "missing-key",
            "syntax",
            "missing-key",
            "missing-key"
        ],
        "{problems}"
    );
}

#[test]
fn a_number_beyond_64_bits_is_called_too_large() {
    let event = "events = [{ kind = \"clash\", actor = \"a\", killed = NUMBER }]";
    for number in ["99999999999999999999", "1e30"] {
        let toml = event.replace("NUMBER", number);
        let json = format!(
            "{{\"events\": [{{\"kind\": \"clash\", \"actor\": \"a\", \"killed\": {number}}}]}}"
        );
        for result in [Record::from_toml(&toml), Record::from_json(&json)] {
            let problems = result.expect_err("it is too large").to_string();
            assert!(
                problems.contains("this is a number that is too large"),
                "{problems}"
            );
        }
    }
}

#[test]
fn broken_json_is_shown_where_it_breaks() {
    let reports = [
        "{\"actors\": {\"ä\": {\"name\": \"A\",}}}",
        "{\n  \"actors\": {",
        "{\"title\": \"\\ud800\"}",
        "[1, 2",
        "",
    ];
    let reports = reports.map(|text| match Record::from_json(text) {
        Ok(_) => "it loads".to_owned(),
        Err(problems) => problems.to_string(),
    });
    let lines = lines_problems(
        "{\"type\":\"place\",\"key\":\"gao\"\n{\"type\":\"place\",\"key\":\"kidal\",}",
    );
    insta::assert_snapshot!(format!("{}\n\n{lines}", reports.join("\n\n")));
}

#[test]
fn a_deep_nest_is_refused_and_not_followed() {
    let deep = format!(
        "{{\"actors\": {}1{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(Record::from_json(&deep).is_err());
    assert!(Record::from_json_lines(deep.as_bytes()).is_err());
    let deep = format!("actors = {}1{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(Record::from_toml(&deep).is_err());
}

#[test]
fn a_stream_tells_how_far_it_is() {
    let line = "{\"type\":\"place\",\"key\":\"gao-N\",\"name\":\"Gao\"}\n";
    let text: String = (0..10_000)
        .map(|n| line.replace('N', &n.to_string()))
        .collect();
    let mut told = Vec::new();
    let stream = JsonLines::new(text.as_bytes()).on_progress(|progress| told.push(progress.lines));
    let record = stream.read().expect("it has no mistake");
    assert_eq!(record.places().len(), 10_000);
    assert_eq!(told, [4096, 8192, 10_000]);
}

#[test]
fn a_file_is_read_by_its_ending_and_names_its_problems() {
    let folder = std::env::temp_dir().join(format!("factions-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room for a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("there is room for a file");
        path
    };
    let toml = write("a.toml", b"[places]\ngao = { name = 3 }");
    let error = Record::load(&toml)
        .expect_err("a name is no number")
        .to_string();
    assert!(
        error.starts_with(&format!("{}:2:16: error[wrong-type]", toml.display())),
        "{error}"
    );
    let latin = write("b.json", b"{\n \"t\xe9\": 1}");
    let error = Record::load(&latin)
        .expect_err("it is no UTF-8")
        .to_string();
    assert!(
        error.contains(":2:4: error[syntax]: this is no UTF-8 text"),
        "{error}"
    );
    let lines = write(
        "c.ndjson",
        b"\xEF\xBB\xBF{\"type\":\"place\",\"key\":\"gao\",\"name\":\"Gao\"}",
    );
    assert_eq!(Record::load(&lines).expect("it loads").places().len(), 1);
    assert!(matches!(
        Record::load(write("d.txt", b"")),
        Err(LoadError::UnknownEnding { .. })
    ));
    let tables = folder.join("e.csv");
    std::fs::create_dir_all(&tables).expect("there is room for a folder");
    write("e.csv/places.csv", b"key,name\ngao,Gao\n");
    assert_eq!(Record::load(&tables).expect("it loads").places().len(), 1);
    write("e.csv/place.csv", b"key,name\ngao,Gao\n");
    let error = Record::load(&tables)
        .expect_err("no table is called so")
        .to_string();
    assert!(error.contains("there is no table `place`"), "{error}");
    std::fs::remove_dir_all(&folder).expect("it was made here");
}

#[test]
fn a_merged_record_keeps_for_what_day_each_file_spoke() {
    let file = |as_of: &str, source: &str| {
        let text = format!(
            r#"
            [record]
            as_of = "{as_of}"
            source = "{source}"
            [sources.{source}]
            published = "2024-01"
            [actors]
            msa = {{ name = "MSA", kind = "armed-group", active = {{ end = ".." }} }}
            csp = {{ name = "CSP", kind = "coalition" }}
            [[relations]]
            kind = "membership"
            from = "msa"
            to = "csp"
            end = ".."
            "#
        );
        Record::from_toml(&text).expect("it has no mistake")
    };
    let [october, november] = [
        file("2023-10-31", "october"),
        file("2023-11-30", "november"),
    ];
    let both = Record::merge([("october.toml", october), ("november.toml", november)]);
    insta::assert_snapshot!(both.expect("they do not contradict each other").to_toml());
}

#[test]
fn a_conflict_of_merged_files_names_both() {
    let file = |kind: &str, when: &str| {
        let text = format!(
            r#"
            [actors]
            msa = {{ name = "MSA", kind = "{kind}" }}
            [[events]]
            id = "declaration"
            kind = "declaration"
            actor = "msa"
            when = "{when}"
            [[events]]
            kind = "protest"
            actor = "msa"
            "#
        );
        Record::from_toml(&text).expect("it has no mistake")
    };
    let one = file("armed-group", "2023-10-08");
    let same = one.clone();
    let other = file("militia", "2023-10-09");
    let files = [
        ("one.toml", one),
        ("same.toml", same),
        ("other.toml", other),
    ];
    insta::assert_snapshot!(Record::merge(files).expect_err("they contradict each other"));
}

/// Three files, each of which names a statement of another.
fn in_a_ring() -> [(&'static str, String); 3] {
    let file = |own: &str, other: &str| {
        format!(
            r#"
            [actors]
            msa = {{ name = "MSA", kind = "armed-group" }}
            [[events]]
            id = "{own}"
            kind = "declaration"
            actor = "msa"
            when = "2023-10-08"
            same_as = "{other}"
            "#
        )
    };
    [
        ("one.toml", file("one", "two")),
        ("two.toml", file("two", "three")),
        ("three.toml", file("three", "one")),
    ]
}

#[test]
fn merged_parts_may_name_statements_of_each_other() {
    let files = in_a_ring();
    let part = |(name, text): &(&'static str, String)| {
        (
            *name,
            Part::from_toml(text).expect("a part may name others"),
        )
    };
    for (_, text) in &files {
        let problems = Record::from_toml(text).expect_err("alone it names nobody");
        assert_eq!(problems.errors().count(), 1, "{problems}");
    }
    let all = Record::merge(files.iter().map(part)).expect("all ids are found");
    let back = Record::merge(files.iter().rev().map(part)).expect("in any order");
    assert_eq!(all, back);
    let [one, two, three] = &files;
    let pair = Part::merge([part(one), part(two)]).expect("one id is still to come");
    assert!(pair.clone().into_record().is_err());
    let joined = Record::merge([("pair", pair), part(three)]).expect("now it has come");
    assert_eq!(joined, all);
    let other = Part::merge([part(three), part(two)]).expect("one id is still to come");
    let joined = Record::merge([part(one), ("other", other)]).expect("now it has come");
    assert_eq!(joined, all);
    assert_eq!(
        Part::from(all.clone()).into_record().expect("it is whole"),
        all
    );
    let problems = Record::merge([part(one), part(two)]).expect_err("the third is missing");
    assert_eq!(
        problems.to_string(),
        "two.toml: events[0].same_as: error[unknown-same-as]: there is no statement with the id `three`\n  \
         help: give the statement that is meant this `id`\n1 error, 0 warnings"
    );
}

#[test]
fn several_files_are_loaded_as_one_record_with_the_mistakes_of_all() {
    let folder = std::env::temp_dir().join(format!("factions-all-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room for a folder");
    let paths = in_a_ring().map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("there is room for a file");
        path
    });
    assert_eq!(
        Record::load_all(&paths)
            .expect("all ids are found")
            .statements()
            .len(),
        3
    );
    for path in &paths[1..] {
        std::fs::write(path, "[places]\ngao = { name = 3 }").expect("there is room for a file");
    }
    let error = Record::load_all(&paths)
        .expect_err("two are wrong")
        .to_string();
    assert_eq!(error.matches("error[wrong-type]").count(), 2, "{error}");
    assert!(error.ends_with("2 errors, 0 warnings"), "{error}");
    std::fs::remove_dir_all(&folder).expect("it was made here");
}

/// The one block of a language in the format's description.
fn block(language: &str) -> &'static str {
    let page = include_str!("../../docs/FORMAT.md");
    let (_, rest) = page
        .split_once(&format!("```{language}\n"))
        .expect("it is there");
    rest.split_once("\n```").expect("it ends").0
}

#[test]
fn the_json_of_the_format_loads_in_both_forms() {
    let json = Record::from_json(block("json")).expect("it has no mistake");
    assert!(json.warnings().is_empty(), "{}", json.warnings());
    let lines = Record::from_json_lines(block("jsonl").as_bytes()).expect("it has no mistake");
    assert!(lines.warnings().is_empty(), "{}", lines.warnings());
    assert_eq!(json, lines);
}

#[test]
fn nothing_that_cannot_be_seen_reaches_a_message() {
    let hidden = "\u{0}\u{7}\u{1b}[2J\u{7f}\u{9b}\u{202e}\u{2066}\u{200f}\n";
    let escaped = hidden.chars().map(|c| match c {
        '\n' => "\\n".to_owned(),
        '[' | '2' | 'J' => c.to_string(),
        c => format!("\\u{:04x}", u32::from(c)),
    });
    let escaped: String = escaped.collect();
    let text = serde_json::Value::from(hidden).to_string();
    let json = [
        format!("{{{text}: 1}}"),
        format!("{{\"actors\": {{{text}: 1}}}}"),
        format!("{{\"actors\": {{\"a\": {{{text}: 1, \"kind\": {text}, \"name\": \"A\"}}}}}}"),
        format!("{{\"record\": {{\"as_of\": {text}, \"source\": {text}}}}}"),
        format!(
            "{{\"events\": [{{\"kind\": {text}, \"when\": {text}, \"id\": {text}, \"same_as\": {text}}}]}}"
        ),
        format!(
            "{{\"relations\": [{{\"kind\": \"membership\", \"from\": {text}, \"to\": {text}}}]}}"
        ),
    ];
    for text in json {
        let problems = Record::from_json(&text).expect_err("it has mistakes");
        let report = problems
            .clone()
            .named(&format!("m{hidden}.json"))
            .to_string();
        let shows = |line: &str| !line.contains(|c: char| hidden.contains(c) && !"[2J".contains(c));
        assert!(report.lines().all(shows), "{report:?}");
        assert!(report.contains(&escaped), "{report}");
        for problem in &problems {
            let json = serde_json::to_string(problem).expect("it is data");
            assert!(shows(&json), "{json:?}");
        }
    }
    let missing = Record::load(format!("no{hidden}.toml")).expect_err("there is no such file");
    assert!(missing.to_string().contains(&escaped), "{missing}");
    let ending = Record::load(format!("no.{hidden}")).expect_err("there is no such form");
    assert!(ending.to_string().contains(&escaped), "{ending}");
    let graph = factions::ActorGraph::new(Record::from_toml("").expect("it is empty"));
    let nobody = graph.actor(hidden).expect_err("there is nobody");
    assert!(nobody.to_string().contains(&escaped), "{nobody}");
}
