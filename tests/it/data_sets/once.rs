//! Whatever releases come in whatever order, beside whatever people wrote: each row's dead count once.

use super::beside::beside;
use super::ged::{Row, file};
use crate::support::cases::cases;
use factions::{ActorGraph, Deaths, Record};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Names of files, by how late their releases are.
const RELEASES: [&str; 5] = [
    "ged221-csv.csv",
    "GEDEvent_v22_0_11.csv",
    "ged231-csv.csv",
    "GEDEvent_v23_0_5.csv",
    "GEDEvent_v23_01_23_05.csv",
];

/// The number of rows.
const ROWS: u32 = 3;

/// What a release has for each row: the best figure; 0: it has no such row.
type Figures = [[u32; ROWS as usize]; RELEASES.len()];

/// A file of a release: its place among them, and which of its rows it has.
type Part = (usize, [bool; ROWS as usize]);

/// What is done to a record.
#[derive(Debug, Clone)]
enum Step {
    /// Files are read beside it.
    Read(Vec<Part>),
    /// Another figure is written into a statement of a row.
    Correct(u32, usize, u32),
    /// A statement of a row is withdrawn by a date.
    Withdraw(u32, usize),
    /// A statement of one's own withdraws all of a row.
    Replace(u32),
    /// A statement of one's own is said to tell the same as the one of a row that counts.
    Join(u32),
}

fn part() -> impl Strategy<Value = Part> {
    (0..RELEASES.len(), any::<[bool; ROWS as usize]>())
}

fn read() -> impl Strategy<Value = Step> {
    prop::collection::vec(part(), 1..3).prop_map(Step::Read)
}

fn step() -> impl Strategy<Value = Step> {
    let row = 0..ROWS;
    prop_oneof![
        4 => read(),
        1 => (row.clone(), 0..3_usize, 1..9_u32).prop_map(|(row, which, dead)| Step::Correct(row, which, dead)),
        1 => (row.clone(), 0..3_usize).prop_map(|(row, which)| Step::Withdraw(row, which)),
        1 => row.clone().prop_map(Step::Replace),
        1 => row.prop_map(Step::Join),
    ]
}

fn figures() -> impl Strategy<Value = Figures> {
    prop::array::uniform5(prop::array::uniform3(0..4_u32))
}

/// The text of a file with those rows of a release that it has; `None`: none.
fn text(figures: &Figures, (release, rows): &Part) -> Option<String> {
    let own = figures[*release].iter().zip(rows).zip(0..);
    let own = own.filter(|((dead, is_in), _)| **is_in && **dead > 0);
    let own: Vec<Row> = own
        .map(|((dead, _), number)| {
            let mut row = Row::new(number, &format!("2020-05-0{}", number + 1));
            row.figures = [*dead; 3];
            row.deaths = [0, 0, 0, *dead];
            row
        })
        .collect();
    (!own.is_empty()).then(|| file(&own))
}

/// The record with files read beside it.
fn with_files(record: &Record, figures: &Figures, parts: &[Part]) -> Record {
    let texts = parts
        .iter()
        .map(|part| Some((part.0, text(figures, part)?)));
    let mut texts: Vec<(usize, String)> = texts.flatten().collect();
    // two files of one name cannot stand in one folder
    let mut taken = Vec::new();
    texts.retain(|(release, _)| {
        let is_new = !taken.contains(release);
        taken.push(*release);
        is_new
    });
    let files = texts
        .iter()
        .map(|(release, text)| (RELEASES[*release], &**text));
    let files: Vec<(&str, &str)> = files.collect();
    if files.is_empty() {
        return record.clone();
    }
    beside(record, &files).record
}

type Lines = Vec<serde_json::Value>;

fn lines(record: &Record) -> Lines {
    let text = record.to_json_lines();
    let lines = text.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().expect("it is JSON")
}

fn record(lines: &[serde_json::Value]) -> Record {
    let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let text = text.join("\n");
    Record::from_json_lines(text.as_bytes()).unwrap_or_else(|all| panic!("{all}\n{text}"))
}

/// The row of a statement, by its id.
fn row_of(id: &str) -> Option<u32> {
    let id = id.strip_prefix("ged-")?;
    id.split(['@', '/']).next()?.parse().ok()
}

/// Where the statements of a row stand.
fn of_row(lines: &Lines, row: u32) -> Vec<usize> {
    let is_of_row = |line: &serde_json::Value| line["id"].as_str().and_then(row_of) == Some(row);
    let places = lines.iter().enumerate().filter(|(_, line)| is_of_row(line));
    places.map(|(place, _)| place).collect()
}

/// A statement of one's own in place of another of the lines.
fn own(line: &serde_json::Value, count: usize) -> serde_json::Value {
    let mut own = line.clone();
    let own_keys = own.as_object_mut().expect("it is an object");
    for key in ["withdraws", "same_as", "withdrawn"] {
        own_keys.remove(key);
    }
    own["id"] = format!("own-{count}").into();
    own["killed"] = 5.into();
    own
}

