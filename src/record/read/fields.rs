//! Reads one table of the tree, key by key.

use super::strays::unknown_key;
use crate::model::{DataSetIds, Native, UnknownWord};
use crate::record::format::Key;
use crate::record::format::is_slug;
use crate::record::format::{At, Spots};
use crate::record::format::{Entry, Node, Value};
use crate::record::problems::Code;
use crate::record::problems::{Desk, shown, stands_first};
use std::collections::BTreeSet;
use std::str::FromStr;

/// A table, with the places of the keys that were read so far.
#[derive(Debug)]
pub(super) struct Fields<'n> {
    entries: &'n [Entry],
    pub(super) at: At,
    what: &'static str,
    spots: Vec<(Key, u16, At)>,
    /// Whether the table may have lost keys.
    pub(super) is_doubtful: bool,
}

impl<'n> Fields<'n> {
    /// Opens a table, and reports keys that are not among `known` or come twice.
    ///
    /// `what` names the subject of the table, with its article.
    pub(super) fn open(
        desk: &mut Desk,
        node: &'n Node,
        what: &'static str,
        known: &[Key],
    ) -> Option<Self> {
        let Value::Table(entries) = &node.value else {
            if node.value == Value::Lost {
                desk.pass_over();
                return None;
            }
            let message = format!("{what} is a table, and this is {}", node.value.what());
            let names = known.iter().take(3).map(|key| format!("`{}`", key.name()));
            let names = names.collect::<Vec<_>>().join(", ");
            desk.error(
                node.at,
                Code::WrongType,
                message,
                format!("write a table with {names}, …"),
            );
            return None;
        };
        let mut met: Vec<(Key, At)> = Vec::with_capacity(entries.len().min(known.len()));
        let is_doubtful = entries.iter().any(Entry::is_lost);
        if is_doubtful {
            desk.pass_over();
        }
        for entry in entries.iter().filter(|entry| !entry.is_lost()) {
            let Some(key) = known.iter().find(|key| key.is_named(&entry.key)) else {
                unknown_key(desk, entries, entry, (what, known));
                continue;
            };
            match met.iter().find(|met| met.0 == *key) {
                Some((_, first)) => {
                    let message = format!("`{}` stands twice in {what}", entry.key);
                    let help = format!("{}: keep one of the two", stands_first(*first, entry.at));
                    desk.error(entry.at, Code::DuplicateKey, message, help);
                }
                None => met.push((*key, entry.at)),
            }
        }
        Some(Self {
            entries,
            at: node.at,
            what,
            spots: Vec::new(),
            is_doubtful,
        })
    }

    /// Returns the places of the keys that were read.
    pub(super) fn into_spots(self) -> Spots {
        Spots::new(self.at, self.spots, self.is_doubtful)
    }

    /// Whether one of the keys is there.
    pub(super) fn has_any(&self, keys: &[Key]) -> bool {
        keys.iter().any(|key| self.place_of(*key).is_some())
    }

    /// Passes the places of the keys to the entry that contains this table.
    pub(super) fn hand_over(self, to: &mut Fields<'_>) {
        to.is_doubtful |= self.is_doubtful;
        to.spots.extend(self.spots);
    }

    /// Passes the places of the keys to the entry whose list at `key` contains this table.
    pub(super) fn hand_over_element(self, to: &mut Fields<'_>, key: Key, index: usize) {
        let number = u16::try_from(index + 1).unwrap_or(u16::MAX);
        to.spots.push((key, number, self.at));
        let own = self.spots.into_iter().filter(|spot| spot.1 == 0);
        to.spots.extend(own.map(|(key, _, at)| (key, number, at)));
    }

