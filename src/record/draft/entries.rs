//! Drafts of actors, sources and places.

use super::Words;
use super::period::PeriodDraft;
use super::setters::{Entries, setters, words};
use crate::record::format::{Node, Value};
use std::fmt::Display;

/// An actor that a program is making.
///
/// # Examples
///
/// ```
/// use factions::ActorKind;
/// use factions::record::ActorDraft;
///
/// let csp = ActorDraft::new("csp", "Permanent Strategic Framework", ActorKind::Coalition)
///     .short("CSP")
///     .alias_in("fr", "Cadre stratégique permanent")
///     .active_start("2021-05")
///     .active_ongoing();
/// assert_eq!(csp, csp.clone().kind("coalition"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a draft is in no record until it is handed to one"]
pub struct ActorDraft {
    pub(super) key: String,
    pub(super) entries: Entries,
}

impl ActorDraft {
    /// Makes an actor with this key, name and kind.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::ActorKind;
    /// use factions::record::ActorDraft;
    ///
    /// let typed = ActorDraft::new("jnim", "JNIM", ActorKind::ArmedGroup);
    /// assert_eq!(typed, ActorDraft::new("jnim", "JNIM", "armed-group"));
    /// ```
    pub fn new(key: impl Display, name: impl Display, kind: impl Display) -> Self {
        let key = key.to_string();
        let entries = Entries::default();
        Self { key, entries }.name(name).kind(kind)
    }

    setters! { "ActorDraft::new(\"un\", \"UN\", ActorKind::Other)":
        /// Sets the full name.
        word name("\"United Nations\"")
        /// Sets the kind of actor.
        word kind("ActorKind::InternationalOrganization")
        /// Sets the short name, usually an acronym.
        word short("\"UN\"")
        /// Sets the country, as a code of ISO 3166 alpha-2.
        word country("\"ML\"")
        /// Sets the tags, which are words of your own.
        words tags("[\"jihadist\"]")
        /// Sets a remark.
        word note("\"known by other names\"")
        /// Sets the sources of the entry.
        words source("\"crisiswatch-2023-10\"")
        /// Sets how well the entry is known; `reported` if it is not set.
        word certainty("Certainty::Alleged")
        /// Sets the actors who say so.
        words by("\"mali-gov\"")
        /// Sets the words with which the source itself limits what it says.
        word hedge("\"suspected\"")
        /// Sets the day for which an ongoing active period speaks, instead of the record's `as_of`.
        word as_of("\"2023-10-31\"")
        /// Adds data about the actor, from a file of another format, that this model cannot express.
        texts native("\"ftm\", \"{}\"")
    }

    /// Adds another name.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::ActorDraft;
    ///
    /// let farc = ActorDraft::new("farc", "FARC-EP", "armed-group");
    /// assert_ne!(farc.clone().alias("FARC"), farc);
    /// ```
    pub fn alias(mut self, name: impl Display) -> Self {
        self.entries.push("aliases", Node::text(name.to_string()));
        self
    }

    /// Adds another name in a language, which is a BCP 47 tag.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::ActorDraft;
    ///
    /// let un = ActorDraft::new("un", "United Nations", "international-organization");
    /// assert_ne!(un.clone().alias_in("fr", "Nations unies"), un);
    /// ```
    pub fn alias_in(mut self, lang: impl Display, name: impl Display) -> Self {
        let mut alias = Entries::default();
        alias.set("name", Node::text(name.to_string()));
        alias.set("lang", Node::text(lang.to_string()));
        self.entries.push("aliases", alias.into_node());
        self
    }

    /// Adds a name that people used from one date up to, but not on, another.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::ActorDraft;
    ///
    /// let group = ActorDraft::new("nusra", "Nusra Front", "armed-group");
    /// let renamed = group.clone().alias_during("Jabhat Fatah al-Sham", "2016-07-28", "2017-01-28");
    /// assert_ne!(renamed, group);
    /// ```
    pub fn alias_during(
        mut self,
        name: impl Display,
        start: impl Display,
        end: impl Display,
    ) -> Self {
        let mut alias = Entries::default();
        alias.set("name", Node::text(name.to_string()));
        alias.set("start", Node::text(start.to_string()));
        alias.set("end", Node::text(end.to_string()));
        self.entries.push("aliases", alias.into_node());
        self
    }

    /// Adds the id of the actor in another data set.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::ActorDraft;
    ///
    /// let front = ActorDraft::new("north-front", "Northern Front", "armed-group");
    /// assert_ne!(front.clone().id_in("ucdp", "9001"), front);
    /// ```
    pub fn id_in(mut self, data_set: impl Display, id: impl Display) -> Self {
        let id = id.to_string();
        self.entries.push_inner("ids", &data_set.to_string(), id);
        self
    }

    /// Adds one more active period, for an actor that ceased to exist and came back.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::{ActorDraft, PeriodDraft};
    ///
    /// let front = ActorDraft::new("front", "Front", "armed-group");
    /// let twice = front.clone().active_start("1990").active_end("2000");
    /// assert_ne!(twice.clone().active(PeriodDraft::new().start("2011")), twice);
    /// ```
    pub fn active(mut self, period: PeriodDraft) -> Self {
        self.entries.push("active", period.entries.into_node());
        self
    }

