//! The busiest are those of a loop over all actors, pairs or places and all events.

use crate::support::answers::{actors, count, ids, is_silent, slow_count, slow_covered, total};
use crate::support::oracle::Oracle;
use crate::support::oracle::evidence::are_tied;
use crate::support::oracle::happenings::Happening;
use crate::support::oracle::said::{Figures, losses};
use factions::{
    Activity, ActorId, BusyActor, BusyDyad, BusyPlace, PlaceId, RankBy, Ranking, Record,
    StatementId, Step, View,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Actor(ActorId),
    Dyad(ActorId, ActorId),
    Place(PlaceId),
}

/// What one of them did, by the oracle: its events, those events with its losses for their tolls.
struct Slow {
    who: Who,
    events: Vec<Happening>,
    lost: Vec<Happening>,
}

/// Everyone of a kind who has an event, or lost somebody in one.
fn all(record: &Record, oracle: &Oracle<'_>, like: Who) -> Vec<Slow> {
    let among = oracle.lens.among.as_ref();
    let own = || actors(record).filter(|one| among.is_none_or(|all| all.contains(one)));
    let all: Vec<Who> = match like {
        Who::Actor(_) => own().map(Who::Actor).collect(),
        Who::Dyad(..) => own()
            .flat_map(|a| own().filter(move |&b| a < b).map(move |b| Who::Dyad(a, b)))
            .collect(),
        Who::Place(_) => {
            let count = u32::try_from(record.places().len()).expect("a few");
            (0..count)
                .map(|place| Who::Place(PlaceId::new(place)))
                .collect()
        }
    };
    let slow = all.into_iter().map(|who| {
        let events: Vec<Happening> = match who {
            Who::Actor(actor) => oracle.events_of(&BTreeSet::from([actor])),
            Who::Dyad(a, b) => oracle.events_that_say(|one| are_tied(one, a, b)),
            Who::Place(place) => oracle.events_that_say(|one| {
                one.event()
                    .is_some_and(|event| event.places.contains(&place))
            }),
        }
        .into_iter()
        .collect();
        let lost = match who {
            Who::Actor(actor) => oracle.suffered(&BTreeSet::from([actor])),
            _ => events
                .iter()
                .map(|event| with_losses(oracle, event, who))
                .collect(),
        };
        Slow { who, events, lost }
    });
    slow.filter(|one| !one.events.is_empty() || !one.lost.is_empty())
        .collect()
}

/// An event with the losses of a pair, or of all who lost somebody at a place, for its toll.
fn with_losses(oracle: &Oracle<'_>, event: &Happening, who: Who) -> Happening {
    let named = event.statements.iter().flat_map(|&id| {
        let told = oracle.record.statement(id);
        let killed = told.event().and_then(|event| event.killed.as_ref());
        let killed = killed.filter(|killed| oracle.admits_toll(told, killed));
        killed.map_or_else(Vec::new, |killed| losses(killed))
    });
    let named: BTreeSet<ActorId> = named.map(|row| row.0).collect();
    let own = named.into_iter().filter(|&actor| match who {
        Who::Dyad(a, b) => actor == a || actor == b,
        _ => true,
    });
    let rows: Vec<Figures> = own
        .filter_map(|actor| oracle.row_of(&event.statements, actor))
        .collect();
    let nobody = event.toll.filter(|toll| toll.high == 0);
    let mut toll = nobody.map(|_| Figures {
        low: 0,
        best: Some(0),
        high: 0,
    });
    if !rows.is_empty() {
        toll = Some(Figures {
            low: rows.iter().map(|row| row.low).sum(),
            best: rows.iter().map(|row| row.best).sum(),
            high: rows.iter().map(|row| row.high).sum(),
        });
    }
    Happening {
        toll,
        ..event.clone()
    }
}

