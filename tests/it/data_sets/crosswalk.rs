//! Who is who: the actors of a data set and those of a record.

use super::ged::{Row, file};
use super::is_sound;
use factions::import::data_sets::DataSetReader;
use factions::import::{Crosswalk, Import, Treatment};
use factions::{ActorGraph, ActorKind, Record, date};

fn record(actors: &str) -> Record {
    Record::from_toml(&format!("[actors]\n{actors}")).expect("it is in order")
}

fn beside(record: &Record, crosswalk: &str, rows: &[Row]) -> Import {
    let crosswalk = Crosswalk::from_toml(crosswalk).expect("it is in order");
    let reader = DataSetReader::new().beside("north.toml", record);
    let import = reader
        .crosswalk(crosswalk)
        .read("ged.csv", file(rows).as_bytes());
    let import = import.expect("it is read");
    is_sound(&import);
    import
}

/// How many events an actor of this key has.
fn events(import: &Import, key: &str) -> u64 {
    let graph = ActorGraph::new(import.record.clone());
    let Ok(actor) = graph.actor(key) else {
        return 0;
    };
    let count = graph.ever().event_count_of(actor);
    count.certainly + count.possibly
}

#[test]
fn an_actor_is_known_by_its_id_before_its_name() {
    let record = record(
        "a = { name = \"Northern Front\", kind = \"armed-group\" }\n\
         b = { name = \"Another\", kind = \"armed-group\", ids = { ucdp = \"9002\" } }",
    );
    let import = beside(&record, "", &[Row::new(1, "2020-05-01")]);
    assert_eq!((events(&import, "a"), events(&import, "b")), (0, 1));
    // and what a crosswalk says comes before both
    let import = beside(
        &record,
        "[ucdp]\n\"9002\" = \"a\"",
        &[Row::new(1, "2020-05-01")],
    );
    assert_eq!((events(&import, "a"), events(&import, "b")), (1, 0));
}

#[test]
fn a_name_is_known_in_any_case_and_as_of_the_day_of_the_row() {
    let record = record(
        "a = { name = \"A\", kind = \"armed-group\", aliases = [{ name = \"northern front\", end = \"2019-01-01\" }] }\n\
         b = { name = \"B\", kind = \"armed-group\", aliases = [{ name = \"Northern Front\", start = \"2020-01-01\" }] }",
    );
    let rows = [
        Row::new(1, "2018-05-01"),
        Row::new(2, "2019-05-01"),
        Row::new(3, "2020-05-01"),
        Row::new(4, "2021-05-01"),
    ];
    let import = beside(&record, "", &rows);
    assert_eq!((events(&import, "a"), events(&import, "b")), (1, 2));
    // between the two nobody went by it
    assert_eq!(events(&import, "ucdp-9002"), 1);
    let note = import.report.note(Treatment::Guessed, "name-of-other-days");
    assert_eq!(note.map(|note| note.count), Some(1));
}

#[test]
fn of_an_id_with_two_names_both_count_whatever_comes_first() {
    let record = record("front = { name = \"Front of the North\", kind = \"armed-group\" }");
    let mut other = Row::new(2, "2020-05-02");
    other.b = (9002, "Front of the North");
    let mut rows = [Row::new(1, "2020-05-01"), other];
    let import = beside(&record, "", &rows);
    assert_eq!(events(&import, "front"), 2);
    rows.reverse();
    assert_eq!(
        beside(&record, "", &rows).record.to_toml(),
        import.record.to_toml()
    );
}

#[test]
fn two_ids_of_one_actor_are_no_sides_of_a_clash() {
    let record = record("front = { name = \"Front\", kind = \"armed-group\" }");
    let crosswalk = "[ucdp]\n\"9001\" = \"front\"\n\"9002\" = \"front\"";
    let import = beside(&record, crosswalk, &[Row::new(1, "2020-05-01")]);
    assert_eq!(
        (import.report.made, import.report.set_aside),
        (1, 0),
        "{}",
        import.report
    );
    let graph = ActorGraph::new(import.record);
    let front = graph.actor("front").expect("it is there");
    assert_eq!(graph.ever().losses_of(front).all().best(), Some(3));
    let note = import.report.note(Treatment::Changed, "one-on-both-sides");
    assert_eq!(note.map(|note| note.count), Some(1));
}

