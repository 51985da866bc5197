//! Many relations and events as typed rows, straight into the columns.

use super::ActorGraph;
use super::bulk_rows::{BulkRows, RowLoss, losses_of};
use super::row_classes::RowClasses;
use super::row_evidence::Told;
use super::rows::{EventRow, RelationRow, RowActor, RowEnd};
use crate::model::shown::shown;
use crate::model::{Actor, ActorId, ActorKind, Certainty, Day, Deaths, RelationKind, SourceId};
use crate::record::{Code, Problem, Problems, Record, Severity, Spot, is_slug, losses_problems};
use std::collections::HashMap;

/// A graph in the making out of typed rows, alone or beside a record.
///
/// The rows may come in any order: the same rows make the same graph. Two equal rows are two
/// statements. The graph answers as if each row were a statement of a record.
///
/// Circles of memberships are not looked for in rows.
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
pub struct Bulk {
    record: Record,
    numbers: HashMap<Box<str>, u32>,
    new: Vec<(Box<str>, ActorKind)>,
    losses: Vec<RowLoss>,
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
            losses: Vec::new(),
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
        self.losses.push(RowLoss {
            event,
            actor,
            deaths: killed.into(),
        });
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
    /// a record, an actor that can have no members. Nothing is built by halves.
    ///
    /// # Complexity
    ///
    /// One sort by digits of the exact rows; O(n log n) in the others and in relations.
    pub fn build(
        self,
        relations: &[RelationRow],
        events: &[EventRow],
    ) -> Result<ActorGraph, Problems> {
        let mut problems = Vec::new();
        let mut more = Vec::new();
        let mut losses = self.losses;
        losses.sort_by_key(|loss| (loss.event, loss.actor));
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
        let own = u32::try_from(self.record.actors().len()).unwrap_or(u32::MAX);
        let sources = self.record.sources().len();
        let (before, after) = (self.record.actors().len(), more.len());
        let (record, new) = renumbered(self.record, more);
        // of the record's own actors the numbers follow from those of the new ones
        let mut ids: Vec<ActorId> = Vec::with_capacity(before + after);
        let mut taken = vec![false; before + after];
        for id in &new {
            taken[id.index()] = true;
        }
        let free = (0_u32..).zip(&taken).filter(|(_, taken)| !**taken);
        ids.extend(free.map(|(number, _)| ActorId::new(number)));
        debug_assert_eq!(ids.len(), own as usize);
        ids.extend(new);
        let checked = Checker {
            record: &record,
            ids: &ids,
            sources,
        };
        let mut told = Told::new(sources);
        for (place, row) in relations.iter().enumerate() {
            told.mark(row.certainty, row.source);
            checked.relation(row, &mut |code, message, help| {
                problems.push(problem(format!("relations[{place}]"), code, message, help));
            });
        }
        let mut classes = RowClasses::default();
        let have_losses = !losses.is_empty();
        for (place, row) in events.iter().enumerate() {
            told.mark(row.certainty, row.source);
            if !have_losses || losses_of(&losses, place).next().is_none() {
                classes.add(row, &ids);
            }
            checked.event(row, &mut |code, message, help| {
                problems.push(problem(format!("events[{place}]"), code, message, help));
            });
        }
        checked.losses(&losses, events, &mut |place, code, message, help| {
            let path = format!("events[{place}].killed.of");
            problems.push(problem(path, code, message, help));
        });
        if problems.is_empty() {
            Ok(ActorGraph::index(
                record,
                BulkRows {
                    ids: &ids,
                    relations,
                    events,
                    told: Some(&told),
                    classes: Some(&classes),
                    losses: &losses,
                },
            ))
        } else {
            Err(Problems::new(problems))
        }
    }
}

fn renumbered(record: Record, more: Vec<Actor>) -> (Record, Vec<ActorId>) {
    record.with_actors(more)
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

/// The rules of rows.
struct Checker<'r> {
    record: &'r Record,
    ids: &'r [ActorId],
    sources: usize,
}

type Lay<'a> = &'a mut dyn FnMut(Code, String, &str);

