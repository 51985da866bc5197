//! The subjects of counts (none, an actor, a dyad, the losses of an actor) and the happenings of each.

use super::lens::Sql;
use super::listed::{BEST_FIRST, is_sure};
use super::writing::{NotInSql, Steps, is_one_of, number_of};

/// The subject that happenings are counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// No subject: each happening counts once.
    All,
    /// Each actor that took part.
    Actor,
    /// Each pair of actors that a happening ties.
    Dyad,
    /// Each actor that took part or lost somebody; the figures are its losses.
    Losses,
}

/// The actors that took part in an event, one row each.
pub(super) const PARTS: &str =
    "SELECT DISTINCT t.statement, t.actor FROM participants t WHERE t.class = 'event'";

/// The pairs of actors that an event ties, one row each, ordered by key.
const PAIRS: &str = "SELECT DISTINCT q.statement,
                  CASE WHEN q.actor_a < q.actor_b THEN q.actor_a ELSE q.actor_b END AS one,
                  CASE WHEN q.actor_a < q.actor_b THEN q.actor_b ELSE q.actor_a END AS other
                FROM pairs q";

/// The columns of a happening's figures and days.
const FIGURES: &str =
    "p.happening, p.sure, p.is_violent, p.low, p.best, p.high, p.day_min, p.day_max";

impl Subject {
    /// Returns the columns that identify a subject.
    pub(super) const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::All => &[],
            Self::Actor | Self::Losses => &["actor"],
            Self::Dyad => &["one", "other"],
        }
    }

    /// Returns the subject's columns of a row, each followed by a comma.
    pub(super) fn before(self, row: &str) -> String {
        let columns = self.columns().iter();
        let columns: Vec<String> = columns.map(|column| format!("{row}.{column}, ")).collect();
        columns.concat()
    }
}

impl Sql {
    /// Adds `parts`: one row for each happening and subject, with its certainty in time, deaths and possible
    /// days.
    pub(super) fn add_parts(&self, steps: &mut Steps, subject: Subject) -> Result<(), NotInSql> {
        self.add_plain(steps)?;
        self.add_listed(steps)?;
        steps.add("says", self.says(subject)?);
        self.add_stands(steps, subject.columns())?;
        if subject == Subject::Losses {
            add_told_losses(steps);
        }
        let mut all = self.plain_of(subject)?;
        all.push(self.listed_of(subject)?);
        if self.asks_who_knew() || self.least_rank() < 2 {
            all.push(refused(subject));
        }
        let all = all.join("\nUNION ALL\n");
        steps.add(
            "parts",
            if self.certainly {
                format!("SELECT a.* FROM (\n{all}\n) a WHERE a.sure = 1")
            } else {
                all
            },
        );
        Ok(())
    }

    /// Returns the queries for the plain happenings of each subject.
    fn plain_of(&self, subject: Subject) -> Result<Vec<String>, NotInSql> {
        Ok(match subject {
            Subject::All => vec![format!("SELECT {FIGURES} FROM plain p")],
            Subject::Actor => {
                let of_pair = |column: &str| -> Result<String, NotInSql> {
                    let column = format!("p.{column}");
                    let among = self.is_asked_for(&[&column])?;
                    Ok(format!(
                        "SELECT {column} AS actor, {FIGURES} FROM plain p WHERE p.pairs = 1{among}"
                    ))
                };
                vec![
                    of_pair("pair_a")?,
                    of_pair("pair_b")?,
                    format!(
                        "SELECT t.actor, {FIGURES} FROM plain p JOIN ({PARTS}) t ON t.statement = p.happening WHERE p.pairs <> 1{}",
                        self.is_asked_for(&["t.actor"])?
                    ),
                ]
            }
            Subject::Dyad => vec![
                format!(
                    "SELECT CASE WHEN p.pair_a < p.pair_b THEN p.pair_a ELSE p.pair_b END AS one,
                      CASE WHEN p.pair_a < p.pair_b THEN p.pair_b ELSE p.pair_a END AS other,
                      {FIGURES}
                    FROM plain p WHERE p.pairs = 1{}",
                    self.is_asked_for(&["p.pair_a", "p.pair_b"])?
                ),
                format!(
                    "SELECT q.one, q.other, {FIGURES} FROM plain p JOIN ({PAIRS}) q ON q.statement = p.happening WHERE p.pairs > 1{}",
                    self.is_asked_for(&["q.one", "q.other"])?
                ),
            ],
            Subject::Losses => vec![format!(
                "SELECT x.actor, p.happening, p.sure, p.is_violent,
                  CASE WHEN p.low IS NULL THEN NULL WHEN o.low IS NOT NULL THEN o.low WHEN p.high = 0 THEN 0 END AS low,
                  CASE WHEN p.low IS NULL THEN NULL WHEN o.low IS NOT NULL THEN o.best WHEN p.high = 0 THEN 0 END AS best,
                  CASE WHEN p.low IS NULL THEN NULL WHEN o.low IS NOT NULL THEN o.high WHEN p.high = 0 THEN 0 END AS high,
                  p.day_min, p.day_max
                FROM ({CONCERNED}) x
                JOIN plain p ON p.happening = x.statement
                LEFT JOIN losses o ON o.statement = x.statement AND o.actor = x.actor
                WHERE (x.is_part = 1 OR p.low IS NOT NULL){}",
                self.is_asked_for(&["x.actor"])?
            )],
        })
    }

