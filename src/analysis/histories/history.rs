//! How two actors stood over time: spells with each other, against each other, both, or without a tie.

use super::presence::{TieDays, bridge};
use crate::analysis::signed_graph::{ConflictRule, DyadSign, SignRule, SignedTie, surest};
use crate::graph::{ActorRef, IntoId};
use crate::model::{ActorId, Day, Holds, TieId, Window};
use crate::query::{DaySpan, Grounds};
use crate::view::View;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How ties become spells: their signs, how far apart the events of one spell may lie, and whose ties count.
///
/// By default the two actors' own ties count. Through coalitions, the spells are those of
/// [`View::stance`]: the shortest ways over coalitions, wholes, members and parts of either actor
/// count. Without a gap, events make no spells: a day of fighting is no lasting state, and only the
/// caller can say after how many quiet days it ended.
///
/// # Units
///
/// The gap is in days. Two events at most this many days apart belong to one spell, which also
/// holds on the days between them. The spell ends with the last day of its last event.
///
/// # Examples
///
/// ```
/// use factions::{ConflictRule, SpellRule};
///
/// let rule = SpellRule::from(ConflictRule::Ambivalent).with_gap(90);
/// assert_eq!(rule.gap, Some(90));
/// assert_eq!(SpellRule::default().gap, None);
/// assert!(rule.through_coalitions().through_coalitions);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct SpellRule {
    /// How ties have signs.
    pub signs: SignRule,
    /// The most days between two events of one spell; `None` if events make no spells.
    pub gap: Option<u32>,
    /// Whether ties of coalitions, wholes, members and parts count on days on which the two have
    /// none of their own.
    pub through_coalitions: bool,
}

impl SpellRule {
    /// The same rule, with spells of events that lie at most this many days apart.
    #[must_use]
    pub const fn with_gap(mut self, days: u32) -> Self {
        self.gap = Some(days);
        self
    }

    /// The same rule, with the ways of a stance, through coalitions, wholes, members and parts.
    #[must_use]
    pub const fn through_coalitions(mut self) -> Self {
        self.through_coalitions = true;
        self
    }
}

impl From<SignRule> for SpellRule {
    fn from(signs: SignRule) -> Self {
        Self {
            signs,
            gap: None,
            through_coalitions: false,
        }
    }
}

impl From<ConflictRule> for SpellRule {
    fn from(conflicts: ConflictRule) -> Self {
        Self::from(SignRule::from(conflicts))
    }
}

/// A span of days on which two actors stood in one way.
///
/// On each of its days the ties that can hold give this sign. The spell is certain if the sign
/// certainly holds on one of its days. It is also certain if all its ties have this sign and one of
/// them certainly holds within the spell. It prints as a sentence and serialises with its
/// [`Grounds`]; `sign` is `null` if no tie can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Spell<'g> {
    /// The actor whose key comes first.
    pub one: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// How the two stood; `None` if no signed tie can hold, which says nothing more.
    pub sign: Option<DyadSign>,
    /// The days on which the spell can hold, cut to the view's window.
    pub window: Window,
    /// From the first to the last day on which it certainly holds; `None` if there is no such day.
    pub certain: Option<Window>,
    /// The days between these on which it certainly holds, in time, without touching windows.
    #[serde(skip)]
    pub(super) surely: Vec<Window>,
    /// The days on which the spell can start.
    pub starts: DaySpan,
    /// The days on which it can end: the first day on which it no longer holds.
    pub ends: DaySpan,
    /// Whether it can have started before the window, or starts on an unknown day.
    pub begins_before: bool,
    /// Whether it can go on after the window, or ends on an unknown day.
    pub goes_on: bool,
    /// Whether it rests on ties of coalitions, wholes, members or parts of the two, not on their own.
    pub is_through_others: bool,
    /// What the spell rests on; `None` if there is no tie.
    pub grounds: Option<Grounds<'g>>,
}

impl Spell<'_> {
    /// Whether the spell is certain; a spell without any tie always is.
    pub fn holds(&self) -> Holds {
        self.grounds
            .as_ref()
            .map_or(Holds::Certainly, |grounds| grounds.holds)
    }
}

impl fmt::Display for Spell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = self.sign.map_or("no tie", DyadSign::as_str);
        write!(f, "{} – {}: {sign}", self.one, self.other)?;
        if self.begins_before {
            f.write_str(", begun before")?;
        } else {
            write!(f, ", begun {}", self.starts)?;
        }
        if self.goes_on {
            f.write_str(", going on")?;
        } else {
            write!(f, ", ended {}", self.ends)?;
        }
        match &self.grounds {
            Some(grounds) => write!(f, " ({grounds})"),
            None => Ok(()),
        }
    }
}

