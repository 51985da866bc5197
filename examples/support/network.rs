//! The signed networks that an example asks for: of which days, and by which rule.

use super::options::Options;
use super::span::Span;
use super::stop::Stop;
use factions::{ConflictRule, Date, Day, SignRule, Step, Window};

/// The rule of `--conflicts` and `--lineage-sign`.
pub(crate) fn rule(options: &Options) -> Result<SignRule, Stop> {
    let conflicts = options
        .value("--conflicts")
        .map_or(Ok(ConflictRule::Ambivalent), str::parse);
    let conflicts = conflicts.map_err(|error: factions::UnknownWord| {
        let wrong = format!("--conflicts: unknown {} `{}`", error.list, error.word);
        Stop::usage(wrong, error.remedy())
    })?;
    let rule = SignRule::from(conflicts);
    match options.value("--lineage-sign") {
        None | Some("0") => Ok(rule),
        Some("+") => Ok(rule.with_positive_lineage()),
        Some(other) => Err(Stop::usage(
            format!("--lineage-sign: unknown sign `{other}`"),
            "write `0` (splits, mergers and renamings are neutral) or `+`",
        )),
    }
}

/// Some days that an example looks at, and what they are called.
#[derive(Debug, Clone)]
pub(crate) struct Days {
    pub(crate) label: String,
    pub(crate) span: Span,
}

impl Days {
    /// The days of `--on`, or of `--from` and `--to`, or each step of them by `--every`.
    pub(crate) fn read(options: &Options, embedded: (Date, Date)) -> Result<Vec<Self>, Stop> {
        let span = Span::read(options, Some(embedded))?;
        let every = options.value("--every").map(str::parse::<Step>).transpose();
        let every = every.map_err(|error| {
            let wrong = format!("--every: unknown {} `{}`", error.list, error.word);
            Stop::usage(wrong, error.remedy())
        })?;
        let has_span = options.value("--from").is_some() || options.value("--to").is_some();
        match (options.day("--on")?, every) {
            (Some(_), _) if has_span || every.is_some() => Err(Stop::usage(
                "`--on` is of one day alone",
                "write `--on DAY`, or `--from DAY --to DAY` with or without `--every`",
            )),
            (Some(on), _) => Ok(vec![Self {
                label: on.to_string(),
                span: Span {
                    from: Some(on),
                    to: on.tomorrow().ok(),
                },
            }]),
            (None, None) => Ok(vec![Self {
                label: span.in_words(),
                span,
            }]),
            (None, Some(step)) => match (span.from, span.to) {
                (Some(from), Some(to)) => Ok(steps(step, from, to)),
                _ => Err(Stop::usage(
                    "`--every` needs a first and a last day",
                    "write `--from DAY --to DAY` beside it",
                )),
            },
        }
    }
}

/// The steps of a calendar from a day up to another, cut to them.
fn steps(step: Step, from: Date, to: Date) -> Vec<Days> {
    let window = Window::from_range(from..to);
    let mut steps = Vec::new();
    let mut start = window.from;
    while start < window.to {
        let next = step.next(start);
        let date = |day: Day| day.date();
        steps.push(Days {
            label: step.label(start),
            span: Span {
                from: date(start),
                to: date(next.min(window.to)),
            },
        });
        start = next;
    }
    steps
}
