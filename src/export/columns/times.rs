//! The tables of time: ties of relations, days of events, memberships.

use super::rows::{Rows, Take};
use super::statements::{bounds, day_state, rank};
use crate::export::kit::ender_key;
use crate::graph::StatementRef;
use crate::model::{
    Certainty, Day, End, Holds, Kind, RelationKind, SureDays, TieId, TieLevel, When,
};
use crate::query::{Cause, STEPS};
use crate::view::View;
use std::io;

/// Adds the possible days of an event that a first and last day alone cannot describe, by one statement.
pub(super) fn event_days(
    rows: &mut Rows,
    view: View<'_, '_>,
    statement: StatementRef<'_>,
    take: Take<'_>,
) -> io::Result<()> {
    let (graph, id) = (view.graph(), statement.id());
    let Some(event) = statement.record().event() else {
        return Ok(());
    };
    let shared = graph.statement_ref(graph.first_of(id)).key();
    let mut range =
        |of: (Certainty, Holds), way: (bool, usize, bool), (first, last): (Day, Day)| {
            let ((certainty, known), (in_every_way, number, is_several)) = (of, way);
            rows.text(shared).text(statement.key());
            rows.text(certainty.as_str()).count(rank(certainty));
            rows.text(known.as_str()).truth(in_every_way).size(number);
            rows.truth(is_several).day(first).day(last).end(take)
        };
    if graph.told_with(id).is_some() {
        let Some(told) = view.told_time_of(id) else {
            return Ok(());
        };
        for level in told.iter() {
            let in_every_way = level.happened.is_in_every_way();
            for (number, way) in (1..).zip(level.happened.ways()) {
                for &days in way.ranges() {
                    let of = (level.certainty, level.known);
                    range(of, (in_every_way, number, way.is_several()), days)?;
                }
            }
        }
        return Ok(());
    }
    let when = event.when.as_ref();
    if matches!(day_state(when), "one-of" | "several") {
        let known = view.known(id).unwrap_or(Holds::Certainly);
        for days in when.into_iter().flat_map(When::possible_ranges) {
            let is_several = when.is_some_and(When::is_several);
            range((statement.certainty(), known), (true, 1, is_several), days)?;
        }
    }
    Ok(())
}

/// Adds the periods of ties of relations.
pub(super) fn ties(rows: &mut Rows, view: View<'_, '_>, take: Take<'_>) -> io::Result<()> {
    let graph = view.graph();
    for (id, _) in view.tie_ids() {
        let tie = graph.tie_ref(id);
        let Kind::Relation(kind) = tie.kind() else {
            continue;
        };
        let statement = tie.statement();
        let shared = graph.statement_ref(graph.first_of(statement.id())).key();
        // with several sources, the latest one says on which day it is ongoing
        let is_ongoing = *graph.period_of(statement.id()).end() == End::Ongoing;
        let is_cut = is_ongoing && graph.evidence_of(statement.id()).sources.len() > 1;
        let rests_alone = !graph.limits.is_limited(id) && !is_cut;
        for level in view.tie_time(id).iter() {
            for (number, &reading) in (1..).zip(level.readings.as_slice()) {
                rows.count(Some(u64::from(id.number())));
                rows.text(statement.key()).text(shared);
                rows.text(tie.from().key()).text(tie.to().key());
                rows.truth(tie.is_directed());
                rows.text(kind.as_str()).text(kind.sign().as_str());
                rows.text(level.certainty.as_str())
                    .count(rank(level.certainty));
                rows.text(level.known.as_str()).size(number);
                bounds(rows, reading);
                let is_started = level.start.is_some();
                rows.text(if is_started { "known" } else { "unknown" });
                let is_ended = reading.last_end().is_finite();
                rows.text(end_state(view, id, level, is_ended));
                let cause = level.causes.first();
                let cause = cause.map(|&cause| ender_key(Cause::of(graph, cause)));
                rows.some(cause.as_deref());
                rows.truth(rests_alone).end(take)?;
            }
        }
    }
    Ok(())
}

fn end_state(view: View<'_, '_>, tie: TieId, level: &TieLevel, is_ended: bool) -> &'static str {
    if is_ended {
        return "known";
    }
    let graph = view.graph();
    let tellings = view.statements_of_tie(tie).into_iter();
    let mut tellings = tellings.filter(|&id| graph.evidence_of(id).certainty >= level.certainty);
    let is_ongoing = tellings.any(|id| *graph.period_of(id).end() == End::Ongoing);
    if is_ongoing && level.causes.is_empty() {
        "ongoing"
    } else {
        "unknown"
    }
}

/// Adds the members of every actor with their days.
pub(super) fn members(rows: &mut Rows, view: View<'_, '_>, take: Take<'_>) -> io::Result<()> {
    let ways: [(&str, &[RelationKind]); 3] = [
        ("membership", &STEPS[..1]),
        ("part-of", &STEPS[1..]),
        ("any", &STEPS),
    ];
    let graph = view.graph();
    for whole in graph.actors() {
        for (links, kinds) in ways {
            for member in view.member_days(whole.id(), kinds) {
                let key = graph.actor_ref(member.member).key();
                for (certainty, days) in &member.levels {
                    let SureDays {
                        certainly,
                        possibly,
                    } = days;
                    for (holds, spans) in
                        [(Holds::Certainly, certainly), (Holds::Possibly, possibly)]
                    {
                        for span in spans.as_slice().iter().filter(|span| !span.is_empty()) {
                            rows.text(key).text(whole.key()).text(links);
                            rows.size(member.steps);
                            rows.text(certainty.as_str()).count(rank(*certainty));
                            rows.text(holds.as_str());
                            rows.day(span.from).day(span.to.previous()).end(take)?;
                        }
                    }
                }
            }
        }
    }
    Ok(())
}
