//! Queries for totals of events and deaths, with certain and possible counts apart.

use super::lens::Sql;
use super::subject::Subject;
use super::writing::{NotInSql, SqlQuery, Steps, all_of};
use crate::model::Step;

/// The columns of a total: eight certain counts, then eight possible counts.
pub(super) const COUNTS: [&str; 16] = [
    "certainly_happenings",
    "certainly_violent",
    "certainly_without_figure",
    "certainly_without_best",
    "certainly_with_figure",
    "certainly_low",
    "certainly_best",
    "certainly_high",
    "possibly_happenings",
    "possibly_violent",
    "possibly_without_figure",
    "possibly_without_best",
    "possibly_with_figure",
    "possibly_low",
    "possibly_best",
    "possibly_high",
];

/// # How many
///
/// A row has the columns of [`Count`](crate::Count) twice: `certainly_happenings`, `certainly_violent`,
/// `certainly_without_figure`, `certainly_without_best`, `certainly_with_figure`, `certainly_low`,
/// `certainly_best`, `certainly_high`, and the same with `possibly_`. The last three are `NULL` where the
/// deaths are unknown. By a step, `year` and `month` (or `quarter`, `week`, `on_day`) come before them;
/// happenings that no single step holds have `NULL` there. Weeks and their years are those of ISO 8601.
impl Sql {
    /// All happenings, as [`View::toll`](crate::View::toll): one row, or none where there is no happening.
    ///
    /// # Errors
    ///
    /// If SQL cannot express the question: a day before year 1, or a key that engines read in different ways.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::export::Sql;
    ///
    /// let query = Sql::ever().toll()?;
    /// assert_eq!(query.columns()[..2], ["certainly_happenings", "certainly_violent"]);
    /// # Ok::<(), factions::export::NotInSql>(())
    /// ```
    pub fn toll(&self) -> Result<SqlQuery, NotInSql> {
        self.counts(Subject::All, None)
    }

    /// All happenings by steps of the calendar, as [`View::tolls_by`](crate::View::tolls_by).
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    pub fn tolls_by(&self, step: Step) -> Result<SqlQuery, NotInSql> {
        self.counts(Subject::All, Some(step))
    }

    /// The happenings of each actor that took part, as [`View::toll_of`](crate::View::toll_of) for every
    /// actor.
    ///
    /// In a view [among](Self::among) some actors only these have rows.
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    pub fn actors(&self) -> Result<SqlQuery, NotInSql> {
        self.counts(Subject::Actor, None)
    }

    /// As [`actors`](Self::actors), by steps of the calendar, like
    /// [`View::series_of`](crate::View::series_of).
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    pub fn actors_by(&self, step: Step) -> Result<SqlQuery, NotInSql> {
        self.counts(Subject::Actor, Some(step))
    }

    /// The happenings of each pair of actors with a tie in them, as
    /// [`View::toll_between`](crate::View::toll_between).
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    pub fn dyads(&self) -> Result<SqlQuery, NotInSql> {
        self.counts(Subject::Dyad, None)
    }

    /// As [`dyads`](Self::dyads), by steps of the calendar: `dyads_by(Step::Month)` has a row for each dyad
    /// and month.
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    pub fn dyads_by(&self, step: Step) -> Result<SqlQuery, NotInSql> {
        self.counts(Subject::Dyad, Some(step))
    }

    /// The losses of each actor, as [`View::losses_of`](crate::View::losses_of).
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    pub fn losses(&self) -> Result<SqlQuery, NotInSql> {
        self.counts(Subject::Losses, None)
    }

    /// As [`losses`](Self::losses), by steps of the calendar, like the losses of
    /// [`View::series_of`](crate::View::series_of).
    ///
    /// # Errors
    ///
    /// As [`toll`](Self::toll).
    pub fn losses_by(&self, step: Step) -> Result<SqlQuery, NotInSql> {
        self.counts(Subject::Losses, Some(step))
    }

    fn counts(&self, subject: Subject, step: Option<Step>) -> Result<SqlQuery, NotInSql> {
        let mut steps = Steps::default();
        self.add_parts(&mut steps, subject)?;
        self.counted(steps, subject.columns(), step, "1")
    }

