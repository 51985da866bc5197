//! The choices that a data set leaves to its reader.

use super::data_set::DataSet;
use crate::model::When;
use crate::model::word::words;
use jiff::civil::Date;

words! {
    /// Which actors stand for the civilians of a data set.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::Civilians;
    ///
    /// assert_eq!("of-country".parse(), Ok(Civilians::OfCountry));
    /// ```
    pub enum Civilians("choice of civilians") {
        /// One actor for each country, the country where it happened.
        OfCountry = "of-country",
        /// One actor for all civilians.
        One = "one",
        /// One actor for each group that ACLED associates with the civilians, such as farmers.
        ///
        /// Civilians without such a group are those of the country. UCDP names no groups.
        OfGroup = "of-group",
    }
}

words! {
    /// What becomes of a main actor that ACLED writes as `A and/or B`.
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
        /// A statement for each of the names, all of one event (`same_as`) and all alleged.
        ///
        /// The event and its deaths are then alleged, too.
        Each = "each",
    }
}

words! {
    /// What becomes of a side of several actors that has an id of its own.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::JointSides;
    ///
    /// assert_eq!(JointSides::Components.as_str(), "components");
    /// ```
    pub enum JointSides("choice of joint sides") {
        /// One actor: a coalition.
        Coalition = "coalition",
        /// Its actors, if a file of UCDP's actors or components says who they are.
        Components = "components",
    }
}

words! {
    /// What becomes of rows that the makers of the data set are still checking.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::ProvisionalRows;
    ///
    /// assert_eq!("alleged".parse(), Ok(ProvisionalRows::Alleged));
    /// ```
    pub enum ProvisionalRows("choice of provisional rows") {
        /// They are reported, with their status as the hedge word.
        Hedged = "hedged",
        /// They are alleged, with their status as the hedge word.
        Alleged = "alleged",
        /// They are set aside.
        SetAside = "set-aside",
    }
}

words! {
    /// The day from which on a statement is known.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::Clock;
    ///
    /// assert_eq!(Clock::Release.to_string(), "release");
    /// ```
    pub enum Clock("clock") {
        /// The day on which the data set was published: all rows have one source.
        Release = "release",
        /// The day of the latest article that a row names: each such day is a source.
        Article = "article",
    }
}

words! {
    /// In which form events are kept.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::ActorGraph;
    /// use factions::import::data_sets::{DataSetOptions, DataSetReader, Kept};
    ///
    /// let mut options = DataSetOptions::default();
    /// options.kept = Kept::Rows;
    /// let rows = "\
    /// id,type_of_violence,dyad_new_id,side_a_new_id,side_a,side_b_new_id,side_b,date_prec,date_start,date_end,\
    /// deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low
    /// 1,1,1,9001,Government of Northland,9002,NF,1,2020-05-01,2020-05-01,1,2,0,0,3,4,3
    /// ";
    /// let import = DataSetReader::new().options(options).read("ged.csv", rows.as_bytes())?;
    /// assert_eq!(import.record.statements().len(), 0);
    /// let graph = ActorGraph::with_rows(import.record, import.rows.unwrap_or_default())?;
    /// assert_eq!(graph.ever().toll().certainly.best(), Some(3));
    /// // the same as a record
    /// assert_eq!(&*graph.to_record().statements()[0].id, "ged-1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub enum Kept("form of events") {
        /// As statements of the record.
        Record = "record",
        /// As rows of a graph, apart from the record. While it reads, the reader makes a statement of each all the
        /// same.
        ///
        /// All questions have the same answers. An event that says more than a row can hold (a hedge word,
        /// several sources, another version of it) is a statement of the record. A month is then the span of its
        /// days.
        Rows = "rows",
    }
}

words! {
    /// What 0 fatalities of a violent event mean.
    ///
    /// ACLED writes 0 both where nobody was killed and where nobody knows: for half of all battles.
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
    /// Which of two actors acts in a clash, strike or seizure.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::Direction;
    ///
    /// assert_eq!("first-acts".parse(), Ok(Direction::FirstActs));
    /// ```
    pub enum Direction("choice of direction") {
        /// The actor that the codebook names, or a rule that nearly always holds: who takes
        /// territory stands first.
        Safe = "safe",
        /// The actor that stands first.
        FirstActs = "first-acts",
        /// Neither: the two are two sides.
        Never = "never",
    }
}

words! {
    /// What becomes of state forces that have the years of a regime in their names.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::StateForces;
    ///
    /// assert_eq!(StateForces::AsWritten.as_str(), "as-written");
    /// ```
    pub enum StateForces("choice of state forces") {
        /// One actor with a name for each period, if these forces never stood against each other and their years
        /// do not overlap.
        Unify = "unify",
        /// One actor for each name.
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
        /// All of them, including farmers and ethnic groups.
        All = "all",
        /// None of them.
        None = "none",
    }
}

