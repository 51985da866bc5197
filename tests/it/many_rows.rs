//! Rows by the thousand, so that they cross every block of every index, beside a loop over all rows.

use factions::model::{Certainty, Deaths, Holds, Kinds, SourceId, Window};
use factions::{
    ActorGraph, ActorId, ActorKind, ActorSet, Bulk, Day, DiffWord, EventKind, EventRow, Neighbor,
    NeighborColumns, Record, RelationKind, RelationRow, RowActor, RowEnd, Step, TollTotal, View,
    date,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

const ACTORS: u64 = 7;
const DAYS: u64 = 500;

/// Small numbers that look random and follow from the seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 33) % sides
    }

    fn days(&mut self, sides: u64) -> i32 {
        i32::try_from(self.roll(sides)).expect("a few years")
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.roll(all.len() as u64)).expect("a place")]
    }
}

fn first_day() -> i32 {
    Day::from(date(2022, 1, 1)).number()
}

/// The day on which a source was published: ten days after the one before, more or less.
fn published(source: u32) -> i32 {
    first_day()
        + 100 * i32::try_from(source % 4).expect("few")
        + i32::try_from(source / 4).expect("few") * 3
}

struct Rows {
    graph: ActorGraph,
    relations: Vec<RelationRow>,
    events: Vec<EventRow>,
}

/// Whose events have days that are not exactly known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Uncertain {
    Nobody,
    /// Of two actors with each other: the others have exact events alone.
    Two,
    All,
}

