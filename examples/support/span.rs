//! The span of days that a question is asked of: `--from`, `--to`.

use super::options::Options;
use super::stop::Stop;
use factions::{ActorGraph, Date, View};

/// From a day up to, and not on, another; either may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

impl Span {
    /// The span that the options name; of the embedded record another, if they name none.
    pub(crate) fn read(options: &Options, embedded: Option<(Date, Date)>) -> Result<Self, Stop> {
        match (options.day("--from")?, options.day("--to")?) {
            (None, None) if options.file().is_none() => Ok(Self {
                from: embedded.map(|days| days.0),
                to: embedded.map(|days| days.1),
            }),
            (Some(from), Some(to)) if to <= from => Err(Stop::usage(
                format!("no day lies from {from} up to {to}"),
                "`--to` is the day after the last: write a later one",
            )),
            (from, to) => Ok(Self { from, to }),
        }
    }

    /// The graph during the span.
    pub(crate) fn view<'f>(self, graph: &ActorGraph) -> View<'_, 'f> {
        match (self.from, self.to) {
            (Some(from), Some(to)) => graph.during(from..to),
            (Some(from), None) => graph.during(from..),
            (None, Some(to)) => graph.during(..to),
            (None, None) => graph.ever(),
        }
    }

    /// The span in words: ` from 2023-09-01 up to, not on, 2023-11-01`.
    pub(crate) fn in_words(self) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) => format!("from {from} up to, not on, {to}"),
            (Some(from), None) => format!("from {from} on"),
            (None, Some(to)) => format!("before {to}"),
            (None, None) => "in all of time".to_owned(),
        }
    }
}
