//! Reads a file that a program exported: sets aside each entry that breaks a rule, and reads the rest.

use crate::model::IdList;
use crate::record::built::Record;
use crate::record::built::{Apart, build};
use crate::record::check;
use crate::record::format::{At, Key};
use crate::record::problems::{Desk, Problem, Problems};
use crate::record::read::Reader;
use crate::record::unchecked::{Header, Rows};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An entry of a file that was not taken into the record, and the rules that it breaks.
#[derive(Debug)]
pub(crate) struct SetAside {
    /// The place at which the entry begins.
    pub(crate) entry: At,
    /// The rules that it breaks; at least one.
    pub(crate) problems: Vec<Problem>,
}

impl Reader {
    /// Makes the record without the entries that break a rule, and returns those with their
    /// problems.
    ///
    /// `entry` says for a place in the file where its entry begins. If an entry depends on one that
    /// is set aside, it breaks a rule, too, and is set aside.
    ///
    /// # Errors
    ///
    /// Returns all mistakes if one of them belongs to no entry of the file.
    ///
    /// # Complexity
    ///
    /// That of [`finish`](Self::finish), and once more for each step in a chain of entries that
    /// depend on each other.
    ///
    /// `apart` takes each statement that is kept outside the record, with the numbers of the record, and
    /// returns all others. A statement that others name stays in the record.
    pub(crate) fn finish_without_the_wrong(
        mut self,
        entry: impl Fn(At) -> At,
        apart: Option<Apart<'_>>,
    ) -> Result<(Record, Vec<SetAside>), Problems> {
        let mut aside: BTreeMap<At, Vec<Problem>> = BTreeMap::new();
        // an entry that could not be read does not excuse an entry that names it
        self.rows.unread.clear();
        self.rows.sets_aside = true;
        let mut read = std::mem::take(&mut self.desk);
        let (mut desk, mut is_checked) = (read.take_errors(), false);
        loop {
            if desk.has_errors() {
                let errors = desk.take_errors().into_placed_problems(&self.rows);
                let wrong: BTreeSet<At> = errors.iter().map(|(at, _)| entry(*at)).collect();
                let count = self.rows.take_out(|at| wrong.contains(&entry(at)));
                let is_of_the_file = wrong.iter().all(|at| at.code().is_none());
                // a mistake that stays after its entry was removed belongs to no entry
                if !is_of_the_file || (is_checked && count == 0) {
                    let problems = errors.into_iter().map(|(_, problem)| problem);
                    return Err(Problems::new(problems.collect()));
                }
                for (at, problem) in errors {
                    aside.entry(entry(at)).or_default().push(problem);
                }
            } else if is_checked {
                break;
            }
            self.rows.fill();
            desk = Desk::default();
            check::all(&self.rows, &mut desk);
            is_checked = true;
        }
        read.add(desk);
        read.keep(|at| !aside.contains_key(&entry(at)));
        let warnings = read.into_problems(&self.rows);
        let aside = aside.into_iter();
        let aside = aside.map(|(entry, problems)| SetAside { entry, problems });
        Ok((build::build(self.rows, warnings, apart), aside.collect()))
    }
}

impl Rows {
    /// Removes the entries that begin at places for which `is_wrong` is true, and returns their
    /// number.
    fn take_out(&mut self, is_wrong: impl Fn(At) -> bool) -> usize {
        let count = |rows: &Self| {
            rows.sources.len() + rows.actors.len() + rows.places.len() + rows.statements.len()
        };
        let before = count(self);
        let header = self.header.spots.whole;
        let has_wrong_header = header != At::default() && is_wrong(header);
        if has_wrong_header {
            let native = std::mem::take(&mut self.header.native);
            self.header = Header {
                native,
                ..Header::default()
            };
            self.forget_header();
        }
        self.sources.retain(|row| !is_wrong(row.spots.whole));
        self.actors.retain(|row| !is_wrong(row.spots.whole));
        self.places.retain(|row| !is_wrong(row.whole));
        self.statements.retain(|row| !is_wrong(row.spots.whole));
        before - count(self) + usize::from(has_wrong_header)
    }

    /// Removes from the entries the sources and the day that they got from a header that was
    /// removed.
    fn forget_header(&mut self) {
        for row in &mut self.actors {
            let evidence = &mut row.actor.evidence;
            if !row.spots.has(Key::Source) {
                evidence.sources = IdList::default();
            }
            if !row.spots.has(Key::AsOf) {
                evidence.as_of = None;
            }
            let periods = row.actor.active.iter_mut().zip(&row.active_spots);
            for (one, spots) in periods {
                if let Some(own) = one.evidence.as_mut()
                    && !spots.has(Key::ActiveSource)
                {
                    own.sources = IdList::default();
                }
            }
        }
        for row in &mut self.statements {
            let (has_source, has_day) = (row.spots.has(Key::Source), row.spots.has(Key::AsOf));
            if !has_source || !has_day {
                let evidence = Arc::make_mut(&mut row.statement.evidence);
                if !has_source {
                    evidence.sources = IdList::default();
                }
                if !has_day {
                    evidence.as_of = None;
                }
            }
        }
    }
}
