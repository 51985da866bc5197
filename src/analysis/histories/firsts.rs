//! The first clash of two actors on record, of all clashes and of those after an alliance.

use crate::graph::{ActorRef, StatementRef};
use crate::model::word::words;
use crate::model::{
    ActorId, Bounds, Certainty, Day, Holds, Kinds, RelationKind, StatementId, When, Window,
};
use crate::query::{DaySpan, Grounds, Happening};
use crate::view::View;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

words! {
    /// Which clash is the first on record.
    pub enum FirstKind("first on record") {
        /// The first clash of two actors on record.
        Clash = "first-clash-on-record",
        /// The first clash of two actors on record after the day on which they became allies.
        ClashAfterAlliance = "first-clash-on-record-after-alliance",
    }
}

/// The first clash of two actors on record, of all clashes or of those after an alliance.
///
/// It is the first that the record has, not the first that there was. The record knows nothing of
/// the time before its sources begin, nor of what they do not report. It prints as a sentence and
/// serialises with its [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FirstOnRecord<'g> {
    /// Whether it is the first of all, or the first after an alliance.
    pub kind: FirstKind,
    /// The actor whose key comes first.
    pub one: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// The days on which the first clash can have happened.
    #[serde(flatten)]
    pub days: DaySpan,
    /// The alliance before the clash, if the kind is `ClashAfterAlliance`.
    pub alliance: Option<StatementRef<'g>>,
    /// What it rests on: every clash that can be the first, and the alliance.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for FirstOnRecord<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, other, days) = (self.one, self.other, self.days);
        match self.alliance {
            None => write!(f, "first clash on record of {one} and {other} {days}")?,
            Some(alliance) => {
                let id = alliance.key();
                write!(
                    f,
                    "first clash on record of {one} and {other} after alliance `{id}` {days}"
                )?;
            }
        }
        write!(f, " ({})", self.grounds)
    }
}

/// A clash of a dyad, by those of its statements that name both actors.
struct Clash<'g> {
    days: DaySpan,
    /// Whether it lasted on all of these days, and did not happen on one of them.
    is_several: bool,
    /// Whether it certainly happened by the window's end, and how sure that is.
    holds: Holds,
    certainty: Certainty,
    statements: Vec<StatementRef<'g>>,
}

impl Clash<'_> {
    /// The day by which it had happened, counted from a given day, if it certainly happened after that day.
    fn by(&self, latest: Day) -> Option<Day> {
        let (first, last) = (self.days.first, self.days.last);
        let is_after = if self.is_several {
            latest <= last
        } else {
            latest <= first
        };
        let day = if self.is_several {
            first.max(latest)
        } else {
            last
        };
        (self.holds == Holds::Certainly && is_after).then_some(day)
    }
}

/// The statement of an alliance, how its start is known, and how sure its days are.
type Alliance = (StatementId, Holds, Certainty);

