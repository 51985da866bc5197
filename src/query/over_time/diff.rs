//! Differences between two views.

use crate::graph::{ActorRef, StatementRef, TieRef};
use crate::model::word::words;
use crate::model::{ActorId, Certainty, EndCause, Holds, Kind, RelationKind, TieId, Window};
use crate::query::kit::Grounds;
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

words! {
    /// How a row of a difference differs.
    pub enum DiffWord("difference") {
        /// The second view holds it, the first does not.
        Come = "come",
        /// The first view holds it, the second does not.
        Gone = "gone",
        /// Both views hold it, but not both certainly or both possibly, or by other statements.
        Changed = "changed",
    }
}

/// A kind of relation and a pair of actors that two views hold differently.
///
/// It prints as a sentence and serialises with its [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference<'g> {
    /// How it differs.
    pub word: DiffWord,
    /// The kind of relation.
    pub kind: Kind,
    /// The actor where the relation starts; of a mutual one the actor whose key comes first.
    pub actor: ActorRef<'g>,
    /// The actor where the relation leads.
    pub other: ActorRef<'g>,
    /// How the first view holds it; `None` if it does not.
    pub before: Option<Holds>,
    /// How the second view holds it; `None` if it does not.
    pub after: Option<Holds>,
    /// What the row rests on: the statements of both views.
    ///
    /// A row that came or went holds certainly if it is certain in one view and not even possible
    /// in the other. A changed row holds certainly if it is certain in both.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for Difference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = |holds: Option<Holds>| holds.map_or("no", Holds::as_str);
        let sign = match self.word {
            DiffWord::Come => "+",
            DiffWord::Gone => "−",
            DiffWord::Changed => "~",
        };
        let (kind, actor, other) = (self.kind, self.actor, self.other);
        let (before, after) = (how(self.before), how(self.after));
        write!(
            f,
            "{sign} {kind} of {actor} and {other}: {before}, then {after} ({})",
            self.grounds
        )
    }
}

/// The ties of a kind and pair in one view.
#[derive(Debug, Clone)]
struct HeldPair<'g> {
    tie: TieRef<'g>,
    holds: Holds,
    certainty: Certainty,
    /// The statements that the view shows; if it shows only what is certain, only these.
    statements: Vec<StatementRef<'g>>,
    ties: Vec<TieRef<'g>>,
}

/// A kind and pair by keys, so that views of different graphs can be compared.
type Pair<'g> = (Kind, &'g str, &'g str);

