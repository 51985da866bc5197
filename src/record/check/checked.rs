//! The input of the rules: all rows, with lookups of the declared entries.

use crate::model::{ActorId, Certainty, Content, Day, End, Ends, Evidence, SourceId, Statement};
use crate::record::built::as_of_day;
use crate::record::format::Key;
use crate::record::format::{At, Spots};
use crate::record::problems::shown;
use crate::record::unchecked::{
    ActorRow, Quick, QuickMap, QuickSet, Rows, SourceRow, StatementRow,
};
use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

/// All rows, with lookups of the declared entries.
#[derive(Debug)]
pub(super) struct Checked<'r> {
    pub(super) rows: &'r Rows,
    /// The block of statements that rules of single rows check now.
    block: Range<usize>,
    /// The row of each actor, source and place by the number of its key.
    pub(super) actors: Vec<Option<u32>>,
    pub(super) sources: Vec<Option<u32>>,
    pub(super) places: Vec<Option<u32>>,
    /// The statements by id, collected when a rule first asks.
    ids: OnceCell<ById<'r>>,
    /// The ids that other statements withdraw, collected when a rule first asks.
    withdrawn: OnceCell<QuickSet<&'r str>>,
    /// The sorts of statements in all blocks so far.
    pub(super) met: Met,
}

/// The sorts of statements that occur, so that rules about other sorts need not run.
///
/// It is collected while a block is in the processor's cache, and saves several rules a pass over all
/// statements, which took a fifth of the time of checking a million of them (2026-11-30).
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for by itself")]
pub(super) struct Met {
    /// Memberships or parts.
    pub(super) has_steps: bool,
    /// Splits, mergers or renamings.
    pub(super) has_lineage: bool,
    /// Statements that name others.
    pub(super) has_references: bool,
    /// Actors, places or sources that may not be declared.
    pub(super) has_undeclared: bool,
}

/// The statements by their ids.
#[derive(Debug)]
struct ById<'r> {
    /// The first statement with each id, and every later one with the same.
    firsts: QuickMap<&'r str, u32>,
    later: Vec<(&'r StatementRow, &'r StatementRow)>,
    /// The last statement with each id that several have.
    lasts: QuickMap<&'r str, &'r StatementRow>,
    /// The ids that statements of several kinds have.
    of_several_kinds: QuickSet<&'r str>,
}

impl<'r> Checked<'r> {
    pub(super) fn new(rows: &'r Rows) -> Self {
        let declared = |count: usize, numbers: &mut dyn Iterator<Item = u32>| {
            let mut declared = vec![None; count];
            for (row, number) in (0..).zip(numbers) {
                if let Some(slot) = declared.get_mut(number as usize) {
                    *slot = slot.or(Some(row));
                }
            }
            declared
        };
        let keys = &rows.keys;
        Self {
            rows,
            block: 0..rows.statements.len(),
            ids: OnceCell::new(),
            withdrawn: OnceCell::new(),
            met: Met::default(),
            actors: declared(
                keys.actors.len(),
                &mut rows.actors.iter().map(|row| row.number),
            ),
            sources: declared(
                keys.sources.len(),
                &mut rows.sources.iter().map(|row| row.number),
            ),
            places: declared(
                keys.places.len(),
                &mut rows.places.iter().map(|row| row.number),
            ),
        }
    }

    /// Calls `visit` once for each block of statements; afterwards `self` covers all of them.
    ///
    /// A block stays in the processor's cache from one rule to the next. This took a quarter off the time of
    /// checking a million statements (2026-11-30).
    pub(super) fn in_blocks(mut self, mut visit: impl FnMut(&Self)) -> Self {
        const BLOCK: usize = 512;
        let all = self.rows.statements.len();
        for first in (0..all.max(1)).step_by(BLOCK) {
            self.block = first..(first + BLOCK).min(all);
            self.meet();
            visit(&self);
        }
        self.block = 0..all;
        self
    }

