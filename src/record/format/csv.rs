//! A record as tables: which there are, and how a cell is written.

use super::at::Section;
use csv::{QuoteStyle, WriterBuilder};

/// The CSV tables of a record or a view, each the text of a file of its own.
///
/// The columns have the names of the format's keys, `killed.best` for a key in a table. Columns of
/// bounds, which follow from the others, stand behind them; a reader passes over these.
///
/// Comma-separated, UTF-8, quoted as RFC 4180 has it. A list is written `a;b`, with a backslash
/// before a `;` or a backslash within an element. A text that a spreadsheet would run as a formula,
/// as it begins with `=`, `+`, `-`, `@` or a tab, has a `'` before it.
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
    /// Title, `as_of` and sources of the whole; one row.
    pub record: String,
    /// The sources.
    pub sources: String,
    /// The actors.
    pub actors: String,
    /// Other names of actors.
    pub aliases: String,
    /// Active periods of actors that have several, or one with evidence of its own.
    pub periods: String,
    /// The places.
    pub places: String,
    /// The relations: a row for each statement.
    pub relations: String,
    /// The events: a row for each statement.
    pub events: String,
    /// Who takes part in a relation or event, and at which end.
    pub participants: String,
    /// Whose the dead of an event were: a row for each actor in the `killed.of` of a statement.
    pub losses: String,
    /// The ties, which follow from the others: a row for each pair of actors of each statement.
    pub ties: String,
}

impl CsvTables {
    /// The names of the tables, in their order: `record`, `sources`, …
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

    /// The text of the table with this name.
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

    /// The text of the table with this name, to be filled.
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

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Text,
    List,
    Count,
    /// `true`, or nothing.
    Truth,
    Degrees,
    /// A list of `start/end`, each of which may be empty.
    Spans,
    /// Texts by format, or ids by data set, as a list of `name=text`.
    Native,
    /// Follows from the others.
    Derived,
}

/// The columns of the entries of a section, in their order.
#[expect(clippy::too_many_lines, reason = "it is one table")]
pub(crate) const fn columns(section: Section) -> &'static [(&'static str, Column)] {
    use Column::{Count, Degrees, Derived, List, Native, Spans, Text, Truth};
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
            ("published", Text),
            ("url", Text),
            ("note", Text),
            ("native", Native),
            ("published_min", Derived),
            ("published_max", Derived),
        ],
        Section::Actors => &[
            ("key", Text),
            ("name", Text),
            ("short", Text),
            ("kind", Text),
            ("country", Text),
            ("tags", List),
            ("ids", Native),
            ("active.start", Text),
            ("active.end", Text),
            ("active.seen", List),
            ("certainty", Text),
            ("by", List),
            ("hedge", Text),
            ("source", List),
            ("as_of", Text),
            ("note", Text),
            ("native", Native),
            ("start_min", Derived),
            ("start_max", Derived),
            ("end_min", Derived),
            ("end_max", Derived),
            ("holds", Derived),
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
            ("id_given", Derived),
            ("kind", Text),
            ("role", Text),
            ("forms", List),
            ("start", Text),
            ("end", Text),
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
            ("start_min", Derived),
            ("start_max", Derived),
            ("end_min", Derived),
            ("end_max", Derived),
            ("holds", Derived),
        ],
        Section::Events => &[
            ("id", Text),
            ("id_given", Derived),
            ("kind", Text),
            ("when", Text),
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
            ("day_min", Derived),
            ("day_max", Derived),
            ("happening", Derived),
            ("toll_low", Derived),
            ("toll_best", Derived),
            ("toll_high", Derived),
            ("holds", Derived),
        ],
    }
}

/// The columns of other names.
pub(crate) const OF_ALIASES: &[(&str, Column)] = &[
    ("actor", Column::Text),
    ("name", Column::Text),
    ("lang", Column::Text),
    ("start", Column::Text),
    ("end", Column::Text),
];

/// The columns of active periods.
pub(crate) const OF_PERIODS: &[(&str, Column)] = &[
    ("actor", Column::Text),
    ("start", Column::Text),
    ("end", Column::Text),
    ("seen", Column::List),
    ("certainty", Column::Text),
    ("by", Column::List),
    ("hedge", Column::Text),
    ("source", Column::List),
    ("start_min", Column::Derived),
    ("start_max", Column::Derived),
    ("end_min", Column::Derived),
    ("end_max", Column::Derived),
];

/// The columns of participants; `end` is `from`, `to`, `between`, `side` or `actor`.
pub(crate) const OF_PARTICIPANTS: &[(&str, Column)] = &[
    ("statement", Column::Text),
    ("end", Column::Text),
    ("side", Column::Count),
    ("actor", Column::Text),
];

/// The columns of whose the dead of an event were.
pub(crate) const OF_LOSSES: &[(&str, Column)] = &[
    ("statement", Column::Text),
    ("actor", Column::Text),
    ("low", Column::Count),
    ("best", Column::Count),
    ("high", Column::Count),
];

/// A list in one cell.
pub(crate) fn list_cell<'t>(elements: impl IntoIterator<Item = &'t str>) -> String {
    let mut cell = String::new();
    for (at, element) in elements.into_iter().enumerate() {
        cell.push_str(if at == 0 { "" } else { ";" });
        for c in element.chars() {
            if matches!(c, ';' | '\\') {
                cell.push('\\');
            }
            cell.push(c);
        }
    }
    cell
}

/// The elements of a list in one cell.
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

/// A text as a cell that no spreadsheet runs.
pub(crate) fn harmless(text: &str) -> String {
    if is_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text that [`harmless`] was made of.
pub(crate) fn text_of_harmless(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'').filter(|inner| is_formula(inner));
    inner.unwrap_or(cell)
}

/// Whether a spreadsheet may run a text, once quotes before it are taken away.
fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Adds a row to a table, with quotes where a reader needs them.
pub(crate) fn push_row<'t>(table: &mut String, cells: impl IntoIterator<Item = &'t str>) {
    let cells: Vec<&str> = cells.into_iter().collect();
    // many readers cut spaces off a cell, if not within quotes
    let has_outer_space = cells.iter().any(|cell| cell.trim() != *cell);
    let mut writer = WriterBuilder::new()
        .quote_style(if has_outer_space {
            QuoteStyle::Always
        } else {
            QuoteStyle::Necessary
        })
        .buffer_capacity(1024)
        .from_writer(Vec::new());
    // a vector takes whatever is written to it, and cells of texts make a text
    let is_written = writer.write_record(&cells).is_ok();
    let row = writer.into_inner().ok().filter(|_| is_written);
    if let Some(row) = row.and_then(|row| String::from_utf8(row).ok()) {
        table.push_str(&row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_comes_back(list in proptest::collection::vec("[;\\\\a]{1,4}", 1..4)) {
            let cell = list_cell(list.iter().map(String::as_str));
            prop_assert_eq!(elements(&cell), list);
        }

        #[test]
        fn a_harmless_text_comes_back(text in "['=a\\-]{0,5}") {
            let cell = harmless(&text);
            prop_assert!(!cell.starts_with(['=', '-']));
            prop_assert_eq!(text_of_harmless(&cell), text);
        }
    }
}
