//! Choices that leave some rows out, or say who may be meant, and what a report counts as changed.

use super::acled::{self, Row, statement};
use super::promises::read_by;
use super::{count, is_sound};
use factions::import::data_sets::{AndOr, DataSetOptions, DataSetReader, DescentDays};
use factions::import::{Import, Treatment};
use factions::{ActorGraph, ActorKind, Covered, Record, date};

fn by(rows: &[Row], choose: impl FnOnce(&mut DataSetOptions)) -> Import {
    acled::by(rows, choose)
}

/// The keys of who stands where in a statement, sides apart.
fn keys(import: &Import, id: &str) -> String {
    let key = |id: &factions::ActorId| {
        let key = &import.record.actor(*id).key;
        key.trim_start_matches("acled-").to_owned()
    };
    let groups = statement(import, id).ends.groups();
    let groups = groups.map(|group| group.iter().map(key).collect::<Vec<_>>().join("+"));
    let mut groups: Vec<String> = groups.collect();
    groups.sort();
    groups.join(" | ")
}

#[test]
fn a_record_of_some_types_of_event_covers_its_days_partly_from_the_first_row_to_the_last() {
    let about = Row::new(4, "2020-06-20").kind("Protests", "Peaceful protest");
    let about = about.precision(2);
    let rows = [
        Row::new(1, "2020-04-30").kind("Strategic developments", "Arrests"),
        Row::new(2, "2020-05-02"),
        Row::new(3, "2020-05-03"),
        about,
    ];
    let covered = |record: &Record, month: i8, day: i8| {
        let graph = ActorGraph::new(record.clone());
        graph.at(date(2020, month, day)).covered()
    };
    let whole = by(&rows, |_| {}).record;
    let part = by(&rows, |options| {
        options.acled.event_types = vec!["Battles".to_owned()];
    });
    assert_eq!(count(&part.report, Treatment::Beyond, "covered-in-part"), 1);
    let part = part.record;
    assert_eq!(part.as_of(), whole.as_of());
    for (month, day) in [(4, 30), (5, 2), (5, 17), (6, 20), (6, 23)] {
        assert_eq!(covered(&whole, month, day), Covered::Yes, "{month}-{day}");
        assert_eq!(covered(&part, month, day), Covered::Partly, "{month}-{day}");
    }
    for (month, day) in [(4, 29), (6, 24)] {
        assert_eq!(covered(&part, month, day), Covered::No, "{month}-{day}");
    }
    // of one day, too
    let part = by(&rows[1..2], |options| {
        options.acled.event_types = vec!["Battles".to_owned()];
    });
    assert_eq!(covered(&part.record, 5, 2), Covered::Partly);
    // and of UCDP
    let rows = ["2020-05-01", "2020-05-09"].map(|day| super::ged::Row::new(1, day));
    let mut options = DataSetOptions::default();
    options.ged.types = [true, true, false];
    let reader = DataSetReader::new().options(options);
    let part = reader.read("ged241.csv", super::ged::file(&rows).as_bytes());
    let part = part.expect("it is read");
    is_sound(&part);
    assert_eq!(covered(&part.record, 5, 4), Covered::Partly);
    let unused = part.report.note(Treatment::Guessed, "event-type-unused");
    assert_eq!(unused.expect("it is told").first[0].what, "non-state");
}

#[test]
fn one_of_two_beside_one_of_them_may_be_that_one_alone() {
    let mut row = Row::new(1, "2020-05-01").one("River Militia and/or Hill Militia", "4");
    row.one.1 = "River Militia";
    let rows = [row, Row::new(2, "2020-05-02").one("River Militia", "4")];
    let import = by(&rows, |options| options.acled.and_or = AndOr::Each);
    assert_eq!(
        keys(&import, "acled-NLD1"),
        "nf-northern-front | river-militia"
    );
    assert_eq!(
        keys(&import, "acled-NLD1/2"),
        "hill-militia+river-militia | nf-northern-front"
    );
    // it is the same beside its own record
    let mut options = DataSetOptions::default();
    options.acled.and_or = AndOr::Each;
    let again = DataSetReader::new().options(options);
    let again = again.beside("before.toml", &import.record);
    let again = again.read("acled.csv", acled::file(&rows).as_bytes());
    let again = again.expect("it is read");
    assert_eq!(again.record.to_toml(), import.record.to_toml());
}

#[test]
fn names_that_are_of_one_actor_leave_nothing_open() {
    let record = "[actors.hill]\nname = \"Hill Militia\"\nkind = \"militia\"\naliases = [\"River Militia\"]\n";
    let record = Record::from_toml(record).expect("it is a record");
    let rows = [Row::new(1, "2020-05-01").one("River Militia and/or Hill Militia", "4")];
    let mut options = DataSetOptions::default();
    options.acled.and_or = AndOr::Each;
    let reader = DataSetReader::new()
        .options(options)
        .beside("hill.toml", &record);
    let import = reader.read("acled.csv", acled::file(&rows).as_bytes());
    let import = import.expect("it is read");
    assert_eq!(keys(&import, "acled-NLD1"), "hill | nf-northern-front");
    let certainty = statement(&import, "acled-NLD1").evidence.certainty;
    assert_eq!(certainty.as_str(), "reported");
}

