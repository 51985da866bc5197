//! A record as CSV tables: their columns, and the form of cells.

use super::at::Section;
use std::borrow::Cow;

/// The CSV tables of a record or a view, each the text of one file.
///
/// The columns are named after the keys of the format; `killed.best` is the key `best` in the table
/// `killed`. A column of dates (`start`, `end`, `when`, `published`) contains exact days only. If a
/// date is less exact, its cell is empty, and `start_written` has the date as its source states it.
/// `end_state` distinguishes an end that is `ongoing` from one that is `unknown`. A reader ignores
/// the columns of strict EDTF and of bounds, because they follow from the others.
///
/// The files are comma-separated, in UTF-8, and quoted as in RFC 4180. A list is written `a;b`,
/// with a backslash before each `;` and each backslash within an element. If a text begins with
/// `=`, `+`, `-`, `@` or a tab, then it gets a `'` before it, because a spreadsheet would run it as
/// a formula.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record};
///
/// let record = Record::from_toml("[actors]\ncsp = { name = \"CSP\", kind = \"coalition\" }")?;
/// let tables = ActorGraph::new(record.clone()).ever().to_csv().content;
/// assert!(tables.actors.starts_with("key,name,short,kind,"));
/// assert_eq!(Record::from_csv(&tables)?, record);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct CsvTables {
    /// The title, the `as_of` and the sources of the whole record, in one row.
    pub record: String,
    /// The sources.
    pub sources: String,
    /// The actors.
    pub actors: String,
    /// The other names of actors.
    pub aliases: String,
    /// The active periods of actors that have several, or one with evidence of its own.
    pub periods: String,
    /// The places.
    pub places: String,
    /// The relations: one row for each statement.
    pub relations: String,
    /// The events: one row for each statement.
    pub events: String,
    /// The actors of relations and events: who takes part, and at which end.
    pub participants: String,
    /// The deaths of single actors: one row for each actor in the `killed.of` of a statement.
    pub losses: String,
    /// The ties: one row for each pair of actors of each statement. It follows from the other
    /// tables.
    pub ties: String,
}

impl CsvTables {
    /// The names of the tables, in order: `record`, `sources` and so on.
    pub const NAMES: [&'static str; 11] = [
        "record",
        "sources",
        "actors",
        "aliases",
        "periods",
        "places",
        "relations",
        "events",
        "participants",
        "losses",
        "ties",
    ];

    /// The text of the table with this name; `None` if no table has this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::CsvTables;
    ///
    /// let mut tables = CsvTables::default();
    /// *tables.get_mut("actors").expect("there is such a table") = "key,name,kind\n".to_owned();
    /// assert_eq!(tables.get("actors"), Some("key,name,kind\n"));
    /// assert_eq!(tables.get("actor"), None);
    /// ```
    pub fn get(&self, name: &str) -> Option<&str> {
        let texts = [
            &self.record,
            &self.sources,
            &self.actors,
            &self.aliases,
            &self.periods,
            &self.places,
            &self.relations,
            &self.events,
            &self.participants,
            &self.losses,
            &self.ties,
        ];
        let mut all = Self::NAMES.iter().zip(texts);
        let found = all.find(|(known, _)| **known == name);
        found.map(|(_, text)| text.as_str())
    }

    /// The text of the table with this name, for writing; `None` if no table has this name.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut String> {
        let texts = [
            &mut self.record,
            &mut self.sources,
            &mut self.actors,
            &mut self.aliases,
            &mut self.periods,
            &mut self.places,
            &mut self.relations,
            &mut self.events,
            &mut self.participants,
            &mut self.losses,
            &mut self.ties,
        ];
        let mut all = Self::NAMES.iter().zip(texts);
        let found = all.find(|(known, _)| **known == name);
        found.map(|(_, text)| text)
    }
}

/// The contents of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Text,
    List,
    Count,
    /// `true`, or empty.
    Truth,
    Degrees,
    /// An exact day, or empty; then `NAME_written` has the date.
    Day,
    /// A date as its source writes it, if it is not an exact day.
    Written,
    /// The state of an end: `known`, `ongoing` or `unknown`.
    State,
    /// A list of `start/end`, each of which may be empty.
    Spans,
    /// Texts by format, or ids by data set, as a list of `name=text`.
    Native,
    /// A value that follows from other columns.
    Derived(Derived),
}

/// The contents of a column that follows from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Derived {
    Text,
    /// A date in strict EDTF.
    Edtf,
    Day,
    Count,
    Truth,
}

const WORD: Column = Column::Derived(Derived::Text);
const EDTF: Column = Column::Derived(Derived::Edtf);
const DAY: Column = Column::Derived(Derived::Day);
const COUNT: Column = Column::Derived(Derived::Count);
const TRUTH: Column = Column::Derived(Derived::Truth);

