//! Files for graph tools: nodes, edges and attributes.
//!
//! `network` makes nodes and edges of a view once; the forms only write them.

// the nodes and edges
mod attributes;
mod network;

// of a view
mod gexf;
mod graphml;
mod network_json;

// of a signed graph
mod dyads;

pub use network_json::EdgeKey;
