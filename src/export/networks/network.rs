//! A view as nodes and edges with attributes: what the formats of graph tools share.
//!
//! An event is projected to one edge for each pair of its actors; `statement` groups them again.

use crate::export::kit::LeftOut;
use crate::export::kit::{ActorRow, Rows, StatementRow, TieRow, ender_key};
use crate::export::kit::{citation, no_fact};
use crate::graph::StatementRef;
use crate::model::{
    Alias, Bounds, Day, End, Event, Evidence, Matter, Period, Relation, Source, Spans, StatementId,
    When, Window,
};
use crate::query::{Killed, who_denies};
use crate::view::View;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The nodes and edges of a view.
#[derive(Debug)]
pub(super) struct Network<'g> {
    pub(super) title: Option<&'g str>,
    pub(super) nodes: Vec<Node<'g>>,
    pub(super) edges: Vec<Edge<'g>>,
    pub(super) left_out: LeftOut,
}

#[derive(Debug)]
pub(super) struct Node<'g> {
    pub(super) key: &'g str,
    pub(super) label: &'g str,
    pub(super) attributes: Attributes,
    /// The days on which it may exist; none: they are not known.
    pub(super) spells: Vec<Window>,
}

#[derive(Debug)]
pub(super) struct Edge<'g> {
    /// Unique among all edges.
    pub(super) id: String,
    pub(super) from: &'g str,
    pub(super) to: &'g str,
    pub(super) kind: &'static str,
    /// The kind, and how sure it is where it is less than reported.
    pub(super) label: String,
    pub(super) is_mutual: bool,
    pub(super) attributes: Attributes,
    /// The days on which it may hold; none: they are not known.
    pub(super) spells: Vec<Window>,
}

