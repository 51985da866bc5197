//! Rows by the thousand, so that they cross every block of every index, beside a loop over all rows.

mod collectives;
mod made;

use factions::model::{Certainty, Deaths, Holds, Kinds, Window};
use factions::{
    ActorGraph, ActorId, ActorKind, ActorSet, Bulk, Day, DiffWord, EventKind, EventRow, Neighbor,
    NeighborColumns, Record, RelationKind, RelationRow, RowActor, SourceId, Step, TollTotal, date,
};
use made::{Event, Rows, Shape, Uncertain, asked, fast, first_day, rows, slow};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_those_of_a_loop(
        seed in any::<u64>(),
        count in prop_oneof![Just(40_u64), Just(700), Just(3_000)],
        uncertain in prop_oneof![Just(Uncertain::Nobody), Just(Uncertain::Two), Just(Uncertain::All)],
        sources in prop_oneof![Just(0_u32), Just(1), Just(4), Just(40)],
        shape in prop_oneof![Just(Shape::Plain), Just(Shape::Real)],
        asked in asked(),
        spans in proptest::collection::vec((-20..520_i32, 0..200_i32), 6),
    ) {
        let Rows { graph, relations, events } = rows(seed, count, uncertain, sources, shape);
        let most = asked.among.unwrap_or(0);
        let first: Vec<ActorId> = (0..most).map(ActorId::new).collect();
        let among = ActorSet::from_iter(first);
        // one for all questions: what it held before must not come through
        let mut columns = NeighborColumns::default();
        for (from, length) in spans {
            let day = Day::new(first_day() + from);
            let window = Window { from: day, to: Day::new(day.number() + length) };
            let view = asked.narrow(graph.during(window), &among);
            let own = || {
                let own = events.iter().filter(|_| !window.is_empty());
                own.filter_map(|row| Some((row, asked.event(row, window)?)))
            };
            prop_assert_eq!(fast(view.toll()), slow(own()), "all of {:?}", window);
            for one in 0..3_u32 {
                let of_one = || own().filter(|(event, _)| event.names(one));
                let toll = view.toll_of(ActorId::new(one));
                prop_assert_eq!(fast(toll), slow(of_one()), "of {} in {:?}", one, window);
                let counted = view.event_count_of(ActorId::new(one));
                prop_assert_eq!(counted.all(), of_one().count() as u64);
                for other in one + 1..4 {
                    let both = of_one().filter(|(event, _)| event.ties(one, other) && asked.has_both_of(one, other));
                    let toll = view.toll_between(ActorId::new(other), ActorId::new(one));
                    prop_assert_eq!(fast(toll), slow(both), "{} and {}", one, other);
                }
            }

            let steps = view.tolls_by(Step::Month);
            let mut sum = fast(steps.not_dated);
            for (days, toll) in &steps.steps {
                let in_step = own().filter(|(event, _)| days.from <= event.row.first && event.row.last < days.to);
                prop_assert_eq!(fast(*toll), slow(in_step), "{:?}", days);
                for (sum, own) in sum.iter_mut().flatten().zip(fast(*toll).iter().flatten()) {
                    *sum += own;
                }
            }
            prop_assert_eq!(sum, slow(own()), "the steps make up the whole");

            let on_day = asked.narrow(graph.at(day), &among);
            let holding = || relations.iter().filter_map(|row| Some((row, asked.relation(row, day)?)));
            let certain = holding().filter(|(_, holds)| *holds == Holds::Certainly).count();
            let counted = on_day.relation_count();
            prop_assert_eq!((counted.certainly, counted.all()), (certain as u64, holding().count() as u64));

            let days: Vec<(ActorId, Day)> = (0..7).map(|one| (ActorId::new(one), day)).collect();
            on_day.only(Kinds::RELATIONS).batch().neighbors(&days, &mut columns);
            for one in 0..7_u32 {
                let other = |row: &RelationRow| match [row.from, row.to].map(RowActor::number) {
                    [from, to] if from == one => Some(to),
                    [from, to] if to == one => Some(from),
                    _ => None,
                };
                let mut slow: Vec<(u32, Holds)> = holding()
                    .filter_map(|(row, holds)| Some((other(row)?, holds)))
                    .collect();
                slow.sort_unstable();
                let only = on_day.only(Kinds::RELATIONS);
                let each = |one: Neighbor<'_>| (one.actor.id().number(), one.holds);
                let mut next: Vec<_> = only.neighbors(ActorId::new(one)).map(each).collect();
                next.sort_unstable();
                let mut folded = Vec::new();
                only.neighbors(ActorId::new(one)).for_each(|tie| folded.push(each(tie)));
                folded.sort_unstable();
                let place = usize::try_from(one).expect("few");
                let own = columns.starts[place]..columns.starts[place + 1];
                let actors = columns.actors[own.clone()].iter().map(|actor| actor.number());
                let mut at_once: Vec<_> = actors.zip(columns.holds[own].iter().copied()).collect();
                at_once.sort_unstable();
                prop_assert_eq!(&next, &slow);
                prop_assert_eq!(&folded, &slow);
                prop_assert_eq!(&at_once, &slow);
                if !asked.certainly && !window.is_empty() {
                    let mut slow: Vec<u32> = relations
                        .iter()
                        .filter(|row| asked.relation_meets(row, window))
                        .filter_map(other)
                        .collect();
                    slow.sort_unstable();
                    let ties = view.only(Kinds::RELATIONS).neighbors(ActorId::new(one));
                    let mut found: Vec<u32> = ties.map(|one| one.actor.id().number()).collect();
                    found.sort_unstable();
                    prop_assert_eq!(found, slow, "of {} in {:?}", one, window);
                }
            }

            let tied = |day: Day| -> BTreeSet<(u32, u32)> {
                let own = relations.iter().filter(|row| row.kind == RelationKind::Membership);
                let own = own.filter(|row| asked.relation(row, day).is_some());
                own.map(|row| (row.from.number(), row.to.number())).collect()
            };
            let (before, after) = (tied(day), tied(window.to));
            let dates = [day, window.to].map(|day| day.date().expect("a day"));
            let ever = asked.narrow(graph.ever(), &among);
            let mut turned = [BTreeSet::new(), BTreeSet::new()];
            for turn in ever.turnover(RelationKind::Membership, dates[0], dates[1]) {
                let pair = (turn.from.id().number(), turn.to.id().number());
                let own = &mut turned[usize::from(turn.word == DiffWord::Gone)];
                prop_assert!(own.insert(pair), "{:?} twice", pair);
            }
            let slow: [BTreeSet<_>; 2] = [&after - &before, &before - &after];
            prop_assert_eq!(turned, slow);
        }
    }
}

