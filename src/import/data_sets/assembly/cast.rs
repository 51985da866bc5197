//! The actors that rows name.

use super::known::{Known, Match};
use super::new_actor::{NewActor, Settled};
use crate::import::data_sets::kit::names::{Keys, slug_of};
use crate::import::report::{ReportWriter, Treatment};
use crate::import::{Crosswalk, CrosswalkRow};
use crate::model::{ActorId, Alias, Day, End, Period, SourceId, When};
use crate::record::{At, QuickMap, Reader};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The index in the cast of one id or name of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::import::data_sets) struct Seat(pub(in crate::import::data_sets) u32);

impl Seat {
    pub(in crate::import::data_sets) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One id or name of a data set.
#[derive(Debug)]
struct Role {
    id: Box<str>,
    /// The names that rows give for it, each with its number of rows; the id where rows have no name.
    names: Vec<(Box<str>, u64)>,
    /// Whether no row has a name for it.
    is_unnamed: bool,
    /// The known actors with this id or one of these names; filled in when all rows have been read.
    found: Match,
    /// The number that statements use until the actor is identified; a new actor keeps it.
    number: ActorId,
    /// Whether some rows that name it mean no known actor.
    is_new: bool,
    /// Whether a row describes it: then it becomes an actor even if no statement names it.
    is_listed: bool,
    first: At,
}

/// The actors that the rows of a data set name.
#[derive(Debug)]
pub(in crate::import::data_sets) struct Cast {
    /// The data set, as ids of actors and crosswalks name it.
    data_set: &'static str,
    known: Known,
    seats: QuickMap<Box<str>, Seat>,
    roles: Vec<Role>,
    /// Whether the actors have been identified.
    is_settled: bool,
    by_number: QuickMap<ActorId, Seat>,
    /// The number of ids that have a name with this short form.
    shorts: BTreeMap<Box<str>, u32>,
    /// The numbers of the known actors that were found, by their keys.
    known_numbers: BTreeMap<Box<str>, ActorId>,
    /// Seats of one actor: from each seat to the seat that represents both.
    joined: BTreeMap<Seat, Seat>,
}

impl Cast {
    pub(in crate::import::data_sets) fn new(data_set: &'static str, known: Known) -> Self {
        Self {
            data_set,
            known,
            seats: QuickMap::default(),
            roles: Vec::new(),
            is_settled: false,
            by_number: QuickMap::default(),
            shorts: BTreeMap::new(),
            known_numbers: BTreeMap::new(),
            joined: BTreeMap::new(),
        }
    }

    /// Returns the seat of an id, which has this name in this row.
    pub(in crate::import::data_sets) fn seat(
        &mut self,
        reader: &mut Reader,
        id: &str,
        name: &str,
        at: At,
    ) -> Seat {
        let is_unnamed = name.trim().is_empty();
        let name = if is_unnamed { id } else { name };
        if let Some(&seat) = self.seats.get(id) {
            self.roles[seat.index()].is_unnamed &= is_unnamed;
            let names = &mut self.roles[seat.index()].names;
            if let Some(one) = names.iter_mut().find(|one| *one.0 == *name) {
                one.1 += 1;
            } else {
                names.push((name.into(), 1));
                // formats that wait for their last row name some actors after all rows are read
                if self.is_settled {
                    self.settle_one(reader, seat);
                }
            }
            return seat;
        }
        let seat = Seat(u32::try_from(self.roles.len()).unwrap_or(u32::MAX));
        self.seats.insert(id.into(), seat);
        // no slug has such a character, so it cannot be the key of a record
        let number = reader.actor_number(&format!("\u{1F}{}\u{1F}{id}", self.data_set));
        self.by_number.insert(number, seat);
        self.roles.push(Role {
            id: id.into(),
            names: vec![(name.into(), 1)],
            is_unnamed,
            found: Match::Nobody,
            number,
            is_new: true,
            is_listed: false,
            first: at,
        });
        if self.is_settled {
            self.settle_one(reader, seat);
        }
        seat
    }

    /// Identifies the actors, once all rows have been read.
    ///
    /// All names of an id count, so that the order of the rows makes no difference.
    pub(super) fn settle(&mut self, reader: &mut Reader) {
        self.is_settled = true;
        for role in &self.roles {
            let shorts = role.names.iter().filter_map(|(name, _)| short_of(name));
            for short in shorts.collect::<BTreeSet<&str>>() {
                *self.shorts.entry(short.into()).or_default() += 1;
            }
        }
        for seat in self.seats() {
            self.settle_one(reader, seat);
        }
    }