    /// Returns the value of a key, if it is there, and notes its place.
    pub(super) fn get(&mut self, key: Key) -> Option<&'n Node> {
        let entry = self.entries.iter().find(|entry| key.is_named(&entry.key))?;
        self.spots.push((key, 0, entry.node.at));
        Some(&entry.node)
    }

    /// Returns the place of a key, if it is there.
    pub(super) fn place_of(&self, key: Key) -> Option<At> {
        let entry = self.entries.iter().find(|entry| key.is_named(&entry.key))?;
        Some(entry.at)
    }

    /// Notes the place of an element, numbered from 1, in a list that was read.
    pub(super) fn put_element(&mut self, key: Key, number: usize, at: At) {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        self.spots.push((key, number, at));
    }

    /// Returns the place of a value that was read.
    pub(super) fn value_at(&self, key: Key) -> At {
        self.spot(key, 0)
    }

    /// Returns the place of an element, numbered from 0, in a list that was read.
    pub(super) fn element(&self, key: Key, index: usize) -> At {
        self.spot(key, u16::try_from(index + 1).unwrap_or(u16::MAX))
    }

    fn spot(&self, key: Key, part: u16) -> At {
        let found = self
            .spots
            .iter()
            .rev()
            .find(|spot| (spot.0, spot.1) == (key, part));
        found.map_or(self.at, |spot| spot.2)
    }

    /// Returns the subject of the table without an article.
    pub(super) fn bare_what(&self) -> &'static str {
        self.what
            .split_once(' ')
            .map_or(self.what, |(_, bare)| bare)
    }

    /// Reports that a required key is missing.
    pub(super) fn missing(&self, desk: &mut Desk, key: Key, help: impl Into<String>) {
        if self.is_doubtful {
            return; // it may be among what is lost
        }
        let message = format!("{} needs `{}`", self.what, key.name());
        desk.error(self.at, Code::MissingKey, message, help.into());
    }

    /// Reads a text that is not empty.
    pub(super) fn text(&mut self, desk: &mut Desk, key: Key) -> Option<&'n str> {
        let node = self.get(key)?;
        text_of(desk, node, key.name())
    }

    /// Reads a text that is not empty, as a copy.
    pub(super) fn own_text(&mut self, desk: &mut Desk, key: Key) -> Option<Box<str>> {
        self.text(desk, key).map(Into::into)
    }

    /// Reads a word of a closed list.
    pub(super) fn word<T: FromStr<Err = UnknownWord>>(
        &mut self,
        desk: &mut Desk,
        key: Key,
    ) -> Option<T> {
        let node = self.get(key)?;
        let text = text_of(desk, node, key.name())?;
        word_of(desk, node.at, text)
    }

    /// Reads one text or a list of texts; empty if the key is missing.
    pub(super) fn list(&mut self, desk: &mut Desk, key: Key) -> Vec<&'n str> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let mut texts = Vec::new();
        self.list_of(desk, key, node, &mut texts);
        texts
    }

    /// Adds one text or a list of texts to those that the key already has.
    pub(super) fn list_of(
        &mut self,
        desk: &mut Desk,
        key: Key,
        node: &'n Node,
        texts: &mut Vec<&'n str>,
    ) {
        for element in one_or_several(node) {
            if let (Value::Array(_), Value::Array(_)) = (&node.value, &element.value) {
                let help = format!("write all in one list: `{} = [\"a\", \"b\"]`", key.name());
                let message = format!("`{}` has a list within its list", key.name());
                desk.error(element.at, Code::WrongType, message, help);
                continue;
            }
            let Some(text) = text_of(desk, element, key.name()) else {
                continue;
            };
            texts.push(text);
            let number = u16::try_from(texts.len()).unwrap_or(u16::MAX);
            self.spots.push((key, number, element.at));
        }
    }

    /// Reads one text or a list of texts without repetitions, which are warnings.
    ///
    /// An empty list means the same as a missing key.
    pub(super) fn set(&mut self, desk: &mut Desk, key: Key) -> Vec<&'n str> {
        if self
            .peek(key)
            .is_some_and(|node| one_or_several(node).is_empty())
        {
            return Vec::new();
        }
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let mut texts = Vec::new();
        self.set_of(desk, key, node, &mut texts);
        texts
    }

    /// Adds one text or a list of texts, without repetitions in this node.
    pub(super) fn set_of(
        &mut self,
        desk: &mut Desk,
        key: Key,
        node: &'n Node,
        texts: &mut Vec<&'n str>,
    ) {
        let first = texts.len();
        self.list_of(desk, key, node, texts);
        if texts.len() - first < 2 {
            return;
        }
        let mut seen = BTreeSet::new();
        let spots = self.spots.len() - (texts.len() - first);
        for (spot, &text) in texts.iter().skip(first).enumerate() {
            if !seen.insert(text) {
                let at = self.spots[spots + spot].2;
                let message = format!("`{}` stands twice in `{}`", shown(text), key.name());
                desk.warning(at, Code::RepeatedEntry, message, "write it once".to_owned());
            }
        }
    }

    /// Reads native texts by format, which this model cannot express.
    pub(super) fn native(&mut self, desk: &mut Desk) -> Native {
        let help = "write the texts by format: `native = { ftm = \"…\" }`";
        Native::new(self.texts_by_name(desk, Key::Native, ("format", "ftm"), help))
    }

    /// Reads the ids of an actor in other data sets.
    pub(super) fn data_set_ids(&mut self, desk: &mut Desk) -> DataSetIds {
        let help = "write the ids by data set: `ids = { ucdp = \"1158\" }`";
        DataSetIds::new(self.texts_by_name(desk, Key::Ids, ("data set", "ucdp"), help))
    }

    /// Reads a table of texts, or of lists of texts, each under a name that is a slug.
    ///
    /// `what` describes the names, with an example.
    fn texts_by_name(
        &mut self,
        desk: &mut Desk,
        key: Key,
        what: (&str, &str),
        help: &str,
    ) -> Vec<(Box<str>, Box<str>)> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let Value::Table(entries) = &node.value else {
            wrong_type(desk, node, key.name(), "a table", help);
            return Vec::new();
        };
        let mut all = Vec::new();
        for Entry {
            at,
            key: name,
            node,
        } in entries
        {
            if !is_slug(name) {
                let ((what, example), key) = (what, key.name());
                let message = format!("the {what} `{}` of `{key}` is no slug", shown(name));
                let help = format!(
                    "name it by lower-case letters, digits and single hyphens, such as `{example}`"
                );
                desk.error(*at, Code::MalformedKey, message, help);
            }
            let mut texts = Vec::new();
            self.list_of(desk, key, node, &mut texts);
            let texts = texts.into_iter();
            all.extend(texts.map(|text| (name.as_str().into(), text.into())));
        }
        all
    }

    /// Returns the value of a key, if it is there, without noting its place.
    pub(super) fn peek(&self, key: Key) -> Option<&'n Node> {
        let entry = self.entries.iter().find(|entry| key.is_named(&entry.key))?;
        Some(&entry.node)
    }

    /// Reads a truth value; false if the key is missing.
    pub(super) fn truth(&mut self, desk: &mut Desk, key: Key, help: &str) -> bool {
        let Some(node) = self.get(key) else {
            return false;
        };
        if let Value::Bool(truth) = node.value {
            return truth;
        }
        wrong_type(desk, node, key.name(), "true or false", help);
        false
    }

    /// Reads a whole number that is not negative.
    pub(super) fn count(&mut self, desk: &mut Desk, key: Key) -> Option<u64> {
        let node = self.get(key)?;
        count_of(desk, node, key.name())
    }

    /// Reads a number of degrees.
    pub(super) fn degrees(&mut self, desk: &mut Desk, key: Key, limit: f64) -> Option<f64> {
        let node = self.get(key)?;
        let degrees = match node.value {
            Value::Float(degrees) => degrees,
            #[expect(
                clippy::cast_precision_loss,
                reason = "degrees beyond 2^53 are refused below"
            )]
            Value::Integer(degrees) => degrees as f64,
            _ => {
                let help = "write decimal degrees without quotes, such as `16.27`";
                wrong_type(desk, node, key.name(), "a number", help);
                return None;
            }
        };
        if degrees.is_finite() && degrees.abs() <= limit {
            // a negative zero becomes zero, since its sign means nothing
            return Some(if degrees == 0.0 { 0.0 } else { degrees });
        }
        let message = format!("{} {degrees} is beyond {limit} degrees", key.name());
        let help = "write WGS 84 degrees: `latitude` from -90 to 90, `longitude` from -180 to 180";
        desk.error(
            node.at,
            Code::CoordinatesOutOfRange,
            message,
            help.to_owned(),
        );
        None
    }

    /// Reads a country as ISO 3166 alpha-2.
    pub(super) fn country(&mut self, desk: &mut Desk, key: Key) -> Option<Box<str>> {
        let node = self.get(key)?;
        let country = text_of(desk, node, key.name())?;
        if country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Some(country.into());
        }
        let message = format!("`{}` is no country code", shown(country));
        let help = "write the two capital letters of ISO 3166, such as `ML`".to_owned();
        desk.error(node.at, Code::MalformedCountry, message, help);
        None
    }
}

