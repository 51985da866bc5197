//! Tiny records for tests, written in TOML with as little ceremony as possible.

use factions::{ActorGraph, ActorId, ActorRef, Date, Day, Record, StatementId};

/// A record of these actors (`key` or `key:kind`, an armed group if no kind is given) and of this
/// TOML; `header` is what stands in `[record]`, without the title.
pub(crate) fn record(header: &str, actors: &[&str], body: &str) -> Record {
    let mut text = format!("format = 1\n[record]\ntitle = \"tiny\"\n{header}\n[actors]\n");
    for actor in actors {
        let (key, kind) = actor.split_once(':').unwrap_or((actor, "armed-group"));
        let line = [
            key,
            " = { name = \"The ",
            key,
            "\", kind = \"",
            kind,
            "\" }\n",
        ];
        text += &line.concat();
    }
    text += body;
    match Record::from_toml(&text) {
        Ok(record) => record,
        Err(problems) => panic!("{problems}\n{text}"),
    }
}

/// The actor with this key.
pub(crate) fn actor(record: &Record, key: &str) -> ActorId {
    record
        .actor_by_key(key)
        .unwrap_or_else(|| panic!("no actor `{key}`"))
}

/// The actor of a graph with this key.
pub(crate) fn actor_of<'g>(graph: &'g ActorGraph, key: &str) -> ActorRef<'g> {
    graph.actor(key).expect("it is declared")
}

/// The statement with this id.
pub(crate) fn statement(record: &Record, id: &str) -> StatementId {
    let place = record
        .statements()
        .iter()
        .position(|statement| &*statement.id == id);
    let place = place.unwrap_or_else(|| panic!("no statement `{id}`"));
    StatementId::new(u32::try_from(place).expect("a tiny record"))
}

/// The number of a day.
pub(crate) fn day(text: &str) -> i64 {
    let date: Date = text.parse().expect("a date of a test is a date");
    i64::from(Day::from(date).number())
}
