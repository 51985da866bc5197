//! How far from balance: triads, walks, frustration, the camps and what runs across them.
//!
//! Without arguments: Mali from July to October 2023.
//!
//! ```text
//! cargo run --features linear-algebra --example balance
//! cargo run --release --features linear-algebra --example balance -- my_record.toml \
//!     --from 1946-01-01 --to 2000-01-01 --every year --format json
//! ```
//!
//! A graph is balanced if each of its components falls into two camps, friends inside and foes across;
//! the frustration index is the least number of edges that stand in the way. Nothing says how the
//! camps of one component stand to those of another. Without the feature `linear-algebra`, the balance of walks is a dash. What the first command prints stands in
//! `examples/expected/balance.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{
    ActorRef, ComponentCamps, Frustration, SearchBudget, SignRule, SignedEdge, SignedGraph,
    TriadCensus, View, date,
};
use serde::Serialize;
use std::collections::BTreeSet;
use std::process::ExitCode;
use support::citations::Citations;
use support::coverage;
use support::filters::Filters;
use support::network::{Days, Head, number, print_all, rule};
use support::options::{Options, Spec};
use support::page::{Page, Style};
use support::spectra;
use support::stop::Stop;
use support::table::Table;
use support::words::{HOW_SURE, how_sure_of};

const SPEC: Spec = Spec {
    help: "\
How far from balance: triads, walks, frustration, the camps and what runs across
them.

Usage: balance [FILE] [OPTIONS]

  FILE                  a record: .toml, .json or .jsonl; without it the
                        embedded one, Mali in autumn 2023

  --on DAY              on this day alone
  --from DAY            from this day
  --to DAY              up to this day, which is not looked at itself
  --every STEP          in each day, week, month, quarter or year of them by
                        itself
  --conflicts RULE      what becomes of two with ties of both signs: ambivalent
                        (without this option), latest-wins, majority or
                        negative-wins
  --lineage-sign 0|+    splits, mergers and renamings are neutral (without this
                        option), or positive
  --one-sided           violence against civilians is a tie, too: attackers
                        against their victims
  --actors tied|all     who counts: actors with a tie of one sign (without this
                        option), or also those of the view that have none
  --steps NUMBER        how many steps a search for the frustration index may
                        take: 500000000, about a second, without this option
  --format text|json    a table, or an object (with --every a list of them)
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{sources}
{filters}
DAY is an exact day: 2023-10-15. Without --on, --from and --to, all of time is
looked at; of the embedded record, 2023-07-01 to 2023-11-01.
",
    values: &[
        "--on",
        "--from",
        "--to",
        "--every",
        "--conflicts",
        "--lineage-sign",
        "--actors",
        "--steps",
        "--format",
    ],
    flags: &["--one-sided", "--warnings"],
};

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 12] = [
    ("WHEN", 8),
    ("COVERED", 7),
    ("N", 3),
    ("M", 4),
    ("+", 4),
    ("−", 4),
    ("±", 3),
    ("SURE", 4),
    ("T", 5),
    ("W", 5),
    ("L", 7),
    ("F", 5),
];

/// The columns of the frustrated edges.
const FRUSTRATED: [(&str, usize); 4] = [
    ("BETWEEN", 24),
    ("SIGN", 8),
    ("HOW SURE", 20),
    ("SOURCES", 10),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let filters = Filters::read(options)?;
    let days = Days::read(options, (date(2023, 7, 1), date(2023, 11, 1)))?;
    let rule = rule(options)?;
    let budget = budget(options)?;
    // before anything is computed
    options.format()?;
    let graph = support::record::load(options)?;

    let answer = |days: &Days| Balance::of(days.view(&graph, filters), days, rule, budget);
    let answers: Vec<Balance<'_>> = days.iter().map(answer).collect();
    print_all(options, &answers, |all| {
        page(graph.record().title(), filters, all).print()
    })
}

fn budget(options: &Options) -> Result<SearchBudget<'static>, Stop> {
    let Some(text) = options.value("--steps") else {
        return Ok(SearchBudget::default());
    };
    match text.parse() {
        Ok(steps) => Ok(SearchBudget::default().steps(steps)),
        Err(_) => Err(Stop::usage(
            format!("--steps: `{text}` is no number of steps"),
            "write a whole number, such as `1000000`",
        )),
    }
}

/// How far from balance a view is.
#[derive(Serialize)]
#[allow(clippy::struct_field_names, reason = "the names of the measures")]
struct Balance<'g> {
    #[serde(flatten)]
    head: Head,
    triads: TriadCensus,
    triangle_balance: Option<f64>,
    walk_balance: Option<f64>,
    /// Why there is no walk balance.
    #[serde(skip_serializing_if = "Option::is_none")]
    walk_balance_error: Option<String>,
    #[serde(flatten)]
    frustration: Frustration<'g>,
    ambivalent_dyads: Option<Vec<SignedEdge<'g>>>,
}

impl<'g> Balance<'g> {
    fn of(view: View<'g, '_>, days: &Days, rule: SignRule, budget: SearchBudget<'_>) -> Self {
        let signed: SignedGraph<'g> = view.signed(rule);
        let triads = signed.triad_census();
        let walks = spectra::walk_balance(&signed);
        Self {
            head: Head::of(view, days, &signed),
            triads,
            triangle_balance: triads.balance(),
            walk_balance: walks.as_ref().ok().copied().flatten(),
            walk_balance_error: walks.err(),
            frustration: signed.frustration(budget),
            ambivalent_dyads: (!signed.is_silent()).then(|| signed.ambivalent().to_vec()),
        }
    }
}

