//! Degrees by sign, densities and centralisation.

use super::signed::{DyadSign, SignedGraph};
use crate::graph::ActorRef;
use crate::model::ActorId;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// How many other actors an actor is tied to, by sign.
///
/// It prints as `2 positive, 1 negative, 0 ambivalent` and serialises with ratio and net degree.
///
/// # Examples
///
/// ```
/// use factions::Degree;
///
/// let degree = Degree::new(2, 1);
/// assert_eq!(degree.net(), 1);
/// assert_eq!(degree.ratio(), Some(2.0 / 3.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Degree {
    /// The number of positive edges.
    pub positive: u32,
    /// The number of negative edges.
    pub negative: u32,
    /// The number of ambivalent dyads, which count in neither of the others.
    pub ambivalent: u32,
}

impl Degree {
    /// A degree of this many positive and negative edges.
    pub const fn new(positive: u32, negative: u32) -> Self {
        Self {
            positive,
            negative,
            ambivalent: 0,
        }
    }

    /// The number of positive and negative edges together.
    pub const fn total(self) -> u32 {
        self.positive + self.negative
    }

    /// The share of positive edges, d⁺ / (d⁺ + d⁻); `None` without an edge of either sign.
    pub fn ratio(self) -> Option<f64> {
        let share = f64::from(self.positive) / f64::from(self.total());
        (self.total() > 0).then_some(share)
    }

    /// The net degree: positive minus negative edges, d⁺ − d⁻.
    pub fn net(self) -> i64 {
        i64::from(self.positive) - i64::from(self.negative)
    }

    fn add(&mut self, sign: DyadSign) {
        match sign {
            DyadSign::Positive => self.positive += 1,
            DyadSign::Negative => self.negative += 1,
            DyadSign::Ambivalent => self.ambivalent += 1,
        }
    }
}

impl fmt::Display for Degree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (positive, negative, ambivalent) = (self.positive, self.negative, self.ambivalent);
        write!(
            f,
            "{positive} positive, {negative} negative, {ambivalent} ambivalent"
        )
    }
}

impl Serialize for Degree {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut fields = serializer.serialize_struct("Degree", 5)?;
        fields.serialize_field("positive", &self.positive)?;
        fields.serialize_field("negative", &self.negative)?;
        fields.serialize_field("ambivalent", &self.ambivalent)?;
        fields.serialize_field("ratio", &self.ratio())?;
        fields.serialize_field("net", &self.net())?;
        fields.end()
    }
}

/// The degrees of one actor by sign: of all its dyads, of ties that leave it, and of ties that reach it.
///
/// A mutual tie leaves both its ends and reaches both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ActorDegrees<'g> {
    /// The actor.
    pub actor: ActorRef<'g>,
    /// The degree over all its dyads, whatever the direction of their ties.
    pub all: Degree,
    /// The degree over ties that lead from it to others.
    #[serde(rename = "out")]
    pub outgoing: Degree,
    /// The degree over ties that lead from others to it.
    #[serde(rename = "in")]
    pub incoming: Degree,
}

impl fmt::Display for ActorDegrees<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.actor, self.all)
    }
}

/// How dense a signed graph is, by sign, and how much it centres on one actor.
///
/// A density is 2m / (n(n − 1)), for m edges and n actors. Centralisation is that of Freeman
/// (1979): Σ (max d − dᵢ) / ((n − 1)(n − 2)), where dᵢ are the degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Cohesion {
    /// The density of positive and negative edges together; `None` for fewer than two actors or a
    /// silent graph.
    pub density: Option<f64>,
    /// The density of positive edges.
    pub positive_density: Option<f64>,
    /// The density of negative edges.
    pub negative_density: Option<f64>,
    /// The centralisation of degrees of both signs; `None` for fewer than three actors or a silent graph.
    pub centralisation: Option<f64>,
    /// The centralisation of positive degrees.
    pub positive_centralisation: Option<f64>,
    /// The centralisation of negative degrees.
    pub negative_centralisation: Option<f64>,
}

