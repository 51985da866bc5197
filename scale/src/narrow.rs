//! From very many events to the graph of a question: for all that SQL cannot say.

use crate::cells::{Lists, kept, numbers, texts};
use crate::engine::Engine;
use crate::error::ScaleError;
use crate::kin::Kin;
use crate::lines::{Line, Lines};
use datafusion::arrow::array::{Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::catalog::MemTable;
use datafusion::error::DataFusionError;
use factions::export::{Sql, SqlRows};
use factions::{ActorGraph, Bulk, BulkBatches, Problems, Record};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

impl Engine {
    /// The graph of the events that a question is about: its views answer what SQL cannot say, as stances, lineage and
    /// balance.
    ///
    /// Ask it with the filters of `sql`, about what `of` names: an answer about these actors, pairs or places is that
    /// of the graph of all. To this end it has more than the events of the question:
    ///
    /// - of actors and pairs the events of those above and below them, too (wholes, members and parts, whenever they
    ///   were), for these act for each other;
    /// - all statements of each happening, and what is denied;
    /// - the relations of all who take part and of those above and below them, their splits, mergers and renamings;
    ///   without actors, pairs and countries in question all relations;
    /// - all actors, with their names and days.
    ///
    /// Events go from the columns into the graph, a batch at a time, and what needs more than a row as the statement
    /// that it is, by the table `entries`. Of tables without entries only rows are read: then what needs more than a
    /// row is an error, and of actors there are keys, names and kinds.
    ///
    /// # Errors
    ///
    /// What the engine meets, and what cannot be said in SQL.
    pub fn narrow(&self, sql: &Sql, of: &SqlRows) -> Result<ActorGraph, ScaleError> {
        if self.has_any("entries")? {
            Narrowing::of(self, sql, of)?.graph()
        } else {
            self.narrow_rows(sql, of)
        }
    }

    fn has_any(&self, table: &str) -> Result<bool, ScaleError> {
        let any = self.ask_text(&format!("SELECT 1 AS any_row FROM {table} LIMIT 1"))?;
        Ok(!any.is_empty())
    }

    /// Of tables that have no entries.
    fn narrow_rows(&self, sql: &Sql, of: &SqlRows) -> Result<ActorGraph, ScaleError> {
        let named = format!("(\n{}\n)", sql.actors_of_rows(of)?.text());
        let record = self.record_of_columns(&named)?;
        let mut batches = Bulk::onto(record).batches();
        let losses = self.has_any("losses")?;
        let rows = SqlRows {
            has_ids: losses,
            ..of.clone()
        };
        let events = sql.event_rows(&rows)?;
        self.each_batch(events.text(), |batch| Ok(batches.events(&batch)?))?;
        if losses {
            let of_rows = format!("SELECT n.id AS name FROM (\n{events}\n) n");
            self.each_batch(&losses_of(&of_rows), |batch| Ok(batches.losses(&batch)?))?;
        }
        let relations = format!(
            "SELECT r.* FROM relations r
            WHERE r.withdrawn_state = 'never' AND r.certainty_rank > 0
              AND r.id NOT IN (SELECT t.statement FROM participants t WHERE t.class = 'relation' AND t.actor NOT IN {named})"
        );
        self.each_batch(&relations, |batch| Ok(batches.relations(&batch)?))?;
        Ok(batches.build()?)
    }

    /// The actors of some rows, the sources and the places, as far as columns have them.
    fn record_of_columns(&self, named: &str) -> Result<Record, ScaleError> {
        let tables: [(&str, &[&str], String); 3] = [
            (
                "actor",
                &["name", "short", "kind"],
                format!("actors WHERE key IN {named}"),
            ),
            (
                "source",
                &["title", "publisher", "published"],
                "sources".into(),
            ),
            (
                "place",
                &["name", "country", "latitude", "longitude"],
                "places".into(),
            ),
        ];
        let mut lines = Lines::default();
        for (class, columns, from) in tables {
            let shown = columns.join(", ");
            let answer = self.ask_text(&format!("SELECT key, {shown} FROM {from} ORDER BY key"))?;
            for row in answer.rows() {
                lines.add_entry(class, ["key"].iter().chain(columns), row);
            }
        }
        lines.record()
    }

    /// Texts as a table with the column `name`.
    fn listed(&self, texts: impl IntoIterator<Item = String>) -> Result<Listed<'_>, ScaleError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let texts: Vec<String> = texts.into_iter().collect();
        let schema = Schema::new(vec![Field::new("name", DataType::Utf8, false)]);
        let schema = Arc::new(schema);
        let column = Arc::new(StringArray::from(texts));
        let batch = RecordBatch::try_new(Arc::clone(&schema), vec![column]);
        let batch = batch.map_err(DataFusionError::from)?;
        let table = MemTable::try_new(schema, vec![vec![batch]])?;
        let name = format!("listed_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.context()
            .register_table(name.as_str(), Arc::new(table))?;
        Ok(Listed { engine: self, name })
    }

    /// The lines of entries that a condition admits.
    fn lines_where(&self, condition: &str) -> Result<Vec<Line>, ScaleError> {
        let mut lines = Vec::new();
        self.each_batch(
            &format!("SELECT n.number, n.key, n.entry FROM entries n WHERE {condition}"),
            |batch| {
                let (keys, entries) = (texts(&batch, "key")?, texts(&batch, "entry")?);
                for (row, number) in numbers(&batch, "number")?.into_iter().enumerate() {
                    let key = (!keys.is_null(row)).then(|| keys.value(row).to_owned());
                    lines.push(Line::read(number, key, entries.value(row))?);
                }
                Ok(())
            },
        )?;
        Ok(lines)
    }
}

/// Whose the dead of some events were.
fn losses_of(events: &str) -> String {
    format!(
        "SELECT o.statement, o.actor, o.low, o.best, o.high FROM losses o WHERE o.statement IN ({events})"
    )
}

/// A table of texts, which is gone when it is dropped.
struct Listed<'e> {
    engine: &'e Engine,
    name: String,
}

