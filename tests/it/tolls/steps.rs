//! Which step an event counts in, whichever way it is kept.

use super::{killed, told};
use factions::{RankBy, Step};

/// Only the dated events of January and March stand in columns; that of February is told twice.
#[test]
fn each_event_counts_in_its_own_step() {
    let clash = |id: &str, when: &str, more: &str| {
        format!(
            "[[events]]\nid = \"{id}\"\nkind = \"clash\"\nwhen = {when}\nfrom = \"a\"\nto = \"b\"\n{more}"
        )
    };
    let graph = told(
        &[
            clash("january", "2023-01-10", "killed = 1\n"),
            clash("february", "2023-02-10", "killed = 2\nsource = \"mar\"\n"),
            clash(
                "again",
                "2023-02-10",
                "killed = 2\nsame_as = \"february\"\n",
            ),
            clash("march", "2023-03-10", "killed = 4\n"),
        ]
        .concat(),
    );
    let both = graph.actor_set(["a", "b"]).expect("they are there");
    for tolls in [
        graph.ever().tolls_by(Step::Month),
        graph.ever().collective(&both).tolls_by(Step::Month),
    ] {
        let each = tolls.steps.iter().map(|(_, total)| killed(*total));
        let figures = [1, 2, 4].map(|dead| Some((dead, dead, dead)));
        assert_eq!(each.collect::<Vec<_>>(), figures);
        assert_eq!(tolls.not_dated.all().happenings, 0);
    }
}

#[test]
fn who_only_declared_something_is_not_one_whose_deaths_are_unknown() {
    let declared =
        told("[[events]]\nkind = \"declaration\"\nwhen = 2023-01-10\nfrom = \"a\"\nto = \"b\"\n");
    let fought =
        told("[[events]]\nkind = \"clash\"\nwhen = 2023-01-10\nfrom = \"a\"\nto = \"b\"\n");
    for (graph, unknown) in [(declared, 0), (fought, 2)] {
        for by in [RankBy::Deaths, RankBy::Losses] {
            let view = graph.ever();
            assert_eq!(view.top_actors(by, 3).unknown, unknown);
            let each = view.top_actors_by(Step::Month, by, 3);
            let each = each.iter().map(|one| one.ranking.unknown);
            assert_eq!(each.collect::<Vec<_>>(), [unknown]);
        }
    }
}
