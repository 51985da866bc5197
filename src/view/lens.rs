//! The lens itself: what a view is made of, and how it is narrowed.

use crate::graph::{ActorGraph, ActorSet, SourceSet};
use crate::model::{Certainty, Day, Kinds, Window};
use std::fmt;

/// A `Copy` lens on a graph: says which actors and ties count.
///
/// Made by [`ActorGraph::at`], [`during`](ActorGraph::during) and [`ever`](ActorGraph::ever), then
/// narrowed; each narrowing gives a plain value back, and a second call of the same one replaces the
/// first. Making a view allocates nothing and scans nothing.
///
/// `'g` is the graph, `'f` the filter sets lent to it; answers borrow only `'g`.
///
/// Actors and ties of another graph are never answered: a question [panics](crate::graph::IntoId#panics)
/// where it is given one.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Certainty, EventKind, Record, date};
///
/// # let record = Record::from_toml("format = 1")?;
/// let graph = ActorGraph::new(record);
/// let october = graph
///     .during(date(2023, 10, 1)..date(2023, 11, 1))
///     .at_least(Certainty::Reported)
///     .only(EventKind::Clash);
/// assert_eq!(october.events().len(), 0);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Clone, Copy)]
#[must_use = "a view answers nothing until it is asked"]
pub struct View<'g, 'f> {
    pub(crate) graph: &'g ActorGraph,
    pub(crate) window: Window,
    pub(crate) event_window: Window,
    pub(crate) only: Kinds,
    pub(crate) without: Kinds,
    pub(crate) known_on: Option<Day>,
    pub(crate) at_least: Certainty,
    pub(crate) certainly: bool,
    pub(crate) among: Option<&'f ActorSet>,
    pub(crate) sources: Option<&'f SourceSet>,
}

/// # Views
impl ActorGraph {
    /// The graph on one day, a [`Date`](crate::Date) or a [`Day`]: what holds on it, and what happened on it.
    #[inline]
    pub fn at<'f>(&self, day: impl Into<Day>) -> View<'_, 'f> {
        self.view(Window::from(day.into()))
    }

    /// The graph during a span of days: `a..b` (without b), `a..=b`, `a..`, `..b`, or a [`Window`].
    ///
    /// In a span without a day nothing holds. The span `..` is [`ever`](Self::ever).
    #[inline]
    pub fn during<'f>(&self, days: impl Into<Window>) -> View<'_, 'f> {
        self.view(days.into())
    }

    /// The graph of all time: every statement holds certainly.
    pub fn ever<'f>(&self) -> View<'_, 'f> {
        self.view(Window::ALL)
    }

    #[inline]
    fn view<'f>(&self, window: Window) -> View<'_, 'f> {
        View {
            graph: self,
            window,
            event_window: window,
            only: Kinds::ALL,
            without: Kinds::NONE,
            known_on: None,
            at_least: Certainty::Alleged,
            certainly: false,
            among: None,
            sources: None,
        }
    }
}

/// # Narrowing
impl<'f> View<'_, 'f> {
    /// Only what holds certainly.
    pub const fn certainly(mut self) -> Self {
        self.certainly = true;
        self
    }

    /// What holds possibly too: the default. Every answer says which it is.
    pub const fn possibly(mut self) -> Self {
        self.certainly = false;
        self
    }

    /// As known on a day: published by then, and not yet withdrawn.
    ///
    /// Without it a view holds all that is published and not withdrawn.
    pub fn known_on(mut self, day: impl Into<Day>) -> Self {
        self.known_on = Some(day.into());
        self
    }

    /// Only statements and tolls of at least this certainty; the default is `Alleged`.
    ///
    /// Denied statements never count, whatever is given here.
    pub const fn at_least(mut self, certainty: Certainty) -> Self {
        self.at_least = certainty;
        self
    }

    /// Only ties and events of these kinds: one, an array of several, or [`Kinds`].
    pub fn only(mut self, kinds: impl Into<Kinds>) -> Self {
        self.only = kinds.into();
        self
    }

    /// No ties and events of these kinds.
    pub fn without(mut self, kinds: impl Into<Kinds>) -> Self {
        self.without = kinds.into();
        self
    }

    /// Only these actors: ties with both ends among them, events with a tie or all actors among them.
    ///
    /// A plain number in the set that the graph has of no actor lets nobody in.
    ///
    /// # Panics
    ///
    /// If the set was made of handles or keys of another graph.
    #[track_caller]
    pub fn among(mut self, actors: &'f ActorSet) -> Self {
        actors.check_in(self.graph);
        self.among = Some(actors);
        self
    }

    /// Only what these sources say: they alone date and carry a statement.
    ///
    /// # Panics
    ///
    /// If the set was made of keys of another graph.
    #[track_caller]
    pub fn from_sources(mut self, sources: &'f SourceSet) -> Self {
        sources.check_in(self.graph);
        self.sources = Some(sources);
        self
    }

    /// Relations as they stand, events of another span of days.
    ///
    /// "Who stands where on 15 October, given the clashes since July."
    pub fn events_during(mut self, days: impl Into<Window>) -> Self {
        self.event_window = days.into();
        self
    }
}

/// # What it looks at
impl<'g> View<'g, '_> {
    /// The graph.
    pub const fn graph(self) -> &'g ActorGraph {
        self.graph
    }

    /// The days that it asks relations for.
    pub const fn window(self) -> Window {
        self.window
    }

    /// The days that it asks events for.
    pub const fn event_window(self) -> Window {
        self.event_window
    }

    /// The kinds that it shows.
    pub const fn kinds(self) -> Kinds {
        self.only.minus(self.without)
    }
}

impl fmt::Debug for View<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("window", &self.window)
            .field("event_window", &self.event_window)
            .field("kinds", &self.kinds())
            .field("known_on", &self.known_on)
            .field("at_least", &self.at_least)
            .field("certainly", &self.certainly)
            .field("among", &self.among)
            .field("sources", &self.sources)
            .finish_non_exhaustive()
    }
}
