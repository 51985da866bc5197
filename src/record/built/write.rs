//! Writes a record as a tree; reading the tree gives the same record.

use super::record::Record;
use super::sink::Sink;
use crate::model::{
    ActivePeriod, Actor, ActorId, Alias, Certainty, Content, Coverage, Day, Deaths, End, Ends,
    Evidence, Native, Period, Place, PlaceId, Source, SourceId, Statement, Toll, When,
};
use crate::record::format::{Entry, Node, Value};
use std::fmt;

/// The tables to which the numbers in a statement refer, and the record's `as_of` and sources.
#[derive(Debug, Clone, Copy)]
pub(in crate::record) struct Tables<'r> {
    pub(in crate::record) sources: &'r [Source],
    pub(in crate::record) actors: &'r [Actor],
    pub(in crate::record) places: &'r [Place],
    /// The record's `as_of` and sources, which an entry does not repeat.
    pub(in crate::record) default: (Option<Day>, &'r [SourceId]),
}

/// The sections of statements, each with whether its statements are events.
pub(crate) const SECTIONS: [(&str, bool); 2] = [("relations", false), ("events", true)];

impl Record {
    /// The whole record as a tree, in its stated order.
    pub(crate) fn to_tree(&self) -> Node {
        let mut list = self.head_entries();
        for (name, is_event) in SECTIONS {
            let each: Vec<Node> = self.statement_nodes(is_event).collect();
            if !each.is_empty() {
                list.push(Entry::new(name, Value::Array(each)));
            }
        }
        Value::Table(list).into()
    }

    /// The relations or the events, in their order.
    pub(crate) fn statement_nodes(&self, is_event: bool) -> impl Iterator<Item = Node> {
        let tables = self.tables();
        let of_it = move |s: &&Statement| s.event().is_some() == is_event;
        let each = self.statements.iter().filter(of_it);
        each.map(move |s| Value::Table(tables.statement(s)).into())
    }

    /// All sections except those of statements.
    pub(crate) fn head_entries(&self) -> Vec<Entry> {
        let mut list = vec![Entry::new("format", Value::Integer(1))];
        let header = self.header_entries();
        if !header.is_empty() {
            list.push(Entry::new("record", Value::Table(header)));
        }
        let mut keyed = |name: &str, entries: Vec<Entry>| {
            if !entries.is_empty() {
                list.push(Entry::new(name, Value::Table(entries)));
            }
        };
        let tables = self.tables();
        let entry = |key: &str, entries| Entry::new(key, Value::Table(entries));
        let each = self
            .sources
            .iter()
            .map(|source| entry(&source.key, source_entries(source)));
        keyed("sources", each.collect());
        let each = self
            .actors
            .iter()
            .map(|actor| entry(&actor.key, tables.actor(actor)));
        keyed("actors", each.collect());
        let each = self
            .places
            .iter()
            .map(|place| entry(&place.key, place_entries(place)));
        keyed("places", each.collect());
        list
    }

    /// Every entry with its type and key, as JSON Lines write it.
    pub(crate) fn each_entry(
        &self,
    ) -> impl Iterator<Item = (&'static str, Option<&str>, Vec<Entry>)> {
        let statements = self.statements.iter().map(|statement| {
            let (kind, entries) = self.statement_entry(statement);
            (kind, None, entries)
        });
        self.each_entry_but_statements().chain(statements)
    }

    /// The header, sources, actors and places with their type and key.
    pub(crate) fn each_entry_but_statements(
        &self,
    ) -> impl Iterator<Item = (&'static str, Option<&str>, Vec<Entry>)> {
        let tables = self.tables();
        let mut header = vec![Entry::new("format", Value::Integer(1))];
        header.extend(self.header_entries());
        let sources = self.sources.iter();
        let sources = sources.map(|s| ("source", Some(&*s.key), source_entries(s)));
        let actors = self.actors.iter();
        let actors = actors.map(move |a| ("actor", Some(&*a.key), tables.actor(a)));
        let places = self.places.iter();
        let places = places.map(|p| ("place", Some(&*p.key), place_entries(p)));
        let header = std::iter::once(("record", None, header));
        header.chain(sources).chain(actors).chain(places)
    }

