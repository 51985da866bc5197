//! A day of questions: what the process holds after the first of them, and after the last.
//!
//! `cargo bench --bench long_run -- [--questions N]`; a hundred million are a day of a busy desk. It fails
//! if the peak of memory has grown by more than one per cent since the first hundredth of them.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured"
)]

#[path = "workload/clock.rs"]
#[expect(dead_code, reason = "another bench takes medians")]
mod clock;
#[path = "workload/dice.rs"]
#[expect(dead_code, reason = "another bench has skewed numbers")]
mod dice;
#[path = "workload/options.rs"]
mod options;

use clock::{Clock, peak_rss};
use dice::Dice;
use factions::{ActorGraph, Day, Record, date};
use std::hint::black_box;
use std::process::ExitCode;

const MALI: &str = include_str!("../examples/data/mali.toml");

fn main() -> ExitCode {
    options::run(|| {
        let [questions] = options::numbers([("--questions", 1_000_000)])?;
        let record = Record::from_toml(MALI).map_err(|problems| problems.to_string())?;
        let graph = ActorGraph::new(record);
        let mut dice = Dice(1);
        let clock = Clock::start();
        let warm = (questions / 100).max(2_000);
        let mut before = 0;
        for number in 0..questions.max(warm + 1) {
            if number == warm {
                before = peak_rss();
            }
            ask(&graph, &mut dice);
        }
        let after = peak_rss();
        println!("questions\t{questions}");
        println!("seconds\t{:.1}", clock.seconds());
        println!("peak after the first hundredth\t{before}");
        println!("peak after the last\t{after}");
        if after > before + before / 100 {
            return Err(format!("the peak grew from {before} to {after} bytes"));
        }
        Ok(())
    })
}

/// One question of an actor, a pair, a day or a span at random; one in a thousand is a whole file.
fn ask(graph: &ActorGraph, dice: &mut Dice) {
    let count = u32::try_from(graph.actors().len()).unwrap_or(u32::MAX);
    let mut actor = || {
        graph
            .actors()
            .nth(dice.roll(count) as usize)
            .expect("there are so many")
    };
    let (a, b) = (actor(), actor());
    let first = Day::from(date(2023, 8, 1)).number();
    let day = Day::new(first + dice.days(90))
        .date()
        .expect("a day of 2023");
    let view = graph.at(day);
    match dice.roll(1000) {
        0 => drop(black_box(view.to_gexf())),
        1 => drop(black_box(view.to_timeline().to_html())),
        2 => drop(black_box(graph.ever().to_dot().draw())),
        3 => drop(black_box(graph.ever().changes())),
        4 => drop(black_box(graph.ever().contradictions())),
        few if few < 40 => drop(black_box(view.stance(a, b))),
        few if few < 80 => drop(black_box(view.known_on(day).members(a))),
        few if few < 120 => drop(black_box(view.events())),
        few if few < 400 => drop(black_box(view.allies(a))),
        few if few < 700 => drop(black_box(view.neighbors(a).count())),
        _ => drop(black_box(graph.ever().toll_between(a, b))),
    }
}
