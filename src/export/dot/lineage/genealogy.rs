//! A picture of descent for Graphviz: one lane for each actor, one column for each date.

use crate::export::dot::writing::Theme;
use crate::graph::IntoId;
use crate::model::ActorId;
use crate::view::View;

/// A picture of descent for Graphviz, ready to be drawn.
///
/// [`View::to_genealogy`] makes it. Each actor has a lane from left to right. Each date has a
/// column; columns are in the order of time and not to scale. Splits, mergers, renamings, joins and
/// departures connect the lanes. The names of one actor follow each other in one row. The rows are
/// ordered so that lines cross as few lanes as a search finds. All places are computed here and
/// Graphviz only draws, so the axis is straight and no words overlap.
///
/// Open arrowheads mark what is derived (joining and leaving, becoming and ceasing to be a part). A
/// hollow point marks an uncertain date. A dotted axis between two dates means that the sources do
/// not say which came first.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, Theme};
///
/// # let record = Record::from_toml(r#"
/// # format = 1
/// # [actors]
/// # nusra = { name = "Jabhat al-Nusra", kind = "armed-group" }
/// # jfs = { name = "Jabhat Fatah al-Sham", kind = "armed-group" }
/// # hts = { name = "Hayat Tahrir al-Sham", kind = "armed-group" }
/// # [[events]]
/// # kind = "rename"
/// # when = 2016-07-28
/// # from = "nusra"
/// # to = "jfs"
/// # [[events]]
/// # kind = "merger"
/// # when = "2017-01"
/// # from = "jfs"
/// # to = "hts"
/// # certainty = "claimed"
/// # by = "hts"
/// # "#)?;
/// let graph = ActorGraph::new(record);
/// let picture = graph.ever().to_genealogy().title("Where HTS came from").theme(Theme::DARK).draw();
/// assert!(picture.text.contains("28 Jul 2016"));
/// assert!(picture.text.contains("merges"));
/// assert!(picture.text.contains("claimed by Hayat"));
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is drawn until it is written"]
pub struct Genealogy<'g, 'f> {
    pub(super) view: View<'g, 'f>,
    pub(super) title: Option<String>,
    pub(super) of: Vec<ActorId>,
    pub(super) side_families: Option<bool>,
    pub(super) has_key: bool,
    pub(super) theme: Theme,
}

/// # Genealogies
impl<'g, 'f> View<'g, 'f> {
    /// A picture of the changes in the view's window, to be titled and drawn.
    ///
    /// It shows every actor that split, merged, was renamed, joined or left in it.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// # let record = Record::from_toml("format = 1")?;
    /// let graph = ActorGraph::new(record);
    /// let picture = graph.ever().to_genealogy().draw();
    /// assert!(picture.text.contains("No split, merger"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub const fn to_genealogy(self) -> Genealogy<'g, 'f> {
        Genealogy {
            view: self,
            title: None,
            of: Vec::new(),
            side_families: None,
            has_key: true,
            theme: Theme::LIGHT,
        }
    }
}

/// # Asking for more
impl Genealogy<'_, '_> {
    /// Sets the title; by default it is that of the record.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Shows only these actors, their ancestors and descendants, and the coalitions of all of them.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # gia = { name = "GIA", kind = "armed-group" }
    /// # gspc = { name = "GSPC", kind = "armed-group" }
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # [[events]]
    /// # kind = "split"
    /// # when = "1998"
    /// # from = "gia"
    /// # to = "gspc"
    /// # [[events]]
    /// # kind = "merger"
    /// # when = "1999"
    /// # from = "a"
    /// # to = "b"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let picture = graph.ever().to_genealogy().of([graph.actor("gspc")?]).draw();
    /// assert!(picture.text.contains("GIA") && !picture.text.contains("merges"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn of<A: IntoId<ActorId>>(mut self, actors: impl IntoIterator<Item = A>) -> Self {
        let actors: Vec<ActorId> = self.view.graph.ids_of(actors);
        self.of.extend(actors);
        self
    }

    /// Draws lanes for side families, or describes these families in words below the picture.
    ///
    /// A side family has at most six actors and no tie to the others, and the largest family has at least
    /// twice as many. A [`DrawingWarning`](crate::DrawingWarning) counts the families in words. By default
    /// they have lanes in pictures of up to 20 actors, and wherever [`of`](Self::of) names somebody.
    pub const fn side_families(mut self, drawn: bool) -> Self {
        self.side_families = Some(drawn);
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
}
