//! Queries that count a coalition and its members on the day of each happening as one actor.

use super::lens::Sql;
use super::subject::{CONCERNED, PARTS, add_told_losses};
use super::writing::{NotInSql, SqlQuery, Steps, number_of, quoted};
use crate::model::Step;

/// The relation of a coalition's actors to the happenings that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Through {
    /// Happenings in which they took part.
    Parts,
    /// Happenings in which they took part or lost somebody.
    Losses,
}

/// # A coalition as one
impl Sql {
    /// The happenings in which a coalition took part, with whoever was its member on the day of each, as
    /// [`Collective::toll`](crate::Collective::toll).
    ///
    /// # Errors
    ///
    /// If the view filters by day of knowledge or by source, or admits plans: a membership may rest on
    /// several statements, of which such a filter admits only some.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::export::Sql;
    /// use factions::{Step, date};
    ///
    /// let year = Sql::during(date(2023, 1, 1)..date(2024, 1, 1));
    /// let query = year.coalition_by("csp", Step::Month)?;
    /// assert!(query.text().contains("m.whole = 'csp'"));
    /// # Ok::<(), factions::export::NotInSql>(())
    /// ```
    pub fn coalition(&self, coalition: &str) -> Result<SqlQuery, NotInSql> {
        self.as_one(coalition, Through::Parts, None)
    }

    /// As [`coalition`](Self::coalition), by steps of the calendar, like
    /// [`Collective::tolls_by`](crate::Collective::tolls_by).
    ///
    /// # Errors
    ///
    /// As [`coalition`](Self::coalition).
    pub fn coalition_by(&self, coalition: &str, step: Step) -> Result<SqlQuery, NotInSql> {
        self.as_one(coalition, Through::Parts, Some(step))
    }

    /// The losses of a coalition and of its members on the day of each happening, as
    /// [`Collective::losses`](crate::Collective::losses).
    ///
    /// # Errors
    ///
    /// As [`coalition`](Self::coalition).
    pub fn coalition_losses(&self, coalition: &str) -> Result<SqlQuery, NotInSql> {
        self.as_one(coalition, Through::Losses, None)
    }

    /// As [`coalition_losses`](Self::coalition_losses), by steps of the calendar, like the losses of
    /// [`Collective::series`](crate::Collective::series).
    ///
    /// # Errors
    ///
    /// As [`coalition`](Self::coalition).
    pub fn coalition_losses_by(&self, coalition: &str, step: Step) -> Result<SqlQuery, NotInSql> {
        self.as_one(coalition, Through::Losses, Some(step))
    }

    fn as_one(
        &self,
        coalition: &str,
        through: Through,
        step: Option<Step>,
    ) -> Result<SqlQuery, NotInSql> {
        self.refuse_who_knew("who belonged to a coalition")?;
        let mut steps = Steps::default();
        self.add_plain(&mut steps)?;
        self.add_listed(&mut steps)?;
        self.add_belongs(&mut steps, coalition)?;
        add_says(&mut steps, through);
        self.add_plain_touched(&mut steps, through)?;
        self.add_listed_touched(&mut steps)?;
        let sure = if self.certainly {
            " AND a.sure = 1"
        } else {
            ""
        };
        steps.add(
            "touched",
            format!(
                "SELECT a.* FROM (SELECT * FROM plain_touched UNION ALL SELECT * FROM listed_touched) a\nWHERE a.may = 1{sure}"
            ),
        );
        if through == Through::Losses {
            add_told_losses(&mut steps);
            add_lost_by_all(&mut steps);
        }
        let parts = parts_of(through);
        steps.add("parts", parts.join("\nUNION ALL\n"));
        self.counted(steps, &[], step, "p.counts")
    }

