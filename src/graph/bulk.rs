//! Many relations and events as typed rows, which go straight into the columns.

use super::ActorGraph;
use crate::graph::rows::bulk_rows::BulkRows;
use crate::graph::rows::check::RowCheck;
use crate::graph::rows::classes::{RowClasses, RowShape};
use crate::graph::rows::doubts;
use crate::graph::rows::evidence::UsedEvidence;
use crate::graph::rows::extras::Extras;
use crate::graph::rows::packed_rows::EventsIn;
use crate::graph::rows::row::{EventRow, RelationRow, RowActor, RowSide};
use crate::graph::rows::to_statement::rows_of;
use crate::model::shown::shown;
use crate::model::{Actor, ActorId, ActorKind, Deaths, PlaceId, SourceId};
use crate::record::{Code, ImportedRows, Location, Problem, Problems, Record, Severity, is_slug};
use std::collections::HashMap;

/// A graph in the making from typed rows, alone or beside a record.
///
/// The rows may come in any order: the same rows make the same graph. Two equal rows are two
/// statements. The finished graph answers as if each row were a statement of a record.
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
    /// A bulk of rows without a record.
    pub fn new() -> Self {
        Self::onto(Record::empty())
    }

    /// A bulk of rows beside a record: rows can name its actors and sources, and its statements
    /// stay in the graph.
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

    /// The number of the actor with this key; if there is none, a new actor of this kind with the
    /// key as its name.
    ///
    /// If the actor is known already, `kind` is ignored.
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

    /// Returns the number of the actor with this key; `None`: nobody has declared it.
    #[cfg(feature = "arrow")]
    pub(in crate::graph) fn actor_of_key(&self, key: &str) -> Option<RowActor> {
        self.numbers.get(key).map(|&number| RowActor::new(number))
    }

    /// Says that an actor lost this many of the dead of the event row with this index.
    ///
    /// It is what `killed.of` is for a statement: the actor need not have taken part, may be given
    /// once for each event, and its deaths are part of the row's `killed`.
    ///
    /// # Units
    ///
    /// The index counts from 0 in the events that [`build`](Self::build) is given. Deaths are in people.
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
    /// bulk.add_loss(0, army, 12);
    /// let graph = bulk.build(&[], &[clash])?;
    /// let view = graph.ever();
    /// assert_eq!(view.losses_of(graph.actor("mali-army")?).all().best(), Some(12));
    /// assert_eq!(view.losses_of(graph.actor("jnim")?).all().best(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add_loss(&mut self, event: usize, actor: RowActor, killed: impl Into<Deaths>) {
        self.extras.loss(event, actor, killed.into());
    }

    /// Adds a further actor to one side of the event row with this index.
    ///
    /// If the row has no `to`, add it to the side of `from`: the event is then of both actors, without a tie.
    ///
    /// # Units
    ///
    /// The index counts from 0 in the events that [`build`](Self::build) is given.
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
    /// bulk.add_participant(0, RowSide::From, wagner);
    /// let graph = bulk.build(&[], &[clash])?;
    /// let [army, wagner, csp] = ["mali-army", "wagner", "csp"].map(|key| graph.actor(key).unwrap());
    /// let view = graph.ever();
    /// assert_eq!(view.toll_between(wagner, csp).certainly.happenings, 1);
    /// assert_eq!(view.toll_between(wagner, army).certainly.happenings, 0);
    /// assert_eq!(view.toll().certainly.happenings, 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn add_participant(&mut self, event: usize, side: RowSide, actor: RowActor) {
        self.extras.beside(event, side, actor);
    }

    /// Adds a place to the event row with this index.
    ///
    /// An event may have several places.
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
    /// bulk.add_place(0, kidal);
    /// bulk.set_id(0, "acled-mli-0001");
    /// bulk.set_note(0, "taken after four days");
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
    pub fn add_place(&mut self, event: usize, place: PlaceId) {
        self.extras.place(event, place);
    }

    /// Gives the event row with this index an id, like the `id` of a statement.
    /// [`add_place`](Self::add_place) has an example.
    pub fn set_id(&mut self, event: usize, id: &str) {
        self.extras.id(event, id);
    }

    /// Gives the event row with this index a note, like the `note` of a statement.
    /// [`add_place`](Self::add_place) has an example.
    pub fn set_note(&mut self, event: usize, note: &str) {
        self.extras.note(event, note);
    }

    /// The number of the place with this key in the record; `None` if the record has no such place.
    pub fn place_by_key(&self, key: &str) -> Option<PlaceId> {
        self.record.place_by_key(key)
    }

    /// The number of the source with this key in the record; `None` if the record has no such source.
    pub fn source(&self, key: &str) -> Option<SourceId> {
        self.record.source_by_key(key)
    }

    /// The finished graph of these rows.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with keys and rows, each with the index of its row. Nothing is
    /// built if there is an error. These are errors:
    ///
    /// - a row names an actor or source that does not exist, or ties an actor to itself;
    /// - days are out of order, or after the record's *as of* day;
    /// - a claim has no claimant;
    /// - figures are out of order, or losses do not fit into their toll;
    /// - the kind needs a record, or the actor cannot have members, or memberships form a circle;
    /// - two events have the same id.
    ///
    /// A graph that is built [makes a record](ActorGraph::to_record) that can be written and read.
    ///
    /// If a row breaks a rule together with a statement of the record, the error stands at that
    /// statement, or at no place if the record was made in code.
    ///
    /// # Complexity
    ///
    /// One radix sort of the rows with exact days; O(n log n) for the other rows and for relations. Rows that
    /// may break a rule about several statements are checked as statements of a record are: memberships that
    /// may form a circle, and rows outside the days on which an actor is known to have existed.
    pub fn build(
        self,
        relations: &[RelationRow],
        events: &[EventRow],
    ) -> Result<ActorGraph, Problems> {
        self.build_of(relations, EventsIn::Lent(events))
    }

    /// The same of events that may go with their graph.
    pub(in crate::graph) fn build_of(
        self,
        relations: &[RelationRow],
        events: EventsIn<'_>,
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
        // the numbers of the record's own actors follow those of the new ones
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
        events.iter().enumerate().for_each(|(place, row)| {
            told.mark(row.certainty, row.source);
            let shape = if row.to.is_none() || extras.has_beside(place) {
                RowShape::Company
            } else if extras.has(place) {
                RowShape::Pair
            } else {
                RowShape::Bare
            };
            classes.add(&row, &ids, shape);
            check.event(&row, &mut |code, message, help| {
                problems.push(problem(format!("events[{place}]"), code, message, help));
            });
        });
        check.extras(
            &extras,
            &events,
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

impl ActorGraph {
    /// The graph of a record and of the rows that an import kept beside it.
    ///
    /// # Errors
    ///
    /// What is wrong with rows; those of a reader of data sets keep the rules of a record.
    ///
    /// # Complexity
    ///
    /// That of [`Bulk::build`].
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::ImportedRows;
    /// use factions::{ActorGraph, Record};
    ///
    /// let record = Record::mali();
    /// let graph = ActorGraph::with_rows(record.clone(), ImportedRows::default())?;
    /// assert_eq!(graph.record(), &record);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn with_rows(record: Record, rows: ImportedRows) -> Result<Self, Problems> {
        let (events, extras, others) = rows_of(rows.into_statements());
        let record = if others.is_empty() {
            record
        } else {
            record.with_statements(others)
        };
        let bulk = Bulk {
            extras,
            ..Bulk::onto(record)
        };
        bulk.build_of(&[], EventsIn::Kept(events))
    }
}

fn problem(path: String, code: Code, message: String, help: &str) -> Problem {
    Problem {
        location: Location {
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