/// # What differs
impl<'g> View<'g, '_> {
    /// What differs between this view and another, usually a later one: the relations that came,
    /// went or changed.
    ///
    /// The views may be of different graphs: actors are compared by key, statements by id. Rows are
    /// sorted by word, kind, actor and other actor.
    ///
    /// # Complexity
    ///
    /// O(relations that hold in either view).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, DiffWord, Holds, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # end = "late 2023-09"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let rows = graph.at(date(2023, 9, 1)).diff(graph.at(date(2023, 10, 15)));
    /// assert_eq!(rows[0].word, DiffWord::Gone);
    /// assert_eq!(rows[0].grounds.holds, Holds::Certainly);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn diff(self, after: View<'g, '_>) -> Vec<Difference<'g>> {
        let (first, second) = (self.held(), after.held());
        let mut pairs: Vec<&Pair<'g>> = first.keys().chain(second.keys()).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let rows = pairs.into_iter().filter_map(|pair| {
            let (one, two) = (first.get(pair), second.get(pair));
            let shown = |view: Self, held: Option<&HeldPair<'g>>| view.shown(held?.holds);
            let (before, later) = (shown(self, one), two.and_then(|two| after.shown(two.holds)));
            let (word, sure) = match (before, later) {
                (Some(before), None) => {
                    (DiffWord::Gone, before == Holds::Certainly && two.is_none())
                }
                (None, Some(later)) => (DiffWord::Come, later == Holds::Certainly && one.is_none()),
                (Some(before), Some(later)) => {
                    let ids = |held: Option<&HeldPair<'g>>| held.map(statement_keys);
                    if before == later && ids(one) == ids(two) {
                        return None;
                    }
                    (DiffWord::Changed, before.and(later) == Holds::Certainly)
                }
                (None, None) => return None,
            };
            let tie = one.or(two)?.tie;
            let holds = if sure {
                Holds::Certainly
            } else {
                Holds::Possibly
            };
            let grounds = |view: View<'g, '_>, held: &HeldPair<'g>| {
                let pair = (held.tie.from().id(), held.tie.to().id());
                let statements = held.statements.iter().copied();
                Grounds::between(view, pair, holds, held.certainty, statements)
            };
            let grounds = match (one, two) {
                (Some(one), Some(two)) => {
                    Grounds::of_both(holds, grounds(self, one), grounds(after, two))
                }
                (Some(one), None) => after.with_ends(grounds(self, one), one.ties.iter().copied()),
                (None, Some(two)) => grounds(after, two),
                (None, None) => return None,
            };
            Some(Difference {
                word,
                kind: tie.kind(),
                actor: tie.from(),
                other: tie.to(),
                before,
                after: later,
                grounds,
            })
        });
        let mut rows: Vec<Difference<'g>> = rows.collect();
        rows.sort_by_key(|row| (row.word, row.kind, row.actor.key(), row.other.key()));
        rows
    }

    /// Every kind and pair with a relation that can hold in the view, certainly or possibly.
    fn held(self) -> BTreeMap<Pair<'g>, HeldPair<'g>> {
        let mut held: BTreeMap<Pair<'g>, HeldPair<'g>> = BTreeMap::new();
        for (tie, holds) in self.possibly().relation_ties() {
            let tie = self.graph.tie_ref(tie);
            let certainty = self.tie_certainty(tie.id());
            let (kind, mut ends) = (tie.kind(), (tie.from().key(), tie.to().key()));
            let reads_one_way = kind.relation().is_some_and(RelationKind::is_directed);
            if !reads_one_way && ends.1 < ends.0 {
                ends = (ends.1, ends.0);
            }
            let pair = (kind, ends.0, ends.1);
            let new = || HeldPair {
                tie,
                holds,
                certainty,
                statements: Vec::new(),
                ties: Vec::new(),
            };
            let all = held.entry(pair).or_insert_with(new);
            // the answer takes holding and certainty from one tie: the surest of those that hold best
            (all.holds, all.certainty) = (all.holds, all.certainty).max((holds, certainty));
            if self.shown(holds).is_some() {
                all.statements.extend(self.tie_statements(tie));
            }
            all.ties.push(tie);
        }
        held
    }

    /// Returns the tie of this view's graph with the same keys as a tie of another graph, or `None` without one.
    fn own_tie(self, tie: TieRef<'g>) -> Option<TieId> {
        let graph = self.graph;
        if std::ptr::eq(graph, tie.graph()) {
            return Some(tie.id());
        }
        let [from, to] = [tie.from(), tie.to()].map(|end| graph.actor(end.key()).ok());
        let (from, to, key) = (from?.id(), to?.id(), tie.statement().key());
        let mut all = graph.relation_entries(from, Window::ALL);
        let is_same = |&(own, other): &(TieId, ActorId)| {
            other == to && graph.tie_ref(own).statement().key() == key
        };
        all.find(is_same).map(|(own, _)| own)
    }

    /// Adds to the grounds of something that is over in this view the causes that ended its ties.
    pub(crate) fn with_ends(
        self,
        mut grounds: Grounds<'g>,
        ties: impl IntoIterator<Item = TieRef<'g>>,
    ) -> Grounds<'g> {
        let holds = grounds.holds;
        for tie in ties.into_iter().filter_map(|tie| self.own_tie(tie)) {
            let row = self.graph.tie_row(tie);
            let pair = (row.from, row.to);
            for &cause in &self.tie_time(tie).all.causes {
                let ended = match cause {
                    EndCause::Event(event) => {
                        let tellings = self.admitted_tellings(event, row).into_iter();
                        let tellings = tellings.map(|id| self.graph.statement_ref(id));
                        let surest = tellings.clone().map(StatementRef::certainty).max();
                        let Some(surest) = surest else {
                            continue;
                        };
                        Grounds::between(self, pair, holds, surest, tellings)
                    }
                    EndCause::Dissolution(actor, number) => {
                        Grounds::of_life(self, holds, actor, number)
                    }
                };
                grounds = Grounds::of_both(holds, grounds, ended);
            }
        }
        grounds
    }
}

fn statement_keys<'g>(held: &HeldPair<'g>) -> Vec<&'g str> {
    let mut keys: Vec<&str> = held.statements.iter().map(|one| one.key()).collect();
    keys.sort_unstable();
    keys
}