/// Attributes by name, those without a value left out.
#[derive(Debug, Default)]
pub(super) struct Attributes(pub(super) Vec<(&'static str, Attribute)>);

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Attribute {
    Text(String),
    Number(u64),
}

/// The attributes of nodes, in their order.
pub(super) const OF_NODES: &[&str] = &[
    "name",
    "short",
    "kind",
    "country",
    "tags",
    "aliases",
    "ids",
    "start_edtf",
    "end_edtf",
    "seen",
    "start_min",
    "start_max",
    "end_min",
    "end_max",
    "holds",
    "certainty",
    "by",
    "hedge",
    "sources",
    "citations",
    "note",
];

/// The attributes of edges, in their order, and whether they are numbers.
pub(super) const OF_EDGES: &[(&str, bool)] = &[
    ("edge_id", false),
    ("label", false),
    ("statement", false),
    ("happening", false),
    ("class", false),
    ("kind", false),
    ("sign", false),
    ("mutual", false),
    ("role", false),
    ("forms", false),
    ("start_edtf", false),
    ("end_edtf", false),
    ("seen", false),
    ("start_min", false),
    ("start_max", false),
    ("end_min", false),
    ("end_max", false),
    ("ended_by", false),
    ("when_edtf", false),
    ("day_min", false),
    ("day_max", false),
    ("place", false),
    ("killed_low", true),
    ("killed_best", true),
    ("killed_high", true),
    ("killed_of", false),
    ("killed_certainty", false),
    ("killed_by", false),
    ("holds", false),
    ("certainty", false),
    ("by", false),
    ("hedge", false),
    ("denied_by", false),
    ("sources", false),
    ("citations", false),
    ("reason", false),
    ("note", false),
    ("tellings", false),
];

impl Attributes {
    fn text(&mut self, name: &'static str, text: impl Into<String>) {
        self.0.push((name, Attribute::Text(text.into())));
    }

    fn shown(&mut self, name: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.text(name, value.to_string());
        }
    }

    fn day(&mut self, name: &'static str, day: Day) {
        self.shown(name, day.date());
    }

    fn number(&mut self, name: &'static str, number: u64) {
        self.0.push((name, Attribute::Number(number)));
    }

    fn list<T: ToString>(&mut self, name: &'static str, list: impl IntoIterator<Item = T>) {
        let list: Vec<String> = list.into_iter().map(|one| one.to_string()).collect();
        if !list.is_empty() {
            self.text(name, list.join("; "));
        }
    }

    fn period(&mut self, period: &Period, bounds: Bounds) {
        self.shown("start_edtf", period.start());
        self.shown(
            "end_edtf",
            Some(period.end()).filter(|end| **end != End::Unknown),
        );
        self.list("seen", period.seen());
        self.day("start_min", bounds.first_start());
        self.day("start_max", bounds.last_start());
        self.day("end_min", bounds.first_end());
        self.day("end_max", bounds.last_end());
    }

    fn evidence(&mut self, evidence: &Evidence, rows: &Rows<'_>) {
        let record = rows.graph.record();
        self.shown("certainty", Some(evidence.certainty));
        let by = evidence.by.iter().map(|&id| &record.actor(id).key);
        self.list("by", by);
        self.shown("hedge", evidence.hedge.as_ref());
        let sources: Vec<&Source> = evidence
            .sources
            .iter()
            .map(|&id| record.source(id))
            .collect();
        self.list("sources", sources.iter().map(|source| &source.key));
        self.list("citations", sources.into_iter().map(citation));
    }
}

impl<'g> Network<'g> {
    /// The network of a view.
    pub(super) fn of(view: View<'g, '_>) -> Self {
        let rows = Rows::of(view);
        let shown = rows.actors.iter().filter(|row| row.holds.is_some());
        let mut nodes: Vec<Node<'g>> = shown.map(|row| node(row, &rows)).collect();
        // each stands on one edge alone: whoever sums the column counts nobody twice
        let tolls = rows
            .statements
            .iter()
            .filter_map(|row| Some((row.happening?.id(), row.killed.as_ref()?)));
        let mut tolls: BTreeMap<StatementId, &Killed<'_>> = tolls.collect();
        let mut edges = Vec::new();
        for row in &rows.statements {
            for tie in row.ties.iter().filter(|tie| tie.is_first) {
                let killed = row
                    .happening
                    .and_then(|happening| tolls.remove(&happening.id()));
                edges.push(edge(row, tie, killed, &rows));
            }
        }
        // no edge outlives its nodes
        let mut spells: BTreeMap<&str, Vec<Window>> = BTreeMap::new();
        for edge in &edges {
            for end in [edge.from, edge.to] {
                spells.entry(end).or_default().extend(&edge.spells);
            }
        }
        for node in &mut nodes {
            let own = node.spells.iter().copied();
            let of_edges = spells.remove(node.key).unwrap_or_default();
            node.spells = Spans::of(own.chain(of_edges).collect()).as_slice().to_vec();
        }
        let mut left_out = rows.left_out.clone();
        rows.note_native(&mut left_out);
        let tieless = rows.statements.iter().filter(|row| row.ties.is_empty());
        let keys = tieless.map(|row| row.statement.key());
        left_out.note("events without a tie, which no edge can show", keys);
        let tolls = tolls.into_keys().map(|id| rows.graph.statement_ref(id));
        let mut tolls: Vec<StatementRef<'_>> = tolls.collect();
        tolls.sort_unstable();
        let keys = tolls.into_iter().map(StatementRef::key);
        left_out.note("deaths in happenings without a tie", keys);
        Self {
            title: rows.graph.record().title(),
            nodes,
            edges,
            left_out,
        }
    }

    /// The keys of the edges that are mutual, each statement once.
    pub(super) fn mutual_statements(&self) -> Vec<String> {
        let mutual = self.edges.iter().filter(|edge| edge.is_mutual);
        let mut keys: Vec<String> = mutual.map(Edge::statement).collect();
        keys.dedup();
        keys
    }
}

impl Edge<'_> {
    /// The key of its statement.
    pub(super) fn statement(&self) -> String {
        let ends = self.from.len() + self.to.len() + 2;
        let key = self.id.get(..self.id.len() - ends);
        key.unwrap_or(&self.id).to_owned()
    }
}

fn node<'g>(row: &ActorRow<'g>, rows: &Rows<'g>) -> Node<'g> {
    let actor = row.actor.record();
    let mut all = Attributes::default();
    all.text("name", &*actor.name);
    all.shown("short", actor.short.as_ref());
    all.shown("kind", Some(actor.kind));
    all.shown("country", actor.country.as_ref());
    all.list("tags", &actor.tags);
    all.list("aliases", actor.aliases.iter().map(alias));
    let ids = actor.ids.iter();
    all.list("ids", ids.map(|(data_set, id)| format!("{data_set}={id}")));
    all.period(&actor.whole_period(), row.bounds);
    all.shown("holds", row.holds);
    all.evidence(&actor.evidence, rows);
    all.shown("note", actor.note.as_ref());
    Node {
        key: row.actor.key(),
        label: row.actor.label(),
        attributes: all,
        spells: row.lives.iter().map(|life| life.bounds.span()).collect(),
    }
}

/// Another name with its language and when the actor was called so.
fn alias(alias: &Alias) -> String {
    let mut about = Vec::new();
    about.extend(alias.lang.as_ref().map(ToString::to_string));
    if !alias.period.is_unknown() {
        let start = alias.period.start().map_or(String::new(), When::to_string);
        let end = match alias.period.end() {
            End::Unknown => String::new(),
            end => end.to_string(),
        };
        about.push(format!("{start}/{end}"));
    }
    if about.is_empty() {
        return alias.name.to_string();
    }
    format!("{} ({})", alias.name, about.join(", "))
}

