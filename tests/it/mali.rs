//! The embedded record of Mali's autumn of 2023 answers what its readers ask of it.

use factions::{
    ActorGraph, Certainty, ChangeKind, EventKind, Holds, Membership, Record, StanceWord, View, date,
};

const MALI: &str = include_str!("../../examples/data/mali.toml");

fn graph() -> ActorGraph {
    ActorGraph::new(Record::from_toml(MALI).expect("the embedded record has no mistake"))
}

/// The autumn of 2023.
fn autumn(graph: &ActorGraph) -> View<'_, 'static> {
    graph.during(date(2023, 9, 1)..date(2023, 11, 1))
}

fn of<'a, 'g>(members: &'a [Membership<'g>], key: &str) -> Option<&'a Membership<'g>> {
    members.iter().find(|one| one.member.key() == key)
}

#[test]
fn the_record_has_neither_mistakes_nor_warnings() {
    let record = Record::from_toml(MALI).expect("the embedded record has no mistake");
    assert_eq!(record.warnings().to_string(), "0 errors, 0 warnings");
    assert_eq!(Record::from_toml(&record.to_toml()), Ok(record));
}

#[test]
fn the_msa_is_in_the_csp_certainly_then_possibly_then_not() {
    let graph = graph();
    let csp = graph.actor("CSP").expect("it is in the record");
    let holds = |month, day| {
        let members = graph.at(date(2023, month, day)).members(csp);
        of(&members, "msa").map(|one| one.grounds.holds)
    };
    assert_eq!(holds(9, 15), Some(Holds::Certainly));
    assert_eq!(holds(9, 25), Some(Holds::Possibly));
    assert_eq!(holds(10, 15), None);
}

#[test]
fn one_member_leaves_the_csp_and_the_change_says_why_how_sure_and_by_which_source() {
    let graph = graph();
    let left: Vec<_> = autumn(&graph)
        .changes()
        .into_iter()
        .filter(|change| change.kind == ChangeKind::Left)
        .collect();
    let [left] = left.as_slice() else {
        panic!("one left: {left:?}");
    };
    assert_eq!(left.actor.key(), "msa");
    assert_eq!(left.coalition().map(factions::ActorRef::key), Some("csp"));
    assert_eq!(left.days.earliest(), Some(date(2023, 9, 21)));
    assert_eq!(left.days.latest(), Some(date(2023, 9, 30)));
    assert_eq!(
        left.cause.and_then(|cause| Some(cause.event()?.key())),
        Some("msa-leaves-csp")
    );
    assert!(
        left.reason()
            .is_some_and(|reason| reason.contains("bellicose stance"))
    );
    assert_eq!(left.grounds.holds, Holds::Certainly);
    assert_eq!(left.grounds.certainty, Certainty::Reported);
    let sources = left.grounds.sources.iter();
    assert!(
        sources
            .map(|source| &*source.key)
            .any(|key| key == "crisiswatch-2023-10")
    );
}

#[test]
fn the_ambush_near_sibo_is_one_event_and_its_ten_deaths_count_once() {
    let graph = graph();
    let day = graph.at(date(2023, 10, 10)).certainly();
    let events = day.events();
    let [ambush] = events.as_slice() else {
        panic!("one event: {events:?}");
    };
    let hit = ambush.surest().record().ends.groups().map(<[_]>::len).max();
    assert_eq!(hit, Some(3));
    let toll = day.toll().certainly;
    assert_eq!(
        (
            toll.best().unwrap_or(0),
            toll.happenings,
            toll.without_figure
        ),
        (10, 1, 0)
    );
}

#[test]
fn the_deaths_of_october_are_each_counted_once() {
    let graph = graph();
    let toll = graph.during(date(2023, 10, 1)..date(2023, 11, 1)).toll();
    // Batouma 16, Takoukate 7, Sibo 10, Agumeimin and Tichilit 6
    assert_eq!(toll.certainly.best(), Some(16 + 7 + 10 + 6));
    // the two bases, Anefis (told as a strike and as a seizure), Tessalit, Kidal
    assert_eq!(toll.certainly.without_figure, 5);
}

