//! The signed graph of a view: one edge a dyad, each with its ties.

use crate::graph::{ActorGraph, ActorRef, IntoId, TieRef};
use crate::model::word::words;
use crate::model::{ActorId, Certainty, Covered, EventKind, Holds, Kind, Sign, StatementId};
use crate::query::Grounds;
use crate::view::View;
use petgraph::graph::{NodeIndex, UnGraph};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

words! {
    /// The sign of a dyad.
    pub enum DyadSign("sign of a dyad") {
        /// With each other.
        Positive = "positive",
        /// Against each other.
        Negative = "negative",
        /// Both, and no rule settles it.
        Ambivalent = "ambivalent",
    }
}

words! {
    /// What becomes of a dyad that has ties of both signs.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::ConflictRule;
    ///
    /// assert_eq!("latest-wins".parse(), Ok(ConflictRule::LatestWins));
    /// assert_eq!(ConflictRule::ALL.len(), 4);
    /// ```
    pub enum ConflictRule("rule for conflicts") {
        /// It is ambivalent: listed apart, an edge of neither sign.
        Ambivalent = "ambivalent",
        /// The tie that is last in the stated order decides: by its first day, its last, then content.
        LatestWins = "latest-wins",
        /// The sign of most relations and happenings, each counted once; ambivalent if equal.
        Majority = "majority",
        /// It is negative.
        NegativeWins = "negative-wins",
    }
}

/// How ties become a signed graph: the rule for conflicts, which kinds have a sign, who is in it.
///
/// The default: conflicts are ambivalent, lineage (split, merger, renaming) is neutral, violence
/// against civilians is no edge, and the graph's actors are those at an edge.
///
/// # Examples
///
/// ```
/// use factions::{ConflictRule, SignRule};
///
/// let rule = SignRule::from(ConflictRule::Majority).with_positive_lineage();
/// assert_eq!(rule.conflicts, ConflictRule::Majority);
/// assert!(rule.lineage_is_positive);
/// assert!(!SignRule::default().lineage_is_positive);
///
/// // victims are in nobody's camp, unless somebody asks for the ties of who hit them
/// assert!(!SignRule::default().counts_one_sided);
/// assert!(SignRule::default().with_one_sided().counts_one_sided);
///
/// // a network as others publish it may count actors that nothing ties
/// assert!(SignRule::default().with_all_actors().counts_all_actors);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SignRule {
    /// What becomes of a dyad that has ties of both signs.
    pub conflicts: ConflictRule,
    /// Whether splits, mergers and renamings count as positive ties.
    pub lineage_is_positive: bool,
    /// Whether one-sided ties, of who hits civilians to those hit, are negative ones.
    pub counts_one_sided: bool,
    /// Whether actors of the view that no edge touches are in the graph.
    pub counts_all_actors: bool,
}

impl Default for SignRule {
    fn default() -> Self {
        Self::from(ConflictRule::Ambivalent)
    }
}

impl From<ConflictRule> for SignRule {
    fn from(conflicts: ConflictRule) -> Self {
        Self {
            conflicts,
            lineage_is_positive: false,
            counts_one_sided: false,
            counts_all_actors: false,
        }
    }
}

impl SignRule {
    /// The same rule, with splits, mergers and renamings as positive ties.
    #[must_use]
    pub const fn with_positive_lineage(mut self) -> Self {
        self.lineage_is_positive = true;
        self
    }

    /// The same rule, with one-sided ties as negative ones: attackers against their victims.
    ///
    /// Without it violence against civilians is no edge: its victims are no party to the conflict, and
    /// two who are hit by the same do not stand together.
    #[must_use]
    pub const fn with_one_sided(mut self) -> Self {
        self.counts_one_sided = true;
        self
    }

    /// The same rule, with every actor of the view in the graph, also those that no edge touches.
    ///
    /// It changes what is divided by the number of actors n, or sums over them: densities,
    /// centralisation, walk balance, the PN index, the base rate of common enemies. Nothing else.
    #[must_use]
    pub const fn with_all_actors(mut self) -> Self {
        self.counts_all_actors = true;
        self
    }

