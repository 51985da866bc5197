//! Checks statements as if they were added to a record.

use super::Reader;
use crate::model::Statement;
use crate::record::built::Record;
use crate::record::format::{Section, Value};
use crate::record::problems::Problems;

impl Record {
    /// Checks statements against all rules, together with those of the record. Each has the number in its
    /// section that problems will name.
    ///
    /// # Errors
    ///
    /// Returns all problems of the statements, and of the record because of them.
    pub(crate) fn check_beside(
        &self,
        statements: impl Iterator<Item = (Section, usize, Statement)>,
    ) -> Result<(), Problems> {
        let mut statements = statements.peekable();
        if statements.peek().is_none() {
            return Ok(());
        }
        let mut reader = Reader::default();
        reader.document(&self.to_tree());
        for (section, number, statement) in statements {
            let node = Value::Table(self.tables().statement(&statement)).into();
            reader.made_statement(section, number, node);
        }
        reader.finish().map(drop)
    }
}
