//! Which actors something can reach in time, along ties of which each holds no earlier than the one before.

use crate::analysis::histories::{TieDays, meet};
use crate::analysis::signed_graph::DyadSign;
use crate::graph::{ActorRef, IntoId, StatementRef, TieRef};
use crate::model::{ActorId, Certainty, Day, TieId, Window};
use crate::query::denied_in_part;
use crate::view::View;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::fmt;

/// How long something that is passed on may wait at an actor.
///
/// # Units
///
/// Days. With 0 it goes on the day on which it came.
///
/// # Examples
///
/// ```
/// use factions::ReachRule;
///
/// assert_eq!(ReachRule::default().longest_wait, None);
/// assert_eq!(ReachRule::waiting_at_most(30).longest_wait, Some(30));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct ReachRule {
    /// The most days that something waits at an actor; `None` for any number.
    pub longest_wait: Option<u32>,
}

impl ReachRule {
    /// The rule that something which waits longer than this many days at an actor goes no further.
    pub const fn waiting_at_most(days: u32) -> Self {
        Self {
            longest_wait: Some(days),
        }
    }
}

/// An actor that something can reach, and by which ties.
///
/// It prints as `Army on 2023-05-01 by way of Patron (certainly from 2023-06-01; reported)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reached<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// The first day on which the actor can be reached; a day before all others if that day is unknown.
    pub earliest: Day,
    /// The first day on which it certainly can be reached, on days on which the ties certainly
    /// hold; `None` if never.
    pub certainly: Option<Day>,
    /// The actors along the earliest way, from the start to this one.
    pub through: Vec<ActorRef<'g>>,
    /// The certainty of the weakest tie of that way.
    pub certainty: Certainty,
    /// The statements of its ties, in the order of the way.
    pub statements: Vec<StatementRef<'g>>,
    /// The known denials of these statements, in storage order.
    pub denied: Vec<StatementRef<'g>>,
}

impl fmt::Display for Reached<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.actor)?;
        match self.earliest.date() {
            Some(day) => write!(f, " on {day}")?,
            None => f.write_str(" on a day unknown")?,
        }
        if let [_, between @ .., _] = &*self.through
            && !between.is_empty()
        {
            let names: Vec<&str> = between.iter().map(|one| one.label()).collect();
            write!(f, " by way of {}", names.join(", "))?;
        }
        let (certainty, denied) = (self.certainty, denied_in_part(&self.denied));
        match self.certainly {
            Some(day) if day == self.earliest => write!(f, " (certainly; {certainty}{denied})"),
            Some(day) => match day.date() {
                Some(day) => write!(f, " (certainly from {day}; {certainty}{denied})"),
                None => write!(f, " (certainly; {certainty}{denied})"),
            },
            None => write!(f, " (possibly; {certainty}{denied})"),
        }
    }
}

/// A span of days on which something comes to an actor, and from where.
struct Arrival<'g> {
    actor: ActorId,
    window: Window,
    by: Option<(usize, TieRef<'g>)>,
}

/// The ties that lead from each actor: to whom, on which days, and whether they lead back too.
type Roads<'g> = BTreeMap<ActorId, Vec<(ActorId, Window, bool, TieRef<'g>)>>;

