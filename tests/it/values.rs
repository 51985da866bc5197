//! Small values: they compare, order, add up and print as what they are made of.

use factions::model::{End, IdList, Loss, Losses, Period, ShortText, Sides, When};
use factions::{
    ActorGraph, ActorId, ActorSet, Bulk, Day, Deaths, EventKind, Kind, Kinds, Record, RelationKind,
    SourceSet, Step, TollTotal, date,
};
use std::cmp::Ordering;
use std::collections::HashSet;

#[test]
fn texts_and_lists_are_what_they_hold() {
    let text = ShortText::from("Heron");
    assert_eq!(text.as_ref() as &str, "Heron");
    assert!(text == *"Heron" && text == "Heron");
    assert_eq!(format!("{text:?}"), "\"Heron\"");
    assert_eq!(
        text.partial_cmp(&ShortText::from("Stork")),
        Some(Ordering::Less)
    );
    assert_eq!(EventKind::Clash.as_ref() as &str, "clash");
    let list: IdList<ActorId> = [2, 1].map(ActorId::new).into();
    let lists: HashSet<IdList<ActorId>> = HashSet::from([list]);
    // looked up by what it is a slice of
    assert!(lists.contains(&[2, 1].map(ActorId::new)[..]));
    let [one, two] = [0, 1].map(|number| Sides::from(vec![[ActorId::new(number)].into()]));
    assert_eq!(one.partial_cmp(&two), Some(Ordering::Less));
    assert!(!one.is_empty() && Sides::from(Vec::new()).is_empty());
    let losses = Losses::default();
    let none: [Loss; 0] = [];
    assert!(losses == none);
    assert_eq!(losses.partial_cmp(&losses.clone()), Some(Ordering::Equal));
}

#[test]
fn sets_say_how_many_are_in_them() {
    let set: ActorSet = [1, 64, 200].map(ActorId::new).into_iter().collect();
    assert_eq!((set.len(), set.is_empty()), (3, false));
    assert!(SourceSet::default().is_empty());
    assert_eq!(SourceSet::default().len(), 0);
    let kinds = Kinds::from(Kind::from(RelationKind::Alliance));
    let both = kinds.with(Kind::from(EventKind::Clash));
    assert_eq!(format!("{both:?}").matches("lliance").count(), 1);
    assert_eq!(format!("{both:?}").matches("lash").count(), 1);
}

#[test]
fn deaths_and_totals_add_up() {
    let (one, range) = (Deaths::exactly(3), Deaths::between(1, 4));
    let sum = one + range;
    // a range alone counts with its lowest
    assert_eq!((sum.low, sum.best, sum.high), (4, Some(4), 7));
    assert_eq!([one, range].into_iter().sum::<Deaths>(), sum);
    let totals = [TollTotal::default(), TollTotal::default()];
    assert_eq!(totals[0] + totals[1], TollTotal::default());
    assert_eq!(totals.into_iter().sum::<TollTotal>(), TollTotal::default());
}

#[test]
fn ids_of_data_sets_and_ids_of_statements_are_found() {
    let graph = ActorGraph::new(
        Record::from_toml(
            r#"
            format = 1
            [actors]
            a = { name = "A", kind = "armed-group", ids = { ucdp = "7" } }
            b = { name = "B", kind = "armed-group" }
            [[relations]]
            id = "first"
            kind = "rivalry"
            between = ["a", "b"]
            [[relations]]
            id = "second"
            kind = "alliance"
            between = ["a", "b"]
            "#,
        )
        .expect("it is a record"),
    );
    let ids = graph.record().actors().iter().map(|one| one.ids.is_empty());
    assert_eq!(ids.collect::<Vec<_>>(), [false, true]);
    let found = graph.statement("second").expect("it is there");
    assert_eq!(found.kind(), Kind::from(RelationKind::Alliance));
    assert_eq!(graph.statement("third"), None);
}

#[test]
fn an_unbounded_day_is_in_no_step() {
    for step in Step::ALL {
        assert_eq!(step.next(Day::AFTER_ALL), Day::AFTER_ALL);
        assert_eq!(step.label(Day::BEFORE_ALL), Day::BEFORE_ALL.to_string());
    }
}

#[test]
fn a_graph_of_nothing_and_its_views_can_be_looked_at() {
    let graph = Bulk::default().build(&[], &[]).expect("nothing is wrong");
    assert_eq!(graph.actors().count(), 0);
    let said = format!("{:?}", graph.ever());
    for field in [
        "window", "kinds", "known_on", "at_least", "among", "sources",
    ] {
        assert!(said.contains(field), "{said}");
    }
}

const TWO: &str = r#"
[sources]
report = { title = "Report" }
[actors]
heron = { name = "The Band", kind = "armed-group" }
stork = { name = "The Band", kind = "armed-group" }
"#;

#[test]
fn handles_of_two_graphs_differ_and_have_an_order() {
    let record = Record::from_toml(TWO).expect("it is in order");
    let graphs = [record.clone(), record].map(ActorGraph::new);
    let [one, other] =
        [&graphs[0], &graphs[1]].map(|graph| graph.actor("heron").expect("is there"));
    assert_ne!(one, other);
    assert_ne!(one.cmp(&other), Ordering::Equal);
    assert_eq!(one.cmp(&other), other.cmp(&one).reverse());
    assert_eq!(HashSet::from([one, other, one]).len(), 2);
    assert_eq!(ActorId::from(one), one.id());
}

