//! A signed graph as GraphML, with one edge for each dyad.

use crate::analysis::{SignedEdge, SignedGraph};
use crate::export::kit::Xml;
use crate::export::kit::{LeftOut, Out, Written, stream, whole};
use crate::graph::ActorRef;
use std::collections::BTreeSet;
use std::io;

/// The attributes of an edge, in output order.
const OF_EDGES: [&str; 8] = [
    "sign",
    "holds",
    "certainty",
    "by",
    "kinds",
    "ties",
    "statements",
    "sources",
];

/// # For other programs
impl SignedGraph<'_> {
    /// The signed graph as GraphML, for igraph, NetworkX, yEd and Gephi: one edge for each dyad.
    ///
    /// The forms of a view ([GEXF](crate::View::to_gexf), [GraphML](crate::View::to_graphml),
    /// [node-link](crate::View::to_node_link) and [Cytoscape](crate::View::to_cytoscape) JSON) have one edge
    /// for each tie, so two actors with several ties have parallel edges. Use this form for programs that
    /// count parallel edges wrongly. Its edges have no direction. Each has its `sign` (which may be
    /// `ambivalent`), how it `holds`, the `kinds` and the number of its `ties`, and its evidence.
    ///
    /// # Complexity
    ///
    /// O(n + t), where n is the number of actors and t of ties.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, ConflictRule, Record};
    ///
    /// let record = Record::from_toml(r#"
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "b"]
    ///     [[relations]]
    ///     kind = "cooperation"
    ///     between = ["a", "b"]
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// assert_eq!(graph.ever().to_graphml().content.matches("<edge ").count(), 2);
    /// let dyads = graph.ever().signed(ConflictRule::Ambivalent).to_graphml();
    /// assert_eq!(dyads.content.matches("<edge ").count(), 1);
    /// assert!(dyads.content.contains(r#"<data key="e-kinds">alliance; cooperation</data>"#));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_graphml(&self) -> Written {
        whole(|out| self.dyads(out))
    }

    /// Writes the GraphML to a stream.
    ///
    /// # Errors
    ///
    /// The error of the stream, if it cannot be written to.
    pub fn write_graphml(&self, mut to: impl io::Write) -> io::Result<LeftOut> {
        stream(&mut to, |out| self.dyads(out))
    }

    fn dyads(&self, out: &mut Out<'_>) -> io::Result<LeftOut> {
        let mut xml = Xml::new();
        xml.begin(
            "graphml",
            &[("xmlns", "http://graphml.graphdrawing.org/xmlns")],
        );
        let names = OF_EDGES.iter().map(|name| ("edge", "e-", *name));
        for (class, prefix, name) in [("node", "n-", "label"), ("node", "n-", "kind")]
            .into_iter()
            .chain(names)
        {
            let id = format!("{prefix}{name}");
            let kind = if name == "ties" { "int" } else { "string" };
            let about = [
                ("id", &*id),
                ("for", class),
                ("attr.name", name),
                ("attr.type", kind),
            ];
            xml.empty("key", &about);
        }
        xml.begin("graph", &[("id", "dyads"), ("edgedefault", "undirected")]);
        if let Some(title) = self.graph().record().title() {
            xml.element("desc", &[], title);
        }
        // an actor may have ambivalent dyads only
        let ends = self
            .ambivalent()
            .iter()
            .flat_map(|edge| [edge.one, edge.other]);
        let mut nodes: Vec<ActorRef<'_>> = self.actors().iter().copied().chain(ends).collect();
        nodes.sort_unstable();
        nodes.dedup();
        for actor in nodes {
            xml.begin("node", &[("id", actor.key())]);
            xml.element("data", &[("key", "n-label")], actor.label());
            xml.element("data", &[("key", "n-kind")], actor.record().kind.as_str());
            xml.end();
        }
        let mut edges: Vec<&SignedEdge<'_>> =
            self.edges().iter().chain(self.ambivalent()).collect();
        edges.sort_by_key(|edge| (edge.one, edge.other));
        for edge in edges {
            let id = format!("{}:{}", edge.one.key(), edge.other.key());
            let about = [
                ("id", &*id),
                ("source", edge.one.key()),
                ("target", edge.other.key()),
            ];
            xml.begin("edge", &about);
            for (name, value) in OF_EDGES.iter().zip(values(edge)) {
                if !value.is_empty() {
                    xml.element("data", &[("key", &format!("e-{name}"))], &value);
                }
            }
            xml.end();
        }
        let mut left_out = LeftOut::default();
        xml.note_replaced(&mut left_out);
        xml.finish(out)?;
        Ok(left_out)
    }
}

/// Returns the values of an edge, in the order of `OF_EDGES`.
fn values(edge: &SignedEdge<'_>) -> [String; 8] {
    let grounds = &edge.grounds;
    let kinds: BTreeSet<&str> = edge
        .ties
        .iter()
        .map(|tie| tie.tie.kind().as_str())
        .collect();
    let list = |all: Vec<&str>| all.join("; ");
    [
        edge.sign.to_string(),
        grounds.holds.to_string(),
        grounds.certainty.to_string(),
        list(grounds.by.iter().map(|one| one.key()).collect()),
        list(kinds.into_iter().collect()),
        edge.ties.len().to_string(),
        list(grounds.statements.iter().map(|one| one.key()).collect()),
        list(grounds.sources.iter().map(|one| &*one.key).collect()),
    ]
}
