//! From a study's table to its numbers: the program of [the page of that name](table-to-numbers.md).

#![expect(clippy::print_stdout, reason = "a program prints what it finds")]

use factions::record::{ActorDraft, RelationDraft, SourceDraft};
use factions::{ActorGraph, ActorKind, ConflictRule, DyadSign, Record, RelationKind, SearchBudget};
use std::collections::BTreeSet;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let table = std::fs::read_to_string("docs/guide/highland_tribes.csv")?;
    let source = SourceDraft::new("read-1954")
        .title("Cultures of the Central Highlands, New Guinea")
        .published("1954");
    let mut draft = Record::draft()
        .title("Gahuku-Gama")
        .default_source("read-1954")
        .source(source);
    let mut tribes = BTreeSet::new();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [one, other, tie] = cells[..] else {
            return Err(format!("not three cells: `{line}`").into());
        };
        let kind = match tie {
            "rova" => RelationKind::Alliance,
            "hina" => RelationKind::Rivalry,
            _ => return Err(format!("neither rova nor hina: `{line}`").into()),
        };
        draft = draft.relation(RelationDraft::new(kind).between([one, other]));
        tribes.extend([one.to_owned(), other.to_owned()]);
    }
    for tribe in &tribes {
        draft = draft.actor(ActorDraft::new(tribe, tribe, ActorKind::Other));
    }
    let graph = ActorGraph::new(draft.build()?);

    let signed = graph.ever().signed(ConflictRule::Ambivalent);
    println!("Tribes: {}", signed.actors().len());
    for &sign in DyadSign::ALL {
        println!("{sign} pairs: {}", signed.count(sign));
    }

    let census = signed.triad_census();
    println!(
        "\nTriads with 0, 1, 2 and 3 enmities: {:?}",
        census.by_negatives()
    );
    if let Some(balance) = census.balance() {
        println!("Share of balanced triads: {balance:.7}");
    }

    let found = signed.frustration(SearchBudget::default());
    println!("\nProven: {}", found.is_proven());
    if let (Some(index), Some(share)) = (found.index(), found.normalised()) {
        println!(
            "Frustration index: {index} of {} ties, normalised {share:.7}",
            signed.edges().len()
        );
    }
    for component in &found.components {
        let others = match component.is_unique {
            Some(true) => "no others are as good",
            Some(false) => "others are as good",
            None => "whether others are as good is not known",
        };
        println!("Best camps ({others}):");
        for (number, camp) in component.camps.iter().enumerate() {
            let names: Vec<&str> = camp.iter().map(|tribe| tribe.key()).collect();
            println!("Camp {}: {}", number + 1, names.join(", "));
        }
    }
    for edge in found.frustrated() {
        println!("In the way: {edge}");
    }
    Ok(())
}
