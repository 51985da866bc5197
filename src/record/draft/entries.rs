//! Actors, sources and places, made in code.

use super::Words;
use super::period::PeriodDraft;
use super::setters::{Entries, setters, words};
use crate::record::format::{Node, Value};
use std::fmt::Display;

/// An actor that is being made.
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
    /// An actor with this key, name and kind.
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
        /// The full name.
        word name("\"United Nations\"")
        /// What it is.
        word kind("ActorKind::InternationalOrganization")
        /// The short name, mostly an acronym.
        word short("\"UN\"")
        /// The country, as ISO 3166 alpha-2.
        word country("\"ML\"")
        /// Free words of your own.
        words tags("[\"jihadist\"]")
        /// A remark.
        word note("\"known by other names\"")
        /// Where the entry comes from.
        words source("\"crisiswatch-2023-10\"")
        /// How sure the entry is; `reported` if it is not said.
        word certainty("Certainty::Alleged")
        /// Who says so.
        words by("\"mali-gov\"")
        /// The source's own hedge word.
        word hedge("\"suspected\"")
        /// The day for which an ongoing active period speaks, in place of the record's own.
        word as_of("\"2023-10-31\"")
        /// Adds what another format said of it beyond this model.
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

    /// Adds a name that it had from one date up to, and not on, another.
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

    /// Adds an id by which another data set knows it.
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

    /// Adds an active period, to those of an actor that ceased and came back.
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

    /// The day from which it existed, as exact as it is known.
    ///
    /// Of several active periods it is of the last that was added, as the other methods are.
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

    /// The day from which it no longer existed, as exact as it is known.
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

    /// It exists still, as of the day of the record.
    pub fn active_ongoing(self) -> Self {
        self.active_end("..")
    }

    /// Days on which it is known to have existed.
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

/// A source that is being made.
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
    /// A source with this key.
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
        /// Who published it.
        word publisher("\"International Crisis Group\"")
        /// Its title.
        word title("\"CrisisWatch: Mali, October 2023\"")
        /// When it was published, as exact as it is known.
        word published("\"2023-11\"")
        /// Where it can be read.
        word url("\"https://www.crisisgroup.org/crisiswatch\"")
        /// A remark.
        word note("\"the monthly digest\"")
        /// Adds what another format said of it beyond this model.
        texts native("\"ftm\", \"{}\"")
    }
}

/// A place that is being made.
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
    /// A place with this key and name.
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
        /// The name.
        word name("\"Gao\"")
        /// The region that it lies in.
        word region("\"Gao\"")
        /// The country, as ISO 3166 alpha-2.
        word country("\"ML\"")
        /// A remark.
        word note("\"the town, not the region\"")
        /// Adds what another format said of it beyond this model.
        texts native("\"ftm\", \"{}\"")
    }

    /// Degrees north.
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

    /// Degrees east.
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
