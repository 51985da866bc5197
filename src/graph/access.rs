//! What the graph knows of statements and ties, in whichever columns or lists it keeps them.

use super::{ActorGraph, Entry};
use crate::graph::evidence::class::Orientation;
use crate::graph::evidence::table::EvidenceRow;
use crate::graph::rows::stated_rows::{UnpackedRow, as_of_day};
use crate::graph::statements::ties::TieRow;
use crate::graph::statements::turns::Stated;
use crate::model::{
    ActorId, Bounds, Day, Deaths, End, Ends, Kind, Kinds, Loss, Period, StatementId, TieId, Window,
};
use std::borrow::Cow;

/// # Statements
impl ActorGraph {
    /// The number of all statements.
    pub(crate) fn statement_count(&self) -> usize {
        self.stated_rows.first as usize + self.row_statements.count()
    }

    /// The number of statements that have columns of their own; these are the first ones.
    pub(crate) fn column_count(&self) -> usize {
        self.statements.len()
    }

    /// The index among the dated events of a statement that is its happening's only telling.
    pub(crate) fn dated_place(&self, id: StatementId) -> Option<usize> {
        let own = id.index().checked_sub(self.statements.len())?;
        let tie = u32::try_from(self.ties.len() + own).ok()?;
        self.exact.place_of_tie(tie)
    }

    /// Whether a statement was made of a row and is not part of the record.
    pub(crate) const fn is_of_row(&self, id: StatementId) -> bool {
        id.number() >= self.stated_rows.first
    }

    pub(crate) fn kind_of(&self, id: StatementId) -> Kind {
        if id.index() < self.statements.len() {
            return self.statements.kind(id);
        }
        let place = self.dated_place(id).unwrap_or_default();
        Kind::Event(self.exact.class_at(place).kind)
    }

    /// The bounds of a statement as it is written, without regard to splits.
    pub(crate) fn bounds_of(&self, id: StatementId) -> Bounds {
        if id.index() < self.statements.len() {
            return self.statements.bounds(id);
        }
        let day = self.exact.day(self.dated_place(id).unwrap_or_default());
        Bounds::new(day, day, day.next(), day.next())
    }

    /// The first and the last day that a statement can touch.
    pub(crate) fn days_of(&self, id: StatementId) -> (Day, Day) {
        let bounds = self.bounds_of(id);
        (bounds.first_start(), bounds.last_end().previous())
    }

    pub(crate) fn evidence_of(&self, id: StatementId) -> &EvidenceRow {
        self.evidence.row(self.evidence_number(id))
    }

    /// The number of a statement's evidence; statements with the same number rest on the same evidence.
    pub(crate) fn evidence_number(&self, id: StatementId) -> u32 {
        if id.index() < self.statements.len() {
            return self.evidence.number(id.index());
        }
        let place = self.dated_place(id).unwrap_or_default();
        self.exact.class_at(place).evidence
    }

    /// The statements whose evidence passes a test: first those with columns of their own, then the others.
    ///
    /// # Complexity
    ///
    /// O(statements); for each the number of its evidence is read.
    pub(crate) fn statements_of(
        &self,
        is_asked: impl Fn(&EvidenceRow) -> bool,
    ) -> Vec<StatementId> {
        let asked: Vec<bool> = self.evidence.each().map(is_asked).collect();
        if !asked.contains(&true) {
            return Vec::new();
        }
        let is_asked = |number: u32| asked[number as usize];
        let count = self.column_count();
        let own = (0..count).filter(|&place| is_asked(self.evidence.number(place)));
        let own = own.map(|place| StatementId::new(u32::try_from(place).unwrap_or(u32::MAX)));
        let plain = (0..self.exact.len())
            .filter(|&place| is_asked(self.exact.class_at(place).evidence))
            .map(|place| self.statement_at(place))
            .filter(|id| id.index() >= count);
        own.chain(plain).collect()
    }

    /// What a relation's own statement says of its start and end.
    pub(crate) fn stated(&self, id: StatementId) -> Stated {
        if self.is_of_row(id) {
            return self.stated_rows.stated(id, self.bounds_of(id));
        }
        let relation = self.record().statement(id).relation();
        let period = relation.map(|relation| &relation.period);
        let start = period.and_then(|period| period.start());
        Stated {
            start: start.map(|when| (when.first_day(), when.last_day())),
            has_end: period.is_some_and(|period| matches!(period.end(), End::On(_))),
        }
    }