    /// Collects the sorts of statements in the block.
    fn meet(&mut self) {
        let has = |all: &[Option<u32>], number: u32| {
            let row = all.get(number as usize).copied().flatten();
            row.is_some()
        };
        let is_actor = |id: &ActorId| has(&self.actors, id.number());
        let mut met = self.met;
        let mut last: Option<&Arc<Evidence>> = None;
        for StatementRow { statement, .. } in self.statements() {
            let evidence = &statement.evidence;
            if !last.is_some_and(|last| Arc::ptr_eq(last, evidence)) {
                last = Some(evidence);
                let mut sources = evidence.sources.iter();
                met.has_undeclared |= !evidence.by.iter().all(is_actor)
                    || !sources.all(|id| has(&self.sources, id.number()));
                met.has_references |= !evidence.withdraws.is_empty();
            }
            met.has_references |= !statement.same_as.is_empty();
            met.has_undeclared |= !statement.ends.actors().all(|id| is_actor(&id));
            match &statement.content {
                Content::Relation(relation) => met.has_steps |= relation.kind.is_step(),
                Content::Event(event) => {
                    met.has_lineage |= event.kind.is_lineage();
                    let mut places = event.places.iter();
                    met.has_undeclared |= !places.all(|id| has(&self.places, id.number()));
                    if let Some(toll) = &event.killed {
                        let mut of = toll.of.iter();
                        met.has_undeclared |=
                            !toll.by.iter().all(is_actor) || !of.all(|loss| is_actor(&loss.actor));
                    }
                }
            }
        }
        self.met = met;
    }

    /// Returns the statements to check: those of one block for rules of single rows, all for other rules.
    pub(super) fn statements(&self) -> &'r [StatementRow] {
        &self.rows.statements[self.block.clone()]
    }

    /// Whether this is the first block, with which the other entries are checked.
    pub(super) const fn is_first(&self) -> bool {
        self.block.start == 0
    }

    /// Returns the actors to check: all with the first block, none with later ones.
    pub(super) fn actor_rows(&self) -> &'r [ActorRow] {
        if self.is_first() {
            &self.rows.actors
        } else {
            &[]
        }
    }

    pub(super) fn actor(&self, id: ActorId) -> Option<&'r ActorRow> {
        let row = (*self.actors.get(id.index())?)?;
        self.rows.actors.get(row as usize)
    }

    pub(super) fn source(&self, number: u32) -> Option<&'r SourceRow> {
        let row = (*self.sources.get(number as usize)?)?;
        self.rows.sources.get(row as usize)
    }

    /// Iterates over statements with a repeated id, each as the first statement with this id and the later
    /// one.
    pub(super) fn repeated_ids(
        &self,
    ) -> impl Iterator<Item = (&'r StatementRow, &'r StatementRow)> {
        let later = (!self.rows.has_each_id_once).then(|| &*self.by_id().later);
        later.unwrap_or_default().iter().copied()
    }

    /// Returns the number of ids.
    pub(super) fn ids_count(&self) -> usize {
        self.by_id().firsts.len()
    }

    fn by_id(&self) -> &ById<'r> {
        self.ids.get_or_init(|| ById::of(&self.rows.statements))
    }

    fn withdrawn(&self) -> &QuickSet<&'r str> {
        let withdraws = |row: &'r StatementRow| {
            let Statement {
                id,
                has_own_id,
                evidence,
                ..
            } = &row.statement;
            let is_other = move |other: &&'r str| !*has_own_id || *other != &**id;
            evidence.withdraws.iter().map(|id| &**id).filter(is_other)
        };
        let all = || self.rows.statements.iter().flat_map(withdraws).collect();
        self.withdrawn.get_or_init(all)
    }

    /// Returns the last statement with this id.
    pub(super) fn last_with_id(&self, id: &str) -> Option<&'r StatementRow> {
        let ById { firsts, lasts, .. } = self.by_id();
        let first = self.rows.statements.get(*firsts.get(id)? as usize)?;
        Some(lasts.get(id).copied().unwrap_or(first))
    }

    /// Whether statements of several kinds have this id, so that nobody can say of which kind it is.
    pub(super) fn has_several_kinds(&self, id: &str) -> bool {
        self.by_id().of_several_kinds.contains(id)
    }

    /// Whether a statement is withdrawn, by itself or by another statement.
    ///
    /// True also if a part that could not be read may withdraw it.
    pub(super) fn is_withdrawn(&self, statement: &Statement) -> bool {
        let Statement { id, has_own_id, .. } = statement;
        let is_named = || self.withdrawn().contains(&**id) || self.rows.lost.may_name(id);
        statement.evidence.withdrawn.is_some() || *has_own_id && is_named()
    }

    /// Whether a part that could not be read may declare this actor.
    pub(super) fn may_be_lost(&self, id: ActorId) -> bool {
        self.rows
            .lost
            .may_name(self.rows.keys.actors.key(id.number()))
    }

    /// Whether the day for which *ongoing* speaks is known, given these sources.
    fn has_sure_as_of(&self, evidence: &Evidence) -> bool {
        let is_whole = |id: &SourceId| self.source(id.number()).is_some_and(|row| row.is_whole);
        !self.rows.header.is_doubtful && evidence.sources.iter().all(is_whole)
    }

    /// Whether the active periods of an actor and their evidence could be read.
    pub(super) fn is_sure(&self, row: &ActorRow) -> bool {
        let mut periods = row.actor.periods();
        let is_open = periods.any(|(period, _)| *period.end() == End::Ongoing);
        row.is_sure && (!is_open || self.has_sure_as_of(&row.actor.evidence))
    }

    /// Returns the key of an actor, escaped for a message.
    pub(super) fn key(&self, id: ActorId) -> String {
        shown(self.rows.keys.actors.key(id.number()))
    }

    /// Returns the day for which *ongoing* speaks in a statement: its own, or that of its sources if earlier.
    pub(super) fn as_of_day(&self, evidence: &Evidence) -> Option<Day> {
        let published = |id: SourceId| {
            let published = self.source(id.number())?.source.published.as_ref()?;
            Some(published.first_day())
        };
        as_of_day(evidence, published)
    }

    /// The statements whose kind, ends, time and evidence could be read.
    ///
    /// Rules that one of these may excuse check no other statements.
    pub(super) fn sound(&self) -> impl Iterator<Item = &'r StatementRow> {
        self.readable().filter(|row| {
            let is_open = match &row.statement.content {
                Content::Relation(relation) => *relation.period.end() == End::Ongoing,
                Content::Event(_) => false,
            };
            row.is_sure && (!is_open || self.has_sure_as_of(&row.statement.evidence))
        })
    }

    /// The statements whose kind and ends could be read.
    pub(super) fn readable(&self) -> impl Iterator<Item = &'r StatementRow> {
        let rows = self.statements().iter();
        rows.filter(|row| row.has_kind && row.has_ends)
    }
}

