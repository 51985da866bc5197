//! A view whose ties read both ways.

use crate::view::View;

/// A view in which every tie reads both ways and stands once: an edge a tie, so edges may be parallel.
///
/// Made by [`View::undirected`]; it has petgraph's visit traits. petgraph's own adaptor would list
/// mutual ties twice.
#[derive(Debug, Clone, Copy)]
pub struct UndirectedView<'g, 'f> {
    pub(super) view: View<'g, 'f>,
}

/// # Graph algorithms
impl<'g, 'f> View<'g, 'f> {
    /// The same ties, each once and without direction, for graph algorithms.
    ///
    /// Two actors with several ties have parallel edges; [`SignedGraph::to_petgraph`](crate::SignedGraph::to_petgraph)
    /// has one edge a dyad.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, Record, date};
    /// use petgraph::algo::dijkstra;
    ///
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     cma = { name = "Coordination of Azawad Movements", kind = "coalition" }
    ///     csp = { name = "Permanent Strategic Framework", kind = "coalition" }
    ///     [[relations]]
    ///     kind = "membership"
    ///     from = "cma"
    ///     to = "csp"
    ///     start = "2021-05"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let (cma, csp) = (graph.actor("cma")?, graph.actor("csp")?);
    /// let view = graph.at(date(2023, 10, 7)).undirected();
    /// let distances = dijkstra(view, csp.id(), None, |_| 1);
    /// assert_eq!(distances[&cma.id()], 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn undirected(self) -> UndirectedView<'g, 'f> {
        UndirectedView { view: self }
    }
}

impl<'g, 'f> UndirectedView<'g, 'f> {
    /// The view that it is made of.
    pub const fn view(self) -> View<'g, 'f> {
        self.view
    }
}
