//! The result of reading a file in another format: a record, and a report on every entry.

use super::crosswalk::Crosswalk;
use super::report::{ImportReport, ReportWriter, Treatment};
use crate::model::Statement;
use crate::record::{Apart, At, ImportedRows, Problems, Reader, Record, SetAside};
use std::collections::BTreeMap;

/// The result of reading a file in another format: a record, and a report on every entry.
///
/// Whoever reads a file that a machine exported cannot mend it. So an entry that breaks a rule of a
/// record, or says what a record cannot say, is set aside and counted in the report. The other
/// entries are in the record.
///
/// # Examples
///
/// ```
/// use factions::import::Import;
///
/// // a membership of an actor that is not in the file
/// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"]}}
/// {"id":"m","schema":"Membership","properties":{"member":["b"],"organization":["a"]}}"#;
/// let import = Import::from_follow_the_money(text)?;
/// assert_eq!(import.record.actors().len(), 1);
/// assert!(import.record.statements().is_empty());
/// assert_eq!(import.report.set_aside, 1);
/// // if you want all or nothing
/// assert!(import.strict().is_err());
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Import {
    /// Everything that could be read.
    pub record: Record,
    /// What became of every row or entry.
    pub report: ImportReport,
    /// The events that are rows and no statements of the record; `None` if none were asked for.
    ///
    /// A reader of data sets keeps them so if its options say `Kept::Rows`. Their actors, places and sources are
    /// those of the record.
    pub rows: Option<ImportedRows>,
    /// Which actor each id or name of the data set became. Correct it by hand and pass it to the next import.
    pub crosswalk: Crosswalk,
}

impl Import {
    /// The record, if nothing was set aside.
    ///
    /// # Errors
    ///
    /// The report, if something was set aside.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Import;
    ///
    /// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"]}}"#;
    /// let record = Import::from_follow_the_money(text)?.strict().expect("all of it is in order");
    /// assert_eq!(&*record.actors()[0].name, "A");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn strict(self) -> Result<Record, Box<ImportReport>> {
        if self.report.has_set_aside() {
            return Err(Box::new(self.report));
        }
        Ok(match self.rows {
            None => self.record,
            Some(rows) => self.record.with_statements(rows.into_statements()),
        })
    }

    #[cfg(feature = "data-sets")]
    /// Makes the result from a reader and a report: entries that break a rule are set aside.
    ///
    /// For a place, `entry` returns the start of its entry, `what` an example such as the entry's id, and `is_counted`
    /// whether the entry was read from the file rather than derived from others. With `rows`, events that fit into rows
    /// are kept as rows.
    pub(super) fn of(
        reader: Reader,
        (report, rows): (ReportWriter, Option<ImportedRows>),
        entry: impl Fn(At) -> At,
        what: impl Fn(At) -> String,
        is_counted: impl Fn(At) -> bool,
    ) -> Result<Self, Problems> {
        let told =
            Self::with_what_was_set_aside((reader, rows), entry, what, is_counted, |_| report);
        told.map(|(import, _)| import)
    }

    /// Makes the result, and returns the problems of the entries that were set aside as warnings.
    pub(super) fn with_what_was_set_aside(
        (reader, mut rows): (Reader, Option<ImportedRows>),
        entry: impl Fn(At) -> At,
        what: impl Fn(At) -> String,
        is_counted: impl Fn(At) -> bool,
        report: impl FnOnce(&[SetAside]) -> ReportWriter,
    ) -> Result<(Self, Problems), Problems> {
        let mut take = rows
            .as_mut()
            .map(|rows| |statement: Statement| rows.take(statement));
        let apart: Option<Apart<'_>> = take.as_mut().map(|take| take as Apart<'_>);
        let (record, aside) = reader.finish_without_the_wrong(entry, apart)?;
        let mut report = report(&aside);
        if let Some(rows) = &rows {
            let is_event = |one: &&Statement| one.event().is_some();
            let others = record.statements().iter().filter(is_event).count();
            let message = "events that say more than a row can hold (a hedge word, several sources, another version) \
                           are statements of the record, as are those of the record beside";
            let others = u64::try_from(others).unwrap_or(u64::MAX);
            if others > 0 && !rows.is_empty() {
                report.note_many(Treatment::Beyond, "kept-as-statements", message, others);
            }
        }
        let mut messages: BTreeMap<&'static str, String> = BTreeMap::new();
        for one in &aside {
            let count = u64::from(is_counted(one.entry));
            report.counts().set_aside += count;
            report.counts().made = report.counts().made.saturating_sub(count);
            report.is_unmade(one.entry);
            let mut codes: Vec<&'static str> = Vec::new();
            for problem in &one.problems {
                let code = problem.code.as_str();
                if codes.contains(&code) {
                    continue;
                }
                codes.push(code);
                let message = messages.entry(code);
                let message = message.or_insert_with(|| problem.message.clone());
                let what = what(one.entry);
                report.note(Treatment::SetAside, code, message, one.entry, &what);
            }
        }
        let report = report.finish();
        let problems = aside.into_iter().flat_map(|one| one.problems);
        let problems = Problems::new(problems.collect()).into_warnings();
        let import = Self {
            record,
            report,
            rows,
            crosswalk: Crosswalk::default(),
        };
        Ok((import, problems))
    }
}
