//! Rows made up, and what a loop over all of them counts.

use factions::model::{Certainty, Deaths, Holds, Kinds, SourceId, Window};
use factions::{
    ActorGraph, ActorKind, ActorSet, Bulk, Day, EventKind, EventRow, Record, RelationKind,
    RelationRow, RowActor, RowEnd, RowSide, TollTotal, View, date,
};
use proptest::prelude::*;
use std::fmt::Write;

pub(super) const ACTORS: u64 = 7;
pub(super) const DAYS: u64 = 500;

/// Small numbers that look random and follow from the seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 33) % sides
    }

    pub(super) fn days(&mut self, sides: u64) -> i32 {
        i32::try_from(self.roll(sides)).expect("a few years")
    }

    pub(super) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.roll(all.len() as u64)).expect("a place")]
    }
}

pub(super) fn first_day() -> i32 {
    Day::from(date(2022, 1, 1)).number()
}

/// The day on which a source was published: ten days after the one before, more or less.
pub(super) fn published(source: u32) -> i32 {
    first_day()
        + 100 * i32::try_from(source % 4).expect("few")
        + i32::try_from(source / 4).expect("few") * 3
}

pub(super) struct Rows {
    pub(super) graph: ActorGraph,
    pub(super) relations: Vec<RelationRow>,
    pub(super) events: Vec<Event>,
}

/// A row, and who stands beside its `from`.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) row: EventRow,
    pub(super) beside: Vec<RowActor>,
}

impl Event {
    pub(super) fn of(row: EventRow) -> Self {
        let beside = Vec::new();
        Self { row, beside }
    }

    pub(super) fn names(&self, one: u32) -> bool {
        let mut actors = std::iter::once(self.row.from).chain(self.row.to);
        let is_it = |actor: RowActor| actor.number() == one;
        actors.any(is_it) || self.beside.iter().copied().any(is_it)
    }

    /// Whether two actors stand against each other.
    pub(super) fn ties(&self, one: u32, other: u32) -> bool {
        let Some(to) = self.row.to.map(RowActor::number) else {
            return false;
        };
        let is_first = |actor: u32| {
            let mut first = std::iter::once(self.row.from).chain(self.beside.iter().copied());
            first.any(|own| own.number() == actor)
        };
        (to == one && is_first(other)) || (to == other && is_first(one))
    }

    /// Whether it counts among some actors: a pair of it does, or all its actors.
    pub(super) fn is_among(&self, is_in: impl Fn(RowActor) -> bool) -> bool {
        let mut first = std::iter::once(self.row.from).chain(self.beside.iter().copied());
        match self.row.to {
            Some(to) => is_in(to) && first.any(is_in),
            None => first.all(is_in),
        }
    }
}

/// What events look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Of two actors, with one figure or none.
    Plain,
    /// Nearly all tolls are ranges; a fifth has several actors on a side or one alone.
    Real,
}

/// Whose events have days that are not exactly known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Uncertain {
    Nobody,
    /// Of two actors with each other: the others have exact events alone.
    Two,
    All,
}