    fn settle_one(&mut self, reader: &mut Reader, seat: Seat) {
        self.roles[seat.index()].names.sort_unstable();
        let role = &self.roles[seat.index()];
        let mut found = Match::Nobody;
        for (name, _) in &role.names {
            let names = self.spellings(name);
            found = found.or(self.known.find(self.data_set, &role.id, &names));
        }
        let role = &mut self.roles[seat.index()];
        for key in found.on((Day::BEFORE_ALL, Day::AFTER_ALL)) {
            let number = reader.actor_number(key);
            self.known_numbers.insert(key.into(), number);
        }
        role.is_new = found == Match::Nobody;
        role.found = found;
    }

    /// Whether one actor of the record has a name that these seats share or one of their own names; then all of these
    /// seats become that actor.
    pub(in crate::import::data_sets) fn are_all(
        &mut self,
        reader: &mut Reader,
        seats: &[Seat],
        name: &str,
    ) -> bool {
        let known = self.known.find(self.data_set, name, &[name]);
        let mut found: Vec<Match> = seats
            .iter()
            .map(|seat| self.roles[seat.index()].found.clone())
            .chain([known])
            .filter(|found| *found != Match::Nobody)
            .collect();
        let ever = (Day::BEFORE_ALL, Day::AFTER_ALL);
        let keys: BTreeSet<String> = found
            .iter()
            .flat_map(|found| found.on(ever))
            .map(str::to_owned)
            .collect();
        let (Some(first), 1) = (found.pop(), keys.len()) else {
            return false;
        };
        // the names have the years of the data set; the actor is the same in all of them
        let key = first.on(ever).first().map(|key| (*key).to_owned());
        if let Some(key) = key {
            let number = reader.actor_number(&key);
            self.known_numbers.insert(key.as_str().into(), number);
            for seat in seats {
                let role = &mut self.roles[seat.index()];
                // a match of the name itself is kept
                if role.found == Match::Nobody {
                    role.found = self.known.whole(&key);
                    role.is_new = false;
                }
            }
        }
        true
    }

    /// Whether the record or a crosswalk identifies these seats with several actors.
    pub(in crate::import::data_sets) fn are_told_apart(&self, seats: &[Seat]) -> bool {
        let ever = (Day::BEFORE_ALL, Day::AFTER_ALL);
        let found = seats.iter().map(|seat| &self.roles[seat.index()].found);
        let keys: BTreeSet<&str> = found.flat_map(|found| found.on(ever)).collect();
        keys.len() > 1
    }

