//! Files for spreadsheets, databases, maps and platforms of investigators.
//!
//! What such a format has no field for is carried whole beside it, so that its reader gets the record back.

// tables
mod cells;
mod table;
mod tables;

// maps
mod geojson;

// for investigators
mod platforms;

pub use table::TableForm;
