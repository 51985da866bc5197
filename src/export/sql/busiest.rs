//! Queries for the actors and dyads with the most events, deaths or losses.

use super::counts::{COUNTS, add_sums, shown_counts};
use super::lens::Sql;
use super::subject::Subject;
use super::writing::{NotInSql, SqlQuery, Steps};
use crate::query::RankBy;

/// # The busiest
impl Sql {
    /// The actors with the most events, deaths or losses, as [`View::top_actors`](crate::View::top_actors):
    /// the first `count`, and all that share the last place.
    ///
    /// The columns `place` and `actor` come before the counts. By losses the counts are those of losses.
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::RankBy;
    /// use factions::export::Sql;
    ///
    /// let query = Sql::ever().top_actors(RankBy::Deaths, 10)?;
    /// assert_eq!(query.columns()[..2], ["place", "actor"]);
    /// # Ok::<(), factions::export::NotInSql>(())
    /// ```
    pub fn top_actors(&self, by: RankBy, count: usize) -> Result<SqlQuery, NotInSql> {
        let subject = match by {
            RankBy::Losses => Subject::Losses,
            RankBy::Events | RankBy::Deaths => Subject::Actor,
        };
        self.top(subject, by, count)
    }

    /// The pairs of actors with the most events or deaths, as [`View::top_dyads`](crate::View::top_dyads):
    /// the first `count`, and all that share the last place.
    ///
    /// The columns `place`, `one` and `other` come before the counts.
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll); and by losses.
    pub fn top_dyads(&self, by: RankBy, count: usize) -> Result<SqlQuery, NotInSql> {
        if by == RankBy::Losses {
            return Err(NotInSql::new(
                "what two actors lost in what happened between them",
                "rank them by deaths, or ask the view itself",
            ));
        }
        self.top(Subject::Dyad, by, count)
    }

    fn top(&self, subject: Subject, by: RankBy, count: usize) -> Result<SqlQuery, NotInSql> {
        let mut steps = Steps::default();
        self.add_parts(&mut steps, subject)?;
        self.add_dated(&mut steps, subject.columns(), None, "1")?;
        add_sums(&mut steps, subject.columns());
        let measure = match by {
            RankBy::Events => "happenings",
            RankBy::Deaths | RankBy::Losses => "best",
        };
        let all = format!("s.certainly_{measure} + s.possibly_{measure}");
        steps.add(
            "ranked",
            format!(
                "
                SELECT s.*, RANK() OVER (ORDER BY {all} DESC, s.certainly_{measure} DESC) AS place
                FROM sums s
                WHERE {all} > 0
                "
            ),
        );
        let mut columns = vec!["place"];
        columns.extend(subject.columns());
        columns.extend(COUNTS);
        let keys = columns.iter().take(1 + subject.columns().len());
        let mut shown: Vec<String> = keys.map(|key| format!("r.{key}")).collect();
        shown[0] = String::from("CAST(r.place AS BIGINT) AS place");
        shown.extend(shown_counts("r"));
        let order: Vec<&str> = columns
            .iter()
            .take(1 + subject.columns().len())
            .copied()
            .collect();
        let select = format!(
            "SELECT {}\nFROM ranked r\nWHERE r.place <= {count}\nORDER BY {}",
            shown.join(",\n  "),
            order.join(", "),
        );
        Ok(steps.select(columns, &select))
    }
}