/// # First clashes on record
impl<'g> View<'g, '_> {
    /// The first clashes on record of dyads that lie in the view's window, by time, kind and the two keys.
    ///
    /// The caller says which kinds count as a clash: [`EventKind::Clash`](crate::EventKind::Clash) alone, or
    /// several. Clashes on record before the window count too, so that a later one is not the first. If the
    /// days of several clashes leave open which was the first, the answer names all of them. The first clash
    /// happened at the latest on the last day of the certain clash that ends earliest.
    ///
    /// # Complexity
    ///
    /// O(ties of the graph + c log c), where c is the number of clashes up to the window's end.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, EventKind, FirstKind, Record, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "b"]
    ///     start = 2022-06-01
    ///     [[events]]
    ///     kind = "clash"
    ///     when = 2021-05-01
    ///     sides = [["a"], ["b"]]
    ///     [[events]]
    ///     kind = "clash"
    ///     when = 2023-05-01
    ///     sides = [["a"], ["b"]]
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let firsts = graph.during(date(2023, 1, 1)..).firsts_on_record(EventKind::Clash);
    /// assert_eq!(firsts.len(), 1);
    /// assert_eq!(firsts[0].kind, FirstKind::ClashAfterAlliance);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn firsts_on_record(self, kinds: impl Into<Kinds>) -> Vec<FirstOnRecord<'g>> {
        let kinds = kinds.into();
        let clashes = self.clashes(kinds);
        let mut firsts: Vec<FirstOnRecord<'g>> = Vec::new();
        for (&ends, clashes) in &clashes {
            let first = DaySpan::new(Day::BEFORE_ALL, Day::BEFORE_ALL);
            firsts.extend(self.first(ends, clashes, first, None));
        }
        let mut seen = BTreeSet::new();
        for (ends, alliance, began) in self.alliances() {
            let Some(clashes) = clashes.get(&ends) else {
                continue;
            };
            let found = self.first(ends, clashes, began, Some(alliance));
            // an alliance with two tellings is found once
            firsts.extend(found.filter(|found| seen.insert((ends, began, found.days))));
        }
        firsts.sort_by_key(|found| {
            let ends = (found.one, found.other);
            (found.days, found.kind, ends, found.alliance)
        });
        firsts
    }

    /// The clashes of each dyad up to the window's end, each happening once.
    fn clashes(self, kinds: Kinds) -> BTreeMap<(ActorId, ActorId), Vec<Clash<'g>>> {
        let until = View {
            event_window: Window {
                from: Day::BEFORE_ALL,
                ..self.event_window()
            },
            certainly: false,
            ..self
        };
        let mut clashes: BTreeMap<(ActorId, ActorId), Vec<Clash<'g>>> = BTreeMap::new();
        for happening in until.events() {
            let mut pairs: BTreeMap<_, BTreeSet<StatementId>> = BTreeMap::new();
            let of_kind = happening.grounds.statements.iter();
            for statement in of_kind.filter(|one| kinds.contains(one.kind())) {
                let all = statement.record().ends.pairs().into_iter();
                let among = all.filter(|&(a, b)| self.is_among(a) && self.is_among(b));
                for (a, b) in among.filter(|(a, b)| a != b) {
                    let told = pairs.entry((a.min(b), a.max(b))).or_default();
                    told.insert(statement.id());
                }
            }
            for (pair, statements) in pairs {
                let ids: Vec<StatementId> = statements.into_iter().collect();
                if let Some(clash) = until.clash(&happening, &ids) {
                    clashes.entry(pair).or_default().push(clash);
                }
            }
        }
        clashes
    }

    /// A clash by some of its statements.
    fn clash(self, happening: &Happening<'g>, ids: &[StatementId]) -> Option<Clash<'g>> {
        let statements = ids.iter().map(|&id| self.graph().statement_ref(id));
        let statements: Vec<StatementRef<'g>> = statements.collect();
        let surest = statements.iter().map(|one| one.certainty()).max()?;
        let told = self.told_time(ids);
        let is_several = match &told {
            Some(told) => told.all.happened.is_several(),
            None => statements.iter().any(|one| {
                let event = one.record().event();
                let when = event.and_then(|event| event.when.as_ref());
                when.is_some_and(When::is_several)
            }),
        };
        let (days, holds, certainty) = match told {
            Some(told) => {
                let (days, holds, certainty) = told.dated_in(self.event_window())?;
                (DaySpan::from(days), holds, certainty)
            }
            None => (happening.days, happening.grounds.holds, surest),
        };
        Some(Clash {
            days,
            is_several,
            holds,
            certainty: certainty.min(surest),
            statements,
        })
    }

    /// Every alliance that counts: its two actors, its statement, the days on which it can have started.
    fn alliances(self) -> impl Iterator<Item = ((ActorId, ActorId), Alliance, DaySpan)> + use<'g> {
        let graph = self.graph();
        let is_alliance = |id: StatementId| {
            graph.statement_ref(id).kind().relation() == Some(RelationKind::Alliance)
        };
        let mut alliances = Vec::new();
        for (tie, row) in graph.tie_rows() {
            if is_alliance(row.statement)
                && self.has_ends_among(tie)
                && self.first_telling_of(tie) == Some(tie)
            {
                let time = self.tie_time(tie);
                // its start by all tellings, as sure as those tellings that have it no wider
                let bounds = time.bounds();
                let starts = |bounds: Bounds| (bounds.first_start(), bounds.last_start());
                let dated = time.dated(
                    |level| Some(starts(level.readings.hull())),
                    |level| Some(level.known),
                );
                let (known, certainty) = dated
                    .map_or((time.all.known, time.all.certainty), |(_, known, level)| {
                        (known, level.certainty)
                    });
                let began = DaySpan::from(starts(bounds));
                let ends = (row.from.min(row.to), row.from.max(row.to));
                alliances.push((ends, (row.statement, known, certainty), began));
            }
        }
        // of several that begin on one day the first stands for all
        alliances.sort_by_key(|(_, (id, ..), _)| graph.statement_ref(*id));
        alliances.into_iter()
    }

    /// The first clash after the day on which something started, if it can lie in the window.
    fn first(
        self,
        ends: (ActorId, ActorId),
        clashes: &[Clash<'g>],
        began: DaySpan,
        alliance: Option<Alliance>,
    ) -> Option<FirstOnRecord<'g>> {
        let after = |day: Day| if alliance.is_some() { day.next() } else { day };
        let (soonest, latest) = (after(began.first), after(began.last));
        // nothing can be said to lie after the end of an unbounded span
        let latest_known = if alliance.is_none() {
            Day::BEFORE_ALL
        } else {
            latest
        };
        let can = clashes.iter().filter(|clash| clash.days.last >= soonest);
        let can: Vec<&Clash<'g>> = can.collect();
        let window = self.event_window();
        // its days by the clashes that are at least this sure, and whether these say so certainly
        let by = |least: Certainty| {
            let can = can.iter();
            let can = can.filter(|clash| least <= clash.certainty);
            let sure = can.clone().filter_map(|clash| clash.by(latest_known));
            let sure = sure.filter(|_| latest != Day::AFTER_ALL).min();
            let first = can
                .clone()
                .map(|clash| clash.days.first.max(soonest))
                .min()?;
            let last = sure.or(can.map(|clash| clash.days.last).max())?;
            let is_certain = sure.is_some() && window.contains_range(first, last);
            Some((DaySpan::new(first, last), is_certain))
        };
        let (days, is_certain) = by(Certainty::Denied)?;
        if !window.meets_range(days.first, days.last) {
            return None;
        }
        let known = alliance.map_or(Holds::Certainly, |(_, known, _)| known);
        let holds = known.and(if is_certain {
            Holds::Certainly
        } else {
            Holds::Possibly
        });
        let holds = self.shown(holds)?;
        let firsts = can.iter().filter(|clash| clash.days.first <= days.last);
        let firsts: Vec<&&Clash<'g>> = firsts.collect();
        // the highest certainty at which it is still so without all weaker clashes
        let still_so = |least: &Certainty| {
            by(*least).is_some_and(|(own, own_certain)| {
                days.first <= own.first && own.last <= days.last && is_certain <= own_certain
            })
        };
        let certainties = firsts.iter().map(|one| one.certainty);
        let certainty = certainties.filter(still_so).max()?;
        let certainty = alliance.map_or(certainty, |(.., pact)| certainty.min(pact));
        let alliance = alliance.map(|(id, ..)| self.graph().statement_ref(id));
        let statements = firsts.iter().flat_map(|one| one.statements.iter().copied());
        Some(FirstOnRecord {
            kind: match alliance {
                None => FirstKind::Clash,
                Some(_) => FirstKind::ClashAfterAlliance,
            },
            one: self.graph().actor_ref(ends.0),
            other: self.graph().actor_ref(ends.1),
            days,
            alliance,
            grounds: Grounds::between(self, ends, holds, certainty, statements.chain(alliance)),
        })
    }
}
