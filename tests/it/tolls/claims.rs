//! What of a count is only claimed, held to the events that are counted.

use crate::support::strategies::record;
use factions::{
    ActorGraph, ActorRef, Certainty, Claim, Deaths, Happening, RankBy, Step, View, date,
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
    let busiest = view.top_actors(RankBy::Events, usize::MAX).rows;
    for row in busiest {
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
            for row in sure.top_actors(RankBy::Events, usize::MAX).rows {
                prop_assert!(row.activity.claims.is_empty());
            }
            let top = view.top_actors(RankBy::Events, 3);
            prop_assert_eq!(top.reported, sure.toll());
        }
    }
}
