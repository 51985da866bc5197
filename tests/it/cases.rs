//! Small records, each of one hard question, with the answers worked out by hand.

mod camps;
mod contradictions;
mod coverage;
mod departures;
mod ended;
mod happened;
mod known;
mod last_day;
mod lent_dates;
mod names;
mod other_pairs;
mod periods;
mod refused;
mod returns;
mod surest;
mod told_twice;
mod tolls;
mod two_graphs;

use crate::support::tiny::actor_of as actor;
use factions::{
    ActorGraph, Cause, Change, Count, Date, DaySpan, Problems, Record, TollTotal, View,
};

/// The text of a file of the folder `tests/data/cases`.
fn text_of(name: &str) -> String {
    let path = format!("tests/data/cases/{name}.toml");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The graph of such a file.
fn case(name: &str) -> ActorGraph {
    told(&text_of(name))
}

/// The graph of a text.
fn told(text: &str) -> ActorGraph {
    let record = Record::from_toml(text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    ActorGraph::new(record)
}

/// The mistakes of a text that is refused.
fn mistakes(text: &str) -> Problems {
    Record::from_toml(text).expect_err("it is refused")
}

/// The codes of its mistakes; each has a remedy.
fn codes(text: &str) -> Vec<&'static str> {
    let problems = mistakes(text);
    for problem in problems.errors() {
        let help = problem.help.as_deref().unwrap_or_default();
        assert!(!help.is_empty(), "no remedy: {problem}");
    }
    problems.errors().map(|one| one.code.as_str()).collect()
}

fn day(text: &str) -> Date {
    text.parse().expect("a date of a test is a date")
}

fn on<'g>(graph: &'g ActorGraph, text: &str) -> View<'g, 'static> {
    graph.at(day(text))
}

/// From a day up to, and not on, another.
fn during<'g>(graph: &'g ActorGraph, from: &str, to: &str) -> View<'g, 'static> {
    graph.during(day(from)..day(to))
}

fn sorted(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = all.collect();
    all.sort();
    all
}

/// The members, direct and through others: `aster certainly reported`.
fn members(view: View<'_, '_>, whole: &str) -> Vec<String> {
    let all = view.members(actor(view.graph(), whole));
    sorted(all.into_iter().map(|one| {
        let (member, grounds) = (one.member.key(), one.grounds);
        format!("{member} {} {}", grounds.holds, grounds.certainty)
    }))
}

/// The relations and events that tie an actor, by their ids: `pact possibly`.
fn ties(view: View<'_, '_>, key: &str) -> Vec<String> {
    let all = view.neighbors(actor(view.graph(), key));
    sorted(all.map(|one| format!("{} {}", one.tie.statement().key(), one.holds)))
}

/// `2021-06-01`, `2021-06-01..2021-06-12`, `..2021-06-12`.
fn days(span: DaySpan) -> String {
    let each = [span.earliest(), span.latest()];
    let [first, last] = each.map(|day| day.map_or_else(String::new, |day| day.to_string()));
    if first == last && !first.is_empty() {
        first
    } else {
        format!("{first}..{last}")
    }
}

fn change(one: &Change<'_>) -> String {
    let mut text = format!("{} {}", one.kind, one.actor.key());
    if let Some(other) = one.other {
        text = format!("{text} {}", other.key());
    }
    let grounds = &one.grounds;
    let days = days(one.days);
    text = format!("{text} {days} {} {}", grounds.holds, grounds.certainty);
    match one.cause {
        Some(Cause::Event(event)) => text = format!("{text} by {}", event.key()),
        Some(Cause::Dissolution(actor)) => text = format!("{text} by the end of {}", actor.key()),
        Some(other) => text = format!("{text} by {other}"),
        None => {}
    }
    for despite in &one.despite {
        text = format!("{text} despite {}", despite.key());
    }
    text
}

/// The changes, as `left part whole 2023-01-01..2023-01-31 possibly reported by walkout`.
fn changes(view: View<'_, '_>) -> Vec<String> {
    sorted(view.changes().iter().map(change))
}

/// The changes of one kind alone, without the word for it.
fn changes_of(view: View<'_, '_>, kind: &str) -> Vec<String> {
    let all = changes(view).into_iter();
    let own = all.filter_map(|one| Some(one.strip_prefix(kind)?.strip_prefix(' ')?.to_owned()));
    own.collect()
}

/// What cannot all be right, as `member-after-split first walkout certainly`.
fn contradictions(view: View<'_, '_>) -> Vec<String> {
    sorted(view.contradictions().iter().map(|one| {
        let keys = one
            .grounds
            .statements
            .iter()
            .map(|one| one.key().to_owned());
        format!(
            "{} {} {}",
            one.kind,
            sorted(keys).join(" "),
            one.grounds.holds
        )
    }))
}

/// The happenings, as `siege 2024-05-30..2024-06-02 certainly reported`, each by its surest telling.
fn events(view: View<'_, '_>) -> Vec<String> {
    sorted(view.events().iter().map(|one| {
        let (key, grounds) = (one.surest().key(), &one.grounds);
        format!(
            "{key} {} {} {}",
            days(one.days),
            grounds.holds,
            grounds.certainty
        )
    }))
}

/// Low, best and high of a count; `None`: unknown.
fn killed(count: Count) -> Option<(u64, u64, u64)> {
    let deaths = count.killed()?;
    Some((deaths.low, deaths.best?, deaths.high))
}

/// How many happenings are certainly and possibly in a total.
fn happenings(total: TollTotal) -> (u64, u64) {
    (total.certainly.happenings, total.possibly.happenings)
}
