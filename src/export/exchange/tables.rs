//! CSV tables: for spreadsheets, DuckDB, Neo4j, Kumu, Flourish.

use crate::export::kit::Links;
use crate::export::kit::Written;
use crate::export::kit::{ActorRow, Rows, StatementRow, ender_key};
use crate::graph::StatementRef;
use crate::model::{ActorId, Bounds, Deaths, Ends, Source, When};
use crate::record::{
    Column, CsvTables, Entry, Node, OF_ALIASES, OF_LOSSES, OF_PARTICIPANTS, OF_PERIODS, Section,
    Value, columns, harmless, list_cell, push_row,
};
use crate::view::View;
use std::collections::BTreeMap;

/// The columns of ties, all of which follow from the other tables.
const OF_TIES: &[&str] = &[
    "statement",
    "source",
    "target",
    "class",
    "kind",
    "sign",
    "mutual",
    "certainty",
    "start_min",
    "start_max",
    "end_min",
    "end_max",
    "ended_by",
    "day_min",
    "day_max",
    "holds",
];

/// # CSV
impl View<'_, '_> {
    /// The view as CSV tables, which [`Record::from_csv`](crate::record::Record::from_csv) reads.
    ///
    /// Dates stand as their source has them (`start`, `end`, `when`) and beside them as bounds:
    /// `start_min` … `start_max` are the first and last possible first day, `end_min` … `end_max` the
    /// same of the first day on which it no longer holds, `day_min` … `day_max` of an event. An empty
    /// bound is unbounded. The bounds of a relation are those that its row states; those in `ties`
    /// know of the splits that end it. `killed.best` is what a statement says; to add up deaths, take
    /// `toll_best`, which stands once for each happening.
    ///
    /// Everyone named in a statement is in `actors`, those who are not in the view with an empty
    /// `holds`. All sources and places are in their tables.
    ///
    /// It cannot carry denied statements, links to statements that the view does not show, or tolls
    /// that it does not admit. What a view hides may be what made the rest agree, as a split that ends a
    /// membership does: then the tables are no record without mistakes.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph × log + length of the texts).
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
        let rows = Rows::of(self);
        let mut left_out = rows.left_out.clone();
        let mut tables = CsvTables::default();
        head(&mut tables);
        let actors: BTreeMap<&str, &ActorRow<'_>> = rows
            .actors
            .iter()
            .map(|row| (row.actor.key(), row))
            .collect();
        let record = self.graph().record();
        for (kind, key, entries) in record.each_entry_but_statements() {
            match (kind, key) {
                ("record", _) => push(&mut tables.record, Section::Header, &Cells::of(&entries)),
                ("source", Some(key)) => source(&mut tables, self, key, &entries),
                ("place", Some(key)) => {
                    let mut cells = Cells::of(&entries);
                    cells.set("key", key);
                    push(&mut tables.places, Section::Places, &cells);
                }
                ("actor", Some(key)) => {
                    if let Some(row) = actors.get(key) {
                        actor(&mut tables, row, &entries);
                    }
                }
                _ => {}
            }
        }
        let mut links = Links::new(&rows);
        for row in &rows.statements {
            let (_, entries) = record.statement_entry(row.statement.record());
            statement(&mut tables, &mut links, row, &entries);
        }
        let tolls = rows.statements.iter().filter(|row| !row.admits_toll);
        let tolls = tolls.map(|row| row.statement.key());
        left_out.note("tolls that the view does not admit", tolls);
        links.report(&mut left_out);
        Written::new(tables, left_out)
    }
}

