//! What can go wrong between a question and its answer.

use datafusion::error::DataFusionError;
use factions::Problems;
use factions::export::NotInSql;
use factions::import::LoadError;
use std::fmt;

/// Why there is no answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum ScaleError {
    /// There are no tables in a folder.
    NoTables(String),
    /// SQL cannot say it.
    NotInSql(NotInSql),
    /// The engine gave up: it may name a happening that the view knows in part.
    Engine(Box<DataFusionError>),
    /// Rows are no rows of a graph.
    Rows(Problems),
    /// What is said of actors, sources and places is none of a record.
    Entries(LoadError),
    /// The table `entries` lacks the statement of an id.
    NoEntry(String),
    /// A file or folder could not be read or written.
    Io(std::io::Error),
    /// The answer does not count what was read: how many happenings it has, and how many there were.
    Miscounted {
        /// Those of the answer.
        counted: i64,
        /// Those that were read.
        read: i64,
    },
}

impl fmt::Display for ScaleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTables(folder) => write!(
                f,
                "{folder} has no tables: it needs `events.parquet`, or a folder `events` of such files"
            ),
            Self::NotInSql(error) => write!(f, "{error}"),
            Self::Engine(error) => write!(f, "the engine gave up: {error}"),
            Self::Rows(problems) => write!(f, "{problems}"),
            Self::Entries(error) => write!(f, "{error}"),
            Self::NoEntry(id) => write!(
                f,
                "the table `entries` has no statement `{id}`: write the tables of a whole graph"
            ),
            Self::Io(error) => write!(f, "{error}"),
            Self::Miscounted { counted, read } => write!(
                f,
                "the answer counts {counted} happenings, and {read} were read: it is wrong, and not shown"
            ),
        }
    }
}

impl std::error::Error for ScaleError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotInSql(error) => Some(error),
            Self::Engine(error) => Some(&**error),
            Self::Rows(problems) => Some(problems),
            Self::Entries(error) => Some(error),
            Self::Io(error) => Some(error),
            Self::NoTables(_) | Self::NoEntry(_) | Self::Miscounted { .. } => None,
        }
    }
}

impl From<NotInSql> for ScaleError {
    fn from(error: NotInSql) -> Self {
        Self::NotInSql(error)
    }
}

impl From<DataFusionError> for ScaleError {
    fn from(error: DataFusionError) -> Self {
        Self::Engine(Box::new(error))
    }
}

impl From<Problems> for ScaleError {
    fn from(problems: Problems) -> Self {
        Self::Rows(problems)
    }
}

impl From<LoadError> for ScaleError {
    fn from(error: LoadError) -> Self {
        Self::Entries(error)
    }
}

impl From<std::io::Error> for ScaleError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}
