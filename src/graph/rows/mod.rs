//! Rows on their way in: their content, the rules for them, and the statements that they become.
//!
//! `row` has the public types, `packed_rows` event rows in fewer bytes, and `extras` what is given for a row
//! beside its fields. `check` applies the rules of a single statement. `doubts` applies the record's own
//! rules to rows that may break one together with others. A row of two actors and an exact day without extras stays in
//! the columns of events. Every other row becomes a statement in `stated_rows`. When you ask for a
//! statement of either, `to_statement` makes it whole.

pub(in crate::graph) mod bulk_rows;
pub(in crate::graph) mod bystanders;
pub(in crate::graph) mod check;
pub(in crate::graph) mod classes;
pub(in crate::graph) mod doubts;
pub(in crate::graph) mod evidence;
pub(in crate::graph) mod extras;
pub(in crate::graph) mod packed_rows;
pub(in crate::graph) mod row;
pub(in crate::graph) mod stated_rows;
pub(in crate::graph) mod to_statement;