    /// The sign of ties of a kind; `None`: neutral, or one-sided and not asked for.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{DyadSign, EventKind, SignRule};
    ///
    /// let violence = EventKind::ViolenceAgainstCivilians;
    /// assert_eq!(SignRule::default().sign_of(violence), None);
    /// assert_eq!(SignRule::default().with_one_sided().sign_of(violence), Some(DyadSign::Negative));
    /// ```
    pub fn sign_of(self, kind: impl Into<Kind>) -> Option<DyadSign> {
        let kind = kind.into();
        if kind.event().is_some_and(EventKind::is_one_sided) && !self.counts_one_sided {
            return None;
        }
        match kind.sign() {
            Sign::Positive => Some(DyadSign::Positive),
            Sign::Negative => Some(DyadSign::Negative),
            Sign::Neutral => {
                let is_lineage = kind.event().is_some_and(EventKind::is_lineage);
                (is_lineage && self.lineage_is_positive).then_some(DyadSign::Positive)
            }
        }
    }

    /// The sign of a dyad by its signed ties, in their order; `None` without any.
    pub(in crate::analysis) fn settle(self, ties: &[SignedTie<'_>]) -> Option<DyadSign> {
        let has = |sign| ties.iter().any(|tie| tie.sign == sign);
        let is_conflict = has(DyadSign::Positive) && has(DyadSign::Negative);
        match self.conflicts {
            _ if !is_conflict => ties.first().map(|tie| tie.sign),
            ConflictRule::Ambivalent => Some(DyadSign::Ambivalent),
            ConflictRule::LatestWins => ties.last().map(|tie| tie.sign),
            ConflictRule::NegativeWins => Some(DyadSign::Negative),
            ConflictRule::Majority => {
                let count = |sign| {
                    let of_sign = ties.iter().filter(|tie| tie.sign == sign);
                    let told: BTreeSet<StatementId> = of_sign.map(SignedTie::told_first).collect();
                    told.len()
                };
                let positive = count(DyadSign::Positive);
                Some(match positive.cmp(&count(DyadSign::Negative)) {
                    std::cmp::Ordering::Less => DyadSign::Negative,
                    std::cmp::Ordering::Equal => DyadSign::Ambivalent,
                    std::cmp::Ordering::Greater => DyadSign::Positive,
                })
            }
        }
    }

    /// Whether a dyad has its sign certainly: whichever of its possible ties hold.
    pub(in crate::analysis) fn holds(self, ties: &[SignedTie<'_>], sign: DyadSign) -> Holds {
        let least_favourable = |sign: DyadSign| {
            let stays = |tie: &&SignedTie<'_>| tie.sign != sign || tie.holds == Holds::Certainly;
            let ties: Vec<SignedTie<'_>> = ties.iter().filter(stays).copied().collect();
            self.settle(&ties)
        };
        let is_certain = match sign {
            DyadSign::Positive | DyadSign::Negative => least_favourable(sign) == Some(sign),
            DyadSign::Ambivalent => [DyadSign::Positive, DyadSign::Negative]
                .into_iter()
                .all(|one| least_favourable(one) == Some(sign)),
        };
        if is_certain {
            Holds::Certainly
        } else {
            Holds::Possibly
        }
    }
}

/// How sure a sign is: as the surest of its ties that hold best; of both signs as the weaker.
pub(in crate::analysis) fn surest(
    sign: DyadSign,
    ties: &(impl Iterator<Item = (DyadSign, Holds, Certainty)> + Clone),
) -> Option<Certainty> {
    let best = |sign: DyadSign| {
        let of_sign = ties.clone().filter(|tie| tie.0 == sign);
        let best = of_sign
            .map(|(_, holds, certainty)| (holds, certainty))
            .max();
        best.map(|(_, certainty)| certainty)
    };
    match sign {
        DyadSign::Positive | DyadSign::Negative => best(sign),
        DyadSign::Ambivalent => best(DyadSign::Positive).min(best(DyadSign::Negative)),
    }
}

/// A tie that carries a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedTie<'g> {
    /// The tie.
    pub tie: TieRef<'g>,
    /// Its sign; never ambivalent.
    pub sign: DyadSign,
    /// Whether it holds certainly in the view.
    pub holds: Holds,
}

impl SignedTie<'_> {
    /// The first statement of what the tie tells of.
    pub(super) fn told_first(&self) -> StatementId {
        self.tie.graph().first_of(self.tie.statement().id())
    }
}