/// The days of the columns are counted from the first: here the last lies 170 years behind it.
#[test]
fn what_is_ongoing_holds_certainly_however_long_ago_it_began() {
    let record = Record::from_toml(
        r#"
        format = 1
        [record]
        as_of = "2023-10-31"
        [actors]
        a = { name = "A", kind = "state" }
        b = { name = "B", kind = "state" }
        c = { name = "C", kind = "state" }
        d = { name = "D", kind = "state" }
        [[relations]]
        kind = "alliance"
        between = ["a", "b"]
        start = "1850-01-01"
        end = ".."
        [[relations]]
        kind = "alliance"
        between = ["c", "d"]
        start = "1850-01-01"
        "#,
    )
    .expect("no mistake");
    let graph = ActorGraph::new(record);
    for day in [date(2010, 5, 1), date(2018, 5, 1), date(2023, 10, 31)] {
        let count = graph.at(day).relation_count();
        assert_eq!((count.certainly, count.possibly), (1, 1), "{day}");
    }
    let count = graph.at(date(2023, 11, 1)).relation_count();
    assert_eq!((count.certainly, count.possibly), (0, 2));
}

#[test]
fn steps_of_an_unbounded_window_run_from_the_first_to_the_last_that_counts() {
    let Rows { graph, events, .. } = rows(7, 700, Uncertain::Nobody, 4, Shape::Plain);
    let view = graph.ever().at_least(Certainty::Confirmed);
    let own = || {
        let own = events
            .iter()
            .filter(|event| event.row.certainty == Certainty::Confirmed);
        own.map(|event| event.row.first)
    };
    let (first, last) = (own().min(), own().max());
    let steps = view.tolls_by(Step::Week).steps;
    let ends = [steps.first(), steps.last()].map(|step| step.map(|(days, _)| *days));
    assert!(ends[0].is_some_and(|days| Some(days.from) == first.map(|day| Step::Week.start(day))));
    assert!(ends[1].is_some_and(|days| last.is_some_and(|day| days.contains(day))));
    assert!(
        view.only(EventKind::Strike)
            .tolls_by(Step::Week)
            .steps
            .is_empty()
    );
    // a window longer than the calendar asks for no more memory than its steps
    let [from, to] = [-2_000_000_000, 2_000_000_000].map(Day::new);
    let all = graph.during(Window { from, to }).tolls_by(Step::Day);
    let happenings = |toll: &TollTotal| toll.all().happenings;
    let in_steps: u64 = all.steps.iter().map(|(_, toll)| happenings(toll)).sum();
    assert_eq!(in_steps + happenings(&all.not_dated), events.len() as u64);
}