/// The record after a step of a person; `None`: there is nothing to do it to.
fn after(before: &Record, step: &Step) -> Option<Record> {
    let mut lines = lines(before);
    let count = lines.len();
    let place = |row: u32, which: usize| {
        let all = of_row(&lines, row);
        let place = which.checked_rem(all.len())?;
        Some(all[place])
    };
    match *step {
        Step::Read(_) => return None,
        Step::Correct(row, which, dead) => {
            let place = place(row, which)?;
            lines[place]["killed"] = dead.into();
        }
        Step::Withdraw(row, which) => {
            let place = place(row, which)?;
            lines[place]["withdrawn"] = "2024-01-01".into();
        }
        Step::Replace(row) => {
            let all = of_row(&lines, row);
            let mut own = own(&lines[*all.first()?], count);
            let ids: Vec<serde_json::Value> = all
                .iter()
                .map(|place| lines[*place]["id"].clone())
                .collect();
            own["withdraws"] = ids.into();
            lines.push(own);
        }
        Step::Join(row) => {
            let text = |value: &serde_json::Value| value.to_string();
            let withdrawn: Vec<String> =
                lines.iter().map(|line| text(&line["withdraws"])).collect();
            let is_current = |place: &&usize| {
                let line = &lines[**place];
                let id = text(&line["id"]);
                line["withdrawn"].is_null() && !withdrawn.iter().any(|ids| ids.contains(&id))
            };
            let all = of_row(&lines, row);
            let place = *all.iter().find(is_current)?;
            let mut own = own(&lines[place], count);
            own["same_as"] = lines[place]["id"].clone();
            lines.push(own);
        }
    }
    Some(record(&lines))
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_latest_release_that_has_a_row_counts_whatever_was_read_first(
        figures in figures(), readings in prop::collection::vec(prop::collection::vec(part(), 1..4), 1..5)
    ) {
        let mut own = Record::from_toml("format = 1").expect("it is a record");
        let mut latest: BTreeMap<u32, usize> = BTreeMap::new();
        for parts in &readings {
            own = with_files(&own, &figures, parts);
            let mut taken = Vec::new();
            for part @ (release, rows) in parts {
                if text(&figures, part).is_none() || taken.contains(release) {
                    continue;
                }
                taken.push(*release);
                for row in 0..ROWS {
                    if rows[row as usize] && figures[*release][row as usize] > 0 {
                        let known = latest.entry(row).or_insert(*release);
                        *known = (*known).max(*release);
                    }
                }
            }
            let graph = ActorGraph::new(own.clone());
            let events = graph.ever().events();
            let found: BTreeMap<u32, Option<Deaths>> = events
                .iter()
                .map(|one| (row_of(one.surest().key()).expect("it is a row"), one.surest().deaths()))
                .collect();
            prop_assert_eq!(events.len(), found.len());
            let wanted: BTreeMap<u32, Option<Deaths>> = latest
                .iter()
                .map(|(row, release)| (*row, Some(Deaths::exactly(figures[*release][*row as usize].into()))))
                .collect();
            prop_assert_eq!(found, wanted, "{}", own.to_toml());
        }
    }

    #[test]
    fn no_row_is_two_events_whatever_people_wrote_between(
        figures in figures(), first in read(), steps in prop::collection::vec(step(), 1..7)
    ) {
        let mut own = Record::from_toml("format = 1").expect("it is a record");
        let mut replaced: Vec<u32> = Vec::new();
        for step in std::iter::once(first).chain(steps) {
            match &step {
                Step::Read(parts) => own = with_files(&own, &figures, parts),
                by_hand => {
                    let Some(after) = after(&own, by_hand) else { continue };
                    own = after;
                    if let Step::Replace(row) = by_hand {
                        replaced.push(*row);
                    }
                }
            }
            let graph = ActorGraph::new(own.clone());
            for row in 0..ROWS {
                let day = format!("2020-05-0{}", row + 1).parse::<factions::When>().expect("it is a day");
                let events = graph.ever().events();
                let of_day = events.iter().filter(|one| one.when.contains(&Some(&day)));
                let of_day: Vec<String> = of_day.map(|one| {
                    let ids = one.grounds.statements.iter().map(|one| one.key());
                    ids.collect::<Vec<_>>().join(" ")
                }).collect();
                let of_row = of_day.iter().filter(|ids| ids.contains("ged-")).count();
                let most = usize::from(!replaced.contains(&row));
                prop_assert!(of_row <= most, "{:?} {of_day:?}\n{}", step, own.to_toml());
                // each of one's own that replaces what there is stands alone; others are joined
                let own_count = of_day.iter().filter(|ids| !ids.contains("ged-")).count();
                prop_assert!(own_count == 0 || replaced.contains(&row) || of_row == 0, "{of_day:?}\n{}", own.to_toml());
            }
        }
    }
}
