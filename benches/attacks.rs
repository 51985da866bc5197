//! Inputs made to be slow: what each costs at n, 2n and 4n, and with which power of n it grows.
//!
//! `cargo bench --bench attacks -- [--only WORD] [--scale N]`; what each line means is in
//! `benches/README.md`. The figures are CPU time; an exponent is the logarithm of the last ratio.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "workload/clock.rs"]
#[expect(dead_code, reason = "another bench asks for memory, too")]
mod clock;

use clock::Clock;
use factions::import::LoadError;
use factions::{ActorGraph, ConflictRule, Record};
#[cfg(feature = "arrow")]
use factions::{ActorKind, Bulk};
use std::fmt::Write;
use std::hint::black_box;

/// An attack: its name, its first n, the record of n, and what is asked; that says how long the answer is.
struct Attack {
    name: &'static str,
    first: usize,
    record: fn(usize) -> String,
    ask: fn(&ActorGraph) -> usize,
}

const ATTACKS: &[Attack] = &[
    Attack {
        name: "write and read n statements of one pair",
        first: 500,
        record: equal_pairs,
        ask: |graph| {
            let read = read_again(graph);
            read.map_or(0, |record| record.statements().len())
        },
    },
    Attack {
        name: "read n joined to one that n withdraw",
        first: 500,
        record: joined_to_withdrawn,
        ask: |graph| {
            let read = read_again(graph);
            read.map_or(0, |record| record.warnings().iter().count())
        },
    },
    #[cfg(feature = "arrow")]
    Attack {
        name: "rows of a batch with dictionaries of n words",
        first: 500,
        record: aliases,
        ask: rows_of_words,
    },
    Attack {
        name: "members of n nested coalitions",
        first: 50,
        record: nested,
        ask: |graph| {
            let members = graph.ever().members(last(graph));
            members
                .iter()
                .flat_map(|one| &one.chains)
                .map(|chain| chain.ties.len())
                .sum()
        },
    },
    Attack {
        name: "timeline of n nested coalitions",
        first: 25,
        record: nested,
        ask: |graph| graph.ever().to_timeline().to_html().content.len(),
    },
    Attack {
        name: "picture of n contradictory pairs",
        first: 60,
        record: contradictory,
        ask: |graph| graph.ever().to_dot().draw().text.len(),
    },
    Attack {
        name: "picture of an event of n and n",
        first: 20,
        record: broad,
        ask: |graph| graph.ever().to_dot().draw().text.len(),
    },
    Attack {
        name: "picture of n diamonds",
        first: 20,
        record: diamonds,
        ask: |graph| graph.ever().to_dot().draw().text.len(),
    },
    Attack {
        name: "members at the end of n diamonds",
        first: 4,
        record: chained_diamonds,
        ask: |graph| {
            let members = graph.ever().members(last(graph));
            members
                .iter()
                .flat_map(|one| &one.chains)
                .map(|chain| chain.ties.len())
                .sum()
        },
    },
    Attack {
        name: "timeline of n diamonds",
        first: 20,
        record: diamonds,
        ask: |graph| graph.ever().to_timeline().to_html().content.len(),
    },
    Attack {
        name: "genealogy of n diamonds",
        first: 20,
        record: lineages,
        ask: |graph| graph.ever().to_genealogy().draw().text.len(),
    },
    Attack {
        name: "triad census of an alliance of n",
        first: 30,
        record: alliance,
        ask: |graph| {
            let signed = graph.ever().signed(ConflictRule::Ambivalent);
            black_box(signed.triad_census());
            signed.edges().len()
        },
    },
    Attack {
        name: "names of an actor with n others",
        first: 500,
        record: aliases,
        ask: |graph| graph.ever().names(last(graph)).len(),
    },
    Attack {
        name: "find each of n names",
        first: 500,
        record: aliases,
        ask: |graph| {
            let actor = last(graph);
            let names = graph.ever().names(actor);
            names
                .iter()
                .filter(|name| graph.actor(name.name).is_ok())
                .count()
        },
    },
    Attack {
        name: "changes of n equal alliances",
        first: 250,
        record: equal_pairs,
        ask: |graph| graph.ever().changes().len(),
    },
    Attack {
        name: "contradictions of n statements of one pair",
        first: 250,
        record: equal_pairs,
        ask: |graph| graph.ever().contradictions().len(),
    },
    Attack {
        name: "contradictions of n tellings of one clash",
        first: 60,
        record: tellings,
        ask: |graph| graph.ever().contradictions().len(),
    },
    Attack {
        name: "contradictions of n tellings of one day, and of another",
        first: 250,
        record: all_but_one,
        ask: |graph| graph.ever().contradictions().len(),
    },
    Attack {
        name: "allies through n statements of one pair",
        first: 500,
        record: equal_pairs,
        ask: |graph| graph.ever().allies(last(graph)).len(),
    },
    Attack {
        name: "stance of two with n friends in common",
        first: 100,
        record: friends,
        ask: |graph| graph.ever().stance(first(graph), last(graph)).ways.len(),
    },
    Attack {
        name: "denials of each tie of an event of n and n",
        first: 20,
        record: denied,
        ask: |graph| {
            let view = graph.ever();
            let all = graph.actors().flat_map(|actor| view.neighbors(actor));
            all.map(|one| view.denials_of_ties([one.tie]).len()).sum()
        },
    },
    Attack {
        name: "contradictions of n and n, allied and at odds",
        first: 10,
        record: at_odds,
        ask: |graph| graph.ever().contradictions().len(),
    },
    Attack {
        name: "GEXF of a denied event of n and n",
        first: 20,
        record: denied,
        ask: |graph| graph.ever().to_gexf().content.len(),
    },
    Attack {
        name: "GEXF of an event of n and n",
        first: 20,
        record: broad,
        ask: |graph| graph.ever().to_gexf().content.len(),
    },
    Attack {
        name: "GraphML of an event of n and n",
        first: 20,
        record: broad,
        ask: |graph| graph.ever().to_graphml().content.len(),
    },
    Attack {
        name: "CSV of an event of n and n",
        first: 20,
        record: broad,
        ask: |graph| graph.ever().to_csv().content.ties.len(),
    },
    Attack {
        name: "STIX of an event of n and n",
        first: 20,
        record: broad,
        ask: |graph| graph.ever().to_stix().content.len(),
    },
    Attack {
        name: "toll of an event of n and n",
        first: 50,
        record: broad,
        ask: |graph| usize::try_from(graph.ever().toll().all().happenings).unwrap_or(0),
    },
];

