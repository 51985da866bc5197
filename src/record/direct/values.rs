//! Takes the values of one statement from its text, key by key.

use super::cursor::Cursor;
use super::kept::Dates;
use crate::model::{Certainty, Day, Deaths, End, When};
use crate::record::format::At;
use crate::record::format::Key;
use crate::record::format::is_slug;
use crate::record::read::figures;
use jiff::civil::Date;
use std::borrow::Cow;
use std::ops::Range;

/// The places of keys and elements: a key, the number of the element from 1, or 0 for the value itself, and
/// its place.
pub(super) type Places = Vec<(Key, u16, At)>;

/// The reader of trees handles lists of more texts than this.
const MOST: usize = 64;

/// The values of one statement as written in its text.
#[derive(Debug, Default)]
pub(super) struct Values<'t> {
    /// A bit for each key that was read.
    met: u128,
    pub(super) kind_of_line: Option<Cow<'t, str>>,
    pub(super) kind: Option<Cow<'t, str>>,
    pub(super) id: Option<Cow<'t, str>>,
    pub(super) role: Option<Cow<'t, str>>,
    pub(super) hedge: Option<Cow<'t, str>>,
    pub(super) reason: Option<Cow<'t, str>>,
    pub(super) note: Option<Cow<'t, str>>,
    pub(super) certainty: Option<Certainty>,
    pub(super) when: Option<When>,
    pub(super) start: Option<When>,
    pub(super) end: End,
    pub(super) seen: Vec<Date>,
    pub(super) as_of: Option<Day>,
    pub(super) withdrawn: Option<When>,
    pub(super) jointly: bool,
    pub(super) killed: Option<Killed<'t>>,
    pub(super) native: Vec<(Box<str>, Box<str>)>,
    /// The texts of all lists, one list after another.
    texts: Vec<Cow<'t, str>>,
    pub(super) forms: List,
    pub(super) from: List,
    pub(super) to: List,
    pub(super) between: List,
    pub(super) sides: Vec<List>,
    pub(super) actor: List,
    pub(super) place: List,
    pub(super) by: List,
    pub(super) source: List,
    pub(super) same_as: List,
    pub(super) withdraws: List,
}

/// The positions of one list's texts among the texts of all lists.
pub(super) type List = Range<usize>;

/// A toll as written in the text.
#[derive(Debug, Default)]
pub(super) struct Killed<'t> {
    pub(super) deaths: Deaths,
    pub(super) of: Vec<(Cow<'t, str>, Deaths)>,
    pub(super) certainty: Option<Certainty>,
    pub(super) by: List,
    pub(super) hedge: Option<Cow<'t, str>>,
}

/// Returns the key with this name in a statement.
fn key_named(name: &str) -> Option<Key> {
    Some(match name {
        "type" => Key::Type,
        "id" => Key::Id,
        "kind" => Key::Kind,
        "role" => Key::Role,
        "forms" => Key::Forms,
        "from" => Key::From,
        "to" => Key::To,
        "between" => Key::Between,
        "sides" => Key::Sides,
        "actor" => Key::Actor,
        "jointly" => Key::Jointly,
        "start" => Key::Start,
        "end" => Key::End,
        "seen" => Key::Seen,
        "when" => Key::When,
        "place" => Key::Place,
        "killed" => Key::Killed,
        "certainty" => Key::Certainty,
        "by" => Key::By,
        "hedge" => Key::Hedge,
        "source" => Key::Source,
        "as_of" => Key::AsOf,
        "reason" => Key::Reason,
        "note" => Key::Note,
        "same_as" => Key::SameAs,
        "withdrawn" => Key::Withdrawn,
        "withdraws" => Key::Withdraws,
        "native" => Key::Native,
        _ => return None,
    })
}

impl<'t> Values<'t> {
    /// Creates an empty set of values.
    pub(super) fn new() -> Self {
        Self {
            texts: Vec::with_capacity(12),
            ..Self::default()
        }
    }

    /// Reads the next table.
    pub(super) fn take(
        &mut self,
        cursor: &mut Cursor<'t>,
        places: &mut Places,
        dates: &mut Dates,
    ) -> Option<()> {
        cursor.take(b'{')?;
        loop {
            let key = key_named(cursor.key()?)?;
            self.meet(key)?;
            self.value(cursor, places, dates, key)?;
            if !cursor.more(b'}')? {
                return Some(());
            }
        }
    }

    /// Notes that a key was read; `None` if it was read before.
    fn meet(&mut self, key: Key) -> Option<()> {
        let bit = 1 << key as u8;
        let is_new = self.met & bit == 0;
        self.met |= bit;
        is_new.then_some(())
    }

