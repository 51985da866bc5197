//! The filters of a view as SQL conditions on rows of the tables.

use super::writing::{Days, NotInSql, all_of, day, is_one_of};
use crate::model::{Certainty, Day, Kind, Kinds, SourceId, Window};
use crate::view::View;

/// Builds SQL queries over the tables of columns, filtered like a view.
///
/// [`View::sql`] makes it from a view. Without a graph, use the constructors and filters here, which name
/// actors and sources by their keys. The tables must be those of the whole graph
/// ([`ActorGraph::ever`](crate::ActorGraph::ever)), because the query itself narrows them.
///
/// Each query returns the same rows as the method of the view that it names, with certain and possible counts
/// apart. Deaths enter a row once, however many statements, sides and actors a happening has. A step or actor
/// without a happening has no row.
///
/// # What it cannot say
///
/// - Whether the record covers the days: see [`View::covered`].
/// - The statements behind an answer, which the view's own answers name.
/// - A happening with several statements of which the filters admit only some, by day of publication or by
///   source: the query ends with an error that names the happening.
/// - Memberships and ties that rest on several statements, as known on a day or from some sources: an error.
///
/// # Examples
///
/// ```
/// use factions::export::Sql;
/// use factions::{ActorGraph, Certainty, Record, Step, date};
///
/// # let record = Record::from_toml("format = 1")?;
/// let graph = ActorGraph::new(record);
/// let view = graph.during(date(2023, 10, 1)..date(2023, 11, 1)).at_least(Certainty::Reported);
/// let query = view.sql().dyads_by(Step::Month)?;
/// // without a graph the same
/// let alike = Sql::during(date(2023, 10, 1)..date(2023, 11, 1)).at_least(Certainty::Reported);
/// assert_eq!(alike.dyads_by(Step::Month)?, query);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "it is no query until it is asked"]
pub struct Sql {
    pub(super) window: Window,
    pub(super) event_window: Window,
    pub(super) kinds: Kinds,
    pub(super) known_on: Option<Day>,
    pub(super) at_least: Certainty,
    pub(super) certainly: bool,
    pub(super) among: Option<Vec<String>>,
    pub(super) sources: Option<Vec<String>>,
}

/// # As SQL
impl View<'_, '_> {
    /// Builds SQL queries filtered like this view, for an engine that reads the tables of columns.
    pub fn sql(self) -> Sql {
        let record = self.graph.record();
        let among = self.among.map(|set| {
            let all = self.graph.actors().filter(|actor| set.contains(actor.id()));
            sorted(all.map(|actor| actor.key().to_owned()))
        });
        let sources = self.sources.map(|set| {
            let all = (0..).map(SourceId::new).zip(record.sources());
            let asked = all.filter(|(id, _)| set.contains(*id));
            sorted(asked.map(|(_, source)| source.key.to_string()))
        });
        Sql {
            window: self.window,
            event_window: self.event_window,
            kinds: self.kinds(),
            known_on: self.known_on,
            at_least: self.at_least,
            certainly: self.certainly,
            among,
            sources,
        }
    }
}

/// # Without a graph
impl Sql {
    /// Of all time, as [`ActorGraph::ever`](crate::ActorGraph::ever).
    pub fn ever() -> Self {
        Self::during(Window::ALL)
    }

    /// Of one day, as [`ActorGraph::at`](crate::ActorGraph::at).
    pub fn at(day: impl Into<Day>) -> Self {
        Self::during(Window::from(day.into()))
    }

    /// Of a span of days, as [`ActorGraph::during`](crate::ActorGraph::during).
    pub fn during(days: impl Into<Window>) -> Self {
        let window = days.into();
        Self {
            window,
            event_window: window,
            kinds: Kinds::ALL,
            known_on: None,
            at_least: Certainty::Alleged,
            certainly: false,
            among: None,
            sources: None,
        }
    }

    /// Only what holds certainly, as [`View::certainly`].
    pub fn certainly(mut self) -> Self {
        self.certainly = true;
        self
    }

    /// As known on a day, as [`View::known_on`].
    pub fn known_on(mut self, day: impl Into<Day>) -> Self {
        self.known_on = Some(day.into());
        self
    }

    /// Only statements of at least this certainty, as [`View::at_least`].
    pub fn at_least(mut self, certainty: Certainty) -> Self {
        self.at_least = certainty;
        self
    }

    /// Only these kinds, as [`View::only`].
    pub fn only(mut self, kinds: impl Into<Kinds>) -> Self {
        self.kinds = kinds.into();
        self
    }

    /// No such kinds, as [`View::without`].
    pub fn without(mut self, kinds: impl Into<Kinds>) -> Self {
        self.kinds = self.kinds.minus(kinds.into());
        self
    }