#[test]
fn who_may_be_meant_is_an_organisation_by_its_own_rows_alone() {
    let mut beside = Row::new(3, "2020-05-03");
    beside.other.1 = "River Militia";
    let rows = [
        Row::new(1, "2020-05-01").one("River Militia and/or Hill Militia", "4"),
        Row::new(2, "2020-05-02").one("River Militia and/or Lake Militia", "2"),
        Row::new(4, "2020-05-04").one("River Militia and/or Lake Militia", "2"),
        beside,
    ];
    let import = by(&rows, |options| options.acled.and_or = AndOr::Each);
    // as without that choice
    for import in [&import, &by(&rows, |_| {})] {
        assert_eq!(
            keys(import, "acled-NLD3"),
            "military-forces-of-northland | nf-northern-front"
        );
    }
    // most of the rows in which it may be meant say what it is, in any order
    let mut reversed = rows.clone();
    reversed.reverse();
    let other = by(&reversed, |options| options.acled.and_or = AndOr::Each);
    assert_eq!(other.record, import.record);
    let river = import.record.actor_by_key("acled-river-militia");
    let river = import.record.actor(river.expect("it is meant"));
    assert_eq!(river.kind, ActorKind::ArmedGroup);
}

#[test]
fn the_latest_version_tells_of_a_change_to_a_group_whatever_comes_first() {
    let row = |notes: &'static str, timestamp| {
        let mut row = Row::new(1, "2020-05-01");
        row.notes = notes;
        row.kind("Strategic developments", "Change to group/activity")
            .at(timestamp)
    };
    let rows = [
        row("It split.", 1_700_000_000),
        row("It did not split.", 1_700_000_500),
    ];
    let reversed = [rows[1].clone(), rows[0].clone()];
    for rows in [rows, reversed] {
        let import = acled::acled(&rows);
        let all = &import.report.candidates;
        let texts: Vec<&str> = all.iter().map(|one| &*one.text).collect();
        assert_eq!(texts, ["It did not split."]);
    }
}

#[test]
fn a_split_for_a_time_and_who_joined_others_have_no_first_event() {
    let none = ("0", "");
    let list = [
        super::ucdp::row("9002", [none; 4]),
        super::ucdp::row("9003", [("1", "9002"), none, none, none]),
        super::ucdp::row("9004", [none, ("1", "9002"), none, none]),
        super::ucdp::row("9005", [none, none, ("1", "9002"), none]),
        super::ucdp::row("9006", [none, none, none, ("1", "9002")]),
    ];
    let list = super::ucdp::list(&list);
    let events = [9003, 9004, 9005, 9006].map(|id| {
        let mut row = super::ged::Row::new(id, "2020-05-01");
        row.b = (id, "some name");
        row
    });
    let events = super::ged::file(&events);
    let mut options = DataSetOptions::default();
    options.actor_list.descents = DescentDays::FirstEvent;
    let files = [("ucdp-actor-261.csv", &*list), ("ged261.csv", &*events)];
    let import = read_by(&files, options);
    let dated = import.record.statements().iter().filter_map(|one| {
        let event = one.event().filter(|event| event.kind.is_lineage())?;
        event.when.as_ref().map(|_| one.id.to_string())
    });
    let dated: std::collections::BTreeSet<String> = dated.collect();
    let dated: Vec<String> = dated.into_iter().collect();
    assert_eq!(dated, ["merger-into-9005", "split-9002-9003"]);
}

#[test]
fn no_more_is_changed_than_was_made() {
    // each year is told otherwise in its other direction
    let years =
        (1950..1954).map(|year| format!("901,902,{year},1,0,0,0,0\n902,901,{year},1,0,0,0,1\n"));
    let years: Vec<String> = years.collect();
    let columns =
        "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n";
    let treaties = format!("{columns}{}", years.concat());
    let import = super::promises::read(&[("atop51-dyad-year.csv", &*treaties)]);
    assert_eq!((import.report.made, import.report.changed), (1, 1));
    // a row that stands twice, and one that is beside its own record
    let mut row = super::ged::Row::new(1, "2020-05-01");
    row.figures = [5, 3, 2];
    let rows = super::ged::file(&[row.clone(), row]);
    let import = super::read("ged241.csv", &rows);
    assert_eq!((import.report.made, import.report.changed), (1, 1));
    let again = DataSetReader::new().beside("before.toml", &import.record);
    let again = again
        .read("ged241.csv", rows.as_bytes())
        .expect("it is read");
    is_sound(&again);
    assert_eq!((again.report.made, again.report.changed), (0, 0));
}
