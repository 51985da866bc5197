//! Dense numbers for what a record holds.

/// Declares an id: a dense `u32`, valid in one record or graph.
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            /// The id with this number.
            pub const fn new(number: u32) -> Self {
                Self(number)
            }

            /// The number of the id, from 0.
            pub const fn number(self) -> u32 {
                self.0
            }

            /// The id as an index into the table that it numbers.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// The number of an actor: its place among the actors sorted by key.
    ///
    /// Valid in one record and the graph made of it; keys are valid across records.
    ActorId
}
id! {
    /// The number of a source: its place among the sources sorted by key.
    SourceId
}
id! {
    /// The number of a place: its place among the places sorted by key.
    PlaceId
}
id! {
    /// The number of a statement: its place in the stated order of statements.
    StatementId
}
id! {
    /// The number of a tie: its place in the stated order of ties.
    TieId
}
