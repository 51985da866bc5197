//! Node-link JSON and Cytoscape JSON: for NetworkX, d3 and Cytoscape.

use super::network::{Attribute, Attributes, Edge, Network, Node};
use crate::export::kit::{Json, lines};
use crate::export::kit::{LeftOut, Written};
use crate::view::View;

/// What the list of edges is called in node-link JSON.
///
/// Whoever reads the list under the other name loads all nodes and no edge, without an error.
///
/// # Examples
///
/// ```
/// use factions::export::EdgeKey;
///
/// assert_eq!(EdgeKey::default(), EdgeKey::Edges);
/// assert_eq!(EdgeKey::Links.as_str(), "links");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum EdgeKey {
    /// `edges`: what NetworkX reads from version 3.6 on.
    #[default]
    Edges,
    /// `links`: what d3 and older versions of NetworkX read.
    Links,
}

impl EdgeKey {
    /// The name itself.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Edges => "edges",
            Self::Links => "links",
        }
    }
}

/// # JSON for graph tools
impl View<'_, '_> {
    /// The view as node-link JSON, for NetworkX and d3.
    ///
    /// Nodes, edges and their attributes are those of [GraphML](View::to_graphml); deaths are
    /// numbers. The key of an edge is its `edge_id`.
    ///
    /// Two actors with several ties have parallel edges; [one edge a dyad](crate::SignedGraph::to_graphml) has
    /// the signed graph.
    ///
    /// It cannot carry events of one actor alone. The graph is directed: a mutual tie has the lower
    /// key as its source, and says `mutual = true`.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph + length of the text).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// use factions::export::EdgeKey;
    ///
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let written = graph.ever().to_node_link(EdgeKey::Links);
    /// assert!(written.content.contains("\"links\":[]"));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_node_link(self, edges: EdgeKey) -> Written {
        let network = Network::of(self);
        let title = network.title.map(|title| ("name", Json::text(title)));
        let about = Json::Table(title.into_iter().collect());
        let nodes = lines(network.nodes.iter().map(|node| {
            let mut entries = vec![
                ("id", Json::text(node.key)),
                ("label", Json::text(node.label)),
            ];
            push(&mut entries, &node.attributes);
            Json::Table(entries)
        }));
        let list = lines(network.edges.iter().map(|edge| {
            let mut entries = ends(edge);
            push(&mut entries, &edge.attributes);
            Json::Table(entries)
        }));
        let content = format!(
            "{{\"directed\":true,\"multigraph\":true,\"graph\":{about},\n\"nodes\":{nodes},\n\"{}\":{list}}}\n",
            edges.as_str(),
        );
        Written::new(content, left_out(network))
    }

    /// The view as Cytoscape JSON, for Cytoscape, cytoscape.js and NetworkX.
    ///
    /// Nodes, edges and their attributes are those of [node-link JSON](View::to_node_link).
    /// Memberships are edges; nodes do not stand inside each other, as one that is in two coalitions
    /// could not.
    ///
    /// Two actors with several ties have parallel edges; [one edge a dyad](crate::SignedGraph::to_graphml) has
    /// the signed graph.
    ///
    /// It cannot carry events of one actor alone. A mutual tie has the lower key as its source, and
    /// says `mutual = true`.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph + length of the text).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let written = graph.ever().to_cytoscape();
    /// assert!(written.content.contains(r#"{"data":{"id":"msa","value":"msa","label":"MSA","#));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_cytoscape(self) -> Written {
        let network = Network::of(self);
        let title = network.title.map(|title| ("name", Json::text(title)));
        let about = Json::Table(title.into_iter().collect());
        let nodes = lines(network.nodes.iter().map(cytoscape_node));
        let edges = lines(network.edges.iter().map(|edge| {
            let mut entries = vec![("id", Json::text(&*edge.id))];
            entries.extend(ends(edge));
            push(&mut entries, &edge.attributes);
            Json::Table(vec![("data", Json::Table(entries))])
        }));
        let content = format!(
            "{{\"data\":{about},\"directed\":true,\"multigraph\":true,\"elements\":{{\n\
             \"nodes\":{nodes},\n\"edges\":{edges}}}}}\n"
        );
        Written::new(content, left_out(network))
    }
}

fn cytoscape_node(node: &Node<'_>) -> Json {
    let mut entries = vec![
        ("id", Json::text(node.key)),
        // what NetworkX takes for the node
        ("value", Json::text(node.key)),
        ("label", Json::text(node.label)),
    ];
    push(&mut entries, &node.attributes);
    Json::Table(vec![("data", Json::Table(entries))])
}

fn ends(edge: &Edge<'_>) -> Vec<(&'static str, Json)> {
    vec![
        ("source", Json::text(edge.from)),
        ("target", Json::text(edge.to)),
        ("key", Json::text(&*edge.id)),
    ]
}

fn push(entries: &mut Vec<(&'static str, Json)>, attributes: &Attributes) {
    let values = attributes.0.iter().map(|(name, value)| {
        let value = match value {
            Attribute::Text(text) => Json::text(&**text),
            Attribute::Number(number) => Json::Number(*number),
        };
        (*name, value)
    });
    entries.extend(values);
}

fn left_out(network: Network<'_>) -> LeftOut {
    let mutual = network.mutual_statements();
    let mut left_out = network.left_out;
    left_out.note("mutual ties, each written in one direction", mutual);
    left_out
}
