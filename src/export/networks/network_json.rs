//! Node-link JSON and Cytoscape JSON: for NetworkX, d3 and Cytoscape.

use super::attributes::{Attribute, Attributes};
use super::network::{Edge, Network};
use crate::export::kit::{LeftOut, Written};
use crate::export::kit::{Lines, Out, date, digits, quoted, stream, whole};
use crate::view::View;
use std::io;

/// The name of the list of edges in node-link JSON.
///
/// The programs want different names. NetworkX 3.6 and 3.7 raise `KeyError: 'edges'` for a file
/// with `links`. d3 draws only the nodes of a file with `edges`, without a message.
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
    /// `edges`: NetworkX reads it from version 3.6 on.
    #[default]
    Edges,
    /// `links`: d3 and older versions of NetworkX read it.
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
    /// Nodes, edges and their attributes are those of [GraphML](View::to_graphml). The key of an edge is its
    /// `edge_id`.
    ///
    /// | reader | what you should know |
    /// |---|---|
    /// | NetworkX 3.7 | reads everything; `mutual` is `True` or `False`, deaths are `int` |
    /// | d3 | reads everything with [`EdgeKey::Links`] |
    ///
    /// Two actors with several ties have parallel edges. For [one edge for each
    /// dyad](crate::SignedGraph::to_graphml) write the signed graph.
    ///
    /// It cannot carry events of one actor alone, and has no edges for an event of more than 10,000 pairs, which
    /// the report names. The graph is directed: a mutual tie has the actor with the lower key as its source, and
    /// the attribute `mutual = true`.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph + their ties + length of the text).
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
        whole(|out| node_link(self, edges, out))
    }

    /// Writes the JSON to a stream, edge by edge; only a part of the text is in memory at a time.
    ///
    /// # Errors
    ///
    /// The error of the stream, if it cannot be written to.
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
    /// let mut file = Vec::new();
    /// graph.ever().write_node_link(EdgeKey::Edges, &mut file)?;
    /// assert_eq!(file, graph.ever().to_node_link(EdgeKey::Edges).content.as_bytes());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_node_link(self, edges: EdgeKey, mut to: impl io::Write) -> io::Result<LeftOut> {
        stream(&mut to, |out| node_link(self, edges, out))
    }

    /// The view as Cytoscape JSON, for Cytoscape, cytoscape.js and NetworkX.
    ///
    /// Nodes, edges and their attributes are those of [node-link JSON](View::to_node_link).
    /// Memberships are edges, not nodes inside nodes, because an actor may be in two coalitions.
    ///
    /// | reader | what you should know |
    /// |---|---|
    /// | cytoscape.js 3.35.0 | reads everything; ids with colons cannot be selectors: use `cy.getElementById(id)` |
    /// | NetworkX 3.7 | reads everything |
    ///
    /// Two actors with several ties have parallel edges. For [one edge for each
    /// dyad](crate::SignedGraph::to_graphml) write the signed graph.
    ///
    /// It cannot carry events of one actor alone, and has no edges for an event of more than 10,000 pairs, which
    /// the report names. A mutual tie has the actor with the lower key as its source, and the attribute
    /// `mutual = true`.
    ///
    /// # Complexity
    ///
    /// O(statements of the graph + their ties + length of the text).
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
        whole(|out| cytoscape(self, out))
    }

    /// Writes the JSON to a stream, edge by edge; only a part of the text is in memory at a time.
    ///
    /// # Errors
    ///
    /// The error of the stream, if it cannot be written to.
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
    /// let mut file = Vec::new();
    /// graph.ever().write_cytoscape(&mut file)?;
    /// assert_eq!(file, graph.ever().to_cytoscape().content.as_bytes());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_cytoscape(self, mut to: impl io::Write) -> io::Result<LeftOut> {
        stream(&mut to, |out| cytoscape(self, out))
    }
}

fn node_link(view: View<'_, '_>, key: EdgeKey, out: &mut Out<'_>) -> io::Result<LeftOut> {
    let network = Network::of(view);
    out.text
        .push_str("{\"directed\":true,\"multigraph\":true,\"graph\":");
    about(&mut out.text, network.title);
    out.text.push_str(",\n\"nodes\":");
    let mut lines = Lines::begin(&mut out.text);
    for node in network.nodes() {
        lines.next(&mut out.text);
        entry(&mut out.text, "{\"id\":", node.key);
        entry(&mut out.text, ",\"label\":", node.label);
        attributes(&mut out.text, &node.attributes);
        out.text.push('}');
        out.pass()?;
    }
    lines.end(&mut out.text);
    out.text.extend([",\n\"", key.as_str(), "\":"]);
    let mut lines = Lines::begin(&mut out.text);
    let shown = network.each_edge(|edge| {
        lines.next(&mut out.text);
        ends(&mut out.text, '{', edge);
        attributes(&mut out.text, &edge.attributes);
        out.text.push('}');
        out.pass()
    })?;
    lines.end(&mut out.text);
    out.text.push_str("}\n");
    Ok(shown.report(&network))
}

fn cytoscape(view: View<'_, '_>, out: &mut Out<'_>) -> io::Result<LeftOut> {
    let network = Network::of(view);
    out.text.push_str("{\"data\":");
    about(&mut out.text, network.title);
    out.text
        .push_str(",\"directed\":true,\"multigraph\":true,\"elements\":{\n\"nodes\":");
    let mut lines = Lines::begin(&mut out.text);
    for node in network.nodes() {
        lines.next(&mut out.text);
        entry(&mut out.text, "{\"data\":{\"id\":", node.key);
        // the name by which NetworkX finds the node
        entry(&mut out.text, ",\"value\":", node.key);
        entry(&mut out.text, ",\"label\":", node.label);
        attributes(&mut out.text, &node.attributes);
        out.text.push_str("}}");
        out.pass()?;
    }
    lines.end(&mut out.text);
    out.text.push_str(",\n\"edges\":");
    let mut lines = Lines::begin(&mut out.text);
    let shown = network.each_edge(|edge| {
        lines.next(&mut out.text);
        entry(&mut out.text, "{\"data\":{\"id\":", &edge.id);
        ends(&mut out.text, ',', edge);
        attributes(&mut out.text, &edge.attributes);
        out.text.push_str("}}");
        out.pass()
    })?;
    lines.end(&mut out.text);
    out.text.push_str("}}\n");
    Ok(shown.report(&network))
}

/// Writes the title of the graph.
fn about(out: &mut String, title: Option<&str>) {
    match title {
        Some(title) => {
            entry(out, "{\"name\":", title);
            out.push('}');
        }
        None => out.push_str("{}"),
    }
}

/// Writes a key and its text.
fn entry(out: &mut String, key: &str, text: &str) {
    out.push_str(key);
    quoted(out, text);
}

fn ends(out: &mut String, before: char, edge: &Edge<'_>) {
    out.push(before);
    entry(out, "\"source\":", edge.from);
    entry(out, ",\"target\":", edge.to);
    entry(out, ",\"key\":", &edge.id);
}

fn attributes(out: &mut String, attributes: &Attributes<'_>) {
    for (name, value) in &attributes.0 {
        out.extend([",\"", name, "\":"]);
        match value {
            Attribute::Text(text) => quoted(out, text),
            Attribute::Number(number) => digits(out, *number),
            Attribute::Truth(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Attribute::Day(day) => {
                out.push('"');
                date(out, *day);
                out.push('"');
            }
        }
    }
}
