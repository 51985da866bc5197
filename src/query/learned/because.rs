//! The statements that came or went and made a row differ.

use super::row::LearnedRow;
use super::touched::{Pair, Touched};
use crate::graph::{ActorRef, StatementRef, TieRef};
use crate::model::{ActorId, Kind, Source, SourceId, StatementId};
use crate::query::kit::Grounds;
use std::collections::BTreeSet;

/// The statements that made the row differ, the actors whose active periods did, and the sources of both.
type Did<'g> = (Vec<StatementRef<'g>>, Vec<ActorRef<'g>>, Vec<&'g Source>);

/// Everything that a row can rest on, or that can end, date or deny it.
#[derive(Debug, Default)]
pub(super) struct Because {
    statements: BTreeSet<StatementId>,
    lives: BTreeSet<ActorId>,
}

impl Because {
    /// Adds a relation's tie with the events that end or bound it, or an event's tie.
    pub(super) fn of_tie(&mut self, touched: &Touched<'_, '_>, tie: TieRef<'_>) {
        let graph = touched.views[0].graph;
        let row = graph.tie_row(tie.id());
        self.of_statement(touched, row.statement);
        let Kind::Relation(kind) = tie.kind() else {
            return;
        };
        let limits = &graph.limits;
        if kind.is_step() {
            for split in limits.splits(row.from, row.to) {
                self.of_tellings(touched, &split.tellings);
            }
        }
        for actor in [row.from, row.to] {
            self.lives.insert(actor);
            for succession in limits.successions(actor) {
                self.of_tellings(touched, &succession.tellings);
            }
        }
    }

    fn of_tellings(&mut self, touched: &Touched<'_, '_>, tellings: &[StatementId]) {
        for &id in tellings {
            self.of_statement(touched, id);
        }
    }

    /// Adds a statement with its other tellings and its denials.
    pub(super) fn of_statement(&mut self, touched: &Touched<'_, '_>, id: StatementId) {
        let graph = touched.views[0].graph;
        self.statements.extend(graph.tellings(id));
        let kind = graph.kind_of(id);
        if graph.denials.is_empty() || !graph.denials.has_kind(kind) {
            return;
        }
        for (from, to) in graph.pairs_of(id).0 {
            let denied = graph.denials.between(kind, from, to);
            self.statements
                .extend(denied.map(|tie| graph.statement_of_tie(tie)));
        }
    }

    /// Adds all relations of one kind of a pair.
    pub(super) fn of_pair(&mut self, touched: &Touched<'_, '_>, pair: Pair) {
        let graph = touched.views[0].graph;
        for tie in touched.ties_of(pair) {
            self.of_tie(touched, graph.tie_ref(tie));
        }
    }

    /// Adds the statements and actors in the grounds of an answer.
    pub(super) fn of_grounds(&mut self, touched: &Touched<'_, '_>, grounds: &Grounds<'_>) {
        for one in &grounds.statements {
            self.of_statement(touched, one.id());
        }
        self.statements
            .extend(grounds.denied.iter().map(|one| one.id()));
    }

    /// Adds an actor itself: its active periods and its successions.
    pub(super) fn of_actor(&mut self, touched: &Touched<'_, '_>, actor: ActorId) {
        self.lives.insert(actor);
        for succession in touched.views[0].graph.limits.successions(actor) {
            self.of_tellings(touched, &succession.tellings);
        }
    }

    pub(super) fn extend(&mut self, statements: impl IntoIterator<Item = StatementId>) {
        self.statements.extend(statements);
    }

    /// Makes the row, with the statements that made it differ.
    pub(super) fn did<'g, T>(
        self,
        touched: &Touched<'g, '_>,
        row: LearnedRow<'_, T>,
    ) -> LearnedRow<'g, T> {
        let (by, by_lives_of, sources) = self.those_that_did(touched, row.says_other);
        LearnedRow {
            word: row.word,
            before: row.before,
            after: row.after,
            says_other: row.says_other,
            by,
            by_lives_of,
            sources,
        }
    }

    /// The body of `did`, apart so that it is compiled once and not for each sort of row.
    fn those_that_did<'g>(self, touched: &Touched<'g, '_>, says_other: bool) -> Did<'g> {
        let graph = touched.views[0].graph;
        let mut lives: Vec<ActorId> = self.lives.intersection(&touched.lives).copied().collect();
        let mut by = touched.among(self.statements);
        // a further source makes no row differ, unless nothing else did
        let [before, after] = touched.views;
        let is_known_otherwise =
            |one: &StatementRef<'g>| before.knows_otherwise(after, graph.evidence_of(one.id()));
        let is_lived_otherwise = |actor: &ActorId| before.knows_lives_otherwise(after, *actor);
        if says_other && (by.iter().any(is_known_otherwise) || lives.iter().any(is_lived_otherwise))
        {
            by.retain(is_known_otherwise);
            lives.retain(is_lived_otherwise);
        }
        let record = graph.record();
        let periods = lives
            .iter()
            .flat_map(|&actor| record.actor(actor).periods());
        let periods = periods.flat_map(|(_, evidence)| evidence.sources.iter().copied());
        let said = by
            .iter()
            .flat_map(|one| graph.evidence_of(one.id()).sources.iter().copied());
        let is_out = |id: &SourceId| after.admits_source(*id);
        let sources: BTreeSet<SourceId> = periods.chain(said).filter(is_out).collect();
        let lives = lives.into_iter().map(|actor| graph.actor_ref(actor));
        let lives = lives.collect();
        let sources = sources.into_iter().map(|id| record.source(id)).collect();
        (by, lives, sources)
    }
}
