//! What a coalition asked as one costs, beside one of its members and a loop over sorted slices.
//!
//! `cargo bench --bench collectives -- [--events N] [--members N] [--seed S] [--repeat N]`; what each line
//! means and the figures are in `benches/README.md`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench prints what it measured"
)]

#[path = "workload/clock.rs"]
#[expect(dead_code, reason = "another bench asks for memory, too")]
mod clock;
#[path = "workload/dice.rs"]
#[expect(dead_code, reason = "another bench has skewed numbers")]
mod dice;
#[path = "workload/options.rs"]
mod options;

use clock::{Clock, median};
use dice::Dice;
use factions::{
    ActorGraph, ActorKind, ActorSet, Bulk, Day, Deaths, EventKind, EventRow, RelationKind,
    RelationRow, RowActor, RowEnd, RowSide, Step, StepTolls, date,
};
use std::collections::HashMap;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// 28 years.
const DAYS: i32 = 10_227;

/// An event an actor took part in: its first and last day, who else did (nobody twice), and how many were
/// killed.
type Own = (i32, i32, [u32; 2], u32);

/// No actor.
const NOBODY: u32 = u32::MAX;

/// How many events certainly or possibly lie in a month, and how many they killed.
type Month = [(u64, u64); 2];

/// The longest span of days of an event.
const LONGEST: i32 = 30;

/// Rows, and the same as a loop has them: sorted slices of each actor, spells of each member.
struct Data {
    graph: ActorGraph,
    members: Vec<RowActor>,
    slices: Vec<Vec<Own>>,
    spells: HashMap<u32, Vec<(i32, i32)>>,
}

fn main() -> ExitCode {
    options::run(|| {
        let [events, members, seed, repeat, tables] = options::numbers([
            ("--events", 1_000_000),
            ("--members", 400),
            ("--seed", 1),
            ("--repeat", 5),
            ("--tables", 0),
        ])?;
        let repeat = repeat as usize;
        // of R a tenth of the events has a third actor, a tenth a span of days
        for shape in ["P", "R"] {
            let data = made(events, members, u64::from(seed), shape == "R");
            if tables > 0 {
                let written = data.write_tables(shape);
                let folder = written.map_err(|error| error.to_string())?;
                eprintln!("{shape}: the same as tables in {}", folder.display());
            }
            measured(shape, &data, repeat)?;
        }
        Ok(())
    })
}

fn first_day() -> i32 {
    Day::from(date(1996, 1, 1)).number()
}

fn made(count: u32, member_count: u32, seed: u64, is_real: bool) -> Data {
    let mut dice = Dice(seed);
    let actor_count = 10_000.max(member_count * 2);
    let mut bulk = Bulk::new();
    let coalition = bulk.actor("coalition", ActorKind::Coalition);
    let actors: Vec<RowActor> = (0..actor_count)
        .map(|number| bulk.actor(&format!("a{number:06}"), ActorKind::ArmedGroup))
        .collect();
    let members = actors[..member_count as usize].to_vec();
    let mut relations = Vec::new();
    let mut spells: HashMap<u32, Vec<(i32, i32)>> = HashMap::new();
    for &member in &members {
        let mut from = dice.days(DAYS / 3);
        for _ in 0..=dice.roll(3) {
            let to = (from + 200 + dice.days(DAYS / 4)).min(DAYS);
            if from >= to {
                break;
            }
            let day = |day: i32| Day::new(first_day() + day);
            relations.push(RelationRow {
                end: RowEnd::On(day(to), day(to)),
                ..RelationRow::new(RelationKind::Membership, member, coalition, day(from))
            });
            spells.entry(member.number()).or_default().push((from, to));
            from = to + 30 + dice.days(400);
        }
    }
    let mut slices: Vec<Vec<Own>> = vec![Vec::new(); actor_count as usize + 1];
    let mut rows = Vec::with_capacity(count as usize);
    for place in 0..count as usize {
        let from = dice.roll(actor_count);
        let to = (from + 1 + dice.roll(actor_count - 1)) % actor_count;
        let [from, to] = [from, to].map(|actor| actors[actor as usize]);
        let (day, killed) = (dice.days(DAYS - 30), dice.roll(20));
        let is_span = is_real && dice.roll(10) == 0;
        let has_third = is_real && dice.roll(10) == 0;
        let third = has_third.then(|| actors[dice.roll(actor_count) as usize]);
        let third = third.filter(|&third| third != from && third != to);
        if let Some(third) = third {
            bulk.add_participant(place, RowSide::From, third);
        }
        let last = day + if is_span { dice.days(LONGEST) } else { 0 };
        rows.push(EventRow {
            last: Day::new(first_day() + last),
            killed: Some(Deaths::exactly(killed.into())),
            ..EventRow::new(EventKind::Clash, from, to, Day::new(first_day() + day))
        });
        let [from, to] = [from.number(), to.number()];
        let third = third.map_or(NOBODY, RowActor::number);
        for (own, others) in [
            (from, [to, third]),
            (to, [from, third]),
            (third, [from, to]),
        ] {
            if own != NOBODY {
                slices[own as usize].push((day, last, others, killed));
            }
        }
    }
    for slice in &mut slices {
        slice.sort_unstable();
    }
    let graph = bulk.build(&relations, &rows).expect("rows in order");
    Data {
        graph,
        members,
        slices,
        spells,
    }
}

