//! A record from CSV tables.

use crate::record::{
    At, Code, Column, CsvTables, Desk, Entry, Node, OF_ALIASES, OF_LOSSES, OF_PARTICIPANTS,
    OF_PERIODS, Problems, Reader, Record, Section, Value, columns, elements, shown,
    text_of_harmless,
};
use csv::{ReaderBuilder, StringRecord};
use std::collections::{BTreeMap, BTreeSet};

/// # CSV
impl Record {
    /// Reads a record from CSV tables in the form that [`View::to_csv`](crate::view::View::to_csv) writes.
    ///
    /// Columns may stand in any order; a column may be missing if nothing of it is known. The
    /// reader ignores columns of bounds and the table of ties, because they follow from the rest.
    /// Any other column is a mistake, as an unknown key is in TOML.
    ///
    /// # Errors
    ///
    /// All mistakes at once, each with its table and its key or row, rows counted from 0:
    /// `actors.msa.kind`, `relations[3].start`. If a table is not CSV, its line and column.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::record::CsvTables;
    ///
    /// let mut tables = CsvTables::default();
    /// tables.actors = "key,name,kind\nmsa,Movement for the Salvation of Azawad,armed-group\n".to_owned();
    /// assert_eq!(&*Record::from_csv(&tables)?.actors()[0].key, "msa");
    /// tables.actors = "key,name,kind\nmsa,MSA,armed\n".to_owned();
    /// let problems = Record::from_csv(&tables).unwrap_err();
    /// assert!(problems.to_string().starts_with("actors.msa.kind: error[unknown-word]"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn from_csv(tables: &CsvTables) -> Result<Self, Problems> {
        let mut reader = Reader::default();
        let mut read = |name: &'static str, known| {
            let text = tables.get(name).unwrap_or_default();
            rows(&mut reader.desk, name, text, known)
        };
        let header = read("record", columns(Section::Header));
        let keyed = [
            (Section::Sources, read("sources", columns(Section::Sources))),
            (Section::Actors, read("actors", columns(Section::Actors))),
            (Section::Places, read("places", columns(Section::Places))),
        ];
        let aliases = read("aliases", OF_ALIASES);
        let periods = read("periods", OF_PERIODS);
        let statements = [
            (
                Section::Relations,
                read("relations", columns(Section::Relations)),
            ),
            (Section::Events, read("events", columns(Section::Events))),
        ];
        let participants = read("participants", OF_PARTICIPANTS);
        let losses = read("losses", OF_LOSSES);
        if reader.desk.has_errors() {
            return Err(reader.into_broken());
        }
        for row in header {
            reader.made_header(row.node());
        }
        let mut aliases = by_first(aliases, "actor");
        let mut periods = by_first(periods, "actor");
        for (section, rows) in keyed {
            for mut row in rows {
                let key = row.take("key").unwrap_or_default();
                if section == Section::Actors {
                    row.aliases(aliases.remove(&key).unwrap_or_default());
                    row.periods(periods.remove(&key).unwrap_or_default());
                }
                reader.made_entry(section, &key, row.node());
            }
        }
        let mut ends = by_first(participants, "statement");
        let mut losses = by_first(losses, "statement");
        for (section, rows) in statements {
            for (index, mut row) in rows.into_iter().enumerate() {
                let id = row.get("id").unwrap_or_default();
                if row.take("id_given").as_deref() == Some("no") {
                    row.take("id");
                }
                row.ends(&mut reader.desk, ends.remove(&id).unwrap_or_default());
                if section == Section::Events {
                    row.losses(losses.remove(&id).unwrap_or_default());
                }
                reader.made_statement(section, index, row.node());
            }
        }
        for (name, rows, table, column) in [
            ("aliases", aliases, "actors", "actor"),
            ("periods", periods, "actors", "actor"),
            ("participants", ends, "relations or events", "statement"),
            ("losses", losses, "events", "statement"),
        ] {
            for (key, rows) in rows {
                let at = rows.first().map_or_else(At::default, |row| row.at);
                let key = shown(&key);
                let message = format!("`{name}` names the {column} `{key}`, which no row is of");
                let help = format!("correct the `{column}`, or add its row to `{table}`");
                reader.desk.error(at, Code::MissingKey, message, help);
            }
        }
        reader.finish()
    }
}

