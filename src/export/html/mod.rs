//! Answers as tables of HTML, for notebooks and pages of one's own.

mod cells;
mod counts;
mod fragment;
mod rankings;
mod rows;
mod table;

pub use fragment::ToHtml;
