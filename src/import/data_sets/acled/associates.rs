//! The associated actors that take part beside a main actor, and the actors that `A and/or B` may mean.

use super::Acled;
use super::actors::AND_OR;
use super::ends;
use crate::import::data_sets::assembly::{Assembly, Associate, Seat};
use crate::import::data_sets::common::{Associated, Civilians, DataSetOptions};
use crate::import::report::Treatment;
use crate::model::{ActorId, ActorKind, Sign};
use crate::record::At;
use std::collections::BTreeSet;

impl Acled {
    /// Adds the associates of a side to that side, by the caller's choice.
    pub(super) fn join_associates(&mut self, assembly: &mut Assembly, options: &DataSetOptions) {
        let all = assembly.take_associates();
        let has_groups = options.acled.civilians == Civilians::OfGroup;
        let mut joined = 0;
        let mut left: BTreeSet<Seat> = BTreeSet::new();
        for one in all {
            let is_organisation = self.codes.is_organisation(&assembly.cast, one.seat);
            if has_groups && !is_organisation && self.is_hit_as(assembly, one) {
                continue;
            }
            let is_wanted = match options.acled.associated {
                Associated::Organisations => is_organisation,
                Associated::All => true,
                Associated::None => false,
            };
            if !is_wanted {
                leave_out(assembly, one.seat, is_organisation);
                if !self.codes.is_main(one.seat) {
                    left.insert(one.seat);
                }
                continue;
            }
            let actor = assembly.actor(one.seat);
            self.hint_at_part(assembly, one);
            let statement = assembly.statements_from(one.statement).next();
            let is_joined = statement.is_some_and(|(statement, _)| {
                ends::join(&mut statement.ends, usize::from(one.end), actor)
            });
            if is_joined {
                joined += 1;
            } else {
                tell_twice(assembly, one.seat);
            }
        }
        // an actor that takes part in no event is not made
        for seat in left.difference(&self.groups) {
            assembly.cast.is_replaced(*seat);
        }
        if !self.groups.is_empty() {
            self.leave_out_idle_civilians(assembly);
        }
        if joined > 0 {
            let message = "organisations that are associated with a main actor stand on its side \
                           (that they are part of it, or allies, is not said)";
            let (report, code) = (&mut assembly.report, "associated-organisations");
            report.note_many(Treatment::Guessed, code, message, joined);
        }
    }

    /// Notes a group that took part beside an actor that it is associated with: it may be part of that actor.
    fn hint_at_part(&mut self, assembly: &mut Assembly, one: Associate) {
        let Some((statement, _)) = assembly.statements_from(one.statement).next() else {
            return;
        };
        let main = ends::at(&statement.ends, usize::from(one.end))
            .first()
            .copied();
        let when = statement.event().and_then(|event| event.when.as_ref());
        let days = when.map(|when| (when.first_day(), when.last_day()));
        let id = statement.id.to_string();
        let is_violent = statement.kind().sign() == Sign::Negative;
        let main = main.and_then(|main| assembly.cast.seat_of_number(main));
        let (Some(main), Some(days), true) = (main, days, is_violent) else {
            return;
        };
        let is_group = |seat: Seat| {
            let kind = self.codes.kind(assembly.cast.id(seat), seat);
            matches!(kind, ActorKind::ArmedGroup | ActorKind::Militia)
        };
        if main != one.seat && is_group(main) && is_group(one.seat) {
            self.hints.stood_beside((main, one.seat), &id, days);
        }
    }

