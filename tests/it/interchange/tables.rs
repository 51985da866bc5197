//! CSV tables, there and back.

use super::{MALI, hostile, shuffled};
use crate::support::{strategies, tiny};
use factions::record::CsvTables;
use factions::{ActorGraph, Certainty, Record};
use proptest::prelude::*;

fn shown(tables: &CsvTables) -> String {
    let each = CsvTables::NAMES.iter().map(|name| {
        let text = tables.get(name).unwrap_or_default();
        format!("-- {name}\n{text}")
    });
    each.collect()
}

#[test]
fn mali_as_tables() {
    let written = MALI.ever().at_least(Certainty::Planned).to_csv();
    assert!(written.left_out.is_empty(), "{}", written.left_out);
    insta::assert_snapshot!(shown(&written.content));
    assert_eq!(
        Record::from_csv(&written.content).as_ref(),
        Ok(MALI.record())
    );
}

#[test]
fn hostile_names_come_back() {
    let graph = hostile::graph();
    let tables = graph.ever().to_csv().content;
    assert_eq!(Record::from_csv(&tables).as_ref(), Ok(graph.record()));
}

#[test]
fn no_cell_is_run_as_a_formula() {
    let record = tiny::record(
        "",
        &["a"],
        "[[events]]\nid = \"=1+1\"\nkind = \"other\"\nactor = \"a\"\n",
    );
    let graph = ActorGraph::new(record);
    let tables = graph.ever().to_csv().content;
    assert!(tables.events.contains("\n'=1+1,"), "{}", tables.events);
    assert_eq!(Record::from_csv(&tables).as_ref(), Ok(graph.record()));
}

#[test]
fn who_told_of_the_same_through_a_hidden_statement_still_does() {
    let event = |id: &str, more: &str| {
        format!("[[events]]\nid = \"{id}\"\nkind = \"clash\"\nfrom = \"a\"\nto = \"b\"\n{more}\n")
    };
    let body = [
        event("hidden", "withdrawn = \"2023\""),
        event("one", "same_as = \"hidden\"\nkilled = 3"),
        event("two", "same_as = \"hidden\"\nkilled = 4"),
    ];
    let record = tiny::record("", &["a", "b"], &body.concat());
    let graph = ActorGraph::new(record);
    let written = graph.ever().to_csv();
    let read = ActorGraph::new(Record::from_csv(&written.content).expect("it reads back"));
    assert_eq!(read.ever().events().len(), 1);
    assert_eq!(read.ever().toll(), graph.ever().toll());
    // the toll stands on one row, and every statement keeps its own figure
    let totals = written.content.events.lines().skip(1);
    let totals: Vec<&str> = totals
        .map(|line| line.rsplit(',').nth(2).unwrap_or(""))
        .collect();
    assert_eq!(totals, ["4", ""]);
}

#[test]
fn the_mistakes_of_tables_come_at_once_with_table_and_row() {
    let mut tables = CsvTables::default();
    tables.actors = "key,name,kind,colour\na,A,armed-group,\nb,B,armed,red\n".to_owned();
    tables.aliases = "actor,name\nc,C\n".to_owned();
    tables.events = "id,kind,killed.best\nx,clash,many\ny,clash,1\n".to_owned();
    tables.participants = "statement,end,side,actor\nx,from,,a\nx,at,,b\nz,from,,a\n".to_owned();
    let problems = Record::from_csv(&tables).expect_err("nearly all of it is wrong");
    insta::assert_snapshot!(problems);
}

#[test]
fn what_is_no_csv_is_shown_where_it_breaks() {
    for (text, place) in [
        ("key,name\n\"a", "2:1: error[syntax]: a quoted cell"),
        (
            "key,name\n\"a\"b,c\n",
            "2:1: error[syntax]: a cell of `actors` goes on",
        ),
        (
            "key,name\n\"x\ny\",b\na\n",
            "4:1: error[syntax]: a row of `actors` has 1",
        ),
    ] {
        let mut tables = CsvTables::default();
        tables.actors = text.to_owned();
        let problems = Record::from_csv(&tables).expect_err(text).to_string();
        assert!(problems.starts_with(place), "{problems}");
    }
}

#[test]
fn rows_may_end_as_windows_ends_them() {
    let mut tables = CsvTables::default();
    tables.actors =
        "\u{FEFF}kind,key,name\r\narmed-group,a,\"A, \"\"the first\"\"\"\r\n\r\n".to_owned();
    let record = Record::from_csv(&tables).expect("it is CSV");
    assert_eq!(&*record.actors()[0].name, "A, \"the first\"");
}

/// Whether no statement is denied or withdrawn.
fn is_whole(graph: &ActorGraph) -> bool {
    let mut evidence = graph.record().statements().iter().map(|one| &one.evidence);
    evidence.all(|of| {
        of.certainty != Certainty::Denied && of.withdrawn.is_none() && of.withdraws.is_empty()
    })
}

proptest! {
    // each writes and reads whole files
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_record_of_which_nothing_is_hidden_comes_back(record in strategies::record()) {
        let graph = ActorGraph::new(record);
        let view = graph.ever().at_least(Certainty::Planned);
        let written = view.to_csv();
        let read = Record::from_csv(&written.content);
        let read = match read {
            Ok(read) => read,
            // a hidden split may have been what kept two memberships apart
            Err(_) if !is_whole(&graph) => return Ok(()),
            Err(problems) => panic!("{problems}\n{}", shown(&written.content)),
        };
        let mut tolls = graph.record().statements().iter().filter_map(|one| one.event()?.killed.as_ref());
        let has_tolls = tolls.all(|toll| toll.certainty != Some(Certainty::Denied));
        if is_whole(&graph) && has_tolls {
            prop_assert_eq!(&read, graph.record());
        }
        // nothing of what was read is hidden
        let again = ActorGraph::new(read);
        let tables = again.ever().at_least(Certainty::Planned).to_csv().content;
        let read = Record::from_csv(&tables);
        prop_assert_eq!(read.as_ref(), Ok(again.record()));
    }

    #[test]
    fn tables_are_the_same_in_any_order((one, other) in shuffled()) {
        let (one, other) = (ActorGraph::new(one), ActorGraph::new(other));
        prop_assert_eq!(one.ever().to_csv(), other.ever().to_csv());
    }
}
