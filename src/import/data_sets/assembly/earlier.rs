//! Rows that the earlier record has already, in the same or in an earlier version.

use super::assemble::Assembly;
use super::versions::{Versions, content_of, stem};
use crate::import::report::Measure;
use crate::model::Statement;
use crate::record::QuickSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The statements of one id, without what tells versions apart: those of the record, and new ones.
#[derive(Debug, Default)]
struct OfOneId {
    earlier: Vec<usize>,
    new: Vec<usize>,
}

impl Assembly {
    /// Lets new statements follow those of the record beside that have their ids: what says the same is left
    /// out, what says otherwise is a later version and withdraws them.
    pub(super) fn follow_earlier(&mut self, versions: &Versions) {
        let first = self.first_statement;
        let mut all = self.of_each_id();
        all.retain(|_, one| !one.earlier.is_empty());
        if all.is_empty() {
            return;
        }
        let mut left: BTreeSet<usize> = BTreeSet::new();
        let mut changed: Vec<(usize, Change)> = Vec::new();
        {
            let places = self.gazetteer.by_number();
            let content = |number: &usize| {
                let statement = self.reader.statement_at(*number);
                statement.map_or_else(String::new, |one| content_of(&self.cast, &places, one))
            };
            let orders: BTreeMap<&str, u64> = all
                .values()
                .flat_map(|one| &one.new)
                .filter_map(|number| Some((self.id(*number), versions.order(number - first)?)))
                .collect();
            for (stem, one) in &all {
                let mut new: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
                for number in &one.new {
                    let id = self.id(*number);
                    // one of several who may be meant is as late as the first of them
                    let base = orders.get(id).or_else(|| orders.get(base_of(id)));
                    new.entry(base.copied().unwrap_or(0))
                        .or_default()
                        .push(*number);
                }
                let current = self.current(&one.earlier);
                let own: BTreeSet<String> = current.iter().map(content).collect();
                let before: Vec<Box<str>> =
                    one.earlier.iter().map(|n| self.id(*n).into()).collect();
                let mut taken: BTreeSet<Box<str>> = before.iter().cloned().collect();
                let mut names: BTreeMap<Box<str>, Box<str>> = BTreeMap::new();
                let mut is_first = true;
                for (order, numbers) in new {
                    let said: BTreeSet<String> = numbers.iter().map(content).collect();
                    if is_first && said == own {
                        let id = current.first().map(|number| self.id(*number));
                        for number in numbers {
                            let id = id.map_or_else(|| stem.clone(), Into::into);
                            names.insert(self.id(number).into(), id);
                            left.insert(number);
                        }
                        continue;
                    }
                    is_first = false;
                    for number in numbers {
                        let old = self.id(number);
                        let part = part_of(old);
                        let mut id: Box<str> = old.into();
                        let mut count = 1;
                        while taken.contains(&id) || *base_of(&id) == **stem {
                            let label = versions.label(order);
                            let again = if count > 1 {
                                format!("-{count}")
                            } else {
                                String::new()
                            };
                            id = format!("{stem}@{label}{again}{part}").into();
                            count += 1;
                        }
                        taken.insert(id.clone());
                        names.insert(old.into(), id.clone());
                        changed.push((
                            number,
                            Change {
                                id,
                                before: before.clone(),
                                names: BTreeMap::new(),
                            },
                        ));
                    }
                }
                for (number, change) in changed.iter_mut().rev() {
                    if !one.new.contains(number) {
                        break;
                    }
                    change.names.clone_from(&names);
                }
            }
        }
        for (number, change) in changed {
            let Some((statement, at)) = self.reader.statements_from(number).next() else {
                continue;
            };
            change.make(statement);
            let message = "a later version of what the record beside has: it withdraws the earlier (the \
                           files are taken to be later than the record)";
            let report = &mut self.report;
            report.note(
                Measure::Changed,
                "later-than-the-record",
                message,
                at,
                &change.id,
            );
        }
        self.leave_out(&left);
    }

