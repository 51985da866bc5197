//! Collects the mistakes and warnings that readers and rules find.

use super::code::Code;
use super::problem::{Location, Problem, Problems, Severity};
pub(crate) use crate::model::shown::{shown, shown_to};
use crate::record::format::{At, CodeAt, Section};
use std::sync::Arc;

/// A problem whose place is not yet in words.
#[derive(Debug)]
struct FoundProblem {
    at: At,
    severity: Severity,
    code: Code,
    message: String,
    help: Option<String>,
}

/// Collects all problems of a record.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    found: Vec<FoundProblem>,
    /// The number of errors, plus values that were skipped because an error was already reported; and the
    /// number of these.
    mistakes: usize,
    passed: usize,
}

impl Desk {
    /// Reports a mistake, with a remedy if there is one.
    pub(crate) fn error(
        &mut self,
        at: At,
        code: Code,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.lay(at, Severity::Error, code, message.into(), help.into());
    }

    /// Reports a warning, with a remedy if there is one.
    pub(crate) fn warning(
        &mut self,
        at: At,
        code: Code,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.lay(at, Severity::Warning, code, message.into(), help.into());
    }

    pub(crate) fn lay(
        &mut self,
        at: At,
        severity: Severity,
        code: Code,
        message: String,
        help: Option<String>,
    ) {
        self.mistakes += usize::from(severity == Severity::Error);
        self.found.push(FoundProblem {
            at,
            severity,
            code,
            message,
            help,
        });
    }

    /// Keeps only problems with this code.
    pub(crate) fn keep_only(&mut self, code: Code) {
        self.found.retain(|found| found.code == code);
    }

    /// Counts a value that could not be read and whose mistake is already reported.
    pub(crate) const fn pass_over(&mut self) {
        self.mistakes += 1;
        self.passed += 1;
    }

    /// Returns the number of values that were skipped.
    pub(crate) const fn passed(&self) -> usize {
        self.passed
    }

    /// Returns a number that grows with every value that could not be read: if two calls return the same,
    /// everything between them was read.
    pub(crate) const fn mistakes(&self) -> usize {
        self.mistakes
    }

    /// Removes the mistakes and returns them; warnings stay.
    pub(crate) fn take_errors(&mut self) -> Self {
        let is_error = |found: &mut FoundProblem| found.severity == Severity::Error;
        let found: Vec<FoundProblem> = self.found.extract_if(.., is_error).collect();
        let mistakes = std::mem::take(&mut self.mistakes);
        Self {
            found,
            mistakes,
            passed: 0,
        }
    }

    /// Adds all problems of another desk.
    pub(crate) fn add(&mut self, other: Self) {
        self.found.extend(other.found);
        self.mistakes += other.mistakes;
        self.passed += other.passed;
    }

    /// Keeps only problems at places for which `is_kept` returns true.
    pub(crate) fn keep(&mut self, is_kept: impl Fn(At) -> bool) {
        self.found.retain(|found| is_kept(found.at));
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|found| found.severity == Severity::Error)
    }

    /// Returns all problems in order of place.
    ///
    /// `names` has the keys of entries made in code.
    pub(crate) fn into_problems(self, names: &dyn Names) -> Problems {
        let placed = self.into_placed_problems(names).into_iter();
        Problems::new(placed.map(|(_, problem)| problem).collect())
    }

    /// Returns all problems in order, with their places.
    pub(crate) fn into_placed_problems(self, names: &dyn Names) -> Vec<(At, Problem)> {
        let mut found = self.found;
        found.sort_by(|a, b| {
            let content = |f: &FoundProblem| (f.at, f.severity, f.code);
            content(a)
                .cmp(&content(b))
                .then_with(|| a.message.cmp(&b.message))
        });
        found.dedup_by(|a, b| a.at == b.at && a.code == b.code && a.message == b.message);
        let in_words = |found: FoundProblem| {
            let problem = Problem {
                location: location(found.at, names),
                severity: found.severity,
                code: found.code,
                message: found.message,
                help: found.help,
            };
            (found.at, problem)
        };
        found.into_iter().map(in_words).collect()
    }
}

/// Names entries made in code.
pub(crate) trait Names {
    /// Returns the key of the entry with this number, in a section whose entries have keys.
    fn key(&self, section: Section, index: usize) -> Option<&str>;

    /// Returns the file of the entry, and the entry's number in that file.
    fn origin(&self, section: Section, index: usize) -> (Option<Arc<str>>, usize);
}

fn location(at: At, names: &dyn Names) -> Location {
    let Some(code) = at.code() else {
        let (line, column) = at.text().unwrap_or_default();
        return Location {
            line,
            column,
            ..Location::default()
        };
    };
    let CodeAt {
        section,
        index,
        key,
        part,
    } = code;
    let (file, number) = names.origin(section, index);
    let mut path = section.as_str().to_owned();
    if section != Section::Header {
        match names.key(section, index) {
            Some(name) => path.extend([".", &shown(name)]),
            None => path.extend(["[", &number.to_string(), "]"]),
        }
    }
    if !key.path().is_empty() {
        path.extend([".", key.path()]);
    }
    if let Some(part) = part {
        path.extend(["[", &part.to_string(), "]"]);
    }
    Location {
        file,
        path: Some(path.into()),
        ..Location::default()
    }
}

/// Says where a repeated item comes first, for a message at the second place.
pub(crate) fn stands_first(first: At, second: At) -> String {
    match (first.text(), second.text()) {
        (Some((line, column)), Some((same, _))) if line == same => {
            format!("it stands first in column {column} of this line")
        }
        (Some((line, _)), _) => format!("it stands first in line {line}"),
        (None, _) => match first.code() {
            Some(CodeAt { section, index, .. }) => {
                format!("it stands first at `{}[{index}]`", section.as_str())
            }
            None => "it stands before".to_owned(),
        },
    }
}

/// Suggests the nearest known word, or returns another remedy.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    match crate::model::word::nearest(word, known) {
        Some(near) => format!("did you mean `{}`?", shown_to(near, 200)),
        None => otherwise(),
    }
}
