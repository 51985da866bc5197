//! Queries for ties and memberships on the days of a view.

use super::lens::Sql;
use super::writing::{Days, NotInSql, SqlQuery, Steps, all_of, is_one_of, number_of, quoted};
use crate::model::{Kinds, RelationKind};

/// # Ties and members
impl Sql {
    /// The relations that hold: one row for each pair of actors and each kind of relation.
    ///
    /// The rows are those of [`View::ties_between`](crate::View::ties_between) for all pairs, without events:
    /// `kind`, `actor_a`, `actor_b`, `is_directed`, `holds` (`certainly` or `possibly`), and the first
    /// `statement` about the tie.
    ///
    /// # Errors
    ///
    /// If the view filters by day of knowledge or by source, or admits plans: a tie may rest on several
    /// statements, of which such a filter admits only some.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::export::Sql;
    /// use factions::{RelationKind, date};
    ///
    /// let query = Sql::at(date(2023, 10, 15)).only(RelationKind::Alliance).ties()?;
    /// assert!(query.text().contains("t.kind = 'alliance'"));
    /// # Ok::<(), factions::export::NotInSql>(())
    /// ```
    pub fn ties(&self) -> Result<SqlQuery, NotInSql> {
        self.refuse_who_knew("ties")?;
        let mut steps = Steps::default();
        self.add_ties(&mut steps)?;
        let columns = vec![
            "kind",
            "actor_a",
            "actor_b",
            "is_directed",
            "holds",
            "statement",
        ];
        Ok(steps.select(
            columns,
            "
            SELECT t.kind, t.actor_a, t.actor_b, t.is_directed = 1 AS is_directed,
              CASE WHEN t.sure = 1 THEN 'certainly' ELSE 'possibly' END AS holds, t.statement
            FROM held t
            ORDER BY kind, actor_a, actor_b, statement, holds
            ",
        ))
    }

    /// The members of a coalition, direct and through others, as [`View::members`](crate::View::members):
    /// `member` and `holds`.
    ///
    /// # Errors
    ///
    /// As [`ties`](Self::ties); and among some actors.
    pub fn members(&self, coalition: &str) -> Result<SqlQuery, NotInSql> {
        self.refuse_who_knew("the members of a coalition")?;
        if self.among.is_some() {
            return Err(NotInSql::new(
                "who is a member through some actors alone",
                "ask for the members without them, or the view itself",
            ));
        }
        let mut steps = Steps::default();
        self.add_ties(&mut steps)?;
        let coalition = quoted(coalition)?;
        let days = Days::new(self.window)?;
        let is_shown = if self.kinds.contains(RelationKind::Membership) {
            days.meet("m.day_min", "m.day_max")
        } else {
            String::from("FALSE")
        };
        let of = format!(
            "m.whole = {coalition} AND m.links = 'membership' AND m.certainty_rank >= {}",
            self.least_rank()
        );
        // a direct membership may certainly have held on some day of the window, although on no day that can
        // be named
        steps.add(
            "belongs",
            format!(
                "
                SELECT t.actor_a AS member, t.sure FROM held t
                WHERE t.kind = 'membership' AND t.actor_b = {coalition}
                UNION ALL
                SELECT m.member, CASE WHEN m.holds = 'certainly' THEN 1 ELSE 0 END AS sure
                FROM members m
                JOIN (SELECT m.member, MIN(m.certainty_rank) AS lowest FROM members m WHERE {of} GROUP BY m.member) l
                  ON l.member = m.member AND l.lowest = m.certainty_rank
                WHERE {of} AND {is_shown}
                "
            ),
        );
        let certainly = if self.certainly {
            "\nHAVING MAX(b.sure) = 1"
        } else {
            ""
        };
        Ok(steps.select(
            vec!["member", "holds"],
            &format!(
                "SELECT b.member, CASE WHEN MAX(b.sure) = 1 THEN 'certainly' ELSE 'possibly' END AS holds\nFROM belongs b\nGROUP BY b.member{certainly}\nORDER BY member"
            ),
        ))
    }

    /// Adds `held`: the relations of the view, one row for each pair.
    fn add_ties(&self, steps: &mut Steps) -> Result<(), NotInSql> {
        let days = Days::new(self.window)?;
        let least = self.least_rank();
        let possibly = days.meet_open("t.start_min", "t.end_max");
        let certainly = if days.are_all() {
            String::from("TRUE")
        } else {
            days.certainly_touch("t.start_max", "t.end_min", "t.goes_on")
        };
        let mut conditions = vec![format!("t.certainty_rank >= {least}")];
        conditions.push(self.is_of_kind("t.kind", Kinds::RELATIONS)?);
        if let Some(actors) = &self.among {
            conditions.push(is_one_of("t.actor_a", actors)?);
            conditions.push(is_one_of("t.actor_b", actors)?);
        }
        conditions.retain(|one| one != "TRUE");
        let certain = if self.certainly {
            " AND t.sure = 1"
        } else {
            ""
        };
        steps.add(
            "held",
            format!(
                "
                SELECT t.* FROM (
                  SELECT t.tie, t.kind, t.actor_a, t.actor_b, MAX({}) AS is_directed, MIN(t.statement) AS statement,
                    MIN(CASE WHEN t.known = 'certainly' AND {certainly} THEN 1 ELSE 0 END) AS sure,
                    MAX({}) AS may
                  FROM ties t
                  JOIN (SELECT t.tie, MIN(t.certainty_rank) AS lowest FROM ties t WHERE t.certainty_rank >= {least} GROUP BY t.tie) l
                    ON l.tie = t.tie AND l.lowest = t.certainty_rank
                  WHERE {}
                  GROUP BY t.tie, t.kind, t.actor_a, t.actor_b
                ) t
                WHERE t.may = 1{certain}
                ",
                number_of("t.is_directed"),
                number_of(&possibly),
                all_of(conditions),
            ),
        );
        Ok(())
    }
}
