//! What is given for event rows beside their fields: further actors, losses, places, ids, notes.

use super::row::{RowActor, RowSide};
use crate::model::{Deaths, PlaceId};
use std::ops::{Range, RangeInclusive};

/// Further facts of event rows, each by the place of its row.
///
/// Texts lie in one arena.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct Extras {
    pub(super) beside: Vec<Extra<(RowSide, RowActor)>>,
    pub(super) losses: Vec<Extra<(RowActor, Deaths)>>,
    pub(super) places: Vec<Extra<PlaceId>>,
    pub(super) ids: Vec<Extra<Range<usize>>>,
    pub(super) notes: Vec<Extra<Range<usize>>>,
    pub(super) texts: String,
    /// A bit for each event that has any.
    bits: Vec<u64>,
    /// The places of the ids in the order of their texts, once they are those of statements.
    ids_by_text: Vec<u32>,
}

/// A fact of the event row at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::graph) struct Extra<T> {
    pub(super) event: usize,
    pub(super) fact: T,
}

impl Extras {
    /// Nothing of no row.
    pub(in crate::graph) const NONE: Self = Self {
        beside: Vec::new(),
        losses: Vec::new(),
        places: Vec::new(),
        ids: Vec::new(),
        notes: Vec::new(),
        texts: String::new(),
        bits: Vec::new(),
        ids_by_text: Vec::new(),
    };

    pub(in crate::graph) fn beside(&mut self, event: usize, side: RowSide, actor: RowActor) {
        let fact = (side, actor);
        self.beside.push(Extra { event, fact });
    }

    pub(in crate::graph) fn loss(&mut self, event: usize, actor: RowActor, deaths: Deaths) {
        let fact = (actor, deaths);
        self.losses.push(Extra { event, fact });
    }

    pub(in crate::graph) fn place(&mut self, event: usize, place: PlaceId) {
        self.places.push(Extra { event, fact: place });
    }

    pub(in crate::graph) fn id(&mut self, event: usize, id: &str) {
        let fact = self.text(id);
        self.ids.push(Extra { event, fact });
    }

    pub(in crate::graph) fn note(&mut self, event: usize, note: &str) {
        let fact = self.text(note);
        self.notes.push(Extra { event, fact });
    }

    fn text(&mut self, text: &str) -> Range<usize> {
        let from = self.texts.len();
        self.texts.push_str(text);
        from..self.texts.len()
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
        if self.events().iter().any(|events| !events.is_empty()) {
            self.bits = vec![0; rows.div_ceil(64)];
        }
        for event in self.events().into_iter().flatten() {
            // one of a row that there is not is reported
            if let Some(word) = self.bits.get_mut(event / 64) {
                *word |= 1 << (event % 64);
            }
        }
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
            let own = all.iter().filter_map(|one| {
                let place = statement_of.binary_search_by_key(&one.event, |pair| pair.0);
                Some(Extra {
                    event: statement_of[place.ok()?].1 as usize,
                    fact: fact(one.fact.clone()),
                })
            });
            own.collect()
        }
        let mut own = Self {
            beside: moved(&self.beside, statement_of, |(side, one)| (side, actor(one))),
            losses: moved(&self.losses, statement_of, |(one, deaths)| {
                (actor(one), deaths)
            }),
            places: moved(&self.places, statement_of, |place| place),
            ids: moved(&self.ids, statement_of, |id| id),
            notes: moved(&self.notes, statement_of, |note| note),
            texts: self.texts.clone(),
            bits: Vec::new(),
            ids_by_text: Vec::new(),
        };
        own.sort(statements);
        let mut by_text: Vec<u32> = (0_u32..).zip(&own.ids).map(|(place, _)| place).collect();
        by_text.sort_unstable_by_key(|&place| own.id_text(place));
        own.ids_by_text = by_text;
        own
    }

    fn id_text(&self, place: u32) -> &str {
        &self.texts[self.ids[place as usize].fact.clone()]
    }

    /// Whether a statement has this id.
    pub(in crate::graph) fn has_id(&self, id: &str) -> bool {
        let found = self
            .ids_by_text
            .binary_search_by(|&place| self.id_text(place).cmp(id));
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
            .partition_point(|one| one.event < *events.start());
        let starts = events.map(|event| {
            let rest = self.beside[at..].iter();
            at += rest.take_while(|one| one.event < event).count();
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
        of(&self.losses, event).copied()
    }

    pub(in crate::graph) fn places_of(&self, event: usize) -> impl Iterator<Item = PlaceId> {
        of(&self.places, event).copied()
    }

    pub(in crate::graph) fn id_of(&self, event: usize) -> Option<&str> {
        of(&self.ids, event)
            .next()
            .map(|id| &self.texts[id.clone()])
    }

    pub(in crate::graph) fn note_of(&self, event: usize) -> Option<&str> {
        let note = of(&self.notes, event).next();
        note.map(|note| &self.texts[note.clone()])
    }

    /// The rows of which something is said, by the kind of what is said.
    pub(in crate::graph) fn events(&self) -> [Vec<usize>; 5] {
        [
            self.beside.iter().map(|one| one.event).collect(),
            self.losses.iter().map(|one| one.event).collect(),
            self.places.iter().map(|one| one.event).collect(),
            self.ids.iter().map(|one| one.event).collect(),
            self.notes.iter().map(|one| one.event).collect(),
        ]
    }
}

/// The facts of a row, of all in the order of rows.
fn of<T>(all: &[Extra<T>], event: usize) -> impl Iterator<Item = &T> {
    let first = all.partition_point(|one| one.event < event);
    let own = all[first..]
        .iter()
        .take_while(move |one| one.event == event);
    own.map(|one| &one.fact)
}
