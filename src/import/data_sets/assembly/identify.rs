//! What a statement is when it is known who its actors are.

use crate::model::{Day, Ends, Loss, Matter, Statement, When};

/// The days of a statement; without dates all of them.
pub(super) fn days_of(statement: &Statement) -> (Day, Day) {
    let (first, last) = match &statement.matter {
        Matter::Event(event) => (event.when.as_ref(), event.when.as_ref()),
        Matter::Relation(relation) => (relation.period.start(), relation.period.end().date()),
    };
    (
        first.map_or(Day::BEFORE_ALL, When::first_day),
        last.map_or(Day::AFTER_ALL, When::last_day),
    )
}

/// Makes an event whose two sides are one actor one of that actor alone, and says whether it was.
///
/// A relation, or where an actor came from, is of two: that one is tied to itself breaks a rule.
pub(super) fn is_alone(statement: &mut Statement) -> bool {
    let both = match &statement.ends {
        Ends::Directed { from, to } => Some((from, to)),
        Ends::Sided(sides) => match &sides[..] {
            [one, other] => Some((one, other)),
            _ => None,
        },
        Ends::Mutual(_) | Ends::Alone(_) => None,
    };
    let one = both.filter(|(one, other)| one == other && one.len() == 1);
    let one = one.map(|(one, _)| one.clone());
    let can_be = matches!(&statement.matter, Matter::Event(event) if !event.kind.is_lineage());
    match one.filter(|_| can_be) {
        Some(one) => {
            statement.ends = Ends::Alone(one);
            true
        }
        None => false,
    }
}

/// Losses of each actor once: what two names of it lost is added.
pub(super) fn each_once(losses: impl Iterator<Item = Loss>, most: u64) -> Vec<Loss> {
    let mut all: Vec<Loss> = Vec::new();
    for loss in losses {
        match all.iter_mut().find(|one| one.actor == loss.actor) {
            Some(one) => {
                one.deaths += loss.deaths;
                one.deaths.high = one.deaths.high.min(most);
            }
            None => all.push(loss),
        }
    }
    all
}
