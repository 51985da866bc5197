//! Two records beside each other: what was added, removed and changed, and one made of the other by it.

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
