//! Charts: what is drawn sums to what the view answers, and is well-formed.

use crate::support::strategies::record as any_record;
use crate::support::tiny;
use factions::{ActorGraph, Record, SeriesChart, Step, date};
use proptest::prelude::*;

const MALI: &str = include_str!("../../examples/data/mali.toml");

fn mali() -> ActorGraph {
    ActorGraph::new(Record::from_toml(MALI).expect("the embedded record is right"))
}

/// The words of each piece that is drawn.
fn pieces(svg: &str) -> Vec<String> {
    let words = svg.split("<title>").skip(1);
    words
        .filter_map(|rest| rest.split("</title>").next())
        .map(str::to_owned)
        .collect()
}

/// The sum of all that is drawn.
fn drawn(chart: &SeriesChart<'_, '_>) -> u64 {
    let pieces = pieces(&chart.to_string());
    let known = pieces
        .iter()
        .filter(|words| !words.ends_with("deaths unknown") && !words.ends_with(" covered"));
    let values = known.map(|words| {
        let number = words.rsplit(": ").next().expect("a value");
        let number = number.trim_start_matches("at least ");
        let number = number.split(' ').next().expect("a number");
        number.parse::<u64>().expect("a number")
    });
    values.sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn columns_sum_to_the_toll_however_they_are_stacked(record in any_record()) {
        let graph = ActorGraph::new(record);
        for view in [graph.ever(), graph.during(date(2023, 8, 25)..date(2023, 9, 10))] {
            let all = view.toll().all();
            let chart = view.to_series_chart(Step::Week);
            for chart in [chart.clone(), chart.clone().by_actor(), chart.by_dyad()] {
                prop_assert_eq!(drawn(&chart), all.happenings);
                prop_assert_eq!(drawn(&chart.deaths()), all.best().unwrap_or(0));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn columns_of_a_coalition_sum_to_its_toll(record in any_record()) {
        let graph = ActorGraph::new(record);
        for view in [graph.ever(), graph.during(date(2023, 8, 25)..date(2023, 9, 10))] {
            for coalition in graph.actors() {
                let as_one = view.coalition_as_one(coalition);
                let all = as_one.toll().all();
                let chart = as_one.to_series_chart(Step::Week).by_dyad();
                prop_assert_eq!(drawn(&chart), all.happenings);
                prop_assert_eq!(drawn(&chart.deaths()), all.best().unwrap_or(0));
            }
        }
    }
}

#[test]
fn what_is_claimed_is_hatched_and_what_is_unknown_is_counted_beside() {
    let graph = mali();
    let october = graph.during(date(2023, 10, 1)..date(2023, 11, 1));
    let chart = october.to_series_chart(Step::Month).deaths().by_dyad();
    let svg = chart.to_string();
    let unknown = october.toll().all().without_figure;
    assert!(svg.contains(&format!(">+{unknown}?<")), "{svg}");
    let pieces = pieces(&svg);
    let claimed = "more than one pair: 10 (claimed, alleged or possibly)";
    assert!(
        pieces.iter().any(|piece| piece.contains(claimed)),
        "{pieces:#?}"
    );
    assert!(svg.contains("fill=\"url(#hatch-"));
    assert_eq!(chart.to_string(), svg);
}

#[test]
fn unknown_deaths_are_an_empty_box_and_a_range_is_at_least_its_low() {
    let clash = |day: &str, killed: &str| {
        format!("[[events]]\nkind = \"clash\"\nwhen = {day}\nfrom = \"a\"\nto = \"b\"\n{killed}")
    };
    let body = [
        clash("2023-08-07", ""),
        clash("2023-09-07", "killed = 0\n"),
        clash("2023-10-07", "killed = { low = 4, high = 9 }\n"),
    ];
    let graph = ActorGraph::new(tiny::record("", &["a", "b"], &body.concat()));
    let chart = graph.ever().to_series_chart(Step::Month).deaths();
    let svg = chart.to_string();
    let pieces = pieces(&svg);
    assert_eq!(pieces[0], "2023-08: deaths unknown");
    assert_eq!(pieces.len(), 2, "{pieces:?}");
    assert!(pieces[1].starts_with("2023-10, ") && pieces[1].ends_with(": at least 4"));
    assert_eq!(svg.matches("class=\"unknown\"").count(), 1);
    // events are known, whatever is known of deaths
    let events = graph.ever().to_series_chart(Step::Month).to_string();
    assert!(!events.contains("class=\"unknown\""));
}

#[test]
fn the_size_of_a_coalition_is_that_of_the_view_on_each_day() {
    let graph = mali();
    let autumn = graph.during(date(2023, 9, 1)..date(2023, 11, 1));
    let csp = graph.actor("CSP").expect("it is there");
    let svg = autumn.to_size_chart(csp).to_string();
    assert_eq!(
        pieces(&svg),
        [
            "2023-09-01 to 2023-09-30: events not covered",
            "2023-09-01 to 2023-09-20: 2 certainly",
            "2023-09-21 to 2023-09-29: 1 certainly, 1 possibly",
            "2023-09-21 to 2023-09-29: 1 certainly, 1 possibly",
            "2023-09-30 to 2023-10-31: 1 certainly",
        ]
    );
}

#[test]
fn names_stay_names_in_a_chart() {
    let evil = "</text><script>alert(1)</script>";
    let body = "[[events]]\nkind = \"protest\"\nwhen = 2023-10-07\nactor = \"a\"\n";
    let record = tiny::record("", &["a"], body);
    let graph = ActorGraph::new(record);
    let chart = graph.ever().to_series_chart(Step::Day).title(evil);
    let svg = chart.to_string();
    assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"));
}

#[test]
fn nothing_at_all_is_an_empty_chart() {
    let graph = ActorGraph::new(tiny::record("", &["a:coalition"], ""));
    let chart = graph.ever().to_series_chart(Step::Month).deaths();
    assert_eq!(drawn(&chart), 0);
    let a = graph.actor("a").expect("it is there");
    assert!(
        graph
            .ever()
            .to_size_chart(a)
            .to_string()
            .contains("No member")
    );
}
