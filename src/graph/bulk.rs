//! Many relations and events as typed rows, straight into the columns.

use super::ActorGraph;
use crate::graph::rows::bulk_rows::BulkRows;
use crate::graph::rows::check::RowCheck;
use crate::graph::rows::classes::{RowClasses, RowShape};
use crate::graph::rows::doubts;
use crate::graph::rows::evidence::UsedEvidence;
use crate::graph::rows::extras::Extras;
use crate::graph::rows::row::{EventRow, RelationRow, RowActor, RowSide};
use crate::model::shown::shown;
use crate::model::{Actor, ActorId, ActorKind, Deaths, PlaceId, SourceId};
use crate::record::{Code, Problem, Problems, Record, Severity, Spot, is_slug};
use std::collections::HashMap;

/// A graph in the making out of typed rows, alone or beside a record.
///
/// The rows may come in any order: the same rows make the same graph. Two equal rows are two
/// statements. The graph answers as if each row were a statement of a record.
///
/// # Examples
///
/// ```
/// use factions::{ActorKind, Bulk, Day, EventKind, EventRow, RelationKind, RelationRow, date};
///
/// let mut bulk = Bulk::new();
/// let csp = bulk.actor("csp", ActorKind::Coalition);
/// let msa = bulk.actor("msa", ActorKind::ArmedGroup);
/// let army = bulk.actor("mali-army", ActorKind::StateForce);
/// assert_eq!(bulk.actor("csp", ActorKind::Coalition), csp);
///
/// let day = |d| Day::from(date(2023, 10, d));
/// let relations = [RelationRow::new(RelationKind::Membership, msa, csp, day(1)).until(day(9))];
/// let events = [EventRow::new(EventKind::Clash, csp, army, day(7))];
/// let graph = bulk.build(&relations, &events)?;
///
/// let csp = graph.actor("csp")?;
/// assert_eq!(graph.at(date(2023, 10, 8)).members(csp).len(), 1);
/// assert_eq!(graph.at(date(2023, 10, 9)).members(csp).len(), 0);
/// assert_eq!(graph.at(date(2023, 10, 7)).events().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "rows are in no graph until it is built"]
pub struct Bulk {
    record: Record,
    numbers: HashMap<Box<str>, u32>,
    new: Vec<(Box<str>, ActorKind)>,
    extras: Extras,
}

impl Default for Bulk {
    fn default() -> Self {
        Self::new()
    }
}

impl Bulk {
    /// Rows without a record.
    pub fn new() -> Self {
        Self::onto(Record::empty())
    }

    /// Rows beside a record: its actors are known, its sources can be named, its statements stay.
    pub fn onto(record: Record) -> Self {
        let own = record.actors().iter().map(|actor| actor.key.clone());
        let numbers = own.zip(0..).collect();
        Self {
            record,
            numbers,
            new: Vec::new(),
            extras: Extras::default(),
        }
    }

    /// The number of the actor with this key; a new one is made of this kind, its key its name.
    ///
    /// Of an actor that is known already the kind is not looked at.
    ///
    /// # Complexity
    ///
    /// O(1).
    pub fn actor(&mut self, key: &str, kind: ActorKind) -> RowActor {
        if let Some(&number) = self.numbers.get(key) {
            return RowActor::new(number);
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(key.into(), number);
        self.new.push((key.into(), kind));
        RowActor::new(number)
    }

    /// Says whose the dead of an event were: so many of those of the row at this place were an actor's.
    ///
    /// As `killed.of` of a statement: the actor need not have taken part, stands once for each event, and
    /// its deaths are part of the row's `killed`.
    ///
    /// # Units
    ///
    /// The place counts from 0 in the events that [`build`](Self::build) is given.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorKind, Bulk, Day, Deaths, EventKind, EventRow, date};
    ///
    /// let mut bulk = Bulk::new();
    /// let jnim = bulk.actor("jnim", ActorKind::ArmedGroup);
    /// let army = bulk.actor("mali-army", ActorKind::StateForce);
    /// let day = Day::from(date(2023, 10, 7));
    /// let clash = EventRow {
    ///     killed: Some(Deaths::between(14, 20)),
    ///     ..EventRow::new(EventKind::Clash, jnim, army, day)
    /// };
    /// bulk.loss(0, army, 12);
    /// let graph = bulk.build(&[], &[clash])?;
    /// let view = graph.ever();
    /// assert_eq!(view.losses_of(graph.actor("mali-army")?).all().best(), Some(12));
    /// assert_eq!(view.losses_of(graph.actor("jnim")?).all().best(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn loss(&mut self, event: usize, actor: RowActor, killed: impl Into<Deaths>) {
        self.extras.loss(event, actor, killed.into());
    }

