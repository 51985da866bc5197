//! Who the actors of ACLED are.

use super::acled::{ARMY, FRONT, NEW_ARMY, Row, acled, by, file, statement};
use super::count;
use factions::import::Treatment::{Beyond, Changed, Guessed, Merged};
use factions::import::data_sets::{
    AndOr, Associated, Civilians, DataSetOptions, DataSetReader, StateForces,
};
use factions::import::{Crosswalk, Import};
use factions::{ActorGraph, ActorKind, Ends, RelationKind, Statement, date};

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
    assert_eq!(count(&import.report, Merged, "forces-unified"), 1);
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
    assert_eq!(count(&import.report, Guessed, "forces-kept-apart"), 1);
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
    assert_eq!(count(&import.report, Guessed, "units-of-forces"), 1);
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
        count(&import.report, Guessed, "associated-organisations"),
        1
    );
    assert_eq!(count(&import.report, Beyond, "associated-left-out"), 1);
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
    assert_eq!(count(&import.report, Changed, "later-version"), 1);
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

/// The ends of a statement, by keys: who acts, `>`, who is hit; or the sides.
fn keys(import: &Import, id: &str) -> String {
    let record = &import.record;
    let groups = statement(import, id).ends.groups();
    let of_group = |group: &[factions::ActorId]| {
        let mut keys: Vec<&str> = group.iter().map(|id| &*record.actor(*id).key).collect();
        keys.sort_unstable();
        keys.join("+")
    };
    let mut groups: Vec<String> = groups.map(of_group).collect();
    if matches!(statement(import, id).ends, Ends::Directed { .. }) {
        return groups.join(" > ");
    }
    groups.sort_unstable();
    groups.join(" | ")
}

/// Attacks on civilians with whom these are associated.
fn attacks(associated: &[&'static str]) -> Vec<Row> {
    let rows = associated.iter().enumerate().map(|(number, associated)| {
        let number = u32::try_from(number).expect("they are few");
        let row = Row::new(number + 1, "2020-05-01").kind("Violence against civilians", "Attack");
        let mut row = row.one(FRONT, "2").other("Civilians (Northland)", "7");
        row.other.1 = associated;
        row
    });
    rows.collect()
}

#[test]
fn civilians_may_be_one_for_each_group() {
    let rows = attacks(&[
        "Farmers (Northland)",
        "Farmers (Northland); Women (Northland)",
        "",
        "Civilians (Isles)",
    ]);
    let import = by(&rows, |options| {
        options.acled.civilians = Civilians::OfGroup;
    });
    let front = "acled-nf-northern-front";
    for (id, wanted) in [
        ("acled-NLD1", "acled-farmers-northland"),
        (
            "acled-NLD2",
            "acled-farmers-northland+acled-women-northland",
        ),
        ("acled-NLD3", "civilians-northland"),
        // those of another country are left out as ever
        ("acled-NLD4", "civilians-northland"),
    ] {
        assert_eq!(keys(&import, id), format!("{front} > {wanted}"), "{id}");
    }
    let kinds = import.record.actors().iter();
    let kinds = kinds.filter(|actor| actor.kind == ActorKind::Civilians);
    assert_eq!(kinds.count(), 3);
    assert_eq!(count(&import.report, Guessed, "groups-of-civilians"), 3);
    let graph = ActorGraph::new(import.record);
    assert_eq!(
        graph.ever().toll().all().best(),
        Some(12),
        "no death counts twice"
    );
    // whom groups stand for everywhere is no actor
    let import = by(&attacks(&["Farmers (Northland)"]), |options| {
        options.acled.civilians = Civilians::OfGroup;
    });
    assert_eq!(import.record.actors().len(), 2);
}

#[test]
fn an_organisation_beside_civilians_is_no_group_of_them() {
    let mut rows = attacks(&["River Militia; Farmers (Northland)"]);
    rows.push(Row::new(9, "2020-05-02").one("River Militia", "4"));
    let import = by(&rows, |options| {
        options.acled.civilians = Civilians::OfGroup;
    });
    assert_eq!(
        keys(&import, "acled-NLD1"),
        "acled-nf-northern-front > acled-farmers-northland+acled-river-militia"
    );
    let none = by(&rows, |options| {
        options.acled.civilians = Civilians::OfGroup;
        options.acled.associated = Associated::None;
    });
    assert_eq!(
        keys(&none, "acled-NLD1"),
        "acled-nf-northern-front > acled-farmers-northland"
    );
}

#[test]
fn who_it_was_of_two_may_be_told_of_each() {
    let rows = [
        Row::new(1, "2020-05-01").one("NF: Northern Front and/or River Militia", "2"),
        Row::new(2, "2020-05-02").one("River Militia", "4"),
    ];
    let rows = rows.map(|row| row.other("Hill Militia", "4"));
    let one = acled(&rows);
    assert_eq!(one.record.statements().len(), 2);
    let import = by(&rows, |options| options.acled.and_or = AndOr::Each);
    assert_eq!((import.report.read, import.report.made), (2, 2));
    assert_eq!(count(&import.report, Guessed, "and-or"), 1);
    let kinds = import
        .record
        .actors()
        .iter()
        .map(|actor| (&*actor.key, actor.kind));
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [
            ("acled-hill-militia", ActorKind::Militia),
            ("acled-nf-northern-front", ActorKind::ArmedGroup),
            ("acled-river-militia", ActorKind::Militia),
        ]
    );
    let [first, second] = ["acled-NLD1", "acled-NLD1/2"].map(|id| statement(&import, id));
    assert_eq!(
        keys(&import, "acled-NLD1"),
        "acled-hill-militia | acled-nf-northern-front"
    );
    assert_eq!(
        keys(&import, "acled-NLD1/2"),
        "acled-hill-militia | acled-river-militia"
    );
    for one in [first, second] {
        assert_eq!(one.evidence.certainty.as_str(), "alleged");
        assert_eq!(one.evidence.hedge.as_deref(), Some("and/or"));
    }
    assert_eq!(
        statement(&import, "acled-NLD2").evidence.certainty.as_str(),
        "reported"
    );
    let graph = ActorGraph::new(import.record);
    let toll = graph.ever().toll();
    assert_eq!((toll.all().happenings, toll.all().best()), (2, Some(6)));
}

