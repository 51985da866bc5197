//! What became known between two days: new statements, withdrawn ones, and the answers that differ.
//!
//! `answer` has the types of the answer. `touched` finds the statements known on one day only, and
//! all that can rest on them. `members`, `changes`, `tolls` and `stances` then ask only that, as
//! known on either day; `because` finds the statements that made a row differ.

// the answer
mod answer;
mod row;

// what can differ
mod touched;

// which statements made it differ
mod because;

// what does differ
mod changes;
mod members;
mod stances;
mod statements;
mod tolls;

mod question;

pub use answer::{Learned, LearnedStatement, StanceSummary};
pub use row::LearnedRow;
