//! Which events end or bound the relations of which actors, and which relations that can concern.

use super::happenings::Happenings;
use super::lives::Lives;
use super::marks::Marks;
use super::statement_columns::Statements;
use super::ties::{TieRow, Ties};
use crate::model::{
    ActorId, Certainty, Day, Ends, EventKind, HappeningTime, Kind, StatementId, TieId, TieTime,
};
use crate::record::Record;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One happening that ends or bounds relations: its statements that say so, none of them denied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ender {
    /// In the order of the record, at least one.
    pub(crate) tellings: Box<[StatementId]>,
    /// The first and the last day on which one of them, or of what is told with them, can have it.
    pub(crate) days: (Day, Day),
}

/// Enders by whom they concern, each list by time.
#[derive(Debug, Clone)]
struct Enders<K> {
    by_key: Vec<(K, Box<[Ender]>)>,
}

impl<K> Default for Enders<K> {
    fn default() -> Self {
        Self { by_key: Vec::new() }
    }
}

impl<K: Ord + Copy> Enders<K> {
    fn new(
        tellings: BTreeMap<K, Vec<StatementId>>,
        statements: &Statements,
        happenings: &Happenings,
    ) -> Self {
        let mut hulls: BTreeMap<StatementId, (Day, Day)> = BTreeMap::new();
        let grouped = tellings.into_iter().map(|(key, tellings)| {
            let mut by_happening: BTreeMap<StatementId, Vec<StatementId>> = BTreeMap::new();
            for id in tellings {
                let all = by_happening.entry(happenings.first_of(id)).or_default();
                all.push(id);
            }
            let ender = |mut tellings: Vec<StatementId>| {
                tellings.sort_unstable();
                tellings.dedup();
                let days = *hulls
                    .entry(happenings.first_of(tellings[0]))
                    .or_insert_with(|| {
                        let group = happenings.told_with(tellings[0]).unwrap_or(&tellings);
                        let days = group.iter().map(|&id| statements.days(id));
                        let hull = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
                        hull.unwrap_or((Day::BEFORE_ALL, Day::AFTER_ALL))
                    });
                Ender {
                    tellings: tellings.into_boxed_slice(),
                    days,
                }
            };
            let mut enders: Vec<Ender> = by_happening.into_values().map(ender).collect();
            enders.sort_by_key(|ender| (ender.days, ender.tellings[0]));
            (key, enders.into_boxed_slice())
        });
        Self {
            by_key: grouped.collect(),
        }
    }

    fn of(&self, key: K) -> &[Ender] {
        match self.by_key.binary_search_by_key(&key, |pair| pair.0) {
            Ok(place) => &self.by_key[place].1,
            Err(_) => &[],
        }
    }
}

/// The happenings that end or bound relations, and the relations that they or an actor's active
/// periods may bound, end or move, or that are told several times.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    /// Splits, by (leaver, whole).
    splits: Enders<(ActorId, ActorId)>,
    /// Mergers and renamings, by the old actor.
    successions: Enders<ActorId>,
    /// The ties of relations that are not simply as their own statement has them, sorted.
    limited: Vec<TieId>,
    is_limited: Marks,
    /// When each of them holds as a view without filters of evidence has it, once one has asked.
    kept: Vec<OnceLock<Box<TieTime>>>,
    joined: Joined,
    /// The ties of splits, mergers and renamings, by the actor at their `from` end and by that at their
    /// `to` end.
    lineage: [Box<[(ActorId, TieId)]>; 2],
}

/// The relations and events that are told several times of one pair.
#[derive(Debug, Clone, Default)]
struct Joined {
    /// Sorted by tie: the group of each.
    group_of: Vec<(TieId, u32)>,
    of_all: Marks,
    /// The ties of one pair that tell of the same in the same way, the first telling first.
    groups: Vec<Box<[TieId]>>,
    /// When the happening of each group was in a view without filters of evidence, once one has
    /// asked.
    kept: Vec<OnceLock<Option<Box<HappeningTime>>>>,
}

