//! Rows that were read and not yet checked: entries with the places of their keys.
//!
//! In a row each actor, source and place is the number of its key in an [`Interner`], in the order
//! in which the text first names it. The record later numbers them by key.

use super::intern::Interner;
use super::lost::Lost;
use crate::model::{Actor, Coverage, Day, IdList, Native, Place, Source, SourceId, Statement};
use crate::record::format::{At, Section, Spots};
use crate::record::problems::Names;
use std::collections::HashSet;
use std::sync::Arc;

/// All rows of a record.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub(crate) struct Rows {
    pub(crate) header: Header,
    pub(crate) sources: Vec<SourceRow>,
    pub(crate) actors: Vec<ActorRow>,
    pub(crate) places: Vec<PlaceRow>,
    pub(crate) statements: Vec<StatementRow>,
    pub(crate) keys: Keys,
    /// Whether somebody wrote the record by hand.
    pub(crate) is_by_hand: bool,
    /// Whether entries that break a rule are set aside, because a program exported the file.
    pub(crate) sets_aside: bool,
    /// Whether other parts will follow, whose statements this one may name.
    pub(crate) is_part: bool,
    /// Whether the caller has made sure that no two statements share an id.
    pub(crate) has_each_id_once: bool,
    /// The parts of the text that could not be read.
    pub(crate) lost: Lost,
    /// Sections that may have lost entries without a trace, because the text was cut off.
    pub(crate) cut: HashSet<Section>,
    /// Keys of entries that could not be read at all.
    pub(crate) unread: HashSet<(Section, u32)>,
    /// The files of entries made in code, with their first numbers by section.
    pub(crate) origins: Vec<(Arc<str>, [usize; 6])>,
}

/// The keys that were mentioned or declared.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    pub(crate) sources: Interner,
    pub(crate) actors: Interner,
    pub(crate) places: Interner,
}

/// The header, which applies to the whole record.
#[derive(Debug, Default)]
pub(crate) struct Header {
    pub(crate) title: Option<Box<str>>,
    pub(crate) as_of: Option<Day>,
    pub(crate) sources: IdList<SourceId>,
    /// One coverage for each part of a merged record.
    pub(crate) covers: Vec<Coverage>,
    pub(crate) native: Native,
    /// Whether something in it could not be read.
    pub(crate) is_doubtful: bool,
    pub(crate) spots: Spots,
    /// The places of each coverage.
    pub(crate) covers_spots: Vec<Spots>,
}

#[derive(Debug)]
pub(crate) struct SourceRow {
    /// The number of its key.
    pub(crate) number: u32,
    pub(crate) source: Source,
    /// Whether everything in it could be read.
    pub(crate) is_whole: bool,
    pub(crate) spots: Spots,
}

#[derive(Debug)]
pub(crate) struct ActorRow {
    /// The number of its key.
    pub(crate) number: u32,
    pub(crate) actor: Actor,
    /// Whether its kind could be read.
    pub(crate) has_kind: bool,
    /// Whether a part of it is lost.
    pub(crate) is_partial: bool,
    /// Whether its names, times and evidence could all be read.
    pub(crate) is_sure: bool,
    pub(crate) spots: Spots,
    /// The places of each active period.
    pub(crate) active_spots: Vec<Spots>,
}

#[derive(Debug)]
pub(crate) struct PlaceRow {
    /// The number of its key.
    pub(crate) number: u32,
    pub(crate) place: Place,
    /// The place of its key.
    pub(crate) whole: At,
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub(crate) struct StatementRow {
    pub(crate) statement: Statement,
    /// Whether its kind could be read.
    pub(crate) has_kind: bool,
    /// Whether everything in it could be read.
    pub(crate) is_whole: bool,
    /// Whether a part of it is lost.
    pub(crate) is_partial: bool,
    /// Whether its time and evidence could be read, which may excuse it from a rule.
    pub(crate) is_sure: bool,
    /// Whether its kind allows ends with this form and number.
    pub(crate) has_ends: bool,
    pub(crate) spots: Spots,
}

impl Names for Rows {
    fn key(&self, section: Section, index: usize) -> Option<&str> {
        match section {
            Section::Sources => self.sources.get(index).map(|row| &*row.source.key),
            Section::Actors => self.actors.get(index).map(|row| &*row.actor.key),
            Section::Places => self.places.get(index).map(|row| &*row.place.key),
            Section::Header | Section::Relations | Section::Events => None,
        }
    }

    fn origin(&self, section: Section, index: usize) -> (Option<Arc<str>>, usize) {
        let first = |origin: &&(Arc<str>, [usize; 6])| origin.1[section as usize] <= index;
        match self.origins.iter().rev().find(first) {
            Some((file, firsts)) => (Some(Arc::clone(file)), index - firsts[section as usize]),
            None => (None, index),
        }
    }
}
