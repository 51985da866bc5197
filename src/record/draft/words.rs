//! One text or several, as setters accept them.

use crate::model::{SupportForm, When};
use jiff::civil::Date;
use std::fmt::Display;

/// One text or several: keys, dates, forms of support, or a list of them.
///
/// The drafts accept it wherever the format allows a list instead of a single key.
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
    /// The texts, as a record writes them.
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
