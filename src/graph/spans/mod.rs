//! Events of uncertain days, in columns: counted in a window without being gone through.
//!
//! An event whose day lies somewhere in a span of days has two marks, its first and its last day, among
//! the exact events of its pair and of its actors (`marked_days`, `marks`). Of a window those are possible
//! that have begun by its end less those that had ended before it; certain those that have ended by its
//! end less those that had begun before it, and the few that cover a short window are added again
//! (`columns`). `events_by_step` has a row for each step of the calendar, of exact and uncertain days.
//! `candidates` sorts out which events these are.

pub(in crate::graph) mod candidates;
pub(in crate::graph) mod columns;
pub(in crate::graph) mod events_by_step;
pub(in crate::graph) mod facts;
pub(in crate::graph) mod marked_days;
pub(in crate::graph) mod marks;