/// Returns the elements of a list, or the single value in place of a list.
pub(super) fn one_or_several(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(elements) => elements,
        _ => std::slice::from_ref(node),
    }
}

pub(super) fn wrong_type(desk: &mut Desk, node: &Node, name: &str, wanted: &str, help: &str) {
    if node.value == Value::Lost {
        desk.pass_over();
        return;
    }
    let found = node.value.what();
    let message = format!("`{name}` is {wanted}, and this is {found}");
    let help = match node.value {
        Value::Null => "leave the key out where nothing is known",
        _ => help,
    };
    desk.error(node.at, Code::WrongType, message, help.to_owned());
}

pub(super) fn text_of<'n>(desk: &mut Desk, node: &'n Node, name: &str) -> Option<&'n str> {
    match &node.value {
        Value::Text(text) if text.trim().is_empty() => {
            let message = format!("the text of `{name}` is empty");
            let help = "write the text, or leave the key out".to_owned();
            desk.error(node.at, Code::MissingKey, message, help);
            None
        }
        Value::Text(text) => Some(text),
        _ => {
            wrong_type(desk, node, name, "a text", "write a text in quotes");
            None
        }
    }
}

pub(super) fn word_of<T>(desk: &mut Desk, at: At, text: &str) -> Option<T>
where
    T: FromStr<Err = UnknownWord>,
{
    match text.parse() {
        Ok(word) => Some(word),
        Err(error) => {
            let message = format!("unknown {} `{}`", error.list, shown(text));
            desk.error(at, Code::UnknownWord, message, error.remedy());
            None
        }
    }
}

pub(super) fn count_of(desk: &mut Desk, node: &Node, name: &str) -> Option<u64> {
    let help = "write a whole number, 0 or more";
    let Value::Integer(number) = node.value else {
        wrong_type(desk, node, name, "a whole number", help);
        return None;
    };
    let count = u64::try_from(number).ok();
    if count.is_none() {
        let message = format!("`{name}` is {number}, and nobody counts below 0");
        desk.error(node.at, Code::WrongType, message, help.to_owned());
    }
    count
}
