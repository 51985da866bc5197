//! The library's answers as plain data, in the words of the oracle.
//!
//! A thing told several times is named by its first statement: whether an answer names one telling or
//! all of them is not what these laws are about.

use crate::support::oracle::coverage::Covered;
use crate::support::oracle::happenings::Happening;
use crate::support::oracle::lives::Cause;
use crate::support::oracle::time::number;
use crate::support::oracle::tolls::Total;
use crate::support::oracle::{Change, Oracle, Other};
use factions::{
    ActorId, Associate, Certainty, Deaths, Holds, Membership, Record, StatementId, StatementRef,
};
use std::collections::{BTreeMap, BTreeSet};

/// The first statements of the things that are told.
pub(crate) fn things(
    oracle: &Oracle<'_>,
    statements: impl IntoIterator<Item = StatementId>,
) -> BTreeSet<StatementId> {
    let first = |id: StatementId| oracle.same(id).first().copied();
    statements.into_iter().filter_map(first).collect()
}

pub(crate) fn thing(oracle: &Oracle<'_>, id: StatementId) -> StatementId {
    oracle.same(id).first().copied().unwrap_or(id)
}

pub(crate) fn ids(statements: &[StatementRef<'_>]) -> BTreeSet<StatementId> {
    statements.iter().map(|one| one.id()).collect()
}

pub(crate) fn actors(record: &Record) -> impl Iterator<Item = ActorId> {
    (0..u32::try_from(record.actors().len()).expect("a few")).map(ActorId::new)
}

type Others = BTreeMap<ActorId, (Holds, Certainty, BTreeSet<StatementId>)>;

pub(crate) fn others(answers: Vec<Associate<'_>>) -> Others {
    let row = |one: Associate<'_>| {
        let grounds = &one.grounds;
        let said = (grounds.holds, grounds.certainty, ids(&grounds.statements));
        (one.other.id(), said)
    };
    answers.into_iter().map(row).collect()
}

pub(crate) fn slow_others(answers: BTreeMap<ActorId, Other>) -> Others {
    let row = |(id, one): (ActorId, Other)| (id, (one.holds, one.certainty, one.statements));
    answers.into_iter().map(row).collect()
}

/// For each actor at the other end: how it holds, directly alone and in all, and how sure that is.
pub(crate) fn belonging(
    answers: &[Membership<'_>],
    direct: bool,
    other: impl Fn(&Membership<'_>) -> ActorId,
) -> BTreeMap<ActorId, (Holds, Certainty)> {
    let mut found = BTreeMap::new();
    for answer in answers {
        let chains = { answer.chains.iter() }
            .filter(|chain| !direct || chain.ties.len() == 1)
            .map(|chain| (chain.holds, chain.certainty));
        if let Some(best) = chains.max() {
            found.insert(other(answer), best);
        }
        let all = { answer.chains.iter() }
            .map(|chain| (chain.holds, chain.certainty))
            .max();
        assert_eq!(all, Some((answer.grounds.holds, answer.grounds.certainty)));
    }
    found
}

/// Low, best and high; happenings, violent ones, those of them without a figure, those without best.
/// `None`: nothing is known, of days that are not covered.
pub(crate) type Counted = Option<(Option<(u64, u64, u64)>, [u64; 4])>;

pub(crate) fn count(count: factions::Count) -> Counted {
    let low_best_high = |deaths: Deaths| (deaths.low, deaths.best_or_low(), deaths.high);
    let (violent, without) = (count.violent, count.without_figure);
    let known = (
        count.killed().map(low_best_high),
        [count.happenings, violent, without, count.without_best],
    );
    assert!(!count.is_silent() || known == (None, [0; 4]));
    (!count.is_silent()).then_some(known)
}

/// Whether the oracle has days covered, in the library's words.
pub(crate) fn slow_covered(oracle: &Oracle<'_>, days: (i64, i64)) -> factions::Covered {
    match oracle.covered(days) {
        // a window has a day; of none there is nothing to say
        _ if days.0 >= days.1 => factions::Covered::Yes,
        Covered::Yes => factions::Covered::Yes,
        Covered::Partly => factions::Covered::Partly,
        Covered::No => factions::Covered::No,
    }
}

/// "The figures of an uncovered step or window without happenings, their number too, are null."
pub(crate) fn is_silent(all: &Total, covered: factions::Covered) -> bool {
    covered == factions::Covered::No && all.happenings == 0
}

/// Of events all, and those that certainly were.
pub(crate) fn total<'h>(events: impl IntoIterator<Item = &'h Happening>) -> (Total, Total) {
    let (mut all, mut certain) = (Total::default(), Total::default());
    for event in events {
        all.add(event);
        if event.holds == Holds::Certainly {
            certain.add(event);
        }
    }
    (all, certain)
}

pub(crate) fn slow_count(total: &Total, is_silent: bool) -> Counted {
    let counts = [
        total.happenings,
        total.violent,
        total.violent_without_figure,
        total.without_best,
    ];
    (!is_silent).then_some((total.deaths(), counts.map(|count| count as u64)))
}

/// A change, without its cause.
pub(crate) type Changed = (
    (i64, i64),
    &'static str,
    ActorId,
    Option<ActorId>,
    (Holds, Certainty),
    BTreeSet<StatementId>,
    BTreeSet<StatementId>,
);

/// The library's changes, each with its cause.
pub(crate) fn changed(
    oracle: &Oracle<'_>,
    changes: &[factions::Change<'_>],
) -> Vec<(Changed, Option<Cause>)> {
    let row = |change: &factions::Change<'_>| {
        let cause = change.cause.map(|cause| match cause.event() {
            Some(event) => Cause::Statement(thing(oracle, event.id())),
            None => Cause::EndOf(dissolved(cause)),
        });
        let grounds = &change.grounds;
        let event = change
            .cause
            .and_then(factions::Cause::event)
            .map(factions::StatementRef::id);
        let told = (
            (number(change.days.first), number(change.days.last)),
            change.kind.as_str(),
            change.actor.id(),
            change.other.map(factions::ActorRef::id),
            (grounds.holds, grounds.certainty),
            // of the grounds the cause is a part
            things(oracle, ids(&grounds.statements).into_iter().chain(event)),
            things(oracle, ids(&change.despite)),
        );
        (told, cause)
    };
    changes.iter().map(row).collect()
}

fn dissolved(cause: factions::Cause<'_>) -> ActorId {
    match cause {
        factions::Cause::Dissolution(actor) => actor.id(),
        _ => unreachable!("what is no event is a dissolution"),
    }
}

/// The oracle's changes, each with all that may be named as its cause.
pub(crate) fn slow_changed(
    oracle: &Oracle<'_>,
    changes: BTreeSet<Change>,
) -> Vec<(Changed, BTreeSet<Cause>)> {
    let row = |change: Change| {
        let cause = change.cause.iter().map(|&cause| match cause {
            Cause::Statement(id) => Cause::Statement(thing(oracle, id)),
            Cause::EndOf(actor) => Cause::EndOf(actor),
        });
        let event = |cause: &Cause| match *cause {
            Cause::Statement(id) => Some(id),
            Cause::EndOf(_) => None,
        };
        let events = change.cause.iter().filter_map(event);
        let told = (
            (change.earliest, change.latest),
            change.kind,
            change.actor,
            change.other,
            (change.holds, change.certainty),
            things(oracle, change.statements.into_iter().chain(events)),
            things(oracle, change.despite),
        );
        (told, cause.collect())
    };
    changes.into_iter().map(row).collect()
}
