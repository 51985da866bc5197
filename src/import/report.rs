//! The report on every row or entry of a file in another format.

use crate::model::shown::visible;
use crate::model::word::words;
use crate::record::{At, Location};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

words! {
    /// What the reader did with rows or entries.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Treatment;
    ///
    /// assert_eq!(Treatment::SetAside.as_str(), "set-aside");
    /// ```
    pub enum Treatment("treatment") {
        /// It did not take them into the record.
        SetAside = "set-aside",
        /// It took them together with others of the file as one.
        Merged = "merged",
        /// It took them, but not as they were written.
        Changed = "changed",
        /// It took them as what they most likely mean; the file does not say so.
        Guessed = "guessed",
        /// They are not part of the model: the reader carried them along as `native` text, or left them out.
        Beyond = "beyond",
    }
}

impl Treatment {
    /// Returns the heading for these notes in a report.
    const fn heading(self) -> &'static str {
        match self {
            Self::SetAside => "set aside",
            Self::Merged => "merged",
            Self::Changed => "changed",
            Self::Guessed => "guessed",
            Self::Beyond => "beyond the model",
        }
    }
}

/// One reason why the reader did something, and how often.
///
/// # Examples
///
/// ```
/// use factions::import::{Import, Treatment};
///
/// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"]}}
/// {"id":"m","schema":"Membership","properties":{"member":["b"],"organization":["a"]}}"#;
/// let report = Import::from_follow_the_money(text)?.report;
/// let note = &report.notes[0];
/// assert_eq!((note.treatment, note.code, note.count), (Treatment::SetAside, "dangling-link", 1));
/// assert_eq!(note.first[0].location.line, 2);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ImportNote {
    /// What the reader did.
    pub treatment: Treatment,
    /// The reason as a code that never changes.
    pub code: &'static str,
    /// The reason in words, with a remedy where there is one.
    pub message: String,
    /// The number of rows or entries.
    pub count: u64,
    /// The first three of them.
    pub first: Vec<Occurrence>,
}

/// Where in the file the reader did something, and with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Occurrence {
    /// The line, and the column if it is known.
    #[serde(serialize_with = "as_text")]
    pub location: Location,
    /// The id, name or value; empty if the place says enough.
    pub what: String,
}

/// Something that rows suggest but do not say. People should look at it; the reader makes nothing of it.
///
/// Rows of a data set may suggest that an actor is part of another that it stood beside
/// (`part-of`), or a text may mention a change to a group (`change-to-group`).
///
/// # Examples
///
/// ```
/// use factions::import::Import;
///
/// // ACLED's rows have candidates; what people exported from an investigation has none
/// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"]}}"#;
/// assert!(Import::from_follow_the_money(text)?.report.candidates.is_empty());
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Candidate {
    /// What it may be, as a code that never changes.
    pub code: &'static str,
    /// The actors, as the file names them; for `part-of` the part, then the whole.
    pub actors: Vec<String>,
    /// The number of events that suggest it.
    pub events: u64,
    /// The first day on which one of these events can have happened, if they have days.
    #[serde(serialize_with = "as_day")]
    pub first_day: Option<Date>,
    /// The last day on which one of them can have happened, if they have days.
    #[serde(serialize_with = "as_day")]
    pub last_day: Option<Date>,
    /// The ids of the first three events, in the order of ids.
    pub first: Vec<String>,
    /// What the source says about it; empty if it says nothing.
    pub text: String,
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a field over by reference"
)]
fn as_day<S: serde::Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(serializer)
}

fn as_text<S: serde::Serializer>(location: &Location, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(location)
}

