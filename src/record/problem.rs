//! Mistakes and warnings: place, stable code, remedy.

use crate::model::word::words;
use std::fmt;
use std::sync::Arc;

words! {
    /// The stable code of a problem.
    pub enum Code("problem code") {
        /// The text is not well-formed TOML or JSON.
        Syntax = "syntax",
        /// A key that the format does not have.
        UnknownKey = "unknown-key",
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is loaded.
    Error,
    /// The record is loaded; somebody ought to look.
    Warning,
}

/// Where a problem stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Spot {
    /// The name of the file, if it is known.
    pub file: Option<Arc<str>>,
    /// The line, from 1; 0: made in code.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// One mistake or warning.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Problem {
    /// Where it stands.
    pub spot: Spot,
    /// How bad it is.
    pub severity: Severity,
    /// Its stable code.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

/// All problems of a record, in the order of their places.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.list {
            writeln!(f, "{}", problem.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
