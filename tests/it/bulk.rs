//! Rows make the graph that statements of a record make, and counts are those of what is listed.

use factions::record::{ActorDraft, EventDraft, RelationDraft, SourceDraft, TollDraft};
use factions::{
    ActorGraph, ActorKind, ActorSet, Bulk, Certainty, Day, Deaths, EventKind, EventRow, Kind,
    Record, RelationKind, RelationRow, RowEnd, SourceSet, Step, View, Window, date,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const ACTORS: [&str; 5] = ["a", "b", "c", "d", "e"];

/// Random data for a row of an event.
#[derive(Debug, Clone)]
struct EventPlan {
    kind: EventKind,
    pair: (usize, usize),
    is_directed: bool,
    days: (i32, i32),
    certainty: Certainty,
    killed: Option<Deaths>,
    /// Whose the dead were: none without a toll.
    of: Vec<(usize, Deaths)>,
    source: Option<usize>,
    by: usize,
}

/// Random data for a row of a relation.
#[derive(Debug, Clone)]
struct RelationPlan {
    kind: RelationKind,
    pair: (usize, usize),
    is_directed: bool,
    start: Option<(i32, i32)>,
    #[expect(
        clippy::option_option,
        reason = "none, unknown, dated: as a row has it"
    )]
    end: Option<Option<(i32, i32)>>,
    certainty: Certainty,
    source: Option<usize>,
    by: usize,
}

fn first_day() -> i32 {
    Day::from(date(2023, 9, 1)).number()
}

fn pair() -> impl Strategy<Value = (usize, usize)> {
    (0..5_usize, 1..5_usize).prop_map(|(one, step)| (one, (one + step) % 5))
}

fn certainty() -> impl Strategy<Value = Certainty> {
    prop_oneof![4 => Just(Certainty::Reported), 2 => select(Certainty::ALL.to_vec())]
}

fn event() -> impl Strategy<Value = EventPlan> {
    let kinds = Kind::all().filter_map(Kind::event);
    let kinds: Vec<EventKind> = kinds.filter(|kind| !kind.is_lineage()).collect();
    let kind = prop_oneof![3 => Just(EventKind::Clash), 1 => select(kinds)];
    let length = prop_oneof![5 => Just(0), 1 => 1..5_i32];
    let more = || prop_oneof![3 => Just(0), 1 => 1..3_u64];
    let best = proptest::bool::weighted(0.8);
    let killed = option::of((0..9_u64, more(), more(), best));
    let killed = killed.prop_map(|toll| {
        toll.map(|(low, more, most, has_best)| Deaths {
            low,
            best: has_best.then_some(low + more),
            high: low + more + most,
        })
    });
    let of = prop_oneof![3 => Just(Vec::new()), 1 => vec((0..5_usize, 0..5_u64, 0..2_u64), 1..4)];
    let what = (kind, pair(), any::<bool>(), 0..20_i32, length);
    let evidence = (certainty(), killed, option::of(0..3_usize), 0..5_usize);
    (what, evidence, of).prop_map(|(what, evidence, of)| EventPlan {
        of: evidence.1.map_or_else(Vec::new, |toll| losses(toll, of)),
        kind: what.0,
        pair: what.1,
        is_directed: what.2 || what.0.sign() != factions::Sign::Negative || what.0.is_one_sided(),
        days: (what.3, what.3 + what.4),
        certainty: evidence.0,
        killed: evidence.1,
        source: evidence.2,
        by: evidence.3,
    })
}

/// Shares of a toll, each of another actor, that fit into it.
fn losses(toll: Deaths, shares: Vec<(usize, u64, u64)>) -> Vec<(usize, Deaths)> {
    let mut left = toll.best_or_low();
    let mut of: Vec<(usize, Deaths)> = Vec::new();
    for (actor, share, open) in shares {
        let own = share.min(left);
        if of.iter().all(|other| other.0 != actor) {
            left -= own;
            let high = (own + open).min(toll.high);
            let best = (share != 2).then_some(own);
            let deaths = Deaths {
                low: own,
                best,
                high,
            };
            of.push((actor, deaths));
        }
    }
    of
}

