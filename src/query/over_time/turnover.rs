//! Pairs that a kind of relation ties on only one of two days.

use crate::graph::ActorRef;
use crate::model::{ActorId, Day, Holds, Kinds, RelationKind, TieId, Window};
use crate::query::DiffWord;
use crate::view::View;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A pair that relations of one kind tie on one of two days but not on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PairTurn<'g> {
    /// [`Come`](DiffWord::Come) or [`Gone`](DiffWord::Gone).
    pub word: DiffWord,
    /// The actor where the relation starts, as the member or supporter; of a mutual one that with
    /// the lower number.
    pub from: ActorRef<'g>,
    /// The actor at the other end.
    pub to: ActorRef<'g>,
}

/// Whether the pair came or went, and its two actors.
type Turn = (DiffWord, ActorId, ActorId);

/// Whether the relation is directed from one to the other, and its two ends.
type Pair = (bool, ActorId, ActorId);

/// The pairs tied on either of two days by relations that are not plain.
#[derive(Debug, Default)]
struct OtherTurns {
    pairs: BTreeMap<Pair, HeldPair>,
}

#[derive(Debug, Clone, Copy, Default)]
struct HeldPair {
    before: bool,
    after: bool,
    /// Whether a plain relation ties the pair on either day too: then its turn represents the pair.
    is_plain_too: bool,
}

impl OtherTurns {
    fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    fn holds_before(&self, pair: Pair) -> bool {
        self.pairs.get(&pair).is_some_and(|held| held.before)
    }

    fn holds_after(&self, pair: Pair) -> bool {
        self.pairs.get(&pair).is_some_and(|held| held.after)
    }

    fn turns(&self) -> impl Iterator<Item = Turn> + use<> {
        let own = self.pairs.iter().filter(|(_, held)| !held.is_plain_too);
        let turns = own.filter_map(|(&(_, from, to), held)| match (held.before, held.after) {
            (false, true) => Some((DiffWord::Come, from, to)),
            (true, false) => Some((DiffWord::Gone, from, to)),
            _ => None,
        });
        turns.collect::<Vec<_>>().into_iter()
    }
}