/// A row: the content of its cells, by column, without empty cells.
#[derive(Debug)]
struct Row {
    at: At,
    cells: Vec<(String, Value)>,
}

impl Row {
    fn get(&self, name: &str) -> Option<String> {
        let cell = self.cells.iter().find(|cell| cell.0 == name)?;
        match &cell.1 {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let text = self.get(name);
        self.cells.retain(|cell| cell.0 != name);
        text
    }

    /// Joins each date with the cells of the columns that describe it.
    fn dates(&mut self, desk: &mut Desk, table: &str, known: &[(&'static str, Column)]) {
        for (name, column) in known {
            let (of, is_state) = match column {
                Column::Written => (name.strip_suffix("_written"), false),
                Column::State => (name.strip_suffix("_state"), true),
                _ => continue,
            };
            let of = of.unwrap_or(name);
            let Some(said) = self.take(name) else {
                continue;
            };
            let date = self.get(of);
            let said = match (is_state, &*said, &date) {
                (true, "known" | "unknown", _) => continue,
                (true, "ongoing", None) => "..".to_owned(),
                (true, "ongoing", Some(date)) if date == ".." => continue,
                (true, "ongoing", Some(_)) | (false, _, Some(_))
                    if date.as_ref() != Some(&said) =>
                {
                    let message = format!("`{of}` and `{name}` of `{table}` say two things");
                    let help = format!(
                        "correct one, or empty it: a date that is no day stands in `{of}_written`"
                    );
                    desk.error(self.at, Code::ConflictingId, message, help);
                    continue;
                }
                (true, other, _) => {
                    let message = format!("`{name}` of `{table}` is `{}`", shown(other));
                    let help = "write `known`, `ongoing` or `unknown`".to_owned();
                    desk.error(self.at, Code::UnknownWord, message, help);
                    continue;
                }
                _ => said,
            };
            self.cells.retain(|cell| cell.0 != of);
            self.cells.push((of.to_owned(), Value::Text(said)));
        }
    }

    /// Adds the other names of an actor.
    fn aliases(&mut self, rows: Vec<Self>) {
        let alias = |mut row: Self| {
            row.take("actor");
            match &row.cells[..] {
                [(name, value)] if name == "name" => value.clone().into(),
                _ => row.node(),
            }
        };
        if !rows.is_empty() {
            let list = rows.into_iter().map(alias).collect();
            self.cells.push(("aliases".to_owned(), Value::Array(list)));
        }
    }

    /// Adds the active periods of an actor to the period that the actor's own row may have.
    fn periods(&mut self, rows: Vec<Self>) {
        if rows.is_empty() {
            return;
        }
        let mut list = Vec::new();
        let cells = std::mem::take(&mut self.cells);
        let mut own = Vec::new();
        for (name, value) in cells {
            match name.strip_prefix("active.") {
                Some(inner) => own.push(Entry::new(inner, value)),
                None => self.cells.push((name, value)),
            }
        }
        if !own.is_empty() {
            list.push(Value::Table(own).into());
        }
        for mut row in rows {
            row.take("actor");
            list.push(row.node());
        }
        self.cells.push(("active".to_owned(), Value::Array(list)));
    }

    /// Adds the losses of each actor.
    fn losses(&mut self, rows: Vec<Self>) {
        let loss = |mut row: Self| {
            row.take("statement");
            row.node()
        };
        if !rows.is_empty() {
            let list = rows.into_iter().map(loss).collect();
            self.cells
                .push(("killed.of".to_owned(), Value::Array(list)));
        }
    }

    /// Adds the ends of a statement.
    fn ends(&mut self, desk: &mut Desk, rows: Vec<Self>) {
        let mut lists: BTreeMap<String, Vec<Node>> = BTreeMap::new();
        let mut sides: BTreeMap<String, Vec<Node>> = BTreeMap::new();
        for row in rows {
            let is_known = |name: &str| OF_PARTICIPANTS.iter().any(|known| known.0 == name);
            for (name, _) in row.cells.iter().filter(|cell| !is_known(&cell.0)) {
                let message = format!("`participants` has no column `{}`", shown(name));
                let help = "correct its name, or take it out".to_owned();
                desk.error(row.at, Code::UnknownKey, message, help);
            }
            let actor = Node::text(row.get("actor").unwrap_or_default());
            match row.get("end").as_deref() {
                Some("side") => {
                    let side = row.get("side").unwrap_or_default();
                    sides.entry(side).or_default().push(actor);
                }
                Some(end @ ("from" | "to" | "between" | "actor")) => {
                    lists.entry(end.to_owned()).or_default().push(actor);
                }
                other => {
                    let other = shown(other.unwrap_or_default());
                    let message = format!("`participants` has the end `{other}`");
                    let help = "write `from`, `to`, `between`, `side` or `actor`".to_owned();
                    desk.error(row.at, Code::UnknownWord, message, help);
                }
            }
        }
        let lists = lists
            .into_iter()
            .map(|(end, list)| (end, Value::Array(list)));
        self.cells.extend(lists);
        if !sides.is_empty() {
            let sides = sides.into_values().map(|side| Value::Array(side).into());
            self.cells
                .push(("sides".to_owned(), Value::Array(sides.collect())));
        }
    }

    /// Returns the row as a table of the format, with `killed.best` inside `killed`.
    fn node(self) -> Node {
        let mut entries: Vec<Entry> = Vec::new();
        for (name, value) in self.cells {
            let Some((outer, inner)) = name.split_once('.') else {
                entries.push(Entry::new(name, value));
                continue;
            };
            let inner = Entry::new(inner, value);
            let table = entries.iter_mut().find(|entry| entry.key == outer);
            match table.map(|entry| &mut entry.node.value) {
                Some(Value::Table(list)) => list.push(inner),
                _ => entries.push(Entry::new(outer, Value::Table(vec![inner]))),
            }
        }
        Value::Table(entries).into()
    }
}

/// Groups rows by the text of a column, each group in the order of the table.
fn by_first(rows: Vec<Row>, column: &str) -> BTreeMap<String, Vec<Row>> {
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        let key = row.get(column).unwrap_or_default();
        groups.entry(key).or_default().push(row);
    }
    groups
}

/// Returns the rows of a table, the first of which names the columns.
fn rows(
    desk: &mut Desk,
    name: &'static str,
    text: &str,
    known: &[(&'static str, Column)],
) -> Vec<Row> {
    let mut records = records(desk, name, text).into_iter();
    let Some((head_at, head)) = records.next() else {
        return Vec::new();
    };
    let mut columns = BTreeSet::new();
    for column in &head {
        if !columns.insert(column) && !column.is_empty() {
            let message = format!("`{name}` has two columns `{}`", shown(column));
            let help = "keep one of the two".to_owned();
            desk.error(head_at, Code::DuplicateKey, message, help);
        }
    }
    let mut rows = Vec::new();
    for (at, cells) in records {
        if cells.len() != head.len() {
            let message = format!(
                "a row of `{name}` has {} cells, not {}",
                cells.len(),
                head.len()
            );
            let help = "give every row a cell for each column; quote a cell that has a comma";
            desk.error(at, Code::Syntax, message, help.to_owned());
            continue;
        }
        let filled = head.iter().zip(&cells).filter(|one| !one.1.is_empty());
        let cells = filled.filter_map(|(column, cell)| {
            let of = known.iter().find(|known| known.0 == column);
            let value = value(column, cell, of.map(|known| known.1))?;
            Some((column.to_owned(), value))
        });
        let mut row = Row {
            at,
            cells: cells.collect(),
        };
        row.dates(desk, name, known);
        rows.push(row);
    }
    rows
}

/// Returns the value of a cell, or `None` if other columns determine it.
fn value(name: &str, cell: &str, column: Option<Column>) -> Option<Value> {
    let text = || Value::Text(text_of_harmless(cell).to_owned());
    Some(match column {
        Some(Column::Derived(_)) if name != "id_given" => return None,
        Some(Column::List) => {
            let list = elements(text_of_harmless(cell));
            Value::Array(list.into_iter().map(Node::text).collect())
        }
        Some(Column::Native) => {
            let mut texts: BTreeMap<String, Vec<Node>> = BTreeMap::new();
            for element in elements(text_of_harmless(cell)) {
                let (format, text) = element.split_once('=').unwrap_or(("", &element));
                let list = texts.entry(format.to_owned()).or_default();
                list.push(Node::text(text));
            }
            let texts = texts.into_iter();
            let entries = texts.map(|(format, list)| Entry::new(format, Value::Array(list)));
            Value::Table(entries.collect())
        }
        Some(Column::Truth) => match cell {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => text(),
        },
        Some(Column::Spans) => {
            let list = elements(text_of_harmless(cell));
            Value::Array(list.iter().map(|span| span_of(span)).collect())
        }
        Some(Column::Count) => cell.parse().map_or_else(|_| text(), Value::Integer),
        Some(Column::Degrees) => cell.parse().map_or_else(|_| text(), Value::Float),
        // dates are read as written, and states with them
        Some(Column::Text | Column::Day | Column::Written | Column::State | Column::Derived(_))
        | None => text(),
    })
}

/// Returns a span as a table of its `start` and `end`; a text without `/` stays a text.
fn span_of(cell: &str) -> Node {
    let Some((start, end)) = cell.split_once('/') else {
        return Node::text(cell);
    };
    let ends = [("start", start), ("end", end)];
    let ends = ends.into_iter().filter(|(_, date)| !date.is_empty());
    let ends = ends.map(|(key, date)| Entry::new(key, Node::text(date)));
    Value::Table(ends.collect()).into()
}

/// Splits a CSV text into records, each with the place where it starts; an empty line is not a record.
fn records(desk: &mut Desk, table: &str, text: &str) -> Vec<(At, StringRecord)> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        // rows of another length are reported with all other mistakes
        .flexible(true)
        .from_reader(text.as_bytes());
    let line_end = if text.contains('\n') { '\n' } else { '\r' };
    let lines = |part: &str| part.matches(line_end).count();
    let (mut all, mut from, mut line) = (Vec::new(), 0, 1);
    let mut record = StringRecord::new();
    // reading a text in memory cannot fail: it is UTF-8, and rows may have any length
    while let Ok(true) = reader.read_record(&mut record) {
        let to = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let raw = text.get(from..to).unwrap_or_default();
        from = to;
        // the reader counts half a `\r\n` and empty lines before a row as part of it
        let row = raw.trim_start_matches(['\r', '\n']);
        line += lines(&raw[..raw.len() - row.len()]);
        let at = At::in_text(line, 1);
        line += lines(row);
        if let Some((message, help)) = quoting_mistake(table, row) {
            desk.error(at, Code::Syntax, message, help.to_owned());
            if all.is_empty() {
                // without column names no row has a meaning
                break;
            }
        } else if record != [""][..] {
            all.push((at, record.clone()));
        }
    }
    all
}

/// Describes a mistake in the quotes of a row, with the remedy.
///
/// The csv crate accepts such a row: it takes the text after a quoted cell as part of the cell, and everything after an
/// unclosed quote as one cell.
fn quoting_mistake(table: &str, row: &str) -> Option<(String, &'static str)> {
    let mut rest = row.trim_start_matches('\u{FEFF}');
    while rest.contains('"') {
        if let Some(mut quoted) = rest.strip_prefix('"') {
            loop {
                let Some((_, after)) = quoted.split_once('"') else {
                    let message = format!("a quoted cell of `{table}` has no end");
                    return Some((message, "close it with `\"`; write a quote within it twice"));
                };
                // two quotes in a row are one quote within the cell
                match after.strip_prefix('"') {
                    Some(inside) => quoted = inside,
                    None => break rest = after,
                }
            }
            if !rest.is_empty() && !rest.starts_with([',', '\n', '\r']) {
                let message = format!("a cell of `{table}` goes on behind its quotes");
                return Some((
                    message,
                    "quote the whole cell; write a quote within it twice",
                ));
            }
        }
        rest = rest.split_once(',').map_or("", |(_, next)| next);
    }
    None
}