fn relation() -> impl Strategy<Value = RelationPlan> {
    let kinds: Vec<RelationKind> = Kind::all().filter_map(Kind::relation).collect();
    let usual = select(vec![RelationKind::Alliance, RelationKind::Membership]);
    let kind = prop_oneof![2 => usual, 1 => select(kinds)];
    let start = option::weighted(0.9, (0..10_i32, prop_oneof![4 => Just(0), 1 => 1..4_i32]));
    let length = (1..9_i32, prop_oneof![4 => Just(0), 1 => 1..4_i32]);
    let end = option::weighted(0.8, option::weighted(0.7, length));
    let what = (kind, pair(), any::<bool>(), start, end);
    let evidence = (certainty(), option::of(0..3_usize), 0..5_usize);
    (what, evidence).prop_map(|(what, evidence)| {
        let start = what.3.map(|(first, more)| (first, first + more));
        let after = start.map_or(8, |start| start.1);
        RelationPlan {
            kind: what.0,
            // upwards, so that there are no circles of memberships
            pair: (what.1.0.min(what.1.1), what.1.0.max(what.1.1)),
            is_directed: what.0.is_directed() || what.2 && what.0.may_be_directed(),
            start,
            end: what
                .4
                .map(|end| end.map(|(length, more)| (after + length, after + length + more))),
            certainty: evidence.0,
            source: evidence.1,
            by: evidence.2,
        }
    })
}

fn base() -> factions::record::Draft {
    let day = |number: i32| Day::new(first_day() + number).to_string();
    let mut draft = Record::draft().as_of(day(24));
    for (place, key) in ["s0", "s1", "s2"].into_iter().enumerate() {
        let published = ["2023-09-05", "2023-09", "2023-10-02"][place];
        draft = draft.source(SourceDraft::new(key).published(published));
    }
    draft
}

/// A date, or one of several days, as it is written.
fn written((first, last): (i32, i32)) -> String {
    let day = |number: i32| Day::new(first_day() + number).to_string();
    if first == last {
        day(first)
    } else {
        format!("[{}..{}]", day(first), day(last))
    }
}

fn claimant(certainty: Certainty, by: usize) -> Option<usize> {
    (certainty == Certainty::Claimed || by == 0).then_some(by)
}

/// The graph of these rows as statements of a record.
fn by_record(relations: &[RelationPlan], events: &[EventPlan]) -> ActorGraph {
    let mut draft = base();
    for key in ACTORS {
        draft = draft.actor(ActorDraft::new(key, key, ActorKind::Coalition));
    }
    for plan in relations {
        let (from, to) = (ACTORS[plan.pair.0], ACTORS[plan.pair.1]);
        let mut one = RelationDraft::new(plan.kind).certainty(plan.certainty);
        one = if plan.is_directed {
            one.from(from).to(to)
        } else {
            one.between([from, to])
        };
        if let Some(start) = plan.start {
            one = one.start(written(start));
        }
        one = match plan.end {
            Some(Some(end)) => one.end(written(end)),
            Some(None) => one.ongoing(),
            None => one,
        };
        if let Some(source) = plan.source {
            one = one.source(format!("s{source}"));
        }
        if let Some(by) = claimant(plan.certainty, plan.by) {
            one = one.by(ACTORS[by]);
        }
        draft = draft.relation(one);
    }
    for plan in events {
        let (from, to) = (ACTORS[plan.pair.0], ACTORS[plan.pair.1]);
        let mut one = EventDraft::new(plan.kind)
            .certainty(plan.certainty)
            .when(written(plan.days));
        one = if plan.is_directed {
            one.from(from).to(to)
        } else {
            one.side(from).side(to)
        };
        if let Some(deaths) = plan.killed {
            let mut toll = TollDraft::from(deaths);
            for &(actor, deaths) in &plan.of {
                toll = toll.of(ACTORS[actor], deaths);
            }
            one = one.killed(toll);
        }
        if let Some(source) = plan.source {
            one = one.source(format!("s{source}"));
        }
        if let Some(by) = claimant(plan.certainty, plan.by) {
            one = one.by(ACTORS[by]);
        }
        draft = draft.event(one);
    }
    ActorGraph::new(draft.build().expect("the plan is in order"))
}

