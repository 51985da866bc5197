//! How two actors stand to each other, with every way that leads to it.

use std::collections::BTreeSet;

use factions::{ActorId, Certainty, Holds, Kind, RelationKind, Sign, Statement, StatementId};

use super::Oracle;
use super::lives::at;
use super::members::{Step, Towards, settled, shared_core, shared_spans};
use super::ties::Tie;
use super::time::Days;

/// A way from a to b.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Way {
    pub(crate) length: usize,
    /// `Neutral`: a stated neutrality, a way without sign.
    pub(crate) sign: Sign,
    pub(crate) holds: Holds,
    pub(crate) certainty: Certainty,
    /// From a to b, one more than the statements.
    pub(crate) actors: Vec<ActorId>,
    pub(crate) statements: Vec<StatementId>,
}

/// The answer to "how does a stand to b?"
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stance {
    /// `positive`, `negative`, `ambivalent`, `neutral` or `none`.
    pub(crate) word: &'static str,
    /// None where the word is `none`.
    pub(crate) holds: Option<Holds>,
    pub(crate) certainty: Option<Certainty>,
    /// Every way, "shortest first".
    pub(crate) ways: BTreeSet<Way>,
}

impl Oracle<'_> {
    /// "**stance(a, b)**: positive, negative, ambivalent, neutral (only where a neutrality is
    /// stated) or none, with every *way* that leads to it, shortest first; the shortest decide,
    /// both signs among them make it ambivalent"; "neutral if no shortest way has a sign".
    ///
    /// CHOICE: the ways of an answer. (1) Every way, also the longer ones and those of the other
    /// sign. (2) Those that decide. Taken: (1); the deciding ones are those of the least length.
    ///
    /// CHOICE: how an answer holds. "An answer's certainty is its best way's" says it of
    /// certainty. (1) It holds as the best of the deciding ways; an ambivalent one only as well as
    /// the worse of its two signs does, since it needs both. (2) As the best way, ambivalent or
    /// not. Taken: (1).
    ///
    /// CHOICE: "An answer's certainty is its best way's". (1) The best certainty of the deciding
    /// (shortest) ways. (2) That of the way which holds best, so that both words are of one way: a
    /// way that is certain and alleged, and one that is possible and confirmed, are not "certainly,
    /// confirmed". Taken: (2); an ambivalent answer is as sure as the weaker of its signs.
    pub(crate) fn stance(&self, a: ActorId, b: ActorId) -> Stance {
        let ways = self.ways(a, b);
        let shortest = ways.iter().map(|way| way.length).min();
        let decide = |sign: Sign| -> Vec<&Way> {
            let is_shortest = |way: &&Way| Some(way.length) == shortest && way.sign == sign;
            ways.iter().filter(is_shortest).collect()
        };
        let (plus, minus) = (decide(Sign::Positive), decide(Sign::Negative));
        let neutral = decide(Sign::Neutral);
        let best = |ways: &[&Way]| ways.iter().map(|way| (way.holds, way.certainty)).max();
        let weaker = |one: Option<(Holds, Certainty)>, two: Option<(Holds, Certainty)>| {
            let (one, two) = (one?, two?);
            Some((one.0.min(two.0), one.1.min(two.1)))
        };
        let (word, sure) = if !plus.is_empty() && !minus.is_empty() {
            ("ambivalent", weaker(best(&plus), best(&minus)))
        } else if !plus.is_empty() {
            ("positive", best(&plus))
        } else if !minus.is_empty() {
            ("negative", best(&minus))
        } else if !neutral.is_empty() {
            ("neutral", best(&neutral))
        } else {
            ("none", None)
        };
        Stance {
            word,
            holds: sure.map(|(holds, _)| holds),
            certainty: sure.map(|(_, certainty)| certainty),
            ways,
        }
    }

    /// "A way is one signed tie between a′ and b′, where a′ is a, or wholes above it (its
    /// coalitions, what it is part of: they act for it), or members and parts below it (they act
    /// for it), and b′ likewise; each end climbs up only or down only."
    fn ways(&self, a: ActorId, b: ActorId) -> BTreeSet<Way> {
        let steps = self.steps();
        let ties = self.ties();
        let mut ways = BTreeSet::new();
        if a == b {
            return ways;
        }
        for (from_a, chain_a) in climbs(&steps, a) {
            for (from_b, chain_b) in climbs(&steps, b) {
                for tie in &ties {
                    let joins =
                        (tie.a, tie.b) == (from_a, from_b) || (tie.b, tie.a) == (from_a, from_b);
                    if joins {
                        ways.extend(self.way(a, b, &chain_a, tie, &chain_b));
                    }
                }
            }
        }
        // "a way of them alone, all up or all down, is positive"; "n steps alone have length n − 1
        // (a direct membership 0)"
        for towards in [Towards::Up, Towards::Down] {
            for chain in Self::chains(&steps, a, towards) {
                let end = chain.last().expect("a chain has a step").reaches(towards);
                let Some((holds, certainty)) = self.chain_holds(&chain) else {
                    continue;
                };
                if end == b {
                    let mut actors = vec![a];
                    actors.extend(chain.iter().map(|step| step.reaches(towards)));
                    ways.insert(Way {
                        length: chain.len() - 1,
                        sign: Sign::Positive,
                        holds,
                        certainty,
                        actors,
                        statements: chain.iter().map(|step| step.statement).collect(),
                    });
                }
            }
        }
        ways
    }

    /// The way from a up or down a chain, over a tie, and down or up the other chain to b.
    fn way(
        &self,
        a: ActorId,
        b: ActorId,
        (towards_a, chain_a): &(Towards, Vec<Step>),
        tie: &Tie,
        (towards_b, chain_b): &(Towards, Vec<Step>),
    ) -> Option<Way> {
        let kind = tie.kind;
        let length = chain_a.len() + chain_b.len();
        let is_step = kind == Kind::from(RelationKind::Membership)
            || kind == Kind::from(RelationKind::PartOf);
        // "a neutrality stated between a and b is a way of length 0 without sign"
        let is_neutrality = kind == Kind::from(RelationKind::Neutrality) && length == 0;
        // "Membership and part-of are steps, and signed ties only when direct": the direct ones
        // are the chains of one step
        if is_step || (kind.sign() == Sign::Neutral && !is_neutrality) {
            return None;
        }
        let mut actors = vec![a];
        actors.extend(chain_a.iter().map(|step| step.reaches(*towards_a)));
        let mut back = vec![b];
        back.extend(chain_b.iter().map(|step| step.reaches(*towards_b)));
        actors.extend(back.iter().rev());
        // "No actor comes twice in a way"
        if actors.iter().collect::<BTreeSet<_>>().len() < actors.len() {
            return None;
        }
        let steps: Vec<Step> = chain_a.iter().chain(chain_b).cloned().collect();
        let (holds, certainty) = self
            .way_holds(tie, &steps)
            .filter(|&(holds, _)| self.shows(holds))?;
        let mut statements: Vec<StatementId> = chain_a.iter().map(|step| step.statement).collect();
        statements.push(tie.statement);
        statements.extend(chain_b.iter().rev().map(|step| step.statement));
        Some(Way {
            length,
            sign: kind.sign(),
            holds,
            certainty,
            actors,
            statements,
        })
    }

    /// "All links of a way share a day (the event's day if the signed tie is an event); the way
    /// holds certainly if their certain cores do."; "A way of one tie holds as the tie does; one of
    /// an event holds certainly if all its possible days lie in the others' certain cores."
    ///
    /// CHOICE: `.events_during(…)`: the links of an event's way. (1) They are ties of the view, in
    /// its window ("relations as they stand"), and hold on the event's day too; the way holds no
    /// better than each of them in the window. (2) They need only hold on the event's day.
    /// Taken: (1).
    ///
    /// CHOICE: an event of several days. (1) As it "is in if one of them is", it is enough for
    /// certainty that one of its days in the window lies in all cores. (2) All of them must.
    /// Taken: (1).
    fn way_holds(&self, tie: &Tie, steps: &[Step]) -> Option<(Holds, Certainty)> {
        if steps.is_empty() {
            return Some((tie.holds, tie.certainty));
        }
        // "a way's that of its weakest link"
        let weakest = steps.iter().map(|step| step.runs.best).min()?;
        if let Some(pair) = tie.pair() {
            let runs = self.runs(&pair)?;
            let (from, to) = self.lens.window;
            let at = |certainty: Certainty| {
                if let (Some(one), Some(two)) =
                    (shared_core(steps, certainty), runs.core(certainty))
                    && one.0.max(two.0).max(from) < one.1.min(two.1).min(to)
                {
                    return Some(Holds::Certainly);
                }
                let spans = runs.spans(certainty);
                let mut shared = shared_spans(steps, certainty).into_iter();
                let is_possible = shared.any(|(s0, e1)| {
                    let mut spans = spans.iter();
                    spans.any(|span| s0.max(span.s0).max(from) < e1.min(span.e1).min(to))
                });
                is_possible.then_some(Holds::Possibly)
            };
            return settled(at, weakest.min(runs.best));
        }
        let named = |one: &Statement| tie.is_named_by(one);
        let ladder = self.days_of(&tie.thing, named);
        let counted = |one: &Statement| named(one) && self.counted(one).is_some();
        let best = self.best_of(&tie.thing, counted)?;
        let window = self.events_window();
        let is_each_certain = steps.iter().all(|step| step.holds == Holds::Certainly);
        let at = |certainty: Certainty| {
            let ways = at(&ladder, certainty);
            if let (true, Some((s1, e0))) = (is_each_certain, shared_core(steps, certainty)) {
                let core = (s1.max(window.0), e0.min(window.1));
                let in_core = |days: &Days| {
                    if days.is_several {
                        days.one_in(core)
                    } else {
                        days.all_in(core)
                    }
                };
                if ways.iter().all(|way| way.as_ref().is_some_and(in_core)) {
                    return Some(Holds::Certainly);
                }
            }
            let shared = shared_spans(steps, certainty);
            let mut days = ways.days();
            let is_possible = days.any(|days| {
                let mut shared = shared.iter();
                shared.any(|&(s, e)| days.one_in((s.max(window.0), e.min(window.1))))
            });
            is_possible.then_some(Holds::Possibly)
        };
        settled(at, weakest.min(best))
    }
}

/// A chain of steps in one direction; the empty one has any.
type Climb = (Towards, Vec<Step>);

/// The actor itself with no step, and everyone above or below it with every chain there.
fn climbs(steps: &[Step], actor: ActorId) -> Vec<(ActorId, Climb)> {
    let mut climbs = vec![(actor, (Towards::Up, vec![]))];
    for towards in [Towards::Up, Towards::Down] {
        for chain in Oracle::chains(steps, actor, towards) {
            let end = chain.last().expect("a chain has a step").reaches(towards);
            climbs.push((end, (towards, chain)));
        }
    }
    climbs
}
