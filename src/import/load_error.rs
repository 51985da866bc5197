//! The reasons why a file or a stream made no record.

use crate::model::shown::visible;
use crate::record::Problems;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why a file or a stream made no record.
///
/// # Examples
///
/// ```
/// use factions::Record;
/// use factions::import::LoadError;
///
/// let error = Record::load("no-such-file.toml").unwrap_err();
/// assert!(matches!(error, LoadError::File { .. }));
/// assert!(error.to_string().starts_with("cannot read `no-such-file.toml`"));
/// ```
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The file cannot be read.
    #[error("cannot read `{}`: {error}", visible(&path.to_string_lossy()))]
    #[non_exhaustive]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        #[source]
        error: io::Error,
    },
    /// The stream cannot be read.
    #[error("cannot read the stream: {0}")]
    Stream(#[source] io::Error),
    /// The ending of the file names no form of a record.
    #[error(
        "the ending of `{}` is of no form of a record (name it `.toml`, `.json` or `.jsonl`, a folder of tables `.csv` or `.parquet`)",
        visible(&path.to_string_lossy())
    )]
    #[non_exhaustive]
    UnknownEnding {
        /// The file.
        path: PathBuf,
    },
    /// The file is not of a kind that this reader takes.
    #[error("{} ({help})", visible(what))]
    #[non_exhaustive]
    Unfit {
        /// What the file is, or what it lacks.
        what: String,
        /// What to do instead.
        help: String,
    },
    /// The record has these mistakes.
    #[error("{0}")]
    Problems(Problems),
}

impl From<Problems> for LoadError {
    fn from(problems: Problems) -> Self {
        Self::Problems(problems)
    }
}
