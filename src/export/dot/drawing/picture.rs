//! A view as a picture for Graphviz.

use super::camps::Camps;
use crate::export::dot::writing::Theme;
use crate::graph::{ActorRef, IntoId};
use crate::model::ActorId;
use crate::query::{Membership, counted};
use crate::view::View;
use std::collections::BTreeSet;
use std::fmt;

/// Up to this many events are drawn as boxes, unless the caller chooses.
pub(super) const BOXES: usize = 40;

/// With more actors and events than this, Graphviz gets slow and its picture unreadable.
pub(in crate::export::dot) const MANY: usize = 100;

/// How events between actors are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventStyle {
    /// Each event is a small box with date, place, toll and certainty.
    Box,
    /// The events of one pair are one line, with their number.
    Edge,
}

/// A picture of a view for Graphviz, ready to be drawn.
///
/// [`View::to_dot`] makes it. Coalitions are frames around their members. Events are small boxes
/// between the actors, each with its date, place, toll and certainty.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, date};
///
/// # let record = Record::from_toml(r#"
/// # format = 1
/// # [record]
/// # title = "Mali, autumn 2023"
/// # [actors]
/// # jnim = { name = "Group for the Support of Islam and Muslims", short = "JNIM", kind = "armed-group" }
/// # army = { name = "Malian Armed Forces", kind = "state-force" }
/// # [[events]]
/// # kind = "clash"
/// # when = 2023-10-10
/// # from = "jnim"
/// # to = "army"
/// # certainty = "claimed"
/// # by = "jnim"
/// # "#)?;
/// let graph = ActorGraph::new(record);
/// let october = graph.during(date(2023, 10, 1)..date(2023, 11, 1));
/// let picture = october.to_dot().title("Mali, October 2023").draw();
/// assert!(picture.text.starts_with("digraph"));
/// assert!(picture.text.contains("10 Oct 2023"));
/// assert!(picture.text.contains("claimed by JNIM"));
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is drawn until it is written"]
pub struct Dot<'g, 'f> {
    pub(super) view: View<'g, 'f>,
    pub(super) title: Option<String>,
    pub(super) groups: Vec<(String, BTreeSet<ActorId>)>,
    pub(super) events: Option<EventStyle>,
    pub(super) is_with_isolated: bool,
    pub(super) has_key: bool,
    pub(super) raw: Vec<(String, String)>,
    pub(super) theme: Theme,
    pub(super) around: Option<(BTreeSet<ActorId>, u32)>,
    pub(super) camps: Option<Camps>,
}

/// A finished picture: its DOT, with warnings about things that it could not show.
///
/// It prints as its DOT. The same view gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drawing<'g> {
    /// The DOT text.
    pub text: String,
    /// The direct memberships that are drawn as a line because the member's frame lies elsewhere;
    /// by member, then coalition.
    pub displaced: Vec<Membership<'g>>,
    /// Warnings for the caller.
    pub warnings: Vec<DrawingWarning<'g>>,
}

/// Something that a picture does not show as you asked, or does not show well.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DrawingWarning<'g> {
    /// An actor of a named group is drawn in another frame.
    Elsewhere {
        /// The actor.
        actor: ActorRef<'g>,
        /// The title of the group.
        cluster: String,
    },
    /// The picture has so many actors and events that it will be slow to draw and hard to read.
    Crowded {
        /// The number of actors that are drawn.
        actors: usize,
        /// The number of event boxes or folded lines that are drawn.
        events: usize,
    },
    /// There were so many events that they were folded into lines.
    Folded {
        /// The number of events.
        events: usize,
    },
    /// So many actors stood on one side of an event that no lines between them were drawn for it.
    CrowdOnOneSide {
        /// The number of such events.
        events: usize,
    },
    /// There are so many actors and relations that unchanged relations were left out.
    UnchangedLeftOut {
        /// The number of relations that were left out.
        relations: usize,
    },
    /// There are so many actors that families without a tie to the others are described in words.
    FamiliesAside {
        /// The number of families.
        families: usize,
        /// The number of actors in these families together.
        actors: usize,
    },
    /// There are so many actors in one family that their rows are not in the best order: lines cross more
    /// of them than they need to.
    Tangled {
        /// The number of actors whose rows are in the order of their starts.
        actors: usize,
    },
    /// The name of a raw attribute is not a valid name, so the attribute was left out.
    NoAttribute {
        /// The name that was given.
        name: String,
    },
}