fn main() {
    let mut only = None;
    let mut scale = 1;
    let mut given = std::env::args().skip(1).filter(|one| one != "--bench");
    while let Some(option) = given.next() {
        match (option.as_str(), given.next()) {
            ("--only", Some(word)) => only = Some(word),
            ("--scale", Some(number)) => scale = number.parse().unwrap_or(1),
            _ => println!("options: --only WORD, --scale N"),
        }
    }
    println!("attack\tn\tms at n\t2n\t4n\texponent\tof the answer");
    for attack in ATTACKS {
        if only
            .as_ref()
            .is_some_and(|word| !attack.name.contains(word.as_str()))
        {
            continue;
        }
        let first = attack.first * scale;
        let measured = [first, 2 * first, 4 * first].map(|n| cost(attack, n));
        let [one, two, four] = measured.map(|(seconds, _)| seconds * 1e3);
        let exponent = (four / two).log2();
        let growth = (size(measured[2].1) / size(measured[1].1)).log2();
        println!(
            "{}\t{first}\t{one:.3}\t{two:.3}\t{four:.3}\t{exponent:.1}\t{growth:.1}",
            attack.name
        );
    }
}

fn size(answer: usize) -> f64 {
    f64::from(u32::try_from(answer.max(1)).unwrap_or(u32::MAX))
}

/// The CPU seconds of a question, the least of some runs, and how long the answer is.
fn cost(attack: &Attack, n: usize) -> (f64, usize) {
    let text = (attack.record)(n);
    let record =
        Record::from_toml(&text).unwrap_or_else(|problems| panic!("{}: {problems}", attack.name));
    let graph = ActorGraph::new(record);
    let mut best = f64::INFINITY;
    let mut answer = 0;
    let whole = Clock::start();
    for run in 0..20 {
        let clock = Clock::start();
        answer = black_box((attack.ask)(&graph));
        best = best.min(clock.seconds());
        if run > 1 && whole.seconds() > 0.5 {
            break;
        }
    }
    (best, answer)
}

fn read_again(graph: &ActorGraph) -> Result<Record, LoadError> {
    Record::from_json_lines(graph.record().to_json_lines().as_bytes())
}

