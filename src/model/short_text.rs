//! A text that is nearly always short.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// How many bytes stand in place.
const IN_PLACE: usize = 22;

/// A text in twenty-four bytes, which dereferences to `str`.
///
/// Up to twenty-two bytes are stored in the value itself, longer texts on the heap. The ids of
/// statements are that short, including the ids that are made from the content. If each had its own
/// place on the heap, it would need as much memory again, and time to fetch and free it.
///
/// # Examples
///
/// ```
/// use factions::model::ShortText;
///
/// let id = ShortText::from("clash-0123456789abcdef");
/// assert!(id.starts_with("clash-"));
/// assert_eq!(size_of::<ShortText>(), 24);
/// ```
#[derive(Clone)]
pub struct ShortText(Form);

#[derive(Clone)]
enum Form {
    Short(u8, [u8; IN_PLACE]),
    Long(Box<str>),
}

impl Deref for ShortText {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match &self.0 {
            // it was made of a text
            Form::Short(length, bytes) => {
                let own = bytes.get(..usize::from(*length)).unwrap_or_default();
                std::str::from_utf8(own).unwrap_or_default()
            }
            Form::Long(text) => text,
        }
    }
}

impl From<&str> for ShortText {
    fn from(text: &str) -> Self {
        let mut bytes = [0; IN_PLACE];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(own), Ok(length)) => {
                own.copy_from_slice(text.as_bytes());
                Self(Form::Short(length, bytes))
            }
            _ => Self(Form::Long(text.into())),
        }
    }
}

impl ShortText {
    /// The text of these parts, one behind the other.
    #[cfg(feature = "data-sets")]
    pub(crate) fn of_parts(parts: [&str; 2]) -> Self {
        let [first, second] = parts;
        let mut bytes = [0; IN_PLACE];
        let length = first.len() + second.len();
        match (bytes.get_mut(..length), u8::try_from(length)) {
            (Some(own), Ok(length)) => {
                let (one, other) = own.split_at_mut(first.len());
                one.copy_from_slice(first.as_bytes());
                other.copy_from_slice(second.as_bytes());
                Self(Form::Short(length, bytes))
            }
            _ => Self(Form::Long(parts.concat().into())),
        }
    }
}

impl From<Cow<'_, str>> for ShortText {
    fn from(text: Cow<'_, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl From<Box<str>> for ShortText {
    fn from(text: Box<str>) -> Self {
        if text.len() > IN_PLACE {
            return Self(Form::Long(text));
        }
        (&*text).into()
    }
}

impl From<String> for ShortText {
    fn from(text: String) -> Self {
        if text.len() > IN_PLACE {
            return Self(Form::Long(text.into()));
        }
        text.as_str().into()
    }
}

impl Default for ShortText {
    fn default() -> Self {
        "".into()
    }
}

impl Borrow<str> for ShortText {
    fn borrow(&self) -> &str {
        self
    }
}

impl AsRef<str> for ShortText {
    fn as_ref(&self) -> &str {
        self
    }
}

impl fmt::Display for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl PartialEq for ShortText {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            // what stands behind the text is zero
            (Form::Short(length, bytes), Form::Short(other, others)) => {
                length == other && bytes == others
            }
            _ => **self == **other,
        }
    }
}

impl PartialEq<str> for ShortText {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for ShortText {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl Eq for ShortText {}

impl PartialOrd for ShortText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ShortText {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for ShortText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_text_that_it_was_made_of(one in "[a-cé]{0,30}", other in "[a-c]{0,3}") {
            let texts = [ShortText::from(one.as_str()), other.clone().into()];
            prop_assert_eq!(&*texts[0], one.as_str());
            prop_assert_eq!(texts[0].to_string(), one.clone());
            prop_assert_eq!(texts[0].cmp(&texts[1]), one.cmp(&other));
            prop_assert_eq!(texts[0] == texts[1], one == other);
            prop_assert_eq!(&texts[0], &ShortText::from(Box::<str>::from(one.clone())));
            #[cfg(feature = "data-sets")]
            prop_assert_eq!(&*ShortText::of_parts([&one, &other]), [one, other].concat());
        }
    }
}
