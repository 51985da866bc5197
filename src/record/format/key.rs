//! The keys of the format, each with a small number.

/// Declares the keys; a nested key is written `outer.inner`.
macro_rules! keys {
    ($( $name:ident = $text:literal, )+) => {
        /// A key of the format; one of a nested table is written `outer.inner`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[expect(clippy::enum_variant_names, reason = "the key `key` is named so")]
        pub(crate) enum Key {
            $( $name, )+
        }

        impl Key {
            const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// Returns the whole path of the key inside its entry: `killed.best`.
            pub(crate) const fn path(self) -> &'static str {
                match self {
                    $( Self::$name => $text, )+
                }
            }
        }
    };
}

/// A set of keys is a `u128` with one bit for each key.
const _: () = assert!(Key::ALL.len() <= 128);

keys! {
    // the entry itself, for places without a key
    Whole = "",
    // of a line of JSON Lines
    Type = "type",
    EntryKey = "key",
    // of the document and its header
    Format = "format",
    Record = "record",
    Sources = "sources",
    Actors = "actors",
    Places = "places",
    Relations = "relations",
    Events = "events",
    Title = "title",
    AsOf = "as_of",
    Source = "source",
    Covers = "covers",
    CoversStart = "covers.start",
    CoversEnd = "covers.end",
    // of sources
    Publisher = "publisher",
    Published = "published",
    Url = "url",
    Note = "note",
    // of actors
    Name = "name",
    Short = "short",
    Aliases = "aliases",
    AliasName = "aliases.name",
    AliasLang = "aliases.lang",
    AliasStart = "aliases.start",
    AliasEnd = "aliases.end",
    Kind = "kind",
    Active = "active",
    ActiveStart = "active.start",
    ActiveEnd = "active.end",
    ActiveSeen = "active.seen",
    ActiveCertainty = "active.certainty",
    ActiveBy = "active.by",
    ActiveHedge = "active.hedge",
    ActiveSource = "active.source",
    Ids = "ids",
    Country = "country",
    Tags = "tags",
    // of places
    Region = "region",
    Latitude = "latitude",
    Longitude = "longitude",
    // of statements
    Id = "id",
    Role = "role",
    Forms = "forms",
    From = "from",
    To = "to",
    Between = "between",
    Sides = "sides",
    Actor = "actor",
    Jointly = "jointly",
    Start = "start",
    End = "end",
    Seen = "seen",
    When = "when",
    Place = "place",
    Killed = "killed",
    KilledLow = "killed.low",
    KilledBest = "killed.best",
    KilledHigh = "killed.high",
    KilledCertainty = "killed.certainty",
    KilledBy = "killed.by",
    KilledHedge = "killed.hedge",
    KilledOf = "killed.of",
    KilledOfActor = "killed.of.actor",
    KilledOfLow = "killed.of.low",
    KilledOfBest = "killed.of.best",
    KilledOfHigh = "killed.of.high",
    Certainty = "certainty",
    By = "by",
    Hedge = "hedge",
    Reason = "reason",
    SameAs = "same_as",
    Withdrawn = "withdrawn",
    Withdraws = "withdraws",
    // of every entry: native texts of other formats
    Native = "native",
}

impl Key {
    /// Returns the name of the key in its own table: `best`.
    pub(crate) fn name(self) -> &'static str {
        self.path().rsplit('.').next().unwrap_or_default()
    }

    /// Whether the key has this name in its own table.
    pub(crate) fn is_named(self, name: &str) -> bool {
        let outer = self.path().strip_suffix(name);
        outer.is_some_and(|outer| outer.is_empty() || outer.ends_with('.')) && !name.is_empty()
    }

    /// Returns the key with this name in the table at `outer`.
    pub(crate) fn find(outer: Self, name: &str) -> Option<Self> {
        let outer = outer.path();
        let is_it = |key: &&Self| match key.path().rsplit_once('.') {
            Some((before, last)) => before == outer && last == name,
            None => outer.is_empty() && key.path() == name,
        };
        Self::ALL.iter().find(is_it).copied()
    }

    /// Returns the key with this number.
    pub(crate) fn from_number(number: u8) -> Self {
        Self::ALL
            .get(usize::from(number))
            .copied()
            .unwrap_or(Self::Whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nested_key_is_found_in_its_own_table_only() {
        assert_eq!(Key::find(Key::Killed, "best"), Some(Key::KilledBest));
        assert_eq!(Key::find(Key::Whole, "best"), None);
        assert_eq!(Key::find(Key::Whole, "by"), Some(Key::By));
        assert_eq!(Key::KilledBy.name(), "by");
        assert!(Key::KilledBy.is_named("by") && !Key::KilledBy.is_named("y"));
    }

    #[test]
    fn a_key_is_known_by_its_number() {
        for &key in Key::ALL {
            assert_eq!(Key::from_number(key as u8), key);
        }
    }
}
