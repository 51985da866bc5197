//! What of a file of GED cannot be read is told, and no row is lost without a line in the report.

use super::ged::{HEADER, Row, file};
use super::{count, is_sound, read};
use factions::ActorGraph;
use factions::import::{Import, Treatment};

/// A file of one row, in which the cells of these columns are others.
fn with(cells: &[(&str, &str)]) -> Import {
    let row = Row::new(1, "2020-05-01").line();
    // no text in it has a comma
    let mut row: Vec<&str> = row.split(',').collect();
    for (name, cell) in cells {
        let place = HEADER.split(',').position(|column| column == *name);
        row[place.expect("it is a column")] = cell;
    }
    let import = read("ged231.csv", &format!("{HEADER}\n{}\n", row.join(",")));
    is_sound(&import);
    import
}

#[test]
fn figures_that_are_no_counts_are_told() {
    for (column, cell) in [("low", "abc"), ("high", ""), ("low", "-1"), ("high", "1.5")] {
        let import = with(&[(column, cell)]);
        let report = &import.report;
        assert_eq!(
            count(report, Treatment::Changed, "figure-missing"),
            1,
            "{report}"
        );
        assert_eq!(report.changed, 1);
        let killed = ActorGraph::new(import.record).ever().toll().all().killed();
        assert_eq!(killed.and_then(|killed| killed.best), Some(3));
    }
    for cell in ["", "many", "18446744073709551615"] {
        let import = with(&[("deaths_b", cell)]);
        let report = &import.report;
        assert_eq!(
            count(report, Treatment::Changed, "sides-missing"),
            1,
            "{report}"
        );
        let event = import.record.statements()[0].event();
        let toll = event.and_then(|event| event.killed.as_deref());
        assert!(toll.is_some_and(|toll| toll.of.is_empty()));
    }
    let import = with(&[("best", "")]);
    assert_eq!(
        count(&import.report, Treatment::Changed, "no-best-figure"),
        1
    );
}

#[test]
fn a_point_that_is_none_is_told() {
    for (column, cell) in [("latitude", "91"), ("longitude", "x"), ("latitude", "")] {
        let import = with(&[(column, cell)]);
        let report = &import.report;
        assert_eq!(count(report, Treatment::Changed, "no-point"), 1, "{report}");
        assert_eq!(import.record.places()[0].name.as_ref(), "Greenford");
    }
    // the point of a region is none to be lost
    let import = with(&[("latitude", ""), ("where_prec", "4")]);
    assert_eq!(count(&import.report, Treatment::Changed, "no-point"), 0);
}

#[test]
fn columns_that_a_file_lacks_are_told() {
    let text = file(&[Row::new(1, "2020-05-01")]);
    let place = HEADER.split(',').position(|column| column == "deaths_a");
    let place = place.expect("it is a column");
    let lines = text.lines().map(|line| {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells.remove(place);
        cells.join(",")
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let import = read("ged231.csv", &text);
    let note = import.report.note(Treatment::Guessed, "column-missing");
    let note = note.unwrap_or_else(|| panic!("{}", import.report));
    assert_eq!((note.count, &*note.first[0].what), (1, "deaths_a"));
    assert_eq!(
        count(&import.report, Treatment::Changed, "sides-missing"),
        0
    );
    let whole = read("ged231.csv", &file(&[Row::new(1, "2020-05-01")]));
    assert_eq!(
        whole.report.note(Treatment::Guessed, "column-missing"),
        None
    );
}