    /// Leaves out what the record says already.
    fn leave_out(&mut self, left: &BTreeSet<usize>) {
        for number in left {
            let Some((statement, at)) = self.reader.statements_from(*number).next() else {
                continue;
            };
            let message = "the record beside has the same already";
            let id = statement.id.to_string();
            self.report
                .note(Measure::Merged, "in-the-record", message, at, &id);
            if !self.derived.contains(&at) {
                let counts = self.report.counts();
                counts.made = counts.made.saturating_sub(1);
                counts.merged += 1;
            }
        }
        self.reader.leave_out(left);
    }

    fn id(&self, number: usize) -> &str {
        self.reader.statement_at(number).map_or("", |one| &one.id)
    }

    /// The statements of each id that new ones have.
    fn of_each_id(&self) -> BTreeMap<Box<str>, OfOneId> {
        let mut all: BTreeMap<Box<str>, OfOneId> = BTreeMap::new();
        let first = self.first_statement;
        if first == 0 {
            return all;
        }
        let count = self.reader.statement_count();
        let own: QuickSet<&str> = (0..first).map(|number| stem_of(self.id(number))).collect();
        for number in first..count {
            let stem = stem_of(self.id(number));
            if own.contains(stem) {
                all.entry(stem.into()).or_default().new.push(number);
            }
        }
        for number in 0..first {
            if let Some(one) = all.get_mut(stem_of(self.id(number))) {
                one.earlier.push(number);
            }
        }
        all
    }

    /// Those of some statements of one id that are not withdrawn.
    fn current(&self, numbers: &[usize]) -> Vec<usize> {
        let all = numbers
            .iter()
            .filter_map(|number| self.reader.statement_at(*number));
        let withdrawn: BTreeSet<&str> = all
            .flat_map(|one| one.evidence.withdraws.iter().map(|id| &**id))
            .collect();
        let is_current = |number: &&usize| {
            let statement = self.reader.statement_at(**number);
            statement.is_some_and(|one| {
                one.evidence.withdrawn.is_none() && !withdrawn.contains(&*one.id)
            })
        };
        numbers.iter().filter(is_current).copied().collect()
    }
}

/// What becomes of a statement that follows others.
struct Change {
    id: Box<str>,
    /// The ids of the record that it withdraws.
    before: Vec<Box<str>>,
    /// What others of its id are called now.
    names: BTreeMap<Box<str>, Box<str>>,
}

impl Change {
    fn make(&self, statement: &mut Statement) {
        let name = |id: &str| self.names.get(id).map_or_else(|| id.into(), Clone::clone);
        statement.id = (*self.id).into();
        let same_as: BTreeSet<Box<str>> = statement.same_as.iter().map(|id| name(id)).collect();
        statement.same_as = same_as.into_iter().collect();
        let evidence = Arc::make_mut(&mut statement.evidence);
        let withdraws = evidence.withdraws.iter().map(|id| name(id));
        let withdraws: BTreeSet<Box<str>> = withdraws.chain(self.before.iter().cloned()).collect();
        evidence.withdraws = withdraws.into_iter().collect();
    }
}

/// What stands behind the id of a row in that of a further statement of it: `/2`; or nothing.
fn part_of(id: &str) -> &str {
    let Some(place) = id.rfind('/') else {
        return "";
    };
    let number = &id[place + 1..];
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { &id[place..] } else { "" }
}

/// The id of the row of a further statement.
fn base_of(id: &str) -> &str {
    &id[..id.len() - part_of(id).len()]
}

/// An id without what tells versions, and statements of one row, apart.
fn stem_of(id: &str) -> &str {
    base_of(stem(base_of(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_further_statements_of_a_row_have_one_stem() {
        for id in [
            "ged-1",
            "ged-1@26.0.6",
            "ged-1/2",
            "ged-1@26.0.6/2",
            "ged-1@26.0.6-2",
        ] {
            assert_eq!(stem_of(id), "ged-1", "{id}");
        }
        assert_eq!(stem_of("acled-a/b"), "acled-a/b");
    }
}
