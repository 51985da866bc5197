//! Files for graph tools: nodes, edges and attributes.
//!
//! `network` turns a view into nodes and edges; each format only writes them.

// nodes and edges
mod attributes;
mod network;

// formats for a view
mod gexf;
mod graphml;
mod network_json;

// a format for a signed graph
mod dyads;

pub use network_json::EdgeKey;
