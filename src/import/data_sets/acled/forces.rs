//! State forces that have the years of a regime in their names.
//!
//! `Military Forces of Northland (2012-2020)` and `… (2020-)` are one force under two regimes, unless they
//! stood against each other or their years overlap: where regimes are rivals, ACLED distinguishes their
//! forces by the years in the names. The words after the years name a unit or a rival regime.

use crate::import::data_sets::assembly::{Assembly, Cast, HeldRelation, NewActor, Seat};
use crate::import::data_sets::kit::names::slug_of;
use crate::import::report::Treatment;
use crate::model::{Alias, End, Ends, Period, RelationKind};
use crate::record::QuickSet;
use std::collections::BTreeMap;

/// The name of a state force in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ForceName {
    /// The text before the years.
    force: String,
    years: Option<(i16, Option<i16>)>,
    /// The text after the years: a unit, a regime, a contingent.
    rest: String,
}

/// Prefixes of names of forces.
const FORCES: [&str; 5] = [
    "Military Forces of ",
    "Police Forces of ",
    "Mutiny of Military Forces of ",
    "Mutiny of Police Forces of ",
    "Former Military Forces of ",
];

/// Words for units: if the text after the years contains one, the unit is part of the force.
const UNITS: [&str; 22] = [
    "air force",
    "army",
    "battalion",
    "border",
    "brigade",
    "coast guard",
    "coastguard",
    "commando",
    "corps",
    "division",
    "forest",
    "gendarmerie",
    "guard",
    "intelligence",
    "navy",
    "prison",
    "regiment",
    "rifles",
    "special forces",
    "special police",
    "unit",
    "customs",
];

/// Whether a name is of a military or police force of a state.
pub(super) fn is_force(name: &str) -> bool {
    FORCES.iter().any(|force| name.starts_with(force))
}

impl ForceName {
    fn of(name: &str) -> Option<Self> {
        let plain = || Self {
            force: name.to_owned(),
            years: None,
            rest: String::new(),
        };
        let opens = name.match_indices('(');
        for (open, _) in opens {
            let Some(close) = name[open..].find(')') else {
                break;
            };
            if let Some(years) = years(&name[open + 1..open + close]) {
                return Some(Self {
                    force: name[..open].trim().to_owned(),
                    years: Some(years),
                    rest: name[open + close + 1..].trim().to_owned(),
                });
            }
        }
        is_force(name).then(plain)
    }

    /// Returns the name without years.
    fn without_years(&self) -> String {
        format!("{} {}", self.force, self.rest).trim().to_owned()
    }

    /// Returns the period of the name.
    fn period(&self) -> Period {
        let Some((first, last)) = self.years else {
            return Period::UNKNOWN;
        };
        let start = format!("{first:04}").parse().ok();
        // the name was still in use in the last year
        let end = last.map(|last| format!("[{last:04}-01-02..{:04}-01-01]", last + 1));
        let end = end.and_then(|end| end.parse().ok());
        Period::new(start, end.map_or(End::Unknown, End::On), Vec::new())
    }
}

/// Reads `2012-2020`, `2020-`.
fn years(text: &str) -> Option<(i16, Option<i16>)> {
    let (first, last) = text.split_once('-')?;
    let year = |text: &str| {
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then(|| text.parse().ok()).flatten()
    };
    let last = last.trim();
    let last = if last.is_empty() {
        None
    } else {
        Some(year(last)?)
    };
    Some((year(first.trim())?, last))
}

/// The state forces of a file, and the pairs that met as enemies.
#[derive(Debug, Default)]
pub(super) struct Forces {
    names: BTreeMap<Seat, ForceName>,
    enemies: QuickSet<(Seat, Seat)>,
    /// The names of each unified force.
    unified: BTreeMap<Seat, Vec<Seat>>,
}

impl Forces {
    /// Adds a new name, if it is of a state force.
    pub(super) fn add(&mut self, seat: Seat, name: &str) {
        if let Some(force) = ForceName::of(name) {
            self.names.insert(seat, force);
        }
    }

    /// Records that two sides fought each other.
    pub(super) fn met(&mut self, one: &[Seat], other: &[Seat]) {
        let is_force = |seat: &&Seat| self.names.contains_key(seat);
        for a in one.iter().filter(is_force) {
            for b in other.iter().filter(is_force).filter(|b| *b != a) {
                self.enemies.insert((*a.min(b), *a.max(b)));
            }
        }
    }

    fn are_enemies(&self, one: Seat, other: Seat) -> bool {
        self.enemies.contains(&(one.min(other), one.max(other)))
    }

    /// Joins the names of one force in several periods to one actor, where that is safe.
    pub(super) fn unify(&mut self, assembly: &mut Assembly) {
        let mut by_name: BTreeMap<String, Vec<Seat>> = BTreeMap::new();
        for (seat, name) in &self.names {
            if name.years.is_some() {
                by_name.entry(name.without_years()).or_default().push(*seat);
            }
        }
        for (name, mut seats) in by_name {
            seats.sort_by(|a, b| {
                let key =
                    |seat: &Seat| (self.names[seat].years, assembly.cast.id(*seat).to_owned());
                key(a).cmp(&key(b))
            });
            let at = assembly.cast.first(seats[0]);
            if seats.len() > 1 && !self.is_one(&seats) {
                let message = "state forces of several regimes stood against each other, or at one \
                               time: each name is an actor of its own";
                let report = &mut assembly.report;
                report.note(Treatment::Guessed, "forces-kept-apart", message, at, &name);
                continue;
            }
            if assembly.cast.are_told_apart(&seats) {
                continue; // the record or a crosswalk identifies them
            }
            if seats.len() > 1 {
                let message = "a state force under several regimes was taken for one actor, with a \
                               name for each";
                let report = &mut assembly.report;
                report.note(Treatment::Merged, "forces-unified", message, at, &name);
            }
            if assembly.cast.are_all(&mut assembly.reader, &seats, &name) {
                continue;
            }
            for seat in &seats {
                assembly.cast.join(*seat, seats[0]);
            }
            self.unified.insert(seats[0], seats);
        }
    }

