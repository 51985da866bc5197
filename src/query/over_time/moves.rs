//! Actors that left one coalition and joined another.

use super::change::{Change, ChangeKind};
use crate::graph::{ActorRef, Turn};
use crate::model::{ActorId, Day, Holds, Kind, RelationKind};
use crate::query::kit::{DaySpan, Grounds};
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// How many days may lie between leaving and joining if they are to count as one move.
///
/// # Units
///
/// Days. An actor that joins on the first day on which it is no longer a member joins 0 days after leaving.
///
/// # Examples
///
/// ```
/// use factions::MoveRule;
///
/// let rule = MoveRule::within(30).or_before(7);
/// assert_eq!((rule.within, rule.before), (30, 7));
/// assert_eq!(MoveRule::from(30), MoveRule::within(30));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MoveRule {
    /// The most days from leaving the one coalition to joining the other.
    pub within: u32,
    /// The most days from joining to leaving, for an actor that joins first.
    pub before: u32,
}

impl MoveRule {
    /// The rule that an actor has moved if it joins at most this many days after it left.
    pub const fn within(days: u32) -> Self {
        Self {
            within: days,
            before: 0,
        }
    }

    /// The same rule, extended to actors that leave at most this many days after they joined the other.
    #[must_use]
    pub const fn or_before(mut self, days: u32) -> Self {
        self.before = days;
        self
    }

    /// Whether leaving and joining make a move, given the least and the most days between them.
    fn holds(self, apart: (i64, i64)) -> Option<Holds> {
        let (least, most) = apart;
        let (before, within) = (-i64::from(self.before), i64::from(self.within));
        Holds::from_tests(
            before <= least && most <= within,
            least <= within && before <= most,
        )
    }
}

impl From<u32> for MoveRule {
    fn from(days: u32) -> Self {
        Self::within(days)
    }
}

/// An actor that left one coalition and joined another.
///
/// It prints as `MSA moved from CSP to PF: left on …, joined on …, 4 days after (…)`. It serialises
/// with both changes, each with its own [`Grounds`], and with the common grounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Move<'g> {
    /// The actor that moved.
    pub actor: ActorRef<'g>,
    /// The coalition that it left.
    pub from: ActorRef<'g>,
    /// The coalition that it joined.
    pub to: ActorRef<'g>,
    /// The change by which it left, with the split that brought it about, if one did.
    pub left: Change<'g>,
    /// The change by which it joined.
    pub joined: Change<'g>,
    /// The least and the most days from leaving to joining; negative if it joined first.
    ///
    /// A side is `None` if a day of leaving or joining is unbounded there.
    pub days_between: [Option<i64>; 2],
    /// What the move rests on: the statements of both changes; its certainty is that of the weaker one.
    ///
    /// The move holds certainly if both changes certainly are in the window and all their days are
    /// near enough.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl Move<'_> {
    /// The days on which it can have joined.
    pub const fn days(&self) -> DaySpan {
        self.joined.days
    }
}

impl fmt::Display for Move<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (actor, from, to) = (self.actor, self.from, self.to);
        let (left, joined) = (self.left.days, self.joined.days);
        write!(
            f,
            "{actor} moved from {from} to {to}: left {left}, joined {joined}"
        )?;
        if let [Some(least), Some(most)] = self.days_between {
            write!(f, ", {}", days_apart(least, most))?;
        }
        write!(f, " ({})", self.grounds)
    }
}

/// The days between: `on that day`, `4 days after`, `3 to 12 days after`, `2 days before`, `2 days
/// before to 5 days after`.
fn days_apart(least: i64, most: i64) -> String {
    let days = |count: i64| {
        let s = if count.abs() == 1 { "" } else { "s" };
        format!("{} day{s}", count.abs())
    };
    match (least, most) {
        (0, 0) => "on that day".to_owned(),
        (least, most) if least == most && most > 0 => format!("{} after", days(most)),
        (least, most) if least == most => format!("{} before", days(most)),
        (0.., _) => format!("{least} to {} after", days(most)),
        (_, ..=0) => format!("{} to {} before", most.abs(), days(least)),
        _ => format!("{} before to {} after", days(least), days(most)),
    }
}