/// The graph of these rows as rows; actors are first named in another order than that of keys.
fn by_rows(relations: &[RelationPlan], plans: &[EventPlan]) -> ActorGraph {
    let mut bulk = Bulk::onto(base().build().expect("it is in order"));
    let mut actors = Vec::new();
    for key in ACTORS.iter().rev() {
        actors.push(bulk.actor(key, ActorKind::Coalition));
    }
    actors.reverse();
    let day = |number: i32| Day::new(first_day() + number);
    let days = |(first, last)| (day(first), day(last));
    let source = |place: usize| bulk.source(&format!("s{place}"));
    let relations: Vec<RelationRow> = relations
        .iter()
        .map(|plan| RelationRow {
            kind: plan.kind,
            from: actors[plan.pair.0],
            to: actors[plan.pair.1],
            is_directed: plan.is_directed,
            start: plan.start.map(days),
            end: match plan.end {
                Some(Some(end)) => RowEnd::On(day(end.0), day(end.1)),
                Some(None) => RowEnd::Ongoing,
                None => RowEnd::Unknown,
            },
            certainty: plan.certainty,
            source: plan.source.and_then(source),
            by: claimant(plan.certainty, plan.by).map(|by| actors[by]),
        })
        .collect();
    let events: Vec<EventRow> = plans
        .iter()
        .map(|plan| EventRow {
            kind: plan.kind,
            from: actors[plan.pair.0],
            to: actors[plan.pair.1],
            is_directed: plan.is_directed,
            first: day(plan.days.0),
            last: day(plan.days.1),
            certainty: plan.certainty,
            killed: plan.killed,
            source: plan.source.and_then(source),
            by: claimant(plan.certainty, plan.by).map(|by| actors[by]),
        })
        .collect();
    for (place, plan) in plans.iter().enumerate() {
        for &(actor, deaths) in &plan.of {
            bulk.loss(place, actors[actor], deaths);
        }
    }
    bulk.build(&relations, &events)
        .expect("the plan is in order")
}

/// A view at random.
#[derive(Debug, Clone)]
struct Asked {
    window: Option<(i32, i32)>,
    known_on: Option<i32>,
    at_least: Option<Certainty>,
    only: Option<Vec<Kind>>,
    among: Option<Vec<usize>>,
    sources: Option<usize>,
    certainly: bool,
}

fn asked() -> impl Strategy<Value = Asked> {
    let window = (0..22_i32, prop_oneof![Just(1), 0..15_i32]);
    let kinds = vec(select(Kind::all().collect::<Vec<_>>()), 1..12);
    (
        option::weighted(0.9, window.prop_map(|(from, length)| (from, from + length))),
        option::weighted(0.2, 0..40_i32),
        option::weighted(0.3, select(Certainty::ALL.to_vec())),
        option::weighted(0.3, kinds),
        option::weighted(0.2, vec(0..5_usize, 1..5)),
        option::weighted(0.2, 0..3_usize),
        any::<bool>(),
    )
        .prop_map(|all| Asked {
            window: all.0,
            known_on: all.1,
            at_least: all.2,
            only: all.3,
            among: all.4,
            sources: all.5,
            certainly: all.6,
        })
}

impl Asked {
    fn sets(&self, graph: &ActorGraph) -> (Option<ActorSet>, Option<SourceSet>) {
        let actors = |all: &Vec<usize>| {
            let keys = all.iter().map(|&place| ACTORS[place]);
            graph.actor_set(keys).expect("they are there")
        };
        let source = |place: usize| {
            let key = format!("s{place}");
            graph.source_set([key.as_str()]).expect("it is there")
        };
        (self.among.as_ref().map(actors), self.sources.map(source))
    }

    fn view<'g, 'f>(
        &self,
        graph: &'g ActorGraph,
        sets: &'f (Option<ActorSet>, Option<SourceSet>),
    ) -> View<'g, 'f> {
        let day = |number: i32| Day::new(first_day() + number);
        let mut view = match self.window {
            None => graph.ever(),
            Some((from, to)) => graph.during_days(Window {
                from: day(from),
                to: day(to),
            }),
        };
        if let Some(known) = self.known_on {
            view = view.known_on(day(known).date().expect("it is a date"));
        }
        if let Some(certainty) = self.at_least {
            view = view.at_least(certainty);
        }
        if let Some(kinds) = &self.only {
            view = view.only(kinds.iter().copied().collect::<factions::Kinds>());
        }
        if let Some(actors) = &sets.0 {
            view = view.among(actors);
        }
        if let Some(sources) = &sets.1 {
            view = view.from_sources(sources);
        }
        if self.certainly {
            view.certainly()
        } else {
            view
        }
    }
}

