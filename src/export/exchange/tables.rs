//! CSV tables for spreadsheets, DuckDB, Neo4j, Kumu and Flourish; and the same tables as JSON Lines.

use super::cells::Cells;
use super::table::{Table, TableForm};
use crate::export::kit::{ActorRow, Links, Rows, StatementRow, ender_key, stated};
use crate::export::kit::{LeftOut, Out, Written};
use crate::export::kit::{end_state, start_state};
use crate::graph::StatementRef;
use crate::model::{
    ActorId, Bounds, Certainty, Content, Deaths, Ends, Evidence, Holds, Relation, Source, Toll,
    When,
};
use crate::record::{CsvTables, Entry, Record, Value};
use crate::view::View;
use std::collections::BTreeMap;
use std::io;

/// # CSV
impl View<'_, '_> {
    /// The view as CSV tables, which [`Record::from_csv`](crate::record::Record::from_csv) reads.
    ///
    /// Columns of dates:
    ///
    /// - An exact day is in `start`, `end` or `when`. For any other date these are empty, and `start_written`
    ///   and its like have the date as its source writes it.
    /// - `start_edtf` and its like have the date in strict EDTF (ISO 8601-2, up to level 2).
    /// - `end_state` says of a missing end whether it is `ongoing` or `unknown`.
    /// - `start_min` … `start_max` are the first and last possible first day. `end_min` … `end_max`
    ///   are the first and last possible day on which it no longer holds. `day_min` … `day_max` are
    ///   those of an event. An empty bound means unbounded. The bounds of a relation are those of
    ///   its own row; the bounds in `ties` take splits that end it into account.
    ///
    /// `killed.best` is the figure of one statement. To add up deaths use `toll_best`, which only one row of
    /// a happening has.
    ///
    /// `actors` has everyone named in a statement; `holds` is empty for those who are not in the
    /// view. The tables of sources and places have all of them.
    ///
    /// | reader | what you should know |
    /// |---|---|
    /// | polars 2.1.0, DuckDB 2.0.1 | they guess the type of an empty column: give them the types of [`TableForm::data_package`], or use [`TableForm::JsonLines`] |
    /// | Frictionless 5.21.0 | finds the tables valid by that package |
    /// | lifelines 0.30.3 | takes every filled `end` as observed, which is correct here |
    ///
    /// It cannot carry denied statements, links to statements that the view does not show, or tolls
    /// that the view does not admit. A view may hide what made the other statements agree, such as
    /// a split that ends a membership; then the tables are no record without mistakes.
    ///
    /// # Complexity
    ///
    /// O(s log s + length of the texts), where s is the number of statements of the graph. An event
    /// of n against m has n + m rows in `participants`, and n × m in `ties`, which is there for
    /// programs that want one row for each pair; to read the record back nobody needs it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # [[relations]]
    /// # id = "msa-in-csp"
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let tables = graph.ever().to_csv().content;
    /// assert_eq!(
    ///     tables.participants,
    ///     "statement,end,side,actor\nmsa-in-csp,from,,msa\nmsa-in-csp,to,,csp\n",
    /// );
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_csv(self) -> Written<CsvTables> {
        self.to_tables(TableForm::Csv)
    }

    /// The same tables in the form you choose; [`TableForm::data_package`] describes their columns.
    ///
    /// # Complexity
    ///
    /// O(s log s + length of the texts), where s is the number of statements of the graph.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// use factions::export::TableForm;
    ///
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # [[events]]
    /// # kind = "protest"
    /// # actor = "msa"
    /// # killed = 3
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let tables = graph.ever().to_tables(TableForm::JsonLines).content;
    /// // a number is a number in every row, and `null` means unknown
    /// assert!(tables.events.contains(r#""when":null"#));
    /// assert!(tables.events.contains(r#""killed.best":3"#));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_tables(self, form: TableForm) -> Written<CsvTables> {
        let table = |name: &&'static str| Table::new(name, form, Out::kept());
        let mut tables = Tables(CsvTables::NAMES.iter().map(table).collect());
        // writing into a string cannot fail
        let left_out = tables.write(self).unwrap_or_default();
        let mut content = CsvTables::default();
        for (name, table) in CsvTables::NAMES.iter().zip(tables.0) {
            if let Some(text) = content.get_mut(name) {
                *text = table.into_text();
            }
        }
        Written::new(content, left_out)
    }

    /// Writes the tables to streams, row by row; `open` returns the stream for the name of a table.
    ///
    /// # Errors
    ///
    /// An error if a stream cannot be opened or written to.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// use factions::export::TableForm;
    /// use std::fs::{self, File};
    ///
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let folder = std::env::temp_dir().join("factions-write.csv");
    /// fs::create_dir_all(&folder)?;
    /// let open = |name: &str| File::create(folder.join(format!("{name}.csv")));
    /// let left_out = graph.ever().write_tables(TableForm::Csv, open)?;
    /// assert!(left_out.is_empty());
    /// assert_eq!(&factions::Record::load(&folder)?, graph.record());
    /// # fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_tables<W: io::Write>(
        self,
        form: TableForm,
        mut open: impl FnMut(&'static str) -> io::Result<W>,
    ) -> io::Result<LeftOut> {
        let mut streams = Vec::new();
        for name in CsvTables::NAMES {
            streams.push(open(name)?);
        }
        let tables = CsvTables::NAMES.iter().zip(&mut streams);
        let tables = tables.map(|(name, stream)| Table::new(name, form, Out::into(stream)));
        let mut tables = Tables(tables.collect());
        let left_out = tables.write(self)?;
        for table in tables.0 {
            table.finish()?;
        }
        Ok(left_out)
    }
}

