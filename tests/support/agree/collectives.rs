//! Several actors asked as one are those of a loop over events, participants and days.

use crate::support::answers::{
    actors, count, ids, is_silent, slow_count, slow_covered, thing, total,
};
use crate::support::oracle::Oracle;
use crate::support::oracle::collectives::Who;
use crate::support::oracle::evidence::are_tied;
use crate::support::oracle::time::number;
use crate::support::oracle::words::were_on_one_side;
use factions::model::Window;
use factions::{
    ActorId, ActorRef, ActorSet, Associate, Collective, CollectiveAssociate, CollectiveEvent,
    Covered, DaySpan, EventKind, Grounds, Happening, Kind, Record, RelationKind, Sign, Statement,
    Step, TollTotal, View,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use std::collections::{BTreeMap, BTreeSet};

/// Every coalition and whole of a record, and two sets chosen by hand.
fn all(record: &Record) -> Vec<Who> {
    let mut all: Vec<Who> = actors(record).map(Who::Coalition).collect();
    let few = |take: usize| Who::Chosen(actors(record).take(take).collect());
    all.extend([few(1), few(3)]);
    all
}

fn collective<'g, 'f>(view: View<'g, 'f>, who: &Who) -> Collective<'g, 'f> {
    match who {
        Who::Coalition(coalition) => view.coalition_as_one(*coalition),
        Who::Chosen(chosen) => view.collective(&chosen.iter().copied().collect::<ActorSet>()),
    }
}

/// Who, by what, when and by which statements.
type Associated<'g> = (ActorRef<'g>, Vec<Kind>, DaySpan, Grounds<'g>);

fn plain(all: Vec<Associate<'_>>) -> Vec<Associated<'_>> {
    let all = all.into_iter();
    all.map(|one| (one.other, one.kinds, one.days, one.grounds))
        .collect()
}

fn alone(all: Vec<CollectiveAssociate<'_>>) -> Vec<Associated<'_>> {
    let all = all.into_iter();
    all.map(|one| (one.other, one.kinds, one.days, one.grounds))
        .collect()
}

pub(crate) fn events_and_tolls_of_a_collective_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    let covered = slow_covered(oracle, oracle.events_window());
    for who in all(oracle.record) {
        let collective = collective(view, &who);
        let fast: BTreeSet<_> = collective
            .events()
            .iter()
            .map(|one| {
                let grounds = &one.happening.grounds;
                (ids(&grounds.statements), grounds.holds, grounds.certainty)
            })
            .collect();
        let events = oracle.events_of_all(&who);
        let slow: BTreeSet<_> = { events.iter() }
            .map(|one| (one.statements.clone(), one.holds, one.certainty))
            .collect();
        prop_assert_eq!(fast, slow, "{:?}", who);
        let (all, certain) = total(&events);
        let is_silent = is_silent(&all, covered);
        let slow = [&all, &certain].map(|total| slow_count(total, is_silent));
        let toll = collective.toll();
        prop_assert_eq!([toll.all(), toll.certainly].map(count), slow, "{:?}", who);
        let counted = collective.event_count();
        prop_assert_eq!(counted.all(), all.happenings as u64);
        prop_assert_eq!(counted.is_silent(), is_silent);
    }
    Ok(())
}

pub(crate) fn losses_and_series_of_a_collective_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    let covered = slow_covered(oracle, oracle.events_window());
    for who in all(oracle.record) {
        let collective = collective(view, &who);
        let (all, certain) = oracle.losses_of_all(&who);
        let is_silent = is_silent(&all, covered);
        let slow = [&all, &certain].map(|total| slow_count(total, is_silent));
        let losses = collective.losses();
        prop_assert_eq!(
            [losses.all(), losses.certainly].map(count),
            slow,
            "{:?}",
            who
        );
        let series = collective.series(Step::Week);
        prop_assert_eq!(series.total(), collective.toll());
        prop_assert_eq!(series.losses(), Some(losses));
        for &step in Step::ALL {
            let (whole, counted) = (collective.series(step), collective.tolls_by(step));
            // a series also has steps in which it lost somebody without taking part
            let rows = whole.steps.iter().map(|one| (one.window, one.tally.total));
            let has_any = |row: &(Window, TollTotal)| row.1.all().happenings > 0;
            let counted_rows = counted.steps.iter().copied().filter(has_any);
            prop_assert!(rows.clone().filter(has_any).eq(counted_rows), "{:?}", who);
            prop_assert_eq!(whole.not_dated.total, counted.not_dated);
        }
    }
    Ok(())
}

/// The steps of a collective follow each other without a gap. Where the window has no end they end with the last
/// in which there was something, and so they begin; what is in none of them is not dated.
pub(crate) fn steps_of_a_collective_are_whole_up_to_open_ends(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    let (from, to) = (view.event_window().from, view.event_window().to);
    let half_open = [
        Window {
            from,
            ..Window::ALL
        },
        Window { to, ..Window::ALL },
    ];
    let views = half_open.map(|window| view.events_during(window));
    for view in [view, views[0], views[1], view.events_during(Window::ALL)] {
        let window = view.event_window();
        for who in all(oracle.record) {
            let collective = collective(view, &who);
            for &step in Step::ALL {
                let tolls = collective.tolls_by(step);
                let days: Vec<Window> = tolls.steps.iter().map(|one| one.0).collect();
                for &own in &days {
                    let start = step.start(own.from);
                    let (from, to) = (start.max(window.from), step.next(start).min(window.to));
                    prop_assert_eq!(own, Window { from, to });
                }
                prop_assert!(days.windows(2).all(|pair| pair[0].to == pair[1].from));
                let has_any = |one: &(Window, TollTotal)| one.1.all().happenings > 0;
                if let (Some(first), Some(last)) = (tolls.steps.first(), tolls.steps.last()) {
                    let is_begun = first.0.from == window.from || !window.from.is_finite();
                    let is_ended = last.0.to == window.to || !window.to.is_finite();
                    prop_assert!(is_begun && is_ended, "{:?} {:?}", window, days);
                    prop_assert!(window.from.is_finite() || has_any(first), "{:?}", who);
                    prop_assert!(window.to.is_finite() || has_any(last), "{:?}", who);
                } else {
                    let is_open = !window.from.is_finite() || !window.to.is_finite();
                    prop_assert!(is_open || window.is_empty());
                }
                for (days, total) in &tolls.steps {
                    let covered = slow_covered(oracle, (number(days.from), number(days.to)));
                    let is_silent = covered == Covered::No && total.all().happenings == 0;
                    prop_assert_eq!(total.is_silent(), is_silent, "{:?}", days);
                }
                let steps = tolls.steps.iter().map(|one| one.1);
                let sum: TollTotal = steps.chain([tolls.not_dated]).sum();
                let (sum, whole) = (sum.all(), collective.toll().all());
                prop_assert_eq!(sum.happenings, whole.happenings);
                if sum.happenings > 0 {
                    prop_assert_eq!(sum.killed(), whole.killed());
                }
            }
        }
    }
    Ok(())
}

pub(crate) fn an_event_names_who_took_part_and_by_which_memberships(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    for who in all(oracle.record) {
        let collective = collective(view, &who);
        let belonging = oracle.belonging(&who);
        let members: BTreeSet<_> = collective
            .members()
            .iter()
            .map(|one| one.actor.id())
            .collect();
        for event in collective.events() {
            let holds = event.happening.grounds.holds;
            let mut best = None;
            for member in &event.members {
                let id = member.actor.id();
                prop_assert!(event.happening.actors.contains(&member.actor));
                prop_assert!(members.contains(&id));
                prop_assert_eq!(member.grounds.is_none(), belonging.always.contains(&id));
                best = best.max(Some(member.grounds.as_ref().map_or(holds, |own| own.holds)));
                let Some(grounds) = &member.grounds else {
                    continue;
                };
                prop_assert!(!grounds.statements.is_empty());
                let are_steps = grounds.statements.iter().all(|one| {
                    let kind = one.kind().relation();
                    matches!(kind, Some(RelationKind::Membership | RelationKind::PartOf))
                });
                prop_assert!(are_steps);
            }
            prop_assert_eq!(best, Some(holds));
        }
    }
    Ok(())
}

pub(crate) fn dyads_of_a_collective_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    let all = all(oracle.record);
    let one_alone = Who::Chosen(BTreeSet::from([ActorId::new(1)]));
    for who in &all {
        for other in [&one_alone, &all[0], &all[2]] {
            let one = collective(view, who);
            let dyad = one.dyad_with(&collective(view, other));
            let said = |events: &[CollectiveEvent<'_>]| -> BTreeSet<_> {
                let happenings = events.iter().map(|one| &one.happening.grounds);
                happenings
                    .map(|one| (ids(&one.statements), one.holds, one.certainty))
                    .collect()
            };
            let slow = |says_it: &dyn Fn(&Statement, ActorId, ActorId) -> bool| -> BTreeSet<_> {
                let events = oracle.dyad_of_all([who, other], says_it).into_iter();
                events
                    .map(|one| (one.statements, one.holds, one.certainty))
                    .collect()
            };
            let tied = |one: &Statement, a, b| {
                oracle.is_among(a) && oracle.is_among(b) && are_tied(one, a, b)
            };
            prop_assert_eq!(said(&dyad.events), slow(&tied), "{:?} {:?}", who, other);
            prop_assert_eq!(said(&dyad.on_one_side), slow(&were_on_one_side));
            let fast: BTreeSet<_> = { dyad.relations.iter() }
                .map(|one| {
                    let relation = &one.relation;
                    let grounds = &relation.grounds;
                    let first = thing(oracle, relation.tie().statement().id());
                    let ends = (relation.from.id(), relation.to.id());
                    (first, relation.kind, ends, grounds.holds, grounds.certainty)
                })
                .collect();
            let slow: BTreeSet<_> = { oracle.ties_of_all([who, other]).into_iter() }
                .map(|(tie, (holds, certainty))| {
                    let first = thing(oracle, tie.statement);
                    (first, tie.kind, (tie.a, tie.b), holds, certainty)
                })
                .collect();
            prop_assert_eq!(fast, slow, "{:?} {:?}", who, other);
        }
    }
    Ok(())
}