    /// The type and the entry of a statement, either of this record or of a row next to it.
    pub(crate) fn statement_entry(&self, statement: &Statement) -> (&'static str, Vec<Entry>) {
        let kind = if statement.event().is_some() {
            "event"
        } else {
            "relation"
        };
        (kind, self.tables().statement(statement))
    }

    /// The tables to which the numbers in its statements refer.
    pub(in crate::record) fn tables(&self) -> Tables<'_> {
        Tables {
            sources: &self.sources,
            actors: &self.actors,
            places: &self.places,
            default: (self.as_of, &self.source),
        }
    }

    /// The entries of the header.
    pub(in crate::record) fn header_entries(&self) -> Vec<Entry> {
        let mut list = List::default();
        list.some_text("title", self.title.as_deref());
        list.some("as_of", self.as_of);
        list.texts("source", self.tables().sources(&self.source));
        if let Some(covers) = covers_node(&self.covers, self.as_of) {
            list.node("covers", covers);
        }
        native(&mut list, &self.native);
        list.0
    }
}

/// The coverage, if it does not follow from `as_of`.
pub(in crate::record) fn covers_node(covers: &[Coverage], as_of: Option<Day>) -> Option<Node> {
    let after = as_of.and_then(|day| day.next().date()).map(When::from);
    let table = |one: &Coverage| {
        let mut list = List::default();
        list.some("start", one.start.as_ref());
        // if there are several parts, each states its end
        if covers.len() > 1 || one.end != after {
            list.some("end", one.end.as_ref());
        }
        Value::Table(list.0).into()
    };
    let parts = covers.iter().map(table).collect();
    let is_bare = |node: &Node| matches!(&node.value, Value::Table(list) if list.is_empty());
    one_or_list(parts).filter(|node| !is_bare(node))
}

/// One table, or a list of several; `None` if there are none.
fn one_or_list(mut nodes: Vec<Node>) -> Option<Node> {
    match nodes.pop() {
        Some(only) if nodes.is_empty() => Some(only),
        None => None,
        last => {
            nodes.extend(last);
            Some(Value::Array(nodes).into())
        }
    }
}

/// The entries of one table as a tree, in their written order.
#[derive(Debug, Default)]
struct List(Vec<Entry>);

impl Sink for List {
    fn node(&mut self, key: &str, node: Node) {
        self.0.push(Entry::new(key, node));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.node(key, Node::text(text));
    }

    fn display(&mut self, key: &str, value: &dyn fmt::Display) {
        self.node(key, Node::text(value.to_string()));
    }

    fn texts<'t>(&mut self, key: &str, texts: impl ExactSizeIterator<Item = &'t str>) {
        if texts.len() > 0 {
            self.node(key, Node::texts(texts.map(ToOwned::to_owned).collect()));
        }
    }

    fn table(&mut self, key: &str, write: impl FnOnce(&mut Self)) {
        let mut inner = Self::default();
        write(&mut inner);
        self.node(key, Value::Table(inner.0).into());
    }
}

/// Texts by format, or ids by data set; `None` if there are none. Texts of one format become a
/// list.
pub(crate) fn native_node<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) -> Option<Node> {
    let mut formats: Vec<(&str, Vec<String>)> = Vec::new();
    for (format, text) in texts {
        match formats.last_mut().filter(|last| last.0 == format) {
            Some(last) => last.1.push(text.to_owned()),
            None => formats.push((format, vec![text.to_owned()])),
        }
    }
    let entries = formats.into_iter();
    let entries = entries.map(|(format, texts)| Entry::new(format, Node::texts(texts)));
    let entries: Vec<Entry> = entries.collect();
    (!entries.is_empty()).then(|| Value::Table(entries).into())
}

pub(in crate::record) fn source_entries(source: &Source) -> Vec<Entry> {
    let mut list = List::default();
    list.some_text("publisher", source.publisher.as_deref());
    list.some_text("title", source.title.as_deref());
    list.some("published", source.published.as_ref());
    list.some_text("url", source.url.as_deref());
    list.some_text("note", source.note.as_deref());
    native(&mut list, &source.native);
    list.0
}

