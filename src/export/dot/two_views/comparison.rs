//! Two views as one picture for Graphviz: before, after, and the changes, all in the same places.

use crate::export::dot::writing::Theme;
use crate::view::View;
use thiserror::Error;

/// A picture of two views for Graphviz, ready to be drawn: the first, the second, and the changes.
///
/// [`View::to_comparison`] makes it. The three panels have the same boxes in the same places, so you can lay
/// one over another: what a panel does not show keeps its place, unseen. Only relations are compared.
///
/// A relation that came or went has a box of its own, in bold. An unchanged relation is a thin line, with
/// words only if it is not certain, claimed or denied; if most of these lines have the same words, the
/// heading says them once, and the other lines say how they differ. A membership that both views hold, and
/// that is not only claimed, is the frame of its coalition. The panel of a view has the words of that view;
/// the panel of changes has both where they differ: `possibly, then certainly`. Colour, line and sign show
/// each change:
///
/// | sign | line | meaning |
/// |---|---|---|
/// | + | green, solid | the second view holds it, the first does not |
/// | − | orange, dashed | the first view holds it, the second does not |
/// | ~ | yellow, dotted | both hold it, but not both certainly or both possibly, or by other statements; drawn only if [asked for](Self::otherwise) |
/// | | grey, thin; solid, dashed or dotted by its certainty | unchanged |
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, Record, date};
///
/// # let record = Record::from_toml(r#"
/// # format = 1
/// # [actors]
/// # csp = { name = "Permanent Strategic Framework", short = "CSP", kind = "coalition" }
/// # msa = { name = "Movement for the Salvation of Azawad", short = "MSA", kind = "armed-group" }
/// # [[relations]]
/// # kind = "membership"
/// # from = "msa"
/// # to = "csp"
/// # start = "2021-05"
/// # end = "late 2023-09"
/// # "#)?;
/// let graph = ActorGraph::new(record);
/// let (before, after) = (graph.at(date(2023, 9, 1)), graph.at(date(2023, 10, 31)));
/// let picture = before.to_comparison(after)?.title("Mali's autumn");
/// assert!(picture.draw().text.contains("− member"));
/// // the panel of the second view keeps the place of what is gone
/// assert!(picture.draw_after().text.contains("style=\"invis\""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is drawn until it is written"]
pub struct Comparison<'g, 'f> {
    pub(super) before: View<'g, 'f>,
    pub(super) after: View<'g, 'f>,
    pub(super) title: Option<String>,
    pub(super) unchanged: Option<bool>,
    pub(super) otherwise: bool,
    pub(super) has_key: bool,
    pub(super) theme: Theme,
}

/// The error that two views to be drawn together belong to different graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the two views are of different graphs: make both from one graph")]
#[non_exhaustive]
pub struct DifferentGraphs;

/// # Before and after
impl<'g, 'f> View<'g, 'f> {
    /// A picture of this view and another, usually a later one, to be titled and drawn.
    ///
    /// # Errors
    ///
    /// [`DifferentGraphs`] if the other view is of another graph.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record};
    ///
    /// # let record = Record::from_toml("format = 1")?;
    /// let graph = ActorGraph::new(record);
    /// let picture = graph.ever().to_comparison(graph.ever())?.draw();
    /// assert!(picture.text.contains("Nothing changed"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_comparison(self, after: Self) -> Result<Comparison<'g, 'f>, DifferentGraphs> {
        if !std::ptr::eq(self.graph(), after.graph()) {
            return Err(DifferentGraphs);
        }
        Ok(Comparison {
            before: self,
            after,
            title: None,
            unchanged: None,
            otherwise: false,
            has_key: true,
            theme: Theme::LIGHT,
        })
    }
}

/// # Asking for more
impl Comparison<'_, '_> {
    /// Sets the title; by default it is that of the record.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Shows or hides unchanged relations; by default they are shown for up to 100 actors and relations.
    pub const fn unchanged(mut self, shown: bool) -> Self {
        self.unchanged = Some(shown);
        self
    }

    /// Marks or does not mark relations that both views hold, but not both certainly or both
    /// possibly, or by other statements.
    ///
    /// By default they are not marked: they are drawn as unchanged, and counted below the title.
    pub const fn otherwise(mut self, marked: bool) -> Self {
        self.otherwise = marked;
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
