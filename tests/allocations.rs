//! What allocates nothing, and what allocates little: counted, so that it stays so.
//!
//! A binary of its own: the library that counts takes the place of the allocator.

use allocation_counter::measure;
use factions::{ActorGraph, ActorRef, Certainty, EventKind, Kinds, Record, RelationKind, date};
use std::hint::black_box;

const MALI: &str = include_str!("../examples/data/mali.toml");

fn mali() -> ActorGraph {
    ActorGraph::new(Record::from_toml(MALI).expect("the embedded record has no mistake"))
}

/// How often memory is asked for, when it is done once more after a first time.
fn allocations<T>(mut question: impl FnMut() -> T) -> u64 {
    drop(black_box(question()));
    measure(|| {
        black_box(question());
    })
    .count_total
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| vec![1_u8; 16]), 1);
}

#[test]
fn making_and_narrowing_a_view_allocates_nothing() {
    let graph = mali();
    let actors = graph.actor_set(graph.actors().map(ActorRef::key));
    let actors = actors.expect("its own keys");
    let count = allocations(|| {
        let autumn = graph.during(date(2023, 9, 1)..date(2023, 12, 1));
        let narrow = autumn
            .certainly()
            .known_on(date(2024, 1, 1))
            .at_least(Certainty::Reported)
            .only(Kinds::ALL)
            .without([RelationKind::Support, RelationKind::Hosting])
            .events_during(date(2023, 7, 1)..date(2023, 12, 1))
            .among(&actors);
        (
            graph.ever().only(EventKind::Clash).possibly().window(),
            graph.at(date(2023, 10, 15)).window(),
            narrow.window(),
        )
    });
    assert_eq!(count, 0);
}

#[test]
fn walking_over_the_neighbours_of_an_actor_allocates_nothing() {
    let graph = mali();
    let count = allocations(|| {
        let day = graph.at(date(2023, 10, 15));
        let views = [
            day,
            day.only(RelationKind::Alliance),
            graph.during(date(2023, 9, 1)..date(2023, 12, 1)),
            graph.ever().certainly(),
        ];
        let ties = |actor| views.map(|view| view.neighbors(actor).count());
        graph.actors().flat_map(ties).sum::<usize>()
    });
    assert_eq!(count, 0);
}

/// What is bounded by the end of an actor, or told several times, is worked out anew where a filter of
/// evidence may hide a part of it.
#[test]
fn a_filter_of_evidence_allocates_for_what_it_may_alter_alone() {
    let graph = mali();
    let day = graph.at(date(2023, 10, 15)).known_on(date(2023, 12, 1));
    let count = allocations(|| {
        let ties = |actor| day.neighbors(actor).count();
        graph.actors().map(ties).sum::<usize>()
    });
    assert!(count <= 100, "{count} allocations");
}

#[test]
fn walking_over_the_ties_of_two_actors_allocates_nothing() {
    let graph = mali();
    let csp = graph.actor("csp").expect("it is in the record");
    let count = allocations(|| {
        let between = |other| graph.ever().ties_between(csp, other).count();
        graph.actors().map(between).sum::<usize>()
    });
    assert_eq!(count, 0);
}

/// Several events of a pair and a day, some of other kinds: by day they stand as ties do.
#[test]
fn walking_over_the_ties_of_every_pair_of_plain_rows_allocates_nothing() {
    let actors = ["a", "b", "c", "d"];
    let actors = actors.map(|key| format!("{key} = {{ name = '{key}', kind = 'armed-group' }}\n"));
    let ends = ["ab", "ab", "ac", "bd", "ab", "cd"].iter().enumerate();
    let events = ends.map(|(number, ends)| {
        let (from, to) = ends.split_at(1);
        let (kind, day) = (["clash", "strike"][number % 2], 1 + number / 2);
        format!(
            "[[events]]\nkind = '{kind}'\nwhen = 2023-10-0{day}\nfrom = '{from}'\nto = '{to}'\n"
        )
    });
    let events: Vec<String> = events.collect();
    let text = ["format = 1\n[actors]\n", &actors.concat(), &events.concat()].concat();
    let graph = ActorGraph::new(Record::from_toml(&text).expect("a good record"));
    let views = [
        graph.ever(),
        graph.at(date(2023, 10, 1)),
        graph.during(date(2023, 10, 2)..),
    ];
    let mut ties = 0;
    let count = allocations(|| {
        let pairs = graph
            .actors()
            .flat_map(|a| graph.actors().map(move |b| (a, b)));
        let all = pairs.flat_map(|(a, b)| views.map(|view| view.ties_between(a, b).count()));
        ties = all.sum();
    });
    assert_eq!((ties, count), (2 * (6 + 2 + 4), 0));
}

/// The bounds are what was counted, and a tenth more: who passes one looks what grew.
#[test]
fn questions_to_the_embedded_record_allocate_no_more_than_they_did() {
    let graph = mali();
    let [csp, jnim, army] = ["csp", "jnim", "mali-army"].map(|key| {
        let actor = graph.actor(key);
        actor.expect("it is in the record")
    });
    let day = graph.at(date(2023, 10, 15));
    let autumn = graph.during(date(2023, 9, 1)..date(2023, 12, 1));
    let counted = [
        ("members", allocations(|| day.members(csp)), 26),
        ("adversaries", allocations(|| autumn.adversaries(jnim)), 24),
        ("stance", allocations(|| autumn.stance(jnim, army)), 77),
        ("changes", allocations(|| autumn.changes()), 45),
        ("changes ever", allocations(|| graph.ever().changes()), 66),
        ("lineage", allocations(|| graph.ever().lineage(csp)), 35),
        ("toll", allocations(|| autumn.toll()), 41),
    ];
    let over = counted.iter().filter(|(_, count, bound)| count > bound);
    let over: Vec<_> = over.collect();
    assert!(over.is_empty(), "question, allocations, bound: {over:?}");
}
