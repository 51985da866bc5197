//! Filters of evidence, kinds and actors.

use super::*;
use factions::{Certainty, EventKind, Kinds, RelationKind};

const SOURCES: &str = r#"
[sources.early]
published = "2023-05-10"
[sources.late]
published = "2023-11"
[sources.undated]
"#;

/// One clash of x and y with these keys, and the sources above.
fn clash(keys: &str) -> Record {
    let event =
        "[[events]]\nid = \"e\"\nkind = \"clash\"\nwhen = \"2023-01-01\"\nfrom = \"x\"\nto = \"y\"";
    record("", &["x", "y", "z"], &format!("{event}\n{keys}\n{SOURCES}"))
}

fn known(record: &Record, date: &str) -> Option<Holds> {
    let lens = Lens {
        known_on: Some(day(date)),
        ..Lens::ever()
    };
    holds(record, lens, "e")
}

#[test]
fn a_statement_is_known_from_its_earliest_publication() {
    let told = clash("source = \"late\"");
    assert_eq!(known(&told, "2023-10-31"), None);
    assert_eq!(known(&told, "2023-11-01"), POSSIBLY);
    assert_eq!(known(&told, "2023-11-29"), POSSIBLY);
    assert_eq!(known(&told, "2023-11-30"), CERTAINLY);
    let told = clash("source = [\"late\", \"early\"]");
    assert_eq!(known(&told, "2023-05-09"), None);
    assert_eq!(known(&told, "2023-05-10"), CERTAINLY);
    let told = clash("source = \"undated\"");
    assert_eq!(known(&told, "1990-01-01"), CERTAINLY);
}

#[test]
fn a_withdrawn_statement_is_known_until_its_withdrawal() {
    let told = clash("source = \"early\"\nwithdrawn = \"2023-08\"");
    assert_eq!(known(&told, "2023-07-31"), CERTAINLY);
    assert_eq!(known(&told, "2023-08-01"), POSSIBLY);
    assert_eq!(known(&told, "2023-08-31"), None);
    assert_eq!(holds(&told, Lens::ever(), "e"), None);
}

#[test]
fn a_withdrawal_by_another_statement_counts_from_its_publication_whatever_the_filters() {
    let told = clash(
        "source = \"early\"\n[[events]]\nid = \"w\"\nkind = \"declaration\"\nactor = \"z\"\n\
         withdraws = \"e\"\nsource = \"late\"\ncertainty = \"alleged\"",
    );
    assert_eq!(known(&told, "2023-10-31"), CERTAINLY);
    assert_eq!(known(&told, "2023-11-15"), POSSIBLY);
    assert_eq!(known(&told, "2023-11-30"), None);
    let mut lens = Lens {
        at_least: Certainty::Reported,
        ..Lens::ever()
    };
    lens.sources = Some(BTreeSet::from([told
        .source_by_key("early")
        .expect("declared")]));
    assert_eq!(
        holds(&told, lens, "e"),
        None,
        "the filters hide the withdrawing one"
    );
}

#[test]
fn only_the_sources_of_the_view_carry_and_date_a_statement() {
    let told = clash("source = [\"late\", \"early\"]");
    let from = |key: &str, date: &str| {
        let sources = Some(BTreeSet::from([told.source_by_key(key).expect("declared")]));
        let lens = Lens {
            sources,
            known_on: Some(day(date)),
            ..Lens::ever()
        };
        holds(&told, lens, "e")
    };
    assert_eq!(from("late", "2023-06-01"), None);
    assert_eq!(from("late", "2023-12-01"), CERTAINLY);
    assert_eq!(from("early", "2023-06-01"), CERTAINLY);
    assert_eq!(from("undated", "2023-12-01"), None);
}

#[test]
fn certainty_is_filtered_and_planned_ones_are_hidden_by_default() {
    let told = clash("certainty = \"planned\"");
    assert_eq!(holds(&told, Lens::ever(), "e"), None);
    let lens = Lens {
        at_least: Certainty::Planned,
        ..Lens::ever()
    };
    assert_eq!(holds(&told, lens, "e"), CERTAINLY);
    let told = clash("certainty = \"alleged\"");
    assert_eq!(holds(&told, Lens::ever(), "e"), CERTAINLY);
    let lens = Lens {
        at_least: Certainty::Claimed,
        ..Lens::ever()
    };
    assert_eq!(holds(&told, lens, "e"), None);
}

#[test]
fn denied_statements_make_no_tie_whatever_the_filter_and_are_listed() {
    let told = clash("certainty = \"denied\"\nkilled = 3");
    let mut lens = Lens {
        at_least: Certainty::Denied,
        ..Lens::ever()
    };
    let oracle = Oracle::new(&told, lens.clone());
    assert!(oracle.ties().is_empty());
    assert!(oracle.events().is_empty());
    assert_eq!(oracle.toll().0.best, 0);
    for at_least in [Certainty::Denied, Certainty::Confirmed] {
        lens.at_least = at_least;
        let denied = Oracle::new(&told, lens.clone()).denied();
        assert_eq!(
            denied,
            BTreeMap::from([(statement(&told, "e"), Holds::Certainly)])
        );
    }
    lens.window = (day("2023-01-02"), day("2023-02-02"));
    assert!(Oracle::new(&told, lens).denied().is_empty());
}

