//! Denials that contradict the statements of a view.

use crate::graph::{IntoId, StatementRef};
use crate::model::{ActorId, Certainty, Day, Kind, StatementId, TieId, When};
use crate::view::View;

/// Two actors: where a tie starts and where it leads.
type Pair = (ActorId, ActorId);

/// The pairs of a statement for which denials are looked up.
#[derive(Clone, Copy)]
enum Asked {
    All,
    /// This pair, or else the pairs of one of the two.
    Of(Pair),
    Tie(TieId),
}

/// # What is denied
impl<'g> View<'g, '_> {
    /// The known denials of a statement, in storage order.
    ///
    /// A denial counts if it is of the same happening. It also counts if it is of the same kind and
    /// pair (the same way round, if both are directed) and both can be true on one day. The days,
    /// kinds and certainty of the view do not matter here: only [`known_on`](Self::known_on) and
    /// [`from_sources`](Self::from_sources) hide a denial. Every answer lists the denials of its
    /// statements in its [`Grounds`](crate::Grounds).
    ///
    /// # Complexity
    ///
    /// O(log n) if nothing of the kind is denied.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     aqim = { name = "AQIM", kind = "armed-group" }
    ///     jnim = { name = "JNIM", kind = "armed-group" }
    ///     [[events]]
    ///     id = "one-group"
    ///     kind = "merger"
    ///     when = 2017-03-02
    ///     from = "aqim"
    ///     to = "jnim"
    ///     certainty = "claimed"
    ///     by = "jnim"
    ///     [[events]]
    ///     id = "no-merger"
    ///     kind = "merger"
    ///     when = "2017-03"
    ///     from = "aqim"
    ///     to = "jnim"
    ///     certainty = "denied"
    ///     by = "aqim"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let view = graph.ever();
    /// let merger = graph.statement("one-group").expect("it is in the record");
    /// assert_eq!(view.denials_of(merger)[0].key(), "no-merger");
    /// assert_eq!(
    ///     view.changes()[0].to_string(),
    ///     "AQIM merged into JNIM on 2017-03-02 in `one-group` \
    ///      (certainly; claimed by JNIM; no source; denied by AQIM)",
    /// );
    /// # Ok::<(), factions::Problems>(())
    /// ```
    #[track_caller]
    pub fn denials_of(self, statement: impl IntoId<StatementId>) -> Vec<StatementRef<'g>> {
        self.denials([statement.id_in(self.graph)], None)
    }

    /// The known denials of several statements, in storage order.
    pub(crate) fn denials_of_all<'s>(
        self,
        statements: impl IntoIterator<Item = &'s StatementRef<'g>>,
    ) -> Vec<StatementRef<'g>>
    where
        'g: 's,
    {
        self.denials(statements.into_iter().map(|one| one.id()), None)
    }

    /// The known denials of statements, without any of these statements themselves. Where one of
    /// them ties the pair, or one actor of the pair, only denials of these ties count.
    pub(crate) fn denials(
        self,
        statements: impl IntoIterator<Item = StatementId>,
        pair: Option<Pair>,
    ) -> Vec<StatementRef<'g>> {
        if self.graph.denials.is_empty() {
            return Vec::new();
        }
        let statements: Vec<StatementId> = statements.into_iter().collect();
        let is_told = |&id: &StatementId| self.graph.told_with(id).is_some();
        let mut all = statements.iter();
        if !all.any(|id| is_told(id) || self.may_be_denied(*id)) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let asked = pair.map_or(Asked::All, Asked::Of);
        for &id in &statements {
            self.denials_of_one(id, asked, &mut found);
        }
        self.in_order(found, &statements)
    }

    /// The known denials of ties, in storage order: those of the same happenings and the same pairs.
    ///
    /// This is [`denials_of`](Self::denials_of) for single pairs. Of a statement that ties several
    /// pairs, it returns only what denies the statement for the pair of the tie.
    ///
    /// # Complexity
    ///
    /// O(log n) for each tie if nothing of the kind is denied.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     c = { name = "C", kind = "coalition" }
    ///     [[relations]]
    ///     kind = "membership"
    ///     from = ["a", "b"]
    ///     to = "c"
    ///     [[relations]]
    ///     kind = "membership"
    ///     from = "b"
    ///     to = "c"
    ///     certainty = "denied"
    ///     by = "b"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let denied = |member| {
    ///     let ties = graph.ever().neighbors(member).map(|neighbor| neighbor.tie);
    ///     graph.ever().denials_of_ties(ties).len()
    /// };
    /// assert_eq!(denied(graph.actor("a")?), 0);
    /// assert_eq!(denied(graph.actor("b")?), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn denials_of_ties<T: IntoId<TieId>>(
        self,
        ties: impl IntoIterator<Item = T>,
    ) -> Vec<StatementRef<'g>> {
        let ties: Vec<TieId> = self.graph.ids_of(ties);
        if self.graph.denials.is_empty() {
            return Vec::new();
        }
        let (mut statements, mut found) = (Vec::new(), Vec::new());
        for tie in ties {
            for tie in self.tellings_of_tie(tie) {
                let statement = self.graph.statement_of_tie(tie);
                self.denials_of_one(statement, Asked::Tie(tie), &mut found);
                statements.push(statement);
            }
        }
        self.in_order(found, &statements)
    }

    fn in_order(
        self,
        mut found: Vec<StatementId>,
        statements: &[StatementId],
    ) -> Vec<StatementRef<'g>> {
        if found.is_empty() {
            return Vec::new();
        }
        let mut own = statements.to_vec();
        own.sort_unstable();
        found.retain(|id| own.binary_search(id).is_err());
        let found = found.into_iter();
        let mut found: Vec<_> = found.map(|id| self.graph.statement_ref(id)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn denials_of_one(self, id: StatementId, asked: Asked, found: &mut Vec<StatementId>) {
        let graph = self.graph;
        if graph.evidence_of(id).certainty == Certainty::Denied {
            return;
        }
        let is_known = |&denied: &StatementId| self.known_denied(denied).is_some();
        found.extend(graph.tellings(id).filter(is_known));
        let kind = graph.kind_of(id);
        if !self.may_be_denied(id) {
            return;
        }
        let (pairs, is_directed) = self.asked_pairs(id, asked);
        for (from, to) in pairs {
            for tie in graph.denials.between(kind, from, to) {
                let row = graph.tie_row(tie);
                let is_turned = (row.from, row.to) != (from, to);
                if is_turned && is_directed && graph.is_tie_directed(tie) {
                    continue;
                }
                let denied = row.statement;
                if is_known(&denied) && self.can_share_a_day(id, denied) {
                    found.push(denied);
                }
            }
        }
    }

    /// Returns the pairs of a statement to look up, and whether they read from one end to the other.
    ///
    /// A statement with n and n actors ties n² pairs, so a single pair is not searched among all.
    fn asked_pairs(self, id: StatementId, asked: Asked) -> (Vec<Pair>, bool) {
        let graph = self.graph;
        let (one, other) = match asked {
            Asked::All => return graph.pairs_of(id),
            Asked::Tie(tie) => {
                let row = graph.tie_row(tie);
                return (vec![(row.from, row.to)], graph.is_tie_directed(tie));
            }
            Asked::Of(pair) => pair,
        };
        let Some(ends) = graph.company_of(id) else {
            return graph.pairs_of(id); // a row of two has one
        };
        let mut pairs = ends.pairs_with(one);
        let is_asked = |&(a, b): &Pair| [(a, b), (b, a)].contains(&(one, other));
        // a cause ties other actors too: the answer says nothing of a denial that concerns only these
        if pairs.iter().any(is_asked) {
            pairs.retain(is_asked);
        } else {
            pairs.extend(ends.pairs_with(other));
        }
        if pairs.is_empty() {
            pairs = ends.pairs();
        }
        (pairs, ends.is_directed())
    }

    /// Whether a statement may be denied for one of its pairs; `false` is certain, `true` is not.
    pub(crate) fn may_be_denied(self, id: StatementId) -> bool {
        let graph = self.graph;
        if graph.denials.is_empty() {
            return false;
        }
        if id.index() < graph.column_count() {
            return graph.denials.may_be_of(id);
        }
        let kind = graph.kind_of(id);
        let mut is_any = false;
        graph.each_pair_of(id, |from, to| {
            is_any |= graph.denials.may_be_between(kind, from, to);
        });
        is_any
    }

    /// Whether a statement and a denial of it can be true on one day, by their own dates.
    fn can_share_a_day(self, said: StatementId, denied: StatementId) -> bool {
        match self.graph.kind_of(said) {
            Kind::Event(_) => self.can_be_on_one_day(said, denied),
            Kind::Relation(_) => {
                let (said, denied) = (self.own_bounds(said).span(), self.own_bounds(denied).span());
                said.from.max(denied.from) < said.to.min(denied.to)
            }
        }
    }

    /// Whether two events can have happened on one day.
    fn can_be_on_one_day(self, one: StatementId, two: StatementId) -> bool {
        let (one, two) = (self.dated_days(one), self.dated_days(two));
        let meets = |(first, last): (Day, Day)| {
            two.iter()
                .any(|&(other, until)| first <= until && other <= last)
        };
        one.into_iter().any(meets)
    }

    /// The days on which an event can have happened; all days if it has no date.
    fn dated_days(self, id: StatementId) -> Vec<(Day, Day)> {
        if self.graph.is_of_row(id) {
            return vec![self.graph.days_of(id)];
        }
        let event = self.graph.record().statement(id).event();
        let when = event.and_then(|event| event.when.as_ref());
        when.map_or_else(
            || vec![(Day::BEFORE_ALL, Day::AFTER_ALL)],
            |when| When::possible_ranges(when).collect(),
        )
    }
}
