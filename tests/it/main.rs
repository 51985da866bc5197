//! The integration tests: one binary, a file per floor.

#[path = "../support/mod.rs"]
mod support;

mod analysis;
mod import;
mod laws;
mod oracle;
mod petgraph;
mod record;
mod views;