fn first(graph: &ActorGraph) -> factions::ActorRef<'_> {
    graph.actors().next().expect("there are actors")
}

fn last(graph: &ActorGraph) -> factions::ActorRef<'_> {
    graph.actors().last().expect("there are actors")
}

/// So many actors, `a00000` the first, of a kind.
fn actors(count: usize, kind: &str) -> String {
    let mut text = String::from("[actors]\n");
    for number in 0..count {
        let _ = writeln!(
            text,
            "a{number:05} = {{ name = \"N{number}\", kind = \"{kind}\" }}"
        );
    }
    text
}

fn relation(text: &mut String, kind: &str, ends: &str, more: &str) {
    let _ = write!(
        text,
        "[[relations]]\nkind = \"{kind}\"\n{ends}\nstart = 2020-01-01\n{more}"
    );
}

fn member(text: &mut String, from: usize, to: usize) {
    relation(
        text,
        "membership",
        &format!("from = \"a{from:05}\"\nto = \"a{to:05}\""),
        "",
    );
}

/// Each coalition a member of the next.
fn nested(n: usize) -> String {
    let mut text = actors(n + 1, "coalition");
    (0..n).for_each(|number| member(&mut text, number, number + 1));
    text
}

/// n pairs apart, each allied and at odds.
fn contradictory(n: usize) -> String {
    let mut text = actors(2 * n, "armed-group");
    for pair in 0..n {
        let ends = format!("between = [\"a{:05}\", \"a{:05}\"]", 2 * pair, 2 * pair + 1);
        relation(&mut text, "alliance", &ends, "");
        relation(&mut text, "rivalry", &ends, "");
    }
    text
}

fn names(from: usize, to: usize) -> String {
    let names: Vec<String> = (from..to)
        .map(|number| format!("\"a{number:05}\""))
        .collect();
    names.join(", ")
}

/// One clash with n on each side.
fn broad(n: usize) -> String {
    let sides = [names(0, n), names(n, 2 * n)];
    let sides = format!("sides = [[{}], [{}]]", sides[0], sides[1]);
    let clash = format!("[[events]]\nkind = \"clash\"\nwhen = 2023-10-07\nkilled = 3\n{sides}\n");
    actors(2 * n, "armed-group") + &clash
}

/// The same, and that it was denied.
fn denied(n: usize) -> String {
    let said = broad(n);
    let (_, clash) = said.split_once("[[events]]").unwrap_or_default();
    format!("{said}[[events]]{clash}certainty = \"denied\"\n")
}

/// n and n that are allied across, and at odds across.
fn at_odds(n: usize) -> String {
    let mut text = actors(2 * n, "armed-group");
    let ends = format!("from = [{}]\nto = [{}]", names(0, n), names(n, 2 * n));
    for kind in ["support", "rivalry"] {
        relation(&mut text, kind, &ends, "");
    }
    text
}

/// n times: one in two that are both in a fourth.
fn diamonds(n: usize) -> String {
    let mut text = actors(4 * n, "coalition");
    for one in (0..4 * n).step_by(4) {
        member(&mut text, one, one + 1);
        member(&mut text, one, one + 2);
        member(&mut text, one + 1, one + 3);
        member(&mut text, one + 2, one + 3);
    }
    text
}

/// Diamonds in a row, the end of each the beginning of the next: 2ⁿ ways.
fn chained_diamonds(n: usize) -> String {
    let mut text = actors(3 * n + 1, "coalition");
    for one in (0..3 * n).step_by(3) {
        member(&mut text, one, one + 1);
        member(&mut text, one, one + 2);
        member(&mut text, one + 1, one + 3);
        member(&mut text, one + 2, one + 3);
    }
    text
}

/// n times: one splits in two, which merge.
fn lineages(n: usize) -> String {
    let mut text = actors(4 * n, "armed-group");
    for one in (0..4 * n).step_by(4) {
        let _ = write!(
            text,
            "[[events]]\nkind = \"split\"\nwhen = 2020-01-01\nfrom = \"a{one:05}\"\nto = [{}]\n\
             [[events]]\nkind = \"merger\"\nwhen = 2021-01-01\nfrom = [{}]\nto = \"a{:05}\"\n",
            names(one + 1, one + 3),
            names(one + 1, one + 3),
            one + 3
        );
    }
    text
}

