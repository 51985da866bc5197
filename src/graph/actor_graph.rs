//! The record, indexed once.

use super::column_summary::ColumnSummary;
use super::graph_number::GraphNumber;
use crate::graph::events::exact::ExactEvents;
use crate::graph::events::plain::{PlainEvents, Standing};
use crate::graph::evidence::class::Orientation;
use crate::graph::evidence::table::EvidenceTable;
use crate::graph::relations::columns::Lasting;
use crate::graph::relations::plain as plain_relations;
use crate::graph::rows::bulk_rows::BulkRows;
use crate::graph::rows::bystanders::Bystanders;
use crate::graph::rows::evidence::RowEvidence;
use crate::graph::rows::stated_rows::StatedRows;
use crate::graph::spans::candidates::Candidates;
use crate::graph::spans::columns::Spans;
use crate::graph::spans::events_by_step::EventsByStep;
use crate::graph::statements::denials::Denials;
use crate::graph::statements::happenings::Happenings;
use crate::graph::statements::limits::Limits;
use crate::graph::statements::lives::{Lived, Lives};
use crate::graph::statements::names::Names;
use crate::graph::statements::runs::{Runs, Spanned};
use crate::graph::statements::statement_cache::StatementCache;
use crate::graph::statements::statement_columns::Statements;
use crate::graph::statements::ties::Ties;
use crate::graph::statements::turns::{Stated, TurnInTime, turns};
use crate::model::{ActorId, Day, End, Ends, Kind, StatementId, TieId};
use crate::record::Record;
use std::borrow::Cow;
use std::sync::OnceLock;

/// A record, indexed once and then immutable. Views look at it.
///
/// The same content makes the same graph, in whatever order it is written: the ids of actors,
/// statements and ties follow from their content.
///
/// Handles belong to one graph. A question [panics](crate::graph::IntoId#panics) if you give it a
/// handle of another graph.
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
    pub(super) number: GraphNumber,
    record: Record,
    pub(crate) names: Names,
    pub(crate) statements: Statements,
    pub(crate) evidence: EvidenceTable,
    pub(crate) happenings: Happenings,
    /// The denials, by kind and pair.
    pub(crate) denials: Denials,
    pub(crate) ties: Ties,
    /// When actors existed, and what ends or bounds their relations.
    pub(crate) lives: Lives,
    pub(crate) limits: Limits,
    pub(crate) bystanders: Bystanders,
    /// The plain relations and events, in columns.
    pub(crate) lasting: Lasting,
    pub(crate) exact: ExactEvents,
    /// Whether filters can matter to the columns.
    pub(crate) summary: ColumnSummary,
    /// The events of spans of days, in columns; they also stand among the others.
    pub(crate) spans: Spans,
    /// What the events in columns count in steps of the calendar.
    pub(crate) by_step: EventsByStep,
    /// The events that no columns count; `None` if columns count none of the others.
    uncounted: Option<Uncounted>,
    /// What the columns do not hold of rows.
    pub(super) stated_rows: StatedRows,
    /// The statements made of rows, kept once they were asked for.
    pub(super) row_statements: StatementCache,
    /// The ties of each actor's relations that are not plain.
    pub(crate) relations: Runs<Entry>,
    /// The ties of each actor's events that are not plain.
    pub(crate) events: Runs<Entry>,
    /// The ties of all relations that are not plain, in one run.
    pub(crate) relation_ties: Runs<Entry>,
    /// The events in which an actor stands alone or beside others.
    pub(crate) companies: Runs<EventEntry>,
    /// All events that are not plain, in one run.
    pub(crate) event_times: Runs<EventEntry>,
    /// Every start and end that can make a change, in one run.
    pub(crate) turns: Runs<TurnInTime>,
    /// When each actor existed in a view without filters; filled when first asked for.
    pub(crate) active: Vec<OnceLock<Box<[Lived]>>>,
    /// The events at each place; filled when first asked for.
    places: OnceLock<Runs<EventEntry>>,
}