/// What became of every row or entry of a file in another format.
///
/// Every row or entry that was [read](Self::read) is exactly one of these: [made](Self::made),
/// [merged](Self::merged), [beyond the model](Self::beyond) or [set aside](Self::set_aside). The
/// report prints as a page of text, with a line for each reason.
///
/// # Examples
///
/// ```
/// use factions::import::Import;
///
/// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"]}}
/// {"id":"m","schema":"Membership","properties":{"member":["b"],"organization":["a"]}}"#;
/// let report = Import::from_follow_the_money(text)?.report;
/// assert_eq!((report.read, report.made, report.set_aside), (2, 1, 1));
/// assert!(report.to_string().starts_with("FollowTheMoney: 2 entities read, 1 made, 1 set aside"));
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct ImportReport {
    /// The format of the file, such as `UCDP GED`.
    pub format: String,
    /// The name of the file, if it has one.
    pub file: Option<String>,
    /// What the file consists of, in the singular and the plural: `row` and `rows`.
    pub unit: (&'static str, &'static str),
    /// How many rows or entries were read.
    pub read: u64,
    /// How many became statements, actors, places or sources of the record.
    pub made: u64,
    /// How many were taken together with others as one.
    pub merged: u64,
    /// How many are no entry of a record; they are carried along or left out.
    pub beyond: u64,
    /// How many are not in the record because they break a rule or say what a record cannot say.
    pub set_aside: u64,
    /// How many of those made are not as they were written.
    pub changed: u64,
    /// Each reason, by treatment and code.
    pub notes: Vec<ImportNote>,
    /// The columns or keys that the reader does not know.
    pub unknown_columns: Vec<String>,
    /// What rows suggest but do not say; those with the most events come first.
    pub candidates: Vec<Candidate>,
}

impl ImportReport {
    /// Whether the file says something that is not in the record.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Import;
    ///
    /// let text = r#"{"id":"a","schema":"Organization","properties":{"name":["A"]}}"#;
    /// assert!(!Import::from_follow_the_money(text)?.report.has_set_aside());
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub const fn has_set_aside(&self) -> bool {
        self.set_aside > 0
    }

    /// Whether there is nothing to report, as the file is in a form of this crate or has no entry.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Import;
    ///
    /// assert!(Import::from_follow_the_money("")?.report.is_empty());
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub const fn is_empty(&self) -> bool {
        self.read == 0
    }

    /// The note with this treatment and code, if there is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::{Import, Treatment};
    ///
    /// let report = Import::from_follow_the_money("")?.report;
    /// assert!(report.note(Treatment::SetAside, "dangling-link").is_none());
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn note(&self, treatment: Treatment, code: &str) -> Option<&ImportNote> {
        let is_it = |note: &&ImportNote| note.treatment == treatment && note.code == code;
        self.notes.iter().find(is_it)
    }
}

/// Formats a number with a separator between thousands.
fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}: ", visible(file))?;
        }
        let unit = if self.read == 1 {
            self.unit.0
        } else {
            self.unit.1
        };
        write!(f, "{}: {} {unit} read", self.format, number(self.read))?;
        write!(f, ", {} made", number(self.made))?;
        for (count, word) in [
            (self.merged, "merged"),
            (self.beyond, "beyond the model"),
            (self.set_aside, "set aside"),
        ] {
            if count > 0 {
                write!(f, ", {} {word}", number(count))?;
            }
        }
        if self.changed > 0 {
            write!(f, "; {} changed", number(self.changed))?;
        }
        let mut last = None;
        for note in &self.notes {
            if last != Some(note.treatment) {
                write!(f, "\n  {}:", note.treatment.heading())?;
                last = Some(note.treatment);
            }
            let (count, message) = (number(note.count), visible(&note.message));
            write!(f, "\n  {count:>9}  {}: {message}", note.code)?;
            let mut places = Vec::new();
            for one in &note.first {
                let what = visible(&one.what);
                let file = one.location.file.as_deref();
                let file = file.map_or(String::new(), |file| format!("{}, ", visible(file)));
                places.push(match (one.location.line, &*what) {
                    (0, what) => format!("`{what}`"),
                    (line, "") => format!("{file}line {line}"),
                    (line, what) => format!("{file}line {line}: `{what}`"),
                });
            }
            if !places.is_empty() {
                let more = note.count > places.len() as u64;
                let more = if more { "; …" } else { "" };
                write!(f, " ({}{more})", places.join("; "))?;
            }
        }
        if !self.unknown_columns.is_empty() {
            let names: Vec<_> = self
                .unknown_columns
                .iter()
                .map(|name| format!("`{}`", visible(name)))
                .collect();
            write!(f, "\n  columns not recognised: {}", names.join(", "))?;
        }
        Ok(())
    }
}

