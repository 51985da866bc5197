//! Advice for a refused date: texts that the writer can write instead, or a sentence.

use std::fmt;

/// The way out of a refused date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Each of these can be written instead; `lead` stands before them.
    Write {
        lead: &'static str,
        choices: Vec<Choice>,
    },
    /// There is no text that can be named.
    Words(String),
}

/// A text that can be written instead, and for which case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) text: String,
    /// Follows the text, with the space before it.
    pub(super) say: &'static str,
}

impl Choice {
    pub(super) fn new(text: impl Into<String>, say: &'static str) -> Self {
        let text = text.into();
        Self { text, say }
    }
}

impl Remedy {
    /// The one text to write.
    pub(super) fn write(text: impl Into<String>) -> Self {
        Self::either([Choice::new(text, "")])
    }

    /// One of several texts, by what is meant.
    pub(super) fn either(choices: impl IntoIterator<Item = Choice>) -> Self {
        Self::led_by("write ", choices)
    }

    pub(super) fn led_by(lead: &'static str, choices: impl IntoIterator<Item = Choice>) -> Self {
        let mut unlike: Vec<Choice> = Vec::new();
        for choice in choices {
            if !unlike.iter().any(|other| other.text == choice.text) {
                unlike.push(choice);
            }
        }
        Self::Write {
            lead,
            choices: unlike,
        }
    }

    /// The texts that can be written.
    pub(super) fn choices(&self) -> &[Choice] {
        match self {
            Self::Write { choices, .. } => choices,
            Self::Words(_) => &[],
        }
    }

    /// The same with those texts alone that are wanted; none if no text is left.
    pub(super) fn only(&self, is_wanted: impl Fn(&str) -> bool) -> Option<Self> {
        let Self::Write { lead, choices } = self else {
            return Some(self.clone());
        };
        let choices = choices.iter().filter(|choice| is_wanted(&choice.text));
        let choices: Vec<Choice> = choices.cloned().collect();
        (!choices.is_empty()).then_some(Self::Write { lead, choices })
    }
}

impl<T: Into<String>> From<T> for Remedy {
    fn from(words: T) -> Self {
        Self::Words(words.into())
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lead, choices) = match self {
            Self::Words(words) => return f.write_str(words),
            Self::Write { lead, choices } => (lead, choices),
        };
        f.write_str(lead)?;
        for (at, Choice { text, say }) in choices.iter().enumerate() {
            let before = match at {
                0 => "",
                _ if choices.iter().all(|choice| choice.say.is_empty()) => " or ",
                _ => ", or ",
            };
            write!(f, "{before}`{text}`{say}")?;
        }
        Ok(())
    }
}
