//! Why a program stops before its end, and what it says then.

use super::options::Spec;
use super::wrap::plain;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// Why a program stops.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Somebody asked how to use it.
    Help,
    /// The command line cannot be understood: what is wrong, and the way out.
    Usage { wrong: String, help: String },
    /// The record cannot be read: the whole report.
    Record(String),
    /// The answer cannot be written.
    Write(io::Error),
    /// A file cannot be written: what is wrong, and the way out.
    Target { wrong: String, help: String },
}

impl Stop {
    /// A mistake of the command line.
    pub(crate) fn usage(wrong: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage {
            wrong: wrong.into(),
            help: help.into(),
        }
    }

    /// Says it where it belongs: help on stdout, everything else on stderr.
    pub(crate) fn exit(self, spec: &Spec) -> ExitCode {
        match self {
            Self::Help => match print(&spec.full_help()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(stop) => stop.exit(spec),
            },
            Self::Usage { wrong, help } => {
                warn(&format!("error: {wrong}\n  help: {help}"));
                ExitCode::from(2)
            }
            Self::Target { wrong, help } => {
                warn(&format!("error: {wrong}\n  help: {help}"));
                ExitCode::from(1)
            }
            Self::Record(report) => {
                warn(&report);
                ExitCode::from(1)
            }
            Self::Write(error) => {
                let (wrong, help) = match error.kind() {
                    ErrorKind::BrokenPipe => (
                        String::from("its reader is gone"),
                        "to have all of it, write it into a file",
                    ),
                    ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
                        error.to_string(),
                        "make room on the disk, or write it into a file on another",
                    ),
                    _ => (error.to_string(), "write it into another file"),
                };
                warn(&format!(
                    "error: cannot write the answer: {wrong}\n  help: {help}"
                ));
                ExitCode::from(1)
            }
        }
    }
}

/// Prints a text as it is, all of it or else it says so: what reads a part may take it for the whole.
pub(crate) fn print(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(Stop::Write)
}

/// Says something beside the answer; where nobody listens on stderr, nothing is lost.
///
/// Nothing in a file steers the terminal: only lines end.
pub(crate) fn warn(text: &str) {
    let lines: Vec<String> = text.split('\n').map(plain).collect();
    let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
}
