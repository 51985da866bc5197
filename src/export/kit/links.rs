//! The links between statements: none may lead to what is not written.

use super::left_out::LeftOut;
use super::rows::Rows;
use crate::graph::StatementRef;
use std::collections::BTreeSet;

/// Which links are kept, and which are not.
#[derive(Debug)]
pub(in crate::export) struct Links<'g> {
    written: BTreeSet<&'g str>,
    withdrawing: Vec<String>,
    parted: Vec<String>,
}

/// The links of one statement.
#[derive(Debug)]
pub(in crate::export) struct Kept {
    pub(in crate::export) withdraws: Vec<String>,
    pub(in crate::export) same_as: Vec<String>,
}

impl<'g> Links<'g> {
    pub(in crate::export) fn new(rows: &Rows<'g>) -> Self {
        let written = rows.statements.iter().map(|row| row.statement.key());
        Self {
            written: written.collect(),
            withdrawing: Vec::new(),
            parted: Vec::new(),
        }
    }

    /// Leaves out links to what is not written; who told of the same through it is tied anew.
    pub(in crate::export) fn kept(&mut self, statement: StatementRef<'_>) -> Kept {
        let of = statement.record();
        let kept = |list: &[Box<str>]| -> Vec<String> {
            let kept = list.iter().filter(|id| self.written.contains(&***id));
            kept.map(ToString::to_string).collect()
        };
        let withdraws = kept(&of.evidence.withdraws);
        let mut same_as = kept(&of.same_as);
        if withdraws.len() < of.evidence.withdraws.len() {
            self.withdrawing.push(statement.key().to_owned());
        }
        if same_as.len() < of.same_as.len() {
            let graph = statement.graph();
            let others = graph.tellings(statement.id());
            let others = others.filter(|&id| id != statement.id());
            let others = others.map(|id| graph.statement_ref(id));
            let others: Vec<_> = others
                .filter(|other| self.written.contains(other.key()))
                .collect();
            let with_id = others.iter().find(|other| other.record().has_own_id);
            if let Some(other) = with_id {
                same_as.push(other.key().to_owned());
                same_as.sort_unstable();
                same_as.dedup();
            } else if !others.is_empty() {
                self.parted.push(statement.key().to_owned());
            }
        }
        Kept { withdraws, same_as }
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
