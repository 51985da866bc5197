//! The rows and questions of a workload: from its files, or made up in the same shape.

use super::dice::Dice;
use factions::model::{Certainty, Deaths};
use factions::{
    ActorGraph, ActorKind, Bulk, Day, EventKind, EventRow, Record, RelationKind, RelationRow,
    RowActor, RowEnd, date,
};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The first day of the data.
pub(crate) fn first_day() -> i32 {
    Day::from(date(1997, 1, 1)).number()
}

/// The first day after the data.
pub(crate) fn last_day() -> i32 {
    Day::from(date(2026, 1, 1)).number()
}

/// One question: up to two actors, up to two days.
#[derive(Clone, Copy)]
pub(crate) struct Query {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) t1: i32,
    pub(crate) t2: i32,
}

/// Actors, rows and questions.
#[derive(Clone)]
pub(crate) struct Data {
    pub(crate) actors: u32,
    pub(crate) coalitions: u32,
    pub(crate) relations: Vec<RelationRow>,
    pub(crate) events: Vec<EventRow>,
    /// Those of W2 stand at 2.
    pub(crate) queries: [Vec<Query>; 9],
    pub(crate) numbers: Vec<RowActor>,
}

impl Data {
    fn new(actors: u32, coalitions: u32) -> Self {
        let mut data = Self {
            actors,
            coalitions,
            relations: Vec::new(),
            events: Vec::new(),
            queries: Default::default(),
            numbers: Vec::new(),
        };
        data.numbers = data.name(&mut Bulk::new());
        data
    }

    /// Names all actors. Keys have one length, so that the graph numbers actors as the data does.
    fn name(&self, bulk: &mut Bulk) -> Vec<RowActor> {
        let mut key = String::new();
        let all = 0..self.actors + self.coalitions;
        let numbers = all.map(|number| {
            key.clear();
            write!(key, "n{number:08}").expect("text takes it");
            let kind = if number < self.actors {
                ActorKind::ArmedGroup
            } else {
                ActorKind::Coalition
            };
            bulk.actor(&key, kind)
        });
        numbers.collect()
    }

    /// W1: everything from rows in memory.
    pub(crate) fn graph(&self) -> ActorGraph {
        self.graph_with(|_| {})
    }

    /// The same, more said of the rows.
    pub(crate) fn graph_with(&self, say: impl Fn(&mut Bulk)) -> ActorGraph {
        let mut bulk = Bulk::new();
        say(&mut bulk);
        self.build(bulk)
    }

    /// The same beside a record, whose sources the rows name.
    pub(crate) fn graph_onto(&self, record: Record) -> ActorGraph {
        self.build(Bulk::onto(record))
    }

    fn build(&self, mut bulk: Bulk) -> ActorGraph {
        self.name(&mut bulk);
        let graph = bulk.build(&self.relations, &self.events);
        graph.expect("the rows have no mistake")
    }

    pub(crate) fn event(&mut self, day: i32, pair: (u32, u32), killed: u32) {
        let [from, to] = [pair.0, pair.1].map(|number| self.numbers[number as usize]);
        self.events.push(EventRow {
            killed: Some(Deaths::exactly(killed.into())),
            ..EventRow::new(EventKind::Clash, from, to, Day::new(day))
        });
    }

    fn relation(&mut self, kind: RelationKind, pair: (u32, u32), start: i32, end: Option<i32>) {
        let [from, to] = [pair.0, pair.1].map(|number| self.numbers[number as usize]);
        self.relations.push(RelationRow {
            end: end.map_or(RowEnd::Ongoing, |end| {
                RowEnd::On(Day::new(end), Day::new(end))
            }),
            certainty: Certainty::Confirmed,
            ..RelationRow::new(kind, from, to, Day::new(start))
        });
    }