/// A graph of so many events and half as many relations, from some sources; without one, all events are
/// of one class, and have no figure.
pub(super) fn rows(
    seed: u64,
    count: u64,
    uncertain: Uncertain,
    sources: u32,
    shape: Shape,
) -> Rows {
    let mut dice = Dice(seed);
    let record = with_sources(sources);
    let sources: Vec<SourceId> = (0..sources)
        .filter_map(|source| record.source_by_key(&format!("s{source:02}")))
        .collect();
    let mut bulk = Bulk::onto(record);
    let actors: Vec<RowActor> = (0..ACTORS)
        .map(|actor| bulk.actor(&format!("a{actor}"), ActorKind::Coalition))
        .collect();
    let pair = |dice: &mut Dice| {
        let one = dice.roll(ACTORS);
        let other = (one + 1 + dice.roll(ACTORS - 1)) % ACTORS;
        [one, other].map(|actor| actors[usize::try_from(actor).expect("few")])
    };
    let told = [
        Certainty::Alleged,
        Certainty::Reported,
        Certainty::Confirmed,
    ];
    let events = (0..count).map(|_| {
        let [from, to] = pair(&mut dice);
        let first = first_day() + dice.days(DAYS);
        let are_the_two = [from, to]
            .iter()
            .all(|actor| (2..4).contains(&actor.number()));
        let is_exact = match uncertain {
            Uncertain::Nobody => true,
            Uncertain::Two => !are_the_two,
            Uncertain::All => false,
        };
        let length = if is_exact {
            0
        } else {
            dice.pick(&[0, 0, 0, 0, 0, 6, 30, 364, 1, 2, 3, 4, 5, 7])
        };
        let killed = dice.roll(6);
        let row = EventRow {
            last: Day::new(first + length),
            is_directed: dice.roll(2) == 0,
            certainty: dice.pick(&told),
            source: (!sources.is_empty()).then(|| dice.pick(&sources)),
            killed: (killed > 0).then(|| Deaths::exactly(killed)),
            ..EventRow::new(
                dice.pick(&[EventKind::Clash, EventKind::Signing]),
                from,
                to,
                Day::new(first),
            )
        };
        match shape {
            Shape::Plain => Event::of(row),
            Shape::Real => real(row, &mut dice, &actors),
        }
    });
    let mut events: Vec<Event> = events.collect();
    if sources.is_empty() && shape == Shape::Plain {
        for event in &mut events {
            let row = event.row;
            let to = row.to.expect("nobody stands alone");
            event.row = EventRow {
                last: row.last,
                ..EventRow::new(EventKind::Clash, row.from, to, row.first)
            };
        }
    }
    let kinds = [
        RelationKind::Membership,
        RelationKind::Alliance,
        RelationKind::Support,
    ];
    let relations = (0..count / 2).map(|_| {
        // a member never of its own member: from the lower to the higher
        let mut ends = pair(&mut dice);
        ends.sort();
        let [from, to] = ends;
        let start = first_day() + dice.days(DAYS);
        let row = RelationRow::new(dice.pick(&kinds), from, to, Day::new(start));
        let end = Day::new(start + 1 + dice.days(120));
        RelationRow {
            end: dice.pick(&[
                RowEnd::On(end, end),
                RowEnd::On(end, end),
                RowEnd::Ongoing,
                RowEnd::Unknown,
            ]),
            certainty: dice.pick(&told),
            source: (!sources.is_empty()).then(|| dice.pick(&sources)),
            ..row
        }
    });
    let relations: Vec<RelationRow> = relations.collect();
    let graph = built(bulk, &relations, &events);
    Rows {
        graph,
        relations,
        events,
    }
}

/// A record of so many sources, and no more.
fn with_sources(sources: u32) -> Record {
    let mut text = "format = 1\n[sources]\n".to_owned();
    for source in 0..sources {
        let day = Day::new(published(source)).date().expect("a day");
        writeln!(
            text,
            "s{source:02} = {{ title = \"S\", published = \"{day}\" }}"
        )
        .expect("text takes it");
    }
    Record::from_toml(&text).expect("sources alone are a record")
}

fn built(mut bulk: Bulk, relations: &[RelationRow], events: &[Event]) -> ActorGraph {
    for (place, event) in events.iter().enumerate() {
        for &actor in &event.beside {
            bulk.add_participant(place, RowSide::From, actor);
        }
    }
    let rows: Vec<EventRow> = events.iter().map(|event| event.row).collect();
    bulk.build(relations, &rows).expect("no mistake")
}

/// The same event with a range for a toll, and in a fifth of all with others beside an actor, or alone.
pub(super) fn real(mut row: EventRow, dice: &mut Dice, actors: &[RowActor]) -> Event {
    if let Some(Deaths {
        best: Some(best), ..
    }) = row.killed
    {
        // a margin above 254 has no room in the column's byte
        let high = best + dice.pick(&[0, 1, 3, 9, 250, 255, 300, 100_000]);
        let best = (dice.roll(5) > 0).then_some(best);
        row.killed = Some(Deaths {
            low: best.unwrap_or(high) - dice.roll(2).min(best.unwrap_or(high)),
            best,
            high,
        });
    }
    let mut event = Event::of(row);
    match dice.roll(10) {
        0 => {
            event.row.to = None;
            event.row.is_directed = false;
        }
        1 => {
            for _ in 0..=dice.roll(3) {
                let actor = dice.pick(actors);
                if Some(actor) != row.to {
                    event.beside.push(actor);
                }
            }
        }
        _ => {}
    }
    event
}

/// What is asked for of evidence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) at_least: Certainty,
    pub(super) known_on: Option<i32>,
    pub(super) certainly: bool,
    /// Only events of this kind.
    pub(super) kind: Option<EventKind>,
    /// Only the first so many actors.
    pub(super) among: Option<u32>,
}

impl Asked {
    pub(super) fn narrow<'g, 'f>(self, view: View<'g, 'f>, among: &'f ActorSet) -> View<'g, 'f> {
        let mut view = view.at_least(self.at_least);
        if let Some(kind) = self.kind {
            view = view.without(Kinds::EVENTS.minus(kind.into()));
        }
        if self.among.is_some() {
            view = view.among(among);
        }
        if let Some(day) = self.known_on {
            view = view.known_on(Day::new(day).date().expect("a day"));
        }
        if self.certainly {
            view.certainly()
        } else {
            view
        }
    }

