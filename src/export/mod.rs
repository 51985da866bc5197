//! Views and answers, written out.

// for the eye
mod dot;
mod timeline;

// counts for the eye
mod chart;

// for graph tools
mod dyads;
mod gexf;
mod graphml;
mod network;
mod network_json;

// for spreadsheets and databases
mod tables;

// for whoever investigates
mod follow_the_money;
mod name_id;
mod stix;

// what the forms have in common
mod about;
mod asked;
mod carried;
mod json;
mod left_out;
mod links;
mod native;
mod rows;
mod xml;

pub use chart::{SeriesChart, SizeChart};
pub use dot::{
    Camps, ClashStyle, Color, Comparison, DifferentGraphs, Dot, Drawing, DrawingWarning, Genealogy,
    Hue, Theme,
};
pub use left_out::{LeftOut, Omission, Written};
pub use network_json::EdgeKey;
pub use timeline::Timeline;