#[test]
fn one_of_two_is_nobody_against_himself_and_a_table_comes_before() {
    let name = "River Militia and/or Hill Militia";
    let rows = [
        Row::new(1, "2020-05-01")
            .one(name, "4")
            .other("Hill Militia", "4"),
        Row::new(2, "2020-05-02").one(name, "4").other(name, "4"),
    ];
    let each = |options: &mut DataSetOptions| options.acled.and_or = AndOr::Each;
    let import = by(&rows, each);
    assert_eq!(
        keys(&import, "acled-NLD1"),
        "acled-hill-militia | acled-river-militia"
    );
    assert_eq!(
        import.record.statements().len(),
        3,
        "alone, it may be either"
    );
    let crosswalk = format!("[acled]\n\"{name}\" = \"militias\"\n");
    let crosswalk = Crosswalk::from_toml(&crosswalk).expect("it is a crosswalk");
    let mut options = DataSetOptions::default();
    each(&mut options);
    let reader = DataSetReader::new().options(options).crosswalk(crosswalk);
    let import = reader
        .read("acled.csv", file(&rows).as_bytes())
        .expect("it is read");
    assert_eq!(keys(&import, "acled-NLD1"), "acled-hill-militia | militias");
    assert_eq!(
        statement(&import, "acled-NLD1").evidence.certainty.as_str(),
        "reported"
    );
}

#[test]
fn a_later_version_withdraws_all_who_may_have_been_meant() {
    let row = Row::new(1, "2020-05-01").one("River Militia and/or Hill Militia", "4");
    let mut later = row.clone().at(1_800_000_000);
    later.other.0 = ARMY;
    let import = by(&[row, later], |options| options.acled.and_or = AndOr::Each);
    let mut ids: Vec<&str> = import
        .record
        .statements()
        .iter()
        .map(|one| &*one.id)
        .collect();
    ids.sort_unstable();
    let new = "acled-NLD1@1800000000";
    assert_eq!(
        ids,
        ["acled-NLD1", "acled-NLD1/2", new, &format!("{new}/2")]
    );
    for id in &ids[2..] {
        let withdraws = &statement(&import, id).evidence.withdraws;
        let withdraws: Vec<&str> = withdraws.iter().map(|id| &**id).collect();
        assert_eq!(withdraws, ["acled-NLD1", "acled-NLD1/2"]);
    }
    let graph = ActorGraph::new(import.record);
    assert_eq!(graph.ever().toll().all().best(), Some(3));
}

#[test]
fn names_that_differ_in_spaces_alone_are_one() {
    let rows = [
        Row::new(1, "2020-05-01").other("River  Militia", "4"),
        Row::new(2, "2020-05-02").other("River\u{A0}Militia", "4"),
        Row::new(3, "2020-05-03").other("River Militia", "4"),
    ];
    let import = acled(&rows);
    assert_eq!(import.record.actors().len(), 2);
    assert_eq!(count(&import.report, Changed, "spaces-in-names"), 2);
    assert!(import.record.actor_by_key("acled-river-militia").is_some());
}

