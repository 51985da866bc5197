//! What the busiest cost: of all days, and of each month, beside a loop by hand and each month by itself.
//!
//! `cargo bench --bench busiest -- [--events N] [--actors N] [--seed S] [--repeat N]`; what each line means
//! and the figures are in `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured"
)]

#[path = "workload/clock.rs"]
#[expect(dead_code, reason = "another bench asks for memory and medians, too")]
mod clock;
#[path = "workload/dice.rs"]
mod dice;
#[path = "workload/options.rs"]
mod options;

use clock::Clock;
use dice::Dice;
use factions::{
    ActorGraph, ActorKind, Bulk, BusyDyad, Day, Deaths, EventKind, EventRow, RankBy, Ranking,
    Record, RowActor, RowSide, Step, StepRanking, View, date,
};
use std::collections::HashMap;
use std::fmt::Write;
use std::hint::black_box;
use std::process::ExitCode;

/// 28 years.
const DAYS: i32 = 10_227;
const PLACES: u32 = 2_000;

/// A row as a loop has it: its day, the lower and the higher actor, how many were killed.
type Plain = (i32, u32, u32, u32);

struct Data {
    graph: ActorGraph,
    rows: Vec<Plain>,
}

fn main() -> ExitCode {
    options::run(|| {
        let [events, actors, seed, repeat] = options::numbers([
            ("--events", 1_000_000),
            ("--actors", 500),
            ("--seed", 1),
            ("--repeat", 5),
        ])?;
        let (seed, repeat) = (u64::from(seed), repeat as usize);
        measured("P", &made((events, actors), seed, false)?, repeat)?;
        // half of the events have a place, a tenth a third actor, a tenth a span of days, a fifth losses
        measured("R", &made((events, actors), seed, true)?, repeat)
    })
}

fn made((events, actors): (u32, u32), seed: u64, is_real: bool) -> Result<Data, String> {
    let mut text = String::from("format = 1\n[places]\n");
    for place in 0..PLACES {
        let _ = writeln!(text, "p{place:04} = {{ name = \"P{place}\" }}");
    }
    let record = Record::from_toml(&text).map_err(|error| error.to_string())?;
    let mut bulk = Bulk::onto(record);
    let called: Vec<RowActor> = (0..actors)
        .map(|number| bulk.actor(&format!("a{number:06}"), ActorKind::ArmedGroup))
        .collect();
    let places = (0..PLACES).filter_map(|place| bulk.place_by_key(&format!("p{place:04}")));
    let places: Vec<_> = places.collect();
    let first = Day::from(date(1996, 1, 1)).number();
    let mut dice = Dice(seed);
    let (mut rows, mut plain) = (Vec::new(), Vec::new());
    for at in 0..events as usize {
        let from = dice.skewed(actors);
        let to = (from + 1 + dice.skewed(actors - 1)) % actors;
        let (day, killed) = (first + dice.days(DAYS - 30), dice.roll(20));
        let [one, other] = [from, to].map(|actor| called[actor as usize]);
        let mut last = day;
        if is_real {
            if dice.roll(10) == 0 {
                last = day + dice.days(30);
            }
            let third = called[dice.skewed(actors) as usize];
            if dice.roll(10) == 0 && third != one && third != other {
                bulk.add_participant(at, RowSide::From, third);
            }
            if dice.roll(2) == 0 {
                bulk.add_place(at, places[dice.skewed(PLACES) as usize]);
            }
            if dice.roll(5) == 0 {
                bulk.add_loss(at, one, Deaths::exactly((killed / 2).into()));
            }
        }
        rows.push(EventRow {
            last: Day::new(last),
            killed: Some(Deaths::exactly(killed.into())),
            ..EventRow::new(EventKind::Clash, one, other, Day::new(day))
        });
        plain.push((day, from.min(to), from.max(to), killed));
    }
    let graph = bulk.build(&[], &rows).map_err(|error| error.to_string())?;
    plain.sort_unstable();
    Ok(Data { graph, rows: plain })
}