    /// Returns the period of a name; an open name ends with a closed one that has the same first year.
    fn period(&self, seats: &[Seat], seat: Seat) -> Period {
        let name = &self.names[&seat];
        let mut same = seats.iter().map(|other| &self.names[other]);
        let closed = same.find(|other| {
            let begins = other.years.map(|years| years.0);
            begins == name.years.map(|years| years.0) && other.years.is_some_and(|y| y.1.is_some())
        });
        closed.unwrap_or(name).period()
    }

    /// Whether names of one force, sorted by years, can be one actor.
    fn is_one(&self, seats: &[Seat]) -> bool {
        let years = |seat: &Seat| self.names[seat].years.unwrap_or((0, None));
        // an open name was closed later if a name has the same first year and a last one
        let closed = |from: i16| {
            let same = seats.iter().map(years).filter(|years| years.0 == from);
            same.filter_map(|years| years.1).max()
        };
        seats.iter().enumerate().all(|(place, one)| {
            seats[place + 1..].iter().all(|other| {
                let [(from, _), (next, _)] = [one, other].map(years);
                // two names may share the year of the change
                let follow = from == next || closed(from).is_some_and(|to| to <= next);
                follow && !self.are_enemies(*one, *other)
            })
        })
    }

    /// Makes each unit part of its force, if the force is an actor, too.
    pub(super) fn units(&self, assembly: &mut Assembly) {
        let mut heads: BTreeMap<&str, Vec<Seat>> = BTreeMap::new();
        for (seat, name) in &self.names {
            if name.rest.is_empty() {
                let head = assembly.cast.head(*seat);
                let all = heads.entry(&name.force).or_default();
                if !all.contains(&head) {
                    all.push(head);
                }
            }
        }
        let mut told = Vec::new();
        for (seat, name) in &self.names {
            let rest = name.rest.to_lowercase();
            let is_unit = is_force(&name.force)
                && UNITS.iter().any(|unit| rest.contains(unit))
                && !rest.contains(" - ");
            let unit = assembly.cast.head(*seat);
            let Some([force]) = heads.get(&*name.force).map(Vec::as_slice) else {
                continue;
            };
            let are_new = assembly.cast.is_new(unit) && assembly.cast.is_new(*force);
            if !is_unit || !are_new || told.contains(&unit) || self.are_enemies(unit, *force) {
                continue;
            }
            told.push(unit);
            let at = assembly.cast.first(*seat);
            let what = assembly.cast.id(*seat).to_owned();
            let message = "a unit is part of the force in whose name it stands, nobody says when";
            let report = &mut assembly.report;
            report.note(Treatment::Guessed, "units-of-forces", message, at, &what);
            part_of(assembly, unit, *force);
        }
    }

    /// Sets the names of a unified force: all its names, and one without years.
    pub(super) fn name(&self, cast: &Cast, seat: Seat, new: &mut NewActor) {
        let Some(name) = self.names.get(&seat) else {
            return;
        };
        let Some(seats) = self.unified.get(&seat) else {
            return;
        };
        new.name = name.without_years();
        new.key = format!("acled-{}", slug_of(&new.name));
        new.ids = seats
            .iter()
            .map(|seat| ("acled".into(), cast.id(*seat).into()))
            .collect();
        new.aliases = seats
            .iter()
            .map(|seat| Alias {
                name: cast.id(*seat).into(),
                lang: None,
                period: self.period(seats, *seat),
            })
            .collect();
    }
}

/// Makes the relation of a unit to its force.
fn part_of(assembly: &mut Assembly, unit: Seat, force: Seat) {
    let ends = [unit, force].map(|seat| assembly.cast.number(seat));
    let id = [unit, force].map(|seat| slug_of(assembly.cast.id(seat)));
    let ends = Ends::Directed {
        from: [ends[0]].into(),
        to: [ends[1]].into(),
    };
    let id = format!("acled-{}-part-of-{}", id[0], id[1]);
    let held = HeldRelation {
        hedge: Some("by its name".to_owned()),
        ..HeldRelation::new(RelationKind::PartOf, ends, Period::UNKNOWN, id)
    };
    assembly.another(held, assembly.cast.first(unit), 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_force_has_its_years_and_what_follows() {
        let name = ForceName::of("Military Forces of Northland (2012-2020) Air Force");
        let name = name.expect("it is one");
        assert_eq!(name.force, "Military Forces of Northland");
        assert_eq!(name.years, Some((2012, Some(2020))));
        assert_eq!(name.rest, "Air Force");
        assert_eq!(
            name.without_years(),
            "Military Forces of Northland Air Force"
        );
        assert_eq!(name.period().end().to_string(), "[2020-01-02..2021-01-01]");
        let open = ForceName::of("Police Forces of the Isles (North) (2017-)").expect("it is one");
        assert_eq!(open.force, "Police Forces of the Isles (North)");
        assert_eq!(open.years, Some((2017, None)));
        assert_eq!(ForceName::of("Civilians (Northland)"), None);
        let mission = ForceName::of("Mission of Many (2013-2023)").expect("it has years");
        assert_eq!(mission.without_years(), "Mission of Many");
    }
}
