//! CSV tables, there and back.

use super::{MALI, hostile, shuffled};
use crate::support::{strategies, tiny};
use factions::record::{Code, CsvTables};
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

/// The cells of a column of a table that needs no quotes.
fn column<'t>(table: &'t str, name: &str) -> Vec<&'t str> {
    let mut lines = table
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>());
    let head = lines.next().unwrap_or_default();
    let place = head.iter().position(|one| *one == name).expect(name);
    lines.map(|cells| cells[place]).collect()
}

#[test]
fn the_end_of_a_tie_is_known_where_its_bounds_are() {
    let ties = MALI.ever().to_csv().content.ties;
    let cells = ["class", "end_max", "ended_by", "end_state"].map(|name| column(&ties, name));
    let [class, end_max, ended_by, state] = cells;
    let mut derived = 0;
    for row in 0..state.len() {
        if class[row] == "relation" {
            assert_eq!(end_max[row].is_empty(), state[row] != "known", "{ties}");
            derived += usize::from(!ended_by[row].is_empty());
        }
    }
    assert_eq!(derived, 1, "MSA left CSP");
}

#[test]
fn an_empty_record_has_no_row_and_comes_back() {
    let record = Record::from_toml("format = 1\n").expect("it is a record");
    let graph = ActorGraph::new(record);
    let tables = graph.ever().to_csv().content;
    assert_eq!(tables.record.lines().count(), 1, "{}", tables.record);
    assert_eq!(Record::from_csv(&tables).as_ref(), Ok(graph.record()));
}

