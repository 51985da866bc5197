//! The record, indexed once.

use super::endings::Endings;
use super::evidence_table::EvidenceTable;
use super::happenings::Happenings;
use super::names::Names;
use super::runs::{Runs, Spanned};
use super::statements::Statements;
use super::ties::Ties;
use super::turns::{TurnInTime, turns};
use crate::model::{ActorId, Bounds, Day, End, Ends, Kind, StatementId, TieId};
use crate::record::Record;
use std::sync::OnceLock;

/// A record, indexed once and then immutable: what views look at.
///
/// The same content in any order makes the same graph: ids of actors, statements and ties follow
/// their content.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, date};
///
/// let record = Record::from_toml(r#"
///     format = 1
///     [actors]
///     csp = { name = "Permanent Strategic Framework", kind = "coalition" }
///     msa = { name = "Movement for the Salvation of Azawad", kind = "armed-group" }
///     [[relations]]
///     kind = "membership"
///     from = "msa"
///     to = "csp"
///     start = "2021-05"
/// "#)?;
/// let graph = ActorGraph::new(record);
/// let csp = graph.actor("csp")?;
/// assert_eq!(graph.at(date(2021, 6, 1)).members(csp).len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ActorGraph {
    record: Record,
    pub(crate) names: Names,
    pub(crate) statements: Statements,
    pub(crate) evidence: EvidenceTable,
    pub(crate) happenings: Happenings,
    pub(crate) ties: Ties,
    pub(crate) endings: Endings,
    /// An actor's ties of relations.
    pub(crate) relations: Runs<Entry>,
    /// An actor's ties of events.
    pub(crate) events: Runs<Entry>,
    /// Every relation's tie, in one run.
    pub(crate) relation_ties: Runs<Entry>,
    /// The events in which an actor stands alone or beside others.
    pub(crate) companies: Runs<Moment>,
    /// Every event, in one run.
    pub(crate) event_times: Runs<Moment>,
    /// Every bound that a change can come from, in one run.
    pub(crate) turns: Runs<TurnInTime>,
    /// When each actor existed as a view without filters has it, once one has asked.
    pub(crate) active: OnceLock<Vec<Bounds>>,
}

/// A tie in the run of one of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    first: Day,
    last: Day,
    pub(crate) other: ActorId,
    pub(crate) tie: TieId,
}

/// A statement in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    first: Day,
    last: Day,
    pub(crate) statement: StatementId,
}

impl Spanned for Entry {
    fn first(&self) -> Day {
        self.first
    }
    fn last(&self) -> Day {
        self.last
    }
}

impl Spanned for Moment {
    fn first(&self) -> Day {
        self.first
    }
    fn last(&self) -> Day {
        self.last
    }
}

impl ActorGraph {
    /// Indexes a record.
    ///
    /// # Complexity
    ///
    /// O(n log n) in ties and statements.
    pub fn new(record: Record) -> Self {
        let statements = Statements::new(&record);
        let ties = Ties::new(&record, &statements);
        let endings = Endings::new(&record, &statements, &ties);
        let actors = record.actors().len();
        let (mut relations, mut events) = (Vec::new(), Vec::new());
        let mut relation_ties = Vec::new();
        for (tie, row) in ties.iter() {
            let (first, last) = statements.days(row.statement);
            let entry = |other| Entry {
                first,
                last,
                other,
                tie,
            };
            let run = match statements.kind(row.statement) {
                Kind::Relation(_) => {
                    relation_ties.push((0, entry(row.to)));
                    &mut relations
                }
                Kind::Event(_) => &mut events,
            };
            run.push((row.from.number(), entry(row.to)));
            run.push((row.to.number(), entry(row.from)));
        }
        let (mut event_times, mut companies) = (Vec::new(), Vec::new());
        for (number, statement) in (0_u32..).zip(record.statements()) {
            let id = StatementId::new(number);
            let (first, last) = statements.days(id);
            let moment = Moment {
                first,
                last,
                statement: id,
            };
            if statements.kind(id).event().is_some() {
                event_times.push((0, moment));
                let beside = in_company(&statement.ends);
                companies.extend(beside.map(|actor| (actor.number(), moment)));
            }
        }
        let in_time = |moment: &Moment| (moment.first, moment.last, moment.statement);
        let by_tie = |entry: &Entry| (entry.first, entry.last, entry.tie);
        Self {
            names: Names::new(record.actors()),
            evidence: EvidenceTable::new(&record),
            happenings: Happenings::new(&record),
            relations: Runs::new(actors, relations, by_tie),
            events: Runs::new(actors, events, by_tie),
            relation_ties: Runs::new(1, relation_ties, by_tie),
            companies: Runs::new(actors, companies, in_time),
            event_times: Runs::new(1, event_times, in_time),
            active: OnceLock::new(),
            turns: turns(&record, &statements, &ties, &endings),
            statements,
            ties,
            endings,
            record,
        }
    }

    /// The record that the graph is made of.
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// How many ties an actor has, of all time.
    pub(crate) fn degree(&self, actor: ActorId) -> usize {
        let index = actor.index();
        self.relations.run(index).len() + self.events.run(index).len()
    }

    /// Whether a relation's own end is stated, and not merely ongoing.
    pub(crate) fn has_stated_end(&self, id: StatementId) -> bool {
        let relation = self.record.statement(id).relation();
        relation.is_some_and(|relation| matches!(relation.period.end(), End::On(_)))
    }

    /// The statements that tell of the same, if this one does not stand alone.
    pub(crate) fn told_with(&self, id: StatementId) -> Option<&[StatementId]> {
        self.happenings.told_with(id)
    }

    /// The statements that tell of the same as this one, in their order; itself among them.
    pub(crate) fn tellings(&self, id: StatementId) -> impl Iterator<Item = StatementId> {
        let group = self.happenings.told_with(id);
        let alone = group.is_none().then_some(id);
        group.unwrap_or_default().iter().copied().chain(alone)
    }
}

/// Those who stand alone or beside others in an event: whom its ties do not tell all of.
fn in_company(ends: &Ends) -> impl Iterator<Item = ActorId> {
    let alone = matches!(ends, Ends::Alone(_));
    let groups = ends.groups().filter(move |group| alone || group.len() > 1);
    let mut actors: Vec<ActorId> = groups.flatten().copied().collect();
    actors.sort_unstable();
    actors.dedup();
    actors.into_iter()
}