pub(in crate::record) fn place_entries(place: &Place) -> Vec<Entry> {
    let mut list = List::default();
    list.text("name", &place.name);
    list.some_text("region", place.region.as_deref());
    list.some_text("country", place.country.as_deref());
    for (key, degrees) in [("latitude", place.latitude), ("longitude", place.longitude)] {
        if let Some(degrees) = degrees {
            list.node(key, Value::Float(degrees).into());
        }
    }
    list.some_text("note", place.note.as_deref());
    native(&mut list, &place.native);
    list.0
}

impl Tables<'_> {
    /// The entries of an actor.
    pub(in crate::record) fn actor(&self, actor: &Actor) -> Vec<Entry> {
        let mut list = List::default();
        list.text("name", &actor.name);
        list.some_text("short", actor.short.as_deref());
        list.some("kind", Some(actor.kind));
        let aliases: Vec<Node> = actor.aliases.iter().map(alias).collect();
        if !aliases.is_empty() {
            list.node("aliases", Value::Array(aliases).into());
        }
        let active = actor.active.iter().map(|one| self.active(one));
        if let Some(active) = one_or_list(active.collect()) {
            list.node("active", active);
        }
        if let Some(ids) = native_node(actor.ids.iter()) {
            list.node("ids", ids);
        }
        list.some_text("country", actor.country.as_deref());
        list.texts("tags", actor.tags.iter().map(|tag| &**tag));
        let ends = actor.active.iter().map(|one| one.period.end());
        let ends = ends.chain(actor.aliases.iter().map(|alias| alias.period.end()));
        let is_ongoing = { ends }.any(|end| *end == End::Ongoing);
        self.evidence(&mut list, &actor.evidence, is_ongoing, self.default.1);
        list.some_text("note", actor.note.as_deref());
        native(&mut list, &actor.native);
        list.0
    }

    /// An active period with its own evidence, and with all sources, even those of the entry.
    fn active(&self, one: &ActivePeriod) -> Node {
        let mut list = List::default();
        period(&mut list, &one.period);
        if let Some(own) = &one.evidence {
            let bare = own.says_only_sources() && own.sources.is_empty();
            let certainty = Some(own.certainty);
            let certainty = certainty.filter(|word| bare || *word != Certainty::default());
            list.some("certainty", certainty);
            list.texts("by", self.actors(&own.by));
            list.some_text("hedge", own.hedge.as_deref());
            list.texts("source", self.sources(&own.sources));
        }
        Value::Table(list.0).into()
    }

    /// The entries of a relation or event.
    pub(in crate::record) fn statement(&self, statement: &Statement) -> Vec<Entry> {
        let mut list = List::default();
        self.write_statement(&mut list, statement);
        list.0
    }

    /// Writes the entries of a relation or event.
    pub(in crate::record) fn write_statement(&self, list: &mut impl Sink, statement: &Statement) {
        if statement.has_own_id {
            list.text("id", &statement.id);
        }
        list.text("kind", statement.kind().as_str());
        let mut is_ongoing = false;
        match &statement.content {
            Content::Relation(relation) => {
                is_ongoing = *relation.period.end() == End::Ongoing;
                list.some_text("role", relation.role.as_deref());
                list.texts("forms", relation.forms.iter().map(|form| form.as_str()));
                self.ends(list, &statement.ends);
                period(list, &relation.period);
            }
            Content::Event(event) => {
                list.some("when", event.when.as_ref());
                self.ends(list, &statement.ends);
                if event.jointly {
                    list.node("jointly", Value::Bool(true).into());
                }
                let key = |id: &PlaceId| &*self.places[id.index()].key;
                list.texts("place", event.places.iter().map(key));
                if let Some(toll) = &event.killed {
                    self.toll(list, toll);
                }
            }
        }
        self.evidence(list, &statement.evidence, is_ongoing, self.default.1);
        list.some_text("reason", statement.reason.as_deref());
        list.some_text("note", statement.note.as_deref());
        list.texts("same_as", statement.same_as.iter().map(|id| &**id));
        native(list, &statement.native);
    }

    fn ends(&self, list: &mut impl Sink, ends: &Ends) {
        match ends {
            Ends::Directed { from, to } => {
                list.texts("from", self.actors(from));
                list.texts("to", self.actors(to));
            }
            Ends::Mutual(all) => list.texts("between", self.actors(all)),
            Ends::Sided(sides) => {
                let side = |side: &[ActorId]| {
                    let keys = self.actors(side).map(Node::text);
                    Value::Array(keys.collect()).into()
                };
                list.node(
                    "sides",
                    Value::Array(sides.iter().map(side).collect()).into(),
                );
            }
            Ends::Alone(all) => list.texts("actor", self.actors(all)),
        }
    }

    /// `default` are the sources that are not named again.
    fn evidence(
        &self,
        list: &mut impl Sink,
        of: &Evidence,
        is_ongoing: bool,
        default: &[SourceId],
    ) {
        let certainty = Some(of.certainty).filter(|certainty| *certainty != Certainty::default());
        list.some("certainty", certainty);
        list.texts("by", self.actors(&of.by));
        list.some_text("hedge", of.hedge.as_deref());
        if *of.sources != *default {
            list.texts("source", self.sources(&of.sources));
        }
        list.some("withdrawn", of.withdrawn.as_ref());
        list.texts("withdraws", of.withdraws.iter().map(|id| &**id));
        let is_default = is_ongoing && of.as_of == self.default.0;
        list.some("as_of", of.as_of.filter(|_| !is_default));
    }

    fn toll(&self, list: &mut impl Sink, toll: &Toll) {
        if let Some(only) = one_figure(toll) {
            list.node("killed", number(only));
            return;
        }
        list.table("killed", |list| {
            deaths(list, toll.deaths);
            let of = toll.of.iter().map(|loss| {
                let mut list = List::default();
                list.text("actor", &self.actors[loss.actor.index()].key);
                deaths(&mut list, loss.deaths);
                Value::Table(list.0).into()
            });
            let of: Vec<Node> = of.collect();
            if !of.is_empty() {
                list.node("of", Value::Array(of).into());
            }
            list.some("certainty", toll.certainty);
            list.texts("by", self.actors(&toll.by));
            list.some_text("hedge", toll.hedge.as_deref());
        });
    }

    fn actors<'t>(&self, ids: &'t [ActorId]) -> impl ExactSizeIterator<Item = &'t str>
    where
        Self: 't,
    {
        ids.iter().map(|id| &*self.actors[id.index()].key)
    }

    pub(in crate::record) fn sources<'t>(
        &self,
        ids: &'t [SourceId],
    ) -> impl ExactSizeIterator<Item = &'t str>
    where
        Self: 't,
    {
        ids.iter().map(|id| &*self.sources[id.index()].key)
    }
}

