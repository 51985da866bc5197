//! Patterns of three events that follow each other: temporal motifs.

use crate::graph::StatementRef;
use crate::model::{ActorId, Day};
use crate::query::{Happening, denied_in_part};
use crate::view::View;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One event of a motif: which of its actors it ties, and whether it has a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct MotifStep {
    /// The actor that acts, or one of the two: 0, 1 or 2.
    pub from: u8,
    /// The actor that is hit, or the other of the two: 0, 1 or 2.
    pub to: u8,
    /// Whether the event leads from the one to the other.
    pub is_directed: bool,
}

/// A pattern of three successive events among two or three actors.
///
/// The actors are letters, in the order in which they come in. It prints as `A→B, B→A, A→C`; an
/// event without direction prints as `A–B`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Motif {
    steps: [MotifStep; 3],
}

impl Motif {
    /// The three events of the pattern, in time.
    pub const fn steps(self) -> [MotifStep; 3] {
        self.steps
    }

    /// The number of actors: two or three.
    pub fn actors(self) -> usize {
        let all = self.steps.iter().flat_map(|step| [step.from, step.to]);
        all.max().map_or(0, |last| usize::from(last) + 1)
    }
}

impl fmt::Display for Motif {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = |actor: u8| {
            ["A", "B", "C"]
                .get(usize::from(actor))
                .copied()
                .unwrap_or("?")
        };
        for (place, step) in self.steps.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            let arrow = if step.is_directed { "→" } else { "–" };
            write!(f, "{comma}{}{arrow}{}", letter(step.from), letter(step.to))?;
        }
        Ok(())
    }
}

impl Serialize for Motif {
    /// Serialises as it prints.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How often a motif occurs, and in which statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MotifCount<'g> {
    /// The pattern.
    pub motif: Motif,
    /// How many triples of events have this pattern.
    pub count: u64,
    /// The surest statement of each event in these triples, in storage order.
    pub statements: Vec<StatementRef<'g>>,
    /// The known denials of these events, in storage order.
    pub denied: Vec<StatementRef<'g>>,
}

/// How often each motif occurs in a view.
///
/// It prints one line for each motif and serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MotifCensus<'g> {
    /// The most days from the first to the third event.
    pub within: u32,
    /// The motifs that occur, sorted by pattern.
    pub motifs: Vec<MotifCount<'g>>,
    /// The happenings without one certain day, by time; they are in no motif.
    pub left_out: Vec<StatementRef<'g>>,
}

impl MotifCensus<'_> {
    /// How many triples of events have any pattern.
    pub fn total(&self) -> u64 {
        self.motifs.iter().map(|one| one.count).sum()
    }
}

impl fmt::Display for MotifCensus<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for MotifCount {
            motif,
            count,
            denied,
            ..
        } in &self.motifs
        {
            writeln!(f, "{motif}: {count}{}", denied_in_part(denied))?;
        }
        writeln!(f, "without one certain day: {}", self.left_out.len())
    }
}

/// An event between two actors on a day.
#[derive(Debug, Clone, Copy)]
struct Contact<'g> {
    day: Day,
    from: ActorId,
    to: ActorId,
    is_directed: bool,
    surest: StatementRef<'g>,
}

