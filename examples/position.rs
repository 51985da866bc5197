//! Where each actor stands in the network of friends and foes.
//!
//! Without arguments: Mali from July to October 2023.
//!
//! ```text
//! cargo run --features linear-algebra --example position
//! cargo run --features linear-algebra --example position -- my_record.toml --on 2023-10-15 --format json
//! ```
//!
//! Degrees by sign, the PN index of Everett and Borgatti, signed eigenvector centrality, local balance,
//! and what needs no signs: betweenness, closeness and core number. Without the feature `linear-algebra`, PN, VECTOR and
//! LOCAL are dashes. What the first command prints stands in `examples/expected/position.txt`.

#[path = "support/mod.rs"]
mod support;

use factions::{ActorDegrees, ActorRef, Cohesion, SignRule, View, date};
use serde::Serialize;
use std::process::ExitCode;
use support::coverage;
use support::filters::Filters;
use support::network::{Days, Head, print_all, rule};
use support::options::{Options, Spec};
use support::page::{Page, Style};
use support::spectra::Spectra;
use support::stop::Stop;
use support::table::Table;
use support::unsigned::Unsigned;

const SPEC: Spec = Spec {
    help: "\
Where each actor stands in the network of friends and foes.

Usage: position [FILE] [OPTIONS]

  FILE                  a record: .toml, .json or .jsonl; without it the
                        embedded one, Mali in autumn 2023

  --on DAY              on this day alone
  --from DAY            from this day
  --to DAY              up to this day, which is not looked at itself
  --every STEP          in each day, week, month, quarter or year of them by
                        itself
  --actor KEY           only this actor
  --conflicts RULE      what becomes of two with ties of both signs: ambivalent
                        (without this option), latest-wins, majority or
                        negative-wins
  --lineage-sign 0|+    splits, mergers and renamings are neutral (without this
                        option), or positive
  --one-sided           violence against civilians is a tie, too: attackers
                        against their victims
  --actors tied|all     who counts: actors with a tie of one sign (without this
                        option), or also those of the view that have none
  --format text|json    a table, or an object (with --every a list of them)
  --warnings            list the warnings of FILE on stderr
  -h, --help            this text

{filters}
DAY is an exact day: 2023-10-15. Without --on, --from and --to, all of time is
looked at; of the embedded record, 2023-07-01 to 2023-11-01.
",
    values: &[
        "--on",
        "--from",
        "--to",
        "--every",
        "--actor",
        "--actors",
        "--conflicts",
        "--lineage-sign",
        "--format",
    ],
    flags: &["--one-sided", "--warnings"],
};

/// The columns, each with the width that it had better have.
const COLUMNS: [(&str, usize); 11] = [
    ("WHO", 18),
    ("+", 3),
    ("−", 3),
    ("±", 3),
    ("RATIO", 5),
    ("PN", 6),
    ("VECTOR", 6),
    ("LOCAL", 5),
    ("BETW", 5),
    ("CLOSE", 5),
    ("CORE", 4),
];

fn main() -> ExitCode {
    support::run(&SPEC, answer)
}

fn answer(options: &Options) -> Result<(), Stop> {
    let filters = Filters::read(options)?;
    let days = Days::read(options, (date(2023, 7, 1), date(2023, 11, 1)))?;
    let rule = rule(options)?;
    // before anything is computed
    options.format()?;
    let graph = support::record::load(options)?;
    let one = support::record::actor(&graph, options, "--actor")?;

    let answer = |days: &Days| Network::of(days.view(&graph, filters), days, rule, one);
    let answers: Vec<Network<'_>> = days.iter().map(answer).collect();
    print_all(options, &answers, |all| {
        page(graph.record().title(), filters, all).print()
    })
}

/// The positions of all actors, and what the network is like as a whole.
#[derive(Serialize)]
struct Network<'g> {
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    cohesion: Cohesion,
    smallest_laplacian_eigenvalue: Option<f64>,
    /// The eigenvalue of the eigenvector; where it is negative, the signs mean the reverse.
    eigenvalue: Option<f64>,
    eigenvector_is_reversed: Option<bool>,
    /// Why a measure has no value.
    missing: Vec<String>,
    /// `null` as all figures of days that are not covered, and without an event.
    actors: Option<Vec<Position<'g>>>,
}

/// The position of an actor; `null` where a measure has no value.
#[derive(Serialize)]
struct Position<'g> {
    #[serde(flatten)]
    degrees: ActorDegrees<'g>,
    pn_index: Option<f64>,
    pn_index_in: Option<f64>,
    pn_index_out: Option<f64>,
    eigenvector: Option<f64>,
    local_balance: Option<f64>,
    betweenness: Option<f64>,
    closeness: Option<f64>,
    core_number: Option<usize>,
}

