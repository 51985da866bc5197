//! Names of an actor at a time.

use crate::graph::{ActorRef, IntoId};
use crate::model::{ActorId, Holds, Spans, Window};
use crate::view::View;
use serde::Serialize;
use std::fmt;

/// A name of an actor, and how it holds in a view's window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NameInTime<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// The name.
    pub name: &'g str,
    /// The language of the name as a BCP 47 tag, if the record gives one.
    pub lang: Option<&'g str>,
    /// Whether this is the actor's own name, and not another name with a period.
    pub is_own: bool,
    /// Whether the actor certainly or possibly had this name in the window.
    pub holds: Holds,
}

impl fmt::Display for NameInTime<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.holds)
    }
}

/// # Names
impl<'g> View<'g, '_> {
    /// What an actor was called in the view's window, certain names before possible ones.
    ///
    /// The actor's own name stands first among the certain names and last among the possible ones.
    /// Another name counts if its period is stated and can hold in the window. The actor's own name
    /// has no period. It is certain if the window has a day on which no other name can hold, else
    /// only possible, also in a window without a day.
    ///
    /// # Complexity
    ///
    /// O(names of the actor).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors.hts]
    ///     name = "Hayat Tahrir al-Sham"
    ///     kind = "armed-group"
    ///     aliases = [{ name = "Jabhat al-Nusra", start = "2012-01", end = "2016-07" }]
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let hts = graph.actor("hts")?;
    /// assert_eq!(graph.at(date(2014, 6, 1)).names(hts)[0].name, "Jabhat al-Nusra");
    /// assert_eq!(graph.at(date(2020, 6, 1)).names(hts)[0].name, "Hayat Tahrir al-Sham");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn names(self, actor: impl IntoId<ActorId>) -> Vec<NameInTime<'g>> {
        let actor = self.graph.actor_ref(actor.id_in(self.graph));
        let entry = actor.record();
        let as_of = self.graph.record().as_of_day(&entry.evidence);
        let dated = entry
            .aliases
            .iter()
            .filter(|alias| !alias.period.is_unknown());
        let mut names: Vec<NameInTime<'g>> = dated
            .filter_map(|alias| {
                Some(NameInTime {
                    actor,
                    name: &alias.name,
                    lang: alias.lang.as_deref(),
                    is_own: false,
                    holds: alias.period.bounds(as_of).in_window(self.window)?,
                })
            })
            .collect();
        // on a day without another name the actor has its own
        let others = Spans::of(
            entry
                .aliases
                .iter()
                .filter(|alias| !alias.period.is_unknown())
                .map(|alias| alias.period.bounds(as_of).span())
                .collect(),
        );
        let covers = |other: &Window| other.from <= self.window.from && self.window.to <= other.to;
        let is_bare = !self.window.is_empty() && !others.as_slice().iter().any(covers);
        names.push(NameInTime {
            actor,
            name: &entry.name,
            lang: None,
            is_own: true,
            holds: if is_bare {
                Holds::Certainly
            } else {
                Holds::Possibly
            },
        });
        names.retain(|name| self.shown(name.holds).is_some());
        names.sort_by_key(|name| {
            let is_behind = name.is_own == (name.holds == Holds::Possibly);
            (std::cmp::Reverse(name.holds), is_behind, name.name)
        });
        names
    }
}