    /// Sets the first day on which the actor existed, as exactly as it is known.
    ///
    /// If the actor has several active periods, this sets the start of the one that was added last.
    /// The other methods named `active_…` do likewise.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::ActorDraft;
    ///
    /// let csp = ActorDraft::new("csp", "CSP", "coalition");
    /// assert_ne!(csp.clone().active_start("2021-05"), csp);
    /// ```
    pub fn active_start(mut self, start: impl Display) -> Self {
        let start = Node::text(start.to_string());
        self.entries.set_inner("active", "start", start);
        self
    }

    /// Sets the first day on which the actor no longer existed, as exactly as it is known.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::ActorDraft;
    ///
    /// let front = ActorDraft::new("nusra", "Nusra Front", "armed-group");
    /// assert_ne!(front.clone().active_end("2017-01"), front);
    /// ```
    pub fn active_end(mut self, end: impl Display) -> Self {
        let end = Node::text(end.to_string());
        self.entries.set_inner("active", "end", end);
        self
    }

    /// Says that the actor still exists, as of the day for which the record speaks.
    pub fn active_ongoing(self) -> Self {
        self.active_end("..")
    }

    /// Sets days on which the actor is known to have existed.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::ActorDraft;
    ///
    /// let csp = ActorDraft::new("csp", "CSP", "coalition");
    /// assert_ne!(csp.clone().active_seen(["2023-10-07"]), csp);
    /// ```
    pub fn active_seen(mut self, seen: impl Words) -> Self {
        self.entries.set_inner("active", "seen", words(seen));
        self
    }
}

/// A source that a program is making.
///
/// # Examples
///
/// ```
/// use factions::record::SourceDraft;
///
/// let source = SourceDraft::new("crisiswatch-2023-10")
///     .publisher("International Crisis Group")
///     .title("CrisisWatch: Mali, October 2023")
///     .published("2023-11");
/// assert_ne!(source, SourceDraft::new("crisiswatch-2023-10"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a draft is in no record until it is handed to one"]
pub struct SourceDraft {
    pub(super) key: String,
    pub(super) entries: Entries,
}

impl SourceDraft {
    /// Makes a source with this key.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::SourceDraft;
    ///
    /// assert_ne!(SourceDraft::new("acled"), SourceDraft::new("ucdp"));
    /// ```
    pub fn new(key: impl Display) -> Self {
        let key = key.to_string();
        let entries = Entries::default();
        Self { key, entries }
    }

    setters! { "SourceDraft::new(\"report\")":
        /// Sets who published the source.
        word publisher("\"International Crisis Group\"")
        /// Sets the title.
        word title("\"CrisisWatch: Mali, October 2023\"")
        /// Sets when the source was published, as exactly as it is known.
        word published("\"2023-11\"")
        /// Sets the address where the source can be read.
        word url("\"https://www.crisisgroup.org/crisiswatch\"")
        /// Sets a remark.
        word note("\"the monthly digest\"")
        /// Adds data about the source, from a file of another format, that this model cannot express.
        texts native("\"ftm\", \"{}\"")
    }
}

/// A place that a program is making.
///
/// # Examples
///
/// ```
/// use factions::record::PlaceDraft;
///
/// let sibo = PlaceDraft::new("sibo", "Sibo").region("Bandiagara").country("ML");
/// assert_ne!(sibo, PlaceDraft::new("sibo", "Sibo"));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a draft is in no record until it is handed to one"]
pub struct PlaceDraft {
    pub(super) key: String,
    pub(super) entries: Entries,
}

impl PlaceDraft {
    /// Makes a place with this key and name.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::PlaceDraft;
    ///
    /// assert_eq!(PlaceDraft::new("gao", "Gao"), PlaceDraft::new("gao", "").name("Gao"));
    /// ```
    pub fn new(key: impl Display, name: impl Display) -> Self {
        let key = key.to_string();
        let entries = Entries::default();
        Self { key, entries }.name(name)
    }

    setters! { "PlaceDraft::new(\"gao\", \"?\")":
        /// Sets the name.
        word name("\"Gao\"")
        /// Sets the region in which the place lies.
        word region("\"Gao\"")
        /// Sets the country, as a code of ISO 3166 alpha-2.
        word country("\"ML\"")
        /// Sets a remark.
        word note("\"the town, not the region\"")
        /// Adds data about the place, from a file of another format, that this model cannot express.
        texts native("\"ftm\", \"{}\"")
    }

    /// Sets the degrees north.
    ///
    /// # Units
    ///
    /// WGS 84 degrees, −90 to 90.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::PlaceDraft;
    ///
    /// let gao = PlaceDraft::new("gao", "Gao");
    /// assert_ne!(gao.clone().latitude(16.27).longitude(-0.04), gao);
    /// ```
    pub fn latitude(mut self, degrees: f64) -> Self {
        self.entries.set("latitude", Value::Float(degrees));
        self
    }

    /// Sets the degrees east.
    ///
    /// # Units
    ///
    /// WGS 84 degrees, −180 to 180.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::record::PlaceDraft;
    ///
    /// let gao = PlaceDraft::new("gao", "Gao");
    /// assert_ne!(gao.clone().latitude(16.27).longitude(-0.04), gao);
    /// ```
    pub fn longitude(mut self, degrees: f64) -> Self {
        self.entries.set("longitude", Value::Float(degrees));
        self
    }
}
