//! What a file of another format said that this model cannot express.

use crate::model::thin::ThinVec;

/// What a file of another format said that this model cannot express, kept to write it back.
///
/// Each item is the name of a format and a text in that format, such as a JSON object. Views and
/// answers ignore it. The items are sorted and contain no duplicates.
///
/// # Examples
///
/// ```
/// use factions::Record;
///
/// let record = Record::from_toml(r#"
/// [actors]
/// acme = { name = "Acme", kind = "other", native = { ftm = '{"topics":["sanction"]}' } }
/// "#)?;
/// let native = &record.actors()[0].native;
/// assert_eq!(native.of("ftm").next(), Some(r#"{"topics":["sanction"]}"#));
/// assert_eq!(native.of("stix").count(), 0);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Native(ThinVec<(Box<str>, Box<str>)>);

impl Native {
    /// Those of these formats, each with its text.
    pub(crate) fn new(mut texts: Vec<(Box<str>, Box<str>)>) -> Self {
        texts.sort_unstable();
        texts.dedup();
        Self(texts.into())
    }

    /// Whether there is no item.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(factions::model::Native::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every item as a pair of format and text, in sorted order.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(factions::model::Native::default().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(format, text)| (&**format, &**text))
    }

    /// The texts in this format.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(factions::model::Native::default().of("stix").next(), None);
    /// ```
    pub fn of(&self, format: &str) -> impl Iterator<Item = &str> {
        let texts = self.iter().filter(move |one| one.0 == format);
        texts.map(|one| one.1)
    }
}
