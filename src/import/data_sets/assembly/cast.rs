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

/// The place in the cast of one id or name of a data set.
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
    /// The names that rows have for it, with how many; the id where they have none.
    names: Vec<(Box<str>, u64)>,
    /// Whether no row has a name for it.
    is_unnamed: bool,
    /// Who goes by the id or one of the names; known when all rows have been read.
    found: Match,
    /// The number that statements have for it until it is known who it is, and of a new actor for good.
    number: ActorId,
    /// Whether rows name it that are of no actor known before.
    is_new: bool,
    /// Whether a row is about it: it is an actor whether or not statements name it.
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
    /// Whether it has been found out who goes by which id.
    is_settled: bool,
    by_number: QuickMap<ActorId, Seat>,
    /// How many ids have a name with this short form.
    shorts: BTreeMap<Box<str>, u32>,
    /// The numbers of those who were found, by their keys.
    known_numbers: BTreeMap<Box<str>, ActorId>,
    /// What seats are one actor with another: by number, the one that stands for both.
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

    /// The seat of an id, which goes by this name in this row.
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
                // formats that wait for their last row name some when all are read
                if self.is_settled {
                    self.settle_one(reader, seat);
                }
            }
            return seat;
        }
        let seat = Seat(u32::try_from(self.roles.len()).unwrap_or(u32::MAX));
        self.seats.insert(id.into(), seat);
        // no slug has such a character: no key of a record is like it
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

    /// Finds out who goes by each id and its names, when all rows have been read.
    ///
    /// Whatever order they had: of an id with several names all count.
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

    /// Whether one actor of the record goes by a name that these seats share, or by one of theirs: then
    /// all of them are that one.
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
                // what is said of a name itself stays as it is said
                if role.found == Match::Nobody {
                    role.found = self.known.whole(&key);
                    role.is_new = false;
                }
            }
        }
        true
    }

    /// Whether these seats are of several actors, by what the record or a crosswalk says of them.
    pub(in crate::import::data_sets) fn are_told_apart(&self, seats: &[Seat]) -> bool {
        let ever = (Day::BEFORE_ALL, Day::AFTER_ALL);
        let found = seats.iter().map(|seat| &self.roles[seat.index()].found);
        let keys: BTreeSet<&str> = found.flat_map(|found| found.on(ever)).collect();
        keys.len() > 1
    }

    /// A name as it is written, and of `ABC: Full Name` its parts, if no other id has that short form.
    fn spellings<'n>(&self, name: &'n str) -> Vec<&'n str> {
        let mut all = vec![name];
        if let Some((short, full)) = name.split_once(": ") {
            all.push(full);
            let is_own = self.shorts.get(short).is_none_or(|count| *count < 2);
            all.extend(is_own.then_some(short));
        }
        all
    }

    /// What the crosswalk says of the id in a seat, or of its names.
    fn said_of(&self, seat: Seat) -> Vec<&CrosswalkRow> {
        let role = &self.roles[seat.index()];
        let names = role.names.iter().flat_map(|(name, _)| self.spellings(name));
        let names: Vec<&str> = names.collect();
        let rows = self.known.said_of(self.data_set, &role.id, &names);
        rows.iter().collect()
    }

    /// The number of the actor in a seat, if its days make no difference: seats of one have one.
    pub(in crate::import::data_sets) fn one_number(&self, seat: Seat) -> ActorId {
        let role = &self.roles[seat.index()];
        let known = role.found.always();
        let known = known.and_then(|key| self.known_numbers.get(key));
        known.copied().unwrap_or(role.number)
    }

    /// Whether a number may be of another actor than the one that was first given it.
    pub(super) fn may_change(&self) -> bool {
        let is_known = |role: &Role| role.found != Match::Nobody;
        !self.joined.is_empty() || self.roles.iter().any(is_known)
    }

    /// The actor of a number in a statement of these days.
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

    /// Others stand in the place of this one: no actor is made of it.
    pub(in crate::import::data_sets) fn is_replaced(&mut self, seat: Seat) {
        self.roles[seat.index()].is_new = false;
    }

    /// A row is about this one.
    pub(in crate::import::data_sets) fn list(&mut self, seat: Seat) {
        self.roles[seat.index()].is_listed = true;
    }

    /// Whether a row is about it.
    pub(super) fn is_listed(&self, seat: Seat) -> bool {
        self.roles[seat.index()].is_listed
    }

    /// It stands for itself somewhere all the same: an actor is made of it, if it is of none.
    pub(super) fn is_needed(&mut self, seat: Seat) {
        let role = &mut self.roles[seat.index()];
        role.is_new = role.found == Match::Nobody;
    }

    /// All seats.
    pub(in crate::import::data_sets) fn seats(&self) -> impl Iterator<Item = Seat> + use<> {
        (0..self.roles.len()).filter_map(seat_at)
    }

    /// The seat of an id, if it has been named.
    pub(in crate::import::data_sets) fn seat_of(&self, id: &str) -> Option<Seat> {
        self.seats.get(id).copied()
    }

    /// The seat whose number this is.
    pub(in crate::import::data_sets) fn seat_of_number(&self, number: ActorId) -> Option<Seat> {
        self.by_number.get(&number).copied()
    }

    /// How many seats there are.
    pub(in crate::import::data_sets) const fn len(&self) -> usize {
        self.roles.len()
    }

    /// The id in a seat.
    pub(in crate::import::data_sets) fn id(&self, seat: Seat) -> &str {
        &self.roles[seat.index()].id
    }

    /// The number of a new actor in a seat.
    pub(in crate::import::data_sets) fn number(&self, seat: Seat) -> ActorId {
        self.roles[seat.index()].number
    }

    /// What tells the actor of a number from others, whatever order the rows had.
    pub(super) fn name_of(&self, number: ActorId) -> String {
        match self.by_number.get(&number) {
            Some(seat) => self.id(*seat).to_owned(),
            None => format!("{number:?}"),
        }
    }

    /// Whether rows of a seat are of a new actor.
    pub(in crate::import::data_sets) fn is_new(&self, seat: Seat) -> bool {
        self.roles[seat.index()].is_new
    }

    /// Where a seat was named first.
    pub(in crate::import::data_sets) fn first(&self, seat: Seat) -> At {
        self.roles[seat.index()].first
    }

    /// The name that most rows have for a seat; of as many the first by letters. Without one it is the id.
    pub(in crate::import::data_sets) fn name(&self, seat: Seat) -> &str {
        let role = &self.roles[seat.index()];
        let rank = |one: &(Box<str>, u64)| (one.0 != role.id, one.1);
        let names = role.names.iter();
        let best = names.max_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| b.0.cmp(&a.0)));
        best.map_or("", |one| &one.0)
    }

    /// The other names that rows have for a seat, by letters.
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

    /// Takes what is in one seat for the actor in another.
    pub(in crate::import::data_sets) fn join(&mut self, seat: Seat, with: Seat) {
        if seat != with {
            self.joined.insert(seat, with);
        }
    }

    /// Makes the new actors.
    ///
    /// `describe` is what the importer says of each; `seats` that are joined are described by one.
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
            // an id is whatever its cell has
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

    /// Takes ids off that two actors have: they are numbers of a state, of which there are several.
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

    /// The seat that stands for all that are joined.
    pub(in crate::import::data_sets) fn head(&self, seat: Seat) -> Seat {
        let mut head = seat;
        while let Some(with) = self.joined.get(&head) {
            head = *with;
        }
        head
    }

    /// Writes down who became of a seat; a new actor is offered alone.
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

    /// The names of the record that are nearly those of a new actor, told in the report.
    fn near(&self, report: &mut ReportWriter, seat: Seat) -> Vec<Near> {
        // civilians and crowds of one country are not nearly those of another
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

    /// Notes that the kind of a new actor is no more than likely.
    fn tell_kind(&self, report: &mut ReportWriter, seat: Seat, new: &NewActor) {
        if new.is_guess {
            let message = "what a new actor is the files do not say, or say in several ways: the likeliest \
                           was taken (say it in the crosswalk)";
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

    /// Notes what of a crosswalk was of no use.
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

/// Takes short forms off that two new actors have.
fn keep_own_shorts(new_actors: &mut [(Seat, NewActor)]) {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for short in new_actors.iter().filter_map(|(_, new)| new.short.clone()) {
        *counts.entry(short).or_default() += 1;
    }
    for (_, new) in new_actors {
        new.short.take_if(|short| counts.get(short) != Some(&1));
    }
}

/// The short form of a name such as `ABC: Full Name`.
fn short_of(name: &str) -> Option<&str> {
    name.split_once(": ").map(|(short, _)| short)
}

fn seat_at(index: usize) -> Option<Seat> {
    u32::try_from(index).ok().map(Seat)
}

/// Whether a name was one by this day; an end that came after it was not known.
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
