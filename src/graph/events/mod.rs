//! Events of exact days, in columns: sorted once, and summed by prefix sums.
//!
//! `plain` sorts out which events these are, `exact` puts them into columns, and `exact_read` sums a slice:
//! of a pair, of an actor, or of all in a window. A slice is found by one hash or index and a binary search
//! over its days, and summed by two look-ups whatever it holds. An event of several actors has a row for
//! each pair (`pieces`), and stands once in the run of each actor and in that of time.
//!
//! | column | bytes an event |
//! |---|---|
//! | day, best figures before it, by pair | 2 + 4 |
//! | place, best figures before it, day, in the runs of two actors | 2 × 10 |
//! | place in the run of time | 4 |
//! | what tells events apart, where they are not all alike | 3, with ranges 9 |
//! | class, and rank in the runs, where there are several | 2 + 4 |

pub(in crate::graph) mod exact;
pub(in crate::graph) mod exact_read;
pub(in crate::graph) mod packing;
pub(in crate::graph) mod pieces;
pub(in crate::graph) mod plain;
pub(in crate::graph) mod sort;