#[test]
fn a_word_that_nobody_or_several_go_by_is_told() {
    let graph = ActorGraph::new(Record::from_toml(TWO).expect("it is in order"));
    let several = graph
        .actor("the band")
        .expect_err("two have it")
        .to_string();
    assert!(
        several.contains("heron") && several.contains("stork"),
        "{several}"
    );
    let nobody = graph
        .source_set(["reprot"])
        .expect_err("nobody has it")
        .to_string();
    assert_eq!(
        nobody,
        "no source has the key `reprot` (did you mean `report`?)"
    );
}

/// The months that stand for a season of EDTF, of the northern hemisphere where it has none.
const SEASONS: [(u8, &str, &str); 21] = [
    (21, "2023-03-01", "2023-05-31"),
    (22, "2023-06-01", "2023-08-31"),
    (23, "2023-09-01", "2023-11-30"),
    (24, "2022-12-01", "2024-02-29"),
    (25, "2023-03-01", "2023-05-31"),
    (26, "2023-06-01", "2023-08-31"),
    (27, "2023-09-01", "2023-11-30"),
    (28, "2022-12-01", "2024-02-29"),
    (29, "2023-09-01", "2023-11-30"),
    (30, "2022-12-01", "2024-02-29"),
    (31, "2023-03-01", "2023-05-31"),
    (32, "2023-06-01", "2023-08-31"),
    (33, "2023-01-01", "2023-03-31"),
    (34, "2023-04-01", "2023-06-30"),
    (35, "2023-07-01", "2023-09-30"),
    (36, "2023-10-01", "2023-12-31"),
    (37, "2023-01-01", "2023-04-30"),
    (38, "2023-05-01", "2023-08-31"),
    (39, "2023-09-01", "2023-12-31"),
    (40, "2023-01-01", "2023-06-30"),
    (41, "2023-07-01", "2023-12-31"),
];

#[test]
fn the_way_out_of_a_numbered_season_is_its_months() {
    for (number, first, last) in SEASONS {
        let error = format!("2023-{number}").parse::<When>();
        let error = error.expect_err("a record has no seasons");
        let offered = error.remedy().split('`').skip(1).step_by(2);
        // two digits may also be those of a second year
        let offered = offered.filter(|text| *text != "[2023..2024]");
        let dates = offered.filter_map(|text| text.parse::<When>().ok());
        let days: Vec<(Day, Day)> = dates
            .map(|when| (when.first_day(), when.last_day()))
            .collect();
        let expected =
            [first, last].map(|day| Day::from(day.parse::<factions::Date>().expect("a day")));
        let hull = days
            .iter()
            .copied()
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        assert_eq!(
            hull,
            Some((expected[0], expected[1])),
            "{number}: {}",
            error.remedy()
        );
    }
}

#[test]
fn the_way_out_of_a_period_that_cannot_be_names_its_days() {
    let period = |start: &str, end: &str| {
        let end: End = end.parse().expect("a date");
        Period::since(start.parse().expect("a date")).until(end)
    };
    let seen = |day| period("2023-02-01", "2023-03-01").seen_on([date(2023, day, 1)]);
    for (period, day) in [
        (period("2023-10", "2023-09"), "2023-10-01"),
        (period("2023-10-07", "2023-10-07"), "2023-10-08"),
        (seen(1), "2023-02-01"),
        (seen(4), "2023-03-01"),
    ] {
        let problems = period.problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
        let remedy = problems[0].remedy();
        assert!(remedy.contains(day), "{remedy}");
    }
}

#[test]
fn claims_are_there_where_an_event_or_a_figure_alone_is_only_claimed() {
    let is_empty = |event: &str, toll: &str| {
        let record = Record::from_toml(&format!(
            "format = 1\n[actors]\na = {{ name = \"A\", kind = \"armed-group\" }}\n\
             b = {{ name = \"B\", kind = \"armed-group\" }}\n\
             [[events]]\nkind = \"clash\"\nwhen = 2023-10-07\nfrom = \"a\"\nto = \"b\"\n{event}{toll}"
        ));
        let graph = ActorGraph::new(record.expect("it is a record"));
        graph.ever().series(Step::Year).claims().is_empty()
    };
    let claimed = "certainty = \"claimed\"\nby = \"a\"\n";
    let figure = "killed = { best = 3, certainty = \"claimed\", by = \"a\" }\n";
    assert!(is_empty("", "") && is_empty("", "killed = 3\n"));
    assert!(!is_empty(claimed, "") && !is_empty("", figure) && !is_empty(claimed, figure));
}

#[test]
fn a_list_of_ids_shows_them_and_rows_find_the_places_of_their_record() {
    let list: IdList<ActorId> = [3, 1].map(ActorId::new).into();
    assert!(format!("{list:?}").contains('3'), "{list:?}");
    let record = Record::from_toml("format = 1\n[places]\nkidal = { name = \"Kidal\" }\n");
    let bulk = Bulk::onto(record.expect("it is a record"));
    assert!(bulk.place_by_key("kidal").is_some() && bulk.place_by_key("gao").is_none());
}
