//! Events of uncertain days, in columns: counted in a window without looking at each.
//!
//! An event that happened on some day of a span has two marks, the first and the last day of the span, among
//! the exact events of its pair and of its actors (`marked_days`, `marks`). The events possibly in a window
//! are those whose span starts by the end of the window, minus those whose span ended before it. The events
//! certainly in it are those whose span ended by its end, minus those whose span started before it; the few
//! spans that cover a short window are added again (`columns`). `events_by_step` has a row for each step of
//! the calendar, of exact and uncertain days. `candidates` sorts out which events these are.

pub(in crate::graph) mod candidates;
pub(in crate::graph) mod columns;
pub(in crate::graph) mod events_by_step;
pub(in crate::graph) mod facts;
pub(in crate::graph) mod marked_days;
pub(in crate::graph) mod marks;
