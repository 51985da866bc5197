//! What a file of another format said beyond this model, in that format's own words.

use crate::model::rare::Rare;

/// What a file of another format said beyond this model, kept so that it can be written back.
///
/// Each is the name of a format and a text in it, such as a JSON object. Nothing in it counts in any
/// view or answer. They are sorted, and the same text stands once.
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
pub struct Native(Rare<(Box<str>, Box<str>)>);

impl Native {
    /// Those of these formats, each with its text.
    pub(crate) fn new(mut texts: Vec<(Box<str>, Box<str>)>) -> Self {
        texts.sort_unstable();
        texts.dedup();
        Self(texts.into())
    }

    /// Whether there is nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(factions::model::Native::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every format with its text, in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(factions::model::Native::default().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(format, text)| (&**format, &**text))
    }

    /// The texts of one format.
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
