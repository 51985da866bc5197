//! When actors existed, what a record covers, and how both come through every form and merging.

use factions::import::Import;
use factions::model::{Covered, Window};
use factions::record::{CsvTables, Part};
use factions::{ActorGraph, Certainty, Date, Day, Record, date};

/// A record that uses every key of actors and of what is covered.
const ALL: &str = r#"
[record]
title  = "All"
as_of  = "2024-06-30"
source = "history"
covers = { start = "2001", end = "2024-06-01" }

[sources.history]
published = "2012"
[sources.monitor]
published = "2024-07-01"

[actors.front]
name   = "Front"
kind   = "armed-group"
ids    = { ucdp = "9001", acled = ["1;2", "a=b", "c\\d"] }
active = [
    { start = "2019", end = "..", source = "monitor", certainty = "claimed", by = ["army", "front"], hedge = "said; to be" },
    { start = "1990-05", end = "2001-06-01", seen = ["1995-01-01", "1996-01-01"] },
]
[actors.league]
name   = "League"
kind   = "coalition"
active = { start = "1985", certainty = "alleged" }
source = "monitor"
[actors.army]
name   = "Army"
kind   = "state-force"
active = { end = ".." }

[[relations]]
id      = "pact"
kind    = "alliance"
between = ["front", "league"]
start   = "1991"
[[relations]]
id      = "pact-again"
kind    = "alliance"
between = ["front", "league"]
seen    = "1992-01-01"
same_as = "pact"

[[events]]
kind    = "clash"
when    = "2020-01-01"
from    = "front"
to      = ["army", "league"]
jointly = true
"#;

fn all() -> Record {
    Record::from_toml(ALL).unwrap_or_else(|problems| panic!("{problems}"))
}

fn window(from: Date, to: Date) -> Window {
    Window::from_range(from..to)
}

#[test]
fn every_form_brings_all_keys_back() {
    let record = all();
    assert_eq!(Record::from_toml(&record.to_toml()).as_ref(), Ok(&record));
    assert_eq!(Record::from_json(&record.to_json()).as_ref(), Ok(&record));
    let lines = record.to_json_lines();
    let lines = Record::from_json_lines(lines.as_bytes()).expect("they are read");
    assert_eq!(lines, record);
    let graph = ActorGraph::new(record.clone());
    let tables = graph.ever().to_csv().content;
    assert_eq!(Record::from_csv(&tables).as_ref(), Ok(&record));
    let entities = graph.ever().to_follow_the_money().content;
    let read = Import::from_follow_the_money(&entities)
        .expect("they are read")
        .record;
    assert_eq!(read, record);
    let bundle = graph.ever().to_stix().content;
    let read = Import::from_stix(&bundle).expect("it is read").record;
    assert_eq!(read, record);
}

#[test]
fn periods_stand_in_the_order_of_time_with_their_evidence() {
    let record = all();
    let front = record.actor(record.actor_by_key("front").expect("it is declared"));
    let starts: Vec<String> = front
        .periods()
        .filter_map(|(period, _)| period.start().map(ToString::to_string))
        .collect();
    assert_eq!(starts, ["1990-05", "2019"]);
    let history = record.source_by_key("history").expect("it is declared");
    let monitor = record.source_by_key("monitor").expect("it is declared");
    let evidence: Vec<_> = front.periods().map(|(_, evidence)| evidence).collect();
    // the record's source stands in where neither names one
    assert_eq!(evidence[0].sources, [history]);
    assert_eq!(evidence[1].sources, [monitor]);
    assert_eq!(evidence[1].certainty, Certainty::Claimed);
    // with evidence of its own, and the sources of its entry
    let league = record.actor(record.actor_by_key("league").expect("it is declared"));
    let own = league.active[0].evidence.as_ref().expect("it has its own");
    assert_eq!(
        (own.certainty, &own.sources),
        (Certainty::Alleged, &[monitor].into())
    );
    // `..` speaks for the day of its own source
    assert_eq!(
        record.as_of_day(evidence[1]),
        Some(Day::from(date(2024, 6, 30)))
    );
    let army = record.actor(record.actor_by_key("army").expect("it is declared"));
    assert_eq!(
        record.as_of_day(&army.evidence),
        Some(Day::from(date(2012, 1, 1)))
    );
}