/// All tables, sorted by name.
struct Tables<'w>(Vec<Table<'w>>);

/// The positions of the tables in `Tables`.
const RECORD: usize = 0;
const SOURCES: usize = 1;
const ACTORS: usize = 2;
const ALIASES: usize = 3;
const PERIODS: usize = 4;
const PLACES: usize = 5;
const RELATIONS: usize = 6;
const EVENTS: usize = 7;
const PARTICIPANTS: usize = 8;
const LOSSES: usize = 9;
const TIES: usize = 10;

impl Tables<'_> {
    fn write(&mut self, view: View<'_, '_>) -> io::Result<LeftOut> {
        let rows = Rows::of(view);
        let mut left_out = rows.left_out.clone();
        let actors: BTreeMap<&str, &ActorRow<'_>> = rows
            .actors
            .iter()
            .map(|row| (row.actor.key(), row))
            .collect();
        let record = view.graph().record();
        for (kind, key, entries) in record.each_entry_but_statements() {
            match (kind, key) {
                ("record", _) => {
                    let cells = Cells::of(&entries);
                    // readers report a row of empty cells as a mistake
                    if cells.has_any(self.0[RECORD].columns()) {
                        self.push(RECORD, &cells)?;
                    }
                }
                ("source", Some(key)) => self.source(record, key, &entries)?,
                ("place", Some(key)) => {
                    let mut cells = Cells::of(&entries);
                    cells.set("key", key);
                    self.push(PLACES, &cells)?;
                }
                ("actor", Some(key)) => {
                    if let Some(row) = actors.get(key) {
                        self.actor(row, &entries)?;
                    }
                }
                _ => {}
            }
        }
        let mut links = Links::new(&rows);
        let mut hidden_tolls = Vec::new();
        for row in rows.statements() {
            if !row.admits_toll {
                hidden_tolls.push(row.statement.key());
            }
            self.statement(view, &mut links, &row)?;
        }
        left_out.note("tolls that the view does not admit", hidden_tolls);
        links.report(&mut left_out);
        Ok(left_out)
    }

    /// Adds a row from cells by column.
    fn push(&mut self, table: usize, cells: &Cells) -> io::Result<()> {
        let table = &mut self.0[table];
        for (name, column) in table.columns() {
            table.cell(|cell| cells.write(cell, name, *column));
        }
        table.end()
    }

    fn source(&mut self, record: &Record, key: &str, entries: &[Entry]) -> io::Result<()> {
        let mut cells = Cells::of(entries);
        cells.set("key", key);
        let published = record
            .source_by_key(key)
            .and_then(|id| record.source(id).published.as_ref());
        cells.date("published", published);
        cells.shown("published_min", published.and_then(When::earliest));
        cells.shown("published_max", published.and_then(When::latest));
        self.push(SOURCES, &cells)
    }

    fn actor(&mut self, row: &ActorRow<'_>, entries: &[Entry]) -> io::Result<()> {
        let mut cells = Cells::of(entries);
        cells.set("key", row.actor.key());
        cells.bounds(row.bounds);
        // written even in a view of all time, because an empty cell means that the actor is not in the view
        cells.shown("holds", row.holds);
        let record = row.actor.graph().record();
        let of = row.actor.record();
        // sources and days stated for the whole record are repeated, since a row may be read alone
        let sources = of.evidence.sources.iter().map(|&id| record.source(id));
        let sources = sources.map(|source: &Source| source.key.to_string());
        cells.0.insert("source".to_owned(), sources.collect());
        cells.shown("as_of", of.evidence.as_of);
        if let [only] = &*of.active {
            cells.period("active.", &only.period);
        } else if of.active.is_empty() {
            cells.set("active.end_state", "unknown");
        }
        self.periods(row, &mut cells, entries)?;
        self.push(ACTORS, &cells)?;
        for alias in &of.aliases {
            let mut cells = Cells::default();
            cells.set("actor", row.actor.key());
            cells.set("name", &*alias.name);
            cells.shown("lang", alias.lang.as_deref());
            cells.period("", &alias.period);
            self.push(ALIASES, &cells)?;
        }
        Ok(())
    }

    /// Writes the rows of active periods, unless the only period fits into the actor's own row.
    fn periods(
        &mut self,
        row: &ActorRow<'_>,
        cells: &mut Cells,
        entries: &[Entry],
    ) -> io::Result<()> {
        let of = row.actor.record();
        if of.active.iter().all(|one| one.evidence.is_none()) && of.active.len() < 2 {
            return Ok(());
        }
        cells.0.retain(|name, _| !name.starts_with("active"));
        let active = entries.iter().find(|entry| entry.key == "active");
        let nodes = active.map_or(&[][..], |entry| match &entry.node.value {
            Value::Array(list) => list.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        });
        let record = row.actor.graph().record();
        for ((period, evidence), node) in of.periods().zip(nodes) {
            let mut cells = match &node.value {
                Value::Table(entries) => Cells::of(entries),
                _ => Cells::default(),
            };
            cells.set("actor", row.actor.key());
            cells.period("", period);
            cells.bounds(period.bounds(record.as_of_day(evidence)));
            self.push(PERIODS, &cells)?;
        }
        Ok(())
    }

    fn statement(
        &mut self,
        view: View<'_, '_>,
        links: &mut Links<'_, '_>,
        row: &StatementRow<'_>,
    ) -> io::Result<()> {
        match &row.statement.record().content {
            Content::Relation(relation) => self.relation(view, links, row, relation)?,
            Content::Event(_) => self.event(view, links, row)?,
        }
        self.participants(row.statement)?;
        if row.admits_toll {
            self.losses(row.statement)?;
        }
        self.ties(view, row)
    }

    fn relation(
        &mut self,
        view: View<'_, '_>,
        links: &mut Links<'_, '_>,
        row: &StatementRow<'_>,
        relation: &Relation,
    ) -> io::Result<()> {
        let of = row.statement.record();
        let table = &mut self.0[RELATIONS];
        table.text(row.statement.key());
        table.text(if of.has_own_id { "yes" } else { "no" });
        table.text(relation.kind.as_str());
        table.some(relation.role.as_deref());
        table.list(relation.forms.iter().map(|form| form.as_str()));
        table.date(relation.period.start());
        table.date(relation.period.end().date());
        table.text(end_state(relation.period.end()));
        seen(table, relation.period.seen());
        evidence(table, links, row.statement);
        let bounds = row.statement.graph().bounds_of(row.statement.id());
        bounds_of(table, bounds);
        table.some(stated(view.window(), row.holds).map(Holds::as_str));
        table.end()
    }

    fn event(
        &mut self,
        view: View<'_, '_>,
        links: &mut Links<'_, '_>,
        row: &StatementRow<'_>,
    ) -> io::Result<()> {
        let of = row.statement.record();
        let Some(event) = of.event() else {
            return Ok(());
        };
        let record = row.statement.graph().record();
        let table = &mut self.0[EVENTS];
        table.text(row.statement.key());
        table.text(if of.has_own_id { "yes" } else { "no" });
        table.text(event.kind.as_str());
        table.date(event.when.as_ref());
        table.list(event.places.iter().map(|&id| &*record.place(id).key));
        if event.jointly {
            table.truth(true);
        } else {
            table.nothing();
        }
        match event.killed.as_deref().filter(|_| row.admits_toll) {
            Some(toll) => killed(table, record, toll),
            None => {
                for _ in 0..6 {
                    table.nothing();
                }
            }
        }
        evidence(table, links, row.statement);
        let bounds = row.statement.graph().bounds_of(row.statement.id());
        table.day(bounds.first_start());
        table.day(bounds.last_end().previous());
        table.some(row.happening.map(StatementRef::key));
        let deaths = row.killed.as_ref().map(|killed| killed.deaths);
        table.count(deaths.map(|deaths| deaths.low));
        table.count(deaths.and_then(|deaths| deaths.best));
        table.count(deaths.map(|deaths| deaths.high));
        table.some(stated(view.event_window(), row.holds).map(Holds::as_str));
        table.end()
    }

    fn participants(&mut self, statement: StatementRef<'_>) -> io::Result<()> {
        let record = statement.graph().record();
        let table = &mut self.0[PARTICIPANTS];
        let mut list = |end: &str, side: Option<u64>, actors: &[ActorId]| {
            for &id in actors {
                table.text(statement.key()).text(end).count(side);
                table.text(&record.actor(id).key).end()?;
            }
            Ok(())
        };
        match &statement.record().ends {
            Ends::Directed { from, to } => {
                list("from", None, from)?;
                list("to", None, to)
            }
            Ends::Mutual(all) => list("between", None, all),
            Ends::Alone(all) => list("actor", None, all),
            Ends::Sided(sides) => (1..)
                .zip(sides.iter())
                .try_for_each(|(number, side)| list("side", Some(number), side)),
        }
    }

    fn losses(&mut self, statement: StatementRef<'_>) -> io::Result<()> {
        let record = statement.graph().record();
        let event = statement.record().event();
        let toll = event.and_then(|event| event.killed.as_ref());
        let table = &mut self.0[LOSSES];
        for loss in toll.into_iter().flat_map(|toll| toll.of.iter()) {
            let Deaths { low, best, high } = loss.deaths;
            table.text(statement.key());
            table.text(&record.actor(loss.actor).key);
            table.count(Some(low)).count(best).count(Some(high)).end()?;
        }
        Ok(())
    }

    fn ties(&mut self, view: View<'_, '_>, row: &StatementRow<'_>) -> io::Result<()> {
        let kind = row.statement.kind();
        let table = &mut self.0[TIES];
        let period = row.statement.record().relation();
        let period = period.map(|relation| &relation.period);
        for tie in &row.ties {
            table.text(row.statement.key());
            table.text(tie.tie.from().key()).text(tie.tie.to().key());
            let (class, window) = match period {
                Some(_) => ("relation", view.window()),
                None => ("event", view.event_window()),
            };
            table.text(class).text(kind.as_str());
            table.text(kind.sign().as_str());
            table.truth(!tie.tie.is_directed());
            table.text(row.statement.certainty().as_str());
            if let Some(period) = period {
                bounds_of(table, tie.bounds);
                match tie.ended_by {
                    Some(cause) => table.text(&ender_key(cause)),
                    None => table.nothing(),
                };
                table.nothing().nothing();
                table.text(start_state(period.start()));
                table.text(tie.end_state(period));
            } else {
                for _ in 0..5 {
                    table.nothing();
                }
                table.day(tie.bounds.first_start());
                table.day(tie.bounds.last_end().previous());
                table.nothing().nothing();
            }
            table.some(stated(window, tie.holds).map(Holds::as_str));
            table.end()?;
        }
        Ok(())
    }
}