/// Returns the best figure of a toll that says nothing else, so that the figure alone is written.
fn one_figure(toll: &Toll) -> Option<u64> {
    let Toll {
        deaths,
        of,
        certainty,
        by,
        hedge,
    } = toll;
    let is_bare = of.is_empty() && certainty.is_none() && by.is_empty() && hedge.is_none();
    let figure = deaths.best.filter(|&best| *deaths == Deaths::exactly(best));
    figure.filter(|_| is_bare)
}

fn number(count: u64) -> Node {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX)).into()
}

/// Writes the figures; leaves out a low or high that equals the best.
fn deaths(list: &mut impl Sink, deaths: Deaths) {
    let Deaths { low, best, high } = deaths;
    if best != Some(low) {
        list.node("low", number(low));
    }
    if let Some(best) = best {
        list.node("best", number(best));
    }
    if best != Some(high) {
        list.node("high", number(high));
    }
}

fn period(list: &mut impl Sink, period: &Period) {
    list.some("start", period.start());
    match period.end() {
        End::Unknown => {}
        end => list.some("end", Some(end)),
    }
    let seen: Vec<String> = period.seen().iter().map(ToString::to_string).collect();
    list.texts("seen", seen.iter().map(String::as_str));
}

fn native(list: &mut impl Sink, native: &Native) {
    if let Some(node) = native_node(native.iter()) {
        list.node("native", node);
    }
}

fn alias(alias: &Alias) -> Node {
    if alias.lang.is_none() && alias.period.is_unknown() {
        return Node::text(&*alias.name);
    }
    let mut list = List::default();
    list.text("name", &alias.name);
    list.some_text("lang", alias.lang.as_deref());
    period(&mut list, &alias.period);
    Value::Table(list.0).into()
}
