//! Folders of Parquet files: the record comes back, whole or by year, and what is no record says so.

use crate::support::strategies;
use factions::export::ParquetForm;
use factions::import::{Import, LoadError, ParquetTables};
use factions::record::{Part, TableSchema};
use factions::{ActorGraph, Record};
use proptest::prelude::*;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// A folder of its own, which is gone in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("factions-it-{name}-{}.parquet", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("it can be made");
        Self(path)
    }

    fn open(&self, name: &str) -> std::io::Result<File> {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        File::create(path)
    }

    fn write(&self, graph: &ActorGraph, form: ParquetForm) {
        graph
            .write_parquet(form, |name| self.open(name))
            .expect("it can be written");
    }

    fn rows(&self, table: &str) -> usize {
        let tables = ParquetTables::open(&self.0).expect("it is there");
        let batches = tables.batches(table).expect("the table is there");
        batches
            .map(|batch| batch.expect("it can be read").num_rows())
            .sum()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_record_comes_back_from_parquet(record in strategies::record(), by_year in any::<bool>()) {
        let folder = Folder::new("law");
        let graph = ActorGraph::new(record);
        let form = if by_year { ParquetForm::by_year() } else { ParquetForm::whole() };
        folder.write(&graph, form);
        let back = Record::load(&folder.0).expect("it was written whole");
        prop_assert_eq!(&back, graph.record());
        let statements = folder.rows("relations") + folder.rows("events");
        prop_assert_eq!(statements, graph.statements().len());
        let tables = graph.to_columns();
        for table in TableSchema::ALL {
            let read = ParquetTables::open(&folder.0).expect("it is there");
            let read = read.batches(table.name).expect("the table is there");
            let read: Vec<_> = read.map(|batch| batch.expect("it can be read")).collect();
            let rows: Vec<_> = read.iter().flat_map(super::read::of_batch).collect();
            let written: Vec<_> = tables.get(table.name).iter().flat_map(super::read::of_batch).collect();
            if table.name != "events" || !by_year {
                prop_assert_eq!(rows, written);
            }
        }
    }
}

#[test]
fn events_of_a_year_are_in_a_file_that_says_which() {
    let folder = Folder::new("years");
    let graph = ActorGraph::new(Record::mali());
    folder.write(&graph, ParquetForm::by_year());
    let years = fs::read_dir(folder.0.join("events")).expect("there is a folder");
    let mut seen = 0;
    for entry in years {
        let path = entry.expect("it can be listed").path();
        let name = path
            .file_stem()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned();
        let whole = Folder::new(&format!("year-{name}"));
        fs::copy(&path, whole.0.join("events.parquet")).expect("it can be copied");
        let tables = ParquetTables::open(&whole.0).expect("it is there");
        for batch in tables.columns("events", &["year"]).expect("it is there") {
            for row in super::read::of_batch(&batch.expect("it can be read")) {
                let year = row
                    .count("year")
                    .map_or("undated".to_owned(), |year| year.to_string());
                assert_eq!(year, name);
                seen += 1;
            }
        }
    }
    assert_eq!(seen, folder.rows("events"));
    assert!(seen > 0);
}

#[test]
fn what_is_no_record_says_so() {
    let folder = Folder::new("view");
    let graph = ActorGraph::new(Record::mali());
    let view = graph.ever();
    view.write_parquet(ParquetForm::whole(), |name| folder.open(name))
        .expect("it can be written");
    let error = Record::load(&folder.0).expect_err("it is of a view");
    assert!(
        error.to_string().contains("its table `entries` is empty"),
        "{error}"
    );
    fs::remove_file(folder.0.join("entries.parquet")).expect("it is there");
    let error = Import::load(&folder.0).expect_err("there are no entries");
    assert!(
        error.to_string().contains("no `entries.parquet`"),
        "{error}"
    );
    fs::write(folder.0.join("entries.parquet"), "no Parquet at all").expect("it is written");
    let error = Part::load(&folder.0).expect_err("it is broken");
    assert!(matches!(error, LoadError::File { .. }), "{error}");
    let file = folder.0.join("one.parquet");
    fs::write(&file, "").expect("it is written");
    let error = Record::load(&file).expect_err("it is a file");
    assert!(error.to_string().contains("is a file"), "{error}");
    let tables = ParquetTables::open(&folder.0).expect("it is there");
    let error = tables.batches("event").expect_err("there is no such table");
    assert!(error.to_string().contains("no table `event`"), "{error}");
}

#[test]
fn the_same_record_makes_the_same_files() {
    let (one, other) = (Folder::new("one"), Folder::new("other"));
    let graph = ActorGraph::new(Record::mali());
    for folder in [&one, &other] {
        folder.write(&graph, ParquetForm::whole());
    }
    for table in TableSchema::ALL {
        let name = format!("{}.parquet", table.name);
        let [a, b] = [&one, &other].map(|folder| fs::read(folder.0.join(&name)));
        assert_eq!(a.expect("it is there"), b.expect("it is there"), "{name}");
    }
}
