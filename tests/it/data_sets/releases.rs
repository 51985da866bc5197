//! What a report says of the releases that meet in a record.

use super::acled::{self, Row as AcledRow};
use super::beside::{beside, beside_by};
use super::ged::{Row, file};
use super::{count, read};
use factions::import::Treatment;
use factions::import::data_sets::{Clock, DataSetOptions};
use factions::{ActorGraph, Deaths, Record};

fn rows(all: &[(u32, &str, u32)]) -> String {
    let rows = all.iter().map(|(id, day, dead)| {
        let mut row = Row::new(*id, day);
        row.figures = [*dead; 3];
        row.deaths = [0, 0, 0, *dead];
        row
    });
    file(&rows.collect::<Vec<_>>())
}

fn killed(record: &Record) -> Option<Deaths> {
    ActorGraph::new(record.clone()).ever().toll().all().killed()
}

#[test]
fn another_download_of_the_same_undated_name_is_told_to_be_taken_for_the_same() {
    let [may, june] = [3, 6].map(|dead| rows(&[(1, "2020-05-01", dead)]));
    let before = read("ged.csv", &may).record;
    for (name, told) in [("ged.csv", 1), ("other.csv", 0), ("ged231-csv.csv", 0)] {
        let again = beside(&before, &[(name, &june)]);
        let report = &again.report;
        assert_eq!(
            count(report, Treatment::Guessed, "same-file-name"),
            told,
            "{report}"
        );
        let dead = if told == 1 { 3 } else { 6 };
        assert_eq!(killed(&again.record), Some(Deaths::exactly(dead)));
    }
    // with the day on which it came out it is another
    let mut options = DataSetOptions::default();
    options.published = Some("2023-06-01".parse().expect("it is a day"));
    let again = beside_by(&before, &[("ged.csv", &june)], options);
    assert_eq!(
        count(&again.report, Treatment::Guessed, "same-file-name"),
        0
    );
    assert_eq!(killed(&again.record), Some(Deaths::exactly(6)));
    // a file that tells its release is the same for sure
    let before = read("ged231-csv.csv", &may).record;
    let again = beside(&before, &[("ged231-csv.csv", &june)]);
    assert_eq!(
        count(&again.report, Treatment::Guessed, "same-file-name"),
        0
    );
}

#[test]
fn the_day_of_an_article_says_nothing_of_a_file_without_a_release() {
    let mut options = DataSetOptions::default();
    options.ged.clock = Clock::Article;
    let row = |articles, dead| {
        let mut row = Row::new(1, "2020-05-01");
        (row.articles, row.figures, row.deaths) = (articles, [dead; 3], [0, 0, 0, dead]);
        file(&[row])
    };
    let empty = Record::from_toml("format = 1").expect("it is a record");
    let may = [("may.csv", &*row("2020-06-01", 3))];
    let before = beside_by(&empty, &may, options.clone()).record;
    // an article that turned out to be of another event is no longer named
    let june = [("june.csv", &*row("2020-05-02", 6))];
    let after = beside_by(&before, &june, options);
    assert_eq!(
        killed(&after.record),
        Some(Deaths::exactly(6)),
        "{}",
        after.report
    );
}

#[test]
fn rows_that_a_release_of_years_no_longer_has_are_told() {
    let candidate = rows(&[
        (1, "2022-05-01", 3),
        (2, "2022-05-02", 4),
        (3, "2023-01-05", 5),
    ]);
    let years = rows(&[
        (1, "2022-05-01", 3),
        (4, "2022-05-02", 4),
        (5, "2021-02-01", 1),
        (6, "2022-12-30", 1),
    ]);
    let files = [
        ("GEDEvent_v22_0_5.csv", &*candidate),
        ("ged231-csv.csv", &*years),
    ];
    let empty = Record::from_toml("format = 1").expect("it is a record");
    let at_once = beside(&empty, &files);
    let before = beside(&empty, &files[..1]).record;
    let later = beside(&before, &files[1..]);
    for import in [&at_once, &later] {
        let note = import
            .report
            .note(Treatment::Guessed, "gone-from-a-later-release");
        let note = note.unwrap_or_else(|| panic!("{}", import.report));
        assert_eq!((note.count, &*note.first[0].what), (1, "ged-2"));
    }
    // a candidate speaks of its month, and has late rows of others
    let june = rows(&[(7, "2022-05-01", 3), (8, "2022-06-02", 4)]);
    let june = beside(&before, &[("GEDEvent_v22_0_6.csv", &june)]);
    assert_eq!(
        june.report
            .note(Treatment::Guessed, "gone-from-a-later-release"),
        None
    );
    // what people withdrew is no event
    let text = before.to_toml().replace(
        "id = \"ged-2\"\n",
        "id = \"ged-2\"\nwithdrawn = \"2023-01-01\"\n",
    );
    let withdrawn = Record::from_toml(&text).expect("it is a record");
    let later = beside(&withdrawn, &files[1..]);
    assert_eq!(
        later
            .report
            .note(Treatment::Guessed, "gone-from-a-later-release"),
        None
    );
}