/// An edge of a signed graph: two actors, a sign, and every tie behind it.
///
/// Prints as `CSP – Wagner Group: negative (certainly; reported; source: …)`; serialises with its
/// [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SignedEdge<'g> {
    /// The first of the two by key.
    pub one: ActorRef<'g>,
    /// The other.
    pub other: ActorRef<'g>,
    /// Its sign.
    pub sign: DyadSign,
    /// Its signed ties, in the stated order of ties.
    #[serde(skip)]
    pub ties: Vec<SignedTie<'g>>,
    /// What it rests on: all its signed ties; certainly if whichever of them hold give this sign.
    #[serde(flatten)]
    pub grounds: Grounds<'g>,
}

impl<'g> SignedEdge<'g> {
    fn new(
        view: View<'g, '_>,
        rule: SignRule,
        ends: (ActorId, ActorId),
        ties: Vec<SignedTie<'g>>,
    ) -> Option<Self> {
        let sign = rule.settle(&ties)?;
        let each = ties.iter().map(|tie| {
            let certainty = view.tie_certainty(tie.tie.id());
            (tie.sign, tie.holds, certainty)
        });
        let certainty = surest(sign, &each)?;
        let behind = ties.iter().map(|tie| tie.tie);
        let grounds = Grounds::of_ties(view, rule.holds(&ties, sign), certainty, behind);
        Some(Self {
            one: view.graph().actor_ref(ends.0),
            other: view.graph().actor_ref(ends.1),
            sign,
            ties,
            grounds,
        })
    }

    /// The end that is not this actor; `None` if the actor is at neither.
    #[track_caller]
    pub fn other_end(&self, actor: impl IntoId<ActorId>) -> Option<ActorRef<'g>> {
        let actor = actor.id_in(self.one.graph());
        match actor {
            _ if actor == self.one.id() => Some(self.other),
            _ if actor == self.other.id() => Some(self.one),
            _ => None,
        }
    }

    fn ends(&self) -> (ActorId, ActorId) {
        (self.one.id(), self.other.id())
    }
}

impl fmt::Display for SignedEdge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, other, sign) = (self.one, self.other, self.sign);
        write!(f, "{one} – {other}: {sign} ({})", self.grounds)
    }
}

/// The signed graph of a view: at most one edge a dyad.
///
/// A dyad with ties of one sign is an edge of that sign; what becomes of one with both is the caller's
/// [`ConflictRule`], and what no rule settles stands in [`ambivalent`](Self::ambivalent), never
/// dropped. A dyad with neutral ties alone, or none, is no edge: this says nothing of how the two
/// stand. One-sided ties are none either, unless [asked for](SignRule::with_one_sided). The graph's actors, whose number is the n of every measure, are those at an end of an edge
/// of either sign; with [`SignRule::with_all_actors`] all of the view.
///
/// Prints a line an edge; serialises whole.
///
/// # Examples
///
/// ```
/// use factions::{ActorGraph, ConflictRule, DyadSign, Record};
///
/// let record = Record::from_toml(r#"
///     format = 1
///     [actors]
///     a = { name = "A", kind = "armed-group" }
///     b = { name = "B", kind = "armed-group" }
///     c = { name = "C", kind = "armed-group" }
///     [[relations]]
///     kind = "alliance"
///     between = ["a", "b"]
///     [[events]]
///     kind = "clash"
///     when = 2023-10-07
///     sides = [["a"], ["b"]]
///     [[events]]
///     kind = "clash"
///     when = 2023-10-08
///     sides = [["b"], ["c"]]
/// "#)?;
/// let graph = ActorGraph::new(record);
/// let signed = graph.ever().signed(ConflictRule::Ambivalent);
/// assert_eq!(signed.edges().len(), 1);
/// assert_eq!(signed.ambivalent()[0].ties.len(), 2);
/// let signed = graph.ever().signed(ConflictRule::LatestWins);
/// assert_eq!(signed.edges()[0].sign, DyadSign::Negative);
/// # Ok::<(), factions::Problems>(())
/// ```
#[derive(Debug, Clone, Serialize)]
pub struct SignedGraph<'g> {
    #[serde(skip)]
    graph: &'g ActorGraph,
    rule: SignRule,
    covered: Covered,
    #[serde(skip)]
    is_silent: bool,
    actors: Vec<ActorRef<'g>>,
    edges: Vec<SignedEdge<'g>>,
    ambivalent: Vec<SignedEdge<'g>>,
}