#[test]
fn kinds_are_filtered() {
    let told = clash("");
    let only = |kinds: Kinds| Lens {
        only: Some(kinds),
        ..Lens::ever()
    };
    let without = |kinds: Kinds| Lens {
        without: Some(kinds),
        ..Lens::ever()
    };
    assert_eq!(holds(&told, only(EventKind::Clash.into()), "e"), CERTAINLY);
    assert_eq!(holds(&told, only(RelationKind::Alliance.into()), "e"), None);
    assert_eq!(holds(&told, without(EventKind::Clash.into()), "e"), None);
    assert_eq!(
        holds(&told, without(RelationKind::Alliance.into()), "e"),
        CERTAINLY
    );
}

#[test]
fn an_event_counts_among_actors_by_one_tie_or_by_all_its_actors() {
    let told = record(
        "",
        &["a", "b", "c", "d"],
        r#"
        [[events]]
        id = "sided"
        kind = "clash"
        sides = [["a", "b"], ["c"], ["d"]]
        killed = 9
        [[events]]
        id = "alone"
        kind = "protest"
        actor = ["a", "b"]
        "#,
    );
    let counted = |list: &[&str]| -> (Vec<String>, usize) {
        let among = Some(list.iter().map(|key| actor(&told, key)).collect());
        let oracle = Oracle::new(
            &told,
            Lens {
                among,
                ..Lens::ever()
            },
        );
        let mut events: Vec<String> = Vec::new();
        for event in oracle.events() {
            events.extend(
                event
                    .statements
                    .iter()
                    .map(|&id| told.statement(id).id.to_string()),
            );
        }
        events.sort();
        (events, oracle.ties().len())
    };
    assert_eq!(
        counted(&["a", "b", "c", "d"]),
        (vec!["alone".into(), "sided".into()], 5)
    );
    assert_eq!(counted(&["a", "c"]), (vec!["sided".into()], 1));
    assert_eq!(counted(&["a", "b"]), (vec!["alone".into()], 0));
    assert_eq!(counted(&["a"]), (vec![], 0));
    let among = Some([actor(&told, "a"), actor(&told, "c")].into());
    let oracle = Oracle::new(
        &told,
        Lens {
            among,
            ..Lens::ever()
        },
    );
    assert_eq!(oracle.toll().0.best, 9, "its toll is whole");
    assert_eq!(
        keys(&told, &oracle.actors()),
        ["a certainly", "c certainly"]
    );
    assert!(oracle.partners(actor(&told, "a")).is_empty());
}

#[test]
fn words_of_answers_are_those_of_the_table() {
    let told = record(
        "",
        &["a", "b", "c", "d", "e", "v:civilians"],
        r#"
        [[relations]]
        id = "support"
        kind = "support"
        from = "a"
        to = "b"
        [[relations]]
        id = "hosting"
        kind = "hosting"
        from = "b"
        to = "c"
        [[relations]]
        id = "pledge"
        kind = "affiliation"
        from = "c"
        to = "d"
        [[relations]]
        id = "war"
        kind = "belligerence"
        between = ["a", "d"]
        [[relations]]
        id = "joint"
        kind = "cooperation"
        between = ["a", "e"]
        [[events]]
        id = "ambush"
        kind = "clash"
        from = "d"
        to = ["a", "b"]
        [[events]]
        id = "massacre"
        kind = "violence-against-civilians"
        from = ["a", "c"]
        to = ["v", "e"]
        "#,
    );
    let oracle = Oracle::new(&told, Lens::ever());
    let id = |key: &str| actor(&told, key);
    let names = |others: BTreeMap<factions::ActorId, crate::support::oracle::Other>| {
        let mut all = Vec::new();
        for (other, said) in others {
            let ids: Vec<_> = said
                .statements
                .iter()
                .map(|&id| &*told.statement(id).id)
                .collect();
            all.push(format!("{} {}", told.actor(other).key, ids.join("+")));
        }
        all
    };
    assert_eq!(names(oracle.clients(id("a"))), ["b support"]);
    assert_eq!(names(oracle.supporters(id("c"))), ["b hosting"]);
    assert_eq!(names(oracle.patrons(id("c"))), ["d pledge"]);
    assert_eq!(names(oracle.affiliates(id("d"))), ["c pledge"]);
    assert_eq!(names(oracle.adversaries(id("b"))), ["d ambush"]);
    assert_eq!(names(oracle.adversaries(id("v"))), Vec::<String>::new());
    assert_eq!(names(oracle.victims(id("a"))), ["e massacre", "v massacre"]);
    assert_eq!(
        names(oracle.attackers(id("v"))),
        ["a massacre", "c massacre"]
    );
    assert_eq!(
        names(oracle.partners(id("a"))),
        ["c massacre", "e joint"],
        "fellow targets are no partners"
    );
    assert_eq!(
        names(oracle.partners(id("v"))),
        Vec::<String>::new(),
        "victims are on no side"
    );
    assert_eq!(names(oracle.allies(id("a"))), Vec::<String>::new());
    let adversaries = oracle.adversaries(id("a"));
    assert_eq!(
        adversaries[&id("d")].statements,
        ids(&told, &["ambush", "war"])
    );
    assert_eq!(oracle.components().len(), 1);
}