/// A graph of so many events and half as many relations, from some sources; without one, all events are
/// of one class, and have no figure.
fn rows(seed: u64, count: u64, uncertain: Uncertain, sources: u32) -> Rows {
    let mut dice = Dice(seed);
    let mut text = "format = 1\n[sources]\n".to_owned();
    for source in 0..sources {
        let day = Day::new(published(source)).date().expect("a day");
        writeln!(
            text,
            "s{source:02} = {{ title = \"S\", published = \"{day}\" }}"
        )
        .expect("text takes it");
    }
    let record = Record::from_toml(&text).expect("sources alone are a record");
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
        EventRow {
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
        }
    });
    let mut events: Vec<EventRow> = events.collect();
    if sources.is_empty() {
        for row in &mut events {
            let last = row.last;
            *row = EventRow::new(EventKind::Clash, row.from, to_of(row), row.first);
            row.last = last;
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
    let graph = bulk.build(&relations, &events).expect("no mistake");
    Rows {
        graph,
        relations,
        events,
    }
}

/// What is asked for of evidence.
#[derive(Debug, Clone, Copy)]
struct Asked {
    at_least: Certainty,
    known_on: Option<i32>,
    certainly: bool,
    /// Only events of this kind.
    kind: Option<EventKind>,
    /// Only the first so many actors.
    among: Option<u32>,
}

impl Asked {
    fn narrow<'g, 'f>(self, view: View<'g, 'f>, among: &'f ActorSet) -> View<'g, 'f> {
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

    fn admits(self, certainty: Certainty, source: Option<SourceId>) -> bool {
        // what has no source is always known
        let published = source.map_or(i32::MIN, |source| {
            published(u32::try_from(source.index()).expect("few"))
        });
        certainty >= self.at_least && self.known_on.is_none_or(|day| published <= day)
    }

    fn has_both(self, one: RowActor, other: RowActor) -> bool {
        let is_among = |actor: RowActor| self.among.is_none_or(|most| actor.number() < most);
        is_among(one) && is_among(other)
    }

    fn shows(self, certainly: bool, possibly: bool) -> Option<Holds> {
        match (certainly, possibly) {
            (true, _) => Some(Holds::Certainly),
            (false, true) if !self.certainly => Some(Holds::Possibly),
            _ => None,
        }
    }

    fn event(self, row: &EventRow, window: Window) -> Option<Holds> {
        let within = window.from <= row.first && row.last < window.to;
        let meets = row.first < window.to && window.from <= row.last;
        let holds = self.shows(within, meets)?;
        let is_of_kind = self.kind.is_none_or(|kind| kind == row.kind);
        if !is_of_kind || !self.has_both(row.from, to_of(row)) {
            return None;
        }
        self.admits(row.certainty, row.source).then_some(holds)
    }

    /// Whether it can hold on a day of a window.
    fn relation_meets(self, row: &RelationRow, window: Window) -> bool {
        let is_begun = row.start.is_some_and(|(start, _)| start < window.to);
        let is_past = matches!(row.end, RowEnd::On(end, _) if end <= window.from);
        let is_in_time = is_begun && !is_past;
        is_in_time && self.has_both(row.from, row.to) && self.admits(row.certainty, row.source)
    }

    /// On a day: what is ongoing is certain up to and on the day of its source.
    fn relation(self, row: &RelationRow, day: Day) -> Option<Holds> {
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

fn to_of(row: &EventRow) -> RowActor {
    row.to.expect("nobody stands alone")
}

/// Certainly and possibly: happenings, deaths, and the violent ones without a figure.
type Slow = [[u64; 3]; 2];

fn slow<'r>(events: impl Iterator<Item = (&'r EventRow, Holds)>) -> Slow {
    let mut total = Slow::default();
    for (row, holds) in events {
        let own = &mut total[usize::from(holds == Holds::Possibly)];
        own[0] += 1;
        own[1] += row.killed.map_or(0, factions::Deaths::best_or_low);
        own[2] += u64::from(row.killed.is_none() && row.kind == EventKind::Clash);
    }
    total
}

fn fast(toll: TollTotal) -> Slow {
    [toll.certainly, toll.possibly]
        .map(|own| [own.happenings, own.best().unwrap_or(0), own.without_figure])
}

fn asked() -> impl Strategy<Value = Asked> {
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_those_of_a_loop(
        seed in any::<u64>(),
        count in prop_oneof![Just(40_u64), Just(700), Just(3_000)],
        uncertain in prop_oneof![Just(Uncertain::Nobody), Just(Uncertain::Two), Just(Uncertain::All)],
        sources in prop_oneof![Just(0_u32), Just(1), Just(4), Just(40)],
        asked in asked(),
        spans in proptest::collection::vec((-20..520_i32, 0..200_i32), 6),
    ) {
        let Rows { graph, relations, events } = rows(seed, count, uncertain, sources);
        let most = asked.among.unwrap_or(0);
        let first: Vec<ActorId> = (0..most).map(ActorId::new).collect();
        let among = ActorSet::from_iter(first);
        // one for all questions: what it held before must not come through
        let mut columns = NeighborColumns::default();
        for (from, length) in spans {
            let day = Day::new(first_day() + from);
            let window = Window { from: day, to: Day::new(day.number() + length) };
            let view = asked.narrow(graph.during_days(window), &among);
            let own = || {
                let own = events.iter().filter(|_| !window.is_empty());
                own.filter_map(|row| Some((row, asked.event(row, window)?)))
            };
            prop_assert_eq!(fast(view.toll()), slow(own()), "all of {:?}", window);
            let names = |row: &EventRow| [row.from, to_of(row)].map(RowActor::number);
            for one in 0..3_u32 {
                let of_one = || own().filter(|(row, _)| names(row).contains(&one));
                let toll = view.toll_of(ActorId::new(one));
                prop_assert_eq!(fast(toll), slow(of_one()), "of {} in {:?}", one, window);
                let counted = view.event_count_of(ActorId::new(one));
                prop_assert_eq!(counted.all(), of_one().count() as u64);
                for other in one + 1..4 {
                    let both = of_one().filter(|(row, _)| names(row).contains(&other));
                    let toll = view.toll_between(ActorId::new(other), ActorId::new(one));
                    prop_assert_eq!(fast(toll), slow(both), "{} and {}", one, other);
                }
            }

            let steps = view.tolls_by(Step::Month);
            let mut sum = fast(steps.not_dated);
            for (days, toll) in &steps.steps {
                let in_step = own().filter(|(row, _)| days.from <= row.first && row.last < days.to);
                prop_assert_eq!(fast(*toll), slow(in_step), "{:?}", days);
                for (sum, own) in sum.iter_mut().flatten().zip(fast(*toll).iter().flatten()) {
                    *sum += own;
                }
            }
            prop_assert_eq!(sum, slow(own()), "the steps make up the whole");

            let on_day = asked.narrow(graph.at_day(day), &among);
            let holding = || relations.iter().filter_map(|row| Some((row, asked.relation(row, day)?)));
            let certain = holding().filter(|(_, holds)| *holds == Holds::Certainly).count();
            let counted = on_day.relation_count();
            prop_assert_eq!((counted.certainly, counted.all()), (certain as u64, holding().count() as u64));

            let days: Vec<(ActorId, Day)> = (0..7).map(|one| (ActorId::new(one), day)).collect();
            on_day.only(Kinds::RELATIONS).neighbors_of_all(&days, &mut columns);
            for one in 0..7_u32 {
                let other = |row: &RelationRow| match [row.from, row.to].map(RowActor::number) {
                    [from, to] if from == one => Some(to),
                    [from, to] if to == one => Some(from),
                    _ => None,
                };
                let mut slow: Vec<(u32, Holds)> = holding()
                    .filter_map(|(row, holds)| Some((other(row)?, holds)))
                    .collect();
                slow.sort_unstable();
                let only = on_day.only(Kinds::RELATIONS);
                let each = |one: Neighbor<'_>| (one.actor.id().number(), one.holds);
                let mut next: Vec<_> = only.neighbors(ActorId::new(one)).map(each).collect();
                next.sort_unstable();
                let mut folded = Vec::new();
                only.neighbors(ActorId::new(one)).for_each(|tie| folded.push(each(tie)));
                folded.sort_unstable();
                let place = usize::try_from(one).expect("few");
                let own = columns.starts[place]..columns.starts[place + 1];
                let actors = columns.actors[own.clone()].iter().map(|actor| actor.number());
                let mut at_once: Vec<_> = actors.zip(columns.holds[own].iter().copied()).collect();
                at_once.sort_unstable();
                prop_assert_eq!(&next, &slow);
                prop_assert_eq!(&folded, &slow);
                prop_assert_eq!(&at_once, &slow);
                if !asked.certainly && !window.is_empty() {
                    let mut slow: Vec<u32> = relations
                        .iter()
                        .filter(|row| asked.relation_meets(row, window))
                        .filter_map(other)
                        .collect();
                    slow.sort_unstable();
                    let ties = view.only(Kinds::RELATIONS).neighbors(ActorId::new(one));
                    let mut found: Vec<u32> = ties.map(|one| one.actor.id().number()).collect();
                    found.sort_unstable();
                    prop_assert_eq!(found, slow, "of {} in {:?}", one, window);
                }
            }

            let tied = |day: Day| -> BTreeSet<(u32, u32)> {
                let own = relations.iter().filter(|row| row.kind == RelationKind::Membership);
                let own = own.filter(|row| asked.relation(row, day).is_some());
                own.map(|row| (row.from.number(), row.to.number())).collect()
            };
            let (before, after) = (tied(day), tied(window.to));
            let dates = [day, window.to].map(|day| day.date().expect("a day"));
            let ever = asked.narrow(graph.ever(), &among);
            let mut turned = [BTreeSet::new(), BTreeSet::new()];
            for turn in ever.turnover(RelationKind::Membership, dates[0], dates[1]) {
                let pair = (turn.from.id().number(), turn.to.id().number());
                let own = &mut turned[usize::from(turn.word == DiffWord::Gone)];
                prop_assert!(own.insert(pair), "{:?} twice", pair);
            }
            let slow: [BTreeSet<_>; 2] = [&after - &before, &before - &after];
            prop_assert_eq!(turned, slow);
        }
    }
}

/// The days of the columns are counted from the first: here the last lies 170 years behind it.
#[test]
fn what_is_ongoing_holds_certainly_however_long_ago_it_began() {
    let record = Record::from_toml(
        r#"
        format = 1
        [record]
        as_of = "2023-10-31"
        [actors]
        a = { name = "A", kind = "state" }
        b = { name = "B", kind = "state" }
        c = { name = "C", kind = "state" }
        d = { name = "D", kind = "state" }
        [[relations]]
        kind = "alliance"
        between = ["a", "b"]
        start = "1850-01-01"
        end = ".."
        [[relations]]
        kind = "alliance"
        between = ["c", "d"]
        start = "1850-01-01"
        "#,
    )
    .expect("no mistake");
    let graph = ActorGraph::new(record);
    for day in [date(2010, 5, 1), date(2018, 5, 1), date(2023, 10, 31)] {
        let count = graph.at(day).relation_count();
        assert_eq!((count.certainly, count.possibly), (1, 1), "{day}");
    }
    let count = graph.at(date(2023, 11, 1)).relation_count();
    assert_eq!((count.certainly, count.possibly), (0, 2));
}

#[test]
fn steps_of_an_unbounded_window_run_from_the_first_to_the_last_that_counts() {
    let Rows { graph, events, .. } = rows(7, 700, Uncertain::Nobody, 4);
    let view = graph.ever().at_least(Certainty::Confirmed);
    let own = || {
        let own = events
            .iter()
            .filter(|row| row.certainty == Certainty::Confirmed);
        own.map(|row| row.first)
    };
    let (first, last) = (own().min(), own().max());
    let steps = view.tolls_by(Step::Week).steps;
    let ends = [steps.first(), steps.last()].map(|step| step.map(|(days, _)| *days));
    assert!(ends[0].is_some_and(|days| Some(days.from) == first.map(|day| Step::Week.start(day))));
    assert!(ends[1].is_some_and(|days| last.is_some_and(|day| days.contains(day))));
    assert!(
        view.only(EventKind::Strike)
            .tolls_by(Step::Week)
            .steps
            .is_empty()
    );
    // a window longer than the calendar asks for no more memory than its steps
    let [from, to] = [-2_000_000_000, 2_000_000_000].map(Day::new);
    let all = graph.during_days(Window { from, to }).tolls_by(Step::Day);
    let happenings = |toll: &TollTotal| toll.all().happenings;
    let in_steps: u64 = all.steps.iter().map(|(_, toll)| happenings(toll)).sum();
    assert_eq!(in_steps + happenings(&all.not_dated), events.len() as u64);
}

#[test]
fn deaths_beyond_four_billion_are_summed_whole() {
    let mut bulk = Bulk::new();
    let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::State));
    let most = u64::from(u32::MAX);
    let events = (0..4).map(|day| EventRow {
        last: Day::new(first_day() + day + day % 2),
        killed: Some(Deaths::exactly(most - 1)),
        ..EventRow::new(EventKind::Clash, a, b, Day::new(first_day() + day))
    });
    let events: Vec<EventRow> = events.collect();
    let graph = bulk.build(&[], &events).expect("no mistake");
    let [a, b] = ["a", "b"].map(|key| graph.actor(key).expect("declared"));
    let view = graph.ever();
    for toll in [view.toll(), view.toll_of(a), view.toll_between(a, b)] {
        assert_eq!(toll.certainly.best().unwrap_or(0), 4 * (most - 1));
        assert_eq!(toll.certainly.happenings, 4);
    }
}