    /// Only actors with these keys, as [`View::among`].
    pub fn among<K: Into<String>>(mut self, actors: impl IntoIterator<Item = K>) -> Self {
        self.among = Some(sorted(actors));
        self
    }

    /// Only statements from the sources with these keys, as [`View::from_sources`].
    pub fn from_sources<K: Into<String>>(mut self, sources: impl IntoIterator<Item = K>) -> Self {
        self.sources = Some(sorted(sources));
        self
    }

    /// Takes events from other days than relations, as [`View::events_during`].
    pub fn events_during(mut self, days: impl Into<Window>) -> Self {
        self.event_window = days.into();
        self
    }
}

fn sorted<K: Into<String>>(keys: impl IntoIterator<Item = K>) -> Vec<String> {
    let mut keys: Vec<String> = keys.into_iter().map(Into::into).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl Sql {
    /// Returns the window for events, as conditions.
    pub(super) fn event_days(&self) -> Result<Days, NotInSql> {
        Days::new(self.event_window)
    }

    /// Returns the lowest rank of certainty that counts; denied statements never count.
    pub(super) fn least_rank(&self) -> usize {
        let mut all = Certainty::ALL.iter();
        let rank = all.position(|one| *one == self.at_least);
        rank.unwrap_or_default().max(1)
    }

    /// Whether the view filters by when or from whom something was known.
    pub(super) fn asks_who_knew(&self) -> bool {
        self.known_on.is_some() || self.sources.is_some()
    }

    /// Returns the condition that a column has one of the requested kinds.
    pub(super) fn is_of_kind(&self, column: &str, of: Kinds) -> Result<String, NotInSql> {
        let kinds = self.kinds.and(of);
        if kinds == of {
            return Ok(String::from("TRUE"));
        }
        let words: Vec<String> = kinds
            .iter()
            .map(|kind: Kind| kind.as_str().to_owned())
            .collect();
        is_one_of(column, &words)
    }

    /// Returns the conditions that a statement's row is possibly and certainly known.
    ///
    /// If the view asks for some sources, the conditions use the step `asked`, which [`asked`](Self::asked)
    /// writes.
    pub(super) fn known(&self, row: &str) -> Result<Known, NotInSql> {
        let Some(on) = self.known_on else {
            return Ok(Known {
                possibly: format!("{row}.withdrawn_state = 'never'"),
                certainly: String::from("TRUE"),
            });
        };
        let on = day(on)?;
        let (not_yet, not_surely) = (
            format!(
                "({row}.withdrawn_state = 'never' OR {row}.withdrawn_state = 'withdrawn' AND ({row}.withdrawn_max IS NULL OR {on} < {row}.withdrawn_max))"
            ),
            format!("({row}.withdrawn_state = 'never' OR {on} < {row}.withdrawn_min)"),
        );
        let (possibly, certainly) = if self.sources.is_some() {
            (
                "asked.possibly = 1".to_owned(),
                "asked.certainly = 1".to_owned(),
            )
        } else {
            (
                format!(
                    "({row}.known_state = 'always' OR {row}.known_min IS NULL OR {row}.known_min <= {on})"
                ),
                format!("({row}.known_state = 'always' OR {row}.known_max <= {on})"),
            )
        };
        Ok(Known {
            possibly: all_of([possibly, not_yet]),
            certainly: all_of([certainly, not_surely]),
        })
    }

    /// Returns the query for the statements from the requested sources, and whether each was published by the
    /// day of knowledge; `None` if the view does not filter by source.
    pub(super) fn asked(&self) -> Result<Option<String>, NotInSql> {
        let Some(sources) = &self.sources else {
            return Ok(None);
        };
        let is_asked = is_one_of("s.source", sources)?;
        let by = |column: &str, or_open: bool| -> Result<String, NotInSql> {
            let Some(on) = self.known_on else {
                return Ok(String::from("1"));
            };
            let on = day(on)?;
            let open = if or_open {
                format!("s.{column} IS NULL OR ")
            } else {
                String::new()
            };
            Ok(format!(
                "CASE WHEN MAX(CASE WHEN s.published_state = 'known' THEN 1 ELSE 0 END) = 0 THEN 1 \
                 ELSE MAX(CASE WHEN s.published_state = 'known' AND ({open}s.{column} <= {on}) THEN 1 ELSE 0 END) END"
            ))
        };
        Ok(Some(format!(
            "
            SELECT s.statement,
              {} AS possibly,
              {} AS certainly
            FROM statement_sources s
            WHERE {is_asked}
            GROUP BY s.statement
            ",
            by("published_min", true)?,
            by("published_max", false)?,
        )))
    }
}

/// The conditions that a row is possibly, and certainly, known.
pub(super) struct Known {
    pub(super) possibly: String,
    /// Applies to rows that are possibly known.
    pub(super) certainly: String,
}