impl Listed<'_> {
    fn select(&self) -> String {
        format!("SELECT w.name FROM {} w", self.name)
    }
}

impl Drop for Listed<'_> {
    fn drop(&mut self) {
        let _ = self.engine.context().deregister_table(self.name.as_str());
    }
}

/// A graph in the making.
struct Narrowing<'e> {
    engine: &'e Engine,
    /// Events that may become rows.
    rows: Vec<RecordBatch>,
    /// The ids of statements that stay statements.
    stated: BTreeSet<String>,
    /// The lines of those of them that were read.
    lines: Lines,
}

/// The kinds of events that belong into a record.
const TURNS: [&str; 3] = ["split", "merger", "rename"];

impl<'e> Narrowing<'e> {
    fn of(engine: &'e Engine, sql: &Sql, of: &SqlRows) -> Result<Self, ScaleError> {
        let kin = Kin::read(engine)?;
        let mut own = Self {
            engine,
            rows: Vec::new(),
            stated: BTreeSet::new(),
            lines: Lines::default(),
        };
        let wide = SqlRows {
            has_ids: true,
            has_denied: true,
            ..kin.widened(of)
        };
        let mut told = BTreeSet::new();
        engine.each_batch(sql.event_rows(&wide)?.text(), |batch| {
            own.take_rows(&batch, &mut told)
        })?;
        own.add_tellings(told)?;
        let is_whole = of.actors.is_empty() && of.dyads.is_empty() && of.countries.is_empty();
        if is_whole {
            own.stated.extend(kin.turns_of(None));
            own.add_lines("n.class = 'relation'")?;
        } else {
            own.add_stated()?;
            let asked = wide.actors.into_iter();
            let pairs = wide.dyads.into_iter().flat_map(|(one, other)| [one, other]);
            let mut actors: BTreeSet<String> = asked.chain(pairs).collect();
            actors.extend(own.participants()?);
            let actors = kin.of(actors);
            own.stated.extend(kin.turns_of(Some(&actors)));
            let listed = engine.listed(actors)?;
            own.add_lines(&format!(
                "n.class = 'relation' AND n.key IN (SELECT t.statement FROM participants t WHERE t.class = 'relation' AND t.actor IN ({}))",
                listed.select()
            ))?;
        }
        own.add_stated()?;
        own.add_withdrawals()?;
        Ok(own)
    }

