//! Statements that cannot all be right.

use crate::graph::{ActorRef, StatementRef};
use crate::model::word::words;
use crate::model::{
    ActorId, Certainty, EventKind, Holds, Kind, RelationKind, StatementId, TieId, Window,
};
use crate::query::kit::{DaySpan, Grounds};
use crate::view::View;
use serde::Serialize;
use std::fmt;

words! {
    /// Why two statements cannot both be right.
    pub enum ContradictionKind("contradiction") {
        /// Two relations of a pair have opposite signs at the same time.
        OppositeSigns = "opposite-signs",
        /// An actor is a member of another and at war with it.
        MemberAtWar = "member-at-war",
        /// One statement says what another denies: the same kind, of the same pair.
        SaidAndDenied = "said-and-denied",
        /// Statements of one happening give days that cannot meet.
        DaysCannotMeet = "days-cannot-meet",
        /// A membership or part-of goes on after a split of the two, or cannot end by it.
        MemberAfterSplit = "member-after-split",
        /// A relation of the old actor goes on, or begins, after its merger or renaming.
        RelationAfterMerger = "relation-after-merger",
        /// Tellings of one relation give starts, ends or seen days that cannot meet.
        TellingsCannotMeet = "tellings-cannot-meet",
    }
}

/// Two statements that cannot both be right, at least in some readings of their dates.
///
/// It prints as a sentence and serialises with its [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Contradiction<'g> {
    /// Why they cannot both be right.
    pub kind: ContradictionKind,
    /// The actor of the pair whose key comes first; `None` if the contradiction is about a happening.
    pub actor: Option<ActorRef<'g>>,
    /// The other actor of the pair; `None` likewise.
    pub other: Option<ActorRef<'g>>,
    /// The days on which the two statements can collide.
    #[serde(flatten)]
    pub days: DaySpan,
    /// What it rests on. `Certainly` means that they collide in every reading of their dates; the
    /// certainty is that of the weaker statement.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for Contradiction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if let (Some(actor), Some(other)) = (self.actor, self.other) {
            write!(f, " of {actor} and {other}")?;
        }
        let statements = self.grounds.statements.iter();
        let ids: Vec<String> = statements
            .map(|one| format!("`{}` ({})", one.key(), one.kind()))
            .collect();
        write!(
            f,
            " {}: {} ({})",
            self.days,
            ids.join(" and "),
            self.grounds
        )
    }
}

