//! How splintered a family of actors or a coalition is, step by step.

use crate::analysis::histories::meet;
use crate::graph::{ActorRef, StatementRef};
use crate::model::{ActorId, Covered, EventKind, Holds, Statement, Step, Window};
use crate::query::denied_in_part;
use crate::view::View;
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The actors whose fragmentation you ask about.
///
/// # Examples
///
/// ```
/// use factions::{ActorId, Family};
///
/// let one = Family::Lineage(ActorId::new(0));
/// assert_ne!(one, Family::Coalition(ActorId::new(0)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Family {
    /// An actor with its ancestors and descendants.
    Lineage(ActorId),
    /// The members of a coalition, each in the steps in which it is a member.
    Coalition(ActorId),
    /// These actors.
    Actors(Vec<ActorId>),
}

/// How many actors there are, and how evenly a weight is spread among them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Spread<'g> {
    /// The actors of the family in the step, by key.
    pub actors: Vec<ActorRef<'g>>,
    /// The effective number 1 / Σ p², where p are the shares (Laakso and Taagepera 1979); `None`
    /// without weight.
    pub effective: Option<f64>,
    /// The largest share, from 0 to 1; `None` without weight.
    pub largest: Option<f64>,
    /// The actor with the largest share, of equal ones the first by key.
    pub leader: Option<ActorRef<'g>>,
}

/// The fragmentation of a family in one step.
///
/// It prints as `2023-10: 3 actors, 2.57 effective, largest share 0.50 (A); 1 split off, 0 merged`. If
/// it [is silent](Self::is_silent), the numbers that split off and merged serialise as `null`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FragmentationStep<'g> {
    /// The name of the step: `2023-10`.
    pub label: String,
    /// The days of the step, cut to the view's window.
    pub window: Window,
    /// Whether the record speaks of the events of these days.
    pub covered: Covered,
    /// The spread over actors that are certainly there, by events that are certainly in the step.
    pub certainly: Spread<'g>,
    /// The spread over actors that are possibly there, by all events that can be in the step.
    pub possibly: Spread<'g>,
    /// How many actors split off from one of the family, certainly in the step.
    pub split_off: u64,
    /// How many more actors possibly split off in the step.
    pub split_off_possibly: u64,
    /// How many actors of the family merged into another, certainly in the step.
    pub merged: u64,
    /// How many more actors possibly merged in the step.
    pub merged_possibly: u64,
    /// The surest statement of each event that is weighed, and of each split and merger.
    pub statements: Vec<StatementRef<'g>>,
    /// The known denials of these events, in storage order.
    pub denied: Vec<StatementRef<'g>>,
}

impl FragmentationStep<'_> {
    /// Whether the record covers none of the days and nothing happened: then its 0 is not a real zero.
    pub fn is_silent(&self) -> bool {
        self.covered == Covered::No && self.statements.is_empty()
    }

    /// How many split off less how many merged, certainly in the step; `None` if it is silent.
    pub fn net(&self) -> Option<i64> {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let net = number(self.split_off) - number(self.merged);
        (!self.is_silent()).then_some(net)
    }
}

impl Serialize for FragmentationStep<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = |count: u64| (!self.is_silent()).then_some(count);
        let mut fields = serializer.serialize_struct("FragmentationStep", 11)?;
        fields.serialize_field("label", &self.label)?;
        fields.serialize_field("window", &self.window)?;
        fields.serialize_field("covered", &self.covered)?;
        fields.serialize_field("certainly", &self.certainly)?;
        fields.serialize_field("possibly", &self.possibly)?;
        fields.serialize_field("split_off", &known(self.split_off))?;
        fields.serialize_field("split_off_possibly", &known(self.split_off_possibly))?;
        fields.serialize_field("merged", &known(self.merged))?;
        fields.serialize_field("merged_possibly", &known(self.merged_possibly))?;
        fields.serialize_field("statements", &self.statements)?;
        fields.serialize_field("denied", &self.denied)?;
        fields.end()
    }
}

impl fmt::Display for FragmentationStep<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spread = &self.certainly;
        let count = spread.actors.len();
        let actors = if count == 1 { "actor" } else { "actors" };
        write!(f, "{}: {count} {actors}", self.label)?;
        if spread.actors.len() < self.possibly.actors.len() {
            write!(f, " ({} possibly)", self.possibly.actors.len())?;
        }
        if let (Some(effective), Some(largest), Some(leader)) =
            (spread.effective, spread.largest, spread.leader)
        {
            write!(
                f,
                ", {effective:.2} effective, largest share {largest:.2} ({leader})"
            )?;
        }
        if self.is_silent() {
            return f.write_str("; not covered");
        }
        write!(
            f,
            "; {} split off, {} merged{}",
            self.split_off,
            self.merged,
            denied_in_part(&self.denied)
        )
    }
}