    /// Whether all keys that were read are among these.
    pub(super) fn has_only(&self, known: &[&[Key]]) -> bool {
        let known = known.iter().copied().flatten();
        let known = known.fold(0, |all, key| all | 1 << *key as u8);
        self.met & !known == 0
    }

    /// Whether a key was read.
    pub(super) fn has(&self, key: Key) -> bool {
        self.met >> key as u8 & 1 == 1
    }

    /// Returns the texts of a list.
    pub(super) fn texts(&self, list: &List) -> &[Cow<'t, str>] {
        &self.texts[list.clone()]
    }

    /// Returns a text by its position among the texts of all lists.
    pub(super) fn text(&self, place: usize) -> &str {
        self.texts.get(place).map_or("", |text| text)
    }

    fn value(
        &mut self,
        cursor: &mut Cursor<'t>,
        places: &mut Places,
        dates: &mut Dates,
        key: Key,
    ) -> Option<()> {
        if key != Key::Type {
            places.push((key, 0, cursor.place()));
        }
        match key {
            Key::Type => self.kind_of_line = Some(cursor.text()?),
            Key::Kind => self.kind = Some(text(cursor)?),
            Key::Id => self.id = Some(text(cursor)?),
            Key::Role => self.role = Some(text(cursor)?),
            Key::Hedge => self.hedge = Some(text(cursor)?),
            Key::Reason => self.reason = Some(text(cursor)?),
            Key::Note => self.note = Some(text(cursor)?),
            Key::Certainty => self.certainty = Some(text(cursor)?.parse().ok()?),
            Key::When => self.when = Some(when(cursor, dates)?),
            Key::Start => self.start = Some(one_time(cursor, dates)?),
            Key::End => {
                let end = text(cursor)?;
                self.end = match &*end {
                    ".." => End::Ongoing,
                    end => End::On(dates.of(end).filter(|end| !end.is_several())?),
                };
            }
            Key::Withdrawn => self.withdrawn = Some(one_time(cursor, dates)?),
            Key::AsOf => self.as_of = Some(when(cursor, dates)?.exact_day()?),
            Key::Seen => self.seen(cursor, places)?,
            Key::Jointly => self.jointly = cursor.truth()?,
            Key::Killed => self.killed = Some(self.killed(cursor, places)?),
            Key::Native => self.native(cursor)?,
            Key::Sides => self.sides(cursor, places)?,
            Key::Forms => self.forms = self.list(cursor, places, key)?,
            Key::From => self.from = self.list(cursor, places, key)?,
            Key::To => self.to = self.list(cursor, places, key)?,
            Key::Between => self.between = self.list(cursor, places, key)?,
            Key::Actor => self.actor = self.list(cursor, places, key)?,
            Key::Place => self.place = self.list(cursor, places, key)?,
            Key::By => self.by = self.list(cursor, places, key)?,
            Key::Source => self.source = self.list(cursor, places, key)?,
            Key::SameAs => self.same_as = self.list(cursor, places, key)?,
            Key::Withdraws => self.withdraws = self.list(cursor, places, key)?,
            _ => return None,
        }
        Some(())
    }

    /// Reads one text or a list of several, without repetitions.
    fn list(&mut self, cursor: &mut Cursor<'t>, places: &mut Places, key: Key) -> Option<List> {
        self.list_from(cursor, places, key, 0)
    }

    /// Reads one text or a list, where earlier lists of this key have `before` texts.
    fn list_from(
        &mut self,
        cursor: &mut Cursor<'t>,
        places: &mut Places,
        key: Key,
        before: usize,
    ) -> Option<List> {
        let first = self.texts.len();
        if cursor.peek()? == b'"' {
            // a single text has the place of its key's value, except among several sides
            if key == Key::Sides {
                self.element(cursor, places, key, before + 1)?;
            } else {
                self.texts.push(text(cursor)?);
            }
            return Some(first..self.texts.len());
        }
        cursor.take(b'[')?;
        loop {
            let number = before + self.texts.len() - first + 1;
            self.element(cursor, places, key, number)?;
            if !cursor.more(b']')? {
                break;
            }
        }
        let list = &self.texts[first..];
        let stands_before = |(i, text)| list[..i].contains(text);
        if list.len() > MOST || list.iter().enumerate().any(stands_before) {
            return None;
        }
        Some(first..self.texts.len())
    }

    fn element(
        &mut self,
        cursor: &mut Cursor<'t>,
        places: &mut Places,
        key: Key,
        number: usize,
    ) -> Option<()> {
        places.push((key, u16::try_from(number).ok()?, cursor.place()));
        self.texts.push(text(cursor)?);
        Some(())
    }