/// The columns of ties, all of which follow from the other tables.
pub(crate) const OF_TIES: &[(&str, Column)] = &[
    ("statement", WORD),
    ("source", WORD),
    ("target", WORD),
    ("class", WORD),
    ("kind", WORD),
    ("sign", WORD),
    ("mutual", TRUTH),
    ("certainty", WORD),
    ("start_min", DAY),
    ("start_max", DAY),
    ("end_min", DAY),
    ("end_max", DAY),
    ("ended_by", WORD),
    ("day_min", DAY),
    ("day_max", DAY),
    ("start_state", WORD),
    ("end_state", WORD),
    ("holds", WORD),
];

/// The columns of a table, by its name.
pub(crate) fn columns_of(table: &str) -> &'static [(&'static str, Column)] {
    match table {
        "record" => columns(Section::Header),
        "sources" => columns(Section::Sources),
        "actors" => columns(Section::Actors),
        "aliases" => OF_ALIASES,
        "periods" => OF_PERIODS,
        "places" => columns(Section::Places),
        "relations" => columns(Section::Relations),
        "events" => columns(Section::Events),
        "participants" => OF_PARTICIPANTS,
        "losses" => OF_LOSSES,
        _ => OF_TIES,
    }
}

/// Returns the columns of a section's entries in order.
#[expect(clippy::too_many_lines, reason = "it is one table")]
pub(crate) const fn columns(section: Section) -> &'static [(&'static str, Column)] {
    use Column::{Count, Degrees, List, Native, Spans, State, Text, Truth, Written};
    match section {
        Section::Header => &[
            ("title", Text),
            ("as_of", Text),
            ("source", List),
            ("covers", Spans),
            ("native", Native),
        ],
        Section::Sources => &[
            ("key", Text),
            ("publisher", Text),
            ("title", Text),
            ("published", Column::Day),
            ("published_written", Written),
            ("published_edtf", EDTF),
            ("url", Text),
            ("note", Text),
            ("native", Native),
            ("published_min", DAY),
            ("published_max", DAY),
        ],
        Section::Actors => &[
            ("key", Text),
            ("name", Text),
            ("short", Text),
            ("kind", Text),
            ("country", Text),
            ("tags", List),
            ("ids", Native),
            ("active.start", Column::Day),
            ("active.start_written", Written),
            ("active.start_edtf", EDTF),
            ("active.end", Column::Day),
            ("active.end_written", Written),
            ("active.end_edtf", EDTF),
            ("active.end_state", State),
            ("active.seen", List),
            ("certainty", Text),
            ("by", List),
            ("hedge", Text),
            ("source", List),
            ("as_of", Text),
            ("note", Text),
            ("native", Native),
            ("start_min", DAY),
            ("start_max", DAY),
            ("end_min", DAY),
            ("end_max", DAY),
            ("holds", WORD),
        ],
        Section::Places => &[
            ("key", Text),
            ("name", Text),
            ("region", Text),
            ("country", Text),
            ("latitude", Degrees),
            ("longitude", Degrees),
            ("note", Text),
            ("native", Native),
        ],
        Section::Relations => &[
            ("id", Text),
            ("id_given", WORD),
            ("kind", Text),
            ("role", Text),
            ("forms", List),
            ("start", Column::Day),
            ("start_written", Written),
            ("start_edtf", EDTF),
            ("end", Column::Day),
            ("end_written", Written),
            ("end_edtf", EDTF),
            ("end_state", State),
            ("seen", List),
            ("certainty", Text),
            ("by", List),
            ("hedge", Text),
            ("source", List),
            ("withdrawn", Text),
            ("withdraws", List),
            ("as_of", Text),
            ("reason", Text),
            ("note", Text),
            ("same_as", List),
            ("native", Native),
            ("start_min", DAY),
            ("start_max", DAY),
            ("end_min", DAY),
            ("end_max", DAY),
            ("holds", WORD),
        ],
        Section::Events => &[
            ("id", Text),
            ("id_given", WORD),
            ("kind", Text),
            ("when", Column::Day),
            ("when_written", Written),
            ("when_edtf", EDTF),
            ("place", List),
            ("jointly", Truth),
            ("killed.low", Count),
            ("killed.best", Count),
            ("killed.high", Count),
            ("killed.certainty", Text),
            ("killed.by", List),
            ("killed.hedge", Text),
            ("certainty", Text),
            ("by", List),
            ("hedge", Text),
            ("source", List),
            ("withdrawn", Text),
            ("withdraws", List),
            ("as_of", Text),
            ("reason", Text),
            ("note", Text),
            ("same_as", List),
            ("native", Native),
            ("day_min", DAY),
            ("day_max", DAY),
            ("happening", WORD),
            ("toll_low", COUNT),
            ("toll_best", COUNT),
            ("toll_high", COUNT),
            ("holds", WORD),
        ],
    }
}

