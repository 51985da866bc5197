//! The statements known differently on two days, and everything in the graph that can rest on them.

use crate::graph::{ActorRef, StatementRef};
use crate::model::{ActorId, Certainty, EventKind, Kind, RelationKind, StatementId, TieId, Window};
use crate::query::belonging::{STEPS, Way};
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A kind of relation and two actors: where its tie starts, and where it leads.
pub(super) type Pair = (RelationKind, ActorId, ActorId);

/// The statements and periods that two days know differently, and everything that can differ because of them.
#[derive(Debug)]
pub(super) struct Touched<'g, 'f> {
    /// The view as known on the earlier day, and as known on the later one.
    pub(super) views: [View<'g, 'f>; 2],
    /// The statements that only one of the days knows, or that the days know from different sources.
    pub(super) statements: BTreeSet<StatementId>,
    /// The actors whose active periods differ between the days, or are known from different sources.
    pub(super) lives: BTreeSet<ActorId>,
    /// The kinds and pairs of which a relation may hold differently.
    pub(super) pairs: BTreeSet<Pair>,
    /// The first statements of the events that may differ, or whose denials may.
    pub(super) events: BTreeSet<StatementId>,
    /// The actors that these statements and their other tellings name.
    pub(super) actors: BTreeSet<ActorId>,
    /// The actors that steps lead to from an actor, all up or all down, on either day.
    reached: HashMap<(ActorId, Way), Vec<ActorId>>,
}

impl<'g, 'f> Touched<'g, 'f> {
    pub(super) fn new(views: [View<'g, 'f>; 2]) -> Self {
        let [before, after] = views;
        let graph = before.graph;
        let statements = graph.statements_of(|row| before.hears_otherwise(after, row));
        let mut touched = Self {
            views,
            statements: statements.into_iter().collect(),
            lives: BTreeSet::new(),
            pairs: BTreeSet::new(),
            events: BTreeSet::new(),
            actors: BTreeSet::new(),
            reached: HashMap::new(),
        };
        for actor in graph.actors().map(ActorRef::id) {
            let has_lives = !graph.lives.of(actor).is_empty();
            if has_lives && before.hears_of_lives_otherwise(after, actor) {
                touched.lives.insert(actor);
            }
        }
        touched.spread();
        touched
    }

