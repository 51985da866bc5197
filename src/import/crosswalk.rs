//! A table that says which actor each id or name of a data set means; people write and correct it.

use super::load_error::LoadError;
use super::print::toml::{bare, quoted};
use super::trees::{Locator, node};
use crate::model::{ActorKind, UnknownWord, When};
use crate::record::{At, Code, Desk, Node, Problems, Reader, Value, is_slug, shown, shown_to};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// Which actors of a record the ids and names of data sets mean.
///
/// It is a TOML file with one table for each data set (`ucdp`, `acled`, `cow`, …). A line has an id
/// or name of the data set and says whose it is: the key of an actor of the record, or a table with
/// `actor`, or a list of such tables. A table may have `start` and `end` if the id means that actor
/// only for a time. A key that the record does not have makes a new actor, whose `name` and `kind`
/// the table may give. Several ids with the same new key are one actor.
///
/// # Examples
///
/// ```
/// use factions::import::Crosswalk;
///
/// let crosswalk = Crosswalk::from_toml(r#"
/// [ucdp]
/// "1158" = "cma"
/// ## the data set has one id for both
/// "8822" = [{ actor = "csp", end = "2024-11-30" }, { actor = "fla", start = "2024-11-30" }]
///
/// [acled]
/// "Wagner Group" = { actor = "wagner", kind = "private-military" }
/// "#)?;
/// assert_eq!(&*crosswalk.of("ucdp", "8822").expect("it is there")[1].actor, "fla");
/// assert!(crosswalk.of("acled", "JNIM").is_none());
/// assert_eq!(Crosswalk::from_toml(&crosswalk.to_toml())?, crosswalk);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Crosswalk {
    rows: BTreeMap<Box<str>, BTreeMap<Box<str>, Entry>>,
}

/// The rows for one id or name in the crosswalk.
#[derive(Debug, Clone, Default)]
struct Entry {
    rows: Vec<CrosswalkRow>,
    /// A comment behind the line, for the person who corrects it.
    remark: String,
    /// Whether the line is only a proposal: it stays a comment until somebody removes the `#`.
    is_offered: bool,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

/// Which actor an id or name of a data set means.
///
/// # Examples
///
/// ```
/// use factions::import::Crosswalk;
///
/// let crosswalk = Crosswalk::from_toml("[ucdp]\n\"1158\" = \"cma\"")?;
/// let row = &crosswalk.of("ucdp", "1158").expect("it is there")[0];
/// assert_eq!((&*row.actor, row.kind), ("cma", None));
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CrosswalkRow {
    /// The key of the actor.
    pub actor: Box<str>,
    /// The start of the time for which this holds; `None` for from the beginning.
    pub start: Option<When>,
    /// The end of that time, the first day on which it no longer holds; `None` for to the end.
    pub end: Option<When>,
    /// The kind of the actor, if it is new.
    pub kind: Option<ActorKind>,
    /// The name of the actor, if it is new.
    pub name: Option<Box<str>>,
}

impl CrosswalkRow {
    pub(super) fn new(actor: &str) -> Self {
        Self {
            actor: actor.into(),
            start: None,
            end: None,
            kind: None,
            name: None,
        }
    }
}

impl Crosswalk {
    /// Reads a crosswalk from TOML.
    ///
    /// # Errors
    ///
    /// All mistakes of the text at once, each with its place.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Crosswalk;
    ///
    /// let problems = Crosswalk::from_toml("[ucdp]\n\"1158\" = 7").unwrap_err();
    /// assert!(problems.to_string().starts_with("2:10: error[wrong-type]"));
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        let mut reader = Reader::default();
        let locator = Locator::new(text);
        let at = |offset: usize| locator.at(offset);
        let mut crosswalk = Self::default();
        match DeTable::parse(text) {
            Ok(table) => {
                let root = node(&at, DeValue::Table(table.into_inner()), 0);
                crosswalk.read(&mut reader.desk, &root);
            }
            Err(error) => {
                let place = error.span().map_or_else(|| at(0), |span| at(span.start));
                let help = "write `\"id\" = \"actor-key\"` under `[data-set]`".to_owned();
                let message = error.message().to_owned();
                reader.desk.error(place, Code::Syntax, message, help);
            }
        }
        if reader.desk.has_errors() {
            return Err(reader.into_broken());
        }
        Ok(crosswalk)
    }

