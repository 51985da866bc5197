//! A list, and a text, that are nearly always empty.

use std::ops::Deref;

/// A list in eight bytes that takes no further memory while it is empty; it is used as a slice.
///
/// # Examples
///
/// ```
/// use factions::model::ThinVec;
///
/// let none: ThinVec<u32> = ThinVec::default();
/// assert!(none.is_empty());
/// assert_eq!(*ThinVec::from(vec![2, 3]), [2, 3]);
/// assert_eq!(size_of::<ThinVec<u32>>(), 8);
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::box_collection,
    reason = "an empty list shall take eight bytes"
)]
pub struct ThinVec<T>(Option<Box<Vec<T>>>);

impl<T> ThinVec<T> {
    /// No elements.
    pub(crate) const NONE: Self = Self(None);
}

impl<T> Default for ThinVec<T> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<T> Deref for ThinVec<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Some(list) => list,
            None => &[],
        }
    }
}

impl<T> From<Vec<T>> for ThinVec<T> {
    fn from(mut list: Vec<T>) -> Self {
        if list.is_empty() {
            return Self(None);
        }
        list.shrink_to_fit();
        Self(Some(Box::new(list)))
    }
}

impl<T> FromIterator<T> for ThinVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        elements.into_iter().collect::<Vec<T>>().into()
    }
}

impl<'l, T> IntoIterator for &'l ThinVec<T> {
    type Item = &'l T;
    type IntoIter = std::slice::Iter<'l, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for ThinVec<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<T: PartialEq, const N: usize> PartialEq<[T; N]> for ThinVec<T> {
    fn eq(&self, other: &[T; N]) -> bool {
        **self == *other
    }
}

impl<T: PartialEq> PartialEq<&[T]> for ThinVec<T> {
    fn eq(&self, other: &&[T]) -> bool {
        **self == **other
    }
}

/// An optional text in eight bytes that takes no further memory while it is missing.
///
/// # Examples
///
/// ```
/// use factions::model::ThinText;
///
/// assert_eq!(ThinText::default().as_deref(), None);
/// let text = ThinText::from(Some("a quarrel".into()));
/// assert_eq!(text.as_deref(), Some("a quarrel"));
/// assert_eq!(size_of::<ThinText>(), 8);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ThinText(Option<Box<Box<str>>>);

impl ThinText {
    /// The text, if there is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::ThinText;
    ///
    /// assert!(ThinText::default().as_deref().is_none());
    /// ```
    pub fn as_deref(&self) -> Option<&str> {
        self.0.as_ref().map(|text| &***text)
    }
}

impl From<Option<Box<str>>> for ThinText {
    fn from(text: Option<Box<str>>) -> Self {
        Self(text.map(Box::new))
    }
}
