//! What it costs to make a graph of Parquet files, beside reading them alone.
//!
//! `cargo bench --features parquet --bench columns -- [--events N] [--seed S] [--repeat N] [--keep 1]`; what each line
//! means and the figures are in `benches/README.md`.

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

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray, new_null_array,
};
use arrow_schema::DataType;
use clock::Clock;
use dice::Dice;
use factions::import::ParquetTables;
use factions::{ActorGraph, ActorKind, Bulk, Day, RankBy, Step, date};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// In how many files the events are.
const FILES: usize = 8;

/// How many rows are made at once.
const ROWS: usize = 1 << 16;

const ACTORS: u32 = 2_000;

fn main() -> ExitCode {
    options::run(|| {
        let [events, seed, repeat, keep] = options::numbers([
            ("--events", 1_000_000),
            ("--seed", 1),
            ("--repeat", 3),
            ("--keep", 0),
        ])?;
        let folder = std::env::temp_dir().join(format!("factions-columns-{events}-{seed}"));
        let done = run(&folder, events as usize, seed.into(), repeat as usize);
        if keep > 0 {
            println!("KEPT {}", folder.display());
        } else {
            // what is left over of a run that failed is in no one's way
            let _ = fs::remove_dir_all(&folder);
        }
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
    if let Some(graph) = &kept {
        let clock = Clock::start();
        let months = graph.ever().tolls_by(Step::Month).steps.len();
        println!("TOLLS {months} months {:.3} s", clock.seconds());
        let clock = Clock::start();
        let dyads = graph.ever().top_dyads(RankBy::Events, 10).rows.len();
        println!("TOP {dyads} dyads {:.3} s", clock.seconds());
    }
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
///
/// The files have the columns that queries read, and stand beside places and who was at which.
fn write(folder: &Path, events: usize, seed: u64) -> Result<u64, Box<dyn Error>> {
    for table in ["events", "event_places", "places", "actors"] {
        fs::create_dir_all(folder.join(table))?;
    }
    write_one(&folder.join("places/all.parquet"), &places()?)?;
    write_one(&folder.join("actors/all.parquet"), &actors()?)?;
    let mut dice = Dice(seed);
    let first = Day::from(date(1989, 1, 1)).number();
    let mut killed = 0;
    let each = events.div_ceil(FILES);
    for file in 0..FILES {
        let name = format!("part-{file}.parquet");
        let mut writers = ["events", "event_places"].map(|table| Writer {
            path: folder.join(table).join(&name),
            open: None,
        });
        let (from, to) = (file * each, ((file + 1) * each).min(events));
        for first_row in (from..to).step_by(ROWS) {
            let own = first_row..(first_row + ROWS).min(to);
            let ids: Vec<String> = own.map(|row| format!("{row:016x}")).collect();
            writers[0].write(&batch(&ids, &mut dice, first, &mut killed)?)?;
            writers[1].write(&event_places(&ids, &mut dice)?)?;
        }
        for writer in writers {
            writer.close()?;
        }
    }
    Ok(killed)
}

/// A file, from its first batch on.
struct Writer {
    path: PathBuf,
    open: Option<ArrowWriter<File>>,
}

impl Writer {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Box<dyn Error>> {
        let writer = if let Some(writer) = &mut self.open {
            writer
        } else {
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
                .build();
            let file = File::create(&self.path)?;
            let writer = ArrowWriter::try_new(file, batch.schema(), Some(properties))?;
            self.open.insert(writer)
        };
        Ok(writer.write(batch)?)
    }

    fn close(self) -> Result<(), Box<dyn Error>> {
        if let Some(writer) = self.open {
            writer.close()?;
        }
        Ok(())
    }
}

fn write_one(path: &Path, batch: &RecordBatch) -> Result<(), Box<dyn Error>> {
    let mut writer = Writer {
        path: path.to_owned(),
        open: None,
    };
    writer.write(batch)?;
    writer.close()
}

/// How many places there are, and of how many countries.
const PLACES: u32 = 3_000;
const COUNTRIES: u32 = 30;

fn place(number: u32) -> String {
    format!("place-{number}")
}

fn texts<T: AsRef<str>>(all: impl IntoIterator<Item = T>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(all))
}

fn places() -> Result<RecordBatch, Box<dyn Error>> {
    let country = |place: u32| {
        let letter = |number: u32| char::from_digit(10 + number % 26, 36).unwrap_or('x');
        let number = place % COUNTRIES;
        let code = [letter(number / 26), letter(number)];
        code.iter().collect::<String>().to_uppercase()
    };
    let nothing = new_null_array(&DataType::Float64, PLACES as usize);
    Ok(RecordBatch::try_from_iter(vec![
        ("key", texts((0..PLACES).map(place))),
        ("name", texts((0..PLACES).map(place))),
        ("country", texts((0..PLACES).map(country))),
        ("latitude", nothing.clone()),
        ("longitude", nothing),
    ])?)
}

fn actors() -> Result<RecordBatch, Box<dyn Error>> {
    let nothing = new_null_array(&DataType::Utf8, ACTORS as usize);
    Ok(RecordBatch::try_from_iter(vec![
        ("key", texts((0..ACTORS).map(key))),
        ("name", texts((0..ACTORS).map(key))),
        ("short", nothing),
        ("kind", texts((0..ACTORS).map(|_| "armed-group"))),
    ])?)
}

fn event_places(ids: &[String], dice: &mut Dice) -> Result<RecordBatch, Box<dyn Error>> {
    Ok(RecordBatch::try_from_iter(vec![
        ("statement", texts(ids)),
        (
            "place",
            texts(ids.iter().map(|_| place(dice.skewed(PLACES)))),
        ),
    ])?)
}

/// A list with one text in each row, or with none.
fn lists(of_row: &[Option<&str>]) -> ArrayRef {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for text in of_row {
        if let Some(text) = text {
            lists.values().append_value(text);
        }
        lists.append(true);
    }
    Arc::new(lists.finish())
}

fn batch(
    ids: &[String],
    dice: &mut Dice,
    first: i32,
    killed: &mut u64,
) -> Result<RecordBatch, Box<dyn Error>> {
    let keys: Vec<String> = (0..ACTORS).map(key).collect();
    let (mut kinds, mut forms) = (Vec::new(), Vec::new());
    let (mut a, mut b) = (Vec::new(), Vec::new());
    let (mut min, mut max) = (Vec::new(), Vec::new());
    let (mut low, mut best, mut high) = (Vec::new(), Vec::new(), Vec::new());
    let rows = ids.len();
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
    let same = |text: &'static str| texts((0..rows).map(|_| text));
    let number = |number: i64| -> ArrayRef { Arc::new(Int64Array::from(vec![number; rows])) };
    let truth = |truth: bool| -> ArrayRef { Arc::new(BooleanArray::from(vec![truth; rows])) };
    let (no_text, no_list) = (
        new_null_array(&DataType::Utf8, rows),
        lists(&vec![None; rows]),
    );
    let sides = [&a, &b].map(|side| {
        let each: Vec<Option<&str>> = side.iter().map(|&key| Some(key)).collect();
        lists(&each)
    });
    let days = min.iter().zip(&max);
    let states = texts(days.map(|(min, max)| if min == max { "day" } else { "range" }));
    let [side_a, side_b] = sides;
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("id", texts(ids)),
        ("id_given", truth(false)),
        ("happening", texts(ids)),
        ("tellings", number(1)),
        ("kind", Arc::new(StringArray::from(kinds))),
        ("is_violent", truth(true)),
        ("form", Arc::new(StringArray::from(forms))),
        ("jointly", truth(false)),
        ("pairs", number(1)),
        ("pair_a", Arc::new(StringArray::from(a))),
        ("pair_b", Arc::new(StringArray::from(b))),
        ("side_a", side_a),
        ("side_b", side_b),
        ("places", no_list.clone()),
        ("certainty", same("reported")),
        ("certainty_rank", number(4)),
        ("claimants", no_list.clone()),
        ("hedge", no_text.clone()),
        ("sources", no_list.clone()),
        ("known_min", new_null_array(&DataType::Date32, rows)),
        ("withdrawn_state", same("never")),
        ("day_state", states),
        ("day_min", Arc::new(Date32Array::from(min))),
        ("day_max", Arc::new(Date32Array::from(max))),
        ("killed_low", Arc::new(Int64Array::from(low))),
        ("killed_best", Arc::new(Int64Array::from(best))),
        ("killed_high", Arc::new(Int64Array::from(high))),
        ("killed_certainty", same("reported")),
        ("killed_certainty_rank", number(4)),
        ("killed_claimants", no_list),
        ("killed_hedge", no_text.clone()),
        ("reason", no_text.clone()),
        ("note", no_text),
    ];
    Ok(RecordBatch::try_from_iter(columns)?)
}