impl Checker<'_> {
    #[inline]
    fn event(&self, row: &EventRow, lay: Lay<'_>) {
        self.pair((row.from, row.to), lay);
        self.evidence(row.certainty, row.source, row.by, lay);
        if row.kind.is_lineage() {
            lay(
                Code::WrongEnds,
                format!("a `{}` cannot be a row", row.kind),
                "state it in the record that the rows are laid onto",
            );
        }
        if row.kind.is_one_sided() && !row.is_directed {
            lay(
                Code::WrongEnds,
                format!("a `{}` has no sides", row.kind),
                "set `is_directed`: it reads from who acts to the victims",
            );
        }
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

    /// Whose the dead were: of rows that there are, by actors that there are, within their tolls.
    fn losses(
        &self,
        all: &[RowLoss],
        events: &[EventRow],
        lay: &mut dyn FnMut(usize, Code, String, &str),
    ) {
        for own in all.chunk_by(|a, b| a.event == b.event) {
            let place = own[0].event;
            let toll = events.get(place).map(|row| row.killed);
            let Some(toll) = toll else {
                let message = format!("there is no event row number {place}");
                let help = "count the rows from 0";
                lay(place, Code::MissingKey, message, help);
                continue;
            };
            let Some(toll) = toll else {
                let message = String::from("the event has no toll of which these deaths are part");
                lay(place, Code::MissingKey, message, "give its `killed`, too");
                continue;
            };
            let mut of = Vec::new();
            for loss in own {
                let Some(&id) = self.ids.get(loss.actor.index()) else {
                    let message = format!("there is no actor number {}", loss.actor.number());
                    let help = "take the numbers that this `Bulk` gave";
                    lay(place, Code::UndeclaredActor, message, help);
                    continue;
                };
                of.push((&*self.record.actor(id).key, loss.deaths));
            }
            for problem in losses_problems(toll, &of) {
                lay(place, problem.code, problem.message, problem.help);
            }
        }
    }

    fn relation(&self, row: &RelationRow, lay: Lay<'_>) {
        self.pair((row.from, row.to), lay);
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
        let is_in_order = match row.end {
            RowEnd::On(e0, e1) => s0 <= s1 && e0 <= e1 && s0 < e1,
            RowEnd::Ongoing | RowEnd::Unknown => s0 <= s1,
        };
        self.after_as_of(row.certainty, s0, "the start", lay);
        if let RowEnd::On(e0, _) = row.end {
            self.after_as_of(row.certainty, e0, "the end", lay);
        }
        if !is_in_order {
            lay(
                Code::EmptyPeriod,
                String::from("the relation ends before it starts"),
                "the end is the first day on which it no longer holds",
            );
        }
        if row.kind == RelationKind::Membership
            && let Some(&whole) = self.ids.get(row.to.index())
            && !self.record.actor(whole).kind.can_have_members()
        {
            let whole = self.record.actor(whole);
            lay(
                Code::NoMembers,
                format!("`{}`, a {}, cannot have members", whole.key, whole.kind),
                "give `part-of`, or another kind of actor",
            );
        }
    }

    #[inline]
    fn after_as_of(&self, certainty: Certainty, day: Day, what: &str, lay: Lay<'_>) {
        if let Some(as_of) = self.record.as_of()
            && certainty > Certainty::Planned
            && day.is_finite()
            && day > as_of
        {
            lay(
                Code::AfterAsOf,
                format!("{what} `{day}` lies after the record's `as_of`, `{as_of}`"),
                "correct one of the two; what is yet to come is `Certainty::Planned`",
            );
        }
    }

    #[inline]
    fn pair(&self, (from, to): (RowActor, RowActor), lay: Lay<'_>) {
        for actor in [from, to] {
            if self.ids.len() <= actor.index() {
                lay(
                    Code::UndeclaredActor,
                    format!("there is no actor number {}", actor.number()),
                    "take the numbers that this `Bulk` gave",
                );
            }
        }
        if from == to {
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
        if source.is_some_and(|source| source.index() >= self.sources) {
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
