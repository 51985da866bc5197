//! The ids of an actor in other data sets.

/// The ids of an actor in other data sets: each the name of a data set and an id there.
///
/// They are sorted and contain no duplicates. An actor may have several ids in one data set. Within
/// a record, an id of a data set belongs to one actor only.
///
/// # Examples
///
/// ```
/// use factions::Record;
///
/// let record = Record::from_toml(r#"
/// [actors.north-front]
/// name = "Northern Front"
/// kind = "armed-group"
/// ids  = { ucdp = "9001", acled = ["2758", "2759"] }
/// "#)?;
/// let ids = &record.actors()[0].ids;
/// assert_eq!(ids.of("acled").collect::<Vec<_>>(), ["2758", "2759"]);
/// assert_eq!(ids.of("wikidata").next(), None);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DataSetIds(Box<[(Box<str>, Box<str>)]>);

impl DataSetIds {
    /// Those of these data sets, each with its id.
    pub(crate) fn new(mut ids: Vec<(Box<str>, Box<str>)>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Self(ids.into_boxed_slice())
    }

    /// Whether the actor has no such id.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(factions::model::DataSetIds::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every id as a pair of data set and id, in sorted order.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(factions::model::DataSetIds::default().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(data_set, id)| (&**data_set, &**id))
    }

    /// The actor's ids in this data set.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(factions::model::DataSetIds::default().of("ucdp").next(), None);
    /// ```
    pub fn of(&self, data_set: &str) -> impl Iterator<Item = &str> {
        let ids = self.iter().filter(move |one| one.0 == data_set);
        ids.map(|one| one.1)
    }
}
