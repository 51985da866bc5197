//! Relations of one pair with exact bounds, in columns.
//!
//! `columns` has them by actor and kind in the order of their starts, `run` walks along them, and
//! `checkpoints` are the relations in force on some days of a long run, so that a lookup need not scan
//! those that had ended: on a day at most twice those in force and some sixty are looked at. `counts`
//! has prefix sums of how many hold, by day and by class.

pub(in crate::graph) mod checkpoints;
pub(in crate::graph) mod columns;
pub(in crate::graph) mod counts;
pub(in crate::graph) mod item;
pub(in crate::graph) mod plain;
pub(in crate::graph) mod read;
pub(in crate::graph) mod run;
pub(in crate::graph) mod tie_columns;
