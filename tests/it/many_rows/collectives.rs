//! A coalition as one, of rows: beside a loop over all events, those who took part, and days.

use super::made::{Asked, Event, Rows, Shape, Uncertain, asked, fast, first_day, rows, slow};
use factions::model::{Holds, Window};
use factions::{ActorId, ActorSet, Day, RelationKind, RelationRow, Step};
use proptest::prelude::*;

/// How an actor belonged to a coalition on a day: itself, or by a chain of memberships that all hold.
fn belongs(
    all: &[RelationRow],
    asked: Asked,
    [actor, coalition]: [u32; 2],
    day: Day,
) -> Option<Holds> {
    if actor == coalition {
        return Some(Holds::Certainly);
    }
    let own = all.iter().filter(|row| row.from.number() == actor);
    let chains = own.filter_map(|row| {
        let holds = asked.relation(row, day)?;
        // a member is never above its coalition: the loop ends
        let above = belongs(all, asked, [row.to.number(), coalition], day)?;
        Some(holds.min(above))
    });
    chains.max()
}

/// How an event is one of those who took part in it while they belonged to a coalition.
fn taken_part(
    memberships: &[RelationRow],
    asked: Asked,
    coalition: u32,
    (event, window): (&Event, Window),
) -> Option<Holds> {
    let in_window = asked.event(event, window)?;
    // memberships of all actors, the uncertain ones, too
    let of_memberships = Asked {
        among: None,
        certainly: false,
        ..asked
    };
    let days = event.row.first.number()..=event.row.last.number();
    let each = (0..7)
        .filter(|&actor| event.names(actor))
        .filter_map(|actor| {
            let pair = [actor, coalition];
            let on = |day: i32| belongs(memberships, of_memberships, pair, Day::new(day));
            let is_certain = { days.clone() }.all(|day| on(day) == Some(Holds::Certainly));
            let is_possible =
                { days.clone() }.any(|day| window.contains(Day::new(day)) && on(day).is_some());
            asked.shows(is_certain && in_window == Holds::Certainly, is_possible)
        });
    each.max()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_coalition_of_rows_is_that_of_a_loop(
        seed in any::<u64>(),
        count in prop_oneof![Just(40_u64), Just(110)],
        uncertain in prop_oneof![Just(Uncertain::Nobody), Just(Uncertain::Two), Just(Uncertain::All)],
        sources in prop_oneof![Just(0_u32), Just(1), Just(4), Just(40)],
        shape in prop_oneof![Just(Shape::Plain), Just(Shape::Real)],
        asked in asked(),
        spans in proptest::collection::vec((-20..520_i32, 0..300_i32), 2),
        coalition in 4..7_u32,
    ) {
        let Rows { graph, relations, events } = rows(seed, count, uncertain, sources, shape);
        let first: Vec<ActorId> = (0..asked.among.unwrap_or(0)).map(ActorId::new).collect();
        let among = ActorSet::from_iter(first);
        let is_membership = |row: &RelationRow| row.kind == RelationKind::Membership;
        let memberships: Vec<_> = { relations.iter() }.filter(|row| is_membership(row)).copied().collect();
        for (from, length) in spans {
            let day = Day::new(first_day() + from);
            let window = Window { from: day, to: Day::new(day.number() + length) };
            let view = asked.narrow(graph.during(window), &among);
            let own = || {
                let own = events.iter().filter(|_| !window.is_empty());
                own.filter_map(|event| {
                    Some((event, taken_part(&memberships, asked, coalition, (event, window))?))
                })
            };
            let one = view.coalition_as_one(ActorId::new(coalition));
            prop_assert_eq!(fast(one.toll()), slow(own()), "{:?}", window);
            prop_assert_eq!(one.event_count().all(), own().count() as u64);
            let series = one.series(Step::Month);
            for step in &series.steps {
                let days = step.window;
                let in_step = own().filter(|(event, _)| days.from <= event.row.first && event.row.last < days.to);
                prop_assert_eq!(fast(step.tally.total), slow(in_step), "{:?}", days);
            }
            prop_assert_eq!(series.total(), one.toll());
            let counted = one.tolls_by(Step::Month);
            let rows = series.steps.iter().map(|step| (step.window, step.tally.total));
            prop_assert_eq!(rows.collect::<Vec<_>>(), counted.steps);
            prop_assert_eq!(series.not_dated.total, counted.not_dated);
        }
    }
}
