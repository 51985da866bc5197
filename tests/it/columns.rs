//! The tables of columns: what `docs/COLUMNS.md` says of them is what the crate has.

#[cfg(feature = "arrow")]
mod batches;
#[cfg(feature = "arrow")]
mod cells;
#[cfg(feature = "parquet")]
mod files;
#[cfg(feature = "arrow")]
mod read;
#[cfg(feature = "arrow")]
mod when;

use factions::record::TableSchema;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The tables as the page has them.
fn told() -> String {
    let mut out = String::new();
    for table in TableSchema::ALL {
        let TableSchema {
            name, row, columns, ..
        } = table;
        write!(out, "\n### `{name}`\n\n{row}\n\n").expect("a text takes it");
        out.push_str("| column | type | unit | meaning |\n|---|---|---|---|\n");
        for column in columns {
            let or_null = if column.is_nullable { " or `NULL`" } else { "" };
            let unit = if column.unit.is_empty() {
                " ".to_owned()
            } else {
                format!(" {} ", column.unit)
            };
            writeln!(
                out,
                "| `{}` | {}{or_null} |{unit}| {} |",
                column.name, column.of, column.meaning
            )
            .expect("a text takes it");
        }
    }
    out.push('\n');
    out
}

#[test]
fn the_page_of_columns_is_what_the_crate_has() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/COLUMNS.md");
    let page = fs::read_to_string(&path).expect("there is such a page");
    let (begin, end) = ("<!-- columns: begin -->\n", "<!-- columns: end -->");
    let (head, rest) = page.split_once(begin).expect("the tables are marked");
    let (list, tail) = rest.split_once(end).expect("their end is marked");
    let told = told();
    if std::env::var_os("UPDATE_EXPECTED").is_some_and(|value| value == "1") {
        fs::write(&path, format!("{head}{begin}{told}{end}{tail}")).expect("it is written");
        return;
    }
    // `UPDATE_EXPECTED=1 cargo test --test it columns` writes them anew
    assert_eq!(list, told);
}

#[test]
fn every_name_stands_in_sql_without_quotes_and_once() {
    // reserved in standard SQL, DuckDB, DataFusion or Spark
    let reserved = "all and any as at between by case cast check day do end exists false for from \
                    group having in is join left like limit natural not null of offset on or order \
                    over right select start table then to true union unique user using values when \
                    where window with";
    let reserved: BTreeSet<&str> = reserved.split_whitespace().collect();
    let mut tables = BTreeSet::new();
    for table in TableSchema::ALL {
        assert!(tables.insert(table.name), "{}: twice", table.name);
        let mut names = BTreeSet::new();
        for name in [table.name]
            .into_iter()
            .chain(table.columns.iter().map(|column| column.name))
        {
            assert!(!reserved.contains(name), "{}.{name}", table.name);
            let is_plain = |c: char| c.is_ascii_lowercase() || c == '_';
            assert!(name.chars().all(is_plain), "{}.{name}", table.name);
        }
        for column in table.columns {
            assert!(
                names.insert(column.name),
                "{}.{}: twice",
                table.name,
                column.name
            );
        }
    }
}
