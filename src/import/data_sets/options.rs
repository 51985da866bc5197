//! The choices that a data set leaves to whoever reads it.

use super::recognise::DataSet;
use crate::model::When;
use crate::model::word::words;
use jiff::civil::Date;

words! {
    /// Who the civilians of a data set are.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::Civilians;
    ///
    /// assert_eq!("of-country".parse(), Ok(Civilians::OfCountry));
    /// ```
    pub enum Civilians("choice of civilians") {
        /// One actor for each country, where it happened.
        OfCountry = "of-country",
        /// One actor for all.
        One = "one",
    }
}

words! {
    /// What a side of several actors with an id of its own becomes.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::JointSides;
    ///
    /// assert_eq!(JointSides::Components.as_str(), "components");
    /// ```
    pub enum JointSides("choice of joint sides") {
        /// One actor, a coalition.
        Coalition = "coalition",
        /// Its actors, where a file of UCDP's actors or of components says who they are.
        Components = "components",
    }
}

words! {
    /// What becomes of rows that their makers are still checking.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::ProvisionalRows;
    ///
    /// assert_eq!("alleged".parse(), Ok(ProvisionalRows::Alleged));
    /// ```
    pub enum ProvisionalRows("choice of provisional rows") {
        /// Reported, with their status as the hedge word.
        Hedged = "hedged",
        /// Alleged, with their status as the hedge word.
        Alleged = "alleged",
        /// Set aside.
        SetAside = "set-aside",
    }
}

words! {
    /// Which day a statement is known from.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::Clock;
    ///
    /// assert_eq!(Clock::Release.to_string(), "release");
    /// ```
    pub enum Clock("clock") {
        /// The day on which the data set was published: one source for all rows.
        Release = "release",
        /// The day of the latest article that a row names: one source for each such day.
        Article = "article",
    }
}

/// The choices that a data set leaves to whoever reads it, each with its default.
///
/// # Examples
///
/// ```
/// use factions::date;
/// use factions::import::data_sets::{DataSetOptions, JointSides};
///
/// let mut options = DataSetOptions::default();
/// options.as_of = Some(date(2023, 12, 31));
/// options.ged.joint_sides = JointSides::Components;
/// assert!(options.only.is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct DataSetOptions {
    /// Which data set the files are; `None`: what their headers say.
    pub only: Option<DataSet>,
    /// The last day of which the data set speaks; `None`: the last that a row names.
    pub as_of: Option<Date>,
    /// When it was published; `None`: as far as the name of the file says.
    pub published: Option<When>,
    /// Keeps the cells that are no part of the model as `native` text; by default they are counted alone.
    pub native: bool,
    /// UCDP's events.
    pub ged: GedOptions,
}

/// The choices of UCDP's Georeferenced Event Dataset and its Candidate.
///
/// # Examples
///
/// ```
/// use factions::import::data_sets::{Clock, GedOptions};
///
/// assert_eq!(GedOptions::default().clock, Clock::Release);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GedOptions {
    /// Who the civilians are.
    pub civilians: Civilians,
    /// What a joint side becomes.
    pub joint_sides: JointSides,
    /// What becomes of rows whose `code_status` is not `Clear`.
    pub provisional: ProvisionalRows,
    /// Which day a statement is known from.
    pub clock: Clock,
    /// The types of violence to take: state-based, non-state, one-sided.
    pub types: [bool; 3],
    /// Whether the deaths of each side are kept, so that losses can be asked for.
    pub losses: bool,
}

impl Default for GedOptions {
    fn default() -> Self {
        Self {
            civilians: Civilians::OfCountry,
            joint_sides: JointSides::Coalition,
            provisional: ProvisionalRows::Hedged,
            clock: Clock::Release,
            types: [true; 3],
            losses: true,
        }
    }
}
