//! A view in which ties have no direction.

use crate::view::View;

/// A view in which ties have no direction and each tie is one edge, made by [`View::undirected`].
///
/// It has petgraph's visit traits. Two actors with several ties have parallel edges. petgraph's own
/// adaptor for undirected graphs would list mutual ties twice.
#[derive(Debug, Clone, Copy)]
pub struct UndirectedView<'g, 'f> {
    pub(super) view: View<'g, 'f>,
}

/// # Graph algorithms
impl<'g, 'f> View<'g, 'f> {
    /// The same ties without direction, each as one edge, for graph algorithms.
    ///
    /// Two actors with several ties have parallel edges.
    /// [`SignedGraph::to_petgraph`](crate::SignedGraph::to_petgraph) has only one edge for each
    /// pair.
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
    /// The view from which it was made.
    pub const fn view(self) -> View<'g, 'f> {
        self.view
    }
}
