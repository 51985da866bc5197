//! What is given for event rows beside their fields: further actors, losses, places, ids, notes.

use super::row::{RowActor, RowSide};
use crate::model::{Deaths, PlaceId};
use std::ops::{Deref, Range, RangeInclusive};
use std::sync::OnceLock;

/// Further facts of event rows, each by the place of its row.
///
/// Texts lie in one arena.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::graph) struct Extras {
    pub(super) beside: Facts<(RowSide, RowActor)>,
    pub(super) losses: Facts<(RowActor, Figures)>,
    /// Deaths of losses that do not fit into figures.
    large: Vec<Deaths>,
    pub(super) places: Facts<PlaceId>,
    pub(super) ids: Facts<TextAt>,
    pub(super) notes: Facts<TextAt>,
    texts: String,
    /// A bit for each event that has any.
    bits: Vec<u64>,
    /// The places of the ids in the order of their texts; filled when first asked for.
    ids_by_text: OnceLock<Vec<u32>>,
}

/// Facts of one kind, in the order of rows once they are sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::graph) struct Facts<T> {
    all: Vec<Extra<T>>,
    /// Where the facts of every 64th row start, and at last where all end: a search looks at few of them.
    blocks: Vec<u32>,
}

impl<T> Default for Facts<T> {
    fn default() -> Self {
        Self::none()
    }
}

impl<T> Deref for Facts<T> {
    type Target = [Extra<T>];

    fn deref(&self) -> &[Extra<T>] {
        &self.all
    }
}

impl<T> Facts<T> {
    const fn none() -> Self {
        Self {
            all: Vec::new(),
            blocks: Vec::new(),
        }
    }

    fn push(&mut self, event: usize, fact: T) {
        self.all.push(Extra::new(event, fact));
    }

    /// Finds where blocks of so many rows start: the facts are in the order of rows.
    fn find_blocks(&mut self, rows: usize) {
        self.blocks.clear();
        // of more than their numbers can count, all are searched
        if self.all.is_empty() || u32::try_from(self.all.len()).is_err() {
            return;
        }
        self.blocks.reserve_exact(rows / 64 + 2);
        let mut end = 0;
        for one in self.all.iter().take_while(|one| one.event() < rows) {
            self.blocks.resize(one.event() / 64 + 1, end);
            end += 1;
        }
        self.blocks.resize(rows / 64 + 2, end);
    }

    /// The facts of a row.
    fn of(&self, event: usize) -> impl Iterator<Item = &T> {
        let block = match self.blocks.get(event / 64..) {
            Some([from, to, ..]) => &self.all[*from as usize..*to as usize],
            _ => &self.all,
        };
        let first = block.partition_point(|one| one.event() < event);
        let own = block[first..]
            .iter()
            .take_while(move |one| one.event() == event);
        own.map(|one| &one.fact)
    }

    /// The rows behind so many of which there are facts.
    fn behind(&self, rows: usize) -> Vec<usize> {
        let first = self.all.partition_point(|one| one.event() < rows);
        self.all[first..].iter().map(Extra::event).collect()
    }
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
    /// Those of an event of which nobody says how many were killed.
    pub(super) const ABSENT: Self = Self {
        low: NONE,
        best: NONE,
        high: NONE,
    };

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
            beside: Facts::none(),
            losses: Facts::none(),
            large: Vec::new(),
            places: Facts::none(),
            ids: Facts::none(),
            notes: Facts::none(),
            texts: String::new(),
            bits: Vec::new(),
            ids_by_text: OnceLock::new(),
        }
    }

    pub(in crate::graph) fn beside(&mut self, event: usize, side: RowSide, actor: RowActor) {
        self.beside.push(event, (side, actor));
    }

    pub(in crate::graph) fn loss(&mut self, event: usize, actor: RowActor, deaths: Deaths) {
        let figures = Figures::of(deaths, &mut self.large);
        self.losses.push(event, (actor, figures));
    }

    /// The deaths of a loss.
    pub(super) fn deaths(&self, figures: Figures) -> Deaths {
        figures.deaths(&self.large)
    }

    pub(in crate::graph) fn place(&mut self, event: usize, place: PlaceId) {
        self.places.push(event, place);
    }

    pub(in crate::graph) fn id(&mut self, event: usize, id: &str) {
        let fact = self.text(id);
        self.ids.push(event, fact);
    }

    pub(in crate::graph) fn note(&mut self, event: usize, note: &str) {
        let fact = self.text(note);
        self.notes.push(event, fact);
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
        let beside = &mut self.beside.all;
        beside.sort_unstable_by_key(|one| (one.event, one.fact));
        beside.dedup();
        let losses = &mut self.losses.all;
        losses.sort_by_key(|one| (one.event, one.fact.0));
        let places = &mut self.places.all;
        places.sort_unstable_by_key(|one| (one.event, one.fact));
        places.dedup();
        self.ids.all.sort_by_key(|one| one.event);
        self.notes.all.sort_by_key(|one| one.event);
        self.beside.find_blocks(rows);
        self.losses.find_blocks(rows);
        self.places.find_blocks(rows);
        self.ids.find_blocks(rows);
        self.notes.find_blocks(rows);
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
        ) -> Facts<U> {
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
            Facts {
                all: own,
                blocks: Vec::new(),
            }
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
            let mut by_text: Vec<u32> = (0_u32..)
                .zip(self.ids.iter())
                .map(|(place, _)| place)
                .collect();
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
        self.beside.of(event).copied()
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
        let own = self.losses.of(event);
        own.map(|(actor, figures)| (*actor, self.deaths(*figures)))
    }

    pub(in crate::graph) fn places_of(&self, event: usize) -> impl Iterator<Item = PlaceId> {
        self.places.of(event).copied()
    }

    pub(in crate::graph) fn id_of(&self, event: usize) -> Option<&str> {
        self.ids.of(event).next().map(|id| self.text_at(*id))
    }

    pub(in crate::graph) fn note_of(&self, event: usize) -> Option<&str> {
        let note = self.notes.of(event).next();
        note.map(|note| self.text_at(*note))
    }

    /// The rows behind so many of which something is said, by the kind of what is said.
    pub(in crate::graph) fn events_from(&self, rows: usize) -> [Vec<usize>; 5] {
        [
            self.beside.behind(rows),
            self.losses.behind(rows),
            self.places.behind(rows),
            self.ids.behind(rows),
            self.notes.behind(rows),
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
