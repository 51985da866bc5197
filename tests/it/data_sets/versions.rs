//! Versions of one row, in one file and in several.

use super::ged::{MILITIA, Row, file, ged};
use super::promises::{are_the_same, has, read as read_files, read_by};
use super::{count, is_sound, read};
use factions::import::data_sets::{DataSetOptions, DataSetReader};
use factions::import::{Import, Treatment};
use factions::{ActorGraph, Deaths, Record, date};

#[test]
fn a_later_version_of_a_row_withdraws_the_earlier() {
    let early = Row::new(1, "2020-05-01");
    let mut late = early.clone();
    late.figures = [3, 3, 9];
    let folder = std::env::temp_dir().join(format!("factions-ged-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room");
    let paths = ["GEDEvent_v23_0_5.csv", "GEDEvent_v23_0_6.csv"].map(|name| folder.join(name));
    let files = [
        file(std::slice::from_ref(&early)),
        file(&[late, Row::new(2, "2020-05-03")]),
    ];
    for (path, text) in paths.iter().zip(&files) {
        std::fs::write(path, text).expect("there is room");
    }
    let import = DataSetReader::new()
        .load_all(&paths)
        .expect("they are read");
    is_sound(&import);
    let graph = ActorGraph::new(import.record.clone());
    assert_eq!(graph.ever().events().len(), 2);
    assert_eq!(
        graph.ever().toll().all().killed(),
        Some(Deaths::new(6, 6, 13))
    );
    assert_eq!(import.record.statements().len(), 3);
    // the same row once more is no other
    let again = file(&[early.clone(), early]);
    let import = read("ged.csv", &again);
    assert_eq!((import.report.made, import.report.merged), (1, 1));
    std::fs::remove_dir_all(&folder).expect("it was made here");
}

#[test]
fn versions_are_told_by_their_releases_and_not_by_the_order_of_files() {
    let early = Row::new(1, "2020-05-01");
    let mut late = early.clone();
    late.figures = [3, 3, 9];
    let folder = std::env::temp_dir().join(format!("factions-versions-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room");
    let paths = ["GEDEvent_v23_0_5.csv", "GEDEvent_v23_0_6.csv"].map(|name| folder.join(name));
    for (path, row) in paths.iter().zip([&early, &late]) {
        std::fs::write(path, file(std::slice::from_ref(row))).expect("there is room");
    }
    let read = |paths: [&std::path::PathBuf; 2]| {
        let import = DataSetReader::new().load_all(paths).expect("they are read");
        is_sound(&import);
        assert_eq!(
            count(&import.report, Treatment::Changed, "later-version"),
            1
        );
        import.record
    };
    let record = read([&paths[0], &paths[1]]);
    assert_eq!(record, read([&paths[1], &paths[0]]));
    let toll = ActorGraph::new(record).ever().toll().all().killed();
    assert_eq!(toll, Some(Deaths::new(3, 3, 9)));
    std::fs::remove_dir_all(&folder).expect("it was made here");
    // in one file nobody can tell which is right: the id says that it is one event, whose dead count once
    let mut rows = [early, late];
    let both = ged(&rows);
    assert_eq!(count(&both.report, Treatment::Changed, "id-of-two-rows"), 1);
    assert_eq!(both.record.statements().len(), 2);
    let graph = ActorGraph::new(both.record.clone());
    assert_eq!(graph.ever().events().len(), 1);
    let toll = graph.ever().toll().all().killed();
    assert_eq!(toll, Some(Deaths::new(3, 3, 9)));
    rows.reverse();
    assert_eq!(ged(&rows).record, both.record);
}

#[test]
fn a_version_is_called_by_its_release_whichever_file_is_read_first() {
    let early = Row::new(1, "2020-05-01");
    let mut late = early.clone();
    late.figures = [3, 3, 9];
    let files = [
        ("ged221-csv.csv", file(&[early])),
        ("ged231-csv.csv", file(std::slice::from_ref(&late))),
        ("ged241-csv.csv", file(&[late])),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, &**text));
    let before = read_files(&files);
    assert!(has(&before, "ged-1@24.1"), "{}", before.record.to_toml());
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        are_the_same(&read_files(&order.map(|place| files[place])), &before);
    }
}

#[test]
fn rows_of_one_id_have_their_ids_by_all_that_they_say() {
    let row = Row::new(1, "2020-05-01");
    let other = |change: fn(&mut Row)| {
        let mut other = row.clone();
        change(&mut other);
        other
    };
    let others = [
        other(|row| row.place.0 = "Bluefield"),
        other(|row| row.deaths = [2, 1, 0, 0]),
        other(|row| row.b = MILITIA),
        other(|row| row.text = "other words"),
    ];
    let mut options = DataSetOptions::default();
    options.native = true;
    for other in others {
        let both = [row.clone(), other];
        let text = [file(&both), file(&[&both[1], &both[0]].map(Row::clone))];
        let [one, other] = text.each_ref().map(|text| {
            let import = read_by(&[("ged.csv", text)], options.clone());
            assert_eq!(import.record.statements().len(), 2);
            import
        });
        are_the_same(&one, &other);
    }
}

