//! Files for spreadsheets, databases, maps and platforms of investigators.
//!
//! Each format carries the entries that it has no fields for, so that a reader gets the whole record back.

// tables
mod cells;
mod table;
mod tables;

// a format for maps
mod geojson;

// formats for investigators
mod platforms;

pub use table::TableForm;