/// The choices for ACLED's events.
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
    /// Which actor acts.
    pub direction: Direction,
    /// What becomes of state forces of several regimes.
    pub state_forces: StateForces,
    /// Which actors stand for civilians.
    pub civilians: Civilians,
    /// Which associated actors stand on a side.
    pub associated: Associated,
    /// What becomes of a main actor with several possible names.
    pub and_or: AndOr,
    /// The types and sub-types of event to take, as ACLED writes them, in upper or lower case; empty for all.
    pub event_types: Vec<String>,
    /// If only the week of an event is known: how many days before and after its day it may have happened.
    pub days_about: u8,
    /// Whether such an event gets the span that its notes name, as in *(between 24 February - 10 March)*.
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

/// The choices that a data set leaves to its reader, each with its default.
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
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DataSetOptions {
    /// The data set that the files are; `None` to go by their headers.
    pub only: Option<DataSet>,
    /// The last day that the data set covers; `None` for the last day that a row names.
    pub as_of: Option<Date>,
    /// The day of publication; `None` for what the name of the file says.
    pub published: Option<When>,
    /// Whether cells that are not part of the model are kept as `native` text; by default they are
    /// only counted.
    pub native: bool,
    /// Whether events are statements of the record, or rows beside it.
    pub kept: Kept,
    /// The choices for UCDP's events.
    pub ged: GedOptions,
    /// The choices for UCDP's list of actors.
    pub actor_list: ActorListOptions,
    /// The choices for ACLED's events.
    pub acled: AcledOptions,
    /// The choices for the links of Mapping Militants.
    pub militants: MilitantsOptions,
    /// The choices for events that machines coded: GDELT and POLECAT.
    pub machine_coded: MachineCodedOptions,
}

impl Default for DataSetOptions {
    fn default() -> Self {
        Self {
            only: None,
            as_of: None,
            published: None,
            native: false,
            kept: Kept::Record,
            ged: GedOptions::default(),
            actor_list: ActorListOptions::default(),
            acled: AcledOptions::default(),
            militants: MilitantsOptions::default(),
            machine_coded: MachineCodedOptions::default(),
        }
    }
}

words! {
    /// What two affiliates in Mapping Militants are to each other.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::Affiliates;
    ///
    /// assert_eq!("first-to-second".parse(), Ok(Affiliates::FirstToSecond));
    /// ```
    pub enum Affiliates("choice of affiliates") {
        /// They cooperate: the data set has both directions, so it does not say which is whose affiliate.
        Mutual = "mutual",
        /// The first is an affiliate of the second.
        FirstToSecond = "first-to-second",
    }
}

/// The choices for Mapping Militants.
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

/// The choices for events that machines coded.
///
/// # Examples
///
/// ```
/// use factions::import::data_sets::{DataSetOptions, DataSetReader};
///
/// let row = "Event ID\tEvent Type\tEvent Mode\tActor Name\tRecipient Name\tEvent Date\n\
///            1\tASSAULT\tfirearms\tFront\tArmy\t2023-01-02\n";
/// // the reader refuses such files unless you ask for them
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
    /// Whether to read them at all; they are read too if `only` names their data set.
    pub wanted: bool,
    /// Whether to take only the first event of each sentence, as GDELT marks it.
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
    /// On which days the splits and mergers in UCDP's list of actors happened; the list gives no days.
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
        /// By the first event of the actor that came out of it, if events are read in the same call.
        ///
        /// Such a day is derived, and has the hedge word *by its first event*.
        FirstEvent = "first-event",
    }
}

/// The choices for UCDP's list of actors.
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
    /// On which days splits and mergers happened.
    pub descents: DescentDays,
}

impl Default for ActorListOptions {
    fn default() -> Self {
        Self {
            descents: DescentDays::Undated,
        }
    }
}

/// The choices for UCDP's Georeferenced Event Dataset and its Candidate Events Dataset.
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
    /// Which actors stand for civilians.
    pub civilians: Civilians,
    /// What becomes of a joint side.
    pub joint_sides: JointSides,
    /// What becomes of rows whose `code_status` is not `Clear`.
    pub provisional: ProvisionalRows,
    /// The day from which on a statement is known.
    pub clock: Clock,
    /// Which types of violence to take: state-based, non-state, one-sided. Rows of other types are
    /// beyond the model.
    pub types: [bool; 3],
    /// Whether to keep the deaths of each side, so that you can ask for losses.
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
