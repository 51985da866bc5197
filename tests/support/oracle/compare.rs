//! Two views compared, a dyad, and a series of steps.

use std::collections::{BTreeMap, BTreeSet};

use factions::{ActorId, Holds, Kind};

use super::Oracle;
use super::evidence::are_tied;
use super::happenings::Happening;
use super::ties::Tie;
use super::tolls::Total;
use super::words::Other;

/// A kind and pair: of an unordered pair the lower actor stands first.
///
/// "Of one kind and pair directed and mutual ones are one row unless the kind is directed": a directed
/// rivalry (from, to) and a mutual one of the same two are one pair.
pub(crate) type KindAndPair = (Kind, ActorId, ActorId, bool);

/// A row of a diff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// `come`, `gone` or `changed`.
    pub(crate) word: &'static str,
    pub(crate) holds: Holds,
    pub(crate) first: Option<Other>,
    pub(crate) second: Option<Other>,
    /// The ways round in which the ties of the pair stand, of the view from which the row is.
    pub(crate) ways: BTreeSet<(ActorId, ActorId)>,
}

/// The same view, of what is only possible, too.
fn possibly<'r>(oracle: &Oracle<'r>) -> Oracle<'r> {
    let mut lens = oracle.lens.clone();
    lens.certainly = false;
    Oracle::new(oracle.record, lens)
}

/// A kind and pair of a tie.
fn key(tie: &Tie) -> KindAndPair {
    match tie.kind.relation() {
        Some(kind) if !kind.is_directed() => (tie.kind, tie.a.min(tie.b), tie.a.max(tie.b), false),
        _ => (tie.kind, tie.a, tie.b, tie.is_directed),
    }
}

/// Every kind and pair of a view, with how it holds at best and by which statements.
fn held(oracle: &Oracle) -> BTreeMap<KindAndPair, Other> {
    let mut held: BTreeMap<KindAndPair, Other> = BTreeMap::new();
    for tie in oracle.ties() {
        let key = key(&tie);
        let said = Other {
            holds: tie.holds,
            certainty: tie.certainty,
            statements: tie.statements,
        };
        match held.get_mut(&key) {
            Some(other) => other.add(&said),
            None => {
                held.insert(key, said);
            }
        }
    }
    held
}

/// The ways round in which the ties of each kind and pair stand.
fn ways_round(oracle: &Oracle) -> BTreeMap<KindAndPair, BTreeSet<(ActorId, ActorId)>> {
    let mut ways: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for tie in oracle.ties() {
        ways.entry(key(&tie)).or_default().insert((tie.a, tie.b));
    }
    ways
}

/// "**diff(view, view)**: come and gone: a kind and pair that one view holds and the other does
/// not; changed: both hold it, but otherwise (certainly, possibly) or by other statements.
/// Certainly gone: certain in the first and not even possible in the second; else possibly; every
/// row says which."
///
/// CHOICE: "not even possible" where the other view is `.certainly()`. (1) Not possible whatever
/// that view shows. (2) Not shown. Taken: (1).
///
/// CHOICE: how a changed row holds. (1) Certainly if both views hold it certainly. (2) It has no
/// such word. Taken: (1).
pub(crate) fn diff(first: &Oracle, second: &Oracle) -> BTreeMap<KindAndPair, Row> {
    let (before, after) = (held(first), held(second));
    let both = [first, second].map(possibly);
    let [possibly_before, possibly_after] = both.each_ref().map(held);
    let ways = both.each_ref().map(ways_round);
    let only_possibly = |one: &Other, others: &BTreeMap<KindAndPair, Other>, key| {
        if one.holds == Holds::Certainly && !others.contains_key(key) {
            Holds::Certainly
        } else {
            Holds::Possibly
        }
    };
    let mut rows = BTreeMap::new();
    for key in before.keys().chain(after.keys()) {
        let (word, holds) = match (before.get(key), after.get(key)) {
            (Some(one), None) => ("gone", only_possibly(one, &possibly_after, key)),
            (None, Some(two)) => ("come", only_possibly(two, &possibly_before, key)),
            (Some(one), Some(two))
                if (one.holds, &one.statements) != (two.holds, &two.statements) =>
            {
                ("changed", one.holds.min(two.holds))
            }
            _ => continue,
        };
        let (first, second) = (before.get(key).cloned(), after.get(key).cloned());
        rows.insert(
            *key,
            Row {
                word,
                holds,
                first,
                second,
                ways: ways
                    .iter()
                    .find_map(|ways| ways.get(key))
                    .cloned()
                    .unwrap_or_default(),
            },
        );
    }
    rows
}

impl Oracle<'_> {
    /// "**dyad(a, b)**: ties and events of two actors in time": the ties between them, and the
    /// happenings of those that are events.
    ///
    /// CHOICE: (1) What ties them to each other. (2) Also events that have both on one side.
    /// Taken: (1).
    ///
    /// CHOICE: how such a happening holds, whose tellings cannot meet and do not all name the two. (1)
    /// As it is between the two. (2) As it is, whoever was in it. Taken: (1): who asks for two is told
    /// of the two.
    pub(crate) fn dyad(&self, a: ActorId, b: ActorId) -> (BTreeSet<Tie>, BTreeSet<Happening>) {
        let mut ties = self.ties();
        ties.retain(|tie| (tie.a, tie.b) == (a, b) || (tie.b, tie.a) == (a, b));
        let events = if self.is_among(a) && self.is_among(b) {
            self.events_that_say(|one| are_tied(one, a, b))
        } else {
            BTreeSet::new()
        };
        (ties, events)
    }

    /// "**series(step)**: each happening in the one step that holds all its possible days, else in
    /// the row *not dated to a step*; steps (cut to the window) and that row sum to the window's
    /// total."
    ///
    /// CHOICE: "its possible days", where only a weaker telling excludes some. (1) All that the surest
    /// tellings leave possible ("What only a weaker telling excludes stays possible"). (2) Those that
    /// all tellings allow together. Taken: (1).
    ///
    /// The steps are given, each from its first day up to, and not on, its end.
    pub(crate) fn series(&self, steps: &[(i64, i64)]) -> (Vec<Total>, Total) {
        let window = self.events_window();
        let mut rows = vec![Total::default(); steps.len()];
        let mut undated = Total::default();
        for happening in self.events() {
            let fits = |&(from, to): &(i64, i64)| {
                let cut = (from.max(window.0), to.min(window.1));
                let days = self.possible_days(&happening);
                days.iter().all(|days| days.all_in(cut))
            };
            match steps.iter().position(fits) {
                Some(place) => rows[place].add(&happening),
                None => undated.add(&happening),
            }
        }
        (rows, undated)
    }
}
