//! Events and relations as rows give them.

use super::cast::Seat;
use crate::model::{
    Certainty, Deaths, Ends, EventKind, Losses, Period, PlaceId, RelationKind, ShortText,
    SupportForm, When,
};
use std::collections::BTreeSet;

/// An event as a row has it.
#[derive(Debug)]
pub(in crate::import::data_sets) struct Occurred<'c> {
    pub(in crate::import::data_sets) kind: EventKind,
    pub(in crate::import::data_sets) when: Option<When>,
    pub(in crate::import::data_sets) ends: Ends,
    pub(in crate::import::data_sets) place: Option<PlaceId>,
    pub(in crate::import::data_sets) killed: Option<Deaths>,
    /// The parties whose dead are counted.
    pub(in crate::import::data_sets) losses: Losses,
    pub(in crate::import::data_sets) certainty: Certainty,
    pub(in crate::import::data_sets) hedge: Option<&'c str>,
    pub(in crate::import::data_sets) note: Option<&'c str>,
    /// The associates of the ends, by the number of the end. Whether an associate also takes part is found out when all
    /// rows have been read.
    pub(in crate::import::data_sets) associated: Vec<(u8, Seat)>,
    /// The id of the statement.
    pub(in crate::import::data_sets) id: ShortText,
    /// The label that distinguishes this version from others.
    pub(in crate::import::data_sets) version: Option<String>,
    pub(in crate::import::data_sets) native: Vec<(Box<str>, Box<str>)>,
}

/// A relation as rows have it.
#[derive(Debug)]
pub(in crate::import::data_sets) struct HeldRelation {
    pub(in crate::import::data_sets) kind: RelationKind,
    pub(in crate::import::data_sets) period: Period,
    pub(in crate::import::data_sets) ends: Ends,
    pub(in crate::import::data_sets) forms: Vec<SupportForm>,
    pub(in crate::import::data_sets) certainty: Certainty,
    pub(in crate::import::data_sets) hedge: Option<String>,
    pub(in crate::import::data_sets) note: Option<String>,
    /// The id of the statement.
    pub(in crate::import::data_sets) id: String,
    pub(in crate::import::data_sets) native: Vec<(Box<str>, Box<str>)>,
}

impl HeldRelation {
    /// Makes a reported relation without further details.
    pub(in crate::import::data_sets) const fn new(
        kind: RelationKind,
        ends: Ends,
        period: Period,
        id: String,
    ) -> Self {
        Self {
            kind,
            period,
            ends,
            forms: Vec::new(),
            certainty: Certainty::Reported,
            hedge: None,
            note: None,
            id,
            native: Vec::new(),
        }
    }
}

/// Whether no actor occurs twice in these ends.
pub(super) fn has_each_once(ends: &Ends) -> bool {
    let mut met = BTreeSet::new();
    ends.actors().all(|id| met.insert(id))
}
