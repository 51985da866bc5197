//! One sentence of each kind of answer, in every wording that it has.

use factions::{ActorGraph, ActorSet, MoveRule, RankBy, Record, RelationKind, Step, View, date};
use std::fmt::{Display, Write};

/// Bands that left the front and joined the league, each in its own order of days.
const MOVED: [(&str, &str, &str); 8] = [
    ("one-day", "2023-03-01", "2023-03-01"),
    ("next-day", "2023-03-01", "2023-03-02"),
    ("later", "2023-03-01", "2023-03-05"),
    ("before", "2023-03-05", "2023-03-01"),
    ("not-before", "[2023-03-01..2023-03-04]", "2023-03-05"),
    ("not-after", "2023-03-05", "[2023-03-01..2023-03-05]"),
    (
        "either",
        "[2023-03-03..2023-03-05]",
        "[2023-03-01..2023-03-08]",
    ),
    ("some-day", "[..2023-03-05]", "2023-03-04"),
];

/// Who moved, and a year of a coalition whose members have everything to do with others.
fn graph() -> ActorGraph {
    let mut text = String::from(
        r#"
        format = 1
        [record]
        covers = { start = "2023", end = "2023" }
        [places]
        ford = { name = "The Ford" }
        [actors]
        front = { name = "Front", kind = "coalition" }
        league = { name = "League", kind = "coalition" }
        army = { name = "Army", kind = "state-force" }
        heron = { name = "Heron", kind = "armed-group" }
        stork = { name = "Stork", kind = "armed-group" }
        "#,
    );
    for (key, _, _) in MOVED {
        let _ = writeln!(
            text,
            "{key} = {{ name = \"{key}\", kind = \"armed-group\" }}"
        );
    }
    for (key, left, joined) in MOVED {
        for (whole, days) in [
            ("front", format!("start = 2022-01-01\nend = \"{left}\"")),
            ("league", format!("start = \"{joined}\"\nend = \"..\"")),
        ] {
            let _ = writeln!(
                text,
                "[[relations]]\nid = \"{key}-in-{whole}\"\nkind = \"membership\"\n\
                 from = \"{key}\"\nto = \"{whole}\"\n{days}"
            );
        }
    }
    text += RELATIONS;
    text += EVENTS;
    ActorGraph::new(Record::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}")))
}

const RELATIONS: &str = r#"
[[relations]]
id = "heron-in-front"
kind = "membership"
from = "heron"
to = "front"
start = 2022-01-01
end = 2023-07-01
[[relations]]
id = "pact"
kind = "alliance"
between = ["heron", "stork"]
start = 2023-02-01
end = 2023-06-01
[[relations]]
id = "feud"
kind = "rivalry"
between = ["heron", "stork"]
start = 2023-05-01
[[relations]]
id = "at-war-with-it"
kind = "belligerence"
between = ["heron", "front"]
start = 2023-06-01
[[relations]]
id = "talks"
kind = "agreement"
between = ["army", "stork"]
start = 2023-02-01
[[relations]]
id = "aid"
kind = "support"
from = "army"
to = "heron"
start = 2023-01-01
end = 2023-04-01
[[relations]]
id = "patron"
kind = "affiliation"
from = "stork"
to = "army"
start = 2023-01-01
[[relations]]
id = "with-the-army"
kind = "cooperation"
between = ["army", "league"]
start = 2023-01-01
[[relations]]
id = "no-aid"
kind = "support"
from = "army"
to = "stork"
start = 2023-03-01
end = 2023-04-01
certainty = "denied"
by = "army"
"#;

const EVENTS: &str = r#"
[[events]]
id = "ambush"
kind = "clash"
when = 2023-03-03
sides = [["heron"], ["army"]]
place = "ford"
killed = { best = 3, of = [{ actor = "army", best = 2 }] }
[[events]]
id = "no-ambush"
kind = "clash"
when = 2023-03-03
sides = [["heron"], ["army"]]
certainty = "denied"
by = "heron"
[[events]]
id = "skirmish"
kind = "clash"
when = "2023-06-20/2023-07-10"
sides = [["heron", "stork"], ["army"]]
[[events]]
id = "barrage"
kind = "strike"
when = "[2023-04-28..2023-05-03]"
from = "army"
to = "stork"
place = "ford"
[[events]]
id = "second-barrage"
kind = "strike"
when = "[2023-04-28..2023-05-03]"
from = "army"
to = "stork"
place = "ford"
killed = 1
[[events]]
id = "new-name"
kind = "rename"
when = 2023-09-01
from = "stork"
to = "next-day"
[[events]]
id = "told-early"
kind = "clash"
when = 2023-10-01
sides = [["heron"], ["army"]]
[[events]]
id = "told-late"
kind = "clash"
when = 2023-11-01
sides = [["heron"], ["army"]]
same_as = "told-early"
"#;

