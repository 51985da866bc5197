//! Rows at random, as rows and as statements of a record.

use factions::record::{ActorDraft, EventDraft, PlaceDraft, RelationDraft, SourceDraft, TollDraft};
use factions::{
    ActorGraph, ActorKind, Bulk, Certainty, Day, Deaths, EventKind, EventRow, Kind, Record,
    RelationKind, RelationRow, RowEnd, RowSide, date,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) const ACTORS: [&str; 5] = ["a", "b", "c", "d", "e"];
const PLACES: [&str; 2] = ["p0", "p1"];

/// Random data for a row of an event.
#[derive(Debug, Clone)]
pub(crate) struct EventPlan {
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
    more: More,
}

/// What is said of an event beside its row.
#[derive(Debug, Clone)]
pub(crate) struct More {
    is_alone: bool,
    /// Further actors, on the second side if so.
    beside: Vec<(bool, usize)>,
    places: Vec<usize>,
    id: Option<u32>,
    has_note: bool,
}

impl EventPlan {
    /// The same, named by its content.
    pub(super) fn without_id(&self) -> Self {
        let more = More {
            id: None,
            ..self.more.clone()
        };
        Self {
            more,
            ..self.clone()
        }
    }

    /// The actors of a side.
    fn side(&self, is_second: bool) -> Vec<&'static str> {
        let first = if is_second { self.pair.1 } else { self.pair.0 };
        let own = self.more.beside.iter().filter(|one| one.0 == is_second);
        let own = std::iter::once(first).chain(own.map(|one| one.1));
        own.map(|actor| ACTORS[actor]).collect()
    }
}

/// Random data for a row of a relation.
#[derive(Debug, Clone)]
pub(crate) struct RelationPlan {
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

pub(super) fn first_day() -> i32 {
    Day::from(date(2023, 9, 1)).number()
}

pub(super) fn pair() -> impl Strategy<Value = (usize, usize)> {
    (0..5_usize, 1..5_usize).prop_map(|(one, step)| (one, (one + step) % 5))
}

fn certainty() -> impl Strategy<Value = Certainty> {
    prop_oneof![4 => Just(Certainty::Reported), 2 => select(Certainty::ALL.to_vec())]
}

pub(crate) fn event() -> impl Strategy<Value = EventPlan> {
    let kinds = Kind::all().filter_map(Kind::event);
    let kinds: Vec<EventKind> = kinds.filter(|kind| !kind.is_lineage()).collect();
    let kind = prop_oneof![3 => Just(EventKind::Clash), 1 => select(kinds)];
    let length = prop_oneof![5 => Just(0), 1 => 1..5_i32];
    let above = || prop_oneof![3 => Just(0), 1 => 1..3_u64];
    let best = proptest::bool::weighted(0.8);
    let killed = option::of((0..9_u64, above(), above(), best));
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
    (what, evidence, of, more()).prop_map(|(what, evidence, of, more)| EventPlan {
        more: more_of(what.1, more),
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

fn more() -> impl Strategy<Value = More> {
    let beside = prop_oneof![2 => Just(Vec::new()), 1 => vec((any::<bool>(), 0..5_usize), 1..4)];
    let places = prop_oneof![2 => Just(Vec::new()), 1 => vec(0..2_usize, 1..3)];
    let is = || proptest::bool::weighted(0.15);
    let id = option::weighted(0.15, any::<u32>());
    (is(), beside, places, id, is()).prop_map(|all| More {
        is_alone: all.0,
        beside: all.1,
        places: all.2,
        id: all.3,
        has_note: all.4,
    })
}

/// The same, nobody on two sides.
fn more_of(pair: (usize, usize), mut more: More) -> More {
    let mut sides = [vec![pair.0], vec![pair.1]];
    if more.is_alone {
        sides[1].clear();
        more.beside.retain(|one| !one.0);
    }
    more.beside.retain(|&(is_second, actor)| {
        let is_free = !sides[usize::from(!is_second)].contains(&actor);
        if is_free {
            sides[usize::from(is_second)].push(actor);
        }
        is_free
    });
    more
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

pub(crate) fn relation() -> impl Strategy<Value = RelationPlan> {
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

pub(crate) fn base() -> factions::record::Draft {
    let day = |number: i32| Day::new(first_day() + number).to_string();
    let mut draft = Record::draft().as_of(day(24));
    for (place, key) in ["s0", "s1", "s2"].into_iter().enumerate() {
        let published = ["2023-09-05", "2023-09", "2023-10-02"][place];
        draft = draft.source(SourceDraft::new(key).published(published));
    }
    for key in PLACES {
        draft = draft.place(PlaceDraft::new(key, key));
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
pub(crate) fn by_record(relations: &[RelationPlan], events: &[EventPlan]) -> ActorGraph {
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
        let [from, to] = [false, true].map(|is_second| plan.side(is_second));
        let mut one = EventDraft::new(plan.kind)
            .certainty(plan.certainty)
            .when(written(plan.days));
        one = if plan.more.is_alone {
            one.actor(from)
        } else if plan.is_directed {
            one.from(from).to(to)
        } else {
            one.side(from).side(to)
        };
        if !plan.more.places.is_empty() {
            let places = plan.more.places.iter().map(|&place| PLACES[place]);
            one = one.place(places.collect::<Vec<_>>());
        }
        if let Some(id) = plan.more.id {
            one = one.id(format!("e{id}"));
        }
        if plan.more.has_note {
            one = one.note(format!("note {}", plan.days.0 % 3));
        }
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
pub(crate) fn by_rows(relations: &[RelationPlan], plans: &[EventPlan]) -> ActorGraph {
    rows_onto(base().build().expect("it is in order"), relations, plans)
}

/// The same beside a record with the same sources and places.
pub(super) fn rows_onto(
    record: Record,
    relations: &[RelationPlan],
    plans: &[EventPlan],
) -> ActorGraph {
    let mut bulk = Bulk::onto(record);
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
            to: (!plan.more.is_alone).then(|| actors[plan.pair.1]),
            is_directed: plan.is_directed && !plan.more.is_alone,
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
            bulk.add_loss(place, actors[actor], deaths);
        }
        for &(is_second, actor) in &plan.more.beside {
            let side = if is_second {
                RowSide::To
            } else {
                RowSide::From
            };
            bulk.add_participant(place, side, actors[actor]);
        }
        for &own in &plan.more.places {
            let own = bulk.place_by_key(PLACES[own]).expect("it is declared");
            bulk.add_place(place, own);
        }
        if let Some(id) = plan.more.id {
            bulk.set_id(place, &format!("e{id}"));
        }
        if plan.more.has_note {
            bulk.set_note(place, &format!("note {}", plan.days.0 % 3));
        }
    }
    bulk.build(&relations, &events)
        .expect("the plan is in order")
}
