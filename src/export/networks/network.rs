//! Nodes and edges of a view with their attributes, shared by the formats of graph tools.
//!
//! An event becomes one edge for each pair of its actors; the attribute `statement` groups these edges. An
//! event with more than [`MOST_TIES`] pairs has no edges, because a short statement would make a long file.
//! Nodes and edges are built one at a time and not kept.

use super::attributes::{Attributes, Citations};
use crate::export::kit::{ActorRow, Rows, StatementRow, TieRow, ender_key, no_fact, stated};
use crate::export::kit::{LeftOut, end_state};
use crate::graph::StatementRef;
use crate::model::{
    ActorId, Alias, Content, Day, End, Event, Evidence, Holds, Relation, Spans, StatementId, When,
    Window,
};
use crate::query::{Killed, who_denies};
use crate::view::View;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

/// The most pairs that an event with edges may have: a hundred actors against a hundred.
const MOST_TIES: usize = 10_000;

/// The nodes and edges of a view.
#[derive(Debug)]
pub(super) struct Network<'g, 'f> {
    pub(super) title: Option<&'g str>,
    rows: Rows<'g, 'f>,
    citations: Citations,
}

#[derive(Debug)]
pub(super) struct Node<'n> {
    pub(super) actor: ActorId,
    pub(super) key: &'n str,
    pub(super) label: &'n str,
    pub(super) attributes: Attributes<'n>,
    /// The days on which the actor may exist; empty if they are unknown.
    pub(super) spells: Vec<Window>,
}

#[derive(Debug)]
pub(super) struct Edge<'n> {
    /// An id that no other edge has.
    pub(super) id: String,
    pub(super) statement: StatementRef<'n>,
    pub(super) from: &'n str,
    pub(super) to: &'n str,
    pub(super) kind: &'static str,
    /// The kind, with the certainty if the edge is less than reported.
    pub(super) label: Cow<'static, str>,
    pub(super) attributes: Attributes<'n>,
    /// The days on which the tie may hold; empty if they are unknown.
    pub(super) spells: Vec<Window>,
}

/// Notes on the written edges, for the report of omissions.
#[derive(Debug, Default)]
pub(super) struct Shown {
    mutual: Vec<String>,
    tieless: Vec<String>,
    crowded: Vec<String>,
    /// Happenings whose deaths no edge has shown yet.
    tolls: Vec<StatementId>,
}

impl Shown {
    /// Reports everything that no graph format can carry.
    pub(super) fn report(self, network: &Network<'_, '_>) -> LeftOut {
        let mut left_out = network.rows.left_out.clone();
        network.rows.note_native(&mut left_out);
        left_out.note("events without a tie, which no edge can show", self.tieless);
        left_out.note(
            "events of more than 10,000 ties, which have no edges",
            self.crowded,
        );
        let graph = network.rows.graph;
        let tolls = self.tolls.into_iter().map(|id| graph.statement_ref(id));
        let mut tolls: Vec<StatementRef<'_>> = tolls.collect();
        tolls.sort_unstable();
        let keys = tolls.into_iter().map(StatementRef::key);
        left_out.note("deaths in happenings without a tie", keys);
        left_out.note("mutual ties, each written in one direction", self.mutual);
        left_out
    }
}

impl<'g, 'f> Network<'g, 'f> {
    /// Builds the network of a view.
    pub(super) fn of(view: View<'g, 'f>) -> Self {
        let rows = Rows::of(view);
        Self {
            title: rows.graph.record().title(),
            citations: Citations::of(rows.graph.record()),
            rows,
        }
    }

