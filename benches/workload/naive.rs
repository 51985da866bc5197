//! The same questions by reading every row: slow, and plain to see through.

use crate::ask::Question;
use crate::data::{Data, Query, first_day, last_day};
use factions::{ActorGraph, Day, EventRow, RelationKind, RelationRow, RowEnd, Step};
use std::collections::BTreeSet;

/// How many questions of each kind are asked of both.
const SAMPLE: usize = 40;

/// Fails if the graph answers otherwise than the rows do, on a sample of each question.
pub(crate) fn check(data: &Data, graph: &ActorGraph) -> Result<(), String> {
    for question in Question::ALL {
        let queries = question.queries(data);
        let step = (queries.len() / SAMPLE).max(1);
        for query in queries.iter().step_by(step) {
            let (fast, slow) = (
                question.answer(graph, *query, |view| view),
                answer(question, data, *query),
            );
            if fast != slow {
                let name = question.name();
                let Query { a, b, t1, t2 } = query;
                return Err(format!(
                    "{name} of {a}, {b}, {t1}, {t2} is {fast}, not {slow}"
                ));
            }
        }
    }
    let (fast, slow) = (Question::Months.sum(graph, data), months(data));
    if fast != slow {
        return Err(format!("W9 is {fast}, not {slow}"));
    }
    Ok(())
}

fn holds(row: &RelationRow, day: Day) -> bool {
    let is_begun = row.start.is_some_and(|(start, _)| start <= day);
    is_begun && !matches!(row.end, RowEnd::On(end, _) if end <= day)
}

/// Those that hold of a kind, as numbers of their two ends.
fn tied(data: &Data, kind: RelationKind, day: Day) -> Vec<(u32, u32)> {
    let all = data.relations.iter();
    let all = all.filter(|row| row.kind == kind && holds(row, day));
    all.map(|row| (row.from.number(), row.to.number()))
        .collect()
}

fn answer(question: Question, data: &Data, query: Query) -> u64 {
    let (from, to) = (Day::new(query.t1), Day::new(query.t2));
    let others = |kind| {
        let all = tied(data, kind, from).into_iter();
        let mine = all.filter_map(|(one, other)| match query.a {
            actor if actor == one => Some(other),
            actor if actor == other => Some(one),
            _ => None,
        });
        mine.map(|other| u64::from(other) + 1).sum()
    };
    let clashes = || {
        let all = data.events.iter();
        all.filter(|row| from <= row.first && row.first < to)
    };
    let is_of = |row: &EventRow, actor: u32| {
        let mut pair = std::iter::once(row.from).chain(row.to);
        pair.any(|one| one.number() == actor)
    };
    match question {
        Question::Allies => others(RelationKind::Alliance),
        Question::Members => others(RelationKind::Membership),
        Question::Dyad => {
            let own = clashes().filter(|row| is_of(row, query.a) && is_of(row, query.b));
            own.map(|row| 31 + row.killed.map_or(0, factions::Deaths::best_or_low))
                .sum()
        }
        Question::Clashes => clashes().filter(|row| is_of(row, query.a)).count() as u64,
        Question::Relations => data.relations.iter().filter(|row| holds(row, from)).count() as u64,
        Question::Groups => groups(&tied(data, RelationKind::Alliance, from)),
        Question::Turnover => {
            let day = |day| -> BTreeSet<_> {
                tied(data, RelationKind::Membership, day)
                    .into_iter()
                    .collect()
            };
            let (before, after) = (day(from), day(to));
            let [come, gone] =
                [(7, 3, &after, &before), (5, 11, &before, &after)].map(|(a, c, here, there)| {
                    let new = here.difference(there);
                    new.map(|&(one, other)| u64::from(one) * a + u64::from(other) * c + 1)
                        .sum::<u64>()
                });
            come + gone
        }
        Question::Months => 0,
    }
}

/// 31 times the groups of two and more, and the size of the largest.
fn groups(ties: &[(u32, u32)]) -> u64 {
    let mut groups: Vec<BTreeSet<u32>> = Vec::new();
    for &(one, other) in ties {
        let mut joined = BTreeSet::from([one, other]);
        groups.retain(|group| {
            let is_met = group.contains(&one) || group.contains(&other);
            if is_met {
                joined.extend(group);
            }
            !is_met
        });
        groups.push(joined);
    }
    let largest = groups.iter().map(BTreeSet::len).max().unwrap_or(0);
    (groups.len() * 31 + largest) as u64
}

fn months(data: &Data) -> u64 {
    let (mut start, end) = (Day::new(first_day()), Day::new(last_day()));
    let (mut sum, mut month) = (0_u64, 1_u64);
    while start < end {
        let next = Step::Month.next(start);
        let own = data
            .events
            .iter()
            .filter(|row| start <= row.first && row.first < next);
        sum = sum.wrapping_add((own.count() as u64).wrapping_mul(month));
        (start, month) = (next, month + 1);
    }
    sum
}
