//! The signed networks that an example asks for: of which days, and by which rule.

use super::coverage::UNKNOWN;
use super::filters::Filters;
use super::options::{Format, Options};
use super::span::Span;
use super::stop::{Stop, print};
use factions::{
    ActorGraph, ActorId, ConflictRule, Covered, Date, Day, DyadSign, Holds, SignRule, SignedEdge,
    SignedGraph, Step, View, Window,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// The rule of `--conflicts`, `--lineage-sign`, `--one-sided` and `--actors`.
pub(crate) fn rule(options: &Options) -> Result<SignRule, Stop> {
    let conflicts: Option<ConflictRule> = options.word("--conflicts")?;
    let rule = SignRule::from(conflicts.unwrap_or(ConflictRule::Ambivalent));
    let rule = match options.value("--lineage-sign") {
        None | Some("0") => rule,
        Some("+") => rule.with_positive_lineage(),
        Some(other) => {
            return Err(Stop::usage(
                format!("--lineage-sign: unknown sign `{other}`"),
                "write `0` (splits, mergers and renamings are neutral) or `+`",
            ));
        }
    };
    let rule = if options.has("--one-sided") {
        rule.with_one_sided()
    } else {
        rule
    };
    match options.value("--actors") {
        None | Some("tied") => Ok(rule),
        Some("all") => Ok(rule.with_all_actors()),
        Some(other) => Err(Stop::usage(
            format!("--actors: unknown choice `{other}`"),
            "write `tied` (those with a signed tie) or `all`",
        )),
    }
}

/// Of which days and by which rule a network is, and how large it is.
#[derive(Debug, Serialize)]
pub(crate) struct Head {
    /// The first day; of all of time none.
    date: Option<String>,
    /// The day after the last.
    until: Option<String>,
    pub(crate) label: String,
    /// Whether the record speaks of the events of the days.
    pub(crate) covered: Covered,
    conflicts: String,
    lineage_sign: &'static str,
    /// Whether violence against civilians is an edge.
    one_sided: bool,
    /// The actors that the measures are of; `null` as all figures of days that are not covered, and
    /// without an event.
    pub(crate) n: Option<usize>,
    #[serde(flatten)]
    pub(crate) edges: Edges,
    /// The same, of the edges whose sign is certain whichever of the possible ties hold.
    pub(crate) certainly: Edges,
    /// The actors of the view that no signed tie touches; among `n` only if all actors are asked for.
    untied: Option<usize>,
}

/// So many edges, by sign.
#[derive(Debug, Serialize)]
pub(crate) struct Edges {
    /// Those of either sign.
    pub(crate) m: Option<usize>,
    pub(crate) positive: Option<usize>,
    pub(crate) negative: Option<usize>,
    /// Dyads of both signs: in none of the others.
    pub(crate) ambivalent: Option<usize>,
}

impl Edges {
    fn of(signed: &SignedGraph<'_>, is_counted: impl Fn(&SignedEdge<'_>) -> bool) -> Self {
        let all = || signed.edges().iter().chain(signed.ambivalent());
        let count = |sign| {
            let of_sign = all().filter(|edge| edge.sign == sign && is_counted(edge));
            of_sign.count()
        };
        let (positive, negative) = (count(DyadSign::Positive), count(DyadSign::Negative));
        Self {
            m: Some(positive + negative),
            positive: Some(positive),
            negative: Some(negative),
            ambivalent: Some(count(DyadSign::Ambivalent)),
        }
    }

    const UNKNOWN: Self = Self {
        m: None,
        positive: None,
        negative: None,
        ambivalent: None,
    };
}

impl Head {
    pub(crate) fn of(view: View<'_, '_>, days: &Days, signed: &SignedGraph<'_>) -> Self {
        let rule = signed.rule();
        let ends = signed.edges().iter().chain(signed.ambivalent());
        let tied = ends.flat_map(|edge| [edge.one.id(), edge.other.id()]);
        let tied: BTreeSet<ActorId> = tied.collect();
        let known = |count: usize| (!signed.is_silent()).then_some(count);
        let edges = |is_counted: fn(&SignedEdge<'_>) -> bool| {
            if signed.is_silent() {
                Edges::UNKNOWN
            } else {
                Edges::of(signed, is_counted)
            }
        };
        Self {
            date: days.span.from.map(|day| day.to_string()),
            until: days.span.to.map(|day| day.to_string()),
            label: days.label.clone(),
            covered: view.covered(),
            conflicts: rule.conflicts.to_string(),
            lineage_sign: if rule.lineage_is_positive { "+" } else { "0" },
            one_sided: rule.counts_one_sided,
            n: known(signed.actors().len()),
            edges: edges(|_| true),
            certainly: edges(|edge| edge.grounds.holds == Holds::Certainly),
            untied: known(view.actors().count().saturating_sub(tied.len())),
        }
    }
}

/// Some days that an example looks at, and what they are called.
#[derive(Debug, Clone)]
pub(crate) struct Days {
    pub(crate) label: String,
    pub(crate) span: Span,
}

impl Days {
    /// A graph in these days, with what is taken into account alone.
    pub(crate) fn view<'g>(&self, graph: &'g ActorGraph, filters: Filters) -> View<'g, 'static> {
        filters.of(self.span.view(graph))
    }

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

/// A number, or a dash where it is unknown.
pub(crate) fn number(count: Option<usize>) -> String {
    count.map_or_else(|| UNKNOWN.to_owned(), |count| count.to_string())
}

/// Prints answers as a page, or as JSON: by `--every` a list, otherwise the only one.
pub(crate) fn print_all<A: Serialize>(
    options: &Options,
    answers: &[A],
    page: impl FnOnce(&[A]) -> Result<(), Stop>,
) -> Result<(), Stop> {
    match (options.format()?, answers) {
        (Format::Json, [one]) if options.value("--every").is_none() => print(&super::json(one)),
        (Format::Json, all) => print(&super::json(&all)),
        (Format::Text, all) => page(all),
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
