//! Which pairs a kind of relation newly ties, or no longer ties, between two days.

use super::DiffWord;
use crate::graph::ActorRef;
use crate::model::{ActorId, Day, Holds, Kinds, RelationKind, TieId, Window};
use crate::view::View;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A pair that a relation of one kind ties on one of two days, and not on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PairTurn<'g> {
    /// [`Come`](DiffWord::Come) or [`Gone`](DiffWord::Gone).
    pub word: DiffWord,
    /// The one end: who joins, supports; of a mutual relation the one of the lower number.
    pub from: ActorRef<'g>,
    /// The other end.
    pub to: ActorRef<'g>,
}

/// # How many, without naming each
impl<'g, 'f> View<'g, 'f> {
    /// The pairs that relations of a kind tie on one of two days, and not on the other.
    ///
    /// The view's filters count, its windows do not. Ties that hold possibly count as ties, unless the
    /// view shows only what is certain. Those that have come stand before those that have gone.
    /// [`diff`](View::diff) says the same of two views with statements and certainty.
    ///
    /// # Complexity
    ///
    /// O(plain relations that begin or end between the days, and the others that hold on either);
    /// with filters, all that hold on either.
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
        let is_free = before <= after
            && !self.certainly
            && self.among.is_none()
            && self.kinds().contains(kind)
            && self.admits_all_plain()
            && graph.relation_ties.run(0).is_empty();
        let plain = is_free.then(|| self.plain_turnover(kind, before, after));
        let other = (!is_free).then(|| self.other_turnover(kind, before, after));
        let all = plain.into_iter().flatten();
        let all = all.chain(other.into_iter().flatten());
        all.map(move |(word, from, to)| PairTurn {
            word,
            from: graph.actor_ref(from),
            to: graph.actor_ref(to),
        })
    }

    fn plain_turnover(
        self,
        kind: RelationKind,
        before: Day,
        after: Day,
    ) -> impl Iterator<Item = (DiffWord, ActorId, ActorId)> + use<'g, 'f> {
        let lasting = &self.graph.lasting;
        let between = Window {
            from: before.next(),
            to: after.next(),
        };
        let (begun, ended) = lasting.turning(kind, between);
        let come = begun.filter_map(move |place| {
            let span = lasting.span(place);
            let is_first = lasting.holds_on(place, after)
                && lasting.first_tied(kind, span, after) == Some(lasting.tie(place));
            let is_new = is_first && lasting.first_tied(kind, span, before).is_none();
            is_new.then_some((DiffWord::Come, span.from, span.to))
        });
        let gone = ended.iter().filter_map(move |&place| {
            let place = place as usize;
            let span = lasting.span(place);
            let is_first = lasting.holds_on(place, before)
                && lasting.first_tied(kind, span, before) == Some(lasting.tie(place));
            let is_over = is_first && lasting.first_tied(kind, span, after).is_none();
            is_over.then_some((DiffWord::Gone, span.from, span.to))
        });
        come.chain(gone)
    }

    fn other_turnover(
        self,
        kind: RelationKind,
        before: Day,
        after: Day,
    ) -> impl Iterator<Item = (DiffWord, ActorId, ActorId)> + use<'g, 'f> {
        let tied = |day: Day| {
            let view = View {
                window: Window {
                    from: day,
                    to: day.next(),
                },
                only: self.kinds().and(Kinds::from(kind)),
                without: Kinds::NONE,
                ..self
            };
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
