//! Happenings with several statements or several possible days, whose days are in the table `event_days`.

use super::lens::Sql;
use super::plain::both;
use super::writing::{Days, NotInSql, Steps, all_of, is_one_of, number_of};
use crate::model::Kinds;

/// The order of the figures of several statements: most certain, then latest published, then highest.
pub(super) const BEST_FIRST: &str =
    "r.toll_rank DESC, r.known_min DESC NULLS LAST, r.best DESC NULLS LAST";

impl Sql {
    /// Adds `told` (the statements about each happening's day), `counted` (those of them that the view
    /// counts), `levels`, `hull` and `tolls` of each happening.
    pub(super) fn add_listed(&self, steps: &mut Steps) -> Result<(), NotInSql> {
        self.add_told(steps)?;
        let kind = self.is_of_kind("e.kind", Kinds::EVENTS)?;
        let admitted = self.is_admitted("e", steps)?;
        let is_all = kind == "TRUE" && self.among.is_none();
        steps.add(
            "counted",
            if is_all {
                "SELECT e.* FROM told e".to_owned()
            } else {
                format!("SELECT e.* FROM told e WHERE {admitted}")
            },
        );
        steps.add(
            "levels",
            "
            SELECT e.happening, MIN(e.certainty_rank) AS lowest, SUM(e.is_dated) AS dated
            FROM told e
            GROUP BY e.happening
            ",
        );
        let least = self.least_rank();
        let widest = |column: &str, of: &str| {
            format!(
                "CASE WHEN MAX(CASE WHEN d.{column} IS NULL THEN 1 ELSE 0 END) = 1 THEN NULL ELSE {of}(d.{column}) END AS {column}"
            )
        };
        steps.add(
            "hull",
            format!(
                "
                SELECT c.happening,
                  {},
                  {}
                FROM counted c JOIN event_days d ON d.statement = c.id
                WHERE d.certainty_rank >= {least}
                GROUP BY c.happening
                ",
                widest("day_min", "MIN"),
                widest("day_max", "MAX"),
            ),
        );
        steps.add(
            "tolls",
            format!(
                "
                SELECT r.happening, MAX(r.is_violent) AS is_violent, MIN(r.known) AS known,
                  MIN(r.low) AS low, MAX(CASE WHEN r.place = 1 THEN r.best END) AS best, MAX(r.high) AS high
                FROM (
                  SELECT r.*, ROW_NUMBER() OVER (PARTITION BY r.happening ORDER BY {BEST_FIRST}) AS place
                  FROM counted r
                ) r
                GROUP BY r.happening
                "
            ),
        );
        Ok(())
    }

    /// Adds `told`, and `refused` for happenings of which the filters may admit only some statements.
    fn add_told(&self, steps: &mut Steps) -> Result<(), NotInSql> {
        let known = self.known("e")?;
        let from = self.add_asked(steps)?;
        let least = self.least_rank();
        let columns = |known: &str| {
            format!(
                "SELECT e.id, e.happening, e.kind, e.certainty_rank, {} AS known,
                  {} AS is_violent, {} AS is_dated, e.known_min,
                  {},
                  CASE WHEN e.killed_certainty_rank >= {least} THEN e.killed_certainty_rank ELSE -1 END AS toll_rank",
                number_of(known),
                number_of("e.is_violent"),
                number_of("e.day_state <> 'unknown'"),
                self.figures("e"),
            )
        };
        let is_whole = if self.asks_who_knew() || least < 2 {
            self.add_standing(steps)?;
            "AND e.happening IN (SELECT whole.happening FROM whole)"
        } else {
            ""
        };
        steps.add(
            "told",
            format!(
                "
                {}
                FROM {from}
                WHERE e.tellings = 1 AND (e.day_state = 'one-of' OR e.day_state = 'several')
                  AND e.certainty_rank >= {least} AND {}
                UNION ALL
                {}
                FROM events e
                WHERE e.tellings > 1 AND e.certainty_rank >= {least} AND e.withdrawn_state = 'never' {is_whole}
                ",
                columns(&known.certainly),
                known.possibly,
                columns("TRUE"),
            ),
        );
        Ok(())
    }

