//! A record: checked, and in its stated order.

use crate::model::{
    Actor, ActorId, Coverage, Covered, Day, Evidence, IdList, Native, Place, PlaceId, Source,
    SourceId, Statement, StatementId, Window,
};
use crate::record::problems::Problems;

/// A checked collection of actors, places, sources and statements.
///
/// A record never contains a mistake. Whoever makes one gets either the record, with its
/// [warnings](Record::warnings), or all the [`Problems`] at once. The front page defines
/// [terms](crate#terms) such as *statement* and *as of*.
///
/// The order of the entries does not depend on the order in which they were written. Actors, places
/// and sources are sorted by key. Statements are sorted by time, kind, ends and content.
///
/// Two records are equal if they contain the same entries. Equality ignores warnings, because those
/// refer to places in a text.
///
/// # Examples
///
/// ```
/// use factions::{ActorKind, Record};
///
/// let record = Record::from_toml(
///     r#"
///     [actors]
///     jnim = { name = "Group for the Support of Islam and Muslims", kind = "armed-group" }
///     army = { name = "Malian Armed Forces", kind = "state-force" }
///
///     [[events]]
///     kind = "clash"
///     when = "2023-10-07"
///     from = "jnim"
///     to   = "army"
///     "#,
/// )?;
/// let army = record.actor_by_key("army").expect("it is declared");
/// assert_eq!(record.actor(army).kind, ActorKind::StateForce);
/// assert_eq!(record.statements()[0].ends.actors().count(), 2);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone)]
pub struct Record {
    pub(in crate::record) title: Option<Box<str>>,
    pub(in crate::record) as_of: Option<Day>,
    pub(in crate::record) source: IdList<SourceId>,
    pub(in crate::record) covers: Vec<Coverage>,
    pub(in crate::record) native: Native,
    pub(in crate::record) sources: Vec<Source>,
    pub(in crate::record) actors: Vec<Actor>,
    pub(in crate::record) places: Vec<Place>,
    pub(in crate::record) statements: Vec<Statement>,
    pub(super) warnings: Problems,
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        let Self {
            title,
            as_of,
            source,
            covers,
            native,
            sources,
            actors,
            places,
            statements,
            warnings: _,
        } = self;
        (title, as_of, source) == (&other.title, &other.as_of, &other.source)
            && *covers == other.covers
            && *native == other.native
            && (sources, actors, places) == (&other.sources, &other.actors, &other.places)
            && *statements == other.statements
    }
}

impl Record {
    /// An empty record.
    pub(crate) fn empty() -> Self {
        Self {
            title: None,
            as_of: None,
            source: IdList::default(),
            covers: vec![Coverage::default()],
            sources: Vec::new(),
            actors: Vec::new(),
            places: Vec::new(),
            statements: Vec::new(),
            native: Native::default(),
            warnings: Problems::default(),
        }
    }
}

/// # What it holds
impl Record {
    /// The title of the record, if it has one.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The day for which the record speaks: a period that is *ongoing* still lasted on this day.
    pub const fn as_of(&self) -> Option<Day> {
        self.as_of
    }

    /// The days whose events the record reports: one [`Coverage`] for each merged part, or more.
    ///
    /// If a coverage states no end, its end is the day after the record's `as_of`; without `as_of`
    /// it has no end. Parts that cover the same days share one item of the list.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::from_toml("[record]\nas_of = 2023-10-31")?;
    /// let end = record.covers()[0].end.as_ref().expect("it follows from `as_of`");
    /// assert_eq!(end.to_string(), "2023-11-01");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn covers(&self) -> &[Coverage] {
        &self.covers
    }

    /// The sources of every statement and every actor that names no source of its own.
    pub fn default_sources(&self) -> &[SourceId] {
        &self.source
    }

    /// Data about the whole record, from a file of another format, that this model cannot express.
    pub const fn native(&self) -> &Native {
        &self.native
    }

    /// Every source, sorted by key; a [`SourceId`] is an index into this list.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Every actor, sorted by key; an [`ActorId`] is an index into this list.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// Every place, sorted by key; a [`PlaceId`] is an index into this list.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Every statement, in the stated order; a [`StatementId`] is an index into this list.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The warnings: entries that are not mistakes, but that somebody should look at.
    pub const fn warnings(&self) -> &Problems {
        &self.warnings
    }
}