impl Limits {
    /// Finds every split, merger and renaming, and the relations that one may concern.
    pub(crate) fn new(
        record: &Record,
        statements: &Statements,
        happenings: &Happenings,
        ties: &Ties,
        lives: &Lives,
    ) -> Self {
        let (mut splits, mut successions) = (BTreeMap::new(), BTreeMap::new());
        for (number, statement) in (0_u32..).zip(record.statements()) {
            let id = StatementId::new(number);
            // kinds stand close together: few statements need a look
            let Kind::Event(kind) = statements.kind(id) else {
                continue;
            };
            if !kind.is_lineage() {
                continue;
            }
            let Ends::Directed { from, to } = &statement.ends else {
                continue;
            };
            if statement.evidence.certainty == Certainty::Denied {
                continue;
            }
            match kind {
                EventKind::Split => {
                    let pairs = to
                        .iter()
                        .flat_map(|&to| from.iter().map(move |&from| (to, from)));
                    for pair in pairs {
                        let all: &mut Vec<StatementId> = splits.entry(pair).or_default();
                        all.push(id);
                    }
                }
                EventKind::Merger | EventKind::Rename => {
                    for &old in from {
                        let all: &mut Vec<StatementId> = successions.entry(old).or_default();
                        all.push(id);
                    }
                }
                _ => {}
            }
        }
        let mut limits = Self {
            splits: Enders::new(splits, statements, happenings),
            successions: Enders::new(successions, statements, happenings),
            limited: Vec::new(),
            is_limited: Marks::default(),
            kept: Vec::new(),
            joined: Joined::new(record, statements, happenings, ties),
            lineage: Default::default(),
        };
        let actors = record.actors().len();
        let (mut leaves, mut is_succeeded) = (vec![false; actors], vec![false; actors]);
        for ((leaver, _), _) in &limits.splits.by_key {
            leaves[leaver.index()] = true;
        }
        for (old, _) in &limits.successions.by_key {
            is_succeeded[old.index()] = true;
        }
        let mut is_joined = limits.joined.in_order();
        let (mut limited, mut lineage) = (Vec::new(), Vec::new());
        for (tie, row) in ties.iter() {
            let kind = match statements.kind(row.statement) {
                Kind::Relation(kind) => kind,
                Kind::Event(kind) => {
                    if kind.is_lineage() {
                        lineage.push((tie, row));
                    }
                    continue;
                }
            };
            let bounds = statements.bounds(row.statement);
            let may_be_bounded = |actor: ActorId| {
                let ends = |ender: &Ender| ender.days.0 < bounds.last_end();
                lives.may_limit(actor, bounds)
                    || is_succeeded[actor.index()] && limits.successions(actor).iter().any(ends)
            };
            let may_be_ended = leaves[row.from.index()]
                && kind.is_step()
                && !limits.splits(row.from, row.to).is_empty();
            if may_be_ended || may_be_bounded(row.from) || may_be_bounded(row.to) || is_joined(tie)
            {
                limited.push(tie);
            }
        }
        drop(is_joined);
        limits.lineage = [true, false].map(|is_from| {
            let end =
                |&(tie, row): &(TieId, TieRow)| (if is_from { row.from } else { row.to }, tie);
            let mut ends: Vec<(ActorId, TieId)> = lineage.iter().map(end).collect();
            ends.sort_unstable();
            ends.into_boxed_slice()
        });
        limits.kept = vec![OnceLock::new(); limited.len()];
        limits.is_limited = Marks::new(limited.iter().map(|tie| tie.index()));
        limits.limited = limited;
        limits
    }

    /// The splits of an actor from a whole, by time.
    pub(crate) fn splits(&self, leaver: ActorId, whole: ActorId) -> &[Ender] {
        self.splits.of((leaver, whole))
    }

    /// The mergers and renamings that end an actor, by time.
    pub(crate) fn successions(&self, old: ActorId) -> &[Ender] {
        self.successions.of(old)
    }

    /// Whether a relation may hold otherwise than its own statement alone has it.
    #[inline]
    pub(crate) fn is_limited(&self, tie: TieId) -> bool {
        self.is_limited.has(tie.index())
    }