#[test]
fn events_of_another_data_set_on_the_same_days_are_told() {
    let ged = rows(&[(1, "2020-05-01", 3), (2, "2020-09-01", 3)]);
    let ged = read("ged231-csv.csv", &ged).record;
    let acled = |day| acled::file(&[AcledRow::new(1, day)]);
    let both = beside(&ged, &[("acled.csv", &acled("2020-09-01"))]);
    assert_eq!(
        count(&both.report, Treatment::Guessed, "in-another-data-set"),
        1,
        "{}",
        both.report
    );
    let apart = beside(&ged, &[("acled.csv", &acled("2021-05-01"))]);
    assert_eq!(
        count(&apart.report, Treatment::Guessed, "in-another-data-set"),
        0
    );
    let again = beside(&both.record, &[("acled.csv", &acled("2020-09-01"))]);
    assert_eq!(
        count(&again.report, Treatment::Guessed, "in-another-data-set"),
        1
    );
}

#[test]
fn two_actors_of_one_name_are_two_in_two_steps_as_well() {
    let row = |id, actor| {
        let mut row = Row::new(id, "2020-05-01");
        row.b = (actor, "National Liberation Army");
        row
    };
    let [one, other] = [row(1, 9721), row(2, 9744)].map(|row| file(&[row]));
    let files = [("ged231-csv.csv", &*one), ("ged241-csv.csv", &*other)];
    let empty = Record::from_toml("format = 1").expect("it is a record");
    let at_once = beside(&empty, &files).record;
    let before = beside(&empty, &files[..1]).record;
    let later = beside(&before, &files[1..]);
    let keys = |record: &Record| -> Vec<String> {
        let keys = record.actors().iter().map(|actor| actor.key.to_string());
        keys.collect()
    };
    assert_eq!(
        keys(&later.record),
        keys(&at_once),
        "{}",
        later.record.to_toml()
    );
    // it is said, as the name is the same
    assert_eq!(count(&later.report, Treatment::Guessed, "near-miss"), 1);
    // nearly the same name of another id is nothing to look at
    let mut row = row(3, 9750);
    row.b.1 = "National Liberation Army 2";
    let later = beside(&before, &[("ged241-csv.csv", &file(&[row]))]);
    assert_eq!(
        count(&later.report, Treatment::Guessed, "near-miss"),
        0,
        "{}",
        later.report
    );
    // without an id in the record the name says who it is
    let by_hand = "[actors.nla]\nname = \"National Liberation Army\"\nkind = \"armed-group\"\n";
    let by_hand = Record::from_toml(by_hand).expect("it is a record");
    let joined = beside(&by_hand, &files[..1]).record;
    assert!(keys(&joined).contains(&"nla".to_owned()));
    assert!(!keys(&joined).contains(&"ucdp-9721".to_owned()));
}

#[test]
fn a_later_release_that_says_what_the_earliest_did_is_a_later_version() {
    let [three, one] = [3, 1].map(|dead| rows(&[(1, "2020-05-01", dead)]));
    let early = ("ged221-csv.csv", &*three);
    let candidate = ("GEDEvent_v23_0_5.csv", &*one);
    let empty = Record::from_toml("format = 1").expect("it is a record");
    let before = beside(&empty, &[early, candidate]).record;
    // read with the earliest once more, and alone
    for files in [
        &[early, ("GEDEvent_v23_01_23_05.csv", &*three)][..],
        &[("GEDEvent_v23_01_23_05.csv", &*three)],
    ] {
        let after = beside(&before, files);
        assert_eq!(
            killed(&after.record),
            Some(Deaths::exactly(3)),
            "{}",
            after.report
        );
    }
}
