//! Batches of columns, collected until a graph is made of them.

use super::cells::{Columns, Mistakes};
use super::event_rows::{self, EventRows, Fact};
use super::{loss_rows, relation_rows};
use crate::graph::rows::packed_rows::{EventsIn, KeptEvents};
use crate::graph::rows::row::RelationRow;
use crate::graph::{ActorGraph, Bulk};
use crate::model::ActorKind;
use crate::record::{Code, Problem, Problems, QuickMap};
use arrow_array::RecordBatch;

/// A graph that is being built from batches of columns, whose schema `docs/COLUMNS.md` describes.
///
/// Columns go by their names; of those that are not needed any may be missing. Texts may be `Utf8`,
/// `LargeUtf8`, `Utf8View` or packed in a dictionary, numbers signed or not. No statement is made in
/// between. What a row cannot hold (a lineage event, several sources, a toll less sure than its event) is a
/// mistake, and belongs into the record that the rows are laid [onto](Bulk::onto).
///
/// | table | needed | read, too |
/// |---|---|---|
/// | `actors` | `key`, `kind` | |
/// | `events` | `kind`, `day_min`, and `side_a` with `side_b` or `pair_a` with `pair_b` | `day_max`, `form`, `certainty`, `claimants`, `sources`, `killed_low`, `killed_best`, `killed_high`, `places`, `id`, `id_given`, `note` |
/// | `losses` | `statement`, `actor`, `low`, `high` | `best` |
/// | `relations` | `kind`, `side_a`, `side_b` | `form`, `starts`, `ends`, or else `start_min`, `start_max`, `end_min`, `end_max`, `start_state`, `end_state`; `certainty`, `claimants`, `sources` |
///
/// Other columns are passed over, but for those that say what a row cannot hold: `tellings`, `day_state`,
/// `jointly`, `hedge`, `killed_certainty`, `killed_claimants`, `killed_hedge`, `withdrawn_state`, `reason`,
/// `role` and `support`. Read without an `id`, most events take a few bytes each.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Bulk, Record};
///
/// # let record = Record::from_toml(r#"
/// # [actors]
/// # jnim = { name = "JNIM", kind = "armed-group" }
/// # army = { name = "Malian Armed Forces", kind = "state-force" }
/// # [[events]]
/// # kind = "clash"
/// # when = 2023-10-07
/// # sides = [["jnim"], ["army"]]
/// # killed = 12
/// # "#)?;
/// let graph = ActorGraph::new(record);
/// let tables = graph.to_columns();
/// let mut batches = Bulk::new().batches();
/// for table in ["actors", "events"] {
///     for batch in tables.get(table) {
///         match table {
///             "actors" => batches.actors(batch)?,
///             _ => batches.events(batch)?,
///         }
///     }
/// }
/// let read = batches.build()?;
/// assert_eq!(read.ever().toll(), graph.ever().toll());
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "rows are in no graph until it is built"]
pub struct BulkBatches {
    bulk: Bulk,
    relations: Vec<RelationRow>,
    events: KeptEvents,
    /// The events that were given with an id, or several of one.
    by_id: QuickMap<Box<str>, usize>,
}

impl Bulk {
    /// Takes batches of columns from here on, beside the actors that it has.
    pub fn batches(self) -> BulkBatches {
        BulkBatches {
            bulk: self,
            relations: Vec::new(),
            events: KeptEvents::default(),
            by_id: QuickMap::default(),
        }
    }
}

impl BulkBatches {
    /// Takes actors: rows may name them from now on. Those that are known stay as they are.
    ///
    /// # Errors
    ///
    /// All that is wrong with the batch, each with its row and column.
    pub fn actors(&mut self, batch: &RecordBatch) -> Result<(), Problems> {
        let mut mistakes = Mistakes::new("actors", 0);
        let columns = Columns::of(batch);
        columns.need("key", &mut mistakes);
        columns.need("kind", &mut mistakes);
        let keys = columns.texts("key", &mut mistakes);
        let kinds = columns.texts("kind", &mut mistakes);
        let (Some(keys), Some(kinds)) = (keys, kinds) else {
            return Err(Problems::new(mistakes.all));
        };
        for row in 0..columns.rows() {
            let Some(key) = keys.get(row) else {
                mistakes.cell(
                    (row, "key"),
                    Code::MissingKey,
                    "there is no key",
                    "write it",
                );
                continue;
            };
            let word = kinds.get(row).unwrap_or_default();
            match word.parse::<ActorKind>() {
                Ok(kind) => {
                    self.bulk.actor(key, kind);
                }
                Err(unknown) => {
                    let at = (row, "kind");
                    mistakes.cell(
                        at,
                        Code::UnknownWord,
                        unknown.to_string(),
                        "see docs/FORMAT.md",
                    );
                }
            }
        }
        done(mistakes)
    }