    /// Adds `belongs`: the members of the coalition with their days, and the coalition itself on all days.
    fn add_belongs(&self, steps: &mut Steps, coalition: &str) -> Result<(), NotInSql> {
        let coalition = quoted(coalition)?;
        let least = self.least_rank();
        let of =
            format!("m.whole = {coalition} AND m.links = 'any' AND m.certainty_rank >= {least}");
        steps.add(
            "belongs",
            format!(
                "
                SELECT m.member AS actor, m.holds, m.day_min, m.day_max
                FROM members m
                JOIN (SELECT m.member, MIN(m.certainty_rank) AS lowest FROM members m WHERE {of} GROUP BY m.member) l
                  ON l.member = m.member AND l.lowest = m.certainty_rank
                WHERE {of}
                UNION ALL
                SELECT {coalition} AS actor, 'certainly' AS holds, CAST(NULL AS DATE) AS day_min, CAST(NULL AS DATE) AS day_max
                UNION ALL
                SELECT {coalition} AS actor, 'possibly' AS holds, CAST(NULL AS DATE) AS day_min, CAST(NULL AS DATE) AS day_max
                "
            ),
        );
        Ok(())
    }

    /// Adds `plain_touched`: for each plain happening and each member, whether the happening is certainly or
    /// possibly the coalition's.
    fn add_plain_touched(&self, steps: &mut Steps, through: Through) -> Result<(), NotInSql> {
        let days = self.event_days()?;
        let rows = match through {
            Through::Parts => format!(
                "SELECT p.pair_a AS actor, p.happening, p.sure, p.day_min, p.day_max FROM plain p WHERE p.pairs = 1
                UNION ALL
                SELECT p.pair_b AS actor, p.happening, p.sure, p.day_min, p.day_max FROM plain p WHERE p.pairs = 1
                UNION ALL
                SELECT t.actor, p.happening, p.sure, p.day_min, p.day_max
                FROM plain p JOIN ({PARTS}) t ON t.statement = p.happening WHERE p.pairs <> 1"
            ),
            Through::Losses => format!(
                "SELECT x.actor, p.happening, p.sure, p.day_min, p.day_max
                FROM plain p JOIN ({CONCERNED}) x ON x.statement = p.happening
                WHERE (x.is_part = 1 OR p.low IS NOT NULL)"
            ),
        };
        steps.add(
            "plain_touched",
            format!(
                "
                SELECT a.happening, a.actor,
                  MAX(CASE WHEN a.sure = 1 AND b.holds = 'certainly' AND {} THEN 1 ELSE 0 END) AS sure,
                  MAX(CASE WHEN b.holds = 'possibly' AND {} AND {} THEN 1 ELSE 0 END) AS may
                FROM ({rows}) a JOIN belongs b ON b.actor = a.actor
                GROUP BY a.happening, a.actor
                ",
                is_within("a"),
                is_met("a"),
                days.meet("b.day_min", "b.day_max"),
            ),
        );
        Ok(())
    }