#[test]
fn a_crosswalk_may_name_a_new_actor_by_a_part_of_its_name() {
    let mut row = Row::new(1, "2020-05-01");
    row.b = (9002, "NF: Northern Front");
    for name in ["NF", "Northern Front", "NF: Northern Front"] {
        let crosswalk = format!("[ucdp]\n\"{name}\" = {{ actor = \"front\", kind = \"militia\" }}");
        let import = beside(&record(""), &crosswalk, std::slice::from_ref(&row));
        assert_eq!(
            (import.report.made, events(&import, "front")),
            (1, 1),
            "{name}"
        );
        let unused = import.report.note(Treatment::Guessed, "crosswalk-unused");
        assert!(unused.is_none(), "{name}");
    }
}

#[test]
fn a_name_of_two_is_nobody_s() {
    let record = record(
        "a = { name = \"Northern Front\", kind = \"armed-group\" }\n\
         b = { name = \"B\", short = \"Northern Front\", kind = \"armed-group\" }",
    );
    let import = beside(&record, "", &[Row::new(1, "2020-05-01")]);
    assert_eq!((events(&import, "a"), events(&import, "b")), (0, 0));
    let note = import.report.note(Treatment::Guessed, "name-of-several");
    assert_eq!(note.map(|note| note.count), Some(1));
}

#[test]
fn a_crosswalk_may_say_who_it_was_when() {
    let record = record(
        "csp = { name = \"CSP\", kind = \"coalition\", active = { end = \"2022-11-30\" } }\n\
         fla = { name = \"FLA\", kind = \"armed-group\", active = { start = \"2022-11-30\" } }",
    );
    let rows = [Row::new(1, "2021-05-01"), Row::new(2, "2023-05-01")];
    let crosswalk = "[ucdp]\n\"9002\" = [{ actor = \"csp\", end = \"2022-11-30\" }, { actor = \"fla\", start = \"2022-11-30\" }]";
    let import = beside(&record, crosswalk, &rows);
    assert_eq!((events(&import, "csp"), events(&import, "fla")), (1, 1));
    assert_eq!(import.report.set_aside, 0);
}

#[test]
fn a_crosswalk_may_name_a_new_actor_and_join_ids_in_it() {
    let mut other = Row::new(2, "2020-05-02");
    other.b = (9007, "Northern Front (old)");
    let rows = [Row::new(1, "2020-05-01"), other];
    let crosswalk = "[ucdp]\n\"9002\" = { actor = \"front\", kind = \"criminal-group\", name = \"The Front\" }\n\"9007\" = \"front\"";
    let import = beside(&record(""), crosswalk, &rows);
    assert_eq!(events(&import, "front"), 2);
    let front = import.record.actor_by_key("front").expect("it was made");
    let front = import.record.actor(front);
    assert_eq!(
        (&*front.name, front.kind),
        ("The Front", ActorKind::CriminalGroup)
    );
    assert!(import.record.actor_by_key("ucdp-9002").is_none());
}

#[test]
fn a_number_of_a_state_is_the_id_of_one_actor_or_of_none() {
    let mut other = Row::new(2, "2020-05-02");
    other.a = (9004, "Government of the North");
    let import = beside(&record(""), "", &[Row::new(1, "2020-05-01"), other]);
    assert_eq!((import.report.made, import.report.set_aside), (2, 0));
    assert_eq!(import.record.actor_by_id_in("gw", "432"), None);
    let record = record("mali = { name = \"Mali\", kind = \"state\", ids = { gw = \"432\" } }");
    let import = beside(&record, "", &[Row::new(1, "2020-05-01")]);
    assert_eq!((import.report.made, import.report.set_aside), (1, 0));
    assert_eq!(
        import.record.actor_by_id_in("gw", "432"),
        import.record.actor_by_key("mali")
    );
}

#[test]
fn a_short_form_of_two_is_nobody_s() {
    let record =
        record("alp = { name = \"Arakan Party\", short = \"ALP\", kind = \"armed-group\" }");
    let mut rows = [Row::new(1, "2020-05-01"), Row::new(2, "2020-05-02")];
    rows[0].b = (9002, "ALP: Alpine Party");
    rows[1].b = (9003, "ALP: Arakan Party");
    let import = beside(&record, "", &rows);
    assert_eq!(
        (events(&import, "alp"), events(&import, "ucdp-9002")),
        (1, 1)
    );
    // alone it is told by its short form
    assert_eq!(events(&beside(&record, "", &rows[..1]), "alp"), 1);
}

