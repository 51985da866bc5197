//! Events of one day, pair and kind, joined.

use crate::import::data_sets::assembly::{Assembly, Cast, NewActor, Occurred, PlaceCells, Seat};
use crate::import::data_sets::kit::names::slug_of;
use crate::import::report::Treatment;
use crate::model::{ActorKind, Certainty, Ends, EventKind, Losses, SourceId, When};
use crate::record::At;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// An actor or recipient in a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Party {
    /// The id that distinguishes it from others.
    pub(super) id: String,
    pub(super) name: String,
}

/// A place.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub(super) struct Spot {
    pub(super) name: String,
    pub(super) region: String,
    pub(super) point: Option<(f64, f64)>,
}

/// The key of an event: rows with equal keys are joined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) day: Date,
    pub(super) from: Vec<Party>,
    pub(super) to: Vec<Party>,
    pub(super) kind: EventKind,
}

/// The rows of one event.
#[derive(Debug, Default)]
struct CodedReports {
    /// The id, place and source of each row; an id may occur several times.
    rows: BTreeSet<(String, At, SourceId)>,
    /// The places, by the id of their row.
    places: BTreeMap<String, Spot>,
}

/// Events that machines coded.
#[derive(Debug)]
pub(super) struct Coded {
    stem: &'static str,
    told: BTreeMap<Slot, CodedReports>,
    kinds: BTreeMap<String, ActorKind>,
}

impl Coded {
    pub(super) const fn of(stem: &'static str) -> Self {
        Self {
            stem,
            told: BTreeMap::new(),
            kinds: BTreeMap::new(),
        }
    }

    /// Records the kind of a party; the first kind in their order counts.
    pub(super) fn is_a(&mut self, party: &Party, kind: ActorKind) {
        let known = self.kinds.entry(party.id.clone()).or_insert(kind);
        *known = kind.min(*known);
    }

    /// Adds a row to its event.
    pub(super) fn tells(
        &mut self,
        slot: Slot,
        id: &str,
        place: Option<Spot>,
        (at, source): (At, SourceId),
    ) {
        let told = self.told.entry(slot).or_default();
        told.rows.insert((id.to_owned(), at, source));
        if let Some(place) = place {
            let known = told
                .places
                .entry(id.to_owned())
                .or_insert_with(|| place.clone());
            if place < *known {
                *known = place;
            }
        }
    }

    /// Makes the events.
    pub(super) fn finish(&mut self, assembly: &mut Assembly) {
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for (slot, told) in std::mem::take(&mut self.told) {
            let Some((id, at, source)) = told.rows.first() else {
                continue;
            };
            assembly.again_of(*source);
            let mut actors = |parties: &[Party]| {
                let each = parties.iter().map(|party| {
                    let seat = assembly.seat(&party.id, &party.name, *at);
                    assembly.actor(seat)
                });
                each.collect::<Vec<_>>()
            };
            let ends = Ends::Directed {
                from: actors(&slot.from).into(),
                to: actors(&slot.to).into(),
            };
            // an id may belong to several events
            let stem = format!("{}-{}", self.stem, slug_of(id));
            let mut own = stem.clone();
            let mut number = 2;
            while !ids.insert(own.clone()) {
                own = format!("{stem}-{number}");
                number += 1;
            }
            let place = told.places.first_key_value();
            let place = place.and_then(|(_, place)| {
                let cells = PlaceCells {
                    name: &place.name,
                    region: &place.region,
                    country: None,
                    point: place.point,
                };
                assembly.place(cells, *at)
            });
            let event = Occurred {
                kind: slot.kind,
                when: Some(When::from(slot.day)),
                ends,
                place,
                killed: None,
                losses: Losses::default(),
                certainty: Certainty::Alleged,
                hedge: Some("machine-coded"),
                note: None,
                associated: Vec::new(),
                id: own.into(),
                version: None,
                native: Vec::new(),
            };
            assembly.event(event, *at);
            let more = told.rows.len() as u64 - 1;
            let report = &mut assembly.report;
            report.counts().made += 1;
            report.counts().merged += more;
            report.are_one(*at, told.rows.iter().map(|row| row.1));
            if more > 0 {
                let message = "rows of one day, pair and kind are one event";
                report.note_many(Treatment::Merged, "same-event", message, more);
            }
        }
    }

    /// Describes a new actor.
    pub(super) fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        let (id, name) = (cast.id(seat), cast.name(seat));
        let kind = self.kinds.get(id).copied();
        let (key, is_guess) = (format!("{}-{}", self.stem, slug_of(id)), kind.is_none());
        let mut new = NewActor::new(key, name, kind.unwrap_or(ActorKind::Other));
        new.is_guess = is_guess;
        new
    }
}

/// Returns the kind of an actor by its role in CAMEO or PLOVER, a code or a word.
pub(super) fn kind_of(role: &str) -> ActorKind {
    match role.get(..3).unwrap_or(role).to_uppercase().as_str() {
        "GOV" | "JUD" | "LEG" => ActorKind::Government,
        "MIL" | "COP" | "SPY" | "POL" => ActorKind::StateForce,
        "REB" | "SEP" | "INS" | "UAF" | "UNA" => ActorKind::ArmedGroup,
        "OPP" | "PTY" | "PAR" => ActorKind::PoliticalOrganization,
        "CVL" | "CIV" | "REF" => ActorKind::Civilians,
        "IGO" => ActorKind::InternationalOrganization,
        "CRM" | "CRI" => ActorKind::CriminalGroup,
        _ => ActorKind::Other,
    }
}
