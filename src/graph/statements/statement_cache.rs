//! Where the statements of rows are kept once they have been made.

use crate::model::Statement;
use std::sync::OnceLock;

/// How many statements are made together.
const BLOCK: usize = 32;

/// The statements of rows that were asked for whole, block by block; they stay.
#[derive(Debug, Clone)]
pub(in crate::graph) struct StatementCache {
    blocks: Box<[OnceLock<Box<[Statement]>>]>,
    count: usize,
}

impl StatementCache {
    pub(in crate::graph) fn new(count: usize) -> Self {
        let blocks = (0..count.div_ceil(BLOCK)).map(|_| OnceLock::new());
        Self {
            blocks: blocks.collect(),
            count,
        }
    }

    pub(in crate::graph) const fn count(&self) -> usize {
        self.count
    }

    /// The statement with a number among them; `make` makes those that are not there yet.
    pub(in crate::graph) fn statement(
        &self,
        own: usize,
        make: impl Fn(usize) -> Statement,
    ) -> &Statement {
        let block = own / BLOCK;
        let lent = self.blocks[block].get_or_init(|| {
            let from = block * BLOCK;
            (from..(from + BLOCK).min(self.count)).map(make).collect()
        });
        &lent[own % BLOCK]
    }
}