/// The first row of each table.
fn head(tables: &mut CsvTables) {
    let names =
        |list: &[(&'static str, Column)]| -> Vec<&str> { list.iter().map(|c| c.0).collect() };
    push_row(&mut tables.record, names(columns(Section::Header)));
    push_row(&mut tables.sources, names(columns(Section::Sources)));
    push_row(&mut tables.actors, names(columns(Section::Actors)));
    push_row(&mut tables.places, names(columns(Section::Places)));
    push_row(&mut tables.relations, names(columns(Section::Relations)));
    push_row(&mut tables.events, names(columns(Section::Events)));
    push_row(&mut tables.aliases, names(OF_ALIASES));
    push_row(&mut tables.periods, names(OF_PERIODS));
    push_row(&mut tables.participants, names(OF_PARTICIPANTS));
    push_row(&mut tables.losses, names(OF_LOSSES));
    push_row(&mut tables.ties, OF_TIES.iter().copied());
}

/// What goes into a row: texts by column, and lists apart until it is known how they are written.
#[derive(Debug, Default)]
struct Cells(BTreeMap<String, Vec<String>>);

impl Cells {
    fn of(entries: &[Entry]) -> Self {
        let mut cells = Self::default();
        cells.add("", entries);
        cells
    }

    fn add(&mut self, before: &str, entries: &[Entry]) {
        for entry in entries {
            let name = format!("{before}{}", entry.key);
            match &entry.node.value {
                Value::Table(formats) if matches!(&*entry.key, "native" | "ids") => {
                    let texts = formats.iter().flat_map(native);
                    self.0.insert(name, texts.collect());
                }
                Value::Table(_) if entry.key == "covers" => self.set(&name, span(&entry.node)),
                Value::Array(list) if entry.key == "covers" => {
                    self.0.insert(name, list.iter().map(span).collect());
                }
                Value::Table(inner) => self.add(&format!("{name}."), inner),
                // one figure is the best
                Value::Integer(best) if entry.key == "killed" => {
                    self.set("killed.best", best.to_string());
                }
                Value::Array(list) => {
                    self.0.insert(name, list.iter().map(plain).collect());
                }
                _ => self.set(&name, plain(&entry.node)),
            }
        }
    }

    fn set(&mut self, name: &str, text: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![text.into()]);
    }

    fn shown(&mut self, name: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.set(name, value.to_string());
        }
    }

    fn bounds(&mut self, bounds: Bounds) {
        self.shown("start_min", bounds.earliest_start());
        self.shown("start_max", bounds.latest_start());
        self.shown("end_min", bounds.earliest_end());
        self.shown("end_max", bounds.latest_end());
    }

    fn days(&mut self, bounds: Bounds) {
        self.shown("day_min", bounds.earliest_start());
        self.shown("day_max", bounds.last_end().previous().date());
    }

    /// The text of a cell, as its column writes it.
    fn cell(&self, name: &str, column: Column) -> String {
        let list = self.0.get(name).map_or(&[][..], Vec::as_slice);
        match column {
            Column::List | Column::Native | Column::Spans => {
                harmless(&list_cell(list.iter().map(String::as_str)))
            }
            Column::Text | Column::Derived => harmless(&list.concat()),
            Column::Count | Column::Degrees | Column::Truth => list.concat(),
        }
    }
}

/// The texts of a format, or ids of a data set, each with its name.
fn native(format: &Entry) -> Vec<String> {
    let named = |node: &Node| format!("{}={}", format.key, plain(node));
    match &format.node.value {
        Value::Array(texts) => texts.iter().map(named).collect(),
        _ => vec![named(&format.node)],
    }
}

/// A span in one cell: `start/end`.
fn span(node: &Node) -> String {
    let entries = match &node.value {
        Value::Table(entries) => entries.as_slice(),
        _ => &[],
    };
    let of = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key);
        entry.map_or_else(String::new, |entry| plain(&entry.node))
    };
    format!("{}/{}", of("start"), of("end"))
}

