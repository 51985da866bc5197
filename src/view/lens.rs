//! The view itself: what it is made of, and the methods that narrow it.

use crate::graph::{ActorGraph, ActorSet, SourceSet};
use crate::model::{Certainty, Day, Kinds, Window};
use std::fmt;

/// A view of a graph: it says which actors and ties count, and answers every question.
///
/// You make a view with [`ActorGraph::at`], [`during`](ActorGraph::during) or
/// [`ever`](ActorGraph::ever). Then you narrow it with its methods. Each of them returns a new
/// view, and a second call of the same method replaces the first. A view is `Copy`. Making one
/// allocates no memory and scans nothing. The front page defines the [terms](crate#terms) of its
/// methods.
///
/// The lifetime `'g` is that of the graph. `'f` is that of the sets of actors and sources that the
/// view borrows as filters. Answers borrow only `'g`.
///
/// A view never answers a question about an actor or tie of another graph: the question
/// [panics](crate::graph::IntoId#panics).
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
    /// The view of one day, a [`Date`](crate::Date) or a [`Day`]: what holds and happens on that
    /// day.
    #[inline]
    pub fn at<'f>(&self, day: impl Into<Day>) -> View<'_, 'f> {
        self.view(Window::from(day.into()))
    }

    /// The view of a span of days: `a..b` (without b), `a..=b`, `a..`, `..b`, or a [`Window`].
    ///
    /// In a span without any day nothing holds. The span `..` is [`ever`](Self::ever).
    #[inline]
    pub fn during<'f>(&self, days: impl Into<Window>) -> View<'_, 'f> {
        self.view(days.into())
    }

    /// The view of all time, in which every statement holds certainly.
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
    /// Narrows the view to what holds certainly.
    pub const fn certainly(mut self) -> Self {
        self.certainly = true;
        self
    }

    /// Shows also what holds possibly, which is the default; every answer says how it holds.
    pub const fn possibly(mut self) -> Self {
        self.certainly = false;
        self
    }

    /// Narrows the view to what was known on a day: published by then, and not yet withdrawn.
    ///
    /// Without this filter, a view contains everything that is published and not withdrawn.
    pub fn known_on(mut self, day: impl Into<Day>) -> Self {
        self.known_on = Some(day.into());
        self
    }

    /// Narrows the view to statements and tolls of at least this certainty; the default is
    /// `Alleged`.
    ///
    /// Denied statements never count, not even with `at_least(Certainty::Denied)`.
    pub const fn at_least(mut self, certainty: Certainty) -> Self {
        self.at_least = certainty;
        self
    }

    /// Narrows the view to ties and events of these kinds: one kind, an array of kinds, or
    /// [`Kinds`].
    pub fn only(mut self, kinds: impl Into<Kinds>) -> Self {
        self.only = kinds.into();
        self
    }

    /// Hides ties and events of these kinds: one kind, an array of kinds, or [`Kinds`].
    pub fn without(mut self, kinds: impl Into<Kinds>) -> Self {
        self.without = kinds.into();
        self
    }

    /// Narrows the view to these actors.
    ///
    /// A tie counts if both its actors are in the set. An event counts if one of its ties does, or
    /// if all its actors are in the set. A plain number that is no actor of the graph has no effect
    /// in the set.
    ///
    /// # Panics
    ///
    /// Panics if the set was made of handles or keys of another graph.
    #[track_caller]
    pub fn among(mut self, actors: &'f ActorSet) -> Self {
        actors.check_in(self.graph);
        self.among = Some(actors);
        self
    }

    /// Narrows the view to what these sources say.
    ///
    /// A statement counts if one of them is among its sources, and only they decide since when it
    /// was known.
    ///
    /// # Panics
    ///
    /// Panics if the set was made of keys of another graph.
    #[track_caller]
    pub fn from_sources(mut self, sources: &'f SourceSet) -> Self {
        sources.check_in(self.graph);
        self.sources = Some(sources);
        self
    }

    /// Takes events from another span of days than relations.
    ///
    /// The question "who stands where on 15 October, given the clashes since July?" is
    /// `graph.at(day).events_during(july..=day)`.
    pub fn events_during(mut self, days: impl Into<Window>) -> Self {
        self.event_window = days.into();
        self
    }
}

/// # What it looks at
impl<'g> View<'g, '_> {
    /// The graph that the view looks at.
    pub const fn graph(self) -> &'g ActorGraph {
        self.graph
    }

    /// The days on which the view looks at relations.
    pub const fn window(self) -> Window {
        self.window
    }

    /// The days on which the view looks at events.
    pub const fn event_window(self) -> Window {
        self.event_window
    }

    /// The kinds of ties and events that the view shows.
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
