//! On each day and at each certainty the page knows what the view answers.

use super::data;
use crate::support::strategies::record as any_record;
use factions::{ActorGraph, Certainty, Date, Day, Holds, Kind, RelationKind, View, date};
use jiff::ToSpan;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const fn rank(holds: Holds) -> u64 {
    match holds {
        Holds::Possibly => 1,
        Holds::Certainly => 2,
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value) -> i64 {
    value.as_i64().expect("a number")
}

/// Whether an item is there at a level.
fn is_at(item: &Value, level: usize) -> bool {
    item["l"].as_u64().is_none_or(|mask| mask >> level & 1 == 1)
}

/// How an item in runs holds on a day.
fn on(runs: &Value, day: i64) -> Option<u64> {
    let runs = list(runs).iter();
    let mut found = runs.filter(|run| number(&run[0]) <= day && day < number(&run[1]));
    found.next().and_then(|run| run[2].as_u64())
}

struct Page(Value);

impl Page {
    fn key(&self, list: &str, place: &Value, field: &str) -> String {
        let place = usize::try_from(number(place)).expect("a place");
        self.0[list][place][field]
            .as_str()
            .expect("a key")
            .to_owned()
    }

    /// The ties of a day: statement, ends, how it holds.
    fn ties(&self, level: usize, day: i64) -> BTreeSet<(String, String, String, u64)> {
        let mut ties = BTreeSet::new();
        for item in list(&self.0["relations"]) {
            let Some(holds) = on(&item["r"], day).filter(|_| is_at(item, level)) else {
                continue;
            };
            for pair in list(&item["p"]) {
                let ends = [&pair[0], &pair[1]].map(|end| self.key("actors", end, "key"));
                let [from, to] = ends;
                ties.insert((self.key("statements", &item["s"], "id"), from, to, holds));
            }
        }
        ties
    }

    fn members(&self, level: usize, day: i64) -> BTreeMap<(String, String), (u64, String)> {
        let all = list(&self.0["members"]).iter();
        let of_day = all.filter(|one| {
            is_at(one, level) && number(&one["r"][0]) <= day && day < number(&one["r"][1])
        });
        let row = |one: &Value| {
            let ends = (
                self.key("actors", &one["w"], "key"),
                self.key("actors", &one["m"], "key"),
            );
            let certainty = one["c"].as_str().expect("a word").to_owned();
            (ends, (one["r"][2].as_u64().expect("a rank"), certainty))
        };
        of_day.map(row).collect()
    }

    fn events(&self, level: usize, day: i64) -> BTreeMap<Vec<String>, u64> {
        let all = list(&self.0["events"]).iter();
        let of_day = all.filter_map(|item| {
            let holds = on(&item["r"], day).filter(|_| is_at(item, level))?;
            let statements = list(&item["st"]).iter();
            let ids = statements.map(|place| self.key("statements", place, "id"));
            Some((ids.collect(), holds))
        });
        of_day.collect()
    }
}

/// A day's view, narrowed as the page's view is.
type OfDay<'a, 'g> = &'a dyn Fn(Date) -> View<'g, 'g>;

fn agrees(page: &Page, level: usize, date: Date, of_day: OfDay<'_, '_>) {
    let day = i64::from(Day::from(date).number());
    let view = of_day(date);
    let graph = view.graph();
    let neighbors = graph.actors().flat_map(|actor| view.neighbors(actor));
    let relations = neighbors.filter(|one| one.tie.kind().relation().is_some());
    let ties: BTreeSet<_> = relations
        .map(|one| {
            let ends = [one.tie.from(), one.tie.to()].map(|actor| actor.key().to_owned());
            let [from, to] = ends;
            let statement = one.tie.statement().key().to_owned();
            (statement, from, to, rank(one.holds))
        })
        .collect();
    assert_eq!(page.ties(level, day), ties, "ties on {date} at {level}");
    let members: BTreeMap<_, _> = graph
        .actors()
        .flat_map(|whole| view.members(whole))
        .map(|one| {
            let ends = (one.whole.key().to_owned(), one.member.key().to_owned());
            let certainty = one.grounds.certainty.to_string();
            (ends, (rank(one.grounds.holds), certainty))
        })
        .collect();
    assert_eq!(
        page.members(level, day),
        members,
        "members on {date} at {level}"
    );
    let events: BTreeMap<Vec<String>, u64> = view
        .events()
        .iter()
        .map(|event| {
            let ids = event.grounds.statements.iter();
            let ids = ids.map(|one| one.key().to_owned()).collect();
            (ids, rank(event.grounds.holds))
        })
        .collect();
    assert_eq!(
        page.events(level, day),
        events,
        "events on {date} at {level}"
    );
}

/// Each of so many days, at each level of the page.
fn agrees_in_time(page: &Page, from: Date, days: i32, of_day: OfDay<'_, '_>) {
    for (level, word) in list(&page.0["levels"]).iter().enumerate() {
        let word = word.as_str().expect("a word");
        let certainty: Certainty = word.parse().expect("a certainty");
        for number in 0..days {
            let date = from.checked_add(number.days()).expect("a date");
            agrees(page, level, date, &|date| of_day(date).at_least(certainty));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_page_of_all_of_time_answers_each_day_as_the_view_does(record in any_record()) {
        let graph = ActorGraph::new(record);
        let page = Page(data(&graph.ever().to_timeline().to_html().content));
        agrees_in_time(&page, date(2023, 8, 22), 30, &|date| graph.at(date));
    }

    #[test]
    fn the_page_of_a_narrowed_view_answers_as_narrowly(
        record in any_record(),
        known in 0..60_i32,
        certainly in any::<bool>(),
    ) {
        let graph = ActorGraph::new(record);
        let known = date(2023, 8, 20).checked_add(known.days()).expect("a date");
        let span = date(2023, 8, 28)..date(2023, 9, 12);
        let narrowed = |view| narrowed(view, known, certainly);
        let page = Page(data(&narrowed(graph.during(span)).to_timeline().to_html().content));
        agrees_in_time(&page, date(2023, 8, 28), 15, &|date| narrowed(graph.at(date)));
    }
}

fn narrowed<'g>(view: View<'g, 'g>, known: Date, certainly: bool) -> View<'g, 'g> {
    let view = view
        .known_on(known)
        .without([Kind::Relation(RelationKind::Alliance)]);
    if certainly { view.certainly() } else { view }
}

#[test]
fn malis_autumn_is_answered_as_the_view_does() {
    let graph = super::mali();
    let page = Page(data(&super::autumn()));
    agrees_in_time(&page, date(2023, 9, 15), 47, &|date| graph.at(date));
}
