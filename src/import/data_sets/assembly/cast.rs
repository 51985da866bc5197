//! The actors that rows name.

use super::known::{Known, Match};
use crate::import::Crosswalk;
use crate::import::data_sets::kit::names::Keys;
use crate::import::report::{Measure, ReportWriter};
use crate::model::{
    ActivePeriod, Actor, ActorId, ActorKind, Alias, DataSetIds, Day, Period, SourceId, When,
};
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
    /// The names that rows have for it, with how many.
    names: Vec<(Box<str>, u64)>,
    /// Who goes by the id or one of the names; known when all rows have been read.
    found: Match,
    /// The number that statements have for it until it is known who it is, and of a new actor for good.
    number: ActorId,
    /// Whether rows name it that are of no actor known before.
    is_new: bool,
    first: At,
}

/// What an importer says of a new actor.
#[derive(Debug, Clone)]
pub(in crate::import::data_sets) struct NewActor {
    /// What its key is to be like.
    pub(in crate::import::data_sets) key: String,
    pub(in crate::import::data_sets) name: String,
    pub(in crate::import::data_sets) short: Option<String>,
    pub(in crate::import::data_sets) kind: ActorKind,
    pub(in crate::import::data_sets) aliases: Vec<Alias>,
    pub(in crate::import::data_sets) ids: Vec<(Box<str>, Box<str>)>,
    pub(in crate::import::data_sets) country: Option<&'static str>,
    pub(in crate::import::data_sets) tags: Vec<String>,
    /// When it was there, as far as the data set says.
    pub(in crate::import::data_sets) active: Vec<Period>,
}

impl NewActor {
    pub(in crate::import::data_sets) fn new(
        key: impl Into<String>,
        name: impl Into<String>,
        kind: ActorKind,
    ) -> Self {
        Self {
            key: key.into(),
            name: name.into(),
            short: None,
            kind,
            aliases: Vec::new(),
            ids: Vec::new(),
            country: None,
            tags: Vec::new(),
            active: Vec::new(),
        }
    }

    /// Takes in what is said of it under another id.
    fn take_in(&mut self, other: Self) {
        if other.name != self.name {
            self.other_names([&*other.name]);
        }
        self.aliases.extend(other.aliases);
        self.ids.extend(other.ids);
        self.tags.extend(other.tags);
    }

    /// Adds names that it has, nobody says when.
    pub(in crate::import::data_sets) fn other_names<'n>(
        &mut self,
        names: impl IntoIterator<Item = &'n str>,
    ) {
        let alias = |name: &str| Alias {
            name: name.into(),
            lang: None,
            period: Period::UNKNOWN,
        };
        self.aliases.extend(names.into_iter().map(alias));
    }
}

/// What is known when all actors have been made.
#[derive(Debug, Default)]
pub(in crate::import::data_sets) struct Settled {
    /// Who became whom.
    pub(super) crosswalk: Crosswalk,
    /// Where the new actors stand.
    pub(super) derived: BTreeSet<At>,
    /// The latest day of which a name of one certainly speaks.
    pub(super) latest: Option<Day>,
}

impl Settled {
    /// Makes a new actor of what an importer says of it.
    fn give(
        &mut self,
        reader: &mut Reader,
        number: ActorId,
        (key, new, source): (&str, NewActor, SourceId),
        first: At,
    ) {
        let mut actor = actor_of(key, new);
        actor.evidence.sources = [source].into();
        let at = behind(first, 1);
        self.derived.insert(at);
        self.latest = self.latest.max(latest_day(&actor));
        reader.given_actor(number, actor, at);
    }
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
        if let Some(&seat) = self.seats.get(id) {
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
            found: Match::Nobody,
            number,
            is_new: true,
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
        for seat in self.seats() {
            self.settle_one(reader, seat);
        }
    }