fn edge<'g>(
    row: &StatementRow<'g>,
    tie: &TieRow<'g>,
    killed: Option<&Killed<'g>>,
    rows: &Rows<'g>,
) -> Edge<'g> {
    let statement = row.statement.record();
    let (from, to) = (tie.tie.from().key(), tie.tie.to().key());
    let key = row.statement.key();
    // keys of actors have no colon: what stands before the last two is the statement
    let id = format!("{key}:{from}:{to}");
    let mut all = Attributes::default();
    let label = no_fact(statement.kind().as_str(), tie.certainty);
    all.text("edge_id", &*id);
    all.text("label", &*label);
    all.text("statement", key);
    all.shown("happening", row.happening.map(StatementRef::key));
    all.text(
        "class",
        if row.happening.is_some() {
            "event"
        } else {
            "relation"
        },
    );
    all.shown("kind", Some(statement.kind()));
    all.shown("sign", Some(statement.kind().sign()));
    let is_mutual = !tie.tie.is_directed();
    all.shown("mutual", Some(is_mutual));
    let spells = match &statement.matter {
        Matter::Relation(relation) => relation_attributes(&mut all, relation, tie),
        Matter::Event(event) => {
            let spells = event_attributes(&mut all, event, tie, rows);
            if let Some(killed) = killed {
                toll(&mut all, killed);
            }
            spells
        }
    };
    all.shown("holds", Some(tie.holds));
    all.evidence(&evidence_of(tie), rows);
    all.shown("denied_by", who_denies(&tie.denied));
    if tie.tellings.len() > 1 {
        all.list("tellings", tie.tellings.iter().map(|one| one.key()));
    }
    all.shown("reason", statement.reason.as_deref());
    all.shown("note", statement.note.as_ref());
    Edge {
        id,
        from,
        to,
        kind: statement.kind().as_str(),
        label,
        is_mutual,
        attributes: all,
        spells,
    }
}

/// The evidence of a tie: of one that is told several times that of all its tellings together.
fn evidence_of<'g>(tie: &TieRow<'g>) -> Cow<'g, Evidence> {
    let own = &*tie.tie.statement().record().evidence;
    if tie.tellings.len() < 2 {
        return Cow::Borrowed(own);
    }
    let mut all = own.clone();
    all.certainty = tie.certainty;
    let each = tie.tellings.iter().map(|one| &one.record().evidence);
    all.sources = each
        .clone()
        .flat_map(|one| one.sources.iter().copied())
        .collect();
    all.sources.sort_each_once();
    let as_sure = each.filter(|one| one.certainty == tie.certainty);
    all.by = as_sure.flat_map(|one| one.by.iter().copied()).collect();
    all.by.sort_each_once();
    Cow::Owned(all)
}

fn relation_attributes(all: &mut Attributes, of: &Relation, tie: &TieRow<'_>) -> Vec<Window> {
    all.shown("role", of.role.as_deref());
    all.list("forms", &of.forms);
    all.period(&of.period, tie.bounds);
    all.shown("ended_by", tie.ended_by.map(ender_key));
    tie.spans.as_slice().to_vec()
}

fn event_attributes(
    all: &mut Attributes,
    of: &Event,
    tie: &TieRow<'_>,
    rows: &Rows<'_>,
) -> Vec<Window> {
    all.shown("when_edtf", of.when.as_ref());
    all.day("day_min", tie.bounds.first_start());
    all.day("day_max", tie.bounds.last_end().previous());
    let places = of.places.iter().map(|&id| rows.graph.record().place(id));
    all.list("place", places);
    if tie.tellings.len() > 1 {
        return tie.spans.as_slice().to_vec();
    }
    let ranges = of.when.iter().flat_map(When::possible_ranges);
    let spells = ranges.map(|(first, last)| Window {
        from: first,
        to: last.next(),
    });
    spells.collect()
}

fn toll(all: &mut Attributes, killed: &Killed<'_>) {
    all.number("killed_low", killed.deaths.low);
    if let Some(best) = killed.deaths.best {
        all.number("killed_best", best);
    }
    all.number("killed_high", killed.deaths.high);
    let of = killed.of.iter();
    all.list(
        "killed_of",
        of.map(|of| format!("{}: {}", of.actor.key(), of.deaths)),
    );
    all.shown("killed_certainty", Some(killed.certainty));
    all.list("killed_by", killed.by.iter().map(|actor| actor.key()));
}
