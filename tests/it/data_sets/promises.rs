//! What every format promises, held to files of it.

use crate::support::reports::adds_up;
use factions::Record;
use factions::import::data_sets::{DataSetOptions, DataSetReader};
use factions::import::{Import, LoadError, Treatment};
use factions::model::Actor;
use std::fmt::{Arguments, Write};

/// Reads files, each with its name.
pub(super) fn try_read(
    files: &[(&str, &str)],
    options: DataSetOptions,
) -> Result<Import, LoadError> {
    let folder = std::env::temp_dir().join(format!(
        "factions-{}-{}",
        std::process::id(),
        std::thread::current()
            .name()
            .unwrap_or("main")
            .replace("::", "-")
    ));
    std::fs::create_dir_all(&folder).expect("there is room");
    let mut paths = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("there is room");
        paths.push(path);
    }
    let import = DataSetReader::new().options(options).load_all(&paths);
    std::fs::remove_dir_all(&folder).expect("it is ours");
    import
}

/// Reads files by the default of each choice; what came of them keeps all promises.
#[track_caller]
pub(super) fn read(files: &[(&str, &str)]) -> Import {
    read_by(files, DataSetOptions::default())
}

/// The same by other choices.
#[track_caller]
pub(super) fn read_by(files: &[(&str, &str)], options: DataSetOptions) -> Import {
    let import = try_read(files, options).expect("it is such a file");
    adds_up(&import.report);
    let text = import.record.to_toml();
    let again = Record::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    assert_eq!(again.to_toml(), text);
    assert_eq!(again, import.record);
    import
}

/// The rows of a table in another order, the header first.
pub(super) fn shuffled(text: &str, seed: usize) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let header = lines.remove(0);
    let count = lines.len();
    // a step that shares no factor with the count visits each once
    let step = (seed + 2..seed + 999).find(|step| greatest_common(*step, count) == 1);
    let step = step.unwrap_or(1);
    let rows = (0..count).map(|place| lines[(place * step + seed) % count]);
    let all: Vec<&str> = std::iter::once(header).chain(rows).collect();
    all.join("\n") + "\n"
}

pub(super) fn greatest_common(one: usize, other: usize) -> usize {
    if other == 0 {
        one
    } else {
        greatest_common(other, one % other)
    }
}

/// The order of the rows makes no difference to the record, nor to what the report counts.
#[track_caller]
pub(super) fn order_makes_no_difference(files: &[(&str, &str)], options: &DataSetOptions) {
    let before = read_by(files, options.clone());
    for seed in [1, 7, 20] {
        let other: Vec<(&str, String)> = files
            .iter()
            .map(|(name, text)| (*name, shuffled(text, seed)))
            .collect();
        let other: Vec<(&str, &str)> = other.iter().map(|(n, t)| (*n, &**t)).collect();
        let after = read_by(&other, options.clone());
        are_the_same(&after, &before);
        let counts = |import: &Import| {
            let notes = import.report.notes.iter();
            notes
                .map(|note| (note.treatment, note.code, note.count))
                .collect::<Vec<_>>()
        };
        assert_eq!(counts(&after), counts(&before));
    }
}

/// How often a reason is in the report.
pub(super) fn count(import: &Import, treatment: Treatment, code: &str) -> u64 {
    import
        .report
        .note(treatment, code)
        .map_or(0, |note| note.count)
}

/// The statement of this id, as it is written.
#[track_caller]
pub(super) fn statement(import: &Import, id: &str) -> String {
    let text = import.record.to_toml();
    let blocks = text.split("\n\n");
    let line = format!("id = \"{id}\"");
    let block = blocks
        .clone()
        .find(|block| block.lines().any(|one| one == line));
    block.map_or_else(|| panic!("no statement `{id}` in\n{text}"), str::to_owned)
}

/// The actor with this key.
#[track_caller]
pub(super) fn actor<'i>(import: &'i Import, key: &str) -> &'i Actor {
    let id = import
        .record
        .actor_by_key(key)
        .unwrap_or_else(|| panic!("no `{key}`"));
    &import.record.actors()[id.index()]
}

/// Whether a statement has this id.
pub(super) fn has(import: &Import, id: &str) -> bool {
    import.record.statements().iter().any(|one| &*one.id == id)
}

/// Two records are the same text; else the first line that differs is shown.
#[track_caller]
pub(super) fn are_the_same(one: &Import, other: &Import) {
    let (one, other) = (one.record.to_toml(), other.record.to_toml());
    let mut lines = one.lines().zip(other.lines());
    if let Some((line, of_other)) = lines.find(|(line, of_other)| line != of_other) {
        panic!("{line}\nis not\n{of_other}");
    }
    assert_eq!(one.len(), other.len());
}

/// Writes behind a text.
pub(super) fn put(text: &mut String, line: Arguments<'_>) {
    text.write_fmt(line).expect("it is a text");
}
