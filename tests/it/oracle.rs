//! The naive oracle against worked examples: it is only worth something if it is right itself.

mod changes;
mod compare;
mod events;
mod evidence;
mod laws;
mod lineage;
mod mali;
mod splits;
mod stance;
mod time;

use std::collections::{BTreeMap, BTreeSet};

use factions::{Holds, Record};

use crate::support::oracle::lives::Cause;
use crate::support::oracle::{Change, EVER, Lens, Oracle};
use crate::support::tiny::{actor, day, record, statement};

const CERTAINLY: Option<Holds> = Some(Holds::Certainly);
const POSSIBLY: Option<Holds> = Some(Holds::Possibly);

fn on(text: &str) -> Lens {
    Lens::at(day(text))
}

/// From the first day up to, and not on, the second.
fn during(from: &str, to: &str) -> Lens {
    Lens::during((day(from), day(to)))
}

/// How x is a member of y through this lens.
fn member(record: &Record, lens: Lens, x: &str, y: &str) -> Option<Holds> {
    let oracle = Oracle::new(record, lens);
    oracle
        .members(actor(record, y), false)
        .get(&actor(record, x))
        .copied()
}

/// How the statement is in the view: the best of its ties.
fn holds(record: &Record, lens: Lens, id: &str) -> Option<Holds> {
    let ties = Oracle::new(record, lens).ties();
    let of_it = ties
        .iter()
        .filter(|tie| tie.statement == statement(record, id));
    of_it.map(|tie| tie.holds).max()
}

fn date_of(number: i64) -> String {
    let number = i32::try_from(number).map(factions::Day::new);
    number.map_or_else(|_| "-".to_owned(), |day| day.to_string())
}

/// "left x y 2023-09-21..2023-09-30 certainly reported".
fn told(record: &Record, change: &Change) -> String {
    let key = |actor| &*record.actor(actor).key;
    let other = change.other.map_or("-", key);
    let (first, last) = (date_of(change.earliest), date_of(change.latest));
    let span = if first == last {
        first
    } else {
        format!("{first}..{last}")
    };
    let (kind, holds, certainty) = (change.kind, change.holds, change.certainty);
    format!(
        "{kind} {} {other} {span} {holds} {certainty}",
        key(change.actor)
    )
}

fn changes(record: &Record, lens: Lens) -> Vec<String> {
    Oracle::new(record, lens)
        .changes()
        .iter()
        .map(|change| told(record, change))
        .collect()
}

fn ids(record: &Record, list: &[&str]) -> BTreeSet<factions::StatementId> {
    list.iter().map(|id| statement(record, id)).collect()
}

/// These statements, as causes.
fn causes(record: &Record, list: &[&str]) -> BTreeSet<Cause> {
    let all = list.iter();
    all.map(|id| Cause::Statement(statement(record, id))).collect()
}

fn keys(record: &Record, found: &BTreeMap<factions::ActorId, Holds>) -> Vec<String> {
    let tell =
        |(id, holds): (&factions::ActorId, &Holds)| format!("{} {holds}", record.actor(*id).key);
    found.iter().map(tell).collect()
}
