//! JSON Lines of all kinds of statements, made up.
//!
//! They have everything that the format has, in shares such as data sets of events have them.

use super::dice::Dice;
use factions::{Day, EventKind, RelationKind, date};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Text takes whatever is written to it.
const TAKES: &str = "text takes it";

/// The day for which the record speaks.
const AS_OF: &str = "2025-12-31";

/// Actors by what they may be tied as, places and sources.
struct Numbers {
    groups: u32,
    coalitions: u32,
    armies: u32,
    civilians: u32,
    /// Actors that split, merge or are renamed, each once or twice.
    factions: u32,
    places: u32,
    sources: u32,
}

/// What a later statement may tell of once more.
#[derive(Clone)]
struct Told {
    id: String,
    kind: usize,
    ends: String,
    time: String,
}

/// Makes the lines.
struct Maker {
    dice: Dice,
    numbers: Numbers,
    /// The last event with an id, and the last such relation of each kind.
    last_event: Option<Told>,
    last_relations: Vec<Option<Told>>,
    /// The next actor of those that split, merge or are renamed.
    faction: u32,
    line: String,
}

/// Writes a record of this many statements; how many lines it has.
pub(crate) fn write(statements: u32, seed: u64, out: &mut impl Write) -> io::Result<u64> {
    let numbers = Numbers {
        groups: statements / 250 + 60,
        coalitions: statements / 5_000 + 8,
        armies: statements / 10_000 + 6,
        civilians: statements / 20_000 + 3,
        factions: statements / 200 + 20,
        places: statements / 400 + 30,
        sources: statements / 500 + 30,
    };
    let mut maker = Maker {
        dice: Dice(seed),
        numbers,
        last_event: None,
        last_relations: vec![None; RelationKind::ALL.len()],
        faction: 0,
        line: String::new(),
    };
    writeln!(
        out,
        r#"{{"type":"record","format":1,"title":"Made up","as_of":"{AS_OF}"}}"#
    )?;
    let mut lines = 1 + maker.entries(out)?;
    for number in 0..statements {
        maker.line.clear();
        if maker.one_in(5) {
            maker.relation(number);
        } else {
            maker.event(number);
        }
        maker.line.push('}');
        writeln!(out, "{}", maker.line)?;
        lines += 1;
    }
    Ok(lines)
}

/// A day of the data, by its number from the first.
fn on(number: i32) -> String {
    let first = Day::from(date(1997, 1, 1)).number();
    Day::new(first + number).to_string()
}

/// Days from the first one of the data to the day for which it speaks.
const DAYS: i32 = 10_591;

impl Maker {
    fn one_in(&mut self, sides: u32) -> bool {
        self.dice.roll(sides) == 0
    }

    /// Sources, actors and places; how many.
    fn entries(&mut self, out: &mut impl Write) -> io::Result<u64> {
        for source in 0..self.numbers.sources {
            let day = self.dice.days(DAYS);
            writeln!(
                out,
                r#"{{"type":"source","key":"report-{source}","publisher":"Publisher {}","title":"Report {source}","published":"{}","url":"https://example.org/report/{source}"}}"#,
                source % 97,
                on(day),
            )?;
        }
        let Numbers {
            groups,
            coalitions,
            armies,
            civilians,
            factions,
            places,
            sources,
        } = self.numbers;
        for (name, kind, count) in [
            ("group", "armed-group", groups),
            ("coalition", "coalition", coalitions),
            ("army", "state-force", armies),
            ("civilians", "civilians", civilians),
            ("faction", "militia", factions),
        ] {
            for number in 0..count {
                let active = match (name, number % 8) {
                    ("group" | "army", 0 | 1) => r#","active":{"start":"1990"}"#,
                    ("group", 2) => r#","active":{"start":"1985-03","end":".."}"#,
                    ("group", 3) => {
                        r#","active":[{"start":"1975","end":"1981-06-01"},{"start":"1990-02"}]"#
                    }
                    _ => "",
                };
                writeln!(
                    out,
                    r#"{{"type":"actor","key":"{name}-{number}","name":"The {name} {number}","kind":"{kind}","country":"ML"{active}}}"#,
                )?;
            }
        }
        for place in 0..places {
            writeln!(
                out,
                r#"{{"type":"place","key":"place-{place}","name":"Place {place}","country":"ML","latitude":{}.25,"longitude":-{}.5}}"#,
                place % 80,
                place % 170,
            )?;
        }
        let actors = groups + coalitions + armies + civilians + factions;
        Ok(u64::from(sources + actors + places))
    }

