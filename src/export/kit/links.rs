//! Links between statements, without those to statements that are not written.

use super::left_out::LeftOut;
use super::rows::Rows;
use crate::graph::StatementRef;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Decides which links are kept, and collects the statements that lose one.
#[derive(Debug)]
pub(in crate::export) struct Links<'r, 'g> {
    rows: &'r Rows<'g, 'r>,
    /// The ids of the written statements, collected on the first link.
    written: OnceCell<BTreeSet<&'g str>>,
    withdrawing: Vec<String>,
    parted: Vec<String>,
}

/// The links of one statement.
#[derive(Debug)]
pub(in crate::export) struct Kept {
    pub(in crate::export) withdraws: Vec<String>,
    pub(in crate::export) same_as: Vec<String>,
    /// Whether the statement was linked to others of its happening only through a statement that is not written.
    is_parted: bool,
}

impl<'r, 'g> Links<'r, 'g> {
    pub(in crate::export) const fn new(rows: &'r Rows<'g, 'r>) -> Self {
        Self {
            rows,
            written: OnceCell::new(),
            withdrawing: Vec::new(),
            parted: Vec::new(),
        }
    }

    fn written(&self) -> &BTreeSet<&'g str> {
        self.written
            .get_or_init(|| self.rows.statement_refs().map(StatementRef::key).collect())
    }

    /// Returns the links to written statements, and relinks a statement whose happening is reached only through one
    /// that is not written.
    pub(in crate::export) fn kept(&mut self, statement: StatementRef<'_>) -> Kept {
        let of = statement.record();
        let kept = self.of(statement);
        if kept.withdraws.len() < of.evidence.withdraws.len() {
            self.withdrawing.push(statement.key().to_owned());
        }
        if kept.is_parted {
            self.parted.push(statement.key().to_owned());
        }
        kept
    }

    /// Returns the same links as `kept`, without noting those that are lost.
    pub(in crate::export) fn of(&self, statement: StatementRef<'_>) -> Kept {
        let of = statement.record();
        let kept = |list: &[Box<str>]| -> Vec<String> {
            let kept = list.iter().filter(|id| self.written().contains(&***id));
            kept.map(ToString::to_string).collect()
        };
        let withdraws = kept(&of.evidence.withdraws);
        let mut same_as = kept(&of.same_as);
        let mut is_parted = false;
        if same_as.len() < of.same_as.len() {
            let graph = statement.graph();
            let others = graph.tellings(statement.id());
            let others = others.filter(|&id| id != statement.id());
            let others = others.map(|id| graph.statement_ref(id));
            let others: Vec<_> = others
                .filter(|other| self.written().contains(other.key()))
                .collect();
            let with_id = others.iter().find(|other| other.record().has_own_id);
            if let Some(other) = with_id {
                same_as.push(other.key().to_owned());
                same_as.sort_unstable();
                same_as.dedup();
            } else {
                is_parted = !others.is_empty();
            }
        }
        Kept {
            withdraws,
            same_as,
            is_parted,
        }
    }

    pub(in crate::export) fn report(self, left_out: &mut LeftOut) {
        left_out.note(
            "withdrawals of what the view does not show",
            self.withdrawing,
        );
        left_out.note(
            "statements that tell of the same only through one not shown",
            self.parted,
        );
    }
}
