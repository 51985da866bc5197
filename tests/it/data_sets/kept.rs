//! Events as rows beside the record, and the same as statements of it.

use super::acled::{self, Row as AcledRow};
use super::ged::{self, Row, file};
use super::promises::{read_by, try_read};
use super::{count, is_sound};
use factions::import::data_sets::{AndOr, DataSetOptions, DataSetReader, Kept, ProvisionalRows};
use factions::import::{Import, Treatment};
use factions::{ActorGraph, ActorKind, Bulk, Day, Deaths, EventKind, EventRow, Record, Step, date};
use std::collections::BTreeMap;

/// Reads files in both forms.
fn both(files: &[(&str, &str)], choose: impl FnOnce(&mut DataSetOptions)) -> [Import; 2] {
    let mut options = DataSetOptions::default();
    choose(&mut options);
    let record = read_by(files, options.clone());
    options.kept = Kept::Rows;
    let rows = try_read(files, options).expect("they are read");
    [record, rows]
}

/// The statements of a record by their ids, dates by their days: a row writes a month as the span of its days.
fn told(record: &Record) -> BTreeMap<String, String> {
    let statements = record.statements().iter().map(|one| {
        let event = one.event();
        let days = event.and_then(|event| event.when.as_ref());
        let days = days.map(|when| when.possible_ranges().collect::<Vec<_>>());
        let event = event.map(|event| (event.kind, &event.places, &event.killed, days));
        let said = (&one.ends, &one.evidence, &one.note, &one.same_as, event);
        (one.id.to_string(), format!("{said:?} {:?}", one.relation()))
    });
    statements.collect()
}

#[track_caller]
fn say_the_same([record, rows]: [Import; 2]) -> Import {
    let report = |import: &Import| {
        let mut report = import.report.clone();
        report
            .notes
            .retain(|note| note.code != "kept-as-statements");
        report
    };
    assert_eq!(report(&rows), report(&record));
    assert_eq!(rows.crosswalk, record.crosswalk);
    let kept = rows.rows.clone().unwrap_or_default();
    let graph = ActorGraph::with_rows(rows.record.clone(), kept).expect("they keep the rules");
    let again = graph.to_record();
    assert_eq!(told(&again), told(&record.record));
    assert_eq!(again.actors(), record.record.actors());
    assert_eq!(again.places(), record.record.places());
    assert_eq!(again.sources(), record.record.sources());
    assert_eq!(again.covers(), record.record.covers());
    if !rows.report.has_set_aside() {
        let strict = rows.clone().strict().expect("nothing was set aside");
        assert_eq!(told(&strict), told(&again));
    }
    let of_record = ActorGraph::new(record.record);
    let [one, other] = [&graph, &of_record].map(ActorGraph::ever);
    assert_eq!(one.toll().to_string(), other.toll().to_string());
    let [years, other_years] = [one, other].map(|view| view.series(Step::Year).to_string());
    assert_eq!(years, other_years);
    for (one, other) in graph.actors().zip(of_record.actors()) {
        let toll = |graph: &ActorGraph, key: &str| {
            let actor = graph.actor(key).expect("it is there");
            let view = graph.ever();
            format!("{} {}", view.toll_of(actor), view.losses_of(actor))
        };
        assert_eq!(one.key(), other.key());
        assert_eq!(toll(&graph, one.key()), toll(&of_record, one.key()));
    }
    rows
}

#[test]
fn rows_of_ged_say_what_statements_do() {
    let text = file(&ged::many());
    let rows = say_the_same(both(&[("GEDEvent_v23_1.csv", &text)], |_| {}));
    let kept = rows.rows.as_ref().expect("they were asked for");
    assert!(!kept.is_empty());
    let events = rows.record.statements().len();
    assert_eq!(kept.len() + events, 66, "{}", rows.report);
    // what has a hedge word stays a statement
    let others = count(&rows.report, Treatment::Beyond, "kept-as-statements");
    assert_eq!(others, events as u64);
    say_the_same(both(&[("ged.csv", &text)], |options| {
        options.ged.losses = false;
    }));
    say_the_same(both(&[("ged.csv", &text)], |options| {
        options.ged.provisional = ProvisionalRows::Alleged;
    }));
    say_the_same(both(&[("ged.csv", &text)], |options| options.native = true));
}

#[test]
fn versions_of_rows_and_what_several_releases_have_are_statements() {
    let mut late = Row::new(1, "2020-05-01");
    late.figures = [3, 3, 9];
    let early = [
        Row::new(1, "2020-05-01"),
        Row::new(2, "2020-05-02"),
        Row::new(3, "2020-05-03"),
    ];
    let late = [late, Row::new(2, "2020-05-02"), Row::new(4, "2020-05-04")];
    let [early, late] = [file(&early), file(&late)];
    let files = [("ged221-csv.csv", &*early), ("ged231-csv.csv", &*late)];
    let rows = say_the_same(both(&files, |_| {}));
    assert_eq!(rows.rows.expect("they were asked for").len(), 2);
    assert_eq!(rows.record.statements().len(), 3);
}