/// All that a view says, as text that does not depend on numbers.
fn said(view: View<'_, '_>) -> Vec<String> {
    let graph = view.graph();
    let mut said = Vec::new();
    let mut all = |title: &str, value: serde_json::Value| said.push(format!("{title}: {value}"));
    let json = |value: &dyn erased::Json| value.json();
    all("events", json(&view.events()));
    all("changes", json(&view.changes()));
    all("toll", json(&view.toll()));
    all("series", json(&view.series(Step::Week)));
    all("step tolls", json(&view.tolls_by(Step::Week)));
    all("denied", json(&view.denied()));
    all("relations", json(&view.relation_count()));
    let actors: Vec<_> = view.actors().collect();
    all("actors", json(&actors));
    for actor in graph.actors() {
        let mut ties: Vec<String> = view
            .neighbors(actor)
            .map(|one| {
                let statement = one.tie.statement().key();
                format!(
                    "{} {statement} {} {}",
                    one.actor,
                    one.holds,
                    one.tie.is_directed()
                )
            })
            .collect();
        ties.sort();
        all(actor.key(), serde_json::json!(ties));
        all("members", json(&view.members(actor)));
        all("allies", json(&view.allies(actor)));
        all("adversaries", json(&view.adversaries(actor)));
        all("toll of", json(&view.toll_of(actor)));
        all("losses of", json(&view.losses_of(actor)));
        all("series of", json(&view.series_of(actor, Step::Day)));
    }
    said
}

/// What serialises, behind a reference.
mod erased {
    pub(super) trait Json {
        fn json(&self) -> serde_json::Value;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> serde_json::Value {
            sorted(serde_json::to_value(self).expect("it serialises"))
        }
    }

    /// The same with every list in an order of its own: that of statements follows their numbers.
    fn sorted(value: serde_json::Value) -> serde_json::Value {
        use serde_json::Value;
        match value {
            Value::Array(list) => {
                let mut list: Vec<Value> = list.into_iter().map(sorted).collect();
                list.sort_by_key(Value::to_string);
                Value::Array(list)
            }
            Value::Object(map) => Value::Object(
                map.into_iter()
                    .map(|(key, value)| (key, sorted(value)))
                    .collect(),
            ),
            other => other,
        }
    }
}