impl Data {
    /// The same as tables for other programs: events, who took part in them, and spells of members.
    fn write_tables(&self, shape: &str) -> std::io::Result<PathBuf> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("collectives-{shape}"));
        std::fs::create_dir_all(&folder)?;
        let table = |name: &str, head: &str| {
            let mut file = BufWriter::new(File::create(folder.join(name))?);
            writeln!(file, "{head}").map(|()| file)
        };
        let date = |day: i32| Day::new(first_day() + day);
        let mut events = table("events.csv", "event,first,last,killed")?;
        let mut parts = table("parts.csv", "event,actor")?;
        let mut count = 0;
        for (own, slice) in (0_u32..).zip(&self.slices) {
            for &(day, last, others, killed) in slice {
                // each once, by the lowest of its actors
                if others.iter().any(|&other| other < own) {
                    continue;
                }
                writeln!(events, "{count},{},{},{killed}", date(day), date(last))?;
                for actor in [own].into_iter().chain(others) {
                    if actor != NOBODY {
                        writeln!(parts, "{count},{actor}")?;
                    }
                }
                count += 1;
            }
        }
        let mut spells = table("spells.csv", "actor,start,until")?;
        for member in &self.members {
            let own = self.spells.get(&member.number());
            for &(from, to) in own.into_iter().flatten() {
                let (from, to) = (date(from), date(to));
                writeln!(spells, "{},{from},{to}", member.number())?;
            }
        }
        for mut file in [events, parts, spells] {
            file.flush()?;
        }
        Ok(folder)
    }

    /// Happenings and deaths of each month, and of those that can lie in several, by a loop over the sorted
    /// slices of the members.
    fn by_loop(&self) -> HashMap<Option<i32>, Month> {
        // the days of a spell that is looked for, and whether it has them all
        let on = |actor: u32, day: i32, last: i32, has_all: bool| {
            let spells = self.spells.get(&actor);
            spells.is_some_and(|all| {
                all.iter().any(|&(from, to)| {
                    if has_all {
                        from <= day && last < to
                    } else {
                        from <= last && day < to
                    }
                })
            })
        };
        let mut months: HashMap<Option<i32>, Month> = HashMap::new();
        for member in &self.members {
            let number = member.number();
            let slice = &self.slices[number as usize];
            let mut before = i32::MIN;
            for &(from, to) in self.spells.get(&number).into_iter().flatten() {
                let first = slice.partition_point(|own| own.0 <= from - LONGEST);
                for &(day, last, others, killed) in &slice[first..] {
                    if day >= to {
                        break;
                    }
                    // what met the spell before is counted
                    if last < from || day < before {
                        continue;
                    }
                    // of several members the first counts it
                    let mut before_it = others.iter().filter(|&&other| other < number);
                    if before_it.any(|&other| on(other, day, last, false)) {
                        continue;
                    }
                    let mut all = [number].into_iter().chain(others);
                    let is_sure = all.any(|one| on(one, day, last, true));
                    let month_of =
                        |day: i32| Step::Month.start(Day::new(first_day() + day)).number();
                    let month = month_of(day);
                    let end = if last == day { month } else { month_of(last) };
                    let month = (month == end).then_some(month);
                    let sums = &mut months.entry(month).or_default()[usize::from(!is_sure)];
                    sums.0 += 1;
                    sums.1 += u64::from(killed);
                }
                before = to;
            }
        }
        months
    }
}

fn line(name: &str, question: &str, repeat: usize, mut ask: impl FnMut() -> u64) {
    let mut times = Vec::new();
    let mut sum = 0;
    for _ in 0..repeat {
        let clock = Clock::start();
        sum = black_box(ask());
        times.push(clock.seconds());
    }
    println!("{name}\t{question}\t{:.9}\t{sum}", median(times));
}

fn measured(shape: &str, data: &Data, repeat: usize) -> Result<(), String> {
    let graph = &data.graph;
    let called = |key: &str| graph.actor(key).map_err(|error| error.to_string());
    let (coalition, member) = (called("coalition")?, called("a000000")?);
    let alone = ActorSet::from_iter([member]);
    let view = graph.ever();
    let sum = |tolls: &StepTolls| tolls.steps.iter().map(|one| one.1.all().happenings).sum();
    let slow = data.by_loop();
    let fast = view.coalition_as_one(coalition).tolls_by(Step::Month);
    let dated = { fast.steps.iter() }.map(|(days, toll)| (Some(days.from.number()), toll));
    for (month, toll) in dated.chain([(None, &fast.not_dated)]) {
        let own = slow.get(&month).copied().unwrap_or_default();
        let both = [toll.certainly, toll.possibly];
        let toll = both.map(|part| (part.happenings, part.best().unwrap_or(0)));
        if toll != own {
            return Err(format!("{month:?}: {toll:?}, and by a loop {own:?}"));
        }
    }
    let one = view.coalition_as_one(coalition);
    let name = |number: &str| format!("C{shape}{number}");
    line(&name("0"), "who belongs", repeat, || {
        view.coalition_as_one(coalition).members().len() as u64
    });
    line(&name("1"), "toll", repeat, || one.toll().all().happenings);
    line(&name("1m"), "toll of one member", repeat, || {
        view.toll_of(member).all().happenings
    });
    line(&name("2"), "months", repeat, || {
        sum(&one.tolls_by(Step::Month))
    });
    line(&name("2a"), "months and who belongs", repeat, || {
        sum(&view.coalition_as_one(coalition).tolls_by(Step::Month))
    });
    line(&name("2m"), "months of one member", repeat, || {
        sum(&view.collective(&alone).tolls_by(Step::Month))
    });
    line(&name("2s"), "months by a loop", repeat, || {
        let months = data.by_loop();
        months.values().flatten().map(|part| part.0).sum()
    });
    line(&name("3m"), "series of one member", repeat, || {
        view.series_of(member, Step::Month).total().all().happenings
    });
    // the statements of its events are made when they are first asked for, and stay
    let series = || one.series(Step::Month).total().all().happenings;
    line(&name("3"), "series, the first time", 1, series);
    line(&name("3a"), "series again", repeat, series);
    Ok(())
}