#[test]
fn deaths_beyond_four_billion_are_summed_whole() {
    let mut bulk = Bulk::new();
    let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::State));
    let most = u64::from(u32::MAX);
    let events = (0..4).map(|day| EventRow {
        last: Day::new(first_day() + day + day % 2),
        killed: Some(Deaths::exactly(most - 1)),
        ..EventRow::new(EventKind::Clash, a, b, Day::new(first_day() + day))
    });
    let events: Vec<EventRow> = events.collect();
    let graph = bulk.build(&[], &events).expect("no mistake");
    let [a, b] = ["a", "b"].map(|key| graph.actor(key).expect("declared"));
    let view = graph.ever();
    for toll in [view.toll(), view.toll_of(a), view.toll_between(a, b)] {
        assert_eq!(toll.certainly.best().unwrap_or(0), 4 * (most - 1));
        assert_eq!(toll.certainly.happenings, 4);
    }
}

/// What is of a day fits into a column, and so does what is of days unsure, but not both together.
#[test]
fn deaths_of_a_day_and_of_days_unsure_are_summed_whole_in_a_step() {
    let mut bulk = Bulk::new();
    let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::State));
    let first = Day::from(date(2022, 3, 5));
    let exact = EventRow {
        killed: Some(Deaths::exactly(700_000_000)),
        ..EventRow::new(EventKind::Clash, a, b, first)
    };
    let unsure = EventRow {
        last: first.next(),
        killed: Some(Deaths::exactly(3_000_000_000)),
        ..exact
    };
    let graph = bulk.build(&[], &[exact, exact, exact, exact, unsure]);
    let graph = graph.expect("no mistake");
    let both = graph.actor_set(["a", "b"]).expect("declared");
    for tolls in [
        graph.ever().tolls_by(Step::Month),
        graph.ever().collective(&both).tolls_by(Step::Month),
    ] {
        let each = tolls.steps.iter().map(|(_, toll)| toll.certainly.best());
        assert_eq!(each.collect::<Vec<_>>(), [Some(5_800_000_000)]);
    }
}

