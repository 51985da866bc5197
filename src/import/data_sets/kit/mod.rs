//! Shared parts of the readers of data sets: files of any delimiter and encoding, cells, dates, names.
//!
//! `input` opens a file, packed or not. `table` finds the header and returns rows with cells by name. `split` finds
//! rows and cells in a text, `pages` finds them in JSON, and both return them as a `line`. `headers` names the columns
//! of files without a header. `cells` reads numbers and dates as data sets write them. `names` makes keys of names.
//! `spans` has days that are no more exact than their cells, and joins years. `states` is the small table of states and
//! their numbers, and `ages` sorts the releases of a data set by time.

pub(in crate::import::data_sets) mod ages;
pub(in crate::import::data_sets) mod cells;
pub(in crate::import::data_sets) mod headers;
pub(in crate::import::data_sets) mod input;
mod line;
pub(in crate::import::data_sets) mod names;
pub(in crate::import::data_sets) mod pages;
pub(in crate::import::data_sets) mod spans;
mod split;
pub(in crate::import::data_sets) mod states;
pub(in crate::import::data_sets) mod table;
