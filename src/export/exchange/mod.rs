//! Files for spreadsheets, databases, maps and platforms of investigators.
//!
//! What such a format has no field for is carried whole beside it, so that its reader gets the record back.

// tables
mod tables;

// maps
mod geojson;

// for investigators
mod follow_the_money;
mod stix;

// what goes beside
mod carried;
mod name_id;
mod native;
mod strangers;