    /// Adds `listed_touched`: the same as `plain_touched` for happenings whose days are listed.
    fn add_listed_touched(&self, steps: &mut Steps) -> Result<(), NotInSql> {
        let days = self.event_days()?;
        let (span, range) = (
            days.meet("b.day_min", "b.day_max"),
            days.meet("d.day_min", "d.day_max"),
        );
        steps.add(
            "ranges",
            format!(
                "
                SELECT s.actor, s.happening, d.statement, d.way, d.day_min, d.day_max,
                  {} AS is_always, {} AS is_several,
                  MAX(CASE WHEN b.holds = 'certainly' AND {} AND {} THEN 1 ELSE 0 END) AS inside,
                  MAX(CASE WHEN b.holds = 'certainly' AND {} AND {span} AND {range} THEN 1 ELSE 0 END) AS surely_in_part,
                  MAX(CASE WHEN b.holds = 'possibly' AND {} AND {span} AND {range} THEN 1 ELSE 0 END) AS in_part
                FROM says s
                JOIN levels l ON l.happening = s.happening
                JOIN event_days d ON d.statement = s.id AND d.certainty_rank = l.lowest
                JOIN belongs b ON b.actor = s.actor
                GROUP BY s.actor, s.happening, d.statement, d.way, d.day_min, d.day_max, d.in_every_way, d.is_several
                ",
                number_of("d.in_every_way"),
                number_of("d.is_several"),
                is_within("d"),
                days.hold("d.day_min", "d.day_max"),
                is_met("d"),
                is_met("d"),
            ),
        );
        steps.add(
            "ways",
            "
            SELECT r.actor, r.happening, r.statement, r.way, MAX(r.is_always) AS is_always,
              MAX(r.is_several) AS is_several, MIN(r.inside) AS inside,
              MAX(r.surely_in_part) AS surely_in_part, MAX(r.in_part) AS in_part
            FROM ranges r
            GROUP BY r.actor, r.happening, r.statement, r.way
            ",
        );
        steps.add(
            "stands",
            "
            SELECT w.actor, w.happening, MAX(w.is_always) AS is_always, MAX(w.in_part) AS in_part,
              MIN(CASE WHEN w.is_several = 1 THEN w.surely_in_part ELSE w.inside END) AS inside
            FROM ways w
            GROUP BY w.actor, w.happening
            ",
        );
        steps.add(
            "said",
            "
            SELECT s.actor, s.happening, SUM(s.is_dated) AS dated
            FROM says s
            GROUP BY s.actor, s.happening
            ",
        );
        // a member on all days is a member on the day of the happening, whichever that was
        let forever = if days.are_all() {
            "MAX(CASE WHEN b.holds = 'certainly' AND b.day_min IS NULL AND b.day_max IS NULL THEN 1 ELSE 0 END)"
        } else {
            "0"
        };
        steps.add(
            "listed_touched",
            format!(
                "
                SELECT w.happening, w.actor,
                  MAX(CASE WHEN t.known = 1 AND (f.forever = 1 OR w.inside = 1 AND (w.is_always = 1 OR n.dated = l.dated)) THEN 1 ELSE 0 END) AS sure,
                  MAX(w.in_part) AS may
                FROM stands w
                JOIN said n ON n.happening = w.happening AND n.actor = w.actor
                JOIN levels l ON l.happening = w.happening
                JOIN tolls t ON t.happening = w.happening
                JOIN (SELECT b.actor, {forever} AS forever FROM belongs b GROUP BY b.actor) f ON f.actor = w.actor
                GROUP BY w.happening, w.actor
                "
            ),
        );
        Ok(())
    }

    /// Returns an error if the view filters by when or from whom something was known, or admits plans: `what`
    /// combines several statements, which SQL cannot filter one by one.
    pub(super) fn refuse_who_knew(&self, what: &str) -> Result<(), NotInSql> {
        let why = if self.known_on.is_some() {
            "as known on a day"
        } else if self.sources.is_some() {
            "as some sources say"
        } else if self.least_rank() < 2 {
            "with what is only planned"
        } else {
            return Ok(());
        };
        Err(NotInSql::new(
            format!("{what} {why}"),
            "ask the view itself, of a graph narrowed to the actors and years in question",
        ))
    }
}

/// Adds `says`: for each member, the statements of listed happenings that name it.
fn add_says(steps: &mut Steps, through: Through) {
    let is_member = "(SELECT DISTINCT b.actor FROM belongs b) b";
    steps.add(
        "says",
        match through {
            Through::Parts => format!(
                "SELECT t.actor, c.happening, c.id, c.is_dated
                FROM counted c JOIN ({PARTS}) t ON t.statement = c.id JOIN {is_member} ON b.actor = t.actor"
            ),
            Through::Losses => format!(
                "SELECT x.actor, c.happening, c.id, c.is_dated
                FROM counted c JOIN ({CONCERNED}) x ON x.statement = c.id JOIN {is_member} ON b.actor = x.actor
                WHERE (x.is_part = 1 OR c.toll_rank > 0)"
            ),
        },
    );
}

/// The condition that all days of a row lie within one span of membership.
fn is_within(row: &str) -> String {
    format!(
        "(b.day_min IS NULL OR b.day_min <= {row}.day_min) AND (b.day_max IS NULL OR {row}.day_max <= b.day_max)"
    )
}

