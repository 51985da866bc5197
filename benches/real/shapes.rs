//! Rows shaped like those of UCDP and ACLED, and what a loop over them counts.

use crate::ask::Question;
use crate::data::{Data, Query, first_day, last_day};
use crate::dice::Dice;
use factions::model::{Deaths, Window};
use factions::{ActorGraph, ActorId, Bulk, Day, EventKind, EventRow, RowActor, RowSide, Step};

/// Rows, and who stands beside the first actor of some of them.
pub(crate) struct Real {
    data: Data,
    /// The place of the event, and the actor.
    beside: Vec<(usize, RowActor)>,
}

impl Real {
    pub(crate) fn graph(&self) -> ActorGraph {
        self.data.graph_with(|bulk: &mut Bulk| {
            for &(event, actor) in &self.beside {
                bulk.add_participant(event, RowSide::From, actor);
            }
        })
    }
}

/// The same rows with one declaration among the clashes, which is of no violent kind.
pub(crate) fn with_one_declaration(plain: &Data) -> Data {
    let mut data = plain.clone();
    if let Some(last) = data.events.last_mut() {
        last.kind = EventKind::Declaration;
        last.killed = None;
    }
    data
}

/// The same rows, every toll a range around its figure.
pub(crate) fn with_ranges(plain: &Data, seed: u64) -> Data {
    let mut data = plain.clone();
    let mut dice = Dice(seed ^ 0x5EED);
    for row in &mut data.events {
        let killed = row.killed.map_or(0, Deaths::best_or_low);
        row.killed = Some(range(killed, &mut dice, true));
    }
    data
}

fn range(killed: u64, dice: &mut Dice, has_best: bool) -> Deaths {
    let below = u64::from(dice.roll(4)).min(killed);
    let above = u64::from(dice.skewed(12));
    Deaths {
        low: killed - below,
        best: has_best.then_some(killed),
        high: killed + above,
    }
}

/// The same events as real data sets have them.
///
/// Six in ten stay clashes; a fifth is violence against civilians, a tenth each strikes and protests. Every
/// toll is a range around its figure, nine in ten with a best figure; protests have none. A tenth of the
/// days are spans of up to a month; a tenth of the events has one to three actors more on a side, and a
/// tenth one actor alone.
pub(crate) fn real(plain: &Data, seed: u64) -> Real {
    let mut data = plain.clone();
    let mut dice = Dice(seed ^ 0x5EED);
    let mut beside = Vec::new();
    let actors = data.actors;
    for place in 0..data.events.len() {
        let row = &mut data.events[place];
        let killed = row.killed.map_or(0, Deaths::best_or_low);
        let has_best = dice.roll(10) > 0;
        row.killed = Some(range(killed, &mut dice, has_best));
        match dice.roll(10) {
            0..6 => {}
            6..8 => {
                row.kind = EventKind::ViolenceAgainstCivilians;
                row.is_directed = true;
            }
            8 => row.kind = EventKind::Strike,
            _ => {
                row.kind = EventKind::Protest;
                row.killed = None;
            }
        }
        if dice.roll(10) == 0 {
            let length = 1 + dice.roll(30).cast_signed();
            row.last = Day::new(row.first.number() + length);
        }
        match dice.roll(10) {
            0 => {
                row.to = None;
                row.is_directed = false;
            }
            1 => {
                for _ in 0..=dice.roll(3) {
                    let actor = data.numbers[dice.skewed(actors) as usize];
                    if Some(actor) != data.events[place].to {
                        beside.push((place, actor));
                    }
                }
            }
            _ => {}
        }
    }
    Real { data, beside }
}

/// Fails if an answer of a sample differs from what a loop over all rows counts.
pub(crate) fn check(real: &Real, graph: &ActorGraph, plain: &Data) -> Result<(), String> {
    let mut beside = vec![Vec::new(); real.data.events.len()];
    for &(event, actor) in &real.beside {
        beside[event].push(actor.number());
    }
    let events = || real.data.events.iter().zip(&beside);
    for question in [Question::Dyad, Question::Clashes] {
        for query in question.queries(plain).iter().take(40) {
            let slow = slow(question, *query, events());
            let fast = fast(question, *query, graph);
            if fast != slow {
                let Query { a, b, t1, t2 } = query;
                let name = question.name();
                return Err(format!(
                    "{name} of {a}, {b}, {t1}, {t2} is {fast:?}, not {slow:?}"
                ));
            }
        }
    }
    let days = Window {
        from: Day::new(first_day()),
        to: Day::new(last_day()),
    };
    let view = graph.during(days).only(EventKind::Clash);
    for (days, toll) in view.tolls_by(Step::Month).steps.iter().step_by(29) {
        let own = events().filter(|(row, _)| {
            row.kind == EventKind::Clash && days.from <= row.first && row.last < days.to
        });
        let slow = sums(own.map(|(row, _)| (row, true)));
        let all = toll.all();
        let deaths = all.killed().unwrap_or(Deaths::exactly(0));
        let fast = [
            all.happenings,
            deaths.low,
            deaths.best_or_low(),
            deaths.high,
        ];
        if fast != slow {
            return Err(format!("W9 in {days:?} is {fast:?}, not {slow:?}"));
        }
    }
    Ok(())
}

/// Happenings; the lowest, best and highest figures: the low of what is certain alone.
fn sums<'r>(events: impl Iterator<Item = (&'r EventRow, bool)>) -> [u64; 4] {
    let mut sums = [0; 4];
    for (row, is_certain) in events {
        sums[0] += 1;
        if let Some(killed) = row.killed {
            sums[1] += if is_certain { killed.low } else { 0 };
            sums[2] += killed.best_or_low();
            sums[3] += killed.high;
        }
    }
    sums
}

fn slow<'r>(
    question: Question,
    query: Query,
    events: impl Iterator<Item = (&'r EventRow, &'r Vec<u32>)>,
) -> [u64; 4] {
    let (from, to) = (Day::new(query.t1), Day::new(query.t2));
    let own = events.filter_map(|(row, beside)| {
        let is_first = |one: u32| row.from.number() == one || beside.contains(&one);
        let is_second = |one: u32| row.to.is_some_and(|to| to.number() == one);
        let is_of = match question {
            Question::Dyad => {
                is_first(query.a) && is_second(query.b) || is_first(query.b) && is_second(query.a)
            }
            _ => is_first(query.a) || is_second(query.a),
        };
        let is_certain = from <= row.first && row.last < to;
        let is_possible = row.first < to && from <= row.last;
        (is_of && is_possible).then_some((row, is_certain))
    });
    sums(own)
}

fn fast(question: Question, query: Query, graph: &ActorGraph) -> [u64; 4] {
    let [a, b] = [query.a, query.b].map(ActorId::new);
    let view = graph.during(Window {
        from: Day::new(query.t1),
        to: Day::new(query.t2),
    });
    let toll = match question {
        Question::Dyad => view.toll_between(a, b),
        _ => view.toll_of(a),
    };
    let all = toll.all();
    let deaths = all.killed().unwrap_or(Deaths::exactly(0));
    [
        all.happenings,
        deaths.low,
        deaths.best_or_low(),
        deaths.high,
    ]
}