    /// Puts a further actor on a side of the event row at this place.
    ///
    /// Beside the `from` of a row without a `to` it stands alone with it.
    ///
    /// # Units
    ///
    /// The place counts from 0 in the events that [`build`](Self::build) is given.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorKind, Bulk, Day, EventKind, EventRow, RowSide, date};
    ///
    /// let mut bulk = Bulk::new();
    /// let army = bulk.actor("mali-army", ActorKind::StateForce);
    /// let wagner = bulk.actor("wagner", ActorKind::PrivateMilitary);
    /// let csp = bulk.actor("csp", ActorKind::Coalition);
    /// let day = Day::from(date(2023, 11, 14));
    /// let clash = EventRow::new(EventKind::Clash, army, csp, day);
    /// bulk.beside(0, RowSide::From, wagner);
    /// let graph = bulk.build(&[], &[clash])?;
    /// let [army, wagner, csp] = ["mali-army", "wagner", "csp"].map(|key| graph.actor(key).unwrap());
    /// let view = graph.ever();
    /// assert_eq!(view.toll_between(wagner, csp).certainly.happenings, 1);
    /// assert_eq!(view.toll_between(wagner, army).certainly.happenings, 0);
    /// assert_eq!(view.toll().certainly.happenings, 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn beside(&mut self, event: usize, side: RowSide, actor: RowActor) {
        self.extras.beside(event, side, actor);
    }

    /// Says where the event row at this place was.
    ///
    /// It may have been at several places.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorKind, Bulk, Day, EventKind, EventRow, Record, date};
    ///
    /// let places = Record::from_toml("format = 1\n[places]\nkidal = { name = \"Kidal\" }")?;
    /// let mut bulk = Bulk::onto(places);
    /// let csp = bulk.actor("csp", ActorKind::Coalition);
    /// let army = bulk.actor("mali-army", ActorKind::StateForce);
    /// let kidal = bulk.place_by_key("kidal").expect("it is declared");
    /// bulk.place(0, kidal);
    /// bulk.id(0, "acled-mli-0001");
    /// bulk.note(0, "taken after four days");
    /// let seizure = EventRow {
    ///     is_directed: true,
    ///     ..EventRow::new(EventKind::Seizure, army, csp, Day::from(date(2023, 11, 14)))
    /// };
    /// let graph = bulk.build(&[], &[seizure])?;
    /// let statement = graph.statement("acled-mli-0001").expect("it has this id");
    /// assert_eq!(statement.record().event().unwrap().places.len(), 1);
    /// assert_eq!(statement.record().note.as_deref(), Some("taken after four days"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn place(&mut self, event: usize, place: PlaceId) {
        self.extras.place(event, place);
    }

    /// Gives the event row at this place an id, as `id` of a statement; the example is at
    /// [`place`](Self::place).
    pub fn id(&mut self, event: usize, id: &str) {
        self.extras.id(event, id);
    }

    /// Gives the event row at this place a note, as `note` of a statement; the example is at
    /// [`place`](Self::place).
    pub fn note(&mut self, event: usize, note: &str) {
        self.extras.note(event, note);
    }

    /// The number of the place with this key in the record; `None`: it has no such place.
    pub fn place_by_key(&self, key: &str) -> Option<PlaceId> {
        self.record.place_by_key(key)
    }

    /// The number of the source with this key in the record; `None`: it has no such source.
    pub fn source(&self, key: &str) -> Option<SourceId> {
        self.record.source_by_key(key)
    }

    /// Makes the graph.
    ///
    /// # Errors
    ///
    /// All that is wrong with keys and rows, each with the place of its row: an actor or source that
    /// is not there, one tied to itself, days out of order or after the record's *as of*, a claim
    /// without a claimant, figures out of order, losses that do not fit into their toll, a kind that needs
    /// a record, an actor that can have no members, memberships in a circle, an id twice. What is accepted
    /// [makes a record](ActorGraph::to_record) that can be written and read. Nothing is built by halves.
    ///
    /// A rule of several statements that a row breaks at a statement of the record names that statement, or no
    /// place where the record was made in code.
    ///
    /// # Complexity
    ///
    /// One sort by digits of the exact rows; O(n log n) in the others and in relations. Rows that may break a
    /// rule of several statements are read as those of a record are: memberships that can be in a circle,
    /// and rows beyond the days on which an actor is known to have existed.
    pub fn build(
        self,
        relations: &[RelationRow],
        events: &[EventRow],
    ) -> Result<ActorGraph, Problems> {
        let mut problems = Vec::new();
        let mut more = Vec::new();
        let mut extras = self.extras;
        extras.sort(events.len());
        for (key, kind) in self.new {
            if !is_slug(&key) {
                problems.push(problem(
                    format!("actors.{key}"),
                    Code::MalformedKey,
                    format!("`{}` is no key", shown(&key)),
                    "write a lower-case slug: `a-z`, `0-9` and `-`",
                ));
            }
            more.push(Actor::new(key, kind));
        }
        let sources = self.record.sources().len();
        let (before, after) = (self.record.actors().len(), more.len());
        let (record, new) = self.record.with_actors(more);
        // of the record's own actors the numbers follow from those of the new ones
        let mut ids: Vec<ActorId> = Vec::with_capacity(before + after);
        let mut taken = vec![false; before + after];
        for id in &new {
            taken[id.index()] = true;
        }
        let free = (0_u32..).zip(&taken).filter(|(_, taken)| !**taken);
        ids.extend(free.map(|(number, _)| ActorId::new(number)));
        debug_assert_eq!(ids.len(), before);
        ids.extend(new);
        let check = RowCheck::new(&record, &ids);
        let mut told = UsedEvidence::new(sources);
        for (place, row) in relations.iter().enumerate() {
            told.mark(row.certainty, row.source);
            check.relation(row, &mut |code, message, help| {
                problems.push(problem(format!("relations[{place}]"), code, message, help));
            });
        }
        let mut classes = RowClasses::default();
        for (place, row) in events.iter().enumerate() {
            told.mark(row.certainty, row.source);
            let shape = if row.to.is_none() || extras.has_beside(place) {
                RowShape::Company
            } else if extras.has(place) {
                RowShape::Pair
            } else {
                RowShape::Bare
            };
            classes.add(row, &ids, shape);
            check.event(row, &mut |code, message, help| {
                problems.push(problem(format!("events[{place}]"), code, message, help));
            });
        }
        check.extras(
            &extras,
            events,
            &mut |place, kind, (code, message, help)| {
                let path = format!("events[{place}].{kind}");
                problems.push(problem(path, code, message, help));
            },
        );
        if !problems.is_empty() {
            return Err(Problems::new(problems));
        }
        let rows = BulkRows {
            ids: &ids,
            relations,
            events,
            told: Some(&told),
            classes: Some(&classes),
            extras: (!extras.is_empty()).then_some(&extras),
        };
        doubts::check(&record, &rows)?;
        Ok(ActorGraph::index(record, rows))
    }
}

fn problem(path: String, code: Code, message: String, help: &str) -> Problem {
    Problem {
        spot: Spot {
            file: None,
            line: 0,
            column: 0,
            path: Some(path.into()),
        },
        severity: Severity::Error,
        code,
        message,
        help: Some(help.to_owned()),
    }
}
