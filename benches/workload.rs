//! What ten million events cost: the questions W1 to W9, asked through the public API.
//!
//! `cargo bench --bench workload -- [DIR] [--repeat N] [--events N] [--only W2] [--filters] [--doubt]`; what
//! each line means, the method and the figures are in `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured"
)]

#[path = "workload/ask.rs"]
mod ask;
#[path = "workload/clock.rs"]
mod clock;
#[path = "workload/data.rs"]
mod data;
#[path = "workload/dice.rs"]
mod dice;
#[path = "workload/doubt.rs"]
mod doubt;
#[path = "workload/naive.rs"]
mod naive;

use ask::Question;
use clock::{Clock, median, peak_rss};
use data::Data;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the caller asks for.
struct Options {
    /// The folder of a workload; `None`: data of the same shape is made up.
    folder: Option<PathBuf>,
    repeat: usize,
    events: usize,
    has_filters: bool,
    /// Whether nothing is asked but what uncertain days cost.
    is_doubt_alone: bool,
    /// The name of the only question asked, if not all are.
    only: Option<String>,
}

fn main() -> ExitCode {
    match options().and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        folder: None,
        repeat: 5,
        events: 100_000,
        has_filters: false,
        is_doubt_alone: false,
        only: None,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || {
            let number = words.next().and_then(|word| word.parse().ok());
            let number = number.filter(|&number: &usize| number > 0);
            number.ok_or_else(|| format!("`{word}` needs a number above 0"))
        };
        match word.as_str() {
            // cargo's own
            "--bench" => {}
            "--repeat" => options.repeat = number()?,
            "--events" => options.events = number()?,
            "--filters" => options.has_filters = true,
            "--doubt" => options.is_doubt_alone = true,
            "--only" => options.only = words.next(),
            _ if word.starts_with('-') => return Err(format!("there is no option `{word}`")),
            _ => options.folder = Some(PathBuf::from(word)),
        }
    }
    Ok(options)
}

fn run(options: &Options) -> Result<(), String> {
    let read = |folder: &Path| {
        let data = Data::read(folder);
        data.map_err(|error| format!("{}: {error}", folder.display()))
    };
    let mut data = match &options.folder {
        Some(folder) => read(folder)?,
        None => data::made_up(options.events),
    };
    if options.is_doubt_alone {
        let graph = data.graph();
        doubt::of_days(options.repeat, &mut data, &graph, options.only.as_deref());
        return Ok(());
    }
    let rows = data.events.len() + data.relations.len();
    let (seconds, graph) = repeated(options.repeat, || data.graph());
    line("W1", rows, seconds, "-");
    if let Some(folder) = &options.folder {
        // the file is read within the time, too
        let repeat = options.repeat.min(3);
        let again = repeated(repeat, || read(folder).map(|data| data.graph()));
        line("W1b", rows, again.0, "-");
    } else {
        naive::check(&data, &graph)?;
    }
    for question in Question::ALL {
        if options
            .only
            .as_ref()
            .is_some_and(|only| only != question.name())
        {
            continue;
        }
        let (time, sum) = ask::timed(options.repeat, || question.sum(&graph, &data));
        line(question.name(), question.count(&data), time, sum);
    }
    if options.has_filters {
        doubt::run(options.repeat, &mut data, &graph);
    }
    drop(graph);
    let mut second = None;
    let memory = allocation_counter::measure(|| second = Some(data.graph()));
    black_box(&second);
    println!("MEM\t{}\t{}", memory.bytes_current, peak_rss());
    println!("MEM_BUILD\t{}\t{}", memory.bytes_max, memory.count_total);
    Ok(())
}

/// Makes a thing several times; the median of the seconds, and the last one.
fn repeated<T>(repeat: usize, make: impl Fn() -> T) -> (f64, T) {
    let clock = Clock::start();
    let mut last = make();
    let mut times = vec![clock.seconds()];
    for _ in 1..repeat {
        // the former one goes before the clock starts
        drop(last);
        let clock = Clock::start();
        last = make();
        times.push(clock.seconds());
    }
    (median(times), last)
}

fn line(name: &str, count: usize, seconds: f64, sum: impl std::fmt::Display) {
    println!("{name}\t{count}\t{seconds:.9}\t{sum}");
}