impl<'g> Network<'g> {
    fn of(view: View<'g, '_>, days: &Days, rule: SignRule, one: Option<ActorRef<'g>>) -> Self {
        let signed = view.signed(rule);
        let head = Head::of(view, days, &signed);
        if signed.is_silent() {
            return Self {
                head,
                cohesion: signed.cohesion(),
                smallest_laplacian_eigenvalue: None,
                eigenvalue: None,
                eigenvector_is_reversed: None,
                missing: Vec::new(),
                actors: None,
            };
        }
        let spectra = Spectra::of(&signed);
        let unsigned = Unsigned::of(&signed);
        let degrees = signed.degrees().into_iter();
        let degrees = degrees.filter(|of| one.is_none_or(|one| of.actor == one));
        let actors = degrees.map(|degrees| Position {
            pn_index: spectra.pn_index.of(degrees.actor),
            pn_index_in: spectra.pn_index_in.of(degrees.actor),
            pn_index_out: spectra.pn_index_out.of(degrees.actor),
            eigenvector: spectra.eigenvector.of(degrees.actor),
            local_balance: spectra.local_balance.of(degrees.actor),
            betweenness: unsigned.betweenness(degrees.actor),
            closeness: unsigned.closeness(degrees.actor),
            core_number: unsigned.core_number(degrees.actor),
            degrees,
        });
        Self {
            head,
            cohesion: signed.cohesion(),
            eigenvalue: spectra.eigenvalue,
            eigenvector_is_reversed: spectra.eigenvector_is_reversed,
            smallest_laplacian_eigenvalue: spectra.smallest_laplacian_eigenvalue,
            actors: Some(actors.collect()),
            missing: spectra.missing,
        }
    }
}

fn page(title: Option<&str>, filters: Filters, networks: &[Network<'_>]) -> Page {
    let mut page = Page::for_stdout();
    page.paragraph(
        title.unwrap_or("A record without a title"),
        Style::Strong,
        2,
    );
    for network in networks {
        positions(&mut page, filters, network);
    }
    if networks.iter().any(|network| network.actors.is_some()) {
        page.paragraph(NOTE, Style::Faint, 0);
    }
    page
}

/// The table of a network, and what it is like as a whole.
fn positions(page: &mut Page, filters: Filters, network: &Network<'_>) {
    let question = format!("Friends and foes {}", network.head.label) + &filters.in_words();
    page.paragraph(&question, Style::Plain, 2);
    page.paragraph(coverage::sentence(network.head.covered), Style::Plain, 2);
    let Some(actors) = &network.actors else {
        return;
    };
    page.blank();
    let mut table = Table::new(&COLUMNS);
    for position in actors {
        let degree = position.degrees.all;
        table.row([
            position.degrees.actor.label().into(),
            degree.positive.to_string().into(),
            degree.negative.to_string().into(),
            degree.ambivalent.to_string().into(),
            number(degree.ratio()).into(),
            number(position.pn_index).into(),
            number(position.eigenvector).into(),
            number(position.local_balance).into(),
            number(position.betweenness).into(),
            number(position.closeness).into(),
            position
                .core_number
                .map_or_else(|| coverage::UNKNOWN.to_owned(), |core| core.to_string())
                .into(),
        ]);
    }
    table.print(page);
    page.blank();
    let cohesion = &network.cohesion;
    let text = format!(
        "Density {} (positive {}, negative {}); centralisation {}; smallest eigenvalue of the signed \
         Laplacian {}.",
        number(cohesion.density),
        number(cohesion.positive_density),
        number(cohesion.negative_density),
        number(cohesion.centralisation),
        number(network.smallest_laplacian_eigenvalue),
    );
    page.paragraph(&text, Style::Plain, 0);
    if let Some(eigenvalue) = network.eigenvalue {
        let reading = if eigenvalue < 0.0 {
            "negative: the signs of VECTOR mean the reverse, those of one sign stand against each other"
        } else {
            "friends mostly have one sign, foes different ones"
        };
        let text = format!("VECTOR is of the eigenvalue {eigenvalue:.3}: {reading}.");
        page.paragraph(&text, Style::Plain, 0);
    }
    for why in &network.missing {
        page.paragraph(&format!("No value: {why}."), Style::Plain, 2);
    }
}

const NOTE: &str = "+ friends, − foes, ± those who are both, of whom neither count nor score knows. \
     RATIO: friends among friends and foes. PN: the index of Everett and Borgatti. VECTOR: signed \
     eigenvector centrality, 0 outside the component that it lies in. LOCAL: balanced among the closed walks through \
     the actor. BETW, CLOSE, CORE: betweenness, closeness and core number, all ties being the same.";

fn number(value: Option<f64>) -> String {
    value.map_or_else(
        || coverage::UNKNOWN.to_owned(),
        |value| format!("{value:.3}"),
    )
}