    /// Iterates over the actors of the view.
    pub(super) fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        let shown = self.rows.actors.iter().filter(|row| row.holds.is_some());
        shown.map(|row| self.node(row))
    }

    /// Calls `write` for every edge, and returns notes for the report of omissions.
    pub(super) fn each_edge(
        &self,
        mut write: impl FnMut(&Edge<'_>) -> io::Result<()>,
    ) -> io::Result<Shown> {
        let mut shown = Shown::default();
        // only one edge of a happening has its deaths, so that summing the column counts nobody twice
        let mut tolls: BTreeMap<StatementId, Killed<'_>> = BTreeMap::new();
        for mut row in self.rows.statements_of_few_ties(MOST_TIES) {
            let happening = row.happening.map(StatementRef::id);
            let mut killed = row.killed.take();
            if let (Some(happening), None) = (happening, &killed) {
                killed = tolls.remove(&happening);
            }
            if row.is_crowded {
                shown.crowded.push(row.statement.key().to_owned());
            } else if row.ties.is_empty() {
                shown.tieless.push(row.statement.key().to_owned());
            }
            let is_mutual = row
                .ties
                .iter()
                .any(|tie| tie.is_first && !tie.tie.is_directed());
            if is_mutual {
                shown.mutual.push(row.statement.key().to_owned());
            }
            for tie in row.ties.iter().filter(|tie| tie.is_first) {
                write(&self.edge(&row, tie, killed.take().as_ref()))?;
            }
            if let (Some(happening), Some(killed)) = (happening, killed) {
                tolls.insert(happening, killed);
            }
        }
        shown.tolls = tolls.into_keys().collect();
        Ok(shown)
    }

    /// Returns for each node the days on which one of its edges may hold, or `None` if it has no edge. An
    /// edge with unknown days counts as all of time.
    pub(super) fn lives(&self) -> Vec<Option<Spans>> {
        let mut spells: Vec<Vec<Window>> = Vec::new();
        spells.resize_with(self.rows.graph.record().actors().len(), Vec::new);
        for row in self.rows.statements_of_few_ties(MOST_TIES) {
            for tie in row.ties.iter().filter(|tie| tie.is_first) {
                let own = spells_of(&row, tie);
                for end in [tie.tie.from(), tie.tie.to()] {
                    let all = &mut spells[end.id().index()];
                    if own.is_empty() {
                        all.push(Window::ALL);
                    }
                    all.extend(&own);
                    if all.len() > 64 {
                        let few = Spans::of(std::mem::take(all));
                        all.extend(few.as_slice());
                    }
                }
            }
        }
        let all = spells.into_iter();
        all.map(|spells| (!spells.is_empty()).then(|| Spans::of(spells)))
            .collect()
    }

    fn node<'n>(&'n self, row: &'n ActorRow<'g>) -> Node<'n> {
        let record = self.rows.graph.record();
        let actor = row.actor.record();
        let mut all = Attributes::new();
        all.text("name", &*actor.name);
        all.some("short", actor.short.as_deref());
        all.text("kind", actor.kind.as_str());
        all.some("country", actor.country.as_deref());
        all.list("tags", &actor.tags);
        all.list("aliases", actor.aliases.iter().map(alias));
        let ids = actor.ids.iter();
        all.list("ids", ids.map(|(data_set, id)| format!("{data_set}={id}")));
        let whole = actor.whole_period();
        all.period(&whole, row.bounds, end_state(whole.end()));
        let holds = row
            .holds
            .and_then(|holds| stated(self.rows.view().window(), holds));
        all.some("holds", holds.map(Holds::as_str));
        let hedge = actor.evidence.hedge.as_deref().map(Cow::Borrowed);
        all.evidence(&actor.evidence, hedge, record, &self.citations);
        all.some("note", actor.note.as_deref());
        Node {
            actor: row.actor.id(),
            key: row.actor.key(),
            label: row.actor.label(),
            attributes: all,
            spells: row.lives.iter().map(|life| life.bounds.span()).collect(),
        }
    }

    fn edge<'n>(
        &'n self,
        row: &StatementRow<'g>,
        tie: &TieRow<'g>,
        killed: Option<&Killed<'g>>,
    ) -> Edge<'n> {
        let record = self.rows.graph.record();
        let statement = row.statement.record();
        let (from, to) = (tie.tie.from().key(), tie.tie.to().key());
        let key = row.statement.key();
        // actor keys contain no colon, so the text before the last two colons is the statement
        let mut id = String::with_capacity(key.len() + from.len() + to.len() + 2);
        id.extend([key, ":", from, ":", to]);
        let mut all = Attributes::new();
        let label = if tie.certainty < crate::model::Certainty::Reported {
            Cow::Owned(no_fact(statement.kind().as_str(), tie.certainty))
        } else {
            Cow::Borrowed(statement.kind().as_str())
        };
        all.text("edge_id", id.clone());
        all.text("label", label.clone());
        all.text("statement", key);
        all.some("happening", row.happening.map(StatementRef::key));
        let class = if row.happening.is_some() {
            "event"
        } else {
            "relation"
        };
        all.text("class", class);
        all.text("kind", statement.kind().as_str());
        all.text("sign", statement.kind().sign().as_str());
        all.truth("mutual", !tie.tie.is_directed());
        let window = match &statement.content {
            Content::Relation(relation) => {
                relation_attributes(&mut all, relation, tie);
                self.rows.view().window()
            }
            Content::Event(event) => {
                self.event_attributes(&mut all, event, tie);
                if let Some(killed) = killed {
                    toll(&mut all, killed);
                }
                self.rows.view().event_window()
            }
        };
        all.some("holds", stated(window, tie.holds).map(Holds::as_str));
        match evidence_of(tie) {
            Cow::Borrowed(own) => {
                let hedge = own.hedge.as_deref().map(Cow::Borrowed);
                all.evidence(own, hedge, record, &self.citations);
            }
            Cow::Owned(own) => {
                let hedge = own
                    .hedge
                    .as_deref()
                    .map(|hedge| Cow::Owned(hedge.to_owned()));
                all.evidence(&own, hedge, record, &self.citations);
            }
        }
        all.shown("denied_by", who_denies(&tie.denied));
        if tie.tellings.len() > 1 {
            all.list("tellings", tie.tellings.iter().map(|one| one.key()));
        }
        all.some("reason", statement.reason.as_deref());
        all.some("note", statement.note.as_deref());
        Edge {
            id,
            statement: row.statement,
            from,
            to,
            kind: statement.kind().as_str(),
            label,
            attributes: all,
            spells: spells_of(row, tie),
        }
    }

    fn event_attributes<'n>(&self, all: &mut Attributes<'n>, of: &'n Event, tie: &TieRow<'n>)
    where
        'g: 'n,
    {
        all.when(of.when.as_ref());
        let is_known = |day: Day| if day.is_finite() { "known" } else { "unknown" };
        all.text("start_state", is_known(tie.bounds.first_start()));
        all.text("end_state", is_known(tie.bounds.last_end()));
        all.day("day_min", tie.bounds.first_start());
        all.day("day_max", tie.bounds.last_end().previous());
        let record = self.rows.graph.record();
        let places = of.places.iter().map(|&id| record.place(id));
        all.list("place", places);
    }
}