#[test]
fn a_row_of_two_releases_rests_on_both_whatever_comes_first() {
    let row = Row::new(1, "2020-05-01");
    let folder = std::env::temp_dir().join(format!("factions-releases-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room");
    let paths = ["ged231-csv.csv", "ged241-csv.csv"].map(|name| folder.join(name));
    for path in &paths {
        std::fs::write(path, file(std::slice::from_ref(&row))).expect("there is room");
    }
    let read = |paths: [&std::path::PathBuf; 2]| {
        let import = DataSetReader::new().load_all(paths).expect("they are read");
        is_sound(&import);
        assert_eq!((import.report.made, import.report.merged), (1, 1));
        import.record
    };
    let record = read([&paths[0], &paths[1]]);
    assert_eq!(record, read([&paths[1], &paths[0]]));
    assert_eq!(record.statements()[0].evidence.sources.len(), 2);
    // it is known from the earlier on
    let graph = ActorGraph::new(record);
    assert_eq!(graph.ever().known_on(date(2023, 12, 31)).events().len(), 1);
    std::fs::remove_dir_all(&folder).expect("it was made here");
}

/// Reads a file of this name beside a record.
fn beside(record: &Record, name: &str, rows: &[Row]) -> Import {
    let reader = DataSetReader::new().beside("before.toml", record);
    let import = reader
        .read(name, file(rows).as_bytes())
        .expect("it is read");
    is_sound(&import);
    import
}

#[test]
fn a_later_file_beside_an_earlier_import_withdraws_what_it_changed() {
    let early = [Row::new(1, "2020-05-01"), Row::new(2, "2020-05-02")];
    let mut changed = early.clone();
    changed[0].figures = [3, 3, 9];
    let may = read("GEDEvent_v23_0_5.csv", &file(&early)).record;
    // the same file once more changes nothing
    let again = beside(&may, "GEDEvent_v23_0_5.csv", &early);
    assert_eq!(
        (again.report.made, again.report.merged),
        (0, 2),
        "{}",
        again.report
    );
    assert_eq!(count(&again.report, Treatment::Merged, "in-the-record"), 2);
    assert_eq!(again.record.statements(), may.statements());
    assert_eq!(again.record.places(), may.places());
    assert_eq!(again.record.sources(), may.sources());
    // a later one as if both were read at once
    let june = beside(&may, "GEDEvent_v23_0_6.csv", &changed);
    assert_eq!(
        (june.report.made, june.report.merged),
        (1, 1),
        "{}",
        june.report
    );
    let ids: Vec<&str> = june
        .record
        .statements()
        .iter()
        .map(|one| &*one.id)
        .collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.contains(&"ged-1@23.0.6"), "{ids:?}");
    let toll = |record: &Record| ActorGraph::new(record.clone()).ever().toll().all().killed();
    let at_once = read_files(&[
        ("GEDEvent_v23_0_5.csv", &file(&early)),
        ("GEDEvent_v23_0_6.csv", &file(&changed)),
    ]);
    assert_eq!(toll(&june.record), toll(&at_once.record));
    // and the next one beside that
    let july = beside(&june.record, "GEDEvent_v23_0_7.csv", &changed);
    assert_eq!(
        (july.report.made, july.report.merged),
        (0, 2),
        "{}",
        july.report
    );
    let august = beside(&june.record, "GEDEvent_v23_0_8.csv", &early);
    assert_eq!(
        (august.report.made, august.report.merged),
        (1, 1),
        "{}",
        august.report
    );
    let back = august
        .record
        .statements()
        .iter()
        .find(|one| *one.id == *"ged-1@23.0.8");
    let withdraws = &back.expect("it is told again").evidence.withdraws;
    assert_eq!(withdraws.len(), 2);
    assert_eq!(toll(&august.record), toll(&may));
}

#[test]
fn a_version_that_returns_is_known_so_between() {
    let row = Row::new(1, "2020-05-01");
    let mut other = row.clone();
    other.figures = [3, 3, 9];
    let files = [
        ("ged221-csv.csv", file(std::slice::from_ref(&row))),
        ("ged231-csv.csv", file(&[other])),
        ("ged241-csv.csv", file(std::slice::from_ref(&row))),
        ("ged251-csv.csv", file(&[row])),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, &**text));
    let import = read_files(&files);
    assert_eq!(import.record.statements().len(), 3);
    assert_eq!(
        count(&import.report, Treatment::Changed, "version-returns"),
        1
    );
    let graph = ActorGraph::new(import.record.clone());
    for (year, best, high) in [(2022, 3, 4), (2023, 3, 9), (2024, 3, 4), (2025, 3, 4)] {
        let view = graph.ever();
        let toll = view.known_on(date(year, 12, 31)).toll().all().killed();
        let toll = toll.expect("it has deaths");
        assert_eq!((toll.best_or_low(), toll.high), (best, high), "{year}");
    }
    for order in [[3, 2, 1, 0], [0, 2, 1, 3], [1, 3, 0, 2]] {
        are_the_same(&read_files(&order.map(|place| files[place])), &import);
    }
}
