//! Views and answers, written out.
//!
//! Every format is a method of a view or an answer: `to_dot`, `to_gexf`, `to_stix`. Each reports what it
//! leaves out ([`Written`]), lets no text of a record act as markup, and writes the same bytes for the same
//! view.

// parts that the formats share
mod kit;

// pictures for Graphviz
mod dot;

// a page for the browser
mod timeline;

// counts as pictures
mod chart;

// answers as HTML tables
mod html;

// files for graph tools
mod networks;

// files for spreadsheets, databases and investigators
mod exchange;

// tables of Arrow columns for query engines
#[cfg(feature = "arrow")]
mod columns;
// questions as SQL for query engines
mod sql;

pub use chart::{SeriesChart, SizeChart};
#[cfg(feature = "arrow")]
pub use columns::ColumnTables;
#[cfg(feature = "parquet")]
pub use columns::ParquetForm;
pub use dot::{
    Camps, Color, Comparison, DifferentGraphs, Dot, Drawing, DrawingWarning, EventStyle, Genealogy,
    Hue, Theme,
};
pub use exchange::TableForm;
pub use html::ToHtml;
pub use kit::{LeftOut, Omission, Written};
pub use networks::EdgeKey;
pub use sql::{NotInSql, Sql, SqlQuery, SqlRows};
pub use timeline::Timeline;