/// By what the oracle ranks, all and certain; `None`: it is unknown.
fn rank(slow: &Slow, by: RankBy) -> Option<(u64, u64)> {
    let events = if by == RankBy::Losses {
        &slow.lost
    } else {
        &slow.events
    };
    let (all, certain) = total(events);
    if by == RankBy::Events {
        return Some((all.happenings as u64, certain.happenings as u64));
    }
    all.deaths().map(|(_, best, _)| (best, certain.best))
}

/// A row of an answer: its rank, who, and the statements of its events.
type Row<'a, 'g> = (usize, Who, &'a Activity<'g>);

/// Compares a ranking with the sort of a loop.
fn compare<'g, T>(
    (oracle, like, by, count_asked): (&Oracle<'_>, Who, RankBy, usize),
    ranking: &Ranking<T>,
    row: impl for<'a> Fn(&'a T) -> (Who, &'a Activity<'g>),
) -> Result<(), TestCaseError> {
    let slow = all(oracle.record, oracle, like);
    // only losses concern who did not take part
    let slow: Vec<Slow> = slow
        .into_iter()
        .filter(|one| by == RankBy::Losses || !one.events.is_empty())
        .collect();
    let known = slow.iter().filter_map(|one| Some((one, rank(one, by)?)));
    let mut ranked: Vec<(&Slow, (u64, u64))> = known.filter(|one| one.1.0 > 0).collect();
    ranked.sort_by_key(|(one, rank)| (Reverse(*rank), one.who));
    let unknown = slow.iter().filter(|one| rank(one, by).is_none()).count();
    prop_assert_eq!(ranking.ranked, ranked.len());
    prop_assert_eq!(ranking.unknown, unknown);
    prop_assert_eq!(ranking.none, slow.len() - unknown - ranked.len());
    // who shares the rank of the last asked for is there, too
    let last = ranked.get(count_asked.wrapping_sub(1)).map(|one| one.1);
    let answer = ranked
        .iter()
        .enumerate()
        .filter(|(place, one)| *place < count_asked || Some(one.1) == last);
    let expected: Vec<(usize, Who)> = answer
        .map(|(_, one)| {
            (
                1 + ranked.iter().filter(|other| other.1 > one.1).count(),
                one.0.who,
            )
        })
        .collect();
    let rows: Vec<Row<'_, '_>> = ranking
        .rows
        .iter()
        .map(|one| {
            let (who, activity) = row(one);
            (activity.rank, who, activity)
        })
        .collect();
    prop_assert_eq!(
        rows.iter().map(|row| (row.0, row.1)).collect::<Vec<_>>(),
        expected,
        "{:?}",
        by
    );
    let covered = slow_covered(oracle, oracle.events_window());
    for (_, who, activity) in rows {
        let own = slow
            .iter()
            .find(|one| one.who == who)
            .expect("it is ranked");
        for (fast, slow) in [(activity.toll, &own.events), (activity.losses, &own.lost)] {
            let (all, certain) = total(slow);
            let is_silent = is_silent(&all, covered);
            let slow = [&all, &certain].map(|total| slow_count(total, is_silent));
            prop_assert_eq!([fast.all(), fast.certainly].map(count), slow, "{:?}", who);
        }
        let statements = own
            .events
            .iter()
            .chain(&own.lost)
            .flat_map(|event| event.statements.iter().copied());
        prop_assert_eq!(
            ids(&activity.statements),
            statements.collect::<BTreeSet<StatementId>>()
        );
    }
    Ok(())
}

fn of_actor<'a, 'g>(row: &'a BusyActor<'g>) -> (Who, &'a Activity<'g>) {
    (Who::Actor(row.actor.id()), &row.activity)
}

fn of_dyad<'a, 'g>(row: &'a BusyDyad<'g>) -> (Who, &'a Activity<'g>) {
    (Who::Dyad(row.one.id(), row.other.id()), &row.activity)
}

fn place_of(record: &Record, row: &BusyPlace<'_>) -> PlaceId {
    record.place_by_key(&row.place.key).expect("it is declared")
}