/// The events that no columns count.
#[derive(Debug, Clone)]
struct Uncounted {
    /// The ties of each actor's events among them.
    events: Runs<Entry>,
    /// The events among them in which an actor stands alone or beside others.
    companies: Runs<EventEntry>,
    /// All of them, in one run.
    event_times: Runs<EventEntry>,
}

/// A tie in the run of one of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) other: ActorId,
    pub(crate) tie: TieId,
}

/// A statement in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EventEntry {
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

impl Spanned for EventEntry {
    fn first(&self) -> Day {
        self.first
    }
    fn last(&self) -> Day {
        self.last
    }
}

impl ActorGraph {
    /// The graph of a record, with its index.
    ///
    /// # Complexity
    ///
    /// O(n log n) for n ties and statements.
    pub fn new(record: Record) -> Self {
        Self::index(record, BulkRows::default())
    }

    /// Indexes a record and rows beside it.
    #[expect(
        clippy::too_many_lines,
        reason = "one index after the other, each from the last"
    )]
    pub(super) fn index(record: Record, rows: BulkRows<'_>) -> Self {
        let mut statements = Statements::new(&record);
        let mut evidence = EvidenceTable::new(&record);
        let happenings = Happenings::new(&record);
        let mut ties = Ties::new(&record, &statements);
        let numbers = rows.told.map_or_else(RowEvidence::default, |told| {
            RowEvidence::new(&record, told, &mut evidence)
        });
        let mut plain = PlainEvents::new(
            &record,
            &statements,
            &evidence,
            &happenings,
            &ties,
            &rows,
            &numbers,
        );
        let loose = StatedRows::new(
            &record,
            &rows,
            (plain.takes_all(&rows), |place, row| {
                plain.takes(place, row, &rows, &numbers)
            }),
            (&numbers, &mut evidence),
            &mut statements,
            &mut ties,
        );
        plain.take_stated(&record, &loose, &statements, &evidence, &ties);
        let actors = record.actors().len();
        // the rows go here: nothing else is kept beside them
        let mut dated = plain.dated(rows, &numbers, &evidence, actors, ties.len());
        let bounds_of = |id| statements.bounds(id);
        let lives = Lives::new(&record);
        let limits = Limits::new(&record, &statements, &happenings, &ties, &lives);
        let lasting_rows =
            plain_relations::rows(&record, &statements, &evidence, &ties, &limits, &loose);
        let stated = |id: StatementId| {
            if id.number() >= loose.first {
                return Some(loose.stated(id, bounds_of(id)));
            }
            let relation = record.statement(id).relation()?;
            let start = relation.period.start();
            Some(Stated {
                start: start.map(|when| (when.first_day(), when.last_day())),
                has_end: matches!(relation.period.end(), End::On(_)),
            })
        };
        // another telling may have other days, so it is found on the days of all tellings
        let days_of = |id: StatementId| match happenings.told_with(id) {
            Some(group) => {
                let all = group.iter().map(|&id| statements.days(id));
                let hull = all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
                hull.unwrap_or_else(|| statements.days(id))
            }
            None => statements.days(id),
        };
        let mut plain_ties = lasting_rows.iter().map(|row| row.tie).peekable();
        let is_plain = |tie: TieId| plain_ties.next_if_eq(&tie.number()).is_some();
        let turns = turns(
            &record,
            &statements,
            &ties,
            (&lives, &limits),
            days_of,
            stated,
            is_plain,
        );
        let standings = plain.standings(statements.len());
        let is_listed = |id: StatementId| standings[id.index()] == Standing::Pair;
        let (mut relations, mut events) = (Vec::new(), Vec::new());
        let mut relation_ties = Vec::new();
        let mut lasting_ties = lasting_rows.iter().map(|row| row.tie).peekable();
        for (tie, row) in ties.iter() {
            let (first, last) = days_of(row.statement);
            let entry = |other| Entry {
                first,
                last,
                other,
                tie,
            };
            let run = match statements.kind(row.statement) {
                Kind::Relation(_) => {
                    if lasting_ties.next_if_eq(&tie.number()).is_some() {
                        continue;
                    }
                    relation_ties.push((0, entry(row.to)));
                    &mut relations
                }
                Kind::Event(_) => {
                    if is_listed(row.statement) {
                        continue;
                    }
                    &mut events
                }
            };
            run.push((row.from.number(), entry(row.to)));
            run.push((row.to.number(), entry(row.from)));
        }
        drop(lasting_ties);
        let lasting = Lasting::new(actors, &lasting_rows, &evidence);
        drop(lasting_rows);
        let in_spans = Candidates::new(
            &record,
            &statements,
            &evidence,
            &happenings,
            (&plain, &standings),
            &loose,
        );
        let standing = standings.iter();
        let mut counted: Vec<bool> = standing.map(|one| *one != Standing::Other).collect();
        for id in in_spans.statements() {
            counted[id.index()] = true;
        }
        let is_counted = |id: StatementId| counted[id.index()];
        let (mut event_times, mut companies) = (Vec::new(), Vec::new());
        for number in 0..u32::try_from(statements.len()).unwrap_or(u32::MAX) {
            let id = StatementId::new(number);
            if statements.kind(id).event().is_none() || is_listed(id) {
                continue;
            }
            let (first, last) = days_of(id);
            let moment = EventEntry {
                first,
                last,
                statement: id,
            };
            event_times.push((0, moment));
            let company = if number < loose.first {
                Some(Cow::Borrowed(&record.statement(id).ends))
            } else {
                loose.company(id).map(Cow::Owned)
            };
            // in an event of one pair nobody stands beside others
            let company = company.filter(|ends| Orientation::of_ends(ends).is_none());
            let beside = company.as_deref().map(in_company);
            companies.extend(
                beside
                    .into_iter()
                    .flatten()
                    .map(|one| (one.number(), moment)),
            );
        }
        let spans = Spans::new(&in_spans, actors, &evidence, &mut dated);
        let in_time = |moment: &EventEntry| (moment.first, moment.last, moment.statement);
        let by_tie = |entry: &Entry| (entry.first, entry.last, entry.tie);
        let is_any_counted = event_times
            .iter()
            .any(|(_, moment): &(u32, EventEntry)| is_counted(moment.statement));
        let uncounted = is_any_counted.then(|| {
            let of_tie = |entry: &Entry| ties.row(entry.tie).statement;
            let events = events.iter().filter(|one| !is_counted(of_tie(&one.1)));
            let moments = |all: &[(u32, EventEntry)]| {
                let odd = all.iter().filter(|one| !is_counted(one.1.statement));
                odd.copied().collect::<Vec<_>>()
            };
            Uncounted {
                events: Runs::new(actors, events.copied().collect(), by_tie),
                companies: Runs::new(actors, moments(&companies), in_time),
                event_times: Runs::new(1, moments(&event_times), in_time),
            }
        });
        let by_step = EventsByStep::new(&dated, &spans, &in_spans);
        let lent = StatementCache::new(statements.len() - loose.first as usize + dated.own_ties());
        Self {
            names: Names::new(record.actors()),
            relations: Runs::new(actors, relations, by_tie),
            events: Runs::new(actors, events, by_tie),
            relation_ties: Runs::new(1, relation_ties, by_tie),
            companies: Runs::new(actors, companies, in_time),
            event_times: Runs::new(1, event_times, in_time),
            active: vec![OnceLock::new(); actors],
            places: OnceLock::new(),
            summary: ColumnSummary::new(&evidence, &dated, &spans, &lasting),
            spans,
            by_step,
            denials: Denials::new(&evidence, &statements, &ties),
            uncounted,
            turns,
            evidence,
            happenings,
            statements,
            ties,
            lives,
            limits,
            bystanders: Bystanders::new(&record, &loose),
            lasting,
            exact: dated,
            stated_rows: loose,
            row_statements: lent,
            number: GraphNumber::fresh(),
            record,
        }
    }

    /// The record that the graph was made from; it does not include [rows](super::Bulk).
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// The ties of an actor's events that no columns count.
    pub(crate) fn uncounted_events(&self) -> &Runs<Entry> {
        let own = self.uncounted.as_ref();
        own.map_or(&self.events, |own| &own.events)
    }

    /// The events that no columns count and in which an actor stands alone or beside others.
    pub(crate) fn uncounted_companies(&self) -> &Runs<EventEntry> {
        let own = self.uncounted.as_ref();
        own.map_or(&self.companies, |own| &own.companies)
    }

    /// The events that no columns count, in one run.
    pub(crate) fn uncounted_event_times(&self) -> &Runs<EventEntry> {
        let own = self.uncounted.as_ref();
        own.map_or(&self.event_times, |own| &own.event_times)
    }

    /// The statements of the events at each place, in time: the owners of the runs are places.
    pub(crate) fn events_by_place(&self) -> &Runs<EventEntry> {
        self.places.get_or_init(|| {
            let written = (0..).map(StatementId::new).zip(self.record.statements());
            let written = written.flat_map(|(id, statement)| {
                let event = statement.event().into_iter();
                event.flat_map(move |event| event.places.iter().map(move |&place| (place, id)))
            });
            let visits = written.chain(self.stated_rows.all_places());
            let visits = visits.map(|(place, statement)| {
                let (first, last) = self.days_of(statement);
                let moment = EventEntry {
                    first,
                    last,
                    statement,
                };
                (place.number(), moment)
            });
            let in_time = |moment: &EventEntry| (moment.first, moment.last, moment.statement);
            Runs::new(self.record.places().len(), visits.collect(), in_time)
        })
    }

    /// The number of ties of an actor, in all time.
    pub(crate) fn degree(&self, actor: ActorId) -> usize {
        let index = actor.index();
        let loose = self.relations.run(index).len() + self.events.run(index).len();
        loose + self.lasting.degree(actor) + self.exact.how_many_of(actor)
    }

    /// Whether any happening has several tellings.
    pub(crate) const fn is_any_told_twice(&self) -> bool {
        !self.happenings.is_empty()
    }

    /// All tellings of the happening or relation of a statement, if there are several.
    pub(crate) fn told_with(&self, id: StatementId) -> Option<&[StatementId]> {
        self.happenings.told_with(id)
    }

    /// The first telling of the happening or relation of a statement.
    pub(crate) fn first_of(&self, id: StatementId) -> StatementId {
        self.happenings.first_of(id)
    }

    /// Whether two statements tell of the same happening or relation.
    pub(crate) fn is_told_with(&self, [one, other]: [StatementId; 2]) -> bool {
        self.told_with(one)
            .is_some_and(|group| group.binary_search(&other).is_ok())
    }

    /// All tellings of the happening or relation of a statement, in storage order; the statement is
    /// one of them.
    pub(crate) fn tellings(&self, id: StatementId) -> impl Iterator<Item = StatementId> {
        let group = self.happenings.told_with(id);
        let alone = group.is_none().then_some(id);
        group.unwrap_or_default().iter().copied().chain(alone)
    }
}

/// The actors that stand alone or beside others in an event, so that its ties do not name all their company.
fn in_company(ends: &Ends) -> impl Iterator<Item = ActorId> + use<> {
    let alone = matches!(ends, Ends::Alone(_));
    let groups = ends.groups().filter(move |group| alone || group.len() > 1);
    let mut actors: Vec<ActorId> = groups.flatten().copied().collect();
    actors.sort_unstable();
    actors.dedup();
    actors.into_iter()
}
