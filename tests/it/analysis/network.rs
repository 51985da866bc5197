//! Signed networks for tests, from edges.

use factions::{ActorGraph, Record};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Edges: the lower node, the higher, whether negative.
pub(super) type Edges = BTreeSet<(u32, u32, bool)>;

/// Edges written as `12- 13+`: the digits of two nodes and a sign.
pub(super) fn letters(text: &str) -> Edges {
    let edge = |word: &str| {
        let mut letters = word.chars();
        let mut digit = || {
            letters
                .next()
                .and_then(|one| one.to_digit(16))
                .expect("a digit")
        };
        (digit(), digit(), word.ends_with('-'))
    };
    text.split_whitespace().map(edge).collect()
}

/// A graph of these edges: alliances and rivalries of actors `n01`, `n02`, …
pub(super) fn graph(edges: &Edges) -> ActorGraph {
    let mut text = String::from("format = 1\n[actors]\n");
    let nodes: BTreeSet<u32> = edges.iter().flat_map(|edge| [edge.0, edge.1]).collect();
    for node in nodes {
        writeln!(
            text,
            "n{node:02} = {{ name = \"N{node}\", kind = \"armed-group\" }}"
        )
        .expect("text");
    }
    for (one, other, is_negative) in edges {
        let kind = if *is_negative { "rivalry" } else { "alliance" };
        writeln!(
            text,
            "[[relations]]\nkind = \"{kind}\"\nbetween = [\"n{one:02}\", \"n{other:02}\"]"
        )
        .expect("text");
    }
    ActorGraph::new(Record::from_toml(&text).expect("a good record"))
}

/// The nodes and edges of each connected piece.
pub(super) fn pieces(edges: &Edges) -> Vec<(Vec<u32>, Edges)> {
    let mut piece: Vec<u32> = (0..=12).collect();
    for _ in 0..12 {
        for &(one, other, _) in edges {
            let least = piece[one as usize].min(piece[other as usize]);
            piece[one as usize] = least;
            piece[other as usize] = least;
        }
    }
    let of = |number: u32| {
        let own = edges.iter().filter(|edge| piece[edge.0 as usize] == number);
        let own: Edges = own.copied().collect();
        let nodes = (1..=12).filter(|&node| piece[node as usize] == number);
        (nodes.collect(), own)
    };
    let pieces = (1..=12).map(of);
    pieces.filter(|(_, edges)| !edges.is_empty()).collect()
}