/// The condition that some day of a row lies within one span of membership.
fn is_met(row: &str) -> String {
    format!(
        "(b.day_min IS NULL OR {row}.day_max IS NULL OR b.day_min <= {row}.day_max) AND (b.day_max IS NULL OR {row}.day_min IS NULL OR {row}.day_min <= b.day_max)"
    )
}

/// Adds `lost_by_all`: the losses in each happening, summed over certain members and over possible members.
fn add_lost_by_all(steps: &mut Steps) {
    let sum = |sure: u8, name: &str, column: &str| {
        let word = if sure == 1 { "sure" } else { "more" };
        format!("SUM(CASE WHEN x.sure = {sure} THEN {column} END) AS {word}_{name}")
    };
    let best = |sure: u8| {
        let word = if sure == 1 { "sure" } else { "more" };
        format!(
            "CASE WHEN COUNT(CASE WHEN x.sure = {sure} THEN o.low END) = COUNT(CASE WHEN x.sure = {sure} THEN o.best END) THEN SUM(CASE WHEN x.sure = {sure} THEN o.best END) END AS {word}_best"
        )
    };
    let columns = [
        sum(1, "low", "o.low"),
        best(1),
        sum(1, "high", "o.high"),
        sum(0, "low", "o.low"),
        best(0),
        sum(0, "high", "o.high"),
    ];
    steps.add(
        "lost_by_all",
        format!(
            "
            SELECT x.happening, MAX(x.sure) AS sure,
              {}
            FROM touched x
            LEFT JOIN (
              SELECT p.happening, o.actor, o.low, o.best, o.high
              FROM plain p JOIN losses o ON o.statement = p.happening
              WHERE p.low IS NOT NULL
              UNION ALL
              SELECT o.happening, o.actor, o.low, o.best, o.high FROM lost o
            ) o ON o.happening = x.happening AND o.actor = x.actor
            GROUP BY x.happening
            ",
            columns.join(",\n              "),
        ),
    );
    steps.add(
        "facts",
        "
        SELECT p.happening, p.is_violent, p.high, p.day_min, p.day_max FROM plain p
        UNION ALL
        SELECT t.happening, t.is_violent, t.high, h.day_min, h.day_max
        FROM tolls t JOIN hull h ON h.happening = t.happening
        ",
    );
}

fn parts_of(through: Through) -> Vec<String> {
    if through == Through::Parts {
        let all = "(SELECT x.happening, MAX(x.sure) AS sure FROM touched x GROUP BY x.happening) x";
        return vec![
            format!(
                "SELECT p.happening, x.sure, 1 AS counts, p.is_violent, p.low, p.best, p.high, p.day_min, p.day_max
                FROM plain p JOIN {all} ON x.happening = p.happening"
            ),
            format!(
                "SELECT t.happening, x.sure, 1 AS counts, t.is_violent, t.low, t.best, t.high, h.day_min, h.day_max
                FROM tolls t JOIN {all} ON x.happening = t.happening JOIN hull h ON h.happening = t.happening"
            ),
        ];
    }
    let figure = |name: &str| {
        format!(
            "CASE WHEN x.sure = 1 AND x.sure_low IS NOT NULL THEN x.sure_{name} WHEN x.sure = 0 AND x.more_low IS NOT NULL THEN x.more_{name} WHEN f.high = 0 THEN 0 END AS {name}"
        )
    };
    let figures = [figure("low"), figure("best"), figure("high")].join(",\n  ");
    vec![
        format!(
            "SELECT x.happening, x.sure, 1 AS counts, f.is_violent,\n  {figures},\n  f.day_min, f.day_max
            FROM lost_by_all x JOIN facts f ON f.happening = x.happening"
        ),
        // for happenings that are certainly the coalition's: the possible losses of possible members
        "SELECT x.happening, 0 AS sure, 0 AS counts, 0 AS is_violent, x.more_low AS low, x.more_best AS best, x.more_high AS high,
              f.day_min, f.day_max
            FROM lost_by_all x JOIN facts f ON f.happening = x.happening
            WHERE x.sure = 1 AND x.more_low IS NOT NULL"
            .to_owned(),
    ]
}
