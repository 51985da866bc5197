//! What rows cost that are shaped like those of real data sets, beside rows that are all alike.
//!
//! `cargo bench --bench real -- [--events N] [--seed S] [--repeat N]`; what each line means, the shape of the
//! rows and the figures are in `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured"
)]

#[path = "workload/ask.rs"]
#[expect(dead_code, reason = "the other bench asks more")]
mod ask;
#[path = "workload/clock.rs"]
#[expect(dead_code, reason = "the other bench measures more")]
mod clock;
#[path = "workload/data.rs"]
#[expect(dead_code, reason = "the other bench reads files")]
mod data;
#[path = "workload/dice.rs"]
mod dice;
#[path = "workload/options.rs"]
mod options;
#[path = "real/shapes.rs"]
mod shapes;

use ask::Question;
use std::hint::black_box;
use std::process::ExitCode;

/// What the caller asks for.
struct Options {
    events: usize,
    seed: u64,
    repeat: usize,
}

fn main() -> ExitCode {
    options::run(|| {
        let [events, seed, repeat] =
            options::numbers([("--events", 1_000_000), ("--seed", 1), ("--repeat", 5)])?;
        run(&Options {
            events: events as usize,
            seed: seed.into(),
            repeat: repeat as usize,
        })
    })
}

/// The questions of the workload that are asked, each with its number.
const ASKED: [(Question, char); 3] = [
    (Question::Dyad, '4'),
    (Question::Clashes, '5'),
    (Question::Months, '9'),
];

fn run(options: &Options) -> Result<(), String> {
    let plain = data::seeded(options.events, options.seed);
    let declared = shapes::with_one_declaration(&plain);
    let real = shapes::real(&plain, options.seed);
    for (name, shape) in [('P', &plain), ('D', &declared)] {
        let graph = shape.graph();
        ask_all(options, name, &graph, &plain);
        drop(graph);
        memory(name, options.events, || shape.graph());
    }
    let ranged = shapes::with_ranges(&plain, options.seed);
    memory('G', options.events, || ranged.graph());
    drop(ranged);
    let graph = real.graph();
    shapes::check(&real, &graph, &plain)?;
    ask_all(options, 'R', &graph, &plain);
    drop(graph);
    memory('R', options.events, || real.graph());
    Ok(())
}

/// Asks the questions of the plain rows of a graph.
fn ask_all(options: &Options, shape: char, graph: &factions::ActorGraph, plain: &data::Data) {
    for (question, number) in ASKED {
        let (seconds, sum) = ask::timed(options.repeat, || question.sum(graph, plain));
        let count = question.count(plain);
        println!("{shape}{number}\t{count}\t{seconds:.9}\t{sum}");
    }
}

/// The bytes that a graph holds, in all and an event.
fn memory(shape: char, events: usize, graph: impl Fn() -> factions::ActorGraph) {
    let mut own = None;
    let memory = allocation_counter::measure(|| own = Some(graph()));
    black_box(&own);
    let bytes = u64::try_from(memory.bytes_current).unwrap_or(0);
    let each = bytes / events as u64;
    println!("MEM_{shape}\t{bytes}\t{each}");
}