/// Panics because of an unknown number; a function of its own, so that look-ups stay small.
#[cold]
#[inline(never)]
#[track_caller]
fn no_such(what: &str, number: u32, count: usize) -> ! {
    panic!(
        "no {what} of {count} has the number {number}: its id is of another record (find it by its key)"
    )
}

/// # Looking up
impl Record {
    /// The actor with this number.
    ///
    /// # Panics
    ///
    /// Panics at the caller's line if the id comes from another record and is too large for this
    /// one.
    #[track_caller]
    pub fn actor(&self, id: ActorId) -> &Actor {
        match self.actors.get(id.index()) {
            Some(found) => found,
            None => no_such("actor", id.number(), self.actors.len()),
        }
    }

    /// The source with this number.
    ///
    /// # Panics
    ///
    /// Panics at the caller's line if the id comes from another record and is too large for this
    /// one.
    #[track_caller]
    pub fn source(&self, id: SourceId) -> &Source {
        match self.sources.get(id.index()) {
            Some(found) => found,
            None => no_such("source", id.number(), self.sources.len()),
        }
    }

    /// The place with this number.
    ///
    /// # Panics
    ///
    /// Panics at the caller's line if the id comes from another record and is too large for this
    /// one.
    #[track_caller]
    pub fn place(&self, id: PlaceId) -> &Place {
        match self.places.get(id.index()) {
            Some(found) => found,
            None => no_such("place", id.number(), self.places.len()),
        }
    }

    /// The statement with this number.
    ///
    /// # Panics
    ///
    /// Panics at the caller's line if the id comes from another record and is too large for this
    /// one.
    #[track_caller]
    pub fn statement(&self, id: StatementId) -> &Statement {
        match self.statements.get(id.index()) {
            Some(found) => found,
            None => no_such("statement", id.number(), self.statements.len()),
        }
    }

    /// The number of the actor with this key, if there is one.
    ///
    /// # Complexity
    ///
    /// O(log actors).
    pub fn actor_by_key(&self, key: &str) -> Option<ActorId> {
        let place = self.actors.binary_search_by(|actor| (*actor.key).cmp(key));
        place.ok().and_then(number).map(ActorId::new)
    }

    /// The number of the actor that has this id in another data set, if there is one.
    ///
    /// # Complexity
    ///
    /// O(actors).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::from_toml(r#"
    /// [actors]
    /// north-front = { name = "Northern Front", kind = "armed-group", ids = { ucdp = "9001" } }
    /// "#)?;
    /// let front = record.actor_by_key("north-front");
    /// assert_eq!(record.actor_by_id_in("ucdp", "9001"), front);
    /// assert_eq!(record.actor_by_id_in("acled", "9001"), None);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn actor_by_id_in(&self, data_set: &str, id: &str) -> Option<ActorId> {
        let has_it = |actor: &Actor| actor.ids.of(data_set).any(|one| one == id);
        let place = self.actors.iter().position(has_it);
        place.and_then(number).map(ActorId::new)
    }

    /// The number of the source with this key, if there is one.
    ///
    /// # Complexity
    ///
    /// O(log sources).
    pub fn source_by_key(&self, key: &str) -> Option<SourceId> {
        let place = self
            .sources
            .binary_search_by(|source| (*source.key).cmp(key));
        place.ok().and_then(number).map(SourceId::new)
    }

    /// The number of the place with this key, if there is one.
    ///
    /// # Complexity
    ///
    /// O(log places).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::from_toml("[places]\ngao = { name = \"Gao\" }")?;
    /// let gao = record.place_by_key("gao").expect("it is declared");
    /// assert_eq!(&*record.place(gao).name, "Gao");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn place_by_key(&self, key: &str) -> Option<PlaceId> {
        let found = self.places.binary_search_by(|place| (*place.key).cmp(key));
        found.ok().and_then(number).map(PlaceId::new)
    }
}