/// The tables as they were before dates had columns beside them: a date stood as its source has it, `..`
/// for one that goes on.
fn in_the_older_layout(tables: &CsvTables) -> CsvTables {
    let mut older = tables.clone();
    for name in CsvTables::NAMES {
        let text = tables.get(name).unwrap_or_default();
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let head = rows.headers().expect("it is CSV").clone();
        let beside = |column: &str| {
            let ends = ["_written", "_edtf", "_state"];
            ends.iter().any(|end| column.ends_with(end))
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        let columns = head.iter().filter(|column| !beside(column));
        writer.write_record(columns).expect("it is a text");
        for row in rows.records().map(|row| row.expect("it is CSV")) {
            let cell = |column: &str| {
                let place = head.iter().position(|one| one == column);
                place.and_then(|place| row.get(place)).unwrap_or_default()
            };
            let cells = head.iter().filter(|column| !beside(column)).map(|column| {
                match (
                    cell(&format!("{column}_written")),
                    cell(&format!("{column}_state")),
                ) {
                    ("", "ongoing") => "..",
                    ("", _) => cell(column),
                    (written, _) => written,
                }
            });
            writer.write_record(cells).expect("it is a text");
        }
        let text = writer.into_inner().expect("it is a text");
        *older.get_mut(name).expect("it is a table") = String::from_utf8(text).expect("UTF-8");
    }
    older
}

#[test]
fn tables_of_the_older_layout_are_read() {
    let tables = MALI.ever().at_least(Certainty::Planned).to_csv().content;
    let older = in_the_older_layout(&tables);
    assert!(
        older
            .relations
            .starts_with("id,id_given,kind,role,forms,start,end,seen,")
    );
    assert!(
        older.relations.contains(",2021-05,..,"),
        "{}",
        older.relations
    );
    assert!(
        older.sources.contains(",early 2023-11,"),
        "{}",
        older.sources
    );
    assert!(older.actors.contains(",2021-05,..,"), "{}", older.actors);
    assert_eq!(Record::from_csv(&older).as_ref(), Ok(MALI.record()));
    // other names and periods have dates, too
    let mut older = CsvTables::default();
    older.actors = "key,name,kind\na,A,crowd\n".to_owned();
    older.aliases = "actor,name,lang,start,end\na,Old A,en,early 2020-03,[2021..2022]\n".to_owned();
    older.periods = "actor,start,end,seen\na,2019~,2020,\na,2022,..,2023-05-07\n".to_owned();
    let read = Record::from_csv(&older).expect("it is of the older layout");
    let same = r#"
        [actors.a]
        name = "A"
        kind = "crowd"
        aliases = [{ name = "Old A", lang = "en", start = "early 2020-03", end = "[2021..2022]" }]
        active = [{ start = "2019~", end = "2020" }, { start = "2022", end = "..", seen = ["2023-05-07"] }]
    "#;
    assert_eq!(Ok(read), Record::from_toml(same));
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

/// What is wrong with a table of actors alone.
#[track_caller]
fn problems_of_actors(text: &str) -> Vec<String> {
    let mut tables = CsvTables::default();
    text.clone_into(&mut tables.actors);
    let problems = Record::from_csv(&tables).expect_err(text);
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_no_csv_is_shown_where_it_breaks() {
    for (text, places) in [
        (
            "key,name\n\"a",
            &["2:1: error[syntax]: a quoted cell of `actors` has no end"][..],
        ),
        (
            "key,name\n\"x\ny\",b\na\n",
            &["4:1: error[syntax]: a row of `actors` has 1 cells"],
        ),
        // a reader of CSV would take these for `ab`, for `a ` and for one long cell
        (
            "key,name\n\"a\"b,c\na\n\n\"a\" ,c\nd,e\nf,\"g\nh,i\n",
            &[
                "2:1: error[syntax]: a cell of `actors` goes on behind its quotes",
                "3:1: error[syntax]: a row of `actors` has 1 cells, not 2",
                "5:1: error[syntax]: a cell of `actors` goes on behind its quotes",
                "7:1: error[syntax]: a quoted cell of `actors` has no end",
            ],
        ),
        // without its columns no row means anything
        (
            "key,\"na\"me\na\nb\n",
            &["1:1: error[syntax]: a cell of `actors` goes on"],
        ),
        (
            "\u{FEFF}key,name,name\na\n",
            &[
                "1:1: error[duplicate-key]: `actors` has two columns `name`",
                "2:1: error[syntax]: a row of `actors` has 1 cells, not 3",
            ],
        ),
    ] {
        let problems = problems_of_actors(text);
        assert_eq!(problems.len(), places.len(), "{problems:#?}");
        for (problem, place) in problems.iter().zip(places) {
            assert!(problem.starts_with(place), "{problem}");
        }
    }
}

#[test]
fn a_line_is_counted_however_it_ends() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["", "key,name", "", "\"a", "b\",c", "", "", "d"].join(end);
        let problems = problems_of_actors(&text);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(
            problems[0].starts_with("8:1: error[syntax]"),
            "{problems:?}"
        );
    }
}

#[test]
fn quotes_within_a_cell_are_no_mistake() {
    let mut tables = CsvTables::default();
    tables.actors = "key,name,kind,note\na,5\" gun,crowd,\"\"\"a\"\", \"\"b\"\"\"\n".to_owned();
    let record = Record::from_csv(&tables).expect("it is CSV");
    let actor = &record.actors()[0];
    assert_eq!(&*actor.name, "5\" gun");
    assert_eq!(actor.note.as_deref(), Some("\"a\", \"b\""));
}

#[test]
fn no_column_of_any_table_is_passed_over_unknown() {
    let row = |name: &str| match name {
        "record" => ("title", "A"),
        "aliases" | "periods" => ("actor", "a"),
        "relations" | "events" => ("id", "x"),
        "participants" | "losses" => ("statement", "y"),
        _ => ("key", "a"),
    };
    // the ties follow from the rest
    for name in CsvTables::NAMES.iter().filter(|name| **name != "ties") {
        let mut tables = CsvTables::default();
        tables.actors = "key,name,kind\na,A,crowd\nb,B,crowd\n".to_owned();
        tables.events = "id,kind\ny,protest\n".to_owned();
        tables.participants = "statement,end,actor\ny,actor,a\n".to_owned();
        let (column, cell) = row(name);
        let table = format!("{column},colour\n{cell},red\n");
        *tables.get_mut(name).expect("it is a table") = table;
        let problems = Record::from_csv(&tables).expect_err(name);
        let is_it = |one: &&factions::record::Problem| {
            one.code == Code::UnknownKey && one.message.contains("`colour`")
        };
        assert_eq!(
            problems.iter().filter(is_it).count(),
            1,
            "{name}: {problems}"
        );
    }
}

#[test]
fn no_cell_fills_or_steers_a_report() {
    let long = format!("\u{1b}[2J\u{202e}{}", "é\u{7}".repeat(5000));
    let whole = MALI.ever().to_csv().content;
    let mut count = 0;
    for name in CsvTables::NAMES.iter().filter(|name| **name != "ties") {
        let head = whole.get(name).and_then(|text| text.lines().next());
        let head: Vec<&str> = head.unwrap_or_default().split(',').collect();
        let mut spoilt: Vec<String> = (0..head.len())
            .map(|number| {
                let mut cells = vec!["a"; head.len()];
                cells[number] = &long;
                format!("{}\n{}\n", head.join(","), cells.join(","))
            })
            .collect();
        spoilt.push(format!("{long},{long}\na,b\n"));
        for text in spoilt {
            let mut tables = whole.clone();
            *tables.get_mut(name).expect("it is a table") = text;
            let problems = Record::from_csv(&tables);
            for problem in problems.err().iter().flat_map(|all| all.iter()) {
                let text = problem.to_string();
                count += 1;
                assert!(text.chars().count() < 1500, "{name}: {text}");
                let steers = ['\u{1b}', '\u{202e}', '\u{7}'];
                assert!(!problem.message.contains(steers), "{name}: {text}");
            }
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn a_cell_keeps_its_outer_spaces_and_a_reader_that_cuts_them_is_told() {
    let mut record = Record::draft();
    record = record.actor(factions::record::ActorDraft::new("a", "A", "crowd").note(" a, b "));
    let graph = ActorGraph::new(record.build().expect("it is no mistake"));
    let tables = graph.ever().to_csv().content;
    assert!(tables.actors.contains("\" a, b \""), "{}", tables.actors);
    assert_eq!(Record::from_csv(&tables).as_ref(), Ok(graph.record()));
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
        let older = Record::from_csv(&in_the_older_layout(&written.content));
        prop_assert_eq!(older.as_ref(), Ok(&read));
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
