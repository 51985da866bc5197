//! Events of exact days, in columns: sorted once, and summed by prefix sums.
//!
//! `plain` sorts out which events these are, `exact` puts them into columns, and `exact_read` sums a slice:
//! the events of a pair, of an actor, or of all in a window (`between`: in each of many windows). One hash or
//! index and a binary search over its days find a slice; two look-ups sum it, whatever it holds. An event of
//! several actors has a row for each pair (`pieces`), and stands once in the run of each actor and once in the
//! run of time. On its way in it is packed into a word (`packing`) and sorted (`sort`, then `time_order`), and what it
//! counts goes with it (`facts`): to look that up by place in each order is what cost most.
//!
//! | column | bytes for each event |
//! |---|---|
//! | day, best figures before it, by pair | 2 + 4 |
//! | place, best figures before it, day, in the runs of two actors | 2 × 10 |
//! | place in the run of time | 4 |
//! | what distinguishes events, where more than a few differ | 3; with ranges 15, the best figures among them, which then stand nowhere else |
//! | class, and rank in the runs, where there are several classes | 2 + 4 |

mod between;
pub(in crate::graph) mod exact;
pub(in crate::graph) mod exact_read;
mod facts;
pub(in crate::graph) mod packing;
pub(in crate::graph) mod pieces;
pub(in crate::graph) mod plain;
mod run_column;
pub(in crate::graph) mod sort;
mod time_order;