/// The number of examples that a note keeps.
const EXAMPLES: usize = 3;

/// The most characters that an example shows of a name or value.
const LONGEST: usize = 80;

/// A set of entries: a bit set of the lines that are entries, and a hash set of other places.
#[derive(Debug, Default)]
struct Entries {
    lines: Vec<u64>,
    others: HashSet<At>,
}

impl Entries {
    /// Whether an entry is in the set.
    fn has(&self, at: At) -> bool {
        let Some((line, 1)) = at.text() else {
            return self.others.contains(&at);
        };
        let word = self.lines.get(line as usize / 64);
        word.is_some_and(|word| word & (1_u64 << (line % 64)) != 0)
    }

    /// Adds an entry; returns `false` if the set has it already.
    fn add(&mut self, at: At) -> bool {
        let Some((line, 1)) = at.text() else {
            return self.others.insert(at);
        };
        let (word, bit) = (line as usize / 64, 1_u64 << (line % 64));
        if self.lines.len() <= word {
            self.lines.resize(word + 1, 0);
        }
        let is_new = self.lines[word] & bit == 0;
        self.lines[word] |= bit;
        is_new
    }
}

/// A report that is being written.
#[derive(Debug, Default)]
pub(super) struct ReportWriter {
    report: ImportReport,
    /// The index of each reason in the notes.
    places: HashMap<(Treatment, &'static str), usize>,
    /// The changed entries, and the entries that are not in the record by themselves.
    changed: Entries,
    unmade: Entries,
    /// The files, each with the number of lines before it.
    files: Vec<(u32, Arc<str>)>,
}

impl ReportWriter {
    /// Starts a report on a file of this format, which consists of `unit`.
    pub(super) fn new(format: impl Into<String>, unit: (&'static str, &'static str)) -> Self {
        let report = ImportReport {
            format: format.into(),
            unit,
            ..ImportReport::default()
        };
        Self {
            report,
            ..Self::default()
        }
    }

    #[cfg(feature = "data-sets")]
    /// Starts a file with this name, whose lines are numbered after those of earlier files.
    pub(super) fn begins_file(&mut self, name: &str, lines_before: u32) {
        self.files.push((lines_before, name.into()));
    }

    /// Returns the report, so that the caller can add to its counts.
    pub(super) const fn counts(&mut self) -> &mut ImportReport {
        &mut self.report
    }

    /// Records that the reader did something with the entry at this place, for this reason.
    ///
    /// All notes with one code have the message of the first. An entry with several changes counts once.
    pub(super) fn note(
        &mut self,
        treatment: Treatment,
        code: &'static str,
        message: &str,
        at: At,
        what: &str,
    ) {
        if treatment == Treatment::Changed && self.changed.add(at) && !self.unmade.has(at) {
            self.report.changed += 1;
        }
        self.note_many(treatment, code, message, 1);
        let Some(place) = self.places.get(&(treatment, code)) else {
            return;
        };
        let note = &mut self.report.notes[*place];
        if note.first.len() < EXAMPLES {
            let (line, column) = at.text().unwrap_or_default();
            let location = Location {
                line,
                column,
                ..Location::default()
            };
            let what = what.chars().take(LONGEST).collect();
            note.first.push(Occurrence { location, what });
        }
    }

    #[cfg(feature = "data-sets")]
    /// Records that no record takes some columns of the rows read since there were `before`.
    pub(super) fn left_out(&mut self, before: u64, message: &str) {
        let read = self.counts().read - before;
        self.note_many(Treatment::Beyond, "columns-left-out", message, read);
    }

    /// Records that the reader did something with this number of entries, without their places.
    pub(super) fn note_many(
        &mut self,
        treatment: Treatment,
        code: &'static str,
        message: &str,
        count: u64,
    ) {
        let notes = &mut self.report.notes;
        let place = *self.places.entry((treatment, code)).or_insert_with(|| {
            notes.push(ImportNote {
                treatment,
                code,
                message: message.to_owned(),
                count: 0,
                first: Vec::new(),
            });
            notes.len() - 1
        });
        notes[place].count += count;
    }