/// The happenings of a step that matter for fragmentation.
struct LineageFound<'g> {
    actors: BTreeMap<ActorId, Holds>,
    surest: StatementRef<'g>,
    born: BTreeMap<ActorId, Holds>,
    gone: BTreeMap<ActorId, Holds>,
}

/// # Fragmentation
impl<'g> View<'g, '_> {
    /// How splintered a family is in each step: actors, effective number, largest share, splits and mergers.
    ///
    /// An actor's share is its share of the events of the view in which the family takes part. An
    /// event counts for each member of the family that takes part. Splits and mergers do not count
    /// as such events. The steps are those of [`series`](View::series).
    ///
    /// # Complexity
    ///
    /// O(steps × statements of the family + events of the window).
    ///
    /// # Examples
    ///
    /// ```
    /// # use factions::{ActorGraph, Family, Record, Step, date};
    /// let record = Record::from_toml(r#"
    ///     format = 1
    ///     [actors]
    ///     old = { name = "Old", kind = "armed-group" }
    ///     new = { name = "New", kind = "armed-group" }
    ///     army = { name = "Army", kind = "state-force" }
    ///     [[events]]
    ///     kind = "split"
    ///     when = 2023-05-10
    ///     from = "old"
    ///     to = "new"
    ///     [[events]]
    ///     kind = "clash"
    ///     when = 2023-05-20
    ///     sides = [["old"], ["army"]]
    ///     [[events]]
    ///     kind = "clash"
    ///     when = 2023-05-21
    ///     sides = [["new"], ["army"]]
    /// "#)?;
    /// let graph = ActorGraph::new(record);
    /// let family = Family::Lineage(graph.actor("old")?.id());
    /// let view = graph.during(date(2023, 5, 1)..date(2023, 6, 1));
    /// let steps = view.fragmentation(&family, Step::Month);
    /// assert_eq!(steps[0].certainly.effective, Some(2.0));
    /// assert_eq!((steps[0].split_off, steps[0].net()), (1, Some(1)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn fragmentation(self, family: &Family, step: Step) -> Vec<FragmentationStep<'g>> {
        self.fragments(family, step, None)
    }

    /// The fragmentation of a family in each step, by a weight of your own.
    ///
    /// The function returns the weight of an actor in the days of a step. A weight that is not a
    /// number above 0 counts as none.
    ///
    /// # Complexity
    ///
    /// As [`fragmentation`](Self::fragmentation), with one call of the function for each actor and step.
    #[track_caller]
    pub fn fragmentation_by(
        self,
        family: &Family,
        step: Step,
        weight: &dyn Fn(ActorRef<'g>, Window) -> f64,
    ) -> Vec<FragmentationStep<'g>> {
        self.fragments(family, step, Some(weight))
    }

    #[track_caller]
    fn fragments(
        self,
        family: &Family,
        step: Step,
        weight: Option<&dyn Fn(ActorRef<'g>, Window) -> f64>,
    ) -> Vec<FragmentationStep<'g>> {
        let asked = match family {
            Family::Lineage(actor) | Family::Coalition(actor) => std::slice::from_ref(actor),
            Family::Actors(actors) => actors,
        };
        for actor in asked {
            let _ = self.graph.id_of(*actor);
        }
        let fixed: Option<Vec<(ActorId, Holds)>> = match family {
            Family::Lineage(actor) => {
                let lineage = self.lineage(*actor);
                let all = lineage.ancestors.iter().chain(&lineage.descendants);
                let kin = all.map(|one| (one.actor.id(), one.holds));
                Some(kin.chain([(*actor, Holds::Certainly)]).collect())
            }
            Family::Actors(actors) => {
                Some(actors.iter().map(|&one| (one, Holds::Certainly)).collect())
            }
            Family::Coalition(_) => None,
        };
        let steps = self.series(step).steps.into_iter();
        let row = |label: String, window: Window| {
            let within = View {
                window,
                event_window: meet(window, self.event_window()),
                ..self
            };
            let own = match (family, &fixed) {
                (Family::Coalition(whole), _) => {
                    let members = within.members(*whole).into_iter();
                    members
                        .map(|one| (one.member.id(), one.grounds.holds))
                        .collect()
                }
                (_, fixed) => fixed.clone().unwrap_or_default(),
            };
            within.fragments_in(&own, label, weight)
        };
        steps.map(|one| row(one.label, one.window)).collect()
    }

    fn fragments_in(
        self,
        family: &[(ActorId, Holds)],
        label: String,
        weight: Option<&dyn Fn(ActorRef<'g>, Window) -> f64>,
    ) -> FragmentationStep<'g> {
        let mut there: BTreeMap<ActorId, Holds> = BTreeMap::new();
        for &(actor, holds) in family {
            if let Some(exists) = self.actor_holds(actor) {
                let best = there.entry(actor).or_insert(Holds::Possibly);
                *best = best.or(holds.and(exists));
            }
        }
        let is_kin = |actor: ActorId| family.iter().any(|one| one.0 == actor);
        let found: Vec<LineageFound<'g>> = self.events_among(&is_kin);
        let spread = |is_enough: &dyn Fn(Holds) -> bool| {
            let actors = there.iter().filter(|one| is_enough(*one.1));
            let actors: Vec<ActorRef<'g>> =
                actors.map(|one| self.graph().actor_ref(*one.0)).collect();
            let events = |actor: ActorRef<'g>| {
                let own = found.iter().filter_map(|one| one.actors.get(&actor.id()));
                let count = own.filter(|&&holds| is_enough(holds)).count();
                crate::analysis::histories::share(count as u64, 1)
            };
            let weights = actors.iter().map(|&actor| match weight {
                Some(weight) => weight(actor, self.window()),
                None => events(actor),
            });
            let weights: Vec<f64> = weights.collect();
            Spread::new(actors, &weights)
        };
        let sum = |of: for<'f> fn(&'f LineageFound<'g>) -> &'f BTreeMap<ActorId, Holds>,
                   holds: Holds| {
            let all = found.iter().flat_map(|one| of(one).values());
            all.filter(|&&own| own == holds).count() as u64
        };
        let mut statements: Vec<StatementRef<'g>> = found.iter().map(|one| one.surest).collect();
        statements.sort_unstable();
        statements.dedup();
        FragmentationStep {
            label,
            window: self.window(),
            covered: self.covered(),
            certainly: spread(&|holds| holds == Holds::Certainly),
            possibly: spread(&|_| true),
            split_off: sum(|one| &one.born, Holds::Certainly),
            split_off_possibly: sum(|one| &one.born, Holds::Possibly),
            merged: sum(|one| &one.gone, Holds::Certainly),
            merged_possibly: sum(|one| &one.gone, Holds::Possibly),
            denied: self.denials_of_all(&statements),
            statements,
        }
    }

    /// The happenings that name some actors: which of them, and who split off from or merged out of these.
    fn events_among(self, is_kin: &dyn Fn(ActorId) -> bool) -> Vec<LineageFound<'g>> {
        let mut all = Vec::new();
        for happening in self.happenings() {
            let mut found = LineageFound {
                actors: BTreeMap::new(),
                surest: happening.surest(),
                born: BTreeMap::new(),
                gone: BTreeMap::new(),
            };
            for actor in happening.actors.iter().map(|one| one.id()) {
                let named = |told: &Statement| told.ends.actors().any(|one| one == actor);
                if is_kin(actor)
                    && let Some((holds, _)) = self.standing_as(&happening, named)
                {
                    found.actors.insert(actor, holds);
                }
            }
            if found.actors.is_empty() {
                continue;
            }
            for (kind, found) in [
                (EventKind::Split, &mut found.born),
                (EventKind::Merger, &mut found.gone),
            ] {
                let turned = |told: &Statement| {
                    let pairs = told.ends.pairs().into_iter();
                    let pairs = pairs.filter(|&(from, _)| is_kin(from));
                    let is_split = kind == EventKind::Split;
                    let turned = pairs.map(|(from, to)| if is_split { to } else { from });
                    let is_turn = told.kind().event() == Some(kind);
                    turned
                        .filter(move |_| is_turn)
                        .collect::<BTreeSet<ActorId>>()
                };
                let statements = happening.grounds.statements.iter();
                let all = statements.flat_map(|told| turned(told.record()));
                for actor in all.collect::<BTreeSet<ActorId>>() {
                    let says_it = |told: &Statement| turned(told).contains(&actor);
                    if let Some((holds, _)) = self.standing_as(&happening, says_it) {
                        found.insert(actor, holds);
                    }
                }
            }
            if happening.kind.event().is_some_and(EventKind::is_lineage) {
                found.actors.clear();
            }
            all.push(found);
        }
        all
    }
}

impl<'g> Spread<'g> {
    fn new(actors: Vec<ActorRef<'g>>, weights: &[f64]) -> Self {
        let own = |weight: f64| if weight > 0.0 { weight } else { 0.0 };
        let sum: f64 = weights.iter().map(|&one| own(one)).sum();
        let shares: Vec<f64> = weights.iter().map(|&one| own(one) / sum).collect();
        let is_weighed = sum > 0.0 && sum.is_finite();
        let most = shares.iter().copied().fold(0.0, f64::max);
        let leader = shares.iter().position(|&share| share >= most);
        let squares: f64 = shares.iter().map(|share| share * share).sum();
        Self {
            effective: is_weighed.then(|| 1.0 / squares),
            largest: is_weighed.then_some(most),
            leader: leader.filter(|_| is_weighed).map(|at| actors[at]),
            actors,
        }
    }
}