/// The columns of events tell four thousand kinds of evidence apart: what has another stands beside them, and not in both.
#[test]
fn events_of_more_sources_than_columns_tell_apart_are_counted_once() {
    let most = 4_200;
    let mut text = String::from("format = 1\n[sources]\n");
    for number in 0..most {
        let _ = writeln!(text, "s{number:04} = {{ title = \"{number}\" }}");
    }
    let mut bulk = Bulk::onto(Record::from_toml(&text).expect("it is in order"));
    let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::State));
    let day = Day::from(date(2022, 3, 5));
    let rows = (0..most).map(|number| EventRow {
        source: Some(SourceId::new(number)),
        killed: Some(Deaths::exactly(1)),
        ..EventRow::new(EventKind::Clash, a, b, day)
    });
    let graph = bulk.build(&[], &rows.collect::<Vec<_>>());
    let graph = graph.expect("no mistake");
    let [a, b] = ["a", "b"].map(|key| graph.actor(key).expect("declared"));
    let view = graph.ever();
    for toll in [view.toll(), view.toll_of(a), view.toll_between(a, b)] {
        let all = toll.all();
        assert_eq!(
            (all.happenings, all.best()),
            (u64::from(most), Some(u64::from(most)))
        );
    }
}

/// Three that each have a member are in a fourth, which is in a fifth: that may be in a last one, but in none of the three.
#[test]
fn a_coalition_of_coalitions_may_be_in_another_but_not_in_one_of_its_own() {
    let build = |last: usize| {
        let mut bulk = Bulk::new();
        let actors = ["a", "b", "c", "d", "e", "f", "fourth", "fifth", "last"];
        let actors = actors.map(|key| bulk.actor(key, ActorKind::Coalition));
        let links = [
            [0, 3],
            [1, 4],
            [2, 5],
            [3, 6],
            [4, 6],
            [5, 6],
            [6, 7],
            [7, last],
        ];
        let rows = links.map(|[from, to]| {
            let since = Day::from(date(2020, 1, 1));
            RelationRow::new(RelationKind::Membership, actors[from], actors[to], since)
        });
        bulk.build(&rows, &[])
    };
    let graph = build(8).expect("no circle");
    let last = graph.actor("last").expect("declared");
    assert_eq!(graph.ever().members(last).len(), 8);
    let circle = build(3).expect_err("the fourth is in itself");
    assert!(circle.to_string().contains("membership-cycle"), "{circle}");
}

/// The id of a row without one is made from its content, and from how many of the same content stand before it.
#[test]
fn an_event_has_the_same_id_whatever_other_pair_has_an_equal_one_before_it() {
    let ids = |pairs: &[[usize; 2]]| -> Vec<String> {
        let mut bulk = Bulk::new();
        let actors = ["a", "b", "c"].map(|key| bulk.actor(key, ActorKind::State));
        let day = Day::from(date(2022, 3, 5));
        let rows = pairs.iter().map(|pair| {
            let [one, two] = pair.map(|place| actors[place]);
            EventRow::new(EventKind::Clash, one, two, day)
        });
        let rows: Vec<EventRow> = rows.collect();
        let graph = bulk.build(&[], &rows).expect("no mistake");
        let ids = graph.statements().map(|one| one.key().to_owned());
        ids.collect()
    };
    let alone = ids(&[[0, 2]]);
    let all = ids(&[[0, 1], [0, 1], [0, 2]]);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 3);
    assert!(all.contains(&alone[0]), "{all:?}");
}

