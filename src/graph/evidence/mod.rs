//! What filters look at: evidence, classes of events, and prefix sums by class.
//!
//! Read `table` first, then `class` and `class_order`. Statements with equal evidence share one row
//! of the table. A *class* is everything about an event but its day, pair and toll: its kind, its
//! evidence, and which figures it has. Classes are ranked by certainty and day of publication, so
//! most filters let a few ranges of ranks pass.
//!
//! | data | where | cost of a sum, and memory |
//! |---|---|---|
//! | a row of prefix sums for each 64 items or more, an entry for each rank | `class_counts` | O(ranges + stride) a sum; 8 bytes an event and sequence, 16 where tolls are ranges |
//! | three bits an event and a block for each 64; with ranges for each 13, with the deaths of each; nothing where a few differ | `figure_column` | O(1) a sum; 1 byte an item, 4.9 with ranges |

pub(in crate::graph) mod class;
pub(in crate::graph) mod class_counts;
pub(in crate::graph) mod class_order;
pub(in crate::graph) mod event_sums;
pub(in crate::graph) mod figure_column;
pub(in crate::graph) mod named;
pub(in crate::graph) mod table;
