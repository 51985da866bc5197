//! Reads statements whose values are typed already, such as rows of data sets.

use super::Reader;
use super::fits;
use crate::model::{
    Actor, ActorId, Coverage, Day, Place, PlaceId, Source, SourceId, Statement, When,
};
use crate::record::format::{At, Spots};
use crate::record::problems::Code;
use crate::record::unchecked::{ActorRow, PlaceRow, SourceRow, StatementRow};
use std::collections::BTreeSet;

impl Reader {
    /// Returns the number of the actor with this key, for use in a given statement.
    pub(crate) fn actor_number(&mut self, key: &str) -> ActorId {
        ActorId::new(self.rows.keys.actors.number(key))
    }

    /// Returns the number of the source with this key, for use in a given statement.
    pub(crate) fn source_number(&mut self, key: &str) -> SourceId {
        SourceId::new(self.rows.keys.sources.number(key))
    }

    /// Returns the number of the place with this key, for use in a given statement.
    pub(crate) fn place_number(&mut self, key: &str) -> PlaceId {
        PlaceId::new(self.rows.keys.places.number(key))
    }

    /// Takes an actor with this number, from the entry that begins at this place.
    pub(crate) fn given_actor(&mut self, number: ActorId, actor: Actor, at: At) {
        let spots = || Spots::of_slice(at, &[]);
        self.rows.actors.push(ActorRow {
            number: number.number(),
            active_spots: actor.active.iter().map(|_| spots()).collect(),
            actor,
            has_kind: true,
            is_partial: false,
            is_sure: true,
            spots: spots(),
        });
    }

    /// Takes a source with this number, from the entry that begins at this place.
    pub(crate) fn given_source(&mut self, number: SourceId, source: Source, at: At) {
        self.rows.sources.push(SourceRow {
            number: number.number(),
            source,
            is_whole: true,
            spots: Spots::of_slice(at, &[]),
        });
    }

    /// Takes a place with this number, from the entry that begins at this place.
    pub(crate) fn given_place(&mut self, number: PlaceId, place: Place, at: At) {
        self.rows.places.push(PlaceRow {
            number: number.number(),
            place,
            whole: at,
        });
    }

    /// Returns the number of statements taken so far.
    pub(crate) const fn statement_count(&self) -> usize {
        self.rows.statements.len()
    }

    /// Returns a statement by its number in the order in which they were taken.
    pub(crate) fn statement_at(&self, number: usize) -> Option<&Statement> {
        self.rows.statements.get(number).map(|row| &row.statement)
    }

    /// Reserves memory for this many more statements, if there is enough.
    ///
    /// A list that grows step by step is copied, and is in memory twice meanwhile.
    pub(crate) fn expect_more(&mut self, statements: usize) {
        drop(self.rows.statements.try_reserve_exact(statements));
    }

    /// Declares that no two statements share an id, because the caller has made sure of it.
    pub(crate) const fn has_each_id_once(&mut self) {
        self.rows.has_each_id_once = true;
    }

    /// Iterates over the statements from this number on, with the places of their entries.
    pub(crate) fn statements_from(
        &mut self,
        first: usize,
    ) -> impl Iterator<Item = (&mut Statement, At)> {
        let rows = self.rows.statements.get_mut(first..).unwrap_or_default();
        rows.iter_mut()
            .map(|row| (&mut row.statement, row.spots.whole))
    }

    /// Removes the statements with these numbers; later ones get lower numbers.
    pub(crate) fn leave_out(&mut self, numbers: &BTreeSet<usize>) {
        if numbers.is_empty() {
            return;
        }
        let mut all = 0..;
        let is_kept =
            |_: &StatementRow| all.next().is_some_and(|number| !numbers.contains(&number));
        self.rows.statements.retain(is_kept);
    }

    /// Takes a statement from the entry that begins at this place.
    ///
    /// Its actors, sources and places have the numbers that [`actor_number`](Self::actor_number) and the like
    /// return.
    pub(crate) fn given(&mut self, statement: Statement, at: At) {
        let has_ends = fits(statement.kind(), &statement.ends);
        if !has_ends {
            let message = format!("a {} cannot have these ends", statement.kind());
            self.desk.error(at, Code::WrongEnds, message, None);
        }
        self.rows.statements.push(StatementRow {
            statement,
            has_kind: true,
            is_whole: true,
            is_partial: false,
            is_sure: true,
            has_ends,
            spots: Spots::of_slice(at, &[]),
        });
    }

    /// Declares that everything read so far is one part of the record, and another will follow.
    pub(in crate::record) fn is_first_part(&mut self) {
        self.has_parts = true;
        let header = &mut self.rows.header;
        if header.covers.is_empty() {
            let end = header.as_of.and_then(|day| day.next().date());
            let end = end.map(When::from);
            header.covers.push(Coverage { start: None, end });
            header.covers_spots.push(Spots::default());
        }
    }

    /// Sets the header of the record or, after a first part, adds that of a further part.
    ///
    /// As in a merge, `as_of` is the latest if all parts have one, and each part has a coverage of its own,
    /// or none. If a part is read again or continued, its new coverage replaces the one in `replaced`.
    pub(crate) fn part_header(
        &mut self,
        title: &str,
        as_of: Option<Day>,
        (covers, replaced): (Option<Coverage>, Option<&Coverage>),
    ) {
        const BETWEEN: &str = "; with ";
        let header = &mut self.rows.header;
        let is_first = !std::mem::replace(&mut self.has_parts, true);
        header.title = Some(match header.title.take() {
            Some(before) if before.split(BETWEEN).any(|part| part == title) => before,
            Some(before) => format!("{before}{BETWEEN}{title}").into(),
            None => title.into(),
        });
        header.as_of = match (header.as_of, as_of) {
            (Some(one), Some(other)) => Some(one.max(other)),
            (_, own) if is_first => own,
            _ => None,
        };
        let old = header.covers.iter().position(|one| Some(one) == replaced);
        if let Some(place) = old {
            header.covers.remove(place);
            header.covers_spots.remove(place);
        }
        if let Some(covers) = covers {
            header.covers.push(covers);
            header.covers_spots.push(Spots::default());
        }
    }

    /// Returns the coverages of the parts read so far.
    pub(crate) fn covers(&self) -> &[Coverage] {
        &self.rows.header.covers
    }
}
