//! Relations of one pair with exact bounds, in columns.
//!
//! `columns` has the relations by actor and kind, sorted by their starts; `run` walks along them.
//! `checkpoints` are the relations that hold on some days of a long run, so that a lookup need not
//! scan those that ended before: on a day it looks at no more than twice those that hold, plus some
//! sixty. `counts` has prefix sums of how many hold, by day and by class.

pub(in crate::graph) mod checkpoints;
pub(in crate::graph) mod columns;
pub(in crate::graph) mod counts;
pub(in crate::graph) mod item;
pub(in crate::graph) mod plain;
pub(in crate::graph) mod read;
pub(in crate::graph) mod run;
pub(in crate::graph) mod tie_columns;
