//! What the questions about a whole graph cost: series, components, lineages, contradictions and others.
//!
//! `cargo bench --bench questions -- [--statements N] [--seed S] [--repeat N]`; what each line means and the
//! figures are in `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured"
)]

#[path = "workload/clock.rs"]
#[expect(dead_code, reason = "another bench asks for memory and medians, too")]
mod clock;
#[path = "load/data.rs"]
mod data;
#[path = "workload/dice.rs"]
mod dice;
#[path = "workload/options.rs"]
mod options;

use clock::Clock;
use factions::{ActorGraph, ConflictRule, Record, Step, date};
use serde::Serialize;
use std::hint::black_box;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    options::run(|| {
        let [statements, seed, repeat] = options::numbers([
            ("--statements", 1_000_000),
            ("--seed", 1997),
            ("--repeat", 3),
        ])?;
        ask_all(&graph(statements, seed.into())?, repeat)
    })
}

fn graph(statements: u32, seed: u64) -> Result<ActorGraph, String> {
    let mut text = Vec::new();
    data::write(statements, seed, &mut text).map_err(|error| error.to_string())?;
    let record = Record::from_json_lines(&*text).map_err(|error| error.to_string())?;
    drop(text);
    Ok(ActorGraph::new(record))
}

fn ask_all(graph: &ActorGraph, repeat: u32) -> Result<(), String> {
    let all = graph.ever();
    let year = graph.during(date(2012, 1, 1)..date(2013, 1, 1));
    let day = graph.at(date(2012, 6, 1));
    line("series of all months", 1, repeat, || {
        all.series(Step::Month)
    })?;
    line("components", 1, repeat, || all.components())?;
    line("components of a year", 1, repeat, || year.components())?;
    line("components on a day", 1, repeat, || day.components())?;
    line("lineage of each", graph.actors().len(), repeat, || {
        let lineages = graph.actors().map(|actor| all.lineage(actor));
        lineages.collect::<Vec<_>>()
    })?;
    line("contradictions", 1, repeat, || all.contradictions())?;
    line("contradictions of a year", 1, repeat, || {
        year.contradictions()
    })?;
    line("events of a year", 1, repeat, || year.events())?;
    line("co-belligerents", 1, repeat, || all.co_belligerents())?;
    line("side switches", 1, repeat, || {
        all.side_switches(ConflictRule::Ambivalent)
    })
}

/// Asks several times: what was asked, how many questions, the fewest CPU seconds of a run, a checksum of
/// the answer as JSON and its bytes.
fn line<T: Serialize>(
    question: &str,
    count: usize,
    repeat: u32,
    mut ask: impl FnMut() -> T,
) -> Result<(), String> {
    let mut fewest = f64::INFINITY;
    let mut sum = Checksum::default();
    for round in 0..repeat {
        let clock = Clock::start();
        let answer = black_box(ask());
        fewest = fewest.min(clock.seconds());
        if round == 0 {
            serde_json::to_writer(&mut sum, &answer).map_err(|error| error.to_string())?;
        }
    }
    let Checksum { hash, bytes } = sum;
    println!("{question}\t{count}\t{fewest:.6}\t{hash:016x}\t{bytes}");
    io::stdout().flush().map_err(|error| error.to_string())
}

/// The bytes of an answer, hashed as they come (FNV-1a).
struct Checksum {
    hash: u64,
    bytes: u64,
}

impl Default for Checksum {
    fn default() -> Self {
        Self {
            hash: 0xCBF2_9CE4_8422_2325,
            bytes: 0,
        }
    }
}

impl Write for Checksum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for &byte in bytes {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
        }
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
