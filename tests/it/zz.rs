//! Scratch.
#![allow(dead_code, unused_imports, clippy::all)]
#[path = "../support/mod.rs"]
mod support;
mod laws;
mod oracle;
mod worlds;

#[test]
fn show() {
    use factions::*;
    use crate::support::oracle::{Lens, Oracle};
    let Ok(file) = std::env::var("FILE") else { return };
    let text = std::fs::read_to_string(file).unwrap();
    let record = match Record::from_toml(&text) { Ok(r) => r, Err(e) => { println!("{e}"); return; } };
    let graph = ActorGraph::new(record.clone());
    let day = std::env::var("DAY").ok();
    let known = std::env::var("KNOWN").ok();
    let least = std::env::var("LEAST").ok();
    let mut view = graph.ever();
    let mut lens = Lens::ever();
    if let Some(d) = &day {
        let n = crate::support::tiny::day(d);
        lens = Lens::at(n);
        view = graph.at(d.parse::<Date>().unwrap());
    }
    if let Some(d) = &known {
        lens.known_on = Some(crate::support::tiny::day(d));
        view = view.known_on(d.parse::<Date>().unwrap());
    }
    if let Some(c) = &least {
        let c: Certainty = c.parse().unwrap();
        lens.at_least = c;
        view = view.at_least(c);
    }
    let oracle = Oracle::new(&record, lens);
    println!("--- library");
    for a in record.actors() {
        let a = record.actor_by_key(&a.key).unwrap();
        for n in view.neighbors(a) {
            println!("tie {} {} {} {:?}", n.tie.statement().key(), n.tie.from().key(), n.tie.to().key(), n.holds);
        }
    }
    for a in view.actors() { println!("actor {} {:?}", a.actor.key(), a.holds); }
    for e in view.events() { println!("event {:?} {:?} {:?}", e.days, e.grounds.holds, e.grounds.certainty); }
    for c in view.changes() { println!("change {c} | {:?} {:?}", c.grounds.certainty, c.grounds.statements.iter().map(|s| s.key()).collect::<Vec<_>>()); }
    for c in view.contradictions() { println!("contradiction {:?} {:?} {:?}", c.kind, c.grounds.holds, c.grounds.statements.iter().map(|s| s.key()).collect::<Vec<_>>()); }
    println!("--- oracle");
    let key = |a: ActorId| record.actor(a).key.to_string();
    for t in oracle.ties() { println!("tie {} {} {} {:?} {:?}", record.statement(t.statement).id, key(t.a), key(t.b), t.holds, t.certainty); }
    for (a, h) in oracle.actors() { println!("actor {} {:?}", key(a), h); }
    for e in oracle.events() { println!("event {:?} {:?}", e.holds, e.certainty); }
    let d = |n: i64| i32::try_from(n).map(|n| Day::new(n).to_string()).unwrap_or("-".into());
    for c in oracle.changes() { println!("change {} {} {} {}..{} {:?} {:?} cause {:?} despite {:?}", c.kind, key(c.actor), c.other.map(key).unwrap_or_default(), d(c.earliest), d(c.latest), c.holds, c.certainty, c.cause, c.despite); }
    for c in oracle.contradictions() { println!("contradiction {} {:?} {:?}", c.kind, c.holds, c.statements); }
}
