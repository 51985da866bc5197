//! Who the actors of ACLED are.

use super::acled::{ARMY, NEW_ARMY, Row, acled, by, statement};
use super::count;
use factions::import::data_sets::{Associated, Civilians, StateForces};
use factions::import::{Import, Measure};
use factions::{ActorGraph, ActorKind, RelationKind, Statement, date};

#[test]
fn kinds_go_by_names_and_then_by_the_code_that_most_rows_have() {
    let mut rows = vec![
        Row::new(1, "2020-05-01").other("River Militia", "4"),
        Row::new(2, "2020-05-02").other("River Militia", "8"),
        Row::new(3, "2020-05-03").other("River Militia", "4"),
        Row::new(4, "2020-05-04").other("MINUSMA: Mission (2013-2023)", "8"),
        Row::new(5, "2020-05-05").other("Unidentified Armed Group (Northland)", "3"),
        Row::new(6, "2020-05-06").other("Militia A and/or Militia B", "3"),
        Row::new(7, "2020-05-07").other("Government of Northland (2012-2020)", "1"),
        Row::new(8, "2020-05-08").other("Mutiny of Military Forces of Northland (2012-2020)", "1"),
        Row::new(9, "2020-05-09").other("Traders", "8"),
    ];
    rows.push(Row::new(11, "2020-05-11"));
    rows.push(
        Row::new(10, "2020-05-10")
            .one("Protesters (Northland)", "6")
            .other("Rioters (Northland)", "5"),
    );
    let record = acled(&rows).record;
    let kind = |key: &str| {
        let actor = record
            .actor_by_key(key)
            .unwrap_or_else(|| panic!("there is no `{key}`"));
        record.actor(actor).kind
    };
    for (key, wanted) in [
        ("acled-river-militia", ActorKind::Militia),
        ("acled-nf-northern-front", ActorKind::ArmedGroup),
        ("acled-minusma-mission", ActorKind::InternationalForce),
        (
            "acled-unidentified-armed-group-northland",
            ActorKind::Unidentified,
        ),
        ("acled-militia-a-and-or-militia-b", ActorKind::Unidentified),
        ("acled-government-of-northland", ActorKind::Government),
        (
            "acled-mutiny-of-military-forces-of-northland",
            ActorKind::StateForce,
        ),
        ("acled-traders", ActorKind::Other),
        ("acled-protesters-northland", ActorKind::Crowd),
        ("acled-rioters-northland", ActorKind::Crowd),
    ] {
        assert_eq!(kind(key), wanted, "{key}");
    }
    let militia = record.actor(
        record
            .actor_by_key("acled-river-militia")
            .expect("it is there"),
    );
    let tags: Vec<&str> = militia.tags.iter().map(|tag| &**tag).collect();
    assert_eq!(tags, ["acled:external-forces", "acled:identity-militia"]);
    let front = record.actor(
        record
            .actor_by_key("acled-nf-northern-front")
            .expect("it is there"),
    );
    assert_eq!(front.short.as_deref(), Some("NF"));
}

#[test]
fn a_force_under_two_regimes_is_one_actor_with_two_names() {
    let rows = [
        Row::new(1, "2019-05-01"),
        Row::new(2, "2021-05-01").one(NEW_ARMY, "1"),
    ];
    let import = acled(&rows);
    assert_eq!(count(&import.report, Measure::Merged, "forces-unified"), 1);
    let graph = ActorGraph::new(import.record);
    let army = graph
        .actor("Military Forces of Northland")
        .expect("it is one");
    assert_eq!(graph.ever().event_count_of(army).certainly, 2);
    let names = graph.at(date(2019, 1, 1)).names(army);
    let certain: Vec<&str> = names
        .iter()
        .filter(|name| name.holds == factions::Holds::Certainly)
        .map(|name| name.name)
        .collect();
    assert!(
        certain.contains(&ARMY) && !certain.contains(&NEW_ARMY),
        "{certain:?}"
    );
    let apart = by(&rows, |options| {
        options.acled.state_forces = StateForces::AsWritten;
    });
    assert_eq!(apart.record.actors().len(), 3);
}

#[test]
fn forces_of_rival_regimes_stay_apart() {
    // they fought each other
    let rows = [
        Row::new(1, "2019-05-01"),
        Row::new(2, "2020-05-01")
            .one(NEW_ARMY, "1")
            .other(ARMY, "1"),
    ];
    let import = acled(&rows);
    assert_eq!(
        count(&import.report, Measure::Guessed, "forces-kept-apart"),
        1
    );
    assert_eq!(import.record.actors().len(), 3);
    // one stands beside those whom the other fights
    let mut beside = Row::new(3, "2020-05-02").one(NEW_ARMY, "1");
    beside.other.1 = ARMY;
    assert_eq!(
        acled(&[Row::new(1, "2019-05-01"), beside])
            .record
            .actors()
            .len(),
        3
    );
    // their years run side by side
    let other = "Military Forces of Northland (2015-2018)";
    let rows = [
        Row::new(1, "2019-05-01"),
        Row::new(2, "2017-05-01").one(other, "1"),
    ];
    assert_eq!(acled(&rows).record.actors().len(), 3);
    // closed since, it is the same
    let other = "Military Forces of Northland (2012-)";
    let rows = [
        Row::new(1, "2019-05-01"),
        Row::new(2, "2017-05-01").one(other, "1"),
    ];
    assert_eq!(acled(&rows).record.actors().len(), 2);
}

