//! CSV tables into a record.

use crate::record::{
    At, Code, Column, CsvTables, Desk, Entry, Node, OF_ALIASES, OF_LOSSES, OF_PARTICIPANTS,
    OF_PERIODS, Problems, Reader, Record, Section, Value, columns, elements, text_of_harmless,
};
use std::collections::BTreeMap;

/// # CSV
impl Record {
    /// Reads a record from CSV tables, as [`View::to_csv`](crate::view::View::to_csv) writes them.
    ///
    /// Columns may stand in any order, and those that nothing is known of may be missing. Columns of
    /// bounds and the table of ties follow from the rest and are passed over. Any other column is a
    /// mistake, as an unknown key is in TOML.
    ///
    /// # Errors
    ///
    /// All mistakes at once, each with its table and key, or row from 0: `actors.msa.kind`,
    /// `relations[3].start`; if a table is no CSV, with its line and column.
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
                let message = format!("`{name}` names the {column} `{key}`, which no row is of");
                let help = format!("correct the `{column}`, or add its row to `{table}`");
                reader.desk.error(at, Code::MissingKey, message, help);
            }
        }
        reader.finish()
    }
}

/// A row: what is in its cells, by column, empty ones left out.
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

    /// Adds the active periods of an actor to the one that its own row may have.
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

    /// Adds whose the dead were.
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

    /// Adds who is tied.
    fn ends(&mut self, desk: &mut Desk, rows: Vec<Self>) {
        let mut lists: BTreeMap<String, Vec<Node>> = BTreeMap::new();
        let mut sides: BTreeMap<String, Vec<Node>> = BTreeMap::new();
        for row in rows {
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
                    let message = format!("`participants` has the end `{}`", other.unwrap_or(""));
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

    /// The row as a table of the format, `killed.best` inside `killed`.
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

/// The rows by the text of a column, each group in the order of the table.
fn by_first(rows: Vec<Row>, column: &str) -> BTreeMap<String, Vec<Row>> {
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        let key = row.get(column).unwrap_or_default();
        groups.entry(key).or_default().push(row);
    }
    groups
}

/// The rows of a table, the first of which names the columns.
fn rows(
    desk: &mut Desk,
    name: &'static str,
    text: &str,
    known: &[(&'static str, Column)],
) -> Vec<Row> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut records = records(desk, name, text).into_iter();
    let Some((_, head)) = records.next() else {
        return Vec::new();
    };
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
        let filled = head.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        let cells = filled.filter_map(|(column, cell)| {
            let of = known
                .iter()
                .find(|known| known.0 == column)
                .map(|known| known.1);
            Some((column.clone(), value(column, &cell, of)?))
        });
        rows.push(Row {
            at,
            cells: cells.collect(),
        });
    }
    rows
}

/// What a cell says; `None`: it follows from others.
fn value(name: &str, cell: &str, column: Option<Column>) -> Option<Value> {
    let text = || Value::Text(text_of_harmless(cell).to_owned());
    Some(match column {
        Some(Column::Derived) if name != "id_given" => return None,
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
        Some(Column::Text | Column::Derived) | None => text(),
    })
}

/// A span as a table of its `start` and `end`; what has no `/` stays a text.
fn span_of(cell: &str) -> Node {
    let Some((start, end)) = cell.split_once('/') else {
        return Node::text(cell);
    };
    let ends = [("start", start), ("end", end)];
    let ends = ends.into_iter().filter(|(_, date)| !date.is_empty());
    let ends = ends.map(|(key, date)| Entry::new(key, Node::text(date)));
    Value::Table(ends.collect()).into()
}

/// The records of a CSV text, each with the place where it begins.
fn records(desk: &mut Desk, name: &str, text: &str) -> Vec<(At, Vec<String>)> {
    let mut all = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while !rest.is_empty() {
        let at = At::in_text(line, 1);
        let mut cells = Vec::new();
        let before = rest.len();
        let from = rest;
        loop {
            let (cell, after) = if let Some(quoted) = rest.strip_prefix('"') {
                let Some(found) = quoted_cell(quoted) else {
                    let message = format!("a quoted cell of `{name}` has no end");
                    let help = "close it with `\"`; write a quote within it twice".to_owned();
                    desk.error(at, Code::Syntax, message, help);
                    return all;
                };
                found
            } else {
                let end = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            };
            cells.push(cell);
            rest = after;
            match rest.strip_prefix(',') {
                Some(next) => rest = next,
                None => break,
            }
        }
        let end = ["\r\n", "\n", "\r"]
            .iter()
            .find_map(|end| rest.strip_prefix(end));
        match end {
            Some(next) => rest = next,
            None if rest.is_empty() => {}
            None => {
                let message = format!("a cell of `{name}` goes on behind its quotes");
                let help = "quote the whole cell; write a quote within it twice".to_owned();
                desk.error(at, Code::Syntax, message, help);
                return all;
            }
        }
        line += from[..before - rest.len()].matches('\n').count();
        // an empty line is no row
        if cells != [""] {
            all.push((at, cells));
        }
    }
    all
}

/// The cell behind an opening quote, and what follows its end.
fn quoted_cell(mut rest: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    loop {
        let (text, after) = rest.split_once('"')?;
        cell.push_str(text);
        match after.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => return Some((cell, after)),
        }
    }
}
