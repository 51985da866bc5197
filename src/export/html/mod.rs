//! Answers as HTML tables, for notebooks and pages of your own.

mod cells;
mod counts;
mod fragment;
mod rankings;
mod rows;
mod table;

pub use fragment::ToHtml;