/// One alliance of n.
fn alliance(n: usize) -> String {
    let mut text = actors(n, "armed-group");
    relation(
        &mut text,
        "alliance",
        &format!("between = [{}]", names(0, n)),
        "",
    );
    text
}

/// One actor with n other names.
fn aliases(n: usize) -> String {
    let names: Vec<String> = (0..n)
        .map(|number| format!("{{ name = \"Other {number}\", start = 2020-01-01 }}"))
        .collect();
    format!(
        "[actors]\na00000 = {{ name = \"A\", kind = \"armed-group\", aliases = [{}] }}\n",
        names.join(", ")
    )
}

/// One pair, and n statements that differ in their notes alone.
fn equal_pairs(n: usize) -> String {
    let mut text = actors(2, "armed-group");
    for number in 0..n {
        relation(
            &mut text,
            "alliance",
            "between = [\"a00000\", \"a00001\"]",
            &format!("note = \"{number}\"\n"),
        );
    }
    text
}

/// One clash, told n times on as many days.
fn tellings(n: usize) -> String {
    told_on(n, |number| number)
}

/// One clash, told n times on one day, and once on the next.
fn all_but_one(n: usize) -> String {
    told_on(n + 1, |number| usize::from(number == n))
}

fn told_on(n: usize, day_of: impl Fn(usize) -> usize) -> String {
    let mut text = actors(2, "armed-group");
    for number in 0..n {
        let same = if number == 0 {
            ""
        } else {
            "same_as = \"e0\"\n"
        };
        let place = day_of(number);
        let (month, day) = (place / 28 % 12 + 1, place % 28 + 1);
        let year = 2000 + place / (28 * 12);
        let _ = write!(
            text,
            "[[events]]\nid = \"e{number}\"\nkind = \"clash\"\nwhen = {year}-{month:02}-{day:02}\n\
             from = \"a00000\"\nto = \"a00001\"\n{same}",
        );
    }
    text
}

/// One clash, withdrawn by n others, that n more are joined to.
fn joined_to_withdrawn(n: usize) -> String {
    let clash = |id: &str, more: &str| {
        format!(
            "[[events]]\nid = \"{id}\"\nkind = \"clash\"\nwhen = 2023-10-07\n\
             from = \"a00000\"\nto = \"a00001\"\n{more}\n"
        )
    };
    let mut text = actors(2, "armed-group") + &clash("first", "");
    for number in 0..n {
        text += &clash(&format!("later-{number}"), "withdraws = \"first\"");
        text += &clash(&format!("joined-{number}"), "same_as = \"first\"");
    }
    text
}

/// How many events come of a batch whose two columns of certainty could have each name of an actor as their word.
#[cfg(feature = "arrow")]
fn rows_of_words(graph: &ActorGraph) -> usize {
    use arrow_array::builder::StringDictionaryBuilder;
    use arrow_array::{ArrayRef, Date32Array, RecordBatch, StringArray, types::Int32Type};
    use std::sync::Arc;

    let names = graph.ever().names(last(graph));
    let words = || {
        let mut texts = StringDictionaryBuilder::<Int32Type>::new();
        for name in &names {
            texts.append_value(name.name);
        }
        texts.append_value("reported");
        let whole = texts.finish();
        Arc::new(whole.slice(names.len(), 1)) as ArrayRef
    };
    let text = |word: &str| Arc::new(StringArray::from(vec![word.to_owned()])) as ArrayRef;
    let columns = [
        ("kind", text("clash")),
        ("pair_a", text("a")),
        ("pair_b", text("b")),
        ("day_min", Arc::new(Date32Array::from(vec![19_000]))),
        ("certainty", words()),
        ("killed_certainty", words()),
    ];
    let mut bulk = Bulk::new();
    for key in ["a", "b"] {
        bulk.actor(key, ActorKind::State);
    }
    let mut batches = bulk.batches();
    let batch = RecordBatch::try_from_iter(columns).expect("the columns are as long");
    batches.events(&batch).expect("the row is in order");
    let read = batches.build().expect("so is the graph");
    read.ever().events().len()
}

/// Two that are each allied with n others.
fn friends(n: usize) -> String {
    let mut text = actors(n + 2, "coalition");
    for number in 1..=n {
        member(&mut text, 0, number);
        member(&mut text, n + 1, number);
    }
    text
}