    /// Returns a name as written and, for `ABC: Full Name`, its parts, if no other id has that short form.
    fn spellings<'n>(&self, name: &'n str) -> Vec<&'n str> {
        let mut all = vec![name];
        if let Some((short, full)) = name.split_once(": ") {
            all.push(full);
            let is_own = self.shorts.get(short).is_none_or(|count| *count < 2);
            all.extend(is_own.then_some(short));
        }
        all
    }

    /// Returns the rows of the crosswalk for the id in a seat, or for its names.
    fn said_of(&self, seat: Seat) -> Vec<&CrosswalkRow> {
        let role = &self.roles[seat.index()];
        let names = role.names.iter().flat_map(|(name, _)| self.spellings(name));
        let names: Vec<&str> = names.collect();
        let rows = self.known.said_of(self.data_set, &role.id, &names);
        rows.iter().collect()
    }

    /// Returns the number of the actor in a seat, if it does not depend on days: seats of one actor share it.
    pub(in crate::import::data_sets) fn one_number(&self, seat: Seat) -> ActorId {
        let role = &self.roles[seat.index()];
        let known = role.found.always();
        let known = known.and_then(|key| self.known_numbers.get(key));
        known.copied().unwrap_or(role.number)
    }

    /// Whether a number may mean another actor than the one that first had it.
    pub(super) fn may_change(&self) -> bool {
        let is_known = |role: &Role| role.found != Match::Nobody;
        !self.joined.is_empty() || self.roles.iter().any(is_known)
    }

    /// Returns the actor that a number means in a statement of these days.
    pub(super) fn actor(
        &mut self,
        report: Option<&mut ReportWriter>,
        number: ActorId,
        (days, at): ((Day, Day), At),
    ) -> ActorId {
        let Some(&seat) = self.by_number.get(&number) else {
            return number;
        };
        let found = &self.roles[seat.index()].found;
        let keys = found.on(days);
        if let [key] = keys[..]
            && let Some(number) = self.known_numbers.get(key)
        {
            return *number;
        }
        let told = match (found, keys.is_empty()) {
            (Match::Nobody, _) => None,
            (Match::These(_), true) => Some((
                "name-of-other-days",
                "an actor of the record goes by the name, and did not on these days: a new actor \
                 was made of it (say who it is in the crosswalk)",
            )),
            (Match::These(_), false) => Some((
                "name-of-several",
                "several actors of the record go by the name: a new actor was made of it (say who \
                 it is in the crosswalk)",
            )),
        };
        if let (Some((code, message)), Some(report)) = (told, report) {
            report.note(Treatment::Guessed, code, message, at, self.name(seat));
        }
        let head = self.head(seat);
        self.roles[head.index()].is_new = true;
        self.roles[head.index()].number
    }

    /// Records that other actors replace this one, so that no actor is made.
    pub(in crate::import::data_sets) fn is_replaced(&mut self, seat: Seat) {
        self.roles[seat.index()].is_new = false;
    }

    /// Records that a row describes this actor.
    pub(in crate::import::data_sets) fn list(&mut self, seat: Seat) {
        self.roles[seat.index()].is_listed = true;
    }

    /// Whether a row describes this actor.
    pub(super) fn is_listed(&self, seat: Seat) -> bool {
        self.roles[seat.index()].is_listed
    }

    /// Records that a statement needs this seat's own actor after all: it is made unless the actor is known.
    pub(super) fn is_needed(&mut self, seat: Seat) {
        let role = &mut self.roles[seat.index()];
        role.is_new = role.found == Match::Nobody;
    }

    /// Iterates over all seats.
    pub(in crate::import::data_sets) fn seats(&self) -> impl Iterator<Item = Seat> + use<> {
        (0..self.roles.len()).filter_map(seat_at)
    }

    /// Returns the seat of an id, if a row has named it.
    pub(in crate::import::data_sets) fn seat_of(&self, id: &str) -> Option<Seat> {
        self.seats.get(id).copied()
    }

    /// Returns the seat with this number.
    pub(in crate::import::data_sets) fn seat_of_number(&self, number: ActorId) -> Option<Seat> {
        self.by_number.get(&number).copied()
    }

    /// Returns the number of seats.
    pub(in crate::import::data_sets) const fn len(&self) -> usize {
        self.roles.len()
    }

    /// Returns the id in a seat.
    pub(in crate::import::data_sets) fn id(&self, seat: Seat) -> &str {
        &self.roles[seat.index()].id
    }

    /// Returns the number of a new actor in a seat.
    pub(in crate::import::data_sets) fn number(&self, seat: Seat) -> ActorId {
        self.roles[seat.index()].number
    }

    /// Returns a text that identifies the actor of a number and does not depend on the order of rows.
    pub(super) fn name_of(&self, number: ActorId) -> String {
        match self.by_number.get(&number) {
            Some(seat) => self.id(*seat).to_owned(),
            None => format!("{number:?}"),
        }
    }

    /// Whether rows of a seat mean a new actor.
    pub(in crate::import::data_sets) fn is_new(&self, seat: Seat) -> bool {
        self.roles[seat.index()].is_new
    }

    /// Returns the place where a row first named a seat.
    pub(in crate::import::data_sets) fn first(&self, seat: Seat) -> At {
        self.roles[seat.index()].first
    }

    /// Returns the most frequent name of a seat, the first by letters in a tie, or the id without a name.
    pub(in crate::import::data_sets) fn name(&self, seat: Seat) -> &str {
        let role = &self.roles[seat.index()];
        let rank = |one: &(Box<str>, u64)| (one.0 != role.id, one.1);
        let names = role.names.iter();
        let best = names.max_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| b.0.cmp(&a.0)));
        best.map_or("", |one| &one.0)
    }

    /// Returns the other names of a seat, by letters.
    pub(in crate::import::data_sets) fn other_names(&self, seat: Seat) -> Vec<&str> {
        let (best, id) = (self.name(seat), self.id(seat));
        let names = self.roles[seat.index()].names.iter();
        let mut others: Vec<&str> = names
            .map(|one| &*one.0)
            .filter(|one| ![best, id].contains(one))
            .collect();
        others.sort_unstable();
        others
    }

    /// Makes two seats one actor.
    pub(in crate::import::data_sets) fn join(&mut self, seat: Seat, with: Seat) {
        if seat != with {
            self.joined.insert(seat, with);
        }
    }

    /// Makes the new actors.
    ///
    /// `describe` returns the importer's description of each seat; joined seats have one description.
    pub(in crate::import::data_sets) fn finish(
        self,
        (reader, report): (&mut Reader, &mut ReportWriter),
        keys: &mut Keys,
        (source, until): (SourceId, Day),
        describe: impl Fn(&Self, Seat) -> NewActor,
    ) -> Settled {
        let mut seats: Vec<Seat> = (0..self.roles.len()).filter_map(seat_at).collect();
        seats.sort_by(|a, b| self.id(*a).cmp(self.id(*b)));
        let mut of_crosswalk: BTreeMap<Box<str>, (Seat, NewActor)> = BTreeMap::new();
        let mut new_actors: Vec<(Seat, NewActor)> = Vec::new();
        for seat in seats.iter().filter(|seat| self.head(**seat) == **seat) {
            let mut new = describe(&self, *seat);
            new.aliases.retain_mut(|alias| is_known_by(alias, until));
            for row in self.said_of(*seat) {
                if self.known.has(&row.actor) {
                    continue;
                }
                let mut stated = new.clone();
                stated.is_guess &= row.kind.is_none();
                stated.name = row.name.as_deref().map_or(stated.name, str::to_owned);
                stated.kind = row.kind.unwrap_or(stated.kind);
                // several ids with one new key are one actor
                match of_crosswalk.entry(row.actor.clone()) {
                    Entry::Occupied(mut known) => known.get_mut().1.take_in(stated),
                    Entry::Vacant(slot) => drop(slot.insert((*seat, stated))),
                }
            }
            if self.is_new(*seat) {
                new_actors.push((*seat, new));
            }
        }
        self.keep_own_ids(&mut of_crosswalk, &mut new_actors);
        keep_own_shorts(&mut new_actors);
        let mut settled = Settled::default();
        for (key, (seat, new)) in of_crosswalk {
            keys.take(&key);
            self.tell_kind(report, seat, &new);
            let number = reader.actor_number(&key);
            settled.give(reader, number, (&key, new, source), self.first(seat));
        }
        let mut made: BTreeMap<Seat, String> = BTreeMap::new();
        for (seat, new) in new_actors {
            // an id is any text, so a key is made from it
            let key = keys.new_like(&slug_of(&new.key), "actor");
            self.tell_kind(report, seat, &new);
            settled.give(
                reader,
                self.number(seat),
                (&key, new, source),
                self.first(seat),
            );
            made.insert(seat, key);
        }
        for seat in &seats {
            let made = made.get(&self.head(*seat)).map(String::as_str);
            let near = self.near(report, *seat);
            self.say(&mut settled.crosswalk, *seat, made, &near);
        }
        self.tell_unused(report);
        settled
    }

    /// Removes ids that two actors share: these are numbers of a state, and several actors can belong to one state.
    fn keep_own_ids(
        &self,
        of_crosswalk: &mut BTreeMap<Box<str>, (Seat, NewActor)>,
        new_actors: &mut [(Seat, NewActor)],
    ) {
        let mut counts: BTreeMap<(Box<str>, Box<str>), u32> = BTreeMap::new();
        let all = of_crosswalk.values().chain(&*new_actors);
        for id in all.flat_map(|(_, new)| &new.ids) {
            *counts.entry(id.clone()).or_default() += 1;
        }
        let is_own = |id: &(Box<str>, Box<str>)| {
            counts.get(id) == Some(&1) && !self.known.has_id(&id.0, &id.1)
        };
        let all = of_crosswalk.values_mut().chain(new_actors);
        for (_, new) in all {
            new.ids.retain(is_own);
        }
    }

    /// Returns the seat that represents all joined seats.
    pub(in crate::import::data_sets) fn head(&self, seat: Seat) -> Seat {
        let mut head = seat;
        while let Some(with) = self.joined.get(&head) {
            head = *with;
        }
        head
    }

    /// Writes to the crosswalk who the actor in a seat is; a new actor is proposed only.
    fn say(&self, crosswalk: &mut Crosswalk, seat: Seat, made: Option<&str>, near: &[Near]) {
        let (id, name) = (self.id(seat), self.name(seat));
        let mut remarks: Vec<String> = Vec::new();
        if id != name {
            remarks.push(name.to_owned());
        }
        let mut rows = self.roles[seat.index()].found.rows();
        let is_offered = rows.is_empty();
        if let (true, Some(made)) = (is_offered, made) {
            remarks.push("new".to_owned());
            let near = near.iter().map(|(key, name)| format!("`{key}` ({name})"));
            let near: Vec<String> = near.collect();
            if !near.is_empty() {
                remarks.push(format!("perhaps {}", near.join(", ")));
            }
            rows.push(CrosswalkRow::new(made));
        } else if let Some(made) = made {
            remarks.push(format!("`{made}` on other days"));
        }
        if !rows.is_empty() {
            let slot = (self.data_set, id);
            crosswalk.say(slot, rows, (remarks.join("; "), is_offered));
        }
    }

    /// Finds names of the record that are similar to a new actor's, and reports them.
    fn near(&self, report: &mut ReportWriter, seat: Seat) -> Vec<Near> {
        // civilians and crowds of one country are not similar to those of another
        let name = self.name(seat);
        if !self.is_new(seat) || name.starts_with("Civilians") {
            return Vec::new();
        }
        let near = self.known.near(self.data_set, self.id(seat), name);
        if let Some((key, _)) = near.first() {
            let message = "a new actor has nearly the name of one of the record: it was not joined \
                           (say who it is in the crosswalk)";
            let what = format!("{name}, `{key}`");
            report.note(
                Treatment::Guessed,
                "near-miss",
                message,
                self.first(seat),
                &what,
            );
        }
        near
    }

    /// Reports that the kind of a new actor is a guess.
    fn tell_kind(&self, report: &mut ReportWriter, seat: Seat, new: &NewActor) {
        if new.is_guess {
            let message = "the files do not name the kind of a new actor, or name several: the likeliest was \
                           taken (name it in the crosswalk)";
            let what = format!("{}: {}", new.name, new.kind);
            let at = self.first(seat);
            report.note(Treatment::Guessed, "kind-guessed", message, at, &what);
        }
        if self.roles[seat.index()].is_unnamed && &*new.name == self.id(seat) {
            let message = "new actors for which the files have no name, called by their ids";
            let at = self.first(seat);
            report.note(Treatment::Guessed, "no-name", message, at, self.id(seat));
        }
    }

    /// Reports the rows of a crosswalk that were not used.
    fn tell_unused(&self, report: &mut ReportWriter) {
        let names = self.roles.iter().flat_map(|role| &role.names);
        let names = names.flat_map(|(name, _)| self.spellings(name));
        let names: BTreeSet<&str> = names.collect();
        for (data_set, id) in self.known.crosswalk().stated() {
            let is_used =
                data_set == self.data_set && (self.seats.contains_key(id) || names.contains(id));
            if !is_used {
                let message = "an entry of the crosswalk is of no id or name in the files";
                let what = format!("{data_set}: {id}");
                let at = At::in_text(0, 0);
                report.note(Treatment::Guessed, "crosswalk-unused", message, at, &what);
            }
        }
    }
}

/// An actor of the record, by key and name.
type Near = (Box<str>, Box<str>);

/// Removes short forms that two new actors share.
fn keep_own_shorts(new_actors: &mut [(Seat, NewActor)]) {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for short in new_actors.iter().filter_map(|(_, new)| new.short.clone()) {
        *counts.entry(short).or_default() += 1;
    }
    for (_, new) in new_actors {
        new.short.take_if(|short| counts.get(short) != Some(&1));
    }
}

/// Returns the short form of a name such as `ABC: Full Name`.
fn short_of(name: &str) -> Option<&str> {
    name.split_once(": ").map(|(short, _)| short)
}

fn seat_at(index: usize) -> Option<Seat> {
    u32::try_from(index).ok().map(Seat)
}

/// Whether a name was in use by this day; a later end is removed, as it was not known then.
fn is_known_by(alias: &mut Alias, until: Day) -> bool {
    let period = &alias.period;
    let begins = period.start().map_or(Day::BEFORE_ALL, When::first_day);
    let ends = period.end().date().map_or(Day::BEFORE_ALL, When::first_day);
    if ends > until.next() {
        let start = period.start().cloned();
        alias.period = Period::new(start, End::Unknown, period.seen().to_vec());
    }
    begins <= until
}
