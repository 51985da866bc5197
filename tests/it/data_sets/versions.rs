//! Versions of one row, in one file and in several.

use super::ged::{MILITIA, Row, file, ged};
use super::promises::{are_the_same, has, read as read_files, read_by};
use super::{count, is_sound, read};
use factions::import::Measure;
use factions::import::data_sets::{DataSetOptions, DataSetReader};
use factions::{ActorGraph, Deaths, date};

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
        assert_eq!(count(&import.report, Measure::Changed, "later-version"), 1);
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
    assert_eq!(count(&both.report, Measure::Changed, "id-of-two-rows"), 1);
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