impl<'r> ById<'r> {
    fn of(rows: &'r [StatementRow]) -> Self {
        let with_id = || (0..).zip(rows).filter(|(_, row)| row.statement.has_own_id);
        let mut firsts = QuickMap::with_capacity_and_hasher(with_id().count(), Quick::default());
        let mut later: Vec<(&StatementRow, &StatementRow)> = Vec::new();
        for (place, row) in with_id() {
            let first = *firsts.entry(&*row.statement.id).or_insert(place);
            if first != place {
                later.push((&rows[first as usize], row));
            }
        }
        let lasts = later.iter().map(|pair| (&*pair.1.statement.id, pair.1));
        let differ = |(one, other): &&(&StatementRow, &StatementRow)| {
            one.statement.kind() != other.statement.kind()
        };
        let several = later.iter().filter(differ);
        Self {
            lasts: lasts.collect(),
            of_several_kinds: several.map(|pair| &*pair.1.statement.id).collect(),
            firsts,
            later,
        }
    }
}

/// The evidence of each active period that has some of its own, with its places.
pub(super) fn own_evidence(row: &ActorRow) -> impl Iterator<Item = (&Evidence, &Spots)> {
    let each = row.actor.active.iter().zip(&row.active_spots);
    each.filter_map(|(one, spots)| Some((one.evidence.as_ref()?, spots)))
}

/// Every actor of the ends, with its place.
pub(super) fn end_actors(row: &StatementRow) -> Vec<(ActorId, At)> {
    let mut all = Vec::new();
    let mut add = |key: Key, list: &[ActorId], first: usize| {
        let each = list.iter().enumerate();
        all.extend(each.map(|(i, id)| (*id, row.spots.element(key, first + i))));
    };
    match &row.statement.ends {
        Ends::Directed { from, to } => {
            add(Key::From, from, 0);
            add(Key::To, to, 0);
        }
        Ends::Mutual(list) => add(Key::Between, list, 0),
        Ends::Sided(sides) => {
            let mut first = 0;
            for side in sides.iter() {
                add(Key::Sides, side, first);
                first += side.len();
            }
        }
        Ends::Alone(list) => add(Key::Actor, list, 0),
    }
    all
}

/// Every pair of a membership or part: member, whole, and the place of the member.
pub(super) fn steps(row: &StatementRow) -> Vec<(ActorId, ActorId, At)> {
    let is_step = matches!(&row.statement.content, Content::Relation(r) if r.kind.is_step());
    let (true, Ends::Directed { from, to }) = (is_step, &row.statement.ends) else {
        return Vec::new();
    };
    let mut steps = Vec::new();
    for (i, &member) in from.iter().enumerate() {
        let at = row.spots.element(Key::From, i);
        steps.extend(to.iter().map(|&whole| (member, whole, at)));
    }
    steps
}

/// Whether a statement asserts something, rather than planning or denying it.
pub(super) fn is_asserted(row: &StatementRow) -> bool {
    row.statement.evidence.certainty > Certainty::Planned
}
