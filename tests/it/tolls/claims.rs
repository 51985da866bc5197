//! What of a count is only claimed, held to the events that are counted.

use crate::support::strategies::record;
use factions::{
    Activity, ActorGraph, ActorRef, Certainty, Claim, Claims, Deaths, Happening, RankBy, Step,
    View, date,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// A claim by words: of what, how sure, who says it, and which figure.
type Said = (String, Certainty, Vec<String>, Option<Deaths>);

fn keys(by: &[ActorRef<'_>]) -> Vec<String> {
    by.iter().map(|actor| actor.key().to_owned()).collect()
}

fn told(claims: &[Claim<'_>]) -> Vec<Said> {
    let said = |one: &Claim<'_>| {
        let key = one.statement.key().to_owned();
        (key, one.certainty, keys(&one.by), one.deaths)
    };
    let mut all: Vec<Said> = claims.iter().map(said).collect();
    all.sort();
    all
}

/// The events that are only claimed.
fn events(all: &[Happening<'_>]) -> Vec<Said> {
    let less = all
        .iter()
        .filter(|one| one.grounds.certainty < Certainty::Reported);
    let said = less.map(|one| {
        let key = one.surest().key().to_owned();
        (key, one.grounds.certainty, keys(&one.grounds.by), None)
    });
    let mut said: Vec<Said> = said.collect();
    said.sort();
    said
}

/// The figures that are only claimed, of all dead or of those of one.
fn deaths(all: &[Happening<'_>], figure: impl Fn(&Happening<'_>) -> Option<Deaths>) -> Vec<Said> {
    let said = all.iter().filter_map(|one| {
        let killed = one.killed.as_ref()?;
        let key = one.surest().key().to_owned();
        let said = (key, killed.certainty, keys(&killed.by), Some(figure(one)?));
        (killed.certainty < Certainty::Reported).then_some(said)
    });
    let mut said: Vec<Said> = said.collect();
    said.sort();
    said
}

fn all_dead(happening: &Happening<'_>) -> Option<Deaths> {
    Some(happening.killed.as_ref()?.deaths)
}

fn claims_are_those_of_events(view: View<'_, '_>) -> Result<(), TestCaseError> {
    let all = view.events();
    for step in [Step::Week, Step::Year] {
        let claims = view.series(step).claims();
        prop_assert_eq!(told(&claims.events), events(&all));
        prop_assert_eq!(told(&claims.deaths), deaths(&all, all_dead));
        prop_assert!(claims.losses.is_empty());
    }
    for row in view.top_actors(RankBy::Events, usize::MAX).rows {
        let own: Vec<Happening<'_>> = view.events_of(row.actor).collect();
        let series = view.series_of(row.actor, Step::Week).claims();
        for claims in [&row.activity.claims, &series] {
            prop_assert_eq!(told(&claims.events), events(&own));
            prop_assert_eq!(told(&claims.deaths), deaths(&own, all_dead));
            let lost = |one: &Happening<'_>| one.killed.as_ref()?.of(row.actor);
            let losses = told(&claims.losses);
            for one in deaths(&own, lost) {
                prop_assert!(losses.contains(&one), "{:?} of {:?}", one, losses);
            }
            let anywhere = deaths(&all, lost);
            for one in &losses {
                prop_assert!(anywhere.contains(one), "{:?} of {:?}", one, anywhere);
            }
        }
    }
    for row in view.top_dyads(RankBy::Events, usize::MAX).rows {
        let own = view.dyad(row.one, row.other).events;
        let are_there = |one: ActorRef<'_>| [row.one, row.other].contains(&one);
        claims_of_a_row_are_those_of_events(&row.activity, &own, are_there)?;
    }
    for row in view.top_places(RankBy::Events, usize::MAX).rows {
        let place = view.graph().record().place_by_key(&row.place.key);
        let own = view.events_at(place.expect("it has a row"));
        let own: Vec<Happening<'_>> = own.collect();
        claims_of_a_row_are_those_of_events(&row.activity, &own, |_| true)?;
    }
    Ok(())
}

/// What is claimed in the row of a pair or a place, whose losses are those of some actors.
fn claims_of_a_row_are_those_of_events(
    row: &Activity<'_>,
    own: &[Happening<'_>],
    is_one: impl Fn(ActorRef<'_>) -> bool,
) -> Result<(), TestCaseError> {
    let lost = |one: &Happening<'_>| {
        let killed = one.killed.as_ref()?;
        let shares = killed.of.iter().filter(|share| is_one(share.actor));
        let sum = shares
            .map(|share| share.deaths)
            .reduce(|one, other| Deaths {
                low: one.low + other.low,
                best: one.best.zip(other.best).map(|(one, other)| one + other),
                high: one.high + other.high,
            });
        sum.or_else(|| (killed.deaths.high == 0).then(Deaths::default))
    };
    let Claims {
        events: said,
        deaths: dead,
        losses,
        ..
    } = &row.claims;
    prop_assert_eq!(told(said), events(own));
    prop_assert_eq!(told(dead), deaths(own, all_dead));
    prop_assert_eq!(told(losses), deaths(own, lost));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_count_names_whatever_of_it_is_only_claimed(record in record()) {
        let graph = ActorGraph::new(record);
        let window = graph.during(date(2023, 8, 25)..date(2023, 9, 10));
        for view in [graph.ever(), window, window.certainly(), window.known_on(date(2023, 9, 1))] {
            claims_are_those_of_events(view)?;
            // what is left where claims are not admitted is no claim
            let sure = view.at_least(Certainty::Reported);
            prop_assert!(sure.series(Step::Week).claims().is_empty());
            let actors = sure.top_actors(RankBy::Events, usize::MAX).rows;
            let dyads = sure.top_dyads(RankBy::Events, usize::MAX).rows;
            let places = sure.top_places(RankBy::Events, usize::MAX).rows;
            let rows = actors.into_iter().map(|row| row.activity);
            let rows = rows.chain(dyads.into_iter().map(|row| row.activity));
            for row in rows.chain(places.into_iter().map(|row| row.activity)) {
                prop_assert!(row.claims.is_empty());
            }
            let top = view.top_actors(RankBy::Events, 3);
            prop_assert_eq!(top.reported, sure.toll());
        }
    }
}