#[test]
fn a_table_of_actors_may_have_one_period_and_the_table_of_periods_the_others() {
    let mut tables = CsvTables::default();
    tables.actors = "key,name,kind,active.start,active.end\na,A,militia,2001,2003\n".to_owned();
    tables.periods = "actor,start,certainty\na,2010,alleged\n".to_owned();
    let record = Record::from_csv(&tables).expect("it is read");
    assert_eq!(record.actors()[0].active.len(), 2);
    tables.periods = "actor,start\nb,2010\n".to_owned();
    let problems = Record::from_csv(&tables).expect_err("there is no such actor");
    assert!(
        problems
            .to_string()
            .contains("`periods` names the actor `b`"),
        "{problems}"
    );
}

/// A file with an own day and source that says the same of an actor.
fn file(as_of: &str, covers: &str, source: &str) -> Part {
    let text = format!(
        r#"
        [record]
        {as_of}
        {covers}
        source = "{source}"
        [sources.{source}]
        published = "2024-07-01"
        [actors]
        a = {{ name = "A", kind = "militia", active = [{{ start = "2001", end = "2003" }}, {{ start = "2010", certainty = "alleged" }}] }}
        "#
    );
    Part::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn a_merged_record_covers_what_all_its_parts_do() {
    let files = [
        ("one", file("as_of = 2020-12-31", "", "one")),
        (
            "two",
            file(
                "as_of = 2022-12-31",
                "covers = { start = \"2010-01-01\" }",
                "two",
            ),
        ),
        ("three", file("", "", "three")),
    ];
    let pair = Record::merge(files[..2].to_vec()).expect("they agree");
    let year = |year| window(date(year, 1, 1), date(year + 1, 1, 1));
    for (wanted, asked) in [
        (Covered::Partly, year(2009)),
        (Covered::Yes, year(2010)),
        (Covered::Yes, year(2020)),
        (Covered::Partly, year(2021)),
        (Covered::No, year(2023)),
        (
            Covered::Partly,
            window(date(2022, 12, 31), date(2023, 1, 2)),
        ),
    ] {
        assert_eq!(pair.covered(asked), wanted, "{asked:?}");
    }
    // one that states neither speaks of every day
    let three = Record::merge(files.clone()).expect("they agree");
    assert_eq!(three.covered(year(2010)), Covered::Yes);
    assert_eq!(three.covered(year(2023)), Covered::Partly);
    assert_eq!(three.as_of(), None);
    // in any order, and through every form
    let [one, two, last] = files;
    let later = Record::merge([two, last]).expect("they agree");
    let other = Record::merge([("later", Part::from(later)), one]).expect("they agree");
    assert_eq!(other, three);
    for record in [pair, three] {
        assert_eq!(Record::from_toml(&record.to_toml()).as_ref(), Ok(&record));
        let tables = ActorGraph::new(record.clone()).ever().to_csv().content;
        assert_eq!(Record::from_csv(&tables).as_ref(), Ok(&record));
    }
}

#[test]
fn what_files_say_alike_of_an_actor_rests_on_the_sources_of_all() {
    let files = ["one", "two"].map(|name| (name, file("as_of = 2020-12-31", "", name)));
    let record = Record::merge(files.clone()).expect("they say the same");
    let actor = &record.actors()[0];
    for (_, evidence) in actor.periods() {
        assert_eq!(evidence.sources.len(), 2);
    }
    let other = r#"
        [actors]
        a = { name = "A", kind = "militia", active = [{ start = "2001", end = "2003" }, { start = "2011", certainty = "alleged" }] }
    "#;
    let other = Part::from_toml(other).expect("it is a part");
    let [one, _] = files;
    let problems = Record::merge([one, ("other", other)]).expect_err("another year");
    assert!(
        problems
            .to_string()
            .contains("`a` has other content in `other`: `active`"),
        "{problems}"
    );
}

#[test]
fn what_is_covered_ends_on_its_end() {
    let record = Record::from_toml("[record]\nas_of = 2019-12-31\ncovers = { start = \"2017\" }");
    let record = record.expect("it is read");
    let day = |year, month, day| Window::on(date(year, month, day));
    assert_eq!(record.covered(day(2016, 12, 31)), Covered::No);
    // it began on some day of the year
    assert_eq!(record.covered(day(2017, 6, 1)), Covered::Partly);
    assert_eq!(record.covered(day(2017, 12, 31)), Covered::Yes);
    assert_eq!(record.covered(day(2019, 12, 31)), Covered::Yes);
    assert_eq!(record.covered(day(2020, 1, 1)), Covered::No);
    assert_eq!(record.covered(Window::ALL), Covered::Partly);
    assert_eq!(
        Record::draft()
            .build()
            .expect("it is empty")
            .covered(Window::ALL),
        Covered::Yes
    );
    // nothing was covered before it began
    assert_eq!(
        record.covered_as_known_on(day(2018, 1, 1), date(2017, 12, 31)),
        Covered::No
    );
}

#[test]
fn a_relation_may_lie_in_any_period_that_its_dates_allow() {
    let text = |relation: &str| {
        format!(
            r#"
            record.as_of = "2020-12-31"
            [actors]
            karst = {{ name = "Karst", kind = "armed-group", active = [{{ start = "1995-01-01", end = "2001-06-01" }}, {{ start = "2010-01-01" }}] }}
            lynx  = {{ name = "Lynx", kind = "armed-group", active = {{ start = "1999-01-01", end = "2011-01-01" }} }}
            [[relations]]
            kind = "alliance"
            between = ["karst", "lynx"]
            {relation}
            "#
        )
    };
    for good in [
        "",
        "start = \"1999-01-01\"",
        "start = \"[1998..2000]\"\nend = \"2001-06-01\"",
        "seen = \"2010-12-31\"",
        "end = \"2000\"",
        "start = \"2001-05-31\"",
    ] {
        let record = Record::from_toml(&text(good));
        record.unwrap_or_else(|problems| panic!("{good}: {problems}"));
    }
    for bad in [
        "start = \"2001-06-01\"\nend = \"2009\"",       // in the gap
        "start = \"2000-01-01\"\nend = \"2010-06-01\"", // over the gap
        "start = \"2011-01-01\"",                       // after the other
        "end = \"..\"",                                 // when both were over, or one
        "seen = [\"2000-01-01\", \"2010-06-01\"]",
        "end = \"1999-01-01\"",
    ] {
        let problems = Record::from_toml(&text(bad)).expect_err(bad);
        let report = problems.to_string();
        assert!(
            report.contains("error[outside-active-period]"),
            "{bad}: {report}"
        );
    }
}

#[test]
fn no_statement_is_measured_by_periods_that_files_contradict_each_other_about() {
    let part = |active: &str| {
        let text = format!("[actors]\na = {{ name = \"A\", kind = \"armed-group\"{active} }}\n");
        Part::from_toml(&text).expect("it is in order")
    };
    let clash = "[actors]\na = { name = \"A\", kind = \"armed-group\" }\n\
                 b = { name = \"B\", kind = \"armed-group\" }\n\
                 [[events]]\nkind = \"clash\"\nwhen = 2024-05-02\nfrom = \"a\"\nto = \"b\"\n";
    let long_ago = ("ago", part(", active = { end = \"2011\" }"));
    let told = ("told", Part::from_toml(clash).expect("it is in order"));
    for files in [[long_ago.clone(), told.clone()], [told, long_ago]] {
        let problems = Record::merge(files).expect_err("the two contradict each other");
        let codes: Vec<String> = problems.errors().map(|one| one.code.to_string()).collect();
        assert_eq!(codes, ["duplicate-key"], "{problems}");
    }
}