    /// Keeps the events of a batch that may become rows, and the ids of the others; `told`: the happenings that are
    /// told several times.
    fn take_rows(
        &mut self,
        batch: &RecordBatch,
        told: &mut BTreeSet<String>,
    ) -> Result<(), ScaleError> {
        let tellings = numbers(batch, "tellings")?;
        let [ids, happenings, kinds, certainty, forms, withdrawn] = [
            "id",
            "happening",
            "kind",
            "certainty",
            "form",
            "withdrawn_state",
        ]
        .map(|name| texts(batch, name));
        let (ids, happenings, kinds) = (ids?, happenings?, kinds?);
        let (certainty, forms, withdrawn) = (certainty?, forms?, withdrawn?);
        let is_row = |row: usize| {
            tellings[row] == 1
                && !TURNS.contains(&kinds.value(row))
                && certainty.value(row) != "denied"
                && forms.value(row) != "mutual"
                && withdrawn.value(row) == "never"
        };
        for (row, &tellings) in tellings.iter().enumerate() {
            if tellings > 1 {
                told.insert(happenings.value(row).to_owned());
            }
            if !is_row(row) {
                self.stated.insert(ids.value(row).to_owned());
            }
        }
        self.rows.push(kept(batch, is_row)?);
        Ok(())
    }

    /// All statements of the happenings that are told several times.
    fn add_tellings(&mut self, happenings: BTreeSet<String>) -> Result<(), ScaleError> {
        if happenings.is_empty() {
            return Ok(());
        }
        let listed = self.engine.listed(happenings)?;
        let all = format!(
            "SELECT e.id FROM events e WHERE e.tellings > 1 AND e.happening IN ({})",
            listed.select()
        );
        self.engine.each_batch(&all, |batch| {
            let ids = texts(&batch, "id")?;
            self.stated.extend(ids.iter().flatten().map(str::to_owned));
            Ok(())
        })?;
        Ok(())
    }

    fn add_lines(&mut self, condition: &str) -> Result<(), ScaleError> {
        for line in self.engine.lines_where(condition)? {
            self.stated.extend(line.id.clone());
            self.lines.add(line);
        }
        Ok(())
    }

    /// The lines of all statements that were not read yet, and of those that they name.
    fn add_stated(&mut self) -> Result<(), ScaleError> {
        loop {
            let named = self.lines.named().filter(|id| !self.lines.has(id));
            let named: Vec<String> = named.map(str::to_owned).collect();
            self.stated.extend(named);
            let missing = self.stated.iter().filter(|id| !self.lines.has(id));
            let missing: BTreeSet<String> = missing.cloned().collect();
            if missing.is_empty() {
                return Ok(());
            }
            let listed = self.engine.listed(missing.iter().cloned())?;
            let before = self.lines.len();
            self.add_lines(&format!(
                "(n.class = 'event' OR n.class = 'relation') AND n.key IN ({})",
                listed.select()
            ))?;
            self.leave_out_of_rows(&missing)?;
            if self.lines.len() == before {
                let first = missing.first().cloned().unwrap_or_default();
                return Err(ScaleError::NoEntry(first));
            }
        }
    }

    /// The statements that withdraw one of these.
    fn add_withdrawals(&mut self) -> Result<(), ScaleError> {
        let listed = self.engine.listed(self.stated.iter().cloned())?;
        let any = ["events", "relations"].map(|table| {
            format!(
                "SELECT s.id FROM {table} s WHERE s.withdrawn_state <> 'never' AND s.id IN ({})",
                listed.select()
            )
        });
        let any = self.engine.ask_text(&any.join("\nUNION ALL\n"))?;
        if any.is_empty() {
            return Ok(());
        }
        let all = self.engine.lines_where(
            "(n.class = 'event' OR n.class = 'relation') AND n.entry LIKE '%\"withdraws\"%'",
        )?;
        loop {
            let before = self.stated.len();
            let withdrawing = all.iter().filter(|line| {
                let mut named = line.named.iter();
                named.any(|id| self.stated.contains(id))
            });
            let ids: Vec<String> = withdrawing.filter_map(|line| line.id.clone()).collect();
            self.stated.extend(ids);
            if self.stated.len() == before {
                return Ok(());
            }
            self.add_stated()?;
        }
    }

