//! Rows on their way in: what they say, the rules that they meet, and the statements that they become.
//!
//! `row` has the public types and `extras` what is said of a row beside its fields. `check` holds a row to
//! the rules of a statement; `doubts` asks the record's own rules about rows that could break one only
//! together with others. A row of two actors and an exact day, of which no more is said, stays in the
//! columns of events alone; every other becomes a statement of its own in `stated_rows`, and both are made
//! whole by `to_statement` when they are asked for.

pub(in crate::graph) mod bulk_rows;
pub(in crate::graph) mod bystanders;
pub(in crate::graph) mod check;
pub(in crate::graph) mod classes;
pub(in crate::graph) mod doubts;
pub(in crate::graph) mod evidence;
pub(in crate::graph) mod extras;
pub(in crate::graph) mod row;
pub(in crate::graph) mod stated_rows;
pub(in crate::graph) mod statement_cache;
pub(in crate::graph) mod to_statement;