#[test]
fn kinds_that_are_guessed_are_counted() {
    let rows = [
        Row::new(1, "2020-05-01").other("River Militia", "4"),
        Row::new(2, "2020-05-02").other("River Militia", "2"),
        Row::new(3, "2020-05-03").other("Hill Militia", "3"),
        Row::new(4, "2020-05-04").other("Hill Militia", "4"),
        Row::new(5, "2020-05-05").other("Traders", ""),
    ];
    let note = acled(&rows).report;
    let note = note.note(Guessed, "kind-guessed").expect("it is told");
    let whats: Vec<&str> = note.first.iter().map(|one| &*one.what).collect();
    // two codes of one kind leave nothing to guess
    assert_eq!(whats, ["River Militia: armed-group", "Traders: other"]);
    let crosswalk = "[acled]\nTraders = { actor = \"traders\", kind = \"criminal-group\" }\n";
    let crosswalk = Crosswalk::from_toml(crosswalk).expect("it is a crosswalk");
    let reader = DataSetReader::new().crosswalk(crosswalk);
    let import = reader
        .read("acled.csv", file(&rows).as_bytes())
        .expect("it is read");
    assert_eq!(count(&import.report, Guessed, "kind-guessed"), 1);
}

#[test]
fn who_may_be_part_of_whom_is_listed_and_not_made() {
    let mut rows: Vec<Row> = (1..=4).map(|n| Row::new(n, "2020-05-01")).collect();
    for row in &mut rows[..3] {
        row.other = ("River Militia", "NF: Northern Front", "4");
    }
    // another version of the same event is no other event
    let mut again = rows[2].clone().at(1_800_000_000);
    again.one.0 = NEW_ARMY;
    rows.push(again);
    rows.push(Row::new(9, "2020-07-01").one(FRONT, "2"));
    // forces of a state stand together without being part of each other
    let mut force = Row::new(10, "2020-07-01");
    force.one.1 = "Police Forces of Northland (2012-2020)";
    rows.push(force);
    let import = acled(&rows);
    let [candidate] = &import.report.candidates[..] else {
        panic!("{:?}", import.report.candidates);
    };
    assert_eq!(candidate.code, "part-of");
    assert_eq!(candidate.actors, ["River Militia", FRONT]);
    assert_eq!(candidate.events, 3);
    assert_eq!(candidate.first, ["acled-NLD1", "acled-NLD2", "acled-NLD3"]);
    let day = Some(date(2020, 5, 1));
    assert_eq!((candidate.first_day, candidate.last_day), (day, day));
    assert_eq!(count(&import.report, Beyond, "part-of-candidate"), 1);
    let kinds = import.record.statements().iter().map(Statement::kind);
    assert!(kinds.into_iter().all(|kind| kind.as_str() != "part-of"));
}

#[test]
fn what_a_text_tells_of_a_change_is_listed_and_not_made() {
    let change = |number, notes| {
        let row = Row::new(number, "2020-05-01");
        let mut row = row.kind("Strategic developments", "Change to group/activity");
        row.notes = notes;
        row.other("", "")
    };
    let rows = [
        change(1, "Movement of forces: they went north."),
        change(2, "Two wings left the force."),
    ];
    let import = acled(&rows);
    let [candidate] = &import.report.candidates[..] else {
        panic!("{:?}", import.report.candidates);
    };
    assert_eq!(
        (candidate.code, &*candidate.first[0]),
        ("change-to-group", "acled-NLD2")
    );
    assert_eq!(candidate.actors, [ARMY]);
    assert_eq!(candidate.text, "Two wings left the force.");
    assert_eq!(count(&import.report, Beyond, "change-to-group"), 1);
    assert_eq!(import.record.statements().len(), 2);
}

#[test]
fn a_table_says_which_forces_are_one_before_their_names_do() {
    let rows = [
        Row::new(1, "2012-05-01").one(ARMY, "1"),
        Row::new(2, "2020-05-01").one(NEW_ARMY, "1"),
    ];
    let forces = |entries: [&str; 2], choice| {
        let [old, new] = entries;
        let text = format!("[acled]\n\"{ARMY}\" = \"{old}\"\n\"{NEW_ARMY}\" = \"{new}\"\n");
        let crosswalk = Crosswalk::from_toml(&text).expect("it is a crosswalk");
        let mut options = DataSetOptions::default();
        options.acled.state_forces = choice;
        let reader = DataSetReader::new().options(options).crosswalk(crosswalk);
        let import = reader
            .read("acled.csv", file(&rows).as_bytes())
            .expect("it is read");
        assert_eq!(import.report.made, 2, "{}", import.report);
        ["acled-NLD1", "acled-NLD2"].map(|id| keys(&import, id))
    };
    let front = "acled-nf-northern-front";
    let one = format!("{front} | army");
    assert_eq!(
        forces(["army", "army"], StateForces::AsWritten),
        [one.clone(), one]
    );
    // whom the table tells apart is not taken for one
    let [old, new] = forces(["old-army", "young-army"], StateForces::Unify);
    assert_eq!(
        (old, new),
        (
            format!("{front} | old-army"),
            format!("{front} | young-army")
        )
    );
}
