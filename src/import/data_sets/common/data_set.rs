//! The data sets whose files can be read.

use crate::model::word::words;

words! {
    /// A data set whose files this crate can read.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::DataSet;
    ///
    /// assert_eq!(DataSet::UcdpGed.as_str(), "ucdp-ged");
    /// assert_eq!(DataSet::UcdpGed.title(), "UCDP GED");
    /// ```
    pub enum DataSet("data set") {
        /// UCDP Georeferenced Event Dataset, and the Candidate Events Dataset.
        UcdpGed = "ucdp-ged",
        /// Events of the Armed Conflict Location & Event Data project.
        Acled = "acled",
        /// The list of events that ACLED has deleted.
        AcledDeleted = "acled-deleted",
        /// UCDP Actor Dataset: names, kinds, splits and mergers.
        UcdpActor = "ucdp-actor",
        /// UCDP/PRIO Armed Conflict Dataset: conflicts by year.
        UcdpConflict = "ucdp-prio-acd",
        /// UCDP Dyadic Dataset: dyads by year.
        UcdpDyadic = "ucdp-dyadic",
        /// UCDP Non-State Conflict Dataset: the components of joint sides.
        UcdpNonState = "ucdp-nonstate",
        /// UCDP External Support Dataset, by its documentation.
        UcdpSupport = "ucdp-esd",
        /// Members of the state system, by the Correlates of War project.
        CowStates = "cow-states",
        /// Independent states, by Gleditsch and Ward.
        GwStates = "gw-states",
        /// Formal alliances of the Correlates of War, version 4.1.
        CowAlliances = "cow-alliances",
        /// Alliance Treaty Obligations and Provisions, by dyad and year.
        Atop = "atop",
        /// Militarized interstate disputes (MID 5.0, GML), by participant or dyad.
        Disputes = "mid",
        /// Wars, by the Correlates of War project.
        CowWars = "cow-wars",
        /// Strategic rivalries of states, by Thompson and co-authors, by their documentation.
        Rivalries = "rivalries",
        /// Non-State Actors in armed conflict, version 3.4.
        Nsa = "nsa",
        /// Mapping Militants: links, umbrellas and the groups under them.
        MappingMilitants = "mapping-militants",
        /// GDELT 2.0 and 1.0, if you ask for machine-coded events.
        Gdelt = "gdelt",
        /// POLECAT, if you ask for machine-coded events.
        Polecat = "polecat",
    }
}

impl DataSet {
    /// The name of the data set in words.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::import::data_sets::DataSet;
    ///
    /// assert_eq!(DataSet::UcdpGed.title(), "UCDP GED");
    /// ```
    pub const fn title(self) -> &'static str {
        match self {
            Self::UcdpGed => "UCDP GED",
            Self::Acled => "ACLED",
            Self::AcledDeleted => "ACLED, deleted events",
            Self::UcdpActor => "UCDP Actor",
            Self::UcdpConflict => "UCDP/PRIO Armed Conflict",
            Self::UcdpDyadic => "UCDP Dyadic",
            Self::UcdpNonState => "UCDP Non-State Conflict",
            Self::UcdpSupport => "UCDP ESD (untried)",
            Self::CowStates => "COW states",
            Self::GwStates => "Gleditsch and Ward states",
            Self::CowAlliances => "COW alliances",
            Self::Atop => "ATOP",
            Self::Disputes => "Militarized disputes",
            Self::CowWars => "COW wars",
            Self::Rivalries => "Strategic rivalries (untried)",
            Self::Nsa => "NSA",
            Self::MappingMilitants => "Mapping Militants",
            Self::Gdelt => "GDELT",
            Self::Polecat => "POLECAT (untried)",
        }
    }
}
