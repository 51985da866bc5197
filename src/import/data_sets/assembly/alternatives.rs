//! A statement for each actor that a row may mean, if the row leaves it open.

use super::assemble::Assembly;
use super::cast::Seat;
use super::identify::{days_of, stand_once};
use super::new_actor::{behind, entry_of};
use super::told::has_each_once;
use crate::import::report::Treatment;
use crate::model::{ActorId, Certainty, Ends, Statement};
use crate::record::At;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The hedge word of statements about an actor who may be meant.
const HEDGE: &str = "and/or";

impl Assembly {
    /// Records that the actor in this seat is one of several, each of whom may be meant.
    pub(in crate::import::data_sets) fn stands_for_one_of(
        &mut self,
        seat: Seat,
        actors: Vec<ActorId>,
    ) {
        self.one_of.insert(self.cast.number(seat), actors);
    }

    /// Writes a statement for each actor that may be meant: all statements of a row are alleged and share an event.
    ///
    /// Call it once the versions of rows have their ids.
    pub(super) fn tell_each_alternative(&mut self) {
        if self.one_of.is_empty() {
            return;
        }
        let one_of = std::mem::take(&mut self.one_of);
        let Self {
            reader,
            report,
            cast,
            derived,
            ..
        } = self;
        let mut more: Vec<(Statement, At)> = Vec::new();
        let mut others: BTreeMap<Box<str>, Vec<Box<str>>> = BTreeMap::new();
        let mut kept: BTreeSet<ActorId> = BTreeSet::new();
        for (statement, at) in reader.statements_from(self.first_statement) {
            let open: Vec<ActorId> = statement.ends.actors().collect();
            let open: Vec<ActorId> = open
                .into_iter()
                .filter(|id| one_of.contains_key(id))
                .collect();
            if open.is_empty() {
                continue;
            }
            let about = (days_of(statement), at);
            let mut meant = |id: &ActorId| cast.actor(Some(&mut *report), *id, about);
            let mut all: Vec<Ends> = vec![statement.ends.clone()];
            let mut is_open = false;
            for id in &open {
                // in the order of their names, so that the order of the rows makes no difference
                let mut parts: Vec<ActorId> = Vec::new();
                for part in one_of[id].iter().map(&mut meant) {
                    if !parts.contains(&part) {
                        parts.push(part);
                    }
                }
                is_open |= parts.len() > 1;
                let with = |ends: &Ends| {
                    let each = parts
                        .iter()
                        .map(|part| ends.clone().map(|one| if one == *id { *part } else { one }));
                    each.collect::<Vec<Ends>>()
                };
                all = all.iter().flat_map(with).collect();
            }
            let mut all = readings(all).into_iter();
            let Some(first) = all.next() else {
                kept.extend(open);
                continue;
            };
            statement.ends = first;
            if !is_open {
                continue; // all names mean one actor
            }
            let evidence = Arc::make_mut(&mut statement.evidence);
            evidence.certainty = evidence.certainty.min(Certainty::Alleged);
            evidence.hedge.get_or_insert_with(|| HEDGE.into());
            let message = "a row leaves open which of two or more it was: there is a statement for \
                           each of them, all alleged and of one event";
            report.note(
                Treatment::Guessed,
                "and-or",
                message,
                entry_of(at),
                &statement.id,
            );
            for (number, ends) in all.enumerate() {
                let id: Box<str> = format!("{}/{}", statement.id, number + 2).into();
                let at = behind(at, number + 2);
                derived.insert(at);
                let mut other = statement.clone();
                other.ends = ends;
                other.id = (*id).into();
                other.same_as = [Box::<str>::from(&*statement.id)].into_iter().collect();
                let own = others.entry((*statement.id).into()).or_default();
                own.push(id);
                more.push((other, at));
            }
        }
        for (statement, at) in more {
            reader.given(statement, at);
        }
        // a statement that withdraws one alternative withdraws all of them
        for (statement, _) in reader.statements_from(self.first_statement) {
            let withdraws = &statement.evidence.withdraws;
            let own = withdraws.iter().filter_map(|id| others.get(id)).flatten();
            let own: Vec<Box<str>> = own.cloned().collect();
            if !own.is_empty() {
                let evidence = Arc::make_mut(&mut statement.evidence);
                let all: BTreeSet<Box<str>> =
                    evidence.withdraws.iter().cloned().chain(own).collect();
                evidence.withdraws = all.into_iter().collect();
            }
        }
        for id in one_of.keys().filter(|id| !kept.contains(id)) {
            if let Some(seat) = cast.seat_of_number(*id) {
                cast.is_replaced(seat);
            }
        }
    }
}

/// Returns the possible ends, each once. An actor may be given twice on one side, but not on two sides.
fn readings(all: Vec<Ends>) -> Vec<Ends> {
    let mut readings: Vec<Ends> = Vec::new();
    for mut ends in all {
        stand_once(&mut ends);
        if has_each_once(&ends) && !readings.contains(&ends) {
            readings.push(ends);
        }
    }
    readings
}
