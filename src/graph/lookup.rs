//! Finding an actor by what people call it.

use super::{ActorGraph, ActorRef};
use crate::model::shown::{shown, shown_to};
use crate::model::word::nearest;
use thiserror::Error;

/// Why no single actor was found by a word: no actor has this name, or several have it.
///
/// # Examples
///
/// ```
/// # use factions::{ActorGraph, Record};
/// let record = Record::from_toml(
///     "format = 1\n[actors]\njnim = { name = \"Group for the Support of Islam and Muslims\", kind = \"armed-group\" }",
/// )?;
/// let graph = ActorGraph::new(record);
/// let error = graph.actor("jnin").unwrap_err();
/// assert_eq!(error.to_string(), "no actor goes by `jnin` (did you mean `jnim`?)");
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnknownActor {
    /// No actor has the word as its key or a name.
    #[error("no actor goes by `{}`{}", shown(word), remedy(suggestion.as_deref()))]
    #[non_exhaustive]
    Nobody {
        /// The word as you gave it.
        word: String,
        /// The key or name that is nearest to it.
        suggestion: Option<String>,
    },
    /// Several actors have the word as a name.
    #[error("several actors go by `{}` (name one by its key: {})", shown(word), keys.join(", "))]
    #[non_exhaustive]
    Several {
        /// The word as you gave it.
        word: String,
        /// The keys of these actors.
        keys: Vec<String>,
    },
}

/// The error that no source of the record has a key.
///
/// # Examples
///
/// ```
/// # use factions::{ActorGraph, Record};
/// let graph = ActorGraph::new(Record::from_toml("format = 1")?);
/// let error = graph.source_set(["un-2023"]).unwrap_err();
/// assert_eq!(error.to_string(), "no source has the key `un-2023`");
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no source has the key `{}`{}", shown(key), remedy(suggestion.as_deref()))]
#[non_exhaustive]
pub struct UnknownSource {
    /// The key as you gave it.
    pub key: String,
    /// The key of a source that is nearest to it.
    pub suggestion: Option<String>,
}

impl UnknownSource {
    pub(super) fn new<'a>(key: &str, known: impl Iterator<Item = &'a str>) -> Self {
        Self {
            key: key.to_owned(),
            suggestion: nearest(key, known).map(str::to_owned),
        }
    }
}

fn remedy(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |name| {
        format!(" (did you mean `{}`?)", shown_to(name, 200))
    })
}

/// # Finding actors
impl ActorGraph {
    /// The actor with this key, name, short name or other name, in upper or lower case.
    ///
    /// A key counts before any name.
    ///
    /// # Errors
    ///
    /// An error if no actor has the word as a key or name (with the nearest one), or if several
    /// actors have it as a name (with their keys).
    ///
    /// # Complexity
    ///
    /// O(log names); O(names) if it fails.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml("format = 1\n[actors]\ncsp = { name = \"Permanent Strategic Framework\", short = \"CSP\", kind = \"coalition\" }")?;
    /// let graph = ActorGraph::new(record);
    /// assert_eq!(graph.actor("CSP")?.key(), "csp");
    /// assert_eq!(graph.actor("permanent strategic framework")?.key(), "csp");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn actor(&self, word: &str) -> Result<ActorRef<'_>, UnknownActor> {
        if let Some(id) = self.record().actor_by_key(word) {
            return Ok(self.actor_ref(id));
        }
        let name = word.trim().to_lowercase();
        let same_key = self.record().actor_by_key(&name);
        let all = self
            .names
            .by_name
            .get(&*name)
            .map_or(&[][..], Vec::as_slice);
        match (same_key, all) {
            (Some(id), _) | (None, &[id]) => Ok(self.actor_ref(id)),
            (None, []) => Err(UnknownActor::Nobody {
                word: word.to_owned(),
                suggestion: nearest(&name, self.names.by_name.keys().map(|name| &**name))
                    .and_then(|name| self.as_spelled(name)),
            }),
            (None, several) => Err(UnknownActor::Several {
                word: word.to_owned(),
                keys: several
                    .iter()
                    .map(|&id| self.record().actor(id).key.to_string())
                    .collect(),
            }),
        }
    }

    /// A lower-cased name as its record writes it.
    fn as_spelled(&self, name: &str) -> Option<String> {
        let id = self.names.by_name.get(name)?.first()?;
        let actor = self.record().actor(*id);
        let aliases = actor.aliases.iter().map(|alias| &*alias.name);
        [&*actor.key, &*actor.name]
            .into_iter()
            .chain(actor.short.as_deref())
            .chain(aliases)
            .find(|spelled| spelled.trim().to_lowercase() == name)
            .map(str::to_owned)
    }
}