    /// Returns the query for the statements that connect a happening with each subject, and whether they have
    /// a day.
    fn says(&self, subject: Subject) -> Result<String, NotInSql> {
        Ok(match subject {
            Subject::All => "SELECT c.happening, c.id, c.is_dated FROM counted c".to_owned(),
            Subject::Actor => format!(
                "SELECT t.actor, c.happening, c.id, c.is_dated
                FROM counted c JOIN ({PARTS}) t ON t.statement = c.id{}",
                self.where_asked_for(&["t.actor"])?
            ),
            Subject::Dyad => format!(
                "SELECT q.one, q.other, c.happening, c.id, c.is_dated
                FROM counted c JOIN ({PAIRS}) q ON q.statement = c.id{}",
                self.where_asked_for(&["q.one", "q.other"])?
            ),
            Subject::Losses => format!(
                "SELECT x.actor, c.happening, c.id, c.is_dated
                FROM counted c JOIN ({CONCERNED}) x ON x.statement = c.id
                WHERE (x.is_part = 1 OR c.toll_rank > 0){}",
                self.is_asked_for(&["x.actor"])?
            ),
        })
    }

    /// Returns ` AND` conditions that all these columns are among the requested actors.
    pub(super) fn is_asked_for(&self, columns: &[&str]) -> Result<String, NotInSql> {
        let Some(actors) = &self.among else {
            return Ok(String::new());
        };
        let all: Result<Vec<String>, NotInSql> = columns
            .iter()
            .map(|column| Ok(format!(" AND {}", is_one_of(column, actors)?)))
            .collect();
        Ok(all?.concat())
    }

    fn where_asked_for(&self, columns: &[&str]) -> Result<String, NotInSql> {
        let all = self.is_asked_for(columns)?;
        Ok(all.replacen(" AND ", " WHERE ", 1))
    }

    /// Returns the query for the happenings of each subject whose days are listed.
    fn listed_of(&self, subject: Subject) -> Result<String, NotInSql> {
        let days = self.event_days()?;
        let same = |row: &str| -> String {
            let columns = subject.columns().iter();
            let columns = columns.map(|column| format!(" AND {row}.{column} = w.{column}"));
            columns.collect()
        };
        let (figures, lost) = if subject == Subject::Losses {
            let one = |name: &str| {
                format!(
                    "CASE WHEN o.low IS NOT NULL THEN o.{name} WHEN t.high = 0 THEN 0 END AS {name}"
                )
            };
            (
                [one("low"), one("best"), one("high")].join(", "),
                "LEFT JOIN lost o ON o.happening = w.happening AND o.actor = w.actor",
            )
        } else {
            ("t.low, t.best, t.high".to_owned(), "")
        };
        Ok(format!(
            "SELECT {}w.happening, {} AS sure, t.is_violent, {figures}, h.day_min, h.day_max
            FROM stands w
            JOIN said n ON n.happening = w.happening{}
            JOIN levels l ON l.happening = w.happening
            JOIN tolls t ON t.happening = w.happening
            JOIN hull h ON h.happening = w.happening
            {lost}
            WHERE w.in_part = 1",
            subject.before("w"),
            number_of(&is_sure(&days)),
            same("n"),
        ))
    }
}

/// Adds `lost`: the losses of each actor in a happening, combined from all its statements.
pub(super) fn add_told_losses(steps: &mut Steps) {
    steps.add(
        "lost",
        format!(
            "
            SELECT r.happening, r.actor, MIN(r.low) AS low,
              MAX(CASE WHEN r.place = 1 THEN r.best END) AS best, MAX(r.high) AS high
            FROM (
              SELECT r.*, ROW_NUMBER() OVER (PARTITION BY r.happening, r.actor ORDER BY {BEST_FIRST}) AS place
              FROM (
                SELECT c.happening, o.actor, o.low, o.best, o.high, c.toll_rank, c.known_min
                FROM counted c JOIN losses o ON o.statement = c.id
                WHERE c.toll_rank > 0
              ) r
            ) r
            GROUP BY r.happening, r.actor
            "
        ),
    );
}

/// The actors that took part in an event or lost somebody in it, by one statement.
pub(super) const CONCERNED: &str = "SELECT c.statement, c.actor, MAX(c.is_part) AS is_part
                  FROM (
                    SELECT t.statement, t.actor, 1 AS is_part FROM participants t WHERE t.class = 'event'
                    UNION ALL
                    SELECT o.statement, o.actor, 0 AS is_part FROM losses o
                  ) c
                  GROUP BY c.statement, c.actor";

/// Returns rows that end the query with an error for happenings of which the filters admit only some
/// statements: the text is not a number.
fn refused(subject: Subject) -> String {
    let any = subject.columns().iter();
    let any: Vec<String> = any
        .map(|column| format!("r.happening AS {column}, "))
        .collect();
    let any = any.concat();
    format!(
        "SELECT {any}r.happening,
          CAST('known in part by these filters, ask the view itself: ' || r.happening AS BIGINT) AS sure,
          0 AS is_violent, CAST(NULL AS BIGINT) AS low, CAST(NULL AS BIGINT) AS best, CAST(NULL AS BIGINT) AS high,
          CAST(NULL AS DATE) AS day_min, CAST(NULL AS DATE) AS day_max
        FROM refused r"
    )
}
