//! The rules of rows: rows that keep them make a record that can be written and read.

use super::extras::{Extra, Extras, TextAt};
use super::packed_rows::EventsIn;
use super::row::{EventRow, RelationRow, RowActor, RowEnd, RowSide};
use crate::model::shown::shown;
use crate::model::{ActorId, Certainty, Day, RelationKind, SourceId};
use crate::record::{Code, Quick, QuickSet, Record, losses_problems};
use std::hash::BuildHasher;

/// The rules of rows: those of a record's statements, which rows become.
#[derive(Debug, Clone, Copy)]
pub(in crate::graph) struct RowCheck<'r> {
    record: &'r Record,
    ids: &'r [ActorId],
}

type Lay<'a> = &'a mut dyn FnMut(Code, String, &str);

/// A mistake: its code, what is wrong, and the way out.
pub(in crate::graph) type Mistake = (Code, String, &'static str);

/// What is said beside rows, as paths name it.
const EXTRAS: [&str; 5] = ["beside", "killed.of", "place", "id", "note"];

fn undeclared(actor: RowActor) -> Mistake {
    (
        Code::UndeclaredActor,
        format!("there is no actor number {}", actor.number()),
        "take the numbers that this `Bulk` gave",
    )
}

impl<'r> RowCheck<'r> {
    pub(in crate::graph) const fn new(record: &'r Record, ids: &'r [ActorId]) -> Self {
        Self { record, ids }
    }

    #[inline]
    pub(in crate::graph) fn event(&self, row: &EventRow, lay: Lay<'_>) {
        self.pair((row.from, row.to), lay);
        self.evidence(row.certainty, row.source, row.by, lay);
        if row.is_directed && row.to.is_none() {
            lay(
                Code::WrongEnds,
                String::from("an actor stands alone, and the row reads from it to nobody"),
                "leave `is_directed` unset, or give the row its `to`",
            );
        }
        if row.kind.is_lineage() {
            lay(
                Code::WrongEnds,
                format!("a `{}` cannot be a row", row.kind),
                "state it in the record that the rows are laid onto",
            );
        }
        if row.kind.is_one_sided() && !row.is_directed && row.to.is_some() {
            lay(
                Code::WrongEnds,
                format!("a `{}` has no sides", row.kind),
                "set `is_directed`: it reads from who acts to the victims",
            );
        }
        Self::in_calendar([row.first, row.last], lay);
        self.after_as_of(row.certainty, row.first, "the day", lay);
        if row.first > row.last {
            lay(
                Code::EmptyPeriod,
                String::from("the last day lies before the first"),
                "give the first possible day first",
            );
        }
        if let Some(killed) = row.killed
            && !killed.is_in_order()
        {
            lay(
                Code::InvertedToll,
                format!("the figures of the toll, {killed}, are out of order"),
                "give low, best and high in this order",
            );
        }
    }

    /// What is said beside rows: of rows that there are, of actors and places that there are.
    pub(in crate::graph) fn extras(
        &self,
        extras: &Extras,
        events: &EventsIn<'_>,
        lay: &mut dyn FnMut(usize, &str, Mistake),
    ) {
        for (kind, all) in EXTRAS.iter().zip(extras.events_from(events.len())) {
            let mut last = None;
            for place in all {
                if last.replace(place) != Some(place) {
                    let message = format!("there is no event row number {place}");
                    let help = "count the rows from 0";
                    lay(place, kind, (Code::MissingKey, message, help));
                }
            }
        }
        self.beside(extras, events, &mut |place, mistake| {
            lay(place, EXTRAS[0], mistake);
        });
        self.losses(extras, events, &mut |place, mistake| {
            lay(place, EXTRAS[1], mistake);
        });
        let places = self.record.places().len();
        for one in extras.places.iter() {
            if one.event() < events.len() && one.fact.index() >= places {
                let message = String::from("there is no such place");
                let help = "take the places of the record that the rows are laid onto";
                lay(
                    one.event(),
                    EXTRAS[2],
                    (Code::UndeclaredPlace, message, help),
                );
            }
        }
        self.ids(extras, events, &mut |place, mistake| {
            lay(place, EXTRAS[3], mistake);
        });
        for note in extras
            .notes
            .iter()
            .filter(|note| note.event() < events.len())
        {
            if extras.text_at(note.fact).trim().is_empty() {
                let message = String::from("the note is empty");
                let help = "give a text, or no note";
                lay(note.event(), EXTRAS[4], (Code::WrongType, message, help));
            }
        }
        for pair in extras.notes.windows(2) {
            if pair[0].event() == pair[1].event() && pair[0].event() < events.len() {
                let message = String::from("an event has two notes");
                let help = "join them into one";
                lay(
                    pair[0].event(),
                    EXTRAS[4],
                    (Code::DuplicateKey, message, help),
                );
            }
        }
    }

    /// Further actors of a side: known, and on one side only.
    fn beside(&self, extras: &Extras, events: &EventsIn<'_>, lay: &mut dyn FnMut(usize, Mistake)) {
        for one in extras.beside.iter() {
            let (place, (side, actor)) = (one.event(), one.fact);
            let Some(row) = events.get(place) else {
                continue;
            };
            if actor.index() >= self.ids.len() {
                lay(place, undeclared(actor));
                continue;
            }
            if side == RowSide::To && row.to.is_none() {
                let message = String::from("an actor stands alone, and somebody stands against it");
                let help = "give the row its `to`, or put the actor on the side of `from`";
                lay(place, (Code::WrongEnds, message, help));
            }
            let mut others = extras.beside_of(place);
            let is_opposite = match side {
                RowSide::From => row.to == Some(actor),
                RowSide::To => row.from == actor,
            };
            if is_opposite || side == RowSide::To && others.any(|one| one == (RowSide::From, actor))
            {
                let message = String::from("an actor is on both sides");
                lay(place, (Code::SelfTie, message, "name it on one side only"));
            }
        }
    }

    /// Ids of one statement each.
    fn ids(&self, extras: &Extras, events: &EventsIn<'_>, lay: &mut dyn FnMut(usize, Mistake)) {
        let text = |id: &Extra<TextAt>| extras.text_at(id.fact);
        if self.are_each_of_one(extras, events.len()) {
            return;
        }
        let of_record = self.record.statements().iter();
        let mut taken: QuickSet<&str> = of_record.map(|statement| &*statement.id).collect();
        let mut last = None;
        for id in extras.ids.iter() {
            if id.event() >= events.len() {
                continue;
            }
            if text(id).trim().is_empty() {
                let message = String::from("the id is empty");
                let help = "give a text, or no id";
                lay(id.event(), (Code::WrongType, message, help));
            } else if last.replace(id.event()) == Some(id.event()) {
                let message = String::from("an event has two ids");
                lay(
                    id.event(),
                    (Code::DuplicateKey, message, "keep one of the two"),
                );
            } else if !taken.insert(text(id)) {
                let message = format!("the id `{}` has another statement already", shown(text(id)));
                let help = "give one of the two another id";
                lay(id.event(), (Code::ConflictingId, message, help));
            }
        }
    }

    /// Whether no id is empty, no row has two, and no two statements share one, as their hashes tell.
    ///
    /// A million hashes in order cost less than a set of a million texts, which is made only where two may be alike.
    fn are_each_of_one(&self, extras: &Extras, rows: usize) -> bool {
        let ids = &extras.ids;
        let is_usual =
            |id: &Extra<TextAt>| id.event() < rows && !extras.text_at(id.fact).trim().is_empty();
        let has_two = |pair: &[Extra<TextAt>]| pair[0].event() == pair[1].event();
        if ids.is_empty() {
            return true;
        }
        if !ids.iter().all(is_usual) || ids.windows(2).any(has_two) {
            return false;
        }
        let quick = Quick::default();
        let of_rows = ids.iter().map(|id| extras.text_at(id.fact));
        let of_record = self.record.statements().iter().map(|one| &*one.id);
        let mut hashes: Vec<u64> = of_rows
            .chain(of_record)
            .map(|id| quick.hash_one(id))
            .collect();
        hashes.sort_unstable();
        hashes.windows(2).all(|pair| pair[0] != pair[1])
    }

    /// Whose the dead were: actors that there are, within the toll of their row.
    fn losses(&self, extras: &Extras, events: &EventsIn<'_>, lay: &mut dyn FnMut(usize, Mistake)) {
        let mut of = Vec::new();
        for own in extras.losses.chunk_by(|a, b| a.event() == b.event()) {
            let place = own[0].event();
            let Some(row) = events.get(place) else {
                continue;
            };
            let Some(toll) = row.killed else {
                let message = String::from("the event has no toll of which these deaths are part");
                lay(place, (Code::MissingKey, message, "give its `killed`, too"));
                continue;
            };
            of.clear();
            for (actor, figures) in own.iter().map(|one| one.fact) {
                let deaths = extras.deaths(figures);
                match self.ids.get(actor.index()) {
                    Some(&id) => of.push((&*self.record.actor(id).key, deaths)),
                    None => lay(place, undeclared(actor)),
                }
            }
            for problem in losses_problems(toll, &of) {
                lay(place, (problem.code, problem.message, problem.help));
            }
        }
    }

    pub(in crate::graph) fn relation(&self, row: &RelationRow, lay: Lay<'_>) {
        self.pair((row.from, Some(row.to)), lay);
        self.evidence(row.certainty, row.source, row.by, lay);
        let can_be = if row.is_directed {
            row.kind.may_be_directed()
        } else {
            !row.kind.is_directed()
        };
        if !can_be {
            let word = if row.is_directed {
                "directed"
            } else {
                "mutual"
            };
            lay(
                Code::WrongEnds,
                format!("a relation of kind `{}` cannot be {word}", row.kind),
                "leave `is_directed` as `RelationRow::new` sets it",
            );
        }
        let (s0, s1) = row.start.unwrap_or((Day::BEFORE_ALL, Day::AFTER_ALL));
        Self::in_calendar([s0, s1], lay);
        if let RowEnd::On(e0, e1) = row.end {
            Self::in_calendar([e0, e1], lay);
        }
        let is_in_order = match row.end {
            RowEnd::On(e0, e1) => s0 <= s1 && e0 <= e1 && s0 < e1,
            RowEnd::Ongoing | RowEnd::Unknown => s0 <= s1,
        };
        self.after_as_of(row.certainty, s0, "the start", lay);
        if let RowEnd::On(e0, _) = row.end {
            self.ends_after_as_of(row.certainty, e0, lay);
        }
        if !is_in_order {
            lay(
                Code::EmptyPeriod,
                String::from("the relation ends before it starts"),
                "the end is the first day on which it no longer holds",
            );
        }
        if matches!(row.kind, RelationKind::Membership | RelationKind::PartOf)
            && let Some(&whole) = self.ids.get(row.to.index())
            && !self.record.actor(whole).kind.can_have_members()
        {
            let whole = self.record.actor(whole);
            lay(
                Code::NoMembers,
                format!(
                    "`{}`, a {}, cannot have members or parts",
                    whole.key, whole.kind
                ),
                "`from` is the member or part: turn the row round, or correct the kind of the actor",
            );
        }
    }

    /// A first and a last day are dates that can be written, or open on their side.
    #[inline]
    fn in_calendar([first, last]: [Day; 2], lay: Lay<'_>) {
        /// The days from 0000-01-01 to 9999-12-31.
        const CALENDAR: std::ops::RangeInclusive<i32> = -719_528..=2_932_896;
        for (day, open) in [(first, Day::BEFORE_ALL), (last, Day::AFTER_ALL)] {
            if day != open && !CALENDAR.contains(&day.number()) {
                lay(
                    Code::RefusedDate,
                    format!("`{day}` is no day from the year 0 to the year 9999"),
                    "an open first day is `Day::BEFORE_ALL`, an open last one `Day::AFTER_ALL`",
                );
            }
        }
    }

    #[inline]
    fn after_as_of(&self, certainty: Certainty, day: Day, what: &str, lay: Lay<'_>) {
        self.after(self.record.as_of(), (certainty, day, what), lay);
    }

    /// An end is the first day that no longer holds: it may be the day after the record's own.
    #[inline]
    fn ends_after_as_of(&self, certainty: Certainty, day: Day, lay: Lay<'_>) {
        let last = self.record.as_of().map(Day::next);
        self.after(last, (certainty, day, "the end"), lay);
    }

    #[inline]
    fn after(
        &self,
        last: Option<Day>,
        (certainty, day, what): (Certainty, Day, &str),
        lay: Lay<'_>,
    ) {
        if let Some(last) = last
            && let Some(as_of) = self.record.as_of()
            && certainty > Certainty::Planned
            && day.is_finite()
            && day > last
        {
            lay(
                Code::AfterAsOf,
                format!("{what} `{day}` lies after the record's `as_of`, `{as_of}`"),
                "correct one of the two; what is yet to come is `Certainty::Planned`",
            );
        }
    }

    #[inline]
    fn pair(&self, (from, to): (RowActor, Option<RowActor>), lay: Lay<'_>) {
        for actor in std::iter::once(from).chain(to) {
            if self.ids.len() <= actor.index() {
                let (code, message, help) = undeclared(actor);
                lay(code, message, help);
            }
        }
        if to == Some(from) {
            lay(
                Code::SelfTie,
                String::from("an actor is tied to itself"),
                "name two actors",
            );
        }
    }

    #[inline]
    fn evidence(
        &self,
        certainty: Certainty,
        source: Option<SourceId>,
        by: Option<RowActor>,
        lay: Lay<'_>,
    ) {
        if source.is_some_and(|source| source.index() >= self.record.sources().len()) {
            lay(
                Code::UndeclaredSource,
                String::from("there is no such source"),
                "take the sources of the record that the rows are laid onto",
            );
        }
        if by.is_some_and(|by| by.index() >= self.ids.len()) {
            lay(
                Code::UndeclaredActor,
                String::from("there is no such claimant"),
                "take the numbers that this `Bulk` gave",
            );
        }
        if certainty == Certainty::Claimed && by.is_none() {
            lay(
                Code::UnnamedClaimant,
                String::from("a claim names nobody who makes it"),
                "give `by`",
            );
        }
    }
}