/// Adds the three figures of a toll, and its certainty and claimants.
fn killed(table: &mut Table<'_>, record: &Record, toll: &Toll) {
    let Deaths { low, best, high } = toll.deaths;
    table.count(Some(low)).count(best).count(Some(high));
    table.some(toll.certainty.map(Certainty::as_str));
    table.list(toll.by.iter().map(|&id| &*record.actor(id).key));
    table.some(toll.hedge.as_deref());
}

/// Adds the columns from certainty to native.
fn evidence(table: &mut Table<'_>, links: &mut Links<'_, '_>, statement: StatementRef<'_>) {
    let record = statement.graph().record();
    let of = statement.record();
    let own: &Evidence = &of.evidence;
    table.text(own.certainty.as_str());
    table.list(own.by.iter().map(|&id| &*record.actor(id).key));
    table.some(own.hedge.as_deref());
    // sources and days stated for the whole record are repeated, since a row may be read alone
    table.list(own.sources.iter().map(|&id| &*record.source(id).key));
    table.cell(|cell| {
        cell.extend(own.withdrawn.as_ref().map(ToString::to_string));
    });
    let kept = links.kept(statement);
    table.list(kept.withdraws.iter().map(String::as_str));
    table.cell(|cell| cell.extend(own.as_of.map(|day| day.to_string())));
    table.some(of.reason.as_deref());
    table.some(of.note.as_deref());
    table.list(kept.same_as.iter().map(String::as_str));
    let native: Vec<String> = of
        .native
        .iter()
        .map(|(format, text)| format!("{format}={text}"))
        .collect();
    table.list(native.iter().map(String::as_str));
}

fn bounds_of(table: &mut Table<'_>, bounds: Bounds) {
    table.day(bounds.first_start()).day(bounds.last_start());
    table.day(bounds.first_end()).day(bounds.last_end());
}

fn seen(table: &mut Table<'_>, days: &[jiff::civil::Date]) {
    let days: Vec<String> = days.iter().map(ToString::to_string).collect();
    table.list(days.iter().map(String::as_str));
}
