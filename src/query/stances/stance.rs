//! The stance of two actors, and every way that shows it.

use super::ways::{Decided, WayBetween};
use crate::graph::{ActorRef, IntoId};
use crate::model::word::words;
use crate::model::{ActorId, Certainty, Holds};
use crate::query::kit::Grounds;
use crate::view::View;
use serde::Serialize;
use std::fmt;

words! {
    /// How two actors stand to each other.
    pub enum StanceWord("stance") {
        /// They stand with each other.
        Positive = "positive",
        /// They stand against each other.
        Negative = "negative",
        /// Both: equally short ways say that they stand with and against each other.
        Ambivalent = "ambivalent",
        /// A source states that they are neutral, and no equally short way has a sign.
        Neutral = "neutral",
        /// No way leads from one to the other. That says nothing about how they stand.
        None = "none",
    }
}

/// How two actors stand to each other, with every way that shows it.
///
/// The shortest ways decide; if they have both signs, the stance is ambivalent. It prints as a
/// sentence. If no way leads from one actor to the other, the grounds serialise as `null`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stance<'g> {
    /// The actor asked about first.
    pub actor: ActorRef<'g>,
    /// The actor asked about second.
    pub other: ActorRef<'g>,
    /// How the two stand, in one word.
    pub word: StanceWord,
    /// Every way, the shortest first and equally short ones by certainty; at most
    /// [`Stance::MOST_WAYS`] are listed.
    pub ways: Vec<WayBetween<'g>>,
    /// Whether there may be more ways than are listed; [`View::ways_between`] finds them all.
    pub has_more: bool,
    /// What the stance rests on, namely the shortest ways; `None` if there is no way.
    ///
    /// An ambivalent stance is only as sure as the weaker of its two signs.
    pub grounds: Option<Grounds<'g>>,
}

impl<'g> Stance<'g> {
    /// The largest number of ways that an answer lists.
    ///
    /// The word, how it holds and its certainty take all the shortest ways into account, listed or not.
    pub const MOST_WAYS: usize = 10_000;

    /// The ways that decide: the shortest ones. Those without a sign decide only if no other is as short.
    pub fn deciding(&self) -> &[WayBetween<'g>] {
        deciding(&self.ways)
    }
}

/// The shortest ways, without those that have no sign if another one has a sign.
fn deciding<'a, 'g>(ways: &'a [WayBetween<'g>]) -> &'a [WayBetween<'g>] {
    let rank = |way: &WayBetween<'g>| (way.length, way.sign.is_none());
    let first = ways.first().map(rank);
    &ways[..ways.partition_point(|way| Some(rank(way)) == first)]
}

impl fmt::Display for Stance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (actor, other) = (self.actor, self.other);
        match self.word {
            StanceWord::Positive => write!(f, "{actor} stands with {other}"),
            StanceWord::Negative => write!(f, "{actor} stands against {other}"),
            StanceWord::Ambivalent => write!(f, "{actor} stands both with and against {other}"),
            StanceWord::Neutral => write!(f, "{actor} and {other} are neutral"),
            StanceWord::None => write!(f, "nothing ties {actor} and {other} in this view"),
        }?;
        if let Some(way) = self.ways.first() {
            write!(f, ": {way}")?;
        }
        match self.grounds.as_ref() {
            Some(grounds) => write!(f, " ({grounds})"),
            None => Ok(()),
        }
    }
}

/// The word that the shortest ways give, how it holds and how sure it is.
fn standing(decided: Decided) -> (StanceWord, Option<(Holds, Certainty)>) {
    let word = match (decided.positive, decided.negative, decided.neutral) {
        (Some(_), Some(_), _) => StanceWord::Ambivalent,
        (Some(_), None, _) => StanceWord::Positive,
        (None, Some(_), _) => StanceWord::Negative,
        (None, None, Some(_)) => StanceWord::Neutral,
        (None, None, None) => StanceWord::None,
    };
    let surest = match (decided.positive, decided.negative) {
        (Some(one), Some(two)) => Some((one.0.and(two.0), one.1.min(two.1))),
        (one, two) => one.or(two).or(decided.neutral),
    };
    (word, surest)
}

/// # How two actors stand to each other
impl<'g> View<'g, '_> {
    /// How two actors stand to each other, with every way that shows it.
    ///
    /// A *way* is one signed tie between the first actor and the second. In the place of either
    /// actor the tie may have a whole above that actor, or a member or part below it: members and
    /// parts act for their wholes, and wholes for them. What one member does is not what its fellow
    /// members do. The steps up or down at both ends are the length of the way. All links of a way
    /// hold on a common day; if the tie is an event, that day is the event's. Steps alone, all up
    /// or all down, are a positive way. The shortest ways decide.
    ///
    /// [`StanceWord::None`] says only that no way leads from one actor to the other, never that
    /// they are neutral.
    ///
    /// # Complexity
    ///
    /// O(ties of all the actors above and below both + ways listed). At most [`Stance::MOST_WAYS`]
    /// ways are listed, because coalitions nested in coalitions can have millions.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, StanceWord, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
    /// # cma = { name = "Coordination of Azawad Movements", short = "CMA", kind = "coalition" }
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "cma"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # end = 2024-11-30
    /// # [[events]]
    /// # kind = "clash"
    /// # when = 2023-10-16
    /// # from = "cma"
    /// # to = "army"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let (army, csp) = (graph.actor("army")?, graph.actor("csp")?);
    /// let stance = graph.at(date(2023, 10, 16)).stance(army, csp);
    /// assert_eq!(stance.word, StanceWord::Negative);
    /// assert_eq!(stance.ways[0].length, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn stance(self, actor: impl IntoId<ActorId>, other: impl IntoId<ActorId>) -> Stance<'g> {
        let (actor, other) = (actor.id_in(self.graph), other.id_in(self.graph));
        let mut all = self.ways_between(actor, other);
        let decided = all.decided();
        let mut ways: Vec<WayBetween<'g>> = all.by_ref().take(Stance::MOST_WAYS).collect();
        let has_more = all.next().is_some() || all.is_cut();
        ways.sort_by(WayBetween::in_order);
        let (word, surest) = standing(decided);
        let grounds = surest.map(|(holds, certainty)| {
            let ties = deciding(&ways).iter().flat_map(|way| &way.ties);
            Grounds::of_ties(self, holds, certainty, ties.copied())
        });
        Stance {
            actor: self.graph.actor_ref(actor),
            other: self.graph.actor_ref(other),
            word,
            grounds,
            ways,
            has_more,
        }
    }

    /// The word of a stance, how it holds and how sure it is, without the ways.
    pub(in crate::query) fn standing_between(
        self,
        actor: ActorId,
        other: ActorId,
    ) -> (StanceWord, Option<(Holds, Certainty)>) {
        standing(self.ways_between(actor, other).decided())
    }
}
