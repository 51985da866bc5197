//! Periods hold on a day at least, and nothing lies after the record's own day.

use super::checked::Checked;
use crate::model::{Certainty, End, Evidence, Matter, Period, PeriodProblem, When};
use crate::record::at::{At, Spots};
use crate::record::code::Code;
use crate::record::desk::Desk;
use crate::record::key::Key;

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

/// Hands over every period of a relation or an actor.
fn each_period(
    checked: &Checked<'_>,
    mut visit: impl FnMut(&Period, Keys, &Spots, &'static str, &Evidence),
) {
    for row in &checked.rows.actors {
        let actor = &row.actor;
        visit(
            &actor.active,
            ACTIVE,
            &row.spots,
            "active period",
            &actor.evidence,
        );
    }
    for row in &checked.rows.statements {
        if let Matter::Relation(relation) = &row.statement.matter {
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
}

pub(super) fn after_as_of(checked: &Checked<'_>, desk: &mut Desk) {
    let Some(as_of) = checked.rows.header.as_of else {
        return;
    };
    let check = |desk: &mut Desk, when: &When, at: At, what: &str| {
        if when.first_day() > as_of {
            let message = format!("{what} `{when}` lies after the record's `as_of`, `{as_of}`");
            let help = "correct one of the two; what is yet to come is `certainty = \"planned\"`";
            desk.error(at, Code::AfterAsOf, message, help.to_owned());
        }
    };
    each_period(checked, |period, keys, spots, _, evidence| {
        if evidence.certainty <= Certainty::Planned {
            return;
        }
        if let Some(start) = period.start() {
            check(desk, start, spots.of(keys.start), "the start");
        }
        if let End::On(end) = period.end() {
            check(desk, end, spots.of(keys.end), "the end");
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
    for row in &checked.rows.actors {
        for alias in &row.actor.aliases {
            let dates = [alias.period.start(), alias.period.end().date()];
            for date in dates.into_iter().flatten() {
                check(desk, date, row.spots.of(Key::Aliases), "the date");
            }
        }
    }
    for row in &checked.rows.statements {
        if let Matter::Event(event) = &row.statement.matter
            && row.statement.evidence.certainty > Certainty::Planned
            && let Some(when) = &event.when
        {
            check(desk, when, row.spots.of(Key::When), "the day");
        }
    }
}