/// # Motifs
impl<'g> View<'g, '_> {
    /// How often each pattern of three events among two or three actors occurs within some days.
    ///
    /// These are the δ-temporal motifs with three edges of Paranjape, Benson and Leskovec (2017): three
    /// contacts on three successive days, connected by their actors, with the last at most `within` days
    /// after the first. A contact is a pair that an event ties; each happening counts once for a pair. Events
    /// on the same day have no order and make no motif. Events without one certain day make none either, but
    /// are listed. The view decides which kinds of events count ([`only`](View::only)).
    ///
    /// # Units
    ///
    /// Days.
    ///
    /// # Complexity
    ///
    /// O(c k²), where c is the number of contacts and k that of an actor's contacts within the days.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, EventKind, Record};
    /// # let event = |day, from, to| format!("[[events]]\nkind = \"strike\"\nwhen = {day}\nfrom = \"{from}\"\nto = \"{to}\"\n");
    /// # let record = Record::from_toml(&format!(r#"
    /// # format = 1
    /// # [actors]
    /// # a = {{ name = "A", kind = "armed-group" }}
    /// # b = {{ name = "B", kind = "armed-group" }}
    /// # c = {{ name = "C", kind = "armed-group" }}
    /// # {}{}{}"#, event("2023-08-07", "a", "b"), event("2023-08-09", "b", "a"), event("2023-08-10", "a", "c")))?;
    /// // strikes of a on b, of b on a, of a on c
    /// let graph = ActorGraph::new(record);
    /// let census = graph.ever().only(EventKind::Strike).motifs(7);
    /// assert_eq!(census.motifs[0].motif.to_string(), "A→B, B→A, A→C");
    /// assert_eq!(census.motifs[0].count, 1);
    /// assert_eq!(graph.ever().motifs(2).total(), 0);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn motifs(self, within: u32) -> MotifCensus<'g> {
        let mut contacts: Vec<Contact<'g>> = Vec::new();
        let mut left_out = Vec::new();
        for happening in self.events() {
            let days = happening.days;
            if days.first == days.last && days.first.is_finite() {
                contacts.extend(self.contacts(&happening));
            } else {
                left_out.push(happening.surest());
            }
        }
        let mut of_actor: BTreeMap<ActorId, Vec<usize>> = BTreeMap::new();
        for (at, contact) in contacts.iter().enumerate() {
            for actor in [contact.from, contact.to] {
                of_actor.entry(actor).or_default().push(at);
            }
        }
        let mut found: BTreeMap<Motif, (u64, BTreeSet<StatementRef<'g>>)> = BTreeMap::new();
        for (first, one) in contacts.iter().enumerate() {
            let last = i64::from(one.day.number()) + i64::from(within);
            // contacts with one of some actors after a day, within the days of the motif
            let next = |actors: &[ActorId], day: Day| {
                let mut all: BTreeSet<usize> = BTreeSet::new();
                for actor in actors {
                    let own = of_actor.get(actor).map_or(&[][..], Vec::as_slice);
                    let from = own.partition_point(|&at| contacts[at].day <= day);
                    let in_time = |&&at: &&usize| i64::from(contacts[at].day.number()) <= last;
                    all.extend(own[from..].iter().take_while(in_time));
                }
                all
            };
            let pair = [one.from, one.to];
            for second in next(&pair, one.day) {
                let two = contacts[second];
                let new = [two.from, two.to]
                    .into_iter()
                    .find(|actor| !pair.contains(actor));
                let actors: Vec<ActorId> = pair.into_iter().chain(new).collect();
                for third in next(&actors, two.day) {
                    let three = contacts[third];
                    let all: BTreeSet<ActorId> = [three.from, three.to]
                        .into_iter()
                        .chain(actors.iter().copied())
                        .collect();
                    if all.len() > 3 {
                        continue;
                    }
                    let motif = motif([contacts[first], two, three]);
                    let (count, statements) = found.entry(motif).or_default();
                    *count += 1;
                    statements.extend([one.surest, two.surest, three.surest]);
                }
            }
        }
        let motifs = found
            .into_iter()
            .map(|(motif, (count, statements))| MotifCount {
                motif,
                count,
                denied: self.denials_of_all(&statements),
                statements: statements.into_iter().collect(),
            });
        MotifCensus {
            within,
            motifs: motifs.collect(),
            left_out,
        }
    }

    /// The pairs that a happening ties, each once.
    fn contacts(self, happening: &Happening<'g>) -> Vec<Contact<'g>> {
        let mut pairs: BTreeSet<(ActorId, ActorId, bool)> = BTreeSet::new();
        for statement in &happening.grounds.statements {
            let ends = &statement.record().ends;
            for (from, to) in ends.pairs() {
                if from != to && self.is_among(from) && self.is_among(to) {
                    pairs.insert(if ends.is_directed() {
                        (from, to, true)
                    } else {
                        (from.min(to), from.max(to), false)
                    });
                }
            }
        }
        let contact = |(from, to, is_directed)| Contact {
            day: happening.days.first,
            from,
            to,
            is_directed,
            surest: happening.surest(),
        };
        pairs.into_iter().map(contact).collect()
    }
}

/// The pattern of three contacts; contacts without direction are read so that the pattern sorts first.
fn motif(contacts: [Contact<'_>; 3]) -> Motif {
    let read = |turned: usize| {
        let mut names: Vec<ActorId> = Vec::new();
        let mut name = |actor: ActorId| {
            let known = names.iter().position(|&one| one == actor);
            let at = known.unwrap_or_else(|| {
                names.push(actor);
                names.len() - 1
            });
            u8::try_from(at).unwrap_or(u8::MAX)
        };
        let mut place = 0;
        let steps = contacts.map(|contact| {
            let is_turned = !contact.is_directed && turned >> place & 1 == 1;
            place += 1;
            let (from, to) = if is_turned {
                (name(contact.to), name(contact.from))
            } else {
                let from = name(contact.from);
                (from, name(contact.to))
            };
            let is_directed = contact.is_directed;
            // an event without direction is written from the letter that comes first
            let (from, to) = if is_directed {
                (from, to)
            } else {
                (from.min(to), from.max(to))
            };
            MotifStep {
                from,
                to,
                is_directed,
            }
        });
        Motif { steps }
    };
    (1..8).map(read).fold(read(0), Motif::min)
}