/// The columns of aliases.
pub(crate) const OF_ALIASES: &[(&str, Column)] = &[
    ("actor", Column::Text),
    ("name", Column::Text),
    ("lang", Column::Text),
    ("start", Column::Day),
    ("start_written", Column::Written),
    ("start_edtf", EDTF),
    ("end", Column::Day),
    ("end_written", Column::Written),
    ("end_edtf", EDTF),
    ("end_state", Column::State),
];

/// The columns of active periods.
pub(crate) const OF_PERIODS: &[(&str, Column)] = &[
    ("actor", Column::Text),
    ("start", Column::Day),
    ("start_written", Column::Written),
    ("start_edtf", EDTF),
    ("end", Column::Day),
    ("end_written", Column::Written),
    ("end_edtf", EDTF),
    ("end_state", Column::State),
    ("seen", Column::List),
    ("certainty", Column::Text),
    ("by", Column::List),
    ("hedge", Column::Text),
    ("source", Column::List),
    ("start_min", DAY),
    ("start_max", DAY),
    ("end_min", DAY),
    ("end_max", DAY),
];

/// The columns of participants; `end` is `from`, `to`, `between`, `side` or `actor`.
pub(crate) const OF_PARTICIPANTS: &[(&str, Column)] = &[
    ("statement", Column::Text),
    ("end", Column::Text),
    ("side", Column::Count),
    ("actor", Column::Text),
];

/// The columns of the deaths of single actors.
pub(crate) const OF_LOSSES: &[(&str, Column)] = &[
    ("statement", Column::Text),
    ("actor", Column::Text),
    ("low", Column::Count),
    ("best", Column::Count),
    ("high", Column::Count),
];

/// Writes a list in one cell.
pub(crate) fn list_cell<'t>(cell: &mut String, elements: impl IntoIterator<Item = &'t str>) {
    for (at, element) in elements.into_iter().enumerate() {
        cell.push_str(if at == 0 { "" } else { ";" });
        if !element.contains([';', '\\']) {
            cell.push_str(element);
            continue;
        }
        for c in element.chars() {
            if matches!(c, ';' | '\\') {
                cell.push('\\');
            }
            cell.push(c);
        }
    }
}

/// Splits a cell into the elements of its list.
pub(crate) fn elements(cell: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        let next = match c {
            ';' => {
                all.push(String::new());
                continue;
            }
            '\\' => chars.next().unwrap_or('\\'),
            c => c,
        };
        if let Some(element) = all.last_mut() {
            element.push(next);
        }
    }
    all
}

/// Escapes a cell that a spreadsheet would run as a formula.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the text from which [`harmless`] made a cell.
pub(crate) fn text_of_harmless(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'').filter(|inner| is_formula(inner));
    inner.unwrap_or(cell)
}

/// Whether a spreadsheet may run a text as a formula, ignoring quotes before it.
fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Adds a cell to a row, after a comma if it is not the first, and in quotes where a reader needs them.
pub(crate) fn push_cell(row: &mut String, cell: &str, is_first: bool, has_quotes: bool) {
    if !is_first {
        row.push(',');
    }
    if !has_quotes && !cell.contains(['"', ',', '\n', '\r']) {
        row.push_str(cell);
        return;
    }
    row.push('"');
    for (at, part) in cell.split('"').enumerate() {
        row.push_str(if at == 0 { "" } else { "\"\"" });
        row.push_str(part);
    }
    row.push('"');
}

/// Whether a cell begins or ends with white space, which many readers drop unless the cell is quoted.
pub(crate) fn has_outer_space(cell: &str) -> bool {
    cell.starts_with(char::is_whitespace) || cell.ends_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_comes_back(list in proptest::collection::vec("[;\\\\a]{1,4}", 1..4)) {
            let mut cell = String::new();
            list_cell(&mut cell, list.iter().map(String::as_str));
            prop_assert_eq!(elements(&cell), list);
        }

        #[test]
        fn a_harmless_text_comes_back(text in "['=a\\-]{0,5}") {
            let cell = harmless(&text);
            prop_assert!(!cell.starts_with(['=', '-']));
            prop_assert_eq!(text_of_harmless(&cell), &*text);
        }

        #[test]
        fn a_row_comes_back(cells in proptest::collection::vec("[\",\n\r a=']{0,4}", 2..5)) {
            let has_quotes = cells.iter().any(|cell| has_outer_space(cell));
            let mut row = String::new();
            for (at, cell) in cells.iter().enumerate() {
                push_cell(&mut row, cell, at == 0, has_quotes);
            }
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
            let read = reader.records().next().expect("a row").expect("it is CSV");
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), cells);
        }
    }
}
