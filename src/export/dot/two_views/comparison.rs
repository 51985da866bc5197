//! Two views as a picture for Graphviz: before, after, and what changed, all in the same places.

use crate::export::dot::writing::Theme;
use crate::view::View;
use thiserror::Error;

/// Two views about to be drawn for Graphviz: the first, the second, and what changed.
///
/// Made by [`View::to_comparison`]. The three panels hold the same boxes in the same places, so that
/// one can be laid over another: what a panel does not show is there, unseen. Only lasting relations
/// are compared. What came and what went stands in a box of its own, in bold; what is unchanged is a thin
/// line, with words only where it is not certain, claimed or denied, and a membership that both views hold,
/// if it is no mere claim, is the frame of its coalition. What changed is told by colour, by line and by sign:
///
/// | sign | line | |
/// |---|---|---|
/// | + | green, solid | the second view holds it, the first does not |
/// | − | orange, dashed | the first view holds it, the second does not |
/// | ~ | yellow, dotted | both hold it, but otherwise or by other statements; if [asked for](Self::otherwise) |
/// | | grey, thin; as sure as it is: solid, dashed or dotted | unchanged |
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

/// Two views that were to be drawn together are of different graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the two views are of different graphs: make both from one graph")]
#[non_exhaustive]
pub struct DifferentGraphs;

/// # Before and after
impl<'g, 'f> View<'g, 'f> {
    /// This view and a later (or any other) one as a picture for Graphviz, to be titled and drawn.
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
    /// The title; the default is that of the record.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// With or without what has not changed; the default is with it up to 100 actors and relations.
    pub const fn unchanged(mut self, shown: bool) -> Self {
        self.unchanged = Some(shown);
        self
    }

    /// With or without marks on what both views hold, but otherwise or by other statements; the default is
    /// without: it is drawn as unchanged, and counted below the title.
    pub const fn otherwise(mut self, marked: bool) -> Self {
        self.otherwise = marked;
        self
    }

    /// With or without the key; the default is with it.
    pub const fn key(mut self, shown: bool) -> Self {
        self.has_key = shown;
        self
    }

    /// The colours; the default is [`Theme::LIGHT`].
    pub const fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }
}
