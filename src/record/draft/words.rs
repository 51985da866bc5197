//! What a builder takes: one word or several.

use crate::model::{SupportForm, When};
use jiff::civil::Date;
use std::fmt::Display;

/// One word or several: keys, dates, forms, or a list of them.
///
/// The builders take it wherever the format allows a list in place of one key.
///
/// # Examples
///
/// ```
/// use factions::SupportForm;
/// use factions::record::Words;
///
/// assert_eq!("msa".into_words(), ["msa"]);
/// assert_eq!(["msa", "cma"].into_words(), ["msa", "cma"]);
/// assert_eq!(vec![SupportForm::Troops, SupportForm::Funding].into_words(), ["troops", "funding"]);
/// ```
pub trait Words {
    /// The words as they are written in a record.
    fn into_words(self) -> Vec<String>;
}

impl<T: Display, const N: usize> Words for [T; N] {
    fn into_words(self) -> Vec<String> {
        self.iter().map(ToString::to_string).collect()
    }
}

impl<T: Display> Words for Vec<T> {
    fn into_words(self) -> Vec<String> {
        self.iter().map(ToString::to_string).collect()
    }
}

impl<T: Display> Words for &[T] {
    fn into_words(self) -> Vec<String> {
        self.iter().map(ToString::to_string).collect()
    }
}

impl<T: Display> Words for &Vec<T> {
    fn into_words(self) -> Vec<String> {
        self.as_slice().into_words()
    }
}

/// Single words.
macro_rules! one {
    ($($of:ty),+) => {
        $(
            impl Words for $of {
                fn into_words(self) -> Vec<String> {
                    vec![self.to_string()]
                }
            }
        )+
    };
}

one!(
    &str,
    String,
    &String,
    &Box<str>,
    Date,
    When,
    &When,
    SupportForm
);
