//! The choices that a data set leaves to whoever reads it.

use super::data_set::DataSet;
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
        /// One actor for each group that ACLED has associated with them, such as farmers: who stands with no
        /// group is of the country. UCDP names no groups.
        OfGroup = "of-group",
    }
}

words! {
    /// What a main actor becomes of whom ACLED writes `A and/or B`.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::AndOr;
    ///
    /// assert_eq!("each".parse(), Ok(AndOr::Each));
    /// ```
    pub enum AndOr("choice of and/or") {
        /// One unidentified actor of that name.
        One = "one",
        /// A statement for each of the names, all of one event (`same_as`) and alleged: with that the event
        /// and its deaths are alleged, too.
        Each = "each",
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

words! {
    /// What a count of 0 fatalities of a violent event means.
    ///
    /// ACLED writes 0 where nobody was killed and where nobody knows: of half of all battles.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::ZeroFatalities;
    ///
    /// assert_eq!(ZeroFatalities::Unknown.as_str(), "unknown");
    /// ```
    pub enum ZeroFatalities("choice of zero fatalities") {
        /// The deaths are unknown.
        Unknown = "unknown",
        /// Nobody was killed.
        Zero = "zero",
    }
}

words! {
    /// Which of two actors of a clash, strike or seizure acts.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::Direction;
    ///
    /// assert_eq!("first-acts".parse(), Ok(Direction::FirstActs));
    /// ```
    pub enum Direction("choice of direction") {
        /// Whom the codebook or a rule that holds nearly always names: who takes territory stands first.
        Safe = "safe",
        /// The first.
        FirstActs = "first-acts",
        /// Neither: they are two sides.
        Never = "never",
    }
}

words! {
    /// What state forces become whose names have the years of a regime.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::StateForces;
    ///
    /// assert_eq!(StateForces::AsWritten.as_str(), "as-written");
    /// ```
    pub enum StateForces("choice of state forces") {
        /// One actor with a name for each time, if they never stood against or beside each other.
        Unify = "unify",
        /// An actor for each name.
        AsWritten = "as-written",
    }
}

words! {
    /// Which associated actors stand on the side of a main actor.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::Associated;
    ///
    /// assert_eq!("none".parse(), Ok(Associated::None));
    /// ```
    pub enum Associated("choice of associated actors") {
        /// Those that are a main actor of some row, and forces of states.
        Organisations = "organisations",
        /// All, farmers and ethnic groups among them.
        All = "all",
        /// None.
        None = "none",
    }
}

/// The choices of ACLED's events.
///
/// # Examples
///
/// ```
/// use factions::import::data_sets::{AcledOptions, ZeroFatalities};
///
/// assert_eq!(AcledOptions::default().zero_fatalities, ZeroFatalities::Unknown);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AcledOptions {
    /// What 0 fatalities mean.
    pub zero_fatalities: ZeroFatalities,
    /// Who acts.
    pub direction: Direction,
    /// What state forces of several regimes become.
    pub state_forces: StateForces,
    /// Who the civilians are.
    pub civilians: Civilians,
    /// Which associated actors stand on a side.
    pub associated: Associated,
    /// What a main actor of several possible names becomes.
    pub and_or: AndOr,
    /// The types and sub-types of event to take, as ACLED writes them, in any case; none: all.
    pub event_types: Vec<String>,
    /// How many days before and after its day an event may have been of which the week is known.
    pub days_about: u8,
    /// Takes for such an event the span that its notes name, *(between 24 February - 10 March)*, where they do.
    pub spans_in_notes: bool,
}

impl Default for AcledOptions {
    fn default() -> Self {
        Self {
            zero_fatalities: ZeroFatalities::Unknown,
            direction: Direction::Safe,
            state_forces: StateForces::Unify,
            civilians: Civilians::OfCountry,
            associated: Associated::Organisations,
            and_or: AndOr::One,
            event_types: Vec::new(),
            days_about: 3,
            spans_in_notes: false,
        }
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
    /// UCDP's list of actors.
    pub actor_list: ActorListOptions,
    /// ACLED's events.
    pub acled: AcledOptions,
    /// The links of Mapping Militants.
    pub militants: MilitantsOptions,
    /// Events that machines coded: GDELT and POLECAT.
    pub machine_coded: MachineCodedOptions,
}

words! {
    /// What two affiliates of Mapping Militants are to each other.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::Affiliates;
    ///
    /// assert_eq!("first-to-second".parse(), Ok(Affiliates::FirstToSecond));
    /// ```
    pub enum Affiliates("choice of affiliates") {
        /// They cooperate: which is whose is not said, for both directions occur.
        Mutual = "mutual",
        /// The first is affiliated to the second.
        FirstToSecond = "first-to-second",
    }
}

/// The choices of Mapping Militants.
///
/// # Examples
///
/// ```
/// use factions::import::data_sets::{Affiliates, MilitantsOptions};
///
/// assert_eq!(MilitantsOptions::default().affiliates, Affiliates::Mutual);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MilitantsOptions {
    /// What two affiliates are to each other.
    pub affiliates: Affiliates,
}

impl Default for MilitantsOptions {
    fn default() -> Self {
        Self {
            affiliates: Affiliates::Mutual,
        }
    }
}

/// The choices of events that machines coded.
///
/// # Examples
///
/// ```
/// use factions::import::data_sets::{DataSetOptions, DataSetReader};
///
/// let row = "Event ID\tEvent Type\tEvent Mode\tActor Name\tRecipient Name\tEvent Date\n\
///            1\tASSAULT\tfirearms\tFront\tArmy\t2023-01-02\n";
/// // such files are refused unless they are asked for
/// assert!(DataSetReader::new().read("events.txt", row.as_bytes()).is_err());
/// let mut options = DataSetOptions::default();
/// options.machine_coded.wanted = true;
/// let import = DataSetReader::new().options(options).read("events.txt", row.as_bytes())?;
/// assert_eq!(import.record.statements()[0].evidence.certainty.as_str(), "alleged");
/// # Ok::<(), factions::import::LoadError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MachineCodedOptions {
    /// Whether they are to be read at all; so they are if `only` names them, too.
    pub wanted: bool,
    /// Takes the first event of each sentence alone, as GDELT has it.
    pub root_events: bool,
}

impl Default for MachineCodedOptions {
    fn default() -> Self {
        Self {
            wanted: false,
            root_events: true,
        }
    }
}

words! {
    /// When the splits and mergers of UCDP's list of actors were, of which it gives no day.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::DescentDays;
    ///
    /// assert_eq!("first-event".parse(), Ok(DescentDays::FirstEvent));
    /// ```
    pub enum DescentDays("choice of days of descents") {
        /// On any day.
        Undated = "undated",
        /// By the first event of the actor that came of it, where events of it are read along: that is derived,
        /// and has the hedge word *by its first event*.
        FirstEvent = "first-event",
    }
}

/// The choices of UCDP's list of actors.
///
/// # Examples
///
/// ```
/// use factions::import::data_sets::{ActorListOptions, DescentDays};
///
/// assert_eq!(ActorListOptions::default().descents, DescentDays::Undated);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ActorListOptions {
    /// When splits and mergers were.
    pub descents: DescentDays,
}

impl Default for ActorListOptions {
    fn default() -> Self {
        Self {
            descents: DescentDays::Undated,
        }
    }
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
    /// The types of violence to take: state-based, non-state, one-sided; rows of others are beyond the model.
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
