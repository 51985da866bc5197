//! The integration tests: one binary, a file per floor.

#[path = "../support/mod.rs"]
mod support;

mod active_periods;
mod analysis;
mod architecture;
mod broken;
mod bulk;
mod bulk_ended;
mod cases;
mod centuries;
mod charts;
mod columns;
mod compared;
mod coverage;
mod data_sets;
mod denials;
mod dot;
mod example_manners;
mod example_support;
mod example_writes;
mod examples;
mod format;
mod guides;
mod handles;
mod html;
mod import;
mod interchange;
mod ladders;
mod laws;
mod mali;
mod many_rows;
mod oracle;
mod petgraph;
mod public;
mod record;
mod remedies;
mod schema;
mod sentences;
mod sides;
mod terminal;
mod threads;
mod timeline;
mod tolls;
mod views;
mod worlds;