/// The pairs with the most deaths of each month: of each its first day, and how many of the first ones
/// were killed.
fn by_loop(rows: &[Plain], count: usize) -> Vec<(i32, Vec<u64>)> {
    let month = |row: &Plain| Step::Month.start(Day::new(row.0)).number();
    let mut months = Vec::new();
    let mut rest = rows;
    while let Some(one) = rest.first() {
        let first = month(one);
        let next = Step::Month.next(Day::new(first)).number();
        let (own, after) = rest.split_at(rest.partition_point(|row| row.0 < next));
        rest = after;
        let mut deaths: HashMap<(u32, u32), (u64, u64)> = HashMap::new();
        for &(_, low, high, killed) in own {
            let sums = deaths.entry((low, high)).or_default();
            sums.0 += u64::from(killed);
            sums.1 += 1;
        }
        let mut all: Vec<u64> = deaths.into_values().map(|sums| sums.0).collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        let last = all.get(count - 1).copied().unwrap_or(0);
        all.retain(|&deaths| deaths > 0 && deaths >= last);
        months.push((first, all));
    }
    months
}

/// The least CPU time of some runs, and what the answer sums to.
fn line(name: &str, question: &str, repeat: usize, mut ask: impl FnMut() -> u64) {
    let mut least = f64::INFINITY;
    let mut sum = 0;
    for _ in 0..repeat {
        let clock = Clock::start();
        sum = black_box(ask());
        least = least.min(clock.seconds());
    }
    println!("{name}\t{question}\t{:.3} ms\t{sum}", least * 1e3);
}

fn deaths_of(ranking: &Ranking<BusyDyad<'_>>) -> Vec<u64> {
    let rows = ranking.rows.iter();
    let rows = rows.map(|row| row.activity.toll.all().best().unwrap_or(0));
    rows.collect()
}

fn rows_in<T>(steps: &[StepRanking<T>]) -> u64 {
    steps
        .iter()
        .map(|step| step.ranking.rows.len() as u64)
        .sum()
}

fn measured(shape: &str, data: &Data, repeat: usize) -> Result<(), String> {
    let view = data.graph.ever();
    let months = view.top_dyads_by(Step::Month, RankBy::Deaths, 10);
    if shape == "P" {
        let slow = by_loop(&data.rows, 10);
        let fast = months
            .iter()
            .filter(|step| step.ranking.total.all().happenings > 0);
        let fast = fast.map(|step| (step.window.from.number(), deaths_of(&step.ranking)));
        // the first step may begin before its first event
        if !fast.eq(slow) {
            return Err("the months differ from those of a loop".to_owned());
        }
    }
    let few = months.iter().step_by(48);
    for step in few {
        if within(view, step).top_dyads(RankBy::Deaths, 10) != step.ranking {
            return Err(format!("{} differs from itself alone", step.label));
        }
    }
    let name = |number: &str| format!("T{shape}{number}");
    line(&name("1"), "dyads by deaths", repeat, || {
        view.top_dyads(RankBy::Deaths, 10).rows.len() as u64
    });
    line(&name("2"), "actors by events", repeat, || {
        view.top_actors(RankBy::Events, 10).rows.len() as u64
    });
    line(&name("3"), "actors by losses", repeat, || {
        view.top_actors(RankBy::Losses, 10).rows.len() as u64
    });
    line(&name("4"), "places by events", repeat, || {
        view.top_places(RankBy::Events, 10).rows.len() as u64
    });
    for (number, step) in [("5y", Step::Year), ("5", Step::Month), ("5w", Step::Week)] {
        line(
            &name(number),
            &format!("dyads by deaths of each {step}"),
            repeat,
            || rows_in(&view.top_dyads_by(step, RankBy::Deaths, 10)),
        );
    }
    line(
        &name("5l"),
        "the same of each month by a loop",
        repeat,
        || {
            let months = by_loop(&data.rows, 10).into_iter();
            months.map(|month| month.1.len() as u64).sum()
        },
    );
    line(&name("5s"), "the same, each month by itself", 1, || {
        let alone = |step| within(view, step).top_dyads(RankBy::Deaths, 10);
        months
            .iter()
            .map(|step| alone(step).rows.len() as u64)
            .sum()
    });
    line(&name("6"), "actors by events of each month", repeat, || {
        rows_in(&view.top_actors_by(Step::Month, RankBy::Events, 10))
    });
    line(&name("7"), "places by events of each month", repeat, || {
        rows_in(&view.top_places_by(Step::Month, RankBy::Events, 10))
    });
    line(&name("8"), "who acted on one side", 1, || {
        view.co_belligerents().len() as u64
    });
    Ok(())
}

/// The view of a step alone.
fn within<'g, T>(view: View<'g, 'static>, step: &StepRanking<T>) -> View<'g, 'static> {
    let days = [step.window.from, step.window.to].map(Day::date);
    match days {
        [Some(from), Some(to)] => view.events_during(from..to),
        _ => view,
    }
}
