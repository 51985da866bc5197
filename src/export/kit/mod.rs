//! Parts that all formats share: the rows of a view, words for captions, JSON and XML.

// the rows of a view, and the report of omissions
mod left_out;
mod links;
mod rows;
mod runs;

// words
mod about;
mod asked;
mod dates;
pub(super) mod words;

// text formats and streams
mod json;
mod out;
mod xml;

pub(super) use crate::record::{
    json_date as date, json_digits as digits, json_quoted as quoted, json_tree as tree,
};
pub(super) use about::{
    About, citation, date_prefix, name_of_event, no_fact, of_actor, of_statement, web_address,
};
pub(super) use asked::{coverage, filters, stated};
pub(super) use dates::{
    DateCells, day_in_words, days_in_words, end_state, run_in_words, span_in_words, start_state,
    when_in_words, window_in_words, written_or_span,
};
pub(super) use json::{Json, Lines};
pub use left_out::{LeftOut, Omission, Written};
pub(super) use links::Links;
pub(super) use out::{Out, stream, whole};
pub(super) use rows::{ActorRow, Gathered, Rows, StatementRow, TieRow, cuts, ender_key};
pub(super) use runs::{Run, rank, runs};
pub(super) use xml::Xml;
