//! What it costs to say what was learnt in a week, beside asking both days everything.
//!
//! `cargo bench --bench learned -- [--events N] [--actors N] [--seed S] [--repeat N]`; what each line means
//! and the figures are in `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured"
)]

#[path = "workload/clock.rs"]
#[expect(dead_code, reason = "another bench asks for memory, too")]
mod clock;
#[path = "workload/dice.rs"]
mod dice;
#[path = "workload/options.rs"]
mod options;

use clock::{Clock, median};
use dice::Dice;
use factions::{
    ActorGraph, ActorKind, Bulk, Date, Day, Deaths, EventKind, EventRow, Record, RelationKind,
    RelationRow, RowActor, RowEnd, date,
};
use std::fmt::Write;
use std::hint::black_box;
use std::process::ExitCode;

/// 28 years.
const WEEKS: i32 = 1_461;
/// How many coalitions there are, and how many members each has at some time.
const COALITIONS: u32 = 60;
const MEMBERS: u32 = 12;

fn main() -> ExitCode {
    options::run(|| {
        let [events, actors, seed, repeat] = options::numbers([
            ("--events", 1_000_000),
            ("--actors", 5_000),
            ("--seed", 1),
            ("--repeat", 3),
        ])?;
        measured(&made(events, actors, u64::from(seed)), repeat as usize)
    })
}

fn day(number: i32) -> Day {
    Day::new(Day::from(date(1996, 1, 1)).number() + number)
}

fn exact(number: i32) -> Date {
    day(number).date().expect("28 years lie in the calendar")
}

/// Events and memberships, each of the weekly report that came out after it.
fn made(count: u32, actor_count: u32, seed: u64) -> ActorGraph {
    let mut dice = Dice(seed);
    let mut text = String::new();
    for week in 0..=WEEKS {
        let published = exact(week * 7 + 6);
        // a string takes whatever is written to it
        let _ = writeln!(text, "[sources.w{week}]\npublished = {published}");
    }
    let record = Record::from_toml(&text).expect("sources alone are a record");
    let mut bulk = Bulk::onto(record);
    let sources: Vec<_> = (0..=WEEKS)
        .map(|week| bulk.source(&format!("w{week}")))
        .collect();
    let source_of = |day: i32| {
        sources[usize::try_from(day / 7)
            .unwrap_or_default()
            .min(sources.len() - 1)]
    };
    let actors: Vec<RowActor> = (0..actor_count.max(COALITIONS * 2))
        .map(|number| {
            let kind = match number {
                0..COALITIONS => ActorKind::Coalition,
                _ => ActorKind::ArmedGroup,
            };
            bulk.actor(&format!("a{number:06}"), kind)
        })
        .collect();
    let groups = actor_count.max(COALITIONS * 2) - COALITIONS;
    let any = |dice: &mut Dice| COALITIONS + dice.roll(groups);
    let mut relations = Vec::new();
    for coalition in 0..COALITIONS {
        for _ in 0..MEMBERS {
            let from = dice.days(WEEKS * 7 - 800);
            let to = from + 100 + dice.days(700);
            let member = actors[any(&mut dice) as usize];
            let whole = actors[coalition as usize];
            relations.push(RelationRow {
                end: RowEnd::On(day(to), day(to)),
                source: source_of(to),
                ..RelationRow::new(RelationKind::Membership, member, whole, day(from))
            });
        }
    }
    let mut rows = Vec::with_capacity(count as usize);
    for _ in 0..count {
        let from = any(&mut dice);
        // some fight much more than others
        let other = COALITIONS + dice.skewed(groups);
        let to = if other == from { 0 } else { other };
        let on = dice.days(WEEKS * 7 - 1);
        rows.push(EventRow {
            killed: Some(Deaths::exactly(dice.roll(20).into())),
            source: source_of(on),
            ..EventRow::new(
                EventKind::Clash,
                actors[from as usize],
                actors[to as usize],
                day(on),
            )
        });
    }
    bulk.build(&relations, &rows).expect("rows in order")
}

fn line(job: &str, what: &str, repeat: usize, mut ask: impl FnMut() -> u64) {
    let mut times = Vec::new();
    let mut answer = 0;
    for _ in 0..repeat.max(1) {
        let clock = Clock::start();
        answer = black_box(ask());
        times.push(clock.seconds());
    }
    println!("{job}\t{what}\t{:.6}\t{answer}", median(times));
}

fn measured(graph: &ActorGraph, repeat: usize) -> Result<(), String> {
    let from = exact((WEEKS - 200) * 7 + 6);
    let to = exact((WEEKS - 199) * 7 + 6);
    let view = graph.ever();
    // the same rows as the two days have
    let learned = view.learned(from, to);
    let [before, after] = [from, to].map(|day| view.known_on(day));
    let [one, two] = [before, after].map(|view| view.events().len());
    if two - one != learned.tolls.len() {
        return Err(format!(
            "{} tolls, and {one}, then {two} events",
            learned.tolls.len()
        ));
    }
    line("N0", "statements that came", 1, || {
        learned.known.len() as u64
    });
    line("N1", "learnt in a week", repeat, || {
        let learned = view.learned(from, to);
        let members = learned.members.len() + learned.changes.len();
        (learned.known.len() + members + learned.tolls.len() + learned.stances.len()) as u64
    });
    let weeks = graph.during(exact((WEEKS - 205) * 7)..exact((WEEKS - 195) * 7));
    line("N2", "learnt in a week of ten weeks", repeat, || {
        let learned = weeks.learned(from, to);
        (learned.known.len() + learned.tolls.len() + learned.stances.len()) as u64
    });
    line("N3", "both days asked, but for stances", repeat, || {
        let of = |day| {
            let view = view.known_on(day);
            let actors = graph.actors();
            let members: usize = actors.map(|actor| view.members(actor).len()).sum();
            let changes = view.changes().len();
            (members + changes + view.events().len()) as u64 + view.toll().all().happenings
        };
        of(from) + of(to)
    });
    Ok(())
}
