//! Statements and their ties one by one, and what connects them in time.
//!
//! `statement_columns` has the kind and bounds of each statement, `ties` a row for each pair that
//! it ties. `happenings` joins the tellings of one event. `lives` and `limits` say when actors
//! existed and what ends their relations. `runs` is the sequence of an actor's entries in time; a
//! run finds what can lie in a window in O(log n + answer). `turns` is the sequence of all starts
//! and ends that can make a change. `marks` says of a number whether it is one of a few. `statement_cache` keeps
//! the statements of rows that were asked for.

pub(in crate::graph) mod denials;
pub(in crate::graph) mod happenings;
pub(in crate::graph) mod limits;
pub(in crate::graph) mod lives;
mod marks;
pub(in crate::graph) mod names;
pub(in crate::graph) mod runs;
pub(in crate::graph) mod statement_cache;
pub(in crate::graph) mod statement_columns;
pub(in crate::graph) mod ties;
pub(in crate::graph) mod turns;