    #[cfg(feature = "data-sets")]
    /// Records the columns of a file that are in none of these lists.
    pub(super) fn unknown_columns(&mut self, columns: &[String], known: &[&[&str]]) {
        let is_known = |name: &str| known.iter().any(|list| list.contains(&name));
        let all = &mut self.report.unknown_columns;
        for name in columns {
            if !name.is_empty() && !is_known(name) && !all.contains(name) {
                all.push(name.clone());
            }
        }
        all.sort_unstable();
    }

    #[cfg(feature = "data-sets")]
    /// Records that an entry was set aside.
    pub(super) fn set_aside(&mut self, code: &'static str, message: &str, at: At, what: &str) {
        self.report.set_aside += 1;
        self.is_unmade(at);
        self.note(Treatment::SetAside, code, message, at, what);
    }

    /// Records that an entry is not in the record by itself: it no longer counts as changed.
    pub(super) fn is_unmade(&mut self, at: At) {
        if self.unmade.add(at) && self.changed.has(at) {
            self.report.changed -= 1;
        }
    }

    #[cfg(feature = "data-sets")]
    /// Records that these entries are one with the entry `made`, which counts as changed if any of them does.
    pub(super) fn are_one(&mut self, made: At, all: impl IntoIterator<Item = At>) {
        for at in all.into_iter().filter(|at| *at != made) {
            self.is_unmade(at);
            if self.changed.has(at) && self.changed.add(made) && !self.unmade.has(made) {
                self.report.changed += 1;
            }
        }
    }

    #[cfg(feature = "data-sets")]
    /// Adds a hint of the rows to the report.
    pub(super) fn candidate(&mut self, candidate: Candidate) {
        self.report.candidates.push(candidate);
    }

    /// Returns the report, with its notes by treatment and code.
    pub(super) fn finish(mut self) -> ImportReport {
        let key = |note: &ImportNote| (note.treatment, note.code);
        self.report.notes.sort_by(|a, b| key(a).cmp(&key(b)));
        self.report.candidates.sort_by(|a, b| {
            let key = |one: &Candidate| (one.code, u64::MAX - one.events);
            let rest = |one: &Candidate| (one.first_day, one.actors.clone(), one.first.clone());
            key(a).cmp(&key(b)).then_with(|| rest(a).cmp(&rest(b)))
        });
        if self.files.len() > 1 {
            for one in self
                .report
                .notes
                .iter_mut()
                .flat_map(|note| &mut note.first)
            {
                let files = self.files.iter().rev();
                let own = files
                    .clone()
                    .find(|(before, _)| *before < one.location.line);
                if let Some((before, name)) = own {
                    one.location.line -= before;
                    one.location.file = Some(Arc::clone(name));
                }
            }
        }
        self.report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_changed_once_whatever_stands_between() {
        let mut writer = ReportWriter::new("a format", ("row", "rows"));
        for (line, column) in [(2, 1), (3, 1), (2, 1), (130, 1), (3, 9), (3, 1), (3, 9)] {
            writer.note(
                Treatment::Changed,
                "a-code",
                "it is so",
                At::in_text(line, column),
                "",
            );
        }
        assert_eq!(writer.finish().changed, 4);
    }

    #[cfg(feature = "data-sets")]
    #[test]
    fn what_was_not_made_is_not_changed() {
        let mut writer = ReportWriter::new("a format", ("row", "rows"));
        let at = |line| At::in_text(line, 1);
        let note = |writer: &mut ReportWriter, line| {
            writer.note(Treatment::Changed, "a-code", "it is so", at(line), "");
        };
        // told before it was known that nothing is made, and behind
        note(&mut writer, 1);
        writer.is_unmade(at(1));
        writer.is_unmade(at(2));
        note(&mut writer, 2);
        assert_eq!(writer.report.changed, 0);
        // of three that are one
        note(&mut writer, 4);
        note(&mut writer, 5);
        writer.are_one(at(3), [3, 4, 5].map(at));
        assert_eq!(writer.report.changed, 1);
    }
}