    /// Reads `meta.csv`, `events.csv`, `relations.csv` and `queries.csv` of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let bytes = |name: &str| {
            let read = fs::read(folder.join(name));
            read.map_err(|error| format!("{name}: {error}"))
        };
        let meta = bytes("meta.csv")?;
        let mut meta = Fields::after_header(&meta);
        let mut data = Self::new(meta.number(), meta.number());
        data.events.reserve_exact(meta.number() as usize);
        data.relations.reserve_exact(meta.number() as usize);
        let events = bytes("events.csv")?;
        let mut fields = Fields::after_header(&events);
        while !fields.is_at_end() {
            let day = fields.day().ok_or("events.csv: an event without a day")?;
            let pair = (fields.number(), fields.number());
            let killed = fields.number();
            data.event(day, pair, killed);
        }
        drop(events);
        let relations = bytes("relations.csv")?;
        let mut fields = Fields::after_header(&relations);
        while !fields.is_at_end() {
            let kind = match fields.word() {
                b"member" => RelationKind::Membership,
                b"ally" => RelationKind::Alliance,
                b"support" => RelationKind::Support,
                _ => return Err("relations.csv: another kind".to_owned()),
            };
            let pair = (fields.number(), fields.number());
            let start = fields.day().ok_or("relations.csv: no start")?;
            let end = fields.day();
            data.relation(kind, pair, start, end);
        }
        let queries = bytes("queries.csv")?;
        let mut fields = Fields::after_header(&queries);
        while !fields.is_at_end() {
            let at = fields.number() as usize;
            fields.number();
            let query = Query {
                a: fields.number(),
                b: fields.number(),
                t1: fields.number().cast_signed(),
                t2: fields.number().cast_signed(),
            };
            let list = data
                .queries
                .get_mut(at)
                .ok_or("queries.csv: no such question")?;
            list.push(query);
        }
        Ok(data)
    }
}

/// Comma-separated fields, one after the other.
struct Fields<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Fields<'b> {
    fn after_header(bytes: &'b [u8]) -> Self {
        let header = bytes.iter().position(|&byte| byte == b'\n');
        let at = header.map_or(bytes.len(), |end| end + 1);
        Self { bytes, at }
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The bytes up to the next comma or end of line.
    fn word(&mut self) -> &'b [u8] {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        let end = rest.iter().position(|byte| matches!(byte, b',' | b'\n'));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len() + 1;
        word
    }

    fn number(&mut self) -> u32 {
        digits(self.word())
    }

    /// A day written year-month-day; `None`: the field is empty.
    fn day(&mut self) -> Option<i32> {
        let word = self.word();
        let mut parts = word.split(|&byte| byte == b'-').map(digits);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Some(days_to(
            year.cast_signed(),
            month.cast_signed(),
            day.cast_signed(),
        ))
    }
}

fn digits(word: &[u8]) -> u32 {
    let digits = word.iter().map(|byte| u32::from(byte.wrapping_sub(b'0')));
    digits.fold(0, |number, digit| number * 10 + digit)
}

/// Days from 1970-01-01, of the Gregorian calendar.
fn days_to(year: i32, month: i32, day: i32) -> i32 {
    // the year begins in March: its last day is the odd one
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// Data of the shape of a workload, for as many events as are asked for.
pub(crate) fn made_up(events: usize) -> Data {
    seeded(events, 1997)
}

/// The same from another seed.
pub(crate) fn seeded(events: usize, seed: u64) -> Data {
    let count = u32::try_from(events).unwrap_or(u32::MAX);
    let (actors, coalitions) = (count / 200 + 100, count / 10_000 + 10);
    let mut data = Data::new(actors, coalitions);
    let mut dice = Dice(seed);
    let span = last_day() - first_day();
    let pair = |dice: &mut Dice| {
        let one = dice.skewed(actors);
        // most fight the same few
        let other = (one + 1 + dice.skewed(actors.min(40) - 1)) % actors;
        (one, other)
    };
    for _ in 0..events {
        let killed = if dice.roll(3) == 0 {
            dice.skewed(60)
        } else {
            0
        };
        let day = first_day() + dice.days(span);
        let pair = pair(&mut dice);
        data.event(day, pair, killed);
    }
    for _ in 0..events / 10 {
        let start = first_day() + dice.days(span);
        let end = start + 1 + dice.days(2_000);
        let end = (end < last_day()).then_some(end);
        match dice.roll(3) {
            0 => {
                let pair = (dice.skewed(actors), actors + dice.skewed(coalitions));
                data.relation(RelationKind::Membership, pair, start, end);
            }
            1 => {
                let (a, b) = pair(&mut dice);
                data.relation(RelationKind::Alliance, (a.min(b), a.max(b)), start, end);
            }
            _ => {
                let pair = pair(&mut dice);
                data.relation(RelationKind::Support, pair, start, end);
            }
        }
    }
    let counts = [0, 0, 10_000, 1_000, 1_000, 10_000, 100, 10, 100];
    for (question, count) in counts.into_iter().enumerate() {
        for _ in 0..count {
            let t1 = first_day() + dice.days(span);
            let (a, b) = match question {
                3 => (actors + dice.skewed(coalitions), 0),
                4 => pair(&mut dice),
                _ => (dice.skewed(actors), 0),
            };
            let t2 = t1 + 30 + dice.days(1_796);
            data.queries[question].push(Query { a, b, t1, t2 });
        }
    }
    data
}