#[test]
fn a_unit_is_part_of_its_force_and_a_rival_regime_is_not() {
    let air = "Military Forces of Northland (2012-2020) Air Force";
    let council = "Military Forces of Northland (2016-) Supreme Council";
    let rows = [
        Row::new(1, "2019-05-01"),
        Row::new(2, "2019-05-02").one(air, "1"),
        Row::new(3, "2019-05-03").one(council, "2"),
    ];
    let import = acled(&rows);
    let parts: Vec<&Statement> = import
        .record
        .statements()
        .iter()
        .filter(|one| {
            one.relation()
                .is_some_and(|one| one.kind == RelationKind::PartOf)
        })
        .collect();
    assert_eq!(parts.len(), 1);
    let from = parts[0].ends.actors().next().expect("it has ends");
    assert_eq!(
        &*import.record.actor(from).key,
        "acled-military-forces-of-northland-air-force"
    );
    assert_eq!(
        count(&import.report, Measure::Guessed, "units-of-forces"),
        1
    );
}

#[test]
fn associated_organisations_stand_on_the_side_and_farmers_do_not() {
    let mut row = Row::new(1, "2020-05-01");
    row.one.1 = "River Militia; Farmers (Northland)";
    let rows = [row, Row::new(2, "2020-05-02").one("River Militia", "4")];
    let actors = |import: &Import| statement(import, "acled-NLD1").ends.actors().count();
    let import = acled(&rows);
    assert_eq!(actors(&import), 3);
    assert_eq!(
        count(&import.report, Measure::Guessed, "associated-organisations"),
        1
    );
    assert_eq!(
        count(&import.report, Measure::Beyond, "associated-left-out"),
        1
    );
    // who stands in no event is no actor
    assert_eq!(import.record.actors().len(), 3);
    let graph = ActorGraph::new(import.record);
    let militia = graph.actor("River Militia").expect("it is there");
    assert_eq!(graph.ever().partners(militia).len(), 1);
    let all = by(&rows, |options| options.acled.associated = Associated::All);
    assert_eq!(actors(&all), 4);
    let none = by(&rows, |options| options.acled.associated = Associated::None);
    assert_eq!(actors(&none), 2);
}

#[test]
fn a_later_version_may_differ_in_who_is_associated_alone() {
    let mut early = Row::new(1, "2020-05-01");
    early.other.1 = "Farmers (Northland)";
    let mut late = early.clone().at(1_800_000_000);
    late.one.1 = "River Militia";
    let other = Row::new(2, "2020-05-02").one("River Militia", "4");
    let mut rows = vec![early, late, other];
    let import = acled(&rows);
    assert_eq!(count(&import.report, Measure::Changed, "later-version"), 1);
    assert_eq!((import.report.made, import.report.merged), (3, 0));
    assert_eq!(statement(&import, "acled-NLD1").ends.actors().count(), 2);
    let later = statement(&import, "acled-NLD1@1800000000");
    assert_eq!(later.ends.actors().count(), 3);
    rows.rotate_left(1);
    assert_eq!(acled(&rows).record, import.record);
    let graph = ActorGraph::new(import.record);
    let militia = graph.actor("River Militia").expect("it is there");
    assert_eq!(graph.ever().event_count_of(militia).certainly, 2);
    // the same associates in another order are the same row
    let mut one = Row::new(1, "2020-05-01");
    one.one.1 = "River Militia; Farmers (Northland)";
    let mut other = one.clone();
    other.one.1 = "Farmers (Northland); River Militia";
    let import = acled(&[one, other]);
    assert_eq!((import.report.made, import.report.merged), (1, 1));
}

#[test]
fn civilians_may_be_one_for_all() {
    let attack = |number, name| {
        let row = Row::new(number, "2020-05-01").kind("Violence against civilians", "Attack");
        row.other(name, "7")
    };
    let rows = [
        attack(1, "Civilians (Northland)"),
        attack(2, "Civilians (Isles)"),
    ];
    assert_eq!(acled(&rows).record.actors().len(), 3);
    let one = by(&rows, |options| options.acled.civilians = Civilians::One);
    assert_eq!(one.record.actors().len(), 2);
}

#[test]
fn what_the_model_has_in_part_is_carried_along_whole() {
    let mut row = Row::new(1, "2020-05-01");
    row.one.1 = "Farmers (Northland)";
    let import = by(&[row], |options| options.native = true);
    let text = import.record.statements()[0].native.of("acled").next();
    let text = text.expect("it is carried along");
    for cell in [
        "\"sub_event_type\":\"Armed clash\"",
        "\"assoc_actor_1\":\"Farmers (Northland)\"",
        "\"inter2\":\"Rebel group\"",
    ] {
        assert!(text.contains(cell), "{cell} in {text}");
    }
}
