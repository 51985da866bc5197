//! Compares two records: which entries were added, removed or changed; and turns one into the other.

// the rows of a comparison
mod value;

mod comparison;

// making a comparison
mod compare;

// applying it
mod apply;

pub use apply::NotApplied;
pub use comparison::{EntryChange, EntryType, EntryWord, KeyChange, RecordComparison};
pub use value::EntryValue;
