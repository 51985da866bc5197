//! Collects the mistakes and warnings that readers and rules find.

use super::code::Code;
use super::problem::{Location, Problem, Problems, Severity};
pub(crate) use crate::model::shown::{shown, shown_to};
use crate::record::format::{At, CodeAt, Section};
use std::sync::Arc;

/// One problem, its place not yet in words.
#[derive(Debug)]
struct FoundProblem {
    at: At,
    severity: Severity,
    code: Code,
    message: String,
    help: Option<String>,
}

/// The desk on which all problems of a record are laid.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    found: Vec<FoundProblem>,
    /// How many errors are among them, and how often something was passed over in silence.
    mistakes: usize,
    passed: usize,
}

impl Desk {
    /// Lays down a mistake with its way out.
    pub(crate) fn error(
        &mut self,
        at: At,
        code: Code,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.lay(at, Severity::Error, code, message.into(), help.into());
    }

    /// Lays down a warning with its way out.
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

    /// Keeps the problems of one code alone.
    pub(crate) fn keep_only(&mut self, code: Code) {
        self.found.retain(|found| found.code == code);
    }

    /// Passes over what could not be read: its mistake lies here already.
    pub(crate) const fn pass_over(&mut self) {
        self.mistakes += 1;
        self.passed += 1;
    }

    /// How often something was passed over.
    pub(crate) const fn passed(&self) -> usize {
        self.passed
    }

    /// How often something could not be read: the same before and after means that all could.
    pub(crate) const fn mistakes(&self) -> usize {
        self.mistakes
    }

    /// Takes the mistakes out and leaves the warnings.
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

    /// Adds all that lies on another desk.
    pub(crate) fn add(&mut self, other: Self) {
        self.found.extend(other.found);
        self.mistakes += other.mistakes;
        self.passed += other.passed;
    }

    /// Keeps what is wrong at such places.
    pub(crate) fn keep(&mut self, is_kept: impl Fn(At) -> bool) {
        self.found.retain(|found| is_kept(found.at));
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|found| found.severity == Severity::Error)
    }

    /// All of them in the order of their places.
    ///
    /// `key` tells the key of an entry made in code, of a section that has keys.
    pub(crate) fn into_problems(self, names: &dyn Names) -> Problems {
        let placed = self.into_placed_problems(names).into_iter();
        Problems::new(placed.map(|(_, problem)| problem).collect())
    }

    /// The same, each with its place.
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

/// Names what was made in code.
pub(crate) trait Names {
    /// The key of the entry with this number, in a section whose entries have keys.
    fn key(&self, section: Section, index: usize) -> Option<&str>;

    /// The file that the entry came from, and its number there.
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

/// Where what stands twice stands first, told at the second place.
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

/// The remedy for a word that may be misspelt, else another one.
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