/// One column of days holds 179 years: spans of other days are gone through one by one.
#[test]
fn spans_too_far_from_the_exact_days_are_counted_all_the_same() {
    let years = |exact: &[i16], spans: &[(i16, i16)]| {
        let mut bulk = Bulk::new();
        let [a, b] = ["a", "b"].map(|key| bulk.actor(key, ActorKind::State));
        let day = |year| Day::from(date(year, 3, 1));
        let row = |first| EventRow::new(EventKind::Clash, a, b, day(first));
        let exact = exact.iter().map(|&year| row(year));
        let spans = spans.iter().map(|&(first, last)| EventRow {
            last: day(last),
            ..row(first)
        });
        let events: Vec<EventRow> = exact.chain(spans).collect();
        (bulk.build(&[], &events).expect("no mistake"), events)
    };
    for (exact, spans) in [
        (
            &[2000, 2020, 2020][..],
            &[(1830, 1835), (1900, 2019), (2010, 2030)][..],
        ),
        (
            &[1990, 2020],
            &[(1700, 1701), (1845, 1991), (2150, 2200), (2168, 2169)],
        ),
        (
            &[1800, 2020],
            &[(1700, 1750), (1799, 1810), (1850, 2010), (2019, 2025)],
        ),
        (
            &[],
            &[(1700, 1750), (1799, 1810), (1850, 2010), (2019, 2025)],
        ),
    ] {
        let (graph, events) = years(exact, spans);
        let [a, b] = ["a", "b"].map(|key| graph.actor(key).expect("declared"));
        for from in (1690..2210).step_by(7) {
            for length in [0, 1, 40, 300] {
                let [from, to] = [from, from + length].map(|year| Day::from(date(year, 1, 1)));
                let window = Window { from, to };
                let view = graph.during_days(window);
                let own = events
                    .iter()
                    .filter(|_| !window.is_empty())
                    .filter_map(|row| {
                        let within = from <= row.first && row.last < to;
                        let meets = row.first < to && from <= row.last;
                        let holds = match (within, meets) {
                            (true, _) => Some(Holds::Certainly),
                            (false, true) => Some(Holds::Possibly),
                            _ => None,
                        };
                        Some((row, holds?))
                    });
                let expected = slow(own);
                for toll in [view.toll(), view.toll_of(a), view.toll_between(b, a)] {
                    assert_eq!(fast(toll), expected, "{window:?}");
                }
                let count = view.event_count_of(b);
                assert_eq!(
                    [count.certainly, count.possibly],
                    expected.map(|own| own[0])
                );
            }
        }
    }
}
