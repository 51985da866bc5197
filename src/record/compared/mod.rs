//! Compares two records: which entries were added, removed or changed; and turns one into the other.

// what is said of an entry
mod value;

mod comparison;

// finding it
mod compare;

// doing it
mod apply;

pub use apply::NotApplied;
pub use comparison::{EntryChange, EntryType, EntryWord, KeyChange, RecordComparison};
pub use value::EntryValue;