    /// Whether the two days know the same.
    pub(super) fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.lives.is_empty()
    }

    /// Finds what can rest on the statements and active periods.
    fn spread(&mut self) {
        let graph = self.views[0].graph;
        let touched: Vec<StatementId> = self.statements.iter().copied().collect();
        let mut told: BTreeSet<StatementId> = BTreeSet::new();
        for &id in &touched {
            told.extend(graph.tellings(id));
            self.denied_by(id);
        }
        for id in told {
            self.actors.extend(graph.actors_of(id));
            match graph.kind_of(id) {
                Kind::Relation(kind) => {
                    let (pairs, _) = graph.pairs_of(id);
                    self.pairs
                        .extend(pairs.into_iter().map(|(a, b)| (kind, a, b)));
                }
                Kind::Event(kind) => {
                    self.events.insert(graph.first_of(id));
                    self.ended_by(id, kind);
                }
            }
        }
        for actor in self.lives.clone() {
            self.all_of(actor);
        }
        self.actors.extend(&self.lives);
        let of_pairs: Vec<ActorId> = self
            .pairs
            .iter()
            .flat_map(|pair| [pair.1, pair.2])
            .collect();
        self.actors.extend(of_pairs);
    }

    /// Adds the relations that a split, merger or renaming may end or bound.
    fn ended_by(&mut self, id: StatementId, kind: EventKind) {
        if !kind.is_lineage() {
            return;
        }
        let (pairs, _) = self.views[0].graph.pairs_of(id);
        for (from, to) in pairs {
            match kind {
                EventKind::Split => {
                    self.pairs.extend(STEPS.map(|step| (step, to, from)));
                }
                _ => self.all_of(from),
            }
        }
    }

    /// Every relation of an actor.
    fn all_of(&mut self, actor: ActorId) {
        let graph = self.views[0].graph;
        for (tie, _) in graph.relation_entries(actor, Window::ALL) {
            let row = graph.tie_row(tie);
            if let Kind::Relation(kind) = graph.kind_of(row.statement) {
                self.pairs.insert((kind, row.from, row.to));
            }
        }
    }

    /// Adds the events that a denial contradicts: events of the same kind and pair.
    fn denied_by(&mut self, id: StatementId) {
        let graph = self.views[0].graph;
        let certainty = graph.evidence_of(id).certainty;
        let Kind::Event(kind) = graph.kind_of(id) else {
            return;
        };
        if certainty != Certainty::Denied {
            return;
        }
        for (from, to) in graph.pairs_of(id).0 {
            for view in self.views {
                let all = view.possibly().ties_between(from, to);
                let alike = all.filter(|one| one.tie.kind() == Kind::Event(kind));
                let ids = alike.map(|one| graph.statement_of_tie(one.tie.id()));
                self.events.extend(ids.map(|id| graph.first_of(id)));
            }
            self.ended_by(id, kind);
        }
    }

    /// The ties of relations of a pair and kind.
    pub(super) fn ties_of(&self, (kind, from, to): Pair) -> Vec<TieId> {
        let graph = self.views[0].graph;
        let is_fewer = graph.degree(to) < graph.degree(from);
        let (here, there) = if is_fewer { (to, from) } else { (from, to) };
        let run = graph.relation_entries(here, Window::ALL);
        let of_pair = run.filter(|&(tie, other)| {
            let is_kind = || graph.kind_of(graph.statement_of_tie(tie)) == Kind::Relation(kind);
            other == there && is_kind()
        });
        of_pair.map(|(tie, _)| tie).collect()
    }

    /// The actors that steps of these kinds lead to, all up or all down, on either day; the actor itself too.
    pub(super) fn reached(
        &mut self,
        actor: ActorId,
        way: Way,
        kinds: &[RelationKind],
    ) -> Vec<ActorId> {
        let is_all = kinds.len() == STEPS.len();
        if let Some(found) = self.reached.get(&(actor, way)).filter(|_| is_all) {
            return found.clone();
        }
        let (mut found, mut seen) = (vec![actor], HashSet::from([actor]));
        let mut at = 0;
        while let Some(&here) = found.get(at) {
            at += 1;
            for view in self.views {
                for neighbor in view.possibly().relation_neighbors(here) {
                    let kind = neighbor.tie.kind();
                    let is_step = kind.relation().is_some_and(|kind| kinds.contains(&kind));
                    let is_up = neighbor.tie.from().id() == here;
                    let next = neighbor.actor.id();
                    if is_step && is_up == (way == Way::Up) && seen.insert(next) {
                        found.push(next);
                    }
                }
            }
        }
        if is_all {
            self.reached.insert((actor, way), found.clone());
        }
        found
    }

    /// The actors that act for an actor and those it acts for: all that climbs lead to.
    pub(super) fn around(&mut self, actor: ActorId) -> BTreeSet<ActorId> {
        let ways = [Way::Up, Way::Down];
        ways.into_iter()
            .flat_map(|way| self.reached(actor, way, &STEPS))
            .collect()
    }

    /// The touched statements and their other tellings, by the actors that they name.
    pub(super) fn by_actor(&self) -> BTreeMap<ActorId, Vec<StatementId>> {
        let graph = self.views[0].graph;
        let mut by_actor: BTreeMap<ActorId, Vec<StatementId>> = BTreeMap::new();
        for &id in &self.statements {
            let tellings = graph.tellings(id);
            let named: BTreeSet<ActorId> = tellings.flat_map(|one| graph.actors_of(one)).collect();
            for actor in named {
                by_actor.entry(actor).or_default().push(id);
            }
        }
        by_actor
    }

    /// The touched statements among some statements, in the same order.
    pub(super) fn among(
        &self,
        ids: impl IntoIterator<Item = StatementId>,
    ) -> Vec<StatementRef<'g>> {
        let graph = self.views[0].graph;
        let mut ids: Vec<StatementId> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let own = ids.into_iter().filter(|id| self.statements.contains(id));
        let mut own: Vec<StatementRef<'g>> = own.map(|id| graph.statement_ref(id)).collect();
        own.sort_unstable();
        own
    }
}