/// # Signed networks
impl<'g> View<'g, '_> {
    /// The signed graph of the view: one edge a dyad, its sign from the ties between the two.
    ///
    /// Takes a [`ConflictRule`], or a [`SignRule`] that also gives lineage or one-sided violence a sign.
    /// Ties of kinds that the view does not show have no part in it; narrow the view by
    /// [`certainly`](View::certainly) for the edges of certain ties alone.
    ///
    /// # Complexity
    ///
    /// O(ties of the graph + t log t) for t ties of the view.
    pub fn signed(self, rule: impl Into<SignRule>) -> SignedGraph<'g> {
        let rule = rule.into();
        let graph = self.graph();
        let mut dyads: BTreeMap<(ActorId, ActorId), Vec<SignedTie<'g>>> = BTreeMap::new();
        for (id, holds) in self.tie_ids() {
            let tie = graph.tie_ref(id);
            let (from, to) = (tie.from().id(), tie.to().id());
            if let Some(sign) = rule.sign_of(tie.kind()).filter(|_| from != to) {
                let ties = dyads.entry((from.min(to), from.max(to))).or_default();
                ties.push(SignedTie { tie, sign, holds });
            }
        }
        let all = dyads.into_iter();
        let all = all.filter_map(|(ends, ties)| SignedEdge::new(self, rule, ends, ties));
        let (ambivalent, edges): (Vec<_>, Vec<SignedEdge<'g>>) =
            all.partition(|edge| edge.sign == DyadSign::Ambivalent);
        let mut actors: Vec<_> = edges
            .iter()
            .flat_map(|edge| [edge.one, edge.other])
            .collect();
        if rule.counts_all_actors {
            actors.extend(self.actors().map(|present| present.actor));
        }
        actors.sort_unstable();
        actors.dedup();
        let covered = self.covered();
        SignedGraph {
            graph,
            rule,
            covered,
            is_silent: covered == Covered::No && self.toll().is_silent(),
            actors,
            edges,
            ambivalent,
        }
    }
}