    /// Takes events.
    ///
    /// # Errors
    ///
    /// All that is wrong with the cells of the batch, each with its row, counted over all batches from 0, and its
    /// column. Of a batch with a mistake no row is taken.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Bulk, Record};
    ///
    /// let tables = ActorGraph::new(Record::mali()).to_columns();
    /// let problems = Bulk::new().batches().events(&tables.get("events")[0]).unwrap_err();
    /// // nobody told of the actors before
    /// assert!(problems.to_string().contains("events[0].side_a"));
    /// ```
    pub fn events(&mut self, batch: &RecordBatch) -> Result<(), Problems> {
        let first = self.events.len();
        let mut mistakes = Mistakes::new("events", first);
        let EventRows { rows, facts, ids } = event_rows::read(batch, &self.bulk, &mut mistakes);
        done(mistakes)?;
        for row in &rows {
            self.events.push(row);
        }
        for (row, id) in ids {
            self.by_id.insert(id.into(), first + row);
        }
        for (row, fact) in facts {
            let event = first + row;
            match fact {
                Fact::Beside(side, actor) => self.bulk.add_participant(event, side, actor),
                Fact::Place(place) => self.bulk.add_place(event, place),
                Fact::Id(id) => self.bulk.set_id(event, id),
                Fact::Note(note) => self.bulk.set_note(event, note),
            }
        }
        Ok(())
    }

    /// Takes relations.
    ///
    /// # Errors
    ///
    /// As [`events`](Self::events).
    pub fn relations(&mut self, batch: &RecordBatch) -> Result<(), Problems> {
        let mut mistakes = Mistakes::new("relations", self.relations.len());
        let rows = relation_rows::read(batch, &self.bulk, &mut mistakes);
        done(mistakes)?;
        self.relations.extend(rows);
        Ok(())
    }

    /// Takes whose the dead of events were, from the table `losses`: after the events, which have to be
    /// given with their `id`.
    ///
    /// # Errors
    ///
    /// As [`events`](Self::events).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Bulk, Record};
    ///
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # jnim = { name = "JNIM", kind = "armed-group" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-07
    /// # sides = [["jnim"], ["army"]]
    /// # killed = { best = 16, of = [{ actor = "army", best = 12 }] }
    /// # "#)?;
    /// let tables = ActorGraph::new(record).to_columns();
    /// let mut batches = Bulk::new().batches();
    /// batches.actors(&tables.get("actors")[0])?;
    /// batches.events(&tables.get("events")[0])?;
    /// batches.losses(&tables.get("losses")[0])?;
    /// let graph = batches.build()?;
    /// let army = graph.actor("army").expect("it was named");
    /// assert_eq!(graph.ever().losses_of(army).all().best(), Some(12));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn losses(&mut self, batch: &RecordBatch) -> Result<(), Problems> {
        let mut mistakes = Mistakes::new("losses", 0);
        let losses = loss_rows::read(batch, &self.bulk, &self.by_id, &mut mistakes);
        done(mistakes)?;
        for (event, actor, deaths) in losses {
            self.bulk.add_loss(event, actor, deaths);
        }
        Ok(())
    }

    /// Makes the graph.
    ///
    /// # Errors
    ///
    /// As [`Bulk::build`]; each with the column that is meant.
    pub fn build(self) -> Result<ActorGraph, Problems> {
        let events = EventsIn::Kept(self.events);
        let built = self.bulk.build_of(&self.relations, events);
        built.map_err(|problems| Problems::new(problems.iter().map(of_column).collect()))
    }
}

fn done(mistakes: Mistakes) -> Result<(), Problems> {
    if mistakes.all.is_empty() {
        Ok(())
    } else {
        Err(Problems::new(mistakes.all))
    }
}

/// A mistake of a row as one of the column that it is in.
fn of_column(problem: &Problem) -> Problem {
    let mut problem = problem.clone();
    let Some(path) = problem.location.path.as_deref() else {
        return problem;
    };
    let is_event = path.starts_with("events[");
    if !path.ends_with(']') || !(is_event || path.starts_with("relations[")) {
        return problem;
    }
    let column = match problem.code {
        Code::SelfTie | Code::NoMembers | Code::MembershipCycle => "side_b",
        Code::UndeclaredActor | Code::UnnamedClaimant => "claimants",
        Code::UndeclaredSource => "sources",
        Code::InvertedToll => "killed_best",
        Code::WrongEnds => "form",
        Code::RefusedDate | Code::AfterAsOf if is_event => "day_min",
        Code::EmptyPeriod if is_event => "day_max",
        Code::EmptyPeriod => "end_max",
        Code::RefusedDate | Code::AfterAsOf => "start_min",
        _ => return problem,
    };
    problem.location.path = Some(format!("{path}.{column}").into());
    problem
}
