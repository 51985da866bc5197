//! A mistake or a warning: its place, its code, and how to mend it.

use super::code::Code;
use crate::model::shown::visible;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// How bad a problem is: a mistake or a warning.
///
/// # Examples
///
/// ```
/// use factions::record::Severity;
///
/// assert_eq!(Severity::Error.to_string(), "error");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A mistake: nothing is loaded.
    Error,
    /// A warning: the record is loaded, but somebody should look at it.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// The place of a problem.
///
/// In a text the place is a line and a column. In a record that was made in code it is a path such
/// as `relations[3].start`. It prints as a report shows it.
///
/// # Units
///
/// Lines and columns from 1; columns in characters.
///
/// # Examples
///
/// ```
/// use factions::Record;
///
/// let problems = Record::from_toml("actors = 3").unwrap_err().named("mali.toml");
/// let problem = problems.iter().next().expect("a list is no number");
/// assert_eq!(problem.location.to_string(), "mali.toml:1:10");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Location {
    /// The name of the file, if it is known.
    pub file: Option<Arc<str>>,
    /// The line, counted from 1; 0 if the record was made in code.
    pub line: u32,
    /// The column in characters, counted from 1; 0 if the record was made in code.
    pub column: u32,
    /// The path, if the record was made in code.
    pub path: Option<Box<str>>,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}:", visible(file))?;
        }
        match &self.path {
            Some(path) if self.file.is_some() => write!(f, " {}", visible(path)),
            Some(path) => f.write_str(&visible(path)),
            None => write!(f, "{}:{}", self.line, self.column),
        }
    }
}

/// One mistake or warning.
///
/// It prints as a report shows it: the place, the code and what is wrong, and on the next line how
/// to mend it. Control characters, direction marks and the like print escaped, whatever text they
/// come from.
///
/// # Examples
///
/// ```
/// use factions::record::{Code, Severity};
/// use factions::Record;
///
/// let problems = Record::from_toml("[actors]\ncsp = { name = \"CSP\", kind = \"colition\" }").unwrap_err();
/// let problem = problems.iter().next().expect("the kind is misspelt");
/// assert_eq!(problem.code, Code::UnknownWord);
/// assert_eq!(problem.severity, Severity::Error);
/// assert_eq!(
///     problem.to_string(),
///     "2:30: error[unknown-word]: unknown actor kind `colition`\n  help: did you mean `coalition`?"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Problem {
    /// The place of the problem.
    pub location: Location,
    /// Whether it is a mistake or a warning.
    pub severity: Severity,
    /// The code of the rule that it breaks; codes never change.
    pub code: Code,
    /// A sentence that describes the problem.
    pub message: String,
    /// A sentence that says how to mend it, if there is one.
    pub help: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            location,
            severity,
            code,
            message,
            help,
        } = self;
        write!(f, "{location}: {severity}[{code}]: {}", visible(message))?;
        match help {
            Some(help) => write!(f, "\n  help: {}", visible(help)),
            None => Ok(()),
        }
    }
}

impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat<'a> {
            file: Option<&'a str>,
            line: Option<u32>,
            column: Option<u32>,
            path: Option<&'a str>,
            severity: Severity,
            code: Code,
            message: Cow<'a, str>,
            help: Option<Cow<'a, str>>,
        }
        let is_text = self.location.path.is_none();
        Flat {
            file: self.location.file.as_deref(),
            line: is_text.then_some(self.location.line),
            column: is_text.then_some(self.location.column),
            path: self.location.path.as_deref(),
            severity: self.severity,
            code: self.code,
            message: visible(&self.message),
            help: self.help.as_deref().map(visible),
        }
        .serialize(serializer)
    }
}

/// All problems of a record, in the order of their places.
///
/// They print as a report: every problem, then how many there are.
///
/// # Examples
///
/// ```
/// use factions::Record;
///
/// let text = "[[relations]]\nkind = \"alliance\"\nbetween = [\"a\", \"b\"]\n";
/// let problems = Record::from_toml(text).unwrap_err().named("pact.toml");
/// assert_eq!(problems.errors().count(), 2);
/// let report = problems.to_string();
/// assert!(report.starts_with("pact.toml:3:12: error[undeclared-actor]: actor `a` is not declared"));
/// assert!(report.ends_with("2 errors, 0 warnings"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    pub(crate) fn new(list: Vec<Problem>) -> Self {
        Self { list }
    }

    /// Returns the same problems, each with the name of this file.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let problems = Record::from_toml("[actors").unwrap_err().named("mali.toml");
    /// assert!(problems.to_string().starts_with("mali.toml:1:8: error[syntax]"));
    /// ```
    #[must_use]
    pub fn named(mut self, file: &str) -> Self {
        let file: Arc<str> = file.into();
        for problem in &mut self.list {
            problem.location.file = Some(Arc::clone(&file));
        }
        self
    }

    /// Turns all problems into warnings, because their entries were set aside.
    pub(crate) fn into_warnings(mut self) -> Self {
        for problem in &mut self.list {
            problem.severity = Severity::Warning;
        }
        self
    }

    /// Adds problems of the same file, and sorts all by place.
    pub(crate) fn with(mut self, others: Self) -> Self {
        self.list.extend(others.list);
        self.list.sort_by(|a, b| a.location.cmp(&b.location));
        self
    }

    /// Appends problems of another file.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self
    }

    /// Every problem, in the order of their places.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.list.iter()
    }

    /// The mistakes, without the warnings.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.of(Severity::Error)
    }

    /// The warnings, without the mistakes.
    pub fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.of(Severity::Warning)
    }

    /// The number of problems.
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are no problems.
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn of(&self, severity: Severity) -> impl Iterator<Item = &Problem> {
        self.list
            .iter()
            .filter(move |problem| problem.severity == severity)
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.list {
            writeln!(f, "{problem}")?;
        }
        let count = |number: usize, word: &str| match number {
            1 => format!("1 {word}"),
            _ => format!("{number} {word}s"),
        };
        let errors = count(self.errors().count(), "error");
        let warnings = count(self.warnings().count(), "warning");
        write!(f, "{errors}, {warnings}")
    }
}

impl std::error::Error for Problems {}
