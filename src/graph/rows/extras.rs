//! What is given for event rows beside their fields: further actors, losses, places, ids, notes.

use super::row::{RowActor, RowSide};
use crate::model::{Deaths, PlaceId};
use std::ops::{Range, RangeInclusive};
use std::sync::OnceLock;

/// Further facts of event rows, each by the place of its row.
///
/// Texts lie in one arena.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::graph) struct Extras {
    pub(super) beside: Vec<Extra<(RowSide, RowActor)>>,
    pub(super) losses: Vec<Extra<(RowActor, Figures)>>,
    /// Deaths of losses that do not fit into figures.
    large: Vec<Deaths>,
    pub(super) places: Vec<Extra<PlaceId>>,
    pub(super) ids: Vec<Extra<TextAt>>,
    pub(super) notes: Vec<Extra<TextAt>>,
    texts: String,
    /// A bit for each event that has any.
    bits: Vec<u64>,
    /// The places of the ids in the order of their texts; filled when first asked for.
    ids_by_text: OnceLock<Vec<u32>>,
}

/// A fact of the event row at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::graph) struct Extra<T> {
    event: u32,
    pub(super) fact: T,
}

impl<T> Extra<T> {
    /// Of a row that there can be; one behind all others is reported.
    fn new(event: usize, fact: T) -> Self {
        let event = u32::try_from(event).unwrap_or(u32::MAX);
        Self { event, fact }
    }

    /// The place of its row.
    pub(super) const fn event(&self) -> usize {
        self.event as usize
    }
}

/// Where a text lies in the arena: in twelve bytes, as there is one for each id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) struct TextAt {
    start: [u32; 2],
    length: u32,
}

impl TextAt {
    fn new(start: usize, length: usize) -> Self {
        let start = u64::try_from(start).unwrap_or(u64::MAX);
        let part = |part: u64| u32::try_from(part).unwrap_or(u32::MAX);
        Self {
            start: [part(start & u64::from(u32::MAX)), part(start >> 32)],
            length: u32::try_from(length).unwrap_or(u32::MAX),
        }
    }

    fn range(self) -> Range<usize> {
        let [low, high] = self.start.map(u64::from);
        let start = usize::try_from(high << 32 | low).unwrap_or(usize::MAX);
        start..start + self.length as usize
    }
}

/// The deaths of a loss: three counts of four bytes each, or a place among those that do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) struct Figures {
    /// `NONE`: they do not fit, and the best figure is their place.
    low: u32,
    /// `NONE`: there is no best figure.
    best: u32,
    high: u32,
}

/// No figure.
const NONE: u32 = u32::MAX;

impl Figures {
    /// Those of some deaths; what does not fit goes among the large ones.
    pub(super) fn of(deaths: Deaths, large: &mut Vec<Deaths>) -> Self {
        Self::small(deaths).unwrap_or_else(|| {
            let best = u32::try_from(large.len()).unwrap_or(u32::MAX);
            large.push(deaths);
            let (low, high) = (NONE, NONE);
            Self { low, best, high }
        })
    }

    fn small(deaths: Deaths) -> Option<Self> {
        let small = |figure: u64| u32::try_from(figure).ok().filter(|own| *own != NONE);
        Some(Self {
            low: small(deaths.low)?,
            best: deaths.best.map_or(Some(NONE), small)?,
            high: small(deaths.high)?,
        })
    }

    /// The deaths, large ones among these.
    pub(super) fn deaths(self, large: &[Deaths]) -> Deaths {
        let Self { low, best, high } = self;
        if low == NONE {
            let large = large.get(best as usize).copied();
            return large.unwrap_or(Deaths::exactly(0));
        }
        let [low, high] = [low, high].map(u64::from);
        match best {
            NONE => Deaths::between(low, high),
            best => Deaths::new(low, best.into(), high),
        }
    }
}

impl Extras {
    /// Nothing of no row.
    pub(in crate::graph) const fn none() -> Self {
        Self {
            beside: Vec::new(),
            losses: Vec::new(),
            large: Vec::new(),
            places: Vec::new(),
            ids: Vec::new(),
            notes: Vec::new(),
            texts: String::new(),
            bits: Vec::new(),
            ids_by_text: OnceLock::new(),
        }
    }

