//! Origins and successors of an actor.

use crate::graph::{ActorRef, IntoId, StatementRef};
use crate::model::{ActorId, Certainty, Day, EventKind, Holds, StatementId, TieId, Window};
use crate::query::belonging::Membership;
use crate::query::kit::{DaySpan, Grounds, list, who_denies};
use crate::view::View;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Where an actor came from and what became of it, up to the end of the view's window.
///
/// It prints one line for each link and serialises whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Lineage<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// The actors that it came from, by generation, then key.
    pub ancestors: Vec<Relative<'g>>,
    /// The actors that came from it, by generation, then key.
    pub descendants: Vec<Relative<'g>>,
    /// Every link of descent among the actor, its ancestors and descendants, by time.
    pub links: Vec<Descent<'g>>,
    /// What the actor and its relatives were part of, and what was part of the actor; by time, part
    /// and whole.
    ///
    /// These stand apart from the links: a part did not come from its whole.
    pub parts: Vec<Membership<'g>>,
}

/// An ancestor or descendant of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Relative<'g> {
    /// The ancestor or descendant.
    pub actor: ActorRef<'g>,
    /// The number of links between the two, by the shortest line.
    pub generation: usize,
    /// `Certainly` if a line of links that all hold certainly leads to it.
    pub holds: Holds,
    /// The certainty of the weakest link of the surest line.
    pub certainty: Certainty,
    /// The known denials of the links that lead to it, in storage order.
    pub denied: Vec<StatementRef<'g>>,
}

/// One link of descent: a splinter and its whole, a successor and a constituent, or a new and an old name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Descent<'g> {
    /// The kind of event: `split`, `merger` or `rename`.
    pub kind: EventKind,
    /// The whole, the constituent, or the actor of the old name.
    pub ancestor: ActorRef<'g>,
    /// The splinter, the successor, or the actor of the new name.
    pub descendant: ActorRef<'g>,
    /// The days on which it can have happened.
    #[serde(flatten)]
    pub days: DaySpan,
    /// If the splinter was a part: the part-of relations that ended with the split, in storage order.
    pub part_of: Vec<StatementRef<'g>>,
    /// What the link rests on: every counted statement of the happening.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl fmt::Display for Descent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ancestor, descendant) = (self.ancestor, self.descendant);
        match self.kind {
            EventKind::Split => write!(f, "{descendant} split from {ancestor}"),
            EventKind::Merger => write!(f, "{ancestor} merged into {descendant}"),
            _ => write!(f, "{ancestor} was renamed {descendant}"),
        }?;
        let ids = |statements: &[StatementRef<'_>]| {
            let ids: Vec<String> = statements
                .iter()
                .map(|one| format!("`{}`", one.key()))
                .collect();
            list(&ids)
        };
        write!(f, " {} in {}", self.days, ids(&self.grounds.statements))?;
        if !self.part_of.is_empty() {
            write!(f, ", a part by {}", ids(&self.part_of))?;
        }
        write!(f, " ({})", self.grounds)
    }
}

impl fmt::Display for Relative<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (actor, generation) = (self.actor, self.generation);
        write!(
            f,
            "{actor} (generation {generation}; {}; {}",
            self.holds, self.certainty
        )?;
        match who_denies(&self.denied) {
            Some(who) => write!(f, "; denied by {who})"),
            None => f.write_str(")"),
        }
    }
}

impl fmt::Display for Lineage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.links.is_empty() {
            let actor = self.actor;
            writeln!(f, "{actor} has no ancestor and no descendant in this view")?;
        }
        for (word, relatives) in [("from", &self.ancestors), ("to", &self.descendants)] {
            for relative in relatives {
                writeln!(f, "{} {word} {relative}", self.actor)?;
            }
        }
        for link in &self.links {
            writeln!(f, "{link}")?;
        }
        for part in &self.parts {
            writeln!(f, "{part}")?;
        }
        Ok(())
    }
}

