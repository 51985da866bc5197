//! The form of files and folders: captions, lengths, and how many files lie together.

use std::collections::BTreeMap;

use super::source::SourceFile;

/// A file above this is two files.
const WALL: usize = 600;

/// A folder with more files than this is two folders.
const MOST_FILES: usize = 12;

pub(crate) fn too_long(files: &[SourceFile]) -> Vec<String> {
    let lines = |file: &SourceFile| file.text.lines().count();
    let finding = |file: &SourceFile| {
        let what = format!("{} lines, and the wall is at {WALL}", lines(file));
        file.finding(WALL + 1, &what)
    };
    let long = files.iter().filter(|file| lines(file) > WALL);
    long.map(finding).collect()
}

/// Of the library, `mod.rs` counted, folders within a folder not.
pub(crate) fn crowded(files: &[SourceFile]) -> Vec<String> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is_library()) {
        if let Some((folder, _)) = file.path.rsplit_once('/') {
            *folders.entry(folder).or_default() += 1;
        }
    }
    let crowded = folders.iter().filter(|&(_, &files)| files > MOST_FILES);
    let finding =
        |(folder, files)| format!("{folder}: {files} files, and {MOST_FILES} are the most");
    crowded.map(finding).collect()
}

/// Columns that others than the files of their folder can name.
///
/// In the folders below the graph a list is a column: whoever asks goes by a method of its table.
pub(crate) fn open_columns(files: &[SourceFile]) -> Vec<String> {
    let is_room = |file: &&SourceFile| {
        let below = file.path.strip_prefix("src/graph/");
        below.is_some_and(|below| below.contains('/'))
    };
    let mut findings = Vec::new();
    for file in files.iter().filter(is_room) {
        for (number, line) in (1..).zip(file.text.lines()) {
            let field = line.trim_start().strip_prefix("pub(crate) ");
            let kind = field.and_then(|field| Some(field.split_once(": ")?.1));
            if kind.is_some_and(|kind| kind.starts_with("Vec<") && kind.ends_with(',')) {
                findings.push(file.finding(number, "a column is open to others: give it a method"));
            }
        }
    }
    findings
}

/// A caption is one line that says the whole; what follows stands apart from it.
pub(crate) fn without_caption(files: &[SourceFile]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        let mut lines = file.text.lines();
        let first = lines.next().unwrap_or_default();
        let second = lines.next().unwrap_or_default();
        match first.strip_prefix("//! ") {
            None => findings.push(file.finding(1, "a file begins with its caption, `//! …`")),
            Some(caption) if !caption.ends_with(['.', '…']) || second.starts_with("//! ") => {
                findings.push(file.finding(1, "a caption is one line, and ends in a full stop"));
            }
            Some(_) => {}
        }
    }
    findings
}

#[test]
fn a_file_above_the_wall_is_found() {
    let (just, over) = ("\n".repeat(600), "\n".repeat(601));
    super::finds(
        too_long,
        &[("src/a.rs", &just), ("tests/it/b.rs", &over)],
        &["tests/it/b.rs:601: 601 lines, and the wall is at 600"],
    );
}

#[test]
fn a_crowded_folder_is_found() {
    let paths: Vec<String> = (0..12)
        .map(|number| format!("src/view/v{number}.rs"))
        .chain((0..13).map(|number| format!("src/view/holds/h{number}.rs")))
        .chain((0..13).map(|number| format!("tests/it/t{number}.rs")))
        .collect();
    let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
    super::finds(
        crowded,
        &files,
        &["src/view/holds: 13 files, and 12 are the most"],
    );
}

#[test]
fn an_open_column_is_found() {
    super::finds(
        open_columns,
        &[
            (
                "src/graph/events/a.rs",
                "struct A {\n    pub(super) days: Vec<u16>,\n    pub(crate) deaths: Vec<u32>,\n}\n",
            ),
            (
                "src/graph/b.rs",
                "struct B {\n    pub(crate) days: Vec<u16>,\n}\n",
            ),
            (
                "src/graph/events/c.rs",
                "pub(crate) fn c(days: Vec<u16>) -> Vec<u16> {}\n",
            ),
        ],
        &["src/graph/events/a.rs:3: a column is open to others: give it a method"],
    );
}

#[test]
fn a_file_without_its_caption_is_found() {
    super::finds(
        without_caption,
        &[
            ("src/a.rs", "//! A caption.\n//!\n//! And more.\n"),
            ("src/b.rs", "use std::fmt;\n//! Too late.\n"),
            ("src/c.rs", ""),
            ("src/d.rs", "//! A caption that takes\n//! two lines.\n"),
            ("src/e.rs", "//! No full stop\n"),
        ],
        &[
            "src/b.rs:1: a file begins with its caption, `//! …`",
            "src/c.rs:1: a file begins with its caption, `//! …`",
            "src/d.rs:1: a caption is one line, and ends in a full stop",
            "src/e.rs:1: a caption is one line, and ends in a full stop",
        ],
    );
}