    pub(in crate::graph) fn beside(&mut self, event: usize, side: RowSide, actor: RowActor) {
        let fact = (side, actor);
        self.beside.push(Extra::new(event, fact));
    }

    pub(in crate::graph) fn loss(&mut self, event: usize, actor: RowActor, deaths: Deaths) {
        let figures = Figures::of(deaths, &mut self.large);
        self.losses.push(Extra::new(event, (actor, figures)));
    }

    /// The deaths of a loss.
    pub(super) fn deaths(&self, figures: Figures) -> Deaths {
        figures.deaths(&self.large)
    }

    pub(in crate::graph) fn place(&mut self, event: usize, place: PlaceId) {
        self.places.push(Extra::new(event, place));
    }

    pub(in crate::graph) fn id(&mut self, event: usize, id: &str) {
        let fact = self.text(id);
        self.ids.push(Extra::new(event, fact));
    }

    pub(in crate::graph) fn note(&mut self, event: usize, note: &str) {
        let fact = self.text(note);
        self.notes.push(Extra::new(event, fact));
    }

    fn text(&mut self, text: &str) -> TextAt {
        let from = self.texts.len();
        self.texts.push_str(text);
        TextAt::new(from, text.len())
    }

    /// A text, by where it lies.
    pub(super) fn text_at(&self, place: TextAt) -> &str {
        self.texts.get(place.range()).unwrap_or_default()
    }

    /// Puts all in the order of so many rows, each fact once.
    pub(in crate::graph) fn sort(&mut self, rows: usize) {
        self.beside
            .sort_unstable_by_key(|one| (one.event, one.fact));
        self.beside.dedup();
        self.losses.sort_by_key(|one| (one.event, one.fact.0));
        self.places
            .sort_unstable_by_key(|one| (one.event, one.fact));
        self.places.dedup();
        self.ids.sort_by_key(|one| one.event);
        self.notes.sort_by_key(|one| one.event);
        let mut bits = Vec::new();
        mark(&self.beside, rows, &mut bits);
        mark(&self.losses, rows, &mut bits);
        mark(&self.places, rows, &mut bits);
        mark(&self.ids, rows, &mut bits);
        mark(&self.notes, rows, &mut bits);
        self.bits = bits;
    }

    /// The same of the statements that rows have become, given by row; those of other rows are left out.
    ///
    /// `actor` gives the number of an actor in the graph.
    pub(in crate::graph) fn of_statements(
        &self,
        statement_of: &[(usize, u32)],
        actor: impl Fn(RowActor) -> RowActor,
        statements: usize,
    ) -> Self {
        fn moved<T: Clone, U>(
            all: &[Extra<T>],
            statement_of: &[(usize, u32)],
            fact: impl Fn(T) -> U,
        ) -> Vec<Extra<U>> {
            // both are in the order of rows
            let mut statements = statement_of.iter().peekable();
            let own = all.iter().filter_map(|one| {
                while statements.next_if(|pair| pair.0 < one.event()).is_some() {}
                let (_, event) = statements.peek().filter(|pair| pair.0 == one.event())?;
                Some(Extra {
                    event: *event,
                    fact: fact(one.fact.clone()),
                })
            });
            let mut own: Vec<Extra<U>> = own.collect();
            own.shrink_to_fit();
            own
        }
        let mut own = Self {
            beside: moved(&self.beside, statement_of, |(side, one)| (side, actor(one))),
            losses: moved(&self.losses, statement_of, |(one, figures)| {
                (actor(one), figures)
            }),
            large: self.large.clone(),
            places: moved(&self.places, statement_of, |place| place),
            ids: moved(&self.ids, statement_of, |id| id),
            notes: moved(&self.notes, statement_of, |note| note),
            texts: self.texts.clone(),
            bits: Vec::new(),
            ids_by_text: OnceLock::new(),
        };
        own.sort(statements);
        own
    }

    fn id_text(&self, place: u32) -> &str {
        self.text_at(self.ids[place as usize].fact)
    }

