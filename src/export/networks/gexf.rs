//! GEXF 1.3, dynamic: for Gephi.

use super::network::{Attribute, Attributes, Network, OF_EDGES, OF_NODES};
use crate::export::kit::Written;
use crate::export::kit::Xml;
use crate::model::{Day, Window};
use crate::view::View;

/// # GEXF
impl View<'_, '_> {
    /// The view as dynamic GEXF 1.3, for Gephi and its timeline.
    ///
    /// Actors are nodes, ties edges of their `kind`; their ids are the record's keys. An event is
    /// one edge for each pair of its actors, all with the same `statement`. Its deaths stand on one
    /// edge of the happening alone, so that the sum of the column is the total.
    ///
    /// Two actors with several ties have parallel edges; [one edge a dyad](crate::SignedGraph::to_graphml) has
    /// the signed graph.
    ///
    /// A spell is from the first to the last day on which something may hold or have happened, both
    /// included; it is open where that is unbounded. The attributes say what is known: dates as
    /// their source has them (`start_edtf`, `end_edtf`, `when_edtf`), the bounds as in
    /// [GraphML](View::to_graphml), and `holds`, which is `certainly` or `possibly` in this view.
    ///
    /// It cannot carry events of one actor alone. What may hold on any day is shown on every day.
    /// Readers differ about graphs in which some edges have a direction and some have none, and
    /// count a `mutual` edge twice: a mutual tie has the lower key as its source, and says
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
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # end = "2023-09-21"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let written = graph.ever().to_gexf();
    /// // it holds up to, and not on, 21 September: the last day is the 20th
    /// assert!(written.content.contains(r#"<spell start="2021-05-01" end="2023-09-20"/>"#));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_gexf(self) -> Written {
        let network = Network::of(self);
        let mut xml = Xml::new();
        let about = [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")];
        xml.begin("gexf", &about);
        xml.begin("meta", &[]);
        xml.element("creator", &[], "factions");
        if let Some(title) = network.title {
            xml.element("description", &[], title);
        }
        xml.end();
        let about = [
            ("mode", "dynamic"),
            ("timeformat", "date"),
            ("timerepresentation", "interval"),
            ("defaultedgetype", "directed"),
            ("idtype", "string"),
        ];
        xml.begin("graph", &about);
        let of_nodes = OF_NODES.iter().map(|name| (*name, false));
        declare(&mut xml, "node", of_nodes);
        declare(&mut xml, "edge", OF_EDGES.iter().copied());
        xml.begin("nodes", &[]);
        for node in &network.nodes {
            xml.begin("node", &[("id", node.key), ("label", node.label)]);
            values(&mut xml, &node.attributes);
            spells(&mut xml, &node.spells);
            xml.end();
        }
        xml.end();
        xml.begin("edges", &[]);
        for edge in &network.edges {
            let about = [
                ("id", &*edge.id),
                ("source", edge.from),
                ("target", edge.to),
                ("kind", edge.kind),
                ("label", &*edge.label),
            ];
            xml.begin("edge", &about);
            values(&mut xml, &edge.attributes);
            spells(&mut xml, &edge.spells);
            xml.end();
        }
        let mutual = network.mutual_statements();
        let undated = network
            .edges
            .iter()
            .filter(|edge| !edge.spells.iter().copied().any(is_dated));
        let mut undated: Vec<String> = undated.map(super::network::Edge::statement).collect();
        undated.dedup();
        let mut left_out = network.left_out;
        left_out.note("mutual ties, each written in one direction", mutual);
        left_out.note(
            "statements that may hold on any day, shown on every day",
            undated,
        );
        left_out.note_replaced(xml.replaced());
        Written::new(xml.finish(), left_out)
    }
}

fn declare(xml: &mut Xml, class: &str, names: impl Iterator<Item = (&'static str, bool)>) {
    xml.begin("attributes", &[("class", class), ("mode", "static")]);
    for (name, is_number) in names {
        let of_type = if is_number { "long" } else { "string" };
        // some readers know an attribute by its title, some by its id
        xml.empty(
            "attribute",
            &[("id", name), ("title", name), ("type", of_type)],
        );
    }
    xml.end();
}

fn values(xml: &mut Xml, attributes: &Attributes) {
    if attributes.0.is_empty() {
        return;
    }
    xml.begin("attvalues", &[]);
    for (name, value) in &attributes.0 {
        match value {
            Attribute::Text(text) => xml.empty("attvalue", &[("for", name), ("value", text)]),
            Attribute::Number(number) => {
                let number = number.to_string();
                xml.empty("attvalue", &[("for", name), ("value", &number)]);
            }
        }
    }
    xml.end();
}

fn spells(xml: &mut Xml, spells: &[Window]) {
    if !spells.iter().copied().any(is_dated) {
        return;
    }
    xml.begin("spells", &[]);
    for spell in spells {
        let first = day(spell.from).map(|day| ("start", day));
        let last = day(spell.to.previous()).map(|day| ("end", day));
        let edges: Vec<(&str, &str)> = [&first, &last]
            .into_iter()
            .flatten()
            .map(|(name, day)| (*name, day.as_str()))
            .collect();
        xml.empty("spell", &edges);
    }
    xml.end();
}

fn is_dated(spell: Window) -> bool {
    day(spell.from).is_some() || day(spell.to.previous()).is_some()
}

/// A day as XML Schema writes it, which has no year 0.
fn day(day: Day) -> Option<String> {
    let date = day.date().filter(|date| date.year() > 0)?;
    Some(date.to_string())
}
