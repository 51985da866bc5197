//! The numbers by which a record identifies its entries.

/// Declares an id: a dense `u32`, valid in one record or graph.
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            /// Makes the id with this number.
            pub const fn new(number: u32) -> Self {
                Self(number)
            }

            /// The number of the id, which counts from 0.
            pub const fn number(self) -> u32 {
                self.0
            }

            /// The number as an index into a list.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// The number of an actor: its position among the actors of a record, sorted by key.
    ///
    /// It is valid in one record and in the graph made of it. Across records, use the key.
    ActorId
}
id! {
    /// The number of a source: its position among the sources of a record, sorted by key.
    SourceId
}
id! {
    /// The number of a place: its position among the places of a record, sorted by key.
    PlaceId
}
id! {
    /// The number of a statement: its position among
    /// [`Record::statements`](crate::Record::statements).
    StatementId
}
id! {
    /// The number of a tie: its position in the graph's order of ties.
    TieId
}