impl<'g> SignedGraph<'g> {
    /// The graph that it is of.
    pub const fn graph(&self) -> &'g ActorGraph {
        self.graph
    }

    /// The rule that gave the signs.
    pub const fn rule(&self) -> SignRule {
        self.rule
    }

    /// Whether the record speaks of the events of the view's days.
    pub const fn covered(&self) -> Covered {
        self.covered
    }

    /// Whether it is of days that the record does not cover, and without a happening.
    ///
    /// Then there may be edges of relations that possibly go on, and no figure of balance says anything:
    /// none is given.
    ///
    /// # Examples
    ///
    /// ```
    /// use factions::{ActorGraph, ConflictRule, Record, SearchBudget, date};
    ///
    /// let record = Record::from_toml(r#"
    ///     [record]
    ///     as_of = 2019-12-31
    ///     [actors]
    ///     a = { name = "A", kind = "armed-group" }
    ///     b = { name = "B", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     between = ["a", "b"]
    ///     start = 2010-01-01
    ///     end = ".."
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let on = |day| graph.at(day).signed(ConflictRule::Ambivalent);
    /// let balance = |day| on(day).frustration(SearchBudget::default()).normalised();
    /// assert_eq!(balance(date(2019, 12, 31)), Some(1.0));
    /// // the alliance may go on in 2020; of clashes in that year the record says nothing
    /// assert_eq!(on(date(2020, 1, 1)).edges().len(), 1);
    /// assert!(on(date(2020, 1, 1)).is_silent());
    /// assert_eq!(balance(date(2020, 1, 1)), None);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub const fn is_silent(&self) -> bool {
        self.is_silent
    }

    /// The actors at an end of an edge of either sign, by key; by the rule also those at none.
    pub fn actors(&self) -> &[ActorRef<'g>] {
        &self.actors
    }

    /// The positive and negative edges, by the keys of their ends.
    pub fn edges(&self) -> &[SignedEdge<'g>] {
        &self.edges
    }

    /// The dyads that have both signs, in the same order: edges of neither.
    pub fn ambivalent(&self) -> &[SignedEdge<'g>] {
        &self.ambivalent
    }

    /// How many edges have a sign.
    pub fn count(&self, sign: DyadSign) -> usize {
        let of_sign = |edge: &&SignedEdge<'_>| edge.sign == sign;
        match sign {
            DyadSign::Ambivalent => self.ambivalent.len(),
            _ => self.edges.iter().filter(of_sign).count(),
        }
    }

    /// The edge or ambivalent dyad of two actors; `None`: no signed tie, which says nothing.
    ///
    /// # Complexity
    ///
    /// O(log m).
    #[track_caller]
    pub fn dyad(
        &self,
        one: impl IntoId<ActorId>,
        other: impl IntoId<ActorId>,
    ) -> Option<&SignedEdge<'g>> {
        let (one, other) = (one.id_in(self.graph), other.id_in(self.graph));
        let ends = (one.min(other), one.max(other));
        let mut all = [&self.edges, &self.ambivalent].into_iter();
        all.find_map(|edges| {
            let at = edges.binary_search_by_key(&ends, SignedEdge::ends);
            edges.get(at.ok()?)
        })
    }
}

/// # For other libraries
impl<'g> SignedGraph<'g> {
    /// The signed graph as one of petgraph's: nodes in the order of the actors, one edge a dyad.
    ///
    /// For what needs no signs: petgraph's algorithms, and those of
    /// [rustworkx-core](https://docs.rs/rustworkx-core), which computes betweenness, closeness and core
    /// numbers as networkx does (`betweenness_centrality(&network, false, true, usize::MAX)`: on one
    /// thread, for sums that are added in another order each time have other last digits). Ambivalent
    /// dyads are no edges.
    ///
    /// # Complexity
    ///
    /// O(n + m log n).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record};
    /// use petgraph::algo::articulation_points::articulation_points;
    ///
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     broker = { name = "Broker", kind = "armed-group" }
    ///     one = { name = "One", kind = "armed-group" }
    ///     two = { name = "Two", kind = "armed-group" }
    ///     [[relations]]
    ///     kind = "alliance"
    ///     sides = [["broker"], ["one", "two"]]
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let network = graph.ever().signed(ConflictRule::Ambivalent).to_petgraph();
    /// // whoever holds the others together
    /// let points = articulation_points(&network);
    /// assert!(points.iter().map(|&node| network[node].key()).eq(["broker"]));
    /// assert_eq!(petgraph::algo::connected_components(&network), 1);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn to_petgraph(&self) -> UnGraph<ActorRef<'g>, DyadSign> {
        let mut network = UnGraph::with_capacity(self.actors.len(), self.edges.len());
        for &actor in &self.actors {
            network.add_node(actor);
        }
        for edge in &self.edges {
            let [one, other] = [edge.one, edge.other].map(|actor| {
                let place = self.actors.partition_point(|one| *one < actor);
                NodeIndex::new(place)
            });
            network.add_edge(one, other, edge.sign);
        }
        network
    }
}

impl fmt::Display for SignedGraph<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for edge in self.edges.iter().chain(&self.ambivalent) {
            writeln!(f, "{edge}")?;
        }
        Ok(())
    }
}
