//! GraphML: for yEd, Cytoscape, igraph, NetworkX, rustworkx.

use super::network::{Attribute, Attributes, Network, OF_EDGES, OF_NODES};
use crate::export::kit::Written;
use crate::export::kit::Xml;
use crate::view::View;

/// # GraphML
impl View<'_, '_> {
    /// The view as GraphML, for yEd, Cytoscape, igraph, NetworkX and others.
    ///
    /// Actors are nodes, ties edges; their ids are the record's keys. An event is one edge for each
    /// pair of its actors, all with the same `statement`. Its deaths stand on one edge of the
    /// happening alone, so that the sum of the column is the total. Every attribute is a text, and
    /// none has a default. Dates stand as their source has them (`start_edtf`, `end_edtf`, `when_edtf`) and beside
    /// it as bounds: `start_min` … `start_max` are the first and last possible first day,
    /// `end_min` … `end_max` the same of the first day on which it no longer holds, `day_min` …
    /// `day_max` of an event. A missing bound is unbounded.
    ///
    /// Two actors with several ties have parallel edges; [one edge a dyad](crate::SignedGraph::to_graphml) has
    /// the signed graph.
    ///
    /// It cannot carry events of one actor alone. GraphML readers refuse graphs in which some edges
    /// have a direction and some have none: a mutual tie has the lower key as its source, and says
    /// `mutual = true`.
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
        let network = Network::of(self);
        let mutual = network.mutual_statements();
        let mut xml = Xml::new();
        xml.begin(
            "graphml",
            &[("xmlns", "http://graphml.graphdrawing.org/xmlns")],
        );
        let of_edges = OF_EDGES.iter().map(|(name, _)| name);
        for (class, prefix, names) in [
            ("node", "n-", OF_NODES.iter().collect::<Vec<_>>()),
            ("edge", "e-", of_edges.collect()),
        ] {
            for name in names {
                let id = format!("{prefix}{name}");
                let about = [
                    ("id", &*id),
                    ("for", class),
                    ("attr.name", name),
                    ("attr.type", "string"),
                ];
                xml.empty("key", &about);
            }
        }
        xml.begin("graph", &[("id", "view"), ("edgedefault", "directed")]);
        if let Some(title) = network.title {
            xml.element("desc", &[], title);
        }
        for node in &network.nodes {
            xml.begin("node", &[("id", node.key)]);
            data(&mut xml, "n-", &node.attributes);
            xml.end();
        }
        for edge in &network.edges {
            let about = [
                ("id", &*edge.id),
                ("source", edge.from),
                ("target", edge.to),
            ];
            xml.begin("edge", &about);
            data(&mut xml, "e-", &edge.attributes);
            xml.end();
        }
        let mut left_out = network.left_out;
        left_out.note("mutual ties, each written in one direction", mutual);
        left_out.note_replaced(xml.replaced());
        Written::new(xml.finish(), left_out)
    }
}

fn data(xml: &mut Xml, prefix: &str, attributes: &Attributes) {
    for (name, value) in &attributes.0 {
        let key = format!("{prefix}{name}");
        let about = [("key", &*key)];
        match value {
            Attribute::Text(text) => xml.element("data", &about, text),
            Attribute::Number(number) => xml.element("data", &about, &number.to_string()),
        }
    }
}
