//! Contests of two sides: pairs of opponents, and the time in which both took part.

use super::book::{Book, Who};
use super::span::{Span, Start, Stop};
use crate::import::data_sets::assembly::{Assembly, HeldRelation};
use crate::import::data_sets::common::Refused;
use crate::import::data_sets::kit::spans::{Rough, spells};
use crate::import::data_sets::kit::table::{Column, Row};
use crate::import::report::Treatment;
use crate::model::{Ends, RelationKind, Sides, SourceId};
use crate::record::At;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A participant of a contest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Participation {
    pub(super) side: Flank,
    pub(super) who: Who,
    pub(super) span: Span,
    pub(super) level: Level,
    pub(super) source: SourceId,
    pub(super) at: At,
}

/// A side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flank {
    A,
    B,
}

impl Flank {
    /// Reads a cell in which 1 is the first side, 0 or 2 the other; without such a column all parties are on the
    /// second.
    pub(super) fn of(row: Row<'_>, column: Column) -> Result<Self, Refused> {
        match row.integer(column) {
            Some(1) => Ok(Self::A),
            Some(0 | 2) => Ok(Self::B),
            _ if !column.is_there() => Ok(Self::B),
            _ => {
                let message = "the row does not say on which side it was";
                Err(Refused::new("no-side", message, row.text(column)))
            }
        }
    }
}

/// The level of hostility that a participant reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// A war in a data set without a scale.
    OfWar,
    /// Unknown.
    Unknown,
    /// A level of the scale of disputes: 1 is no action, 5 is war.
    Known(i64),
}

