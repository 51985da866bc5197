//! What was learnt between two days: what became known, what was withdrawn, and what is other for it.
//!
//! `answer` is what is told. `touched` finds the statements that are known otherwise, and what can rest on
//! them; `members`, `changes`, `tolls` and `stances` ask both days of that alone, `because` says which of
//! the statements did it.

// what is told
mod answer;
mod row;

// what can be other
mod touched;

// which statements did it
mod because;

// what is
mod changes;
mod members;
mod stances;
mod statements;
mod tolls;

mod question;

pub use answer::{Learned, LearnedStatement, Standing};
pub use row::LearnedRow;