/// # Position
impl<'g> SignedGraph<'g> {
    /// The degrees of every actor by sign, by key.
    ///
    /// The list has the graph's actors, and also those that have only ambivalent dyads.
    ///
    /// The degrees by direction apply the graph's rule for conflicts to the ties of one direction
    /// alone. So an ambivalent dyad may have one sign in each direction.
    ///
    /// # Complexity
    ///
    /// O(t log n), where t is the number of ties of the graph's edges.
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "support"
    /// # from = "a"
    /// # to = "b"
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let degrees = graph.ever().signed(ConflictRule::Ambivalent).degrees();
    /// assert_eq!(degrees[0].outgoing.positive, 1);
    /// assert_eq!(degrees[0].incoming.positive, 0);
    /// assert_eq!(degrees[1].to_string(), "B: 1 positive, 0 negative, 0 ambivalent");
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn degrees(&self) -> Vec<ActorDegrees<'g>> {
        let own = self.actors().iter();
        let mut by_actor: BTreeMap<ActorId, [Degree; 3]> =
            own.map(|one| (one.id(), Default::default())).collect();
        for edge in self.edges().iter().chain(self.ambivalent()) {
            for end in [edge.one, edge.other] {
                by_actor.entry(end.id()).or_default()[0].add(edge.sign);
            }
        }
        for (from, to, sign) in self.arcs() {
            by_actor.entry(from).or_default()[1].add(sign);
            by_actor.entry(to).or_default()[2].add(sign);
        }
        let all = by_actor.into_iter();
        let all = all.map(|(actor, [all, outgoing, incoming])| ActorDegrees {
            actor: self.graph().actor_ref(actor),
            all,
            outgoing,
            incoming,
        });
        all.collect()
    }

    /// The ties from one actor to another, settled to one sign for that direction alone.
    pub(crate) fn arcs(&self) -> Vec<(ActorId, ActorId, DyadSign)> {
        let mut arcs = Vec::new();
        for edge in self.edges().iter().chain(self.ambivalent()) {
            let (one, other) = (edge.one.id(), edge.other.id());
            for (from, to) in [(one, other), (other, one)] {
                let leads = |tie: &&super::signed::SignedTie<'g>| {
                    tie.tie.from().id() == from || !tie.tie.is_directed()
                };
                let ties: Vec<_> = edge.ties.iter().filter(leads).copied().collect();
                if let Some(sign) = self.rule().settle(&ties) {
                    arcs.push((from, to, sign));
                }
            }
        }
        arcs.sort_unstable();
        arcs
    }

    /// The densities by sign and the centralisation of degrees.
    ///
    /// Each is `None` if the graph [is silent](SignedGraph::is_silent).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, ConflictRule, Record};
    /// # let record = Record::from_toml(r#"
    /// # format = 1
    /// # [actors]
    /// # a = { name = "A", kind = "armed-group" }
    /// # b = { name = "B", kind = "armed-group" }
    /// # c = { name = "C", kind = "armed-group" }
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["a", "b"]
    /// # [[relations]]
    /// # kind = "rivalry"
    /// # between = ["b", "c"]
    /// # "#)?;
    /// let graph = ActorGraph::new(record);
    /// let cohesion = graph.ever().signed(ConflictRule::Ambivalent).cohesion();
    /// assert_eq!(cohesion.density, Some(2.0 / 3.0));
    /// assert_eq!(cohesion.centralisation, Some(1.0));
    /// # Ok::<(), factions::Problems>(())
    /// ```
    pub fn cohesion(&self) -> Cohesion {
        let is_known = !self.is_silent();
        let actors = self.actors().len();
        #[allow(clippy::cast_precision_loss, reason = "numbers of actors and edges")]
        let number = |count: usize| count as f64;
        let pairs = number(actors) * (number(actors) - 1.0);
        let density = |edges: usize| (is_known && actors > 1).then(|| 2.0 * number(edges) / pairs);
        let degrees = self.degrees();
        let is_counted = |one: &&ActorDegrees<'g>| self.actors().binary_search(&one.actor).is_ok();
        let counted = degrees.iter().filter(is_counted);
        let counted: Vec<Degree> = counted.map(|one| one.all).collect();
        let centralisation = |of: fn(&Degree) -> u32| {
            let most = counted.iter().map(of).max()?;
            let sum: f64 = counted.iter().map(|one| f64::from(most - of(one))).sum();
            let most_possible = (number(actors) - 1.0) * (number(actors) - 2.0);
            (is_known && actors > 2).then(|| sum / most_possible)
        };
        Cohesion {
            density: density(self.edges().len()),
            positive_density: density(self.count(DyadSign::Positive)),
            negative_density: density(self.count(DyadSign::Negative)),
            centralisation: centralisation(|one| one.total()),
            positive_centralisation: centralisation(|one| one.positive),
            negative_centralisation: centralisation(|one| one.negative),
        }
    }
}