impl Level {
    /// Reads a cell of the scale; -9 and its like are unknown, and 0 is no action, too.
    pub(super) fn of(cell: Option<i64>) -> Self {
        match cell {
            Some(0) => Self::Known(1),
            Some(level @ 1..=WAR) => Self::Known(level),
            _ => Self::Unknown,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(level) => level.fmt(f),
            Self::OfWar | Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// The level of a war.
const WAR: i64 = 5;

/// The lowest level with any action.
const THREAT: i64 = 2;

/// Contests by their ids.
#[derive(Debug, Default)]
pub(super) struct Contests {
    parts: BTreeMap<String, BTreeSet<Participation>>,
    /// Pairs of opponents at one time, by contest, parties and span.
    pairs: BTreeMap<(String, [Who; 2], Span), Pair>,
    /// Pairs of opponents by year, still to be joined to spans.
    years: BTreeMap<(String, [Who; 2]), BTreeMap<i16, Pair>>,
    /// The rows of participants, each with its share in the relations.
    rows: BTreeMap<At, Share>,
}

/// The share of a participant's row in the relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Share {
    /// It had no opponent, or none at one time with it.
    NoOpponent,
    /// It had opponents, but nobody acted.
    NoAction,
    /// It had opponents, but it is unknown whether anybody acted.
    LevelUnknown,
    /// Its relations were made at the rows of its opponents.
    ToldByAnother,
    /// A relation was made at this row.
    Own,
}

impl Share {
    /// Returns how the report explains a row without a relation of its own: a code and a sentence.
    const fn reason(self) -> Option<(Treatment, &'static str, &'static str)> {
        Some(match self {
            Self::NoOpponent => (
                Treatment::Beyond,
                "no-opponent",
                "a participant has no opponent in the files that was there at one time with it",
            ),
            Self::NoAction => (
                Treatment::Beyond,
                "no-action-of-its-own",
                "neither a participant nor its opponents did anything",
            ),
            Self::LevelUnknown => (
                Treatment::Beyond,
                "level-unknown-of-its-own",
                "it is not known whether a participant or its opponents did anything",
            ),
            Self::ToldByAnother => (
                Treatment::Merged,
                "told-by-opponent",
                "the relation of a participant stands with the row of its opponent",
            ),
            Self::Own => return None,
        })
    }
}

impl Contests {
    /// Adds a participant of a contest; its row is counted at the end.
    pub(super) fn takes_part(&mut self, contest: &str, part: Participation) {
        self.rows.insert(part.at, Share::NoOpponent);
        self.parts
            .entry(contest.to_owned())
            .or_default()
            .insert(part);
    }

    /// Adds two opponents in a contest, for the days of the row.
    pub(super) fn were_opposed(&mut self, contest: &str, parts: [Participation; 2]) {
        let (key, span) = (key(contest, &parts), parts[0].span);
        let pair = self.pairs.entry((key.0, key.1, span)).or_default();
        pair.take(parts);
    }

    /// Adds two opponents in a contest, for some day of a year.
    pub(super) fn were_opposed_in(&mut self, year: i16, contest: &str, parts: [Participation; 2]) {
        let years = self.years.entry(key(contest, &parts)).or_default();
        years.entry(year).or_default().take(parts);
    }

    /// Makes a relation of each pair across sides.
    pub(super) fn finish(&mut self, assembly: &mut Assembly, book: &Book) {
        let mut told = MadeRelations::default();
        for (contest, parts) in std::mem::take(&mut self.parts) {
            let of = |side: Flank| parts.iter().filter(move |part| part.side == side);
            for a in of(Flank::A) {
                for b in of(Flank::B) {
                    let Some((span, is_certain)) = a.span.meet(b.span) else {
                        continue;
                    };
                    if !is_certain {
                        let message = "two took part at times that may have had no day in common";
                        let report = &mut assembly.report;
                        report.note(Treatment::Guessed, "possibly-met", message, a.at, &contest);
                    }
                    self.tell(assembly, book, &contest, [a, b], span, &mut told);
                }
            }
        }
        let mut pairs = std::mem::take(&mut self.pairs);
        for ((contest, who), years) in std::mem::take(&mut self.years) {
            let held: BTreeSet<i16> = years.keys().copied().collect();
            let mut years = years;
            for spell in spells(&held, |_| true) {
                let span = Span {
                    start: Start::In(Rough::year(spell.first)),
                    stop: Stop::In(Rough::year(spell.last)),
                };
                let whole = pairs
                    .entry((contest.clone(), who.clone(), span))
                    .or_default();
                for year in spell.first..=spell.last {
                    whole.join(years.remove(&year).unwrap_or_default());
                }
            }
        }
        for ((contest, _, span), pair) in pairs {
            let Some([a, b]) = &pair.parts else {
                continue;
            };
            let share = self.tell(assembly, book, &contest, [a, b], span, &mut told);
            let count = pair.rows.len() as u64;
            let report = &mut assembly.report;
            if matches!(share, Share::NoAction | Share::LevelUnknown) {
                report.counts().beyond += count;
                pair.rows.iter().for_each(|row| report.is_unmade(*row));
                continue;
            }
            if share != Share::Own {
                report.is_unmade(a.at);
            }
            report.are_one(a.at, pair.rows.iter().copied());
            let own = u64::from(share == Share::Own);
            report.counts().made += own;
            report.counts().merged += count - own;
            if count > own {
                let message = "rows of both directions, and of years in a row, are one relation";
                report.note_many(Treatment::Merged, "rows-joined", message, count - own);
            }
        }
        for (at, share) in std::mem::take(&mut self.rows) {
            let report = &mut assembly.report;
            if let Some((treatment, code, message)) = share.reason() {
                report.note(treatment, code, message, at, "");
            }
            match share {
                Share::NoOpponent | Share::NoAction | Share::LevelUnknown => {
                    report.counts().beyond += 1;
                }
                Share::ToldByAnother => report.counts().merged += 1,
                Share::Own => {
                    report.counts().made += 1;
                    continue;
                }
            }
            report.is_unmade(at);
        }
    }

    /// Raises the share of a participant's row to at least this one.
    fn shares(&mut self, part: &Participation, share: Share) {
        let before = self.rows.entry(part.at);
        before.and_modify(|before| *before = share.max(*before));
    }

    fn tell(
        &mut self,
        assembly: &mut Assembly,
        book: &Book,
        contest: &str,
        [a, b]: [&Participation; 2],
        span: Span,
        told: &mut MadeRelations,
    ) -> Share {
        let levels = [a.level, b.level];
        // without a scale the contest is a war; with a scale both have to reach that level
        let kind = match levels {
            [Level::OfWar, Level::OfWar] | [Level::Known(WAR), Level::Known(WAR)] => {
                RelationKind::Belligerence
            }
            levels if levels.iter().any(|level| *level >= Level::Known(THREAT)) => {
                RelationKind::Rivalry
            }
            levels if levels.contains(&Level::Unknown) => {
                let message =
                    "how far two went against each other is not known: no relation was made";
                let report = &mut assembly.report;
                report.note(Treatment::Beyond, "level-unknown", message, a.at, contest);
                self.shares(a, Share::LevelUnknown);
                self.shares(b, Share::LevelUnknown);
                return Share::LevelUnknown;
            }
            _ => {
                let message = "neither of two did anything against the other";
                let report = &mut assembly.report;
                report.note(Treatment::Beyond, "no-action", message, a.at, contest);
                self.shares(a, Share::NoAction);
                self.shares(b, Share::NoAction);
                return Share::NoAction;
            }
        };
        let stem = format!(
            "{contest}-{}-{}-{}",
            Book::word(&a.who),
            Book::word(&b.who),
            span.word()
        );
        self.shares(a, Share::ToldByAnother);
        self.shares(b, Share::ToldByAnother);
        let Some((id, count)) = told.id(&stem, span, a.at) else {
            return Share::ToldByAnother;
        };
        self.shares(a, Share::Own);
        assembly.again_of(a.source);
        let ends = [a, b].map(|part| book.actor(assembly, &part.who, part.at));
        let ends = Ends::Sided(Sides::pair(ends[0], ends[1]));
        let mut held = HeldRelation::new(kind, ends, span.period(), id);
        let [one, other] = levels;
        if levels != [Level::OfWar; 2] {
            held.note = Some(format!("levels of hostility {one} and {other}"));
        }
        if count == 1 {
            assembly.relation(held, a.at);
        } else {
            assembly.another(held, a.at, count);
        }
        Share::Own
    }
}

/// Two opponents, with the rows about them.
#[derive(Debug, Default)]
struct Pair {
    parts: Option<[Participation; 2]>,
    rows: BTreeSet<At>,
}

impl Pair {
    /// Adds a row: the one with the highest levels counts.
    fn take(&mut self, mut parts: [Participation; 2]) {
        self.rows.insert(parts[0].at);
        parts.sort_by(|a, b| a.who.cmp(&b.who));
        let levels = |parts: &[Participation; 2]| [parts[0].level, parts[1].level];
        let is_higher = match &self.parts {
            Some(before) => {
                (levels(&parts), std::cmp::Reverse(parts[0].at))
                    > (levels(before), std::cmp::Reverse(before[0].at))
            }
            None => true,
        };
        if is_higher {
            self.parts = Some(parts);
        }
    }

    fn join(&mut self, other: Self) {
        if let Some(parts) = other.parts {
            self.take(parts);
        }
        self.rows.extend(other.rows);
    }
}

/// Returns the key of a contest and two participants, sorted.
fn key(contest: &str, parts: &[Participation; 2]) -> (String, [Who; 2]) {
    let mut who = [0, 1].map(|place| parts[place].who.clone());
    who.sort();
    (contest.to_owned(), who)
}

/// Counts rows that are one relation; `is_new` is whether it was made of these.
pub(super) fn count_as_one(
    assembly: &mut Assembly,
    rows: &BTreeSet<(At, SourceId)>,
    is_new: bool,
    (code, message): (&'static str, &str),
) {
    let Some((first, _)) = rows.first().copied() else {
        return;
    };
    let more = rows.len() as u64 - u64::from(is_new);
    let report = &mut assembly.report;
    report.counts().made += u64::from(is_new);
    report.counts().merged += more;
    report.are_one(first, rows.iter().map(|row| row.0));
    if !is_new {
        report.is_unmade(first);
    }
    if more > 0 {
        report.note_many(Treatment::Merged, code, message, more);
    }
}

/// The relations that were made.
#[derive(Debug, Default)]
pub(super) struct MadeRelations {
    ids: BTreeMap<String, Span>,
    counts: BTreeMap<At, usize>,
}

impl MadeRelations {
    /// Returns an id for a relation and the number of relations made at its row before, or `None` if it was made
    /// already.
    pub(super) fn id(&mut self, stem: &str, span: Span, at: At) -> Option<(String, usize)> {
        let mut id = stem.to_owned();
        let mut number = 2;
        while let Some(before) = self.ids.get(&id) {
            if *before == span {
                return None;
            }
            id = format!("{stem}-{number}");
            number += 1;
        }
        self.ids.insert(id.clone(), span);
        let count = self.counts.entry(at).or_default();
        *count += 1;
        Some((id, *count))
    }
}