/// # Statements that cannot all be right
impl<'g> View<'g, '_> {
    /// The statements of the view that cannot all be right, by kind, then days, then actors.
    ///
    /// Denied statements count nowhere else, but here they are always looked at.
    ///
    /// # Complexity
    ///
    /// O(n log n + answer), where n is the number of the window's relations, plus the ties of
    /// events of each pair and kind that is denied. Of happenings whose several tellings allow no
    /// common day, a telling whose date has gaps or is of several days is compared with each other
    /// one; so is each telling of a relation whose tellings cannot meet.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ContradictionKind, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # start = 2023-01-01
    /// # end = 2023-06-01
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["a", "b"]
    /// # start = 2023-05-01
    /// # end = 2023-07-01
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let found = graph.ever().contradictions();
    /// assert_eq!(found[0].kind, ContradictionKind::OppositeSigns);
    /// assert_eq!(found[0].days.to_string(), "between 2023-05-01 and 2023-05-31");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn contradictions(self) -> Vec<Contradiction<'g>> {
        let mut found = Vec::new();
        self.between_relations(&mut found);
        self.between_events(&mut found);
        self.after_events(&mut found);
        found.retain(|one| self.shown(one.grounds.holds).is_some());
        found.sort_by(|a, b| {
            let key = |one: &Contradiction<'g>| (one.kind, one.days, one.actor, one.other);
            key(a)
                .cmp(&key(b))
                .then_with(|| a.grounds.statements.cmp(&b.grounds.statements))
        });
        found.dedup();
        found
    }

    /// Whether a relation may contradict a split of its two, or a merger or renaming of one of them.
    fn may_be_unmet(self, tie: TieId) -> bool {
        let (graph, row) = (self.graph, self.graph.tie_row(tie));
        let limits = &graph.limits;
        let is_step = graph.kind_of(row.statement).relation();
        let is_split = is_step.is_some_and(RelationKind::is_step)
            && !limits.splits(row.from, row.to).is_empty();
        let mut ends = [row.from, row.to].into_iter();
        is_split || ends.any(|actor| !limits.successions(actor).is_empty())
    }

    fn after_events(self, found: &mut Vec<Contradiction<'g>>) {
        let graph = self.graph;
        for &tie in graph.limits.limited() {
            let row = graph.tie_row(tie);
            if !self.may_be_unmet(tie) {
                continue;
            }
            let is_shown = self.counted(row.statement).is_some() && self.has_ends_among(tie);
            if !is_shown || self.first_telling_of(tie) != Some(tie) {
                continue;
            }
            for (event, holds) in self.unmet_enders(tie) {
                let kind = match graph.kind_of(event) {
                    Kind::Event(EventKind::Split) => ContradictionKind::MemberAfterSplit,
                    _ => ContradictionKind::RelationAfterMerger,
                };
                let pair = Some((row.from, row.to));
                let (first, last) = self.days_of_event(event);
                let span = Window {
                    from: first,
                    to: last.next(),
                };
                let ids = [row.statement, event];
                found.extend(self.contradiction(kind, pair, span, holds, ids));
            }
        }
    }

    /// A statement and a denial that `same_as` joins to it: they contradict each other whatever their days.
    pub(super) fn denied_itself(
        self,
        ties: [TieId; 2],
        ids: [StatementId; 2],
        denied: Holds,
    ) -> Option<Contradiction<'g>> {
        let possibly = self.possibly();
        let said = ties.into_iter().find_map(|tie| possibly.tie_standing(tie));
        let [a, b] = ids.map(|id| self.span_of(id));
        let days = if a.meet(b).is_empty() {
            Window {
                from: a.from.min(b.from),
                to: a.to.max(b.to),
            }
        } else {
            a.meet(b)
        };
        let row = self.graph.tie_row(ties[0]);
        let kind = ContradictionKind::SaidAndDenied;
        let (said, certainty) = said?;
        let words = (said.and(denied), Some(certainty));
        self.contradiction_of(kind, Some((row.from, row.to)), days, words, ids)
    }

    pub(super) fn contradiction(
        self,
        kind: ContradictionKind,
        pair: Option<(ActorId, ActorId)>,
        span: Window,
        holds: Holds,
        statements: [StatementId; 2],
    ) -> Option<Contradiction<'g>> {
        self.contradiction_of(kind, pair, span, (holds, None), statements)
    }

    /// A contradiction with a given certainty; without one it is as sure as the weaker of its statements.
    pub(super) fn contradiction_of(
        self,
        kind: ContradictionKind,
        pair: Option<(ActorId, ActorId)>,
        span: Window,
        (holds, certainty): (Holds, Option<Certainty>),
        statements: [StatementId; 2],
    ) -> Option<Contradiction<'g>> {
        let statements: Vec<StatementRef<'g>> = match (kind, pair) {
            (ContradictionKind::DaysCannotMeet | ContradictionKind::TellingsCannotMeet, _)
            | (_, None) => {
                let both = statements.map(|id| self.graph.statement_ref(id));
                both.to_vec()
            }
            (_, Some(pair)) => self.all_tellings(statements, pair),
        };
        let said = statements.iter().map(|one| one.certainty());
        let said = said.filter(|&certainty| certainty != Certainty::Denied);
        let certainty = certainty.or(said.min())?;
        let grounds = match pair {
            Some(pair) => Grounds::between(self, pair, holds, certainty, statements),
            None => Grounds::new(self, holds, certainty, statements),
        };
        Some(Contradiction {
            kind,
            actor: pair.map(|(a, b)| self.graph.actor_ref(a.min(b))),
            other: pair.map(|(a, b)| self.graph.actor_ref(a.max(b))),
            days: DaySpan::new(span.from, span.to.previous()),
            grounds,
        })
    }

    /// Returns the statements, with all others that describe the same happening or relation for the pair, or for one of
    /// the two.
    fn all_tellings(
        self,
        statements: [StatementId; 2],
        pair: (ActorId, ActorId),
    ) -> Vec<StatementRef<'g>> {
        let graph = self.graph;
        let told = statements.into_iter().flat_map(|id| {
            let kind = graph.kind_of(id);
            let is_denied = self.known_denied(id).is_some();
            let tellings = graph.tellings(id).filter(move |&other| {
                let ties = |actor| !graph.pairs_with(other, actor).is_empty();
                let is_of_pair = || ties(pair.0) || ties(pair.1);
                let is_told = || self.known(other).is_some() && !is_denied;
                other == id || is_told() && graph.kind_of(other) == kind && is_of_pair()
            });
            tellings.map(|id| graph.statement_ref(id))
        });
        told.collect()
    }

    /// The days that a statement can touch.
    pub(super) fn span_of(self, id: StatementId) -> Window {
        self.graph.bounds_of(id).span()
    }
}

/// Returns each two of so many places, the lower first.
pub(super) fn each_two(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |one| (one + 1..count).map(move |two| (one, two)))
}

/// Returns each two tellings that cannot meet; all tellings, if each two can meet but not all together.
pub(super) fn apart<T>(tellings: &[T], cannot_meet: impl Fn(&T, &T) -> bool) -> Vec<(&T, &T)> {
    let pairs = each_two(tellings.len()).map(|(one, two)| (&tellings[one], &tellings[two]));
    let pairs: Vec<(&T, &T)> = pairs.collect();
    let is_apart = |pair: &&(&T, &T)| cannot_meet(pair.0, pair.1);
    let apart: Vec<(&T, &T)> = pairs.iter().filter(is_apart).copied().collect();
    if apart.is_empty() { pairs } else { apart }
}