/// How two actors stood over a view's window, spell by spell.
///
/// It prints one line for each spell and serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DyadHistory<'g> {
    /// The actor whose key comes first.
    pub one: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// The spells, in time. They cover the whole window, unless the view shows only what is certain.
    pub spells: Vec<Spell<'g>>,
}

impl<'g> DyadHistory<'g> {
    /// The spell that a day lies in.
    pub fn on(&self, day: impl Into<Day>) -> Option<&Spell<'g>> {
        let day = day.into();
        self.spells.iter().find(|spell| spell.window.contains(day))
    }

    fn has_sign(&self) -> bool {
        self.spells.iter().any(|spell| spell.sign.is_some())
    }
}

impl fmt::Display for DyadHistory<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spells
            .iter()
            .try_for_each(|spell| writeln!(f, "{spell}"))
    }
}

/// A span of days on which the same ties hold in the same way.
struct TieSpan {
    window: Window,
    sign: Option<DyadSign>,
    holds: Holds,
    ties: Vec<usize>,
}

/// # Histories
impl<'g> View<'g, '_> {
    /// How two actors stood over the view's window: a spell ends when the sign changes or the ties end.
    ///
    /// On each day the sign is that of the [`signed`](Self::signed) graph of that day; events that the rule's
    /// gap allows also count on the days between them. Through coalitions it is the [`stance`](Self::stance)
    /// of that day, where a gap is filled between events of the same two actors. An event counts on days that
    /// are in the view's window and in its event window. A view of what is certain leaves out spells that are
    /// only possible; the days of the other spells do not change.
    ///
    /// # Complexity
    ///
    /// O(ties of the first actor + t log t + t × ties that hold on one day), where t is the number
    /// of ties of the two.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, DyadSign, Record, SpellRule, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "b"]
    ///     start = "2021-05"
    ///     end = "late 2023-09"
    ///     [[events]]
    ///     kind = "clash"
    ///     when = 2023-10-07
    ///     sides = [["a"], ["b"]]
    ///     [[events]]
    ///     kind = "clash"
    ///     when = 2023-11-07
    ///     sides = [["a"], ["b"]]
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let rule = SpellRule::from(ConflictRule::Ambivalent).with_gap(60);
    /// let view = graph.during(date(2020, 1, 1)..date(2024, 6, 1));
    /// let history = view.dyad_history(graph.actor("a")?, graph.actor("b")?, rule);
    /// let signs: Vec<_> = history.spells.iter().map(|spell| spell.sign).collect();
    /// let (with, against) = (Some(DyadSign::Positive), Some(DyadSign::Negative));
    /// assert_eq!(signs, [None, with, None, against, None]);
    /// assert_eq!(history.spells[1].ends.to_string(), "between 2023-09-21 and 2023-09-30");
    /// assert_eq!(history.spells[3].ends.to_string(), "on 2023-11-08");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn dyad_history(
        self,
        one: impl IntoId<ActorId>,
        other: impl IntoId<ActorId>,
        rule: impl Into<SpellRule>,
    ) -> DyadHistory<'g> {
        let (one, other) = (one.id_in(self.graph), other.id_in(self.graph));
        let (ends, rule) = ((one.min(other), one.max(other)), rule.into());
        if one == other {
            return self.history(ends, &[], rule);
        }
        if rule.through_coalitions {
            let mut ways = self.ways_in_time(rule, Some(ends));
            return self.history(ends, &ways.remove(&ends).unwrap_or_default(), rule);
        }
        let ties = self.possibly().ties_between(one, other);
        let mut ties: Vec<TieId> = ties.map(|neighbor| neighbor.tie.id()).collect();
        ties.sort_unstable();
        ties.dedup();
        self.history(ends, &self.own_ties(&ties, rule), rule)
    }

    /// The histories of every two actors that have a signed tie in the window, by the two keys.
    ///
    /// Through coalitions, these are every two actors with a way between them.
    ///
    /// # Complexity
    ///
    /// O(ties of the graph), then as [`dyad_history`](Self::dyad_history) for each dyad. Through
    /// coalitions O(ways); large coalitions have many.
    pub fn dyad_histories(self, rule: impl Into<SpellRule>) -> Vec<DyadHistory<'g>> {
        self.histories(rule.into(), |_| true)
    }

    /// The histories of those dyads whose own ties have signs that a test accepts.
    pub(super) fn histories(
        self,
        rule: SpellRule,
        is_wanted: impl Fn(&BTreeSet<DyadSign>) -> bool,
    ) -> Vec<DyadHistory<'g>> {
        if rule.through_coalitions {
            let ways = self.ways_in_time(rule, None).into_iter();
            let histories = ways.map(|(ends, ways)| self.history(ends, &ways, rule));
            return histories.filter(DyadHistory::has_sign).collect();
        }
        let signed = self.signed_ties(rule);
        let dyads = signed.chunk_by(|one, next| one.0 == next.0);
        let sign_of = |id: TieId| rule.signs.sign_of(self.graph().tie_ref(id).kind());
        let histories = dyads.filter_map(|dyad| {
            let signs: BTreeSet<DyadSign> = dyad.iter().filter_map(|one| sign_of(one.1)).collect();
            let ties = || dyad.iter().map(|one| one.1).collect::<Vec<TieId>>();
            is_wanted(&signs).then(|| self.history(dyad[0].0, &self.own_ties(&ties(), rule), rule))
        });
        histories.filter(DyadHistory::has_sign).collect()
    }

    /// The ties that are possibly in the window and have a sign, by the keys of their two actors.
    fn signed_ties(self, rule: SpellRule) -> Vec<((ActorId, ActorId), TieId)> {
        let signed = |(id, _): (TieId, Holds)| {
            let tie = self.graph().tie_ref(id);
            rule.signs.sign_of(tie.kind())?;
            let (from, to) = (tie.from().id(), tie.to().id());
            (from != to).then_some(((from.min(to), from.max(to)), id))
        };
        let view = self.possibly();
        let mut ties: Vec<((ActorId, ActorId), TieId)> = if rule.gap.is_some() {
            view.tie_ids().filter_map(signed).collect()
        } else {
            view.relation_ties().filter_map(signed).collect()
        };
        ties.sort_unstable();
        ties
    }

    /// The signed ties of two actors, each with its days.
    fn own_ties(self, ties: &[TieId], rule: SpellRule) -> Vec<TieDays<'g>> {
        let signed = ties.iter().filter_map(|&id| {
            let tie = self.graph().tie_ref(id);
            let sign = rule.signs.sign_of(tie.kind())?;
            let days = self.days_of_tie(tie, Some(sign))?;
            (rule.gap.is_some() || !days.is_event()).then_some(days)
        });
        let mut ties: Vec<TieDays<'g>> = signed.collect();
        ties.sort_by_key(|one| one.tie);
        if let Some(gap) = rule.gap {
            bridge(&mut ties, gap);
        }
        ties
    }

    fn history(
        self,
        ends: (ActorId, ActorId),
        ties: &[TieDays<'g>],
        rule: SpellRule,
    ) -> DyadHistory<'g> {
        let (one, other) = (
            self.graph().actor_ref(ends.0),
            self.graph().actor_ref(ends.1),
        );
        let stretches = stretches(ties, self.window(), rule.signs);
        let mut spells: Vec<Spell<'g>> = Vec::new();
        for group in stretches.chunk_by(|a, b| a.sign == b.sign) {
            spells.extend(self.spell((one, other), group, ties, rule));
        }
        // a spell without a tie starts and ends as the spells around it end and start
        for place in 0..spells.len() {
            if spells[place].sign.is_none() {
                if let Some(before) = place.checked_sub(1) {
                    spells[place].starts = spells[before].ends;
                }
                if let Some(after) = spells.get(place + 1) {
                    spells[place].ends = after.starts;
                }
            }
        }
        spells.retain(|spell| self.shown(spell.holds()).is_some());
        DyadHistory { one, other, spells }
    }

    fn spell(
        self,
        (one, other): (ActorRef<'g>, ActorRef<'g>),
        stretches: &[TieSpan],
        ties: &[TieDays<'g>],
        rule: SpellRule,
    ) -> Option<Spell<'g>> {
        let (first, last) = (stretches.first()?, stretches.last()?);
        let days = Window {
            from: first.window.from,
            to: last.window.to,
        };
        let sign = first.sign;
        let mut surely: Vec<Window> = Vec::new();
        for one in stretches.iter().filter(|one| one.holds == Holds::Certainly) {
            match surely.last_mut() {
                Some(last) if last.to == one.window.from => last.to = one.window.to,
                _ => surely.push(one.window),
            }
        }
        let certain = surely.first().zip(surely.last());
        let certain = certain.map(|(first, last)| Window {
            from: first.from,
            to: last.to,
        });
        let behind: BTreeSet<usize> = stretches
            .iter()
            .flat_map(|one| &one.ties)
            .copied()
            .collect();
        let behind: Vec<&TieDays<'g>> = behind.into_iter().map(|at| &ties[at]).collect();
        // an event at the edge may have a neighbour outside that the window does not show
        let hangs_on = |stretch: &TieSpan, apart: i64| {
            let edge = stretch.ties.iter().map(|&at| &ties[at]);
            let mut edge = edge.filter(|tie| tie.sign == sign);
            apart <= i64::from(rule.gap.unwrap_or(0)) && edge.any(TieDays::is_event)
        };
        let window = self.window();
        let number = |day: Day| i64::from(day.number());
        let before = number(days.from) - number(window.from) + 1;
        let after = number(window.to) - number(days.to) + 1;
        Some(Spell {
            one,
            other,
            sign,
            window: days,
            certain,
            surely,
            starts: DaySpan::new(
                days.from,
                certain.map_or(days.to.previous(), |certain| certain.from),
            ),
            ends: DaySpan::new(
                certain.map_or(days.from.next(), |certain| certain.to),
                days.to,
            ),
            begins_before: days.from == window.from || hangs_on(first, before),
            goes_on: days.to == window.to || hangs_on(last, after),
            is_through_others: behind.iter().any(|tie| tie.rank > 0),
            grounds: sign.and_then(|sign| {
                let of_one_sign = behind.iter().all(|tie| tie.sign == Some(sign));
                let is_within = |tie: &TieDays<'g>| self.standing(tie, days).0 == Holds::Certainly;
                let is_certain =
                    certain.is_some() || (of_one_sign && behind.iter().any(|tie| is_within(tie)));
                let holds = if is_certain {
                    Holds::Certainly
                } else {
                    Holds::Possibly
                };
                let standings = behind
                    .iter()
                    .filter_map(|tie| Some((tie.sign?, self.standing(tie, days))));
                let each = standings.map(|(sign, (holds, certainty))| (sign, holds, certainty));
                let mut certainty = surest(sign, &each)?;
                // a certain spell is so from its first day to its last, as sure as it is on these
                let edges = certain.map(|days| [days.from, days.to.previous()]);
                for day in edges.into_iter().flatten() {
                    let day = Window {
                        from: day,
                        to: day.next(),
                    };
                    let on_day = behind.iter().filter_map(|tie| {
                        let (holds, certainty) = self.standing(tie, day);
                        Some((tie.sign?, holds, certainty))
                    });
                    certainty = certainty.min(surest(sign, &on_day).unwrap_or(certainty));
                }
                let ties = behind.iter().flat_map(|tie| tie.ties());
                Some(Grounds::of_ties(self, holds, certainty, ties))
            }),
        })
    }
}