/// # How many, without naming each
impl<'g, 'f> View<'g, 'f> {
    /// The pairs that relations of a kind tie on one of two days but not on the other.
    ///
    /// The view's filters count here; its windows do not. A tie that only possibly holds counts
    /// too, unless the view shows only what is certain. Pairs that have come stand before pairs
    /// that have gone. [`diff`](View::diff) compares two views, with statements and certainty.
    ///
    /// # Complexity
    ///
    /// O([plain](crate#terms) relations that begin or end between the days + others that hold on
    /// either day). With filters O(relations that hold on either day).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, DiffWord, Record, RelationKind, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = 2021-05-06
    /// # end = 2023-09-25
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let (before, after) = (date(2023, 9, 1), date(2023, 10, 1));
    /// let turns = graph.ever().turnover(RelationKind::Membership, before, after);
    /// let gone: Vec<_> = turns.map(|turn| (turn.word, turn.from.key())).collect();
    /// assert_eq!(gone, [(DiffWord::Gone, "msa")]);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn turnover(
        self,
        kind: RelationKind,
        before: Date,
        after: Date,
    ) -> impl Iterator<Item = PairTurn<'g>> + use<'g, 'f> {
        let (before, after) = (Day::from(before), Day::from(after));
        let graph = self.graph;
        let is_quick = before <= after && (!self.certainly || graph.lasting.is_all_sure());
        let quick = is_quick.then(|| self.quick_turnover(kind, before, after));
        let slow = (!is_quick).then(|| self.slow_turnover(kind, before, after));
        let all = quick.into_iter().flatten();
        let all = all.chain(slow.into_iter().flatten());
        all.map(move |(word, from, to)| PairTurn {
            word,
            from: graph.actor_ref(from),
            to: graph.actor_ref(to),
        })
    }

    /// Finds the turns from the relations that begin or end between the days.
    fn quick_turnover(
        self,
        kind: RelationKind,
        before: Day,
        after: Day,
    ) -> impl Iterator<Item = Turn> + use<'g, 'f> {
        let lasting = &self.graph.lasting;
        let between = Window {
            from: before.next(),
            to: after.next(),
        };
        let (begun, ended) = if self.kinds().contains(kind) {
            lasting.turning(kind, between)
        } else {
            (0..0, &[][..])
        };
        let other = Rc::new(self.other_turns(kind, before, after));
        let of_other = other.clone();
        let (on_before, on_after) = (lasting.on(before), lasting.on(after));
        let filter = self.filter();
        let counts = move |place: usize| filter.relation_at(place, Holds::Certainly).is_some();
        // some kinds have ties of both forms: one directed, the next mutual
        let may_differ = kind.may_be_directed() && !kind.is_directed();
        let is_directed = move |place: usize| self.graph.is_plain_directed(place);
        let is_same = move |one, two| !may_differ || is_directed(one) == is_directed(two);
        let key = move |place: usize| {
            let span = lasting.span(place);
            let is_directed = if may_differ {
                is_directed(place)
            } else {
                kind.is_directed()
            };
            (is_directed, span.from, span.to)
        };
        let is_later = move |place: usize| {
            let mut all = lasting.before(place, on_before);
            all.any(|one| {
                let holds = lasting.holds_on(one, on_before) || lasting.holds_on(one, on_after);
                holds && is_same(place, one) && counts(one)
            })
        };
        let come = begun.filter_map(move |place| {
            let is_new = lasting.holds_on(place, on_after) && counts(place) && !is_later(place);
            let is_new = is_new && (other.is_empty() || !other.holds_before(key(place)));
            let span = lasting.span(place);
            is_new.then_some((DiffWord::Come, span.from, span.to))
        });
        let goes_on = move |place: usize| {
            let mut all = lasting.after(place, on_after);
            all.any(|one| lasting.holds_on(one, on_after) && is_same(place, one) && counts(one))
        };
        let others = of_other.clone();
        let gone = ended.iter().filter_map(move |&place| {
            let place = place as usize;
            let is_over = lasting.holds_on(place, on_before) && counts(place);
            let is_over = is_over && !is_later(place) && !goes_on(place);
            let is_over = is_over && (others.is_empty() || !others.holds_after(key(place)));
            let span = lasting.span(place);
            is_over.then_some((DiffWord::Gone, span.from, span.to))
        });
        come.chain(gone).chain(of_other.turns())
    }

    /// The pairs tied on either day by relations that are not plain.
    fn other_turns(self, kind: RelationKind, before: Day, after: Day) -> OtherTurns {
        let graph = self.graph;
        let mut turns = OtherTurns::default();
        for (day, is_after) in [(before, false), (after, true)] {
            let view = self.of_kind_on(kind, day);
            for entry in graph.relation_ties.meeting(0, view.window) {
                if view.tie_holds(entry.tie).is_none() {
                    continue;
                }
                let row = graph.tie_row(entry.tie);
                let key = (graph.is_tie_directed(entry.tie), row.from, row.to);
                let held = turns.pairs.entry(key).or_default();
                held.before |= !is_after;
                held.after |= is_after;
            }
        }
        for (&(is_directed, from, to), held) in &mut turns.pairs {
            held.is_plain_too = [before, after].into_iter().any(|day| {
                let ties = self.of_kind_on(kind, day).plain_ties_of(from);
                let mut ties = ties.map(|tie| (tie, graph.tie_row(tie)));
                ties.any(|(tie, row)| {
                    (graph.is_tie_directed(tie), row.from, row.to) == (is_directed, from, to)
                })
            });
        }
        turns
    }

    /// The ties of an actor's plain relations in the view.
    fn plain_ties_of(self, actor: ActorId) -> impl Iterator<Item = TieId> + use<'g, 'f> {
        let graph = self.graph;
        let run = graph.lasting.of_actor(actor, self.kinds(), self.window);
        let filter = self.filter();
        let shown = run.filter_map(move |one| filter.relation_of(actor, one));
        shown.map(|one| TieId::new(one.tie))
    }

    fn of_kind_on(self, kind: RelationKind, day: Day) -> Self {
        View {
            window: Window {
                from: day,
                to: day.next(),
            },
            only: self.kinds().and(Kinds::from(kind)),
            without: Kinds::NONE,
            ..self
        }
    }

    /// Finds the turns by all that holds on either day.
    fn slow_turnover(
        self,
        kind: RelationKind,
        before: Day,
        after: Day,
    ) -> impl Iterator<Item = Turn> + use<'g, 'f> {
        let tied = |day: Day| {
            let view = self.of_kind_on(kind, day);
            let ends = |(tie, holds): (TieId, Holds)| {
                let row = self.graph.tie_row(tie);
                ((self.graph.is_tie_directed(tie), row.from, row.to), holds)
            };
            view.relation_ties().map(ends).collect::<BTreeMap<_, _>>()
        };
        let (first, second) = (tied(before), tied(after));
        let mut turns = Vec::new();
        for (word, here, there) in [
            (DiffWord::Come, &second, &first),
            (DiffWord::Gone, &first, &second),
        ] {
            let new = here.keys().filter(|pair| !there.contains_key(pair));
            turns.extend(new.map(|&(_, from, to)| (word, from, to)));
        }
        turns.into_iter()
    }
}