    /// Sums `parts` for each subject and step. The SQL expression `counts` is 1 where a part is a happening,
    /// and 0 where it only adds deaths to one.
    pub(super) fn counted(
        &self,
        mut steps: Steps,
        subject: &[&'static str],
        step: Option<Step>,
        counts: &str,
    ) -> Result<SqlQuery, NotInSql> {
        let by = step.map_or(&[][..], columns_of);
        self.add_dated(&mut steps, subject, step, counts)?;
        let keys: Vec<&'static str> = subject.iter().chain(by).copied().collect();
        add_sums(&mut steps, &keys);
        let mut columns = keys.clone();
        columns.extend(COUNTS);
        let mut shown: Vec<String> = keys.iter().map(|key| format!("s.{key}")).collect();
        shown.extend(shown_counts("s"));
        let order: Vec<String> = keys.iter().map(|key| format!("{key} NULLS LAST")).collect();
        let order = if order.is_empty() {
            String::new()
        } else {
            format!("\nORDER BY {}", order.join(", "))
        };
        let select = format!(
            "SELECT {}\nFROM sums s\nWHERE s.certainly_happenings + s.possibly_happenings > 0{order}",
            shown.join(",\n  ")
        );
        let check = format!(
            "SELECT COALESCE(CAST(SUM({counts}) AS BIGINT), 0) AS happenings\nFROM parts p"
        );
        Ok(steps.select_checked(columns, &select, &check))
    }

    /// Adds `dated`: `parts`, each with the step that holds all its possible days.
    pub(super) fn add_dated(
        &self,
        steps: &mut Steps,
        subject: &[&str],
        step: Option<Step>,
        counts: &str,
    ) -> Result<(), NotInSql> {
        let days = self.event_days()?;
        let named: Vec<String> = subject.iter().map(|one| format!("p.{one}, ")).collect();
        let named = named.concat();
        let dated: String = step.map_or_else(String::new, |step| {
            let both = |of: fn(Step, &str) -> Vec<String>| {
                let (first, last) = (of(step, "p.day_min"), of(step, "p.day_max"));
                let pairs = first.into_iter().zip(last);
                pairs.map(|(one, other)| format!("{one} = {other}"))
            };
            let is_here = days.hold("p.day_min", "p.day_max");
            let is_here = (is_here != "TRUE").then_some(is_here);
            let is_in_one = all_of(both(parts_of).chain(is_here));
            let parts = columns_of(step).iter().zip(parts_of(step, "p.day_min"));
            let parts: Vec<String> = parts
                .map(|(name, part)| format!("CASE WHEN {is_in_one} THEN {part} END AS {name},\n  "))
                .collect();
            parts.concat()
        });
        steps.add(
            "dated",
            format!(
                "SELECT {named}{dated}p.sure, {counts} AS counts, p.is_violent, p.low, p.best, p.high\nFROM parts p"
            ),
        );
        Ok(())
    }
}

/// The columns of a step.
const fn columns_of(step: Step) -> &'static [&'static str] {
    match step {
        Step::Day => &["on_day"],
        Step::Week => &["year", "week"],
        Step::Month => &["year", "month"],
        Step::Quarter => &["year", "quarter"],
        Step::Year => &["year"],
    }
}

/// Returns the values of these columns for a day.
fn parts_of(step: Step, day: &str) -> Vec<String> {
    let part = |name: &str| format!("CAST(extract({name} FROM {day}) AS BIGINT)");
    match step {
        Step::Day => vec![day.to_owned()],
        // in ISO 8601 the first days of January may belong to the last week of the year before, and the last
        // days of December to the first week of the year after
        Step::Week => vec![
            format!(
                "{} + CASE WHEN {month} = 1 AND {week} > 50 THEN -1 WHEN {month} = 12 AND {week} = 1 THEN 1 ELSE 0 END",
                part("year"),
                month = part("month"),
                week = part("week"),
            ),
            part("week"),
        ],
        Step::Month => vec![part("year"), part("month")],
        Step::Quarter => vec![part("year"), part("quarter")],
        Step::Year => vec![part("year")],
    }
}

/// Adds `sums`: the counts for each key.
pub(super) fn add_sums(steps: &mut Steps, keys: &[&str]) {
    let mut columns: Vec<String> = keys.iter().map(|key| format!("d.{key}")).collect();
    for (word, sure) in [("certainly", 1), ("possibly", 0)] {
        let mut sum = |name: &str, condition: &str, of: &str| {
            columns.push(format!(
                "COALESCE(CAST(SUM(CASE WHEN d.sure = {sure}{condition} THEN {of} END) AS BIGINT), 0) AS {word}_{name}"
            ));
        };
        sum("happenings", "", "d.counts");
        sum("violent", "", "d.is_violent");
        sum("without_figure", " AND d.low IS NULL", "d.is_violent");
        sum(
            "without_best",
            " AND d.low IS NOT NULL AND d.best IS NULL",
            "1",
        );
        sum("with_figure", " AND d.low IS NOT NULL", "1");
        sum("low", "", "d.low");
        sum("best", "", "COALESCE(d.best, d.low)");
        sum("high", "", "d.high");
    }
    let mut text = format!("SELECT {}\nFROM dated d", columns.join(",\n  "));
    if !keys.is_empty() {
        let keys: Vec<String> = keys.iter().map(|key| format!("d.{key}")).collect();
        text.push_str("\nGROUP BY ");
        text.push_str(&keys.join(", "));
    }
    steps.add("sums", text);
}

/// Returns the counts as output columns; unknown deaths become `NULL`.
pub(super) fn shown_counts(row: &str) -> Vec<String> {
    let shown = COUNTS.iter().map(|name| {
        let (word, what) = name.split_once('_').unwrap_or((name, ""));
        if matches!(what, "low" | "best" | "high") {
            format!(
                "CASE WHEN {row}.{word}_with_figure = 0 AND {row}.{word}_without_figure > 0 THEN NULL ELSE {row}.{name} END AS {name}"
            )
        } else {
            format!("{row}.{name}")
        }
    });
    shown.collect()
}