impl fmt::Display for DrawingWarning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elsewhere { actor, cluster } => {
                write!(f, "{actor} is drawn in another frame than `{cluster}`")
            }
            Self::Crowded { actors, events } => write!(
                f,
                "{} and {} are hard to read, and slow to lay out: ask for \
                 fewer days, for those around one actor, or for folded events",
                counted(*actors, "actor"),
                counted(*events, "event"),
            ),
            Self::Folded { events } => {
                let (events, are) = (counted(*events, "event"), are(*events));
                write!(
                    f,
                    "{events} {are} folded into lines: ask for boxes to see each"
                )
            }
            Self::CrowdOnOneSide { events } => {
                let boxes = if *events == 1 {
                    "its box"
                } else {
                    "their boxes"
                };
                write!(
                    f,
                    "{} had so many on one side that there are no lines between them: see {boxes}",
                    counted(*events, "event"),
                )
            }
            Self::UnchangedLeftOut { relations } => {
                let (unchanged, are) = (counted(*relations, "unchanged relation"), are(*relations));
                write!(f, "{unchanged} {are} left out: ask for them to see each")
            }
            Self::FamiliesAside { families, actors } => {
                let of = if *families == 1 { "family" } else { "families" };
                let (actors, are) = (counted(*actors, "actor"), are(*actors));
                write!(
                    f,
                    "{actors} of {families} {of} aside {are} told in words: ask for lanes of side \
                     families to see each"
                )
            }
            Self::Tangled { actors } => {
                let (actors, are) = (counted(*actors, "actor"), are(*actors));
                write!(
                    f,
                    "{actors} of one family {are} in the order of their starts, so that lines cross more of \
                     them than they need to: ask for some of them, or for fewer days"
                )
            }
            Self::NoAttribute { name } => {
                write!(
                    f,
                    "`{name}` is no name of an attribute: use letters, digits and `_`"
                )
            }
        }
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// # Pictures
impl<'g, 'f> View<'g, 'f> {
    /// A picture of the view for Graphviz, to be titled and drawn.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, EventStyle, Record};
    ///
    /// # let record = Record::from_toml("format = 1")?;
    /// let graph = ActorGraph::new(record);
    /// let picture = graph.ever().to_dot().events(EventStyle::Edge).draw();
    /// assert!(picture.displaced.is_empty());
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub const fn to_dot(self) -> Dot<'g, 'f> {
        Dot {
            view: self,
            title: None,
            groups: Vec::new(),
            events: None,
            is_with_isolated: false,
            has_key: true,
            raw: Vec::new(),
            theme: Theme::LIGHT,
            around: None,
            camps: None,
        }
    }
}

/// # Asking for more
impl Dot<'_, '_> {
    /// Sets the title; by default it is that of the record.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds a frame around these actors.
    ///
    /// A coalition brings its members along. An actor that is in a coalition's frame already, or in
    /// a frame added before, stays there, and the drawing has a warning.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record, date};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # army = { name = "Malian Armed Forces", kind = "state-force" }
    /// # wagner = { name = "Wagner Group", kind = "private-military" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["wagner", "army"]
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let partners = [graph.actor("army")?, graph.actor("wagner")?];
    /// let picture = graph.ever().to_dot().cluster("Army and partners", partners).draw();
    /// assert!(picture.text.contains("Army and partners"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn cluster<A: IntoId<ActorId>>(
        mut self,
        title: impl Into<String>,
        actors: impl IntoIterator<Item = A>,
    ) -> Self {
        let actors = self.view.graph.ids_of(actors);
        self.groups.push((title.into(), actors));
        self
    }

    /// Sets how events are drawn; by default boxes for up to 40 events, else folded lines.
    pub const fn events(mut self, style: EventStyle) -> Self {
        self.events = Some(style);
        self
    }

    /// Shows or hides actors of the view without a tie in it; by default they are hidden.
    pub const fn isolated_actors(mut self, shown: bool) -> Self {
        self.is_with_isolated = shown;
        self
    }

    /// Shows or hides the key; by default it is shown.
    pub const fn key(mut self, shown: bool) -> Self {
        self.has_key = shown;
        self
    }

    /// Sets the colours; by default [`Theme::LIGHT`].
    pub const fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// Draws only actors that are at most this many ties away from the given actors, whose boxes stand out.
    ///
    /// The ties are those of the view's relations and events, in either direction. With 0 steps
    /// only the given actors are drawn.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "Alpha", kind = "armed-group" }
    /// # b = { name = "Beta", kind = "armed-group" }
    /// # c = { name = "Gamma", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["a", "b"]
    /// # [[relations]]
    /// # kind = "alliance"
    /// # between = ["b", "c"]
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let alpha = graph.actor("a")?;
    /// let near = graph.ever().to_dot().around([alpha], 1).draw();
    /// assert!(near.text.contains("Beta") && !near.text.contains("Gamma"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn around<A: IntoId<ActorId>>(
        mut self,
        actors: impl IntoIterator<Item = A>,
        steps: u32,
    ) -> Self {
        self.around = Some((self.view.graph.ids_of(actors), steps));
        self
    }

    /// Shows the camp of each actor by its colour and number, and marks the ties in the way of the camps.
    ///
    /// Events are then folded into lines, so that every tie can be marked, unless you ask for boxes.
    #[track_caller]
    pub fn camps(mut self, camps: impl Into<Camps>) -> Self {
        let camps = camps.into();
        camps.check_in(self.view.graph);
        self.camps = Some(camps);
        self
    }

    /// Adds an attribute of the whole graph, with its value as Graphviz reads it.
    ///
    /// This is the only way around the checks of this type: a backslash or `&` in the value has its
    /// meaning in Graphviz. Quotes are escaped, so the value cannot break the file. The attribute
    /// stands after the picture's own attributes and replaces them.
    pub fn raw_attr(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.raw.push((name.into(), value.into()));
        self
    }
}

const fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
