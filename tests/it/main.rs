//! Everything that is tested from outside: one binary, a file per floor.

mod petgraph;
mod record;
