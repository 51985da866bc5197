//! A data set as it was downloaded, into a record, and a report of what became of every row.
//!
//! Without arguments: invented rows in the layout of UCDP GED, beside an invented record.
//!
//! ```text
//! cargo run --release --example load
//! cargo run --release --example load -- ged.csv --with mali.toml -o mali-2023.toml
//! ```
//!
//! `--help` names the choices; what the example prints without arguments stands in
//! `examples/expected/load.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::Record;
use factions::import::Crosswalk;
use factions::import::data_sets::{DataSetOptions, DataSetReader};
use std::process::ExitCode;
use support::options::{Options, Spec};
use support::stop::{Stop, print, warn};

const SPEC: Spec = Spec {
    help: "\
A data set as it was downloaded, into a record, and a report of what became of every row.

Usage: load [FILE] [OPTIONS]

  FILE              UCDP GED or Candidate as CSV or pages of the API, packed by gzip or not

  --with RECORD     a record, whose actors the rows are matched to and which stands beside them
  --crosswalk FILE  who is who, by ids and names: a table in TOML
  --suggest FILE    writes that table, to be corrected by hand and given back
  -o FILE           where the record is written: .toml, .json or .jsonl; without it the report alone
  --as-of DAY       the last day of which the data set speaks
  --native          carries along what is no part of the model
  --strict          fails if a row is set aside
  --time            says how many rows were read in how much time and memory
  -h, --help        this text
",
    values: &["--with", "--crosswalk", "--suggest", "-o", "--as-of"],
    flags: &["--native", "--strict", "--time"],
};

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let stop = |error: &dyn std::fmt::Display| Stop::Record(format!("error: {error}"));
    let with = options.value("--with");
    let record = with.map(Record::load).transpose().map_err(|e| stop(&e))?;
    let mut choices = DataSetOptions::default();
    choices.as_of = options.day("--as-of")?;
    choices.native = options.has("--native");
    let mut reader = DataSetReader::new().options(choices);
    if let (Some(name), Some(record)) = (with, &record) {
        reader = reader.beside(name, record);
    }
    if let Some(path) = options.value("--crosswalk") {
        reader = reader.crosswalk(Crosswalk::load(path).map_err(|e| stop(&e))?);
    }
    let Some(file) = options.file() else {
        return Err(Stop::usage("no file is named", "name one"));
    };
    let import = reader.load(file).map_err(|e| stop(&e))?;
    warn(&import.report.to_string());
    if let Some(path) = options.value("--suggest") {
        std::fs::write(path, import.crosswalk.to_toml()).map_err(Stop::Write)?;
    }
    if let Some(path) = options.value("-o") {
        let text = if path.ends_with(".json") {
            import.record.to_json()
        } else if path.ends_with(".jsonl") {
            import.record.to_json_lines()
        } else {
            import.record.to_toml()
        };
        std::fs::write(path, text).map_err(Stop::Write)?;
    }
    print(&format!(
        "{} actors, {} statements\n",
        import.record.actors().len(),
        import.record.statements().len()
    ))
}
