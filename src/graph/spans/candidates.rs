//! Which events can be counted as spans: of uncertain days, or beyond the exact columns.

use crate::graph::events::exact;
use crate::graph::events::pieces::Piece;
use crate::graph::events::plain::{self, PlainEvents, Standing};
use crate::graph::evidence::class::{Class, MOST_CLASSES};
use crate::graph::evidence::event_sums::KilledSums;
use crate::graph::evidence::table::{EvidenceTable, Span};
use crate::graph::rows::stated_rows::StatedRows;
use crate::graph::statements::happenings::Happenings;
use crate::graph::statements::statement_columns::Statements;
use crate::model::{ActorId, Certainty, Day, Kind, StatementId};
use crate::record::{QuickSet, Record};

/// An event that can go into the columns of spans.
#[derive(Debug, Clone, Copy)]
pub(in crate::graph) struct Candidate {
    pub(super) id: StatementId,
    pub(super) class: Class,
    pub(super) first: Day,
    pub(super) last: Day,
    pub(super) killed: KilledSums,
    pieces: [u32; 2],
}

/// The events that go into the columns of spans, by statement.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct Candidates {
    pub(super) all: Vec<Candidate>,
    pieces: Vec<Piece>,
}

impl Candidates {
    /// Sorts out the spans among the events that no exact column holds.
    pub(in crate::graph) fn new(
        record: &Record,
        statements: &Statements,
        evidence: &EvidenceTable,
        happenings: &Happenings,
        (plain, standings): (&PlainEvents, &[Standing]),
        loose: &StatedRows,
    ) -> Self {
        let mut own = Self::default();
        let mut is_told_with_others = happenings.in_order();
        for (id, standing) in (0..).map(StatementId::new).zip(standings) {
            let Kind::Event(kind) = statements.kind(id) else {
                continue;
            };
            let (first, last) = statements.days(id);
            if !(first.is_finite() && last.is_finite())
                || *standing != Standing::Other
                || kind.is_lineage()
            {
                continue;
            }
            let number = evidence.number(id.index());
            let row = evidence.fact(number);
            let is_plain = row.certainty != Certainty::Denied
                && row.withdrawn == Span::NEVER
                && !is_told_with_others(id);
            if !is_plain {
                continue;
            }
            let Some(told) = plain::told(record, loose, id) else {
                continue;
            };
            let Some(killed) = KilledSums::of(told.killed) else {
                continue;
            };
            let pieces = told.pieces.all();
            let [from, to] = [own.pieces.len(), own.pieces.len() + pieces.len()]
                .map(|at| u32::try_from(at).unwrap_or(u32::MAX));
            own.pieces.extend_from_slice(pieces);
            own.all.push(Candidate {
                id,
                class: told.class(kind, number),
                first,
                last,
                killed,
                pieces: [from, to],
            });
        }
        own.retain_fitting(plain);
        let classes: QuickSet<Class> = own.all.iter().map(|one| one.class).collect();
        let deaths: u64 = own.all.iter().map(|one| one.killed.highest()).sum();
        if classes.len() > MOST_CLASSES || deaths > u64::from(u32::MAX) {
            return Self::default();
        }
        own
    }

    /// Keeps those whose days fit one column with the exact ones.
    fn retain_fitting(&mut self, plain: &PlainEvents) {
        let reach = exact::SPAN - 1;
        let exact = plain.days();
        if let Some((_, last)) = exact {
            let earliest = last.number().saturating_sub(reach);
            self.all.retain(|one| one.first.number() >= earliest);
        }
        let firsts = self.all.iter().map(|one| one.first);
        let first = firsts.chain(exact.map(|days| days.0)).min();
        let latest = first.map_or(0, |first| first.number().saturating_add(reach));
        self.all.retain(|one| one.last.number() <= latest);
        // two marks of two actors, and two items of an exact event
        let items = 4 * self.pieces.len() as u64 + 2 * plain.most() as u64;
        if items > u64::from(u32::MAX) {
            self.all.clear();
        }
    }

    /// The statements of them all, in order.
    pub(in crate::graph) fn statements(&self) -> impl Iterator<Item = StatementId> {
        self.all.iter().map(|one| one.id)
    }

    pub(in crate::graph) fn pieces_of(&self, one: &Candidate) -> &[Piece] {
        let [from, to] = one.pieces.map(|at| at as usize);
        &self.pieces[from..to]
    }

    /// Every pair that one of them ties.
    pub(in crate::graph) fn pairs(&self) -> impl Iterator<Item = (ActorId, ActorId)> {
        let pieces = self.all.iter().flat_map(|one| self.pieces_of(one));
        let pairs = pieces.map(|piece| (piece.low, piece.high));
        pairs.filter(|(low, high)| low != high)
    }

    /// The numbers of the actors of one of them, each once.
    pub(in crate::graph) fn actors_of(&self, one: &Candidate) -> impl Iterator<Item = usize> {
        self.pieces_of(one).iter().flat_map(|piece| {
            let low = piece.parts.low().then_some(piece.low.index());
            let high = piece.parts.high().then_some(piece.high.index());
            low.into_iter().chain(high)
        })
    }
}

impl Candidate {
    pub(in crate::graph) fn length(&self) -> i32 {
        self.last.number().saturating_sub(self.first.number())
    }

    /// Alike for lengths that differ by less than twice.
    pub(in crate::graph) fn size(&self) -> u32 {
        self.length().max(1).ilog2()
    }
}