    /// Who takes part in the rows, and whoever the lines name.
    fn participants(&self) -> Result<BTreeSet<String>, ScaleError> {
        let mut all: BTreeSet<String> = self.lines.texts().map(str::to_owned).collect();
        for batch in &self.rows {
            for name in ["side_a", "side_b"] {
                all.extend(Lists::of(batch, name)?.all());
            }
        }
        Ok(all)
    }

    /// Takes statements out of the rows.
    fn leave_out_of_rows(&mut self, ids: &BTreeSet<String>) -> Result<(), ScaleError> {
        for batch in &mut self.rows {
            let own = texts(batch, "id")?;
            if own.iter().flatten().any(|id| ids.contains(id)) {
                *batch = kept(batch, |row| !ids.contains(own.value(row)))?;
            }
        }
        Ok(())
    }

    fn graph(mut self) -> Result<ActorGraph, ScaleError> {
        self.add_lines_of_entries()?;
        loop {
            let mut batches = Bulk::onto(self.lines.record()?).batches();
            let refused = self.feed(&mut batches)?;
            if refused.is_empty() {
                self.feed_losses(&mut batches)?;
                return Ok(batches.build()?);
            }
            self.stated.extend(refused);
            self.add_stated()?;
            self.add_lines_of_entries()?;
        }
    }

    /// The header, all actors, and the sources and places of what is there.
    fn add_lines_of_entries(&mut self) -> Result<(), ScaleError> {
        let head = self
            .engine
            .lines_where("n.class = 'record' OR n.class = 'actor'")?;
        for line in head {
            self.lines.add(line);
        }
        let mut texts: BTreeSet<String> = self.lines.texts().map(str::to_owned).collect();
        for batch in &self.rows {
            for name in ["sources", "places"] {
                texts.extend(Lists::of(batch, name)?.all());
            }
        }
        let listed = self.engine.listed(texts)?;
        let own = self.engine.lines_where(&format!(
            "(n.class = 'source' OR n.class = 'place') AND n.key IN ({})",
            listed.select()
        ))?;
        for line in own {
            self.lines.add(line);
        }
        Ok(())
    }

    /// Hands over the rows; the ids of those that need more than a row.
    fn feed(&self, batches: &mut BulkBatches) -> Result<BTreeSet<String>, ScaleError> {
        let (mut refused, mut taken) = (BTreeSet::new(), 0);
        for batch in &self.rows {
            match batches.events(batch) {
                Ok(()) => taken += batch.num_rows(),
                Err(problems) => {
                    let ids = texts(batch, "id")?;
                    for row in rows_of(&problems).collect::<Vec<_>>() {
                        match row.and_then(|row: usize| row.checked_sub(taken)) {
                            Some(row) if row < ids.len() => {
                                refused.insert(ids.value(row).to_owned())
                            }
                            _ => return Err(problems.into()),
                        };
                    }
                }
            }
        }
        Ok(refused)
    }

    fn feed_losses(&self, batches: &mut BulkBatches) -> Result<(), ScaleError> {
        if !self.engine.has_any("losses")? {
            return Ok(());
        }
        let mut ids = Vec::new();
        for batch in &self.rows {
            ids.extend(texts(batch, "id")?.iter().flatten().map(str::to_owned));
        }
        let listed = self.engine.listed(ids)?;
        let losses = losses_of(&listed.select());
        self.engine
            .each_batch(&losses, |batch| Ok(batches.losses(&batch)?))?;
        Ok(())
    }
}

/// The row that each problem names, counted over all batches.
fn rows_of(problems: &Problems) -> impl Iterator<Item = Option<usize>> + '_ {
    problems.iter().map(|problem| {
        let path = problem.location.path.as_deref()?;
        let (number, _) = path.strip_prefix("events[")?.split_once(']')?;
        number.parse().ok()
    })
}