fn plain(node: &Node) -> String {
    match &node.value {
        Value::Text(text) | Value::OtherTime(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Bool(truth) => truth.to_string(),
        Value::Day(day) => day.to_string(),
        // tables in lists have tables of their own
        Value::Null | Value::Lost | Value::Array(_) | Value::Table(_) => String::new(),
    }
}

fn push(table: &mut String, section: Section, cells: &Cells) {
    let row = columns(section).iter();
    let row: Vec<String> = row
        .map(|(name, column)| cells.cell(name, *column))
        .collect();
    push_row(table, row.iter().map(String::as_str));
}

fn source(tables: &mut CsvTables, view: View<'_, '_>, key: &str, entries: &[Entry]) {
    let mut cells = Cells::of(entries);
    cells.set("key", key);
    let record = view.graph().record();
    let published = record
        .source_by_key(key)
        .and_then(|id| record.source(id).published.as_ref());
    cells.shown("published_min", published.and_then(When::earliest));
    cells.shown("published_max", published.and_then(When::latest));
    push(&mut tables.sources, Section::Sources, &cells);
}

fn actor(tables: &mut CsvTables, row: &ActorRow<'_>, entries: &[Entry]) {
    let mut cells = Cells::of(entries);
    cells.set("key", row.actor.key());
    cells.bounds(row.bounds);
    cells.shown("holds", row.holds);
    let record = row.actor.graph().record();
    let of = row.actor.record();
    // what speaks for the whole stands in each row: a row may be read alone
    let sources = of.evidence.sources.iter().map(|&id| record.source(id));
    let sources = sources.map(|source: &Source| source.key.to_string());
    cells.0.insert("source".to_owned(), sources.collect());
    cells.shown("as_of", of.evidence.as_of);
    periods(tables, row, &mut cells, entries);
    push(&mut tables.actors, Section::Actors, &cells);
    for alias in entries.iter().filter(|entry| entry.key == "aliases") {
        let list = match &alias.node.value {
            Value::Array(list) => list.as_slice(),
            _ => std::slice::from_ref(&alias.node),
        };
        for alias in list {
            let mut cells = match &alias.value {
                Value::Table(entries) => Cells::of(entries),
                _ => Cells::default(),
            };
            if let Value::Text(name) = &alias.value {
                cells.set("name", &**name);
            }
            cells.set("actor", row.actor.key());
            let row = OF_ALIASES
                .iter()
                .map(|(name, column)| cells.cell(name, *column));
            let row: Vec<String> = row.collect();
            push_row(&mut tables.aliases, row.iter().map(String::as_str));
        }
    }
}

/// The rows of active periods, unless the only one can stand in the actor's own row.
fn periods(tables: &mut CsvTables, row: &ActorRow<'_>, cells: &mut Cells, entries: &[Entry]) {
    let of = row.actor.record();
    if of.active.iter().all(|one| one.evidence.is_none()) && of.active.len() < 2 {
        return;
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
        cells.bounds(period.bounds(record.as_of_day(evidence)));
        let row = OF_PERIODS.iter();
        let row: Vec<String> = row
            .map(|(name, column)| cells.cell(name, *column))
            .collect();
        push_row(&mut tables.periods, row.iter().map(String::as_str));
    }
}

fn statement(
    tables: &mut CsvTables,
    links: &mut Links<'_>,
    row: &StatementRow<'_>,
    entries: &[Entry],
) {
    let record = row.statement.graph().record();
    let of = row.statement.record();
    let mut cells = Cells::of(entries);
    cells.set("id", row.statement.key());
    cells.set("id_given", if of.has_own_id { "yes" } else { "no" });
    cells.shown("holds", Some(row.holds));
    // what speaks for the whole stands in each row: a row may be read alone
    let sources = of.evidence.sources.iter().map(|&id| record.source(id));
    let sources = sources.map(|source: &Source| source.key.to_string());
    cells.0.insert("source".to_owned(), sources.collect());
    cells.shown("as_of", of.evidence.as_of);
    cells.set("certainty", of.evidence.certainty.as_str());
    let kept = links.kept(row.statement);
    cells.0.insert("withdraws".to_owned(), kept.withdraws);
    cells.0.insert("same_as".to_owned(), kept.same_as);
    if !row.admits_toll {
        cells.0.retain(|name, _| !name.starts_with("killed."));
    }
    let bounds = row.statement.graph().bounds_of(row.statement.id());
    if let Some(happening) = row.happening {
        cells.days(bounds);
        cells.set("happening", happening.key());
        if let Some(killed) = &row.killed {
            cells.shown("toll_low", Some(killed.deaths.low));
            cells.shown("toll_best", killed.deaths.best);
            cells.shown("toll_high", Some(killed.deaths.high));
        }
        push(&mut tables.events, Section::Events, &cells);
    } else {
        cells.bounds(bounds);
        push(&mut tables.relations, Section::Relations, &cells);
    }
    participants(tables, row.statement);
    if row.admits_toll {
        losses(tables, row.statement);
    }
    ties(tables, row);
}

fn participants(tables: &mut CsvTables, statement: StatementRef<'_>) {
    let key = harmless(statement.key());
    let record = statement.graph().record();
    let mut list = |end: &str, side: &str, actors: &[ActorId]| {
        for &id in actors {
            let row = [&*key, end, side, &*record.actor(id).key];
            push_row(&mut tables.participants, row);
        }
    };
    match &statement.record().ends {
        Ends::Directed { from, to } => {
            list("from", "", from);
            list("to", "", to);
        }
        Ends::Mutual(all) => list("between", "", all),
        Ends::Alone(all) => list("actor", "", all),
        Ends::Sided(sides) => {
            for (at, side) in sides.iter().enumerate() {
                list("side", &(at + 1).to_string(), side);
            }
        }
    }
}

fn losses(tables: &mut CsvTables, statement: StatementRef<'_>) {
    let record = statement.graph().record();
    let event = statement.record().event();
    let toll = event.and_then(|event| event.killed.as_ref());
    for loss in toll.into_iter().flat_map(|toll| toll.of.iter()) {
        let Deaths { low, best, high } = loss.deaths;
        let mut cells = Cells::default();
        cells.set("statement", statement.key());
        cells.set("actor", &*record.actor(loss.actor).key);
        cells.shown("low", Some(low));
        cells.shown("best", best);
        cells.shown("high", Some(high));
        let row = OF_LOSSES
            .iter()
            .map(|(name, column)| cells.cell(name, *column));
        let row: Vec<String> = row.collect();
        push_row(&mut tables.losses, row.iter().map(String::as_str));
    }
}

fn ties(tables: &mut CsvTables, row: &StatementRow<'_>) {
    let kind = row.statement.kind();
    for tie in &row.ties {
        let mut cells = Cells::default();
        cells.set("statement", row.statement.key());
        cells.set("source", tie.tie.from().key());
        cells.set("target", tie.tie.to().key());
        cells.set("kind", kind.as_str());
        cells.set("sign", kind.sign().as_str());
        cells.shown("mutual", Some(!tie.tie.is_directed()));
        cells.set("certainty", row.statement.certainty().as_str());
        cells.shown("holds", Some(tie.holds));
        if row.happening.is_some() {
            cells.set("class", "event");
            cells.days(tie.bounds);
        } else {
            cells.set("class", "relation");
            cells.bounds(tie.bounds);
            cells.shown("ended_by", tie.ended_by.map(ender_key));
        }
        let row: Vec<String> = OF_TIES
            .iter()
            .map(|name| cells.cell(name, Column::Derived))
            .collect();
        push_row(&mut tables.ties, row.iter().map(String::as_str));
    }
}
