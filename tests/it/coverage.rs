//! What a record covers: silence about other days is never zero, nor balance.

use crate::support::strategies::record;
use factions::{
    ActorGraph, ConflictRule, Covered, Day, Family, Measure, PartitionRule, RankBy, Record,
    SearchBudget, Step, TollTotal, View, date,
};
use proptest::prelude::*;
use serde_json::Value;

fn valley() -> ActorGraph {
    let record = Record::load("tests/data/good/coverage.toml").expect("a good record");
    ActorGraph::new(record)
}

fn year(graph: &ActorGraph, year: i16) -> View<'_, 'static> {
    graph.during(date(year, 1, 1)..date(year + 1, 1, 1))
}

fn json(answer: &impl serde::Serialize) -> Value {
    serde_json::to_value(answer).expect("answers are plain")
}

/// Every number that stands anywhere in an answer.
fn numbers(value: &Value) -> Vec<&Value> {
    match value {
        Value::Number(_) => vec![value],
        Value::Array(all) => all.iter().flat_map(numbers).collect(),
        Value::Object(all) => all.values().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn steps_that_are_not_covered_have_no_figures_and_say_so() {
    let graph = valley();
    let span = graph.during(date(2015, 1, 1)..date(2022, 1, 1));
    let series = span.series(Step::Year);
    let said: Vec<String> = series.to_string().lines().map(str::to_owned).collect();
    assert_eq!(
        said,
        [
            "2015: not covered",
            "2016: certainly no violent happening; partly covered",
            "2017: certainly 3 killed in 1 violent happening",
            "2018: certainly 10 killed in 1 violent happening",
            "2019: not covered",
            "2020: not covered",
            "2021: not covered",
            "not dated to a year: certainly no violent happening; partly covered",
        ],
    );
    let answer = json(&series);
    let step = &answer["steps"][4];
    assert_eq!(
        (&step["label"], &step["covered"]),
        (&"2019".into(), &"no".into())
    );
    let total = ["all", "certainly", "possibly"].map(|part| numbers(&step["total"][part]).len());
    assert_eq!(total, [0, 0, 0], "{step}");
    assert!(step["all"]["happenings"].is_null() && step["all"]["killed"]["best"].is_null());
    assert_eq!(answer["steps"][1]["covered"], "partly");
    assert_eq!(answer["steps"][1]["all"]["happenings"], 0);
    assert_eq!(answer["steps"][2]["covered"], "yes");
    let tolls = span.tolls_by(Step::Year);
    let totals = tolls.steps.iter().map(|(_, total)| *total);
    assert!(totals.eq(series.steps.iter().map(|step| step.tally.total)));
    assert_eq!(series.total(), span.toll());
    assert_eq!(span.toll().covered(), Covered::Partly);
}

#[test]
fn counts_tolls_and_dyads_of_days_that_are_not_covered_are_unknown() {
    let graph = valley();
    let (aster, birch) = (
        graph.actor("aster").expect("declared"),
        graph.actor("birch").expect("declared"),
    );
    for (asked, is_silent) in [(2017, false), (2018, false), (2019, true), (2020, true)] {
        let view = year(&graph, asked);
        let tolls = [
            view.toll(),
            view.toll_of(aster),
            view.toll_between(aster, birch),
            view.dyad(aster, birch).toll,
            view.dyad(aster, birch).losses[0].total,
            view.losses_of(birch),
            view.series_of(birch, Step::Year).total(),
            view.batch()
                .toll_between([(aster.id(), birch.id(), view.window())])[0],
        ];
        for toll in tolls {
            assert_eq!(toll.is_silent(), is_silent);
            assert_eq!(toll.all().happenings == 0, is_silent);
            assert!(!is_silent || toll.all().killed().is_none());
            assert!(!is_silent || toll.certainly.best().is_none());
            assert_eq!(numbers(&json(&toll)).is_empty(), is_silent);
        }
        let losses = view.series_of(birch, Step::Year).losses();
        assert_eq!(losses.map(TollTotal::is_silent), Some(is_silent));
        for count in [
            view.event_count_of(aster),
            view.batch().event_count_of([(aster.id(), view.window())])[0],
        ] {
            assert_eq!(count.is_silent(), is_silent);
            assert_eq!(numbers(&json(&count)).is_empty(), is_silent);
            assert_eq!(count.to_string() == "not covered", is_silent);
        }
    }
    // what the record covers and has nothing of is nothing
    let quiet = graph.during(date(2017, 4, 1)..date(2018, 1, 1)).toll();
    assert_eq!(
        (quiet.all().best(), quiet.covered()),
        (Some(0), Covered::Yes)
    );
}

#[test]
fn rankings_of_days_that_are_not_covered_say_so() {
    let graph = valley();
    let said = |from: i16, to: i16| {
        let view = graph.during(date(from, 1, 1)..date(to, 1, 1));
        view.top_actors(RankBy::Events, 1).to_string()
    };
    assert!(said(2017, 2018).ends_with("in 1 violent happening\n"));
    assert_eq!(said(2019, 2020), "not covered\n");
    assert_eq!(said(2016, 2017), "partly covered\n");
    let alone = graph.actor_set(["aster"]).expect("declared");
    let why = |year: i16| {
        let view = graph.during(date(year, 1, 1)..date(year + 1, 1, 1));
        let why = view.among(&alone).nothing_among();
        why.expect("the pact is with another").to_string()
    };
    assert!(why(2018).contains("Aster Front has 1 relation and 1 event with others (ask"));
    let late = "Aster Front has possibly 1 relation and 0 events with others, of days that are not covered (ask";
    assert!(why(2020).contains(late), "{}", why(2020));
}

#[test]
fn nothing_after_the_day_on_which_it_is_known_is_covered() {
    let graph = valley();
    let year = |known| year(&graph, 2018).known_on(known);
    assert_eq!(year(date(2019, 2, 1)).covered(), Covered::Yes);
    let early = year(date(2018, 3, 1));
    assert_eq!(early.covered(), Covered::Partly);
    let series = early.series(Step::Month);
    let covered: Vec<Covered> = series
        .steps
        .iter()
        .map(|one| one.tally.total.covered())
        .collect();
    let mut expected = vec![Covered::No; 12];
    (expected[0], expected[1], expected[2]) = (Covered::Yes, Covered::Yes, Covered::Partly);
    assert_eq!(covered, expected);
    assert!(series.steps[3].tally.total.is_silent());
    // the clash of 2 March was published in 2019: by then nothing of it was known
    assert_eq!(series.steps[2].tally.total.all().happenings, 0);
}

#[test]
fn a_graph_of_days_that_are_not_covered_is_not_balanced() {
    let graph = valley();
    let signed = |asked| year(&graph, asked).signed(ConflictRule::Ambivalent);
    let found = signed(2017).frustration(SearchBudget::default());
    assert_eq!(found.normalised(), Some(1.0));
    // the pact may hold in 2020, and of what happened nothing is known
    let (silent, budget) = (signed(2020), SearchBudget::default());
    assert_eq!((silent.edges().len(), silent.covered()), (1, Covered::No));
    let found = silent.frustration(budget);
    assert_eq!(
        (found.normalised(), found.index(), found.is_balanced()),
        (None, None, None)
    );
    assert!(json(&found)["frustration"].is_null());
    assert_eq!(silent.triad_census().balance(), None);
    assert!(json(&silent.triad_census()).is_null());
    assert!(numbers(&json(&silent.cohesion())).is_empty());
    assert!(
        silent
            .partition(PartitionRule::default(), SearchBudget::default())
            .is_none()
    );
    #[cfg(feature = "linear-algebra")]
    assert_eq!(silent.walk_balance().expect("small"), None);
}

#[test]
fn a_record_without_covers_speaks_of_the_days_up_to_its_own() {
    let text = |header: &str| {
        format!(
            "[record]\n{header}\n[actors]\na = {{ name = \"A\", kind = \"armed-group\" }}\n\
             b = {{ name = \"B\", kind = \"armed-group\" }}\n\
             [[events]]\nkind = \"clash\"\nwhen = 2018-03-02\nfrom = \"a\"\nto = \"b\"\nkilled = 10\n"
        )
    };
    let graph = |header| ActorGraph::new(Record::from_toml(&text(header)).expect("a good record"));
    let best =
        |graph: &ActorGraph| [2017, 2018, 2019].map(|asked| year(graph, asked).toll().all().best());
    let dated = graph("as_of = 2018-12-31");
    assert_eq!(best(&dated), [Some(0), Some(10), None]);
    // without any day it speaks of all
    let undated = graph("title = \"No day\"");
    assert_eq!(best(&undated), [Some(0), Some(10), Some(0)]);
    assert_eq!(undated.ever().covered(), Covered::Yes);
    // what is told of a day that is not covered counts
    let late = graph("as_of = 2018-12-31\ncovers = { start = 2018-06-01 }");
    assert_eq!(best(&late), [None, Some(10), None]);
    let march = late.during(date(2018, 3, 1)..date(2018, 4, 1)).toll();
    assert_eq!((march.covered(), march.is_silent()), (Covered::No, false));
    assert_eq!(
        march.to_string(),
        "certainly 10 killed in 1 violent happening; not covered"
    );
}

#[test]
fn rolling_means_know_nothing_of_silence() {
    let graph = valley();
    let series = graph
        .during(date(2017, 1, 1)..date(2021, 1, 1))
        .series(Step::Year);
    let covered = series.rolling(2).map(|window| window.total.covered());
    assert!(covered.eq([Covered::Yes, Covered::Partly, Covered::No]));
    let escalation = series.escalation(Measure::Happenings, 1);
    let now: Vec<Option<f64>> = escalation.iter().map(|one| one.certainly.now).collect();
    assert_eq!(now, [Some(1.0), None, None]);
    let family = Family::Actors(vec![graph.actor("aster").expect("declared").id()]);
    let steps = graph
        .during(date(2018, 1, 1)..date(2020, 1, 1))
        .fragmentation(&family, Step::Year);
    assert_eq!([steps[0].is_silent(), steps[1].is_silent()], [false, true]);
    let step = json(&steps[1]);
    assert!(step["split_off"].is_null() && step["merged"].is_null());
    assert_eq!(step["covered"], "no");
}

#[test]
fn a_chart_leaves_a_visible_gap_where_the_record_does_not_speak() {
    let graph = valley();
    let span = graph.during(date(2015, 1, 1)..date(2022, 1, 1));
    for chart in [
        span.to_series_chart(Step::Year),
        span.to_series_chart(Step::Year).deaths(),
    ] {
        let svg = chart.to_svg().content;
        assert_eq!(svg.matches("class=\"gap\"").count(), 4 + 1, "{svg}");
        assert_eq!(svg.matches("class=\"part\"").count(), 1 + 1, "{svg}");
        assert!(
            svg.contains("Not covered: 2015, 2019, 2020, 2021. Partly covered: 2016."),
            "{svg}"
        );
        assert!(svg.contains("<title>2020: not covered</title>"), "{svg}");
        assert!(svg.contains("band: not covered"), "{svg}");
    }
    let whole = graph
        .during(date(2017, 1, 1)..date(2019, 1, 1))
        .to_series_chart(Step::Year);
    assert!(!whole.to_svg().content.contains("class=\"gap\""));
    let size = span.to_size_chart(graph.actor("aster").expect("declared"));
    let size = size.to_svg().content;
    assert_eq!(size.matches("class=\"gap\"").count(), 2 + 1, "{size}");
    let narrow = span
        .at_least(factions::Certainty::Confirmed)
        .to_series_chart(Step::Year);
    assert!(narrow.to_svg().content.contains("at least confirmed"));
}

#[test]
fn pictures_and_pages_say_what_is_not_covered() {
    let graph = valley();
    let picture = |asked| year(&graph, asked).to_dot().draw().text;
    assert!(picture(2020).contains("events of these days are not covered"));
    assert!(picture(2016).contains("events of these days are partly covered"));
    assert!(!picture(2017).contains("covered"));
    // of all of time no record speaks
    assert_eq!(graph.ever().covered(), Covered::Partly);
    assert!(!graph.ever().to_dot().draw().text.contains("covered"));
    let page = graph
        .during(date(2018, 1, 1)..date(2020, 1, 1))
        .to_timeline()
        .to_html()
        .content;
    let first = Day::from(date(2019, 1, 1)).number();
    let last = Day::from(date(2020, 1, 1)).number();
    assert!(page.contains(&format!("\"gaps\":[[{first},{last}]]")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_step_is_silent_only_where_it_is_not_covered_and_empty(
        record in record(),
        step in prop_oneof![Just(Step::Day), Just(Step::Week), Just(Step::Month)],
        known in proptest::option::of(0..40_i64),
    ) {
        let graph = ActorGraph::new(record);
        let first = date(2023, 8, 25);
        let view = graph.during(first..date(2023, 10, 10));
        let day = |n| first.saturating_add(jiff::ToSpan::days(n));
        let view = known.map_or(view, |n| view.known_on(day(n)));
        let series = view.series(step);
        for one in &series.steps {
            let total = one.tally.total;
            let covered = match known {
                Some(n) => graph.record().covered_as_known_on(one.window, day(n)),
                None => graph.record().covered(one.window),
            };
            prop_assert_eq!(total.covered(), covered);
            let is_empty = total.all().happenings == 0;
            prop_assert_eq!(total.is_silent(), covered == Covered::No && is_empty);
            let json = json(&total);
            prop_assert_eq!(&json["covered"], covered.as_str());
            prop_assert_eq!(numbers(&json).is_empty(), total.is_silent());
        }
        prop_assert_eq!(series.total(), view.toll());
        let tolls = view.tolls_by(step);
        let totals: Vec<_> = tolls.steps.iter().map(|(_, total)| *total).collect();
        let expected: Vec<_> = series.steps.iter().map(|one| one.tally.total).collect();
        prop_assert_eq!(totals, expected);
    }
}
