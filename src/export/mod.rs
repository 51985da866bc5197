//! Views and answers, written out.

// for the eye
mod dot;

// for graph tools
mod gexf;
mod graphml;
mod network;
mod network_json;

// for spreadsheets and databases
mod tables;

// what the forms have in common
mod json;
mod left_out;
mod rows;
mod xml;

pub use dot::{ClashStyle, Dot, Drawing, DrawingWarning};
pub use left_out::{LeftOut, Omission, Written};
pub use network_json::EdgeKey;
