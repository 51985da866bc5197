//! What it costs to make a graph of Parquet files, beside reading them alone.
//!
//! `cargo bench --features parquet --bench columns -- [--events N] [--seed S] [--repeat N]`; what each line means and
//! the figures are in `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured"
)]

#[path = "workload/clock.rs"]
mod clock;
#[path = "workload/dice.rs"]
mod dice;
#[path = "workload/options.rs"]
mod options;

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use clock::Clock;
use dice::Dice;
use factions::import::ParquetTables;
use factions::{ActorGraph, ActorKind, Bulk, Day, date};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// In how many files the events are.
const FILES: usize = 8;

/// How many rows are made at once.
const ROWS: usize = 1 << 16;

const ACTORS: u32 = 2_000;

fn main() -> ExitCode {
    options::run(|| {
        let [events, seed, repeat] =
            options::numbers([("--events", 1_000_000), ("--seed", 1), ("--repeat", 3)])?;
        let folder = std::env::temp_dir().join(format!("factions-columns-{events}-{seed}"));
        let done = run(&folder, events as usize, seed.into(), repeat as usize);
        // what is left over of a run that failed is in no one's way
        let _ = fs::remove_dir_all(&folder);
        done.map_err(|error| error.to_string())
    })
}

fn run(folder: &Path, events: usize, seed: u64, repeat: usize) -> Result<(), Box<dyn Error>> {
    let clock = Clock::start();
    let killed = write(folder, events, seed)?;
    println!("WRITE {events} {:.2} s", clock.seconds());
    let tables = ParquetTables::open(folder)?;
    let (mut reads, mut graphs) = (Vec::new(), Vec::new());
    for _ in 0..repeat {
        let clock = Clock::start();
        let mut rows = 0;
        for batch in tables.bulk("events")? {
            rows += batch?.num_rows();
        }
        reads.push(clock.seconds());
        if rows != events {
            return Err(format!("{rows} of {events} rows were read").into());
        }
        let clock = Clock::start();
        let graph = graph(&tables)?;
        graphs.push(clock.seconds());
        let total = graph.ever().toll().all();
        if (total.happenings, total.best()) != (events as u64, Some(killed)) {
            return Err(format!("{total:?}, and {killed} were killed in {events}").into());
        }
    }
    let (read, made) = (clock::median(reads), clock::median(graphs));
    println!("READ {events} {read:.2} s");
    println!("GRAPH {events} {made:.2} s");
    println!("GRAPH / READ {:.1}", made / read);
    let mut kept = None;
    let memory = allocation_counter::measure(|| kept = graph(&tables).ok());
    let (events, held) = (events as u64, memory.bytes_current.unsigned_abs());
    println!("MEM {held} bytes kept, {} an event", held / events);
    println!(
        "MEM_BUILD {} bytes at most, {:.2} of what is kept",
        memory.bytes_max,
        ratio(memory.bytes_max, held)
    );
    println!("PEAK {} bytes", clock::peak_rss());
    drop(kept);
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
fn ratio(one: u64, other: u64) -> f64 {
    one as f64 / other as f64
}

fn graph(tables: &ParquetTables) -> Result<ActorGraph, Box<dyn Error>> {
    let mut bulk = Bulk::new();
    for number in 0..ACTORS {
        bulk.actor(&key(number), ActorKind::ArmedGroup);
    }
    let mut batches = bulk.batches();
    for batch in tables.bulk("events")? {
        batches.events(&batch?)?;
    }
    Ok(batches.build()?)
}

fn key(number: u32) -> String {
    format!("actor-{number}")
}

/// Writes events like those of UCDP's: two actors, a day or in one of twenty cases a span, three figures. How
/// many were killed in all.
fn write(folder: &Path, events: usize, seed: u64) -> Result<u64, Box<dyn Error>> {
    fs::create_dir_all(folder.join("events"))?;
    let mut dice = Dice(seed);
    let first = Day::from(date(1989, 1, 1)).number();
    let mut killed = 0;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .build();
    let each = events.div_ceil(FILES);
    for file in 0..FILES {
        let mut rows = each.min(events.saturating_sub(file * each));
        let mut writer: Option<ArrowWriter<File>> = None;
        while rows > 0 {
            let own = rows.min(ROWS);
            rows -= own;
            let batch = batch(own, &mut dice, first, &mut killed)?;
            let writer = if let Some(writer) = &mut writer {
                writer
            } else {
                let path = folder.join(format!("events/part-{file}.parquet"));
                let properties = Some(properties.clone());
                writer.insert(ArrowWriter::try_new(
                    File::create(path)?,
                    batch.schema(),
                    properties,
                )?)
            };
            writer.write(&batch)?;
        }
        if let Some(writer) = writer {
            writer.close()?;
        }
    }
    Ok(killed)
}

fn batch(
    rows: usize,
    dice: &mut Dice,
    first: i32,
    killed: &mut u64,
) -> Result<RecordBatch, Box<dyn Error>> {
    let keys: Vec<String> = (0..ACTORS).map(key).collect();
    let (mut kinds, mut forms) = (Vec::new(), Vec::new());
    let (mut a, mut b) = (Vec::new(), Vec::new());
    let (mut min, mut max) = (Vec::new(), Vec::new());
    let (mut low, mut best, mut high) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rows {
        let (kind, form) = match dice.roll(10) {
            0..6 => ("clash", "sided"),
            6..9 => ("violence-against-civilians", "directed"),
            _ => ("strike", "directed"),
        };
        kinds.push(kind);
        forms.push(form);
        let one = dice.skewed(ACTORS);
        let step = dice.skewed(ACTORS - 1) + 1;
        a.push(&*keys[one as usize]);
        b.push(&*keys[((one + step) % ACTORS) as usize]);
        let day = first + dice.days(36 * 365);
        min.push(day);
        max.push(if dice.roll(20) == 0 {
            day + dice.days(30) + 1
        } else {
            day
        });
        let figure = i64::from(dice.skewed(40));
        let (below, above) = (i64::from(dice.roll(3)), i64::from(dice.roll(5)));
        low.push((figure - below).max(0));
        best.push(figure);
        high.push(figure + above);
        *killed += figure.unsigned_abs();
    }
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("kind", Arc::new(StringArray::from(kinds))),
        ("form", Arc::new(StringArray::from(forms))),
        ("pair_a", Arc::new(StringArray::from(a))),
        ("pair_b", Arc::new(StringArray::from(b))),
        ("day_min", Arc::new(Date32Array::from(min))),
        ("day_max", Arc::new(Date32Array::from(max))),
        ("killed_low", Arc::new(Int64Array::from(low))),
        ("killed_best", Arc::new(Int64Array::from(best))),
        ("killed_high", Arc::new(Int64Array::from(high))),
    ];
    Ok(RecordBatch::try_from_iter(columns)?)
}