    /// Reads a crosswalk from a file.
    ///
    /// # Errors
    ///
    /// An error if the file cannot be read, or all its mistakes.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::{Crosswalk, LoadError};
    ///
    /// assert!(matches!(Crosswalk::load("no-such-file.toml"), Err(LoadError::File { .. })));
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self, LoadError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|error| LoadError::File {
            path: path.to_owned(),
            error,
        })?;
        let name = path.display().to_string();
        Self::from_toml(&text).map_err(|problems| LoadError::Problems(problems.named(&name)))
    }

    /// What the crosswalk says of an id or name of a data set; `None` if it says nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Crosswalk;
    ///
    /// assert!(Crosswalk::default().of("ucdp", "1158").is_none());
    /// ```
    pub fn of(&self, data_set: &str, id: &str) -> Option<&[CrosswalkRow]> {
        let entry = self.rows.get(data_set)?.get(id)?;
        (!entry.is_offered).then_some(&*entry.rows)
    }

    /// Whether the crosswalk has no line.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds rows for an id or name, or only proposes them, with a remark for the person who corrects the file.
    #[cfg(feature = "data-sets")]
    pub(super) fn say(
        &mut self,
        (data_set, id): (&str, &str),
        rows: Vec<CrosswalkRow>,
        (remark, is_offered): (String, bool),
    ) {
        let of_set = self.rows.entry(data_set.into()).or_default();
        let entry = Entry {
            rows,
            remark,
            is_offered,
        };
        of_set.insert(id.into(), entry);
    }

    /// Iterates over the ids and names that have rows, each with its data set.
    #[cfg(feature = "data-sets")]
    pub(super) fn stated(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rows.iter().flat_map(|(data_set, entries)| {
            let stated = entries.iter().filter(|entry| !entry.1.is_offered);
            stated.map(|(id, _)| (&**data_set, &**id))
        })
    }

    /// Writes the crosswalk as TOML, with a line for each id or name.
    ///
    /// A line commented out with `#` offers a new actor: the import makes that actor anyway, and
    /// you accept the line by removing the `#`. Other comments help whoever corrects the file: they
    /// give the name in the data set, and names of the record that are nearly the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::Crosswalk;
    ///
    /// let text = "[ucdp]\n\"1158\" = \"cma\"\n";
    /// assert_eq!(Crosswalk::from_toml(text)?.to_toml(), text);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        for (data_set, entries) in &self.rows {
            if !out.is_empty() {
                out.push('\n');
            }
            let _ = writeln!(out, "[{}]", bare(data_set));
            for (id, entry) in entries {
                let value = match &entry.rows[..] {
                    [row] => row.to_toml(),
                    rows => {
                        let rows = rows.iter().map(CrosswalkRow::to_toml);
                        format!("[{}]", rows.collect::<Vec<_>>().join(", "))
                    }
                };
                if entry.is_offered {
                    out.push_str("# ");
                }
                let _ = write!(out, "{} = {value}", quoted(id));
                if !entry.remark.is_empty() {
                    let _ = write!(out, " # {}", shown_to(&entry.remark, 200));
                }
                out.push('\n');
            }
        }
        out
    }

    fn read(&mut self, desk: &mut Desk, root: &Node) {
        let Value::Table(data_sets) = &root.value else {
            return;
        };
        for data_set in data_sets {
            let Value::Table(entries) = &data_set.node.value else {
                let message = format!("`{}` is a table of ids", shown(&data_set.key));
                let help = "write `[ucdp]`, and below it `\"1158\" = \"cma\"`".to_owned();
                desk.error(data_set.node.at, Code::WrongType, message, help);
                continue;
            };
            let of_set = self.rows.entry(data_set.key.as_str().into()).or_default();
            for entry in entries {
                let rows: Vec<CrosswalkRow> = match &entry.node.value {
                    Value::Array(list) => list.iter().filter_map(|one| row(desk, one)).collect(),
                    _ => row(desk, &entry.node).into_iter().collect(),
                };
                let entry_of = Entry {
                    rows,
                    ..Entry::default()
                };
                of_set.insert(entry.key.as_str().into(), entry_of);
            }
        }
    }
}