    /// The period of a relation, as its own statement has it; for an event it is unknown.
    pub(crate) fn period_of(&self, id: StatementId) -> Cow<'_, Period> {
        if self.is_of_row(id) {
            return Cow::Owned(self.stated_rows.period(id, self.bounds_of(id)));
        }
        let relation = self.record().statement(id).relation();
        relation.map_or(Cow::Owned(Period::UNKNOWN), |relation| {
            Cow::Borrowed(&relation.period)
        })
    }

    /// The day for which *ongoing* speaks in the row of a statement.
    pub(crate) fn as_of_of_row(&self, id: StatementId) -> Option<Day> {
        let source = self.evidence_of(id).sources.first().copied();
        as_of_day(self.record(), source)
    }

    /// The deaths that the row of an event gives; `None` if it gives none or is not a row.
    pub(crate) fn deaths_of_row(&self, id: StatementId) -> Option<Deaths> {
        if !self.is_of_row(id) {
            return None;
        }
        if let Some(place) = self.dated_place(id) {
            return self.exact.toll(place);
        }
        match self.stated_rows.odd(id) {
            Some(UnpackedRow::Event(row)) => row.killed,
            _ => None,
        }
    }

    /// The toll that an event's statement gives, whoever claims it.
    pub(crate) fn stated_toll(&self, id: StatementId) -> Option<Deaths> {
        if self.is_of_row(id) {
            return self.deaths_of_row(id);
        }
        let event = self.record().statement(id).event()?;
        event.killed.as_ref().map(|toll| toll.deaths)
    }

    /// The deaths of one actor that an event's statement gives, whoever claims them.
    pub(crate) fn stated_loss(&self, id: StatementId, actor: ActorId) -> Option<Deaths> {
        if self.is_of_row(id) {
            return self.loss_in_row(id, actor);
        }
        let event = self.record().statement(id).event()?;
        let mut of = event.killed.as_ref()?.of.iter();
        of.find(|loss| loss.actor == actor).map(|loss| loss.deaths)
    }

    /// The deaths of one actor that the row of an event gives; `None` if it says nothing of them or
    /// is not a row.
    fn loss_in_row(&self, id: StatementId, actor: ActorId) -> Option<Deaths> {
        let mut own = self.stated_rows.losses(id);
        let own = own.find(|loss| loss.actor == actor);
        own.map(|loss| loss.deaths)
    }
}

/// # Ties
impl ActorGraph {
    /// The number of all ties.
    pub(crate) fn tie_count(&self) -> usize {
        self.ties.len() + self.exact.own_ties()
    }

    #[inline]
    pub(crate) fn tie_row(&self, id: TieId) -> TieRow {
        if id.index() < self.ties.len() {
            return self.ties.row(id);
        }
        let place = self.exact.place_of_tie(id.number()).unwrap_or_default();
        let (low, high) = self.exact.pair(place);
        let (from, to) = match self.exact.class_at(place).orientation {
            Orientation::Down => (high, low),
            Orientation::Sided | Orientation::Up => (low, high),
        };
        TieRow {
            statement: self.statement_of_tie(id),
            from,
            to,
        }
    }

    /// The statement that makes a tie.
    pub(crate) fn statement_of_tie(&self, id: TieId) -> StatementId {
        match id.index().checked_sub(self.ties.len()) {
            None => self.ties.row(id).statement,
            Some(own) => {
                let statement = self.statements.len() + own;
                StatementId::new(u32::try_from(statement).unwrap_or(u32::MAX))
            }
        }
    }

    /// The pairs that a statement ties, and whether it is directed from one end to the other.
    pub(crate) fn pairs_of(&self, id: StatementId) -> (Vec<(ActorId, ActorId)>, bool) {
        if let Some(ends) = self.company_of(id) {
            return (ends.pairs(), ends.is_directed());
        }
        let tie = self.tie_of_row(id);
        let row = self.tie_row(tie);
        (vec![(row.from, row.to)], self.is_tie_directed(tie))
    }

    /// Those of its pairs that have an actor at one end.
    pub(crate) fn pairs_with(&self, id: StatementId, actor: ActorId) -> Vec<(ActorId, ActorId)> {
        if let Some(ends) = self.company_of(id) {
            return ends.pairs_with(actor);
        }
        let (mut pairs, _) = self.pairs_of(id);
        pairs.retain(|&(from, to)| [from, to].contains(&actor));
        pairs
    }

    /// The actors that a statement names, by number.
    pub(crate) fn actors_of(&self, id: StatementId) -> Vec<ActorId> {
        let mut actors = Vec::new();
        self.each_actor_of(id, |actor| actors.push(actor));
        actors.sort_unstable();
        actors.dedup();
        actors
    }

    /// How many of the dead of an event each actor lost, as its statement has it, whoever claims it.
    pub(crate) fn stated_losses(&self, id: StatementId) -> Vec<(ActorId, Deaths)> {
        let pair = |loss: Loss| (loss.actor, loss.deaths);
        if self.is_of_row(id) {
            return self.stated_rows.losses(id).map(pair).collect();
        }
        let event = self.record().statement(id).event();
        let toll = event.and_then(|event| event.killed.as_ref());
        toll.map_or_else(Vec::new, |toll| toll.of.iter().map(pair).collect())
    }