fn page(title: Option<&str>, filters: Filters, answers: &[Balance<'_>]) -> Page {
    let mut page = Page::for_stdout();
    let title = title.unwrap_or("A record without a title");
    page.paragraph(title, Style::Strong, 2);
    let question = match answers {
        [one] => format!("Balance {}", one.head.label),
        _ => "Balance in time".to_owned(),
    };
    let question = question + &filters.in_words();
    page.paragraph(&question, Style::Plain, 2);
    page.blank();
    let mut table = Table::new(&COLUMNS);
    for one in answers {
        let label = if answers.len() == 1 {
            "these days"
        } else {
            &one.head.label
        };
        table.row([
            label.into(),
            one.head.covered.to_string().into(),
            number(one.head.n).into(),
            number(one.head.edges.m).into(),
            number(one.head.edges.positive).into(),
            number(one.head.edges.negative).into(),
            number(one.head.edges.ambivalent).into(),
            number(one.head.certainly.m).into(),
            share(one.triangle_balance).into(),
            share(one.walk_balance).into(),
            index(&one.frustration).into(),
            share(one.frustration.normalised()).into(),
        ]);
    }
    table.print(&mut page);
    page.blank();
    page.paragraph(NOTE, Style::Faint, 0);
    let reasons: BTreeSet<_> = answers
        .iter()
        .flat_map(|one| &one.walk_balance_error)
        .collect();
    for why in reasons {
        page.paragraph(&format!("W has no value: {why}."), Style::Plain, 2);
    }
    if let [one] = answers {
        details(&mut page, one);
    }
    page
}

const NOTE: &str = "Covered: whether the record speaks of the events of the days; where it does not, and \
     tells of none, a dash stands: unknown. N actors with M edges, + positive and − negative; ± ambivalent \
     dyads, which are in neither. SURE: how many of the M certainly lie in these days with their sign. T: balanced \
     among all triads (a dash where there is none). W: balanced among all closed walks. L: the frustration \
     index, the least number of edges in the way of two camps in each component, which positive and \
     negative ties hold together (two numbers: bounds, not proven). F: 1 − 2L/M. No edge is no \
     neutrality: it says nothing. A camp is no alliance: a common enemy alone puts two into one.";

/// The camps, what runs across them, and what is ambivalent.
fn details(page: &mut Page, one: &Balance<'_>) {
    page.blank();
    page.paragraph(coverage::sentence(one.head.covered), Style::Plain, 0);
    let frustration = &one.frustration;
    if frustration.is_silent() {
        return;
    }
    let ambivalent = one.ambivalent_dyads.as_deref().unwrap_or_default();
    page.paragraph(&format!("Triads: {}.", one.triads), Style::Plain, 0);
    match &frustration.components[..] {
        [] => page.paragraph("No camps: nobody has a tie of one sign.", Style::Plain, 0),
        [only] => camps(page, "Camps", only),
        several => {
            let text = "Camps, component by component: nothing says how those of one stand to those of \
                        another.";
            page.paragraph(text, Style::Plain, 2);
            for (number, component) in (1..).zip(several) {
                camps(page, &format!("{number}"), component);
            }
        }
    }
    if !frustration.alone.is_empty() {
        let text = format!("In no camp: {}.", names(&frustration.alone));
        page.paragraph(&text, Style::Plain, 2);
    }
    let frustrated: Vec<SignedEdge<'_>> = frustration.frustrated().cloned().collect();
    let mut citations = Citations::default();
    edges(page, "Frustrated", &frustrated, &mut citations);
    edges(page, "Ambivalent", ambivalent, &mut citations);
    if !frustrated.is_empty() || !ambivalent.is_empty() {
        page.blank();
        page.paragraph(HOW_SURE, Style::Faint, 0);
    }
    citations.print(page);
}

/// The two camps of a component, and whether others would do as well.
fn camps(page: &mut Page, word: &str, component: &ComponentCamps<'_>) {
    let [first, second] = &component.camps;
    let who = if second.is_empty() {
        format!("{} together", names(first))
    } else {
        format!("{} against {}", names(first), names(second))
    };
    let only = match component.is_unique {
        Some(true) => "No other camps would do as well.",
        Some(false) => "Other camps would do as well.",
        None => "Whether other camps would do as well is not settled.",
    };
    let ways = match component.frustrated.len() {
        0 => String::new(),
        1 => "1 tie is in their way. ".to_owned(),
        several => format!("{several} ties are in their way. "),
    };
    page.paragraph(&format!("{word}: {who}. {ways}{only}"), Style::Plain, 2);
}

fn names(actors: &[ActorRef<'_>]) -> String {
    let labels: Vec<&str> = actors.iter().map(|actor| actor.label()).collect();
    labels.join(", ")
}

fn edges<'g>(page: &mut Page, word: &str, edges: &[SignedEdge<'g>], citations: &mut Citations<'g>) {
    if edges.is_empty() {
        return;
    }
    page.blank();
    page.paragraph(word, Style::Strong, 0);
    let mut table = Table::new(&FRUSTRATED);
    for edge in edges {
        table.row([
            format!("{} – {}", edge.one, edge.other).into(),
            edge.sign.as_str().into(),
            how_sure_of(&edge.grounds),
            citations.cite(edge.grounds.sources.iter().copied()).into(),
        ]);
    }
    table.print(page);
}

fn share(value: Option<f64>) -> String {
    value.map_or_else(
        || coverage::UNKNOWN.to_owned(),
        |value| format!("{value:.3}"),
    )
}

fn index(frustration: &Frustration<'_>) -> String {
    if frustration.is_silent() {
        return coverage::UNKNOWN.to_owned();
    }
    match frustration.index() {
        Some(index) => index.to_string(),
        None => format!("{}–{}", frustration.lower, frustration.upper),
    }
}
