//! Plain happenings: those with one statement and one range of days, which are most, and need no joins.

use super::lens::Sql;
use super::writing::{NotInSql, Steps, all_of, is_one_of, number_of};
use crate::model::Kinds;

/// The condition that an event has one statement and one range of days.
pub(super) const IS_PLAIN: &str =
    "e.tellings = 1 AND e.day_state <> 'one-of' AND e.day_state <> 'several'";

impl Sql {
    /// Adds `plain`: the plain happenings of the view, one row each.
    pub(super) fn add_plain(&self, steps: &mut Steps) -> Result<(), NotInSql> {
        let days = self.event_days()?;
        let known = self.known("e")?;
        let from = self.add_asked(steps)?;
        let inside = if days.are_all() {
            String::from("TRUE")
        } else {
            days.hold("e.day_min", "e.day_max")
        };
        let conditions = [
            IS_PLAIN.to_owned(),
            days.meet("e.day_min", "e.day_max"),
            self.is_admitted("e", steps)?,
            known.possibly,
        ];
        let sure = both(&known.certainly, &inside);
        steps.add(
            "plain",
            format!(
                "
                SELECT e.id AS happening, {} AS sure, {} AS is_violent,
                  {},
                  e.day_min, e.day_max, e.pairs, e.pair_a, e.pair_b
                FROM {from}
                WHERE {}
                ",
                number_of(&sure),
                number_of("e.is_violent"),
                self.figures("e"),
                all_of(conditions.into_iter().filter(|one| one != "TRUE")),
            ),
        );
        Ok(())
    }

    /// Adds the step `asked` if the view asks for some sources only, and returns the `FROM` clause for
    /// events.
    pub(super) fn add_asked(&self, steps: &mut Steps) -> Result<&'static str, NotInSql> {
        Ok(match self.asked()? {
            None => "events e",
            Some(asked) => {
                steps.add("asked", asked);
                "events e JOIN asked ON asked.statement = e.id"
            }
        })
    }

    /// Returns the condition that an event passes the filters of certainty, kind and actors.
    pub(super) fn is_admitted(&self, row: &str, steps: &mut Steps) -> Result<String, NotInSql> {
        let sure = format!("{row}.certainty_rank >= {}", self.least_rank());
        let kind = self.is_of_kind(&format!("{row}.kind"), Kinds::EVENTS)?;
        let among = self.is_event_among(row, steps)?;
        let all = [sure, kind, among].into_iter();
        Ok(all_of(all.filter(|one| one != "TRUE")))
    }

    /// Returns the condition that both actors of one tie, or all actors of the event, are among those
    /// requested.
    fn is_event_among(&self, row: &str, steps: &mut Steps) -> Result<String, NotInSql> {
        let Some(actors) = &self.among else {
            return Ok(String::from("TRUE"));
        };
        let one = |column: &str| is_one_of(column, actors);
        steps.add(
            "among_ids",
            format!(
                "
                SELECT p.statement FROM pairs p WHERE {} AND {}
                UNION
                SELECT t.statement FROM participants t WHERE t.class = 'event'
                GROUP BY t.statement
                HAVING MIN(CASE WHEN {} THEN 1 ELSE 0 END) = 1
                ",
                one("p.actor_a")?,
                one("p.actor_b")?,
                one("t.actor")?,
            ),
        );
        Ok(format!(
            "{row}.id IN (SELECT among_ids.statement FROM among_ids)"
        ))
    }

    /// Returns the figures of an event's own toll, `NULL` where the view does not admit the toll.
    pub(super) fn figures(&self, row: &str) -> String {
        let least = self.least_rank();
        let one = |name: &str| {
            format!(
                "CASE WHEN {row}.killed_certainty_rank >= {least} THEN {row}.killed_{name} END AS {name}"
            )
        };
        [one("low"), one("best"), one("high")].join(",\n                  ")
    }
}

/// Joins two conditions with `AND`, dropping those that are always true.
pub(super) fn both(one: &str, other: &str) -> String {
    let all = [one, other].into_iter().filter(|one| *one != "TRUE");
    all_of(all.map(str::to_owned))
}