    /// Several different groups.
    fn groups(&mut self, count: u32) -> Vec<String> {
        let first = self.dice.skewed(self.numbers.groups);
        let step = 1 + self.dice.skewed(self.numbers.groups / 4);
        let number = |i: u32| (first + i * step) % self.numbers.groups;
        (0..count)
            .map(|i| format!("\"group-{}\"", number(i)))
            .collect()
    }

    fn of(&mut self, name: &str, count: u32) -> String {
        format!("\"{name}-{}\"", self.dice.skewed(count))
    }

    /// The next of those that split, merge or are renamed.
    fn faction(&mut self) -> String {
        self.faction = (self.faction + 1) % self.numbers.factions;
        format!("\"faction-{}\"", self.faction)
    }

    /// One or several of the first, and of the second, of these groups.
    fn directed(&mut self) -> String {
        let count = 2 + u32::from(self.one_in(8)) + u32::from(self.one_in(12));
        let all = self.groups(count);
        let (from, to) = all.split_at(1 + usize::from(count == 4));
        let jointly = if to.len() > 1 && self.one_in(3) {
            r#","jointly":true"#
        } else {
            ""
        };
        format!(r#","from":{},"to":{}{jointly}"#, list(from), list(to))
    }

    /// Each of a group by itself, or sides.
    fn mutual(&mut self) -> String {
        if self.one_in(6) {
            return self.sides();
        }
        let count = 2 + self.dice.roll(2);
        format!(r#","between":[{}]"#, self.groups(count).join(","))
    }

    fn sides(&mut self) -> String {
        let all = self.groups(3);
        format!(r#","sides":[[{},{}],[{}]]"#, all[0], all[1], all[2])
    }

    fn event(&mut self, number: u32) {
        let is_twin = self.one_in(33);
        let twin = self.last_event.clone().filter(|_| is_twin);
        let kind = match self.dice.roll(100) {
            0..45 => EventKind::Clash,
            45..60 => EventKind::Strike,
            60..75 => EventKind::ViolenceAgainstCivilians,
            _ => {
                let any = self.dice.roll(1_000) as usize;
                EventKind::ALL[any % EventKind::ALL.len()]
            }
        };
        let lineage = [EventKind::Split, EventKind::Merger, EventKind::Rename];
        // each ends or begins an actor: so many actors there are
        let kind = if lineage.contains(&kind) && !self.one_in(10) {
            EventKind::Other
        } else {
            kind
        };
        let day = self.dice.days(DAYS - 400);
        let mut told = Told {
            id: String::new(),
            kind: EventKind::ALL
                .iter()
                .position(|one| *one == kind)
                .unwrap_or(0),
            ends: self.event_ends(kind),
            time: self.when(day),
        };
        if let Some(twin) = &twin {
            (told.kind, told.ends, told.time) = (twin.kind, twin.ends.clone(), twin.time.clone());
        }
        let kind = EventKind::ALL[told.kind];
        told.id = self.begin("event", kind.as_str(), number);
        self.line.push_str(&told.time);
        self.line.push_str(&told.ends);
        if !self.one_in(3) {
            let place = self.of("place", self.numbers.places);
            self.line.push_str(r#","place":"#);
            self.line.push_str(&place);
        }
        let is_violent = matches!(told.kind, 0..3 | 6);
        if is_violent && !self.one_in(3) {
            self.toll();
        }
        self.rest(day, twin.as_ref());
        if !told.id.is_empty() {
            self.last_event = Some(told);
        }
    }

    fn event_ends(&mut self, kind: EventKind) -> String {
        match kind {
            EventKind::Split => {
                let (whole, leaving) = (self.of("army", self.numbers.armies), self.faction());
                format!(r#","from":{whole},"to":{leaving}"#)
            }
            EventKind::Merger => {
                let (one, other, into) = (self.faction(), self.faction(), self.faction());
                format!(r#","from":[{one},{other}],"to":{into}"#)
            }
            EventKind::Rename => {
                let (old, new) = (self.faction(), self.faction());
                format!(r#","from":{old},"to":{new}"#)
            }
            EventKind::ViolenceAgainstCivilians => {
                let from = list(&self.groups(1));
                let victims = self.of("civilians", self.numbers.civilians);
                format!(r#","from":{from},"to":{victims}"#)
            }
            EventKind::Clash
            | EventKind::Strike
            | EventKind::Seizure
            | EventKind::Abduction
            | EventKind::Arrest
            | EventKind::CeasefireBreach => match self.dice.roll(10) {
                0 => {
                    let army = self.of("army", self.numbers.armies);
                    format!(r#","actor":{army}"#)
                }
                1 => self.sides(),
                _ => self.directed(),
            },
            _ => match self.dice.roll(3) {
                0 => {
                    let count = 1 + self.dice.roll(2);
                    format!(r#","actor":{}"#, list(&self.groups(count)))
                }
                1 => self.mutual(),
                _ => {
                    let groups = self.groups(2);
                    format!(r#","from":{},"to":{}"#, groups[0], groups[1])
                }
            },
        }
    }

    fn when(&mut self, day: i32) -> String {
        let text = match self.dice.roll(40) {
            0 => on(day)[..7].to_owned(),
            1 => format!("[{}..{}]", on(day), on(day + 9)),
            2 => format!("{}/{}", on(day), on(day + 2)),
            3 => format!("early {}", &on(day)[..7]),
            4 => format!("{}~", on(day)),
            5 => format!("{{{},{}}}", on(day), on(day + 4)),
            6 if self.one_in(4) => return String::new(),
            _ => on(day),
        };
        format!(r#","when":"{text}""#)
    }

    fn toll(&mut self) {
        let best = self.dice.skewed(60);
        let text = match self.dice.roll(10) {
            0..4 => best.to_string(),
            4 => format!(r#"{{"low":{best},"high":{}}}"#, best + 5),
            5 => {
                let by = list(&self.groups(1));
                format!(r#"{{"best":{best},"certainty":"claimed","by":{by}}}"#)
            }
            6 => {
                let groups = self.groups(2);
                let (one, other) = (best / 2, best - best / 2);
                format!(
                    r#"{{"low":{},"best":{best},"high":{},"of":[{{"actor":{},"best":{one}}},{{"actor":{},"low":{},"best":{other},"high":{}}}]}}"#,
                    best / 2,
                    best + 3,
                    groups[0],
                    groups[1],
                    other / 2,
                    other + 1,
                )
            }
            _ => format!(
                r#"{{"low":{},"best":{best},"high":{}}}"#,
                best / 2,
                best + 3
            ),
        };
        self.line.push_str(r#","killed":"#);
        self.line.push_str(&text);
    }

    fn relation(&mut self, number: u32) {
        let kind = RelationKind::ALL[self.dice.roll(1_300) as usize % RelationKind::ALL.len()];
        let place = kind as usize;
        let is_twin = self.one_in(33);
        let twin = self.last_relations[place].clone().filter(|_| is_twin);
        let day = self.dice.days(DAYS - 1_600);
        let mut told = Told {
            id: String::new(),
            kind: place,
            ends: self.relation_ends(kind),
            time: self.period(day),
        };
        if let Some(twin) = &twin {
            told.ends.clone_from(&twin.ends);
        }
        told.id = self.begin("relation", kind.as_str(), number);
        if kind == RelationKind::Membership && self.one_in(4) {
            self.line.push_str(r#","role":"military wing""#);
        }
        if kind == RelationKind::Support && !self.one_in(4) {
            let forms = [r#""weapons""#, r#"["funding","training"]"#, r#"["troops"]"#];
            let form = forms[self.dice.roll(3) as usize];
            self.line.push_str(r#","forms":"#);
            self.line.push_str(form);
        }
        self.line.push_str(&told.ends);
        self.line.push_str(&told.time);
        self.rest(day, twin.as_ref());
        if !told.id.is_empty() {
            self.last_relations[place] = Some(told);
        }
    }

    fn relation_ends(&mut self, kind: RelationKind) -> String {
        let groups = self.groups(2);
        match kind {
            RelationKind::Membership => {
                let coalition = self.of("coalition", self.numbers.coalitions);
                format!(r#","from":{},"to":{coalition}"#, groups[0])
            }
            RelationKind::PartOf => {
                let army = self.of("army", self.numbers.armies);
                format!(r#","from":{},"to":{army}"#, groups[0])
            }
            kind if kind.is_directed() => {
                format!(r#","from":{},"to":{}"#, groups[0], groups[1])
            }
            RelationKind::Rivalry if self.one_in(2) => {
                format!(r#","from":[{}],"to":{}"#, groups[0], groups[1])
            }
            _ => self.mutual(),
        }
    }

    fn period(&mut self, day: i32) -> String {
        let text = on(day);
        // how far the end keeps from a start that is not exact
        let (start, apart) = match self.dice.roll(20) {
            0 => (text[..4].to_owned(), 1_200),
            1 | 2 => (text[..7].to_owned(), 100),
            3 => (format!("{}~", &text[..7]), 100),
            4 => (format!("[{}..{}]", text, on(day + 20)), 100),
            5 => (String::new(), 100),
            _ => (text, 30),
        };
        let mut out = String::new();
        if !start.is_empty() {
            write!(out, r#","start":"{start}""#).expect(TAKES);
        }
        let end = day + apart + self.dice.days(3_000);
        match self.dice.roll(4) {
            0 => out.push_str(r#","end":"..""#),
            1 | 2 if end < DAYS => write!(out, r#","end":"{}""#, on(end)).expect(TAKES),
            _ => {}
        }
        if self.one_in(10) {
            let seen = on(day + apart - 1);
            write!(out, r#","seen":["{seen}"]"#).expect(TAKES);
        }
        out
    }

    /// Begins a line; the id that it has, empty if none.
    fn begin(&mut self, kind: &str, word: &str, number: u32) -> String {
        write!(self.line, r#"{{"type":"{kind}""#).expect(TAKES);
        let id = match self.dice.roll(5) {
            0 | 1 => String::new(),
            _ => format!("{kind}-{}-{number:07}", 1997 + number % 29),
        };
        if !id.is_empty() {
            write!(self.line, r#","id":"{id}""#).expect(TAKES);
        }
        write!(self.line, r#","kind":"{word}""#).expect(TAKES);
        id
    }

    /// What the statement rests on, and what is said of it beside.
    fn rest(&mut self, day: i32, twin: Option<&Told>) {
        let evidence = match self.dice.roll(40) {
            0..3 => format!(r#","certainty":"claimed","by":{}"#, list(&self.groups(1))),
            3 => format!(
                r#","certainty":"alleged","by":[{}]"#,
                self.groups(2).join(",")
            ),
            4 => r#","certainty":"alleged""#.to_owned(),
            5 => r#","certainty":"denied""#.to_owned(),
            6 => format!(r#","certainty":"planned","by":{}"#, list(&self.groups(1))),
            7..14 => r#","certainty":"confirmed""#.to_owned(),
            14 => r#","hedge":"reportedly""#.to_owned(),
            _ => String::new(),
        };
        self.line.push_str(&evidence);
        if !self.one_in(12) {
            let one = self.dice.skewed(self.numbers.sources);
            let source = if self.one_in(6) {
                let other = (one + 1 + self.dice.roll(9)) % self.numbers.sources;
                format!(r#"["report-{one}","report-{other}"]"#)
            } else {
                format!(r#""report-{one}""#)
            };
            write!(self.line, r#","source":{source}"#).expect(TAKES);
        }
        if self.one_in(200) {
            write!(self.line, r#","as_of":"{}""#, on(day + 300)).expect(TAKES);
        }
        if self.one_in(50) {
            self.line
                .push_str(r#","reason":"a quarrel over the spoils""#);
        }
        let note = match self.dice.roll(12) {
            0 => {
                r#","note":"The convoy was hit on the road to the north; no other source tells of it.""#
            }
            1 => r#","note":"Said \"in the morning\", near the wells of Tîn-Zawatine.""#,
            2 => r#","note":"Seen.""#,
            _ => "",
        };
        self.line.push_str(note);
        if let Some(twin) = twin {
            write!(self.line, r#","same_as":"{}""#, twin.id).expect(TAKES);
        }
        if self.one_in(150) {
            write!(self.line, r#","withdrawn":"{}""#, on(day + 350)).expect(TAKES);
        }
        if let Some(last) = self.last_event.as_ref().filter(|_| day % 300 == 0) {
            write!(self.line, r#","withdraws":"{}""#, last.id).expect(TAKES);
        }
        if self.one_in(100) {
            self.line
                .push_str(r#","native":{"ftm":"{\"topics\":[\"crime\"]}"}"#);
        }
    }
}

/// One text, or a list of several; each is in quotes already.
fn list(texts: &[String]) -> String {
    match texts {
        [one] => one.clone(),
        texts => format!("[{}]", texts.join(",")),
    }
}
