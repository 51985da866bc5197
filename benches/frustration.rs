//! How long the frustration index takes, and what is proven of it.
//!
//! `cargo bench --bench frustration`; the method and the figures are in `benches/README.md`.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use factions::{ActorGraph, ConflictRule, Record, SearchBudget};
use std::collections::{BTreeMap, BTreeSet};
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
    /// Alliances of all with all that overlap, most within one of seven regions; so many conflicts, so
    /// many in a hundred of them within a region or an alliance, most of them of a few states.
    Regions(usize, usize),
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

const NETWORKS: [Network; 13] = [
    network(
        "regions: alliances, 150 conflicts",
        150,
        1_250,
        Signs::Regions(150, 25),
    ),
    network(
        "regions: alliances, 250 conflicts",
        150,
        1_300,
        Signs::Regions(250, 50),
    ),
    network(
        "regions: alliances, 350 conflicts",
        180,
        1_600,
        Signs::Regions(350, 30),
    ),
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

/// Pairs of actors and whether they are foes, in the order in which they were made.
type Pairs = Vec<(usize, usize, bool)>;

fn scattered(network: &Network, dice: &mut Dice) -> Pairs {
    let mut pairs = Pairs::new();
    let mut seen = BTreeSet::new();
    while pairs.len() < network.edges {
        let (one, other) = (dice.roll(network.actors), dice.roll(network.actors));
        let pair = (one.min(other), one.max(other));
        let is_negative = match network.signs {
            Signs::Random(percent) => dice.falls(percent),
            Signs::Blocs(blocs, odd) | Signs::States(blocs, odd) => {
                (one % blocs != other % blocs) != dice.falls(odd)
            }
            Signs::Regions(..) => false,
        };
        let is_thinned = matches!(network.signs, Signs::States(..)) && is_negative;
        if one == other || is_thinned && !dice.falls(10) || !seen.insert(pair) {
            continue;
        }
        pairs.push((one, other, is_negative));
    }
    pairs
}

const REGIONS: usize = 7;
/// How many states the alliances have.
const SIZES: [usize; 10] = [4, 6, 8, 10, 12, 15, 18, 20, 25, 33];

fn regional(network: &Network, conflicts: usize, inside: usize, dice: &mut Dice) -> Pairs {
    let actors = network.actors;
    let mut signs = BTreeMap::new();
    while signs.len() < network.edges - conflicts {
        let region = dice.roll(REGIONS);
        let size = SIZES[dice.roll(SIZES.len())];
        let mut members = BTreeSet::new();
        for _ in 0..size {
            let place = dice.roll(actors);
            let is_guest = dice.falls(20);
            members.insert(if is_guest {
                place
            } else {
                (place - place % REGIONS + region) % actors
            });
        }
        for &one in &members {
            for &other in members.range(one + 1..) {
                signs.insert((one, other), false);
            }
        }
    }
    let friends = signs.clone();
    let mut made = 0;
    while made < conflicts {
        // every other conflict is of one of six states
        let one = if dice.falls(50) {
            dice.roll(6) * 23
        } else {
            dice.roll(actors)
        };
        let other = dice.roll(actors);
        let pair = (one.min(other), one.max(other));
        let is_inside = one % REGIONS == other % REGIONS || friends.contains_key(&pair);
        if one == other || is_inside != dice.falls(inside) || signs.get(&pair) == Some(&true) {
            continue;
        }
        signs.insert(pair, true);
        made += 1;
    }
    let pairs = signs.into_iter();
    pairs.map(|((one, other), is)| (one, other, is)).collect()
}

/// The network as JSON Lines.
fn text(network: &Network, seed: u64) -> String {
    let mut dice = Dice(seed);
    let pairs = match network.signs {
        Signs::Regions(conflicts, inside) => regional(network, conflicts, inside, &mut dice),
        _ => scattered(network, &mut dice),
    };
    let mut text = String::new();
    for actor in 0..network.actors {
        writeln!(
            text,
            r#"{{"type":"actor","key":"a{actor}","name":"A{actor}","kind":"state"}}"#
        )
        .expect("text takes it");
    }
    for (number, (one, other, is_negative)) in pairs.into_iter().enumerate() {
        let kind = if is_negative { "rivalry" } else { "alliance" };
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
        "{:38} {:>4} {:>7} {:>7} {:>7} {:>9} {:>9}",
        "network", "seed", "edges", "lower", "upper", "unique", "ms"
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
            // of all components together
            let each = found.components.iter().map(|one| one.is_unique);
            let each: Vec<Option<bool>> = each.collect();
            let unique = match each.contains(&Some(false)) {
                true => "no",
                false if each.contains(&None) => "open",
                false => "yes",
            };
            println!(
                "{:38} {seed:4} {:7} {:7} {:7} {unique:>9} {took:9.1}",
                network.name, found.edges, found.lower, found.upper
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
