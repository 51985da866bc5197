//! What batches, filters of evidence and uncertain days cost, each beside its plain form.

use crate::ask::{Question, timed};
use crate::data::Data;
use crate::dice::Dice;
use factions::model::Certainty;
use factions::{ActorGraph, Day, EventRow, NeighborColumns, Record, View, date};
use std::fmt::Write;

/// The sources, each published on a day of another year.
const SOURCES: u32 = 30;

/// Prints, for each question, the seconds of its plain form and of a harder one, and the ratio.
pub(crate) fn run(repeat: usize, data: &mut Data, plain: &ActorGraph) {
    println!("\nin one call");
    let mut columns = NeighborColumns::default();
    for question in Question::ALL {
        let mut at_once = || question.sum_at_once(plain, data, &mut columns);
        if at_once().is_some() {
            let ask = || at_once().unwrap_or_default();
            compare(repeat, question, data, || question.sum(plain, data), ask);
        }
    }
    println!("\nin one call, beside one by one into the same columns");
    let mut own = NeighborColumns::default();
    for question in Question::ALL {
        let mut written = || question.sum_written(plain, data, &mut own);
        if written().is_some() {
            let written = || written().unwrap_or_default();
            let mut at_once = || question.sum_at_once(plain, data, &mut columns);
            compare(repeat, question, data, written, || {
                at_once().unwrap_or_default()
            });
        }
    }

    let mut dice = Dice(30);
    let mut record = "format = 1\n[sources]\n".to_owned();
    for source in 0..SOURCES {
        let year = 1997 + source;
        writeln!(
            record,
            r#"s{source} = {{ title = "Year", published = "{year}-06-30" }}"#
        )
        .expect("text takes it");
    }
    let record = Record::from_toml(&record).expect("sources alone are a record");
    let sources: Vec<_> = (0..SOURCES)
        .filter_map(|source| record.source_by_key(&format!("s{source}")))
        .collect();
    let mut evidence = || {
        let certainty = match dice.roll(2) {
            0 => Certainty::Reported,
            _ => Certainty::Confirmed,
        };
        (certainty, Some(sources[dice.roll(SOURCES) as usize]))
    };
    for row in &mut data.relations {
        (row.certainty, row.source) = evidence();
    }
    for row in &mut data.events {
        (row.certainty, row.source) = evidence();
    }
    let graph = data.graph_onto(record.clone());
    println!("\nthe same with evidence of {} kinds", 2 * SOURCES);
    each(repeat, data, (plain, |view| view), (&graph, |view| view));
    println!("\nat_least(confirmed), beside the same graph without");
    each(
        repeat,
        data,
        (&graph, |view| view),
        (&graph, |view| view.at_least(Certainty::Confirmed)),
    );
    println!("\nknown_on(2010-01-01), beside the same graph without");
    each(
        repeat,
        data,
        (&graph, |view| view),
        (&graph, |view| view.known_on(date(2010, 1, 1))),
    );
    drop(graph);

    for row in &mut data.relations {
        (row.certainty, row.source) = (Certainty::Confirmed, None);
    }
    for row in &mut data.events {
        (row.certainty, row.source) = (Certainty::Reported, None);
    }
    of_days(repeat, data, plain, None);
}

/// Prints what a tenth more events, of uncertain days, cost: of all questions, or of one.
pub(crate) fn of_days(repeat: usize, data: &mut Data, plain: &ActorGraph, only: Option<&str>) {
    let mut dice = Dice(31);
    let exact = data.events.len();
    for place in 0..exact / 10 {
        let row = data.events[place * 10];
        let length = [6, 30, 364][dice.roll(3) as usize];
        let last = Day::new(row.first.number() + length);
        data.events.push(EventRow { last, ..row });
    }
    let graph = data.graph();
    println!("\na tenth more events, of uncertain days, beside the graph without them");
    some(
        repeat,
        data,
        only,
        (plain, |view| view),
        (&graph, |view| view),
    );
    println!("\ncertainly, beside the same graph without");
    some(
        repeat,
        data,
        only,
        (&graph, |view| view),
        (&graph, View::certainly),
    );
    data.events.truncate(exact);
}

type Lens<'g> = fn(View<'g, 'static>) -> View<'g, 'static>;

fn each<'g>(
    repeat: usize,
    data: &Data,
    plain: (&'g ActorGraph, Lens<'g>),
    other: (&'g ActorGraph, Lens<'g>),
) {
    some(repeat, data, None, plain, other);
}

/// The same of one question, or of all.
fn some<'g>(
    repeat: usize,
    data: &Data,
    only: Option<&str>,
    plain: (&'g ActorGraph, Lens<'g>),
    other: (&'g ActorGraph, Lens<'g>),
) {
    let asked = |question: &Question| only.is_none_or(|only| only == question.name());
    for question in Question::ALL.into_iter().filter(asked) {
        let first = || question.sum_of(plain.0, data, plain.1);
        let second = || question.sum_of(other.0, data, other.1);
        compare(repeat, question, data, first, second);
    }
}

/// Times both in turns, so that what else the machine does hits both alike.
fn compare(
    repeat: usize,
    question: Question,
    data: &Data,
    mut plain: impl FnMut() -> u64,
    mut other: impl FnMut() -> u64,
) {
    let (mut best, mut best_other, mut sum) = (f64::MAX, f64::MAX, 0);
    for _ in 0..3 {
        best = timed(repeat, &mut plain).0.min(best);
        let (seconds, own) = timed(repeat, &mut other);
        (best_other, sum) = (seconds.min(best_other), own);
    }
    let (name, count, ratio) = (question.name(), question.count(data), best_other / best);
    println!("{name}\t{count}\t{best:.9}\t{best_other:.9}\t{ratio:.2}\t{sum}");
}