/// # Reach
impl<'g> View<'g, '_> {
    /// The actors that something can reach which an actor passes on from the window's first day; by
    /// time and key.
    ///
    /// It passes along the view's ties in their direction (mutual ones both ways). Each tie is
    /// passed on a day on which it holds, and not before the tie that led to it. Passing takes no
    /// time, and nothing has to wait at the start. These are the time-respecting paths of Kempe,
    /// Kleinberg and Kumar (2000). With a longest wait they are the restless walks of Himmel and
    /// others (2019), which may pass an actor several times.
    ///
    /// Choose the kinds of ties with [`only`](View::only). A view of what is
    /// [`certainly`](View::certainly) so shows only actors that are certainly reached.
    ///
    /// # Complexity
    ///
    /// O(ties of the graph + t log t), where t is the number of ties passed. With a longest wait
    /// each tie counts as often as something comes to it in separate spells.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ReachRule, Record, RelationKind, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     patron = { name = "Patron", kind = "state" }
    ///     group = { name = "Group", kind = "armed-group" }
    ///     cell = { name = "Cell", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "support"
    ///     from = "patron"
    ///     to = "group"
    ///     start = 2021-01-01
    ///     end = 2022-01-01
    ///     [[relations]]
    ///     kind = "support"
    ///     from = "group"
    ///     to = "cell"
    ///     start = 2023-01-01
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let support = graph.during(date(2021, 6, 1)..).only(RelationKind::Support);
    /// let reached = support.reach(graph.actor("patron")?, ReachRule::default());
    /// assert_eq!(reached[1].actor.key(), "cell");
    /// assert_eq!(reached[1].earliest, date(2023, 1, 1).into());
    /// // what came in 2021 does not wait until 2023
    /// assert_eq!(support.reach(graph.actor("patron")?, ReachRule::waiting_at_most(30)).len(), 1);
    /// // and time runs in one direction: nothing came from the cell
    /// assert!(support.reach(graph.actor("cell")?, ReachRule::default()).is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn reach(self, from: impl IntoId<ActorId>, rule: ReachRule) -> Vec<Reached<'g>> {
        let from = from.id_in(self.graph);
        let ties = self.possibly().tie_ids();
        let ties = ties.filter_map(|(id, _)| self.passing_days(id));
        let mut ties: Vec<TieDays<'g>> = ties.collect();
        ties.sort_by_key(|one| one.tie);
        let wait = rule.longest_wait;
        let possibly = arrivals(
            &roads(&ties, |tie| tie.can.clone()),
            from,
            self.window(),
            wait,
        );
        let certainly = arrivals(
            &roads(&ties, |tie| tie.surely.clone()),
            from,
            self.window(),
            wait,
        );
        let first = |all: &[Arrival<'g>]| {
            let mut first: BTreeMap<ActorId, usize> = BTreeMap::new();
            for (at, arrival) in all.iter().enumerate() {
                let best = first.entry(arrival.actor).or_insert(at);
                if arrival.window.from < all[*best].window.from {
                    *best = at;
                }
            }
            first.remove(&from);
            first
        };
        let sure = first(&certainly);
        let shown = if self.certainly {
            &sure
        } else {
            &first(&possibly)
        };
        let all = if self.certainly {
            &certainly
        } else {
            &possibly
        };
        let reached = shown.iter().map(|(actor, &at)| {
            let sure = sure.get(actor).map(|&at| (&*certainly, at));
            self.reached(all, at, sure)
        });
        let mut reached: Vec<Reached<'g>> = reached.collect();
        reached.sort_by_key(|one| (one.earliest, one.actor));
        reached
    }

    /// The days of a tie, whatever its sign.
    fn passing_days(self, id: TieId) -> Option<TieDays<'g>> {
        let tie = self.graph().tie_ref(id);
        self.days_of_tie(tie, Some(DyadSign::Positive))
    }

    /// The certainty of the weakest tie by which something arrived, each on the day on which it was passed.
    fn weakest(self, all: &[Arrival<'g>], at: usize) -> Certainty {
        let mut weakest = Certainty::Confirmed;
        let mut here = at;
        while let Some((before, tie)) = all[here].by {
            let day = all[here].window.from;
            let window = Window {
                from: day,
                to: day.next(),
            };
            let on_day = self.standing_in(tie.id(), window);
            let own = || self.tie_certainty(tie.id());
            weakest = weakest.min(on_day.map_or_else(own, |(_, certainty)| certainty));
            here = before;
        }
        weakest
    }

    /// The answer, with the certainty of the way that is shown and of the way that certainly
    /// reached the actor.
    fn reached(
        self,
        all: &[Arrival<'g>],
        at: usize,
        certainly: Option<(&[Arrival<'g>], usize)>,
    ) -> Reached<'g> {
        let graph = self.graph();
        let mut through = vec![graph.actor_ref(all[at].actor)];
        let mut statements: Vec<StatementRef<'g>> = Vec::new();
        let mut ties = Vec::new();
        let mut here = at;
        while let Some((before, tie)) = all[here].by {
            through.push(graph.actor_ref(all[before].actor));
            statements.extend(self.tie_statements(tie));
            ties.push(tie);
            here = before;
        }
        let shown = self.weakest(all, at);
        through.reverse();
        statements.reverse();
        Reached {
            actor: graph.actor_ref(all[at].actor),
            earliest: all[at].window.from,
            certainly: certainly.map(|(all, at)| all[at].window.from),
            through,
            certainty: certainly.map_or(shown, |(all, at)| shown.min(self.weakest(all, at))),
            statements,
            denied: self.denials_of_ties(ties),
        }
    }
}

fn roads<'g>(ties: &[TieDays<'g>], days: fn(&TieDays<'g>) -> Vec<Window>) -> Roads<'g> {
    let mut roads: Roads<'g> = BTreeMap::new();
    for tie in ties {
        let (from, to) = (tie.tie.from().id(), tie.tie.to().id());
        let is_mutual = !tie.tie.is_directed();
        for window in days(tie) {
            roads
                .entry(from)
                .or_default()
                .push((to, window, is_mutual, tie.tie));
            if is_mutual {
                roads
                    .entry(to)
                    .or_default()
                    .push((from, window, true, tie.tie));
            }
        }
    }
    roads
}

/// Every span of days on which something comes to an actor, by its first day.
fn arrivals<'g>(
    roads: &Roads<'g>,
    from: ActorId,
    window: Window,
    wait: Option<u32>,
) -> Vec<Arrival<'g>> {
    let mut found: Vec<Arrival<'g>> = Vec::new();
    let mut known: BTreeMap<ActorId, Vec<Window>> = BTreeMap::new();
    // after the last day on which anything changes, all days are alike
    let ends = roads
        .values()
        .flatten()
        .flat_map(|road| [road.1.from, road.1.to]);
    let last = ends.filter(|day| day.is_finite()).max();
    let mut queue = BinaryHeap::new();
    let start = Arrival {
        actor: from,
        window,
        by: None,
    };
    known.insert(from, vec![window]);
    found.push(start);
    queue.push(Reverse((window.from, 0)));
    while let Some(Reverse((_, at))) = queue.pop() {
        let (actor, days, is_start) = (found[at].actor, found[at].window, found[at].by.is_none());
        let until = match wait {
            Some(wait) if !is_start => later(days.to, wait, last),
            _ => Day::AFTER_ALL,
        };
        let leaves = Window {
            from: days.from,
            to: until,
        };
        for &(to, holds, is_mutual, tie) in roads.get(&actor).into_iter().flatten() {
            let mut comes = meet(leaves, holds);
            if comes.is_empty() {
                continue;
            }
            // something that can go to and fro never gets too old
            if is_mutual && wait.is_some_and(|wait| wait > 0) {
                comes.to = holds.to;
            }
            let own = known.entry(to).or_default();
            if own
                .iter()
                .any(|one| one.from <= comes.from && comes.to <= one.to)
            {
                continue;
            }
            own.retain(|one| !(comes.from <= one.from && one.to <= comes.to));
            own.push(comes);
            queue.push(Reverse((comes.from, found.len())));
            found.push(Arrival {
                actor: to,
                window: comes,
                by: Some((at, tie)),
            });
        }
    }
    found
}

/// A day some days later; after all days, if it lies beyond the last day on which anything changes.
fn later(day: Day, days: u32, last: Option<Day>) -> Day {
    let Some(number) = day.is_finite().then(|| i64::from(day.number())) else {
        return day;
    };
    let later = number + i64::from(days);
    match last.filter(|last| later <= i64::from(last.number())) {
        Some(_) => i32::try_from(later).map_or(Day::AFTER_ALL, Day::new),
        None => Day::AFTER_ALL,
    }
}