/// # Where an actor came from
impl<'g> View<'g, '_> {
    /// The ancestors and descendants of an actor, by what happened up to the end of the view's window.
    ///
    /// Links are splits, mergers and renamings; each link says which. A split that ends a
    /// membership is not descent but a departure from a coalition, unless it ends a part-of too: a
    /// group that joined and left did not come from the coalition. Sources that contradict each
    /// other can make cycles; each is walked once.
    ///
    /// # Complexity
    ///
    /// O(links and relations of the actors found).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Record};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     nusra = { name = "Jabhat al-Nusra", kind = "armed-group" }
    ///     jfs = { name = "Jabhat Fatah al-Sham", kind = "armed-group" }
    ///     hts = { name = "Hayat Tahrir al-Sham", kind = "armed-group" }
    ///     [[events]]
    ///     kind = "rename"
    ///     when = 2016-07-28
    ///     from = "nusra"
    ///     to = "jfs"
    ///     [[events]]
    ///     kind = "merger"
    ///     when = 2017-01-28
    ///     from = "jfs"
    ///     to = "hts"
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let lineage = graph.ever().lineage(graph.actor("hts")?);
    /// let ancestors: Vec<&str> = lineage.ancestors.iter().map(|one| one.actor.key()).collect();
    /// assert_eq!(ancestors, ["jfs", "nusra"]);
    /// assert_eq!(lineage.ancestors[1].generation, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn lineage(self, actor: impl IntoId<ActorId>) -> Lineage<'g> {
        let actor = actor.id_in(self.graph);
        let mut links = BTreeMap::new();
        let ancestors = self.relatives(actor, false, &mut links);
        let descendants = self.relatives(actor, true, &mut links);
        let mut links: Vec<Descent<'g>> = links.into_values().collect();
        links.sort_by_key(|link| (link.days, link.kind, link.ancestor, link.descendant));
        let kin = ancestors.iter().chain(&descendants);
        let kin = kin.map(|relative| relative.actor.id()).chain([actor]);
        let until = self.until_its_end();
        let wholes = kin.flat_map(|one| until.wholes(one));
        let mut parts: Vec<Membership<'g>> = wholes.chain(until.parts(actor)).collect();
        parts.retain(Membership::is_direct);
        parts.sort_by_key(|part| (part.days, part.member, part.whole));
        parts.dedup_by_key(|part| (part.member, part.whole));
        Lineage {
            actor: self.graph.actor_ref(actor),
            ancestors,
            descendants,
            links,
            parts,
        }
    }

    /// Returns the view from before all days up to the end of its window.
    fn until_its_end(self) -> Self {
        let window = Window {
            from: Day::BEFORE_ALL,
            ..self.window
        };
        View {
            window,
            event_window: window,
            ..self
        }
    }

    /// All actors that links of descent reach, and the links on the way.
    fn relatives(
        self,
        actor: ActorId,
        downward: bool,
        links: &mut BTreeMap<LinkKey, Descent<'g>>,
    ) -> Vec<Relative<'g>> {
        let mut found: BTreeMap<ActorId, Relative<'g>> = BTreeMap::new();
        let mut generation = 0;
        // a better line to an actor reached before may improve the lines behind it
        let mut edge = BTreeSet::from([actor]);
        while !edge.is_empty() {
            generation += 1;
            let mut next = BTreeSet::new();
            for here in edge {
                let so_far = found.get(&here);
                let (holds, certainty) = so_far
                    .map_or((Holds::Certainly, Certainty::Confirmed), |relative| {
                        (relative.holds, relative.certainty)
                    });
                let denied = so_far.map_or_else(Vec::new, |relative| relative.denied.clone());
                for (key, link) in self.descents(here, downward) {
                    let other = if downward {
                        link.descendant
                    } else {
                        link.ancestor
                    };
                    let holds = holds.and(link.grounds.holds);
                    let certainty = certainty.min(link.grounds.certainty);
                    let mut denied = denied.clone();
                    denied.extend(&link.grounds.denied);
                    links.entry(key).or_insert(link);
                    if other.id() == actor {
                        continue;
                    }
                    let is_new = !found.contains_key(&other.id());
                    let relative = found.entry(other.id()).or_insert(Relative {
                        actor: other,
                        generation,
                        holds,
                        certainty,
                        denied: Vec::new(),
                    });
                    // the answer takes holding and certainty from one line: the surest of those that hold best
                    let so_sure = (relative.holds, relative.certainty);
                    let is_better = (holds, certainty) > so_sure;
                    (relative.holds, relative.certainty) = so_sure.max((holds, certainty));
                    let so_far = relative.denied.len();
                    relative.denied.extend(denied);
                    relative.denied.sort_unstable();
                    relative.denied.dedup();
                    let is_more_denied = relative.denied.len() > so_far;
                    if is_new || is_better || is_more_denied {
                        next.insert(other.id());
                    }
                }
            }
            edge = next;
        }
        let mut relatives: Vec<Relative<'g>> = found.into_values().collect();
        relatives.sort_by_key(|relative| (relative.generation, relative.actor));
        relatives
    }

    /// The links of descent to or from an actor, each happening once.
    fn descents(self, actor: ActorId, downward: bool) -> Vec<(LinkKey, Descent<'g>)> {
        let until = self.until_its_end();
        let mut links: BTreeMap<LinkKey, Descent<'g>> = BTreeMap::new();
        for tie in self.graph.limits.lineage_of(actor, downward) {
            let kind = self.graph.kind_of(self.graph.tie_row(tie).statement);
            let Some(kind) = kind.event().filter(|_| until.tie_holds(tie).is_some()) else {
                continue;
            };
            if let Some((key, link)) = until.descent(tie, kind) {
                links.entry(key).or_insert(link);
            }
        }
        links.into_iter().collect()
    }

    fn descent(self, tie: TieId, kind: EventKind) -> Option<(LinkKey, Descent<'g>)> {
        let graph = self.graph;
        let row = graph.tie_row(tie);
        let happening = graph.first_of(row.statement);
        let mut part_of = Vec::new();
        if kind == EventKind::Split {
            part_of = self.parts_ended(row.to, row.from, happening);
            if part_of.is_empty() && self.was_member_before(row.to, row.from, happening) {
                return None;
            }
        }
        let tellings = self.tellings_of_pair(row.statement, row.from, row.to);
        let (_, holds, _) = self.happening_in(&tellings, self.event_window)?;
        let saying: Vec<StatementId> = tellings.iter().map(|&(id, _)| id).collect();
        let told = self.told_time(&saying);
        let sure = told.and_then(|told| told.in_window(self.event_window));
        let ids = || tellings.iter().map(|&(id, _)| graph.statement_ref(id));
        let days = ids().map(|one| {
            let (first, last) = graph.days_of(one.id());
            DaySpan::new(first, last)
        });
        let certainty = ids().map(StatementRef::certainty).max()?;
        let certainty = sure.map_or(certainty, |(_, sure)| sure.min(certainty));
        let link = Descent {
            kind,
            ancestor: graph.actor_ref(row.from),
            descendant: graph.actor_ref(row.to),
            days: days.reduce(DaySpan::or)?,
            part_of: part_of
                .into_iter()
                .map(|id| graph.statement_ref(id))
                .collect(),
            grounds: Grounds::between(self, (row.from, row.to), holds, certainty, ids()),
        };
        Some(((happening, kind, row.from, row.to), link))
    }

    /// The counted statements of a happening that have the same kind and tie the same pair.
    pub(crate) fn tellings_of_pair(
        self,
        statement: StatementId,
        from: ActorId,
        to: ActorId,
    ) -> Vec<(StatementId, Holds)> {
        let graph = self.graph;
        let kind = graph.kind_of(statement);
        let mut tellings = self.counted_tellings(statement);
        tellings.retain(|&(id, _)| {
            let pairs = graph.statement_ref(id).record().ends.pairs();
            graph.kind_of(id) == kind && pairs.contains(&(from, to))
        });
        tellings
    }
}

/// The first statement of the happening, its kind, and the pair.
type LinkKey = (StatementId, EventKind, ActorId, ActorId);
