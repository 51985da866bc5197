//! What writing costs: bytes a CPU second, and memory beyond what the process held before.
//!
//! `cargo bench --bench write -- 1000000 csv ftm cytoscape`; the method and the figures are in
//! `benches/README.md`.

use factions::export::{EdgeKey, LeftOut, TableForm};
use factions::{ActorGraph, Certainty, Day, Record, View, date};
use std::cell::Cell;
use std::fmt::Write as _;
use std::io;

#[path = "workload/clock.rs"]
#[expect(dead_code, reason = "the bench of the workload uses the rest")]
mod clock;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).expect("31 bits") % sides
    }

    fn days(&mut self, sides: usize) -> i32 {
        i32::try_from(self.roll(sides)).expect("a few years")
    }
}

/// A record as JSON Lines.
fn text(statements: usize) -> String {
    let mut dice = Dice(7);
    let (actors, coalitions) = (statements / 100 + 50, statements / 1000 + 5);
    let places = statements / 200 + 5;
    let first = Day::from(date(1997, 1, 1)).number();
    let mut text =
        String::from("{\"type\":\"record\",\"title\":\"Made up\",\"as_of\":\"2035-01-01\"}\n");
    for source in 0..400 {
        writeln!(
            text,
            r#"{{"type":"source","key":"report-{source}","publisher":"A publisher of reports","title":"Report of month {source}","published":"20{:02}-0{}","url":"https://example.org/reports/{source}"}}"#,
            source / 16, source % 9 + 1
        ).expect("text takes it");
    }
    for place in 0..places {
        writeln!(
            text,
            r#"{{"type":"place","key":"p{place}","name":"Place {place}","region":"Region {}","country":"ML","latitude":{}.5,"longitude":-{}.25}}"#,
            place % 30, place % 80, place % 170
        ).expect("text takes it");
    }
    for actor in 0..actors {
        let kind = if actor < coalitions {
            "coalition"
        } else {
            "armed-group"
        };
        writeln!(
            text,
            r#"{{"type":"actor","key":"a{actor}","name":"Actor {actor}","kind":"{kind}"}}"#
        )
        .expect("text takes it");
    }
    for number in 0..statements {
        let from = dice.roll(actors - coalitions) + coalitions;
        let coalition = dice.roll(coalitions);
        let day = first + dice.days(10_000);
        let on = |day: i32| Day::new(day).date().expect("a day of a bench").to_string();
        let start = on(day);
        let source = dice.roll(400);
        if number % 10 == 0 {
            let end = on(day + 1 + dice.days(2_000));
            let (kind, ends) = match dice.roll(3) {
                0 => (
                    "membership",
                    format!(r#""from":"a{from}","to":"a{coalition}""#),
                ),
                1 => (
                    "alliance",
                    format!(r#""between":["a{from}","a{coalition}"]"#),
                ),
                _ => (
                    "support",
                    format!(r#""from":"a{from}","to":"a{coalition}""#),
                ),
            };
            writeln!(
                text,
                r#"{{"type":"relation","id":"r{number}","kind":"{kind}",{ends},"start":"{start}","end":"{end}","source":"report-{source}"}}"#
            ).expect("text takes it");
        } else {
            let to = (from + 1 + dice.roll(actors - 1)) % actors;
            let when = if dice.roll(50) == 0 {
                &start[..7]
            } else {
                &start
            };
            let killed = dice.roll(9);
            let place = dice.roll(places);
            writeln!(
                text,
                r#"{{"type":"event","id":"e{number}","kind":"clash","when":"{when}","from":"a{from}","to":"a{to}","place":"p{place}","killed":{killed},"source":"report-{source}"}}"#
            ).expect("text takes it");
        }
    }
    text
}

/// A stream that counts, and keeps nothing.
#[derive(Default)]
struct Counted(Cell<u64>);

impl io::Write for &Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len() as u64);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Writer = fn(View<'_, '_>, &Counted) -> io::Result<LeftOut>;

/// Every writer of a view, by the name under which it is asked for.
const WRITERS: [(&str, Writer); 9] = [
    ("csv", |view, to| {
        view.write_tables(TableForm::Csv, |_| Ok(to))
    }),
    ("tables", |view, to| {
        view.write_tables(TableForm::JsonLines, |_| Ok(to))
    }),
    ("gexf", |view, to| view.write_gexf(to)),
    ("graphml", |view, to| view.write_graphml(to)),
    ("node-link", |view, to| {
        view.write_node_link(EdgeKey::Edges, to)
    }),
    ("cytoscape", |view, to| view.write_cytoscape(to)),
    ("geojson", |view, to| view.write_geojson(to)),
    ("ftm", |view, to| view.write_follow_the_money(to)),
    ("stix", |view, to| view.write_stix(to)),
];

/// Lets the most memory of the process be what it holds now, if the system can: else what reading took
/// hides what writing takes.
fn begin_peak_anew() -> bool {
    std::fs::write("/proc/self/clear_refs", "5").is_ok()
}

#[expect(clippy::cast_precision_loss, reason = "they are figures to look at")]
fn main() {
    let mut arguments = std::env::args().skip(1).filter(|one| one != "--bench");
    let statements: usize = arguments
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20_000);
    let forms: Vec<String> = arguments.collect();
    let record = Record::from_json_lines(text(statements).as_bytes()).expect("it is right");
    let graph = ActorGraph::new(record);
    let view = graph.ever().at_least(Certainty::Planned);
    for (name, write) in WRITERS {
        if !forms.is_empty() && !forms.iter().any(|form| form == name) {
            continue;
        }
        let is_own = begin_peak_anew();
        let before = clock::peak_rss();
        let clock = clock::Clock::start();
        let to = Counted::default();
        write(view, &to).expect("nothing is kept");
        let seconds = clock.seconds();
        let (bytes, more) = (to.0.get(), clock::peak_rss() - before);
        let rate = bytes as f64 / seconds / 1e6;
        let beyond = if is_own {
            "what it held before"
        } else {
            "its most before"
        };
        let said = format!(
            "{name}\t{bytes} bytes\t{seconds:.3} s\t{rate:.1} MB a second\t{:.1} MB beyond {beyond}\n",
            more as f64 / 1e6
        );
        io::Write::write_all(&mut io::stdout(), said.as_bytes()).expect("it is told");
    }
}
