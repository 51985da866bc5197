//! Statements and their ties one by one, and what ties them to each other in time.
//!
//! `statement_columns` has kind and bounds of each statement, `ties` a row for each pair that it ties.
//! `happenings` joins several tellings of one event; `lives` and `limits` say when actors existed and what
//! ends their relations; `runs` is the sequence of an actor's entries in time, and `turns` that of all
//! bounds that a change can come from; `marks` says of a number whether it is one of a few. A run finds what can lie in a window in O(log n + answer).

pub(in crate::graph) mod denials;
pub(in crate::graph) mod happenings;
pub(in crate::graph) mod limits;
pub(in crate::graph) mod lives;
mod marks;
pub(in crate::graph) mod names;
pub(in crate::graph) mod runs;
pub(in crate::graph) mod statement_columns;
pub(in crate::graph) mod ties;
pub(in crate::graph) mod turns;