#[test]
fn army_and_wagner_are_on_one_side_and_wagner_and_jnim_are_adversaries() {
    let graph = graph();
    let actor = |key| graph.actor(key).expect("it is in the record");
    let day = graph
        .at(date(2023, 10, 15))
        .events_during(date(2023, 7, 1)..=date(2023, 10, 15));
    let keys = |all: Vec<factions::Associate<'_>>| -> Vec<String> {
        all.iter().map(|one| one.other.key().to_owned()).collect()
    };
    assert!(keys(day.partners(actor("mali-army"))).contains(&"wagner".to_owned()));
    assert!(keys(day.allies(actor("mali-army"))).contains(&"wagner".to_owned()));
    assert!(keys(day.adversaries(actor("wagner"))).contains(&"jnim".to_owned()));
    let mut ties = graph.ever().ties_between(actor("wagner"), actor("jnim"));
    assert!(ties.all(|neighbor| neighbor.tie.kind().relation().is_none()));
    let stance = day.stance(actor("wagner"), actor("jnim"));
    assert_eq!(stance.word, StanceWord::Negative);
}

#[test]
fn the_army_is_at_odds_with_the_csp_by_way_of_its_member() {
    let graph = graph();
    let actor = |key| graph.actor(key).expect("it is in the record");
    let day = graph
        .at(date(2023, 10, 15))
        .events_during(date(2023, 7, 1)..=date(2023, 10, 15));
    let stance = day.stance(actor("mali-army"), actor("csp"));
    assert_eq!(stance.word, StanceWord::Negative);
    let through: Vec<String> = stance
        .ways
        .iter()
        .filter(|way| way.length == 1)
        .map(ToString::to_string)
        .collect();
    assert!(
        through.contains(&"seizure (CMA → FAMa), CMA member of CSP".to_owned()),
        "{through:?}"
    );
}

#[test]
fn what_a_later_report_says_was_not_known_before_it() {
    let graph = graph();
    let before = autumn(&graph).known_on(date(2023, 10, 5));
    assert!(before.changes().is_empty());
    assert!(before.events().iter().all(|event| {
        let mut sources = event.grounds.sources.iter();
        sources.all(|source| &*source.key != "crisiswatch-2023-10")
    }));
    let announced = graph
        .ever()
        .known_on(date(2023, 10, 5))
        .only(EventKind::Declaration);
    let announced = announced.events();
    let keys: Vec<&str> = announced.iter().map(|event| event.surest().key()).collect();
    assert_eq!(keys, ["france-announces-withdrawal"]);
}

#[test]
fn without_claims_and_allegations_their_events_are_gone_and_a_claimed_toll_is_unknown() {
    let graph = graph();
    let october = graph.during(date(2023, 10, 1)..date(2023, 11, 1));
    let keys = |view: View<'_, '_>| -> Vec<String> {
        let events = view.events();
        events
            .iter()
            .map(|event| event.surest().key().to_owned())
            .collect()
    };
    let (all, surer) = (keys(october), keys(october.at_least(Certainty::Reported)));
    let gone: Vec<&str> = all
        .iter()
        .filter(|key| !surer.contains(key))
        .map(|key| &**key)
        .collect();
    assert_eq!(
        gone,
        [
            "bamba-base-taken",
            "taoussa-base-taken",
            "killings-at-takoukate",
            "kidal-camp-taken-over",
        ],
    );
    let day = graph.at(date(2023, 10, 10)).certainly();
    let ambush = day.at_least(Certainty::Reported);
    assert!(ambush.events()[0].killed.is_none());
    let toll = ambush.toll().certainly;
    assert_eq!(
        (toll.violent, toll.without_figure, toll.best().unwrap_or(0)),
        (1, 1, 0)
    );
}
