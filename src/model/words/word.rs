//! Closed lists of words: how all of them parse and print, and suggest the nearest word.

use super::shown::shown;
use super::synonyms::meant;
use thiserror::Error;

/// The error for a word that is not in a closed list; it knows all words of the list.
///
/// # Examples
///
/// ```
/// use factions::ActorKind;
///
/// let error = "armed-goup".parse::<ActorKind>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown actor kind `armed-goup` (did you mean `armed-group`?)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown {list} `{}` ({})", shown(word), self.remedy())]
#[non_exhaustive]
pub struct UnknownWord {
    /// What the list contains: "actor kind", "certainty" and so on.
    pub list: &'static str,
    /// The refused word.
    pub word: String,
    /// Every word of the list.
    pub known: &'static [&'static str],
}

impl UnknownWord {
    pub(crate) fn new(list: &'static str, word: &str, known: &'static [&'static str]) -> Self {
        Self {
            list,
            word: word.to_owned(),
            known,
        }
    }

    /// A sentence that says what to write instead.
    ///
    /// It names the word of the list that is meant, or the nearest in spelling. If no word is near,
    /// it names all of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorKind, Certainty};
    ///
    /// let error = "rebels".parse::<ActorKind>().unwrap_err();
    /// assert_eq!(error.remedy(), "write `armed-group`");
    /// let error = "confirmd".parse::<Certainty>().unwrap_err();
    /// assert_eq!(error.remedy(), "did you mean `confirmed`?");
    /// ```
    pub fn remedy(&self) -> String {
        if let Some(remedy) = meant(self.list, &self.word) {
            return remedy;
        }
        match nearest(&self.word, self.known.iter().copied()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("write one of {}", self.known.join(", ")),
        }
    }
}

/// The candidate that is nearest in spelling, if one is near at all.
///
/// Ties go to the candidate that comes first.
///
/// # Complexity
///
/// O(candidates × length²).
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let candidate_word = candidate.to_lowercase();
        let mut score = strsim::jaro_winkler(&word, &candidate_word);
        // in a short word one slip weighs more than the measure allows for
        if word.chars().count() >= 3 && strsim::osa_distance(&word, &candidate_word) == 1 {
            score = score.max(0.9);
        }
        if score >= 0.84 && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Declares a closed list of words as an enum that prints and parses them.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident($list:literal) {
            $( $(#[$variant_meta:meta])* $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
        }

        impl $name {
            /// Every word of the list, in the order of the list.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// What the list holds, as errors name it.
            pub(crate) const LIST: &'static str = $list;

            /// Every word, in kebab-case.
            pub(crate) const WORDS: &'static [&'static str] = &[$( $word, )+];

            /// The word in kebab-case, as records and answers write it; it can be parsed back.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $word, )+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::word::UnknownWord;

            /// Reads a word as [`as_str`](Self::as_str) writes it.
            ///
            /// # Errors
            ///
            /// Returns an error if the list has no such word; the error suggests the nearest one.
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $( $word => Ok(Self::$variant), )+
                    _ => Err($crate::model::word::UnknownWord::new(Self::LIST, word, Self::WORDS)),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;
