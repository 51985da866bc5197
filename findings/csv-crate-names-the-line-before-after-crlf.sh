#!/usr/bin/env bash
# What csv 1.4.0 (crates.io, newest on 2026-11-30) says of where a row begins, when lines end in \r\n.
#
# A reader of tables that reports a bad row tells its line: `Position::line` of a record is documented as
# "the line number, starting at 1", so that the second row of a text is of line 2, whatever ends a line.
# Seen: with \n it is. With \r\n, which spreadsheets and most download pages of event data write, every row
# but the first has the number of the line *before* it, since the reader has passed the \r alone when the next row begins,
# and counts a line at the \n. With a bare \r, as old exports have it, all rows are of line 1.
# What to do: ask for the number of the record beside the line, and add one line for \r\n.
#
# Prints the lines for the three ends, and fails if they are no longer these.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "lines"
version = "0.1.0"
edition = "2021"
[dependencies]
csv = "=1.4.0"
TOML
cat >src/main.rs <<'RUST'
fn main() {
    for (name, end) in [("\\n", "\n"), ("\\r\\n", "\r\n"), ("\\r", "\r")] {
        let text = ["id,deaths", "1,3", "2,0", "3,7", ""].join(end);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let lines: Vec<u64> = reader
            .byte_records()
            .map(|row| row.unwrap().position().unwrap().line())
            .collect();
        println!("rows of lines 1 to 4 that end in {name}: lines {lines:?}");
    }
}
RUST
seen=$(cargo run --quiet)
printf '%s\n' "$seen"
[[ $seen == 'rows of lines 1 to 4 that end in \n: lines [1, 2, 3, 4]
rows of lines 1 to 4 that end in \r\n: lines [1, 1, 2, 3]
rows of lines 1 to 4 that end in \r: lines [1, 1, 1, 1]' ]]
