//! A lens at random, as the library has it and as the oracle has it.

use crate::support::oracle::{EVER, Lens};
use factions::{
    ActorGraph, ActorId, ActorSet, Certainty, Date, Day, Holds, Kind, Kinds, SourceId, SourceSet,
    Statement, View, date,
};
use proptest::prelude::*;
use proptest::sample::select;
use std::ops::Bound;

/// A lens at random, on the days that random records are about.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    window: Option<(i32, i32)>,
    events: Option<(i32, i32)>,
    known_on: Option<i32>,
    at_least: Option<Certainty>,
    only: Option<Vec<Kind>>,
    without: Option<Vec<Kind>>,
    among: Option<Vec<u32>>,
    sources: Option<Vec<u32>>,
    certainly: bool,
}

pub(crate) fn day() -> impl Strategy<Value = i32> {
    let first = Day::from(date(2023, 8, 26)).number();
    first..first + 43
}

fn window() -> impl Strategy<Value = (i32, i32)> {
    (day(), prop_oneof![Just(1), 0..3, 1..20]).prop_map(|(from, length)| (from, from + length))
}

fn kinds() -> impl Strategy<Value = Vec<Kind>> {
    proptest::collection::vec(select(Kind::all().collect::<Vec<_>>()), 1..16)
}

pub(crate) fn asked() -> impl Strategy<Value = Asked> {
    let maybe = |weight| proptest::option::weighted(weight, Just(()));
    let time = (
        proptest::option::weighted(0.85, window()),
        proptest::option::weighted(0.2, window()),
        proptest::option::weighted(0.3, prop_oneof![day(), day().prop_map(|day| day + 40)]),
        maybe(0.3),
    );
    let filters = (
        proptest::option::weighted(0.3, select(Certainty::ALL.to_vec())),
        proptest::option::weighted(0.2, kinds()),
        proptest::option::weighted(0.15, kinds()),
        proptest::option::weighted(0.2, proptest::collection::vec(0..7_u32, 1..6)),
        proptest::option::weighted(0.2, proptest::collection::vec(0..4_u32, 1..3)),
    );
    (time, filters).prop_map(|(time, filters)| Asked {
        window: time.0,
        events: time.1,
        known_on: time.2,
        certainly: time.3.is_some(),
        at_least: filters.0,
        only: filters.1,
        without: filters.2,
        among: filters.3,
        sources: filters.4,
    })
}

/// The filter sets that a view borrows.
pub(crate) struct Sets {
    among: Option<ActorSet>,
    sources: Option<SourceSet>,
}

impl Asked {
    pub(crate) fn sets(&self) -> Sets {
        let actors = |all: &Vec<u32>| all.iter().copied().map(ActorId::new).collect();
        let sources = |all: &Vec<u32>| all.iter().copied().map(SourceId::new).collect();
        Sets {
            among: self.among.as_ref().map(actors),
            sources: self.sources.as_ref().map(sources),
        }
    }

    /// The sets of the same keys in another graph; what it has not is in none.
    #[allow(
        dead_code,
        reason = "what is narrowed is asked where there is an engine"
    )]
    pub(crate) fn sets_in(&self, graph: &ActorGraph, other: &ActorGraph) -> Sets {
        let (record, own) = (graph.record(), other.record());
        let actors = |all: &Vec<u32>| {
            let keys = all
                .iter()
                .filter_map(|&one| record.actors().get(one as usize));
            keys.filter_map(|one| own.actor_by_key(&one.key)).collect()
        };
        let sources = |all: &Vec<u32>| {
            let keys = all
                .iter()
                .filter_map(|&one| record.sources().get(one as usize));
            keys.filter_map(|one| own.source_by_key(&one.key)).collect()
        };
        Sets {
            among: self.among.as_ref().map(actors),
            sources: self.sources.as_ref().map(sources),
        }
    }

    pub(crate) fn view<'g, 'f>(&self, graph: &'g ActorGraph, sets: &'f Sets) -> View<'g, 'f> {
        let mut view = match self.window {
            Some(window) => graph.during(range(window)),
            None => graph.ever(),
        };
        if let Some(events) = self.events {
            view = view.events_during(range(events));
        }
        if let Some(day) = self.known_on {
            view = view.known_on(day_of(day));
        }
        if let Some(certainty) = self.at_least {
            view = view.at_least(certainty);
        }
        if let Some(kinds) = &self.only {
            view = view.only(kinds.iter().copied().collect::<Kinds>());
        }
        if let Some(kinds) = &self.without {
            view = view.without(kinds.iter().copied().collect::<Kinds>());
        }
        if let Some(among) = &sets.among {
            view = view.among(among);
        }
        if let Some(sources) = &sets.sources {
            view = view.from_sources(sources);
        }
        if self.certainly {
            view = view.certainly();
        }
        view
    }

    /// Whether it asks for all days.
    pub(crate) fn is_of_all_days(&self) -> bool {
        self.window.is_none() && self.events.is_none()
    }

    /// Whether it asks this source.
    pub(crate) fn asks_source(&self, number: u32) -> bool {
        let sources = self.sources.as_ref();
        sources.is_none_or(|all| all.contains(&number))
    }

    /// Whether its kinds, actors, sources and least certainty let a statement pass; a denial is as sure
    /// as is asked.
    pub(crate) fn asks_for(&self, one: &Statement) -> bool {
        let (kind, certainty) = (one.kind(), one.evidence.certainty);
        let is_in = |kinds: &Option<Vec<Kind>>| kinds.as_ref().map(|all| all.contains(&kind));
        let is_shown = is_in(&self.only) != Some(false) && is_in(&self.without) != Some(true);
        let least = self.at_least.unwrap_or(Certainty::Alleged);
        let is_among = |actor: &ActorId| {
            let among = self.among.as_ref();
            among.is_none_or(|all| all.contains(&actor.number()))
        };
        let mut pairs = one.ends.pairs().into_iter();
        let is_tied = pairs.any(|(a, b)| is_among(&a) && is_among(&b));
        let is_named = is_tied || one.ends.actors().all(|actor| is_among(&actor));
        let mut sources = one.evidence.sources.iter();
        let is_said = self.sources.is_none() || sources.any(|id| self.asks_source(id.number()));
        is_shown && (certainty == Certainty::Denied || certainty >= least) && is_named && is_said
    }

    /// Whether it shows what holds so.
    pub(crate) fn shows(&self, holds: Holds) -> bool {
        !self.certainly || holds == Holds::Certainly
    }

    pub(crate) fn lens(&self) -> Lens {
        let wide = |(from, to): (i32, i32)| (i64::from(from), i64::from(to));
        Lens {
            window: self.window.map_or(EVER, wide),
            events: self.events.map(wide),
            known_on: self.known_on.map(i64::from),
            at_least: self.at_least.unwrap_or(Certainty::Alleged),
            only: self
                .only
                .as_ref()
                .map(|kinds| kinds.iter().copied().collect()),
            without: self
                .without
                .as_ref()
                .map(|kinds| kinds.iter().copied().collect()),
            among: self
                .among
                .as_ref()
                .map(|all| all.iter().copied().map(ActorId::new).collect()),
            sources: self
                .sources
                .as_ref()
                .map(|all| all.iter().copied().map(SourceId::new).collect()),
            certainly: self.certainly,
        }
    }
}

pub(crate) fn day_of(number: i32) -> Date {
    Day::new(number).date().expect("a day of a test")
}

fn range((from, to): (i32, i32)) -> (Bound<Date>, Bound<Date>) {
    (Bound::Included(day_of(from)), Bound::Excluded(day_of(to)))
}