    fn settle_one(&mut self, reader: &mut Reader, seat: Seat) {
        let role = &mut self.roles[seat.index()];
        role.names.sort_unstable();
        let mut found = Match::Nobody;
        for (name, _) in &role.names {
            found = found.or(self.known.find(self.data_set, &role.id, name));
        }
        for key in found.on((Day::BEFORE_ALL, Day::AFTER_ALL)) {
            let number = reader.actor_number(key);
            self.known_numbers.insert(key.into(), number);
        }
        role.is_new = found == Match::Nobody;
        role.found = found;
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
            report.note(Measure::Guessed, code, message, at, self.name(seat));
        }
        let head = self.head(seat);
        self.roles[head.index()].is_new = true;
        self.roles[head.index()].number
    }

    /// Others stand in the place of this one: no actor is made of it.
    pub(in crate::import::data_sets) fn is_replaced(&mut self, seat: Seat) {
        self.roles[seat.index()].is_new = false;
    }

    /// All seats.
    pub(in crate::import::data_sets) fn seats(&self) -> impl Iterator<Item = Seat> + use<> {
        (0..self.roles.len()).filter_map(seat_at)
    }

    /// The seat of an id, if it has been named.
    pub(in crate::import::data_sets) fn seat_of(&self, id: &str) -> Option<Seat> {
        self.seats.get(id).copied()
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

    /// Whether rows of a seat are of a new actor.
    pub(in crate::import::data_sets) fn is_new(&self, seat: Seat) -> bool {
        self.roles[seat.index()].is_new
    }

    /// Where a seat was named first.
    pub(in crate::import::data_sets) fn first(&self, seat: Seat) -> At {
        self.roles[seat.index()].first
    }

    /// The name that most rows have for a seat; of as many the first by letters.
    pub(in crate::import::data_sets) fn name(&self, seat: Seat) -> &str {
        let names = self.roles[seat.index()].names.iter();
        let best = names.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        best.map_or("", |one| &one.0)
    }

    /// The other names that rows have for a seat, by letters.
    pub(in crate::import::data_sets) fn other_names(&self, seat: Seat) -> Vec<&str> {
        let best = self.name(seat);
        let names = self.roles[seat.index()].names.iter();
        let mut others: Vec<&str> = names
            .map(|one| &*one.0)
            .filter(|one| *one != best)
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
        reader: &mut Reader,
        keys: &mut Keys,
        source: SourceId,
        describe: impl Fn(&Self, Seat) -> NewActor,
    ) -> Settled {
        let mut seats: Vec<Seat> = (0..self.roles.len()).filter_map(seat_at).collect();
        seats.sort_by(|a, b| self.id(*a).cmp(self.id(*b)));
        let mut of_crosswalk: BTreeMap<Box<str>, (Seat, NewActor)> = BTreeMap::new();
        let mut new_actors: Vec<(Seat, NewActor)> = Vec::new();
        for seat in seats.iter().filter(|seat| self.head(**seat) == **seat) {
            let new = describe(&self, *seat);
            for row in self.known.said_of(self.data_set, self.id(*seat), &new.name) {
                if self.known.has(&row.actor) {
                    continue;
                }
                let mut stated = new.clone();
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
        let mut settled = Settled::default();
        for (key, (seat, new)) in of_crosswalk {
            keys.take(&key);
            let number = reader.actor_number(&key);
            settled.give(reader, number, (&key, new, source), self.first(seat));
        }
        let mut made: BTreeMap<Seat, String> = BTreeMap::new();
        for (seat, new) in new_actors {
            let key = keys.new_like(&new.key, "actor");
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
            self.say(&mut settled.crosswalk, *seat, made);
        }
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

    /// Writes down who became of a seat.
    fn say(&self, crosswalk: &mut Crosswalk, seat: Seat, made: Option<&str>) {
        let (id, name) = (self.id(seat), self.name(seat));
        let mut remark = if id == name {
            String::new()
        } else {
            name.to_owned()
        };
        let ever = (Day::BEFORE_ALL, Day::AFTER_ALL);
        let mut actors = self.roles[seat.index()].found.on(ever);
        if actors.is_empty() {
            let near = self.known.near(name);
            let near: Vec<String> = near
                .iter()
                .map(|(key, name)| format!("`{key}` ({name})"))
                .collect();
            if !near.is_empty() {
                remark.push_str(if remark.is_empty() { "" } else { "; " });
                remark = format!("{remark}new; perhaps {}", near.join(", "));
            }
            actors.extend(made);
        } else if let Some(made) = made {
            remark.push_str(if remark.is_empty() { "" } else { "; " });
            remark = format!("{remark}`{made}` on other days");
        }
        if !actors.is_empty() {
            crosswalk.say(self.data_set, id, &actors, remark);
        }
    }
}

fn seat_at(index: usize) -> Option<Seat> {
    u32::try_from(index).ok().map(Seat)
}

/// The place of what follows from an entry, so many columns behind it: it is not the entry itself.
pub(super) fn behind(at: At, columns: usize) -> At {
    let (line, column) = at.text().unwrap_or_default();
    At::in_text(line as usize, column as usize + columns)
}

fn actor_of(key: &str, new: NewActor) -> Actor {
    let mut actor = Actor::new(key.into(), new.kind);
    actor.name = new.name.into();
    actor.short = new.short.map(Into::into);
    actor.aliases = new.aliases;
    actor.ids = DataSetIds::new(new.ids);
    let active = new.active.into_iter();
    actor.active = active
        .map(|period| ActivePeriod::new(period, None))
        .collect();
    actor.country = new.country.map(Into::into);
    actor.tags = new.tags.into_iter().map(Into::into).collect();
    actor.tags.sort_unstable();
    actor.tags.dedup();
    actor
}

/// The latest day of which a name of an actor certainly speaks.
fn latest_day(actor: &Actor) -> Option<Day> {
    let days = actor.aliases.iter().flat_map(|alias| {
        let ends = [alias.period.start(), alias.period.end().date()];
        ends.into_iter().flatten().map(When::first_day)
    });
    days.max()
}