proptest! {
    #[test]
    fn rows_make_the_graph_that_statements_make(
        relations in vec(relation(), 0..12),
        events in vec(event(), 0..40),
        asked in asked(),
    ) {
        let (one, other) = (by_record(&relations, &events), by_rows(&relations, &events));
        prop_assert_eq!(&other.to_record(), one.record());
        let (sets, same_sets) = (asked.sets(&one), asked.sets(&other));
        let (one, other) = (asked.view(&one, &sets), asked.view(&other, &same_sets));
        let (one, other) = (said(one), said(other));
        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn rows_in_any_order_make_the_same_graph(
        relations in vec(relation(), 0..12),
        events in vec(event(), 0..40),
    ) {
        let one = by_rows(&relations, &events);
        let (mut relations, mut events) = (relations, events);
        relations.reverse();
        let half = events.len() / 2;
        events.rotate_left(half);
        let other = by_rows(&relations, &events);
        prop_assert_eq!(one.to_record(), other.to_record());
        let ties = |graph: &ActorGraph| -> Vec<String> {
            let ids = (0..).map(factions::TieId::new).map_while(|id| graph.tie_by_id(id));
            ids.map(|tie| format!("{tie:?} {}", tie.statement().key())).collect()
        };
        prop_assert_eq!(ties(&one), ties(&other));
    }

    #[test]
    fn counts_of_rows_are_those_of_what_is_listed(
        relations in vec(relation(), 0..3),
        events in vec(event(), 0..40),
        asked in asked(),
    ) {
        let graph = by_rows(&relations, &events);
        let sets = asked.sets(&graph);
        crate::tolls::counts_are_those_of_a_loop(asked.view(&graph, &sets))?;
    }

    #[test]
    fn turnover_is_what_the_ties_of_both_days_differ_in(
        relations in vec(relation(), 0..30),
        asked in asked(),
        days in (0..22_i32, 0..22_i32),
    ) {
        let graph = by_rows(&relations, &[]);
        let sets = asked.sets(&graph);
        let view = asked.view(&graph, &sets);
        let date = |number: i32| Day::new(first_day() + number).date().expect("it is a date");
        let (before, after) = (date(days.0), date(days.1));
        for kind in [RelationKind::Membership, RelationKind::Alliance] {
            let pairs = |day| {
                // the same filters, on a day
                let asked = Asked { window: Some((day, day + 1)), ..asked.clone() };
                let view = asked.view(&graph, &sets);
                let mut pairs = Vec::new();
                for actor in graph.actors() {
                    for one in view.neighbors(actor).filter(|one| one.tie.kind() == kind.into()) {
                        if one.tie.from() == actor {
                            pairs.push((actor.key(), one.actor.key()));
                        }
                    }
                }
                pairs.sort_unstable();
                pairs.dedup();
                pairs
            };
            let (first, second) = (pairs(days.0), pairs(days.1));
            let mut turns: Vec<_> = view
                .turnover(kind, before, after)
                .map(|turn| (turn.word == factions::DiffWord::Come, turn.from.key(), turn.to.key()))
                .collect();
            turns.sort_unstable();
            let come = second.iter().filter(|pair| !first.contains(pair)).map(|p| (true, p.0, p.1));
            let gone = first.iter().filter(|pair| !second.contains(pair)).map(|p| (false, p.0, p.1));
            let mut expected: Vec<_> = come.chain(gone).collect();
            expected.sort_unstable();
            prop_assert_eq!(turns, expected);
        }
    }

    #[test]
    fn many_at_once_is_one_by_one(
        relations in vec(relation(), 0..12),
        events in vec(event(), 0..40),
        asked in asked(),
    ) {
        let graph = by_rows(&relations, &events);
        let sets = asked.sets(&graph);
        let view = asked.view(&graph, &sets);
        let window = view.event_window();
        let actors: Vec<_> = graph.actors().map(factions::ActorRef::id).collect();
        let counts = view.event_counts_of(&actors.iter().map(|&a| (a, window)).collect::<Vec<_>>());
        let tolls = view.tolls_between(&actors.iter().map(|&a| (a, actors[0], window)).collect::<Vec<_>>());
        for (place, &actor) in actors.iter().enumerate() {
            prop_assert_eq!(counts[place], view.event_count_of(actor));
            prop_assert_eq!(tolls[place], view.toll_between(actor, actors[0]));
        }
    }
}

#[test]
fn all_that_is_wrong_with_rows_is_told_at_once() {
    let mut bulk = Bulk::new();
    let a = bulk.actor("a", ActorKind::State);
    let b = bulk.actor("B!", ActorKind::ArmedGroup);
    let mut other = bulk.clone();
    let stranger = other.actor("c", ActorKind::ArmedGroup);
    let day = Day::from(date(2023, 10, 7));
    let relations = [
        RelationRow::new(RelationKind::Membership, b, a, day),
        RelationRow::new(RelationKind::Alliance, a, b, day).until(day),
    ];
    let events = [
        EventRow::new(EventKind::Clash, a, a, day),
        EventRow::new(EventKind::Split, a, b, day),
        EventRow::new(EventKind::Clash, a, stranger, day),
        EventRow {
            certainty: Certainty::Claimed,
            ..EventRow::new(EventKind::Clash, a, b, day)
        },
    ];
    let problems = bulk.build(&relations, &events).expect_err("six mistakes");
    insta::assert_snapshot!(problems.to_string());
}

#[test]
fn what_lies_after_the_record_s_day_is_a_mistake_of_a_row_too() {
    let record = "format = 1\n[record]\nas_of = \"2023-10-31\"";
    let record = Record::from_toml(record).expect("a day alone is a record");
    let mut bulk = Bulk::onto(record);
    let a = bulk.actor("a", ActorKind::ArmedGroup);
    let b = bulk.actor("b", ActorKind::ArmedGroup);
    let day = |day| Day::from(date(2023, 11, day));
    let last = Day::from(date(2023, 10, 31));
    let planned = EventRow {
        certainty: Certainty::Planned,
        by: Some(a),
        ..EventRow::new(EventKind::Declaration, a, b, day(3))
    };
    let relations = [
        RelationRow::new(RelationKind::Alliance, a, b, last).until(day(1)),
        RelationRow::new(RelationKind::Alliance, a, b, day(2)),
    ];
    let events = [
        EventRow::new(EventKind::Clash, a, b, last),
        EventRow::new(EventKind::Clash, a, b, day(1)),
        planned,
    ];
    let problems = bulk.build(&relations, &events).expect_err("three days");
    insta::assert_snapshot!(problems.to_string());
}
