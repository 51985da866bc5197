//! What reading a record costs, beside plain structs that take the same file and check nothing.
//!
//! `cargo bench --bench load -- [--statements N] [--seed S] [--repeat N]`, and of a data set
//! `cargo bench --bench load -- --ged N`; what each line means, the method and the figures are in
//! `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured"
)]

#[path = "workload/clock.rs"]
#[expect(dead_code, reason = "the memory of each phase is counted by itself")]
mod clock;
#[path = "load/data.rs"]
mod data;
#[path = "workload/dice.rs"]
mod dice;
#[path = "load/ged.rs"]
mod ged;
#[path = "load/mirror.rs"]
mod mirror;
#[path = "workload/options.rs"]
mod options;

use clock::Clock;
use factions::import::Import;
use factions::import::data_sets::{DataSetOptions, DataSetReader, Kept};
use factions::{ActorGraph, Record};
use mirror::Line;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the caller asks for.
struct Options {
    statements: u32,
    /// Rows of a data set; 0: a record is read.
    ged: u32,
    seed: u64,
    repeat: usize,
}

fn main() -> ExitCode {
    options::run(|| {
        let [statements, ged, seed, repeat] = options::numbers([
            ("--statements", 100_000),
            ("--ged", 0),
            ("--seed", 1997),
            ("--repeat", 3),
        ])?;
        let options = Options {
            statements,
            ged,
            seed: seed.into(),
            repeat: repeat as usize,
        };
        match ged {
            0 => run(&options),
            _ => run_ged(&options),
        }
    })
}

/// A file that goes when it is dropped.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.0));
    }
}

/// Makes a file of this ending.
fn made(
    ending: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
) -> Result<Temporary, String> {
    let name = format!("factions-bench-{}.{ending}", std::process::id());
    let file = Temporary(std::env::temp_dir().join(name));
    let in_words = |error: std::io::Error| format!("{}: {error}", file.0.display());
    let mut out = BufWriter::new(File::create(&file.0).map_err(in_words)?);
    write(&mut out).map_err(in_words)?;
    out.flush().map_err(in_words)?;
    Ok(file)
}

/// Rows of a data set: their cells alone, the record, and the graph of it.
fn run_ged(options: &Options) -> Result<(), String> {
    let count = options.ged;
    let file = made("csv", |out| ged::write(count, options.seed, out))?;
    let path = &file.0;
    let cells = measured(options.repeat, || Ok(()), |()| cells(path))?;
    print("cells", count, &cells);
    for (names, has_losses, kept) in [
        (["read", "read-to-graph"], true, Kept::Record),
        (["no-losses", "no-losses-to-graph"], false, Kept::Record),
        (["rows", "rows-to-graph"], true, Kept::Rows),
        (
            ["no-losses-rows", "no-losses-rows-to-graph"],
            false,
            Kept::Rows,
        ),
    ] {
        let import = || -> Result<Import, String> {
            let mut options = DataSetOptions::default();
            options.ged.losses = has_losses;
            options.kept = kept;
            let import = DataSetReader::new().options(options).load(path);
            let import = import.map_err(|error| error.to_string())?;
            let report = &import.report;
            if (report.read, report.made) != (count.into(), count.into()) {
                return Err(format!("not all rows were made: {report}"));
            }
            Ok(import)
        };
        let parts = || import().map(|import| (import.record, import.rows));
        let read = measured(options.repeat, || Ok(()), |()| parts())?;
        print(names[0], count, &read);
        let graph = || {
            let (record, rows) = parts()?;
            let graph = ActorGraph::with_rows(record, rows.unwrap_or_default());
            graph.map_err(|error| error.to_string())
        };
        let graph = measured(options.repeat, || Ok(()), |()| graph())?;
        print(names[1], count, &graph);
    }
    Ok(())
}

/// How many bytes the cells of a table have.
fn cells(path: &Path) -> Result<usize, String> {
    let mut reader = csv::Reader::from_path(path).map_err(|error| error.to_string())?;
    let mut row = csv::ByteRecord::new();
    let mut bytes = 0;
    while (reader.read_byte_record(&mut row)).map_err(|error| error.to_string())? {
        bytes += row.as_slice().len();
    }
    Ok(bytes)
}

fn run(options: &Options) -> Result<(), String> {
    let file = made("jsonl", |out| {
        data::write(options.statements, options.seed, out).map(drop)
    })?;
    let path = &file.0;
    let load = || Record::load(path).map_err(|error| error.to_string());
    let count = options.statements;
    // the first reading of a file costs more than others
    let lines = structs(path)?.len();
    if lines < count as usize {
        return Err(format!("{lines} lines are fewer than the statements"));
    }
    let serde = measured(options.repeat, || Ok(()), |()| structs(path))?;
    print("serde", count, &serde);
    print(
        "load",
        count,
        &measured(options.repeat, || Ok(()), |()| load())?,
    );
    let graph = measured(options.repeat, load, |record| Ok(ActorGraph::new(record)))?;
    print("graph", count, &graph);
    Ok(())
}

/// The lines of a file as plain structs.
fn structs(path: &Path) -> Result<Vec<Line>, String> {
    let mut stream =
        BufReader::with_capacity(1 << 16, File::open(path).map_err(|e| e.to_string())?);
    let mut lines = Vec::new();
    let mut text = String::new();
    while stream.read_line(&mut text).map_err(|e| e.to_string())? > 0 {
        lines.push(Line::read(&text)?);
        text.clear();
    }
    Ok(lines)
}

/// What a phase costs.
struct Cost {
    /// CPU seconds, the fewest of several runs.
    seconds: f64,
    /// The most bytes at once, beyond those that were there before.
    peak: u64,
    /// The bytes that what it made holds; without those that it took over.
    held: i64,
}

/// Does a thing several times, each time by itself, and once more to count the memory.
fn measured<I, T>(
    repeat: usize,
    prepare: impl Fn() -> Result<I, String>,
    phase: impl Fn(I) -> Result<T, String>,
) -> Result<Cost, String> {
    let mut seconds = f64::INFINITY;
    for _ in 0..repeat {
        let input = prepare()?;
        let clock = Clock::start();
        let made = phase(input);
        seconds = seconds.min(clock.seconds());
        black_box(made?);
    }
    let input = prepare()?;
    let mut made = None;
    let memory = allocation_counter::measure(|| made = Some(phase(input)));
    black_box(made);
    Ok(Cost {
        seconds,
        peak: memory.bytes_max,
        held: memory.bytes_current,
    })
}

fn print(name: &str, count: u32, cost: &Cost) {
    let Cost {
        seconds,
        peak,
        held,
    } = cost;
    println!("{name}\t{count}\t{seconds:.6}\t{peak}\t{held}");
}
