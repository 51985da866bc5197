//! The signed graph of a view: one edge for each dyad, with the ties behind it.

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
        /// The two stand with each other.
        Positive = "positive",
        /// The two stand against each other.
        Negative = "negative",
        /// They do both, and the rule for conflicts does not decide.
        Ambivalent = "ambivalent",
    }
}

words! {
    /// What sign a dyad gets that has ties of both signs.
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
        /// The dyad is ambivalent: it is listed apart, and is an edge of neither sign.
        Ambivalent = "ambivalent",
        /// The last tie in storage order decides: the last by first day, then last day, then content.
        LatestWins = "latest-wins",
        /// The sign of most relations and happenings decides, each counted once; equal numbers make
        /// it ambivalent.
        Majority = "majority",
        /// The dyad is negative.
        NegativeWins = "negative-wins",
    }
}

/// How ties become a signed graph: the rule for conflicts, which kinds have a sign, which actors are in it.
///
/// By default conflicts are ambivalent, lineage (split, merger, renaming) is neutral, violence
/// against civilians makes no edge, and the graph's actors are those with an edge.
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
/// // victims are in nobody's camp, unless you ask for the ties between attackers and victims
/// assert!(!SignRule::default().counts_one_sided);
/// assert!(SignRule::default().with_one_sided().counts_one_sided);
///
/// // a network as others publish it may count actors without a tie
/// assert!(SignRule::default().with_all_actors().counts_all_actors);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SignRule {
    /// What sign a dyad gets that has ties of both signs.
    pub conflicts: ConflictRule,
    /// Whether splits, mergers and renamings count as positive ties.
    pub lineage_is_positive: bool,
    /// Whether one-sided ties, from attackers to the civilians they hit, count as negative ties.
    pub counts_one_sided: bool,
    /// Whether the graph has all actors of the view, also those without an edge.
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
    /// The same rule, but splits, mergers and renamings count as positive ties.
    #[must_use]
    pub const fn with_positive_lineage(mut self) -> Self {
        self.lineage_is_positive = true;
        self
    }

    /// The same rule, but one-sided ties count as negative: attackers stand against their victims.
    ///
    /// Without this, violence against civilians makes no edge: the victims are no party to the
    /// conflict, and two victims of the same attacker do not stand together.
    #[must_use]
    pub const fn with_one_sided(mut self) -> Self {
        self.counts_one_sided = true;
        self
    }

    /// The same rule, but every actor of the view is in the graph, also those without an edge.
    ///
    /// This changes the measures that divide by the number n of actors or sum over actors:
    /// densities, centralisation, walk balance, the PN index and the base rate of common enemies.
    /// It changes nothing else.
    #[must_use]
    pub const fn with_all_actors(mut self) -> Self {
        self.counts_all_actors = true;
        self
    }

    /// The sign of ties of a kind; `None` if they are neutral, or one-sided and the rule does not
    /// count these.
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

    /// The sign of a dyad, from its signed ties in storage order; `None` without a tie.
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

    /// Whether a dyad certainly has its sign, whichever of its possible ties hold.
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

/// How sure a sign is: as sure as the surest of the ties that hold best; of both signs the weaker counts.
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

/// A tie that has a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignedTie<'g> {
    /// The tie.
    pub tie: TieRef<'g>,
    /// The sign of the tie; it is never ambivalent.
    pub sign: DyadSign,
    /// Whether the tie holds certainly in the view.
    pub holds: Holds,
}

impl SignedTie<'_> {
    /// The first statement of the happening or relation that the tie belongs to.
    pub(super) fn told_first(&self) -> StatementId {
        self.tie.graph().first_of(self.tie.statement().id())
    }
}

/// An edge of a signed graph: two actors, a sign, and every tie behind it.
///
/// It prints as `CSP – Wagner Group: negative (certainly; reported; source: …)` and serialises with
/// its [`Grounds`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SignedEdge<'g> {
    /// The actor whose key comes first.
    pub one: ActorRef<'g>,
    /// The other actor.
    pub other: ActorRef<'g>,
    /// The sign of the edge.
    pub sign: DyadSign,
    /// The signed ties of the two, in storage order.
    #[serde(skip)]
    pub ties: Vec<SignedTie<'g>>,
    /// What the edge rests on: all its signed ties. It holds certainly if the sign is the same
    /// whichever of the possible ties hold.
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

    /// The end that is not this actor; `None` if the actor is at neither end.
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