    /// Whether a statement has this id.
    pub(in crate::graph) fn has_id(&self, id: &str) -> bool {
        let by_text = self.ids_by_text.get_or_init(|| {
            let mut by_text: Vec<u32> = (0_u32..).zip(&self.ids).map(|(place, _)| place).collect();
            by_text.sort_unstable_by_key(|&place| self.id_text(place));
            by_text
        });
        let found = by_text.binary_search_by(|&place| self.id_text(place).cmp(id));
        found.is_ok()
    }

    pub(in crate::graph) const fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }

    /// Whether anything is said of a row.
    #[inline]
    pub(in crate::graph) fn has(&self, event: usize) -> bool {
        let word = self.bits.get(event / 64).copied().unwrap_or(0);
        word >> (event % 64) & 1 == 1
    }

    /// Whether a row has actors beside its own.
    #[inline]
    pub(in crate::graph) fn has_beside(&self, event: usize) -> bool {
        self.has(event) && self.beside_of(event).next().is_some()
    }

    /// The actors beside one of a row, by side and number.
    pub(in crate::graph) fn beside_of(
        &self,
        event: usize,
    ) -> impl Iterator<Item = (RowSide, RowActor)> {
        of(&self.beside, event).copied()
    }

    /// Where those beside the actors of each of some rows start, and at last where they end.
    pub(in crate::graph) fn beside_starts(&self, events: RangeInclusive<usize>) -> Vec<u32> {
        let mut at = self
            .beside
            .partition_point(|one| one.event() < *events.start());
        let starts = events.map(|event| {
            let rest = self.beside[at..].iter();
            at += rest.take_while(|one| one.event() < event).count();
            u32::try_from(at).unwrap_or(u32::MAX)
        });
        starts.collect()
    }

    /// The actors at some places among all that stand beside those of their rows.
    pub(in crate::graph) fn beside_from(
        &self,
        places: Range<u32>,
    ) -> impl Iterator<Item = (RowSide, RowActor)> {
        let own = self.beside.get(places.start as usize..places.end as usize);
        own.unwrap_or_default().iter().map(|one| one.fact)
    }

    pub(in crate::graph) fn losses_of(
        &self,
        event: usize,
    ) -> impl Iterator<Item = (RowActor, Deaths)> {
        let own = of(&self.losses, event);
        own.map(|(actor, figures)| (*actor, self.deaths(*figures)))
    }

    pub(in crate::graph) fn places_of(&self, event: usize) -> impl Iterator<Item = PlaceId> {
        of(&self.places, event).copied()
    }

    pub(in crate::graph) fn id_of(&self, event: usize) -> Option<&str> {
        of(&self.ids, event).next().map(|id| self.text_at(*id))
    }

    pub(in crate::graph) fn note_of(&self, event: usize) -> Option<&str> {
        let note = of(&self.notes, event).next();
        note.map(|note| self.text_at(*note))
    }

    /// The rows behind so many of which something is said, by the kind of what is said.
    pub(in crate::graph) fn events_from(&self, rows: usize) -> [Vec<usize>; 5] {
        [
            behind(&self.beside, rows),
            behind(&self.losses, rows),
            behind(&self.places, rows),
            behind(&self.ids, rows),
            behind(&self.notes, rows),
        ]
    }
}

/// Sets the bit of each row of which something is said; one of a row that there is not is reported.
fn mark<T>(all: &[Extra<T>], rows: usize, bits: &mut Vec<u64>) {
    if !all.is_empty() {
        bits.resize(rows.div_ceil(64), 0);
    }
    for event in all.iter().map(Extra::event) {
        if let Some(word) = bits.get_mut(event / 64) {
            *word |= 1 << (event % 64);
        }
    }
}

/// The rows behind so many, of all in the order of rows.
fn behind<T>(all: &[Extra<T>], rows: usize) -> Vec<usize> {
    let first = all.partition_point(|one| one.event() < rows);
    all[first..].iter().map(Extra::event).collect()
}

/// The facts of a row, of all in the order of rows.
fn of<T>(all: &[Extra<T>], event: usize) -> impl Iterator<Item = &T> {
    let first = all.partition_point(|one| one.event() < event);
    let own = all[first..]
        .iter()
        .take_while(move |one| one.event() == event);
    own.map(|one| &one.fact)
}
