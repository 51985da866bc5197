//! What questions cost, at three sizes of a made-up record.
//!
//! `cargo bench --bench scale`; the method and the figures are in `benches/README.md`.

use divan::Bencher;
use divan::counter::ItemsCount;
use factions::{ActorGraph, ActorId, Day, Record, RelationKind, Step, View, date};
use std::fmt::Write;
use std::sync::OnceLock;

/// Statements of the three records.
const SIZES: [usize; 3] = [100, 10_000, 1_000_000];

fn main() {
    divan::main();
}

/// Small numbers that look random and are the same everywhere (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).expect("31 bits") % sides
    }

    fn days(&mut self, sides: usize) -> i32 {
        i32::try_from(self.roll(sides)).expect("a few years")
    }
}

/// A record as JSON Lines: an actor for each hundred statements and fifty more, a tenth of the
/// statements relations, dates from 1997 on, one event in fifty known to the month alone, and one in
/// a hundred a split of one actor from another.
fn text(statements: usize) -> String {
    let mut dice = Dice(7);
    let (actors, coalitions) = (statements / 100 + 50, statements / 1000 + 5);
    let first = Day::from(date(1997, 1, 1)).number();
    let mut text = String::new();
    for actor in 0..actors {
        let kind = if actor < coalitions {
            "coalition"
        } else {
            "armed-group"
        };
        writeln!(
            text,
            r#"{{"type":"actor","key":"a{actor}","name":"Actor {actor}","kind":"{kind}"}}"#
        )
        .expect("text takes it");
    }
    for number in 0..statements {
        let from = dice.roll(actors - coalitions) + coalitions;
        let coalition = dice.roll(coalitions);
        let day = first + dice.days(10_000);
        let on = |day: i32| Day::new(day).date().expect("a day of a bench").to_string();
        let start = on(day);
        if number % 10 == 0 {
            let end = on(day + 1 + dice.days(2_000));
            let (kind, ends) = match dice.roll(3) {
                0 => ("membership", format!(r#""from":"a{from}","to":"a{coalition}""#)),
                1 => ("alliance", format!(r#""between":["a{from}","a{coalition}"]"#)),
                _ => ("support", format!(r#""from":"a{from}","to":"a{coalition}""#)),
            };
            writeln!(
                text,
                r#"{{"type":"relation","id":"r{number}","kind":"{kind}",{ends},"start":"{start}","end":"{end}"}}"#
            )
        } else {
            let to = (from + 1 + dice.roll(actors - 1)) % actors;
            let when = if dice.roll(50) == 0 { &start[..7] } else { &start };
            let killed = dice.roll(9);
            let is_split = dice.roll(100) == 0 && to >= coalitions;
            if is_split {
                writeln!(
                    text,
                    r#"{{"type":"event","id":"e{number}","kind":"split","when":"{when}","from":"a{from}","to":"a{to}"}}"#
                )
                .expect("text takes it");
                continue;
            }
            writeln!(
                text,
                r#"{{"type":"event","id":"e{number}","kind":"clash","when":"{when}","from":"a{from}","to":"a{to}","killed":{killed}}}"#
            )
        }
        .expect("text takes it");
    }
    text
}

fn record(statements: usize) -> Record {
    static RECORDS: [OnceLock<Record>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    let make = || {
        let record = Record::from_json_lines(text(statements).as_bytes());
        record.expect("the made-up record is right")
    };
    RECORDS[place(statements)].get_or_init(make).clone()
}

fn place(statements: usize) -> usize {
    let place = SIZES.iter().position(|&size| size == statements);
    place.expect("a size of the list")
}

fn graph(statements: usize) -> &'static ActorGraph {
    static GRAPHS: [OnceLock<ActorGraph>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    GRAPHS[place(statements)].get_or_init(|| ActorGraph::new(record(statements)))
}

/// Asks something of a day in the middle, for fifty actors a turn.
fn each<T>(bencher: Bencher<'_, '_>, size: usize, ask: impl Fn(View<'_, '_>, ActorId) -> T + Sync) {
    let graph = graph(size);
    let view = graph.at(date(2012, 6, 1));
    bencher.counter(ItemsCount::new(50_usize)).bench(|| {
        for actor in graph.actors().take(50) {
            divan::black_box(ask(view, actor.id()));
        }
    });
}

/// Asks something of a month in the middle.
fn month<T>(bencher: Bencher<'_, '_>, size: usize, ask: impl Fn(View<'_, '_>) -> T + Sync) {
    let view = graph(size).during(date(2012, 6, 1)..date(2012, 7, 1));
    bencher.bench(|| divan::black_box(ask(view)));
}

#[divan::bench(args = SIZES)]
fn making_a_view(bencher: Bencher<'_, '_>, size: usize) {
    let graph = graph(size);
    bencher.bench(|| divan::black_box(graph.at(date(2012, 6, 1)).known_on(date(2013, 1, 1))));
}

#[divan::bench(args = SIZES)]
fn neighbors(bencher: Bencher<'_, '_>, size: usize) {
    let count = |view: View<'_, '_>, actor: ActorId| {
        view.only(RelationKind::Alliance).neighbors(actor).count()
    };
    each(bencher, size, count);
}

#[divan::bench(args = SIZES)]
fn members(bencher: Bencher<'_, '_>, size: usize) {
    each(bencher, size, |view, actor| view.members(actor).len());
}

#[divan::bench(args = SIZES)]
fn adversaries_of_a_year(bencher: Bencher<'_, '_>, size: usize) {
    let year = date(2012, 1, 1)..date(2013, 1, 1);
    each(bencher, size, |view, actor| {
        view.events_during(year.clone()).adversaries(actor).len()
    });
}

#[divan::bench(args = SIZES)]
fn stance(bencher: Bencher<'_, '_>, size: usize) {
    each(bencher, size, |view, actor| {
        view.stance(actor, ActorId::new(30)).word
    });
}

#[divan::bench(args = SIZES)]
fn lineage(bencher: Bencher<'_, '_>, size: usize) {
    each(bencher, size, |view, actor| view.lineage(actor).links.len());
}

#[divan::bench(args = SIZES)]
fn changes_of_a_month(bencher: Bencher<'_, '_>, size: usize) {
    month(bencher, size, |view| view.changes().len());
}

#[divan::bench(args = SIZES)]
fn events_of_a_month(bencher: Bencher<'_, '_>, size: usize) {
    month(bencher, size, |view| view.events().len());
}

#[divan::bench(args = SIZES)]
fn toll_of_a_month(bencher: Bencher<'_, '_>, size: usize) {
    month(bencher, size, |view| view.toll().all().violent);
}

#[divan::bench(args = SIZES)]
fn toll_of_a_month_as_known(bencher: Bencher<'_, '_>, size: usize) {
    month(bencher, size, |view| {
        view.known_on(date(2013, 1, 1)).toll().all().violent
    });
}

/// The drawing of what holds on a day among an actor and its neighbours.
#[divan::bench(args = SIZES, sample_count = 10)]
fn dot_of_a_neighborhood(bencher: Bencher<'_, '_>, size: usize) {
    let graph = graph(size);
    let view = graph.at(date(2012, 6, 1));
    let actor = ActorId::new(30);
    let key = graph.actors().nth(30).map(factions::ActorRef::key);
    let around = view.neighbors(actor).map(|other| other.actor.key());
    let around = graph.actor_set(around.chain(key));
    let around = around.expect("their own keys");
    bencher.bench(|| view.among(&around).to_dot().draw().text.len());
}

#[divan::bench(args = SIZES)]
fn components(bencher: Bencher<'_, '_>, size: usize) {
    month(bencher, size, |view| {
        view.only(RelationKind::Alliance).components().len()
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn series_of_all_months(bencher: Bencher<'_, '_>, size: usize) {
    let view = graph(size).ever();
    bencher.bench(|| divan::black_box(view.series(Step::Month)));
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn indexing_a_record(bencher: Bencher<'_, '_>, size: usize) {
    bencher
        .with_inputs(|| record(size))
        .bench_values(ActorGraph::new);
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn reading_json_lines(bencher: Bencher<'_, '_>, size: usize) {
    let text = text(size);
    let read = || Record::from_json_lines(text.as_bytes()).map(|record| record.statements().len());
    bencher.bench(|| divan::black_box(read().ok()));
}
