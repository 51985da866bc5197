//! GraphML: for yEd, Cytoscape, igraph, NetworkX, rustworkx.

use super::attributes::{Attributes, OF_EDGES, OF_NODES, Type};
use super::network::Network;
use crate::export::kit::{LeftOut, Written, Xml};
use crate::export::kit::{Out, stream, whole};
use crate::view::View;
use std::io;

/// # GraphML
impl View<'_, '_> {
    /// The view as GraphML, for yEd, Cytoscape, igraph, NetworkX and others.
    ///
    /// Actors are nodes. Ties are edges. The ids are the record's keys. An event is one edge for each pair of
    /// its actors, all with the same `statement`. Only one edge of a happening has its deaths, so the sum of
    /// the column is the total. Deaths are whole numbers and `mutual` is a truth value. Every other attribute
    /// is a text. No attribute has a default.
    ///
    /// Each date is written three times: as its source writes it (`start_written`, `end_written`,
    /// `when_written`; exact days too, which have a column of their own in CSV tables); in strict EDTF up to
    /// level 2 (`start_edtf`, …); and as bounds. `start_min` … `start_max` are the first and last possible
    /// first day. `end_min` … `end_max` are the first and last possible day on which it no longer holds.
    /// `day_min` … `day_max` are those of an event. A missing bound means unbounded.
    ///
    /// `start_state` and `end_state` say whether a start or end is `known`, `unknown` or `ongoing`,
    /// by the statement's own words or by what ended it (`ended_by`).
    ///
    /// | reader | what you should know |
    /// |---|---|
    /// | NetworkX 3.7 | reads everything with `force_multigraph=True`; missing attributes are left out |
    /// | igraph 1.0.0 | `es["id"]` has ids of vertices: use `es["edge_id"]`. `vs["name"]` is our `name`, `vs["id"]` our key; a missing text is `""`, a missing number `nan` |
    /// | rustworkx 0.18.1 | reads everything; a missing number is `None` |
    ///
    /// Before you turn `sign` into weights of ±1, read `docs/OTHER-TOOLS.md`: most methods take
    /// weights as strengths.
    ///
    /// Two actors with several ties have parallel edges. For [one edge for each
    /// dyad](crate::SignedGraph::to_graphml) write the signed graph.
    ///
    /// It cannot carry events of one actor alone, and has no edges for an event of more than 10,000 pairs, which
    /// the report names. GraphML readers refuse graphs that mix edges with
    /// and without direction. So a mutual tie has the actor with the lower key as its source, and
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
    /// # let record = Record::from_toml(r#"
    /// # [actors]
    /// # csp = { name = "CSP", kind = "coalition" }
    /// # msa = { name = "MSA", kind = "armed-group" }
    /// # [[relations]]
    /// # id = "msa-in-csp"
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let written = graph.ever().to_graphml();
    /// assert!(written.content.contains(r#"<edge id="msa-in-csp:msa:csp" source="msa" target="csp">"#));
    /// assert!(written.left_out.is_empty());
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_graphml(self) -> Written {
        whole(|out| write(self, out))
    }

    /// Writes the GraphML to a stream, edge by edge; only a part of the text is in memory at a time.
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
    /// let left_out = graph.ever().write_graphml(&mut file)?;
    /// assert!(left_out.is_empty());
    /// assert_eq!(file, graph.ever().to_graphml().content.as_bytes());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_graphml(self, mut to: impl io::Write) -> io::Result<LeftOut> {
        stream(&mut to, |out| write(self, out))
    }
}

fn write(view: View<'_, '_>, out: &mut Out<'_>) -> io::Result<LeftOut> {
    let network = Network::of(view);
    let mut xml = Xml::new();
    xml.begin(
        "graphml",
        &[("xmlns", "http://graphml.graphdrawing.org/xmlns")],
    );
    let of_nodes = OF_NODES
        .iter()
        .map(|name| ("node", "n-", *name, Type::Text));
    let of_edges = OF_EDGES.iter();
    let of_edges = of_edges.map(|(name, of_type)| ("edge", "e-", *name, *of_type));
    for (class, prefix, name, of_type) in of_nodes.chain(of_edges) {
        let id = format!("{prefix}{name}");
        let about = [
            ("id", &*id),
            ("for", class),
            ("attr.name", name),
            (
                "attr.type",
                match of_type {
                    Type::Text => "string",
                    Type::Number => "long",
                    Type::Truth => "boolean",
                },
            ),
        ];
        xml.empty("key", &about);
    }
    xml.begin("graph", &[("id", "view"), ("edgedefault", "directed")]);
    if let Some(title) = network.title {
        xml.element("desc", &[], title);
    }
    for node in network.nodes() {
        xml.begin("node", &[("id", node.key)]);
        data(&mut xml, "n-", &node.attributes);
        xml.end();
        xml.pass(out)?;
    }
    let shown = network.each_edge(|edge| {
        let about = [
            ("id", &*edge.id),
            ("source", edge.from),
            ("target", edge.to),
        ];
        xml.begin("edge", &about);
        data(&mut xml, "e-", &edge.attributes);
        xml.end();
        xml.pass(out)
    })?;
    let mut left_out = shown.report(&network);
    xml.note_replaced(&mut left_out);
    xml.finish(out)?;
    Ok(left_out)
}

fn data(xml: &mut Xml, prefix: &str, attributes: &Attributes<'_>) {
    let (mut key, mut text) = (String::new(), String::new());
    for (name, value) in &attributes.0 {
        key.clear();
        key.extend([prefix, name]);
        let about = [("key", &*key)];
        xml.element("data", &about, value.plain(&mut text));
    }
}