    pub(super) fn admits(self, certainty: Certainty, source: Option<SourceId>) -> bool {
        // what has no source is always known
        let published = source.map_or(i32::MIN, |source| {
            published(u32::try_from(source.index()).expect("few"))
        });
        certainty >= self.at_least && self.known_on.is_none_or(|day| published <= day)
    }

    pub(super) fn has_both(self, one: RowActor, other: RowActor) -> bool {
        let is_among = |actor: RowActor| self.among.is_none_or(|most| actor.number() < most);
        is_among(one) && is_among(other)
    }

    /// Whether a tie of two actors counts.
    pub(super) fn has_both_of(self, one: u32, other: u32) -> bool {
        self.among.is_none_or(|most| one < most && other < most)
    }

    pub(super) fn shows(self, certainly: bool, possibly: bool) -> Option<Holds> {
        match (certainly, possibly) {
            (true, _) => Some(Holds::Certainly),
            (false, true) if !self.certainly => Some(Holds::Possibly),
            _ => None,
        }
    }

    pub(super) fn event(self, event: &Event, window: Window) -> Option<Holds> {
        let row = &event.row;
        let within = window.from <= row.first && row.last < window.to;
        let meets = row.first < window.to && window.from <= row.last;
        let holds = self.shows(within, meets)?;
        let is_of_kind = self.kind.is_none_or(|kind| kind == row.kind);
        let is_in = |actor: RowActor| self.among.is_none_or(|most| actor.number() < most);
        if !is_of_kind || !event.is_among(is_in) {
            return None;
        }
        self.admits(row.certainty, row.source).then_some(holds)
    }

    /// Whether it can hold on a day of a window.
    pub(super) fn relation_meets(self, row: &RelationRow, window: Window) -> bool {
        let is_begun = row.start.is_some_and(|(start, _)| start < window.to);
        let is_past = matches!(row.end, RowEnd::On(end, _) if end <= window.from);
        let is_in_time = is_begun && !is_past;
        is_in_time && self.has_both(row.from, row.to) && self.admits(row.certainty, row.source)
    }

    /// On a day: what is ongoing is certain up to and on the day of its source.
    pub(super) fn relation(self, row: &RelationRow, day: Day) -> Option<Holds> {
        let (start, _) = row.start?;
        if day < start || !self.has_both(row.from, row.to) {
            return None;
        }
        let (certainly, possibly) = match row.end {
            RowEnd::On(end, _) => (day < end, day < end),
            RowEnd::Ongoing => {
                // without a source and `as_of` it goes on for ever
                let until = row
                    .source
                    .map(|source| published(u32::try_from(source.index()).expect("few")));
                let is_certain = until.is_none_or(|until| day.number() <= until);
                (day == start || is_certain, true)
            }
            RowEnd::Unknown => (day == start, true),
        };
        let holds = self.shows(certainly, possibly)?;
        self.admits(row.certainty, row.source).then_some(holds)
    }
}

/// Certainly and possibly: happenings, the violent ones, those without and with a figure, those of a
/// range alone; deaths by their lowest, best and highest figures.
pub(super) type Slow = [[u64; 8]; 2];

pub(super) fn slow<'r>(events: impl Iterator<Item = (&'r Event, Holds)>) -> Slow {
    let mut total = Slow::default();
    for (event, holds) in events {
        let row = &event.row;
        let own = &mut total[usize::from(holds == Holds::Possibly)];
        own[0] += 1;
        let is_violent = row.kind == EventKind::Clash;
        own[1] += u64::from(is_violent);
        let Some(killed) = row.killed else {
            own[2] += u64::from(is_violent);
            continue;
        };
        own[3] += 1;
        own[4] += u64::from(killed.best.is_none());
        own[5] += killed.low;
        own[6] += killed.best.unwrap_or(killed.low);
        own[7] += killed.high;
    }
    total
}

pub(super) fn fast(toll: TollTotal) -> Slow {
    [toll.certainly, toll.possibly].map(|own| {
        let deaths = own.killed().unwrap_or(Deaths::exactly(0));
        [
            own.happenings,
            own.violent,
            own.without_figure,
            own.with_figure,
            own.without_best,
            deaths.low,
            deaths.best.unwrap_or(0),
            deaths.high,
        ]
    })
}

pub(super) fn asked() -> impl Strategy<Value = Asked> {
    let at_least = prop_oneof![
        Just(Certainty::Alleged),
        Just(Certainty::Reported),
        Just(Certainty::Confirmed)
    ];
    let known_on = proptest::option::of(-10..500_i32);
    let kind = proptest::option::weighted(0.3, Just(EventKind::Clash));
    let among = proptest::option::weighted(0.2, 2..5_u32);
    (at_least, known_on, any::<bool>(), kind, among).prop_map(
        |(at_least, known_on, certainly, kind, among)| Asked {
            at_least,
            known_on: known_on.map(|day| first_day() + day),
            certainly,
            kind,
            among,
        },
    )
}
