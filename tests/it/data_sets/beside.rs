//! Files beside the record of an earlier import, and what people wrote into it since.

use super::acled::{self, Row as AcledRow};
use super::ged::{Row, file};
use super::{count, is_sound, read};
use factions::import::data_sets::{DataSetOptions, DataSetReader};
use factions::import::{Import, Treatment};
use factions::{ActorGraph, Covered, Deaths, Record, date};

/// Reads files, each with its name, beside a record.
pub(super) fn beside(record: &Record, files: &[(&str, &str)]) -> Import {
    beside_by(record, files, DataSetOptions::default())
}

pub(super) fn beside_by(
    record: &Record,
    files: &[(&str, &str)],
    options: DataSetOptions,
) -> Import {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("main").replace("::", "-");
    let folder = std::env::temp_dir().join(format!("factions-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room");
    let paths: Vec<_> = files.iter().map(|one| folder.join(one.0)).collect();
    for (path, (_, text)) in paths.iter().zip(files) {
        std::fs::write(path, text).expect("there is room");
    }
    let reader = DataSetReader::new().options(options);
    let import = reader.beside("before.toml", record).load_all(&paths);
    std::fs::remove_dir_all(&folder).expect("it was made here");
    let import = import.expect("they are read");
    is_sound(&import);
    import
}

/// The record with a text behind it, as a person adds to it.
fn with(record: &Record, text: &str) -> Record {
    let text = format!("{}\n{text}", record.to_toml());
    Record::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

/// The record with one text in the place of another.
fn edited(record: &Record, old: &str, new: &str) -> Record {
    let text = record.to_toml();
    assert_eq!(text.matches(old).count(), 1, "{old}\n{text}");
    Record::from_toml(&text.replace(old, new)).expect("it is a record")
}

fn killed(record: &Record) -> Option<Deaths> {
    ActorGraph::new(record.clone()).ever().toll().all().killed()
}

fn event_count(record: &Record) -> usize {
    ActorGraph::new(record.clone()).ever().events().len()
}

/// The text of a file of GED in which the only event has this id and these figures.
fn one(figures: [u32; 3]) -> String {
    let mut row = Row::new(1, "2020-05-01");
    row.figures = figures;
    row.deaths = [0, 0, 0, figures[1]];
    file(&[row])
}

/// A clash as a person has it, of the same pair and day.
const BY_HAND: &str = "
[[events]]
id = \"by-hand\"
kind = \"clash\"
when = \"2020-05-01\"
sides = [[\"ucdp-9001\"], [\"ucdp-9002\"]]
killed = 5
source = \"ucdp-ged-23-0-5\"
";

#[test]
fn what_people_joined_stays_joined_when_a_later_version_comes() {
    let may = read("GEDEvent_v23_0_5.csv", &one([3, 3, 4])).record;
    let joined = [
        with(&may, &format!("{BY_HAND}same_as = \"ged-1\"\n")),
        edited(
            &with(&may, BY_HAND),
            "id = \"ged-1\"\n",
            "id = \"ged-1\"\nsame_as = \"by-hand\"\n",
        ),
    ];
    for record in joined {
        assert_eq!(event_count(&record), 1);
        let june = beside(&record, &[("GEDEvent_v23_0_6.csv", &one([6, 6, 9]))]);
        assert_eq!(
            count(&june.report, Treatment::Changed, "later-than-the-record"),
            1
        );
        assert_eq!(event_count(&june.record), 1, "{}", june.record.to_toml());
        let toll = killed(&june.record).expect("it has deaths");
        assert_eq!((toll.low, toll.high), (5, 9));
    }
}

#[test]
fn what_people_withdrew_stays_withdrawn_when_the_row_comes_again() {
    let may = read("GEDEvent_v23_0_5.csv", &one([3, 3, 4])).record;
    let line = "id = \"ged-1\"\n";
    let by_date = edited(&may, line, &format!("{line}withdrawn = \"2023-06-30\"\n"));
    let by_another = with(&may, &format!("{BY_HAND}withdraws = \"ged-1\"\n"));
    for (record, deaths) in [(by_date, 0), (by_another, 5)] {
        let deaths = Some(Deaths::exactly(deaths));
        assert_eq!(killed(&record), deaths);
        // as it was, and in a later version
        for (file, figures, code) in [
            ("GEDEvent_v23_0_5.csv", [3, 3, 4], "in-the-record"),
            ("GEDEvent_v23_0_6.csv", [3, 3, 4], "in-the-record"),
            ("GEDEvent_v23_0_6.csv", [6, 6, 9], "withdrawn-in-the-record"),
        ] {
            let again = beside(&record, &[(file, &one(figures))]);
            assert_eq!(
                count(&again.report, Treatment::Merged, code),
                1,
                "{}",
                again.report
            );
            assert_eq!(again.record.statements(), record.statements());
            assert_eq!(
                (again.report.made, again.report.merged, again.report.changed),
                (0, 1, 0)
            );
        }
    }
}

#[test]
fn a_row_corrected_by_hand_stays_so_when_its_release_is_read_again() {
    for name in ["GEDEvent_v23_0_5.csv", "may.csv"] {
        let may = read(name, &one([3, 3, 4])).record;
        let corrected = edited(
            &may,
            "killed = { best = 3, high = 4 }",
            "killed = { best = 2, high = 4 }",
        );
        let again = beside(&corrected, &[(name, &one([3, 3, 4]))]);
        assert_eq!(
            count(&again.report, Treatment::Merged, "otherwise-in-the-record"),
            1,
            "{}",
            again.report
        );
        assert_eq!(again.record, corrected);
    }
    // another file that tells no release is taken for a later one
    let may = read("may.csv", &one([3, 3, 4])).record;
    let june = beside(&may, &[("june.csv", &one([6, 6, 9]))]);
    assert_eq!(
        count(&june.report, Treatment::Changed, "later-than-the-record"),
        1
    );
    assert_eq!(killed(&june.record), Some(Deaths::new(6, 6, 9)));
    // with the day of its source added by hand, it is the same release
    let key = "[sources.ucdp-ged-may]\n";
    let dated = edited(
        &june.record,
        key,
        &format!("{key}published = \"2023-06-01\"\n"),
    );
    let again = beside(&dated, &[("may.csv", &one([3, 3, 4]))]);
    assert_eq!(again.record, dated, "{}", again.record.to_toml());
}

#[test]
fn an_older_release_withdraws_nothing_of_a_newer_one() {
    let june = read("GEDEvent_v23_0_6.csv", &one([6, 6, 9])).record;
    for name in ["GEDEvent_v23_0_5.csv", "ged221-csv.csv"] {
        let may = beside(&june, &[(name, &one([3, 3, 4]))]);
        assert_eq!(
            count(&may.report, Treatment::Merged, "earlier-than-the-record"),
            1,
            "{}",
            may.report
        );
        assert_eq!(may.record.statements(), june.statements());
    }
    // what a person rests a row on besides, of whatever day, says nothing of its release
    let may = read("GEDEvent_v23_0_5.csv", &one([3, 3, 4])).record;
    let line = "killed = { best = 3, high = 4 }\nsource = \"ucdp-ged-23-0-5\"\n";
    let both = line.replace("\"ucdp-ged-23-0-5\"", "[\"ucdp-ged-23-0-5\", \"paper\"]");
    let rested = edited(
        &may,
        line,
        &format!("{both}\n[sources.paper]\npublished = \"2025\"\n"),
    );
    let later = beside(&rested, &[("GEDEvent_v23_0_6.csv", &one([6, 6, 9]))]);
    assert_eq!(killed(&later.record), Some(Deaths::new(6, 6, 9)));
    // by the days of exports
    let row = AcledRow::new(1, "2020-05-01");
    let other = row.clone().fatalities("9");
    let [row, other] = [row, other].map(|row| acled::file(&[row]));
    let may = read("ACLED Data_2024-05-01.csv", &row).record;
    let april = beside(&may, &[("ACLED Data_2024-04-01.csv", &other)]);
    assert_eq!(april.record.statements(), may.statements());
    let june = beside(&may, &[("ACLED Data_2024-06-01.csv", &other)]);
    assert_eq!(killed(&june.record), Some(Deaths::exactly(9)));
}

#[test]
fn what_is_carried_along_makes_no_later_version() {
    let mut options = DataSetOptions::default();
    options.native = true;
    let may = read("GEDEvent_v23_0_5.csv", &one([3, 3, 4])).record;
    let read_again = |name: &str| {
        let again = beside_by(&may, &[(name, &one([3, 3, 4]))], options.clone());
        assert_eq!(count(&again.report, Treatment::Merged, "in-the-record"), 1);
        again.record
    };
    let same = read_again("GEDEvent_v23_0_5.csv");
    assert_eq!(same.statements(), may.statements());
    // a later release that says the same is named, and nothing else becomes of the row
    let later = read_again("GEDEvent_v23_0_6.csv").to_toml();
    let both = "source = [\"ucdp-ged-23-0-5\", \"ucdp-ged-23-0-6\"]";
    let [head, event] = later.split("[[events]]").collect::<Vec<_>>()[..] else {
        panic!("{later}");
    };
    assert!(head.contains("[sources.ucdp-ged-23-0-6]"), "{later}");
    let before = may.to_toml();
    let of_may = before.split("[[events]]").nth(1).expect("an event");
    assert_eq!(event, of_may.replace("source = \"ucdp-ged-23-0-5\"", both));
}

#[test]
fn a_release_between_two_that_say_the_same_withdraws_nothing_when_it_comes_last() {
    let first = read("ged221-csv.csv", &one([1, 1, 1])).record;
    let later = beside(&first, &[("GEDEvent_v23_0_5.csv", &one([1, 1, 1]))]).record;
    let between = beside(&later, &[("GEDEvent_v22_0_11.csv", &one([2, 2, 2]))]);
    assert_eq!(killed(&between.record), Some(Deaths::exactly(1)));
    let code = "earlier-than-the-record";
    assert_eq!(count(&between.report, Treatment::Merged, code), 1);
    // read at once they say the same
    let files = [
        ("ged221-csv.csv", &*one([1, 1, 1])),
        ("GEDEvent_v23_0_5.csv", &*one([1, 1, 1])),
        ("GEDEvent_v22_0_11.csv", &*one([2, 2, 2])),
    ];
    let empty = Record::from_toml("format = 1").expect("it is a record");
    assert_eq!(
        killed(&beside(&empty, &files).record),
        Some(Deaths::exactly(1))
    );
}

#[test]
fn the_same_files_beside_their_own_record_change_nothing() {
    let other = AcledRow::new(1, "2020-05-01");
    let other = other.at(1_700_000_500).fatalities("9");
    let first = AcledRow::new(1, "2020-05-01");
    let acled = [
        acled::file(&[first.clone(), AcledRow::new(2, "2020-05-04")]),
        acled::file(std::slice::from_ref(&other)),
        acled::file(&[other, first]),
    ];
    let acled = [
        ("ACLED Data_2024-05-01.csv", &*acled[0]),
        ("ACLED Data_2024-06-01.csv", &*acled[1]),
        ("acled-all.csv", &*acled[2]),
    ];
    let [early, late] = [one([3, 3, 4]), one([6, 6, 9])];
    let mut twice = Row::new(1, "2020-05-01");
    twice.place.0 = "Bluefield";
    let twice = file(&[Row::new(1, "2020-05-01"), twice, Row::new(2, "2020-05-03")]);
    let ged = [
        ("ged221-csv.csv", &*early),
        ("ged231-csv.csv", &*late),
        ("ged241-csv.csv", &*early),
        ("GEDEvent_v24_0_5.csv", &*twice),
        ("some.csv", &*late),
    ];
    let empty = Record::from_toml("format = 1").expect("it is a record");
    let mut by_articles = DataSetOptions::default();
    by_articles.ged.clock = factions::import::data_sets::Clock::Article;
    for (files, options) in [
        (&acled[..2], DataSetOptions::default()),
        (&acled[..], DataSetOptions::default()),
        (&ged[..2], DataSetOptions::default()),
        (&ged[..3], DataSetOptions::default()),
        (&ged[..4], DataSetOptions::default()),
        (&ged[3..], DataSetOptions::default()),
        (&ged[..3], by_articles),
    ] {
        let before = beside_by(&empty, files, options.clone()).record;
        let again = beside_by(&before, files, options.clone());
        assert_eq!(again.record.to_toml(), before.to_toml());
        assert_eq!(again.report.made, 0, "{}", again.report);
        // one of them alone is no news, either
        for file in files {
            let again = beside_by(&before, &[*file], options.clone());
            assert_eq!(again.record.statements(), before.statements(), "{}", file.0);
        }
    }
}

#[test]
fn events_that_acled_deleted_are_withdrawn_in_the_record_beside() {
    let rows = [1, 2].map(|number| AcledRow::new(number, "2020-05-01"));
    let may = read("ACLED Data_2024-05-01.csv", &acled::file(&rows)).record;
    assert_eq!(event_count(&may), 2);
    let deleted = "event_id_cnty,deleted_timestamp\nNLD1,1717200000\nNLD9,1717200000\n";
    let june = beside(&may, &[("deleted.csv", deleted)]);
    assert_eq!(count(&june.report, Treatment::Beyond, "deleted-events"), 1);
    assert_eq!(
        count(&june.report, Treatment::Beyond, "deleted-elsewhere"),
        1
    );
    let graph = ActorGraph::new(june.record.clone());
    assert_eq!(graph.ever().events().len(), 1);
    // it was an event until then
    let view = graph.ever();
    assert_eq!(view.known_on(date(2024, 5, 31)).events().len(), 2);
    assert_eq!(
        (june.record.title(), june.record.as_of()),
        (may.title(), may.as_of())
    );
    assert_eq!(june.record.covers(), may.covers());
    // once more, and beside the rows themselves, whatever they say
    let again = beside(&june.record, &[("deleted.csv", deleted)]);
    assert_eq!(again.record, june.record);
    let [row, other] = rows;
    let row = row.at(1_700_000_500).fatalities("9");
    let text = acled::file(&[row, other]);
    let files = [
        ("ACLED Data_2024-06-01.csv", &*text),
        ("deleted.csv", deleted),
    ];
    let both = beside(&may, &files);
    assert_eq!(event_count(&both.record), 1);
}

#[test]
fn a_data_set_read_in_two_steps_covers_what_both_do() {
    let row = |id, day: &str| file(&[Row::new(id, day)]);
    let may = ("GEDEvent_v23_0_5.csv", &*row(1, "2020-05-03"));
    let june = ("GEDEvent_v23_0_6.csv", &*row(2, "2020-06-20"));
    let empty = Record::from_toml("format = 1").expect("it is a record");
    let by_hand = "[record]\nas_of = \"2020-12-31\"\ncovers = { start = \"2020-01-01\" }\n";
    let by_hand = Record::from_toml(by_hand).expect("it is a record");
    for (record, before) in [(empty, Covered::Partly), (by_hand, Covered::Partly)] {
        let at_once = beside(&record, &[may, june]).record;
        let may = beside(&record, &[may]).record;
        let both = beside(&may, &[june]).record;
        assert_eq!(both.covers(), at_once.covers());
        let covered = |record: &Record, month: i8, day: i8| {
            let day = date(2020, month, day);
            ActorGraph::new(record.clone()).at(day).covered()
        };
        assert_eq!(covered(&both, 5, 3), Covered::Yes);
        assert_eq!(covered(&both, 6, 20), Covered::Yes);
        assert_eq!(covered(&both, 5, 2), before);
    }
    // another data set is a part of its own
    let row = acled::file(&[AcledRow::new(1, "2020-05-04")]);
    let ged = read(may.0, may.1).record;
    let both = beside(&ged, &[("acled.csv", &row)]).record;
    assert_eq!(both.covers().len(), 2);
}