/// The signed graph of a view: at most one edge for each dyad.
///
/// A dyad whose ties have one sign is an edge of that sign. If its ties have both signs, the [`ConflictRule`]
/// decides. A dyad for which the rule does not decide is listed in [`ambivalent`](Self::ambivalent).
///
/// A dyad without a signed tie is no edge, which says nothing about how the two stand. One-sided
/// ties make no edge either, unless you [ask for them](SignRule::with_one_sided).
///
/// The graph's actors are those with an edge of either sign; with [`SignRule::with_all_actors`]
/// they are all actors of the view. Their number is the n of every measure.
///
/// It prints one line for each edge and serialises whole.
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
    /// The signed graph of the view: one edge for each dyad, signed by the ties between the two.
    ///
    /// The argument is a [`ConflictRule`], or a [`SignRule`] if lineage or one-sided violence
    /// should have a sign too. Only ties of the kinds that the view shows count. For edges of
    /// certain ties alone, narrow the view with [`certainly`](View::certainly).
    ///
    /// # Complexity
    ///
    /// O(ties of the graph + t log t), where t is the number of ties of the view.
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
    /// The graph of actors that the signed graph was made from.
    pub const fn graph(&self) -> &'g ActorGraph {
        self.graph
    }

    /// The rule that gave the edges their signs.
    pub const fn rule(&self) -> SignRule {
        self.rule
    }

    /// Whether the record covers the days of the view's events.
    pub const fn covered(&self) -> Covered {
        self.covered
    }

    /// Whether the record covers none of the view's days and the view has no happening.
    ///
    /// Edges of relations that possibly go on may still be there. But a figure of balance would
    /// mean nothing, so there is none.
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
    /// // the alliance may go on in 2020; the record says nothing of clashes in that year
    /// assert_eq!(on(date(2020, 1, 1)).edges().len(), 1);
    /// assert!(on(date(2020, 1, 1)).is_silent());
    /// assert_eq!(balance(date(2020, 1, 1)), None);
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub const fn is_silent(&self) -> bool {
        self.is_silent
    }

    /// The actors with an edge of either sign, by key; if the rule says so, also those without one.
    pub fn actors(&self) -> &[ActorRef<'g>] {
        &self.actors
    }

    /// The positive and negative edges, by the keys of their ends.
    pub fn edges(&self) -> &[SignedEdge<'g>] {
        &self.edges
    }

    /// The dyads that have both signs, by the keys of their ends; they are no edges.
    pub fn ambivalent(&self) -> &[SignedEdge<'g>] {
        &self.ambivalent
    }

    /// How many edges have a sign; for `Ambivalent`, how many dyads are ambivalent.
    pub fn count(&self, sign: DyadSign) -> usize {
        let of_sign = |edge: &&SignedEdge<'_>| edge.sign == sign;
        match sign {
            DyadSign::Ambivalent => self.ambivalent.len(),
            _ => self.edges.iter().filter(of_sign).count(),
        }
    }

    /// The edge or ambivalent dyad of two actors; `None` if no signed tie is between them, which
    /// says nothing.
    ///
    /// # Complexity
    ///
    /// O(log m), where m is the number of edges.
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
    /// The signed graph as a graph of petgraph: one edge for each dyad, nodes in the order of the actors.
    ///
    /// Use it for algorithms that need no signs: those of petgraph, and those of
    /// [rustworkx-core](https://docs.rs/rustworkx-core), which computes betweenness, closeness and
    /// core numbers as NetworkX does. (Call `betweenness_centrality(&network, false, true,
    /// usize::MAX)` to stay on one thread: several threads add up in varying order, so the last
    /// digits vary.) Ambivalent dyads are no edges.
    ///
    /// # Complexity
    ///
    /// O(n + m log n), where n is the number of actors and m of edges.
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
    /// // the actor that holds the others together
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