/// # Actors that moved
impl<'g> View<'g, '_> {
    /// The actors that left one coalition and joined another soon after.
    ///
    /// Both are [changes](Self::changes) of the view: a membership ended, by a split or otherwise,
    /// and a membership of the same actor in another coalition began. An actor that left two
    /// coalitions and joined one has moved from each of the two. A move is possible if some of the
    /// days on which the actor can have left and joined are near enough, and certain if all are.
    /// Moves are sorted by the days of joining, then of leaving, then by keys.
    ///
    /// # Complexity
    ///
    /// O(starts and ends of memberships that can lie in the window + answer), and for each actor
    /// its departures × its arrivals.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Holds, MoveRule, Record, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     band = { name = "Band", kind = "armed-group" }
    ///     front = { name = "Front", kind = "coalition" }
    ///     league = { name = "League", kind = "coalition" }
    ///     [[relations]]
    ///     id = "band-in-front"
    ///     kind = "membership"
    ///     from = "band"
    ///     to = "front"
    ///     start = "2021"
    ///     end = 2023-03-01
    ///     [[relations]]
    ///     id = "band-in-league"
    ///     kind = "membership"
    ///     from = "band"
    ///     to = "league"
    ///     start = "mid 2023-03"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let view = graph.during(date(2023, 1, 1)..date(2024, 1, 1));
    /// let moves = view.moves(30);
    /// assert_eq!(
    ///     moves[0].to_string(),
    ///     "Band moved from Front to League: left on 2023-03-01, joined between 2023-03-11 and \
    ///      2023-03-20, 10 to 19 days after (certainly; reported; no source)",
    /// );
    /// let statements: Vec<&str> = moves[0].grounds.statements.iter().map(|one| one.key()).collect();
    /// assert_eq!(statements, ["band-in-front", "band-in-league"]);
    /// // it may have been within two weeks
    /// assert_eq!(view.moves(MoveRule::within(14))[0].grounds.holds, Holds::Possibly);
    /// assert!(view.moves(7).is_empty());
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn moves(self, rule: impl Into<MoveRule>) -> Vec<Move<'g>> {
        let rule = rule.into();
        let graph = self.graph;
        let membership = Kind::from(RelationKind::Membership);
        let changes = self.changes_of(|turn| match turn {
            Turn::Start(tie) | Turn::End(tie) => {
                graph.kind_of(graph.tie_row(tie).statement) == membership
            }
            _ => false,
        });
        let mut of_actors: BTreeMap<ActorId, [Vec<Change<'g>>; 2]> = BTreeMap::new();
        for change in changes {
            let place = match change.kind {
                ChangeKind::Left => 0,
                ChangeKind::Joined => 1,
                _ => continue,
            };
            of_actors.entry(change.actor.id()).or_default()[place].push(change);
        }
        let mut moves = Vec::new();
        for [left, joined] in of_actors.values() {
            for left in left {
                let near = joined
                    .iter()
                    .filter_map(|joined| self.move_of(rule, left, joined));
                moves.extend(near);
            }
        }
        moves.sort_by_key(|one| (one.joined.days, one.left.days, one.actor, one.from, one.to));
        moves
    }

    /// A departure and an arrival as one move; `None` if they are too far apart or of one coalition.
    fn move_of(self, rule: MoveRule, left: &Change<'g>, joined: &Change<'g>) -> Option<Move<'g>> {
        let (from, to) = (left.other?, joined.other?);
        if from == to {
            return None;
        }
        let apart = |joined: Day, left: Day| i64::from(joined.number()) - i64::from(left.number());
        let least = apart(joined.days.first, left.days.last);
        let most = apart(joined.days.last, left.days.first);
        let near = rule.holds((least, most))?;
        let holds = left.grounds.holds.and(joined.grounds.holds).and(near);
        let holds = self.shown(holds)?;
        let is_known = |one: Day, other: Day| one.is_finite() && other.is_finite();
        let mut grounds = Grounds::of_both(holds, left.grounds.clone(), joined.grounds.clone());
        grounds.statements.sort_unstable();
        grounds.denied.sort_unstable();
        Some(Move {
            actor: left.actor,
            from,
            to,
            days_between: [
                is_known(joined.days.first, left.days.last).then_some(least),
                is_known(joined.days.last, left.days.first).then_some(most),
            ],
            grounds,
            left: left.clone(),
            joined: joined.clone(),
        })
    }
}