/// One column of days holds 179 years: spans of other days are gone through one by one.
#[test]
fn spans_too_far_from_the_exact_days_are_counted_all_the_same() {
    let years = |exact: &[i16], spans: &[(i16, i16)]| {
        let mut bulk = Bulk::new();
        let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::State));
        let day = |year| Day::from(date(year, 3, 1));
        let row = |first| EventRow::new(EventKind::Clash, a, b, day(first));
        let exact = exact.iter().map(|&year| row(year));
        let spans = spans.iter().map(|&(first, last)| EventRow {
            last: day(last),
            ..row(first)
        });
        let events: Vec<EventRow> = exact.chain(spans).collect();
        let graph = bulk.build(&[], &events).expect("no mistake");
        (graph, events.into_iter().map(Event::of).collect::<Vec<_>>())
    };
    for (exact, spans) in [
        (
            &[2000, 2020, 2020][..],
            &[(1830, 1835), (1900, 2019), (2010, 2030)][..],
        ),
        (
            &[1990, 2020],
            &[(1700, 1701), (1845, 1991), (2150, 2200), (2168, 2169)],
        ),
        (
            &[1800, 2020],
            &[(1700, 1750), (1799, 1810), (1850, 2010), (2019, 2025)],
        ),
        (
            &[],
            &[(1700, 1750), (1799, 1810), (1850, 2010), (2019, 2025)],
        ),
    ] {
        let (graph, events) = years(exact, spans);
        let [a, b] = ["a", "b"].map(|key| graph.actor(key).expect("declared"));
        for from in (1690..2210).step_by(7) {
            for length in [0, 1, 40, 300] {
                let [from, to] = [from, from + length].map(|year| Day::from(date(year, 1, 1)));
                let window = Window { from, to };
                let view = graph.during(window);
                let own = events
                    .iter()
                    .filter(|_| !window.is_empty())
                    .filter_map(|event| {
                        let row = &event.row;
                        let within = from <= row.first && row.last < to;
                        let meets = row.first < to && from <= row.last;
                        let holds = match (within, meets) {
                            (true, _) => Some(Holds::Certainly),
                            (false, true) => Some(Holds::Possibly),
                            _ => None,
                        };
                        Some((event, holds?))
                    });
                let expected = slow(own);
                for toll in [view.toll(), view.toll_of(a), view.toll_between(b, a)] {
                    assert_eq!(fast(toll), expected, "{window:?}");
                }
                let count = view.event_count_of(b);
                assert_eq!(
                    [count.certainly, count.possibly],
                    expected.map(|own| own[0])
                );
            }
        }
    }
}

/// Two clashes of one day each, and one of three days of which only the last is in June.
#[test]
fn a_few_rows_count_what_one_can_add_up() {
    let mut bulk = Bulk::new();
    let [a, b, c] = ["a", "b", "c"].map(|key| bulk.actor(key, ActorKind::State));
    let clash = |other, month: i8, day: i8, dead, certainty| EventRow {
        killed: Some(Deaths::exactly(dead)),
        certainty,
        ..EventRow::new(
            EventKind::Clash,
            a,
            other,
            Day::from(date(2023, month, day)),
        )
    };
    let span = EventRow {
        last: Day::from(date(2023, 6, 1)),
        ..clash(b, 5, 30, 10, Certainty::Confirmed)
    };
    let rows = [
        clash(b, 5, 1, 3, Certainty::Reported),
        clash(c, 5, 2, 5, Certainty::Reported),
        span,
    ];
    let graph = bulk.build(&[], &rows).expect("no mistake");
    let [a, b, c] = ["a", "b", "c"].map(|key| graph.actor(key).expect("declared"));
    let both = graph.actor_set(["b", "c"]).expect("declared");
    let dead = |total: TollTotal| total.all().best().unwrap_or(0);
    let (ever, confirmed) = (graph.ever(), graph.ever().at_least(Certainty::Confirmed));
    let figures = [
        dead(ever.toll()),
        dead(ever.toll_of(a)),
        dead(ever.toll_of(b)),
        dead(ever.toll_between(a, b)),
        dead(ever.collective(&both).toll()),
        dead(confirmed.toll()),
        dead(confirmed.toll_of(a)),
        dead(confirmed.toll_of(c)),
        dead(confirmed.collective(&both).toll()),
    ];
    assert_eq!(figures, [18, 18, 13, 13, 18, 10, 10, 0, 10]);
    let may = graph.during(date(2023, 5, 1)..date(2023, 6, 1));
    for total in [may.toll(), may.collective(&both).toll(), may.toll_of(a)] {
        assert_eq!(total.certainly.best(), Some(8));
        assert_eq!(dead(total), 18);
    }
    for neighbor in ever.neighbors(a) {
        let tie = graph.tie_by_id(neighbor.tie.id()).expect("it is there");
        assert_eq!(tie.other(a), Some(neighbor.actor));
    }
}