pub(crate) fn adversaries_and_supporters_of_a_collective_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    for who in &all(oracle.record) {
        let one = collective(view, who);
        let said = |all: Vec<CollectiveAssociate<'_>>| -> BTreeMap<_, _> {
            let row = |one: &CollectiveAssociate<'_>| {
                (one.other.id(), (one.grounds.holds, one.grounds.certainty))
            };
            all.iter().map(row).collect()
        };
        let hostile = |kind: Kind, _| {
            let one_sided = Kind::from(EventKind::ViolenceAgainstCivilians);
            kind.sign() == Sign::Negative && kind != one_sided
        };
        prop_assert_eq!(said(one.adversaries()), oracle.others_of_all(who, hostile));
        let support = |kind: Kind, is_first: bool| {
            let kinds = [RelationKind::Support, RelationKind::Hosting].map(Kind::from);
            kinds.contains(&kind) && !is_first
        };
        prop_assert_eq!(said(one.supporters()), oracle.others_of_all(who, support));
    }
    Ok(())
}

pub(crate) fn stances_of_a_collective_are_the_oracles(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    let all = all(oracle.record);
    let one_alone = Who::Chosen(BTreeSet::from([ActorId::new(1)]));
    for who in &all {
        for other in [&one_alone, &all[0], &all[2]] {
            let stance = collective(view, who).stance_with(&collective(view, other));
            let grounds = stance.grounds.as_ref();
            let fast = grounds.map(|grounds| (grounds.holds, grounds.certainty));
            let slow = oracle.stance_of_all([who, other]);
            prop_assert_eq!((stance.word.as_str(), fast), slow, "{:?} {:?}", who, other);
        }
    }
    Ok(())
}

