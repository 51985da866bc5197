//! Data sets of states: lists, alliances, disputes, wars.
//!
//! States are numbers of the Correlates of War or of Gleditsch and Ward: each list is a scheme of its own, and nothing
//! is joined across them. `list` has the states and their periods, `alliances` and `treaties` the pacts, `disputes`,
//! `wars` and `rivalries` the parties of contests; `sides` makes relations of all pairs across sides that took part at
//! one time. `book` has the names, `span` rough days.

mod alliances;
mod book;
mod disputes;
mod list;
mod rivalries;
mod sides;
mod span;
mod treaties;
mod wars;

use super::assembly::{Assembly, Cast, NewActor, Seat};
use super::common::DataSet;
use super::common::DataSetOptions;
use super::common::{Desk, Family};
use super::kit::states::Scheme;
use super::kit::table::Table;
use crate::import::LoadError;
use alliances::Alliances;
use book::Book;
use list::List;
use rivalries::Rivalries;
use sides::Contests;
use treaties::Treaties;

/// The files of states that are read together.
#[derive(Debug)]
pub(super) struct States {
    book: Book,
    list: List,
    alliances: Alliances,
    treaties: Treaties,
    contests: Contests,
    rivalries: Rivalries,
}

impl States {
    /// Makes a reader for states with the numbers of this list.
    pub(super) fn by(scheme: Scheme) -> Self {
        Self {
            book: Book::new(scheme),
            list: List::default(),
            alliances: Alliances::default(),
            treaties: Treaties::default(),
            contests: Contests::default(),
            rivalries: Rivalries::default(),
        }
    }
}

impl Family for States {
    fn read(
        &mut self,
        set: DataSet,
        table: &mut Table<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), LoadError> {
        let book = &mut self.book;
        match set {
            DataSet::CowAlliances => self.alliances.read(table, desk, book),
            DataSet::Atop => self.treaties.read(table, desk, book),
            DataSet::Disputes => disputes::read(table, desk, book, &mut self.contests),
            DataSet::Rivalries => self.rivalries.read(table, desk, book),
            DataSet::CowWars => wars::read(table, desk, book, &mut self.contests),
            _ => self.list.read(table, desk, book),
        }
    }

    fn finish(&mut self, assembly: &mut Assembly, _options: &DataSetOptions) {
        self.list.finish(assembly, &mut self.book);
        self.alliances.finish(assembly, &self.book);
        self.treaties.finish(assembly, &self.book);
        self.contests.finish(assembly, &self.book);
        self.rivalries.finish(assembly, &self.book);
    }

    fn describe(&self, cast: &Cast, seat: Seat) -> NewActor {
        self.book.describe(cast, seat)
    }
}