/// The spans with the same ties that cover a window, in time.
fn stretches(ties: &[TieDays<'_>], window: Window, rule: SignRule) -> Vec<TieSpan> {
    /// A start or end on a day: whether it is a start, whether it is certain, and of which tie.
    type Turn = (Day, bool, bool, usize);
    let mut turns: Vec<Turn> = Vec::new();
    for (at, tie) in ties.iter().enumerate() {
        for (is_sure, all) in [(false, &tie.can), (true, &tie.surely)] {
            for days in all {
                turns.push((days.from, true, is_sure, at));
                turns.push((days.to, false, is_sure, at));
            }
        }
    }
    turns.sort_unstable();
    let mut open: BTreeMap<usize, [i32; 2]> = BTreeMap::new();
    let mut turns = turns.into_iter().peekable();
    let mut stretches = Vec::new();
    let mut from = window.from;
    while from < window.to {
        while let Some((_, begins, is_sure, at)) = turns.next_if(|turn| turn.0 <= from) {
            let count = open.entry(at).or_default();
            count[usize::from(is_sure)] += if begins { 1 } else { -1 };
        }
        open.retain(|_, count| *count != [0, 0]);
        let to = turns.peek().map_or(window.to, |turn| turn.0.min(window.to));
        // the shortest ways decide
        let rank = open.keys().map(|&at| ties[at].rank).min();
        let deciding = || open.iter().filter(|(at, _)| Some(ties[**at].rank) == rank);
        let held = deciding().filter_map(|(&at, count)| {
            let holds = if count[1] > 0 {
                Holds::Certainly
            } else {
                Holds::Possibly
            };
            let (tie, sign) = (ties[at].tie, ties[at].sign?);
            Some(SignedTie { tie, sign, holds })
        });
        let held: Vec<SignedTie<'_>> = held.collect();
        let sign = rule.settle(&held);
        stretches.push(TieSpan {
            window: Window { from, to },
            sign,
            holds: sign.map_or(Holds::Certainly, |sign| rule.holds(&held, sign)),
            ties: deciding().map(|(&at, _)| at).collect(),
        });
        from = to;
    }
    stretches
}