    fn sides(&mut self, cursor: &mut Cursor<'t>, places: &mut Places) -> Option<()> {
        cursor.take(b'[')?;
        let mut count = 0;
        loop {
            let side = self.list_from(cursor, places, Key::Sides, count)?;
            count += side.len();
            self.sides.push(side);
            if !cursor.more(b']')? {
                return Some(());
            }
        }
    }

    fn seen(&mut self, cursor: &mut Cursor<'t>, places: &mut Places) -> Option<()> {
        let list = self.list(cursor, places, Key::Seen)?;
        for text in self.texts.drain(list) {
            let when: When = text.parse().ok()?;
            self.seen.push(when.exact_day()?.date()?);
        }
        Some(())
    }

    fn killed(&mut self, cursor: &mut Cursor<'t>, places: &mut Places) -> Option<Killed<'t>> {
        let mut killed = Killed::default();
        if cursor.peek()?.is_ascii_digit() {
            killed.deaths = cursor.count()?.into();
            return Some(killed);
        }
        cursor.take(b'{')?;
        let mut counts = [None; 3];
        loop {
            let key = match cursor.key()? {
                "low" => Key::KilledLow,
                "best" => Key::KilledBest,
                "high" => Key::KilledHigh,
                "of" => Key::KilledOf,
                "certainty" => Key::KilledCertainty,
                "by" => Key::KilledBy,
                "hedge" => Key::KilledHedge,
                _ => return None,
            };
            self.meet(key)?;
            places.push((key, 0, cursor.place()));
            match key {
                Key::KilledLow => counts[0] = Some(cursor.count()?),
                Key::KilledBest => counts[1] = Some(cursor.count()?),
                Key::KilledHigh => counts[2] = Some(cursor.count()?),
                Key::KilledOf => killed.of = losses(cursor, places)?,
                Key::KilledCertainty => killed.certainty = Some(text(cursor)?.parse().ok()?),
                Key::KilledBy => killed.by = self.list(cursor, places, key)?,
                _ => killed.hedge = Some(text(cursor)?),
            }
            if !cursor.more(b'}')? {
                break;
            }
        }
        killed.deaths = figures(counts)?;
        Some(killed)
    }

    fn native(&mut self, cursor: &mut Cursor<'t>) -> Option<()> {
        cursor.take(b'{')?;
        loop {
            let format = cursor.key()?;
            // the reader of trees handles lists of texts, which are rare
            let text = text(cursor)?;
            if !is_slug(format) {
                return None;
            }
            self.native.push((format.into(), text.into()));
            if !cursor.more(b'}')? {
                return Some(());
            }
        }
    }
}

/// Reads the deaths of single actors: a list of tables.
fn losses<'t>(cursor: &mut Cursor<'t>, places: &mut Places) -> Option<Vec<(Cow<'t, str>, Deaths)>> {
    let mut all = Vec::new();
    cursor.take(b'[')?;
    loop {
        let number = u16::try_from(all.len() + 1).ok()?;
        places.push((Key::KilledOf, number, cursor.place()));
        cursor.take(b'{')?;
        let mut counts = [None; 3];
        let mut actor = None;
        loop {
            let name = cursor.key()?;
            let at = cursor.place();
            let (key, is_new) = match name {
                "actor" => (Key::KilledOfActor, actor.replace(text(cursor)?).is_none()),
                "low" => (
                    Key::KilledOfLow,
                    counts[0].replace(cursor.count()?).is_none(),
                ),
                "best" => (
                    Key::KilledOfBest,
                    counts[1].replace(cursor.count()?).is_none(),
                ),
                "high" => (
                    Key::KilledOfHigh,
                    counts[2].replace(cursor.count()?).is_none(),
                ),
                _ => return None,
            };
            if !is_new {
                return None;
            }
            places.push((key, number, at));
            if !cursor.more(b'}')? {
                break;
            }
        }
        all.push((actor?, figures(counts)?));
        if !cursor.more(b']')? {
            return Some(all);
        }
    }
}

/// Reads a text that is not empty.
fn text<'t>(cursor: &mut Cursor<'t>) -> Option<Cow<'t, str>> {
    let text = cursor.text()?;
    (!text.trim_start().is_empty()).then_some(text)
}

fn when(cursor: &mut Cursor<'_>, dates: &mut Dates) -> Option<When> {
    dates.of(&text(cursor)?)
}

/// Reads a date that is not several days.
fn one_time(cursor: &mut Cursor<'_>, dates: &mut Dates) -> Option<When> {
    when(cursor, dates).filter(|when| !when.is_several())
}