pub(crate) fn an_actor_alone_is_a_collective_of_one(
    view: View<'_, '_>,
    oracle: &Oracle<'_>,
) -> TestCaseResult {
    for actor in actors(oracle.record) {
        let one = view.collective(&ActorSet::from_iter([actor]));
        prop_assert_eq!(one.toll(), view.toll_of(actor));
        prop_assert_eq!(one.event_count(), view.event_count_of(actor));
        prop_assert_eq!(one.losses(), view.losses_of(actor));
        prop_assert_eq!(alone(one.allies()), plain(view.allies(actor)));
        prop_assert_eq!(alone(one.partners()), plain(view.partners(actor)));
        prop_assert_eq!(alone(one.adversaries()), plain(view.adversaries(actor)));
        prop_assert_eq!(alone(one.supporters()), plain(view.supporters(actor)));
        prop_assert_eq!(alone(one.clients()), plain(view.clients(actor)));
        prop_assert_eq!(alone(one.patrons()), plain(view.patrons(actor)));
        prop_assert_eq!(alone(one.affiliates()), plain(view.affiliates(actor)));
        prop_assert_eq!(alone(one.victims()), plain(view.victims(actor)));
        prop_assert_eq!(alone(one.attackers()), plain(view.attackers(actor)));
        for other in actors(oracle.record).filter(|&other| other != actor) {
            let (fast, slow) = (one.stance(other), view.stance(actor, other));
            let standing = |grounds: &Grounds<'_>| (grounds.holds, grounds.certainty);
            let (own, plain) = (fast.grounds.as_ref(), slow.grounds.as_ref());
            prop_assert_eq!(
                (fast.word, own.map(standing)),
                (slow.word, plain.map(standing))
            );
            let (fast, slow) = (one.dyad(other), view.dyad(actor, other));
            let whole = |all: Vec<CollectiveEvent<'_>>| -> Vec<_> {
                all.into_iter()
                    .map(|one| format!("{:?}", one.happening))
                    .collect()
            };
            let plain = |all: Vec<Happening<'_>>| -> Vec<_> {
                all.into_iter().map(|one| format!("{one:?}")).collect()
            };
            prop_assert_eq!(whole(fast.events), plain(slow.events));
            prop_assert_eq!(whole(fast.on_one_side), plain(slow.on_one_side));
            let relations: Vec<_> = fast.relations.into_iter().map(|one| one.relation).collect();
            prop_assert_eq!(relations, slow.relations);
            prop_assert_eq!(
                (fast.toll, fast.losses),
                (slow.toll, slow.losses.map(|one| one.total))
            );
        }
    }
    Ok(())
}