#[test]
fn what_was_suggested_is_the_same_when_it_is_given_back() {
    let record = record(
        "a = { name = \"A\", kind = \"armed-group\", aliases = [{ name = \"Northern Front\", start = \"2019-01-01\", end = \"2020-01-01\" }] }",
    );
    let rows = [
        Row::new(1, "2018-05-01"),
        Row::new(2, "2019-05-01"),
        Row::new(3, "2020-05-01"),
    ];
    let import = beside(&record, "", &rows);
    assert_eq!((events(&import, "a"), events(&import, "ucdp-9002")), (1, 2));
    let again = beside(&record, &import.crosswalk.to_toml(), &rows);
    assert_eq!(again.record, import.record);
    assert_eq!(again.report.set_aside, 0);
}

#[test]
fn entries_of_no_use_are_told() {
    let crosswalk = "[ucdp]\n\"77\" = \"a\"\n[acledd]\n\"X\" = \"a\"";
    let import = beside(&record(""), crosswalk, &[Row::new(1, "2020-05-01")]);
    let note = import.report.note(Treatment::Guessed, "crosswalk-unused");
    assert_eq!(note.map(|note| note.count), Some(2));
}

#[test]
fn near_misses_are_told_and_never_joined() {
    let record = record("front = { name = \"Northern Fronts\", kind = \"armed-group\" }");
    let import = beside(&record, "", &[Row::new(1, "2020-05-01")]);
    assert_eq!(events(&import, "front"), 0);
    let note = import.report.note(Treatment::Guessed, "near-miss");
    assert_eq!(note.map(|note| note.count), Some(1));
    let table = import.crosswalk.to_toml();
    let line = table.lines().find(|line| line.contains("9002"));
    assert_eq!(
        line,
        Some("# \"9002\" = \"ucdp-9002\" # Northern Front; new; perhaps `front` (northern fronts)")
    );
    // given back as it is, it says nothing new
    let again = beside(&record, &table, &[Row::new(1, "2020-05-01")]);
    assert_eq!(again.record, import.record);
    // corrected by hand, it is given back
    let corrected = table.replace("# \"9002\" = \"ucdp-9002\"", "\"9002\" = \"front\"");
    let import = beside(&record, &corrected, &[Row::new(1, "2020-05-01")]);
    assert_eq!(events(&import, "front"), 1);
    let front = import.record.actor_by_key("front").expect("it was there");
    assert_eq!(import.record.actor(front), record.actor(front));
}

#[test]
fn the_record_beside_which_it_stands_stays_as_it_was() {
    let record = Record::from_toml(
        r#"
        [record]
        title = "North"
        as_of = "2019-12-31"
        source = "paper"
        [sources.paper]
        title = "A paper"
        published = "2019-11"
        [actors]
        front = { name = "Northern Front", kind = "armed-group" }
        pact = { name = "Pact", kind = "coalition" }
        [[relations]]
        kind = "membership"
        from = "front"
        to = "pact"
        start = "2018"
        end = ".."
        "#,
    );
    let record = record.expect("it is in order");
    let import = beside(&record, "", &[Row::new(1, "2020-05-01")]);
    let graph = ActorGraph::new(import.record.clone());
    let pact = graph.actor("pact").expect("it is there");
    // ongoing as of the day of its own record, not of the data set
    let certain = |day| graph.at(day).certainly().members(pact).len();
    assert_eq!(
        (certain(date(2019, 10, 1)), certain(date(2020, 6, 1))),
        (1, 0)
    );
    assert_eq!(import.record.title(), Some("North; with UCDP GED"));
    assert_eq!(import.record.covers().len(), 2);
}

#[test]
fn mistakes_of_a_crosswalk_are_told_at_once() {
    let text = "x = 1\n[ucdp]\n\"1\" = 7\n\"2\" = { actor = \"A B\" }\n\"3\" = { kind = \"rebels\" }\n\"4\" = { actor = \"a\", start = \"soon\", until = \"2020\" }";
    let problems = Crosswalk::from_toml(text)
        .expect_err("it has mistakes")
        .to_string();
    for wanted in [
        "1:5: error[wrong-type]",
        "3:7: error[wrong-type]",
        "4:17: error[malformed-key]",
        "5:16: error[unknown-word]",
        "5:7: error[missing-key]",
        "6:30: error[malformed-date]",
        "6:38: error[unknown-key]",
    ] {
        assert!(problems.contains(wanted), "{wanted}\n{problems}");
    }
    let broken = Crosswalk::from_toml("[ucdp")
        .expect_err("it is no TOML")
        .to_string();
    assert!(broken.contains("error[syntax]"), "{broken}");
}
