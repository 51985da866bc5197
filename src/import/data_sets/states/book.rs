//! The states and other parties that rows of the data sets of states name.

use crate::import::data_sets::assembly::{Assembly, Cast, NewActor, Seat};
use crate::import::data_sets::kit::cells::integer;
use crate::import::data_sets::kit::names::slug_of;
use crate::import::data_sets::kit::states::{Scheme, alpha2};
use crate::import::report::Treatment;
use crate::model::{ActorId, ActorKind, Period};
use crate::record::At;
use std::collections::BTreeMap;

/// The rank of a name by its origin: the name of lowest rank is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Worth {
    /// A name in a list of states.
    Listed,
    /// A name in another row.
    Told,
    /// An abbreviation.
    Short,
}

/// A party to a relation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// A state, by its number.
    State(String),
    /// A party without a number, by name.
    Named(String),
}

/// The names, periods and latest year of a state in the rows.
#[derive(Debug, Default)]
struct State {
    names: BTreeMap<(Worth, String), u64>,
    year: Option<i16>,
    active: Vec<Period>,
}

/// The states that rows name.
#[derive(Debug)]
pub(super) struct Book {
    scheme: Scheme,
    states: BTreeMap<String, State>,
}

impl Book {
    pub(super) const fn new(scheme: Scheme) -> Self {
        Self {
            scheme,
            states: BTreeMap::new(),
        }
    }

    /// Returns the state whose number is in a cell, or `None` without a number.
    pub(super) fn state(&mut self, cell: &str, year: Option<i16>) -> Option<Who> {
        let number = integer(cell).filter(|number| *number > 0)?;
        let state = self.states.entry(number.to_string()).or_default();
        state.year = state.year.max(year);
        Some(Who::State(number.to_string()))
    }

    /// Adds a name of a state.
    pub(super) fn is_called(&mut self, who: &Who, worth: Worth, name: &str) {
        if let Who::State(number) = who
            && !name.is_empty()
        {
            let state = self.states.entry(number.clone()).or_default();
            *state.names.entry((worth, name.to_owned())).or_default() += 1;
        }
    }

    /// Sets the periods in which a state existed.
    pub(super) fn was_there(&mut self, who: &Who, active: Vec<Period>) {
        if let Who::State(number) = who {
            self.states.entry(number.clone()).or_default().active = active;
        }
    }

    /// Returns the number or the name of a party, for ids of statements.
    pub(super) fn word(who: &Who) -> String {
        match who {
            Who::State(number) => number.clone(),
            Who::Named(name) => slug_of(name),
        }
    }

    fn name(&self, number: &str) -> String {
        let names = self.states.get(number).map(|state| &state.names);
        let Some(best) = names.and_then(|names| names.keys().map(|key| key.0).min()) else {
            let list = match self.scheme {
                Scheme::GleditschWard => "Gleditsch and Ward",
                Scheme::CorrelatesOfWar => "Correlates of War",
            };
            return format!("State {number} ({list})");
        };
        let of_worth = names.into_iter().flatten().filter(|one| one.0.0 == best);
        let most = of_worth.max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        most.map_or_else(String::new, |one| one.0.1.clone())
    }

    /// Returns the seat of a party. Call it when all names are known.
    pub(super) fn seat(&self, assembly: &mut Assembly, who: &Who, at: At) -> Seat {
        match who {
            Who::State(number) => {
                let name = self.name(number);
                if self
                    .states
                    .get(number)
                    .is_none_or(|state| state.names.is_empty())
                {
                    let message =
                        "the files have no name of a state: read the list of states along";
                    if assembly.cast.seat_of(number).is_none() {
                        let report = &mut assembly.report;
                        report.note(
                            Treatment::Guessed,
                            "state-without-name",
                            message,
                            at,
                            number,
                        );
                    }
                }
                assembly.seat(number, &name, at)
            }
            Who::Named(name) => assembly.seat(name, name, at),
        }
    }

    /// Returns the actor of a party.
    pub(super) fn actor(&self, assembly: &mut Assembly, who: &Who, at: At) -> ActorId {
        let seat = self.seat(assembly, who, at);
        assembly.actor(seat)
    }

    /// Describes a new actor.
    pub(super) fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        let (id, name) = (cast.id(seat), cast.name(seat));
        let Some(state) = self.states.get(id) else {
            let mut new = NewActor::new(slug_of(name), name, ActorKind::Other);
            new.is_guess = true;
            return new;
        };
        let scheme = match self.scheme {
            Scheme::GleditschWard => "gw",
            Scheme::CorrelatesOfWar => "cow",
        };
        let mut new = NewActor::new(format!("{scheme}-{id}"), name, ActorKind::State);
        new.ids.push((scheme.into(), id.into()));
        let number = integer(id).unwrap_or_default();
        new.country = state
            .year
            .and_then(|year| alpha2(self.scheme, number, year));
        let short = state
            .names
            .keys()
            .find(|key| key.0 == Worth::Short && key.1 != name);
        new.short = short.map(|key| key.1.clone());
        let mut names: Vec<&str> = state
            .names
            .keys()
            .filter(|key| key.0 != Worth::Short && key.1 != name)
            .map(|key| &*key.1)
            .collect();
        names.sort_unstable();
        names.dedup();
        new.other_names(names);
        new.active.clone_from(&state.active);
        new
    }
}