/// An actor, a pair and a place, to say of what kind the question is.
const KINDS: [Who; 3] = [
    Who::Actor(ActorId::new(0)),
    Who::Dyad(ActorId::new(0), ActorId::new(1)),
    Who::Place(PlaceId::new(0)),
];

pub(crate) fn the_busiest_are_the_first_of_a_sorted_loop(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
    few: usize,
) -> TestCaseResult {
    let [actor, dyad, place] = KINDS;
    for &by in RankBy::ALL {
        for count in [few, 100] {
            compare(
                (oracle, actor, by, count),
                &view.top_actors(by, count),
                of_actor,
            )?;
            compare(
                (oracle, dyad, by, count),
                &view.top_dyads(by, count),
                of_dyad,
            )?;
            compare(
                (oracle, place, by, count),
                &view.top_places(by, count),
                |row| (Who::Place(place_of(oracle.record, row)), &row.activity),
            )?;
        }
        prop_assert_eq!(view.top_actors(by, few).total, view.toll());
    }
    Ok(())
}

pub(crate) fn the_busiest_of_each_step_are_those_of_the_step_by_itself(
    view: View<'_, '_>,
    few: usize,
) -> TestCaseResult {
    let alone = |days: factions::Window| {
        let dates = [days.from, days.to].map(|day| day.date().expect("steps are finite"));
        view.events_during(dates[0]..dates[1])
    };
    for &by in RankBy::ALL {
        for step in [Step::Week, Step::Month, Step::Year] {
            for one in view.top_actors_by(step, by, few) {
                prop_assert_eq!(one.ranking, alone(one.window).top_actors(by, few));
            }
            for one in view.top_dyads_by(step, by, few) {
                prop_assert_eq!(one.ranking, alone(one.window).top_dyads(by, few));
            }
            for one in view.top_places_by(step, by, few) {
                prop_assert_eq!(one.ranking, alone(one.window).top_places(by, few));
            }
            let windows = view.tolls_by(step).steps.into_iter().map(|one| one.0);
            let own = view
                .top_dyads_by(step, by, few)
                .into_iter()
                .map(|one| one.window);
            prop_assert!(windows.eq(own));
        }
    }
    Ok(())
}

pub(crate) fn events_of_one_are_the_oracles_in_the_order_of_events(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    for one in [KINDS[0], KINDS[2]] {
        let count = match one {
            Who::Place(_) => oracle.record.places().len(),
            _ => oracle.record.actors().len(),
        };
        for number in (0..).take(count) {
            let (events, slow): (Vec<_>, _) = if let Who::Place(_) = one {
                let place = PlaceId::new(number);
                let slow = oracle.events_that_say(|one| {
                    one.event()
                        .is_some_and(|event| event.places.contains(&place))
                });
                (view.events_at(place).collect(), slow)
            } else {
                let actor = ActorId::new(number);
                let slow = oracle.events_of(&BTreeSet::from([actor]));
                (view.events_of(actor).collect(), slow)
            };
            let fast: BTreeSet<_> = { events.iter() }
                .map(|one| {
                    let grounds = &one.grounds;
                    (ids(&grounds.statements), grounds.holds, grounds.certainty)
                })
                .collect();
            prop_assert_eq!(fast.len(), events.len());
            let slow: BTreeSet<_> = { slow.iter() }
                .map(|one| (one.statements.clone(), one.holds, one.certainty))
                .collect();
            prop_assert_eq!(fast, slow);
            // as they stand among all
            let whole = view.events();
            let all: Vec<_> = { whole.iter() }
                .map(|one| ids(&one.grounds.statements))
                .collect();
            let places: Vec<_> = { events.iter() }
                .map(|one| {
                    all.iter()
                        .position(|ids_of| *ids_of == ids(&one.grounds.statements))
                })
                .collect();
            prop_assert!(places.is_sorted(), "{:?}", places);
        }
    }
    Ok(())
}