    /// Adds `standing`, `whole` and `refused`: happenings of which the filters admit all statements, and
    /// those of which they admit only some.
    fn add_standing(&self, steps: &mut Steps) -> Result<(), NotInSql> {
        // by day only: whether the requested sources are all of its sources is decided below
        let by_days = Self {
            sources: None,
            ..self.clone()
        };
        let known = by_days.known("e")?;
        let least = self.least_rank();
        let (from, of_none, of_all) = match &self.sources {
            None => ("events e", "FALSE".to_owned(), "TRUE"),
            Some(sources) => {
                let is_asked = is_one_of("s.source", sources)?;
                steps.add(
                    "named",
                    format!(
                        "
                        SELECT s.statement, COUNT(*) AS named, SUM(CASE WHEN {is_asked} THEN 1 ELSE 0 END) AS asked_for
                        FROM statement_sources s
                        GROUP BY s.statement
                        "
                    ),
                );
                (
                    "events e LEFT JOIN named ON named.statement = e.id",
                    "COALESCE(named.asked_for, 0) = 0".to_owned(),
                    "named.asked_for = named.named",
                )
            }
        };
        let days = self.event_days()?;
        let kind = self.is_of_kind("e.kind", Kinds::EVENTS)?;
        let whole = both(
            &both(&known.certainly, of_all),
            "e.withdrawn_state = 'never'",
        );
        steps.add(
            "standing",
            format!(
                "
                SELECT e.happening, e.withdrawn_state, {} AS is_here,
                  CASE WHEN {of_none} OR NOT ({}) THEN 'none'
                    WHEN e.certainty_rank > 1 AND {whole} THEN 'whole'
                    ELSE 'part' END AS known
                FROM {from}
                WHERE e.tellings > 1 AND e.certainty_rank >= {least}
                ",
                number_of(&both(&days.meet("e.day_min", "e.day_max"), &kind)),
                known.possibly,
            ),
        );
        let counts = "SUM(CASE WHEN s.known = 'part' OR s.known = 'none' AND s.withdrawn_state = 'never' THEN 1 ELSE 0 END)";
        steps.add(
            "whole",
            format!(
                "
                SELECT s.happening FROM standing s
                GROUP BY s.happening
                HAVING {counts} = 0 AND MAX(CASE WHEN s.known = 'whole' THEN 1 ELSE 0 END) = 1
                "
            ),
        );
        steps.add(
            "refused",
            format!(
                "
                SELECT s.happening FROM standing s
                GROUP BY s.happening
                HAVING {counts} > 0 AND MAX(CASE WHEN s.known = 'none' THEN 0 ELSE 1 END) = 1 AND MAX(s.is_here) = 1
                "
            ),
        );
        Ok(())
    }

    /// Adds `stands`: whether each happening lies in the window, possibly and in every way, by the statements
    /// in `says`. `subject` names the columns of `says` that identify the subject.
    pub(super) fn add_stands(&self, steps: &mut Steps, subject: &[&str]) -> Result<(), NotInSql> {
        let days = self.event_days()?;
        let of = |row: &str| -> String {
            let columns = subject.iter().chain(&["happening"]);
            let columns = columns.map(|column| format!("{row}.{column}"));
            columns.collect::<Vec<_>>().join(", ")
        };
        steps.add(
            "ways",
            format!(
                "
                SELECT {0}, d.statement, d.way, MAX({1}) AS is_always, MAX({2}) AS is_several,
                  MIN({3}) AS inside, MAX({4}) AS in_part
                FROM says s
                JOIN levels l ON l.happening = s.happening
                JOIN event_days d ON d.statement = s.id AND d.certainty_rank = l.lowest
                GROUP BY {0}, d.statement, d.way
                ",
                of("s"),
                number_of("d.in_every_way"),
                number_of("d.is_several"),
                number_of(&days.hold("d.day_min", "d.day_max")),
                number_of(&days.meet("d.day_min", "d.day_max")),
            ),
        );
        steps.add(
            "said",
            format!(
                "
                SELECT {0}, SUM(s.is_dated) AS dated
                FROM says s
                GROUP BY {0}
                ",
                of("s"),
            ),
        );
        steps.add(
            "stands",
            format!(
                "
                SELECT {0}, MAX(w.in_part) AS in_part, MAX(w.is_always) AS is_always,
                  MIN(CASE WHEN w.inside = 1 OR (w.is_several = 1 AND w.in_part = 1) THEN 1 ELSE 0 END) AS inside
                FROM ways w
                GROUP BY {0}
                ",
                of("w"),
            ),
        );
        Ok(())
    }
}

/// The condition that a happening certainly counts: it lies in the window by every statement that has a day,
/// or by one statement whatever its day.
pub(super) fn is_sure(days: &Days) -> String {
    if days.are_all() {
        return String::from("t.known = 1");
    }
    all_of([
        "t.known = 1".to_owned(),
        "w.inside = 1".to_owned(),
        "(w.is_always = 1 OR n.dated = l.dated)".to_owned(),
    ])
}
