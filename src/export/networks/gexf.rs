//! GEXF 1.3, dynamic: for Gephi.

use super::attributes::{Attributes, OF_EDGES, OF_NODES, Type};
use super::network::{Edge, Network};
use crate::export::kit::{LeftOut, Written, Xml};
use crate::export::kit::{Out, date, stream, whole};
use crate::model::{Day, Spans, Window};
use crate::view::View;
use std::io;

/// # GEXF
impl View<'_, '_> {
    /// The view as dynamic GEXF 1.3, for Gephi and its timeline.
    ///
    /// Actors are nodes. Ties are edges of their `kind`. The ids are the record's keys. An event is one edge
    /// for each pair of its actors, all with the same `statement`. Only one edge of a happening has its
    /// deaths, so the sum of the column is the total.
    ///
    /// Two actors with several ties have parallel edges. For [one edge for each
    /// dyad](crate::SignedGraph::to_graphml) write the signed graph.
    ///
    /// A spell lasts from the first to the last day on which something may hold or have happened,
    /// both included. It is open where that is unbounded. The attributes are those of
    /// [GraphML](View::to_graphml). `holds` is `certainly` or `possibly` in the days of this view;
    /// in a view of all time `certainly` is left out. No edge lasts longer than its nodes.
    ///
    /// | reader | what you should know |
    /// |---|---|
    /// | Gephi, GEXF 1.3 | the last day of a spell is included |
    /// | NetworkX 3.7 | an open end of a spell is the text `'None'`: look at `start_state` and `end_state` |
    /// | graphology-gexf 0.13.2 | drops spells without a message; all attributes are there |
    ///
    /// A missing start or end may be unknown or open: `start_state` is `known` or `unknown`, `end_state` may
    /// also be `ongoing`, and the report names such statements. Before you turn `sign` into weights of ±1,
    /// read `docs/OTHER-TOOLS.md`: most methods take weights as strengths and put enemies together.
    ///
    /// It cannot carry events of one actor alone, and has no edges for an event of more than 10,000 pairs, which
    /// the report names. What may hold on any day is shown on every day. Readers
    /// disagree about graphs that mix edges with and without direction, and they count a `mutual` edge twice.
    /// So a mutual tie has the actor with the lower key as its source, and the attribute `mutual = true`.
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
    /// # kind = "membership"
    /// # from = "msa"
    /// # to = "csp"
    /// # start = "2021-05"
    /// # end = "2023-09-21"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let written = graph.ever().to_gexf();
    /// // it holds up to 21 September without that day: the last day is the 20th
    /// assert!(written.content.contains(r#"<spell start="2021-05-01" end="2023-09-20"/>"#));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_gexf(self) -> Written {
        whole(|out| write(self, out))
    }

    /// Writes the GEXF to a stream, edge by edge; only a part of the text is in memory at a time.
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
    /// let left_out = graph.ever().write_gexf(&mut file)?;
    /// assert!(left_out.is_empty());
    /// assert_eq!(file, graph.ever().to_gexf().content.as_bytes());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_gexf(self, mut to: impl io::Write) -> io::Result<LeftOut> {
        stream(&mut to, |out| write(self, out))
    }
}

fn write(view: View<'_, '_>, out: &mut Out<'_>) -> io::Result<LeftOut> {
    let network = Network::of(view);
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
    let of_nodes = OF_NODES.iter().map(|name| (*name, Type::Text));
    declare(&mut xml, "node", of_nodes);
    declare(&mut xml, "edge", OF_EDGES.iter().copied());
    xml.begin("nodes", &[]);
    let lives = network.lives();
    for node in network.nodes() {
        xml.begin("node", &[("id", node.key), ("label", node.label)]);
        values(&mut xml, &node.attributes);
        // a node lasts at least as long as its edges
        let own = node.spells.iter();
        let of_edges = lives.get(node.actor.index()).and_then(Option::as_ref);
        let of_edges = of_edges.map_or(&[][..], |spans| spans.as_slice());
        spells(
            &mut xml,
            Spans::of(own.chain(of_edges).copied().collect()).as_slice(),
        );
        xml.end();
        xml.pass(out)?;
    }
    xml.end();
    xml.begin("edges", &[]);
    let (mut undated, mut open) = (Keys::default(), [Keys::default(), Keys::default()]);
    let shown = network.each_edge(|edge| {
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
        if edge.spells.iter().copied().any(is_dated) {
            for [first, last] in edge.spells.iter().map(|spell| days(*spell)) {
                if first.is_none() {
                    open[0].add(edge);
                }
                if last.is_none() {
                    open[1].add(edge);
                }
            }
        } else {
            undated.add(edge);
        }
        xml.pass(out)
    })?;
    let mut left_out = shown.report(&network);
    left_out.note(
        "statements that may hold on any day, shown on every day",
        undated.0,
    );
    let [no_first, no_last] = open;
    let what = "statements with a spell without a first day, as it is not known (start_state)";
    left_out.note(what, no_first.0);
    let what =
        "statements with a spell without a last day, as it goes on or is not known (end_state)";
    left_out.note(what, no_last.0);
    xml.note_replaced(&mut left_out);
    xml.finish(out)?;
    Ok(left_out)
}

/// The keys of statements without repetitions, since the edges of a statement are consecutive.
#[derive(Debug, Default)]
struct Keys(Vec<String>);

impl Keys {
    fn add(&mut self, edge: &Edge<'_>) {
        let key = edge.statement.key();
        if self.0.last().is_none_or(|last| last != key) {
            self.0.push(key.to_owned());
        }
    }
}

fn declare(xml: &mut Xml, class: &str, names: impl Iterator<Item = (&'static str, Type)>) {
    xml.begin("attributes", &[("class", class), ("mode", "static")]);
    for (name, of_type) in names {
        let of_type = match of_type {
            Type::Text => "string",
            Type::Number => "long",
            Type::Truth => "boolean",
        };
        // some readers look an attribute up by its title, others by its id
        xml.empty(
            "attribute",
            &[("id", name), ("title", name), ("type", of_type)],
        );
    }
    xml.end();
}

fn values(xml: &mut Xml, attributes: &Attributes<'_>) {
    if attributes.0.is_empty() {
        return;
    }
    xml.begin("attvalues", &[]);
    let mut text = String::new();
    for (name, value) in &attributes.0 {
        let value = value.plain(&mut text);
        xml.empty("attvalue", &[("for", name), ("value", value)]);
    }
    xml.end();
}

fn spells(xml: &mut Xml, spells: &[Window]) {
    if !spells.iter().copied().any(is_dated) {
        return;
    }
    xml.begin("spells", &[]);
    for spell in spells {
        let [first, last] = days(*spell);
        let first = first.map(|day| ("start", day));
        let last = last.map(|day| ("end", day));
        let edges: Vec<(&str, &str)> = [&first, &last]
            .into_iter()
            .flatten()
            .map(|(name, day)| (*name, day.as_str()))
            .collect();
        xml.empty("spell", &edges);
    }
    xml.end();
}

/// Returns the first and last day of a spell, where they are finite.
fn days(spell: Window) -> [Option<String>; 2] {
    [day(spell.from), day(spell.to.previous())]
}

fn is_dated(spell: Window) -> bool {
    days(spell).iter().any(Option::is_some)
}

/// Formats a day for XML Schema, which has no year 0.
fn day(day: Day) -> Option<String> {
    let day = day.date().filter(|date| date.year() > 0)?;
    let mut text = String::new();
    date(&mut text, day);
    Some(text)
}