/// # What it covers
impl Record {
    /// Whether the record covers all, some or no days of the window.
    ///
    /// A merged record covers the days that all its parts cover. It partly covers the days that
    /// only some of its parts cover.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Covered, Window};
    /// use factions::{Record, date};
    ///
    /// let record = Record::from_toml("[record]\nas_of = 2019-12-31\ncovers = { start = 2017-01-01 }")?;
    /// let year = |year| Window::from_range(date(year, 1, 1)..date(year + 1, 1, 1));
    /// assert_eq!(record.covered(year(2018)), Covered::Yes);
    /// assert_eq!(record.covered(year(2020)), Covered::No);
    /// assert_eq!(record.covered(Window::from_range(date(2019, 1, 1)..)), Covered::Partly);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn covered(&self, window: Window) -> Covered {
        self.covered_before(window, Day::AFTER_ALL)
    }

    /// Whether the record, as known on a day, covers the window; it covers nothing after that day.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Covered, Window};
    /// use factions::{Record, date};
    ///
    /// let record = Record::from_toml("[record]\nas_of = 2019-12-31")?;
    /// let june = Window::from_range(date(2019, 6, 1)..date(2019, 7, 1));
    /// assert_eq!(record.covered(june), Covered::Yes);
    /// assert_eq!(record.covered_as_known_on(june, date(2019, 6, 30)), Covered::Yes);
    /// assert_eq!(record.covered_as_known_on(june, date(2019, 6, 29)), Covered::Partly);
    /// assert_eq!(record.covered_as_known_on(june, date(2019, 5, 31)), Covered::No);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn covered_as_known_on(&self, window: Window, day: impl Into<Day>) -> Covered {
        self.covered_before(window, day.into().next())
    }

    fn covered_before(&self, window: Window, limit: Day) -> Covered {
        let is_unbounded = |part: &Coverage| part.start.is_none() && part.end.is_none();
        if limit == Day::AFTER_ALL && self.covers.iter().all(is_unbounded) {
            return Covered::Yes;
        }
        let parts = self.covers.iter();
        let of_each = parts.map(|part| part.covered_before(window, limit));
        // a record has at least one part
        of_each.reduce(Covered::with).unwrap_or(Covered::Yes)
    }
}

/// # Derived from a statement
impl Record {
    /// The day for which *ongoing* speaks in an entry with this evidence.
    ///
    /// It is the *as of* day of the evidence or the day on which the sources were published,
    /// whichever is earlier. Of several sources the latest publication counts, and of an inexact
    /// publication its first possible day. `None` means that neither the record nor a source has a
    /// date.
    pub fn as_of_day(&self, evidence: &Evidence) -> Option<Day> {
        let published = |id| Some(self.source(id).published.as_ref()?.first_day());
        as_of_day(evidence, published)
    }
}

/// The day for which *ongoing* speaks, by the first possible day on which each source was published.
pub(in crate::record) fn as_of_day(
    evidence: &Evidence,
    published: impl Fn(SourceId) -> Option<Day>,
) -> Option<Day> {
    let latest = evidence
        .sources
        .iter()
        .filter_map(|id| published(*id))
        .max();
    match (evidence.as_of, latest) {
        (Some(own), Some(source)) => Some(own.min(source)),
        (own, source) => own.or(source),
    }
}

impl Record {
    /// Returns the record with more warnings.
    pub(crate) fn with_warnings(mut self, more: Problems) -> Self {
        self.warnings = self.warnings.with(more);
        self
    }

    /// Returns the record, with the name of the file in its warnings.
    pub(crate) fn of_file(mut self, name: &str) -> Self {
        self.warnings = self.warnings.named(name);
        self
    }
}

fn number(place: usize) -> Option<u32> {
    u32::try_from(place).ok()
}