    /// The groups of actors that stood together in the event of a row; the target end of a row is
    /// never `jointly`.
    pub(crate) fn companies_of_row(&self, id: StatementId) -> Vec<Vec<ActorId>> {
        let sides = match self.stated_rows.company(id) {
            Some(Ends::Directed { from, .. }) => vec![from.to_vec()],
            Some(Ends::Sided(sides)) => sides.iter().map(<[_]>::to_vec).collect(),
            _ => Vec::new(),
        };
        sides.into_iter().filter(|side| side.len() > 1).collect()
    }

    /// Calls a function with each actor that a statement names, without making a statement of a row.
    pub(crate) fn each_actor_of(&self, id: StatementId, mut with: impl FnMut(ActorId)) {
        if let Some(ends) = self.company_of(id) {
            ends.actors().for_each(with);
        } else {
            let (from, to) = self.ends_of_row(id);
            with(from);
            with(to);
        }
    }

    /// Calls a function with each pair of a statement, as [`pairs_of`](Self::pairs_of) has them.
    pub(crate) fn each_pair_of(&self, id: StatementId, mut with: impl FnMut(ActorId, ActorId)) {
        if !self.is_of_row(id) {
            self.record().statement(id).ends.each_pair(with);
            return;
        }
        for (from, to) in self.pairs_of(id).0 {
            with(from, to);
        }
    }

    /// The ends of a statement; `None` if it is a row of two actors.
    pub(crate) fn company_of(&self, id: StatementId) -> Option<Cow<'_, Ends>> {
        if self.is_of_row(id) {
            self.stated_rows.company(id).map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(&self.record().statement(id).ends))
        }
    }

    /// Whether a statement counts among some actors: one of its ties is among them, or all its actors are.
    pub(crate) fn is_among(&self, id: StatementId, is_in: impl Fn(ActorId) -> bool) -> bool {
        if let Some(ends) = self.company_of(id) {
            let mut pairs = ends.pairs().into_iter();
            return pairs.any(|(one, other)| is_in(one) && is_in(other))
                || ends.actors().all(&is_in);
        }
        let (from, to) = match self.dated_place(id) {
            Some(place) => self.exact.pair(place),
            None => self.ends_of_row(id),
        };
        is_in(from) && is_in(to)
    }

    /// The statement of a dated event.
    pub(crate) fn statement_at(&self, place: usize) -> StatementId {
        if self.exact.is_company(place) {
            return StatementId::new(self.exact.tie(place));
        }
        self.statement_of_tie(TieId::new(self.exact.tie(place)))
    }

    /// Every tie with its row.
    pub(crate) fn tie_rows(&self) -> impl Iterator<Item = (TieId, TieRow)> {
        let count = u32::try_from(self.tie_count()).unwrap_or(u32::MAX);
        (0..count).map(|number| {
            let id = TieId::new(number);
            (id, self.tie_row(id))
        })
    }

    /// Whether a tie is directed from one end to the other.
    pub(crate) fn is_tie_directed(&self, id: TieId) -> bool {
        let Some(own) = id.index().checked_sub(self.ties.len()) else {
            let row = self.ties.row(id);
            return self.is_directed(row.statement);
        };
        let number = u32::try_from(self.ties.len() + own).unwrap_or(u32::MAX);
        let place = self.exact.place_of_tie(number).unwrap_or_default();
        self.exact.class_at(place).orientation != Orientation::Sided
    }

    /// Whether a plain relation is directed from one end to the other.
    pub(crate) fn is_plain_directed(&self, place: usize) -> bool {
        self.is_tie_directed(TieId::new(self.lasting.tie(place)))
    }

    fn is_directed(&self, id: StatementId) -> bool {
        if !self.is_of_row(id) {
            return self.record().statement(id).ends.is_directed();
        }
        match (self.stated_rows.odd(id), self.kind_of(id)) {
            (Some(UnpackedRow::Relation(row)), _) => row.is_directed,
            (Some(UnpackedRow::Event(row)), _) => row.is_directed,
            (None, Kind::Relation(kind)) => kind.is_directed(),
            (None, Kind::Event(_)) => false,
        }
    }

    /// The ties of an actor's relations that can hold in a window, with the actors at their other ends.
    pub(crate) fn relation_entries(
        &self,
        actor: ActorId,
        window: Window,
    ) -> impl Iterator<Item = (TieId, ActorId)> {
        self.relation_entries_of(actor, Kinds::RELATIONS, window)
    }

    /// The same, where of plain relations only those of some kinds are listed.
    pub(crate) fn relation_entries_of(
        &self,
        actor: ActorId,
        kinds: Kinds,
        window: Window,
    ) -> impl Iterator<Item = (TieId, ActorId)> {
        let plain = self.lasting.of_actor(actor, kinds, window);
        let plain = plain.map(|one| (TieId::new(one.tie), one.other));
        let other = self.relations.meeting(actor.index(), window);
        plain.chain(other.map(|entry: &Entry| (entry.tie, entry.other)))
    }
}