/// Returns the days on which an edge may hold.
fn spells_of(row: &StatementRow<'_>, tie: &TieRow<'_>) -> Vec<Window> {
    let Some(event) = row.statement.record().event() else {
        return tie.spans.as_slice().to_vec();
    };
    if tie.tellings.len() > 1 {
        return tie.spans.as_slice().to_vec();
    }
    let ranges = event.when.iter().flat_map(When::possible_ranges);
    let spells = ranges.map(|(first, last)| Window {
        from: first,
        to: last.next(),
    });
    spells.collect()
}

/// Formats an alias with its language and dates.
fn alias(alias: &Alias) -> String {
    let mut about = Vec::new();
    about.extend(alias.lang.as_ref().map(ToString::to_string));
    let start = alias.period.start();
    about.extend(start.map(|start| format!("since {start}")));
    match alias.period.end() {
        End::Unknown => {}
        End::Ongoing => about.push("ongoing".to_owned()),
        End::On(end) => about.push(format!("until {end}")),
    }
    if about.is_empty() {
        return alias.name.to_string();
    }
    format!("{} ({})", alias.name, about.join(", "))
}

/// Returns the evidence of a tie, combined from all statements about it.
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

fn relation_attributes<'n>(all: &mut Attributes<'n>, of: &'n Relation, tie: &TieRow<'n>) {
    all.some("role", of.role.as_deref());
    all.list("forms", &of.forms);
    all.period(&of.period, tie.bounds, tie.end_state(&of.period));
    all.shown("ended_by", tie.ended_by.map(ender_key));
}

fn toll(all: &mut Attributes<'_>, killed: &Killed<'_>) {
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
    all.text("killed_certainty", killed.certainty.as_str());
    all.list("killed_by", killed.by.iter().map(|actor| actor.key()));
}
