//! How long the frustration index takes, and what is proven of it.
//!
//! `cargo bench --bench frustration`; the method and the figures are in `benches/README.md`.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use factions::{ActorGraph, ConflictRule, Record, SearchBudget};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Small numbers that look random and are the same everywhere (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).expect("31 bits") % sides
    }

    /// Whether it falls to a chance of so many in a hundred.
    fn falls(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
}

/// How signs are made.
#[derive(Clone, Copy)]
enum Signs {
    /// Each edge negative by so many in a hundred, whoever it is between.
    Random(usize),
    /// So many blocs of alliances, friends inside; across them foes. So many in a hundred against it.
    Blocs(usize, usize),
    /// As blocs, but across them nine in ten edges are left out: alliances, and a few conflicts.
    States(usize, usize),
}

/// A made-up network.
struct Network {
    name: &'static str,
    actors: usize,
    edges: usize,
    signs: Signs,
}

const fn network(name: &'static str, actors: usize, edges: usize, signs: Signs) -> Network {
    Network {
        name,
        actors,
        edges,
        signs,
    }
}

const NETWORKS: [Network; 10] = [
    network(
        "states: 4 blocs, few conflicts, 2 % odd",
        150,
        1_300,
        Signs::States(4, 2),
    ),
    network(
        "states: 6 blocs, few conflicts, 5 % odd",
        150,
        1_300,
        Signs::States(6, 5),
    ),
    network("2 blocs, 5 % odd", 150, 1_300, Signs::Blocs(2, 5)),
    network("2 blocs, 15 % odd", 150, 1_300, Signs::Blocs(2, 15)),
    network("3 blocs, 5 % odd", 150, 1_300, Signs::Blocs(3, 5)),
    network("random, 5 % negative", 150, 1_300, Signs::Random(5)),
    network("random, 15 % negative", 150, 1_300, Signs::Random(15)),
    network(
        "random, half negative (hard)",
        150,
        1_300,
        Signs::Random(50),
    ),
    network(
        "large: 2 blocs, 10 % odd",
        10_000,
        100_000,
        Signs::Blocs(2, 10),
    ),
    network(
        "large: random, half negative (hard)",
        10_000,
        100_000,
        Signs::Random(50),
    ),
];

/// The network as JSON Lines.
fn text(network: &Network, seed: u64) -> String {
    let mut dice = Dice(seed);
    let mut text = String::new();
    for actor in 0..network.actors {
        writeln!(
            text,
            r#"{{"type":"actor","key":"a{actor}","name":"A{actor}","kind":"state"}}"#
        )
        .expect("text takes it");
    }
    let mut pairs = BTreeSet::new();
    while pairs.len() < network.edges {
        let (one, other) = (dice.roll(network.actors), dice.roll(network.actors));
        let pair = (one.min(other), one.max(other));
        let is_negative = match network.signs {
            Signs::Random(percent) => dice.falls(percent),
            Signs::Blocs(blocs, odd) | Signs::States(blocs, odd) => {
                (one % blocs != other % blocs) != dice.falls(odd)
            }
        };
        let is_thinned = matches!(network.signs, Signs::States(..)) && is_negative;
        if one == other || is_thinned && !dice.falls(10) || !pairs.insert(pair) {
            continue;
        }
        let (kind, number) = (
            if is_negative { "rivalry" } else { "alliance" },
            pairs.len(),
        );
        writeln!(
            text,
            r#"{{"type":"relation","id":"r{number}","kind":"{kind}","between":["a{one}","a{other}"]}}"#
        )
        .expect("text takes it");
    }
    text
}

fn main() {
    let word = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    println!(
        "{:38} {:>4} {:>7} {:>7} {:>9} {:>9}",
        "network", "seed", "lower", "upper", "unique", "ms"
    );
    for network in &NETWORKS {
        if word
            .as_ref()
            .is_some_and(|word| !network.name.contains(word.as_str()))
        {
            continue;
        }
        for seed in 1..=3 {
            let record =
                Record::from_json_lines(text(network, seed).as_bytes()).expect("a good record");
            let graph = ActorGraph::new(record);
            let signed = graph.ever().signed(ConflictRule::Ambivalent);
            let begin = Instant::now();
            let found = signed.frustration(SearchBudget::default());
            let took = begin.elapsed().as_secs_f64() * 1_000.0;
            let unique = found
                .is_unique
                .map_or("open", |is| if is { "yes" } else { "no" });
            println!(
                "{:38} {seed:4} {:7} {:7} {unique:>9} {took:9.1}",
                network.name, found.lower, found.upper
            );
            if seed == 1 {
                for limit in [100, 500] {
                    overrun(&signed, limit);
                }
            }
        }
    }
}

/// How much longer than a limit of time a search takes that has steps without end.
fn overrun(signed: &factions::SignedGraph<'_>, limit: u64) {
    let begin = Instant::now();
    let end = begin + Duration::from_millis(limit);
    let is_over = || Instant::now() >= end;
    let budget = SearchBudget::default().steps(u64::MAX).until(&is_over);
    let found = signed.frustration(budget);
    let took = begin.elapsed().as_secs_f64() * 1_000.0;
    let (lower, upper) = (found.lower, found.upper);
    println!("    within {limit} ms: {lower}–{upper} after {took:.1} ms");
}