#[test]
fn rows_of_acled_say_what_statements_do() {
    let mut alone = AcledRow::new(2, "2020-05-02").kind("Protests", "Peaceful protest");
    alone.other = ("", "", "");
    let mut beside = AcledRow::new(3, "2020-05-03");
    beside.one.1 = "Hill Militia";
    let rows = [
        AcledRow::new(1, "2020-05-01"),
        alone,
        beside,
        AcledRow::new(4, "2020-05-04").one("Hill Militia", "4"),
        AcledRow::new(5, "2020-05-05").precision(2),
        AcledRow::new(6, "2020-05-06").precision(3),
        AcledRow::new(7, "2020-05-07").one("Hill Militia and/or River Militia", "4"),
        AcledRow::new(8, "2020-05-08").kind("Violence against civilians", "Attack"),
    ];
    let text = acled::file(&rows);
    let files = [("ACLED Data_2024-05-01.csv", &*text)];
    let rows = say_the_same(both(&files, |_| {}));
    assert!(rows.rows.expect("they were asked for").len() >= 7);
    say_the_same(both(&files, |options| options.acled.and_or = AndOr::Each));
}

#[test]
fn rows_stand_beside_the_statements_of_a_record() {
    let record = "
[record]
title = \"Northland\"
[actors]
front = { name = \"Northern Front\", kind = \"armed-group\" }
alliance = { name = \"Alliance\", kind = \"coalition\" }
[[relations]]
kind = \"membership\"
from = \"front\"
to = \"alliance\"
start = \"2020-05-02\"
";
    let record = Record::from_toml(record).expect("it is a record");
    let text = file(&[Row::new(1, "2020-05-01"), Row::new(2, "2020-05-03")]);
    let mut options = DataSetOptions::default();
    options.kept = Kept::Rows;
    let reader = DataSetReader::new()
        .options(options)
        .beside("north.toml", &record);
    let import = reader.read("ged.csv", text.as_bytes()).expect("it is read");
    assert_eq!(import.record.statements().len(), 1);
    let graph = ActorGraph::with_rows(import.record, import.rows.unwrap_or_default())
        .expect("they keep the rules");
    let alliance = graph.actor("alliance").expect("it is there");
    let collective = graph.ever().coalition_as_one(alliance);
    assert_eq!(collective.toll().all().happenings, 1);
}

#[test]
fn rows_that_break_a_rule_are_set_aside_as_in_a_record() {
    let record = "
[actors.front]
name = \"Northern Front\"
kind = \"armed-group\"
active = [{ start = \"2019\", end = \"2020-05-02\" }]
";
    let record = Record::from_toml(record).expect("it is a record");
    let text = file(&[Row::new(1, "2020-05-01"), Row::new(2, "2020-05-03")]);
    let read = |kept| {
        let mut options = DataSetOptions::default();
        options.kept = kept;
        let reader = DataSetReader::new()
            .options(options)
            .beside("north.toml", &record);
        reader.read("ged.csv", text.as_bytes()).expect("it is read")
    };
    let imports = [read(Kept::Record), read(Kept::Rows)];
    is_sound(&imports[0]);
    say_the_same(imports);
}

#[test]
fn losses_of_any_size_come_back_as_they_were() {
    let mut bulk = Bulk::new();
    let front = bulk.actor("front", ActorKind::ArmedGroup);
    let army = bulk.actor("army", ActorKind::StateForce);
    let most = u64::from(u32::MAX);
    let all = [
        Deaths::exactly(most - 1),
        Deaths::exactly(most),
        Deaths::new(0, most + 1, 1 << 40),
        Deaths::between(1, 1 << 40),
        Deaths::between(1, 2),
        Deaths::new(0, 0, 0),
    ];
    let day = Day::from(date(2020, 5, 1));
    let rows = all.map(|deaths| EventRow {
        killed: Some(deaths),
        ..EventRow::new(EventKind::Clash, front, army, day)
    });
    for (place, deaths) in all.iter().enumerate() {
        bulk.add_loss(place, army, *deaths);
        bulk.set_id(place, &format!("row-{place}"));
    }
    let record = bulk
        .build(&[], &rows)
        .expect("they keep the rules")
        .to_record();
    for (place, deaths) in all.iter().enumerate() {
        let id = format!("row-{place}");
        let one = record.statements().iter().find(|one| *one.id == *id);
        let event = one.and_then(|one| one.event()).expect("it is an event");
        let toll = event.killed.as_deref().expect("it has deaths");
        assert_eq!(
            toll.of.iter().map(|loss| loss.deaths).collect::<Vec<_>>(),
            [*deaths]
        );
    }
}
