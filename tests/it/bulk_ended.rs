//! Rows of actors that have ended.

use factions::{
    ActorGraph, ActorKind, Bulk, Day, EventKind, EventRow, Holds, Record, RelationKind,
    RelationRow, date,
};

/// The end of an actor bounds its relations, whether a row tells of them or a statement.
#[test]
fn who_has_ended_is_tied_to_nobody_by_rows_either() {
    let text = r#"
        [actors]
        alder = { name = "Alder League", kind = "coalition", active = { end = "2016-04-09" } }
        brook = { name = "Brook Guard", kind = "militia" }
        cedar = { name = "Cedar Front", kind = "armed-group", active = { start = "2010" } }
        [[events]]
        kind = "merger"
        when = "2012-05"
        from = "brook"
        to = "cedar"
    "#;
    let mut bulk = Bulk::onto(Record::from_toml(text).expect("no mistake"));
    let [alder, brook, cedar] =
        ["alder", "brook", "cedar"].map(|key| bulk.actor(key, ActorKind::Other));
    let since = Day::from(date(2003, 2, 1));
    let rows = [
        RelationRow::new(RelationKind::Alliance, alder, brook, since),
        RelationRow::new(RelationKind::Membership, brook, alder, since),
        RelationRow::new(
            RelationKind::Membership,
            cedar,
            alder,
            Day::from(date(2011, 1, 1)),
        ),
    ];
    let graph = bulk.build(&rows, &[]).expect("no mistake");
    let told = ActorGraph::new(graph.to_record());
    let answers = |graph: &ActorGraph, day| {
        let (view, alder) = (graph.at(day), graph.actor("alder").expect("it is there"));
        let allies = view.allies(alder).len();
        let members: Vec<String> = view
            .members(alder)
            .iter()
            .map(ToString::to_string)
            .collect();
        (allies, members)
    };
    for day in [
        date(2003, 2, 1),
        date(2011, 6, 1),
        date(2012, 5, 30),
        date(2012, 5, 31),
        date(2016, 4, 8),
        date(2016, 4, 9),
    ] {
        assert_eq!(answers(&graph, day), answers(&told, day), "{day}");
    }
    assert_eq!(answers(&graph, date(2012, 5, 30)).0, 1);
    assert_eq!(answers(&graph, date(2012, 5, 31)).0, 0);
    assert_eq!(answers(&graph, date(2016, 4, 9)), (0, Vec::new()));
    let changes = |graph: &ActorGraph| -> Vec<String> {
        let all = graph.ever().changes();
        let all = all.iter().filter(|change| change.other.is_some());
        all.map(|change| format!("{} {} {}", change.kind, change.actor, change.days))
            .collect()
    };
    assert_eq!(changes(&graph), changes(&told));
}

/// What rows tell of an actor narrows each of its active periods, as what statements tell does.
#[test]
fn rows_narrow_every_active_period() {
    let text = r#"
        [actors]
        alder = { name = "Alder League", kind = "armed-group", active = [
          { start = "2003", end = "2010-01-01" }, { start = "[2011..2014]" },
        ] }
        brook = { name = "Brook Guard", kind = "militia" }
    "#;
    let mut bulk = Bulk::onto(Record::from_toml(text).expect("no mistake"));
    let [alder, brook] = ["alder", "brook"].map(|key| bulk.actor(key, ActorKind::Other));
    let clash = |year| {
        let day = Day::from(date(year, 6, 1));
        EventRow::new(EventKind::Clash, alder, brook, day)
    };
    let rows = [2003, 2009, 2012, 2013].map(clash);
    let graph = bulk.build(&[], &rows).expect("no mistake");
    let told = ActorGraph::new(graph.to_record());
    let exists = |graph: &ActorGraph, day| {
        graph
            .at(day)
            .actor_holds(graph.actor("alder").expect("it is there"))
    };
    for (day, right) in [
        (date(2003, 5, 31), Some(Holds::Possibly)),
        (date(2003, 6, 2), Some(Holds::Certainly)),
        (date(2010, 6, 1), None),
        (date(2012, 5, 31), Some(Holds::Possibly)),
        (date(2012, 6, 2), Some(Holds::Certainly)),
        (date(2013, 6, 2), Some(Holds::Possibly)),
    ] {
        assert_eq!(exists(&told, day), right, "{day}");
        assert_eq!(exists(&graph, day), right, "{day}");
    }
}
