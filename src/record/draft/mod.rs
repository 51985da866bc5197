//! Records made in code, with the same reader and the same rules as records in files.

mod entries;
mod period;
mod setters;
mod statement;
mod toll;
mod words;

pub use entries::{ActorDraft, PlaceDraft, SourceDraft};
pub use period::PeriodDraft;
pub use statement::{EventDraft, RelationDraft};
pub use toll::TollDraft;
pub use words::Words;

use super::Record;
use super::read::Reader;
use crate::record::format::Node;
use crate::record::format::Section;
use crate::record::problems::Problems;
use setters::{Entries, words};
use std::fmt::Display;

impl Record {
    /// Makes an empty draft of a record, which a program fills.
    pub fn draft() -> Draft {
        Draft::default()
    }
}

/// A record that a program is making.
///
/// [`build`](Draft::build) checks the draft against all rules that a file has to obey.
///
/// # Examples
///
/// ```
/// use factions::record::{ActorDraft, RelationDraft, SourceDraft};
/// use factions::{ActorKind, Record, RelationKind};
///
/// let record = Record::draft()
///     .title("Mali, autumn 2023")
///     .as_of("2023-10-31")
///     .default_source("crisiswatch")
///     .source(SourceDraft::new("crisiswatch").published("2023-11"))
///     .actor(ActorDraft::new("csp", "Permanent Strategic Framework", ActorKind::Coalition))
///     .actor(ActorDraft::new("cma", "Coordination of Azawad Movements", ActorKind::Coalition))
///     .relation(
///         RelationDraft::new(RelationKind::Membership)
///             .from("cma")
///             .to("csp")
///             .start("2021-05")
///             .ongoing(),
///     )
///     .build()?;
/// assert_eq!(record.statements().len(), 1);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Default)]
#[must_use = "a draft is no record until it is built"]
pub struct Draft {
    reader: Reader,
    entries: Entries,
    relations: usize,
    events: usize,
}

/// # The whole
impl Draft {
    /// Sets the title.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::draft().title("Mali, autumn 2023").build()?;
    /// assert_eq!(record.title(), Some("Mali, autumn 2023"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn title(mut self, title: impl Display) -> Self {
        self.entries.set("title", Node::text(title.to_string()));
        self
    }

    /// Sets the day for which the record speaks: an *ongoing* period still lasted then, and no entry is
    /// later.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{Day, Record, date};
    ///
    /// let record = Record::draft().as_of("2023-10-31").build()?;
    /// assert_eq!(record.as_of(), Some(Day::from(date(2023, 10, 31))));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn as_of(mut self, day: impl Display) -> Self {
        self.entries.set("as_of", Node::text(day.to_string()));
        self
    }

    /// Sets the sources of every entry that names no source of its own.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::record::SourceDraft;
    ///
    /// let record = Record::draft()
    ///     .default_source("report")
    ///     .source(SourceDraft::new("report").published("2023-11"))
    ///     .build()?;
    /// assert_eq!(record.default_sources().len(), 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn default_source(mut self, source: impl Words) -> Self {
        self.entries.set("source", words(source));
        self
    }

    /// Sets the first day whose events the record reports; unless set, every earlier day is
    /// covered.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Covered, Window};
    /// use factions::{Record, date};
    ///
    /// let record = Record::draft().covers_start("2017-01-01").build()?;
    /// assert_eq!(record.covered(Window::on(date(2016, 12, 31))), Covered::No);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn covers_start(mut self, start: impl Display) -> Self {
        let start = Node::text(start.to_string());
        self.entries.set_inner("covers", "start", start);
        self
    }

    /// Sets the first day whose events the record no longer reports.
    ///
    /// If it is not set, this is the day after [`as_of`](Self::as_of).
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::model::{Covered, Window};
    /// use factions::{Record, date};
    ///
    /// let record = Record::draft().covers_end("2019-01-01").build()?;
    /// assert_eq!(record.covered(Window::on(date(2019, 1, 1))), Covered::No);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn covers_end(mut self, end: impl Display) -> Self {
        let end = Node::text(end.to_string());
        self.entries.set_inner("covers", "end", end);
        self
    }

    /// Adds data about the whole record, from a file of another format, that this model cannot express.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    ///
    /// let record = Record::draft().native("stix", "{}").build()?;
    /// assert_eq!(record.native().of("stix").next(), Some("{}"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn native(mut self, format: impl Display, text: impl Display) -> Self {
        self.entries.native(&format.to_string(), text.to_string());
        self
    }

    /// Checks the draft and makes the record.
    ///
    /// # Errors
    ///
    /// Returns all mistakes at once, each with its path, such as `relations[3].start`.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::record::RelationDraft;
    ///
    /// let pact = RelationDraft::new("alliance").between(["a", "b"]).start("2023-13");
    /// let problems = Record::draft().relation(pact).build().unwrap_err();
    /// assert!(problems.to_string().contains("relations[0].start: error[malformed-date]"));
    /// ```
    pub fn build(mut self) -> Result<Record, Problems> {
        if !self.entries.0.is_empty() {
            self.reader.made_header(self.entries.into_node());
        }
        self.reader.finish()
    }
}

/// # What it holds
impl Draft {
    /// Adds an actor.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::record::ActorDraft;
    ///
    /// let jnim = ActorDraft::new("jnim", "JNIM", "armed-group");
    /// let record = Record::draft().actor(jnim).build()?;
    /// assert!(record.actor_by_key("jnim").is_some());
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn actor(mut self, actor: ActorDraft) -> Self {
        let node = actor.entries.into_node();
        self.reader.made_entry(Section::Actors, &actor.key, node);
        self
    }

    /// Adds a source.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::record::SourceDraft;
    ///
    /// let record = Record::draft().source(SourceDraft::new("report")).build()?;
    /// assert_eq!(record.warnings().len(), 2); // not cited, not dated
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn source(mut self, source: SourceDraft) -> Self {
        let node = source.entries.into_node();
        self.reader.made_entry(Section::Sources, &source.key, node);
        self
    }

    /// Adds a place.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::record::PlaceDraft;
    ///
    /// let record = Record::draft().place(PlaceDraft::new("gao", "Gao")).build()?;
    /// assert_eq!(&*record.places()[0].name, "Gao");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn place(mut self, place: PlaceDraft) -> Self {
        let node = place.entries.into_node();
        self.reader.made_entry(Section::Places, &place.key, node);
        self
    }

    /// Adds a relation.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::record::RelationDraft;
    ///
    /// let pact = RelationDraft::new("alliance").between(["a", "b"]);
    /// let problems = Record::draft().relation(pact).build().unwrap_err();
    /// assert_eq!(problems.errors().count(), 2); // nobody declared a and b
    /// ```
    pub fn relation(mut self, relation: RelationDraft) -> Self {
        let node = relation.entries.into_node();
        self.statement(Section::Relations, node);
        self
    }

    /// Adds an event.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::Record;
    /// use factions::record::{ActorDraft, EventDraft};
    ///
    /// let record = Record::draft()
    ///     .actor(ActorDraft::new("msa", "MSA", "armed-group"))
    ///     .event(EventDraft::new("declaration").when("2023-10-08").actor("msa"))
    ///     .build()?;
    /// assert_eq!(record.statements().len(), 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn event(mut self, event: EventDraft) -> Self {
        let node = event.entries.into_node();
        self.statement(Section::Events, node);
        self
    }

    fn statement(&mut self, section: Section, node: Node) {
        let count = match section {
            Section::Relations => &mut self.relations,
            _ => &mut self.events,
        };
        self.reader.made_statement(section, *count, node);
        *count += 1;
    }
}