/// Everything that some answers say, a line each.
fn said(title: &str, answers: impl IntoIterator<Item = impl Display>) -> String {
    let lines = answers.into_iter().map(|one| format!("  {one}\n"));
    format!("{title}\n{}", lines.collect::<String>())
}

fn of_year(graph: &ActorGraph) -> View<'_, 'static> {
    graph.during(date(2023, 1, 1)..date(2024, 1, 1))
}

#[test]
fn a_move_says_how_many_days_lie_between() {
    let graph = graph();
    let moves = of_year(&graph).moves(MoveRule::within(30).or_before(30));
    insta::assert_snapshot!(said("moves", moves));
}

#[test]
fn a_coalition_says_by_way_of_whom() {
    let graph = graph();
    let [front, army, stork] =
        ["front", "army", "stork"].map(|key| graph.actor(key).expect("it is there"));
    let view = of_year(&graph);
    let one = view.coalition_as_one(front);
    let chosen: ActorSet = [army.id(), stork.id()].into_iter().collect();
    let chosen = view.collective(&chosen);
    let all = [
        format!("{one}\n{chosen}\n"),
        said("members", one.members()),
        said("events", one.events()),
        said("allies", one.allies()),
        said("adversaries", one.adversaries()),
        said("partners", one.partners()),
        said("supporters", one.supporters()),
        said("attackers", chosen.attackers()),
        said("dyad", [one.dyad(army)]),
        said("dyad of two", [one.dyad_with(&chosen)]),
        said(
            "stances",
            [one.stance(army), one.stance(stork), chosen.stance(front)],
        ),
        said(
            "memberships",
            one.events().iter().flat_map(|event| {
                event
                    .memberships()
                    .into_iter()
                    .map(|one| one.key().to_owned())
                    .collect::<Vec<_>>()
            }),
        ),
    ];
    insta::assert_snapshot!(all.concat());
}

#[test]
fn an_answer_about_two_says_who_is_what_to_whom() {
    let graph = graph();
    let view = of_year(&graph);
    let mut all = Vec::new();
    for actor in ["army", "heron", "stork"].map(|key| graph.actor(key).expect("it is there")) {
        let name = actor.name();
        all.push(said(&format!("partners of {name}"), view.partners(actor)));
        all.push(said("adversaries", view.adversaries(actor)));
        all.push(said("supporters", view.supporters(actor)));
        all.push(said("clients", view.clients(actor)));
        all.push(said("patrons", view.patrons(actor)));
        all.push(said("affiliates", view.affiliates(actor)));
        all.push(said("victims", view.victims(actor)));
        all.push(said("attackers", view.attackers(actor)));
        let others = graph.actors().filter(|&other| other != actor);
        all.push(said(
            "stances",
            others.map(|other| view.stance(actor, other)),
        ));
        all.push(said("lineage", [view.lineage(actor)]));
    }
    let [army, heron] = ["army", "heron"].map(|key| graph.actor(key).expect("it is there"));
    all.push(said("dyad", [view.dyad(heron, army)]));
    all.push(said("denied", view.denied()));
    all.push(said("contradictions", graph.ever().contradictions()));
    let [before, after] = [date(2023, 5, 15), date(2023, 8, 1)].map(|day| graph.at(day));
    all.push(said("difference", before.diff(after)));
    insta::assert_snapshot!(all.concat());
}

#[test]
fn counts_say_what_is_certain_and_what_is_possible_beside_it() {
    let graph = graph();
    let may = graph.during(date(2023, 5, 1)..date(2023, 7, 1));
    let year = of_year(&graph);
    let all = [
        said("most losses", [year.top_actors(RankBy::Losses, 1)]),
        said("most events", [year.top_actors(RankBy::Events, 2)]),
        said("possibly", [may.top_actors(RankBy::Events, 5)]),
        said("places", [may.top_places(RankBy::Deaths, 5)]),
        said("two by two", [year.top_dyads(RankBy::Deaths, 2)]),
        said(
            "by quarter",
            year.top_places_by(Step::Quarter, RankBy::Events, 1),
        ),
        said("months", [year.tolls_by(Step::Month)]),
        said(
            "outside of what is covered",
            [graph.at(date(2020, 1, 1)).tolls_by(Step::Year)],
        ),
    ];
    insta::assert_snapshot!(all.concat());
}

#[test]
fn groups_of_what_only_relations_tie_are_counted_too() {
    let graph = graph();
    let allied = of_year(&graph).only(RelationKind::Alliance).connected();
    assert_eq!((allied.count(), allied.largest()), (1, 2));
}
