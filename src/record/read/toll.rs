//! Reads the number of people killed, and the actors to which they belonged.

use super::evidence;
use super::fields::{Fields, count_of, wrong_type};
use crate::model::{ActorId, Certainty, Deaths, Loss, Toll};
use crate::record::format::Key;
use crate::record::format::{Node, Value};
use crate::record::problems::Desk;
use crate::record::unchecked::Keys;

/// The keys of the table within an event.
pub(in crate::record) const TOLL_KEYS: &[Key] = &[
    Key::KilledLow,
    Key::KilledBest,
    Key::KilledHigh,
    Key::KilledOf,
    Key::KilledCertainty,
    Key::KilledBy,
    Key::KilledHedge,
];

/// The keys of the deaths of one actor within a toll.
pub(super) const LOSS_KEYS: &[Key] = &[
    Key::KilledOfActor,
    Key::KilledOfLow,
    Key::KilledOfBest,
    Key::KilledOfHigh,
];

/// Reads a number of deaths, or a table of them with evidence of its own.
pub(super) fn read(
    desk: &mut Desk,
    keys: &mut Keys,
    fields: &mut Fields<'_>,
    node: &Node,
) -> Option<Toll> {
    if let Value::Integer(_) = node.value {
        return count_of(desk, node, "killed").map(Toll::new);
    }
    if !matches!(node.value, Value::Table(_)) {
        let help = "write a whole number, or `{ low = 5, best = 10, high = 20 }`";
        wrong_type(desk, node, "killed", "a number or a table", help);
        return None;
    }
    let mut inner = Fields::open(desk, node, "a toll", TOLL_KEYS)?;
    let figures = [Key::KilledLow, Key::KilledBest, Key::KilledHigh];
    let deaths = deaths(desk, &mut inner, figures, "`killed`");
    let of = losses(desk, keys, &mut inner);
    let certainty = inner.word::<Certainty>(desk, Key::KilledCertainty);
    let by = evidence::actors(desk, keys, &mut inner, Key::KilledBy);
    let hedge = inner.own_text(desk, Key::KilledHedge);
    inner.hand_over(fields);
    Some(Toll {
        of: of.into(),
        certainty,
        by,
        hedge,
        ..Toll::new(deaths?)
    })
}

/// Returns the deaths from a lowest, a best and a highest figure, if these are enough.
pub(in crate::record) fn figures([low, best, high]: [Option<u64>; 3]) -> Option<Deaths> {
    match (low, best, high) {
        (low, Some(best), high) => {
            Some(Deaths::new(low.unwrap_or(best), best, high.unwrap_or(best)))
        }
        (Some(low), None, Some(high)) => Some(Deaths::between(low, high)),
        _ => None,
    }
}

/// Reads the lowest, best and highest figure: the best with or without the others, or only a range.
fn deaths(desk: &mut Desk, fields: &mut Fields<'_>, keys: [Key; 3], outer: &str) -> Option<Deaths> {
    let before = desk.mistakes();
    let [low, best, high] = keys.map(|key| fields.count(desk, key));
    if fields.is_doubtful || desk.mistakes() != before {
        return None; // what is left says something else
    }
    if let Some(deaths) = figures([low, best, high]) {
        return Some(deaths);
    }
    let [has_low, has_best, has_high] = keys.map(|key| fields.place_of(key).is_some());
    if has_best {
        return None;
    }
    let range = |given: &str, other: &str| {
        format!(
            "a range alone needs both ends: write `{other}` beside `{given}`, or the source's own \
             figure as `best`"
        )
    };
    let help = match (has_low, has_high) {
        (true, true) => return None,
        (true, false) => range("low", "high"),
        (false, true) => range("high", "low"),
        (false, false) => format!(
            "write the source's own figure as `best`, or its range as `low` and `high`; leave \
             {outer} out if it has none"
        ),
    };
    fields.missing(desk, keys[1], help);
    None
}

/// Reads the deaths of single actors: a table for each.
fn losses(desk: &mut Desk, keys: &mut Keys, toll: &mut Fields<'_>) -> Vec<Loss> {
    let Some(node) = toll.get(Key::KilledOf) else {
        return Vec::new();
    };
    let elements = match &node.value {
        Value::Array(elements) => elements.as_slice(),
        Value::Table(_) => std::slice::from_ref(node),
        _ => {
            let help = "write `of = [{ actor = \"…\", best = 3 }]`";
            wrong_type(desk, node, "of", "a list of tables", help);
            return Vec::new();
        }
    };
    let mut all = Vec::new();
    for element in elements {
        let what = "a row of `of`";
        let Some(mut fields) = Fields::open(desk, element, what, LOSS_KEYS) else {
            continue;
        };
        let figures = [Key::KilledOfLow, Key::KilledOfBest, Key::KilledOfHigh];
        let deaths = deaths(desk, &mut fields, figures, "the row");
        let actor = fields.text(desk, Key::KilledOfActor);
        if fields.place_of(Key::KilledOfActor).is_none() {
            fields.missing(desk, Key::KilledOfActor, "name whose the dead were");
        }
        if let (Some(actor), Some(deaths)) = (actor, deaths) {
            let actor = ActorId::new(keys.actors.number(actor));
            fields.hand_over_element(toll, Key::KilledOf, all.len());
            all.push(Loss { actor, deaths });
        }
    }
    all
}
