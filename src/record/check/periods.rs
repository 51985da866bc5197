//! Rules: a period contains a day, and no date lies after the record's own day.

use super::checked::Checked;
use crate::model::{Certainty, Content, Coverage, Day, End, Evidence, Period, PeriodProblem, When};
use crate::record::format::Key;
use crate::record::format::{At, Spots};
use crate::record::problems::Code;
use crate::record::problems::Desk;

/// The keys of a period in its entry.
#[derive(Debug, Clone, Copy)]
struct Keys {
    start: Key,
    end: Key,
    seen: Key,
}

const RELATION: Keys = Keys {
    start: Key::Start,
    end: Key::End,
    seen: Key::Seen,
};

const ACTIVE: Keys = Keys {
    start: Key::ActiveStart,
    end: Key::ActiveEnd,
    seen: Key::ActiveSeen,
};

/// Calls a function for every period of a relation or an actor.
fn each_period(
    checked: &Checked<'_>,
    mut visit: impl FnMut(&Period, Keys, &Spots, &'static str, &Evidence),
) {
    for row in checked.actor_rows() {
        for ((period, evidence), spots) in row.actor.periods().zip(&row.active_spots) {
            visit(period, ACTIVE, spots, "active period", evidence);
        }
    }
    for row in checked.statements() {
        if let Content::Relation(relation) = &row.statement.content {
            let evidence = &row.statement.evidence;
            visit(&relation.period, RELATION, &row.spots, "relation", evidence);
        }
    }
}

pub(super) fn empty_periods(checked: &Checked<'_>, desk: &mut Desk) {
    each_period(checked, |period, keys, spots, what, _| {
        for problem in period.problems() {
            let at = match &problem {
                PeriodProblem::SeenBeforeStart { .. } | PeriodProblem::SeenAfterEnd { .. } => {
                    spots.of(keys.seen)
                }
                _ => spots.of(keys.end),
            };
            let message = problem
                .to_string()
                .replacen("it ", &format!("the {what} "), 1);
            desk.error(at, Code::EmptyPeriod, message, problem.remedy());
        }
    });
    for (coverage, spots) in each_coverage(checked) {
        // another rule checks an end that follows from `as_of`
        let end = coverage.end.clone().filter(|_| spots.has(Key::CoversEnd));
        let end = end.map_or(End::Unknown, End::On);
        for problem in Period::new(coverage.start.clone(), end, Vec::new()).problems() {
            let message = problem.to_string().replacen("it ", "the coverage ", 1);
            let at = spots.of(Key::CoversEnd);
            desk.error(at, Code::EmptyPeriod, message, problem.remedy());
        }
    }
}

/// Iterates over the coverages that were written, with their places; only with the first block of statements.
fn each_coverage<'c>(checked: &'c Checked<'_>) -> impl Iterator<Item = (&'c Coverage, &'c Spots)> {
    let header = &checked.rows.header;
    let each = header.covers.iter().zip(&header.covers_spots);
    each.filter(|_| checked.is_first())
}

/// Reports a coverage of days after the record's own day.
fn covers_after_as_of(checked: &Checked<'_>, desk: &mut Desk, as_of: Day) {
    for (coverage, spots) in each_coverage(checked) {
        let start = coverage.start.as_ref();
        let start = start.filter(|start| start.first_day() > as_of);
        // the first day that is no longer covered
        let end = coverage.end.as_ref();
        let end = end.filter(|end| end.first_day() > as_of.next());
        for (when, key, what) in [
            (start, Key::CoversStart, "starts"),
            (end, Key::CoversEnd, "ends"),
        ] {
            let Some(when) = when else { continue };
            let message = format!(
                "what is covered {what} on `{when}`, after the record's `as_of`, `{as_of}`"
            );
            let help = "correct one of the two; without `end` it is the day after `as_of`";
            desk.error(spots.of(key), Code::AfterAsOf, message, help.to_owned());
        }
    }
}

pub(super) fn after_as_of(checked: &Checked<'_>, desk: &mut Desk) {
    let Some(as_of) = checked.rows.header.as_of else {
        return;
    };
    let check_until = |desk: &mut Desk, when: &When, at: At, what: &str, last: Day| {
        if when.first_day() > last {
            let message = format!("{what} `{when}` lies after the record's `as_of`, `{as_of}`");
            let help = "correct one of the two; what is yet to come is `certainty = \"planned\"`";
            desk.error(at, Code::AfterAsOf, message, help.to_owned());
        }
    };
    let check = |desk: &mut Desk, when: &When, at: At, what: &str| {
        check_until(desk, when, at, what, as_of);
    };
    // an end is the first day that no longer holds, so the day after `as_of` is allowed
    let check_end = |desk: &mut Desk, when: &When, at: At, what: &str| {
        check_until(desk, when, at, what, as_of.next());
    };
    covers_after_as_of(checked, desk, as_of);
    each_period(checked, |period, keys, spots, _, evidence| {
        if evidence.certainty <= Certainty::Planned {
            return;
        }
        if let Some(start) = period.start() {
            check(desk, start, spots.of(keys.start), "the start");
        }
        if let End::On(end) = period.end() {
            check_end(desk, end, spots.of(keys.end), "the end");
        }
        if let Some(seen) = period.seen().last() {
            check(
                desk,
                &When::from(*seen),
                spots.of(keys.seen),
                "the seen day",
            );
        }
    });
    for row in checked.actor_rows() {
        for alias in &row.actor.aliases {
            let at = row.spots.of(Key::Aliases);
            if let Some(start) = alias.period.start() {
                check(desk, start, at, "the date");
            }
            if let Some(end) = alias.period.end().date() {
                check_end(desk, end, at, "the date");
            }
        }
    }
    for row in checked.statements() {
        if let Content::Event(event) = &row.statement.content
            && row.statement.evidence.certainty > Certainty::Planned
            && let Some(when) = &event.when
        {
            check(desk, when, row.spots.of(Key::When), "the day");
        }
    }
}