    /// Replaces civilians by the group that is associated with them; returns `false` if the group is associated with
    /// others.
    fn is_hit_as(&mut self, assembly: &mut Assembly, one: Associate) -> bool {
        if self.codes.is_civilians(&assembly.cast, one.seat) {
            return false; // civilians of one country are no group of another's
        }
        let group = assembly.actor(one.seat);
        let Some((statement, _)) = assembly.statements_from(one.statement).next() else {
            return false;
        };
        let end = usize::from(one.end);
        let stands = statement.ends.actors().any(|actor| actor == group);
        let own = ends::at(&statement.ends, end).to_vec();
        let seats = own
            .iter()
            .filter_map(|id| assembly.cast.seat_of_number(*id));
        let civilians: BTreeSet<ActorId> = seats
            .filter(|seat| self.codes.is_civilians(&assembly.cast, *seat))
            .map(|seat| assembly.actor(seat))
            .collect();
        let is_of_groups = own.iter().any(|id| {
            let seat = assembly.cast.seat_of_number(*id);
            seat.is_some_and(|seat| self.groups.contains(&seat))
        });
        if civilians.is_empty() && !is_of_groups {
            return false;
        }
        if stands {
            tell_twice(assembly, one.seat);
            return true;
        }
        self.groups.insert(one.seat);
        if let Some((statement, _)) = assembly.statements_from(one.statement).next() {
            ends::put_in_place(&mut statement.ends, end, &civilians, group);
        }
        let (at, name) = place_and_name(assembly, one.seat);
        let message = "a group that is associated with civilians was taken for those who were hit";
        let report = &mut assembly.report;
        report.note(
            Treatment::Guessed,
            "groups-of-civilians",
            message,
            at,
            &name,
        );
        true
    }

    /// Makes no actor of civilians that groups replace in every event.
    fn leave_out_idle_civilians(&self, assembly: &mut Assembly) {
        let busy: BTreeSet<ActorId> = assembly
            .statements()
            .flat_map(|(statement, _)| statement.ends.actors().collect::<Vec<_>>())
            .collect();
        for seat in assembly.cast.seats() {
            let is_idle = !busy.contains(&assembly.actor(seat));
            if is_idle && self.codes.is_civilians(&assembly.cast, seat) {
                assembly.cast.is_replaced(seat);
            }
        }
    }

    /// Records which actors each `A and/or B` may mean.
    pub(super) fn tell_apart(&mut self, assembly: &mut Assembly) {
        for seat in assembly.cast.seats() {
            let name = assembly.cast.id(seat).to_owned();
            if !name.contains(AND_OR) || !self.codes.is_main(seat) {
                continue;
            }
            let at = assembly.cast.first(seat);
            let parts = name.split(AND_OR).map(str::trim);
            let parts = parts.filter(|part| !part.is_empty());
            let parts: Vec<ActorId> = parts
                .map(|part| {
                    let one = self.seat_at(part, at, assembly);
                    self.codes.may_be(one, seat);
                    assembly.actor(one)
                })
                .collect();
            assembly.stands_for_one_of(seat, parts);
        }
    }
}

/// Reports an associated actor that takes part in its event already.
fn tell_twice(assembly: &mut Assembly, seat: Seat) {
    let (at, name) = place_and_name(assembly, seat);
    let message = "an associated actor stands in the event already, on this side or another: it was \
                   not joined once more";
    let report = &mut assembly.report;
    report.note(Treatment::Beyond, "associated-twice", message, at, &name);
}

/// Returns the place where an actor was first named, and its name.
fn place_and_name(assembly: &Assembly, seat: Seat) -> (At, String) {
    (assembly.cast.first(seat), assembly.cast.id(seat).to_owned())
}

/// Reports an associated actor that was not added to a side.
fn leave_out(assembly: &mut Assembly, seat: Seat, is_organisation: bool) {
    let (code, message) = if is_organisation {
        (
            "associated-organisations-left-out",
            "associated organisations were not asked for",
        )
    } else {
        (
            "associated-left-out",
            "associated actors that are no main actor of any row, such as farmers or an ethnic \
             group, were left out",
        )
    };
    let (at, name) = place_and_name(assembly, seat);
    assembly
        .report
        .note(Treatment::Beyond, code, message, at, &name);
}