    /// Where it is kept when a limited tie holds in a view without filters of evidence; `None`: the tie
    /// is as its own statement has it.
    pub(crate) fn kept_time(&self, tie: TieId) -> Option<&OnceLock<Box<TieTime>>> {
        if !self.is_limited(tie) {
            return None;
        }
        let at = self.limited.binary_search(&tie).ok()?;
        self.kept.get(at)
    }

    /// The ties of one pair that tell of the same as this one in the same way, itself among them.
    ///
    /// Empty: it is told once.
    pub(crate) fn joined(&self, tie: TieId) -> &[TieId] {
        self.joined.of(tie)
    }

    /// Where it is kept when the happening of an event's tie was that is told several times; `None`: the
    /// tie is told once.
    pub(crate) fn kept_happening(
        &self,
        tie: TieId,
    ) -> Option<&OnceLock<Option<Box<HappeningTime>>>> {
        self.joined.kept.get(self.joined.group(tie)?)
    }

    /// Every tie that is told several times, as each of its tellings has it.
    pub(crate) fn all_joined(&self) -> impl Iterator<Item = TieId> {
        self.joined.group_of.iter().map(|&(tie, _)| tie)
    }

    /// Whether a tie is told several times.
    pub(crate) fn is_any_joined(&self) -> bool {
        !self.joined.groups.is_empty()
    }

    /// The ties of splits, mergers and renamings of which an actor is the whole or old one (`downward`), or
    /// what came of it; by tie.
    pub(crate) fn lineage_of(
        &self,
        actor: ActorId,
        downward: bool,
    ) -> impl Iterator<Item = TieId> + '_ {
        let all = &self.lineage[usize::from(!downward)];
        let from = all.partition_point(|end| end.0 < actor);
        let own = all[from..].iter().take_while(move |end| end.0 == actor);
        own.map(|end| end.1)
    }

    /// Every tie of a relation that may hold otherwise than its own statement alone has it.
    pub(crate) fn limited(&self) -> &[TieId] {
        &self.limited
    }
}

impl Joined {
    /// A pair that one telling has from one end to the other, and the next mutual, is two.
    fn new(record: &Record, statements: &Statements, happenings: &Happenings, ties: &Ties) -> Self {
        type TellingKey = (StatementId, Kind, bool, ActorId, ActorId);
        let mut joined = Self::default();
        if happenings.is_empty() {
            return joined;
        }
        let mut groups: BTreeMap<TellingKey, Vec<(StatementId, TieId)>> = BTreeMap::new();
        for (tie, row) in ties.iter() {
            if happenings.told_with(row.statement).is_none() {
                continue;
            }
            let kind = statements.kind(row.statement);
            let is_directed = record.statement(row.statement).ends.is_directed();
            let first = happenings.first_of(row.statement);
            let key = (first, kind, is_directed, row.from, row.to);
            let group = groups.entry(key).or_default();
            group.push((row.statement, tie));
        }
        for mut group in groups.into_values().filter(|group| group.len() > 1) {
            group.sort_unstable();
            let number = u32::try_from(joined.groups.len()).unwrap_or(u32::MAX);
            let ties: Box<[TieId]> = group.into_iter().map(|(_, tie)| tie).collect();
            joined
                .group_of
                .extend(ties.iter().map(|&tie| (tie, number)));
            joined.groups.push(ties);
        }
        joined.group_of.sort_unstable();
        joined.of_all = Marks::new(joined.group_of.iter().map(|pair| pair.0.index()));
        joined.kept = vec![OnceLock::new(); joined.groups.len()];
        joined
    }

    /// Whether ties are told several times: asked of each in their order.
    fn in_order(&self) -> impl FnMut(TieId) -> bool + '_ {
        let mut joined = self.group_of.iter().map(|pair| pair.0).peekable();
        move |tie| {
            while joined.next_if(|&own| own < tie).is_some() {}
            joined.peek() == Some(&tie)
        }
    }

    fn group(&self, tie: TieId) -> Option<usize> {
        if !self.of_all.has(tie.index()) {
            return None;
        }
        let at = self.group_of.binary_search_by_key(&tie, |pair| pair.0);
        Some(self.group_of[at.ok()?].1 as usize)
    }

    fn of(&self, tie: TieId) -> &[TieId] {
        self.group(tie).map_or(&[], |group| &self.groups[group])
    }
}