impl CrosswalkRow {
    fn to_toml(&self) -> String {
        let mut parts = vec![format!("actor = {}", quoted(&self.actor))];
        let texts = [
            ("start", self.start.as_ref().map(ToString::to_string)),
            ("end", self.end.as_ref().map(ToString::to_string)),
            ("kind", self.kind.map(|kind| kind.to_string())),
            ("name", self.name.as_deref().map(str::to_owned)),
        ];
        for (key, text) in texts {
            parts.extend(text.map(|text| format!("{key} = {}", quoted(&text))));
        }
        if parts.len() == 1 {
            return quoted(&self.actor);
        }
        format!("{{ {} }}", parts.join(", "))
    }
}

/// Reads one row: a key, or a table.
fn row(desk: &mut Desk, node: &Node) -> Option<CrosswalkRow> {
    match &node.value {
        Value::Text(key) => actor_key(desk, node.at, key).map(CrosswalkRow::new),
        Value::Table(entries) => {
            let mut row: Option<CrosswalkRow> = None;
            let mut more = CrosswalkRow::new("");
            for entry in entries {
                let (at, key) = (entry.node.at, entry.key.as_str());
                let text = match &entry.node.value {
                    Value::Text(text) if !text.trim().is_empty() => text.clone(),
                    Value::Day(day) => day.to_string(),
                    _ => {
                        let message = format!("`{}` is a text", shown(key));
                        let help = "write it in quotes".to_owned();
                        desk.error(at, Code::WrongType, message, help);
                        continue;
                    }
                };
                match key {
                    "actor" => row = actor_key(desk, at, &text).map(CrosswalkRow::new),
                    "name" => more.name = Some(text.into()),
                    "kind" => match text.parse() {
                        Ok(kind) => more.kind = Some(kind),
                        Err(error) => {
                            let wrong: &UnknownWord = &error;
                            let message = format!("unknown {} `{}`", wrong.list, shown(&text));
                            desk.error(at, Code::UnknownWord, message, wrong.remedy());
                        }
                    },
                    "start" | "end" => match text.parse::<When>() {
                        Ok(when) if key == "start" => more.start = Some(when),
                        Ok(when) => more.end = Some(when),
                        Err(error) => {
                            let (message, help) = (error.message(), error.remedy().to_owned());
                            desk.error(at, Code::MalformedDate, message, help);
                        }
                    },
                    _ => {
                        let message = format!("unknown key `{}`", shown(key));
                        let help = "write `actor`, `start`, `end`, `kind` or `name`".to_owned();
                        desk.error(entry.at, Code::UnknownKey, message, help);
                    }
                }
            }
            let Some(row) = row else {
                let message = "the table names no `actor`".to_owned();
                let help = "write `{ actor = \"some-key\", … }`".to_owned();
                desk.error(node.at, Code::MissingKey, message, help);
                return None;
            };
            let actor = row.actor;
            Some(CrosswalkRow { actor, ..more })
        }
        other => {
            let message = format!("who it is stands as a key, and this is {}", other.what());
            let help = "write the key of an actor in quotes: `\"1158\" = \"cma\"`".to_owned();
            desk.error(node.at, Code::WrongType, message, help);
            None
        }
    }
}

fn actor_key<'k>(desk: &mut Desk, at: At, key: &'k str) -> Option<&'k str> {
    if is_slug(key) {
        return Some(key);
    }
    let message = format!("`{}` is no key of an actor", shown(key));
    let help = "a key has lower-case letters, digits and single hyphens".to_owned();
    desk.error(at, Code::MalformedKey, message, help);
    None
}
